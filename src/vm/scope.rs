//! What running code can ask about itself: its namespaces, its depth; and code run on request
//! (`PyEval_GetLocals`, `PyFrame_FastToLocalsWithError`, `PyEval_EvalCode`).

use crate::code::flags;
use crate::objects::Ty;
use crate::objects::frame::After;
use crate::objects::payload::{Iter, Payload};
use crate::value::ObjId;
use crate::vm::outcome::Flow;
use crate::vm::{Fault, PyResult, Vm};

impl Vm<'_> {
    /// A name of `builtins`; a new reference.
    pub fn builtin(&mut self, name: &str) -> Option<ObjId> {
        let name = self.state.heap.intern_str(name);
        let found = self.state.heap.dict_get_str(self.state.builtins, name);
        self.state.heap.decref(name);
        if let Some(found) = found {
            self.state.heap.incref(found);
        }
        found
    }

    /// `globals()`; borrowed.
    pub fn current_globals(&self) -> ObjId {
        match self.state.heap.frame_id {
            Some(_) => self.state.heap.frame.f_globals,
            None => self.state.builtins,
        }
    }

    /// `locals()`; borrowed.
    pub fn current_locals(&mut self) -> PyResult {
        match self.state.heap.frame_id {
            Some(frame) => self.frame_locals(frame),
            None => Err(self.raise(Ty::SystemError, "frame does not exist")),
        }
    }

    /// `frame.f_locals`: for functions a dict made of the fast locals; borrowed.
    pub fn frame_locals(&mut self, frame: ObjId) -> PyResult {
        let Some(payload) = self.state.heap.as_frame(frame) else {
            return Err(self.raise(Ty::SystemError, "not a frame"));
        };
        let existing = payload.f_locals;
        let code = std::sync::Arc::clone(&payload.code);
        let slots = payload.f_localsplus.clone();
        let locals = match existing {
            Some(locals) => locals,
            None => {
                let locals = self.state.heap.new_dict();
                if let Some(payload) = self.state.heap.as_frame_mut(frame) {
                    payload.f_locals = Some(locals);
                }
                locals
            }
        };
        let co = &code.code;
        let nlocals = co.co_nlocals as usize;
        for (name, slot) in co.co_varnames.iter().zip(slots.iter().take(nlocals)) {
            self.set_or_delete(locals, name, *slot)?;
        }
        let optimized = co.co_flags & flags::CO_OPTIMIZED != 0;
        let frees: &[_] = if optimized { &co.co_freevars } else { &[] };
        for (name, slot) in co
            .co_cellvars
            .iter()
            .chain(frees)
            .zip(slots.iter().skip(nlocals))
        {
            let value = slot.and_then(|cell| match self.state.heap.get(cell).payload {
                Payload::Cell(contents) => contents,
                _ => None,
            });
            self.set_or_delete(locals, name, value)?;
        }
        Ok(locals)
    }

    /// Mirrors one variable in a namespace.
    fn set_or_delete(
        &mut self,
        namespace: ObjId,
        name: &crate::value::PyStr,
        value: Option<ObjId>,
    ) -> PyResult<()> {
        let name = self.state.heap.intern(name);
        let result = match value {
            Some(value) => self.set_item(namespace, name, value),
            None => match self.del_item(namespace, name) {
                Err(_) if self.catch(Ty::KeyError) => Ok(()),
                result => result,
            },
        };
        self.state.heap.decref(name);
        result
    }

    /// Runs code in namespaces; its frame runs in the loop.
    pub fn run_code(&mut self, code: ObjId, globals: ObjId, locals: ObjId) -> PyResult {
        let flow = self.start_code(code, globals, locals, None);
        self.value_or_entered(flow)
    }

    /// The same for its effect: what comes of it is None (`builtin_exec_impl`).
    pub fn exec_code(&mut self, code: ObjId, globals: ObjId, locals: ObjId) -> PyResult {
        match self.start_code(code, globals, locals, None)? {
            Flow::Value(value) => {
                self.state.heap.decref(value);
                Ok(self.state.heap.none_ref())
            }
            Flow::Entered => {
                self.state.heap.frame.after.push(After::Nothing);
                Err(Fault::Entered)
            }
        }
    }

    /// What a C function has left to do when its call is over: at once, or once the frame that the
    /// call pushed is left. It drops the references it held, and goes up a level if it went down
    /// one (`recursive`).
    pub(super) fn end_call(
        &mut self,
        result: PyResult<Flow>,
        owned: [Option<ObjId>; 3],
        recursive: bool,
    ) -> PyResult<Flow> {
        let rest = After::Drop { owned, recursive };
        if result == Ok(Flow::Entered) {
            self.state.heap.frame.after.push(rest);
            return result;
        }
        self.finish_after(rest, result)
    }

    /// References that a C function holds while it calls go when the call is over.
    pub fn drop_after(&mut self, result: PyResult, [first, second]: [ObjId; 2]) -> PyResult {
        let result = self.native_result(result);
        let result = self.end_call(result, [Some(first), Some(second), None], false);
        self.value_or_entered(result)
    }

    /// A flow becomes a native's way of saying that it pushed a frame.
    pub(super) fn value_or_entered(&mut self, flow: PyResult<Flow>) -> PyResult {
        match flow? {
            Flow::Value(value) => Ok(value),
            Flow::Entered => Err(Fault::Entered),
        }
    }

    /// Runs native code one level of recursion deeper.
    pub fn guarded<T>(
        &mut self,
        place: &'static str,
        run: impl FnOnce(&mut Self) -> PyResult<T>,
    ) -> PyResult<T> {
        self.enter_recursive(place)?;
        let result = run(self);
        self.leave_recursive();
        result
    }

    /// `tstate->recursion_depth`.
    pub fn recursion_depth(&self) -> u32 {
        self.thread().recursion_depth
    }

    /// `gen.__next__()`; its frame runs in the loop.
    pub fn generator_next(&mut self, generator: ObjId) -> PyResult {
        match self.generator_resume(generator, None, false, false)? {
            Flow::Value(value) => Ok(value),
            Flow::Entered => Err(Fault::Entered),
        }
    }

    /// The iterator that `coroutine.__await__()` gives; a new reference.
    pub fn coroutine_wrapper(&mut self, coroutine: ObjId) -> PyResult {
        self.state.heap.incref(coroutine);
        let iter = Iter {
            it_seq: Some(coroutine),
            second: None,
            it_index: 0,
            numbers: [0; 3],
        };
        Ok(self.state.heap.new_iter(Ty::CoroutineWrapper, iter))
    }
}
