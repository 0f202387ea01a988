//! Code generation (`Python/compile.c`): walks the tree and emits instructions into basic
//! blocks, one unit of blocks for each scope.

mod assign;
mod calls;
mod compare;
mod comprehensions;
mod displays;
mod exprs;
mod flow;
mod functions;
mod imports;
mod operators;
mod stmts;
mod try_with;
mod unit;
mod warnings;

use std::sync::Arc;

use super::assemble::{BlockId, Instr};
use super::ast::{Module, Pos, ScopeKey};
use super::constants::{ConstCache, ConstId, is_name_like};
use super::fault::{CompileWarning, Located, WarningCategory};
use super::footprint::Footprint;
use super::index::Recent;
use super::names::{Name, Names, known};
use super::notebook::Notebook;
use super::symtable::{BlockType, Placement, ScopeId, SymbolTable};
use super::{Options, PYCF_ALLOW_TOP_LEVEL_AWAIT, source::Lines};
use crate::code::footprint::Container;
use crate::code::notes::ChangeKind;
use crate::code::{Code, Const, op};
use crate::value::{PyInt, PyStr, StrBuilder};
use exprs::Variable;
use unit::{Opening, ScopeType, Unit, Workshop};

type Result<T = ()> = std::result::Result<T, Box<Located>>;

/// How deeply blocks (loops, `try`, `with`) may nest (`CO_MAXBLOCKS`, `Include/code.h`).
const CO_MAXBLOCKS: usize = 20;

/// Everything code generation needs to know about the unit of compilation.
pub struct Context<'a> {
    /// The file, as given to `compile`.
    pub filename: &'a PyStr,
    /// Identifiers.
    pub names: &'a mut Names,
    /// Where names live.
    pub table: &'a SymbolTable,
    /// Offsets to lines.
    pub lines: &'a Lines,
    /// What the caller asked for.
    pub options: Options,
    /// Where changes are noted, if they are.
    pub notebook: Option<&'a Notebook<'a>>,
    /// Line of the last `from __future__ import`, 0 if none.
    pub future_lineno: u32,
    /// `co_flags` bits that future statements set in every scope.
    pub future_flags: u32,
    /// Where containers are noted, if they are.
    pub footprint: &'a mut Footprint,
}

/// Generates the code of a whole module.
pub fn generate(module: &Module, context: Context) -> Result<Generated> {
    let mut consts = ConstCache::default();
    let none = consts.id(&Arc::new(Const::None), context.footprint);
    let mut compiler = Compiler {
        context,
        unit: Box::default(),
        outer: Vec::new(),
        finished: Vec::new(),
        consts,
        none,
        variables: Recent::default(),
        attributes: Recent::default(),
        constants: Recent::default(),
        workshop: Workshop::default(),
        silent: 0,
        interactive: matches!(module, Module::Interactive(_)),
        warnings: Vec::new(),
    };
    let code = compiler.module(module)?;
    Ok(Generated {
        code,
        warnings: compiler.warnings,
        constants: compiler.consts,
    })
}

/// What comes of a unit.
pub struct Generated {
    /// Its code object.
    pub code: Arc<Code>,
    /// What was found on the way.
    pub warnings: Vec<CompileWarning>,
    /// All its constants.
    pub constants: ConstCache,
}

/// What a nesting construct leaves on the stack, for `break`, `continue` and `return` to tidy
/// up (`enum fblocktype`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum FrameBlockType {
    WhileLoop,
    ForLoop,
    Except,
    /// The body of a `try` with `finally`.
    FinallyTry,
    /// The same, with a placeholder below for a value that `return` replaces.
    FinallyTry2,
    /// The body of a `finally`.
    FinallyEnd,
    With,
    AsyncWith,
    HandlerCleanup,
}

/// An entry of the stack of nesting constructs (`struct fblockinfo`).
#[derive(Clone, Copy, Debug)]
struct FrameBlock {
    kind: FrameBlockType,
    block: Option<BlockId>,
    exit: Option<BlockId>,
}

/// `compiler` of `Python/compile.c`.
#[expect(
    clippy::vec_box,
    reason = "a unit is large: entering and leaving a scope moves its pointer only"
)]
struct Compiler<'a> {
    context: Context<'a>,
    /// The scope that is being compiled (`c->u`).
    unit: Box<Unit>,
    /// Those around it (`c->c_stack`).
    outer: Vec<Box<Unit>>,
    /// Finished ones, to be used again.
    finished: Vec<Box<Unit>>,
    consts: ConstCache,
    /// The constant `None`.
    none: ConstId,
    /// How names were found to be reached.
    variables: Recent<Variable>,
    /// Indices of names that aren't variables.
    attributes: Recent<u32>,
    /// Indices of constants.
    constants: Recent<u32>,
    workshop: Workshop,
    /// Greater than zero inside code that can never run (`if 0:`): it is checked, not emitted.
    silent: u32,
    interactive: bool,
    warnings: Vec<CompileWarning>,
}

