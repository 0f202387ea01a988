//! Reading the bytes of any object that has some (the buffer protocol, `Objects/abstract.c`):
//! `bytes`, `bytearray`, `memoryview`.

use crate::builtins::support::{type_error, type_name};
use crate::builtins::types::memoryview;
use crate::objects::Payload;
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

/// A copy of an object's bytes; none if it has no buffer.
pub fn contents(vm: &mut Vm<'_>, object: ObjId) -> Option<Vec<u8>> {
    match &vm.heap().get(object).payload {
        Payload::Bytes(bytes) => Some(bytes.to_vec()),
        Payload::ByteArray(array) => Some(array.bytes.clone()),
        Payload::Native(_) => memoryview::contents(vm, object),
        _ => None,
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
