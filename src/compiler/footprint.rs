//! Which containers CPython's compiler would make and drop on the way, in its order
//! (`Python/compile.c`, `Python/symtable.c`, `Python/ast_opt.c`, `_PyCode_ConstantKey` in
//! `Objects/codeobject.c`).
//!
//! Our passes keep their tables in other ways. Where CPython makes a list, a dict, a tuple or a set, they
//! say so here, if somebody asked.

use std::sync::Arc;

use super::symtable::{ScopeId, SymbolTable, Uses};
use crate::code::Const;
use crate::code::footprint::{Container, Step};

/// Entries for which a dict's first table has room (`USABLE_FRACTION(PyDict_MINSIZE)`,
/// `Objects/dictobject.c`).
const FIRST_TABLE: usize = 5;

/// The steps so far; nothing is noted if nobody asked.
#[derive(Debug, Default)]
pub struct Footprint {
    steps: Option<Vec<Step>>,
    /// Keys in the cache of constants (`c_const_cache`).
    cached: Vec<Arc<Const>>,
    /// Tuples that the peephole pass made.
    unmerged: Vec<Arc<Const>>,
}

impl Footprint {
    /// One that notes steps, or doesn't.
    pub fn new(wanted: bool) -> Footprint {
        Footprint {
            steps: wanted.then(Vec::new),
            ..Footprint::default()
        }
    }

    /// Whether steps are noted.
    pub fn is_wanted(&self) -> bool {
        self.steps.is_some()
    }

    /// All steps, and the tuples that the peephole pass made.
    pub fn finish(self) -> (Vec<Step>, Vec<Arc<Const>>) {
        (self.steps.unwrap_or_default(), self.unmerged)
    }

    /// A container is made.
    pub fn made(&mut self, container: Container) {
        if let Some(steps) = &mut self.steps
            && container != Container::Tuple(0)
        {
            steps.push(Step::Made(container));
        }
    }

    /// A container is dropped.
    pub fn dropped(&mut self, container: Container) {
        if let Some(steps) = &mut self.steps
            && container != Container::Tuple(0)
        {
            steps.push(Step::Dropped(container));
        }
    }

    /// A container is needed for a moment only.
    fn passing(&mut self, container: Container) {
        self.made(container);
        self.dropped(container);
    }

    /// A dict has got its `len`th entry: the first brings a table, which later ones outgrow.
    pub fn entry(&mut self, len: usize) {
        if len == 1 {
            self.made(Container::Keys);
        } else if len == FIRST_TABLE + 1 {
            self.dropped(Container::Keys);
        }
    }

    /// A dict may have got an entry.
    pub fn grown(&mut self, before: usize, after: usize) {
        if after > before {
            self.entry(after);
        }
    }

    /// A dict of `len` entries is made.
    pub fn made_dict(&mut self, len: usize) {
        self.made(Container::Dict);
        (1..=len.min(FIRST_TABLE + 1)).for_each(|len| self.entry(len));
    }

    /// A dict of `len` entries is dropped.
    pub fn dropped_dict(&mut self, len: usize) {
        if (1..=FIRST_TABLE).contains(&len) {
            self.dropped(Container::Keys);
        }
        self.dropped(Container::Dict);
    }

    // ---- the tree ----------------------------------------------------------------------------

    /// Before anything else: the arena's list of objects, and the floats that stand in the source.
    pub fn parsed(&mut self, constants: &[Arc<Const>]) {
        self.made(Container::List);
        for constant in constants {
            if matches!(**constant, Const::Float(_)) {
                self.made(Container::Float);
            }
        }
    }

    /// `PyAST_CompileObject` begins: the cache of constants and the stack of units.
    pub fn begin(&mut self) {
        self.made(Container::Dict);
        self.made(Container::List);
    }

    /// What folding made.
    pub fn folded(&mut self, constants: &[Arc<Const>]) {
        for constant in constants {
            match &**constant {
                Const::Float(_) => self.made(Container::Float),
                Const::Tuple(items) => self.made(Container::Tuple(items.len())),
                Const::FrozenSet(items) => {
                    self.made(Container::Tuple(items.len()));
                    self.made(Container::Set);
                    self.passing(Container::TupleIterator);
                    self.dropped(Container::Tuple(items.len()));
                }
                _ => {}
            }
        }
    }

    /// `PyAST_CompileObject` ends: symbol table, cache and stack go.
    pub fn end(&mut self, table: &SymbolTable) {
        self.dropped_dict(table.scopes.len());
        for scope in &table.scopes {
            self.dropped_dict(scope.symbols.names().len());
            self.dropped(Container::List);
            self.dropped(Container::List);
            for _ in 0..scope.directive_count() {
                self.dropped(Container::Tuple(3));
            }
            if scope.directive_count() > 0 {
                self.dropped(Container::List);
            }
        }
        self.dropped(Container::List);
        let cached = std::mem::take(&mut self.cached);
        self.dropped_dict(cached.len());
        cached.iter().for_each(|constant| self.drop_key(constant));
        self.dropped(Container::List);
    }

    // ---- the symbol table --------------------------------------------------------------------

