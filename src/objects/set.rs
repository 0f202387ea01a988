//! `set` and `frozenset`: one open table of keys with their hashes (`Objects/setobject.c`).
//!
//! Unlike a dict, a set has a single array: each slot is free, holds an element, or is a *dummy*,
//! where an element was deleted. A deleted slot must not look free, or a search for an element that
//! once had to go past it would stop too early. The table is kept less than three fifths full
//! (`fill`, dummies included) and grows fourfold: a set wants many free slots, because searching
//! for what isn't there is its main use.
//!
//! The first 8 slots lie in the object itself (`smalltable`).

use crate::event::Event;
use crate::memory::NULL;
use crate::objects::container::{SetEntry, SetObject};
use crate::objects::heap::{Heap, type_id};
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::ObjId;
use crate::value::hash::hash_frozenset;
use crate::value::probe::SetProbe;

/// `PySet_MINSIZE`: slots of the smallest table.
pub const SET_MINSIZE: usize = 8;
/// Bytes of a `setentry`.
const ENTRY_SIZE: usize = 16;
/// Above so many elements a table only doubles.
const LARGE: usize = 50_000;

impl Default for SetObject {
    fn default() -> SetObject {
        SetObject {
            fill: 0,
            used: 0,
            mask: SET_MINSIZE - 1,
            table: vec![SetEntry::Empty; SET_MINSIZE],
            hash: -1,
            finger: 0,
            addr: NULL,
        }
    }
}

impl SetObject {
    /// Puts an element known to be new into a table without dummies: the first free slot on its
    /// way (`set_insert_clean`).
    fn insert_clean(&mut self, key: ObjId, hash: i64) {
        let free = SetProbe::new(hash, self.mask).find(|&slot| self.table[slot] == SetEntry::Empty);
        self.table[free.unwrap_or_default()] = SetEntry::Active { key, hash };
    }

    /// Whether so many filled slots are too many: three fifths of the table or more.
    fn is_crowded(&self, fill: usize) -> bool {
        fill * 5 >= self.mask * 3
    }

    /// The size asked for when a table of so many elements is too full.
    fn grown(&self) -> usize {
        self.used * if self.used > LARGE { 2 } else { 4 }
    }

    /// Elements and their hashes in the order of the table, which is the order of iteration.
    pub fn elements(&self) -> impl Iterator<Item = (ObjId, i64)> + '_ {
        self.table.iter().filter_map(|entry| match entry {
            SetEntry::Active { key, hash } => Some((*key, *hash)),
            SetEntry::Empty | SetEntry::Dummy => None,
        })
    }
}

impl Heap {
    /// An empty `set` or `frozenset`; a new reference.
    pub fn new_set(&mut self, frozen: bool) -> ObjId {
        let ty = if frozen { Ty::Frozenset } else { Ty::Set };
        self.new_set_of(type_id(ty))
    }

    /// `frozenset()`: there is only one, made on first use; a new reference (`emptyfrozenset`).
    pub fn empty_frozenset_ref(&mut self) -> ObjId {
        let shared = match self.interning.empty_frozenset {
            Some(shared) => shared,
            None => self.new_set(true),
        };
        self.interning.empty_frozenset = Some(shared);
        self.new_ref(shared)
    }

    /// An empty set of `set`, `frozenset` or a subclass; a new reference (`make_new_set`).
    pub fn new_set_of(&mut self, ty: ObjId) -> ObjId {
        self.generic_alloc(ty, 0, Payload::Set(Box::default()))
    }

    /// Number of elements.
    #[inline]
    pub fn set_len(&self, set: ObjId) -> usize {
        self.as_set(set).map_or(0, |set| set.used)
    }

    /// The next element at or after slot `pos`, which moves on, with its hash; borrowed
    /// (`set_next`).
    pub fn set_next(&self, set: ObjId, pos: &mut usize) -> Option<(ObjId, i64)> {
        let set = self.as_set(set)?;
        while let Some(entry) = set.table.get(*pos) {
            *pos += 1;
            if let SetEntry::Active { key, hash } = entry {
                return Some((*key, *hash));
            }
        }
        None
    }

    /// Adds an element that a search for adding didn't find, at the slot it named; the set counts
    /// it (the end of `set_add_entry`).
    pub fn set_store(&mut self, set: ObjId, slot: usize, key: ObjId, hash: i64) {
        self.incref(key);
        let Some(object) = self.as_set_mut(set) else {
            return;
        };
        let reused = object.table[slot] == SetEntry::Dummy;
        object.table[slot] = SetEntry::Active { key, hash };
        object.used += 1;
        if reused {
            return;
        }
        object.fill += 1;
        if object.is_crowded(object.fill) {
            let wanted = object.grown();
            self.set_resize(set, wanted);
        }
    }

    /// Takes the element at a slot out; its reference is the caller's
    /// (`set_discard_entry`).
    pub fn set_take(&mut self, set: ObjId, slot: usize) -> Option<ObjId> {
        let object = self.as_set_mut(set)?;
        let SetEntry::Active { key, .. } = object.table[slot] else {
            return None;
        };
        object.table[slot] = SetEntry::Dummy;
        object.used -= 1;
        Some(key)
    }

