//! From source bytes to text, and from byte offsets to lines (`Parser/tokenizer.c`:
//! `decoding_fgets`, `check_coding_spec`, `translate_newlines`).

use std::borrow::Cow;
use std::sync::Arc;

use super::SourceKind;
use super::fault::{FaultClass, Located};
use super::lex::{Lexer, Tok};
use crate::code::SourceRange;
use crate::value::PyStr;

/// A decoded source.
pub struct Source<'s> {
    /// The text: no byte order mark, all line ends `\n`.
    pub text: Cow<'s, str>,
    /// Where its lines begin.
    pub lines: Lines,
}

impl Source<'_> {
    /// Line `lineno` (from 1) with its line end.
    pub fn line(&self, lineno: u32) -> Option<PyStr> {
        let start = self.lines.start(lineno)? as usize;
        let line = self.text.get(start..)?.split_inclusive('\n').next()?;
        Some(PyStr::new(line))
    }
}

/// A word whose every byte is one.
const EACH_BYTE: u64 = 0x0101_0101_0101_0101;
/// Characters of a typical line, to reserve room by.
const TYPICAL_LINE: usize = 32;

/// Where the lines of a decoded source begin.
pub struct Lines {
    starts: Arc<Vec<u32>>,
}

impl Lines {
    /// Finds the lines of `source`, whose line ends are `\n`.
    pub fn new(source: &str) -> Lines {
        let mut starts = Vec::with_capacity(source.len() / TYPICAL_LINE + 1);
        starts.push(0);
        // Eight bytes at a time: of each that is a line end, the highest bit becomes one.
        let (words, rest) = source.as_bytes().as_chunks();
        let mut at = 0;
        for &word in words {
            let different = u64::from_le_bytes(word) ^ (EACH_BYTE * u64::from(b'\n'));
            let low_bits = EACH_BYTE * 0x7f;
            let mut found = !(((different & low_bits) + low_bits) | different | low_bits);
            while found != 0 {
                starts.push(at + found.trailing_zeros() / 8 + 1);
                found &= found - 1;
            }
            at += 8;
        }
        for (at, &byte) in (at..).zip(rest) {
            if byte == b'\n' {
                starts.push(at + 1);
            }
        }
        Lines {
            starts: Arc::new(starts),
        }
    }

    /// The same lines, for code objects to keep.
    pub fn shared(&self) -> Arc<Vec<u32>> {
        Arc::clone(&self.starts)
    }

    /// Line (from 1) and column (in UTF-8 bytes from 0) of a byte offset.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let line = self.starts.partition_point(|&start| start <= offset);
        (
            line as u32,
            offset - self.starts.get(line.wrapping_sub(1)).copied().unwrap_or(0),
        )
    }

    /// Lines and columns of the bytes from `start` to `end`.
    pub fn range(&self, start: u32, end: u32) -> SourceRange {
        SourceRange::of(&self.starts, start, end)
    }

    /// The byte offset at which line `lineno` (from 1) begins.
    pub fn start(&self, lineno: u32) -> Option<u32> {
        self.starts.get((lineno as usize).checked_sub(1)?).copied()
    }
}

