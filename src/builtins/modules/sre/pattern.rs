//! `re.Pattern`: a compiled regular expression (`Modules/_sre.c`).

use super::match_object::{self, new_match};
use super::opcodes::{FLAG_ASCII, FLAG_LOCALE, FLAG_NAMES, FLAG_UNICODE};
use super::scanner;
use super::subject::{Mode, Search};
use super::substitute;
use crate::builtins::support::{Signature, boolean, int, itself, none, not_implemented, release};
use crate::builtins::types::mappingproxy;
use crate::builtins::types::native_state::{make, number, part};
use crate::objects::{Heap, Slot};
use crate::value::hash::hash_bytes;
use crate::value::{ObjId, StrBuilder};
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// References: the pattern's text, the dict from group names to numbers, the tuple of names by
/// number.
const PATTERN: usize = 0;
const GROUPINDEX: usize = 1;
const INDEXGROUP: usize = 2;

/// Numbers: the flags, the number of groups, and from here on the code.
const FLAGS: usize = 0;
const GROUPS: usize = 1;
const CODE: usize = 2;

/// What a pattern can be used on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `str`.
    Str,
    /// Objects with bytes.
    Bytes,
    /// Both: it was made without a text.
    Any,
}

/// What `_sre.compile` is given; the objects are borrowed.
#[derive(Debug)]
pub struct Parts {
    /// The text it was compiled from, or None.
    pub pattern: ObjId,
    /// `re.X` and so on.
    pub flags: i64,
    /// The words.
    pub code: Vec<i64>,
    /// Number of groups.
    pub groups: i64,
    /// Names to numbers.
    pub groupindex: ObjId,
    /// Numbers to names.
    pub indexgroup: ObjId,
}

/// A new pattern object.
pub fn new(vm: &mut Vm<'_>, class: ObjId, parts: Parts) -> ObjId {
    let mut numbers = vec![parts.flags, parts.groups];
    numbers.extend(parts.code);
    let heap = vm.heap();
    let refs = [parts.pattern, parts.groupindex, parts.indexgroup];
    let refs = refs.map(|part| Some(heap.new_ref(part))).to_vec();
    make(vm, class, refs, numbers)
}

/// The words of a compiled pattern.
pub fn code(heap: &Heap, pattern: ObjId) -> &[i64] {
    let words = heap
        .as_native(pattern)
        .and_then(|native| native.numbers.get(CODE..));
    words.unwrap_or_default()
}

/// The text it was compiled from; borrowed.
pub fn text(vm: &Vm<'_>, pattern: ObjId) -> ObjId {
    part(vm, pattern, PATTERN).unwrap_or(vm.state.heap.none())
}

/// What it can be used on.
pub fn kind(vm: &Vm<'_>, pattern: ObjId) -> Kind {
    let text = text(vm, pattern);
    if text == vm.state.heap.none() {
        Kind::Any
    } else if vm.state.heap.as_str(text).is_some() {
        Kind::Str
    } else {
        Kind::Bytes
    }
}

/// Number of groups.
pub fn groups(vm: &Vm<'_>, pattern: ObjId) -> usize {
    number(vm, pattern, GROUPS) as usize
}

/// The dict from group names to numbers; borrowed.
pub fn groupindex(vm: &Vm<'_>, pattern: ObjId) -> Option<ObjId> {
    part(vm, pattern, GROUPINDEX)
}

/// The name of a group, or none; borrowed.
pub fn group_name(vm: &Vm<'_>, pattern: ObjId, group: usize) -> Option<ObjId> {
    let names = part(vm, pattern, INDEXGROUP)?;
    vm.state.heap.as_tuple(names)?.get(group).copied()
}

/// `(string, pos=0, endpos=sys.maxsize)`.
pub fn bind_range(
    vm: &mut Vm<'_>,
    name: &'static str,
    args: Args<'_>,
) -> PyResult<(ObjId, i64, i64)> {
    let signature = Signature {
        name,
        parameters: &["string", "pos", "endpos"],
        positional: 3,
        required: 1,
    };
    let [string, pos, endpos] = signature.bind(vm, args, 1)?;
    let pos = match pos {
        Some(pos) => vm.as_ssize_t(pos)?,
        None => 0,
    };
    let endpos = match endpos {
        Some(endpos) => vm.as_ssize_t(endpos)?,
        None => i64::MAX,
    };
    Ok((string.unwrap_or(vm.heap().none()), pos, endpos))
}

