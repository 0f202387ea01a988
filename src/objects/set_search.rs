//! Searching a set (`set_lookkey`, `set_add_entry` of `Objects/setobject.c`).
//!
//! The walk is that of [`SetProbe`]: the home slot and nine neighbours, then a jump, and nine
//! neighbours again. At each slot: free ends the search; a dummy is passed over; the same key is
//! the end; another key is compared only if its hash is the same.
//!
//! A search that wants to add notes the dummies it passes: if the element isn't found, the last of
//! them is used again.

use crate::event::{Event, ProbeOutcome};
use crate::objects::compare::Equality;
use crate::objects::container::SetEntry;
use crate::objects::heap::Heap;
use crate::value::probe::SetProbe;
use crate::value::{Addr, ObjId};

/// What a search says after each step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SetStep {
    /// The element is at this slot.
    Found(usize),
    /// It isn't there; it would be added at this slot, which is free or a dummy.
    Missing(usize),
    /// It is equal to an element, but comparing changed the set: nothing is to be added.
    FoundElsewhere,
    /// Goes on when it is told whether these two are equal; the machine holds a reference to
    /// `startkey` meanwhile.
    Compare {
        /// The element in the table: the left operand.
        startkey: ObjId,
        /// The key searched for.
        key: ObjId,
    },
}

/// A search in a set. Drive it by [`SetSearch::step`]; if comparing failed, end it by
/// [`SetSearch::cancel`].
#[derive(Clone, Debug)]
pub struct SetSearch {
    set: ObjId,
    key: ObjId,
    hash: i64,
    adding: bool,
    /// The slots still to come, and the table they belong to: its address and its mask.
    walk: Option<(SetProbe, Addr)>,
    /// `freeslot`: the dummy passed last.
    free: Option<usize>,
    /// The slot and key being compared.
    asked: Option<(usize, ObjId)>,
}

impl SetSearch {
    /// A search that hasn't begun, to find or to add. All are borrowed as long as it lasts.
    pub fn new(set: ObjId, key: ObjId, hash: i64, adding: bool) -> SetSearch {
        SetSearch {
            set,
            key,
            hash,
            adding,
            walk: None,
            free: None,
            asked: None,
        }
    }

    /// Goes on; `answer` is whether the keys that the last step named are equal.
    pub fn step(&mut self, heap: &mut Heap, answer: bool) -> SetStep {
        if let Some((slot, startkey)) = self.asked.take() {
            let unchanged = heap.as_set(self.set).is_some_and(|set| {
                let walk = self.walk.as_ref();
                walk.is_some_and(|(probe, addr)| (probe.mask, *addr) == (set.mask, set.addr))
                    && matches!(set.table[slot], SetEntry::Active { key, .. } if key == startkey)
            });
            heap.decref(startkey);
            match (answer, unchanged) {
                (true, true) => return SetStep::Found(slot),
                (true, false) if self.adding => return SetStep::FoundElsewhere,
                (_, false) => (self.walk, self.free) = (None, None),
                (false, true) => {}
            }
        }
        let mut events = Vec::new();
        let result = self.walk_on(heap, &mut events);
        for event in events {
            heap.tell(|| event);
        }
        if let SetStep::Compare { startkey, .. } = result {
            heap.incref(startkey);
        }
        result
    }

    /// Gives up a search whose comparison failed.
    pub fn cancel(&mut self, heap: &mut Heap) {
        if let Some((_, startkey)) = self.asked.take() {
            heap.decref(startkey);
        }
    }

    fn walk_on(&mut self, heap: &Heap, events: &mut Vec<Event>) -> SetStep {
        let Some(set) = heap.as_set(self.set) else {
            return SetStep::Missing(0);
        };
        let (mut probe, addr) = match self.walk.take() {
            Some(walk) => walk,
            None => (SetProbe::new(self.hash, set.mask), set.addr),
        };
        loop {
            let perturb = probe.perturb;
            let Some(slot) = probe.next() else {
                return SetStep::Missing(0);
            };
            let (outcome, result) = match set.table[slot] {
                SetEntry::Empty => {
                    let missing = SetStep::Missing(self.free.unwrap_or(slot));
                    (ProbeOutcome::Empty, Some(missing))
                }
                SetEntry::Dummy => {
                    self.free = Some(slot);
                    (ProbeOutcome::Dummy, None)
                }
                SetEntry::Active { hash, .. } if hash != self.hash => {
                    (ProbeOutcome::OtherHash, None)
                }
                SetEntry::Active { key, .. } => self.look_at(heap, slot, key),
            };
            if heap.listening() {
                events.push(Event::Probe {
                    table: self.set,
                    key: self.key,
                    hash: self.hash,
                    slot,
                    perturb,
                    outcome,
                });
            }
            if let Some(result) = result {
                self.walk = Some((probe, addr));
                return result;
            }
        }
    }

    /// Looks at an element with the same hash.
    fn look_at(
        &mut self,
        heap: &Heap,
        slot: usize,
        startkey: ObjId,
    ) -> (ProbeOutcome, Option<SetStep>) {
        if startkey == self.key {
            return (ProbeOutcome::Found, Some(SetStep::Found(slot)));
        }
        match heap.equal_builtins(startkey, self.key) {
            Equality::Equal => (ProbeOutcome::Found, Some(SetStep::Found(slot))),
            Equality::Different => (ProbeOutcome::SameHash, None),
            Equality::AskPython => {
                self.asked = Some((slot, startkey));
                let ask = SetStep::Compare {
                    startkey,
                    key: self.key,
                };
                (ProbeOutcome::SameHash, Some(ask))
            }
        }
    }
}
