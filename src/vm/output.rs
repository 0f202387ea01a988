//! What the program writes.

use crate::event::Event;
use crate::value::PyStr;
use crate::vm::Vm;
use crate::vm::state::OutputPiece;

impl Vm<'_> {
    /// Writes text to stdout (1) or stderr (2).
    pub fn write(&mut self, stream: u8, text: &PyStr) {
        if text.is_empty() {
            return;
        }
        self.state.heap.tell(|| Event::Output {
            stream,
            text: text.to_lossy(),
        });
        self.host.wrote(stream, text);
        self.state.output.push(OutputPiece {
            step: self.state.step,
            stream,
            text: text.clone(),
        });
    }
}
