//! What several tests need: recordings of scripts.

#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cutaway::session::host::{self, Folder, Input};
use cutaway::session::script::Script;
use cutaway::timeline::{Progress, Timeline};
use cutaway::value::Step;
use cutaway::vm::{HOST_STACK, StartImage, Vm};

/// The scripts in a folder of the project, by name.
pub fn scripts(folder: &str) -> Vec<PathBuf> {
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
pub fn record(path: &Path, slice: u64) -> (Timeline, Vec<(Step, u64)>) {
    let script = Script::open(path).unwrap();
    let input = Input::Queue {
        lines: VecDeque::new(),
        open: false,
    };
    let mut folder = Folder::of(&script, input);
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

/// Tests each script of a folder, on all cores, on stacks as large as the machine asks for.
pub fn with_each_script(folder: &str, test: fn(&Path)) {
    let scripts = scripts(folder);
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(path) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
            test(path);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let worker = std::thread::Builder::new().stack_size(HOST_STACK);
            worker.spawn_scoped(scope, work).unwrap();
        }
    });
}

/// Runs on a stack as large as the machine asks for.
pub fn with_stack(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(HOST_STACK)
        .spawn(test)
        .unwrap()
        .join()
        .unwrap();
}