    /// Takes some element out, searching on from where the last one was found; its reference is
    /// the caller's. None if the set is empty (`set_pop`).
    pub fn set_pop(&mut self, set: ObjId) -> Option<ObjId> {
        let object = self.as_set_mut(set)?;
        if object.used == 0 {
            return None;
        }
        let mut slot = object.finger & object.mask;
        while !matches!(object.table[slot], SetEntry::Active { .. }) {
            slot = if slot == object.mask { 0 } else { slot + 1 };
        }
        object.finger = slot + 1;
        self.set_take(set, slot)
    }

    /// Rebuilds the table with more than `minused` slots; dummies vanish (`set_table_resize`).
    pub fn set_resize(&mut self, set: ObjId, minused: usize) {
        let new_size = (minused + 1).next_power_of_two().max(SET_MINSIZE);
        let Some(object) = self.as_set(set) else {
            return;
        };
        let small = object.addr == NULL;
        if new_size == SET_MINSIZE && small && object.fill == object.used {
            return;
        }
        let addr = if new_size == SET_MINSIZE {
            NULL
        } else {
            self.block(ENTRY_SIZE * new_size)
        };
        let Some(object) = self.as_set_mut(set) else {
            return;
        };
        let old_size = object.mask + 1;
        let old = std::mem::replace(&mut object.table, vec![SetEntry::Empty; new_size]);
        let old_addr = std::mem::replace(&mut object.addr, addr);
        object.mask = new_size - 1;
        object.fill = object.used;
        for entry in old {
            if let SetEntry::Active { key, hash } = entry {
                object.insert_clean(key, hash);
            }
        }
        self.free_block(old_addr);
        self.milestones.resized(set, old_size, new_size);
        self.tell(|| Event::TableResize {
            table: set,
            old_size,
            new_size,
        });
    }

    /// Makes room for `coming` elements at once, before a set or dict is merged in
    /// (`set_merge`, `set_update_internal`).
    pub fn set_reserve_for_merge(&mut self, set: ObjId, coming: usize) {
        if let Some(object) = self.as_set(set)
            && object.is_crowded(object.fill + coming)
        {
            let wanted = (object.used + coming) * 2;
            self.set_resize(set, wanted);
        }
    }

    /// Merges another set's elements into an empty set, where nothing needs comparing; false if
    /// the set isn't empty, and the elements have to be added one by one. Room is made in either
    /// case (`set_merge`).
    pub fn set_merge_into_empty(&mut self, set: ObjId, other: ObjId) -> bool {
        let Some(source) = self.as_set(other) else {
            return true;
        };
        if set == other || source.used == 0 {
            return true;
        }
        self.set_reserve_for_merge(set, source.used);
        let (Some(object), Some(source)) = (self.as_set(set), self.as_set(other)) else {
            return true;
        };
        if object.fill != 0 {
            return false;
        }
        let elements: Vec<(ObjId, i64)> = source.elements().collect();
        // Tables of the same size without dummies are copied slot by slot.
        let same = object.mask == source.mask && source.fill == source.used;
        let table = same.then(|| source.table.clone());
        for &(key, _) in &elements {
            self.incref(key);
        }
        if let Some(object) = self.as_set_mut(set) {
            object.fill = elements.len();
            object.used = elements.len();
            match table {
                Some(table) => object.table = table,
                None => {
                    for (key, hash) in elements {
                        object.insert_clean(key, hash);
                    }
                }
            }
        }
        true
    }

    /// A set of the given type with the same elements; a new reference (`set_copy`).
    pub fn set_copy(&mut self, ty: ObjId, set: ObjId) -> ObjId {
        let copy = self.new_set_of(ty);
        self.set_merge_into_empty(copy, set);
        copy
    }

    /// Throws dummies out if there are many, after a difference
    /// (`set_difference_update_internal`).
    pub fn set_sweep_dummies(&mut self, set: ObjId) {
        if let Some(object) = self.as_set(set)
            && object.fill - object.used > object.mask / 4
        {
            let wanted = object.grown();
            self.set_resize(set, wanted);
        }
    }

    /// Empties a set (`set_clear_internal`).
    pub fn set_clear(&mut self, set: ObjId) {
        let Some(object) = self.as_set_mut(set) else {
            return;
        };
        if object.fill == 0 && object.addr == NULL {
            return;
        }
        let finger = object.finger;
        let old = std::mem::take(object);
        object.finger = finger;
        for (key, _) in old.elements() {
            self.decref(key);
        }
        self.free_block(old.addr);
    }

    /// Exchanges the contents of two sets (`set_swap_bodies`).
    pub fn set_swap(&mut self, a: ObjId, b: ObjId) {
        let Some(body) = self.as_set_mut(a).map(std::mem::take) else {
            return;
        };
        let finger = body.finger;
        let Some(set) = self.as_set_mut(b) else {
            return;
        };
        let mut other = std::mem::replace(set, body);
        // Each keeps its own finger.
        set.finger = std::mem::replace(&mut other.finger, finger);
        if let Some(set) = self.as_set_mut(a) {
            *set = other;
        }
    }

    /// Hash of a frozenset, computed once (`frozenset_hash`).
    pub fn frozenset_hash(&mut self, set: ObjId) -> i64 {
        let Some(object) = self.as_set_mut(set) else {
            return -1;
        };
        if object.hash == -1 {
            object.hash = hash_frozenset(object.elements().map(|(_, hash)| hash));
        }
        object.hash
    }
}
