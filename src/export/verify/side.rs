//! One side of a comparison: what is known of its objects so far. Records name only those that
//! changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

/// What is known of the objects of one side.
#[derive(Default)]
pub(super) struct Side {
    known: BTreeMap<u64, Known>,
    /// Whether the step under way left objects out because there were too many.
    pub cut: bool,
    /// The step under way.
    now: u64,
}

/// The state of an object as last written.
struct Known {
    state: Arc<Value>,
    written: u64,
}

impl Side {
    /// Takes the objects of a step's record.
    pub fn read(&mut self, record: &Value) {
        self.now += 1;
        self.cut = record["cut"].as_bool().unwrap_or(false);
        for (number, state) in record["ob"].as_object().into_iter().flatten() {
            if let Ok(number) = number.parse() {
                let (state, written) = (Arc::new(state.clone()), self.now);
                self.known.insert(number, Known { state, written });
            }
        }
    }

    /// The state of an object, and whether this step changed it.
    pub fn get(&self, number: u64) -> Option<(Arc<Value>, bool)> {
        let known = self.known.get(&number)?;
        Some((Arc::clone(&known.state), known.written == self.now))
    }
}
