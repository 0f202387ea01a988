//! Noting frames in the traceback of the pending exception (`PyTraceBack_Here` of
//! `Python/traceback.c`).

use crate::event::Event;
use crate::objects::frame::Frame;
use crate::value::ObjId;
use crate::vm::Vm;
use crate::vm::module_object::BUILT_IN_PREFIX;

impl Vm<'_> {
    /// Puts the running frame in front of the pending exception's traceback.
    pub(super) fn traceback_here(&mut self) {
        let Some(frame) = self.state.heap.frame_id else {
            return;
        };
        // C code has no frames.
        if stands_for_c(&self.state.heap.frame) {
            return;
        }
        let lasti = self.state.heap.frame.f_lasti;
        let line = self.state.heap.frame.line();
        if let Some(exception) = self.thread().curexc[0] {
            self.state.heap.tell(|| Event::Raise { exception });
        }
        let next = self.thread().curexc[2];
        if next.is_none() {
            self.state.heap.milestones.raised += 1;
        }
        let entry = self.state.heap.new_traceback(next, frame, lasti, line);
        let old = self.thread_mut().curexc[2].replace(entry);
        self.state.heap.xdecref(old);
    }

    /// The frame that called a frame, as the program sees it: what stands for C code is left out,
    /// unless it asks itself.
    pub fn visible_caller(&self, frame: ObjId) -> Option<ObjId> {
        let heap = &self.state.heap;
        let from = heap.as_frame(frame)?;
        let mut caller = from.f_back;
        if stands_for_c(from) {
            return caller;
        }
        while let Some(id) = caller
            && let Some(payload) = heap.as_frame(id)
            && stands_for_c(payload)
        {
            caller = payload.f_back;
        }
        caller
    }
}

/// Whether the frame runs Python code that stands for C code.
fn stands_for_c(frame: &Frame) -> bool {
    let file = frame.code.code.co_filename.as_ascii();
    file.is_some_and(|file| file.starts_with(BUILT_IN_PREFIX))
}
