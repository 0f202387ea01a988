//! The machine: the evaluation loop, frames, calls, unwinding, attribute lookup, imports.

mod args;
mod async_generator;
mod attr;
mod bind;
mod bootstrap;
mod cache;
mod cached_names;
mod call;
mod call_native;
mod class;
pub mod compile;
mod descr;
mod eval;
pub mod files;
mod finalize;
mod finders;
mod frame;
mod generator;
pub mod identifier;
mod import;
mod load;
mod lookup;
mod merge;
mod module_object;
mod names;
pub mod native;
mod native_module;
pub mod outcome;
mod output;
mod own;
pub mod protocol;
mod raise;
mod ready;
mod report;
mod scope;
mod shutdown;
pub mod start_image;
pub mod state;
mod trace;
mod traceback;
mod typecall;
pub mod warn;
mod watch;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub use crate::objects::sort::{SortStep, Timsort};
pub use call::{HOST_STACK, NESTED_LIMIT};
pub use native::{Args, LibraryModule, Native, NativeModule, NativeTable, NativeType};
pub use outcome::{Fault, Outcome, PyResult};
pub use protocol::compare::CompareOp;
pub use protocol::operator::{BinaryOp, UnaryOp};
pub use start_image::StartImage;
pub use state::{
    Answer, CompileAnswer, CompileFault, CompileRequest, Entry, Host, LibraryFolder, Need,
    OutputPiece, SourceOrigin, SourceWarning, State, Thread, World,
};
pub use trace::Tracer;
pub use watch::Watch;

use crate::objects::Heap;
use crate::objects::callable::CodeObject;
use crate::value::ObjId;
use cache::GlobalCache;
use lookup::MethodCache;

/// A machine at work on a state. The state is all that lasts; the rest is borrowed for the run.
pub struct Vm<'a> {
    /// Everything the running program is.
    pub state: State,
    /// The table of native functions.
    pub natives: &'a NativeTable,
    /// Answers for what the machine can't know by itself: files, input, compiling.
    pub host: &'a mut dyn Host,
    /// Set from another thread to make [`Vm::run`] return soon.
    pub interrupt: Arc<AtomicBool>,
    /// The tuple with the arguments of the native call that begins, where CPython packed them.
    packed_args: Option<ObjId>,
    method_cache: MethodCache,
    global_cache: GlobalCache,
    /// The code of the frames entered, by their depth in the loops; none where it is in use.
    codes: Vec<Option<Arc<CodeObject>>>,
    /// The depth of the running frame.
    depth: usize,
    /// The step that this run ends before.
    until: u64,
    /// The step at which the loop next looks up from its work.
    attention: u64,
    /// Who watches this run, and the step it wants to see next.
    watch: Option<&'a mut dyn Watch>,
    watch_at: u64,
    /// Why the run stopped.
    stop: Stop,
    /// The frame just entered or returned to has the pending exception to unwind first.
    throwing: bool,
    /// The pending exception is raised again as it is: no new traceback entry for this frame.
    reraising: bool,
    /// The state where a run stopped inside a native function's call.
    frozen: Option<Box<State>>,
}

/// Why the loop gave up with [`Fault::Stop`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stop {
    /// The step asked for is reached, a watch or the host ended the run.
    Paused,
    /// The host has no answer yet.
    Waiting,
    /// The program is over.
    Ended,
}

impl<'a> Vm<'a> {
    /// A machine that goes on with a state.
    pub fn new(state: State, natives: &'a NativeTable, host: &'a mut dyn Host) -> Vm<'a> {
        Vm {
            state,
            natives,
            host,
            interrupt: Arc::default(),
            method_cache: MethodCache::default(),
            packed_args: None,
            global_cache: GlobalCache::default(),
            codes: Vec::new(),
            depth: 0,
            until: 0,
            attention: 0,
            watch: None,
            watch_at: u64::MAX,
            stop: Stop::Paused,
            throwing: false,
            reraising: false,
            frozen: None,
        }
    }

    /// The heap.
    #[inline]
    pub fn heap(&mut self) -> &mut Heap {
        &mut self.state.heap
    }

    /// The running thread.
    #[inline]
    pub fn thread(&self) -> &Thread {
        &self.state.threads[self.state.current]
    }

    /// The running thread, to be changed.
    #[inline]
    pub fn thread_mut(&mut self) -> &mut Thread {
        &mut self.state.threads[self.state.current]
    }
}
