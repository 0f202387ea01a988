//! Iterators that let some items through: `takewhile`, `dropwhile`, `filterfalse`, `compress`,
//! `islice`; and `accumulate` (`Modules/itertoolsmodule.c`).

use crate::builtins::modules::itertools::{next_of, plain_keywords};
use crate::builtins::modules::itertools_state;
use crate::builtins::support::{
    Signature, check_positional, exhausted, is_index, itself, release, value_error,
};
use crate::builtins::types::filter::holds;
use crate::builtins::types::iterators::{REDUCE_DOC, SETSTATE_DOC};
use crate::builtins::types::native_state::{make, number, part, set_number, set_part};
use crate::objects::Slot;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, BinaryOp, Native, PyResult, Vm};

/// References: the function, the iterator.
const FUNCTION: usize = 0;
const ITERATOR: usize = 1;
/// Number: whether the run of items is over (`takewhile`) or has begun (`dropwhile`).
pub(super) const TURNED: usize = 0;

/// `name(function, iterable)`.
fn new_of_two(vm: &mut Vm<'_>, args: Args<'_>, name: &str) -> PyResult {
    plain_keywords(vm, name, args)?;
    let given = &args.pos()[1..];
    check_positional(vm, name, given.len(), 2, 2)?;
    let iterator = vm.iter(given[1])?;
    let function = vm.heap().new_ref(given[0]);
    Ok(make(
        vm,
        args.values[0],
        vec![Some(function), Some(iterator)],
        vec![0],
    ))
}

/// Calls the function with an item, which is released unless the answer is `keep`.
fn judged(vm: &mut Vm<'_>, function: ObjId, item: ObjId) -> PyResult<bool> {
    let answer = match vm.call(function, &[item]) {
        Ok(answer) => answer,
        Err(fault) => return release(vm, &[item], Err(fault)),
    };
    let truth = vm.is_true(answer);
    match release(vm, &[answer], truth) {
        Ok(truth) => Ok(truth),
        Err(fault) => release(vm, &[item], Err(fault)),
    }
}

fn new_takewhile(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    new_of_two(vm, args, "takewhile")
}

fn next_takewhile(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let function = part(vm, this, FUNCTION).filter(|_| number(vm, this, TURNED) == 0);
    let Some(function) = function else {
        return exhausted();
    };
    let item = next_of(vm, this, ITERATOR)?;
    if judged(vm, function, item)? {
        return Ok(item);
    }
    vm.heap().decref(item);
    set_number(vm, this, TURNED, 1);
    exhausted()
}

fn new_dropwhile(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    new_of_two(vm, args, "dropwhile")
}

fn next_dropwhile(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(function) = part(vm, this, FUNCTION) else {
        return exhausted();
    };
    loop {
        let item = next_of(vm, this, ITERATOR)?;
        if number(vm, this, TURNED) == 1 {
            return Ok(item);
        }
        if !judged(vm, function, item)? {
            set_number(vm, this, TURNED, 1);
            return Ok(item);
        }
        vm.heap().decref(item);
    }
}

fn new_filterfalse(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    new_of_two(vm, args, "filterfalse")
}

fn next_filterfalse(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(function) = part(vm, this, FUNCTION) else {
        return exhausted();
    };
    loop {
        let item = next_of(vm, this, ITERATOR)?;
        match holds(vm, function, item) {
            Ok(false) => return Ok(item),
            Ok(true) => vm.heap().decref(item),
            Err(fault) => return release(vm, &[item], Err(fault)),
        }
    }
}

/// `compress`: the iterators of data and selectors.
const DATA: usize = 0;
const SELECTORS: usize = 1;

const COMPRESS_SIGNATURE: Signature = Signature {
    name: "compress",
    parameters: &["data", "selectors"],
    positional: 2,
    required: 2,
};

