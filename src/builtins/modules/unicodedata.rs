//! The module `unicodedata` (`Modules/unicodedata.c`), as far as the tables go: categories, numbers and
//! names. Normalising, decompositions and the like are refused.

use crate::builtins::modules::support::set_text;
use crate::builtins::support::{bad_argument, int, text, type_error, value_error};
use crate::objects::Ty;
use crate::value::{ObjId, PyStr, unicode};
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, PyResult, Vm};

/// `UNIDATA_VERSION`.
const UNIDATA_VERSION: &str = "12.1.0";

/// The one character of an argument.
fn character(vm: &mut Vm<'_>, function: &str, given: ObjId) -> PyResult<u32> {
    let found = vm
        .heap()
        .as_str(given)
        .map(|text| (text.len(), text.clone()));
    match found {
        Some((1, text)) => Ok(text.at(0)),
        Some(_) => bad_argument(vm, function, "argument 1", "a unicode character", given),
        None => bad_argument(vm, function, "argument 1", "a unicode character", given),
    }
}

fn category(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "category", args.values[0])?;
    text(vm, unicode::category(point))
}

/// The second argument, or the error that there is no such value.
fn or_default(vm: &mut Vm<'_>, args: Args<'_>, complaint: &str) -> PyResult {
    match args.values.get(1) {
        Some(&default) => Ok(vm.heap().new_ref(default)),
        None => value_error(vm, complaint),
    }
}

fn decimal(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "decimal", args.values[0])?;
    match unicode::decimal_value(point) {
        Some(value) => int(vm, u64::from(value)),
        None => or_default(vm, args, "not a decimal"),
    }
}

fn digit(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "digit", args.values[0])?;
    match unicode::numeric_value(point).filter(|_| unicode::is_digit(point)) {
        Some((value, _)) => int(vm, value),
        None => or_default(vm, args, "not a digit"),
    }
}

fn numeric(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "numeric", args.values[0])?;
    match unicode::numeric_value(point) {
        Some((above, below)) => Ok(vm.heap().new_float(above as f64 / below as f64)),
        None => or_default(vm, args, "not a numeric character"),
    }
}

fn name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "name", args.values[0])?;
    let known = char::from_u32(point).and_then(unicode_names2::name);
    match known {
        Some(name) => text(vm, &name.to_string()),
        None => or_default(vm, args, "no such name"),
    }
}

fn lookup(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(name) = vm.heap().as_str(args.values[0]).map(PyStr::to_lossy) else {
        return bad_argument(vm, "lookup", "argument", "str", args.values[0]);
    };
    match unicode_names2::character(&name) {
        Some(found) => text(vm, &found.to_string()),
        None => Err(vm.raise(Ty::KeyError, format!("undefined character name '{name}'"))),
    }
}

/// Text of ASCII is normal already; the tables for other text aren't there.
fn normalize(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let form = vm.heap().as_str(args.values[0]).map(PyStr::to_lossy);
    if !matches!(form.as_deref(), Some("NFC" | "NFD" | "NFKC" | "NFKD")) {
        return value_error(vm, "invalid normalization form");
    }
    match vm.heap().as_str(args.values[1]).map(PyStr::is_ascii) {
        Some(true) => Ok(vm.heap().new_ref(args.values[1])),
        Some(false) => Err(vm.raise(
            Ty::NotImplementedError,
            "unicodedata.normalize() isn't there for text beyond ASCII",
        )),
        None => type_error(vm, "normalize() argument 2 must be str"),
    }
}

const ONE_OR_TWO: Arity = Arity::Range { min: 1, max: 2 };

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "unicodedata",
    doc: "What Unicode says of characters.",
    functions: &[
        NativeDef::function("category", Arity::One, category, "The general category."),
        NativeDef::function(
            "decimal",
            ONE_OR_TWO,
            decimal,
            "The decimal digit as an int.",
        ),
        NativeDef::function("digit", ONE_OR_TWO, digit, "The digit as an int."),
        NativeDef::function("numeric", ONE_OR_TWO, numeric, "The number as a float."),
        NativeDef::function("name", ONE_OR_TWO, name, "The character's name."),
        NativeDef::function("lookup", Arity::One, lookup, "The character of that name."),
        NativeDef::function(
            "normalize",
            Arity::Range { min: 2, max: 2 },
            normalize,
            "The normal form of a text.",
        ),
    ],
    types: &[],
    fill: |vm, module| {
        set_text(vm, module, "unidata_version", UNIDATA_VERSION);
        Ok(())
    },
};
