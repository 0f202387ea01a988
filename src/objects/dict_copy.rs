//! Copying dicts, and making room before one is merged into another (`PyDict_Copy`, `dict_merge` of
//! `Objects/dictobject.c`).
//!
//! A copy costs least when the table itself can be copied, holes included: that is done for
//! tables that are at least two thirds full. Sparse ones are filled anew, which closes the holes.

use crate::objects::alloc::GC_HEAD_SIZE;
use crate::objects::container::{DictObject, Keys, SharedKeysId, SplitValues};
use crate::objects::dict_keys::{estimate_size, keys_size, usable_fraction};
use crate::objects::heap::{Heap, type_id};
use crate::objects::object::GcHead;
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::ObjId;

impl Heap {
    /// `d.copy()` as far as it needs no comparing: a new dict that is a clone of a split or dense
    /// table, or is filled from a sparse one; a new reference (`PyDict_Copy`).
    pub fn dict_copy(&mut self, dict: ObjId) -> ObjId {
        let Some(object) = self.as_dict(dict) else {
            return self.new_dict();
        };
        let (used, tracked) = (object.ma_used, self.is_tracked(dict));
        if used == 0 {
            return self.new_dict();
        }
        let copy = match (&object.ma_keys, &object.ma_values) {
            (Keys::Shared(shared), Some(values)) => {
                let (shared, values) = (*shared, values.values.clone());
                self.copy_split(shared, values, used)
            }
            (Keys::Own(keys), None)
                if self.is_exact(dict, Ty::Dict) && used >= keys.dk_entries.len() * 2 / 3 =>
            {
                let mut keys = keys.clone();
                for held in keys.dk_entries.iter() {
                    for id in held.me_key.into_iter().chain(held.me_value) {
                        self.incref(id);
                    }
                }
                keys.addr = self.block(keys_size(keys.dk_size));
                self.new_dict_with(Keys::Own(keys), None, used)
            }
            _ => {
                let copy = self.new_dict();
                self.dict_fill(copy, dict);
                return copy;
            }
        };
        if tracked {
            self.gc_track(copy);
        }
        copy
    }

    /// A split dict with the same values; its memory doesn't come from the free list.
    fn copy_split(
        &mut self,
        shared: SharedKeysId,
        values: Vec<Option<ObjId>>,
        ma_used: usize,
    ) -> ObjId {
        for &value in values.iter().flatten() {
            self.incref(value);
        }
        if let Some(keys) = self.shared_keys.get_mut(shared) {
            keys.dk_refcnt += 1;
        }
        let addr = self.block(8 * values.len());
        let object = self.gc_block(48);
        let ma_version_tag = self.next_dict_version();
        let payload = Payload::Dict(Box::new(DictObject {
            ma_used,
            ma_version_tag,
            ma_keys: Keys::Shared(shared),
            ma_values: Some(SplitValues { values, addr }),
        }));
        let copy = self.insert(type_id(Ty::Dict), object, GcHead::UNTRACKED, payload);
        self.tell_new(copy, object, 48 + GC_HEAD_SIZE, false);
        copy
    }

    /// Makes the table large enough for another dict's items before they are merged in
    /// (`dict_merge`).
    pub fn dict_reserve_for_merge(&mut self, dict: ObjId, other: ObjId) {
        let Some(object) = self.as_dict(dict) else {
            return;
        };
        let size = self.dict_keys(object).map_or(1, |keys| keys.dk_size);
        let (used, coming) = (object.ma_used, self.dict_len(other));
        if usable_fraction(size) < coming {
            self.dict_resize(dict, estimate_size(used + coming));
        }
    }

    /// Fills an empty dict with another's items: their keys are known to differ.
    fn dict_fill(&mut self, dict: ObjId, other: ObjId) {
        self.dict_reserve_for_merge(dict, other);
        let mut pos = 0;
        while let Some((key, value, hash)) = self.dict_entry_next(other, &mut pos) {
            self.dict_store(dict, None, key, hash, value);
        }
    }
}
