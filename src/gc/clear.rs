//! Breaking circles: an unreachable object lets go of what it refers to (`tp_clear` of every type).
//!
//! Types without `tp_clear`, such as tuples, can only be part of circles that another type
//! breaks.

use crate::objects::payload::Payload;
use crate::objects::{Heap, static_type};
use crate::value::ObjId;

impl Heap {
    /// Makes an unreachable object let go of what it refers to; it may die by that. The caller
    /// holds a reference.
    pub(crate) fn gc_clear(&mut self, id: ObjId) {
        if static_type(self.type_of(id)).is_none() {
            self.clear_added(id);
        }
        match &mut self.get_mut(id).payload {
            Payload::List(_) => self.list_clear(id),
            Payload::Dict(_) => self.dict_clear(id),
            Payload::Set(_) => self.set_clear(id),
            Payload::Frame(_) => self.frame_clear(id),
            Payload::Cell(contents) => {
                let contents = contents.take();
                self.xdecref(contents);
            }
            Payload::Function(_) => self.function_clear(id),
            Payload::Traceback(traceback) => {
                let next = traceback.tb_next.take();
                self.xdecref(next);
            }
            Payload::Exception(_) => self.exception_clear(id),
            Payload::Property(p) => {
                let held = [p.fget.take(), p.fset.take(), p.fdel.take(), p.doc.take()];
                self.decref_all(held.into_iter().flatten());
            }
            Payload::MethodKind(callable) => {
                let callable = callable.take();
                self.xdecref(callable);
                self.clear_dict(id);
            }
            Payload::Type(_) => self.type_clear(id),
            Payload::WeakRef(_) => self.weakref_clear(id),
            Payload::Native(native) => {
                let held: Vec<ObjId> = native.refs.iter_mut().filter_map(Option::take).collect();
                self.decref_all(held);
            }
            Payload::Plain => self.clear_dict(id),
            _ => {}
        }
    }

    /// What a Python class adds: slots, then the `__dict__` (`subtype_clear`).
    fn clear_added(&mut self, id: ObjId) {
        let class = self.type_of(id);
        if let Some(slots) = &mut self.get_mut(id).slots {
            let count = slots.len();
            let taken = std::mem::replace(&mut **slots, vec![None; count]);
            let values = self.slots_by_class(class, &taken);
            self.decref_all(values);
        }
        let dict_is_ours = self
            .as_type(class)
            .is_some_and(|ty| ty.solid.info().dictoffset == 0);
        if dict_is_ours {
            self.clear_dict(id);
        }
    }

    fn clear_dict(&mut self, id: ObjId) {
        let dict = self.get_mut(id).dict.take();
        self.xdecref(dict);
    }

    /// `frame_tp_clear`: a generator that owns the frame is finished by that.
    fn frame_clear(&mut self, id: ObjId) {
        let Some(frame) = self.as_frame_mut(id) else {
            return;
        };
        let stacktop = std::mem::replace(&mut frame.stacktop, frame.code.slots_before_stack());
        frame.f_executing = false;
        let held: Vec<ObjId> = frame
            .f_localsplus
            .iter_mut()
            .take(stacktop)
            .filter_map(Option::take)
            .collect();
        self.decref_all(held);
    }

    /// `func_clear`. What a function cannot be without is replaced by None.
    fn function_clear(&mut self, id: ObjId) {
        let none = self.none();
        let dict = self.get_mut(id).dict.take();
        let Some(f) = self.as_function_mut(id) else {
            return;
        };
        let must = |field: &mut ObjId| Some(std::mem::replace(field, none));
        let held = [
            must(&mut f.code),
            must(&mut f.globals),
            f.module.take(),
            must(&mut f.name),
            f.defaults.take(),
            f.kwdefaults.take(),
            must(&mut f.doc),
            dict,
            f.closure.take(),
            f.annotations.take(),
            must(&mut f.qualname),
        ];
        for _ in 0..5 {
            self.incref(none);
        }
        self.decref_all(held.into_iter().flatten());
    }

    /// `BaseException_clear`, after the fields of the exception's own type.
    fn exception_clear(&mut self, id: ObjId) {
        let empty = self.empty_tuple_ref();
        let dict = self.get_mut(id).dict.take();
        let Some(exception) = self.as_exception_mut(id) else {
            return self.decref(empty);
        };
        let mut held: Vec<ObjId> = exception
            .fields
            .iter_mut()
            .filter_map(Option::take)
            .collect();
        held.extend(dict);
        held.push(std::mem::replace(&mut exception.args, empty));
        let last = [
            exception.traceback.take(),
            exception.cause.take(),
            exception.context.take(),
        ];
        held.extend(last.into_iter().flatten());
        self.decref_all(held);
    }

    /// `type_clear`: keys, the dict's contents, the method resolution order.
    fn type_clear(&mut self, id: ObjId) {
        let empty = self.empty_tuple_ref();
        let Some(ty) = self.as_type_mut(id) else {
            return self.decref(empty);
        };
        let (keys, dict) = (ty.ht_cached_keys.take(), ty.tp_dict);
        let tp_mro = std::mem::replace(&mut ty.tp_mro, empty);
        ty.mro.clear();
        ty.tp_version_tag = 0;
        if let Some(keys) = keys {
            self.drop_shared_keys(keys);
        }
        self.dict_clear(dict);
        self.decref(tp_mro);
    }

    /// `gc_clear` of weak references.
    fn weakref_clear(&mut self, id: ObjId) {
        self.unlink_weakref(id);
        let callback = self
            .as_weakref_mut(id)
            .and_then(|reference| reference.wr_callback.take());
        self.xdecref(callback);
    }
}
