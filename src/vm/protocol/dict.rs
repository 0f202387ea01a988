//! Dicts with any keys: drives the heap's searches, which ask whenever comparing two keys needs
//! Python (`PyDict_GetItemWithError` and its like of `Objects/dictobject.c`).

use crate::objects::dict_search::{DictSearch, Found, Search};
use crate::objects::static_type;
use crate::value::ObjId;
use crate::vm::protocol::compare::CompareOp;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// Searches a key whose hash is known.
    pub fn dict_search(&mut self, dict: ObjId, key: ObjId, hash: i64) -> PyResult<Option<Found>> {
        if let Some(found) = self.state.heap.dict_find_quietly(dict, key, hash) {
            return Ok(found);
        }
        let mut search = DictSearch::new(dict, key, hash);
        let mut answer = false;
        loop {
            match search.step(&mut self.state.heap, answer) {
                Search::Done(found) => return Ok(found),
                Search::Compare { startkey, key } => {
                    match self.rich_compare_bool(startkey, key, CompareOp::Eq) {
                        Ok(equal) => answer = equal,
                        Err(fault) => {
                            search.cancel(&mut self.state.heap);
                            return Err(fault);
                        }
                    }
                }
            }
        }
    }

    /// The value of a key; borrowed.
    pub fn dict_get(&mut self, dict: ObjId, key: ObjId) -> PyResult<Option<ObjId>> {
        let hash = self.hash(key)?;
        self.dict_get_hash(dict, key, hash)
    }

    /// The same with the key's hash.
    pub fn dict_get_hash(&mut self, dict: ObjId, key: ObjId, hash: i64) -> PyResult<Option<ObjId>> {
        let found = self.dict_search(dict, key, hash)?;
        Ok(self.state.heap.dict_value(dict, found))
    }

    /// `dict[key] = value`; the dict counts both.
    pub fn dict_set(&mut self, dict: ObjId, key: ObjId, value: ObjId) -> PyResult<()> {
        let hash = self.hash(key)?;
        self.dict_set_hash(dict, key, hash, value)
    }

    /// The same with the key's hash.
    pub fn dict_set_hash(
        &mut self,
        dict: ObjId,
        key: ObjId,
        hash: i64,
        value: ObjId,
    ) -> PyResult<()> {
        if static_type(self.state.heap.type_of(key)).is_some() {
            let found = self.dict_search(dict, key, hash)?;
            self.state.heap.dict_store(dict, found, key, hash, value);
            return Ok(());
        }
        // `insertdict` holds both before it searches, which `__eq__` of the key may see.
        self.state.heap.incref(key);
        self.state.heap.incref(value);
        let found = self.dict_search(dict, key, hash);
        if let Ok(found) = found {
            self.state.heap.dict_store(dict, found, key, hash, value);
        }
        self.state.heap.decref(value);
        self.state.heap.decref(key);
        found.map(|_| ())
    }

    /// `del dict[key]`; false if it isn't there.
    pub fn dict_del(&mut self, dict: ObjId, key: ObjId) -> PyResult<bool> {
        let hash = self.hash(key)?;
        match self.dict_search(dict, key, hash)? {
            Some(found) => Ok(self.state.heap.dict_delete(dict, found)),
            None => Ok(false),
        }
    }

    /// Takes a key out; its value as a new reference.
    pub fn dict_pop(&mut self, dict: ObjId, key: ObjId) -> PyResult<Option<ObjId>> {
        if self.state.heap.dict_len(dict) == 0 {
            return Ok(None);
        }
        let hash = self.hash(key)?;
        let Some(found) = self.dict_search(dict, key, hash)? else {
            return Ok(None);
        };
        Ok(self.state.heap.dict_take(dict, found).map(|(key, value)| {
            self.state.heap.decref(key);
            value
        }))
    }

    /// The key's value, which becomes `default` if it had none; a new reference.
    pub fn dict_setdefault(&mut self, dict: ObjId, key: ObjId, default: ObjId) -> PyResult {
        let hash = self.hash(key)?;
        let found = self.dict_search(dict, key, hash)?;
        let value = match self.state.heap.dict_value(dict, found) {
            Some(value) => value,
            None => {
                self.state.heap.dict_store(dict, found, key, hash, default);
                default
            }
        };
        self.state.heap.incref(value);
        Ok(value)
    }

    /// `dict.update(other)`.
    pub(in crate::vm) fn dict_update(&mut self, dict: ObjId, other: ObjId) -> PyResult<()> {
        self.dict_merge(dict, other, true)
    }
}
