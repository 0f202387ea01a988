//! The record of one step: the state just before an instruction.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::code::instruction::{Instruction, instructions};
use crate::code::{flags, op, opcode};
use crate::export::trace::Tracer;
use crate::export::trace::classes::class_name;
use crate::export::trace::codes::{argument, meaning};
use crate::inspect::{block_of, find_text};
use crate::objects::frame::{BlockType, Frame};
use crate::objects::{Heap, Payload};
use crate::value::{ObjId, PyStr};
use crate::vm::State;

/// Exceptions being handled that are listed at most.
const EXC_INFO: usize = 30;

impl Tracer {
    pub(super) fn step_record(&mut self, state: &State, frame_id: ObjId) -> Value {
        let heap = &state.heap;
        let frame = &*heap.frame;
        let instruction = next_instruction(frame);
        let (code, qualname) = self.codes.get(frame.f_code);
        let thread = state.threads.get(state.current);
        // f_lasti is set when an instruction is dispatched, but stays at an EXTENDED_ARG's.
        let extended = extended_start(frame);
        let mut record = json!({
            "k": "step", "n": self.steps, "c": code, "co": qualname,
            "i": instruction.offset, "lasti": extended.unwrap_or(instruction.offset),
            "op": opcode::name(instruction.opcode), "arg": argument(&instruction),
            "line": frame.code.code.line_of(instruction.offset),
            "fr": {
                "o": self.number(heap, frame_id),
                "rc": heap.get(frame_id).ob_refcnt,
                "blk": block(heap, frame_id),
            },
            "rd": thread.map_or(0, |thread| thread.recursion_depth),
        });
        let text = meaning(heap, &frame.code, &instruction);
        if !text.is_null() {
            record["argv"] = text;
        }
        let mut roots = Vec::new();
        for (key, value) in self.frame_state(heap, frame, &mut roots) {
            record[key] = value;
        }
        self.find_handled(state, frame_id);
        let chain = self.chain(heap, frame_id, &mut roots);
        record["d"] = chain.len().saturating_sub(1).into();
        record["chain"] = chain.into();
        if let Some(thread) = thread {
            if let Some(class) = thread.curexc[0] {
                record["curexc"] = class_name(heap, class).into();
            }
            let exceptions = thread
                .exc_info
                .iter()
                .rev()
                .filter(|info| info[0].is_some_and(|class| class != heap.none()));
            let rows: Vec<Value> = exceptions
                .take(EXC_INFO)
                .map(|info| {
                    roots.extend(info[1..].iter().flatten());
                    let traceback = info[2].filter(|&traceback| traceback != heap.none());
                    json!([
                        info[0].map(|class| class_name(heap, class)),
                        self.optional(heap, info[1]),
                        self.optional(heap, traceback)
                    ])
                })
                .collect();
            if !rows.is_empty() {
                record["exc"] = rows.into();
            }
        }
        self.opcache.step(heap, instruction.offset, &mut record);
        self.collector(heap, &mut record);
        if heap.gc.collecting {
            record["collecting"] = 1.into();
        }
        if instruction.offset == 0 && frame.code.code.co_name == "<module>" {
            let name = find_text(heap, frame.f_globals, "__name__");
            let name = name.and_then(|name| heap.as_str(name));
            self.user_modules.extend(name.map(PyStr::to_lossy));
        }
        roots.push(frame.f_globals);
        record["ob"] = self.walk(heap, &roots);
        record
    }

    /// Stack, locals, cells and blocks of a frame; its values are added to `roots`.
    pub(super) fn frame_state(
        &mut self,
        heap: &Heap,
        frame: &Frame,
        roots: &mut Vec<ObjId>,
    ) -> Map<String, Value> {
        let mut fields = Map::new();
        let base = frame.code.slots_before_stack();
        let values = &frame.f_localsplus[base..frame.stacktop.max(base)];
        roots.extend(values.iter().flatten());
        fields.insert(
            "st".into(),
            values
                .iter()
                .map(|&value| self.brief(heap, value))
                .collect(),
        );
        fields.extend(self.frame_names(heap, frame, roots));
        fields
    }

