//! `cutaway verify`: the comparison with CPython's records, on recorded ones and, where there is a
//! CPython 3.8, live.
//!
//! The records in `tests/data/verify` are made by
//! `cutaway verify tests/data/verify/NAME.py --log tests/data/verify/NAME.jsonl`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop at the first surprise, and says when it can't run"
)]

mod common;

use std::collections::VecDeque;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{scripts, with_stack};
use cutaway::export::verify::{Comparison, End, Field, Follower, report, uses_of_the_world};
use cutaway::session::host::{self, Folder, Input};
use cutaway::session::python;
use cutaway::session::script::Script;
use cutaway::timeline::Source;
use cutaway::value::{PyStr, Step};
use cutaway::vm::{
    Answer, CompileAnswer, CompileFault, CompileRequest, Host, Need, StartImage, Vm,
};

/// A world with nothing but the script's folder.
struct World(Folder);

impl Host for World {
    fn answer(&mut self, _: usize, need: &Need) -> Option<Answer> {
        self.0.answer(need)
    }

    fn compile(&mut self, request: &CompileRequest<'_>) -> Result<CompileAnswer, CompileFault> {
        host::compile(request)
    }
}

/// Runs a script here against records.
fn compare(path: &Path, records: String) -> (Comparison, End) {
    let script = Script::open(path).unwrap();
    let input = Input::Queue {
        lines: VecDeque::new(),
        open: false,
    };
    let mut world = World(Folder::of(&script, input));
    let natives = cutaway::builtins::table();
    let start = script.world(&[], StartImage::default());
    let folder = script.folder.to_string_lossy().into_owned();
    let mut follower = Follower::new(&folder, Cursor::new(records));
    let mut vm = Vm::start(&start, &natives, &mut world);
    vm.run_watched(Step(u64::MAX), &mut follower);
    follower.finish()
}

fn recorded(path: &Path) -> String {
    fs::read_to_string(path.with_extension("jsonl")).unwrap()
}

fn shapes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/verify/shapes.py")
}

#[test]
fn every_field_agrees_with_recorded_runs() {
    with_stack(|| {
        for path in scripts("tests/data/verify") {
            let (comparison, end) = compare(&path, recorded(&path));
            let table = report(&comparison, &|_| None);
            assert!(comparison.agrees(), "{}\n{table}", path.display());
            assert_eq!(end, End::Exit);
            assert!(comparison.steps > 100);
        }
    });
}

/// What a changed record is reported as: the field, and where.
fn difference(from: &str, to: &str) -> (Field, String) {
    let records = recorded(&shapes());
    assert!(records.contains(from), "{from}");
    let (comparison, _) = compare(&shapes(), records.replacen(from, to, 1));
    let differing = comparison
        .fields
        .iter()
        .filter(|(_, tally)| tally.differ > 0);
    let (&field, tally) = differing
        .min_by_key(|(_, tally)| tally.first.as_ref().map(|d| d.step))
        .unwrap();
    (field, tally.first.as_ref().unwrap().place.clone())
}

#[test]
fn a_changed_record_is_found() {
    with_stack(|| {
        let length = difference("\"len\":1,\"alloc\":4", "\"len\":1,\"alloc\":5");
        assert_eq!(length, (Field::Lists, "namespace['numbers']: alloc".into()));
        let search = difference(
            "\"used\":3,\"kind\":\"combined\"",
            "\"used\":3,\"kind\":\"split\"",
        );
        assert_eq!(search.0, Field::Dicts);
        let line = difference(
            "\"op\":\"BUILD_SET\",\"line\":7",
            "\"op\":\"BUILD_SET\",\"line\":8",
        );
        assert_eq!(line, (Field::Line, "line".into()));
        let path = difference("\"op\":\"GET_ITER\"", "\"op\":\"NOP\"");
        assert_eq!(path, (Field::Instruction, "instruction".into()));
    });
}

#[test]
fn a_log_that_breaks_off_says_so() {
    with_stack(|| {
        let records = recorded(&shapes());
        let cut: String = records
            .lines()
            .take(50)
            .map(|line| format!("{line}\n"))
            .collect();
        let (comparison, end) = compare(&shapes(), cut);
        assert_eq!(end, End::Cut);
        assert_eq!(comparison.steps, 50);
        assert_eq!(comparison.fields[&Field::Steps].differ, 1);
    });
}

#[test]
fn what_a_script_uses_of_the_world_is_named() {
    let uses = |source: &str| {
        let script = Script::from_source(PyStr::new("s.py"), source.into()).unwrap();
        uses_of_the_world(&script.code)
    };
    assert_eq!(uses("import time, math\nprint(id(1))"), ["id()", "time"]);
    assert_eq!(
        uses("def f():\n  import os.path\n  return open(input())"),
        ["input()", "open()", "os"]
    );
    assert_eq!(uses("import random\nrandom.random()"), ["random"]);
    assert!(uses("import random\nrandom.seed(1)").is_empty());
}

#[test]
fn live_where_there_is_a_cpython_3_8() {
    let python = match python::find(None) {
        Ok(python) => python,
        Err(reason) => {
            eprintln!("NOT RUN, nothing was compared: {reason}");
            return;
        }
    };
    let output = Command::new(env!("CARGO_BIN_EXE_cutaway"))
        .arg("verify")
        .arg(shapes())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains(&python.version) && said.ends_with("Both agree.\n"),
        "{said}"
    );
}

#[test]
fn a_python_of_no_use_is_refused_with_a_reason() {
    let output = Command::new(env!("CARGO_BIN_EXE_cutaway"))
        .args(["verify", "--python", "/nowhere/python3.8"])
        .arg(shapes())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.starts_with("cutaway: /nowhere/python3.8 can't be started"),
        "{said}"
    );
}
