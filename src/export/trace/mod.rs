//! The trace of a run as JSON lines, one record for each instruction with the state just before
//! it, in the form in which recordings of the real interpreter are kept: `header`, `code`, `step`,
//! `end`. Two such logs can be compared field by field.

mod codes;
mod describe;
mod objects;
mod step;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::objects::Heap;
use crate::value::ObjId;
use crate::vm::State;

use codes::Codes;

/// Version of the log's form.
const SCHEMA: u32 = 1;

/// Makes the records of a run.
pub struct Tracer {
    /// Only code whose file name begins with this is the user's and is recorded.
    prefix: String,
    numbers: BTreeMap<ObjId, u64>,
    codes: Codes,
    /// What was last written of each object.
    last: BTreeMap<u64, Value>,
    last_gc: Option<Value>,
    last_free_lists: Option<BTreeMap<String, Value>>,
    steps: u64,
}

impl Tracer {
    /// A tracer of the code under a folder.
    pub fn new(prefix: &str) -> Tracer {
        Tracer {
            prefix: prefix.to_owned(),
            numbers: BTreeMap::new(),
            codes: Codes::default(),
            last: BTreeMap::new(),
            last_gc: None,
            last_free_lists: None,
            steps: 0,
        }
    }

    /// The first record.
    pub fn header(&self, script: &str, argv: &[String]) -> Value {
        json!({
            "k": "header", "schema": SCHEMA, "mode": "cutaway", "script": script, "argv": argv,
            "hashseed": "0",
        })
    }

    /// The records for the instruction that runs next: new code objects, then the step. Nothing
    /// for code that isn't the user's.
    pub fn step(&mut self, state: &State) -> Vec<Value> {
        let heap = &state.heap;
        let Some(frame_id) = heap.frame_id else {
            return Vec::new();
        };
        let file = heap.frame.code.code.co_filename.to_lossy();
        if !file.starts_with(&self.prefix) {
            return Vec::new();
        }
        let mut records = Vec::new();
        self.register(heap, heap.frame.f_code, None, &mut records);
        let record = self.step_record(state, frame_id);
        records.push(record);
        self.steps += 1;
        records
    }

    /// The last record.
    pub fn end(&self, exit: i32) -> Value {
        json!({"k": "end", "exit": exit, "steps": self.steps})
    }

    /// The number of an object: by first sight, ending with the object.
    fn number(&mut self, id: ObjId) -> u64 {
        let next = self.numbers.len() as u64 + 1;
        *self.numbers.entry(id).or_insert(next)
    }

    /// An object in short: number, type, text and reference count.
    fn brief(&mut self, heap: &Heap, id: Option<ObjId>) -> Value {
        let Some(id) = id else { return Value::Null };
        let mut brief = json!({
            "o": self.number(id),
            "t": describe::type_name(heap, id),
            "rc": heap.get(id).ob_refcnt,
        });
        if let Some(text) = describe::short(heap, id) {
            brief["r"] = text.into();
        }
        brief
    }

    /// A number for an object, or null.
    fn optional(&mut self, id: Option<ObjId>) -> Value {
        id.map_or(Value::Null, |id| self.number(id).into())
    }
}
