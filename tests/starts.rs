//! From the start that CPython 3.8 had for a script, where its objects come to lie is predicted:
//! pools, blocks, free lists and reuse are CPython's.
//!
//! `tests/starts/NAME.json` is the start of `NAME.py`, `NAME.expected` what CPython printed;
//! `python3.8 tests/record/start_image.py NAME` records both anew. The scripts print where in its page an
//! object lies: of an address, that is what doesn't depend on where the system puts the arenas.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

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
