//! `State`: everything a running program is, as plain data that can be copied and compared; and
//! what a run is made from.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use siphasher::sip::SipHasher13;

use crate::code::Code;
use crate::code::footprint::Tree;
use crate::objects::Heap;
use crate::value::{ObjId, PyStr, Step};
use crate::vm::cached_names::CachedNames;
use crate::vm::files::Files;
use crate::vm::identifier::Identifiers;
use crate::vm::names::Names;
use crate::vm::start_image::StartImage;

/// The exception that ended the program.
#[derive(Clone, Debug, Hash)]
pub struct Uncaught {
    /// The last line of the report on it.
    pub last_line: String,
    /// Whether it was a KeyboardInterrupt.
    pub is_interrupt: bool,
}

/// Everything a running program is. Equal runs have equal digests at every step.
#[derive(Clone, Debug, Hash)]
pub struct State {
    /// Objects, memory, collector.
    pub heap: Heap,
    /// Instructions dispatched so far.
    pub step: Step,
    /// The threads; the first is the main thread.
    pub threads: Vec<Thread>,
    /// Index of the running thread.
    pub current: usize,
    /// What `sys.stdout` and `sys.stderr` were given, in order.
    pub output: Vec<OutputPiece>,
    /// Answers of the world's log used so far.
    pub log_cursor: usize,
    /// `sys.modules`, `builtins.__dict__` and `sys.__dict__`; owned.
    pub modules: ObjId,
    /// See `modules`.
    pub builtins: ObjId,
    /// See `modules`.
    pub sysdict: ObjId,
    /// What `builtins` held when the program began; owned.
    pub builtins_copy: ObjId,
    /// Types that native modules brought when they were imported, by `module.name`; owned.
    pub native_types: BTreeMap<String, ObjId>,
    /// Strings that the machine itself looks up.
    pub names: Names,
    /// Which names CPython's C code holds by now.
    pub identifiers: Identifiers,
    /// The code of the main script; owned.
    pub main_code: ObjId,
    /// `builtins.__import__`, by which the loop knows that nobody replaced it; borrowed.
    pub import_function: Option<ObjId>,
    /// What native modules held when they were made (`m_copy`); owned.
    pub extension_copies: Vec<ObjId>,
    /// The names in the method cache.
    pub cached_names: CachedNames,
    /// Tuples of keywords that functions have made when they were first given some; owned.
    pub parsers: BTreeMap<&'static str, ObjId>,
    /// The thread's dict (`PyThreadState_GetDict`), once it was needed; owned.
    pub thread_dict: Option<ObjId>,
    /// What it holds as `Py_Repr`: the objects whose repr is under way (`Py_ReprEnter`); borrowed.
    pub repr_list: Option<ObjId>,
    /// The status the program ended with, once it has.
    pub exit_status: Option<i32>,
    /// The exception that ended the program, if one did.
    pub uncaught: Option<Uncaught>,
    /// `sys.getrecursionlimit()`.
    pub recursion_limit: u32,
    /// `sys.get_int_max_str_digits()`; 0 is no limit.
    pub int_max_str_digits: usize,
    /// `sys.getswitchinterval()` in microseconds: only kept, no thread ever waits for another.
    pub switch_interval: u64,
    /// A standard library folder that the user has.
    pub library: Option<LibraryFolder>,
    /// The files it sees and has open.
    pub files: Files,
    /// What is left of the last line of input.
    pub unread_input: Vec<u8>,
    /// Nanoseconds that the virtual clock shows.
    pub clock: u64,
    /// Values that native functions own while Python code runs below them.
    pub temporaries: Vec<ObjId>,
    /// Calls from native functions into the evaluation loop that haven't returned: while there are
    /// any, the state can be looked at but not copied for resuming.
    pub nested: u32,
}

impl State {
    /// Whether the state can be copied and resumed: no native function waits for Python code.
    pub fn can_resume(&self) -> bool {
        self.nested == 0
    }

    /// The exit status, if the program has ended.
    pub fn ended(&self) -> Option<i32> {
        self.exit_status
    }

    /// What ended the program, if an exception did: the last line of its report.
    pub fn uncaught(&self) -> Option<String> {
        let uncaught = self.uncaught.as_ref()?;
        Some(uncaught.last_line.clone())
    }

    /// Whether a KeyboardInterrupt ended the program: CPython then dies of SIGINT, so that a shell
    /// sees that it was interrupted (`exit_sigint` of `Modules/main.c`).
    pub fn is_interrupted(&self) -> bool {
        self.uncaught
            .as_ref()
            .is_some_and(|uncaught| uncaught.is_interrupt)
    }

    /// The code of the main script.
    pub fn main_code(&self) -> Option<&Code> {
        self.heap.as_code(self.main_code).map(|code| &*code.code)
    }