    /// The analysis of the symbol table (`symtable_analyze`): sets of names, handed down and copied.
    pub fn analyzed(&mut self, table: &SymbolTable) {
        if self.is_wanted() {
            self.repeat(2, Step::Made(Container::Set));
            self.analyzed_block(table, SymbolTable::TOP);
            self.repeat(2, Step::Dropped(Container::Set));
        }
    }

    /// `analyze_block`.
    fn analyzed_block(&mut self, table: &SymbolTable, id: ScopeId) {
        let scope = table.scope(id);
        let all = scope.symbols.names().len();
        // Names that only pass through from outside come last.
        let own = scope.symbols.iter();
        let own = own.filter(|(_, symbol)| symbol.uses != Uses::default());
        let own = own.count();
        self.made(Container::Set);
        self.made_dict(own);
        self.repeat(4, Step::Made(Container::Set));
        for &child in &scope.children {
            self.repeat(3, Step::Made(Container::Set));
            self.analyzed_block(table, child);
            self.repeat(3, Step::Dropped(Container::Set));
        }
        self.passing(Container::SetIterator);
        (own + 1..=all).for_each(|len| self.entry(len));
        self.dropped_dict(own);
        self.repeat(5, Step::Dropped(Container::Set));
    }

    fn repeat(&mut self, times: usize, step: Step) {
        if let Some(steps) = &mut self.steps {
            steps.extend(std::iter::repeat_n(step, times));
        }
    }

    // ---- constants ---------------------------------------------------------------------------

    /// A constant's key is made and looked up in the cache (`merge_consts_recursive`,
    /// `merge_const_tuple`).
    pub fn looked_up(&mut self, constant: &Arc<Const>, known: bool) {
        if !self.is_wanted() || matches!(**constant, Const::None | Const::Ellipsis) {
            return;
        }
        self.make_key(constant);
        if known {
            self.drop_key(constant);
        } else {
            self.cached.push(Arc::clone(constant));
            self.entry(self.cached.len());
        }
    }

    /// A frozenset that is new to the cache is filled anew with merged items: before they are merged.
    pub fn begin_frozen_set(&mut self, len: usize) {
        self.made(Container::Tuple(len));
    }

    /// The same, afterwards.
    pub fn end_frozen_set(&mut self, len: usize) {
        self.made(Container::Set);
        self.passing(Container::TupleIterator);
        self.dropped(Container::Tuple(len));
    }

    /// A dict of the names that a scope keeps in cells, or takes from outside (`dictbytype`).
    pub fn by_type(&mut self, chosen: usize) {
        self.made(Container::Dict);
        // The names that are to be sorted.
        self.passing(Container::List);
        (1..=chosen.min(FIRST_TABLE + 1)).for_each(|len| self.entry(len));
    }

    /// The peephole pass has made a constant (`fold_tuple_on_constants`). It doesn't look for an equal one.
    pub fn unmerged(&mut self, constant: &Arc<Const>) {
        if let Const::Tuple(items) = &**constant {
            self.made(Container::Tuple(items.len()));
            self.unmerged.push(Arc::clone(constant));
        }
    }

    /// What `PyCode_New` needs to intern strings in a frozenset; `refilled` if there were any.
    pub fn interned(&mut self, len: usize, refilled: bool) {
        self.made(Container::SetIterator);
        self.made(Container::Tuple(len));
        self.dropped(Container::SetIterator);
        if refilled {
            self.made(Container::Set);
            self.passing(Container::TupleIterator);
            self.dropped(Container::Set);
        }
        self.dropped(Container::Tuple(len));
    }

    /// `_PyCode_ConstantKey`.
    fn make_key(&mut self, constant: &Const) {
        match constant {
            Const::Tuple(items) => {
                self.made(Container::Tuple(items.len()));
                items.iter().for_each(|item| self.make_key(item));
            }
            Const::FrozenSet(items) => {
                self.made(Container::Tuple(items.len()));
                items.iter().for_each(|item| self.make_key(item));
                self.made(Container::Set);
                self.passing(Container::TupleIterator);
                self.dropped(Container::Tuple(items.len()));
            }
            _ => {}
        }
        if let Some(len) = key_len(constant) {
            self.made(Container::Tuple(len));
        }
    }

    fn drop_key(&mut self, constant: &Const) {
        match constant {
            Const::Tuple(items) => {
                items.iter().for_each(|item| self.drop_key(item));
                self.dropped(Container::Tuple(items.len()));
            }
            Const::FrozenSet(items) => {
                items.iter().for_each(|item| self.drop_key(item));
                self.dropped(Container::Set);
            }
            _ => {}
        }
        if let Some(len) = key_len(constant) {
            self.dropped(Container::Tuple(len));
        }
    }
}

/// How many items the key of a constant has; none if the constant is its own key.
fn key_len(constant: &Const) -> Option<usize> {
    let negative_zero = |bits: u64| bits == (-0.0_f64).to_bits();
    match *constant {
        Const::None | Const::Ellipsis | Const::Int(_) | Const::Str(_) | Const::Code(_) => None,
        Const::Float(bits) if negative_zero(bits) => Some(3),
        Const::Complex(real, imag) if negative_zero(real) || negative_zero(imag) => Some(3),
        _ => Some(2),
    }
}
