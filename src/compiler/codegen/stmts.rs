//! Statements (`compiler_visit_stmt` in `Python/compile.c`), but for `try` and `with`.

use std::sync::Arc;

use super::unit::ScopeType;
use super::{Compiler, FrameBlockType, Result};
use crate::code::{Const, op};
use crate::compiler::assemble::BlockId;
use crate::compiler::ast::{
    self, Alias, BoolOp, Expr, ExprContext, ExprKind, Operator, Slice, Stmt, StmtKind, UnaryOp,
};
use crate::compiler::constants::is_true;
use crate::compiler::names::{Name, known};

impl Compiler<'_> {
    /// The body of a module or class (`compiler_body`).
    pub(super) fn body(&mut self, body: &[Stmt]) -> Result {
        if let Some(first) = body.first() {
            let unit = self.unit();
            if unit.scope_type == ScopeType::Module && unit.lineno == 0 {
                // Instructions before the first statement's own count as its line.
                unit.lineno = first.pos.lineno;
                unit.range = (first.pos.start, first.pos.end);
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
            } => self.with(stmt.pos, items, body, *is_async),
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
        if self.interactive && self.units.len() <= 1 {
            self.expr(value)?;
            self.emit(op::PRINT_EXPR);
            return Ok(());
        }
        // A constant does nothing and leaves no trace.
        if matches!(value.kind, ExprKind::Constant { .. }) {
            return Ok(());
        }
        self.expr(value)?;
        self.emit(op::POP_TOP);
        Ok(())
    }

    /// `compiler_augassign`.
    fn aug_assign(&mut self, target: &Expr, operator: Operator, value: &Expr) -> Result {
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
                self.load_name(*id)?;
                self.expr(value)?;
                self.emit(inplace(operator));
                self.store_name(*id)
            }
            _ => Err(self.error("illegal expression for augmented assignment")),
        }
    }

    /// `compiler_annassign`.
    fn ann_assign(
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
        let keeps_annotations = matches!(
            self.unit_ref().scope_type,
            ScopeType::Module | ScopeType::Class
        );
        match &target.kind {
            ExprKind::Name { id, .. } if simple && keeps_annotations => {
                self.annotation(annotation)?;
                self.emit_name(op::LOAD_NAME, known::ANNOTATIONS);
                let private = self.unit_ref().private;
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

    // ---- control flow ----------------------------------------------------------------------

    /// Visits code that can never run: checked for errors, but nothing is emitted.
    fn silently(&mut self, visit: impl FnOnce(&mut Self) -> Result) -> Result {
        self.silent += 1;
        visit(self)?;
        self.silent -= 1;
        Ok(())
    }

    fn if_(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result {
        let end = self.new_block();
        match constant_truth(test) {
            Some(false) => {
                self.silently(|compiler| compiler.stmts(body))?;
                self.stmts(orelse)?;
            }
            Some(true) => {
                self.stmts(body)?;
                self.silently(|compiler| compiler.stmts(orelse))?;
            }
            None => {
                let next = if orelse.is_empty() {
                    end
                } else {
                    self.new_block()
                };
                self.jump_if(test, next, false)?;
                self.stmts(body)?;
                if !orelse.is_empty() {
                    self.jump(op::JUMP_FORWARD, end);
                    self.use_next(next);
                    self.stmts(orelse)?;
                }
            }
        }
        self.use_next(end);
        Ok(())
    }

    fn while_(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result {
        let truth = constant_truth(test);
        if truth == Some(false) {
            self.silently(|compiler| {
                // `break` and `continue` in there are still allowed.
                compiler.push_fblock(FrameBlockType::WhileLoop, None, None)?;
                compiler.stmts(body)?;
                compiler.pop_fblock();
                Ok(())
            })?;
            return self.stmts(orelse);
        }
        let start = self.new_block();
        let end = self.new_block();
        let anchor = if truth.is_none() {
            Some(self.new_block())
        } else {
            None
        };
        self.use_next(start);
        self.push_fblock(FrameBlockType::WhileLoop, Some(start), Some(end))?;
        if let Some(anchor) = anchor {
            self.jump_if(test, anchor, false)?;
        }
        self.stmts(body)?;
        self.jump(op::JUMP_ABSOLUTE, start);
        if let Some(anchor) = anchor {
            self.use_next(anchor);
        }
        self.pop_fblock();
        self.stmts(orelse)?;
        self.use_next(end);
        Ok(())
    }

    fn for_(&mut self, target: &Expr, iter: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result {
        let start = self.new_block();
        let cleanup = self.new_block();
        let end = self.new_block();
        self.push_fblock(FrameBlockType::ForLoop, Some(start), Some(end))?;
        self.expr(iter)?;
        self.emit(op::GET_ITER);
        self.use_next(start);
        self.jump(op::FOR_ITER, cleanup);
        self.expr(target)?;
        self.stmts(body)?;
        self.jump(op::JUMP_ABSOLUTE, start);
        self.use_next(cleanup);
        self.pop_fblock();
        self.stmts(orelse)?;
        self.use_next(end);
        Ok(())
    }

    fn async_for(&mut self, target: &Expr, iter: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result {
        if self.unit_ref().scope_type != ScopeType::AsyncFunction {
            return Err(self.error("'async for' outside async function"));
        }
        let start = self.new_block();
        let except = self.new_block();
        let end = self.new_block();
        self.expr(iter)?;
        self.emit(op::GET_AITER);
        self.use_next(start);
        self.push_fblock(FrameBlockType::ForLoop, Some(start), Some(end))?;
        // StopAsyncIteration from __anext__ ends the loop.
        self.jump(op::SETUP_FINALLY, except);
        self.emit(op::GET_ANEXT);
        self.load_none();
        self.emit(op::YIELD_FROM);
        self.emit(op::POP_BLOCK);
        self.expr(target)?;
        self.stmts(body)?;
        self.jump(op::JUMP_ABSOLUTE, start);
        self.pop_fblock();
        self.use_next(except);
        self.emit(op::END_ASYNC_FOR);
        self.stmts(orelse)?;
        self.use_next(end);
        Ok(())
    }

    /// `compiler_return`: the value is computed first, then every construct around is tidied up.
    fn return_(&mut self, value: Option<&Expr>) -> Result {
        if !self.in_function() {
            return Err(self.error("'return' outside function"));
        }
        if value.is_some() && self.scope().coroutine && self.scope().generator {
            return Err(self.error("'return' with value in async generator"));
        }
        // A constant can be loaded after tidying up, which saves moving it about.
        let computed = value.filter(|value| !matches!(value.kind, ExprKind::Constant { .. }));
        if let Some(value) = computed {
            self.expr(value)?;
        }
        for depth in (0..self.unit_ref().fblocks.len()).rev() {
            self.unwind(depth, computed.is_some());
        }
        match value {
            None => self.load_none(),
            Some(value) if computed.is_none() => self.expr(value)?,
            Some(_) => {}
        }
        self.emit(op::RETURN_VALUE);
        Ok(())
    }

    fn break_(&mut self) -> Result {
        for depth in (0..self.unit_ref().fblocks.len()).rev() {
            self.unwind(depth, false);
            let info = self.unit_ref().fblocks[depth];
            if matches!(
                info.kind,
                FrameBlockType::WhileLoop | FrameBlockType::ForLoop
            ) {
                return self.jump_to_loop(info.exit);
            }
        }
        Err(self.error("'break' outside loop"))
    }

    fn continue_(&mut self) -> Result {
        for depth in (0..self.unit_ref().fblocks.len()).rev() {
            let info = self.unit_ref().fblocks[depth];
            if matches!(
                info.kind,
                FrameBlockType::WhileLoop | FrameBlockType::ForLoop
            ) {
                return self.jump_to_loop(info.block);
            }
            self.unwind(depth, false);
        }
        Err(self.error("'continue' not properly in loop"))
    }

    /// A loop that can never run has no blocks, and nothing is emitted in it.
    fn jump_to_loop(&mut self, target: Option<BlockId>) -> Result {
        if let Some(target) = target {
            self.jump(op::JUMP_ABSOLUTE, target);
        }
        Ok(())
    }

    /// `compiler_jump_if`: jumps to `next` if the truth of `test` is `cond`, without making a
    /// value of it where that can be avoided.
    pub(super) fn jump_if(&mut self, test: &Expr, next: BlockId, cond: bool) -> Result {
        match &test.kind {
            ExprKind::UnaryOp {
                op: UnaryOp::Not,
                operand,
            } => {
                return self.jump_if(operand, next, !cond);
            }
            ExprKind::BoolOp { op, values } => {
                let Some((last, values)) = values.split_last() else {
                    return Ok(());
                };
                let cond2 = *op == BoolOp::Or;
                let next2 = if cond2 == cond {
                    next
                } else {
                    self.new_block()
                };
                for value in values {
                    self.jump_if(value, next2, cond2)?;
                }
                self.jump_if(last, next, cond)?;
                if next2 != next {
                    self.use_next(next2);
                }
                return Ok(());
            }
            ExprKind::IfExp { test, body, orelse } => {
                let end = self.new_block();
                let next2 = self.new_block();
                self.jump_if(test, next2, false)?;
                self.jump_if(body, next, cond)?;
                self.jump(op::JUMP_FORWARD, end);
                self.use_next(next2);
                self.jump_if(orelse, next, cond)?;
                self.use_next(end);
                return Ok(());
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } if ops.len() > 1 => {
                let cleanup = self.new_block();
                self.chain(left, ops, comparators, op::POP_JUMP_IF_FALSE, cleanup)?;
                let jump = if cond {
                    op::POP_JUMP_IF_TRUE
                } else {
                    op::POP_JUMP_IF_FALSE
                };
                self.jump(jump, next);
                let end = self.new_block();
                self.jump(op::JUMP_FORWARD, end);
                self.use_next(cleanup);
                self.emit(op::POP_TOP);
                if !cond {
                    self.jump(op::JUMP_FORWARD, next);
                }
                self.use_next(end);
                return Ok(());
            }
            _ => {}
        }
        self.expr(test)?;
        let outer = self.mark(test.pos);
        self.jump(
            if cond {
                op::POP_JUMP_IF_TRUE
            } else {
                op::POP_JUMP_IF_FALSE
            },
            next,
        );
        self.unit().range = outer;
        Ok(())
    }

    fn assert(&mut self, test: &Expr, msg: Option<&Expr>) -> Result {
        let always_true = match &test.kind {
            ExprKind::Tuple { elts, .. } => !elts.is_empty(),
            ExprKind::Constant { value, .. } => {
                matches!(&**value, Const::Tuple(items) if !items.is_empty())
            }
            _ => false,
        };
        if always_true {
            self.warn("assertion is always true, perhaps remove parentheses?");
        }
        if self.context.options.optimize > 0 {
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

    // ---- imports ---------------------------------------------------------------------------

    fn import(&mut self, alias: &Alias) -> Result {
        self.load_int(0);
        self.load_none();
        self.emit_name(op::IMPORT_NAME, alias.name);
        let parts: Vec<Name> = self.dotted(alias.name);
        let Some(asname) = alias.asname else {
            return self.store_name(parts.first().copied().unwrap_or(alias.name));
        };
        // `import a.b.c as d`: IMPORT_NAME leaves `a`; step through to `c`.
        for (index, &part) in parts.iter().enumerate().skip(1) {
            if index > 1 {
                self.emit(op::ROT_TWO);
                self.emit(op::POP_TOP);
            }
            self.emit_plain_name(op::IMPORT_FROM, part);
        }
        self.store_name(asname)?;
        if parts.len() > 1 {
            self.emit(op::POP_TOP);
        }
        Ok(())
    }

    fn dotted(&mut self, name: Name) -> Vec<Name> {
        let text = self.context.names.text(name);
        if !text.contains('.') {
            return vec![name];
        }
        let parts: Vec<String> = text.split('.').map(str::to_owned).collect();
        parts
            .iter()
            .map(|part| self.context.names.intern(part))
            .collect()
    }

    fn import_from(
        &mut self,
        lineno: u32,
        module: Option<Name>,
        names: &[Alias],
        level: u32,
    ) -> Result {
        self.load_int(i64::from(level));
        if lineno > self.context.future_lineno && module == Some(known::FUTURE) {
            return Err(
                self.error("from __future__ imports must occur at the beginning of the file")
            );
        }
        let items: Vec<Name> = names.iter().map(|alias| alias.name).collect();
        self.load_names_tuple(&items);
        self.emit_name(op::IMPORT_NAME, module.unwrap_or(known::EMPTY));
        if names.first().is_some_and(|alias| alias.name == known::STAR) {
            self.emit(op::IMPORT_STAR);
            return Ok(());
        }
        for alias in names {
            self.emit_name(op::IMPORT_FROM, alias.name);
            self.store_name(alias.asname.unwrap_or(alias.name))?;
        }
        self.emit(op::POP_TOP);
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

/// The truth of a test that is a constant (`expr_constant`).
fn constant_truth(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Constant { value, .. } => Some(is_true(&Arc::clone(value))),
        _ => None,
    }
}

/// `inplace_binop`.
fn inplace(operator: Operator) -> u8 {
    match operator {
        Operator::Add => op::INPLACE_ADD,
        Operator::Sub => op::INPLACE_SUBTRACT,
        Operator::Mult => op::INPLACE_MULTIPLY,
        Operator::MatMult => op::INPLACE_MATRIX_MULTIPLY,
        Operator::Div => op::INPLACE_TRUE_DIVIDE,
        Operator::Mod => op::INPLACE_MODULO,
        Operator::Pow => op::INPLACE_POWER,
        Operator::LShift => op::INPLACE_LSHIFT,
        Operator::RShift => op::INPLACE_RSHIFT,
        Operator::BitOr => op::INPLACE_OR,
        Operator::BitXor => op::INPLACE_XOR,
        Operator::BitAnd => op::INPLACE_AND,
        Operator::FloorDiv => op::INPLACE_FLOOR_DIVIDE,
    }
}
