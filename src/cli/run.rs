//! `cutaway run`: a script as `python3.8 FILE ARGS` runs it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use color_eyre::eyre::{self, WrapErr};

use crate::session::host::{self, Folder, Input};
use crate::session::script::Script;
use crate::session::start::Start;
use crate::session::{library, saved_files};
use crate::timeline::Source;
use crate::value::{PyStr, Step};
use crate::vm::{
    Answer, CompileAnswer, CompileFault, CompileRequest, Host, LibraryFolder, Need, Outcome, Vm,
};

/// Steps between two looks at the output that has piled up.
const SLICE: u64 = 4_000_000;

/// The world of a run that isn't recorded: output goes out at once.
struct Live {
    folder: Folder,
    stdout: io::BufWriter<io::Stdout>,
}

impl Host for Live {
    fn answer(&mut self, _: usize, need: &Need) -> Option<Answer> {
        if *need == Need::Input {
            // A prompt must be seen before it is answered.
            let _ = self.stdout.flush();
        }
        self.folder.answer(need)
    }

    fn compile(&mut self, request: &CompileRequest<'_>) -> Result<CompileAnswer, CompileFault> {
        host::compile(request)
    }

    fn wrote(&mut self, stream: u8, text: &PyStr) {
        let bytes = raw_bytes(text);
        // A closed pipe ends what can be said, not the program.
        let _ = match stream {
            2 => self
                .stdout
                .flush()
                .and_then(|()| io::stderr().write_all(&bytes)),
            _ => self.stdout.write_all(&bytes),
        };
    }
}

/// Output as it goes out: a lone surrogate stands for a byte that is not UTF-8.
fn raw_bytes(text: &PyStr) -> Vec<u8> {
    let whole = text.to_lossy();
    if !whole.contains(char::REPLACEMENT_CHARACTER) {
        return whole.into_bytes();
    }
    let mut bytes = Vec::with_capacity(whole.len());
    for point in text.code_points() {
        match (
            char::from_u32(point),
            u8::try_from(point.wrapping_sub(0xdc00)),
        ) {
            (Some(character), _) => {
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            (None, Ok(byte)) => bytes.push(byte),
            (None, Err(_)) => bytes.push(b'?'),
        }
    }
    bytes
}

/// What a run can be given besides the script and its arguments.
pub(super) struct Options {
    /// The standard library folder.
    pub library: Option<LibraryFolder>,
    /// The file that input comes from.
    pub stdin: Option<PathBuf>,
    /// Where the files that it wrote are to be saved.
    pub save_files: Option<PathBuf>,
}

/// Runs a script to its end and exits as it does.
///
/// # Errors
/// When the script or its input can't be opened, or its files can't be saved.
pub(super) fn run(
    file: &Path,
    start: &Start,
    args: &[String],
    options: Options,
) -> eyre::Result<ExitCode> {
    let mut script = Script::open(file)?;
    script.library = options.library;
    let input = match &options.stdin {
        Some(path) => {
            Input::from_file(path).wrap_err_with(|| format!("can't read {}", path.display()))?
        }
        None => Input::Stdin,
    };
    let mut live = Live {
        folder: Folder::of(&script, input),
        stdout: io::BufWriter::new(io::stdout()),
    };
    let natives = crate::builtins::table();
    let mut vm = Vm::start(&script.world(args, start.image()?), &natives, &mut live);
    loop {
        let until = Step(vm.state.step.0 + SLICE);
        match vm.run(until) {
            Outcome::Paused => vm.state.output.clear(),
            Outcome::Waiting | Outcome::Ended => break,
        }
    }
    let state = vm.state;
    live.stdout.flush()?;
    if let Some(hint) = library::hint(&state) {
        writeln!(io::stderr(), "{hint}")?;
    }
    if let Some(folder) = &options.save_files {
        saved_files::save(&state, folder)
            .wrap_err_with(|| format!("can't save files in {}", folder.display()))?;
    }
    if state.is_interrupted() {
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::INT)?;
    }
    let status = state.ended().unwrap_or(0);
    // The status is a byte, as the system hands it on.
    Ok(ExitCode::from(u8::try_from(status & 0xff).unwrap_or(1)))
}