/// The mark that UTF-8 files may begin with.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Decodes source bytes: by the byte order mark, by the cookie of PEP 263, else as UTF-8.
pub fn decode<'s>(
    bytes: &'s [u8],
    kind: SourceKind,
    filename: &PyStr,
) -> Result<Source<'s>, Box<Located>> {
    if contains(bytes, 0) {
        if kind == SourceKind::File {
            let seen = without_nulls(bytes);
            let Source { text, lines } = decode(&seen, kind, filename)?;
            let text = Cow::Owned(text.into_owned());
            return Ok(Source { text, lines });
        }
        let msg = "source code string cannot contain null bytes".to_owned();
        return Err(Box::new(Located {
            class: FaultClass::ValueError,
            msg,
            place: None,
            place_in_args: true,
        }));
    }
    let is_text = kind == SourceKind::Text;
    let (bytes, marked) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) if !is_text => (rest, true),
        _ => (bytes, false),
    };
    let cookie = if is_text { None } else { coding_cookie(bytes) };
    // A file's reader has words of its own, and names the line it was at.
    let unreadable = |name: &str, of_bytes: String| {
        if kind == SourceKind::File {
            let line = cookie_line(bytes);
            Located::syntax(format!("encoding problem: {name}"), line, 0)
        } else {
            problem(of_bytes)
        }
    };
    let text = match cookie.as_deref() {
        None if kind == SourceKind::File && !marked => utf8_file(bytes, filename)?,
        None | Some("utf-8") => utf8(bytes).or_else(|problem| {
            let text = utf8_but_comments(bytes).filter(|_| !is_text);
            text.map(Cow::Owned).ok_or(problem)
        })?,
        Some(name) if marked => {
            // Even `utf8` is not `utf-8` here.
            let name = format!("{name} with BOM");
            return Err(unreadable(&name, format!("encoding problem: {name}")));
        }
        // Latin-1 by hand: what the web calls iso-8859-1 is another encoding.
        Some("iso-8859-1") => latin1(bytes),
        Some("utf8" | "UTF8" | "U8") => utf8(bytes)?,
        Some("latin1") => latin1(bytes),
        Some("ascii" | "us-ascii") if bytes.is_ascii() => utf8(bytes)?,
        Some(name) => {
            let Some(encoding) = encoding_rs::Encoding::for_label(name.as_bytes()) else {
                return Err(unreadable(name, format!("unknown encoding: {name}")));
            };
            let (text, _, malformed) = encoding.decode(bytes);
            if malformed {
                return Err(unreadable(name, format!("encoding problem: {name}")));
            }
            text
        }
    };
    let text = if contains(text.as_bytes(), b'\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    };
    let lines = Lines::new(&text);
    Ok(Source { text, lines })
}

fn problem(msg: String) -> Box<Located> {
    Located::syntax(msg, 0, 0)
}

fn latin1(bytes: &[u8]) -> Cow<'_, str> {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// Whether a byte occurs, looked for in many at once.
fn contains(bytes: &[u8], wanted: u8) -> bool {
    const MANY: usize = 64;
    let among = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(false, |found, &byte| found | (byte == wanted))
    };
    let (chunks, rest) = bytes.as_chunks::<MANY>();
    chunks.iter().any(|chunk| among(chunk)) || among(rest)
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Box<Located>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let at = error.valid_up_to();
            let first = bytes.get(at).copied().unwrap_or_default();
            let reason = match (error.error_len(), first) {
                (None, _) => "unexpected end of data",
                (_, 0x80..=0xc1 | 0xf5..) => "invalid start byte",
                _ => "invalid continuation byte",
            };
            Err(problem(format!(
                "(unicode error) 'utf-8' codec can't decode byte 0x{first:02x} in position {at}: \
                 {reason}"
            )))
        }
    }
}

/// A file is read as C reads lines: what follows a null byte, the line end too, is not seen.
fn without_nulls(bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split_inclusive(|&byte| byte == b'\n');
    let seen = lines.filter_map(|line| line.split(|&byte| byte == 0).next());
    seen.collect::<Vec<_>>().concat()
}

/// Source that says it is UTF-8, but has other bytes in comments: there nobody decodes them. They
/// become question marks. None if there are any elsewhere.
fn utf8_but_comments(bytes: &[u8]) -> Option<String> {
    let (mut text, mut strange) = (String::with_capacity(bytes.len()), Vec::new());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        strange.extend((text.len()..).take(chunk.invalid().len()));
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    let mut lexer = Lexer::new(&text);
    loop {
        let token = lexer.next();
        if strange
            .iter()
            .any(|&at| (token.start as usize..token.end as usize).contains(&at))
        {
            return None;
        }
        if token.kind == Tok::EndMarker || token.end as usize >= text.len() {
            return Some(text);
        }
    }
}

