//! Where a number ends (`tok_decimal_tail` and its callers in `Parser/tokenizer.c`).

use super::{Lexer, Tok, Token};

impl Lexer<'_> {
    /// A number whose first byte, a digit, lies at `start`.
    pub(super) fn number(&mut self, start: usize) -> Token {
        let kind = if self.is_number(self.bytes[start]) {
            Tok::Number
        } else {
            Tok::Error
        };
        self.token(kind, start)
    }

    /// A number whose first byte was a point.
    pub(super) fn fraction(&mut self, start: usize) -> Token {
        let kind = if self.decimal_tail() && self.exponent() {
            Tok::Number
        } else {
            Tok::Error
        };
        self.token(kind, start)
    }

    /// Goes to the end of the number; whether it is one.
    fn is_number(&mut self, first: u8) -> bool {
        if first != b'0' {
            return self.decimal_tail() && self.after_digits();
        }
        match self.peek(0) {
            Some(b'x' | b'X') => return self.radix(|byte| byte.is_ascii_hexdigit()),
            Some(b'o' | b'O') => return self.radix(|byte| matches!(byte, b'0'..=b'7')),
            Some(b'b' | b'B') => return self.radix(|byte| matches!(byte, b'0' | b'1')),
            _ => {}
        }
        if !self.decimal_tail() {
            return false;
        }
        // After a zero, other digits are only right in a float.
        let end = self.at;
        let digits = self.bytes[..end].iter().rev();
        let nonzero = digits
            .take_while(|byte| matches!(byte, b'0'..=b'9' | b'_'))
            .any(|byte| matches!(byte, b'1'..=b'9'));
        self.after_digits() && !(nonzero && self.at == end)
    }

    /// Digits with single underscores between them.
    fn decimal_tail(&mut self) -> bool {
        loop {
            while self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
                self.at += 1;
            }
            if self.peek(0) != Some(b'_') {
                return true;
            }
            self.at += 1;
            if !self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
                return false;
            }
        }
    }

    /// The digits after `0x`, `0o` or `0b`.
    fn radix(&mut self, is_digit: impl Fn(u8) -> bool) -> bool {
        self.at += 1;
        loop {
            if self.peek(0) == Some(b'_') {
                self.at += 1;
            }
            if !self.peek(0).is_some_and(&is_digit) {
                return false;
            }
            while self.peek(0).is_some_and(&is_digit) {
                self.at += 1;
            }
            match self.peek(0) {
                Some(b'_') => {}
                // `0o18` isn't two numbers.
                next => return !next.is_some_and(|byte| byte.is_ascii_digit()),
            }
        }
    }

    /// What may follow the whole part of a decimal number.
    fn after_digits(&mut self) -> bool {
        if self.peek(0) != Some(b'.') {
            return self.exponent();
        }
        self.at += 1;
        let digits = self.peek(0).is_some_and(|byte| byte.is_ascii_digit());
        (!digits || self.decimal_tail()) && self.exponent()
    }

    /// `e5`, `j`. An `e` without digits isn't part of the number.
    fn exponent(&mut self) -> bool {
        if matches!(self.peek(0), Some(b'e' | b'E')) {
            let signed = matches!(self.peek(1), Some(b'+' | b'-'));
            let digits = self
                .peek(1 + usize::from(signed))
                .is_some_and(|byte| byte.is_ascii_digit());
            if !digits {
                return !signed;
            }
            self.at += 1 + usize::from(signed);
            if !self.decimal_tail() {
                return false;
            }
        }
        if matches!(self.peek(0), Some(b'j' | b'J')) {
            self.at += 1;
        }
        true
    }
}
