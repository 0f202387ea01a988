//! Warnings about expressions that can hardly be meant (`check_compare`, `check_subscripter`,
//! `check_index`, `check_caller`, `infer_type` in `Python/compile.c`).

use super::Compiler;
use crate::code::Const;
use crate::compiler::ast::{CmpOp, Expr, ExprKind, Slice};

impl Compiler<'_> {
    /// `check_compare`: `is` with a literal.
    pub(super) fn check_compare(&mut self, left: &Expr, ops: &[CmpOp], comparators: &[Expr]) {
        let mut left_is_name = check_is_arg(left);
        for (comparison, comparator) in ops.iter().zip(comparators) {
            let right_is_name = check_is_arg(comparator);
            if matches!(comparison, CmpOp::Is | CmpOp::IsNot) && !(left_is_name && right_is_name) {
                let msg = if *comparison == CmpOp::Is {
                    "\"is\" with a literal. Did you mean \"==\"?"
                } else {
                    "\"is not\" with a literal. Did you mean \"!=\"?"
                };
                self.warn(msg);
                return;
            }
            left_is_name = right_is_name;
        }
    }

    /// `check_subscripter` and `check_index`.
    pub(super) fn check_subscript(&mut self, value: &Expr, slice: &Slice) {
        let not_subscriptable = match &value.kind {
            ExprKind::Constant { value, .. } => {
                !matches!(**value, Const::Str(_) | Const::Bytes(_) | Const::Tuple(_))
            }
            ExprKind::Set(_) | ExprKind::Lambda { .. } => true,
            ExprKind::Comprehension(comprehension) => matches!(
                comprehension.kind,
                crate::compiler::ast::ComprehensionKind::Set
                    | crate::compiler::ast::ComprehensionKind::Generator
            ),
            _ => false,
        };
        if not_subscriptable {
            let msg = format!(
                "'{}' object is not subscriptable; perhaps you missed a comma?",
                inferred_type(value).unwrap_or("object")
            );
            self.warn(msg);
            return;
        }
        let Slice::Index(index) = slice else { return };
        let Some(index_type) = inferred_type(index) else {
            return;
        };
        if matches!(index_type, "int" | "bool") {
            return;
        }
        let sequence = match &value.kind {
            ExprKind::Constant { value, .. } => {
                matches!(**value, Const::Str(_) | Const::Bytes(_) | Const::Tuple(_))
            }
            ExprKind::Tuple { .. } | ExprKind::List { .. } | ExprKind::JoinedStr(_) => true,
            ExprKind::Comprehension(comprehension) => {
                comprehension.kind == crate::compiler::ast::ComprehensionKind::List
            }
            ExprKind::FormattedValue { .. } => true,
            _ => false,
        };
        if sequence {
            let msg = format!(
                "{} indices must be integers or slices, not {index_type}; perhaps you missed a comma?",
                inferred_type(value).unwrap_or("object"),
            );
            self.warn(msg);
        }
    }

    /// `check_caller`.
    pub(super) fn check_caller(&mut self, func: &Expr) {
        let not_callable = matches!(
            func.kind,
            ExprKind::Constant { .. }
                | ExprKind::Tuple { .. }
                | ExprKind::List { .. }
                | ExprKind::Dict { .. }
                | ExprKind::Set(_)
                | ExprKind::Comprehension(_)
                | ExprKind::JoinedStr(_)
                | ExprKind::FormattedValue { .. }
        );
        if not_callable {
            let msg = format!(
                "'{}' object is not callable; perhaps you missed a comma?",
                inferred_type(func).unwrap_or("object")
            );
            self.warn(msg);
        }
    }
}

/// `check_is_arg`: whether an operand of `is` is nothing to warn about.
fn check_is_arg(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant { value, .. } => {
            matches!(**value, Const::None | Const::Bool(_) | Const::Ellipsis)
        }
        _ => true,
    }
}

/// The type an expression surely has (`infer_type`).
fn inferred_type(expr: &Expr) -> Option<&'static str> {
    use crate::compiler::ast::ComprehensionKind;
    Some(match &expr.kind {
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::List { .. } => "list",
        ExprKind::Dict { .. } => "dict",
        ExprKind::Set(_) => "set",
        ExprKind::Comprehension(comprehension) => match comprehension.kind {
            ComprehensionKind::List => "list",
            ComprehensionKind::Dict => "dict",
            ComprehensionKind::Set => "set",
            ComprehensionKind::Generator => "generator",
        },
        ExprKind::Lambda { .. } => "function",
        ExprKind::JoinedStr(_) | ExprKind::FormattedValue { .. } => "str",
        ExprKind::Constant { value, .. } => match **value {
            Const::None => "NoneType",
            Const::Ellipsis => "ellipsis",
            Const::Bool(_) => "bool",
            Const::Int(_) => "int",
            Const::Float(_) => "float",
            Const::Complex(..) => "complex",
            Const::Str(_) => "str",
            Const::Bytes(_) => "bytes",
            Const::Tuple(_) => "tuple",
            Const::FrozenSet(_) => "frozenset",
            Const::Code(_) => "code",
        },
        _ => return None,
    })
}
