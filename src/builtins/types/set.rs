//! `set` and `frozenset`: construction and slots (`Objects/setobject.c`).

use crate::builtins::support::{
    boolean, check_positional, int, itself, no_keywords, none, not_implemented, release,
};
use crate::builtins::types::operators::operators;
use crate::builtins::types::{sequence, set_algebra};
use crate::objects::payload::Iter;
use crate::objects::unicode_writer::UnicodeWriter;
use crate::objects::{Slot, Ty, type_id};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// A new `set` of an iterable's items (`PySet_New`).
pub fn of_iterable(vm: &mut Vm<'_>, iterable: ObjId) -> PyResult {
    make(vm, type_id(Ty::Set), Some(iterable))
}

/// A set of that class with an iterable's items (`make_new_set`).
pub fn make(vm: &mut Vm<'_>, class: ObjId, iterable: Option<ObjId>) -> PyResult {
    let set = vm.heap().new_set_of(class);
    if let Some(iterable) = iterable
        && let Err(fault) = vm.set_update(set, iterable)
    {
        return release(vm, &[set], Err(fault));
    }
    Ok(set)
}

/// `set` or `frozenset`, whichever the object's class is or derives from.
pub fn base_class(vm: &mut Vm<'_>, set: ObjId) -> ObjId {
    if vm.heap().is_instance(set, Ty::Frozenset) {
        type_id(Ty::Frozenset)
    } else {
        type_id(Ty::Set)
    }
}

/// Whether the object is a `set` or `frozenset` (`PyAnySet_Check`).
pub fn is_any_set(vm: &mut Vm<'_>, object: ObjId) -> bool {
    vm.heap().as_set(object).is_some()
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    make(vm, args.values[0], None)
}

fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let set = args.values[0];
    no_keywords(vm, "set", args)?;
    let given = &args.pos()[1..];
    let name = vm.heap().type_name(set);
    check_positional(vm, &name, given.len(), 0, 1)?;
    if vm.heap().as_set(set).is_some_and(|set| set.fill > 0) {
        vm.heap().set_clear(set);
    }
    if let &[iterable] = given {
        vm.set_update(set, iterable)?;
    }
    none(vm)
}

/// `frozenset(...)`: an exact frozenset is given back itself, and there is one empty one.
fn new_frozen(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    let exact = class == type_id(Ty::Frozenset);
    if exact {
        no_keywords(vm, "frozenset", args)?;
    }
    let given = &args.pos()[1..];
    let name = vm.heap().type_name_of(class);
    check_positional(vm, &name, given.len(), 0, 1)?;
    let iterable = given.first().copied();
    if !exact {
        return make(vm, class, iterable);
    }
    if let Some(iterable) = iterable {
        if vm.heap().is_exact(iterable, Ty::Frozenset) {
            return Ok(vm.heap().new_ref(iterable));
        }
        let set = make(vm, class, Some(iterable))?;
        if vm.heap().set_len(set) > 0 {
            return Ok(set);
        }
        vm.heap().decref(set);
    }
    Ok(vm.heap().empty_frozenset_ref())
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let set = args.values[0];
    let name = vm.heap().type_name(set);
    if !vm.repr_enter(set) {
        return Ok(vm.heap().new_str(PyStr::new(&format!("{name}(...)"))));
    }
    let text = if vm.heap().set_len(set) == 0 {
        let text = [&PyStr::new(&name), &PyStr::new("()")];
        Ok(UnicodeWriter::format(vm.heap(), "%s()".len(), &text))
    } else {
        text_of_items(vm, set, &name)
    };
    vm.repr_leave(set);
    text
}

/// The repr of the list of the items, in other brackets; a new reference.
fn text_of_items(vm: &mut Vm<'_>, set: ObjId, name: &str) -> PyResult {
    let list = sequence::list_of(vm, set)?;
    let listed = vm.repr_object(list);
    vm.heap().decref(list);
    let listed = listed?;
    let text = vm.heap().as_str(listed).cloned().unwrap_or_default();
    let inner = text.slice(1, text.len().saturating_sub(1));
    let inner_object = vm.heap().new_str(inner.clone());
    vm.heap().decref(listed);
    let whole = if vm.heap().is_exact(set, Ty::Set) {
        let pieces = [&PyStr::new("{"), &inner, &PyStr::new("}")];
        UnicodeWriter::format(vm.heap(), "{%U}".len(), &pieces)
    } else {
        let pieces = [
            &PyStr::new(name),
            &PyStr::new("({"),
            &inner,
            &PyStr::new("})"),
        ];
        UnicodeWriter::format(vm.heap(), "%s({%U})".len(), &pieces)
    };
    vm.heap().decref(inner_object);
    Ok(whole)
}

