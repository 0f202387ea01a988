//! Second pass: decide where each name lives (`analyze_block`, `analyze_name` and
//! `update_symbols` in `Python/symtable.c`).
//!
//! CPython passes sets of bound and global names down and copies them for every child. Asking
//! upwards gives the same answer without the copies: a name that a scope does not bind itself
//! belongs to the nearest enclosing *function* that binds it; classes are passed over, and a
//! `global` statement on the way stops the search.

use super::{BlockType, Placement, ScopeId, SymbolTable, Uses};
use crate::compiler::fault::Located;
use crate::compiler::names::{Name, Names, known};

/// Places every name of every scope.
pub fn analyze(table: &mut SymbolTable, names: &Names) -> Result<(), Box<Located>> {
    block(table, names, SymbolTable::TOP).map(|_| ())
}

/// Places the names of one scope and of those inside; returns the names that must come from
/// outside.
fn block(table: &mut SymbolTable, names: &Names, id: ScopeId) -> Result<Vec<Name>, Box<Located>> {
    let mut free = Vec::new();
    for index in 0..table.scope(id).symbols.names().len() {
        let name = table.scope(id).symbols.names()[index];
        let placement = place(table, names, id, name)?;
        if placement == Placement::Free {
            free.push(name);
        }
        if let Some(symbol) = table.scopes[id.0].symbols.get_mut(name) {
            symbol.placement = Some(placement);
        }
    }
    for index in 0..table.scope(id).children.len() {
        let child = table.scope(id).children[index];
        for name in block(table, names, child)? {
            if !free.contains(&name) {
                free.push(name);
            }
        }
    }
    let scope = &mut table.scopes[id.0];
    free.retain(|&name| match (scope.block, scope.symbols.get_mut(name)) {
        // A local that an inner function uses moves into a cell.
        (BlockType::Function, Some(symbol)) if symbol.placement == Some(Placement::Local) => {
            symbol.placement = Some(Placement::Cell);
            false
        }
        (BlockType::Class, _) if name == known::CLASS => {
            scope.needs_class_closure = true;
            false
        }
        // A method's free variable of the same name as a class variable: both exist.
        (BlockType::Class, Some(symbol)) if symbol.uses.any(Uses::BOUND | Uses::GLOBAL) => {
            symbol.uses |= Uses::FREE_CLASS;
            true
        }
        (_, Some(_)) => true,
        // Passed through from further outside.
        (_, None) => {
            scope.symbols.entry(name).placement = Some(Placement::Free);
            true
        }
    });
    Ok(free)
}

/// `analyze_name`.
fn place(
    table: &SymbolTable,
    names: &Names,
    id: ScopeId,
    name: Name,
) -> Result<Placement, Box<Located>> {
    let uses = table.scope(id).uses(name);
    if uses.any(Uses::GLOBAL) {
        if uses.any(Uses::NONLOCAL) {
            let msg = format!("name '{}' is nonlocal and global", names.text(name));
            return Err(at_directive(table, id, name, msg));
        }
        return Ok(Placement::GlobalExplicit);
    }
    if uses.any(Uses::NONLOCAL) {
        if table.scope(id).parent.is_none() {
            let msg = "nonlocal declaration not allowed at module level".to_owned();
            return Err(at_directive(table, id, name, msg));
        }
        if !bound_outside(table, id, name) {
            let msg = format!("no binding for nonlocal '{}' found", names.text(name));
            return Err(at_directive(table, id, name, msg));
        }
        return Ok(Placement::Free);
    }
    if uses.any(Uses::BOUND) {
        return Ok(Placement::Local);
    }
    if bound_outside(table, id, name) {
        return Ok(Placement::Free);
    }
    Ok(Placement::GlobalImplicit)
}

/// Whether an enclosing function binds `name` for the scope `id`.
fn bound_outside(table: &SymbolTable, id: ScopeId, name: Name) -> bool {
    let mut at = table.scope(id).parent;
    while let Some(outer) = at {
        let scope = table.scope(outer);
        at = scope.parent;
        let uses = scope.uses(name);
        match scope.block {
            BlockType::Module => return false,
            // A class shows its names to nobody inside, except the cell `__class__`.
            BlockType::Class => {
                if name == known::CLASS {
                    return true;
                }
            }
            BlockType::Function => {
                if uses.any(Uses::GLOBAL) {
                    return false;
                }
                if uses.any(Uses::BOUND) && !uses.any(Uses::NONLOCAL) {
                    return true;
                }
            }
        }
    }
    false
}

/// `error_at_directive`.
fn at_directive(table: &SymbolTable, id: ScopeId, name: Name, msg: String) -> Box<Located> {
    let directive = table
        .scope(id)
        .directives
        .iter()
        .find(|directive| directive.0 == name);
    let (_, line, column) = directive.copied().unwrap_or((name, 0, 0));
    Located::beside(msg, line, column + 1)
}
