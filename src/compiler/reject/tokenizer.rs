//! CPython 3.8's tokenizer (`Parser/tokenizer.c`), kept for what it says when a source is wrong:
//! where exactly it stops reading decides the line, column and text of the error.

use super::token::{Kind, Token, TokenError};
use crate::compiler::fstring::MAXLEVEL;
use crate::value::unicode;

/// Columns of a tab (`TABSIZE`).
const TABSIZE: u32 = 8;
/// Columns of a tab for the second opinion (`ALTTABSIZE`).
const ALTTABSIZE: u32 = 1;
/// How deep blocks may nest (`MAXINDENT`).
const MAXINDENT: usize = 100;

/// How CPython would read the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// From a file, not from a string.
    pub is_file: bool,
    /// "Not equal" is written `<>`.
    pub barry: bool,
    /// The last line had its line end before one was added.
    pub complete: bool,
}

/// Reads tokens from a source.
pub struct Tokenizer<'s> {
    /// The whole source; line ends are `\n`.
    pub source: &'s str,
    /// `tok->buf`: where the text that an error shows begins.
    pub buf: usize,
    /// `tok->cur`: the next byte.
    pub cur: usize,
    /// `tok->inp`: the end of the line read so far.
    pub inp: usize,
    /// `tok->line_start`.
    pub line_start: usize,
    /// `tok->lineno`.
    pub lineno: u32,
    /// Whether the end was reached (`tok->done == E_EOF`).
    pub at_eof: bool,
    /// Whether reading past the end of a file has emptied the buffer that errors show.
    pub text_is_lost: bool,
    /// Files count one line more at their end than strings do.
    is_file: bool,
    /// Whether the last line came with its line end.
    complete: bool,
    start: Option<usize>,
    at_bol: bool,
    pending: i32,
    indents: Vec<(u32, u32)>,
    brackets: Vec<(u8, u32)>,
}

type Result<T> = std::result::Result<T, TokenError>;

impl<'s> Tokenizer<'s> {
    /// Begins at the start of a source.
    pub fn new(source: &'s str, reading: Reading) -> Tokenizer<'s> {
        Tokenizer {
            source,
            buf: 0,
            cur: 0,
            inp: 0,
            line_start: 0,
            lineno: 0,
            at_eof: false,
            text_is_lost: false,
            is_file: reading.is_file,
            complete: reading.complete,
            start: None,
            at_bol: true,
            pending: 0,
            indents: vec![(0, 0)],
            brackets: Vec::new(),
        }
    }

    /// Ends all open blocks (what `parsetok` does at the end of the source).
    pub fn close_blocks(&mut self) {
        self.pending = -(self.indents.len() as i32 - 1);
        self.indents.truncate(1);
    }

    /// `tok_nextc`: the next byte; none at the end.
    fn next_byte(&mut self) -> Option<u8> {
        if self.cur >= self.inp {
            let rest = &self.source[self.inp..];
            if rest.is_empty() {
                if self.is_file && !self.at_eof {
                    // In the middle of a token, a file whose last line is complete seems to have
                    // one line more.
                    self.lineno += 1 + u32::from(self.complete && self.start.is_some());
                    self.text_is_lost = self.start.is_none();
                }
                self.at_eof = true;
                return None;
            }
            if self.start.is_none() {
                self.buf = self.cur;
            }
            self.line_start = self.cur;
            self.lineno += 1;
            self.inp += rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        }
        let byte = self.source.as_bytes()[self.cur];
        self.cur += 1;
        Some(byte)
    }

    /// `tok_backup`.
    fn back(&mut self, byte: Option<u8>) {
        if byte.is_some() {
            self.cur -= 1;
        }
    }

    fn fail<T>(&mut self, error: TokenError) -> Result<T> {
        self.cur = self.inp;
        Err(error)
    }

    /// `syntaxerror`: an error with a message of its own, at the present position.
    fn message<T>(&self, message: impl Into<String>) -> Result<T> {
        Err(TokenError::Message(message.into()))
    }

    fn plain(&self, kind: Kind) -> Token<'s> {
        Token {
            kind,
            text: "",
            lineno: self.lineno,
            col_offset: None,
        }
    }

