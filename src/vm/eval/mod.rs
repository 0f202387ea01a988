//! The evaluation loop (`_PyEval_EvalFrameDefault` of `Python/ceval.c`): fetch, decode, execute.
//!
//! This file holds the loop, the dispatch and the jumps; what each instruction does lies in the
//! modules below, by family.

mod block;
mod build;
mod call;
mod compare;
mod generator;
mod import;
mod leave;
mod names;
mod operator;
mod stack;
mod unpack;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::code::op;
use crate::objects::Ty;
use crate::objects::callable::CodeObject;
use crate::objects::frame::BlockType;
use crate::value::{ObjId, Step};
use crate::vm::outcome::{Flow, Leave, Outcome};
use crate::vm::{Answer, Fault, Need, PyResult, Stop, Vm, Watch};

/// Instructions between two looks at the host's wish to stop.
const POLL_INTERVAL: u64 = 1 << 14;

/// Where the loop goes on after running a frame for a while.
enum Next {
    /// A frame was entered: it is the running one.
    Entered,
    /// The frame was left for its caller.
    Left,
    /// The frame that this loop was entered for has ended.
    Done(PyResult),
}

impl<'a> Vm<'a> {
    /// Runs until step `until` is next and no native function waits for Python code, or to the end
    /// of the program, or to where the host has no answer.
    pub fn run(&mut self, until: Step) -> Outcome {
        self.watch_at = u64::MAX;
        self.run_to(until)
    }

    /// The same, calling the watch before the steps it names, inside nested calls too. If it ends
    /// the run there, the state can only be looked at.
    pub fn run_watched(&mut self, until: Step, watch: &'a mut dyn Watch) -> Outcome {
        self.watch_at = watch.first().0;
        self.watch = Some(watch);
        let outcome = self.run_to(until);
        if outcome == Outcome::Ended
            && let Some(watch) = self.watch.take()
        {
            watch.at_end(&mut self.state);
        }
        self.watch = None;
        outcome
    }

    fn run_to(&mut self, until: Step) -> Outcome {
        if self.state.exit_status.is_some() {
            return Outcome::Ended;
        }
        self.until = until.0;
        self.stop = Stop::Paused;
        self.set_attention();
        let result = self.execute();
        if result != Err(Fault::Stop) {
            let status = self.finish_main(result);
            // A finalizer that runs at the end may be where the run is stopped.
            if self.frozen.is_none() {
                self.state.exit_status = Some(status);
                return Outcome::Ended;
            }
        }
        if let Some(frozen) = self.frozen.take() {
            self.state = *frozen;
        }
        match self.stop {
            Stop::Paused => Outcome::Paused,
            Stop::Waiting => Outcome::Waiting,
            Stop::Ended => Outcome::Ended,
        }
    }

    /// The step at which the loop looks up from its work.
    pub(super) fn set_attention(&mut self) {
        let thread = self.thread();
        let traced = thread.trace_function.is_some() || thread.profile_function.is_some();
        self.attention = match traced {
            true => 0,
            false => self
                .until
                .min(self.watch_at)
                .min(self.state.step.0.saturating_add(POLL_INTERVAL)),
        };
        self.state.heap.set_eval_breaker(self.attention);
    }

    /// The step `eval_breaker` is reached: does what is due before the instruction at `pc`, which
    /// has gathered the argument bits `extended`. Where to go on; none if the frame is to be left
    /// by the pending exception.
    #[cold]
    #[inline(never)]
    fn before_instruction(&mut self, pc: usize, extended: u32) -> PyResult<Option<usize>> {
        self.state.heap.frame.next_instr = pc as u32;
        if self.state.heap.has_pending() {
            self.run_pending()?;
        }
        self.state.heap.set_eval_breaker(self.attention);
        if self.state.step.0 < self.attention {
            return Ok(Some(pc));
        }
        self.state.heap.frame.extended_arg = extended;
        self.attend()?;
        // Not stopped here: the argument stays at hand.
        self.state.heap.frame.extended_arg = 0;
        if extended != 0 || !self.traces_here() {
            return Ok(Some(pc));
        }
        match self.trace_instruction(pc as i32) {
            Ok(true) => Ok(Some(self.state.heap.frame.next_instr as usize)),
            Ok(false) => Ok(None),
            Err(fault) => self.handle_fault(fault),
        }
    }

