//! From what the user asks for to the step that is meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::op;
use crate::inspect::view::{Explanation, LandmarkKind, ObjectNo};
use crate::inspect::{self, Happening, History};
use crate::vm::State;

use super::glance::Lookout;
use super::index::{Arrival, Index};
use super::run::{GoOn, Run};
use super::spot::Spot;
use super::{Direction, StopOn, Unit};

/// Opcodes that only move values about: what a step to the next telling instruction skips.
const TRIVIAL: &[u8] = &[
    op::LOAD_CONST,
    op::LOAD_FAST,
    op::LOAD_NAME,
    op::LOAD_GLOBAL,
    op::LOAD_DEREF,
    op::LOAD_CLOSURE,
    op::POP_TOP,
    op::DUP_TOP,
    op::DUP_TOP_TWO,
    op::ROT_TWO,
    op::ROT_THREE,
    op::ROT_FOUR,
    op::NOP,
    op::JUMP_ABSOLUTE,
    op::JUMP_FORWARD,
    op::EXTENDED_ARG,
];

/// Where to stop.
pub(super) struct Stops<'a> {
    /// At the beginning of these lines of the script.
    pub lines: &'a BTreeSet<u32>,
    /// At these happenings.
    pub on: &'a [StopOn],
    /// The object that some of them are about.
    pub object: Option<ObjectNo>,
}

/// Finds steps in a run.
pub(super) struct Seeker<'a> {
    /// The run.
    pub run: &'a mut Run,
    /// Whether the user still waits.
    pub go_on: GoOn<'a>,
}

