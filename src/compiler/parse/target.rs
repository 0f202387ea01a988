//! What can be bound or deleted (`set_context` in `Python/ast.c`).

use super::operators::Level;
use super::{Parser, Rejected, Result};
use crate::compiler::ast::{Expr, ExprContext, ExprKind};
use crate::compiler::lex::Tok;

/// Makes an expression one that is bound or deleted, if it can be.
pub(super) fn set_context(expr: &mut Expr, context: ExprContext) -> Result<()> {
    match &mut expr.kind {
        ExprKind::Name { ctx, .. }
        | ExprKind::Attribute { ctx, .. }
        | ExprKind::Subscript { ctx, .. } => *ctx = context,
        ExprKind::Starred { value, ctx } => {
            *ctx = context;
            set_context(value, context)?;
        }
        ExprKind::List { elts, ctx } | ExprKind::Tuple { elts, ctx } => {
            *ctx = context;
            for item in elts {
                set_context(item, context)?;
            }
        }
        _ => return Err(Rejected),
    }
    Ok(())
}

impl Parser<'_> {
    /// `exprlist` before `in`: what a loop binds.
    pub(super) fn loop_targets(&mut self) -> Result<Expr> {
        let (mut targets, comma) = self.target_list(ExprContext::Store)?;
        if let Some(only) = targets.pop_if(|_| !comma) {
            return Ok(only);
        }
        // 3.8 places the tuple at its first item, parentheses around that aside.
        let first = targets.first().ok_or(Rejected)?.pos;
        Ok(Expr {
            pos: self.until_here(first),
            kind: ExprKind::Tuple {
                elts: targets,
                ctx: ExprContext::Store,
            },
        })
    }

    /// `exprlist`, and whether it has a comma.
    pub(super) fn target_list(&mut self, context: ExprContext) -> Result<(Vec<Expr>, bool)> {
        let mark = self.exprs.len();
        let mut comma = false;
        loop {
            let mut target = match self.token.kind {
                Tok::Star => self.star_expr()?,
                _ => self.operation(Level::BitOr)?,
            };
            set_context(&mut target, context)?;
            self.exprs.push(target);
            if !self.eat(Tok::Comma) {
                break;
            }
            comma = true;
            if !self.token.kind.begins_expression() {
                break;
            }
        }
        Ok((self.exprs.split_off(mark), comma))
    }
}
