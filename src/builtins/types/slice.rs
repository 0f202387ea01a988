//! `slice`, and how a subscript's slice becomes indices (`Objects/sliceobject.c`).

use crate::builtins::support::{
    boolean, check_positional, concat, is_index, no_keywords, not_implemented, release, type_error,
    value_error,
};
use crate::builtins::types::sequence;
use crate::objects::{Payload, Slot, Ty};
use crate::value::{ObjId, PyInt, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// A slice's three numbers, cut to 64 bits, before the sequence's length is known
/// (`PySlice_Unpack`).
#[derive(Clone, Copy, Debug)]
pub struct Unpacked {
    start: i64,
    stop: i64,
    step: i64,
}

/// A slice's numbers for a sequence of known length (`PySlice_AdjustIndices`).
#[derive(Clone, Copy, Debug)]
pub struct Indices {
    /// First index.
    pub start: i64,
    /// Bound.
    pub stop: i64,
    /// Distance; never 0.
    pub step: i64,
    /// How many indices there are.
    pub len: usize,
}

impl Unpacked {
    /// Fits the numbers to a sequence of `length` items.
    pub fn adjust(self, length: usize) -> Indices {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let step = self.step;
        let fit = |index: i64| {
            if index < 0 {
                let index = index.saturating_add(length);
                if index >= 0 {
                    index
                } else if step < 0 {
                    -1
                } else {
                    0
                }
            } else if index >= length {
                if step < 0 { length - 1 } else { length }
            } else {
                index
            }
        };
        let (start, stop) = (fit(self.start), fit(self.stop));
        let len = if step < 0 && stop < start {
            (start - stop - 1) / -step + 1
        } else if step > 0 && start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        Indices {
            start,
            stop,
            step,
            len: usize::try_from(len).unwrap_or(0),
        }
    }
}

impl Indices {
    /// All indices in order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..self.len as i64).map(move |n| (self.start + n * self.step) as usize)
    }
}

/// The three numbers of a slice object; `TypeError` for what is no index.
pub fn unpack(vm: &mut Vm<'_>, slice: ObjId) -> PyResult<Unpacked> {
    let (start, stop, step) = fields(vm, slice);
    let step = match bound(vm, step)? {
        None => 1,
        Some(0) => return value_error(vm, "slice step cannot be zero"),
        // The least step can't be negated.
        Some(step) => step.max(-i64::MAX),
    };
    let start = match bound(vm, start)? {
        Some(start) => start,
        None if step < 0 => i64::MAX,
        None => 0,
    };
    let stop = match bound(vm, stop)? {
        Some(stop) => stop,
        None if step < 0 => i64::MIN,
        None => i64::MAX,
    };
    Ok(Unpacked { start, stop, step })
}

/// A bound of a slice, cut to 64 bits; none for None (`_PyEval_SliceIndex`).
fn bound(vm: &mut Vm<'_>, object: ObjId) -> PyResult<Option<i64>> {
    if object == vm.heap().none() {
        return Ok(None);
    }
    if !is_index(vm, object) {
        return type_error(
            vm,
            "slice indices must be integers or None or have an __index__ method",
        );
    }
    Ok(Some(vm.index(object)?.clamp_i64()))
}

/// A bound of `index(x, start, stop)`: None isn't allowed (`_PyEval_SliceIndexNotNone`).
pub fn index_bound(vm: &mut Vm<'_>, object: ObjId) -> PyResult<i64> {
    if !is_index(vm, object) {
        return type_error(
            vm,
            "slice indices must be integers or have an __index__ method",
        );
    }
    Ok(vm.index(object)?.clamp_i64())
}

/// The fields of a slice; borrowed.
fn fields(vm: &mut Vm<'_>, slice: ObjId) -> (ObjId, ObjId, ObjId) {
    match &vm.heap().get(slice).payload {
        Payload::Slice(slice) => (slice.start, slice.stop, slice.step),
        _ => {
            let none = vm.heap().none();
            (none, none, none)
        }
    }
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, "slice", args)?;
    let given = &args.pos()[1..];
    check_positional(vm, "slice", given.len(), 1, 3)?;
    let none = vm.heap().none();
    let (start, stop, step) = match *given {
        [stop] => (none, stop, none),
        [start, stop] => (start, stop, none),
        [start, stop, step] => (start, stop, step),
        _ => (none, none, none),
    };
    Ok(vm.heap().new_slice(start, stop, step))
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (start, stop, step) = fields(vm, args.values[0]);
    let mut pieces = vec![PyStr::new("slice(")];
    for (field, end) in [(start, ", "), (stop, ", "), (step, ")")] {
        pieces.push(vm.repr(field)?);
        pieces.push(PyStr::new(end));
    }
    Ok(vm.heap().new_str(concat(&pieces)))
}

