//! Why CPython 3.8 rejects a source, in its own words and at its own place.
//!
//! The compiler's own parser only knows that something isn't right. This folder then reads the source
//! again as 3.8 does: `tokenizer`, then the table-driven
//! `parser` over the `grammar`, then the `checks` that 3.8 makes while building its syntax tree.
//! None of it runs for a source that is fine.

mod checks;
mod fstring;
mod grammar;
mod parser;
mod strings;
mod token;
mod tokenizer;

use super::Mode;
use super::fault::{FaultClass, SyntaxFault};
use super::source::Source;
use crate::value::PyStr;
use checks::{CheckError, Placement};
use parser::{Failure, Stop};
use token::{Kind, TokenError};
use tokenizer::Reading;

/// A rejection, as the arguments of the exception.
#[derive(Clone, Debug)]
pub struct Rejection {
    class: FaultClass,
    msg: String,
    lineno: Option<u32>,
    offset: Option<u32>,
    text: Option<String>,
    /// Whether it is about an expression inside an f-string.
    in_fstring: bool,
}

/// How the source came.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// Its file name.
    pub filename: &'a PyStr,
    /// Whether that file holds this very source.
    pub is_file: bool,
    /// Whether "not equal" is written `<>` (`barry_as_FLUFL`).
    pub barry: bool,
}

/// What 3.8 says about a source; none if it accepts it, so far.
pub fn explain(source: &Source, mode: Mode, origin: Origin) -> Option<SyntaxFault> {
    let start = match mode {
        Mode::Exec => "file_input",
        Mode::Eval => "eval_input",
        Mode::Single => "single_input",
    };
    let reading = Reading {
        is_file: origin.is_file,
        barry: origin.barry,
        complete: source.text.ends_with('\n'),
    };
    let mut text = source.text.to_string();
    // Only a whole file gets the line end that its last line lacks (`translate_newlines`).
    if mode == Mode::Exec && !text.ends_with('\n') && !text.is_empty() {
        text.push('\n');
    }
    let rejection = match parser::parse(&text, start, reading) {
        Err(failure) => Rejection::from_failure(*failure),
        Ok(tree) => match checks::check(&tree, Placement::default()) {
            Ok(()) => return None,
            Err(CheckError::Inner(rejection)) => *rejection,
            Err(CheckError::At {
                msg,
                lineno,
                col_offset,
                in_fstring,
            }) => {
                let line = (origin.is_file && !in_fstring)
                    .then(|| source.line(lineno))
                    .flatten();
                Rejection {
                    class: FaultClass::SyntaxError,
                    msg,
                    lineno: Some(lineno),
                    offset: Some(col_offset + 1),
                    text: line.map(|line| line.to_lossy()),
                    in_fstring,
                }
            }
        },
    };
    Some(rejection.into_fault(origin.filename))
}

impl Rejection {
    /// Words and place of a failed parse (`err_input` in `Python/pythonrun.c`).
    pub fn from_failure(failure: Failure) -> Rejection {
        use FaultClass::{IndentationError, MemoryError, SyntaxError, TabError};
        let (class, msg) = match failure.stop {
            Stop::StackOverflow => {
                return Rejection {
                    class: MemoryError,
                    msg: String::new(),
                    lineno: None,
                    offset: None,
                    text: None,
                    in_fstring: false,
                };
            }
            Stop::Token(TokenError::Message(msg)) => {
                let offset = failure
                    .line
                    .get(..failure.line_offset)
                    .map_or(0, |l| l.chars().count());
                let line = failure.line.split('\n').next().unwrap_or("").to_owned();
                return Rejection {
                    class: SyntaxError,
                    msg,
                    lineno: Some(failure.lineno),
                    offset: Some(offset as u32),
                    text: Some(line),
                    in_fstring: false,
                };
            }
            Stop::OldInequality => (SyntaxError, "with Barry as BDFL, use '<>' instead of '!='"),
            Stop::MultipleStatements => (
                SyntaxError,
                "multiple statements found while compiling a single statement",
            ),
            Stop::Syntax {
                expected_indent: true,
                ..
            } => (IndentationError, "expected an indented block"),
            Stop::Syntax {
                found: Kind::Indent,
                ..
            } => (IndentationError, "unexpected indent"),
            Stop::Syntax {
                found: Kind::Dedent,
                ..
            } => (IndentationError, "unexpected unindent"),
            Stop::Syntax { .. } => (SyntaxError, "invalid syntax"),
            Stop::Token(TokenError::TabSpace) => (
                TabError,
                "inconsistent use of tabs and spaces in indentation",
            ),
            Stop::Token(TokenError::TooDeep) => {
                (IndentationError, "too many levels of indentation")
            }
            Stop::Token(TokenError::Dedent) => (
                IndentationError,
                "unindent does not match any outer indentation level",
            ),
            Stop::Token(TokenError::EofInString) => (
                SyntaxError,
                "EOF while scanning triple-quoted string literal",
            ),
            Stop::Token(TokenError::EolInString) => {
                (SyntaxError, "EOL while scanning string literal")
            }
            Stop::Token(TokenError::Eof) => (SyntaxError, "unexpected EOF while parsing"),
            Stop::Token(TokenError::LineContinuation) => (
                SyntaxError,
                "unexpected character after line continuation character",
            ),
            Stop::Token(TokenError::Identifier) => (SyntaxError, "invalid character in identifier"),
        };
        // The offset counts characters, where it can.
        let before = failure.text.as_bytes().get(..failure.offset);
        let offset = before.map_or(failure.offset, |before| {
            // Cutting a character in two leaves one that can't be decoded.
            String::from_utf8_lossy(before).chars().count()
        });
        Rejection {
            class,
            msg: msg.to_owned(),
            lineno: Some(failure.lineno),
            offset: Some(offset as u32),
            text: Some(failure.text),
            in_fstring: false,
        }
    }

    /// The same for an expression inside an f-string.
    pub fn in_fstring(failure: Failure) -> Rejection {
        Rejection {
            in_fstring: true,
            ..Rejection::from_failure(failure)
        }
    }

    fn into_fault(self, filename: &PyStr) -> SyntaxFault {
        let plain = self.class == FaultClass::SyntaxError;
        let legacy = self
            .text
            .as_deref()
            .filter(|_| plain)
            .and_then(missing_parentheses);
        SyntaxFault {
            class: self.class,
            msg: PyStr::new(&legacy.unwrap_or(self.msg)),
            filename: if self.in_fstring {
                PyStr::new("<fstring>")
            } else {
                filename.clone()
            },
            lineno: self.lineno,
            offset: self.offset,
            text: self.text.map(|text| PyStr::new(&text)),
            place_in_args: true,
            hint: None,
        }
    }
}

/// `print "x"` and `exec "x"` get a message of their own (`_report_missing_parentheses` in
/// `Objects/exceptions.c`).
fn missing_parentheses(text: &str) -> Option<String> {
    if text.contains('(') {
        return None;
    }
    legacy_statement(text).or_else(|| {
        text.split_once(':')
            .and_then(|(_, after)| legacy_statement(after))
    })
}

fn legacy_statement(text: &str) -> Option<String> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix("print ") {
        let argument = rest
            .split(';')
            .next()
            .unwrap_or("")
            .trim_matches([' ', '\t', '\r', '\n']);
        let end = if argument.ends_with(',') {
            " end=\" \""
        } else {
            ""
        };
        return Some(format!(
            "Missing parentheses in call to 'print'. Did you mean print({argument}{end})?"
        ));
    }
    text.starts_with("exec ")
        .then(|| "Missing parentheses in call to 'exec'".to_owned())
}
