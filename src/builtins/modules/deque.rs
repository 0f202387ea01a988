//! `collections.deque`: a sequence that is fast at both ends (`Modules/_collectionsmodule.c`).
//!
//! CPython keeps the items in a chain of blocks of 64. Here they lie in one row that may begin
//! with free places; how many blocks there would be is only counted.

use crate::builtins::modules::deque_methods;
use crate::builtins::support::{
    Signature, boolean, concat, index_error, int, is_index, itself, memory_error, none,
    not_implemented, release, type_error, type_name, value_error,
};
use crate::builtins::types::dict_views::{for_each, list_repr};
use crate::builtins::types::native_state::{class, make, number, set_number};
use crate::builtins::types::sequence;
use crate::objects::payload::NativeObject;
use crate::objects::ty::TyInfo;
use crate::objects::{Heap, Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{NativeDef, NativeType};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// Numbers: where the first item lies in the row, the greatest length (-1: none), the count of
/// changes, which iterators watch, and where CPython's first item would lie in its block.
const HEAD: usize = 0;
const MAXLEN: usize = 1;
const STATE: usize = 2;
const LEFT_INDEX: usize = 3;

/// `BLOCKLEN`.
pub const BLOCKLEN: i64 = 64;
/// `CENTER`: an empty deque begins in the middle of a block.
const CENTER: i64 = (BLOCKLEN - 1) / 2;

/// Which end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The first item's.
    Left,
    /// The last item's.
    Right,
}

/// The items, in order; borrowed.
pub fn items(heap: &Heap, deque: ObjId) -> Vec<ObjId> {
    match heap.as_native(deque) {
        Some(native) => row(native).iter().flatten().copied().collect(),
        None => Vec::new(),
    }
}

fn head(native: &NativeObject) -> usize {
    native.numbers.get(HEAD).map_or(0, |&head| head as usize)
}

/// The row from its first item on.
fn row(native: &NativeObject) -> &[Option<ObjId>] {
    native.refs.get(head(native)..).unwrap_or(&[])
}

/// Number of items.
pub fn len(heap: &Heap, deque: ObjId) -> usize {
    heap.as_native(deque).map_or(0, |native| row(native).len())
}

/// One item; borrowed.
pub fn item(heap: &Heap, deque: ObjId, index: usize) -> Option<ObjId> {
    row(heap.as_native(deque)?).get(index).copied()?
}

/// The count of changes.
pub fn state(vm: &Vm<'_>, deque: ObjId) -> i64 {
    number(vm, deque, STATE)
}

fn changed(vm: &mut Vm<'_>, deque: ObjId) {
    let state = state(vm, deque) + 1;
    set_number(vm, deque, STATE, state);
}

/// The greatest length, if there is one.
pub fn maxlen(vm: &Vm<'_>, deque: ObjId) -> Option<usize> {
    usize::try_from(number(vm, deque, MAXLEN)).ok()
}

/// Adds an item (stolen) at an end; one too many falls off the other end.
pub fn push(vm: &mut Vm<'_>, deque: ObjId, item: ObjId, end: End) {
    let mut left_index = number(vm, deque, LEFT_INDEX);
    if let Some(native) = vm.heap().as_native_mut(deque) {
        match end {
            End::Right => native.refs.push(Some(item)),
            End::Left => {
                if head(native) == 0 {
                    // As many free places again, so that the next ones cost nothing.
                    let room = native.refs.len().max(8);
                    native.refs.splice(0..0, std::iter::repeat_n(None, room));
                    native.numbers[HEAD] = room as i64;
                }
                let at = head(native) - 1;
                native.refs[at] = Some(item);
                native.numbers[HEAD] = at as i64;
                left_index = (left_index - 1).rem_euclid(BLOCKLEN);
            }
        }
    }
    set_number(vm, deque, LEFT_INDEX, left_index);
    changed(vm, deque);
    if maxlen(vm, deque).is_some_and(|most| len(&vm.state.heap, deque) > most) {
        let other = if end == End::Left {
            End::Right
        } else {
            End::Left
        };
        let fallen = pop(vm, deque, other);
        vm.heap().xdecref(fallen);
    }
}

/// Takes the item at an end out; it is the caller's.
pub fn pop(vm: &mut Vm<'_>, deque: ObjId, end: End) -> Option<ObjId> {
    let mut left_index = number(vm, deque, LEFT_INDEX);
    let native = vm.heap().as_native_mut(deque)?;
    let first = head(native);
    if first >= native.refs.len() {
        return None;
    }
    let item = match end {
        End::Right => native.refs.pop()?,
        End::Left => {
            let item = native.refs[first].take();
            native.numbers[HEAD] = first as i64 + 1;
            left_index += 1;
            // Free places are given up once they are the larger part.
            if first + 1 > native.refs.len() / 2 {
                native.refs.drain(..=first);
                native.numbers[HEAD] = 0;
            }
            item
        }
    };
    let emptied = row(native).is_empty();
    left_index = after_pop(left_index, end, emptied);
    set_number(vm, deque, LEFT_INDEX, left_index);
    changed(vm, deque);
    item
}