impl Seeker<'_> {
    /// The step that lies one unit further; the start or the end when there is none.
    pub fn step(&mut self, from: u64, unit: Unit, direction: Direction) -> u64 {
        let Some(here) = self.spot(from) else {
            return self.beyond_end(from, unit, direction);
        };
        let depth = here.depth;
        let mut last = Some(here);
        let found = self.search(from, direction, |index, state| {
            let Some(now) = spot_in(index, state) else {
                return false;
            };
            let before = last.replace(now);
            match unit {
                Unit::Micro | Unit::Instruction => true,
                Unit::InstructionOver => now.depth <= depth,
                Unit::Telling => !is_trivial(state, &now),
                Unit::Line => now.begins_line(before.as_ref()),
                Unit::LineOver => now.depth <= depth && now.begins_line(before.as_ref()),
                Unit::Frame => now.depth < depth,
            }
        });
        found.unwrap_or_else(|| self.limit(from, direction))
    }

    /// At the end of a run no frame is left; going back begins with the last instruction.
    fn beyond_end(&mut self, from: u64, unit: Unit, direction: Direction) -> u64 {
        match (direction, unit) {
            (Direction::Forward, _) => from,
            (Direction::Back, Unit::Line | Unit::LineOver) => {
                let begins = |index: &mut Index, state: &State| {
                    spot_in(index, state).is_some_and(|s| s.at_start && s.depth <= 1)
                };
                self.search(from, direction, begins).unwrap_or(0)
            }
            (Direction::Back, Unit::Frame) => 0,
            (Direction::Back, _) => from.saturating_sub(1),
        }
    }

    /// The nearest step at which a line of the script begins.
    pub fn line(&mut self, from: u64, direction: Direction, wanted: &BTreeSet<u32>) -> Option<u64> {
        let mut last = self.spot(from);
        self.search(from, direction, |index, state| {
            let Some(now) = spot_in(index, state) else {
                return false;
            };
            let before = last.replace(now);
            now.in_script && wanted.contains(&now.line) && now.begins_line(before.as_ref())
        })
    }

    /// The nearest stop: a breakpoint, a place the lesson speaks about, or something that is
    /// stopped at; else the start or end.
    pub fn stop(&mut self, from: u64, direction: Direction, stops: &Stops) -> u64 {
        let place = self.stop_at_line(from, direction, stops.lines);
        if stops.on.is_empty() {
            return place;
        }
        // Only what is nearer than that line matters.
        let happening = self.happens(from, direction, place, stops);
        happening.unwrap_or(place)
    }

    /// The nearest step short of `limit` inside which something happens that is stopped at.
    fn happens(
        &mut self,
        from: u64,
        direction: Direction,
        limit: u64,
        stops: &Stops,
    ) -> Option<u64> {
        let here = self.run.state(from);
        let object = stops
            .object
            .and_then(|no| inspect::find_object(&here.heap, no));
        let mut lookout = Lookout::new(stops.on, object);
        let mut seen = None;
        // The state after the happening shows it; the step that it is in is the one before.
        // Going back, the state at `from` shows what happened in the step before it.
        let start = match direction {
            Direction::Forward => from,
            Direction::Back => from + 1,
        };
        self.search(start, direction, |_, state| {
            let step = state.step.0;
            if direction == Direction::Forward && step > limit + 1 {
                return true;
            }
            let sees = lookout.sees(state);
            if sees {
                seen = Some(step - 1);
            }
            sees
        });
        seen.filter(|&step| match direction {
            Direction::Forward => step > from && step < limit,
            Direction::Back => step > limit,
        })
    }

    /// The nearest breakpoint or place the lesson speaks about; else the start or end.
    fn stop_at_line(&mut self, from: u64, direction: Direction, lines: &BTreeSet<u32>) -> u64 {
        let stops = self.lesson_stops();
        if stops.is_empty() {
            let found = if lines.is_empty() {
                None
            } else {
                self.line(from, direction, lines)
            };
            return found.unwrap_or_else(|| self.limit(from, direction));
        }
        let is_stop = |arrival: &Arrival| {
            let passes = stops.get(&arrival.line);
            lines.contains(&arrival.line)
                || passes.is_some_and(|p| p.contains(&None) || p.contains(&Some(arrival.pass)))
        };
        if direction == Direction::Back {
            self.run.index_to(from, self.go_on);
            return self.run.index.previous(from, is_stop).unwrap_or(0);
        }
        loop {
            if let Some(step) = self.run.index.next(from, is_stop) {
                return step;
            }
            let known = self.run.index.end;
            self.run.reach(known, self.go_on);
            self.run.index_to(u64::MAX - 1, self.go_on);
            if self.run.index.end <= known {
                return self.limit(from, direction);
            }
        }
    }

    /// The lesson's stops: by line, the passes at which to stop; `None` is every one.
    fn lesson_stops(&self) -> BTreeMap<u32, BTreeSet<Option<u32>>> {
        let mut stops: BTreeMap<u32, BTreeSet<Option<u32>>> = BTreeMap::new();
        for stop in self.run.lesson.iter().flat_map(|lesson| &lesson.stops) {
            stops.entry(stop.line).or_default().insert(stop.pass);
        }
        stops
    }

    /// The nearest landmark, of one kind or of any.
    pub fn landmark(
        &mut self,
        from: u64,
        direction: Direction,
        kind: Option<LandmarkKind>,
    ) -> Option<u64> {
        self.run.index_to(self.run.recorded(), self.go_on);
        let all = self.run.index.landmarks();
        let mut steps = all
            .iter()
            .filter(|l| kind.is_none_or(|k| l.kind == k))
            .map(|l| l.step);
        match direction {
            Direction::Forward => steps.find(|&step| step > from),
            Direction::Back => steps.take_while(|&step| step < from).last(),
        }
    }

    /// The nearest step inside which an object changes.
    pub fn change(&mut self, from: u64, direction: Direction, object: ObjectNo) -> Option<u64> {
        let here = self.run.state(from);
        let id = inspect::find_object(&here.heap, object);
        let mut lookout = Lookout::new(&[StopOn::Change], id);
        let changes = |_: &mut Index, state: &State| lookout.sees(state);
        // The state after the change is found; the step that makes it is the one before.
        let after = match direction {
            Direction::Forward => self.search(from, direction, changes)?,
            Direction::Back => self.search(from + 1, direction, changes)?,
        };
        after.checked_sub(1)
    }

    /// The story of an object as it is before a step; none when it isn't alive there.
    pub fn why(&mut self, at: u64, object: ObjectNo) -> Option<Explanation> {
        let state = self.run.state(at);
        let id = inspect::find_object(&state.heap, object)?;
        let unborn = |_: &mut Index, state: &State| !state.heap.is_alive(id);
        let made = self.search(at, Direction::Back, unborn);
        let changed = self.change(at, Direction::Back, object);
        let history = History {
            made: made.and_then(|step| self.happening(step)),
            changed: changed
                .filter(|&step| made.is_none_or(|made| step > made))
                .and_then(|step| self.happening(step)),
        };
        Some(inspect::why(&state.heap, id, &history))
    }

    fn happening(&mut self, step: u64) -> Option<Happening> {
        let line = self.spot(step)?.line;
        Some(Happening { step, line })
    }

    /// The end of the run, recorded as far as the user waits.
    pub fn end(&mut self) -> u64 {
        while !self.run.is_complete() && (self.go_on)() {
            let known = self.run.recorded();
            self.run.reach(known, self.go_on);
            if self.run.recorded() == known {
                break;
            }
        }
        self.run.recorded()
    }

    fn limit(&mut self, from: u64, direction: Direction) -> u64 {
        match direction {
            // A search that the user broke off, or that found nothing, leaves one where one was
            // unless the run has really ended.
            Direction::Forward if self.run.is_complete() => self.run.recorded(),
            Direction::Forward => from,
            Direction::Back => 0,
        }
    }

    fn spot(&mut self, step: u64) -> Option<Spot> {
        self.run.reach(step, self.go_on);
        let mut spot = None;
        let before = step.checked_sub(1);
        let at = |index: &mut Index, state: &State| {
            spot = spot_in(index, state);
            true
        };
        match before {
            Some(before) => self.run.search(before, Direction::Forward, self.go_on, at),
            None => self.run.search(1, Direction::Back, self.go_on, at),
        };
        spot
    }

    fn search(
        &mut self,
        from: u64,
        direction: Direction,
        is_it: impl FnMut(&mut Index, &State) -> bool,
    ) -> Option<u64> {
        self.run.search(from, direction, self.go_on, is_it)
    }
}

fn spot_in(index: &mut Index, state: &State) -> Option<Spot> {
    index.spot(state)
}

fn is_trivial(state: &State, spot: &Spot) -> bool {
    let code = &state.heap.frame.code.code.co_code;
    code.get(spot.offset as usize)
        .is_some_and(|opcode| TRIVIAL.contains(opcode))
}
