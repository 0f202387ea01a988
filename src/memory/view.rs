//! What a panel may see of the allocator: plain structs, copied out, in CPython's terms.

use super::Memory;
use super::layout::{ArenaId, BlockOffset, MAX_POOLS_IN_ARENA, POOL_OVERHEAD, PoolId, SizeClass};
use super::pool::Pool;
use crate::value::ids::Addr;

/// The name of a block: which arena, which pool of it, which block of that.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct BlockName {
    /// The arena.
    pub arena: ArenaId,
    /// The pool's position in its arena, 0 to 63.
    pub pool: usize,
    /// The block's index in its pool, 0 for the one after the header.
    pub index: usize,
    /// Bytes of the block.
    pub size: usize,
    /// Bytes from the block's start to the address; 0 for an address that the allocator gave.
    pub offset: usize,
}

impl BlockName {
    /// The address that this names.
    pub const fn address(self) -> Addr {
        let pool = self.arena.pool(self.pool).address().0;
        Addr(pool + (POOL_OVERHEAD + self.index * self.size + self.offset) as u64)
    }
}

/// The state of a pool; `pool.rs` tells what moves a pool from one to another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PoolState {
    /// Never carved off its arena.
    Untouched,
    /// Some blocks are handed out, some are free.
    Used,
    /// All blocks are handed out.
    Full,
    /// No block is handed out, though some were once.
    Empty,
}

/// The state of a block.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BlockState {
    /// Handed out.
    Used,
    /// On the free-block list.
    Free,
    /// Not handed out since the pool was opened: at or above `nextoffset`.
    Untouched,
}

/// One pool, with its header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PoolView {
    /// Which pool.
    pub id: PoolId,
    /// Where its header starts.
    pub address: Addr,
    /// Its state.
    pub state: PoolState,
    /// The size class that it serves, or last served. `None` for a pool that never served any, and for a
    /// full one of a start image whose class was not recorded.
    pub szidx: Option<SizeClass>,
    /// `ref.count`: blocks handed out.
    pub ref_count: usize,
    /// `nextoffset`: bytes from the pool's start to the first untouched block.
    pub nextoffset: usize,
    /// `maxnextoffset`: the last place where a block still fits.
    pub maxnextoffset: usize,
    /// The free-block list: indices of blocks, the next to be handed out first.
    pub freeblock: Vec<usize>,
    /// The state of every block, by index; empty if the class is not known.
    pub blocks: Vec<BlockState>,
}

/// One arena that has memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArenaView {
    /// Which arena.
    pub id: ArenaId,
    /// Where its memory starts.
    pub address: Addr,
    /// `nfreepools`: pools on `freepools`, and pools never carved off.
    pub nfreepools: usize,
    /// `ntotalpools`: 64.
    pub ntotalpools: usize,
    /// Pools that were carved off so far; `pool_address` points behind them.
    pub carved: usize,
    /// `freepools`: empty pools, the next to be taken first.
    pub freepools: Vec<PoolId>,
    /// The state of each of its pools, by position.
    pub pools: Vec<PoolState>,
}

/// Counts over the whole allocator, as `sys._debugmallocstats()` prints them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MemoryStats {
    /// `# arenas allocated total`.
    pub arenas_allocated_total: u64,
    /// `# arenas allocated current`.
    pub arenas_allocated_current: u64,
    /// `# arenas highwater mark`.
    pub arenas_highwater_mark: u64,
    /// `sys.getallocatedblocks()`: blocks in use, pymalloc's and those it passed on.
    pub allocated_blocks: u64,
    /// Bytes of all arenas.
    pub arena_bytes: u64,
    /// Bytes of pymalloc's blocks in use, each counted with the size of its class.
    pub block_bytes: u64,
    /// Requests in use that pymalloc passed on (`raw_allocated_blocks`).
    pub raw_blocks: u64,
    /// Bytes that requests over 512 bytes take in the raw allocator.
    pub raw_bytes: u64,
}

impl Memory {
    /// The block that an address lies in; `None` if it is not pymalloc's.
    pub fn block_of(&self, addr: Addr) -> Option<BlockName> {
        let index = PoolId::index_of(addr);
        let pool = self.small.pools.get(index)?;
        let szidx = pool.szidx?;
        let id = PoolId(index as u32);
        let in_blocks = (addr.0 - id.address().0).checked_sub(POOL_OVERHEAD as u64)? as usize;
        let size = szidx.block_size();
        Some(BlockName {
            arena: id.arena(),
            pool: id.position(),
            index: in_blocks / size,
            size,
            offset: in_blocks % size,
        })
    }

    /// CPython's array `arenas`; `None` for an arena object without memory.
    pub fn arenas(&self) -> Vec<Option<ArenaView>> {
        (0..self.small.arenas.objects.len())
            .map(|index| self.arena(ArenaId(index as u32)))
            .collect()
    }

    /// One arena; `None` if it has no memory.
    pub fn arena(&self, id: ArenaId) -> Option<ArenaView> {
        let arena = self
            .small
            .arenas
            .objects
            .get(id.index())
            .filter(|arena| arena.has_memory)?;
        Some(ArenaView {
            id,
            address: id.address(),
            nfreepools: usize::from(arena.nfreepools),
            ntotalpools: MAX_POOLS_IN_ARENA,
            carved: usize::from(arena.carved),
            freepools: self.chain(arena.freepools),
            pools: (0..MAX_POOLS_IN_ARENA)
                .map(|no| self.pool_state(id.pool(no)))
                .collect(),
        })
    }

