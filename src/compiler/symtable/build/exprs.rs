//! First pass, expressions: uses of names, comprehensions, `:=` (`symtable_visit_expr`,
//! `symtable_handle_comprehension`, `symtable_handle_namedexpr` in `Python/symtable.c`).

use super::{Builder, Result};
use crate::code::notes::How;
use crate::compiler::ast::{
    Comprehension, ComprehensionKind, Expr, ExprContext, ExprKind, Generator, Pos, Slice,
};
use crate::compiler::fault::Located;
use crate::compiler::names::{Name, known};
use crate::compiler::symtable::{BlockType, Uses};

impl Builder<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) -> Result {
        self.deeper(|builder| builder.expr_kind(expr))
    }

    fn expr_kind(&mut self, expr: &Expr) -> Result {
        match &expr.kind {
            ExprKind::NamedExpr { target, value } => self.named_expr(expr.pos, target, value),
            ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr(values) => self.exprs(values),
            ExprKind::BinOp { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::UnaryOp { operand, .. } => self.expr(operand),
            ExprKind::Lambda { scope, args, body } => {
                self.defaults(args)?;
                self.inside(
                    *scope,
                    BlockType::Function,
                    known::LAMBDA_CODE,
                    expr.pos,
                    |builder| {
                        builder.parameters(args)?;
                        builder.expr(body)
                    },
                )
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            ExprKind::Dict { keys, values } => {
                keys.iter()
                    .try_for_each(|key| self.optional(key.as_ref()))?;
                self.exprs(values)
            }
            ExprKind::Set(elts) | ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => {
                self.exprs(elts)
            }
            ExprKind::Comprehension(comprehension) => self.comprehension(expr.pos, comprehension),
            ExprKind::Yield(value) => {
                self.optional(value.as_deref())?;
                self.scope().generator = true;
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                self.expr(value)?;
                self.scope().generator = true;
                Ok(())
            }
            ExprKind::Await(value) => {
                self.expr(value)?;
                self.scope().coroutine = true;
                Ok(())
            }
            ExprKind::Compare {
                left, comparators, ..
            } => {
                self.expr(left)?;
                self.exprs(comparators)
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                self.expr(func)?;
                self.exprs(args)?;
                keywords
                    .iter()
                    .try_for_each(|keyword| self.expr(&keyword.value))
            }
            ExprKind::FormattedValue {
                value, format_spec, ..
            } => {
                self.expr(value)?;
                self.optional(format_spec.as_deref())
            }
            ExprKind::Constant { .. } => Ok(()),
            ExprKind::Attribute { value, .. } | ExprKind::Starred { value, .. } => self.expr(value),
            ExprKind::Subscript { value, slice, .. } => {
                self.expr(value)?;
                self.slice(slice)
            }
            ExprKind::Name { id, ctx } => {
                let how = match ctx {
                    ExprContext::Del => How::Deleted,
                    ExprContext::Load | ExprContext::Store => self.binder,
                };
                self.at(how, expr.pos);
                self.name(*id, *ctx)
            }
        }
    }

    fn name(&mut self, id: Name, ctx: ExprContext) -> Result {
        if ctx != ExprContext::Load {
            return self.add(id, Uses::LOCAL);
        }
        self.add(id, Uses::USE)?;
        // `super()` finds its class through the cell `__class__`.
        if id == known::SUPER && self.scope().block == BlockType::Function {
            self.add(known::CLASS, Uses::USE)?;
        }
        Ok(())
    }

    fn slice(&mut self, slice: &Slice) -> Result {
        match slice {
            Slice::Index(value) => self.expr(value),
            Slice::Slice { lower, upper, step } => {
                self.optional(lower.as_ref())?;
                self.optional(upper.as_ref())?;
                self.optional(step.as_ref())
            }
            Slice::ExtSlice(dims) => dims.iter().try_for_each(|dim| self.slice(dim)),
        }
    }

    /// `symtable_handle_namedexpr`.
    fn named_expr(&mut self, pos: Pos, target: &Expr, value: &Expr) -> Result {
        self.at(How::Walrus, pos);
        let scope = self.scope();
        if scope.comp_iter_expr > 0 {
            let msg = "assignment expression cannot be used in a comprehension iterable expression";
            return Err(Located::beside(msg, pos.lineno, pos.col_offset));
        }
        if scope.comprehension {
            self.extend_named_expr_scope(target)?;
        }
        self.expr(value)?;
        self.bound_by(How::Walrus, |builder| builder.expr(target))
    }

    /// In a comprehension, `:=` binds in the function or module around it
    /// (`symtable_extend_namedexpr_scope`).
    fn extend_named_expr_scope(&mut self, target: &Expr) -> Result {
        let ExprKind::Name { id: name, .. } = target.kind else {
            return Ok(());
        };
        let mut at = Some(self.current);
        while let Some(id) = at {
            let scope = &self.table.scopes[id.0];
            at = scope.parent;
            let uses = scope.uses(name);
            if scope.comprehension {
                if uses.any(Uses::COMP_ITER) {
                    let msg = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{}'",
                        self.names.text(name)
                    );
                    return Err(Located::beside(
                        msg,
                        target.pos.lineno,
                        target.pos.col_offset,
                    ));
                }
                continue;
            }
            let (here, there) = match scope.block {
                BlockType::Function if uses.any(Uses::GLOBAL) => (Uses::GLOBAL, Uses::LOCAL),
                BlockType::Function => (Uses::NONLOCAL, Uses::LOCAL),
                BlockType::Module => (Uses::GLOBAL, Uses::GLOBAL),
                BlockType::Class => {
                    let msg = "assignment expression within a comprehension cannot be used in a class body";
                    return Err(Located::beside(
                        msg,
                        target.pos.lineno,
                        target.pos.col_offset,
                    ));
                }
            };
            self.add(name, here)?;
            self.record_directive(name, target.pos);
            return self.add_in(id, name, there);
        }
        Ok(())
    }

    /// `symtable_handle_comprehension`.
    fn comprehension(&mut self, pos: Pos, comprehension: &Comprehension) -> Result {
        let Some((outermost, rest)) = comprehension.generators.split_first() else {
            return Ok(());
        };
        // The outermost iterable is evaluated in the scope around the comprehension.
        self.scope().comp_iter_expr += 1;
        self.expr(&outermost.iter)?;
        self.scope().comp_iter_expr -= 1;
        let (name, words) = match comprehension.kind {
            ComprehensionKind::Generator => (known::GENEXPR_CODE, "generator expression"),
            ComprehensionKind::List => (known::LISTCOMP_CODE, "list comprehension"),
            ComprehensionKind::Set => (known::SETCOMP_CODE, "set comprehension"),
            ComprehensionKind::Dict => (known::DICTCOMP_CODE, "dict comprehension"),
        };
        let block = BlockType::Function;
        self.inside(comprehension.scope, block, name, pos, |builder| {
            builder.scope().coroutine = outermost.is_async;
            builder.scope().comprehension = true;
            builder.add(known::FIRST_ARGUMENT, Uses::PARAM)?;
            builder.target(&outermost.target)?;
            builder.exprs(&outermost.ifs)?;
            rest.iter()
                .try_for_each(|generator| builder.generator(generator))?;
            builder.optional(comprehension.value.as_ref())?;
            builder.expr(&comprehension.elt)?;
            let scope = builder.scope();
            if scope.generator {
                let msg = format!("'yield' inside {words}");
                return Err(Located::beside(msg, scope.lineno, scope.col_offset + 1));
            }
            scope.generator = comprehension.kind == ComprehensionKind::Generator;
            Ok(())
        })
    }

    fn target(&mut self, target: &Expr) -> Result {
        self.scope().comp_iter_target = true;
        self.bound_by(How::For, |builder| builder.expr(target))?;
        self.scope().comp_iter_target = false;
        Ok(())
    }

    fn generator(&mut self, generator: &Generator) -> Result {
        self.target(&generator.target)?;
        self.scope().comp_iter_expr += 1;
        self.expr(&generator.iter)?;
        self.scope().comp_iter_expr -= 1;
        self.exprs(&generator.ifs)?;
        if generator.is_async {
            self.scope().coroutine = true;
        }
        Ok(())
    }
}
