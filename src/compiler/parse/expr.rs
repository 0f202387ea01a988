//! Expressions: ruff's to 3.8's (`ast_for_expr` in `Python/ast.c`).

use std::sync::Arc;

use ruff_python_ast as ruff;
use ruff_python_ast::str_prefix::StringLiteralPrefix;
use ruff_text_size::{Ranged, TextSize};

use super::Adapter;
use crate::code::Const;
use crate::compiler::ast::{
    BoolOp, CmpOp, Comprehension, ComprehensionKind, Expr, ExprContext, ExprKind, Generator,
    Keyword, Operator, Slice, UnaryOp,
};
use crate::compiler::literal::{Text, parse_int, push_bytes};
use crate::value::pyint::DEFAULT_MAX_STR_DIGITS;
use crate::value::{PyInt, PyStr};

impl Adapter<'_> {
    pub(super) fn optional(&mut self, expr: Option<&ruff::Expr>) -> Option<Expr> {
        expr.map(|expr| self.expr(expr))
    }

    pub(super) fn exprs(&mut self, exprs: &[ruff::Expr]) -> Vec<Expr> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    fn boxed(&mut self, expr: &ruff::Expr) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    pub(super) fn expr(&mut self, expr: &ruff::Expr) -> Expr {
        let pos = self.pos(expr);
        let kind = match expr {
            ruff::Expr::BoolOp(expr) => ExprKind::BoolOp {
                op: match expr.op {
                    ruff::BoolOp::And => BoolOp::And,
                    ruff::BoolOp::Or => BoolOp::Or,
                },
                values: self.exprs(&expr.values),
            },
            ruff::Expr::Named(expr) => ExprKind::NamedExpr {
                target: self.boxed(&expr.target),
                value: self.boxed(&expr.value),
            },
            ruff::Expr::BinOp(expr) => ExprKind::BinOp {
                left: self.boxed(&expr.left),
                op: operator(expr.op),
                right: self.boxed(&expr.right),
            },
            ruff::Expr::UnaryOp(expr) => ExprKind::UnaryOp {
                op: match expr.op {
                    ruff::UnaryOp::Invert => UnaryOp::Invert,
                    ruff::UnaryOp::Not => UnaryOp::Not,
                    ruff::UnaryOp::UAdd => UnaryOp::UAdd,
                    ruff::UnaryOp::USub => UnaryOp::USub,
                },
                operand: self.boxed(&expr.operand),
            },
            ruff::Expr::Lambda(expr) => ExprKind::Lambda {
                scope: self.open_scope(),
                args: Box::new(
                    expr.parameters
                        .as_deref()
                        .map(|parameters| self.arguments(parameters))
                        .unwrap_or_default(),
                ),
                body: self.boxed(&expr.body),
            },
            ruff::Expr::If(expr) => ExprKind::IfExp {
                test: self.boxed(&expr.test),
                body: self.boxed(&expr.body),
                orelse: self.boxed(&expr.orelse),
            },
            ruff::Expr::Dict(expr) => ExprKind::Dict {
                keys: expr
                    .items
                    .iter()
                    .map(|item| self.optional(item.key.as_ref()))
                    .collect(),
                values: expr
                    .items
                    .iter()
                    .map(|item| self.expr(&item.value))
                    .collect(),
            },
            ruff::Expr::Set(expr) => ExprKind::Set(self.exprs(&expr.elts)),
            ruff::Expr::ListComp(expr) => {
                self.comprehension(ComprehensionKind::List, &expr.elt, None, &expr.generators)
            }
            ruff::Expr::SetComp(expr) => {
                self.comprehension(ComprehensionKind::Set, &expr.elt, None, &expr.generators)
            }
            ruff::Expr::DictComp(expr) => {
                let key = expr.key.as_deref().unwrap_or(&expr.value);
                if expr.key.is_none() {
                    self.object(expr.start());
                }
                self.comprehension(
                    ComprehensionKind::Dict,
                    key,
                    Some(&expr.value),
                    &expr.generators,
                )
            }
            ruff::Expr::Generator(expr) => self.comprehension(
                ComprehensionKind::Generator,
                &expr.elt,
                None,
                &expr.generators,
            ),
            ruff::Expr::Await(expr) => ExprKind::Await(self.boxed(&expr.value)),
            ruff::Expr::Yield(expr) => {
                ExprKind::Yield(expr.value.as_deref().map(|value| self.boxed(value)))
            }
            ruff::Expr::YieldFrom(expr) => ExprKind::YieldFrom(self.boxed(&expr.value)),
            ruff::Expr::Compare(expr) => ExprKind::Compare {
                left: self.boxed(&expr.left),
                ops: expr.ops.iter().copied().map(comparison).collect(),
                comparators: self.exprs(&expr.comparators),
            },
            ruff::Expr::Call(expr) => {
                let func = self.boxed(&expr.func);
                let open = expr.arguments.start();
                let args = expr
                    .arguments
                    .args
                    .iter()
                    .map(|arg| self.call_argument(arg, open))
                    .collect();
                ExprKind::Call {
                    func,
                    args,
                    keywords: self.keywords(&expr.arguments.keywords),
                }
            }
            ruff::Expr::FString(expr) => return self.fstring(expr),
            ruff::Expr::StringLiteral(expr) => self.string(expr),
            ruff::Expr::BytesLiteral(expr) => self.bytes(expr),
            ruff::Expr::NumberLiteral(expr) => constant(self.number(&expr.value)),
            ruff::Expr::BooleanLiteral(expr) => ExprKind::Constant {
                value: Arc::clone(&self.booleans[usize::from(expr.value)]),
                u_prefix: false,
            },
            ruff::Expr::NoneLiteral(_) => ExprKind::Constant {
                value: Arc::clone(&self.none),
                u_prefix: false,
            },
            ruff::Expr::EllipsisLiteral(_) => ExprKind::Constant {
                value: Arc::clone(&self.ellipsis),
                u_prefix: false,
            },
            ruff::Expr::Attribute(expr) => ExprKind::Attribute {
                value: self.boxed(&expr.value),
                attr: self.names.intern(&expr.attr),
                ctx: context(expr.ctx),
            },
            ruff::Expr::Subscript(expr) => ExprKind::Subscript {
                value: self.boxed(&expr.value),
                slice: Box::new(self.slice(&expr.slice)),
                ctx: context(expr.ctx),
            },
            ruff::Expr::Starred(expr) => ExprKind::Starred {
                value: self.boxed(&expr.value),
                ctx: context(expr.ctx),
            },
            ruff::Expr::Name(expr) => ExprKind::Name {
                id: self.names.intern(&expr.id),
                ctx: context(expr.ctx),
            },
            ruff::Expr::List(expr) => ExprKind::List {
                elts: self.exprs(&expr.elts),
                ctx: context(expr.ctx),
            },
            ruff::Expr::Tuple(expr) => {
                // 3.8 has no `yield` as an item of a tuple without parentheses of its own.
                self.doubtful |= expr
                    .elts
                    .iter()
                    .any(|elt| matches!(elt, ruff::Expr::Yield(_) | ruff::Expr::YieldFrom(_)));
                ExprKind::Tuple {
                    elts: self.exprs(&expr.elts),
                    ctx: context(expr.ctx),
                }
            }
            ruff::Expr::TString(_) | ruff::Expr::Slice(_) | ruff::Expr::IpyEscapeCommand(_) => {
                self.object(expr.start());
                ExprKind::Constant {
                    value: Arc::clone(&self.none),
                    u_prefix: false,
                }
            }
        };
        Expr { pos, kind }
    }

    /// A generator expression that is a call's only argument needs no parentheses of its own;
    /// 3.8 places it at the call's.
    fn call_argument(&mut self, arg: &ruff::Expr, open: TextSize) -> Expr {
        let mut expr = self.expr(arg);
        if matches!(arg, ruff::Expr::Generator(generator) if !generator.parenthesized) {
            (expr.pos.lineno, expr.pos.col_offset) = self.line_and_column(open);
        }
        expr
    }

    pub(super) fn keywords(&mut self, keywords: &[ruff::Keyword]) -> Vec<Keyword> {
        // 3.8 refuses the same keyword twice in its parser.
        self.doubtful |= keywords.iter().enumerate().any(|(index, keyword)| {
            let name = keyword.arg.as_ref().map(|name| &name.id);
            let same = |other: &ruff::Keyword| other.arg.as_ref().map(|name| &name.id) == name;
            name.is_some() && keywords[..index].iter().any(same)
        });
        keywords
            .iter()
            .map(|keyword| Keyword {
                arg: keyword.arg.as_ref().map(|name| self.names.intern(name)),
                value: self.expr(&keyword.value),
            })
            .collect()
    }

    fn slice(&mut self, slice: &ruff::Expr) -> Slice {
        match slice {
            ruff::Expr::Slice(slice) => Slice::Slice {
                lower: self.optional(slice.lower.as_deref()),
                upper: self.optional(slice.upper.as_deref()),
                step: self.optional(slice.step.as_deref()),
            },
            ruff::Expr::Tuple(tuple)
                if !tuple.parenthesized && tuple.elts.iter().any(ruff::Expr::is_slice_expr) =>
            {
                Slice::ExtSlice(tuple.elts.iter().map(|part| self.slice(part)).collect())
            }
            _ => Slice::Index(self.expr(slice)),
        }
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        elt: &ruff::Expr,
        value: Option<&ruff::Expr>,
        generators: &[ruff::Comprehension],
    ) -> ExprKind {
        ExprKind::Comprehension(Box::new(Comprehension {
            scope: self.open_scope(),
            kind,
            elt: self.expr(elt),
            value: self.optional(value),
            generators: generators
                .iter()
                .map(|generator| Generator {
                    target: self.expr(&generator.target),
                    iter: self.expr(&generator.iter),
                    ifs: self.exprs(&generator.ifs),
                    is_async: generator.is_async,
                })
                .collect(),
        }))
    }

    fn number(&mut self, number: &ruff::Number) -> Const {
        match number {
            ruff::Number::Int(int) => Const::Int(match int.as_i64() {
                Some(small) => PyInt::from(small),
                // Too big for ruff: it kept the token's text. 3.8 refuses very long decimal ones.
                None => {
                    let text = int.to_string();
                    if text.len() > DEFAULT_MAX_STR_DIGITS {
                        self.doubtful = true;
                    }
                    parse_int(&text).unwrap_or(PyInt::from(0_i64))
                }
            }),
            ruff::Number::Float(float) => Const::Float(float.to_bits()),
            ruff::Number::Complex { real, imag } => Const::Complex(real.to_bits(), imag.to_bits()),
        }
    }

    fn string(&mut self, expr: &ruff::ExprStringLiteral) -> ExprKind {
        let u_prefix = expr.value.is_unicode();
        let mut pieces = expr.value.iter();
        let text = match (pieces.next(), pieces.next()) {
            // The common case: one piece without escapes needs no decoding.
            (Some(piece), None) if !self.source[piece.content_range()].contains('\\') => {
                PyStr::new(&self.source[piece.content_range()])
            }
            _ => {
                let mut text = Text::default();
                for piece in &expr.value {
                    self.push_piece(&mut text, piece);
                }
                text.take()
            }
        };
        ExprKind::Constant {
            value: Arc::new(Const::Str(text)),
            u_prefix,
        }
    }

    /// Adds one plain string literal of an implicit concatenation.
    pub(super) fn push_piece(&mut self, text: &mut Text, piece: &ruff::StringLiteral) {
        let raw = matches!(piece.flags.prefix(), StringLiteralPrefix::Raw { .. });
        let invalid = text.push_literal(&self.source[piece.content_range()], raw, false);
        self.warn_escape(invalid, piece.start());
    }

    fn bytes(&mut self, expr: &ruff::ExprBytesLiteral) -> ExprKind {
        let mut bytes = Vec::new();
        for piece in &expr.value {
            let content = &self.source[piece.content_range()];
            let invalid = push_bytes(&mut bytes, content, piece.flags.prefix().is_raw());
            self.warn_escape(invalid, piece.start());
        }
        constant(Const::Bytes(Arc::new(bytes)))
    }
}

