//! Making bytes from any object: `bytes(object)` (`PyBytes_FromObject` of
//! `Objects/bytesobject.c`).

use crate::builtins::support::{type_error, type_name, value_error};
use crate::builtins::types::bytes_buffer;
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

/// Most bytes that a script can ask for with one number: what lies beyond fails as if memory had
/// run out, so that it can't exhaust the host's.
pub const MAX_BYTES: usize = 1 << 30;

/// The bytes of a buffer, or of an iterable of ints.
pub fn of_object(vm: &mut Vm<'_>, object: ObjId) -> PyResult<Vec<u8>> {
    if let Some(bytes) = bytes_buffer::contents(vm, object) {
        return Ok(bytes);
    }
    if vm.heap().as_str(object).is_none() {
        match vm.iter(object) {
            Ok(iterator) => {
                let items = collect(vm, iterator, "bytes");
                vm.heap().decref(iterator);
                return items;
            }
            Err(fault) if !vm.catch(Ty::TypeError) => return Err(fault),
            Err(_) => {}
        }
    }
    let name = type_name(vm, object);
    type_error(vm, format!("cannot convert '{name}' object to bytes"))
}

/// The bytes that an iterator yields as ints.
pub fn collect(vm: &mut Vm<'_>, iterator: ObjId, what: &str) -> PyResult<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(item) = vm.next(iterator)? {
        let byte = byte(vm, item, what);
        vm.heap().decref(item);
        bytes.push(byte?);
    }
    Ok(bytes)
}

/// An int from 0 to 255; `what` is "bytes" or "byte".
pub fn byte(vm: &mut Vm<'_>, object: ObjId, what: &str) -> PyResult<u8> {
    let value = vm.index(object)?;
    match value.to_i64().and_then(|value| u8::try_from(value).ok()) {
        Some(byte) => Ok(byte),
        None => value_error(vm, format!("{what} must be in range(0, 256)")),
    }
}
