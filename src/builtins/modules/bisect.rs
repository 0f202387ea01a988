//! `_bisect`: searching in sorted sequences by halving (`Modules/_bisectmodule.c`).

use crate::builtins::support::{Signature, int, none, release, value_error};
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// Where among equal items a new one would go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Before them.
    Left,
    /// Behind them.
    Right,
}

const PARAMETERS: &[&str] = &["a", "x", "lo", "hi"];

/// The index at which `x` keeps the sequence sorted; the sequence and `x`.
fn locate(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    name: &'static str,
    side: Side,
) -> PyResult<(usize, ObjId, ObjId)> {
    let signature = Signature {
        name,
        parameters: PARAMETERS,
        positional: 4,
        required: 2,
    };
    let [a, x, lo, hi] = signature.bind(vm, args, 0)?;
    let none = vm.heap().none();
    let (a, x) = (a.unwrap_or(none), x.unwrap_or(none));
    let lo = match lo {
        Some(lo) => vm.index_i64(lo)?,
        None => 0,
    };
    let hi = match hi {
        Some(hi) if hi != none => vm.index_i64(hi)?,
        _ => -1,
    };
    let Ok(mut low) = usize::try_from(lo) else {
        return value_error(vm, "lo must be non-negative");
    };
    let mut high = match usize::try_from(hi) {
        Ok(high) => high,
        Err(_) => vm.len(a)?,
    };
    while low < high {
        let middle = low.midpoint(high);
        let key = vm.heap().new_int(middle);
        let item = vm.get_item(a, key);
        let item = release(vm, &[key], item)?;
        let goes_right = match side {
            Side::Left => vm.rich_compare_bool(item, x, CompareOp::Lt),
            Side::Right => vm
                .rich_compare_bool(x, item, CompareOp::Lt)
                .map(|less| !less),
        };
        if release(vm, &[item], goes_right)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok((low, a, x))
}

fn insert(vm: &mut Vm<'_>, args: Args<'_>, name: &'static str, side: Side) -> PyResult {
    let (at, sequence, x) = locate(vm, args, name, side)?;
    if vm.heap().is_exact(sequence, Ty::List) {
        vm.heap().list_insert(sequence, at, x);
        return none(vm);
    }
    let index = vm.heap().new_int(at);
    let result = vm.call_method(sequence, "insert", &[index, x]);
    let result = release(vm, &[index], result)?;
    vm.heap().decref(result);
    none(vm)
}

fn bisect_right(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (at, ..) = locate(vm, args, "bisect_right", Side::Right)?;
    int(vm, at)
}

fn bisect_left(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (at, ..) = locate(vm, args, "bisect_left", Side::Left)?;
    int(vm, at)
}

fn insort_right(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    insert(vm, args, "insort_right", Side::Right)
}

fn insort_left(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    insert(vm, args, "insort_left", Side::Left)
}

/// The module `_bisect`; `bisect` takes everything from it.
pub const MODULE: NativeModule = NativeModule {
    name: "_bisect",
    doc: "Searching in sorted sequences.",
    functions: &[
        NativeDef::function(
            "bisect_right",
            Arity::Any,
            bisect_right,
            "Index behind the items equal to x.",
        )
        .varargs(),
        NativeDef::function(
            "insort_right",
            Arity::Any,
            insort_right,
            "Inserts x behind the items equal to it.",
        )
        .varargs(),
        NativeDef::function(
            "bisect_left",
            Arity::Any,
            bisect_left,
            "Index before the items equal to x.",
        )
        .varargs(),
        NativeDef::function(
            "insort_left",
            Arity::Any,
            insort_left,
            "Inserts x before the items equal to it.",
        )
        .varargs(),
    ],
    types: &[],
    fill: |_, _| Ok(()),
};
