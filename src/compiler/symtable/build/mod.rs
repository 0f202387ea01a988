//! First pass: walk the tree and note what happens to each name (`symtable_visit_stmt`,
//! `symtable_visit_expr` and their helpers in `Python/symtable.c`).

mod declare;
mod exprs;

use std::collections::BTreeMap;

use super::{BlockType, Scope, ScopeId, SiteAt, SymbolTable, Symbols, Uses};
use crate::code::footprint::Container;
use crate::code::notes::How;
use crate::compiler::ast::{Expr, Module, Pos, ScopeKey, Stmt, StmtKind};
use crate::compiler::fault::Located;
use crate::compiler::footprint::Footprint;
use crate::compiler::index::Recent;
use crate::compiler::names::{Name, Names, known};

type Result = std::result::Result<(), Box<Located>>;

/// Levels of the compiler's recursion that count as one Python call (`Python/symtable.c`).
const COMPILER_STACK_FRAME_SCALE: u32 = 3;

/// How deep Python calls are nested, and may be: the compiler counts with them.
#[derive(Clone, Copy)]
pub struct Depth {
    /// Calls that are open.
    pub open: u32,
    /// `sys.getrecursionlimit()`.
    pub limit: u32,
}

/// Builds and analyses the symbol table of a unit that opens `scopes` scopes.
pub fn build(
    module: &Module,
    scopes: u32,
    depth: Depth,
    explain: bool,
    names: &mut Names,
    footprint: &mut Footprint,
) -> std::result::Result<SymbolTable, Box<Located>> {
    let table = SymbolTable {
        scopes: Vec::with_capacity(scopes as usize + 1),
        by_key: vec![SymbolTable::TOP; scopes as usize],
        sites: explain.then(BTreeMap::new),
    };
    let mut builder = Builder {
        table,
        names,
        current: SymbolTable::TOP,
        recent: Recent::default(),
        private: None,
        here: SiteAt {
            how: How::Assigned,
            start: 0,
        },
        binder: How::Assigned,
        depth: depth.open.saturating_mul(COMPILER_STACK_FRAME_SCALE),
        limit: depth.limit.saturating_mul(COMPILER_STACK_FRAME_SCALE),
        footprint,
    };
    // The stack of scopes and the dict of all.
    builder.footprint.made(Container::List);
    builder.footprint.made(Container::Dict);
    builder.open(BlockType::Module, known::MODULE_CODE, Pos::default());
    match module {
        Module::Module(body) | Module::Interactive(body) => builder.body(body)?,
        Module::Expression(expr) => builder.expr(expr)?,
    }
    let mut table = builder.table;
    super::analyze::analyze(&mut table, names)?;
    footprint.analyzed(&table);
    Ok(table)
}

struct Builder<'n> {
    table: SymbolTable,
    names: &'n mut Names,
    current: ScopeId,
    /// Where names stand among a scope's symbols.
    recent: Recent<u32>,
    private: Option<Name>,
    /// The node that names are met in, for notes.
    here: SiteAt,
    /// What binds the targets being visited.
    binder: How,
    /// How deep the walk is, in the units of Python's recursion limit.
    depth: u32,
    /// How deep it may get.
    limit: u32,
    footprint: &'n mut Footprint,
}

