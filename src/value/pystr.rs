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
        match $text.units() {
            $crate::value::pystr::Units::Narrow($units) => $body,
            $crate::value::pystr::Units::Ucs2($units) => $body,
            $crate::value::pystr::Units::Ucs4($units) => $body,
        }
    };
}

/// Runs the body with both strings' units as slices of the first one's unit type, or the `else`
/// value if the second string is of a wider kind: then it has a character the first one can't
/// contain.
macro_rules! with_pair {
    ($text:expr, $other:expr, |$units:ident, $needle:ident| $body:expr, else $none:expr) => {{
        use $crate::value::pystr::Units::{Narrow, Ucs2, Ucs4};
        match ($text.units(), $other.units()) {
            (Narrow($units), Narrow($needle)) => $body,
            (Ucs2($units), Ucs2($needle)) => $body,
            (Ucs4($units), Ucs4($needle)) => $body,
            (Ucs2($units), Narrow(narrow)) => {
                let wide: Vec<u16> = narrow.iter().map(|&unit| unit.into()).collect();
                let $needle = wide.as_slice();
                $body
            }
            (Ucs4($units), Narrow(_) | Ucs2(_)) => {
                let wide: Vec<u32> = $other.code_points().collect();
                let $needle = wide.as_slice();
                $body
            }
            _ => $none,
        }
    }};
}

mod build;
mod builder;
mod case;
mod classify;
mod search;
mod split;

/// An immutable Python string. Cloning is cheap: a short one is copied, a longer one shares its
/// buffer.
#[derive(Clone)]
pub struct PyStr(Repr);

/// How a string is kept.
///
/// Invariant: the variant is the narrowest that holds every character, and `Short` wherever that is
/// possible, so equal strings have equal variants.
#[derive(Clone)]
enum Repr {
    /// At most [`SHORT`] characters, all below U+0080: most names, and no allocation. Bytes behind
    /// the last character are zero.
    Short { len: u8, bytes: [u8; SHORT] },
    /// All characters below U+0080.
    Ascii(Arc<Vec<u8>>),
    /// All below U+0100, at least one not below U+0080.
    Latin1(Arc<Vec<u8>>),
    /// All below U+10000, at least one not below U+0100.
    Ucs2(Arc<Vec<u16>>),
    /// At least one not below U+10000.
    Ucs4(Arc<Vec<u32>>),
}

/// What fits beside the tag and the length without making [`PyStr`] larger than a shared buffer
/// makes it.
const SHORT: usize = 14;

