//! f-strings taken apart as CPython 3.8 does it: by hand, byte by byte (`fstring_find_literal`,
//! `fstring_find_expr`, `fstring_parse` in `Python/ast.c`).
//!
//! The parser makes a tree of the pieces, `reject` looks for what is wrong with them.

use std::ops::Range;

/// How deep brackets may nest (`MAXLEVEL`, `Parser/tokenizer.h`).
pub const MAXLEVEL: usize = 200;
/// How deep format specifications may nest.
const MAX_SPECS: u32 = 2;

/// A piece of an f-string. Ranges are bytes of the text between the quotes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Literal text; of a doubled brace, the first.
    Literal(Range<usize>),
    /// What stands after a `{`, up to where the expression ends.
    Expression(Range<usize>),
    /// What stands between the expression and its format specification or `}`.
    Suffix {
        /// If there is an `=`: where it and the blanks after it end.
        debug: Option<usize>,
        /// The letter after a `!`.
        conversion: Option<u8>,
        /// Whether a format specification follows, up to the next unmatched `Close`.
        has_spec: bool,
    },
    /// The `}` of an expression, and the offset after it.
    Close(usize),
}

/// Takes one f-string apart.
pub struct Splitter<'b> {
    body: &'b str,
    at: usize,
    raw: bool,
    /// How many format specifications are open.
    level: u32,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// In literal text.
    Text,
    /// After an expression.
    Suffix,
    /// Before the `}` of an expression.
    Close,
}

type Result<T> = std::result::Result<T, String>;

fn problem<T>(msg: impl Into<String>) -> Result<T> {
    Err(msg.into())
}

