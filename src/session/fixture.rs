//! A made-up session for the tests of front ends: the append loop of the sample `list_growth`,
//! five instructions a pass, with everything the panels can show filled in.

use std::sync::Arc;

use super::{
    Command, Direction, Outbox, Place, Program, Selection, Session, Snapshot, StopOn, Unit, Update,
};
use crate::code::SourceRange;
use crate::inspect::view::*;
use crate::lesson::samples;

/// Instructions of one pass of the loop.
const PASS: u64 = 5;
/// Passes of the loop.
const PASSES: u64 = 20;
/// Steps of the made-up run.
pub const STEPS: u64 = PASS * PASSES;

/// The made-up session; answers at once.
pub struct FakeSession {
    outbox: Outbox,
    step: u64,
    micro: usize,
    breakpoints: Vec<u32>,
    stops: Vec<StopOn>,
    selection: Selection,
    title: String,
    version: u32,
}

impl FakeSession {
    /// A session that tells `outbox`.
    pub fn new(outbox: Outbox) -> FakeSession {
        FakeSession {
            outbox,
            step: 0,
            micro: 0,
            breakpoints: Vec::new(),
            stops: Vec::new(),
            selection: Selection::Auto,
            title: String::new(),
            version: 0,
        }
    }

    fn show(&self) {
        let mut moment = moment(self.step, self.micro);
        moment.source.breakpoints = self.breakpoints.clone();
        if let Selection::Object(no) = self.selection {
            moment.object = match no.0 {
                30 => Some(dict_object()),
                31 => Some(set_object()),
                32 => Some(text_object()),
                _ => moment.object.filter(|o| o.object.no == no),
            };
        }
        let sample = samples::find("list_growth");
        let snapshot = Snapshot {
            title: self.title.clone(),
            version: self.version,
            timeline: timeline(self.step),
            moment,
            stops: self.stops.clone(),
            asks: false,
            selection: self.selection,
            lesson: sample.and_then(|s| s.lesson().ok()).map(Arc::new),
        };
        (self.outbox)(Update::Shown(Box::new(snapshot)));
    }

    fn step(&mut self, unit: Unit, direction: Direction, count: u64) {
        if unit == Unit::Micro {
            let events = moment(self.step, 0).events.len();
            self.micro = match direction {
                Direction::Forward => (self.micro + 1).min(events),
                Direction::Back => self.micro.saturating_sub(1),
            };
            return;
        }
        let size = match unit {
            Unit::Line | Unit::LineOver => PASS,
            Unit::Frame => STEPS,
            _ => 1,
        };
        self.micro = 0;
        self.step = match direction {
            Direction::Forward => (self.step + size * count).min(STEPS),
            Direction::Back => self.step.saturating_sub(size * count),
        };
    }

    fn go(&mut self, place: Place) {
        self.micro = 0;
        self.step = match place {
            Place::Start => 0,
            Place::End => STEPS,
            Place::Step(step) => step.min(STEPS),
            Place::Percent(percent) => STEPS * u64::from(percent) / 100,
            Place::Landmark(Direction::Forward, _) => {
                let marks = timeline(0).landmarks;
                marks
                    .iter()
                    .map(|l| l.step)
                    .find(|&s| s > self.step)
                    .unwrap_or(self.step)
            }
            _ => self.step,
        };
    }
}

impl Session for FakeSession {
    fn send(&mut self, command: Command) {
        match command {
            Command::Open(Program::Sample(name)) => {
                let lesson = samples::find(&name).and_then(|s| s.lesson().ok());
                self.title = lesson.map_or(name, |l| l.title);
            }
            Command::Open(Program::File(path)) => self.title = path.display().to_string(),
            Command::Step {
                unit,
                direction,
                count,
            } => self.step(unit, direction, count),
            Command::Continue(Direction::Forward) => self.step = STEPS,
            Command::Continue(Direction::Back) => self.step = 0,
            Command::GoTo(place) => self.go(place),
            Command::ToggleStop(stop) => match self.stops.iter().position(|s| *s == stop) {
                Some(index) => drop(self.stops.remove(index)),
                None => self.stops.push(stop),
            },
            Command::ToggleBreakpoint(line) => {
                match self.breakpoints.iter().position(|&l| l == line) {
                    Some(at) => drop(self.breakpoints.remove(at)),
                    None => self.breakpoints.push(line),
                }
            }
            Command::Select(selection) => self.selection = selection,
            Command::Reload => {
                (self.outbox)(Update::Banner(Some(
                    "line 9: invalid syntax; the old run stays".to_string(),
                )));
                return;
            }
            Command::Why
            | Command::Input(_)
            | Command::SaveFiles(_)
            | Command::SetMark(_)
            | Command::Cancel => return,
        }
        self.show();
    }
}

