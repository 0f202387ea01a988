//! Where a state stands in the source text: what a step by lines is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::code::instruction::line_starts;
use crate::objects::callable::CodeObject;
use crate::value::{ObjId, PyStr};
use crate::vm::State;

/// The place of the running frame just before an instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Spot {
    /// The number of that instruction in the run.
    pub step: u64,
    /// The frame.
    pub frame: ObjId,
    /// How many calls deep it is; the module's frame is 1.
    pub depth: u32,
    /// Byte offset of the next instruction.
    pub offset: u32,
    /// Its source line.
    pub line: u32,
    /// Whether it is the first instruction of its line.
    pub at_start: bool,
    /// Whether the frame runs code of the main script.
    pub in_script: bool,
}

impl Spot {
    /// Whether a line begins here, seen from the spot just before: at its first instruction, or
    /// where a loop jumps back into the middle of its head (as `maybe_call_line_trace` of
    /// `Python/ceval.c` decides).
    pub fn begins_line(&self, before: Option<&Spot>) -> bool {
        let before = before.filter(|b| b.step + 1 == self.step && b.frame == self.frame);
        let jumped_back = before.is_some_and(|b| self.offset < b.offset);
        self.at_start || jumped_back
    }
}

/// The line tables of the code objects seen so far, taken apart once.
#[derive(Default)]
pub(super) struct Lines {
    /// By the address of the code object, which is kept alive so that the address stays its own.
    tables: BTreeMap<usize, Table>,
}

struct Table {
    _code: Arc<CodeObject>,
    /// Offset and line of the first instruction of each line.
    starts: Vec<(usize, u32)>,
    in_script: bool,
}

impl Lines {
    /// Where a state stands; `None` at the end of the run.
    pub fn spot(&mut self, state: &State, script: &PyStr) -> Option<Spot> {
        let frame = state.heap.frame_id?;
        let running = &state.heap.frame;
        let key = Arc::as_ptr(&running.code) as usize;
        let table = self.tables.entry(key).or_insert_with(|| Table {
            starts: line_starts(&running.code.code),
            in_script: running.code.code.co_filename == *script,
            _code: Arc::clone(&running.code),
        });
        let offset = usize::try_from(running.next_instr).ok()?;
        let behind = table.starts.partition_point(|(start, _)| *start <= offset);
        let &(start, line) = table.starts.get(behind.checked_sub(1)?)?;
        Some(Spot {
            step: state.step.0,
            frame,
            depth: state
                .threads
                .get(state.current)
                .map_or(0, |thread| thread.recursion_depth),
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
            line,
            at_start: start == offset,
            in_script: table.in_script,
        })
    }
}