impl Builder<'_> {
    fn scope(&mut self) -> &mut Scope {
        &mut self.table.scopes[self.current.0]
    }

    fn open(&mut self, block: BlockType, name: Name, pos: Pos) -> ScopeId {
        let id = ScopeId(self.table.scopes.len());
        let parent = (id.0 > 0).then_some(self.current);
        let mut scope = Scope {
            name,
            block,
            parent,
            children: Vec::new(),
            symbols: Symbols::default(),
            varnames: Vec::new(),
            nested: false,
            generator: false,
            coroutine: false,
            varargs: false,
            varkeywords: false,
            needs_class_closure: false,
            lineno: pos.lineno,
            col_offset: pos.col_offset,
            comprehension: false,
            comp_iter_target: false,
            comp_iter_expr: 0,
            directives: Vec::new(),
        };
        if parent.is_some() {
            let around = self.scope();
            around.children.push(id);
            scope.nested = around.nested || around.block == BlockType::Function;
            scope.comp_iter_expr = around.comp_iter_expr;
        }
        self.table.scopes.push(scope);
        self.footprint.made(Container::Dict);
        self.footprint.made(Container::List);
        self.footprint.made(Container::List);
        self.footprint.entry(self.table.scopes.len());
        self.current = id;
        id
    }

    /// Visits something in a scope of its own (`symtable_enter_block` and `symtable_exit_block`).
    fn inside(
        &mut self,
        key: ScopeKey,
        block: BlockType,
        name: Name,
        pos: Pos,
        visit: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        let outer = self.current;
        let id = self.open(block, name, pos);
        self.at(How::Parameter, pos);
        if let Some(entry) = self.table.by_key.get_mut(key.0 as usize) {
            *entry = id;
        }
        visit(self)?;
        self.current = outer;
        Ok(())
    }

    /// Notes which node the names that come belong to.
    fn at(&mut self, how: How, pos: Pos) {
        self.here = SiteAt {
            how,
            start: pos.start,
        };
    }

    /// Visits targets that something other than `=` binds.
    fn bound_by(&mut self, binder: How, visit: impl FnOnce(&mut Self) -> Result) -> Result {
        let outer = std::mem::replace(&mut self.binder, binder);
        visit(self)?;
        self.binder = outer;
        Ok(())
    }

    fn lookup(&mut self, name: Name) -> Uses {
        let mangled = self.names.mangle(self.private, name);
        self.scope().uses(mangled)
    }

    fn add(&mut self, name: Name, uses: Uses) -> Result {
        self.add_in(self.current, name, uses)
    }

    /// `symtable_add_def_helper`.
    fn add_in(&mut self, id: ScopeId, name: Name, uses: Uses) -> Result {
        let mangled = self.names.mangle(self.private, name);
        let scope = &mut self.table.scopes[id.0];
        let (of, number) = (id.0 as u32, mangled.number());
        let place = self.recent.get(of, number).unwrap_or_else(|| {
            let known = scope.symbols.names().len();
            let place = scope.symbols.place(mangled) as u32;
            self.footprint.grown(known, scope.symbols.names().len());
            self.recent.set(of, number, place);
            place
        });
        let symbol = &mut scope.symbols.symbols[place as usize];
        if uses.any(Uses::PARAM) && symbol.uses.any(Uses::PARAM) {
            let msg = format!(
                "duplicate argument '{}' in function definition",
                self.names.text(name)
            );
            return Err(Located::beside(msg, scope.lineno, scope.col_offset + 1));
        }
        symbol.uses |= uses;
        if scope.comp_iter_target {
            // A target of a comprehension must not be one that a named expression in it binds.
            if symbol.uses.any(Uses::GLOBAL | Uses::NONLOCAL) {
                let msg = format!(
                    "comprehension inner loop cannot rebind assignment expression target '{}'",
                    self.names.text(name)
                );
                return Err(Located::beside(msg, scope.lineno, scope.col_offset + 1));
            }
            symbol.uses |= Uses::COMP_ITER;
        }
        if let Some(sites) = &mut self.table.sites {
            let sites = sites.entry((id.0, mangled)).or_default();
            if uses.any(Uses::BOUND) {
                sites.bound.get_or_insert(self.here);
            }
            if uses.any(Uses::GLOBAL | Uses::NONLOCAL) {
                sites.declared.get_or_insert(self.here);
            }
        }
        if uses.any(Uses::PARAM) {
            scope.varnames.push(mangled);
        }
        if uses.any(Uses::GLOBAL) {
            // The module learns of names that functions declare global.
            let top = &mut self.table.scopes[SymbolTable::TOP.0];
            let known = top.symbols.names().len();
            top.symbols.entry(mangled).uses |= uses;
            self.footprint.grown(known, top.symbols.names().len());
        }
        Ok(())
    }

    pub(super) fn body(&mut self, body: &[Stmt]) -> Result {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Result {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    fn optional(&mut self, expr: Option<&Expr>) -> Result {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    /// One level deeper, if Python's recursion limit lets it.
    fn deeper(&mut self, visit: impl FnOnce(&mut Self) -> Result) -> Result {
        self.depth += 1;
        if self.depth > self.limit {
            return Err(Located::too_deep());
        }
        visit(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result {
        self.deeper(|builder| builder.stmt_kind(stmt))
    }

    fn stmt_kind(&mut self, stmt: &Stmt) -> Result {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => {
                self.at(How::Def, stmt.pos);
                self.add(def.name, Uses::LOCAL)?;
                self.defaults(&def.args)?;
                self.annotations(&def.args, def.returns.as_ref())?;
                self.exprs(&def.decorators)?;
                self.inside(
                    def.scope,
                    BlockType::Function,
                    def.name,
                    stmt.pos,
                    |builder| {
                        builder.scope().coroutine = def.is_async;
                        builder.parameters(&def.args)?;
                        builder.body(&def.body)
                    },
                )
            }
            StmtKind::ClassDef(def) => {
                self.at(How::Class, stmt.pos);
                self.add(def.name, Uses::LOCAL)?;
                self.exprs(&def.bases)?;
                def.keywords
                    .iter()
                    .try_for_each(|keyword| self.expr(&keyword.value))?;
                self.exprs(&def.decorators)?;
                self.inside(def.scope, BlockType::Class, def.name, stmt.pos, |builder| {
                    let outer = builder.private.replace(def.name);
                    builder.body(&def.body)?;
                    builder.private = outer;
                    Ok(())
                })
            }
            StmtKind::Return(value) => self.optional(value.as_ref()),
            StmtKind::Delete(targets) => self.exprs(targets),
            StmtKind::Assign { targets, value } => {
                self.exprs(targets)?;
                self.expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.bound_by(How::Augmented, |builder| builder.expr(target))?;
                self.expr(value)
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => {
                self.at(How::Annotated, stmt.pos);
                self.annotated_target(stmt.pos, target, value.is_some(), *simple)?;
                self.expr(annotation)?;
                self.optional(value.as_ref())
            }
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                ..
            } => {
                self.bound_by(How::For, |builder| builder.expr(target))?;
                self.expr(iter)?;
                self.body(body)?;
                self.body(orelse)
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expr(test)?;
                self.body(body)?;
                self.body(orelse)
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(&item.context_expr)?;
                    self.bound_by(How::With, |builder| {
                        builder.optional(item.optional_vars.as_ref())
                    })?;
                }
                self.body(body)
            }
            StmtKind::Raise { exc, cause } => {
                self.optional(exc.as_ref())?;
                self.optional(cause.as_ref())
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finalbody,
            } => {
                self.body(body)?;
                self.body(orelse)?;
                for handler in handlers {
                    self.optional(handler.type_.as_ref())?;
                    if let Some(name) = handler.name {
                        self.at(How::Except, handler.pos);
                        self.add(name, Uses::LOCAL)?;
                    }
                    self.body(&handler.body)?;
                }
                self.body(finalbody)
            }
            StmtKind::Assert { test, msg } => {
                self.expr(test)?;
                self.optional(msg.as_ref())
            }
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                self.at(How::Import, stmt.pos);
                names.iter().try_for_each(|alias| self.alias(alias))
            }
            StmtKind::Global(names) => {
                self.at(How::Declared, stmt.pos);
                self.directive(stmt.pos, names, Uses::GLOBAL, "global")
            }
            StmtKind::Nonlocal(names) => {
                self.at(How::Declared, stmt.pos);
                self.directive(stmt.pos, names, Uses::NONLOCAL, "nonlocal")
            }
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }
}