/// Slices compare as the tuples of their fields.
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let [a, b] = [args.values[0], args.values[1]];
    if !vm.heap().is_exact(a, Ty::Slice) || !vm.heap().is_exact(b, Ty::Slice) {
        return not_implemented(vm);
    }
    if a == b {
        return boolean(
            vm,
            matches!(op, CompareOp::Eq | CompareOp::Le | CompareOp::Ge),
        );
    }
    let mut tuples = [a, b];
    for tuple in &mut tuples {
        let (start, stop, step) = fields(vm, *tuple);
        let items = vec![start, stop, step];
        for &item in &items {
            vm.heap().incref(item);
        }
        *tuple = vm.heap().new_tuple(items);
    }
    let result = vm.rich_compare(tuples[0], tuples[1], op);
    release(vm, &tuples, result)
}

sequence::comparisons!(compare);

/// `slice.indices(length)`, for lengths of any size (`_PySlice_GetLongIndices`).
fn indices(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let length = vm.index(args.values[1])?;
    if length.is_negative() {
        return value_error(vm, "length should not be negative");
    }
    let (start, stop, step) = long_indices(vm, args.values[0], &length)?;
    let items = vec![
        vm.heap().new_int(start),
        vm.heap().new_int(stop),
        vm.heap().new_int(step),
    ];
    Ok(vm.heap().new_tuple(items))
}

/// Start, stop and step of a slice for a sequence of `length` items, without any cutting.
pub fn long_indices(
    vm: &mut Vm<'_>,
    slice: ObjId,
    length: &PyInt,
) -> PyResult<(PyInt, PyInt, PyInt)> {
    let (start, stop, step) = fields(vm, slice);
    let step = long_bound(vm, step)?.unwrap_or(PyInt::ONE);
    if step.is_zero() {
        return value_error(vm, "slice step cannot be zero");
    }
    let backwards = step.is_negative();
    let (lower, upper) = if backwards {
        (PyInt::Small(-1), length.sub(&PyInt::ONE))
    } else {
        (PyInt::ZERO, length.clone())
    };
    let fit = |index: PyInt| {
        if index.is_negative() {
            index.add(length).max(lower.clone())
        } else {
            index.min(upper.clone())
        }
    };
    let start = match long_bound(vm, start)? {
        Some(start) => fit(start),
        None if backwards => upper.clone(),
        None => lower.clone(),
    };
    let stop = match long_bound(vm, stop)? {
        Some(stop) => fit(stop),
        None if backwards => lower.clone(),
        None => upper.clone(),
    };
    Ok((start, stop, step))
}

fn long_bound(vm: &mut Vm<'_>, object: ObjId) -> PyResult<Option<PyInt>> {
    if object == vm.heap().none() {
        return Ok(None);
    }
    if !is_index(vm, object) {
        return type_error(
            vm,
            "slice indices must be integers or None or have an __index__ method",
        );
    }
    Ok(Some(vm.index(object)?))
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (start, stop, step) = fields(vm, args.values[0]);
    let items = vec![start, stop, step];
    for &item in &items {
        vm.heap().incref(item);
    }
    let fields = vm.heap().new_tuple(items);
    let ty = vm.heap().ty(Ty::Slice);
    vm.heap().incref(ty);
    Ok(vm.heap().new_tuple(vec![ty, fields]))
}

fn field(vm: &mut Vm<'_>, args: Args<'_>, which: fn((ObjId, ObjId, ObjId)) -> ObjId) -> PyResult {
    let value = which(fields(vm, args.values[0]));
    vm.heap().incref(value);
    Ok(value)
}

fn start(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    field(vm, args, |fields| fields.0)
}

fn stop(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    field(vm, args, |fields| fields.1)
}

fn step(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    field(vm, args, |fields| fields.2)
}

/// The members of `slice`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::New, new),
    NativeDef::method(
        "indices",
        Arity::One,
        indices,
        "Start, stop and step that this slice means for a sequence of that length.",
    ),
    NativeDef::method("__reduce__", Arity::None, reduce, "State for pickling."),
    NativeDef::member("start", start, ""),
    NativeDef::member("stop", stop, ""),
    NativeDef::member("step", step, ""),
];
