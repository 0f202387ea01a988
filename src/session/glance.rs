//! What is compared between two states to see whether something worth stopping at lies between
//! them.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::inspect::view::LandmarkKind;
use crate::objects::{Milestones, Object};
use crate::value::ObjId;
use crate::vm::State;

use super::StopOn;

/// The counts of a state that only ever grow.
pub(super) struct Glance {
    pub outputs: usize,
    pub collections: [u64; 3],
    pub milestones: Milestones,
    pub pools_opened: u64,
    depth: u32,
    begins_frame: bool,
}

impl Glance {
    pub fn at(state: &State) -> Glance {
        let heap = &state.heap;
        let thread = state.threads.get(state.current);
        Glance {
            outputs: state.output.len(),
            collections: heap.gc.stats.map(|generation| generation.collections),
            milestones: heap.milestones,
            pools_opened: heap.memory.pools_opened(),
            depth: thread.map_or(0, |thread| thread.recursion_depth),
            begins_frame: heap.frame_id.is_some() && heap.frame.next_instr == 0,
        }
    }

    /// Whether something of that kind happened between `last` and this.
    pub fn shows(&self, kind: LandmarkKind, last: &Glance) -> bool {
        match kind {
            LandmarkKind::Resize => self.milestones.resizes > last.milestones.resizes,
            LandmarkKind::Collection => self.collections != last.collections,
            LandmarkKind::Pool => self.pools_opened > last.pools_opened,
            LandmarkKind::Call => self.begins_frame && self.depth > last.depth,
            LandmarkKind::Exception => self.milestones.raised > last.milestones.raised,
            LandmarkKind::Output => self.outputs > last.outputs,
            LandmarkKind::ThreadSwitch => false,
        }
    }
}

/// Sees, state by state, whether something that is to be stopped at happened since the last one.
pub(super) struct Lookout<'a> {
    stops: &'a [StopOn],
    object: Option<ObjId>,
    last: Option<(u64, Glance, Option<u64>)>,
}

impl<'a> Lookout<'a> {
    /// One for a run in which that object is followed.
    pub fn new(stops: &'a [StopOn], object: Option<ObjId>) -> Lookout<'a> {
        Lookout {
            stops,
            object,
            last: None,
        }
    }

    /// Whether it happened in the step just before this state. States come in the order of time.
    pub fn sees(&mut self, state: &State) -> bool {
        let now = Glance::at(state);
        let object = self.object.and_then(|id| digest_of(state, id));
        let seen = self.last.as_ref().is_some_and(|(step, last, old)| {
            step + 1 == state.step.0
                && self.stops.iter().any(|stop| match *stop {
                    StopOn::Landmark(kind) => now.shows(kind, last),
                    StopOn::Change => object != *old,
                    StopOn::Death => old.is_some() && object.is_none(),
                })
        });
        self.last = Some((state.step.0, now, object));
        seen
    }
}

/// What is in a living object, as one number.
pub(super) fn digest_of(state: &State, id: ObjId) -> Option<u64> {
    let heap = &state.heap;
    heap.is_alive(id).then(|| digest(heap.get(id)))
}

/// What is in an object, as one number; its reference count does not matter.
fn digest(object: &Object) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&object.payload, object.dict, &object.slots).hash(&mut hasher);
    hasher.finish()
}
