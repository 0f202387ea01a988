//! `cell`: a variable that several functions share (`Objects/cellobject.c`).

use crate::builtins::support::{
    boolean, check_positional, no_keywords, none, not_implemented, text, value_error,
};
use crate::builtins::types::sequence;
use crate::objects::{Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::NativeDef;
use crate::vm::{Args, CompareOp, PyResult, Vm};

fn contents(vm: &mut Vm<'_>, cell: ObjId) -> Option<ObjId> {
    vm.heap().as_cell(cell).copied().flatten()
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, "cell", args)?;
    check_positional(vm, "cell", args.values.len() - 1, 0, 1)?;
    Ok(vm.heap().new_cell(args.values.get(1).copied()))
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let cell = args.values[0];
    let held = contents(vm, cell);
    let heap = vm.heap();
    let addr = heap.addr(cell).0;
    let shown = match held {
        None => format!("<cell at {addr:#x}: empty>"),
        Some(held) => {
            let (ty, inner) = (heap.type_name(held), heap.addr(held).0);
            format!("<cell at {addr:#x}: {ty} object at {inner:#x}>")
        }
    };
    text(vm, &shown)
}

/// By what they hold; an empty cell comes first.
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let [a, b] = [args.values[0], args.values[1]];
    if !vm.heap().is_exact(a, Ty::Cell) || !vm.heap().is_exact(b, Ty::Cell) {
        return not_implemented(vm);
    }
    match (contents(vm, a), contents(vm, b)) {
        (Some(a), Some(b)) => vm.rich_compare(a, b, op),
        (a, b) => {
            let order = a.is_some().cmp(&b.is_some());
            boolean(vm, op.holds(order))
        }
    }
}

sequence::comparisons!(compare);

fn cell_contents(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match contents(vm, args.values[0]) {
        Some(held) => Ok(vm.heap().new_ref(held)),
        None => value_error(vm, "Cell is empty"),
    }
}

fn set_cell_contents(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = args.values.get(1).copied();
    if let Some(value) = value {
        vm.heap().incref(value);
    }
    let old = match vm.heap().as_cell_mut(args.values[0]) {
        Some(held) => std::mem::replace(held, value),
        None => value,
    };
    vm.heap().xdecref(old);
    none(vm)
}

/// The members of `cell`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::New, new),
    NativeDef::getter("cell_contents", cell_contents, ""),
    NativeDef::setter("cell_contents", set_cell_contents),
];
