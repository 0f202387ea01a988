//! What moves pools and arenas from one state to another, seen from outside, and laws that hold for
//! every history.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// The class whose pools hold the fewest blocks, 7.
const LARGEST: usize = SMALL_REQUEST_THRESHOLD;
const BLOCKS_OF_LARGEST: usize = 7;
const BLOCKS_IN_ARENA: usize = BLOCKS_OF_LARGEST * MAX_POOLS_IN_ARENA;

fn class(nbytes: usize) -> SizeClass {
    SizeClass::for_request(nbytes).unwrap()
}

fn malloc_many(memory: &mut Memory, count: usize, nbytes: usize) -> Vec<Addr> {
    (0..count).map(|_| memory.malloc(nbytes)).collect()
}

fn listening() -> Memory {
    let mut memory = Memory::new();
    memory.listen(true);
    memory
}

fn events(memory: &mut Memory) -> Vec<PoolEvent> {
    memory.drain_events().collect()
}

#[test]
fn the_first_request_makes_an_arena_and_opens_a_pool() {
    let mut memory = listening();
    let addr = memory.malloc(40);
    let pool = ArenaId(0).pool(0);
    assert_eq!(
        events(&mut memory),
        [
            PoolEvent::ArenaMade { arena: ArenaId(0) },
            PoolEvent::PoolOpened {
                pool,
                szidx: class(48),
                source: PoolSource::Fresh
            },
        ]
    );
    assert_eq!(addr, Addr(ARENA_REGION.0 + 48));
    let name = BlockName {
        arena: ArenaId(0),
        pool: 0,
        index: 0,
        size: 48,
        offset: 0,
    };
    assert_eq!(memory.block_of(addr), Some(name));
    let view = memory.pool(pool).unwrap();
    assert_eq!((view.state, view.ref_count), (PoolState::Used, 1));
    assert_eq!(
        (view.nextoffset, view.maxnextoffset),
        (48 + 2 * 48, 4096 - 48)
    );
    assert_eq!(view.freeblock, [1]);
    assert_eq!(
        view.blocks[..3],
        [BlockState::Used, BlockState::Free, BlockState::Untouched]
    );
    let arena = memory.arena(ArenaId(0)).unwrap();
    assert_eq!((arena.nfreepools, arena.carved), (63, 1));
    assert_eq!(memory.unused_arena_objects().len(), 15);
}

#[test]
fn the_block_freed_last_is_handed_out_first() {
    let mut memory = Memory::new();
    let blocks = malloc_many(&mut memory, 4, 100);
    memory.free(blocks[0]);
    memory.free(blocks[2]);
    assert_eq!(
        memory.pool(ArenaId(0).pool(0)).unwrap().freeblock,
        [2, 0, 4]
    );
    assert_eq!(malloc_many(&mut memory, 2, 100), [blocks[2], blocks[0]]);
}

#[test]
fn a_full_pool_that_gets_a_block_back_goes_to_the_front() {
    let mut memory = listening();
    let blocks = malloc_many(&mut memory, BLOCKS_OF_LARGEST, LARGEST);
    let (first, second) = (ArenaId(0).pool(0), ArenaId(0).pool(1));
    assert_eq!(
        events(&mut memory).last(),
        Some(&PoolEvent::PoolFilled { pool: first })
    );
    assert_eq!(memory.pool(first).unwrap().state, PoolState::Full);
    assert_eq!(memory.full_pools(class(LARGEST)), [first]);
    memory.malloc(LARGEST);
    assert_eq!(memory.usedpools(class(LARGEST)), [second]);
    events(&mut memory);
    memory.free(blocks[3]);
    assert_eq!(events(&mut memory), [PoolEvent::PoolReused { pool: first }]);
    assert_eq!(memory.usedpools(class(LARGEST)), [first, second]);
    assert_eq!(memory.malloc(LARGEST), blocks[3]);
}

#[test]
fn an_empty_pool_keeps_its_list_for_its_class_and_starts_anew_for_another() {
    let mut memory = listening();
    let keep = memory.malloc(16);
    let blocks = malloc_many(&mut memory, 3, 64);
    let pool = ArenaId(0).pool(1);
    for &addr in &blocks {
        memory.free(addr);
    }
    let view = memory.pool(pool).unwrap();
    assert_eq!(
        (view.state, view.freeblock),
        (PoolState::Empty, vec![2, 1, 0, 3])
    );
    assert_eq!(memory.arena(ArenaId(0)).unwrap().freepools, [pool]);
    assert_eq!(memory.malloc(64), blocks[2]);
    let opened = |source, size| PoolEvent::PoolOpened {
        pool,
        szidx: class(size),
        source,
    };
    assert_eq!(
        events(&mut memory).last(),
        Some(&opened(PoolSource::SameClass, 64))
    );
    memory.free(blocks[2]);
    memory.malloc(32);
    assert_eq!(
        events(&mut memory).last(),
        Some(&opened(PoolSource::OtherClass, 32))
    );
    assert_eq!(memory.pool(pool).unwrap().freeblock, [1]);
    memory.free(keep);
}

