//! `cutaway run`: a script as `python3.8 FILE ARGS` runs it.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use color_eyre::eyre;

use crate::code::Code;
use crate::session::host::{self, Folder, Input};
use crate::session::script::Script;
use crate::session::start::Start;
use crate::timeline::Source;
use crate::value::{PyStr, Step};
use crate::vm::{Answer, CompileFault, CompileRequest, Host, Need, Outcome, Vm};

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

    fn compile(&mut self, request: &CompileRequest<'_>) -> Result<Arc<Code>, CompileFault> {
        host::compile(request)
    }

    fn wrote(&mut self, stream: u8, text: &PyStr) {
        let bytes = text.to_lossy().into_bytes();
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

/// Runs a script to its end and exits as it does.
///
/// # Errors
/// When the script can't be opened.
pub(super) fn run(file: &Path, start: &Start, args: &[String]) -> eyre::Result<ExitCode> {
    let script = Script::open(file)?;
    let mut live = Live {
        folder: Folder::new(&script.folder, Input::Stdin),
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
    let status = vm.state.ended().unwrap_or(0);
    live.stdout.flush()?;
    // The status is a byte, as the system hands it on.
    Ok(ExitCode::from(u8::try_from(status & 0xff).unwrap_or(1)))
}