    /// The loop has reached the step `attention`.
    #[cold]
    fn attend(&mut self) -> PyResult<()> {
        let step = self.state.step.0;
        if step >= self.watch_at
            && let Some(watch) = self.watch.as_mut()
        {
            match watch.before_step(&mut self.state) {
                ControlFlow::Continue(next) => self.watch_at = next.0.max(step + 1),
                ControlFlow::Break(()) => return Err(self.pause()),
            }
        }
        if self.interrupt.load(Ordering::Relaxed) {
            return Err(self.pause());
        }
        self.set_attention();
        if step >= self.until {
            if self.state.can_resume() {
                return Err(self.pause());
            }
            self.attention = step + 1;
            self.state.heap.set_eval_breaker(self.attention);
        }
        Ok(())
    }

    /// Ends the run here.
    fn pause(&mut self) -> Fault {
        self.stop = Stop::Paused;
        self.freeze();
        Fault::Stop
    }

    /// The native functions below a nested run unwind when it stops; what is to be seen afterwards
    /// is the state as it is now.
    pub(super) fn freeze(&mut self) {
        if !self.state.can_resume() && self.frozen.is_none() {
            self.frozen = Some(Box::new(self.state.clone()));
        }
    }

    /// Asks the host; without an answer the run stops, and this instruction will be done again.
    pub fn ask(&mut self, need: &Need) -> PyResult<Answer> {
        match self.host.answer(self.state.log_cursor, need) {
            Some(answer) => {
                self.state.log_cursor += 1;
                Ok(answer)
            }
            None => {
                self.stop = Stop::Waiting;
                self.freeze();
                Err(Fault::Stop)
            }
        }
    }

    /// Makes the instruction that waited for the host the next one again.
    fn undo_waiting(&mut self) {
        if self.stop == Stop::Waiting && self.state.can_resume() {
            let frame = &mut self.state.heap.frame;
            frame.next_instr = frame.next_instr.saturating_sub(2);
            self.state.step.0 = self.state.step.0.saturating_sub(1);
            let step = self.state.step;
            // What it wrote before it asked will be written again.
            self.state.output.retain(|piece| piece.step <= step);
        }
    }

    /// A nested run, for a native function that waits for a frame just entered.
    pub(super) fn run_nested(&mut self) -> PyResult {
        self.state.nested += 1;
        let result = if self.state.nested > super::call::NESTED_LIMIT {
            self.recursion_error(super::call::CALLING);
            self.throwing = true;
            self.execute()
        } else {
            self.execute()
        };
        self.state.nested -= 1;
        result
    }

    /// Runs frames until one ends whose value nobody in the loop waits for.
    pub(super) fn execute(&mut self) -> PyResult {
        let outer = self.depth;
        self.depth += 1;
        let base = self.depth;
        let result = loop {
            let code = self.take_code();
            let next = self.run_frame(&code);
            if let Some(place) = self.codes.get_mut(self.depth) {
                *place = Some(code);
            }
            match next {
                Ok(Next::Entered) => self.depth += 1,
                Ok(Next::Left) => self.depth = base.max(self.depth - 1),
                Ok(Next::Done(result)) => break result,
                Err(fault) => {
                    self.undo_waiting();
                    break Err(fault);
                }
            }
        };
        self.depth = outer;
        result
    }

    /// The code of the running frame. It goes back to `codes` when the frame is left: the next call
    /// at that depth is mostly of the same function, and counting references of shared memory
    /// would cost more than the rest of entering it.
    #[inline]
    fn take_code(&mut self) -> Arc<CodeObject> {
        let running = &self.state.heap.frame.code;
        if self.codes.len() <= self.depth {
            self.codes.resize(self.depth + 1, None);
        }
        match self.codes.get_mut(self.depth).and_then(Option::take) {
            Some(code) if Arc::ptr_eq(&code, running) => code,
            _ => Arc::clone(running),
        }
    }

