//! The standard library of a CPython 3.8 that the user has: the folder given, or one found where
//! CPython is usually installed.

use std::env;
use std::path::{Path, PathBuf};

use crate::value::PyStr;
use crate::vm::{LibraryFolder, State};

/// A file that every standard library has.
const LANDMARK: &str = "os.py";
/// Files that only 3.8 has both of: 3.9 dropped the first, 3.7 lacks the second, and 3.10 made it a
/// package.
const ONLY_IN_38: [&str; 2] = ["dummy_threading.py", "importlib/metadata.py"];

/// The modules of the standard library.
const MODULES: &str = "\
abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop \
base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath \
cmd code codecs codeop collections colorsys compileall concurrent configparser \
contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm \
decimal difflib dis distutils doctest dummy_threading email encodings ensurepip enum \
errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib \
functools gc genericpath getopt getpass gettext glob grp gzip hashlib heapq hmac html \
http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword \
lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap \
modulefinder multiprocessing netrc nis nntplib ntpath nturl2path numbers opcode \
operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil \
platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile \
pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource \
rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd \
smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse \
ssl stat statistics string stringprep struct subprocess sunau symbol symtable sys \
sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading \
time timeit tkinter token tokenize trace traceback tracemalloc tty turtle turtledemo \
types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser \
wsgiref xdrlib xml xmlrpc xxlimited xxsubtype zipapp zipfile zipimport zlib";

/// The folder that the user gave.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn given(folder: &Path) -> Result<LibraryFolder, String> {
    let shown = folder.display();
    // The prefix of an installation will do as well.
    let inside = folder.join("lib/python3.8");
    let folder = if folder.join(LANDMARK).is_file() {
        folder
    } else if inside.join(LANDMARK).is_file() {
        &inside
    } else {
        return Err(format!(
            "{shown} is no standard library of Python: there is no {LANDMARK} in it"
        ));
    };
    if !is_38(folder) {
        return Err(format!("{shown} is not the standard library of Python 3.8"));
    }
    Ok(library(folder))
}

/// The first one found: beside a `python3.8` on the path, among pyenv's and uv's versions, in the
/// system's places.
pub fn find() -> Option<LibraryFolder> {
    let folder = candidates().into_iter().find(|folder| is_38(folder))?;
    Some(library(&folder))
}

/// How to get a module that a program missed in vain, if it is one of the standard library's.
pub fn hint(state: &State) -> Option<String> {
    let missing = state.uncaught()?;
    let missing = missing.strip_prefix("ModuleNotFoundError: No module named '")?;
    let name = missing.split(['\'', '.']).next()?;
    let known = state.library.is_none() && MODULES.split_whitespace().any(|module| module == name);
    known.then(|| {
        format!(
            "cutaway: the standard library's {name} isn't built in. With a CPython 3.8 on this \
             machine it loads from there: cutaway run --stdlib DIR FILE, where DIR is the folder \
             that holds its os.py."
        )
    })
}

fn is_38(folder: &Path) -> bool {
    folder.join(LANDMARK).is_file() && ONLY_IN_38.iter().all(|file| folder.join(file).is_file())
}

fn library(folder: &Path) -> LibraryFolder {
    let folder = folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf());
    LibraryFolder {
        path: PyStr::new(&folder.to_string_lossy()),
    }
}

fn candidates() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in env::split_paths(&env::var_os("PATH").unwrap_or_default()) {
        // Links lead to the real place of the installation.
        if let Ok(python) = folder.join("python3.8").canonicalize()
            && let Some(prefix) = python.parent().and_then(Path::parent)
        {
            found.push(prefix.join("lib/python3.8"));
        }
    }
    let home = env::var_os("HOME").map(PathBuf::from);
    let pyenv = env::var_os("PYENV_ROOT").map(PathBuf::from);
    let pyenv = pyenv.or_else(|| home.as_ref().map(|home| home.join(".pyenv")));
    let pyenv = pyenv.map(|root| (root.join("versions"), "3.8."));
    let uv = home.map(|home| (home.join(".local/share/uv/python"), "cpython-3.8."));
    for (folder, begins) in pyenv.into_iter().chain(uv) {
        for version in versions(&folder, begins) {
            found.push(version.join("lib/python3.8"));
        }
    }
    for place in [
        "/usr/local/lib/python3.8",
        "/usr/lib/python3.8",
        "/opt/python3.8/lib/python3.8",
    ] {
        found.push(PathBuf::from(place));
    }
    found
}

/// The folders in a folder whose names begin so, the last name first.
fn versions(folder: &Path, begins: &str) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else {
        return Vec::new();
    };
    let mut versions: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok())
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(begins))
        .map(|entry| entry.path())
        .collect();
    versions.sort();
    versions.reverse();
    versions
}
