//! `enumerate` (`Objects/enumobject.c`).

use crate::builtins::support::{Signature, exhausted, itself};
use crate::builtins::types::iterators::REDUCE_DOC;
use crate::builtins::types::native_state::{make, number, part, reuse_tuple, set_number, set_part};
use crate::objects::Slot;
use crate::value::{ObjId, PyInt};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// References: the iterator, the pair given last, the index once it exceeds a C long.
const ITERATOR: usize = 0;
const RESULT: usize = 1;
const LONG_INDEX: usize = 2;
/// Number: the index; `i64::MAX` says that `LONG_INDEX` holds it.
const INDEX: usize = 0;

const SIGNATURE: Signature = Signature {
    name: "enumerate",
    parameters: &["iterable", "start"],
    positional: 2,
    required: 1,
};

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [iterable, start] = SIGNATURE.bind(vm, args, 1)?;
    let Some(iterable) = iterable else {
        return exhausted();
    };
    let start = match start {
        Some(start) => vm.index(start)?,
        None => PyInt::ZERO,
    };
    let (index, long_index) = match start.to_i64() {
        Some(index) if index != i64::MAX => (index, None),
        _ => (i64::MAX, Some(vm.heap().new_int(start))),
    };
    let iterator = match vm.iter(iterable) {
        Ok(iterator) => iterator,
        Err(fault) => {
            vm.heap().xdecref(long_index);
            return Err(fault);
        }
    };
    let nones = vec![vm.heap().none_ref(), vm.heap().none_ref()];
    let result = vm.heap().new_tuple(nones);
    let refs = vec![Some(iterator), Some(result), long_index];
    Ok(make(vm, args.values[0], refs, vec![index]))
}

/// The next index as an object; counts on.
fn next_index(vm: &mut Vm<'_>, this: ObjId) -> ObjId {
    let index = number(vm, this, INDEX);
    if index != i64::MAX {
        set_number(vm, this, INDEX, index + 1);
        return vm.heap().new_int(index);
    }
    let current = match part(vm, this, LONG_INDEX) {
        Some(current) => vm.heap().new_ref(current),
        None => vm.heap().new_int(i64::MAX),
    };
    let next = vm
        .heap()
        .as_int(current)
        .map(|value| value.add(&PyInt::ONE));
    let next = vm.heap().new_int(next.unwrap_or(PyInt::ZERO));
    set_part(vm, this, LONG_INDEX, Some(next));
    current
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (Some(iterator), Some(result)) = (part(vm, this, ITERATOR), part(vm, this, RESULT)) else {
        return exhausted();
    };
    let Some(item) = vm.next(iterator)? else {
        return exhausted();
    };
    let index = next_index(vm, this);
    Ok(reuse_tuple(vm, result, vec![index, item]))
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(iterator) = part(vm, this, ITERATOR) else {
        return exhausted();
    };
    let class = vm.heap().type_of(this);
    let class = vm.heap().new_ref(class);
    let iterator = vm.heap().new_ref(iterator);
    let index = match part(vm, this, LONG_INDEX) {
        Some(index) => vm.heap().new_ref(index),
        None => {
            let index = number(vm, this, INDEX);
            vm.heap().new_int(index)
        }
    };
    let arguments = vm.heap().new_tuple(vec![iterator, index]);
    Ok(vm.heap().new_tuple(vec![class, arguments]))
}

/// The members of `enumerate`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
];
