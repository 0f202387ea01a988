//! `list`: construction and slots (`Objects/listobject.c`).

use crate::builtins::support::{
    boolean, check_positional, int, itself, memory_error, no_keywords, none, not_implemented,
    release, type_error, type_name, value_error,
};
use crate::builtins::types::sequence::{self, Subscript};
use crate::builtins::types::slice;
use crate::objects::{LIST_INDEX_ERROR, Slot, Ty, type_id};
use crate::value::{ObjId, PyInt, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, Fault, PyResult, Vm};

/// Number of items.
pub fn len(vm: &mut Vm<'_>, list: ObjId) -> usize {
    sequence::items(vm.heap(), list).len()
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(vm.heap().new_list_of(args.values[0]))
}

/// `list.__init__`: a sized iterable gets a buffer of exactly its size, anything else one that
/// grows from its hint.
fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let list = args.values[0];
    if vm.heap().is_exact(list, Ty::List) {
        no_keywords(vm, "list", args)?;
    }
    let given = &args.pos()[1..];
    check_positional(vm, "list", given.len(), 0, 1)?;
    vm.heap().list_clear(list);
    if let &[iterable] = given {
        if crate::builtins::support::has_slot(vm, iterable, Slot::Len) {
            match vm.len(iterable) {
                Ok(length) if length > sequence::MAX_ITEMS => return memory_error(vm),
                Ok(length) => vm.heap().list_preallocate_exact(list, length),
                Err(fault) => {
                    if !vm.catch(Ty::TypeError) {
                        return Err(fault);
                    }
                }
            }
        }
        vm.list_extend(list, iterable)?;
    }
    none(vm)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let list = args.values[0];
    if len(vm, list) == 0 {
        return Ok(vm.heap().new_str(PyStr::new("[]")));
    }
    if !vm.repr_enter(list) {
        return Ok(vm.heap().new_str(PyStr::new("[...]")));
    }
    // As if each item took one character.
    let min_length = 3 * len(vm, list);
    let text = sequence::repr_items(vm, list, min_length, "[", |_| "]");
    vm.repr_leave(list);
    text
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    if !vm.heap().is_instance(a, Ty::List) || !vm.heap().is_instance(b, Ty::List) {
        return not_implemented(vm);
    }
    sequence::compare(vm, a, b, op)
}

sequence::comparisons!(compare);

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(super::iterators::over(
        vm,
        Ty::ListIterator,
        args.values[0],
        0,
    ))
}

fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let length = len(vm, args.values[0]);
    int(vm, length)
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = sequence::contains(vm, args.values[0], args.values[1])?;
    boolean(vm, found)
}

/// The `IndexError` of reading an item that isn't there. Its text is made once (`list_item`).
fn beyond_the_end(vm: &mut Vm<'_>) -> Fault {
    let text = vm.heap().list_indexerr();
    vm.set_exception(type_id(Ty::IndexError), Some(text))
}

fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let list = args.values[0];
    let length = len(vm, list) as i64;
    if let Some(index) = vm.heap().as_int(args.values[1]).and_then(PyInt::to_i64)
        && !(-length..length).contains(&index)
    {
        return Err(beyond_the_end(vm));
    }
    let length = move |vm: &mut Vm<'_>| len(vm, list);
    match sequence::subscript(vm, args.values[1], "list", length, LIST_INDEX_ERROR)? {
        Subscript::At(index) => match sequence::item(vm, list, index) {
            Some(item) => Ok(item),
            None => none(vm),
        },
        Subscript::Slice(unpacked) => {
            let indices = unpacked.adjust(len(vm, list));
            let picked = sequence::pick(vm, list, indices);
            Ok(vm.heap().new_list(picked))
        }
    }
}

/// `list[key] = value` and `del list[key]` (`list_ass_subscript`).
fn assign_item(vm: &mut Vm<'_>, list: ObjId, key: ObjId, value: Option<ObjId>) -> PyResult {
    let length = move |vm: &mut Vm<'_>| len(vm, list);
    let message = "list assignment index out of range";
    match (
        sequence::subscript(vm, key, "list", length, message)?,
        value,
    ) {
        (Subscript::At(index), Some(value)) => vm.heap().list_set_item(list, index, value),
        (Subscript::At(index), None) => {
            vm.heap().list_set_slice(list, index, index + 1, Vec::new())
        }
        (Subscript::Slice(unpacked), Some(value)) => assign_slice(vm, list, unpacked, value)?,
        (Subscript::Slice(unpacked), None) => {
            let length = len(vm, list);
            delete_slice(vm, list, unpacked.adjust(length));
        }
    }
    none(vm)
}

fn set_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    assign_item(vm, args.values[0], args.values[1], Some(args.values[2]))
}

