//! From what the user asks for to the step that is meant.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::code::op;
use crate::inspect::view::{Explanation, LandmarkKind, ObjectNo};
use crate::inspect::{self, Happening, History};
use crate::objects::Object;
use crate::vm::State;

use super::index::{Arrival, Index};
use super::run::{GoOn, Run};
use super::spot::Spot;
use super::{Direction, Unit};

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

    /// The nearest stop: a breakpoint, or a place the lesson speaks about; else the start or end.
    pub fn stop(&mut self, from: u64, direction: Direction, breakpoints: &BTreeSet<u32>) -> u64 {
        let stops = self.lesson_stops();
        if stops.is_empty() {
            let found = if breakpoints.is_empty() {
                None
            } else {
                self.line(from, direction, breakpoints)
            };
            return found.unwrap_or_else(|| self.limit(from, direction));
        }
        let is_stop = |arrival: &Arrival| {
            let passes = stops.get(&arrival.line);
            breakpoints.contains(&arrival.line)
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
        let mut id = None;
        let mut last: Option<(u64, Option<u64>)> = None;
        let changes = |_: &mut Index, state: &State| {
            let heap = &state.heap;
            id = id.or_else(|| {
                heap.iter()
                    .find(|(_, o)| u64::from(o.no) == object.0)
                    .map(|(id, _)| id)
            });
            let digest = id
                .filter(|&id| heap.is_alive(id))
                .map(|id| digest(heap.get(id)));
            let before = last.replace((state.step.0, digest));
            before.is_some_and(|(step, old)| step + 1 == state.step.0 && old != digest)
        };
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
        let heap = &state.heap;
        let (id, _) = heap.iter().find(|(_, o)| u64::from(o.no) == object.0)?;
        let unborn = |_: &mut Index, state: &State| !state.heap.is_alive(id);
        let made = self.search(at, Direction::Back, unborn);
        let changed = self.change(at, Direction::Back, object);
        let history = History {
            made: made.and_then(|step| self.happening(step)),
            changed: changed
                .filter(|&step| made.is_none_or(|made| step > made))
                .and_then(|step| self.happening(step)),
        };
        Some(inspect::why(heap, id, &history))
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

/// What is in an object, as one number; its reference count does not matter.
fn digest(object: &Object) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&object.payload, object.dict, &object.slots).hash(&mut hasher);
    hasher.finish()
}

fn is_trivial(state: &State, spot: &Spot) -> bool {
    let code = &state.heap.frame.code.code.co_code;
    code.get(spot.offset as usize)
        .is_some_and(|opcode| TRIVIAL.contains(opcode))
}
