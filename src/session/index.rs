//! What a session knows about a whole run: which line was begun when, at which pass, and
//! the landmarks. It is made by looking at every state once, behind the recording.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::inspect::view::{Landmark, LandmarkKind};
use crate::objects::Resize;
use crate::timeline::Timeline;
use crate::value::{PyStr, Step};
use crate::vm::State;

use super::glance::Glance;
use super::spot::{Lines, Spot};

/// Line beginnings kept at most; a longer run keeps its first ones.
const MOST_ARRIVALS: usize = 1_000_000;
/// Landmarks of one kind kept at most; then every second one is dropped.
const MOST_LANDMARKS: usize = 400;

/// A line of the script begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Arrival {
    /// At this step.
    pub step: u64,
    /// The line.
    pub line: u32,
    /// At which pass through it, from 1.
    pub pass: u32,
}

/// The index of one run.
pub(super) struct Index {
    script: PyStr,
    lines: Lines,
    /// The first step not looked at yet.
    pub end: u64,
    arrivals: Vec<Arrival>,
    passes: BTreeMap<u32, u32>,
    landmarks: BTreeMap<LandmarkKind, Kept>,
    before: Option<(Option<Spot>, Glance)>,
}

/// What happened between two states, in a few words.
fn label(kind: LandmarkKind, state: &State, last: &Glance, now: &Glance) -> String {
    let heap = &state.heap;
    match kind {
        LandmarkKind::Call => format!("call of {}", heap.frame.code.code.co_name),
        LandmarkKind::Output => {
            let pieces = state.output.get(last.outputs..).unwrap_or_default();
            let text: String = pieces.iter().map(|piece| piece.text.to_lossy()).collect();
            format!("prints {}", text.trim_end())
        }
        LandmarkKind::Collection => {
            let counts = now.collections.iter().zip(last.collections);
            let oldest = counts.enumerate().rfind(|(_, (new, old))| *new > old);
            format!(
                "collection of generation {}",
                oldest.map_or(0, |(generation, _)| generation)
            )
        }
        LandmarkKind::Resize => match now.milestones.last_resize {
            Some(Resize {
                container,
                old,
                new,
            }) if heap.is_alive(container) => format!(
                "{} #{}: {old} → {new} slots",
                heap.type_name(container),
                heap.get(container).no
            ),
            // It may be gone by the end of the step.
            Some(Resize { old, new, .. }) => format!("a container: {old} → {new} slots"),
            None => "a container got another size".to_owned(),
        },
        LandmarkKind::Pool => "a pool opens".to_owned(),
        LandmarkKind::Exception => "an exception is raised".to_owned(),
        LandmarkKind::ThreadSwitch => "another thread runs".to_owned(),
    }
}

/// Landmarks of one kind: every `stride`-th one.
#[derive(Default)]
struct Kept {
    all: Vec<Landmark>,
    stride: u64,
    seen: u64,
}

impl Index {
    /// An empty index of a run of that script.
    pub fn new(script: PyStr) -> Index {
        Index {
            script,
            lines: Lines::default(),
            end: 0,
            arrivals: Vec::new(),
            passes: BTreeMap::new(),
            landmarks: BTreeMap::new(),
            before: None,
        }
    }

    /// Where a state of this run stands.
    pub fn spot(&mut self, state: &State) -> Option<Spot> {
        self.lines.spot(state, &self.script)
    }

    /// Looks at the steps up to `to`.
    pub fn extend(&mut self, timeline: &mut Timeline, to: u64) {
        // One step earlier than needed, whose state is known already: its events are not.
        let from = Step(self.end.saturating_sub(1));
        let known = self.end;
        timeline.scan(from, Step(to), |state| {
            if state.step.0 >= known {
                self.take(state);
            }
            ControlFlow::Continue(())
        });
        self.end = self.end.max(to.min(timeline.recorded().0));
    }

