//! `count`, `cycle` and `repeat`, which may go on for ever (`Modules/itertoolsmodule.c`).

use crate::builtins::modules::itertools::plain_keywords;
use crate::builtins::modules::itertools_state;
use crate::builtins::support::{
    Signature, check_positional, concat, exhausted, int, itself, release, type_error,
};
use crate::builtins::types::iterators::{HINT_DOC, REDUCE_DOC, SETSTATE_DOC};
use crate::builtins::types::native_state::{make, number, part, set_number, set_part};
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyInt, PyStr};
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, BinaryOp, PyResult, Vm};

/// `count`: the next value once it is no small int, the step; none means 1.
pub(super) const LONG_COUNT: usize = 0;
pub(super) const LONG_STEP: usize = 1;
/// `count`: the next value; `i64::MAX` says that `LONG_COUNT` holds it.
pub(super) const COUNT_NUMBER: usize = 0;

const COUNT_SIGNATURE: Signature = Signature {
    name: "count",
    parameters: &["start", "step"],
    positional: 2,
    required: 0,
};

/// Whether the object can be counted with (`PyNumber_Check`).
fn is_number(vm: &mut Vm<'_>, object: ObjId) -> bool {
    vm.heap().as_complex(object).is_some()
        || [Slot::Int, Slot::Float, Slot::Index]
            .into_iter()
            .any(|slot| vm.has_slot(object, slot))
}

fn new_count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [start, step] = COUNT_SIGNATURE.bind(vm, args, 1)?;
    for given in [start, step].into_iter().flatten() {
        if !is_number(vm, given) {
            return type_error(vm, "a number is required");
        }
    }
    let small = match start {
        None => Some(0),
        Some(start) => vm.heap().as_int(start).and_then(PyInt::to_i64),
    };
    let one = match step {
        None => true,
        Some(step) => vm
            .heap()
            .as_int(step)
            .is_some_and(|step| *step == PyInt::ONE),
    };
    let refs = match (small, one) {
        (Some(small), true) if small != i64::MAX => {
            let step = step.map(|step| vm.heap().new_ref(step));
            return Ok(make(vm, args.values[0], vec![None, step], vec![small]));
        }
        _ => {
            let count = match start {
                Some(start) => vm.heap().new_ref(start),
                None => vm.heap().new_int(0),
            };
            let step = match step {
                Some(step) => vm.heap().new_ref(step),
                None => vm.heap().new_int(1),
            };
            vec![Some(count), Some(step)]
        }
    };
    Ok(make(vm, args.values[0], refs, vec![i64::MAX]))
}

fn next_count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let small = number(vm, this, COUNT_NUMBER);
    if small != i64::MAX {
        set_number(vm, this, COUNT_NUMBER, small + 1);
        return int(vm, small);
    }
    let current = match part(vm, this, LONG_COUNT) {
        Some(current) => vm.heap().new_ref(current),
        None => vm.heap().new_int(i64::MAX),
    };
    let step = match part(vm, this, LONG_STEP) {
        Some(step) => vm.heap().new_ref(step),
        None => vm.heap().new_int(1),
    };
    let next = vm.binary_op(BinaryOp::Add, current, step);
    match release(vm, &[step], next) {
        Ok(next) => {
            set_part(vm, this, LONG_COUNT, Some(next));
            Ok(current)
        }
        Err(fault) => release(vm, &[current], Err(fault)),
    }
}

/// `count(5)` or `count(5, 2)`.
fn repr_count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let small = number(vm, this, COUNT_NUMBER);
    let mut pieces = vec![PyStr::new(&format!("{}(", short_name(vm, this)))];
    match part(vm, this, LONG_COUNT) {
        Some(count) if small == i64::MAX => pieces.push(vm.repr(count)?),
        _ => pieces.push(PyStr::new(&small.to_string())),
    }
    let step = part(vm, this, LONG_STEP);
    if let Some(step) = step.filter(|_| small == i64::MAX)
        && vm.heap().as_int(step) != Some(&PyInt::ONE)
    {
        pieces.push(PyStr::new(", "));
        pieces.push(vm.repr(step)?);
    }
    pieces.push(PyStr::new(")"));
    Ok(vm.heap().new_str(concat(&pieces)))
}

/// The name of the class without its module.
fn short_name(vm: &Vm<'_>, object: ObjId) -> String {
    let name = vm.state.heap.type_name(object);
    match name.rsplit_once('.') {
        Some((_, name)) => name.to_owned(),
        None => name,
    }
}

/// `itertools.count`.
pub const COUNT: NativeType = NativeType::new(
    "itertools",
    "count",
    40,
    &[
        NativeDef::slot(Slot::Repr, repr_count),
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_count),
        NativeDef::slot(Slot::New, new_count),
        NativeDef::method(
            "__reduce__",
            Arity::None,
            itertools_state::reduce_count,
            REDUCE_DOC,
        ),
    ],
);

