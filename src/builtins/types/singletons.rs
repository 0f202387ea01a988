//! `None`, `NotImplemented` and `Ellipsis` (`Objects/object.c`, `Objects/sliceobject.c`).

use crate::builtins::support::{boolean, none, text, type_error};
use crate::objects::Slot;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// Their types give the one object there is, and take no arguments.
fn no_arguments(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<()> {
    if args.values.len() <= 1 {
        return Ok(());
    }
    let name = vm.type_title(args.values[0]);
    type_error(vm, format!("{name} takes no arguments"))
}

fn none_new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_arguments(vm, args)?;
    none(vm)
}

fn none_bool(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    boolean(vm, false)
}

/// The members of `NoneType`.
pub const NONE: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, |vm, _| text(vm, "None")),
    NativeDef::slot(Slot::Bool, none_bool),
    NativeDef::slot(Slot::New, none_new),
];

fn not_implemented_new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_arguments(vm, args)?;
    Ok(vm.heap().not_implemented_ref())
}

/// The members of `NotImplementedType`.
pub const NOT_IMPLEMENTED: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, |vm, _| text(vm, "NotImplemented")),
    NativeDef::slot(Slot::New, not_implemented_new),
    NativeDef::method(
        "__reduce__",
        Arity::None,
        |vm, _| text(vm, "NotImplemented"),
        "",
    ),
];

fn ellipsis_new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_arguments(vm, args)?;
    Ok(vm.heap().ellipsis_ref())
}

/// The members of `ellipsis`.
pub const ELLIPSIS: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, |vm, _| text(vm, "Ellipsis")),
    NativeDef::slot(Slot::New, ellipsis_new),
    NativeDef::method("__reduce__", Arity::None, |vm, _| text(vm, "Ellipsis"), ""),
];
