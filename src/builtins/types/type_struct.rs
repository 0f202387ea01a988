//! What a type tells of its C struct: sizes, offsets, flags (`type_members` of
//! `Objects/typeobject.c`).

use crate::builtins::support::int;
use crate::objects::{Heap, Ty};
use crate::value::ObjId;
use crate::vm::{Args, PyResult, Vm};

/// `Py_TPFLAGS_*` (`Include/object.h`).
mod flags {
    pub const HEAPTYPE: u64 = 1 << 9;
    pub const BASETYPE: u64 = 1 << 10;
    pub const READY: u64 = 1 << 12;
    pub const HAVE_GC: u64 = 1 << 14;
    pub const HAVE_VERSION_TAG: u64 = 1 << 18;
    pub const VALID_VERSION_TAG: u64 = 1 << 19;
    pub const IS_ABSTRACT: u64 = 1 << 20;
    pub const LONG_SUBCLASS: u64 = 1 << 24;
    pub const LIST_SUBCLASS: u64 = 1 << 25;
    pub const TUPLE_SUBCLASS: u64 = 1 << 26;
    pub const BYTES_SUBCLASS: u64 = 1 << 27;
    pub const UNICODE_SUBCLASS: u64 = 1 << 28;
    pub const DICT_SUBCLASS: u64 = 1 << 29;
    pub const BASE_EXC_SUBCLASS: u64 = 1 << 30;
    pub const TYPE_SUBCLASS: u64 = 1 << 31;
}

/// Where the instance dict's pointer lies behind the struct of a plain class.
const POINTER: u32 = 8;

pub(super) fn basicsize(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let size = vm
        .heap()
        .as_type(args.values[0])
        .map_or(0, |ty| ty.tp_basicsize);
    int(vm, i64::from(size))
}

pub(super) fn itemsize(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let size = vm
        .heap()
        .as_type(args.values[0])
        .map_or(0, |ty| ty.tp_itemsize);
    int(vm, i64::from(size))
}

/// `tp_dictoffset`, `tp_weaklistoffset`: from the table for a static type; a Python class appends
/// the two pointers to its base's struct in this order.
pub fn offsets(heap: &Heap, ty: ObjId) -> (i64, i64) {
    let Some(object) = heap.as_type(ty) else {
        return (0, 0);
    };
    let solid = object.solid.info();
    let mut dict = i64::from(solid.dictoffset);
    let mut weak = i64::from(solid.weaklistoffset);
    let mut end = i64::from(object.tp_basicsize);
    let pointer = i64::from(POINTER);
    if object.has_weakrefs && weak == 0 {
        end -= pointer;
        weak = end;
    }
    if object.has_dict && dict == 0 {
        // Behind objects of variable size the dict is found from the end.
        dict = if object.tp_itemsize > 0 {
            -pointer
        } else {
            end - pointer
        };
    }
    (dict, weak)
}

pub(super) fn dictoffset(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (dict, _) = offsets(vm.heap(), args.values[0]);
    int(vm, dict)
}

pub(super) fn weakrefoffset(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (_, weak) = offsets(vm.heap(), args.values[0]);
    int(vm, weak)
}

pub(super) fn type_flags(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let bits = tp_flags(vm.heap(), args.values[0]);
    int(vm, bits)
}

/// `tp_flags` of a type, as far as they can be told from what we know of it.
pub fn tp_flags(heap: &Heap, ty: ObjId) -> u64 {
    let Some(object) = heap.as_type(ty) else {
        return 0;
    };
    let mut bits = flags::READY | flags::HAVE_VERSION_TAG;
    let facts = [
        (object.heap_type, flags::HEAPTYPE),
        (object.basetype, flags::BASETYPE),
        (object.gc, flags::HAVE_GC),
        (object.tp_version_tag != 0, flags::VALID_VERSION_TAG),
        (object.is_abstract, flags::IS_ABSTRACT),
    ];
    let kinds = [
        (Ty::Int, flags::LONG_SUBCLASS),
        (Ty::List, flags::LIST_SUBCLASS),
        (Ty::Tuple, flags::TUPLE_SUBCLASS),
        (Ty::Bytes, flags::BYTES_SUBCLASS),
        (Ty::Str, flags::UNICODE_SUBCLASS),
        (Ty::Dict, flags::DICT_SUBCLASS),
        (Ty::BaseException, flags::BASE_EXC_SUBCLASS),
        (Ty::Type, flags::TYPE_SUBCLASS),
    ];
    for (fact, bit) in facts {
        if fact {
            bits |= bit;
        }
    }
    for (kind, bit) in kinds {
        if heap.is_subtype(ty, heap.ty(kind)) {
            bits |= bit;
        }
    }
    bits
}
