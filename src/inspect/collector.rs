//! The cyclic garbage collector: generations, counts, and the phases of this step's collection.

use crate::event::Event;
use crate::inspect::Look;
use crate::inspect::event::{phase_name, phase_sentence};
use crate::inspect::label::object_ref;
use crate::inspect::view::{GcObjectRow, GcPhaseRow, GcView, GenerationRow};
use crate::objects::{Heap, Payload, Ty};
use crate::value::ObjId;

/// Containers listed per generation.
const MEMBERS: usize = 24;

/// The collector as it stands.
pub(super) fn collector(look: &Look<'_>) -> GcView {
    let heap = &look.shown.heap;
    let gc = &heap.gc;
    let generations = (0..3_u8).map(|number| {
        let generation = &gc.generations[usize::from(number)];
        let all = heap.gc_objects(usize::from(number));
        let size = all.len() as u64;
        let of_script = |id: &ObjId| is_of_script(heap, *id);
        let members = all.into_iter().rev().filter(of_script).take(MEMBERS);
        let stats = gc.stats[usize::from(number)];
        GenerationRow {
            count: signed(generation.count),
            threshold: signed(generation.threshold),
            size,
            members: members
                .map(|id| GcObjectRow {
                    object: object_ref(heap, id),
                    gc_refs: None,
                })
                .collect(),
            stats: (stats.collections, stats.collected, stats.uncollectable),
        }
    });
    let generations: Vec<_> = generations.collect();
    GcView {
        enabled: gc.enabled,
        next: next(gc.enabled, &generations),
        generations,
        long_lived: (gc.long_lived_total, gc.long_lived_pending),
        phases: phases(look),
    }
}

/// Whether the script made the container: it lies in a pool, and isn't what importing a native
/// module brings.
fn is_of_script(heap: &Heap, id: ObjId) -> bool {
    let object = heap.get(id);
    let of_module = match &object.payload {
        Payload::BuiltinFunction(builtin) => builtin
            .m_self
            .is_some_and(|own| heap.is_instance(own, Ty::Module)),
        Payload::Dict(_) => crate::inspect::find_text(heap, id, "__loader__").is_some(),
        _ => heap.is_instance(id, Ty::Module) || heap.is_exact(id, Ty::SimpleNamespace),
    };
    !of_module && crate::inspect::block_of(heap, id).is_some()
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What must happen for the next collection.
fn next(enabled: bool, generations: &[GenerationRow]) -> String {
    let Some(young) = generations.first() else {
        return String::new();
    };
    if !enabled {
        return "the collector is switched off (gc.disable)".into();
    }
    if young.threshold == 0 {
        return "threshold 0 switches automatic collections off".into();
    }
    let left = young.threshold + 1 - young.count;
    format!("{left} more containers made than freed start a collection")
}

fn phases(look: &Look<'_>) -> Vec<GcPhaseRow> {
    let phase = |event: &Event| match *event {
        Event::Gc { phase, objects, .. } => Some(GcPhaseRow {
            name: phase_name(phase).into(),
            sentence: phase_sentence(phase, objects),
        }),
        _ => None,
    };
    look.events.iter().filter_map(phase).collect()
}
