//! The machine that runs a compiled pattern (`SRE(match)` in `Modules/sre_lib.h`).
//!
//! It walks through the pattern's words and the text side by side. Where there is more than one
//! way to go on it notes the others on a stack of [`Choice`]s and takes the first. When a word
//! doesn't match, the newest choice is taken off and its next way is tried; when none is left, there
//! is no match. Nothing here recurses: how deep a pattern can go is a matter of memory.
//!
//! ```text
//! a*ab on "aab":   a* takes "aa", noting: or one less      (stack: a* gives back)
//!                  a fails at "b": take the choice back, a* has "a"
//!                  a matches, b matches: done
//! ```

mod repeats;
mod state;

use repeats::{max_until, min_until, once_more};
use state::{Choice, NONE, Repeat};

pub use state::Engine;

use super::charset::{
    Lower, contains, contains_either_case, is_either_case, is_word, is_word_unicode, lower_ascii,
    lower_unicode, size, word,
};
use super::opcodes::{MAXREPEAT, at, op};

/// A character of the text: one, two or four bytes wide.
pub trait Unit: Copy + Into<u32> {}
impl Unit for u8 {}
impl Unit for u16 {}
impl Unit for u32 {}

/// The stack of choices has no room left.
#[derive(Debug)]
pub struct TooDeep;

/// Most choices that can be open at once.
const MAX_CHOICES: usize = 1 << 24;

/// Where to go on: a place in the pattern and one in the text.
type Place = (usize, usize);

/// One pattern on one text.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a, U> {
    /// The compiled pattern.
    pub code: &'a [i64],
    /// The text up to where it may be looked at.
    pub text: &'a [U],
}

