//! The one adapter to `ruff_python_parser`: source text to the tree of CPython 3.8
//! (`Parser/parser.c` and `Python/ast.c` do this in CPython).
//!
//! ruff's tree differs from 3.8's in where nodes begin (decorated definitions, starred
//! parameters, generator arguments), in subscripts, `elif`, f-strings and literals. Everything
//! that knows ruff's types is in this folder.

mod expr;
mod fstring;
pub mod newer;
mod stmt;

use std::cell::Cell;
use std::sync::Arc;

use ruff_python_ast::token::Tokens;
use ruff_python_ast::{Mod, PythonVersion};
use ruff_python_parser::{ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::ast::{Module, Pos, ScopeKey};
use super::fault::{CompileWarning, WarningCategory};
use super::names::Names;
use super::{Mode, source::Lines};
use crate::code::Const;

/// Where ruff stopped understanding.
pub struct ParserObjection {
    /// Byte offset in the source.
    pub offset: u32,
    /// Whether it is about syntax that a newer Python has.
    pub newer: bool,
}

/// What the parser library made of a source.
pub struct Reading {
    parsed: ruff_python_parser::Parsed<Mod>,
    mode: Mode,
}

/// A source as 3.8's tree.
pub struct Parsed {
    /// The tree.
    pub module: Module,
    /// How many scopes the tree opens.
    pub scopes: u32,
    /// Warnings about invalid escapes.
    pub warnings: Vec<CompileWarning>,
    /// Something that 3.8 does not have although the library let it pass.
    pub objection: Option<ParserObjection>,
    /// Whether there is something in the tree that the library lets pass and 3.8 may not.
    pub doubtful: bool,
    /// Whether it nests so deeply that no Python would compile it; then parts are missing.
    pub too_deep: bool,
}

impl Reading {
    /// Reads decoded source (line ends are `\n`, no byte order mark).
    pub fn new(source: &str, mode: Mode) -> Reading {
        let options =
            ParseOptions::from(library_mode(mode)).with_target_version(PythonVersion::PY38);
        Reading {
            parsed: parse_unchecked(source, options),
            mode,
        }
    }

    /// What the library has against the source.
    pub fn objection(&self) -> Option<ParserObjection> {
        let error = self.parsed.errors().first().map(|error| ParserObjection {
            offset: error.location.start().into(),
            newer: false,
        });
        error.or_else(|| {
            self.parsed
                .unsupported_syntax_errors()
                .first()
                .map(|error| ParserObjection {
                    offset: error.range().start().into(),
                    newer: true,
                })
        })
    }

    /// Converts the library's tree.
    pub fn convert(&self, source: &str, lines: &Lines, names: &mut Names) -> Parsed {
        let mut adapter = Adapter {
            source,
            lines,
            tokens: self.parsed.tokens(),
            names,
            scopes: 0,
            warnings: Vec::new(),
            shifted: None,
            last_line: Cell::new(0),
            none: Arc::new(Const::None),
            ellipsis: Arc::new(Const::Ellipsis),
            booleans: [Arc::new(Const::Bool(false)), Arc::new(Const::Bool(true))],
            objection: None,
            doubtful: false,
            too_deep: false,
        };
        let module = match (self.parsed.syntax(), self.mode) {
            (Mod::Module(module), Mode::Single) => Module::Interactive(adapter.body(&module.body)),
            (Mod::Module(module), _) => Module::Module(adapter.body(&module.body)),
            (Mod::Expression(module), _) => {
                Module::Expression(Box::new(adapter.expr(&module.body)))
            }
        };
        Parsed {
            module,
            scopes: adapter.scopes,
            warnings: adapter.warnings,
            objection: adapter.objection,
            doubtful: adapter.doubtful,
            too_deep: adapter.too_deep,
        }
    }
}

/// The library's word for a mode.
fn library_mode(mode: Mode) -> ruff_python_parser::Mode {
    match mode {
        Mode::Exec | Mode::Single => ruff_python_parser::Mode::Module,
        Mode::Eval => ruff_python_parser::Mode::Expression,
    }
}

/// How positions inside an f-string's expression are counted: 3.8 parses the expression's text
/// as a source of its own and then shifts what it finds.
#[derive(Clone, Copy)]
struct Shift {
    /// Where the expression's text begins.
    start: usize,
    /// Lines to add.
    lines: u32,
    /// Columns to add.
    columns: u32,
}

/// State of a conversion.
struct Adapter<'a> {
    source: &'a str,
    lines: &'a Lines,
    tokens: &'a Tokens,
    names: &'a mut Names,
    scopes: u32,
    warnings: Vec<CompileWarning>,
    shifted: Option<Shift>,
    /// The line that was asked for last: the next is near.
    last_line: Cell<usize>,
    none: Arc<Const>,
    ellipsis: Arc<Const>,
    booleans: [Arc<Const>; 2],
    objection: Option<ParserObjection>,
    doubtful: bool,
    too_deep: bool,
}

impl Adapter<'_> {
    /// The place of a node that 3.8 lets begin where ruff does.
    fn pos(&self, node: &impl Ranged) -> Pos {
        self.pos_at(node.range(), node.start())
    }

    /// The place of a node that 3.8 lets begin at `begin`.
    fn pos_at(&self, range: TextRange, begin: TextSize) -> Pos {
        let (lineno, col_offset) = self.line_and_column(begin);
        Pos {
            lineno,
            col_offset,
            start: range.start().into(),
            end: range.end().into(),
        }
    }

    /// Line and column as 3.8 counts them.
    fn line_and_column(&self, offset: TextSize) -> (u32, u32) {
        let offset = offset.to_usize();
        let Some(shift) = self.shifted else {
            return self.lines.position_near(offset as u32, &self.last_line);
        };
        // The text is parsed as "(" + text + ")": the first line is one column longer.
        let before = &self.source[shift.start..offset];
        let newlines = before.bytes().filter(|&byte| byte == b'\n').count() as u32;
        let column = match before.rfind('\n') {
            Some(newline) => before.len() - newline - 1,
            None => before.len() + 1,
        };
        (1 + newlines + shift.lines, column as u32 + shift.columns)
    }

    /// A fresh key for a node that opens a scope.
    fn open_scope(&mut self) -> ScopeKey {
        self.scopes += 1;
        ScopeKey(self.scopes - 1)
    }

    /// Records what 3.8 says about an escape it does not know (`warn_invalid_escape_sequence`).
    fn warn_escape(&mut self, escape: Option<super::literal::InvalidEscape>, at: TextSize) {
        if let Some(escape) = escape {
            let (lineno, column) = self.line_and_column(at);
            self.warnings.push(CompileWarning {
                category: WarningCategory::DeprecationWarning,
                msg: format!("invalid escape sequence \\{}", escape.character),
                lineno,
                offset: column + 1,
            });
        }
    }

    /// Notes a construct that 3.8 does not have although ruff let it pass.
    fn object(&mut self, at: TextSize) {
        self.objection.get_or_insert(ParserObjection {
            offset: at.into(),
            newer: true,
        });
    }
}
