//! The `cutaway` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Err(problem) = color_eyre::install() {
        // Without it reports are plainer, nothing else.
        drop(problem);
    }
    cutaway::cli::main()
}
