//! Generators and coroutines: making, resuming, throwing into and closing them
//! (`Objects/genobject.c`).

use crate::code::flags;
use crate::objects::frame::After;
use crate::objects::payload::Payload;
use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::vm::identifier::Identifier;
use crate::vm::native::Args;
use crate::vm::outcome::{Flow, Leave};
use crate::vm::raise::set_exception_traceback;
use crate::vm::{Fault, PyResult, Vm};

impl Vm<'_> {
    /// Makes the generator, coroutine or async generator of a frame (stolen) that hasn't begun.
    pub(super) fn make_generator(
        &mut self,
        frame: ObjId,
        name: Option<ObjId>,
        qualname: Option<ObjId>,
    ) -> ObjId {
        let mut ty = Ty::Generator;
        let heap = &mut self.state.heap;
        let mut names = (name, qualname);
        if let Payload::Frame(Some(payload)) = &mut heap.get_mut(frame).payload {
            let back = payload.f_back.take();
            let co_flags = payload.code.code.co_flags;
            let co_name = payload.code.co_name;
            names = (name.or(Some(co_name)), qualname.or(name).or(Some(co_name)));
            if co_flags & flags::CO_COROUTINE != 0 {
                ty = Ty::Coroutine;
            } else if co_flags & flags::CO_ASYNC_GENERATOR != 0 {
                ty = Ty::AsyncGenerator;
            }
            heap.xdecref(back);
        }
        let none = heap.none();
        let (name, qualname) = (names.0.unwrap_or(none), names.1.unwrap_or(none));
        let generator = heap.new_generator(ty, frame, name, qualname);
        if ty == Ty::Coroutine {
            let origin = self.coroutine_origin();
            if let Some(coroutine) = self.state.heap.as_generator_mut(generator) {
                coroutine.extra = origin;
            }
        }
        generator
    }

    /// Whether this is a generator or coroutine whose frame the loop can resume itself.
    #[inline]
    pub(super) fn is_generator(&self, object: ObjId) -> bool {
        let ty = self.state.heap.type_of(object);
        ty == type_id(Ty::Generator) || ty == type_id(Ty::Coroutine)
    }

    /// The word for the object in messages.
    fn generator_word(&self, generator: ObjId) -> &'static str {
        let ty = self.state.heap.type_of(generator);
        if ty == type_id(Ty::Coroutine) {
            "coroutine"
        } else if ty == type_id(Ty::AsyncGenerator) {
            "async generator"
        } else {
            "generator"
        }
    }

    /// `gen_send_ex`: resumes a generator with a value (`arg`), or with the pending exception.
    /// Exhaustion is told by a fault without or with a pending StopIteration.
    pub(super) fn generator_resume(
        &mut self,
        generator: ObjId,
        arg: Option<ObjId>,
        throwing: bool,
        closing: bool,
    ) -> PyResult<Flow> {
        let Payload::Generator(gen_object) = &self.state.heap.get(generator).payload else {
            return Err(self.raise(Ty::TypeError, "not a generator"));
        };
        let (running, frame) = (gen_object.gi_running, gen_object.gi_frame);
        if running {
            let word = self.generator_word(generator);
            return Err(self.raise(Ty::ValueError, format!("{word} already executing")));
        }
        let Some(frame) = frame else {
            let is_coroutine = self.state.heap.type_of(generator) == type_id(Ty::Coroutine);
            if is_coroutine && !closing {
                return Err(self.raise(Ty::RuntimeError, "cannot reuse already awaited coroutine"));
            }
            if arg.is_some() && !throwing {
                let is_async = self.state.heap.is_exact(generator, Ty::AsyncGenerator);
                return Err(self.raise_none(if is_async {
                    Ty::StopAsyncIteration
                } else {
                    Ty::StopIteration
                }));
            }
            return Err(Fault::Raised);
        };
        let none = self.state.heap.none();
        let fresh = match &self.state.heap.get(frame).payload {
            Payload::Frame(Some(payload)) => payload.f_lasti == -1,
            _ => true,
        };
        if fresh {
            if arg.is_some_and(|arg| arg != none) {
                let word = self.generator_word(generator);
                return Err(self.raise(
                    Ty::TypeError,
                    format!("can't send non-None value to a just-started {word}"),
                ));
            }
        } else {
            self.state.heap.incref(arg.unwrap_or(none));
        }
        let caller = self.state.heap.frame_id;
        if let Some(caller) = caller {
            self.state.heap.incref(caller);
        }
        let Some(mut payload) = self.take_payload(frame) else {
            return Err(self.raise(Ty::ValueError, "the frame is executing"));
        };
        if !fresh && let Some(slot) = payload.f_localsplus.get_mut(payload.stacktop) {
            *slot = arg.or(Some(none));
            payload.stacktop += 1;
        }
        payload.f_back = caller;
        payload.after.push(After::Generator { generator });
        payload.trace.call_due = true;
        let mut exc_state = [None; 3];
        if let Payload::Generator(gen_object) = &mut self.state.heap.get_mut(generator).payload {
            gen_object.gi_running = true;
            exc_state = std::mem::take(&mut gen_object.gi_exc_state);
        }
        self.thread_mut().exc_info.push(exc_state);
        if let Err(fault) = self.enter_recursive("") {
            // The frame never ran: undo, as the epilogue of `gen_send_ex` does for an error.
            payload.after.clear();
            self.put_payload(frame, payload);
            return self
                .generator_left(generator, Leave::Raise)
                .map_err(|_| fault)
                .map(Flow::Value);
        }
        self.run_next(frame, payload);
        self.throwing = throwing;
        Ok(Flow::Entered)
    }

    /// The second half of `gen_send_ex`: the generator's frame was left.
    pub(super) fn generator_left(&mut self, generator: ObjId, leave: Leave) -> PyResult {
        let exc_state = self.thread_mut().exc_info.pop().unwrap_or_default();
        let mut frame = None;
        if let Payload::Generator(gen_object) = &mut self.state.heap.get_mut(generator).payload {
            gen_object.gi_running = false;
            gen_object.gi_exc_state = exc_state;
            frame = gen_object.gi_frame;
        }
        let back = frame.and_then(|frame| match &mut self.state.heap.get_mut(frame).payload {
            Payload::Frame(Some(payload)) => payload.f_back.take(),
            _ => None,
        });
        self.state.heap.xdecref(back);
        let is_async = self.state.heap.type_of(generator) == type_id(Ty::AsyncGenerator);
        let result = match leave {
            Leave::Yield(value) => return Ok(value),
            Leave::Return(value) if value == self.state.heap.none() => {
                self.state.heap.decref(value);
                Err(self.raise_none(if is_async {
                    Ty::StopAsyncIteration
                } else {
                    Ty::StopIteration
                }))
            }
            Leave::Return(value) => {
                let fault = self.raise_stop_iteration(Some(value));
                self.state.heap.decref(value);
                Err(fault)
            }
            Leave::Raise if self.pending_is(Ty::StopIteration) => {
                let word = self.generator_word(generator);
                Err(self
                    .raise_from_pending(Ty::RuntimeError, &format!("{word} raised StopIteration")))
            }
            Leave::Raise if is_async && self.pending_is(Ty::StopAsyncIteration) => Err(self
                .raise_from_pending(
                    Ty::RuntimeError,
                    "async generator raised StopAsyncIteration",
                )),
            Leave::Raise => Err(Fault::Raised),
        };
        self.finish_generator(generator);
        result
    }

    /// Releases the frame of a generator that can't be resumed any more.
    fn finish_generator(&mut self, generator: ObjId) {
        let mut frame = None;
        let mut state = [None; 3];
        if let Payload::Generator(gen_object) = &mut self.state.heap.get_mut(generator).payload {
            frame = gen_object.gi_frame.take();
            state = std::mem::take(&mut gen_object.gi_exc_state);
        }
        self.drop_triple(state);
        let Some(frame) = frame else { return };
        if let Payload::Frame(Some(payload)) = &mut self.state.heap.get_mut(frame).payload {
            payload.f_gen = None;
        }
        self.state.heap.decref(frame);
    }

    /// The object that a suspended `yield from` delegates to (`_PyGen_yf`); a new reference.
    pub fn generator_delegate(&mut self, generator: ObjId) -> Option<ObjId> {
        let Payload::Generator(gen_object) = &self.state.heap.get(generator).payload else {
            return None;
        };
        let Payload::Frame(Some(frame)) = &self.state.heap.get(gen_object.gi_frame?).payload else {
            return None;
        };
        if frame.f_lasti < 0 || frame.stacktop == 0 {
            return None;
        }
        let next = frame.code.code.co_code.get(frame.f_lasti as usize + 2)?;
        if *next != crate::code::op::YIELD_FROM {
            return None;
        }
        let delegate = frame
            .f_localsplus
            .get(frame.stacktop - 1)
            .copied()
            .flatten()?;
        self.state.heap.incref(delegate);
        Some(delegate)
    }

    fn set_running(&mut self, generator: ObjId, running: bool) {
        if let Payload::Generator(gen_object) = &mut self.state.heap.get_mut(generator).payload {
            gen_object.gi_running = running;
        }
    }

    /// `gen.send(value)`.
    pub fn generator_send(&mut self, generator: ObjId, value: ObjId) -> PyResult {
        match self.generator_resume(generator, Some(value), false, false)? {
            Flow::Value(value) => Ok(value),
            Flow::Entered => Err(Fault::Entered),
        }
    }

    /// `gen.close()`.
    pub fn generator_close(&mut self, generator: ObjId) -> PyResult {
        let mut failed = false;
        if let Some(delegate) = self.generator_delegate(generator) {
            self.set_running(generator, true);
            failed = self.close_delegate(delegate).is_err();
            self.set_running(generator, false);
            self.state.heap.decref(delegate);
        }
        if !failed {
            self.raise_none(Ty::GeneratorExit);
        }
        let none = self.state.heap.none();
        let flow = self.generator_resume(generator, Some(none), true, true);
        let result = flow.and_then(|flow| self.wait(flow));
        match result {
            Ok(value) => {
                self.state.heap.decref(value);
                let word = self.generator_word(generator);
                Err(self.raise(Ty::RuntimeError, format!("{word} ignored GeneratorExit")))
            }
            Err(Fault::Raised) => {
                if !self.exception_pending()
                    || self.catch(Ty::StopIteration)
                    || self.catch(Ty::GeneratorExit)
                {
                    return Ok(self.state.heap.none_ref());
                }
                Err(Fault::Raised)
            }
            Err(fault) => Err(fault),
        }
    }

    /// `gen_close_iter`.
    fn close_delegate(&mut self, delegate: ObjId) -> PyResult<()> {
        let result = if self.is_generator(delegate) {
            self.generator_close(delegate).map(Some)
        } else {
            let name = self.identifier(Identifier::GenClose);
            match self.lookup_attr_id(delegate, name)? {
                None => Ok(None),
                Some(method) => {
                    let result = self.call(method, &[]);
                    self.state.heap.decref(method);
                    result.map(Some)
                }
            }
        };
        if let Some(value) = result? {
            self.state.heap.decref(value);
        }
        Ok(())
    }

    /// `gen.throw(type, value, traceback)`.
    pub fn generator_throw(&mut self, generator: ObjId, args: Args<'_>) -> PyResult {
        match self.throw_into(generator, args.values, true)? {
            Flow::Value(value) => Ok(value),
            Flow::Entered => Err(Fault::Entered),
        }
    }

    /// `_gen_throw` with `args` = type, value, traceback. `close_on_genexit` says whether a
    /// GeneratorExit closes what the generator delegates to.
    pub(super) fn throw_into(
        &mut self,
        generator: ObjId,
        args: &[ObjId],
        close_on_genexit: bool,
    ) -> PyResult<Flow> {
        if let Some(delegate) = self.generator_delegate(generator) {
            let result = self.throw_into_delegate(generator, delegate, args, close_on_genexit);
            self.state.heap.decref(delegate);
            if let Some(flow) = result? {
                return Ok(flow);
            }
        } else {
            self.set_thrown(args)?;
        }
        let none = self.state.heap.none();
        self.generator_resume(generator, Some(none), true, false)
    }

    /// Passes a `throw` on to what `yield from` delegates to. Without a flow the exception is set
    /// and goes into the generator itself.
    fn throw_into_delegate(
        &mut self,
        generator: ObjId,
        delegate: ObjId,
        args: &[ObjId],
        close_on_genexit: bool,
    ) -> PyResult<Option<Flow>> {
        let is_exit = args
            .first()
            .is_some_and(|&class| self.exception_matches(class, type_id(Ty::GeneratorExit)));
        if is_exit && close_on_genexit {
            self.set_running(generator, true);
            let closed = self.close_delegate(delegate);
            self.set_running(generator, false);
            if closed.is_err() {
                let none = self.state.heap.none();
                return self
                    .generator_resume(generator, Some(none), true, false)
                    .map(Some);
            }
            self.set_thrown(args)?;
            return Ok(None);
        }
        self.set_running(generator, true);
        let result = if self.is_generator(delegate) {
            let flow = self.throw_into(delegate, args, close_on_genexit);
            flow.and_then(|flow| self.wait(flow))
        } else {
            let name = self.identifier(Identifier::GenThrow);
            match self.lookup_attr_id(delegate, name) {
                Err(fault) => Err(fault),
                Ok(None) => {
                    self.set_running(generator, false);
                    self.set_thrown(args)?;
                    return Ok(None);
                }
                Ok(Some(method)) => {
                    let result = self.call(method, args);
                    self.state.heap.decref(method);
                    result
                }
            }
        };
        self.set_running(generator, false);
        match result {
            Ok(value) => Ok(Some(Flow::Value(value))),
            Err(Fault::Raised) => {
                // The delegate has ended: the generator goes on behind its `yield from`.
                self.leave_delegation(generator);
                match self.fetch_stop_iteration() {
                    Ok(value) => {
                        let flow = self.generator_resume(generator, Some(value), false, false);
                        self.state.heap.decref(value);
                        flow.map(Some)
                    }
                    Err(_) => {
                        let none = self.state.heap.none();
                        self.generator_resume(generator, Some(none), true, false)
                            .map(Some)
                    }
                }
            }
            Err(fault) => Err(fault),
        }
    }

    /// Takes the delegate off a suspended generator's stack and steps over its `YIELD_FROM`.
    fn leave_delegation(&mut self, generator: ObjId) {
        let Payload::Generator(gen_object) = &self.state.heap.get(generator).payload else {
            return;
        };
        let Some(frame) = gen_object.gi_frame else {
            return;
        };
        let mut delegate = None;
        if let Payload::Frame(Some(payload)) = &mut self.state.heap.get_mut(frame).payload
            && payload.stacktop > 0
        {
            payload.stacktop -= 1;
            let top = payload.stacktop;
            delegate = payload.f_localsplus.get_mut(top).and_then(Option::take);
            payload.f_lasti += 2;
            payload.next_instr = (payload.f_lasti + 2) as u32;
        }
        self.state.heap.xdecref(delegate);
    }

    /// Sets the exception that `throw(type, value, traceback)` names.
    fn set_thrown(&mut self, args: &[ObjId]) -> PyResult<()> {
        let none = self.state.heap.none();
        let class = args.first().copied().unwrap_or(none);
        let value = args.get(1).copied().filter(|&value| value != none);
        let traceback = args.get(2).copied().filter(|&tb| tb != none);
        if let Some(traceback) = traceback
            && !self.state.heap.is_exact(traceback, Ty::Traceback)
        {
            return Err(self.raise(
                Ty::TypeError,
                "throw() third argument must be a traceback object",
            ));
        }
        let mut triple = [Some(class), value, traceback];
        if self.is_exception_class(class) {
            for part in triple.into_iter().flatten() {
                self.state.heap.incref(part);
            }
            self.normalize(&mut triple);
        } else if self.is_exception_instance(class) {
            if value.is_some() {
                return Err(self.raise(
                    Ty::TypeError,
                    "instance exception may not have a separate value",
                ));
            }
            let exact = self.state.heap.type_of(class);
            let own = match &self.state.heap.get(class).payload {
                Payload::Exception(fields) => fields.traceback,
                _ => None,
            };
            triple = [Some(exact), Some(class), traceback.or(own)];
            for part in triple.into_iter().flatten() {
                self.state.heap.incref(part);
            }
        } else {
            let name = self.state.heap.type_name(class);
            return Err(self.raise(
                Ty::TypeError,
                format!(
                    "exceptions must be classes or instances deriving from BaseException, not {name}"
                ),
            ));
        }
        if let (Some(value), Some(traceback)) = (triple[1], triple[2]) {
            self.state.heap.incref(traceback);
            set_exception_traceback(&mut self.state.heap, value, Some(traceback));
        }
        self.restore_exception(triple);
        Ok(())
    }

    /// The value of the pending StopIteration, None if nothing is pending; any other exception
    /// stays (`_PyGen_FetchStopIterationValue`). A new reference.
    pub(super) fn fetch_stop_iteration(&mut self) -> PyResult {
        if !self.exception_pending() {
            return Ok(self.state.heap.none_ref());
        }
        if !self.pending_is(Ty::StopIteration) {
            return Err(Fault::Raised);
        }
        let mut triple = self.fetch_exception();
        if triple[1].is_none() {
            self.drop_triple(triple);
            return Ok(self.state.heap.none_ref());
        }
        let plain = triple[1].filter(|&value| {
            !self.is_exception_instance(value) && !self.state.heap.is_instance(value, Ty::Tuple)
        });
        let value = match plain {
            Some(value) => Some(value),
            None => {
                self.normalize(&mut triple);
                triple[1].and_then(|exception| match &self.state.heap.get(exception).payload {
                    Payload::Exception(fields) => fields.fields.first().copied().flatten(),
                    _ => None,
                })
            }
        };
        let value = value.unwrap_or(self.state.heap.none());
        self.state.heap.incref(value);
        self.drop_triple(triple);
        Ok(value)
    }
}