fn apply(vm: &mut Vm<'_>, args: Args<'_>, name: &'static str, mode: Mode) -> PyResult {
    let (string, pos, endpos) = bind_range(vm, name, args)?;
    let mut search = Search::new(vm, args.values[0], string, pos, endpos)?;
    let found = search.next(vm, mode)?;
    new_match(vm, &search, found)
}

fn match_(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    apply(vm, args, "match", Mode::Match)
}

fn fullmatch(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    apply(vm, args, "fullmatch", Mode::FullMatch)
}

fn search(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    apply(vm, args, "search", Mode::Search)
}

fn findall(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (string, pos, endpos) = bind_range(vm, "findall", args)?;
    let pattern = args.values[0];
    let mut search = Search::new(vm, pattern, string, pos, endpos)?;
    let groups = groups(vm, pattern);
    let list = vm.heap().new_list(Vec::new());
    loop {
        let (from, to) = match search.next(vm, Mode::Search) {
            Ok(Some(span)) => span,
            Ok(None) => return Ok(list),
            Err(fault) => return release(vm, &[list], Err(fault)),
        };
        let text_of = |vm: &mut Vm<'_>, group: usize| match search.group(vm, group) {
            Some(text) => text,
            None => super::subject::empty(vm, string),
        };
        let item = match groups {
            0 => search.slice(vm, from, to),
            1 => text_of(vm, 1),
            _ => {
                let items = (1..=groups).map(|group| text_of(vm, group)).collect();
                vm.heap().new_tuple(items)
            }
        };
        vm.heap().list_append_stolen(list, item);
    }
}

/// An iterator that calls a scanner's `search` until it gives None.
fn finditer(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let scanner = scanner::new(vm, args, "finditer")?;
    let search = vm.getattr_str(scanner, "search");
    let search = release(vm, &[scanner], search)?;
    Ok(substitute::until_none(vm, search))
}

fn make_scanner(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    scanner::new(vm, args, "scanner")
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    /// What `%.200R` leaves of a long pattern.
    const MOST: usize = 200;
    let this = args.values[0];
    let mut flags = number(vm, this, FLAGS);
    if kind(vm, this) == Kind::Str
        && flags & (FLAG_LOCALE | FLAG_UNICODE | FLAG_ASCII) == FLAG_UNICODE
    {
        // What a str pattern has by itself isn't worth a word.
        flags &= !FLAG_UNICODE;
    }
    let text = text(vm, this);
    let shown = vm.repr(text)?;
    let mut builder = StrBuilder::new();
    builder.push_text("re.compile(");
    builder.push_str(&shown.slice(0, shown.len().min(MOST)));
    let mut names = Vec::new();
    for (bit, name) in FLAG_NAMES.iter().enumerate() {
        if flags >> bit & 1 == 1 {
            names.push((*name).to_owned());
        }
    }
    let unknown = flags >> FLAG_NAMES.len() << FLAG_NAMES.len();
    if unknown != 0 {
        names.push(format!("{unknown:#x}"));
    }
    if !names.is_empty() {
        builder.push_text(", ");
        builder.push_text(&names.join("|"));
    }
    builder.push_text(")");
    let shown = builder.finish();
    Ok(vm.heap().new_str(shown))
}

fn hash(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let text = text(vm, this);
    let text_hash = vm.hash(text)?;
    let words = code(&vm.state.heap, this);
    let bytes: Vec<u8> = words
        .iter()
        .flat_map(|&word| (word as u32).to_le_bytes())
        .collect();
    let is_bytes = match kind(vm, this) {
        Kind::Any => -1,
        Kind::Str => 0,
        Kind::Bytes => 1,
    };
    let length = bytes.len() as i64 / 4;
    let hash = hash_bytes(&bytes) ^ text_hash ^ number(vm, this, FLAGS) ^ is_bytes ^ length;
    int(vm, if hash == -1 { -2 } else { hash })
}

