//! Generations: lists of the tracked objects and the counts that trigger collections
//! (`Modules/gcmodule.c`: `struct gc_generation`, `_PyObject_GC_Alloc`).

use crate::objects::{GcList, Heap};
use crate::value::ObjId;

/// `NUM_GENERATIONS`.
pub const NUM_GENERATIONS: usize = 3;
/// Thresholds that a program starts with.
pub const THRESHOLDS: [u64; NUM_GENERATIONS] = [700, 10, 10];

/// One generation.
#[derive(Clone, Copy, Hash, Debug, Default)]
pub struct Generation {
    /// Oldest object.
    pub first: Option<ObjId>,
    /// Youngest object.
    pub last: Option<ObjId>,
    /// Generation 0: allocations less deallocations; others: collections of the next younger
    /// generation. Both since the last collection of this one.
    pub count: u64,
    /// A collection comes when `count` exceeds it; 0 means never.
    pub threshold: u64,
}

/// `gc.get_stats()` of one generation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct GenerationStats {
    /// Collections so far.
    pub collections: u64,
    /// Objects freed by them.
    pub collected: u64,
    /// Objects found to be garbage and not freed.
    pub uncollectable: u64,
}

/// The collector's state (`struct _gc_runtime_state`).
#[derive(Clone, Hash, Debug)]
pub struct Collector {
    /// The generations, the youngest first.
    pub generations: [Generation; NUM_GENERATIONS],
    /// What `gc.freeze()` set aside; its counts mean nothing.
    pub permanent_generation: Generation,
    /// `gc.isenabled()`.
    pub enabled: bool,
    /// Whether a collection is under way.
    pub collecting: bool,
    /// Statistics per generation.
    pub stats: [GenerationStats; NUM_GENERATIONS],
    /// Objects that survived the last collection of generation 2.
    pub long_lived_total: u64,
    /// Objects that came to generation 2 since then, whether they still live or not.
    pub long_lived_pending: u64,
    /// Objects of the interpreter's own start that this machine doesn't have, per generation: they
    /// are counted with the others, and always survive.
    pub opaque: [u64; NUM_GENERATIONS],
    /// Objects that the last collection found unreachable.
    pub found: u64,
    /// What `gc.set_debug` was given.
    pub debug: u32,
    /// Lines that are still to be written to stderr.
    pub report: String,
    /// The list `gc.garbage`, once the module is there; owned.
    pub garbage: Option<ObjId>,
    /// The list `gc.callbacks`, once the module is there; owned.
    pub callbacks: Option<ObjId>,
    /// Whether an exception is being raised: no collection begins meanwhile.
    pub err_occurred: bool,
    /// Whether allocations count yet; not while the interpreter is being set up.
    counting: bool,
}

impl Default for Collector {
    fn default() -> Collector {
        Collector {
            generations: THRESHOLDS.map(|threshold| Generation {
                threshold,
                ..Generation::default()
            }),
            permanent_generation: Generation::default(),
            enabled: true,
            collecting: false,
            stats: [GenerationStats::default(); NUM_GENERATIONS],
            long_lived_total: 0,
            long_lived_pending: 0,
            opaque: [0; NUM_GENERATIONS],
            found: 0,
            debug: 0,
            report: String::new(),
            garbage: None,
            callbacks: None,
            err_occurred: false,
            counting: false,
        }
    }
}

impl Collector {
    /// The program starts: from now on allocations count.
    pub(crate) fn begin(&mut self) {
        self.counting = true;
    }

    /// Counts a container that got new memory; true if a collection is due
    /// (`_PyObject_GC_Alloc`).
    #[inline]
    pub(crate) fn count_allocation(&mut self) -> bool {
        if !self.counting {
            return false;
        }
        let young = &mut self.generations[0];
        young.count += 1;
        young.count > young.threshold
            && young.threshold != 0
            && self.enabled
            && !self.collecting
            && !self.err_occurred
    }

    /// Counts a container whose memory went back (`PyObject_GC_Del`).
    #[inline]
    pub(crate) fn count_deallocation(&mut self) {
        if self.counting {
            let young = &mut self.generations[0];
            young.count = young.count.saturating_sub(1);
        }
    }

    fn list(&mut self, list: GcList) -> Option<&mut Generation> {
        match list {
            GcList::Generation(generation) => self.generations.get_mut(usize::from(generation)),
            GcList::Permanent => Some(&mut self.permanent_generation),
            _ => None,
        }
    }
}

impl Heap {
    /// The collector begins to watch a container: it joins generation 0
    /// (`PyObject_GC_Track`). Nothing happens if it is watched already.
    #[inline]
    pub fn gc_track(&mut self, id: ObjId) {
        if self.get(id).gc.list == GcList::Untracked {
            self.gc_append(id, GcList::Generation(0));
        }
    }

    /// The collector stops watching an object (`PyObject_GC_UnTrack`).
    #[inline]
    pub fn gc_untrack(&mut self, id: ObjId) {
        let head = &mut self.get_mut(id).gc;
        let list = head.list;
        match list {
            GcList::NoHead | GcList::Untracked => return,
            GcList::Collecting | GcList::Unreachable => {
                head.list = GcList::Untracked;
                return;
            }
            GcList::Generation(_) | GcList::Permanent => {}
        }
        head.list = GcList::Untracked;
        let (prev, next) = (head.prev.take(), head.next.take());
        match prev {
            Some(prev) => self.get_mut(prev).gc.next = next,
            None => {
                if let Some(list) = self.gc.list(list) {
                    list.first = next;
                }
            }
        }
        match next {
            Some(next) => self.get_mut(next).gc.prev = prev,
            None => {
                if let Some(list) = self.gc.list(list) {
                    list.last = prev;
                }
            }
        }
    }

    /// Hangs an object that is in no list at the end of one.
    #[inline]
    pub(crate) fn gc_append(&mut self, id: ObjId, list: GcList) {
        let Some(target) = self.gc.list(list) else {
            return;
        };
        let prev = target.last.replace(id);
        if prev.is_none() {
            target.first = Some(id);
        }
        if let Some(prev) = prev {
            self.get_mut(prev).gc.next = Some(id);
        }
        let head = &mut self.get_mut(id).gc;
        head.list = list;
        head.prev = prev;
        head.next = None;
    }

    /// The objects of one generation, the oldest first.
    pub fn gc_objects(&self, generation: usize) -> Vec<ObjId> {
        let mut objects = Vec::new();
        let mut next = self.gc.generations.get(generation).and_then(|g| g.first);
        while let Some(id) = next {
            objects.push(id);
            next = self.get(id).gc.next;
        }
        objects
    }
}
