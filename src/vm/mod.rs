//! The machine: the evaluation loop, frames, calls, unwinding, attribute lookup, imports.

pub mod native;
pub mod outcome;
pub mod state;

pub use native::{Args, LibraryModule, Native, NativeModule, NativeTable, NativeType};
pub use outcome::{Fault, PyResult};
pub use state::{StartImage, State, World};

use state::Host;

/// A machine at work on a state. The state is all that lasts; the rest is borrowed for the run.
pub struct Vm<'a> {
    /// Everything the running program is.
    pub state: State,
    /// The table of native functions.
    pub natives: &'a NativeTable,
    /// Answers for what the machine can't know by itself: files, input, compiling.
    pub host: &'a mut dyn Host,
}
