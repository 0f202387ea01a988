//! `range`: numbers that are computed, not stored; of any size (`Objects/rangeobject.c`).

use crate::builtins::support::{
    boolean, check_positional, concat, index_error, int, is_index, no_keywords, not_implemented,
    type_error, type_name, value_error,
};
use crate::builtins::types::iterators::REDUCE_DOC;
use crate::builtins::types::{range_iterators, sequence, slice};
use crate::objects::{Heap, Slot, Ty, type_id};
use crate::value::{ObjId, PyInt, PyStr, hash};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// A range's numbers.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// First value.
    pub start: PyInt,
    /// Bound.
    pub stop: PyInt,
    /// Distance; never 0.
    pub step: PyInt,
    /// How many values.
    pub length: PyInt,
}

impl Numbers {
    /// The value at an index, which may lie outside.
    pub fn at(&self, index: &PyInt) -> Result<PyInt, crate::value::Fault> {
        Ok(self.start.add(&index.mul(&self.step)?))
    }
}

/// The numbers of a range object.
pub fn numbers(heap: &Heap, range: ObjId) -> Option<Numbers> {
    let range = heap.as_range(range)?;
    let int = |object| heap.as_int(object).cloned();
    Some(Numbers {
        start: int(range.start)?,
        stop: int(range.stop)?,
        step: int(range.step)?,
        length: int(range.length)?,
    })
}

/// The numbers of the receiver of a method, which is a range.
fn of_self(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<Numbers> {
    match numbers(vm.heap(), args.values[0]) {
        Some(numbers) => Ok(numbers),
        None => {
            let name = type_name(vm, args.values[0]);
            type_error(vm, format!("a 'range' object is required, not '{name}'"))
        }
    }
}

/// Number of values from `start` to `stop` by `step` (`compute_range_length`).
pub fn length_of(start: &PyInt, stop: &PyInt, step: &PyInt) -> Result<PyInt, crate::value::Fault> {
    let (low, high, step) = if step.is_negative() {
        (stop, start, step.neg())
    } else {
        (start, stop, step.clone())
    };
    if low >= high {
        return Ok(PyInt::ZERO);
    }
    let last = high.sub(low).sub(&PyInt::ONE);
    Ok(last.floordiv(&step)?.add(&PyInt::ONE))
}

/// An argument of `range` as an int object; an int is kept as it is, bools and subclasses too.
fn index_object(vm: &mut Vm<'_>, object: ObjId) -> PyResult {
    if vm.heap().is_instance(object, Ty::Int) {
        return Ok(vm.heap().new_ref(object));
    }
    let value = vm.index(object)?;
    int(vm, value)
}

/// A range object; the three ints are stolen.
pub fn make(vm: &mut Vm<'_>, start: ObjId, stop: ObjId, step: ObjId) -> PyResult {
    let heap = vm.heap();
    let values = (heap.as_int(start), heap.as_int(stop), heap.as_int(step));
    let length = match values {
        (Some(start), Some(stop), Some(step)) => length_of(start, stop, step),
        _ => Ok(PyInt::ZERO),
    };
    match length {
        Ok(length) => {
            let length = heap.new_int(length);
            Ok(heap.new_range(start, stop, step, length))
        }
        Err(fault) => {
            heap.decref_all([start, stop, step]);
            Err(vm.raise_fault(&fault))
        }
    }
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, "range", args)?;
    let given = &args.pos()[1..];
    if let &[stop] = given {
        let stop = index_object(vm, stop)?;
        let start = vm.heap().new_int(0);
        let step = vm.heap().new_int(1);
        return make(vm, start, stop, step);
    }
    // No argument is told to be one too few, three too many are compared with three.
    let most = if given.is_empty() { 1 } else { 3 };
    check_positional(vm, "range", given.len(), 1, most)?;
    let start = index_object(vm, given[0])?;
    let stop = match index_object(vm, given[1]) {
        Ok(stop) => stop,
        Err(fault) => {
            vm.heap().decref(start);
            return Err(fault);
        }
    };
    let step = match given.get(2) {
        Some(&step) => match index_object(vm, step) {
            Ok(step) if vm.heap().as_int(step).is_some_and(PyInt::is_zero) => {
                vm.heap().decref_all([step, start, stop]);
                return value_error(vm, "range() arg 3 must not be zero");
            }
            Ok(step) => step,
            Err(fault) => {
                vm.heap().decref_all([start, stop]);
                return Err(fault);
            }
        },
        None => vm.heap().new_int(1),
    };
    make(vm, start, stop, step)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(range) = vm
        .heap()
        .as_range(args.values[0])
        .map(|range| (range.start, range.stop, range.step))
    else {
        return not_implemented(vm);
    };
    let one = vm
        .heap()
        .as_int(range.2)
        .is_some_and(|step| *step == PyInt::ONE);
    let mut pieces = vec![PyStr::new("range(")];
    pieces.push(vm.repr(range.0)?);
    pieces.push(PyStr::new(", "));
    pieces.push(vm.repr(range.1)?);
    if !one {
        pieces.push(PyStr::new(", "));
        pieces.push(vm.repr(range.2)?);
    }
    pieces.push(PyStr::new(")"));
    Ok(vm.heap().new_str(concat(&pieces)))
}

