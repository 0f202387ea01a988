//! The objects of which there is only one: None, True, False, NotImplemented, Ellipsis, the small
//! ints and the empty tuple. Their ids are known without looking.

use crate::objects::heap::{Heap, nth};
use crate::objects::object::GcHead;
use crate::objects::payload::Payload;
use crate::objects::ty::{TYPES, Ty};
use crate::objects::type_id;
use crate::value::{Addr, ObjId, PyInt};

/// `NSMALLNEGINTS` (`Objects/longobject.c`): ints from -5 on exist once.
pub const NSMALLNEGINTS: i64 = 5;
/// `NSMALLPOSINTS`: up to 256.
pub const NSMALLPOSINTS: i64 = 257;

/// `Py_None`.
pub const NONE: ObjId = nth(TYPES.len() as u64);
/// `Py_NotImplemented`.
pub const NOT_IMPLEMENTED: ObjId = nth(TYPES.len() as u64 + 1);
/// `Py_Ellipsis`.
pub const ELLIPSIS: ObjId = nth(TYPES.len() as u64 + 2);
/// `Py_False`.
pub const FALSE: ObjId = nth(TYPES.len() as u64 + 3);
/// `Py_True`.
pub const TRUE: ObjId = nth(TYPES.len() as u64 + 4);
/// `()`.
pub const EMPTY_TUPLE: ObjId = nth(TYPES.len() as u64 + 5);
const FIRST_SMALL_INT: u64 = TYPES.len() as u64 + 6;

/// Where CPython 3.8.18's data segment has them when addresses aren't randomised.
const STATICS: [(Ty, u64); 5] = [
    (Ty::NoneType, 0x7fff_f7f3_2220),
    (Ty::NotImplementedType, 0x7fff_f7f3_2070),
    (Ty::Ellipsis, 0x7fff_f7f3_4420),
    (Ty::Bool, 0x7fff_f7f1_e560),
    (Ty::Bool, 0x7fff_f7f1_e540),
];
/// `small_ints`: the first is -5, one each 32 bytes.
const SMALL_INTS: u64 = 0x7fff_f7f5_7100;

/// The object of a small int; none for others.
#[inline]
pub(crate) fn small_int(value: i64) -> Option<ObjId> {
    (-NSMALLNEGINTS..NSMALLPOSINTS)
        .contains(&value)
        .then(|| nth(FIRST_SMALL_INT + (value + NSMALLNEGINTS).cast_unsigned()))
}

impl Heap {
    /// Makes them; called right after the types were made.
    pub(crate) fn make_singletons(&mut self) {
        let payloads = [
            Payload::Plain,
            Payload::Plain,
            Payload::Plain,
            Payload::Int(PyInt::Small(0)),
            Payload::Int(PyInt::Small(1)),
        ];
        for ((ty, addr), payload) in STATICS.into_iter().zip(payloads) {
            self.insert(type_id(ty), Addr(addr), GcHead::NONE, payload);
        }
        let addr = self.gc_block(24);
        let empty = Payload::Tuple(Box::default());
        self.insert(type_id(Ty::Tuple), addr, GcHead::UNTRACKED, empty);
        for value in -NSMALLNEGINTS..NSMALLPOSINTS {
            let addr = Addr(SMALL_INTS + 32 * (value + NSMALLNEGINTS).cast_unsigned());
            let payload = Payload::Int(PyInt::Small(value));
            self.insert(type_id(Ty::Int), addr, GcHead::NONE, payload);
        }
    }

    /// `None`; borrowed.
    #[inline]
    pub fn none(&self) -> ObjId {
        NONE
    }

    /// `NotImplemented`; borrowed.
    #[inline]
    pub fn not_implemented(&self) -> ObjId {
        NOT_IMPLEMENTED
    }

    /// `Ellipsis`; borrowed.
    #[inline]
    pub fn ellipsis(&self) -> ObjId {
        ELLIPSIS
    }

    /// `True` or `False`; borrowed.
    #[inline]
    pub fn bool_obj(&self, value: bool) -> ObjId {
        if value { TRUE } else { FALSE }
    }

    /// `()`; borrowed.
    #[inline]
    pub fn empty_tuple(&self) -> ObjId {
        EMPTY_TUPLE
    }

    /// `None`; a new reference.
    #[inline]
    pub fn none_ref(&mut self) -> ObjId {
        self.new_ref(NONE)
    }

    /// `NotImplemented`; a new reference.
    #[inline]
    pub fn not_implemented_ref(&mut self) -> ObjId {
        self.new_ref(NOT_IMPLEMENTED)
    }

    /// `Ellipsis`; a new reference.
    #[inline]
    pub fn ellipsis_ref(&mut self) -> ObjId {
        self.new_ref(ELLIPSIS)
    }

    /// `()`; a new reference.
    #[inline]
    pub fn empty_tuple_ref(&mut self) -> ObjId {
        self.new_ref(EMPTY_TUPLE)
    }

    /// `True` or `False`; a new reference.
    #[inline]
    pub fn new_bool(&mut self, value: bool) -> ObjId {
        self.new_ref(if value { TRUE } else { FALSE })
    }

    /// The same object with one reference more.
    #[inline]
    pub fn new_ref(&mut self, object: ObjId) -> ObjId {
        self.incref(object);
        object
    }
}
