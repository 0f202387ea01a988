//! Folding of constant expressions in the tree (`Python/ast_opt.c`), before the symbol table is
//! made.

mod arith;

use std::sync::Arc;

use super::ast::{
    Arguments, CmpOp, Comprehension, Expr, ExprContext, ExprKind, Generator, Module, Pos, ScopeKey,
    Slice, Stmt, StmtKind, UnaryOp, docstring,
};
use super::names::known;
use super::notebook::Notebook;
use crate::code::Const;
use crate::code::notes::ChangeKind;

/// Folds a whole unit. `optimize` is the `-O` level, of which `__debug__` tells. Returns the constants of
/// the tree, before and after, if they are to be kept.
pub fn fold(
    module: &mut Module,
    optimize: u8,
    keeps_constants: bool,
    notebook: Option<&mut Notebook>,
) -> Folded {
    let mut folder = Folder {
        optimize,
        folded: Folded::default(),
        keeps_constants,
        scope: None,
        notebook,
    };
    match module {
        Module::Module(body) => folder.body(body),
        Module::Interactive(body) => folder.stmts(body),
        Module::Expression(expr) => folder.expr(expr),
    }
    folder.folded
}

/// What folding finds out about a tree.
#[derive(Default)]
pub struct Folded {
    /// How often `__debug__` is read.
    pub debug_reads: u32,
    // CPython keeps a reference to each constant of a tree.
    /// Those that stand in the source.
    pub parsed: Vec<Arc<Const>>,
    /// Those that folding made of them, in order.
    pub made: Vec<Arc<Const>>,
}

impl Folded {
    /// All constants.
    pub fn all(mut self) -> Vec<Arc<Const>> {
        self.parsed.append(&mut self.made);
        self.parsed
    }
}

struct Folder<'n, 's> {
    optimize: u8,
    folded: Folded,
    keeps_constants: bool,
    /// The scope being folded; None is the module.
    scope: Option<ScopeKey>,
    notebook: Option<&'n mut Notebook<'s>>,
}

impl Folder<'_, '_> {
    /// Folds something in a scope of its own.
    fn inside(&mut self, scope: ScopeKey, fold: impl FnOnce(&mut Self)) {
        let outer = self.scope.replace(scope);
        fold(self);
        self.scope = outer;
    }

    /// Writes a change down, given the text of what is changed.
    fn note(&mut self, pos: Pos, kind: impl FnOnce(String) -> ChangeKind) {
        if let Some(notebook) = &mut self.notebook {
            notebook.note(self.scope, pos, kind);
        }
    }

    fn set_constant(&mut self, expr: &mut Expr, value: Arc<Const>) {
        self.note(expr.pos, |text| ChangeKind::Folded {
            text,
            value: Arc::clone(&value),
        });
        if self.keeps_constants {
            self.folded.made.push(Arc::clone(&value));
        }
        expr.kind = ExprKind::Constant {
            value,
            u_prefix: false,
        };
    }

    /// A tuple of constants is a constant.
    fn fold_tuple(&mut self, expr: &mut Expr) {
        if let ExprKind::Tuple {
            elts,
            ctx: ExprContext::Load,
        } = &expr.kind
            && let Some(items) = constants(elts)
        {
            self.set_constant(expr, Arc::new(Const::Tuple(items)));
        }
    }

    /// A body that may begin with a docstring. An expression that only folding made a string is
    /// none (`astfold_body`): it is wrapped up so that it isn't taken for one.
    fn body(&mut self, body: &mut [Stmt]) {
        let had_docstring = docstring(body).is_some();
        self.stmts(body);
        if had_docstring || docstring(body).is_none() {
            return;
        }
        if let Some(Stmt {
            kind: StmtKind::Expr(expr),
            ..
        }) = body.first_mut()
        {
            let nothing = ExprKind::JoinedStr(Vec::new());
            let string = Expr {
                pos: expr.pos,
                kind: std::mem::replace(&mut expr.kind, nothing),
            };
            expr.kind = ExprKind::JoinedStr(vec![string]);
        }
    }

    fn stmts(&mut self, stmts: &mut [Stmt]) {
        stmts.iter_mut().for_each(|stmt| self.stmt(stmt));
    }

    fn exprs(&mut self, exprs: &mut [Expr]) {
        exprs.iter_mut().for_each(|expr| self.expr(expr));
    }

