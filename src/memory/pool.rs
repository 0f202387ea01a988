//! One pool: 4 KiB of blocks of one size. CPython: `struct pool_header` in `Objects/obmalloc.c`.
//!
//! # The states of a pool
//!
//! ```text
//!   untouched ──carve──▶ used ◀──a block comes back──  full
//!                        │ ▲ └──the last free block goes──▶ ▲
//!         its last block │ │ a class needs a pool
//!             comes back ▼ │
//!                       empty
//! ```
//!
//! * **used**: at least one block is handed out and at least one is free. On the doubly linked
//!   list `usedpools` of its class.
//! * **full**: every block is handed out. On no list: nobody needs to find it until a block comes
//!   back, and then the block's address tells the pool.
//! * **empty**: no block is handed out. On the singly linked `freepools` of its arena, ready for
//!   any class.
//!
//! # Which block is next?
//!
//! A free block needs none of its bytes, so the first eight hold a pointer to the next free block:
//! the list `freeblock` is threaded through the very memory it manages. Blocks that were never
//! handed out are not on it: they begin at `nextoffset`, and join the list one at a time, when it
//! runs dry. So opening a pool costs the same for 7 blocks as for 253.
//!
//! Example, class of 512 bytes (7 blocks), after opening the pool for block 0:
//!
//! ```text
//! freeblock ─▶ 1          nextoffset = 48 + 2*512 = 1072: block 2 and up are untouched
//! hand out 1: the list is dry, block 2 joins        freeblock ─▶ 2     nextoffset = 1584
//! free 0:     last freed, first handed out again    freeblock ─▶ 0 ─▶ 2
//! ```

use super::layout::{BlockOffset, POOL_OVERHEAD, POOL_SIZE, PoolId, SizeClass};

/// A pool header, by CPython's names. The links of the free blocks, which CPython keeps in the
/// blocks, stand in a table beside (`Pymalloc::links`).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Pool {
    /// Blocks handed out: `ref.count`.
    pub(super) ref_count: u16,
    /// The next block to hand out. `None` exactly when the pool is full or untouched.
    pub(super) freeblock: Option<BlockOffset>,
    /// The size class; `None` (CPython: `DUMMY_SIZE_IDX`) for a pool that never had one.
    pub(super) szidx: Option<SizeClass>,
    /// Bytes from the pool's start to the first block that was never handed out.
    pub(super) nextoffset: u16,
    /// The largest value of `nextoffset` that still leaves room for a block.
    pub(super) maxnextoffset: u16,
    /// Neighbour on the used list, or on the arena's `freepools`.
    pub(super) nextpool: Option<PoolId>,
    /// Neighbour on the used list.
    pub(super) prevpool: Option<PoolId>,
}

impl Pool {
    /// Prepares an empty pool for a class, all its blocks untouched, none handed out.
    pub(super) fn reset(&mut self, szidx: SizeClass) {
        *self = Pool {
            szidx: Some(szidx),
            nextoffset: POOL_OVERHEAD as u16,
            maxnextoffset: (POOL_SIZE - szidx.block_size()) as u16,
            ..Pool::default()
        };
    }

    /// The next block that was never handed out, if one is left; it counts as touched from now on.
    pub(super) fn touch_next_block(&mut self) -> Option<BlockOffset> {
        let block_size = self.szidx?.block_size() as u16;
        if self.nextoffset > self.maxnextoffset {
            return None;
        }
        let block = BlockOffset::from_bytes(usize::from(self.nextoffset));
        self.nextoffset += block_size;
        block
    }
}
