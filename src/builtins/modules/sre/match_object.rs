//! `re.Match`: what a pattern found (`Modules/_sre.c`).

use super::pattern;
use super::subject::{Search, slice};
use crate::builtins::support::{
    Signature, check_positional, index_error, int, is_index, itself, none, optional, release,
};
use crate::builtins::types::native_state::{class, make, number, part, set_part};
use crate::objects::ty::TyInfo;
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, StrBuilder};
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, PyResult, Vm};

/// References: the pattern, the string, the tuple of spans once it was asked for.
const PATTERN: usize = 0;
const STRING: usize = 1;
const REGS: usize = 2;

/// Numbers: where the search could begin and end, the group closed last, and from here on begin
/// and end of each group, the whole match first; -1 for a group that took no part.
const POS: usize = 0;
const ENDPOS: usize = 1;
const LASTINDEX: usize = 2;
const SPANS: usize = 3;

/// Sizes of the types of this module: without GC head, closed.
pub const fn info(name: &'static str, basicsize: u32, itemsize: u32, weaklist: u32) -> TyInfo {
    TyInfo {
        name,
        base: Ty::Object,
        basicsize,
        itemsize,
        gc: false,
        basetype: false,
        dictoffset: 0,
        weaklistoffset: weaklist,
    }
}

/// The match object for a span that a search found, or None; a new reference.
pub fn new_match(vm: &mut Vm<'_>, search: &Search, found: Option<(usize, usize)>) -> PyResult {
    let Some((from, to)) = found else {
        return none(vm);
    };
    let groups = pattern::groups(vm, search.pattern);
    let mut numbers = vec![
        search.pos as i64,
        search.endpos as i64,
        search.engine.lastindex as i64,
        from as i64,
        to as i64,
    ];
    for group in 1..=groups {
        match search.engine.group(group) {
            Some((from, to)) => numbers.extend([from as i64, to as i64]),
            None => numbers.extend([-1, -1]),
        }
    }
    let class = class(vm, "re.Match")?;
    let pattern = vm.heap().new_ref(search.pattern);
    let string = vm.heap().new_ref(search.string);
    let refs = vec![Some(pattern), Some(string), None];
    Ok(make(vm, class, refs, numbers))
}

/// Begin and end of a group, -1 if it took no part.
fn span_of(vm: &Vm<'_>, this: ObjId, group: usize) -> (i64, i64) {
    let at = SPANS + 2 * group;
    (number(vm, this, at), number(vm, this, at + 1))
}

/// Number of groups, the whole match included.
fn group_count(vm: &Vm<'_>, this: ObjId) -> usize {
    let numbers = vm.state.heap.as_native(this).map(|it| it.numbers.len());
    numbers.unwrap_or(SPANS).saturating_sub(SPANS) / 2
}

fn pattern_of(vm: &Vm<'_>, this: ObjId) -> ObjId {
    part(vm, this, PATTERN).unwrap_or(vm.state.heap.none())
}

fn string_of(vm: &Vm<'_>, this: ObjId) -> ObjId {
    part(vm, this, STRING).unwrap_or(vm.state.heap.none())
}

/// The number of the group that an index or a name means (`match_getindex`).
fn group_index(vm: &mut Vm<'_>, this: ObjId, index: Option<ObjId>) -> PyResult<usize> {
    let Some(index) = index else {
        return Ok(0);
    };
    let number = if is_index(vm, index) {
        vm.index(index)?.to_i64()
    } else {
        let pattern = pattern_of(vm, this);
        let found = match pattern::groupindex(vm, pattern) {
            Some(names) => vm.dict_get(names, index)?,
            None => None,
        };
        found.and_then(|number| vm.state.heap.as_int(number)?.to_i64())
    };
    match number.and_then(|number| usize::try_from(number).ok()) {
        Some(number) if number < group_count(vm, this) => Ok(number),
        _ => index_error(vm, "no such group"),
    }
}

