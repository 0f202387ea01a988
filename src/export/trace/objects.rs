//! The full state of objects, written when it changed. What every object has is here; what its
//! kind adds is in `kinds`, `tables` and `classes`.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::export::trace::step::block;
use crate::export::trace::{Tracer, describe};
use crate::objects::container::Interned;
use crate::objects::object::GcList;
use crate::objects::{Heap, Object, Payload, Ty, static_type};
use crate::value::{Addr, ObjId};

/// Objects followed from one step; a larger heap is cut off.
const OBJECTS: usize = 20_000;

/// The fields of one object while they are gathered, with the objects it refers to.
#[derive(Default)]
pub(super) struct Fields {
    pub map: Map<String, Value>,
    pub children: Vec<ObjId>,
}

impl Fields {
    pub fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.map.insert(name.to_owned(), value.into());
    }
}

/// All that can change of an object that can't be changed: when it is as it was, its record is.
#[derive(PartialEq, Eq)]
pub(super) struct Leaf {
    ob_refcnt: i64,
    addr: Addr,
    list: GcList,
    /// Of a string: its hash, once known, and whether it is interned.
    string: Option<(i64, Interned)>,
    /// Of a tuple: a number over its items, which `enumerate` and `zip` exchange in a tuple that
    /// nobody else holds.
    items: u64,
}

impl Leaf {
    /// Of objects of built-in types that refer to nothing, or only to what they always refer to.
    fn of(heap: &Heap, id: ObjId) -> Option<Leaf> {
        let object = heap.get(id);
        static_type(object.ob_type)?;
        let mut string = None;
        let mut items = 0;
        match &object.payload {
            Payload::Str(text) => string = Some((text.hash, text.interned)),
            Payload::Tuple(held) => {
                items = held.iter().fold(0, |sum: u64, item| {
                    sum.rotate_left(7).wrapping_add(item.raw().get())
                });
            }
            Payload::Type(ty) if ty.heap_type => return None,
            Payload::Int(_)
            | Payload::Float(_)
            | Payload::Complex(..)
            | Payload::Bytes(_)
            | Payload::Type(_)
            | Payload::MethodDescr(_)
            | Payload::WrapperDescr(_)
            | Payload::GetSetDescr(_)
            | Payload::MemberDescr(_) => {}
            _ => return None,
        }
        Some(Leaf {
            ob_refcnt: object.ob_refcnt,
            addr: object.addr,
            list: object.gc.list,
            string,
            items,
        })
    }
}

impl Tracer {
    /// Follows all references from the roots and gives the objects that changed since they were
    /// last written.
    pub(super) fn walk(&mut self, heap: &Heap, roots: &[ObjId]) -> Value {
        let mut todo: Vec<ObjId> = roots.iter().rev().copied().collect();
        let mut seen = BTreeSet::new();
        let mut changed = Map::new();
        while let Some(id) = todo.pop() {
            if !seen.insert(id) {
                continue;
            }
            if seen.len() > OBJECTS {
                changed.insert("truncated".to_owned(), true.into());
                break;
            }
            let number = self.number(heap, id);
            let leaf = Leaf::of(heap, id);
            if leaf.is_some() && self.leaves.get(&number) == leaf.as_ref() {
                todo.extend(heap.as_tuple(id).unwrap_or_default().iter().rev());
                continue;
            }
            self.leaves.extend(leaf.map(|leaf| (number, leaf)));
            let fields = self.object(heap, id);
            let mut state = Value::Object(fields.map);
            if self.last.get(&number) != Some(&state) {
                let first = self.last.insert(number, state.clone()).is_none();
                if let Some(dead) = first.then(|| self.reused.get(&number)).flatten() {
                    state["reuses"] = (*dead).into();
                }
                changed.insert(number.to_string(), state);
            }
            todo.extend(fields.children.into_iter().rev());
        }
        changed.into()
    }

    /// The numbers of objects that the one described refers to.
    pub(super) fn refs(&mut self, heap: &Heap, ids: &[ObjId], fields: &mut Fields) -> Value {
        fields.children.extend(ids);
        ids.iter().map(|&id| self.number(heap, id)).collect()
    }

    /// Puts the number of an object that the one described refers to, or null.
    pub(super) fn child(
        &mut self,
        heap: &Heap,
        fields: &mut Fields,
        name: &str,
        id: impl Into<Option<ObjId>>,
    ) {
        let id = id.into();
        fields.children.extend(id);
        let number = self.optional(heap, id);
        fields.put(name, number);
    }

    fn object(&mut self, heap: &Heap, id: ObjId) -> Fields {
        let object = heap.get(id);
        let mut fields = Fields::default();
        fields.put("t", describe::type_name(heap, id));
        self.kind(heap, id, object, &mut fields);
        if self.is_user_class(heap, object.ob_type) && !heap.is_instance(id, Ty::Type) {
            self.instance(heap, id, object, &mut fields);
        }
        fields.put("rc", object.ob_refcnt);
        fields.put("gen", generation(object));
        if object.gc.finalized {
            fields.put("finalized", 1);
        }
        fields.put("blk", block(heap, id));
        fields
    }

    /// What instances of the user's classes have: class, `__dict__`, slots, weak references.
    fn instance(&mut self, heap: &Heap, id: ObjId, object: &Object, fields: &mut Fields) {
        self.child(heap, fields, "cls", object.ob_type);
        let Some(class) = heap.as_type(object.ob_type) else {
            return;
        };
        if class.has_dict {
            self.child(heap, fields, "dict", object.dict);
        }
        if class.has_weakrefs {
            fields.put("weaklist", !heap.weakrefs_of(id).is_empty());
        }
        let mut slots = Map::new();
        for (name, index) in member_slots(heap, object.ob_type) {
            let values = object.slots.as_deref();
            let value = values.and_then(|values| values.get(index).copied().flatten());
            fields.children.extend(value);
            slots.insert(name, self.optional(heap, value));
        }
        if !slots.is_empty() {
            fields.put("slots", slots);
        }
    }
}

/// Where the collector keeps an object: `-` no GC head, `u` untracked, 0, 1 or 2.
fn generation(object: &Object) -> Value {
    match object.gc.list {
        GcList::NoHead => "-".into(),
        GcList::Untracked => "u".into(),
        GcList::Generation(number) => number.into(),
        // Neither list is one of the first two generations.
        GcList::Permanent | GcList::Collecting | GcList::Unreachable => 2.into(),
    }
}

/// Names and places of the values that `__slots__` of a class and its bases give an instance.
fn member_slots(heap: &Heap, class: ObjId) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut next = Some(class);
    while let Some(class) = next {
        let Some(ty) = heap.as_type(class).filter(|ty| ty.heap_type) else {
            break;
        };
        found.extend(describe::slot_members(heap, class, ty));
        next = ty.tp_base;
    }
    found
}
