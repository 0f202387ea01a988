//! Making native types usable: their dicts get a descriptor for each native member, and their
//! slots are filled and inherited (`PyType_Ready`, `add_operators`, `inherit_slots` of
//! `Objects/typeobject.c`).

use std::ops::Range;

use crate::objects::callable::{
    GetSetDescr, MemberDescr, MemberPlace, MethodDescr, Wrap, WrapperDescr,
};
use crate::objects::object::GcHead;
use crate::objects::payload::Payload;
use crate::objects::slots::SLOTS;
use crate::objects::ty::{ALL, TyInfo};
use crate::objects::typeobject::TypeObject;
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::{Addr, NativeId, ObjId, PyStr};
use crate::vm::Vm;
use crate::vm::native::{NativeKind, NativeType};

/// Where the type objects of native modules lie: in CPython, in the data segments of their shared
/// libraries.
const MODULE_TYPES_BASE: u64 = 0x7fff_f7d0_0000;
/// `sizeof(PyTypeObject)`, rounded up as the linker does.
const TYPE_OBJECT_SIZE: u64 = 0x1a0;

impl Vm<'_> {
    /// Readies the built-in types, bases first.
    pub(super) fn ready_static_types(&mut self) {
        let natives = self.natives;
        for &ty in ALL {
            let members = natives.types().iter().filter(|(owner, _)| *owner == ty);
            for (_, members) in members {
                self.add_native_members(type_id(ty), members.clone());
            }
            self.finish_native_type(type_id(ty));
        }
    }

    /// Makes and readies a type that a native module brings; a new reference.
    pub(super) fn new_native_type(&mut self, native: &NativeType, members: Range<u16>) -> ObjId {
        let base = type_id(native.info.base);
        let nth = self.state.native_types.len() as u64;
        let addr = Addr(MODULE_TYPES_BASE + TYPE_OBJECT_SIZE * nth);
        let payload = Payload::Type(Box::new(self.static_type(native, base)));
        let heap = &mut self.state.heap;
        let class = heap.insert(type_id(Ty::Type), addr, GcHead::NONE, payload);
        let mut mro = vec![class];
        mro.extend(
            heap.as_type(base)
                .map(|base| base.mro.clone())
                .unwrap_or_default(),
        );
        for &entry in &mro {
            heap.incref(entry);
        }
        // One reference in the tuple, one of tp_base.
        heap.incref(base);
        heap.incref(base);
        let (tp_mro, tp_bases) = (heap.new_tuple(mro.clone()), heap.new_tuple(vec![base]));
        let tp_dict = heap.new_dict();
        if let Some(object) = heap.as_type_mut(class) {
            object.mro = mro;
            object.tp_mro = tp_mro;
            object.tp_bases = tp_bases;
            object.tp_dict = tp_dict;
        }
        heap.add_subclass(base, class);
        self.add_native_members(class, members);
        self.finish_native_type(class);
        class
    }

    fn static_type(&self, native: &NativeType, base: ObjId) -> TypeObject {
        let TyInfo { name, .. } = native.info;
        let name = match native.module {
            "builtins" => PyStr::new(name),
            module => PyStr::new(&format!("{module}.{name}")),
        };
        let nothing = self.state.heap.empty_tuple();
        let parent = self.state.heap.as_type(base);
        TypeObject {
            name,
            ht_name: None,
            ht_qualname: None,
            solid: native.info.base,
            heap_type: false,
            tp_base: Some(base),
            tp_bases: nothing,
            tp_mro: nothing,
            mro: Vec::new(),
            tp_dict: nothing,
            tp_subclasses: Vec::new(),
            subclasses: None,
            tp_basicsize: native.info.basicsize,
            tp_itemsize: native.info.itemsize,
            gc: native.info.gc,
            has_dict: native.info.dictoffset != 0 || parent.is_some_and(|p| p.has_dict),
            has_weakrefs: native.info.weaklistoffset != 0 || parent.is_some_and(|p| p.has_weakrefs),
            basetype: native.info.basetype,
            is_abstract: false,
            slot_count: 0,
            ht_slots: None,
            ht_cached_keys: None,
            tp_version_tag: 0,
            void_version_tag: 0,
            slots: [SlotImpl::Empty; Slot::COUNT],
        }
    }

    /// Adds a descriptor to the type's dict for each of these natives, and fills its own slots.
    fn add_native_members(&mut self, class: ObjId, members: Range<u16>) {
        for id in members {
            let id = NativeId(id);
            let def = *self.natives.get(id);
            match def.kind {
                NativeKind::Slot(slot) => {
                    if let Some(class) = self.state.heap.as_type_mut(class) {
                        class.slots[slot as usize] = SlotImpl::Native(id);
                    }
                    self.add_slot_wrapper(class, id, slot, def.name);
                    if slot == Slot::Repeat {
                        // `sq_repeat` also serves `3 * sequence`.
                        self.add_slot_wrapper(class, id, slot, Slot::RMul.dunder());
                    }
                }
                NativeKind::Method | NativeKind::ClassMethod => {
                    self.add_descriptor(class, def.name, |d_type, d_name| {
                        let method = MethodDescr {
                            d_type,
                            d_name,
                            native: id,
                        };
                        let ty = match def.kind {
                            NativeKind::Method => Ty::MethodDescriptor,
                            _ => Ty::ClassmethodDescriptor,
                        };
                        (ty, Payload::MethodDescr(Box::new(method)))
                    });
                }
                NativeKind::StaticMethod | NativeKind::Function => {
                    let heap = &mut self.state.heap;
                    let function = heap.new_builtin(id, Some(class), None);
                    let payload = Payload::MethodKind(Some(function));
                    let method = heap.new_object(Ty::Staticmethod, payload);
                    self.add_to_type(class, def.name, method);
                }
                NativeKind::Getter => {
                    self.add_descriptor(class, def.name, |d_type, d_name| {
                        let getset = GetSetDescr {
                            d_type,
                            d_name,
                            get: Some(id),
                            set: None,
                        };
                        (Ty::GetsetDescriptor, Payload::GetSetDescr(Box::new(getset)))
                    });
                }
                NativeKind::Setter => self.add_setter(class, id, def.name),
                NativeKind::Member => {
                    self.add_descriptor(class, def.name, |d_type, d_name| {
                        let member = MemberDescr {
                            d_type,
                            d_name,
                            place: MemberPlace::Native(id),
                        };
                        (Ty::MemberDescriptor, Payload::MemberDescr(Box::new(member)))
                    });
                }
            }
        }
    }

    /// A slot as a Python method: `__new__` is a function that is given the class, everything
    /// else a `wrapper_descriptor`.
    fn add_slot_wrapper(&mut self, class: ObjId, id: NativeId, slot: Slot, name: &str) {
        if slot == Slot::New {
            let function = self.state.heap.new_builtin(id, Some(class), None);
            self.add_to_type(class, name, function);
            return;
        }
        self.add_descriptor(class, name, |d_type, d_name| {
            let wrapper = WrapperDescr {
                d_type,
                d_name,
                native: id,
                wrap: Wrap::Plain,
            };
            (
                Ty::WrapperDescriptor,
                Payload::WrapperDescr(Box::new(wrapper)),
            )
        });
    }

    /// The setter completes the descriptor that the getter of the same name has made.
    fn add_setter(&mut self, class: ObjId, id: NativeId, name: &str) {
        let heap = &mut self.state.heap;
        let name_object = heap.intern_str(name);
        let dict = heap.as_type(class).map(|class| class.tp_dict);
        let descr = dict.and_then(|dict| heap.dict_get_str(dict, name_object));
        heap.decref(name_object);
        match descr.and_then(|descr| heap.as_getset_mut(descr)) {
            Some(descr) => descr.set = Some(id),
            None => self.add_descriptor(class, name, |d_type, d_name| {
                let getset = GetSetDescr {
                    d_type,
                    d_name,
                    get: None,
                    set: Some(id),
                };
                (Ty::GetsetDescriptor, Payload::GetSetDescr(Box::new(getset)))
            }),
        }
    }

    /// Makes a descriptor of its type and name, which it counts, and adds it to the type.
    fn add_descriptor(
        &mut self,
        class: ObjId,
        name: &str,
        make: impl FnOnce(ObjId, ObjId) -> (Ty, Payload),
    ) {
        let heap = &mut self.state.heap;
        heap.incref(class);
        let d_name = heap.intern_str(name);
        let (ty, payload) = make(class, d_name);
        let descr = heap.new_object(ty, payload);
        self.add_to_type(class, name, descr);
    }

    /// Adds a name to the type's dict unless it is there; the value is stolen.
    fn add_to_type(&mut self, class: ObjId, name: &str, value: ObjId) {
        let heap = &mut self.state.heap;
        let name = heap.intern_str(name);
        if let Some(dict) = heap.as_type(class).map(|class| class.tp_dict)
            && heap.dict_get_str(dict, name).is_none()
        {
            heap.dict_set_str(dict, name, value);
        }
        heap.decref(name);
        heap.decref(value);
    }

    /// Inherits what the type doesn't implement itself, and notes in its dict what it hasn't.
    fn finish_native_type(&mut self, class: ObjId) {
        self.inherit_slots(class);
        let none = self.state.heap.none_ref();
        self.add_to_type(class, "__doc__", none);
        let unhashable = self.type_slot(class, Slot::Hash) == SlotImpl::Empty;
        if unhashable {
            let none = self.state.heap.none_ref();
            self.add_to_type(class, Slot::Hash.dunder(), none);
        }
    }

    /// Copies from the base each C field that the type leaves empty. Methods that share a field
    /// come together; comparing and hashing go together too, for equal objects must have equal
    /// hashes; `__new__` isn't inherited from `object`, for a C struct must be set up by its own.
    fn inherit_slots(&mut self, class: ObjId) {
        let Some(object) = self.state.heap.as_type(class) else {
            return;
        };
        let Some((base, inherited)) = object
            .tp_base
            .and_then(|base| Some((base, self.state.heap.as_type(base)?.slots)))
        else {
            return;
        };
        let mut own = object.slots;
        let group = |field: &'static str| match field {
            "tp_hash" => "tp_richcompare",
            field => field,
        };
        let taken: Vec<&str> = SLOTS
            .iter()
            .filter(|(slot, _, _)| own[*slot as usize] != SlotImpl::Empty)
            .map(|(_, field, _)| group(field))
            .collect();
        for &(slot, field, _) in SLOTS {
            let inherits = !taken.contains(&group(field))
                && (slot != Slot::New || base != type_id(Ty::Object));
            if inherits {
                own[slot as usize] = inherited[slot as usize];
            }
        }
        if let Some(object) = self.state.heap.as_type_mut(class) {
            object.slots = own;
        }
    }
}