#[test]
fn pools_come_from_the_arena_with_the_fewest_free_ones_and_empty_arenas_go_back() {
    let mut memory = listening();
    let blocks = malloc_many(&mut memory, 3 * BLOCKS_IN_ARENA, LARGEST);
    let arena = |no: usize| &blocks[no * BLOCKS_IN_ARENA..(no + 1) * BLOCKS_IN_ARENA];
    assert_eq!(memory.usable_arenas(), []);
    // Two pools of arena 0 become empty, one of arena 2, three of arena 1.
    let empty = |memory: &mut Memory, no: usize, pools: std::ops::Range<usize>| {
        for &addr in &arena(no)[pools.start * BLOCKS_OF_LARGEST..pools.end * BLOCKS_OF_LARGEST] {
            memory.free(addr);
        }
    };
    empty(&mut memory, 0, 0..2);
    empty(&mut memory, 2, 0..1);
    empty(&mut memory, 1, 0..3);
    assert_eq!(memory.usable_arenas(), [ArenaId(2), ArenaId(0), ArenaId(1)]);
    assert_eq!(
        [1, 2, 3].map(|n| memory.nfp2lasta(n)),
        [2, 0, 1].map(|no| Some(ArenaId(no)))
    );
    let addr = memory.malloc(16);
    assert_eq!(
        memory.block_of(addr).unwrap().arena,
        ArenaId(2),
        "it has one free pool"
    );
    events(&mut memory);
    empty(&mut memory, 0, 2..64);
    assert_eq!(
        memory.arena(ArenaId(0)).unwrap().nfreepools,
        64,
        "the last usable one stays"
    );
    empty(&mut memory, 1, 3..63);
    assert_eq!(memory.usable_arenas(), [ArenaId(1), ArenaId(0)]);
    empty(&mut memory, 1, 63..64);
    assert_eq!(
        events(&mut memory).last(),
        Some(&PoolEvent::ArenaReleased { arena: ArenaId(1) }),
        "all of its pools are free, and another arena stands behind it"
    );
    assert_eq!(memory.unused_arena_objects()[..2], [ArenaId(1), ArenaId(3)]);
    assert_eq!(memory.block_of(arena(1)[0]), None);
    assert_eq!(memory.stats().arenas_allocated_current, 2);
    assert_eq!(memory.stats().arenas_highwater_mark, 3);
}

#[test]
fn realloc_stays_while_at_most_a_quarter_is_wasted() {
    let mut memory = Memory::new();
    let addr = memory.malloc(64);
    for nbytes in [64, 60, 49] {
        assert_eq!(memory.realloc(addr, nbytes), addr, "{nbytes}");
    }
    let smaller = memory.realloc(addr, 48);
    assert_eq!(memory.block_of(smaller).unwrap().size, 48);
    assert_eq!(memory.malloc(64), addr, "the old block came back");
    let outside = memory.realloc(smaller, 513);
    assert_eq!(memory.block_of(outside), None);
    assert_eq!(
        memory.realloc(outside, 10),
        outside,
        "the raw allocator keeps its blocks"
    );
    assert_eq!(
        memory.realloc(NULL, 10),
        smaller,
        "realloc of NULL is malloc"
    );
}

#[test]
fn requests_of_0_or_over_512_bytes_are_passed_on() {
    let mut memory = Memory::new();
    for nbytes in [0, 513, 5000] {
        let addr = memory.malloc(nbytes);
        assert_eq!(memory.block_of(addr), None);
        assert!(addr >= RAW_REGION && addr < ARENA_REGION);
    }
    assert_eq!(memory.stats().allocated_blocks, 3);
    assert_eq!(memory.calloc(usize::MAX, 2), NULL);
    memory.free(NULL);
}

#[test]
fn the_limit_refuses_and_leaves_everything_in_order() {
    let mut memory = Memory::new();
    memory.set_limit(2 * ARENA_SIZE as u64);
    let blocks = malloc_many(&mut memory, 2 * BLOCKS_IN_ARENA, LARGEST);
    // As in CPython, what pymalloc cannot serve is passed on.
    let passed_on = memory.malloc(LARGEST);
    assert_eq!(memory.block_of(passed_on), None);
    assert_eq!(memory.malloc(3 * ARENA_SIZE), NULL);
    memory.free(blocks[5]);
    assert_eq!(memory.malloc(LARGEST), blocks[5]);
}

#[test]
fn listening_does_not_change_the_digest() {
    let mut silent = Memory::new();
    let mut listened = listening();
    for memory in [&mut silent, &mut listened] {
        let blocks = malloc_many(memory, 100, 300);
        for &addr in blocks.iter().step_by(3) {
            memory.free(addr);
        }
    }
    assert!(!events(&mut listened).is_empty());
    assert_eq!(silent, listened);
    let digest = |memory: &Memory| {
        use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
        BuildHasherDefault::<DefaultHasher>::default().hash_one(memory)
    };
    assert_eq!(digest(&silent), digest(&listened));
}