fn del_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    assign_item(vm, args.values[0], args.values[1], None)
}

fn assign_slice(
    vm: &mut Vm<'_>,
    list: ObjId,
    unpacked: slice::Unpacked,
    value: ObjId,
) -> PyResult<()> {
    let contiguous = unpacked.adjust(len(vm, list)).step == 1;
    let message = if contiguous {
        "can only assign an iterable"
    } else {
        "must assign iterable to extended slice"
    };
    let new = items_of(vm, value, message)?;
    // Collecting the items may have changed the list.
    let at = unpacked.adjust(len(vm, list));
    if contiguous {
        let (start, stop) = (at.start as usize, at.stop.max(at.start) as usize);
        vm.heap().list_set_slice(list, start, stop, new);
        return Ok(());
    }
    if new.len() != at.len {
        let message = format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            at.len
        );
        let fault = value_error(vm, message);
        return release(vm, &new, fault);
    }
    let mut old = Vec::with_capacity(at.len);
    for (index, item) in at.iter().zip(new) {
        old.extend(vm.heap().list_swap_item(list, index, item));
    }
    vm.heap().decref_all(old);
    Ok(())
}

/// The items of an iterable, each a new reference (`PySequence_Fast`): `message` when it is none.
fn items_of(vm: &mut Vm<'_>, iterable: ObjId, message: &str) -> PyResult<Vec<ObjId>> {
    let exact = vm.heap().is_exact(iterable, Ty::List) || vm.heap().is_exact(iterable, Ty::Tuple);
    if exact {
        let end = sequence::items(vm.heap(), iterable).len();
        return Ok(sequence::copy_range(vm, iterable, 0, end));
    }
    let iterator = match vm.iter(iterable) {
        Ok(iterator) => iterator,
        Err(_) if vm.catch(Ty::TypeError) => return type_error(vm, message),
        Err(fault) => return Err(fault),
    };
    let items = vm.collect(iterator);
    vm.heap().decref(iterator);
    items
}

/// `del list[start:stop:step]`: the items between the deleted ones move down.
fn delete_slice(vm: &mut Vm<'_>, list: ObjId, at: slice::Indices) {
    if at.len == 0 {
        return;
    }
    let mut indices: Vec<usize> = at.iter().collect();
    if at.step < 0 {
        indices.reverse();
    }
    if at.step == 1 {
        vm.heap()
            .list_set_slice(list, indices[0], indices[0] + at.len, Vec::new());
    } else {
        vm.heap().list_delete_indices(list, &indices);
    }
}

fn concatenate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    if !vm.heap().is_instance(b, Ty::List) {
        let name = type_name(vm, b);
        return type_error(
            vm,
            format!("can only concatenate list (not \"{name}\") to list"),
        );
    }
    let mut items = sequence::items(vm.heap(), a).to_vec();
    items.extend_from_slice(sequence::items(vm.heap(), b));
    let items = sequence::copy_items(vm, &items);
    Ok(vm.heap().new_list(items))
}

fn repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let count = sequence::repeat_count(vm, args.values[1])?;
    match sequence::repeat(vm, args.values[0], count) {
        Some(items) => Ok(vm.heap().new_list(items)),
        None => memory_error(vm),
    }
}

fn inplace_concat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.list_extend(args.values[0], args.values[1])?;
    itself(vm, args)
}

/// `list *= n`: the buffer grows by the rule of `append` (`list_inplace_repeat`).
fn inplace_repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let list = args.values[0];
    let count = sequence::repeat_count(vm, args.values[1])?;
    let length = len(vm, list);
    match count {
        _ if length == 0 => {}
        0 => vm.heap().list_clear(list),
        1 => {}
        _ => match sequence::repeat(vm, list, count - 1) {
            Some(items) => vm.heap().list_set_slice(list, length, length, items),
            None => return memory_error(vm),
        },
    }
    itself(vm, args)
}

/// The members of `list`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Iter, iter),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::Len, length),
    // `METH_COEXIST`: the method, being first, hides the slot's wrapper.
    NativeDef::method(
        "__getitem__",
        Arity::One,
        get_item,
        "x.__getitem__(y) is x[y].",
    ),
    NativeDef::slot(Slot::GetItem, get_item),
    NativeDef::slot(Slot::SetItem, set_item),
    NativeDef::slot(Slot::DelItem, del_item),
    NativeDef::slot(Slot::Concat, concatenate),
    NativeDef::slot(Slot::Repeat, repeat),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::slot(Slot::InPlaceConcat, inplace_concat),
    NativeDef::slot(Slot::InPlaceRepeat, inplace_repeat),
    NativeDef::slot(Slot::New, new),
];
