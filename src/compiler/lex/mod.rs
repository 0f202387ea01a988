//! From text to tokens (`Parser/tokenizer.c`), for sources that are right: one pass over the
//! bytes, each looked at once.
//!
//! What is no token becomes [`Tok::Error`], which no rule of the grammar takes. What exactly is wrong
//! with it, and where CPython's own tokenizer stops, is the business of `reject`.

mod indent;
mod number;
mod operator;
mod string;
mod token;

pub use token::{StrFlags, Tok, Token};

use crate::value::unicode;
use indent::Indent;

/// Reads tokens from a source.
pub struct Lexer<'s> {
    source: &'s str,
    /// The source as bytes, up to where it shall be read.
    bytes: &'s [u8],
    /// The next byte.
    at: usize,
    lineno: u32,
    /// Where the present line begins.
    line_start: u32,
    /// What is added to every column.
    columns: u32,
    /// How deep the open blocks are indented.
    indents: Vec<Indent>,
    /// How many brackets are open.
    brackets: u32,
    /// Whether a line begins here whose indentation counts.
    line_begins: bool,
    /// Whether the present logical line has a token already.
    line_has_token: bool,
    /// Whether this is an expression inside an f-string, which has no lines and blocks.
    embedded: bool,
    /// Whether "not equal" is written `<>` (`barry_as_FLUFL`).
    barry: bool,
}

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Newline,
    Comment,
    /// A name, keyword, or the prefix of a string.
    Word,
    Digit,
    Quote,
    Backslash,
    Operator,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Operator; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | 0x0c => Class::Blank,
            b'\n' => Class::Newline,
            b'#' => Class::Comment,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b'\'' | b'"' => Class::Quote,
            b'\\' => Class::Backslash,
            _ => Class::Operator,
        };
        byte += 1;
    }
    classes
};

/// Whether a byte can stand inside a name.
const IS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(CLASSES[byte], Class::Word | Class::Digit);
        byte += 1;
    }
    table
};

impl<'s> Lexer<'s> {
    /// Begins at the start of a source, whose line ends are `\n`.
    pub fn new(source: &'s str) -> Lexer<'s> {
        Lexer {
            source,
            bytes: source.as_bytes(),
            at: 0,
            lineno: 1,
            line_start: 0,
            columns: 0,
            indents: vec![Indent::default()],
            brackets: 0,
            line_begins: true,
            line_has_token: false,
            embedded: false,
            barry: false,
        }
    }

    /// The same, for a source in which "not equal" is written `<>`.
    pub fn with_barry(self, barry: bool) -> Lexer<'s> {
        Lexer { barry, ..self }
    }

