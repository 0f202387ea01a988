//! What the methods of `str`, `bytes` and `bytearray` ask of their arguments: bounds, counts,
//! texts (`stringlib/find.h`, `Objects/unicodeobject.c`).

use std::ops::Range;

use crate::builtins::support::{bad_argument, is_index, type_error, type_name, value_error};
use crate::value::units::clamp_range;
use crate::value::{ObjId, PyStr};
use crate::vm::{Args, PyResult, Vm};

/// Checks the number of arguments of `find` and its like (`PyArg_ParseTuple` with "O|OO").
fn check_search(vm: &mut Vm<'_>, name: &str, args: Args<'_>) -> PyResult<ObjId> {
    let given = args.pos().len() - 1;
    let complaint = if !args.names.is_empty() {
        format!("{name}() takes no keyword arguments")
    } else {
        match *args.pos() {
            [_, what] | [_, what, _] | [_, what, _, _] => return Ok(what),
            [] | [_] => format!("{name}() takes at least 1 argument (0 given)"),
            _ => format!("{name}() takes at most 3 arguments ({given} given)"),
        }
    };
    type_error(vm, complaint)
}

/// The bounds behind the first argument; none stands for the default (`_PyEval_SliceIndex`).
fn bound(vm: &mut Vm<'_>, args: Args<'_>, at: usize) -> PyResult<Option<i64>> {
    let Some(&object) = args.pos().get(at) else {
        return Ok(None);
    };
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

/// What is searched for, and the bounds as they were given.
pub struct Search {
    /// The first argument.
    pub what: ObjId,
    start: Option<i64>,
    end: Option<i64>,
}

impl Search {
    /// Reads the arguments of `find` and its like.
    pub fn read(vm: &mut Vm<'_>, name: &str, args: Args<'_>) -> PyResult<Search> {
        let what = check_search(vm, name, args)?;
        let start = bound(vm, args, 2)?;
        let end = bound(vm, args, 3)?;
        Ok(Search { what, start, end })
    }

    /// The part of a text of this length that is searched; none if it ends before it starts.
    pub fn range(&self, length: usize) -> Option<Range<usize>> {
        clamp_range(self.start, self.end, length)
    }
}

/// A str argument that is called "must be str, not ..." (`ensure_unicode`).
pub fn text(vm: &mut Vm<'_>, object: ObjId) -> PyResult<PyStr> {
    match vm.heap().as_str(object) {
        Some(text) => Ok(text.clone()),
        None => {
            let name = type_name(vm, object);
            type_error(vm, format!("must be str, not {name}"))
        }
    }
}

/// A str argument of a function that names it: "argument", "argument 1".
pub fn named_text(
    vm: &mut Vm<'_>,
    function: &str,
    argument: &str,
    object: ObjId,
) -> PyResult<PyStr> {
    match vm.heap().as_str(object) {
        Some(text) => Ok(text.clone()),
        None => bad_argument(vm, function, argument, "str", object),
    }
}

/// A count where a negative one means no limit: `maxsplit`, `count`.
pub fn limit(vm: &mut Vm<'_>, object: Option<ObjId>) -> PyResult<Option<usize>> {
    match object {
        None => Ok(None),
        Some(object) => Ok(usize::try_from(vm.as_ssize_t(object)?).ok()),
    }
}

/// Slots that the list of a split has from the start (`PREALLOC_SIZE` of `stringlib/split.h`).
pub fn split_slots(max: Option<usize>) -> usize {
    /// `MAX_PREALLOC`.
    const MAX_PREALLOC: usize = 12;
    max.map_or(MAX_PREALLOC, |max| max.saturating_add(1).min(MAX_PREALLOC))
}

/// Adds a part (stolen) to the list of a split: slots that are there are used, however few.
pub fn add_part(vm: &mut Vm<'_>, list: ObjId, part: ObjId) {
    let heap = vm.heap();
    match heap.as_list_mut(list) {
        Some(object) if object.items.len() < object.allocated => object.items.push(part),
        _ => heap.list_append_stolen(list, part),
    }
}

/// A width: negative ones are as good as 0, those beyond reason fail as if memory had run out.
pub fn width(vm: &mut Vm<'_>, object: ObjId) -> PyResult<usize> {
    let width = usize::try_from(vm.as_ssize_t(object)?).unwrap_or(0);
    if width > super::str::MAX_SIZE {
        return Err(vm.raise_none(crate::objects::Ty::MemoryError));
    }
    Ok(width)
}

/// The separator of `partition` and `split` must not be empty.
pub fn empty_separator<T>(vm: &mut Vm<'_>) -> PyResult<T> {
    value_error(vm, "empty separator")
}
