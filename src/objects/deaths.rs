//! The order in which objects die, compared with python3.8.

use crate::memory::Memory;
use crate::objects::payload::Payload;
use crate::objects::typeobject::TypeObject;
use crate::objects::{Heap, Pending, Slot, SlotImpl, Suspended, Ty, type_id};
use crate::value::ObjId;

/// A heap with a class whose instances have one slot, `n`, and a `__del__` that tells it.
struct World {
    heap: Heap,
    class: ObjId,
    /// What `__del__` told.
    told: Vec<i64>,
}

impl World {
    fn new() -> World {
        let mut heap = Heap::new(Memory::new());
        heap.finish_boot();
        let object = heap.as_type(type_id(Ty::Object)).unwrap();
        let mut slots = object.slots;
        slots[Slot::Del as usize] = SlotImpl::Hook;
        let class = TypeObject {
            heap_type: true,
            gc: true,
            tp_basicsize: 24,
            slot_count: 1,
            slots,
            tp_base: Some(type_id(Ty::Object)),
            ..object.clone()
        };
        let class = heap.generic_alloc(type_id(Ty::Type), 0, Payload::Type(Box::new(class)));
        World {
            heap,
            class,
            told: Vec::new(),
        }
    }

    /// `D(n)`.
    fn instance(&mut self, n: i64) -> ObjId {
        let number = self.heap.new_int(n);
        let object = self.heap.new_instance(self.class);
        if let Some(slots) = &mut self.heap.get_mut(object).slots {
            slots[0] = Some(number);
        }
        object
    }

    /// Releases an object and calls the finalizers that this makes due, as the vm does.
    fn del(&mut self, id: ObjId) -> Vec<i64> {
        self.heap.decref(id);
        for suspended in self.heap.take_pending() {
            let mut next = Some(suspended);
            while let Some(suspended) = next {
                self.call(&suspended);
                next = self.heap.resume(suspended);
            }
        }
        assert!(!self.heap.has_pending());
        std::mem::take(&mut self.told)
    }

    fn call(&mut self, suspended: &Suspended) {
        if let Pending::Finalize(id) = suspended.request {
            let n = self.heap.get(id).slots.as_ref().and_then(|slots| slots[0]);
            let n = n.and_then(|n| self.heap.as_int(n)?.to_i64());
            self.told.extend(n);
        }
    }
}

// The expected orders: python3.8 with
//   class D:
//       __slots__ = ('n',)
//       def __init__(self, n): self.n = n
//       def __del__(self): print(self.n)

#[test]
fn lists_and_tuples_die_from_the_end() {
    let mut world = World::new();
    let items = (0..3).map(|n| world.instance(n)).collect();
    let list = world.heap.new_list(items);
    assert_eq!(world.del(list), [2, 1, 0]);
    let items = (0..3).map(|n| world.instance(n)).collect();
    let tuple = world.heap.new_tuple(items);
    assert_eq!(world.del(tuple), [2, 1, 0]);
}

#[test]
fn dicts_die_from_the_first_entry_key_before_value() {
    let mut world = World::new();
    let dict = world.heap.new_dict();
    for n in [0, 2] {
        let (key, value) = (world.instance(n), world.instance(n + 1));
        world.heap.dict_store(dict, None, key, n, value);
        world.heap.decref(key);
        world.heap.decref(value);
    }
    assert_eq!(world.del(dict), [0, 1, 2, 3]);
}

#[test]
fn the_trashcan_turns_the_order_round_every_50_levels() {
    let mut world = World::new();
    let objects = world.heap.len();
    // x = None
    // for i in range(120): x = [D(2*i), x, D(2*i + 1)]
    // del x
    let mut chain = world.heap.none_ref();
    for i in 0..120 {
        let (before, after) = (world.instance(2 * i), world.instance(2 * i + 1));
        chain = world.heap.new_list(vec![before, chain, after]);
    }
    assert_eq!(world.del(chain), CHAIN);
    assert_eq!(world.heap.len(), objects, "nothing is left over");
}

#[test]
fn a_finalizer_may_bring_its_object_back() {
    let mut world = World::new();
    let object = world.instance(7);
    world.heap.decref(object);
    let mut pending = world.heap.take_pending();
    let suspended = pending.pop().unwrap();
    assert_eq!(suspended.request, Pending::Finalize(object));
    // `__del__` stores the object somewhere.
    world.heap.incref(object);
    assert!(world.heap.resume(suspended).is_none());
    assert_eq!(world.heap.refcount(object), 1);
    assert!(world.heap.is_tracked(object));
    // The second time it isn't asked.
    assert_eq!(world.del(object), [0i64; 0]);
    assert!(!world.heap.is_alive(object));
}

#[test]
fn a_callback_is_called_with_its_dead_reference() {
    let mut world = World::new();
    let set = world.heap.new_set(false);
    let callback = world.heap.none();
    let reference = world
        .heap
        .new_weakref(type_id(Ty::Weakref), set, Some(callback));
    world.heap.decref(set);
    let suspended = world.heap.take_pending().pop().unwrap();
    let request = Pending::Callback {
        reference,
        callback,
    };
    assert_eq!(suspended.request, request);
    assert_eq!(
        world.heap.as_weakref(reference).map(|r| r.wr_object),
        Some(None)
    );
    assert!(world.heap.resume(suspended).is_none());
    assert!(!world.heap.is_alive(set));
    assert_eq!(world.heap.refcount(reference), 1);
}

#[test]
fn equal_histories_give_equal_digests() {
    let run = || {
        let mut world = World::new();
        let items = (0..100).map(|n| world.instance(n)).collect();
        let list = world.heap.new_list(items);
        let half = world.heap.digest();
        world.heap.listen(true);
        world.del(list);
        let events = world.heap.listen(false).len();
        assert!(events > 300);
        (half, world.heap.digest(), world.heap.clone().digest())
    };
    let (half, end, copy) = run();
    assert_eq!((half, end, end), run());
    assert_eq!(end, copy);
    assert_ne!(half, end);
}

const CHAIN: [i64; 240] = [
    239, 237, 235, 233, 231, 229, 227, 225, 223, 221, 219, 217, 215, 213, 211, 209, 207, 205, 203,
    201, 199, 197, 195, 193, 191, 189, 187, 185, 183, 181, 179, 177, 175, 173, 171, 169, 167, 165,
    163, 161, 159, 157, 155, 153, 151, 149, 147, 145, 143, 142, 144, 146, 148, 150, 152, 154, 156,
    158, 160, 162, 164, 166, 168, 170, 172, 174, 176, 178, 180, 182, 184, 186, 188, 190, 192, 194,
    196, 198, 200, 202, 204, 206, 208, 210, 212, 214, 216, 218, 220, 222, 224, 226, 228, 230, 232,
    234, 236, 238, 140, 139, 137, 135, 133, 131, 129, 127, 125, 123, 121, 119, 117, 115, 113, 111,
    109, 107, 105, 103, 101, 99, 97, 95, 93, 91, 89, 87, 85, 83, 81, 79, 77, 75, 73, 71, 69, 67,
    65, 63, 61, 59, 57, 55, 53, 51, 49, 47, 45, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62, 64, 66, 68,
    70, 72, 74, 76, 78, 80, 82, 84, 86, 88, 90, 92, 94, 96, 98, 100, 102, 104, 106, 108, 110, 112,
    114, 116, 118, 120, 122, 124, 126, 128, 130, 132, 134, 136, 138, 42, 41, 39, 37, 35, 33, 31,
    29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20,
    22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 43, 141,
];
