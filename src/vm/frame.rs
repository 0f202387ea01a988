//! Entering and leaving frames (`_PyFrame_New_NoTrack` of `Objects/frameobject.c`, the prologue
//! and epilogue of `_PyEval_EvalFrameDefault`).
//!
//! The running frame's payload lies in `Heap::frame`, so that an instruction reaches its stack
//! without looking the frame up. Entering a frame moves the caller's payload back to its object.

use crate::event::Event;
use crate::objects::Ty;
use crate::objects::frame::{Frame, OnReturn};
use crate::objects::payload::Payload;
use crate::value::ObjId;
use crate::vm::{Fault, PyResult, Vm};

/// How far above the limit the depth may go while a `RecursionError` is being handled.
const OVERFLOW_ROOM: u32 = 50;

impl Vm<'_> {
    /// Makes a frame for code, called by the running frame: a new reference, and its payload, which
    /// goes to [`Vm::enter_frame`] or [`Vm::put_payload`].
    pub(super) fn new_frame(
        &mut self,
        code: ObjId,
        globals: ObjId,
        locals: Option<ObjId>,
    ) -> PyResult<(ObjId, Box<Frame>)> {
        let heap = &mut self.state.heap;
        let back = heap.frame_id;
        // The caller's builtins go for the callee with the same globals; others name their own.
        let builtins = if back.is_some() && heap.frame.f_globals == globals {
            heap.frame.f_builtins
        } else {
            heap.dict_get_str(globals, self.state.names.builtins)
                .and_then(|module| {
                    if heap.as_dict(module).is_some() {
                        Some(module)
                    } else {
                        heap.get(module).dict
                    }
                })
                .unwrap_or(self.state.builtins)
        };
        heap.new_frame(code, globals, builtins, locals, back)
            .ok_or(Fault::Stop)
    }

    /// Gives a frame that doesn't run its payload.
    #[inline]
    pub(super) fn put_payload(&mut self, frame: ObjId, payload: Box<Frame>) {
        if let Payload::Frame(place) = &mut self.state.heap.get_mut(frame).payload {
            *place = Some(payload);
        }
    }

    /// Takes the payload of a frame that doesn't run.
    #[inline]
    pub(super) fn take_payload(&mut self, frame: ObjId) -> Option<Box<Frame>> {
        match &mut self.state.heap.get_mut(frame).payload {
            Payload::Frame(place) => place.take(),
            _ => None,
        }
    }

    /// Makes a new frame the running one (the reference passes to the loop). Fails, and releases
    /// it, where Python would recurse too deeply.
    #[inline]
    pub(super) fn enter_frame(&mut self, frame: ObjId, payload: Box<Frame>) -> PyResult<()> {
        if let Err(fault) = self.enter_recursive("") {
            self.put_payload(frame, payload);
            self.release_frame(frame);
            return Err(fault);
        }
        self.run_next(frame, payload);
        Ok(())
    }

    /// Makes a frame the running one without further checks.
    #[inline]
    pub(super) fn run_next(&mut self, frame: ObjId, mut payload: Box<Frame>) {
        payload.f_executing = true;
        let heap = &mut self.state.heap;
        let caller = std::mem::replace(&mut heap.frame, payload);
        if let Some(caller_id) = heap.frame_id.replace(frame) {
            self.put_payload(caller_id, caller);
        }
        self.thread_mut().frame = Some(frame);
        let code = self.state.heap.frame.f_code;
        self.state.heap.tell(|| Event::Call { frame, code });
    }

    /// Leaves the running frame for the one that called it. The reference to the frame left is
    /// the caller's to release; its payload goes to [`Vm::put_payload`] or
    /// [`Vm::release_left_frame`].
    #[inline]
    pub(super) fn switch_back(&mut self) -> Option<(ObjId, Box<Frame>)> {
        let left = self.state.heap.frame_id?;
        self.state.heap.frame.f_executing = false;
        let back = self.state.heap.frame.f_back;
        let caller = match back.and_then(|back| self.take_payload(back)) {
            Some(caller) => caller,
            None => Box::new(Frame::placeholder()),
        };
        let payload = std::mem::replace(&mut self.state.heap.frame, caller);
        self.state.heap.frame_id = back;
        self.thread_mut().frame = back;
        Some((left, payload))
    }

    /// As [`Vm::release_frame`], for a frame just left.
    #[inline]
    pub(super) fn release_left_frame(&mut self, frame: ObjId, payload: Box<Frame>) {
        if self.state.heap.get(frame).ob_refcnt > 1 {
            self.put_payload(frame, payload);
            self.release_frame(frame);
        } else {
            self.thread_mut().recursion_depth += 1;
            self.state.heap.dealloc_left_frame(frame, payload);
            self.thread_mut().recursion_depth -= 1;
        }
    }

    /// Drops the reference that a call held on its frame. If somebody else keeps the frame, the
    /// collector has to know it from now on.
    pub(super) fn release_frame(&mut self, frame: ObjId) {
        if self.state.heap.get(frame).ob_refcnt > 1 {
            self.state.heap.decref(frame);
            self.state.heap.gc_track(frame);
        } else {
            // Freeing the locals may run `__del__`, one level deeper than the caller.
            self.thread_mut().recursion_depth += 1;
            self.state.heap.dealloc_frame(frame);
            self.thread_mut().recursion_depth -= 1;
        }
    }

    /// Says what the instruction that made a call does with the value of the frame just entered.
    #[inline]
    pub(super) fn set_on_return(&mut self, on_return: OnReturn) {
        self.state.heap.frame.on_return = on_return;
    }

    /// `Py_EnterRecursiveCall`.
    #[inline]
    pub(super) fn enter_recursive(&mut self, place: &'static str) -> PyResult<()> {
        let limit = self.state.recursion_limit;
        let thread = self.thread_mut();
        thread.recursion_depth += 1;
        if thread.recursion_depth > limit {
            self.check_recursive(place)
        } else {
            Ok(())
        }
    }

    /// `_Py_CheckRecursiveCall`.
    #[cold]
    fn check_recursive(&mut self, place: &'static str) -> PyResult<()> {
        let limit = self.state.recursion_limit;
        let thread = self.thread_mut();
        if thread.overflowed {
            if thread.recursion_depth > limit + OVERFLOW_ROOM {
                return Err(self.fatal("Cannot recover from stack overflow."));
            }
            return Ok(());
        }
        thread.recursion_depth -= 1;
        thread.overflowed = true;
        Err(self.recursion_error(place))
    }

    /// The RecursionError for a call made at `place`.
    #[cold]
    pub(super) fn recursion_error(&mut self, place: &'static str) -> Fault {
        self.raise(
            Ty::RecursionError,
            format!("maximum recursion depth exceeded{place}"),
        )
    }

    /// `Py_LeaveRecursiveCall`.
    #[inline]
    pub(super) fn leave_recursive(&mut self) {
        let limit = self.state.recursion_limit;
        let thread = self.thread_mut();
        thread.recursion_depth -= 1;
        if thread.overflowed {
            // `_Py_RecursionLimitLowerWaterMark`
            let low = if limit > 200 {
                limit - OVERFLOW_ROOM
            } else {
                3 * (limit >> 2)
            };
            if thread.recursion_depth < low {
                thread.overflowed = false;
            }
        }
    }
}
