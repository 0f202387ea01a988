//! How fast sources are compiled, as a ratio against the real interpreter in the same run.
//!
//! `cargo bench --bench compile [-- FOLDER]` reads every .py file of a CPython 3.8's standard
//! library, or of the folder, into memory, and compiles all of them, CPython and this build in
//! turns, round after round: on one thread, where processor times are compared, and with all of
//! the machine's cores, where the times on the clock are: CPython compiles one file at a time,
//! whatever the machine has. It prints each round's times and the median ratios. Without a CPython
//! 3.8 it says so and does nothing. `CUTAWAY_PYTHON` names one that isn't found by itself.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![allow(
    clippy::expect_used,
    reason = "a benchmark may stop at the first surprise"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use cutaway::compiler::{Mode, Options, SourceKind, compile};
use cutaway::session::{parallel, python};
use cutaway::value::PyStr;

/// Rounds of A B A B.
const ROUNDS: usize = 5;
/// Python's front end nests as deep as the source does.
const STACK: usize = 1 << 30;

/// CPython's part: prints the paths, then for each line it reads the seconds of one round, of processor
/// time and on the clock.
const THEIRS: &str = r#"
import os, sys, sysconfig, time, warnings
warnings.simplefilter("ignore")
root = sys.argv[1] if len(sys.argv) > 1 else sysconfig.get_path("stdlib")
sources = []
for folder, folders, files in os.walk(root):
    folders[:] = sorted(set(folders) - {"site-packages", "__pycache__"})
    for name in sorted(files):
        if name.endswith(".py"):
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                sources.append((path, file.read()))
            print(path)
print(flush=True)
for line in sys.stdin:
    start, clock = time.process_time(), time.perf_counter()
    for path, source in sources:
        try:
            compile(source, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            pass
    print(time.process_time() - start, time.perf_counter() - clock, flush=True)
"#;

fn main() {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(measure);
    worker
        .expect("a thread")
        .join()
        .expect("the measurement ends");
}

fn measure() {
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let named = std::env::var_os("CUTAWAY_PYTHON").map(PathBuf::from);
    let python = match python::find(named.as_deref()) {
        Ok(python) => python.path,
        Err(problem) => {
            println!("not measured: {problem}");
            return;
        }
    };
    let mut theirs = Command::new(python)
        .args(["-c", THEIRS])
        .args(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("CPython starts");
    let mut ask = theirs.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(theirs.stdout.take().expect("a pipe")).lines();
    let mut answer = || answers.next().expect("an answer").expect("text");
    let mut sources = Vec::new();
    loop {
        let path = answer();
        if path.is_empty() {
            break;
        }
        let source = std::fs::read(&path).expect("what CPython can read");
        sources.push((PyStr::new(&path), source));
    }
    let bytes: usize = sources.iter().map(|(_, source)| source.len()).sum();
    println!(
        "{} files, {:.1} MB, {} cores",
        sources.len(),
        bytes as f64 / 1e6,
        std::thread::available_parallelism().map_or(1, usize::from)
    );
    println!("        one thread: processor     all cores: on the clock");
    println!("  CPython  cutaway  ratio     CPython  cutaway  ratio");
    let (mut processor, mut clock) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        writeln!(ask).expect("CPython listens");
        let theirs = answer();
        let (cpu, wall) = theirs.split_once(' ').expect("two numbers");
        let cpu: f64 = cpu.parse().expect("seconds");
        let wall: f64 = wall.parse().expect("seconds");
        let (own_cpu, own_wall) = (round(&sources), parallel_round(&sources));
        processor.push(cpu / own_cpu);
        clock.push(wall / own_wall);
        println!(
            "{cpu:>8.2}s {own_cpu:>7.3}s {:>6.1} {wall:>10.2}s {own_wall:>7.3}s {:>6.1}",
            cpu / own_cpu,
            wall / own_wall
        );
    }
    println!(
        "cutaway compiles {:.1} times as fast as CPython on one thread, {:.1} times in one process \
         (medians)",
        median(processor.into_iter()),
        median(clock.into_iter())
    );
    drop(ask);
    theirs.wait().expect("CPython ends");
}

/// Processor time of compiling everything once.
fn round(sources: &[(PyStr, Vec<u8>)]) -> f64 {
    let (clock, before) = (Instant::now(), own_seconds());
    sources.iter().for_each(compile_one);
    match (before, own_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => clock.elapsed().as_secs_f64(),
    }
}

/// Time on the clock of compiling everything once, with all cores.
fn parallel_round(sources: &[(PyStr, Vec<u8>)]) -> f64 {
    let clock = Instant::now();
    parallel::map(sources, STACK, compile_one).expect("threads");
    clock.elapsed().as_secs_f64()
}

fn compile_one((path, source): &(PyStr, Vec<u8>)) {
    let options = Options {
        source: SourceKind::Bytes,
        ..Options::default()
    };
    // Some files of the library are there to be rejected.
    let _ = std::hint::black_box(compile(source, path, Mode::Exec, options));
}

/// Processor time of this thread so far, where the system tells: `schedstat` counts nanoseconds.
fn own_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = stat.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// The middle one of some measurements.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
