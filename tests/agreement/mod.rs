//! Compares two logs of one script, step by step and field by field: CPython's, and ours.
//!
//! Objects have numbers in both logs; which number here is which there follows from where they are
//! met: in the same slot of the same stack. From then on the two must stay the same object.
//!
//! What is compared literally doesn't depend on how the interpreter began: instructions, stacks,
//! names, blocks, exceptions, tables, reference counts of the script's own objects, deaths in
//! their order. Of what everybody shares, None, small ints, names, types, only the change of the
//! count is compared; of the collector's counts and the free lists, the change from step to step.

pub mod packed;

mod objects;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

/// Types whose objects are shared by all code: their counts begin at unknown values.
const SHARED: [&str; 17] = [
    "NoneType",
    "NotImplementedType",
    "bool",
    "builtin_function_or_method",
    "bytes",
    "classmethod_descriptor",
    "code",
    "ellipsis",
    "getset_descriptor",
    "int",
    "member_descriptor",
    "method_descriptor",
    "module",
    "str",
    "type",
    "weakref",
    "wrapper_descriptor",
];

/// The text of the one empty tuple, which is shared too.
const EMPTY_TUPLE: &str = "(0)";

/// How many differences of a field are kept.
const SHOWN: usize = 40;

/// How often a field agreed and differed, and the first differences.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub agree: u64,
    pub differ: u64,
    pub first: Vec<String>,
}