/// A string's characters as they are stored, the narrowest kind that holds all of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Units<'a> {
    /// A byte each: ASCII and Latin-1.
    Narrow(&'a [u8]),
    /// Two bytes each.
    Ucs2(&'a [u16]),
    /// Four bytes each.
    Ucs4(&'a [u32]),
}

impl PyStr {
    /// From Rust text.
    pub fn new(text: &str) -> PyStr {
        if text.is_ascii() {
            PyStr::ascii(text.as_bytes())
        } else {
            PyStr::from_code_points(&text.chars().map(u32::from).collect::<Vec<_>>())
        }
    }

    /// From bytes that are ASCII characters.
    fn ascii(bytes: &[u8]) -> PyStr {
        PyStr::short(bytes).unwrap_or_else(|| PyStr(Repr::Ascii(Arc::new(bytes.to_vec()))))
    }

    /// ASCII characters, if they are few enough to be kept without a buffer.
    fn short(text: &[u8]) -> Option<PyStr> {
        let mut bytes = [0; SHORT];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        let len = text.len() as u8;
        Some(PyStr(Repr::Short { len, bytes }))
    }

    /// From bytes that are Latin-1 characters.
    pub fn from_latin1(bytes: Vec<u8>) -> PyStr {
        if !bytes.is_ascii() {
            return PyStr(Repr::Latin1(Arc::new(bytes)));
        }
        PyStr::short(&bytes).unwrap_or_else(|| PyStr(Repr::Ascii(Arc::new(bytes))))
    }

    /// From code points (each at most 0x10FFFF), in the narrowest kind that holds them.
    pub fn from_code_points(points: &[u32]) -> PyStr {
        let max = points.iter().copied().max().unwrap_or(0);
        if max < 0x100 {
            PyStr::from_latin1(points.iter().map(|&c| c as u8).collect())
        } else if max < 0x1_0000 {
            PyStr(Repr::Ucs2(Arc::new(
                points.iter().map(|&c| c as u16).collect(),
            )))
        } else {
            PyStr(Repr::Ucs4(Arc::new(points.to_vec())))
        }
    }

    /// The characters as they are stored.
    #[inline]
    pub fn units(&self) -> Units<'_> {
        match &self.0 {
            Repr::Short { len, bytes } => Units::Narrow(&bytes[..usize::from(*len)]),
            Repr::Ascii(units) | Repr::Latin1(units) => Units::Narrow(units),
            Repr::Ucs2(units) => Units::Ucs2(units),
            Repr::Ucs4(units) => Units::Ucs4(units),
        }
    }

    /// The bytes of a string that has only ASCII characters.
    #[inline]
    fn ascii_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Repr::Short { len, bytes } => Some(&bytes[..usize::from(*len)]),
            Repr::Ascii(units) => Some(units),
            _ => None,
        }
    }

    /// Length in characters (code points).
    #[inline]
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::Short { len, .. } => usize::from(*len),
            Repr::Ascii(units) | Repr::Latin1(units) => units.len(),
            Repr::Ucs2(units) => units.len(),
            Repr::Ucs4(units) => units.len(),
        }
    }

    /// Whether there are no characters.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code point at `index`, which must be below `len()`.
    #[inline]
    #[expect(
        clippy::useless_conversion,
        reason = "one line for units of one, two and four bytes: only the last are u32 already"
    )]
    pub fn at(&self, index: usize) -> u32 {
        with_units!(self, |units| u32::from(units[index]))
    }

    /// All code points in order.
    pub fn code_points(
        &self,
    ) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + Clone + '_ {
        (0..self.len()).map(move |index| self.at(index))
    }

    /// The characters from `start` up to, not including, `end`; both at most `len()`.
    pub fn slice(&self, start: usize, end: usize) -> PyStr {
        if let Some(bytes) = self.ascii_bytes() {
            return PyStr::ascii(&bytes[start..end]);
        }
        match self.units() {
            Units::Narrow(units) => PyStr::from_latin1(units[start..end].to_vec()),
            Units::Ucs2(units) => PyStr::from(units[start..end].to_vec()),
            Units::Ucs4(units) => PyStr::from_code_points(&units[start..end]),
        }
    }

    /// A single character (at most 0x10FFFF).
    pub fn from_point(point: u32) -> PyStr {
        match point {
            0..0x80 => PyStr::ascii(&[point as u8]),
            _ => PyStr::from_code_points(&[point]),
        }
    }

    /// Bytes a character takes: 1, 2 or 4.
    pub fn kind(&self) -> usize {
        match self.units() {
            Units::Narrow(_) => 1,
            Units::Ucs2(_) => 2,
            Units::Ucs4(_) => 4,
        }
    }

    /// Whether every character is below U+0080.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        matches!(self.0, Repr::Short { .. } | Repr::Ascii(_))
    }

    /// The text if it is ASCII, without copying.
    pub fn as_ascii(&self) -> Option<&str> {
        std::str::from_utf8(self.ascii_bytes()?).ok()
    }

    /// ASCII as it is; other digits and white space as their ASCII counterparts, anything else
    /// as `?`: what `int()`, `float()` and `complex()` read
    /// (`_PyUnicode_TransformDecimalAndSpaceToASCII`).
    pub fn to_ascii_digits(&self) -> Cow<'_, [u8]> {
        if let Some(bytes) = self.ascii_bytes() {
            return Cow::Borrowed(bytes);
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
    #[inline]
    fn eq(&self, other: &PyStr) -> bool {
        match (&self.0, &other.0) {
            (
                Repr::Short { len, bytes },
                Repr::Short {
                    len: other_len,
                    bytes: other_bytes,
                },
            ) => len == other_len && bytes == other_bytes,
            (Repr::Ascii(a), Repr::Ascii(b)) | (Repr::Latin1(a), Repr::Latin1(b)) => {
                Arc::ptr_eq(a, b) || a == b
            }
            (Repr::Ucs2(a), Repr::Ucs2(b)) => a == b,
            (Repr::Ucs4(a), Repr::Ucs4(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for PyStr {}

impl PartialEq<str> for PyStr {
    fn eq(&self, other: &str) -> bool {
        match self.ascii_bytes() {
            Some(bytes) => bytes == other.as_bytes(),
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
        match (self.units(), other.units()) {
            (Units::Narrow(a), Units::Narrow(b)) => a.cmp(b),
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
        with_units!(self, |units| units.hash(state));
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
            PyStr(Repr::Ucs2(Arc::new(units)))
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
        PyStr(Repr::Short {
            len: 0,
            bytes: [0; SHORT],
        })
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
    fn short_and_long_ones_are_alike() {
        let long = "x".repeat(SHORT + 2);
        for len in 0..=long.len() {
            let text = PyStr::new(&long[..len]);
            assert_eq!(text, PyStr::new(&long).slice(0, len));
            assert_eq!(text, PyStr::from_latin1(long[..len].into()));
            assert_eq!((text.len(), text.as_ascii()), (len, Some(&long[..len])));
        }
        assert_eq!(std::mem::size_of::<PyStr>(), 16);
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
