//! The part of the comparison that looks at whole objects: what each kind of object has inside.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Comparison, int, is_shared, rows, text};

/// Fields with the number of one object.
const ONE: [&str; 32] = [
    "annotations",
    "base",
    "bases",
    "callback",
    "cause",
    "closure",
    "cls",
    "context",
    "defaults",
    "dict",
    "doc",
    "fdel",
    "fget",
    "frame",
    "fset",
    "func",
    "globals",
    "it",
    "its",
    "kwdefaults",
    "metatype",
    "mro",
    "next",
    "obj_type",
    "ref",
    "result",
    "self",
    "seq",
    "set",
    "traceback",
    "type",
    "value",
];

/// Fields that aren't compared: positions in memory and what depends on them; generations, which
/// depend on when collections come; the weak references in which a class keeps its subclasses;
/// caches of hashes.
const LEFT_OUT: [&str; 12] = [
    "blk",
    "buf",
    "reuses",
    "gen",
    "subclasses",
    "opcache_flag",
    "opcache_size",
    "hash",
    "weaklist",
    "code",
    "vtag",
    "flags",
];

/// The texts of keys whose hash is their address, or made of addresses.
fn hashes_by_address(key: &Value) -> bool {
    key.as_str().is_some_and(|key| {
        key.starts_with(['<', '(']) || matches!(key, "None" | "Ellipsis" | "NotImplemented")
    })
}

/// Whether this is the one empty tuple, which is shared by all code.
fn is_empty_tuple(state: &Map<String, Value>) -> bool {
    let items = state.get("items").and_then(Value::as_array);
    state.get("t").is_some_and(|ty| ty == "tuple") && items.is_some_and(Vec::is_empty)
}

impl Comparison {
    /// Objects that changed on either side, and those met for the first time.
    pub(super) fn objects(&mut self, real: &Value, ours: &Value) {
        let mut changed = BTreeSet::new();
        for (number, state) in real["ob"].as_object().into_iter().flatten() {
            if let Ok(number) = number.parse() {
                self.real_state.insert(number, state.clone());
                changed.insert(number);
            }
        }
        for (number, state) in ours["ob"].as_object().into_iter().flatten() {
            if let Ok(number) = number.parse() {
                self.our_state.insert(number, state.clone());
                changed.extend(self.real.get(&number));
            }
        }
        let mut done = BTreeSet::new();
        self.met.clear();
        let mut open: Vec<u64> = changed.into_iter().collect();
        while let Some(number) = open.pop() {
            if self.ours.contains_key(&number) && done.insert(number) {
                self.object(number);
                open.append(&mut self.met);
            }
        }
    }

    fn object(&mut self, number: u64) {
        let Some(other) = self.ours.get(&number) else {
            return;
        };
        let (real, ours) = (
            self.real_state.remove(&number),
            self.our_state.remove(other),
        );
        let other = *other;
        if let (Some(Value::Object(a)), Some(Value::Object(b))) = (&real, &ours) {
            self.fields_of(number, a, b);
        }
        self.real_state.extend(real.map(|state| (number, state)));
        self.our_state.extend(ours.map(|state| (other, state)));
    }

