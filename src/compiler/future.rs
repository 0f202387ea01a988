//! `from __future__ import ...` (`Python/future.c`).

use super::ast::{Module, Stmt, StmtKind, docstring};
use super::fault::Located;
use super::names::{Names, known};
use crate::code::flags::{CO_FUTURE_ANNOTATIONS, CO_FUTURE_BARRY_AS_BDFL};

/// What the future statements of a module ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Future {
    /// `co_flags` bits for every scope.
    pub flags: u32,
    /// Line of the last future statement, 0 if none.
    pub lineno: u32,
}

/// Collects the future statements at the beginning of a module (`future_parse`).
pub fn future(module: &Module, names: &Names) -> Result<Future, Box<Located>> {
    let (Module::Module(body) | Module::Interactive(body)) = module else {
        return Ok(Future::default());
    };
    let mut found = Future::default();
    let (mut done, mut prev_line) = (false, 0);
    let skip = usize::from(docstring(body).is_some());
    for stmt in body.iter().skip(skip) {
        if done && stmt.pos.lineno > prev_line {
            break;
        }
        prev_line = stmt.pos.lineno;
        match &stmt.kind {
            StmtKind::ImportFrom {
                module: Some(known::FUTURE),
                ..
            } if done => {
                let msg = "from __future__ imports must occur at the beginning of the file";
                return Err(Located::syntax(
                    msg,
                    stmt.pos.lineno,
                    stmt.pos.col_offset + 1,
                ));
            }
            StmtKind::ImportFrom {
                module: Some(known::FUTURE),
                ..
            } => {
                features(stmt, names, &mut found)?;
                found.lineno = stmt.pos.lineno;
            }
            _ => done = true,
        }
    }
    Ok(found)
}

/// `future_check_features`.
fn features(stmt: &Stmt, names: &Names, found: &mut Future) -> Result<(), Box<Located>> {
    let StmtKind::ImportFrom { names: aliases, .. } = &stmt.kind else {
        return Ok(());
    };
    for alias in aliases {
        match names.text(alias.name) {
            // Long since the rule.
            "nested_scopes" | "generators" | "division" | "absolute_import" | "with_statement"
            | "print_function" | "unicode_literals" | "generator_stop" => {}
            "barry_as_FLUFL" => found.flags |= CO_FUTURE_BARRY_AS_BDFL,
            "annotations" => found.flags |= CO_FUTURE_ANNOTATIONS,
            "braces" => {
                let (line, column) = (stmt.pos.lineno, stmt.pos.col_offset + 1);
                return Err(Located::beside("not a chance", line, column));
            }
            other => {
                let msg = format!("future feature {other} is not defined");
                return Err(Located::beside(
                    msg,
                    stmt.pos.lineno,
                    stmt.pos.col_offset + 1,
                ));
            }
        }
    }
    Ok(())
}
