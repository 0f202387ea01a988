//! How pymalloc cuts up memory: sizes, size classes, and the arithmetic between an address, its
//! arena, its pool and its block. CPython: the constants at the head of `Objects/obmalloc.c`.
//!
//! ```text
//! arena  256 KiB   | pool 0 | pool 1 | pool 2 | ...                            | pool 63 |
//! pool     4 KiB   | header 48 bytes | block 0 | block 1 | block 2 | ...   | unused rest |
//! block            all blocks of a pool have one size: 16, 32, 48 ... or 512 bytes
//! ```
//!
//! A request of 40 bytes is served by a block of 48, size class 2; a pool holds
//! (4096 - 48) / 48 = 84 of them.

use std::num::NonZeroU8;

use crate::value::ids::Addr;

/// Bytes between the starts of two size classes; every block's address is a multiple of it.
/// (Changed in 3.7.4: 16 on 64-bit machines; older texts say 8.)
pub const ALIGNMENT: usize = 16;
const ALIGNMENT_SHIFT: u32 = 4;

/// The largest request, in bytes, that pymalloc serves itself. (Older texts, of Python 2, say 256.)
pub const SMALL_REQUEST_THRESHOLD: usize = 512;

/// How many sizes of blocks there are: 16, 32 ... 512.
pub const NB_SMALL_SIZE_CLASSES: usize = SMALL_REQUEST_THRESHOLD / ALIGNMENT;

/// Bytes of a pool: one page of memory.
pub const POOL_SIZE: usize = 4096;
const POOL_SHIFT: u32 = 12;

/// Bytes of `struct pool_header`, at the start of each pool.
pub const POOL_OVERHEAD: usize = 48;

/// Bytes of an arena: what pymalloc asks of the operating system at a time.
/// (Changed since 3.8: 1 MiB from 3.10 on.)
pub const ARENA_SIZE: usize = 256 << 10;

/// Pools in an arena. CPython gives one up when an arena does not start at a page boundary; arenas
/// that come from `mmap`, as these do, always start at one.
pub const MAX_POOLS_IN_ARENA: usize = ARENA_SIZE / POOL_SIZE;

/// Arena objects that exist after the first arena is made; their number doubles when they run out.
pub const INITIAL_ARENA_OBJECTS: usize = 16;

/// Where arena 0 lies. Arena n lies `n * ARENA_SIZE` above it: a fixed place for each, where CPython
/// takes whatever `mmap` gives.
pub const ARENA_REGION: Addr = Addr(0x7f00_0000_0000);

/// How many arenas the simulated machine has room for: 256 GiB of them.
pub const MAX_ARENAS: usize = 1 << 20;

/// A size class, `szidx` in CPython: 0 for blocks of 16 bytes, 31 for blocks of 512.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SizeClass(u8);

impl SizeClass {
    /// The class whose blocks fit a request of `nbytes` best; `None` if the request is not
    /// pymalloc's: 0 bytes, or more than `SMALL_REQUEST_THRESHOLD`.
    #[inline]
    pub const fn for_request(nbytes: usize) -> Option<SizeClass> {
        // 0 wraps around to a huge number, so that one comparison refuses both ends.
        let last_byte = nbytes.wrapping_sub(1);
        if last_byte < SMALL_REQUEST_THRESHOLD {
            Some(SizeClass((last_byte >> ALIGNMENT_SHIFT) as u8))
        } else {
            None
        }
    }

    /// The class with this number, if there is one.
    pub const fn from_index(szidx: usize) -> Option<SizeClass> {
        if szidx < NB_SMALL_SIZE_CLASSES {
            Some(SizeClass(szidx as u8))
        } else {
            None
        }
    }

    /// All classes, from the smallest blocks to the largest.
    pub fn all() -> impl Iterator<Item = SizeClass> {
        (0..NB_SMALL_SIZE_CLASSES as u8).map(SizeClass)
    }

    /// The number of the class, 0 to 31.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// Bytes of each block of this class (`INDEX2SIZE`).
    #[inline]
    pub const fn block_size(self) -> usize {
        (self.0 as usize + 1) << ALIGNMENT_SHIFT
    }

    /// How many blocks of this class a pool holds (`NUMBLOCKS`).
    pub const fn blocks_per_pool(self) -> usize {
        (POOL_SIZE - POOL_OVERHEAD) / self.block_size()
    }
}

/// Names an arena by its index in CPython's array `arenas`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ArenaId(pub u32);

impl ArenaId {
    /// The index as a number for slices.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// Where the arena's memory lies.
    pub const fn address(self) -> Addr {
        Addr(ARENA_REGION.0 + (self.0 as u64) * ARENA_SIZE as u64)
    }

    /// The pool at a position (0 to 63) of this arena.
    pub const fn pool(self, no: usize) -> PoolId {
        PoolId(self.0 * MAX_POOLS_IN_ARENA as u32 + no as u32)
    }
}

/// Names a pool: pools are numbered through all arenas, 64 to each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PoolId(pub u32);

