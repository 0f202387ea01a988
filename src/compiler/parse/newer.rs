//! Which Python brought a piece of syntax that 3.8 does not have, in one line: CPython 3.8 itself
//! can't know. The tokens of the line with the error tell.

use crate::compiler::fstring::Splitter;
use crate::compiler::lex::{Lexer, Tok, Token};
use crate::compiler::source::Source;

/// A piece of newer syntax: its name, as the beginning of a sentence, the version that brought it, and
/// how to recognise a line with it.
struct Newer(&'static str, &'static str, fn(&Line) -> bool);

/// What is known, the more telling before the less.
const NEWER: &[Newer] = &[
    Newer("`match` statements came", "3.10", |line| {
        line.word(0) == "match" && line.kind(1).begins_expression() && line.ends_with(Tok::Colon)
    }),
    Newer("`type` statements came", "3.12", |line| {
        let after = line.kind(2);
        line.word(0) == "type"
            && line.kind(1) == Tok::Name
            && matches!(after, Tok::Equal | Tok::LSqb)
    }),
    Newer("`lazy` imports came", "3.15", |line| {
        line.word(0) == "lazy" && matches!(line.kind(1), Tok::Import | Tok::From)
    }),
    Newer("`except*` came", "3.11", |line| {
        line.begins(&[Tok::Except, Tok::Star])
    }),
    Newer(
        "several exception types without parentheses came",
        "3.14",
        |line| line.begins(&[Tok::Except]) && line.any(|at| line.is(at, Tok::Comma, None)),
    ),
    Newer(
        "parentheses around the items of a `with` came",
        "3.10",
        |line| {
            let with = usize::from(line.begins(&[Tok::Async]));
            line.kind(with) == Tok::With && line.any(|at| line.is(at, Tok::As, Some(with + 1)))
        },
    ),
    Newer("type parameters in brackets came", "3.12", |line| {
        line.any(|at| {
            matches!(line.kind(at), Tok::Def | Tok::Class) && line.kind(at + 2) == Tok::LSqb
        })
    }),
    Newer("`*` in the annotation of *args came", "3.11", |line| {
        line.any(|at| line.has(at, &[Tok::Star, Tok::Name, Tok::Colon, Tok::Star]))
    }),
    Newer("unpacking in comprehensions came", "3.15", |line| {
        line.any(|at| {
            matches!(line.kind(at), Tok::LPar | Tok::LSqb | Tok::LBrace)
                && matches!(line.kind(at + 1), Tok::Star | Tok::DoubleStar)
                && line.any(|other| line.is(other, Tok::For, Some(at)))
        })
    }),
    Newer(
        "`*` between the brackets of a subscript came",
        "3.11",
        |line| {
            line.any(|at| {
                let before = line.kind(at.wrapping_sub(1));
                line.kind(at) == Tok::Star
                    && matches!(before, Tok::LSqb | Tok::Comma)
                    && line.in_subscript(at)
            })
        },
    ),
    Newer(
        "`:=` in this place without parentheses came",
        "3.10",
        |line| {
            line.any(|at| {
                let braces = line
                    .inside(at)
                    .is_some_and(|open| line.kind(open) == Tok::LBrace);
                line.kind(at) == Tok::ColonEqual && (braces || line.in_subscript(at))
            })
        },
    ),
    Newer(
        "`*` in what a `for` goes through, without parentheses, came",
        "3.9",
        |line| {
            let starred = |at| {
                line.is(at, Tok::Star, None) && matches!(line.kind(at - 1), Tok::In | Tok::Comma)
            };
            let head = usize::from(line.begins(&[Tok::Async]));
            line.kind(head) == Tok::For && line.any(|at| at > 0 && starred(at))
        },
    ),
    Newer("t-strings came", "3.14", |line| {
        line.any(|at| {
            matches!(
                line.word(at),
                "t" | "T" | "rt" | "tr" | "Rt" | "tR" | "rT" | "Tr" | "RT" | "TR"
            ) && line.joined(at, Tok::Str)
        })
    }),
    Newer(
        "f-strings whose expressions may hold quotes, backslashes and comments came",
        "3.12",
        |line| line.any(|at| line.is_richer_fstring(at)),
    ),
    Newer("decorators of any form came", "3.9", |line| {
        line.begins(&[Tok::At])
    }),
];

