//! Built-in functions about iterables: `iter`, `next`, `len`, `all`, `any`, `min`, `max`, `sorted`.

use crate::builtins::support::{boolean, check_positional, int, type_error, value_error};
use crate::builtins::types::sequence;
use crate::objects::payload::Iter;
use crate::objects::{Slot, Ty};
use crate::value::ObjId;
use crate::vm::{Args, CompareOp, PyResult, Vm};

pub(super) fn len(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let len = vm.len(args.values[0])?;
    int(vm, len)
}

/// Looks for an item whose truth is `wanted`; the answer is whether there is one.
fn find(vm: &mut Vm<'_>, iterable: ObjId, wanted: bool) -> PyResult<bool> {
    let iterator = vm.iter(iterable)?;
    let mut found = Ok(false);
    while found == Ok(false) {
        match vm.next(iterator) {
            Ok(Some(item)) => {
                found = vm.is_true(item).map(|truth| truth == wanted);
                vm.heap().decref(item);
            }
            Ok(None) => break,
            Err(fault) => found = Err(fault),
        }
    }
    vm.heap().decref(iterator);
    found
}

pub(super) fn all(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = find(vm, args.values[0], false)?;
    boolean(vm, !found)
}

pub(super) fn any(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = find(vm, args.values[0], true)?;
    boolean(vm, found)
}

pub(super) fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let Some(&sentinel) = args.values.get(1) else {
        return vm.iter(object);
    };
    if !vm.has_slot(object, Slot::Call) {
        return type_error(vm, "iter(v, w): v must be callable");
    }
    let it_seq = Some(vm.heap().new_ref(object));
    let second = Some(vm.heap().new_ref(sentinel));
    let iter = Iter {
        it_seq,
        second,
        it_index: 0,
        numbers: [0; 3],
    };
    Ok(vm.heap().new_iter(Ty::CallableIterator, iter))
}

/// The machine takes care of generators by itself, without nesting; what comes here is any other
/// iterator.
pub(super) fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let iterator = args.values[0];
    if !vm.has_slot(iterator, Slot::Next) {
        let name = vm.heap().type_name(iterator);
        return type_error(vm, format!("'{name}' object is not an iterator"));
    }
    let default = args.values.get(1).copied();
    vm.builtin_next(iterator, default)
}

pub(super) fn max(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    extreme(vm, args, "max", CompareOp::Gt)
}

pub(super) fn min(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    extreme(vm, args, "min", CompareOp::Lt)
}

/// `min_max`.
fn extreme(vm: &mut Vm<'_>, args: Args<'_>, name: &str, op: CompareOp) -> PyResult {
    let positional = args.pos();
    if positional.is_empty() {
        return type_error(vm, format!("{name} expected 1 argument, got 0"));
    }
    let (mut key, mut default) = (None, None);
    for (keyword, value) in args.keywords() {
        let text = vm.heap().as_str(keyword).map(|text| text.to_lossy());
        match text.as_deref() {
            Some("key") => key = Some(value),
            Some("default") => default = Some(value),
            other => {
                let other = other.unwrap_or_default();
                return type_error(
                    vm,
                    format!("'{other}' is an invalid keyword argument for {name}()"),
                );
            }
        }
    }
    let none = vm.heap().none();
    let key = key.filter(|&key| key != none);
    let several = positional.len() > 1;
    if several && default.is_some() {
        return type_error(
            vm,
            format!("Cannot specify a default for {name}() with multiple positional arguments"),
        );
    }
    // Several arguments are compared as the tuple they came in.
    let iterator = if several {
        let tuple = vm.packed_args(positional);
        let iterator = vm.iter(tuple);
        vm.heap().decref(tuple);
        iterator?
    } else {
        vm.iter(positional[0])?
    };
    let best = best_of(vm, iterator, key, op);
    vm.heap().decref(iterator);
    match (best?, default) {
        (Some(best), _) => Ok(best),
        (None, Some(default)) => Ok(vm.heap().new_ref(default)),
        (None, None) => value_error(vm, format!("{name}() arg is an empty sequence")),
    }
}

/// The first item whose key no other one beats; a new reference.
fn best_of(
    vm: &mut Vm<'_>,
    iterator: ObjId,
    key: Option<ObjId>,
    op: CompareOp,
) -> PyResult<Option<ObjId>> {
    let mut best: Option<(ObjId, ObjId)> = None;
    let result = loop {
        let item = match vm.next(iterator) {
            Ok(Some(item)) => item,
            Ok(None) => break Ok(()),
            Err(fault) => break Err(fault),
        };
        let value = match key {
            Some(key) => match vm.call(key, &[item]) {
                Ok(value) => value,
                Err(fault) => {
                    vm.heap().decref(item);
                    break Err(fault);
                }
            },
            None => vm.heap().new_ref(item),
        };
        let Some((best_item, best_value)) = best else {
            best = Some((item, value));
            continue;
        };
        let (better, fault) = match vm.rich_compare_bool(value, best_value, op) {
            Ok(better) => (better, None),
            Err(fault) => (false, Some(fault)),
        };
        // What lost goes, its key first.
        let (lost_item, lost_value) = if better {
            best = Some((item, value));
            (best_item, best_value)
        } else {
            (item, value)
        };
        vm.heap().decref(lost_value);
        vm.heap().decref(lost_item);
        if let Some(fault) = fault {
            break Err(fault);
        }
    };
    let Some((item, value)) = best else {
        return result.map(|()| None);
    };
    vm.heap().decref(value);
    match result {
        Ok(()) => Ok(Some(item)),
        Err(fault) => {
            vm.heap().decref(item);
            Err(fault)
        }
    }
}

/// A new list, sorted by its own method, which also takes the keywords.
pub(super) fn sorted(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_positional(vm, "sorted", args.pos().len(), 1, 1)?;
    let list = sequence::list_of(vm, args.values[0])?;
    let result = vm.getattr_str(list, "sort").and_then(|sort| {
        let keywords = Args {
            values: &args.values[1..],
            names: args.names,
        };
        let result = vm.call_kw(sort, keywords);
        vm.heap().decref(sort);
        result
    });
    match result {
        Ok(none) => {
            vm.heap().decref(none);
            Ok(list)
        }
        Err(fault) => {
            vm.heap().decref(list);
            Err(fault)
        }
    }
}
