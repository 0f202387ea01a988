//! Payload of types (`Include/cpython/object.h`, `PyTypeObject`).

use crate::objects::container::SharedKeysId;
use crate::objects::slots::{Slot, SlotImpl};
use crate::objects::ty::Ty;
use crate::value::{ObjId, PyStr};

/// `type` and instances of metaclasses.
#[derive(Clone, Hash, Debug)]
pub struct TypeObject {
    /// `tp_name`: `__name__`, with the module before it in static types and in those of ours that
    /// stand for one.
    pub name: PyStr,
    /// `__name__` as an object (`ht_name`); heap types only.
    pub ht_name: Option<ObjId>,
    /// `__qualname__` as an object; heap types only.
    pub ht_qualname: Option<ObjId>,
    /// The static type this is, or the nearest static type above: it decides the payload of
    /// instances and their C layout.
    pub solid: Ty,
    /// Whether it was made at run time (`Py_TPFLAGS_HEAPTYPE`).
    pub heap_type: bool,
    /// `tp_base`; none only for `object`.
    pub tp_base: Option<ObjId>,
    /// `tp_bases`: a tuple.
    pub tp_bases: ObjId,
    /// `tp_mro`: a tuple.
    pub tp_mro: ObjId,
    /// The items of that tuple, at hand for lookups; borrowed.
    pub mro: Vec<ObjId>,
    /// `tp_dict`.
    pub tp_dict: ObjId,
    /// `tp_subclasses`: the direct subclasses; not counted (CPython keeps weak references).
    pub tp_subclasses: Vec<ObjId>,
    /// The dict that CPython keeps them in, once there is one; owned.
    pub subclasses: Option<ObjId>,
    /// `tp_basicsize` of instances in bytes.
    pub tp_basicsize: u32,
    /// `tp_itemsize` in bytes.
    pub tp_itemsize: u32,
    /// Whether instances carry a GC head.
    pub gc: bool,
    /// Whether instances have a `__dict__`.
    pub has_dict: bool,
    /// Whether instances can be weakly referenced.
    pub has_weakrefs: bool,
    /// Whether classes may inherit from it.
    pub basetype: bool,
    /// Whether `__abstractmethods__` is set and not empty.
    pub is_abstract: bool,
    /// Number of `__slots__` members, inherited ones included.
    pub slot_count: u32,
    /// `ht_slots`: the names of `__slots__`, where they are given; owned.
    pub ht_slots: Option<ObjId>,
    /// `ht_cached_keys`: the key table that instance dicts share.
    pub ht_cached_keys: Option<SharedKeysId>,
    /// `tp_version_tag`; 0 while not valid.
    pub tp_version_tag: u32,
    /// The tag that a change of the class made void: CPython leaves it where it was.
    pub void_version_tag: u32,
    /// How each slot is implemented, inherited ones included.
    pub slots: [SlotImpl; Slot::COUNT],
}