    fn optional(&mut self, expr: &mut Option<Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn stmt(&mut self, stmt: &mut Stmt) {
        match &mut stmt.kind {
            StmtKind::FunctionDef(def) => {
                self.arguments(&mut def.args);
                self.inside(def.scope, |folder| folder.body(&mut def.body));
                self.exprs(&mut def.decorators);
                self.optional(&mut def.returns);
            }
            StmtKind::ClassDef(def) => {
                self.exprs(&mut def.bases);
                def.keywords
                    .iter_mut()
                    .for_each(|keyword| self.expr(&mut keyword.value));
                self.inside(def.scope, |folder| folder.body(&mut def.body));
                self.exprs(&mut def.decorators);
            }
            StmtKind::Return(value) => self.optional(value),
            StmtKind::Delete(targets) => self.exprs(targets),
            StmtKind::Assign { targets, value } => {
                self.exprs(targets);
                self.expr(value);
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expr(target);
                self.expr(value);
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                ..
            } => {
                self.expr(target);
                self.expr(annotation);
                self.optional(value);
            }
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async,
            } => {
                self.expr(target);
                self.expr(iter);
                self.stmts(body);
                self.stmts(orelse);
                if !*is_async {
                    self.iterable(iter);
                }
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expr(test);
                self.stmts(body);
                self.stmts(orelse);
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(&mut item.context_expr);
                    self.optional(&mut item.optional_vars);
                }
                self.stmts(body);
            }
            StmtKind::Raise { exc, cause } => {
                self.optional(exc);
                self.optional(cause);
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finalbody,
            } => {
                self.stmts(body);
                for handler in handlers {
                    self.optional(&mut handler.type_);
                    self.stmts(&mut handler.body);
                }
                self.stmts(orelse);
                self.stmts(finalbody);
            }
            StmtKind::Assert { test, msg } => {
                self.expr(test);
                self.optional(msg);
            }
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Import(_)
            | StmtKind::ImportFrom { .. }
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_)
            | StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue => {}
        }
    }

    fn arguments(&mut self, args: &mut Arguments) {
        let all = args
            .posonlyargs
            .iter_mut()
            .chain(&mut args.args)
            .chain(&mut args.vararg)
            .chain(&mut args.kwonlyargs)
            .chain(&mut args.kwarg);
        all.for_each(|arg| self.optional(&mut arg.annotation));
        args.kw_defaults
            .iter_mut()
            .for_each(|default| self.optional(default));
        self.exprs(&mut args.defaults);
    }

    fn expr(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr(values) => self.exprs(values),
            ExprKind::BinOp { left, op, right } => {
                self.expr(left);
                self.expr(right);
                if let (Some(left), Some(right)) = (constant(left), constant(right))
                    && let Some(value) = arith::binary(left, *op, right)
                {
                    self.set_constant(expr, value);
                }
            }
            ExprKind::UnaryOp { op, operand } => {
                self.expr(operand);
                let op = *op;
                if let Some(operand) = constant(operand) {
                    if let Some(value) = arith::unary(op, operand) {
                        self.set_constant(expr, value);
                    }
                } else if op == UnaryOp::Not && fold_not(expr) {
                    self.note(expr.pos, |text| ChangeKind::NotMovedIn { text });
                }
            }
            ExprKind::Lambda { scope, args, body } => {
                self.arguments(args);
                self.inside(*scope, |folder| folder.expr(body));
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test);
                self.expr(body);
                self.expr(orelse);
            }
            ExprKind::Dict { keys, values } => {
                keys.iter_mut().for_each(|key| self.optional(key));
                self.exprs(values);
            }
            ExprKind::Set(elts) => self.exprs(elts),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Await(value) | ExprKind::YieldFrom(value) => self.expr(value),
            ExprKind::Yield(value) => {
                if let Some(value) = value {
                    self.expr(value);
                }
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => {
                self.expr(left);
                self.exprs(comparators);
                // A literal container that is only searched can be a constant.
                if let (Some(CmpOp::In | CmpOp::NotIn), Some(last)) =
                    (ops.last(), comparators.last_mut())
                {
                    self.iterable(last);
                }
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                self.expr(func);
                self.exprs(args);
                keywords
                    .iter_mut()
                    .for_each(|keyword| self.expr(&mut keyword.value));
            }
            ExprKind::FormattedValue {
                value, format_spec, ..
            } => {
                self.expr(value);
                if let Some(spec) = format_spec {
                    self.expr(spec);
                }
            }
            ExprKind::Attribute { value, .. } | ExprKind::Starred { value, .. } => {
                self.expr(value);
            }
            ExprKind::Subscript { value, slice, ctx } => {
                self.expr(value);
                self.slice(slice);
                if *ctx != ExprContext::Load {
                    return;
                }
                if let (Some(value), Slice::Index(index)) = (constant(value), &**slice) {
                    let item = constant(index).and_then(|index| arith::subscript(value, index));
                    if let Some(item) = item {
                        self.set_constant(expr, item);
                    }
                }
            }
            ExprKind::Name {
                id: known::DEBUG,
                ctx: ExprContext::Load,
            } => {
                self.folded.debug_reads += 1;
                self.set_constant(expr, Arc::new(Const::Bool(self.optimize == 0)));
            }
            ExprKind::List { elts, .. } => self.exprs(elts),
            ExprKind::Tuple { elts, .. } => {
                self.exprs(elts);
                self.fold_tuple(expr);
            }
            ExprKind::Constant { value, .. } => {
                if self.keeps_constants {
                    self.folded.parsed.push(Arc::clone(value));
                }
            }
            // 3.8's folding passes over named expressions.
            ExprKind::NamedExpr { .. } | ExprKind::Name { .. } => {}
        }
    }

    fn slice(&mut self, slice: &mut Slice) {
        match slice {
            Slice::Index(value) => self.expr(value),
            Slice::Slice { lower, upper, step } => {
                self.optional(lower);
                self.optional(upper);
                self.optional(step);
            }
            Slice::ExtSlice(dims) => dims.iter_mut().for_each(|dim| self.slice(dim)),
        }
    }

    /// The iterable of the first `for` is evaluated outside.
    fn comprehension(&mut self, comprehension: &mut Comprehension) {
        let around = self.scope;
        self.scope = Some(comprehension.scope);
        self.expr(&mut comprehension.elt);
        self.optional(&mut comprehension.value);
        for (index, generator) in comprehension.generators.iter_mut().enumerate() {
            let Generator {
                target, iter, ifs, ..
            } = generator;
            let inside = self.scope;
            self.expr(target);
            if index == 0 {
                self.scope = around;
            }
            self.expr(iter);
            self.scope = inside;
            self.exprs(ifs);
            if index == 0 {
                self.scope = around;
            }
            self.iterable(iter);
            self.scope = inside;
        }
        self.scope = around;
    }

    /// A list display that is only iterated or searched can be a tuple, a set display a
    /// frozenset (`fold_iter`).
    fn iterable(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::List { elts, ctx } => {
                if elts
                    .iter()
                    .any(|elt| matches!(elt.kind, ExprKind::Starred { .. }))
                {
                    return;
                }
                expr.kind = ExprKind::Tuple {
                    elts: std::mem::take(elts),
                    ctx: *ctx,
                };
                self.note(expr.pos, |text| ChangeKind::ListBecameTuple { text });
                self.fold_tuple(expr);
            }
            ExprKind::Set(elts) => {
                if let Some(items) = constants(elts) {
                    self.set_constant(expr, Arc::new(Const::FrozenSet(arith::distinct(items))));
                }
            }
            _ => {}
        }
    }
}