/// Replaces all items by others, which are stolen; the old ones are returned.
pub fn replace_all(vm: &mut Vm<'_>, deque: ObjId, new: Vec<ObjId>) -> Vec<ObjId> {
    let old = items(&vm.state.heap, deque);
    if let Some(native) = vm.heap().as_native_mut(deque) {
        native.refs = new.into_iter().map(Some).collect();
        native.numbers[HEAD] = 0;
    }
    changed(vm, deque);
    old
}

/// Replaces one item by another (stolen); the old one is returned.
fn replace(vm: &mut Vm<'_>, deque: ObjId, index: usize, new: ObjId) -> Option<ObjId> {
    let native = vm.heap().as_native_mut(deque)?;
    let at = head(native) + index;
    native.refs.get_mut(at)?.replace(new)
}

/// `sizeof(dequeobject)` and of a block with its two links.
const DEQUE_BASICSIZE: i64 = 80;
const BLOCK_SIZE: i64 = 8 * (BLOCKLEN + 2);

/// Bytes of the object and its blocks.
pub fn sizeof(vm: &Vm<'_>, deque: ObjId) -> i64 {
    let length = len(&vm.state.heap, deque) as i64;
    let blocks = (number(vm, deque, LEFT_INDEX) + length + BLOCKLEN - 1) / BLOCKLEN;
    DEQUE_BASICSIZE + blocks * BLOCK_SIZE
}

/// Appends every item of an iterable at an end.
pub fn extend(vm: &mut Vm<'_>, deque: ObjId, iterable: ObjId, end: End) -> PyResult<()> {
    if len(&vm.state.heap, deque) == 0 && maxlen(vm, deque) != Some(0) {
        // The whole block can be filled from one side.
        let first = if end == End::Right { 1 } else { BLOCKLEN - 1 };
        set_number(vm, deque, LEFT_INDEX, first);
    }
    if iterable == deque {
        let copies = items(&vm.state.heap, deque);
        for copy in copies {
            let copy = vm.heap().new_ref(copy);
            push(vm, deque, copy, end);
        }
        return Ok(());
    }
    for_each(vm, iterable, |vm, item| {
        let item = vm.heap().new_ref(item);
        push(vm, deque, item, end);
        Ok(true)
    })
}

/// The first item's place in its block after a rotation of `length` items to the right by `steps`
/// (`_deque_rotate`): the shorter way round is taken.
pub fn rotated(left_index: i64, length: i64, steps: i64) -> i64 {
    if length <= 1 {
        return left_index;
    }
    let half = length >> 1;
    let mut steps = steps;
    if steps > half || steps < -half {
        steps %= length;
        if steps > half {
            steps -= length;
        } else if steps < -half {
            steps += length;
        }
    }
    (left_index - steps).rem_euclid(BLOCKLEN)
}

/// The first item's place in its block once an item was taken out at an end. A block used up is
/// left behind; where it was the last one, the deque begins in its middle again.
fn after_pop(left_index: i64, end: End, emptied: bool) -> i64 {
    match (end, emptied) {
        (End::Left, true) if left_index == BLOCKLEN => CENTER + 1,
        (End::Left, _) => left_index % BLOCKLEN,
        (End::Right, true) if left_index == 0 => CENTER + 1,
        (End::Right, _) => left_index,
    }
}

/// Moves the first item's place in its block.
pub fn set_left_index(vm: &mut Vm<'_>, deque: ObjId, moved: impl FnOnce(i64) -> i64) {
    let left_index = moved(number(vm, deque, LEFT_INDEX));
    set_number(vm, deque, LEFT_INDEX, left_index);
}

/// Empties a deque.
pub fn clear(vm: &mut Vm<'_>, deque: ObjId) {
    if len(&vm.state.heap, deque) == 0 {
        return;
    }
    let old = replace_all(vm, deque, Vec::new());
    set_number(vm, deque, LEFT_INDEX, CENTER + 1);
    vm.heap().decref_all(old);
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(make(
        vm,
        args.values[0],
        Vec::new(),
        vec![0, -1, 0, CENTER + 1],
    ))
}

const SIGNATURE: Signature = Signature {
    name: "deque",
    parameters: &["iterable", "maxlen"],
    positional: 2,
    required: 0,
};

fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let deque = args.values[0];
    let [iterable, maxlen] = SIGNATURE.bind(vm, args, 1)?;
    let none_object = vm.heap().none();
    let maxlen = match maxlen.filter(|&maxlen| maxlen != none_object) {
        Some(maxlen) => {
            if !vm.heap().is_instance(maxlen, Ty::Int) {
                return type_error(vm, "an integer is required");
            }
            let most = vm.as_ssize_t(maxlen)?;
            if most < 0 {
                return value_error(vm, "maxlen must be non-negative");
            }
            most
        }
        None => -1,
    };
    set_number(vm, deque, MAXLEN, maxlen);
    if len(&vm.state.heap, deque) > 0 {
        clear(vm, deque);
    }
    if let Some(iterable) = iterable {
        extend(vm, deque, iterable, End::Right)?;
    }
    none(vm)
}

/// A deque of the same class, items and greatest length (`deque_copy`).
pub fn copy(vm: &mut Vm<'_>, deque: ObjId) -> PyResult {
    let ty = vm.heap().type_of(deque);
    if ty == class(vm, "collections.deque")? {
        let most = number(vm, deque, MAXLEN);
        let copy = make(vm, ty, Vec::new(), vec![0, most, 0, CENTER + 1]);
        extend(vm, copy, deque, End::Right)?;
        return Ok(copy);
    }
    match maxlen(vm, deque) {
        None => vm.call(ty, &[deque]),
        Some(most) => {
            let most = vm.heap().new_int(most);
            let copy = vm.call(ty, &[deque, most]);
            release(vm, &[most], copy)
        }
    }
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let deque = args.values[0];
    if !vm.repr_enter(deque) {
        return Ok(vm.heap().new_str(PyStr::new("[...]")));
    }
    let text = list_repr(vm, deque);
    vm.repr_leave(deque);
    let name = vm.heap().type_name(deque);
    let name = name.rsplit('.').next().unwrap_or_default();
    let end = match maxlen(vm, deque) {
        Some(most) => format!(", maxlen={most})"),
        None => ")".to_owned(),
    };
    let text = concat(&[PyStr::new(&format!("{name}(")), text?, PyStr::new(&end)]);
    Ok(vm.heap().new_str(text))
}

/// Whether the object is a deque.
fn is_deque(vm: &mut Vm<'_>, object: ObjId) -> PyResult<bool> {
    let class = class(vm, "collections.deque")?;
    let ty = vm.heap().type_of(object);
    Ok(vm.heap().is_subtype(ty, class))
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    if !is_deque(vm, a)? || !is_deque(vm, b)? {
        return not_implemented(vm);
    }
    let lengths = (len(&vm.state.heap, a), len(&vm.state.heap, b));
    if a == b {
        return boolean(vm, op.holds(std::cmp::Ordering::Equal));
    }
    if lengths.0 != lengths.1 && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return boolean(vm, op == CompareOp::Ne);
    }
    let mut at = 0;
    while let (Some(x), Some(y)) = (item(&vm.state.heap, a, at), item(&vm.state.heap, b, at)) {
        vm.heap().incref(x);
        vm.heap().incref(y);
        let equal = vm.rich_compare_bool(x, y, CompareOp::Eq);
        if !matches!(equal, Ok(true)) {
            let answer = match (equal, op) {
                (Err(fault), _) => Err(fault),
                (_, CompareOp::Eq) => boolean(vm, false),
                (_, CompareOp::Ne) => boolean(vm, true),
                _ => vm.rich_compare(x, y, op),
            };
            return release(vm, &[x, y], answer);
        }
        vm.heap().decref_all([x, y]);
        at += 1;
    }
    boolean(vm, op.holds(lengths.0.cmp(&lengths.1)))
}

sequence::comparisons!(compare);

fn truth(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let filled = len(&vm.state.heap, args.values[0]) > 0;
    boolean(vm, filled)
}

fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let length = len(&vm.state.heap, args.values[0]);
    int(vm, length)
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = deque_methods::find(vm, args.values[0], args.values[1], 0, i64::MAX)?;
    boolean(vm, found.is_some())
}

/// An existing index.
fn checked_index(vm: &mut Vm<'_>, deque: ObjId, key: ObjId) -> PyResult<usize> {
    if !is_index(vm, key) {
        let name = type_name(vm, key);
        return type_error(vm, format!("sequence index must be integer, not '{name}'"));
    }
    let index = vm.index_i64(key)?;
    let length = len(&vm.state.heap, deque) as i64;
    let index = if index < 0 { index + length } else { index };
    if !(0..length).contains(&index) {
        return index_error(vm, "deque index out of range");
    }
    Ok(index as usize)
}

fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = checked_index(vm, args.values[0], args.values[1])?;
    match item(&vm.state.heap, args.values[0], index) {
        Some(item) => Ok(vm.heap().new_ref(item)),
        None => index_error(vm, "deque index out of range"),
    }
}

fn set_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = checked_index(vm, args.values[0], args.values[1])?;
    let value = vm.heap().new_ref(args.values[2]);
    let old = replace(vm, args.values[0], index, value);
    vm.heap().xdecref(old);
    none(vm)
}

fn del_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = checked_index(vm, args.values[0], args.values[1])?;
    remove_at(vm, args.values[0], index);
    none(vm)
}

/// Takes one item out and releases it (`deque_del_item`).
fn remove_at(vm: &mut Vm<'_>, deque: ObjId, index: usize) {
    let length = len(&vm.state.heap, deque) as i64;
    take_out(vm, deque, index, |left| {
        rotated(left, length, -(index as i64))
    });
}

/// Takes one item out and releases it: it is brought to the front, which moves the first item's
/// place in its block as given, taken out there, and the rest is turned back.
pub fn take_out(vm: &mut Vm<'_>, deque: ObjId, index: usize, to_front: impl FnOnce(i64) -> i64) {
    let mut all = items(&vm.state.heap, deque);
    if index < all.len() {
        let (length, at) = (all.len() as i64, index as i64);
        let gone = all.remove(index);
        let emptied = all.is_empty();
        replace_all(vm, deque, all);
        set_left_index(vm, deque, |left| {
            let front = after_pop(to_front(left) + 1, End::Left, emptied);
            rotated(front, length - 1, at)
        });
        vm.heap().decref(gone);
    }
}

fn concatenate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    if !is_deque(vm, b)? {
        let name = type_name(vm, b);
        return type_error(
            vm,
            format!("can only concatenate deque (not \"{name}\") to deque"),
        );
    }
    let sum = copy(vm, a)?;
    match extend(vm, sum, b, End::Right) {
        Ok(()) => Ok(sum),
        Err(fault) => release(vm, &[sum], Err(fault)),
    }
}

fn inplace_concat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    extend(vm, args.values[0], args.values[1], End::Right)?;
    itself(vm, args)
}

fn inplace_repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let count = sequence::repeat_count(vm, args.values[1])?;
    repeat_in_place(vm, args.values[0], count)?;
    itself(vm, args)
}

fn repeat_in_place(vm: &mut Vm<'_>, deque: ObjId, count: usize) -> PyResult<()> {
    if count == 0 {
        clear(vm, deque);
        return Ok(());
    }
    let once = items(&vm.state.heap, deque);
    if once.len().saturating_mul(count) > sequence::MAX_ITEMS {
        return memory_error(vm);
    }
    for _ in 1..count {
        for &item in &once {
            let item = vm.heap().new_ref(item);
            push(vm, deque, item, End::Right);
        }
    }
    Ok(())
}

fn repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let count = sequence::repeat_count(vm, args.values[1])?;
    let result = copy(vm, args.values[0])?;
    match repeat_in_place(vm, result, count) {
        Ok(()) => Ok(result),
        Err(fault) => release(vm, &[result], Err(fault)),
    }
}

/// The slots of `collections.deque`.
const SLOTS: [NativeDef; 20] = [
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Iter, deque_methods::iter),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::Bool, truth),
    NativeDef::slot(Slot::Len, length),
    NativeDef::slot(Slot::Concat, concatenate),
    NativeDef::slot(Slot::Repeat, repeat),
    NativeDef::slot(Slot::GetItem, get_item),
    NativeDef::slot(Slot::SetItem, set_item),
    NativeDef::slot(Slot::DelItem, del_item),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::slot(Slot::InPlaceConcat, inplace_concat),
    NativeDef::slot(Slot::InPlaceRepeat, inplace_repeat),
    NativeDef::slot(Slot::New, new),
];

/// Slots, then methods.
const MEMBERS: &[NativeDef] = &{
    let mut all = [SLOTS[0]; SLOTS.len() + deque_methods::METHODS.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < SLOTS.len() {
            SLOTS[at]
        } else {
            deque_methods::METHODS[at - SLOTS.len()]
        };
        at += 1;
    }
    all
};

/// The type, with CPython's size.
pub const DEQUE: NativeType = NativeType {
    module: "collections",
    info: TyInfo {
        name: "deque",
        base: Ty::Object,
        basicsize: 80,
        itemsize: 0,
        gc: true,
        basetype: true,
        dictoffset: 0,
        weaklistoffset: 72,
    },
    members: MEMBERS,
};
