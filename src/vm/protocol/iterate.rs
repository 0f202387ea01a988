//! Iteration (`PyObject_GetIter`, `PyIter_Next` of `Objects/abstract.c`).

use crate::objects::payload::{Iter, Payload};
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::ObjId;
use crate::vm::attr::clip;
use crate::vm::outcome::Flow;
use crate::vm::{Args, Fault, PyResult, Vm};

impl Vm<'_> {
    /// `iter(object)`; a new reference.
    pub fn iter(&mut self, object: ObjId) -> PyResult {
        let ty = self.state.heap.type_of(object);
        if ty == type_id(Ty::Generator) {
            self.state.heap.incref(object);
            return Ok(object);
        }
        let slot = self.type_slot(ty, Slot::Iter);
        let found = match slot {
            SlotImpl::Empty => None,
            SlotImpl::Native(native) => Some(self.call_slot(native, &[object])?),
            SlotImpl::Hook => {
                let name = self.slot_name(Slot::Iter);
                let none = self.state.heap.none();
                if self.type_lookup(ty, name) == Some(none) {
                    return self.not_iterable(object);
                }
                self.call_hook_maybe(object, name, &[])?
            }
        };
        match found {
            Some(iterator) => {
                if self.is_iterator(iterator) {
                    return Ok(iterator);
                }
                let given = self.state.heap.type_name(iterator);
                self.state.heap.decref(iterator);
                self.type_error(format!(
                    "iter() returned non-iterator of type '{}'",
                    clip(&given, 100)
                ))
            }
            None if self.is_sequence(object) => {
                self.state.heap.incref(object);
                let iter = Iter {
                    it_seq: Some(object),
                    second: None,
                    it_index: 0,
                    numbers: [0; 3],
                };
                Ok(self.state.heap.new_iter(Ty::Iterator, iter))
            }
            None => self.not_iterable(object),
        }
    }

    fn not_iterable(&mut self, object: ObjId) -> PyResult {
        let given = self.state.heap.type_name(object);
        self.type_error(format!("'{}' object is not iterable", clip(&given, 200)))
    }

    /// Whether the object has `tp_iternext` (`PyIter_Check`).
    pub fn is_iterator(&self, object: ObjId) -> bool {
        self.has_slot(object, Slot::Next)
            || matches!(self.state.heap.get(object).payload, Payload::Generator(_))
    }

    /// `tp_iternext`: a new reference; at the end a fault without a pending exception, or with
    /// StopIteration pending.
    pub fn next_raw(&mut self, iterator: ObjId) -> PyResult {
        if self.is_generator(iterator) {
            let flow = self.generator_resume(iterator, None, false, false)?;
            return self.wait(flow);
        }
        match self.slot_of(iterator, Slot::Next) {
            SlotImpl::Native(native) => {
                let function = self.natives.get(native).function;
                let result = function(self, Args::positional(&[iterator]));
                match self.native_result(result)? {
                    Flow::Value(value) => Ok(value),
                    Flow::Entered => self.wait(Flow::Entered),
                }
            }
            SlotImpl::Hook => {
                let name = self.slot_name(Slot::Next);
                self.call_hook(iterator, name, &[])
            }
            SlotImpl::Empty => {
                let given = self.state.heap.type_name(iterator);
                self.type_error(format!("'{}' object is not an iterator", clip(&given, 200)))
            }
        }
    }

    /// The next value (new), or none at the end; then no exception is pending
    /// (`PyIter_Next`).
    pub fn next(&mut self, iterator: ObjId) -> PyResult<Option<ObjId>> {
        match self.next_raw(iterator) {
            Ok(value) => Ok(Some(value)),
            Err(Fault::Raised) => {
                if !self.exception_pending() || self.catch(Ty::StopIteration) {
                    Ok(None)
                } else {
                    Err(Fault::Raised)
                }
            }
            Err(fault) => Err(fault),
        }
    }

    /// `next(iterator)` and `next(iterator, default)` of Python: a generator's frame runs in the
    /// loop.
    pub fn builtin_next(&mut self, iterator: ObjId, default: Option<ObjId>) -> PyResult {
        if !self.is_iterator(iterator) {
            let given = self.state.heap.type_name(iterator);
            return self.type_error(format!("'{}' object is not an iterator", clip(&given, 200)));
        }
        if self.is_generator(iterator) {
            match self.generator_resume(iterator, None, false, false) {
                Ok(Flow::Entered) => {
                    let after = crate::objects::frame::After::Next { default };
                    self.state.heap.frame.after.push(after);
                    return Err(Fault::Entered);
                }
                Ok(Flow::Value(value)) => return Ok(value),
                Err(fault) => return self.next_ended(fault, default),
            }
        }
        match self.next_raw(iterator) {
            Ok(value) => Ok(value),
            Err(fault) => self.next_ended(fault, default),
        }
    }

    /// `next()` got no value: the default, or StopIteration.
    pub(in crate::vm) fn next_ended(&mut self, fault: Fault, default: Option<ObjId>) -> PyResult {
        if fault != Fault::Raised {
            return Err(fault);
        }
        match default {
            Some(default) if !self.exception_pending() || self.catch(Ty::StopIteration) => {
                self.state.heap.incref(default);
                Ok(default)
            }
            _ if self.exception_pending() => Err(Fault::Raised),
            _ => Err(self.raise_none(Ty::StopIteration)),
        }
    }

    /// All values of an iterable; new references.
    pub fn collect(&mut self, iterable: ObjId) -> PyResult<Vec<ObjId>> {
        let heap = &mut self.state.heap;
        if heap.is_exact(iterable, Ty::List) || heap.is_exact(iterable, Ty::Tuple) {
            let items = match &heap.get(iterable).payload {
                Payload::List(list) => list.items.clone(),
                Payload::Tuple(items) => items.to_vec(),
                _ => Vec::new(),
            };
            for &item in &items {
                heap.incref(item);
            }
            return Ok(items);
        }
        let iterator = self.iter(iterable)?;
        let mut items = Vec::new();
        let result = loop {
            match self.next(iterator) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => break Ok(()),
                Err(fault) => break Err(fault),
            }
        };
        self.state.heap.decref(iterator);
        match result {
            Ok(()) => Ok(items),
            Err(fault) => {
                self.state.heap.decref_all(items);
                Err(fault)
            }
        }
    }
}
