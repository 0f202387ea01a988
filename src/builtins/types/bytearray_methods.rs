//! The methods of `bytearray` that change it or tell about its buffer
//! (`Objects/bytearrayobject.c`); those it shares with `bytes` are in [`super::bytes_methods`].

use crate::builtins::support::{
    index_error, int, none, sizeof, type_error, type_name, value_error,
};
use crate::builtins::types::bytearray::{append_all, fill, store};
use crate::builtins::types::bytes::{contents, len};
use crate::builtins::types::{bytes_buffer, bytes_new};
use crate::objects::Ty;
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

fn alloc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let alloc = vm
        .heap()
        .as_bytearray(args.values[0])
        .map_or(0, |array| array.ob_alloc);
    int(vm, alloc)
}

/// What `pickle` and `copy` need: the class, its arguments, the instance's dict.
fn reduce_to(vm: &mut Vm<'_>, this: ObjId, arguments: Vec<ObjId>) -> PyResult {
    let dict = match vm.lookup_attr(this, "__dict__")? {
        Some(dict) => dict,
        None => none(vm)?,
    };
    let heap = vm.heap();
    let class = heap.type_of(this);
    let class = heap.new_ref(class);
    let arguments = heap.new_tuple(arguments);
    Ok(heap.new_tuple(vec![class, arguments, dict]))
}

/// As text, for the old protocols of pickle.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let bytes = contents(vm, args.values[0]);
    let mut arguments = Vec::new();
    if !bytes.is_empty() {
        arguments.push(vm.heap().new_str(PyStr::from_latin1(bytes)));
        arguments.push(vm.heap().new_str(PyStr::new("latin-1")));
    }
    reduce_to(vm, args.values[0], arguments)
}

fn reduce_ex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    /// The first protocol that knows bytes.
    const BYTES_PROTOCOL: i64 = 3;
    let protocol = match args.values.get(1) {
        Some(&protocol) => vm.as_c_int(protocol)?,
        None => 0,
    };
    if protocol < BYTES_PROTOCOL {
        return reduce(vm, args);
    }
    let bytes = contents(vm, args.values[0]);
    let mut arguments = Vec::new();
    if !bytes.is_empty() {
        arguments.push(vm.heap().new_bytes(bytes));
    }
    reduce_to(vm, args.values[0], arguments)
}

fn append(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let byte = bytes_new::byte(vm, args.values[1], "byte")?;
    append_all(vm, args.values[0], &[byte])?;
    none(vm)
}

fn clear(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    store(vm, args.values[0], Vec::new())?;
    none(vm)
}

fn copy(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let bytes = contents(vm, args.values[0]);
    Ok(vm.heap().new_bytearray(bytes))
}

/// An iterable's bytes are collected first, and then appended at once.
fn extend(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, source) = (args.values[0], args.values[1]);
    if let Some(bytes) = bytes_buffer::contents(vm, source) {
        append_all(vm, this, &bytes)?;
        return none(vm);
    }
    let iterator = match vm.iter(source) {
        Ok(iterator) => iterator,
        Err(fault) if !vm.catch(Ty::TypeError) => return Err(fault),
        Err(_) => {
            let name = type_name(vm, source);
            return type_error(vm, format!("can't extend bytearray with {name}"));
        }
    };
    let collected = vm.heap().new_bytearray(Vec::new());
    let filled = fill(vm, collected, iterator);
    vm.heap().decref(iterator);
    let bytes = contents(vm, collected);
    vm.heap().decref(collected);
    filled?;
    append_all(vm, this, &bytes)?;
    none(vm)
}

fn insert(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let index = vm.as_ssize_t(args.values[1])?;
    let byte = bytes_new::byte(vm, args.values[2], "byte")?;
    let length = len(vm, this) as i64;
    let index = if index < 0 {
        (index + length).max(0)
    } else {
        index.min(length)
    };
    let mut bytes = contents(vm, this);
    bytes.insert(index as usize, byte);
    store(vm, this, bytes)?;
    none(vm)
}

fn pop(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let index = match args.values.get(1) {
        Some(&index) => vm.as_ssize_t(index)?,
        None => -1,
    };
    let length = len(vm, this) as i64;
    if length == 0 {
        return index_error(vm, "pop from empty bytearray");
    }
    let index = if index < 0 { index + length } else { index };
    if !(0..length).contains(&index) {
        return index_error(vm, "pop index out of range");
    }
    let mut bytes = contents(vm, this);
    let byte = bytes.remove(index as usize);
    store(vm, this, bytes)?;
    int(vm, i64::from(byte))
}

fn remove(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let byte = bytes_new::byte(vm, args.values[1], "byte")?;
    let mut bytes = contents(vm, args.values[0]);
    let Some(at) = bytes.iter().position(|&other| other == byte) else {
        return value_error(vm, "value not found in bytearray");
    };
    bytes.remove(at);
    store(vm, args.values[0], bytes)?;
    none(vm)
}

fn reverse(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if let Some(array) = vm.heap().as_bytearray_mut(args.values[0]) {
        array.bytes.reverse();
    }
    none(vm)
}

/// The methods of `bytearray` that `bytes` doesn't have.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "__alloc__",
        Arity::None,
        alloc,
        "Bytes the buffer has room for.",
    ),
    NativeDef::method("__reduce__", Arity::None, reduce, "What pickle needs."),
    NativeDef::method(
        "__reduce_ex__",
        Arity::Range { min: 0, max: 1 },
        reduce_ex,
        "What pickle needs.",
    ),
    NativeDef::method("__sizeof__", Arity::None, sizeof, "Bytes in memory."),
    NativeDef::method("append", Arity::One, append, "Appends a byte."),
    NativeDef::method("clear", Arity::None, clear, "Removes all bytes."),
    NativeDef::method(
        "copy",
        Arity::None,
        copy,
        "A bytearray with the same bytes.",
    ),
    NativeDef::method(
        "extend",
        Arity::One,
        extend,
        "Appends the bytes of an iterable.",
    ),
    NativeDef::method(
        "insert",
        Arity::Range { min: 2, max: 2 },
        insert,
        "Inserts a byte before an index.",
    ),
    NativeDef::method(
        "pop",
        Arity::Range { min: 0, max: 1 },
        pop,
        "Removes a byte, the last one by default, and gives it.",
    ),
    NativeDef::method("remove", Arity::One, remove, "Removes the first such byte."),
    NativeDef::method(
        "reverse",
        Arity::None,
        reverse,
        "Reverses the bytes in place.",
    ),
];
