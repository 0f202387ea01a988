//! The parameters of functions and lambdas (`ast_for_arguments` in `Python/ast.c`).

use super::{Parser, Rejected, Result};
use crate::compiler::ast::{Arg, Arguments, Expr, ExprKind};
use crate::compiler::lex::Tok;

impl Parser<'_> {
    /// `lambda args: body`, with the rule of its body.
    pub(super) fn lambda(&mut self, body: impl FnOnce(&mut Self) -> Result<Expr>) -> Result<Expr> {
        let begin = self.begin();
        self.advance();
        let scope = self.open_scope();
        let args = self.parameters(Tok::Colon, false)?;
        self.expect(Tok::Colon)?;
        let body = self.deeper(2, body)?;
        Ok(Expr {
            pos: self.until_here(begin),
            kind: ExprKind::Lambda {
                scope,
                args: Box::new(args),
                body: Box::new(body),
            },
        })
    }

    /// `typedargslist` or `varargslist`, up to `close`.
    pub(super) fn parameters(&mut self, close: Tok, annotated: bool) -> Result<Arguments> {
        let mut arguments = Arguments::default();
        while self.token.kind != close {
            match self.token.kind {
                Tok::Slash => {
                    let is_first = arguments.args.is_empty();
                    if is_first || !arguments.posonlyargs.is_empty() {
                        return Err(Rejected);
                    }
                    self.advance();
                    arguments.posonlyargs = std::mem::take(&mut arguments.args);
                }
                Tok::Star => {
                    self.advance();
                    self.starred_parameters(close, annotated, &mut arguments)?;
                    break;
                }
                Tok::DoubleStar => {
                    self.keyword_parameter(annotated, &mut arguments)?;
                    break;
                }
                _ => {
                    let (arg, default) = self.parameter(annotated)?;
                    arguments.args.push(arg);
                    match default {
                        Some(default) => arguments.defaults.push(default),
                        None if arguments.defaults.is_empty() => {}
                        None => return Err(Rejected),
                    }
                }
            }
            if !self.eat(Tok::Comma) {
                break;
            }
        }
        Ok(arguments)
    }

    /// What follows a star: the name of the rest, and parameters that are only given by name.
    fn starred_parameters(
        &mut self,
        close: Tok,
        annotated: bool,
        arguments: &mut Arguments,
    ) -> Result<()> {
        if self.token.kind != Tok::Comma {
            arguments.vararg = Some(self.arg(annotated)?);
        }
        while self.eat(Tok::Comma) && self.token.kind != close {
            if self.token.kind == Tok::DoubleStar {
                self.keyword_parameter(annotated, arguments)?;
                break;
            }
            let (arg, default) = self.parameter(annotated)?;
            arguments.kwonlyargs.push(arg);
            arguments.kw_defaults.push(default);
        }
        if arguments.vararg.is_none() && arguments.kwonlyargs.is_empty() {
            return Err(Rejected);
        }
        Ok(())
    }

    /// `**kwargs`, which must be the last.
    fn keyword_parameter(&mut self, annotated: bool, arguments: &mut Arguments) -> Result<()> {
        self.advance();
        arguments.kwarg = Some(self.arg(annotated)?);
        self.eat(Tok::Comma);
        Ok(())
    }

    /// A parameter and its default.
    fn parameter(&mut self, annotated: bool) -> Result<(Arg, Option<Expr>)> {
        let arg = self.arg(annotated)?;
        let default = match self.eat(Tok::Equal) {
            true => Some(self.test()?),
            false => None,
        };
        Ok((arg, default))
    }

    fn arg(&mut self, annotated: bool) -> Result<Arg> {
        let name = self.name()?;
        let annotation = match annotated && self.eat(Tok::Colon) {
            true => Some(self.test()?),
            false => None,
        };
        Ok(Arg { name, annotation })
    }
}
