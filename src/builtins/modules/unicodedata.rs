//! The module `unicodedata` (`Modules/unicodedata.c`), without the older tables of `ucd_3_2_0`.

use crate::builtins::modules::support::set_text;
use crate::builtins::support::{bad_argument, boolean, int, text, value_error};
use crate::objects::Ty;
use crate::value::unicode::normal::{self, Form};
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

fn bidirectional(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "bidirectional", args.values[0])?;
    text(vm, normal::bidirectional(point))
}

fn combining(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "combining", args.values[0])?;
    int(vm, i64::from(normal::combining(point)))
}

fn mirrored(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "mirrored", args.values[0])?;
    int(vm, i64::from(normal::mirrored(point)))
}

fn east_asian_width(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "east_asian_width", args.values[0])?;
    text(vm, normal::east_asian_width(point))
}

/// The kind, unless it is the canonical one, and the parts in hexadecimal.
fn decomposition(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, "decomposition", args.values[0])?;
    let Some((tag, parts)) = normal::decomposition(point) else {
        return text(vm, "");
    };
    let tag = (!tag.is_empty()).then(|| tag.to_owned());
    let parts = parts.iter().map(|part| format!("{part:04X}"));
    let words: Vec<String> = tag.into_iter().chain(parts).collect();
    text(vm, &words.join(" "))
}

/// The form and the text that the arguments name.
fn form_and_text(vm: &mut Vm<'_>, function: &str, args: Args<'_>) -> PyResult<(Form, PyStr)> {
    let [form, given] =
        [args.values[0], args.values[1]].map(|given| vm.heap().as_str(given).cloned());
    let Some(form) = form else {
        return bad_argument(vm, function, "argument 1", "str", args.values[0]);
    };
    let Some(given) = given else {
        return bad_argument(vm, function, "argument 2", "str", args.values[1]);
    };
    match Form::named(&form.to_lossy()) {
        Some(form) => Ok((form, given)),
        // Nothing is in every form.
        None if given.is_empty() => Ok((Form::Nfc, given)),
        None => value_error(vm, "invalid normalization form"),
    }
}

fn normalize(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (form, given) = form_and_text(vm, "normalize", args)?;
    let normal = normal::normalize(&given, form);
    if normal == given {
        return Ok(vm.heap().new_ref(args.values[1]));
    }
    Ok(vm.heap().new_str(normal))
}

fn is_normalized(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (form, given) = form_and_text(vm, "is_normalized", args)?;
    boolean(vm, normal::normalize(&given, form) == given)
}

const ONE_OR_TWO: Arity = Arity::Range { min: 1, max: 2 };
const TWO: Arity = Arity::Range { min: 2, max: 2 };

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
            "bidirectional",
            Arity::One,
            bidirectional,
            "The class that says in which direction it is written.",
        ),
        NativeDef::function("combining", Arity::One, combining, "The combining class."),
        NativeDef::function(
            "mirrored",
            Arity::One,
            mirrored,
            "1 for what is mirrored in text from right to left, else 0.",
        ),
        NativeDef::function(
            "east_asian_width",
            Arity::One,
            east_asian_width,
            "How wide it is in East Asian text.",
        ),
        NativeDef::function(
            "decomposition",
            Arity::One,
            decomposition,
            "What it is decomposed into.",
        ),
        NativeDef::function("normalize", TWO, normalize, "The normal form of a text."),
        NativeDef::function(
            "is_normalized",
            TWO,
            is_normalized,
            "Whether a text is in a normal form.",
        ),
    ],
    types: &[],
    fill: |vm, module| {
        set_text(vm, module, "unidata_version", UNIDATA_VERSION);
        Ok(())
    },
};
