//! Finding a CPython 3.8 on the user's machine, and running a script there under the tracer.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program that records a run inside CPython.
const TRACER: &str = include_str!("../../assets/verify/tracer.py");
/// What an interpreter is asked: its name, version, word size, and why it can't be used, if so.
const PROBE: &str = "import sys, platform; print(platform.python_implementation(), \
    platform.python_version(), sys.maxsize.bit_length() + 1, \
    'debug' if hasattr(sys, 'gettotalrefcount') else sys.platform, sep='|')";
/// Folders that often hold a Python and aren't always on the path.
const USUAL: &[&str] = &[
    "/usr/bin",
    "/usr/local/bin",
    "/opt/homebrew/bin",
    "/opt/local/bin",
    "/opt/python3.8/bin",
];

/// A CPython 3.8 that can be compared with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Python {
    /// Its executable.
    pub path: PathBuf,
    /// Its version: `3.8.18`.
    pub version: String,
}

/// No CPython 3.8 was found.
#[derive(Debug, thiserror::Error)]
pub enum NoPython {
    /// The one that the user named can't be used.
    #[error("{path} {reason}.")]
    Named {
        /// The path as given.
        path: String,
        /// What is wrong with it: "is CPython 3.11.2, and ...".
        reason: String,
    },
    /// None of those found can be used.
    #[error("no CPython 3.8 was found{}.\n{ADVICE}", .0)]
    Nowhere(String),
}

/// How to get one.
const ADVICE: &str = "To get one beside your own: `pyenv install 3.8.18`, `uv python install 3.8` or \
    `conda create -n py38 python=3.8`; then `cutaway verify --python PATH`.";

/// The CPython 3.8 to compare with: the named one, or the first that is found.
///
/// # Errors
/// When there is none, with what was found instead and what to do.
pub fn find(named: Option<&Path>) -> Result<Python, NoPython> {
    if let Some(path) = named {
        return probe(path).map_err(|reason| NoPython::Named {
            path: path.display().to_string(),
            reason,
        });
    }
    let mut refused = Vec::new();
    for path in candidates() {
        match probe(&path) {
            Ok(python) => return Ok(python),
            Err(reason) => refused.push(format!("\n  {} {reason}", path.display())),
        }
    }
    Err(NoPython::Nowhere(match refused.is_empty() {
        true => String::new(),
        false => format!("; there is only:{}", refused.concat()),
    }))
}

/// Executables that may be one, in the order in which they are tried, each once.
fn candidates() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    folders.extend(USUAL.iter().map(PathBuf::from));
    let in_folders = |name: &'static str| folders.iter().map(move |folder| folder.join(name));
    let mut found: Vec<PathBuf> = in_folders("python3.8").collect();
    found.extend(versions_of_managers());
    found.extend(in_folders("python3").chain(in_folders("python")));
    let mut seen = BTreeSet::new();
    found.retain(|path| {
        // A virtual environment's python is a link, but to be started by its own name.
        let real = path.canonicalize();
        path.is_file() && real.is_ok_and(|real| seen.insert(real))
    });
    found
}

/// Versions 3.8 that pyenv and uv keep.
fn versions_of_managers() -> Vec<PathBuf> {
    let home = env::var_os("HOME").map(PathBuf::from);
    let in_home = |folder: &str| home.as_ref().map(|home| home.join(folder));
    let pyenv = env::var_os("PYENV_ROOT").map(PathBuf::from);
    let roots = [
        pyenv
            .or_else(|| in_home(".pyenv"))
            .map(|root| root.join("versions")),
        in_home(".local/share/uv/python"),
    ];
    let mut found = Vec::new();
    for root in roots.into_iter().flatten() {
        let entries = fs::read_dir(root).into_iter().flatten().flatten();
        let mut versions: Vec<PathBuf> = entries
            .filter(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                name.starts_with("3.8") || name.starts_with("cpython-3.8")
            })
            .map(|entry| entry.path().join("bin/python3.8"))
            .collect();
        // The last is the newest, but for versions below 3.8.10.
        versions.sort();
        found.extend(versions.into_iter().rev());
    }
    found
}

/// Asks an executable what it is.
fn probe(path: &Path) -> Result<Python, String> {
    let output = quiet(path).args(["-S", "-c", PROBE]).output();
    let output = output.map_err(|error| format!("can't be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    judge(&said).map(|version| Python {
        path: path.to_path_buf(),
        version,
    })
}