    /// Runs the running frame until another one is it. The error is `Fault::Stop`.
    fn run_frame(&mut self, code: &CodeObject) -> PyResult<Next> {
        let (bytes, _) = code.code.co_code.as_chunks::<2>();
        let mut pc = self.state.heap.frame.next_instr as usize;
        let extended = std::mem::take(&mut self.state.heap.frame.extended_arg);
        if self.throwing {
            self.throwing = false;
            if self.attention == 0 && self.traces_here() {
                self.trace_throw()?;
            }
            match self.handle_fault(Fault::Raised)? {
                Some(handler) => pc = handler,
                None => return self.leave_frame(Leave::Raise),
            }
        }
        /// Runs an instruction that may fail, then goes on.
        macro_rules! step {
            ($result:expr) => {
                match $result {
                    Ok(()) => {}
                    Err(fault) => match self.handle_fault(fault)? {
                        Some(handler) => pc = handler,
                        None => return self.leave_frame(Leave::Raise),
                    },
                }
            };
        }
        /// Runs an instruction that may jump.
        macro_rules! jump {
            ($result:expr) => {
                match $result {
                    Ok(None) => {}
                    Ok(Some(target)) => pc = target as usize,
                    Err(fault) => match self.handle_fault(fault)? {
                        Some(handler) => pc = handler,
                        None => return self.leave_frame(Leave::Raise),
                    },
                }
            };
        }
        /// Runs an instruction that may enter a frame.
        macro_rules! enter {
            ($result:expr) => {{
                match $result {
                    Ok(Flow::Value(value)) => self.push(value),
                    Ok(Flow::Entered) => return Ok(Next::Entered),
                    Err(fault) => match self.handle_fault(fault)? {
                        Some(handler) => pc = handler,
                        None => return self.leave_frame(Leave::Raise),
                    },
                }
            }};
        }
        /// Fetches the next instruction, whose argument has gathered the bits `$extended` so far,
        /// after what is due before it: its opcode and argument.
        macro_rules! fetch {
            ($extended:expr) => {
                loop {
                    if self.state.step.0 >= self.state.heap.eval_breaker() {
                        match self.before_instruction(pc, $extended)? {
                            Some(next) => pc = next,
                            None => return self.leave_frame(Leave::Raise),
                        }
                    }
                    if let Some(&[opcode, low]) = bytes.get(pc / 2) {
                        self.state.step.0 += 1;
                        let frame = &mut *self.state.heap.frame;
                        if $extended == 0 {
                            frame.f_lasti = pc as i32;
                        }
                        pc += 2;
                        frame.next_instr = pc as u32;
                        break (opcode, u32::from(low) | $extended);
                    }
                    let fault =
                        self.raise(Ty::SystemError, "the bytecode ends without RETURN_VALUE");
                    step!(Err(fault));
                }
            };
        }
        let (mut opcode, mut arg) = fetch!(extended);
        loop {
            match opcode {
                op::LOAD_FAST => step!(self.load_fast(arg, code)),
                op::STORE_FAST => self.store_fast(arg),
                op::LOAD_CONST => self.load_const(arg, code),
                op::POP_TOP => self.pop_top(),
                op::LOAD_GLOBAL => step!(self.load_global(arg, code)),
                op::LOAD_NAME => step!(self.load_name(arg, code)),
                op::STORE_NAME => step!(self.store_name(arg, code)),
                op::LOAD_ATTR => step!(self.load_attr(arg, code)),
                op::STORE_ATTR => step!(self.store_attr(arg, code)),
                op::LOAD_METHOD => step!(self.load_method(arg, code)),
                op::LOAD_DEREF => step!(self.load_deref(arg, code)),
                op::STORE_DEREF => self.store_deref(arg),
                op::CALL_FUNCTION => enter!(self.op_call_function(arg)),
                op::CALL_METHOD => enter!(self.op_call_method(arg)),
                op::CALL_FUNCTION_KW => enter!(self.op_call_function_kw(arg)),
                op::CALL_FUNCTION_EX => enter!(self.op_call_function_ex(arg)),
                op::RETURN_VALUE => {
                    let value = self.pop();
                    return self.leave_frame(Leave::Return(value));
                }
                op::POP_JUMP_IF_FALSE => jump!(self.pop_jump_if(false, arg)),
                op::POP_JUMP_IF_TRUE => jump!(self.pop_jump_if(true, arg)),
                op::JUMP_IF_FALSE_OR_POP => jump!(self.jump_or_pop(false, arg)),
                op::JUMP_IF_TRUE_OR_POP => jump!(self.jump_or_pop(true, arg)),
                op::JUMP_ABSOLUTE => pc = arg as usize,
                op::JUMP_FORWARD => pc += arg as usize,
                op::FOR_ITER => {
                    let end = pc as u32 + arg;
                    let top = self.peek(1);
                    if self.is_generator(top) {
                        match self.for_iter_generator(top, end) {
                            Ok(()) => return Ok(Next::Entered),
                            Err(fault) => jump!(self.for_iter_ended(fault, end)),
                        }
                    } else {
                        jump!(self.for_iter(top, end));
                    }
                }
                op::GET_ITER => step!(self.get_iter()),
                op::COMPARE_OP => step!(self.compare_op(arg)),
                op::BINARY_ADD => step!(self.add::<false>(bytes.get(pc / 2), code)),
                op::BINARY_SUBTRACT => step!(self.binary::<{ op::BINARY_SUBTRACT }>()),
                op::BINARY_MULTIPLY => step!(self.binary::<{ op::BINARY_MULTIPLY }>()),
                op::BINARY_SUBSCR => step!(self.binary_subscr()),
                op::STORE_SUBSCR => step!(self.store_subscr()),
                op::DELETE_SUBSCR => step!(self.delete_subscr()),
                op::INPLACE_ADD => step!(self.add::<true>(bytes.get(pc / 2), code)),
                op::BINARY_POWER => step!(self.binary::<{ op::BINARY_POWER }>()),
                op::BINARY_MATRIX_MULTIPLY => {
                    step!(self.binary::<{ op::BINARY_MATRIX_MULTIPLY }>())
                }
                op::BINARY_MODULO => step!(self.binary::<{ op::BINARY_MODULO }>()),
                op::BINARY_FLOOR_DIVIDE => step!(self.binary::<{ op::BINARY_FLOOR_DIVIDE }>()),
                op::BINARY_TRUE_DIVIDE => step!(self.binary::<{ op::BINARY_TRUE_DIVIDE }>()),
                op::BINARY_LSHIFT => step!(self.binary::<{ op::BINARY_LSHIFT }>()),
                op::BINARY_RSHIFT => step!(self.binary::<{ op::BINARY_RSHIFT }>()),
                op::BINARY_AND => step!(self.binary::<{ op::BINARY_AND }>()),
                op::BINARY_XOR => step!(self.binary::<{ op::BINARY_XOR }>()),
                op::BINARY_OR => step!(self.binary::<{ op::BINARY_OR }>()),
                op::INPLACE_POWER => step!(self.binary::<{ op::INPLACE_POWER }>()),
                op::INPLACE_MATRIX_MULTIPLY => {
                    step!(self.binary::<{ op::INPLACE_MATRIX_MULTIPLY }>())
                }
                op::INPLACE_SUBTRACT => step!(self.binary::<{ op::INPLACE_SUBTRACT }>()),
                op::INPLACE_MULTIPLY => step!(self.binary::<{ op::INPLACE_MULTIPLY }>()),
                op::INPLACE_MODULO => step!(self.binary::<{ op::INPLACE_MODULO }>()),
                op::INPLACE_FLOOR_DIVIDE => step!(self.binary::<{ op::INPLACE_FLOOR_DIVIDE }>()),
                op::INPLACE_TRUE_DIVIDE => step!(self.binary::<{ op::INPLACE_TRUE_DIVIDE }>()),
                op::INPLACE_LSHIFT => step!(self.binary::<{ op::INPLACE_LSHIFT }>()),
                op::INPLACE_RSHIFT => step!(self.binary::<{ op::INPLACE_RSHIFT }>()),
                op::INPLACE_AND => step!(self.binary::<{ op::INPLACE_AND }>()),
                op::INPLACE_XOR => step!(self.binary::<{ op::INPLACE_XOR }>()),
                op::INPLACE_OR => step!(self.binary::<{ op::INPLACE_OR }>()),
                op::UNARY_POSITIVE | op::UNARY_NEGATIVE | op::UNARY_INVERT => {
                    step!(self.op_unary(opcode));
                }
                op::UNARY_NOT => step!(self.op_not()),
                op::ROT_TWO => self.rotate(2),
                op::ROT_THREE => self.rotate(3),
                op::ROT_FOUR => self.rotate(4),
                op::DUP_TOP => self.dup_top(),
                op::DUP_TOP_TWO => self.dup_top_two(),
                op::NOP => {}
                op::EXTENDED_ARG => {
                    let extended = arg << 8;
                    (opcode, arg) = fetch!(extended);
                    continue;
                }
                op::SETUP_FINALLY => {
                    self.block_setup(BlockType::SetupFinally, pc as i32 + arg as i32);
                }
                op::POP_BLOCK => self.pop_block(),
                op::BEGIN_FINALLY => self.push_null(),
                op::CALL_FINALLY => {
                    let back = self.state.heap.new_int(pc as i64);
                    self.push(back);
                    pc += arg as usize;
                }
                op::END_FINALLY => jump!(self.end_finally()),
                op::POP_FINALLY => self.pop_finally(arg),
                op::POP_EXCEPT => step!(self.pop_except()),
                op::RAISE_VARARGS => match self.raise_varargs(arg) {
                    // `raise` passes the exception on as it is: the traceback gets this frame.
                    Ok(()) => {}
                    Err(fault) => match self.handle_fault(fault)? {
                        Some(handler) => pc = handler,
                        None => return self.leave_frame(Leave::Raise),
                    },
                },
                op::SETUP_WITH => {
                    let handler = pc as i32 + arg as i32;
                    match self.setup_with(handler) {
                        Ok(Flow::Entered) => return Ok(Next::Entered),
                        Ok(Flow::Value(value)) => {
                            self.block_setup(BlockType::SetupFinally, handler);
                            self.push(value);
                        }
                        Err(fault) => step!(Err(fault)),
                    }
                }
                op::WITH_CLEANUP_START => match self.with_cleanup_start() {
                    Ok(Flow::Entered) => return Ok(Next::Entered),
                    Ok(Flow::Value(_)) => {}
                    Err(fault) => step!(Err(fault)),
                },
                op::WITH_CLEANUP_FINISH => step!(self.with_cleanup_finish()),
                op::BEFORE_ASYNC_WITH => step!(self.before_async_with()),
                op::SETUP_ASYNC_WITH => {
                    let result = self.pop();
                    self.block_setup(BlockType::SetupFinally, pc as i32 + arg as i32);
                    self.push(result);
                }
                op::DELETE_FAST => step!(self.delete_fast(arg, code)),
                op::DELETE_NAME => step!(self.delete_name(arg, code)),
                op::DELETE_GLOBAL => step!(self.delete_global(arg, code)),
                op::DELETE_ATTR => step!(self.delete_attr(arg, code)),
                op::DELETE_DEREF => step!(self.delete_deref(arg, code)),
                op::STORE_GLOBAL => step!(self.store_global(arg, code)),
                op::LOAD_CLOSURE => self.load_closure(arg),
                op::LOAD_CLASSDEREF => step!(self.load_classderef(arg, code)),
                op::LOAD_BUILD_CLASS => step!(self.load_build_class()),
                op::SETUP_ANNOTATIONS => step!(self.setup_annotations()),
                op::UNPACK_SEQUENCE => step!(self.unpack_sequence(arg)),
                op::UNPACK_EX => step!(self.unpack_ex(arg)),
                op::BUILD_TUPLE => self.build_tuple(arg),
                op::BUILD_LIST => self.build_list(arg),
                op::BUILD_SET => step!(self.build_set(arg)),
                op::BUILD_MAP => step!(self.build_map(arg)),
                op::BUILD_CONST_KEY_MAP => step!(self.build_const_key_map(arg)),
                op::BUILD_STRING => step!(self.build_string(arg)),
                op::BUILD_SLICE => self.build_slice(arg),
                op::BUILD_LIST_UNPACK => step!(self.build_list_unpack(arg, false, false)),
                op::BUILD_TUPLE_UNPACK => step!(self.build_list_unpack(arg, true, false)),
                op::BUILD_TUPLE_UNPACK_WITH_CALL => step!(self.build_list_unpack(arg, true, true)),
                op::BUILD_SET_UNPACK => step!(self.build_set_unpack(arg)),
                op::BUILD_MAP_UNPACK => step!(self.build_map_unpack(arg)),
                op::BUILD_MAP_UNPACK_WITH_CALL => step!(self.build_map_unpack_with_call(arg)),
                op::FORMAT_VALUE => step!(self.format_value(arg)),
                op::LIST_APPEND => step!(self.list_append(arg)),
                op::SET_ADD => step!(self.op_set_add(arg)),
                op::MAP_ADD => step!(self.map_add(arg)),
                op::MAKE_FUNCTION => self.make_function(arg),
                op::IMPORT_NAME => enter!(self.import_name(arg, code)),
                op::IMPORT_FROM => step!(self.import_from(arg, code)),
                op::IMPORT_STAR => step!(self.import_star()),
                op::YIELD_VALUE => {
                    let value = self.pop();
                    let value = self.wrap_yield(value, code);
                    return self.leave_frame(Leave::Yield(value));
                }
                op::YIELD_FROM => match self.yield_from() {
                    Ok(Some(Flow::Value(value))) => {
                        self.repeat_yield_from();
                        return self.leave_frame(Leave::Yield(value));
                    }
                    Ok(Some(Flow::Entered)) => return Ok(Next::Entered),
                    Ok(None) => {}
                    Err(fault) => step!(Err(fault)),
                },
                op::GET_YIELD_FROM_ITER => step!(self.get_yield_from_iter(code)),
                op::GET_AWAITABLE => step!(self.get_awaitable(code)),
                op::GET_AITER => step!(self.get_aiter()),
                op::GET_ANEXT => step!(self.get_anext()),
                op::END_ASYNC_FOR => match self.end_async_for() {
                    Ok(true) => pc += arg as usize,
                    Ok(false) => {}
                    Err(fault) => step!(Err(fault)),
                },
                op::PRINT_EXPR => step!(self.print_expr()),
                _ => {
                    let fault = self.raise(Ty::SystemError, "unknown opcode");
                    step!(Err(fault));
                }
            }
            (opcode, arg) = fetch!(0);
        }
    }

