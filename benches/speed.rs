//! How fast scripts run, as ratios against the real interpreter in the same run.
//!
//! `cargo bench --bench speed [-- --full] [NAME ...]` runs each program in turn with CPython 3.8
//! and with this build, and once more recording every step, round after round. It prints for each
//! program the median of the rounds' ratios, and their geometric mean. Without a CPython 3.8 it
//! says so and does nothing. `CUTAWAY_PYTHON` names one that isn't found by itself.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use cutaway::session::python;

/// Rounds of A B A B.
const ROUNDS: usize = 5;

/// Each program with the argument for an everyday run (about a million instructions) and for a
/// full one (about thirty million).
const PROGRAMS: &[(&str, u32, u32)] = &[
    ("fib", 21, 30),
    ("loops", 250, 1200),
    ("lists", 18_000, 350_000),
    ("dicts", 12_000, 300_000),
    ("strings", 4_500, 100_000),
    ("classes", 12_000, 250_000),
    ("generators", 11_000, 350_000),
    ("exceptions", 17_000, 300_000),
    ("closures", 3_300, 70_000),
    ("nbody", 900, 25_000),
    ("cycles", 4_500, 90_000),
    ("fannkuch", 9, 300),
];

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let full = args.iter().any(|arg| arg == "--full");
    let names: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    let Some(python) = find_python() else {
        println!("no CPython 3.8 found: set CUTAWAY_PYTHON to one to compare with it");
        return;
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    let empty = folder.join("empty.py");
    println!(
        "{:<12} {:>9} {:>10} {:>8} {:>10}",
        "program", "CPython", "cutaway", "ratio", "recording"
    );
    let (mut run_ratios, mut record_ratios) = (Vec::new(), Vec::new());
    for &(name, everyday, long) in PROGRAMS {
        if !names.is_empty() && !names.iter().any(|wanted| *wanted == name) {
            continue;
        }
        let script = folder.join(format!("{name}.py"));
        let size = if full { long } else { everyday }.to_string();
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            // What it takes to start is no part of the comparison.
            let of = |command: &dyn Fn(&Path) -> Command| {
                (time(command(&script).arg(&size)) - time(&mut command(&empty))).max(0.001)
            };
            let theirs = of(&|script| {
                let mut command = Command::new(&python);
                command.env("PYTHONHASHSEED", "0").arg(script);
                command
            });
            let ours = of(&|script| cutaway("run", script));
            let recorded = of(&|script| cutaway("record", script));
            rounds.push((theirs, ours, recorded));
        }
        let ratio = median(rounds.iter().map(|(theirs, ours, _)| ours / theirs));
        let recording = median(rounds.iter().map(|(_, ours, recorded)| recorded / ours));
        println!(
            "{name:<12} {:>7.0}ms {:>8.0}ms {ratio:>8.2} {recording:>10.2}",
            median(rounds.iter().map(|round| round.0)) * 1e3,
            median(rounds.iter().map(|round| round.1)) * 1e3,
        );
        run_ratios.push(ratio);
        record_ratios.push(recording);
    }
    println!(
        "geometric mean: run {:.2} times CPython's time, recording {:.2} times a run's",
        mean(&run_ratios),
        mean(&record_ratios)
    );
}

fn cutaway(subcommand: &str, script: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cutaway"));
    command.arg(subcommand).arg(script);
    command
}

/// A CPython 3.8: the one that `CUTAWAY_PYTHON` names, or one that is found.
fn find_python() -> Option<PathBuf> {
    let named = std::env::var_os("CUTAWAY_PYTHON").map(PathBuf::from);
    python::find(named.as_deref())
        .ok()
        .map(|python| python.path)
}

/// Seconds of processor time of one run; of the clock where the system doesn't tell.
fn time(command: &mut Command) -> f64 {
    let (clock, used) = (Instant::now(), children_seconds());
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{command:?} failed"
    );
    match (used, children_seconds()) {
        (Some(before), Some(after)) if after > before => after - before,
        _ => clock.elapsed().as_secs_f64(),
    }
}

/// Processor time of all children so far (`cutime` and `cstime`, in ticks of 10 ms).
fn children_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = fields.get(13)?.parse::<f64>().ok()? + fields.get(14)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn mean(values: &[f64]) -> f64 {
    (values.iter().map(|value| value.ln()).sum::<f64>() / values.len() as f64).exp()
}
