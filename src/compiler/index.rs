//! Finding things by their hash or number: what the passes do most often.
//!
//! Nothing here is ever gone through in an order, and hashes are the same in every process.

use std::hash::Hasher;

/// A multiplicative hash: keys are the compiler's own ids and short texts, never hostile enough
/// to matter, and compile speed is felt at every keystroke of a live reload.
#[derive(Default, Clone, Copy)]
pub struct QuickHasher(u64);

/// Bits of the golden ratio, odd, so that every input bit reaches the upper half.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Hasher for QuickHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        // What is left is read as two pieces that may overlap, one of each end.
        match (rest.first_chunk::<4>(), rest.last_chunk::<4>(), rest) {
            (Some(&first), Some(&last), _) => {
                let (first, last) = (u32::from_le_bytes(first), u32::from_le_bytes(last));
                self.write_u64(u64::from(first) << 32 | u64::from(last));
            }
            (_, _, [first, .., last]) => {
                let middle = u64::from(rest[rest.len() / 2]);
                self.write_u64(u64::from(*first) << 16 | middle << 8 | u64::from(*last));
            }
            (_, _, [only]) => self.write_u64(u64::from(*only)),
            _ => {}
        }
    }

    #[inline]
    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    }

    #[inline]
    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    #[inline]
    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    #[inline]
    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
}

/// A table from hashes to places in a list that is kept elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// A power of two of them, at most half of them taken.
    slots: Vec<Slot>,
    taken: usize,
}

/// A place in the list, from 1 (0 marks a free slot), and the hash of what lies there.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    place: u32,
}

impl Index {
    /// The smallest table that isn't empty.
    const FIRST: usize = 64;

    /// A table of so many slots, a power of two.
    pub fn with_places(slots: usize) -> Index {
        Index {
            slots: vec![Slot::default(); slots],
            taken: 0,
        }
    }

    /// The place of something with that hash for which `is` holds.
    #[inline]
    pub fn find(&self, hash: u64, is: impl Fn(usize) -> bool) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize;
        loop {
            let slot = self.slots[at & mask];
            let place = (slot.place as usize).checked_sub(1)?;
            if slot.hash == hash as u32 && is(place) {
                return Some(place);
            }
            at += 1;
        }
    }

    /// Adds something that isn't there yet.
    pub fn insert(&mut self, hash: u64, place: usize) {
        if self.taken * 2 >= self.slots.len() {
            let size = (self.slots.len() * 2).max(Index::FIRST);
            let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
            for slot in old.into_iter().filter(|slot| slot.place > 0) {
                self.put(slot);
            }
        }
        self.taken += 1;
        self.put(Slot {
            hash: hash as u32,
            place: place as u32 + 1,
        });
    }

    fn put(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.hash as usize;
        while self.slots[at & mask].place > 0 {
            at += 1;
        }
        self.slots[at & mask] = slot;
    }

    /// Forgets everything; the room stays.
    pub fn clear(&mut self) {
        if self.taken > 0 {
            self.slots.fill(Slot::default());
            self.taken = 0;
        }
    }
}

/// What was last found out about small numbers, such as names, in some scope. Scopes nest, and the
/// inner one's knowledge takes the place of the outer one's: this is a shortcut, not a table.
#[derive(Clone, Debug)]
pub struct Recent<T> {
    slots: Vec<(u32, T)>,
}

impl<T> Default for Recent<T> {
    fn default() -> Recent<T> {
        Recent { slots: Vec::new() }
    }
}

impl<T: Copy + Default> Recent<T> {
    /// What is known about a number in a scope.
    #[inline]
    pub fn get(&self, scope: u32, number: u32) -> Option<T> {
        match self.slots.get(number as usize) {
            Some(&(of, known)) if of == scope + 1 => Some(known),
            _ => None,
        }
    }

    /// Takes a note.
    #[inline]
    pub fn set(&mut self, scope: u32, number: u32, known: T) {
        let number = number as usize;
        if number >= self.slots.len() {
            let size = (number + 1).next_power_of_two();
            self.slots.resize(size, (0, T::default()));
        }
        self.slots[number] = (scope + 1, known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found() {
        let keys: Vec<String> = (0..1000).map(|number| format!("name{number}")).collect();
        let hash = |key: &str| {
            let mut hasher = QuickHasher::default();
            hasher.write(key.as_bytes());
            hasher.finish()
        };
        let mut index = Index::default();
        for (place, key) in keys.iter().enumerate() {
            assert_eq!(index.find(hash(key), |at| keys[at] == *key), None);
            index.insert(hash(key), place);
        }
        for (place, key) in keys.iter().enumerate() {
            assert_eq!(index.find(hash(key), |at| keys[at] == *key), Some(place));
        }
        index.clear();
        assert_eq!(index.find(hash("name1"), |_| true), None);
    }

    #[test]
    fn a_scope_sees_only_its_own_notes() {
        let mut recent = Recent::default();
        recent.set(0, 5, 'a');
        assert_eq!((recent.get(0, 5), recent.get(1, 5)), (Some('a'), None));
        recent.set(1, 5, 'b');
        assert_eq!((recent.get(0, 5), recent.get(1, 5)), (None, Some('b')));
        assert_eq!(recent.get(1, 99), None);
    }
}
