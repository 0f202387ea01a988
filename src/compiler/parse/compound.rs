//! Compound statements: those with a body (`ast_for_if_stmt`, `ast_for_funcdef_impl` ... in
//! `Python/ast.c`).

use super::call::CallArguments;
use super::operators::Level;
use super::target::set_context;
use super::{BLOCK_RULES, BRACKET_RULES, Parser, Rejected, Result};
use crate::compiler::ast::{
    ClassDef, Expr, ExprContext, ExprKind, FunctionDef, Handler, Pos, Stmt, StmtKind, WithItem,
};
use crate::compiler::lex::Tok;

/// More `elif` clauses would nest deeper than Python's recursion limit lets its compiler go.
const MAX_CLAUSES: usize = 3000;

/// One `if` or `elif` with its body.
struct Clause {
    pos: Pos,
    test: Expr,
    body: Vec<Stmt>,
}

impl Parser<'_> {
    /// `stmt`.
    pub(super) fn statement(&mut self) -> Result<()> {
        let begin = self.begin();
        self.links = 0;
        let stmt = match self.token.kind {
            Tok::If => self.if_statement()?,
            Tok::While => self.while_statement()?,
            Tok::For => self.for_statement(begin, false)?,
            Tok::Try => self.try_statement()?,
            Tok::With => self.with_statement(begin, false)?,
            Tok::Def => self.function(begin, Vec::new(), false)?,
            Tok::Class => self.class(Vec::new())?,
            Tok::At => self.decorated()?,
            Tok::Async => {
                self.advance();
                match self.token.kind {
                    Tok::For => self.for_statement(begin, true)?,
                    Tok::With => self.with_statement(begin, true)?,
                    _ => self.function(begin, Vec::new(), true)?,
                }
            }
            _ => return self.simple_statements(),
        };
        self.stmts.push(stmt);
        Ok(())
    }

    /// The colon after the head of a statement that began there. Gives the place of the head.
    fn head(&mut self, begin: Pos) -> Result<Pos> {
        self.expect(Tok::Colon)?;
        Ok(self.until_here(begin))
    }

    /// `suite`: a block, or simple statements on the same line.
    fn suite(&mut self) -> Result<Vec<Stmt>> {
        let mark = self.stmts.len();
        if self.eat(Tok::Newline) {
            self.expect(Tok::Indent)?;
            self.deeper(BLOCK_RULES, |parser| {
                while !parser.eat(Tok::Dedent) {
                    parser.statement()?;
                }
                Ok(())
            })?;
        } else {
            self.simple_statements()?;
        }
        Ok(self.stmts.split_off(mark))
    }

    /// The body of an `else` or `finally`, if there is one.
    fn optional_suite(&mut self, keyword: Tok) -> Result<Vec<Stmt>> {
        if !self.eat(keyword) {
            return Ok(Vec::new());
        }
        self.expect(Tok::Colon)?;
        self.suite()
    }

    /// `elif` is an `if` alone in the `else` of the one before.
    fn if_statement(&mut self) -> Result<Stmt> {
        let first = self.clause()?;
        let mut others = Vec::new();
        while self.token.kind == Tok::Elif {
            let clause = self.clause()?;
            others.push(clause);
            if others.len() > MAX_CLAUSES {
                self.too_deep = true;
                return Err(Rejected);
            }
        }
        let mut orelse = self.optional_suite(Tok::Else)?;
        for clause in others.into_iter().rev() {
            orelse = vec![clause.into_statement(orelse)];
        }
        Ok(first.into_statement(orelse))
    }

    /// `if` or `elif` with its body.
    fn clause(&mut self) -> Result<Clause> {
        let begin = self.begin();
        self.advance();
        let test = self.named_test()?;
        let pos = self.head(begin)?;
        let body = self.suite()?;
        Ok(Clause { pos, test, body })
    }

    fn while_statement(&mut self) -> Result<Stmt> {
        let Clause { pos, test, body } = self.clause()?;
        let orelse = self.optional_suite(Tok::Else)?;
        Ok(Stmt {
            pos,
            kind: StmtKind::While { test, body, orelse },
        })
    }

    fn for_statement(&mut self, begin: Pos, is_async: bool) -> Result<Stmt> {
        self.advance();
        let target = self.loop_targets()?;
        self.expect(Tok::In)?;
        let iter = self.test_list()?;
        let pos = self.head(begin)?;
        let body = self.suite()?;
        let orelse = self.optional_suite(Tok::Else)?;
        Ok(Stmt {
            pos,
            kind: StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async,
            },
        })
    }

    fn try_statement(&mut self) -> Result<Stmt> {
        let begin = self.begin();
        self.advance();
        let pos = self.head(begin)?;
        let body = self.suite()?;
        let mut handlers = Vec::new();
        while self.token.kind == Tok::Except {
            handlers.push(self.handler()?);
        }
        let orelse = match handlers.is_empty() {
            true => Vec::new(),
            false => self.optional_suite(Tok::Else)?,
        };
        let finalbody = self.optional_suite(Tok::Finally)?;
        if handlers.is_empty() && finalbody.is_empty() {
            return Err(Rejected);
        }
        Ok(Stmt {
            pos,
            kind: StmtKind::Try {
                body,
                handlers,
                orelse,
                finalbody,
            },
        })
    }

    fn handler(&mut self) -> Result<Handler> {
        let begin = self.begin();
        self.advance();
        let (mut type_, mut name) = (None, None);
        if self.token.kind != Tok::Colon {
            type_ = Some(self.test()?);
            if self.eat(Tok::As) {
                name = Some(self.name()?);
            }
        }
        let pos = self.head(begin)?;
        let body = self.suite()?;
        Ok(Handler {
            pos,
            type_,
            name,
            body,
        })
    }

    fn with_statement(&mut self, begin: Pos, is_async: bool) -> Result<Stmt> {
        self.advance();
        let mut items = Vec::with_capacity(1);
        loop {
            let context_expr = self.test()?;
            let mut optional_vars = None;
            if self.eat(Tok::As) {
                let mut target = self.operation(Level::BitOr)?;
                set_context(&mut target, ExprContext::Store)?;
                optional_vars = Some(target);
            }
            items.push(WithItem {
                context_expr,
                optional_vars,
            });
            if !self.eat(Tok::Comma) {
                break;
            }
        }
        let pos = self.head(begin)?;
        let body = self.suite()?;
        Ok(Stmt {
            pos,
            kind: StmtKind::With {
                items,
                body,
                is_async,
            },
        })
    }

    /// `decorated`: 3.8 places the statement at its `def`, `async` or `class`.
    fn decorated(&mut self) -> Result<Stmt> {
        let mut decorators = Vec::with_capacity(1);
        while self.eat(Tok::At) {
            decorators.push(self.decorator()?);
            self.expect(Tok::Newline)?;
        }
        let begin = self.begin();
        match self.token.kind {
            Tok::Class => self.class(decorators),
            Tok::Async => {
                self.advance();
                self.function(begin, decorators, true)
            }
            _ => self.function(begin, decorators, false),
        }
    }

    /// A dotted name, perhaps called once.
    fn decorator(&mut self) -> Result<Expr> {
        let begin = self.begin();
        let id = self.name()?;
        let mut kind = ExprKind::Name {
            id,
            ctx: ExprContext::Load,
        };
        loop {
            let expr = Expr {
                pos: self.until_here(begin),
                kind,
            };
            kind = match self.token.kind {
                Tok::Dot => {
                    self.advance();
                    ExprKind::Attribute {
                        value: Box::new(expr),
                        attr: self.name()?,
                        ctx: ExprContext::Load,
                    }
                }
                Tok::LPar => {
                    let CallArguments { args, keywords } = self.class_arguments()?;
                    return Ok(Expr {
                        pos: self.until_here(begin),
                        kind: ExprKind::Call {
                            func: Box::new(expr),
                            args,
                            keywords,
                        },
                    });
                }
                _ => return Ok(expr),
            };
        }
    }

    /// The arguments of a decorator or class: a generator expression needs its own parentheses here.
    fn class_arguments(&mut self) -> Result<CallArguments> {
        let open = self.token.start;
        let arguments = self.in_brackets(Self::arguments)?;
        match arguments.args.first() {
            Some(Expr {
                pos,
                kind: ExprKind::Comprehension(_),
            }) if pos.start == open => Err(Rejected),
            _ => Ok(arguments),
        }
    }

    fn function(&mut self, begin: Pos, decorators: Vec<Expr>, is_async: bool) -> Result<Stmt> {
        self.expect(Tok::Def)?;
        let name = self.name()?;
        let scope = self.open_scope();
        self.expect(Tok::LPar)?;
        let args = self.deeper(BRACKET_RULES, |parser| parser.parameters(Tok::RPar, true))?;
        self.expect(Tok::RPar)?;
        let returns = match self.eat(Tok::Arrow) {
            true => Some(self.test()?),
            false => None,
        };
        let pos = self.head(begin)?;
        let body = self.suite()?;
        Ok(Stmt {
            pos,
            kind: StmtKind::FunctionDef(Box::new(FunctionDef {
                scope,
                name,
                args,
                body,
                decorators,
                returns,
                is_async,
            })),
        })
    }

    fn class(&mut self, decorators: Vec<Expr>) -> Result<Stmt> {
        let begin = self.begin();
        self.advance();
        let name = self.name()?;
        let scope = self.open_scope();
        let (mut bases, mut keywords) = (Vec::new(), Vec::new());
        if self.token.kind == Tok::LPar {
            let arguments = self.class_arguments()?;
            (bases, keywords) = (arguments.args, arguments.keywords);
        }
        let pos = self.head(begin)?;
        let body = self.suite()?;
        Ok(Stmt {
            pos,
            kind: StmtKind::ClassDef(Box::new(ClassDef {
                scope,
                name,
                bases,
                keywords,
                body,
                decorators,
            })),
        })
    }
}

impl Clause {
    fn into_statement(self, orelse: Vec<Stmt>) -> Stmt {
        let Clause { pos, test, body } = self;
        Stmt {
            pos,
            kind: StmtKind::If { test, body, orelse },
        }
    }
}
