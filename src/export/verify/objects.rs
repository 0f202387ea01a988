//! Two objects in the same place: what is compared of each kind, and what to follow from there.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::{Comparison, Field, Pair, same_text, text};

/// Which object of one side is which of the other, within one step.
#[derive(Default)]
pub(super) struct Objects {
    ours: BTreeMap<u64, u64>,
    theirs: BTreeMap<u64, u64>,
}

/// What two objects in the same place are to each other.
pub(super) enum Meeting {
    /// Neither was seen before.
    First,
    /// They are known as partners.
    Again,
    /// One of them has another partner.
    Mixed,
}

impl Objects {
    /// Makes two objects partners, if neither has one.
    pub fn meet(&mut self, ours: u64, theirs: u64) -> Meeting {
        match (self.ours.get(&ours), self.theirs.get(&theirs)) {
            (None, None) => {
                self.ours.insert(ours, theirs);
                self.theirs.insert(theirs, ours);
                Meeting::First
            }
            (Some(&partner), _) if partner == theirs => Meeting::Again,
            _ => Meeting::Mixed,
        }
    }
}

/// Kinds of which the interpreter itself holds many, so that their counts depend on its start-up.
const SHARED: &[&str] = &[
    "NoneType",
    "NotImplementedType",
    "bool",
    "builtin_function_or_method",
    "code",
    "ellipsis",
    "method_descriptor",
    "module",
    "type",
    "wrapper_descriptor",
];

/// What a module's namespace holds before the module begins: part of the interpreter's start.
const AT_START: &[&str] = &[
    "'__builtins__'",
    "'__cached__'",
    "'__doc__'",
    "'__file__'",
    "'__loader__'",
    "'__name__'",
    "'__package__'",
    "'__spec__'",
];

/// The name of the main module: the interpreter's own string.
const MAIN: &str = "'__main__'";

/// Fields of the remaining kinds that hold one object, and the name of each place.
const PARTS: &[&str] = &[
    "args",
    "annotations",
    "bases",
    "cause",
    "closure",
    "cls",
    "context",
    "defaults",
    "dict",
    "func",
    "globals",
    "kwdefaults",
    "mro",
    "ref",
    "self",
    "traceback",
    "next",
];
/// Fields of the remaining kinds that are plain values.
const PLAIN: &[&str] = &[
    "basicsize",
    "digits",
    "itemsize",
    "lasti",
    "line",
    "running",
    "suppress",
];

impl Comparison {
    /// Compares two objects, if one of them changed in this step or they meet for the first time,
    /// and adds what they refer to.
    pub(super) fn pair(&mut self, pair: &Pair, pairs: &mut VecDeque<Pair>) {
        let (Some((ours, changed)), Some((theirs, changed_there))) =
            (self.ours.get(pair.ours), self.theirs.get(pair.theirs))
        else {
            return;
        };
        if self.ours.cut || self.theirs.cut {
            return;
        }
        let fresh = self.compared.insert((pair.ours, pair.theirs));
        if ours["t"] != theirs["t"] {
            self.same(Field::Objects, &pair.place, &ours["t"], &theirs["t"]);
            return;
        }
        if fresh || changed || changed_there {
            self.counts(&ours, &theirs, &pair.place);
            self.states(&ours, &theirs, &pair.place);
        }
        self.children(&ours, &theirs, &pair.place, pairs);
    }

    /// The reference count and the collector's interest.
    fn counts(&mut self, ours: &Value, theirs: &Value, place: &str) {
        if !is_shared(ours) && !is_shared(theirs) {
            let said = format!("{place} ({})", text(&ours["t"]));
            self.same(Field::RefCounts, &said, &ours["rc"], &theirs["rc"]);
        }
        // A collection stops watching tuples and dicts that can't be part of a cycle; when it
        // comes depends on what the start left in the free lists.
        if ours["dk"].is_object() || text(&ours["t"]) == "tuple" {
            return;
        }
        let tracked = |side: &Value| match side["gen"].as_str() {
            Some("u") => "not watched",
            Some("-") => "not collectable",
            _ => "watched",
        };
        self.note(
            Field::Tracked,
            tracked(ours) == tracked(theirs),
            place,
            || (tracked(ours).into(), tracked(theirs).into()),
        );
    }

    fn states(&mut self, ours: &Value, theirs: &Value, place: &str) {
        if ours["alloc"].is_number() {
            for key in ["len", "alloc"] {
                self.same(
                    Field::Lists,
                    &format!("{place}: {key}"),
                    &ours[key],
                    &theirs[key],
                );
            }
        } else if ours["dk"].is_object() {
            self.dict_state(ours, theirs, place);
        } else if ours["tab"].is_array() {
            for key in ["fill", "used", "mask", "finger"] {
                self.same(
                    Field::Sets,
                    &format!("{place}: {key}"),
                    &ours[key],
                    &theirs[key],
                );
            }
            if let Some((our, their)) = same_hashes(&ours["tab"], &theirs["tab"]) {
                self.same(Field::SetTables, place, &our, &their);
            }
        } else if ours["str"].is_object() {
            // Whether the hash is known already depends on who used a shared string before.
            let private = !is_shared(ours);
            let keys = ["len", "kind", "ascii", "compact", "interned", "hash"];
            for key in keys.iter().take(if private { 6 } else { 5 }) {
                let said = format!("{place}: {key}");
                self.same(
                    Field::Strings,
                    &said,
                    &ours["str"][key],
                    &theirs["str"][key],
                );
            }
        } else {
            let agree = same_text(ours, theirs);
            self.note(Field::Objects, agree, place, || {
                (text(&ours["r"]).into(), text(&theirs["r"]).into())
            });
            for key in PLAIN {
                if !ours[key].is_null() && !theirs[key].is_null() {
                    self.same(
                        Field::Objects,
                        &format!("{place}.{key}"),
                        &ours[key],
                        &theirs[key],
                    );
                }
            }
        }
    }

