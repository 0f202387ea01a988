//! The tokens of Python 3.8 (`Grammar/Tokens`), each keyword and operator a kind of its own.

use crate::compiler::ast::Operator;

/// The kinds of token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names are those of Grammar/Tokens")]
pub enum Tok {
    /// Something that is no token, or stands where none may.
    Error,
    EndMarker,
    Newline,
    Indent,
    Dedent,
    Name,
    Number,
    Str,

    LPar,
    RPar,
    LSqb,
    RSqb,
    LBrace,
    RBrace,
    Comma,
    Colon,
    Semi,
    Dot,
    Ellipsis,
    Arrow,
    ColonEqual,
    Equal,

    Plus,
    Minus,
    Star,
    Slash,
    DoubleSlash,
    Percent,
    At,
    DoubleStar,
    LeftShift,
    RightShift,
    VBar,
    Amper,
    Circumflex,
    Tilde,

    PlusEqual,
    MinusEqual,
    StarEqual,
    SlashEqual,
    DoubleSlashEqual,
    PercentEqual,
    AtEqual,
    DoubleStarEqual,
    LeftShiftEqual,
    RightShiftEqual,
    VBarEqual,
    AmperEqual,
    CircumflexEqual,

    Less,
    Greater,
    EqEqual,
    NotEqual,
    LessEqual,
    GreaterEqual,

    And,
    As,
    Assert,
    Async,
    Await,
    Break,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Else,
    Except,
    False,
    Finally,
    For,
    From,
    Global,
    If,
    Import,
    In,
    Is,
    Lambda,
    None,
    Nonlocal,
    Not,
    Or,
    Pass,
    Raise,
    Return,
    True,
    Try,
    While,
    With,
    Yield,
}

/// What the lexer learns of a string on the way to its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct StrFlags {
    /// Has the prefix `b`.
    pub bytes: bool,
    /// Has the prefix `r`.
    pub raw: bool,
    /// Has the prefix `f`.
    pub formatted: bool,
    /// Has a backslash between its quotes.
    pub backslash: bool,
    /// Bytes before its text: the prefix and one or three quotes.
    pub before: u8,
    /// Bytes after its text: one or three quotes.
    pub after: u8,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its kind.
    pub kind: Tok,
    /// More about it, if it is a string.
    pub string: StrFlags,
    /// Byte offset of its first byte.
    pub start: u32,
    /// Byte offset after its last one.
    pub end: u32,
    /// The line it begins on, from 1.
    pub lineno: u32,
    /// The column of its first byte.
    pub col_offset: u32,
}

impl Token {
    /// What stands between the quotes of a string, as byte offsets.
    pub fn content(&self) -> (u32, u32) {
        let (before, after) = (self.string.before, self.string.after);
        (self.start + u32::from(before), self.end - u32::from(after))
    }
}

impl Tok {
    /// The keyword that a word is, else a name.
    pub fn of_word(word: &[u8]) -> Tok {
        match word {
            b"and" => Tok::And,
            b"as" => Tok::As,
            b"assert" => Tok::Assert,
            b"async" => Tok::Async,
            b"await" => Tok::Await,
            b"break" => Tok::Break,
            b"class" => Tok::Class,
            b"continue" => Tok::Continue,
            b"def" => Tok::Def,
            b"del" => Tok::Del,
            b"elif" => Tok::Elif,
            b"else" => Tok::Else,
            b"except" => Tok::Except,
            b"False" => Tok::False,
            b"finally" => Tok::Finally,
            b"for" => Tok::For,
            b"from" => Tok::From,
            b"global" => Tok::Global,
            b"if" => Tok::If,
            b"import" => Tok::Import,
            b"in" => Tok::In,
            b"is" => Tok::Is,
            b"lambda" => Tok::Lambda,
            b"None" => Tok::None,
            b"nonlocal" => Tok::Nonlocal,
            b"not" => Tok::Not,
            b"or" => Tok::Or,
            b"pass" => Tok::Pass,
            b"raise" => Tok::Raise,
            b"return" => Tok::Return,
            b"True" => Tok::True,
            b"try" => Tok::Try,
            b"while" => Tok::While,
            b"with" => Tok::With,
            b"yield" => Tok::Yield,
            _ => Tok::Name,
        }
    }

    /// Whether an expression, or one with a star, can begin with it.
    pub fn begins_expression(self) -> bool {
        matches!(
            self,
            Tok::Name
                | Tok::Number
                | Tok::Str
                | Tok::LPar
                | Tok::LSqb
                | Tok::LBrace
                | Tok::Plus
                | Tok::Minus
                | Tok::Tilde
                | Tok::Star
                | Tok::Ellipsis
                | Tok::Not
                | Tok::Lambda
                | Tok::Await
                | Tok::None
                | Tok::True
                | Tok::False
        )
    }

    /// The operator of an augmented assignment.
    pub fn augmented(self) -> Option<Operator> {
        Some(match self {
            Tok::PlusEqual => Operator::Add,
            Tok::MinusEqual => Operator::Sub,
            Tok::StarEqual => Operator::Mult,
            Tok::SlashEqual => Operator::Div,
            Tok::DoubleSlashEqual => Operator::FloorDiv,
            Tok::PercentEqual => Operator::Mod,
            Tok::AtEqual => Operator::MatMult,
            Tok::DoubleStarEqual => Operator::Pow,
            Tok::LeftShiftEqual => Operator::LShift,
            Tok::RightShiftEqual => Operator::RShift,
            Tok::VBarEqual => Operator::BitOr,
            Tok::AmperEqual => Operator::BitAnd,
            Tok::CircumflexEqual => Operator::BitXor,
            _ => return None,
        })
    }
}
