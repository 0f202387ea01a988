//! The methods of `str` that look for text: `find`, `index`, `count`, `startswith` and their like
//! (`Objects/unicodeobject.c`).

use crate::builtins::support::{boolean, int, type_error, type_name, value_error};
use crate::builtins::types::str::{len, text_of};
use crate::builtins::types::str_arguments::{self, Search};
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// Where the text first or last occurs.
fn position(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    name: &str,
    from_end: bool,
) -> PyResult<Option<usize>> {
    let search = Search::read(vm, name, args)?;
    let needle = str_arguments::text(vm, search.what)?;
    let text = text_of(vm, args.values[0]);
    let range = search.range(text.len());
    Ok(if from_end {
        text.rfind(&needle, range)
    } else {
        text.find(&needle, range)
    })
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
        None => value_error(vm, "substring not found"),
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
    let needle = str_arguments::text(vm, search.what)?;
    let text = text_of(vm, args.values[0]);
    let count = text.count(&needle, search.range(text.len()));
    int(vm, count)
}

/// Whether the text begins or ends with one of the texts given.
fn has_affix(vm: &mut Vm<'_>, args: Args<'_>, name: &str, at_end: bool) -> PyResult {
    let search = Search::read(vm, name, args)?;
    let range = search.range(len(vm, args.values[0]));
    let matches = |vm: &mut Vm<'_>, affix: ObjId| {
        let heap = vm.heap();
        let (text, affix) = (heap.as_str(args.values[0])?, heap.as_str(affix)?);
        Some(if at_end {
            text.ends_with(affix, range.clone())
        } else {
            text.starts_with(affix, range.clone())
        })
    };
    if vm.heap().is_instance(search.what, Ty::Tuple) {
        let mut at = 0;
        while let Some(affix) = vm
            .heap()
            .as_tuple(search.what)
            .and_then(|items| items.get(at).copied())
        {
            match matches(vm, affix) {
                Some(true) => return boolean(vm, true),
                Some(false) => at += 1,
                None => {
                    let given = type_name(vm, affix);
                    return type_error(
                        vm,
                        format!("tuple for {name} must only contain str, not {given}"),
                    );
                }
            }
        }
        return boolean(vm, false);
    }
    match matches(vm, search.what) {
        Some(matches) => boolean(vm, matches),
        None => {
            let given = type_name(vm, search.what);
            type_error(
                vm,
                format!("{name} first arg must be str or a tuple of str, not {given}"),
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

/// The searching methods of `str`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "count",
        Arity::Any,
        count,
        "How often a text occurs, without overlaps.",
    ),
    NativeDef::method(
        "find",
        Arity::Any,
        find,
        "Where a text first occurs, or -1.",
    ),
    NativeDef::method(
        "index",
        Arity::Any,
        index,
        "Where a text first occurs; ValueError if it doesn't.",
    ),
    NativeDef::method(
        "rfind",
        Arity::Any,
        rfind,
        "Where a text last occurs, or -1.",
    ),
    NativeDef::method(
        "rindex",
        Arity::Any,
        rindex,
        "Where a text last occurs; ValueError if it doesn't.",
    ),
    NativeDef::method(
        "startswith",
        Arity::Any,
        startswith,
        "Whether the string begins with a text, or one of a tuple of texts.",
    ),
    NativeDef::method(
        "endswith",
        Arity::Any,
        endswith,
        "Whether the string ends with a text, or one of a tuple of texts.",
    ),
];
