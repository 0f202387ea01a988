//! Writes every field of every code object of the given sources, one line each, for comparing
//! with CPython 3.8: see `tests/record/code_objects.py`, which runs this.
//!
//! Reads paths from standard input. For each it writes `file PATH`, then a line for each code
//! object, outer before inner, or `error CLASS` if the source is rejected.

#[path = "../tests/record/dump.rs"]
mod dump;

use std::io::{BufRead, Write};

use cutaway::compiler::{Mode, Options, compile};
use cutaway::value::PyStr;

/// Python's front end nests as deep as the source does.
const STACK: usize = 1 << 30;

fn main() -> std::io::Result<()> {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(run)?;
    worker.join().unwrap_or(Ok(()))
}

fn run() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::io::stdin().lock().lines() {
        let path = path?;
        let source = std::fs::read(&path)?;
        writeln!(out, "file {path}")?;
        match compile(&source, &PyStr::new(&path), Mode::Exec, Options::default()) {
            Ok(code) => write!(out, "{}", dump::dump(&code))?,
            Err(fault) => writeln!(out, "error {} {}", fault.class.name(), fault.msg)?,
        }
    }
    out.flush()
}
