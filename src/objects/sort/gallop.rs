//! Galloping: finding a key's place in a sorted run when it is thought to be near one end
//! (`gallop_left`, `gallop_right` of `Objects/listobject.c`).
//!
//! From the hint on, the search looks 1, 3, 7, 15 ... items further until it has passed the place,
//! and then halves the last interval. A place near the hint costs few comparisons, a far one not
//! more than twice those of a plain binary search.

use super::Item;
use crate::value::ObjId;

/// A search under way.
#[derive(Clone, Copy, Hash, Debug)]
pub(super) struct Gallop {
    key: ObjId,
    /// Whether the place is behind equal items (`gallop_right`) or before them (`gallop_left`).
    right: bool,
    /// Where the run begins in the array, and its length.
    base: usize,
    n: usize,
    hint: usize,
    phase: Phase,
}

#[derive(Clone, Copy, Hash, Debug)]
enum Phase {
    /// Comparing with the item at the hint.
    Hint,
    /// Leaping to the right: the item `last` before, `ofs` to be looked at, both from the hint.
    Right { last: usize, ofs: usize },
    /// Leaping to the left.
    Left { last: usize, ofs: usize },
    /// Halving: the place is between `low` and `high`.
    Binary { low: usize, high: usize },
}

/// What the search says.
pub(super) enum GallopStep {
    /// Is the first less than the second?
    Ask(ObjId, ObjId),
    /// So many items of the run stand before the key.
    Place(usize),
}

impl Gallop {
    /// The place behind all items that equal the key.
    pub(super) fn right(key: ObjId, base: usize, n: usize, hint: usize) -> Gallop {
        Gallop {
            key,
            right: true,
            base,
            n,
            hint,
            phase: Phase::Hint,
        }
    }

    /// The place before all items that equal the key.
    pub(super) fn left(key: ObjId, base: usize, n: usize, hint: usize) -> Gallop {
        Gallop {
            right: false,
            ..Gallop::right(key, base, n, hint)
        }
    }

    /// Goes on in `array`; the answer is that to the last question.
    pub(super) fn step(&mut self, answer: Option<bool>, array: &[Item]) -> GallopStep {
        if let Some(less) = answer {
            // Does the item that was looked at stand before the key's place?
            let before = less != self.right;
            self.phase = self.next_phase(before);
        }
        self.leave_leaping();
        let index = match self.phase {
            Phase::Hint => self.hint,
            Phase::Right { ofs, .. } => self.hint + ofs,
            Phase::Left { ofs, .. } => self.hint - ofs,
            Phase::Binary { low, high } if low >= high => return GallopStep::Place(high),
            Phase::Binary { low, high } => low + (high - low) / 2,
        };
        let item = array[self.base + index].key;
        if self.right {
            GallopStep::Ask(self.key, item)
        } else {
            GallopStep::Ask(item, self.key)
        }
    }

    fn next_phase(&self, before: bool) -> Phase {
        match self.phase {
            Phase::Hint if before => Phase::Right { last: 0, ofs: 1 },
            Phase::Hint => Phase::Left { last: 0, ofs: 1 },
            Phase::Right { ofs, .. } if before => Phase::Right {
                last: ofs,
                ofs: 2 * ofs + 1,
            },
            Phase::Right { last, ofs } => self.between(self.hint + last, self.hint + ofs),
            Phase::Left { ofs, .. } if !before => Phase::Left {
                last: ofs,
                ofs: 2 * ofs + 1,
            },
            Phase::Left { last, ofs } => self.between(self.hint - ofs, self.hint - last),
            Phase::Binary { low, high } => {
                let middle = low + (high - low) / 2;
                if before {
                    Phase::Binary {
                        low: middle + 1,
                        high,
                    }
                } else {
                    Phase::Binary { low, high: middle }
                }
            }
        }
    }

    /// The place is behind item `last` and not behind item `ofs`.
    fn between(&self, last: usize, ofs: usize) -> Phase {
        Phase::Binary {
            low: last + 1,
            high: ofs,
        }
    }

    /// A leap over the run's end ends the leaping.
    fn leave_leaping(&mut self) {
        match self.phase {
            Phase::Right { last, ofs } if ofs >= self.n - self.hint => {
                self.phase = self.between(self.hint + last, self.n);
            }
            Phase::Left { last, ofs } if ofs > self.hint => {
                self.phase = Phase::Binary {
                    low: 0,
                    high: self.hint - last,
                };
            }
            _ => {}
        }
    }
}
