//! `BaseException`, and what all exceptions share (`Objects/exceptions.c`).

use crate::builtins::support::{boolean, none, optional, text, type_error};
use crate::builtins::types::namespace;
use crate::objects::exception::ExceptionObject;
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// The arguments an exception was made with; borrowed.
pub(super) fn args_of(vm: &mut Vm<'_>, exception: ObjId) -> Vec<ObjId> {
    let tuple = vm.heap().as_exception(exception).map(|e| e.args);
    tuple
        .and_then(|tuple| vm.heap().as_tuple(tuple))
        .unwrap_or_default()
        .to_vec()
}

/// Positional arguments behind the first as a tuple: the one they came in, if there is one.
pub(super) fn tuple_of(vm: &mut Vm<'_>, items: &[ObjId]) -> ObjId {
    vm.packed_args(items)
}

/// `BaseException_new`: the arguments are kept; keywords are left to `__init__`.
pub(super) fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = tuple_of(vm, &args.pos()[1..]);
    Ok(vm.heap().new_exception(args.values[0], given))
}

/// Replaces the arguments (the tuple is stolen).
pub(super) fn replace_args(vm: &mut Vm<'_>, exception: ObjId, tuple: ObjId) {
    let old = match vm.heap().as_exception_mut(exception) {
        Some(fields) => std::mem::replace(&mut fields.args, tuple),
        None => tuple,
    };
    vm.heap().decref(old);
}

/// Refuses keywords with the class's name.
pub(super) fn no_keywords(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<()> {
    if args.names.is_empty() {
        return Ok(());
    }
    let name = vm.heap().type_name(args.values[0]);
    type_error(vm, format!("{name}() takes no keyword arguments"))
}

/// `BaseException_init`.
pub(super) fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, args)?;
    let given = tuple_of(vm, &args.values[1..]);
    replace_args(vm, args.values[0], given);
    none(vm)
}

/// One of the further fields of an exception's kind; borrowed.
pub(super) fn field(vm: &mut Vm<'_>, exception: ObjId, index: usize) -> Option<ObjId> {
    vm.heap()
        .as_exception(exception)
        .and_then(|e| e.fields.get(index).copied().flatten())
}

/// Sets a further field (the value is counted by it).
pub(super) fn set_field(vm: &mut Vm<'_>, exception: ObjId, index: usize, value: Option<ObjId>) {
    if let Some(value) = value {
        vm.heap().incref(value);
    }
    let place = vm
        .heap()
        .as_exception_mut(exception)
        .and_then(|e| e.fields.get_mut(index));
    let old = match place {
        Some(place) => std::mem::replace(place, value),
        None => value,
    };
    vm.heap().xdecref(old);
}

/// Getter of a further field: None where it is empty.
pub(super) fn get_field(vm: &mut Vm<'_>, args: Args<'_>, index: usize) -> PyResult {
    let value = field(vm, args.values[0], index);
    optional(vm, value)
}

/// Setter of a further field; without a value it becomes empty.
pub(super) fn assign_field(vm: &mut Vm<'_>, args: Args<'_>, index: usize) -> PyResult {
    set_field(vm, args.values[0], index, args.values.get(1).copied());
    none(vm)
}

/// The only argument, or all as a tuple, or nothing.
pub(super) fn str_text(vm: &mut Vm<'_>, exception: ObjId) -> PyResult<PyStr> {
    match *args_of(vm, exception) {
        [] => Ok(PyStr::default()),
        [only] => vm.str(only),
        _ => {
            let tuple = vm.heap().as_exception(exception).map(|e| e.args);
            match tuple {
                Some(tuple) => vm.str(tuple),
                None => Ok(PyStr::default()),
            }
        }
    }
}

fn str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match *args_of(vm, args.values[0]) {
        [] => text(vm, ""),
        [only] => vm.str_object(only),
        _ => {
            let shown = str_text(vm, args.values[0])?;
            Ok(vm.heap().new_str(shown))
        }
    }
}

/// The class's name and the arguments in parentheses.
fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    let name = PyStr::new(&vm.heap().type_name(exception));
    let shown = match *args_of(vm, exception) {
        [only] => PyStr::new("(")
            .concat(&vm.repr(only)?)
            .concat(&PyStr::new(")")),
        _ => match vm.heap().as_exception(exception).map(|e| e.args) {
            Some(tuple) => vm.repr(tuple)?,
            None => PyStr::default(),
        },
    };
    Ok(vm.heap().new_str(name.concat(&shown)))
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    let given = args_of(vm, exception);
    let given = tuple_of(vm, &given);
    let class = vm.heap().type_of(exception);
    let mut items = vec![vm.heap().new_ref(class), given];
    if let Some(dict) = vm.heap().get(exception).dict {
        items.push(vm.heap().new_ref(dict));
    }
    Ok(vm.heap().new_tuple(items))
}

fn setstate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [exception, state] = [args.values[0], args.values[1]];
    if state == vm.heap().none() {
        return none(vm);
    }
    if !vm.heap().is_instance(state, Ty::Dict) {
        return type_error(vm, "state is not a dictionary");
    }
    let mut position = 0;
    while let Some((name, value, _)) = vm.heap().dict_entry_next(state, &mut position) {
        vm.setattr(exception, name, value)?;
    }
    none(vm)
}

