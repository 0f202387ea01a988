//! What can be wrong with a source text, as the arguments of the exception CPython 3.8 raises.

use crate::code::caret::caret_lines;
use crate::value::PyStr;

/// What 3.8's parser prints when its stack is full, before the MemoryError (`s_push`,
/// `Parser/parser.c`).
pub const STACK_OVERFLOW: &str = "s_push: parser stack overflow\n";

/// The exception class a rejected source raises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultClass {
    /// `SyntaxError`.
    SyntaxError,
    /// `IndentationError`.
    IndentationError,
    /// `TabError`.
    TabError,
    /// `ValueError`: null bytes in the source given to `compile`.
    ValueError,
    /// `MemoryError`: the parser's stack of 3.8 is full.
    MemoryError,
    /// `RecursionError`: the tree is nested too deeply.
    RecursionError,
    /// `OverflowError`: a number in the code does not fit.
    OverflowError,
    /// `SystemError`: more nested blocks than 3.8's compiler can hold.
    SystemError,
}

impl FaultClass {
    /// The Python name of the class.
    pub fn name(self) -> &'static str {
        match self {
            FaultClass::SyntaxError => "SyntaxError",
            FaultClass::IndentationError => "IndentationError",
            FaultClass::TabError => "TabError",
            FaultClass::ValueError => "ValueError",
            FaultClass::MemoryError => "MemoryError",
            FaultClass::RecursionError => "RecursionError",
            FaultClass::OverflowError => "OverflowError",
            FaultClass::SystemError => "SystemError",
        }
    }

    /// Whether the exception carries a place in the source.
    pub fn is_syntax_error(self) -> bool {
        matches!(
            self,
            FaultClass::SyntaxError | FaultClass::IndentationError | FaultClass::TabError
        )
    }
}

/// Why a source was rejected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxFault {
    /// The exception's class.
    pub class: FaultClass,
    /// Its message.
    pub msg: PyStr,
    /// `filename`, as given to `compile`.
    pub filename: PyStr,
    /// `lineno`, from 1; missing where CPython gives None, and for classes without a place.
    pub lineno: Option<u32>,
    /// `offset`, from 1; missing where CPython gives None.
    pub offset: Option<u32>,
    /// `text`: the line, with its line end if CPython keeps it.
    pub text: Option<PyStr>,
    /// Whether filename, line, column and text are the second of the exception's `args`. What the
    /// symbol table finds wrong has them as attributes only (`PyErr_SyntaxLocationObject`).
    pub place_in_args: bool,
    /// Which Python version brought this syntax, if it is newer; CPython can't say that.
    pub hint: Option<String>,
}

/// A warning that compiling gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompileWarning {
    /// Its category.
    pub category: WarningCategory,
    /// Its message.
    pub msg: String,
    /// Its line, from 1.
    pub lineno: u32,
    /// Its column, from 1, for when a filter makes it an error.
    pub offset: u32,
}

/// Categories of warnings from the compiler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WarningCategory {
    /// `SyntaxWarning`, shown by default.
    SyntaxWarning,
    /// `DeprecationWarning`, shown by default only in `__main__`.
    DeprecationWarning,
}

impl WarningCategory {
    /// The Python name of the class.
    pub fn name(self) -> &'static str {
        match self {
            WarningCategory::SyntaxWarning => "SyntaxWarning",
            WarningCategory::DeprecationWarning => "DeprecationWarning",
        }
    }
}

/// An error found after parsing, before it is dressed as an exception.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Located {
    /// The class.
    pub class: FaultClass,
    /// The message.
    pub msg: String,
    /// Line and column, both from 1 (some of CPython's errors count columns from 0, and so does
    /// this); None where CPython gives no place.
    pub place: Option<(u32, u32)>,
    /// As in [`SyntaxFault`].
    pub place_in_args: bool,
}

impl Located {
    /// The tree nests more deeply than Python's recursion limit lets its compiler go.
    pub fn too_deep() -> Box<Located> {
        Box::new(Located {
            class: FaultClass::RecursionError,
            msg: "maximum recursion depth exceeded during compilation".to_owned(),
            place: None,
            place_in_args: true,
        })
    }

    /// A `SyntaxError` that CPython raises without a place.
    pub fn nowhere(msg: impl Into<String>) -> Box<Located> {
        Box::new(Located {
            class: FaultClass::SyntaxError,
            msg: msg.into(),
            place: None,
            place_in_args: true,
        })
    }

    /// A `SyntaxError` at a line and column, both as CPython stores them.
    pub fn syntax(msg: impl Into<String>, lineno: u32, offset: u32) -> Box<Located> {
        Box::new(Located {
            class: FaultClass::SyntaxError,
            msg: msg.into(),
            place: Some((lineno, offset)),
            place_in_args: true,
        })
    }

    /// The same, with the place in attributes only.
    pub fn beside(msg: impl Into<String>, lineno: u32, offset: u32) -> Box<Located> {
        let mut located = Located::syntax(msg, lineno, offset);
        located.place_in_args = false;
        located
    }
}

impl SyntaxFault {
    /// What `python3.8 FILE` prints for it: place, line, caret and message
    /// (`print_exception`, `print_error_text` in `Python/pythonrun.c`). Where newer syntax is the
    /// cause, a hint follows on a line of its own.
    pub fn display(&self) -> String {
        let mut out = String::new();
        if self.class.is_syntax_error() {
            if let Some(lineno) = self.lineno {
                out.push_str(&format!("  File \"{}\", line {lineno}\n", self.filename));
            }
            if let Some(text) = &self.text {
                out.push_str(&caret_lines(&text.to_lossy(), self.offset));
            }
        }
        if self.class == FaultClass::MemoryError {
            out.push_str(STACK_OVERFLOW);
        }
        out.push_str(self.class.name());
        if !self.msg.is_empty() {
            out.push_str(&format!(": {}", self.msg));
        }
        out.push('\n');
        if let Some(hint) = &self.hint {
            out.push_str(&format!("({hint})\n"));
        }
        out
    }
}
