//! String and bytes literals, several in a row counting as one (`parsestrplus` in `Python/ast.c`).

use std::sync::Arc;

use super::{Parser, Rejected, Result};
use crate::code::Const;
use crate::compiler::ast::{Expr, ExprKind, Pos};
use crate::compiler::fault::{CompileWarning, WarningCategory};
use crate::compiler::lex::{Tok, Token};
use crate::compiler::literal::{self, InvalidEscape, Malformed};
use crate::value::{PyStr, StrBuilder};

impl From<Malformed> for Rejected {
    fn from(_: Malformed) -> Rejected {
        Rejected
    }
}

impl Parser<'_> {
    /// One or more strings.
    pub(super) fn strings(&mut self) -> Result<Expr> {
        let begin = self.begin();
        let first = self.token;
        self.advance();
        let kind = if self.token.kind == Tok::Str || first.string.formatted {
            let mut pieces = vec![first];
            while self.token.kind == Tok::Str {
                pieces.push(self.token);
                self.advance();
            }
            if pieces
                .iter()
                .any(|piece| piece.string.bytes != first.string.bytes)
            {
                return Err(Rejected);
            }
            if pieces.iter().any(|piece| piece.string.formatted) {
                return self.fstring(&pieces, begin);
            }
            self.literal(&pieces)?
        } else {
            self.literal(&[first])?
        };
        let pos = self.until_here(begin);
        Ok(Expr { pos, kind })
    }

    /// Strings without the prefix `f`, or bytes.
    fn literal(&mut self, pieces: &[Token]) -> Result<ExprKind> {
        let value = match pieces {
            [piece] if !piece.string.bytes && (piece.string.raw || !piece.string.backslash) => {
                // The common case: what stands there is the value.
                Const::Str(PyStr::new(self.content(piece)))
            }
            [first, ..] if first.string.bytes => {
                let mut value = Vec::new();
                for piece in pieces {
                    self.push_bytes(&mut value, piece)?;
                }
                Const::Bytes(Arc::new(value))
            }
            _ => {
                let mut value = StrBuilder::new();
                for piece in pieces {
                    self.push_piece(&mut value, piece)?;
                }
                Const::Str(value.finish())
            }
        };
        Ok(ExprKind::Constant {
            value: Arc::new(value),
            u_prefix: pieces.first().is_some_and(|first| self.has_u_prefix(first)),
        })
    }

    /// Whether a string has the prefix `u`; 3.8 doesn't count `U`.
    pub(super) fn has_u_prefix(&self, piece: &Token) -> bool {
        self.source.as_bytes().get(piece.start as usize) == Some(&b'u')
    }

    /// What stands between the quotes of a string.
    fn content(&self, piece: &Token) -> &str {
        let (start, end) = piece.content();
        self.text(start, end)
    }

    /// Adds one plain string.
    pub(super) fn push_piece(&mut self, out: &mut StrBuilder, piece: &Token) -> Result<()> {
        let (start, end) = piece.content();
        let at = Pos {
            lineno: piece.lineno,
            col_offset: piece.col_offset,
            start,
            end,
        };
        self.push_text(out, (start, end), piece.string.raw, at)
    }

    /// Adds a piece of source, resolving escapes unless `raw`; warnings stand at `at`.
    pub(super) fn push_text(
        &mut self,
        out: &mut StrBuilder,
        (start, end): (u32, u32),
        raw: bool,
        at: Pos,
    ) -> Result<()> {
        if raw {
            out.push_text(self.text(start, end));
        } else {
            let invalid = literal::push_text(out, self.text(start, end))?;
            self.warn_escape(invalid, at);
        }
        Ok(())
    }

    fn push_bytes(&mut self, out: &mut Vec<u8>, piece: &Token) -> Result<()> {
        let content = self.content(piece);
        if !content.is_ascii() {
            return Err(Rejected);
        }
        if piece.string.raw {
            out.extend_from_slice(content.as_bytes());
            return Ok(());
        }
        let invalid = literal::push_bytes(out, content.as_bytes())?;
        let at = Pos {
            lineno: piece.lineno,
            col_offset: piece.col_offset,
            ..Pos::default()
        };
        self.warn_escape(invalid, at);
        Ok(())
    }

    /// Records what 3.8 says about an escape it does not know (`warn_invalid_escape_sequence`).
    fn warn_escape(&mut self, escape: Option<InvalidEscape>, at: Pos) {
        if let Some(escape) = escape {
            self.warnings.push(CompileWarning {
                category: WarningCategory::DeprecationWarning,
                msg: format!("invalid escape sequence \\{}", escape.character),
                lineno: at.lineno,
                offset: at.col_offset + 1,
            });
        }
    }
}
