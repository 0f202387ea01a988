//! Calling Python functions: a frame, and the arguments put in their places
//! (`_PyFunction_Vectorcall` of `Objects/call.c`, `_PyEval_EvalCodeWithName` of `Python/ceval.c`).

use std::sync::Arc;

use crate::code::flags;
use crate::objects::Ty;
use crate::objects::callable::CodeObject;
use crate::objects::payload::Payload;
use crate::value::{ObjId, PyStr};
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
        let Some(code) = self.state.heap.as_code(callee.code) else {
            return Err(Fault::Stop);
        };
        if args.names.is_empty() && code.fastcall_args == Some(args.values.len()) {
            let (frame, mut payload) = self.new_frame(callee.code, callee.globals, None)?;
            for (slot, &value) in payload.f_localsplus.iter_mut().zip(args.values) {
                self.state.heap.incref(value);
                *slot = Some(value);
            }
            self.enter_frame(frame, payload)?;
            return Ok(Flow::Entered);
        }
        let code = Arc::clone(code);
        self.call_code(callee, &code, args)
    }

    /// Calls a Python function with the top `count` values of the stack, if they are its parameters as
    /// they stand; none if there is more to be done, or it is no function.
    #[inline]
    pub(super) fn call_with_stack(
        &mut self,
        function: ObjId,
        count: usize,
    ) -> Option<PyResult<Flow>> {
        let Payload::Function(f) = &self.state.heap.get(function).payload else {
            return None;
        };
        let (code, globals) = (f.code, f.globals);
        if self.state.heap.as_code(code)?.fastcall_args != Some(count) {
            return None;
        }
        Some(self.enter_with_stack(code, globals, count))
    }

    fn enter_with_stack(&mut self, code: ObjId, globals: ObjId, count: usize) -> PyResult<Flow> {
        let (frame, mut payload) = self.new_frame(code, globals, None)?;
        if let Some(locals) = payload.f_localsplus.get_mut(..count) {
            locals.copy_from_slice(self.top_slots(count));
            for &value in locals.iter().flatten() {
                self.state.heap.incref(value);
            }
        }
        self.enter_frame(frame, payload)?;
        Ok(Flow::Entered)
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
        const SUSPENDABLE: u32 =
            flags::CO_GENERATOR | flags::CO_COROUTINE | flags::CO_ASYNC_GENERATOR;
        let (frame, mut payload) = self.new_frame(callee.code, callee.globals, callee.locals)?;
        if let Err(fault) = self.bind(&mut payload.f_localsplus, callee, code, args) {
            self.put_payload(frame, payload);
            self.release_frame(frame);
            return Err(fault);
        }
        if code.code.co_flags & SUSPENDABLE != 0 {
            self.put_payload(frame, payload);
            return Ok(Flow::Value(self.make_generator(
                frame,
                callee.name,
                callee.qualname,
            )));
        }
        self.enter_frame(frame, payload)?;
        Ok(Flow::Entered)
    }

    /// Puts a value, counted anew, into an empty local.
    #[inline]
    fn bind_local(&mut self, locals: &mut [Option<ObjId>], index: usize, value: ObjId) {
        if let Some(slot) = locals.get_mut(index) {
            self.state.heap.incref(value);
            *slot = Some(value);
        }
    }

    /// `_PyEval_EvalCodeWithName`, up to the point where the frame can run.
    fn bind(
        &mut self,
        locals: &mut [Option<ObjId>],
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
            if let Some(slot) = locals.get_mut(total + usize::from(varargs)) {
                *slot = Some(dict);
            }
            kwdict = Some(dict);
        }
        let positional = args.pos();
        for (index, &value) in positional.iter().take(argcount).enumerate() {
            self.bind_local(locals, index, value);
        }
        if varargs {
            let rest = positional.get(argcount..).unwrap_or_default();
            for &value in rest {
                self.state.heap.incref(value);
            }
            let tuple = self.state.heap.new_tuple(rest.to_vec());
            if let Some(slot) = locals.get_mut(total) {
                *slot = Some(tuple);
            }
        }
        for (name, value) in args.keywords() {
            self.bind_keyword(locals, code, callee, kwdict, (name, value), args)?;
        }
        if positional.len() > argcount && !varargs {
            return Err(self.too_many_positional(locals, code, callee, positional.len()));
        }
        self.bind_defaults(locals, code, callee, positional.len())?;
        self.bind_cells(locals, code, callee);
        Ok(())
    }

    fn function_name(&self, code: &CodeObject, callee: Callee) -> String {
        let _ = callee;
        code.code.co_name.to_lossy()
    }

    /// One keyword argument: a parameter of that name, or `**kwargs`.
    fn bind_keyword(
        &mut self,
        locals: &mut [Option<ObjId>],
        code: &CodeObject,
        callee: Callee,
        kwdict: Option<ObjId>,
        (name, value): (ObjId, ObjId),
        args: Args<'_>,
    ) -> PyResult<()> {
        let co = &code.code;
        let posonly = co.co_posonlyargcount as usize;
        let total = (co.co_argcount + co.co_kwonlyargcount) as usize;
        // Names are interned: nearly always the very object tells.
        let same = self
            .state
            .heap
            .as_tuple(code.co_varnames)
            .and_then(|names| names.get(posonly..total))
            .and_then(|names| names.iter().position(|&parameter| parameter == name));
        if let Some(index) = same.map(|index| index + posonly)
            && is_unset(locals, index)
        {
            self.bind_local(locals, index, value);
            return Ok(());
        }
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
                if !is_unset(locals, index) {
                    let function = self.function_name(code, callee);
                    return Err(self.raise(
                        Ty::TypeError,
                        format!("{function}() got multiple values for argument '{text}'"),
                    ));
                }
                self.bind_local(locals, index, value);
                Ok(())
            }
            (None, Some(dict)) => self.dict_set(dict, name, value),
            (None, None) => {
                let function = self.function_name(code, callee);
                let by_name: Vec<String> = co
                    .co_varnames
                    .iter()
                    .take(posonly)
                    .filter(|parameter| {
                        let heap = &self.state.heap;
                        let mut given = args.keywords();
                        given.any(|(name, _)| heap.as_str(name) == Some(parameter))
                    })
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
        locals: &mut [Option<ObjId>],
        code: &CodeObject,
        callee: Callee,
        given: usize,
    ) -> PyResult<()> {
        let co = &code.code;
        let argcount = co.co_argcount as usize;
        if given < argcount {
            let count = callee
                .defaults
                .and_then(|defaults| self.state.heap.as_tuple(defaults))
                .map_or(0, <[ObjId]>::len);
            let required = argcount.saturating_sub(count);
            let missing: Vec<String> = (given..required)
                .filter(|&index| is_unset(locals, index))
                .filter_map(|index| co.co_varnames.get(index))
                .map(|name| format!("'{name}'"))
                .collect();
            if !missing.is_empty() {
                let function = self.function_name(code, callee);
                return Err(self.raise_missing(&function, "positional", &missing));
            }
            for index in given.max(required)..argcount {
                let default = callee
                    .defaults
                    .and_then(|defaults| self.state.heap.as_tuple(defaults))
                    .and_then(|defaults| defaults.get(index - required))
                    .copied();
                if let Some(default) = default
                    && is_unset(locals, index)
                {
                    self.bind_local(locals, index, default);
                }
            }
        }
        let total = argcount + co.co_kwonlyargcount as usize;
        let mut missing = Vec::new();
        for index in argcount..total {
            if !is_unset(locals, index) {
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
                Some(value) => self.bind_local(locals, index, value),
                None => missing.push(format!("'{text}'")),
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let function = self.function_name(code, callee);
        Err(self.raise_missing(&function, "keyword-only", &missing))
    }

    /// `missing_arguments`: the names are gathered in a list before the message is made of them.
    #[cold]
    fn raise_missing(&mut self, function: &str, kind: &str, names: &[String]) -> Fault {
        let texts: Vec<ObjId> = names
            .iter()
            .map(|name| self.state.heap.new_str(PyStr::new(name)))
            .collect();
        let list = self.state.heap.new_list(texts);
        let fault = self.raise(Ty::TypeError, missing_message(function, kind, names));
        self.state.heap.decref(list);
        fault
    }

    /// New cells (an argument that lives in one moves there), then those of the closure.
    fn bind_cells(&mut self, locals: &mut [Option<ObjId>], code: &CodeObject, callee: Callee) {
        let co = &code.code;
        let nlocals = co.co_nlocals as usize;
        for index in 0..co.co_cellvars.len() {
            let argument = code.cell2arg.get(index).copied().flatten();
            let value = argument
                .and_then(|argument| locals.get_mut(argument as usize))
                .and_then(Option::take);
            let cell = self.state.heap.new_cell(value);
            self.state.heap.xdecref(value);
            if let Some(slot) = locals.get_mut(nlocals + index) {
                *slot = Some(cell);
            }
        }
        let Some(closure) = callee.closure else {
            return;
        };
        let first = nlocals + co.co_cellvars.len();
        for index in 0..co.co_freevars.len() {
            let cell = self
                .state
                .heap
                .as_tuple(closure)
                .and_then(|cells| cells.get(index))
                .copied();
            if let Some(cell) = cell {
                self.bind_local(locals, first + index, cell);
            }
        }
    }

    /// `too_many_positional`.
    #[cold]
    fn too_many_positional(
        &mut self,
        locals: &mut [Option<ObjId>],
        code: &CodeObject,
        callee: Callee,
        given: usize,
    ) -> Fault {
        let co = &code.code;
        let argcount = co.co_argcount as usize;
        let kwonly = co.co_kwonlyargcount as usize;
        let kwonly_given = (argcount..argcount + kwonly)
            .filter(|&index| !is_unset(locals, index))
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

/// Whether a local has no value yet.
#[inline]
fn is_unset(locals: &[Option<ObjId>], index: usize) -> bool {
    locals.get(index).copied().flatten().is_none()
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
