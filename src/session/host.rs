//! What a running program gets from the world: the files beside its script, and lines of input.
//! Nothing else of the machine it runs on can be reached.

use std::collections::VecDeque;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compiler::{self, CompileWarning, Mode, Options, SourceKind, SyntaxFault};
use crate::session::script::Script;
use crate::timeline::Source;
use crate::value::PyStr;
use crate::vm::{
    Answer, CompileAnswer, CompileFault, CompileRequest, Entry, Host, Need, SourceOrigin,
    SourceWarning,
};

/// Answers out of the folders a program may read, and a queue of input lines.
pub struct Folder {
    roots: Vec<PathBuf>,
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

impl Input {
    /// The lines of a file, and nothing after them.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn from_file(path: &Path) -> std::io::Result<Input> {
        let bytes = std::fs::read(path)?;
        let lines = bytes
            .split_inclusive(|&byte| byte == b'\n')
            .map(<[u8]>::to_vec);
        Ok(Input::Queue {
            lines: lines.collect(),
            open: false,
        })
    }
}

impl Folder {
    /// What a script may read: the files below its folder and below its standard library; and
    /// lines of input.
    pub fn of(script: &Script, input: Input) -> Folder {
        let library = script.library.as_ref();
        let library = library.map(|library| PathBuf::from(library.path.to_lossy()));
        let roots = std::iter::once(script.folder.clone()).chain(library);
        let roots = roots.filter_map(|root| std::path::absolute(root).ok()?.canonicalize().ok());
        Folder {
            roots: roots.collect(),
            input,
        }
    }

    /// A line for the program, with its end; none ends the input.
    pub fn give(&mut self, line: Option<Vec<u8>>) {
        if let Input::Queue { lines, open } = &mut self.input {
            match line {
                Some(line) => lines.push_back(line),
                None => *open = false,
            }
        }
    }

    /// A path that may be read, if something is there.
    fn allowed(&self, path: &PyStr) -> Option<PathBuf> {
        let path = std::path::absolute(PathBuf::from(path.to_lossy())).ok()?;
        let path = path.canonicalize().ok()?;
        self.roots
            .iter()
            .any(|root| path.starts_with(root))
            .then_some(path)
    }

    /// The contents of a file, if it may be read.
    pub fn file(&self, path: &PyStr) -> Option<Arc<Vec<u8>>> {
        let path = self.allowed(path).filter(|path| path.is_file())?;
        std::fs::read(path).ok().map(Arc::new)
    }

    /// What is at a path, if it may be read.
    fn entry(&self, path: &PyStr) -> Option<Entry> {
        let path = self.allowed(path)?;
        let about = path.metadata().ok()?;
        if about.is_file() {
            return Some(Entry::File { size: about.len() });
        }
        let mut names: Vec<String> = path
            .read_dir()
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort_unstable();
        Some(Entry::Folder(
            names.iter().map(|name| PyStr::new(name)).collect(),
        ))
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
            Need::Entry(path) => Some(Answer::Entry(self.entry(path))),
            Need::Input => self.line().map(Answer::Input),
        }
    }
}

/// The compiler as the machine asks for it.
///
/// # Errors
/// The exception that CPython's `compile` would raise.
pub fn compile(request: &CompileRequest<'_>) -> Result<CompileAnswer, CompileFault> {
    let mode = match request.mode {
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => Mode::Exec,
    };
    let options = Options {
        optimize: request.optimize,
        flags: request.flags,
        source: match request.origin {
            SourceOrigin::Str => SourceKind::Text,
            SourceOrigin::Bytes => SourceKind::Bytes,
            SourceOrigin::File => SourceKind::File,
        },
        recursion_depth: request.recursion_depth,
        recursion_limit: request.recursion_limit,
        // What a panel shows of imported code is explained too.
        explain: request.origin == SourceOrigin::File,
        footprint: request.origin != SourceOrigin::File,
    };
    let compiled = compiler::compile_with_warnings(request.source, request.filename, mode, options)
        .map_err(|fault| as_exception(&fault))?;
    let warnings = compiled.warnings.iter().map(source_warning);
    Ok(CompileAnswer {
        code: compiled.code,
        warnings: warnings.collect(),
        tree: compiled.tree,
    })
}

/// A warning as the machine knows it.
pub fn source_warning(warning: &CompileWarning) -> SourceWarning {
    SourceWarning {
        class: warning.category.name().to_owned(),
        msg: warning.msg.clone(),
        lineno: warning.lineno,
        offset: warning.offset,
    }
}

/// A rejected source as the exception that Python raises.
fn as_exception(fault: &SyntaxFault) -> CompileFault {
    CompileFault {
        class: fault.class.name().to_owned(),
        msg: fault.msg.to_lossy(),
        filename: fault.filename.clone(),
        place: fault
            .lineno
            .map(|line| (line, fault.offset.unwrap_or(0), fault.text.clone())),
        place_in_args: fault.place_in_args,
    }
}

/// The world while a program is set up: it needs nothing yet but the compiler.
pub struct Setup;

impl Host for Setup {
    fn answer(&mut self, _: usize, _: &Need) -> Option<Answer> {
        None
    }

    fn compile(&mut self, request: &CompileRequest<'_>) -> Result<CompileAnswer, CompileFault> {
        compile(request)
    }
}
