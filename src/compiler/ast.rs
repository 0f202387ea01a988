//! The abstract syntax tree as CPython 3.8 has it (`Parser/Python.asdl`), with positions as 3.8
//! counts them and, beside them, the true piece of source text.

#![allow(
    clippy::enum_variant_names,
    reason = "the names are those of Python.asdl"
)]

use std::sync::Arc;

use super::names::Name;
use crate::code::Const;

/// Where a node stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pos {
    /// The line CPython 3.8 gives the node, from 1. Inside f-strings it may differ from the true one.
    pub lineno: u32,
    /// The column CPython 3.8 gives the node, in UTF-8 bytes from 0.
    pub col_offset: u32,
    /// Byte offset of the node's first character in the decoded source.
    pub start: u32,
    /// Byte offset after the node's last character; of a statement with a body, after the colon
    /// before that: what comes from such a statement comes from its head.
    pub end: u32,
}

impl Pos {
    /// The piece of source, as byte offsets.
    pub fn range(self) -> (u32, u32) {
        (self.start, self.end)
    }
}

/// Ties a node that opens a scope to its entry in the symbol table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ScopeKey(pub u32);

/// A whole compilation unit (`mod_ty`).
#[derive(Debug)]
pub enum Module {
    /// A file, or the argument of `exec`.
    Module(Vec<Stmt>),
    /// One interactive statement.
    Interactive(Vec<Stmt>),
    /// The argument of `eval`.
    Expression(Box<Expr>),
}

/// A statement.
#[derive(Debug)]
pub struct Stmt {
    /// Its place.
    pub pos: Pos,
    /// What it is.
    pub kind: StmtKind,
}

/// The kinds of statement.
#[derive(Debug)]
pub enum StmtKind {
    /// `def` and `async def`.
    FunctionDef(Box<FunctionDef>),
    /// `class`.
    ClassDef(Box<ClassDef>),
    /// `return value`.
    Return(Option<Expr>),
    /// `del targets`.
    Delete(Vec<Expr>),
    /// `target = target = value`.
    Assign { targets: Vec<Expr>, value: Expr },
    /// `target op= value`.
    AugAssign {
        target: Expr,
        op: Operator,
        value: Expr,
    },
    /// `target: annotation = value`; `simple` if the target is a bare name.
    AnnAssign {
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
        simple: bool,
    },
    /// `for` and `async for`.
    For {
        target: Expr,
        iter: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
        is_async: bool,
    },
    /// `while`.
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    /// `if`; `elif` is an `If` alone in `orelse`.
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    /// `with` and `async with`.
    With {
        items: Vec<WithItem>,
        body: Vec<Stmt>,
        is_async: bool,
    },
    /// `raise exc from cause`.
    Raise {
        exc: Option<Expr>,
        cause: Option<Expr>,
    },
    /// `try`.
    Try {
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finalbody: Vec<Stmt>,
    },
    /// `assert test, msg`.
    Assert { test: Expr, msg: Option<Expr> },
    /// `import names`.
    Import(Vec<Alias>),
    /// `from module import names`, with `level` leading dots.
    ImportFrom {
        module: Option<Name>,
        names: Vec<Alias>,
        level: u32,
    },
    /// `global names`.
    Global(Vec<Name>),
    /// `nonlocal names`.
    Nonlocal(Vec<Name>),
    /// An expression for its effect.
    Expr(Expr),
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
}

/// `def` and `async def`.
#[derive(Debug)]
pub struct FunctionDef {
    /// Its scope.
    pub scope: ScopeKey,
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub args: Arguments,
    /// Its statements.
    pub body: Vec<Stmt>,
    /// Its decorators, in source order.
    pub decorators: Vec<Expr>,
    /// `-> returns`.
    pub returns: Option<Expr>,
    /// Whether it is `async def`.
    pub is_async: bool,
}

/// `class`.
#[derive(Debug)]
pub struct ClassDef {
    /// Its scope.
    pub scope: ScopeKey,
    /// Its name.
    pub name: Name,
    /// Positional arguments of the class statement.
    pub bases: Vec<Expr>,
    /// Keyword arguments of the class statement.
    pub keywords: Vec<Keyword>,
    /// Its statements.
    pub body: Vec<Stmt>,
    /// Its decorators, in source order.
    pub decorators: Vec<Expr>,
}

/// One `context as target` of a `with`.
#[derive(Debug)]
pub struct WithItem {
    /// The context manager.
    pub context_expr: Expr,
    /// The target after `as`.
    pub optional_vars: Option<Expr>,
}

/// One `except` clause.
#[derive(Debug)]
pub struct Handler {
    /// Its place.
    pub pos: Pos,
    /// What it catches; everything if missing.
    pub type_: Option<Expr>,
    /// `as name`.
    pub name: Option<Name>,
    /// Its statements.
    pub body: Vec<Stmt>,
}

/// `name as asname` of an import.
#[derive(Debug)]
pub struct Alias {
    /// Its place.
    pub pos: Pos,
    /// The dotted name, or `*`.
    pub name: Name,
    /// What to call it.
    pub asname: Option<Name>,
}

