//! `list`: its buffer grows ahead of need (`Objects/listobject.c`).
//!
//! A list keeps its items in one buffer and remembers how many slots that has: `allocated`. Appending
//! to a full one asks for about an eighth more than needed, so that most appends cost nothing.
//! The buffer shrinks when it is less than half full.

use crate::event::Event;
use crate::memory::NULL;
use crate::objects::container::ListObject;
use crate::objects::heap::{Heap, type_id};
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::{Addr, ObjId};

/// Slots that `list_resize` allocates for `newsize` items when it allocates at all.
///
/// Changed since 3.8: 3.9 also rounds to a multiple of four.
#[inline]
pub const fn grown(newsize: usize) -> usize {
    if newsize == 0 {
        return 0;
    }
    newsize + (newsize >> 3) + if newsize < 9 { 3 } else { 6 }
}

impl Heap {
    /// A list of these items, which are stolen, with exactly as many slots; a new reference.
    #[inline]
    pub fn new_list(&mut self, items: Vec<ObjId>) -> ObjId {
        let allocated = items.len();
        self.new_list_alloc(items, allocated)
    }

    /// A list of these items, which are stolen, with `allocated` slots; a new reference.
    pub fn new_list_alloc(&mut self, items: Vec<ObjId>, allocated: usize) -> ObjId {
        let kept = self.free_lists.list.pop();
        let addr = match kept {
            Some(addr) => addr,
            None => self.gc_block(40),
        };
        let ob_item = self.list_buffer(allocated);
        let payload = Payload::List(Box::new(ListObject {
            items,
            allocated,
            ob_item,
            resized: false,
        }));
        self.make_gc_at(type_id(Ty::List), addr, 40, kept.is_some(), payload)
    }

    /// An empty list of `list` or a subclass, as `list.__new__` makes it; a new reference.
    pub fn new_list_of(&mut self, ty: ObjId) -> ObjId {
        self.generic_alloc(ty, 0, Payload::List(Box::default()))
    }

    fn list_buffer(&mut self, allocated: usize) -> Addr {
        if allocated == 0 {
            NULL
        } else {
            self.block(8 * allocated)
        }
    }

    /// Makes the buffer fit for `newsize` items; the items are the caller's business
    /// (`list_resize`).
    #[inline]
    pub fn list_resize(&mut self, list: ObjId, newsize: usize) {
        let Some(object) = self.as_list(list) else {
            return;
        };
        let allocated = object.allocated;
        if allocated >= newsize && newsize >= allocated >> 1 {
            return;
        }
        self.list_reallocate(list, newsize, grown(newsize));
    }

    /// Gives the buffer another number of slots.
    pub(crate) fn list_reallocate(&mut self, list: ObjId, new_len: usize, new_allocated: usize) {
        let Some(object) = self.as_list(list) else {
            return;
        };
        let (old_len, old_allocated, old) = (object.items.len(), object.allocated, object.ob_item);
        // An emptied list keeps a block of no bytes, which comes from the raw allocator.
        let ob_item = self.realloc_block(old, 8 * new_allocated);
        if let Some(object) = self.as_list_mut(list) {
            object.allocated = new_allocated;
            object.ob_item = ob_item;
            object.resized = true;
        }
        self.milestones.resized(list, old_allocated, new_allocated);
        self.tell(|| Event::ListResize {
            list,
            old_len,
            new_len,
            old_allocated,
            new_allocated,
        });
    }

    /// Appends a value, which the list counts (`app1`).
    #[inline]
    pub fn list_append(&mut self, list: ObjId, value: ObjId) {
        self.incref(value);
        self.list_append_stolen(list, value);
    }

    /// Appends a value, which is stolen.
    #[inline]
    pub fn list_append_stolen(&mut self, list: ObjId, value: ObjId) {
        let Some(object) = self.as_list_mut(list) else {
            return;
        };
        let newsize = object.items.len() + 1;
        if object.allocated < newsize || newsize < object.allocated >> 1 {
            self.list_resize(list, newsize);
        }
        if let Some(object) = self.as_list_mut(list) {
            object.items.push(value);
        }
    }

    /// Inserts a value, which the list counts, before position `index`, which is cut to the
    /// length (`ins1`).
    pub fn list_insert(&mut self, list: ObjId, index: usize, value: ObjId) {
        let Some(len) = self.as_list(list).map(|object| object.items.len()) else {
            return;
        };
        self.list_resize(list, len + 1);
        self.incref(value);
        if let Some(object) = self.as_list_mut(list) {
            object.items.insert(index.min(len), value);
        }
    }

