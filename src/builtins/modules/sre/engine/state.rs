//! What the machine works with: the marks of the groups, the running repeats, and the ways not taken
//! yet, each with what it puts back.

/// A mark that isn't set; "no repeat is running".
pub(super) const NONE: usize = usize::MAX;

/// What a choice puts back before its next way is tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    lastmark: isize,
    lastindex: isize,
    /// The repeat that was running.
    repeat: usize,
    /// How many marks were copied to `saved`, whose newest they are.
    marks: usize,
}

/// A way not taken yet, or something to be undone on the way back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Choice {
    /// The alternatives from the one whose skip word lies at `next`.
    Branch { next: usize, ptr: usize, kept: Kept },
    /// A greedy run of single characters up to `ptr` that can give back `extra` of them.
    Greedy {
        tail: usize,
        ptr: usize,
        extra: usize,
        kept: Kept,
    },
    /// A lazy run at `pc` that has taken `count` characters and may take one more.
    Lazy {
        pc: usize,
        ptr: usize,
        count: usize,
        kept: Kept,
    },
    /// A repeat that began here is over.
    Begun,
    /// The newest iteration of a repeat, which had to be, is undone.
    Needed { rep: usize },
    /// A greedy repeat may stop before its newest iteration.
    Stop {
        until: usize,
        ptr: usize,
        rep: usize,
        last_ptr: usize,
        kept: Kept,
    },
    /// A lazy repeat that stopped may iterate once more.
    More {
        ptr: usize,
        rep: usize,
        count: i64,
        kept: Kept,
    },
    /// The newest iteration of a lazy repeat is undone.
    Taken { rep: usize, last_ptr: usize },
    /// An assertion is being tried; `negated`: it must not match. Then the pattern goes on at
    /// `next`, at the same place of the text.
    Assertion {
        negated: bool,
        next: usize,
        ptr: usize,
        repeat: usize,
        outer: usize,
        reps: usize,
        saved: usize,
    },
}

/// A running `REPEAT`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Repeat {
    /// Iterations begun, less one.
    pub(super) count: i64,
    pub(super) least: i64,
    pub(super) greatest: i64,
    pub(super) body: usize,
    /// The repeat around it.
    pub(super) prev: usize,
    /// Where the newest iteration began: an iteration that matches nothing ends the repeat.
    pub(super) last_ptr: usize,
}

/// What the machine works with; it can be used again for the next match.
#[derive(Debug, Default)]
pub struct Engine {
    pub(super) stack: Vec<Choice>,
    pub(super) reps: Vec<Repeat>,
    pub(super) saved: Vec<usize>,
    pub(super) mark: Vec<usize>,
    pub(super) lastmark: isize,
    /// The number of the group that was closed last, or -1.
    pub lastindex: isize,
    /// The running repeat.
    pub(super) repeat: usize,
    /// How high the stack was when the innermost assertion began; 0: none.
    pub(super) assertion: usize,
    /// The match must end at the end of the text.
    pub match_all: bool,
    /// The match must not be empty.
    pub must_advance: bool,
}

impl Engine {
    /// The span of a group, or none if it took no part.
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        let first = (group - 1) * 2;
        if first as isize >= self.lastmark {
            return None;
        }
        let (start, end) = (*self.mark.get(first)?, *self.mark.get(first + 1)?);
        (start != NONE && end != NONE).then_some((start, end))
    }

    /// Forgets the last match.
    pub(super) fn reset(&mut self) {
        self.stack.clear();
        self.reps.clear();
        self.saved.clear();
        (self.lastmark, self.lastindex) = (-1, -1);
        self.repeat = NONE;
        self.assertion = 0;
    }

    pub(super) fn keep(&self) -> Kept {
        Kept {
            lastmark: self.lastmark,
            lastindex: self.lastindex,
            repeat: self.repeat,
            marks: 0,
        }
    }

    /// The same, with a copy of all marks (`MARK_PUSH`); a lone first mark is not copied.
    pub(super) fn keep_marks(&mut self) -> Kept {
        let mut kept = self.keep();
        if self.lastmark > 0 {
            kept.marks = self.lastmark as usize + 1;
            self.saved.extend_from_slice(&self.mark[..kept.marks]);
        }
        kept
    }

    pub(super) fn restore(&mut self, kept: Kept) {
        (self.lastmark, self.lastindex) = (kept.lastmark, kept.lastindex);
        self.repeat = kept.repeat;
        if kept.marks > 0 {
            let from = self.saved.len() - kept.marks;
            self.mark[..kept.marks].copy_from_slice(&self.saved[from..]);
            self.saved.truncate(from);
        }
    }

    pub(super) fn set_mark(&mut self, index: usize, ptr: usize) {
        if index & 1 == 1 {
            self.lastindex = (index / 2 + 1) as isize;
        }
        if index >= self.mark.len() {
            self.mark.resize(index + 1, NONE);
        }
        if index as isize > self.lastmark {
            // Groups in between that were left out must not show an older match.
            self.mark[(self.lastmark + 1) as usize..index].fill(NONE);
            self.lastmark = index as isize;
        }
        self.mark[index] = ptr;
    }

    pub(super) fn rep(&mut self, rep: usize) -> Option<&mut Repeat> {
        self.reps.get_mut(rep)
    }
}
