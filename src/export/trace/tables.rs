//! The tables of dicts and sets, slot by slot.

use serde_json::{Value, json};

use crate::export::trace::objects::Fields;
use crate::export::trace::{Tracer, describe};
use crate::objects::Heap;
use crate::objects::container::{DictLookup, DictObject, Keys, SetEntry, SetObject};

impl Tracer {
    pub(super) fn dict(&mut self, heap: &Heap, dict: &DictObject, fields: &mut Fields) {
        fields.put("used", dict.ma_used);
        let kind = match dict.ma_keys {
            Keys::Empty => "empty",
            Keys::Own(_) => "combined",
            Keys::Shared(_) => "split",
        };
        fields.put("kind", kind);
        if self.options.versions {
            fields.put("ver", dict.ma_version_tag);
        }
        let Some(keys) = heap.dict_keys(dict) else {
            // The one table that all empty dicts share (`empty_keys_struct`).
            let empty = json!({
                "rc": heap.empty_keys_refcnt, "size": 1, "lookup": "lookdict_split", "usable": 0, "nent": 0, "idx": [-1],
                "ent": [], "blk": null,
            });
            fields.put("dk", empty);
            return;
        };
        let mut entries = Vec::with_capacity(keys.dk_entries.len());
        for (index, entry) in keys.dk_entries.iter().enumerate() {
            let value = match &dict.ma_values {
                Some(split) => split.values.get(index).copied().flatten(),
                None => entry.me_value,
            };
            fields.children.extend(entry.me_key);
            fields.children.extend(value);
            entries.push(json!([
                entry.me_hash,
                entry.me_key.map(|key| describe::short_or_type(heap, key)),
                self.optional(heap, entry.me_key),
                self.optional(heap, value),
            ]));
        }
        fields.put(
            "dk",
            json!({
                "rc": keys.dk_refcnt, "size": keys.dk_size, "lookup": lookup_name(keys.dk_lookup),
                "usable": keys.dk_usable, "nent": keys.dk_entries.len(), "idx": keys.dk_indices,
                "ent": entries, "blk": describe::block_at(heap, keys.addr),
            }),
        );
    }

    pub(super) fn set(&mut self, heap: &Heap, set: &SetObject, fields: &mut Fields) {
        fields.put("fill", set.fill);
        fields.put("used", set.used);
        fields.put("mask", set.mask);
        fields.put("finger", set.finger);
        fields.put("hash", set.hash);
        fields.put("small", set.addr.0 == 0);
        let mut slots = Vec::with_capacity(set.table.len());
        for slot in &set.table {
            slots.push(match *slot {
                SetEntry::Empty => Value::Null,
                SetEntry::Dummy => "dummy".into(),
                SetEntry::Active { key, hash } => {
                    fields.children.push(key);
                    json!([
                        hash,
                        describe::short_or_type(heap, key),
                        self.number(heap, key)
                    ])
                }
            });
        }
        fields.put("tab", slots);
    }
}

/// CPython's name of the function that searches a dict's table.
pub(super) fn lookup_name(lookup: DictLookup) -> &'static str {
    match lookup {
        DictLookup::Split => "lookdict_split",
        DictLookup::UnicodeNoDummy => "lookdict_unicode_nodummy",
        DictLookup::Unicode => "lookdict_unicode",
        DictLookup::General => "lookdict",
    }
}
