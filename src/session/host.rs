//! What a running program gets from the world: the files beside its script, and lines of input.
//! Nothing else of the machine it runs on can be reached.

use std::collections::VecDeque;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::code::Code;
use crate::compiler::{self, Mode, Options, SyntaxFault};
use crate::timeline::Source;
use crate::value::PyStr;
use crate::vm::{Answer, CompileFault, CompileRequest, Host, Need};

/// Answers out of one folder and a queue of input lines.
pub struct Folder {
    root: PathBuf,
    input: Input,
}

/// Where lines of input come from.
pub enum Input {
    /// From the terminal or a pipe, when they are asked for.
    Stdin,
    /// From a queue; when it is empty the program waits, or is at the end of its input.
    Queue {
        /// The lines with their ends.
        lines: VecDeque<Vec<u8>>,
        /// Whether more may come.
        open: bool,
    },
}

impl Folder {
    /// The files below a folder, and lines of input.
    pub fn new(root: &Path, input: Input) -> Folder {
        Folder {
            root: root.to_path_buf(),
            input,
        }
    }

    /// The contents of a file, if it lies below the folder.
    pub fn file(&self, path: &PyStr) -> Option<Arc<Vec<u8>>> {
        let path = PathBuf::from(path.to_lossy());
        let root = std::path::absolute(&self.root).ok()?.canonicalize().ok()?;
        let inside = std::path::absolute(&path)
            .ok()?
            .canonicalize()
            .ok()?
            .starts_with(&root);
        let readable = inside && path.is_file();
        readable
            .then(|| std::fs::read(path).ok())
            .flatten()
            .map(Arc::new)
    }

    fn line(&mut self) -> Option<Option<Arc<Vec<u8>>>> {
        match &mut self.input {
            Input::Stdin => {
                let mut line = Vec::new();
                let read = std::io::stdin().lock().read_until(b'\n', &mut line);
                Some(read.is_ok_and(|bytes| bytes > 0).then(|| Arc::new(line)))
            }
            Input::Queue { lines, open } => match lines.pop_front() {
                Some(line) => Some(Some(Arc::new(line))),
                None if *open => None,
                None => Some(None),
            },
        }
    }
}

impl Source for Folder {
    fn answer(&mut self, need: &Need) -> Option<Answer> {
        match need {
            Need::File(path) => Some(Answer::File(self.file(path))),
            Need::Input => self.line().map(Answer::Input),
        }
    }
}

/// The compiler as the machine asks for it.
///
/// # Errors
/// The exception that CPython's `compile` would raise.
pub fn compile(request: &CompileRequest<'_>) -> Result<Arc<Code>, CompileFault> {
    let mode = match request.mode {
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => Mode::Exec,
    };
    let options = Options {
        flags: request.flags,
        ..Options::default()
    };
    compiler::compile(request.source, request.filename, mode, options)
        .map_err(|fault| as_exception(&fault))
}

/// A rejected source as the exception that Python raises.
fn as_exception(fault: &SyntaxFault) -> CompileFault {
    CompileFault {
        class: fault.class.name().to_owned(),
        msg: fault.msg.to_lossy(),
        place: fault
            .lineno
            .map(|line| (line, fault.offset.unwrap_or(0), fault.text.clone())),
    }
}

/// The world while a program is set up: it needs nothing yet but the compiler.
pub struct Setup;

impl Host for Setup {
    fn answer(&mut self, _: usize, _: &Need) -> Option<Answer> {
        None
    }

    fn compile(&mut self, request: &CompileRequest<'_>) -> Result<Arc<Code>, CompileFault> {
        compile(request)
    }
}
