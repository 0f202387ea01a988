//! A new heap: the static types, the singletons, the small ints. The types' dicts are empty;
//! `builtins` fills them.

use crate::memory::Memory;
use crate::objects::heap::{Heap, type_id};
use crate::objects::object::GcHead;
use crate::objects::payload::Payload;
use crate::objects::singleton::EMPTY_TUPLE;
use crate::objects::slots::{Slot, SlotImpl};
use crate::objects::ty::{ALL, Ty};
use crate::objects::typeobject::TypeObject;
use crate::value::{ObjId, PyStr};

impl Heap {
    /// A heap with the static types and the singletons, ready for `builtins`. It is booting: what
    /// is made until [`Heap::finish_boot`] doesn't touch `memory`.
    pub fn new(memory: Memory) -> Heap {
        let mut heap = Heap::empty(memory);
        for &ty in ALL {
            let payload = Payload::Type(Box::new(static_type(ty)));
            heap.insert(type_id(Ty::Type), ty.addr(), GcHead::NONE, payload);
        }
        heap.make_singletons();
        for &ty in ALL {
            heap.fill_static_type(ty);
        }
        heap
    }

    /// Gives a static type its dict, its bases and its method resolution order (`PyType_Ready`).
    fn fill_static_type(&mut self, ty: Ty) {
        let mut mro = vec![type_id(ty)];
        let mut last = ty;
        while last != Ty::Object {
            last = last.info().base;
            mro.push(type_id(last));
        }
        let base = (ty != Ty::Object).then(|| type_id(ty.info().base));
        for &class in &mro {
            self.incref(class);
        }
        let tp_mro = self.new_tuple(mro.clone());
        let tp_bases = match base {
            Some(base) => {
                // One reference in the tuple, one of tp_base.
                self.incref(base);
                self.incref(base);
                self.new_tuple(vec![base])
            }
            None => self.empty_tuple_ref(),
        };
        let tp_dict = self.new_dict();
        if let Some(object) = self.as_type_mut(type_id(ty)) {
            object.tp_base = base;
            object.mro = mro;
            object.tp_mro = tp_mro;
            object.tp_bases = tp_bases;
            object.tp_dict = tp_dict;
        }
        if let Some(base) = base.and_then(|base| self.as_type_mut(base)) {
            base.tp_subclasses.push(type_id(ty));
        }
    }
}

fn static_type(ty: Ty) -> TypeObject {
    let info = ty.info();
    let nobody: ObjId = EMPTY_TUPLE;
    TypeObject {
        name: PyStr::new(info.name),
        ht_name: None,
        ht_qualname: None,
        solid: ty,
        heap_type: false,
        tp_base: None,
        tp_bases: nobody,
        tp_mro: nobody,
        mro: Vec::new(),
        tp_dict: nobody,
        tp_subclasses: Vec::new(),
        subclasses: None,
        tp_basicsize: info.basicsize,
        tp_itemsize: info.itemsize,
        gc: info.gc,
        has_dict: info.dictoffset != 0,
        has_weakrefs: info.weaklistoffset != 0,
        basetype: info.basetype,
        is_abstract: false,
        slot_count: 0,
        ht_slots: None,
        ht_cached_keys: None,
        tp_version_tag: 0,
        void_version_tag: 0,
        slots: [SlotImpl::Empty; Slot::COUNT],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects::singleton::{FALSE, NONE, TRUE, small_int};

    #[test]
    fn the_first_objects_have_the_ids_that_the_code_counts_on() {
        let heap = Heap::new(Memory::new());
        for &ty in ALL {
            let object = heap.as_type(type_id(ty)).unwrap();
            assert_eq!(object.solid, ty);
            assert_eq!(object.mro.last(), Some(&type_id(Ty::Object)));
        }
        assert!(heap.is_exact(NONE, Ty::NoneType));
        assert!(heap.is_exact(TRUE, Ty::Bool) && heap.is_exact(FALSE, Ty::Bool));
        assert_eq!(heap.as_tuple(EMPTY_TUPLE), Some(&[][..]));
        for value in -5..257 {
            let int = small_int(value).unwrap();
            assert_eq!(heap.as_int(int), Some(&value.into()));
        }
        assert_eq!((small_int(-6), small_int(257)), (None, None));
    }
}
