//! The iterators that are a sequence and a position: of `list`, `tuple`, of `__getitem__`, of a
//! callable with a sentinel (`Objects/listobject.c`, `Objects/iterobject.c`).

use crate::builtins::support::{exhausted, int, itself, none, not_implemented};
use crate::builtins::types::sequence;
use crate::objects::payload::Iter;
use crate::objects::{Payload, Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// An iterator of that type over a sequence, beginning at `it_index`; a new reference.
pub fn over(vm: &mut Vm<'_>, ty: Ty, it_seq: ObjId, it_index: i64) -> ObjId {
    vm.heap().incref(it_seq);
    vm.heap().new_iter(
        ty,
        Iter {
            it_seq: Some(it_seq),
            second: None,
            it_index,
            numbers: [0; 3],
        },
    )
}

/// The state of an iterator.
pub fn state<'a>(vm: &'a mut Vm<'_>, iterator: ObjId) -> Option<&'a mut Iter> {
    match &mut vm.heap().get_mut(iterator).payload {
        Payload::Iter(iter) => Some(iter),
        _ => None,
    }
}

/// What is iterated and the position; none when exhausted.
pub fn position(vm: &mut Vm<'_>, iterator: ObjId) -> Option<(ObjId, i64)> {
    let iter = state(vm, iterator)?;
    Some((iter.it_seq?, iter.it_index))
}

/// Lets the iterator go of its sequence, and says that it is at its end.
pub fn finish(vm: &mut Vm<'_>, iterator: ObjId) -> PyResult {
    let released = state(vm, iterator).and_then(|iter| iter.it_seq.take());
    if let Some(sequence) = released {
        vm.heap().decref(sequence);
    }
    exhausted()
}

fn advance(vm: &mut Vm<'_>, iterator: ObjId, by: i64) {
    if let Some(iter) = state(vm, iterator) {
        iter.it_index += by;
    }
}

/// `list_iterator` and `tuple_iterator`: the item at the position.
fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let iterator = args.values[0];
    let Some((sequence, index)) = position(vm, iterator) else {
        return exhausted();
    };
    let found = usize::try_from(index)
        .ok()
        .and_then(|at| sequence::item(vm, sequence, at));
    match found {
        Some(item) => {
            advance(vm, iterator, 1);
            Ok(item)
        }
        None => finish(vm, iterator),
    }
}

/// `list_reverseiterator`.
fn next_reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let iterator = args.values[0];
    let Some((sequence, index)) = position(vm, iterator) else {
        return exhausted();
    };
    let found = usize::try_from(index)
        .ok()
        .and_then(|at| sequence::item(vm, sequence, at));
    match found {
        Some(item) => {
            advance(vm, iterator, -1);
            Ok(item)
        }
        None => {
            if let Some(iter) = state(vm, iterator) {
                iter.it_index = -1;
            }
            finish(vm, iterator)
        }
    }
}

/// The iterator that `iter()` makes of an object with `__getitem__`.
fn next_get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let iterator = args.values[0];
    let Some((sequence, index)) = position(vm, iterator) else {
        return exhausted();
    };
    if index == i64::MAX {
        return Err(vm.raise(Ty::OverflowError, "iter index too large"));
    }
    let key = vm.heap().new_int(index);
    let item = vm.get_item(sequence, key);
    vm.heap().decref(key);
    match item {
        Ok(item) => {
            advance(vm, iterator, 1);
            Ok(item)
        }
        Err(fault) => {
            if vm.catch(Ty::IndexError) || vm.catch(Ty::StopIteration) {
                return finish(vm, iterator);
            }
            Err(fault)
        }
    }
}

/// `iter(callable, sentinel)`: calls until the sentinel comes.
fn next_call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let iterator = args.values[0];
    let callable = state(vm, iterator).and_then(|iter| iter.it_seq);
    let Some(callable) = callable else {
        return exhausted();
    };
    match vm.call(callable, &[]) {
        Ok(result) => {
            let sentinel = state(vm, iterator).and_then(|iter| iter.second);
            let Some(sentinel) = sentinel else {
                vm.heap().decref(result);
                return exhausted();
            };
            // The sentinel is asked first.
            match vm.rich_compare_bool(sentinel, result, CompareOp::Eq) {
                Ok(false) => Ok(result),
                Ok(true) => {
                    vm.heap().decref(result);
                    finish_call(vm, iterator);
                    exhausted()
                }
                Err(fault) => {
                    vm.heap().decref(result);
                    Err(fault)
                }
            }
        }
        Err(fault) => {
            if vm.catch(Ty::StopIteration) {
                finish_call(vm, iterator);
                return exhausted();
            }
            Err(fault)
        }
    }
}

fn finish_call(vm: &mut Vm<'_>, iterator: ObjId) {
    let released = state(vm, iterator).map(|iter| [iter.it_seq.take(), iter.second.take()]);
    for object in released.into_iter().flatten().flatten() {
        vm.heap().decref(object);
    }
}

/// Items still to come, by the sequence's present length.
fn length_hint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some((sequence, index)) = position(vm, args.values[0]) else {
        return int(vm, 0);
    };
    let length = sequence::items(vm.heap(), sequence).len() as i64;
    int(vm, (length - index).max(0))
}

fn length_hint_reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some((sequence, index)) = position(vm, args.values[0]) else {
        return int(vm, 0);
    };
    let length = sequence::items(vm.heap(), sequence).len() as i64;
    int(vm, if length < index + 1 { 0 } else { index + 1 })
}

