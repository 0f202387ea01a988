//! Tracing and profiling functions that the program sets by `sys.settrace` and `sys.setprofile`
//! (`call_trace`, `maybe_call_line_trace` of `Python/ceval.c`, `trace_trampoline` of
//! `Python/sysmodule.c`).
//!
//! While one is set the loop looks up before every instruction, as it does where a run is to be
//! stopped; a run without tracing pays nothing. Frames of the library are not shown to them: much
//! of it is C code in CPython.

use crate::code::flags;
use crate::objects::Payload;
use crate::objects::frame::FrameTrace;
use crate::value::{ObjId, PyStr};
use crate::vm::outcome::Leave;
use crate::vm::{Fault, PyResult, Vm};

/// Which of the two functions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tracer {
    /// `sys.settrace`.
    Trace,
    /// `sys.setprofile`.
    Profile,
}

impl Vm<'_> {
    /// Sets a function (counted here), or none (`PyEval_SetTrace`, `PyEval_SetProfile`).
    pub fn set_tracer(&mut self, which: Tracer, function: Option<ObjId>) {
        if let Some(function) = function {
            self.state.heap.incref(function);
        }
        let held = self.tracer_mut(which);
        let old = std::mem::replace(held, function);
        self.state.heap.xdecref(old);
        // Frames that run already were entered without a tracer.
        let mut frame = self.state.heap.frame_id;
        while let Some(payload) = frame.and_then(|frame| self.state.heap.as_frame_mut(frame)) {
            payload.trace.call_due = false;
            frame = payload.f_back;
        }
        self.set_attention();
    }

    /// The function that is set; borrowed.
    pub fn tracer(&self, which: Tracer) -> Option<ObjId> {
        match which {
            Tracer::Trace => self.thread().trace_function,
            Tracer::Profile => self.thread().profile_function,
        }
    }

    fn tracer_mut(&mut self, which: Tracer) -> &mut Option<ObjId> {
        let thread = self.thread_mut();
        match which {
            Tracer::Trace => &mut thread.trace_function,
            Tracer::Profile => &mut thread.profile_function,
        }
    }

    /// Whether the running frame is to be told of.
    pub(super) fn traces_here(&self) -> bool {
        let thread = self.thread();
        let set = thread.trace_function.is_some() || thread.profile_function.is_some();
        set && !thread.tracing && !is_library(&self.state.heap.frame.code.code.co_filename)
    }

    /// The first time in a frame just entered: tells of the call.
    fn trace_entry(&mut self) -> PyResult<()> {
        let frame = &mut self.state.heap.frame;
        if frame.trace.call_due {
            frame.trace = FrameTrace {
                call_due: false,
                ..frame.trace.restarted()
            };
            for tracer in [Tracer::Trace, Tracer::Profile] {
                self.tell_tracer(tracer, "call", None)?;
            }
        }
        Ok(())
    }

    /// A frame is entered, or gone on with, by an exception. A tracer's exception takes its place.
    pub(super) fn trace_throw(&mut self) -> PyResult<()> {
        let pending = self.fetch_exception();
        match self.trace_entry() {
            Ok(()) => self.restore_exception(pending),
            Err(Fault::Raised) => self.drop_triple(pending),
            Err(fault) => return Err(fault),
        }
        Ok(())
    }

    /// Before an instruction at `lasti`: a frame's first tells of the call, a line's first of the line.
    /// False if the tracer raised an exception before the frame began.
    pub(super) fn trace_instruction(&mut self, lasti: i32) -> PyResult<bool> {
        match self.trace_entry() {
            Ok(()) => {}
            Err(Fault::Raised) => return Ok(false),
            Err(fault) => return Err(fault),
        }
        self.state.heap.frame.f_lasti = lasti;
        self.trace_line(lasti)?;
        Ok(true)
    }

    /// `maybe_call_line_trace`.
    fn trace_line(&mut self, lasti: i32) -> PyResult<()> {
        let frame = &mut self.state.heap.frame;
        let trace = &mut frame.trace;
        if lasti < trace.instr_lb || lasti >= trace.instr_ub {
            let (lower, upper) = frame.code.code.line_bounds(lasti);
            (trace.instr_lb, trace.instr_ub) = (lower, upper);
        }
        let new_line = lasti == trace.instr_lb || lasti < trace.instr_prev;
        if new_line {
            let offset = usize::try_from(lasti).unwrap_or(0);
            trace.f_lineno = frame.code.code.line_of(offset);
        }
        trace.instr_prev = lasti;
        let (lines, opcodes) = (trace.f_trace_lines, trace.f_trace_opcodes);
        if new_line && lines {
            self.tell_tracer(Tracer::Trace, "line", None)?;
        }
        if opcodes {
            self.tell_tracer(Tracer::Trace, "opcode", None)?;
        }
        Ok(())
    }

    /// The frame is left. An exception of the tracer takes the place of the value.
    pub(super) fn trace_leave(&mut self, leave: Leave) -> PyResult<Leave> {
        if self.state.heap.frame.trace.call_due {
            // It never began.
            return Ok(leave);
        }
        let value = match leave {
            Leave::Return(value) | Leave::Yield(value) => Some(value),
            Leave::Raise => None,
        };
        let pending = match leave {
            Leave::Raise => self.fetch_exception(),
            _ => [None; 3],
        };
        for tracer in [Tracer::Trace, Tracer::Profile] {
            match self.tell_tracer(tracer, "return", value) {
                Ok(()) => {}
                Err(Fault::Raised) => {
                    self.drop_triple(pending);
                    self.state.heap.xdecref(value);
                    return Ok(Leave::Raise);
                }
                Err(fault) => return Err(fault),
            }
        }
        if leave == Leave::Raise {
            self.restore_exception(pending);
        }
        Ok(leave)
    }

    /// `call_exc_trace`: an exception has come up in the running frame, or passes through it.
    pub(super) fn trace_exception(&mut self) -> PyResult<()> {
        if self.tracer(Tracer::Trace).is_none() {
            return Ok(());
        }
        let mut pending = self.fetch_exception();
        self.normalize(&mut pending);
        let none = self.state.heap.none();
        let parts = pending.map(|part| part.unwrap_or(none));
        for part in parts {
            self.state.heap.incref(part);
        }
        let arg = self.state.heap.new_tuple(parts.to_vec());
        let result = self.tell_tracer(Tracer::Trace, "exception", Some(arg));
        self.state.heap.decref(arg);
        match result {
            Ok(()) => {
                self.restore_exception(pending);
                Ok(())
            }
            Err(fault) => {
                self.drop_triple(pending);
                Err(fault)
            }
        }
    }

    /// `C_TRACE`: a native function is called, has returned, or has raised.
    pub(super) fn profile_native(&mut self, event: &str, function: ObjId) -> PyResult<()> {
        if self.tracer(Tracer::Profile).is_none() {
            return Ok(());
        }
        let pending = self.fetch_exception();
        let result = self.tell_tracer(Tracer::Profile, event, Some(function));
        if result.is_ok() {
            self.restore_exception(pending);
        } else {
            self.drop_triple(pending);
        }
        result
    }

    /// `call_trace` and the trampolines: calls the function with frame, event and argument.
    fn tell_tracer(&mut self, tracer: Tracer, event: &str, arg: Option<ObjId>) -> PyResult<()> {
        let function = match tracer {
            Tracer::Trace if event != "call" => self.state.heap.frame.f_trace,
            _ => None,
        };
        let global = self.tracer(tracer);
        let local_event = tracer == Tracer::Trace && event != "call";
        let function = if local_event { function } else { global };
        let (Some(function), Some(_), Some(frame)) = (function, global, self.state.heap.frame_id)
        else {
            return Ok(());
        };
        if self.thread().tracing {
            return Ok(());
        }
        self.thread_mut().tracing = true;
        self.state.heap.incref(function);
        let result = self.call_tracer(function, frame, event, arg);
        self.state.heap.decref(function);
        self.thread_mut().tracing = false;
        match result {
            Ok(value) if tracer == Tracer::Trace && value != self.state.heap.none() => {
                let old = self.state.heap.frame.f_trace.replace(value);
                self.state.heap.xdecref(old);
                Ok(())
            }
            Ok(value) => {
                self.state.heap.decref(value);
                Ok(())
            }
            Err(Fault::Raised) => {
                self.traceback_here();
                self.set_tracer(tracer, None);
                if tracer == Tracer::Trace {
                    let old = self.state.heap.frame.f_trace.take();
                    self.state.heap.xdecref(old);
                }
                Err(Fault::Raised)
            }
            Err(fault) => Err(fault),
        }
    }

    /// `call_trampoline`: the function sees the locals in `f_locals` and may change them there.
    fn call_tracer(
        &mut self,
        function: ObjId,
        frame: ObjId,
        event: &str,
        arg: Option<ObjId>,
    ) -> PyResult {
        self.frame_locals(frame)?;
        let what = self.state.heap.intern_str(event);
        let arg = arg.unwrap_or(self.state.heap.none());
        let result = self.call(function, &[frame, what, arg]);
        self.state.heap.decref(what);
        if result != Err(Fault::Stop) {
            self.locals_to_fast();
        }
        result
    }

    /// `PyFrame_LocalsToFast`: `f_locals` of the running frame goes back into its variables.
    fn locals_to_fast(&mut self) {
        let frame = &self.state.heap.frame;
        let Some(locals) = frame.f_locals else { return };
        let code = std::sync::Arc::clone(&frame.code);
        let co = &code.code;
        let optimized = co.co_flags & flags::CO_OPTIMIZED != 0;
        let frees: &[PyStr] = if optimized { &co.co_freevars } else { &[] };
        let names = co.co_varnames.iter().take(co.co_nlocals as usize);
        let names = names.chain(&co.co_cellvars).chain(frees);
        for (index, name) in names.enumerate() {
            let name = self.state.heap.intern(name);
            let value = self.state.heap.dict_get_str(locals, name);
            self.state.heap.decref(name);
            let slot = self.state.heap.frame.f_localsplus.get(index).copied();
            let cell = slot.flatten().filter(|_| index >= co.co_nlocals as usize);
            if let Some(value) = value {
                self.state.heap.incref(value);
            }
            let old = match cell.map(|cell| &mut self.state.heap.get_mut(cell).payload) {
                Some(Payload::Cell(contents)) => std::mem::replace(contents, value),
                Some(_) => value,
                None => match self.state.heap.frame.f_localsplus.get_mut(index) {
                    Some(slot) => std::mem::replace(slot, value),
                    None => value,
                },
            };
            self.state.heap.xdecref(old);
        }
    }

    /// `frame.f_trace = function`; none deletes it.
    pub fn set_frame_trace(&mut self, frame: ObjId, function: Option<ObjId>) {
        let function = function.filter(|&function| function != self.state.heap.none());
        if let Some(function) = function {
            self.state.heap.incref(function);
        }
        let old = match self.state.heap.as_frame_mut(frame) {
            Some(payload) => {
                payload.trace.f_lineno = payload.line();
                std::mem::replace(&mut payload.f_trace, function)
            }
            None => function,
        };
        self.state.heap.xdecref(old);
    }

    /// `sys.call_tracing(function, args)`: a call that is traced though a tracer is running.
    pub fn call_tracing(&mut self, function: ObjId, args: &[ObjId]) -> PyResult {
        let saved = std::mem::replace(&mut self.thread_mut().tracing, false);
        let result = self.call(function, args);
        self.thread_mut().tracing = saved;
        result
    }
}

/// Whether code with that file name belongs to the library that comes with the machine.
fn is_library(filename: &PyStr) -> bool {
    filename.to_lossy().starts_with("<frozen ")
}
