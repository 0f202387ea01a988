//! `cutaway verify`: the same script here and in a CPython 3.8 of the user's, compared step by step.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::trace::Quiet;
use crate::export::verify::{
    Comparison, End, Field, Follower, report, same_but_for_addresses, uses_of_the_world,
};
use crate::session::host::{self, Folder, Input};
use crate::session::python::{self, Request, Traced};
use crate::session::script::Script;
use crate::value::Step;
use crate::vm::{StartImage, State, Vm};
use color_eyre::eyre::{self, WrapErr};

/// The version that Cutaway follows.
const FOLLOWED: &str = "3.8.18";

/// What the user asks for.
pub(super) struct Wish {
    /// The CPython 3.8 to compare with.
    pub python: Option<PathBuf>,
    /// What both sides read as standard input.
    pub stdin: Option<PathBuf>,
    /// Steps compared at most.
    pub steps: u64,
    /// Where to keep CPython's records.
    pub log: Option<PathBuf>,
}

/// Runs a script on both sides and tells how they agree.
///
/// # Errors
/// When the script can't be opened, there is no CPython 3.8, or it can't be run.
pub(super) fn verify(file: &Path, args: &[String], wish: &Wish) -> eyre::Result<ExitCode> {
    let script = Script::open(&std::path::absolute(file)?)?;
    let python = python::find(wish.python.as_deref())?;
    println!("CPython {} at {}", python.version, python.path.display());
    if python.version != FOLLOWED {
        println!("Cutaway follows {FOLLOWED}: what changed between the two may differ.");
    }
    let natives = crate::builtins::table();
    let world = script.world(args, StartImage::default());
    let start = Vm::start(&world, &natives, &mut host::Setup).state;
    let path = PathBuf::from(script.path.to_lossy());
    let request = Request {
        script: &path,
        args,
        prefix: format!("{}/", script.folder.display()),
        stdin: wish.stdin.as_deref(),
        steps: wish.steps,
        counts: std::array::from_fn(|index| start.heap.gc.generations[index].count),
    };
    let traced = python::trace(&python, &request).wrap_err("the script can't be run there")?;
    if let Some(kept) = &wish.log {
        fs::copy(&traced.log, kept).wrap_err_with(|| format!("can't write {}", kept.display()))?;
    }
    let (follower, state) = compare(&script, wish, start, &traced)?;
    println!("{} steps compared\n", follower.comparison().steps);
    let source = |line: u64| {
        let text = script.source.as_ref()?;
        let line = usize::try_from(line).ok()?.checked_sub(1)?;
        let text = String::from_utf8_lossy(text).into_owned();
        text.lines().nth(line).map(str::to_owned)
    };
    let comparison = conclude(follower, &state, &traced);
    print!("{}", report(&comparison, &source));
    if comparison.steps == 0 {
        eyre::bail!("{}", nothing_recorded(&traced));
    }
    if comparison.agrees() {
        println!("\nBoth agree.");
        return Ok(ExitCode::SUCCESS);
    }
    let world = uses_of_the_world(&script.code);
    if !world.is_empty() {
        println!(
            "\nThe script uses {}: what these give comes from outside or depends on addresses, and \
             needn't be the same in two runs.",
            world.join(", ")
        );
    }
    Ok(ExitCode::FAILURE)
}

/// The run here, compared while it goes; and the state at its end.
fn compare(
    script: &Script,
    wish: &Wish,
    start: State,
    traced: &Traced,
) -> eyre::Result<(Follower<BufReader<File>>, State)> {
    let log = File::open(&traced.log).wrap_err_with(|| nothing_recorded(traced))?;
    let mut follower = Follower::new(&script.folder.to_string_lossy(), BufReader::new(log));
    let input = Input::Queue {
        lines: lines(wish.stdin.as_deref())?,
        open: false,
    };
    let mut world = Quiet(Folder::of(script, input));
    let natives = crate::builtins::table();
    let mut vm = Vm::new(start, &natives, &mut world);
    vm.run_watched(Step(u64::MAX), &mut follower);
    let state = vm.state;
    Ok((follower, state))
}

/// The lines of the input with their ends.
fn lines(stdin: Option<&Path>) -> eyre::Result<VecDeque<Vec<u8>>> {
    let Some(stdin) = stdin else {
        return Ok(VecDeque::new());
    };
    let text = fs::read(stdin).wrap_err_with(|| format!("can't read {}", stdin.display()))?;
    Ok(text
        .split_inclusive(|&byte| byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect())
}

/// What can only be compared when both runs are over.
fn conclude(follower: Follower<BufReader<File>>, state: &State, traced: &Traced) -> Comparison {
    let (mut comparison, end) = follower.finish();
    match end {
        End::Limit => println!("Both runs were stopped there (--steps compares more)."),
        End::Recursion => println!(
            "The script came close to the recursion limit, where no tracer can follow: steps are \
             compared up to there, the output to the end."
        ),
        End::Cut => println!(
            "CPython ended without saying why ({}).",
            traced.output.status
        ),
        End::Exit => {}
    }
    if end != End::Limit {
        outcomes(&mut comparison, state, traced);
    }
    comparison
}

/// Output and exit status.
fn outcomes(comparison: &mut Comparison, state: &State, traced: &Traced) {
    let streams = [
        (Field::Stdout, 1, &traced.output.stdout),
        (Field::Stderr, 2, &traced.output.stderr),
    ];
    for (field, stream, theirs) in streams {
        let pieces = state.output.iter().filter(|piece| piece.stream == stream);
        let ours: String = pieces.map(|piece| piece.text.to_lossy()).collect();
        let theirs = String::from_utf8_lossy(theirs);
        let agree = same_but_for_addresses(&ours, &theirs);
        comparison.note(field, agree, "the first line that differs", || {
            first_different_line(&ours, &theirs)
        });
    }
    let ours = state.ended().unwrap_or(0) & 0xff;
    let theirs = traced.output.status.code();
    comparison.note(Field::Exit, Some(ours) == theirs, "exit status", || {
        (ours.to_string(), traced.output.status.to_string())
    });
}

fn first_different_line(ours: &str, theirs: &str) -> (String, String) {
    let (mut ours, mut theirs) = (ours.lines(), theirs.lines());
    loop {
        match (ours.next(), theirs.next()) {
            (Some(our), Some(their)) if our == their => {}
            (our, their) => {
                let said = |line: Option<&str>| line.unwrap_or("(no such line)").to_owned();
                return (said(our), said(their));
            }
        }
    }
}

/// Why there are no records, as far as CPython said it.
fn nothing_recorded(traced: &Traced) -> String {
    let said = String::from_utf8_lossy(&traced.output.stderr)
        .trim()
        .to_owned();
    format!(
        "CPython recorded nothing ({}); the tracer needs the modules site and ctypes. {said}",
        traced.output.status
    )
}