/// A comparison at work.
#[derive(Default)]
pub struct Comparison {
    pub fields: BTreeMap<String, Tally>,
    /// Numbers of the same object, real to ours and back.
    ours: BTreeMap<u64, u64>,
    real: BTreeMap<u64, u64>,
    /// The last state of every object, by its number.
    real_state: BTreeMap<u64, Value>,
    our_state: BTreeMap<u64, Value>,
    /// Counts of shared objects when they were last seen, by the real number.
    last_counts: BTreeMap<(&'static str, u64), (i64, i64)>,
    last_gc: Option<(Value, Value)>,
    /// Our numbers of objects that have died.
    dead: BTreeSet<u64>,
    /// Objects met for the first time in this step.
    met: Vec<u64>,
    /// What the step is called in reports.
    place: String,
    steps: u64,
}

fn int(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn is_shared(ty: &Value) -> bool {
    ty.as_str()
        .is_some_and(|ty| SHARED.binary_search(&ty).is_ok())
}

/// A short text, without what depends on where the script or the interpreter lie in memory.
fn text(value: &Value) -> Option<&str> {
    /// Where Linux puts programs, heaps and libraries.
    const ADDRESSES: std::ops::Range<i64> = 0x5500_0000_0000..0x8000_0000_0000;
    let text = value.as_str()?;
    if text.starts_with("'/") || text.starts_with("'<folder>") {
        Some("a path")
    } else if text.parse().is_ok_and(|number| ADDRESSES.contains(&number)) {
        Some("an address")
    } else {
        Some(text)
    }
}

impl Comparison {
    /// Notes whether two things agree.
    fn note<T: PartialEq + std::fmt::Debug>(&mut self, field: &str, real: T, ours: T) -> bool {
        let agrees = real == ours;
        if !self.fields.contains_key(field) {
            self.fields.insert(field.to_owned(), Tally::default());
        }
        if let Some(tally) = self.fields.get_mut(field) {
            match agrees {
                true => tally.agree += 1,
                false => {
                    tally.differ += 1;
                    let place = &self.place;
                    if tally.first.len() < SHOWN {
                        let difference = format!("{place}: {real:?}, here {ours:?}");
                        tally.first.push(difference);
                    }
                }
            }
        }
        agrees
    }

    /// Compares a step's record. False when the two have parted for good.
    pub fn step(&mut self, real: &Value, ours: &Value) -> bool {
        self.place = format!(
            "step {} {} line {} {}",
            self.steps,
            real["co"].as_str().unwrap_or_default(),
            real["line"],
            real["op"].as_str().unwrap_or_default()
        );
        self.steps += 1;
        let instruction =
            |record: &Value| ["co", "i", "op", "arg", "line"].map(|key| record[key].clone());
        if !self.note("instruction", instruction(real), instruction(ours)) {
            return false;
        }
        for key in ["lasti", "argv", "curexc", "collecting", "calls"] {
            self.note(key, &real[key], &ours[key]);
        }
        self.note("recursion depth", &real["rd"], &ours["rd"]);
        self.note("opcache", &real["opcache"], &ours["opcache"]);
        self.note("frame: references", &real["fr"]["rc"], &ours["fr"]["rc"]);
        self.pair("frame", &real["fr"]["o"], &ours["fr"]["o"]);
        self.numbers("frame: chain", &real["chain"], &ours["chain"]);
        self.frame("", real, ours);
        let classes = |record: &Value| {
            rows(&record["exc"])
                .iter()
                .map(|row| row[0].clone())
                .collect::<Vec<_>>()
        };
        self.note("exc_info", classes(real), classes(ours));
        for (a, b) in rows(&real["exc"]).iter().zip(rows(&ours["exc"])) {
            self.pair("exc_info", &a[1], &b[1]);
            self.pair("exc_info", &a[2], &b[2]);
        }
        if let Some((before, here)) = self.last_gc.take() {
            for (index, field) in [
                "collector: count 0",
                "collector: count 1",
                "collector: count 2",
            ]
            .iter()
            .enumerate()
            {
                let change =
                    |now: &Value, before: &Value| int(&now["gc"][index]) - int(&before[index]);
                self.note(field, change(real, &before), change(ours, &here));
            }
        }
        self.last_gc = Some((real["gc"].clone(), ours["gc"].clone()));
        self.objects(real, ours);
        // After its last instruction the interpreter takes itself apart, and with it thousands of objects
        // that stand here for nothing but their memory.
        let last = real["op"] == "RETURN_VALUE" && rows(&real["chain"]).len() == 1;
        if !(last && real["co"] == "<module>") {
            self.deaths(real, ours);
        }
        true
    }

    /// The number of steps, when one log has ended.
    pub fn end(&mut self, real: usize, ours: usize) {
        self.note("number of steps", real, ours);
    }

    /// Says that two numbers mean the same object.
    fn pair(&mut self, field: &str, real: &Value, ours: &Value) {
        let field = format!("identity ({field})");
        let (Some(a), Some(b)) = (real.as_u64(), ours.as_u64()) else {
            self.note(&field, real, ours);
            return;
        };
        let known = (self.ours.get(&a).copied(), self.real.get(&b).copied());
        // The recorder counts an object that its finalizer still sees as another one, and gives that
        // number to the next object at the same place.
        let reused = known.1.is_none() && known.0.is_some_and(|old| self.dead.contains(&old));
        let same = known == (Some(b), Some(a)) || known == (None, None) || reused;
        self.note(&field, true, same);
        if known == (Some(b), Some(a)) {
            return;
        }
        if let Some(b) = self.ours.insert(a, b) {
            self.real.remove(&b);
        }
        if let Some(old) = self.real.insert(b, a).filter(|&old| old != a) {
            self.ours.remove(&old);
        }
        self.met.push(a);
    }

    fn numbers(&mut self, field: &str, real: &Value, ours: &Value) {
        self.note(field, rows(real).len(), rows(ours).len());
        for (a, b) in rows(real).iter().zip(rows(ours)) {
            self.pair(field, a, b);
        }
    }

    /// An object in a slot: type, text, count, identity.
    fn brief(&mut self, field: &str, real: &Value, ours: &Value) {
        if !self.note(
            &format!("{field}: NULL or object"),
            real.is_null(),
            ours.is_null(),
        ) || real.is_null()
        {
            return;
        }
        self.note(&format!("{field}: types"), &real["t"], &ours["t"]);
        self.note(
            &format!("{field}: texts"),
            text(&real["r"]),
            text(&ours["r"]),
        );
        self.pair(field, &real["o"], &ours["o"]);
        let counts = (int(&real["rc"]), int(&ours["rc"]));
        if is_shared(&real["t"]) || real["r"] == EMPTY_TUPLE {
            self.change("slot", &real["o"], counts, &real["r"]);
        } else {
            self.note(&format!("{field}: references"), counts.0, counts.1);
        }
    }

    /// Compares by how much a count changed since the object was last seen. `title` is what a
    /// report calls the object.
    fn change(&mut self, kind: &'static str, object: &Value, now: (i64, i64), title: &Value) {
        let key = (kind, object.as_u64().unwrap_or_default());
        if let Some(before) = self.last_counts.insert(key, now) {
            let (real, ours) = (now.0 - before.0, now.1 - before.1);
            let length = self.place.len();
            if real != ours {
                let _ = write!(self.place, ", {kind} {title}");
            }
            self.note("references of shared objects, change", real, ours);
            self.place.truncate(length);
        }
    }

    /// Stack, names, cells and blocks.
    fn frame(&mut self, kind: &str, real: &Value, ours: &Value) {
        let field = |name: &str| format!("{kind}{name}");
        self.note(
            &field("stack: height"),
            rows(&real["st"]).len(),
            rows(&ours["st"]).len(),
        );
        for (a, b) in rows(&real["st"]).iter().zip(rows(&ours["st"])) {
            self.brief(&field("stack"), a, b);
        }
        let names = |record: &Value| {
            record
                .as_object()
                .map(|names| names.keys().cloned().collect::<BTreeSet<_>>())
        };
        self.note(
            &field("locals: names"),
            names(&real["lo"]),
            names(&ours["lo"]),
        );
        for (name, a) in real["lo"].as_object().into_iter().flatten() {
            self.brief(&field("locals"), a, &ours["lo"][name]);
        }
        self.note(
            &field("cells: names"),
            names(&real["ce"]),
            names(&ours["ce"]),
        );
        for (name, a) in real["ce"].as_object().into_iter().flatten() {
            let b = &ours["ce"][name];
            self.note(&field("cells: free or own"), &a["free"], &b["free"]);
            self.brief(&field("cells"), &a["cell"], &b["cell"]);
            self.brief(&field("cells: contents"), &a["v"], &b["v"]);
        }
        self.note(&field("blocks"), &real["bl"], &ours["bl"]);
        self.pair(&field("f_locals"), &real["f_locals"], &ours["f_locals"]);
    }

    /// Deaths in their order.
    fn deaths(&mut self, real: &Value, ours: &Value) {
        let deaths = |record: &Value| {
            let events = rows(&record["ev"]).iter();
            let deaths = events.filter(|event| event[0] == "dealloc");
            // Names that only the interpreter's own caches held die when they are pushed out.
            let deaths = deaths.filter(|event| !event[1].is_null() || event[2] != "str");
            deaths.cloned().collect::<Vec<_>>()
        };
        let (a, b) = (deaths(real), deaths(ours));
        let kinds = |deaths: &[Value]| -> Vec<String> {
            let kind = |death: &Value| {
                let gc = if death[3].is_null() {
                    ""
                } else {
                    " by the collector"
                };
                format!("{}{gc}", death[2].as_str().unwrap_or_default())
            };
            deaths.iter().map(kind).collect()
        };
        if self.note("deaths: kinds in order", kinds(&a), kinds(&b)) {
            let known = |numbers: &BTreeMap<u64, u64>,
                         deaths: &[Value],
                         theirs: bool|
             -> Vec<Option<u64>> {
                let number = |death: &Value| {
                    let number = death[1].as_u64()?;
                    let other = numbers.get(&number).copied()?;
                    Some(if theirs { other } else { number })
                };
                deaths.iter().map(number).collect()
            };
            let (a, b) = (known(&self.ours, &a, true), known(&self.real, &b, false));
            self.note("deaths: objects in order", a, b);
        }
        self.dead
            .extend(b.iter().filter_map(|death| death[1].as_u64()));
        for death in &a {
            if let Some(number) = death[1].as_u64() {
                if let Some(ours) = self.ours.remove(&number) {
                    self.real.remove(&ours);
                }
                self.real_state.remove(&number);
            }
        }
    }
}
