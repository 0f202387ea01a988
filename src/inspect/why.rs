//! Why an object is there: what made it, what changed it last, why it is this very object, and who
//! holds the references that keep it alive.

use std::collections::BTreeMap;

use crate::inspect::label::{name, object_ref, short_repr};
use crate::inspect::layout::is_small_int;
use crate::inspect::view::{Explanation, ObjectRef};
use crate::objects::container::{Interned, Keys};
use crate::objects::frame::Frame;
use crate::objects::{Heap, Payload};
use crate::value::ObjId;

/// Holders told at most.
const HOLDERS: usize = 6;

/// A step of the run that did something to an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Happening {
    /// Its number.
    pub step: u64,
    /// The source line it belongs to.
    pub line: u32,
}

/// What is known of an object's past.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct History {
    /// What made it; none when it was there before the first step.
    pub made: Option<Happening>,
    /// What changed it last.
    pub changed: Option<Happening>,
}

/// The story of a living object.
pub fn why(heap: &Heap, id: ObjId, history: &History) -> Explanation {
    let object = object_ref(heap, id);
    let mut paragraphs = vec![origin(history)];
    paragraphs.extend(sharing(heap, id).map(str::to_owned));
    paragraphs.extend(references(heap, id, object.refcnt));
    Explanation {
        title: format!("{} {} {}", object.no, object.type_name, object.repr),
        paragraphs,
    }
}

fn origin(history: &History) -> String {
    let at = |happening: Happening| format!("line {}, step {}", happening.line, happening.step);
    let made = match history.made {
        Some(happening) => format!("Made at {}.", at(happening)),
        None => "It was there before the first step.".to_owned(),
    };
    match history.changed {
        Some(happening) => format!("{made} Last changed at {}.", at(happening)),
        None => made,
    }
}

/// The reference count, taken apart: one paragraph a holder.
fn references(heap: &Heap, id: ObjId, count: i64) -> Vec<String> {
    let holders = holders(heap, id);
    let known: i64 = holders.values().sum();
    let times = |number: i64| {
        if number == 1 {
            "once".into()
        } else {
            format!("{number} times")
        }
    };
    let mut told = vec![format!(
        "It lives as long as somebody refers to it. {count} {}:",
        if count == 1 {
            "reference does"
        } else {
            "references do"
        }
    )];
    let lines = holders.iter().take(HOLDERS);
    told.extend(lines.map(|((_, what), &number)| format!("· {what}, {}", times(number))));
    if let Some(more) = holders.len().checked_sub(HOLDERS).filter(|&more| more > 0) {
        told.push(format!("· and {more} more"));
    }
    if count > known {
        told.push(format!(
            "· the interpreter itself, {}: C code, the syntax tree of the main script, tables of its own",
            times(count - known)
        ));
    }
    told
}

/// Who holds how many references to a living object, the most telling first: variables, then values
/// on stacks, then containers. What the count says beyond that is held by the machine itself.
fn holders(heap: &Heap, id: ObjId) -> BTreeMap<(Rank, String), i64> {
    let mut found = BTreeMap::new();
    let mut referents = Vec::new();
    for (other, object) in heap.iter() {
        let mut add = |rank, what: String| *found.entry((rank, what)).or_default() += 1;
        referents.clear();
        match &object.payload {
            Payload::Frame(_) => {
                if let Some(frame) = heap.as_frame(other) {
                    frame_references(frame, id, &mut add);
                }
            }
            Payload::Code { code, .. } => {
                let constants = code.consts.iter().filter(|&&constant| constant == id);
                let owner = code.code.co_name.to_lossy();
                constants.for_each(|_| add(Rank::Container, format!("the constants of {owner}")));
            }
            Payload::Dict(own) => {
                let mut pos = 0;
                while let Some((key, value, _)) = heap.dict_entry_next(other, &mut pos) {
                    if value == id {
                        let (rank, what) = entry(heap, other, key);
                        add(rank, what);
                    }
                    if key == id && matches!(own.ma_keys, Keys::Own(_)) {
                        add(
                            Rank::Container,
                            format!("a key of {}", heap_label(heap, other)),
                        );
                    }
                }
            }
            _ => {
                heap.referents(other, &mut referents);
                let references = referents.iter().filter(|&&referent| referent == id);
                references.for_each(|_| add(Rank::Container, heap_label(heap, other)));
            }
        }
    }
    found
}

/// Why the program got this very object instead of a new one; none for an object of its own.
fn sharing(heap: &Heap, id: ObjId) -> Option<&'static str> {
    match &heap.get(id).payload {
        Payload::Int(value) if is_small_int(heap, id, value) => Some(
            "The ints from -5 to 256 are made once, at start: everybody who needs one gets the same.",
        ),
        Payload::Str(text) if text.interned != Interned::No => Some(
            "It is interned: equal names and constants that look like names are one and the same string.",
        ),
        Payload::Tuple(items) if items.is_empty() => Some("There is only one empty tuple."),
        Payload::Plain if id == heap.none() => Some("There is only one None."),
        _ => None,
    }
}

/// In which order holders are told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Variable,
    Stack,
    Container,
}

fn frame_references(frame: &Frame, id: ObjId, add: &mut dyn FnMut(Rank, String)) {
    let code = &frame.code.code;
    let function = code.co_name.to_lossy();
    let names = [&code.co_varnames, &code.co_cellvars, &code.co_freevars];
    let names: Vec<_> = names.into_iter().flatten().collect();
    let slots = frame.variables(0, names.len());
    for (name, _) in names
        .iter()
        .zip(slots)
        .filter(|(_, slot)| **slot == Some(id))
    {
        add(
            Rank::Variable,
            format!("the local {} of {function}", name.to_lossy()),
        );
    }
    let stack = frame.stack().iter().filter(|&&value| value == Some(id));
    stack.for_each(|_| add(Rank::Stack, format!("the value stack of {function}")));
    let fields = [
        Some(frame.f_code),
        Some(frame.f_globals),
        Some(frame.f_builtins),
        frame.f_locals,
        frame.f_back,
    ];
    let fields = fields.into_iter().flatten().filter(|&field| field == id);
    fields.for_each(|_| add(Rank::Container, format!("the frame of {function}")));
}

/// A value in a dict: a global name, or an entry of any other dict.
fn entry(heap: &Heap, dict: ObjId, key: ObjId) -> (Rank, String) {
    let is_running_module = heap.frame_id.is_some() && heap.frame.f_globals == dict;
    match heap.as_str(key) {
        Some(_) if is_running_module => (Rank::Variable, format!("the global {}", name(heap, key))),
        _ => (
            Rank::Container,
            format!(
                "{}, under {}",
                heap_label(heap, dict),
                short_repr(heap, key)
            ),
        ),
    }
}

fn heap_label(heap: &Heap, id: ObjId) -> String {
    let ObjectRef { no, type_name, .. } = object_ref(heap, id);
    format!("{type_name} {no}")
}
