//! Handing out and taking back small blocks. CPython: `pymalloc_alloc`, `pymalloc_free` and
//! `pymalloc_realloc` in `Objects/obmalloc.c`.
//!
//! To hand out a block of a class:
//!
//! 1. The first pool on `usedpools` of the class has a free block, by definition of "used": take the
//!    first off its free-block list. Nearly every request ends here.
//! 2. If the list is dry now, the next untouched block joins it; if there is none, the pool is full
//!    and leaves `usedpools`.
//! 3. If the class has no used pool: take an empty one of the first usable arena, or carve
//!    one off that arena's untouched part, or get a new arena.
//!
//! To take a block back, its address alone tells everything: rounded down to a page it is the address of
//! the pool, whose header knows the size. The block goes to the front of the pool's free-block list.
//! If the pool was full, it goes to the **front** of `usedpools`: the block just freed is the very next one
//! handed out, while it is still in the processor's cache. If this was the last block in use, the
//! pool goes to its arena.

use super::arena::{AfterReturn, Arenas};
use super::layout::{
    ARENA_SIZE, ArenaId, BlockOffset, LINKS_PER_POOL, MAX_POOLS_IN_ARENA, NB_SMALL_SIZE_CLASSES,
    PoolId, SizeClass,
};
use super::pool::Pool;
use super::pool_event::{PoolEvent, PoolLog, PoolSource};
use crate::value::ids::Addr;

/// The small-block allocator.
#[derive(Clone, PartialEq, Hash, Debug)]
pub(super) struct Pymalloc {
    /// For each class, the first of its used pools; they are linked through their headers.
    pub(super) usedpools: [Option<PoolId>; NB_SMALL_SIZE_CLASSES],
    /// The pool headers of all arenas, by `PoolId`.
    pub(super) pools: Vec<Pool>,
    /// What the first eight bytes of each free block hold: the next free block of the pool.
    /// The entry of a block that is handed out is left over and means nothing.
    pub(super) links: Vec<Option<BlockOffset>>,
    pub(super) arenas: Arenas,
    /// How often a pool was opened for a class so far.
    pub(super) pools_opened: u64,
    pub(super) log: PoolLog,
}

impl Pymalloc {
    pub(super) fn new() -> Pymalloc {
        Pymalloc {
            usedpools: [None; NB_SMALL_SIZE_CLASSES],
            pools: Vec::new(),
            links: Vec::new(),
            arenas: Arenas::new(),
            pools_opened: 0,
            log: PoolLog::default(),
        }
    }

    /// Hands out a block of a class. `None` if no arena is to be had.
    #[inline]
    pub(super) fn alloc(&mut self, szidx: SizeClass) -> Option<Addr> {
        match self.usedpools[szidx.index()] {
            Some(id) => self.take_block(id),
            None => {
                let id = self.open_pool(szidx)?;
                self.take_block(id)
            }
        }
    }

    /// Takes a block back.
    ///
    /// `Err` gives back an address that lies in no pool: it is the raw allocator's.
    #[inline]
    pub(super) fn free(&mut self, addr: Addr) -> Result<(), Addr> {
        let index = PoolId::index_of(addr);
        let Some(pool) = self.pools.get_mut(index) else {
            return Err(addr);
        };
        let id = PoolId(index as u32);
        let Some(block) = BlockOffset::of(addr) else {
            return Err(addr);
        };
        let Some(ref_count) = pool.ref_count.checked_sub(1) else {
            debug_assert!(false, "{addr:?} is freed twice or was never handed out");
            return Ok(());
        };
        pool.ref_count = ref_count;
        let lastfree = pool.freeblock.replace(block);
        self.links[id.link_index(block)] = lastfree;
        if lastfree.is_none() {
            self.full_pool_got_a_block(id);
        } else if ref_count == 0 {
            self.pool_became_empty(id);
        }
        Ok(())
    }

    /// The class of the blocks of the pool that an address lies in, if it lies in a pool.
    #[inline]
    pub(super) fn class_of(&self, addr: Addr) -> Option<SizeClass> {
        self.pools.get(PoolId::index_of(addr))?.szidx
    }

    /// Takes the first block off the free list of a used pool.
    #[inline]
    fn take_block(&mut self, id: PoolId) -> Option<Addr> {
        let pool = &mut self.pools[id.index()];
        let block = pool.freeblock?;
        pool.ref_count += 1;
        pool.freeblock = self.links[id.link_index(block)];
        if pool.freeblock.is_none() {
            self.extend_free_list(id);
        }
        Some(id.block_address(block))
    }

    /// The free-block list is dry: the next untouched block joins it, or the pool is full.
    /// CPython: `pymalloc_pool_extend`, inline in 3.8.
    fn extend_free_list(&mut self, id: PoolId) {
        let pool = &mut self.pools[id.index()];
        match pool.touch_next_block() {
            Some(block) => {
                pool.freeblock = Some(block);
                self.links[id.link_index(block)] = None;
            }
            None => {
                self.unlink_used(id);
                self.log.push(PoolEvent::PoolFilled { pool: id });
            }
        }
    }

