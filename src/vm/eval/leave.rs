//! Leaving frames: what happens between a frame's end and the caller's next instruction.

use crate::event::Event;
use crate::objects::Ty;
use crate::objects::frame::{After, BlockType, Frame, OnReturn};
use crate::value::ObjId;
use crate::vm::eval::Next;
use crate::vm::outcome::{Flow, Leave};
use crate::vm::{Fault, PyResult, Vm};

impl Vm<'_> {
    /// Leaves the running frame, lets the C functions between it and its caller finish, and hands
    /// the value to the caller's instruction.
    #[inline(never)]
    pub(super) fn leave_frame(&mut self, leave: Leave) -> PyResult<Next> {
        let mut leave = leave;
        loop {
            if self.attention == 0 && self.traces_here() {
                leave = self.trace_leave(leave)?;
            }
            self.leave_recursive();
            let frame = &mut self.state.heap.frame;
            let on_return = std::mem::replace(&mut frame.on_return, OnReturn::Leave);
            let mut resumed = None;
            let mut after = Vec::new();
            match frame.after.as_slice() {
                [] => {}
                // A generator's frame keeps the list for its next resumption.
                [After::Generator { generator }] => {
                    resumed = Some(*generator);
                    frame.after.clear();
                }
                _ => after = std::mem::take(&mut frame.after),
            }
            let Some((left, payload)) = self.switch_back() else {
                return Err(Fault::Stop);
            };
            let value = if resumed.is_none() && after.is_empty() {
                self.drop_left_frame(left, payload, leave)?;
                leave.value()
            } else if let Some(generator) = resumed {
                self.put_payload(left, payload);
                self.tell_leave(left, leave);
                match self.generator_left(generator, leave) {
                    Err(fault) if fault != Fault::Raised => return Err(fault),
                    value => value,
                }
            } else {
                self.put_payload(left, payload);
                self.tell_leave(left, leave);
                match self.finish_all(left, leave, after) {
                    Ok(Flow::Entered) => {
                        self.set_on_return(on_return);
                        return Ok(Next::Entered);
                    }
                    Ok(Flow::Value(value)) => Ok(value),
                    Err(Fault::Raised) => Err(Fault::Raised),
                    Err(fault) => return Err(fault),
                }
            };
            match self.hand_over(on_return, value)? {
                Handed::Continue => return Ok(Next::Left),
                Handed::Done(result) => return Ok(Next::Done(result)),
                Handed::Yield(value) => leave = Leave::Yield(value),
            }
        }
    }

    /// The call's reference to the frame it ran goes, and with it nearly always the frame.
    #[inline]
    fn drop_left_frame(&mut self, left: ObjId, payload: Box<Frame>, leave: Leave) -> PyResult<()> {
        if self.state.heap.listening() {
            self.put_payload(left, payload);
            self.tell_leave(left, leave);
            self.release_frame(left);
        } else {
            self.release_left_frame(left, payload);
        }
        self.finalize_locals()
    }

    /// The same where C functions wait for its value.
    fn drop_frame(&mut self, left: ObjId) -> PyResult<()> {
        self.release_frame(left);
        self.finalize_locals()
    }

    /// Runs the finalizers of what a frame just dropped held.
    #[inline]
    fn finalize_locals(&mut self) -> PyResult<()> {
        if self.state.heap.has_pending() {
            // They run one level deeper than the caller.
            self.thread_mut().recursion_depth += 1;
            self.run_pending()?;
            self.thread_mut().recursion_depth -= 1;
        }
        Ok(())
    }

    /// The C functions between the frame left and its caller finish, innermost first. If one
    /// enters another frame, those behind it wait for that.
    fn finish_all(&mut self, left: ObjId, leave: Leave, mut after: Vec<After>) -> PyResult<Flow> {
        let mut waiting = after.drain(..);
        let mut result = match waiting.next() {
            // A generator owns its frame and says itself what becomes of it.
            Some(After::Generator { generator }) => {
                self.generator_left(generator, leave).map(Flow::Value)
            }
            first => {
                self.drop_frame(left)?;
                let result = leave.value().map(Flow::Value);
                match first {
                    Some(first) => self.finish_after(first, result),
                    None => result,
                }
            }
        };
        for after in waiting.by_ref() {
            if result == Ok(Flow::Entered) {
                self.state.heap.frame.after.push(after);
            } else {
                result = self.finish_after(after, result);
            }
        }
        drop(waiting);
        self.keep_after(left, after);
        result
    }

    /// Gives the empty list back to a generator's frame, so that its next resumption needs no
    /// allocation.
    fn keep_after(&mut self, frame: ObjId, after: Vec<After>) {
        if after.capacity() > 0
            && self.state.heap.is_alive(frame)
            && let Some(payload) = self.state.heap.as_frame_mut(frame)
            && payload.after.capacity() == 0
        {
            payload.after = after;
        }
    }

    fn tell_leave(&mut self, frame: ObjId, leave: Leave) {
        self.state.heap.tell(|| match leave {
            Leave::Return(value) => Event::Return {
                frame,
                value: Some(value),
            },
            Leave::Yield(value) => Event::Yield { frame, value },
            Leave::Raise => Event::Return { frame, value: None },
        });
    }

    /// One C function gets the value (stolen) of what it called, and returns its own.
    pub(in crate::vm) fn finish_after(
        &mut self,
        after: After,
        result: PyResult<Flow>,
    ) -> PyResult<Flow> {
        match after {
            After::Drop { owned, recursive } => {
                if recursive {
                    self.leave_recursive();
                }
                self.state.heap.decref_all(owned.into_iter().flatten());
                result
            }
            After::Unpacked(unpacked) => {
                self.release_unpacked(*unpacked);
                result
            }
            After::Init { instance, method } => {
                self.state.heap.decref(method);
                let checked = match result {
                    Ok(Flow::Value(value)) => self.check_init_result(value),
                    Ok(Flow::Entered) => Ok(()),
                    Err(fault) => Err(fault),
                };
                match checked {
                    Ok(()) => Ok(Flow::Value(instance)),
                    Err(fault) => {
                        self.state.heap.decref(instance);
                        Err(fault)
                    }
                }
            }
            After::New {
                class,
                args,
                kwargs,
            } => match result? {
                Flow::Value(object) => self.type_call_init(class, object, args, kwargs),
                Flow::Entered => Ok(Flow::Entered),
            },
            After::Nothing => match result? {
                Flow::Value(value) => {
                    self.state.heap.decref(value);
                    Ok(Flow::Value(self.state.heap.none_ref()))
                }
                Flow::Entered => Ok(Flow::Entered),
            },
            After::ClassBody(body) => self.class_body_done(body, result),
            After::ClassMade(body) => self.class_made(&body, result),
            After::Module(body) => self.module_body_done(&body, result),
            After::Next { default } => match result {
                Err(Fault::Raised)
                    if default.is_some()
                        && (!self.exception_pending() || self.catch(Ty::StopIteration)) =>
                {
                    let value = default.unwrap_or(self.state.heap.none());
                    self.state.heap.incref(value);
                    Ok(Flow::Value(value))
                }
                Err(Fault::Raised) if !self.exception_pending() => {
                    Err(self.raise_none(Ty::StopIteration))
                }
                result => result,
            },
            After::AsyncGen { awaitable } => match result {
                Ok(Flow::Entered) => Ok(Flow::Entered),
                Ok(Flow::Value(value)) => self
                    .async_generator_left(awaitable, Ok(value))
                    .map(Flow::Value),
                Err(fault) => self
                    .async_generator_left(awaitable, Err(fault))
                    .map(Flow::Value),
            },
            After::Generator { generator } => {
                let leave = match result {
                    Ok(Flow::Value(value)) => Leave::Return(value),
                    Ok(Flow::Entered) => return result,
                    Err(Fault::Raised) => Leave::Raise,
                    Err(fault) => return Err(fault),
                };
                self.generator_left(generator, leave).map(Flow::Value)
            }
        }
    }

    /// The caller's instruction gets the value (stolen), or the pending exception.
    fn hand_over(&mut self, on_return: OnReturn, value: PyResult) -> PyResult<Handed> {
        match on_return {
            OnReturn::Leave => return Ok(Handed::Done(value)),
            OnReturn::Call { pop, drop } => {
                self.drop_call(pop)?;
                self.state.heap.xdecref(drop);
            }
            OnReturn::CallEx { keywords } => self.drop_call_ex(keywords),
            OnReturn::SetTop => self.drop_call(1)?,
            OnReturn::Enter { handler } => {
                if value.is_ok() {
                    self.block_setup(BlockType::SetupFinally, handler);
                }
            }
            OnReturn::Exit { exit } => {
                self.exit_called(exit, value.ok());
                if value.is_err() {
                    self.throwing = true;
                }
                return Ok(Handed::Continue);
            }
            OnReturn::ForIter { end } => {
                if let Err(fault) = value {
                    if self.is_exhaustion(fault) {
                        self.pop_top();
                        self.state.heap.frame.next_instr = end;
                    } else {
                        self.throwing = true;
                    }
                    return Ok(Handed::Continue);
                }
            }
            OnReturn::YieldFrom => {
                return match value {
                    Ok(value) => {
                        self.repeat_yield_from();
                        Ok(Handed::Yield(value))
                    }
                    Err(_) => {
                        if self.delegate_ended().is_err() {
                            self.throwing = true;
                        }
                        Ok(Handed::Continue)
                    }
                };
            }
        }
        match value {
            Ok(value) => self.push(value),
            // The caller's instruction has failed: the loop notes it and unwinds there.
            Err(_) => self.throwing = true,
        }
        Ok(Handed::Continue)
    }
}

/// What the caller's instruction did with the value.
enum Handed {
    /// It is done: the next instruction follows.
    Continue,
    /// The loop itself was waiting for it.
    Done(PyResult),
    /// It yields the value on: its own frame is left, too.
    Yield(ObjId),
}