impl PoolId {
    /// The pool in which an address would lie, were its arena there: CPython's `POOL_ADDR`, which
    /// rounds the address down to a page. Far beyond all pools for addresses outside the arenas.
    #[inline]
    pub(super) const fn index_of(addr: Addr) -> usize {
        (addr.0.wrapping_sub(ARENA_REGION.0) >> POOL_SHIFT) as usize
    }

    /// The number as an index for slices.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The arena that the pool is part of (`arenaindex` of the pool header).
    pub const fn arena(self) -> ArenaId {
        ArenaId(self.0 / MAX_POOLS_IN_ARENA as u32)
    }

    /// The pool's position in its arena, 0 to 63.
    pub const fn position(self) -> usize {
        self.0 as usize % MAX_POOLS_IN_ARENA
    }

    /// Where the pool's header starts.
    pub const fn address(self) -> Addr {
        Addr(ARENA_REGION.0 + ((self.0 as u64) << POOL_SHIFT))
    }

    /// Where a block of this pool starts.
    #[inline]
    pub(super) const fn block_address(self, block: BlockOffset) -> Addr {
        Addr(self.address().0 + block.bytes() as u64)
    }

    /// Where the link of a block stands in the table of all links.
    #[inline]
    pub(super) const fn link_index(self, block: BlockOffset) -> usize {
        (self.index() << (POOL_SHIFT - ALIGNMENT_SHIFT)) + block.0.get() as usize
    }
}

/// Links in one pool's part of the table of links: one for each 16 bytes of the pool.
pub(super) const LINKS_PER_POOL: usize = POOL_SIZE / ALIGNMENT;

/// Where a block starts in its pool, in units of 16 bytes: 3 (just after the header) to 255.
///
/// It takes the place of CPython's pointer `block *`. Zero, where the pool header lies, is never
/// a block's place, so `Option<BlockOffset>` is one byte, with `None` for NULL.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct BlockOffset(NonZeroU8);

impl BlockOffset {
    /// The place of an address in its pool; `None` at the very start of the pool.
    #[inline]
    pub(super) const fn of(addr: Addr) -> Option<BlockOffset> {
        BlockOffset::from_bytes(addr.0 as usize % POOL_SIZE)
    }

    /// The block that starts this many bytes after the pool's start.
    #[inline]
    pub(super) const fn from_bytes(offset: usize) -> Option<BlockOffset> {
        match NonZeroU8::new((offset >> ALIGNMENT_SHIFT) as u8) {
            Some(units) => Some(BlockOffset(units)),
            None => None,
        }
    }

    /// The block with this index in a pool of a class.
    pub(super) const fn from_index(index: usize, szidx: SizeClass) -> Option<BlockOffset> {
        if index < szidx.blocks_per_pool() {
            BlockOffset::from_bytes(POOL_OVERHEAD + index * szidx.block_size())
        } else {
            None
        }
    }

    /// Bytes from the pool's start to the block's.
    #[inline]
    pub(super) const fn bytes(self) -> usize {
        (self.0.get() as usize) << ALIGNMENT_SHIFT
    }

    /// The block's index in a pool of a class, 0 for the first after the header.
    pub(super) const fn index(self, szidx: SizeClass) -> usize {
        self.bytes().saturating_sub(POOL_OVERHEAD) / szidx.block_size()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_gets_the_smallest_class_that_fits() {
        let size = |nbytes| SizeClass::for_request(nbytes).map(SizeClass::block_size);
        assert_eq!(size(0), None);
        assert_eq!(size(1), Some(16));
        assert_eq!(size(16), Some(16));
        assert_eq!(size(17), Some(32));
        assert_eq!(size(512), Some(512));
        assert_eq!(size(513), None);
        assert_eq!(size(usize::MAX), None);
    }

    /// The table that `sys._debugmallocstats()` of CPython 3.8.18 implies, class by class.
    #[test]
    fn blocks_per_pool_are_those_of_cpython() {
        let blocks: Vec<usize> = SizeClass::all().map(SizeClass::blocks_per_pool).collect();
        assert_eq!(
            blocks,
            [
                253, 126, 84, 63, 50, 42, 36, 31, 28, 25, 23, 21, 19, 18, 16, 15, 14, 14, 13, 12,
                12, 11, 11, 10, 10, 9, 9, 9, 8, 8, 8, 7
            ]
        );
    }

    #[test]
    fn addresses_and_names_convert_both_ways() {
        let pool = ArenaId(3).pool(12);
        assert_eq!((pool.arena(), pool.position()), (ArenaId(3), 12));
        let szidx = SizeClass::for_request(512).unwrap();
        let block = BlockOffset::from_index(2, szidx).unwrap();
        let addr = pool.block_address(block);
        assert_eq!(
            addr.0,
            0x7f00_0000_0000 + 3 * 0x4_0000 + 12 * 0x1000 + 48 + 2 * 512
        );
        assert_eq!(PoolId::index_of(addr), pool.index());
        assert_eq!(BlockOffset::of(addr), Some(block));
        assert_eq!(block.index(szidx), 2);
    }
}
