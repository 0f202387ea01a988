//! `cutaway record`: records a script as the debugger does, and says how much there is. Its time
//! against that of `cutaway run` is the price of being able to go back.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use color_eyre::eyre;

use crate::session::host::{self, Folder, Input};
use crate::session::script::Script;
use crate::session::start::Start;
use crate::timeline::{Progress, Timeline};
use crate::vm::{LibraryFolder, Vm};

/// Steps recorded at a time.
const SLICE: u64 = 1_000_000;

/// Records a script to its end.
///
/// # Errors
/// When the script can't be opened.
pub(super) fn record(
    file: &Path,
    start: &Start,
    args: &[String],
    library: Option<LibraryFolder>,
) -> eyre::Result<ExitCode> {
    let mut script = Script::open(file)?;
    script.library = library;
    let mut folder = Folder::of(&script, Input::Stdin);
    let natives = Arc::new(crate::builtins::table());
    let world = script.world(args, start.image()?);
    let start = Vm::start(&world, &natives, &mut host::Setup).state;
    let mut timeline = Timeline::new(start, natives, host::compile);
    while timeline.advance(SLICE, &mut folder) == Progress::Going {}
    writeln!(
        std::io::stdout(),
        "{} steps recorded",
        timeline.recorded().0
    )?;
    Ok(ExitCode::SUCCESS)
}
