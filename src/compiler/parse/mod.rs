//! Tokens to the tree of CPython 3.8 (`Parser/parser.c` and `Python/ast.c` do this in CPython): a
//! parser that descends through the grammar's rules, always knowing from one token which way to go.
//!
//! It takes exactly what 3.8 takes. Of anything else it only says [`Rejected`]: `reject` has 3.8's
//! words for it.

mod arguments;
mod atom;
mod call;
mod compound;
mod comprehension;
mod fstring;
mod imports;
pub mod newer;
mod operators;
mod simple;
mod strings;
mod target;

use std::sync::Arc;

use super::Mode;
use super::ast::{Expr, Keyword, Module, Pos, ScopeKey, Stmt};
use super::fault::CompileWarning;
use super::lex::{Lexer, Tok, Token};
use super::names::{Name, Names};
use crate::code::Const;
use crate::code::flags::CO_FUTURE_BARRY_AS_BDFL;

/// The source is no Python 3.8, or nests too deeply for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rejected;

type Result<T> = std::result::Result<T, Rejected>;

/// A source as 3.8's tree.
pub struct Parsed {
    /// The tree.
    pub module: Module,
    /// How many scopes the tree opens.
    pub scopes: u32,
    /// Warnings about invalid escapes.
    pub warnings: Vec<CompileWarning>,
    /// Whether it nests so deeply that 3.8's own parser may run out of its stack.
    pub deep: bool,
}

/// Rules that CPython's parser opens between two brackets, at most.
const BRACKET_RULES: u32 = 20;
/// Rules it opens for a block in a block.
const BLOCK_RULES: u32 = 5;
/// From this many open rules on, CPython's parser itself must say whether it is too many: they are
/// only estimated here.
const MANY_RULES: u32 = 1000;
/// No source with so many open rules can be right (CPython's `MAXSTACK` is less than half of it).
const TOO_MANY_RULES: u32 = 4000;
/// Operators in a row, like those of `1+1+1`, that nobody minds.
const LONG_CHAIN: u32 = 1000;
/// Operators in long chains, within one statement, from which on the tree would be too deep to walk.
const MAX_LINKS: u32 = 120_000;

/// Why there is no tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// Byte offset of the token that did not fit.
    pub offset: u32,
    /// Whether it fits, but the tree would be too deep for any Python to compile.
    pub too_deep: bool,
}

/// Reads decoded source (line ends are `\n`, no byte order mark). Of the future flags only `<>`
/// concerns the parser.
pub fn parse(
    source: &str,
    mode: Mode,
    flags: u32,
    names: &mut Names,
) -> std::result::Result<Parsed, Refusal> {
    let mut lexer = Lexer::new(source).with_barry(flags & CO_FUTURE_BARRY_AS_BDFL != 0);
    let token = lexer.next();
    let mut parser = Parser {
        source,
        lexer,
        token,
        before: 0,
        names,
        scopes: 0,
        warnings: Vec::new(),
        exprs: Vec::new(),
        stmts: Vec::new(),
        keywords: Vec::new(),
        rules: 0,
        most_rules: 0,
        links: 0,
        too_deep: false,
        none: Arc::new(Const::None),
        ellipsis: Arc::new(Const::Ellipsis),
        booleans: [Arc::new(Const::Bool(false)), Arc::new(Const::Bool(true))],
    };
    match parser.module(mode) {
        Ok(module) => Ok(Parsed {
            module,
            scopes: parser.scopes,
            warnings: parser.warnings,
            deep: parser.most_rules > MANY_RULES,
        }),
        Err(Rejected) => Err(Refusal {
            offset: parser.token.start,
            too_deep: parser.too_deep,
        }),
    }
}

/// State of the parsing.
struct Parser<'a> {
    source: &'a str,
    lexer: Lexer<'a>,
    /// The next token, on which every decision rests.
    token: Token,
    /// Where the token before it ended.
    before: u32,
    names: &'a mut Names,
    scopes: u32,
    warnings: Vec<CompileWarning>,
    /// Items of the lists that are being read, those of inner lists behind those of outer ones.
    exprs: Vec<Expr>,
    stmts: Vec<Stmt>,
    keywords: Vec<Keyword>,
    /// How many rules CPython's parser has open here, estimated.
    rules: u32,
    most_rules: u32,
    /// Operators in long chains since the statement began.
    links: u32,
    too_deep: bool,
    none: Arc<Const>,
    ellipsis: Arc<Const>,
    booleans: [Arc<Const>; 2],
}

impl Parser<'_> {
    fn module(&mut self, mode: Mode) -> Result<Module> {
        if mode == Mode::Eval {
            let body = self.test_list()?;
            while self.eat(Tok::Newline) {}
            self.expect(Tok::EndMarker)?;
            return Ok(Module::Expression(Box::new(body)));
        }
        while self.token.kind != Tok::EndMarker {
            // A line that a backslash joins to an empty one.
            if !self.eat(Tok::Newline) {
                self.statement()?;
            }
        }
        let body = std::mem::take(&mut self.stmts);
        Ok(match mode {
            Mode::Single => Module::Interactive(body),
            _ => Module::Module(body),
        })
    }

    /// Goes on to the next token.
    fn advance(&mut self) {
        self.before = self.token.end;
        self.token = self.lexer.next();
    }

    /// Whether the next token is of a kind; passes over it then.
    fn eat(&mut self, kind: Tok) -> bool {
        let found = self.token.kind == kind;
        if found {
            self.advance();
        }
        found
    }

    /// Passes over a token that must be there.
    fn expect(&mut self, kind: Tok) -> Result<()> {
        if self.eat(kind) {
            Ok(())
        } else {
            Err(Rejected)
        }
    }

    /// The place of a node that begins with the next token. Its end is still to come.
    fn begin(&self) -> Pos {
        Pos {
            lineno: self.token.lineno,
            col_offset: self.token.col_offset,
            start: self.token.start,
            end: self.token.end,
        }
    }

    /// The place of a node that began there and ends here.
    fn until_here(&self, begin: Pos) -> Pos {
        Pos {
            end: self.before,
            ..begin
        }
    }

    /// Opens rules of the grammar around what follows.
    fn deeper<T>(&mut self, rules: u32, parse: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.rules += rules;
        self.most_rules = self.most_rules.max(self.rules);
        if self.rules > TOO_MANY_RULES {
            return Err(Rejected);
        }
        let parsed = parse(self)?;
        self.rules -= rules;
        Ok(parsed)
    }

    /// The piece of source from `start` to `end`.
    fn text(&self, start: u32, end: u32) -> &str {
        self.source
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// The identifier that the next token is.
    fn name(&mut self) -> Result<Name> {
        if self.token.kind != Tok::Name {
            return Err(Rejected);
        }
        let (start, end) = (self.token.start as usize, self.token.end as usize);
        let name = self
            .names
            .identifier(self.source.get(start..end).unwrap_or_default());
        self.advance();
        Ok(name)
    }

    /// A fresh key for a node that opens a scope.
    fn open_scope(&mut self) -> ScopeKey {
        self.scopes += 1;
        ScopeKey(self.scopes - 1)
    }
}
