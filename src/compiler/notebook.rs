//! Where the passes write down what they do, if the caller asked for an explanation
//! (`Options::explain`); without a notebook nothing is written and nothing is slower.

use super::ast::{Pos, ScopeKey};
use super::names::{Name, Names, known};
use super::source::Source;
use super::symtable::{Placement, ScopeId, SiteAt, SymbolTable};
use crate::code::SourceRange;
use crate::code::notes::{
    BlockType, Change, ChangeKind, NameNote, Notes, OtherScope, Site, shorten,
};

/// Longest piece of source in a note, in characters.
const LONGEST: usize = 60;

/// The notes on the tree, and what is needed to write more.
pub struct Notebook<'s> {
    source: &'s Source<'s>,
    /// Changes made in the tree, before there are code objects, with the scope each lies in;
    /// None is the module.
    tree: Vec<(Option<ScopeKey>, Change)>,
}

impl<'s> Notebook<'s> {
    /// An empty one.
    pub fn new(source: &'s Source<'s>) -> Notebook<'s> {
        Notebook {
            source,
            tree: Vec::new(),
        }
    }

    /// The source text of a node, on one line.
    pub fn text(&self, pos: Pos) -> String {
        let range = pos.start as usize..pos.end as usize;
        shorten(self.source.text.get(range).unwrap_or_default(), LONGEST)
    }

    /// Notes a change of the tree.
    pub fn note(
        &mut self,
        scope: Option<ScopeKey>,
        pos: Pos,
        kind: impl FnOnce(String) -> ChangeKind,
    ) {
        let change = self.change(pos, kind(self.text(pos)));
        self.tree.push((scope, change));
    }

    /// A change at a node.
    pub fn change(&self, pos: Pos, kind: ChangeKind) -> Change {
        Change {
            place: self.place(pos.start, pos.end),
            offset: None,
            kind,
        }
    }

    /// A piece of source by lines and columns.
    pub fn place(&self, start: u32, end: u32) -> SourceRange {
        self.source.lines.range(start, end)
    }

    /// All notes on a code object, given those of code generation and peephole.
    pub fn notes(
        &self,
        id: ScopeId,
        table: &SymbolTable,
        names: &Names,
        later: Vec<Change>,
    ) -> Notes {
        let here = |key: &Option<ScopeKey>| key.map_or(SymbolTable::TOP, |key| table.of(key)) == id;
        let of_tree = self.tree.iter().filter(|(key, _)| here(key));
        let mut changes: Vec<Change> = of_tree.map(|(_, change)| change.clone()).collect();
        changes.extend(later);
        let reader = Reader {
            notebook: self,
            table,
            names,
        };
        let scope = table.scope(id);
        let mut notes: Vec<NameNote> = scope
            .symbols
            .names()
            .iter()
            .filter_map(|&name| reader.name(id, name))
            .collect();
        if scope.needs_class_closure {
            notes.push(NameNote {
                name: names.pystr(known::CLASS),
                block: scope.block,
                placement: Placement::Cell,
                bound: None,
                declared: None,
                other: reader.user(id, known::CLASS),
            });
        }
        Notes {
            names: notes,
            changes,
        }
    }
}

/// Reads the finished symbol table.
struct Reader<'a> {
    notebook: &'a Notebook<'a>,
    table: &'a SymbolTable,
    names: &'a Names,
}

impl Reader<'_> {
    fn name(&self, id: ScopeId, name: Name) -> Option<NameNote> {
        let scope = self.table.scope(id);
        let placement = scope.placement(name)?;
        let sites = self.table.sites(id, name);
        let other = match placement {
            Placement::Free => self.owner(id, name),
            Placement::Cell => self.user(id, name),
            Placement::GlobalImplicit => self.module(id, name),
            Placement::Local | Placement::GlobalExplicit => None,
        };
        Some(NameNote {
            name: self.names.pystr(name),
            block: scope.block,
            placement,
            bound: sites.bound.map(|site| self.site(site)),
            declared: sites.declared.map(|site| self.site(site)),
            other,
        })
    }

    fn site(&self, site: SiteAt) -> Site {
        Site {
            how: site.how,
            line: self.notebook.source.lines.position(site.start).0,
        }
    }

    fn other(&self, id: ScopeId, name: Name) -> OtherScope {
        let scope = self.table.scope(id);
        OtherScope {
            name: self.names.pystr(scope.name),
            line: scope.lineno.max(1),
            site: self.table.sites(id, name).bound.map(|site| self.site(site)),
        }
    }

    /// The function around that keeps a free name in a cell.
    fn owner(&self, id: ScopeId, name: Name) -> Option<OtherScope> {
        let mut at = self.table.scope(id).parent;
        while let Some(outer) = at {
            let scope = self.table.scope(outer);
            let is_class_cell = name == known::CLASS && scope.needs_class_closure;
            if scope.placement(name) == Some(Placement::Cell) || is_class_cell {
                return Some(self.other(outer, name));
            }
            at = scope.parent;
        }
        None
    }

    /// The first scope inside that needs a cell.
    fn user(&self, id: ScopeId, name: Name) -> Option<OtherScope> {
        let children = &self.table.scope(id).children;
        let needs =
            |child: &&ScopeId| self.table.scope(**child).placement(name) == Some(Placement::Free);
        children
            .iter()
            .find(needs)
            .map(|&child| self.other(child, name))
    }

    /// The module, if it binds a name that a scope inside finds nowhere nearer.
    fn module(&self, id: ScopeId, name: Name) -> Option<OtherScope> {
        let top = self.table.scope(SymbolTable::TOP);
        let binds = matches!(
            top.placement(name),
            Some(Placement::Local | Placement::GlobalExplicit)
        );
        let inner = top.block == BlockType::Module && id != SymbolTable::TOP;
        (inner && binds).then(|| self.other(SymbolTable::TOP, name))
    }
}
