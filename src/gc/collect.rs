//! A collection, phase by phase (`Modules/gcmodule.c`, `collect`).
//!
//! 1. *Merge*: younger generations join the one that is collected; together they are *young*.
//! 2. *Update refs*: each object's `gc_refs` becomes its reference count.
//! 3. *Subtract refs*: each reference from one young object to another takes one off the target's
//!    `gc_refs`. What remains counts the references from outside.
//! 4. *Move unreachable*: who has some left is reachable, and so is all it refers to. The others
//!    are set apart, some of them only until a reachable object turns out to refer to them.
//! 5. *Promote*: the reachable ones join the next generation. Tuples (and, in a full collection,
//!    dicts) that hold nothing the collector watches are no longer watched themselves.
//! 6. *Weakrefs*: weak references to the unreachable objects die; callbacks of those that are
//!    themselves reachable are called.
//! 7. *Finalize*: `__del__` of the unreachable objects is called, once in an object's life.
//! 8. *Resurrect*: did a finalizer make one reachable again? Then, in 3.8, all of them live on.
//! 9. *Delete garbage*: the circles are broken; reference counting does the rest.
//!
//! Phases 6 and 7 may need Python: then the collection stops as plain data, and the vm, when it has
//! done what was asked, goes on with it.

use crate::event::{Event, GcPhase};
use crate::gc::NUM_GENERATIONS;
use crate::gc::debug::DEBUG_SAVEALL;
use crate::objects::container::Keys;
use crate::objects::{GcList, Heap, Pending, Slot, SlotImpl, Suspended, Ty};
use crate::value::ObjId;

/// A collection under way.
#[derive(Clone, Hash, Debug)]
pub struct Collection {
    generation: usize,
    /// What nobody outside refers to, in the order in which it was found.
    unreachable: Vec<ObjId>,
    /// Weak references whose callbacks are due, the first one last; each with a reference of ours.
    callbacks: Vec<ObjId>,
    /// Index of the next object to be finalized.
    next: usize,
    /// Objects found to be garbage (`m`).
    collected: u64,
}

impl Collection {
    fn of(generation: usize, unreachable: Vec<ObjId>) -> Collection {
        Collection {
            generation,
            unreachable,
            callbacks: Vec::new(),
            next: 0,
            collected: 0,
        }
    }
}

impl Heap {
    /// Collects the oldest generation whose count is over its threshold (`collect_generations`).
    /// The oldest of all is left alone until its newcomers are a quarter of what it had.
    #[cold]
    pub(crate) fn collect_generations(&mut self) {
        for generation in (0..NUM_GENERATIONS).rev() {
            let state = &self.gc.generations[generation];
            if state.count <= state.threshold {
                continue;
            }
            let full = generation == NUM_GENERATIONS - 1;
            if full && self.gc.long_lived_pending < self.gc.long_lived_total / 4 {
                continue;
            }
            if let Some(suspended) = self.collect(generation) {
                self.suspend(suspended);
            }
            return;
        }
    }

    /// Collects a generation and all younger ones. If Python is needed the rest is returned, to
    /// be gone on with by [`Heap::resume`]. When done, `gc.found` is the number of unreachable
    /// objects. Nothing happens while another collection is under way (`gc.collect`).
    pub fn collect(&mut self, generation: usize) -> Option<Suspended> {
        self.gc.found = 0;
        if self.gc.collecting {
            return None;
        }
        self.gc.collecting = true;
        if self.has_gc_callbacks() {
            let request = Pending::Collection {
                generation,
                found: None,
            };
            let collection = Collection::of(generation, Vec::new());
            return Some(Suspended::collection(request, Box::new(collection)));
        }
        self.begin_collection(generation)
    }

    /// Whether somebody wants to know of collections.
    pub fn has_gc_callbacks(&self) -> bool {
        let list = self.gc.callbacks.and_then(|list| self.as_list(list));
        list.is_some_and(|list| !list.items.is_empty())
    }

    /// All phases up to the first one that needs Python.
    fn begin_collection(&mut self, generation: usize) -> Option<Suspended> {
        self.say_collecting(generation);
        if let Some(older) = self.gc.generations.get_mut(generation + 1) {
            older.count += 1;
        }
        for younger in &mut self.gc.generations[..=generation] {
            younger.count = 0;
        }
        let young = self.merge_young(generation);
        let (survivors, unreachable) = self.deduce_unreachable(generation, young);
        self.promote(generation, survivors);
        self.tell_phase(GcPhase::LegacyFinalizers, generation, 0);
        let mut collection = Collection::of(generation, unreachable);
        self.say_collectable(&collection.unreachable);
        self.handle_weakrefs(&mut collection);
        self.go_on_collecting(Box::new(collection))
    }