fn length_hint_get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some((sequence, index)) = position(vm, args.values[0]) else {
        return int(vm, 0);
    };
    if !crate::builtins::support::has_slot(vm, sequence, Slot::Len) {
        return not_implemented(vm);
    }
    let length = vm.len(sequence)? as i64;
    int(vm, (length - index).max(0))
}

/// A name of `builtins`; a new reference.
pub fn builtin(vm: &mut Vm<'_>, name: &str) -> PyResult {
    let builtins = vm.state.builtins;
    let name_object = vm.heap().new_str(name);
    let found = vm.dict_get(builtins, name_object);
    vm.heap().decref(name_object);
    match found? {
        Some(value) => Ok(vm.heap().new_ref(value)),
        None => Err(vm.raise(Ty::AttributeError, name)),
    }
}

/// `(callable, (arguments...), state...)`, what `__reduce__` gives; the arguments and the state
/// are stolen.
pub fn reduced(
    vm: &mut Vm<'_>,
    callable: &str,
    arguments: Vec<ObjId>,
    state: Option<i64>,
) -> PyResult {
    let callable = builtin(vm, callable)?;
    let arguments = vm.heap().new_tuple(arguments);
    let mut parts = vec![callable, arguments];
    if let Some(state) = state {
        parts.push(vm.heap().new_int(state));
    }
    Ok(vm.heap().new_tuple(parts))
}

fn reduce_to(
    vm: &mut Vm<'_>,
    iterator: ObjId,
    callable: &str,
    empty: fn(&mut Vm<'_>) -> ObjId,
) -> PyResult {
    match position(vm, iterator) {
        Some((sequence, index)) => {
            vm.heap().incref(sequence);
            reduced(vm, callable, vec![sequence], Some(index))
        }
        None => {
            let nothing = empty(vm);
            reduced(vm, "iter", vec![nothing], None)
        }
    }
}

fn empty_list(vm: &mut Vm<'_>) -> ObjId {
    vm.heap().new_list(Vec::new())
}

fn empty_tuple(vm: &mut Vm<'_>) -> ObjId {
    vm.heap().new_tuple(Vec::new())
}

fn reduce_list(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    reduce_to(vm, args.values[0], "iter", empty_list)
}

fn reduce_list_reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    reduce_to(vm, args.values[0], "reversed", empty_list)
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    reduce_to(vm, args.values[0], "iter", empty_tuple)
}

fn reduce_call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let both = state(vm, args.values[0]).and_then(|iter| Some((iter.it_seq?, iter.second?)));
    match both {
        Some((callable, sentinel)) => {
            vm.heap().incref(callable);
            vm.heap().incref(sentinel);
            reduced(vm, "iter", vec![callable, sentinel], None)
        }
        None => {
            let nothing = empty_tuple(vm);
            reduced(vm, "iter", vec![nothing], None)
        }
    }
}

/// Sets the position, kept within `0..=length`.
fn set_state(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = vm.as_ssize_t(args.values[1])?;
    if let Some((sequence, _)) = position(vm, args.values[0]) {
        let length = sequence::items(vm.heap(), sequence).len() as i64;
        if let Some(iter) = state(vm, args.values[0]) {
            iter.it_index = index.clamp(0, length);
        }
    }
    none(vm)
}

fn set_state_reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = vm.as_ssize_t(args.values[1])?;
    if let Some((sequence, _)) = position(vm, args.values[0]) {
        let length = sequence::items(vm.heap(), sequence).len() as i64;
        if let Some(iter) = state(vm, args.values[0]) {
            iter.it_index = index.max(-1).min(length - 1);
        }
    }
    none(vm)
}

fn set_state_get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = vm.as_ssize_t(args.values[1])?;
    if let Some(iter) = state(vm, args.values[0])
        && iter.it_seq.is_some()
    {
        iter.it_index = index.max(0);
    }
    none(vm)
}

/// The doc strings that all iterators share.
pub const HINT_DOC: &str = "How many items are likely still to come.";
/// See `HINT_DOC`.
pub const REDUCE_DOC: &str = "State for pickling.";
/// See `HINT_DOC`.
pub const SETSTATE_DOC: &str = "Restores the state of an unpickled iterator.";

/// The members of `list_iterator`.
pub const LIST_ITERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::method("__length_hint__", Arity::None, length_hint, HINT_DOC),
    NativeDef::method("__reduce__", Arity::None, reduce_list, REDUCE_DOC),
    NativeDef::method("__setstate__", Arity::One, set_state, SETSTATE_DOC),
];

/// The members of `list_reverseiterator`.
pub const LIST_REVERSEITERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next_reversed),
    NativeDef::method(
        "__length_hint__",
        Arity::None,
        length_hint_reversed,
        HINT_DOC,
    ),
    NativeDef::method("__reduce__", Arity::None, reduce_list_reversed, REDUCE_DOC),
    NativeDef::method("__setstate__", Arity::One, set_state_reversed, SETSTATE_DOC),
];

/// The members of `tuple_iterator`.
pub const TUPLE_ITERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::method("__length_hint__", Arity::None, length_hint, HINT_DOC),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
    NativeDef::method("__setstate__", Arity::One, set_state, SETSTATE_DOC),
];

/// The members of `iterator`.
pub const ITERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next_get_item),
    NativeDef::method(
        "__length_hint__",
        Arity::None,
        length_hint_get_item,
        HINT_DOC,
    ),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
    NativeDef::method("__setstate__", Arity::One, set_state_get_item, SETSTATE_DOC),
];

/// The members of `callable_iterator`.
pub const CALLABLE_ITERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next_call),
    NativeDef::method("__reduce__", Arity::None, reduce_call, REDUCE_DOC),
];