    /// The same of a frame that isn't the running one: while it waits for a call to return, only
    /// the interpreter's C code knows how high its stack is (`f_stacktop` is NULL).
    pub(super) fn resting_frame(
        &mut self,
        heap: &Heap,
        frame: &Frame,
        roots: &mut Vec<ObjId>,
    ) -> Map<String, Value> {
        let suspended = frame.f_gen.is_some() && !frame.f_executing;
        if suspended {
            return self.frame_state(heap, frame, roots);
        }
        let mut fields = self.frame_names(heap, frame, roots);
        fields.insert("st".into(), Value::Null);
        fields
    }

    /// Locals, cells and blocks of a frame.
    fn frame_names(
        &mut self,
        heap: &Heap,
        frame: &Frame,
        roots: &mut Vec<ObjId>,
    ) -> Map<String, Value> {
        let code = &frame.code.code;
        let mut fields = Map::new();
        roots.extend(
            frame.f_localsplus[..frame.code.slots_before_stack()]
                .iter()
                .flatten(),
        );
        let locals = code.co_varnames.iter().zip(&frame.f_localsplus);
        let locals: Map<_, _> = locals
            .map(|(name, &value)| (name.to_lossy(), self.brief(heap, value)))
            .collect();
        fields.insert("lo".into(), locals.into());
        if !code.co_cellvars.is_empty() || !code.co_freevars.is_empty() {
            fields.insert("ce".into(), self.cells(heap, frame).into());
        }
        let blocks = frame.f_blockstack.iter().map(|block| {
            let kind = match block.b_type {
                BlockType::SetupFinally => "SETUP_FINALLY",
                BlockType::ExceptHandler => "EXCEPT_HANDLER",
            };
            json!([kind, block.b_handler, block.b_level])
        });
        fields.insert("bl".into(), blocks.collect());
        if let Some(locals) = frame
            .f_locals
            .filter(|_| code.co_flags & flags::CO_OPTIMIZED == 0)
        {
            fields.insert("f_locals".into(), self.number(heap, locals).into());
            roots.push(locals);
        }
        fields
    }

    fn cells(&mut self, heap: &Heap, frame: &Frame) -> Map<String, Value> {
        let code = &frame.code.code;
        let own = code.co_cellvars.len();
        let names = code.co_cellvars.iter().chain(&code.co_freevars);
        let cells = frame.f_localsplus.iter().skip(code.co_varnames.len());
        let mut fields = Map::new();
        for (index, (name, &cell)) in names.zip(cells).enumerate() {
            let content = cell.and_then(|cell| match heap.get(cell).payload {
                Payload::Cell(content) => content,
                _ => None,
            });
            let value = match cell {
                None => Value::Null,
                Some(_) => json!({
                    "cell": self.brief(heap, cell), "v": self.brief(heap, content), "free": index >= own,
                }),
            };
            fields.insert(name.to_lossy(), value);
        }
        fields
    }

    /// Finds what the running generators handle: each has put its state on the thread's stack.
    fn find_handled(&mut self, state: &State, innermost: ObjId) {
        self.handled.clear();
        let Some(thread) = state.threads.get(state.current) else {
            return;
        };
        let mut states = thread.exc_info.iter().rev();
        let mut next = Some(innermost);
        while let Some(frame) = next.and_then(|id| state.heap.as_frame(id)) {
            if let Some(generator) = frame.f_gen
                && let Some(state) = states.next()
            {
                self.handled.insert(generator, state[0]);
            }
            next = frame.f_back;
        }
    }

    /// Numbers of the user's frames, innermost first.
    fn chain(&mut self, heap: &Heap, innermost: ObjId, roots: &mut Vec<ObjId>) -> Vec<u64> {
        let mut chain = Vec::new();
        let mut next = Some(innermost);
        while let Some(id) = next {
            let Some(frame) = heap.as_frame(id) else {
                break;
            };
            if frame
                .code
                .code
                .co_filename
                .to_lossy()
                .starts_with(&self.prefix)
            {
                chain.push(self.number(heap, id));
                if id != innermost {
                    roots.extend(
                        frame.f_localsplus[..frame.code.slots_before_stack()]
                            .iter()
                            .flatten(),
                    );
                    let unoptimized = frame.code.code.co_flags & flags::CO_OPTIMIZED == 0;
                    roots.extend(frame.f_locals.filter(|_| unoptimized));
                }
            }
            next = frame.f_back;
        }
        chain
    }