impl Compiler<'_> {
    fn module(&mut self, module: &Module) -> Result<Arc<Code>> {
        let name = known::MODULE_CODE;
        let opening = Opening {
            name,
            scope_type: ScopeType::Module,
            scope: SymbolTable::TOP,
            firstlineno: 0,
            qualname: self.context.names.pystr(name),
            private: None,
            range: (0, 0),
        };
        self.open(opening);
        match module {
            Module::Module(body) => self.body(body)?,
            Module::Interactive(body) => {
                if stmts::has_annotation(body) {
                    self.emit(op::SETUP_ANNOTATIONS);
                }
                self.stmts(body)?;
            }
            Module::Expression(expr) => self.expr(expr)?,
        }
        let adds_none = !matches!(module, Module::Expression(_));
        Ok(self.assemble(adds_none))
    }

    // ---- scopes ----------------------------------------------------------------------------

    fn scope_of(&self, key: ScopeKey) -> ScopeId {
        self.context.table.of(key)
    }

    fn scope(&self) -> &super::symtable::Scope {
        self.context.table.scope(self.unit.scope)
    }

    fn in_function(&self) -> bool {
        self.scope().block == BlockType::Function
    }

    /// Whether this is a module that `compile` was allowed to await in (`IS_TOP_LEVEL_AWAIT`).
    fn top_level_await(&self) -> bool {
        self.context.options.flags & PYCF_ALLOW_TOP_LEVEL_AWAIT != 0
            && self.scope().block == BlockType::Module
    }

    /// Whether `async for` and `async with` are allowed here. A module that has one becomes a
    /// coroutine.
    fn may_await(&mut self) -> bool {
        if self.top_level_await() {
            self.unit.awaits = true;
            return true;
        }
        self.unit.scope_type == ScopeType::AsyncFunction
    }

    /// `compiler_enter_scope`.
    fn enter(&mut self, name: Name, scope_type: ScopeType, scope: ScopeId, firstlineno: u32) {
        let opening = Opening {
            name,
            scope_type,
            scope,
            firstlineno,
            qualname: self.qualname(name, scope_type),
            private: self.unit.private,
            range: self.unit.range,
        };
        let inner = self.finished.pop().unwrap_or_default();
        self.outer.push(std::mem::replace(&mut self.unit, inner));
        self.open(opening);
    }

    /// Begins a scope in the unit made ready for it.
    fn open(&mut self, opening: Opening) {
        self.unit
            .open(opening, self.context.table, self.context.names);
        let footprint = &mut *self.context.footprint;
        footprint.made_dict(self.unit.varnames.items().len());
        footprint.by_type(self.unit.cellvars.items().len());
        footprint.by_type(self.unit.freevars.items().len());
        // Constants and names.
        footprint.made(Container::Dict);
        footprint.made(Container::Dict);
    }

    /// `compiler_set_qualname`: `outer.<locals>.inner`, unless a `global` statement of the outer
    /// scope makes the name a global one.
    fn qualname(&mut self, name: Name, scope_type: ScopeType) -> PyStr {
        let own = self.context.names.pystr(name);
        if self.outer.is_empty() {
            return own;
        }
        let parent = &self.unit;
        if matches!(
            scope_type,
            ScopeType::Function | ScopeType::AsyncFunction | ScopeType::Class
        ) {
            let mangled = self.context.names.mangle(parent.private, name);
            let placement = self.context.table.scope(parent.scope).placement(mangled);
            if placement == Some(Placement::GlobalExplicit) {
                return own;
            }
        }
        let mut qualname = StrBuilder::new();
        qualname.push_str(&parent.qualname);
        if matches!(
            parent.scope_type,
            ScopeType::Function | ScopeType::AsyncFunction | ScopeType::Lambda
        ) {
            qualname.push_text(".<locals>");
        }
        qualname.push_text(".");
        qualname.push_str(&own);
        qualname.finish()
    }

    /// Ends the current scope, assembles it, and goes back to the one around it
    /// (`compiler_exit_scope`).
    fn leave(&mut self, adds_none: bool) -> Arc<Code> {
        let code = self.assemble(adds_none);
        if let Some(outer) = self.outer.pop() {
            self.finished.push(std::mem::replace(&mut self.unit, outer));
        }
        code
    }

    /// The current scope's code (`assemble`).
    fn assemble(&mut self, adds_none: bool) -> Arc<Code> {
        if !self.unit.instrs.returns() {
            // Nothing in the source says `return None`: it stands right after the end.
            self.unit.range.0 = self.unit.range.1;
            self.next_block();
            if adds_none {
                self.load_none();
            }
            self.emit(op::RETURN_VALUE);
        }
        let (consts, workshop) = (&self.consts, &mut self.workshop);
        let code = self.unit.finish(&mut self.context, consts, workshop);
        self.note_makecode(&code);
        Arc::new(code)
    }

    /// Notes the containers of `makecode` and of `PyCode_New`. The constants that came from the tree
    /// stand first, then those of the peephole pass.
    fn note_makecode(&mut self, code: &Code) {
        if !self.context.footprint.is_wanted() {
            return;
        }
        let consts = self.unit.consts.items().len();
        let footprint = &mut *self.context.footprint;
        footprint.made(Container::List);
        let tuples = [
            &code.co_names,
            &code.co_varnames,
            &code.co_cellvars,
            &code.co_freevars,
        ];
        for names in tuples {
            footprint.made(Container::Tuple(names.len()));
        }
        for names in tuples {
            let items = names.iter().cloned().map(Const::Str).map(Arc::new);
            if !self.consts.merge_tuple(items.collect(), footprint) {
                footprint.dropped(Container::Tuple(names.len()));
            }
        }
        for constant in code.co_consts.iter().skip(consts) {
            footprint.unmerged(constant);
        }
        footprint.made(Container::Tuple(code.co_consts.len()));
        footprint.dropped(Container::List);
        if !self.consts.merge_tuple(code.co_consts.clone(), footprint) {
            footprint.dropped(Container::Tuple(code.co_consts.len()));
        }
        for constant in &code.co_consts {
            if let Const::FrozenSet(items) = &**constant {
                let refilled = items.iter().any(|item| is_name_like(item));
                footprint.interned(items.len(), refilled);
            }
        }
        footprint.dropped_dict(consts);
        for names in tuples {
            footprint.dropped_dict(names.len());
        }
    }

    // ---- errors and warnings ---------------------------------------------------------------

    /// `compiler_error`: at the current line and column.
    fn error(&self, msg: impl Into<String>) -> Box<Located> {
        let (line, column) = (self.unit.lineno, self.unit.col_offset);
        Located::syntax(msg, line, column + 1)
    }

    /// `compiler_warn`.
    fn warn(&mut self, msg: impl Into<String>) {
        let (lineno, column) = (self.unit.lineno, self.unit.col_offset);
        self.warnings.push(CompileWarning {
            category: WarningCategory::SyntaxWarning,
            msg: msg.into(),
            lineno,
            offset: column + 1,
        });
    }

    /// Notes what was left out or changed at a node, given the node's text.
    fn note(&mut self, pos: Pos, kind: impl FnOnce(String) -> ChangeKind) {
        if self.silent == 0
            && let Some(notebook) = self.context.notebook
        {
            let change = notebook.change(pos, kind(notebook.text(pos)));
            self.unit.changes.push(change);
        }
    }

    // ---- blocks ----------------------------------------------------------------------------

    fn new_block(&mut self) -> BlockId {
        self.unit.instrs.new_block()
    }

    /// `compiler_use_next_block`.
    fn use_next(&mut self, block: BlockId) {
        self.unit.instrs.use_next(block);
    }

    /// `NEXT_BLOCK`.
    fn next_block(&mut self) {
        let block = self.new_block();
        self.use_next(block);
    }

    fn push_fblock(
        &mut self,
        kind: FrameBlockType,
        block: Option<BlockId>,
        exit: Option<BlockId>,
    ) -> Result {
        if self.unit.fblocks.len() >= CO_MAXBLOCKS {
            return Err(Located::nowhere("too many statically nested blocks"));
        }
        self.unit.fblocks.push(FrameBlock { kind, block, exit });
        Ok(())
    }

    fn pop_fblock(&mut self) -> Option<FrameBlock> {
        self.unit.fblocks.pop()
    }

    // ---- instructions ----------------------------------------------------------------------

    fn add(&mut self, opcode: u8, oparg: u32, target: Option<BlockId>) {
        if self.silent > 0 {
            return;
        }
        let unit = &mut self.unit;
        let lineno = if std::mem::replace(&mut unit.lineno_set, true) {
            0
        } else {
            unit.lineno
        };
        let instr = Instr {
            opcode,
            oparg,
            target,
            lineno,
            range: unit.range,
        };
        unit.instrs.push(instr);
    }

    /// An instruction without argument.
    fn emit(&mut self, opcode: u8) {
        self.add(opcode, 0, None);
    }

    /// An instruction with a number.
    fn emit_arg(&mut self, opcode: u8, oparg: usize) {
        self.add(opcode, oparg as u32, None);
    }

    /// A jump.
    fn jump(&mut self, opcode: u8, target: BlockId) {
        self.add(opcode, 0, Some(target));
    }

    /// An instruction with an entry of `co_names`, mangled (`ADDOP_NAME`).
    fn emit_name(&mut self, opcode: u8, name: Name) {
        let mangled = self.context.names.mangle(self.unit.private, name);
        self.emit_plain_name(opcode, mangled);
    }

    /// The same without mangling (`ADDOP_N`).
    fn emit_plain_name(&mut self, opcode: u8, name: Name) {
        if self.silent == 0 {
            let (scope, number) = (self.unit.scope.0 as u32, name.number());
            let index = match self.attributes.get(scope, number) {
                Some(index) => index,
                None => {
                    let index = self.name_index(name);
                    self.attributes.set(scope, number, index);
                    index
                }
            };
            self.add(opcode, index, None);
        }
    }

    /// The index of an entry of `co_names`, added if new.
    fn name_index(&mut self, name: Name) -> u32 {
        let names = &mut self.unit.names;
        let known = names.items().len();
        let index = names.place(name);
        let len = names.items().len();
        self.context.footprint.grown(known, len);
        index
    }

    fn load_none(&mut self) {
        self.load_const_id(self.none);
    }

    /// `ADDOP_LOAD_CONST`.
    fn load_const(&mut self, constant: &Arc<Const>) {
        if self.silent == 0 {
            let id = self.consts.id(constant, self.context.footprint);
            self.load_const_id(id);
        }
    }

    fn load_const_id(&mut self, id: ConstId) {
        if self.silent == 0 {
            let index = self.const_index(id);
            self.add(op::LOAD_CONST, index, None);
        }
    }

    /// `compiler_add_const`: the index of an entry of `co_consts`, added if new.
    fn const_index(&mut self, id: ConstId) -> u32 {
        let (scope, number) = (self.unit.scope.0 as u32, id.number());
        if let Some(index) = self.constants.get(scope, number) {
            return index;
        }
        let consts = &mut self.unit.consts;
        let known = consts.items().len();
        let index = consts.place(id);
        let len = consts.items().len();
        self.context.footprint.grown(known, len);
        self.constants.set(scope, number, index);
        index
    }

    fn load_str(&mut self, text: PyStr) {
        self.load_const(&Arc::new(Const::Str(text)));
    }

    fn load_name_text(&mut self, name: Name) {
        let text = self.context.names.pystr(name);
        self.load_str(text);
    }

    fn load_int(&mut self, value: i64) {
        self.load_const(&Arc::new(Const::Int(PyInt::from(value))));
    }

    /// A tuple of names as a constant.
    fn load_names_tuple(&mut self, names: &[Name]) {
        self.context.footprint.made(Container::Tuple(names.len()));
        self.load_made_tuple(self.names_as_constants(names));
    }

    /// The same, of names that CPython has collected in a list.
    fn load_listed_names(&mut self, names: &[Name]) {
        self.context.footprint.made(Container::Tuple(names.len()));
        self.context.footprint.dropped(Container::List);
        self.load_made_tuple(self.names_as_constants(names));
    }

    fn names_as_constants(&self, names: &[Name]) -> Vec<Arc<Const>> {
        let texts = names.iter().map(|&name| self.context.names.pystr(name));
        texts.map(Const::Str).map(Arc::new).collect()
    }

    /// A tuple that isn't in the tree but was noted, as a constant (`ADDOP_LOAD_CONST_NEW`).
    fn load_made_tuple(&mut self, items: Vec<Arc<Const>>) {
        let container = Container::Tuple(items.len());
        let tuple = Arc::new(Const::Tuple(items));
        let kept = self.silent == 0 && !self.consts.knows(&tuple);
        self.load_const(&tuple);
        if !kept {
            self.context.footprint.dropped(container);
        }
    }

    /// A constant that nothing loads; None if it isn't given.
    fn add_const(&mut self, constant: Option<&Arc<Const>>) {
        if self.silent == 0 {
            let id = match constant {
                Some(constant) => self.consts.id(constant, self.context.footprint),
                None => self.none,
            };
            self.const_index(id);
        }
    }

    /// Sets the line of what follows (`u_lineno_set = 0`).
    fn set_pos(&mut self, pos: Pos) {
        let unit = &mut self.unit;
        unit.lineno = pos.lineno;
        unit.col_offset = pos.col_offset;
        unit.lineno_set = false;
        unit.range = pos.range();
    }
}
