//! What `list` and `tuple` have in common: comparing, searching, repeating, subscripts
//! (`Objects/listobject.c`, `Objects/tupleobject.c`).

use crate::builtins::support::{boolean, index_error, is_index, type_error, type_name};
use crate::builtins::types::slice;
use crate::objects::unicode_writer::UnicodeWriter;
use crate::objects::{Heap, Payload, Ty};
use crate::value::ObjId;
use crate::vm::{CompareOp, PyResult, Vm};

/// Defines the six comparison natives of a type, `lt` to `ge`, each a call of
/// `$compare(vm, args, op)`.
macro_rules! comparisons {
    ($compare:ident) => {
        $crate::builtins::types::sequence::comparisons!($compare:
            lt Lt, le Le, eq Eq, ne Ne, gt Gt, ge Ge);
    };
    ($compare:ident: $($name:ident $op:ident),*) => {
        $(fn $name(vm: &mut $crate::vm::Vm<'_>, args: $crate::vm::Args<'_>) -> $crate::vm::PyResult {
            $compare(vm, args, $crate::vm::CompareOp::$op)
        })*
    };
}
pub(crate) use comparisons;

/// The items of a list or a tuple; borrowed. Empty for anything else.
pub fn items(heap: &Heap, sequence: ObjId) -> &[ObjId] {
    match &heap.get(sequence).payload {
        Payload::List(list) => &list.items,
        Payload::Tuple(items) => items,
        _ => &[],
    }
}

/// One item as a new reference, if there is one at that index.
pub fn item(vm: &mut Vm<'_>, sequence: ObjId, index: usize) -> Option<ObjId> {
    let item = items(vm.heap(), sequence).get(index).copied()?;
    vm.heap().incref(item);
    Some(item)
}

/// Copies items, each with a reference of its own.
pub fn copy_items(vm: &mut Vm<'_>, items: &[ObjId]) -> Vec<ObjId> {
    for &item in items {
        vm.heap().incref(item);
    }
    items.to_vec()
}

/// A new list of an iterable's items (`PySequence_List`).
pub fn list_of(vm: &mut Vm<'_>, iterable: ObjId) -> PyResult {
    let list = vm.heap().new_list(Vec::new());
    match vm.list_extend(list, iterable) {
        Ok(()) => Ok(list),
        Err(fault) => {
            vm.heap().decref(list);
            Err(fault)
        }
    }
}

/// The items from `start` to `end`, as new references.
pub fn copy_range(vm: &mut Vm<'_>, sequence: ObjId, start: usize, end: usize) -> Vec<ObjId> {
    let range = items(vm.heap(), sequence).get(start..end).unwrap_or(&[]);
    let range = range.to_vec();
    for &item in &range {
        vm.heap().incref(item);
    }
    range
}

/// The items at these indices, as new references.
pub fn pick(vm: &mut Vm<'_>, sequence: ObjId, indices: slice::Indices) -> Vec<ObjId> {
    if indices.step == 1 {
        let start = indices.start as usize;
        return copy_range(vm, sequence, start, start + indices.len);
    }
    let mut picked = Vec::with_capacity(indices.len);
    let items = items(vm.heap(), sequence);
    picked.extend(indices.iter().filter_map(|at| items.get(at).copied()));
    for &item in &picked {
        vm.heap().incref(item);
    }
    picked
}

/// Compares item by item; the first pair that differs decides, else the lengths
/// (`list_richcompare`, `tuplerichcompare`).
pub fn compare(vm: &mut Vm<'_>, a: ObjId, b: ObjId, op: CompareOp) -> PyResult {
    let list = vm.heap().is_instance(a, Ty::List);
    let lengths = (items(vm.heap(), a).len(), items(vm.heap(), b).len());
    if list && lengths.0 != lengths.1 && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return boolean(vm, op == CompareOp::Ne);
    }
    let mut at = 0;
    let differ = loop {
        // A comparison may change the lists, so each step looks anew.
        let heap = vm.heap();
        let pair = (items(heap, a).get(at), items(heap, b).get(at));
        let (Some(&x), Some(&y)) = pair else {
            break None;
        };
        if x != y && !equals(vm, list, x, y)? {
            // The comparison may have shortened them: then there is no such pair any more.
            let heap = vm.heap();
            let pair = (items(heap, a).get(at), items(heap, b).get(at));
            break pair.0.copied().zip(pair.1.copied());
        }
        at += 1;
    };
    match differ {
        None => {
            let lengths = (items(vm.heap(), a).len(), items(vm.heap(), b).len());
            boolean(vm, op.holds(lengths.0.cmp(&lengths.1)))
        }
        Some(_) if op == CompareOp::Eq => boolean(vm, false),
        Some(_) if op == CompareOp::Ne => boolean(vm, true),
        Some((x, y)) => vm.rich_compare(x, y, op),
    }
}

/// Whether two objects are equal. `list` says that they are a list's, which may lose them during
/// the comparison: they are kept alive. A tuple keeps its own.
fn equals(vm: &mut Vm<'_>, list: bool, x: ObjId, y: ObjId) -> PyResult<bool> {
    if !list {
        return vm.rich_compare_bool(x, y, CompareOp::Eq);
    }
    vm.heap().incref(x);
    vm.heap().incref(y);
    let equal = vm.rich_compare_bool(x, y, CompareOp::Eq);
    vm.heap().decref(x);
    vm.heap().decref(y);
    equal
}

