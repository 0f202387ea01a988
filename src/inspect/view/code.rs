//! Views of the program: its text and its bytecode (`Lib/dis.py` shows the same facts).

use serde::{Deserialize, Serialize};

use crate::code::SourceRange;

/// The source file of the running frame.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SourceView {
    /// The path as in `co_filename`.
    pub path: String,
    /// The lines without their line ends; empty when the source is not at hand.
    pub lines: Vec<String>,
    /// The line of the instruction that runs next, from 1; 0 when there is none.
    pub current: u32,
    /// How many times this line has been begun so far, this time included; `None` where that is
    /// not counted.
    pub pass: Option<u32>,
    /// The piece of source that the next instruction comes from, columns in characters. CPython
    /// 3.8 does not keep this; `None` where it is unknown, or where nothing in the source says it.
    pub piece: Option<SourceRange>,
    /// Lines with a breakpoint, ascending.
    pub breakpoints: Vec<u32>,
    /// Lines that have instructions, where a breakpoint can stop, ascending.
    pub executable: Vec<u32>,
}

/// The running code object, disassembled.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CodeView {
    /// `co_name`.
    pub name: String,
    /// What kind of code it is and its sizes, in a few words: "function · 2 locals · stack 3".
    pub summary: String,
    /// Its instructions in order.
    pub rows: Vec<InstrRow>,
    /// Index into `rows` of the instruction that runs next.
    pub current: Option<usize>,
    /// What the current opcode does, in one sentence.
    pub explanation: String,
    /// Where its names live, and why; empty for code from a .pyc.
    pub names: Vec<NameReason>,
    /// What the compiler computed or left out before anything ran, in the order it did.
    pub changes: Vec<CompilerChange>,
}

/// Where a name lives, and why.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct NameReason {
    /// The name.
    pub name: String,
    /// Where it lives, in a word or two: "local", "free".
    pub kind: String,
    /// Why, in one sentence.
    pub why: String,
}

/// Something that the compiler changed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CompilerChange {
    /// The source line it concerns.
    pub line: u32,
    /// The offset of the instruction that came out of it, if there is one.
    pub offset: Option<u32>,
    /// What was done, in one sentence.
    pub sentence: String,
}

/// One instruction.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct InstrRow {
    /// Byte offset in `co_code`.
    pub offset: u32,
    /// The opcode's name.
    pub opname: String,
    /// The argument, EXTENDED_ARG folded in; `None` below `HAVE_ARGUMENT`.
    pub arg: Option<u32>,
    /// What the argument means, as `dis` puts it in parentheses: a name, a constant, "to 24".
    pub meaning: String,
    /// The source line, on the first instruction of a line only.
    pub line: Option<u32>,
    /// Whether another instruction jumps here (`>>` in `dis`).
    pub is_target: bool,
    /// The byte offset this instruction may jump to.
    pub jumps_to: Option<u32>,
    /// The piece of source it comes from, on one line; empty where nothing in the source says it.
    pub piece: String,
}
