//! What can be wrong inside a string or number literal (`parsestr`, `parsenumber` in
//! `Python/ast.c`; `_PyUnicode_DecodeUnicodeEscape`, `_PyBytes_DecodeEscape`).

use crate::value::pyint::DEFAULT_MAX_STR_DIGITS;

/// A string token taken apart.
pub struct Literal<'s> {
    /// Has the prefix `b`.
    pub bytes: bool,
    /// Has the prefix `r`.
    pub raw: bool,
    /// Has the prefix `f`.
    pub formatted: bool,
    /// What stands between the quotes.
    pub body: &'s str,
}

impl<'s> Literal<'s> {
    /// Takes a string token apart.
    pub fn new(token: &'s str) -> Literal<'s> {
        let quote = token.find(['\'', '"']).unwrap_or(0);
        let prefix = token[..quote].to_ascii_lowercase();
        let quoted = &token[quote..];
        let triple =
            quoted.len() >= 6 && (quoted.starts_with("'''") || quoted.starts_with("\"\"\""));
        let size = if triple { 3 } else { 1 };
        Literal {
            bytes: prefix.contains('b'),
            raw: prefix.contains('r'),
            formatted: prefix.contains('f'),
            body: quoted
                .get(size..quoted.len().saturating_sub(size))
                .unwrap_or(""),
        }
    }

    /// Why the escapes in it cannot be read.
    pub fn problem(&self) -> Option<String> {
        match (self.raw, self.bytes) {
            (true, _) => None,
            (false, true) => bytes_problem(self.body),
            (false, false) => text_problem(self.body),
        }
    }
}

/// The first malformed escape of a text. Positions count in the form that CPython decodes:
/// characters beyond ASCII have become escapes of ten bytes.
pub fn text_problem(body: &str) -> Option<String> {
    let escaped = as_escapes(body);
    let bytes = escaped.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let start = at;
        let problem = |end: usize, reason: &str| {
            Some(format!(
                "(unicode error) 'unicodeescape' codec can't decode {}: {reason}",
                if end == start + 1 {
                    format!("byte 0x5c in position {start}")
                } else {
                    format!("bytes in position {start}-{}", end - 1)
                }
            ))
        };
        let Some(&kind) = bytes.get(at + 1) else {
            return problem(at + 1, "\\ at end of string");
        };
        at += 2;
        let (digits, reason) = match kind {
            b'x' => (2, "truncated \\xXX escape"),
            b'u' => (4, "truncated \\uXXXX escape"),
            b'U' => (8, "truncated \\UXXXXXXXX escape"),
            b'N' => {
                let Some(name) = escaped[at..].strip_prefix('{') else {
                    return problem(at, "malformed \\N character escape");
                };
                let Some(length) = name.find('}') else {
                    return problem(bytes.len(), "malformed \\N character escape");
                };
                let end = at + length + 2;
                if length == 0 {
                    return problem(at + 1, "malformed \\N character escape");
                }
                if unicode_names2::character(&name[..length]).is_none() {
                    return problem(end, "unknown Unicode character name");
                }
                at = end;
                continue;
            }
            _ => continue,
        };
        let found = escaped[at..]
            .bytes()
            .take(digits)
            .take_while(u8::is_ascii_hexdigit)
            .count();
        at += found;
        if found < digits {
            return problem(at, reason);
        }
        let value = u32::from_str_radix(&escaped[at - digits..at], 16).unwrap_or(u32::MAX);
        if value > 0x10_ffff {
            return problem(at, "illegal Unicode character");
        }
    }
    None
}

/// `decode_unicode_with_escapes`: the ASCII form.
fn as_escapes(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut characters = body.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\\' {
            out.push('\\');
            match characters.peek() {
                Some(next) if next.is_ascii() => {
                    out.push(*next);
                    characters.next();
                }
                _ => out.push_str("u005c"),
            }
        } else if character.is_ascii() {
            out.push(character);
        } else {
            out.push_str(&format!("\\U{:08x}", u32::from(character)));
        }
    }
    out
}

fn bytes_problem(body: &str) -> Option<String> {
    let bytes = body.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let start = at;
        at += 2;
        if bytes.get(start + 1) == Some(&b'x') {
            let good = bytes
                .get(at..at + 2)
                .is_some_and(|x| x.iter().all(u8::is_ascii_hexdigit));
            if !good {
                return Some(format!(
                    "(value error) invalid \\x escape at position {start}"
                ));
            }
            at += 2;
        }
    }
    None
}

/// Why a number literal is refused though the tokenizer took it.
pub fn number_problem(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_decimal = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'_');
    (is_decimal && digits > DEFAULT_MAX_STR_DIGITS).then(|| {
        format!(
            "Exceeds the limit ({DEFAULT_MAX_STR_DIGITS}) for integer string conversion: value has \
             {digits} digits; use sys.set_int_max_str_digits() to increase the limit - Consider \
             hexadecimal for huge integer literals to avoid decimal conversion limits."
        )
    })
}
