//! Payloads of frames and of what suspends them (`Include/frameobject.h`, `Include/genobject.h`).

use std::sync::Arc;

use crate::objects::callable::CodeObject;
use crate::objects::singleton::NONE;
use crate::value::{Addr, ObjId};

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
    /// Byte offset of the next instruction; CPython keeps it in a register (`next_instr`).
    pub next_instr: u32,
    /// The argument bits that `EXTENDED_ARG` has gathered for the next instruction.
    pub extended_arg: u32,
    /// The block stack.
    pub f_blockstack: Vec<Block>,
    /// `f_gen`: the generator this frame belongs to; borrowed.
    pub f_gen: Option<ObjId>,
    /// Whether the frame is being executed.
    pub f_executing: bool,
    /// `f_trace`: the frame's own tracing function.
    pub f_trace: Option<ObjId>,
    /// How far tracing is in it.
    pub trace: FrameTrace,
    /// The C functions of CPython between this frame and its caller that still have something to
    /// do when it ends, innermost first.
    pub after: Vec<After>,
    /// What becomes of the value this frame returns, when they are done.
    pub on_return: OnReturn,
}

/// The last dead frame of a code object: its memory fits the next call exactly, and so do the
/// buffers of its payload.
#[derive(Clone, Debug)]
pub struct ZombieFrame {
    /// Address of the frame object.
    pub addr: Addr,
    /// Its payload, at rest: nothing in it counts as a reference.
    pub frame: Box<Frame>,
}

impl std::hash::Hash for ZombieFrame {
    /// What the payload at rest remembers means nothing.
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.addr, self.frame.f_localsplus.len()).hash(state);
    }
}

/// What tracing knows of a frame.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct FrameTrace {
    /// `f_trace_lines`: whether lines are told of.
    pub f_trace_lines: bool,
    /// `f_trace_opcodes`: whether instructions are told of.
    pub f_trace_opcodes: bool,
    /// The frame was entered, and nobody has been told.
    pub call_due: bool,
    /// `instr_lb`, `instr_ub`: offsets of the line's first instruction and of the one behind its last.
    pub instr_lb: i32,
    /// See `instr_lb`.
    pub instr_ub: i32,
    /// `instr_prev`: offset of the last instruction looked at.
    pub instr_prev: i32,
    /// `f_lineno`: the line that was begun last, which is the frame's while it has a tracing
    /// function; 0 stands for the first of its code.
    pub f_lineno: u32,
}

impl FrameTrace {
    /// Of a frame about to begin.
    pub const NEW: FrameTrace = FrameTrace {
        f_trace_lines: true,
        f_trace_opcodes: false,
        call_due: true,
        instr_lb: 0,
        instr_ub: -1,
        instr_prev: -1,
        f_lineno: 0,
    };

    /// Of a frame entered once more: its settings stay.
    pub fn restarted(self) -> FrameTrace {
        FrameTrace {
            f_trace_lines: self.f_trace_lines,
            f_trace_opcodes: self.f_trace_opcodes,
            f_lineno: self.f_lineno,
            ..FrameTrace::NEW
        }
    }
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

/// What the instruction that called a frame does with its value, as plain data, so that calls
/// don't nest in Rust.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OnReturn {
    /// Drop so many values of the caller's stack (the callable and its arguments), then push it.
    Call {
        /// Number of values.
        pop: u32,
        /// A further reference to be dropped (the names of `CALL_FUNCTION_KW`).
        drop: Option<ObjId>,
    },
    /// Replace the top of the caller's stack.
    SetTop,
    /// `CALL_FUNCTION_EX`: drop the callable, the arguments and the keywords from the stack, in
    /// this order, then push it.
    CallEx {
        /// Whether there are keywords.
        keywords: bool,
    },
    /// `SETUP_WITH`: set up the block, then push it.
    Enter {
        /// Byte offset of the handler.
        handler: i32,
    },
    /// `WITH_CLEANUP_START`: drop `__exit__`, push the exception, then the value.
    Exit {
        /// `__exit__`; owned.
        exit: ObjId,
    },
    /// `FOR_ITER` on a generator: push the value, or end the loop.
    ForIter {
        /// Byte offset of the loop's end.
        end: u32,
    },
    /// `YIELD_FROM`: yield the value on, or push the result.
    YieldFrom,
    /// Leave the evaluation loop with it: the frame was entered by a native function's call, or
    /// is the main module's.
    Leave,
}

/// Arguments that were packed and lie side by side again for a call (`_PyStack_UnpackDict`).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Unpacked {
    /// The arguments; owned.
    pub values: Vec<ObjId>,
    /// Where they lie.
    pub stack: Addr,
    /// The tuple of the keywords' names; owned.
    pub kwnames: ObjId,
}

