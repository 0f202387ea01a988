//! The law of time: replaying a run to step n gives the very state that was there when step n was
//! first next, wherever the replay begins.

mod common;

use std::path::Path;

use common::{record, with_each_script};

/// Steps recorded at a time: odd, so that the looks fall everywhere.
const SLICE: u64 = 37;
/// Looks back at one script, spread over its whole run.
const LOOKS: usize = 24;

fn assert_law(path: &Path) {
    let (mut timeline, seen) = record(path, SLICE);
    let stride = seen.len().div_ceil(LOOKS);
    // Backwards, as somebody who steps back sees them.
    for &(step, digest) in seen.iter().step_by(stride).rev() {
        let moment = timeline.moment(step);
        assert_eq!(moment.before.step, step, "{}", path.display());
        assert_eq!(
            moment.before.digest(),
            digest,
            "{} at step {}",
            path.display(),
            step.0
        );
    }
}

fn assert_equal_recordings(path: &Path) {
    let (_, first) = record(path, SLICE);
    let (_, second) = record(path, SLICE);
    assert_eq!(first, second, "{}", path.display());
}

#[test]
fn a_replayed_sample_is_what_was_recorded() {
    with_each_script("samples", assert_law);
}

#[test]
fn two_recordings_of_a_script_are_equal() {
    with_each_script("samples", assert_equal_recordings);
}
