//! Making code objects by hand: `types.CodeType(...)` and `code.replace(...)` (`code_new`,
//! `code_replace` of `Objects/codeobject.c`).

use std::sync::Arc;

use crate::builtins::support::value_error;
use crate::builtins::support::{Signature, check_positional, no_keywords, type_error, type_name};
use crate::code::{Code, Const, flags};
use crate::objects::callable::CodeObject;
use crate::objects::{Payload, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::{Args, PyResult, Vm};

/// The parts of a code object in the order of `replace`'s signature.
const PARTS: &[&str] = &[
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_nlocals",
    "co_stacksize",
    "co_flags",
    "co_firstlineno",
    "co_code",
    "co_consts",
    "co_names",
    "co_varnames",
    "co_freevars",
    "co_cellvars",
    "co_filename",
    "co_name",
    "co_lnotab",
];

/// The order of `code(...)`, as indices of [`PARTS`].
const ORDER: [usize; 16] = [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 13, 14, 6, 15, 11, 12];

/// `code.replace(**parts)`: a copy with some parts replaced; a new reference.
pub fn replace(vm: &mut Vm<'_>, args: Args<'_>, old: &CodeObject) -> PyResult {
    const REPLACE: Signature = Signature {
        name: "replace",
        parameters: PARTS,
        positional: 0,
        required: 0,
    };
    let bound: [Option<ObjId>; 16] = REPLACE.bind(vm, args, 1)?;
    let consts = old.consts.to_vec();
    build(vm, "replace", bound, (*old.code).clone(), consts)
}

/// `code(argcount, posonlyargcount, ...)`; a new reference.
pub fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, "code", args)?;
    let given = args.values.get(1..).unwrap_or_default();
    check_positional(vm, "code", given.len(), 14, 16)?;
    let mut bound = [None; 16];
    for (&value, part) in given.iter().zip(ORDER) {
        bound[part] = Some(value);
    }
    build(vm, "code", bound, Code::default(), Vec::new())
}

/// Puts the given parts in place and checks what comes of it.
fn build(
    vm: &mut Vm<'_>,
    function: &str,
    bound: [Option<ObjId>; 16],
    mut code: Code,
    mut consts: Vec<ObjId>,
) -> PyResult {
    for (index, value) in bound.into_iter().enumerate() {
        let Some(value) = value else { continue };
        let name = PARTS[index];
        match index {
            0..=6 => {
                let number = vm.as_c_int(value)?;
                let signed = matches!(index, 5 | 6);
                let Ok(number) = (if signed {
                    Ok(number as u32)
                } else {
                    u32::try_from(number)
                }) else {
                    let what = name.trim_start_matches("co_");
                    return value_error(vm, format!("code: {what} must not be negative"));
                };
                let place = match index {
                    0 => &mut code.co_argcount,
                    1 => &mut code.co_posonlyargcount,
                    2 => &mut code.co_kwonlyargcount,
                    3 => &mut code.co_nlocals,
                    4 => &mut code.co_stacksize,
                    5 => &mut code.co_flags,
                    _ => &mut code.co_firstlineno,
                };
                *place = number;
            }
            7 => code.co_code = bytes(vm, function, name, value)?,
            15 => code.co_lnotab = bytes(vm, function, name, value)?,
            8 => consts = tuple(vm, function, name, value)?,
            9 => code.co_names = names(vm, function, name, value)?,
            10 => code.co_varnames = names(vm, function, name, value)?,
            11 => code.co_freevars = names(vm, function, name, value)?,
            12 => code.co_cellvars = names(vm, function, name, value)?,
            13 => code.co_filename = text(vm, function, name, value)?,
            _ => code.co_name = text(vm, function, name, value)?,
        }
    }
    check(vm, &mut code)?;
    code.co_consts = consts
        .iter()
        .map(|&c| Arc::new(constant(vm, c, 0)))
        .collect();
    Ok(vm.new_code_with(Arc::new(code), &consts))
}

