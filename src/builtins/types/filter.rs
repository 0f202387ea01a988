//! `filter` (`Python/bltinmodule.c`).

use crate::builtins::support::{check_positional, exhausted, itself, no_keywords};
use crate::builtins::types::iterators::REDUCE_DOC;
use crate::builtins::types::native_state::{make, part};
use crate::objects::{Slot, Ty, type_id};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// References: the function, the iterator.
const FUNCTION: usize = 0;
const ITERATOR: usize = 1;

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    if class == type_id(Ty::Filter) {
        no_keywords(vm, "filter", args)?;
    }
    let given = &args.pos()[1..];
    check_positional(vm, "filter", given.len(), 2, 2)?;
    let iterator = vm.iter(given[1])?;
    let function = vm.heap().new_ref(given[0]);
    Ok(make(
        vm,
        class,
        vec![Some(function), Some(iterator)],
        Vec::new(),
    ))
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (Some(function), Some(iterator)) = (part(vm, this, FUNCTION), part(vm, this, ITERATOR))
    else {
        return exhausted();
    };
    loop {
        let Some(item) = vm.next(iterator)? else {
            return exhausted();
        };
        match holds(vm, function, item) {
            Ok(true) => return Ok(item),
            Ok(false) => vm.heap().decref(item),
            Err(fault) => {
                vm.heap().decref(item);
                return Err(fault);
            }
        }
    }
}

/// Whether a predicate holds for an item; None and `bool` stand for the item's own truth.
pub fn holds(vm: &mut Vm<'_>, function: ObjId, item: ObjId) -> PyResult<bool> {
    if function == vm.heap().none() || function == type_id(Ty::Bool) {
        return vm.is_true(item);
    }
    let answer = vm.call(function, &[item])?;
    let truth = vm.is_true(answer);
    vm.heap().decref(answer);
    truth
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (Some(function), Some(iterator)) = (part(vm, this, FUNCTION), part(vm, this, ITERATOR))
    else {
        return exhausted();
    };
    let arguments = vec![vm.heap().new_ref(function), vm.heap().new_ref(iterator)];
    let arguments = vm.heap().new_tuple(arguments);
    let class = vm.heap().type_of(this);
    let class = vm.heap().new_ref(class);
    Ok(vm.heap().new_tuple(vec![class, arguments]))
}

/// The members of `filter`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
];