/// A C function of CPython that called Python code and has something left to do.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum After {
    /// Drop references, then pass the value on (`_PyObject_MakeTpCall`, `slot_tp_call`, ...).
    Drop {
        /// The references, in this order.
        owned: [Option<ObjId>; 3],
        /// Whether `Py_LeaveRecursiveCall` is due.
        recursive: bool,
    },
    /// `PyVectorcall_Call`: give back what `_PyStack_UnpackDict` made of packed keywords.
    Unpacked(Box<Unpacked>),
    /// `type_call` after a `__new__` in Python: go on with `__init__`.
    New {
        /// The class; borrowed.
        class: ObjId,
        /// The argument tuple; borrowed.
        args: ObjId,
        /// The keywords' dict; borrowed.
        kwargs: Option<ObjId>,
    },
    /// `slot_tp_init` and the rest of `type_call`: check for None, pass the instance on.
    Init {
        /// The instance; owned.
        instance: ObjId,
        /// What `lookup_method` found; owned.
        method: ObjId,
    },
    /// `__build_class__` after the class body: call the metaclass.
    ClassBody(Box<ClassBody>),
    /// `__build_class__` after the metaclass: set the cell.
    ClassMade(Box<ClassBody>),
    /// `exec()`: drop the value, pass None on.
    Nothing,
    /// `import`: the module's body has run.
    Module(Box<ModuleBody>),
    /// `next()`: the value, or the default when the generator is exhausted.
    Next {
        /// The default; borrowed.
        default: Option<ObjId>,
    },
    /// `async_gen_asend_send` and its like: the asynchronous generator has yielded, awaits, or ended.
    AsyncGen {
        /// The awaitable that resumed it; borrowed.
        awaitable: ObjId,
    },
    /// `gen_send_ex`: the generator whose frame this is stops running.
    Generator {
        /// The generator; borrowed.
        generator: ObjId,
    },
}

/// What `__build_class__` keeps while the class body runs; all owned but the name, which its caller
/// holds.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ClassBody {
    /// The metaclass.
    pub meta: ObjId,
    /// The class's name.
    pub name: ObjId,
    /// The tuple of bases.
    pub bases: ObjId,
    /// The bases as written, when `__mro_entries__` changed them.
    pub orig_bases: Option<ObjId>,
    /// Keywords of the class statement less `metaclass`.
    pub keywords: Option<ObjId>,
    /// The namespace the body fills.
    pub namespace: ObjId,
    /// What the body returned: the `__class__` cell or None; known after the body.
    pub cell: Option<ObjId>,
}

/// What an import keeps while the module's body runs; all owned.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ModuleBody {
    /// The module being initialised.
    pub module: ObjId,
    /// Its full name.
    pub name: ObjId,
    /// The name asked for, as an absolute dotted name.
    pub wanted: ObjId,
    /// The names of `from ... import`, or none for `import`.
    pub fromlist: Option<ObjId>,
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
    /// Async generators: the flags below.
    pub ag_state: u8,
}

impl GenObject {
    /// `ag_hooks_inited`: the hooks were asked for.
    pub const AG_HOOKS_INITED: u8 = 1;
    /// `ag_closed`: `aclose()` was awaited, or the generator has ended.
    pub const AG_CLOSED: u8 = 2;
    /// `ag_running_async`: one of its awaitables is under way.
    pub const AG_RUNNING_ASYNC: u8 = 4;
}

impl Frame {
    /// The line it is at (`PyFrame_GetLineNumber`): that of the instruction, or the one begun last
    /// while a tracing function is told of lines.
    pub fn line(&self) -> u32 {
        let code = &self.code.code;
        match (self.f_trace, usize::try_from(self.f_lasti)) {
            (Some(_), _) if self.trace.f_lineno != 0 => self.trace.f_lineno,
            (None, Ok(lasti)) => code.line_of(lasti),
            _ => code.co_firstlineno,
        }
    }

    /// What lies in `Heap::frame` while no frame runs; nothing reads it.
    pub(crate) fn placeholder() -> Frame {
        Frame::new(NONE, Arc::new(CodeObject::placeholder()), NONE, NONE, 0)
    }

    /// A frame about to begin, with this many slots, all empty. The references are the caller's, and
    /// become the frame's.
    pub(crate) fn new(
        f_code: ObjId,
        code: Arc<CodeObject>,
        f_builtins: ObjId,
        f_globals: ObjId,
        slots: usize,
    ) -> Frame {
        let stacktop = code.slots_before_stack();
        Frame {
            f_back: None,
            f_code,
            code,
            f_builtins,
            f_globals,
            f_locals: None,
            f_localsplus: vec![None; slots],
            stacktop,
            f_lasti: -1,
            next_instr: 0,
            extended_arg: 0,
            f_blockstack: Vec::new(),
            f_gen: None,
            f_executing: false,
            f_trace: None,
            trace: FrameTrace::NEW,
            after: Vec::new(),
            on_return: OnReturn::Leave,
        }
    }

    /// The values on the stack, bottom first; empty while the frame is being torn down.
    pub fn stack(&self) -> &[Option<ObjId>] {
        let bottom = self.code.slots_before_stack();
        self.f_localsplus
            .get(bottom..self.stacktop)
            .unwrap_or_default()
    }

    /// `count` of the locals, cells and free variables from number `first` on; empty while the
    /// frame is being torn down.
    pub fn variables(&self, first: usize, count: usize) -> &[Option<ObjId>] {
        self.f_localsplus
            .get(first..first + count)
            .unwrap_or_default()
    }

    /// What a dying frame releases after its locals, cells and value stack, in the order of
    /// `frame_dealloc`.
    #[inline]
    pub(crate) fn held_besides_slots(&self) -> [Option<ObjId>; 5] {
        let (builtins, globals) = (Some(self.f_builtins), Some(self.f_globals));
        [self.f_back, builtins, globals, self.f_locals, self.f_trace]
    }

    /// A dead frame, which has released what it held, is as if it were about to begin again.
    pub(crate) fn rest(&mut self) {
        self.f_back = None;
        self.f_locals = None;
        self.stacktop = self.code.slots_before_stack();
        self.f_lasti = -1;
        self.next_instr = 0;
        self.extended_arg = 0;
        self.f_blockstack.clear();
        self.f_gen = None;
        self.f_executing = false;
        self.f_trace = None;
        self.trace = FrameTrace::NEW;
        self.after.clear();
        self.on_return = OnReturn::Leave;
    }
}
