//! Collections, compared with what python3.8 does.

use crate::memory::Memory;
use crate::objects::{GcList, Heap, Ty, type_id};
use crate::value::ObjId;

fn heap() -> Heap {
    let mut heap = Heap::new(Memory::new());
    heap.finish_boot();
    heap
}

/// `l = []; l.append(l)`, without a name.
fn circle(heap: &mut Heap) -> ObjId {
    let list = heap.new_list(Vec::new());
    heap.list_append(list, list);
    heap.decref(list);
    list
}

#[test]
fn a_list_that_holds_itself_is_found() {
    let mut heap = heap();
    let objects = heap.len();
    circle(&mut heap);
    assert_eq!(heap.len(), objects + 1);
    assert!(heap.collect(2).is_none());
    // gc.collect() returns 1.
    assert_eq!((heap.gc.found, heap.len()), (1, objects));
}

#[test]
fn what_is_held_survives_and_grows_old() {
    let mut heap = heap();
    let dict = heap.new_dict();
    let name = heap.intern_str("d");
    heap.dict_set_str(dict, name, dict);
    for age in [1, 2, 2] {
        heap.collect(age.max(1) - 1);
        assert_eq!(heap.get(dict).gc.list, GcList::Generation(age.min(2) as u8));
    }
    heap.decref(dict);
    heap.collect(2);
    assert_eq!(heap.gc.found, 1);
    assert!(!heap.is_alive(dict));
}

#[test]
fn the_701st_container_starts_a_collection() {
    let mut heap = heap();
    let mut kept = Vec::new();
    for n in 1..=701 {
        assert_eq!(heap.gc.stats[0].collections, 0, "before number {n}");
        kept.push(heap.new_set(false));
    }
    // gc.get_count() says (0, 1, 0): the set that started it isn't counted.
    assert_eq!(heap.gc.stats[0].collections, 1);
    let counts: Vec<u64> = heap.gc.generations.iter().map(|g| g.count).collect();
    assert_eq!(counts, [0, 1, 0]);
    assert_eq!(heap.get(kept[0]).gc.list, GcList::Generation(1));
    assert_eq!(heap.get(kept[700]).gc.list, GcList::Generation(0));
}

#[test]
fn tuples_of_atoms_are_untracked() {
    let mut heap = heap();
    let one = heap.new_int(1000i64);
    let inner = heap.new_tuple(vec![one]);
    let outer = heap.new_tuple(vec![inner]);
    assert!(heap.is_tracked(inner) && heap.is_tracked(outer));
    // Only the outer one is referred to from outside, so it is looked at first, when the inner one
    // is still tracked. gc.is_tracked says the same.
    heap.collect(0);
    assert!(!heap.is_tracked(inner) && heap.is_tracked(outer));
    heap.collect(1);
    assert!(!heap.is_tracked(outer));
}

#[test]
fn a_weak_reference_dies_with_its_circle() {
    let mut heap = heap();
    let set = heap.new_set(false);
    let list = heap.new_list(vec![set]);
    let reference = heap.new_weakref(type_id(Ty::Weakref), set, None);
    heap.list_append(list, list);
    heap.decref(list);
    assert_eq!(heap.weakrefs_of(set), [reference]);
    heap.collect(2);
    assert_eq!(heap.as_weakref(reference).map(|r| r.wr_object), Some(None));
    assert!(!heap.is_alive(set));
    heap.decref(reference);
    assert!(!heap.is_alive(reference));
}

#[test]
fn a_long_chain_dies_without_a_deep_stack() {
    let mut heap = heap();
    let objects = heap.len();
    let mut list = heap.new_list(Vec::new());
    for _ in 0..100_000 {
        list = heap.new_list(vec![list]);
    }
    heap.decref(list);
    assert_eq!(heap.len(), objects);
    assert_eq!(heap.free_lists.list.len(), 80);
}
