//! Interned strings and the shared one-character strings (`Objects/unicodeobject.c`).
//!
//! All names in a program are interned: equal ones are one object, so that a dict finds most of its
//! keys by comparing addresses. CPython's table is a dict whose references don't count; a string
//! leaves it when it dies.

use std::collections::BTreeMap;

use crate::objects::container::{Interned, StrObject};
use crate::objects::heap::{Heap, type_id};
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::hash::hash_str;
use crate::value::{ObjId, PyStr};

/// The table of interned strings (`interned`) and the caches of single characters.
#[derive(Clone, Hash, Debug)]
pub(crate) struct Interning {
    table: BTreeMap<PyStr, ObjId>,
    /// `unicode_latin1`: the strings of one character below U+0100, and last that of none, made on
    /// first use.
    pub latin1: Vec<Option<ObjId>>,
    /// `characters` of `bytesobject.c`: the bytes objects of one byte, and last that of none.
    pub characters: Vec<Option<ObjId>>,
    /// `"__name__"`, which every new function looks up.
    pub dunder_name: Option<ObjId>,
    /// `emptyfrozenset` of `setobject.c`.
    pub empty_frozenset: Option<ObjId>,
}

impl Default for Interning {
    fn default() -> Interning {
        Interning {
            table: BTreeMap::new(),
            latin1: vec![None; 257],
            characters: vec![None; 257],
            dunder_name: None,
            empty_frozenset: None,
        }
    }
}

/// The place of a character, or of none, among the shared ones.
pub(crate) fn shared_place(character: Option<u8>) -> usize {
    character.map_or(256, usize::from)
}

impl Heap {
    /// The interned string with this text; a new reference (`PyUnicode_InternFromString`).
    pub fn intern(&mut self, text: &PyStr) -> ObjId {
        if let Some(&known) = self.interning.table.get(text) {
            self.incref(known);
            return known;
        }
        let object = self.new_str(text.clone());
        self.intern_in_place(object)
    }

    /// As [`Heap::intern`], from Rust text.
    pub fn intern_str(&mut self, text: &str) -> ObjId {
        self.intern(&PyStr::new(text))
    }

    /// Replaces a string, whose reference is taken, by the interned one with the same text; a new
    /// reference (`PyUnicode_InternInPlace`). Anything but an exact `str` comes back as it is.
    pub fn intern_in_place(&mut self, object: ObjId) -> ObjId {
        let Payload::Str(string) = &self.get(object).payload else {
            return object;
        };
        if string.interned != Interned::No || self.get(object).ob_type != type_id(Ty::Str) {
            return object;
        }
        if let Some(&known) = self.interning.table.get(&string.text) {
            self.incref(known);
            self.decref(object);
            return known;
        }
        let text = string.text.clone();
        let hash = hash_str(&text);
        self.interning.table.insert(text, object);
        if let Payload::Str(string) = &mut self.get_mut(object).payload {
            string.interned = Interned::Mortal;
            string.hash = hash;
        }
        object
    }

    /// The interned string with this text, if there is one; borrowed.
    pub fn find_interned(&self, text: &PyStr) -> Option<ObjId> {
        self.interning.table.get(text).copied()
    }

    /// A dead string leaves the table.
    pub(crate) fn forget_interned(&mut self, string: &StrObject) {
        self.interning.table.remove(&string.text);
    }
}
