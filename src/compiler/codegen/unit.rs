//! One scope being compiled (`struct compiler_unit`): its blocks, names and constants, and how
//! they become a code object (`makecode`, `compute_code_flags`).

use std::sync::Arc;

use super::{Context, FrameBlock};
use crate::code::notes::Change;
use crate::code::{Code, Const, Positions, flags};
use crate::compiler::PYCF_ALLOW_TOP_LEVEL_AWAIT;
use crate::compiler::assemble::{Assembled, Instrs};
use crate::compiler::constants::{ConstCache, ConstId};
use crate::compiler::names::{Name, Names, known};
use crate::compiler::ordered::Ordered;
use crate::compiler::peephole::{self, Peephole};
use crate::compiler::symtable::{BlockType, Placement, Scope, ScopeId, SymbolTable, Uses};
use crate::value::PyStr;

/// What kind of code a unit is (`COMPILER_SCOPE_*`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum ScopeType {
    #[default]
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
}

/// Where instructions become bytes, one unit after the other.
#[derive(Default)]
pub(super) struct Workshop {
    assembled: Assembled,
    peephole: Peephole,
}

/// What a unit begins with.
pub(super) struct Opening {
    pub(super) name: Name,
    pub(super) scope_type: ScopeType,
    pub(super) scope: ScopeId,
    pub(super) firstlineno: u32,
    pub(super) qualname: PyStr,
    /// The class whose private names are mangled here.
    pub(super) private: Option<Name>,
    /// The piece of source that instructions come from at first.
    pub(super) range: (u32, u32),
}

/// One scope being compiled. A finished one is opened again for another scope: its lists keep
/// their room.
#[derive(Default)]
pub(super) struct Unit {
    pub(super) name: Name,
    pub(super) qualname: PyStr,
    pub(super) scope_type: ScopeType,
    pub(super) scope: ScopeId,
    /// The class whose private names are mangled here.
    pub(super) private: Option<Name>,
    pub(super) argcount: u32,
    pub(super) posonlyargcount: u32,
    pub(super) kwonlyargcount: u32,
    pub(super) firstlineno: u32,
    pub(super) consts: Ordered<ConstId>,
    pub(super) names: Ordered<Name>,
    pub(super) varnames: Ordered<Name>,
    pub(super) cellvars: Ordered<Name>,
    pub(super) freevars: Ordered<Name>,
    pub(super) fblocks: Vec<FrameBlock>,
    pub(super) instrs: Instrs,
    pub(super) lineno: u32,
    pub(super) col_offset: u32,
    /// Whether an instruction has already been given the current line.
    pub(super) lineno_set: bool,
    /// Has `async for` or `async with` although it is a module.
    pub(super) awaits: bool,
    /// What was changed, for explanations.
    pub(super) changes: Vec<Change>,
    /// The piece of source that instructions come from at the moment.
    pub(super) range: (u32, u32),
}

impl Unit {
    /// Begins a scope (`compiler_enter_scope`).
    pub(super) fn open(&mut self, opening: Opening, table: &SymbolTable, names: &Names) {
        let entry = table.scope(opening.scope);
        let mut cells = sorted(entry, names, |placement, _| {
            placement == Some(Placement::Cell)
        });
        if entry.needs_class_closure {
            cells.insert(0, known::CLASS);
        }
        let frees = sorted(entry, names, |placement, uses| {
            placement == Some(Placement::Free) || uses.any(Uses::FREE_CLASS)
        });
        self.name = opening.name;
        self.qualname = opening.qualname;
        self.scope_type = opening.scope_type;
        self.scope = opening.scope;
        self.private = opening.private;
        (self.argcount, self.posonlyargcount, self.kwonlyargcount) = (0, 0, 0);
        self.firstlineno = opening.firstlineno;
        self.consts.refill([]);
        self.names.refill([]);
        self.varnames.refill(entry.varnames.iter().copied());
        self.cellvars.refill(cells);
        self.freevars.refill(frees);
        self.fblocks.clear();
        self.instrs.clear();
        (self.lineno, self.col_offset) = (0, 0);
        self.lineno_set = false;
        self.awaits = false;
        self.changes.clear();
        self.range = opening.range;
    }

    /// The index of a cell or free variable for LOAD_CLOSURE and LOAD_DEREF: cells first.
    pub(super) fn deref_index(&self, name: Name, placement: Placement) -> Option<u32> {
        match placement {
            Placement::Cell => self.cellvars.find(name),
            _ => self
                .freevars
                .find(name)
                .map(|index| index + self.cellvars.items().len() as u32),
        }
    }

