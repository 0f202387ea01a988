//! `cutaway trace`: a log of every step of a run.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use color_eyre::eyre::{self, WrapErr};
use serde_json::Value;

use crate::export::trace::{Options, Tracer};
use crate::session::host::{Folder, Input};
use crate::session::script::Script;
use crate::session::start::Start;
use crate::timeline::Source;
use crate::value::Step;
use crate::vm::{Host, LibraryFolder, State, Vm, Watch};

/// The world of a traced run: its output is kept back.
pub(super) struct Quiet(pub Folder);

impl Host for Quiet {
    fn answer(&mut self, _: usize, need: &crate::vm::Need) -> Option<crate::vm::Answer> {
        self.0.answer(need)
    }

    fn compile(
        &mut self,
        request: &crate::vm::CompileRequest<'_>,
    ) -> Result<crate::vm::CompileAnswer, crate::vm::CompileFault> {
        crate::session::host::compile(request)
    }
}

/// Writes the records of each step as it comes.
struct Writer {
    tracer: Tracer,
    out: Box<dyn Write>,
    failed: Option<io::Error>,
}

impl Writer {
    fn write(&mut self, record: &Value) {
        let written = serde_json::to_writer(&mut self.out, record).map_err(io::Error::from);
        let written = written.and_then(|()| self.out.write_all(b"\n"));
        self.failed = self.failed.take().or(written.err());
    }
}

impl Watch for Writer {
    fn first(&self) -> Step {
        Step(0)
    }

    fn before_step(&mut self, state: &mut State) -> ControlFlow<(), Step> {
        for record in self.tracer.step(state) {
            self.write(&record);
        }
        match self.failed {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(Step(state.step.0 + 1)),
        }
    }
}

/// Runs a script and writes its log.
///
/// # Errors
/// When the script can't be opened or the log can't be written.
pub(super) fn trace(
    file: &Path,
    output: &Path,
    start: &Start,
    options: Options,
    args: &[String],
    library: Option<LibraryFolder>,
) -> eyre::Result<ExitCode> {
    let absolute = std::path::absolute(file)?;
    let mut script = Script::open(&absolute)?;
    script.library = library;
    let mut world = Quiet(Folder::of(&script, Input::Stdin));
    let natives = crate::builtins::table();
    let out: Box<dyn Write> = if output == Path::new("-") {
        Box::new(io::stdout())
    } else {
        let file =
            File::create(output).wrap_err_with(|| format!("can't write {}", output.display()))?;
        Box::new(BufWriter::new(file))
    };
    let tracer = Tracer::new(&script.folder.to_string_lossy(), options);
    let mut writer = Writer {
        tracer,
        out,
        failed: None,
    };
    let header = writer.tracer.header(&script.path.to_lossy(), args);
    writer.write(&header);
    let mut vm = Vm::start(&script.world(args, start.image()?), &natives, &mut world);
    vm.run_watched(Step(u64::MAX), &mut writer);
    let mut state = vm.state;
    let status = state.ended().unwrap_or(0);
    for record in writer.tracer.end(&mut state, status) {
        writer.write(&record);
    }
    writer.out.flush()?;
    match writer.failed {
        Some(error) => Err(error).wrap_err("can't write the log"),
        None => Ok(ExitCode::SUCCESS),
    }
}
