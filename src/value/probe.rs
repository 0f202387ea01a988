//! The orders in which a dict and a set look through their hash tables
//! (`lookdict` of `Objects/dictobject.c`, `set_lookkey` of `Objects/setobject.c`).
//!
//! A table has 2^k slots. A key's home slot is its hash modulo that size, which is simply the
//! hash's lowest k bits: `hash & mask`, with `mask = size - 1`. If the home slot holds another key, the
//! search has to go on somewhere, in the same order every time, and must reach every slot in
//! the end.
//!
//! The next slot is `i = (i*5 + 1) & mask`. For any power of two this walks through all slots
//! before it comes home. But keys with the same home would all walk the same way and pile up;
//! so the unused high bits of the hash are stirred in: `perturb` starts as the whole hash,
//! loses its 5 lowest bits at each step, and is added: `i = (i*5 + perturb + 1) & mask`. After
//! 13 steps `perturb` has become 0 and the plain walk, which reaches everything, remains.
//!
//! A set first looks at a few neighbours, because they lie in the same cache line and cost
//! next to nothing; only then does it jump as a dict does.
//!
//! Both sequences are endless iterators: whoever probes stops at its key or at a free slot, and
//! a table always keeps some slots free.

/// `PERTURB_SHIFT`: how many bits of the hash each jump uses up.
pub const PERTURB_SHIFT: u32 = 5;
/// `LINEAR_PROBES` of `setobject.c`: how many neighbours a set tries before it jumps.
pub const LINEAR_PROBES: usize = 9;

/// The slots a dict visits for one hash, the home slot first.
#[derive(Clone, Debug)]
pub struct DictProbe {
    /// Table size minus one.
    pub mask: usize,
    /// The slot that comes next.
    pub i: usize,
    /// What is left of the hash to stir in.
    pub perturb: u64,
}

impl DictProbe {
    /// Begins at the home slot. `mask` is the table's size, a power of two, minus one.
    #[inline]
    pub fn new(hash: i64, mask: usize) -> DictProbe {
        let perturb = hash.cast_unsigned();
        DictProbe {
            mask,
            i: perturb as usize & mask,
            perturb,
        }
    }
}

impl Iterator for DictProbe {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let slot = self.i;
        (self.i, self.perturb) = jump(self.i, self.perturb, self.mask);
        Some(slot)
    }
}

/// The jump that dict and set share: the next slot and the next `perturb`.
#[inline]
fn jump(i: usize, perturb: u64, mask: usize) -> (usize, u64) {
    let perturb = perturb >> PERTURB_SHIFT;
    let next = i
        .wrapping_mul(5)
        .wrapping_add(perturb as usize)
        .wrapping_add(1)
        & mask;
    (next, perturb)
}

/// The slots a set visits for one hash, the home slot first.
#[derive(Clone, Debug)]
pub struct SetProbe {
    /// Table size minus one.
    pub mask: usize,
    /// Where the present run of neighbours began.
    pub i: usize,
    /// How far into that run the next slot lies; 0 is `i` itself.
    pub linear: usize,
    /// What is left of the hash to stir in.
    pub perturb: u64,
}

impl SetProbe {
    /// Begins at the home slot. `mask` is the table's size, a power of two, minus one.
    #[inline]
    pub fn new(hash: i64, mask: usize) -> SetProbe {
        let perturb = hash.cast_unsigned();
        SetProbe {
            mask,
            i: perturb as usize & mask,
            linear: 0,
            perturb,
        }
    }

    /// How many neighbours are tried from `i`: all nine or none, for a run never wraps around
    /// the table's end.
    #[inline]
    fn run_length(&self) -> usize {
        if self.i + LINEAR_PROBES <= self.mask {
            LINEAR_PROBES
        } else {
            0
        }
    }
}

impl Iterator for SetProbe {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let slot = self.i + self.linear;
        if self.linear < self.run_length() {
            self.linear += 1;
        } else {
            self.linear = 0;
            (self.i, self.perturb) = jump(self.i, self.perturb, self.mask);
        }
        Some(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_dict_of_small_ints_stays_home_and_then_walks() {
        // 1 + 5*0, then 5*1 + 1, 5*6 + 1 = 31, 5*7 + 1 = 36, all modulo 8.
        let slots: Vec<usize> = DictProbe::new(0, 7).take(8).collect();
        assert_eq!(slots, [0, 1, 6, 7, 4, 5, 2, 3]);
    }

    #[test]
    fn high_bits_part_keys_with_the_same_home() {
        let first: Vec<usize> = DictProbe::new(0x10, 7).take(3).collect();
        let second: Vec<usize> = DictProbe::new(0x60, 7).take(3).collect();
        assert_eq!((first[0], second[0]), (0, 0));
        assert_ne!(first[1], second[1]);
    }

    #[test]
    fn every_slot_is_reached() {
        for hash in [
            0,
            1,
            -1,
            i64::MIN,
            4596069200710135518,
            -7583489610679606711,
        ] {
            let dict: BTreeSet<usize> = DictProbe::new(hash, 63).take(64 + 13).collect();
            assert_eq!(dict.len(), 64, "dict, hash {hash}");
            let set: BTreeSet<usize> = SetProbe::new(hash, 63).take(10 * (64 + 13)).collect();
            assert_eq!(set.len(), 64, "set, hash {hash}");
        }
    }

    #[test]
    fn a_set_tries_nine_neighbours_unless_they_cross_the_end() {
        let slots: Vec<usize> = SetProbe::new(3, 31).take(11).collect();
        assert_eq!(slots[..10], [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        assert_eq!(slots[10], (3 * 5 + 1) & 31);
        let slots: Vec<usize> = SetProbe::new(23, 31).take(2).collect();
        assert_eq!(slots, [23, (23 * 5 + 1) & 31]);
        // A set of eight slots never has room for nine neighbours.
        let slots: Vec<usize> = SetProbe::new(0, 7).take(3).collect();
        assert_eq!(slots, [0, 1, 6]);
    }
}