fn with_traceback(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let result = set_traceback(vm, args)?;
    vm.heap().decref(result);
    Ok(vm.heap().new_ref(args.values[0]))
}

fn get_args(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let tuple = vm.heap().as_exception(args.values[0]).map(|e| e.args);
    optional(vm, tuple)
}

fn set_args(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(&value) = args.values.get(1) else {
        return type_error(vm, "args may not be deleted");
    };
    let items = vm.collect(value)?;
    let tuple = vm.heap().new_tuple(items);
    replace_args(vm, args.values[0], tuple);
    none(vm)
}

/// Sets one of traceback, context and cause to an object or, for None, to nothing.
fn set_link(
    vm: &mut Vm<'_>,
    exception: ObjId,
    value: ObjId,
    which: impl Fn(&mut ExceptionObject) -> &mut Option<ObjId>,
) -> PyResult {
    let none_object = vm.heap().none();
    let value = Some(value).filter(|&value| value != none_object);
    if let Some(value) = value {
        vm.heap().incref(value);
    }
    let old = match vm.heap().as_exception_mut(exception) {
        Some(fields) => std::mem::replace(which(fields), value),
        None => value,
    };
    vm.heap().xdecref(old);
    none(vm)
}

/// The value to set, or the complaint that it can't be deleted.
fn given(vm: &mut Vm<'_>, args: Args<'_>, name: &str) -> PyResult {
    match args.values.get(1) {
        Some(&value) => Ok(value),
        None => type_error(vm, format!("{name} may not be deleted")),
    }
}

fn set_traceback(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = given(vm, args, "__traceback__")?;
    let fits = value == vm.heap().none() || vm.heap().as_traceback(value).is_some();
    if !fits {
        return type_error(vm, "__traceback__ must be a traceback or None");
    }
    // None is stored like any traceback.
    vm.heap().incref(value);
    let old = match vm.heap().as_exception_mut(args.values[0]) {
        Some(fields) => fields.traceback.replace(value),
        None => Some(value),
    };
    vm.heap().xdecref(old);
    none(vm)
}

fn set_context(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = given(vm, args, "__context__")?;
    let fits = value == vm.heap().none() || vm.heap().as_exception(value).is_some();
    if !fits {
        return type_error(
            vm,
            "exception context must be None or derive from BaseException",
        );
    }
    set_link(vm, args.values[0], value, |e| &mut e.context)
}

fn set_cause(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = given(vm, args, "__cause__")?;
    let fits = value == vm.heap().none() || vm.heap().as_exception(value).is_some();
    if !fits {
        return type_error(
            vm,
            "exception cause must be None or derive from BaseException",
        );
    }
    if let Some(fields) = vm.heap().as_exception_mut(args.values[0]) {
        fields.suppress_context = true;
    }
    set_link(vm, args.values[0], value, |e| &mut e.cause)
}

fn link(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    which: impl Fn(&ExceptionObject) -> Option<ObjId>,
) -> PyResult {
    let value = vm.heap().as_exception(args.values[0]).and_then(which);
    optional(vm, value)
}

fn suppress_context(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = vm
        .heap()
        .as_exception(args.values[0])
        .is_some_and(|e| e.suppress_context);
    boolean(vm, value)
}

fn set_suppress_context(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [value, yes, no] = [
        args.values.get(1).copied(),
        Some(vm.heap().bool_obj(true)),
        Some(vm.heap().bool_obj(false)),
    ];
    if value.is_none() {
        return type_error(vm, "can't delete numeric/char attribute");
    }
    if value != yes && value != no {
        return type_error(vm, "attribute value type must be bool");
    }
    if let Some(fields) = vm.heap().as_exception_mut(args.values[0]) {
        fields.suppress_context = value == yes;
    }
    none(vm)
}

/// The members of `BaseException`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Str, str),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("__reduce__", Arity::None, reduce, ""),
    NativeDef::method("__setstate__", Arity::One, setstate, ""),
    NativeDef::method(
        "with_traceback",
        Arity::One,
        with_traceback,
        "Sets __traceback__ and gives the exception.",
    ),
    NativeDef::getter("__suppress_context__", suppress_context, ""),
    NativeDef::setter("__suppress_context__", set_suppress_context),
    NativeDef::getter("__dict__", namespace::dict_of, ""),
    NativeDef::setter("__dict__", namespace::set_dict_of),
    NativeDef::getter("args", get_args, ""),
    NativeDef::setter("args", set_args),
    NativeDef::getter(
        "__traceback__",
        |vm, args| link(vm, args, |e| e.traceback),
        "",
    ),
    NativeDef::setter("__traceback__", set_traceback),
    NativeDef::getter(
        "__context__",
        |vm, args| link(vm, args, |e| e.context),
        "what was being handled when this was raised",
    ),
    NativeDef::setter("__context__", set_context),
    NativeDef::getter(
        "__cause__",
        |vm, args| link(vm, args, |e| e.cause),
        "what was named by raise ... from",
    ),
    NativeDef::setter("__cause__", set_cause),
];

/// The members of every exception class that adds nothing to its base (`SimpleExtendsException`).
pub const SIMPLE: &[NativeDef] = &[
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
];
