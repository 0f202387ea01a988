//! The methods of `bytes` and `bytearray` that look for bytes: `find`, `index`, `count`,
//! `startswith` and their like (`Objects/bytes_methods.c`).

use crate::builtins::support::{boolean, int, is_index, type_error, type_name};
use crate::builtins::types::bytes::contents;
use crate::builtins::types::str_arguments::Search;
use crate::builtins::types::stringlib::{
    Bytes, Searched, endswith, find, index, rfind, rindex, startswith,
};
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

impl Searched for Bytes {
    const NOT_FOUND: &'static str = "subsection not found";

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

/// The searching methods of `bytes` and `bytearray`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "count",
        Arity::Any,
        count,
        "How often bytes occur, without overlaps.",
    )
    .varargs(),
    NativeDef::method(
        "endswith",
        Arity::Any,
        endswith::<Bytes>,
        "Whether the end is one of these.",
    )
    .varargs(),
    NativeDef::method(
        "find",
        Arity::Any,
        find::<Bytes>,
        "Where bytes first occur, or -1.",
    )
    .varargs(),
    NativeDef::method(
        "index",
        Arity::Any,
        index::<Bytes>,
        "Where bytes first occur, or ValueError.",
    )
    .varargs(),
    NativeDef::method(
        "rfind",
        Arity::Any,
        rfind::<Bytes>,
        "Where bytes last occur, or -1.",
    )
    .varargs(),
    NativeDef::method(
        "rindex",
        Arity::Any,
        rindex::<Bytes>,
        "Where bytes last occur, or ValueError.",
    )
    .varargs(),
    NativeDef::method(
        "startswith",
        Arity::Any,
        startswith::<Bytes>,
        "Whether the beginning is one of these.",
    )
    .varargs(),
];
