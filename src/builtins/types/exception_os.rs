//! `OSError`: its fields, and the choice of a subclass by error number (`Objects/exceptions.c`).

use crate::builtins::support::{int, none, optional};
use crate::builtins::types::exception::{
    args_of, assign_field, field, get_field, new as base_new, no_keywords, replace_args, set_field,
    str_text, tuple_of,
};
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// Fields of `OSError`; `winerror` stays empty on Linux.
const ERRNO: usize = 0;
const STRERROR: usize = 1;
const FILENAME: usize = 2;
const FILENAME2: usize = 4;

/// Error numbers of Linux that have a class of their own (`errnomap`).
const CLASSES: [(i64, Ty); 16] = [
    (1, Ty::PermissionError),
    (2, Ty::FileNotFoundError),
    (3, Ty::ProcessLookupError),
    (4, Ty::InterruptedError),
    (10, Ty::ChildProcessError),
    (11, Ty::BlockingIOError),
    (13, Ty::PermissionError),
    (17, Ty::FileExistsError),
    (20, Ty::NotADirectoryError),
    (21, Ty::IsADirectoryError),
    (32, Ty::BrokenPipeError),
    (103, Ty::ConnectionAbortedError),
    (104, Ty::ConnectionResetError),
    (108, Ty::BrokenPipeError),
    (110, Ty::TimeoutError),
    (111, Ty::ConnectionRefusedError),
];
/// `EALREADY` and `EINPROGRESS`, which are `BlockingIOError` too.
const IN_PROGRESS: [i64; 2] = [114, 115];

/// The class for an error number; none for numbers without one.
fn class_for(errno: i64) -> Option<Ty> {
    if IN_PROGRESS.contains(&errno) {
        return Some(Ty::BlockingIOError);
    }
    CLASSES
        .iter()
        .find(|(number, _)| *number == errno)
        .map(|&(_, class)| class)
}

/// Whether making and initialising happen in `__new__` (`oserror_use_init` is the contrary):
/// unless a class overrides `__init__` alone.
fn uses_init(vm: &mut Vm<'_>, class: ObjId) -> bool {
    let base = vm.heap().ty(Ty::OSError);
    vm.type_slot(class, Slot::Init) != vm.type_slot(base, Slot::Init)
        && vm.type_slot(class, Slot::New) == vm.type_slot(base, Slot::New)
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut class = args.values[0];
    if uses_init(vm, class) {
        let empty = vm.heap().empty_tuple_ref();
        return Ok(vm.heap().new_exception(class, empty));
    }
    let positional = &args.pos()[1..];
    if !args.names.is_empty() {
        let name = vm.type_title(class);
        return crate::builtins::support::type_error(
            vm,
            format!("{name}() takes no keyword arguments"),
        );
    }
    let base = vm.heap().ty(Ty::OSError);
    if class == base && (2..=5).contains(&positional.len()) {
        let errno = vm
            .heap()
            .as_int(positional[0])
            .and_then(|errno| errno.to_i64());
        if let Some(ty) = errno.and_then(class_for) {
            class = vm.heap().ty(ty);
        }
    }
    let mut values = args.values.to_vec();
    values[0] = class;
    let exception = base_new(vm, Args::positional(&values))?;
    fill(vm, exception, positional);
    Ok(exception)
}

fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    let class = vm.heap().type_of(exception);
    if uses_init(vm, class) {
        no_keywords(vm, args)?;
        let given = tuple_of(vm, &args.values[1..]);
        replace_args(vm, exception, given);
        fill(vm, exception, &args.values[1..]);
    }
    none(vm)
}

