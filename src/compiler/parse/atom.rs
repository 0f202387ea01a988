//! Atoms: names, literals, and what stands in brackets (`ast_for_atom` in `Python/ast.c`).

use std::sync::Arc;

use super::operators::Level;
use super::{BRACKET_RULES, Parser, Rejected, Result};
use crate::code::Const;
use crate::compiler::ast::{ComprehensionKind, Expr, ExprContext, ExprKind, Pos};
use crate::compiler::lex::Tok;
use crate::compiler::literal;

/// A constant without a prefix worth keeping.
pub(super) fn constant(value: Arc<Const>) -> ExprKind {
    ExprKind::Constant {
        value,
        u_prefix: false,
    }
}

impl Parser<'_> {
    /// `atom`.
    #[inline]
    pub(super) fn atom(&mut self) -> Result<Expr> {
        let pos = self.begin();
        let kind = match self.token.kind {
            Tok::Name => ExprKind::Name {
                id: self.name()?,
                ctx: ExprContext::Load,
            },
            Tok::Str => return self.strings(),
            Tok::Number => {
                let number = literal::number(self.text(pos.start, pos.end)).ok_or(Rejected)?;
                self.advance();
                constant(Arc::new(number))
            }
            Tok::None => self.singleton(Arc::clone(&self.none)),
            Tok::True => self.singleton(Arc::clone(&self.booleans[1])),
            Tok::False => self.singleton(Arc::clone(&self.booleans[0])),
            Tok::Ellipsis => self.singleton(Arc::clone(&self.ellipsis)),
            Tok::LPar => {
                return self.in_brackets(|parser, begin| parser.parenthesized(Tok::RPar, begin));
            }
            Tok::LSqb => return self.in_brackets(Self::list),
            Tok::LBrace => return self.in_brackets(Self::braces),
            _ => return Err(Rejected),
        };
        Ok(Expr { pos, kind })
    }

    fn singleton(&mut self, value: Arc<Const>) -> ExprKind {
        self.advance();
        constant(value)
    }

    /// Passes over an opening bracket and reads what follows it, the closing one included.
    pub(super) fn in_brackets<T>(
        &mut self,
        parse: impl FnOnce(&mut Self, Pos) -> Result<T>,
    ) -> Result<T> {
        let begin = self.begin();
        self.advance();
        self.deeper(BRACKET_RULES, |parser| parse(parser, begin))
    }

    /// A tuple, a generator expression, or just an expression, up to `close`. The first two stand at
    /// the parentheses, which open at `begin`.
    pub(super) fn parenthesized(&mut self, close: Tok, begin: Pos) -> Result<Expr> {
        let kind = match self.token.kind {
            Tok::Yield => {
                let inner = self.yield_expr()?;
                self.expect(close)?;
                return Ok(inner);
            }
            kind if kind == close => ExprKind::Tuple {
                elts: Vec::new(),
                ctx: ExprContext::Load,
            },
            _ => {
                let first = self.named_or_star()?;
                match self.token.kind {
                    Tok::Comma => ExprKind::Tuple {
                        elts: self.rest_of_list(first, close, Self::named_or_star)?,
                        ctx: ExprContext::Load,
                    },
                    Tok::For | Tok::Async => {
                        self.comprehension(ComprehensionKind::Generator, first, None)?
                    }
                    _ => {
                        self.expect(close)?;
                        return Ok(first);
                    }
                }
            }
        };
        self.expect(close)?;
        let pos = self.until_here(begin);
        Ok(Expr { pos, kind })
    }

    fn list(&mut self, begin: Pos) -> Result<Expr> {
        let ctx = ExprContext::Load;
        let kind = if self.token.kind == Tok::RSqb {
            let elts = Vec::new();
            ExprKind::List { elts, ctx }
        } else {
            let first = self.named_or_star()?;
            if matches!(self.token.kind, Tok::For | Tok::Async) {
                self.comprehension(ComprehensionKind::List, first, None)?
            } else {
                let elts = self.rest_of_list(first, Tok::RSqb, Self::named_or_star)?;
                ExprKind::List { elts, ctx }
            }
        };
        self.expect(Tok::RSqb)?;
        let pos = self.until_here(begin);
        Ok(Expr { pos, kind })
    }

    /// `dictorsetmaker`.
    fn braces(&mut self, begin: Pos) -> Result<Expr> {
        let kind = match self.token.kind {
            Tok::RBrace => ExprKind::Dict {
                keys: Vec::new(),
                values: Vec::new(),
            },
            Tok::DoubleStar => self.dict(None)?,
            _ => {
                let first = self.test_or_star()?;
                let is_star = matches!(first.kind, ExprKind::Starred { .. });
                match self.token.kind {
                    Tok::Colon if !is_star => {
                        self.advance();
                        let value = self.test()?;
                        if matches!(self.token.kind, Tok::For | Tok::Async) {
                            self.comprehension(ComprehensionKind::Dict, first, Some(value))?
                        } else {
                            self.dict(Some((first, value)))?
                        }
                    }
                    Tok::For | Tok::Async => {
                        self.comprehension(ComprehensionKind::Set, first, None)?
                    }
                    _ => {
                        ExprKind::Set(self.rest_of_list(first, Tok::RBrace, Self::test_or_star)?)
                    }
                }
            }
        };
        self.expect(Tok::RBrace)?;
        let pos = self.until_here(begin);
        Ok(Expr { pos, kind })
    }

    /// The items of a dict, after the first one if that was read already.
    fn dict(&mut self, first: Option<(Expr, Expr)>) -> Result<ExprKind> {
        let mark = self.exprs.len();
        let mut keys = Vec::new();
        let mut more = first.is_none();
        if let Some((key, value)) = first {
            keys.push(Some(key));
            self.exprs.push(value);
            more = self.eat(Tok::Comma);
        }
        while more && self.token.kind != Tok::RBrace {
            let value = if self.eat(Tok::DoubleStar) {
                keys.push(None);
                self.operation(Level::BitOr)?
            } else {
                keys.push(Some(self.test()?));
                self.expect(Tok::Colon)?;
                self.test()?
            };
            self.exprs.push(value);
            more = self.eat(Tok::Comma);
        }
        let values = self.exprs.split_off(mark);
        Ok(ExprKind::Dict { keys, values })
    }

    /// The items of a list whose first one was read, each after a comma; one more comma may come
    /// before `close`.
    pub(super) fn rest_of_list(
        &mut self,
        first: Expr,
        close: Tok,
        item: impl Fn(&mut Self) -> Result<Expr>,
    ) -> Result<Vec<Expr>> {
        let mark = self.exprs.len();
        self.exprs.push(first);
        while self.eat(Tok::Comma) && self.token.kind != close {
            let item = item(self)?;
            self.exprs.push(item);
        }
        Ok(self.exprs.split_off(mark))
    }

    /// `namedexpr_test | star_expr`.
    fn named_or_star(&mut self) -> Result<Expr> {
        match self.token.kind {
            Tok::Star => self.star_expr(),
            _ => self.named_test(),
        }
    }

    /// `test | star_expr`.
    pub(super) fn test_or_star(&mut self) -> Result<Expr> {
        match self.token.kind {
            Tok::Star => self.star_expr(),
            _ => self.test(),
        }
    }

    /// `star_expr`: `'*' expr`.
    pub(super) fn star_expr(&mut self) -> Result<Expr> {
        self.starred(|parser| parser.operation(Level::BitOr))
    }

    /// A star and what it stands before.
    pub(super) fn starred(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<Expr>,
    ) -> Result<Expr> {
        let begin = self.begin();
        self.advance();
        let value = Box::new(parse(self)?);
        Ok(Expr {
            pos: self.until_here(begin),
            kind: ExprKind::Starred {
                value,
                ctx: ExprContext::Load,
            },
        })
    }

    /// `testlist`: expressions with commas are a tuple.
    pub(super) fn test_list(&mut self) -> Result<Expr> {
        self.bare_tuple(Self::test)
    }

    /// `testlist_star_expr`.
    pub(super) fn test_list_star(&mut self) -> Result<Expr> {
        self.bare_tuple(Self::test_or_star)
    }

    fn bare_tuple(&mut self, item: impl Fn(&mut Self) -> Result<Expr>) -> Result<Expr> {
        let begin = self.begin();
        let first = item(self)?;
        if self.token.kind != Tok::Comma {
            return Ok(first);
        }
        let mark = self.exprs.len();
        self.exprs.push(first);
        while self.eat(Tok::Comma) && self.token.kind.begins_expression() {
            let item = item(self)?;
            self.exprs.push(item);
        }
        Ok(Expr {
            pos: self.until_here(begin),
            kind: ExprKind::Tuple {
                elts: self.exprs.split_off(mark),
                ctx: ExprContext::Load,
            },
        })
    }

    /// `yield_expr`.
    pub(super) fn yield_expr(&mut self) -> Result<Expr> {
        let begin = self.begin();
        self.advance();
        let kind = if self.eat(Tok::From) {
            ExprKind::YieldFrom(Box::new(self.test()?))
        } else if self.token.kind.begins_expression() {
            ExprKind::Yield(Some(Box::new(self.test_list_star()?)))
        } else {
            ExprKind::Yield(None)
        };
        let pos = self.until_here(begin);
        Ok(Expr { pos, kind })
    }

    /// `yield_expr` or what else may stand right of an `=`.
    pub(super) fn yield_or(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<Expr>,
    ) -> Result<Expr> {
        match self.token.kind {
            Tok::Yield => self.yield_expr(),
            _ => parse(self),
        }
    }
}
