//! `super` (`super_getattro`, `super_descr_get`).

use crate::objects::Ty;
use crate::objects::payload::Payload;
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// `super().name`: looks in the MRO of the object's class behind the class of the method.
    pub fn super_getattr(&mut self, object: ObjId, name: ObjId) -> PyResult {
        let Payload::Super(fields) = &self.state.heap.get(object).payload else {
            return self.generic_getattr(object, name);
        };
        let (this_class, bound, bound_type) = (fields.this_class, fields.obj, fields.obj_type);
        if let Some(start) = bound_type
            && name != self.state.names.class
        {
            let mro = self
                .state
                .heap
                .as_type(start)
                .map(|class| class.mro.clone())
                .unwrap_or_default();
            let behind = mro
                .iter()
                .position(|&class| Some(class) == this_class)
                .map_or(mro.len(), |index| index + 1);
            for &class in mro.iter().skip(behind) {
                let dict = self.state.heap.as_type(class).map(|class| class.tp_dict);
                let found = dict.and_then(|dict| self.state.heap.dict_get_str(dict, name));
                if let Some(found) = found {
                    // Found through the class itself, it isn't bound to an instance.
                    let instance = bound.filter(|&bound| bound != start);
                    self.state.heap.incref(found);
                    let result = self.descr_get_or_self(found, instance, start);
                    self.state.heap.decref(found);
                    return result;
                }
            }
        }
        self.generic_getattr(object, name)
    }

    /// `super(C).__get__(object)`: binds an unbound super.
    pub(in crate::vm) fn super_descr_get(
        &mut self,
        descr: ObjId,
        object: Option<ObjId>,
    ) -> PyResult {
        let none = self.state.heap.none();
        let Payload::Super(fields) = &self.state.heap.get(descr).payload else {
            return Err(crate::vm::Fault::Stop);
        };
        let (this_class, already) = (fields.this_class, fields.obj);
        match (object, already, this_class) {
            (Some(object), None, Some(this_class)) if object != none => {
                let class = self.state.heap.type_of(descr);
                self.call(class, &[this_class, object])
            }
            _ => {
                self.state.heap.incref(descr);
                Ok(descr)
            }
        }
    }

    /// The class that `super(class, object)` starts from (`supercheck`); borrowed.
    pub fn super_check(&mut self, class: ObjId, object: ObjId) -> PyResult {
        let heap = &self.state.heap;
        if heap.as_type(object).is_some() && heap.is_subtype(object, class) {
            return Ok(object);
        }
        let exact = heap.type_of(object);
        if heap.is_subtype(exact, class) {
            return Ok(exact);
        }
        if let Some(claimed) = self.lookup_attr_id(object, self.state.names.class)? {
            let fits = claimed != exact
                && self.state.heap.as_type(claimed).is_some()
                && self.state.heap.is_subtype(claimed, class);
            self.state.heap.decref(claimed);
            if fits {
                return Ok(claimed);
            }
        }
        Err(self.raise(
            Ty::TypeError,
            "super(type, obj): obj must be an instance or subtype of type",
        ))
    }
}
