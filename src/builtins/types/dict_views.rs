//! `dict_keys`, `dict_values`, `dict_items` (`Objects/dictobject.c`).

use crate::builtins::support::{boolean, concat, int, not_implemented, release};
use crate::builtins::types::operators::operators;
use crate::builtins::types::{dict_iterators, sequence};
use crate::objects::container::{DictView, DictViewKind};
use crate::objects::{Payload, Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::identifier::Identifier;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// A view of a dict.
pub fn new(vm: &mut Vm<'_>, dv_dict: ObjId, kind: DictViewKind) -> ObjId {
    let ty = match kind {
        DictViewKind::Keys => Ty::DictKeys,
        DictViewKind::Values => Ty::DictValues,
        DictViewKind::Items => Ty::DictItems,
    };
    vm.heap().incref(dv_dict);
    vm.heap()
        .new_object(ty, Payload::DictView(DictView { dv_dict, kind }))
}

/// The dict of a view and what it shows.
fn parts(vm: &mut Vm<'_>, view: ObjId) -> Option<DictView> {
    vm.heap().as_dict_view(view).copied()
}

/// Number of items the view shows.
fn len(vm: &mut Vm<'_>, view: ObjId) -> usize {
    match parts(vm, view) {
        Some(view) => vm.heap().dict_len(view.dv_dict),
        None => 0,
    }
}

fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let length = len(vm, args.values[0]);
    int(vm, length)
}

fn iterate(vm: &mut Vm<'_>, args: Args<'_>, types: [Ty; 3]) -> PyResult {
    let Some(view) = parts(vm, args.values[0]) else {
        return not_implemented(vm);
    };
    let ty = match view.kind {
        DictViewKind::Keys => types[0],
        DictViewKind::Values => types[1],
        DictViewKind::Items => types[2],
    };
    Ok(dict_iterators::over(vm, view.dv_dict, ty))
}

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    iterate(
        vm,
        args,
        [
            Ty::DictKeyiterator,
            Ty::DictValueiterator,
            Ty::DictItemiterator,
        ],
    )
}

fn reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    iterate(
        vm,
        args,
        [
            Ty::DictReversekeyiterator,
            Ty::DictReversevalueiterator,
            Ty::DictReverseitemiterator,
        ],
    )
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = args.values[0];
    if !vm.repr_enter(view) {
        return Ok(vm.heap().new_str(PyStr::new("...")));
    }
    let text = list_repr(vm, view);
    vm.repr_leave(view);
    let name = PyStr::new(&vm.heap().type_name(view));
    let text = concat(&[name, PyStr::new("("), text?, PyStr::new(")")]);
    Ok(vm.heap().new_str(text))
}

/// The repr of the list of an iterable's items.
pub fn list_repr(vm: &mut Vm<'_>, iterable: ObjId) -> PyResult<PyStr> {
    let list = sequence::list_of(vm, iterable)?;
    let text = vm.repr(list);
    release(vm, &[list], text)
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = view_contains(vm, args.values[0], args.values[1])?;
    boolean(vm, found)
}

fn view_contains(vm: &mut Vm<'_>, view: ObjId, object: ObjId) -> PyResult<bool> {
    let Some(view) = parts(vm, view) else {
        return Ok(false);
    };
    if view.kind == DictViewKind::Keys {
        return Ok(vm.dict_get(view.dv_dict, object)?.is_some());
    }
    let pair = match vm.heap().as_tuple(object) {
        Some(&[key, value]) => Some((key, value)),
        _ => None,
    };
    let Some((key, value)) = pair else {
        return Ok(false);
    };
    let Some(found) = vm.dict_get(view.dv_dict, key)? else {
        return Ok(false);
    };
    vm.heap().incref(found);
    let equal = vm.rich_compare_bool(value, found, CompareOp::Eq);
    release(vm, &[found], equal)
}

/// Whether the object is a set, or a view that behaves like one.
fn is_set_like(vm: &mut Vm<'_>, object: ObjId) -> bool {
    let heap = vm.heap();
    heap.as_set(object).is_some()
        || heap
            .as_dict_view(object)
            .is_some_and(|view| view.kind != DictViewKind::Values)
}

