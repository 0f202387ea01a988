//! Identifiers as small numbers: every pass compares and looks up names by id, and only the
//! assembler turns them back into strings.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::UnicodeNormalization;

use crate::value::PyStr;

/// An identifier of one compilation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Name(u32);

/// A hash map whose iteration order never matters and whose hash is the same in every process.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// A multiplicative hash: keys are the compiler's own ids and short texts, never hostile enough
/// to matter, and compile speed is felt at every keystroke of a live reload.
#[derive(Default, Clone, Copy)]
pub struct QuickHasher(u64);

/// Bits of the golden ratio, odd, so that every input bit reaches the upper half.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
}

/// The table of identifiers of one compilation: a hash table with open addressing, whose entries'
/// texts lie one behind the other in one buffer.
pub struct Names {
    entries: Vec<Entry>,
    all_text: String,
    /// For each hash, from its lowest bits on, the first free place holds the entry's id plus one.
    table: Vec<u32>,
    debug_seen: bool,
}

/// One identifier.
struct Entry {
    hash: u32,
    /// Where its text lies in the buffer.
    start: u32,
    end: u32,
    /// How often it was asked for.
    uses: u32,
    text: PyStr,
}

/// Places of the hash table at first, a power of two. At most half of them are taken.
const FIRST_PLACES: usize = 512;

/// A hash of a text: short ones, the usual, take one multiplication.
fn hash(text: &[u8]) -> u32 {
    let mut hasher = QuickHasher(text.len() as u64);
    let mut rest = text;
    while let Some((chunk, after)) = rest.split_first_chunk() {
        hasher.write_u64(u64::from_le_bytes(*chunk));
        rest = after;
    }
    // The last bytes, together with some that were looked at already if there are any.
    if let Some(chunk) = text.last_chunk() {
        hasher.write_u64(u64::from_le_bytes(*chunk));
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        hasher.write_u64(u64::from(first) << 32 | u64::from(last));
    } else {
        let word = text
            .iter()
            .fold(0, |word, &byte| word << 8 | u64::from(byte));
        hasher.write_u64(word);
    }
    hasher.finish() as u32
}

