//! The frame chain, how the run stands, and what was printed.

use crate::code::flags::{
    CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, CO_NEWLOCALS, CO_OPTIMIZED,
};
use crate::inspect::Look;
use crate::inspect::label::object_ref;
use crate::inspect::names::locals_of;
use crate::inspect::view::{FrameRow, RunState, Stream, TextChunk};
use crate::objects::frame::Frame;

/// Local variables listed per frame.
const LOCALS: usize = 32;
/// Frames listed; a deep recursion has more.
const FRAMES: usize = 200;

/// Whether the program goes on.
pub(super) fn run_state(look: &Look<'_>) -> RunState {
    let state = look.before;
    if let Some(status) = state.ended() {
        return match state.uncaught() {
            Some(line) => RunState::Raised(line),
            None => RunState::Ended(status),
        };
    }
    match state.threads.get(state.current).map(|thread| thread.curexc) {
        Some([Some(class), value, _]) => {
            let text = value.map_or(String::new(), |value| look.label(value));
            RunState::Unwinding(format!("{} {text}", look.label(class)))
        }
        _ => RunState::Running,
    }
}

/// The frames from the running one outwards.
pub(super) fn chain(look: &Look<'_>) -> Vec<FrameRow> {
    let heap = &look.shown.heap;
    let mut rows = Vec::new();
    let mut next = look.innermost().map(|(id, _)| id);
    while let Some(id) = next
        && rows.len() < FRAMES
    {
        let Some(frame) = heap.as_frame(id) else {
            break;
        };
        let code = &frame.code.code;
        rows.push(FrameRow {
            frame: object_ref(heap, id),
            function: code.co_name.to_lossy(),
            file: file_name(&code.co_filename.to_lossy()),
            line: line(frame),
            lasti: frame.f_lasti,
            stack_depth: stack_depth(frame),
            note: note(frame).to_owned(),
            locals: locals_of(look, frame).into_iter().take(LOCALS).collect(),
        });
        next = frame.f_back;
    }
    rows
}

/// The line a frame stands in; before its first instruction, its first line.
pub(super) fn line(frame: &Frame) -> u32 {
    frame
        .code
        .code
        .line_of(usize::try_from(frame.f_lasti).unwrap_or(0))
}

/// The line of the instruction that a frame comes to next.
pub(super) fn next_line(frame: &Frame) -> u32 {
    frame.code.code.line_of(frame.next_instr as usize)
}

/// Values on a frame's stack.
fn stack_depth(frame: &Frame) -> u32 {
    u32::try_from(frame.stack().len()).unwrap_or(u32::MAX)
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

fn note(frame: &Frame) -> &'static str {
    let code = &frame.code.code;
    let has = |flag| code.co_flags & flag != 0;
    if has(CO_ASYNC_GENERATOR) {
        "async generator"
    } else if has(CO_COROUTINE) {
        "coroutine"
    } else if has(CO_GENERATOR) {
        "generator"
    } else if !has(CO_OPTIMIZED) && code.co_name != "<module>" {
        "class body"
    } else if !has(CO_NEWLOCALS) && code.co_name == "<module>" {
        "module"
    } else {
        ""
    }
}

/// Everything written so far.
pub(super) fn output(look: &Look<'_>) -> Vec<TextChunk> {
    let mut chunks: Vec<TextChunk> = Vec::new();
    for piece in &look.before.output {
        let stream = if piece.stream == 2 {
            Stream::Stderr
        } else {
            Stream::Stdout
        };
        let text = piece.text.to_lossy();
        match chunks.last_mut() {
            Some(last) if last.stream == stream => last.text.push_str(&text),
            _ => chunks.push(TextChunk { stream, text }),
        }
    }
    chunks
}
