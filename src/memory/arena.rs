//! Arenas, and the question which of them serves next. CPython: `struct arena_object`, `new_arena`
//! and the arena part of `pymalloc_alloc` and `pymalloc_free` in `Objects/obmalloc.c`.
//!
//! An arena object is on one of two lists, or on none:
//!
//! * `unused_arena_objects`: it has no memory. Singly linked, last released first reused.
//! * `usable_arenas`: it has memory and at least one free pool. Doubly linked, **sorted by
//!   `nfreepools`, fewest first**.
//! * on none: all its pools are in use.
//!
//! # Why sorted?
//!
//! Pools are taken from the arena that is nearest to being full. The emptiest arenas are left
//! alone, so that they may become quite empty, and their memory may go back to the operating
//! system. The tempting rule "take the first arena that has room" keeps every arena half full
//! for ever.
//!
//! # How it stays sorted
//!
//! Taking a pool makes the first arena's count smaller still: it stays first. Returning a pool
//! makes an arena's count n + 1, and it must move behind the other arenas that have n. Older Pythons
//! walked there, which took minutes with many thousand arenas; 3.8 remembers for each count n the
//! last arena that has it, `nfp2lasta[n]`, and goes there at once:
//!
//! ```text
//! usable_arenas   A:2  B:5  C:5  D:5  E:9      nfp2lasta[5] = D
//! B gets a pool   A:2  C:5  D:5  B:6  E:9      nfp2lasta[5] = D, nfp2lasta[6] = B
//! ```
//!
//! The last arena of the list is never released, even if all its pools are free: a program that hovers
//! around that point would ask for memory and give it back all the time.

use super::DEFAULT_LIMIT;
use super::layout::{
    ARENA_SIZE, ArenaId, INITIAL_ARENA_OBJECTS, MAX_ARENAS, MAX_POOLS_IN_ARENA, PoolId,
};

/// An entry of CPython's array `arenas`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct ArenaObject {
    /// Pools that were ever carved off; the next is at this position (CPython: `pool_address`).
    pub(super) carved: u8,
    /// Free pools: those on `freepools` and those never carved. Meaningless without memory.
    pub(super) nfreepools: u8,
    /// Whether memory belongs to it (CPython: `address` is not 0).
    pub(super) has_memory: bool,
    /// The first of the empty pools; they are linked through `Pool::nextpool`.
    pub(super) freepools: Option<PoolId>,
    /// Neighbour on `usable_arenas` or `unused_arena_objects`.
    pub(super) nextarena: Option<ArenaId>,
    /// Neighbour on `usable_arenas`.
    pub(super) prevarena: Option<ArenaId>,
}

/// What became of an arena that got a pool back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AfterReturn {
    /// It stays.
    Kept,
    /// All its pools were free, and it was not the last usable one: its memory is given back.
    Released,
}

/// All arena objects, with their lists.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Arenas {
    pub(super) objects: Vec<ArenaObject>,
    pub(super) usable_arenas: Option<ArenaId>,
    pub(super) unused_arena_objects: Option<ArenaId>,
    /// For each number of free pools, the rightmost usable arena that has so many.
    pub(super) nfp2lasta: [Option<ArenaId>; MAX_POOLS_IN_ARENA + 1],
    /// Arenas ever made (`ntimes_arena_allocated`).
    pub(super) ntimes_allocated: u64,
    /// Arenas that have memory (`narenas_currently_allocated`).
    pub(super) ncurrently_allocated: u64,
    /// The most there ever were at a time (`narenas_highwater`).
    pub(super) highwater: u64,
    /// The most there may be at a time.
    pub(super) limit: u64,
}

impl Arenas {
    pub(super) fn new() -> Arenas {
        Arenas {
            objects: Vec::new(),
            usable_arenas: None,
            unused_arena_objects: None,
            nfp2lasta: [None; MAX_POOLS_IN_ARENA + 1],
            ntimes_allocated: 0,
            ncurrently_allocated: 0,
            highwater: 0,
            limit: DEFAULT_LIMIT / ARENA_SIZE as u64,
        }
    }

    pub(super) fn get_mut(&mut self, id: ArenaId) -> &mut ArenaObject {
        &mut self.objects[id.index()]
    }

    fn nfreepools(&self, id: ArenaId) -> usize {
        usize::from(self.objects[id.index()].nfreepools)
    }

