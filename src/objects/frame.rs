//! Payloads of frames and of what suspends them (`Include/frameobject.h`, `Include/genobject.h`).

use std::sync::Arc;

use crate::objects::callable::CodeObject;
use crate::value::ObjId;

/// `frame`.
#[derive(Clone, Hash, Debug)]
pub struct Frame {
    /// The frame that called this one.
    pub f_back: Option<ObjId>,
    /// The code object.
    pub f_code: ObjId,
    /// The code object's payload, at hand for the evaluation loop.
    pub code: Arc<CodeObject>,
    /// `f_builtins`: a dict.
    pub f_builtins: ObjId,
    /// `f_globals`: a dict.
    pub f_globals: ObjId,
    /// `f_locals`: the namespace of module and class bodies; elsewhere made on request.
    pub f_locals: Option<ObjId>,
    /// Locals, then cells, then free variables, then the value stack.
    pub f_localsplus: Vec<Option<ObjId>>,
    /// Index in `f_localsplus` behind the top of the value stack (`f_stacktop`).
    pub stacktop: usize,
    /// Byte offset of the last instruction begun; -1 before the first.
    pub f_lasti: i32,
    /// The block stack.
    pub f_blockstack: Vec<Block>,
    /// `f_gen`: the generator this frame belongs to; borrowed.
    pub f_gen: Option<ObjId>,
    /// Whether the frame is being executed.
    pub f_executing: bool,
    /// What becomes of the value this frame returns.
    pub on_return: OnReturn,
}

/// `PyTryBlock`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Block {
    /// `SETUP_FINALLY` or `EXCEPT_HANDLER`.
    pub b_type: BlockType,
    /// Byte offset of the handler.
    pub b_handler: i32,
    /// Depth of the value stack to unwind to.
    pub b_level: usize,
}

/// Kinds of blocks, with CPython's numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BlockType {
    /// `SETUP_FINALLY`, 122.
    SetupFinally,
    /// `EXCEPT_HANDLER`, 257: an exception is being handled.
    ExceptHandler,
}

/// What becomes of a frame's return value, as plain data, so that calls don't nest in Rust.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OnReturn {
    /// Push it on the caller's stack.
    Push,
    /// The frame is an `__init__`: check for None, push the instance.
    Init {
        /// The new instance; owned.
        instance: ObjId,
    },
    /// Leave the evaluation loop with it: the frame was entered by a native function's call.
    Leave,
    /// Drop it.
    Discard,
    /// The frame is a generator's: hand what it yields or returns to the instruction that resumed
    /// it.
    Resume(Resume),
}

/// Which instruction resumed a generator, and so what a yield or a return does there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Resume {
    /// `FOR_ITER`: push the value, or end the loop.
    ForIter,
    /// `next()`, `send()`, `throw()`: push the value, or raise StopIteration.
    Call,
    /// `YIELD_FROM`: yield the value on, or push the result.
    YieldFrom,
}

/// `generator`, `coroutine` and `async_generator`.
#[derive(Clone, Hash, Debug)]
pub struct GenObject {
    /// The frame; none when finished.
    pub gi_frame: Option<ObjId>,
    /// The code object.
    pub gi_code: ObjId,
    /// `__name__`.
    pub gi_name: ObjId,
    /// `__qualname__`.
    pub gi_qualname: ObjId,
    /// Whether it is being executed.
    pub gi_running: bool,
    /// The exception being handled inside (`gi_exc_state`): type, value, traceback.
    pub gi_exc_state: [Option<ObjId>; 3],
    /// Coroutines: `cr_origin`. Async generators: the finalizer.
    pub extra: Option<ObjId>,
    /// Async generators: `ag_hooks_inited`, `ag_closed`, `ag_running_async` as bits 0, 1, 2.
    pub ag_state: u8,
}
