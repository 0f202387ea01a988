//! f-strings (`fstring_find_expr`, `fstring_compile_expr` and `FstringParser` in `Python/ast.c`).
//!
//! 3.8 places every part of an f-string at the first string of the concatenation and parses each
//! embedded expression as a source of its own, with parentheses around it. The positions it finds
//! there it shifts by searching the text `{expression}` in that first string.

use std::sync::Arc;

use super::{BRACKET_RULES, Parser, Rejected, Result};
use crate::code::Const;
use crate::compiler::ast::{Conversion, Expr, ExprKind, Pos};
use crate::compiler::fstring::{Piece, Splitter};
use crate::compiler::lex::{Lexer, Tok, Token};
use crate::value::StrBuilder;

/// What all parts of one f-string share.
#[derive(Clone, Copy)]
struct Whole {
    /// Where 3.8 places every part.
    pos: Pos,
    /// The first string of the concatenation.
    first: Token,
    /// Whether that first string has the prefix `u`.
    u_prefix: bool,
}

/// Literal text collected so far, which becomes one part.
#[derive(Default)]
struct Pending {
    text: StrBuilder,
    /// The piece of source that it comes from.
    range: Option<(u32, u32)>,
}

impl Pending {
    fn cover(&mut self, start: u32, end: u32) {
        let (first, _) = self.range.unwrap_or((start, end));
        self.range = Some((first, end));
    }
}

/// One string's pieces, and what is needed to find them in the source.
struct Pieces<'s> {
    splitter: Splitter<'s>,
    /// Where the text between the quotes begins.
    base: u32,
    raw: bool,
}

impl Pieces<'_> {
    fn next(&mut self) -> Result<Option<Piece>> {
        self.splitter.next().map_err(|_| Rejected)
    }

    /// An offset in the text between the quotes, as one in the source.
    fn at(&self, offset: usize) -> u32 {
        self.base + offset as u32
    }
}

/// The place that 3.8 gives, with the true piece of source.
fn at(pos: Pos, (start, end): (u32, u32)) -> Pos {
    Pos { start, end, ..pos }
}

impl<'a> Parser<'a> {
    /// Strings in a row of which at least one has the prefix `f`.
    pub(super) fn fstring(&mut self, strings: &[Token], begin: Pos) -> Result<Expr> {
        let first = *strings.first().ok_or(Rejected)?;
        let whole = Whole {
            pos: self.until_here(begin),
            first,
            u_prefix: self.has_u_prefix(&first),
        };
        let mark = self.exprs.len();
        let mut pending = Pending::default();
        for string in strings {
            if string.string.formatted {
                let (start, end) = string.content();
                let raw = string.string.raw;
                let body = self.source.get(start as usize..end as usize);
                let mut pieces = Pieces {
                    splitter: Splitter::new(body.unwrap_or_default(), raw),
                    base: start,
                    raw,
                };
                self.parts(&mut pieces, &mut pending, whole)?;
            } else {
                self.push_piece(&mut pending.text, string)?;
                pending.cover(string.start, string.end);
            }
        }
        self.flush(pending, whole);
        Ok(Expr {
            pos: whole.pos,
            kind: ExprKind::JoinedStr(self.exprs.split_off(mark)),
        })
    }

