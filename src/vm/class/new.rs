//! `type.__new__`: a class from its name, bases and namespace (`type_new`, `best_base`,
//! `PyType_Ready`).

use super::layout::Layout;
use crate::objects::callable::{GetSetDescr, MemberDescr, MemberPlace};
use crate::objects::payload::Payload;
use crate::objects::typeobject::TypeObject;
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::{ObjId, PyStr};
use crate::vm::attr::clip;
use crate::vm::own;
use crate::vm::{Args, PyResult, Vm};

impl Vm<'_> {
    /// `type.__new__(metatype, name, bases, namespace, **keywords)`; a new reference.
    pub fn type_new(&mut self, args: Args<'_>) -> PyResult {
        let [metatype, rest @ ..] = args.pos() else {
            return self.type_error("type.__new__(): not enough arguments".to_owned());
        };
        let metatype = *metatype;
        if let [object] = rest
            && metatype == type_id(Ty::Type)
            && args.names.is_empty()
        {
            let class = self.state.heap.type_of(*object);
            self.state.heap.incref(class);
            return Ok(class);
        }
        let [name, bases, namespace] = *rest else {
            if metatype == type_id(Ty::Type) && args.names.is_empty() {
                return self.type_error("type() takes 1 or 3 arguments".to_owned());
            }
            return self.type_error(format!(
                "type.__new__() takes exactly 3 arguments ({} given)",
                rest.len()
            ));
        };
        for (index, object, ty, word) in [
            (1, name, Ty::Str, "str"),
            (2, bases, Ty::Tuple, "tuple"),
            (3, namespace, Ty::Dict, "dict"),
        ] {
            if !self.state.heap.is_instance(object, ty) {
                let given = self.state.heap.type_name(object);
                return self.type_error(format!(
                    "type.__new__() argument {index} must be {word}, not {given}"
                ));
            }
        }
        let items = self.state.heap.as_tuple(bases).unwrap_or_default().to_vec();
        for &base in &items {
            if self.state.heap.as_type(base).is_none() {
                let entries = self.state.names.mro_entries;
                if let Some(method) = self.lookup_attr_id(base, entries)? {
                    self.state.heap.decref(method);
                    return self.type_error(
                        "type() doesn't support MRO entry resolution; use types.new_class()"
                            .to_owned(),
                    );
                }
            }
        }
        let winner = self.calculate_metaclass(metatype, bases)?;
        if winner != metatype
            && self.type_slot(winner, Slot::New) != self.type_slot(type_id(Ty::Type), Slot::New)
        {
            let new = self.getattr(winner, self.state.names.slot(Slot::New))?;
            let mut values = args.values.to_vec();
            values[0] = winner;
            let result = self.call_kw(
                new,
                Args {
                    values: &values,
                    names: args.names,
                },
            );
            self.state.heap.decref(new);
            return result;
        }
        if let Some(text) = self.state.heap.as_str(name).cloned() {
            self.check_type_name(&text)?;
        }
        let base = if items.is_empty() {
            type_id(Ty::Object)
        } else {
            self.best_base(&items)?
        };
        let class = self.new_class(winner, name, bases, base, namespace)?;
        // `type_new` has a reference of its own to the new dict.
        let dict = self.state.heap.as_type(class).map(|class| class.tp_dict);
        if let Some(dict) = dict {
            self.state.heap.incref(dict);
        }
        let finished = self.finish_class(class, args);
        self.state.heap.xdecref(dict);
        match finished {
            Ok(()) => Ok(class),
            Err(fault) => {
                self.state.heap.decref(class);
                Err(fault)
            }
        }
    }

    /// What a class may not be called.
    pub fn check_type_name(&mut self, name: &PyStr) -> PyResult<()> {
        self.check_utf8(name)?;
        if name.code_points().any(|point| point == 0) {
            let message = "type name must not contain null characters";
            return Err(self.raise(Ty::ValueError, message));
        }
        Ok(())
    }

    /// Makes the type object and its dict; a new reference.
    fn new_class(
        &mut self,
        metatype: ObjId,
        name: ObjId,
        bases: ObjId,
        base: ObjId,
        namespace: ObjId,
    ) -> PyResult {
        let bases = if self
            .state
            .heap
            .as_tuple(bases)
            .is_some_and(|b| b.is_empty())
        {
            self.state.heap.incref(base);
            self.state.heap.new_tuple(vec![base])
        } else {
            self.state.heap.incref(bases);
            bases
        };
        let dict = self.dict_copy(namespace)?;
        let layout = match self.class_layout(base, bases, dict, name) {
            Ok(layout) => layout,
            Err(fault) => {
                self.state.heap.decref(dict);
                self.state.heap.decref(bases);
                return Err(fault);
            }
        };
        let text = self.state.heap.as_str(name).cloned().unwrap_or_default();
        let object = self.type_object(&layout, text, name, bases, base, dict);
        self.state.heap.incref(name);
        self.state.heap.incref(base);
        let class = self.state.heap.generic_alloc(
            metatype,
            layout.members.len(),
            Payload::Type(Box::new(object)),
        );
        let result = self.ready_class(class, name, dict, &layout);
        self.state.heap.decref_all(layout.members);
        match result {
            Ok(()) => Ok(class),
            Err(fault) => {
                self.state.heap.decref(class);
                Err(fault)
            }
        }
    }

    fn type_object(
        &self,
        layout: &Layout,
        text: PyStr,
        name: ObjId,
        bases: ObjId,
        base: ObjId,
        dict: ObjId,
    ) -> TypeObject {
        let parent = self.state.heap.as_type(base);
        let added = layout.members.len() as u32
            + u32::from(layout.add_dict)
            + u32::from(layout.add_weakref);
        TypeObject {
            name: text,
            ht_name: Some(name),
            ht_qualname: None,
            solid: parent.map_or(Ty::Object, |parent| parent.solid),
            heap_type: true,
            tp_base: Some(base),
            tp_bases: bases,
            tp_mro: self.state.heap.empty_tuple(),
            mro: Vec::new(),
            tp_dict: dict,
            tp_subclasses: Vec::new(),
            subclasses: None,
            tp_basicsize: parent.map_or(16, |parent| parent.tp_basicsize) + 8 * added,
            tp_itemsize: parent.map_or(0, |parent| parent.tp_itemsize),
            // Instances hold a reference to their class, so even those without fields are watched.
            gc: true,
            has_dict: layout.add_dict || parent.is_some_and(|parent| parent.has_dict),
            has_weakrefs: layout.add_weakref || parent.is_some_and(|parent| parent.has_weakrefs),
            basetype: true,
            is_abstract: false,
            slot_count: parent.map_or(0, |parent| parent.slot_count) + layout.members.len() as u32,
            ht_slots: layout.ht_slots,
            ht_cached_keys: None,
            tp_version_tag: 0,
            void_version_tag: 0,
            slots: [SlotImpl::Empty; Slot::COUNT],
        }
    }

    /// Completes the dict, computes the MRO, fills the slots (the rest of `type_new`'s first half,
    /// and `PyType_Ready`).
    fn ready_class(
        &mut self,
        class: ObjId,
        name: ObjId,
        dict: ObjId,
        layout: &Layout,
    ) -> PyResult<()> {
        let module = self.state.names.module;
        if self.state.heap.dict_get_str(dict, module).is_none()
            && self.state.heap.frame_id.is_some()
        {
            let globals = self.state.heap.frame.f_globals;
            let name = self.state.names.name;
            if let Some(value) = self.state.heap.dict_get_str(globals, name) {
                self.state.heap.dict_set_str(dict, module, value);
            }
        }
        self.take_qualname(class, name, dict)?;
        self.wrap_special_functions(dict);
        self.fill_class_cell(class, dict)?;
        self.add_members(class, dict, layout);
        let mro = self.class_mro(class)?;
        let mro_items = self.state.heap.as_tuple(mro).unwrap_or_default().to_vec();
        if let Some(object) = self.state.heap.as_type_mut(class) {
            object.tp_mro = mro;
            object.mro = mro_items;
        }
        let doc = self.state.names.doc;
        match self.state.heap.dict_get_str(dict, doc) {
            None => {
                let none = self.state.heap.none();
                self.state.heap.dict_set_str(dict, doc, none);
            }
            // A copy of it is kept as UTF-8 (`tp_doc`).
            Some(text) => {
                if let Some(text) = self.state.heap.as_str(text).cloned() {
                    self.check_utf8(&text)?;
                }
            }
        }
        let (eq, hash) = (
            self.state.names.slot(Slot::Eq),
            self.state.names.slot(Slot::Hash),
        );
        if self.state.heap.dict_get_str(dict, eq).is_some()
            && self.state.heap.dict_get_str(dict, hash).is_none()
        {
            let none = self.state.heap.none();
            self.state.heap.dict_set_str(dict, hash, none);
        }
        let bases = self.bases_of(class);
        for base in bases {
            self.state.heap.add_subclass(base, class);
        }
        self.fill_slots(class);
        let has_dict = self.state.heap.as_type(class).is_some_and(|c| c.has_dict);
        if has_dict {
            let keys = self.state.heap.new_class_keys();
            if let Some(object) = self.state.heap.as_type_mut(class) {
                object.ht_cached_keys = Some(keys);
            }
        }
        Ok(())
    }

    /// Stores the class in the cell of `__class__` that the body handed out, if it did.
    fn fill_class_cell(&mut self, class: ObjId, dict: ObjId) -> PyResult<()> {
        let key = self.state.names.classcell;
        if let Some(cell) = self.state.heap.dict_get_str(dict, key) {
            if !matches!(self.state.heap.get(cell).payload, Payload::Cell(_)) {
                let given = self.state.heap.type_name(cell);
                return self.type_error(format!(
                    "__classcell__ must be a nonlocal cell, not <class '{given}'>"
                ));
            }
            self.state.heap.incref(class);
            let mut old = None;
            if let Payload::Cell(contents) = &mut self.state.heap.get_mut(cell).payload {
                old = contents.replace(class);
            }
            self.state.heap.xdecref(old);
            self.state.heap.dict_del_str(dict, key);
        }
        Ok(())
    }

    fn take_qualname(&mut self, class: ObjId, name: ObjId, dict: ObjId) -> PyResult<()> {
        let key = self.state.names.qualname;
        let qualname = match self.state.heap.dict_get_str(dict, key) {
            Some(value) => {
                if !self.state.heap.is_instance(value, Ty::Str) {
                    let given = self.state.heap.type_name(value);
                    return self
                        .type_error(format!("type __qualname__ must be a str, not {given}"));
                }
                self.state.heap.incref(value);
                self.state.heap.dict_del_str(dict, key);
                value
            }
            None => {
                self.state.heap.incref(name);
                name
            }
        };
        if let Some(object) = self.state.heap.as_type_mut(class) {
            object.ht_qualname = Some(qualname);
        }
        Ok(())
    }

    /// `__new__` is a static method, `__init_subclass__` and `__class_getitem__` are class
    /// methods, without saying so.
    fn wrap_special_functions(&mut self, dict: ObjId) {
        let names = &self.state.names;
        let wraps = [
            (names.slot(Slot::New), Ty::Staticmethod),
            (names.init_subclass, Ty::Classmethod),
            (names.class_getitem, Ty::Classmethod),
        ];
        for (name, ty) in wraps {
            let Some(function) = self.state.heap.dict_get_str(dict, name) else {
                continue;
            };
            if !matches!(self.state.heap.get(function).payload, Payload::Function(_)) {
                continue;
            }
            self.state.heap.incref(function);
            let wrapped = self
                .state
                .heap
                .new_object(ty, Payload::MethodKind(Some(function)));
            self.state.heap.dict_set_str(dict, name, wrapped);
            self.state.heap.decref(wrapped);
        }
    }

    /// Descriptors for `__slots__`, `__dict__` and `__weakref__`.
    fn add_members(&mut self, class: ObjId, dict: ObjId, layout: &Layout) {
        let total = self.state.heap.as_type(class).map_or(0, |c| c.slot_count);
        let first = total - layout.members.len() as u32;
        for (index, &name) in layout.members.iter().enumerate() {
            self.state.heap.incref(class);
            self.state.heap.incref(name);
            let member = self.state.heap.new_object(
                Ty::MemberDescriptor,
                Payload::MemberDescr(Box::new(MemberDescr {
                    d_type: class,
                    d_name: name,
                    place: MemberPlace::Slot(first + index as u32),
                })),
            );
            self.state.heap.dict_set_str(dict, name, member);
            self.state.heap.decref(member);
        }
        let getsets = [
            (
                layout.add_dict,
                self.state.names.dict,
                own::SUBTYPE_DICT,
                Some(own::SUBTYPE_SETDICT),
            ),
            (
                layout.add_weakref,
                self.state.names.weakref,
                own::SUBTYPE_GETWEAKREF,
                None,
            ),
        ];
        for (wanted, name, get, set) in getsets {
            if !wanted {
                continue;
            }
            if self.state.heap.dict_get_str(dict, name).is_some() {
                continue;
            }
            self.state.heap.incref(class);
            self.state.heap.incref(name);
            let getset = self.state.heap.new_object(
                Ty::GetsetDescriptor,
                Payload::GetSetDescr(Box::new(GetSetDescr {
                    d_type: class,
                    d_name: name,
                    get: Some(get),
                    set,
                })),
            );
            self.state.heap.dict_set_str(dict, name, getset);
            self.state.heap.decref(getset);
        }
    }

    /// The hooks of a new class: `__set_name__`, `__init_subclass__`.
    fn finish_class(&mut self, class: ObjId, args: Args<'_>) -> PyResult<()> {
        let Some(dict) = self.state.heap.as_type(class).map(|c| c.tp_dict) else {
            return Ok(());
        };
        self.set_names(class, dict)?;
        self.init_subclass(class, args)
    }

    /// Calls `__set_name__` of every attribute that has it, on a copy of the namespace.
    fn set_names(&mut self, class: ObjId, dict: ObjId) -> PyResult<()> {
        let copy = self.state.heap.dict_copy(dict);
        let name = self.state.names.set_name;
        let mut pos = 0;
        let mut result = Ok(());
        while let Some((key, value, _)) = self.state.heap.dict_entry_next(copy, &mut pos) {
            match self.call_special(value, name, &[class, key]) {
                Ok(returned) => self.state.heap.xdecref(returned),
                Err(fault) => {
                    result = Err(fault);
                    let given = self.state.heap.type_name(value);
                    let (key, title) = (self.name_text(key), self.type_title(class));
                    if self.exception_pending() {
                        self.raise_from_pending(
                            Ty::RuntimeError,
                            &format!(
                                "Error calling __set_name__ on '{}' instance '{key}' in '{}'",
                                clip(&given, 100),
                                clip(&title, 100)
                            ),
                        );
                    }
                    break;
                }
            }
        }
        self.state.heap.decref(copy);
        result
    }

    /// `super(class, class).__init_subclass__(**keywords)` (`init_subclass` of
    /// `Objects/typeobject.c`).
    fn init_subclass(&mut self, class: ObjId, args: Args<'_>) -> PyResult<()> {
        let above = self.call(type_id(Ty::Super), &[class, class])?;
        let hook = self.getattr(above, self.state.names.init_subclass);
        self.state.heap.decref(above);
        let hook = hook?;
        let values: Vec<ObjId> = args.keywords().map(|(_, value)| value).collect();
        let result = self.call_kw(
            hook,
            Args {
                values: &values,
                names: args.names,
            },
        );
        self.state.heap.decref(hook);
        self.state.heap.decref(result?);
        Ok(())
    }

    /// `type.__call__` as a native: the class is the first argument.
    pub fn type_call_native(&mut self, args: Args<'_>) -> PyResult {
        let [class, rest @ ..] = args.pos() else {
            return self
                .type_error("descriptor '__call__' of 'type' object needs an argument".to_owned());
        };
        let class = *class;
        let heap = &mut self.state.heap;
        for &value in rest {
            heap.incref(value);
        }
        let tuple = heap.new_tuple(rest.to_vec());
        let mut kwargs = None;
        if !args.names.is_empty() {
            let dict = self.state.heap.new_dict_presized(args.names.len());
            for (name, value) in args.keywords() {
                self.state.heap.dict_set_str(dict, name, value);
            }
            kwargs = Some(dict);
        }
        let flow = self.type_call(class, tuple, kwargs);
        let flow = self.end_call(flow, [Some(tuple), kwargs, None], false);
        self.value_or_entered(flow)
    }
}