/// A constant without a prefix worth keeping.
fn constant(value: Const) -> ExprKind {
    ExprKind::Constant {
        value: Arc::new(value),
        u_prefix: false,
    }
}

fn context(ctx: ruff::ExprContext) -> ExprContext {
    match ctx {
        ruff::ExprContext::Store => ExprContext::Store,
        ruff::ExprContext::Del => ExprContext::Del,
        ruff::ExprContext::Load | ruff::ExprContext::Invalid => ExprContext::Load,
    }
}

fn comparison(op: ruff::CmpOp) -> CmpOp {
    match op {
        ruff::CmpOp::Eq => CmpOp::Eq,
        ruff::CmpOp::NotEq => CmpOp::NotEq,
        ruff::CmpOp::Lt => CmpOp::Lt,
        ruff::CmpOp::LtE => CmpOp::LtE,
        ruff::CmpOp::Gt => CmpOp::Gt,
        ruff::CmpOp::GtE => CmpOp::GtE,
        ruff::CmpOp::Is => CmpOp::Is,
        ruff::CmpOp::IsNot => CmpOp::IsNot,
        ruff::CmpOp::In => CmpOp::In,
        ruff::CmpOp::NotIn => CmpOp::NotIn,
    }
}

/// The operator of a binary operation or an augmented assignment.
pub(super) fn operator(op: ruff::Operator) -> Operator {
    match op {
        ruff::Operator::Add => Operator::Add,
        ruff::Operator::Sub => Operator::Sub,
        ruff::Operator::Mult => Operator::Mult,
        ruff::Operator::MatMult => Operator::MatMult,
        ruff::Operator::Div => Operator::Div,
        ruff::Operator::Mod => Operator::Mod,
        ruff::Operator::Pow => Operator::Pow,
        ruff::Operator::LShift => Operator::LShift,
        ruff::Operator::RShift => Operator::RShift,
        ruff::Operator::BitOr => Operator::BitOr,
        ruff::Operator::BitXor => Operator::BitXor,
        ruff::Operator::BitAnd => Operator::BitAnd,
        ruff::Operator::FloorDiv => Operator::FloorDiv,
    }
}
