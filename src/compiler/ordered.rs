//! Sets that keep the order of insertion and give each item its index: names and constants of one
//! scope. Most have a few items, which are compared one by one quicker than they are hashed.

use std::hash::{Hash, Hasher};

use super::index::{Index, QuickHasher};

/// Up to this many items are looked through.
const SHORT: usize = 16;

/// Items in the order in which they were first placed.
#[derive(Clone, Debug)]
pub struct Ordered<K> {
    items: Vec<K>,
    /// Finds items, once there are more than [`SHORT`].
    index: Index,
}

impl<K> Default for Ordered<K> {
    fn default() -> Ordered<K> {
        Ordered {
            items: Vec::new(),
            index: Index::default(),
        }
    }
}

impl<K: Copy + Eq + Hash> Ordered<K> {
    /// The items in order.
    pub fn items(&self) -> &[K] {
        &self.items
    }

    /// The index of an item that is there.
    pub fn find(&self, item: K) -> Option<u32> {
        let place = if self.items.len() > SHORT {
            self.index.find(hash(item), |at| self.items[at] == item)
        } else {
            self.items.iter().position(|&known| known == item)
        };
        place.map(|place| place as u32)
    }

    /// The index of an item, which is added if it is new.
    pub fn place(&mut self, item: K) -> u32 {
        if let Some(index) = self.find(item) {
            return index;
        }
        let place = self.items.len();
        self.items.push(item);
        if place == SHORT {
            // The first time, all that were only listed so far.
            for (place, &item) in self.items.iter().enumerate() {
                self.index.insert(hash(item), place);
            }
        } else if place > SHORT {
            self.index.insert(hash(item), place);
        }
        place as u32
    }

    /// Takes out everything and places these items; the room stays.
    pub fn refill(&mut self, items: impl IntoIterator<Item = K>) {
        self.items.clear();
        self.index.clear();
        for item in items {
            self.place(item);
        }
    }
}

fn hash(item: impl Hash) -> u64 {
    let mut hasher = QuickHasher::default();
    item.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_stay_the_same_when_hashing_begins() {
        let mut ordered = Ordered::default();
        for round in 0..2 {
            for item in 0..100_u32 {
                assert_eq!(ordered.place(item * 7), item, "{round}");
                assert_eq!(ordered.find(item * 7), Some(item));
                assert_eq!(ordered.find(item * 7 + 1), None);
            }
        }
        assert_eq!(ordered.items().len(), 100);
    }
}
