//! Blocks, exceptions and `with`: the block stack, unwinding, `finally`.

use crate::event::Event;
use crate::objects::frame::{Block, BlockType, OnReturn};
use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::vm::identifier::Identifier;
use crate::vm::native::Args;
use crate::vm::outcome::Flow;
use crate::vm::raise::{set_exception_cause, set_exception_traceback};
use crate::vm::{Fault, PyResult, Vm};

/// Slots that `UNWIND_EXCEPT_HANDLER` restores: the exception handled before.
const EXC_INFO_SLOTS: usize = 3;

impl Vm<'_> {
    /// `PyFrame_BlockSetup` at the present stack level.
    pub(super) fn block_setup(&mut self, b_type: BlockType, b_handler: i32) {
        let b_level = self.stack_level();
        self.state.heap.frame.f_blockstack.push(Block {
            b_type,
            b_handler,
            b_level,
        });
        self.state.heap.tell(|| Event::Block {
            pushed: true,
            handler: b_handler,
        });
    }

    fn block_pop(&mut self) -> Option<Block> {
        let block = self.state.heap.frame.f_blockstack.pop();
        if let Some(block) = block {
            self.state.heap.tell(|| Event::Block {
                pushed: false,
                handler: block.b_handler,
            });
        }
        block
    }

    #[inline(never)]
    pub(super) fn pop_block(&mut self) {
        self.block_pop();
    }

    /// `UNWIND_EXCEPT_HANDLER`: leaves a handler; the exception handled before is it again.
    fn unwind_except_handler(&mut self, block: Block) {
        self.pop_to_level(block.b_level + EXC_INFO_SLOTS);
        self.restore_handled();
    }

    /// Pops the exception that was handled before this one: it is the one being handled again.
    fn restore_handled(&mut self) {
        let class = self.pop_slot();
        let value = self.pop_slot();
        let traceback = self.pop_slot();
        let restored = [class, value, traceback];
        if let Some(info) = self.thread_mut().exc_info.last_mut() {
            let old = std::mem::replace(info, restored);
            self.drop_triple(old);
        }
    }

    /// `exception_unwind`: looks for a handler of the pending exception in this frame, and pushes
    /// the six values it expects. The offset of the handler, or none: the stack is empty then.
    #[inline]
    pub(super) fn unwind(&mut self) -> Option<usize> {
        while let Some(block) = self.block_pop() {
            if block.b_type == BlockType::ExceptHandler {
                self.unwind_except_handler(block);
                continue;
            }
            self.pop_to_level(block.b_level);
            let none = self.state.heap.none();
            self.block_setup(BlockType::ExceptHandler, -1);
            let outer = self.thread_mut().exc_info.last_mut().map(std::mem::take);
            let [class, value, traceback] = outer.unwrap_or_default();
            self.push_slot(traceback);
            self.push_slot(value);
            match class {
                Some(class) => self.push(class),
                None => {
                    self.state.heap.incref(none);
                    self.push(none);
                }
            }
            let mut triple = self.fetch_exception();
            self.normalize(&mut triple);
            let [class, value, traceback] = triple;
            let shown = traceback.unwrap_or(none);
            if let Some(value) = value {
                self.state.heap.incref(shown);
                let stored = traceback.map(|_| shown);
                if stored.is_none() {
                    self.state.heap.decref(shown);
                }
                set_exception_traceback(&mut self.state.heap, value, stored);
            }
            for part in [class, value].into_iter().flatten() {
                self.state.heap.incref(part);
            }
            if let Some(info) = self.thread_mut().exc_info.last_mut() {
                *info = [class, value, traceback];
            }
            self.state.heap.incref(shown);
            self.push(shown);
            self.push_slot(value);
            self.push_slot(class);
            return Some(block.b_handler as usize);
        }
        self.pop_to_level(0);
        None
    }

    #[inline(never)]
    pub(super) fn pop_except(&mut self) -> PyResult<()> {
        match self.block_pop() {
            // A value on its way to `return` may lie below the three.
            Some(block) if block.b_type == BlockType::ExceptHandler => {
                self.restore_handled();
                Ok(())
            }
            _ => Err(self.raise(Ty::SystemError, "popped block is not an except handler")),
        }
    }

    /// `END_FINALLY`: goes on, jumps back after `CALL_FINALLY`, or raises again.
    #[inline(never)]
    pub(super) fn end_finally(&mut self) -> PyResult<Option<u32>> {
        let Some(top) = self.pop_slot() else {
            return Ok(None);
        };
        if self.state.heap.is_exact(top, Ty::Int) {
            let target = self.state.heap.as_int(top).and_then(|x| x.to_usize());
            self.state.heap.decref(top);
            return Ok(target.map(|target| target as u32));
        }
        let value = self.pop_slot();
        let traceback = self.pop_slot();
        self.restore_exception([Some(top), value, traceback]);
        self.reraising = true;
        Err(Fault::Raised)
    }

    /// `POP_FINALLY`: leaves a `finally` by `return`, `break` or `continue`.
    #[inline(never)]
    pub(super) fn pop_finally(&mut self, preserve: u32) {
        let result = if preserve != 0 { self.pop_slot() } else { None };
        let top = self.pop_slot();
        match top {
            Some(top) if !self.state.heap.is_exact(top, Ty::Int) => {
                self.state.heap.decref(top);
                for _ in 0..2 {
                    let slot = self.pop_slot();
                    self.state.heap.xdecref(slot);
                }
                if let Some(block) = self.block_pop() {
                    self.unwind_except_handler(block);
                }
            }
            top => self.state.heap.xdecref(top),
        }
        if preserve != 0 {
            self.push_slot(result);
        }
    }

    /// `raise`, `raise x`, `raise x from y` (`do_raise`).
    #[inline(never)]
    pub(super) fn raise_varargs(&mut self, count: u32) -> PyResult<()> {
        let cause = (count == 2).then(|| self.pop());
        let exception = (count >= 1).then(|| self.pop());
        match exception {
            None => Err(self.reraise()),
            Some(exception) => Err(self.do_raise(exception, cause)),
        }
    }

    /// `raise` alone: the exception being handled, with the traceback it has.
    fn reraise(&mut self) -> Fault {
        let none = self.state.heap.none();
        let [class, value, traceback] = self.exc_info();
        if class == none {
            return self.raise(Ty::RuntimeError, "No active exception to reraise");
        }
        let triple = [class, value, traceback].map(|part| (part != none).then_some(part));
        for part in triple.into_iter().flatten() {
            self.state.heap.incref(part);
        }
        self.restore_exception(triple);
        self.reraising = true;
        Fault::Raised
    }

    /// Both arguments are stolen.
    fn do_raise(&mut self, exception: ObjId, cause: Option<ObjId>) -> Fault {
        let (class, value) = if self.is_exception_class(exception) {
            let value = match self.call(exception, &[]) {
                Ok(value) => value,
                Err(fault) => {
                    self.state.heap.decref(exception);
                    self.state.heap.xdecref(cause);
                    return fault;
                }
            };
            if !self.is_exception_instance(value) {
                let class_name = self.repr_lossy(exception);
                let type_name = self.state.heap.type_name(value);
                let fault = self.raise(
                    Ty::TypeError,
                    format!(
                        "calling {class_name} should have returned an instance of BaseException, not <class '{type_name}'>"
                    ),
                );
                self.state.heap.decref(value);
                self.state.heap.decref(exception);
                self.state.heap.xdecref(cause);
                return fault;
            }
            (exception, value)
        } else if self.is_exception_instance(exception) {
            let class = self.state.heap.type_of(exception);
            self.state.heap.incref(class);
            (class, exception)
        } else {
            self.state.heap.decref(exception);
            self.state.heap.xdecref(cause);
            return self.raise(Ty::TypeError, "exceptions must derive from BaseException");
        };
        if let Some(cause) = cause
            && let Err(fault) = self.set_cause(value, cause)
        {
            self.state.heap.decref(value);
            self.state.heap.decref(class);
            return fault;
        }
        let fault = self.set_exception(class, Some(value));
        self.state.heap.decref(value);
        self.state.heap.decref(class);
        fault
    }

    /// `raise ... from cause` (stolen).
    fn set_cause(&mut self, exception: ObjId, cause: ObjId) -> PyResult<()> {
        let fixed = if self.is_exception_class(cause) {
            let made = self.call(cause, &[]);
            self.state.heap.decref(cause);
            Some(made?)
        } else if self.is_exception_instance(cause) {
            Some(cause)
        } else if cause == self.state.heap.none() {
            self.state.heap.decref(cause);
            None
        } else {
            self.state.heap.decref(cause);
            return Err(self.raise(
                Ty::TypeError,
                "exception causes must derive from BaseException",
            ));
        };
        set_exception_cause(&mut self.state.heap, exception, fixed);
        Ok(())
    }

    /// A special method of a context manager, bound; AttributeError if there is none.
    fn special_lookup(&mut self, object: ObjId, name: ObjId) -> PyResult {
        match self.lookup_special_id(object, name)? {
            Some(method) => Ok(method),
            None => {
                let class = type_id(Ty::AttributeError);
                Err(self.set_exception(class, Some(name)))
            }
        }
    }

    /// `SETUP_WITH`: `__exit__` stays on the stack, `__enter__` is called.
    #[inline(never)]
    pub(super) fn setup_with(&mut self, handler: i32) -> PyResult<Flow> {
        let manager = self.peek(1);
        let enter = self.special_lookup(manager, self.state.names.enter)?;
        let exit = match self.special_lookup(manager, self.state.names.exit) {
            Ok(exit) => exit,
            Err(fault) => {
                self.state.heap.decref(enter);
                return Err(fault);
            }
        };
        self.poke(1, Some(exit));
        self.state.heap.decref(manager);
        let result = self.start_call(enter, Args::positional(&[]));
        if result == Ok(Flow::Entered) {
            self.state.heap.frame.after.push(drop_one(enter));
            self.set_on_return(OnReturn::Enter { handler });
        } else {
            self.state.heap.decref(enter);
        }
        result
    }

    /// `BEFORE_ASYNC_WITH`: `__aexit__` stays on the stack, `__aenter__()` is pushed.
    #[inline(never)]
    pub(super) fn before_async_with(&mut self) -> PyResult<()> {
        let manager = self.peek(1);
        let names = [
            Identifier::SetupAsyncWithExit,
            Identifier::SetupAsyncWithEnter,
        ];
        let [exit_name, enter_name] = names.map(|name| self.identifier(name));
        let exit = self.special_lookup(manager, exit_name)?;
        let enter = match self.special_lookup(manager, enter_name) {
            Ok(enter) => enter,
            Err(fault) => {
                self.state.heap.decref(exit);
                return Err(fault);
            }
        };
        self.poke(1, Some(exit));
        self.state.heap.decref(manager);
        let result = self.call(enter, &[]);
        self.state.heap.decref(enter);
        self.push(result?);
        Ok(())
    }

    /// `WITH_CELANUP_START`: calls `__exit__` with the exception, or with three Nones.
    #[inline(never)]
    pub(super) fn with_cleanup_start(&mut self) -> PyResult<Flow> {
        let none = self.state.heap.none();
        let exit;
        let mut args = [none; 3];
        match self.peek_slot(1) {
            None => {
                self.pop_slot();
                exit = self.peek(1);
                self.poke(1, None);
            }
            Some(class) => {
                args = [class, self.peek(2), self.peek(3)];
                let (tp2, exc2, tb2) = (self.peek_slot(4), self.peek_slot(5), self.peek_slot(6));
                exit = self.peek(7);
                self.poke(7, tb2);
                self.poke(6, exc2);
                self.poke(5, tp2);
                self.poke(4, None);
                if let Some(block) = self.state.heap.frame.f_blockstack.last_mut() {
                    block.b_level = block.b_level.saturating_sub(1);
                }
            }
        }
        let result = self.start_call(exit, Args::positional(&args));
        match result {
            Ok(Flow::Entered) => {
                self.set_on_return(OnReturn::Exit { exit });
            }
            Ok(Flow::Value(value)) => self.exit_called(exit, Some(value)),
            Err(_) => self.exit_called(exit, None),
        }
        result
    }

    /// `__exit__` (stolen) has returned a value or failed: pushes the exception and the value.
    pub(super) fn exit_called(&mut self, exit: ObjId, value: Option<ObjId>) {
        self.state.heap.decref(exit);
        if let Some(value) = value {
            let class = self.peek(1);
            self.state.heap.incref(class);
            self.push(class);
            self.push(value);
        }
    }

    /// `WITH_CLEANUP_FINISH`: a true value swallows the exception.
    #[inline(never)]
    pub(super) fn with_cleanup_finish(&mut self) -> PyResult<()> {
        let value = self.pop();
        let class = self.pop();
        let swallow = if class == self.state.heap.none() {
            Ok(false)
        } else {
            self.is_true(value)
        };
        self.state.heap.decref(value);
        self.state.heap.decref(class);
        if swallow? {
            if let Some(block) = self.block_pop() {
                self.unwind_except_handler(block);
            }
            self.push_null();
        }
        Ok(())
    }

    /// `END_ASYNC_FOR`: whether StopAsyncIteration ended the loop; else it is raised again.
    #[inline(never)]
    pub(super) fn end_async_for(&mut self) -> PyResult<bool> {
        let class = self.pop();
        if self.exception_matches(class, type_id(Ty::StopAsyncIteration)) {
            if let Some(block) = self.block_pop() {
                self.unwind_except_handler(block);
            }
            self.state.heap.decref(class);
            let iterator = self.pop();
            self.state.heap.decref(iterator);
            return Ok(true);
        }
        let value = self.pop_slot();
        let traceback = self.pop_slot();
        self.restore_exception([Some(class), value, traceback]);
        self.reraising = true;
        Err(Fault::Raised)
    }

    /// Text of an object for a message.
    pub(in crate::vm) fn repr_lossy(&mut self, object: ObjId) -> String {
        match self.repr(object) {
            Ok(text) => text.to_lossy(),
            Err(_) => {
                self.clear_exception();
                format!("<{} object>", self.state.heap.type_name(object))
            }
        }
    }
}

/// What a C function does that only has to drop one reference.
pub(super) fn drop_one(object: ObjId) -> crate::objects::frame::After {
    crate::objects::frame::After::Drop {
        owned: [Some(object), None, None],
        recursive: false,
    }
}
