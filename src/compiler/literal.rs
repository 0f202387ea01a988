//! The values of string, bytes and number literals (`Python/ast.c`: `parsestr`, `parsenumber`;
//! `Objects/unicodeobject.c`: `_PyUnicode_DecodeUnicodeEscape`).

use num_bigint::BigInt;

use crate::value::{PyInt, PyStr};

/// A backslash followed by a character that means nothing: Python keeps both and warns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InvalidEscape {
    /// The character after the backslash.
    pub character: char,
}

/// The text of a string literal, collected piece by piece.
#[derive(Default)]
pub struct Text {
    points: Vec<u32>,
}

impl Text {
    /// Whether nothing was collected.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Takes what was collected and starts anew.
    pub fn take(&mut self) -> PyStr {
        let text = PyStr::from_code_points(&self.points);
        self.points.clear();
        text
    }

    /// Adds text as it stands.
    pub fn push_str(&mut self, text: &str) {
        self.points.extend(text.chars().map(u32::from));
    }

    /// Adds the text between the quotes of a literal, resolving escapes unless `raw`. In the
    /// literal part of an f-string, `doubled_braces` become single ones.
    ///
    /// Returns the first escape that Python does not know. The parser has already rejected
    /// malformed ones.
    pub fn push_literal(
        &mut self,
        source: &str,
        raw: bool,
        doubled_braces: bool,
    ) -> Option<InvalidEscape> {
        let mut invalid = None;
        let mut rest = source;
        while let Some(character) = rest.chars().next() {
            rest = &rest[character.len_utf8()..];
            if doubled_braces && matches!(character, '{' | '}') && rest.starts_with(character) {
                rest = &rest[1..];
                self.points.push(u32::from(character));
            } else if character != '\\' || raw {
                self.points.push(u32::from(character));
            } else {
                rest = self.push_escape(rest, &mut invalid);
            }
        }
        invalid
    }

    /// Resolves the escape after a backslash; returns the text after it.
    fn push_escape<'s>(&mut self, rest: &'s str, invalid: &mut Option<InvalidEscape>) -> &'s str {
        let Some(character) = rest.chars().next() else {
            self.points.push(u32::from('\\'));
            return rest;
        };
        let after = &rest[character.len_utf8()..];
        match character {
            '\n' => return after,
            'x' | 'u' | 'U' => {
                let digits = match character {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                if let Some(point) = after
                    .get(..digits)
                    .and_then(|text| u32::from_str_radix(text, 16).ok())
                {
                    self.points.push(point);
                    return &after[digits..];
                }
                return after;
            }
            'N' => {
                if let Some(end) = after.find('}') {
                    let name = after.get(1..end).unwrap_or("");
                    self.points
                        .push(unicode_names2::character(name).map_or(0xFFFD, u32::from));
                    return &after[end + 1..];
                }
                return after;
            }
            _ => {}
        }
        if let Some((point, length)) = simple_escape(rest.as_bytes()) {
            self.points.push(point);
            return &rest[length..];
        }
        invalid.get_or_insert(InvalidEscape { character });
        self.points.push(u32::from('\\'));
        rest
    }
}

/// The escapes that strings and bytes share: the value and how many bytes of `rest` it took.
fn simple_escape(rest: &[u8]) -> Option<(u32, usize)> {
    let value = match rest.first()? {
        b'\\' => b'\\',
        b'\'' => b'\'',
        b'"' => b'"',
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 11,
        b'f' => 12,
        b'r' => b'\r',
        b'0'..=b'7' => {
            let digits = rest
                .iter()
                .take(3)
                .take_while(|digit| (b'0'..=b'7').contains(digit));
            let (value, length) = digits.fold((0, 0), |(value, length), digit| {
                (value * 8 + u32::from(digit - b'0'), length + 1)
            });
            return Some((value, length));
        }
        _ => return None,
    };
    Some((u32::from(value), 1))
}

/// Adds the bytes between the quotes of a bytes literal, resolving escapes unless `raw`.
pub fn push_bytes(out: &mut Vec<u8>, source: &str, raw: bool) -> Option<InvalidEscape> {
    let mut invalid = None;
    let bytes = source.as_bytes();
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        index += 1;
        if byte != b'\\' || raw {
            out.push(byte);
            continue;
        }
        let rest = &bytes[index..];
        if let Some((value, length)) = simple_escape(rest) {
            // Octal escapes above 0o377 wrap around, as in `_PyBytes_DecodeEscape`.
            out.push(value as u8);
            index += length;
            continue;
        }
        match rest.first() {
            Some(b'\n') => index += 1,
            Some(b'x') => {
                let digits = source.get(index + 1..index + 3);
                if let Some(value) = digits.and_then(|text| u8::from_str_radix(text, 16).ok()) {
                    out.push(value);
                }
                index += 3;
            }
            Some(&other) => {
                invalid.get_or_insert(InvalidEscape {
                    character: char::from(other),
                });
                out.push(b'\\');
            }
            None => out.push(b'\\'),
        }
    }
    invalid
}

/// The value of an integer literal as written, underscores and base prefix included.
pub fn parse_int(token: &str) -> Option<PyInt> {
    let text: String = token
        .chars()
        .filter(|&c| c != '_')
        .collect::<String>()
        .to_lowercase();
    let (radix, digits) = match text.get(..2) {
        Some("0x") => (16, &text[2..]),
        Some("0o") => (8, &text[2..]),
        Some("0b") => (2, &text[2..]),
        _ => (10, &text[..]),
    };
    BigInt::parse_bytes(digits.as_bytes(), radix).map(PyInt::from_big)
}
