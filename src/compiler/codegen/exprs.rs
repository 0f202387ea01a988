//! Expressions (`compiler_visit_expr1` in `Python/compile.c`).

use super::operators::binary;
use super::unit::ScopeType;
use super::{Compiler, Result};
use crate::code::op;
use crate::compiler::ast::{BoolOp, Expr, ExprContext, ExprKind, Pos, UnaryOp};
use crate::compiler::names::Name;
use crate::compiler::symtable::{BlockType, Placement};

/// What `begin_expr` remembers.
#[derive(Clone, Copy)]
pub(super) struct Outer {
    lineno: u32,
    col_offset: u32,
    range: (u32, u32),
}

/// How a name is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Variable {
    access: Access,
    /// The instructions' argument.
    index: u32,
}

/// The families of instructions that reach names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Access {
    #[default]
    Fast,
    Deref,
    ClassDeref,
    Global,
    Name,
}

impl Access {
    /// The instructions that read, bind and delete.
    fn opcodes(self) -> (u8, u8, u8) {
        match self {
            Access::Fast => (op::LOAD_FAST, op::STORE_FAST, op::DELETE_FAST),
            Access::Deref => (op::LOAD_DEREF, op::STORE_DEREF, op::DELETE_DEREF),
            Access::ClassDeref => (op::LOAD_CLASSDEREF, op::STORE_DEREF, op::DELETE_DEREF),
            Access::Global => (op::LOAD_GLOBAL, op::STORE_GLOBAL, op::DELETE_GLOBAL),
            Access::Name => (op::LOAD_NAME, op::STORE_NAME, op::DELETE_NAME),
        }
    }
}