fn object(no: u64, type_name: &str, repr: &str, refcnt: i64) -> ObjectRef {
    ObjectRef {
        no: ObjectNo(no),
        type_name: type_name.to_string(),
        repr: repr.to_string(),
        refcnt,
        address: 0x7f35_1c04_0000 + no * 48,
    }
}

fn number(n: u64) -> ObjectRef {
    object(100 + n, "int", &n.to_string(), 5)
}

fn words(len: u64) -> ObjectRef {
    let items: Vec<String> = (0..len).map(|n| n.to_string()).collect();
    object(9, "list", &format!("[{}]", items.join(", ")), 2)
}

/// Slots of a list of that length made by appending: measured in CPython 3.8.18.
fn allocated(len: u64) -> u64 {
    [0, 4, 8, 16, 25]
        .into_iter()
        .find(|&a| a >= len)
        .unwrap_or(35)
}

const LOOP: [(u32, &str, u32, &str); 5] = [
    (62, "LOAD_NAME", 1, "words"),
    (64, "LOAD_METHOD", 5, "append"),
    (66, "LOAD_NAME", 3, "number"),
    (68, "CALL_METHOD", 1, "1 argument"),
    (70, "POP_TOP", 0, ""),
];

/// The made-up machine before a step.
pub fn moment(step: u64, micro: usize) -> Moment {
    let pass = step / PASS;
    let place = usize::try_from(step % PASS).unwrap_or(0);
    let done = pass + u64::from(place > 3);
    let is_end = step >= STEPS;
    let calls = place == 3 && !is_end;
    let full = allocated(done) == done;
    Moment {
        step,
        micro,
        state: if is_end {
            RunState::Ended(0)
        } else {
            RunState::Running
        },
        source: source(pass),
        code: code(place),
        stack: stack(place, done, pass),
        blocks: vec![BlockRow {
            kind: "SETUP_FINALLY".to_string(),
            handler: 90,
            level: 1,
            meaning: "on an exception go to 90".to_string(),
        }],
        frames: frames(pass, done),
        scopes: scopes(pass, done),
        object: Some(list_object(done)),
        memory: memory(done),
        free_lists: [
            ("float", 3, 100),
            ("tuple of 2", 5, 2000),
            ("list", 6, 80),
            ("dict", 9, 80),
            ("frame", 3, 200),
        ]
        .map(|(name, length, limit)| FreeListRow {
            name: name.to_string(),
            length,
            limit,
            next: None,
        })
        .to_vec(),
        gc: gc(),
        narration: Narration {
            sentence: match place {
                3 if full => format!(
                    "list.append stores {pass} in words: the array of {done} slots is full and grows to {}.",
                    allocated(done + 1)
                ),
                3 => format!(
                    "list.append stores {pass} in slot {done} of words; there is room, nothing moves."
                ),
                _ => format!("{} {} the next value.", LOOP[place].1, LOOP[place].3),
            },
            by: match place {
                3 => "app1, Objects/listobject.c".to_string(),
                _ => format!("{}, Python/ceval.c", LOOP[place].1),
            },
            simplified: None,
        },
        events: if calls {
            events(done, full)
        } else {
            Vec::new()
        },
        output: vec![
            TextChunk {
                stream: Stream::Stdout,
                text: "empty: 56 bytes\n".to_string(),
            },
            TextChunk {
                stream: Stream::Stdout,
                text: (1..=done)
                    .filter(|n| [1, 5, 9, 17].contains(n))
                    .map(|n| format!("item {n} -> {} slots\n", allocated(n)))
                    .collect(),
            },
        ],
    }
}

fn source(pass: u64) -> SourceView {
    let text = samples::find("list_growth").map_or("", |s| s.source);
    SourceView {
        path: "samples/list_growth.py".to_string(),
        lines: text.lines().map(String::from).collect(),
        current: 9,
        pass: u32::try_from(pass + 1).ok(),
        piece: Some(SourceRange {
            line: 9,
            column: 4,
            end_line: 9,
            end_column: 16,
        }),
        breakpoints: Vec::new(),
        executable: vec![1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 14, 15, 16, 18, 19, 20],
    }
}

