//! f-strings, as CPython 3.8 reads them: by hand, character by character, each embedded
//! expression parsed as a source of its own (`fstring_find_literal`, `fstring_find_expr`,
//! `fstring_compile_expr` in `Python/ast.c`).

use super::checks::{CheckError, Placement, check as check_tree};
use super::strings::text_problem;
use super::tokenizer::{MAXLEVEL, Reading};
use super::{Rejection, parser};

type Check<T = ()> = Result<T, CheckError>;

/// What is known of the string around.
#[derive(Clone, Copy)]
pub struct Whole<'s> {
    /// Line and column of the concatenation it belongs to.
    pub place: (u32, u32),
    /// The first literal of that concatenation.
    pub first: &'s str,
    /// Whether that lies in an f-string itself.
    pub in_fstring: bool,
}

/// Checks the part of an f-string between its quotes.
pub fn check(body: &str, raw: bool, whole: Whole) -> Check {
    let mut reader = Reader {
        body,
        at: 0,
        raw,
        whole,
    };
    reader.part(0)
}

struct Reader<'b, 's> {
    body: &'b str,
    at: usize,
    raw: bool,
    whole: Whole<'s>,
}

impl Reader<'_, '_> {
    fn peek(&self) -> Option<u8> {
        self.body.as_bytes().get(self.at).copied()
    }

    fn error<T>(&self, msg: impl Into<String>) -> Check<T> {
        let (lineno, col_offset) = self.whole.place;
        Err(CheckError::At {
            msg: msg.into(),
            lineno,
            col_offset,
            in_fstring: self.whole.in_fstring,
        })
    }

    /// `fstring_parse`: literals and expressions in turn, up to the end of the string, or of the
    /// format specification if `level` is above 0.
    fn part(&mut self, level: u32) -> Check {
        loop {
            if self.literal(level)? {
                continue;
            }
            match self.peek() {
                None | Some(b'}') => break,
                Some(_) => self.expression(level)?,
            }
        }
        match (level, self.peek()) {
            (0, Some(_)) => self.error("f-string: unexpected end of string"),
            (0, None) | (_, Some(b'}')) => Ok(()),
            _ => self.error("f-string: expecting '}'"),
        }
    }

    /// `fstring_find_literal`: whether it ended at a doubled brace.
    fn literal(&mut self, level: u32) -> Check<bool> {
        let bytes = self.body.as_bytes();
        let start = self.at;
        let mut end = start;
        let mut doubled = false;
        while let Some(&byte) = bytes.get(end) {
            end += 1;
            if !self.raw && byte == b'\\' && end < bytes.len() {
                let escaped = bytes[end];
                end += 1;
                if escaped == b'N' {
                    if bytes.get(end) == Some(&b'{') {
                        let close = self.body[end..].find('}');
                        end = close.map_or(bytes.len(), |close| end + close + 1);
                        continue;
                    }
                    end = (end + 1).min(bytes.len());
                    while !self.body.is_char_boundary(end) {
                        end += 1;
                    }
                    break;
                }
                if !matches!(escaped, b'{' | b'}') {
                    continue;
                }
                // A backslash does not hide a brace.
                end -= 1;
                continue;
            }
            if matches!(byte, b'{' | b'}') {
                if level == 0 {
                    if bytes.get(end) == Some(&byte) {
                        doubled = true;
                        self.at = end + 1;
                        break;
                    }
                    if byte == b'}' {
                        return self.error("f-string: single '}' is not allowed");
                    }
                }
                end -= 1;
                break;
            }
        }
        if !doubled {
            self.at = end;
        }
        if !self.raw
            && let Some(msg) = text_problem(self.body.get(start..end).unwrap_or(""))
        {
            return self.error(msg);
        }
        Ok(doubled)
    }

