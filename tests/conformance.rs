//! Every step of the scripts in `tests/conformance`, compared with CPython 3.8.18's own steps.
//!
//! `tests/record/conformance.py` records them, and shows how a run of any script agrees.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod agreement;

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use agreement::packed::unpack;
use agreement::{Comparison, Tally};
use cutaway::export::trace::{Options, Tracer};
use cutaway::session::host::{self, Folder, Input};
use cutaway::session::script::Script;
use cutaway::session::start::Start;
use cutaway::timeline::Source;
use cutaway::value::Step;
use cutaway::vm::{HOST_STACK, Host, State, Vm, Watch};
use serde_json::Value;

/// Threads that compare scripts.
const THREADS: usize = 4;

/// The world of a compared run: the script's folder.
struct Quiet(Folder);

impl Host for Quiet {
    fn answer(&mut self, _: usize, need: &cutaway::vm::Need) -> Option<cutaway::vm::Answer> {
        self.0.answer(need)
    }

    fn compile(
        &mut self,
        request: &cutaway::vm::CompileRequest<'_>,
    ) -> Result<cutaway::vm::CompileAnswer, cutaway::vm::CompileFault> {
        host::compile(request)
    }
}

/// Compares the steps as they come.
struct Follower<'a> {
    tracer: Tracer,
    recorded: Box<dyn Iterator<Item = Value> + 'a>,
    comparison: Comparison,
    steps: usize,
    missing: bool,
}

impl Follower<'_> {
    fn compare(&mut self, records: Vec<Value>) -> ControlFlow<()> {
        for ours in records.iter().filter(|record| record["k"] == "step") {
            self.steps += 1;
            match self.recorded.next() {
                Some(real) if self.comparison.step(&real, ours) => {}
                Some(_) => return ControlFlow::Break(()),
                None => self.missing = true,
            }
        }
        ControlFlow::Continue(())
    }
}

impl Watch for Follower<'_> {
    fn first(&self) -> Step {
        Step(0)
    }

    fn before_step(&mut self, state: &mut State) -> ControlFlow<(), Step> {
        let records = self.tracer.step(state);
        match self.compare(records) {
            ControlFlow::Break(()) => ControlFlow::Break(()),
            ControlFlow::Continue(()) => ControlFlow::Continue(Step(state.step.0 + 1)),
        }
    }

    fn at_end(&mut self, state: &mut State) {
        let records = self.tracer.end(state, 0);
        let _ = self.compare(records);
    }
}

/// Runs a script beside CPython's recording of it.
fn compare(script: &Path, recording: &str) -> BTreeMap<String, Tally> {
    let script = Script::open(script).unwrap();
    let input = Input::Queue {
        lines: VecDeque::new(),
        open: false,
    };
    let mut world = Quiet(Folder::of(&script, input));
    let natives = cutaway::builtins::table();
    let lines: Vec<&str> = recording.lines().collect();
    let total = lines.len();
    let mut follower = Follower {
        tracer: Tracer::new(&script.folder.to_string_lossy(), Options::default()),
        recorded: Box::new(
            lines
                .into_iter()
                .map(|line| serde_json::from_str(line).unwrap()),
        ),
        comparison: Comparison::default(),
        steps: 0,
        missing: false,
    };
    let start = Start::Recorded.image().unwrap();
    let mut vm = Vm::start(&script.world(&[], start), &natives, &mut world);
    vm.run_watched(Step(u64::MAX), &mut follower);
    drop(vm);
    follower.comparison.end(total, follower.steps);
    follower.comparison.fields
}

/// Adds up the fields of several scripts.
fn add(sum: &mut BTreeMap<String, Tally>, script: &str, fields: BTreeMap<String, Tally>) {
    for (name, tally) in fields {
        let entry = sum.entry(name).or_default();
        entry.agree += tally.agree;
        entry.differ += tally.differ;
        let named = tally.first.iter().map(|first| format!("{script}: {first}"));
        entry.first.extend(named);
    }
}

