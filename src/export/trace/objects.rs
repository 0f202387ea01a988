//! The full state of objects, written when it changed: every table, every count.

use serde_json::{Map, Value, json};

use crate::export::trace::step::{block, class_name};
use crate::export::trace::{Tracer, describe};
use crate::objects::container::{DictLookup, DictObject, Interned, Keys, SetEntry, SetObject};
use crate::objects::object::GcList;
use crate::objects::{Heap, Object, Payload, Ty};
use crate::value::ObjId;

/// Objects followed from one step; a larger heap is cut off.
const OBJECTS: usize = 20_000;

impl Tracer {
    /// Follows all references from the roots and gives the objects that changed since they were
    /// last written.
    pub(super) fn walk(&mut self, heap: &Heap, roots: &[ObjId]) -> Value {
        let mut todo: Vec<ObjId> = roots.iter().rev().copied().collect();
        let mut seen = std::collections::BTreeSet::new();
        let mut changed = Map::new();
        while let Some(id) = todo.pop() {
            if seen.len() >= OBJECTS || !seen.insert(id) {
                continue;
            }
            let number = self.number(id);
            let mut children = Vec::new();
            let state = self.object(heap, id, &mut children);
            if self.last.get(&number) != Some(&state) {
                changed.insert(number.to_string(), state.clone());
                self.last.insert(number, state);
            }
            todo.extend(children.into_iter().rev());
        }
        changed.into()
    }

    fn refs(&mut self, ids: &[ObjId], children: &mut Vec<ObjId>) -> Value {
        children.extend(ids);
        ids.iter().map(|&id| self.number(id)).collect()
    }

    fn child(&mut self, id: Option<ObjId>, children: &mut Vec<ObjId>) -> Value {
        children.extend(id);
        self.optional(id)
    }

    fn object(&mut self, heap: &Heap, id: ObjId, children: &mut Vec<ObjId>) -> Value {
        let object = heap.get(id);
        let mut state = json!({ "t": describe::type_name(heap, id) });
        for (key, value) in self.payload(heap, id, object, children) {
            state[key] = value;
        }
        let user_class = heap.as_type(object.ob_type).is_some_and(|ty| ty.heap_type)
            && !heap.is_instance(id, Ty::Type);
        if user_class {
            state["cls"] = self.child(Some(object.ob_type), children);
            if heap.as_type(object.ob_type).is_some_and(|ty| ty.has_dict) {
                state["dict"] = self.child(object.dict, children);
            }
        }
        state["rc"] = object.ob_refcnt.into();
        state["gen"] = match object.gc.list {
            GcList::NoHead => "-".into(),
            GcList::Untracked => "u".into(),
            GcList::Generation(number) => number.into(),
            GcList::Permanent | GcList::Collecting | GcList::Unreachable => "?".into(),
        };
        if object.gc.finalized {
            state["finalized"] = 1.into();
        }
        state["blk"] = block(heap, id);
        state
    }

    fn payload(
        &mut self,
        heap: &Heap,
        id: ObjId,
        object: &Object,
        children: &mut Vec<ObjId>,
    ) -> Map<String, Value> {
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| {
            fields.insert(name.to_owned(), value);
        };
        if let Some(text) = described(&object.payload)
            .then(|| describe::short(heap, id))
            .flatten()
        {
            put("r", text.into());
        }
        match &object.payload {
            Payload::List(list) => {
                put("len", list.items.len().into());
                put("alloc", list.allocated.into());
                put("items", self.refs(&list.items, children));
            }
            Payload::Tuple(items) => put("items", self.refs(items, children)),
            Payload::Dict(dict) => self.dict(heap, dict, children, &mut put),
            Payload::Set(set) => self.set(heap, set, children, &mut put),
            Payload::Str(string) => put(
                "str",
                json!({
                    "len": string.text.len(), "kind": string.text.kind(),
                    "ascii": u8::from(string.text.is_ascii()), "compact": 1,
                    "interned": match string.interned {
                        Interned::No => 0, Interned::Mortal => 1, Interned::Immortal => 2,
                    },
                    "hash": string.hash,
                }),
            ),
            Payload::Int(value) => {
                let digits = i64::try_from(value.digit_count()).unwrap_or(i64::MAX);
                put(
                    "digits",
                    if value.is_negative() { -digits } else { digits }.into(),
                );
            }
            Payload::Type(ty) if ty.heap_type => {
                put("base", self.child(ty.tp_base, children));
                put("bases", self.child(Some(ty.tp_bases), children));
                put("mro", self.child(Some(ty.tp_mro), children));
                put("dict", self.child(Some(ty.tp_dict), children));
                put("basicsize", ty.tp_basicsize.into());
                put("itemsize", ty.tp_itemsize.into());
                put("metatype", self.child(Some(object.ob_type), children));
            }
            Payload::Function(function) => {
                if let Some(code) = self.codes.number(function.code) {
                    put("code", code.into());
                    put("globals", self.child(Some(function.globals), children));
                    put("defaults", self.child(function.defaults, children));
                    put("kwdefaults", self.child(function.kwdefaults, children));
                    put("closure", self.child(function.closure, children));
                    put("dict", self.child(object.dict, children));
                    put("annotations", self.child(function.annotations, children));
                }
            }
            Payload::Cell(content) => put("ref", self.child(*content, children)),
            Payload::BoundMethod(method) => {
                put("func", self.child(Some(method.im_func), children));
                put("self", self.child(Some(method.im_self), children));
            }
            Payload::Generator(generator) => {
                put("running", u8::from(generator.gi_running).into());
                put("frame", self.optional(generator.gi_frame));
                let frame = generator.gi_frame.and_then(|frame| heap.as_frame(frame));
                if let (Some(frame), Some(code)) = (frame, self.codes.number(generator.gi_code)) {
                    put("code", code.into());
                    put("fr", self.frame_state(heap, frame, children).into());
                }
                let class = generator.gi_exc_state[0].filter(|&class| class != heap.none());
                put(
                    "exc",
                    class.map_or(Value::Null, |class| class_name(heap, class).into()),
                );
            }
            Payload::Exception(exception) => {
                put("dict", self.child(object.dict, children));
                put("args", self.child(Some(exception.args), children));
                put("traceback", self.child(exception.traceback, children));
                put("context", self.child(exception.context, children));
                put("cause", self.child(exception.cause, children));
                put("suppress", u8::from(exception.suppress_context).into());
            }
            Payload::Traceback(traceback) => {
                put("next", self.child(traceback.tb_next, children));
                put("frame", self.child(Some(traceback.tb_frame), children));
                put("lasti", traceback.tb_lasti.into());
                put("line", traceback.tb_lineno.into());
            }
            Payload::Slice(slice) => put(
                "args",
                self.refs(&[slice.start, slice.stop, slice.step], children),
            ),
            Payload::MethodKind(function) => put("func", self.child(*function, children)),
            _ => {}
        }
        fields
    }

