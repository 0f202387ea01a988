//! Expressions back to text, as `from __future__ import annotations` stores annotations
//! (`Python/ast_unparse.c`).

use super::ast::{
    Arg, Arguments, BoolOp, CmpOp, Comprehension, ComprehensionKind, Conversion, Expr, ExprKind,
    Keyword, Operator, Slice, UnaryOp,
};
use super::names::{Name, Names};
use crate::code::Const;
use crate::value::float::repr_float;
use crate::value::repr::{repr_bytes, repr_str};
use crate::value::{Complex, PyStr, StrBuilder};

/// How tightly things bind, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precedence {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Cmp,
    Expr,
    Xor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Precedence {
    /// The next tighter one.
    fn tighter(self) -> Precedence {
        use Precedence::*;
        match self {
            Tuple => Test,
            Test => Or,
            Or => And,
            And => Not,
            Not => Cmp,
            Cmp => Expr,
            Expr => Xor,
            Xor => BitAnd,
            BitAnd => Shift,
            Shift => Arith,
            Arith => Term,
            Term => Factor,
            Factor => Power,
            Power => Await,
            Await | Atom => Atom,
        }
    }
}

/// The text of an expression (`_PyAST_ExprAsUnicode`).
pub fn expr_as_text(expr: &Expr, names: &Names) -> PyStr {
    let mut writer = Writer {
        out: StrBuilder::new(),
        names,
    };
    writer.expr(expr, Precedence::Test);
    writer.out.finish()
}