/// Whether two objects are equal of which `item` is a sequence's.
#[inline]
fn item_equals(vm: &mut Vm<'_>, list: bool, item: ObjId, x: ObjId, y: ObjId) -> PyResult<bool> {
    if let Some(equal) = vm.equal_at_once(x, y) {
        return Ok(equal);
    }
    if list {
        vm.heap().incref(item);
    }
    let equal = vm.rich_compare_bool(x, y, CompareOp::Eq);
    if list {
        vm.heap().decref(item);
    }
    equal
}

/// Index of the first item from `start` on, below `stop`, that equals `value`.
pub fn find(
    vm: &mut Vm<'_>,
    sequence: ObjId,
    value: ObjId,
    start: i64,
    stop: i64,
) -> PyResult<Option<usize>> {
    let list = vm.heap().is_instance(sequence, Ty::List);
    let length = items(vm.heap(), sequence).len() as i64;
    let fit = |bound: i64| {
        if bound < 0 {
            (bound + length).max(0)
        } else {
            bound
        }
    };
    let (mut at, stop) = (fit(start), fit(stop));
    while at < stop {
        let Some(&item) = items(vm.heap(), sequence).get(at as usize) else {
            break;
        };
        if item_equals(vm, list, item, item, value)? {
            return Ok(Some(at as usize));
        }
        at += 1;
    }
    Ok(None)
}

/// `x in sequence`: here `value` is compared with each item, `value` first.
pub fn contains(vm: &mut Vm<'_>, sequence: ObjId, value: ObjId) -> PyResult<bool> {
    let list = vm.heap().is_instance(sequence, Ty::List);
    let mut at = 0;
    while let Some(&item) = items(vm.heap(), sequence).get(at) {
        if item_equals(vm, list, item, value, item)? {
            return Ok(true);
        }
        at += 1;
    }
    Ok(false)
}

/// Number of items that equal `value`.
pub fn count(vm: &mut Vm<'_>, sequence: ObjId, value: ObjId) -> PyResult<usize> {
    let list = vm.heap().is_instance(sequence, Ty::List);
    let (mut at, mut found) = (0, 0);
    while let Some(&item) = items(vm.heap(), sequence).get(at) {
        if item == value || item_equals(vm, list, item, item, value)? {
            found += 1;
        }
        at += 1;
    }
    Ok(found)
}

/// How a subscript was understood.
pub enum Subscript {
    /// An existing index.
    At(usize),
    /// A slice.
    Slice(slice::Unpacked),
}

/// Understands the subscript of a sequence of `length` items; `what` names the type and
/// `out_of_range` is the message for a bad index.
pub fn subscript(
    vm: &mut Vm<'_>,
    key: ObjId,
    what: &str,
    length: impl Fn(&mut Vm<'_>) -> usize,
    out_of_range: &str,
) -> PyResult<Subscript> {
    if is_index(vm, key) {
        let index = vm.index_i64(key)?;
        // `__index__` may have changed the length.
        let length = length(vm) as i64;
        let index = if index < 0 { index + length } else { index };
        if (0..length).contains(&index) {
            return Ok(Subscript::At(index as usize));
        }
        return index_error(vm, out_of_range);
    }
    if vm.heap().is_exact(key, Ty::Slice) {
        return Ok(Subscript::Slice(slice::unpack(vm, key)?));
    }
    let name = type_name(vm, key);
    type_error(
        vm,
        format!("{what} indices must be integers or slices, not {name}"),
    )
}

/// The factor of `sequence * factor` (`PyNumber_AsSsize_t` with `OverflowError`); negative is 0.
pub fn repeat_count(vm: &mut Vm<'_>, factor: ObjId) -> PyResult<usize> {
    let count = vm.index(factor)?;
    match count.to_i64() {
        Some(count) => Ok(usize::try_from(count).unwrap_or(0)),
        None => {
            let name = type_name(vm, factor);
            let message = format!("cannot fit '{name}' into an index-sized integer");
            Err(vm.raise(Ty::OverflowError, message))
        }
    }
}

/// Most items that a repetition or a preallocation may ask for: what lies beyond fails as if
/// memory had run out, so that no script can exhaust the host's.
pub const MAX_ITEMS: usize = 1 << 27;

/// The items `count` times over, all with references of their own; none when that is too much.
pub fn repeat(vm: &mut Vm<'_>, sequence: ObjId, count: usize) -> Option<Vec<ObjId>> {
    let once = items(vm.heap(), sequence).to_vec();
    let total = once.len().checked_mul(count)?;
    if total > MAX_ITEMS {
        return None;
    }
    let mut all = Vec::with_capacity(total);
    for _ in 0..count {
        all.extend_from_slice(&once);
    }
    for &item in &all {
        vm.heap().incref(item);
    }
    Some(all)
}

/// A repr as a str object: each item's repr with ", " between, in brackets; the sequence may change
/// meanwhile.
pub fn repr_items(
    vm: &mut Vm<'_>,
    sequence: ObjId,
    min_length: usize,
    start: &str,
    end: impl FnOnce(usize) -> &'static str,
) -> PyResult {
    let mut writer = UnicodeWriter::new(min_length);
    writer.write_text(vm.heap(), start);
    let mut at = 0;
    // The items are borrowed, as in `list_repr`: each is kept by the call of its own `__repr__`.
    while let Some(item) = items(vm.heap(), sequence).get(at).copied() {
        if at > 0 {
            writer.write_text(vm.heap(), ", ");
        }
        match vm.repr_object(item) {
            Ok(piece) => vm.write_piece(&mut writer, piece),
            Err(fault) => {
                writer.abandon(vm.heap());
                return Err(fault);
            }
        }
        at += 1;
    }
    writer.overallocate = false;
    writer.write_text(vm.heap(), end(at));
    Ok(writer.finish(vm.heap()))
}