    fn token(&self, kind: Kind, start: usize) -> Token<'s> {
        Token {
            kind,
            text: &self.source[start..self.cur],
            lineno: self.lineno,
            col_offset: start
                .checked_sub(self.line_start)
                .map(|column| column as u32),
        }
    }

    /// The next token (`tok_get`).
    pub fn next(&mut self) -> Result<Token<'s>> {
        loop {
            self.start = None;
            let blank_line = if self.at_bol {
                self.indentation()?
            } else {
                false
            };
            self.start = Some(self.cur);
            if self.pending != 0 {
                let kind = if self.pending < 0 {
                    Kind::Dedent
                } else {
                    Kind::Indent
                };
                self.pending -= self.pending.signum();
                return Ok(self.plain(kind));
            }
            if let Some(token) = self.rest_of_line(blank_line)? {
                return Ok(token);
            }
        }
    }

    /// Measures the indentation of a line, twice: with tabs of eight columns and of one. Both
    /// must agree on what is deeper. Gives whether the line is blank.
    fn indentation(&mut self) -> Result<bool> {
        let (mut col, mut altcol) = (0, 0);
        self.at_bol = false;
        let next = loop {
            match self.next_byte() {
                Some(b' ') => {
                    col += 1;
                    altcol += 1;
                }
                Some(b'\t') => {
                    col = (col / TABSIZE + 1) * TABSIZE;
                    altcol = (altcol / ALTTABSIZE + 1) * ALTTABSIZE;
                }
                Some(0x0c) => (col, altcol) = (0, 0),
                other => break other,
            }
        };
        self.back(next);
        if matches!(next, Some(b'#' | b'\n')) {
            return Ok(true);
        }
        if !self.brackets.is_empty() {
            return Ok(false);
        }
        let (top, alttop) = self.indents.last().copied().unwrap_or((0, 0));
        if col == top {
            if altcol != alttop {
                return self.fail(TokenError::TabSpace);
            }
        } else if col > top {
            if self.indents.len() >= MAXINDENT {
                return self.fail(TokenError::TooDeep);
            }
            if altcol <= alttop {
                return self.fail(TokenError::TabSpace);
            }
            self.pending += 1;
            self.indents.push((col, altcol));
        } else {
            while self.indents.len() > 1 && self.indents.last().is_some_and(|last| col < last.0) {
                self.pending -= 1;
                self.indents.pop();
            }
            let (top, alttop) = self.indents.last().copied().unwrap_or((0, 0));
            if col != top {
                return self.fail(TokenError::Dedent);
            }
            if altcol != alttop {
                return self.fail(TokenError::TabSpace);
            }
        }
        Ok(false)
    }

    /// A token of the present line; none if the line ends without one that counts.
    fn rest_of_line(&mut self, blank_line: bool) -> Result<Option<Token<'s>>> {
        loop {
            self.start = None;
            let mut byte = self.next_byte();
            while matches!(byte, Some(b' ' | b'\t' | 0x0c)) {
                byte = self.next_byte();
            }
            let start = self.cur - usize::from(byte.is_some());
            self.start = Some(start);
            if byte == Some(b'#') {
                while !matches!(byte, None | Some(b'\n')) {
                    byte = self.next_byte();
                }
            }
            let Some(byte) = byte else {
                return Ok(Some(self.plain(Kind::EndMarker)));
            };
            if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 128 {
                return self.name(start, byte).map(Some);
            }
            if byte == b'\n' {
                self.at_bol = true;
                if blank_line || !self.brackets.is_empty() {
                    return Ok(None);
                }
                // After a comment, that is where the token begins.
                let mut token = self.token(Kind::Newline, start);
                token.text = "";
                return Ok(Some(token));
            }
            if byte == b'.' {
                let next = self.next_byte();
                if next.is_some_and(|next| next.is_ascii_digit()) {
                    return self.fraction(next, start).map(Some);
                }
                self.back(next);
                if self.source[self.cur..].starts_with("..") {
                    self.cur += 2;
                }
                return Ok(Some(self.token(Kind::Op, start)));
            }
            if byte.is_ascii_digit() {
                return self.number(byte, start).map(Some);
            }
            if matches!(byte, b'\'' | b'"') {
                return self.string(byte, start).map(Some);
            }
            if byte == b'\\' {
                if self.next_byte() != Some(b'\n') {
                    return self.fail(TokenError::LineContinuation);
                }
                let next = self.next_byte();
                if next.is_none() {
                    return Err(TokenError::Eof);
                }
                self.back(next);
                continue;
            }
            return self.operator(byte, start).map(Some);
        }
    }

    fn name(&mut self, start: usize, first: u8) -> Result<Token<'s>> {
        let (mut saw_b, mut saw_r, mut saw_u, mut saw_f) = (false, false, false, false);
        let mut byte = Some(first);
        loop {
            match byte.map(|byte| byte.to_ascii_lowercase()) {
                Some(b'b') if !(saw_b || saw_u || saw_f) => saw_b = true,
                Some(b'u') if !(saw_b || saw_u || saw_r || saw_f) => saw_u = true,
                Some(b'r') if !(saw_r || saw_u) => saw_r = true,
                Some(b'f') if !(saw_f || saw_b || saw_u) => saw_f = true,
                _ => break,
            }
            byte = self.next_byte();
            if let Some(quote @ (b'\'' | b'"')) = byte {
                return self.string(quote, start);
            }
        }
        while byte.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_' || b >= 128) {
            byte = self.next_byte();
        }
        self.back(byte);
        let token = self.token(Kind::Name, start);
        if !token.text.is_ascii() && !is_identifier(token.text) {
            return Err(TokenError::Identifier);
        }
        Ok(token)
    }

    /// `tok_decimal_tail`: digits with single underscores between them; gives the byte after.
    fn decimal_tail(&mut self) -> Result<Option<u8>> {
        loop {
            let mut byte = self.next_byte();
            while byte.is_some_and(|byte| byte.is_ascii_digit()) {
                byte = self.next_byte();
            }
            if byte != Some(b'_') {
                return Ok(byte);
            }
            let next = self.next_byte();
            if !next.is_some_and(|byte| byte.is_ascii_digit()) {
                self.back(next);
                return self.message("invalid decimal literal");
            }
        }
    }

    fn number(&mut self, first: u8, start: usize) -> Result<Token<'s>> {
        if first != b'0' {
            let next = self.decimal_tail()?;
            return self.after_digits(next, start);
        }
        let mut byte = self.next_byte();
        match byte {
            Some(b'x' | b'X') => return self.radix("hexadecimal", 16, start),
            Some(b'o' | b'O') => return self.radix("octal", 8, start),
            Some(b'b' | b'B') => return self.radix("binary", 2, start),
            _ => {}
        }
        // Zeros, which may only be followed by other digits if it becomes a float.
        loop {
            if byte == Some(b'_') {
                byte = self.next_byte();
                if !byte.is_some_and(|byte| byte.is_ascii_digit()) {
                    self.back(byte);
                    return self.message("invalid decimal literal");
                }
            }
            if byte != Some(b'0') {
                break;
            }
            byte = self.next_byte();
        }
        let nonzero = byte.is_some_and(|byte| byte.is_ascii_digit());
        if nonzero {
            byte = self.decimal_tail()?;
        }
        if matches!(byte, Some(b'.' | b'e' | b'E' | b'j' | b'J')) {
            return self.after_digits(byte, start);
        }
        self.back(byte);
        if nonzero {
            return self.message(
                "leading zeros in decimal integer literals are not permitted; \
                 use an 0o prefix for octal integers",
            );
        }
        Ok(self.token(Kind::Number, start))
    }

    fn radix(&mut self, word: &str, radix: u32, start: usize) -> Result<Token<'s>> {
        let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| char::from(byte).is_digit(radix));
        let mut byte = self.next_byte();
        loop {
            if byte == Some(b'_') {
                byte = self.next_byte();
            }
            if !is_digit(byte) {
                self.back(byte);
                return self.bad_digit(byte, word);
            }
            while is_digit(byte) {
                byte = self.next_byte();
            }
            if byte != Some(b'_') {
                break;
            }
        }
        if radix < 16 && byte.is_some_and(|byte| byte.is_ascii_digit()) {
            return self.bad_digit(byte, word);
        }
        self.back(byte);
        Ok(self.token(Kind::Number, start))
    }

    fn bad_digit<T>(&self, byte: Option<u8>, word: &str) -> Result<T> {
        match byte {
            Some(byte) if byte.is_ascii_digit() && word != "hexadecimal" => self.message(format!(
                "invalid digit '{}' in {word} literal",
                char::from(byte)
            )),
            _ => self.message(format!("invalid {word} literal")),
        }
    }

    /// What may follow the whole part of a decimal number.
    fn after_digits(&mut self, byte: Option<u8>, start: usize) -> Result<Token<'s>> {
        if byte == Some(b'.') {
            let next = self.next_byte();
            return self.fraction(next, start);
        }
        self.exponent(byte, start)
    }

    fn fraction(&mut self, byte: Option<u8>, start: usize) -> Result<Token<'s>> {
        let byte = match byte {
            Some(digit) if digit.is_ascii_digit() => self.decimal_tail()?,
            other => other,
        };
        self.exponent(byte, start)
    }

    fn exponent(&mut self, mut byte: Option<u8>, start: usize) -> Result<Token<'s>> {
        if matches!(byte, Some(b'e' | b'E')) {
            let mut next = self.next_byte();
            if matches!(next, Some(b'+' | b'-')) {
                next = self.next_byte();
                if !next.is_some_and(|byte| byte.is_ascii_digit()) {
                    self.back(next);
                    return self.message("invalid decimal literal");
                }
            } else if !next.is_some_and(|byte| byte.is_ascii_digit()) {
                self.back(next);
                self.back(byte);
                return Ok(self.token(Kind::Number, start));
            }
            byte = self.decimal_tail()?;
        }
        if matches!(byte, Some(b'j' | b'J')) {
            byte = self.next_byte();
        }
        self.back(byte);
        Ok(self.token(Kind::Number, start))
    }

    fn string(&mut self, quote: u8, start: usize) -> Result<Token<'s>> {
        let (lineno, line_start) = (self.lineno, self.line_start);
        let (mut quote_size, mut end_quote_size) = (1, 0);
        let mut byte = self.next_byte();
        if byte == Some(quote) {
            byte = self.next_byte();
            if byte == Some(quote) {
                quote_size = 3;
            } else {
                end_quote_size = 1;
            }
        }
        if byte != Some(quote) {
            self.back(byte);
        }
        while end_quote_size != quote_size {
            match self.next_byte() {
                None if quote_size == 3 => return self.fail(TokenError::EofInString),
                None => return self.fail(TokenError::EolInString),
                Some(b'\n') if quote_size == 1 => return self.fail(TokenError::EolInString),
                Some(byte) if byte == quote => end_quote_size += 1,
                Some(byte) => {
                    end_quote_size = 0;
                    if byte == b'\\' {
                        self.next_byte();
                    }
                }
            }
        }
        let mut token = self.token(Kind::Str, start);
        token.lineno = lineno;
        token.col_offset = start.checked_sub(line_start).map(|column| column as u32);
        Ok(token)
    }

    fn operator(&mut self, byte: u8, start: usize) -> Result<Token<'s>> {
        const LONG: [&str; 24] = [
            "**=", "//=", "<<=", ">>=", "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//", "/=",
            ":=", "<<", "<=", "<>", "==", ">=", ">>", "@=", "^=", "|=",
        ];
        // CPython looks one or two bytes ahead, by which it may notice the end of the source.
        let next = self.next_byte();
        self.back(next);
        let rest = &self.source[start..self.inp];
        if let Some(operator) = LONG.iter().find(|operator| rest.starts_with(**operator)) {
            self.cur = start + operator.len();
            let next = self.next_byte();
            self.back(next);
            return Ok(self.token(Kind::Op, start));
        }
        match byte {
            b'(' | b'[' | b'{' => {
                if self.brackets.len() >= MAXLEVEL {
                    return self.message("too many nested parentheses");
                }
                self.brackets.push((byte, self.lineno));
            }
            b')' | b']' | b'}' => {
                let closing = char::from(byte);
                let Some((open, line)) = self.brackets.pop() else {
                    return self.message(format!("unmatched '{closing}'"));
                };
                if !matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
                    let mut message = format!(
                        "closing parenthesis '{closing}' does not match opening parenthesis '{}'",
                        char::from(open)
                    );
                    if line != self.lineno {
                        message.push_str(&format!(" on line {line}"));
                    }
                    return self.message(message);
                }
            }
            _ => {}
        }
        Ok(self.token(Kind::Op, start))
    }
}

/// `PyUnicode_IsIdentifier`.
fn is_identifier(text: &str) -> bool {
    let mut points = text.chars().map(u32::from);
    points.next().is_some_and(unicode::is_identifier_start)
        && points.all(unicode::is_identifier_continue)
}
