//! `dict`: storing, deleting, growing, copying (`Objects/dictobject.c`). The table itself is in
//! `dict_keys`, searching in `dict_search`, key sharing in `dict_split`.
//!
//! Every change is two things: a search, which may need Python to compare keys, and a store, which
//! never does. The functions here that take `found` are the second half.

use crate::event::Event;
use crate::memory::NULL;
use crate::objects::alloc::GC_HEAD_SIZE;
use crate::objects::container::{DKIX_DUMMY, DictEntry, DictLookup, DictObject, Keys, SplitValues};
use crate::objects::dict_keys::{DICT_MINSIZE, estimate_size, table_size, usable_fraction};
use crate::objects::dict_search::Found;
use crate::objects::heap::{Heap, type_id};
use crate::objects::object::{GcHead, GcList};
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::ObjId;

/// References to the table of all empty dicts when a program starts, besides those of the dicts
/// that we know: the table's own and those of library code that we don't run.
pub(crate) const OTHER_EMPTY_KEYS: i64 = 23;

impl Heap {
    /// `{}`: an empty dict with the shared empty table; a new reference. The collector doesn't
    /// watch it until it holds something that could be part of a cycle.
    #[inline]
    pub fn new_dict(&mut self) -> ObjId {
        self.new_dict_with(Keys::Empty, None, 0)
    }

    /// A dict with room for `n` items; a new reference (`_PyDict_NewPresized`).
    pub fn new_dict_presized(&mut self, n: usize) -> ObjId {
        // Half a million items: the most that is believed beforehand.
        const MAX_PRESIZE: usize = 128 * 1024;
        let size = if n <= usable_fraction(DICT_MINSIZE) {
            // CPython asks for the empty table here, and makes one when the first item comes.
            return self.new_dict();
        } else if n > usable_fraction(MAX_PRESIZE) {
            MAX_PRESIZE
        } else {
            table_size(estimate_size(n)).max(2 * DICT_MINSIZE)
        };
        let keys = self.new_keys(size);
        self.new_dict_with(Keys::Own(Box::new(keys)), None, 0)
    }

    /// `dict()`: empty, with a table of 8 slots of its own; a new reference (`dict_new`). Instances
    /// of subclasses are tracked at once.
    pub fn new_dict_of(&mut self, ty: ObjId) -> ObjId {
        let ma_version_tag = self.next_dict_version();
        let dict = self.generic_alloc(
            ty,
            0,
            Payload::Dict(Box::new(DictObject {
                ma_used: 0,
                ma_version_tag,
                ma_keys: Keys::Empty,
                ma_values: None,
            })),
        );
        if ty == type_id(Ty::Dict) {
            self.gc_untrack(dict);
        }
        let keys = self.new_keys(DICT_MINSIZE);
        if let Some(object) = self.as_dict_mut(dict) {
            object.ma_keys = Keys::Own(Box::new(keys));
        }
        dict
    }

    /// `new_dict`: memory for a dict, from the free list first.
    #[inline]
    pub(crate) fn new_dict_with(
        &mut self,
        ma_keys: Keys,
        ma_values: Option<SplitValues>,
        ma_used: usize,
    ) -> ObjId {
        let kept = self.free_lists.dict.pop();
        let addr = match kept {
            Some(addr) => addr,
            None => self.gc_block(48),
        };
        if matches!(ma_keys, Keys::Empty) {
            self.empty_keys_refcnt += 1;
        }
        let ma_version_tag = self.next_dict_version();
        let payload = Payload::Dict(Box::new(DictObject {
            ma_used,
            ma_version_tag,
            ma_keys,
            ma_values,
        }));
        let dict = self.insert(type_id(Ty::Dict), addr, GcHead::UNTRACKED, payload);
        self.tell_new(dict, addr, 48 + GC_HEAD_SIZE, kept.is_some());
        dict
    }

    /// `DICT_NEXT_VERSION`.
    #[inline]
    pub(crate) fn next_dict_version(&mut self) -> u64 {
        self.dict_version += 1;
        self.dict_version
    }

    /// Number of items.
    #[inline]
    pub fn dict_len(&self, dict: ObjId) -> usize {
        self.as_dict(dict).map_or(0, |dict| dict.ma_used)
    }

    /// The value of a name in a namespace; borrowed.
    #[inline]
    pub fn dict_get_str(&mut self, dict: ObjId, name: ObjId) -> Option<ObjId> {
        let found = self.dict_find_str(dict, name)?;
        self.dict_value_at(self.as_dict(dict)?, found.ix)
    }

    /// Binds a name in a namespace; the dict counts both.
    #[inline]
    pub fn dict_set_str(&mut self, dict: ObjId, name: ObjId, value: ObjId) {
        let found = self.dict_find_str(dict, name);
        let hash = self.str_hash(name);
        self.dict_store(dict, found, name, hash, value);
    }