/// Whether every item of `a` is in `b` (`all_contained_in`).
fn all_contained_in(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult<bool> {
    let mut all = true;
    for_each(vm, a, |vm, item| {
        all = vm.contains(b, item)?;
        Ok(all)
    })?;
    Ok(all)
}

/// Calls `body` with each item until it says false.
pub fn for_each(
    vm: &mut Vm<'_>,
    iterable: ObjId,
    mut body: impl FnMut(&mut Vm<'_>, ObjId) -> PyResult<bool>,
) -> PyResult<()> {
    let iterator = vm.iter(iterable)?;
    let result = loop {
        let item = match vm.next(iterator) {
            Ok(Some(item)) => item,
            Ok(None) => break Ok(()),
            Err(fault) => break Err(fault),
        };
        let go_on = body(vm, item);
        vm.heap().decref(item);
        match go_on {
            Ok(true) => {}
            Ok(false) => break Ok(()),
            Err(fault) => break Err(fault),
        }
    };
    release(vm, &[iterator], result)
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    if !is_set_like(vm, b) {
        return not_implemented(vm);
    }
    let (mine, others) = (len(vm, a), vm.len(b)?);
    let holds = match op {
        CompareOp::Eq | CompareOp::Ne => {
            let equal = mine == others && all_contained_in(vm, a, b)?;
            equal == (op == CompareOp::Eq)
        }
        CompareOp::Lt => mine < others && all_contained_in(vm, a, b)?,
        CompareOp::Le => mine <= others && all_contained_in(vm, a, b)?,
        CompareOp::Gt => mine > others && all_contained_in(vm, b, a)?,
        CompareOp::Ge => mine >= others && all_contained_in(vm, b, a)?,
    };
    boolean(vm, holds)
}

sequence::comparisons!(compare);

/// A set of the left operand's items, changed by a method with the right one.
fn through_set(vm: &mut Vm<'_>, left: ObjId, right: ObjId, method: Identifier) -> PyResult {
    let set = super::set::of_iterable(vm, left)?;
    match vm.call_method_obj_args(set, method, &[right]) {
        Ok(nothing) => {
            vm.heap().decref(nothing);
            Ok(set)
        }
        Err(fault) => release(vm, &[set], Err(fault)),
    }
}

operators! {
    sub rsub through_set(Identifier::ViewDifferenceUpdate);
    and rand through_set(Identifier::ViewIntersectionUpdate);
    xor rxor through_set(Identifier::ViewSymmetricDifferenceUpdate);
    or ror through_set(Identifier::ViewUpdate);
}

/// Whether there is no common item; the shorter one of two set-likes is gone through.
fn isdisjoint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (mut this, mut other) = (args.values[0], args.values[1]);
    if this == other {
        let empty = len(vm, this) == 0;
        return boolean(vm, empty);
    }
    if is_set_like(vm, other) && vm.len(other)? > len(vm, this) {
        (this, other) = (other, this);
    }
    let mut disjoint = true;
    for_each(vm, other, |vm, item| {
        disjoint = !vm.contains(this, item)?;
        Ok(disjoint)
    })?;
    boolean(vm, disjoint)
}

const REVERSED_DOC: &str = "An iterator from the newest item to the oldest.";

/// The members of `dict_keys` and of `dict_items`.
pub const KEYS: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Iter, iter),
    NativeDef::slot(Slot::Sub, sub),
    NativeDef::slot(Slot::RSub, rsub),
    NativeDef::slot(Slot::And, and),
    NativeDef::slot(Slot::RAnd, rand),
    NativeDef::slot(Slot::Xor, xor),
    NativeDef::slot(Slot::RXor, rxor),
    NativeDef::slot(Slot::Or, or),
    NativeDef::slot(Slot::ROr, ror),
    NativeDef::slot(Slot::Len, length),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::method(
        "isdisjoint",
        Arity::One,
        isdisjoint,
        "Whether there is no common item.",
    ),
    NativeDef::method("__reversed__", Arity::None, reversed, REVERSED_DOC),
];

/// The members of `dict_values`.
pub const VALUES: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Iter, iter),
    NativeDef::slot(Slot::Len, length),
    NativeDef::method("__reversed__", Arity::None, reversed, REVERSED_DOC),
];
