//! Merging two neighbouring runs (`merge_lo`, `merge_hi` of `Objects/listobject.c`).
//!
//! The shorter run is copied aside; then the gap it leaves is filled from the side where it was:
//! from the left if the left run is the shorter one, else from the right. As long as both runs win
//! in turn, items are compared one by one. When one run wins seven times in a row, the merge gallops:
//! it searches how many items of that run come next and moves them together.

use super::gallop::{Gallop, GallopStep};
use super::{Item, MIN_GALLOP, Run};
use crate::value::ObjId;

/// A merge under way. Left run *a*, right run *b*.
#[derive(Clone, Hash, Debug)]
pub(super) struct Merge {
    /// The shorter run.
    temp: Vec<Item>,
    /// Whether that is the left one, and the gap is filled from the left.
    lo: bool,
    /// Where the part of the list that isn't merged yet begins and ends.
    base: usize,
    end: usize,
    /// Items left of each run.
    na: usize,
    nb: usize,
    /// How often each run won in a row.
    acount: usize,
    bcount: usize,
    /// See `Timsort::min_gallop`.
    pub(super) min_gallop: usize,
    phase: Phase,
}

#[derive(Clone, Copy, Hash, Debug)]
enum Phase {
    /// The first item, whose place is known, is to be moved.
    Begin,
    /// Comparing item by item.
    OneByOne,
    /// Searching how many of `a` come next.
    GallopA(Gallop),
    /// Searching how many of `b` come next.
    GallopB(Gallop),
    /// Nothing is left to compare.
    Done,
}

impl Merge {
    pub(super) fn new(items: &[Item], a: Run, b: Run, min_gallop: usize) -> Merge {
        let lo = a.len <= b.len;
        let shorter = if lo { a } else { b };
        Merge {
            temp: items[shorter.base..shorter.base + shorter.len].to_vec(),
            lo,
            base: a.base,
            end: b.base + b.len,
            na: a.len,
            nb: b.len,
            acount: 0,
            bcount: 0,
            min_gallop,
            phase: Phase::Begin,
        }
    }

    /// Goes on; a question, or none when the runs are merged.
    pub(super) fn step(
        &mut self,
        mut answer: Option<bool>,
        items: &mut [Item],
    ) -> Option<(ObjId, ObjId)> {
        loop {
            match &mut self.phase {
                Phase::Begin => {
                    self.phase = Phase::OneByOne;
                    // The right run's first item comes before all of the left run, and the left
                    // run's last item behind all of the right run: that was found by trimming.
                    if self.lo {
                        self.move_b(items, 1);
                    } else {
                        self.move_a(items, 1);
                    }
                }
                Phase::OneByOne => match answer.take() {
                    None => return Some((self.next_b(items).key, self.next_a(items).key)),
                    Some(b_is_less) => self.one_won(items, b_is_less),
                },
                Phase::GallopA(gallop) => {
                    let array = if self.lo { &self.temp } else { &*items };
                    match gallop.step(answer.take(), array) {
                        GallopStep::Ask(x, y) => return Some((x, y)),
                        GallopStep::Place(k) => self.galloped_a(items, k),
                    }
                }
                Phase::GallopB(gallop) => {
                    let array = if self.lo { &*items } else { &self.temp };
                    match gallop.step(answer.take(), array) {
                        GallopStep::Ask(x, y) => return Some((x, y)),
                        GallopStep::Place(k) => self.galloped_b(items, k),
                    }
                }
                Phase::Done => {
                    // What is left of the run that wasn't copied aside comes before (or, from the
                    // right, behind) what is left of the other.
                    if self.lo {
                        self.move_b(items, self.nb);
                    } else {
                        self.move_a(items, self.na);
                    }
                    self.put_back(items);
                    return None;
                }
            }
        }
    }

    /// Moves what was copied aside and is still there to the gap: the end of a merge, whether
    /// finished or given up.
    pub(super) fn put_back(&self, items: &mut [Item]) {
        if self.lo {
            let gap = self.end - self.nb - self.na;
            let rest = self.temp.len() - self.na;
            items[gap..gap + self.na].copy_from_slice(&self.temp[rest..]);
        } else {
            let gap = self.base + self.na;
            items[gap..gap + self.nb].copy_from_slice(&self.temp[..self.nb]);
        }
    }