impl<U: Unit> Run<'_, U> {
    #[inline]
    fn char(&self, ptr: usize) -> Option<u32> {
        self.text.get(ptr).map(|&unit| unit.into())
    }

    /// Whether the pattern from `pc` on matches the text from `start` on; if so, where the match
    /// ends.
    pub fn matches(
        &self,
        engine: &mut Engine,
        pc: usize,
        start: usize,
    ) -> Result<Option<usize>, TooDeep> {
        engine.reset();
        let mut place = (pc, start);
        loop {
            let next = match self.advance(engine, place, start) {
                Step::Done(end) => return Ok(Some(end)),
                Step::Go(next) => Some(next),
                Step::Fail => self.go_back(engine),
            };
            match next {
                Some(next) => place = next,
                None => return Ok(None),
            }
            if engine.stack.len() > MAX_CHOICES {
                return Err(TooDeep);
            }
        }
    }

    /// Runs words until there is a choice, a failure or the end.
    fn advance(&self, engine: &mut Engine, place: Place, start: usize) -> Step {
        let code = self.code;
        let (mut pc, mut ptr) = place;
        loop {
            let opcode = word(code, pc);
            let matched = match opcode {
                op::SUCCESS => return self.succeed(engine, ptr, start),
                op::MARK => {
                    engine.set_mark(size(code, pc + 1), ptr);
                    pc += 2;
                    continue;
                }
                op::JUMP | op::INFO => {
                    pc += 1 + size(code, pc + 1);
                    continue;
                }
                op::AT => {
                    if !self.is_at(word(code, pc + 1), ptr) {
                        return Step::Fail;
                    }
                    pc += 2;
                    continue;
                }
                op::GROUPREF
                | op::GROUPREF_IGNORE
                | op::GROUPREF_LOC_IGNORE
                | op::GROUPREF_UNI_IGNORE => {
                    match self.same_again(engine, opcode, size(code, pc + 1), ptr) {
                        Some(end) => ptr = end,
                        None => return Step::Fail,
                    }
                    pc += 2;
                    continue;
                }
                op::GROUPREF_EXISTS => {
                    let group = engine.group(size(code, pc + 1) + 1);
                    pc += match group {
                        Some((from, to)) if from <= to => 3,
                        _ => 1 + size(code, pc + 2),
                    };
                    continue;
                }
                op::BRANCH => return self.branch(engine, pc + 1, ptr),
                op::REPEAT_ONE => return self.repeat_one(engine, pc, ptr),
                op::MIN_REPEAT_ONE => return self.min_repeat_one(engine, pc, ptr),
                op::REPEAT => {
                    engine.reps.push(Repeat {
                        count: -1,
                        least: word(code, pc + 2),
                        greatest: word(code, pc + 3),
                        body: pc + 4,
                        prev: engine.repeat,
                        last_ptr: NONE,
                    });
                    engine.repeat = engine.reps.len() - 1;
                    engine.stack.push(Choice::Begun);
                    pc += 1 + size(code, pc + 1);
                    continue;
                }
                op::MAX_UNTIL => return max_until(engine, pc, ptr),
                op::MIN_UNTIL => return min_until(engine, pc, ptr),
                op::ASSERT | op::ASSERT_NOT => {
                    let next = pc + 1 + size(code, pc + 1);
                    let negated = opcode == op::ASSERT_NOT;
                    let Some(from) = ptr.checked_sub(size(code, pc + 2)) else {
                        // There is no text that far back.
                        if negated {
                            pc = next;
                            continue;
                        }
                        return Step::Fail;
                    };
                    engine.stack.push(Choice::Assertion {
                        negated,
                        next,
                        ptr,
                        repeat: engine.repeat,
                        outer: engine.assertion,
                        reps: engine.reps.len(),
                        saved: engine.saved.len(),
                    });
                    engine.assertion = engine.stack.len();
                    (pc, ptr) = (pc + 3, from);
                    continue;
                }
                // What is left matches one character.
                _ => self.char(ptr).is_some_and(|point| one(code, pc, point)),
            };
            if !matched {
                return Step::Fail;
            }
            pc += width(code, pc);
            ptr += 1;
        }
    }

    /// The end of the pattern or of an assertion's.
    fn succeed(&self, engine: &mut Engine, ptr: usize, start: usize) -> Step {
        let Some(under) = engine.assertion.checked_sub(1) else {
            let too_short = engine.match_all && ptr != self.text.len();
            if too_short || (engine.must_advance && ptr == start) {
                return Step::Fail;
            }
            return Step::Done(ptr);
        };
        // What the assertion could still try doesn't matter any more.
        engine.stack.truncate(under + 1);
        let Some(Choice::Assertion {
            negated,
            next,
            ptr,
            repeat,
            outer,
            reps,
            saved,
        }) = engine.stack.pop()
        else {
            return Step::Fail;
        };
        engine.reps.truncate(reps);
        engine.saved.truncate(saved);
        (engine.repeat, engine.assertion) = (repeat, outer);
        if negated {
            Step::Fail
        } else {
            Step::Go((next, ptr))
        }
    }

    /// Takes choices off the stack until one has another way.
    fn go_back(&self, engine: &mut Engine) -> Option<Place> {
        loop {
            let step = match engine.stack.pop()? {
                Choice::Branch { next, ptr, kept } => {
                    engine.restore(kept);
                    self.branch(engine, next, ptr)
                }
                Choice::Greedy {
                    tail,
                    ptr,
                    extra,
                    kept,
                } => {
                    engine.restore(kept);
                    match extra.checked_sub(1) {
                        Some(extra) => self.give_back(engine, tail, ptr - 1, extra),
                        None => Step::Fail,
                    }
                }
                Choice::Lazy {
                    pc,
                    ptr,
                    count,
                    kept,
                } => {
                    engine.restore(kept);
                    self.take_one(engine, pc, ptr, count)
                }
                Choice::Begun => {
                    engine.reps.pop();
                    Step::Fail
                }
                Choice::Needed { rep } => {
                    if let Some(rep) = engine.rep(rep) {
                        rep.count -= 1;
                    }
                    Step::Fail
                }
                Choice::Stop {
                    until,
                    ptr,
                    rep,
                    last_ptr,
                    kept,
                } => {
                    engine.restore(kept);
                    let Some(rep) = engine.rep(rep) else {
                        continue;
                    };
                    rep.last_ptr = last_ptr;
                    rep.count -= 1;
                    engine.repeat = rep.prev;
                    Step::Go((until + 1, ptr))
                }
                Choice::More {
                    ptr,
                    rep,
                    count,
                    kept,
                } => {
                    engine.restore(kept);
                    once_more(engine, rep, ptr, count)
                }
                Choice::Taken { rep, last_ptr } => {
                    if let Some(rep) = engine.rep(rep) {
                        rep.count -= 1;
                        rep.last_ptr = last_ptr;
                    }
                    Step::Fail
                }
                Choice::Assertion {
                    negated,
                    next,
                    ptr,
                    repeat,
                    outer,
                    ..
                } => {
                    (engine.repeat, engine.assertion) = (repeat, outer);
                    if negated {
                        Step::Go((next, ptr))
                    } else {
                        Step::Fail
                    }
                }
            };
            if let Step::Go(place) = step {
                return Some(place);
            }
        }
    }

    /// Takes the first alternative, from the one whose skip word lies at `at`, that can match, and
    /// notes the others.
    fn branch(&self, engine: &mut Engine, mut at: usize, ptr: usize) -> Step {
        let code = self.code;
        loop {
            let skip = size(code, at);
            if skip == 0 {
                return Step::Fail;
            }
            let (body, next) = (at + 1, at + skip);
            // One look at the first character saves most of the work.
            let possible = match word(code, body) {
                op::LITERAL | op::IN => self.char(ptr).is_some_and(|point| one(code, body, point)),
                _ => true,
            };
            if !possible {
                at = next;
                continue;
            }
            // Marks are put back after the last alternative too, where that can be seen.
            let marked = engine.repeat != NONE && engine.lastmark > 0;
            if size(code, next) != 0 || marked || engine.assertion > 0 {
                let kept = if engine.repeat == NONE {
                    engine.keep()
                } else {
                    engine.keep_marks()
                };
                engine.stack.push(Choice::Branch { next, ptr, kept });
            }
            return Step::Go((body, ptr));
        }
    }

    /// `REPEAT_ONE`: as many as there are, then the tail; giving back one at a time.
    fn repeat_one(&self, engine: &mut Engine, pc: usize, ptr: usize) -> Step {
        let tail = pc + 1 + size(self.code, pc + 1);
        let least = size(self.code, pc + 2);
        let count = self.count(pc + 4, ptr, word(self.code, pc + 3));
        match count.checked_sub(least) {
            Some(extra) => self.give_back(engine, tail, ptr + count, extra),
            None => Step::Fail,
        }
    }

    /// Tries the tail at `ptr`; up to `extra` characters less can be had.
    fn give_back(&self, engine: &mut Engine, tail: usize, ptr: usize, extra: usize) -> Step {
        let (mut ptr, mut extra) = (ptr, extra);
        if word(self.code, tail) == op::LITERAL {
            // The tail can only begin where its first character is.
            let wanted = word(self.code, tail + 1);
            while self.char(ptr).map(i64::from) != Some(wanted) {
                if extra == 0 {
                    return Step::Fail;
                }
                ptr -= 1;
                extra -= 1;
            }
        }
        // A negative assertion sees the marks that a failing tail leaves.
        if extra > 0 || engine.assertion > 0 {
            engine.stack.push(Choice::Greedy {
                tail,
                ptr,
                extra,
                kept: engine.keep(),
            });
        }
        Step::Go((tail, ptr))
    }

    /// `MIN_REPEAT_ONE`: as few as must be, then the tail; taking one more at a time.
    fn min_repeat_one(&self, engine: &mut Engine, pc: usize, ptr: usize) -> Step {
        let least = size(self.code, pc + 2);
        let count = self.count(pc + 4, ptr, least as i64);
        if count < least {
            return Step::Fail;
        }
        self.try_tail(engine, pc, ptr + count, count)
    }

    fn try_tail(&self, engine: &mut Engine, pc: usize, ptr: usize, count: usize) -> Step {
        engine.stack.push(Choice::Lazy {
            pc,
            ptr,
            count,
            kept: engine.keep(),
        });
        Step::Go((pc + 1 + size(self.code, pc + 1), ptr))
    }

    fn take_one(&self, engine: &mut Engine, pc: usize, ptr: usize, count: usize) -> Step {
        let greatest = word(self.code, pc + 3);
        let full = greatest != MAXREPEAT && count as i64 >= greatest;
        if full || self.count(pc + 4, ptr, 1) == 0 {
            return Step::Fail;
        }
        self.try_tail(engine, pc, ptr + 1, count + 1)
    }

    /// How many characters from `ptr` on match the single-character pattern at `pc`, `most` at the
    /// most (`SRE(count)`).
    fn count(&self, pc: usize, ptr: usize, most: i64) -> usize {
        let code = self.code;
        let rest = self.text.get(ptr..).unwrap_or_default();
        let rest = match usize::try_from(most) {
            Ok(most) if most < rest.len() && most as i64 != MAXREPEAT => &rest[..most],
            _ => rest,
        };
        let run = |accepts: &dyn Fn(u32) -> bool| {
            let end = rest.iter().position(|&unit| !accepts(unit.into()));
            end.unwrap_or(rest.len())
        };
        let wanted = word(code, pc + 1);
        match word(code, pc) {
            op::ANY_ALL => rest.len(),
            op::ANY => {
                let end = rest.iter().position(|&unit| unit.into() == 10);
                end.unwrap_or(rest.len())
            }
            op::LITERAL => {
                let other = |&unit: &U| i64::from(unit.into()) != wanted;
                rest.iter().position(other).unwrap_or(rest.len())
            }
            op::NOT_LITERAL => {
                let same = |&unit: &U| i64::from(unit.into()) == wanted;
                rest.iter().position(same).unwrap_or(rest.len())
            }
            op::IN => {
                let outside = |&unit: &U| !contains(code, pc + 2, unit.into());
                rest.iter().position(outside).unwrap_or(rest.len())
            }
            _ => run(&|point| one(code, pc, point)),
        }
    }

    /// Whether the text of a group stands at `ptr` again; if so, where it ends.
    fn same_again(&self, engine: &Engine, op: i64, group: usize, ptr: usize) -> Option<usize> {
        let (from, to) = engine.group(group + 1)?;
        let length = to.checked_sub(from)?;
        let here = self.text.get(ptr..ptr.checked_add(length)?)?;
        let there = self.text.get(from..to)?;
        let lower: Lower = match op {
            op::GROUPREF => |point| point,
            op::GROUPREF_UNI_IGNORE => lower_unicode,
            _ => lower_ascii,
        };
        let same = |(&a, &b): (&U, &U)| lower(a.into()) == lower(b.into());
        here.iter().zip(there).all(same).then_some(ptr + length)
    }

    /// Whether `ptr` is such a place (`SRE(at)`).
    fn is_at(&self, place: i64, ptr: usize) -> bool {
        let end = self.text.len();
        let is_break = |ptr: usize| self.char(ptr) == Some(10);
        let boundary = |is_word: fn(u32) -> bool| {
            let that = ptr
                .checked_sub(1)
                .and_then(|ptr| self.char(ptr))
                .is_some_and(is_word);
            that != self.char(ptr).is_some_and(is_word)
        };
        match place {
            at::BEGINNING | at::BEGINNING_STRING => ptr == 0,
            at::BEGINNING_LINE => ptr == 0 || is_break(ptr - 1),
            at::END => ptr == end || (ptr + 1 == end && is_break(ptr)),
            at::END_LINE => ptr == end || is_break(ptr),
            at::END_STRING => ptr == end,
            // An empty text has neither boundaries nor places that are none.
            _ if end == 0 => false,
            at::BOUNDARY | at::LOC_BOUNDARY => boundary(is_word),
            at::NON_BOUNDARY | at::LOC_NON_BOUNDARY => !boundary(is_word),
            at::UNI_BOUNDARY => boundary(is_word_unicode),
            at::UNI_NON_BOUNDARY => !boundary(is_word_unicode),
            _ => false,
        }
    }
}