    fn dict_state(&mut self, ours: &Value, theirs: &Value, place: &str) {
        for key in ["used", "kind"] {
            self.same(
                Field::Dicts,
                &format!("{place}: {key}"),
                &ours[key],
                &theirs[key],
            );
        }
        let (our, their) = (&ours["dk"], &theirs["dk"]);
        for key in ["size", "usable", "nent", "lookup"] {
            self.same(
                Field::Dicts,
                &format!("{place}: {key}"),
                &our[key],
                &their[key],
            );
        }
        if ours["kind"] == "split" && theirs["kind"] == "split" {
            self.same(Field::SharedKeys, place, &our["rc"], &their["rc"]);
        }
        if let Some((our_rows, their_rows)) = same_hashes(&our["ent"], &their["ent"]) {
            self.same(
                Field::DictTables,
                &format!("{place}: entries"),
                &our_rows,
                &their_rows,
            );
            let said = format!("{place}: index table");
            self.same(Field::DictTables, &said, &our["idx"], &their["idx"]);
        }
    }

    /// What two objects refer to, pair by pair.
    fn children(&mut self, ours: &Value, theirs: &Value, place: &str, pairs: &mut VecDeque<Pair>) {
        let mut push = |ours: &Value, theirs: &Value, name: String| {
            if let (Some(ours), Some(theirs)) = (ours.as_u64(), theirs.as_u64()) {
                pairs.push_back(Pair {
                    ours,
                    theirs,
                    place: format!("{place}{name}"),
                });
            }
        };
        for key in ["items", "args"] {
            let lists = (ours[key].as_array(), theirs[key].as_array());
            if let (Some(ours), Some(theirs)) = lists {
                for (index, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                    push(ours, theirs, format!("[{index}]"));
                }
            }
        }
        if let (Some(our), Some(their)) =
            (ours["dk"]["ent"].as_array(), theirs["dk"]["ent"].as_array())
        {
            for (ours, theirs) in our.iter().zip(their) {
                let key = text(&ours[1]);
                if AT_START.contains(&key) {
                    continue;
                }
                push(&ours[2], &theirs[2], format!(" key {key}"));
                push(&ours[3], &theirs[3], format!("[{key}]"));
            }
        }
        if let (Some(our), Some(their)) = (ours["tab"].as_array(), theirs["tab"].as_array())
            && same_hashes(&ours["tab"], &theirs["tab"]).is_some()
        {
            for (ours, theirs) in our.iter().zip(their) {
                push(&ours[2], &theirs[2], format!(" element {}", text(&ours[1])));
            }
        }
        for key in PARTS {
            push(&ours[key], &theirs[key], format!(".{key}"));
        }
        if ours["fr"].is_object() && theirs["fr"].is_object() {
            let at = format!("{place} suspended: ");
            self.frame(&ours["fr"], &theirs["fr"], &at, pairs);
        }
    }
}

/// Whether an object is one that the interpreter shares among all programs, or may.
fn is_shared(state: &Value) -> bool {
    let kind = text(&state["t"]);
    let small = |text: &str| {
        text.parse::<i64>()
            .is_ok_and(|value| (-5..=256).contains(&value))
    };
    match kind {
        "int" => small(text(&state["r"])),
        "str" => {
            let text = &state["str"];
            text["interned"] != 0 || text["len"].as_u64() <= Some(1) || state["r"] == MAIN
        }
        "bytes" => true,
        "tuple" | "frozenset" => {
            state["items"].as_array().is_some_and(Vec::is_empty) || state["used"] == 0
        }
        // The class object of a built-in type, and `object`'s.
        _ => SHARED.contains(&kind) && !(kind == "type" && state["mro"].is_u64()),
    }
}

/// The rows of two tables, cut to what is comparable: hash and text. None where the keys are hashed
/// by their address, so that their places are another matter.
fn same_hashes(ours: &Value, theirs: &Value) -> Option<(Value, Value)> {
    let by_address = |rows: &Value| {
        rows.as_array().into_iter().flatten().any(|row| {
            let text = text(&row[1]);
            text == "None" || text.starts_with(['<', '(', '{', 'N', 'E'])
        })
    };
    if by_address(ours) || by_address(theirs) {
        return None;
    }
    let cut = |rows: &Value| -> Value {
        let rows = rows.as_array().into_iter().flatten();
        rows.map(|row| match row.as_array() {
            Some(row) => row.iter().take(2).cloned().collect(),
            None => row.clone(),
        })
        .collect()
    };
    Some((cut(ours), cut(theirs)))
}
