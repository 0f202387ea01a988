//! Calling Python functions: a frame, and the arguments put in their places
//! (`_PyFunction_Vectorcall` of `Objects/call.c`, `_PyEval_EvalCodeWithName` of `Python/ceval.c`).

use std::sync::Arc;

use crate::code::flags;
use crate::objects::Ty;
use crate::objects::callable::CodeObject;
use crate::objects::payload::Payload;
use crate::value::ObjId;
use crate::vm::native::Args;
use crate::vm::outcome::Flow;
use crate::vm::{Fault, PyResult, Vm};

/// What a function brings to each call; all borrowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Callee {
    code: ObjId,
    globals: ObjId,
    locals: Option<ObjId>,
    defaults: Option<ObjId>,
    kwdefaults: Option<ObjId>,
    closure: Option<ObjId>,
    name: Option<ObjId>,
    qualname: Option<ObjId>,
}

impl Vm<'_> {
    /// Calls a Python function.
    pub(super) fn call_function(&mut self, function: ObjId, args: Args<'_>) -> PyResult<Flow> {
        let Payload::Function(f) = &self.state.heap.get(function).payload else {
            return Err(Fault::Stop);
        };
        let callee = Callee {
            code: f.code,
            globals: f.globals,
            locals: None,
            defaults: f.defaults,
            kwdefaults: f.kwdefaults,
            closure: f.closure,
            name: Some(f.name),
            qualname: Some(f.qualname),
        };
        let Some(code) = self.code_object(callee.code) else {
            return Err(Fault::Stop);
        };
        self.call_code(callee, &code, args)
    }

    /// Runs code in namespaces (`PyEval_EvalCode`): module and class bodies, `exec`, `eval`.
    pub fn start_code(
        &mut self,
        code: ObjId,
        globals: ObjId,
        locals: ObjId,
        closure: Option<ObjId>,
    ) -> PyResult<Flow> {
        let Some(object) = self.code_object(code) else {
            return Err(Fault::Stop);
        };
        let callee = Callee {
            code,
            globals,
            locals: Some(locals),
            defaults: None,
            kwdefaults: None,
            closure,
            name: None,
            qualname: None,
        };
        self.call_code(callee, &object, Args::positional(&[]))
    }

    /// The payload of a code object.
    pub(super) fn code_object(&self, code: ObjId) -> Option<Arc<CodeObject>> {
        self.state.heap.as_code(code).map(Arc::clone)
    }

    fn call_code(&mut self, callee: Callee, code: &CodeObject, args: Args<'_>) -> PyResult<Flow> {
        /// Flags that say nothing about how arguments are bound (`PyCF_MASK`).
        const FUTURE_FLAGS: u32 = 0x1f_e000;
        const SIMPLE: u32 = flags::CO_OPTIMIZED | flags::CO_NEWLOCALS | flags::CO_NOFREE;
        let co = &code.code;
        let frame = self.new_frame(callee.code, callee.globals, callee.locals);
        let simple = co.co_kwonlyargcount == 0
            && args.names.is_empty()
            && co.co_flags & !FUTURE_FLAGS & !flags::CO_NESTED == SIMPLE
            && callee.locals.is_none();
        if simple && co.co_argcount as usize == args.values.len() {
            self.bind_simple(frame, args.values);
            self.enter_frame(frame)?;
            return Ok(Flow::Entered);
        }
        if let Err(fault) = self.bind(frame, callee, code, args) {
            self.release_frame(frame);
            return Err(fault);
        }
        const SUSPENDABLE: u32 =
            flags::CO_GENERATOR | flags::CO_COROUTINE | flags::CO_ASYNC_GENERATOR;
        if co.co_flags & SUSPENDABLE != 0 {
            return Ok(Flow::Value(self.make_generator(
                frame,
                callee.name,
                callee.qualname,
            )));
        }
        self.enter_frame(frame)?;
        Ok(Flow::Entered)
    }

    /// Exactly as many positional arguments as parameters: they go straight into the locals.
    #[inline]
    fn bind_simple(&mut self, frame: ObjId, values: &[ObjId]) {
        for &value in values {
            self.state.heap.incref(value);
        }
        if let Payload::Frame(Some(payload)) = &mut self.state.heap.get_mut(frame).payload {
            for (slot, &value) in payload.f_localsplus.iter_mut().zip(values) {
                *slot = Some(value);
            }
        }
    }

    /// Puts a value (stolen) into a local of a frame that isn't running yet.
    fn set_local(&mut self, frame: ObjId, index: usize, value: ObjId) {
        if let Payload::Frame(Some(payload)) = &mut self.state.heap.get_mut(frame).payload
            && let Some(slot) = payload.f_localsplus.get_mut(index)
        {
            let old = slot.replace(value);
            self.state.heap.xdecref(old);
        }
    }

    fn get_local(&self, frame: ObjId, index: usize) -> Option<ObjId> {
        match &self.state.heap.get(frame).payload {
            Payload::Frame(Some(payload)) => payload.f_localsplus.get(index).copied().flatten(),
            _ => None,
        }
    }

    /// `_PyEval_EvalCodeWithName`, up to the point where the frame can run.
    fn bind(
        &mut self,
        frame: ObjId,
        callee: Callee,
        code: &CodeObject,
        args: Args<'_>,
    ) -> PyResult<()> {
        let co = &code.code;
        let argcount = co.co_argcount as usize;
        let kwonly = co.co_kwonlyargcount as usize;
        let total = argcount + kwonly;
        let mut kwdict = None;
        let varargs = co.co_flags & flags::CO_VARARGS != 0;
        if co.co_flags & flags::CO_VARKEYWORDS != 0 {
            let dict = self.state.heap.new_dict();
            self.set_local(frame, total + usize::from(varargs), dict);
            kwdict = Some(dict);
        }
        let positional = args.pos();
        for (index, &value) in positional.iter().take(argcount).enumerate() {
            self.state.heap.incref(value);
            self.set_local(frame, index, value);
        }
        if varargs {
            let rest = positional.get(argcount..).unwrap_or_default();
            for &value in rest {
                self.state.heap.incref(value);
            }
            let tuple = self.state.heap.new_tuple(rest.to_vec());
            self.set_local(frame, total, tuple);
        }
        for (name, value) in args.keywords() {
            self.bind_keyword(frame, code, callee, kwdict, name, value)?;
        }
        if positional.len() > argcount && !varargs {
            return Err(self.too_many_positional(frame, code, callee, positional.len()));
        }
        self.bind_defaults(frame, code, callee, positional.len())?;
        self.bind_cells(frame, code, callee);
        Ok(())
    }

    fn function_name(&self, code: &CodeObject, callee: Callee) -> String {
        let _ = callee;
        code.code.co_name.to_lossy()
    }

    /// One keyword argument: a parameter of that name, or `**kwargs`.
    fn bind_keyword(
        &mut self,
        frame: ObjId,
        code: &CodeObject,
        callee: Callee,
        kwdict: Option<ObjId>,
        name: ObjId,
        value: ObjId,
    ) -> PyResult<()> {
        let co = &code.code;
        let posonly = co.co_posonlyargcount as usize;
        let total = (co.co_argcount + co.co_kwonlyargcount) as usize;
        let Some(text) = self.state.heap.as_str(name).cloned() else {
            let function = self.function_name(code, callee);
            return Err(self.raise(
                Ty::TypeError,
                format!("{function}() keywords must be strings"),
            ));
        };
        let place = co
            .co_varnames
            .iter()
            .take(total)
            .skip(posonly)
            .position(|parameter| *parameter == text)
            .map(|index| index + posonly);
        match (place, kwdict) {
            (Some(index), _) => {
                if self.get_local(frame, index).is_some() {
                    let function = self.function_name(code, callee);
                    return Err(self.raise(
                        Ty::TypeError,
                        format!("{function}() got multiple values for argument '{text}'"),
                    ));
                }
                self.state.heap.incref(value);
                self.set_local(frame, index, value);
                Ok(())
            }
            (None, Some(dict)) => self.dict_set(dict, name, value),
            (None, None) => {
                let function = self.function_name(code, callee);
                let by_name: Vec<String> = co
                    .co_varnames
                    .iter()
                    .take(posonly)
                    .filter(|parameter| **parameter == text)
                    .map(|parameter| parameter.to_lossy())
                    .collect();
                if !by_name.is_empty() {
                    return Err(self.raise(
                        Ty::TypeError,
                        format!(
                            "{function}() got some positional-only arguments passed as keyword arguments: '{}'",
                            by_name.join(", ")
                        ),
                    ));
                }
                Err(self.raise(
                    Ty::TypeError,
                    format!("{function}() got an unexpected keyword argument '{text}'"),
                ))
            }
        }
    }

    /// Defaults for what wasn't given, and complaints about what has none.
    fn bind_defaults(
        &mut self,
        frame: ObjId,
        code: &CodeObject,
        callee: Callee,
        given: usize,
    ) -> PyResult<()> {
        let co = &code.code;
        let argcount = co.co_argcount as usize;
        if given < argcount {
            let defaults = callee
                .defaults
                .and_then(|defaults| self.state.heap.as_tuple(defaults))
                .unwrap_or_default()
                .to_vec();
            let required = argcount.saturating_sub(defaults.len());
            let missing: Vec<String> = (given..required)
                .filter(|&index| self.get_local(frame, index).is_none())
                .filter_map(|index| co.co_varnames.get(index))
                .map(|name| format!("'{name}'"))
                .collect();
            if !missing.is_empty() {
                let function = self.function_name(code, callee);
                return Err(self.raise(
                    Ty::TypeError,
                    missing_message(&function, "positional", &missing),
                ));
            }
            let first = given.saturating_sub(required);
            for (offset, &value) in defaults.iter().enumerate().skip(first) {
                let index = required + offset;
                if self.get_local(frame, index).is_none() {
                    self.state.heap.incref(value);
                    self.set_local(frame, index, value);
                }
            }
        }
        let total = argcount + co.co_kwonlyargcount as usize;
        let mut missing = Vec::new();
        for index in argcount..total {
            if self.get_local(frame, index).is_some() {
                continue;
            }
            let Some(text) = co.co_varnames.get(index) else {
                continue;
            };
            let default = match callee.kwdefaults {
                Some(dict) => {
                    let name = self.state.heap.intern(text);
                    let found = self.dict_get(dict, name);
                    self.state.heap.decref(name);
                    found?
                }
                None => None,
            };
            match default {
                Some(value) => {
                    self.state.heap.incref(value);
                    self.set_local(frame, index, value);
                }
                None => missing.push(format!("'{text}'")),
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let function = self.function_name(code, callee);
        Err(self.raise(
            Ty::TypeError,
            missing_message(&function, "keyword-only", &missing),
        ))
    }

    /// New cells (an argument that lives in one moves there), then those of the closure.
    fn bind_cells(&mut self, frame: ObjId, code: &CodeObject, callee: Callee) {
        let co = &code.code;
        let nlocals = co.co_nlocals as usize;
        for index in 0..co.co_cellvars.len() {
            let argument = code.cell2arg.get(index).copied().flatten();
            let value = argument.and_then(|argument| self.take_local(frame, argument as usize));
            let cell = self.state.heap.new_cell(value);
            self.state.heap.xdecref(value);
            self.set_local(frame, nlocals + index, cell);
        }
        let closure = callee
            .closure
            .and_then(|closure| self.state.heap.as_tuple(closure))
            .unwrap_or_default()
            .to_vec();
        for (index, cell) in closure.into_iter().enumerate() {
            self.state.heap.incref(cell);
            self.set_local(frame, nlocals + co.co_cellvars.len() + index, cell);
        }
    }

    fn take_local(&mut self, frame: ObjId, index: usize) -> Option<ObjId> {
        match &mut self.state.heap.get_mut(frame).payload {
            Payload::Frame(Some(payload)) => payload.f_localsplus.get_mut(index)?.take(),
            _ => None,
        }
    }

    /// `too_many_positional`.
    #[cold]
    fn too_many_positional(
        &mut self,
        frame: ObjId,
        code: &CodeObject,
        callee: Callee,
        given: usize,
    ) -> Fault {
        let co = &code.code;
        let argcount = co.co_argcount as usize;
        let kwonly = co.co_kwonlyargcount as usize;
        let kwonly_given = (argcount..argcount + kwonly)
            .filter(|&index| self.get_local(frame, index).is_some())
            .count();
        let defaults = callee
            .defaults
            .and_then(|defaults| self.state.heap.as_tuple(defaults))
            .map_or(0, <[ObjId]>::len);
        let (signature, plural) = if defaults > 0 {
            (format!("from {} to {argcount}", argcount - defaults), true)
        } else {
            (argcount.to_string(), argcount != 1)
        };
        let kwonly_part = if kwonly_given > 0 {
            format!(
                " positional argument{} (and {kwonly_given} keyword-only argument{})",
                if given == 1 { "" } else { "s" },
                if kwonly_given == 1 { "" } else { "s" }
            )
        } else {
            String::new()
        };
        let verb = if given == 1 && kwonly_given == 0 {
            "was"
        } else {
            "were"
        };
        let function = self.function_name(code, callee);
        self.raise(
            Ty::TypeError,
            format!(
                "{function}() takes {signature} positional argument{} but {given}{kwonly_part} {verb} given",
                if plural { "s" } else { "" }
            ),
        )
    }
}

/// `format_missing`: names in quotes, the last two joined by "and".
fn missing_message(function: &str, kind: &str, names: &[String]) -> String {
    let list = match names {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [first @ .., before, last] => {
            format!("{}, {before}, and {last}", first.join(", "))
        }
    };
    format!(
        "{function}() missing {} required {kind} argument{}: {list}",
        names.len(),
        if names.len() == 1 { "" } else { "s" }
    )
}
