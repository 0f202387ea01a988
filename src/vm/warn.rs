//! Warnings that the machine itself gives (`Python/_warnings.c`): the module `_warnings` decides
//! what becomes of them.

use crate::code::flags;
use crate::objects::{Ty, type_id};
use crate::value::{ObjId, PyStr};
use crate::vm::{Fault, PyResult, Vm};

impl Vm<'_> {
    /// Warns (`PyErr_WarnEx`). `stack_level` 1 names the running frame's line as the place. A filter
    /// can turn the warning into an exception.
    pub fn warn(&mut self, category: Ty, message: &str, stack_level: i64) -> PyResult<()> {
        let message = self.state.heap.new_str(PyStr::new(message));
        let level = self.state.heap.new_int(stack_level);
        let result = self.call_warnings("_warnings", "warn", &[message, type_id(category), level]);
        self.state.heap.decref(level);
        self.state.heap.decref(message);
        result
    }

    /// Warns that a conversion returned an instance of a subclass of what it should return;
    /// `complaint` says which conversion and what it returned.
    pub fn warn_strict_subclass(&mut self, complaint: &str, kind: &str) -> PyResult<()> {
        let message = format!(
            "{complaint}.  The ability to return an instance of a strict subclass of {kind} is \
             deprecated, and may be removed in a future version of Python."
        );
        self.warn(Ty::DeprecationWarning, &message, 1)
    }

    /// Calls a function of `_warnings` or `warnings`.
    pub(super) fn call_warnings(
        &mut self,
        module: &str,
        function: &str,
        args: &[ObjId],
    ) -> PyResult<()> {
        let module = self.import_by_name(module)?;
        let result = self.call_method(module, function, args);
        self.state.heap.decref(module);
        let value = result?;
        self.state.heap.decref(value);
        Ok(())
    }

    /// Whether this is a coroutine that hasn't begun.
    pub(super) fn is_unawaited_coroutine(&self, generator: ObjId) -> bool {
        let Some(gen_object) = self.state.heap.as_generator(generator) else {
            return false;
        };
        let frame = gen_object
            .gi_frame
            .and_then(|f| self.state.heap.as_frame(f));
        frame.is_some_and(|frame| {
            frame.f_lasti == -1 && frame.code.code.co_flags & flags::CO_COROUTINE != 0
        })
    }

    /// `_PyErr_WarnUnawaitedCoroutine`.
    pub(super) fn warn_unawaited_coroutine(&mut self, coroutine: ObjId) -> PyResult<()> {
        match self.call_warnings("warnings", "_warn_unawaited_coroutine", &[coroutine]) {
            Err(Fault::Raised) => {
                self.write_unraisable(Some(coroutine));
                Ok(())
            }
            result => result,
        }
    }

    /// `compute_cr_origin`: file, line and function of the frames that make a coroutine, innermost
    /// first; None where that isn't tracked. A new reference.
    pub(super) fn coroutine_origin(&mut self) -> Option<ObjId> {
        let depth = self.thread().coroutine_origin_tracking_depth;
        let mut places = Vec::new();
        let mut frame = self.state.heap.frame_id;
        while let Some(id) = frame
            && places.len() < depth as usize
        {
            let line = i64::from(self.state.heap.frame_line(id));
            let Some(payload) = self.state.heap.as_frame(id) else {
                break;
            };
            frame = payload.f_back;
            let (file, name) = (payload.code.co_filename, payload.code.co_name);
            let line = self.state.heap.new_int(line);
            let parts = vec![
                self.state.heap.new_ref(file),
                line,
                self.state.heap.new_ref(name),
            ];
            places.push(self.state.heap.new_tuple(parts));
        }
        (depth > 0).then(|| self.state.heap.new_tuple(places))
    }
}