impl Compiler<'_> {
    /// Moves to an expression's place; a new line starts a new entry of the line table.
    pub(super) fn begin_expr(&mut self, pos: Pos) -> Outer {
        let unit = &mut self.unit;
        let outer = Outer {
            lineno: unit.lineno,
            col_offset: unit.col_offset,
            range: unit.range,
        };
        if pos.lineno != unit.lineno {
            unit.lineno = pos.lineno;
            unit.lineno_set = false;
        }
        unit.col_offset = pos.col_offset;
        unit.range = pos.range();
        outer
    }

    /// Moves back.
    pub(super) fn end_expr(&mut self, outer: Outer) {
        let unit = &mut self.unit;
        if outer.lineno != unit.lineno {
            unit.lineno = outer.lineno;
            unit.lineno_set = false;
        }
        unit.col_offset = outer.col_offset;
        unit.range = outer.range;
    }

    /// Emits instructions that come from another piece of source, without touching lines.
    pub(super) fn marked(&mut self, range: (u32, u32), emit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.unit.range, range);
        emit(self);
        self.unit.range = outer;
    }

    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Result {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Result {
        let outer = self.begin_expr(expr.pos);
        self.expr_kind(expr)?;
        self.end_expr(outer);
        Ok(())
    }

    fn expr_kind(&mut self, expr: &Expr) -> Result {
        match &expr.kind {
            ExprKind::NamedExpr { target, value } => {
                self.expr(value)?;
                self.emit(op::DUP_TOP);
                self.expr(target)
            }
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values),
            ExprKind::BinOp { left, op, right } => {
                self.expr(left)?;
                self.expr(right)?;
                self.emit(binary(*op));
                Ok(())
            }
            ExprKind::UnaryOp { op, operand } => {
                self.expr(operand)?;
                self.emit(match op {
                    UnaryOp::Invert => op::UNARY_INVERT,
                    UnaryOp::Not => op::UNARY_NOT,
                    UnaryOp::UAdd => op::UNARY_POSITIVE,
                    UnaryOp::USub => op::UNARY_NEGATIVE,
                });
                Ok(())
            }
            ExprKind::Lambda { scope, args, body } => self.lambda(expr.pos, *scope, args, body),
            ExprKind::IfExp { test, body, orelse } => {
                let end = self.new_block();
                let next = self.new_block();
                self.jump_if(test, next, false)?;
                self.expr(body)?;
                self.jump(op::JUMP_FORWARD, end);
                self.use_next(next);
                self.expr(orelse)?;
                self.use_next(end);
                Ok(())
            }
            ExprKind::Dict { keys, values } => self.dict(keys, values),
            ExprKind::Set(elts) => {
                self.unpacking(elts, op::BUILD_SET, op::BUILD_SET, op::BUILD_SET_UNPACK)
            }
            ExprKind::Comprehension(comprehension) => self.comprehension(expr.pos, comprehension),
            ExprKind::Yield(value) => {
                if !self.in_function() {
                    return Err(self.error("'yield' outside function"));
                }
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.load_none(),
                }
                self.emit(op::YIELD_VALUE);
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                if !self.in_function() {
                    return Err(self.error("'yield' outside function"));
                }
                if self.unit.scope_type == ScopeType::AsyncFunction {
                    return Err(self.error("'yield from' inside async function"));
                }
                self.expr(value)?;
                self.emit(op::GET_YIELD_FROM_ITER);
                self.load_none();
                self.emit(op::YIELD_FROM);
                Ok(())
            }
            ExprKind::Await(value) => {
                if !self.in_function() && !self.top_level_await() {
                    return Err(self.error("'await' outside function"));
                }
                let may_await = self.top_level_await();
                if !may_await
                    && !matches!(
                        self.unit.scope_type,
                        ScopeType::AsyncFunction | ScopeType::Comprehension
                    )
                {
                    return Err(self.error("'await' outside async function"));
                }
                self.expr(value)?;
                self.emit(op::GET_AWAITABLE);
                self.load_none();
                self.emit(op::YIELD_FROM);
                Ok(())
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.compare(left, ops, comparators),
            ExprKind::Call {
                func,
                args,
                keywords,
            } => self.call(func, args, keywords),
            ExprKind::FormattedValue {
                value,
                conversion,
                format_spec,
            } => {
                /// Bit of FORMAT_VALUE's argument: a format specification lies on the stack.
                const FVS_HAVE_SPEC: usize = 4;
                self.expr(value)?;
                let mut oparg = *conversion as usize;
                if let Some(spec) = format_spec {
                    self.expr(spec)?;
                    oparg |= FVS_HAVE_SPEC;
                }
                self.emit_arg(op::FORMAT_VALUE, oparg);
                Ok(())
            }
            ExprKind::JoinedStr(values) => {
                self.exprs(values)?;
                if values.len() != 1 {
                    self.emit_arg(op::BUILD_STRING, values.len());
                }
                Ok(())
            }
            ExprKind::Constant { value, .. } => {
                self.load_const(value);
                Ok(())
            }
            ExprKind::Attribute { value, attr, ctx } => {
                self.expr(value)?;
                self.emit_name(
                    match ctx {
                        ExprContext::Load => op::LOAD_ATTR,
                        ExprContext::Store => op::STORE_ATTR,
                        ExprContext::Del => op::DELETE_ATTR,
                    },
                    *attr,
                );
                Ok(())
            }
            ExprKind::Subscript { value, slice, ctx } => {
                if *ctx == ExprContext::Load {
                    self.check_subscript(value, slice);
                }
                self.expr(value)?;
                self.slice(slice)?;
                self.emit(match ctx {
                    ExprContext::Load => op::BINARY_SUBSCR,
                    ExprContext::Store => op::STORE_SUBSCR,
                    ExprContext::Del => op::DELETE_SUBSCR,
                });
                Ok(())
            }
            ExprKind::Starred { ctx, .. } => Err(self.error(match ctx {
                ExprContext::Store => "starred assignment target must be in a list or tuple",
                _ => "can't use starred expression here",
            })),
            ExprKind::Name { id, ctx } => self.name(*id, *ctx),
            ExprKind::List { elts, ctx } => match ctx {
                ExprContext::Store => self.unpack_targets(elts),
                ExprContext::Load => {
                    self.unpacking(elts, op::BUILD_LIST, op::BUILD_TUPLE, op::BUILD_LIST_UNPACK)
                }
                ExprContext::Del => self.exprs(elts),
            },
            ExprKind::Tuple { elts, ctx } => match ctx {
                ExprContext::Store => self.unpack_targets(elts),
                ExprContext::Load => self.unpacking(
                    elts,
                    op::BUILD_TUPLE,
                    op::BUILD_TUPLE,
                    op::BUILD_TUPLE_UNPACK,
                ),
                ExprContext::Del => self.exprs(elts),
            },
        }
    }

    /// `compiler_nameop`: which instruction reads, binds or deletes a name depends on where it
    /// lives.
    pub(super) fn name(&mut self, name: Name, ctx: ExprContext) -> Result {
        let mangled = self.context.names.mangle(self.unit.private, name);
        let (scope, number) = (self.unit.scope.0 as u32, mangled.number());
        let variable = match self.variables.get(scope, number) {
            Some(variable) => variable,
            None => {
                let Some(variable) = self.variable(mangled) else {
                    return Ok(());
                };
                self.variables.set(scope, number, variable);
                variable
            }
        };
        let (load, store, delete) = variable.access.opcodes();
        let opcode = match ctx {
            ExprContext::Load => load,
            ExprContext::Store => store,
            ExprContext::Del => delete,
        };
        self.add(opcode, variable.index, None);
        Ok(())
    }

    /// How a name is reached in the current scope. A variable in `co_names` is added there even by
    /// code that is never emitted, unlike an attribute; a fast local isn't: then there is none.
    fn variable(&mut self, name: Name) -> Option<Variable> {
        let scope = self.scope();
        let in_function = scope.block == BlockType::Function;
        let (access, index) = match scope.placement(name) {
            Some(placement @ (Placement::Free | Placement::Cell)) => {
                let index = self.unit.deref_index(name, placement).unwrap_or(0);
                // A class body looks in its own namespace first.
                match scope.block {
                    BlockType::Class => (Access::ClassDeref, index),
                    _ => (Access::Deref, index),
                }
            }
            Some(Placement::Local) if in_function => {
                if self.silent > 0 {
                    return None;
                }
                let varnames = &mut self.unit.varnames;
                let known = varnames.items().len();
                let index = varnames.place(name);
                let len = varnames.items().len();
                self.context.footprint.grown(known, len);
                (Access::Fast, index)
            }
            Some(Placement::GlobalExplicit) => (Access::Global, self.name_index(name)),
            Some(Placement::GlobalImplicit) if in_function => {
                (Access::Global, self.name_index(name))
            }
            _ => (Access::Name, self.name_index(name)),
        };
        Some(Variable { access, index })
    }

    fn bool_op(&mut self, operator: BoolOp, values: &[Expr]) -> Result {
        let jump = match operator {
            BoolOp::And => op::JUMP_IF_FALSE_OR_POP,
            BoolOp::Or => op::JUMP_IF_TRUE_OR_POP,
        };
        let end = self.new_block();
        if let Some((last, values)) = values.split_last() {
            for value in values {
                self.expr(value)?;
                self.marked(value.pos.range(), |compiler| compiler.jump(jump, end));
            }
            self.expr(last)?;
        }
        self.use_next(end);
        Ok(())
    }
}
