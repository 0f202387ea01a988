//! Operators and delimiters (`PyToken_OneChar`, `PyToken_TwoChars`, `PyToken_ThreeChars`).

use super::{Lexer, Tok, Token};

impl Lexer<'_> {
    /// The operator whose first byte lies at `start`, just before the next byte.
    pub(super) fn operator(&mut self, start: usize, first: u8) -> Token {
        let second = self.peek(0);
        let (kind, more) = match first {
            b'(' => self.open(Tok::LPar),
            b'[' => self.open(Tok::LSqb),
            b'{' => self.open(Tok::LBrace),
            b')' => self.close(Tok::RPar),
            b']' => self.close(Tok::RSqb),
            b'}' => self.close(Tok::RBrace),
            b',' => (Tok::Comma, 0),
            b';' => (Tok::Semi, 0),
            b'~' => (Tok::Tilde, 0),
            b'.' => match (second, self.peek(1)) {
                (Some(b'0'..=b'9'), _) => return self.fraction(start),
                (Some(b'.'), Some(b'.')) => (Tok::Ellipsis, 2),
                _ => (Tok::Dot, 0),
            },
            b':' if second == Some(b'=') => (Tok::ColonEqual, 1),
            b':' => (Tok::Colon, 0),
            b'=' if second == Some(b'=') => (Tok::EqEqual, 1),
            b'=' => (Tok::Equal, 0),
            b'!' if second == Some(b'=') && !self.barry => (Tok::NotEqual, 1),
            b'<' if second == Some(b'>') && self.barry => (Tok::NotEqual, 1),
            b'<' if second == Some(b'>') => (Tok::Error, 1),
            b'<' if second == Some(b'=') => (Tok::LessEqual, 1),
            b'>' if second == Some(b'=') => (Tok::GreaterEqual, 1),
            b'-' if second == Some(b'>') => (Tok::Arrow, 1),
            b'+' => self.arithmetic(Tok::Plus, Tok::PlusEqual),
            b'-' => self.arithmetic(Tok::Minus, Tok::MinusEqual),
            b'%' => self.arithmetic(Tok::Percent, Tok::PercentEqual),
            b'@' => self.arithmetic(Tok::At, Tok::AtEqual),
            b'|' => self.arithmetic(Tok::VBar, Tok::VBarEqual),
            b'&' => self.arithmetic(Tok::Amper, Tok::AmperEqual),
            b'^' => self.arithmetic(Tok::Circumflex, Tok::CircumflexEqual),
            b'*' if second == Some(b'*') => self.doubled(Tok::DoubleStar, Tok::DoubleStarEqual),
            b'*' => self.arithmetic(Tok::Star, Tok::StarEqual),
            b'/' if second == Some(b'/') => self.doubled(Tok::DoubleSlash, Tok::DoubleSlashEqual),
            b'/' => self.arithmetic(Tok::Slash, Tok::SlashEqual),
            b'<' if second == Some(b'<') => self.doubled(Tok::LeftShift, Tok::LeftShiftEqual),
            b'<' => (Tok::Less, 0),
            b'>' if second == Some(b'>') => self.doubled(Tok::RightShift, Tok::RightShiftEqual),
            b'>' => (Tok::Greater, 0),
            _ => (Tok::Error, 0),
        };
        self.at += more;
        self.token(kind, start)
    }

    fn open(&mut self, kind: Tok) -> (Tok, usize) {
        self.brackets += 1;
        (kind, 0)
    }

    fn close(&mut self, kind: Tok) -> (Tok, usize) {
        self.brackets = self.brackets.saturating_sub(1);
        (kind, 0)
    }

    /// An operator of one byte, or the augmented assignment of it.
    fn arithmetic(&self, plain: Tok, augmented: Tok) -> (Tok, usize) {
        match self.peek(0) {
            Some(b'=') => (augmented, 1),
            _ => (plain, 0),
        }
    }

    /// An operator of two bytes, or the augmented assignment of it.
    fn doubled(&self, plain: Tok, augmented: Tok) -> (Tok, usize) {
        match self.peek(1) {
            Some(b'=') => (augmented, 2),
            _ => (plain, 1),
        }
    }
}