    /// An instruction failed: notes this frame in the traceback and looks for a handler in it. A
    /// fault of the machine goes through.
    #[cold]
    fn handle_fault(&mut self, fault: Fault) -> PyResult<Option<usize>> {
        match fault {
            Fault::Raised => {
                if !self.exception_pending() {
                    self.raise(Ty::SystemError, "error return without exception set");
                }
                if std::mem::take(&mut self.reraising) {
                    return Ok(self.unwind());
                }
                self.traceback_here();
                if self.attention == 0 && self.traces_here() {
                    match self.trace_exception() {
                        Ok(()) | Err(Fault::Raised) => {}
                        Err(fault) => return Err(fault),
                    }
                }
                Ok(self.unwind())
            }
            Fault::Stop | Fault::Entered => Err(Fault::Stop),
        }
    }

    /// Stops the machine for good: something happened that CPython ends the process for.
    #[cold]
    pub(super) fn fatal(&mut self, message: &str) -> Fault {
        let text = crate::value::PyStr::new(&format!("Fatal Python error: {message}\n"));
        self.write(2, &text);
        self.state.exit_status = Some(ABORT_STATUS);
        self.stop = Stop::Ended;
        self.freeze();
        Fault::Stop
    }

    /// The name number `index` of the code.
    #[inline]
    fn name(&self, code: &CodeObject, index: u32) -> ObjId {
        match code.names.get(index as usize) {
            Some(&name) => name,
            None => self.state.heap.none(),
        }
    }
}

/// Exit status of a process that aborted (128 and SIGABRT).
const ABORT_STATUS: i32 = 134;
