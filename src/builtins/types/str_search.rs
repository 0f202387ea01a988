//! The methods of `str` that look for text: `find`, `index`, `count`, `startswith` and their like
//! (`Objects/unicodeobject.c`).

use crate::builtins::support::{boolean, int, type_error, type_name};
use crate::builtins::types::str::{len, text_of};
use crate::builtins::types::str_arguments::{self, Search};
use crate::builtins::types::stringlib::{
    Searched, Str, endswith, find, index, rfind, rindex, startswith,
};
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

impl Searched for Str {
    const NOT_FOUND: &'static str = "substring not found";

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
}

fn count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let search = Search::read(vm, "count", args)?;
    let needle = str_arguments::text(vm, search.what)?;
    let text = text_of(vm, args.values[0]);
    let count = text.count(&needle, search.range(text.len()));
    int(vm, count)
}

/// The searching methods of `str`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "count",
        Arity::Any,
        count,
        "How often a text occurs, without overlaps.",
    )
    .varargs(),
    NativeDef::method(
        "find",
        Arity::Any,
        find::<Str>,
        "Where a text first occurs, or -1.",
    )
    .varargs(),
    NativeDef::method(
        "index",
        Arity::Any,
        index::<Str>,
        "Where a text first occurs; ValueError if it doesn't.",
    )
    .varargs(),
    NativeDef::method(
        "rfind",
        Arity::Any,
        rfind::<Str>,
        "Where a text last occurs, or -1.",
    )
    .varargs(),
    NativeDef::method(
        "rindex",
        Arity::Any,
        rindex::<Str>,
        "Where a text last occurs; ValueError if it doesn't.",
    )
    .varargs(),
    NativeDef::method(
        "startswith",
        Arity::Any,
        startswith::<Str>,
        "Whether the string begins with a text, or one of a tuple of texts.",
    )
    .varargs(),
    NativeDef::method(
        "endswith",
        Arity::Any,
        endswith::<Str>,
        "Whether the string ends with a text, or one of a tuple of texts.",
    )
    .varargs(),
];
