//! `list.sort`: keys, the emptied list, the merge sort driven by comparisons
//! (`Objects/listobject.c`, `list_sort_impl`).

use crate::builtins::support::{Signature, none, value_error};
use crate::objects::container::ListObject;
use crate::objects::{Payload, Slot, SlotImpl, SortStep, Timsort};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

const SIGNATURE: Signature = Signature {
    name: "sort",
    parameters: &["key", "reverse"],
    positional: 0,
    required: 0,
};

fn sort(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [key, reverse] = SIGNATURE.bind(vm, args, 1)?;
    let reverse = match reverse {
        Some(reverse) => vm.as_c_int(reverse)? != 0,
        None => false,
    };
    let none_object = vm.heap().none();
    sort_list(
        vm,
        args.values[0],
        key.filter(|&key| key != none_object),
        reverse,
    )?;
    none(vm)
}

/// Sorts a list in place. While it runs the list is empty, so that a comparison that changes it is
/// noticed and can do no harm.
pub fn sort_list(vm: &mut Vm<'_>, list: ObjId, key: Option<ObjId>, reverse: bool) -> PyResult<()> {
    let mut saved = take(vm, list);
    let result = sort_items(vm, &mut saved.items, key, reverse);
    let modified = vm.heap().as_list(list).is_some_and(|now| now.resized);
    vm.heap().list_clear(list);
    if let Payload::List(now) = &mut vm.heap().get_mut(list).payload {
        *now = saved;
    }
    if modified && result.is_ok() {
        return value_error(vm, "list modified during sort");
    }
    result
}

/// Takes buffer and items out of a list.
fn take(vm: &mut Vm<'_>, list: ObjId) -> Box<ListObject> {
    match &mut vm.heap().get_mut(list).payload {
        Payload::List(list) => std::mem::take(list),
        _ => Box::default(),
    }
}

/// Sorts `items`; they stay owned and complete even if a comparison fails.
fn sort_items(
    vm: &mut Vm<'_>,
    items: &mut Vec<ObjId>,
    key: Option<ObjId>,
    reverse: bool,
) -> PyResult<()> {
    let mut keys = Vec::new();
    if let Some(key) = key {
        for &item in items.iter() {
            match vm.call(key, &[item]) {
                Ok(made) => keys.push(made),
                Err(fault) => {
                    vm.heap().decref_all(keys);
                    return Err(fault);
                }
            }
        }
    }
    // Equal items keep their order even in reverse: both ends are turned round.
    if reverse {
        items.reverse();
        keys.reverse();
    }
    let compared = if key.is_some() { &keys } else { &*items };
    let alike = are_alike(vm, compared);
    let mut machine = if key.is_some() {
        Timsort::with_values(keys, std::mem::take(items))
    } else {
        Timsort::new(std::mem::take(items))
    };
    let result = run(vm, &mut machine, alike);
    let (sorted_keys, sorted_values) = machine.into_parts();
    match sorted_values {
        Some(values) => {
            *items = values;
            if reverse {
                items.reverse();
            }
            vm.heap().decref_all(sorted_keys);
        }
        None => {
            *items = sorted_keys;
            if reverse {
                items.reverse();
            }
        }
    }
    result
}

/// Whether all keys are of one class whose comparisons are written in Python.
fn are_alike(vm: &Vm<'_>, keys: &[ObjId]) -> bool {
    let heap = &vm.state.heap;
    let Some(class) = keys.first().map(|&first| heap.type_of(first)) else {
        return false;
    };
    vm.type_slot(class, Slot::Lt) == SlotImpl::Hook
        && keys.iter().all(|&key| heap.type_of(key) == class)
}

/// Answers the comparisons the sort asks for; each is `a < b`. Keys of one class are compared by its
/// slot at once (`unsafe_object_compare`), others as everywhere.
fn run(vm: &mut Vm<'_>, machine: &mut Timsort, alike: bool) -> PyResult<()> {
    let mut answer = false;
    loop {
        match machine.step(answer) {
            SortStep::Less(a, b) if alike => answer = vm.less_by_slot(a, b)?,
            SortStep::Less(a, b) => answer = vm.rich_compare_bool(a, b, CompareOp::Lt)?,
            SortStep::Done => return Ok(()),
        }
    }
}

/// `list.sort`, the last method of `list`.
pub const LIST: &[NativeDef] = &[NativeDef::method(
    "sort",
    Arity::Any,
    sort,
    "Sorts the items in place by `<`; equal ones keep their order.",
)];
