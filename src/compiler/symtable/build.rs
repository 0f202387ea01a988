//! First pass: walk the tree and note what happens to each name (`symtable_visit_stmt`,
//! `symtable_visit_expr` and their helpers in `Python/symtable.c`).

use super::{BlockType, Scope, ScopeId, Symbol, SymbolTable, Uses};
use crate::compiler::ast::{
    Alias, Arg, Arguments, Comprehension, ComprehensionKind, Expr, ExprContext, ExprKind,
    Generator, Module, Pos, ScopeKey, Slice, Stmt, StmtKind,
};
use crate::compiler::fault::Located;
use crate::compiler::names::{Map, Name, Names, known};

type Result = std::result::Result<(), Located>;

/// Levels of the compiler's recursion that count as one Python call (`Python/symtable.c`).
const COMPILER_STACK_FRAME_SCALE: u32 = 3;
/// Python's recursion limit (`Py_DEFAULT_RECURSION_LIMIT`, `Python/ceval.c`).
const RECURSION_LIMIT: u32 = 1000;

/// Builds and analyses the symbol table of a unit that opens `scopes` scopes.
pub fn build(
    module: &Module,
    scopes: u32,
    recursion_depth: u32,
    names: &mut Names,
) -> std::result::Result<SymbolTable, Located> {
    let table = SymbolTable {
        scopes: Vec::with_capacity(scopes as usize + 1),
        by_key: vec![SymbolTable::TOP; scopes as usize],
    };
    let mut builder = Builder {
        table,
        names,
        current: SymbolTable::TOP,
        private: None,
        depth: recursion_depth.saturating_mul(COMPILER_STACK_FRAME_SCALE),
    };
    builder.open(BlockType::Module, Pos::default());
    match module {
        Module::Module(body) | Module::Interactive(body) => builder.body(body)?,
        Module::Expression(expr) => builder.expr(expr)?,
    }
    let mut table = builder.table;
    super::analyze::analyze(&mut table, names)?;
    Ok(table)
}

struct Builder<'n> {
    table: SymbolTable,
    names: &'n mut Names,
    current: ScopeId,
    private: Option<Name>,
    /// How deep the walk is, in the units of Python's recursion limit.
    depth: u32,
}