fn code(place: usize) -> CodeView {
    let row = |(offset, opname, arg, meaning): (u32, &str, u32, &str),
               line,
               is_target,
               jumps_to| InstrRow {
        offset,
        opname: opname.to_string(),
        arg: (opname != "POP_TOP").then_some(arg),
        meaning: meaning.to_string(),
        line,
        is_target,
        jumps_to,
        piece: String::new(),
    };
    let mut rows = vec![
        row((48, "FOR_ITER", 54, "to 104"), Some(7), true, Some(104)),
        row((50, "STORE_NAME", 3, "number"), None, false, None),
        row((52, "LOAD_NAME", 0, "sys"), Some(8), false, None),
        row((54, "LOAD_METHOD", 4, "getsizeof"), None, false, None),
        row((56, "LOAD_NAME", 1, "words"), None, false, None),
        row((58, "CALL_METHOD", 1, "1 argument"), None, false, None),
        row((60, "STORE_NAME", 4, "before"), None, false, None),
    ];
    rows.extend(
        LOOP.iter()
            .enumerate()
            .map(|(i, &r)| row(r, (i == 0).then_some(9), false, None)),
    );
    rows.push(row(
        (102, "JUMP_ABSOLUTE", 48, "to 48"),
        Some(12),
        false,
        Some(48),
    ));
    rows.push(row((104, "LOAD_CONST", 2, "None"), Some(14), true, None));
    CodeView {
        name: "<module>".to_string(),
        summary: "module, stack 6".to_string(),
        rows,
        current: Some(7 + place),
        explanation: "Calls the method below the arguments and pushes what it returns.".to_string(),
        ..CodeView::default()
    }
}

fn stack(place: usize, done: u64, pass: u64) -> StackView {
    let iterator = object(20, "range_iterator", "<range_iterator>", 1);
    let method = object(
        21,
        "method_descriptor",
        "<method 'append' of 'list' objects>",
        9,
    );
    let slot = |object: Option<ObjectRef>, operand: Option<&str>| StackRow {
        object,
        operand: operand.map(|name| Operand {
            name: name.to_string(),
            popped: true,
        }),
    };
    let mut rows = vec![slot(Some(iterator), None)];
    match place {
        1 => rows.push(slot(Some(words(done)), Some("owner"))),
        2 => rows.extend([slot(Some(method), None), slot(Some(words(done)), None)]),
        3 => rows.extend([
            slot(Some(method), Some("method")),
            slot(Some(words(done)), Some("self")),
            slot(Some(number(pass)), Some("argument 1")),
        ]),
        4 => rows.push(slot(Some(object(2, "NoneType", "None", 4076)), Some("top"))),
        _ => {}
    }
    let will_push = match place {
        1 => vec!["method".to_string(), "self".to_string()],
        3 => vec!["result".to_string()],
        0 | 2 => vec!["value".to_string()],
        _ => Vec::new(),
    };
    StackView {
        rows,
        capacity: 6,
        will_push,
    }
}

fn name(name: &str, object: Option<ObjectRef>) -> NameRow {
    NameRow {
        name: name.to_string(),
        object,
    }
}

fn frames(pass: u64, done: u64) -> Vec<FrameRow> {
    vec![FrameRow {
        frame: object(7, "frame", "<frame of <module>>", 1),
        function: "<module>".to_string(),
        file: "list_growth.py".to_string(),
        line: 9,
        lasti: 66,
        stack_depth: 3,
        note: String::new(),
        locals: vec![
            name("words", Some(words(done))),
            name("number", Some(number(pass))),
        ],
    }]
}

fn scopes(pass: u64, done: u64) -> Vec<ScopeView> {
    let word = object(33, "str", "'你好'", 3);
    vec![
        ScopeView {
            scope: Scope::Global,
            storage: "dict #30".to_string(),
            namespace: Some(ObjectNo(30)),
            rows: vec![
                name("__name__", Some(object(32, "str", "'__main__'", 8))),
                name(
                    "sys",
                    Some(object(11, "module", "<module 'sys' (built-in)>", 60)),
                ),
                name("words", Some(words(done))),
                name("number", Some(number(pass))),
                name("greeting", Some(word)),
                name("after", None),
            ],
        },
        ScopeView {
            scope: Scope::Builtin,
            storage: "dict #4".to_string(),
            namespace: Some(ObjectNo(4)),
            rows: vec![name(
                "print",
                Some(object(
                    12,
                    "builtin_function_or_method",
                    "<built-in function print>",
                    4,
                )),
            )],
        },
    ]
}

