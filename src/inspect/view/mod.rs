//! The views: everything that can be shown at one moment, as flat, plain, serialisable structs.
//!
//! A [`Moment`] is the whole cutaway at step n, just *before* instruction n runs (or between two
//! of its micro-steps). It holds copies and text only. Addresses are plain numbers, objects are
//! [`ObjectRef`]s with a short stable number, and every sentence is ready to be read.

mod code;
mod machine;
mod memory;
mod object;
mod time;

use serde::{Deserialize, Serialize};

pub use code::{CodeView, CompilerChange, InstrRow, NameReason, SourceView};
pub use machine::{
    BlockRow, FrameRow, NameRow, Narration, Operand, RunState, Scope, ScopeView, StackRow,
    StackView, Stream, TextChunk,
};
pub use memory::{
    ArenaRow, FreeListRow, GcObjectRow, GcPhaseRow, GcView, GenerationRow, MemoryView, PoolRow,
    PoolState, SizeClassRow,
};
pub use object::{
    ByteRow, DictEntryRow, DictKind, DictView, Explanation, FieldRow, ListView, LookupView,
    ObjectView, Payload, ProbeOutcome, ProbeRow, SetSlotRow, SetView, SlotState, StructView,
    TextView,
};
pub use time::{EventRow, Landmark, LandmarkKind, TimelineView, WatchRow, WatchView, WatchedName};

/// The short stable name of an object in one run: `#12`. Numbers are given in the order in which
/// objects come into being, and never used twice, even where CPython reuses the address.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct ObjectNo(pub u64);

impl std::fmt::Display for ObjectNo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// A reference to an object, with what fits beside it in a line.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ObjectRef {
    /// Its short name.
    pub no: ObjectNo,
    /// The name of its type, `tp_name` without the module.
    pub type_name: String,
    /// Its `repr`, made without running Python code and cut to one short line.
    pub repr: String,
    /// Its reference count, `ob_refcnt`.
    pub refcnt: i64,
    /// Its address, as `id(x)` gives it.
    pub address: u64,
}

/// Everything at one moment of a run.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Moment {
    /// Number of the instruction that runs next, counted from 0 over the whole run.
    pub step: u64,
    /// How many of the step's [`events`](Moment::events) are already applied: 0 is before the
    /// instruction.
    pub micro: usize,
    /// Whether and how the program goes on.
    pub state: RunState,
    /// The text being executed.
    pub source: SourceView,
    /// The instructions of the running code object.
    pub code: CodeView,
    /// The value stack of the running frame.
    pub stack: StackView,
    /// The block stack of the running frame, outermost block first.
    pub blocks: Vec<BlockRow>,
    /// The frames, innermost (running) first.
    pub frames: Vec<FrameRow>,
    /// Names by scope, in the order in which a name is searched.
    pub scopes: Vec<ScopeView>,
    /// The object in the inspector, if one is chosen and alive.
    pub object: Option<ObjectView>,
    /// Arenas, pools and blocks.
    pub memory: MemoryView,
    /// The types' own lists of freed objects.
    pub free_lists: Vec<FreeListRow>,
    /// The cyclic garbage collector.
    pub gc: GcView,
    /// What the next instruction does, in words.
    pub narration: Narration,
    /// What happens inside this step, one micro-step each.
    pub events: Vec<EventRow>,
    /// Everything written to stdout and stderr so far.
    pub output: Vec<TextChunk>,
}
