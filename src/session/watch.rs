//! The values that watched names take in the course of a run: a trace table, as one would keep it
//! on paper. It is made by looking at the states once, no further than what is shown.

use std::ops::ControlFlow;

use crate::inspect::view::{ObjectRef, WatchRow, WatchView, WatchedName};
use crate::inspect::watch;
use crate::timeline::Timeline;
use crate::value::{ObjId, Step};
use crate::vm::State;

use super::glance::digest_of;
use super::index::Index;
use super::run::GoOn;

/// Changes kept at most.
const MOST_ROWS: usize = 2_000;
/// Steps looked at between two looks at what the user wants.
const SLICE: u64 = 200_000;

/// The names watched and what was seen of them.
#[derive(Default)]
pub(super) struct Watch {
    names: Vec<WatchedName>,
    rows: Vec<WatchRow>,
    /// The first step not looked at yet.
    end: u64,
    last: Vec<Option<Value>>,
    /// The line that was running in the state looked at last.
    line: u32,
    cut_short: bool,
}

/// What a name referred to.
struct Value {
    object: ObjId,
    /// The contents of a container.
    digest: Option<u64>,
    shown: ObjectRef,
}

impl Watch {
    /// Watches a name from now on, or no more; whether it is watched.
    pub fn toggle(&mut self, name: WatchedName) -> bool {
        let at = self.names.iter().position(|other| *other == name);
        match at {
            Some(at) => drop(self.names.remove(at)),
            None => self.names.push(name),
        }
        self.begin_anew();
        at.is_none()
    }

    /// Watches nothing any more.
    pub fn clear(&mut self) {
        self.names.clear();
        self.begin_anew();
    }

    /// Forgets what was seen: of another run the same names may tell something else.
    pub fn begin_anew(&mut self) {
        self.rows.clear();
        self.end = 0;
        self.last = self.names.iter().map(|_| None).collect();
        self.line = 0;
        self.cut_short = false;
    }

    /// Looks at the states up to a step.
    pub fn extend(&mut self, timeline: &mut Timeline, index: &mut Index, step: u64, go_on: GoOn) {
        let goal = step.saturating_add(1);
        while !self.names.is_empty() && !self.cut_short && self.end < goal && go_on() {
            let to = (self.end + SLICE).min(goal);
            timeline.scan(Step(self.end), Step(to), |state| {
                self.take(state, index);
                match self.cut_short {
                    true => ControlFlow::Break(()),
                    false => ControlFlow::Continue(()),
                }
            });
            self.end = to;
        }
    }

    fn take(&mut self, state: &State, index: &mut Index) {
        let Some(spot) = index.spot(state).filter(|spot| spot.in_script) else {
            return;
        };
        let line = std::mem::replace(&mut self.line, spot.line);
        let mut changed = vec![false; self.names.len()];
        for ((name, last), changed) in self.names.iter().zip(&mut self.last).zip(&mut changed) {
            if let Some(bound) = watch::bound_to(state, name) {
                *changed = see(state, bound, last);
            }
        }
        if !changed.contains(&true) {
            return;
        }
        if self.rows.len() >= MOST_ROWS {
            self.cut_short = true;
            return;
        }
        let shown = |value: &Option<Value>| value.as_ref().map(|value| value.shown.clone());
        self.rows.push(WatchRow {
            step: state.step.0,
            line: if line == 0 { spot.line } else { line },
            values: self.last.iter().map(shown).collect(),
            changed,
        });
    }

    /// The table as it stands at a step: what comes later isn't told.
    pub fn view(&self, step: u64) -> WatchView {
        let seen = self.rows.partition_point(|row| row.step <= step);
        WatchView {
            names: self.names.clone(),
            rows: self.rows.iter().take(seen).cloned().collect(),
            cut_short: self.cut_short && seen == self.rows.len(),
        }
    }
}

/// Takes in what a name refers to in a state; whether that is something else than before.
fn see(state: &State, bound: Option<ObjId>, last: &mut Option<Value>) -> bool {
    let Some(object) = bound.filter(|&id| state.heap.is_alive(id)) else {
        return last.take().is_some();
    };
    let digest = watch::is_container(state, object)
        .then(|| digest_of(state, object))
        .flatten();
    if let Some(last) = last
        && last.object == object
        && last.digest == digest
        && digest.is_some()
    {
        return false;
    }
    let shown = watch::reference(state, object);
    let same = last.as_ref().is_some_and(|last| {
        last.object == object && last.digest == digest && last.shown.repr == shown.repr
    });
    *last = Some(Value {
        object,
        digest,
        shown,
    });
    !same
}
