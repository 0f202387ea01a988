//! A class knows its direct subclasses (`tp_subclasses`, `add_subclass` and `remove_subclass` of
//! `Objects/typeobject.c`): a dict from each one's address, as an int, to a weak reference to it.

use crate::objects::dict_search::{DictSearch, Found, Search};
use crate::objects::hash::Hashing;
use crate::objects::heap::{Heap, type_id};
use crate::objects::ty::Ty;
use crate::value::ObjId;

impl Heap {
    /// A new class enters the dict of one of its bases. What exists before the program starts is
    /// only listed.
    pub fn add_subclass(&mut self, base: ObjId, class: ObjId) {
        let booting = self.booting();
        let Some(object) = self.as_type_mut(base) else {
            return;
        };
        object.tp_subclasses.push(class);
        if booting {
            return;
        }
        let dict = match object.subclasses {
            Some(dict) => dict,
            None => {
                let dict = self.new_dict();
                if let Some(object) = self.as_type_mut(base) {
                    object.subclasses = Some(dict);
                }
                dict
            }
        };
        let address = self.addr(class).0;
        let key = self.new_int(i64::try_from(address).unwrap_or(i64::MAX));
        let reference = self.new_weakref(type_id(Ty::Weakref), class, None);
        if let Hashing::Is(hash) = self.hash_builtin(key)
            && let Search::Done(found) = DictSearch::new(dict, key, hash).step(self, false)
        {
            self.dict_store(dict, found, key, hash, reference);
        }
        self.decref(key);
        self.decref(reference);
    }

    /// A built-in type that the interpreter's start has made subclasses of has a dict with room.
    pub(crate) fn begin_subclasses(&mut self, base: ObjId) {
        /// As many subclasses as no program makes of one type.
        const ROOM: usize = 1000;
        let dict = self.new_dict_presized(ROOM);
        if let Some(object) = self.as_type_mut(base) {
            object.subclasses = Some(dict);
        }
    }

    /// A class leaves the dict of a base; the entry's key and value, both owned by the caller.
    pub fn remove_subclass(&mut self, base: ObjId, class: ObjId) -> Option<(ObjId, ObjId)> {
        let object = self.as_type_mut(base)?;
        let place = object
            .tp_subclasses
            .iter()
            .position(|&other| other == class)?;
        object.tp_subclasses.remove(place);
        let dict = object.subclasses?;
        let keys = self.dict_keys(self.as_dict(dict)?)?;
        let is_it = |value: Option<ObjId>| {
            let reference = value.and_then(|value| self.as_weakref(value));
            reference.is_some_and(|reference| reference.wr_object.is_none_or(|it| it == class))
        };
        let ix = keys
            .dk_entries
            .iter()
            .position(|entry| is_it(entry.me_value))?;
        let slot = keys.slot_of(keys.dk_entries.get(ix)?.me_hash, ix);
        self.dict_take(dict, Found { slot, ix })
    }
}
