//! Displays, comprehensions, f-strings and functions.

use crate::objects::Ty;
use crate::objects::payload::Payload;
use crate::value::{ObjId, PyStr};
use crate::vm::identifier::Identifier;
use crate::vm::{Fault, PyResult, Vm};

impl Vm<'_> {
    #[inline(never)]
    pub(super) fn build_tuple(&mut self, count: u32) {
        let items = self.pop_many(count as usize);
        let tuple = self.state.heap.new_tuple(items);
        self.push(tuple);
    }

    #[inline(never)]
    pub(super) fn build_list(&mut self, count: u32) {
        let items = self.pop_many(count as usize);
        let list = self.state.heap.new_list(items);
        self.push(list);
    }

    #[inline(never)]
    pub(super) fn build_set(&mut self, count: u32) -> PyResult<()> {
        let set = self.state.heap.new_set(false);
        let count = count as usize;
        let mut result = Ok(());
        for depth in (1..=count).rev() {
            let item = self.peek(depth);
            if result.is_ok() {
                result = self.set_add(set, item);
            }
            self.poke(depth, None);
            self.state.heap.decref(item);
        }
        self.drop_slots(count);
        match result {
            Ok(()) => {
                self.push(set);
                Ok(())
            }
            Err(fault) => {
                self.state.heap.decref(set);
                Err(fault)
            }
        }
    }

    /// Takes slots off the stack, releasing them from the top.
    fn drop_slots(&mut self, count: usize) {
        for _ in 0..count {
            let slot = self.pop_slot();
            self.state.heap.xdecref(slot);
        }
    }

    #[inline(never)]
    pub(super) fn build_map(&mut self, count: u32) -> PyResult<()> {
        let count = count as usize;
        let dict = self.state.heap.new_dict_presized(count);
        for pair in (1..=count).rev() {
            let (key, value) = (self.peek(2 * pair), self.peek(2 * pair - 1));
            if let Err(fault) = self.dict_set(dict, key, value) {
                self.state.heap.decref(dict);
                return Err(fault);
            }
        }
        self.drop_slots(2 * count);
        self.push(dict);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn build_const_key_map(&mut self, count: u32) -> PyResult<()> {
        let count = count as usize;
        let keys = self.peek(1);
        let names = self.state.heap.as_tuple(keys).unwrap_or_default().to_vec();
        if names.len() != count {
            return Err(self.raise(Ty::SystemError, "bad BUILD_CONST_KEY_MAP keys argument"));
        }
        let dict = self.state.heap.new_dict_presized(count);
        for (index, &key) in names.iter().enumerate() {
            let value = self.peek(count + 1 - index);
            if let Err(fault) = self.dict_set(dict, key, value) {
                self.state.heap.decref(dict);
                return Err(fault);
            }
        }
        self.drop_slots(count + 1);
        self.push(dict);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn build_string(&mut self, count: u32) -> PyResult<()> {
        let count = count as usize;
        let parts: Vec<ObjId> = self.top_slots(count).iter().copied().flatten().collect();
        let joined = match parts.as_slice() {
            [one] => {
                self.state.heap.incref(*one);
                *one
            }
            parts => {
                let texts: Vec<PyStr> = parts
                    .iter()
                    .filter_map(|&part| self.state.heap.as_str(part).cloned())
                    .collect();
                let text = concat(&texts);
                self.state.heap.new_str(text)
            }
        };
        self.drop_slots(count);
        self.push(joined);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn build_slice(&mut self, count: u32) {
        let step = if count == 3 { Some(self.pop()) } else { None };
        let stop = self.pop();
        let start = self.pop();
        let none = self.state.heap.none();
        let slice = self.state.heap.new_slice(start, stop, step.unwrap_or(none));
        self.state.heap.decref(start);
        self.state.heap.decref(stop);
        self.state.heap.xdecref(step);
        self.push(slice);
    }

    /// `[*a, *b]`, `(*a, *b)` and the arguments of `f(*a, *b)`.
    #[inline(never)]
    pub(super) fn build_list_unpack(
        &mut self,
        count: u32,
        to_tuple: bool,
        with_call: bool,
    ) -> PyResult<()> {
        let count = count as usize;
        let sum = self.state.heap.new_list(Vec::new());
        for depth in (1..=count).rev() {
            let part = self.peek(depth);
            if let Err(fault) = self.list_extend(sum, part) {
                if with_call && self.pending_is(Ty::TypeError) {
                    self.check_args_iterable(self.peek(count + 1), part);
                }
                self.state.heap.decref(sum);
                return Err(fault);
            }
        }
        let result = if to_tuple {
            let items = self
                .state
                .heap
                .as_list(sum)
                .map(|list| list.items.clone())
                .unwrap_or_default();
            for &item in &items {
                self.state.heap.incref(item);
            }
            let tuple = self.state.heap.new_tuple(items);
            self.state.heap.decref(sum);
            tuple
        } else {
            sum
        };
        self.drop_slots(count);
        self.push(result);
        Ok(())
    }

    /// The argument behind `*` isn't iterable: says so in the function's name.
    pub(super) fn check_args_iterable(&mut self, function: ObjId, args: ObjId) {
        if self.has_slot(args, crate::objects::Slot::Iter) || self.is_sequence(args) {
            return;
        }
        self.clear_exception();
        let function = self.function_title(function);
        let given = self.state.heap.type_name(args);
        self.raise(
            Ty::TypeError,
            format!("{function} argument after * must be an iterable, not {given}"),
        );
    }

    /// A callable in a message: `f()` (`PyEval_GetFuncName`, `PyEval_GetFuncDesc`).
    pub(super) fn function_title(&mut self, function: ObjId) -> String {
        match &self.state.heap.get(function).payload {
            Payload::BoundMethod(method) => {
                let inner = method.im_func;
                self.function_title(inner)
            }
            Payload::Function(f) => format!("{}()", self.name_text(f.name)),
            Payload::BuiltinFunction(f) => format!("{}()", self.natives.get(f.native).name),
            _ => format!("{} object", self.state.heap.type_name(function)),
        }
    }

    #[inline(never)]
    pub(super) fn build_set_unpack(&mut self, count: u32) -> PyResult<()> {
        let count = count as usize;
        let set = self.state.heap.new_set(false);
        for depth in (1..=count).rev() {
            let part = self.peek(depth);
            if let Err(fault) = self.set_update(set, part) {
                self.state.heap.decref(set);
                return Err(fault);
            }
        }
        self.drop_slots(count);
        self.push(set);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn build_map_unpack(&mut self, count: u32) -> PyResult<()> {
        let count = count as usize;
        let sum = self.state.heap.new_dict();
        for depth in (1..=count).rev() {
            let part = self.peek(depth);
            if let Err(fault) = self.dict_update(sum, part) {
                if self.pending_is(Ty::AttributeError) {
                    self.clear_exception();
                    let given = self.state.heap.type_name(part);
                    self.raise(Ty::TypeError, format!("'{given}' object is not a mapping"));
                }
                self.state.heap.decref(sum);
                return Err(fault);
            }
        }
        self.drop_slots(count);
        self.push(sum);
        Ok(())
    }

    /// The keywords of `f(**a, **b)`; a name may come once.
    #[inline(never)]
    pub(super) fn build_map_unpack_with_call(&mut self, count: u32) -> PyResult<()> {
        let count = count as usize;
        let sum = self.state.heap.new_dict();
        for depth in (1..=count).rev() {
            let part = self.peek(depth);
            let function = self.peek(count + 2);
            if let Err(fault) = self.dict_merge_once(sum, part, function) {
                self.state.heap.decref(sum);
                return Err(fault);
            }
        }
        self.drop_slots(count);
        self.push(sum);
        Ok(())
    }

    /// `_PyDict_MergeEx` with its errors as a call shows them (`format_kwargs_error`).
    fn dict_merge_once(&mut self, sum: ObjId, part: ObjId, function: ObjId) -> PyResult<()> {
        if self.state.heap.as_dict(part).is_none() {
            let scratch = self.state.heap.new_dict();
            let result = self.dict_update(scratch, part);
            if let Err(fault) = result {
                self.state.heap.decref(scratch);
                if self.pending_is(Ty::AttributeError) {
                    self.clear_exception();
                    let title = self.function_title(function);
                    let given = self.state.heap.type_name(part);
                    self.raise(
                        Ty::TypeError,
                        format!("{title} argument after ** must be a mapping, not {given}"),
                    );
                }
                return Err(fault);
            }
            let result = self.dict_merge_once(sum, scratch, function);
            self.state.heap.decref(scratch);
            return result;
        }
        let mut pos = 0;
        while let Some((key, value, _)) = self.state.heap.dict_entry_next(part, &mut pos) {
            if !self.state.heap.is_instance(key, Ty::Str) {
                let title = self.function_title(function);
                return Err(self.raise(Ty::TypeError, format!("{title} keywords must be strings")));
            }
            if self.dict_get(sum, key)?.is_some() {
                let title = self.function_title(function);
                let name = self.name_text(key);
                return Err(self.raise(
                    Ty::TypeError,
                    format!("{title} got multiple values for keyword argument '{name}'"),
                ));
            }
            self.dict_set(sum, key, value)?;
        }
        Ok(())
    }

    /// `FORMAT_VALUE`: conversion, then `format`.
    #[inline(never)]
    pub(super) fn format_value(&mut self, arg: u32) -> PyResult<()> {
        /// `FVS_MASK` and `FVS_HAVE_SPEC` (`Python/ceval.c`).
        const FVC_MASK: u32 = 0x3;
        const FVS_HAVE_SPEC: u32 = 0x4;
        let spec = (arg & FVS_HAVE_SPEC != 0).then(|| self.pop());
        let mut value = self.pop();
        let converted = match arg & FVC_MASK {
            1 => Some(self.str_object(value)),
            2 => Some(self.repr_object(value)),
            3 => Some(self.ascii(value).map(|text| self.state.heap.new_str(text))),
            _ => None,
        };
        if let Some(converted) = converted {
            self.state.heap.decref(value);
            match converted {
                Ok(new) => value = new,
                Err(fault) => {
                    self.state.heap.xdecref(spec);
                    return Err(fault);
                }
            }
        }
        if self.state.heap.is_exact(value, Ty::Str) && spec.is_none() {
            self.push(value);
            return Ok(());
        }
        let result = self.format_object(value, spec);
        self.state.heap.decref(value);
        self.state.heap.xdecref(spec);
        self.push(result?);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn list_append(&mut self, depth: u32) -> PyResult<()> {
        let value = self.pop();
        let list = self.peek(depth as usize);
        self.state.heap.list_append(list, value);
        self.state.heap.decref(value);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn op_set_add(&mut self, depth: u32) -> PyResult<()> {
        let value = self.pop();
        let set = self.peek(depth as usize);
        let result = self.set_add(set, value);
        self.state.heap.decref(value);
        result
    }

    #[inline(never)]
    pub(super) fn map_add(&mut self, depth: u32) -> PyResult<()> {
        let value = self.pop();
        let key = self.pop();
        let dict = self.peek(depth as usize);
        let result = self.dict_set(dict, key, value);
        self.state.heap.decref(value);
        self.state.heap.decref(key);
        result
    }

    /// `MAKE_FUNCTION`: closure, annotations, keyword defaults and defaults come off the stack.
    #[inline(never)]
    pub(super) fn make_function(&mut self, arg: u32) {
        let qualname = self.pop();
        let code = self.pop();
        let globals = self.state.heap.frame.f_globals;
        let function = self.state.heap.new_function(code, globals);
        self.state.heap.decref(code);
        let closure = (arg & 0x08 != 0).then(|| self.pop());
        let annotations = (arg & 0x04 != 0).then(|| self.pop());
        let kwdefaults = (arg & 0x02 != 0).then(|| self.pop());
        let defaults = (arg & 0x01 != 0).then(|| self.pop());
        let mut old = None;
        if let Payload::Function(f) = &mut self.state.heap.get_mut(function).payload {
            old = Some(std::mem::replace(&mut f.qualname, qualname));
            f.closure = closure;
            f.annotations = annotations;
            f.kwdefaults = kwdefaults;
            f.defaults = defaults;
        }
        self.state.heap.xdecref(old);
        self.push(function);
    }

    /// `PRINT_EXPR`: what the interactive interpreter shows (`sys.displayhook`).
    #[inline(never)]
    pub(super) fn print_expr(&mut self) -> PyResult<()> {
        let value = self.pop();
        let name = self.identifier(Identifier::PrintExprDisplayhook);
        let hook = self.state.heap.dict_get_str(self.state.sysdict, name);
        let result = match hook {
            Some(hook) => self.call(hook, &[value]),
            None => Err(self.raise(Ty::RuntimeError, "lost sys.displayhook")),
        };
        self.state.heap.decref(value);
        let shown = result?;
        self.state.heap.decref(shown);
        Ok(())
    }

    /// A fault that Python can see as it is.
    pub(in crate::vm) fn type_error<T>(&mut self, message: String) -> PyResult<T> {
        let fault: Fault = self.raise(Ty::TypeError, message);
        Err(fault)
    }
}

/// Joins texts.
fn concat(texts: &[PyStr]) -> PyStr {
    if texts.iter().all(PyStr::is_ascii) {
        let mut bytes = Vec::with_capacity(texts.iter().map(PyStr::len).sum());
        for text in texts {
            if let Some(ascii) = text.as_ascii() {
                bytes.extend_from_slice(ascii.as_bytes());
            }
        }
        return PyStr::from_latin1(bytes);
    }
    let points: Vec<u32> = texts.iter().flat_map(PyStr::code_points).collect();
    PyStr::from_code_points(&points)
}
