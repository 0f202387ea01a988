//! The iterators over a dict: keys, values, pairs, forwards and backwards
//! (`Objects/dictobject.c`).

use crate::builtins::support::{exhausted, int, itself};
use crate::builtins::types::iterators::{HINT_DOC, REDUCE_DOC};
use crate::builtins::types::native_state::reuse_tuple;
use crate::builtins::types::sequence;
use crate::objects::container::{DictIter, DictViewKind};
use crate::objects::{Payload, Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// An iterator of that type over a dict (`dictiter_new`).
pub fn over(vm: &mut Vm<'_>, dict: ObjId, ty: Ty) -> ObjId {
    let (kind, reverse) = match ty {
        Ty::DictValueiterator => (DictViewKind::Values, false),
        Ty::DictItemiterator => (DictViewKind::Items, false),
        Ty::DictReversekeyiterator => (DictViewKind::Keys, true),
        Ty::DictReversevalueiterator => (DictViewKind::Values, true),
        Ty::DictReverseitemiterator => (DictViewKind::Items, true),
        _ => (DictViewKind::Keys, false),
    };
    let heap = vm.heap();
    heap.incref(dict);
    let used = heap.dict_len(dict) as i64;
    let di_pos = if reverse {
        heap.dict_nentries(dict) as i64 - 1
    } else {
        0
    };
    let di_result = (kind == DictViewKind::Items).then(|| {
        let nones = vec![heap.none_ref(), heap.none_ref()];
        heap.new_tuple(nones)
    });
    heap.new_object(
        ty,
        Payload::DictIter(Box::new(DictIter {
            di_dict: Some(dict),
            kind,
            reverse,
            di_used: used,
            di_pos,
            di_result,
            len: used,
        })),
    )
}

/// Lets the iterator go of its dict: it is at its end.
fn finish(vm: &mut Vm<'_>, iterator: ObjId) {
    let dict = vm
        .heap()
        .as_dict_iter_mut(iterator)
        .and_then(|iter| iter.di_dict.take());
    vm.heap().xdecref(dict);
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(&DictIter {
        di_dict: Some(dict),
        kind,
        reverse,
        di_used,
        di_pos,
        di_result,
        len,
    }) = vm.heap().as_dict_iter(this)
    else {
        return exhausted();
    };
    if di_used != vm.heap().dict_len(dict) as i64 {
        // This is remembered: every further step fails too.
        if let Some(iter) = vm.heap().as_dict_iter_mut(this) {
            iter.di_used = -1;
        }
        return Err(vm.raise(Ty::RuntimeError, "dictionary changed size during iteration"));
    }
    let found = if reverse {
        previous_entry(vm, dict, di_pos)
    } else {
        let mut pos = di_pos as usize;
        vm.heap()
            .dict_entry_next(dict, &mut pos)
            .map(|(key, value, _)| (key, value, pos as i64))
    };
    let Some((key, value, new_pos)) = found else {
        finish(vm, this);
        return exhausted();
    };
    if !reverse && len == 0 {
        finish(vm, this);
        return Err(vm.raise(Ty::RuntimeError, "dictionary keys changed during iteration"));
    }
    if let Some(iter) = vm.heap().as_dict_iter_mut(this) {
        iter.di_pos = new_pos;
        iter.len = len - 1;
    }
    let heap = vm.heap();
    Ok(match kind {
        DictViewKind::Keys => heap.new_ref(key),
        DictViewKind::Values => heap.new_ref(value),
        DictViewKind::Items => {
            let pair = vec![heap.new_ref(key), heap.new_ref(value)];
            match di_result {
                Some(result) => reuse_tuple(vm, result, pair),
                None => heap.new_tuple(pair),
            }
        }
    })
}

/// The last entry up to `pos` that isn't deleted, and the position before it; borrowed.
fn previous_entry(vm: &mut Vm<'_>, dict: ObjId, pos: i64) -> Option<(ObjId, ObjId, i64)> {
    let mut at = usize::try_from(pos).ok()?;
    loop {
        if let Some((key, value)) = vm.heap().dict_entry_at(dict, at) {
            return Some((key, value, at as i64 - 1));
        }
        at = at.checked_sub(1)?;
    }
}

fn length_hint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let left = match vm.heap().as_dict_iter(args.values[0]) {
        Some(iter) => (iter.di_dict, iter.di_used, iter.len),
        None => (None, 0, 0),
    };
    match left {
        (Some(dict), di_used, len) if vm.heap().dict_len(dict) as i64 == di_used => int(vm, len),
        _ => int(vm, 0),
    }
}

/// `(iter, ([what is left],))`; the iterator itself doesn't move.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let ty = vm.heap().type_of(this);
    let state = vm.heap().as_dict_iter(this).cloned();
    let Some(mut state) = state else {
        return exhausted();
    };
    for held in [state.di_dict, state.di_result].into_iter().flatten() {
        vm.heap().incref(held);
    }
    state.di_result = state
        .di_result
        .filter(|_| state.kind == DictViewKind::Items);
    let copy = vm
        .heap()
        .generic_alloc(ty, 0, Payload::DictIter(Box::new(state)));
    let list = sequence::list_of(vm, copy);
    vm.heap().decref(copy);
    let list = list?;
    super::iterators::reduced(vm, "iter", vec![list], None)
}

/// The members of all six iterators.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::method("__length_hint__", Arity::None, length_hint, HINT_DOC),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
];
