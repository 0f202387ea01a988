//! Views of memory: pymalloc, free lists and the collector
//! (`Objects/obmalloc.c`, `Modules/gcmodule.c`).

use serde::{Deserialize, Serialize};

use super::{ObjectNo, ObjectRef};

/// pymalloc and the raw allocator behind it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct MemoryView {
    /// The arenas, in order of address.
    pub arenas: Vec<ArenaRow>,
    /// The size classes that have pools, ascending.
    pub classes: Vec<SizeClassRow>,
    /// Bytes in blocks handed out.
    pub bytes_used: u64,
    /// Requests over 512 bytes that are alive, and their bytes.
    pub large: (u64, u64),
    /// What the last allocation or release did, in one sentence; empty before the first.
    pub last: String,
}

/// One arena of 256 KiB.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ArenaRow {
    /// Its number in `arenas`.
    pub index: u32,
    /// Its address.
    pub address: u64,
    /// `ntotalpools`.
    pub total_pools: u32,
    /// `nfreepools`: pools never carved or given back.
    pub free_pools: u32,
}

/// One size class and its pools.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SizeClassRow {
    /// `szidx`.
    pub index: u32,
    /// Bytes per block.
    pub block_size: u32,
    /// Its pools: first those in `usedpools`, next to be used first, then the full ones.
    pub pools: Vec<PoolRow>,
}

/// The states of a pool.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum PoolState {
    /// Some blocks used, some free: in `usedpools`.
    #[default]
    Used,
    /// All blocks used: in no list.
    Full,
    /// No block used: in its arena's `freepools`.
    Empty,
}

/// One pool of 4 KiB.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PoolRow {
    /// Its arena's number.
    pub arena: u32,
    /// Its number in the arena.
    pub index: u32,
    /// Its address.
    pub address: u64,
    /// Its state.
    pub state: PoolState,
    /// `ref.count`: blocks handed out.
    pub used: u32,
    /// How many blocks fit.
    pub capacity: u32,
    /// The numbers of the blocks in its free-block list, next to be handed out first.
    pub free_blocks: Vec<u32>,
    /// `nextoffset` as a block number: the first block never handed out.
    pub virgin_from: u32,
    /// The object that the step shown put into or took out of this pool, and its block.
    pub touched: Option<(u32, ObjectNo)>,
}

/// A type's list of freed objects kept for reuse.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FreeListRow {
    /// The type: "float", "tuple of 2".
    pub name: String,
    /// How many objects wait.
    pub length: u64,
    /// How many may.
    pub limit: u64,
    /// The address that is handed out next.
    pub next: Option<u64>,
}

/// The cyclic garbage collector.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct GcView {
    /// `gc.isenabled()`.
    pub enabled: bool,
    /// The three generations, youngest first.
    pub generations: Vec<GenerationRow>,
    /// Containers that survived a full collection, and those waiting for the next one
    /// (`long_lived_total`, `long_lived_pending`).
    pub long_lived: (u64, u64),
    /// What must happen for the next collection, in one sentence.
    pub next: String,
    /// The phases of the last collection, in order; empty before the first of the script's.
    pub phases: Vec<GcPhaseRow>,
}

/// One generation.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct GenerationRow {
    /// `count`.
    pub count: i64,
    /// `threshold`.
    pub threshold: i64,
    /// How many containers it holds.
    pub size: u64,
    /// The youngest of the script's own containers in it, cut to a few.
    pub members: Vec<GcObjectRow>,
    /// Collections so far, objects collected, objects found uncollectable (`gc.get_stats()`).
    pub stats: (u64, u64, u64),
}

/// A container as the collector sees it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct GcObjectRow {
    /// The container.
    pub object: ObjectRef,
    /// `gc_refs` while a collection runs: references from outside the generation.
    pub gc_refs: Option<i64>,
}

/// One phase of a collection.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct GcPhaseRow {
    /// The function: "subtract_refs".
    pub name: String,
    /// What it did, with its numbers.
    pub sentence: String,
}