fn field(name: &str, c_type: &str, offset: i32, value: &str) -> FieldRow {
    FieldRow {
        name: name.to_string(),
        c_type: c_type.to_string(),
        offset,
        size: 8,
        value: value.to_string(),
        target: None,
    }
}

fn list_object(len: u64) -> ObjectView {
    let object = words(len);
    let slots = allocated(len);
    ObjectView {
        size: 56 + 8 * slots,
        generation: Some(0),
        origin: "block 12 of pool 0:17 (64 bytes, with its GC header)".to_string(),
        simplified: None,
        reason: "self".to_string(),
        payload: Payload::List(ListView {
            items: (0..len).map(number).collect(),
            allocated: slots,
            array: (slots > 0).then_some(0x7f35_1c09_0a00),
            growth: format!(
                "append number {}: takes {} slots",
                slots + 1,
                allocated(slots + 1)
            ),
        }),
        layout: StructView {
            name: "PyListObject".to_string(),
            fields: vec![
                field("_gc_next", "uintptr_t", -16, "0x7f351c0401c0"),
                field("_gc_prev", "uintptr_t", -8, "0x7f351c040120"),
                field("ob_refcnt", "Py_ssize_t", 0, &object.refcnt.to_string()),
                field("ob_type", "PyTypeObject *", 8, "list"),
                field("ob_size", "Py_ssize_t", 16, &len.to_string()),
                field("ob_item", "PyObject **", 24, "0x7f351c090a00"),
                field("allocated", "Py_ssize_t", 32, &slots.to_string()),
            ],
            bytes: vec![ByteRow {
                offset: 0,
                bytes: vec![2, 0, 0, 0, 0, 0, 0, 0],
                field: "ob_refcnt".to_string(),
            }],
        },
        object,
        referrers: vec![object_of_globals()],
    }
}

fn object_of_globals() -> ObjectRef {
    object(30, "dict", "{'__name__': '__main__', ...}", 2)
}

/// A dict of 8 slots with a collision, a dummy and a deleted entry.
pub fn dict_object() -> ObjectView {
    let entry = |hash: i64, key: Option<(u64, &str)>, value: u64| DictEntryRow {
        hash,
        value: key.map(|_| number(value)),
        key: key.map(|(no, text)| object(no, "str", text, 3)),
    };
    ObjectView {
        object: object_of_globals(),
        size: 232,
        generation: None,
        origin: String::new(),
        simplified: None,
        reason: "chosen".to_string(),
        payload: Payload::Dict(DictView {
            kind: DictKind::Combined,
            used: 3,
            usable: 1,
            nentries: 4,
            lookup: "lookdict_unicode".to_string(),
            keys_refcnt: 1,
            version: Some(4711),
            indices: vec![-1, 0, -2, 3, -1, -1, 2, -1],
            entries: vec![
                entry(0x3ae1, Some((40, "'pear'")), 1),
                entry(0x77a2, None, 0),
                entry(0x1106, Some((41, "'fig'")), 2),
                entry(0x52b1, Some((42, "'plum'")), 3),
            ],
            lookup_path: Some(LookupView {
                key: object(42, "str", "'plum'", 3),
                hash: 0x52b1,
                probes: vec![
                    ProbeRow {
                        slot: 1,
                        perturb: 0x52b1,
                        outcome: ProbeOutcome::OtherHash,
                    },
                    ProbeRow {
                        slot: 2,
                        perturb: 0x295,
                        outcome: ProbeOutcome::Dummy,
                    },
                    ProbeRow {
                        slot: 3,
                        perturb: 0x14,
                        outcome: ProbeOutcome::Found,
                    },
                ],
                outcome: "Found entry 3 after 3 probes.".to_string(),
            }),
        }),
        layout: StructView::default(),
        referrers: Vec::new(),
    }
}

fn set_object() -> ObjectView {
    let used = |hash: i64, text: &str| SetSlotRow {
        state: SlotState::Used,
        hash,
        key: Some(object(
            50 + u64::try_from(hash).unwrap_or(0),
            "int",
            text,
            4,
        )),
    };
    let mut slots = vec![SetSlotRow::default(); 8];
    slots[0] = used(8, "8");
    slots[1] = used(16, "16");
    slots[3] = SetSlotRow {
        state: SlotState::Dummy,
        ..SetSlotRow::default()
    };
    ObjectView {
        object: object(31, "set", "{8, 16}", 1),
        size: 216,
        payload: Payload::Set(SetView {
            used: 2,
            fill: 3,
            mask: 7,
            slots,
            lookup_path: None,
        }),
        ..ObjectView::default()
    }
}