struct Writer<'n> {
    out: StrBuilder,
    names: &'n Names,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        self.out.push_str(&PyStr::new(text));
    }

    fn name(&mut self, name: Name) {
        let text = self.names.pystr(name);
        self.out.push_str(&text);
    }

    fn parens(&mut self, needed: bool, inside: impl FnOnce(&mut Self)) {
        if needed {
            self.text("(");
        }
        inside(self);
        if needed {
            self.text(")");
        }
    }

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            write(self, item);
        }
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        self.list(exprs, |writer, expr| writer.expr(expr, Precedence::Test));
    }

    fn expr(&mut self, expr: &Expr, level: Precedence) {
        use Precedence::*;
        match &expr.kind {
            ExprKind::BoolOp { op, values } => {
                let (word, own) = match op {
                    BoolOp::And => (" and ", And),
                    BoolOp::Or => (" or ", Or),
                };
                self.parens(level > own, |writer| {
                    for (index, value) in values.iter().enumerate() {
                        if index > 0 {
                            writer.text(word);
                        }
                        writer.expr(value, own.tighter());
                    }
                });
            }
            ExprKind::BinOp { left, op, right } => {
                let (word, own, right_associative) = operator(*op);
                self.parens(level > own, |writer| {
                    writer.expr(
                        left,
                        if right_associative {
                            own.tighter()
                        } else {
                            own
                        },
                    );
                    writer.text(word);
                    writer.expr(
                        right,
                        if right_associative {
                            own
                        } else {
                            own.tighter()
                        },
                    );
                });
            }
            ExprKind::UnaryOp { op, operand } => {
                let (word, own) = match op {
                    UnaryOp::Invert => ("~", Factor),
                    UnaryOp::Not => ("not ", Not),
                    UnaryOp::UAdd => ("+", Factor),
                    UnaryOp::USub => ("-", Factor),
                };
                self.parens(level > own, |writer| {
                    writer.text(word);
                    writer.expr(operand, own);
                });
            }
            ExprKind::Lambda { args, body, .. } => self.parens(level > Test, |writer| {
                let has_args = args.posonlyargs.len() + args.args.len() + args.kwonlyargs.len() > 0
                    || args.vararg.is_some()
                    || args.kwarg.is_some();
                writer.text(if has_args { "lambda " } else { "lambda" });
                writer.arguments(args);
                writer.text(": ");
                writer.expr(body, Test);
            }),
            ExprKind::IfExp { test, body, orelse } => self.parens(level > Test, |writer| {
                writer.expr(body, Or);
                writer.text(" if ");
                writer.expr(test, Or);
                writer.text(" else ");
                writer.expr(orelse, Test);
            }),
            ExprKind::Dict { keys, values } => {
                self.text("{");
                let items: Vec<_> = keys.iter().zip(values).collect();
                self.list(&items, |writer, (key, value)| match key {
                    Some(key) => {
                        writer.expr(key, Test);
                        writer.text(": ");
                        writer.expr(value, Test);
                    }
                    None => {
                        writer.text("**");
                        writer.expr(value, Expr);
                    }
                });
                self.text("}");
            }
            ExprKind::Set(elts) => {
                self.text("{");
                self.exprs(elts);
                self.text("}");
            }
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Yield(None) => self.text("(yield)"),
            ExprKind::Yield(Some(value)) => {
                self.text("(yield ");
                self.expr(value, Test);
                self.text(")");
            }
            ExprKind::YieldFrom(value) => {
                self.text("(yield from ");
                self.expr(value, Test);
                self.text(")");
            }
            ExprKind::Await(value) => self.parens(level > Await, |writer| {
                writer.text("await ");
                writer.expr(value, Atom);
            }),
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.parens(level > Cmp, |writer| {
                writer.expr(left, Cmp.tighter());
                for (op, comparator) in ops.iter().zip(comparators) {
                    writer.text(comparison(*op));
                    writer.expr(comparator, Cmp.tighter());
                }
            }),
            ExprKind::Call {
                func,
                args,
                keywords,
            } => self.call(func, args, keywords),
            ExprKind::JoinedStr(_) | ExprKind::FormattedValue { .. } => {
                let mut body = Writer {
                    out: StrBuilder::new(),
                    names: self.names,
                };
                body.fstring(expr);
                let repr = repr_str(&body.out.finish());
                self.text("f");
                self.out.push_str(&repr);
            }
            ExprKind::Constant { value, u_prefix } => {
                if matches!(**value, Const::Ellipsis) {
                    self.text("...");
                } else {
                    if *u_prefix {
                        self.text("u");
                    }
                    self.constant(value);
                }
            }
            ExprKind::Attribute { value, attr, .. } => {
                self.expr(value, Atom);
                // `1 .real`: without the blank this would be a float.
                let int = matches!(&value.kind, ExprKind::Constant { value, .. } if matches!(**value, Const::Int(_)));
                self.text(if int { " ." } else { "." });
                self.name(*attr);
            }
            ExprKind::Starred { value, .. } => {
                self.text("*");
                self.expr(value, Expr);
            }
            ExprKind::Name { id, .. } => self.name(*id),
            ExprKind::List { elts, .. } => {
                self.text("[");
                self.exprs(elts);
                self.text("]");
            }
            ExprKind::Tuple { elts, .. } => {
                if elts.is_empty() {
                    self.text("()");
                    return;
                }
                self.parens(level > Tuple, |writer| {
                    writer.exprs(elts);
                    if elts.len() == 1 {
                        writer.text(",");
                    }
                });
            }
            ExprKind::Subscript { value, slice, .. } => {
                self.expr(value, Atom);
                self.text("[");
                self.slice(slice);
                self.text("]");
            }
            ExprKind::NamedExpr { target, value } => self.parens(level > Tuple, |writer| {
                writer.expr(target, Atom);
                writer.text(" := ");
                writer.expr(value, Atom);
            }),
        }
    }

    fn slice(&mut self, slice: &Slice) {
        match slice {
            Slice::Index(value) => self.expr(value, Precedence::Tuple),
            Slice::Slice { lower, upper, step } => {
                if let Some(lower) = lower {
                    self.expr(lower, Precedence::Test);
                }
                self.text(":");
                if let Some(upper) = upper {
                    self.expr(upper, Precedence::Test);
                }
                if let Some(step) = step {
                    self.text(":");
                    self.expr(step, Precedence::Test);
                }
            }
            Slice::ExtSlice(dims) => {
                self.list(dims, |writer, dim| writer.slice(dim));
                if dims.len() == 1 {
                    self.text(",");
                }
            }
        }
    }

    fn call(&mut self, func: &Expr, args: &[Expr], keywords: &[Keyword]) {
        self.expr(func, Precedence::Atom);
        if let (
            [
                Expr {
                    kind: ExprKind::Comprehension(only),
                    ..
                },
            ],
            [],
        ) = (args, keywords)
            && only.kind == ComprehensionKind::Generator
        {
            self.comprehension(only);
            return;
        }
        self.text("(");
        self.exprs(args);
        if !args.is_empty() && !keywords.is_empty() {
            self.text(", ");
        }
        self.list(keywords, |writer, keyword| {
            match keyword.arg {
                Some(name) => {
                    writer.name(name);
                    writer.text("=");
                }
                None => writer.text("**"),
            }
            writer.expr(&keyword.value, Precedence::Test);
        });
        self.text(")");
    }

    fn comprehension(&mut self, comprehension: &Comprehension) {
        let (open, close) = match comprehension.kind {
            ComprehensionKind::Generator => ("(", ")"),
            ComprehensionKind::List => ("[", "]"),
            ComprehensionKind::Set | ComprehensionKind::Dict => ("{", "}"),
        };
        self.text(open);
        self.expr(&comprehension.elt, Precedence::Test);
        if let Some(value) = &comprehension.value {
            self.text(": ");
            self.expr(value, Precedence::Test);
        }
        for generator in &comprehension.generators {
            self.text(if generator.is_async {
                " async for "
            } else {
                " for "
            });
            self.expr(&generator.target, Precedence::Tuple);
            self.text(" in ");
            self.expr(&generator.iter, Precedence::Test.tighter());
            for test in &generator.ifs {
                self.text(" if ");
                self.expr(test, Precedence::Test.tighter());
            }
        }
        self.text(close);
    }

    fn arguments(&mut self, args: &Arguments) {
        let mut first = true;
        let mut separate = |writer: &mut Self| {
            if !std::mem::replace(&mut first, false) {
                writer.text(", ");
            }
        };
        let positional = args.posonlyargs.len() + args.args.len();
        let without_default = positional - args.defaults.len().min(positional);
        for (index, arg) in args.posonlyargs.iter().chain(&args.args).enumerate() {
            separate(self);
            self.arg(arg);
            if let Some(default) = index.checked_sub(without_default) {
                self.default(args.defaults.get(default));
            }
            if index + 1 == args.posonlyargs.len() {
                self.text(", /");
            }
        }
        if args.vararg.is_some() || !args.kwonlyargs.is_empty() {
            separate(self);
            self.text("*");
            if let Some(arg) = &args.vararg {
                self.arg(arg);
            }
        }
        for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
            separate(self);
            self.arg(arg);
            self.default(default.as_ref());
        }
        if let Some(arg) = &args.kwarg {
            separate(self);
            self.text("**");
            self.arg(arg);
        }
    }

    fn arg(&mut self, arg: &Arg) {
        self.name(arg.name);
        if let Some(annotation) = &arg.annotation {
            self.text(": ");
            self.expr(annotation, Precedence::Test);
        }
    }

    fn default(&mut self, default: Option<&Expr>) {
        if let Some(default) = default {
            self.text("=");
            self.expr(default, Precedence::Test);
        }
    }

    /// A part of an f-string, before its quotes are put around.
    fn fstring(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::JoinedStr(values) => {
                values.iter().for_each(|value| self.fstring(value));
            }
            ExprKind::Constant { value, .. } => {
                if let Const::Str(text) = &**value {
                    for point in text.code_points() {
                        self.out.push(point);
                        if point == u32::from('{') || point == u32::from('}') {
                            self.out.push(point);
                        }
                    }
                }
            }
            ExprKind::FormattedValue {
                value,
                conversion,
                format_spec,
            } => {
                let mut inner = Writer {
                    out: StrBuilder::new(),
                    names: self.names,
                };
                inner.expr(value, Precedence::Test.tighter());
                let inner = inner.out.finish();
                // A brace right after the brace would be a literal one.
                let brace = !inner.is_empty() && inner.at(0) == u32::from('{');
                self.text(if brace { "{ " } else { "{" });
                self.out.push_str(&inner);
                self.text(match conversion {
                    Conversion::None => "",
                    Conversion::Str => "!s",
                    Conversion::Repr => "!r",
                    Conversion::Ascii => "!a",
                });
                if let Some(spec) = format_spec {
                    self.text(":");
                    self.fstring(spec);
                }
                self.text("}");
            }
            _ => {}
        }
    }

    /// `repr` of a constant, with infinities as a literal that makes one.
    fn constant(&mut self, constant: &Const) {
        /// Too large for a float, so that it reads back as infinity.
        const INFINITY: &str = "1e309";
        match constant {
            Const::None => self.text("None"),
            Const::Ellipsis => self.text("Ellipsis"),
            Const::Bool(true) => self.text("True"),
            Const::Bool(false) => self.text("False"),
            Const::Int(value) => self.text(&value.to_radix(10)),
            Const::Float(bits) => {
                self.text(&repr_float(f64::from_bits(*bits)).replace("inf", INFINITY));
            }
            Const::Complex(real, imag) => {
                let value = Complex::new(f64::from_bits(*real), f64::from_bits(*imag));
                self.text(&value.repr().replace("inf", INFINITY));
            }
            Const::Str(text) => {
                let repr = repr_str(text);
                self.out.push_str(&repr);
            }
            Const::Bytes(bytes) => self.text(&repr_bytes(bytes)),
            Const::Tuple(items) => {
                self.text("(");
                self.list(items, |writer, item| writer.constant(item));
                self.text(if items.len() == 1 { ",)" } else { ")" });
            }
            Const::FrozenSet(items) => {
                self.text("frozenset({");
                self.list(items, |writer, item| writer.constant(item));
                self.text("})");
            }
            Const::Code(code) => self.text(&code.co_name.to_lossy()),
        }
    }
}

/// The word of a binary operator, its precedence, and whether it groups from the right.
fn operator(op: Operator) -> (&'static str, Precedence, bool) {
    use Precedence::*;
    match op {
        Operator::Add => (" + ", Arith, false),
        Operator::Sub => (" - ", Arith, false),
        Operator::Mult => (" * ", Term, false),
        Operator::MatMult => (" @ ", Term, false),
        Operator::Div => (" / ", Term, false),
        Operator::Mod => (" % ", Term, false),
        Operator::LShift => (" << ", Shift, false),
        Operator::RShift => (" >> ", Shift, false),
        Operator::BitOr => (" | ", Expr, false),
        Operator::BitXor => (" ^ ", Xor, false),
        Operator::BitAnd => (" & ", BitAnd, false),
        Operator::FloorDiv => (" // ", Term, false),
        Operator::Pow => (" ** ", Power, true),
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
