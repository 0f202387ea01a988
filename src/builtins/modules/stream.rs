//! `sys.stdin`, `sys.stdout` and `sys.stderr`: text streams that aren't files. What is written
//! becomes part of the state; what is read comes from outside (`Modules/_io/textio.c`).

use crate::builtins::modules::stream_binary;
use crate::builtins::modules::support::set;
use crate::builtins::support::{boolean, int, itself, none, text, type_error, type_name};
use crate::builtins::types::native_state::{number, part, set_number, set_part};
use crate::objects::payload::NativeObject;
use crate::objects::ty::TyInfo;
use crate::objects::{Slot, Ty};
use crate::value::{NativeId, ObjId, PyStr};
use crate::vm::identifier::Identifier;
use crate::vm::native::{Arity, NativeDef, NativeModule, NativeType};
use crate::vm::state::{Answer, Need};
use crate::vm::{Args, PyResult, Vm};

/// Marks the state of a stream; its only number is its file descriptor.
const STREAM: NativeId = NativeId(u16::MAX);

/// The three streams by descriptor: name and mode.
pub const STREAMS: [(&str, &str); 3] = [("<stdin>", "r"), ("<stdout>", "w"), ("<stderr>", "w")];

/// The descriptor of a stream; none for any other object.
pub fn fileno_of(vm: &Vm<'_>, object: ObjId) -> Option<usize> {
    let native = vm.state.heap.as_native(object)?;
    let number = (native.kind == STREAM).then(|| native.numbers.first().copied())??;
    usize::try_from(number).ok()
}

/// Makes one of the three; a new reference.
pub fn new_stream(vm: &mut Vm<'_>, class: ObjId, fileno: usize) -> ObjId {
    let state = NativeObject {
        kind: STREAM,
        refs: vec![None; stream_binary::PARTS],
        numbers: vec![fileno as i64, 0],
        bytes: Vec::new(),
    };
    vm.heap().new_native(class, state)
}

/// What `sys` has under that name, looked up anew each time: Python code may replace it; borrowed.
/// `asker` stands in front of the complaint that it is missing.
pub fn sys_stream(vm: &mut Vm<'_>, name: &str, asker: &str) -> PyResult {
    let sysdict = vm.state.sysdict;
    let key = vm.heap().intern_str(name);
    let found = vm.heap().dict_get_str(sysdict, key);
    vm.heap().decref(key);
    match found {
        Some(stream) => Ok(stream),
        None => Err(vm.raise(Ty::RuntimeError, format!("{asker}lost sys.{name}"))),
    }
}

/// The same by a static name (`_PySys_GetObjectId`).
pub fn sys_stream_id(vm: &mut Vm<'_>, identifier: Identifier) -> PyResult {
    let name = vm.identifier(identifier);
    let sysdict = vm.state.sysdict;
    match vm.heap().dict_get_str(sysdict, name) {
        Some(stream) => Ok(stream),
        None => Err(vm.raise(Ty::RuntimeError, format!("lost sys.{}", identifier.text()))),
    }
}

/// Writes text to one of the output streams. UTF-8 has no room for lone surrogates.
fn write_out(vm: &mut Vm<'_>, fileno: usize, out: &PyStr) -> PyResult<()> {
    if fileno == 0 {
        return Err(vm.raise(Ty::ValueError, "not writable"));
    }
    let escapes = fileno == 2;
    let lone = out
        .code_points()
        .position(|point| (0xd800..0xe000).contains(&point));
    let mut written = out.clone();
    if let Some(at) = lone {
        if !escapes {
            return Err(vm.raise_surrogate(out, at));
        }
        written = PyStr::new(&escape_surrogates(out));
    }
    vm.write(if escapes { 2 } else { 1 }, &written);
    Ok(())
}

/// `sys.stderr` writes lone surrogates as escapes (`backslashreplace`).
fn escape_surrogates(text: &PyStr) -> String {
    text.code_points()
        .map(|point| match char::from_u32(point) {
            Some(character) => character.to_string(),
            None => format!("\\u{point:04x}"),
        })
        .collect()
}

/// Writes `str(value)` to any stream (`PyFile_WriteObject` of `Objects/fileobject.c`).
pub fn write_object(vm: &mut Vm<'_>, stream: ObjId, value: ObjId) -> PyResult<()> {
    let name = vm.identifier(Identifier::WriteObjectWrite);
    let write = vm.getattr(stream, name)?;
    let shown = match vm.str_object(value) {
        Ok(shown) => shown,
        Err(fault) => {
            vm.heap().decref(write);
            return Err(fault);
        }
    };
    let result = vm.call(write, &[shown]);
    vm.heap().decref(shown);
    vm.heap().decref(write);
    vm.heap().decref(result?);
    Ok(())
}