    /// Used pools of the class ran out: opens another, with a free block and none handed out.
    #[cold]
    fn open_pool(&mut self, szidx: SizeClass) -> Option<PoolId> {
        let arena = match self.arenas.usable_arenas {
            Some(first) => first,
            None => self.new_arena()?,
        };
        let (id, source) = self.take_pool(arena, szidx);
        // The old free-block list of a pool of the same class is as good as a new one. It holds at
        // least two blocks: the pool was opened with one handed out and one on the list.
        if source != PoolSource::SameClass {
            self.start_free_list(id, szidx);
        }
        self.link_used_first(id, szidx);
        self.pools_opened += 1;
        self.log.push(PoolEvent::PoolOpened {
            pool: id,
            szidx,
            source,
        });
        Some(id)
    }

    /// Takes a free pool off a usable arena: an empty one if there is any, else an untouched one.
    fn take_pool(&mut self, arena_id: ArenaId, szidx: SizeClass) -> (PoolId, PoolSource) {
        let arena = self.arenas.get_mut(arena_id);
        let taken = match arena.freepools {
            Some(id) => {
                let pool = &mut self.pools[id.index()];
                arena.freepools = pool.nextpool.take();
                let same = pool.szidx == Some(szidx);
                (
                    id,
                    if same {
                        PoolSource::SameClass
                    } else {
                        PoolSource::OtherClass
                    },
                )
            }
            None => {
                let id = arena_id.pool(usize::from(arena.carved));
                arena.carved += 1;
                (id, PoolSource::Fresh)
            }
        };
        self.arenas.pool_taken(arena_id);
        taken
    }

    /// Prepares a pool for a class, with blocks 0 and 1 on its free-block list: CPython hands out block 0
    /// at once and starts the list with block 1.
    fn start_free_list(&mut self, id: PoolId, szidx: SizeClass) {
        let pool = &mut self.pools[id.index()];
        pool.reset(szidx);
        let (first, second) = (pool.touch_next_block(), pool.touch_next_block());
        pool.freeblock = first;
        for (block, next) in [(first, second), (second, None)] {
            if let Some(block) = block {
                self.links[id.link_index(block)] = next;
            }
        }
    }

    fn new_arena(&mut self) -> Option<ArenaId> {
        let id = self.arenas.new_arena()?;
        let npools = (id.index() + 1) * MAX_POOLS_IN_ARENA;
        if self.pools.len() < npools {
            self.pools.resize(npools, Pool::default());
            self.links.resize(npools * LINKS_PER_POOL, None);
        }
        self.log.push(PoolEvent::ArenaMade { arena: id });
        Some(id)
    }

    #[cold]
    fn full_pool_got_a_block(&mut self, id: PoolId) {
        if let Some(szidx) = self.pools[id.index()].szidx {
            self.link_used_first(id, szidx);
            self.log.push(PoolEvent::PoolReused { pool: id });
        }
    }

    #[cold]
    fn pool_became_empty(&mut self, id: PoolId) {
        self.unlink_used(id);
        self.log.push(PoolEvent::PoolEmptied { pool: id });
        let arena_id = id.arena();
        let arena = self.arenas.get_mut(arena_id);
        self.pools[id.index()].nextpool = arena.freepools.replace(id);
        if self.arenas.pool_returned(arena_id) == AfterReturn::Released {
            // Memory that is asked for again comes filled with zeros.
            let first = arena_id.pool(0).index();
            self.pools[first..first + MAX_POOLS_IN_ARENA].fill(Pool::default());
            let first = first * LINKS_PER_POOL;
            self.links[first..first + MAX_POOLS_IN_ARENA * LINKS_PER_POOL].fill(None);
            self.log.push(PoolEvent::ArenaReleased { arena: arena_id });
        }
    }

    /// Puts a pool at the front of its class's used list.
    pub(super) fn link_used_first(&mut self, id: PoolId, szidx: SizeClass) {
        let next = self.usedpools[szidx.index()].replace(id);
        let pool = &mut self.pools[id.index()];
        (pool.prevpool, pool.nextpool) = (None, next);
        if let Some(next) = next {
            self.pools[next.index()].prevpool = Some(id);
        }
    }

    /// Takes a pool off its class's used list.
    fn unlink_used(&mut self, id: PoolId) {
        let pool = &mut self.pools[id.index()];
        let (prev, next) = (pool.prevpool.take(), pool.nextpool.take());
        match (prev, pool.szidx) {
            (Some(prev), _) => self.pools[prev.index()].nextpool = next,
            (None, Some(szidx)) => self.usedpools[szidx.index()] = next,
            (None, None) => {}
        }
        if let Some(next) = next {
            self.pools[next.index()].prevpool = prev;
        }
    }

    /// Bytes of all arenas that have memory.
    pub(super) fn arena_bytes(&self) -> u64 {
        self.arenas.ncurrently_allocated * ARENA_SIZE as u64
    }
}
