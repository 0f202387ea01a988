//! The values of string, bytes and number literals (`Python/ast.c`: `parsestr`, `parsenumber`;
//! `Objects/unicodeobject.c`: `_PyUnicode_DecodeUnicodeEscape`).

use num_bigint::BigInt;

use crate::code::Const;
use crate::value::PyInt;
use crate::value::pyint::DEFAULT_MAX_STR_DIGITS;
use crate::value::pystr::StrBuilder;

/// A backslash followed by a character that means nothing: Python keeps both and warns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InvalidEscape {
    /// The character after the backslash.
    pub character: char,
}

/// An escape that Python can't read: what is wrong with it, `reject` says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Malformed;

type Result<T> = std::result::Result<T, Malformed>;

/// Adds the text between the quotes of a literal, resolving its escapes. Gives the first escape that
/// Python does not know.
pub fn push_text(out: &mut StrBuilder, source: &str) -> Result<Option<InvalidEscape>> {
    let mut invalid = None;
    let mut rest = source;
    while let Some(backslash) = rest.find('\\') {
        out.push_text(&rest[..backslash]);
        rest = push_escape(out, &rest[backslash + 1..], &mut invalid)?;
    }
    out.push_text(rest);
    Ok(invalid)
}

/// Resolves the escape after a backslash; returns the text after it.
fn push_escape<'s>(
    out: &mut StrBuilder,
    rest: &'s str,
    invalid: &mut Option<InvalidEscape>,
) -> Result<&'s str> {
    if let Some((point, length)) = simple_escape(rest.as_bytes()) {
        out.push(point);
        return Ok(&rest[length..]);
    }
    // Only in an f-string, before a brace, nothing follows.
    let character = rest.chars().next().unwrap_or('{');
    let digits = match character {
        '\n' => return Ok(&rest[1..]),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        'N' => return push_named(out, &rest[1..]),
        _ => {
            invalid.get_or_insert(InvalidEscape { character });
            out.push(u32::from('\\'));
            return Ok(rest);
        }
    };
    let text = rest.get(1..=digits).ok_or(Malformed)?;
    out.push(hexadecimal(text.as_bytes())?);
    Ok(&rest[1 + digits..])
}

/// The character with the number that hexadecimal digits write.
fn hexadecimal(digits: &[u8]) -> Result<u32> {
    let point = digits.iter().try_fold(0_u32, |value, &byte| {
        let digit = char::from(byte).to_digit(16)?;
        value.checked_mul(16)?.checked_add(digit)
    });
    point.filter(|&point| point <= 0x10_ffff).ok_or(Malformed)
}

/// `\N{...}`: a character by its name.
fn push_named<'s>(out: &mut StrBuilder, rest: &'s str) -> Result<&'s str> {
    let (name, after) = rest
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'))
        .ok_or(Malformed)?;
    let character = unicode_names2::character(name).ok_or(Malformed)?;
    out.push(u32::from(character));
    Ok(after)
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

/// Adds the bytes between the quotes of a bytes literal, resolving its escapes. Gives the first escape
/// that Python does not know.
pub fn push_bytes(out: &mut Vec<u8>, source: &[u8]) -> Result<Option<InvalidEscape>> {
    let mut invalid = None;
    let mut rest = source;
    while let Some(backslash) = rest.iter().position(|&byte| byte == b'\\') {
        out.extend_from_slice(&rest[..backslash]);
        rest = &rest[backslash + 1..];
        if let Some((value, length)) = simple_escape(rest) {
            // Octal escapes above 0o377 wrap around, as in `_PyBytes_DecodeEscape`.
            out.push(value as u8);
            rest = &rest[length..];
            continue;
        }
        match rest {
            [b'\n', after @ ..] => rest = after,
            [b'x', first, second, after @ ..] => {
                out.push(hexadecimal(&[*first, *second])? as u8);
                rest = after;
            }
            [b'x', ..] | [] => return Err(Malformed),
            [other, ..] => {
                invalid.get_or_insert(InvalidEscape {
                    character: char::from(*other),
                });
                out.push(b'\\');
            }
        }
    }
    out.extend_from_slice(rest);
    Ok(invalid)
}

/// The value of a number token; none if it is a decimal integer of more digits than Python converts.
pub fn number(token: &str) -> Option<Const> {
    let bytes = token.as_bytes();
    if bytes.len() < SMALL_DIGITS && bytes.iter().all(u8::is_ascii_digit) {
        let digits = bytes.iter().map(|byte| i64::from(byte - b'0'));
        let value = digits.fold(0, |value, digit| value * 10 + digit);
        return Some(Const::Int(PyInt::from(value)));
    }
    let plain;
    let mut token = token;
    if token.contains('_') {
        plain = token.replace('_', "");
        token = &plain;
    }
    let based = [("0x", 16), ("0o", 8), ("0b", 2)]
        .iter()
        .find(|(prefix, _)| {
            let start = token.as_bytes().get(..2);
            start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
        });
    if let Some((_, radix)) = based {
        return integer(&token[2..], *radix);
    }
    if let Some(imaginary) = token.strip_suffix(['j', 'J']) {
        let value: f64 = imaginary.parse().ok()?;
        return Some(Const::Complex(0, value.to_bits()));
    }
    if token.contains(['.', 'e', 'E']) {
        return token
            .parse()
            .ok()
            .map(|value: f64| Const::Float(value.to_bits()));
    }
    if token.len() > DEFAULT_MAX_STR_DIGITS {
        return None;
    }
    integer(token, 10)
}

/// Decimal digits that surely fit into 64 bits.
const SMALL_DIGITS: usize = 19;

fn integer(digits: &str, radix: u32) -> Option<Const> {
    let value = match i64::from_str_radix(digits, radix) {
        Ok(small) => PyInt::from(small),
        Err(_) => PyInt::from_big(BigInt::parse_bytes(digits.as_bytes(), radix)?),
    };
    Some(Const::Int(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_values() {
        for (token, value) in [
            ("0", Const::Int(0.into())),
            ("1_000", Const::Int(1000.into())),
            ("0XfF", Const::Int(255.into())),
            ("0b1_0", Const::Int(2.into())),
            ("00_0", Const::Int(0.into())),
            ("1_0.5e-1", Const::Float(1.05_f64.to_bits())),
            ("1.", Const::Float(1.0_f64.to_bits())),
            (".5J", Const::Complex(0, 0.5_f64.to_bits())),
            ("1e999", Const::Float(f64::INFINITY.to_bits())),
        ] {
            assert_eq!(number(token), Some(value), "{token}");
        }
        assert_eq!(number(&"9".repeat(DEFAULT_MAX_STR_DIGITS + 1)), None);
        assert!(number(&"9".repeat(DEFAULT_MAX_STR_DIGITS)).is_some());
    }

    #[test]
    fn escapes_are_resolved_or_refused() {
        let read = |source| {
            let mut out = StrBuilder::new();
            push_text(&mut out, source).map(|_| out.finish().to_lossy())
        };
        assert_eq!(
            read(r"\x41\101\N{bullet}\q\u00e9"),
            Ok("AA\u{2022}\\qé".to_owned())
        );
        for source in [
            r"\x4",
            r"\x+4",
            r"\u123",
            r"\U00110000",
            r"\N{no such}",
            r"\N",
        ] {
            assert_eq!(read(source), Err(Malformed), "{source}");
        }
    }
}
