//! Asynchronous generators (PEP 525, `Objects/genobject.c`).
//!
//! An asynchronous generator has two kinds of pauses: its `yield`s, which are meant for whoever
//! iterates over it, and its `await`s, which are meant for the event loop. Both leave its frame the
//! same way. To tell them apart a `yield` wraps its value; the awaitable that resumed the
//! generator unwraps it and ends with it, as a StopIteration, while the values of `await`s pass
//! through to the loop.

use crate::objects::frame::{After, GenObject};
use crate::objects::payload::{Iter, Payload};
use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::vm::native::Args;
use crate::vm::outcome::Flow;
use crate::vm::{Fault, PyResult, Vm};

/// `AwaitableState`: how far an awaitable is. It is kept in the object's `it_index`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum AwaitableState {
    /// Not awaited yet.
    Init,
    /// The generator was resumed by it.
    Iter,
    /// It can't be awaited any more.
    Closed,
}

/// What an awaitable does to its generator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Errand {
    /// `__anext__()` and `asend(value)`.
    Send,
    /// `athrow(...)`.
    Throw,
    /// `aclose()`.
    Close,
}

const IGNORED_EXIT: &str = "async generator ignored GeneratorExit";

impl Vm<'_> {
    /// `agen.asend(value)`, and `agen.__anext__()` with no value; a new reference.
    pub fn async_gen_asend(&mut self, generator: ObjId, value: Option<ObjId>) -> PyResult {
        self.async_gen_init_hooks(generator)?;
        Ok(self.state.heap.new_async_gen_asend(generator, value))
    }

    /// `agen.athrow(*args)`, and `agen.aclose()` without arguments; a new reference.
    pub fn async_gen_athrow(&mut self, generator: ObjId, args: Option<ObjId>) -> PyResult {
        self.async_gen_init_hooks(generator)?;
        for held in args.into_iter().chain([generator]) {
            self.state.heap.incref(held);
        }
        let iter = Iter {
            it_seq: Some(generator),
            second: args,
            it_index: AwaitableState::Init as i64,
            numbers: [0; 3],
        };
        Ok(self.state.heap.new_iter(Ty::AsyncGeneratorAthrow, iter))
    }

    /// `async_gen_init_hooks`: the first use of a generator is told to the event loop.
    fn async_gen_init_hooks(&mut self, generator: ObjId) -> PyResult<()> {
        if self.async_flag(generator, GenObject::AG_HOOKS_INITED) {
            return Ok(());
        }
        self.set_async_flag(generator, GenObject::AG_HOOKS_INITED, true);
        let hooks = self.thread().async_gen_hooks;
        if let Some(finalizer) = hooks.finalizer {
            self.state.heap.incref(finalizer);
            if let Some(gen_object) = self.state.heap.as_generator_mut(generator) {
                gen_object.extra = Some(finalizer);
            }
        }
        if let Some(firstiter) = hooks.firstiter {
            self.state.heap.incref(firstiter);
            let result = self.call(firstiter, &[generator]);
            self.state.heap.decref(firstiter);
            let value = result?;
            self.state.heap.decref(value);
        }
        Ok(())
    }

    fn async_flag(&self, generator: ObjId, flag: u8) -> bool {
        self.state
            .heap
            .as_generator(generator)
            .is_some_and(|gen_object| gen_object.ag_state & flag != 0)
    }

    fn set_async_flag(&mut self, generator: ObjId, flag: u8, on: bool) {
        if let Some(gen_object) = self.state.heap.as_generator_mut(generator) {
            if on {
                gen_object.ag_state |= flag;
            } else {
                gen_object.ag_state &= !flag;
            }
        }
    }

    /// Whether this is one of the awaitables of an asynchronous generator.
    pub(super) fn is_async_gen_awaitable(&self, object: ObjId) -> bool {
        let ty = self.state.heap.type_of(object);
        ty == type_id(Ty::AsyncGeneratorAsend) || ty == type_id(Ty::AsyncGeneratorAthrow)
    }

    /// The generator, the errand and the state of an awaitable.
    fn awaitable_parts(&self, awaitable: ObjId) -> Option<(ObjId, Errand, AwaitableState)> {
        let heap = &self.state.heap;
        let iter = heap.as_iter(awaitable)?;
        let errand = if heap.is_exact(awaitable, Ty::AsyncGeneratorAsend) {
            Errand::Send
        } else if iter.second.is_some() {
            Errand::Throw
        } else {
            Errand::Close
        };
        let state = match iter.it_index {
            0 => AwaitableState::Init,
            1 => AwaitableState::Iter,
            _ => AwaitableState::Closed,
        };
        Some((iter.it_seq?, errand, state))
    }

    fn set_awaitable_state(&mut self, awaitable: ObjId, state: AwaitableState) {
        if let Payload::Iter(iter) = &mut self.state.heap.get_mut(awaitable).payload {
            iter.it_index = state as i64;
        }
    }

    fn awaited_already(&mut self, errand: Errand) -> Fault {
        let what = match errand {
            Errand::Send => "__anext__()/asend()",
            Errand::Throw | Errand::Close => "aclose()/athrow()",
        };
        let message = format!("cannot reuse already awaited {what}");
        self.raise(Ty::RuntimeError, message)
    }

    /// `awaitable.send(value)`: resumes the generator, the first time for the awaitable's errand.
    pub(super) fn async_awaitable_resume(
        &mut self,
        awaitable: ObjId,
        value: ObjId,
    ) -> PyResult<Flow> {
        let Some((generator, errand, state)) = self.awaitable_parts(awaitable) else {
            return Err(Fault::Raised);
        };
        let flow = match state {
            AwaitableState::Closed => return Err(self.awaited_already(errand)),
            _ if errand != Errand::Send && !self.has_frame(generator) => {
                self.set_awaitable_state(awaitable, AwaitableState::Closed);
                return Err(self.raise_none(Ty::StopIteration));
            }
            AwaitableState::Init => self.run_errand(awaitable, generator, errand, value)?,
            AwaitableState::Iter => {
                if errand == Errand::Send {
                    self.set_async_flag(generator, GenObject::AG_RUNNING_ASYNC, true);
                }
                self.generator_resume(generator, Some(value), false, false)
            }
        };
        self.awaitable_waits(awaitable, flow)
    }

    fn has_frame(&self, generator: ObjId) -> bool {
        self.state
            .heap
            .as_generator(generator)
            .is_some_and(|gen_object| gen_object.gi_frame.is_some())
    }

    /// The first resumption. The outer error means that the generator was left alone.
    fn run_errand(
        &mut self,
        awaitable: ObjId,
        generator: ObjId,
        errand: Errand,
        value: ObjId,
    ) -> PyResult<PyResult<Flow>> {
        let none = self.state.heap.none();
        if self.async_flag(generator, GenObject::AG_RUNNING_ASYNC) {
            let name = match errand {
                Errand::Send => "anext",
                Errand::Throw => "athrow",
                Errand::Close => "aclose",
            };
            if errand != Errand::Send {
                self.set_awaitable_state(awaitable, AwaitableState::Closed);
            }
            let message = format!("{name}(): asynchronous generator is already running");
            return Err(self.raise(Ty::RuntimeError, message));
        }
        let given = self.state.heap.as_iter(awaitable).and_then(|i| i.second);
        if errand == Errand::Send {
            let value = if value == none {
                given.unwrap_or(none)
            } else {
                value
            };
            self.set_awaitable_state(awaitable, AwaitableState::Iter);
            self.set_async_flag(generator, GenObject::AG_RUNNING_ASYNC, true);
            return Ok(self.generator_resume(generator, Some(value), false, false));
        }
        if self.async_flag(generator, GenObject::AG_CLOSED) {
            self.set_awaitable_state(awaitable, AwaitableState::Closed);
            return Err(self.raise_none(Ty::StopAsyncIteration));
        }
        if value != none {
            let message = "can't send non-None value to a just-started coroutine";
            return Err(self.raise(Ty::RuntimeError, message));
        }
        self.set_awaitable_state(awaitable, AwaitableState::Iter);
        self.set_async_flag(generator, GenObject::AG_RUNNING_ASYNC, true);
        let args = match given {
            None => {
                self.set_async_flag(generator, GenObject::AG_CLOSED, true);
                vec![type_id(Ty::GeneratorExit)]
            }
            Some(tuple) => {
                let args = self.state.heap.as_tuple(tuple).unwrap_or_default().to_vec();
                if let Some(message) =
                    crate::vm::call_native::range_message("athrow", args.len(), 1, 3)
                {
                    return Err(self.raise(Ty::TypeError, message));
                }
                args
            }
        };
        // What the generator awaits is not closed at once: it may have to await in its turn.
        Ok(self.throw_into(generator, &args, false))
    }

    /// `awaitable.throw(...)`.
    pub fn async_awaitable_throw(&mut self, awaitable: ObjId, args: Args<'_>) -> PyResult {
        let Some((generator, errand, state)) = self.awaitable_parts(awaitable) else {
            return Err(Fault::Raised);
        };
        if state == AwaitableState::Closed {
            return Err(self.awaited_already(errand));
        }
        let flow = self.throw_into(generator, args.values, true);
        let flow = self.awaitable_waits(awaitable, flow);
        self.value_or_entered(flow)
    }

    /// `awaitable.send(value)` and `next(awaitable)`.
    pub fn async_awaitable_send(&mut self, awaitable: ObjId, value: ObjId) -> PyResult {
        let flow = self.async_awaitable_resume(awaitable, value);
        self.value_or_entered(flow)
    }

    /// `awaitable.close()`.
    pub fn async_awaitable_close(&mut self, awaitable: ObjId) {
        self.set_awaitable_state(awaitable, AwaitableState::Closed);
    }

    /// The generator is running now, or is done already.
    fn awaitable_waits(&mut self, awaitable: ObjId, flow: PyResult<Flow>) -> PyResult<Flow> {
        match flow {
            Ok(Flow::Entered) => {
                let after = After::AsyncGen { awaitable };
                self.state.heap.frame.after.push(after);
                Ok(Flow::Entered)
            }
            Ok(Flow::Value(value)) => self
                .async_generator_left(awaitable, Ok(value))
                .map(Flow::Value),
            Err(fault) => self
                .async_generator_left(awaitable, Err(fault))
                .map(Flow::Value),
        }
    }

    /// The generator has yielded, awaits something, or has ended.
    pub(super) fn async_generator_left(&mut self, awaitable: ObjId, result: PyResult) -> PyResult {
        let Some((generator, errand, _)) = self.awaitable_parts(awaitable) else {
            return result;
        };
        let result = match errand {
            Errand::Close => self.async_close_left(generator, result),
            _ => self.async_gen_unwrap_value(generator, result),
        };
        if result.is_err() {
            self.set_awaitable_state(awaitable, AwaitableState::Closed);
        }
        result
    }

    /// `async_gen_unwrap_value`: a `yield` ends the awaitable with its value.
    fn async_gen_unwrap_value(&mut self, generator: ObjId, result: PyResult) -> PyResult {
        match result {
            Ok(value) => {
                let Some(inner) = self.state.heap.unwrap_async_value(value) else {
                    return Ok(value);
                };
                let fault = self.raise_stop_iteration(Some(inner));
                self.state.heap.decref(value);
                self.set_async_flag(generator, GenObject::AG_RUNNING_ASYNC, false);
                Err(fault)
            }
            Err(Fault::Raised) => {
                if !self.exception_pending() {
                    self.raise_none(Ty::StopAsyncIteration);
                }
                if self.async_ending() {
                    self.set_async_flag(generator, GenObject::AG_CLOSED, true);
                }
                self.set_async_flag(generator, GenObject::AG_RUNNING_ASYNC, false);
                Err(Fault::Raised)
            }
            Err(fault) => Err(fault),
        }
    }

    /// `aclose()`: the end of the generator is the end of the awaitable; a `yield` is a mistake.
    fn async_close_left(&mut self, generator: ObjId, result: PyResult) -> PyResult {
        match result {
            Ok(value) if self.state.heap.unwrap_async_value(value).is_none() => Ok(value),
            Ok(value) => {
                self.state.heap.decref(value);
                self.set_async_flag(generator, GenObject::AG_RUNNING_ASYNC, false);
                Err(self.raise(Ty::RuntimeError, IGNORED_EXIT))
            }
            Err(Fault::Raised) => {
                self.set_async_flag(generator, GenObject::AG_RUNNING_ASYNC, false);
                if self.async_ending() {
                    self.clear_exception();
                    return Err(self.raise_none(Ty::StopIteration));
                }
                Err(Fault::Raised)
            }
            Err(fault) => Err(fault),
        }
    }

    /// Whether the pending exception is one with which an asynchronous generator ends.
    fn async_ending(&self) -> bool {
        self.pending_is(Ty::StopAsyncIteration) || self.pending_is(Ty::GeneratorExit)
    }

    /// `_PyGen_Finalize` of an asynchronous generator: the event loop closes it, if it asked to be
    /// told. False when the generator must be closed here.
    pub(super) fn finalize_async_generator(&mut self, generator: ObjId) -> PyResult<bool> {
        let finalizer = self
            .state
            .heap
            .as_generator(generator)
            .filter(|gen_object| gen_object.ag_state & GenObject::AG_CLOSED == 0)
            .and_then(|gen_object| gen_object.extra);
        let is_async = self.state.heap.is_exact(generator, Ty::AsyncGenerator);
        let Some(finalizer) = finalizer.filter(|_| is_async) else {
            return Ok(false);
        };
        self.state.heap.incref(finalizer);
        let result = self.call(finalizer, &[generator]);
        self.state.heap.decref(finalizer);
        match result {
            Ok(value) => self.state.heap.decref(value),
            Err(Fault::Raised) => self.write_unraisable(Some(generator)),
            Err(fault) => return Err(fault),
        }
        Ok(true)
    }
}