/// The text of a group, or the default (borrowed) if it took no part; a new reference.
fn text_of(vm: &mut Vm<'_>, this: ObjId, group: usize, default: ObjId) -> ObjId {
    let (from, to) = span_of(vm, this, group);
    match (usize::try_from(from), usize::try_from(to)) {
        (Ok(from), Ok(to)) => {
            let string = string_of(vm, this);
            slice(vm, string, from, to)
        }
        _ => vm.heap().new_ref(default),
    }
}

fn group(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, wanted) = (args.values[0], &args.values[1..]);
    let default = vm.heap().none();
    if let [] | [_] = wanted {
        let group = group_index(vm, this, wanted.first().copied())?;
        return Ok(text_of(vm, this, group, default));
    }
    let mut texts = Vec::with_capacity(wanted.len());
    for &index in wanted {
        match group_index(vm, this, Some(index)) {
            Ok(group) => texts.push(text_of(vm, this, group, default)),
            Err(fault) => return release(vm, &texts, Err(fault)),
        }
    }
    Ok(vm.heap().new_tuple(texts))
}

fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let group = group_index(vm, args.values[0], Some(args.values[1]))?;
    let default = vm.heap().none();
    Ok(text_of(vm, args.values[0], group, default))
}

/// The argument `default=None` of a method.
fn default_argument(vm: &mut Vm<'_>, args: Args<'_>, name: &'static str) -> PyResult {
    let signature = Signature {
        name,
        parameters: &["default"],
        positional: 1,
        required: 0,
    };
    let [default] = signature.bind(vm, args, 1)?;
    Ok(default.unwrap_or(vm.heap().none()))
}

fn groups(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let default = default_argument(vm, args, "groups")?;
    let this = args.values[0];
    let count = group_count(vm, this);
    let texts = (1..count)
        .map(|group| text_of(vm, this, group, default))
        .collect();
    Ok(vm.heap().new_tuple(texts))
}

fn groupdict(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let default = default_argument(vm, args, "groupdict")?;
    let this = args.values[0];
    let result = vm.heap().new_dict();
    let pattern = pattern_of(vm, this);
    let Some(names) = pattern::groupindex(vm, pattern) else {
        return Ok(result);
    };
    let mut pos = 0;
    while let Some((name, index, _)) = vm.heap().dict_entry_next(names, &mut pos) {
        let stored = group_index(vm, this, Some(index)).and_then(|group| {
            let text = text_of(vm, this, group, default);
            let stored = vm.dict_set(result, name, text);
            release(vm, &[text], stored)
        });
        if let Err(fault) = stored {
            return release(vm, &[result], Err(fault));
        }
    }
    Ok(result)
}

/// The span of the group that an optional argument names.
fn asked_span(vm: &mut Vm<'_>, args: Args<'_>, name: &str) -> PyResult<(i64, i64)> {
    check_positional(vm, name, args.values.len() - 1, 0, 1)?;
    let group = group_index(vm, args.values[0], args.values.get(1).copied())?;
    Ok(span_of(vm, args.values[0], group))
}

fn start(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (from, _) = asked_span(vm, args, "start")?;
    int(vm, from)
}

fn end(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (_, to) = asked_span(vm, args, "end")?;
    int(vm, to)
}

fn pair(vm: &mut Vm<'_>, (from, to): (i64, i64)) -> ObjId {
    let items = vec![vm.heap().new_int(from), vm.heap().new_int(to)];
    vm.heap().new_tuple(items)
}

fn span(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let span = asked_span(vm, args, "span")?;
    Ok(pair(vm, span))
}

/// All spans; made once.
fn regs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    if let Some(regs) = part(vm, this, REGS) {
        return Ok(vm.heap().new_ref(regs));
    }
    let count = group_count(vm, this);
    let mut spans = Vec::with_capacity(count);
    for group in 0..count {
        let span = span_of(vm, this, group);
        spans.push(pair(vm, span));
    }
    let regs = vm.heap().new_tuple(spans);
    let kept = vm.heap().new_ref(regs);
    set_part(vm, this, REGS, Some(kept));
    Ok(regs)
}