fn new_compress(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [data, selectors] = COMPRESS_SIGNATURE.bind(vm, args, 1)?;
    let none = vm.heap().none();
    let data = vm.iter(data.unwrap_or(none))?;
    let selectors = match vm.iter(selectors.unwrap_or(none)) {
        Ok(selectors) => selectors,
        Err(fault) => return release(vm, &[data], Err(fault)),
    };
    Ok(make(
        vm,
        args.values[0],
        vec![Some(data), Some(selectors)],
        Vec::new(),
    ))
}

fn next_compress(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    loop {
        let datum = next_of(vm, this, DATA)?;
        let selector = match next_of(vm, this, SELECTORS) {
            Ok(selector) => selector,
            Err(fault) => return release(vm, &[datum], Err(fault)),
        };
        let chosen = vm.is_true(selector);
        match release(vm, &[selector], chosen) {
            Ok(true) => return Ok(datum),
            Ok(false) => vm.heap().decref(datum),
            Err(fault) => return release(vm, &[datum], Err(fault)),
        }
    }
}

/// `islice`: the iterator; the index wanted next, the bound (-1: none), the step, the index the
/// iterator is at.
pub(super) const SOURCE: usize = 0;
pub(super) const WANTED: usize = 0;
pub(super) const STOP: usize = 1;
pub(super) const STEP: usize = 2;
pub(super) const AT: usize = 3;

/// An argument of `islice`: none for None, -1 for what it doesn't take.
fn bound(vm: &mut Vm<'_>, object: ObjId) -> Option<i64> {
    if object == vm.heap().none() {
        return None;
    }
    if !is_index(vm, object) {
        return Some(-1);
    }
    match vm.index(object) {
        Ok(value) => Some(value.to_i64().unwrap_or(-1)),
        Err(_) => {
            vm.clear_exception();
            Some(-1)
        }
    }
}

fn new_islice(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    plain_keywords(vm, "islice", args)?;
    let given = &args.pos()[1..];
    check_positional(vm, "islice", given.len(), 2, 4)?;
    let (start, stop, step) = if given.len() == 2 {
        let stop = bound(vm, given[1]);
        if stop.is_some_and(|stop| stop < 0) {
            return value_error(
                vm,
                "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
            );
        }
        (0, stop.unwrap_or(-1), 1)
    } else {
        let (start, stop) = (bound(vm, given[1]), bound(vm, given[2]));
        if stop.is_some_and(|stop| stop < 0) {
            return value_error(
                vm,
                "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
            );
        }
        if start.is_some_and(|start| start < 0) {
            return value_error(
                vm,
                "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
            );
        }
        let step = match given.get(3) {
            Some(&step) => bound(vm, step),
            None => None,
        };
        (start.unwrap_or(0), stop.unwrap_or(-1), step.unwrap_or(1))
    };
    if step < 1 {
        return value_error(vm, "Step for islice() must be a positive integer or None.");
    }
    let iterator = vm.iter(given[0])?;
    Ok(make(
        vm,
        args.values[0],
        vec![Some(iterator)],
        vec![start, stop, step, 0],
    ))
}

fn next_islice(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let result = take_slice(vm, this);
    if result.is_err() {
        set_part(vm, this, SOURCE, None);
    }
    result
}

fn take_slice(vm: &mut Vm<'_>, this: ObjId) -> PyResult {
    let (wanted, stop) = (number(vm, this, WANTED), number(vm, this, STOP));
    let mut at = number(vm, this, AT);
    while at < wanted {
        let skipped = next_of(vm, this, SOURCE)?;
        vm.heap().decref(skipped);
        at += 1;
        set_number(vm, this, AT, at);
    }
    if stop != -1 && at >= stop {
        return exhausted();
    }
    let item = next_of(vm, this, SOURCE)?;
    set_number(vm, this, AT, at + 1);
    let next = wanted.saturating_add(number(vm, this, STEP));
    set_number(
        vm,
        this,
        WANTED,
        if stop != -1 { next.min(stop) } else { next },
    );
    Ok(item)
}

