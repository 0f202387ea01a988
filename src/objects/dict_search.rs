//! Searching a dict for a key (`lookdict` and its variants in `Objects/dictobject.c`).
//!
//! The search walks the slots that [`DictProbe`] names. At each slot there are four cases:
//!
//! 1. It was never used: the key isn't in the dict, because it would have been put here.
//! 2. Its entry was deleted: go on, the key may lie further on.
//! 3. It holds the very key object: found. For interned strings this is the usual end.
//! 4. It holds another object. Only if its hash is the same can the keys be equal: compare them.
//!
//! CPython has four functions for this. As long as a table holds only strings, comparing can't run
//! Python code and can't fail; tables without deleted entries skip case 2; split tables have their
//! values elsewhere. They visit the same slots.

use crate::event::{Event, ProbeOutcome};
use crate::objects::compare::Equality;
use crate::objects::container::{DKIX_DUMMY, DKIX_EMPTY, DictKeys, DictLookup, DictObject, Keys};
use crate::objects::heap::{Heap, type_id};
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::hash::hash_str;
use crate::value::probe::DictProbe;
use crate::value::{Addr, ObjId};

/// Where a search found the key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Found {
    /// The index slot.
    pub slot: usize,
    /// The entry number.
    pub ix: usize,
}

/// What a search says after each step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Search {
    /// It is over.
    Done(Option<Found>),
    /// It goes on when it is told whether these two are equal; the machine holds a reference to
    /// `startkey` meanwhile.
    Compare {
        /// The key in the table: the left operand.
        startkey: ObjId,
        /// The key searched for.
        key: ObjId,
    },
}

/// A search of any key in a dict. Drive it by [`DictSearch::step`]; if it asks to compare two keys,
/// step again with the answer; if comparing failed, end it by [`DictSearch::cancel`].
#[derive(Clone, Debug)]
pub struct DictSearch {
    dict: ObjId,
    key: ObjId,
    hash: i64,
    /// The slots still to come, and the table they belong to; none before the first step.
    walk: Option<(DictProbe, Addr)>,
    /// The slot and key being compared.
    asked: Option<(Found, ObjId)>,
}

impl DictSearch {
    /// A search that hasn't begun. All three are borrowed as long as it lasts.
    pub fn new(dict: ObjId, key: ObjId, hash: i64) -> DictSearch {
        DictSearch {
            dict,
            key,
            hash,
            walk: None,
            asked: None,
        }
    }

