//! The methods of `bytes` and `bytearray` that look for bytes: `find`, `index`, `count`,
//! `startswith` and their like (`Objects/bytes_methods.c`).

use crate::builtins::support::{boolean, int, is_index, type_error, type_name, value_error};
use crate::builtins::types::bytes::contents;
use crate::builtins::types::str_arguments::Search;
use crate::builtins::types::{bytes_buffer, bytes_new};
use crate::objects::Ty;
use crate::value::{ObjId, units};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// What is searched for: a byte as an int, or a run of bytes (`parse_args_finds_byte`).
fn needle(vm: &mut Vm<'_>, object: ObjId) -> PyResult<Vec<u8>> {
    if let Some(bytes) = bytes_buffer::contents(vm, object) {
        return Ok(bytes);
    }
    if is_index(vm, object) {
        return Ok(vec![bytes_new::byte(vm, object, "byte")?]);
    }
    let name = type_name(vm, object);
    type_error(
        vm,
        format!("argument should be integer or bytes-like object, not '{name}'"),
    )
}

/// Where the bytes first or last occur.
fn position(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    name: &str,
    from_end: bool,
) -> PyResult<Option<usize>> {
    let search = Search::read(vm, name, args)?;
    let needle = needle(vm, search.what)?;
    let text = contents(vm, args.values[0]);
    let Some(range) = search.range(text.len()) else {
        return Ok(None);
    };
    let (start, part) = (range.start, &text[range]);
    let at = if from_end {
        units::rfind(part, &needle)
    } else {
        units::find(part, &needle)
    };
    Ok(at.map(|at| at + start))
}

/// `find` and `rfind`: -1 where there is nothing.
fn found(vm: &mut Vm<'_>, at: Option<usize>) -> PyResult {
    match at {
        Some(at) => int(vm, at),
        None => int(vm, -1),
    }
}

/// `index` and `rindex`: an error where there is nothing.
fn must_be_found(vm: &mut Vm<'_>, at: Option<usize>) -> PyResult {
    match at {
        Some(at) => int(vm, at),
        None => value_error(vm, "subsection not found"),
    }
}

fn find(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let at = position(vm, args, "find", false)?;
    found(vm, at)
}

fn rfind(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let at = position(vm, args, "rfind", true)?;
    found(vm, at)
}

fn index(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let at = position(vm, args, "index", false)?;
    must_be_found(vm, at)
}

fn rindex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let at = position(vm, args, "rindex", true)?;
    must_be_found(vm, at)
}

fn count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let search = Search::read(vm, "count", args)?;
    let needle = needle(vm, search.what)?;
    let text = contents(vm, args.values[0]);
    let count = search
        .range(text.len())
        .map_or(0, |range| units::count(&text[range], &needle));
    int(vm, count)
}

/// Whether the bytes begin or end with one of the runs given.
fn has_affix(vm: &mut Vm<'_>, args: Args<'_>, name: &str, at_end: bool) -> PyResult {
    let search = Search::read(vm, name, args)?;
    let text = contents(vm, args.values[0]);
    let part = search.range(text.len()).map(|range| &text[range]);
    let matches = |affix: &[u8]| {
        part.is_some_and(|part| {
            if at_end {
                part.ends_with(affix)
            } else {
                part.starts_with(affix)
            }
        })
    };
    if vm.heap().is_instance(search.what, Ty::Tuple) {
        let items = vm.heap().as_tuple(search.what).unwrap_or_default().to_vec();
        for item in items {
            if matches(&bytes_buffer::required(vm, item)?) {
                return boolean(vm, true);
            }
        }
        return boolean(vm, false);
    }
    match bytes_buffer::contents(vm, search.what) {
        Some(affix) => boolean(vm, matches(&affix)),
        None => {
            let given = type_name(vm, search.what);
            type_error(
                vm,
                format!("{name} first arg must be bytes or a tuple of bytes, not {given}"),
            )
        }
    }
}

fn startswith(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    has_affix(vm, args, "startswith", false)
}

fn endswith(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    has_affix(vm, args, "endswith", true)
}

/// The searching methods of `bytes` and `bytearray`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "count",
        Arity::Any,
        count,
        "How often bytes occur, without overlaps.",
    ),
    NativeDef::method(
        "endswith",
        Arity::Any,
        endswith,
        "Whether the end is one of these.",
    ),
    NativeDef::method("find", Arity::Any, find, "Where bytes first occur, or -1."),
    NativeDef::method(
        "index",
        Arity::Any,
        index,
        "Where bytes first occur, or ValueError.",
    ),
    NativeDef::method("rfind", Arity::Any, rfind, "Where bytes last occur, or -1."),
    NativeDef::method(
        "rindex",
        Arity::Any,
        rindex,
        "Where bytes last occur, or ValueError.",
    ),
    NativeDef::method(
        "startswith",
        Arity::Any,
        startswith,
        "Whether the beginning is one of these.",
    ),
];
