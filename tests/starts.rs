//! From the start that CPython 3.8 had for a script, where its objects come to lie is predicted:
//! pools, blocks, free lists and reuse are CPython's.
//!
//! `tests/starts/NAME.json` is the start of `NAME.py`, `NAME.expected` what CPython printed;
//! `python3.8 tests/record/start_image.py NAME` records both anew. The scripts print where in its page an
//! object lies: of an address, that is what doesn't depend on where the system puts the arenas.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use cutaway::session::host::Setup;
use cutaway::session::script::Script;
use cutaway::vm::{StartImage, Vm};

#[test]
fn blocks_are_those_that_cpython_hands_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/starts");
    let mut tested = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "py") {
            continue;
        }
        let done = Command::new(env!("CARGO_BIN_EXE_cutaway"))
            .args(["run", "--start"])
            .args([path.with_extension("json"), path.clone()])
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let expected = fs::read_to_string(path.with_extension("expected")).unwrap();
        assert_eq!(
            String::from_utf8_lossy(&done.stdout),
            expected,
            "{}",
            path.display()
        );
        tested += 1;
    }
    assert!(tested > 0);
}

/// What compiling a script has left: `gc.get_count()`; lengths of the free lists of lists, dicts, tables of
/// keys and floats; those of tuples by length.
type Counts = ([u64; 3], [usize; 4], Vec<usize>);

/// Parsing `\N{...}` imports a module; what that leaves isn't known to this machine.
const IMPORTS: [&str; 1] = ["scripts/strings.py"];

/// `tests/starts/counts.json` has them for the scripts of two folders; `python3.8
/// tests/record/start_image.py --counts` records it anew.
#[test]
fn counts_and_free_lists_are_those_that_compiling_leaves() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let recorded = fs::read_to_string(folder.join("starts/counts.json")).unwrap();
    let recorded: BTreeMap<String, Counts> = serde_json::from_str(&recorded).unwrap();
    let natives = cutaway::builtins::table();
    let mut compared = 0;
    let mut wrong = Vec::new();
    for (name, expected) in &recorded {
        let script = Script::open(&folder.join(name)).unwrap();
        // Nor is what giving a warning leaves.
        if !script.warnings.is_empty() || IMPORTS.contains(&name.as_str()) {
            continue;
        }
        let world = script.world(&[], StartImage::default());
        let mut setup = Setup;
        let vm = Vm::start(&world, &natives, &mut setup);
        let heap = &vm.state.heap;
        let lists = &heap.free_lists;
        let counts = (
            heap.gc.generations.map(|generation| generation.count),
            [&lists.list, &lists.dict, &lists.dict_keys, &lists.float].map(Vec::len),
            lists.tuple.iter().map(Vec::len).collect(),
        );
        compared += 1;
        if counts != *expected {
            wrong.push(format!("{name}: {counts:?} instead of {expected:?}"));
        }
    }
    assert!(compared > 100);
    assert_eq!(wrong, Vec::<String>::new());
}
