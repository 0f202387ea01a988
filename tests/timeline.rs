//! The law of time: replaying a run to step n gives the very state that was there when step n was
//! first next, wherever the replay begins.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cutaway::session::host::{self, Folder, Input};
use cutaway::session::script::Script;
use cutaway::timeline::{Progress, Timeline};
use cutaway::value::Step;
use cutaway::vm::{HOST_STACK, StartImage, Vm};

/// Steps recorded at a time: odd, so that the looks fall everywhere.
const SLICE: u64 = 37;
/// Looks back at one script, spread over its whole run.
const LOOKS: usize = 24;

fn scripts(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut scripts: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "py"))
        .collect();
    scripts.sort();
    scripts
}

/// Records a script in slices; the steps at which they end, each with the digest of its state.
fn record(path: &Path, slice: u64) -> (Timeline, Vec<(Step, u64)>) {
    let script = Script::open(path).unwrap();
    let input = Input::Queue {
        lines: VecDeque::new(),
        open: false,
    };
    let mut folder = Folder::new(&script.folder, input);
    let natives = Arc::new(cutaway::builtins::table());
    let world = script.world(&[], StartImage::default());
    let start = Vm::start(&world, &natives, &mut host::Setup).state;
    let mut seen = vec![(start.step, start.digest())];
    let mut timeline = Timeline::new(start, natives, host::compile);
    while timeline.advance(slice, &mut folder) == Progress::Going {
        let state = timeline.latest().unwrap();
        seen.push((state.step, state.digest()));
    }
    (timeline, seen)
}

/// Runs on a stack as large as the machine asks for.
fn with_stack(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(HOST_STACK)
        .spawn(test)
        .unwrap()
        .join()
        .unwrap();
}

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

#[test]
fn a_replayed_sample_is_what_was_recorded() {
    with_stack(|| {
        for path in scripts("samples") {
            assert_law(&path);
        }
    });
}

#[test]
fn two_recordings_of_a_script_are_equal() {
    with_stack(|| {
        for path in scripts("samples") {
            let (_, first) = record(&path, SLICE);
            let (_, second) = record(&path, SLICE);
            assert_eq!(first, second, "{}", path.display());
        }
    });
}
