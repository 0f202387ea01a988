//! Statements: ruff's to 3.8's (`ast_for_stmt` in `Python/ast.c`).

use ruff_python_ast as ruff;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Adapter;
use crate::compiler::ast::{
    Alias, Arg, Arguments, ClassDef, Expr, FunctionDef, Handler, Pos, Stmt, StmtKind, WithItem,
};
use crate::compiler::names::Name;

impl Adapter<'_> {
    /// A block of statements.
    pub(super) fn body(&mut self, body: &[ruff::Stmt]) -> Vec<Stmt> {
        body.iter().map(|stmt| self.stmt(stmt)).collect()
    }

    fn stmt(&mut self, stmt: &ruff::Stmt) -> Stmt {
        let mut pos = self.pos(stmt);
        if let Some(first) = first_of_body(stmt) {
            pos.end = self.head_end(first);
        }
        let kind = match stmt {
            ruff::Stmt::FunctionDef(def) => {
                pos = self.definition_pos(pos, def.range, &def.decorator_list);
                StmtKind::FunctionDef(Box::new(FunctionDef {
                    scope: self.open_scope(),
                    name: self.names.intern(&def.name),
                    args: self.arguments(&def.parameters),
                    decorators: self.decorators(&def.decorator_list),
                    returns: self.optional(def.returns.as_deref()),
                    body: self.body(&def.body),
                    is_async: def.is_async,
                }))
            }
            ruff::Stmt::ClassDef(def) => {
                pos = self.definition_pos(pos, def.range, &def.decorator_list);
                StmtKind::ClassDef(Box::new(ClassDef {
                    scope: self.open_scope(),
                    name: self.names.intern(&def.name),
                    bases: self.exprs(def.bases()),
                    keywords: self.keywords(def.keywords()),
                    decorators: self.decorators(&def.decorator_list),
                    body: self.body(&def.body),
                }))
            }
            ruff::Stmt::Return(stmt) => StmtKind::Return(self.optional(stmt.value.as_deref())),
            ruff::Stmt::Delete(stmt) => StmtKind::Delete(self.exprs(&stmt.targets)),
            ruff::Stmt::Assign(stmt) => StmtKind::Assign {
                targets: self.exprs(&stmt.targets),
                value: self.expr(&stmt.value),
            },
            ruff::Stmt::AugAssign(stmt) => StmtKind::AugAssign {
                target: self.expr(&stmt.target),
                op: super::expr::operator(stmt.op),
                value: self.expr(&stmt.value),
            },
            ruff::Stmt::AnnAssign(stmt) => StmtKind::AnnAssign {
                target: self.expr(&stmt.target),
                annotation: self.expr(&stmt.annotation),
                value: self.optional(stmt.value.as_deref()),
                simple: stmt.simple,
            },
            ruff::Stmt::For(stmt) => StmtKind::For {
                target: self.expr(&stmt.target),
                iter: self.expr(&stmt.iter),
                body: self.body(&stmt.body),
                orelse: self.body(&stmt.orelse),
                is_async: stmt.is_async,
            },
            ruff::Stmt::While(stmt) => StmtKind::While {
                test: self.expr(&stmt.test),
                body: self.body(&stmt.body),
                orelse: self.body(&stmt.orelse),
            },
            ruff::Stmt::If(stmt) => StmtKind::If {
                test: self.expr(&stmt.test),
                body: self.body(&stmt.body),
                orelse: self.elifs(&stmt.elif_else_clauses),
            },
            ruff::Stmt::With(stmt) => StmtKind::With {
                items: self.with_items(stmt),
                body: self.body(&stmt.body),
                is_async: stmt.is_async,
            },
            ruff::Stmt::Raise(stmt) => StmtKind::Raise {
                exc: self.optional(stmt.exc.as_deref()),
                cause: self.optional(stmt.cause.as_deref()),
            },
            ruff::Stmt::Try(stmt) => StmtKind::Try {
                body: self.body(&stmt.body),
                handlers: stmt
                    .handlers
                    .iter()
                    .map(|handler| self.handler(handler))
                    .collect(),
                orelse: self.body(&stmt.orelse),
                finalbody: self.body(&stmt.finalbody),
            },
            ruff::Stmt::Assert(stmt) => StmtKind::Assert {
                test: self.expr(&stmt.test),
                msg: self.optional(stmt.msg.as_deref()),
            },
            ruff::Stmt::Import(stmt) => StmtKind::Import(self.aliases(&stmt.names)),
            ruff::Stmt::ImportFrom(stmt) => StmtKind::ImportFrom {
                module: stmt.module.as_ref().map(|module| self.names.intern(module)),
                names: self.aliases(&stmt.names),
                level: stmt.level,
            },
            ruff::Stmt::Global(stmt) => StmtKind::Global(self.identifiers(&stmt.names)),
            ruff::Stmt::Nonlocal(stmt) => StmtKind::Nonlocal(self.identifiers(&stmt.names)),
            ruff::Stmt::Expr(stmt) => StmtKind::Expr(self.expr(&stmt.value)),
            ruff::Stmt::Pass(_) => StmtKind::Pass,
            ruff::Stmt::Break(_) => StmtKind::Break,
            ruff::Stmt::Continue(_) => StmtKind::Continue,
            ruff::Stmt::TypeAlias(_) | ruff::Stmt::Match(_) | ruff::Stmt::IpyEscapeCommand(_) => {
                self.object(stmt.start());
                StmtKind::Pass
            }
        };
        Stmt { pos, kind }
    }

    /// 3.8 places a decorated definition at its `def`, `async` or `class`; ruff at the first `@`.
    fn definition_pos(&self, pos: Pos, range: TextRange, decorators: &[ruff::Decorator]) -> Pos {
        let begin = decorators.last().map_or(range.start(), |last| {
            self.tokens
                .after(last.end())
                .iter()
                .find(|token| {
                    !matches!(
                        token.kind(),
                        TokenKind::Newline | TokenKind::NonLogicalNewline | TokenKind::Comment
                    )
                })
                .map_or(range.start(), Ranged::start)
        });
        let mut at = self.pos_at(TextRange::empty(begin), begin);
        at.end = pos.end.max(at.start);
        at
    }

    /// Where the head of a compound statement ends: after the colon before its first statement.
    fn head_end(&self, first: &ruff::Stmt) -> u32 {
        let before = self.tokens.before(first.start());
        let colon = before
            .iter()
            .rev()
            .find(|token| token.kind() == TokenKind::Colon);
        colon.map_or(first.start(), Ranged::end).into()
    }

    fn decorators(&mut self, decorators: &[ruff::Decorator]) -> Vec<Expr> {
        decorators
            .iter()
            .map(|decorator| self.expr(&decorator.expression))
            .collect()
    }

    fn identifiers(&mut self, names: &[ruff::Identifier]) -> Vec<Name> {
        names.iter().map(|name| self.names.intern(name)).collect()
    }

    fn aliases(&mut self, aliases: &[ruff::Alias]) -> Vec<Alias> {
        aliases
            .iter()
            .map(|alias| Alias {
                pos: self.pos(alias),
                name: self.names.intern(&alias.name),
                asname: alias.asname.as_ref().map(|name| self.names.intern(name)),
            })
            .collect()
    }

    /// `elif` is an `if` alone in the `else` of the one before.
    fn elifs(&mut self, clauses: &[ruff::ElifElseClause]) -> Vec<Stmt> {
        /// More would nest deeper than Python's recursion limit lets its compiler go.
        const MAX_CLAUSES: usize = 3000;
        if clauses.len() > MAX_CLAUSES {
            self.too_deep = true;
            return Vec::new();
        }
        let mut orelse = Vec::new();
        for clause in clauses.iter().rev() {
            match &clause.test {
                None => orelse = self.body(&clause.body),
                Some(test) => {
                    // Scope keys only need to be unique, so converting backwards is fine, and
                    // a chain of thousands of clauses needs no recursion here.
                    let test = self.expr(test);
                    let body = self.body(&clause.body);
                    let mut pos = self.pos(clause);
                    if let Some(first) = clause.body.first() {
                        pos.end = self.head_end(first);
                    }
                    orelse = vec![Stmt {
                        pos,
                        kind: StmtKind::If { test, body, orelse },
                    }];
                }
            }
        }
        orelse
    }

    fn with_items(&mut self, stmt: &ruff::StmtWith) -> Vec<WithItem> {
        if let Some(tuple) = self.parenthesized_items(stmt) {
            return vec![tuple];
        }
        stmt.items
            .iter()
            .map(|item| WithItem {
                context_expr: self.expr(&item.context_expr),
                optional_vars: self.optional(item.optional_vars.as_deref()),
            })
            .collect()
    }

    /// `with (a, b):` is two items to ruff, one tuple to 3.8.
    fn parenthesized_items(&mut self, stmt: &ruff::StmtWith) -> Option<WithItem> {
        let (first, last) = (stmt.items.first()?, stmt.items.last()?);
        let opening = self
            .tokens
            .in_range(TextRange::new(stmt.start(), first.start()))
            .iter()
            .filter(|token| {
                !matches!(
                    token.kind(),
                    TokenKind::Comment | TokenKind::NonLogicalNewline
                )
            })
            .find(|token| !matches!(token.kind(), TokenKind::Async | TokenKind::With))?;
        if opening.kind() != TokenKind::Lpar {
            return None;
        }
        // The parenthesis belongs to the statement only if it closes right before the colon.
        let closing = self
            .tokens
            .after(last.end())
            .iter()
            .filter(|token| {
                !matches!(
                    token.kind(),
                    TokenKind::Comment | TokenKind::NonLogicalNewline | TokenKind::Comma
                )
            })
            .take_while(|token| token.kind() == TokenKind::Rpar)
            .last()?;
        let range = TextRange::new(opening.start(), closing.end());
        if stmt.items.iter().any(|item| item.optional_vars.is_some()) {
            let place: TextSize = first.context_expr.end();
            self.object(place);
        }
        let has_comma = self
            .tokens
            .in_range(TextRange::new(first.end(), closing.start()))
            .iter()
            .any(|token| token.kind() == TokenKind::Comma);
        if !has_comma {
            return None;
        }
        let elts = stmt
            .items
            .iter()
            .map(|item| self.expr(&item.context_expr))
            .collect();
        let pos = self.pos_at(range, range.start());
        let kind = crate::compiler::ast::ExprKind::Tuple {
            elts,
            ctx: crate::compiler::ast::ExprContext::Load,
        };
        Some(WithItem {
            context_expr: Expr { pos, kind },
            optional_vars: None,
        })
    }

    fn handler(&mut self, handler: &ruff::ExceptHandler) -> Handler {
        let ruff::ExceptHandler::ExceptHandler(handler) = handler;
        let mut pos = self.pos(handler);
        if let Some(first) = handler.body.first() {
            pos.end = self.head_end(first);
        }
        Handler {
            pos,
            type_: self.optional(handler.type_.as_deref()),
            name: handler.name.as_ref().map(|name| self.names.intern(name)),
            body: self.body(&handler.body),
        }
    }

    /// The parameters of a function or lambda.
    pub(super) fn arguments(&mut self, parameters: &ruff::Parameters) -> Arguments {
        Arguments {
            posonlyargs: self.args(&parameters.posonlyargs),
            args: self.args(&parameters.args),
            vararg: parameters.vararg.as_deref().map(|arg| self.arg(arg)),
            kwonlyargs: self.args(&parameters.kwonlyargs),
            kw_defaults: parameters
                .kwonlyargs
                .iter()
                .map(|arg| self.optional(arg.default.as_deref()))
                .collect(),
            kwarg: parameters.kwarg.as_deref().map(|arg| self.arg(arg)),
            defaults: parameters
                .posonlyargs
                .iter()
                .chain(&parameters.args)
                .filter_map(|arg| self.optional(arg.default.as_deref()))
                .collect(),
        }
    }

    fn args(&mut self, args: &[ruff::ParameterWithDefault]) -> Vec<Arg> {
        args.iter().map(|arg| self.arg(&arg.parameter)).collect()
    }

    fn arg(&mut self, arg: &ruff::Parameter) -> Arg {
        Arg {
            name: self.names.intern(&arg.name),
            annotation: self.optional(arg.annotation.as_deref()),
        }
    }
}

/// The first statement inside a compound statement.
fn first_of_body(stmt: &ruff::Stmt) -> Option<&ruff::Stmt> {
    match stmt {
        ruff::Stmt::FunctionDef(stmt) => stmt.body.first(),
        ruff::Stmt::ClassDef(stmt) => stmt.body.first(),
        ruff::Stmt::For(stmt) => stmt.body.first(),
        ruff::Stmt::While(stmt) => stmt.body.first(),
        ruff::Stmt::If(stmt) => stmt.body.first(),
        ruff::Stmt::With(stmt) => stmt.body.first(),
        ruff::Stmt::Try(stmt) => stmt.body.first(),
        _ => None,
    }
}
