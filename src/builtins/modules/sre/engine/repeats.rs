//! The end of a repeat's body (`MAX_UNTIL` and `MIN_UNTIL` of `Modules/sre_lib.h`): once more, or on
//! to what follows.

use super::super::opcodes::MAXREPEAT;
use super::Step;
use super::state::{Choice, Engine, Repeat};

/// An iteration that must be: there are not enough yet.
fn needed(engine: &mut Engine, ptr: usize) -> Option<Step> {
    let at = engine.repeat;
    let rep = engine.rep(at)?;
    if rep.count + 1 >= rep.least {
        return None;
    }
    rep.count += 1;
    let body = rep.body;
    engine.stack.push(Choice::Needed { rep: at });
    Some(Step::Go((body, ptr)))
}

/// The end of a greedy repeat's body: once more if that is allowed, else what comes after.
pub(super) fn max_until(engine: &mut Engine, pc: usize, ptr: usize) -> Step {
    if let Some(step) = needed(engine, ptr) {
        return step;
    }
    let at = engine.repeat;
    let Some(&Repeat {
        count,
        greatest,
        body,
        prev,
        last_ptr,
        ..
    }) = engine.reps.get(at)
    else {
        return Step::Fail;
    };
    if (greatest == MAXREPEAT || count + 1 < greatest) && ptr != last_ptr {
        let kept = engine.keep_marks();
        engine.stack.push(Choice::Stop {
            until: pc,
            ptr,
            rep: at,
            last_ptr,
            kept,
        });
        if let Some(rep) = engine.rep(at) {
            rep.count += 1;
            rep.last_ptr = ptr;
        }
        return Step::Go((body, ptr));
    }
    engine.repeat = prev;
    Step::Go((pc + 1, ptr))
}

/// The end of a lazy repeat's body: what comes after, and once more only if that fails.
pub(super) fn min_until(engine: &mut Engine, pc: usize, ptr: usize) -> Step {
    if let Some(step) = needed(engine, ptr) {
        return step;
    }
    let at = engine.repeat;
    let Some(&Repeat { count, prev, .. }) = engine.reps.get(at) else {
        return Step::Fail;
    };
    let kept = engine.keep();
    engine.stack.push(Choice::More {
        ptr,
        rep: at,
        count: count + 1,
        kept,
    });
    engine.repeat = prev;
    Step::Go((pc + 1, ptr))
}

/// One more iteration of a lazy repeat whose tail didn't match.
pub(super) fn once_more(engine: &mut Engine, at: usize, ptr: usize, count: i64) -> Step {
    let Some(rep) = engine.rep(at) else {
        return Step::Fail;
    };
    let full = rep.greatest != MAXREPEAT && count >= rep.greatest;
    if full || ptr == rep.last_ptr {
        return Step::Fail;
    }
    let (body, last_ptr) = (rep.body, rep.last_ptr);
    (rep.count, rep.last_ptr) = (count, ptr);
    engine.stack.push(Choice::Taken { rep: at, last_ptr });
    Step::Go((body, ptr))
}