    /// Unbinds a name in a namespace; false if it isn't there.
    pub fn dict_del_str(&mut self, dict: ObjId, name: ObjId) -> bool {
        match self.dict_find_str(dict, name) {
            Some(found) => self.dict_delete(dict, found),
            None => false,
        }
    }

    /// The value at a place where a search ended; borrowed.
    #[inline]
    pub fn dict_value(&self, dict: ObjId, found: Option<Found>) -> Option<ObjId> {
        self.dict_value_at(self.as_dict(dict)?, found?.ix)
    }

    /// The next item at or after entry `pos`, which moves on: key, value, hash; borrowed
    /// (`_PyDict_Next`).
    pub fn dict_entry_next(&self, dict: ObjId, pos: &mut usize) -> Option<(ObjId, ObjId, i64)> {
        let object = self.as_dict(dict)?;
        let keys = self.dict_keys(object)?;
        while let Some(entry) = keys.dk_entries.get(*pos) {
            let value = self.dict_value_at(object, *pos);
            *pos += 1;
            if let (Some(key), Some(value)) = (entry.me_key, value) {
                return Some((key, value, entry.me_hash));
            }
        }
        None
    }

    /// Sets the value of a key whose search ended at `found`; the dict counts both
    /// (`insertdict`, `insert_to_emptydict`).
    pub fn dict_store(
        &mut self,
        dict: ObjId,
        found: Option<Found>,
        key: ObjId,
        hash: i64,
        value: ObjId,
    ) {
        self.maintain_tracking(dict, key, value);
        let Some(object) = self.as_dict(dict) else {
            return;
        };
        let key_is_str = self.type_of(key) == type_id(Ty::Str);
        let old = self.dict_value(dict, found);
        match found {
            Some(found) if old.is_some() || self.fits_split(object, found.ix, key_is_str) => {
                self.dict_replace(dict, found, old, key, value);
            }
            _ => self.dict_insert_new(dict, key, key_is_str, hash, value),
        }
    }

    /// Whether a split dict may take a value for key number `ix`, which other dicts of its class
    /// have already: only in the order of the keys.
    fn fits_split(&self, object: &DictObject, ix: usize, key_is_str: bool) -> bool {
        key_is_str && object.ma_values.is_some() && object.ma_used == ix
    }

    /// Replaces the value of an entry, or sets the value of a shared key.
    #[inline]
    fn dict_replace(
        &mut self,
        dict: ObjId,
        found: Found,
        old: Option<ObjId>,
        key: ObjId,
        value: ObjId,
    ) {
        if old == Some(value) {
            return;
        }
        self.incref(value);
        let ma_version_tag = self.next_dict_version();
        if let Some(object) = self.as_dict_mut(dict) {
            object.ma_version_tag = ma_version_tag;
            match (&mut object.ma_values, &mut object.ma_keys) {
                (Some(values), _) => {
                    values.values[found.ix] = Some(value);
                    object.ma_used += usize::from(old.is_none());
                }
                (None, Keys::Own(keys)) => keys.dk_entries[found.ix].me_value = Some(value),
                _ => {}
            }
        }
        self.tell(|| Event::DictStore {
            dict,
            slot: found.slot,
            entry: found.ix,
            key,
            old,
            new: Some(value),
        });
        self.xdecref(old);
    }

    /// Adds an entry behind the others, growing the table if it is full.
    fn dict_insert_new(
        &mut self,
        dict: ObjId,
        key: ObjId,
        key_is_str: bool,
        hash: i64,
        value: ObjId,
    ) {
        self.incref(key);
        self.incref(value);
        self.make_room(dict, key_is_str);
        let ma_version_tag = self.next_dict_version();
        let Payload::Dict(mut object) =
            std::mem::replace(&mut self.get_mut(dict).payload, Payload::Plain)
        else {
            return;
        };
        object.ma_used += 1;
        object.ma_version_tag = ma_version_tag;
        let mut entry = DictEntry {
            me_hash: hash,
            me_key: Some(key),
            me_value: Some(value),
        };
        let place = match &mut object.ma_keys {
            Keys::Own(keys) => {
                if !key_is_str {
                    keys.dk_lookup = DictLookup::General;
                }
                Some(keys.push(entry))
            }
            Keys::Shared(shared) => self.shared_keys.get_mut(*shared).map(|keys| {
                entry.me_value = None;
                keys.push(entry)
            }),
            Keys::Empty => None,
        };
        if let (Some((_, ix)), Some(values)) = (place, &mut object.ma_values) {
            values.values[ix] = Some(value);
        }
        self.get_mut(dict).payload = Payload::Dict(object);
        if let Some((slot, entry)) = place {
            self.tell(|| Event::DictStore {
                dict,
                slot,
                entry,
                key,
                old: None,
                new: Some(value),
            });
        }
    }

