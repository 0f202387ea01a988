//! Exceptions with fields of their own: `StopIteration`, `SystemExit`, `ImportError`, `KeyError`,
//! `SyntaxError` (`Objects/exceptions.c`).

use crate::builtins::support::{none, type_error};
use crate::builtins::types::exception::{
    args_of, assign_field, field, get_field, init, new, replace_args, set_field, str_text, tuple_of,
};
use crate::objects::{Slot, Ty};
use crate::value::PyStr;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

fn stop_iteration_init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let result = init(vm, args)?;
    let value = args.values.get(1).copied().unwrap_or(vm.heap().none());
    set_field(vm, args.values[0], 0, Some(value));
    Ok(result)
}

/// The members of `StopIteration`.
pub const STOP_ITERATION: &[NativeDef] = &[
    NativeDef::slot(Slot::Init, stop_iteration_init),
    NativeDef::getter(
        "value",
        |vm, args| get_field(vm, args, 0),
        "what the generator returned",
    ),
    NativeDef::setter("value", |vm, args| assign_field(vm, args, 0)),
];

/// No argument leaves the code None; several become a tuple.
fn system_exit_init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let result = init(vm, args)?;
    let given = &args.values[1..];
    match *given {
        [] => {}
        [code] => set_field(vm, args.values[0], 0, Some(code)),
        _ => {
            let code = tuple_of(vm, given);
            set_field(vm, args.values[0], 0, Some(code));
            vm.heap().decref(code);
        }
    }
    Ok(result)
}

/// The members of `SystemExit`.
pub const SYSTEM_EXIT: &[NativeDef] = &[
    NativeDef::slot(Slot::Init, system_exit_init),
    NativeDef::getter("code", |vm, args| get_field(vm, args, 0), "the exit status"),
    NativeDef::setter("code", |vm, args| assign_field(vm, args, 0)),
];

/// Fields of `ImportError`.
const MSG: usize = 0;
const NAME: usize = 1;
const PATH: usize = 2;

fn import_error_init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    let positional = &args.pos()[1..];
    let given = tuple_of(vm, positional);
    replace_args(vm, exception, given);
    let (mut name, mut path) = (None, None);
    for (keyword, value) in args.keywords() {
        let text = vm.heap().as_str(keyword).map(|text| text.to_lossy());
        match text.as_deref() {
            Some("name") => name = Some(value),
            Some("path") => path = Some(value),
            other => {
                let other = other.unwrap_or_default();
                return type_error(
                    vm,
                    format!("'{other}' is an invalid keyword argument for ImportError()"),
                );
            }
        }
    }
    set_field(vm, exception, NAME, name);
    set_field(vm, exception, PATH, path);
    let msg = match *positional {
        [msg] => Some(msg),
        _ => None,
    };
    set_field(vm, exception, MSG, msg);
    none(vm)
}

fn import_error_str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if let Some(msg) = field(vm, args.values[0], MSG)
        && vm.heap().is_exact(msg, Ty::Str)
    {
        return Ok(vm.heap().new_ref(msg));
    }
    let shown = str_text(vm, args.values[0])?;
    Ok(vm.heap().new_str(shown))
}

/// Class, arguments, and name and path as state.
fn import_error_reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    let class = vm.heap().type_of(exception);
    let given = args_of(vm, exception);
    let given = tuple_of(vm, &given);
    let mut items = vec![vm.heap().new_ref(class), given];
    let own = [
        ("name", field(vm, exception, NAME)),
        ("path", field(vm, exception, PATH)),
    ];
    let dict = vm.heap().get(exception).dict;
    if own.iter().any(|(_, value)| value.is_some()) {
        let state = match dict {
            Some(dict) => vm.heap().dict_copy(dict),
            None => vm.heap().new_dict(),
        };
        for (name, value) in own {
            if let Some(value) = value {
                let name = vm.heap().intern_str(name);
                vm.heap().dict_set_str(state, name, value);
                vm.heap().decref(name);
            }
        }
        items.push(state);
    } else if let Some(dict) = dict {
        items.push(vm.heap().new_ref(dict));
    }
    Ok(vm.heap().new_tuple(items))
}

/// The members of `ImportError`.
pub const IMPORT_ERROR: &[NativeDef] = &[
    NativeDef::slot(Slot::Str, import_error_str),
    NativeDef::slot(Slot::Init, import_error_init),
    NativeDef::method("__reduce__", Arity::None, import_error_reduce, ""),
    NativeDef::getter("msg", |vm, args| get_field(vm, args, MSG), "the message"),
    NativeDef::setter("msg", |vm, args| assign_field(vm, args, MSG)),
    NativeDef::getter(
        "name",
        |vm, args| get_field(vm, args, NAME),
        "the module's name",
    ),
    NativeDef::setter("name", |vm, args| assign_field(vm, args, NAME)),
    NativeDef::getter(
        "path",
        |vm, args| get_field(vm, args, PATH),
        "the module's path",
    ),
    NativeDef::setter("path", |vm, args| assign_field(vm, args, PATH)),
];