/// How a stretch of the pattern ended.
enum Step {
    /// The whole pattern matched, up to here.
    Done(usize),
    /// Go on there.
    Go(Place),
    /// This way is none.
    Fail,
}

/// Whether a character matches the single-character pattern at `pc`.
#[inline]
fn one(code: &[i64], pc: usize, point: u32) -> bool {
    let wanted = word(code, pc + 1);
    let is = |point: u32| i64::from(point) == wanted;
    match word(code, pc) {
        op::LITERAL => is(point),
        op::NOT_LITERAL => !is(point),
        op::IN => contains(code, pc + 2, point),
        op::ANY => point != 10,
        op::ANY_ALL => true,
        op::CATEGORY => contains(code, pc, point),
        op::LITERAL_IGNORE => is(lower_ascii(point)),
        op::NOT_LITERAL_IGNORE => !is(lower_ascii(point)),
        op::LITERAL_UNI_IGNORE => is(lower_unicode(point)),
        op::NOT_LITERAL_UNI_IGNORE => !is(lower_unicode(point)),
        op::LITERAL_LOC_IGNORE => is_either_case(wanted, point),
        op::NOT_LITERAL_LOC_IGNORE => !is_either_case(wanted, point),
        op::IN_IGNORE => contains(code, pc + 2, lower_ascii(point)),
        op::IN_UNI_IGNORE => contains(code, pc + 2, lower_unicode(point)),
        op::IN_LOC_IGNORE => contains_either_case(code, pc + 2, point),
        _ => false,
    }
}

/// How many words the single-character pattern at `pc` takes.
#[inline]
fn width(code: &[i64], pc: usize) -> usize {
    match word(code, pc) {
        op::ANY | op::ANY_ALL => 1,
        op::IN | op::IN_IGNORE | op::IN_UNI_IGNORE | op::IN_LOC_IGNORE => 1 + size(code, pc + 1),
        _ => 2,
    }
}
