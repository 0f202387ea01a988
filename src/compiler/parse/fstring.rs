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
    Literal(PyStr),
    Value(&'e ruff::InterpolatedElement, bool),
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
        let mut text = Text::default();
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
                    self.push_piece(&mut text, piece);
                }
                ruff::FStringPart::FString(fstring) => {
                    let raw = fstring.flags.prefix().is_raw();
                    self.collect(&fstring.elements, raw, &mut text, &mut items);
                }
            }
        }
        if !text.is_empty() {
            items.push(Item::Literal(text.take()));
        }
        self.joined(&items, whole)
    }

    /// Splits elements into literal and expression parts; adjacent literals become one.
    fn collect<'e>(
        &mut self,
        elements: &'e [ruff::InterpolatedStringElement],
        raw: bool,
        text: &mut Text,
        items: &mut Vec<Item<'e>>,
    ) {
        for element in elements {
            match element {
                ruff::InterpolatedStringElement::Literal(literal) => {
                    let invalid = text.push_literal(&self.source[literal.range], raw, true);
                    self.warn_escape(invalid, literal.range.start());
                }
                ruff::InterpolatedStringElement::Interpolation(value) => {
                    // `{x=}` is the text `x=` and then the value.
                    if let Some(debug_text) = &value.debug_text {
                        text.push_str(debug_text.as_str());
                    }
                    if !text.is_empty() {
                        items.push(Item::Literal(text.take()));
                    }
                    items.push(Item::Value(value, raw));
                }
            }
        }
    }

    fn joined(&mut self, items: &[Item], whole: Whole) -> Expr {
        let values = items
            .iter()
            .map(|item| match item {
                Item::Literal(text) => Expr {
                    pos: whole.pos,
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
            let mut text = Text::default();
            let mut items = Vec::new();
            self.collect(&spec.elements, raw, &mut text, &mut items);
            if !text.is_empty() {
                items.push(Item::Literal(text.take()));
            }
            Box::new(self.joined(&items, whole))
        });
        let mut pos = whole.pos;
        (pos.start, pos.end) = (value.range.start().into(), value.range.end().into());
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
