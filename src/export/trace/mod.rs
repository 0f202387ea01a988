//! The trace of a run as JSON lines, one record for each instruction with the state just before
//! it, in the form in which recordings of the real interpreter are kept: `header`, `code`, `step`,
//! `end`. Two such logs can be compared field by field.

mod classes;
mod codes;
mod deaths;
mod describe;
mod kinds;
mod objects;
mod opcache;
mod step;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::objects::Heap;
use crate::objects::frame::Frame;
use crate::value::{Addr, ObjId};
use crate::vm::State;

use codes::Codes;
use objects::Leaf;
use opcache::Opcache;

/// Version of the log's form.
const SCHEMA: u32 = 1;

/// What a log may hold besides.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The version tags of dicts and classes.
    pub versions: bool,
}

/// Makes the records of a run.
pub struct Tracer {
    /// Only code whose file name begins with this is the user's and is recorded.
    prefix: String,
    options: Options,
    numbers: BTreeMap<ObjId, Known>,
    next_number: u64,
    /// The number of the object that last died at an address.
    graves: BTreeMap<Addr, u64>,
    /// The dead object at whose address a numbered one came to lie.
    reused: BTreeMap<u64, u64>,
    codes: Codes,
    opcache: Opcache,
    /// Modules of the user's folder, and whether a class is of one of them.
    user_modules: BTreeSet<String>,
    user_classes: BTreeMap<ObjId, bool>,
    /// Names of the classes met, for when they are dead.
    class_names: BTreeMap<ObjId, String>,
    /// Exception classes that running generators handle; while a generator runs, the thread has
    /// its `gi_exc_state`.
    handled: BTreeMap<ObjId, Option<ObjId>>,
    /// The objects that only change in a few known places, as they last were.
    leaves: BTreeMap<u64, Leaf>,
    /// What was last written of each object.
    last: BTreeMap<u64, Value>,
    last_gc: Option<Value>,
    last_free_lists: Option<BTreeMap<String, Value>>,
    /// The step whose instruction runs now; it is complete when the next one begins.
    waiting: Option<Value>,
    /// Whether the instruction that runs now is the user's.
    in_user_code: bool,
    steps: u64,
}

/// An object with a number.
struct Known {
    number: u64,
    addr: Addr,
}

impl Tracer {
    /// A tracer of the code under a folder.
    pub fn new(prefix: &str, options: Options) -> Tracer {
        Tracer {
            prefix: prefix.to_owned(),
            options,
            numbers: BTreeMap::new(),
            next_number: 1,
            graves: BTreeMap::new(),
            reused: BTreeMap::new(),
            codes: Codes::default(),
            opcache: Opcache::default(),
            user_modules: BTreeSet::from(["__main__".to_owned()]),
            user_classes: BTreeMap::new(),
            class_names: BTreeMap::new(),
            handled: BTreeMap::new(),
            leaves: BTreeMap::new(),
            last: BTreeMap::new(),
            last_gc: None,
            last_free_lists: None,
            waiting: None,
            in_user_code: false,
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

    /// The records that are complete when the next instruction begins: the step before it, and the
    /// code objects that are new. Instructions of code that isn't the user's make none.
    pub fn step(&mut self, state: &mut State) -> Vec<Value> {
        let events = state.heap.listen(true);
        let heap = &state.heap;
        let in_user_code = self.is_user_frame(&heap.frame);
        self.hear(heap, &events, in_user_code);
        self.in_user_code = in_user_code;
        self.opcache.hear(&events);
        let Some(frame_id) = heap.frame_id else {
            return Vec::new();
        };
        if !in_user_code {
            self.count_hidden_frame(heap);
            return Vec::new();
        }
        let mut records = Vec::from_iter(self.waiting.take());
        self.register(heap, heap.frame.f_code, None, &mut records);
        self.waiting = Some(self.step_record(state, frame_id));
        self.steps += 1;
        records
    }

    /// The last records.
    pub fn end(&mut self, state: &mut State, exit: i32) -> Vec<Value> {
        let events = state.heap.listen(false);
        self.hear(&state.heap, &events, true);
        let end = json!({"k": "end", "exit": exit, "steps": self.steps});
        self.waiting.take().into_iter().chain([end]).collect()
    }

    /// Whether a frame runs code of the user's folder.
    fn is_user_frame(&self, frame: &Frame) -> bool {
        let file = frame.code.code.co_filename.to_lossy();
        file.starts_with(&self.prefix)
    }

    /// A library's frame that the user's instruction called begins.
    fn count_hidden_frame(&mut self, heap: &Heap) {
        let caller = heap.frame.f_back.and_then(|caller| heap.as_frame(caller));
        let called = caller.is_some_and(|caller| self.is_user_frame(caller));
        if let Some(step) = self
            .waiting
            .as_mut()
            .filter(|_| called && heap.frame.next_instr == 0)
        {
            let before = step["hidden_frames"].as_u64().unwrap_or(0);
            step["hidden_frames"] = (before + 1).into();
        }
    }

    /// The number of an object: by first sight, ending with the object.
    fn number(&mut self, heap: &Heap, id: ObjId) -> u64 {
        let addr = heap.get(id).addr;
        // A string that grew may have moved: then it counts as another object.
        if let Some(known) = self.numbers.get(&id).filter(|known| known.addr == addr) {
            return known.number;
        }
        let number = self.next_number;
        self.next_number += 1;
        if let Some(&dead) = self.graves.get(&addr) {
            self.reused.insert(number, dead);
        }
        if let Some(class) = heap.as_type(id) {
            self.class_names.insert(id, class.name.to_lossy());
        }
        self.numbers.insert(id, Known { number, addr });
        number
    }

    /// An object in short: number, type, text and reference count.
    fn brief(&mut self, heap: &Heap, id: Option<ObjId>) -> Value {
        let Some(id) = id else { return Value::Null };
        let mut brief = json!({
            "o": self.number(heap, id),
            "t": describe::type_name(heap, id),
            "rc": heap.get(id).ob_refcnt,
        });
        if let Some(text) = describe::short(heap, id) {
            brief["r"] = text.into();
        }
        brief
    }

    /// A number for an object, or null.
    fn optional(&mut self, heap: &Heap, id: Option<ObjId>) -> Value {
        id.map_or(Value::Null, |id| self.number(heap, id).into())
    }
}