impl Builder<'_> {
    fn scope(&mut self) -> &mut Scope {
        &mut self.table.scopes[self.current.0]
    }

    fn open(&mut self, block: BlockType, pos: Pos) -> ScopeId {
        let id = ScopeId(self.table.scopes.len());
        let parent = (id.0 > 0).then_some(self.current);
        let mut scope = Scope {
            block,
            parent,
            children: Vec::new(),
            symbols: Map::default(),
            order: Vec::new(),
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
        self.current = id;
        id
    }

    /// Visits something in a scope of its own (`symtable_enter_block` and `symtable_exit_block`).
    fn inside(
        &mut self,
        key: ScopeKey,
        block: BlockType,
        pos: Pos,
        visit: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        let outer = self.current;
        let id = self.open(block, pos);
        if let Some(entry) = self.table.by_key.get_mut(key.0 as usize) {
            *entry = id;
        }
        visit(self)?;
        self.current = outer;
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
        let known = scope.symbols.contains_key(&mangled);
        let symbol = scope.symbols.entry(mangled).or_insert(Symbol {
            uses: Uses::default(),
            placement: None,
        });
        if uses.any(Uses::PARAM) && symbol.uses.any(Uses::PARAM) {
            let msg = format!(
                "duplicate argument '{}' in function definition",
                self.names.text(name)
            );
            return Err(Located::syntax(msg, scope.lineno, scope.col_offset + 1));
        }
        symbol.uses |= uses;
        if scope.comp_iter_target {
            // A target of a comprehension must not be one that a named expression in it binds.
            if symbol.uses.any(Uses::GLOBAL | Uses::NONLOCAL) {
                let msg = format!(
                    "comprehension inner loop cannot rebind assignment expression target '{}'",
                    self.names.text(name)
                );
                return Err(Located::syntax(msg, scope.lineno, scope.col_offset + 1));
            }
            symbol.uses |= Uses::COMP_ITER;
        }
        if !known {
            scope.order.push(mangled);
        }
        if uses.any(Uses::PARAM) {
            scope.varnames.push(mangled);
        } else if uses.any(Uses::GLOBAL) {
            // The module learns of names that functions declare global.
            let top = &mut self.table.scopes[SymbolTable::TOP.0];
            if let Some(symbol) = top.symbols.get_mut(&mangled) {
                symbol.uses |= uses;
            } else {
                top.symbols.insert(
                    mangled,
                    Symbol {
                        uses,
                        placement: None,
                    },
                );
                top.order.push(mangled);
            }
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
        if self.depth > RECURSION_LIMIT * COMPILER_STACK_FRAME_SCALE {
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
                self.add(def.name, Uses::LOCAL)?;
                self.defaults(&def.args)?;
                self.annotations(&def.args, def.returns.as_ref())?;
                self.exprs(&def.decorators)?;
                self.inside(def.scope, BlockType::Function, stmt.pos, |builder| {
                    builder.scope().coroutine = def.is_async;
                    builder.parameters(&def.args)?;
                    builder.body(&def.body)
                })
            }
            StmtKind::ClassDef(def) => {
                self.add(def.name, Uses::LOCAL)?;
                self.exprs(&def.bases)?;
                def.keywords
                    .iter()
                    .try_for_each(|keyword| self.expr(&keyword.value))?;
                self.exprs(&def.decorators)?;
                self.inside(def.scope, BlockType::Class, stmt.pos, |builder| {
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
                self.expr(target)?;
                self.expr(value)
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => {
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
                self.expr(target)?;
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
                    self.optional(item.optional_vars.as_ref())?;
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
                names.iter().try_for_each(|alias| self.alias(alias))
            }
            StmtKind::Global(names) => self.directive(stmt.pos, names, Uses::GLOBAL, "global"),
            StmtKind::Nonlocal(names) => {
                self.directive(stmt.pos, names, Uses::NONLOCAL, "nonlocal")
            }
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn annotated_target(
        &mut self,
        pos: Pos,
        target: &Expr,
        has_value: bool,
        simple: bool,
    ) -> Result {
        let ExprKind::Name { id, .. } = target.kind else {
            return self.expr(target);
        };
        let uses = self.lookup(id);
        if uses.any(Uses::GLOBAL | Uses::NONLOCAL) && self.current != SymbolTable::TOP && simple {
            let what = if uses.any(Uses::GLOBAL) {
                "global"
            } else {
                "nonlocal"
            };
            let msg = format!("annotated name '{}' can't be {what}", self.names.text(id));
            return Err(Located::syntax(msg, pos.lineno, pos.col_offset + 1));
        }
        if simple {
            self.add(id, Uses::ANNOT | Uses::LOCAL)
        } else if has_value {
            self.add(id, Uses::LOCAL)
        } else {
            Ok(())
        }
    }

    /// `global` and `nonlocal`, which must come before any other mention of the name.
    fn directive(&mut self, pos: Pos, names: &[Name], declared: Uses, word: &str) -> Result {
        for &name in names {
            let uses = self.lookup(name);
            if uses.any(Uses::PARAM | Uses::LOCAL | Uses::USE | Uses::ANNOT) {
                let text = self.names.text(name);
                let msg = if uses.any(Uses::PARAM) {
                    format!("name '{text}' is parameter and {word}")
                } else if uses.any(Uses::USE) {
                    format!("name '{text}' is used prior to {word} declaration")
                } else if uses.any(Uses::ANNOT) {
                    format!("annotated name '{text}' can't be {word}")
                } else {
                    format!("name '{text}' is assigned to before {word} declaration")
                };
                return Err(Located::syntax(msg, pos.lineno, pos.col_offset + 1));
            }
            self.add(name, declared)?;
            self.record_directive(name, pos);
        }
        Ok(())
    }

    fn record_directive(&mut self, name: Name, pos: Pos) {
        let mangled = self.names.mangle(self.private, name);
        self.scope()
            .directives
            .push((mangled, pos.lineno, pos.col_offset));
    }

    fn alias(&mut self, alias: &Alias) -> Result {
        let name = alias.asname.unwrap_or(alias.name);
        if name == known::STAR {
            let scope = self.scope();
            if scope.block != BlockType::Module {
                let (line, column) = (scope.lineno, scope.col_offset + 1);
                let msg = "import * only allowed at module level";
                return Err(Located::syntax(msg, line, column));
            }
            return Ok(());
        }
        let text = self.names.text(name);
        let bound = match text.split_once('.') {
            Some((first, _)) => {
                let first = first.to_owned();
                self.names.intern(&first)
            }
            None => name,
        };
        self.add(bound, Uses::IMPORT)
    }

    fn defaults(&mut self, args: &Arguments) -> Result {
        self.exprs(&args.defaults)?;
        args.kw_defaults
            .iter()
            .try_for_each(|default| self.optional(default.as_ref()))
    }

    fn annotations(&mut self, args: &Arguments, returns: Option<&Expr>) -> Result {
        let all = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.vararg)
            .chain(&args.kwarg)
            .chain(&args.kwonlyargs);
        for arg in all {
            self.optional(arg.annotation.as_ref())?;
        }
        self.optional(returns)
    }

    fn parameters(&mut self, args: &Arguments) -> Result {
        let named = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs);
        let add = |builder: &mut Self, arg: &Arg| builder.add(arg.name, Uses::PARAM);
        named.clone().try_for_each(|arg| add(self, arg))?;
        if let Some(arg) = &args.vararg {
            add(self, arg)?;
            self.scope().varargs = true;
        }
        if let Some(arg) = &args.kwarg {
            add(self, arg)?;
            self.scope().varkeywords = true;
        }
        Ok(())
    }

    fn expr(&mut self, expr: &Expr) -> Result {
        self.deeper(|builder| builder.expr_kind(expr))
    }

    fn expr_kind(&mut self, expr: &Expr) -> Result {
        match &expr.kind {
            ExprKind::NamedExpr { target, value } => self.named_expr(expr.pos, target, value),
            ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr(values) => self.exprs(values),
            ExprKind::BinOp { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::UnaryOp { operand, .. } => self.expr(operand),
            ExprKind::Lambda { scope, args, body } => {
                self.defaults(args)?;
                self.inside(*scope, BlockType::Function, expr.pos, |builder| {
                    builder.parameters(args)?;
                    builder.expr(body)
                })
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            ExprKind::Dict { keys, values } => {
                keys.iter()
                    .try_for_each(|key| self.optional(key.as_ref()))?;
                self.exprs(values)
            }
            ExprKind::Set(elts) | ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => {
                self.exprs(elts)
            }
            ExprKind::Comprehension(comprehension) => self.comprehension(expr.pos, comprehension),
            ExprKind::Yield(value) => {
                self.optional(value.as_deref())?;
                self.scope().generator = true;
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                self.expr(value)?;
                self.scope().generator = true;
                Ok(())
            }
            ExprKind::Await(value) => {
                self.expr(value)?;
                self.scope().coroutine = true;
                Ok(())
            }
            ExprKind::Compare {
                left, comparators, ..
            } => {
                self.expr(left)?;
                self.exprs(comparators)
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                self.expr(func)?;
                self.exprs(args)?;
                keywords
                    .iter()
                    .try_for_each(|keyword| self.expr(&keyword.value))
            }
            ExprKind::FormattedValue {
                value, format_spec, ..
            } => {
                self.expr(value)?;
                self.optional(format_spec.as_deref())
            }
            ExprKind::Constant { .. } => Ok(()),
            ExprKind::Attribute { value, .. } | ExprKind::Starred { value, .. } => self.expr(value),
            ExprKind::Subscript { value, slice, .. } => {
                self.expr(value)?;
                self.slice(slice)
            }
            ExprKind::Name { id, ctx } => self.name(*id, *ctx),
        }
    }

    fn name(&mut self, id: Name, ctx: ExprContext) -> Result {
        if ctx != ExprContext::Load {
            return self.add(id, Uses::LOCAL);
        }
        self.add(id, Uses::USE)?;
        // `super()` finds its class through the cell `__class__`.
        if id == known::SUPER && self.scope().block == BlockType::Function {
            self.add(known::CLASS, Uses::USE)?;
        }
        Ok(())
    }

    fn slice(&mut self, slice: &Slice) -> Result {
        match slice {
            Slice::Index(value) => self.expr(value),
            Slice::Slice { lower, upper, step } => {
                self.optional(lower.as_ref())?;
                self.optional(upper.as_ref())?;
                self.optional(step.as_ref())
            }
            Slice::ExtSlice(dims) => dims.iter().try_for_each(|dim| self.slice(dim)),
        }
    }

    /// `symtable_handle_namedexpr`.
    fn named_expr(&mut self, pos: Pos, target: &Expr, value: &Expr) -> Result {
        let scope = self.scope();
        if scope.comp_iter_expr > 0 {
            let msg = "assignment expression cannot be used in a comprehension iterable expression";
            return Err(Located::syntax(msg, pos.lineno, pos.col_offset));
        }
        if scope.comprehension {
            self.extend_named_expr_scope(target)?;
        }
        self.expr(value)?;
        self.expr(target)
    }

    /// In a comprehension, `:=` binds in the function or module around it
    /// (`symtable_extend_namedexpr_scope`).
    fn extend_named_expr_scope(&mut self, target: &Expr) -> Result {
        let ExprKind::Name { id: name, .. } = target.kind else {
            return Ok(());
        };
        let mut at = Some(self.current);
        while let Some(id) = at {
            let scope = &self.table.scopes[id.0];
            at = scope.parent;
            let uses = scope.uses(name);
            if scope.comprehension {
                if uses.any(Uses::COMP_ITER) {
                    let msg = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{}'",
                        self.names.text(name)
                    );
                    return Err(Located::syntax(msg, scope.lineno, scope.col_offset));
                }
                continue;
            }
            let (here, there) = match scope.block {
                BlockType::Function if uses.any(Uses::GLOBAL) => (Uses::GLOBAL, Uses::LOCAL),
                BlockType::Function => (Uses::NONLOCAL, Uses::LOCAL),
                BlockType::Module => (Uses::GLOBAL, Uses::GLOBAL),
                BlockType::Class => {
                    let msg = "assignment expression within a comprehension cannot be used in a class body";
                    return Err(Located::syntax(
                        msg,
                        target.pos.lineno,
                        target.pos.col_offset,
                    ));
                }
            };
            self.add(name, here)?;
            self.record_directive(name, target.pos);
            return self.add_in(id, name, there);
        }
        Ok(())
    }

    /// `symtable_handle_comprehension`.
    fn comprehension(&mut self, pos: Pos, comprehension: &Comprehension) -> Result {
        let Some((outermost, rest)) = comprehension.generators.split_first() else {
            return Ok(());
        };
        // The outermost iterable is evaluated in the scope around the comprehension.
        self.scope().comp_iter_expr += 1;
        self.expr(&outermost.iter)?;
        self.scope().comp_iter_expr -= 1;
        let words = match comprehension.kind {
            ComprehensionKind::Generator => "generator expression",
            ComprehensionKind::List => "list comprehension",
            ComprehensionKind::Set => "set comprehension",
            ComprehensionKind::Dict => "dict comprehension",
        };
        self.inside(comprehension.scope, BlockType::Function, pos, |builder| {
            builder.scope().coroutine = outermost.is_async;
            builder.scope().comprehension = true;
            builder.add(known::FIRST_ARGUMENT, Uses::PARAM)?;
            builder.target(&outermost.target)?;
            builder.exprs(&outermost.ifs)?;
            rest.iter()
                .try_for_each(|generator| builder.generator(generator))?;
            builder.optional(comprehension.value.as_ref())?;
            builder.expr(&comprehension.elt)?;
            let scope = builder.scope();
            if scope.generator {
                let msg = format!("'yield' inside {words}");
                return Err(Located::syntax(msg, scope.lineno, scope.col_offset + 1));
            }
            scope.generator = comprehension.kind == ComprehensionKind::Generator;
            Ok(())
        })
    }

    fn target(&mut self, target: &Expr) -> Result {
        self.scope().comp_iter_target = true;
        self.expr(target)?;
        self.scope().comp_iter_target = false;
        Ok(())
    }

    fn generator(&mut self, generator: &Generator) -> Result {
        self.target(&generator.target)?;
        self.scope().comp_iter_expr += 1;
        self.expr(&generator.iter)?;
        self.scope().comp_iter_expr -= 1;
        self.exprs(&generator.ifs)?;
        if generator.is_async {
            self.scope().coroutine = true;
        }
        Ok(())
    }
}
