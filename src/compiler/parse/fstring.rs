//! f-strings: ruff's to 3.8's (`fstring_find_expr`, `fstring_compile_expr` and
//! `FstringParser` in `Python/ast.c`).
//!
//! 3.8 places every part of an f-string at the first string of the concatenation and parses each
//! embedded expression as a source of its own, whose positions it then shifts by searching the
//! text `{expression}` in that first string.

use std::sync::Arc;

use ruff_python_ast as ruff;
use ruff_python_ast::str_prefix::StringLiteralPrefix;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::{Ranged, TextRange};

use super::{Adapter, Shift};
use crate::code::Const;
use crate::compiler::ast::{Conversion, Expr, ExprKind, Pos};
use crate::compiler::literal::Text;
use crate::value::PyStr;

/// A literal part or an expression part of an f-string.
enum Item<'e> {
    Literal(PyStr, TextRange),
    Value(&'e ruff::InterpolatedElement, bool),
}

/// Literal text collected so far, which becomes one part.
#[derive(Default)]
struct Pending {
    text: Text,
    range: Option<TextRange>,
}

impl Pending {
    /// Notes a piece of source that the text comes from.
    fn cover(&mut self, range: TextRange) {
        self.range = Some(self.range.map_or(range, |before| before.cover(range)));
    }

    /// Ends the part, unless it is empty.
    fn flush(&mut self, items: &mut Vec<Item>) {
        let range = self.range.take().unwrap_or_default();
        if !self.text.is_empty() {
            items.push(Item::Literal(self.text.take(), range));
        }
    }
}

/// The place that 3.8 gives, with the true piece of source.
fn at(pos: Pos, range: TextRange) -> Pos {
    Pos {
        start: range.start().into(),
        end: range.end().into(),
        ..pos
    }
}

/// What all parts of one f-string share.
#[derive(Clone, Copy)]
struct Whole {
    /// Where 3.8 places every part.
    pos: Pos,
    /// The first string of the concatenation.
    first: TextRange,
    /// Whether that first string has the prefix `u`.
    u_prefix: bool,
}

