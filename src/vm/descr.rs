//! Descriptors: what an attribute found in a type gives when it is reached through an object
//! (`Objects/descrobject.c`, `Objects/funcobject.c`).

use crate::objects::callable::MemberPlace;
use crate::objects::payload::Payload;
use crate::objects::typeobject::TypeObject;
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::ObjId;
use crate::vm::attr::clip;
use crate::vm::native::Args;
use crate::vm::outcome::Flow;
use crate::vm::{Fault, PyResult, Vm};

/// What kind of descriptor an object is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DescrKind {
    /// None: no `__get__`.
    Plain,
    /// A function or native method: binding makes a method of it
    /// (`Py_TPFLAGS_METHOD_DESCRIPTOR`).
    Method,
    /// Has `__get__`.
    Get,
    /// Has `__get__` and `__set__` or `__delete__`: goes before the instance's dict.
    Data,
}

fn has_set_slot(ty: &TypeObject) -> bool {
    [Slot::DescrSet, Slot::DescrDelete]
        .iter()
        .any(|&slot| ty.slots[slot as usize] != SlotImpl::Empty)
}

impl Vm<'_> {
    /// What kind of descriptor the object is.
    #[inline]
    pub(super) fn descr_kind(&self, object: ObjId) -> DescrKind {
        let heap = &self.state.heap;
        match &heap.get(object).payload {
            Payload::Function(function) if function.stands_for_c => DescrKind::Plain,
            Payload::Function(_) => DescrKind::Method,
            Payload::MethodDescr(_) => {
                if heap.type_of(object) == type_id(Ty::MethodDescriptor) {
                    DescrKind::Method
                } else {
                    DescrKind::Get
                }
            }
            Payload::WrapperDescr(_) => DescrKind::Method,
            Payload::GetSetDescr(_) | Payload::MemberDescr(_) | Payload::Property(_) => {
                DescrKind::Data
            }
            Payload::MethodKind(_) | Payload::Super(_) => self.heap_type_descr_kind(object, true),
            _ => self.heap_type_descr_kind(object, false),
        }
    }

    /// The kind of an object whose class may be written in Python.
    fn heap_type_descr_kind(&self, object: ObjId, native_get: bool) -> DescrKind {
        let heap = &self.state.heap;
        let Some(ty) = heap.as_type(heap.type_of(object)) else {
            return DescrKind::Plain;
        };
        let set = has_set_slot(ty);
        // One with `__set__` alone is found in the instance's dict before it stands for itself.
        let get = native_get || ty.slots[Slot::DescrGet as usize] != SlotImpl::Empty;
        match (get, set) {
            (true, true) => DescrKind::Data,
            (true, false) => DescrKind::Get,
            (false, _) => DescrKind::Plain,
        }
    }

    /// Whether assigning to the attribute is the object's own business (`tp_descr_set`).
    pub(super) fn has_descr_set(&self, object: ObjId) -> bool {
        let heap = &self.state.heap;
        match &heap.get(object).payload {
            Payload::GetSetDescr(_) | Payload::MemberDescr(_) | Payload::Property(_) => true,
            _ => heap.as_type(heap.type_of(object)).is_some_and(has_set_slot),
        }
    }

    /// `tp_descr_get` where there is one, else the object itself; a new reference.
    pub(super) fn descr_get_or_self(
        &mut self,
        descr: ObjId,
        object: Option<ObjId>,
        ty: ObjId,
    ) -> PyResult {
        if self.descr_kind(descr) == DescrKind::Plain {
            self.state.heap.incref(descr);
            return Ok(descr);
        }
        self.descr_get(descr, object, ty)
    }

    /// `tp_descr_get`: what the descriptor gives for the object, or for the type alone; a new
    /// reference.
    pub fn descr_get(&mut self, descr: ObjId, object: Option<ObjId>, ty: ObjId) -> PyResult {
        let heap = &mut self.state.heap;
        let descr_type = heap.type_of(descr);
        if let Some(t) = heap.as_type(descr_type)
            && t.heap_type
            && t.slots[Slot::DescrGet as usize] == SlotImpl::Hook
        {
            return self.descr_get_hook(descr, object, ty);
        }
        match &heap.get(descr).payload {
            Payload::Function(function) => match object {
                Some(object) if object != heap.none() && !function.stands_for_c => {
                    Ok(heap.new_bound_method(descr, object))
                }
                _ => {
                    heap.incref(descr);
                    Ok(descr)
                }
            },
            Payload::MethodDescr(method) => {
                let native = method.native;
                if descr_type == type_id(Ty::ClassmethodDescriptor) {
                    self.check_classmethod_type(descr, ty)?;
                    return Ok(self.state.heap.new_builtin(native, Some(ty), None));
                }
                match object {
                    Some(object) => {
                        self.check_descr_self(descr, object)?;
                        Ok(self.state.heap.new_builtin(native, Some(object), None))
                    }
                    None => {
                        heap.incref(descr);
                        Ok(descr)
                    }
                }
            }
            Payload::WrapperDescr(_) => match object {
                Some(object) => {
                    self.check_descr_self(descr, object)?;
                    Ok(self.state.heap.new_method_wrapper(descr, object))
                }
                None => {
                    heap.incref(descr);
                    Ok(descr)
                }
            },
            Payload::GetSetDescr(getset) => {
                let get = getset.get;
                let Some(object) = object else {
                    heap.incref(descr);
                    return Ok(descr);
                };
                self.check_descr_self(descr, object)?;
                match get {
                    Some(native) => self.call_slot(native, &[object]),
                    None => {
                        let (name, owner) = self.descr_names(descr);
                        let message = format!(
                            "attribute '{name}' of '{}' objects is not readable",
                            clip(&owner, 100)
                        );
                        Err(self.raise(Ty::AttributeError, message))
                    }
                }
            }
            Payload::MemberDescr(member) => {
                let place = member.place;
                let Some(object) = object else {
                    heap.incref(descr);
                    return Ok(descr);
                };
                self.check_descr_self(descr, object)?;
                self.member_get(descr, place, object)
            }
            Payload::Property(property) => {
                let fget = property.fget;
                match object {
                    Some(object) if object != heap.none() => match fget {
                        Some(fget) => self.call(fget, &[object]),
                        None => Err(self.raise(Ty::AttributeError, "unreadable attribute")),
                    },
                    _ => {
                        heap.incref(descr);
                        Ok(descr)
                    }
                }
            }
            Payload::MethodKind(callable) => {
                let callable = *callable;
                let is_class = heap.is_instance(descr, Ty::Classmethod);
                match callable {
                    Some(callable) if is_class => Ok(heap.new_bound_method(callable, ty)),
                    Some(callable) => {
                        heap.incref(callable);
                        Ok(callable)
                    }
                    None => {
                        let word = if is_class {
                            "classmethod"
                        } else {
                            "staticmethod"
                        };
                        Err(self.raise(Ty::RuntimeError, format!("uninitialized {word} object")))
                    }
                }
            }
            Payload::Super(_) => self.super_descr_get(descr, object),
            _ => match self.type_slot(descr_type, Slot::DescrGet) {
                SlotImpl::Native(native) => {
                    let none = self.state.heap.none();
                    self.call_slot(native, &[descr, object.unwrap_or(none), ty])
                }
                _ => {
                    self.state.heap.incref(descr);
                    Ok(descr)
                }
            },
        }
    }

    /// `slot_tp_descr_get`.
    fn descr_get_hook(&mut self, descr: ObjId, object: Option<ObjId>, ty: ObjId) -> PyResult {
        let descr_type = self.state.heap.type_of(descr);
        let name = self.slot_name(Slot::DescrGet);
        match self.type_lookup(descr_type, name) {
            None => {
                self.state.heap.incref(descr);
                Ok(descr)
            }
            Some(get) => {
                let none = self.state.heap.none();
                self.call(get, &[descr, object.unwrap_or(none), ty])
            }
        }
    }

    /// `tp_descr_set`; no value deletes.
    pub fn descr_set(&mut self, descr: ObjId, object: ObjId, value: Option<ObjId>) -> PyResult<()> {
        let descr_type = self.state.heap.type_of(descr);
        let row = if value.is_some() {
            Slot::DescrSet
        } else {
            Slot::DescrDelete
        };
        let args: Vec<ObjId> = [Some(object), value].into_iter().flatten().collect();
        let heap_type = self
            .state
            .heap
            .as_type(descr_type)
            .is_some_and(|t| t.heap_type);
        if heap_type && self.type_slot(descr_type, row) == SlotImpl::Hook {
            let name = self.slot_name(row);
            let result = self.call_hook(descr, name, &args)?;
            self.state.heap.decref(result);
            return Ok(());
        }
        match &self.state.heap.get(descr).payload {
            Payload::GetSetDescr(getset) => {
                let set = getset.set;
                self.check_descr_self(descr, object)?;
                match set {
                    Some(native) => {
                        let result = self.call_slot(native, &args)?;
                        self.state.heap.decref(result);
                        Ok(())
                    }
                    None => {
                        let (name, owner) = self.descr_names(descr);
                        let message = format!(
                            "attribute '{name}' of '{}' objects is not writable",
                            clip(&owner, 100)
                        );
                        Err(self.raise(Ty::AttributeError, message))
                    }
                }
            }
            Payload::MemberDescr(member) => {
                let place = member.place;
                self.check_descr_self(descr, object)?;
                self.member_set(descr, place, object, value)
            }
            Payload::Property(property) => {
                let function = if value.is_some() {
                    property.fset
                } else {
                    property.fdel
                };
                match function {
                    Some(function) => {
                        let result = self.call(function, &args)?;
                        self.state.heap.decref(result);
                        Ok(())
                    }
                    None if value.is_some() => {
                        Err(self.raise(Ty::AttributeError, "can't set attribute"))
                    }
                    None => Err(self.raise(Ty::AttributeError, "can't delete attribute")),
                }
            }
            _ => match self.type_slot(descr_type, row) {
                SlotImpl::Native(native) => {
                    let mut all = vec![descr];
                    all.extend(args);
                    let result = self.call_slot(native, &all)?;
                    self.state.heap.decref(result);
                    Ok(())
                }
                _ => {
                    let name = self.state.names.slot(row);
                    let class = type_id(Ty::AttributeError);
                    Err(self.set_exception(class, Some(name)))
                }
            },
        }
    }

    fn member_get(&mut self, descr: ObjId, place: MemberPlace, object: ObjId) -> PyResult {
        match place {
            MemberPlace::Native(native) => self.call_slot(native, &[object]),
            MemberPlace::Slot(index) => {
                let value = self
                    .state
                    .heap
                    .get(object)
                    .slots
                    .as_ref()
                    .and_then(|slots| slots.get(index as usize).copied().flatten());
                match value {
                    Some(value) => {
                        self.state.heap.incref(value);
                        Ok(value)
                    }
                    None => {
                        let (name, _) = self.descr_names(descr);
                        Err(self.raise(Ty::AttributeError, name))
                    }
                }
            }
        }
    }

    fn member_set(
        &mut self,
        descr: ObjId,
        place: MemberPlace,
        object: ObjId,
        value: Option<ObjId>,
    ) -> PyResult<()> {
        let MemberPlace::Slot(index) = place else {
            return Err(self.raise(Ty::AttributeError, "readonly attribute"));
        };
        if let Some(value) = value {
            self.state.heap.incref(value);
        }
        let slot = self
            .state
            .heap
            .get_mut(object)
            .slots
            .as_mut()
            .and_then(|slots| slots.get_mut(index as usize));
        let old = match slot {
            Some(slot) => std::mem::replace(slot, value),
            None => value,
        };
        if old.is_none() && value.is_none() {
            let (name, _) = self.descr_names(descr);
            return Err(self.raise(Ty::AttributeError, name));
        }
        self.state.heap.xdecref(old);
        Ok(())
    }

    /// The descriptor's own name and that of its type.
    pub(super) fn descr_names(&self, descr: ObjId) -> (String, String) {
        let Some((name, owner)) = self.descr_parts(descr) else {
            return Default::default();
        };
        (self.name_text(name), self.type_title(owner))
    }

    /// `d_name` and `d_type`; borrowed.
    pub(super) fn descr_parts(&self, descr: ObjId) -> Option<(ObjId, ObjId)> {
        match &self.state.heap.get(descr).payload {
            Payload::MethodDescr(d) => Some((d.d_name, d.d_type)),
            Payload::WrapperDescr(d) => Some((d.d_name, d.d_type)),
            Payload::GetSetDescr(d) => Some((d.d_name, d.d_type)),
            Payload::MemberDescr(d) => Some((d.d_name, d.d_type)),
            _ => None,
        }
    }

    /// A class method of a native type is for that type and what is derived from it
    /// (`classmethod_get`, `classmethoddescr_call`).
    pub(super) fn check_classmethod_type(&mut self, descr: ObjId, ty: ObjId) -> PyResult<()> {
        let Some((_, owner)) = self.descr_parts(descr) else {
            return Ok(());
        };
        let is_type = self.state.heap.as_type(ty).is_some();
        if is_type && self.state.heap.is_subtype(ty, owner) {
            return Ok(());
        }
        let (name, owner) = self.descr_names(descr);
        let message = if is_type {
            let given = self.type_title(ty);
            format!("descriptor '{name}' requires a subtype of '{owner}' but received '{given}'")
        } else {
            let given = self.state.heap.type_name(ty);
            format!("descriptor '{name}' requires a type but received a '{given}' instance")
        };
        Err(self.raise(Ty::TypeError, message))
    }

    /// The object must be of the descriptor's type (`descr_check`).
    pub(super) fn check_descr_self(&mut self, descr: ObjId, object: ObjId) -> PyResult<()> {
        let Some((_, owner)) = self.descr_parts(descr) else {
            return Ok(());
        };
        let ty = self.state.heap.type_of(object);
        if ty == owner || self.state.heap.is_subtype(ty, owner) {
            return Ok(());
        }
        let (name, owner) = self.descr_names(descr);
        let given = self.state.heap.type_name(object);
        Err(self.raise(
            Ty::TypeError,
            format!(
                "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
                clip(&owner, 100),
                clip(&given, 100)
            ),
        ))
    }

    /// Calls a native function that serves a slot or an attribute: arguments as they are.
    #[inline]
    pub(super) fn call_slot(&mut self, native: crate::value::NativeId, args: &[ObjId]) -> PyResult {
        let function = self.natives.get(native).function;
        match function(self, Args::positional(args)) {
            Err(Fault::Entered) => self.wait(Flow::Entered),
            result => result,
        }
    }
}
