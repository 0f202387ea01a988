//! Views of the program: its text and its bytecode (`Lib/dis.py` shows the same facts).

use serde::{Deserialize, Serialize};

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
    /// The columns, in characters from 0, of the expression being evaluated on the current line:
    /// start and exclusive end. CPython 3.8 does not keep this; `None` where it is unknown.
    pub columns: Option<(u32, u32)>,
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
}
