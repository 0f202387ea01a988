//! Calling any object (`Objects/call.c`, `Objects/methodobject.c`, `Objects/classobject.c`).
//!
//! `start_call` never runs Python code: it either finishes (a native function) or pushes a frame
//! for the evaluation loop and returns [`Flow::Entered`]. `call` is for native code that needs the
//! value at once: it runs a nested loop.

use crate::objects::frame::{After, OnReturn, Unpacked};
use crate::objects::payload::Payload;
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::ObjId;
use crate::vm::args::ArgList;
use crate::vm::attr::clip;
use crate::vm::call_native::range_message;
use crate::vm::native::{Args, Arity, NativeKind};
use crate::vm::outcome::Flow;
use crate::vm::{Fault, PyResult, Vm};

/// Where a recursion error of a call says it happened.
pub(super) const CALLING: &str = " while calling a Python object";

/// How deeply native functions and Python code may nest. Python's own limit comes first unless it
/// was raised; a host must give the machine's thread [`HOST_STACK`] bytes.
pub const NESTED_LIMIT: u32 = 1500;

/// Bytes of stack that the thread running a machine needs.
pub const HOST_STACK: usize = 512 << 20;

impl Vm<'_> {
    /// Calls an object with positional arguments and waits for the value; a new reference.
    pub fn call(&mut self, callable: ObjId, args: &[ObjId]) -> PyResult {
        self.call_kw(callable, Args::positional(args))
    }

    /// Calls an object and waits for the value; a new reference.
    pub fn call_kw(&mut self, callable: ObjId, args: Args<'_>) -> PyResult {
        let flow = self.start_call(callable, args)?;
        self.wait(flow)
    }

    /// Calls a method by name (`_PyObject_CallMethodId`); a new reference.
    pub fn call_method(&mut self, object: ObjId, name: &str, args: &[ObjId]) -> PyResult {
        let method = self.getattr_str(object, name)?;
        let result = self.call(method, args);
        self.state.heap.decref(method);
        result
    }

    /// Runs a call that pushed a frame to its end.
    pub(super) fn wait(&mut self, flow: Flow) -> PyResult {
        match flow {
            Flow::Value(value) => Ok(value),
            Flow::Entered => {
                self.set_on_return(OnReturn::Leave);
                self.run_nested()
            }
        }
    }

    /// Starts a call; arguments are borrowed.
    pub(super) fn start_call(&mut self, callable: ObjId, args: Args<'_>) -> PyResult<Flow> {
        match &self.state.heap.get(callable).payload {
            Payload::Function(_) => self.call_function(callable, args),
            Payload::BuiltinFunction(function) => {
                let (native, m_self) = (function.native, function.m_self);
                let def = self.natives.get(native);
                if def.varargs {
                    // It has no `vectorcall`.
                    return self.make_tp_call(callable, args);
                }
                let takes_self = def.kind.takes_self();
                match m_self {
                    Some(m_self) if takes_self => {
                        let mut values = ArgList::new(m_self);
                        values.push(m_self);
                        values.extend(args.values);
                        self.call_native(
                            native,
                            Args {
                                values: &values,
                                names: args.names,
                            },
                            1,
                        )
                    }
                    _ => self.call_native(native, args, 0),
                }
            }
            Payload::MethodDescr(method) => {
                let native = method.native;
                let Some(&this) = args.pos().first() else {
                    let (name, owner) = self.descr_names(callable);
                    return Err(self.raise(
                        Ty::TypeError,
                        format!(
                            "descriptor '{name}' of '{}' object needs an argument",
                            clip(&owner, 100)
                        ),
                    ));
                };
                self.check_method_self(callable, this)?;
                if self.natives.get(native).varargs {
                    return self.call_method_varargs(native, args);
                }
                self.call_native(native, args, 1)
            }
            Payload::BoundMethod(method) => {
                let method = *method;
                let mut values = ArgList::new(method.im_self);
                values.push(method.im_self);
                values.extend(args.values);
                self.start_call(
                    method.im_func,
                    Args {
                        values: &values,
                        names: args.names,
                    },
                )
            }
            _ => self.make_tp_call(callable, args),
        }
    }

    /// `descr_check` of a method called through its type.
    fn check_method_self(&mut self, descr: ObjId, object: ObjId) -> PyResult<()> {
        let Some((_, owner)) = self.descr_parts(descr) else {
            return Ok(());
        };
        if self.state.heap.type_of(descr) == type_id(Ty::ClassmethodDescriptor) {
            return self.check_classmethod_type(descr, object);
        }
        let ty = self.state.heap.type_of(object);
        if ty == owner || self.state.heap.is_subtype(ty, owner) {
            return Ok(());
        }
        let (name, owner) = self.descr_names(descr);
        let given = self.state.heap.type_name(object);
        let (owner, given) = (clip(&owner, 100), clip(&given, 100));
        let wrapper = self.state.heap.type_of(descr) == type_id(Ty::WrapperDescriptor);
        let message = if wrapper {
            format!("descriptor '{name}' requires a '{owner}' object but received a '{given}'")
        } else {
            format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object")
        };
        Err(self.raise(Ty::TypeError, message))
    }

    /// `_PyObject_MakeTpCall`: packs the arguments for `tp_call`.
    fn make_tp_call(&mut self, callable: ObjId, args: Args<'_>) -> PyResult<Flow> {
        if !self.is_callable(callable) {
            return Err(self.not_callable(callable));
        }
        let heap = &mut self.state.heap;
        for &value in args.pos() {
            heap.incref(value);
        }
        let tuple = heap.new_tuple(args.pos().to_vec());
        let kwargs = self.keywords_dict(args);
        self.tp_call_owned(callable, tuple, kwargs)
    }

    /// Calls with keywords that are packed already (`_PyObject_FastCallDict`); all is borrowed.
    pub(super) fn start_call_dict(
        &mut self,
        callable: ObjId,
        values: ArgList,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        if !matches!(self.state.heap.get(callable).payload, Payload::Type(_)) {
            return self.start_call_unpacked(callable, values, kwargs);
        }
        let tuple = self.state.heap.new_tuple_of(&values);
        if let Some(kwargs) = kwargs {
            self.state.heap.incref(kwargs);
        }
        self.tp_call_owned(callable, tuple, kwargs)
    }

    /// The keywords of a call as a dict (`_PyStack_AsDict`); a new reference.
    pub(super) fn keywords_dict(&mut self, args: Args<'_>) -> Option<ObjId> {
        if args.names.is_empty() {
            return None;
        }
        let dict = self.state.heap.new_dict_presized(args.names.len());
        for (name, value) in args.keywords() {
            self.state.heap.dict_set_str(dict, name, value);
        }
        Some(dict)
    }

    /// Calls `tp_call` one level deeper, then releases the packed arguments (stolen).
    fn tp_call_owned(
        &mut self,
        callable: ObjId,
        tuple: ObjId,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let owned = [Some(tuple), kwargs, None];
        if let Err(fault) = self.enter_recursive(CALLING) {
            return self.end_call(Err(fault), owned, false);
        }
        let result = self.tp_call(callable, tuple, kwargs);
        self.end_call(result, owned, true)
    }

    /// `PyObject_Call`: the arguments are packed already; borrowed.
    pub(super) fn start_call_tuple(
        &mut self,
        callable: ObjId,
        tuple: ObjId,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let vectorcall = match &self.state.heap.get(callable).payload {
            Payload::BuiltinFunction(function) if self.natives.get(function.native).varargs => {
                let (native, m_self) = (function.native, function.m_self);
                return self.cfunction_call_varargs(native, m_self, tuple, kwargs);
            }
            Payload::Function(_)
            | Payload::BuiltinFunction(_)
            | Payload::MethodDescr(_)
            | Payload::BoundMethod(_) => true,
            _ => false,
        };
        if vectorcall {
            let mut values = ArgList::new(callable);
            values.extend(self.state.heap.as_tuple(tuple).unwrap_or_default());
            return self.start_call_unpacked(callable, values, kwargs);
        }
        if !self.is_callable(callable) {
            return Err(self.not_callable(callable));
        }
        self.enter_recursive(CALLING)?;
        let result = self.tp_call(callable, tuple, kwargs);
        self.end_call(result, [None; 3], true)
    }

    /// Starts a call with packed keywords; all is borrowed.
    pub(super) fn start_call_unpacked(
        &mut self,
        callable: ObjId,
        mut values: ArgList,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let names = self.unpack_keywords(kwargs, &mut values);
        let args = Args {
            values: &values,
            names: &names,
        };
        if names.is_empty() {
            return self.start_call(callable, args);
        }
        let unpacked = self.hold_unpacked(args);
        let result = self.start_call(callable, args);
        if result == Ok(Flow::Entered) {
            let after = After::Unpacked(Box::new(unpacked));
            self.state.heap.frame.after.push(after);
        } else {
            self.release_unpacked(unpacked);
        }
        result
    }

    /// Holds the arguments of a call whose keywords were packed (`_PyStack_UnpackDict`).
    fn hold_unpacked(&mut self, args: Args<'_>) -> Unpacked {
        let heap = &mut self.state.heap;
        let stack = heap.block(8 * args.values.len());
        for &held in args.values.iter().chain(args.names) {
            heap.incref(held);
        }
        Unpacked {
            values: args.values.to_vec(),
            stack,
            kwnames: heap.new_tuple(args.names.to_vec()),
        }
    }

    /// Lets them go again.
    pub(super) fn release_unpacked(&mut self, unpacked: Unpacked) {
        let heap = &mut self.state.heap;
        heap.decref_all(unpacked.values);
        heap.free_block(unpacked.stack);
        heap.decref(unpacked.kwnames);
    }

    /// Appends a keywords dict's values, and returns its names; borrowed.
    pub(super) fn unpack_keywords(
        &mut self,
        kwargs: Option<ObjId>,
        values: &mut ArgList,
    ) -> Vec<ObjId> {
        let mut names = Vec::new();
        let Some(kwargs) = kwargs else {
            return names;
        };
        let mut pos = 0;
        while let Some((name, value, _)) = self.state.heap.dict_entry_next(kwargs, &mut pos) {
            names.push(name);
            values.push(value);
        }
        names
    }

    /// Whether the object's type has `tp_call` (`PyCallable_Check`).
    pub fn is_callable(&self, object: ObjId) -> bool {
        matches!(
            self.state.heap.get(object).payload,
            Payload::Type(_)
                | Payload::Function(_)
                | Payload::BuiltinFunction(_)
                | Payload::BoundMethod(_)
                | Payload::MethodDescr(_)
                | Payload::WrapperDescr(_)
                | Payload::MethodWrapper(_)
        ) || self.has_slot(object, Slot::Call)
    }

    #[cold]
    fn not_callable(&mut self, object: ObjId) -> Fault {
        let name = self.state.heap.type_name(object);
        self.raise(
            Ty::TypeError,
            format!("'{}' object is not callable", clip(&name, 200)),
        )
    }

    /// `tp_call` with packed arguments; borrowed.
    fn tp_call(&mut self, callable: ObjId, tuple: ObjId, kwargs: Option<ObjId>) -> PyResult<Flow> {
        let ty = self.state.heap.type_of(callable);
        match self.type_slot(ty, Slot::Call) {
            SlotImpl::Hook => {
                let name = self.slot_name(Slot::Call);
                return self.call_method_tuple(callable, name, tuple, kwargs);
            }
            SlotImpl::Native(native)
                if !matches!(
                    self.state.heap.get(callable).payload,
                    Payload::Type(_)
                        | Payload::BuiltinFunction(_)
                        | Payload::WrapperDescr(_)
                        | Payload::MethodWrapper(_)
                ) =>
            {
                return self.call_native_prepend(native, callable, tuple, kwargs);
            }
            _ => {}
        }
        match &self.state.heap.get(callable).payload {
            Payload::Type(_) => self.type_call(callable, tuple, kwargs),
            Payload::BuiltinFunction(function) => {
                let (native, m_self) = (function.native, function.m_self);
                self.cfunction_call_varargs(native, m_self, tuple, kwargs)
            }
            Payload::MethodWrapper(wrapper) => {
                let (descr, this) = (wrapper.descr, wrapper.m_self);
                let args = self.state.heap.as_tuple(tuple).unwrap_or_default().to_vec();
                self.packed_args = Some(tuple);
                self.call_wrapper(descr, this, &args, kwargs)
            }
            Payload::WrapperDescr(_) => {
                let args = self.state.heap.as_tuple(tuple).unwrap_or_default().to_vec();
                let Some((&this, rest)) = args.split_first() else {
                    let (name, owner) = self.descr_names(callable);
                    return Err(self.raise(
                        Ty::TypeError,
                        format!(
                            "descriptor '{name}' of '{}' object needs an argument",
                            clip(&owner, 100)
                        ),
                    ));
                };
                self.check_method_self(callable, this)?;
                // `wrapperdescr_call` packs what follows the object anew.
                let packed = self.state.heap.new_tuple_of(rest);
                self.packed_args = Some(packed);
                let result = self.call_wrapper(callable, this, rest, kwargs);
                self.end_call(result, [Some(packed), None, None], false)
            }
            _ => Err(self.not_callable(callable)),
        }
    }

    /// `wrapperdescr_raw_call`: a type slot called as a Python method.
    fn call_wrapper(
        &mut self,
        descr: ObjId,
        this: ObjId,
        args: &[ObjId],
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let Payload::WrapperDescr(wrapper) = &self.state.heap.get(descr).payload else {
            return Err(self.not_callable(descr));
        };
        let native = wrapper.native;
        let def = *self.natives.get(native);
        let mut values = ArgList::new(this);
        values.push(this);
        values.extend(args);
        let names = self.unpack_keywords(kwargs, &mut values);
        if def.arity != Arity::Any {
            if !names.is_empty() {
                let (name, _) = self.descr_names(descr);
                let message = format!("wrapper {name}() takes no keyword arguments");
                return Err(self.raise(Ty::TypeError, message));
            }
            let (min, max) = match def.arity {
                Arity::None => (0, 0),
                Arity::Range { min, max } => (min, max),
                _ => (1, 1),
            };
            let given = args.len();
            if usize::from(min) > given || given > usize::from(max) {
                let plural = if min == 1 { "" } else { "s" };
                let message = match def.kind {
                    // `PyArg_UnpackTuple` with an empty name.
                    NativeKind::Slot(slot) if slot.unpacks_arguments() => {
                        range_message("", given, min, max).unwrap_or_default()
                    }
                    _ => format!("expected {min} argument{plural}, got {given}"),
                };
                return Err(self.raise(Ty::TypeError, message));
            }
        }
        let result = (def.function)(
            self,
            Args {
                values: &values,
                names: &names,
            },
        );
        if result == Err(Fault::Raised) && !self.exception_pending() {
            return Err(self.raise_none(Ty::StopIteration));
        }
        self.native_result(result)
    }

    /// `_PyObject_Call_Prepend`: `this` in front of packed arguments.
    pub(super) fn start_call_prepend(
        &mut self,
        callable: ObjId,
        this: ObjId,
        tuple: ObjId,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let mut values = ArgList::new(this);
        values.push(this);
        values.extend(self.state.heap.as_tuple(tuple).unwrap_or_default());
        self.start_call_unpacked(callable, values, kwargs)
    }

    /// Calls a special method with packed arguments (`slot_tp_call`, `lookup_method`).
    pub(super) fn call_method_tuple(
        &mut self,
        object: ObjId,
        name: ObjId,
        tuple: ObjId,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let (method, unbound) = self.lookup_method(object, name)?;
        let result = if unbound {
            self.start_call_prepend(method, object, tuple, kwargs)
        } else {
            self.start_call_tuple(method, tuple, kwargs)
        };
        self.end_call(result, [Some(method), None, None], false)
    }

    /// A special method of the object's type, and whether it still takes the object as its first
    /// argument (`lookup_method`); a new reference.
    pub(super) fn lookup_method(&mut self, object: ObjId, name: ObjId) -> PyResult<(ObjId, bool)> {
        let ty = self.state.heap.type_of(object);
        let Some(found) = self.type_lookup(ty, name) else {
            let class = type_id(Ty::AttributeError);
            return Err(self.set_exception(class, Some(name)));
        };
        if self.descr_kind(found) == super::descr::DescrKind::Method {
            self.state.heap.incref(found);
            return Ok((found, true));
        }
        Ok((self.descr_get_or_self(found, Some(object), ty)?, false))
    }
}
