//! Random histories of dicts, sets and lists, compared with CPython's tables slot by slot.
//!
//! Recorded with PYTHONHASHSEED=0 python3.8: the same generator and the same operations, and after
//! each of them `ma_used`, `dk_size`, `dk_usable`, `dk_nentries`, indices and hashes (for sets
//! `fill`, `used`, `mask` and the table; for lists length and `allocated`), read from memory
//! with ctypes, go into the digest.

use crate::memory::Memory;
use crate::objects::container::{Keys, SetEntry};
use crate::objects::dict_search::{DictSearch, Search};
use crate::objects::set_search::{SetSearch, SetStep};
use crate::objects::{Found, Hashing, Heap, Ty, type_id};
use crate::value::{ObjId, PyStr};

const DICTS: &[u64] = &[
    0x6b38551a968597d0,
    0xd87dd03dd0c0bd84,
    0x63f403db897eecae,
    0x1d9c26def4f45fa0,
    0x4cd6716a1b8839e6,
    0xc862219f9bdd2cc6,
    0xd056ee91c8490f78,
    0x687c76cf31ef424d,
    0xebd3b3522135e909,
    0x8ffa4932838e3de8,
    0x395c4b061837e071,
    0xb25f59f838be344b,
    0xc1458f8ad482f279,
    0xc791729478816e64,
    0xf60086d4d8cf7757,
    0x73452372b91631c6,
    0x84ed30f591d07202,
    0x46ed0a05cba30ea0,
    0xc19c6c3918f68d3a,
    0x1a28e85e75bf2ad8,
    0x8aff38cf2e958e09,
    0x31b89669ad222cd,
    0xf30cae0f1087e829,
    0xb3b900c2929d5da0,
];
const STR_DICTS: &[u64] = &[
    0xe4e12aaf8f55c472,
    0x519b1ebb6b938ad7,
    0xed9217e9a27e7f37,
    0xbd9c35b7a81d780f,
    0x6412cfa27ac28e8d,
    0x716f0cb7130e8fe4,
    0xb0f27c4ff849600f,
    0x3830189aeeb0aba2,
    0xa747e0fbd8cf132c,
    0xa532e3194de6f70d,
    0xfd68af10f87b2a0f,
    0xbe9a23f971570faf,
    0xbf29699d13a02c87,
    0x187a06c73b40e289,
    0x6ab6a89c29b485c9,
    0x1c687549a1fc59f1,
    0xf538f6f0c7c9b581,
    0x88c914e0a760c24e,
    0xced93b67da343fc5,
    0x6d52f93e0e8395d3,
    0x76045b5718de68bd,
    0x1f96a581e6625761,
    0xd2421c34a1823ea0,
    0xbc0c2ce8f49c196,
];
const SETS: &[u64] = &[
    0xf875feec76777a0e,
    0x2166fd27cca0984c,
    0x6ef960b45fc095f6,
    0x9019d02b32f8b2f,
    0x74fdc9b2d164c76d,
    0x4a88f7a23a2281f7,
    0x5e4bc2d24d167dcc,
    0xe13c56a81c0fb16a,
    0x9a3c262b4c5d453c,
    0x2303ddf909ac3fe0,
    0x308a3d5e803026a1,
    0x29432983e985cbe4,
    0x764c058fc42ca607,
    0xa970009543745449,
    0x46ad1cd65063645f,
    0xdff06045ce097aef,
    0xe0aebe717fd87363,
    0x54d0e072bb7254f6,
    0xdbde563d647c06b5,
    0x37be8abfec32279,
    0xb114277dfedae3ba,
    0x66d60658802ad802,
    0x96ed3dcfae56ae1e,
    0x5e4e00ed56a6a481,
];
const LISTS: &[u64] = &[
    0x84838a36776c6bf2,
    0x70a562e965251cb2,
    0x4a878cdb5f757810,
    0xcd84a0f6866db1ef,
    0x89bfa047b1214d79,
    0x9e7da32b6d36e631,
    0xd85e19195b90e4d3,
    0x2e29955c2ccb4685,
    0xbc17f53fe0d24177,
    0xd95d163e1ff6c1eb,
    0x14b853250ec50a3e,
    0x73450b2b399873de,
    0x55bf914514df4008,
    0x6201c3e409c41fdb,
    0xd25f49df2dcd7a1f,
    0x94c325eddb80e504,
    0xd24b4d723213be3f,
    0xe50de50786631e49,
    0xe8251d4ae04dc762,
    0x56a86ce55b2b2a85,
    0x15a79cf686e01ba1,
    0x54810e2c7b4e80cd,
    0x5a993e37db2deea1,
    0x335da7765d64be63,
];

