//! `PyStr`: text as CPython stores it (PEP 393, `Objects/unicodeobject.c`): one, two or four
//! bytes a character, the narrowest that fits, lone surrogates allowed.

pub use builder::StrBuilder;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::unicode;

/// Runs the body with the string's units as a slice of `u8`, `u16` or `u32`.
macro_rules! with_units {
    ($text:expr, |$units:ident| $body:expr) => {
        match $text {
            PyStr::Ascii(units) | PyStr::Latin1(units) => {
                let $units = units.as_slice();
                $body
            }
            PyStr::Ucs2(units) => {
                let $units = units.as_slice();
                $body
            }
            PyStr::Ucs4(units) => {
                let $units = units.as_slice();
                $body
            }
        }
    };
}

/// Runs the body with both strings' units as slices of the first one's unit type, or the `else`
/// value if the second string is of a wider kind: then it has a character the first one can't
/// contain.
macro_rules! with_pair {
    ($text:expr, $other:expr, |$units:ident, $needle:ident| $body:expr, else $none:expr) => {
        match ($text, $other) {
            (PyStr::Ascii(a) | PyStr::Latin1(a), PyStr::Ascii(b) | PyStr::Latin1(b)) => {
                let ($units, $needle) = (a.as_slice(), b.as_slice());
                $body
            }
            (PyStr::Ucs2(a), PyStr::Ucs2(b)) => {
                let ($units, $needle) = (a.as_slice(), b.as_slice());
                $body
            }
            (PyStr::Ucs4(a), PyStr::Ucs4(b)) => {
                let ($units, $needle) = (a.as_slice(), b.as_slice());
                $body
            }
            (PyStr::Ucs2(a), PyStr::Ascii(b) | PyStr::Latin1(b)) => {
                let wide = b.iter().map(|&unit| u16::from(unit)).collect::<Vec<_>>();
                let ($units, $needle) = (a.as_slice(), wide.as_slice());
                $body
            }
            (PyStr::Ucs4(a), PyStr::Ascii(_) | PyStr::Latin1(_) | PyStr::Ucs2(_)) => {
                let wide = $other.code_points().collect::<Vec<_>>();
                let ($units, $needle) = (a.as_slice(), wide.as_slice());
                $body
            }
            _ => $none,
        }
    };
}

mod build;
mod builder;
mod case;
mod classify;
mod search;
mod split;

/// An immutable Python string. Cloning shares the buffer.
///
/// Invariant: the variant is the narrowest that holds every character, so equal strings have
/// equal variants.
#[derive(Clone)]
pub enum PyStr {
    /// All characters below U+0080.
    Ascii(Arc<Vec<u8>>),
    /// All below U+0100, at least one not below U+0080.
    Latin1(Arc<Vec<u8>>),
    /// All below U+10000, at least one not below U+0100.
    Ucs2(Arc<Vec<u16>>),
    /// At least one not below U+10000.
    Ucs4(Arc<Vec<u32>>),
}

impl PyStr {
    /// From Rust text.
    pub fn new(text: &str) -> PyStr {
        if text.is_ascii() {
            PyStr::Ascii(Arc::new(text.as_bytes().to_vec()))
        } else {
            PyStr::from_code_points(&text.chars().map(u32::from).collect::<Vec<_>>())
        }
    }

    /// From bytes that are Latin-1 characters.
    pub fn from_latin1(bytes: Vec<u8>) -> PyStr {
        if bytes.is_ascii() {
            PyStr::Ascii(Arc::new(bytes))
        } else {
            PyStr::Latin1(Arc::new(bytes))
        }
    }

    /// From code points (each at most 0x10FFFF), in the narrowest kind that holds them.
    pub fn from_code_points(points: &[u32]) -> PyStr {
        let max = points.iter().copied().max().unwrap_or(0);
        if max < 0x100 {
            PyStr::from_latin1(points.iter().map(|&c| c as u8).collect())
        } else if max < 0x1_0000 {
            PyStr::Ucs2(Arc::new(points.iter().map(|&c| c as u16).collect()))
        } else {
            PyStr::Ucs4(Arc::new(points.to_vec()))
        }
    }

