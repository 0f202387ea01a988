//! `bool`: an int with two values and its own names for them (`Objects/boolobject.c`).

use crate::builtins::support::{boolean, check_positional, no_keywords};
use crate::builtins::types::int;
use crate::objects::{Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::NativeDef;
use crate::vm::{Args, PyResult, Vm};

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, "bool", args)?;
    let given = &args.pos()[1..];
    check_positional(vm, "bool", given.len(), 0, 1)?;
    let truth = match given.first() {
        Some(&object) => vm.is_true(object)?,
        None => false,
    };
    boolean(vm, truth)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let truth = args.values[0] == vm.heap().bool_obj(true);
    Ok(vm.heap().intern_str(if truth { "True" } else { "False" }))
}

/// The operands as truth values, if both are bools.
fn truths(vm: &mut Vm<'_>, args: Args<'_>) -> Option<(bool, bool)> {
    let heap = vm.heap();
    let truth = |object: ObjId| {
        heap.is_exact(object, Ty::Bool)
            .then(|| object == heap.bool_obj(true))
    };
    Some((truth(args.values[0])?, truth(args.values[1])?))
}

/// Two bools give a bool; a bool and an int, what two ints give.
macro_rules! operators {
    ($($name:ident $compute:expr, $of_ints:expr;)*) => {
        $(fn $name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
            match truths(vm, args) {
                Some((a, b)) => boolean(vm, $compute(a, b)),
                None => $of_ints(vm, args),
            }
        })*
    };
}

operators! {
    and |a, b| a && b, int::and;
    rand |a, b| a && b, int::rand;
    xor |a, b| a != b, int::xor;
    rxor |a, b| a != b, int::rxor;
    or |a, b| a || b, int::or;
    ror |a, b| a || b, int::ror;
}

/// The members of `bool`; all others are `int`'s.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::And, and),
    NativeDef::slot(Slot::RAnd, rand),
    NativeDef::slot(Slot::Xor, xor),
    NativeDef::slot(Slot::RXor, rxor),
    NativeDef::slot(Slot::Or, or),
    NativeDef::slot(Slot::ROr, ror),
    NativeDef::slot(Slot::New, new),
];