/// A template's text with the groups filled in: `re._expand` knows templates.
fn expand(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "expand",
        parameters: &["template"],
        positional: 1,
        required: 1,
    };
    let [template] = SIGNATURE.bind(vm, args, 1)?;
    let this = args.values[0];
    let pattern = pattern_of(vm, this);
    let template = template.unwrap_or(vm.heap().none());
    let module = vm.import_by_name("re")?;
    let result = vm.call_method(module, "_expand", &[pattern, this, template]);
    release(vm, &[module], result)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    /// What `%.50R` leaves of a long text.
    const MOST: usize = 50;
    let this = args.values[0];
    let default = vm.heap().none();
    let text = text_of(vm, this, 0, default);
    let shown = vm.repr(text);
    let shown = release(vm, &[text], shown)?;
    let name = vm.heap().type_name(this);
    let (from, to) = span_of(vm, this, 0);
    let mut builder = StrBuilder::new();
    builder.push_text(&format!("<{name} object; span=({from}, {to}), match="));
    builder.push_str(&shown.slice(0, shown.len().min(MOST)));
    builder.push_text(">");
    let shown = builder.finish();
    Ok(vm.heap().new_str(shown))
}

fn get_string(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let string = string_of(vm, args.values[0]);
    Ok(vm.heap().new_ref(string))
}

fn get_re(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let pattern = pattern_of(vm, args.values[0]);
    Ok(vm.heap().new_ref(pattern))
}

fn get_pos(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let pos = number(vm, args.values[0], POS);
    int(vm, pos)
}

fn get_endpos(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let endpos = number(vm, args.values[0], ENDPOS);
    int(vm, endpos)
}

/// The group closed last; none if there was none.
fn last_group(vm: &Vm<'_>, this: ObjId) -> Option<usize> {
    usize::try_from(number(vm, this, LASTINDEX)).ok()
}

fn get_lastindex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match last_group(vm, args.values[0]) {
        Some(group) => int(vm, group as i64),
        None => none(vm),
    }
}

fn get_lastgroup(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let pattern = pattern_of(vm, args.values[0]);
    let group = last_group(vm, args.values[0]);
    let name = group.and_then(|group| pattern::group_name(vm, pattern, group));
    optional(vm, name)
}

/// The type; without GC head in 3.8.
pub const TYPE: NativeType = NativeType {
    module: "re",
    info: info("Match", 88, 8, 0),
    members: &[
        NativeDef::slot(Slot::Repr, repr),
        NativeDef::slot(Slot::GetItem, get_item),
        NativeDef::method(
            "group",
            Arity::Range {
                min: 0,
                max: u8::MAX,
            },
            group,
            "The text of a group, by number or name; a tuple for several.",
        )
        .varargs(),
        NativeDef::method(
            "start",
            Arity::Range { min: 0, max: 1 },
            start,
            "start($self, group=0, /)\n--\n\nWhere a group begins.",
        ),
        NativeDef::method(
            "end",
            Arity::Range { min: 0, max: 1 },
            end,
            "end($self, group=0, /)\n--\n\nWhere a group ends.",
        ),
        NativeDef::method(
            "span",
            Arity::Range { min: 0, max: 1 },
            span,
            "span($self, group=0, /)\n--\n\nWhere a group begins and ends.",
        ),
        NativeDef::method(
            "groups",
            Arity::Any,
            groups,
            "groups($self, /, default=None)\n--\n\nThe texts of all groups.",
        ),
        NativeDef::method(
            "groupdict",
            Arity::Any,
            groupdict,
            "groupdict($self, /, default=None)\n--\n\nThe texts of the named groups.",
        ),
        NativeDef::method(
            "expand",
            Arity::Any,
            expand,
            "expand($self, /, template)\n--\n\nA template with the groups filled in.",
        ),
        NativeDef::method("__copy__", Arity::None, itself, ""),
        NativeDef::method("__deepcopy__", Arity::One, itself, ""),
        NativeDef::member("string", get_string, "The string searched."),
        NativeDef::member("re", get_re, "The pattern."),
        NativeDef::member("pos", get_pos, "Where the search could begin."),
        NativeDef::member("endpos", get_endpos, "Where the search had to end."),
        NativeDef::getter("lastindex", get_lastindex, "The group closed last."),
        NativeDef::getter("lastgroup", get_lastgroup, "Its name."),
        NativeDef::getter("regs", regs, ""),
    ],
};