    /// Replaces the items from `low` up to, not including, `high` by others, which are stolen; the
    /// replaced ones are released, the last first (`list_ass_slice`).
    pub fn list_set_slice(&mut self, list: ObjId, low: usize, high: usize, new: Vec<ObjId>) {
        let Some(object) = self.as_list_mut(list) else {
            self.decref_all(new);
            return;
        };
        let len = object.items.len();
        let low = low.min(len);
        let high = high.clamp(low, len);
        let newsize = len - (high - low) + new.len();
        if newsize == 0 {
            self.list_clear(list);
            return;
        }
        if newsize == len && low == high {
            return;
        }
        let (removed, added) = (high - low, new.len());
        let old: Vec<ObjId> = if removed == added {
            let mut new = new;
            if let Some(items) = object.items.get_mut(low..high) {
                items.swap_with_slice(&mut new);
            }
            new
        } else {
            let old = object.items.splice(low..high, new).collect();
            self.list_resize(list, newsize);
            old
        };
        self.decref_all(old.into_iter().rev());
    }

    /// Takes the item at `index`, which must exist; a new reference (`list_pop_impl`).
    pub fn list_pop(&mut self, list: ObjId, index: usize) -> ObjId {
        let Some(object) = self.as_list_mut(list) else {
            return self.none_ref();
        };
        let item = object.items.remove(index);
        let newsize = object.items.len();
        self.list_resize(list, newsize);
        item
    }

    /// Replaces one item by a value, which the list counts; the old one is released.
    #[inline]
    pub fn list_set_item(&mut self, list: ObjId, index: usize, value: ObjId) {
        self.incref(value);
        let place = self
            .as_list_mut(list)
            .and_then(|object| object.items.get_mut(index));
        match place {
            Some(place) => {
                let old = std::mem::replace(place, value);
                self.decref(old);
            }
            None => self.decref(value),
        }
    }

    /// Replaces one item by a value, which is stolen; the old one is the caller's.
    pub fn list_swap_item(&mut self, list: ObjId, index: usize, value: ObjId) -> Option<ObjId> {
        let place = self.as_list_mut(list)?.items.get_mut(index)?;
        Some(std::mem::replace(place, value))
    }

    /// Takes the last `count` items off; they are the caller's. The buffer stays as it is
    /// (`unpack_iterable` of `Python/ceval.c`).
    pub fn list_cut_tail(&mut self, list: ObjId, count: usize) -> Vec<ObjId> {
        match self.as_list_mut(list) {
            Some(object) => {
                let keep = object.items.len().saturating_sub(count);
                object.items.split_off(keep)
            }
            None => Vec::new(),
        }
    }

    /// Reverses the items in place (`list_reverse_impl`).
    pub fn list_reverse(&mut self, list: ObjId) {
        if let Some(object) = self.as_list_mut(list) {
            object.items.reverse();
        }
    }

    /// Gives an empty list a buffer of exactly `size` slots (`list_preallocate_exact`).
    pub fn list_preallocate_exact(&mut self, list: ObjId, size: usize) {
        if size > 0 && self.as_list(list).is_some_and(|l| l.ob_item == NULL) {
            let ob_item = self.list_buffer(size);
            if let Some(object) = self.as_list_mut(list) {
                object.ob_item = ob_item;
                object.allocated = size;
                object.resized = true;
            }
        }
    }

    /// Deletes the items at these positions, which ascend (`list_ass_subscript` for a slice with a
    /// step); they are released in that order.
    pub fn list_delete_indices(&mut self, list: ObjId, indices: &[usize]) {
        let Some(object) = self.as_list_mut(list) else {
            return;
        };
        let mut doomed = indices.iter().peekable();
        let mut garbage = Vec::with_capacity(indices.len());
        let mut index = 0;
        object.items.retain(|&item| {
            let dead = doomed.next_if(|&&next| next == index).is_some();
            index += 1;
            if dead {
                garbage.push(item);
            }
            !dead
        });
        let newsize = object.items.len();
        self.list_resize(list, newsize);
        self.decref_all(garbage);
    }

    /// Empties a list: the buffer goes, then the items, the last first (`_list_clear`).
    pub fn list_clear(&mut self, list: ObjId) {
        let Some(object) = self.as_list_mut(list) else {
            return;
        };
        if object.ob_item == NULL {
            return;
        }
        let items = std::mem::take(&mut object.items);
        let (old_allocated, buffer) = (object.allocated, object.ob_item);
        object.allocated = 0;
        object.ob_item = NULL;
        let old_len = items.len();
        self.tell(|| Event::ListResize {
            list,
            old_len,
            new_len: 0,
            old_allocated,
            new_allocated: 0,
        });
        self.decref_all(items.into_iter().rev());
        self.free_block(buffer);
    }
}
