//! How often code objects were entered, and the cache that their `LOAD_GLOBAL` instructions get at
//! the 1,024th time (`Python/ceval.c`, `_PyOpcache`). What such an instruction found last is in its
//! cache: it is looked up anew whenever one of the two dicts has changed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::code::instruction::instructions;
use crate::code::op;
use crate::event::Event;
use crate::export::trace::describe;
use crate::objects::Heap;
use crate::value::ObjId;

/// `OPCACHE_MIN_RUNS`.
const OPCACHE_MIN_RUNS: u32 = 1024;
/// So many instructions of a code object get a cache at most.
const OPCACHE_MAX: usize = 254;

/// The counts and caches of all code objects.
#[derive(Default)]
pub(super) struct Opcache {
    /// `co_opcache_flag`.
    calls: BTreeMap<ObjId, u32>,
    /// For each code object that has caches, the text of what each `LOAD_GLOBAL` found.
    found: BTreeMap<ObjId, Vec<Option<Value>>>,
    /// A `LOAD_GLOBAL` that runs: its code object, and which one of it.
    running: Option<(ObjId, usize)>,
}

impl Opcache {
    /// Counts the frames that were entered or resumed.
    pub fn hear(&mut self, events: &[Event]) {
        for event in events {
            if let Event::Call { code, .. } = event {
                let calls = self.calls.entry(*code).or_default();
                *calls = (*calls + 1).min(OPCACHE_MIN_RUNS);
            }
        }
    }

    /// Puts the fields of the step that comes, and remembers its `LOAD_GLOBAL`.
    pub fn step(&mut self, heap: &Heap, offset: usize, record: &mut Value) {
        let frame = &*heap.frame;
        if let Some((code, place)) = self.running.take()
            && code == frame.f_code
            && let Some(Some(value)) = frame
                .f_localsplus
                .get(..frame.stacktop)
                .and_then(<[_]>::last)
            && let Some(found) = self.found.get_mut(&code).and_then(|all| all.get_mut(place))
        {
            *found = Some(describe::short(heap, *value).into());
        }
        // The main module was entered before anybody listened.
        let calls = *self.calls.entry(frame.f_code).or_insert(1);
        record["calls"] = calls.into();
        if calls < OPCACHE_MIN_RUNS {
            return;
        }
        let all = instructions(&frame.code.code.co_code);
        let loads = all.filter(|instruction| instruction.opcode == op::LOAD_GLOBAL);
        let loads: Vec<usize> = loads.map(|load| load.offset).take(OPCACHE_MAX).collect();
        if loads.is_empty() {
            return;
        }
        let place = loads.iter().position(|&load| load == offset);
        self.running = place.map(|place| (frame.f_code, place));
        let found = self.found.entry(frame.f_code);
        let found = found.or_insert_with(|| vec![None; loads.len()]);
        let entries = found.iter().map(|found| match found {
            Some(text) => json!([1, text]),
            None => json!([0, null]),
        });
        record["opcache"] = entries.collect();
    }
}
