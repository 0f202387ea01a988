//! The header that every object has (`Include/object.h`, `PyObject` and `PyGC_Head`).

use crate::objects::payload::Payload;
use crate::value::{Addr, ObjId};

/// One object of the heap.
#[derive(Clone, Hash, Debug)]
pub struct Object {
    /// Number of references to this object.
    pub ob_refcnt: i64,
    /// Its type. Only instances of heap types count as a reference to their type.
    pub ob_type: ObjId,
    /// Address of the `PyObject`, just behind the GC head where there is one: what `id()` gives.
    pub addr: Addr,
    /// The object's short name, `#no`: numbers are given in the order in which objects come into
    /// being and never twice.
    pub no: u32,
    /// The GC head.
    pub gc: GcHead,
    /// `__dict__` of instances, functions, modules and exceptions, made on first use.
    pub dict: Option<ObjId>,
    /// Values of `__slots__` by member index; none where the type has none.
    pub slots: Option<Box<Vec<Option<ObjId>>>>,
    /// What the type adds to the header.
    pub payload: Payload,
}

/// The two links and the state that the collector keeps in front of an object.
#[derive(Clone, Copy, Hash, Debug)]
pub struct GcHead {
    /// Previous object of the same list.
    pub prev: Option<ObjId>,
    /// Next object of the same list.
    pub next: Option<ObjId>,
    /// The list that the object is in.
    pub list: GcList,
    /// `gc_refs`: while a collection examines the object, the references to it that don't come
    /// from other objects being examined.
    pub gc_refs: u32,
    /// Whether its finalizer has run (`_PyGC_PREV_MASK_FINALIZED`).
    pub finalized: bool,
}

/// Which list of the collector an object is in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GcList {
    /// The type has no GC head.
    NoHead,
    /// Has a head but is in no list.
    Untracked,
    /// Generation 0, 1 or 2.
    Generation(u8),
    /// Set aside by `gc.freeze()`.
    Permanent,
    /// Being examined by a running collection.
    Collecting,
    /// Found unreachable by a running collection, for the time being or for good.
    Unreachable,
}

impl GcHead {
    /// The head of a type without one.
    pub const NONE: GcHead = GcHead {
        prev: None,
        next: None,
        list: GcList::NoHead,
        gc_refs: 0,
        finalized: false,
    };
    /// A head in no list.
    pub const UNTRACKED: GcHead = GcHead {
        prev: None,
        next: None,
        list: GcList::Untracked,
        gc_refs: 0,
        finalized: false,
    };
}
