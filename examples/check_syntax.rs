//! Says of each source whether it is accepted, and if not, with which error: for comparing with
//! CPython 3.8, see `tests/record/syntax_errors.py`, which runs this.
//!
//! Reads JSON strings from standard input, one a line, each a source. Writes for each a JSON
//! array: the class, message, line, offset and text of the error, or null.

use std::io::{BufRead, Write};

use cutaway::compiler::{Mode, Options, SourceKind, compile};
use cutaway::value::PyStr;

/// The front end nests as deep as the source does.
const STACK: usize = 1 << 30;

fn main() -> std::io::Result<()> {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(run)?;
    worker.join().unwrap_or(Ok(()))
}

fn run() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let source: String = serde_json::from_str(&line?)?;
        let options = Options {
            source: SourceKind::Text,
            ..Options::default()
        };
        let result = compile(source.as_bytes(), &PyStr::new("<m>"), Mode::Exec, options);
        let verdict = result.err().map(|fault| {
            (
                fault.class.name(),
                fault.msg.to_lossy(),
                fault.lineno,
                fault.offset,
                fault.text.map(|text| text.to_lossy()),
            )
        });
        writeln!(out, "{}", serde_json::to_string(&verdict)?)?;
    }
    out.flush()
}