    /// Length in characters (code points).
    pub fn len(&self) -> usize {
        match self {
            PyStr::Ascii(units) | PyStr::Latin1(units) => units.len(),
            PyStr::Ucs2(units) => units.len(),
            PyStr::Ucs4(units) => units.len(),
        }
    }

    /// Whether there are no characters.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code point at `index`, which must be below `len()`.
    pub fn at(&self, index: usize) -> u32 {
        match self {
            PyStr::Ascii(units) | PyStr::Latin1(units) => u32::from(units[index]),
            PyStr::Ucs2(units) => u32::from(units[index]),
            PyStr::Ucs4(units) => units[index],
        }
    }

    /// All code points in order.
    pub fn code_points(
        &self,
    ) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + Clone + '_ {
        (0..self.len()).map(move |index| self.at(index))
    }

    /// The characters from `start` up to, not including, `end`; both at most `len()`.
    pub fn slice(&self, start: usize, end: usize) -> PyStr {
        match self {
            PyStr::Ascii(units) => PyStr::Ascii(Arc::new(units[start..end].to_vec())),
            PyStr::Latin1(units) => PyStr::from_latin1(units[start..end].to_vec()),
            PyStr::Ucs2(units) => PyStr::from_code_points(
                &units[start..end]
                    .iter()
                    .map(|&unit| u32::from(unit))
                    .collect::<Vec<_>>(),
            ),
            PyStr::Ucs4(units) => PyStr::from_code_points(&units[start..end]),
        }
    }

    /// A single character (at most 0x10FFFF).
    pub fn from_point(point: u32) -> PyStr {
        match point {
            0..0x80 => PyStr::Ascii(Arc::new(vec![point as u8])),
            _ => PyStr::from_code_points(&[point]),
        }
    }

    /// Whether both are one text in memory: a method gave back what it was given.
    pub fn is_same(&self, other: &PyStr) -> bool {
        match (self, other) {
            (PyStr::Ascii(a), PyStr::Ascii(b)) | (PyStr::Latin1(a), PyStr::Latin1(b)) => {
                Arc::ptr_eq(a, b)
            }
            (PyStr::Ucs2(a), PyStr::Ucs2(b)) => Arc::ptr_eq(a, b),
            (PyStr::Ucs4(a), PyStr::Ucs4(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// Bytes a character takes: 1, 2 or 4.
    pub fn kind(&self) -> usize {
        match self {
            PyStr::Ascii(_) | PyStr::Latin1(_) => 1,
            PyStr::Ucs2(_) => 2,
            PyStr::Ucs4(_) => 4,
        }
    }

    /// Whether every character is below U+0080.
    pub fn is_ascii(&self) -> bool {
        matches!(self, PyStr::Ascii(_))
    }

    /// The text if it is ASCII, without copying.
    pub fn as_ascii(&self) -> Option<&str> {
        match self {
            PyStr::Ascii(units) => std::str::from_utf8(units).ok(),
            _ => None,
        }
    }

    /// ASCII as it is; other digits and white space as their ASCII counterparts, anything else
    /// as `?`: what `int()`, `float()` and `complex()` read
    /// (`_PyUnicode_TransformDecimalAndSpaceToASCII`).
    pub fn to_ascii_digits(&self) -> Cow<'_, [u8]> {
        if let PyStr::Ascii(units) = self {
            return Cow::Borrowed(units);
        }
        let ascii = |point: u32| match unicode::decimal_value(point) {
            _ if point < 0x80 => point as u8,
            _ if unicode::is_space(point) => b' ',
            Some(digit) => b'0' + digit as u8,
            None => b'?',
        };
        Cow::Owned(self.code_points().map(ascii).collect())
    }

    /// As Rust text, lone surrogates replaced by U+FFFD: for display and for comparing, not for
    /// computing.
    pub fn to_lossy(&self) -> String {
        match self.as_ascii() {
            Some(text) => text.to_owned(),
            None => self
                .code_points()
                .map(|point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
        }
    }
}

impl PartialEq for PyStr {
    fn eq(&self, other: &PyStr) -> bool {
        match (self, other) {
            (PyStr::Ascii(a), PyStr::Ascii(b)) | (PyStr::Latin1(a), PyStr::Latin1(b)) => {
                Arc::ptr_eq(a, b) || a == b
            }
            (PyStr::Ucs2(a), PyStr::Ucs2(b)) => a == b,
            (PyStr::Ucs4(a), PyStr::Ucs4(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for PyStr {}

impl PartialEq<str> for PyStr {
    fn eq(&self, other: &str) -> bool {
        match self.as_ascii() {
            Some(text) => text == other,
            None => self.code_points().eq(other.chars().map(u32::from)),
        }
    }
}

impl PartialEq<&str> for PyStr {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl Ord for PyStr {
    fn cmp(&self, other: &PyStr) -> Ordering {
        match (self, other) {
            (PyStr::Ascii(a) | PyStr::Latin1(a), PyStr::Ascii(b) | PyStr::Latin1(b)) => a.cmp(b),
            _ => self.code_points().cmp(other.code_points()),
        }
    }
}

impl PartialOrd for PyStr {
    fn partial_cmp(&self, other: &PyStr) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for PyStr {
    /// Rust's hash, for digests and maps; Python's is `value::hash`.
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            PyStr::Ascii(units) | PyStr::Latin1(units) => units.hash(state),
            PyStr::Ucs2(units) => units.hash(state),
            PyStr::Ucs4(units) => units.hash(state),
        }
    }
}

impl fmt::Debug for PyStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_lossy())
    }
}

impl fmt::Display for PyStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_lossy())
    }
}

impl From<&str> for PyStr {
    fn from(text: &str) -> PyStr {
        PyStr::new(text)
    }
}

impl From<Vec<u8>> for PyStr {
    /// From Latin-1 characters.
    fn from(units: Vec<u8>) -> PyStr {
        PyStr::from_latin1(units)
    }
}

impl From<Vec<u16>> for PyStr {
    /// From code points, in the narrowest kind.
    fn from(units: Vec<u16>) -> PyStr {
        if units.iter().all(|&unit| unit < 0x100) {
            PyStr::from_latin1(units.iter().map(|&unit| unit as u8).collect())
        } else {
            PyStr::Ucs2(Arc::new(units))
        }
    }
}

impl From<Vec<u32>> for PyStr {
    /// From code points, in the narrowest kind.
    fn from(units: Vec<u32>) -> PyStr {
        PyStr::from_code_points(&units)
    }
}

impl Default for PyStr {
    fn default() -> PyStr {
        PyStr::Ascii(Arc::new(Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_kind() {
        for (text, kind, ascii) in [
            ("abc", 1, true),
            ("\u{e9}", 1, false),
            ("\u{20ac}", 2, false),
            ("\u{1f600}", 4, false),
        ] {
            let text = PyStr::new(text);
            assert_eq!((text.kind(), text.is_ascii()), (kind, ascii));
            assert!(text.slice(0, 0).is_ascii());
        }
        assert!(PyStr::new("a\u{1f600}").slice(0, 1).is_ascii());
        assert_eq!(PyStr::new("\u{1f600}\u{20ac}").slice(1, 2).kind(), 2);
        assert!(PyStr::new("\u{ff}") < PyStr::new("\u{100}"));
    }

    #[test]
    fn digits_of_other_scripts() {
        // python3.8 -c "print(int('\u0661\u0662'), float('\u2003\u0665\u00a0'))"
        assert_eq!(
            *PyStr::new("\u{2003}\u{661}\u{662}\u{a0}x\u{e9}").to_ascii_digits(),
            *b" 12 x?"
        );
    }
}