impl<'b> Splitter<'b> {
    /// Begins at the start of the text between the quotes.
    pub fn new(body: &'b str, raw: bool) -> Splitter<'b> {
        Splitter {
            body,
            at: 0,
            raw,
            level: 0,
            state: State::Text,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.body.as_bytes().get(self.at).copied()
    }

    /// The next piece; none at the end; or the words of 3.8 for what is wrong.
    pub fn next(&mut self) -> Result<Option<Piece>> {
        match self.state {
            State::Text => self.text(),
            State::Suffix => self.suffix().map(Some),
            State::Close => self.close().map(Some),
        }
    }

    /// `fstring_parse`: literals and expressions in turn, up to the end of the string, or of the format
    /// specification.
    fn text(&mut self) -> Result<Option<Piece>> {
        let literal = self.literal()?;
        if !literal.is_empty() {
            return Ok(Some(Piece::Literal(literal)));
        }
        match (self.peek(), self.level) {
            (None, 0) => Ok(None),
            (Some(b'}'), 1..) => {
                self.level -= 1;
                self.close().map(Some)
            }
            (Some(b'{'), _) => self.expression().map(Some),
            (_, 0) => problem("f-string: unexpected end of string"),
            _ => problem("f-string: expecting '}'"),
        }
    }

    /// `fstring_find_literal`: ends at an expression, or after a doubled brace.
    fn literal(&mut self) -> Result<Range<usize>> {
        let bytes = self.body.as_bytes();
        let start = self.at;
        let mut end = start;
        while let Some(&byte) = bytes.get(end) {
            end += 1;
            if byte == b'\\' && !self.raw && end < bytes.len() {
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
                if matches!(escaped, b'{' | b'}') {
                    // A backslash does not hide a brace.
                    end -= 1;
                }
                continue;
            }
            if matches!(byte, b'{' | b'}') {
                if self.level == 0 {
                    if bytes.get(end) == Some(&byte) {
                        self.at = end + 1;
                        return Ok(start..end);
                    }
                    if byte == b'}' {
                        return problem("f-string: single '}' is not allowed");
                    }
                }
                end -= 1;
                break;
            }
        }
        self.at = end;
        Ok(start..end)
    }

    /// `fstring_find_expr`, up to the end of the expression.
    fn expression(&mut self) -> Result<Piece> {
        if self.level >= MAX_SPECS {
            return problem("f-string: expressions nested too deeply");
        }
        self.at += 1;
        let start = self.at;
        self.find_end()?;
        if self.peek().is_none() {
            return problem("f-string: expecting '}'");
        }
        self.state = State::Suffix;
        Ok(Piece::Expression(start..self.at))
    }

    /// The rest of `fstring_find_expr`.
    fn suffix(&mut self) -> Result<Piece> {
        let mut debug = None;
        if self.peek() == Some(b'=') {
            self.at += 1;
            while matches!(self.peek(), Some(b'\t'..=b'\r' | b' ')) {
                self.at += 1;
            }
            debug = Some(self.at);
        }
        let mut conversion = None;
        if self.peek() == Some(b'!') {
            self.at += 1;
            conversion = self.peek();
            match conversion {
                None => return problem("f-string: expecting '}'"),
                Some(b's' | b'r' | b'a') => self.at += 1,
                Some(_) => {
                    return problem(
                        "f-string: invalid conversion character: expected 's', 'r', or 'a'",
                    );
                }
            }
        }
        let has_spec = self.peek() == Some(b':');
        if has_spec {
            self.at += 1;
            if self.peek().is_none() {
                return problem("f-string: expecting '}'");
            }
            self.level += 1;
            self.state = State::Text;
        } else {
            self.state = State::Close;
        }
        Ok(Piece::Suffix {
            debug,
            conversion,
            has_spec,
        })
    }

    fn close(&mut self) -> Result<Piece> {
        if self.peek() != Some(b'}') {
            return problem("f-string: expecting '}'");
        }
        self.at += 1;
        self.state = State::Text;
        Ok(Piece::Close(self.at))
    }

    /// Goes to the end of an expression, minding strings and brackets.
    fn find_end(&mut self) -> Result<()> {
        let bytes = self.body.as_bytes();
        let mut quote: Option<(u8, usize)> = None;
        let mut brackets: Vec<u8> = Vec::new();
        while let Some(byte) = self.peek() {
            let triple = bytes.get(self.at..self.at + 3) == Some(&[byte; 3]);
            if byte == b'\\' {
                return problem("f-string expression part cannot include a backslash");
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
                        return problem("f-string: too many nested parenthesis");
                    }
                    brackets.push(byte);
                }
                b'#' => return problem("f-string expression part cannot include '#'"),
                b'!' | b'=' | b'<' | b'>' if brackets.is_empty() && following == Some(b'=') => {
                    self.at += 1;
                }
                b'<' | b'>' if brackets.is_empty() && following.is_some() => {}
                b'!' | b':' | b'}' | b'=' | b'<' | b'>' if brackets.is_empty() => break,
                b')' | b']' | b'}' => {
                    let closing = char::from(byte);
                    let Some(open) = brackets.pop() else {
                        return problem(format!("f-string: unmatched '{closing}'"));
                    };
                    if !matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
                        return problem(format!(
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
            return problem("f-string: unterminated string");
        }
        match brackets.last() {
            Some(&open) => problem(format!("f-string: unmatched '{}'", char::from(open))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_in_order() {
        let mut splitter = Splitter::new("a{{{b = !r:>{c}}}}", false);
        let mut pieces = Vec::new();
        while let Ok(Some(piece)) = splitter.next() {
            pieces.push(piece);
        }
        let suffix = |debug, conversion, has_spec| Piece::Suffix {
            debug,
            conversion,
            has_spec,
        };
        assert_eq!(
            pieces,
            [
                Piece::Literal(0..2),
                Piece::Expression(4..6),
                suffix(Some(8), Some(b'r'), true),
                Piece::Literal(11..12),
                Piece::Expression(13..14),
                suffix(None, None, false),
                Piece::Close(15),
                Piece::Close(16),
                Piece::Literal(16..17),
            ]
        );
    }
}
