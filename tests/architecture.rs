//! Keeps the architecture: which module must never mention which other, who may name slotmap,
//! and that every file says its duty and stays small.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Modules in reading order; each depends only on those before it.
const ORDER: &[&str] = &[
    "value", "code", "compiler", "memory", "event", "objects", "gc", "vm", "builtins", "timeline",
    "inspect", "lesson", "session", "tui", "export", "cli",
];

/// What a module must never mention, beyond the order.
const NEVER: &[(&str, &[&str])] = &[
    ("vm", &["compiler"]),
    ("builtins", &["compiler"]),
    ("objects", &["compiler"]),
    ("tui", &["vm", "objects", "memory", "gc", "compiler"]),
];

/// Words of the outside world, and the first module that may use them.
const FIRST_ALLOWED: &[(&str, &str)] = &[
    ("std::fs", "session"),
    ("std::env", "session"),
    ("std::thread", "session"),
    ("std::process", "session"),
    ("SystemTime", "session"),
    ("Instant", "session"),
    // Randomly seeded; the compiler has one with a hash of its own.
    ("HashMap::new", "session"),
    ("RefCell", "session"),
    ("ratatui", "tui"),
    ("crossterm", "tui"),
];

/// Modules that may look at one that stands later, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[(
    "objects",
    "gc",
    "allocating a container may start a collection, as _PyObject_GC_Alloc does",
)];

/// One source file: where it lies, its top-level module, its lines without comments.
struct Source {
    path: PathBuf,
    module: String,
    lines: Vec<String>,
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            into.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let inner = path.strip_prefix(&root).unwrap();
            let first = inner
                .components()
                .next()
                .unwrap()
                .as_os_str()
                .to_str()
                .unwrap();
            let text = fs::read_to_string(&path).unwrap();
            Source {
                module: first.trim_end_matches(".rs").to_owned(),
                lines: text
                    .lines()
                    .map(|line| line.split("//").next().unwrap().to_owned())
                    .collect(),
                path,
            }
        })
        .collect()
}

fn position(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

/// Modules of this crate that a line names as `crate::x`.
fn mentions(line: &str) -> Vec<&'static str> {
    let names_it = |name: &str| {
        let word = format!("crate::{name}");
        line.match_indices(&word).any(|(at, _)| {
            !line[at + word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    };
    ORDER
        .iter()
        .copied()
        .filter(|name| names_it(name))
        .collect()
}

/// Every line of code that `bad` objects to, with what it says.
fn complaints(bad: impl Fn(&Source, &str) -> Option<String>) -> String {
    let mut found = Vec::new();
    for source in sources() {
        for (number, line) in source.lines.iter().enumerate() {
            if let Some(why) = bad(&source, line) {
                found.push(format!("{}:{}: {why}", source.path.display(), number + 1));
            }
        }
    }
    found.join("\n")
}

#[test]
fn modules_depend_only_on_those_before_them() {
    let found = complaints(|source, line| {
        let own = position(&source.module)?;
        let later = mentions(line).into_iter().find(|other| {
            let excused = EXCEPTIONS
                .iter()
                .any(|(from, to, _)| *from == source.module && to == other);
            position(other) > Some(own) && !excused
        })?;
        Some(format!("{} names {later}", source.module))
    });
    assert!(found.is_empty(), "{found}");
}

#[test]
fn what_must_never_be_mentioned_is_not() {
    let found = complaints(|source, line| {
        let (_, never) = NEVER.iter().find(|(name, _)| *name == source.module)?;
        let other = mentions(line)
            .into_iter()
            .find(|other| never.contains(other))?;
        Some(format!("{} names {other}", source.module))
    });
    assert!(found.is_empty(), "{found}");
}

#[test]
fn exceptions_are_still_needed() {
    for (from, to, why) in EXCEPTIONS {
        let used = sources()
            .iter()
            .filter(|source| source.module == *from)
            .any(|source| source.lines.iter().any(|line| mentions(line).contains(to)));
        assert!(
            used,
            "{from} no longer names {to}: strike the exception ({why})"
        );
    }
}

#[test]
fn the_outside_world_begins_at_the_session() {
    let mut found = Vec::new();
    for source in sources() {
        let Some(own) = position(&source.module) else {
            continue;
        };
        // A module's tests may read files.
        let code = source
            .lines
            .iter()
            .take_while(|line| !line.contains("#[cfg(test)]"));
        for (number, line) in code.enumerate() {
            for (word, first) in FIRST_ALLOWED {
                if line.contains(word) && Some(own) < position(first) {
                    found.push(format!(
                        "{}:{}: uses {word}",
                        source.path.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_the_heap_names_slotmap() {
    let found = complaints(|source, line| {
        let elsewhere = line.contains("slotmap") && !source.path.ends_with("objects/heap.rs");
        elsewhere.then(|| "names slotmap".to_owned())
    });
    assert!(found.is_empty(), "{found}");
}

#[test]
fn every_file_says_its_duty_and_stays_small() {
    for source in sources() {
        let text = fs::read_to_string(&source.path).unwrap();
        assert!(
            text.starts_with("//!"),
            "{} does not open with its duty",
            source.path.display()
        );
        let duty: Vec<&str> = text.lines().map_while(|l| l.strip_prefix("//!")).collect();
        if duty.concat().contains("generated by `tests/record") {
            continue;
        }
        let lines = text.lines().count();
        assert!(
            lines <= 1_000,
            "{} has {lines} lines: cut it",
            source.path.display()
        );
    }
}