/// `not a in b` is `a not in b`, `not a is b` is `a is not b`; nothing of the kind holds for the
/// other comparisons, which classes define as they like. Tells whether it was done.
fn fold_not(expr: &mut Expr) -> bool {
    let ExprKind::UnaryOp { operand, .. } = &mut expr.kind else {
        return false;
    };
    let ExprKind::Compare { ops, .. } = &mut operand.kind else {
        return false;
    };
    let [op] = ops.as_mut_slice() else {
        return false;
    };
    *op = match op {
        CmpOp::Is => CmpOp::IsNot,
        CmpOp::IsNot => CmpOp::Is,
        CmpOp::In => CmpOp::NotIn,
        CmpOp::NotIn => CmpOp::In,
        _ => return false,
    };
    let nothing = ExprKind::Set(Vec::new());
    let kind = std::mem::replace(&mut operand.kind, nothing);
    let range = (expr.pos.start, expr.pos.end);
    expr.pos = operand.pos;
    (expr.pos.start, expr.pos.end) = range;
    expr.kind = kind;
    true
}

fn constant(expr: &Expr) -> Option<&Const> {
    match &expr.kind {
        ExprKind::Constant { value, .. } => Some(value),
        _ => None,
    }
}

fn constants(elts: &[Expr]) -> Option<Vec<Arc<Const>>> {
    elts.iter()
        .map(|elt| match &elt.kind {
            ExprKind::Constant { value, .. } => Some(Arc::clone(value)),
            _ => None,
        })
        .collect()
}
