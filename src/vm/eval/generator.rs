//! Iteration and delegation: `FOR_ITER`, `YIELD_FROM` and the `await` family.

use crate::code::{flags, op};
use crate::objects::callable::CodeObject;
use crate::objects::frame::OnReturn;
use crate::objects::payload::Payload;
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::ObjId;
use crate::vm::eval::block::drop_one;
use crate::vm::identifier::Identifier;
use crate::vm::outcome::Flow;
use crate::vm::{Fault, PyResult, Vm};

impl Vm<'_> {
    /// `FOR_ITER` on a generator: resumes its frame.
    #[inline(never)]
    pub(super) fn for_iter_generator(&mut self, generator: ObjId, end: u32) -> PyResult<()> {
        match self.generator_resume(generator, None, false, false)? {
            Flow::Entered => {
                self.set_on_return(OnReturn::ForIter { end });
                Ok(())
            }
            Flow::Value(_) => Err(Fault::Stop),
        }
    }

    /// `FOR_ITER`: pushes the next value, or drops the iterator and jumps behind the loop.
    #[inline(never)]
    pub(super) fn for_iter(&mut self, iterator: ObjId, end: u32) -> PyResult<Option<u32>> {
        if let Some(value) = self.next_fast(iterator) {
            self.push(value);
            return Ok(None);
        }
        match self.next_raw(iterator) {
            Ok(value) => {
                self.push(value);
                Ok(None)
            }
            Err(fault) => self.for_iter_ended(fault, end),
        }
    }

    /// The next value of the iterators that loops mostly run over; none also at the end.
    #[inline]
    fn next_fast(&mut self, iterator: ObjId) -> Option<ObjId> {
        let heap = &mut self.state.heap;
        let object = heap.get_mut(iterator);
        let ty = object.ob_type;
        if ty == type_id(Ty::RangeIterator) {
            let Payload::Iter(iter) = &mut object.payload else {
                return None;
            };
            let [start, step, len] = iter.numbers;
            if iter.it_index >= len {
                return None;
            }
            let value = start.wrapping_add(iter.it_index.wrapping_mul(step));
            iter.it_index += 1;
            return Some(heap.new_int(value));
        }
        if ty == type_id(Ty::ListIterator) || ty == type_id(Ty::TupleIterator) {
            let Payload::Iter(iter) = &object.payload else {
                return None;
            };
            let (index, sequence) = (usize::try_from(iter.it_index).ok()?, iter.it_seq?);
            let item = match &heap.get(sequence).payload {
                Payload::List(list) => *list.items.get(index)?,
                Payload::Tuple(items) => *items.get(index)?,
                _ => return None,
            };
            if let Payload::Iter(iter) = &mut heap.get_mut(iterator).payload {
                iter.it_index += 1;
            }
            heap.incref(item);
            return Some(item);
        }
        if ty == type_id(Ty::StrIterator) {
            let Payload::Iter(iter) = &object.payload else {
                return None;
            };
            let (index, sequence) = (usize::try_from(iter.it_index).ok()?, iter.it_seq?);
            let text = heap.as_str(sequence)?;
            if index >= text.len() {
                return None;
            }
            let point = text.at(index);
            if let Payload::Iter(iter) = &mut heap.get_mut(iterator).payload {
                iter.it_index += 1;
            }
            return Some(heap.new_char(point));
        }
        None
    }

    /// The iterator gave no value: the loop ends, unless an exception other than StopIteration is
    /// pending.
    #[inline(never)]
    pub(super) fn for_iter_ended(&mut self, fault: Fault, end: u32) -> PyResult<Option<u32>> {
        if self.attention == 0 && self.pending_is(Ty::StopIteration) && self.traces_here() {
            let top = self.peek(1);
            if !self.is_generator(top) {
                self.trace_exception()?;
            }
        }
        if !self.is_exhaustion(fault) {
            return Err(fault);
        }
        self.pop_top();
        Ok(Some(end))
    }

    /// `YIELD_VALUE`: an asynchronous generator wraps the value, others yield it as it is.
    #[inline(never)]
    pub(super) fn wrap_yield(&mut self, value: ObjId, code: &CodeObject) -> ObjId {
        if code.code.co_flags & flags::CO_ASYNC_GENERATOR != 0 {
            return self.state.heap.new_async_value(value);
        }
        value
    }

    /// `YIELD_FROM`: a value to be yielded on, nothing when the delegate has ended (its result is
    /// on the stack), or the delegate's frame was entered.
    #[inline(never)]
    pub(super) fn yield_from(&mut self) -> PyResult<Option<Flow>> {
        let value = self.pop();
        let receiver = self.peek(1);
        let result = if self.is_generator(receiver) {
            match self.generator_resume(receiver, Some(value), false, false) {
                Ok(Flow::Entered) => {
                    self.state.heap.frame.after.push(drop_one(value));
                    self.set_on_return(OnReturn::YieldFrom);
                    return Ok(Some(Flow::Entered));
                }
                Ok(Flow::Value(value)) => Ok(value),
                Err(fault) => Err(fault),
            }
        } else if self.is_async_gen_awaitable(receiver) {
            match self.async_awaitable_resume(receiver, value) {
                Ok(Flow::Entered) => {
                    self.state.heap.frame.after.push(drop_one(value));
                    self.set_on_return(OnReturn::YieldFrom);
                    return Ok(Some(Flow::Entered));
                }
                Ok(Flow::Value(value)) => Ok(value),
                Err(fault) => Err(fault),
            }
        } else if value == self.state.heap.none() {
            self.next_raw(receiver)
        } else {
            let name = self.identifier(Identifier::YieldFromSend);
            self.getattr(receiver, name).and_then(|send| {
                let result = self.call(send, &[value]);
                self.state.heap.decref(send);
                result
            })
        };
        self.state.heap.decref(value);
        match result {
            Ok(value) => Ok(Some(Flow::Value(value))),
            Err(Fault::Raised) => {
                self.delegate_ended()?;
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    /// The delegate of `yield from` has ended: its result takes its place on the stack.
    pub(super) fn delegate_ended(&mut self) -> PyResult<()> {
        if self.attention == 0 && self.pending_is(Ty::StopIteration) && self.traces_here() {
            self.trace_exception()?;
        }
        let value = self.fetch_stop_iteration()?;
        let receiver = self.pop();
        self.state.heap.decref(receiver);
        self.push(value);
        Ok(())
    }

    /// The frame yields and will come back to the same `YIELD_FROM`.
    #[inline(never)]
    pub(super) fn repeat_yield_from(&mut self) {
        let frame = &mut self.state.heap.frame;
        frame.f_lasti -= 2;
        frame.next_instr = (frame.f_lasti + 2) as u32;
    }

    #[inline(never)]
    pub(super) fn get_yield_from_iter(&mut self, code: &CodeObject) -> PyResult<()> {
        const MAY_AWAIT: u32 = flags::CO_COROUTINE | flags::CO_ITERABLE_COROUTINE;
        let iterable = self.peek(1);
        let ty = self.state.heap.type_of(iterable);
        if ty == type_id(Ty::Coroutine) {
            if code.code.co_flags & MAY_AWAIT == 0 {
                let message = "cannot 'yield from' a coroutine object in a non-coroutine generator";
                return Err(self.raise(Ty::TypeError, message));
            }
            return Ok(());
        }
        if ty == type_id(Ty::Generator) {
            return Ok(());
        }
        self.get_iter()
    }

    /// `GET_AWAITABLE` (`_PyCoro_GetAwaitableIter`).
    #[inline(never)]
    pub(super) fn get_awaitable(&mut self, code: &CodeObject) -> PyResult<()> {
        let object = self.peek(1);
        let mut result = self.awaitable_iter(object);
        if result.is_err() {
            result = result.map_err(|fault| self.name_awaited_hook(fault, object, code));
        }
        let object = self.pop();
        self.state.heap.decref(object);
        let iterator = result?;
        if self.state.heap.is_exact(iterator, Ty::Coroutine)
            && let Some(delegate) = self.generator_delegate(iterator)
        {
            self.state.heap.decref(delegate);
            self.state.heap.decref(iterator);
            return Err(self.raise(Ty::RuntimeError, "coroutine is being awaited already"));
        }
        self.push(iterator);
        Ok(())
    }

    /// `format_awaitable_error`: in `async with` the message names the hook that gave the object.
    #[cold]
    fn name_awaited_hook(&mut self, fault: Fault, object: ObjId, code: &CodeObject) -> Fault {
        let before = usize::try_from(self.state.heap.frame.f_lasti - 2).ok();
        let opcode = before.and_then(|at| code.code.co_code.get(at));
        let hook = match opcode {
            Some(&op::BEFORE_ASYNC_WITH) => "__aenter__",
            Some(&op::WITH_CLEANUP_START) => "__aexit__",
            _ => return fault,
        };
        if self.has_slot(object, Slot::Await) {
            return fault;
        }
        let given = self.state.heap.type_name(object);
        self.raise(
            Ty::TypeError,
            format!(
                "'async with' received an object from {hook} that does not implement __await__: {given}"
            ),
        )
    }

    fn awaitable_iter(&mut self, object: ObjId) -> PyResult {
        if self.is_coroutine(object) {
            self.state.heap.incref(object);
            return Ok(object);
        }
        match self.slot_of(object, Slot::Await) {
            SlotImpl::Native(native) => self.call_slot(native, &[object]),
            SlotImpl::Hook => {
                let name = self.slot_name(Slot::Await);
                let result = self.call_hook(object, name, &[])?;
                if self.is_coroutine(result) {
                    self.state.heap.decref(result);
                    return self.type_error("__await__() returned a coroutine".to_owned());
                }
                if !self.is_iterator(result) {
                    let given = self.state.heap.type_name(result);
                    self.state.heap.decref(result);
                    return self.type_error(format!(
                        "__await__() returned non-iterator of type '{given}'"
                    ));
                }
                Ok(result)
            }
            SlotImpl::Empty => {
                let given = self.state.heap.type_name(object);
                self.type_error(format!(
                    "object {given} can't be used in 'await' expression"
                ))
            }
        }
    }

    /// `PyCoro_CheckExact` or `gen_is_coroutine`.
    fn is_coroutine(&self, object: ObjId) -> bool {
        self.state.heap.is_exact(object, Ty::Coroutine)
            || match &self.state.heap.get(object).payload {
                Payload::Generator(gen_object) => self
                    .code_object(gen_object.gi_code)
                    .is_some_and(|code| code.code.co_flags & flags::CO_ITERABLE_COROUTINE != 0),
                _ => false,
            }
    }

    #[inline(never)]
    pub(super) fn get_aiter(&mut self) -> PyResult<()> {
        let object = self.peek(1);
        let result = match self.slot_of(object, Slot::AIter) {
            SlotImpl::Native(native) => self.call_slot(native, &[object]),
            SlotImpl::Hook => {
                let name = self.slot_name(Slot::AIter);
                self.call_hook(object, name, &[])
            }
            SlotImpl::Empty => {
                let given = self.state.heap.type_name(object);
                self.type_error(format!(
                    "'async for' requires an object with __aiter__ method, got {given}"
                ))
            }
        };
        let object = self.pop();
        self.state.heap.decref(object);
        let iterator = result?;
        if !self.has_slot(iterator, Slot::ANext) {
            let given = self.state.heap.type_name(iterator);
            self.state.heap.decref(iterator);
            return self.type_error(format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {given}"
            ));
        }
        self.push(iterator);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn get_anext(&mut self) -> PyResult<()> {
        let iterator = self.peek(1);
        let next = match self.slot_of(iterator, Slot::ANext) {
            SlotImpl::Native(native) => self.call_slot(native, &[iterator]),
            SlotImpl::Hook => {
                let name = self.slot_name(Slot::ANext);
                self.call_hook(iterator, name, &[])
            }
            SlotImpl::Empty => {
                let given = self.state.heap.type_name(iterator);
                self.type_error(format!(
                    "'async for' requires an iterator with __anext__ method, got {given}"
                ))
            }
        }?;
        let mut awaitable = self.awaitable_iter(next);
        if awaitable == Err(Fault::Raised) {
            let given = self.state.heap.type_name(next);
            let message = format!("'async for' received an invalid object from __anext__: {given}");
            awaitable = Err(self.raise_from_pending(Ty::TypeError, &message));
        }
        self.state.heap.decref(next);
        self.push(awaitable?);
        Ok(())
    }
}
