//! Finding a name along a type's MRO, with the method cache and version tags
//! (`_PyType_Lookup` and `PyType_Modified` of `Objects/typeobject.c`).

use crate::objects::{Slot, SlotImpl};
use crate::value::ObjId;
use crate::vm::Vm;
use crate::vm::cached_names::MCACHE_SIZE_EXP;

/// Remembers what names mean in types. It is derived from the types alone: each change of a type
/// takes its version tag away, so an entry for an old tag can't be found again. No part of the
/// state.
#[derive(Debug)]
pub(super) struct MethodCache {
    entries: Vec<CacheEntry>,
}

#[derive(Clone, Copy, Debug, Default)]
struct CacheEntry {
    version: u32,
    name: Option<ObjId>,
    value: Option<ObjId>,
}

impl Default for MethodCache {
    fn default() -> MethodCache {
        MethodCache {
            entries: vec![CacheEntry::default(); 1 << MCACHE_SIZE_EXP],
        }
    }
}

impl MethodCache {
    #[inline]
    fn index(version: u32, name: ObjId) -> usize {
        let mixed = u64::from(version).wrapping_mul(31) ^ name.raw().get();
        mixed as usize & ((1 << MCACHE_SIZE_EXP) - 1)
    }
}

impl Vm<'_> {
    /// What the name means in the type or its bases (`_PyType_Lookup`); borrowed.
    #[inline]
    pub fn type_lookup(&mut self, ty: ObjId, name: ObjId) -> Option<ObjId> {
        let version = self.state.heap.as_type(ty)?.tp_version_tag;
        if version != 0 {
            let entry = self.method_cache.entries[MethodCache::index(version, name)];
            if entry.version == version && entry.name == Some(name) {
                return entry.value;
            }
        }
        self.type_lookup_slow(ty, name)
    }

    fn type_lookup_slow(&mut self, ty: ObjId, name: ObjId) -> Option<ObjId> {
        let value = self.find_in_mro(ty, name);
        self.assign_version_tag(ty);
        let version = self.state.heap.as_type(ty)?.tp_version_tag;
        if version != 0 {
            // What is pushed out of CPython's cache must be looked up, and enter it, anew.
            if let Some((version, name)) = self.cache_name(version, name) {
                let entry = &mut self.method_cache.entries[MethodCache::index(version, name)];
                if entry.version == version && entry.name == Some(name) {
                    *entry = CacheEntry::default();
                }
            }
            self.method_cache.entries[MethodCache::index(version, name)] = CacheEntry {
                version,
                name: Some(name),
                value,
            };
        }
        value
    }

    /// Forgets all that was remembered: version tags begin anew.
    pub(super) fn forget_lookups(&mut self) {
        self.method_cache = MethodCache::default();
    }

    /// The same without the cache (`find_name_in_mro`); borrowed.
    pub fn find_in_mro(&mut self, ty: ObjId, name: ObjId) -> Option<ObjId> {
        let heap = &mut self.state.heap;
        let count = heap.as_type(ty)?.mro.len();
        for index in 0..count {
            let base = *heap.as_type(ty)?.mro.get(index)?;
            let dict = heap.as_type(base)?.tp_dict;
            if let Some(found) = heap.dict_get_str(dict, name) {
                return Some(found);
            }
        }
        None
    }

    /// Gives a type, after its bases, a version tag (`assign_version_tag`).
    fn assign_version_tag(&mut self, ty: ObjId) {
        let Some(bases) = self
            .state
            .heap
            .as_type(ty)
            .filter(|object| object.tp_version_tag == 0)
            .map(|object| object.tp_bases)
        else {
            return;
        };
        let next = &mut self.state.heap.next_version_tag;
        let tag = *next;
        *next = next.wrapping_add(1).max(1);
        if let Some(object) = self.state.heap.as_type_mut(ty) {
            object.tp_version_tag = tag;
        }
        for base in self.state.heap.as_tuple(bases).unwrap_or_default().to_vec() {
            self.assign_version_tag(base);
        }
    }

    /// The type or a base of it has changed: what was remembered of it and of its subclasses is
    /// void (`PyType_Modified`).
    pub fn type_modified(&mut self, ty: ObjId) {
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            let Some(object) = self.state.heap.as_type_mut(ty) else {
                continue;
            };
            if object.tp_version_tag == 0 {
                continue;
            }
            object.void_version_tag = std::mem::take(&mut object.tp_version_tag);
            open.extend(object.tp_subclasses.iter().copied());
        }
    }

    /// How the object's type implements a slot.
    #[inline]
    pub fn slot_of(&self, object: ObjId, slot: Slot) -> SlotImpl {
        let heap = &self.state.heap;
        self.type_slot(heap.type_of(object), slot)
    }

    /// How a type implements a slot.
    #[inline]
    pub fn type_slot(&self, ty: ObjId, slot: Slot) -> SlotImpl {
        match self.state.heap.as_type(ty) {
            Some(object) => object.slots[slot as usize],
            None => SlotImpl::Empty,
        }
    }

    /// Whether the object's type implements the slot.
    #[inline]
    pub fn has_slot(&self, object: ObjId, slot: Slot) -> bool {
        self.slot_of(object, slot) != SlotImpl::Empty
    }
}
