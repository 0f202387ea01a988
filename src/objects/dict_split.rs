//! Key-sharing dicts (PEP 412, `Objects/dictobject.c`).
//!
//! Instances of one class usually get the same attributes in the same order. So their dicts share
//! one key table, which belongs to the class (`ht_cached_keys`), and each dict keeps only an array of
//! values: it is *split*. A dict that goes its own way, by deleting, by another order, by a
//! sixth key, gets a table of its own: it is *combined* again.

use crate::objects::container::{
    DictKeys, DictLookup, DictObject, Keys, SharedKeysId, SplitValues,
};
use crate::objects::dict_keys::{DICT_MINSIZE, keys_size, usable_fraction};
use crate::objects::heap::{Heap, type_id};
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::ObjId;

/// The key tables that are shared; each is counted in its `dk_refcnt`.
#[derive(Clone, Hash, Debug, Default)]
pub struct SharedKeys {
    tables: Vec<Option<DictKeys>>,
}

impl SharedKeys {
    /// The table.
    #[inline]
    pub fn get(&self, id: SharedKeysId) -> Option<&DictKeys> {
        self.tables.get(id.0 as usize)?.as_ref()
    }

    /// The table, to be changed.
    #[inline]
    pub fn get_mut(&mut self, id: SharedKeysId) -> Option<&mut DictKeys> {
        self.tables.get_mut(id.0 as usize)?.as_mut()
    }

    fn add(&mut self, keys: DictKeys) -> SharedKeysId {
        let free = self.tables.iter().position(Option::is_none);
        let place = free.unwrap_or(self.tables.len());
        if free.is_none() {
            self.tables.push(None);
        }
        self.tables[place] = Some(keys);
        SharedKeysId(place as u32)
    }
}

impl Heap {
    /// The key table of a dict; none for the empty one that all `{}` share.
    #[inline]
    pub fn dict_keys<'a>(&'a self, dict: &'a DictObject) -> Option<&'a DictKeys> {
        match &dict.ma_keys {
            Keys::Empty => None,
            Keys::Own(keys) => Some(keys),
            Keys::Shared(id) => self.shared_keys.get(*id),
        }
    }

    /// A table for the instance dicts of a new class (`_PyDict_NewKeysForClass`); one reference.
    pub fn new_class_keys(&mut self) -> SharedKeysId {
        let mut keys = self.new_keys(DICT_MINSIZE);
        keys.dk_lookup = DictLookup::Split;
        self.shared_keys.add(keys)
    }

    /// Takes a reference to a shared table away; the table if it was the last. What its keys
    /// refer to and its memory are then the caller's.
    pub(crate) fn release_shared_keys(&mut self, id: SharedKeysId) -> Option<DictKeys> {
        let place = self.shared_keys.tables.get_mut(id.0 as usize)?;
        let keys = place.as_mut()?;
        keys.dk_refcnt -= 1;
        if keys.dk_refcnt == 0 {
            place.take()
        } else {
            None
        }
    }

    /// As [`Heap::release_shared_keys`], and gives back what the last reference leaves.
    pub fn drop_shared_keys(&mut self, id: SharedKeysId) {
        if let Some(keys) = self.release_shared_keys(id) {
            self.free_keys_block(keys.addr, keys.dk_size);
            self.decref_all(keys.dk_entries.iter().filter_map(|entry| entry.me_key));
        }
    }

    /// The dict of a new instance of the class: split if the class has a key table, else plain
    /// (`_PyObject_GenericGetDict`); a new reference.
    pub fn new_instance_dict(&mut self, class: ObjId) -> ObjId {
        match self.as_type(class).and_then(|ty| ty.ht_cached_keys) {
            Some(keys) => self.new_split_dict(keys),
            None => self.new_dict(),
        }
    }

    /// `new_dict_with_shared_keys`.
    fn new_split_dict(&mut self, shared: SharedKeysId) -> ObjId {
        let mut room = 0;
        if let Some(keys) = self.shared_keys.get_mut(shared) {
            keys.dk_refcnt += 1;
            room = usable_fraction(keys.dk_size);
        }
        let values = SplitValues {
            values: vec![None; room],
            addr: self.block(8 * room),
        };
        self.new_dict_with(Keys::Shared(shared), Some(values), 0)
    }

    /// The `__dict__` of an instance, function, module or exception, made if it isn't there yet;
    /// borrowed (`PyObject_GenericGetDict`).
    pub fn instance_dict(&mut self, object: ObjId) -> ObjId {
        if let Some(dict) = self.get(object).dict {
            return dict;
        }
        let dict = self.new_instance_dict(self.type_of(object));
        self.get_mut(object).dict = Some(dict);
        dict
    }

