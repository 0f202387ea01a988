//! What an object refers to (`tp_traverse` of every type), in the order in which CPython visits it.
//!
//! Only what a type shows here can be part of a circle that the collector breaks.

use crate::objects::container::{DictLookup, DictObject};
use crate::objects::frame::Frame;
use crate::objects::payload::Payload;
use crate::objects::{Heap, Object, Ty, static_type};
use crate::value::ObjId;

impl Heap {
    /// Appends what the object refers to (`gc.get_referents`); borrowed.
    pub fn referents(&self, id: ObjId, into: &mut Vec<ObjId>) {
        let object = self.get(id);
        let mut own_dict = object.dict;
        if static_type(object.ob_type).is_none() {
            self.added_referents(object, &mut own_dict, into);
        }
        self.base_referents(id, object, own_dict, into);
    }

    /// What a Python class adds to its base: slots, the `__dict__` unless that belongs to the
    /// base, the class itself (`subtype_traverse`).
    fn added_referents(
        &self,
        object: &Object,
        own_dict: &mut Option<ObjId>,
        into: &mut Vec<ObjId>,
    ) {
        if let Some(slots) = &object.slots {
            into.extend(self.slots_by_class(object.ob_type, slots));
        }
        let Some(class) = self.as_type(object.ob_type) else {
            return;
        };
        if class.solid.info().dictoffset == 0 {
            into.extend(own_dict.take());
        }
        if class.heap_type {
            into.push(object.ob_type);
        }
    }

    /// What the object's built-in type makes it refer to.
    fn base_referents(
        &self,
        id: ObjId,
        object: &Object,
        dict: Option<ObjId>,
        into: &mut Vec<ObjId>,
    ) {
        match &object.payload {
            Payload::Tuple(items) => into.extend(items.iter().rev()),
            Payload::List(list) => into.extend(list.items.iter().rev()),
            Payload::Dict(dict) => self.dict_referents(dict, into),
            Payload::Set(set) => into.extend(set.elements().map(|(key, _)| key)),
            Payload::Frame(_) => {
                if let Some(frame) = self.as_frame(id) {
                    frame_referents(frame, into);
                }
            }
            Payload::Plain
            | Payload::Int(_)
            | Payload::Float(_)
            | Payload::Complex(..)
            | Payload::Str(_)
            | Payload::Bytes(_)
            | Payload::ByteArray(_) => into.extend(dict),
            Payload::DictView(view) => into.push(view.dv_dict),
            Payload::DictIter(iter) => into.extend(iter.di_dict.into_iter().chain(iter.di_result)),
            // Neither has a GC head.
            Payload::Range(_) | Payload::Code { .. } => {}
            Payload::Slice(slice) => into.extend([slice.start, slice.stop, slice.step]),
            Payload::Iter(iter) => into.extend(iter.it_seq.into_iter().chain(iter.second)),
            Payload::Function(f) => {
                into.extend([f.code, f.globals]);
                into.extend([f.module, f.defaults, f.kwdefaults].into_iter().flatten());
                into.extend([f.doc, f.name]);
                into.extend([dict, f.closure, f.annotations].into_iter().flatten());
                into.push(f.qualname);
            }
            Payload::Generator(generator) => {
                if static_type(object.ob_type) == Some(Ty::AsyncGenerator) {
                    into.extend(generator.extra);
                }
                into.extend(generator.gi_frame);
                into.push(generator.gi_code);
                into.extend(generator.gi_exc_state.iter().flatten());
            }
            Payload::Cell(contents) => into.extend(*contents),
            Payload::BoundMethod(method) => into.extend([method.im_func, method.im_self]),
            Payload::BuiltinFunction(f) => into.extend(f.m_self.into_iter().chain(f.m_module)),
            Payload::MethodDescr(descr) => into.push(descr.d_type),
            Payload::WrapperDescr(descr) => into.push(descr.d_type),
            Payload::GetSetDescr(descr) => into.push(descr.d_type),
            Payload::MemberDescr(descr) => into.push(descr.d_type),
            Payload::MethodWrapper(wrapper) => into.extend([wrapper.descr, wrapper.m_self]),
            Payload::Property(p) => into.extend([p.fget, p.fset, p.fdel, p.doc].iter().flatten()),
            Payload::MethodKind(callable) => into.extend(callable.iter().copied().chain(dict)),
            Payload::Super(s) => into.extend([s.obj, s.this_class, s.obj_type].iter().flatten()),
            Payload::Type(ty) => {
                if ty.heap_type {
                    into.extend([ty.tp_dict, ty.tp_mro, ty.tp_bases]);
                    into.extend(ty.tp_base);
                }
            }
            Payload::MappingProxy(mapping) => into.push(*mapping),
            Payload::Exception(exception) => {
                into.extend(exception.fields.iter().flatten());
                into.extend(dict);
                into.push(exception.args);
                let last = [exception.traceback, exception.cause, exception.context];
                into.extend(last.iter().flatten());
            }
            Payload::Traceback(traceback) => {
                into.extend(traceback.tb_next);
                into.push(traceback.tb_frame);
            }
            Payload::WeakRef(reference) => into.extend(reference.wr_callback),
            Payload::Native(native) => into.extend(native.refs.iter().flatten()),
        }
    }

    /// `dict_traverse`: keys that are all strings can't be part of a circle.
    fn dict_referents(&self, dict: &DictObject, into: &mut Vec<ObjId>) {
        let Some(keys) = self.dict_keys(dict) else {
            return;
        };
        if let Some(values) = &dict.ma_values {
            into.extend(values.values.iter().flatten());
            return;
        }
        let general = keys.dk_lookup == DictLookup::General;
        for entry in &keys.dk_entries {
            into.extend(entry.me_value);
            if general {
                into.extend(entry.me_key);
            }
        }
    }

    /// The values of an instance's slots, those of the most derived class first.
    pub(crate) fn slots_by_class(&self, class: ObjId, slots: &[Option<ObjId>]) -> Vec<ObjId> {
        let mut values = Vec::new();
        let mut class = Some(class);
        let mut end = slots.len();
        while let Some(ty) = class.and_then(|class| self.as_type(class)) {
            let base = ty.tp_base.and_then(|base| self.as_type(base));
            let begin = base.map_or(0, |base| base.slot_count as usize).min(end);
            values.extend(slots[begin..end].iter().flatten());
            end = begin;
            class = ty.tp_base;
        }
        values
    }
}

/// `frame_traverse`: the value stack only while the frame doesn't run, for then only it is up to
/// date.
fn frame_referents(frame: &Frame, into: &mut Vec<ObjId>) {
    into.extend(frame.f_back);
    into.extend([frame.f_code, frame.f_builtins, frame.f_globals]);
    into.extend(frame.f_locals);
    into.extend(frame.f_trace);
    let end = if frame.f_executing {
        frame.code.slots_before_stack()
    } else {
        frame.stacktop
    };
    into.extend(frame.f_localsplus.iter().take(end).flatten());
}