    /// Whether this is a function and `constant` its docstring.
    pub(super) fn has_docstring(&self, constant: ConstId) -> bool {
        matches!(
            self.scope_type,
            ScopeType::Function | ScopeType::AsyncFunction
        ) && self.consts.items().first() == Some(&constant)
    }

    /// Assembles and optimises (`assemble`, `makecode`).
    pub(super) fn finish(
        &mut self,
        context: &mut Context,
        constants: &ConstCache,
        workshop: &mut Workshop,
    ) -> Code {
        if self.firstlineno == 0 {
            let entry = self.instrs.first();
            self.firstlineno = entry.map_or(0, |instr| instr.lineno).max(1);
        }
        let Workshop {
            assembled,
            peephole,
        } = workshop;
        assembled.assemble(&mut self.instrs, self.firstlineno);
        let consts = self.consts.items().iter();
        let mut consts: Vec<Arc<Const>> = consts.map(|&id| constants.get(id).clone()).collect();
        let mut log = context.notebook.map(|_| Vec::new());
        peephole.optimize(assembled, &mut consts, log.as_mut());
        let notes = context.notebook.map(|notebook| {
            let change = |entry: peephole::Entry| Change {
                place: notebook.place(entry.range.0, entry.range.1),
                offset: entry.offset,
                kind: entry.kind,
            };
            self.changes.extend(log.into_iter().flatten().map(change));
            let changes = std::mem::take(&mut self.changes);
            Arc::new(notebook.notes(self.scope, context.table, context.names, changes))
        });
        let names = &context.names;
        let strings = |items: &Ordered<Name>| {
            items
                .items()
                .iter()
                .map(|&name| names.pystr(name))
                .collect::<Vec<_>>()
        };
        let entry = context.table.scope(self.scope);
        let mut co_flags = code_flags(entry) | context.future_flags;
        let may_await = context.options.flags & PYCF_ALLOW_TOP_LEVEL_AWAIT != 0;
        let awaits = self.awaits || entry.coroutine;
        if may_await && awaits && entry.block == BlockType::Module && !entry.generator {
            co_flags |= flags::CO_COROUTINE;
        }
        if self.cellvars.items().is_empty() && self.freevars.items().is_empty() {
            co_flags |= flags::CO_NOFREE;
        }
        Code {
            co_argcount: self.argcount + self.posonlyargcount,
            co_posonlyargcount: self.posonlyargcount,
            co_kwonlyargcount: self.kwonlyargcount,
            co_nlocals: self.varnames.items().len() as u32,
            co_stacksize: assembled.stacksize,
            co_flags,
            co_firstlineno: self.firstlineno,
            co_code: assembled.bytecode(),
            co_consts: consts,
            co_names: strings(&self.names),
            co_varnames: strings(&self.varnames),
            co_freevars: strings(&self.freevars),
            co_cellvars: strings(&self.cellvars),
            co_filename: context.filename.clone(),
            co_name: names.pystr(self.name),
            co_lnotab: assembled.lnotab.clone(),
            positions: Positions {
                ranges: assembled.ranges.clone(),
                line_starts: context.lines.shared(),
            },
            notes,
        }
    }
}

/// The names of a scope that `chosen` picks, sorted (`dictbytype`).
fn sorted(
    entry: &Scope,
    names: &Names,
    chosen: impl Fn(Option<Placement>, Uses) -> bool,
) -> Vec<Name> {
    let mut found: Vec<Name> = entry
        .symbols
        .iter()
        .filter(|(_, symbol)| chosen(symbol.placement, symbol.uses))
        .map(|(name, _)| name)
        .collect();
    // UTF-8 sorts as code points do.
    found.sort_by(|&a, &b| names.text(a).cmp(names.text(b)));
    found
}

/// `compute_code_flags`.
fn code_flags(entry: &Scope) -> u32 {
    if entry.block != BlockType::Function {
        return 0;
    }
    let mut bits = flags::CO_NEWLOCALS | flags::CO_OPTIMIZED;
    let mut set = |condition: bool, flag: u32| {
        if condition {
            bits |= flag;
        }
    };
    set(entry.nested, flags::CO_NESTED);
    set(entry.generator && !entry.coroutine, flags::CO_GENERATOR);
    set(!entry.generator && entry.coroutine, flags::CO_COROUTINE);
    set(
        entry.generator && entry.coroutine,
        flags::CO_ASYNC_GENERATOR,
    );
    set(entry.varargs, flags::CO_VARARGS);
    set(entry.varkeywords, flags::CO_VARKEYWORDS);
    bits
}
