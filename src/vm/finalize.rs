//! Finalizers and weak reference callbacks: they run right after the instruction or native that
//! freed the object (`slot_tp_finalize`, `handle_callback`; `PyErr_WriteUnraisable`).

use crate::objects::{Pending, Slot, Suspended};
use crate::value::{ObjId, PyStr};
use crate::vm::{Fault, PyResult, Vm};

/// The file descriptor of the standard error.
const STDERR: u8 = 2;

impl Vm<'_> {
    /// Runs what the heap waits for, until nothing waits any more.
    #[cold]
    pub(super) fn run_pending(&mut self) -> PyResult<()> {
        while self.state.heap.has_pending() {
            for suspended in self.state.heap.take_pending() {
                self.run_suspended(Some(suspended))?;
            }
        }
        Ok(())
    }

    /// Finalizes what the operation so far has freed before it goes on, where CPython's C code still
    /// holds these objects.
    #[inline]
    pub(super) fn settle(&mut self, held: &[ObjId]) -> PyResult<()> {
        if self.state.heap.has_pending() {
            return self.settle_now(held);
        }
        Ok(())
    }

    #[cold]
    fn settle_now(&mut self, held: &[ObjId]) -> PyResult<()> {
        for &object in held {
            self.state.heap.incref(object);
        }
        let result = self.run_pending();
        self.state.heap.decref_all(held.iter().copied());
        result
    }

    /// Takes a reference away; if the object dies, its finalizer runs at once.
    #[inline]
    pub(super) fn drop_now(&mut self, object: ObjId) -> PyResult<()> {
        self.state.heap.decref(object);
        self.settle(&[])
    }

    /// Runs a suspended deallocation or collection to its end.
    fn run_suspended(&mut self, mut waiting: Option<Suspended>) -> PyResult<()> {
        while let Some(suspended) = waiting {
            self.run_request(suspended.request)?;
            waiting = self.state.heap.resume(suspended);
        }
        Ok(())
    }

    /// `gc.collect(generation)`: the number of unreachable objects.
    pub fn collect_garbage(&mut self, generation: usize) -> PyResult<usize> {
        let waiting = self.state.heap.collect(generation);
        self.run_suspended(waiting)?;
        Ok(self.state.heap.gc.found as usize)
    }

    fn run_request(&mut self, request: Pending) -> PyResult<()> {
        let saved = self.fetch_exception();
        // What the collector said before comes first.
        let report = std::mem::take(&mut self.state.heap.gc.report);
        if !report.is_empty() {
            self.write(STDERR, &PyStr::new(&report));
        }
        let result = match request {
            Pending::Report => Ok(()),
            Pending::Collection { generation, found } => self.tell_collection(generation, found),
            Pending::Finalize(object) => {
                let result = self.finalize(object);
                // What dies with a closed generator's frame is finalized before the generator goes.
                result.and_then(|()| self.settle(&[]))
            }
            Pending::Callback {
                reference,
                callback,
            } => match self.call(callback, &[reference]) {
                Ok(value) => {
                    self.state.heap.decref(value);
                    Ok(())
                }
                Err(Fault::Raised) => {
                    self.write_unraisable(Some(callback));
                    Ok(())
                }
                Err(fault) => Err(fault),
            },
        };
        self.restore_exception(saved);
        result
    }

    /// Calls the functions in `gc.callbacks`, as far as they are there (`invoke_gc_callback`).
    fn tell_collection(&mut self, generation: usize, found: Option<u64>) -> PyResult<()> {
        let heap = &mut self.state.heap;
        let info = heap.new_dict();
        let numbers = [
            ("generation", generation as u64),
            ("collected", found.unwrap_or(0)),
            ("uncollectable", 0),
        ];
        for (name, number) in numbers {
            let (name, number) = (heap.new_str(PyStr::new(name)), heap.new_int(number));
            heap.dict_set_str(info, name, number);
            heap.decref(name);
            heap.decref(number);
        }
        let phase = if found.is_some() { "stop" } else { "start" };
        let mut at = 0;
        while let Some(callback) = self.gc_callback(at) {
            at += 1;
            let heap = &mut self.state.heap;
            let phase = heap.new_str(PyStr::new(phase));
            heap.incref(callback);
            heap.incref(info);
            let args = heap.new_tuple(vec![phase, info]);
            let result = self.call(callback, &[phase, info]);
            self.state.heap.decref(args);
            match result {
                Ok(value) => self.state.heap.decref(value),
                Err(Fault::Raised) => self.write_unraisable(Some(callback)),
                Err(fault) => return Err(fault),
            }
            self.state.heap.decref(callback);
        }
        self.state.heap.decref(info);
        Ok(())
    }

    /// The function at that place of `gc.callbacks`; borrowed.
    fn gc_callback(&self, at: usize) -> Option<ObjId> {
        let heap = &self.state.heap;
        let list = heap.gc.callbacks.and_then(|list| heap.as_list(list));
        list.and_then(|list| list.items.get(at).copied())
    }

    /// `__del__` of an object, or `close()` of a generator.
    fn finalize(&mut self, object: ObjId) -> PyResult<()> {
        if matches!(
            self.state.heap.get(object).payload,
            crate::objects::Payload::Generator(_)
        ) {
            return self.finalize_generator(object);
        }
        let name = self.slot_name(Slot::Del);
        let ty = self.state.heap.type_of(object);
        let Some(method) = self.type_lookup(ty, name) else {
            return Ok(());
        };
        let result = self.call_hook_maybe(object, name, &[]);
        match result {
            Ok(value) => {
                self.state.heap.xdecref(value);
                Ok(())
            }
            Err(Fault::Raised) => {
                let method = Some(method).filter(|&method| self.state.heap.is_alive(method));
                self.write_unraisable(method);
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }

    /// `_PyGen_Finalize`: a suspended generator is closed, a coroutine never awaited warns.
    pub fn finalize_generator(&mut self, generator: ObjId) -> PyResult<()> {
        if self.finalize_async_generator(generator)? {
            return Ok(());
        }
        if self.is_unawaited_coroutine(generator) {
            return self.warn_unawaited_coroutine(generator);
        }
        match self.generator_close(generator) {
            Ok(value) => {
                self.state.heap.decref(value);
                Ok(())
            }
            Err(Fault::Raised) => {
                if self.exception_pending() {
                    self.write_unraisable(Some(generator));
                }
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }
}