fn text_object() -> ObjectView {
    ObjectView {
        object: object(32, "str", "'__main__'", 8),
        size: 57,
        payload: Payload::Text(TextView {
            kind: "ASCII".to_string(),
            width: 1,
            length: 8,
            hash: Some(0x1234_5678_9abc),
            interned: true,
            units: "__main__".chars().map(u32::from).collect(),
        }),
        ..ObjectView::default()
    }
}

fn memory(done: u64) -> MemoryView {
    let pool = |index: u32, state, used, capacity: u32| PoolRow {
        arena: 0,
        index,
        address: 0x7f35_1c04_0000 + u64::from(index) * 4096,
        state,
        used,
        capacity,
        free_blocks: vec![7, 3, 30],
        virgin_from: (used + 3).min(capacity),
        touched: None,
    };
    MemoryView {
        arenas: vec![ArenaRow {
            index: 0,
            address: 0x7f35_1c04_0000,
            total_pools: 64,
            free_pools: 43,
        }],
        classes: vec![
            SizeClassRow {
                index: 1,
                block_size: 32,
                pools: vec![
                    pool(
                        3,
                        PoolState::Used,
                        90 + u32::try_from(done).unwrap_or(0),
                        126,
                    ),
                    pool(2, PoolState::Full, 126, 126),
                ],
            },
            SizeClassRow {
                index: 3,
                block_size: 64,
                pools: vec![pool(17, PoolState::Used, 23, 63)],
            },
            SizeClassRow {
                index: 31,
                block_size: 512,
                pools: vec![pool(18, PoolState::Used, 4, 7)],
            },
        ],
        bytes_used: 1_234_567,
        large: (12, 98_304),
        last: "The array of list #9 moved from a block of 32 to one of 64 bytes.".to_string(),
    }
}

fn gc() -> GcView {
    let generation = |count, threshold, size| GenerationRow {
        count,
        threshold,
        size,
        members: vec![GcObjectRow {
            object: words(3),
            gc_refs: None,
        }],
        stats: (9, 0, 0),
    };
    GcView {
        enabled: true,
        generations: vec![
            generation(403, 700, 431),
            generation(9, 10, 210),
            generation(0, 10, 4801),
        ],
        long_lived: (4801, 120),
        next: "298 more containers start a collection of generation 0.".to_string(),
        phases: vec![GcPhaseRow {
            name: "subtract_refs".to_string(),
            sentence: "4 references from inside the generation were taken away.".to_string(),
        }],
    }
}

fn events(done: u64, full: bool) -> Vec<EventRow> {
    let event = |kind: &str, sentence: String, depth| EventRow {
        sentence,
        kind: kind.to_string(),
        depth,
        object: Some(ObjectNo(9)),
    };
    let mut events = Vec::new();
    if full {
        events.push(event(
            "resize",
            format!("list_resize: {done} -> {} slots", allocated(done + 1)),
            0,
        ));
        events.push(event("realloc", "32 -> 64 bytes".to_string(), 1));
    }
    events.push(event("incref", format!("#{}: 5 -> 6", 100 + done), 0));
    events.push(event(
        "store",
        format!("ob_item[{done}], ob_size {done} -> {}", done + 1),
        0,
    ));
    events
}

fn timeline(position: u64) -> TimelineView {
    let resize = |pass: u64| Landmark {
        step: pass * PASS + 3,
        kind: LandmarkKind::Resize,
        label: format!("words grows to {} slots", allocated(pass + 1)),
    };
    let mut landmarks: Vec<Landmark> = [0, 4, 8, 16].map(resize).to_vec();
    landmarks.extend([0, 4, 8, 16].map(|pass| Landmark {
        step: pass * PASS + 4,
        kind: LandmarkKind::Output,
        label: "item ...".to_string(),
    }));
    landmarks.push(Landmark {
        step: 60,
        kind: LandmarkKind::Collection,
        label: "generation 0".to_string(),
    });
    landmarks.sort_by_key(|l| l.step);
    TimelineView {
        recorded: STEPS,
        complete: true,
        position,
        landmarks,
    }
}
