//! The symbol table (`Python/symtable.c`): which names each scope binds and uses, and from that
//! where every name lives: fast local, cell, free variable or global.
//!
//! `build` walks the tree and notes what happens to each name; `analyze` then decides, scope by
//! scope, where it lives and records why.

mod analyze;
mod build;

use std::collections::BTreeMap;

pub use build::{Depth, build};

use super::ast::ScopeKey;
use super::names::Name;
use super::ordered::Ordered;
use crate::code::notes::How;
pub use crate::code::notes::{BlockType, Placement};

/// What happens to a name in a scope (the `DEF_` and `USE` bits of `Include/symtable.h`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Uses(u16);

impl Uses {
    /// `global name`.
    pub const GLOBAL: Uses = Uses(1);
    /// Assigned.
    pub const LOCAL: Uses = Uses(2);
    /// A parameter.
    pub const PARAM: Uses = Uses(4);
    /// `nonlocal name`.
    pub const NONLOCAL: Uses = Uses(8);
    /// Read.
    pub const USE: Uses = Uses(16);
    /// Local to a class, and free in one of its methods.
    pub const FREE_CLASS: Uses = Uses(64);
    /// Bound by an import.
    pub const IMPORT: Uses = Uses(128);
    /// Annotated.
    pub const ANNOT: Uses = Uses(256);
    /// The target of a comprehension's `for`.
    pub const COMP_ITER: Uses = Uses(512);
    /// Bound in this scope (`DEF_BOUND`).
    pub const BOUND: Uses = Uses(2 | 4 | 128);

    /// Whether any of `other`'s bits is set.
    pub fn any(self, other: Uses) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Uses {
    type Output = Uses;
    fn bitor(self, other: Uses) -> Uses {
        Uses(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Uses {
    fn bitor_assign(&mut self, other: Uses) {
        self.0 |= other.0;
    }
}

/// A name in a scope.
#[derive(Clone, Copy, Debug, Default)]
pub struct Symbol {
    /// What happens to it.
    pub uses: Uses,
    /// Where it lives; decided by the analysis.
    pub placement: Option<Placement>,
}

/// A place where something happens to a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SiteAt {
    /// What happens.
    pub how: How,
    /// Byte offset in the decoded source.
    pub start: u32,
}

/// The first places that decide where a name of a scope lives; kept only for explanations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sites {
    /// Where the scope binds it.
    pub bound: Option<SiteAt>,
    /// Where the scope declares it `global` or `nonlocal`.
    pub declared: Option<SiteAt>,
}

/// Index of a scope in its table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ScopeId(pub usize);

/// The names of a scope, in the order they first appeared, with what is known about each.
#[derive(Debug, Default)]
pub struct Symbols {
    names: Ordered<Name>,
    symbols: Vec<Symbol>,
}

impl Symbols {
    /// The names in order.
    pub fn names(&self) -> &[Name] {
        self.names.items()
    }

    /// The names with their symbols, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Name, &Symbol)> {
        self.names.items().iter().copied().zip(&self.symbols)
    }

    /// What is known about a name.
    pub fn get(&self, name: Name) -> Option<&Symbol> {
        self.symbols.get(self.names.find(name)? as usize)
    }

    fn get_mut(&mut self, name: Name) -> Option<&mut Symbol> {
        self.symbols.get_mut(self.names.find(name)? as usize)
    }

    /// Where a name stands in the order; one that wasn't there is added.
    fn place(&mut self, name: Name) -> usize {
        let index = self.names.place(name) as usize;
        if index == self.symbols.len() {
            self.symbols.push(Symbol::default());
        }
        index
    }

    /// The same; a name that wasn't there is added.
    fn entry(&mut self, name: Name) -> &mut Symbol {
        let index = self.place(name);
        &mut self.symbols[index]
    }
}

/// One scope (`PySTEntryObject`).
#[derive(Debug)]
pub struct Scope {
    /// Its name, as in `co_name`.
    pub name: Name,
    /// Kind of block.
    pub block: BlockType,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// Scopes directly inside, in source order.
    pub children: Vec<ScopeId>,
    /// Its names, in the order they first appeared.
    pub symbols: Symbols,
    /// Parameters.
    pub varnames: Vec<Name>,
    /// Lies inside a function, however deep.
    pub nested: bool,
    /// Contains `yield`, or is a generator expression.
    pub generator: bool,
    /// `async def`, or contains `await` or `async for`.
    pub coroutine: bool,
    /// Takes `*args`.
    pub varargs: bool,
    /// Takes `**kwargs`.
    pub varkeywords: bool,
    /// A class some method of which uses `__class__` or `super`.
    pub needs_class_closure: bool,
    /// Line of the statement or expression that opens it.
    pub lineno: u32,
    /// Its column, from 0.
    pub col_offset: u32,
    /// A comprehension.
    comprehension: bool,
    /// A comprehension's target is being visited.
    comp_iter_target: bool,
    /// How many comprehension iterables are being visited.
    comp_iter_expr: u32,
    /// `global` and `nonlocal` statements: name, line, column.
    directives: Vec<(Name, u32, u32)>,
}

impl Scope {
    /// Where `name` lives, if the scope knows it (`PyST_GetScope`).
    pub fn placement(&self, name: Name) -> Option<Placement> {
        self.symbols.get(name).and_then(|symbol| symbol.placement)
    }

    /// How many names its `global` and `nonlocal` statements declare (`ste_directives`).
    pub fn directive_count(&self) -> usize {
        self.directives.len()
    }

    /// What happens to `name` here.
    fn uses(&self, name: Name) -> Uses {
        self.symbols
            .get(name)
            .map(|symbol| symbol.uses)
            .unwrap_or_default()
    }
}

/// All scopes of a unit; the module is the first.
#[derive(Debug)]
pub struct SymbolTable {
    /// The scopes, outer before inner.
    pub scopes: Vec<Scope>,
    by_key: Vec<ScopeId>,
    /// If somebody wants to know why.
    sites: Option<BTreeMap<(usize, Name), Sites>>,
}

impl SymbolTable {
    /// The module's scope.
    pub const TOP: ScopeId = ScopeId(0);

    /// The scope that a node opens.
    pub fn of(&self, key: ScopeKey) -> ScopeId {
        self.by_key
            .get(key.0 as usize)
            .copied()
            .unwrap_or(Self::TOP)
    }

    /// What decides where a name of a scope lives, as far as that was noted.
    pub fn sites(&self, id: ScopeId, name: Name) -> Sites {
        let sites = self
            .sites
            .as_ref()
            .and_then(|sites| sites.get(&(id.0, name)));
        sites.copied().unwrap_or_default()
    }

    /// A scope by its id.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0]
    }
}
