//! Time: a run recorded once, and any step of it at once.
//!
//! The recording keeps copies of the state at some steps ([`checkpoint`]). [`Timeline::moment`]
//! takes the nearest one at or before step n and replays from there. Stepping back, searching and
//! everything else that moves in time is built on that and on nothing else, because a run is a
//! pure function of its start and its log: replaying any checkpoint to n gives the state first
//! seen at n.

mod checkpoint;
mod machine;
mod search;

use std::sync::Arc;

use crate::event::Event;
use crate::value::Step;
use crate::vm::{NativeTable, State};

use checkpoint::Checkpoints;
pub use machine::{Compile, Source};
use machine::{Machine, Observer};

/// A recorded run.
pub struct Timeline {
    machine: Machine,
    checkpoints: Checkpoints,
    /// The state at the end of the recording so far; none while it is lent to the machine.
    live: Option<State>,
    /// Whether the program has ended.
    ended: bool,
    /// The state before the step shown last: from here it is shown again, and the next one.
    cursor: Option<State>,
}

/// How the recording stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// There is more to record.
    Going,
    /// The program waits for input that the source didn't give.
    Waiting,
    /// The program has ended.
    Ended,
}

/// One step of a run, with the states around it.
pub struct Moment {
    /// The state just before the step.
    pub before: State,
    /// What happens inside it; empty at the end of the run.
    pub events: Vec<Event>,
    /// The state in the middle of the step, when it was asked for. Only its heap has moved on; it
    /// can be looked at, not resumed.
    pub midway: Option<State>,
    /// The state just after it; the same as `before` at the end of the run.
    pub after: State,
}

impl Timeline {
    /// A recording that begins at a state in which the script is loaded and no instruction has
    /// run.
    pub fn new(start: State, natives: Arc<NativeTable>, compile: Compile) -> Timeline {
        Timeline {
            machine: Machine::new(natives, compile),
            checkpoints: Checkpoints::new(start.clone()),
            live: Some(start),
            ended: false,
            cursor: None,
        }
    }

    /// Steps recorded so far.
    pub fn recorded(&self) -> Step {
        self.live.as_ref().map_or(Step(0), |state| state.step)
    }

    /// Whether the recording has reached the program's end.
    pub fn is_complete(&self) -> bool {
        self.ended
    }

    /// The state at the end of the recording so far.
    pub fn latest(&self) -> Option<&State> {
        self.live.as_ref()
    }

    /// Records up to `budget` further steps, or somewhat more where a native function is under
    /// way.
    pub fn advance(&mut self, budget: u64, source: &mut dyn Source) -> Progress {
        let Some(mut state) = self.live.take().filter(|_| !self.ended) else {
            return Progress::Ended;
        };
        let goal = Step(state.step.0.saturating_add(budget));
        if !state.can_resume() {
            // It waited for an answer inside a native function: what led there runs again.
            state = self.checkpoints.before(state.step).clone();
        }
        let mut progress = Progress::Going;
        while progress == Progress::Going && state.step < goal {
            let until = goal.min(self.checkpoints.due(&state));
            (state, progress) = self.machine.record(state, until, source);
            if progress == Progress::Going {
                self.checkpoints.offer(&state);
            }
        }
        if progress == Progress::Waiting {
            state = self.before_waiting(state, source);
        }
        self.ended = progress == Progress::Ended;
        self.live = Some(state);
        progress
    }

    /// The state before the instruction that waits for an answer, with nothing of it done yet: it will
    /// be done again from its start. If a native function called what waits, the state before that
    /// function can't be told: then the last checkpoint.
    fn before_waiting(&mut self, waiting: State, source: &mut dyn Source) -> State {
        let checkpoint = self.checkpoints.before(waiting.step).clone();
        match waiting.can_resume() && waiting.step > checkpoint.step {
            true => self.machine.record(checkpoint, waiting.step, source).0,
            false => checkpoint,
        }
    }

    /// The step n with the states around it; beyond the recording, its end.
    pub fn moment(&mut self, n: Step) -> Moment {
        self.moment_midway(n, 0)
    }

    /// The same, and the state when the first `micro` of the step's events have happened.
    pub fn moment_midway(&mut self, n: Step, micro: usize) -> Moment {
        let n = n.min(self.recorded());
        let state = self.state_before(n);
        let mut observer = Observer::around(n, micro);
        let (state, _) = self.machine.replay(state, Step(n.0 + 1), &mut observer);
        let before = observer.before.unwrap_or_else(|| state.clone());
        let after = observer.after.unwrap_or(state);
        if before.can_resume() {
            self.cursor = Some(before.clone());
        }
        Moment {
            before,
            events: observer.events,
            midway: observer.midway,
            after,
        }
    }

    /// The nearest state at hand from which step n can be replayed.
    fn state_before(&mut self, n: Step) -> State {
        let checkpoint = self.checkpoints.before(n);
        match self.cursor.take() {
            Some(cursor) if cursor.step <= n && cursor.step >= checkpoint.step => cursor,
            _ => checkpoint.clone(),
        }
    }
}
