//! Simple statements: those that fit on a line (`ast_for_expr_stmt`, `ast_for_flow_stmt` ... in
//! `Python/ast.c`).

use super::target::set_context;
use super::{Parser, Rejected, Result};
use crate::compiler::ast::{Expr, ExprContext, ExprKind, Stmt, StmtKind};
use crate::compiler::lex::Tok;
use crate::compiler::names::Name;

impl Parser<'_> {
    /// `simple_stmt`: statements with semicolons between them, up to the end of the line.
    pub(super) fn simple_statements(&mut self) -> Result<()> {
        loop {
            let begin = self.begin();
            let kind = self.small_statement()?;
            let pos = self.until_here(begin);
            self.stmts.push(Stmt { pos, kind });
            if !self.eat(Tok::Semi) || self.token.kind == Tok::Newline {
                return self.expect(Tok::Newline);
            }
        }
    }

    fn small_statement(&mut self) -> Result<StmtKind> {
        Ok(match self.token.kind {
            Tok::Pass => self.keyword(StmtKind::Pass),
            Tok::Break => self.keyword(StmtKind::Break),
            Tok::Continue => self.keyword(StmtKind::Continue),
            Tok::Return => {
                self.advance();
                StmtKind::Return(match self.token.kind.begins_expression() {
                    true => Some(self.test_list_star()?),
                    false => None,
                })
            }
            Tok::Raise => self.raise()?,
            Tok::Yield => StmtKind::Expr(self.yield_expr()?),
            Tok::Del => {
                self.advance();
                StmtKind::Delete(self.target_list(ExprContext::Del)?.0)
            }
            Tok::Assert => {
                self.advance();
                let test = self.test()?;
                let msg = match self.eat(Tok::Comma) {
                    true => Some(self.test()?),
                    false => None,
                };
                StmtKind::Assert { test, msg }
            }
            Tok::Import => self.import()?,
            Tok::From => self.import_from()?,
            Tok::Global => StmtKind::Global(self.names_after()?),
            Tok::Nonlocal => StmtKind::Nonlocal(self.names_after()?),
            _ => self.expression_statement()?,
        })
    }

    fn keyword(&mut self, kind: StmtKind) -> StmtKind {
        self.advance();
        kind
    }

    fn raise(&mut self) -> Result<StmtKind> {
        self.advance();
        let (mut exc, mut cause) = (None, None);
        if self.token.kind.begins_expression() {
            exc = Some(self.test()?);
            if self.eat(Tok::From) {
                cause = Some(self.test()?);
            }
        }
        Ok(StmtKind::Raise { exc, cause })
    }

    /// The names of `global` and `nonlocal`.
    fn names_after(&mut self) -> Result<Vec<Name>> {
        self.advance();
        let mut names = vec![self.name()?];
        while self.eat(Tok::Comma) {
            names.push(self.name()?);
        }
        Ok(names)
    }

    /// `expr_stmt`: an expression, or one of the three kinds of assignment.
    fn expression_statement(&mut self) -> Result<StmtKind> {
        let parenthesis = self.token.kind == Tok::LPar;
        let first = self.test_list_star()?;
        match self.token.kind {
            Tok::Newline | Tok::Semi => Ok(StmtKind::Expr(first)),
            Tok::Equal => self.assignment(first),
            Tok::Colon => self.annotated(first, parenthesis),
            kind => {
                let op = kind.augmented().ok_or(Rejected)?;
                let mut target = first;
                if !is_single_target(&target) {
                    return Err(Rejected);
                }
                set_context(&mut target, ExprContext::Store)?;
                self.advance();
                let value = self.yield_or(Self::test_list)?;
                Ok(StmtKind::AugAssign { target, op, value })
            }
        }
    }

    /// `target = target = value`, from the first `=` on.
    fn assignment(&mut self, first: Expr) -> Result<StmtKind> {
        let mark = self.exprs.len();
        let mut value = first;
        while self.eat(Tok::Equal) {
            let mut target = value;
            set_context(&mut target, ExprContext::Store)?;
            self.exprs.push(target);
            value = self.yield_or(Self::test_list_star)?;
        }
        let targets = self.exprs.split_off(mark);
        Ok(StmtKind::Assign { targets, value })
    }

    /// `target: annotation = value`, from the colon on.
    fn annotated(&mut self, mut target: Expr, parenthesis: bool) -> Result<StmtKind> {
        if !is_single_target(&target) {
            return Err(Rejected);
        }
        set_context(&mut target, ExprContext::Store)?;
        self.advance();
        let annotation = self.test()?;
        let value = match self.eat(Tok::Equal) {
            true => Some(self.yield_or(Self::test_list_star)?),
            false => None,
        };
        let simple = matches!(target.kind, ExprKind::Name { .. }) && !parenthesis;
        Ok(StmtKind::AnnAssign {
            target,
            annotation,
            value,
            simple,
        })
    }
}

/// Whether an expression is a name, attribute or subscript.
fn is_single_target(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }
    )
}
