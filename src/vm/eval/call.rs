//! Calls (`call_function` and `do_call_core` of `Python/ceval.c`).
//!
//! Callable and arguments stay on the caller's stack until the call returns, as in CPython.

use crate::objects::frame::OnReturn;
use crate::objects::payload::Payload;
use crate::value::ObjId;
use crate::vm::args::ArgList;
use crate::vm::native::Args;
use crate::vm::outcome::Flow;
use crate::vm::{Fault, PyResult, Vm};

/// How many items `PySequence_Tuple` expects of an iterable that doesn't tell (`Objects/abstract.c`).
const DEFAULT_TUPLE_HINT: usize = 10;
/// A hint above this is not believed: a script must not be able to exhaust the host's memory.
const MAX_TUPLE_HINT: usize = 1 << 27;

impl Vm<'_> {
    /// Copies the top `count` values, bottom first; borrowed.
    #[inline]
    fn arguments(&self, count: usize) -> ArgList {
        ArgList::of_slots(self.top_slots(count), self.state.heap.none())
    }

    /// Calls with the top `count` values; they stay on the stack.
    #[inline]
    fn call_with(&mut self, callable: ObjId, count: usize) -> PyResult<Flow> {
        if self.attention == 0 && self.traces_here() {
            let args = self.arguments(count);
            return self.start_call_profiled(callable, Args::positional(&args));
        }
        match self.call_with_stack(callable, count) {
            Some(flow) => flow,
            None => {
                let args = self.arguments(count);
                self.start_call(callable, Args::positional(&args))
            }
        }
    }

    /// Releases the callable and the arguments of a finished call, from the top.
    #[inline]
    pub(super) fn drop_call(&mut self, count: u32) -> PyResult<()> {
        let listening = self.state.heap.listening();
        for _ in 0..count {
            if let Some(value) = self.pop_slot_heard(listening) {
                self.state.heap.decref_heard(listening, value);
                self.settle(&[])?;
            }
        }
        Ok(())
    }

    #[inline(never)]
    pub(super) fn op_call_function(&mut self, count: u32) -> PyResult<Flow> {
        let callable = self.peek(count as usize + 1);
        let result = self.call_with(callable, count as usize);
        self.finish_call(result, count + 1, None)
    }

    /// `call_function`: the profiling function, if there is one, is told of native functions.
    #[inline]
    fn start_call_traced(&mut self, callable: ObjId, args: Args<'_>) -> PyResult<Flow> {
        if self.attention == 0 && self.traces_here() {
            return self.start_call_profiled(callable, args);
        }
        self.start_call(callable, args)
    }

    /// `trace_call_function`.
    #[cold]
    fn start_call_profiled(&mut self, callable: ObjId, args: Args<'_>) -> PyResult<Flow> {
        let heap = &mut self.state.heap;
        let function = match (&heap.get(callable).payload, args.pos().first()) {
            (Payload::BuiltinFunction(_), _) => heap.new_ref(callable),
            (Payload::MethodDescr(method), Some(&this)) => {
                let native = method.native;
                heap.new_builtin(native, Some(this), None)
            }
            _ => return self.start_call(callable, args),
        };
        let result = self.profiled(function, |vm| vm.start_call(callable, args));
        self.state.heap.decref(function);
        result
    }

    /// `C_TRACE`: the profiling function is told of a native function before and after its call.
    fn profiled(
        &mut self,
        function: ObjId,
        call: impl FnOnce(&mut Self) -> PyResult<Flow>,
    ) -> PyResult<Flow> {
        let mut result = match self.profile_native("c_call", function) {
            Ok(()) => call(self),
            Err(fault) => Err(fault),
        };
        let event = match result {
            Ok(Flow::Value(_)) => Some("c_return"),
            Err(Fault::Raised) => Some("c_exception"),
            _ => None,
        };
        if let Some(Err(fault)) = event.map(|event| self.profile_native(event, function)) {
            if let Ok(Flow::Value(value)) = result {
                self.state.heap.decref(value);
            }
            result = Err(fault);
        }
        result
    }

    /// The call is over, or its frame learns what to do when it ends.
    #[inline]
    fn finish_call(
        &mut self,
        result: PyResult<Flow>,
        pop: u32,
        drop: Option<ObjId>,
    ) -> PyResult<Flow> {
        if matches!(result, Ok(Flow::Entered)) {
            self.set_on_return(OnReturn::Call { pop, drop });
        } else {
            let dropped = self.drop_call(pop);
            self.state.heap.xdecref(drop);
            dropped?;
        }
        result
    }

    #[inline(never)]
    pub(super) fn op_call_method(&mut self, count: u32) -> PyResult<Flow> {
        let base = count as usize + 2;
        match self.peek_slot(base) {
            // NULL, callable, arguments.
            None => {
                let callable = self.peek(count as usize + 1);
                let result = self.call_with(callable, count as usize);
                self.finish_call(result, count + 2, None)
            }
            // Method, self, arguments.
            Some(method) => {
                let result = self.call_with(method, count as usize + 1);
                self.finish_call(result, count + 2, None)
            }
        }
    }

    #[inline(never)]
    pub(super) fn op_call_function_kw(&mut self, count: u32) -> PyResult<Flow> {
        let names = self.pop();
        let keywords = self.state.heap.as_tuple(names).unwrap_or_default().to_vec();
        let values = self.arguments(count as usize);
        let callable = self.peek(count as usize + 1);
        let args = Args {
            values: &values,
            names: &keywords,
        };
        let result = self.start_call_traced(callable, args);
        self.finish_call(result, count + 1, Some(names))
    }

    /// `f(*args, **kwargs)`: the arguments become a tuple, the keywords a dict.
    #[inline(never)]
    pub(super) fn op_call_function_ex(&mut self, arg: u32) -> PyResult<Flow> {
        let keywords = arg & 1 != 0;
        let base = usize::from(keywords);
        if keywords {
            self.keywords_to_dict()?;
        }
        self.arguments_to_tuple(base)?;
        let kwargs = keywords.then(|| self.peek(1));
        let args = self.peek(base + 1);
        let callable = self.peek(base + 2);
        if let Some(kwargs) = kwargs {
            self.check_keywords_are_strings(callable, kwargs)?;
        }
        let profiled = self.attention == 0
            && self.traces_here()
            && matches!(
                self.state.heap.get(callable).payload,
                Payload::BuiltinFunction(_)
            );
        let result = match profiled {
            true => self.profiled(callable, |vm| vm.start_call_tuple(callable, args, kwargs)),
            false => self.start_call_tuple(callable, args, kwargs),
        };
        if result == Ok(Flow::Entered) {
            self.set_on_return(OnReturn::CallEx { keywords });
        } else {
            self.drop_call_ex(keywords);
        }
        result
    }

    /// Releases the callable, the arguments and the keywords, in this order.
    pub(super) fn drop_call_ex(&mut self, keywords: bool) {
        let kwargs = if keywords { self.pop_slot() } else { None };
        let args = self.pop_slot();
        let callable = self.pop_slot();
        self.state.heap.xdecref(callable);
        self.state.heap.xdecref(args);
        self.state.heap.xdecref(kwargs);
    }

    /// The keys of a `**` dict must be strings; Python functions say so in words of their own.
    fn check_keywords_are_strings(&mut self, callable: ObjId, kwargs: ObjId) -> PyResult<()> {
        if matches!(
            self.state.heap.get(callable).payload,
            Payload::Function(_) | Payload::BoundMethod(_)
        ) {
            return Ok(());
        }
        let mut pos = 0;
        while let Some((key, ..)) = self.state.heap.dict_entry_next(kwargs, &mut pos) {
            if !self.state.heap.is_instance(key, crate::objects::Ty::Str) {
                return self.type_error("keywords must be strings".to_owned());
            }
        }
        Ok(())
    }

    fn keywords_to_dict(&mut self) -> PyResult<()> {
        let kwargs = self.peek(1);
        if self.state.heap.is_exact(kwargs, crate::objects::Ty::Dict) {
            return Ok(());
        }
        let dict = self.state.heap.new_dict();
        if let Err(fault) = self.dict_update(dict, kwargs) {
            self.state.heap.decref(dict);
            if self.pending_is(crate::objects::Ty::AttributeError) {
                self.clear_exception();
                let function = self.peek(3);
                let title = self.function_title(function);
                let given = self.state.heap.type_name(kwargs);
                return self.type_error(format!(
                    "{title} argument after ** must be a mapping, not {given}"
                ));
            }
            return Err(fault);
        }
        self.poke(1, Some(dict));
        self.state.heap.decref(kwargs);
        Ok(())
    }

    fn arguments_to_tuple(&mut self, base: usize) -> PyResult<()> {
        let args = self.peek(base + 1);
        if self.state.heap.is_exact(args, crate::objects::Ty::Tuple) {
            return Ok(());
        }
        let function = self.peek(base + 2);
        match self.sequence_tuple(args) {
            Ok(tuple) => {
                self.poke(base + 1, Some(tuple));
                self.state.heap.decref(args);
                Ok(())
            }
            Err(fault) => {
                if self.pending_is(crate::objects::Ty::TypeError) {
                    self.check_args_iterable(function, args);
                }
                Err(fault)
            }
        }
    }

    /// `PySequence_Tuple`: any iterable as a tuple; a new reference.
    pub fn sequence_tuple(&mut self, iterable: ObjId) -> PyResult {
        if let Payload::List(list) = &self.state.heap.get(iterable).payload {
            let items = list.items.clone();
            if self.state.heap.is_exact(iterable, crate::objects::Ty::List) {
                for &item in &items {
                    self.state.heap.incref(item);
                }
                return Ok(self.state.heap.new_tuple(items));
            }
        }
        if self
            .state
            .heap
            .is_exact(iterable, crate::objects::Ty::Tuple)
        {
            return Ok(self.state.heap.new_ref(iterable));
        }
        let iterator = self.iter(iterable)?;
        let tuple = self.tuple_from(iterable, iterator);
        self.state.heap.decref(iterator);
        tuple
    }

    /// A tuple of what an iterator gives. Its memory is taken beforehand, for as many items as the
    /// iterable says, and grows by a quarter.
    fn tuple_from(&mut self, iterable: ObjId, iterator: ObjId) -> PyResult {
        let hint = self.length_hint(iterable, DEFAULT_TUPLE_HINT)?;
        let hint = hint.min(MAX_TUPLE_HINT);
        let mut block = self.state.heap.begin_tuple(hint);
        let (mut items, mut room) = (Vec::new(), hint);
        loop {
            match self.next(iterator) {
                Ok(Some(item)) => {
                    if items.len() == room {
                        room += 10;
                        room += room >> 2;
                        block = self.state.heap.resize_tuple(block, room);
                    }
                    items.push(item);
                }
                Ok(None) => return Ok(self.state.heap.finish_tuple(block, items)),
                Err(fault) => {
                    self.state.heap.decref_all(items);
                    self.state.heap.cancel_tuple(block);
                    return Err(fault);
                }
            }
        }
    }
}