struct Lcg(u64);

impl Lcg {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        self.0 >> 33
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

fn mix(digest: &mut u64, x: i64) {
    *digest = digest.wrapping_mul(1000003) ^ x.cast_unsigned();
}

fn key(heap: &mut Heap, random: &mut Lcg) -> ObjId {
    match random.next() % 4 {
        0 => heap.new_int((random.next() % 80) as i64 - 20),
        1 => {
            let high = random.next() << 31;
            heap.new_int((high | random.next()) as i64)
        }
        2 => heap.new_int((random.next() % 40 * 8) as i64),
        _ => str_key(heap, random, 50),
    }
}

fn str_key(heap: &mut Heap, random: &mut Lcg, n: u64) -> ObjId {
    let text = format!("k{}", random.next() % n);
    heap.new_str(PyStr::new(&text))
}

fn hash(heap: &mut Heap, key: ObjId) -> i64 {
    match heap.hash_builtin(key) {
        Hashing::Is(hash) => hash,
        other => panic!("{other:?}"),
    }
}

fn find(heap: &mut Heap, dict: ObjId, key: ObjId) -> Option<Found> {
    let hash = hash(heap, key);
    match DictSearch::new(dict, key, hash).step(heap, false) {
        Search::Done(found) => found,
        other => panic!("{other:?}"),
    }
}

fn dict_state(heap: &Heap, dict: ObjId, digest: &mut u64) {
    let dict = heap.as_dict(dict).unwrap();
    mix(digest, dict.ma_used as i64);
    let Keys::Own(keys) = &dict.ma_keys else {
        return mix(digest, 1);
    };
    mix(digest, keys.dk_size as i64);
    mix(digest, keys.dk_usable as i64);
    mix(digest, keys.dk_entries.len() as i64);
    for &ix in &keys.dk_indices {
        mix(digest, i64::from(ix));
    }
    for entry in &keys.dk_entries {
        mix(
            digest,
            if entry.me_key.is_some() {
                entry.me_hash
            } else {
                7
            },
        );
    }
}

fn dict_history(seed: u64, strings: bool) -> u64 {
    let mut heap = Heap::new(Memory::new());
    heap.finish_boot();
    let objects = heap.len();
    let mut random = Lcg(seed);
    let mut digest = 0;
    let mut dict = heap.new_dict();
    let one = heap.new_int(1i64);
    for _ in 0..200 {
        let make = |heap: &mut Heap, random: &mut Lcg| {
            if strings {
                str_key(heap, random, 60)
            } else {
                key(heap, random)
            }
        };
        match random.next() % 20 {
            0..13 => {
                let key = make(&mut heap, &mut random);
                let found = find(&mut heap, dict, key);
                let hash = hash(&mut heap, key);
                heap.dict_store(dict, found, key, hash, one);
                heap.decref(key);
            }
            13..17 => {
                let key = make(&mut heap, &mut random);
                if let Some(found) = find(&mut heap, dict, key) {
                    heap.dict_delete(dict, found);
                }
                heap.decref(key);
            }
            17 => {
                if let Some((key, value)) = heap.dict_popitem(dict) {
                    heap.decref(key);
                    heap.decref(value);
                }
            }
            18 => {
                let copy = heap.dict_copy(dict);
                heap.decref(dict);
                dict = copy;
            }
            _ => {
                if random.next().is_multiple_of(10) {
                    heap.dict_clear(dict);
                }
            }
        }
        dict_state(&heap, dict, &mut digest);
    }
    heap.decref(dict);
    assert_eq!(heap.len(), objects, "nothing is left over");
    digest
}

#[test]
fn dicts_of_any_keys() {
    let digests: Vec<u64> = (0..24).map(|seed| dict_history(seed, false)).collect();
    assert_eq!(digests, DICTS);
}

#[test]
fn dicts_of_strings() {
    let digests: Vec<u64> = (0..24).map(|seed| dict_history(seed, true)).collect();
    assert_eq!(digests, STR_DICTS);
}

fn set_history(seed: u64) -> u64 {
    let mut heap = Heap::new(Memory::new());
    heap.finish_boot();
    let objects = heap.len();
    let mut random = Lcg(seed);
    let mut digest = 0;
    let mut set = heap.new_set(false);
    for _ in 0..200 {
        match random.next() % 20 {
            0..13 => {
                let key = key(&mut heap, &mut random);
                let hash = hash(&mut heap, key);
                if let SetStep::Missing(slot) =
                    SetSearch::new(set, key, hash, true).step(&mut heap, false)
                {
                    heap.set_store(set, slot, key, hash);
                }
                heap.decref(key);
            }
            13..17 => {
                let key = key(&mut heap, &mut random);
                let hash = hash(&mut heap, key);
                if let SetStep::Found(slot) =
                    SetSearch::new(set, key, hash, false).step(&mut heap, false)
                {
                    let old = heap.set_take(set, slot);
                    heap.xdecref(old);
                }
                heap.decref(key);
            }
            17 => {
                let popped = heap.set_pop(set);
                heap.xdecref(popped);
            }
            18 => {
                let copy = heap.set_copy(type_id(Ty::Set), set);
                heap.decref(set);
                set = copy;
            }
            _ => {
                if random.next().is_multiple_of(10) {
                    heap.set_clear(set);
                }
            }
        }
        let object = heap.as_set(set).unwrap();
        mix(&mut digest, object.fill as i64);
        mix(&mut digest, object.used as i64);
        mix(&mut digest, object.mask as i64);
        for entry in &object.table {
            mix(
                &mut digest,
                match entry {
                    SetEntry::Empty => 3,
                    SetEntry::Dummy => 5,
                    SetEntry::Active { hash, .. } => *hash,
                },
            );
        }
    }
    heap.decref(set);
    assert_eq!(heap.len(), objects, "nothing is left over");
    digest
}

#[test]
fn sets_of_any_keys() {
    let digests: Vec<u64> = (0..24).map(set_history).collect();
    assert_eq!(digests, SETS);
}

fn list_history(seed: u64) -> u64 {
    let mut heap = Heap::new(Memory::new());
    heap.finish_boot();
    let mut random = Lcg(seed);
    let mut digest = 0;
    let list = heap.new_list(Vec::new());
    let none = heap.none();
    for _ in 0..200 {
        let len = heap.as_list(list).unwrap().items.len();
        match random.next() % 10 {
            0..4 => heap.list_append(list, none),
            4 => {
                let index = random.below(len + 1);
                heap.list_insert(list, index, none);
            }
            5 if len > 0 => {
                let index = random.below(len);
                let item = heap.list_pop(list, index);
                heap.decref(item);
            }
            6 if len > 0 => {
                let item = heap.list_pop(list, len - 1);
                heap.decref(item);
            }
            7 => {
                let (low, high) = (random.below(len + 1), random.below(len + 1));
                let new = (0..random.next() % 6).map(|_| heap.none_ref()).collect();
                heap.list_set_slice(list, low, high, new);
            }
            8 => {
                let (low, high) = (random.below(len + 1), random.below(len + 1));
                heap.list_set_slice(list, low, high, Vec::new());
            }
            9 if random.next().is_multiple_of(10) => heap.list_clear(list),
            _ => {}
        }
        let object = heap.as_list(list).unwrap();
        mix(&mut digest, object.items.len() as i64);
        mix(&mut digest, object.allocated as i64);
    }
    digest
}

#[test]
fn lists() {
    let digests: Vec<u64> = (0..24).map(list_history).collect();
    assert_eq!(digests, LISTS);
}
