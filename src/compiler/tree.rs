//! The syntax tree as a constant: what `compile` gives for `ast.PyCF_ONLY_AST`
//! (`Python/Python-ast.c`, `PyAST_mod2obj`). The library module `_ast` makes objects of it.
//!
//! A node is a tuple `(class name, place, field, ...)`, with the fields in the order of Python.asdl; its
//! place is `(lineno, col_offset, end_lineno, end_col_offset)`, or None for classes without one. A list
//! is a tuple `(None, item, ...)`, a literal's value `(True, value)`, an identifier a string.

use std::sync::Arc;

use super::ast::{
    Alias, Arg, Arguments, Comprehension, ComprehensionKind, Expr, ExprContext, ExprKind,
    Generator, Handler, Keyword, Module, Pos, Slice, Stmt, StmtKind, WithItem,
};
use super::names::{Name, Names};
use super::source::Lines;
use crate::code::Const;
use crate::value::PyStr;

/// The tree of a unit.
pub fn tree(module: &Module, names: &Names, lines: &Lines) -> Const {
    let writer = Writer { names, lines };
    match module {
        Module::Module(body) => node("Module", vec![writer.body(body), list([])]),
        Module::Interactive(body) => node("Interactive", vec![writer.body(body)]),
        Module::Expression(body) => node("Expression", vec![writer.expr(body)]),
    }
}

/// What the names and places of a unit are looked up in.
struct Writer<'a> {
    names: &'a Names,
    lines: &'a Lines,
}

fn tuple(items: impl IntoIterator<Item = Const>) -> Const {
    Const::Tuple(items.into_iter().map(Arc::new).collect())
}

fn list(items: impl IntoIterator<Item = Const>) -> Const {
    tuple(std::iter::once(Const::None).chain(items))
}

fn text(text: &str) -> Const {
    Const::Str(PyStr::new(text))
}

fn number(value: u32) -> Const {
    Const::Int(i64::from(value).into())
}

fn flag(value: bool) -> Const {
    number(value.into())
}

/// A node without a place.
fn node(class: &str, fields: Vec<Const>) -> Const {
    tuple([text(class), Const::None].into_iter().chain(fields))
}

/// A node of a class without fields: an operator or a context; its name is the enum's.
fn mark(class: impl std::fmt::Debug) -> Const {
    node(&format!("{class:?}"), Vec::new())
}

fn optional<T>(value: Option<&T>, write: impl FnOnce(&T) -> Const) -> Const {
    value.map_or(Const::None, write)
}

