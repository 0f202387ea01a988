//! Random graphs of lists, tuples and dicts, compared with python3.8 after every operation.
//!
//! Recorded with gc.set_threshold(20, 3, 2), gc.freeze(), gc.collect(): the same generator and the
//! same operations on a list of 50 slots, and after each of them the three counts, read from
//! memory with ctypes, go into the digest; then what gc.get_stats() has added.

use crate::memory::Memory;
use crate::objects::dict_search::{DictSearch, Search};
use crate::objects::{Heap, Payload};
use crate::value::ObjId;

/// Digest of the counts; objects collected and collections by generation.
const RECORDED: &[(u64, [u64; 3], [u64; 3])] = &[
    (0x58f319a6705e8b6e, [0, 4, 0], [17, 4, 2]),
    (0xe162e47ba6a56e49, [4, 4, 12], [20, 5, 2]),
    (0x3d4bf95fa4133075, [1, 30, 9], [16, 4, 2]),
    (0x5670d3e8f9b49bd, [2, 22, 125], [15, 3, 2]),
    (0xde796a082bfa6328, [2, 1, 0], [19, 4, 2]),
    (0xa9ed93adf8b8a807, [0, 14, 14], [20, 4, 2]),
    (0x8c1385b9755021dc, [2, 5, 1], [18, 4, 2]),
    (0xd4dab4d4a9733a68, [3, 12, 39], [17, 4, 2]),
    (0x39633e3e777cccd0, [2, 14, 8], [18, 4, 2]),
    (0xa98dd96579bddd04, [1, 8, 9], [17, 4, 2]),
    (0x37239b7070234447, [7, 6, 5], [17, 4, 2]),
    (0x41f670de5a9833f4, [0, 6, 0], [19, 4, 2]),
];

struct Lcg(u64);

impl Lcg {
    fn below(&mut self, n: u64) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) % n) as usize
    }
}

fn slot(heap: &Heap, slots: ObjId, index: usize) -> ObjId {
    heap.as_list(slots).unwrap().items[index]
}

/// `slots[index] = value`, which is stolen.
fn set_slot(heap: &mut Heap, slots: ObjId, index: usize, value: ObjId) {
    heap.list_set_item(slots, index, value);
    heap.decref(value);
}

/// `dict[key] = value`.
fn dict_set(heap: &mut Heap, dict: ObjId, key: i64, value: ObjId) {
    let number = heap.new_int(key);
    let Search::Done(found) = DictSearch::new(dict, number, key).step(heap, false) else {
        panic!("ints need no Python");
    };
    heap.dict_store(dict, found, number, key, value);
    heap.decref(number);
}

/// A type, `range` or `type(x)`, is called with a tuple of its one argument.
fn call_type(heap: &mut Heap) {
    let items = vec![heap.none_ref()];
    let args = heap.new_tuple(items);
    heap.decref(args);
}

fn history(seed: u64) -> (u64, [u64; 3], [u64; 3]) {
    let mut heap = Heap::new(Memory::new());
    heap.finish_boot();
    let nones = (0..50).map(|_| heap.none_ref()).collect();
    let slots = heap.new_list(nones);
    heap.gc_freeze();
    heap.collect(2);
    for (generation, threshold) in [20, 3, 2].into_iter().enumerate() {
        heap.gc.generations[generation].threshold = threshold;
    }
    let mut random = Lcg(seed);
    let mut digest = 0u64;
    // range(3000)
    call_type(&mut heap);
    for _ in 0..3000 {
        let op = random.below(10);
        let [i, j, k] = [0; 3].map(|_: u64| random.below(50));
        let (first, second) = (slot(&heap, slots, j), slot(&heap, slots, k));
        match op {
            0..3 => {
                let items = vec![heap.new_ref(first), heap.none_ref()];
                let list = heap.new_list(items);
                set_slot(&mut heap, slots, i, list);
            }
            3..5 => {
                let items = vec![heap.new_ref(first), heap.new_ref(second)];
                let tuple = heap.new_tuple(items);
                set_slot(&mut heap, slots, i, tuple);
            }
            5 => {
                let dict = heap.new_dict();
                dict_set(&mut heap, dict, 0, first);
                set_slot(&mut heap, slots, i, dict);
            }
            6..9 => {
                let target = slot(&heap, slots, i);
                call_type(&mut heap);
                match heap.get(target).payload {
                    Payload::List(_) => heap.list_set_item(target, k & 1, first),
                    Payload::Dict(_) => dict_set(&mut heap, target, (k & 1) as i64, first),
                    _ => {}
                }
            }
            _ => {
                let none = heap.none_ref();
                set_slot(&mut heap, slots, i, none);
            }
        }
        assert!(!heap.has_pending());
        let [a, b, c] = heap.gc.generations.map(|generation| generation.count);
        digest = digest.wrapping_mul(1000003) ^ (a * 10000 + b * 100 + c);
    }
    let stats = heap.gc.stats;
    let result = (
        digest,
        stats.map(|s| s.collected),
        stats.map(|s| s.collections),
    );
    // Nothing is left over when the last name is gone.
    let objects = heap.len();
    heap.decref(slots);
    heap.collect(2);
    assert!(heap.len() < objects);
    result
}

#[test]
fn counts_and_collections_are_cpythons() {
    for (seed, &recorded) in RECORDED.iter().enumerate() {
        assert_eq!(history(seed as u64), recorded, "seed {seed}");
    }
}
