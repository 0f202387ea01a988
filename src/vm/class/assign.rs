//! Changing what a class or an object is derived from: `class.__bases__ = ...` and
//! `object.__class__ = ...` (`type_set_bases`, `compatible_for_assignment` of
//! `Objects/typeobject.c`).
//!
//! Objects that exist keep their memory. So the new class must lay its instances out as the old
//! one did, and be freed the same way.

use crate::objects::payload::Payload;
use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// Complains unless instances of `old` can become instances of `new` (`compatible_for_assignment`);
    /// `attribute` is what is assigned to.
    pub fn check_assignable(&mut self, old: ObjId, new: ObjId, attribute: &str) -> PyResult<()> {
        let gc = |ty: ObjId| self.state.heap.as_type(ty).map(|ty| ty.gc);
        let differing = if gc(old) != gc(new) {
            "deallocator"
        } else if self.same_layout(old, new) {
            return Ok(());
        } else {
            "object layout"
        };
        let (old, new) = (self.type_title(old), self.type_title(new));
        self.type_error(format!(
            "{attribute} assignment: '{new}' {differing} differs from '{old}'"
        ))
    }

    /// Whether both classes come, by steps that change nothing in memory, from the same class, or from
    /// two that add the same slots to one base.
    fn same_layout(&self, old: ObjId, new: ObjId) -> bool {
        let (old, new) = (self.layout_base(old), self.layout_base(new));
        let base = |ty: ObjId| self.state.heap.as_type(ty).and_then(|ty| ty.tp_base);
        old == new || (base(old) == base(new) && self.same_slots_added(old, new))
    }

    /// The class furthest up whose instances lie in memory like this one's
    /// (`compatible_with_tp_base`).
    fn layout_base(&self, class: ObjId) -> ObjId {
        let mut class = class;
        while let Some(ty) = self.state.heap.as_type(class)
            && let Some(parent_id) = ty.tp_base
            && let Some(parent) = self.state.heap.as_type(parent_id)
            && (ty.tp_basicsize, ty.tp_itemsize) == (parent.tp_basicsize, parent.tp_itemsize)
            && (ty.has_dict, ty.has_weakrefs, ty.gc)
                == (parent.has_dict, parent.has_weakrefs, parent.gc)
        {
            class = parent_id;
        }
        class
    }

    /// `same_slots_added`: two classes of one base that differ in nothing but their names.
    fn same_slots_added(&self, a: ObjId, b: ObjId) -> bool {
        let heap = &self.state.heap;
        let (Some(first), Some(second)) = (heap.as_type(a), heap.as_type(b)) else {
            return false;
        };
        first.heap_type
            && second.heap_type
            && (first.tp_basicsize, first.has_dict, first.has_weakrefs)
                == (second.tp_basicsize, second.has_dict, second.has_weakrefs)
            && self.own_slots(a) == self.own_slots(b)
    }

    /// The names of a class's own `__slots__`, sorted.
    fn own_slots(&self, class: ObjId) -> Vec<String> {
        let heap = &self.state.heap;
        let Some(ty) = heap.as_type(class) else {
            return Vec::new();
        };
        let mut names = Vec::new();
        let mut position = 0;
        while let Some((key, value, _)) = heap.dict_entry_next(ty.tp_dict, &mut position) {
            if let Payload::MemberDescr(member) = &heap.get(value).payload
                && member.d_type == class
                && let Some(name) = heap.as_str(key)
            {
                names.push(name.to_lossy());
            }
        }
        names.sort_unstable();
        names
    }

    /// `class.__bases__ = bases`; the bases are classes and none of them is derived from `class`.
    pub fn set_bases(&mut self, class: ObjId, bases: ObjId) -> PyResult<()> {
        let items = self.state.heap.as_tuple(bases).unwrap_or_default().to_vec();
        let base = self.best_base(&items)?;
        let Some(object) = self.state.heap.as_type(class) else {
            return Ok(());
        };
        let (old_bases, old_base) = (object.tp_bases, object.tp_base);
        self.check_assignable(old_base.unwrap_or(type_id(Ty::Object)), base, "__bases__")?;
        self.state.heap.incref(bases);
        self.state.heap.incref(base);
        if let Some(object) = self.state.heap.as_type_mut(class) {
            object.tp_bases = bases;
            object.tp_base = Some(base);
        }
        let renewed = self.renew_mros(class);
        // A metaclass's `mro` may have assigned others meanwhile: then those stay.
        let is_ours = self
            .state
            .heap
            .as_type(class)
            .is_some_and(|object| object.tp_bases == bases);
        if renewed.is_err()
            && is_ours
            && let Some(object) = self.state.heap.as_type_mut(class)
        {
            object.tp_bases = old_bases;
            object.tp_base = old_base;
            self.state.heap.decref(bases);
            self.state.heap.decref(base);
            return renewed;
        }
        if is_ours {
            self.move_to_bases(class, old_bases, &items);
        }
        self.state.heap.decref(old_bases);
        self.state.heap.xdecref(old_base);
        renewed
    }

    /// The class leaves its former bases' subclasses and enters those of its new ones, and gets its
    /// slots anew.
    fn move_to_bases(&mut self, class: ObjId, old_bases: ObjId, items: &[ObjId]) {
        let former = self.state.heap.as_tuple(old_bases).map(<[ObjId]>::to_vec);
        for old in former.unwrap_or_default() {
            if let Some((key, reference)) = self.state.heap.remove_subclass(old, class) {
                self.state.heap.decref(key);
                self.state.heap.decref(reference);
            }
        }
        for &new in items {
            self.state.heap.add_subclass(new, class);
        }
        for changed in self.with_subclasses(class) {
            self.type_modified(changed);
            self.fill_slots(changed);
        }
    }

    /// The class and everything derived from it, bases before derived classes.
    fn with_subclasses(&self, class: ObjId) -> Vec<ObjId> {
        let mut found = vec![class];
        let mut next = 0;
        while let Some(&class) = found.get(next) {
            next += 1;
            if let Some(ty) = self.state.heap.as_type(class) {
                for &sub in &ty.tp_subclasses {
                    found.retain(|&other| other != sub);
                    found.push(sub);
                }
            }
        }
        found
    }

    /// `mro_hierarchy`: a class and all that are derived from it get their orders anew; if one of them
    /// has none, all keep the old ones.
    fn renew_mros(&mut self, class: ObjId) -> PyResult<()> {
        let mut replaced: Vec<(ObjId, ObjId)> = Vec::new();
        for class in self.with_subclasses(class) {
            match self.class_mro(class) {
                Ok(mro) => replaced.push((class, self.swap_mro(class, mro))),
                Err(fault) => {
                    for (class, mro) in replaced {
                        let failed = self.swap_mro(class, mro);
                        self.state.heap.decref(failed);
                    }
                    return Err(fault);
                }
            }
        }
        for (_, mro) in replaced {
            self.state.heap.decref(mro);
        }
        Ok(())
    }

    /// Gives a class an order (stolen); the old one, owned.
    fn swap_mro(&mut self, class: ObjId, mro: ObjId) -> ObjId {
        let items = self.state.heap.as_tuple(mro).unwrap_or_default().to_vec();
        match self.state.heap.as_type_mut(class) {
            Some(object) => {
                object.mro = items;
                std::mem::replace(&mut object.tp_mro, mro)
            }
            None => mro,
        }
    }
}
