//! Tokens as CPython 3.8 has them (`Include/token.h`).

/// The kinds of token. Operators are told apart by their text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// End of the source.
    EndMarker,
    /// An identifier or keyword.
    Name,
    /// A number.
    Number,
    /// A string, prefix and quotes included.
    Str,
    /// End of a logical line.
    Newline,
    /// One level deeper.
    Indent,
    /// One level back.
    Dedent,
    /// An operator or a delimiter; also any character that is neither.
    Op,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Token<'s> {
    /// Its kind.
    pub kind: Kind,
    /// Its text; empty for those that have none.
    pub text: &'s str,
    /// The line it begins on, from 1.
    pub lineno: u32,
    /// The column of its first byte; none for those without text.
    pub col_offset: Option<u32>,
}

/// What a tokenizer finds wrong (`Include/errcode.h`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TokenError {
    /// `E_TABSPACE`.
    TabSpace,
    /// `E_TOODEEP`.
    TooDeep,
    /// `E_DEDENT`.
    Dedent,
    /// `E_EOFS`.
    EofInString,
    /// `E_EOLS`.
    EolInString,
    /// `E_EOF`.
    Eof,
    /// `E_LINECONT`.
    LineContinuation,
    /// `E_IDENTIFIER`.
    Identifier,
    /// `E_ERROR`: a `SyntaxError` of its own.
    Message(String),
}