    /// `usable_arenas`: arenas with a free pool, those with the fewest first.
    pub fn usable_arenas(&self) -> Vec<ArenaId> {
        self.small.arenas.list(self.small.arenas.usable_arenas)
    }

    /// `unused_arena_objects`: those without memory, the next to be used first.
    pub fn unused_arena_objects(&self) -> Vec<ArenaId> {
        self.small
            .arenas
            .list(self.small.arenas.unused_arena_objects)
    }

    /// `nfp2lasta[n]`: the last of the usable arenas that have `nfreepools` free pools.
    pub fn nfp2lasta(&self, nfreepools: usize) -> Option<ArenaId> {
        self.small
            .arenas
            .nfp2lasta
            .get(nfreepools)
            .copied()
            .flatten()
    }

    /// `usedpools` of a class: pools with both free blocks and used ones, the next to serve first.
    pub fn usedpools(&self, szidx: SizeClass) -> Vec<PoolId> {
        self.chain(self.small.usedpools[szidx.index()])
    }

    /// Pools of a class that are full: on no list, so all pools are looked at.
    pub fn full_pools(&self, szidx: SizeClass) -> Vec<PoolId> {
        let pools = self.small.pools.iter().zip(0..);
        pools
            .filter(|(pool, _)| {
                pool.szidx == Some(szidx) && state_of_carved(pool) == PoolState::Full
            })
            .map(|(_, number)| PoolId(number))
            .collect()
    }

    /// One pool; `None` if its arena was never made.
    pub fn pool(&self, id: PoolId) -> Option<PoolView> {
        let pool = self.small.pools.get(id.index())?;
        let freeblock = self.free_blocks(id, pool);
        Some(PoolView {
            id,
            address: id.address(),
            state: self.pool_state(id),
            szidx: pool.szidx,
            ref_count: usize::from(pool.ref_count),
            nextoffset: usize::from(pool.nextoffset),
            maxnextoffset: usize::from(pool.maxnextoffset),
            blocks: block_states(pool, &freeblock),
            freeblock,
        })
    }

    /// Bytes that a block can really hold, given its address: for pymalloc the block's size.
    pub fn usable_size(&self, addr: Addr) -> Option<usize> {
        match self.small.class_of(addr) {
            Some(szidx) => Some(szidx.block_size()),
            None => self.raw.usable_size(addr).map(|size| size as usize),
        }
    }

    /// Counts over the whole allocator.
    pub fn stats(&self) -> MemoryStats {
        let arenas = &self.small.arenas;
        let (mut blocks, mut block_bytes) = (0, 0);
        for pool in &self.small.pools {
            let count = u64::from(pool.ref_count);
            blocks += count;
            block_bytes += count * pool.szidx.map_or(0, |szidx| szidx.block_size() as u64);
        }
        MemoryStats {
            arenas_allocated_total: arenas.ntimes_allocated,
            arenas_allocated_current: arenas.ncurrently_allocated,
            arenas_highwater_mark: arenas.highwater,
            allocated_blocks: blocks + self.raw_allocated_blocks,
            arena_bytes: self.small.arena_bytes(),
            block_bytes,
            raw_blocks: self.raw_allocated_blocks,
            raw_bytes: self.raw.bytes_in_use(),
        }
    }

    fn pool_state(&self, id: PoolId) -> PoolState {
        let carved = self
            .small
            .arenas
            .objects
            .get(id.arena().index())
            .map_or(0, |a| a.carved);
        match self.small.pools.get(id.index()) {
            Some(pool) if id.position() < usize::from(carved) => state_of_carved(pool),
            _ => PoolState::Untouched,
        }
    }

    /// Pools linked through `nextpool`, from a head on.
    fn chain(&self, head: Option<PoolId>) -> Vec<PoolId> {
        std::iter::successors(head, |id| self.small.pools[id.index()].nextpool).collect()
    }

    fn free_blocks(&self, id: PoolId, pool: &Pool) -> Vec<usize> {
        let next = |block: &BlockOffset| self.small.links[id.link_index(*block)];
        let Some(szidx) = pool.szidx else {
            return Vec::new();
        };
        std::iter::successors(pool.freeblock, next)
            .map(|block| block.index(szidx))
            .collect()
    }
}

fn state_of_carved(pool: &Pool) -> PoolState {
    match (pool.ref_count, pool.freeblock) {
        (0, _) => PoolState::Empty,
        (_, None) => PoolState::Full,
        (_, Some(_)) => PoolState::Used,
    }
}

fn block_states(pool: &Pool, freeblock: &[usize]) -> Vec<BlockState> {
    let Some(szidx) = pool.szidx else {
        return Vec::new();
    };
    let touched = BlockOffset::from_bytes(usize::from(pool.nextoffset))
        .map_or(szidx.blocks_per_pool(), |block| block.index(szidx));
    let mut blocks = vec![BlockState::Used; szidx.blocks_per_pool()];
    for (index, block) in blocks.iter_mut().enumerate() {
        if index >= touched {
            *block = BlockState::Untouched;
        }
    }
    for &index in freeblock {
        if let Some(block) = blocks.get_mut(index) {
            *block = BlockState::Free;
        }
    }
    blocks
}