    /// Reads the expression between `start` and `end`, which stands inside an f-string. 3.8 reads it as
    /// a source of its own, with parentheses around it, and moves what it finds: its first line becomes
    /// `lineno`, and every column `columns` more.
    pub fn embedded(
        source: &'s str,
        (start, end): (u32, u32),
        lineno: u32,
        columns: u32,
    ) -> Lexer<'s> {
        Lexer {
            bytes: source.as_bytes().get(..end as usize).unwrap_or_default(),
            at: start as usize,
            lineno,
            // The parenthesis stands where the brace does.
            line_start: start.saturating_sub(1),
            columns,
            brackets: 1,
            line_begins: false,
            embedded: true,
            ..Lexer::new(source)
        }
    }

    /// The next token (`tok_get`).
    pub fn next(&mut self) -> Token {
        if self.line_begins {
            self.line_begins = false;
            if let Some(block) = self.indentation() {
                return block;
            }
        }
        loop {
            let start = self.skip_blanks();
            let Some(&byte) = self.bytes.get(start) else {
                return self.end_of_source();
            };
            self.at = start + 1;
            match CLASSES[usize::from(byte)] {
                Class::Word => return self.word(start),
                Class::Operator => return self.operator(start, byte),
                Class::Digit => return self.number(start),
                Class::Quote => return self.string(start, start),
                Class::Newline => {
                    let newline = self.token(Tok::Newline, start);
                    self.new_line();
                    if self.brackets == 0 {
                        self.line_begins = true;
                        self.line_has_token = false;
                        return newline;
                    }
                }
                Class::Comment => self.skip_comment(),
                Class::Backslash => {
                    // The line goes on, if there is another one.
                    if self.bytes.get(self.at) != Some(&b'\n') || self.at + 1 >= self.bytes.len() {
                        return self.token(Tok::Error, start);
                    }
                    self.at += 1;
                    self.new_line();
                }
                Class::Blank => {}
            }
        }
    }

    /// Where the next byte lies that is no blank.
    #[inline]
    fn skip_blanks(&self) -> usize {
        let (bytes, mut at) = (self.bytes, self.at);
        while let Some(&byte) = bytes.get(at)
            && CLASSES[usize::from(byte)] == Class::Blank
        {
            at += 1;
        }
        at
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// The token from `start` to here, on one line.
    fn token(&mut self, kind: Tok, start: usize) -> Token {
        self.line_has_token = true;
        Token {
            kind,
            string: StrFlags::default(),
            start: start as u32,
            end: self.at as u32,
            lineno: self.lineno,
            col_offset: start as u32 - self.line_start + self.columns,
        }
    }

    /// A line begins here.
    fn new_line(&mut self) {
        self.lineno += 1;
        self.line_start = self.at as u32;
    }

    /// Goes on to the end of the line.
    fn skip_comment(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or_default();
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    /// The last line counts as ended, and all blocks with it.
    fn end_of_source(&mut self) -> Token {
        let kind = if self.embedded {
            Tok::EndMarker
        } else if self.brackets > 0 {
            Tok::Error
        } else if self.line_has_token {
            Tok::Newline
        } else if self.indents.len() > 1 {
            self.indents.pop();
            Tok::Dedent
        } else {
            Tok::EndMarker
        };
        let token = self.token(kind, self.at);
        self.line_has_token = false;
        token
    }

    /// A name, a keyword, or a string with a prefix.
    fn word(&mut self, start: usize) -> Token {
        let (bytes, mut at) = (self.bytes, self.at);
        let mut all = bytes[start];
        while let Some(&byte) = bytes.get(at)
            && IS_WORD[usize::from(byte)]
        {
            all |= byte;
            at += 1;
        }
        self.at = at;
        let word = &bytes[start..at];
        if word.len() <= 2 && matches!(bytes.get(at), Some(b'\'' | b'"')) && string::is_prefix(word)
        {
            self.at += 1;
            return self.string(start, at);
        }
        let kind = if all.is_ascii() {
            Tok::of_word(word)
        } else if is_identifier(self.source.get(start..at).unwrap_or_default()) {
            Tok::Name
        } else {
            Tok::Error
        };
        self.token(kind, start)
    }
}

/// `PyUnicode_IsIdentifier`.
fn is_identifier(text: &str) -> bool {
    let mut points = text.chars().map(u32::from);
    points.next().is_some_and(unicode::is_identifier_start)
        && points.all(unicode::is_identifier_continue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<Tok> {
        let mut lexer = Lexer::new(source);
        let mut kinds = Vec::new();
        while !matches!(kinds.last(), Some(Tok::EndMarker | Tok::Error)) {
            kinds.push(lexer.next().kind);
        }
        kinds
    }

    #[test]
    fn blocks_open_and_close() {
        use Tok::{Colon, Dedent, EndMarker, If, Indent, Name, Newline};
        assert_eq!(
            kinds("if a:\n    # note\n    b\n\n  # less\n    c\nd"),
            [
                If, Name, Colon, Newline, Indent, Name, Newline, Name, Newline, Dedent, Name,
                Newline, EndMarker
            ]
        );
        assert_eq!(
            kinds("if a:\n  b"),
            [
                If, Name, Colon, Newline, Indent, Name, Newline, Dedent, EndMarker
            ]
        );
        assert_eq!(kinds("# only\n  \n"), [EndMarker]);
    }

    #[test]
    fn what_is_wrong_is_an_error() {
        for source in [
            "if a:\n        b\n    c\n",
            "if a:\n        b\n\tc\n",
            "x = 'a\n",
            "x = '''a",
            "0777",
            "1__0",
            "0x",
            "(",
            "$",
            "a \\ \n",
            "a\\\n",
            "a\u{b2}",
        ] {
            assert_eq!(kinds(source).last(), Some(&Tok::Error), "{source:?}");
        }
    }

    #[test]
    fn words_numbers_and_strings_are_told_apart() {
        use Tok::{EndMarker, For, Name, Newline, Number, Str};
        assert_eq!(
            kinds("bR'' rb'a\\'b' ur ''"),
            [Str, Str, Name, Str, Newline, EndMarker]
        );
        assert_eq!(
            kinds("0_0 1_0.5e-3j .5 1.e5 00.5"),
            [Number, Number, Number, Number, Number, Newline, EndMarker]
        );
        assert_eq!(kinds("1for"), [Number, For, Newline, EndMarker]);
        assert_eq!(kinds("é 变量"), [Name, Name, Newline, EndMarker]);
    }
}
