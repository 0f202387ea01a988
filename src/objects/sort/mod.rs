//! Timsort, the merge sort of `list.sort` (`Objects/listobject.c`, `Objects/listsort.txt`).
//!
//! Real data is often partly in order, so timsort looks for *runs* that are sorted already. It
//! walks through the list once: find a run, ascending or strictly descending (which is turned
//! round); if it is short, extend it to `minrun` items by binary insertion; put it on a stack; and
//! merge neighbours on the stack as soon as their lengths get out of balance. At the end all that
//! is left is merged into one.
//!
//! The sort asks only one question, "is a < b?", and asking may run Python code. So the whole sort
//! is a machine that stops at each question: [`Timsort::step`] is given the last answer and returns
//! the next question. The order of the questions is CPython's, whose type-specific
//! comparisons (`unsafe_latin_compare` and others) only answer them faster.

mod gallop;
mod merge;
#[cfg(test)]
mod tests;

use crate::value::ObjId;
use gallop::{Gallop, GallopStep};
use merge::Merge;

/// `MIN_GALLOP`: so many wins in a row make a merge gallop.
const MIN_GALLOP: usize = 7;

/// What the sort does next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SortStep {
    /// Asks whether the first is less than the second.
    Less(ObjId, ObjId),
    /// The items are sorted.
    Done,
}

/// A key and the item that moves with it (`sortslice`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Item {
    key: ObjId,
    value: ObjId,
}

/// A stretch of sorted items (`struct s_slice`).
#[derive(Clone, Copy, Hash, Debug)]
struct Run {
    base: usize,
    len: usize,
}

/// A sort under way (`MergeState`).
#[derive(Clone, Hash, Debug)]
pub struct Timsort {
    items: Vec<Item>,
    has_values: bool,
    /// `pending`: runs waiting to be merged.
    runs: Vec<Run>,
    /// `min_gallop`: how many wins in a row begin galloping; adapts to the data.
    min_gallop: usize,
    minrun: usize,
    /// Where the next run begins.
    lo: usize,
    /// Whether a question was asked yet.
    asked: bool,
    state: State,
}

#[derive(Clone, Hash, Debug)]
enum State {
    /// Looking for the end of the run at `lo`, `n` items long so far (`count_run`).
    CountRun {
        n: usize,
        descending: Option<bool>,
    },
    /// Inserting the items from `start` to `hi` into the run at `lo` (`binarysort`): the place of
    /// the present one is between `l` and `r`.
    Insert {
        hi: usize,
        start: usize,
        l: usize,
        r: usize,
    },
    /// Looking whether runs must be merged (`merge_collapse`, `merge_force_collapse`).
    Collapse {
        force: bool,
    },
    /// Leaving out what is in place already at the left (`merge_at`).
    TrimLeft {
        a: Run,
        b: Run,
        gallop: Gallop,
    },
    /// The same at the right.
    TrimRight {
        a: Run,
        b: Run,
        gallop: Gallop,
    },
    /// Merging two runs.
    Merge(Box<Merge>),
    Done,
}

/// What a state says when it is asked to go on.
enum Flow {
    /// It needs an answer.
    Ask(ObjId, ObjId),
    /// It is through; the next state is set.
    Next,
}

impl Timsort {
    /// A sort of these items by themselves.
    pub fn new(items: Vec<ObjId>) -> Timsort {
        let items = items.into_iter().map(|id| Item { key: id, value: id });
        Timsort::begin(items.collect(), false)
    }

    /// A sort of keys whose values move with them.
    pub fn with_values(keys: Vec<ObjId>, values: Vec<ObjId>) -> Timsort {
        let both = keys.into_iter().zip(values);
        Timsort::begin(both.map(|(key, value)| Item { key, value }).collect(), true)
    }

    fn begin(items: Vec<Item>, has_values: bool) -> Timsort {
        let state = if items.len() < 2 {
            State::Done
        } else {
            State::CountRun {
                n: 1,
                descending: None,
            }
        };
        Timsort {
            minrun: compute_minrun(items.len()),
            items,
            has_values,
            runs: Vec::new(),
            min_gallop: MIN_GALLOP,
            lo: 0,
            asked: false,
            state,
        }
    }

    /// Keys and, if there are any, values; sorted if the sort is done, else in some order with
    /// none lost.
    pub fn into_parts(mut self) -> (Vec<ObjId>, Option<Vec<ObjId>>) {
        if let State::Merge(merge) = std::mem::replace(&mut self.state, State::Done) {
            merge.put_back(&mut self.items);
        }
        let values = self
            .has_values
            .then(|| self.items.iter().map(|item| item.value).collect());
        (self.items.iter().map(|item| item.key).collect(), values)
    }

    /// Goes on; `answer` is the answer to the last question, not looked at before the first.
    pub fn step(&mut self, answer: bool) -> SortStep {
        let mut answer = self.asked.then_some(answer);
        loop {
            match self.go_on(answer.take()) {
                Some(Flow::Ask(a, b)) => {
                    self.asked = true;
                    return SortStep::Less(a, b);
                }
                Some(Flow::Next) => {}
                None => return SortStep::Done,
            }
        }
    }

