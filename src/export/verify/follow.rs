//! Following a run here with CPython's records of the same script at hand.

use std::io::{BufRead, Lines};
use std::ops::ControlFlow;

use serde_json::Value;

use super::Comparison;
use crate::export::trace::{Options, Tracer};
use crate::value::Step;
use crate::vm::{State, Watch};

/// How CPython's records ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// With the program.
    Exit,
    /// At the number of steps asked for.
    Limit,
    /// Close to the recursion limit, where the tracer has no room.
    Recursion,
    /// In the middle: the process went away.
    Cut,
}

/// Compares the steps of a run here with CPython's records, as they come.
pub struct Follower<R> {
    tracer: Tracer,
    records: Lines<R>,
    comparison: Comparison,
    end: Option<End>,
    /// Steps of the main program here, after the records ended.
    remaining: u64,
}

impl<R: BufRead> Follower<R> {
    /// Follows a run of the code under a folder; `records` are CPython's, one a line.
    pub fn new(folder: &str, records: R) -> Follower<R> {
        Follower {
            tracer: Tracer::new(folder, Options::default()),
            records: records.lines(),
            comparison: Comparison::default(),
            end: None,
            remaining: 0,
        }
    }

    /// The comparison so far.
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// The whole comparison, when the run here is over, and how CPython's records ended.
    pub fn finish(mut self) -> (Comparison, End) {
        let mut missing = 0;
        while self.theirs().is_some() {
            missing += 1;
        }
        let end = self.end.unwrap_or(End::Cut);
        if !self.comparison.parted && matches!(end, End::Exit | End::Cut) {
            self.comparison.ended(self.remaining, missing);
        }
        (self.comparison, end)
    }

    /// The next step that CPython recorded.
    fn theirs(&mut self) -> Option<Value> {
        if self.end.is_some() {
            return None;
        }
        let line = self.records.next().and_then(Result::ok);
        let record: Value = line
            .and_then(|line| serde_json::from_str(&line).ok())
            .unwrap_or(Value::Null);
        match (record["k"].as_str(), record["why"].as_str()) {
            (Some("step"), _) => return Some(record),
            (_, Some("exit")) => self.end = Some(End::Exit),
            (_, Some("limit")) => self.end = Some(End::Limit),
            (_, Some("recursion")) => self.end = Some(End::Recursion),
            _ => self.end = Some(End::Cut),
        }
        None
    }

    fn compare(&mut self, ours: &Value) -> ControlFlow<()> {
        // CPython calls a trace function before EXTENDED_ARG, but not again before the
        // instruction that it extends.
        if ours["lasti"] != ours["i"] {
            return ControlFlow::Continue(());
        }
        match self.theirs() {
            Some(theirs) => self.comparison.step(ours, &theirs),
            None if self.end == Some(End::Limit) => return ControlFlow::Break(()),
            // While the interpreter ends, CPython calls no trace function any more.
            None if ours["d"] == 0 && ours["co"] != "<module>" => {}
            None => self.remaining += 1,
        }
        ControlFlow::Continue(())
    }
}

impl<R: BufRead> Watch for Follower<R> {
    fn first(&self) -> Step {
        Step(0)
    }

    fn before_step(&mut self, state: &mut State) -> ControlFlow<(), Step> {
        for record in self.tracer.step(state) {
            if record["k"] == "step" && self.compare(&record).is_break() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(Step(state.step.0 + 1))
    }

    fn at_end(&mut self, state: &mut State) {
        for record in self.tracer.end(state, 0) {
            if record["k"] == "step" && self.compare(&record).is_break() {
                return;
            }
        }
    }
}