    fn dict(
        &mut self,
        heap: &Heap,
        dict: &DictObject,
        children: &mut Vec<ObjId>,
        put: &mut impl FnMut(&str, Value),
    ) {
        put("used", dict.ma_used.into());
        let kind = match dict.ma_keys {
            Keys::Empty => "empty",
            Keys::Own(_) => "combined",
            Keys::Shared(_) => "split",
        };
        put("kind", kind.into());
        let Some(keys) = heap.dict_keys(dict) else {
            // The one table that all empty dicts share; its count is not kept.
            let empty = json!({
                "rc": 0, "size": 1, "lookup": "lookdict_split", "usable": 0, "nent": 0, "idx": [-1],
                "ent": [], "blk": null,
            });
            put("dk", empty);
            return;
        };
        let lookup = match keys.dk_lookup {
            DictLookup::Split => "lookdict_split",
            DictLookup::UnicodeNoDummy => "lookdict_unicode_nodummy",
            DictLookup::Unicode => "lookdict_unicode",
            DictLookup::General => "lookdict",
        };
        let entries: Vec<Value> = keys
            .dk_entries
            .iter()
            .enumerate()
            .map(|(index, entry)| {
                let value = match &dict.ma_values {
                    Some(split) => split.values.get(index).copied().flatten(),
                    None => entry.me_value,
                };
                let text = entry.me_key.map(|key| text_or_type(heap, key));
                json!([
                    entry.me_hash,
                    text,
                    self.child(entry.me_key, children),
                    self.child(value, children)
                ])
            })
            .collect();
        put(
            "dk",
            json!({
                "rc": keys.dk_refcnt, "size": keys.dk_size, "lookup": lookup, "usable": keys.dk_usable,
                "nent": keys.dk_entries.len(), "idx": keys.dk_indices, "ent": entries,
            }),
        );
    }

    fn set(
        &mut self,
        heap: &Heap,
        set: &SetObject,
        children: &mut Vec<ObjId>,
        put: &mut impl FnMut(&str, Value),
    ) {
        put("fill", set.fill.into());
        put("used", set.used.into());
        put("mask", set.mask.into());
        put("finger", set.finger.into());
        put("hash", set.hash.into());
        put("small", (set.addr.0 == 0).into());
        let slots = set.table.iter().map(|slot| match *slot {
            SetEntry::Empty => Value::Null,
            SetEntry::Dummy => "dummy".into(),
            SetEntry::Active { key, hash } => {
                json!([
                    hash,
                    text_or_type(heap, key),
                    self.child(Some(key), children)
                ])
            }
        });
        put("tab", slots.collect());
    }
}

/// Whether a full state repeats the short text.
fn described(payload: &Payload) -> bool {
    !matches!(
        payload,
        Payload::List(_) | Payload::Tuple(_) | Payload::Dict(_) | Payload::Set(_)
    )
}

fn text_or_type(heap: &Heap, id: ObjId) -> String {
    describe::short(heap, id).unwrap_or_else(|| format!("<{}>", describe::type_name(heap, id)))
}