    /// Gives memory to an unused arena object and makes it the only usable arena (there is none
    /// when this is called). `None` if the simulated machine has no memory left.
    pub(super) fn new_arena(&mut self) -> Option<ArenaId> {
        if self.ncurrently_allocated >= self.limit {
            return None;
        }
        if self.unused_arena_objects.is_none() {
            self.add_arena_objects();
        }
        let id = self.unused_arena_objects?;
        let arena = self.get_mut(id);
        let next_unused = arena.nextarena;
        *arena = ArenaObject {
            nfreepools: MAX_POOLS_IN_ARENA as u8,
            has_memory: true,
            ..ArenaObject::default()
        };
        self.unused_arena_objects = next_unused;
        self.usable_arenas = Some(id);
        self.nfp2lasta[MAX_POOLS_IN_ARENA] = Some(id);
        self.ntimes_allocated += 1;
        self.ncurrently_allocated += 1;
        self.highwater = self.highwater.max(self.ncurrently_allocated);
        Some(id)
    }

    /// Doubles the array of arena objects; the new ones become the unused list, in their order.
    fn add_arena_objects(&mut self) {
        let old = self.objects.len();
        let new = if old == 0 {
            INITIAL_ARENA_OBJECTS
        } else {
            old * 2
        };
        if new > MAX_ARENAS {
            return;
        }
        self.objects.resize(new, ArenaObject::default());
        for index in (old..new).rev() {
            let id = ArenaId(index as u32);
            self.get_mut(id).nextarena = self.unused_arena_objects;
            self.unused_arena_objects = Some(id);
        }
    }

    /// Notes that a pool is taken from the first usable arena.
    pub(super) fn pool_taken(&mut self, first: ArenaId) {
        let nfree = self.nfreepools(first);
        // Only the first arena can be the last with its count and leave nobody with it: were
        // there others, they would stand to its right, and the rightmost is recorded.
        if self.nfp2lasta[nfree] == Some(first) {
            self.nfp2lasta[nfree] = None;
        }
        let arena = self.get_mut(first);
        arena.nfreepools -= 1;
        if nfree > 1 {
            self.nfp2lasta[nfree - 1] = Some(first);
        } else {
            self.unlink(first);
        }
    }

    /// Notes that a pool of an arena became free, and keeps `usable_arenas` sorted.
    pub(super) fn pool_returned(&mut self, id: ArenaId) -> AfterReturn {
        let old = self.nfreepools(id);
        let new = old + 1;
        let last_with_old = self.nfp2lasta[old];
        if last_with_old == Some(id) {
            // Its left neighbour, if that has as many free pools, is the last with so many now.
            let left = self.objects[id.index()].prevarena;
            self.nfp2lasta[old] = left.filter(|&left| self.nfreepools(left) == old);
        }
        self.get_mut(id).nfreepools = new as u8;

        // 1. All pools are free: give the memory back, unless this is the last usable arena.
        if new == MAX_POOLS_IN_ARENA && self.objects[id.index()].nextarena.is_some() {
            self.release(id);
            return AfterReturn::Released;
        }
        // 2. It was all in use, on no list: with one free pool it belongs in front of all others.
        if old == 0 {
            self.link_after(None, id);
            self.nfp2lasta[new].get_or_insert(id);
            return AfterReturn::Kept;
        }
        // 3. Its neighbours on the right have at least as many free pools as it has now, unless
        //    some of them still have the old number: it goes behind the last of those.
        self.nfp2lasta[new].get_or_insert(id);
        if last_with_old != Some(id) {
            self.unlink(id);
            self.link_after(last_with_old, id);
        }
        AfterReturn::Kept
    }

    fn release(&mut self, id: ArenaId) {
        self.unlink(id);
        let next_unused = self.unused_arena_objects;
        *self.get_mut(id) = ArenaObject {
            nextarena: next_unused,
            ..ArenaObject::default()
        };
        self.unused_arena_objects = Some(id);
        self.ncurrently_allocated -= 1;
    }

    /// Takes an arena off the list of usable ones.
    fn unlink(&mut self, id: ArenaId) {
        let arena = self.get_mut(id);
        let (prev, next) = (arena.prevarena.take(), arena.nextarena.take());
        match prev {
            Some(prev) => self.get_mut(prev).nextarena = next,
            None => self.usable_arenas = next,
        }
        if let Some(next) = next {
            self.get_mut(next).prevarena = prev;
        }
    }

    /// Puts an arena on the list of usable ones, behind another or (`None`) in front.
    pub(super) fn link_after(&mut self, prev: Option<ArenaId>, id: ArenaId) {
        let next = match prev {
            Some(prev) => self.get_mut(prev).nextarena.replace(id),
            None => self.usable_arenas.replace(id),
        };
        let arena = self.get_mut(id);
        (arena.prevarena, arena.nextarena) = (prev, next);
        if let Some(next) = next {
            self.get_mut(next).prevarena = Some(id);
        }
    }

    /// The arenas of a list, from its head on.
    pub(super) fn list(&self, head: Option<ArenaId>) -> Vec<ArenaId> {
        std::iter::successors(head, |id| self.objects[id.index()].nextarena).collect()
    }
}
