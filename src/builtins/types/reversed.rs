//! `reversed`, for sequences without a `__reversed__` of their own (`Objects/enumobject.c`).

use crate::builtins::support::{
    check_positional, exhausted, int, itself, no_keywords, none, type_error, type_name,
};
use crate::builtins::types::iterators::{
    HINT_DOC, REDUCE_DOC, SETSTATE_DOC, finish, position, state,
};
use crate::objects::payload::Iter;
use crate::objects::{Payload, Slot, Ty, type_id};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    if class == type_id(Ty::Reversed) {
        no_keywords(vm, "reversed", args)?;
    }
    let given = &args.pos()[1..];
    check_positional(vm, "reversed", given.len(), 1, 1)?;
    let sequence = given[0];
    if let Some(method) = vm.lookup_special(sequence, "__reversed__")? {
        if method == vm.heap().none() {
            vm.heap().decref(method);
            return not_reversible(vm, sequence);
        }
        let result = vm.call(method, &[]);
        vm.heap().decref(method);
        return result;
    }
    if !is_sequence(vm, sequence) {
        return not_reversible(vm, sequence);
    }
    let it_index = vm.len(sequence)? as i64 - 1;
    let it_seq = Some(vm.heap().new_ref(sequence));
    let iter = Iter {
        it_seq,
        second: None,
        it_index,
        numbers: [0; 3],
    };
    Ok(vm
        .heap()
        .generic_alloc(class, 0, Payload::Iter(Box::new(iter))))
}

fn not_reversible(vm: &mut Vm<'_>, object: ObjId) -> PyResult {
    let name = type_name(vm, object);
    type_error(vm, format!("'{name}' object is not reversible"))
}

/// `PySequence_Check`: has items by index and is no dict.
pub fn is_sequence(vm: &mut Vm<'_>, object: ObjId) -> bool {
    !vm.heap().is_instance(object, Ty::Dict)
        && !vm.heap().is_exact(object, Ty::Mappingproxy)
        && vm.has_slot(object, Slot::GetItem)
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let iterator = args.values[0];
    let Some((sequence, index)) = position(vm, iterator) else {
        return exhausted();
    };
    if index >= 0 {
        let key = vm.heap().new_int(index);
        let item = vm.get_item(sequence, key);
        vm.heap().decref(key);
        match item {
            Ok(item) => {
                set_index(vm, iterator, index - 1);
                return Ok(item);
            }
            Err(fault) => {
                if !vm.catch(Ty::IndexError) && !vm.catch(Ty::StopIteration) {
                    finish(vm, iterator).ok();
                    return Err(fault);
                }
            }
        }
    }
    set_index(vm, iterator, -1);
    finish(vm, iterator)
}

fn set_index(vm: &mut Vm<'_>, iterator: ObjId, index: i64) {
    if let Some(iter) = state(vm, iterator) {
        iter.it_index = index;
    }
}

fn length_hint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some((sequence, index)) = position(vm, args.values[0]) else {
        return int(vm, 0);
    };
    let length = vm.len(sequence)? as i64;
    int(vm, if length < index + 1 { 0 } else { index + 1 })
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let class = vm.heap().type_of(this);
    let class = vm.heap().new_ref(class);
    let parts = match position(vm, this) {
        Some((sequence, index)) => {
            let sequence = vm.heap().new_ref(sequence);
            let arguments = vm.heap().new_tuple(vec![sequence]);
            vec![class, arguments, vm.heap().new_int(index)]
        }
        None => {
            let nothing = vm.heap().empty_tuple_ref();
            let arguments = vm.heap().new_tuple(vec![nothing]);
            vec![class, arguments]
        }
    };
    Ok(vm.heap().new_tuple(parts))
}

fn set_state(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = vm.as_ssize_t(args.values[1])?;
    if let Some((sequence, _)) = position(vm, args.values[0]) {
        let length = vm.len(sequence)? as i64;
        set_index(vm, args.values[0], index.max(-1).min(length - 1));
    }
    none(vm)
}

/// The members of `reversed`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("__length_hint__", Arity::None, length_hint, HINT_DOC),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
    NativeDef::method("__setstate__", Arity::One, set_state, SETSTATE_DOC),
];
