//! Writes every field of every code object of the given sources, one line each, for comparing
//! with CPython 3.8: see `tests/record/code_objects.py`, which runs this.
//!
//! Reads paths from standard input. For each it writes `file PATH`, then a line for each code
//! object, outer before inner, or `error CLASS` if the source is rejected.

use std::fmt::Write as _;
use std::io::{BufRead, Write};
use std::sync::Arc;

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
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::io::stdin().lock().lines() {
        let path = path?;
        let source = std::fs::read(&path)?;
        writeln!(out, "file {path}")?;
        match compile(&source, &PyStr::new(&path), Mode::Exec, Options::default()) {
            Ok(code) => dump(&code, &mut out)?,
            Err(fault) => writeln!(out, "error {} {}", fault.class.name(), fault.msg)?,
        }
    }
    out.flush()
}

fn dump(code: &Code, out: &mut impl Write) -> std::io::Result<()> {
    let mut line = format!(
        "{} {} {} {} {} {} {} {}",
        code.co_argcount,
        code.co_posonlyargcount,
        code.co_kwonlyargcount,
        code.co_nlocals,
        code.co_stacksize,
        code.co_flags,
        code.co_firstlineno,
        text(&code.co_name),
    );
    let _ = write!(line, " {} {} (", hex(&code.co_code), hex(&code.co_lnotab));
    for constant in &code.co_consts {
        constant_text(constant, &mut line);
    }
    line.push(')');
    for names in [
        &code.co_names,
        &code.co_varnames,
        &code.co_freevars,
        &code.co_cellvars,
    ] {
        line.push_str(" (");
        for name in names {
            line.push_str(&text(name));
            line.push(',');
        }
        line.push(')');
    }
    writeln!(out, "{line}")?;
    code.co_consts
        .iter()
        .try_for_each(|constant| dump_inside(constant, out))
}

fn dump_inside(constant: &Arc<Const>, out: &mut impl Write) -> std::io::Result<()> {
    match &**constant {
        Const::Code(code) => dump(code, out),
        _ => Ok(()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::from("h"), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// ASCII as it is, all else as code points, so that surrogates survive.
fn text(text: &PyStr) -> String {
    text.code_points()
        .fold(String::from("s"), |mut out, point| {
            match char::from_u32(point) {
                Some(c) if c.is_ascii_alphanumeric() || c == '_' => out.push(c),
                _ => {
                    let _ = write!(out, "<{point:x}>");
                }
            }
            out
        })
}

fn constant_text(constant: &Const, out: &mut String) {
    let _ = match constant {
        Const::None => write!(out, "None"),
        Const::Ellipsis => write!(out, "Ellipsis"),
        Const::Bool(value) => write!(out, "b{}", u8::from(*value)),
        Const::Int(value) => write!(out, "i{}", value.to_radix(16)),
        Const::Float(bits) => write!(out, "f{bits:016x}"),
        Const::Complex(real, imag) => write!(out, "c{real:016x}{imag:016x}"),
        Const::Str(string) => write!(out, "{}", text(string)),
        Const::Bytes(bytes) => write!(out, "y{}", hex(bytes)),
        Const::Tuple(items) => {
            out.push('(');
            items.iter().for_each(|item| constant_text(item, out));
            write!(out, ")")
        }
        Const::FrozenSet(items) => {
            let mut texts: Vec<String> = items
                .iter()
                .map(|item| {
                    let mut text = String::new();
                    constant_text(item, &mut text);
                    text
                })
                .collect();
            texts.sort();
            write!(out, "{{{}}}", texts.concat())
        }
        Const::Code(_) => write!(out, "code"),
    };
    out.push(',');
}
