//! Arenas, pools and blocks, and the types' own free lists.

use crate::event::Event;
use crate::inspect::Look;
use crate::inspect::label::object_no;
use crate::inspect::view::{
    ArenaRow, FreeListRow, MemoryView, ObjectNo, PoolRow, PoolState, SizeClassRow,
};
use crate::memory::{Memory, PoolEvent, PoolId, PoolState as State, SizeClass};
use crate::value::Addr;

/// pymalloc as it stands.
pub(super) fn memory(look: &Look<'_>) -> MemoryView {
    let memory = &look.shown.heap.memory;
    let stats = memory.stats();
    let touched = touched(look);
    let classes = SizeClass::all().filter_map(|class| size_class(memory, class, &touched));
    let arenas = memory.arenas().into_iter().flatten().map(|arena| ArenaRow {
        index: arena.id.0,
        address: arena.address.0,
        total_pools: count(arena.ntotalpools),
        free_pools: count(arena.nfreepools),
    });
    MemoryView {
        arenas: arenas.collect(),
        classes: classes.collect(),
        bytes_used: stats.block_bytes,
        large: (stats.raw_blocks, stats.raw_bytes),
        last: last(look),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A place in a pool that this step uses, with the object that it makes or frees there.
struct Touched {
    arena: u32,
    pool: usize,
    block: u32,
    object: ObjectNo,
}

/// The blocks that this step hands out or takes back.
fn touched(look: &Look<'_>) -> Vec<Touched> {
    let place = |event: &Event| {
        let (id, heap) = match *event {
            Event::New { object, .. } => (object, look.heap_of(object)?),
            Event::Dealloc { object, .. } => (object, look.heap_of(object)?),
            _ => return None,
        };
        let block = heap.memory.block_of(heap.get(id).addr)?;
        Some(Touched {
            arena: block.arena.0,
            pool: block.pool,
            block: count(block.index),
            object: object_no(heap, id),
        })
    };
    look.events.iter().filter_map(place).collect()
}

fn size_class(memory: &Memory, class: SizeClass, touched: &[Touched]) -> Option<SizeClassRow> {
    let ids = memory
        .usedpools(class)
        .into_iter()
        .chain(memory.full_pools(class));
    let pools: Vec<_> = ids.filter_map(|id| pool(memory, id, touched)).collect();
    (!pools.is_empty()).then(|| SizeClassRow {
        index: count(class.index()),
        block_size: count(class.block_size()),
        pools,
    })
}

fn pool(memory: &Memory, id: PoolId, touched: &[Touched]) -> Option<PoolRow> {
    let pool = memory.pool(id)?;
    let capacity = pool.szidx?.blocks_per_pool();
    let here = |touched: &&Touched| touched.arena == id.arena().0 && touched.pool == id.position();
    let virgin = pool
        .blocks
        .iter()
        .position(|block| *block == crate::memory::BlockState::Untouched);
    Some(PoolRow {
        arena: id.arena().0,
        index: count(id.position()),
        address: pool.address.0,
        state: match pool.state {
            State::Full => PoolState::Full,
            State::Used => PoolState::Used,
            State::Empty | State::Untouched => PoolState::Empty,
        },
        used: count(pool.ref_count),
        capacity: count(capacity),
        free_blocks: pool.freeblock.iter().map(|&block| count(block)).collect(),
        virgin_from: count(virgin.unwrap_or(capacity)),
        touched: touched
            .iter()
            .rev()
            .find(here)
            .map(|touched| (touched.block, touched.object)),
    })
}

/// What this step does to pools and blocks, in a sentence.
fn last(look: &Look<'_>) -> String {
    let pools = look.events.iter().rev().find_map(|event| match event {
        Event::Pool(change) => Some(pool_sentence(change)),
        _ => None,
    });
    let blocks = || {
        let lasting = |event: &&Event| matches!(event, Event::New { object, .. } if look.heap_of(*object).is_some());
        look.events
            .iter()
            .rev()
            .filter(lasting)
            .find_map(|event| match *event {
                Event::New {
                    object,
                    size,
                    from_free_list: true,
                    ..
                } => Some(format!(
                    "{} takes {size} bytes from its type's free list",
                    look.label(object)
                )),
                Event::New { object, size, .. } => Some(match SizeClass::for_request(size) {
                    Some(class) => format!(
                        "{} asks for {size} bytes: a block of {}",
                        look.label(object),
                        class.block_size()
                    ),
                    None => format!(
                        "{} asks for {size} bytes: malloc, not a pool",
                        look.label(object)
                    ),
                }),
                _ => None,
            })
    };
    pools.or_else(blocks).unwrap_or_default()
}

/// A change of a pool or an arena in words.
pub(super) fn pool_sentence(change: &PoolEvent) -> String {
    let name = |pool: PoolId| format!("pool {} of arena {}", pool.position(), pool.arena().0);
    match *change {
        PoolEvent::ArenaMade { arena } => {
            format!("arena {}: 256 KiB from the operating system", arena.0)
        }
        PoolEvent::ArenaReleased { arena } => format!(
            "arena {} is empty: given back to the operating system",
            arena.0
        ),
        PoolEvent::PoolOpened { pool, szidx, .. } => {
            format!(
                "{} opens for blocks of {} bytes",
                name(pool),
                szidx.block_size()
            )
        }
        PoolEvent::PoolFilled { pool } => format!("{} is full and leaves usedpools", name(pool)),
        PoolEvent::PoolReused { pool } => {
            format!("{} got a block back: first in usedpools again", name(pool))
        }
        PoolEvent::PoolEmptied { pool } => {
            format!("{} is empty: to its arena's freepools", name(pool))
        }
    }
}

/// The free lists that the types keep, those of tuples by length where they hold anything.
pub(super) fn free_lists(look: &Look<'_>) -> Vec<FreeListRow> {
    use crate::objects::freelist as limits;

    let lists = &look.shown.heap.free_lists;
    let row = |name: &str, length: usize, limit: usize, next: Option<Addr>| FreeListRow {
        name: name.to_owned(),
        length: length as u64,
        limit: limit as u64,
        next: next.map(|addr| addr.0),
    };
    let list =
        |name: &str, list: &[Addr], limit| row(name, list.len(), limit, list.last().copied());
    let next_frame = lists.frame.last().map(|(addr, _)| *addr);
    let mut rows = vec![
        list("float", &lists.float, limits::FLOAT_MAXFREELIST),
        list("list", &lists.list, limits::LIST_MAXFREELIST),
        list("dict", &lists.dict, limits::DICT_MAXFREELIST),
        list("dict keys of 8", &lists.dict_keys, limits::DICT_MAXFREELIST),
        row(
            "frame",
            lists.frame.len(),
            limits::FRAME_MAXFREELIST,
            next_frame,
        ),
        list("method", &lists.method, limits::METHOD_MAXFREELIST),
        list(
            "built-in function",
            &lists.cfunction,
            limits::CFUNCTION_MAXFREELIST,
        ),
        row("slice", usize::from(lists.slice.is_some()), 1, lists.slice),
    ];
    for (len, tuples) in lists
        .tuple
        .iter()
        .enumerate()
        .filter(|(_, tuples)| !tuples.is_empty())
    {
        rows.push(list(
            &format!("tuple of {len}"),
            tuples,
            limits::TUPLE_MAXFREELIST,
        ));
    }
    rows
}
