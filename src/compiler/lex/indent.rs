//! Indentation: the beginning of a line opens and closes blocks.

use super::{Lexer, Tok, Token};

/// Columns of a tab (`TABSIZE`).
const TABSIZE: u32 = 8;
/// How deep blocks may nest (`MAXINDENT`).
const MAXINDENT: usize = 100;

/// The indentation of a block, measured twice: with tabs of eight columns and of one. Both must agree
/// on which of two lines is deeper.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Indent {
    /// With tabs of eight columns (`col`).
    wide: u32,
    /// With tabs of one column (`altcol`).
    narrow: u32,
}

impl Lexer<'_> {
    /// Passes over lines without a token, measures the next one's indentation, and gives the token that
    /// opens or closes a block there, if one does. Where several close, the next call gives the next.
    pub(super) fn indentation(&mut self) -> Option<Token> {
        let indent = self.measure()?;
        let block = self.indents.last().copied().unwrap_or_default();
        if indent == block {
            return None;
        }
        let kind = if indent.wide > block.wide {
            if indent.narrow > block.narrow && self.indents.len() < MAXINDENT {
                self.indents.push(indent);
                Tok::Indent
            } else {
                Tok::Error
            }
        } else {
            self.indents.pop();
            let around = self.indents.last().copied().unwrap_or_default();
            if indent.wide < block.wide && (indent == around || indent.wide < around.wide) {
                // The line is looked at again for the blocks around.
                self.at = self.line_start as usize;
                self.line_begins = true;
                Tok::Dedent
            } else {
                Tok::Error
            }
        };
        let token = self.token(kind, self.at);
        self.line_has_token = false;
        Some(token)
    }

    /// The indentation of the next line that has a token; none at the end.
    fn measure(&mut self) -> Option<Indent> {
        let bytes = self.bytes;
        loop {
            let line = bytes.get(self.at..).unwrap_or_default();
            let spaces = line.iter().take_while(|&&byte| byte == b' ').count();
            self.at += spaces;
            let mut indent = Indent {
                wide: spaces as u32,
                narrow: spaces as u32,
            };
            loop {
                match self.peek(0)? {
                    b' ' => {
                        indent.wide += 1;
                        indent.narrow += 1;
                    }
                    b'\t' => {
                        indent.wide = (indent.wide / TABSIZE + 1) * TABSIZE;
                        indent.narrow += 1;
                    }
                    0x0c => indent = Indent::default(),
                    b'#' => {
                        self.skip_comment();
                        continue;
                    }
                    b'\n' => break,
                    _ => return Some(indent),
                }
                self.at += 1;
            }
            self.at += 1;
            self.new_line();
        }
    }
}
