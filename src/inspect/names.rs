//! Names by scope, in the order in which Python searches them.

use crate::inspect::Look;
use crate::inspect::label::{find_name, name, object_no};
use crate::inspect::view::{NameRow, Scope, ScopeView};
use crate::objects::Payload;
use crate::objects::frame::Frame;
use crate::value::{ObjId, PyStr};

/// The scopes of the running frame that have names.
pub(super) fn scopes(look: &Look<'_>) -> Vec<ScopeView> {
    let Some((_, frame)) = look.innermost() else {
        return Vec::new();
    };
    let heap = &look.shown.heap;
    let code = &frame.code.code;
    let fast = code.co_varnames.len();
    let cells = code.co_cellvars.len();
    let mut scopes = Vec::new();

    match frame
        .f_locals
        .filter(|&locals| locals != frame.f_globals && code.co_varnames.is_empty())
    {
        Some(locals) => scopes.push(dict_scope(look, Scope::Local, locals)),
        None if fast > 0 => scopes.push(ScopeView {
            scope: Scope::Local,
            storage: "f_localsplus, an array".into(),
            namespace: None,
            rows: fast_rows(look, &code.co_varnames, frame.variables(0, fast)),
        }),
        None => {}
    }
    let kinds = [
        (Scope::Cell, &code.co_cellvars, fast),
        (Scope::Free, &code.co_freevars, fast + cells),
    ];
    for (scope, names, start) in kinds {
        if !names.is_empty() {
            let slots = frame.variables(start, names.len());
            let contents: Vec<_> = slots
                .iter()
                .map(|cell| cell.and_then(|cell| cell_content(look, cell)))
                .collect();
            scopes.push(ScopeView {
                scope,
                storage: "cells in f_localsplus".into(),
                namespace: None,
                rows: fast_rows(look, names, &contents),
            });
        }
    }
    scopes.push(dict_scope(look, Scope::Global, frame.f_globals));
    let rows = used_builtins(look, frame);
    if !rows.is_empty() {
        scopes.push(ScopeView {
            scope: Scope::Builtin,
            storage: "the dict of builtins, names used here".into(),
            namespace: Some(object_no(heap, frame.f_builtins)),
            rows,
        });
    }
    scopes
}

/// The local variables of any frame.
pub(super) fn locals_of(look: &Look<'_>, frame: &Frame) -> Vec<NameRow> {
    let code = &frame.code.code;
    match frame.f_locals {
        Some(locals) if code.co_varnames.is_empty() => dict_rows(look, locals),
        _ => fast_rows(
            look,
            &code.co_varnames,
            frame.variables(0, code.co_varnames.len()),
        ),
    }
}

fn cell_content(look: &Look<'_>, cell: ObjId) -> Option<ObjId> {
    match look.heap_of(cell)?.get(cell).payload {
        Payload::Cell(content) => content,
        _ => None,
    }
}

fn fast_rows(look: &Look<'_>, names: &[PyStr], slots: &[Option<ObjId>]) -> Vec<NameRow> {
    let row = |(name, slot): (&PyStr, &Option<ObjId>)| NameRow {
        name: name.to_lossy(),
        object: slot.map(|id| look.object_ref(id)),
    };
    names.iter().zip(slots).map(row).collect()
}

fn dict_scope(look: &Look<'_>, scope: Scope, dict: ObjId) -> ScopeView {
    ScopeView {
        scope,
        storage: format!("dict {}", object_no(&look.shown.heap, dict)),
        namespace: Some(object_no(&look.shown.heap, dict)),
        rows: dict_rows(look, dict),
    }
}

/// The names of a namespace, without those that every module has.
fn dict_rows(look: &Look<'_>, dict: ObjId) -> Vec<NameRow> {
    const EVERY_MODULE: [&str; 9] = [
        "__name__",
        "__doc__",
        "__package__",
        "__loader__",
        "__spec__",
        "__annotations__",
        "__builtins__",
        "__file__",
        "__cached__",
    ];
    let heap = &look.shown.heap;
    let mut rows = Vec::new();
    let mut pos = 0;
    while let Some((key, value, _)) = heap.dict_entry_next(dict, &mut pos) {
        let name = name(heap, key);
        if !EVERY_MODULE.contains(&name.as_str()) {
            rows.push(NameRow {
                name,
                object: Some(look.object_ref(value)),
            });
        }
    }
    rows
}

/// The built-in names that the running code uses.
fn used_builtins(look: &Look<'_>, frame: &Frame) -> Vec<NameRow> {
    let heap = &look.shown.heap;
    let mut rows = Vec::new();
    for &id in &*frame.code.names {
        if find_name(heap, frame.f_globals, id).is_none()
            && let Some(value) = find_name(heap, frame.f_builtins, id)
        {
            rows.push(NameRow {
                name: name(heap, id),
                object: Some(look.object_ref(value)),
            });
        }
    }
    rows
}
