//! Control flow: `if`, loops, `return`, `break`, `continue`, and conditions as jumps
//! (`compiler_if`, `compiler_while`, `compiler_for`, `compiler_jump_if` in `Python/compile.c`).

use std::sync::Arc;

use super::{Compiler, FrameBlockType, Result};
use crate::code::notes::ChangeKind;
use crate::code::op;
use crate::compiler::assemble::BlockId;
use crate::compiler::ast::{BoolOp, Expr, ExprKind, Stmt, UnaryOp};
use crate::compiler::constants::is_true;

impl Compiler<'_> {
    /// Visits code that can never run: checked for errors, but nothing is emitted.
    fn silently(&mut self, visit: impl FnOnce(&mut Self) -> Result) -> Result {
        self.silent += 1;
        visit(self)?;
        self.silent -= 1;
        Ok(())
    }

    pub(super) fn if_(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result {
        let head = self.unit.range;
        let end = self.new_block();
        match constant_truth(test) {
            Some(false) => {
                self.note(test.pos, |test| ChangeKind::NeverRuns {
                    test,
                    is_true: false,
                });
                self.silently(|compiler| compiler.stmts(body))?;
                self.stmts(orelse)?;
            }
            Some(true) => {
                self.note(test.pos, |test| ChangeKind::NoTest { test });
                self.stmts(body)?;
                if !orelse.is_empty() {
                    self.note(test.pos, |test| ChangeKind::NeverRuns {
                        test,
                        is_true: true,
                    });
                }
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
                    self.marked(head, |compiler| compiler.jump(op::JUMP_FORWARD, end));
                    self.use_next(next);
                    self.stmts(orelse)?;
                }
            }
        }
        self.use_next(end);
        Ok(())
    }

    pub(super) fn while_(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result {
        let head = self.unit.range;
        let truth = constant_truth(test);
        if truth == Some(false) {
            self.note(test.pos, |test| ChangeKind::NeverRuns {
                test,
                is_true: false,
            });
            self.silently(|compiler| {
                // `break` and `continue` in there are still allowed.
                compiler.push_fblock(FrameBlockType::WhileLoop, None, None)?;
                compiler.stmts(body)?;
                compiler.pop_fblock();
                Ok(())
            })?;
            return self.stmts(orelse);
        }
        if truth == Some(true) {
            self.note(test.pos, |test| ChangeKind::NoTest { test });
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
        self.marked(head, |compiler| compiler.jump(op::JUMP_ABSOLUTE, start));
        if let Some(anchor) = anchor {
            self.use_next(anchor);
        }
        self.pop_fblock();
        self.stmts(orelse)?;
        self.use_next(end);
        Ok(())
    }

    pub(super) fn for_(
        &mut self,
        target: &Expr,
        iter: &Expr,
        body: &[Stmt],
        orelse: &[Stmt],
    ) -> Result {
        let start = self.new_block();
        let cleanup = self.new_block();
        let end = self.new_block();
        let head = self.unit.range;
        self.push_fblock(FrameBlockType::ForLoop, Some(start), Some(end))?;
        self.expr(iter)?;
        self.marked(iter.pos.range(), |compiler| {
            compiler.emit(op::GET_ITER);
            compiler.use_next(start);
            compiler.jump(op::FOR_ITER, cleanup);
        });
        self.expr(target)?;
        self.stmts(body)?;
        self.marked(head, |compiler| compiler.jump(op::JUMP_ABSOLUTE, start));
        self.use_next(cleanup);
        self.pop_fblock();
        self.stmts(orelse)?;
        self.use_next(end);
        Ok(())
    }

    pub(super) fn async_for(
        &mut self,
        target: &Expr,
        iter: &Expr,
        body: &[Stmt],
        orelse: &[Stmt],
    ) -> Result {
        if !self.may_await() {
            return Err(self.error("'async for' outside async function"));
        }
        let start = self.new_block();
        let except = self.new_block();
        let end = self.new_block();
        let head = self.unit.range;
        self.expr(iter)?;
        self.marked(iter.pos.range(), |compiler| compiler.emit(op::GET_AITER));
        self.use_next(start);
        self.push_fblock(FrameBlockType::ForLoop, Some(start), Some(end))?;
        // StopAsyncIteration from __anext__ ends the loop.
        self.marked(iter.pos.range(), |compiler| {
            compiler.jump(op::SETUP_FINALLY, except);
            compiler.emit(op::GET_ANEXT);
            compiler.load_none();
            compiler.emit(op::YIELD_FROM);
            compiler.emit(op::POP_BLOCK);
        });
        self.expr(target)?;
        self.stmts(body)?;
        self.marked(head, |compiler| compiler.jump(op::JUMP_ABSOLUTE, start));
        self.pop_fblock();
        self.use_next(except);
        self.marked(head, |compiler| compiler.emit(op::END_ASYNC_FOR));
        self.stmts(orelse)?;
        self.use_next(end);
        Ok(())
    }

    /// `compiler_return`: the value is computed first, then every construct around is tidied up.
    pub(super) fn return_(&mut self, value: Option<&Expr>) -> Result {
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
        for depth in (0..self.unit.fblocks.len()).rev() {
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

    pub(super) fn break_(&mut self) -> Result {
        for depth in (0..self.unit.fblocks.len()).rev() {
            self.unwind(depth, false);
            let info = self.unit.fblocks[depth];
            if matches!(
                info.kind,
                FrameBlockType::WhileLoop | FrameBlockType::ForLoop
            ) {
                return self.jump_to_loop(info.exit);
            }
        }
        Err(self.error("'break' outside loop"))
    }

    pub(super) fn continue_(&mut self) -> Result {
        for depth in (0..self.unit.fblocks.len()).rev() {
            let info = self.unit.fblocks[depth];
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
        let jump = if cond {
            op::POP_JUMP_IF_TRUE
        } else {
            op::POP_JUMP_IF_FALSE
        };
        self.marked(test.pos.range(), |compiler| compiler.jump(jump, next));
        Ok(())
    }
}

/// The truth of a test that is a constant (`expr_constant`).
fn constant_truth(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Constant { value, .. } => Some(is_true(&Arc::clone(value))),
        _ => None,
    }
}
