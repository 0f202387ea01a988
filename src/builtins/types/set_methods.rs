//! The methods of `set` and `frozenset`, and their iterator (`Objects/setobject.c`).

use crate::builtins::support::{boolean, exhausted, int, itself, none, release, sizeof};
use crate::builtins::types::iterators::{self, HINT_DOC, REDUCE_DOC};
use crate::builtins::types::set::{is_any_set, of_iterable};
use crate::builtins::types::{sequence, set_algebra};
use crate::objects::{Payload, Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

fn add(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.set_add(args.values[0], args.values[1])?;
    none(vm)
}

fn clear(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.heap().set_clear(args.values[0]);
    none(vm)
}

/// `copy()`: of an exact frozenset, itself.
fn copy(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if vm.heap().is_exact(args.values[0], Ty::Frozenset) {
        return itself(vm, args);
    }
    set_algebra::copy(vm, args.values[0])
}

fn discard(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    set_algebra::discard_key(vm, args.values[0], args.values[1])?;
    none(vm)
}

fn remove(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if set_algebra::discard_key(vm, args.values[0], args.values[1])? {
        return none(vm);
    }
    Err(vm.raise_key_error(args.values[1]))
}

fn pop(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match vm.heap().set_pop(args.values[0]) {
        Some(key) => Ok(key),
        None => Err(vm.raise(Ty::KeyError, "pop from an empty set")),
    }
}

/// Works the other arguments into a new set, one after the other.
fn fold(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    step: fn(&mut Vm<'_>, ObjId, ObjId) -> PyResult,
) -> PyResult {
    let (&set, others) = match args.values.split_first() {
        Some(parts) => parts,
        None => return none(vm),
    };
    let Some((&first, rest)) = others.split_first() else {
        return set_algebra::copy(vm, set);
    };
    let mut result = step(vm, set, first)?;
    for &other in rest {
        let next = step(vm, result, other);
        result = release(vm, &[result], next)?;
    }
    Ok(result)
}

fn intersection(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    fold(vm, args, set_algebra::intersection)
}

/// `difference(...)`: the first argument makes the new set, the others only take out of it.
fn difference(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let set = args.values[0];
    let Some(&first) = args.values.get(1) else {
        return set_algebra::copy(vm, set);
    };
    let result = set_algebra::difference(vm, set, first)?;
    for &other in &args.values[2..] {
        if let Err(fault) = set_algebra::difference_update(vm, result, other) {
            return release(vm, &[result], Err(fault));
        }
    }
    Ok(result)
}

fn union(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let set = args.values[0];
    let result = set_algebra::copy(vm, set)?;
    for &other in &args.values[1..] {
        if other != set
            && let Err(fault) = vm.set_update(result, other)
        {
            return release(vm, &[result], Err(fault));
        }
    }
    Ok(result)
}

fn symmetric_difference(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    set_algebra::symmetric_difference(vm, args.values[0], args.values[1])
}

/// Applies an in-place operation with each of the other arguments.
fn each_other(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    operation: fn(&mut Vm<'_>, ObjId, ObjId) -> PyResult<()>,
) -> PyResult {
    for &other in &args.values[1..] {
        operation(vm, args.values[0], other)?;
    }
    none(vm)
}

fn update(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    each_other(vm, args, |vm, set, other| vm.set_update(set, other))
}

fn difference_update(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    each_other(vm, args, set_algebra::difference_update)
}

/// All arguments are intersected before the set itself changes.
fn intersection_update(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let result = intersection(vm, args)?;
    vm.heap().set_swap(args.values[0], result);
    vm.heap().decref(result);
    none(vm)
}

fn symmetric_difference_update(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    set_algebra::symmetric_difference_update(vm, args.values[0], args.values[1])?;
    none(vm)
}

fn isdisjoint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let disjoint = set_algebra::is_disjoint(vm, args.values[0], args.values[1])?;
    boolean(vm, disjoint)
}

/// The argument as a set: itself, or a new one of its items; a new reference.
fn as_set(vm: &mut Vm<'_>, other: ObjId) -> PyResult {
    if is_any_set(vm, other) {
        return Ok(vm.heap().new_ref(other));
    }
    of_iterable(vm, other)
}

fn issubset(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let other = as_set(vm, args.values[1])?;
    let answer = set_algebra::is_subset(vm, args.values[0], other);
    let answer = release(vm, &[other], answer)?;
    boolean(vm, answer)
}

fn issuperset(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let other = as_set(vm, args.values[1])?;
    let answer = set_algebra::is_subset(vm, other, args.values[0]);
    let answer = release(vm, &[other], answer)?;
    boolean(vm, answer)
}

/// `(class, ([items],), __dict__)`.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let set = args.values[0];
    let list = sequence::list_of(vm, set)?;
    let arguments = vm.heap().new_tuple(vec![list]);
    let dict = match vm.lookup_attr(set, "__dict__") {
        Ok(Some(dict)) => dict,
        Ok(None) => vm.heap().none_ref(),
        Err(fault) => return release(vm, &[arguments], Err(fault)),
    };
    let class = vm.heap().type_of(set);
    let class = vm.heap().new_ref(class);
    Ok(vm.heap().new_tuple(vec![class, arguments, dict]))
}

/// `set_iterator`: numbers are the size the set had at the start (-1 once it changed) and the
/// items still to come.
fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some((set, index)) = iterators::position(vm, this) else {
        return exhausted();
    };
    let used = vm.heap().set_len(set) as i64;
    let mut changed = false;
    if let Some(iter) = iterators::state(vm, this)
        && iter.numbers[0] != used
    {
        iter.numbers[0] = -1;
        changed = true;
    }
    if changed {
        return Err(vm.raise(Ty::RuntimeError, "Set changed size during iteration"));
    }
    let mut pos = index as usize;
    let found = vm.heap().set_next(set, &mut pos);
    if let Some(iter) = iterators::state(vm, this) {
        iter.it_index = pos as i64;
        iter.numbers[1] -= i64::from(found.is_some());
    }
    match found {
        Some((key, _)) => Ok(vm.heap().new_ref(key)),
        None => iterators::finish(vm, this),
    }
}

