//! The events of a log: which objects died, in which order.

use serde_json::{Value, json};

use crate::event::Event;
use crate::export::trace::Tracer;
use crate::export::trace::classes::class_name;
use crate::objects::Heap;
use crate::value::ObjId;

impl Tracer {
    /// What happened since the last look goes into the step that waits, as far as the user's code
    /// and the interpreter did it; what library code did is left out.
    pub(super) fn hear(&mut self, heap: &Heap, events: &[Event], to_user_code: bool) {
        let returns = |event: &Event| matches!(event, Event::Return { .. });
        // Where a library's frame is left for the user's, the user's instruction goes on.
        let back = match to_user_code {
            true => events.iter().rposition(returns),
            false => None,
        };
        for (index, event) in events.iter().enumerate() {
            let own = self.in_user_code || back.is_some_and(|back| index > back);
            let Event::Dealloc {
                object,
                ob_type,
                by_gc,
            } = *event
            else {
                continue;
            };
            let record = self.death(heap, object, ob_type, by_gc);
            if let Some(step) = self.waiting.as_mut().filter(|_| own) {
                match step.get_mut("ev").and_then(Value::as_array_mut) {
                    Some(events) => events.push(record),
                    None => step["ev"] = json!([record]),
                }
            }
        }
    }

    /// The record of a death. The number ends with the object, unless its finalizer brings it back.
    fn death(&mut self, heap: &Heap, object: ObjId, ob_type: ObjId, by_gc: bool) -> Value {
        let number = self.numbers.get(&object).map(|known| known.number);
        if let Some(number) = number.filter(|_| !heap.is_alive(object)) {
            if let Some(known) = self.numbers.remove(&object) {
                self.graves.insert(known.addr, number);
            }
            self.last.remove(&number);
            self.leaves.remove(&number);
            self.reused.remove(&number);
        }
        let name = match heap.is_alive(ob_type) {
            true => class_name(heap, ob_type),
            false => self.class_names.get(&ob_type).cloned().unwrap_or_default(),
        };
        match by_gc {
            true => json!(["dealloc", number, name, "gc"]),
            false => json!(["dealloc", number, name]),
        }
    }
}