/// An expression.
#[derive(Debug)]
pub struct Expr {
    /// Its place.
    pub pos: Pos,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expression.
#[derive(Debug)]
pub enum ExprKind {
    /// `a and b and c`.
    BoolOp { op: BoolOp, values: Vec<Expr> },
    /// `target := value`.
    NamedExpr { target: Box<Expr>, value: Box<Expr> },
    /// `left op right`.
    BinOp {
        left: Box<Expr>,
        op: Operator,
        right: Box<Expr>,
    },
    /// `op operand`.
    UnaryOp { op: UnaryOp, operand: Box<Expr> },
    /// `lambda args: body`.
    Lambda {
        scope: ScopeKey,
        args: Box<Arguments>,
        body: Box<Expr>,
    },
    /// `body if test else orelse`.
    IfExp {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    /// `{key: value, **value}`: a missing key marks an unpacked mapping.
    Dict {
        keys: Vec<Option<Expr>>,
        values: Vec<Expr>,
    },
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// A list, set, dict comprehension or generator expression.
    Comprehension(Box<Comprehension>),
    /// `await value`.
    Await(Box<Expr>),
    /// `yield value`.
    Yield(Option<Box<Expr>>),
    /// `yield from value`.
    YieldFrom(Box<Expr>),
    /// `left op comparator op comparator`.
    Compare {
        left: Box<Expr>,
        ops: Vec<CmpOp>,
        comparators: Vec<Expr>,
    },
    /// `func(args, keywords)`.
    Call {
        func: Box<Expr>,
        args: Vec<Expr>,
        keywords: Vec<Keyword>,
    },
    /// One `{value!conversion:format_spec}` of an f-string.
    FormattedValue {
        value: Box<Expr>,
        conversion: Conversion,
        format_spec: Option<Box<Expr>>,
    },
    /// An f-string.
    JoinedStr(Vec<Expr>),
    /// A literal, or what folding made.
    Constant { value: Arc<Const>, u_prefix: bool },
    /// `value.attr`.
    Attribute {
        value: Box<Expr>,
        attr: Name,
        ctx: ExprContext,
    },
    /// `value[slice]`.
    Subscript {
        value: Box<Expr>,
        slice: Box<Slice>,
        ctx: ExprContext,
    },
    /// `*value`.
    Starred { value: Box<Expr>, ctx: ExprContext },
    /// A name.
    Name { id: Name, ctx: ExprContext },
    /// `[a, b]`.
    List { elts: Vec<Expr>, ctx: ExprContext },
    /// `a, b`.
    Tuple { elts: Vec<Expr>, ctx: ExprContext },
}

/// What stands between the brackets of a subscript.
#[derive(Debug)]
pub enum Slice {
    /// `[value]`.
    Index(Expr),
    /// `[lower:upper:step]`.
    Slice {
        lower: Option<Expr>,
        upper: Option<Expr>,
        step: Option<Expr>,
    },
    /// `[a:b, c]`.
    ExtSlice(Vec<Slice>),
}

/// The four kinds of comprehension.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ComprehensionKind {
    /// `(... for ...)`.
    Generator,
    /// `[... for ...]`.
    List,
    /// `{... for ...}`.
    Set,
    /// `{k: v for ...}`.
    Dict,
}

/// A comprehension of any kind.
#[derive(Debug)]
pub struct Comprehension {
    /// Its scope.
    pub scope: ScopeKey,
    /// Which of the four.
    pub kind: ComprehensionKind,
    /// The element, or the key of a dict comprehension.
    pub elt: Expr,
    /// The value of a dict comprehension.
    pub value: Option<Expr>,
    /// The `for` clauses, at least one.
    pub generators: Vec<Generator>,
}

/// One `for target in iter if ... if ...` of a comprehension (`comprehension_ty`).
#[derive(Debug)]
pub struct Generator {
    /// What is bound.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// The conditions.
    pub ifs: Vec<Expr>,
    /// Whether it is `async for`.
    pub is_async: bool,
}

/// The parameters of a function (`arguments_ty`).
#[derive(Debug, Default)]
pub struct Arguments {
    /// Parameters before `/`.
    pub posonlyargs: Vec<Arg>,
    /// Ordinary parameters.
    pub args: Vec<Arg>,
    /// `*args`.
    pub vararg: Option<Arg>,
    /// Parameters after `*`.
    pub kwonlyargs: Vec<Arg>,
    /// Their defaults, one entry each.
    pub kw_defaults: Vec<Option<Expr>>,
    /// `**kwargs`.
    pub kwarg: Option<Arg>,
    /// Defaults of the last positional parameters.
    pub defaults: Vec<Expr>,
}

/// One parameter.
#[derive(Debug)]
pub struct Arg {
    /// Its name.
    pub name: Name,
    /// Its annotation.
    pub annotation: Option<Expr>,
}

/// One keyword argument of a call; `**value` if the name is missing.
#[derive(Debug)]
pub struct Keyword {
    /// The name.
    pub arg: Option<Name>,
    /// The value.
    pub value: Expr,
}

/// Whether an expression is read, bound or deleted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExprContext {
    /// Read.
    Load,
    /// Bound.
    Store,
    /// Deleted.
    Del,
}

/// `!s`, `!r`, `!a` of an f-string, by the number FORMAT_VALUE uses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conversion {
    /// No conversion.
    None = 0,
    /// `str()`.
    Str = 1,
    /// `repr()`.
    Repr = 2,
    /// `ascii()`.
    Ascii = 3,
}

/// `and`, `or`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoolOp {
    /// `and`.
    And,
    /// `or`.
    Or,
}

/// Binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Operator {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

/// Comparison operators, by the number COMPARE_OP uses (`Include/opcode.h`, `enum cmp_op`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum CmpOp {
    Lt = 0,
    LtE = 1,
    Eq = 2,
    NotEq = 3,
    Gt = 4,
    GtE = 5,
    In = 6,
    NotIn = 7,
    Is = 8,
    IsNot = 9,
}

/// The docstring of a body: its first statement, if that is a string constant
/// (`_PyAST_GetDocString`).
pub fn docstring(body: &[Stmt]) -> Option<&Arc<Const>> {
    match body.first().map(|stmt| &stmt.kind) {
        Some(StmtKind::Expr(Expr {
            kind: ExprKind::Constant { value, .. },
            ..
        })) if matches!(**value, Const::Str(_)) => Some(value),
        _ => None,
    }
}