    /// Literals and expressions in turn, up to the end of the string or the `}` after a format
    /// specification. Gives where that ends.
    fn parts(&mut self, pieces: &mut Pieces, pending: &mut Pending, whole: Whole) -> Result<u32> {
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Literal(range) => {
                    let (start, end) = (pieces.at(range.start), pieces.at(range.end));
                    self.push_text(&mut pending.text, (start, end), pieces.raw, whole.pos)?;
                    pending.cover(start, end);
                }
                Piece::Expression(range) => {
                    let range = (pieces.at(range.start), pieces.at(range.end));
                    self.formatted_value(range, pieces, pending, whole)?;
                }
                Piece::Close(end) => return Ok(pieces.at(end)),
                Piece::Suffix { .. } => return Err(Rejected),
            }
        }
        Ok(whole.pos.end)
    }

    /// Ends a literal part, unless it is empty.
    fn flush(&mut self, pending: Pending, whole: Whole) {
        if pending.text.is_empty() {
            return;
        }
        self.exprs.push(Expr {
            pos: at(whole.pos, pending.range.unwrap_or(whole.pos.range())),
            kind: ExprKind::Constant {
                value: Arc::new(Const::Str(pending.text.finish())),
                u_prefix: whole.u_prefix,
            },
        });
    }

    /// One `{expression=!conversion:specification}`.
    fn formatted_value(
        &mut self,
        (start, end): (u32, u32),
        pieces: &mut Pieces,
        pending: &mut Pending,
        whole: Whole,
    ) -> Result<()> {
        let value = Box::new(self.embedded(start, end, whole)?);
        let Some(Piece::Suffix {
            debug,
            conversion,
            has_spec,
        }) = pieces.next()?
        else {
            return Err(Rejected);
        };
        // `{x=}` is the text `x=` and then the value.
        if let Some(debug_end) = debug.map(|end| pieces.at(end)) {
            pending.text.push_text(self.text(start, debug_end));
            pending.cover(start, debug_end);
        }
        self.flush(std::mem::take(pending), whole);
        let conversion = match conversion {
            Some(b's') => Conversion::Str,
            Some(b'r') => Conversion::Repr,
            Some(_) => Conversion::Ascii,
            None if debug.is_some() && !has_spec => Conversion::Repr,
            None => Conversion::None,
        };
        let (format_spec, close) = if has_spec {
            let (spec, close) = self.format_spec(end, pieces, whole)?;
            (Some(Box::new(spec)), close)
        } else {
            match pieces.next()? {
                Some(Piece::Close(close)) => (None, pieces.at(close)),
                _ => return Err(Rejected),
            }
        };
        self.exprs.push(Expr {
            pos: at(whole.pos, (start - 1, close)),
            kind: ExprKind::FormattedValue {
                value,
                conversion,
                format_spec,
            },
        });
        Ok(())
    }

    /// What follows the colon, an f-string in itself, and where its `}` ends.
    fn format_spec(
        &mut self,
        start: u32,
        pieces: &mut Pieces,
        whole: Whole,
    ) -> Result<(Expr, u32)> {
        let mark = self.exprs.len();
        let mut pending = Pending::default();
        let close = self.parts(pieces, &mut pending, whole)?;
        self.flush(pending, whole);
        let spec = Expr {
            pos: at(whole.pos, (start, close - 1)),
            kind: ExprKind::JoinedStr(self.exprs.split_off(mark)),
        };
        Ok((spec, close))
    }

    /// The expression that stands from `start` to `end`.
    fn embedded(&mut self, start: u32, end: u32, whole: Whole) -> Result<Expr> {
        let blank = |byte| matches!(byte, b' ' | b'\t' | b'\n' | 0x0c);
        if self.text(start, end).bytes().all(blank) {
            return Err(Rejected);
        }
        let (lineno, col_offset) = self.shifted(start, end, whole);
        let lexer = Lexer::embedded(self.source, (start, end), lineno, col_offset);
        let outer = std::mem::replace(&mut self.lexer, lexer);
        let (token, before) = (self.token, self.before);
        self.token = self.lexer.next();
        let begin = Pos {
            lineno,
            col_offset,
            start,
            end,
        };
        let value = self.deeper(BRACKET_RULES, |parser| {
            parser.parenthesized(Tok::EndMarker, begin)
        })?;
        self.lexer = outer;
        (self.token, self.before) = (token, before);
        Ok(value)
    }

    /// The line of an embedded expression and what is added to its columns
    /// (`fstring_fix_node_location`).
    fn shifted(&self, start: u32, end: u32, whole: Whole) -> (u32, u32) {
        let Pos {
            lineno, col_offset, ..
        } = whole.pos;
        let first = self.text(whole.first.start, whole.first.end);
        let opened = self.text(start - 1, end);
        let found = first
            .match_indices(opened)
            .find(|(at, _)| first.as_bytes().get(at + opened.len()) == Some(&b'}'));
        let Some((found, _)) = found else {
            return (lineno, col_offset);
        };
        let before = &first.as_bytes()[..found];
        let newlines = before.iter().filter(|&&byte| byte == b'\n').count();
        let line_start = before.iter().rposition(|&byte| byte == b'\n').unwrap_or(0);
        (
            lineno + newlines as u32,
            col_offset + (found - line_start) as u32,
        )
    }
}
