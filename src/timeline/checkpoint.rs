//! Which states of a run are kept.
//!
//! Copying a state costs time in proportion to its objects, and replaying costs time in proportion
//! to the steps from the last copy. So copies are spaced by the size of the heap: dense enough that
//! a replay takes a few milliseconds, sparse enough that recording is slowed by a fraction only.
//! When the copies would take too much memory, every second one is dropped and the spacing
//! doubles: a run of any length is covered evenly.

use crate::value::Step;
use crate::vm::State;

/// Steps between copies of a small heap.
const MIN_SPACING: u64 = 150_000;
/// Steps between copies for each object of the heap: copying one object takes about as long as
/// three steps, and may slow the recording by a fifth.
const STEPS_PER_OBJECT: u64 = 16;
/// Objects in all copies together, above which they are thinned; about 150 bytes each.
const MAX_OBJECTS: usize = 6_000_000;

/// Copies of the state, ascending by step. The first is the start.
pub(super) struct Checkpoints {
    states: Vec<State>,
    /// Multiplies the spacing: doubled at each thinning.
    stretch: u64,
}

impl Checkpoints {
    /// Keeps the start.
    pub fn new(start: State) -> Checkpoints {
        Checkpoints {
            states: vec![start],
            stretch: 1,
        }
    }

    /// The step at which the next copy is due.
    pub fn due(&self, state: &State) -> Step {
        let last = self.states.last().map_or(0, |last| last.step.0);
        let spacing = MIN_SPACING.max(STEPS_PER_OBJECT * state.heap.len() as u64) * self.stretch;
        // Where a native function was under way at the due step, it is due at once.
        Step((last + spacing).max(state.step.0 + 1))
    }

    /// Keeps a copy if one is due and the state can be resumed.
    pub fn offer(&mut self, state: &State) {
        let last = self.states.last().map_or(0, |last| last.step.0);
        let spacing = MIN_SPACING.max(STEPS_PER_OBJECT * state.heap.len() as u64) * self.stretch;
        if state.can_resume() && state.step.0 >= last + spacing {
            self.states.push(state.clone());
            self.thin();
        }
    }

    fn thin(&mut self) {
        let objects: usize = self.states.iter().map(|state| state.heap.len()).sum();
        if objects > MAX_OBJECTS && self.states.len() > 4 {
            let mut index = 0;
            self.states.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.stretch *= 2;
        }
    }

    /// The last copy at or before a step.
    pub fn before(&self, n: Step) -> &State {
        let behind = self.states.partition_point(|state| state.step <= n);
        &self.states[behind.saturating_sub(1)]
    }

    /// The steps at which copies lie, ascending.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = Step> + '_ {
        self.states.iter().map(|state| state.step)
    }
}
