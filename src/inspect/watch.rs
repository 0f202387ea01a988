//! Watched names: what a name of the script refers to in a state, found quickly enough to look at
//! every state of a run.

use crate::inspect::label::{find_text, object_ref};
use crate::inspect::view::{ObjectRef, WatchedName};
use crate::objects::frame::Frame;
use crate::objects::{Heap, Payload};
use crate::value::ObjId;
use crate::vm::State;

/// What a watched name is bound to, as the running frame sees it; the outer `None` when that frame
/// runs other code, so that nothing can be said.
pub fn bound_to(state: &State, watched: &WatchedName) -> Option<Option<ObjId>> {
    state.heap.frame_id?;
    let frame = &*state.heap.frame;
    match &watched.function {
        None => Some(find_text(&state.heap, frame.f_globals, &watched.name)),
        Some(function) if frame.code.code.co_name == **function => {
            Some(local(&state.heap, frame, &watched.name))
        }
        Some(_) => None,
    }
}

/// A reference to a living object as it is shown in a table.
pub fn reference(state: &State, id: ObjId) -> ObjectRef {
    object_ref(&state.heap, id)
}

/// Whether an object is a container, whose contents may change while its text, cut short, stays.
pub fn is_container(state: &State, id: ObjId) -> bool {
    matches!(
        state.heap.get(id).payload,
        Payload::List(_) | Payload::Dict(_) | Payload::Set(_) | Payload::ByteArray(_)
    )
}

/// A local variable, be it in a slot, in a cell, or in the namespace of a class body.
fn local(heap: &Heap, frame: &Frame, name: &str) -> Option<ObjId> {
    let code = &frame.code.code;
    let place = |names: &[crate::value::PyStr]| names.iter().position(|n| *n == *name);
    if let Some(at) = place(&code.co_varnames) {
        return frame.variables(at, 1).first().copied().flatten();
    }
    let fast = code.co_varnames.len();
    let cells = code.co_cellvars.len();
    let cell = place(&code.co_cellvars)
        .map(|at| fast + at)
        .or_else(|| place(&code.co_freevars).map(|at| fast + cells + at));
    if let Some(at) = cell {
        let cell = frame.variables(at, 1).first().copied().flatten()?;
        return match heap.get(cell).payload {
            Payload::Cell(content) => content,
            _ => None,
        };
    }
    find_text(heap, frame.f_locals?, name)
}
