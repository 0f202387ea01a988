//! Running the machine on a state: for recording, with a source that answers what the program
//! asks of the world; for replaying, with the log of what was answered.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::event::Event;
use crate::timeline::Progress;
use crate::value::Step;
use crate::vm::{
    Answer, CompileAnswer, CompileFault, CompileRequest, Host, NativeTable, Need, Outcome, State,
    Vm, Watch,
};

/// The compiler, which the machine reaches only from outside.
pub type Compile = fn(&CompileRequest<'_>) -> Result<CompileAnswer, CompileFault>;

/// The world outside of a run: files and input.
pub trait Source {
    /// Answers a need, once; the answer goes into the log. None when it can't be answered yet.
    fn answer(&mut self, need: &Need) -> Option<Answer>;
}

/// What it takes to run states of one program.
pub(super) struct Machine {
    natives: Arc<NativeTable>,
    compile: Compile,
    /// Every answer given so far, in order.
    log: Vec<Answer>,
}

/// A host that looks answers up in the log and, when recording, asks the source for new ones.
struct LogHost<'a> {
    log: &'a mut Vec<Answer>,
    source: Option<&'a mut dyn Source>,
    compile: Compile,
}

impl Host for LogHost<'_> {
    fn answer(&mut self, cursor: usize, need: &Need) -> Option<Answer> {
        if let Some(known) = self.log.get(cursor) {
            return Some(known.clone());
        }
        let answer = self.source.as_mut()?.answer(need)?;
        self.log.push(answer.clone());
        Some(answer)
    }

    fn compile(&mut self, request: &CompileRequest<'_>) -> Result<CompileAnswer, CompileFault> {
        (self.compile)(request)
    }
}

impl Machine {
    pub fn new(natives: Arc<NativeTable>, compile: Compile) -> Machine {
        Machine {
            natives,
            compile,
            log: Vec::new(),
        }
    }

    /// Runs a state to a step or somewhat further.
    pub fn record(
        &mut self,
        state: State,
        until: Step,
        source: &mut dyn Source,
    ) -> (State, Progress) {
        let mut host = LogHost {
            log: &mut self.log,
            source: Some(source),
            compile: self.compile,
        };
        let mut vm = Vm::new(state, &self.natives, &mut host);
        let progress = match vm.run(until) {
            Outcome::Paused => Progress::Going,
            Outcome::Waiting => Progress::Waiting,
            Outcome::Ended => Progress::Ended,
        };
        (vm.state, progress)
    }

    /// Runs a state again to a step, with somebody watching.
    pub fn replay(&mut self, state: State, until: Step, watch: &mut dyn Watch) -> (State, Outcome) {
        let mut host = LogHost {
            log: &mut self.log,
            source: None,
            compile: self.compile,
        };
        let mut vm = Vm::new(state, &self.natives, &mut host);
        let outcome = vm.run_watched(until, watch);
        (vm.state, outcome)
    }
}

/// Sees one step: the state before it, its events, the state between two of them, the state after.
pub(super) struct Observer {
    step: Step,
    /// After how many events to copy the state; 0 for not at all.
    events_before_midway: usize,
    pub midway: Option<State>,
    pub before: Option<State>,
    pub after: Option<State>,
    pub events: Vec<Event>,
}

impl Observer {
    pub fn around(step: Step, events_before_midway: usize) -> Observer {
        Observer {
            step,
            events_before_midway,
            midway: None,
            before: None,
            after: None,
            events: Vec::new(),
        }
    }
}

impl Watch for Observer {
    fn first(&self) -> Step {
        self.step
    }

    fn before_step(&mut self, state: &mut State) -> ControlFlow<(), Step> {
        if state.step == self.step {
            self.before = Some(state.clone());
            state.heap.listen(true);
            if self.events_before_midway > 0 {
                state.heap.capture_after(self.events_before_midway);
            }
            ControlFlow::Continue(Step(self.step.0 + 1))
        } else {
            self.finish(state);
            ControlFlow::Break(())
        }
    }

    fn at_end(&mut self, state: &mut State) {
        self.finish(state);
    }
}

impl Observer {
    fn finish(&mut self, state: &mut State) {
        self.events = state.heap.listen(false);
        if let (Some(heap), Some(before)) = (state.heap.take_captured(), &self.before) {
            self.midway = Some(State {
                heap,
                ..before.clone()
            });
        }
        self.after = Some(state.clone());
    }
}

/// Calls a function before every step of a range.
pub(super) struct EachStep<F> {
    pub from: Step,
    /// The first step that it is not called for any more.
    pub to: Step,
    pub each: F,
}

impl<F: FnMut(&State) -> ControlFlow<()>> Watch for EachStep<F> {
    fn first(&self) -> Step {
        self.from
    }

    fn before_step(&mut self, state: &mut State) -> ControlFlow<(), Step> {
        if state.step >= self.to {
            return ControlFlow::Break(());
        }
        match (self.each)(state) {
            ControlFlow::Continue(()) => ControlFlow::Continue(Step(state.step.0 + 1)),
            ControlFlow::Break(()) => ControlFlow::Break(()),
        }
    }
}