    /// Makes sure that a new entry fits: an empty dict gets its first table; a full one grows to
    /// three times its items (`GROWTH_RATE`); a split one that goes its own way becomes combined.
    fn make_room(&mut self, dict: ObjId, key_is_str: bool) {
        let Some(object) = self.as_dict(dict) else {
            return;
        };
        let used = object.ma_used;
        let must_grow = match &object.ma_keys {
            Keys::Empty => {
                self.empty_keys_refcnt -= 1;
                let mut keys = self.new_keys(DICT_MINSIZE);
                if !key_is_str {
                    keys.dk_lookup = DictLookup::General;
                }
                if let Some(object) = self.as_dict_mut(dict) {
                    object.ma_keys = Keys::Own(Box::new(keys));
                }
                return;
            }
            Keys::Own(keys) => keys.dk_usable == 0,
            Keys::Shared(shared) => self.shared_keys.get(*shared).is_none_or(|keys| {
                !key_is_str || used != keys.dk_entries.len() || keys.dk_usable == 0
            }),
        };
        if must_grow {
            self.dict_resize(dict, used * 3);
        }
    }

    /// Rebuilds the table with at least `minsize` slots; deleted entries vanish, a split table
    /// becomes combined (`dictresize`).
    pub fn dict_resize(&mut self, dict: ObjId, minsize: usize) {
        let mut keys = self.new_keys(table_size(minsize));
        let Payload::Dict(mut object) =
            std::mem::replace(&mut self.get_mut(dict).payload, Payload::Plain)
        else {
            return;
        };
        let old_keys = std::mem::replace(&mut object.ma_keys, Keys::Empty);
        let values = object.ma_values.take();
        let mut old_size = 1;
        match old_keys {
            Keys::Empty => self.empty_keys_refcnt -= 1,
            Keys::Own(old) => {
                if old.dk_lookup == DictLookup::General {
                    keys.dk_lookup = DictLookup::General;
                }
                old_size = old.dk_size;
                let live = old.dk_entries.into_iter();
                keys.fill(live.filter(|entry| entry.me_value.is_some()).collect());
                self.free_keys_block(old.addr, old.dk_size);
            }
            Keys::Shared(shared) => {
                let values = values.unwrap_or(SplitValues {
                    values: Vec::new(),
                    addr: NULL,
                });
                let mut entries = Vec::new();
                if let Some(old) = self.shared_keys.get(shared) {
                    old_size = old.dk_size;
                    let both = old.dk_entries.iter().zip(values.values);
                    entries.extend(
                        both.filter(|(_, value)| value.is_some())
                            .map(|(entry, me_value)| DictEntry { me_value, ..*entry }),
                    );
                }
                for key in entries.iter().filter_map(|entry| entry.me_key) {
                    self.incref(key);
                }
                keys.fill(entries);
                self.drop_shared_keys(shared);
                self.free_block(values.addr);
            }
        }
        let new_size = keys.dk_size;
        object.ma_keys = Keys::Own(Box::new(keys));
        self.get_mut(dict).payload = Payload::Dict(object);
        self.milestones.resized(dict, old_size, new_size);
        self.tell(|| Event::TableResize {
            table: dict,
            old_size,
            new_size,
        });
    }

    /// Deletes a found entry, releasing key and value; false if a split dict has no value there.
    pub fn dict_delete(&mut self, dict: ObjId, found: Found) -> bool {
        match self.dict_take(dict, found) {
            Some((key, value)) => {
                self.decref(key);
                self.decref(value);
                true
            }
            None => false,
        }
    }

    /// Takes a found entry out and returns its key and value, both owned by the caller
    /// (`delitem_common`, `_PyDict_Pop_KnownHash`). Its slot becomes a dummy: searches for keys that
    /// lie beyond must not stop there.
    pub fn dict_take(&mut self, dict: ObjId, found: Found) -> Option<(ObjId, ObjId)> {
        let old = self.dict_value(dict, Some(found))?;
        self.combine(dict);
        let ma_version_tag = self.next_dict_version();
        let object = self.as_dict_mut(dict)?;
        let Keys::Own(keys) = &mut object.ma_keys else {
            return None;
        };
        let entry = &mut keys.dk_entries[found.ix];
        let (key, value) = (entry.me_key.take()?, entry.me_value.take()?);
        let hash = entry.me_hash;
        let slot = keys.slot_of(hash, found.ix);
        keys.dk_indices[slot] = DKIX_DUMMY;
        if keys.dk_lookup == DictLookup::UnicodeNoDummy {
            keys.dk_lookup = DictLookup::Unicode;
        }
        object.ma_used -= 1;
        object.ma_version_tag = ma_version_tag;
        self.tell(|| Event::DictStore {
            dict,
            slot,
            entry: found.ix,
            key,
            old: Some(old),
            new: None,
        });
        Some((key, value))
    }

