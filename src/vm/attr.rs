//! Reading, setting and deleting attributes (`Objects/object.c`, `type_getattro` and
//! `slot_tp_getattr_hook` of `Objects/typeobject.c`, `module_getattro` of
//! `Objects/moduleobject.c`).

use crate::objects::payload::Payload;
use crate::objects::{Heap, Slot, SlotImpl, Ty, type_id};
use crate::value::ObjId;
use crate::vm::descr::DescrKind;
use crate::vm::{PyResult, Vm};

/// What `LOAD_METHOD` found; new references.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Method {
    /// A function of the type that takes the object as its first argument: no bound method is
    /// made.
    Unbound(ObjId),
    /// Any other attribute.
    Attribute(ObjId),
}

impl Vm<'_> {
    /// `obj.name`; a new reference.
    #[inline]
    pub fn getattr(&mut self, object: ObjId, name: ObjId) -> PyResult {
        let ty = self.state.heap.type_of(object);
        match self.type_slot(ty, Slot::GetAttribute) {
            SlotImpl::Hook => self.getattr_hook(object, name),
            _ if self.type_slot(ty, Slot::GetAttr) != SlotImpl::Empty => {
                self.getattr_hook(object, name)
            }
            _ => self.native_getattr(object, name),
        }
    }

    /// `obj.name` for a name known in Rust; a new reference.
    pub fn getattr_str(&mut self, object: ObjId, name: &str) -> PyResult {
        let name = self.state.heap.intern_str(name);
        let result = self.getattr(object, name);
        self.state.heap.decref(name);
        result
    }

    /// `getattr(obj, name, None)`, but told apart from None (`_PyObject_LookupAttr`); new.
    pub fn lookup_attr(&mut self, object: ObjId, name: &str) -> PyResult<Option<ObjId>> {
        let name = self.state.heap.intern_str(name);
        let result = self.lookup_attr_id(object, name);
        self.state.heap.decref(name);
        result
    }

    /// The same by name object.
    pub fn lookup_attr_id(&mut self, object: ObjId, name: ObjId) -> PyResult<Option<ObjId>> {
        match self.getattr(object, name) {
            Ok(value) => Ok(Some(value)),
            Err(fault) => {
                if self.catch(Ty::AttributeError) {
                    Ok(None)
                } else {
                    Err(fault)
                }
            }
        }
    }

    /// `tp_getattro` of the native type that the object derives from.
    pub fn native_getattr(&mut self, object: ObjId, name: ObjId) -> PyResult {
        match &self.state.heap.get(object).payload {
            Payload::Type(_) => self.type_getattr(object, name),
            Payload::Super(_) => self.super_getattr(object, name),
            // A method's attributes are also its function's, a proxy's those of its object.
            Payload::BoundMethod(_) | Payload::WeakRef(_) => {
                let ty = self.state.heap.type_of(object);
                match self.type_slot(ty, Slot::GetAttribute) {
                    SlotImpl::Native(native) => self.call_slot(native, &[object, name]),
                    _ => self.generic_getattr(object, name),
                }
            }
            _ if self.is_module(object) => self.module_getattr(object, name),
            _ => self.generic_getattr(object, name),
        }
    }

    #[inline]
    fn is_module(&self, object: ObjId) -> bool {
        let heap = &self.state.heap;
        matches!(heap.get(object).payload, Payload::Plain) && heap.is_instance(object, Ty::Module)
    }

    /// `PyObject_GenericGetAttr`: data descriptor, then instance dict, then other descriptor.
    pub fn generic_getattr(&mut self, object: ObjId, name: ObjId) -> PyResult {
        match self.generic_lookup(object, name)? {
            Some(value) => Ok(value),
            None => Err(self.no_attribute(object, name)),
        }
    }

    /// The same, without an error if there is no such attribute; a new reference.
    fn generic_lookup(&mut self, object: ObjId, name: ObjId) -> PyResult<Option<ObjId>> {
        let ty = self.state.heap.type_of(object);
        let descr = self.type_lookup(ty, name);
        let mut kind = DescrKind::Plain;
        if let Some(descr) = descr {
            kind = self.descr_kind(descr);
            if kind == DescrKind::Data {
                self.state.heap.incref(descr);
                self.state.heap.hold(name);
                let result = self.descr_get(descr, Some(object), ty);
                self.state.heap.unhold(name);
                self.state.heap.decref(descr);
                return result.map(Some);
            }
        }
        if let Some(dict) = self.state.heap.get(object).dict
            && let Some(value) = self.namespace_get(dict, name)?
        {
            self.state.heap.incref(value);
            return Ok(Some(value));
        }
        let Some(descr) = descr else {
            return Ok(None);
        };
        self.state.heap.incref(descr);
        if kind == DescrKind::Plain {
            return Ok(Some(descr));
        }
        self.state.heap.hold(name);
        let result = self.descr_get(descr, Some(object), ty);
        self.state.heap.unhold(name);
        self.state.heap.decref(descr);
        result.map(Some)
    }

    /// Raises the AttributeError for a missing attribute.
    #[cold]
    pub(super) fn no_attribute(&mut self, object: ObjId, name: ObjId) -> crate::vm::Fault {
        let message = format!(
            "'{}' object has no attribute '{}'",
            clip(&self.state.heap.type_name(object), 50),
            self.name_text(name)
        );
        self.raise(Ty::AttributeError, message)
    }

    /// The text of a name object.
    pub(super) fn name_text(&self, name: ObjId) -> String {
        self.state
            .heap
            .as_str(name)
            .map(|text| text.to_lossy())
            .unwrap_or_default()
    }

    /// `type_getattro`: the metatype's data descriptors, then the type's MRO, then the metatype's
    /// other attributes.
    pub fn type_getattr(&mut self, ty: ObjId, name: ObjId) -> PyResult {
        let meta = self.state.heap.type_of(ty);
        let meta_attribute = self.type_lookup(meta, name);
        let mut meta_kind = DescrKind::Plain;
        if let Some(attribute) = meta_attribute {
            meta_kind = self.descr_kind(attribute);
            if meta_kind == DescrKind::Data {
                self.state.heap.incref(attribute);
                let result = self.descr_get(attribute, Some(ty), meta);
                self.state.heap.decref(attribute);
                return result;
            }
        }
        if let Some(attribute) = self.type_lookup(ty, name) {
            self.state.heap.incref(attribute);
            if self.descr_kind(attribute) == DescrKind::Plain {
                return Ok(attribute);
            }
            let result = self.descr_get(attribute, None, ty);
            self.state.heap.decref(attribute);
            return result;
        }
        if let Some(attribute) = meta_attribute {
            self.state.heap.incref(attribute);
            if meta_kind == DescrKind::Plain {
                return Ok(attribute);
            }
            let result = self.descr_get(attribute, Some(ty), meta);
            self.state.heap.decref(attribute);
            return result;
        }
        let type_name = self.type_title(ty);
        let name = self.name_text(name);
        Err(self.raise(
            Ty::AttributeError,
            format!(
                "type object '{}' has no attribute '{name}'",
                clip(&type_name, 50)
            ),
        ))
    }

    /// `tp_name` of a type object.
    pub fn type_title(&self, ty: ObjId) -> String {
        self.state
            .heap
            .as_type(ty)
            .map(|object| object.name.to_lossy())
            .unwrap_or_default()
    }

    /// `module_getattro`: the module's own `__getattr__` answers for what is missing.
    pub fn module_getattr(&mut self, module: ObjId, name: ObjId) -> PyResult {
        if let Some(value) = self.generic_lookup(module, name)? {
            return Ok(value);
        }
        let dict = self.state.heap.get(module).dict;
        let hook_name = self.state.names.slot(Slot::GetAttr);
        let mut module_name = None;
        if let Some(dict) = dict {
            if let Some(hook) = self.namespace_get(dict, hook_name)? {
                return self.call(hook, &[name]);
            }
            module_name = self
                .namespace_get(dict, self.state.names.name)?
                .and_then(|name| self.state.heap.as_str(name))
                .map(|name| name.to_lossy());
        }
        let name = self.name_text(name);
        let message = match module_name {
            Some(module) => format!("module '{module}' has no attribute '{name}'"),
            None => format!("module has no attribute '{name}'"),
        };
        Err(self.raise(Ty::AttributeError, message))
    }

    /// `slot_tp_getattro` and `slot_tp_getattr_hook`: `__getattribute__`, then `__getattr__`.
    #[cold]
    fn getattr_hook(&mut self, object: ObjId, name: ObjId) -> PyResult {
        let ty = self.state.heap.type_of(object);
        let name_of_fallback = self.slot_name(Slot::GetAttr);
        let hook_name = self.slot_name(Slot::GetAttribute);
        let fallback = self.type_lookup(ty, name_of_fallback);
        if let Some(fallback) = fallback {
            self.state.heap.incref(fallback);
        }
        let hook = match self.type_slot(ty, Slot::GetAttribute) {
            SlotImpl::Hook => self.type_lookup(ty, hook_name),
            _ => None,
        };
        let mut result = match (hook, fallback) {
            (Some(hook), Some(_)) => self.call_attribute(object, hook, name),
            // `slot_tp_getattro` calls the function without binding it.
            (Some(_), None) => self.call_hook(object, hook_name, &[name]),
            (None, _) => self.native_getattr(object, name),
        };
        if let Some(fallback) = fallback {
            if result.is_err() && self.catch(Ty::AttributeError) {
                result = self.call_attribute(object, fallback, name);
            }
            self.state.heap.decref(fallback);
        }
        result
    }

    /// Binds what was found in the type and calls it with the name (`call_attribute`).
    fn call_attribute(&mut self, object: ObjId, attribute: ObjId, name: ObjId) -> PyResult {
        let ty = self.state.heap.type_of(object);
        self.state.heap.incref(attribute);
        let bound = self.descr_get_or_self(attribute, Some(object), ty);
        self.state.heap.decref(attribute);
        let bound = bound?;
        let result = self.call(bound, &[name]);
        self.state.heap.decref(bound);
        result
    }

    /// What `obj.name(...)` will call (`_PyObject_GetMethod`).
    pub(super) fn get_method(&mut self, object: ObjId, name: ObjId) -> PyResult<Method> {
        let ty = self.state.heap.type_of(object);
        let plain = match self.state.heap.as_type(ty) {
            Some(t) => {
                t.slots[Slot::GetAttribute as usize] != SlotImpl::Hook
                    && t.slots[Slot::GetAttr as usize] == SlotImpl::Empty
            }
            None => false,
        };
        let special = match &self.state.heap.get(object).payload {
            Payload::Type(_)
            | Payload::Super(_)
            | Payload::BoundMethod(_)
            | Payload::WeakRef(_) => true,
            Payload::Plain => self.is_module(object),
            _ => false,
        };
        if !plain || special {
            return self.getattr(object, name).map(Method::Attribute);
        }
        let descr = self.type_lookup(ty, name);
        let mut kind = DescrKind::Plain;
        if let Some(descr) = descr {
            kind = self.descr_kind(descr);
            if kind == DescrKind::Data {
                self.state.heap.incref(descr);
                let result = self.descr_get(descr, Some(object), ty);
                self.state.heap.decref(descr);
                return result.map(Method::Attribute);
            }
        }
        if let Some(dict) = self.state.heap.get(object).dict
            && let Some(value) = self.namespace_get(dict, name)?
        {
            self.state.heap.incref(value);
            return Ok(Method::Attribute(value));
        }
        let Some(descr) = descr else {
            return Err(self.no_attribute(object, name));
        };
        self.state.heap.incref(descr);
        match kind {
            DescrKind::Method => Ok(Method::Unbound(descr)),
            DescrKind::Plain => Ok(Method::Attribute(descr)),
            DescrKind::Get | DescrKind::Data => {
                let result = self.descr_get(descr, Some(object), ty);
                self.state.heap.decref(descr);
                result.map(Method::Attribute)
            }
        }
    }

    /// `obj.name = value`.
    #[inline]
    pub fn setattr(&mut self, object: ObjId, name: ObjId, value: ObjId) -> PyResult<()> {
        self.setattr_or_delete(object, name, Some(value))
    }

    /// `del obj.name`.
    pub fn delattr(&mut self, object: ObjId, name: ObjId) -> PyResult<()> {
        self.setattr_or_delete(object, name, None)
    }

    /// `PyObject_SetAttr`: the name is interned, and held meanwhile.
    fn setattr_or_delete(
        &mut self,
        object: ObjId,
        name: ObjId,
        value: Option<ObjId>,
    ) -> PyResult<()> {
        let heap = &mut self.state.heap;
        if heap.is_interned_object(name) {
            heap.hold(name);
            let result = self.set_by_slot(object, name, value);
            self.state.heap.unhold(name);
            return result;
        }
        heap.incref(name);
        let name = heap.intern_in_place(name);
        let result = self.set_by_slot(object, name, value);
        self.state.heap.decref(name);
        result
    }

    /// `tp_setattro`.
    fn set_by_slot(&mut self, object: ObjId, name: ObjId, value: Option<ObjId>) -> PyResult<()> {
        let row = if value.is_some() {
            Slot::SetAttr
        } else {
            Slot::DelAttr
        };
        let ty = self.state.heap.type_of(object);
        if self.type_slot(ty, row) == SlotImpl::Hook {
            let row_name = self.slot_name(row);
            let args = [Some(name), value];
            let args: Vec<ObjId> = args.into_iter().flatten().collect();
            let result = self.call_hook(object, row_name, &args)?;
            self.state.heap.decref(result);
            return Ok(());
        }
        self.native_setattr(object, name, value)
    }

    /// `tp_setattro` of the native type that the object derives from; no value deletes.
    pub fn native_setattr(
        &mut self,
        object: ObjId,
        name: ObjId,
        value: Option<ObjId>,
    ) -> PyResult<()> {
        if matches!(self.state.heap.get(object).payload, Payload::Type(_)) {
            return self.type_setattr(object, name, value);
        }
        let is_reference = matches!(self.state.heap.get(object).payload, Payload::WeakRef(_));
        let is_proxy = |heap: &Heap| {
            heap.is_exact(object, Ty::Weakproxy) || heap.is_exact(object, Ty::Weakcallableproxy)
        };
        if is_reference && is_proxy(&self.state.heap) {
            let slot = match value {
                Some(_) => Slot::SetAttr,
                None => Slot::DelAttr,
            };
            let args: Vec<ObjId> = [Some(name), value].into_iter().flatten().collect();
            let result = self.call_type_slot(object, slot, &args)?;
            self.state.heap.xdecref(result);
            return Ok(());
        }
        self.generic_setattr(object, name, value)
    }

    /// `PyObject_GenericSetAttr`.
    pub fn generic_setattr(
        &mut self,
        object: ObjId,
        name: ObjId,
        value: Option<ObjId>,
    ) -> PyResult<()> {
        let ty = self.state.heap.type_of(object);
        let descr = self.type_lookup(ty, name);
        if let Some(descr) = descr
            && self.has_descr_set(descr)
        {
            self.state.heap.incref(descr);
            self.state.heap.hold(name);
            let result = self.descr_set(descr, object, value);
            self.state.heap.unhold(name);
            self.state.heap.decref(descr);
            return result;
        }
        let is_type = matches!(self.state.heap.get(object).payload, Payload::Type(_));
        let has_dict = self.state.heap.as_type(ty).is_some_and(|t| t.has_dict);
        if !has_dict && !is_type {
            let type_name = self.state.heap.type_name(object);
            let name = self.name_text(name);
            let message = if descr.is_none() {
                format!(
                    "'{}' object has no attribute '{name}'",
                    clip(&type_name, 100)
                )
            } else {
                format!(
                    "'{}' object attribute '{name}' is read-only",
                    clip(&type_name, 50)
                )
            };
            return Err(self.raise(Ty::AttributeError, message));
        }
        match value {
            Some(value) if is_type => {
                if let Some(dict) = self.state.heap.as_type(object).map(|t| t.tp_dict) {
                    self.state.heap.dict_set_str(dict, name, value);
                }
                self.settle(&[name, name])
            }
            Some(value) => {
                self.state.heap.instance_dict_set(object, name, value);
                // This function holds the name, and so does `insertdict`.
                self.settle(&[name, name])
            }
            None => {
                let class_dict = self.state.heap.as_type(object).map(|t| t.tp_dict);
                let removed = match class_dict {
                    Some(dict) => self.state.heap.dict_del_str(dict, name),
                    None => self.state.heap.instance_dict_del(object, name),
                };
                if removed {
                    return self.settle(&[name]);
                }
                let class = type_id(Ty::AttributeError);
                Err(self.set_exception(class, Some(name)))
            }
        }
    }

    /// `type_setattro`.
    pub fn type_setattr(&mut self, ty: ObjId, name: ObjId, value: Option<ObjId>) -> PyResult<()> {
        let heap_type = self.state.heap.as_type(ty).is_some_and(|t| t.heap_type);
        if !heap_type {
            let title = self.type_title(ty);
            return Err(self.raise(
                Ty::TypeError,
                format!("can't set attributes of built-in/extension type '{title}'"),
            ));
        }
        self.state.heap.hold(name);
        let result = self.generic_setattr(ty, name, value);
        self.state.heap.unhold(name);
        result?;
        self.type_modified(ty);
        if let Some(text) = self
            .state
            .heap
            .as_str(name)
            .and_then(|name| name.as_ascii())
            && text.starts_with("__")
            && text.ends_with("__")
        {
            self.update_slots_of(ty, name);
        }
        Ok(())
    }

    /// What a namespace (a dict whose keys are names) holds; borrowed.
    #[inline]
    pub(super) fn namespace_get(&mut self, dict: ObjId, name: ObjId) -> PyResult<Option<ObjId>> {
        Ok(self.state.heap.dict_get_str(dict, name))
    }

    /// The special method of the object's type, bound to it (`_PyObject_LookupSpecial`); new.
    pub fn lookup_special(&mut self, object: ObjId, name: &str) -> PyResult<Option<ObjId>> {
        let name = self.state.heap.intern_str(name);
        let result = self.lookup_special_id(object, name);
        self.state.heap.decref(name);
        result
    }

    /// The same by name object.
    pub fn lookup_special_id(&mut self, object: ObjId, name: ObjId) -> PyResult<Option<ObjId>> {
        let ty = self.state.heap.type_of(object);
        match self.type_lookup(ty, name) {
            None => Ok(None),
            Some(found) => self.descr_get_or_self(found, Some(object), ty).map(Some),
        }
    }

    /// Binds a special method of the object's type, if there is one, and calls it
    /// (`_PyObject_LookupSpecial`); a new reference.
    pub(super) fn call_special(
        &mut self,
        object: ObjId,
        name: ObjId,
        args: &[ObjId],
    ) -> PyResult<Option<ObjId>> {
        let Some(method) = self.lookup_special_id(object, name)? else {
            return Ok(None);
        };
        let result = self.call(method, args);
        self.state.heap.decref(method);
        result.map(Some)
    }

    /// Calls a special method of the object's type if there is one (`lookup_maybe_method`,
    /// `call_unbound`); a new reference.
    pub(super) fn call_hook_maybe(
        &mut self,
        object: ObjId,
        name: ObjId,
        args: &[ObjId],
    ) -> PyResult<Option<ObjId>> {
        let ty = self.state.heap.type_of(object);
        let Some(found) = self.type_lookup(ty, name) else {
            return Ok(None);
        };
        self.state.heap.incref(found);
        if self.descr_kind(found) == DescrKind::Method {
            let mut values = Vec::with_capacity(args.len() + 1);
            values.push(object);
            values.extend_from_slice(args);
            let result = self.call(found, &values);
            self.state.heap.decref(found);
            return result.map(Some);
        }
        let bound = self.descr_get_or_self(found, Some(object), ty);
        self.state.heap.decref(found);
        let bound = bound?;
        let result = self.call(bound, args);
        self.state.heap.decref(bound);
        result.map(Some)
    }

    /// The same for a special method that must exist; its name is the AttributeError's message.
    pub(super) fn call_hook(&mut self, object: ObjId, name: ObjId, args: &[ObjId]) -> PyResult {
        match self.call_hook_maybe(object, name, args)? {
            Some(value) => Ok(value),
            None => {
                let class = type_id(Ty::AttributeError);
                Err(self.set_exception(class, Some(name)))
            }
        }
    }
}

/// The first `max` characters, as `%.50s` cuts a name in a message.
pub(super) fn clip(text: &str, max: usize) -> &str {
    match text.char_indices().nth(max) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}
