//! Calling what is written in Rust, as CPython calls what is written in C: how arguments are packed
//! and counted (`Objects/methodobject.c`, `tp_new_wrapper` of `Objects/typeobject.c`).

use crate::objects::frame::After;
use crate::objects::{Slot, SlotImpl, Ty};
use crate::value::{NativeId, ObjId};
use crate::vm::args::ArgList;
use crate::vm::call::CALLING;
use crate::vm::native::{Args, Arity, NativeDef, NativeKind};
use crate::vm::outcome::Flow;
use crate::vm::{Fault, PyResult, Vm};

impl Vm<'_> {
    /// Calls a method that wants its arguments as a tuple (`_PyMethodDef_RawFastCallKeywords`); the
    /// first of them is the object.
    pub(super) fn call_method_varargs(
        &mut self,
        native: NativeId,
        args: Args<'_>,
    ) -> PyResult<Flow> {
        let packed = args.pos().get(1..).unwrap_or_default();
        let tuple = self.state.heap.new_tuple_of(packed);
        let kwargs = self.keywords_dict(args);
        self.packed_args = Some(tuple);
        let result = self.call_native(native, args, 1);
        self.end_call(result, [Some(tuple), kwargs, None], false)
    }

    /// Calls a built-in function with packed arguments (`cfunction_call_varargs`); borrowed.
    pub(super) fn cfunction_call_varargs(
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
        self.end_call(result, [Some(packed), None, None], false)
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
