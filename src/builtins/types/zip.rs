//! `zip` (`Python/bltinmodule.c`).

use crate::builtins::support::{exhausted, itself, no_keywords};
use crate::builtins::types::iterators::REDUCE_DOC;
use crate::builtins::types::native_state::{
    begin_tuple_again, cancel_tuple_again, finish_tuple_again, iterators_of, make, next_of_each,
    part,
};
use crate::objects::{Slot, Ty, type_id};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// References: the tuple of iterators, the tuple given last.
const ITERATORS: usize = 0;
const RESULT: usize = 1;

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    if class == type_id(Ty::Zip) {
        no_keywords(vm, "zip", args)?;
    }
    let iterables = &args.pos()[1..];
    let iterators = iterators_of(vm, iterables)?;
    let nones: Vec<ObjId> = iterables.iter().map(|_| vm.heap().none_ref()).collect();
    let result = vm.heap().new_tuple(nones);
    Ok(make(
        vm,
        class,
        vec![Some(iterators), Some(result)],
        Vec::new(),
    ))
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (Some(iterators), Some(result)) = (part(vm, this, ITERATORS), part(vm, this, RESULT))
    else {
        return exhausted();
    };
    let room = begin_tuple_again(vm, result);
    match next_of_each(vm, iterators) {
        Ok(Some(items)) if !items.is_empty() => Ok(finish_tuple_again(vm, result, room, items)),
        ended => {
            cancel_tuple_again(vm, room);
            ended.and(exhausted())
        }
    }
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(iterators) = part(vm, this, ITERATORS) else {
        return exhausted();
    };
    let class = vm.heap().type_of(this);
    let class = vm.heap().new_ref(class);
    let iterators = vm.heap().new_ref(iterators);
    Ok(vm.heap().new_tuple(vec![class, iterators]))
}

/// The members of `zip`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
];
