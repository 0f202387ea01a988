//! Statements (`compiler_visit_stmt` in `Python/compile.c`), but for `try` and `with`.

use super::unit::ScopeType;
use super::{Compiler, Result};
use crate::code::notes::ChangeKind;
use crate::code::op;
use crate::compiler::ast::{self, Expr, ExprContext, ExprKind, Stmt, StmtKind};
use crate::compiler::names::{Name, known};

impl Compiler<'_> {
    /// The body of a module or class (`compiler_body`).
    pub(super) fn body(&mut self, body: &[Stmt]) -> Result {
        if let Some(first) = body.first() {
            let unit = &mut self.unit;
            if unit.scope_type == ScopeType::Module && unit.lineno == 0 {
                // Instructions before the first statement's own count as its line.
                unit.lineno = first.pos.lineno;
                unit.range = first.pos.range();
            }
        }
        if has_annotation(body) {
            self.emit(op::SETUP_ANNOTATIONS);
        }
        let mut rest = body;
        if ast::docstring(body).is_some()
            && let Some((
                Stmt {
                    kind: StmtKind::Expr(doc),
                    ..
                },
                after,
            )) = body.split_first()
        {
            self.expr(doc)?;
            self.store_name(known::DOC)?;
            rest = after;
        }
        self.stmts(rest)
    }

    pub(super) fn stmts(&mut self, stmts: &[Stmt]) -> Result {
        stmts.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result {
        self.set_pos(stmt.pos);
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function(stmt.pos, def),
            StmtKind::ClassDef(def) => self.class(stmt.pos, def),
            StmtKind::Return(value) => self.return_(value.as_ref()),
            StmtKind::Delete(targets) => self.exprs(targets),
            StmtKind::Assign { targets, value } => {
                self.expr(value)?;
                for (index, target) in targets.iter().enumerate() {
                    if index + 1 < targets.len() {
                        self.emit(op::DUP_TOP);
                    }
                    self.expr(target)?;
                }
                Ok(())
            }
            StmtKind::AugAssign { target, op, value } => self.aug_assign(target, *op, value),
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => self.ann_assign(target, annotation, value.as_ref(), *simple),
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async: false,
            } => self.for_(target, iter, body, orelse),
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async: true,
            } => self.async_for(target, iter, body, orelse),
            StmtKind::While { test, body, orelse } => self.while_(test, body, orelse),
            StmtKind::If { test, body, orelse } => self.if_(test, body, orelse),
            StmtKind::With {
                items,
                body,
                is_async,
            } => self.with(items, body, *is_async),
            StmtKind::Raise { exc, cause } => {
                let mut count = 0;
                for value in exc.iter().chain(cause) {
                    self.expr(value)?;
                    count += 1;
                }
                self.emit_arg(op::RAISE_VARARGS, count);
                Ok(())
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finalbody,
            } => self.try_(stmt.pos, body, handlers, orelse, finalbody),
            StmtKind::Assert { test, msg } => self.assert(test, msg.as_ref()),
            StmtKind::Import(names) => names.iter().try_for_each(|alias| self.import(alias)),
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => self.import_from(stmt.pos.lineno, *module, names, *level),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::Pass => Ok(()),
            StmtKind::Expr(value) => self.expr_stmt(value),
            StmtKind::Break => self.break_(),
            StmtKind::Continue => self.continue_(),
        }
    }

    /// `compiler_visit_stmt_expr`.
    fn expr_stmt(&mut self, value: &Expr) -> Result {
        if self.interactive && self.outer.is_empty() {
            self.expr(value)?;
            self.emit(op::PRINT_EXPR);
            return Ok(());
        }
        // A constant does nothing and leaves no trace.
        if let ExprKind::Constant {
            value: constant, ..
        } = &value.kind
        {
            if self.context.notebook.is_some() {
                let id = self.consts.id(constant, self.context.footprint);
                let is_docstring = self.unit.has_docstring(id);
                self.note(value.pos, |text| match is_docstring {
                    true => ChangeKind::Docstring,
                    false => ChangeKind::UselessConstant { text },
                });
            }
            return Ok(());
        }
        self.expr(value)?;
        self.emit(op::POP_TOP);
        Ok(())
    }

    fn assert(&mut self, test: &Expr, msg: Option<&Expr>) -> Result {
        let always_true = match &test.kind {
            ExprKind::Tuple { elts, .. } => !elts.is_empty(),
            // A tuple of constants has been folded by now, so that CPython doesn't notice it.
            _ => false,
        };
        if always_true {
            self.warn("assertion is always true, perhaps remove parentheses?");
        }
        if self.context.options.optimize > 0 {
            self.note(test.pos, |_| ChangeKind::NoAssert);
            return Ok(());
        }
        let end = self.new_block();
        self.jump_if(test, end, true)?;
        self.emit_plain_name(op::LOAD_GLOBAL, known::ASSERTION_ERROR);
        if let Some(msg) = msg {
            self.expr(msg)?;
            self.emit_arg(op::CALL_FUNCTION, 1);
        }
        self.emit_arg(op::RAISE_VARARGS, 1);
        self.use_next(end);
        Ok(())
    }

    // ---- names -----------------------------------------------------------------------------

    pub(super) fn load_name(&mut self, name: Name) -> Result {
        self.name(name, ExprContext::Load)
    }

    pub(super) fn store_name(&mut self, name: Name) -> Result {
        self.name(name, ExprContext::Store)
    }
}

/// Whether a variable annotation occurs in the statements of a body, nested blocks included,
/// functions and classes not (`find_ann`).
pub(super) fn has_annotation(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::AnnAssign { .. } => true,
        StmtKind::For { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::If { body, orelse, .. } => has_annotation(body) || has_annotation(orelse),
        StmtKind::With { body, .. } => has_annotation(body),
        StmtKind::Try {
            body,
            handlers,
            orelse,
            finalbody,
        } => {
            has_annotation(body)
                || handlers.iter().any(|handler| has_annotation(&handler.body))
                || has_annotation(finalbody)
                || has_annotation(orelse)
        }
        _ => false,
    })
}