/// The same for a text that may be missing (`PyFile_WriteString`).
pub fn write_text(
    vm: &mut Vm<'_>,
    stream: ObjId,
    given: Option<ObjId>,
    default: &str,
) -> PyResult<()> {
    if let Some(given) = given {
        return write_object(vm, stream, given);
    }
    let default = vm.heap().new_str(PyStr::new(default));
    let result = write_object(vm, stream, default);
    vm.heap().decref(default);
    result
}

/// References of a stream: what waits to be written, a text or a list of texts.
const PENDING_BYTES: usize = 0;
/// Numbers of a stream: its file descriptor, the bytes that wait.
const PENDING_BYTES_COUNT: usize = 1;
/// `self->chunk_size` of a new text stream.
const CHUNK_SIZE: i64 = 8192;

/// Keeps a text, or its UTF-8 bytes, until there are enough of them, as a stream to a file does
/// (`_io_TextIOWrapper_write_impl`): the text lives as long as it waits. What it says counts as
/// written already.
fn hold_back(vm: &mut Vm<'_>, stream: ObjId, text: ObjId) {
    let Some((ascii, utf8)) = vm
        .heap()
        .as_str(text)
        .map(|text| (text.is_ascii(), text.to_lossy()))
    else {
        return;
    };
    let size = utf8.len() as i64;
    let held = match ascii {
        true => vm.heap().new_ref(text),
        false => vm.heap().new_bytes(utf8.into_bytes()),
    };
    let waiting = number(vm, stream, PENDING_BYTES_COUNT);
    if part(vm, stream, PENDING_BYTES).is_some() && waiting + size > CHUNK_SIZE {
        flush_out(vm, stream);
    }
    match part(vm, stream, PENDING_BYTES) {
        None => set_part(vm, stream, PENDING_BYTES, Some(held)),
        Some(list) if vm.heap().as_list(list).is_some() => {
            vm.heap().list_append(list, held);
            vm.heap().decref(held);
        }
        Some(first) => {
            let first = vm.heap().new_ref(first);
            let list = vm.heap().new_list(vec![first, held]);
            set_part(vm, stream, PENDING_BYTES, Some(list));
        }
    }
    let waiting = number(vm, stream, PENDING_BYTES_COUNT) + size;
    set_number(vm, stream, PENDING_BYTES_COUNT, waiting);
    if waiting >= CHUNK_SIZE {
        flush_out(vm, stream);
    }
}

/// Lets go of what was held back (`_textiowrapper_writeflush`).
fn flush_out(vm: &mut Vm<'_>, stream: ObjId) {
    if part(vm, stream, PENDING_BYTES).is_none() {
        return;
    }
    let size = number(vm, stream, PENDING_BYTES_COUNT);
    let joined = vm
        .heap()
        .new_bytes(vec![0; usize::try_from(size).unwrap_or(0)]);
    set_number(vm, stream, PENDING_BYTES_COUNT, 0);
    set_part(vm, stream, PENDING_BYTES, None);
    vm.heap().decref(joined);
}

fn write(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(out) = vm.heap().as_str(args.values[1]).cloned() else {
        let given = type_name(vm, args.values[1]);
        return type_error(vm, format!("write() argument must be str, not {given}"));
    };
    if !stream_binary::write_encoded(vm, args.values[0], args.values[1])? {
        let fileno = fileno_of(vm, args.values[0]).unwrap_or(0);
        write_out(vm, fileno, &out)?;
    }
    hold_back(vm, args.values[0], args.values[1]);
    int(vm, out.len())
}

fn writelines(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let lines = vm.iter(args.values[1])?;
    let mut result = Ok(());
    while result.is_ok() {
        match vm.next(lines) {
            Ok(Some(line)) => {
                let done = vm.call_method(args.values[0], "write", &[line]);
                vm.heap().decref(line);
                result = done.map(|done| vm.heap().decref(done));
            }
            Ok(None) => break,
            Err(fault) => result = Err(fault),
        }
    }
    vm.heap().decref(lines);
    result?;
    none(vm)
}

/// The next line of input with its end; nothing at the end of input.
pub fn next_bytes(vm: &mut Vm<'_>) -> PyResult<Vec<u8>> {
    let Answer::Input(line) = vm.ask(&Need::Input)? else {
        return Ok(Vec::new());
    };
    Ok(line.map(|line| line.as_ref().clone()).unwrap_or_default())
}

fn next_line(vm: &mut Vm<'_>) -> PyResult<PyStr> {
    let bytes = next_bytes(vm)?;
    Ok(PyStr::new(&String::from_utf8_lossy(&bytes)))
}

/// Reads are refused by the output streams.
fn check_readable(vm: &mut Vm<'_>, stream: ObjId) -> PyResult<()> {
    match fileno_of(vm, stream) {
        Some(0) => Ok(()),
        _ => {
            let io = vm.import_by_name("io")?;
            let class = vm.getattr_str(io, "UnsupportedOperation");
            vm.heap().decref(io);
            let class = class?;
            let message = vm.heap().new_str(PyStr::new("not readable"));
            let fault = vm.set_exception(class, Some(message));
            vm.heap().decref(message);
            vm.heap().decref(class);
            Err(fault)
        }
    }
}