/// One line a field, and the first `shown` of its differences.
fn report(fields: &BTreeMap<String, Tally>, shown: usize) -> String {
    let mut out = String::new();
    for (name, tally) in fields {
        let all = tally.agree + tally.differ;
        let share = 100.0 * tally.agree as f64 / all.max(1) as f64;
        writeln!(out, "{share:9.4} % of {all:7} ({})  {name}", tally.differ).unwrap();
        for first in tally.first.iter().take(shown) {
            let first: String = first.chars().take(300).collect();
            writeln!(out, "    {first}").unwrap();
        }
    }
    out
}

/// Compares many scripts at once.
fn compare_all(pairs: Vec<(PathBuf, String)>) -> BTreeMap<String, Tally> {
    let todo = Mutex::new(pairs);
    let sum = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            let work = || {
                loop {
                    let Some((script, recording)) = todo.lock().unwrap().pop() else {
                        return;
                    };
                    let name = script.file_stem().unwrap().to_string_lossy().into_owned();
                    let fields = compare(&script, &recording);
                    add(&mut sum.lock().unwrap(), &name, fields);
                }
            };
            let builder = std::thread::Builder::new().stack_size(HOST_STACK);
            builder.spawn_scoped(scope, work).unwrap();
        }
    });
    sum.into_inner().unwrap()
}

/// What still differs in the recorded scripts, at most so often, and why:
///
/// - The collector's counts follow the free lists, which depend on what compiling a longer script leaves.
/// - Deaths: digits and quotients of large ints that C code makes on the way, what `compile` makes for
///   `eval`, iterators that C code doesn't make.
/// - Dicts, types, texts, interning and depth below an import: CPython runs `importlib` there, and modules
///   of its library that are others here.
/// - `list: alloc`: CPython marks a list that is being sorted with -1.
/// - References of shared objects: None in places of the method cache that imports fill.
const KNOWN: &[(&str, u64)] = &[
    ("collector: count 0", 41),
    ("collector: count 1", 5),
    ("deaths: kinds in order", 76),
    ("dict: rc", 52),
    ("dict: used", 3),
    ("identity (dict: keys)", 6),
    ("identity (dict: values)", 5),
    ("identity (stack)", 3),
    ("identity (tuple: items)", 1),
    ("int: r", 2),
    ("list: alloc", 10),
    ("objects: types", 31),
    ("recursion depth", 92),
    ("references of shared objects, change", 227),
    ("stack: texts", 16),
    ("stack: types", 1),
    ("str: interned", 37),
    ("str: len", 6),
    ("str: r", 7),
    ("tuple: rc", 5),
];

#[test]
fn every_step_of_the_conformance_scripts_is_cpythons() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut pairs = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let packed = entry.unwrap().path();
        if packed.extension().is_some_and(|end| end == "steps") {
            let recording = unpack(&fs::read(&packed).unwrap());
            pairs.push((packed.with_extension("py"), recording));
        }
    }
    assert!(pairs.len() >= 60, "{} recordings", pairs.len());
    let fields = compare_all(pairs);
    let known: BTreeMap<&str, u64> = KNOWN.iter().copied().collect();
    let worse: BTreeMap<String, Tally> = fields
        .into_iter()
        .filter(|(name, tally)| tally.differ > known.get(name.as_str()).copied().unwrap_or(0))
        .collect();
    assert!(worse.is_empty(), "\n{}", report(&worse, 1));
}

/// Shows how the scripts in the variable `CUTAWAY_AGREEMENT` agree with their recordings, which
/// lie beside them: what `tests/record/conformance.py --agreement` runs. `CUTAWAY_DIFFERENCES` says
/// how many differences of a field to show.
#[test]
#[ignore = "compares scripts that are given"]
fn agreement_of_given_scripts() {
    let given = std::env::var("CUTAWAY_AGREEMENT").unwrap();
    let pairs = given.split(':').map(|script| {
        let script = PathBuf::from(script);
        let packed = fs::read(script.with_extension("steps")).unwrap();
        (script, unpack(&packed))
    });
    let shown = std::env::var("CUTAWAY_DIFFERENCES").ok();
    let shown = shown.and_then(|shown| shown.parse().ok()).unwrap_or(1);
    println!("{}", report(&compare_all(pairs.collect()), shown));
}
