//! Where objects live: CPython's memory allocator as a simulation of sizes and addresses, without
//! contents. CPython: `Objects/obmalloc.c`.
//!
//! CPython gets its memory in layers, and so does [`Memory`]:
//!
//! ```text
//! object allocators    free lists of float, list, dict ...        (module `objects`)
//!        ▼ no free object at hand
//! pymalloc             blocks of 16 to 512 bytes, in pools, in arenas    (pymalloc.rs, pool.rs, arena.rs)
//!        ▼ 0 bytes, or more than 512
//! raw allocator        malloc of the C library                            (raw.rs)
//! ```
//!
//! Why a layer of one's own? A Python program makes and drops small objects all the time. pymalloc serves
//! nearly every request with a handful of instructions, spends no byte of a block on bookkeeping,
//! and keeps objects of one size together.
//!
//! Example: `[1, 2, 3]` needs 56 bytes for its header (with the collector's 16) and 24 for
//! three pointers:
//!
//! ```
//! use cutaway::memory::Memory;
//!
//! let mut memory = Memory::new();
//! let list = memory.malloc(56);
//! let items = memory.malloc(24);
//! assert_eq!(memory.block_of(list).map(|block| block.size), Some(64));
//! assert_eq!(memory.block_of(items).map(|block| block.size), Some(32));
//! memory.free(items);
//! assert_eq!(memory.malloc(30), items, "the block freed last is the next one handed out");
//! ```
//!
//! Everything is plain data: cloning it is a checkpoint, and equal histories give equal hashes.

mod arena;
mod image;
mod layout;
mod pool;
mod pool_event;
mod pymalloc;
mod raw;
#[cfg(test)]
mod tests;
mod view;

pub use image::{FullPoolImage, ImageError, MemoryImage};
pub use layout::{
    ALIGNMENT, ARENA_REGION, ARENA_SIZE, ArenaId, MAX_POOLS_IN_ARENA, NB_SMALL_SIZE_CLASSES,
    POOL_OVERHEAD, POOL_SIZE, PoolId, SMALL_REQUEST_THRESHOLD, SizeClass,
};
pub use pool_event::{PoolEvent, PoolSource};
pub use raw::RAW_REGION;
pub use view::{ArenaView, BlockName, BlockState, MemoryStats, PoolState, PoolView};

use crate::value::ids::Addr;
use pymalloc::Pymalloc;
use raw::RawAllocator;

/// The NULL pointer: the answer to a request that cannot be served.
pub const NULL: Addr = Addr(0);

/// Bytes that each of the two layers may grow to, if nobody says otherwise.
pub const DEFAULT_LIMIT: u64 = 4 << 30;

/// The memory of a simulated process.
#[derive(Clone, PartialEq, Hash, Debug)]
pub struct Memory {
    small: Pymalloc,
    raw: RawAllocator,
    /// Requests that pymalloc passed on and that are still in use (`raw_allocated_blocks`).
    raw_allocated_blocks: u64,
}

impl Default for Memory {
    fn default() -> Memory {
        Memory::new()
    }
}

impl Memory {
    /// A process that has not asked for any memory yet.
    pub fn new() -> Memory {
        Memory {
            small: Pymalloc::new(),
            raw: RawAllocator::new(DEFAULT_LIMIT),
            raw_allocated_blocks: 0,
        }
    }

    /// Sets how many bytes each of the two layers may grow to, so that a script cannot take the
    /// host's memory. Nothing is taken away from a process that has more already.
    pub fn set_limit(&mut self, bytes: u64) {
        self.small.arenas.limit = bytes / ARENA_SIZE as u64;
        self.raw.set_limit(bytes);
    }

    /// Hands out a block of at least `nbytes` bytes (`PyObject_Malloc`, `PyMem_Malloc`); `NULL` if there
    /// is no room, which the caller turns into MemoryError.
    #[inline]
    pub fn malloc(&mut self, nbytes: usize) -> Addr {
        if let Some(szidx) = SizeClass::for_request(nbytes)
            && let Some(addr) = self.small.alloc(szidx)
        {
            return addr;
        }
        self.raw_malloc(nbytes)
    }

    /// Hands out a block for `nelem` elements of `elsize` bytes (`PyObject_Calloc`). Its contents
    /// would be zero; its place is that of `malloc`.
    #[inline]
    pub fn calloc(&mut self, nelem: usize, elsize: usize) -> Addr {
        match nelem.checked_mul(elsize) {
            Some(nbytes) => self.malloc(nbytes),
            None => NULL,
        }
    }

    /// Takes a block back (`PyObject_Free`). `addr` is what `malloc` gave, or `NULL`, which is ignored.
    #[inline]
    pub fn free(&mut self, addr: Addr) {
        if let Err(addr) = self.small.free(addr) {
            self.raw_free(addr);
        }
    }

    /// Changes the size of a block (`PyObject_Realloc`); returns where it lies now. `NULL` (and the
    /// block unchanged) if there is no room. `addr` may be `NULL`: that is `malloc`.
    ///
    /// A block of pymalloc stays in place if it is large enough and would not be more than a quarter
    /// too large; otherwise it moves. So a block of 64 bytes stays for requests of 49 to 64, and
    /// moves for 48. A block of the raw allocator never moves into a pool, however small it gets.
    pub fn realloc(&mut self, addr: Addr, nbytes: usize) -> Addr {
        if addr == NULL {
            return self.malloc(nbytes);
        }
        let Some(szidx) = self.small.class_of(addr) else {
            return self.raw.realloc(addr, nbytes).unwrap_or(NULL);
        };
        let size = szidx.block_size();
        if nbytes <= size && 4 * nbytes > 3 * size {
            return addr;
        }
        let moved = self.malloc(nbytes);
        if moved != NULL {
            self.free(addr);
        }
        moved
    }

    /// Starts or stops noting what happens to pools and arenas.
    pub fn listen(&mut self, listening: bool) {
        self.small.log.listen(listening);
    }

    /// How often a pool was opened so far, counted also while nobody listens.
    pub fn pools_opened(&self) -> u64 {
        self.small.pools_opened
    }

    /// What happened to pools and arenas since this was last called, in order.
    pub fn drain_events(&mut self) -> impl Iterator<Item = PoolEvent> + '_ {
        self.small.log.drain()
    }

    fn raw_malloc(&mut self, nbytes: usize) -> Addr {
        match self.raw.malloc(nbytes) {
            Some(addr) => {
                self.raw_allocated_blocks += 1;
                addr
            }
            None => NULL,
        }
    }

    #[cold]
    fn raw_free(&mut self, addr: Addr) {
        let was_in_use = self.raw.free(addr);
        debug_assert!(
            was_in_use || addr == NULL,
            "{addr:?} is freed but was never handed out"
        );
        self.raw_allocated_blocks -= u64::from(was_in_use);
    }
}