fn length_hint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let state = iterators::state(vm, args.values[0]).map(|iter| (iter.it_seq, iter.numbers));
    match state {
        Some((Some(set), [used, left, _])) if vm.heap().set_len(set) as i64 == used => {
            int(vm, left)
        }
        _ => int(vm, 0),
    }
}

/// `(iter, ([what is left],))`; the iterator itself doesn't move.
fn reduce_iterator(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(state) = iterators::state(vm, args.values[0]).cloned() else {
        return exhausted();
    };
    if let Some(set) = state.it_seq {
        vm.heap().incref(set);
    }
    let copy = vm
        .heap()
        .new_object(Ty::SetIterator, Payload::Iter(Box::new(state)));
    let list = sequence::list_of(vm, copy);
    let list = release(vm, &[copy], list)?;
    iterators::reduced(vm, "iter", vec![list], None)
}

/// Any number of positional arguments.
const MANY: Arity = Arity::Range {
    min: 0,
    max: u8::MAX,
};

const COPY: NativeDef = NativeDef::method("copy", Arity::None, copy, "A set of the same elements.");
const DIFFERENCE: NativeDef = NativeDef::method(
    "difference",
    MANY,
    difference,
    "The elements that are in none of the others.",
)
.varargs();
const INTERSECTION: NativeDef = NativeDef::method(
    "intersection",
    MANY,
    intersection,
    "The elements that are in all of them.",
)
.varargs();
const ISDISJOINT: NativeDef = NativeDef::method(
    "isdisjoint",
    Arity::One,
    isdisjoint,
    "Whether there is no common element.",
);
const ISSUBSET: NativeDef = NativeDef::method(
    "issubset",
    Arity::One,
    issubset,
    "Whether the other one has all elements.",
);
const ISSUPERSET: NativeDef = NativeDef::method(
    "issuperset",
    Arity::One,
    issuperset,
    "Whether all elements of the other one are here.",
);
const REDUCE: NativeDef = NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC);
const SIZEOF: NativeDef = NativeDef::method(
    "__sizeof__",
    Arity::None,
    sizeof,
    "Bytes of the set and its table.",
);
const SYMMETRIC_DIFFERENCE: NativeDef = NativeDef::method(
    "symmetric_difference",
    Arity::One,
    symmetric_difference,
    "The elements that are in exactly one of them.",
);
const UNION: NativeDef =
    NativeDef::method("union", MANY, union, "The elements of all of them.").varargs();

/// The methods of `set` in CPython's order.
pub const SET: &[NativeDef] = &[
    NativeDef::method("add", Arity::One, add, "Adds an element."),
    NativeDef::method("clear", Arity::None, clear, "Drops all elements."),
    COPY,
    NativeDef::method(
        "discard",
        Arity::One,
        discard,
        "Takes an element out if it is there.",
    ),
    DIFFERENCE,
    NativeDef::method(
        "difference_update",
        MANY,
        difference_update,
        "Takes the elements of the others out.",
    )
    .varargs(),
    INTERSECTION,
    NativeDef::method(
        "intersection_update",
        MANY,
        intersection_update,
        "Keeps only what all of them have.",
    )
    .varargs(),
    ISDISJOINT,
    ISSUBSET,
    ISSUPERSET,
    NativeDef::method(
        "pop",
        Arity::None,
        pop,
        "Takes some element out and gives it.",
    ),
    REDUCE,
    NativeDef::method(
        "remove",
        Arity::One,
        remove,
        "Takes an element out; it must be there.",
    ),
    SIZEOF,
    SYMMETRIC_DIFFERENCE,
    NativeDef::method(
        "symmetric_difference_update",
        Arity::One,
        symmetric_difference_update,
        "Keeps what is in exactly one of them.",
    ),
    UNION,
    NativeDef::method("update", MANY, update, "Adds the elements of the others.").varargs(),
];

/// The methods of `frozenset` in CPython's order.
pub const FROZENSET: &[NativeDef] = &[
    COPY,
    DIFFERENCE,
    INTERSECTION,
    ISDISJOINT,
    ISSUBSET,
    ISSUPERSET,
    REDUCE,
    SIZEOF,
    SYMMETRIC_DIFFERENCE,
    UNION,
];

/// The members of `set_iterator`.
pub const SET_ITERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::method("__length_hint__", Arity::None, length_hint, HINT_DOC),
    NativeDef::method("__reduce__", Arity::None, reduce_iterator, REDUCE_DOC),
];
