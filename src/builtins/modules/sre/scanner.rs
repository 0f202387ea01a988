//! `_sre.SRE_Scanner`: a search that remembers where it is (`Modules/_sre.c`); `finditer` asks one.

use super::match_object::{info, new_match};
use super::pattern::bind_range;
use super::subject::{Mode, Search};
use crate::builtins::support::{none, optional};
use crate::builtins::types::native_state::{class, make, number, part, set_number};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, PyResult, Vm};

/// References: the pattern, the string.
const PATTERN: usize = 0;
const STRING: usize = 1;

/// Numbers: where the search began and must end, where it goes on (-1: it is over), and whether
/// the next match must not be empty.
const POS: usize = 0;
const ENDPOS: usize = 1;
const START: usize = 2;
const MUST_ADVANCE: usize = 3;

/// A scanner for a pattern's method called with `(string, pos, endpos)`; a new reference.
pub fn new(vm: &mut Vm<'_>, args: Args<'_>, name: &'static str) -> PyResult {
    let (string, pos, endpos) = bind_range(vm, name, args)?;
    let search = Search::new(vm, args.values[0], string, pos, endpos)?;
    let numbers = vec![
        search.pos as i64,
        search.endpos as i64,
        search.start as i64,
        0,
    ];
    let class = class(vm, "_sre.SRE_Scanner")?;
    let pattern = vm.heap().new_ref(args.values[0]);
    let string = vm.heap().new_ref(string);
    Ok(make(vm, class, vec![Some(pattern), Some(string)], numbers))
}

/// The next match, or None; after the first None always None.
fn advance(vm: &mut Vm<'_>, this: ObjId, mode: Mode) -> PyResult {
    let start = number(vm, this, START);
    let (Some(pattern), Some(string), Ok(start)) = (
        part(vm, this, PATTERN),
        part(vm, this, STRING),
        usize::try_from(start),
    ) else {
        return none(vm);
    };
    let (pos, endpos) = (number(vm, this, POS), number(vm, this, ENDPOS));
    let mut search = Search::new(vm, pattern, string, pos, endpos)?;
    search.start = start;
    search.engine.must_advance = number(vm, this, MUST_ADVANCE) != 0;
    let found = search.next(vm, mode)?;
    let next = match found {
        Some(_) => search.start as i64,
        None => -1,
    };
    set_number(vm, this, START, next);
    set_number(vm, this, MUST_ADVANCE, search.engine.must_advance.into());
    new_match(vm, &search, found)
}

fn match_(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    advance(vm, args.values[0], Mode::Match)
}

fn search(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    advance(vm, args.values[0], Mode::Search)
}

fn get_pattern(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let pattern = part(vm, args.values[0], PATTERN);
    optional(vm, pattern)
}

/// The type.
pub const TYPE: NativeType = NativeType {
    module: "_sre",
    info: info("SRE_Scanner", SCANNER_BASICSIZE, 0, 0),
    members: &[
        NativeDef::method("match", Arity::None, match_, "match($self, /)\n--\n\n"),
        NativeDef::method("search", Arity::None, search, "search($self, /)\n--\n\n"),
        NativeDef::member("pattern", get_pattern, ""),
    ],
};

/// `sizeof(ScannerObject)`.
const SCANNER_BASICSIZE: u32 = 232;
