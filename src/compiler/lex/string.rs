//! Where a string ends.

use super::{Lexer, StrFlags, Tok, Token};

/// Whether a word of at most two letters, before a quote, is a string's prefix.
pub fn is_prefix(word: &[u8]) -> bool {
    match *word {
        [b'b' | b'B' | b'r' | b'R' | b'f' | b'F' | b'u' | b'U'] => true,
        [first, second] => matches!(
            (first | 0x20, second | 0x20),
            (b'b' | b'f', b'r') | (b'r', b'b' | b'f')
        ),
        _ => false,
    }
}

impl Lexer<'_> {
    /// The string that begins, with its prefix, at `start`; its first quote lies at `open`, just before
    /// the next byte.
    pub(super) fn string(&mut self, start: usize, open: usize) -> Token {
        let quote = self.bytes[open];
        let triple = self.peek(0) == Some(quote) && self.peek(1) == Some(quote);
        let quotes = if triple { 3 } else { 1 };
        let prefix = &self.bytes[start..open];
        let has = |letter| prefix.iter().any(|byte| byte | 0x20 == letter);
        let mut string = StrFlags {
            bytes: has(b'b'),
            raw: has(b'r'),
            formatted: has(b'f'),
            backslash: false,
            before: (open - start) as u8 + quotes,
            after: quotes,
        };
        // The token stands where it begins, on whatever line it ends.
        let mut token = self.token(Tok::Error, start);
        self.at = start + usize::from(string.before);
        let ended = if triple {
            self.triple_quoted(quote, &mut string.backslash)
        } else {
            self.single_quoted(quote, &mut string.backslash)
        };
        if ended {
            token.kind = Tok::Str;
        }
        token.string = string;
        token.end = self.at as u32;
        token
    }

    /// Goes behind the closing quote; whether there is one.
    fn single_quoted(&mut self, quote: u8, backslash: &mut bool) -> bool {
        loop {
            let stop = self.skip_to(|byte| byte == quote || matches!(byte, b'\n' | b'\\'));
            match stop {
                Some(b'\\') => {
                    *backslash = true;
                    self.escaped();
                }
                stop => return stop == Some(quote),
            }
        }
    }

    /// Goes behind the three closing quotes; whether there are any.
    fn triple_quoted(&mut self, quote: u8, backslash: &mut bool) -> bool {
        loop {
            match self.skip_to(|byte| byte == quote || matches!(byte, b'\n' | b'\\')) {
                Some(b'\n') => self.new_line(),
                Some(b'\\') => {
                    *backslash = true;
                    self.escaped();
                }
                Some(_) if self.peek(0) == Some(quote) && self.peek(1) == Some(quote) => {
                    self.at += 2;
                    return true;
                }
                Some(_) => {}
                None => return false,
            }
        }
    }

    /// Goes behind the next byte that is looked for, and gives it.
    #[inline]
    fn skip_to(&mut self, is_wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let found = rest.iter().position(|&byte| is_wanted(byte));
        self.at += found.map_or(rest.len(), |found| found + 1);
        found.and_then(|found| rest.get(found).copied())
    }

    /// Passes over the byte after a backslash.
    fn escaped(&mut self) {
        let byte = self.peek(0);
        self.at += usize::from(byte.is_some());
        if byte == Some(b'\n') {
            self.new_line();
        }
    }
}
