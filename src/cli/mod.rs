//! The command line: what can be asked of `cutaway`, and which part answers.

// The one place that may write to the user's terminal outside the panels.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bytecode;
mod record;
mod run;
mod settings;
mod trace;
mod verify;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use color_eyre::eyre;

use crate::session::library;
use crate::session::script::OpenError;
use crate::session::start::Start;
use crate::session::{Beginning, Program};
use crate::tui;
use crate::vm::LibraryFolder;

/// A cutaway drawing of CPython 3.8 that moves: step through a Python script and see its
/// bytecode, value stack, frames, objects, reference counts and memory.
#[derive(Parser, Debug)]
#[command(
    name = "cutaway",
    version,
    about,
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  \
        cutaway                        choose among the samples\n  \
        cutaway story.py               step through a script\n  \
        cutaway run story.py a b       run it as python3.8 would\n  \
        cutaway dis story.py           print its bytecode as python3.8 -m dis does\n  \
        cutaway compile story.py -o story.pyc\n  \
        cutaway trace story.py -o story.jsonl\n  \
        cutaway verify story.py        compare every step with a CPython 3.8"
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Subject>,
    #[command(flatten)]
    show: Show,
}

/// Where the standard library's Python modules come from; without a folder, from our own.
#[derive(Args, Debug)]
struct LibraryChoice {
    /// The standard library folder of a CPython 3.8, or "none" [default: looked for]
    #[arg(long, value_name = "DIR")]
    stdlib: Option<PathBuf>,
}

impl LibraryChoice {
    fn find(&self) -> eyre::Result<Option<LibraryFolder>> {
        match &self.stdlib {
            None => Ok(library::find()),
            Some(none) if none.as_os_str() == "none" => Ok(None),
            Some(folder) => library::given(folder)
                .map(Some)
                .map_err(|problem| eyre::eyre!(problem)),
        }
    }
}

/// How the terminal front end starts.
#[derive(Args, Debug)]
struct Show {
    /// The script to step through; without one the samples are offered
    file: Option<PathBuf>,
    /// Colours for a dark or a light background [default: guessed]
    #[arg(long, value_enum)]
    theme: Option<ThemeName>,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
    /// The configuration file, or "none" [default: cutaway/config.toml in XDG_CONFIG_HOME or ~/.config]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print a configuration file that says what holds anyway, to begin with
    #[arg(long)]
    print_config: bool,
    #[command(flatten)]
    library: LibraryChoice,
    #[command(flatten)]
    begin: Begin,
}

