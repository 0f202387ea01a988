//! Every moment of every sample and test script can be shown, whatever is looked into.

mod common;

use std::path::Path;

use common::{record, with_each_script};
use cutaway::inspect::view::{Moment, ObjectNo, RunState};
use cutaway::inspect::{self, Look};
use cutaway::timeline::Timeline;
use cutaway::value::Step;

/// Moments shown of one script, spread over its whole run.
const LOOKS: u64 = 4;
/// Micro-steps shown inside each of them.
const MICRO_STEPS: usize = 12;

fn shown(
    timeline: &mut Timeline,
    (step, micro): (u64, usize),
    selected: Option<ObjectNo>,
) -> Moment {
    let moment = timeline.moment_midway(Step(step), micro);
    inspect::moment(&Look {
        before: &moment.before,
        shown: moment.midway.as_ref().unwrap_or(&moment.before),
        micro: micro.min(moment.events.len()),
        after: &moment.after,
        events: &moment.events,
        sources: &|_| None,
        breakpoints: &[],
        selected,
    })
}

/// Some objects that a moment mentions.
fn mentioned(moment: &Moment) -> Vec<ObjectNo> {
    let stack = moment
        .stack
        .rows
        .iter()
        .filter_map(|row| row.object.as_ref());
    let names = moment.scopes.iter().flat_map(|scope| &scope.rows);
    let names = names.filter_map(|row| row.object.as_ref());
    let frames = moment.frames.iter().map(|row| &row.frame);
    stack
        .chain(frames)
        .chain(names.take(3))
        .map(|object| object.no)
        .collect()
}

fn assert_shown(path: &Path) {
    let (mut timeline, _) = record(path, 1_000_003);
    let end = timeline.recorded().0;
    for look in 0..=LOOKS {
        let step = end * look / LOOKS;
        let moment = shown(&mut timeline, (step, 0), None);
        let place = || format!("{} at step {step}", path.display());
        assert_eq!(moment.step, step, "{}", place());
        assert_eq!(moment.state == RunState::Running, step < end, "{}", place());
        if step < end {
            let depth = moment
                .frames
                .first()
                .map(|frame| frame.stack_depth as usize);
            assert_eq!(depth, Some(moment.stack.rows.len()), "{}", place());
            assert!(!moment.narration.sentence.is_empty(), "{}", place());
            let current = moment
                .code
                .current
                .and_then(|row| moment.code.rows.get(row));
            assert!(current.is_some(), "{}", place());
        }
        for micro in 1..=moment.events.len().min(MICRO_STEPS) {
            let inside = shown(&mut timeline, (step, micro), None);
            let depth = |moment: &Moment| moment.stack.rows.len();
            let kinds = inside.events[..micro].iter().map(|row| row.kind.as_str());
            let change = |kind| kinds.clone().filter(|&other| other == kind).count();
            // A generator that yields to a native function may be entered again in the same step.
            let is_flat = inside.frames.first().map(|row| row.frame.no)
                == moment.frames.first().map(|row| row.frame.no)
                && change("yield") == 0;
            if is_flat {
                let (pushed, popped) = (change("push"), change("pop"));
                assert_eq!(
                    depth(&inside) + popped,
                    depth(&moment) + pushed,
                    "{}, event {micro}",
                    place()
                );
            }
        }
        for no in mentioned(&moment).into_iter().take(1) {
            let object = shown(&mut timeline, (step, 0), Some(no)).object;
            assert_eq!(object.map(|view| view.object.no), Some(no), "{}", place());
        }
    }
}

#[test]
fn every_sample_can_be_shown() {
    with_each_script("samples", assert_shown);
}

#[test]
fn every_script_can_be_shown() {
    with_each_script("tests/scripts", assert_shown);
}
