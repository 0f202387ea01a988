//! Opening a program: its source text or .pyc, compiled and ready to run.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use crate::code::Code;
use crate::code::footprint::Tree;
use crate::code::pyc::{Invalidation, Pyc};
use crate::compiler::{self, Mode, Options, SourceKind, SyntaxFault, WarningCategory};
use crate::session::host::source_warning;
use crate::value::PyStr;
use crate::vm::compile::{warning_line, warning_text};
use crate::vm::{LibraryFolder, StartImage, World};

/// A program ready to run.
#[derive(Clone, Debug)]
pub struct Script {
    /// The path as given; `__file__`, `sys.argv[0]` and the name in tracebacks.
    pub path: PyStr,
    /// The folder that neighbouring modules are found in (`sys.path[0]`).
    pub folder: PathBuf,
    /// The main module's code.
    pub code: Arc<Code>,
    /// The source text as bytes; none for a .pyc.
    pub source: Option<Arc<Vec<u8>>>,
    /// What the script's syntax tree refers to; nothing for a .pyc.
    pub tree: Arc<Tree>,
    /// What CPython says on stderr while it compiles the script.
    pub warnings: Vec<PyStr>,
    /// The standard library folder it may use.
    pub library: Option<LibraryFolder>,
}

/// Why a program can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file can't be read.
    #[error("can't open file '{path}': {reason}")]
    Unreadable {
        /// The path as given.
        path: String,
        /// What the system says, with its number.
        reason: String,
    },
    /// The source isn't Python 3.8.
    #[error("{}", .0.display())]
    Syntax(Box<SyntaxFault>),
    /// The .pyc isn't one of Python 3.8, or is damaged.
    #[error("{path}: {reason}")]
    Pyc {
        /// The path as given.
        path: String,
        /// What is wrong, and what to do.
        reason: String,
    },
}

impl Script {
    /// Reads and compiles a file; one that ends in `.pyc` is loaded.
    ///
    /// # Errors
    /// When the file can't be read, isn't valid Python 3.8, or is a damaged .pyc.
    pub fn open(path: &Path) -> Result<Script, OpenError> {
        let bytes = fs::read(path).map_err(|error| OpenError::Unreadable {
            path: path.display().to_string(),
            reason: system_reason(&error),
        })?;
        let name = PyStr::new(&path.to_string_lossy());
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder.to_path_buf(),
            _ => PathBuf::from("."),
        };
        if path.extension().is_some_and(|extension| extension == "pyc") {
            let pyc = Pyc::read(&bytes).map_err(|error| OpenError::Pyc {
                path: path.display().to_string(),
                reason: error.to_string(),
            })?;
            return Ok(Script {
                path: name,
                folder,
                source: source_of(path, &pyc.invalidation),
                code: pyc.code,
                tree: Arc::default(),
                warnings: Vec::new(),
                library: None,
            });
        }
        let mut script = Script::from_source(name, bytes)?;
        script.folder = folder;
        Ok(script)
    }

    /// Compiles a source text that needs no file.
    ///
    /// # Errors
    /// When it isn't valid Python 3.8.
    pub fn from_source(name: PyStr, source: Vec<u8>) -> Result<Script, OpenError> {
        let options = Options {
            source: SourceKind::File,
            explain: true,
            footprint: true,
            ..Options::default()
        };
        let compiled = compiler::compile_with_warnings(&source, &name, Mode::Exec, options)
            .map_err(OpenError::Syntax)?;
        let shown = compiled
            .warnings
            .iter()
            .filter(|warning| warning.category == WarningCategory::SyntaxWarning);
        let warnings = shown
            .map(|warning| {
                let line = warning_line(&source, warning.lineno);
                warning_text(&name, &source_warning(warning), line.as_deref())
            })
            .collect();
        Ok(Script {
            path: name,
            folder: PathBuf::from("."),
            code: compiled.code,
            tree: Arc::new(compiled.tree),
            source: Some(Arc::new(source)),
            warnings,
            library: None,
        })
    }

    /// What a run of the script with these arguments begins from.
    pub fn world(&self, args: &[String], start: StartImage) -> World {
        let args = args.iter().map(|arg| PyStr::new(arg));
        World {
            start,
            main: Arc::clone(&self.code),
            tree: Arc::clone(&self.tree),
            warnings: self.warnings.clone(),
            argv: std::iter::once(self.path.clone()).chain(args).collect(),
            cwd: std::env::current_dir()
                .map_or(PyStr::new("/"), |cwd| PyStr::new(&cwd.to_string_lossy())),
            library: self.library.clone(),
        }
    }
}

/// The source that a .pyc was made from, if it lies beside and is still the same: `x.py` beside
/// `x.pyc`, and one folder up from `__pycache__/x.cpython-38.pyc` (`source_from_cache`,
/// `Lib/importlib/_bootstrap_external.py`).
pub fn source_of(pyc: &Path, invalidation: &Invalidation) -> Option<Arc<Vec<u8>>> {
    let (path, source) = source_beside(pyc)?;
    invalidation
        .fits(&source, modified(&path))
        .then(|| Arc::new(source))
}

/// The source beside a .pyc, whether it fits or not, and its path.
pub fn source_beside(pyc: &Path) -> Option<(PathBuf, Vec<u8>)> {
    let folder = pyc.parent()?;
    let cached = folder.file_name().is_some_and(|name| name == "__pycache__");
    let path = if cached {
        let name = pyc.file_name()?.to_string_lossy().into_owned();
        let (module, _) = name.split_once(".cpython-38.")?;
        folder.parent()?.join(format!("{module}.py"))
    } else {
        pyc.with_extension("py")
    };
    let source = fs::read(&path).ok()?;
    Some((path, source))
}

/// When a file was last changed, in seconds since 1970; 0 if that can't be found out.
pub fn modified(path: &Path) -> u64 {
    let changed = fs::metadata(path).and_then(|metadata| metadata.modified());
    let since = changed
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |time| time.as_secs())
}

/// A system's error as Python words it: `[Errno 2] No such file or directory`.
fn system_reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let reason = text.split(" (os error").next().unwrap_or(&text);
    match error.raw_os_error() {
        Some(number) => format!("[Errno {number}] {reason}"),
        None => reason.to_owned(),
    }
}
