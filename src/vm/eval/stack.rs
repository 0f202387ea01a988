//! The value stack, locals and constants.

use crate::event::{Event, Scope};
use crate::objects::Ty;
use crate::objects::callable::CodeObject;
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// Pushes a value (stolen). Damaged bytecode that pushes beyond the stack loses it.
    #[inline(always)]
    pub(in crate::vm) fn push(&mut self, value: ObjId) {
        self.push_slot(Some(value));
    }

    /// Pushes a new reference to a value that somebody else holds.
    #[inline(always)]
    pub(in crate::vm) fn push_new(&mut self, value: ObjId) {
        let listening = self.state.heap.listening();
        self.state.heap.incref_heard(listening, value);
        self.push_slot_heard(listening, Some(value));
    }

    /// The two operands on top of the stack; borrowed.
    #[inline(always)]
    pub(super) fn operands(&self) -> (ObjId, ObjId) {
        let frame = &self.state.heap.frame;
        let (slots, top) = (frame.f_localsplus.as_slice(), frame.stacktop);
        match (
            slots.get(top.wrapping_sub(2)),
            slots.get(top.wrapping_sub(1)),
        ) {
            (Some(Some(left)), Some(Some(right))) => (*left, *right),
            _ => (self.peek(2), self.peek(1)),
        }
    }

    /// Replaces the two operands on top of the stack by the result (stolen), releasing the left
    /// one first.
    #[inline]
    pub(super) fn replace_operands(&mut self, result: ObjId) {
        let heap = &mut self.state.heap;
        if heap.listening() {
            return self.replace_operands_aloud(result);
        }
        let frame = &mut *heap.frame;
        let (slots, top) = (frame.f_localsplus.as_mut_slice(), frame.stacktop);
        let second = slots.get_mut(top.wrapping_sub(1)).and_then(Option::take);
        if let Some(left) = slots.get_mut(top.wrapping_sub(2)) {
            let first = left.replace(result);
            frame.stacktop = top - 1;
            for operand in [first, second].into_iter().flatten() {
                heap.decref_heard(false, operand);
            }
        }
    }

    /// The same, told step by step.
    #[cold]
    #[inline(never)]
    fn replace_operands_aloud(&mut self, result: ObjId) {
        self.drop_operands();
        self.push(result);
    }

    /// The same for `BINARY_SUBTRACT` and `BINARY_MODULO`: the right operand goes first.
    pub(super) fn finish_operands_backwards(&mut self, result: PyResult) -> PyResult<()> {
        let right = self.pop();
        let left = self.pop();
        let dropped = self.drop_now(right);
        self.state.heap.decref(left);
        self.push(result?);
        dropped
    }

    /// Whether the left of two operands has no other reference.
    #[inline]
    fn left_dies(&self) -> bool {
        let heap = &self.state.heap;
        heap.get(self.peek(2)).ob_refcnt == 1
    }

    /// The left operand dies, and may have a finalizer, while the right one is still held.
    fn replace_dying_operands(&mut self, result: ObjId) -> PyResult<()> {
        let right = self.pop();
        let left = self.pop();
        let dropped = self.drop_now(left);
        self.state.heap.decref(right);
        self.push(result);
        dropped
    }

    /// Releases the two operands of an instruction that failed.
    #[cold]
    pub(super) fn drop_operands(&mut self) {
        let right = self.pop();
        let left = self.pop();
        self.state.heap.decref(left);
        self.state.heap.decref(right);
    }

    /// The end of an instruction with two operands.
    #[inline]
    pub(super) fn finish_operands(&mut self, result: PyResult) -> PyResult<()> {
        match result {
            Ok(result) if self.left_dies() => self.replace_dying_operands(result),
            Ok(result) => {
                self.replace_operands(result);
                Ok(())
            }
            Err(fault) => {
                self.drop_operands();
                Err(fault)
            }
        }
    }

    /// Pushes a NULL.
    #[inline]
    pub(super) fn push_null(&mut self) {
        self.push_slot(None);
    }

    #[inline(always)]
    pub(super) fn push_slot(&mut self, value: Option<ObjId>) {
        self.push_slot_heard(self.state.heap.listening(), value);
    }

    #[inline(always)]
    fn push_slot_heard(&mut self, listening: bool, value: Option<ObjId>) {
        let frame = &mut self.state.heap.frame;
        if let Some(slot) = frame.f_localsplus.get_mut(frame.stacktop) {
            *slot = value;
            frame.stacktop += 1;
        }
        if listening {
            self.tell_stack(Event::Push { value });
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_stack(&mut self, event: Event) {
        self.state.heap.tell(|| event);
    }

    /// Pops a slot; the reference is the caller's.
    #[inline(always)]
    pub(in crate::vm) fn pop_slot(&mut self) -> Option<ObjId> {
        self.pop_slot_heard(self.state.heap.listening())
    }

    #[inline(always)]
    pub(super) fn pop_slot_heard(&mut self, listening: bool) -> Option<ObjId> {
        let frame = &mut self.state.heap.frame;
        let top = frame.stacktop.wrapping_sub(1);
        let value = match frame.f_localsplus.get_mut(top) {
            Some(slot) => {
                frame.stacktop = top;
                slot.take()
            }
            None => None,
        };
        if listening {
            self.tell_stack(Event::Pop { value });
        }
        value
    }

    /// Pops a value where no NULL can be; damaged bytecode gets None.
    #[inline]
    pub(in crate::vm) fn pop(&mut self) -> ObjId {
        match self.pop_slot() {
            Some(value) => value,
            None => self.state.heap.none_ref(),
        }
    }

    /// The slot `depth` below the top, from 1; borrowed.
    #[inline]
    pub(in crate::vm) fn peek_slot(&self, depth: usize) -> Option<ObjId> {
        let frame = &self.state.heap.frame;
        frame
            .f_localsplus
            .get(frame.stacktop.wrapping_sub(depth))
            .copied()
            .flatten()
    }

    /// The value `depth` below the top, from 1; borrowed.
    #[inline]
    pub(in crate::vm) fn peek(&self, depth: usize) -> ObjId {
        match self.peek_slot(depth) {
            Some(value) => value,
            None => self.state.heap.none(),
        }
    }

    /// Replaces the slot `depth` below the top without releasing what was there.
    #[inline]
    pub(super) fn poke(&mut self, depth: usize, value: Option<ObjId>) {
        let frame = &mut self.state.heap.frame;
        let index = frame.stacktop.wrapping_sub(depth);
        if let Some(slot) = frame.f_localsplus.get_mut(index) {
            let old = std::mem::replace(slot, value);
            self.state.heap.tell(|| Event::Replace { old, new: value });
        }
    }

    /// The top `count` values, bottom first; borrowed.
    #[inline]
    pub(in crate::vm) fn top_slots(&self, count: usize) -> &[Option<ObjId>] {
        let frame = &self.state.heap.frame;
        let start = frame.stacktop.saturating_sub(count);
        frame
            .f_localsplus
            .get(start..frame.stacktop)
            .unwrap_or_default()
    }

    /// Pops `count` values, bottom first; the references are the caller's.
    pub(super) fn pop_many(&mut self, count: usize) -> Vec<ObjId> {
        let quiet = !self.state.heap.listening();
        let frame = &mut *self.state.heap.frame;
        let start = frame.stacktop.wrapping_sub(count);
        if quiet
            && let Some(slots) = frame.f_localsplus.get_mut(start..frame.stacktop)
            && slots.iter().all(Option::is_some)
        {
            frame.stacktop = start;
            return slots.iter_mut().filter_map(Option::take).collect();
        }
        let mut values: Vec<ObjId> = (0..count).map(|_| self.pop()).collect();
        values.reverse();
        values
    }

    /// Pops and releases down to a stack level, from the top.
    pub(super) fn pop_to_level(&mut self, level: usize) {
        while self.stack_level() > level {
            let value = self.pop_slot();
            self.state.heap.xdecref(value);
        }
    }

    /// `STACK_LEVEL`: number of values on the stack.
    #[inline]
    pub(super) fn stack_level(&self) -> usize {
        let frame = &self.state.heap.frame;
        frame
            .stacktop
            .saturating_sub(frame.code.slots_before_stack())
    }

    #[inline]
    pub(super) fn pop_top(&mut self) {
        let listening = self.state.heap.listening();
        if let Some(value) = self.pop_slot_heard(listening) {
            self.state.heap.decref_heard(listening, value);
        }
    }

    /// Moves the top value `depth - 1` places down.
    #[inline(never)]
    pub(super) fn rotate(&mut self, depth: usize) {
        let frame = &mut self.state.heap.frame;
        let start = frame.stacktop.wrapping_sub(depth);
        if let Some(slots) = frame.f_localsplus.get_mut(start..frame.stacktop) {
            slots.rotate_right(1);
        }
    }

    #[inline]
    pub(super) fn dup_top(&mut self) {
        let top = self.peek(1);
        self.state.heap.incref(top);
        self.push(top);
    }

    #[inline(never)]
    pub(super) fn dup_top_two(&mut self) {
        let (top, second) = (self.peek(1), self.peek(2));
        self.state.heap.incref(top);
        self.state.heap.incref(second);
        self.push(second);
        self.push(top);
    }

    #[inline]
    pub(super) fn load_const(&mut self, index: u32, code: &CodeObject) {
        let value = match code.consts.get(index as usize) {
            Some(&value) => value,
            None => self.state.heap.none(),
        };
        self.push_new(value);
    }

    #[inline]
    pub(super) fn load_fast(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        match self.state.heap.frame.f_localsplus.get(index as usize) {
            Some(&Some(value)) => {
                self.push_new(value);
                Ok(())
            }
            _ => Err(self.unbound_local(index, code)),
        }
    }

    #[cold]
    fn unbound_local(&mut self, index: u32, code: &CodeObject) -> crate::vm::Fault {
        let name = code
            .code
            .co_varnames
            .get(index as usize)
            .map(|name| name.to_lossy())
            .unwrap_or_default();
        self.raise(
            Ty::UnboundLocalError,
            format!("local variable '{name}' referenced before assignment"),
        )
    }

    /// Binds a local to the top of the stack, then releases what it held.
    #[inline]
    pub(super) fn store_fast(&mut self, index: u32) {
        let listening = self.state.heap.listening();
        let value = self.pop_slot_heard(listening);
        let old = match self.state.heap.frame.f_localsplus.get_mut(index as usize) {
            Some(slot) => std::mem::replace(slot, value),
            None => value,
        };
        if listening {
            self.tell_fast(index, old, value);
        }
        if let Some(old) = old {
            self.state.heap.decref_heard(listening, old);
        }
    }

    #[inline(never)]
    pub(super) fn delete_fast(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let old = self
            .state
            .heap
            .frame
            .f_localsplus
            .get_mut(index as usize)
            .and_then(Option::take);
        match old {
            Some(old) => {
                self.tell_fast(index, Some(old), None);
                self.state.heap.decref(old);
                Ok(())
            }
            None => Err(self.unbound_local(index, code)),
        }
    }

    #[cold]
    fn tell_fast(&mut self, index: u32, old: Option<ObjId>, new: Option<ObjId>) {
        self.state.heap.tell(|| Event::Bind {
            scope: Scope::Fast,
            index: Some(index as usize),
            name: None,
            old,
            new,
        });
    }
}
