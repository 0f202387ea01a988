//! Searching in time: the nearest step, forwards or backwards, whose state has a property.

use std::ops::ControlFlow;

use crate::timeline::Timeline;
use crate::timeline::machine::EachStep;
use crate::value::Step;
use crate::vm::State;

impl Timeline {
    /// Looks at the state before every recorded step in `from..to`, in order, until `each` breaks
    /// off.
    pub fn scan(&mut self, from: Step, to: Step, each: impl FnMut(&State) -> ControlFlow<()>) {
        let to = to.min(self.recorded());
        if from >= to {
            return;
        }
        let state = self.checkpoints.before(from).clone();
        let mut watch = EachStep { from, to, each };
        self.machine.replay(state, to, &mut watch);
    }

    /// The first recorded step from `from` on with that property.
    pub fn find_forward(
        &mut self,
        from: Step,
        mut is_it: impl FnMut(&State) -> bool,
    ) -> Option<Step> {
        let mut found = None;
        let end = self.recorded();
        self.scan(from, end, |state| {
            if is_it(state) {
                found = Some(state.step);
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        found
    }

    /// The last step before `before` with that property. The run is replayed checkpoint by
    /// checkpoint, backwards, so that what lies near is found soon.
    pub fn find_backward(
        &mut self,
        before: Step,
        mut is_it: impl FnMut(&State) -> bool,
    ) -> Option<Step> {
        let starts: Vec<Step> = self
            .checkpoints
            .steps()
            .filter(|step| *step < before)
            .collect();
        let mut end = before;
        for start in starts.into_iter().rev() {
            let mut found = None;
            self.scan(start, end, |state| {
                if is_it(state) {
                    found = Some(state.step);
                }
                ControlFlow::Continue(())
            });
            if found.is_some() {
                return found;
            }
            end = start;
        }
        None
    }
}
