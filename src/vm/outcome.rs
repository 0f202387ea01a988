//! How an operation of the machine ends, sorted by who can catch it.

use crate::value::ObjId;

/// Why an operation did not deliver a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A Python exception is set in the running thread (`curexc_*`): Python code can catch it.
    Raised,
    /// The run is over or paused, and everything unwinds to the caller of `Vm::run` without
    /// touching the state further: no Python code can catch it. The reason is in the `Vm`.
    Stop,
    /// No failure: a frame was pushed, and its value will be the call's. Only the machine's own
    /// natives (`next`, `gen.send`, `__build_class__`, ...) end so, and only the machine's call
    /// functions see it.
    Entered,
}

/// A value, usually a new reference, or why there is none.
pub type PyResult<T = ObjId> = Result<T, Fault>;

/// What starting a call led to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// The call is done; a new reference.
    Value(ObjId),
    /// A frame was pushed and is the running one now: its value will be the call's. Whoever has
    /// something left to do notes it in the frame's `after`.
    Entered,
}

/// How a run of the machine ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The step asked for is next, or the watch or the host ended the run.
    Paused,
    /// The host has no answer yet; the instruction that asked is next.
    Waiting,
    /// The program is over; `State::ended` has its exit status.
    Ended,
}

/// How a frame was left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Leave {
    /// By `return`; the value is owned.
    Return(ObjId),
    /// By `yield`; the value is owned.
    Yield(ObjId),
    /// By the pending exception.
    Raise,
}

impl Leave {
    /// What the frame's caller gets.
    #[inline]
    pub(super) fn value(self) -> PyResult {
        match self {
            Leave::Return(value) | Leave::Yield(value) => Ok(value),
            Leave::Raise => Err(Fault::Raised),
        }
    }
}
