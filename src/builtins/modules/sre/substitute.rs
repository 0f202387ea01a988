//! `Pattern.sub`, `subn` and `split` (`pattern_subx`, `pattern_split` in `Modules/_sre.c`).

use super::match_object::new_match;
use super::pattern;
use super::subject::{Mode, Search, empty};
use crate::builtins::support::{Signature, release};
use crate::objects::payload::Iter;
use crate::objects::{Payload, Ty};
use crate::value::ObjId;
use crate::vm::{Args, PyResult, Vm};

/// An iterator that calls a function (stolen) until it gives None; a new reference.
pub fn until_none(vm: &mut Vm<'_>, function: ObjId) -> ObjId {
    let none = vm.heap().none_ref();
    let iter = Iter {
        it_seq: Some(function),
        second: Some(none),
        it_index: 0,
        numbers: [0; 3],
    };
    vm.heap().new_iter(Ty::CallableIterator, iter)
}

/// Whether a replacement is a text without a backslash: it stands for itself.
fn is_literal(vm: &mut Vm<'_>, template: ObjId) -> bool {
    match &vm.heap().get(template).payload {
        Payload::Str(text) => !text.text.code_points().any(|point| point == 92),
        Payload::Bytes(bytes) => !bytes.contains(&92),
        Payload::ByteArray(array) => !array.bytes.contains(&92),
        _ => false,
    }
}

/// What replaces a match: an object, or a callable that is given the match; a new reference.
fn replacement(vm: &mut Vm<'_>, pattern: ObjId, template: ObjId) -> PyResult<(ObjId, bool)> {
    if vm.is_callable(template) {
        return Ok((vm.heap().new_ref(template), true));
    }
    if is_literal(vm, template) {
        return Ok((vm.heap().new_ref(template), false));
    }
    // `re` knows templates; it gives a text if there is nothing to fill in.
    let module = vm.import_by_name("re")?;
    let filter = vm.call_method(module, "_subx", &[pattern, template]);
    let filter = release(vm, &[module], filter)?;
    let callable = vm.is_callable(filter);
    Ok((filter, callable))
}

/// Puts the pieces, a list (stolen), together to a text of the string's kind.
fn join(vm: &mut Vm<'_>, string: ObjId, pieces: ObjId) -> PyResult {
    let joiner = empty(vm, string);
    let joined = vm.call_method(joiner, "join", &[pieces]);
    release(vm, &[joiner, pieces], joined)
}

/// Replaces the matches, `count` of them at most (0: all): the text and how many they were.
fn substitute(vm: &mut Vm<'_>, args: Args<'_>, name: &'static str) -> PyResult<(ObjId, i64)> {
    let signature = Signature {
        name,
        parameters: &["repl", "string", "count"],
        positional: 3,
        required: 2,
    };
    let [template, string, count] = signature.bind(vm, args, 1)?;
    let none = vm.heap().none();
    let (template, string) = (template.unwrap_or(none), string.unwrap_or(none));
    let count = match count {
        Some(count) => vm.as_ssize_t(count)?,
        None => 0,
    };
    let pattern = args.values[0];
    let (filter, callable) = replacement(vm, pattern, template)?;
    let pieces = vm.heap().new_list(Vec::new());
    let done = Search::new(vm, pattern, string, 0, i64::MAX)
        .and_then(|search| replace_all(vm, search, pieces, filter, callable, count));
    vm.heap().decref(filter);
    match done {
        Ok(replaced) => Ok((join(vm, string, pieces)?, replaced)),
        Err(fault) => release(vm, &[pieces], Err(fault)),
    }
}

/// Appends to `pieces` what lies between the matches and what replaces them.
fn replace_all(
    vm: &mut Vm<'_>,
    mut search: Search,
    pieces: ObjId,
    filter: ObjId,
    callable: bool,
    count: i64,
) -> PyResult<i64> {
    let none = vm.heap().none();
    let (mut replaced, mut behind) = (0, 0);
    while count == 0 || replaced < count {
        let found = search.next(vm, Mode::Search)?;
        let Some((from, to)) = found else {
            break;
        };
        if behind < from {
            let between = search.slice(vm, behind, from);
            vm.heap().list_append_stolen(pieces, between);
        }
        if callable {
            let found = new_match(vm, &search, found)?;
            let item = vm.call(filter, &[found]);
            let item = release(vm, &[found], item)?;
            if item != none {
                vm.heap().list_append(pieces, item);
            }
            vm.heap().decref(item);
        } else if filter != none {
            vm.heap().list_append(pieces, filter);
        }
        behind = to;
        replaced += 1;
    }
    if behind < search.endpos {
        let rest = search.slice(vm, behind, search.endpos);
        vm.heap().list_append_stolen(pieces, rest);
    }
    Ok(replaced)
}

/// `sub(repl, string, count=0)`.
pub fn sub(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (text, _) = substitute(vm, args, "sub")?;
    Ok(text)
}

/// `subn(repl, string, count=0)`.
pub fn subn(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (text, replaced) = substitute(vm, args, "subn")?;
    let replaced = vm.heap().new_int(replaced);
    Ok(vm.heap().new_tuple(vec![text, replaced]))
}

/// `split(string, maxsplit=0)`: the groups of each match stand between the pieces.
pub fn split(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "split",
        parameters: &["string", "maxsplit"],
        positional: 2,
        required: 1,
    };
    let [string, maxsplit] = SIGNATURE.bind(vm, args, 1)?;
    let maxsplit = match maxsplit {
        Some(maxsplit) => vm.as_ssize_t(maxsplit)?,
        None => 0,
    };
    let pattern = args.values[0];
    let string = string.unwrap_or(vm.heap().none());
    let mut search = Search::new(vm, pattern, string, 0, i64::MAX)?;
    let groups = pattern::groups(vm, pattern);
    let list = vm.heap().new_list(Vec::new());
    let (mut cuts, mut behind) = (0, 0);
    while maxsplit == 0 || cuts < maxsplit {
        let (from, to) = match search.next(vm, Mode::Search) {
            Ok(Some(span)) => span,
            Ok(None) => break,
            Err(fault) => return release(vm, &[list], Err(fault)),
        };
        let piece = search.slice(vm, behind, from);
        vm.heap().list_append_stolen(list, piece);
        for group in 1..=groups {
            let text = match search.group(vm, group) {
                Some(text) => text,
                None => vm.heap().none_ref(),
            };
            vm.heap().list_append_stolen(list, text);
        }
        behind = to;
        cuts += 1;
    }
    let rest = search.slice(vm, behind, search.endpos);
    vm.heap().list_append_stolen(list, rest);
    Ok(list)
}