/// Whether what an interpreter says of itself is a CPython 3.8 to compare with: its version.
fn judge(said: &str) -> Result<String, String> {
    let [name, version, bits, kind] = said.split('|').collect::<Vec<_>>()[..] else {
        return Err("doesn't say what it is".to_owned());
    };
    if name != "CPython" || !version.starts_with("3.8.") {
        return Err(format!(
            "is {name} {version}, and the comparison needs CPython 3.8"
        ));
    }
    match (bits, kind) {
        ("64", "win32") => Err(format!(
            "is {version} for Windows, whose compiler leaves out trace events; use it in Linux or macOS"
        )),
        ("64", "debug") => Err(format!(
            "is a debug build of {version}, whose objects are larger"
        )),
        ("64", _) => Ok(version.to_owned()),
        _ => Err(format!(
            "is {version} for {bits} bits, and the comparison needs 64"
        )),
    }
}

/// A command that the user's own settings for Python don't reach.
fn quiet(python: &Path) -> Command {
    let mut command = Command::new(python);
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("PYTHON") {
            command.env_remove(name);
        }
    }
    command.env("PYTHONHASHSEED", "0");
    command
}

/// A run under the tracer that is over.
pub struct Traced {
    /// The records, one a line; the file lies in a folder that goes away with this.
    pub log: PathBuf,
    /// What the script wrote, and how it ended.
    pub output: Output,
    _folder: Scratch,
}

/// What to run under the tracer, and how.
pub struct Request<'a> {
    /// The script's full path.
    pub script: &'a Path,
    /// `sys.argv[1:]`.
    pub args: &'a [String],
    /// Only code of files whose names begin with this is recorded.
    pub prefix: String,
    /// What the script reads; nothing otherwise.
    pub stdin: Option<&'a Path>,
    /// Steps after which the run is stopped.
    pub steps: u64,
    /// What the collector's three counts are at the first step.
    pub counts: [u64; 3],
}

/// Runs a script under the tracer.
///
/// # Errors
/// When the temporary files can't be written or the interpreter can't be started.
pub fn trace(python: &Python, request: &Request<'_>) -> io::Result<Traced> {
    let folder = Scratch::new()?;
    let log = folder.0.join("log.jsonl");
    fs::write(folder.0.join("sitecustomize.py"), TRACER)?;
    let stdin = match request.stdin {
        Some(file) => Stdio::from(File::open(file)?),
        None => Stdio::null(),
    };
    let output = quiet(&python.path)
        .arg(request.script)
        .args(request.args)
        .env("PYTHONPATH", &folder.0)
        // Neither read nor left behind beside the user's files.
        .env("PYTHONPYCACHEPREFIX", folder.0.join("cache"))
        .env("CUTAWAY_VERIFY_LOG", &log)
        .env("CUTAWAY_VERIFY_STEPS", request.steps.to_string())
        .env("CUTAWAY_VERIFY_PREFIX", &request.prefix)
        .env(
            "CUTAWAY_VERIFY_COUNTS",
            request.counts.map(|count| count.to_string()).join(","),
        )
        .stdin(stdin)
        .output()?;
    Ok(Traced {
        log,
        output,
        _folder: folder,
    })
}

/// A folder of our own, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> io::Result<Scratch> {
        let name = format!("cutaway-verify-{}", std::process::id());
        let folder = env::temp_dir().join(name);
        // An unfinished run of a process with the same number may have left one.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder)?;
        Ok(Scratch(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can't be removed is left to the system's own tidying.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_cpython_3_8_will_do() {
        assert_eq!(judge("CPython|3.8.18|64|linux"), Ok("3.8.18".into()));
        let reasons = [
            (
                "CPython|3.11.2|64|linux",
                "is CPython 3.11.2, and the comparison needs CPython 3.8",
            ),
            (
                "PyPy|3.8.16|64|linux",
                "is PyPy 3.8.16, and the comparison needs CPython 3.8",
            ),
            (
                "CPython|3.8.18|64|debug",
                "is a debug build of 3.8.18, whose objects are larger",
            ),
            (
                "CPython|3.8.18|32|linux",
                "is 3.8.18 for 32 bits, and the comparison needs 64",
            ),
            ("", "doesn't say what it is"),
        ];
        for (said, reason) in reasons {
            assert_eq!(judge(said), Err(reason.into()));
        }
    }

    #[test]
    fn a_python_that_is_not_there_is_named() {
        let error = find(Some(Path::new("/nowhere/python3.8")))
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("/nowhere/python3.8 can't be started: "),
            "{error}"
        );
    }
}
