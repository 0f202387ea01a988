//! The code object (`Include/code.h`, `PyCodeObject`) and its constants, before any heap exists.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::notes::Notes;
use crate::value::{PyInt, PyStr};

/// Bits of `co_flags` (`Include/code.h`).
pub mod flags {
    /// Locals live in the fast array.
    pub const CO_OPTIMIZED: u32 = 0x0001;
    /// A new namespace is made for each call.
    pub const CO_NEWLOCALS: u32 = 0x0002;
    /// Takes `*args`.
    pub const CO_VARARGS: u32 = 0x0004;
    /// Takes `**kwargs`.
    pub const CO_VARKEYWORDS: u32 = 0x0008;
    /// Lies inside another function.
    pub const CO_NESTED: u32 = 0x0010;
    /// A generator function.
    pub const CO_GENERATOR: u32 = 0x0020;
    /// Has neither cell nor free variables.
    pub const CO_NOFREE: u32 = 0x0040;
    /// `async def`.
    pub const CO_COROUTINE: u32 = 0x0080;
    /// A generator that may be awaited (`types.coroutine`).
    pub const CO_ITERABLE_COROUTINE: u32 = 0x0100;
    /// `async def` with `yield`.
    pub const CO_ASYNC_GENERATOR: u32 = 0x0200;
    /// `from __future__ import annotations`.
    pub const CO_FUTURE_ANNOTATIONS: u32 = 0x0100_0000;
    /// `from __future__ import barry_as_FLUFL`.
    pub const CO_FUTURE_BARRY_AS_BDFL: u32 = 0x0040_0000;
}

/// A constant of a code object. Identity is `Arc` identity: two uses of one `Arc<Const>` become
/// one object, as CPython's compiler shares equal constants over a whole compilation.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `True` or `False`.
    Bool(bool),
    /// An integer.
    Int(PyInt),
    /// A float, by its bits so that `0.0` and `-0.0` and NaNs stay apart.
    Float(u64),
    /// A complex number, both parts by their bits.
    Complex(u64, u64),
    /// A string.
    Str(PyStr),
    /// Bytes.
    Bytes(Arc<Vec<u8>>),
    /// A tuple of constants.
    Tuple(Vec<Arc<Const>>),
    /// A frozenset of constants, in the order of insertion.
    FrozenSet(Vec<Arc<Const>>),
    /// A nested code object.
    Code(Arc<Code>),
}

/// A piece of source text: lines from 1, columns in UTF-8 bytes from 0, the end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct SourceRange {
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// The column after the last character.
    pub end_column: u32,
}

/// For each instruction of a code object its piece of source. Kept as byte offsets: lines and
/// columns are asked for far less often than code is compiled.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Positions {
    /// Start and end of each instruction's piece, as byte offsets in the decoded source.
    pub ranges: Vec<(u32, u32)>,
    /// The byte offset of each line's start, shared by all code of a source.
    pub line_starts: Arc<Vec<u32>>,
}

impl Positions {
    /// How many instructions there are; none in code from a .pyc.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The piece of source of the instruction at an index (half its byte offset).
    pub fn get(&self, index: usize) -> Option<SourceRange> {
        let &(start, end) = self.ranges.get(index)?;
        Some(SourceRange::of(&self.line_starts, start, end))
    }

    /// All pieces in order.
    pub fn iter(&self) -> impl Iterator<Item = SourceRange> + '_ {
        let ranges = self.ranges.iter();
        ranges.map(|&(start, end)| SourceRange::of(&self.line_starts, start, end))
    }
}

impl SourceRange {
    /// The lines and columns of the bytes from `start` to `end`, given where lines start.
    pub fn of(line_starts: &[u32], start: u32, end: u32) -> SourceRange {
        let position = |offset: u32| {
            let line = line_starts.partition_point(|&start| start <= offset);
            let start = line.checked_sub(1).and_then(|line| line_starts.get(line));
            (line as u32, offset - start.copied().unwrap_or(0))
        };
        let ((line, column), (end_line, end_column)) = (position(start), position(end));
        SourceRange {
            line,
            column,
            end_line,
            end_column,
        }
    }
}

