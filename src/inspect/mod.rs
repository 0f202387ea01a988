//! From a moment of the machine to views: plain structs in the learner's words.
//!
//! Everything the panels, the exports and the tests show is in [`view`]; nothing there refers
//! back to the machine, so a view can be kept, compared, sent to a thread or written as JSON.

mod code;
mod collector;
mod dict;
mod event;
mod frames;
mod label;
mod layout;
mod memory;
mod names;
mod narration;
mod object;
mod stack;
pub mod view;
pub mod watch;
mod why;

use std::sync::Arc;

use crate::event::Event;
use crate::objects::frame::Frame;
use crate::value::{ObjId, PyStr};
use crate::vm::State;

pub use why::{Happening, History, why};

pub use label::{block_of, find_object, find_text, object_no, set_keys, short_repr};

/// What a view is made from: a step with the states around it.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The state just before the step.
    pub before: &'a State,
    /// The state shown: the one before the step or, after some of its events, one inside it.
    pub shown: &'a State,
    /// How many of the step's events have happened in the state shown.
    pub micro: usize,
    /// The state just after it; the same one at the end of the run.
    pub after: &'a State,
    /// What happens inside the step.
    pub events: &'a [Event],
    /// The lines of a source file by the name in `co_filename`, where they are at hand.
    pub sources: &'a dyn Fn(&PyStr) -> Option<Arc<Vec<String>>>,
    /// Lines of the main script with a breakpoint, ascending.
    pub breakpoints: &'a [u32],
    /// The object asked for; none lets the step choose.
    pub selected: Option<view::ObjectNo>,
}

impl<'a> Look<'a> {
    /// The frame that executes the step, as it stands before it, and its id; none when the program
    /// has ended.
    fn running(&self) -> Option<(ObjId, &'a Frame)> {
        let heap = &self.before.heap;
        heap.frame_id.map(|id| (id, &*heap.frame))
    }

    /// The innermost frame of the state shown: another one than the running one once the step has
    /// called or returned.
    fn innermost(&self) -> Option<(ObjId, &'a Frame)> {
        let heap = &self.shown.heap;
        heap.frame_id.map(|id| (id, &*heap.frame))
    }
}

/// Everything at one moment.
pub fn moment(look: &Look<'_>) -> view::Moment {
    let current = code::current_instruction(look);
    // Between two events the instruction's operands are no longer where they were.
    let operands = current.as_ref().filter(|_| look.micro == 0);
    view::Moment {
        step: look.before.step.0,
        micro: look.micro,
        state: frames::run_state(look),
        source: code::source(look),
        code: code::code(look),
        stack: stack::stack(look, operands),
        blocks: stack::blocks(look),
        frames: frames::chain(look),
        scopes: names::scopes(look),
        object: object::inspected(look, current.as_ref()),
        memory: memory::memory(look),
        free_lists: memory::free_lists(look),
        gc: collector::collector(look),
        narration: narration::narrate(look, current.as_ref()),
        events: event::rows(look),
        output: frames::output(look),
    }
}
