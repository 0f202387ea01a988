//! Reading the bytes of any object that has some (the buffer protocol, `Objects/abstract.c`):
//! `bytes`, `bytearray`, `memoryview`, and what stands for `array.array`.

use crate::builtins::support::{type_error, type_name};
use crate::builtins::types::memoryview;
use crate::objects::callable::MemberPlace;
use crate::objects::{Heap, Payload};
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

/// The slot of a class of ours, written in Python, with the bytearray that is its instances' memory.
const MEMORY: &str = "_bf_memory";

/// The slot with the format of an item, as `memoryview` names it.
const FORMAT: &str = "_bf_format";

/// The bytearray and the format of an instance of a class that keeps those; borrowed.
pub fn exported(heap: &Heap, object: ObjId) -> Option<(ObjId, ObjId)> {
    let class = heap.as_type(heap.type_of(object))?;
    let names = |base: &ObjId| {
        heap.as_type(*base)?
            .ht_slots
            .and_then(|it| heap.as_tuple(it))
    };
    let is_name = |text: ObjId, name: &str| heap.as_str(text).is_some_and(|text| *text == *name);
    let owner = class.mro.iter().find(|base| {
        names(base).is_some_and(|names| names.iter().any(|&text| is_name(text, MEMORY)))
    })?;
    let dict = heap.as_type(*owner)?.tp_dict;
    let slot = |name| {
        let mut pos = 0;
        while let Some((key, value, _)) = heap.dict_entry_next(dict, &mut pos) {
            if is_name(key, name)
                && let Payload::MemberDescr(member) = &heap.get(value).payload
                && let MemberPlace::Slot(index) = member.place
            {
                let slots = heap.get(object).slots.as_ref()?;
                return slots.get(index as usize).copied().flatten();
            }
        }
        None
    };
    Some((slot(MEMORY)?, slot(FORMAT)?))
}

/// A copy of an object's bytes; none if it has no buffer.
pub fn contents(vm: &mut Vm<'_>, object: ObjId) -> Option<Vec<u8>> {
    match &vm.heap().get(object).payload {
        Payload::Bytes(bytes) => Some(bytes.to_vec()),
        Payload::ByteArray(array) => Some(array.bytes.clone()),
        Payload::Native(_) => memoryview::contents(vm, object),
        _ => {
            let (memory, _) = exported(vm.heap(), object)?;
            vm.heap()
                .as_bytearray(memory)
                .map(|array| array.bytes.clone())
        }
    }
}

/// The bytes of an object; `TypeError` if it has no buffer (`PyObject_GetBuffer`).
pub fn required(vm: &mut Vm<'_>, object: ObjId) -> PyResult<Vec<u8>> {
    match contents(vm, object) {
        Some(bytes) => Ok(bytes),
        None => {
            let name = type_name(vm, object);
            type_error(vm, format!("a bytes-like object is required, not '{name}'"))
        }
    }
}
