//! `code` (`Objects/codeobject.c`).

use std::sync::Arc;

use crate::builtins::support::{boolean, int, none, not_implemented, optional, text};
use crate::builtins::types::code_change;
use crate::code::Code;
use crate::objects::Slot;
use crate::objects::callable::CodeObject;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

fn code(vm: &mut Vm<'_>, object: ObjId) -> Option<Arc<CodeObject>> {
    vm.heap().as_code(object).cloned()
}

/// A number of the code.
fn number(vm: &mut Vm<'_>, args: Args<'_>, which: fn(&Code) -> u32) -> PyResult {
    let value = code(vm, args.values[0]).map_or(0, |code| which(&code.code));
    int(vm, i64::from(value))
}

/// An object that the code holds.
fn part(vm: &mut Vm<'_>, args: Args<'_>, which: fn(&CodeObject) -> ObjId) -> PyResult {
    let value = code(vm, args.values[0]).map(|code| which(&code));
    optional(vm, value)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let addr = vm.heap().addr(args.values[0]).0;
    let Some(code) = code(vm, args.values[0]) else {
        return none(vm);
    };
    let code = &code.code;
    let shown = format!(
        "<code object {} at {addr:#x}, file \"{}\", line {}>",
        code.co_name, code.co_filename, code.co_firstlineno
    );
    text(vm, &shown)
}

/// Equal are codes with the same name, parameters, instructions, first line, constants and names.
fn is_equal(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<Option<bool>> {
    let [a, b] = [args.values[0], args.values[1]];
    let (Some(a), Some(b)) = (code(vm, a), code(vm, b)) else {
        return Ok(None);
    };
    let numbers = |code: &Code| {
        (
            code.co_argcount,
            code.co_posonlyargcount,
            code.co_kwonlyargcount,
            code.co_nlocals,
            code.co_flags,
            code.co_firstlineno,
        )
    };
    if a.code.co_name != b.code.co_name
        || numbers(&a.code) != numbers(&b.code)
        || a.code.co_code != b.code.co_code
        || a.code.co_names != b.code.co_names
        || a.code.co_varnames != b.code.co_varnames
        || a.code.co_freevars != b.code.co_freevars
        || a.code.co_cellvars != b.code.co_cellvars
        || a.consts.len() != b.consts.len()
    {
        return Ok(Some(false));
    }
    // Constants are equal only with equal types: 1 and 1.0 make different code.
    for (&x, &y) in a.consts.iter().zip(&*b.consts) {
        if vm.heap().type_of(x) != vm.heap().type_of(y)
            || !vm.rich_compare_bool(x, y, CompareOp::Eq)?
        {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

fn eq(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match is_equal(vm, args)? {
        Some(equal) => boolean(vm, equal),
        None => not_implemented(vm),
    }
}

fn ne(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match is_equal(vm, args)? {
        Some(equal) => boolean(vm, !equal),
        None => not_implemented(vm),
    }
}

/// The hashes of all parts, mixed by exclusive or.
fn hash(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(code) = code(vm, args.values[0]) else {
        return int(vm, 0);
    };
    let parts = [
        code.co_name,
        code.co_code,
        code.co_consts,
        code.co_names,
        code.co_varnames,
        code.co_freevars,
        code.co_cellvars,
    ];
    let mut mixed = 0;
    for part in parts {
        mixed ^= vm.hash(part)?;
    }
    let code = &code.code;
    mixed ^= i64::from(
        code.co_argcount
            ^ code.co_posonlyargcount
            ^ code.co_kwonlyargcount
            ^ code.co_nlocals
            ^ code.co_flags,
    );
    int(vm, if mixed == -1 { -2 } else { mixed })
}

/// `code(argcount, ..., lnotab, freevars, cellvars)`.
fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    code_change::new(vm, args)
}

fn replace(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match code(vm, args.values[0]) {
        Some(old) => code_change::replace(vm, args, &old),
        None => none(vm),
    }
}

/// The members of `code`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::New, new),
    NativeDef::method(
        "replace",
        Arity::Any,
        replace,
        "A copy with some parts replaced.",
    ),
    NativeDef::member(
        "co_argcount",
        |vm, args| number(vm, args, |c| c.co_argcount),
        "",
    ),
    NativeDef::member(
        "co_posonlyargcount",
        |vm, args| number(vm, args, |c| c.co_posonlyargcount),
        "",
    ),
    NativeDef::member(
        "co_kwonlyargcount",
        |vm, args| number(vm, args, |c| c.co_kwonlyargcount),
        "",
    ),
    NativeDef::member(
        "co_nlocals",
        |vm, args| number(vm, args, |c| c.co_nlocals),
        "",
    ),
    NativeDef::member(
        "co_stacksize",
        |vm, args| number(vm, args, |c| c.co_stacksize),
        "",
    ),
    NativeDef::member("co_flags", |vm, args| number(vm, args, |c| c.co_flags), ""),
    NativeDef::member("co_code", |vm, args| part(vm, args, |c| c.co_code), ""),
    NativeDef::member("co_consts", |vm, args| part(vm, args, |c| c.co_consts), ""),
    NativeDef::member("co_names", |vm, args| part(vm, args, |c| c.co_names), ""),
    NativeDef::member(
        "co_varnames",
        |vm, args| part(vm, args, |c| c.co_varnames),
        "",
    ),
    NativeDef::member(
        "co_freevars",
        |vm, args| part(vm, args, |c| c.co_freevars),
        "",
    ),
    NativeDef::member(
        "co_cellvars",
        |vm, args| part(vm, args, |c| c.co_cellvars),
        "",
    ),
    NativeDef::member(
        "co_filename",
        |vm, args| part(vm, args, |c| c.co_filename),
        "",
    ),
    NativeDef::member("co_name", |vm, args| part(vm, args, |c| c.co_name), ""),
    NativeDef::member(
        "co_firstlineno",
        |vm, args| number(vm, args, |c| c.co_firstlineno),
        "",
    ),
    NativeDef::member("co_lnotab", |vm, args| part(vm, args, |c| c.co_lnotab), ""),
];
