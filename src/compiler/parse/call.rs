//! What follows an atom: calls, subscripts and attributes (`ast_for_trailer`, `ast_for_call` in
//! `Python/ast.c`).

use super::{Parser, Rejected, Result};
use crate::compiler::ast::{ComprehensionKind, Expr, ExprContext, ExprKind, Keyword, Pos, Slice};
use crate::compiler::lex::Tok;

/// The arguments of a call or class statement.
pub(super) struct CallArguments {
    pub(super) args: Vec<Expr>,
    pub(super) keywords: Vec<Keyword>,
}

impl Parser<'_> {
    /// `atom trailer*`.
    pub(super) fn primary(&mut self) -> Result<Expr> {
        let begin = self.begin();
        let mut expr = self.atom()?;
        let mut length = 0;
        loop {
            let kind = match self.token.kind {
                Tok::Dot => {
                    self.advance();
                    ExprKind::Attribute {
                        value: Box::new(expr),
                        attr: self.name()?,
                        ctx: ExprContext::Load,
                    }
                }
                Tok::LPar => {
                    let CallArguments { args, keywords } = self.in_brackets(Self::arguments)?;
                    ExprKind::Call {
                        func: Box::new(expr),
                        args,
                        keywords,
                    }
                }
                Tok::LSqb => ExprKind::Subscript {
                    value: Box::new(expr),
                    slice: Box::new(self.in_brackets(|parser, _| parser.subscript())?),
                    ctx: ExprContext::Load,
                },
                _ => return Ok(expr),
            };
            self.count_link(&mut length)?;
            expr = Expr {
                pos: self.until_here(begin),
                kind,
            };
        }
    }

    /// `[arglist] ')'`, after the parenthesis at `open`.
    pub(super) fn arguments(&mut self, open: Pos) -> Result<CallArguments> {
        let (mark, keyword_mark) = (self.exprs.len(), self.keywords.len());
        let mut unpacks_mapping = false;
        while self.token.kind != Tok::RPar {
            match self.token.kind {
                Tok::Star => {
                    if unpacks_mapping {
                        return Err(Rejected);
                    }
                    let argument = self.starred(Self::test)?;
                    self.exprs.push(argument);
                }
                Tok::DoubleStar => {
                    self.advance();
                    let value = self.test()?;
                    self.keywords.push(Keyword { arg: None, value });
                    unpacks_mapping = true;
                }
                _ => {
                    let alone = self.exprs.len() == mark && self.keywords.len() == keyword_mark;
                    self.argument(keyword_mark, alone.then_some(open))?;
                }
            }
            if !self.eat(Tok::Comma) {
                break;
            }
        }
        self.expect(Tok::RPar)?;
        Ok(CallArguments {
            args: self.exprs.split_off(mark),
            keywords: self.keywords.split_off(keyword_mark),
        })
    }

    /// One argument without a star. If it is the first, `open` is the place of the parenthesis before.
    fn argument(&mut self, keyword_mark: usize, open: Option<Pos>) -> Result<()> {
        let first = self.token;
        let begin = self.begin();
        let mut expr = self.test()?;
        match self.token.kind {
            Tok::Equal => {
                // A name without even parentheses around it.
                let ExprKind::Name { id, .. } = expr.kind else {
                    return Err(Rejected);
                };
                let before = self.keywords.get(keyword_mark..).unwrap_or_default();
                if first.kind != Tok::Name || before.iter().any(|other| other.arg == Some(id)) {
                    return Err(Rejected);
                }
                self.advance();
                let value = self.test()?;
                self.keywords.push(Keyword {
                    arg: Some(id),
                    value,
                });
                return Ok(());
            }
            Tok::ColonEqual => expr = self.named(expr, begin)?,
            Tok::For | Tok::Async => {
                // A generator expression without parentheses of its own is alone between the
                // call's, which count as its own.
                let open = open.ok_or(Rejected)?;
                let kind = self.comprehension(ComprehensionKind::Generator, expr, None)?;
                if self.token.kind != Tok::RPar {
                    return Err(Rejected);
                }
                let end = self.token.end;
                expr = Expr {
                    pos: Pos { end, ..open },
                    kind,
                };
            }
            _ => {}
        }
        if self.keywords.len() > keyword_mark {
            return Err(Rejected);
        }
        self.exprs.push(expr);
        Ok(())
    }

    /// `subscriptlist ']'`.
    fn subscript(&mut self) -> Result<Slice> {
        let begin = self.begin();
        let first = self.slice()?;
        if self.eat(Tok::RSqb) {
            return Ok(first);
        }
        let mut slices = vec![first];
        while self.eat(Tok::Comma) && self.token.kind != Tok::RSqb {
            slices.push(self.slice()?);
        }
        let pos = self.until_here(begin);
        self.expect(Tok::RSqb)?;
        if slices.iter().any(|slice| !matches!(slice, Slice::Index(_))) {
            return Ok(Slice::ExtSlice(slices));
        }
        let items = slices.into_iter().filter_map(|slice| match slice {
            Slice::Index(item) => Some(item),
            _ => None,
        });
        Ok(Slice::Index(Expr {
            pos,
            kind: ExprKind::Tuple {
                elts: items.collect(),
                ctx: ExprContext::Load,
            },
        }))
    }

    /// `subscript`.
    fn slice(&mut self) -> Result<Slice> {
        let lower = match self.token.kind {
            Tok::Colon => None,
            _ => Some(self.test()?),
        };
        if self.token.kind != Tok::Colon {
            return lower.map(Slice::Index).ok_or(Rejected);
        }
        let upper = self.slice_part()?;
        let step = match self.token.kind {
            Tok::Colon => self.slice_part()?,
            _ => None,
        };
        Ok(Slice::Slice { lower, upper, step })
    }

    /// What stands after a colon, if anything does.
    fn slice_part(&mut self) -> Result<Option<Expr>> {
        self.advance();
        match self.token.kind {
            Tok::Colon | Tok::Comma | Tok::RSqb => Ok(None),
            _ => self.test().map(Some),
        }
    }
}
