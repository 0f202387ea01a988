//! The text that a pattern is applied to, and the state of a search that goes on
//! (`state_init`, `getstring`, `getslice` in `Modules/_sre.c`).

use super::engine::{Engine, Run, TooDeep, Unit};
use super::pattern;
use crate::builtins::support::{memory_error, type_error};
use crate::builtins::types::bytes_buffer;
use crate::objects::{Heap, Payload, Ty};
use crate::value::{ObjId, PyStr, Units};
use crate::vm::{PyResult, Vm};

/// The characters of a subject.
#[derive(Clone, Debug)]
enum Text {
    /// A `str`'s.
    Str(PyStr),
    /// A `bytes` or `bytearray`: read where they lie.
    Bytes,
    /// A copy of what another object shows as its buffer.
    Copied(Vec<u8>),
}

/// A text and where in it a search goes on.
#[derive(Debug)]
pub struct Search {
    /// The pattern; borrowed.
    pub pattern: ObjId,
    /// The object given as the text; borrowed.
    pub string: ObjId,
    text: Text,
    /// Where the whole search began and must end (`state->pos`, `state->endpos`).
    pub pos: usize,
    /// See `pos`.
    pub endpos: usize,
    /// Where the next match may begin (`state->start`).
    pub start: usize,
    /// The machine, with the newest match's groups.
    pub engine: Engine,
}

/// How a pattern is applied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// At the start only.
    Match,
    /// At the start only, and up to the end.
    FullMatch,
    /// At the first place that fits.
    Search,
}

/// A text object's length, and its text.
fn read(vm: &mut Vm<'_>, string: ObjId) -> PyResult<(Text, usize)> {
    match &vm.heap().get(string).payload {
        Payload::Str(text) => return Ok((Text::Str(text.text.clone()), text.text.len())),
        Payload::Bytes(bytes) => return Ok((Text::Bytes, bytes.len())),
        Payload::ByteArray(array) => return Ok((Text::Bytes, array.bytes.len())),
        _ => {}
    }
    match bytes_buffer::contents(vm, string) {
        Some(bytes) => {
            let length = bytes.len();
            Ok((Text::Copied(bytes), length))
        }
        None => type_error(vm, "expected string or bytes-like object"),
    }
}

impl Search {
    /// A search for the pattern between two places of the string, which are cut to what there is.
    pub fn new(
        vm: &mut Vm<'_>,
        pattern: ObjId,
        string: ObjId,
        pos: i64,
        endpos: i64,
    ) -> PyResult<Search> {
        let (text, length) = read(vm, string)?;
        let is_str = matches!(text, Text::Str(_));
        match pattern::kind(vm, pattern) {
            pattern::Kind::Bytes if is_str => {
                return type_error(vm, "cannot use a bytes pattern on a string-like object");
            }
            pattern::Kind::Str if !is_str => {
                return type_error(vm, "cannot use a string pattern on a bytes-like object");
            }
            _ => {}
        }
        let cut = |at: i64| usize::try_from(at).unwrap_or(0).min(length);
        let (pos, endpos) = (cut(pos), cut(endpos));
        Ok(Search {
            pattern,
            string,
            text,
            pos,
            endpos,
            start: pos,
            engine: Engine::default(),
        })
    }

    /// The next match from `start` on; `start` is then where the one after it may begin.
    pub fn next(&mut self, vm: &mut Vm<'_>, mode: Mode) -> PyResult<Option<(usize, usize)>> {
        if self.start > self.endpos {
            return Ok(None);
        }
        self.engine.match_all = mode == Mode::FullMatch;
        match self.run(&vm.state.heap, mode) {
            Ok(Some((from, to))) => {
                // An empty match must not be found again at the same place.
                self.engine.must_advance = from == to;
                self.start = to;
                Ok(Some((from, to)))
            }
            Ok(None) => Ok(None),
            Err(TooDeep) => memory_error(vm),
        }
    }

    fn run(&mut self, heap: &Heap, mode: Mode) -> Result<Option<(usize, usize)>, TooDeep> {
        let code = pattern::code(heap, self.pattern);
        let text = std::mem::replace(&mut self.text, Text::Bytes);
        let found = match &text {
            Text::Str(text) => match text.units() {
                Units::Narrow(units) => self.on(code, units, mode),
                Units::Ucs2(units) => self.on(code, units, mode),
                Units::Ucs4(units) => self.on(code, units, mode),
            },
            Text::Copied(bytes) => self.on(code, bytes, mode),
            Text::Bytes => match &heap.get(self.string).payload {
                Payload::Bytes(bytes) => self.on(code, bytes, mode),
                Payload::ByteArray(array) => self.on(code, &array.bytes, mode),
                _ => Ok(None),
            },
        };
        self.text = text;
        found
    }

    fn on<U: Unit>(
        &mut self,
        code: &[i64],
        text: &[U],
        mode: Mode,
    ) -> Result<Option<(usize, usize)>, TooDeep> {
        let text = text.get(..self.endpos).unwrap_or(text);
        let run = Run { code, text };
        if mode == Mode::Search {
            return run.search(&mut self.engine, self.start);
        }
        let end = run.matches(&mut self.engine, 0, self.start)?;
        Ok(end.map(|end| (self.start, end)))
    }

    /// A stretch of the string as an object; a new reference.
    pub fn slice(&self, vm: &mut Vm<'_>, from: usize, to: usize) -> ObjId {
        slice(vm, self.string, from, to)
    }

    /// The text of a group, or none if it took no part; a new reference.
    pub fn group(&self, vm: &mut Vm<'_>, group: usize) -> Option<ObjId> {
        let (from, to) = self.engine.group(group)?;
        Some(self.slice(vm, from, to))
    }
}

/// A stretch of a text object (`getslice`): itself if that is all of it; a new reference.
pub fn slice(vm: &mut Vm<'_>, string: ObjId, from: usize, to: usize) -> ObjId {
    let heap = vm.heap();
    if let Some(text) = heap.as_str(string) {
        let (to, from) = (to.min(text.len()), from.min(to.min(text.len())));
        if heap.is_exact(string, Ty::Str) && from == 0 && to == text.len() {
            return heap.new_ref(string);
        }
        let part = text.slice(from, to);
        return heap.new_str(part);
    }
    let part = |bytes: &[u8]| bytes.get(from..to.min(bytes.len())).map(<[u8]>::to_vec);
    let bytes = match &heap.get(string).payload {
        Payload::Bytes(bytes) => {
            if heap.is_exact(string, Ty::Bytes) && from == 0 && to == bytes.len() {
                return heap.new_ref(string);
            }
            part(bytes)
        }
        Payload::ByteArray(array) => part(&array.bytes),
        _ => bytes_buffer::contents(vm, string).and_then(|bytes| part(&bytes)),
    };
    vm.heap().new_bytes(bytes.unwrap_or_default())
}

/// An empty text of the same kind; a new reference.
pub fn empty(vm: &mut Vm<'_>, string: ObjId) -> ObjId {
    slice(vm, string, 0, 0)
}