/// Equal if compiled from an equal text of the same kind to the same code.
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let (this, other) = (args.values[0], args.values[1]);
    let same_type = vm.heap().type_of(this) == vm.heap().type_of(other);
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) || !same_type {
        return not_implemented(vm);
    }
    let mut equal = this == other
        || (number(vm, this, FLAGS) == number(vm, other, FLAGS)
            && kind(vm, this) == kind(vm, other)
            && code(&vm.state.heap, this) == code(&vm.state.heap, other));
    if equal && this != other {
        let (a, b) = (text(vm, this), text(vm, other));
        equal = vm.rich_compare_bool(a, b, CompareOp::Eq)?;
    }
    boolean(vm, equal == (op == CompareOp::Eq))
}

crate::builtins::types::sequence::comparisons!(compare);

fn get_pattern(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let text = text(vm, args.values[0]);
    Ok(vm.heap().new_ref(text))
}

fn get_flags(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let flags = number(vm, args.values[0], FLAGS);
    int(vm, flags)
}

fn get_groups(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let groups = number(vm, args.values[0], GROUPS);
    int(vm, groups)
}

fn get_groupindex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match groupindex(vm, args.values[0]) {
        Some(dict) => Ok(mappingproxy::new_proxy(vm, dict)),
        None => none(vm),
    }
}

/// `sizeof(PatternObject)` without its words.
const BASICSIZE: u32 = 96;

fn sizeof(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let words = code(&vm.state.heap, args.values[0]).len();
    int(vm, i64::from(BASICSIZE) + 4 * words as i64)
}

/// The type; it has no GC head in 3.8.
pub const TYPE: NativeType = NativeType {
    module: "re",
    info: match_object::info("Pattern", BASICSIZE, 4, 88),
    members: &[
        NativeDef::slot(Slot::Repr, repr),
        NativeDef::slot(Slot::Hash, hash),
        NativeDef::slot(Slot::Lt, lt),
        NativeDef::slot(Slot::Le, le),
        NativeDef::slot(Slot::Eq, eq),
        NativeDef::slot(Slot::Ne, ne),
        NativeDef::slot(Slot::Gt, gt),
        NativeDef::slot(Slot::Ge, ge),
        NativeDef::method(
            "match",
            Arity::Any,
            match_,
            "match($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nThe match that begins at pos, or None.",
        ),
        NativeDef::method(
            "fullmatch",
            Arity::Any,
            fullmatch,
            "fullmatch($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nThe match of the whole string, or None.",
        ),
        NativeDef::method(
            "search",
            Arity::Any,
            search,
            "search($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nThe first match, or None.",
        ),
        NativeDef::method(
            "sub",
            Arity::Any,
            substitute::sub,
            "sub($self, /, repl, string, count=0)\n--\n\nThe string with every match replaced.",
        ),
        NativeDef::method(
            "subn",
            Arity::Any,
            substitute::subn,
            "subn($self, /, repl, string, count=0)\n--\n\nThe same, and how many were replaced.",
        ),
        NativeDef::method(
            "findall",
            Arity::Any,
            findall,
            "findall($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nAll matches as a list.",
        ),
        NativeDef::method(
            "split",
            Arity::Any,
            substitute::split,
            "split($self, /, string, maxsplit=0)\n--\n\nWhat lies between the matches.",
        ),
        NativeDef::method(
            "finditer",
            Arity::Any,
            finditer,
            "finditer($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nAn iterator over all matches.",
        ),
        NativeDef::method("scanner", Arity::Any, make_scanner, ""),
        NativeDef::method("__copy__", Arity::None, itself, ""),
        NativeDef::method("__deepcopy__", Arity::One, itself, ""),
        NativeDef::method("__sizeof__", Arity::None, sizeof, ""),
        NativeDef::member("pattern", get_pattern, "The text it was compiled from."),
        NativeDef::member("flags", get_flags, "The flags."),
        NativeDef::member("groups", get_groups, "The number of groups."),
        NativeDef::getter(
            "groupindex",
            get_groupindex,
            "The numbers of the named groups.",
        ),
    ],
};
