//! The methods of `list` (`Objects/listobject.c`).

use crate::builtins::support::{
    index_error, int, is_index, none, sizeof, type_error, type_name, value_error,
};
use crate::builtins::types::list::len;
use crate::builtins::types::{iterators, sequence, slice};
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

fn reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let list = args.values[0];
    let last = len(vm, list) as i64 - 1;
    Ok(iterators::over(vm, Ty::ListReverseiterator, list, last))
}

fn clear(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.heap().list_clear(args.values[0]);
    none(vm)
}

fn copy(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let end = len(vm, args.values[0]);
    let items = sequence::copy_range(vm, args.values[0], 0, end);
    Ok(vm.heap().new_list(items))
}

fn append(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.heap().list_append(args.values[0], args.values[1]);
    none(vm)
}

/// An index argument (`PyArg_Parse` with "n"): floats are refused by name.
pub fn index_argument(vm: &mut Vm<'_>, object: ObjId) -> PyResult<i64> {
    if vm.heap().is_instance(object, Ty::Float) {
        return type_error(vm, "integer argument expected, got float");
    }
    if !is_index(vm, object) {
        let name = type_name(vm, object);
        return type_error(
            vm,
            format!("'{name}' object cannot be interpreted as an integer"),
        );
    }
    match vm.index(object)?.to_i64() {
        Some(index) => Ok(index),
        None => Err(vm.raise(
            Ty::OverflowError,
            "Python int too large to convert to C ssize_t",
        )),
    }
}

fn insert(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let list = args.values[0];
    let index = index_argument(vm, args.values[1])?;
    let length = len(vm, list) as i64;
    let index = if index < 0 {
        (index + length).max(0)
    } else {
        index.min(length)
    };
    vm.heap().list_insert(list, index as usize, args.values[2]);
    none(vm)
}

fn extend(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.list_extend(args.values[0], args.values[1])?;
    none(vm)
}

fn pop(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let list = args.values[0];
    let index = match args.values.get(1) {
        Some(&index) => index_argument(vm, index)?,
        None => -1,
    };
    let length = len(vm, list) as i64;
    if length == 0 {
        return index_error(vm, "pop from empty list");
    }
    let index = if index < 0 { index + length } else { index };
    if !(0..length).contains(&index) {
        return index_error(vm, "pop index out of range");
    }
    Ok(vm.heap().list_pop(list, index as usize))
}

fn remove(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let list = args.values[0];
    match sequence::find(vm, list, args.values[1], 0, i64::MAX)? {
        Some(at) => {
            vm.heap().list_set_slice(list, at, at + 1, Vec::new());
            none(vm)
        }
        None => value_error(vm, "list.remove(x): x not in list"),
    }
}

/// The bounds of `index(value, start, stop)`.
pub fn search_bounds(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<(i64, i64)> {
    let start = match args.values.get(2) {
        Some(&start) => slice::index_bound(vm, start)?,
        None => 0,
    };
    let stop = match args.values.get(3) {
        Some(&stop) => slice::index_bound(vm, stop)?,
        None => i64::MAX,
    };
    Ok((start, stop))
}

fn index(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = args.values[1];
    let (start, stop) = search_bounds(vm, args)?;
    match sequence::find(vm, args.values[0], value, start, stop)? {
        Some(at) => int(vm, at),
        None => {
            let value = vm.repr(value)?;
            value_error(vm, format!("{value} is not in list"))
        }
    }
}

fn count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = sequence::count(vm, args.values[0], args.values[1])?;
    int(vm, found)
}

fn reverse(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.heap().list_reverse(args.values[0]);
    none(vm)
}

/// The methods in CPython's order, without `sort`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "__reversed__",
        Arity::None,
        reversed,
        "An iterator from the last item to the first.",
    ),
    NativeDef::method(
        "__sizeof__",
        Arity::None,
        sizeof,
        "Bytes of the list and its buffer.",
    ),
    NativeDef::method("clear", Arity::None, clear, "Drops all items."),
    NativeDef::method("copy", Arity::None, copy, "A new list of the same items."),
    NativeDef::method("append", Arity::One, append, "Adds an item at the end."),
    NativeDef::method(
        "insert",
        Arity::Range { min: 2, max: 2 },
        insert,
        "Puts an item before the index.",
    ),
    NativeDef::method(
        "extend",
        Arity::One,
        extend,
        "Adds every item of an iterable at the end.",
    ),
    NativeDef::method(
        "pop",
        Arity::Range { min: 0, max: 1 },
        pop,
        "Takes the item at the index (the last one) out and gives it.",
    ),
    NativeDef::method(
        "remove",
        Arity::One,
        remove,
        "Takes the first equal item out.",
    ),
    NativeDef::method(
        "index",
        Arity::Range { min: 1, max: 3 },
        index,
        "Index of the first equal item.",
    ),
    NativeDef::method(
        "count",
        Arity::One,
        count,
        "How many items are equal to the value.",
    ),
    NativeDef::method(
        "reverse",
        Arity::None,
        reverse,
        "Turns the order of the items round, in place.",
    ),
];
