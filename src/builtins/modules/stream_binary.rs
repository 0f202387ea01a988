//! The streams of bytes below `sys.stdin`, `sys.stdout` and `sys.stderr`, and their `reconfigure`
//! (`Modules/_io/textio.c`, `Modules/_io/fileio.c`). Output is kept as text: a byte that is not
//! UTF-8 stands in it as a lone surrogate from U+DC80 on, as `surrogateescape` writes it.

use crate::builtins::modules::stream;
use crate::builtins::support::{int, none, text, type_error, type_name};
use crate::builtins::types::native_state::{part, set_part};
use crate::builtins::types::{bytes_buffer, str_codec};
use crate::value::{ObjId, PyStr, StrBuilder};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// References of a stream behind the text that waits: the stream of bytes once it was asked for,
/// and the encoding and the error handler that the program wished for.
const BUFFER: usize = 1;
const ENCODING: usize = 2;
const ERRORS: usize = 3;
/// How many references a stream has.
pub const PARTS: usize = 4;

/// Bytes as text; those that are not UTF-8 become lone surrogates.
fn escaped(bytes: &[u8]) -> PyStr {
    let mut out = StrBuilder::new();
    for chunk in bytes.utf8_chunks() {
        out.push_text(chunk.valid());
        for &byte in chunk.invalid() {
            out.push(0xdc00 + u32::from(byte));
        }
    }
    out.finish()
}

/// `sys.stdout.buffer`.
fn buffer(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    if let Some(buffer) = part(vm, this, BUFFER) {
        return Ok(vm.heap().new_ref(buffer));
    }
    let fileno = stream::fileno_of(vm, this).unwrap_or(0);
    let fileno = vm.heap().new_int(fileno);
    let io = vm.import_by_name("_io")?;
    let made = vm.call_method(io, "_standard_buffer", &[fileno]);
    vm.heap().decref(io);
    vm.heap().decref(fileno);
    let made = made?;
    let kept = vm.heap().new_ref(made);
    set_part(vm, this, BUFFER, Some(kept));
    Ok(made)
}

/// What the program wished for by `reconfigure`; borrowed.
fn wish(vm: &Vm<'_>, this: ObjId, at: usize) -> Option<String> {
    let wish = part(vm, this, at)?;
    Some(vm.state.heap.as_str(wish)?.to_lossy())
}

fn encoding(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let encoding = wish(vm, args.values[0], ENCODING);
    text(vm, encoding.as_deref().unwrap_or("utf-8"))
}

/// Errors of encoding: only stderr writes everything somehow.
fn errors(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let default = match stream::fileno_of(vm, this) {
        Some(2) => "backslashreplace",
        _ => "strict",
    };
    let errors = wish(vm, this, ERRORS);
    text(vm, errors.as_deref().unwrap_or(default))
}

/// `reconfigure(*, encoding, errors, newline, line_buffering, write_through)`: the last three make
/// no difference to what is seen.
fn reconfigure(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    if args.pos().len() > 1 {
        return type_error(vm, "reconfigure() takes no positional arguments");
    }
    let none_object = vm.heap().none();
    let mut wishes = [None, None];
    for (key, value) in args.keywords() {
        let key = vm.heap().as_str(key).map(|key| key.to_lossy());
        let at = match key.as_deref().unwrap_or_default() {
            "encoding" => 0,
            "errors" => 1,
            "newline" | "line_buffering" | "write_through" => continue,
            key => {
                let message = format!("'{key}' is an invalid keyword argument for reconfigure()");
                return type_error(vm, message);
            }
        };
        if value != none_object {
            if vm.heap().as_str(value).is_none() {
                let given = type_name(vm, value);
                let what = ["encoding", "errors"][at];
                let message =
                    format!("reconfigure() argument '{what}' must be str or None, not {given}");
                return type_error(vm, message);
            }
            wishes[at] = Some(value);
        }
    }
    // A new encoding comes with strict errors, unless it is told otherwise.
    if let (Some(encoding), None) = (wishes[0], wishes[1]) {
        let nothing = vm.heap().new_str(PyStr::default());
        let known = str_codec::encoded(vm, nothing, Some(encoding), None);
        vm.heap().decref(nothing);
        known?;
        let strict = vm.heap().intern_str("strict");
        set_part(vm, this, ERRORS, Some(strict));
    }
    for (wish, at) in wishes.into_iter().zip([ENCODING, ERRORS]) {
        if let Some(wish) = wish {
            let wish = vm.heap().new_ref(wish);
            set_part(vm, this, at, Some(wish));
        }
    }
    none(vm)
}

/// Writes by the encoding that the program wished for; whether there was such a wish.
pub fn write_encoded(vm: &mut Vm<'_>, this: ObjId, written: ObjId) -> PyResult<bool> {
    let (encoding, errors) = (part(vm, this, ENCODING), part(vm, this, ERRORS));
    if encoding.is_none() && errors.is_none() {
        return Ok(false);
    }
    let bytes = str_codec::encoded(vm, written, encoding, errors)?;
    let stream = stream::fileno_of(vm, this).unwrap_or(1);
    vm.write(if stream == 2 { 2 } else { 1 }, &escaped(&bytes));
    Ok(true)
}

/// `write_bytes(fileno, bytes)`: the number of bytes.
fn write_bytes(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let fileno = vm.as_c_int(args.values[0])?;
    let bytes = bytes_buffer::required(vm, args.values[1])?;
    vm.write(if fileno == 2 { 2 } else { 1 }, &escaped(&bytes));
    int(vm, bytes.len())
}

/// `read_line()`: the next line of input as bytes; none at the end.
fn read_line(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let line = stream::next_bytes(vm)?;
    Ok(vm.heap().new_bytes(line))
}

/// What the text streams have on account of the bytes below.
pub const MEMBERS: [NativeDef; 4] = [
    NativeDef::method(
        "reconfigure",
        Arity::Any,
        reconfigure,
        "Writes in another encoding from now on.",
    ),
    NativeDef::getter("buffer", buffer, ""),
    NativeDef::getter("encoding", encoding, ""),
    NativeDef::getter("errors", errors, ""),
];

/// What the streams of bytes are made of.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::function(
        "write_bytes",
        Arity::Range { min: 2, max: 2 },
        write_bytes,
        "Writes bytes to stdout or stderr.",
    ),
    NativeDef::function(
        "read_line",
        Arity::None,
        read_line,
        "The next line of input.",
    ),
];
