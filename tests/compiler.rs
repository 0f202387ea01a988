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
        // What folds away, and what is flat, may be long.
        for link in ["+1", "<x", " and x", ", x"] {
            assert_eq!(
                outcome(format!("1{}\n", link.repeat(100_000))),
                "",
                "{link}"
            );
        }
    };
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn explanations_come_from_the_passes() {
    let source = "\
def outer(n):
    total = 60 * 60
    def inner():
        nonlocal total
        total += len(str(n))
        a, b = n, total
        while a and b:
            if a not in [1, 2]:
                break
        else:
            return
        return lambda: a
    \"nothing\"
    return inner
";
    let options = Options {
        source: SourceKind::File,
        explain: true,
        ..Options::default()
    };
    let name = PyStr::new("story.py");
    let code = compile(source.as_bytes(), &name, Mode::Exec, options).unwrap();
    let text = cutaway::code::explain::explain(&code, source);
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    for said in [
        "outer  in the module  defined on line 1",
        "n      cell   a parameter; in a cell because `inner` (line 3) uses it",
        "total  cell   assigned on line 2; in a cell because `inner` (line 3) uses it",
        "total  free       `nonlocal total` on line 4; assigned on line 2 in `outer`",
        "n      free       not bound here; a parameter of `outer` (line 1)",
        "b      local      assigned on line 6",
        "60 * 60 became the constant 3600",
        "[1, 2] became the constant (1, 2)",
        "\"nothing\" alone does nothing: it was left out",
        "packing 2 values and unpacking them again became ROT_TWO",
    ] {
        assert!(text.contains(said), "{said}\n\n{text}");
    }
    // Explaining changes nothing.
    let plain = compile(source.as_bytes(), &name, Mode::Exec, Options::default()).unwrap();
    assert_eq!(dump::dump(&plain), dump::dump(&code));
}

#[test]
fn each_instruction_knows_its_very_expression() {
    let source = "x = [f(a.b) + (c\n  ) for a in q if a]\nprint(f'{x!r:>{w}} {y=}')\n";
    let code = compiled(source.as_bytes(), "case.py").unwrap();
    let lines: Vec<&str> = source.split('\n').collect();
    let mut pieces = Vec::new();
    let mut todo = vec![code];
    while let Some(code) = todo.pop() {
        assert_eq!(code.positions.len(), code.co_code.len() / 2);
        pieces.extend(code.positions.iter().map(|place| place.text_in(&lines)));
        todo.extend(code.co_consts.iter().filter_map(|value| match &**value {
            cutaway::code::Const::Code(inner) => Some(inner.clone()),
            _ => None,
        }));
    }
    for piece in [
        "a.b",
        "f(a.b)",
        "c",
        "f(a.b) + (c )",
        "q",
        "a",
        "{w}",
        "{x!r:>{w}}",
        "y",
    ] {
        assert!(
            pieces.iter().any(|found| found == piece),
            "{piece}: {pieces:?}"
        );
    }
}

#[test]
fn newer_syntax_is_named_with_its_version() {
    for (source, hint) in [
        (
            "match x:\n    case 1: pass\n",
            "`match` statements came with Python 3.10",
        ),
        (
            "try: pass\nexcept* E: pass\n",
            "`except*` came with Python 3.11",
        ),
        ("with (a as b, c as d): pass\n", "came with Python 3.10"),
        ("type X = int\n", "`type` statements came with Python 3.12"),
        (
            "def f[T](x): pass\n",
            "type parameters in brackets came with Python 3.12",
        ),
        (
            "@a[0]\ndef f(): pass\n",
            "decorators of any form came with Python 3.9",
        ),
        ("a[*b]\n", "came with Python 3.11"),
        ("x = f'{a['b']}'\n", "came with Python 3.12"),
        ("for x in *a, b: pass\n", "came with Python 3.9"),
        ("try: pass\nexcept A, B: pass\n", "came with Python 3.14"),
    ] {
        let fault = compiled(source.as_bytes(), "newer.py").unwrap_err();
        let said = fault.hint.unwrap_or_default();
        assert!(said.contains(hint), "{source}: {said}");
    }
    for source in ["x = (\n", "print 1\n", "def f(:\n", "1 = x\n"] {
        assert_eq!(
            compiled(source.as_bytes(), "old.py").unwrap_err().hint,
            None
        );
    }
}

#[test]
fn not_equal_is_written_as_the_flags_say() {
    const CO_FUTURE_BARRY_AS_BDFL: u32 = 0x0040_0000;
    let said = |source: &str, flags| {
        let options = Options {
            flags,
            ..Options::default()
        };
        let code = compile(source.as_bytes(), &PyStr::new("f"), Mode::Eval, options);
        code.err().map(|fault| (fault.msg.to_lossy(), fault.offset))
    };
    let invalid = Some(("invalid syntax".to_owned(), Some(3)));
    assert_eq!(said("1<>2", 0), invalid);
    assert_eq!(said("1!=2", 0), None);
    assert_eq!(said("1<>2", CO_FUTURE_BARRY_AS_BDFL), None);
    let words = "with Barry as BDFL, use '<>' instead of '!='".to_owned();
    assert_eq!(
        said("1!=2", CO_FUTURE_BARRY_AS_BDFL),
        Some((words, Some(3)))
    );
    // Each expression in an f-string is a source of its own.
    assert_eq!(said("f'{1 != 2}'", CO_FUTURE_BARRY_AS_BDFL), None);
}
