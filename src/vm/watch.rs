//! Watching a run step by step.

use std::ops::ControlFlow;

use crate::value::Step;
use crate::vm::State;

/// Somebody who wants to see the state before certain steps, inside nested calls too.
pub trait Watch {
    /// The first step before which it wants to be called.
    fn first(&self) -> Step;

    /// The step is next: says which one it wants to see then, or ends the run.
    fn before_step(&mut self, state: &mut State) -> ControlFlow<(), Step>;

    /// The program ended before the step named last.
    fn at_end(&mut self, state: &mut State) {
        let _ = state;
    }
}