    /// `fstring_find_expr`: one `{...}`.
    fn expression(&mut self, level: u32) -> Check {
        if level >= 2 {
            return self.error("f-string: expressions nested too deeply");
        }
        self.at += 1;
        let start = self.at;
        self.find_end()?;
        let Some(mut next) = self.peek() else {
            return self.error("f-string: expecting '}'");
        };
        self.compile(start, self.at)?;
        if next == b'=' {
            self.at += 1;
            while self
                .peek()
                .is_some_and(|byte| byte.is_ascii_whitespace() || byte == 0x0b)
            {
                self.at += 1;
            }
            next = self.peek().unwrap_or(b'\0');
        }
        if next == b'!' {
            self.at += 1;
            let Some(conversion) = self.peek() else {
                return self.error("f-string: expecting '}'");
            };
            self.at += 1;
            if !matches!(conversion, b's' | b'r' | b'a') {
                return self
                    .error("f-string: invalid conversion character: expected 's', 'r', or 'a'");
            }
        }
        if self.peek() == Some(b':') {
            self.at += 1;
            if self.peek().is_none() {
                return self.error("f-string: expecting '}'");
            }
            self.part(level + 1)?;
        }
        if self.peek() != Some(b'}') {
            return self.error("f-string: expecting '}'");
        }
        self.at += 1;
        Ok(())
    }

    /// Looks for the end of an expression, minding strings and brackets.
    fn find_end(&mut self) -> Check {
        let bytes = self.body.as_bytes();
        let mut quote: Option<(u8, usize)> = None;
        let mut brackets: Vec<u8> = Vec::new();
        while let Some(byte) = self.peek() {
            let triple = bytes.get(self.at..self.at + 3) == Some(&[byte; 3]);
            if byte == b'\\' {
                return self.error("f-string expression part cannot include a backslash");
            }
            if let Some((open, size)) = quote {
                if byte == open && (size == 1 || triple) {
                    self.at += size - 1;
                    quote = None;
                }
                self.at += 1;
                continue;
            }
            let following = bytes.get(self.at + 1).copied();
            match byte {
                b'\'' | b'"' => {
                    let size = if triple { 3 } else { 1 };
                    self.at += size - 1;
                    quote = Some((byte, size));
                }
                b'(' | b'[' | b'{' => {
                    if brackets.len() >= MAXLEVEL {
                        return self.error("f-string: too many nested parenthesis");
                    }
                    brackets.push(byte);
                }
                b'#' => return self.error("f-string expression part cannot include '#'"),
                b'!' | b'=' | b'<' | b'>' if brackets.is_empty() && following == Some(b'=') => {
                    self.at += 1;
                }
                b'<' | b'>' if brackets.is_empty() && following.is_some() => {}
                b'!' | b':' | b'}' | b'=' | b'<' | b'>' if brackets.is_empty() => break,
                b')' | b']' | b'}' => {
                    let closing = char::from(byte);
                    let Some(open) = brackets.pop() else {
                        return self.error(format!("f-string: unmatched '{closing}'"));
                    };
                    if !matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
                        return self.error(format!(
                            "f-string: closing parenthesis '{closing}' does not match opening \
                             parenthesis '{}'",
                            char::from(open)
                        ));
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        if quote.is_some() {
            return self.error("f-string: unterminated string");
        }
        if let Some(&open) = brackets.last() {
            return self.error(format!("f-string: unmatched '{}'", char::from(open)));
        }
        Ok(())
    }

    /// `fstring_compile_expr`.
    fn compile(&self, start: usize, end: usize) -> Check {
        let text = self.body.get(start..end).unwrap_or("");
        if text
            .bytes()
            .all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | 0x0c))
        {
            return self.error("f-string: empty expression not allowed");
        }
        let source = format!("({text})");
        let tree = parser::parse(&source, "eval_input", Reading::default())
            .map_err(|failure| CheckError::Inner(Box::new(Rejection::in_fstring(*failure))))?;
        let (lineno, column) = self.whole.place;
        let mut placement = Placement {
            lines: lineno - 1,
            columns: column,
            in_fstring: true,
        };
        if let Some(found) = self.whole.first.find(&format!("{{{text}}}")) {
            let before = &self.whole.first[..found];
            placement.lines += before.bytes().filter(|&byte| byte == b'\n').count() as u32;
            let line_start = before.rfind('\n').unwrap_or(0);
            placement.columns += (found - line_start) as u32;
        }
        check_tree(&tree, placement)
    }
}