    /// Takes the objects of this generation and all younger ones off their lists: the old ones
    /// first.
    fn merge_young(&mut self, generation: usize) -> Vec<ObjId> {
        let mut young = self.gc_objects(generation);
        for younger in 0..generation {
            young.extend(self.gc_objects(younger));
        }
        for list in &mut self.gc.generations[..=generation] {
            (list.first, list.last) = (None, None);
        }
        self.tell_phase(GcPhase::Merge, generation, young.len());
        young
    }

    /// Who can be reached from outside, and who cannot (`update_refs`, `subtract_refs`,
    /// `move_unreachable`).
    fn deduce_unreachable(
        &mut self,
        generation: usize,
        mut young: Vec<ObjId>,
    ) -> (Vec<ObjId>, Vec<ObjId>) {
        self.update_refs(&young);
        self.tell_phase(GcPhase::UpdateRefs, generation, young.len());
        self.subtract_refs(&young);
        self.tell_phase(GcPhase::SubtractRefs, generation, young.len());

        let target = GcList::Generation((generation + 1).min(NUM_GENERATIONS - 1) as u8);
        let mut survivors = Vec::new();
        let mut unreachable = Vec::new();
        let mut referents = Vec::new();
        let mut next = 0;
        while let Some(&id) = young.get(next) {
            next += 1;
            let head = &mut self.get_mut(id).gc;
            if head.gc_refs == 0 {
                head.list = GcList::Unreachable;
                unreachable.push(id);
                continue;
            }
            head.list = target;
            survivors.push(id);
            referents.clear();
            self.referents(id, &mut referents);
            for &referent in &referents {
                let head = &mut self.get_mut(referent).gc;
                match head.list {
                    // Reachable after all: back to the end of the queue.
                    GcList::Unreachable => {
                        head.list = GcList::Collecting;
                        head.gc_refs = 1;
                        young.push(referent);
                    }
                    GcList::Collecting => head.gc_refs = head.gc_refs.max(1),
                    _ => {}
                }
            }
        }
        unreachable.retain(|&id| self.get(id).gc.list == GcList::Unreachable);
        self.tell_phase(GcPhase::MoveUnreachable, generation, unreachable.len());
        (survivors, unreachable)
    }

    fn update_refs(&mut self, young: &[ObjId]) {
        for &id in young {
            let object = self.get_mut(id);
            object.gc.list = GcList::Collecting;
            object.gc.gc_refs = u32::try_from(object.ob_refcnt).unwrap_or(u32::MAX);
        }
    }

    fn subtract_refs(&mut self, among: &[ObjId]) {
        let mut referents = Vec::new();
        for &id in among {
            referents.clear();
            self.referents(id, &mut referents);
            for &referent in &referents {
                let head = &mut self.get_mut(referent).gc;
                if matches!(head.list, GcList::Collecting | GcList::Unreachable) {
                    head.gc_refs = head.gc_refs.saturating_sub(1);
                }
            }
        }
    }

    /// The reachable objects join the next generation, or stay in the oldest.
    fn promote(&mut self, generation: usize, mut survivors: Vec<ObjId>) {
        let full = generation == NUM_GENERATIONS - 1;
        let target = GcList::Generation((generation + 1).min(NUM_GENERATIONS - 1) as u8);
        // Each untracking may make the next one possible, so they go one by one.
        survivors.retain(|&id| !self.untrack_tuple(id));
        let opaque = &mut self.gc.opaque;
        let promoted: u64 = opaque[..=generation].iter().sum();
        opaque[..=generation].fill(0);
        opaque[(generation + 1).min(NUM_GENERATIONS - 1)] += promoted;
        if generation == NUM_GENERATIONS - 2 {
            self.gc.long_lived_pending += survivors.len() as u64 + promoted;
        }
        if full {
            survivors.retain(|&id| !self.untrack_dict(id));
            self.gc.long_lived_pending = 0;
            self.gc.long_lived_total = survivors.len() as u64 + promoted;
        }
        for &id in &survivors {
            self.gc_append(id, target);
        }
        self.tell_phase(GcPhase::Promote, generation, survivors.len());
    }

    /// A tuple of untracked objects can't be part of a circle: it is no longer watched
    /// (`_PyTuple_MaybeUntrack`).
    fn untrack_tuple(&mut self, id: ObjId) -> bool {
        let free = self.is_exact(id, Ty::Tuple)
            && self
                .as_tuple(id)
                .is_some_and(|items| !items.iter().any(|&item| self.may_be_tracked(item)));
        if free {
            self.get_mut(id).gc.list = GcList::Untracked;
        }
        free
    }

