//! The compiler against recordings of CPython 3.8.18: code objects of our own sources, field by
//! field, and what a rejected source prints. `tests/record/compiler_cases.py` records them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "record/dump.rs"]
mod dump;

use std::path::Path;

use cutaway::code::pyc::{Invalidation, Pyc};
use cutaway::compiler::{Mode, Options, SourceKind, SyntaxFault, compile};
use cutaway::value::PyStr;

/// Deep sources need more than a test's stack.
const STACK: usize = 256 << 20;

fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compiler");
    std::fs::read(folder.join(name)).unwrap()
}

fn text(name: &str) -> String {
    String::from_utf8(file(name)).unwrap()
}

fn compiled(
    source: &[u8],
    name: &str,
) -> Result<std::sync::Arc<cutaway::code::Code>, Box<SyntaxFault>> {
    let options = Options {
        source: SourceKind::File,
        ..Options::default()
    };
    compile(source, &PyStr::new(name), Mode::Exec, options)
}

#[test]
fn every_field_of_every_code_object_is_cpythons() {
    for name in ["grammar", "scopes"] {
        let code = compiled(&file(&format!("{name}.py")), &format!("{name}.py")).unwrap();
        let (mine, theirs) = (dump::dump(&code), text(&format!("{name}.txt")));
        for (mine, theirs) in mine.lines().zip(theirs.lines()) {
            assert_eq!(mine, theirs, "{name}");
        }
        assert_eq!(mine.lines().count(), theirs.lines().count());
    }
}

#[test]
fn a_pyc_gives_back_what_was_written() {
    let code = compiled(&file("grammar.py"), "grammar.py").unwrap();
    let invalidation = Invalidation::Timestamp { mtime: 1, size: 2 };
    let back = Pyc::read(
        &Pyc {
            invalidation,
            code: code.clone(),
        }
        .write(),
    )
    .unwrap();
    assert_eq!(back.invalidation, invalidation);
    assert_eq!(dump::dump(&back.code), dump::dump(&code));
}

#[test]
fn every_instruction_has_a_piece_of_source() {
    let code = compiled(&file("grammar.py"), "grammar.py").unwrap();
    assert_eq!(code.positions.len(), code.co_code.len() / 2);
    let last = text("grammar.py").lines().count() as u32;
    assert!(
        code.positions
            .iter()
            .all(|place| place.line >= 1 && place.end_line <= last + 1)
    );
}

#[test]
fn rejected_sources_print_what_cpython_prints() {
    let mut different = Vec::new();
    for line in text("syntax_errors.jsonl").lines() {
        let (source, theirs): (String, Option<String>) = serde_json::from_str(line).unwrap();
        let mine = compiled(source.as_bytes(), "case.py")
            .err()
            .map(|mut fault| {
                // Hints are our own.
                fault.hint = None;
                fault.display()
            });
        if mine != theirs {
            different.push(format!("{source}\n{mine:?}\n{theirs:?}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n----\n"));
}

#[test]
fn depth_is_limited_as_in_cpython() {
    let outcome = |source: String| {
        let result = compiled(source.as_bytes(), "deep.py");
        result.err().map_or("", |fault| fault.class.name())
    };
    let work = move || {
        // The numbers were found by trying with CPython 3.8.18.
        for (deepest, error, source) in [
            (
                2998,
                "RecursionError",
                (|n| format!("x = 1\nx{}\n", "+x".repeat(n))) as fn(usize) -> _,
            ),
            (2997, "RecursionError", |n| {
                format!("if 0: x{}\n", ".x".repeat(n))
            }),
            (2998, "RecursionError", |n| {
                format!("if 0: pass\n{}", "elif 0: pass\n".repeat(n))
            }),
            (1679, "MemoryError", |n| format!("{}1\n", "not ".repeat(n))),
            (98, "MemoryError", |n| {
                format!("{}1{}\n", "(".repeat(n), ")".repeat(n))
            }),
            (839, "MemoryError", |n| {
                format!("{}1\n", "lambda:".repeat(n))
            }),
        ] {
            assert_eq!(outcome(source(deepest)), "", "{deepest}");
            assert_eq!(outcome(source(deepest + 1)), error, "{deepest}");
            assert_eq!(outcome(source(deepest * 100)), error, "{deepest}");
        }
    };
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap();
}