/// What to say if newer syntax stands on the logical line of an error.
pub fn hint(source: &Source, lineno: u32) -> Option<String> {
    let line = Line::around(&source.text, lineno)?;
    let Newer(what, version, _) = NEWER.iter().find(|Newer(.., is_on)| is_on(&line))?;
    Some(format!("{what} with Python {version}; this is Python 3.8"))
}

/// The tokens of a logical line.
struct Line<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    /// For each token the index of the bracket around it.
    brackets: Vec<Option<usize>>,
}

impl<'s> Line<'s> {
    /// The logical line that a line belongs to.
    fn around(source: &'s str, lineno: u32) -> Option<Line<'s>> {
        let mut lexer = Lexer::new(source);
        let mut tokens: Vec<Token> = Vec::new();
        loop {
            let token = lexer.next();
            let ended = token.kind == Tok::EndMarker || token.end as usize >= source.len();
            if !matches!(token.kind, Tok::Newline | Tok::Indent | Tok::Dedent) {
                tokens.push(token);
            }
            if ended || token.kind == Tok::Newline {
                if token.lineno >= lineno {
                    break;
                }
                tokens.clear();
            }
            if ended {
                return None;
            }
        }
        let mut open = Vec::new();
        let mut brackets = Vec::with_capacity(tokens.len());
        for (index, token) in tokens.iter().enumerate() {
            if matches!(token.kind, Tok::RPar | Tok::RSqb | Tok::RBrace) {
                open.pop();
            }
            brackets.push(open.last().copied());
            if matches!(token.kind, Tok::LPar | Tok::LSqb | Tok::LBrace) {
                open.push(index);
            }
        }
        Some(Line {
            source,
            tokens,
            brackets,
        })
    }

    fn kind(&self, at: usize) -> Tok {
        self.tokens
            .get(at)
            .map_or(Tok::EndMarker, |token| token.kind)
    }

    /// The text of a name; empty for another token.
    fn word(&self, at: usize) -> &'s str {
        let name = self.tokens.get(at).filter(|token| token.kind == Tok::Name);
        name.and_then(|name| self.source.get(name.start as usize..name.end as usize))
            .unwrap_or_default()
    }

    fn any(&self, is: impl FnMut(usize) -> bool) -> bool {
        (0..self.tokens.len()).any(is)
    }

    fn has(&self, at: usize, kinds: &[Tok]) -> bool {
        (at..).zip(kinds).all(|(at, &kind)| self.kind(at) == kind)
    }

    fn begins(&self, kinds: &[Tok]) -> bool {
        self.has(0, kinds)
    }

    fn ends_with(&self, kind: Tok) -> bool {
        self.tokens.last().is_some_and(|last| last.kind == kind)
    }

    /// The bracket around a token.
    fn inside(&self, at: usize) -> Option<usize> {
        self.brackets.get(at).copied().flatten()
    }

    /// Whether a token is of a kind and directly inside that bracket.
    fn is(&self, at: usize, kind: Tok, bracket: Option<usize>) -> bool {
        self.kind(at) == kind && self.inside(at) == bracket
    }

    /// Whether a token stands directly between the brackets of a subscript.
    fn in_subscript(&self, at: usize) -> bool {
        self.inside(at).is_some_and(|open| {
            let before = self.kind(open.wrapping_sub(1));
            self.kind(open) == Tok::LSqb
                && matches!(before, Tok::Name | Tok::RPar | Tok::RSqb | Tok::Str)
        })
    }

    /// Whether the next token is of a kind and follows without a blank.
    fn joined(&self, at: usize, kind: Tok) -> bool {
        match (self.tokens.get(at), self.tokens.get(at + 1)) {
            (Some(token), Some(next)) => next.kind == kind && next.start == token.end,
            _ => false,
        }
    }

    /// Whether this is an f-string that can't be taken apart because of a backslash or comment in an
    /// expression, or because its own quotes end it there.
    fn is_richer_fstring(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.string.formatted) else {
            return false;
        };
        let (start, end) = token.content();
        let body = self.source.get(start as usize..end as usize);
        let mut splitter = Splitter::new(body.unwrap_or_default(), token.string.raw);
        loop {
            match splitter.next() {
                Ok(Some(_)) => {}
                Ok(None) => return false,
                Err(problem) => {
                    let ended = self.joined(at, Tok::Name) || self.joined(at, Tok::Str);
                    return ended || problem.contains("cannot include");
                }
            }
        }
    }
}
