//! Comparing a run here with the same run in a real CPython, step by step. Both come as records in
//! the form of [`crate::export::trace`].
//!
//! The two sides give objects different names, so objects are compared in pairs: those in the same
//! place of the stack, the variables, a container. Pairs are followed through everything that can
//! be reached; an object that has two partners in one step is a difference of identity.

mod follow;
mod objects;
mod report;
mod side;
mod world;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

pub use follow::{End, Follower};
use objects::Objects;
pub use report::report;
use side::Side;
pub use world::uses_of_the_world;

/// What is compared, in the order of the report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Field {
    /// Code object, offset, instruction and argument.
    Instruction,
    /// The line of the source.
    Line,
    /// The kinds and texts of the values on the stack, and its depth.
    Stack,
    /// The local variables.
    Locals,
    /// Cells and what they hold.
    Cells,
    /// The block stack.
    Blocks,
    /// The exceptions being handled.
    Exceptions,
    /// Which places hold the same object.
    Identity,
    /// Reference counts of the script's own objects.
    RefCounts,
    /// Length and slots of lists, and their items.
    Lists,
    /// Kind, size and room of a dict, and its search function.
    Dicts,
    /// Index table and entries of a dict.
    DictTables,
    /// How many dicts share a key table.
    SharedKeys,
    /// Fill, use, size and finger of a set.
    Sets,
    /// The table of a set.
    SetTables,
    /// Kind, interning and hash of a string.
    Strings,
    /// What the other objects hold: tuples, cells, functions, generators, instances.
    Objects,
    /// Whether the collector watches an object.
    Tracked,
    /// Number of steps.
    Steps,
    /// Standard output.
    Stdout,
    /// Standard error, with the traceback.
    Stderr,
    /// Exit status.
    Exit,
}

/// How often the sides agreed on a field, and where they first did not.
#[derive(Default, Debug)]
pub struct Tally {
    /// Comparisons that agreed.
    pub agree: u64,
    /// Comparisons that did not.
    pub differ: u64,
    /// The first that did not.
    pub first: Option<Difference>,
}

/// Two sides that do not agree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The step, counted from 0, of the steps compared.
    pub step: u64,
    /// The step's code object.
    pub code: String,
    /// The step's line, if it has one.
    pub line: Option<u64>,
    /// The step's instruction.
    pub instruction: String,
    /// Where in the state: `locals.x[3]`.
    pub place: String,
    /// What is the case here.
    pub ours: String,
    /// What is the case in CPython.
    pub theirs: String,
}

/// A comparison under way.
#[derive(Default)]
pub struct Comparison {
    /// What came of it so far.
    pub fields: BTreeMap<Field, Tally>,
    /// Steps compared so far.
    pub steps: u64,
    /// Whether the sides executed different instructions: nothing after that can be compared.
    pub parted: bool,
    ours: Side,
    theirs: Side,
    /// Pairs of objects compared before.
    compared: BTreeSet<(u64, u64)>,
    /// Names of the step under way, for reports.
    code: String,
    line: Option<u64>,
    instruction: String,
}

/// Two objects in the same place, to be compared.
struct Pair {
    ours: u64,
    theirs: u64,
    place: String,
}

impl Comparison {
    /// Whether everything agreed.
    pub fn agrees(&self) -> bool {
        self.fields.values().all(|tally| tally.differ == 0)
    }

    /// Notes one comparison; `texts` tells both sides if they differ.
    pub fn note(
        &mut self,
        field: Field,
        agree: bool,
        place: &str,
        texts: impl FnOnce() -> (String, String),
    ) {
        let tally = self.fields.entry(field).or_default();
        if agree {
            tally.agree += 1;
            return;
        }
        tally.differ += 1;
        if tally.first.is_none() {
            let (ours, theirs) = texts();
            tally.first = Some(Difference {
                step: self.steps,
                code: self.code.clone(),
                line: self.line,
                instruction: self.instruction.clone(),
                place: place.to_owned(),
                ours,
                theirs,
            });
        }
    }

    fn same(&mut self, field: Field, place: &str, ours: &Value, theirs: &Value) -> bool {
        let agree = ours == theirs;
        self.note(field, agree, place, || {
            (ours.to_string(), theirs.to_string())
        });
        agree
    }

    /// Compares one step: records of the state before the same instruction. Does nothing once the
    /// sides have parted.
    pub fn step(&mut self, ours: &Value, theirs: &Value) {
        if self.parted {
            return;
        }
        self.ours.read(ours);
        self.theirs.read(theirs);
        self.code = text(&ours["co"]).to_owned();
        self.line = ours["line"].as_u64();
        self.instruction = instruction(ours);
        let same = ["co", "i", "op", "arg"]
            .iter()
            .all(|key| ours[key] == theirs[key]);
        self.note(Field::Instruction, same, "instruction", || {
            (located(ours), located(theirs))
        });
        if !same {
            self.parted = true;
            return;
        }
        self.same(Field::Line, "line", &ours["line"], &theirs["line"]);
        let mut pairs = VecDeque::new();
        self.frame(ours, theirs, "", &mut pairs);
        self.exceptions(&ours["exc"], &theirs["exc"], &mut pairs);
        self.follow(pairs);
        self.steps += 1;
    }

    /// Both runs are over: notes how many steps remain on one side only.
    fn ended(&mut self, ours: u64, theirs: u64) {
        let steps = self.steps;
        self.note(Field::Steps, ours == theirs, "how many", || {
            ((steps + ours).to_string(), (steps + theirs).to_string())
        });
    }

