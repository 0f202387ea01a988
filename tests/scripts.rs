//! Scripts with what CPython 3.8 says to them: stdout, stderr and exit status must be the same.
//!
//! `tests/scripts/NAME.expected` is what CPython said to `tests/scripts/NAME.py`;
//! `python3.8 tests/record/scripts.py` asks it again. Files that begin with `_` are modules that
//! the scripts import.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Scripts whose output is known to differ, and why. One that agrees must be struck.
const KNOWN_GAPS: &[(&str, &str)] = &[];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts")
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".py")
                .filter(|name| !name.starts_with('_'))
                .map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

/// What `cutaway run` says to a script, in the form of the recordings.
fn said(name: &str) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_cutaway"))
        .args(["run", "--stdlib", "none", &format!("{name}.py")])
        .current_dir(folder())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    format!(
        "--- status {}\n--- stdout\n{}--- stderr\n{}",
        done.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr),
    )
}

/// A text with its addresses made alike: they aren't comparable.
fn without_addresses(text: &str) -> String {
    let mut pieces = text.split(" at 0x");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(" at 0x…");
        out.push_str(piece.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}

/// The first line in which two texts differ.
fn first_difference(ours: &str, theirs: &str) -> String {
    let (mut a, mut b) = (ours.lines(), theirs.lines());
    for number in 1.. {
        match (a.next(), b.next()) {
            (None, None) => break,
            (x, y) if x == y => {}
            (x, y) => {
                let shown = |line: Option<&str>| line.unwrap_or("<nothing>").to_owned();
                return format!(
                    "line {number}:\n    ours:   {}\n    theirs: {}",
                    shown(x),
                    shown(y)
                );
            }
        }
    }
    "only line ends differ".to_owned()
}

#[test]
fn scripts_say_what_cpython_says() {
    let mut wrong = Vec::new();
    for name in names() {
        let expected = folder().join(format!("{name}.expected"));
        let theirs = fs::read_to_string(&expected).unwrap_or_else(|_| {
            panic!(
                "{} is missing: python3.8 tests/record/scripts.py",
                expected.display()
            )
        });
        let (ours, theirs) = (without_addresses(&said(&name)), without_addresses(&theirs));
        let gap = KNOWN_GAPS.iter().find(|(known, _)| *known == name);
        match (ours == theirs, gap) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(_)) => wrong.push(format!("{name} agrees now: strike it from KNOWN_GAPS")),
            (false, None) => wrong.push(format!("{name}: {}", first_difference(&ours, &theirs))),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ\n{}",
        wrong.len(),
        names().len(),
        wrong.join("\n")
    );
}
