//! `try`, `with`, and how `return`, `break` and `continue` leave them (`compiler_try_finally`,
//! `compiler_try_except`, `compiler_with`, `compiler_unwind_fblock` in `Python/compile.c`).

use super::{Compiler, FrameBlockType, Result};
use crate::code::op;
use crate::compiler::ast::{ExprContext, Handler, Pos, Stmt, WithItem};

/// COMPARE_OP's argument for "matches this exception" (`PyCmp_EXC_MATCH`).
const EXC_MATCH: usize = 10;

impl Compiler<'_> {
    /// Tidies up one construct on the way out; `preserve_tos` if a value to return lies on top
    /// (`compiler_unwind_fblock`).
    pub(super) fn unwind(&mut self, depth: usize, preserve_tos: bool) {
        let info = self.unit.fblocks[depth];
        match info.kind {
            FrameBlockType::WhileLoop => {}
            FrameBlockType::Except => self.emit(op::POP_BLOCK),
            FrameBlockType::FinallyEnd => {
                // Tells `try_finally` that its `finally` body is left early.
                self.unit.fblocks[depth].exit = None;
                self.emit_arg(op::POP_FINALLY, usize::from(preserve_tos));
                if preserve_tos {
                    self.emit(op::ROT_TWO);
                }
                self.emit(op::POP_TOP);
            }
            FrameBlockType::ForLoop => {
                // The iterator.
                if preserve_tos {
                    self.emit(op::ROT_TWO);
                }
                self.emit(op::POP_TOP);
            }
            FrameBlockType::FinallyTry => {
                self.emit(op::POP_BLOCK);
                self.call_finally(info.exit);
            }
            FrameBlockType::FinallyTry2 => {
                self.emit(op::POP_BLOCK);
                if preserve_tos {
                    self.emit(op::ROT_TWO);
                    self.emit(op::POP_TOP);
                    self.call_finally(info.exit);
                } else {
                    self.call_finally(info.exit);
                    self.emit(op::POP_TOP);
                }
            }
            FrameBlockType::With | FrameBlockType::AsyncWith => {
                self.emit(op::POP_BLOCK);
                if preserve_tos {
                    self.emit(op::ROT_TWO);
                }
                self.emit(op::BEGIN_FINALLY);
                self.emit(op::WITH_CLEANUP_START);
                if info.kind == FrameBlockType::AsyncWith {
                    self.await_top();
                }
                self.emit(op::WITH_CLEANUP_FINISH);
                self.emit_arg(op::POP_FINALLY, 0);
            }
            FrameBlockType::HandlerCleanup => {
                if preserve_tos {
                    self.emit(op::ROT_FOUR);
                }
                if info.exit.is_some() {
                    self.emit(op::POP_BLOCK);
                    self.emit(op::POP_EXCEPT);
                    self.call_finally(info.exit);
                } else {
                    self.emit(op::POP_EXCEPT);
                }
            }
        }
    }

    fn call_finally(&mut self, exit: Option<crate::compiler::assemble::BlockId>) {
        if let Some(exit) = exit {
            self.jump(op::CALL_FINALLY, exit);
        }
    }

    fn await_top(&mut self) {
        self.emit(op::GET_AWAITABLE);
        self.load_none();
        self.emit(op::YIELD_FROM);
    }

    pub(super) fn try_(
        &mut self,
        pos: Pos,
        body: &[Stmt],
        handlers: &[Handler],
        orelse: &[Stmt],
        finalbody: &[Stmt],
    ) -> Result {
        if finalbody.is_empty() {
            return self.try_except(body, handlers, orelse);
        }
        let body_block = self.new_block();
        let end = self.new_block();
        // The `finally` body is compiled first, to learn whether it is left early by `break`,
        // `continue` or `return`.
        let start = self.unit.instrs.mark();
        self.use_next(end);
        self.push_fblock(FrameBlockType::FinallyEnd, Some(end), Some(end))?;
        self.stmts(finalbody)?;
        self.unit.range = pos.range();
        self.emit(op::END_FINALLY);
        let left_early = self.pop_fblock().is_some_and(|info| info.exit.is_none());
        if left_early {
            // The placeholder pushed below.
            self.emit(op::POP_TOP);
        }
        let after = self.unit.instrs.mark();
        self.set_pos(pos);
        if left_early {
            // A placeholder for the value of a `return` in the `try` body, so that the stack is
            // the same whichever way the `finally` body is entered.
            self.load_none();
        }
        self.jump(op::SETUP_FINALLY, end);
        self.use_next(body_block);
        let kind = if left_early {
            FrameBlockType::FinallyTry2
        } else {
            FrameBlockType::FinallyTry
        };
        self.push_fblock(kind, Some(body_block), Some(end))?;
        if handlers.is_empty() {
            self.stmts(body)?;
        } else {
            self.try_except(body, handlers, orelse)?;
        }
        self.unit.range = pos.range();
        self.emit(op::POP_BLOCK);
        self.emit(op::BEGIN_FINALLY);
        self.pop_fblock();
        self.unit.instrs.move_to_end(start, after);
        Ok(())
    }

    fn try_except(&mut self, body: &[Stmt], handlers: &[Handler], orelse: &[Stmt]) -> Result {
        let body_block = self.new_block();
        let mut except = self.new_block();
        let orelse_block = self.new_block();
        let end = self.new_block();
        let head = self.unit.range;
        self.jump(op::SETUP_FINALLY, except);
        self.use_next(body_block);
        self.push_fblock(FrameBlockType::Except, Some(body_block), None)?;
        self.stmts(body)?;
        self.unit.range = head;
        self.emit(op::POP_BLOCK);
        self.pop_fblock();
        self.jump(op::JUMP_FORWARD, orelse_block);
        self.use_next(except);
        for (index, handler) in handlers.iter().enumerate() {
            if handler.type_.is_none() && index + 1 < handlers.len() {
                return Err(self.error("default 'except:' must be last"));
            }
            self.set_pos(handler.pos);
            except = self.new_block();
            if let Some(type_) = &handler.type_ {
                self.emit(op::DUP_TOP);
                self.expr(type_)?;
                self.emit_arg(op::COMPARE_OP, EXC_MATCH);
                self.jump(op::POP_JUMP_IF_FALSE, except);
            }
            self.emit(op::POP_TOP);
            self.handler_body(handler)?;
            self.unit.range = handler.pos.range();
            self.jump(op::JUMP_FORWARD, end);
            self.use_next(except);
        }
        self.unit.range = head;
        self.emit(op::END_FINALLY);
        self.use_next(orelse_block);
        self.stmts(orelse)?;
        self.use_next(end);
        Ok(())
    }

    /// A named handler deletes its name in the end, whatever happens: otherwise the exception,
    /// its traceback and the frame would keep each other alive.
    fn handler_body(&mut self, handler: &Handler) -> Result {
        let Some(name) = handler.name else {
            let cleanup_body = self.new_block();
            self.emit(op::POP_TOP);
            self.emit(op::POP_TOP);
            self.use_next(cleanup_body);
            self.push_fblock(FrameBlockType::HandlerCleanup, Some(cleanup_body), None)?;
            self.stmts(&handler.body)?;
            self.unit.range = handler.pos.range();
            self.emit(op::POP_EXCEPT);
            self.pop_fblock();
            return Ok(());
        };
        let cleanup_end = self.new_block();
        let cleanup_body = self.new_block();
        self.store_name(name)?;
        self.emit(op::POP_TOP);
        self.jump(op::SETUP_FINALLY, cleanup_end);
        self.use_next(cleanup_body);
        self.push_fblock(
            FrameBlockType::HandlerCleanup,
            Some(cleanup_body),
            Some(cleanup_end),
        )?;
        self.stmts(&handler.body)?;
        self.unit.range = handler.pos.range();
        self.emit(op::POP_BLOCK);
        self.emit(op::BEGIN_FINALLY);
        self.pop_fblock();
        self.use_next(cleanup_end);
        self.push_fblock(FrameBlockType::FinallyEnd, Some(cleanup_end), None)?;
        self.load_none();
        self.store_name(name)?;
        self.name(name, ExprContext::Del)?;
        self.emit(op::END_FINALLY);
        self.emit(op::POP_EXCEPT);
        self.pop_fblock();
        Ok(())
    }

    pub(super) fn with(&mut self, items: &[WithItem], body: &[Stmt], is_async: bool) -> Result {
        let Some((item, rest)) = items.split_first() else {
            return self.stmts(body);
        };
        if is_async && !self.may_await() {
            return Err(self.error("'async with' outside async function"));
        }
        let block = self.new_block();
        let finally = self.new_block();
        self.expr(&item.context_expr)?;
        let manager = item.context_expr.pos.range();
        self.marked(manager, |compiler| {
            if is_async {
                compiler.emit(op::BEFORE_ASYNC_WITH);
                compiler.await_top();
                compiler.jump(op::SETUP_ASYNC_WITH, finally);
            } else {
                compiler.jump(op::SETUP_WITH, finally);
            }
        });
        self.use_next(block);
        let kind = if is_async {
            FrameBlockType::AsyncWith
        } else {
            FrameBlockType::With
        };
        self.push_fblock(kind, Some(block), Some(finally))?;
        match &item.optional_vars {
            Some(target) => self.expr(target)?,
            None => self.emit(op::POP_TOP),
        }
        self.with(rest, body, is_async)?;
        self.unit.range = manager;
        self.emit(op::POP_BLOCK);
        self.emit(op::BEGIN_FINALLY);
        self.pop_fblock();
        self.use_next(finally);
        self.push_fblock(FrameBlockType::FinallyEnd, Some(finally), None)?;
        self.emit(op::WITH_CLEANUP_START);
        if is_async {
            self.await_top();
        }
        self.emit(op::WITH_CLEANUP_FINISH);
        self.emit(op::END_FINALLY);
        self.pop_fblock();
        Ok(())
    }
}