    /// Goes on. `answer` is whether the keys that the last step named are equal; at first, and
    /// after no question, it isn't looked at.
    pub fn step(&mut self, heap: &mut Heap, answer: bool) -> Search {
        if let Some((found, startkey)) = self.asked.take() {
            // Comparing ran Python code, which may have changed the dict: then all is to be
            // searched again.
            let unchanged = heap.table_of(self.dict) == self.walk.as_ref().map(|walk| walk.1)
                && heap.entry_key(self.dict, found.ix) == Some(startkey);
            heap.decref(startkey);
            if unchanged && answer {
                return Search::Done(Some(found));
            }
            if !unchanged {
                self.walk = None;
            }
        }
        if self.walk.is_none() {
            heap.forget_unicode_lookup(self.dict, self.key);
        }
        let mut events = Vec::new();
        let result = self.walk_on(heap, &mut events);
        for event in events {
            heap.tell(|| event);
        }
        if let Search::Compare { startkey, .. } = result {
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

    fn walk_on(&mut self, heap: &Heap, events: &mut Vec<Event>) -> Search {
        let Some(keys) = heap.as_dict(self.dict).and_then(|d| heap.dict_keys(d)) else {
            return Search::Done(None);
        };
        let (mut probe, table) = match self.walk.take() {
            Some(walk) => walk,
            None => (DictProbe::new(self.hash, keys.mask()), keys.addr),
        };
        loop {
            let perturb = probe.perturb;
            let Some(slot) = probe.next() else {
                return Search::Done(None);
            };
            let ix = keys.dk_indices[slot];
            let (outcome, result) = match ix {
                DKIX_EMPTY => (ProbeOutcome::Empty, Some(Search::Done(None))),
                DKIX_DUMMY => (ProbeOutcome::Dummy, None),
                _ => {
                    let found = Found {
                        slot,
                        ix: ix as usize,
                    };
                    self.look_at(heap, keys, found)
                }
            };
            if heap.listening() {
                events.push(Event::Probe {
                    table: self.dict,
                    key: self.key,
                    hash: self.hash,
                    slot,
                    perturb,
                    outcome,
                });
            }
            if let Some(result) = result {
                self.walk = Some((probe, table));
                return result;
            }
        }
    }

    /// Looks at a slot that holds an entry.
    fn look_at(
        &mut self,
        heap: &Heap,
        keys: &DictKeys,
        found: Found,
    ) -> (ProbeOutcome, Option<Search>) {
        let entry = &keys.dk_entries[found.ix];
        let Some(startkey) = entry.me_key else {
            return (ProbeOutcome::Dummy, None);
        };
        if startkey == self.key {
            return (ProbeOutcome::Found, Some(Search::Done(Some(found))));
        }
        if entry.me_hash != self.hash {
            return (ProbeOutcome::OtherHash, None);
        }
        match heap.equal_builtins(startkey, self.key) {
            Equality::Equal => (ProbeOutcome::Found, Some(Search::Done(Some(found)))),
            Equality::Different => (ProbeOutcome::SameHash, None),
            Equality::AskPython => {
                self.asked = Some((found, startkey));
                let ask = Search::Compare {
                    startkey,
                    key: self.key,
                };
                (ProbeOutcome::SameHash, Some(ask))
            }
        }
    }
}

impl Heap {
    /// The address of a dict's own or shared key table.
    fn table_of(&self, dict: ObjId) -> Option<Addr> {
        let dict = self.as_dict(dict)?;
        self.dict_keys(dict).map(|keys| keys.addr)
    }

    fn entry_key(&self, dict: ObjId, ix: usize) -> Option<ObjId> {
        let dict = self.as_dict(dict)?;
        self.dict_keys(dict)?.dk_entries.get(ix)?.me_key
    }

    /// Searching anything but a string makes a table of strings general for good
    /// (`lookdict_unicode`).
    fn forget_unicode_lookup(&mut self, dict: ObjId, key: ObjId) {
        if self.type_of(key) == type_id(Ty::Str) {
            return;
        }
        if let Some(dict) = self.as_dict_mut(dict)
            && let Keys::Own(keys) = &mut dict.ma_keys
        {
            keys.dk_lookup = DictLookup::General;
        }
    }

    /// The hash of an exact `str`, remembered in the object.
    #[inline]
    pub fn str_hash(&mut self, id: ObjId) -> i64 {
        match &mut self.get_mut(id).payload {
            Payload::Str(string) => {
                if string.hash == -1 {
                    string.hash = hash_str(&string.text);
                }
                string.hash
            }
            _ => -1,
        }
    }

    /// Searches a string in a dict, as namespaces are searched. In a table that has other keys
    /// too, those whose comparison would need Python count as different.
    #[inline]
    pub fn dict_find_str(&mut self, dict: ObjId, name: ObjId) -> Option<Found> {
        let object = self.get(name);
        let hash = match &object.payload {
            Payload::Str(string) if object.ob_type == type_id(Ty::Str) => string.hash,
            _ => -1,
        };
        if hash == -1 || self.listening() {
            return self.dict_find_hashed(dict, name);
        }
        let object = self.as_dict(dict)?;
        let keys = self.dict_keys(object)?;
        for slot in DictProbe::new(hash, keys.mask()) {
            let ix = keys.dk_indices[slot];
            if ix == DKIX_EMPTY {
                return None;
            }
            if ix == DKIX_DUMMY {
                continue;
            }
            let ix = ix as usize;
            let entry = &keys.dk_entries[ix];
            if entry.me_key == Some(name) || self.same_text(entry.me_hash, entry.me_key, hash, name)
            {
                return Some(Found { slot, ix });
            }
        }
        None
    }

    /// Searches any key, as long as nobody listens and no comparison needs Python; none otherwise:
    /// then a [`DictSearch`] does it from the beginning.
    #[inline]
    pub fn dict_find_quietly(
        &mut self,
        dict: ObjId,
        key: ObjId,
        hash: i64,
    ) -> Option<Option<Found>> {
        if self.listening() {
            return None;
        }
        self.forget_unicode_lookup(dict, key);
        let Some(keys) = self.as_dict(dict).and_then(|dict| self.dict_keys(dict)) else {
            return Some(None);
        };
        for slot in DictProbe::new(hash, keys.mask()) {
            let ix = keys.dk_indices[slot];
            if ix == DKIX_EMPTY {
                return Some(None);
            }
            if ix == DKIX_DUMMY {
                continue;
            }
            let ix = ix as usize;
            let entry = &keys.dk_entries[ix];
            if entry.me_key == Some(key) {
                return Some(Some(Found { slot, ix }));
            }
            if entry.me_hash == hash
                && let Some(startkey) = entry.me_key
            {
                match self.equal_builtins(startkey, key) {
                    Equality::Equal => return Some(Some(Found { slot, ix })),
                    Equality::Different => {}
                    Equality::AskPython => return None,
                }
            }
        }
        None
    }

    fn same_text(&self, me_hash: i64, me_key: Option<ObjId>, hash: i64, name: ObjId) -> bool {
        me_hash == hash
            && me_key.is_some_and(|key| self.equal_builtins(key, name) == Equality::Equal)
    }

    /// The same for a string whose hash may not be known yet, or that is of a subclass, and where
    /// somebody listens.
    #[cold]
    #[inline(never)]
    fn dict_find_hashed(&mut self, dict: ObjId, name: ObjId) -> Option<Found> {
        let hash = self.str_hash(name);
        if hash != -1 && !self.listening() && self.is_exact(name, Ty::Str) {
            return self.dict_find_str(dict, name);
        }
        let mut search = DictSearch::new(dict, name, hash);
        loop {
            if let Search::Done(found) = search.step(self, false) {
                return found;
            }
        }
    }

    /// The value of a found entry; none for a key of a split table that this dict has no value
    /// for. Borrowed.
    #[inline]
    pub fn dict_value_at(&self, dict: &DictObject, ix: usize) -> Option<ObjId> {
        match (&dict.ma_values, &dict.ma_keys) {
            (Some(values), _) => values.values.get(ix).copied().flatten(),
            (None, Keys::Own(keys)) => keys.dk_entries.get(ix).and_then(|entry| entry.me_value),
            _ => None,
        }
    }
}
