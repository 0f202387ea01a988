//! Access to the state of types that keep their references in a plain list
//! (`Payload::Native`): `enumerate`, `zip`, `map`, `filter`, and those that modules bring.

use crate::builtins::types::sequence;
use crate::objects::payload::NativeObject;
use crate::objects::tuple::TupleBlock;
use crate::objects::{Payload, Ty};
use crate::value::{NativeId, ObjId};
use crate::vm::{PyResult, Vm};

/// An object of that class with these references, which are stolen, and numbers.
pub fn make(vm: &mut Vm<'_>, class: ObjId, refs: Vec<Option<ObjId>>, numbers: Vec<i64>) -> ObjId {
    let payload = Payload::Native(Box::new(NativeObject {
        kind: NativeId(0),
        refs,
        numbers,
        bytes: Vec::new(),
    }));
    vm.heap().generic_alloc(class, 0, payload)
}

/// A class that a native module brought, by `module.name`; borrowed.
pub fn class(vm: &mut Vm<'_>, full_name: &str) -> PyResult {
    match vm.state.native_types.get(full_name) {
        Some(&class) => Ok(class),
        None => Err(vm.raise(
            Ty::SystemError,
            format!("{full_name} is used before its module was imported"),
        )),
    }
}

/// The reference at that place; borrowed.
pub fn part(vm: &Vm<'_>, object: ObjId, at: usize) -> Option<ObjId> {
    vm.state.heap.as_native(object)?.refs.get(at).copied()?
}

/// The number at that place; 0 where there is none.
pub fn number(vm: &Vm<'_>, object: ObjId, at: usize) -> i64 {
    let native = vm.state.heap.as_native(object);
    native
        .and_then(|native| native.numbers.get(at).copied())
        .unwrap_or(0)
}

/// Sets the number at that place.
pub fn set_number(vm: &mut Vm<'_>, object: ObjId, at: usize, value: i64) {
    if let Some(place) = vm
        .heap()
        .as_native_mut(object)
        .and_then(|native| native.numbers.get_mut(at))
    {
        *place = value;
    }
}

/// Puts a reference (stolen) at that place and releases what was there.
pub fn set_part(vm: &mut Vm<'_>, object: ObjId, at: usize, value: Option<ObjId>) {
    let old = match vm
        .heap()
        .as_native_mut(object)
        .and_then(|native| native.refs.get_mut(at))
    {
        Some(place) => std::mem::replace(place, value),
        None => value,
    };
    vm.heap().xdecref(old);
}

/// The tuple that an iterator gives again and again as long as nobody else keeps it: with new
/// items (stolen) if the iterator's own reference is the only one, else a new tuple.
pub fn reuse_tuple(vm: &mut Vm<'_>, kept: ObjId, items: Vec<ObjId>) -> ObjId {
    let room = begin_tuple_again(vm, kept);
    finish_tuple_again(vm, kept, room, items)
}

/// The same in two parts, for iterators that make the tuple before they have its items: memory for a new one,
/// if somebody has the tuple given last.
pub fn begin_tuple_again(vm: &mut Vm<'_>, kept: ObjId) -> Option<TupleBlock> {
    let heap = vm.heap();
    let len = heap.as_tuple(kept).map_or(0, <[ObjId]>::len);
    (heap.refcount(kept) != 1).then(|| heap.begin_tuple(len))
}

/// The items never came.
pub fn cancel_tuple_again(vm: &mut Vm<'_>, room: Option<TupleBlock>) {
    if let Some(room) = room {
        vm.heap().cancel_tuple(room);
    }
}

/// The items (stolen) as the new tuple that was begun, or as the one given last.
pub fn finish_tuple_again(
    vm: &mut Vm<'_>,
    kept: ObjId,
    room: Option<TupleBlock>,
    items: Vec<ObjId>,
) -> ObjId {
    if let Some(room) = room {
        return vm.heap().finish_tuple(room, items);
    }
    let heap = vm.heap();
    heap.incref(kept);
    let mut old = Vec::new();
    if let Payload::Tuple(places) = &mut heap.get_mut(kept).payload {
        for (place, item) in places.iter_mut().zip(items) {
            old.push(std::mem::replace(place, item));
        }
    }
    heap.decref_all(old);
    // A collection may have found nothing worth watching in it.
    if !heap.is_tracked(kept) {
        heap.gc_track(kept);
    }
    kept
}

/// The iterators of several iterables, as a tuple.
pub fn iterators_of(vm: &mut Vm<'_>, iterables: &[ObjId]) -> PyResult {
    let mut iterators = Vec::with_capacity(iterables.len());
    for &iterable in iterables {
        match vm.iter(iterable) {
            Ok(iterator) => iterators.push(iterator),
            Err(fault) => {
                vm.heap().decref_all(iterators);
                return Err(fault);
            }
        }
    }
    Ok(vm.heap().new_tuple(iterators))
}

/// The next item of each iterator of a tuple; none as soon as one of them has ended.
pub fn next_of_each(vm: &mut Vm<'_>, iterators: ObjId) -> PyResult<Option<Vec<ObjId>>> {
    let mut items = Vec::with_capacity(sequence::items(vm.heap(), iterators).len());
    while let Some(&iterator) = sequence::items(vm.heap(), iterators).get(items.len()) {
        match vm.next(iterator) {
            Ok(Some(item)) => items.push(item),
            ended => {
                vm.heap().decref_all(items);
                return ended.map(|_| None);
            }
        }
    }
    Ok(Some(items))
}
