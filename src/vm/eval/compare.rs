//! Comparisons and conditional jumps.

use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::CompareOp;
use crate::vm::{PyResult, Vm};

/// Arguments of `COMPARE_OP` beyond the six comparisons (`Include/opcode.h`, `enum cmp_op`).
const PY_CMP_IN: u32 = 6;
const PY_CMP_NOT_IN: u32 = 7;
const PY_CMP_IS: u32 = 8;
const PY_CMP_IS_NOT: u32 = 9;
const PY_CMP_EXC_MATCH: u32 = 10;

impl Vm<'_> {
    #[inline(never)]
    pub(super) fn compare_op(&mut self, arg: u32) -> PyResult<()> {
        if arg < PY_CMP_IN
            && let Some(truth) = self.compare_numbers(CompareOp::from_arg(arg))
        {
            let result = self.state.heap.new_bool(truth);
            self.replace_operands(result);
            return Ok(());
        }
        let (left, right) = self.operands();
        let result = match arg {
            PY_CMP_IN => self.contains(right, left),
            PY_CMP_NOT_IN => self.contains(right, left).map(|found| !found),
            PY_CMP_IS => Ok(left == right),
            PY_CMP_IS_NOT => Ok(left != right),
            PY_CMP_EXC_MATCH => self.exception_match(left, right),
            _ => {
                let op = CompareOp::from_arg(arg);
                match self.compare_exact(left, right, op) {
                    Some(truth) => Ok(truth),
                    None => {
                        let result = self.rich_compare(left, right, op);
                        return self.finish_operands(result);
                    }
                }
            }
        };
        let result = result.map(|truth| self.state.heap.new_bool(truth));
        self.finish_operands(result)
    }

    /// `except X:`: does the exception match (`PyCmp_EXC_MATCH`)?
    fn exception_match(&mut self, exception: ObjId, pattern: ObjId) -> PyResult<bool> {
        let patterns = match self.state.heap.as_tuple(pattern) {
            Some(items) => items.to_vec(),
            None => vec![pattern],
        };
        if patterns
            .iter()
            .any(|&pattern| !self.is_exception_class(pattern))
        {
            return Err(self.raise(
                Ty::TypeError,
                "catching classes that do not inherit from BaseException is not allowed",
            ));
        }
        Ok(self.exception_matches(exception, pattern))
    }

    /// Comparisons leave one of the two bools, which are told by a glance.
    #[inline(always)]
    pub(super) fn pop_jump_if(&mut self, wanted: bool, target: u32) -> PyResult<Option<u32>> {
        let value = self.pop();
        let truth = if value == self.state.heap.bool_obj(true) {
            true
        } else if value == self.state.heap.bool_obj(false) {
            false
        } else {
            return self.pop_jump_if_other(value, wanted, target);
        };
        self.state.heap.decref(value);
        Ok((truth == wanted).then_some(target))
    }

    /// The same for a value (stolen) that is no bool.
    #[inline(never)]
    fn pop_jump_if_other(
        &mut self,
        value: ObjId,
        wanted: bool,
        target: u32,
    ) -> PyResult<Option<u32>> {
        let truth = self.is_true(value);
        self.state.heap.decref(value);
        Ok((truth? == wanted).then_some(target))
    }

    #[inline(never)]
    pub(super) fn jump_or_pop(&mut self, wanted: bool, target: u32) -> PyResult<Option<u32>> {
        let value = self.peek(1);
        if self.is_true(value)? == wanted {
            return Ok(Some(target));
        }
        self.pop_top();
        Ok(None)
    }
}