    /// A split table doesn't allow deletion: makes it combined, with as many slots.
    fn combine(&mut self, dict: ObjId) {
        let shared = self.shared_by(dict);
        if let Some(keys) = shared.and_then(|shared| self.shared_keys.get(shared)) {
            self.dict_resize(dict, keys.dk_size);
        }
    }

    /// Takes the last item out; key and value are owned by the caller. Entries behind it, all
    /// deleted, are given up, but not given back to `dk_usable` (`dict_popitem`).
    pub fn dict_popitem(&mut self, dict: ObjId) -> Option<(ObjId, ObjId)> {
        if self.dict_len(dict) == 0 {
            return None;
        }
        self.combine(dict);
        let ma_version_tag = self.next_dict_version();
        let object = self.as_dict_mut(dict)?;
        let Keys::Own(keys) = &mut object.ma_keys else {
            return None;
        };
        let ix = keys
            .dk_entries
            .iter()
            .rposition(|entry| entry.me_value.is_some())?;
        let DictEntry {
            me_hash,
            me_key,
            me_value,
        } = keys.dk_entries[ix];
        keys.dk_entries.truncate(ix);
        let slot = keys.slot_of(me_hash, ix);
        keys.dk_indices[slot] = DKIX_DUMMY;
        if keys.dk_lookup == DictLookup::UnicodeNoDummy {
            keys.dk_lookup = DictLookup::Unicode;
        }
        object.ma_used -= 1;
        object.ma_version_tag = ma_version_tag;
        let (key, value) = (me_key?, me_value?);
        self.tell(|| Event::DictStore {
            dict,
            slot,
            entry: ix,
            key,
            old: Some(value),
            new: None,
        });
        Some((key, value))
    }

    /// Empties a dict; it shares the empty table again (`PyDict_Clear`).
    pub fn dict_clear(&mut self, dict: ObjId) {
        let ma_version_tag = self.next_dict_version();
        let Some(object) = self.as_dict_mut(dict) else {
            return;
        };
        if matches!(object.ma_keys, Keys::Empty) {
            return;
        }
        object.ma_used = 0;
        object.ma_version_tag = ma_version_tag;
        let keys = std::mem::replace(&mut object.ma_keys, Keys::Empty);
        let values = object.ma_values.take();
        self.empty_keys_refcnt += 1;
        match keys {
            Keys::Empty => {}
            Keys::Own(keys) => {
                for entry in &keys.dk_entries {
                    self.xdecref(entry.me_key);
                    self.xdecref(entry.me_value);
                }
                self.free_keys_block(keys.addr, keys.dk_size);
            }
            Keys::Shared(shared) => {
                if let Some(values) = values {
                    for value in values.values {
                        self.xdecref(value);
                    }
                    self.free_block(values.addr);
                }
                self.drop_shared_keys(shared);
            }
        }
    }

    /// Makes the table of an empty dict large enough for `n` items (`_PyDict_FromKeys`).
    pub fn dict_resize_for(&mut self, dict: ObjId, n: usize) {
        self.dict_resize(dict, estimate_size(n));
    }

    /// Entries used, deleted ones included (`dk_nentries`).
    pub fn dict_nentries(&self, dict: ObjId) -> usize {
        self.as_dict(dict)
            .and_then(|dict| self.dict_keys(dict))
            .map_or(0, |keys| keys.dk_entries.len())
    }

    /// Key and value of entry number `ix`, unless it is deleted; borrowed.
    pub fn dict_entry_at(&self, dict: ObjId, ix: usize) -> Option<(ObjId, ObjId)> {
        let object = self.as_dict(dict)?;
        let entry = self.dict_keys(object)?.dk_entries.get(ix)?;
        Some((entry.me_key?, self.dict_value_at(object, ix)?))
    }

    /// The collector watches a dict from the moment it holds something that may be part of a
    /// cycle (`MAINTAIN_TRACKING`).
    #[inline]
    fn maintain_tracking(&mut self, dict: ObjId, key: ObjId, value: ObjId) {
        if !self.is_tracked(dict) && (self.may_be_tracked(key) || self.may_be_tracked(value)) {
            self.gc_track(dict);
        }
    }

    /// Whether an object has a GC head, tuples only while they are tracked
    /// (`_PyObject_GC_MAY_BE_TRACKED`).
    #[inline]
    pub(crate) fn may_be_tracked(&self, id: ObjId) -> bool {
        let object = self.get(id);
        match object.gc.list {
            GcList::NoHead => false,
            GcList::Untracked => object.ob_type != type_id(Ty::Tuple),
            _ => true,
        }
    }
}