/// Sorts two to five arguments into the fields; a file name leaves the arguments
/// (`oserror_init`).
fn fill(vm: &mut Vm<'_>, exception: ObjId, given: &[ObjId]) {
    if !(2..=5).contains(&given.len()) {
        return;
    }
    let none_object = vm.heap().none();
    let at = |index: usize| given.get(index).copied();
    set_field(vm, exception, ERRNO, at(0));
    set_field(vm, exception, STRERROR, at(1));
    let Some(filename) = at(2).filter(|&name| name != none_object) else {
        return;
    };
    // BlockingIOError's third argument is a number of characters.
    let is_count = vm.heap().is_exact(exception, Ty::BlockingIOError)
        && vm.heap().is_instance(filename, Ty::Int);
    set_field(vm, exception, FILENAME, Some(filename));
    if is_count {
        return;
    }
    let second = at(4).filter(|&name| name != none_object);
    set_field(vm, exception, FILENAME2, second);
    let kept = tuple_of(vm, &given[..2]);
    replace_args(vm, exception, kept);
}

/// Whether the third field holds a number of characters, not a file's name.
fn is_count(vm: &mut Vm<'_>, exception: ObjId) -> bool {
    vm.heap().is_exact(exception, Ty::BlockingIOError)
        && field(vm, exception, FILENAME).is_some_and(|value| vm.heap().is_instance(value, Ty::Int))
}

fn str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    let none_object = vm.heap().none();
    let [errno, strerror] = [ERRNO, STRERROR].map(|index| field(vm, exception, index));
    let filename = match is_count(vm, exception) {
        true => None,
        false => field(vm, exception, FILENAME),
    };
    let known = filename.is_some() || (errno.is_some() && strerror.is_some());
    if !known {
        let shown = str_text(vm, exception)?;
        return Ok(vm.heap().new_str(shown));
    }
    let mut shown = PyStr::new("[Errno ")
        .concat(&vm.str(errno.unwrap_or(none_object))?)
        .concat(&PyStr::new("] "))
        .concat(&vm.str(strerror.unwrap_or(none_object))?);
    if let Some(filename) = filename {
        shown = shown.concat(&PyStr::new(": ")).concat(&vm.repr(filename)?);
        if let Some(second) = field(vm, exception, FILENAME2) {
            shown = shown.concat(&PyStr::new(" -> ")).concat(&vm.repr(second)?);
        }
    }
    Ok(vm.heap().new_str(shown))
}

/// The file names come back as arguments.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    let mut given = args_of(vm, exception);
    if given.len() == 2
        && let Some(filename) = field(vm, exception, FILENAME)
    {
        given.push(filename);
        if let Some(second) = field(vm, exception, FILENAME2) {
            given.push(vm.heap().none());
            given.push(second);
        }
    }
    let given = tuple_of(vm, &given);
    let class = vm.heap().type_of(exception);
    let mut items = vec![vm.heap().new_ref(class), given];
    if let Some(dict) = vm.heap().get(exception).dict {
        items.push(vm.heap().new_ref(dict));
    }
    Ok(vm.heap().new_tuple(items))
}

fn filename(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if is_count(vm, args.values[0]) {
        return optional(vm, None);
    }
    get_field(vm, args, FILENAME)
}

fn characters_written(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = field(vm, args.values[0], FILENAME);
    match value.and_then(|value| vm.heap().as_int(value).and_then(|n| n.to_i64())) {
        Some(count) if is_count(vm, args.values[0]) => int(vm, count),
        _ => Err(vm.raise(Ty::AttributeError, "characters_written")),
    }
}

/// The members of `OSError`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Str, str),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("__reduce__", Arity::None, reduce, ""),
    NativeDef::getter(
        "errno",
        |vm, args| get_field(vm, args, ERRNO),
        "the error number",
    ),
    NativeDef::setter("errno", |vm, args| assign_field(vm, args, ERRNO)),
    NativeDef::getter(
        "strerror",
        |vm, args| get_field(vm, args, STRERROR),
        "the error in words",
    ),
    NativeDef::setter("strerror", |vm, args| assign_field(vm, args, STRERROR)),
    NativeDef::getter("filename", filename, "the file's name"),
    NativeDef::setter("filename", |vm, args| assign_field(vm, args, FILENAME)),
    NativeDef::getter(
        "filename2",
        |vm, args| get_field(vm, args, FILENAME2),
        "the second file's name",
    ),
    NativeDef::setter("filename2", |vm, args| assign_field(vm, args, FILENAME2)),
    NativeDef::getter("characters_written", characters_written, ""),
];
