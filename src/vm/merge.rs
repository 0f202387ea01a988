//! Filling a list, a dict or a set from another object: what `list.extend`, `dict.update` and
//! `set.update` do, and the `BUILD_*_UNPACK` instructions (`Objects/{list,dict,set}object.c`).

use crate::objects::{Payload, Ty};
use crate::value::ObjId;
use crate::vm::identifier::Identifier;
use crate::vm::{PyResult, Vm};

/// What `length_hint` is asked to say of iterables that don't tell (`list_extend`).
const DEFAULT_HINT: usize = 8;
/// A hint above this is not believed: a script must not be able to exhaust the host's memory.
const MAX_HINT: usize = 1 << 27;

impl Vm<'_> {
    /// Appends every item of an iterable (`list_extend`).
    ///
    /// A list or tuple is copied in one go. For anything else the buffer is first made as large as
    /// the hint says, and what was too much is given back at the end.
    pub fn list_extend(&mut self, list: ObjId, iterable: ObjId) -> PyResult<()> {
        let heap = &mut self.state.heap;
        if iterable == list
            || heap.is_exact(iterable, Ty::List)
            || heap.is_exact(iterable, Ty::Tuple)
        {
            let items = match &heap.get(iterable).payload {
                Payload::List(list) => list.items.clone(),
                Payload::Tuple(items) => items.to_vec(),
                _ => Vec::new(),
            };
            if !items.is_empty() {
                for &item in &items {
                    heap.incref(item);
                }
                let length = heap.as_list(list).map_or(0, |list| list.items.len());
                heap.list_resize(list, length + items.len());
                if let Some(list) = heap.as_list_mut(list) {
                    list.items.extend(items);
                }
            }
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        let result = self.list_extend_from(list, iterable, iterator);
        self.state.heap.decref(iterator);
        result
    }

    fn list_extend_from(&mut self, list: ObjId, iterable: ObjId, iterator: ObjId) -> PyResult<()> {
        let hint = self.length_hint(iterable, DEFAULT_HINT)?.min(MAX_HINT);
        let length = self.list_len(list);
        self.state.heap.list_resize(list, length + hint);
        while let Some(item) = self.next(iterator)? {
            // As long as there is room nothing is asked of the buffer, which may be far too large.
            match self.state.heap.as_list_mut(list) {
                Some(object) if object.items.len() < object.allocated => object.items.push(item),
                _ => self.state.heap.list_append_stolen(list, item),
            }
        }
        let list_now = self.state.heap.as_list(list);
        if let Some(length) = list_now.map(|list| list.items.len())
            && list_now.is_some_and(|list| list.items.len() < list.allocated)
        {
            self.state.heap.list_resize(list, length);
        }
        Ok(())
    }

    fn list_len(&self, list: ObjId) -> usize {
        self.state
            .heap
            .as_list(list)
            .map_or(0, |list| list.items.len())
    }

    /// Takes over the items of a mapping (`dict_merge`). With `replace`, keys that exist already
    /// get the new value; without, they keep theirs.
    pub fn dict_merge(&mut self, dict: ObjId, other: ObjId, replace: bool) -> PyResult<()> {
        if self.iterates_as_dict(other) {
            return self.dict_merge_dict(dict, other, replace);
        }
        let keys = self.call_method_id(other, Identifier::MappingKeys, &[])?;
        let iterator = self.iter(keys);
        let given = self.state.heap.type_name(keys);
        self.state.heap.decref(keys);
        let iterator = match iterator {
            Err(_) if self.catch(Ty::TypeError) => {
                let class = self.state.heap.type_name(other);
                return self.type_error(format!(
                    "{class}.keys() returned a non-iterable (type {given})"
                ));
            }
            result => result?,
        };
        let result = self.dict_merge_keys(dict, other, iterator, replace);
        self.state.heap.decref(iterator);
        result
    }

    /// A plain dict with the items of a dict, in the order in which that iterates (`PyDict_Copy`);
    /// a new reference.
    pub fn dict_copy(&mut self, dict: ObjId) -> PyResult {
        if self.iterates_as_dict(dict) {
            return Ok(self.state.heap.dict_copy(dict));
        }
        let copy = self.state.heap.new_dict();
        match self.dict_merge(copy, dict, true) {
            Ok(()) => Ok(copy),
            Err(fault) => {
                self.state.heap.decref(copy);
                Err(fault)
            }
        }
    }

    /// Whether this is a dict whose class doesn't iterate in another way.
    fn iterates_as_dict(&self, object: ObjId) -> bool {
        let heap = &self.state.heap;
        heap.as_dict(object).is_some()
            && (heap.is_exact(object, Ty::Dict)
                || self.type_slot(heap.type_of(object), crate::objects::Slot::Iter)
                    == self.type_slot(
                        crate::objects::type_id(Ty::Dict),
                        crate::objects::Slot::Iter,
                    ))
    }

    fn dict_merge_dict(&mut self, dict: ObjId, other: ObjId, replace: bool) -> PyResult<()> {
        let heap = &mut self.state.heap;
        let (mine, others) = (heap.dict_len(dict), heap.dict_len(other));
        if dict == other || others == 0 {
            return Ok(());
        }
        let replace = replace || mine == 0;
        heap.dict_reserve_for_merge(dict, other);
        let entries = heap.dict_nentries(other);
        let mut pos = 0;
        while let Some((key, value, hash)) = self.state.heap.dict_entry_next(other, &mut pos) {
            self.state.heap.incref(key);
            self.state.heap.incref(value);
            let stored = self.dict_merge_item(dict, key, hash, value, replace);
            self.state.heap.decref(value);
            self.state.heap.decref(key);
            stored?;
            if self.state.heap.dict_nentries(other) != entries {
                return Err(self.raise(Ty::RuntimeError, "dict mutated during update"));
            }
        }
        Ok(())
    }

    fn dict_merge_item(
        &mut self,
        dict: ObjId,
        key: ObjId,
        hash: i64,
        value: ObjId,
        replace: bool,
    ) -> PyResult<()> {
        if replace || self.dict_get_hash(dict, key, hash)?.is_none() {
            self.dict_set_hash(dict, key, hash, value)?;
        }
        Ok(())
    }

    fn dict_merge_keys(
        &mut self,
        dict: ObjId,
        other: ObjId,
        iterator: ObjId,
        replace: bool,
    ) -> PyResult<()> {
        while let Some(key) = self.next(iterator)? {
            let stored = self.dict_merge_key(dict, other, key, replace);
            self.state.heap.decref(key);
            stored?;
        }
        Ok(())
    }

    fn dict_merge_key(
        &mut self,
        dict: ObjId,
        other: ObjId,
        key: ObjId,
        replace: bool,
    ) -> PyResult<()> {
        if !replace && self.dict_get(dict, key)?.is_some() {
            return Ok(());
        }
        let value = self.get_item(other, key)?;
        let stored = self.dict_set(dict, key, value);
        self.state.heap.decref(value);
        stored
    }

    /// Takes over pairs, each any iterable of two items (`PyDict_MergeFromSeq2`).
    pub fn dict_merge_pairs(&mut self, dict: ObjId, pairs: ObjId) -> PyResult<()> {
        let iterator = self.iter(pairs)?;
        let mut number = 0;
        let result = loop {
            let pair = match self.next(iterator) {
                Ok(Some(pair)) => pair,
                Ok(None) => break Ok(()),
                Err(fault) => break Err(fault),
            };
            let stored = self.dict_store_pair(dict, pair, number);
            self.state.heap.decref(pair);
            if let Err(fault) = stored {
                break Err(fault);
            }
            number += 1;
        };
        self.state.heap.decref(iterator);
        result
    }

    fn dict_store_pair(&mut self, dict: ObjId, pair: ObjId, number: usize) -> PyResult<()> {
        let items = match self.collect(pair) {
            Ok(items) => items,
            Err(fault) => {
                if self.catch(Ty::TypeError) {
                    let message = format!(
                        "cannot convert dictionary update sequence element #{number} to a sequence"
                    );
                    return Err(self.raise(Ty::TypeError, message));
                }
                return Err(fault);
            }
        };
        let stored = match *items {
            [key, value] => self.dict_set(dict, key, value),
            _ => {
                let message = format!(
                    "dictionary update sequence element #{number} has length {}; 2 is required",
                    items.len()
                );
                Err(self.raise(Ty::ValueError, message))
            }
        };
        self.state.heap.decref_all(items);
        stored
    }

    /// Adds the items of an iterable (`set_update_internal`). Of a dict the keys, with the hashes
    /// it knows.
    pub fn set_update(&mut self, set: ObjId, other: ObjId) -> PyResult<()> {
        if self.state.heap.as_set(other).is_some() {
            return self.set_merge(set, other);
        }
        if self.state.heap.is_exact(other, Ty::Dict) {
            let coming = self.state.heap.dict_len(other);
            self.state.heap.set_reserve_for_merge(set, coming);
            let mut pos = 0;
            while let Some((key, _, hash)) = self.state.heap.dict_entry_next(other, &mut pos) {
                self.set_add_hash(set, key, hash)?;
            }
            return Ok(());
        }
        let iterator = self.iter(other)?;
        let result = loop {
            let key = match self.next(iterator) {
                Ok(Some(key)) => key,
                Ok(None) => break Ok(()),
                Err(fault) => break Err(fault),
            };
            let added = self.set_add(set, key);
            self.state.heap.decref(key);
            if let Err(fault) = added {
                break Err(fault);
            }
        };
        self.state.heap.decref(iterator);
        result
    }

    /// Adds the elements of another set (`set_merge`): where the heap can't copy the table as it
    /// is, element by element.
    fn set_merge(&mut self, set: ObjId, other: ObjId) -> PyResult<()> {
        if set == other || self.state.heap.set_len(other) == 0 {
            return Ok(());
        }
        if self.state.heap.set_merge_into_empty(set, other) {
            return Ok(());
        }
        let mut pos = 0;
        while let Some((key, hash)) = self.state.heap.set_next(other, &mut pos) {
            self.set_add_hash(set, key, hash)?;
        }
        Ok(())
    }
}
