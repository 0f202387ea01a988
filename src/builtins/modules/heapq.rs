//! `_heapq`: a list as a binary heap (`Modules/_heapqmodule.c`).
//!
//! Item 0 is the smallest; the children of item n are items 2n+1 and 2n+2 and are never smaller
//! than it. To add an item, it is put at the end and moved up past larger parents. To take the
//! smallest, the last item is put in its place, moved all the way down to a leaf along the smaller
//! children, and from there up again: cheaper than comparing it at every level, because it mostly
//! belongs near the bottom.

use crate::builtins::support::{index_error, none, type_error};
use crate::builtins::types::sequence;
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// Which item is on top.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

/// The list argument; its length.
fn checked(vm: &mut Vm<'_>, heap: ObjId) -> PyResult<usize> {
    if !vm.heap().is_instance(heap, Ty::List) {
        return type_error(vm, "heap argument must be a list");
    }
    Ok(sequence::items(vm.heap(), heap).len())
}

/// Whether item `a` belongs above item `b`. Comparing must not change the heap.
fn above(vm: &mut Vm<'_>, heap: ObjId, order: Order, a: usize, b: usize) -> PyResult<bool> {
    let items = sequence::items(vm.heap(), heap);
    let length = items.len();
    let (Some(&a), Some(&b)) = (items.get(a), items.get(b)) else {
        return index_error(vm, "index out of range");
    };
    let (a, b) = if order == Order::Min { (a, b) } else { (b, a) };
    vm.heap().incref(a);
    vm.heap().incref(b);
    let less = vm.rich_compare_bool(a, b, CompareOp::Lt);
    vm.heap().decref(a);
    vm.heap().decref(b);
    let less = less?;
    if sequence::items(vm.heap(), heap).len() != length {
        return Err(vm.raise(Ty::RuntimeError, "list changed size during iteration"));
    }
    Ok(less)
}

fn swap(vm: &mut Vm<'_>, heap: ObjId, a: usize, b: usize) {
    if let Some(list) = vm.heap().as_list_mut(heap) {
        list.items.swap(a, b);
    }
}

/// Moves the item at `pos` up, not above `start` (`siftdown`).
fn sift_down(
    vm: &mut Vm<'_>,
    heap: ObjId,
    order: Order,
    start: usize,
    mut pos: usize,
) -> PyResult<()> {
    while pos > start {
        let parent = (pos - 1) >> 1;
        if !above(vm, heap, order, pos, parent)? {
            break;
        }
        swap(vm, heap, pos, parent);
        pos = parent;
    }
    Ok(())
}

/// Moves the item at `pos` down to a leaf, then up to its place (`siftup`).
fn sift_up(vm: &mut Vm<'_>, heap: ObjId, order: Order, mut pos: usize) -> PyResult<()> {
    let start = pos;
    let end = sequence::items(vm.heap(), heap).len();
    let first_leaf = end >> 1;
    while pos < first_leaf {
        let mut child = 2 * pos + 1;
        if child + 1 < end && !above(vm, heap, order, child, child + 1)? {
            child += 1;
        }
        swap(vm, heap, pos, child);
        pos = child;
    }
    sift_down(vm, heap, order, start, pos)
}

fn heappush(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let last = checked(vm, args.values[0])?;
    vm.heap().list_append(args.values[0], args.values[1]);
    sift_down(vm, args.values[0], Order::Min, 0, last)?;
    none(vm)
}

fn pop(vm: &mut Vm<'_>, args: Args<'_>, order: Order) -> PyResult {
    let heap = args.values[0];
    let length = checked(vm, heap)?;
    if length == 0 {
        return index_error(vm, "index out of range");
    }
    let last = vm.heap().list_pop(heap, length - 1);
    if length == 1 {
        return Ok(last);
    }
    replace_top(vm, heap, last, order)
}

/// Puts an item (stolen) on top and sifts; what was there.
fn replace_top(vm: &mut Vm<'_>, heap: ObjId, item: ObjId, order: Order) -> PyResult {
    match vm.heap().list_swap_item(heap, 0, item) {
        Some(top) => match sift_up(vm, heap, order, 0) {
            Ok(()) => Ok(top),
            Err(fault) => {
                vm.heap().decref(top);
                Err(fault)
            }
        },
        None => Ok(item),
    }
}

fn heappop(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    pop(vm, args, Order::Min)
}