    /// The same for a dict (`_PyDict_MaybeUntrack`).
    fn untrack_dict(&mut self, id: ObjId) -> bool {
        if !self.is_exact(id, Ty::Dict) {
            return false;
        }
        let Some(dict) = self.as_dict(id) else {
            return false;
        };
        let held = |id: Option<ObjId>| id.is_some_and(|id| self.may_be_tracked(id));
        let watched = match (&dict.ma_keys, &dict.ma_values) {
            (_, Some(values)) => values.values.iter().any(|&value| held(value)),
            (Keys::Own(keys), None) => keys
                .dk_entries
                .iter()
                .any(|entry| held(entry.me_value) || held(entry.me_key)),
            _ => false,
        };
        if !watched {
            self.get_mut(id).gc.list = GcList::Untracked;
        }
        !watched
    }

    /// Weak references to the garbage die, and so do weak references that are garbage
    /// themselves; callbacks of the others are due (`handle_weakrefs`).
    fn handle_weakrefs(&mut self, collection: &mut Collection) {
        for &id in &collection.unreachable {
            if self.as_weakref(id).is_some() {
                self.unlink_weakref(id);
            }
            let references = self.weakrefs_of(id).to_vec();
            for reference in references {
                self.unlink_weakref(reference);
                let has_callback = self
                    .as_weakref(reference)
                    .is_some_and(|reference| reference.wr_callback.is_some());
                if has_callback && self.get(reference).gc.list != GcList::Unreachable {
                    self.incref(reference);
                    collection.callbacks.push(reference);
                }
            }
        }
        let due = collection.callbacks.len();
        collection.callbacks.reverse();
        self.tell_phase(GcPhase::Weakrefs, collection.generation, due);
    }

    /// Goes on after what Python was asked for is done.
    pub(crate) fn resume_collection(
        &mut self,
        mut collection: Box<Collection>,
        request: Pending,
    ) -> Option<Suspended> {
        match request {
            Pending::Callback { reference, .. } => {
                self.decref(reference);
                if !self.is_alive(reference) {
                    collection.collected += 1;
                }
            }
            // It comes only after a collection's end.
            Pending::Report => {}
            Pending::Finalize(id) => self.decref(id),
            Pending::Collection {
                generation,
                found: None,
            } => return self.begin_collection(generation),
            Pending::Collection {
                found: Some(found), ..
            } => {
                self.gc.found = found;
                self.gc.collecting = false;
                return None;
            }
        }
        self.go_on_collecting(collection)
    }

    /// Callbacks, then finalizers, as long as there are any; then the rest.
    fn go_on_collecting(&mut self, mut collection: Box<Collection>) -> Option<Suspended> {
        if let Some(reference) = collection.callbacks.pop() {
            let callback = self.as_weakref(reference).and_then(|r| r.wr_callback);
            // The reference, kept alive meanwhile, keeps its callback.
            let callback = callback.unwrap_or(self.none());
            let request = Pending::Callback {
                reference,
                callback,
            };
            return Some(Suspended::collection(request, collection));
        }
        while let Some(&id) = collection.unreachable.get(collection.next) {
            collection.next += 1;
            if self.is_unreachable(id) && self.wants_finalizer(id) {
                self.get_mut(id).gc.finalized = true;
                self.incref(id);
                return Some(Suspended::collection(Pending::Finalize(id), collection));
            }
        }
        self.finish_collection(collection)
    }

    fn is_unreachable(&self, id: ObjId) -> bool {
        self.is_alive(id) && self.get(id).gc.list == GcList::Unreachable
    }

    /// Whether an object has a finalizer that hasn't run yet.
    fn wants_finalizer(&self, id: ObjId) -> bool {
        let object = self.get(id);
        !object.gc.finalized
            && (self.is_suspended_generator(id)
                || self
                    .as_type(object.ob_type)
                    .is_some_and(|ty| ty.slots[Slot::Del as usize] != SlotImpl::Empty))
    }