impl Adapter<'_> {
    pub(super) fn fstring(&mut self, expr: &ruff::ExprFString) -> Expr {
        let mut pending = Pending::default();
        let mut items = Vec::new();
        let mut whole = Whole {
            pos: self.pos(expr),
            first: expr.range(),
            u_prefix: false,
        };
        for (index, part) in expr.value.iter().enumerate() {
            if index == 0 {
                whole.first = part.range();
            }
            match part {
                ruff::FStringPart::Literal(piece) => {
                    if index == 0 {
                        whole.u_prefix =
                            matches!(piece.flags.prefix(), StringLiteralPrefix::Unicode);
                    }
                    self.push_piece(&mut pending.text, piece);
                    pending.cover(piece.range());
                }
                ruff::FStringPart::FString(fstring) => {
                    let raw = fstring.flags.prefix().is_raw();
                    self.collect(&fstring.elements, raw, &mut pending, &mut items);
                }
            }
        }
        pending.flush(&mut items);
        self.joined(&items, whole)
    }

    /// Splits elements into literal and expression parts; adjacent literals become one.
    fn collect<'e>(
        &mut self,
        elements: &'e [ruff::InterpolatedStringElement],
        raw: bool,
        pending: &mut Pending,
        items: &mut Vec<Item<'e>>,
    ) {
        for element in elements {
            match element {
                ruff::InterpolatedStringElement::Literal(literal) => {
                    let invalid = pending
                        .text
                        .push_literal(&self.source[literal.range], raw, true);
                    pending.cover(literal.range);
                    self.warn_escape(invalid, literal.range.start());
                }
                ruff::InterpolatedStringElement::Interpolation(value) => {
                    // `{x=}` is the text `x=` and then the value.
                    if let Some(debug_text) = &value.debug_text {
                        pending.text.push_str(debug_text.as_str());
                        pending.cover(value.range);
                    }
                    pending.flush(items);
                    items.push(Item::Value(value, raw));
                }
            }
        }
    }

    fn joined(&mut self, items: &[Item], whole: Whole) -> Expr {
        let values = items
            .iter()
            .map(|item| match item {
                Item::Literal(text, range) => Expr {
                    pos: at(whole.pos, *range),
                    kind: ExprKind::Constant {
                        value: Arc::new(Const::Str(text.clone())),
                        u_prefix: whole.u_prefix,
                    },
                },
                Item::Value(value, raw) => self.formatted_value(value, *raw, whole),
            })
            .collect();
        Expr {
            pos: whole.pos,
            kind: ExprKind::JoinedStr(values),
        }
    }

    fn formatted_value(
        &mut self,
        value: &ruff::InterpolatedElement,
        raw: bool,
        whole: Whole,
    ) -> Expr {
        let outer = self.shifted;
        let start = value.range.start().to_usize() + 1;
        let needle = format!("{{{}}}", &self.source[start..self.expression_end(value)]);
        let before = self.source[whole.first].split(&needle).next().unwrap_or("");
        let found = before.len() < whole.first.len().to_usize();
        let (mut lines, mut columns) = (whole.pos.lineno - 1, whole.pos.col_offset);
        if found {
            lines += before.bytes().filter(|&byte| byte == b'\n').count() as u32;
            columns += match before.rfind('\n') {
                Some(newline) => before.len() - newline,
                None => before.len(),
            } as u32;
        }
        self.shifted = Some(Shift {
            start,
            lines,
            columns,
        });
        let inner = self.expr(&value.expression);
        self.shifted = outer;
        let conversion = match value.conversion {
            ruff::ConversionFlag::Str => Conversion::Str,
            ruff::ConversionFlag::Repr => Conversion::Repr,
            ruff::ConversionFlag::Ascii => Conversion::Ascii,
            ruff::ConversionFlag::None
                if value.debug_text.is_some() && value.format_spec.is_none() =>
            {
                Conversion::Repr
            }
            ruff::ConversionFlag::None => Conversion::None,
        };
        if self.looks_newer(value) {
            self.doubtful = true;
        }
        let format_spec = value.format_spec.as_ref().map(|spec| {
            let mut pending = Pending::default();
            let mut items = Vec::new();
            self.collect(&spec.elements, raw, &mut pending, &mut items);
            pending.flush(&mut items);
            let mut whole = whole;
            whole.pos = at(whole.pos, spec.range);
            Box::new(self.joined(&items, whole))
        });
        let pos = at(whole.pos, value.range);
        let value = Box::new(inner);
        Expr {
            pos,
            kind: ExprKind::FormattedValue {
                value,
                conversion,
                format_spec,
            },
        }
    }

    /// Whether this is an f-string that only newer Pythons may read: a format specification with
    /// another one inside, or blanks around a conversion.
    fn looks_newer(&self, value: &ruff::InterpolatedElement) -> bool {
        let nested = value.format_spec.as_ref().is_some_and(|spec| {
            spec.elements
                .interpolations()
                .any(|inner| inner.format_spec.is_some())
        });
        let spaced = value.conversion != ruff::ConversionFlag::None && {
            let after = &self.source[self.expression_end(value)..value.range.end().to_usize()];
            let after = after.trim_start_matches('=').trim_start();
            !matches!(
                after.as_bytes(),
                [b'!', b's' | b'r' | b'a', b':' | b'}', ..]
            )
        };
        nested || spaced
    }

    /// Where the text of the embedded expression ends: at the `}`, `!`, `:` or `=` after it.
    fn expression_end(&self, value: &ruff::InterpolatedElement) -> usize {
        self.tokens
            .after(value.expression.end())
            .iter()
            .find(|token| {
                !matches!(
                    token.kind(),
                    TokenKind::Rpar | TokenKind::NonLogicalNewline | TokenKind::Comma
                )
            })
            .map_or(value.expression.end().to_usize(), |token| {
                token.start().to_usize()
            })
    }
}