/// `accumulate`: the total so far, the iterator, the function, the initial value until it was
/// given.
pub(super) const TOTAL: usize = 0;
pub(super) const SUMMANDS: usize = 1;
pub(super) const OPERATION: usize = 2;
pub(super) const INITIAL: usize = 3;

const ACCUMULATE_SIGNATURE: Signature = Signature {
    name: "accumulate",
    parameters: &["iterable", "func", "initial"],
    positional: 2,
    required: 1,
};

fn new_accumulate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [iterable, function, initial] = ACCUMULATE_SIGNATURE.bind(vm, args, 1)?;
    let none = vm.heap().none();
    let iterator = vm.iter(iterable.unwrap_or(none))?;
    let counted = [function, initial].map(|given| {
        let given = given.filter(|&given| given != none)?;
        Some(vm.heap().new_ref(given))
    });
    let refs = vec![None, Some(iterator), counted[0], counted[1]];
    Ok(make(vm, args.values[0], refs, Vec::new()))
}

fn next_accumulate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    if let Some(initial) = part(vm, this, INITIAL) {
        let total = vm.heap().new_ref(initial);
        let given = vm.heap().new_ref(initial);
        set_part(vm, this, INITIAL, None);
        set_part(vm, this, TOTAL, Some(total));
        return Ok(given);
    }
    let item = next_of(vm, this, SUMMANDS)?;
    let Some(total) = part(vm, this, TOTAL) else {
        let again = vm.heap().new_ref(item);
        set_part(vm, this, TOTAL, Some(again));
        return Ok(item);
    };
    let sum = match part(vm, this, OPERATION) {
        Some(function) => vm.call(function, &[total, item]),
        None => vm.binary_op(BinaryOp::Add, total, item),
    };
    let sum = release(vm, &[item], sum)?;
    let again = vm.heap().new_ref(sum);
    set_part(vm, this, TOTAL, Some(again));
    Ok(sum)
}

/// A type of `itertools` that only iterates.
const fn reduce(function: Native) -> NativeDef {
    NativeDef::method("__reduce__", Arity::None, function, REDUCE_DOC)
}

const fn setstate(function: Native) -> NativeDef {
    NativeDef::method("__setstate__", Arity::One, function, SETSTATE_DOC)
}

macro_rules! iterator_type {
    ($name:literal $size:literal $new:ident $next:ident $($more:expr),*) => {
        NativeType::new(
            "itertools",
            $name,
            $size,
            &[
                NativeDef::slot(Slot::Iter, itself as Native),
                NativeDef::slot(Slot::Next, $next),
                NativeDef::slot(Slot::New, $new),
                $($more,)*
            ],
        )
    };
}

/// `itertools.takewhile`.
pub const TAKEWHILE: NativeType = iterator_type!("takewhile" 40 new_takewhile next_takewhile reduce(itertools_state::reduce_turned), setstate(itertools_state::set_turned));
/// `itertools.dropwhile`.
pub const DROPWHILE: NativeType = iterator_type!("dropwhile" 40 new_dropwhile next_dropwhile reduce(itertools_state::reduce_turned), setstate(itertools_state::set_turned));
/// `itertools.filterfalse`.
pub const FILTERFALSE: NativeType = iterator_type!("filterfalse" 32 new_filterfalse next_filterfalse reduce(itertools_state::reduce_pair));
/// `itertools.compress`.
pub const COMPRESS: NativeType =
    iterator_type!("compress" 32 new_compress next_compress reduce(itertools_state::reduce_pair));
/// `itertools.islice`.
pub const ISLICE: NativeType = iterator_type!("islice" 56 new_islice next_islice reduce(itertools_state::reduce_islice), setstate(itertools_state::set_islice));
/// `itertools.accumulate`.
pub const ACCUMULATE: NativeType = iterator_type!("accumulate" 48 new_accumulate next_accumulate reduce(itertools_state::reduce_accumulate), setstate(itertools_state::set_accumulate));
