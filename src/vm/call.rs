//! Calling any object (`Objects/call.c`, `Objects/methodobject.c`, `Objects/classobject.c`).
//!
//! `start_call` never runs Python code: it either finishes (a native function) or pushes a frame
//! for the evaluation loop and returns [`Flow::Entered`]. `call` is for native code that needs the
//! value at once: it runs a nested loop.

use crate::objects::frame::{After, OnReturn, Unpacked};
use crate::objects::payload::Payload;
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::{NativeId, ObjId};
use crate::vm::args::ArgList;
use crate::vm::attr::clip;
use crate::vm::native::{Args, Arity, NativeDef, NativeKind};
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

    /// Calls a method that wants its arguments as a tuple (`_PyMethodDef_RawFastCallKeywords`); the
    /// first of them is the object.
    fn call_method_varargs(&mut self, native: NativeId, args: Args<'_>) -> PyResult<Flow> {
        let packed = args.pos().get(1..).unwrap_or_default();
        let tuple = self.state.heap.new_tuple_of(packed);
        let kwargs = self.keywords_dict(args);
        self.packed_args = Some(tuple);
        let result = self.call_native(native, args, 1);
        if result == Ok(Flow::Entered) {
            self.state.heap.frame.after.push(After::Drop {
                owned: [Some(tuple), kwargs, None],
                recursive: false,
            });
            return result;
        }
        self.state.heap.decref(tuple);
        self.state.heap.xdecref(kwargs);
        result
    }

    /// Calls a built-in function with packed arguments (`cfunction_call_varargs`); borrowed.
    fn cfunction_call_varargs(
        &mut self,
        native: NativeId,
        m_self: Option<ObjId>,
        tuple: ObjId,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let kind = self.natives.get(native).kind;
        let this = m_self.filter(|_| kind.takes_self());
        let mut values = ArgList::new(tuple);
        values.extend(this.as_slice());
        values.extend(self.state.heap.as_tuple(tuple).unwrap_or_default());
        let names = self.unpack_keywords(kwargs, &mut values);
        let args = Args {
            values: &values,
            names: &names,
        };
        if let (Some(class), NativeKind::Slot(Slot::New)) = (m_self, kind) {
            return self.tp_new_wrapper(native, class, args);
        }
        self.packed_args = Some(tuple);
        self.call_native(native, args, usize::from(this.is_some()))
    }

    /// `class.__new__(subclass, ...)`: what follows the subclass is packed anew.
    fn tp_new_wrapper(&mut self, native: NativeId, class: ObjId, args: Args<'_>) -> PyResult<Flow> {
        self.check_new(class, args)?;
        let rest = args.pos().get(1..).unwrap_or_default();
        let packed = self.state.heap.new_tuple_of(rest);
        self.packed_args = Some(packed);
        let result = self.call_native(native, args, 1);
        if result == Ok(Flow::Entered) {
            self.state.heap.frame.after.push(After::Drop {
                owned: [Some(packed), None, None],
                recursive: false,
            });
        } else {
            self.state.heap.decref(packed);
        }
        result
    }

    /// Calls a native function after checking its arguments; `skip` of them are `self`.
    pub(super) fn call_native(
        &mut self,
        native: NativeId,
        args: Args<'_>,
        skip: usize,
    ) -> PyResult<Flow> {
        let natives = self.natives;
        let def = natives.get(native);
        let given = args.pos().len() - skip.min(args.pos().len());
        self.check_arity(def, args, given)?;
        self.enter_recursive(CALLING)?;
        let result = (def.function)(self, args);
        if matches!(result, Err(Fault::Entered)) {
            self.state.heap.frame.after.push(After::Drop {
                owned: [None; 3],
                recursive: true,
            });
            return Ok(Flow::Entered);
        }
        // What the function freed is finalized while its arguments are still on the stack.
        if self.state.heap.has_pending()
            && let Err(fault) = self.run_pending()
        {
            if let Ok(value) = result {
                self.state.heap.decref(value);
            }
            self.leave_recursive();
            return Err(fault);
        }
        self.leave_recursive();
        result.map(Flow::Value)
    }

    /// Complains about arguments that a native function doesn't take.
    #[inline]
    fn check_arity(&mut self, def: &NativeDef, args: Args<'_>, given: usize) -> PyResult<()> {
        for &name in args.names {
            if !self.state.heap.is_instance(name, Ty::Str) {
                return self.type_error("keywords must be strings".to_owned());
            }
        }
        if def.arity == Arity::Any {
            return Ok(());
        }
        if !args.names.is_empty() {
            let message = format!("{}() takes no keyword arguments", def.name);
            return Err(self.raise(Ty::TypeError, message));
        }
        let message = match def.arity {
            Arity::None if given != 0 => {
                Some(format!("{}() takes no arguments ({given} given)", def.name))
            }
            Arity::One if given != 1 => Some(format!(
                "{}() takes exactly one argument ({given} given)",
                def.name
            )),
            Arity::Range { min, max } => range_message(def.name, given, min, max),
            _ => None,
        };
        match message {
            Some(message) => Err(self.raise(Ty::TypeError, message)),
            None => Ok(()),
        }
    }

    /// A native's way of saying that it pushed a frame becomes a flow.
    #[inline]
    pub(super) fn native_result(&mut self, result: PyResult) -> PyResult<Flow> {
        match result {
            Ok(value) => Ok(Flow::Value(value)),
            Err(Fault::Entered) => Ok(Flow::Entered),
            Err(fault) => Err(fault),
        }
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
    fn keywords_dict(&mut self, args: Args<'_>) -> Option<ObjId> {
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
        let result = match self.enter_recursive(CALLING) {
            Err(fault) => Err(fault),
            Ok(()) => {
                let result = self.tp_call(callable, tuple, kwargs);
                if result == Ok(Flow::Entered) {
                    self.state.heap.frame.after.push(After::Drop {
                        owned: [Some(tuple), kwargs, None],
                        recursive: true,
                    });
                    return result;
                }
                self.leave_recursive();
                result
            }
        };
        self.state.heap.decref(tuple);
        self.state.heap.xdecref(kwargs);
        result
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
        if result == Ok(Flow::Entered) {
            self.state.heap.frame.after.push(After::Drop {
                owned: [None; 3],
                recursive: true,
            });
        } else {
            self.leave_recursive();
        }
        result
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

    /// `class.__new__(subclass, ...)`: the subclass must be one, and its C struct must be set up by
    /// this very `__new__` (`tp_new_wrapper`).
    fn check_new(&mut self, class: ObjId, args: Args<'_>) -> PyResult<()> {
        let name = self.type_title(class);
        let Some(&subclass) = args.pos().first() else {
            return self.type_error(format!("{name}.__new__(): not enough arguments"));
        };
        if self.state.heap.as_type(subclass).is_none() {
            let given = self.state.heap.type_name(subclass);
            return self.type_error(format!(
                "{name}.__new__(X): X is not a type object ({given})"
            ));
        }
        let sub_name = self.type_title(subclass);
        if !self.state.heap.is_subtype(subclass, class) {
            return self.type_error(format!(
                "{name}.__new__({sub_name}): {sub_name} is not a subtype of {name}"
            ));
        }
        let mut native = Some(subclass);
        while let Some(base) = native
            && self.type_slot(base, Slot::New) == SlotImpl::Hook
        {
            native = self.state.heap.as_type(base).and_then(|base| base.tp_base);
        }
        if let Some(base) = native
            && self.type_slot(base, Slot::New) != self.type_slot(class, Slot::New)
        {
            let safe = self.type_title(base);
            return self.type_error(format!(
                "{name}.__new__({sub_name}) is not safe, use {safe}.__new__()"
            ));
        }
        Ok(())
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
                if result == Ok(Flow::Entered) {
                    self.state.heap.frame.after.push(After::Drop {
                        owned: [Some(packed), None, None],
                        recursive: false,
                    });
                } else {
                    self.state.heap.decref(packed);
                }
                result
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

    /// Calls a native with `this` in front of packed arguments.
    pub(super) fn call_native_prepend(
        &mut self,
        native: NativeId,
        this: ObjId,
        tuple: ObjId,
        kwargs: Option<ObjId>,
    ) -> PyResult<Flow> {
        let mut values = ArgList::new(this);
        values.push(this);
        values.extend(self.state.heap.as_tuple(tuple).unwrap_or_default());
        let names = self.unpack_keywords(kwargs, &mut values);
        self.packed_args = Some(tuple);
        let function = self.natives.get(native).function;
        let result = function(
            self,
            Args {
                values: &values,
                names: &names,
            },
        );
        self.native_result(result)
    }

    /// The arguments of the native function at work as a tuple: the one that the call packed them
    /// into, or a new one; a new reference.
    pub fn packed_args(&mut self, items: &[ObjId]) -> ObjId {
        let packed = self.packed_args.take();
        let heap = &mut self.state.heap;
        match packed.filter(|&tuple| heap.is_alive(tuple) && heap.as_tuple(tuple) == Some(items)) {
            Some(tuple) => heap.new_ref(tuple),
            None => heap.new_tuple_of(items),
        }
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
        if result == Ok(Flow::Entered) {
            self.state.heap.frame.after.push(After::Drop {
                owned: [Some(method), None, None],
                recursive: false,
            });
        } else {
            self.state.heap.decref(method);
        }
        result
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

/// `_PyArg_CheckPositional`.
pub(super) fn range_message(name: &str, given: usize, min: u8, max: u8) -> Option<String> {
    let (min, max) = (usize::from(min), usize::from(max));
    let (bound, word) = if given < min {
        (min, if min == max { "" } else { "at least " })
    } else if given > max {
        (max, if min == max { "" } else { "at most " })
    } else {
        return None;
    };
    let plural = if bound == 1 { "" } else { "s" };
    Some(format!(
        "{name} expected {word}{bound} argument{plural}, got {given}"
    ))
}
