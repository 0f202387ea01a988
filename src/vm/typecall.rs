//! Calling a class: `__new__`, then `__init__` (`type_call`, `slot_tp_new` and `slot_tp_init` of
//! `Objects/typeobject.c`).

use crate::objects::frame::After;
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::ObjId;
use crate::vm::attr::clip;
use crate::vm::outcome::Flow;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// `type_call`; the packed arguments are borrowed.
    pub(super) fn type_call(
        &mut self,
        class: ObjId,
        args: ObjId,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let flow = match self.type_slot(class, Slot::New) {
            SlotImpl::Native(native) => self.call_native_prepend(native, class, args, kwargs)?,
            SlotImpl::Hook => {
                let function = self.getattr(class, self.state.names.slot(Slot::New))?;
                let result = self.start_call_prepend(function, class, args, kwargs);
                self.end_call(result, [Some(function), None, None], false)?
            }
            SlotImpl::Empty => {
                let name = self.type_title(class);
                return Err(self.raise(
                    Ty::TypeError,
                    format!("cannot create '{}' instances", clip(&name, 100)),
                ));
            }
        };
        match flow {
            Flow::Value(object) => self.type_call_init(class, object, args, kwargs),
            Flow::Entered => {
                self.state.heap.frame.after.push(After::New {
                    class,
                    args,
                    kwargs,
                });
                Ok(Flow::Entered)
            }
        }
    }

    /// The second half of `type_call`: `__init__` of a new object (stolen).
    pub(super) fn type_call_init(
        &mut self,
        class: ObjId,
        object: ObjId,
        args: ObjId,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let heap = &self.state.heap;
        // `type(x)` only asks; it has initialised nothing.
        let asks = class == type_id(Ty::Type)
            && kwargs.is_none()
            && heap.as_tuple(args).is_some_and(|args| args.len() == 1);
        let exact = heap.type_of(object);
        if asks || !heap.is_subtype(exact, class) {
            return Ok(Flow::Value(object));
        }
        match self.type_slot(exact, Slot::Init) {
            SlotImpl::Empty => Ok(Flow::Value(object)),
            SlotImpl::Native(native) => {
                match self.call_native_prepend(native, object, args, kwargs) {
                    Ok(Flow::Value(none)) => {
                        self.state.heap.decref(none);
                        Ok(Flow::Value(object))
                    }
                    Ok(Flow::Entered) => Ok(Flow::Entered),
                    Err(fault) => {
                        self.state.heap.decref(object);
                        Err(fault)
                    }
                }
            }
            SlotImpl::Hook => self.slot_tp_init(object, args, kwargs),
        }
    }

    fn slot_tp_init(
        &mut self,
        object: ObjId,
        args: ObjId,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let name = self.state.names.slot(Slot::Init);
        let found = self.lookup_method(object, name);
        let result = found.and_then(|(method, unbound)| {
            let result = if unbound {
                self.start_call_prepend(method, object, args, kwargs)
            } else {
                self.start_call_tuple(method, args, kwargs)
            };
            match result {
                Ok(Flow::Entered) => {
                    self.state.heap.frame.after.push(After::Init {
                        instance: object,
                        method,
                    });
                    Ok(None)
                }
                Ok(Flow::Value(value)) => {
                    self.state.heap.decref(method);
                    self.check_init_result(value).map(Some)
                }
                Err(fault) => {
                    self.state.heap.decref(method);
                    Err(fault)
                }
            }
        });
        match result {
            Ok(None) => Ok(Flow::Entered),
            Ok(Some(())) => Ok(Flow::Value(object)),
            Err(fault) => {
                self.state.heap.decref(object);
                Err(fault)
            }
        }
    }

    /// `__init__` must return None; the value is stolen.
    pub(super) fn check_init_result(&mut self, value: ObjId) -> PyResult<()> {
        if value == self.state.heap.none() {
            self.state.heap.decref(value);
            return Ok(());
        }
        let name = self.state.heap.type_name(value);
        let fault = self.raise(
            Ty::TypeError,
            format!("__init__() should return None, not '{}'", clip(&name, 200)),
        );
        self.state.heap.decref(value);
        Err(fault)
    }
}
