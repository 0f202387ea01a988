//! The methods of `dict` (`Objects/dictobject.c`).

use crate::builtins::support::{none, release, sizeof};
use crate::builtins::types::{dict_iterators, dict_views};
use crate::objects::Ty;
use crate::objects::container::DictViewKind;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// The optional last argument of `get`, `setdefault` and `pop`; None by default. Borrowed.
fn default(vm: &mut Vm<'_>, args: Args<'_>) -> ObjId {
    match args.values.get(2) {
        Some(&default) => default,
        None => vm.heap().none(),
    }
}

fn get(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = vm.dict_get(args.values[0], args.values[1])?;
    let value = match found {
        Some(value) => value,
        None => default(vm, args),
    };
    Ok(vm.heap().new_ref(value))
}

fn set_default(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let default = default(vm, args);
    vm.dict_setdefault(args.values[0], args.values[1], default)
}

fn pop(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (dict, key) = (args.values[0], args.values[1]);
    // An empty dict doesn't even hash the key.
    let empty = vm.heap().dict_len(dict) == 0;
    if !empty && let Some(value) = vm.dict_pop(dict, key)? {
        return Ok(value);
    }
    match args.values.get(2) {
        Some(&default) => Ok(vm.heap().new_ref(default)),
        None => Err(vm.raise_key_error(key)),
    }
}

fn popitem(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match vm.heap().dict_popitem(args.values[0]) {
        Some((key, value)) => Ok(vm.heap().new_tuple(vec![key, value])),
        None => Err(vm.raise(Ty::KeyError, "popitem(): dictionary is empty")),
    }
}

fn keys(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(dict_views::new(vm, args.values[0], DictViewKind::Keys))
}

fn items(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(dict_views::new(vm, args.values[0], DictViewKind::Items))
}

fn values(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(dict_views::new(vm, args.values[0], DictViewKind::Values))
}

fn update(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    super::dict::update_from(vm, args, "update")
}

/// `dict.fromkeys(iterable, value=None)`: a plain dict made from a plain dict or set gets its
/// table in the right size at once (`_PyDict_FromKeys`).
fn fromkeys(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (class, iterable) = (args.values[0], args.values[1]);
    let value = default(vm, args);
    let dict = vm.call(class, &[])?;
    let filled = fill_from_keys(vm, dict, iterable, value);
    match filled {
        Ok(()) => Ok(dict),
        Err(fault) => release(vm, &[dict], Err(fault)),
    }
}

/// Stores a key of another container, which may lose it while keys are compared.
fn store_kept(vm: &mut Vm<'_>, dict: ObjId, key: ObjId, hash: i64, value: ObjId) -> PyResult<()> {
    vm.heap().incref(key);
    let stored = vm.dict_set_hash(dict, key, hash, value);
    release(vm, &[key], stored)
}

fn fill_from_keys(vm: &mut Vm<'_>, dict: ObjId, iterable: ObjId, value: ObjId) -> PyResult<()> {
    let exact = vm.heap().is_exact(dict, Ty::Dict);
    if exact && vm.heap().dict_len(dict) == 0 {
        if vm.heap().is_exact(iterable, Ty::Dict) {
            let expected = vm.heap().dict_len(iterable);
            vm.heap().dict_resize_for(dict, expected);
            let mut pos = 0;
            while let Some((key, _, hash)) = vm.heap().dict_entry_next(iterable, &mut pos) {
                store_kept(vm, dict, key, hash, value)?;
            }
            return Ok(());
        }
        if vm.heap().is_exact(iterable, Ty::Set) || vm.heap().is_exact(iterable, Ty::Frozenset) {
            let expected = vm.heap().set_len(iterable);
            vm.heap().dict_resize_for(dict, expected);
            let mut pos = 0;
            while let Some((key, hash)) = vm.heap().set_next(iterable, &mut pos) {
                store_kept(vm, dict, key, hash, value)?;
            }
            return Ok(());
        }
    }
    let iterator = vm.iter(iterable)?;
    let result = loop {
        let key = match vm.next(iterator) {
            Ok(Some(key)) => key,
            Ok(None) => break Ok(()),
            Err(fault) => break Err(fault),
        };
        let stored = if exact {
            vm.dict_set(dict, key, value)
        } else {
            vm.set_item(dict, key, value)
        };
        vm.heap().decref(key);
        if let Err(fault) = stored {
            break Err(fault);
        }
    };
    release(vm, &[iterator], result)
}

fn clear(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.heap().dict_clear(args.values[0]);
    none(vm)
}

fn copy(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.dict_copy(args.values[0])
}

fn reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(dict_iterators::over(
        vm,
        args.values[0],
        Ty::DictReversekeyiterator,
    ))
}

const ONE_OR_TWO: Arity = Arity::Range { min: 1, max: 2 };

/// The methods of `dict` in CPython's order.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "__sizeof__",
        Arity::None,
        sizeof,
        "Bytes of the dict and its tables.",
    ),
    NativeDef::method(
        "get",
        ONE_OR_TWO,
        get,
        "The value of the key, or the default.",
    ),
    NativeDef::method(
        "setdefault",
        ONE_OR_TWO,
        set_default,
        "The value of the key, which is set to the default if it is missing.",
    ),
    NativeDef::method(
        "pop",
        ONE_OR_TWO,
        pop,
        "Takes the key out and gives its value, or the default.",
    ),
    NativeDef::method(
        "popitem",
        Arity::None,
        popitem,
        "Takes the newest pair out and gives it.",
    ),
    NativeDef::method("keys", Arity::None, keys, "A view of the keys."),
    NativeDef::method(
        "items",
        Arity::None,
        items,
        "A view of the pairs of key and value.",
    ),
    NativeDef::method("values", Arity::None, values, "A view of the values."),
    NativeDef::method(
        "update",
        Arity::Any,
        update,
        "Takes over the items of a mapping, of pairs and of keywords.",
    )
    .varargs(),
    NativeDef::class_method(
        "fromkeys",
        ONE_OR_TWO,
        fromkeys,
        "A new dict with these keys, all with the same value.",
    ),
    NativeDef::method("clear", Arity::None, clear, "Drops all items."),
    NativeDef::method("copy", Arity::None, copy, "A new dict of the same items."),
    NativeDef::method(
        "__reversed__",
        Arity::None,
        reversed,
        "An iterator over the keys from the newest to the oldest.",
    ),
];
