//! Subscripts and membership (`PyObject_GetItem` and its like of `Objects/abstract.c`).

use crate::objects::payload::Payload;
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::ObjId;
use crate::vm::attr::clip;
use crate::vm::identifier::Identifier;
use crate::vm::protocol::compare::CompareOp;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// Whether the object has `sq_item` (`PySequence_Check`).
    pub fn is_sequence(&self, object: ObjId) -> bool {
        !self.state.heap.is_instance(object, Ty::Dict)
            && !self.state.heap.is_instance(object, Ty::Mappingproxy)
            && self.has_slot(object, Slot::GetItem)
    }

    /// `object[key]`; a new reference.
    pub fn get_item(&mut self, object: ObjId, key: ObjId) -> PyResult {
        if self.state.heap.type_of(object) == type_id(Ty::Dict) {
            return match self.dict_get(object, key)? {
                Some(value) => {
                    self.state.heap.incref(value);
                    Ok(value)
                }
                None => Err(self.raise_key_error(key)),
            };
        }
        if let Some(value) = self.call_type_slot(object, Slot::GetItem, &[key])? {
            return Ok(value);
        }
        if matches!(self.state.heap.get(object).payload, Payload::Type(_)) {
            let name = self.identifier(Identifier::GetItemClassGetitem);
            if let Some(method) = self.lookup_attr_id(object, name)? {
                let result = self.call(method, &[key]);
                self.state.heap.decref(method);
                return result;
            }
        }
        let given = self.state.heap.type_name(object);
        self.type_error(format!(
            "'{}' object is not subscriptable",
            clip(&given, 200)
        ))
    }

    /// `object[key] = value`.
    pub fn set_item(&mut self, object: ObjId, key: ObjId, value: ObjId) -> PyResult<()> {
        if self.state.heap.type_of(object) == type_id(Ty::Dict) {
            self.dict_set(object, key, value)?;
            // `insertdict` holds the key until the old value is gone.
            return self.settle(&[key]);
        }
        match self.call_type_slot(object, Slot::SetItem, &[key, value])? {
            Some(result) => {
                self.state.heap.decref(result);
                Ok(())
            }
            None => {
                if self.has_sequence_slots(object) && self.has_slot(key, Slot::Index) {
                    self.index_i64(key)?;
                }
                let given = self.state.heap.type_name(object);
                self.type_error(format!(
                    "'{}' object does not support item assignment",
                    clip(&given, 200)
                ))
            }
        }
    }

    /// `del object[key]`.
    pub fn del_item(&mut self, object: ObjId, key: ObjId) -> PyResult<()> {
        if self.state.heap.type_of(object) == type_id(Ty::Dict) {
            return match self.dict_del(object, key)? {
                true => Ok(()),
                false => Err(self.raise_key_error(key)),
            };
        }
        match self.call_type_slot(object, Slot::DelItem, &[key])? {
            Some(result) => {
                self.state.heap.decref(result);
                Ok(())
            }
            None => {
                // Sequences are asked by `PySequence_DelItem`, everything else by nobody.
                let sequence = self.has_sequence_slots(object) && self.has_slot(key, Slot::Index);
                if sequence {
                    self.index_i64(key)?;
                }
                let words = if sequence { "doesn't" } else { "does not" };
                let given = self.state.heap.type_name(object);
                self.type_error(format!(
                    "'{}' object {words} support item deletion",
                    clip(&given, 200)
                ))
            }
        }
    }

    /// `value in container` (`PySequence_Contains`).
    pub fn contains(&mut self, container: ObjId, value: ObjId) -> PyResult<bool> {
        let ty = self.state.heap.type_of(container);
        if ty == type_id(Ty::Dict) {
            return Ok(self.dict_get(container, value)?.is_some());
        }
        match self.type_slot(ty, Slot::Contains) {
            SlotImpl::Empty => {}
            SlotImpl::Native(native) => {
                let result = self.call_slot(native, &[container, value])?;
                let truth = result == self.state.heap.bool_obj(true);
                self.state.heap.decref(result);
                return Ok(truth);
            }
            SlotImpl::Hook => {
                let name = self.slot_name(Slot::Contains);
                let none = self.state.heap.none();
                if self.type_lookup(ty, name) == Some(none) {
                    let given = self.state.heap.type_name(container);
                    return self.type_error(format!("'{given}' object is not a container"));
                }
                if let Some(result) = self.call_hook_maybe(container, name, &[value])? {
                    let truth = self.is_true(result);
                    self.state.heap.decref(result);
                    return truth;
                }
            }
        }
        let iterator = match self.iter(container) {
            Ok(iterator) => iterator,
            Err(fault) => {
                if self.catch(Ty::TypeError) {
                    let given = self.state.heap.type_name(container);
                    return self.type_error(format!(
                        "argument of type '{}' is not iterable",
                        clip(&given, 200)
                    ));
                }
                return Err(fault);
            }
        };
        let result = self.iterator_contains(iterator, value);
        self.state.heap.decref(iterator);
        result
    }

    fn iterator_contains(&mut self, iterator: ObjId, value: ObjId) -> PyResult<bool> {
        while let Some(item) = self.next(iterator)? {
            let equal = self.rich_compare_bool(value, item, CompareOp::Eq);
            self.state.heap.decref(item);
            if equal? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
