//! The iterators of `str`, `bytes` and `bytearray` (`Objects/unicodeobject.c`,
//! `Objects/bytesobject.c`, `Objects/bytearrayobject.c`).

use crate::builtins::support::{int, itself, none};
use crate::builtins::types::iterators::{finish, position, reduced, state};
use crate::builtins::types::{bytes, str};
use crate::objects::{Payload, Slot};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// The character or byte at a position; none behind the end.
fn item(vm: &mut Vm<'_>, sequence: ObjId, at: i64) -> Option<ObjId> {
    let at = usize::try_from(at).ok()?;
    let heap = vm.heap();
    let byte = match &heap.get(sequence).payload {
        Payload::Str(string) if at < string.text.len() => {
            let point = string.text.at(at);
            return Some(heap.new_char(point));
        }
        Payload::Bytes(bytes) => *bytes.get(at)?,
        Payload::ByteArray(array) => *array.bytes.get(at)?,
        _ => return None,
    };
    Some(heap.new_int(i64::from(byte)))
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let iterator = args.values[0];
    let Some((sequence, index)) = position(vm, iterator) else {
        return finish(vm, iterator);
    };
    match item(vm, sequence, index) {
        Some(item) => {
            if let Some(iter) = state(vm, iterator) {
                iter.it_index += 1;
            }
            Ok(item)
        }
        None => finish(vm, iterator),
    }
}

fn length(vm: &mut Vm<'_>, sequence: ObjId) -> i64 {
    // One of them is not 0.
    (str::len(vm, sequence) + bytes::len(vm, sequence)) as i64
}

fn length_hint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match position(vm, args.values[0]) {
        Some((sequence, index)) => {
            let left = length(vm, sequence) - index;
            int(vm, left.max(0))
        }
        None => int(vm, 0),
    }
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match position(vm, args.values[0]) {
        Some((sequence, index)) => {
            vm.heap().incref(sequence);
            reduced(vm, "iter", vec![sequence], Some(index))
        }
        None => {
            let nothing = vm.heap().new_tuple(Vec::new());
            reduced(vm, "iter", vec![nothing], None)
        }
    }
}

/// Sets the position, kept within the text.
fn set_state(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = vm.as_ssize_t(args.values[1])?;
    if let Some((sequence, _)) = position(vm, args.values[0]) {
        let length = length(vm, sequence);
        if let Some(iter) = state(vm, args.values[0]) {
            iter.it_index = index.clamp(0, length);
        }
    }
    none(vm)
}

/// The members of `str_iterator`, `bytes_iterator` and `bytearray_iterator`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::method(
        "__length_hint__",
        Arity::None,
        length_hint,
        "Items still to come.",
    ),
    NativeDef::method("__reduce__", Arity::None, reduce, "What pickle needs."),
    NativeDef::method("__setstate__", Arity::One, set_state, "Sets the position."),
];