/// A lone key shows as its repr, lest `KeyError: ` stay without a visible key.
fn key_error_str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if let [only] = *args_of(vm, args.values[0]) {
        return vm.repr_object(only);
    }
    let shown = str_text(vm, args.values[0])?;
    Ok(vm.heap().new_str(shown))
}

/// The members of `KeyError`.
pub const KEY_ERROR: &[NativeDef] = &[
    NativeDef::slot(Slot::Str, key_error_str),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
];

/// Fields of `SyntaxError`: message, file, line, column, text, and a flag of the printer.
const SYNTAX_FIELDS: [&str; 6] = [
    "msg",
    "filename",
    "lineno",
    "offset",
    "text",
    "print_file_and_line",
];

/// The second argument is (filename, lineno, offset, text).
fn syntax_error_init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let result = init(vm, args)?;
    let exception = args.values[0];
    let given = &args.values[1..];
    if let Some(&msg) = given.first() {
        set_field(vm, exception, 0, Some(msg));
    }
    let [_, place] = *given else {
        return Ok(result);
    };
    vm.heap().decref(result);
    let items = vm.collect(place)?;
    if items.len() < 4 {
        for item in items {
            vm.heap().decref(item);
        }
        return Err(vm.raise(Ty::IndexError, "tuple index out of range"));
    }
    for (index, &item) in items.iter().take(4).enumerate() {
        set_field(vm, exception, index + 1, Some(item));
    }
    for item in items {
        vm.heap().decref(item);
    }
    none(vm)
}

/// The message, with the last part of the file's name and the line, as far as they are known.
fn syntax_error_str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    let none_object = vm.heap().none();
    let msg = field(vm, exception, 0).unwrap_or(none_object);
    let msg = vm.str(msg)?;
    let file = field(vm, exception, 1)
        .and_then(|file| vm.heap().as_str(file))
        .map(base_name);
    let line = field(vm, exception, 2)
        .filter(|&line| vm.heap().is_exact(line, Ty::Int))
        .and_then(|line| vm.heap().as_int(line).map(|line| line.to_string()));
    let place = match (file, line) {
        (Some(file), Some(line)) => PyStr::new(" (")
            .concat(&file)
            .concat(&PyStr::new(&format!(", line {line})"))),
        (Some(file), None) => PyStr::new(" (").concat(&file).concat(&PyStr::new(")")),
        (None, Some(line)) => PyStr::new(&format!(" (line {line})")),
        (None, None) => PyStr::default(),
    };
    Ok(vm.heap().new_str(msg.concat(&place)))
}

/// What follows the last slash.
fn base_name(path: &PyStr) -> PyStr {
    let slash = u32::from('/');
    let start = (0..path.len()).rev().find(|&at| path.at(at) == slash);
    match start {
        Some(at) => path.slice(at + 1, path.len()),
        None => path.clone(),
    }
}

/// The members of `SyntaxError`.
pub const SYNTAX_ERROR: &[NativeDef] = &[
    NativeDef::slot(Slot::Str, syntax_error_str),
    NativeDef::slot(Slot::Init, syntax_error_init),
    NativeDef::getter(SYNTAX_FIELDS[0], |vm, args| get_field(vm, args, 0), ""),
    NativeDef::setter(SYNTAX_FIELDS[0], |vm, args| assign_field(vm, args, 0)),
    NativeDef::getter(SYNTAX_FIELDS[1], |vm, args| get_field(vm, args, 1), ""),
    NativeDef::setter(SYNTAX_FIELDS[1], |vm, args| assign_field(vm, args, 1)),
    NativeDef::getter(SYNTAX_FIELDS[2], |vm, args| get_field(vm, args, 2), ""),
    NativeDef::setter(SYNTAX_FIELDS[2], |vm, args| assign_field(vm, args, 2)),
    NativeDef::getter(SYNTAX_FIELDS[3], |vm, args| get_field(vm, args, 3), ""),
    NativeDef::setter(SYNTAX_FIELDS[3], |vm, args| assign_field(vm, args, 3)),
    NativeDef::getter(SYNTAX_FIELDS[4], |vm, args| get_field(vm, args, 4), ""),
    NativeDef::setter(SYNTAX_FIELDS[4], |vm, args| assign_field(vm, args, 4)),
    NativeDef::getter(SYNTAX_FIELDS[5], |vm, args| get_field(vm, args, 5), ""),
    NativeDef::setter(SYNTAX_FIELDS[5], |vm, args| assign_field(vm, args, 5)),
];