fn hash_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let numbers = of_self(vm, args)?;
    let none = vm.heap().none();
    let none = vm.hash(none)?;
    int(
        vm,
        hash::hash_range(&numbers.length, &numbers.start, &numbers.step, none),
    )
}

/// Ranges are equal when they yield the same numbers; they have no order.
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let heap = vm.heap();
    let both = (numbers(heap, args.values[0]), numbers(heap, args.values[1]));
    let ((Some(a), Some(b)), CompareOp::Eq | CompareOp::Ne) = (both, op) else {
        return not_implemented(vm);
    };
    let equal = a.length == b.length
        && (a.length.is_zero()
            || a.start == b.start && (a.length == PyInt::ONE || a.step == b.step));
    boolean(vm, equal == (op == CompareOp::Eq))
}

sequence::comparisons!(compare);

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    range_iterators::forward(vm, args.values[0])
}

fn reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    range_iterators::backward(vm, args.values[0])
}

fn truth(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let numbers = of_self(vm, args)?;
    boolean(vm, !numbers.length.is_zero())
}

fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let numbers = of_self(vm, args)?;
    if numbers.length.to_i64().is_none() {
        let message = "Python int too large to convert to C ssize_t";
        return Err(vm.raise(Ty::OverflowError, message));
    }
    int(vm, numbers.length)
}

fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let numbers = of_self(vm, args)?;
    let key = args.values[1];
    if is_index(vm, key) {
        let index = vm.index(key)?;
        let index = if index.is_negative() {
            index.add(&numbers.length)
        } else {
            index
        };
        if index.is_negative() || index >= numbers.length {
            return index_error(vm, "range object index out of range");
        }
        let value = numbers.at(&index);
        return match value {
            Ok(value) => int(vm, value),
            Err(fault) => Err(vm.raise_fault(&fault)),
        };
    }
    if !vm.heap().is_exact(key, Ty::Slice) {
        let name = type_name(vm, key);
        return type_error(
            vm,
            format!("range indices must be integers or slices, not {name}"),
        );
    }
    let (start, stop, step) = slice::long_indices(vm, key, &numbers.length)?;
    let parts = numbers
        .step
        .mul(&step)
        .and_then(|step| Ok((numbers.at(&start)?, numbers.at(&stop)?, step)));
    match parts {
        Ok((start, stop, step)) => {
            let start = vm.heap().new_int(start);
            let stop = vm.heap().new_int(stop);
            let step = vm.heap().new_int(step);
            make(vm, start, stop, step)
        }
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// Index of an int in the range, found by arithmetic; none when it isn't there.
fn position(vm: &mut Vm<'_>, numbers: &Numbers, value: ObjId) -> PyResult<Option<PyInt>> {
    let Some(value) = vm.heap().as_int(value).cloned() else {
        return Ok(None);
    };
    let inside = if numbers.step.is_negative() {
        numbers.stop < value && value <= numbers.start
    } else {
        numbers.start <= value && value < numbers.stop
    };
    if !inside {
        return Ok(None);
    }
    match value.sub(&numbers.start).divmod(&numbers.step) {
        Ok((index, rest)) => Ok(rest.is_zero().then_some(index)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// Whether the value can be found by arithmetic: exact ints and bools.
fn is_plain_int(vm: &mut Vm<'_>, value: ObjId) -> bool {
    vm.heap().is_exact(value, Ty::Int) || vm.heap().is_exact(value, Ty::Bool)
}

/// Compares every number with `value` (`_PySequence_IterSearch`); calls `found` with the index of
/// each equal one until that says to stop.
fn search(
    vm: &mut Vm<'_>,
    range: ObjId,
    value: ObjId,
    mut found: impl FnMut(i64) -> bool,
) -> PyResult<()> {
    let iterator = vm.iter(range)?;
    let mut at = 0;
    let result = loop {
        let item = match vm.next(iterator) {
            Ok(Some(item)) => item,
            Ok(None) => break Ok(()),
            Err(fault) => break Err(fault),
        };
        let equal = vm.rich_compare_bool(value, item, CompareOp::Eq);
        vm.heap().decref(item);
        match equal {
            Ok(true) if found(at) => break Ok(()),
            Ok(_) => at += 1,
            Err(fault) => break Err(fault),
        }
    };
    vm.heap().decref(iterator);
    result
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let numbers = of_self(vm, args)?;
    let value = args.values[1];
    let found = if is_plain_int(vm, value) {
        position(vm, &numbers, value)?.is_some()
    } else {
        let mut seen = false;
        search(vm, args.values[0], value, |_| {
            seen = true;
            true
        })?;
        seen
    };
    boolean(vm, found)
}

fn count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let numbers = of_self(vm, args)?;
    let value = args.values[1];
    if is_plain_int(vm, value) {
        let found = position(vm, &numbers, value)?;
        return int(vm, i64::from(found.is_some()));
    }
    let mut total = 0;
    search(vm, args.values[0], value, |_| {
        total += 1;
        false
    })?;
    int(vm, total)
}

fn index(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let numbers = of_self(vm, args)?;
    let value = args.values[1];
    if is_plain_int(vm, value) {
        if let Some(index) = position(vm, &numbers, value)? {
            return int(vm, index);
        }
        let value = vm.repr(value)?;
        return value_error(vm, format!("{value} is not in range"));
    }
    let mut first = None;
    search(vm, args.values[0], value, |at| {
        first = Some(at);
        true
    })?;
    match first {
        Some(at) => int(vm, at),
        None => value_error(vm, "sequence.index(x): x not in sequence"),
    }
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let parts = field_objects(vm.heap(), args.values[0]);
    let parts = sequence::copy_items(vm, &parts);
    let parts = vm.heap().new_tuple(parts);
    let class = vm.heap().new_ref(type_id(Ty::Range));
    Ok(vm.heap().new_tuple(vec![class, parts]))
}

/// Start, stop and step; borrowed.
fn field_objects(heap: &Heap, range: ObjId) -> Vec<ObjId> {
    heap.as_range(range)
        .map(|range| vec![range.start, range.stop, range.step])
        .unwrap_or_default()
}

fn field(vm: &mut Vm<'_>, args: Args<'_>, which: usize) -> PyResult {
    let fields = field_objects(vm.heap(), args.values[0]);
    match fields.get(which) {
        Some(&field) => Ok(vm.heap().new_ref(field)),
        None => not_implemented(vm),
    }
}

fn start(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    field(vm, args, 0)
}

fn stop(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    field(vm, args, 1)
}

fn step(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    field(vm, args, 2)
}

/// The members of `range`.
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
    NativeDef::slot(Slot::Bool, truth),
    NativeDef::slot(Slot::Len, length),
    NativeDef::slot(Slot::GetItem, get_item),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::slot(Slot::New, new),
    NativeDef::method(
        "__reversed__",
        Arity::None,
        reversed,
        "An iterator from the last number to the first.",
    ),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC).varargs(),
    NativeDef::method(
        "count",
        Arity::One,
        count,
        "How many numbers are equal to the value.",
    ),
    NativeDef::method(
        "index",
        Arity::One,
        index,
        "Index of the first equal number.",
    ),
    NativeDef::member("start", start, ""),
    NativeDef::member("stop", stop, ""),
    NativeDef::member("step", step, ""),
];