/// One act of a random history. Blocks are chosen by a number, modulo how many live.
#[derive(Clone, Debug)]
enum Act {
    Malloc(usize),
    Free(usize),
    Realloc(usize, usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let nbytes = prop_oneof![4 => 400..=512usize, 3 => 1..=512usize, 1 => 0..2000usize];
    let act = prop_oneof![
        5 => nbytes.clone().prop_map(Act::Malloc),
        4 => any::<usize>().prop_map(Act::Free),
        1 => (any::<usize>(), nbytes).prop_map(|(which, nbytes)| Act::Realloc(which, nbytes)),
    ];
    proptest::collection::vec(act, 0..3000)
}

/// Every live block is large enough and apart from all others, and is used in its pool's view.
fn check_blocks(memory: &Memory, live: &BTreeMap<Addr, usize>) {
    let mut end = 0;
    for (&addr, &nbytes) in live {
        assert!(addr.0 >= end, "{addr:?} overlaps the block before it");
        let usable = memory.usable_size(addr).unwrap();
        assert!(usable >= nbytes);
        end = addr.0 + usable as u64;
        if let Some(name) = memory.block_of(addr) {
            assert_eq!(name.offset, 0);
            let pool = memory.pool(name.arena.pool(name.pool)).unwrap();
            assert_eq!(pool.blocks[name.index], BlockState::Used);
        }
    }
}

/// Each pool is on the list that its state demands, and all counts are right.
fn check_pools(memory: &Memory, live: usize) {
    assert_eq!(memory.stats().allocated_blocks, live as u64);
    let mut on_used: Vec<PoolId> = SizeClass::all()
        .flat_map(|szidx| memory.usedpools(szidx))
        .collect();
    on_used.sort();
    let mut used = Vec::new();
    for arena in memory.arenas().into_iter().flatten() {
        let free = |state: &PoolState| matches!(state, PoolState::Empty | PoolState::Untouched);
        assert_eq!(
            arena.nfreepools,
            arena.pools.iter().filter(|state| free(state)).count()
        );
        for (no, &state) in arena.pools.iter().enumerate() {
            let pool = memory.pool(arena.id.pool(no)).unwrap();
            let count = |state| pool.blocks.iter().filter(|&&block| block == state).count();
            assert_eq!(count(BlockState::Used), pool.ref_count);
            assert_eq!(count(BlockState::Free), pool.freeblock.len());
            assert_eq!(
                arena.freepools.contains(&pool.id),
                state == PoolState::Empty
            );
            if state == PoolState::Used {
                used.push(pool.id);
            }
        }
    }
    assert_eq!(on_used, used);
}

/// `usable_arenas` is sorted, holds just the arenas with free pools, and `nfp2lasta` marks its steps.
fn check_arenas(memory: &Memory) {
    let usable: Vec<ArenaView> = memory
        .usable_arenas()
        .into_iter()
        .map(|id| memory.arena(id).unwrap())
        .collect();
    assert!(usable.is_sorted_by_key(|arena| arena.nfreepools));
    let with_free = memory
        .arenas()
        .into_iter()
        .flatten()
        .filter(|arena| arena.nfreepools > 0);
    assert_eq!(usable.len(), with_free.count());
    for n in 1..=MAX_POOLS_IN_ARENA {
        let last = usable.iter().rfind(|arena| arena.nfreepools == n);
        assert_eq!(memory.nfp2lasta(n), last.map(|arena| arena.id));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_history_keeps_the_laws(acts in acts()) {
        let mut memory = Memory::new();
        let mut live: BTreeMap<Addr, usize> = BTreeMap::new();
        let choose = |live: &BTreeMap<Addr, usize>, which: usize| {
            live.keys().nth(which.checked_rem(live.len())?).copied()
        };
        for act in acts {
            let (given, nbytes) = match act {
                Act::Malloc(nbytes) => (memory.malloc(nbytes), nbytes),
                Act::Free(which) => {
                    if let Some(addr) = choose(&live, which) {
                        live.remove(&addr);
                        memory.free(addr);
                    }
                    continue;
                }
                Act::Realloc(which, nbytes) => {
                    let Some(addr) = choose(&live, which) else { continue };
                    live.remove(&addr);
                    (memory.realloc(addr, nbytes), nbytes)
                }
            };
            prop_assert_eq!(live.insert(given, nbytes), None, "handed out twice");
        }
        check_blocks(&memory, &live);
        check_pools(&memory, live.len());
        check_arenas(&memory);
        let image = memory.image();
        let mut again = Memory::from_image(&image).unwrap();
        prop_assert_eq!(again.image(), image);
        for addr in live.into_keys() {
            if memory.block_of(addr).is_some() {
                again.free(addr);
            }
            memory.free(addr);
        }
        prop_assert_eq!(&again.image().usable, &memory.image().usable);
        prop_assert_eq!(&again.image().classes, &memory.image().classes);
        check_pools(&memory, 0);
        check_arenas(&memory);
    }
}