    fn take(&mut self, state: &State) {
        let (spot, now) = (self.spot(state), Glance::at(state));
        let step = state.step.0;
        let last = self.before.take();
        if let Some(spot) = spot.filter(|s| s.in_script)
            && spot.begins_line(last.as_ref().and_then(|(spot, _)| spot.as_ref()))
        {
            self.arrive(step, spot.line);
        }
        if let Some((_, last)) = &last {
            // What happened between two states is a landmark of the step between them.
            for kind in LandmarkKind::ALL
                .into_iter()
                .filter(|&kind| now.shows(kind, last))
            {
                self.add(step.saturating_sub(1), kind, || {
                    label(kind, state, last, &now)
                });
            }
        }
        self.before = Some((spot, now));
    }

    fn arrive(&mut self, step: u64, line: u32) {
        if self.arrivals.len() < MOST_ARRIVALS {
            let pass = self.passes.entry(line).or_insert(0);
            *pass += 1;
            self.arrivals.push(Arrival {
                step,
                line,
                pass: *pass,
            });
        }
    }

    fn add(&mut self, step: u64, kind: LandmarkKind, label: impl FnOnce() -> String) {
        let kept = self.landmarks.entry(kind).or_default();
        kept.stride = kept.stride.max(1);
        kept.seen += 1;
        if !kept.seen.is_multiple_of(kept.stride) {
            return;
        }
        kept.all.push(Landmark {
            step,
            kind,
            label: label(),
        });
        if kept.all.len() > MOST_LANDMARKS {
            let mut keep = false;
            kept.all.retain(|_| {
                keep = !keep;
                keep
            });
            kept.stride *= 2;
        }
    }

    /// The landmarks, ascending by step.
    pub fn landmarks(&self) -> Vec<Landmark> {
        let mut all: Vec<Landmark> = self
            .landmarks
            .values()
            .flat_map(|kept| kept.all.iter().cloned())
            .collect();
        all.sort_by_key(|landmark| (landmark.step, landmark.kind));
        all
    }

    /// The last line begun at or before a step.
    pub fn arrival(&self, step: u64) -> Option<Arrival> {
        let behind = self
            .arrivals
            .partition_point(|arrival| arrival.step <= step);
        self.arrivals.get(behind.checked_sub(1)?).copied()
    }

    /// At which pass a line is at a step, from 1; `None` where that is not known.
    pub fn pass(&self, step: u64, line: u32) -> Option<u32> {
        if step >= self.end || self.arrivals.len() >= MOST_ARRIVALS {
            return None;
        }
        let behind = self
            .arrivals
            .partition_point(|arrival| arrival.step <= step);
        let last = self
            .arrivals
            .get(..behind)?
            .iter()
            .rev()
            .find(|arrival| arrival.line == line)?;
        Some(last.pass)
    }

    /// When a line was begun for the n-th time; the last time before, if there are fewer; the
    /// nearest line after it, if the line itself was never begun.
    pub fn find(&self, line: u32, pass: u32) -> Option<u64> {
        let mut of_line = self.arrivals.iter().filter(|a| a.line == line);
        let found = of_line
            .clone()
            .find(|a| a.pass == pass)
            .or_else(|| of_line.next_back());
        let after = || {
            self.arrivals
                .iter()
                .filter(|a| a.line > line)
                .min_by_key(|a| (a.line, a.pass))
        };
        found.or_else(after).map(|arrival| arrival.step)
    }

    /// The first arrival after a step, among those known, that has a property.
    pub fn next(&self, step: u64, is_it: impl Fn(&Arrival) -> bool) -> Option<u64> {
        let behind = self
            .arrivals
            .partition_point(|arrival| arrival.step <= step);
        self.arrivals
            .get(behind..)?
            .iter()
            .find(|a| is_it(a))
            .map(|a| a.step)
    }

    /// The last arrival before a step that has a property.
    pub fn previous(&self, step: u64, is_it: impl Fn(&Arrival) -> bool) -> Option<u64> {
        let before = self.arrivals.partition_point(|arrival| arrival.step < step);
        self.arrivals
            .get(..before)?
            .iter()
            .rev()
            .find(|a| is_it(a))
            .map(|a| a.step)
    }
}