    /// The finalizers have run: deletes the garbage, unless some of it was made reachable.
    fn finish_collection(&mut self, collection: Box<Collection>) -> Option<Suspended> {
        let generation = collection.generation;
        let count = collection.unreachable.len();
        self.tell_phase(GcPhase::Finalize, generation, count);
        let garbage: Vec<ObjId> = collection.unreachable.clone();
        let garbage: Vec<ObjId> = garbage
            .into_iter()
            .filter(|&id| self.is_unreachable(id))
            .collect();
        let old = GcList::Generation((generation + 1).min(NUM_GENERATIONS - 1) as u8);
        let mut collected = collection.collected;
        if self.is_resurrected(&garbage) {
            self.tell_phase(GcPhase::Resurrect, generation, garbage.len());
            for id in garbage {
                self.gc_append(id, old);
            }
        } else {
            self.tell_phase(GcPhase::Resurrect, generation, 0);
            collected += garbage.len() as u64;
            self.delete_garbage(garbage, old);
            self.tell_phase(GcPhase::DeleteGarbage, generation, count);
        }
        if generation == NUM_GENERATIONS - 1 {
            self.clear_free_lists();
        }
        let stats = &mut self.gc.stats[generation];
        stats.collections += 1;
        stats.collected += collected;
        self.gc.found = collected;
        self.say_done(count as u64);
        if self.has_gc_callbacks() {
            let request = Pending::Collection {
                generation,
                found: Some(collected),
            };
            return Some(Suspended::collection(request, collection));
        }
        self.gc.collecting = false;
        if !self.gc.report.is_empty() {
            self.suspend(Suspended::report());
        }
        None
    }

    /// Whether anything outside refers to the garbage again (`check_garbage`).
    fn is_resurrected(&mut self, garbage: &[ObjId]) -> bool {
        for &id in garbage {
            let object = self.get_mut(id);
            object.gc.gc_refs = u32::try_from(object.ob_refcnt).unwrap_or(u32::MAX);
        }
        self.subtract_refs(garbage);
        garbage.iter().any(|&id| self.get(id).gc.gc_refs != 0)
    }

    /// Breaks the circles. Who still lives then moves on with the others and dies later, or never.
    fn delete_garbage(&mut self, garbage: Vec<ObjId>, old: GcList) {
        for id in garbage {
            if !self.is_unreachable(id) {
                continue;
            }
            self.incref(id);
            match self.gc.garbage.filter(|_| self.gc_debugs(DEBUG_SAVEALL)) {
                Some(garbage) => self.list_append(garbage, id),
                None => self.gc_clear(id),
            }
            self.decref(id);
            if self.is_unreachable(id) {
                self.gc_append(id, old);
            }
        }
    }

    /// A full collection gives the free lists' memory back (`clear_freelists`).
    fn clear_free_lists(&mut self) {
        let lists = std::mem::take(&mut self.free_lists);
        self.free_lists.slice = lists.slice;
        let frames = lists.frame.iter().rev().map(|(addr, _)| *addr);
        let containers = lists.method.iter().rev().copied();
        let containers = containers
            .chain(frames)
            .chain(lists.cfunction.iter().rev().copied());
        let tuples = lists
            .tuple
            .iter()
            .flat_map(|list| list.iter().rev().copied());
        for addr in containers.chain(tuples) {
            self.free_gc_block(addr);
        }
        for &addr in lists.float.iter().rev() {
            self.free_block(addr);
        }
        for &addr in lists.list.iter().rev().chain(lists.dict.iter().rev()) {
            self.free_gc_block(addr);
        }
        for &addr in lists.dict_keys.iter().rev() {
            self.free_block(addr);
        }
        let rest = lists
            .ag_value
            .iter()
            .rev()
            .chain(lists.ag_asend.iter().rev());
        for &addr in rest.chain(lists.context.iter().rev()) {
            self.free_gc_block(addr);
        }
    }

    /// `gc.freeze()`: what is tracked now is left alone from now on.
    pub fn gc_freeze(&mut self) {
        for generation in 0..NUM_GENERATIONS {
            self.gc_move_all(generation, GcList::Permanent);
            self.gc.generations[generation].count = 0;
        }
    }

    /// `gc.unfreeze()`: puts it back, into the oldest generation.
    pub fn gc_unfreeze(&mut self) {
        let oldest = GcList::Generation(NUM_GENERATIONS as u8 - 1);
        let mut next = self.gc.permanent_generation.first;
        (
            self.gc.permanent_generation.first,
            self.gc.permanent_generation.last,
        ) = (None, None);
        while let Some(id) = next {
            next = self.get(id).gc.next;
            self.gc_append(id, oldest);
        }
    }

    fn gc_move_all(&mut self, generation: usize, target: GcList) {
        for id in self.gc_objects(generation) {
            self.gc_append(id, target);
        }
        let list = &mut self.gc.generations[generation];
        (list.first, list.last) = (None, None);
    }

    fn tell_phase(&mut self, phase: GcPhase, generation: usize, objects: usize) {
        self.tell(|| Event::Gc {
            phase,
            generation: generation as u8,
            objects,
        });
    }
}
