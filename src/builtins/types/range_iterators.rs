//! The iterators of `range`: `range_iterator` counts in C longs, `longrange_iterator` in int
//! objects (`Objects/rangeobject.c`).

use crate::builtins::support::{exhausted, int, itself, none, type_error, value_error};
use crate::builtins::types::iterators::{self, HINT_DOC, REDUCE_DOC, SETSTATE_DOC};
use crate::builtins::types::range::{self, Numbers};
use crate::objects::payload::{Iter, NativeObject};
use crate::objects::{Payload, Slot, Ty};
use crate::value::{NativeId, ObjId, PyInt};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// Places of a `range_iterator`'s numbers.
const START: usize = 0;
const STEP: usize = 1;
const LEN: usize = 2;

fn short(vm: &mut Vm<'_>, numbers: [i64; 3]) -> ObjId {
    vm.heap().new_iter(
        Ty::RangeIterator,
        Iter {
            it_seq: None,
            second: None,
            it_index: 0,
            numbers,
        },
    )
}

/// A `longrange_iterator`: index, start, step and length as int objects, stolen.
fn long(vm: &mut Vm<'_>, parts: [ObjId; 4]) -> ObjId {
    vm.heap().new_object(
        Ty::LongrangeIterator,
        Payload::Native(Box::new(NativeObject {
            kind: NativeId(0),
            refs: parts.map(Some).to_vec(),
            numbers: Vec::new(),
            bytes: Vec::new(),
        })),
    )
}

/// `iter(range)`.
pub fn forward(vm: &mut Vm<'_>, range: ObjId) -> PyResult {
    let Some(numbers) = range::numbers(vm.heap(), range) else {
        return type_error(vm, "a 'range' object is required");
    };
    if let Some(short_numbers) = fits(
        &numbers.start,
        &numbers.stop,
        &numbers.step,
        &numbers.length,
    ) {
        return Ok(short(vm, short_numbers));
    }
    let zero = vm.heap().new_int(0);
    let heap = vm.heap();
    let fields = heap
        .as_range(range)
        .map(|range| [range.start, range.step, range.length]);
    let Some([start, step, length]) = fields else {
        return Ok(zero);
    };
    for field in [start, step, length] {
        heap.incref(field);
    }
    Ok(long(vm, [zero, start, step, length]))
}

/// `reversed(range)`.
pub fn backward(vm: &mut Vm<'_>, range: ObjId) -> PyResult {
    let Some(numbers) = range::numbers(vm.heap(), range) else {
        return type_error(vm, "a 'range' object is required");
    };
    let last = numbers.length.sub(&PyInt::ONE);
    let (first, step) = match numbers.at(&last) {
        Ok(first) => (first, numbers.step.neg()),
        Err(fault) => return Err(vm.raise_fault(&fault)),
    };
    let stop = numbers.start.add(&step);
    if let Some(short_numbers) = fits(&first, &stop, &step, &numbers.length)
        && numbers.start.to_i64().is_some()
        && numbers.stop.to_i64().is_some()
        && numbers.step.to_i64().is_some()
    {
        return Ok(short(vm, short_numbers));
    }
    let parts = [
        vm.heap().new_int(0),
        vm.heap().new_int(first),
        vm.heap().new_int(step),
        vm.heap().new_int(numbers.length),
    ];
    Ok(long(vm, parts))
}

/// Start, step and length, if a C long holds everything.
fn fits(start: &PyInt, stop: &PyInt, step: &PyInt, length: &PyInt) -> Option<[i64; 3]> {
    stop.to_i64()?;
    Some([start.to_i64()?, step.to_i64()?, length.to_i64()?])
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(iter) = iterators::state(vm, args.values[0]) else {
        return exhausted();
    };
    if iter.it_index >= iter.numbers[LEN] {
        return exhausted();
    }
    let value = iter.numbers[START].wrapping_add(iter.it_index.wrapping_mul(iter.numbers[STEP]));
    iter.it_index += 1;
    int(vm, value)
}

