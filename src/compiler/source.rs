//! From source bytes to text, and from byte offsets to lines (`Parser/tokenizer.c`:
//! `decoding_fgets`, `check_coding_spec`, `translate_newlines`).

use super::SourceKind;
use super::fault::{FaultClass, Located};
use crate::code::SourceRange;
use crate::value::PyStr;

/// A decoded source.
pub struct Source {
    /// The text: no byte order mark, all line ends `\n`.
    pub text: String,
    /// Where its lines begin.
    pub lines: Lines,
}

impl Source {
    /// Line `lineno` (from 1) with its line end.
    pub fn line(&self, lineno: u32) -> Option<PyStr> {
        let start = self.lines.start(lineno)? as usize;
        let line = self.text.get(start..)?.split_inclusive('\n').next()?;
        Some(PyStr::new(line))
    }
}

/// Where the lines of a decoded source begin.
pub struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// Finds the lines of `source`, whose line ends are `\n`.
    pub fn new(source: &str) -> Lines {
        let mut starts = vec![0];
        starts.extend(
            source
                .bytes()
                .enumerate()
                .filter(|&(_, byte)| byte == b'\n')
                .map(|(index, _)| index as u32 + 1),
        );
        Lines { starts }
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
        let (line, column) = self.position(start);
        let (end_line, end_column) = self.position(end);
        SourceRange {
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// The byte offset at which line `lineno` (from 1) begins.
    pub fn start(&self, lineno: u32) -> Option<u32> {
        self.starts.get((lineno as usize).checked_sub(1)?).copied()
    }
}

/// The mark that UTF-8 files may begin with.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Decodes source bytes: by the byte order mark, by the cookie of PEP 263, else as UTF-8.
pub fn decode(bytes: &[u8], kind: SourceKind) -> Result<Source, Located> {
    if bytes.contains(&0) {
        let msg = "source code string cannot contain null bytes".to_owned();
        return Err(Located {
            class: FaultClass::ValueError,
            msg,
            lineno: 0,
            offset: 0,
        });
    }
    let is_text = kind == SourceKind::Text;
    let (bytes, marked) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) if !is_text => (rest, true),
        _ => (bytes, false),
    };
    let cookie = if is_text { None } else { coding_cookie(bytes) };
    let text = match cookie.as_deref() {
        None | Some("utf-8") => utf8(bytes)?,
        Some(name) if marked => {
            // Even `utf8` is not `utf-8` here.
            return Err(problem(format!("encoding problem: {name} with BOM")));
        }
        // Latin-1 by hand: what the web calls iso-8859-1 is another encoding.
        Some("iso-8859-1") => bytes.iter().map(|&byte| char::from(byte)).collect(),
        Some("utf8" | "UTF8" | "U8") => utf8(bytes)?,
        Some("latin1") => bytes.iter().map(|&byte| char::from(byte)).collect(),
        Some("ascii" | "us-ascii") if bytes.is_ascii() => utf8(bytes)?,
        Some(name) => {
            let Some(encoding) = encoding_rs::Encoding::for_label(name.as_bytes()) else {
                return Err(problem(format!("unknown encoding: {name}")));
            };
            let (text, _, malformed) = encoding.decode(bytes);
            if malformed {
                return Err(problem(format!("encoding problem: {name}")));
            }
            text.into_owned()
        }
    };
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    let lines = Lines::new(&text);
    Ok(Source { text, lines })
}

fn problem(msg: String) -> Located {
    Located {
        class: FaultClass::SyntaxError,
        msg,
        lineno: 0,
        offset: 0,
    }
}

fn utf8(bytes: &[u8]) -> Result<String, Located> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let at = error.valid_up_to();
            Err(problem(format!(
                "(unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {at}",
                bytes[at]
            )))
        }
    }
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