fn readline(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_readable(vm, args.values[0])?;
    let line = next_line(vm)?;
    Ok(vm.heap().new_str(line))
}

fn readlines(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_readable(vm, args.values[0])?;
    let list = vm.heap().new_list(Vec::new());
    loop {
        let line = next_line(vm)?;
        if line.is_empty() {
            return Ok(list);
        }
        let line = vm.heap().new_str(line);
        vm.heap().list_append(list, line);
        vm.heap().decref(line);
    }
}

fn read(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_readable(vm, args.values[0])?;
    let mut all = PyStr::default();
    loop {
        let line = next_line(vm)?;
        if line.is_empty() {
            return Ok(vm.heap().new_str(all));
        }
        all.append(&line);
    }
}

/// The next line of a loop over the stream.
fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_readable(vm, args.values[0])?;
    let line = next_line(vm)?;
    if line.is_empty() {
        return crate::builtins::support::exhausted();
    }
    Ok(vm.heap().new_str(line))
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (name, mode) = described(vm, args);
    text(
        vm,
        &format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>"),
    )
}

/// Name and mode of the stream.
fn described(vm: &mut Vm<'_>, args: Args<'_>) -> (&'static str, &'static str) {
    let fileno = fileno_of(vm, args.values[0]).unwrap_or(0);
    STREAMS.get(fileno).copied().unwrap_or_default()
}

fn fileno(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let fileno = fileno_of(vm, args.values[0]).unwrap_or(0);
    int(vm, fileno)
}

fn readable(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let answer = fileno_of(vm, args.values[0]) == Some(0);
    boolean(vm, answer)
}

fn writable(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let answer = fileno_of(vm, args.values[0]) != Some(0);
    boolean(vm, answer)
}

/// The members of `_io.TextIOWrapper`.
const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::method(
        "write",
        Arity::One,
        write,
        "Writes text; the number of characters.",
    ),
    NativeDef::method(
        "writelines",
        Arity::One,
        writelines,
        "Writes several texts.",
    ),
    NativeDef::method(
        "read",
        Arity::Range { min: 0, max: 1 },
        read,
        "All the rest of the input.",
    ),
    NativeDef::method(
        "readline",
        Arity::Range { min: 0, max: 1 },
        readline,
        "The next line of input.",
    ),
    NativeDef::method(
        "readlines",
        Arity::Range { min: 0, max: 1 },
        readlines,
        "All lines of input.",
    ),
    NativeDef::method(
        "flush",
        Arity::None,
        |vm, args| {
            flush_out(vm, args.values[0]);
            none(vm)
        },
        "Lets go of the texts that wait.",
    ),
    NativeDef::method("close", Arity::None, |vm, _| none(vm), "Does nothing."),
    NativeDef::method("fileno", Arity::None, fileno, "The file descriptor."),
    NativeDef::method(
        "isatty",
        Arity::None,
        |vm, _| boolean(vm, false),
        "Whether it is a terminal.",
    ),
    NativeDef::method("readable", Arity::None, readable, ""),
    NativeDef::method("writable", Arity::None, writable, ""),
    NativeDef::method("seekable", Arity::None, |vm, _| boolean(vm, false), ""),
    NativeDef::getter(
        "name",
        |vm, args| {
            let (name, _) = described(vm, args);
            text(vm, name)
        },
        "",
    ),
    NativeDef::getter(
        "mode",
        |vm, args| {
            let (_, mode) = described(vm, args);
            text(vm, mode)
        },
        "",
    ),
    stream_binary::MEMBERS[0],
    stream_binary::MEMBERS[1],
    stream_binary::MEMBERS[2],
    stream_binary::MEMBERS[3],
    NativeDef::getter("closed", |vm, _| boolean(vm, false), ""),
    NativeDef::getter("newlines", |vm, _| none(vm), ""),
    NativeDef::getter("line_buffering", |vm, _| boolean(vm, false), ""),
];

const TEXT_IO_WRAPPER: NativeType = NativeType {
    module: "_io",
    info: TyInfo {
        name: "TextIOWrapper",
        base: Ty::Object,
        basicsize: 216,
        itemsize: 0,
        gc: true,
        basetype: true,
        dictoffset: 208,
        weaklistoffset: 200,
    },
    members: LIST,
};

/// The streams' class lies in `_io`, as in CPython.
pub const MODULE: NativeModule = NativeModule {
    name: "_stdio",
    doc: "The text streams behind sys.stdin, sys.stdout and sys.stderr.",
    functions: stream_binary::FUNCTIONS,
    types: &[TEXT_IO_WRAPPER],
    fill,
};

fn fill(vm: &mut Vm<'_>, module: ObjId) -> PyResult<()> {
    let size = vm.heap().new_int(8192);
    set(vm, module, "DEFAULT_BUFFER_SIZE", size);
    Ok(())
}
