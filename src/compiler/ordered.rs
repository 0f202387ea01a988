//! Sets that keep the order of insertion and give each item its index: names and constants of one
//! scope. Most have a few items, which are compared one by one quicker than they are hashed.

use std::hash::Hash;

use super::names::Map;

/// Up to this many items are looked through.
const SHORT: usize = 16;

/// Items in the order in which they were first placed.
#[derive(Clone, Debug)]
pub struct Ordered<K> {
    items: Vec<K>,
    /// The index of each item, once there are more than [`SHORT`].
    indexes: Map<K, u32>,
}

impl<K> Default for Ordered<K> {
    fn default() -> Ordered<K> {
        Ordered {
            items: Vec::new(),
            indexes: Map::default(),
        }
    }
}

impl<K: Copy + Eq + Hash> Ordered<K> {
    /// A set of these items.
    pub fn of(items: impl IntoIterator<Item = K>) -> Ordered<K> {
        let mut ordered = Ordered::default();
        for item in items {
            ordered.place(item);
        }
        ordered
    }

    /// The items in order.
    pub fn items(&self) -> &[K] {
        &self.items
    }

    /// The index of an item that is there.
    pub fn find(&self, item: K) -> Option<u32> {
        if self.items.len() > SHORT {
            return self.indexes.get(&item).copied();
        }
        let index = self.items.iter().position(|&known| known == item)?;
        Some(index as u32)
    }

    /// The index of an item, which is added if it is new.
    pub fn place(&mut self, item: K) -> u32 {
        if let Some(index) = self.find(item) {
            return index;
        }
        let index = self.items.len() as u32;
        self.items.push(item);
        if self.items.len() > SHORT {
            // The first time, all that were only listed so far.
            let from = self.indexes.len();
            let late = self.items.iter().enumerate().skip(from);
            let late = late.map(|(index, &item)| (item, index as u32));
            self.indexes.extend(late);
        }
        index
    }
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