/// What the compiler makes of one scope; fields named as in CPython.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Code {
    /// Number of positional parameters, positional-only ones included.
    pub co_argcount: u32,
    /// Number of positional-only parameters.
    pub co_posonlyargcount: u32,
    /// Number of keyword-only parameters.
    pub co_kwonlyargcount: u32,
    /// Number of fast locals.
    pub co_nlocals: u32,
    /// Deepest value stack, in slots.
    pub co_stacksize: u32,
    /// See [`flags`].
    pub co_flags: u32,
    /// Line of the first decorator or of the definition, from 1.
    pub co_firstlineno: u32,
    /// Instructions: an opcode byte and an argument byte each.
    pub co_code: Vec<u8>,
    /// Constants.
    pub co_consts: Vec<Arc<Const>>,
    /// Names of globals, attributes and imports.
    pub co_names: Vec<PyStr>,
    /// Names of fast locals, parameters first.
    pub co_varnames: Vec<PyStr>,
    /// Names taken from an enclosing function.
    pub co_freevars: Vec<PyStr>,
    /// Own names that inner functions use.
    pub co_cellvars: Vec<PyStr>,
    /// The file as given to `compile`.
    pub co_filename: PyStr,
    /// The scope's name.
    pub co_name: PyStr,
    /// Line table: pairs of bytecode increment and signed line increment.
    pub co_lnotab: Vec<u8>,
    /// For each instruction the source text it came from; empty for code read from a .pyc.
    /// CPython 3.8 does not keep this; it is no part of any comparison.
    pub positions: Positions,
    /// What the compiler noted, if it was asked to; no part of any comparison either.
    pub notes: Option<Arc<Notes>>,
}

impl Code {
    /// What kind of code it is, in a word or two.
    pub fn kind(&self) -> &'static str {
        let has = |flag| self.co_flags & flag != 0;
        match () {
            () if self.co_name == "<module>" => "module",
            () if has(flags::CO_ASYNC_GENERATOR) => "async generator",
            () if has(flags::CO_COROUTINE) => "coroutine",
            () if has(flags::CO_GENERATOR) => "generator",
            () if has(flags::CO_OPTIMIZED) => "function",
            () => "class body",
        }
    }

    /// The source line of the instruction at byte offset `lasti` (`PyCode_Addr2Line`).
    pub fn line_of(&self, lasti: usize) -> u32 {
        let mut line = i64::from(self.co_firstlineno);
        let mut addr = 0;
        for pair in self.co_lnotab.chunks_exact(2) {
            addr += usize::from(pair[0]);
            if addr > lasti {
                break;
            }
            line += i64::from(pair[1] as i8);
        }
        u32::try_from(line).unwrap_or(0)
    }

    /// The instructions of the line at byte offset `lasti`: offsets of the first one and of the one
    /// behind the last (`_PyCode_CheckLineNumber`).
    pub fn line_bounds(&self, lasti: i32) -> (i32, i32) {
        let (mut addr, mut lower) = (0, 0);
        let mut pairs = self.co_lnotab.chunks_exact(2).peekable();
        while let Some(pair) = pairs.next_if(|pair| addr + i32::from(pair[0]) <= lasti) {
            addr += i32::from(pair[0]);
            if pair[1] != 0 {
                lower = addr;
            }
        }
        if pairs.peek().is_none() {
            return (lower, i32::MAX);
        }
        for pair in pairs {
            addr += i32::from(pair[0]);
            if pair[1] != 0 {
                break;
            }
        }
        (lower, addr)
    }

    /// The offset of the first instruction of a line, or of the next line that has any, with that
    /// line.
    pub fn first_of_line(&self, wanted: u32) -> Option<(i32, u32)> {
        let mut line = i64::from(self.co_firstlineno);
        let mut addr = 0;
        if line >= i64::from(wanted) {
            return Some((0, self.co_firstlineno));
        }
        for pair in self.co_lnotab.chunks_exact(2) {
            addr += i32::from(pair[0]);
            line += i64::from(pair[1] as i8);
            if line >= i64::from(wanted) {
                return Some((addr, u32::try_from(line).ok()?));
            }
        }
        None
    }
}