/// Index, start, step and length of either iterator.
fn parts(vm: &mut Vm<'_>, iterator: ObjId) -> Option<(PyInt, Numbers)> {
    let heap = vm.heap();
    let (index, start, step, length) = match &heap.get(iterator).payload {
        Payload::Iter(iter) => (
            PyInt::Small(iter.it_index),
            PyInt::Small(iter.numbers[START]),
            PyInt::Small(iter.numbers[STEP]),
            PyInt::Small(iter.numbers[LEN]),
        ),
        Payload::Native(native) => {
            let part = |at: usize| heap.as_int((*native.refs.get(at)?)?).cloned();
            (part(0)?, part(1)?, part(2)?, part(3)?)
        }
        _ => return None,
    };
    let stop = start.add(&length.mul(&step).ok()?);
    Some((
        index,
        Numbers {
            start,
            stop,
            step,
            length,
        },
    ))
}

fn next_long(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some((index, numbers)) = parts(vm, args.values[0]) else {
        return exhausted();
    };
    if index >= numbers.length {
        return exhausted();
    }
    let new_index = vm.heap().new_int(index.add(&PyInt::ONE));
    let value = match numbers.at(&index) {
        Ok(value) => vm.heap().new_int(value),
        Err(fault) => {
            vm.heap().decref(new_index);
            return Err(vm.raise_fault(&fault));
        }
    };
    replace_index(vm, args.values[0], new_index);
    Ok(value)
}

/// Sets a `longrange_iterator`'s index, which is stolen.
fn replace_index(vm: &mut Vm<'_>, iterator: ObjId, index: ObjId) {
    let old = match vm
        .heap()
        .as_native_mut(iterator)
        .and_then(|native| native.refs.first_mut())
    {
        Some(place) => place.replace(index),
        None => Some(index),
    };
    vm.heap().xdecref(old);
}

fn length_hint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let left = parts(vm, args.values[0]).map(|(index, numbers)| numbers.length.sub(&index));
    int(vm, left.unwrap_or(PyInt::ZERO))
}

/// `(iter, (range,), index)`.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some((index, numbers)) = parts(vm, args.values[0]) else {
        return type_error(vm, "an integer is required");
    };
    let start = vm.heap().new_int(numbers.start);
    let stop = vm.heap().new_int(numbers.stop);
    let step = vm.heap().new_int(numbers.step);
    let range = range::make(vm, start, stop, step)?;
    let callable = iterators::builtin(vm, "iter")?;
    let arguments = vm.heap().new_tuple(vec![range]);
    let index = vm.heap().new_int(index);
    Ok(vm.heap().new_tuple(vec![callable, arguments, index]))
}

fn set_state(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = vm.as_ssize_t(args.values[1])?;
    if let Some(iter) = iterators::state(vm, args.values[0]) {
        iter.it_index = index.clamp(0, iter.numbers[LEN]);
    }
    none(vm)
}

fn set_state_long(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(index) = vm.heap().as_int(args.values[1]).cloned() else {
        return value_error(vm, "state must be an int");
    };
    if let Some((_, numbers)) = parts(vm, args.values[0]) {
        let index = index.max(PyInt::ZERO).min(numbers.length);
        let index = vm.heap().new_int(index);
        replace_index(vm, args.values[0], index);
    }
    none(vm)
}

/// The members of `range_iterator`.
pub const RANGE_ITERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::method("__length_hint__", Arity::None, length_hint, HINT_DOC),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
    NativeDef::method("__setstate__", Arity::One, set_state, SETSTATE_DOC),
];

/// The members of `longrange_iterator`.
pub const LONGRANGE_ITERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next_long),
    NativeDef::method("__length_hint__", Arity::None, length_hint, HINT_DOC),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
    NativeDef::method("__setstate__", Arity::One, set_state_long, SETSTATE_DOC),
];