/// What a run begins with.
#[derive(Args, Debug)]
struct Begin {
    /// What memory and counts a run begins with: `recorded` from CPython 3.8.18, `clean` (all zero), or
    /// the first step of a LOG of the real interpreter
    #[arg(long, value_name = "recorded|clean|LOG", default_value = "recorded")]
    start: Start,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum ThemeName {
    Dark,
    Light,
}

#[derive(Subcommand, Debug)]
enum Subject {
    /// Run a script or .pyc like python3.8
    Run {
        #[command(flatten)]
        library: LibraryChoice,
        /// Lines for input() and sys.stdin; otherwise they come from the terminal
        #[arg(long, value_name = "FILE")]
        stdin: Option<PathBuf>,
        /// Save the files that the script wrote into this folder
        #[arg(long, value_name = "DIR")]
        save_files: Option<PathBuf>,
        /// The script or .pyc
        file: PathBuf,
        #[command(flatten)]
        begin: Begin,
        /// Its arguments, sys.argv[1:]
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Print the bytecode as python3.8 -m dis does
    Dis {
        /// The script
        file: PathBuf,
        /// Say where each name lives and why, what was computed or left out beforehand, and which
        /// piece of source each instruction comes from
        #[arg(long)]
        explain: bool,
    },
    /// Compile scripts to .pyc files that CPython 3.8 runs
    Compile {
        /// The scripts
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The file to write, or the folder if there are several scripts
        #[arg(short, long)]
        output: PathBuf,
        /// Record a hash of the source that nobody checks, instead of its time and size
        #[arg(long)]
        unchecked_hash: bool,
    },
    /// Write what happens at each instruction, one JSON record a line
    Trace {
        #[command(flatten)]
        library: LibraryChoice,
        /// The script
        file: PathBuf,
        /// Where to write; - for standard output
        #[arg(short, long)]
        output: PathBuf,
        #[command(flatten)]
        begin: Begin,
        /// Add the version tags of dicts and classes
        #[arg(long)]
        versions: bool,
        /// The script's arguments, sys.argv[1:]
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Compare every step of a script with a CPython 3.8 on this machine
    ///
    /// The exit status is 0 when all agrees, 1 at a difference, 2 when nothing could be compared.
    Verify {
        /// The script
        file: PathBuf,
        /// The CPython 3.8 to compare with [default: looked for]
        #[arg(long)]
        python: Option<PathBuf>,
        /// What both sides read as standard input [default: nothing]
        #[arg(long)]
        stdin: Option<PathBuf>,
        /// Compare so many instructions at most
        #[arg(long, default_value_t = 20_000)]
        steps: u64,
        /// Keep CPython's records in this file
        #[arg(long)]
        log: Option<PathBuf>,
        /// The script's arguments, sys.argv[1:]
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Record a script as the panels do, without showing it, and say how much was recorded
    Record {
        #[command(flatten)]
        library: LibraryChoice,
        /// The script
        file: PathBuf,
        #[command(flatten)]
        begin: Begin,
        /// Its arguments, sys.argv[1:]
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

/// Exit status for a command line, or a file, that can't be used.
const USAGE: u8 = 2;

/// Reads the command line, does what it says, and returns the exit status: 0 when all went well,
/// 1 when it did not, 2 when the command line or a file is of no use.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        None => show(cli.show),
        Some(Subject::Run {
            library,
            stdin,
            save_files,
            file,
            begin,
            args,
        }) => on_a_deep_stack(move || {
            let options = run::Options {
                library: library.find()?,
                stdin,
                save_files,
            };
            run::run(&file, &begin.start, &args, options)
        }),
        Some(Subject::Dis { file, explain }) => match if explain {
            bytecode::explanation(&file)
        } else {
            bytecode::disassembly(&file)
        } {
            Ok(text) => {
                // A reader that has seen enough, as `head` has, is no failure.
                let _ = std::io::stdout().write_all(text.as_bytes());
                ExitCode::SUCCESS
            }
            Err(problem) => failure(&problem),
        },
        Some(Subject::Compile {
            files,
            output,
            unchecked_hash,
        }) => match bytecode::compile_files(&files, &output, unchecked_hash) {
            Ok(()) => ExitCode::SUCCESS,
            Err(problem) => failure(&problem),
        },
        Some(Subject::Trace {
            library,
            file,
            output,
            begin,
            versions,
            args,
        }) => on_a_deep_stack(move || {
            let options = crate::export::trace::Options { versions };
            trace::trace(
                &file,
                &output,
                &begin.start,
                options,
                &args,
                library.find()?,
            )
        }),
        Some(Subject::Verify {
            file,
            python,
            stdin,
            steps,
            log,
            args,
        }) => {
            let wish = verify::Wish {
                python,
                stdin,
                steps,
                log,
            };
            on_a_deep_stack(move || verify::verify(&file, &args, &wish))
        }
        Some(Subject::Record {
            library,
            file,
            begin,
            args,
        }) => on_a_deep_stack(move || record::record(&file, &begin.start, &args, library.find()?)),
    }
}

fn show(show: Show) -> ExitCode {
    if show.print_config {
        let _ = std::io::stdout().write_all(tui::example().as_bytes());
        return ExitCode::SUCCESS;
    }
    if !std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        eprintln!(
            "cutaway: the panels need a terminal; `cutaway run FILE` runs a script without one."
        );
        return ExitCode::FAILURE;
    }
    if let Err(problem) = readable(show.file.as_ref()) {
        eprintln!("cutaway: {problem}");
        return ExitCode::FAILURE;
    }
    let beginning = match beginning(&show) {
        Ok(beginning) => beginning,
        Err(problem) => {
            eprintln!("cutaway: {problem}");
            return ExitCode::from(USAGE);
        }
    };
    let mut settings = match settings::settings(show.config.as_deref()) {
        Ok(settings) => settings,
        Err(problem) => {
            eprintln!("cutaway: {problem}");
            return ExitCode::from(USAGE);
        }
    };
    // What is said here and now goes before what the file says.
    if let Some(name) = show.theme {
        settings.theme = Some(match name {
            ThemeName::Dark => tui::Theme::Dark,
            ThemeName::Light => tui::Theme::Light,
        });
    }
    settings.ascii |= show.ascii;
    let options = tui::Options {
        program: show.file.map(Program::File),
        settings,
    };
    match tui::run(options, |outbox| crate::session::start(outbox, beginning)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("cutaway: the terminal fails: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn beginning(show: &Show) -> eyre::Result<Beginning> {
    Ok(Beginning {
        image: show.begin.start.image()?,
        library: show.library.find()?,
    })
}

/// Says in one sentence why a file cannot be opened, before the panels cover the terminal.
fn readable(file: Option<&PathBuf>) -> Result<(), String> {
    let Some(file) = file else { return Ok(()) };
    if file.is_dir() {
        return Err(format!(
            "{} is a folder; name a script in it.",
            file.display()
        ));
    }
    std::fs::File::open(file)
        .map(drop)
        .map_err(|e| format!("{}: {e}", file.display()))
}

/// Prints what went wrong, line end included.
fn failure(problem: &str) -> ExitCode {
    eprint!("{problem}");
    ExitCode::FAILURE
}

/// Natives that call Python, and the compiler, nest in Rust up to Python's own limits: that takes
/// more stack than a main thread has.
fn on_a_deep_stack(work: impl FnOnce() -> eyre::Result<ExitCode> + Send + 'static) -> ExitCode {
    let thread = std::thread::Builder::new()
        .name("cutaway".into())
        .stack_size(crate::vm::HOST_STACK);
    let result = match thread.spawn(work).map(std::thread::JoinHandle::join) {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(problem) => Err(problem.into()),
    };
    result.unwrap_or_else(|report| match report.downcast_ref::<OpenError>() {
        // A script that isn't Python ends as python3.8 ends on it.
        Some(error @ OpenError::Syntax(_)) => failure(&error.to_string()),
        _ => {
            eprintln!("cutaway: {report:#}");
            ExitCode::from(USAGE)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn arguments_of_the_script_are_its_own() {
        let cli = Cli::parse_from(["cutaway", "run", "a.py", "--theme", "-x", "1"]);
        let Some(Subject::Run { args, .. }) = cli.command else {
            panic!("not run")
        };
        assert_eq!(args, ["--theme", "-x", "1"]);
    }
}