/// Names that the compiler itself uses, with ids known in advance.
macro_rules! known_names {
    ($($constant:ident = $index:literal $text:literal;)*) => {
        /// Identifiers with fixed ids.
        pub mod known {
            use super::Name;
            $(#[doc = concat!("The identifier `", $text, "`.")] pub const $constant: Name = Name($index);)*
        }
        const KNOWN: &[&str] = &[$($text),*];
    };
}

known_names! {
    DOC = 0 "__doc__";
    NAME = 1 "__name__";
    MODULE = 2 "__module__";
    QUALNAME = 3 "__qualname__";
    CLASS = 4 "__class__";
    CLASSCELL = 5 "__classcell__";
    ANNOTATIONS = 6 "__annotations__";
    ASSERTION_ERROR = 7 "AssertionError";
    DEBUG = 8 "__debug__";
    SUPER = 9 "super";
    RETURN = 10 "return";
    FIRST_ARGUMENT = 11 ".0";
    EMPTY = 12 "";
    FUTURE = 13 "__future__";
    STAR = 14 "*";
    MODULE_CODE = 15 "<module>";
    LAMBDA_CODE = 16 "<lambda>";
    GENEXPR_CODE = 17 "<genexpr>";
    LISTCOMP_CODE = 18 "<listcomp>";
    SETCOMP_CODE = 19 "<setcomp>";
    DICTCOMP_CODE = 20 "<dictcomp>";
}

impl Names {
    /// A table that knows only the compiler's own names.
    pub fn new() -> Names {
        let mut names = Names {
            entries: Vec::with_capacity(FIRST_PLACES / 2),
            all_text: String::with_capacity(FIRST_PLACES * 4),
            table: vec![0; FIRST_PLACES],
            debug_seen: false,
        };
        for text in KNOWN {
            names.intern(text);
        }
        for entry in &mut names.entries {
            entry.uses = 0;
        }
        names.debug_seen = false;
        names
    }

    /// Whether the source mentions `__debug__`, which nothing may bind.
    pub fn has_debug(&self) -> bool {
        self.debug_seen
    }

    /// The id of `text`.
    pub fn intern(&mut self, text: &str) -> Name {
        let hash = hash(text.as_bytes());
        let mask = self.table.len() - 1;
        let mut place = hash as usize & mask;
        while let Some(id) = self.table[place].checked_sub(1) {
            let entry = &mut self.entries[id as usize];
            let (start, end) = (entry.start as usize, entry.end as usize);
            if entry.hash == hash && self.all_text.as_bytes()[start..end] == *text.as_bytes() {
                entry.uses += 1;
                self.debug_seen |= Name(id) == known::DEBUG;
                return Name(id);
            }
            place = (place + 1) & mask;
        }
        let id = self.entries.len() as u32;
        self.table[place] = id + 1;
        let start = self.all_text.len() as u32;
        self.all_text.push_str(text);
        self.entries.push(Entry {
            hash,
            start,
            end: self.all_text.len() as u32,
            uses: 1,
            text: PyStr::new(text),
        });
        if self.entries.len() * 2 > self.table.len() {
            self.grow();
        }
        Name(id)
    }

    /// Makes the hash table larger.
    fn grow(&mut self) {
        let mask = self.table.len() * 4 - 1;
        self.table = vec![0; mask + 1];
        for (id, entry) in (1..).zip(&self.entries) {
            let mut place = entry.hash as usize & mask;
            while self.table[place] != 0 {
                place = (place + 1) & mask;
            }
            self.table[place] = id;
        }
    }

    /// The id of an identifier as it stands in a source (`new_identifier` in `Python/ast.c`):
    /// different ways to write the same characters are the same identifier.
    pub fn identifier(&mut self, text: &str) -> Name {
        if text.is_ascii() {
            self.intern(text)
        } else {
            self.intern(&text.nfkc().collect::<String>())
        }
    }

    /// The identifiers asked for so far, in the order in which they first were, with how often.
    pub fn uses(&self) -> Vec<(PyStr, u32)> {
        let used = self.entries.iter().filter(|entry| entry.uses > 0);
        used.map(|entry| (entry.text.clone(), entry.uses)).collect()
    }

    /// The text of `name`.
    pub fn text(&self, name: Name) -> &str {
        let entry = &self.entries[name.0 as usize];
        &self.all_text[entry.start as usize..entry.end as usize]
    }

    /// The text of `name` as a Python string; all uses of one name share its buffer.
    pub fn pystr(&self, name: Name) -> PyStr {
        self.entries[name.0 as usize].text.clone()
    }

    /// Private name mangling (`_Py_Mangle`, `Python/compile.c`): `__x` inside class `C` is
    /// `_C__x`. Names that end in `__`, contain a dot, or lie in a class named only with
    /// underscores stay as they are.
    pub fn mangle(&mut self, class: Option<Name>, name: Name) -> Name {
        let Some(class) = class else { return name };
        let text = self.text(name);
        if !text.starts_with("__") || text.ends_with("__") || text.contains('.') {
            return name;
        }
        let class = self.text(class).trim_start_matches('_');
        if class.is_empty() {
            return name;
        }
        let mangled = format!("_{class}{text}");
        self.intern(&mangled)
    }
}

impl Default for Names {
    fn default() -> Names {
        Names::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_have_their_ids() {
        let mut names = Names::new();
        for (index, text) in KNOWN.iter().enumerate() {
            assert_eq!(names.intern(text), Name(index as u32));
        }
    }

    #[test]
    fn many_names_stay_apart() {
        let mut names = Names::new();
        let texts: Vec<String> = (0..5000).map(|index| format!("n{index}")).collect();
        let ids: Vec<Name> = texts.iter().map(|text| names.intern(text)).collect();
        for (text, &id) in texts.iter().zip(&ids) {
            assert_eq!(names.intern(text), id);
            assert_eq!(names.text(id), text);
        }
        assert_eq!(names.uses().len(), texts.len());
    }

    #[test]
    fn mangling_follows_the_class() {
        let mut names = Names::new();
        let class = names.intern("_Spam");
        let private = names.intern("__x");
        let mangled = names.mangle(Some(class), private);
        assert_eq!(names.text(mangled), "_Spam__x");
        let dunder = names.intern("__init__");
        assert_eq!(names.mangle(Some(class), dunder), dunder);
        let only_underscores = names.intern("__");
        assert_eq!(names.mangle(Some(only_underscores), private), private);
    }
}
