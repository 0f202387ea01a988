//! The code objects of CPython 3.8's standard library, against recorded digests: the library's text
//! isn't ours to copy, so this needs a CPython 3.8 on the machine, and says so when there is none.
//!
//! `CUTAWAY_STDLIB` names the library's folder if it isn't found by itself. A file that differs from
//! the recorded one (another 3.8.x) is passed over, and counted. An unoptimised build looks at every
//! tenth file; `CUTAWAY_WHOLE_LIBRARY=1` makes it look at all. The digests are recorded by
//! `python3.8 tests/record/code_objects.py --digests`.

#![allow(
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may print, and stop at the first surprise"
)]

#[path = "record/dump.rs"]
mod dump;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cutaway::code::pyc::source_hash;
use cutaway::compiler::{Mode, Options, compile};
use cutaway::session::library;
use cutaway::value::PyStr;

/// Every so many files are looked at by an unoptimised build.
const STEP: usize = 10;
/// The front end nests as deep as the source does.
const STACK: usize = 1 << 30;

fn main() -> ExitCode {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(run);
    worker.unwrap().join().unwrap()
}

fn run() -> ExitCode {
    let Some(root) = find_library() else {
        println!(
            "library digests: NOT RUN, there is no CPython 3.8 on this machine \
             (CUTAWAY_STDLIB names its library folder)"
        );
        return ExitCode::SUCCESS;
    };
    let all = !cfg!(debug_assertions) || std::env::var_os("CUTAWAY_WHOLE_LIBRARY").is_some();
    let step = if all { 1 } else { STEP };
    let recorded = include_str!("data/library_digests.txt");
    let (mut same, mut other_text, mut wrong) = (0, 0, Vec::new());
    let rows = recorded.lines().filter(|row| !row.starts_with('#'));
    for row in rows.step_by(step) {
        let fields: Vec<&str> = row.split(' ').collect();
        let [name, contents, code] = fields[..] else {
            panic!("a damaged row: {row}");
        };
        let path = root.join(name);
        match std::fs::read(&path) {
            Ok(source) if hex(&source_hash(&source)) == contents => {
                if digest(&source, &path) == code {
                    same += 1;
                } else {
                    wrong.push(name);
                }
            }
            _ => other_text += 1,
        }
    }
    println!(
        "library digests: {same} files as recorded, {} different, {other_text} passed over because \
         their text is another one, in {}",
        wrong.len(),
        root.display()
    );
    for name in &wrong {
        println!("  different: {name}");
    }
    ExitCode::from(u8::from(!wrong.is_empty()))
}

/// The library's folder: the one named, or one that is found.
fn find_library() -> Option<PathBuf> {
    let named = std::env::var_os("CUTAWAY_STDLIB").map(PathBuf::from);
    named.or_else(|| Some(PathBuf::from(library::find()?.path.to_lossy())))
}

fn digest(source: &[u8], path: &Path) -> String {
    let name = PyStr::new(&path.to_string_lossy());
    let text = match compile(source, &name, Mode::Exec, Options::default()) {
        Ok(code) => dump::dump(&code),
        Err(fault) => format!("error {}\n", fault.class.name()),
    };
    hex(&source_hash(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
