//! The events inside a step as rows: one sentence each.

use crate::event::{Event, GcPhase, ProbeOutcome, Scope};
use crate::inspect::Look;
use crate::inspect::memory::pool_sentence;
use crate::inspect::view::EventRow;
use crate::value::ObjId;

/// Rows listed at most; a collection or a long native can have millions.
const ROWS: usize = 2_000;

/// All events of the step, in order.
pub(super) fn rows(look: &Look<'_>) -> Vec<EventRow> {
    let mut depth = 0_u32;
    let mut rows = Vec::new();
    for event in look.events.iter().take(ROWS) {
        let (kind, object, sentence) = row(look, event);
        if matches!(event, Event::Free { .. }) {
            depth = depth.saturating_sub(1);
        }
        rows.push(EventRow {
            sentence,
            kind: kind.into(),
            depth,
            object: object.and_then(|id| {
                look.heap_of(id)
                    .map(|heap| super::label::object_no(heap, id))
            }),
        });
        if matches!(event, Event::Dealloc { .. }) {
            depth += 1;
        }
    }
    rows
}

/// A word for the kind, the object concerned, and the sentence.
fn row(look: &Look<'_>, event: &Event) -> (&'static str, Option<ObjId>, String) {
    let label = |id: ObjId| look.label(id);
    let slot = |value: Option<ObjId>| value.map_or("NULL".to_owned(), label);
    match event {
        Event::Push { value } => ("push", *value, format!("push {}", slot(*value))),
        Event::Pop { value } => ("pop", *value, format!("pop {}", slot(*value))),
        Event::Replace { old, new } => (
            "replace",
            *new,
            format!("{} takes the place of {}", slot(*new), slot(*old)),
        ),
        Event::RefCount { object, old, new } => {
            let kind = if new > old { "incref" } else { "decref" };
            (
                kind,
                Some(*object),
                format!("references to {}: {old} → {new}", label(*object)),
            )
        }
        Event::New {
            object,
            size,
            from_free_list,
            ..
        } => {
            let from = if *from_free_list {
                " from the free list"
            } else {
                ""
            };
            (
                "alloc",
                Some(*object),
                format!("{} is made: {size} bytes{from}", label(*object)),
            )
        }
        Event::Dealloc { object, by_gc, .. } => {
            let why = if *by_gc {
                "the collector broke its cycle"
            } else {
                "no reference is left"
            };
            (
                "dealloc",
                Some(*object),
                format!("{} dies: {why}", label(*object)),
            )
        }
        Event::Free { addr, to_free_list } => {
            let to = if *to_free_list {
                "kept in the type's free list"
            } else {
                "given back"
            };
            ("free", None, format!("the memory at {:#x} is {to}", addr.0))
        }
        Event::Bind {
            scope, name, new, ..
        } => {
            let name = name.map_or(String::new(), |name| super::label::name_of(look, name));
            let what = match new {
                Some(new) => format!("{name} = {}", label(*new)),
                None => format!("{name} is unbound"),
            };
            ("bind", *new, format!("{what} ({})", scope_word(*scope)))
        }
        Event::Lookup { scope, name, found } => {
            let name = super::label::name_of(look, *name);
            let outcome = found.map_or("not there".to_owned(), |found| {
                format!("found {}", label(found))
            });
            (
                "lookup",
                *found,
                format!("look up {name} in {}: {outcome}", scope_word(*scope)),
            )
        }
        Event::ListResize {
            list,
            old_len,
            new_len,
            old_allocated,
            new_allocated,
        } => (
            "resize",
            Some(*list),
            format!(
                "the list goes from {old_len} to {new_len} items, its array from {old_allocated} to {new_allocated} slots"
            ),
        ),
        Event::StrGrow {
            string,
            old_len,
            new_len,
            moved,
        } => (
            "resize",
            Some(*string),
            format!(
                "the string grows from {old_len} to {new_len} characters in its own memory, which {}",
                if *moved { "moves" } else { "stays where it is" }
            ),
        ),
        Event::Probe {
            table,
            slot,
            perturb,
            outcome,
            ..
        } => (
            "probe",
            Some(*table),
            format!(
                "probe slot {slot} (perturb {perturb:#x}): {}",
                outcome_word(*outcome)
            ),
        ),
        Event::DictStore {
            dict,
            slot,
            entry,
            key,
            new,
            ..
        } => {
            let what = match new {
                Some(new) => format!(
                    "entry {entry} (slot {slot}): {} → {}",
                    label(*key),
                    label(*new)
                ),
                None => format!(
                    "entry {entry} (slot {slot}): {} is deleted, the slot becomes a dummy",
                    label(*key)
                ),
            };
            ("store", Some(*dict), what)
        }
        Event::TableResize {
            table,
            old_size,
            new_size,
        } => (
            "resize",
            Some(*table),
            format!("the table goes from {old_size} to {new_size} slots, all keys are put in anew"),
        ),
        Event::Block { pushed, handler } => {
            let what = if *pushed { "push" } else { "pop" };
            ("block", None, format!("{what} a block (handler {handler})"))
        }
        Event::Call { frame, .. } => ("call", Some(*frame), format!("enter {}", label(*frame))),
        Event::Return { frame, value } => match value {
            Some(value) => (
                "return",
                Some(*frame),
                format!("{} returns {}", label(*frame), label(*value)),
            ),
            None => (
                "return",
                Some(*frame),
                format!("{} is left by an exception", label(*frame)),
            ),
        },
        Event::Yield { frame, value } => (
            "yield",
            Some(*frame),
            format!("{} yields {}", label(*frame), label(*value)),
        ),
        Event::Raise { exception } => (
            "raise",
            Some(*exception),
            format!("{} is raised", label(*exception)),
        ),
        Event::Gc {
            phase,
            generation,
            objects,
        } => (
            "gc",
            None,
            format!(
                "generation {generation}: {}",
                phase_sentence(*phase, *objects)
            ),
        ),
        Event::Pool(change) => ("pool", None, pool_sentence(change)),
        Event::Output { text, .. } => ("output", None, format!("print {text:?}")),
    }
}

fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Fast => "fast locals",
        Scope::Deref => "cells",
        Scope::Locals => "the local namespace",
        Scope::Globals => "globals",
        Scope::Builtins => "builtins",
    }
}

fn outcome_word(outcome: ProbeOutcome) -> &'static str {
    match outcome {
        ProbeOutcome::Empty => "empty",
        ProbeOutcome::Dummy => "a dummy",
        ProbeOutcome::OtherHash => "another hash",
        ProbeOutcome::SameHash => "same hash, another key",
        ProbeOutcome::Found => "found",
    }
}

/// The C function of a phase, for its row in the panel.
pub(super) fn phase_name(phase: GcPhase) -> &'static str {
    match phase {
        GcPhase::Merge => "gc_list_merge",
        GcPhase::UpdateRefs => "update_refs",
        GcPhase::SubtractRefs => "subtract_refs",
        GcPhase::MoveUnreachable => "move_unreachable",
        GcPhase::LegacyFinalizers => "move_legacy_finalizers",
        GcPhase::Weakrefs => "handle_weakrefs",
        GcPhase::Finalize => "finalize_garbage",
        GcPhase::Resurrect => "check_garbage",
        GcPhase::DeleteGarbage => "delete_garbage",
        GcPhase::Promote => "gc_list_merge (old)",
    }
}

/// What a phase does, with its number of objects.
pub(super) fn phase_sentence(phase: GcPhase, objects: usize) -> String {
    match phase {
        GcPhase::Merge => format!("{objects} containers to examine, younger ones included"),
        GcPhase::UpdateRefs => format!("copy the reference counts of {objects} containers"),
        GcPhase::SubtractRefs => {
            format!("subtract the references that {objects} containers hold on each other")
        }
        GcPhase::MoveUnreachable => format!("{objects} containers can't be reached from outside"),
        GcPhase::LegacyFinalizers => format!("{objects} have a finalizer of the old kind"),
        GcPhase::Weakrefs => format!("clear {objects} weak references to the garbage"),
        GcPhase::Finalize => format!("call the finalizers of {objects} objects"),
        GcPhase::Resurrect => format!("{objects} objects were made reachable again"),
        GcPhase::DeleteGarbage => {
            format!("clear {objects} objects: their references go, and so do they")
        }
        GcPhase::Promote => format!("{objects} survivors join the next generation"),
    }
}
