//! `repr` of strings and bytes (`unicode_repr` of `Objects/unicodeobject.c`, `PyBytes_Repr` of
//! `Objects/bytesobject.c`), and `ascii()`. Floats have theirs in [`super::float`].

use std::fmt::Write;

use super::{PyStr, StrBuilder, unicode};

/// `repr(text)`: single quotes, unless the text contains those and no double ones; what can't be
/// printed is escaped.
pub fn repr_str(text: &PyStr) -> PyStr {
    quote(text, unicode::is_printable)
}

/// `ascii(text)`: as `repr`, with everything beyond ASCII escaped.
pub fn ascii_str(text: &PyStr) -> PyStr {
    quote(text, |point| (0x20..0x7f).contains(&point))
}

/// `ascii(object)`, from the object's `repr`: everything beyond ASCII escaped.
pub fn escape_non_ascii(repr: &PyStr) -> PyStr {
    if repr.is_ascii() {
        return repr.clone();
    }
    let mut out = StrBuilder::new();
    for point in repr.code_points() {
        if point < 0x80 {
            out.push(point)
        } else {
            push_escape(&mut out, point)
        }
    }
    out.finish()
}

fn quote(text: &PyStr, printable: impl Fn(u32) -> bool) -> PyStr {
    // Most strings need no second look.
    let plain = |byte: u8| (0x20..0x7f).contains(&byte) && byte != b'\'' && byte != b'\\';
    if let Some(ascii) = text.as_ascii()
        && ascii.bytes().all(plain)
    {
        return PyStr::new(&format!("'{ascii}'"));
    }
    let quote = quote_for(text.code_points());
    let mut out = StrBuilder::new();
    out.push(quote);
    for point in text.code_points() {
        match point {
            0x09 => out.push_text("\\t"),
            0x0a => out.push_text("\\n"),
            0x0d => out.push_text("\\r"),
            0x5c => out.push_text("\\\\"),
            _ if point == quote => {
                out.push(0x5c);
                out.push(quote);
            }
            _ if printable(point) => out.push(point),
            _ => push_escape(&mut out, point),
        }
    }
    out.push(quote);
    out.finish()
}

/// `'`, or `"` if that avoids escaping.
fn quote_for(points: impl Iterator<Item = u32> + Clone) -> u32 {
    let has = |quote: char| points.clone().any(|point| point == u32::from(quote));
    u32::from(if has('\'') && !has('"') { '"' } else { '\'' })
}

/// `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that fits.
pub(crate) fn push_escape(out: &mut StrBuilder, point: u32) {
    out.push_text(&match point {
        0..=0xff => format!("\\x{point:02x}"),
        0x100..=0xffff => format!("\\u{point:04x}"),
        _ => format!("\\U{point:08x}"),
    });
}

/// `repr(bytes)`.
pub fn repr_bytes(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.iter().map(|&byte| u32::from(byte))) as u8;
    quoted_bytes(bytes, quote, quote)
}

/// What is in the parentheses of `repr(bytearray)`: there a `'` is escaped whatever the quotes are.
pub fn repr_bytearray(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.iter().map(|&byte| u32::from(byte))) as u8;
    quoted_bytes(bytes, quote, b'\'')
}

fn quoted_bytes(bytes: &[u8], quote: u8, escaped: u8) -> String {
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote.into());
    for &byte in bytes {
        match byte {
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\\' => out.push_str("\\\\"),
            _ if byte == escaped => {
                out.push('\\');
                out.push(byte.into());
            }
            b' '..=b'~' => out.push(byte.into()),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote.into());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        // python3.8 -c "print(repr('...'))"
        for (text, repr) in [
            ("abc", "'abc'"),
            ("it's", "\"it's\""),
            ("'\"", "'\\'\"'"),
            ("\t\n\r\\\0\x7f", "'\\t\\n\\r\\\\\\x00\\x7f'"),
            ("\u{e9}\u{a0}\u{ad}", "'\u{e9}\\xa0\\xad'"),
            ("\u{20ac}\u{2028}\u{378}", "'\u{20ac}\\u2028\\u0378'"),
            ("\u{1f600}\u{10ffff}", "'\u{1f600}\\U0010ffff'"),
        ] {
            assert_eq!(repr_str(&PyStr::new(text)), repr);
        }
        assert_eq!(repr_str(&PyStr::from_point(0xd800)), "'\\ud800'");
        assert_eq!(
            ascii_str(&PyStr::new("\u{e9}\u{20ac}\u{1f600}")),
            "'\\xe9\\u20ac\\U0001f600'"
        );
    }

    #[test]
    fn bytes() {
        assert_eq!(repr_bytes(b"a'b\x00\xff\t"), "b\"a'b\\x00\\xff\\t\"");
        assert_eq!(repr_bytes(b"'\""), "b'\\'\"'");
    }
}
