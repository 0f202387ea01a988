//! Weak references (`Objects/weakrefobject.c`).
//!
//! A weak reference knows its referent without keeping it alive. The referent's list of them, in
//! CPython a chain through the references themselves, is kept here. A reference without callback
//! is shared: asking again gives the same one; it and the proxy without callback come first.

use std::collections::BTreeMap;

use crate::objects::heap::{Heap, type_id};
use crate::objects::payload::{Payload, WeakRef};
use crate::objects::ty::Ty;
use crate::value::ObjId;

/// The weak references to each object that has any, in the order of its list.
#[derive(Clone, Hash, Debug, Default)]
pub(crate) struct WeakRefs {
    lists: BTreeMap<ObjId, Vec<ObjId>>,
}

impl Heap {
    /// The weak references to an object, in the order of its list (`__weakref__`); borrowed.
    pub fn weakrefs_of(&self, referent: ObjId) -> &[ObjId] {
        self.weakrefs
            .lists
            .get(&referent)
            .map_or(&[], |list| list.as_slice())
    }

    /// A weak reference of the given type, `weakref`, a subclass, `weakproxy` or
    /// `weakcallableproxy`; a new reference (`weakref___new__`, `PyWeakref_NewProxy`). The caller has checked
    /// that the referent's type allows it.
    pub fn new_weakref(&mut self, ty: ObjId, referent: ObjId, callback: Option<ObjId>) -> ObjId {
        let is_ref = ty == type_id(Ty::Weakref);
        let is_proxy = ty == type_id(Ty::Weakproxy) || ty == type_id(Ty::Weakcallableproxy);
        let (shared_ref, shared_proxy) = self.basic_refs(referent);
        if callback.is_none() {
            let shared = if is_ref {
                shared_ref
            } else if is_proxy {
                shared_proxy
            } else {
                None
            };
            if let Some(shared) = shared {
                return self.new_ref(shared);
            }
        }
        if let Some(callback) = callback {
            self.incref(callback);
        }
        let payload = Payload::WeakRef(Box::new(WeakRef {
            wr_object: Some(referent),
            wr_callback: callback,
            hash: -1,
        }));
        let reference = self.generic_alloc(ty, 0, payload);
        // A collection inside the allocation may have changed the list.
        let (shared_ref, shared_proxy) = self.basic_refs(referent);
        let place = if callback.is_none() && is_ref {
            0
        } else if callback.is_none() && is_proxy {
            usize::from(shared_ref.is_some())
        } else {
            usize::from(shared_ref.is_some()) + usize::from(shared_proxy.is_some())
        };
        self.weakrefs
            .lists
            .entry(referent)
            .or_default()
            .insert(place, reference);
        reference
    }

    /// The reference and the proxy without callback that stand first in a list
    /// (`get_basic_refs`).
    fn basic_refs(&self, referent: ObjId) -> (Option<ObjId>, Option<ObjId>) {
        let list = self.weakrefs_of(referent);
        let basic = |id: ObjId| self.as_weakref(id).is_some_and(|r| r.wr_callback.is_none());
        let shared_ref = list
            .first()
            .copied()
            .filter(|&id| basic(id) && self.is_exact(id, Ty::Weakref));
        let shared_proxy = list
            .get(usize::from(shared_ref.is_some()))
            .copied()
            .filter(|&id| {
                basic(id)
                    && (self.is_exact(id, Ty::Weakproxy)
                        || self.is_exact(id, Ty::Weakcallableproxy))
            });
        (shared_ref, shared_proxy)
    }

    /// Whether any weak reference to the object exists.
    #[inline]
    pub(crate) fn has_weakrefs(&self, referent: ObjId) -> bool {
        !self.weakrefs.lists.is_empty() && self.weakrefs.lists.contains_key(&referent)
    }

    /// Takes all weak references off a dying object: from now on they are dead. Returns those
    /// whose callback is due, with it; both references are the caller's
    /// (`PyObject_ClearWeakRefs`).
    pub(crate) fn clear_weakrefs(&mut self, referent: ObjId) -> Vec<(ObjId, ObjId)> {
        let list = self.weakrefs.lists.remove(&referent).unwrap_or_default();
        let mut due = Vec::new();
        for reference in list {
            let Some(object) = self.as_weakref_mut(reference) else {
                continue;
            };
            object.wr_object = None;
            let Some(callback) = object.wr_callback.take() else {
                continue;
            };
            if self.refcount(reference) > 0 {
                self.incref(reference);
                due.push((reference, callback));
            } else {
                self.decref(callback);
            }
        }
        due
    }

    /// Takes one weak reference off its referent's list (`clear_weakref`); its callback, if any,
    /// is left to the caller.
    pub(crate) fn unlink_weakref(&mut self, reference: ObjId) {
        let referent = self
            .as_weakref_mut(reference)
            .and_then(|object| object.wr_object.take());
        let Some(referent) = referent else {
            return;
        };
        if let Some(list) = self.weakrefs.lists.get_mut(&referent) {
            list.retain(|&other| other != reference);
            if list.is_empty() {
                self.weakrefs.lists.remove(&referent);
            }
        }
    }
}
