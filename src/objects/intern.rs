//! Interned strings and the shared one-character strings (`Objects/unicodeobject.c`).
//!
//! All names in a program are interned: equal ones are one object, so that a dict finds most of its
//! keys by comparing addresses. CPython's table is a dict whose references don't count; a string
//! leaves it when it dies.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::memory::{NULL, SMALL_REQUEST_THRESHOLD};
use crate::objects::container::{Interned, StrObject};
use crate::objects::heap::{Heap, type_id};
use crate::objects::object::GcHead;
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::hash::hash_str;
use crate::value::{Addr, ObjId, PyStr};

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
    /// `indexerr` of `Objects/listobject.c`: the text of all errors of reading a list beyond its
    /// end, once there was one; owned.
    pub list_indexerr: Option<ObjId>,
    /// What the interpreter's own start has interned.
    start: StartNames,
}

/// Strings that exist when a script begins because the interpreter interned them, or because they are one
/// character: there are thousands, so each is made only when the program first asks for it.
#[derive(Clone, Debug, Default)]
pub struct StartNames(Arc<BTreeMap<PyStr, StartName>>);

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StartName {
    /// Its reference count.
    pub ob_refcnt: i64,
    /// Whether it is interned.
    pub interned: Interned,
    /// Where it lies; NULL if that is not in a pool.
    pub addr: Addr,
}

impl FromIterator<(PyStr, StartName)> for StartNames {
    fn from_iter<I: IntoIterator<Item = (PyStr, StartName)>>(names: I) -> StartNames {
        StartNames(Arc::new(names.into_iter().collect()))
    }
}

impl Hash for StartNames {
    /// They never change, so they tell no two states of a run apart.
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Default for Interning {
    fn default() -> Interning {
        Interning {
            table: BTreeMap::new(),
            latin1: vec![None; 257],
            characters: vec![None; 257],
            dunder_name: None,
            empty_frozenset: None,
            list_indexerr: None,
            start: StartNames::default(),
        }
    }
}

/// The place of a character, or of none, among the shared ones.
pub(crate) fn shared_place(character: Option<u8>) -> usize {
    character.map_or(256, usize::from)
}

/// What reading a list beyond its end says.
pub const LIST_INDEX_ERROR: &str = "list index out of range";

impl Heap {
    /// The text of the error of reading a list beyond its end; made when it is first needed, borrowed.
    pub fn list_indexerr(&mut self) -> ObjId {
        let text = match self.interning.list_indexerr {
            Some(text) => text,
            None => self.new_str(PyStr::new(LIST_INDEX_ERROR)),
        };
        self.interning.list_indexerr = Some(text);
        text
    }

    /// The interned string with this text; a new reference (`PyUnicode_InternFromString`).
    pub fn intern(&mut self, text: &PyStr) -> ObjId {
        if let Some(&known) = self.interning.table.get(text) {
            self.incref(known);
            return known;
        }
        if let Some(name) = self.start_name(text, |name| name.interned != Interned::No) {
            return self.new_ref(name);
        }
        let object = self.new_str(text.clone());
        self.intern_in_place(object)
    }

    /// As [`Heap::intern`], from Rust text.
    pub fn intern_str(&mut self, text: &str) -> ObjId {
        self.intern(&PyStr::new(text))
    }

    /// Whether the object is an interned string (`PyUnicode_CHECK_INTERNED`).
    #[inline]
    pub fn is_interned_object(&self, object: ObjId) -> bool {
        matches!(&self.get(object).payload, Payload::Str(string) if string.interned != Interned::No)
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
        if let Some(name) = self.start_name(&text, |name| name.interned != Interned::No) {
            self.incref(name);
            self.decref(object);
            return name;
        }
        let hash = hash_str(&text);
        self.interning.table.insert(text, object);
        if let Payload::Str(string) = &mut self.get_mut(object).payload {
            string.interned = Interned::Mortal;
            string.hash = hash;
        }
        object
    }

    /// Whether there is an interned string with this text.
    pub(crate) fn is_interned(&self, text: &PyStr) -> bool {
        let start = self.interning.start.0.get(text);
        self.interning.table.contains_key(text)
            || start.is_some_and(|name| name.interned != Interned::No)
    }

    /// Whether all strings with this text are one object: it has no character, or one below U+0100.
    pub(crate) fn is_shared_str(&self, text: &PyStr) -> bool {
        text.is_empty() || (text.len() == 1 && text.at(0) < 0x100)
    }

    /// The interned string with this text, if there is one; borrowed.
    pub fn find_interned(&self, text: &PyStr) -> Option<ObjId> {
        self.interning.table.get(text).copied()
    }

    /// The script is about to be loaded: from now on the names that the interpreter's start has interned
    /// are known. Those that this machine has made itself get its counts and places.
    pub(crate) fn know_start_names(&mut self, names: &StartNames) {
        self.interning.start = names.clone();
        let mut own: Vec<ObjId> = self.interning.table.values().copied().collect();
        own.extend(self.interning.latin1.iter().flatten());
        for id in own {
            let Payload::Str(string) = &self.get(id).payload else {
                continue;
            };
            let Some(&name) = names.0.get(&string.text) else {
                continue;
            };
            let object = self.get_mut(id);
            object.ob_refcnt = object.ob_refcnt.max(name.ob_refcnt);
            if name.addr != NULL {
                object.addr = name.addr;
            }
        }
    }

    /// The string that the interpreter's start has made, if it has and it is wanted; borrowed. Called
    /// only for strings that this heap doesn't have yet.
    pub(crate) fn start_name(
        &mut self,
        text: &PyStr,
        wanted: impl FnOnce(&StartName) -> bool,
    ) -> Option<ObjId> {
        let name = *self
            .interning
            .start
            .0
            .get(text)
            .filter(|&name| wanted(name))?;
        let addr = match name.addr {
            NULL => self.block(SMALL_REQUEST_THRESHOLD + 1),
            addr => addr,
        };
        let string = StrObject {
            text: text.clone(),
            // What is interned has been a key; another character may never have been.
            hash: match name.interned {
                Interned::No => -1,
                _ => hash_str(text),
            },
            interned: name.interned,
        };
        let object = self.insert(type_id(Ty::Str), addr, GcHead::NONE, Payload::Str(string));
        self.get_mut(object).ob_refcnt = name.ob_refcnt;
        if name.interned != Interned::No {
            self.interning.table.insert(text.clone(), object);
        }
        let character = match text.len() {
            0 => None,
            1 if text.at(0) < 0x100 => Some(text.at(0) as u8),
            _ => return Some(object),
        };
        self.interning.latin1[shared_place(character)] = Some(object);
        Some(object)
    }

    /// A dead string leaves the table.
    pub(crate) fn forget_interned(&mut self, string: &StrObject) {
        self.interning.table.remove(&string.text);
    }
}
