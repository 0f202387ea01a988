//! Writes every field of every code object of the given sources, one line each, for comparing
//! with CPython 3.8: see `tests/record/code_objects.py`, which runs this.
//!
//! Reads paths from standard input. For each it writes `file PATH`, then a line for each code
//! object, outer before inner, or `error CLASS` if the source is rejected.
//!
//! With `--positions` the lines are those of instructions instead, opcode and piece of source,
//! for `tests/record/positions.py`.

#[path = "../tests/record/dump.rs"]
mod dump;

use std::io::{BufRead, Write};

use cutaway::code::{Code, Const};
use cutaway::compiler::{Mode, Options, compile};
use cutaway::value::PyStr;

/// Python's front end nests as deep as the source does.
const STACK: usize = 1 << 30;

fn main() -> std::io::Result<()> {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(run)?;
    worker.join().unwrap_or(Ok(()))
}

fn run() -> std::io::Result<()> {
    let positions = std::env::args().any(|arg| arg == "--positions");
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::io::stdin().lock().lines() {
        let path = path?;
        let source = std::fs::read(&path)?;
        writeln!(out, "file {path}")?;
        match compile(&source, &PyStr::new(&path), Mode::Exec, Options::default()) {
            Ok(code) if positions => write_positions(&mut out, &code)?,
            Ok(code) => write!(out, "{}", dump::dump(&code))?,
            Err(fault) => writeln!(out, "error {} {}", fault.class.name(), fault.msg)?,
        }
    }
    out.flush()
}

/// A line for each instruction: opcode, first line and column, last line and column.
fn write_positions(out: &mut impl Write, code: &Code) -> std::io::Result<()> {
    for (unit, place) in code.co_code.chunks_exact(2).zip(code.positions.iter()) {
        writeln!(
            out,
            "{} {} {} {} {}",
            unit[0], place.line, place.column, place.end_line, place.end_column
        )?;
    }
    for constant in &code.co_consts {
        if let Const::Code(code) = &**constant {
            write_positions(out, code)?;
        }
    }
    Ok(())
}
