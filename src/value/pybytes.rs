//! `bytes` and `bytearray` methods (`Objects/bytesobject.c`, `Objects/bytes_methods.c`,
//! `Objects/stringlib/`): over plain byte slices, with ASCII's idea of letters and spaces.
//!
//! Searching, splitting and padding are in [`super::units`], shared with strings; here is what
//! needs to know about characters.

use std::ops::Range;

use super::PyStr;
use super::units::{self, Ends};

/// White space in bytes: C's `isspace`.
pub fn is_space(byte: u32) -> bool {
    matches!(byte, 0x09..=0x0d | 0x20)
}

/// Line ends in bytes: fewer than in strings.
fn is_line_break(byte: u32) -> bool {
    matches!(byte, 0x0a | 0x0d)
}

/// `text.split(separator, max)` or, with `from_end`, `rsplit`; None separates at white space. The
/// separator must not be empty.
pub fn split(
    text: &[u8],
    separator: Option<&[u8]>,
    max: Option<usize>,
    from_end: bool,
) -> Vec<Range<usize>> {
    let max = max.unwrap_or(usize::MAX);
    match (separator, from_end) {
        (None, false) => units::split_space(text, max, is_space),
        (None, true) => units::rsplit_space(text, max, is_space),
        (Some(separator), false) => units::split_on(text, separator, max),
        (Some(separator), true) => units::rsplit_on(text, separator, max),
    }
}

/// `text.splitlines(keep_ends)`.
pub fn split_lines(text: &[u8], keep_ends: bool) -> Vec<Range<usize>> {
    units::split_lines(text, keep_ends, is_line_break)
}

/// `text.strip(bytes)` and its one-sided forms; None takes off white space.
pub fn strip(text: &[u8], bytes: Option<&[u8]>, ends: Ends) -> Range<usize> {
    match bytes {
        None => units::strip(text, ends, is_space),
        Some(bytes) => units::strip(text, ends, |unit| bytes.contains(&(unit as u8))),
    }
}

/// `text.swapcase()`.
pub fn swapcase(text: &[u8]) -> Vec<u8> {
    let swap = |byte: &u8| match byte.is_ascii_uppercase() {
        true => byte.to_ascii_lowercase(),
        false => byte.to_ascii_uppercase(),
    };
    text.iter().map(swap).collect()
}

/// `text.capitalize()`.
pub fn capitalize(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `text.title()`: a word begins after anything that is no letter.
pub fn title(text: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    text.iter()
        .map(|byte| {
            let out = if in_word {
                byte.to_ascii_lowercase()
            } else {
                byte.to_ascii_uppercase()
            };
            in_word = byte.is_ascii_alphabetic();
            out
        })
        .collect()
}

/// Whether there are bytes and all pass the test: `isalpha`, `isdigit`, ...
pub fn all(text: &[u8], test: impl Fn(&u8) -> bool) -> bool {
    !text.is_empty() && text.iter().all(test)
}

/// `text.isspace()`.
pub fn isspace(text: &[u8]) -> bool {
    all(text, |&byte| is_space(byte.into()))
}

/// `text.islower()`: some small letters and no capitals.
pub fn islower(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_lowercase) && !text.iter().any(u8::is_ascii_uppercase)
}

/// `text.isupper()`: some capitals and no small letters.
pub fn isupper(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_uppercase) && !text.iter().any(u8::is_ascii_lowercase)
}

/// `text.istitle()`: capitals begin words, and only they do.
pub fn istitle(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_alphabetic) && title(text) == text
}

/// `text.translate(table, delete)`: bytes to delete go first; the table, if any, has 256 bytes.
pub fn translate(text: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let kept = text.iter().filter(|byte| !delete.contains(byte));
    kept.map(|&byte| table.map_or(byte, |table| table[usize::from(byte)]))
        .collect()
}

/// `bytes.fromhex(text)`: pairs of digits, white space between pairs. `Err` has the position of
/// the first character that doesn't fit.
pub fn from_hex(text: &PyStr) -> Result<Vec<u8>, usize> {
    // A character beyond ASCII is found before any other mistake.
    if let Some(at) = text.code_points().position(|point| point >= 0x80) {
        return Err(at);
    }
    let digit = |at: usize| {
        let point = (at < text.len()).then(|| text.at(at))?;
        char::from_u32(point)?.to_digit(16)
    };
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while at < text.len() {
        if is_space(text.at(at)) {
            at += 1;
            continue;
        }
        let high = digit(at).ok_or(at)?;
        let low = digit(at + 1).ok_or(at + 1)?;
        out.push((high * 16 + low) as u8);
        at += 2;
    }
    Ok(out)
}

/// `text.hex(separator, group)` (`Python/pystrhex.c`): with a separator, one after every `group`
/// bytes, counted from the end; a negative `group` counts from the beginning.
pub fn hex(text: &[u8], separator: Option<u8>, group: i64) -> String {
    let size = group.unsigned_abs() as usize;
    let mut out = String::with_capacity(text.len() * 3);
    for (at, byte) in text.iter().enumerate() {
        let counted = if group < 0 { at } else { text.len() - at };
        if let Some(separator) = separator
            && at > 0
            && size > 0
            && counted % size == 0
        {
            out.push(separator.into());
        }
        out.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case() {
        assert_eq!(title(b"they're 3rd \xc3A"), b"They'Re 3Rd \xc3A");
        assert_eq!(capitalize(b"hELLO"), b"Hello");
        assert_eq!(swapcase(b"hELLO1"), b"Hello1");
        assert!(istitle(b"Hello World") && !istitle(b"HeLlo") && !istitle(b"1"));
        assert!(islower(b"a1") && !islower(b"aB") && isupper(b"A1") && !isupper(b"1"));
    }

    #[test]
    fn hexadecimal() {
        // python3.8 -c "print(bytes(range(5)).hex(':', 2), bytes(range(5)).hex(':', -2))"
        let bytes = [0, 1, 2, 3, 4];
        assert_eq!(hex(&bytes, None, 1), "0001020304");
        assert_eq!(hex(&bytes, Some(b':'), 1), "00:01:02:03:04");
        assert_eq!(hex(&bytes, Some(b':'), 2), "00:0102:0304");
        assert_eq!(hex(&bytes, Some(b':'), -2), "0001:0203:04");
        assert_eq!(hex(&bytes, Some(b':'), 0), "0001020304");
        assert_eq!(from_hex(&PyStr::new("00 ff\n")), Ok(vec![0, 255]));
        assert_eq!(from_hex(&PyStr::new("0 0")), Err(1));
        assert_eq!(from_hex(&PyStr::new("000")), Err(3));
        assert_eq!(from_hex(&PyStr::new("zz")), Err(0));
        assert_eq!(from_hex(&PyStr::new("zz\u{e9}")), Err(2));
    }
}