    /// The item of `a` that is compared: its first one, or its last when merging from the right.
    fn next_a(&self, items: &[Item]) -> Item {
        if self.lo {
            self.temp[self.temp.len() - self.na]
        } else {
            items[self.base + self.na - 1]
        }
    }

    fn next_b(&self, items: &[Item]) -> Item {
        if self.lo {
            items[self.end - self.nb]
        } else {
            self.temp[self.nb - 1]
        }
    }

    /// Moves `k` items of `a` to the gap.
    fn move_a(&mut self, items: &mut [Item], k: usize) {
        if self.lo {
            let gap = self.end - self.nb - self.na;
            let from = self.temp.len() - self.na;
            items[gap..gap + k].copy_from_slice(&self.temp[from..from + k]);
        } else {
            let from = self.base + self.na - k;
            items.copy_within(from..from + k, from + self.nb);
        }
        self.na -= k;
        self.check_end();
    }

    /// Moves `k` items of `b` to the gap.
    fn move_b(&mut self, items: &mut [Item], k: usize) {
        if self.lo {
            let from = self.end - self.nb;
            items.copy_within(from..from + k, from - self.na);
        } else {
            let gap = self.base + self.na + self.nb - k;
            let from = self.nb - k;
            items[gap..gap + k].copy_from_slice(&self.temp[from..from + k]);
        }
        self.nb -= k;
        self.check_end();
    }

    /// A run that is used up needs no more comparing. Nor does the last item of the run that was
    /// copied aside: trimming has shown that it belongs at the end.
    fn check_end(&mut self) {
        let aside = if self.lo { self.na } else { self.nb };
        if self.na == 0 || self.nb == 0 || aside == 1 {
            self.phase = Phase::Done;
        }
    }

    fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done)
    }

    /// The next item of one run comes next.
    fn one_won(&mut self, items: &mut [Item], b_is_less: bool) {
        // From the left the lesser item is moved, from the right the greater one.
        let wins = if b_is_less == self.lo {
            self.move_b(items, 1);
            (self.acount, self.bcount) = (0, self.bcount + 1);
            self.bcount
        } else {
            self.move_a(items, 1);
            (self.acount, self.bcount) = (self.acount + 1, 0);
            self.acount
        };
        if !self.is_done() && wins >= self.min_gallop {
            self.min_gallop += 1;
            self.gallop_a(items);
        }
    }

    /// As long as galloping pays, it becomes easier to begin.
    fn gallop_a(&mut self, items: &[Item]) {
        self.min_gallop = (self.min_gallop - 1).max(1);
        let key = self.next_b(items).key;
        self.phase = Phase::GallopA(if self.lo {
            Gallop::right(key, self.temp.len() - self.na, self.na, 0)
        } else {
            Gallop::right(key, self.base, self.na, self.na - 1)
        });
    }

    /// `k` items of `a` stand before the next one of `b`.
    fn galloped_a(&mut self, items: &mut [Item], k: usize) {
        let k = if self.lo { k } else { self.na - k };
        self.acount = k;
        self.move_a(items, k);
        if !self.is_done() {
            self.move_b(items, 1);
        }
        if self.is_done() {
            return;
        }
        let key = self.next_a(items).key;
        self.phase = Phase::GallopB(if self.lo {
            Gallop::left(key, self.end - self.nb, self.nb, 0)
        } else {
            Gallop::left(key, 0, self.nb, self.nb - 1)
        });
    }

    /// `k` items of `b` stand before the next one of `a`.
    fn galloped_b(&mut self, items: &mut [Item], k: usize) {
        let k = if self.lo { k } else { self.nb - k };
        self.bcount = k;
        self.move_b(items, k);
        if !self.is_done() {
            self.move_a(items, 1);
        }
        if self.is_done() {
            return;
        }
        if self.acount >= MIN_GALLOP || self.bcount >= MIN_GALLOP {
            self.gallop_a(items);
        } else {
            // Galloping didn't pay: make it harder to begin.
            self.min_gallop += 1;
            (self.acount, self.bcount) = (0, 0);
            self.phase = Phase::OneByOne;
        }
    }
}
