//! A dict's key table (`Objects/dictobject.c`, `PyDictKeysObject`; `Objects/dict-common.h`).
//!
//! Two arrays make a dict. `dk_entries` holds hash, key and value of each item in the order of
//! insertion; that is why dicts keep their order. `dk_indices` is the hash table proper: a slot
//! holds the number of an entry, or says that it is free. Numbers take one byte each as long as
//! they are small, so the sparse array, which must stay a third empty, is the cheap one.
//!
//! ```text
//! d = {'a': 1, 'b': 2}          hash('a') & 7 = 1, hash('b') & 7 = 4
//!
//! dk_indices   [ -1 |  0 | -1 | -1 |  1 | -1 | -1 | -1 ]       8 slots of 1 byte
//! dk_entries   [ (hash, 'a', 1), (hash, 'b', 2), -, -, - ]     room for 5
//! ```

use crate::memory::NULL;
use crate::objects::container::{DKIX_EMPTY, DictEntry, DictKeys, DictLookup};
use crate::objects::freelist::DICT_MAXFREELIST;
use crate::objects::heap::Heap;
use crate::value::Addr;
use crate::value::probe::DictProbe;

/// `PyDict_MINSIZE`: slots of the smallest table.
pub const DICT_MINSIZE: usize = 8;
/// Bytes of a `PyDictKeysObject` before its indices.
const KEYS_HEADER_SIZE: usize = 40;
/// Bytes of a `PyDictKeyEntry`.
const ENTRY_SIZE: usize = 24;

/// `USABLE_FRACTION`: a table takes entries for two thirds of its slots, so that a search soon
/// meets a free one.
#[inline]
pub const fn usable_fraction(size: usize) -> usize {
    (size << 1) / 3
}

/// The smallest table size that is at least `minsize`.
pub fn table_size(minsize: usize) -> usize {
    minsize.next_power_of_two().max(DICT_MINSIZE)
}

/// `ESTIMATE_SIZE`: slots wanted for `n` entries, half as many again.
pub fn estimate_size(n: usize) -> usize {
    (n * 3).div_ceil(2)
}

/// Bytes of a key table: header, indices of 1, 2, 4 or 8 bytes, entries.
pub fn keys_size(size: usize) -> usize {
    let index = match size {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8,
    };
    KEYS_HEADER_SIZE + index * size + ENTRY_SIZE * usable_fraction(size)
}

impl DictKeys {
    /// An empty table.
    pub(crate) fn new(size: usize, addr: Addr) -> DictKeys {
        DictKeys {
            dk_refcnt: 1,
            dk_size: size,
            dk_lookup: DictLookup::UnicodeNoDummy,
            dk_usable: usable_fraction(size),
            dk_indices: vec![DKIX_EMPTY; size],
            dk_entries: Vec::new(),
            addr,
        }
    }

    /// Slots less one.
    #[inline]
    pub fn mask(&self) -> usize {
        self.dk_size - 1
    }

    /// The first slot on a hash's way that holds no entry: never used, or given up
    /// (`find_empty_slot`).
    #[inline]
    pub fn find_empty_slot(&self, hash: i64) -> usize {
        DictProbe::new(hash, self.mask())
            .find(|&slot| self.dk_indices[slot] < 0)
            .unwrap_or_default()
    }

    /// The slot that holds the entry `ix` (`lookdict_index`).
    pub fn slot_of(&self, hash: i64, ix: usize) -> usize {
        DictProbe::new(hash, self.mask())
            .find(|&slot| self.dk_indices[slot] == ix as i32)
            .unwrap_or_default()
    }

    /// Appends an entry and points a free slot to it; returns slot and entry number. The caller
    /// has made sure that there is room.
    #[inline]
    pub(crate) fn push(&mut self, entry: DictEntry) -> (usize, usize) {
        let slot = self.find_empty_slot(entry.me_hash);
        let ix = self.dk_entries.len();
        self.dk_indices[slot] = ix as i32;
        self.dk_entries.push(entry);
        self.dk_usable -= 1;
        (slot, ix)
    }

    /// Fills an empty table with entries whose keys are known to differ: no comparing, each goes to
    /// the first free slot (`build_indices`).
    pub(crate) fn fill(&mut self, entries: Vec<DictEntry>) {
        let mask = self.mask();
        for (ix, entry) in entries.iter().enumerate() {
            let free = DictProbe::new(entry.me_hash, mask)
                .find(|&slot| self.dk_indices[slot] == DKIX_EMPTY);
            self.dk_indices[free.unwrap_or_default()] = ix as i32;
        }
        self.dk_usable -= entries.len();
        self.dk_entries = entries;
    }
}

impl Heap {
    /// An empty table with its memory (`new_keys_object`).
    pub(crate) fn new_keys(&mut self, size: usize) -> DictKeys {
        let kept = if size == DICT_MINSIZE {
            self.free_lists.dict_keys.pop()
        } else {
            None
        };
        let addr = match kept {
            Some(addr) => addr,
            None => self.block(keys_size(size)),
        };
        DictKeys::new(size, addr)
    }

    /// Gives the memory of a table with so many slots back (`free_keys_object`).
    pub(crate) fn free_keys_block(&mut self, addr: Addr, size: usize) {
        if addr == NULL {
            return;
        }
        let kept = &mut self.free_lists.dict_keys;
        if size == DICT_MINSIZE && kept.len() < DICT_MAXFREELIST {
            kept.push(addr);
        } else {
            self.free_block(addr);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_cpythons() {
        // sys.getsizeof(d) - 64 for growing dicts.
        for (slots, bytes) in [
            (8, 168),
            (16, 296),
            (32, 576),
            (64, 1112),
            (256, 4632),
            (2048, 36896),
        ] {
            assert_eq!(keys_size(slots), bytes, "{slots} slots");
        }
        assert_eq!(table_size(0), 8);
        assert_eq!(table_size(8), 8);
        assert_eq!(table_size(9), 16);
        assert_eq!(estimate_size(10), 15);
    }
}
