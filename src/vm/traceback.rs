//! Noting frames in the traceback of the pending exception (`PyTraceBack_Here` of
//! `Python/traceback.c`).

use crate::event::Event;
use crate::vm::Vm;
use crate::vm::module_object::BUILT_IN_PREFIX;

impl Vm<'_> {
    /// Puts the running frame in front of the pending exception's traceback.
    pub(super) fn traceback_here(&mut self) {
        let Some(frame) = self.state.heap.frame_id else {
            return;
        };
        // C code has no frames.
        let file = &self.state.heap.frame.code.code.co_filename;
        if file
            .as_ascii()
            .is_some_and(|file| file.starts_with(BUILT_IN_PREFIX))
        {
            return;
        }
        let lasti = self.state.heap.frame.f_lasti;
        let line = self
            .state
            .heap
            .frame
            .code
            .code
            .line_of(usize::try_from(lasti).unwrap_or(0));
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
}
