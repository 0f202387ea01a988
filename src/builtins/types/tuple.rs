//! `tuple` (`Objects/tupleobject.c`).

use crate::builtins::support::{
    boolean, check_positional, int, itself, memory_error, no_keywords, not_implemented, type_error,
    type_name, value_error,
};
use crate::builtins::types::sequence::{self, Subscript};
use crate::builtins::types::{iterators, list_methods};
use crate::objects::{Payload, Slot, Ty};
use crate::value::{ObjId, PyStr, hash};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

fn len(vm: &mut Vm<'_>, tuple: ObjId) -> usize {
    sequence::items(vm.heap(), tuple).len()
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    let exact = class == vm.heap().ty(Ty::Tuple);
    if exact {
        no_keywords(vm, "tuple", args)?;
    }
    let given = &args.pos()[1..];
    check_positional(vm, "tuple", given.len(), 0, 1)?;
    let tuple = match given {
        &[iterable] => of_iterable(vm, iterable)?,
        _ => vm.heap().new_tuple(Vec::new()),
    };
    if exact {
        return Ok(tuple);
    }
    // An instance of a subclass takes the items over from a plain tuple.
    let end = len(vm, tuple);
    let items = sequence::copy_range(vm, tuple, 0, end);
    let instance = vm
        .heap()
        .generic_alloc(class, end, Payload::Tuple(items.into()));
    vm.heap().decref(tuple);
    Ok(instance)
}

/// A tuple of an iterable's items (`PySequence_Tuple`); an exact tuple is given back itself.
pub fn of_iterable(vm: &mut Vm<'_>, iterable: ObjId) -> PyResult {
    vm.sequence_tuple(iterable)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let tuple = args.values[0];
    let length = len(vm, tuple);
    if length == 0 {
        return Ok(vm.heap().new_str(PyStr::new("()")));
    }
    if !vm.repr_enter(tuple) {
        return Ok(vm.heap().new_str(PyStr::new("(...)")));
    }
    // As if each item took one character.
    let min_length = if length > 1 { 3 * length } else { 4 };
    let end = |length| if length == 1 { ",)" } else { ")" };
    let text = sequence::repr_items(vm, tuple, min_length, "(", end);
    vm.repr_leave(tuple);
    text
}

/// The hash of the items' hashes; a tuple doesn't remember it.
fn hash_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let tuple = args.values[0];
    let length = len(vm, tuple);
    let mut hashes = Vec::with_capacity(length);
    for at in 0..length {
        if let Some(&item) = sequence::items(vm.heap(), tuple).get(at) {
            hashes.push(vm.hash(item)?);
        }
    }
    int(vm, hash::hash_tuple(hashes))
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    if !vm.heap().is_instance(a, Ty::Tuple) || !vm.heap().is_instance(b, Ty::Tuple) {
        return not_implemented(vm);
    }
    sequence::compare(vm, a, b, op)
}

sequence::comparisons!(compare);

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(iterators::over(vm, Ty::TupleIterator, args.values[0], 0))
}

fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let length = len(vm, args.values[0]);
    int(vm, length)
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = sequence::contains(vm, args.values[0], args.values[1])?;
    boolean(vm, found)
}

fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let tuple = args.values[0];
    let length = len(vm, tuple);
    let message = "tuple index out of range";
    match sequence::subscript(vm, args.values[1], "tuple", |_| length, message)? {
        Subscript::At(index) => match sequence::item(vm, tuple, index) {
            Some(item) => Ok(item),
            None => Ok(vm.heap().none_ref()),
        },
        Subscript::Slice(unpacked) => {
            let indices = unpacked.adjust(length);
            if indices.step == 1 && indices.len == length && vm.heap().is_exact(tuple, Ty::Tuple) {
                return itself(vm, args);
            }
            let picked = sequence::pick(vm, tuple, indices);
            Ok(vm.heap().new_tuple(picked))
        }
    }
}

/// `a + b`; an exact operand stands for the sum when the other one is empty.
fn concatenate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    if len(vm, a) == 0 && vm.heap().is_exact(b, Ty::Tuple) {
        vm.heap().incref(b);
        return Ok(b);
    }
    if !vm.heap().is_instance(b, Ty::Tuple) {
        let name = type_name(vm, b);
        return type_error(
            vm,
            format!("can only concatenate tuple (not \"{name}\") to tuple"),
        );
    }
    if len(vm, b) == 0 && vm.heap().is_exact(a, Ty::Tuple) {
        return itself(vm, args);
    }
    let mut items = sequence::items(vm.heap(), a).to_vec();
    items.extend_from_slice(sequence::items(vm.heap(), b));
    let items = sequence::copy_items(vm, &items);
    Ok(vm.heap().new_tuple(items))
}

fn repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let tuple = args.values[0];
    let count = sequence::repeat_count(vm, args.values[1])?;
    if (len(vm, tuple) == 0 || count == 1) && vm.heap().is_exact(tuple, Ty::Tuple) {
        return itself(vm, args);
    }
    match sequence::repeat(vm, tuple, count) {
        Some(items) => Ok(vm.heap().new_tuple(items)),
        None => memory_error(vm),
    }
}

/// `__getnewargs__`: what `copy` and `pickle` give to `__new__`.
fn getnewargs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let end = len(vm, args.values[0]);
    let items = sequence::copy_range(vm, args.values[0], 0, end);
    let inner = vm.heap().new_tuple(items);
    Ok(vm.heap().new_tuple(vec![inner]))
}

fn index(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (start, stop) = list_methods::search_bounds(vm, args)?;
    match sequence::find(vm, args.values[0], args.values[1], start, stop)? {
        Some(at) => int(vm, at),
        None => value_error(vm, "tuple.index(x): x not in tuple"),
    }
}

fn count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = sequence::count(vm, args.values[0], args.values[1])?;
    int(vm, found)
}

/// The members of `tuple`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash_slot),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Iter, iter),
    NativeDef::slot(Slot::Len, length),
    NativeDef::slot(Slot::GetItem, get_item),
    NativeDef::slot(Slot::Concat, concatenate),
    NativeDef::slot(Slot::Repeat, repeat),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::slot(Slot::New, new),
    NativeDef::method(
        "__getnewargs__",
        Arity::None,
        getnewargs,
        "Arguments for `__new__`.",
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
];
