//! Identifiers as small numbers: every pass compares and looks up names by id, and only the
//! assembler turns them back into strings.

use std::hash::Hasher;

use super::index::{Index, QuickHasher};
use crate::value::PyStr;
use crate::value::unicode::normal::{Form, normalize};

/// An identifier of one compilation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Name(u32);

impl Name {
    /// Names are numbered from 0 in the order in which they are first met.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// The table of identifiers of one compilation.
pub struct Names {
    index: Index,
    entries: Vec<Entry>,
    /// The identifiers' texts, one after the other.
    texts: String,
}

/// How many identifiers a source has, more or less.
const USUAL: usize = 256;

/// What is known of an identifier.
struct Entry {
    /// Where its text lies.
    start: u32,
    end: u32,
    /// How often it was asked for.
    uses: u32,
    /// Whether classes mangle it.
    private: bool,
    pystr: PyStr,
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
            index: Index::with_places(USUAL * 2),
            entries: Vec::with_capacity(USUAL),
            texts: String::with_capacity(USUAL * 8),
        };
        for text in KNOWN {
            names.intern(text);
        }
        for entry in &mut names.entries {
            entry.uses = 0;
        }
        names
    }

    /// How often an identifier was asked for.
    pub fn uses_of(&self, name: Name) -> u32 {
        self.entries[name.0 as usize].uses
    }

    /// The id of `text`.
    pub fn intern(&mut self, text: &str) -> Name {
        let mut hasher = QuickHasher::default();
        hasher.write(text.as_bytes());
        let hash = hasher.finish();
        let is = |place: usize| self.text(Name(place as u32)) == text;
        if let Some(place) = self.index.find(hash, is) {
            self.entries[place].uses += 1;
            return Name(place as u32);
        }
        let place = self.entries.len();
        self.index.insert(hash, place);
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        self.entries.push(Entry {
            start,
            end: self.texts.len() as u32,
            uses: 1,
            private: is_private(text),
            pystr: PyStr::new(text),
        });
        Name(place as u32)
    }

    /// The id of an identifier as it stands in a source (`new_identifier` in `Python/ast.c`):
    /// different ways to write the same characters are the same identifier.
    pub fn identifier(&mut self, text: &str) -> Name {
        if text.is_ascii() {
            self.intern(text)
        } else {
            self.intern(&normalize(&PyStr::new(text), Form::Nfkc).to_lossy())
        }
    }

    /// The identifiers asked for so far, in the order in which they first were, with how often.
    pub fn uses(&self) -> Vec<(PyStr, u32)> {
        let used = self.entries.iter().filter(|entry| entry.uses > 0);
        used.map(|entry| (entry.pystr.clone(), entry.uses))
            .collect()
    }

    /// The text of `name`.
    pub fn text(&self, name: Name) -> &str {
        let entry = &self.entries[name.0 as usize];
        &self.texts[entry.start as usize..entry.end as usize]
    }

    /// The text of `name` as a Python string; all uses of one name share its buffer.
    pub fn pystr(&self, name: Name) -> PyStr {
        self.entries[name.0 as usize].pystr.clone()
    }

    /// Private name mangling (`_Py_Mangle`, `Python/compile.c`): `__x` inside class `C` is
    /// `_C__x`. Names that end in `__`, contain a dot, or lie in a class named only with
    /// underscores stay as they are.
    pub fn mangle(&mut self, class: Option<Name>, name: Name) -> Name {
        let Some(class) = class else { return name };
        if !self.entries[name.0 as usize].private {
            return name;
        }
        let class = self.text(class).trim_start_matches('_');
        if class.is_empty() {
            return name;
        }
        let mangled = format!("_{class}{}", self.text(name));
        self.intern(&mangled)
    }
}

/// Whether classes mangle a name.
fn is_private(text: &str) -> bool {
    text.starts_with("__") && !text.ends_with("__") && !text.contains('.')
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