/// Where the last of a body's statements ends.
fn end_of(body: &[Stmt]) -> Option<u32> {
    let last = body.last()?;
    let inner = match &last.kind {
        StmtKind::FunctionDef(def) => end_of(&def.body),
        StmtKind::ClassDef(def) => end_of(&def.body),
        StmtKind::For { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::If { body, orelse, .. } => end_of(orelse).or_else(|| end_of(body)),
        StmtKind::With { body, .. } => end_of(body),
        StmtKind::Try {
            body,
            handlers,
            orelse,
            finalbody,
        } => end_of(finalbody)
            .or_else(|| end_of(orelse))
            .or_else(|| handlers.last().and_then(|handler| end_of(&handler.body)))
            .or_else(|| end_of(body)),
        _ => None,
    };
    Some(inner.unwrap_or(last.pos.end))
}

impl Writer<'_> {
    fn name(&self, name: Name) -> Const {
        Const::Str(self.names.pystr(name))
    }

    /// A node with a place, up to a byte offset.
    fn placed(&self, class: &str, pos: Pos, end: u32, fields: Vec<Const>) -> Const {
        let (end_lineno, end_col_offset) = self.lines.position(end);
        let place = [pos.lineno, pos.col_offset, end_lineno, end_col_offset];
        let place = tuple(place.map(number));
        tuple([text(class), place].into_iter().chain(fields))
    }

    fn body(&self, body: &[Stmt]) -> Const {
        list(body.iter().map(|stmt| self.stmt(stmt)))
    }

    fn exprs(&self, exprs: &[Expr]) -> Const {
        list(exprs.iter().map(|expr| self.expr(expr)))
    }

    fn maybe(&self, expr: Option<&Expr>) -> Const {
        optional(expr, |expr| self.expr(expr))
    }

    fn identifiers(&self, names: &[Name]) -> Const {
        list(names.iter().map(|&name| self.name(name)))
    }

    fn stmt(&self, stmt: &Stmt) -> Const {
        let either =
            |is_async: bool, asynchronous, plain| if is_async { asynchronous } else { plain };
        let (class, fields) = match &stmt.kind {
            StmtKind::FunctionDef(def) => (
                either(def.is_async, "AsyncFunctionDef", "FunctionDef"),
                vec![
                    self.name(def.name),
                    self.arguments(&def.args),
                    self.body(&def.body),
                    self.exprs(&def.decorators),
                    self.maybe(def.returns.as_ref()),
                    Const::None,
                ],
            ),
            StmtKind::ClassDef(def) => (
                "ClassDef",
                vec![
                    self.name(def.name),
                    self.exprs(&def.bases),
                    self.keywords(&def.keywords),
                    self.body(&def.body),
                    self.exprs(&def.decorators),
                ],
            ),
            StmtKind::Return(value) => ("Return", vec![self.maybe(value.as_ref())]),
            StmtKind::Delete(targets) => ("Delete", vec![self.exprs(targets)]),
            StmtKind::Assign { targets, value } => (
                "Assign",
                vec![self.exprs(targets), self.expr(value), Const::None],
            ),
            StmtKind::AugAssign { target, op, value } => (
                "AugAssign",
                vec![self.expr(target), mark(op), self.expr(value)],
            ),
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => (
                "AnnAssign",
                vec![
                    self.expr(target),
                    self.expr(annotation),
                    self.maybe(value.as_ref()),
                    flag(*simple),
                ],
            ),
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async,
            } => (
                either(*is_async, "AsyncFor", "For"),
                vec![
                    self.expr(target),
                    self.expr(iter),
                    self.body(body),
                    self.body(orelse),
                    Const::None,
                ],
            ),
            StmtKind::While { test, body, orelse } => (
                "While",
                vec![self.expr(test), self.body(body), self.body(orelse)],
            ),
            StmtKind::If { test, body, orelse } => (
                "If",
                vec![self.expr(test), self.body(body), self.body(orelse)],
            ),
            StmtKind::With {
                items,
                body,
                is_async,
            } => (
                either(*is_async, "AsyncWith", "With"),
                vec![
                    list(items.iter().map(|item| self.with_item(item))),
                    self.body(body),
                    Const::None,
                ],
            ),
            StmtKind::Raise { exc, cause } => (
                "Raise",
                vec![self.maybe(exc.as_ref()), self.maybe(cause.as_ref())],
            ),
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finalbody,
            } => (
                "Try",
                vec![
                    self.body(body),
                    list(handlers.iter().map(|handler| self.handler(handler))),
                    self.body(orelse),
                    self.body(finalbody),
                ],
            ),
            StmtKind::Assert { test, msg } => {
                ("Assert", vec![self.expr(test), self.maybe(msg.as_ref())])
            }
            StmtKind::Import(names) => (
                "Import",
                vec![list(names.iter().map(|alias| self.alias(alias)))],
            ),
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => (
                "ImportFrom",
                vec![
                    optional(module.as_ref(), |&name| self.name(name)),
                    list(names.iter().map(|alias| self.alias(alias))),
                    number(*level),
                ],
            ),
            StmtKind::Global(names) => ("Global", vec![self.identifiers(names)]),
            StmtKind::Nonlocal(names) => ("Nonlocal", vec![self.identifiers(names)]),
            StmtKind::Expr(value) => ("Expr", vec![self.expr(value)]),
            StmtKind::Pass => ("Pass", vec![]),
            StmtKind::Break => ("Break", vec![]),
            StmtKind::Continue => ("Continue", vec![]),
        };
        let end = end_of(std::slice::from_ref(stmt)).unwrap_or(stmt.pos.end);
        self.placed(class, stmt.pos, end, fields)
    }

    fn with_item(&self, item: &WithItem) -> Const {
        let target = self.maybe(item.optional_vars.as_ref());
        node("withitem", vec![self.expr(&item.context_expr), target])
    }

    fn handler(&self, handler: &Handler) -> Const {
        let fields = vec![
            self.maybe(handler.type_.as_ref()),
            optional(handler.name.as_ref(), |&name| self.name(name)),
            self.body(&handler.body),
        ];
        let end = end_of(&handler.body).unwrap_or(handler.pos.end);
        self.placed("ExceptHandler", handler.pos, end, fields)
    }

    fn alias(&self, alias: &Alias) -> Const {
        let asname = optional(alias.asname.as_ref(), |&name| self.name(name));
        node("alias", vec![self.name(alias.name), asname])
    }

    fn keywords(&self, keywords: &[Keyword]) -> Const {
        list(keywords.iter().map(|keyword| {
            let name = optional(keyword.arg.as_ref(), |&name| self.name(name));
            node("keyword", vec![name, self.expr(&keyword.value)])
        }))
    }

    fn arg(&self, arg: &Arg) -> Const {
        let annotation = self.maybe(arg.annotation.as_ref());
        node("arg", vec![self.name(arg.name), annotation, Const::None])
    }

    fn arguments(&self, args: &Arguments) -> Const {
        let args_of = |args: &[Arg]| list(args.iter().map(|arg| self.arg(arg)));
        let kw_defaults = args.kw_defaults.iter();
        node(
            "arguments",
            vec![
                args_of(&args.posonlyargs),
                args_of(&args.args),
                optional(args.vararg.as_ref(), |arg| self.arg(arg)),
                args_of(&args.kwonlyargs),
                list(kw_defaults.map(|default| self.maybe(default.as_ref()))),
                optional(args.kwarg.as_ref(), |arg| self.arg(arg)),
                self.exprs(&args.defaults),
            ],
        )
    }

    fn expr(&self, expr: &Expr) -> Const {
        let (class, fields) = match &expr.kind {
            ExprKind::BoolOp { op, values } => ("BoolOp", vec![mark(op), self.exprs(values)]),
            ExprKind::NamedExpr { target, value } => {
                ("NamedExpr", vec![self.expr(target), self.expr(value)])
            }
            ExprKind::BinOp { left, op, right } => {
                ("BinOp", vec![self.expr(left), mark(op), self.expr(right)])
            }
            ExprKind::UnaryOp { op, operand } => ("UnaryOp", vec![mark(op), self.expr(operand)]),
            ExprKind::Lambda { args, body, .. } => {
                ("Lambda", vec![self.arguments(args), self.expr(body)])
            }
            ExprKind::IfExp { test, body, orelse } => (
                "IfExp",
                vec![self.expr(test), self.expr(body), self.expr(orelse)],
            ),
            ExprKind::Dict { keys, values } => (
                "Dict",
                vec![
                    list(keys.iter().map(|key| self.maybe(key.as_ref()))),
                    self.exprs(values),
                ],
            ),
            ExprKind::Set(elts) => ("Set", vec![self.exprs(elts)]),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Await(value) => ("Await", vec![self.expr(value)]),
            ExprKind::Yield(value) => ("Yield", vec![self.maybe(value.as_deref())]),
            ExprKind::YieldFrom(value) => ("YieldFrom", vec![self.expr(value)]),
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => (
                "Compare",
                vec![
                    self.expr(left),
                    list(ops.iter().map(mark)),
                    self.exprs(comparators),
                ],
            ),
            ExprKind::Call {
                func,
                args,
                keywords,
            } => (
                "Call",
                vec![self.expr(func), self.exprs(args), self.keywords(keywords)],
            ),
            ExprKind::FormattedValue {
                value,
                conversion,
                format_spec,
            } => {
                // The tree has the letter's number, -1 for none.
                let letter = [-1, 115, 114, 97][*conversion as usize];
                (
                    "FormattedValue",
                    vec![
                        self.expr(value),
                        Const::Int(i64::from(letter).into()),
                        self.maybe(format_spec.as_deref()),
                    ],
                )
            }
            ExprKind::JoinedStr(values) => ("JoinedStr", vec![self.exprs(values)]),
            ExprKind::Constant { value, u_prefix } => {
                let value = Const::Tuple(vec![Arc::new(Const::Bool(true)), Arc::clone(value)]);
                let kind = if *u_prefix { text("u") } else { Const::None };
                ("Constant", vec![value, kind])
            }
            ExprKind::Attribute { value, attr, ctx } => (
                "Attribute",
                vec![self.expr(value), self.name(*attr), mark(ctx)],
            ),
            ExprKind::Subscript { value, slice, ctx } => (
                "Subscript",
                vec![self.expr(value), self.slice(slice), mark(ctx)],
            ),
            ExprKind::Starred { value, ctx } => ("Starred", vec![self.expr(value), mark(ctx)]),
            ExprKind::Name { id, ctx } => ("Name", vec![self.name(*id), mark(ctx)]),
            ExprKind::List { elts, ctx } => ("List", self.elements(elts, *ctx)),
            ExprKind::Tuple { elts, ctx } => ("Tuple", self.elements(elts, *ctx)),
        };
        self.placed(class, expr.pos, expr.pos.end, fields)
    }

    fn elements(&self, elts: &[Expr], ctx: ExprContext) -> Vec<Const> {
        vec![self.exprs(elts), mark(ctx)]
    }

    fn comprehension(&self, comprehension: &Comprehension) -> (&'static str, Vec<Const>) {
        let generators = comprehension.generators.iter();
        let generators = list(generators.map(|generator| self.generator(generator)));
        let class = match comprehension.kind {
            ComprehensionKind::Generator => "GeneratorExp",
            ComprehensionKind::List => "ListComp",
            ComprehensionKind::Set => "SetComp",
            ComprehensionKind::Dict => "DictComp",
        };
        let mut fields = vec![self.expr(&comprehension.elt)];
        fields.extend(comprehension.value.as_ref().map(|value| self.expr(value)));
        fields.push(generators);
        (class, fields)
    }

    fn generator(&self, generator: &Generator) -> Const {
        let fields = vec![
            self.expr(&generator.target),
            self.expr(&generator.iter),
            self.exprs(&generator.ifs),
            flag(generator.is_async),
        ];
        node("comprehension", fields)
    }

    fn slice(&self, slice: &Slice) -> Const {
        match slice {
            Slice::Index(value) => node("Index", vec![self.expr(value)]),
            Slice::Slice { lower, upper, step } => {
                let parts = [lower, upper, step];
                let parts = parts.map(|part| self.maybe(part.as_ref())).to_vec();
                node("Slice", parts)
            }
            Slice::ExtSlice(dims) => {
                let dims = dims.iter().map(|dim| self.slice(dim));
                node("ExtSlice", vec![list(dims)])
            }
        }
    }
}