/// What `PyCode_NewWithPosOnlyArgs` insists on.
fn check(vm: &mut Vm<'_>, code: &mut Code) -> PyResult<()> {
    if code.co_posonlyargcount > code.co_argcount || !code.co_code.len().is_multiple_of(2) {
        let message = "bad argument to internal function";
        return Err(vm.raise(Ty::SystemError, message));
    }
    if code.co_cellvars.is_empty() && code.co_freevars.is_empty() {
        code.co_flags |= flags::CO_NOFREE;
    } else {
        code.co_flags &= !flags::CO_NOFREE;
    }
    let rest = |flag: u32| usize::from(code.co_flags & flag != 0);
    let total = code.co_argcount as usize
        + code.co_kwonlyargcount as usize
        + rest(flags::CO_VARARGS)
        + rest(flags::CO_VARKEYWORDS);
    if total > code.co_varnames.len() || total > code.co_nlocals as usize {
        return value_error(vm, "code: varnames is too small");
    }
    Ok(())
}

fn wrong<T>(vm: &mut Vm<'_>, function: &str, name: &str, word: &str, value: ObjId) -> PyResult<T> {
    let given = type_name(vm, value);
    let message = match function {
        "replace" => format!("replace() argument '{name}' must be {word}, not {given}"),
        _ => {
            let at = ORDER.iter().position(|&part| PARTS[part] == name);
            let at = at.map_or(0, |at| at + 1);
            format!("code() argument {at} must be {word}, not {given}")
        }
    };
    type_error(vm, message)
}

fn bytes(vm: &mut Vm<'_>, function: &str, name: &str, value: ObjId) -> PyResult<Vec<u8>> {
    match vm.heap().as_bytes(value).map(<[u8]>::to_vec) {
        Some(bytes) => Ok(bytes),
        None => wrong(vm, function, name, "bytes", value),
    }
}

fn text(vm: &mut Vm<'_>, function: &str, name: &str, value: ObjId) -> PyResult<PyStr> {
    match vm.heap().as_str(value).cloned() {
        Some(text) => Ok(text),
        None => wrong(vm, function, name, "str", value),
    }
}

fn tuple(vm: &mut Vm<'_>, function: &str, name: &str, value: ObjId) -> PyResult<Vec<ObjId>> {
    match vm.heap().as_tuple(value).map(<[ObjId]>::to_vec) {
        Some(items) => Ok(items),
        None => wrong(vm, function, name, "tuple", value),
    }
}

/// `validate_and_copy_tuple`.
fn names(vm: &mut Vm<'_>, function: &str, name: &str, value: ObjId) -> PyResult<Vec<PyStr>> {
    let mut names = Vec::new();
    for item in tuple(vm, function, name, value)? {
        match vm.heap().as_str(item).cloned() {
            Some(text) => names.push(text),
            None => {
                let given = type_name(vm, item);
                let message = format!("name tuples must contain only strings, not '{given}'");
                return type_error(vm, message);
            }
        }
    }
    Ok(names)
}

/// A constant as the compiler would note it, for those who read the code; objects that no compiler
/// makes are noted as None.
fn constant(vm: &mut Vm<'_>, object: ObjId, depth: u32) -> Const {
    let heap = vm.heap();
    let items = match &heap.get(object).payload {
        Payload::Int(_) if heap.is_exact(object, Ty::Bool) => {
            return Const::Bool(object == heap.bool_obj(true));
        }
        Payload::Int(value) => return Const::Int(value.clone()),
        Payload::Float(value) => return Const::Float(value.to_bits()),
        Payload::Str(string) => return Const::Str(string.text.clone()),
        Payload::Bytes(bytes) => return Const::Bytes(Arc::new(bytes.to_vec())),
        Payload::Code { code, .. } => return Const::Code(Arc::clone(&code.code)),
        Payload::Tuple(items) if depth < 100 => items.to_vec(),
        _ => return Const::None,
    };
    let items = items
        .into_iter()
        .map(|item| Arc::new(constant(vm, item, depth + 1)));
    Const::Tuple(items.collect())
}
