//! Assignments that are more than a store: `op=` and annotated ones (`compiler_augassign`,
//! `compiler_annassign` in `Python/compile.c`).

use super::operators::inplace;
use super::unit::ScopeType;
use super::{Compiler, Result};
use crate::code::op;
use crate::compiler::ast::{Expr, ExprKind, Operator, Slice};
use crate::compiler::names::known;

impl Compiler<'_> {
    /// `compiler_augassign`.
    pub(super) fn aug_assign(&mut self, target: &Expr, operator: Operator, value: &Expr) -> Result {
        match &target.kind {
            ExprKind::Attribute {
                value: object,
                attr,
                ..
            } => {
                let outer = self.begin_expr(target.pos);
                self.expr(object)?;
                self.emit(op::DUP_TOP);
                self.emit_name(op::LOAD_ATTR, *attr);
                self.end_expr(outer);
                self.expr(value)?;
                self.emit(inplace(operator));
                let outer = self.begin_expr(target.pos);
                self.emit(op::ROT_TWO);
                self.emit_name(op::STORE_ATTR, *attr);
                self.end_expr(outer);
                Ok(())
            }
            ExprKind::Subscript {
                value: object,
                slice,
                ..
            } => {
                let outer = self.begin_expr(target.pos);
                self.expr(object)?;
                self.slice(slice)?;
                self.emit(op::DUP_TOP_TWO);
                self.emit(op::BINARY_SUBSCR);
                self.end_expr(outer);
                self.expr(value)?;
                self.emit(inplace(operator));
                let outer = self.begin_expr(target.pos);
                self.emit(op::ROT_THREE);
                self.emit(op::STORE_SUBSCR);
                self.end_expr(outer);
                Ok(())
            }
            ExprKind::Name { id, .. } => {
                let outer = std::mem::replace(&mut self.unit.range, target.pos.range());
                self.load_name(*id)?;
                self.unit.range = outer;
                self.expr(value)?;
                self.emit(inplace(operator));
                self.unit.range = target.pos.range();
                self.store_name(*id)
            }
            _ => Err(self.error("illegal expression for augmented assignment")),
        }
    }

    /// `compiler_annassign`.
    pub(super) fn ann_assign(
        &mut self,
        target: &Expr,
        annotation: &Expr,
        value: Option<&Expr>,
        simple: bool,
    ) -> Result {
        if let Some(value) = value {
            self.expr(value)?;
            self.expr(target)?;
        }
        let keeps_annotations =
            matches!(self.unit.scope_type, ScopeType::Module | ScopeType::Class);
        match &target.kind {
            ExprKind::Name { id, .. } if simple && keeps_annotations => {
                self.annotation(annotation)?;
                self.emit_name(op::LOAD_NAME, known::ANNOTATIONS);
                let private = self.unit.private;
                let mangled = self.context.names.mangle(private, *id);
                self.load_name_text(mangled);
                self.emit(op::STORE_SUBSCR);
            }
            ExprKind::Attribute { value: object, .. } if value.is_none() => {
                self.evaluate(object)?;
            }
            ExprKind::Subscript {
                value: object,
                slice,
                ..
            } if value.is_none() => {
                self.evaluate(object)?;
                self.evaluate_slice(slice)?;
            }
            _ => {}
        }
        if !simple && keeps_annotations {
            self.evaluate(annotation)?;
        }
        Ok(())
    }

    /// Evaluates for the effect (`check_ann_expr`).
    fn evaluate(&mut self, expr: &Expr) -> Result {
        self.expr(expr)?;
        self.emit(op::POP_TOP);
        Ok(())
    }

    /// `check_ann_subscr`.
    fn evaluate_slice(&mut self, slice: &Slice) -> Result {
        match slice {
            Slice::Index(value) => self.evaluate(value),
            Slice::Slice { lower, upper, step } => lower
                .iter()
                .chain(upper)
                .chain(step)
                .try_for_each(|part| self.evaluate(part)),
            Slice::ExtSlice(dims) => dims.iter().try_for_each(|dim| self.evaluate_slice(dim)),
        }
    }
}
