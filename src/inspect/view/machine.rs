//! Views of the evaluation loop: value stack, block stack, frames, names, narration
//! (`Python/ceval.c`, `Objects/frameobject.c`).

use serde::{Deserialize, Serialize};

use super::{ObjectNo, ObjectRef};

/// Whether and how the program goes on after this moment.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum RunState {
    /// There is a next instruction.
    #[default]
    Running,
    /// An exception looks for its handler: class and text.
    Unwinding(String),
    /// The program has ended, with this exit status.
    Ended(i32),
    /// The program has ended with an uncaught exception: the last line of its traceback.
    Raised(String),
    /// Cutaway cannot go on: what is missing, in one sentence.
    Unsupported(String),
}

/// The value stack of the running frame.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct StackView {
    /// The slots from the bottom to the top.
    pub rows: Vec<StackRow>,
    /// `co_stacksize`: how many slots the frame has.
    pub capacity: u32,
    /// What the next instruction will push, by name ("sum", "NULL or self"), bottom first.
    pub will_push: Vec<String>,
}

/// One slot of the value stack.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct StackRow {
    /// The object; `None` is the NULL that LOAD_METHOD and BEGIN_FINALLY leave.
    pub object: Option<ObjectRef>,
    /// What the next instruction takes this slot for, if it uses it.
    pub operand: Option<Operand>,
}

/// The part that a slot plays in the next instruction.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Operand {
    /// Its name: "left", "right", "callable", "argument 2".
    pub name: String,
    /// Whether the instruction takes it off the stack (false: it only looks).
    pub popped: bool,
}

/// One block of the block stack (`PyTryBlock`).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct BlockRow {
    /// `b_type` by name: SETUP_FINALLY or EXCEPT_HANDLER.
    pub kind: String,
    /// `b_handler`: offset of the handler.
    pub handler: i32,
    /// `b_level`: the stack depth to cut back to.
    pub level: u32,
    /// What the block is for, in a few words.
    pub meaning: String,
}

/// One frame of the chain.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FrameRow {
    /// The frame object.
    pub frame: ObjectRef,
    /// `co_name`.
    pub function: String,
    /// The file's name.
    pub file: String,
    /// The line it stands in.
    pub line: u32,
    /// `f_lasti`: offset of the last instruction begun, -1 before the first.
    pub lasti: i32,
    /// How many values lie on its stack.
    pub stack_depth: u32,
    /// A short word for what is special: "generator", "class body", "hidden"; empty for a call.
    pub note: String,
    /// Its local variables.
    pub locals: Vec<NameRow>,
}

/// The scopes a name is looked for in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Scope {
    /// Fast locals, or the namespace of a class body or module.
    #[default]
    Local,
    /// Own variables that inner functions use, in cells.
    Cell,
    /// Variables of an enclosing function, in cells.
    Free,
    /// The module's namespace.
    Global,
    /// `builtins`, as far as the code names them.
    Builtin,
}

impl Scope {
    /// The scope in the learner's words.
    pub const fn title(self) -> &'static str {
        match self {
            Scope::Local => "local",
            Scope::Cell => "cell (shared with inner functions)",
            Scope::Free => "free (from the enclosing function)",
            Scope::Global => "global",
            Scope::Builtin => "built-in",
        }
    }
}

/// The names of one scope.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ScopeView {
    /// Which scope.
    pub scope: Scope,
    /// Where the names are kept, in a few words: "f_localsplus, an array", "dict #3".
    pub storage: String,
    /// The object that holds them, where there is one.
    pub namespace: Option<ObjectNo>,
    /// Its names in order.
    pub rows: Vec<NameRow>,
}

/// A name and what it refers to.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct NameRow {
    /// The name.
    pub name: String,
    /// The object; `None` when the name is not bound yet or deleted.
    pub object: Option<ObjectRef>,
}

/// What the next instruction does.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Narration {
    /// One sentence with this step's own names and numbers.
    pub sentence: String,
    /// The CPython function that does it, with its file: "BINARY_ADD, Python/ceval.c".
    pub by: String,
    /// What is simplified here, if anything.
    pub simplified: Option<String>,
}

/// Which stream text went to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Stream {
    /// Standard output.
    #[default]
    Stdout,
    /// Standard error.
    Stderr,
}

/// A piece of output.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TextChunk {
    /// Where it went.
    pub stream: Stream,
    /// The text, with its newlines.
    pub text: String,
}
