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
}

/// A value, usually a new reference, or why there is none.
pub type PyResult<T = ObjId> = Result<T, Fault>;