    fn fields_of(&mut self, number: u64, real: &Map<String, Value>, ours: &Map<String, Value>) {
        let null = Value::Null;
        let ty = &real["t"];
        if !self.note("objects: types", ty, ours.get("t").unwrap_or(&null)) {
            return;
        }
        let kind = kind(real);
        let is_path = text(real.get("r").unwrap_or(&null)) == Some("a path");
        for (key, a) in real {
            let b = ours.get(key).unwrap_or(&null);
            let field = format!("{kind}: {key}");
            match key.as_str() {
                "t" => {}
                "rc" if is_shared(ty) || is_empty_tuple(real) => {
                    let counts = (int(a), int(b));
                    let title = real.get("r").or(real.get("qualname")).unwrap_or(ty);
                    self.change("object", &number.into(), counts, title);
                }
                "r" => {
                    self.note(&field, text(a), text(b));
                }
                "str" if !is_path => {
                    for part in ["len", "kind", "ascii", "compact", "interned"] {
                        self.note(&format!("str: {part}"), &a[part], &b[part]);
                    }
                }
                "str" => {}
                "dk" => self.keys(real, a, b),
                "tab" => self.table(a, b),
                "finger" | "args"
                    if real.contains_key("tab") && rows(&real["tab"]).iter().any(by_address) => {}
                "fr" => self.frame(&format!("{kind} "), a, b),
                "items" => self.numbers(&field, a, b),
                "args" if a.is_array() && ty == "slice" => self.numbers(&field, a, b),
                "args" if !a.is_array() => self.pair(&field, a, b),
                "slots" => {
                    for (name, a) in a.as_object().into_iter().flatten() {
                        self.pair(&field, a, &b[name]);
                    }
                }
                "obj" if a != "dead" && b != "dead" => self.pair(&field, a, b),
                one if ONE.contains(&one) => self.pair(&field, a, b),
                left if LEFT_OUT.contains(&left) => {}
                _ => {
                    self.note(&field, a, b);
                }
            }
        }
    }

    /// A dict's table.
    fn keys(&mut self, dict: &Map<String, Value>, real: &Value, ours: &Value) {
        // Which modules the interpreter has imported for itself is no matter of the script's.
        if rows(&real["ent"])
            .iter()
            .any(|entry| entry[1] == "'_frozen_importlib'")
        {
            return;
        }
        let mut own_hashes = true;
        for (a, b) in rows(&real["ent"]).iter().zip(rows(&ours["ent"])) {
            self.note("dict: keys in order", text(&a[1]), text(&b[1]));
            if a[1].is_null() || hashes_by_address(&a[1]) || text(&a[1]) == Some("a path") {
                own_hashes &= a[0] == b[0];
            } else {
                self.note("dict: hashes", &a[0], &b[0]);
            }
            // The loader that CPython reads the main script with is not there.
            if a[1] != "'__loader__'" {
                self.pair("dict: keys", &a[2], &b[2]);
                self.pair("dict: values", &a[3], &b[3]);
            }
        }
        for key in ["size", "lookup", "usable", "nent"] {
            self.note(&format!("dict: {key}"), &real[key], &ours[key]);
        }
        if dict["kind"] != "empty" {
            self.note("dict: shared keys' references", &real["rc"], &ours["rc"]);
        }
        if own_hashes {
            self.note("dict: indices", &real["idx"], &ours["idx"]);
        }
    }

    /// A set's table.
    fn table(&mut self, real: &Value, ours: &Value) {
        if rows(real).iter().any(by_address) {
            return;
        }
        self.note("set: slots", rows(real).len(), rows(ours).len());
        for (a, b) in rows(real).iter().zip(rows(ours)) {
            if a.is_array() && b.is_array() {
                self.note("set: hashes and keys", (&a[0], &a[1]), (&b[0], &b[1]));
                self.pair("set: keys", &a[2], &b[2]);
            } else {
                self.note("set: hashes and keys", (a, a), (b, b));
            }
        }
    }
}

fn by_address(slot: &Value) -> bool {
    slot.is_array() && hashes_by_address(&slot[1])
}

/// Under which name the fields of an object are counted.
fn kind(state: &Map<String, Value>) -> String {
    let has = |key: &str| state.contains_key(key);
    let name = if has("dk") {
        "dict"
    } else if has("tab") {
        "set"
    } else if has("alloc") {
        "list"
    } else if has("items") {
        "tuple"
    } else if has("metatype") {
        "class"
    } else if has("suppress") {
        "exception"
    } else if has("cls") {
        "instance"
    } else {
        return state["t"].as_str().unwrap_or_default().to_owned();
    };
    name.to_owned()
}