    /// The stack, variables, cells and blocks of a frame.
    fn frame(&mut self, ours: &Value, theirs: &Value, at: &str, pairs: &mut VecDeque<Pair>) {
        let empty = Vec::new();
        let stacks = [ours, theirs].map(|side| side["st"].as_array().unwrap_or(&empty));
        let depths = stacks.map(Vec::len);
        self.note(
            Field::Stack,
            depths[0] == depths[1],
            &format!("{at}stack depth"),
            || (depths[0].to_string(), depths[1].to_string()),
        );
        for (index, (ours, theirs)) in stacks[0].iter().zip(stacks[1]).enumerate() {
            self.value(
                Field::Stack,
                ours,
                theirs,
                format!("{at}stack[{index}]"),
                pairs,
            );
        }
        for (name, value) in ours["lo"].as_object().into_iter().flatten() {
            self.value(
                Field::Locals,
                value,
                &theirs["lo"][name],
                format!("{at}{name}"),
                pairs,
            );
        }
        for (name, cell) in ours["ce"].as_object().into_iter().flatten() {
            let other = &theirs["ce"][name];
            self.same(Field::Cells, name, &cell["free"], &other["free"]);
            let place = format!("{at}cell {name}");
            self.value(Field::Cells, &cell["cell"], &other["cell"], place, pairs);
            self.value(
                Field::Cells,
                &cell["v"],
                &other["v"],
                format!("{at}{name}"),
                pairs,
            );
        }
        self.same(
            Field::Blocks,
            &format!("{at}block stack"),
            &ours["bl"],
            &theirs["bl"],
        );
        if let (Some(ours), Some(theirs)) = (ours["f_locals"].as_u64(), theirs["f_locals"].as_u64())
        {
            let place = format!("{at}namespace");
            pairs.push_back(Pair {
                ours,
                theirs,
                place,
            });
        }
    }

    /// One place that holds an object or nothing.
    fn value(
        &mut self,
        field: Field,
        ours: &Value,
        theirs: &Value,
        place: String,
        pairs: &mut VecDeque<Pair>,
    ) {
        let agree = ours["t"] == theirs["t"] && same_text(ours, theirs);
        self.note(field, agree, &place, || (in_short(ours), in_short(theirs)));
        if !agree {
            return;
        }
        if let (Some(our), Some(their)) = (ours["o"].as_u64(), theirs["o"].as_u64()) {
            pairs.push_back(Pair {
                ours: our,
                theirs: their,
                place,
            });
        }
    }

    fn exceptions(&mut self, ours: &Value, theirs: &Value, pairs: &mut VecDeque<Pair>) {
        let classes = |side: &Value| -> Vec<Value> {
            let rows = side.as_array().into_iter().flatten();
            rows.map(|row| row[0].clone()).collect()
        };
        let place = "handled exceptions";
        let same = self.same(
            Field::Exceptions,
            place,
            &classes(ours).into(),
            &classes(theirs).into(),
        );
        let (Some(ours), Some(theirs)) = (ours.as_array(), theirs.as_array()) else {
            return;
        };
        for (ours, theirs) in ours.iter().zip(theirs).filter(|_| same) {
            if let (Some(ours), Some(theirs)) = (ours[1].as_u64(), theirs[1].as_u64()) {
                let place = "handled exception".to_owned();
                pairs.push_back(Pair {
                    ours,
                    theirs,
                    place,
                });
            }
        }
    }

    /// Compares all pairs that can be reached from these.
    fn follow(&mut self, mut pairs: VecDeque<Pair>) {
        let mut partners = Objects::default();
        while let Some(pair) = pairs.pop_front() {
            match partners.meet(pair.ours, pair.theirs) {
                objects::Meeting::Again => {}
                objects::Meeting::Mixed => {
                    let place = pair.place;
                    self.note(Field::Identity, false, &place, || {
                        let texts = [
                            "another object than in CPython",
                            "the same object as elsewhere",
                        ];
                        (texts[0].into(), texts[1].into())
                    });
                }
                objects::Meeting::First => {
                    self.note(Field::Identity, true, "", Default::default);
                    self.pair(&pair, &mut pairs);
                }
            }
        }
    }
}

/// An instruction in words: `LOAD_FAST 1`.
fn instruction(step: &Value) -> String {
    match step["arg"].as_u64() {
        Some(arg) => format!("{} {arg}", text(&step["op"])),
        None => text(&step["op"]).to_owned(),
    }
}

fn located(step: &Value) -> String {
    let line = step["line"].as_u64().unwrap_or(0);
    let (code, offset) = (text(&step["co"]), &step["i"]);
    format!(
        "{} at offset {offset} of {code}, line {line}",
        instruction(step)
    )
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// Texts are compared where both sides have one, apart from the addresses in them.
fn same_text(ours: &Value, theirs: &Value) -> bool {
    match (ours["r"].as_str(), theirs["r"].as_str()) {
        (Some(ours), Some(theirs)) => same_but_for_addresses(ours, theirs),
        _ => true,
    }
}

/// Whether two texts are the same once the addresses in them, `0x7f...`, are taken out.
pub fn same_but_for_addresses(ours: &str, theirs: &str) -> bool {
    ours == theirs || without_addresses(ours) == without_addresses(theirs)
}

fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x7f");
    let mut kept = parts.next().unwrap_or("").to_owned();
    for part in parts {
        kept.push_str("0x");
        kept.push_str(part.trim_start_matches(|digit: char| digit.is_ascii_hexdigit()));
    }
    kept
}

fn in_short(value: &Value) -> String {
    match (value["t"].as_str(), value["r"].as_str()) {
        (None, _) => "nothing".to_owned(),
        (Some(kind), Some(text)) => format!("{kind} {text}"),
        (Some(kind), None) => kind.to_owned(),
    }
}