    /// Counts of the collector; its statistics and the free lists where they changed.
    fn collector(&mut self, heap: &Heap, record: &mut Value) {
        let generations = &heap.gc.generations;
        record["gc"] = generations
            .iter()
            .map(|generation| generation.count)
            .collect();
        let stats = heap
            .gc
            .stats
            .iter()
            .map(|stats| json!([stats.collections, stats.collected, stats.uncollectable]));
        let state = json!({
            "stats": stats.collect::<Vec<_>>(),
            "thr": generations.iter().map(|generation| generation.threshold).collect::<Vec<_>>(),
            "enabled": u8::from(heap.gc.enabled),
        });
        if self.last_gc.as_ref() != Some(&state) {
            record["gcst"] = state.clone();
            record["gcst"]["long_lived"] =
                json!([heap.gc.long_lived_total, heap.gc.long_lived_pending]);
            self.last_gc = Some(state);
        }
        let lists = free_lists(heap);
        let changed: Map<_, _> = match &self.last_free_lists {
            None => lists.clone().into_iter().collect(),
            Some(last) => lists
                .clone()
                .into_iter()
                .filter(|(name, length)| last.get(name) != Some(length))
                .collect(),
        };
        if !changed.is_empty() {
            record["fl"] = changed.into();
        }
        self.last_free_lists = Some(lists);
    }
}

/// Lengths of the free lists; those of tuples in one row, by length.
fn free_lists(heap: &Heap) -> BTreeMap<String, Value> {
    let lists = &heap.free_lists;
    let mut tuples: Vec<usize> = lists.tuple.iter().map(Vec::len).collect();
    // The empty tuple stands on the list of its length for good.
    tuples[0] = 1;
    let rows = [
        ("float", lists.float.len()),
        ("frame", lists.frame.len()),
        ("list", lists.list.len()),
        ("dict", lists.dict.len()),
        ("dictkeys", lists.dict_keys.len()),
        ("method", lists.method.len()),
        ("cfunction", lists.cfunction.len()),
        ("ag_asend", lists.ag_asend.len()),
        ("ag_value", lists.ag_value.len()),
        ("ctx", lists.context.len()),
        ("slice", usize::from(lists.slice.is_some())),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, length)| (name.to_owned(), json!(length)));
    rows.chain([("tuple".to_owned(), json!(tuples))]).collect()
}

/// The block of an object's memory, its GC head included.
pub(super) fn block(heap: &Heap, id: ObjId) -> Value {
    match block_of(heap, id) {
        Some(block) => json!([
            block.arena.0,
            block.pool,
            block.index,
            block.size,
            block.offset
        ]),
        None => Value::Null,
    }
}

/// Where the run of EXTENDED_ARGs before the next instruction begins, if there is one.
fn extended_start(frame: &Frame) -> Option<usize> {
    let code = &frame.code.code.co_code;
    let before = (frame.next_instr as usize).checked_sub(2)?;
    (code.get(before) == Some(&op::EXTENDED_ARG)).then_some(before)
}

/// `f_lasti`: of the running frame, the instruction that comes next.
pub(super) fn f_lasti(heap: &Heap, id: ObjId, frame: &Frame) -> i64 {
    if heap.frame_id != Some(id) {
        return frame.f_lasti.into();
    }
    let next = extended_start(frame).unwrap_or(frame.next_instr as usize);
    i64::try_from(next).unwrap_or(i64::MAX)
}

fn next_instruction(frame: &Frame) -> Instruction {
    let offset = frame.next_instr as usize;
    let found =
        instructions(&frame.code.code.co_code).find(|instruction| instruction.offset == offset);
    found.unwrap_or(Instruction {
        offset,
        opcode: op::NOP,
        arg: 0,
    })
}
