//! Built-in functions that make text of objects or move it: `print`, `input`, `repr`, `format`.

use crate::builtins::modules::stream;
use crate::builtins::support::{Signature, none, type_error, type_name};
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::identifier::Identifier;
use crate::vm::{Args, PyResult, Vm};

pub(super) fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.repr_object(args.values[0])
}

pub(super) fn ascii(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let ascii = vm.ascii(args.values[0])?;
    Ok(vm.heap().new_str(ascii))
}

pub(super) fn format(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let spec = args.values.get(1).copied();
    if let Some(spec) = spec
        && !vm.heap().is_instance(spec, Ty::Str)
    {
        let name = type_name(vm, spec);
        return type_error(vm, format!("format() argument 2 must be str, not {name}"));
    }
    vm.format_object(args.values[0], spec)
}

/// Writes every value to the stream by its `write` method, in pieces as CPython does: value,
/// separator, value, end.
pub(super) fn print(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const PRINT: Signature = Signature {
        name: "print",
        parameters: &["sep", "end", "file", "flush"],
        positional: 0,
        required: 0,
    };
    let keywords = Args {
        values: &args.values[args.pos().len()..],
        names: args.names,
    };
    let [sep, end, file, flush] = PRINT.bind(vm, keywords, 0)?;
    let none_object = vm.heap().none();
    let given = |object: Option<ObjId>| object.filter(|&object| object != none_object);
    let file = match given(file) {
        Some(file) => file,
        None => match stream::sys_stream_id(vm, Identifier::PrintStdout)? {
            // Without a stdout nothing is written, silently.
            file if file == none_object => return none(vm),
            file => file,
        },
    };
    let sep = text_or_none(vm, "sep", given(sep))?;
    let end = text_or_none(vm, "end", given(end))?;
    for (index, &value) in args.pos().iter().enumerate() {
        if index > 0 {
            stream::write_text(vm, file, sep, " ")?;
        }
        stream::write_object(vm, file, value)?;
    }
    stream::write_text(vm, file, end, "\n")?;
    if let Some(flush) = flush
        && vm.is_true(flush)?
    {
        let result = vm.call_method(file, "flush", &[])?;
        vm.heap().decref(result);
    }
    none(vm)
}

/// `sep` and `end` must be text.
fn text_or_none(vm: &mut Vm<'_>, name: &str, value: Option<ObjId>) -> PyResult<Option<ObjId>> {
    if let Some(value) = value
        && !vm.heap().is_instance(value, Ty::Str)
    {
        let given = type_name(vm, value);
        return type_error(vm, format!("{name} must be None or a string, not {given}"));
    }
    Ok(value)
}

/// The prompt goes to `sys.stdout`; the line comes from outside, without its end.
pub(super) fn input(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    for name in ["stdin", "stdout", "stderr"] {
        let object = stream::sys_stream(vm, name, "input(): ")?;
        if object == vm.heap().none() {
            return Err(vm.raise(Ty::RuntimeError, format!("input(): lost sys.{name}")));
        }
    }
    if let Some(&prompt) = args.values.first() {
        let out = stream::sys_stream(vm, "stdout", "input(): ")?;
        stream::write_object(vm, out, prompt)?;
    }
    let stdin = stream::sys_stream(vm, "stdin", "input(): ")?;
    let line = vm.call_method(stdin, "readline", &[])?;
    let text = vm.heap().as_str(line).cloned();
    vm.heap().decref(line);
    let Some(text) = text else {
        return type_error(vm, "object.readline() returned non-string");
    };
    if text.is_empty() {
        return Err(vm.raise(Ty::EOFError, "EOF when reading a line"));
    }
    let len = text.len();
    let end = if text.at(len - 1) == u32::from('\n') {
        len - 1
    } else {
        len
    };
    Ok(vm.heap().new_str(text.slice(0, end)))
}