fn heappop_max(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    pop(vm, args, Order::Max)
}

fn replace(vm: &mut Vm<'_>, args: Args<'_>, order: Order) -> PyResult {
    if checked(vm, args.values[0])? == 0 {
        return index_error(vm, "index out of range");
    }
    let item = vm.heap().new_ref(args.values[1]);
    replace_top(vm, args.values[0], item, order)
}

fn heapreplace(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    replace(vm, args, Order::Min)
}

fn heapreplace_max(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    replace(vm, args, Order::Max)
}

/// Pushes, then pops: if the item is the smallest, the heap isn't touched.
fn heappushpop(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (heap, item) = (args.values[0], args.values[1]);
    if checked(vm, heap)? == 0 {
        return Ok(vm.heap().new_ref(item));
    }
    if let Some(top) = sequence::item(vm, heap, 0) {
        let less = vm.rich_compare_bool(top, item, CompareOp::Lt);
        vm.heap().decref(top);
        if !less? {
            return Ok(vm.heap().new_ref(item));
        }
    }
    if sequence::items(vm.heap(), heap).is_empty() {
        return index_error(vm, "index out of range");
    }
    let item = vm.heap().new_ref(item);
    replace_top(vm, heap, item, Order::Min)
}

/// Items with children are sifted, the last one first. For large heaps CPython goes through them
/// in an order that is kinder to the processor's cache (`cache_friendly_heapify`).
fn heapify_by(vm: &mut Vm<'_>, args: Args<'_>, order: Order) -> PyResult {
    /// Lists longer than this take the cache-friendly order.
    const LARGE: usize = 2500;
    let heap = args.values[0];
    let length = checked(vm, heap)?;
    if length > LARGE {
        heapify_large(vm, heap, order, length)?;
        return none(vm);
    }
    for pos in (0..length / 2).rev() {
        sift_up(vm, heap, order, pos)?;
    }
    none(vm)
}

/// As soon as the left child of a parent is done, and with it both its children, that parent
/// follows at once, while its part of the list is still in the cache.
fn heapify_large(vm: &mut Vm<'_>, heap: ObjId, order: Order, length: usize) -> PyResult<()> {
    let first_leaf = length >> 1;
    let leftmost = keep_top_bit(first_leaf + 1) - 1;
    let parent_of_first_leaf = first_leaf >> 1;
    let upper_row = (parent_of_first_leaf..leftmost).rev();
    let lower_row = (leftmost..first_leaf).rev();
    for start in upper_row.chain(lower_row) {
        let mut pos = start;
        loop {
            sift_up(vm, heap, order, pos)?;
            if pos & 1 == 0 {
                break;
            }
            pos >>= 1;
        }
    }
    Ok(())
}

/// The largest power of two that is not above `n`.
fn keep_top_bit(n: usize) -> usize {
    1 << n.ilog2()
}

fn heapify(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    heapify_by(vm, args, Order::Min)
}

fn heapify_max(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    heapify_by(vm, args, Order::Max)
}

const TWO: Arity = Arity::Range { min: 2, max: 2 };

/// The module `_heapq`; `heapq` takes it from here.
pub const MODULE: NativeModule = NativeModule {
    name: "_heapq",
    doc: "A list as a heap: its first item is the smallest.",
    functions: &[
        NativeDef::function("heappush", TWO, heappush, "Adds an item."),
        NativeDef::function(
            "heappushpop",
            TWO,
            heappushpop,
            "Adds an item, then takes the smallest.",
        ),
        NativeDef::function("heappop", Arity::One, heappop, "Takes the smallest item."),
        NativeDef::function(
            "heapreplace",
            TWO,
            heapreplace,
            "Takes the smallest item, then adds one.",
        ),
        NativeDef::function("heapify", Arity::One, heapify, "Makes a list a heap."),
        NativeDef::function(
            "_heappop_max",
            Arity::One,
            heappop_max,
            "Takes the largest item of a heap with the largest on top.",
        ),
        NativeDef::function(
            "_heapify_max",
            Arity::One,
            heapify_max,
            "Makes a list a heap with the largest on top.",
        ),
        NativeDef::function(
            "_heapreplace_max",
            TWO,
            heapreplace_max,
            "Takes the largest item, then adds one.",
        ),
    ],
    types: &[],
    fill: |_, _| Ok(()),
};
