//! What is wrong with an f-string: each embedded expression is parsed and checked as a source of its
//! own (`fstring_compile_expr` in `Python/ast.c`).

use super::checks::{CheckError, Placement, check as check_tree};
use super::strings::text_problem;
use super::tokenizer::Reading;
use super::{Rejection, parser};
use crate::compiler::fstring::{Piece, Splitter};

type Check<T = ()> = Result<T, CheckError>;

/// What is known of the string around.
#[derive(Clone, Copy)]
pub struct Whole<'s> {
    /// Line and column of the concatenation it belongs to.
    pub place: (u32, u32),
    /// The first literal of that concatenation.
    pub first: &'s str,
    /// Whether that lies in an f-string itself.
    pub in_fstring: bool,
}

/// Checks the part of an f-string between its quotes.
pub fn check(body: &str, raw: bool, whole: Whole) -> Check {
    let mut splitter = Splitter::new(body, raw);
    while let Some(piece) = splitter.next().or_else(|msg| whole.error(msg))? {
        let text = |range| body.get(range).unwrap_or("");
        match piece {
            Piece::Literal(range) if !raw => {
                if let Some(msg) = text_problem(text(range)) {
                    return whole.error(msg);
                }
            }
            Piece::Expression(range) => whole.compile(text(range))?,
            _ => {}
        }
    }
    Ok(())
}

impl Whole<'_> {
    fn error<T>(&self, msg: impl Into<String>) -> Check<T> {
        let (lineno, col_offset) = self.place;
        Err(CheckError::At {
            msg: msg.into(),
            lineno,
            col_offset,
            in_fstring: self.in_fstring,
        })
    }

    /// `fstring_compile_expr`.
    fn compile(&self, text: &str) -> Check {
        if text
            .bytes()
            .all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | 0x0c))
        {
            return self.error("f-string: empty expression not allowed");
        }
        let source = format!("({text})");
        let tree = parser::parse(&source, "eval_input", Reading::default())
            .map_err(|failure| CheckError::Inner(Box::new(Rejection::in_fstring(*failure))))?;
        let (lineno, column) = self.place;
        let mut placement = Placement {
            lines: lineno - 1,
            columns: column,
            in_fstring: true,
        };
        if let Some(found) = self.first.find(&format!("{{{text}}}")) {
            let before = &self.first[..found];
            placement.lines += before.bytes().filter(|&byte| byte == b'\n').count() as u32;
            let line_start = before.rfind('\n').unwrap_or(0);
            placement.columns += (found - line_start) as u32;
        }
        check_tree(&tree, placement)
    }
}
