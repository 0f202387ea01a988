//! Code objects as lines of text, one each, with every field: what `dump_code` writes and the test
//! compares. `code_objects.py` writes the same of CPython's.

use std::fmt::Write as _;

use cutaway::code::{Code, Const};
use cutaway::value::PyStr;

/// A line for a code object, and then those for the ones inside.
pub fn dump(code: &Code) -> String {
    let mut lines = String::new();
    dump_into(code, &mut lines);
    lines
}

fn dump_into(code: &Code, out: &mut String) {
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
    out.push_str(&line);
    out.push('\n');
    for constant in &code.co_consts {
        if let Const::Code(inner) = &**constant {
            dump_into(inner, out);
        }
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
