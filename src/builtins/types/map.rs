//! `map` (`Python/bltinmodule.c`).

use crate::builtins::support::{exhausted, itself, no_keywords, type_error};
use crate::builtins::types::iterators::REDUCE_DOC;
use crate::builtins::types::native_state::{iterators_of, make, next_of_each, part};
use crate::builtins::types::sequence;
use crate::objects::{Slot, Ty, type_id};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// References: the tuple of iterators, the function.
const ITERATORS: usize = 0;
const FUNCTION: usize = 1;

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    if class == type_id(Ty::Map) {
        no_keywords(vm, "map", args)?;
    }
    let &[function, ref iterables @ ..] = &args.pos()[1..] else {
        return type_error(vm, "map() must have at least two arguments.");
    };
    if iterables.is_empty() {
        return type_error(vm, "map() must have at least two arguments.");
    }
    let iterators = iterators_of(vm, iterables)?;
    let function = vm.heap().new_ref(function);
    Ok(make(
        vm,
        class,
        vec![Some(iterators), Some(function)],
        Vec::new(),
    ))
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (Some(iterators), Some(function)) = (part(vm, this, ITERATORS), part(vm, this, FUNCTION))
    else {
        return exhausted();
    };
    if let &[iterator] = sequence::items(vm.heap(), iterators) {
        let Some(item) = vm.next(iterator)? else {
            return exhausted();
        };
        let result = vm.call(function, &[item]);
        vm.heap().decref(item);
        return result;
    }
    let Some(items) = next_of_each(vm, iterators)? else {
        return exhausted();
    };
    let result = vm.call(function, &items);
    vm.heap().decref_all(items);
    result
}

/// `(map, (function, iterators...))`.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (Some(iterators), Some(function)) = (part(vm, this, ITERATORS), part(vm, this, FUNCTION))
    else {
        return exhausted();
    };
    let mut arguments = vec![function];
    arguments.extend_from_slice(sequence::items(vm.heap(), iterators));
    let arguments = sequence::copy_items(vm, &arguments);
    let arguments = vm.heap().new_tuple(arguments);
    let class = vm.heap().type_of(this);
    let class = vm.heap().new_ref(class);
    Ok(vm.heap().new_tuple(vec![class, arguments]))
}

/// The members of `map`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
];