    /// A number over all of it: equal runs have equal digests.
    pub fn digest(&self) -> u64 {
        let mut hasher = SipHasher13::new_with_keys(0, 0);
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// A thread of Python (`PyThreadState`).
#[derive(Clone, Debug, Hash)]
pub struct Thread {
    /// The innermost frame.
    pub frame: Option<ObjId>,
    /// `recursion_depth`.
    pub recursion_depth: u32,
    /// `overflowed`: a RecursionError is being handled, and the depth may go a little further.
    pub overflowed: bool,
    /// The exception being raised: type, value, traceback.
    pub curexc: [Option<ObjId>; 3],
    /// `exc_info`: the exceptions being handled, innermost last: the thread's own, then one of each
    /// generator being executed.
    pub exc_info: Vec<[Option<ObjId>; 3]>,
    /// `async_gen_firstiter` and `async_gen_finalizer`.
    pub async_gen_hooks: AsyncGenHooks,
    /// `c_traceobj` and `c_profileobj`: what `sys.settrace` and `sys.setprofile` set; owned.
    pub trace_function: Option<ObjId>,
    /// See `trace_function`.
    pub profile_function: Option<ObjId>,
    /// `tracing`: one of them is running, and isn't traced itself.
    pub tracing: bool,
    /// `coroutine_origin_tracking_depth`.
    pub coroutine_origin_tracking_depth: u32,
}

/// What an event loop wants to be told of asynchronous generators (`sys.set_asyncgen_hooks`);
/// owned.
#[derive(Clone, Copy, Debug, Default, Hash)]
pub struct AsyncGenHooks {
    /// Called with a generator that is used for the first time.
    pub firstiter: Option<ObjId>,
    /// Called with a generator that dies before its end.
    pub finalizer: Option<ObjId>,
}

/// A piece of output.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct OutputPiece {
    /// The step that wrote it.
    pub step: Step,
    /// 1 for stdout, 2 for stderr.
    pub stream: u8,
    /// What was written.
    pub text: PyStr,
}

/// What a run is a function of, beside the answers from outside that the timeline keeps in order.
#[derive(Clone, Debug)]
pub struct World {
    /// How the machine is set up.
    pub start: StartImage,
    /// The main script.
    pub main: Arc<Code>,
    /// What its syntax tree refers to, and what compiling it took.
    pub tree: Arc<Tree>,
    /// What the compiler warned of, as it goes to stderr before the script begins.
    pub warnings: Vec<PyStr>,
    /// `sys.argv`.
    pub argv: Vec<PyStr>,
    /// The directory the program runs in; relative file names start there.
    pub cwd: PyStr,
    /// A standard library folder that the user has.
    pub library: Option<LibraryFolder>,
}

/// The standard library of a CPython 3.8 on the user's machine. Its modules replace those of our own
/// that are written in Python: they know each other's private names.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LibraryFolder {
    /// The folder that `os.py` lies in.
    pub path: PyStr,
}

/// What the machine needs from outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Need {
    /// The contents of a file, by its path.
    File(PyStr),
    /// Whether there is a file or a folder at an absolute path.
    Entry(PyStr),
    /// A line of input.
    Input,
}

/// What the host has at a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A file that can be read.
    File {
        /// Its length in bytes.
        size: u64,
    },
    /// A folder, with the names in it.
    Folder(Vec<PyStr>),
}

/// What it was told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The bytes of the file, or none when there is no such file.
    File(Option<Arc<Vec<u8>>>),
    /// What is there, if anything.
    Entry(Option<Entry>),
    /// The line with its end, or none at the end of input.
    Input(Option<Arc<Vec<u8>>>),
}

/// Who answers. Compiling comes from outside too: the machine doesn't know the compiler.
pub trait Host {
    /// Answers a need. The same need at the same place of the log always gets the same answer.
    /// None when the answer isn't there yet: the machine waits.
    fn answer(&mut self, cursor: usize, need: &Need) -> Option<Answer>;

    /// Compiles source text; errors as the exception to be raised.
    fn compile(&mut self, request: &CompileRequest<'_>) -> Result<CompileAnswer, CompileFault>;

    /// The program writes this to stdout (1) or stderr (2). The state keeps it too; only who
    /// passes output on at once needs to listen.
    fn wrote(&mut self, stream: u8, text: &PyStr) {
        let _ = (stream, text);
    }
}

/// Where a source comes from, which decides how it is decoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceOrigin {
    /// A `str`, here as UTF-8: a coding cookie means nothing.
    Str,
    /// `bytes` and the like.
    Bytes,
    /// The file of the name given.
    File,
}

/// What is to be compiled.
#[derive(Clone, Copy, Debug)]
pub struct CompileRequest<'a> {
    /// The source.
    pub source: &'a [u8],
    /// Where it comes from.
    pub origin: SourceOrigin,
    /// The file name for tracebacks.
    pub filename: &'a PyStr,
    /// `exec`, `eval` or `single`.
    pub mode: &'a str,
    /// Flags, given or inherited: `PyCF_MASK` and `PyCF_ALLOW_TOP_LEVEL_AWAIT`.
    pub flags: u32,
    /// `-O` level.
    pub optimize: u8,
    /// How many calls are open.
    pub recursion_depth: u32,
    /// `sys.getrecursionlimit()`.
    pub recursion_limit: u32,
}

/// What the compiler makes of a source.
#[derive(Clone, Debug)]
pub struct CompileAnswer {
    /// The module's code.
    pub code: Arc<Code>,
    /// Warnings in the order in which CPython gives them.
    pub warnings: Vec<SourceWarning>,
    /// What its syntax tree refers to, and what compiling it took.
    pub tree: Tree,
}

/// A warning about a source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceWarning {
    /// Its class: SyntaxWarning or DeprecationWarning.
    pub class: String,
    /// Its text.
    pub msg: String,
    /// Its line and column, both from 1.
    pub lineno: u32,
    /// See `lineno`.
    pub offset: u32,
}

/// An error of the compiler, as Python raises it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompileFault {
    /// The exception's class.
    pub class: String,
    /// `msg`.
    pub msg: String,
    /// `filename`: that of the request, or `<fstring>`.
    pub filename: PyStr,
    /// `lineno`, `offset` (both from 1) and `text`; none for errors without a place.
    pub place: Option<(u32, u32, Option<PyStr>)>,
    /// Whether the place is the second of the exception's `args`, besides its attributes.
    pub place_in_args: bool,
}