    /// Sets an attribute in the dict of an instance, which is made if it isn't there yet, and makes
    /// the class share keys again where it can (`_PyObjectDict_SetItem`). The name and the value
    /// are counted by the dict.
    pub fn instance_dict_set(&mut self, object: ObjId, name: ObjId, value: ObjId) {
        let dict = self.instance_dict(object);
        let found = self.dict_find_str(dict, name);
        let hash = self.str_hash(name);
        if self.dict_value(dict, found).is_some() {
            // Another value for a key that is there changes nothing about the keys.
            return self.dict_store(dict, found, name, hash, value);
        }
        let class = self.type_of(object);
        let cached = self.as_type(class).and_then(|ty| ty.ht_cached_keys);
        let was_shared = cached.is_some() && self.shared_by(dict) == cached;
        self.dict_store(dict, found, name, hash, value);
        if !was_shared {
            return;
        }
        // The class may have lost its table meanwhile.
        let Some(cached) = self.as_type(class).and_then(|ty| ty.ht_cached_keys) else {
            return;
        };
        if self.shared_by(dict) == Some(cached) {
            return;
        }
        // The dict went its own way. If it was the only one, its table serves the class from now
        // on; if not, instances of this class no longer share.
        let only_ours = self
            .shared_keys
            .get(cached)
            .is_some_and(|keys| keys.dk_refcnt == 1);
        let fresh = if only_ours {
            self.make_keys_shared(dict)
        } else {
            None
        };
        if let Some(ty) = self.as_type_mut(class) {
            ty.ht_cached_keys = fresh;
        }
        self.drop_shared_keys(cached);
    }

    /// Deletes an attribute from the dict of an instance; false if it isn't there. The class
    /// stops sharing keys (`_PyObjectDict_SetItem` without a value).
    pub fn instance_dict_del(&mut self, object: ObjId, name: ObjId) -> bool {
        let class = self.type_of(object);
        let dict = self.instance_dict(object);
        let deleted = self.dict_del_str(dict, name);
        let cached = self
            .as_type_mut(class)
            .and_then(|ty| ty.ht_cached_keys.take());
        if let Some(cached) = cached {
            self.drop_shared_keys(cached);
        }
        deleted
    }

    /// Bytes of a shared key table, as a class's `__sizeof__` counts them.
    pub fn shared_keys_size(&self, id: SharedKeysId) -> usize {
        self.shared_keys
            .get(id)
            .map_or(0, |keys| keys_size(keys.dk_size))
    }

    /// The shared table that a dict uses.
    pub fn shared_by(&self, dict: ObjId) -> Option<SharedKeysId> {
        match self.as_dict(dict)?.ma_keys {
            Keys::Shared(id) => Some(id),
            _ => None,
        }
    }

    /// Turns a combined table of strings into a split one whose keys can be shared; a new
    /// reference to them (`make_keys_shared`).
    fn make_keys_shared(&mut self, dict: ObjId) -> Option<SharedKeysId> {
        if self.type_of(dict) != type_id(Ty::Dict) {
            return None;
        }
        if let Some(shared) = self.shared_by(dict) {
            if let Some(keys) = self.shared_keys.get_mut(shared) {
                keys.dk_refcnt += 1;
            }
            return Some(shared);
        }
        let (lookup, size) = match &self.as_dict(dict)?.ma_keys {
            Keys::Own(keys) => (keys.dk_lookup, keys.dk_size),
            _ => return None,
        };
        match lookup {
            DictLookup::General => return None,
            DictLookup::Unicode => self.dict_resize(dict, size),
            DictLookup::UnicodeNoDummy | DictLookup::Split => {}
        }
        let room = usable_fraction(size);
        let addr = self.block(8 * room);
        let object = self.as_dict_mut(dict)?;
        let Keys::Own(mut keys) = std::mem::replace(&mut object.ma_keys, Keys::Empty) else {
            return None;
        };
        let mut values: Vec<Option<ObjId>> = keys
            .dk_entries
            .iter_mut()
            .map(|entry| entry.me_value.take())
            .collect();
        values.resize(room, None);
        keys.dk_lookup = DictLookup::Split;
        // One reference from the dict, one from the class.
        keys.dk_refcnt = 2;
        let shared = self.shared_keys.add(*keys);
        if let Payload::Dict(object) = &mut self.get_mut(dict).payload {
            object.ma_keys = Keys::Shared(shared);
            object.ma_values = Some(SplitValues { values, addr });
        }
        Some(shared)
    }
}
