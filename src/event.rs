//! What happens inside one instruction, in CPython's terms, with old and new values: plain data.
//!
//! An event is built only while somebody listens. Micro-step (n, k) is the view before step n with
//! the first k events of step n applied.

use crate::memory::PoolEvent;
use crate::value::{Addr, ObjId};

/// One happening.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Event {
    /// A value was pushed on the running frame's stack.
    Push {
        /// The value; none is a NULL.
        value: Option<ObjId>,
    },
    /// A value was taken off the running frame's stack.
    Pop {
        /// The value; none is a NULL.
        value: Option<ObjId>,
    },
    /// A slot of the running frame's stack was overwritten (`SET_VALUE`).
    Replace {
        /// The value before; none is a NULL.
        old: Option<ObjId>,
        /// The value now.
        new: Option<ObjId>,
    },
    /// A reference count changed.
    RefCount {
        /// The object.
        object: ObjId,
        /// The count before.
        old: i64,
        /// The count now.
        new: i64,
    },
    /// An object was made.
    New {
        /// The object.
        object: ObjId,
        /// Its address.
        addr: Addr,
        /// Bytes asked for, the GC head included.
        size: usize,
        /// Whether the memory came from the type's free list.
        from_free_list: bool,
    },
    /// The last reference is gone: `tp_dealloc` begins.
    Dealloc {
        /// The object.
        object: ObjId,
        /// Its type.
        ob_type: ObjId,
        /// Whether the collector broke a cycle to get here.
        by_gc: bool,
    },
    /// An object's memory was given back.
    Free {
        /// Its address.
        addr: Addr,
        /// Whether it went to the type's free list.
        to_free_list: bool,
    },
    /// A name was bound, rebound or unbound.
    Bind {
        /// Which namespace.
        scope: Scope,
        /// Slot number in the fast locals or cells, else none.
        index: Option<usize>,
        /// The name as a string object, where there is one.
        name: Option<ObjId>,
        /// The value before.
        old: Option<ObjId>,
        /// The value now.
        new: Option<ObjId>,
    },
    /// A name was searched in one namespace.
    Lookup {
        /// Which namespace.
        scope: Scope,
        /// The name.
        name: ObjId,
        /// What was found.
        found: Option<ObjId>,
    },
    /// A list got another buffer size.
    ListResize {
        /// The list.
        list: ObjId,
        /// `ob_size` before.
        old_len: usize,
        /// `ob_size` now.
        new_len: usize,
        /// `allocated` before.
        old_allocated: usize,
        /// `allocated` now.
        new_allocated: usize,
    },
    /// A string that nobody else sees got longer in its own memory.
    StrGrow {
        /// The string.
        string: ObjId,
        /// Characters before.
        old_len: usize,
        /// Characters now.
        new_len: usize,
        /// Whether the block had to move.
        moved: bool,
    },
    /// One probe of a dict's or a set's table.
    Probe {
        /// The dict or set.
        table: ObjId,
        /// The key searched for.
        key: ObjId,
        /// Its hash.
        hash: i64,
        /// The slot looked at.
        slot: usize,
        /// `perturb` as it then stood.
        perturb: u64,
        /// What was there.
        outcome: ProbeOutcome,
    },
    /// A dict entry was written, replaced or deleted.
    DictStore {
        /// The dict.
        dict: ObjId,
        /// Index slot.
        slot: usize,
        /// Entry number.
        entry: usize,
        /// The key.
        key: ObjId,
        /// The value before.
        old: Option<ObjId>,
        /// The value now; none deletes.
        new: Option<ObjId>,
    },
    /// A dict's or set's table was rebuilt.
    TableResize {
        /// The dict or set.
        table: ObjId,
        /// Slots before.
        old_size: usize,
        /// Slots now.
        new_size: usize,
    },
    /// A block was pushed on or taken off the block stack.
    Block {
        /// Whether it was pushed.
        pushed: bool,
        /// Byte offset of its handler.
        handler: i32,
    },
    /// A frame was entered.
    Call {
        /// The new frame.
        frame: ObjId,
        /// Its code object.
        code: ObjId,
    },
    /// A frame was left with a value or, without one, by an exception.
    Return {
        /// The frame left.
        frame: ObjId,
        /// The value.
        value: Option<ObjId>,
    },
    /// A generator's frame was left by a yield.
    Yield {
        /// The frame left.
        frame: ObjId,
        /// The value.
        value: ObjId,
    },
    /// An exception was raised or passed on into a frame.
    Raise {
        /// The exception's type.
        exception: ObjId,
    },
    /// The collector went on to another phase.
    Gc {
        /// Which.
        phase: GcPhase,
        /// The generation being collected, 0 to 2.
        generation: u8,
        /// Number of objects concerned.
        objects: usize,
    },
    /// pymalloc's pools or arenas changed state.
    Pool(PoolEvent),
    /// Text went to an output stream.
    Output {
        /// 1 for stdout, 2 for stderr.
        stream: u8,
        /// The text.
        text: String,
    },
}

/// A namespace.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Fast locals.
    Fast,
    /// Cells and free variables.
    Deref,
    /// The dict of a module or class body.
    Locals,
    /// The module's dict.
    Globals,
    /// The dict of `builtins`.
    Builtins,
}

/// What a probe found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProbeOutcome {
    /// A free slot: the key isn't there.
    Empty,
    /// A slot whose entry was deleted.
    Dummy,
    /// Another key: its hash differs.
    OtherHash,
    /// Another key with the same hash: the keys were compared.
    SameHash,
    /// The key.
    Found,
}

/// Phases of a collection, in their order (`Modules/gcmodule.c`, `collect`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GcPhase {
    /// Younger generations were merged into the one collected.
    Merge,
    /// Each object's count was copied.
    UpdateRefs,
    /// References from inside were subtracted.
    SubtractRefs,
    /// What nobody outside refers to was set apart.
    MoveUnreachable,
    /// Objects with legacy finalizers, and what they reach, were set apart.
    LegacyFinalizers,
    /// Weak references to the garbage were cleared.
    Weakrefs,
    /// Finalizers were called.
    Finalize,
    /// What finalizers made reachable again was put back.
    Resurrect,
    /// The garbage was cleared.
    DeleteGarbage,
    /// The survivors joined the next generation.
    Promote,
}