/// The hash of a frozenset, computed once.
fn hash_frozen(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let set = args.values[0];
    let hash = vm.heap().frozenset_hash(set);
    int(vm, hash)
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    if !is_any_set(vm, b) {
        return not_implemented(vm);
    }
    let (mine, others) = (vm.heap().set_len(a), vm.heap().set_len(b));
    let holds = match op {
        CompareOp::Eq => equal(vm, a, b)?,
        CompareOp::Ne => !equal(vm, a, b)?,
        CompareOp::Le => set_algebra::is_subset(vm, a, b)?,
        CompareOp::Ge => set_algebra::is_subset(vm, b, a)?,
        CompareOp::Lt => mine < others && set_algebra::is_subset(vm, a, b)?,
        CompareOp::Gt => mine > others && set_algebra::is_subset(vm, b, a)?,
    };
    boolean(vm, holds)
}

/// Equal sizes, no known hashes that differ, one a subset of the other.
fn equal(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult<bool> {
    let heap = vm.heap();
    let (Some(x), Some(y)) = (heap.as_set(a), heap.as_set(b)) else {
        return Ok(false);
    };
    if x.used != y.used || x.hash != -1 && y.hash != -1 && x.hash != y.hash {
        return Ok(false);
    }
    set_algebra::is_subset(vm, a, b)
}

sequence::comparisons!(compare);

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let set = args.values[0];
    let used = vm.heap().set_len(set) as i64;
    let it_seq = Some(vm.heap().new_ref(set));
    Ok(vm.heap().new_iter(
        Ty::SetIterator,
        Iter {
            it_seq,
            second: None,
            it_index: 0,
            numbers: [used, used, 0],
        },
    ))
}

fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let length = vm.heap().set_len(args.values[0]);
    int(vm, length)
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = set_algebra::contains_key(vm, args.values[0], args.values[1])?;
    boolean(vm, found)
}

operators! {
    sub rsub binary(set_algebra::difference);
    and rand binary(set_algebra::intersection);
    xor rxor binary(set_algebra::symmetric_difference);
    or ror binary(set_algebra::union);
}

/// An operator takes only sets, unlike the method of the same meaning.
fn binary(
    vm: &mut Vm<'_>,
    a: ObjId,
    b: ObjId,
    operation: fn(&mut Vm<'_>, ObjId, ObjId) -> PyResult,
) -> PyResult {
    if !is_any_set(vm, a) || !is_any_set(vm, b) {
        return not_implemented(vm);
    }
    operation(vm, a, b)
}

/// `set |= other` and its kin: only sets on the right.
fn in_place(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    operation: fn(&mut Vm<'_>, ObjId, ObjId) -> PyResult<()>,
) -> PyResult {
    if !is_any_set(vm, args.values[1]) {
        return not_implemented(vm);
    }
    operation(vm, args.values[0], args.values[1])?;
    itself(vm, args)
}

fn isub(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    in_place(vm, args, set_algebra::difference_update)
}

fn iand(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    in_place(vm, args, set_algebra::intersection_update)
}

fn ixor(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    in_place(vm, args, set_algebra::symmetric_difference_update)
}

fn ior(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    in_place(vm, args, |vm, set, other| vm.set_update(set, other))
}

/// The slots of `set`.
pub const SET: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Iter, iter),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::Sub, sub),
    NativeDef::slot(Slot::RSub, rsub),
    NativeDef::slot(Slot::And, and),
    NativeDef::slot(Slot::RAnd, rand),
    NativeDef::slot(Slot::Xor, xor),
    NativeDef::slot(Slot::RXor, rxor),
    NativeDef::slot(Slot::Or, or),
    NativeDef::slot(Slot::ROr, ror),
    NativeDef::slot(Slot::ISub, isub),
    NativeDef::slot(Slot::IAnd, iand),
    NativeDef::slot(Slot::IXor, ixor),
    NativeDef::slot(Slot::IOr, ior),
    NativeDef::slot(Slot::Len, length),
    // `METH_COEXIST`: the method, being first, hides the slot's wrapper.
    NativeDef::method(
        "__contains__",
        Arity::One,
        contains,
        "x.__contains__(y) is y in x.",
    ),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::slot(Slot::New, new),
];

/// The slots of `frozenset`.
pub const FROZENSET: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash_frozen),
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
    // `METH_COEXIST`: the method, being first, hides the slot's wrapper.
    NativeDef::method(
        "__contains__",
        Arity::One,
        contains,
        "x.__contains__(y) is y in x.",
    ),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::slot(Slot::New, new_frozen),
];