/// `cycle`: the iterator until it ends, the list of what it gave; the position in that list.
pub(super) const ITERATOR: usize = 0;
pub(super) const SAVED: usize = 1;
pub(super) const INDEX: usize = 0;
/// `cycle`: 1 if that list holds already what the iterator still gives.
pub(super) const FIRSTPASS: usize = 1;

fn new_cycle(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    plain_keywords(vm, "cycle", args)?;
    let given = &args.pos()[1..];
    check_positional(vm, "cycle", given.len(), 1, 1)?;
    let iterator = vm.iter(given[0])?;
    let saved = vm.heap().new_list(Vec::new());
    Ok(make(
        vm,
        args.values[0],
        vec![Some(iterator), Some(saved)],
        vec![0, 0],
    ))
}

fn next_cycle(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(saved) = part(vm, this, SAVED) else {
        return exhausted();
    };
    if let Some(iterator) = part(vm, this, ITERATOR) {
        if let Some(item) = vm.next(iterator)? {
            if number(vm, this, FIRSTPASS) == 0 {
                vm.heap().list_append(saved, item);
            }
            return Ok(item);
        }
        set_part(vm, this, ITERATOR, None);
    }
    let items = vm.heap().as_list(saved).map_or(&[][..], |list| &list.items);
    if items.is_empty() {
        return exhausted();
    }
    let index = number(vm, this, INDEX);
    let length = vm.heap().as_list(saved).map_or(0, |list| list.items.len()) as i64;
    set_number(
        vm,
        this,
        INDEX,
        if index + 1 >= length { 0 } else { index + 1 },
    );
    match crate::builtins::types::sequence::item(vm, saved, index as usize) {
        Some(item) => Ok(item),
        None => exhausted(),
    }
}

/// `itertools.cycle`.
pub const CYCLE: NativeType = NativeType::new(
    "itertools",
    "cycle",
    48,
    &[
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_cycle),
        NativeDef::slot(Slot::New, new_cycle),
        NativeDef::method(
            "__reduce__",
            Arity::None,
            itertools_state::reduce_cycle,
            REDUCE_DOC,
        ),
        NativeDef::method(
            "__setstate__",
            Arity::One,
            itertools_state::set_cycle,
            SETSTATE_DOC,
        ),
    ],
);

/// `repeat`: the object; how often it will still come, -1 for ever.
pub(super) const OBJECT: usize = 0;
pub(super) const TIMES: usize = 0;

const REPEAT_SIGNATURE: Signature = Signature {
    name: "repeat",
    parameters: &["object", "times"],
    positional: 2,
    required: 1,
};

fn new_repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [object, times] = REPEAT_SIGNATURE.bind(vm, args, 1)?;
    let times = match times {
        Some(times) => crate::builtins::types::list_methods::index_argument(vm, times)?.max(0),
        None => -1,
    };
    let object = object.map(|object| vm.heap().new_ref(object));
    Ok(make(vm, args.values[0], vec![object], vec![times]))
}

fn next_repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let times = number(vm, this, TIMES);
    let object = part(vm, this, OBJECT).filter(|_| times != 0);
    let Some(object) = object else {
        return exhausted();
    };
    if times > 0 {
        set_number(vm, this, TIMES, times - 1);
    }
    Ok(vm.heap().new_ref(object))
}

fn repr_repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let mut pieces = vec![PyStr::new(&format!("{}(", short_name(vm, this)))];
    if let Some(object) = part(vm, this, OBJECT) {
        pieces.push(vm.repr(object)?);
    }
    let times = number(vm, this, TIMES);
    if times >= 0 {
        pieces.push(PyStr::new(&format!(", {times}")));
    }
    pieces.push(PyStr::new(")"));
    Ok(vm.heap().new_str(concat(&pieces)))
}

fn hint_repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let times = number(vm, args.values[0], TIMES);
    if times < 0 {
        return Err(vm.raise(Ty::TypeError, "len() of unsized object"));
    }
    int(vm, times)
}

/// `itertools.repeat`.
pub const REPEAT: NativeType = NativeType::new(
    "itertools",
    "repeat",
    32,
    &[
        NativeDef::slot(Slot::Repr, repr_repeat),
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_repeat),
        NativeDef::slot(Slot::New, new_repeat),
        NativeDef::method(
            "__reduce__",
            Arity::None,
            itertools_state::reduce_repeat,
            REDUCE_DOC,
        ),
        NativeDef::method("__length_hint__", Arity::None, hint_repeat, HINT_DOC),
    ],
);
