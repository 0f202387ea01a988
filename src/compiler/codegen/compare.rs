//! Comparisons, alone and in chains (`compiler_compare` in `Python/compile.c`).

use super::{Compiler, Result};
use crate::code::op;
use crate::compiler::assemble::BlockId;
use crate::compiler::ast::{CmpOp, Expr};

impl Compiler<'_> {
    /// `compiler_compare`: a chain keeps the middle operand for the next comparison.
    pub(super) fn compare(&mut self, left: &Expr, ops: &[CmpOp], comparators: &[Expr]) -> Result {
        self.check_compare(left, ops, comparators);
        if ops.len() <= 1 {
            self.expr(left)?;
            for (comparison, comparator) in ops.iter().zip(comparators) {
                self.expr(comparator)?;
                self.emit_arg(op::COMPARE_OP, *comparison as usize);
            }
            return Ok(());
        }
        let cleanup = self.new_block();
        self.comparisons(left, ops, comparators, op::JUMP_IF_FALSE_OR_POP, cleanup)?;
        let end = self.new_block();
        self.jump(op::JUMP_FORWARD, end);
        self.use_next(cleanup);
        self.emit(op::ROT_TWO);
        self.emit(op::POP_TOP);
        self.use_next(end);
        Ok(())
    }

    /// A chain as a condition.
    pub(super) fn chain(
        &mut self,
        left: &Expr,
        ops: &[CmpOp],
        comparators: &[Expr],
        jump: u8,
        cleanup: BlockId,
    ) -> Result {
        self.check_compare(left, ops, comparators);
        self.comparisons(left, ops, comparators, jump, cleanup)
    }

    fn comparisons(
        &mut self,
        left: &Expr,
        ops: &[CmpOp],
        comparators: &[Expr],
        jump: u8,
        cleanup: BlockId,
    ) -> Result {
        self.expr(left)?;
        for (index, (comparison, comparator)) in ops.iter().zip(comparators).enumerate() {
            self.expr(comparator)?;
            if index + 1 < ops.len() {
                self.emit(op::DUP_TOP);
                self.emit(op::ROT_THREE);
            }
            self.emit_arg(op::COMPARE_OP, *comparison as usize);
            if index + 1 < ops.len() {
                self.jump(jump, cleanup);
                self.next_block();
            }
        }
        Ok(())
    }
}
