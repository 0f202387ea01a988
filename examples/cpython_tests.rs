//! Runs CPython's own tests by the real unittest, out of the folder of a 3.8 standard library, and
//! reports passed, failed and skipped methods per file.
//!
//! ```sh
//! cargo build --release
//! cargo run --release --example cpython_tests -- DIR [NAME ...] [--seconds N] [--failures FILE]
//! ```
//!
//! DIR is the folder that holds `os.py` and `test`. Without names the files listed below are run. Each
//! file runs in a process of its own, for so many seconds at most; a method that hangs, or ends the
//! process, counts as failed, and the file goes on without it. Methods that only miss `_testcapi` are
//! skipped: what they test is CPython's C API.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example prints"
)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// The test files, without `test_`.
const FILES: &str = "list dict set tuple long float unicode bytes slice range builtin generators \
    coroutines descr super scope exceptions with weakref gc enumerate iter itertools functools \
    collections contextlib dataclasses enum heapq bisect json re struct copy";
/// What one file may take.
const SECONDS: u64 = 300;
/// How often a file is begun again without the method that ended it.
const RESTARTS: usize = 12;

/// What became of a method.
#[derive(Clone, PartialEq, Eq)]
enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
}

/// What the command line says.
struct Wish {
    library: PathBuf,
    files: Vec<String>,
    limit: Duration,
    failures: Option<PathBuf>,
}

fn wish() -> Option<Wish> {
    let mut arguments = std::env::args().skip(1);
    let library = PathBuf::from(arguments.next()?);
    let mut wish = Wish {
        library,
        files: Vec::new(),
        limit: Duration::from_secs(SECONDS),
        failures: None,
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => wish.limit = Duration::from_secs(arguments.next()?.parse().ok()?),
            "--failures" => wish.failures = Some(PathBuf::from(arguments.next()?)),
            name => wish.files.push(name.trim_start_matches("test_").to_owned()),
        }
    }
    if wish.files.is_empty() {
        wish.files = FILES.split_whitespace().map(str::to_owned).collect();
    }
    Some(wish)
}

/// The program, which lies beside the folder of the examples.
fn cutaway() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    let program = own.parent()?.parent()?.join("cutaway");
    program.is_file().then_some(program)
}

/// Runs a file once; whether it came to its end, and the method under way if not.
fn run_once(
    program: &Path,
    wish: &Wish,
    file: &str,
    results: &mut BTreeMap<String, Outcome>,
) -> std::io::Result<Option<String>> {
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cpython/run_one.py");
    let known: Vec<&String> = results.keys().collect();
    let mut child = Command::new(program)
        .arg("run")
        .arg("--stdlib")
        .arg(&wish.library)
        .arg(driver)
        .arg(format!("test.test_{file}"))
        .args(known)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let Some(stderr) = child.stderr.take() else {
        return Ok(None);
    };
    let (sender, lines) = channel();
    let reader = std::thread::spawn(move || {
        for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
            if sender
                .send(String::from_utf8_lossy(&line).into_owned())
                .is_err()
            {
                return;
            }
        }
    });
    let deadline = Instant::now() + wish.limit;
    let mut under_way = Some("the file itself".to_owned());
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match lines.recv_timeout(left) {
            Ok(line) => take(&line, &mut under_way, results),
            Err(RecvTimeoutError::Timeout) => {
                child.kill()?;
                break;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    drop(lines);
    child.wait()?;
    let _ = reader.join();
    Ok(under_way)
}

/// One line of what the driver says.
fn take(line: &str, under_way: &mut Option<String>, results: &mut BTreeMap<String, Outcome>) {
    let Some(said) = line.strip_prefix("@@ ") else {
        return;
    };
    let mut words = said.splitn(3, ' ');
    let (kind, name) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let reason = words.next().unwrap_or("").trim().to_owned();
    match kind {
        "start" => *under_way = Some(name.to_owned()),
        "done" => *under_way = None,
        "count" => {}
        _ => {
            let outcome = match kind {
                "pass" => Outcome::Passed,
                "skip" => Outcome::Skipped(reason),
                _ if reason.contains("_testcapi") => Outcome::Skipped(reason),
                _ => Outcome::Failed(reason),
            };
            results.insert(name.to_owned(), outcome);
        }
    }
}

fn run_file(program: &Path, wish: &Wish, file: &str) -> std::io::Result<BTreeMap<String, Outcome>> {
    let mut results = BTreeMap::new();
    for _ in 0..RESTARTS {
        match run_once(program, wish, file, &mut results)? {
            None => break,
            Some(method) => {
                let failed = Outcome::Failed("hangs, or ends the program".to_owned());
                if results.insert(method, failed).is_some() {
                    break;
                }
            }
        }
    }
    Ok(results)
}

fn main() -> ExitCode {
    let (Some(wish), Some(program)) = (wish(), cutaway()) else {
        eprintln!("usage: cpython_tests DIR [NAME ...] [--seconds N] [--failures FILE]");
        eprintln!("DIR holds os.py and test of a CPython 3.8; build the program itself first.");
        return ExitCode::from(2);
    };
    println!(
        "{:14}{:>8}{:>8}{:>8}{:>9}",
        "file", "passed", "failed", "skipped", "seconds"
    );
    let mut sums = [0; 3];
    let mut failures = String::new();
    for file in &wish.files {
        let begin = Instant::now();
        let results = match run_file(&program, &wish, file) {
            Ok(results) => results,
            Err(error) => {
                eprintln!("{}: {error}", program.display());
                return ExitCode::from(2);
            }
        };
        let mut counts = [0; 3];
        for (method, outcome) in &results {
            let place = match outcome {
                Outcome::Passed => 0,
                Outcome::Failed(reason) => {
                    failures.push_str(&format!("{method}\n    {reason}\n"));
                    1
                }
                Outcome::Skipped(_) => 2,
            };
            counts[place] += 1;
            sums[place] += 1;
        }
        let [passed, failed, skipped] = counts;
        let seconds = begin.elapsed().as_secs();
        println!(
            "{:14}{passed:8}{failed:8}{skipped:8}{seconds:9}",
            format!("test_{file}")
        );
    }
    let [passed, failed, skipped] = sums;
    let share = 100.0 * f64::from(passed) / f64::from((passed + failed).max(1));
    println!(
        "{:14}{passed:8}{failed:8}{skipped:8}   {share:.1} % of those not skipped",
        "all"
    );
    match wish.failures {
        Some(path) if std::fs::write(&path, &failures).is_err() => ExitCode::FAILURE,
        Some(_) => ExitCode::SUCCESS,
        None => {
            print!("{failures}");
            ExitCode::SUCCESS
        }
    }
}