/// A file without a cookie must be UTF-8 (`decoding_fgets`).
fn utf8_file<'s>(bytes: &'s [u8], filename: &PyStr) -> Result<Cow<'s, str>, Box<Located>> {
    let Err(error) = std::str::from_utf8(bytes) else {
        return utf8(bytes);
    };
    let at = error.valid_up_to();
    let first = bytes.get(at).copied().unwrap_or_default();
    let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count() as u32;
    let msg = format!(
        "Non-UTF-8 code starting with '\\x{first:02x}' in file {filename} on line {line}, but no \
         encoding declared; see http://python.org/dev/peps/pep-0263/ for details"
    );
    Err(Located::syntax(msg, line, 0))
}

/// The line that the cookie stands on: 1 or 2.
fn cookie_line(bytes: &[u8]) -> u32 {
    let first = bytes.split(|&byte| byte == b'\n').next();
    let has_cookie = first.is_some_and(|line| coding_cookie(line).is_some());
    if has_cookie { 1 } else { 2 }
}

/// The encoding that a comment in the first two lines names, by CPython's own name for the
/// usual ones (`get_coding_spec`, `get_normal_name`).
fn coding_cookie(bytes: &[u8]) -> Option<String> {
    let mut lines = bytes.split(|&byte| byte == b'\n' || byte == b'\r');
    for _ in 0..2 {
        let line = lines.next()?;
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | 0x0c);
        let Some(start) = line.iter().position(|byte| !blank(byte)) else {
            continue;
        };
        if line[start] != b'#' {
            // Only comments and blank lines may come before the cookie.
            return None;
        }
        if let Some(name) = cookie_in(&line[start..]) {
            return Some(normal_name(&name));
        }
    }
    None
}

fn cookie_in(comment: &[u8]) -> Option<String> {
    let at = comment.windows(6).position(|window| window == b"coding")?;
    let mut rest = &comment[at + 6..];
    rest = match rest.split_first() {
        Some((b':' | b'=', after)) => after,
        _ => return cookie_in(&comment[at + 6..]),
    };
    while let Some((b' ' | b'\t', after)) = rest.split_first() {
        rest = after;
    }
    let name: String = rest
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        .map(|&byte| char::from(byte))
        .collect();
    if name.is_empty() {
        cookie_in(rest)
    } else {
        Some(name)
    }
}

/// Only the usual spellings of the two usual encodings are recognised here; every other name is
/// looked up as it stands.
fn normal_name(name: &str) -> String {
    let folded: String = name.to_ascii_lowercase().replace('_', "-");
    let is = |known: &str| {
        folded
            .strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if is("utf-8") {
        "utf-8".to_owned()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        "iso-8859-1".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], kind: SourceKind) -> Option<String> {
        let source = decode(bytes, kind, &PyStr::default());
        source.ok().map(|source| source.text.into_owned())
    }

    #[test]
    fn a_file_ends_its_lines_at_null_bytes() {
        let read = |bytes| text(bytes, SourceKind::File);
        assert_eq!(read(b"x = (1\0,\n2)\n").as_deref(), Some("x = (12)\n"));
        assert_eq!(read(b"a\n\0b\nc\n").as_deref(), Some("a\nc\n"));
        assert_eq!(text(b"a\0", SourceKind::Bytes), None);
    }

    #[test]
    fn comments_may_hold_any_bytes_under_a_cookie() {
        let read = |bytes| text(bytes, SourceKind::Bytes);
        let masked = read(b"# coding: utf-8\nx # \xff\xc3\n").unwrap();
        assert_eq!(masked, "# coding: utf-8\nx # ??\n");
        assert_eq!(read(b"# coding: utf-8\nx = '\xff'\n"), None);
        assert_eq!(read(b"# coding: utf-8\nx\xff = 1\n"), None);
    }

    #[test]
    fn lines_begin_after_line_ends() {
        let source = "a\n\nb\x0b\n0123456\n\n\n\n\n\n\n\n\nlast";
        let starts: Vec<u32> = source
            .match_indices('\n')
            .map(|(at, _)| at as u32 + 1)
            .collect();
        assert_eq!(Lines::new(source).shared()[1..], starts);
    }
}