    /// Lets the state go on. It has no answer when it has just begun.
    fn go_on(&mut self, answer: Option<bool>) -> Option<Flow> {
        let flow = match &mut self.state {
            State::CountRun { .. } => self.count_run(answer),
            State::Insert { .. } => self.insert(answer),
            State::Collapse { force } => {
                let force = *force;
                self.collapse(force);
                Flow::Next
            }
            State::TrimLeft { a, b, gallop } => match gallop.step(answer, &self.items) {
                GallopStep::Ask(x, y) => Flow::Ask(x, y),
                GallopStep::Place(k) => {
                    let (a, b) = (a.without_first(k), *b);
                    self.trim_right(a, b);
                    Flow::Next
                }
            },
            State::TrimRight { a, b, gallop } => match gallop.step(answer, &self.items) {
                GallopStep::Ask(x, y) => Flow::Ask(x, y),
                GallopStep::Place(k) => {
                    let (a, len) = (*a, k);
                    let b = Run { len, ..*b };
                    self.state = if len == 0 {
                        State::Collapse {
                            force: self.at_end(),
                        }
                    } else {
                        State::Merge(Box::new(Merge::new(&self.items, a, b, self.min_gallop)))
                    };
                    Flow::Next
                }
            },
            State::Merge(merge) => match merge.step(answer, &mut self.items) {
                Some((x, y)) => Flow::Ask(x, y),
                None => {
                    self.min_gallop = merge.min_gallop;
                    self.state = State::Collapse {
                        force: self.at_end(),
                    };
                    Flow::Next
                }
            },
            State::Done => return None,
        };
        Some(flow)
    }

    /// Whether all runs have been found, and only merging is left.
    fn at_end(&self) -> bool {
        self.lo == self.items.len()
    }

    /// Finds where the run at `lo` ends: each item is compared with the one before it. A descending
    /// run must be strictly so, or turning it round would swap equal items.
    fn count_run(&mut self, answer: Option<bool>) -> Flow {
        let left = self.items.len() - self.lo;
        let State::CountRun { n, descending } = &mut self.state else {
            return Flow::Next;
        };
        let mut ended = *n == left;
        if let Some(less) = answer {
            match *descending {
                Some(known) if known != less => ended = true,
                _ => {
                    *descending = Some(less);
                    *n += 1;
                    ended = *n == left;
                }
            }
        }
        let (n, descending) = (*n, *descending == Some(true));
        if !ended {
            let at = self.lo + n;
            return Flow::Ask(self.items[at].key, self.items[at - 1].key);
        }
        if descending {
            self.items[self.lo..self.lo + n].reverse();
        }
        if n < self.minrun.min(left) {
            let start = self.lo + n;
            self.state = State::Insert {
                hi: self.lo + self.minrun.min(left),
                start,
                l: self.lo,
                r: start,
            };
        } else {
            self.push_run(n);
        }
        Flow::Next
    }

    /// Binary insertion: few comparisons, though many moves, which are cheap for short runs.
    fn insert(&mut self, answer: Option<bool>) -> Flow {
        let lo = self.lo;
        let State::Insert { hi, start, l, r } = &mut self.state else {
            return Flow::Next;
        };
        if let Some(less) = answer {
            let middle = *l + (*r - *l) / 2;
            if less {
                *r = middle;
            } else {
                *l = middle + 1;
            }
            if *l == *r {
                self.items[*l..=*start].rotate_right(1);
                *start += 1;
                (*l, *r) = (lo, *start);
            }
        }
        if *start == *hi {
            let n = *hi - lo;
            self.push_run(n);
            return Flow::Next;
        }
        let middle = *l + (*r - *l) / 2;
        Flow::Ask(self.items[*start].key, self.items[middle].key)
    }

    fn push_run(&mut self, len: usize) {
        self.runs.push(Run { base: self.lo, len });
        self.lo += len;
        self.state = State::Collapse { force: false };
    }

    /// Merges where the stack of runs is out of balance, each run not longer than the two above it
    /// together; or everything, at the end.
    fn collapse(&mut self, force: bool) {
        let n = self.runs.len();
        let len = |from_top: usize| self.runs[n - from_top].len;
        let merge = if n < 2 {
            None
        } else if force {
            Some(if n > 2 && len(3) < len(1) {
                n - 3
            } else {
                n - 2
            })
        } else if n > 2 && len(3) <= len(2) + len(1) || n > 3 && len(4) <= len(3) + len(2) {
            Some(if len(3) < len(1) { n - 3 } else { n - 2 })
        } else if len(2) <= len(1) {
            Some(n - 2)
        } else {
            None
        };
        match merge {
            Some(first) => self.merge_at(first),
            None if !self.at_end() => {
                self.state = State::CountRun {
                    n: 1,
                    descending: None,
                };
            }
            None if force => self.state = State::Done,
            None => self.state = State::Collapse { force: true },
        }
    }

    /// Begins to merge run number `first` with the next one: what is less than all of the second
    /// is in place already.
    fn merge_at(&mut self, first: usize) {
        let b = self.runs.remove(first + 1);
        let a = self.runs[first];
        self.runs[first].len += b.len;
        let key = self.items[b.base].key;
        self.state = State::TrimLeft {
            a,
            b,
            gallop: Gallop::right(key, a.base, a.len, 0),
        };
    }

    /// And so is what is greater than all of the first.
    fn trim_right(&mut self, a: Run, b: Run) {
        self.state = if a.len == 0 {
            State::Collapse {
                force: self.at_end(),
            }
        } else {
            let key = self.items[a.base + a.len - 1].key;
            State::TrimRight {
                a,
                b,
                gallop: Gallop::left(key, b.base, b.len, b.len - 1),
            }
        };
    }
}

impl Run {
    fn without_first(self, k: usize) -> Run {
        Run {
            base: self.base + k,
            len: self.len - k,
        }
    }
}

/// The least length of a run: between 32 and 64, so that their number is a power of two or a little
/// less, which makes merging balanced (`merge_compute_minrun`).
fn compute_minrun(mut n: usize) -> usize {
    let mut dropped = 0;
    while n >= 64 {
        dropped |= n & 1;
        n >>= 1;
    }
    n + dropped
}
