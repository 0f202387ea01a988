//! `str.translate` and `str.maketrans` (`Objects/unicodeobject.c`).

use crate::builtins::support::{none, release, type_error, value_error};
use crate::builtins::types::str::{text_of, unchanged};
use crate::builtins::types::str_arguments::named_text;
use crate::objects::Ty;
use crate::value::{ObjId, PyStr, StrBuilder};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// What a table says about a character (`charmaptranslate_lookup`).
enum Mapped {
    /// Nothing: the character stays.
    Same,
    /// It goes.
    Deleted,
    /// This character or text takes its place.
    Text(PyStr),
}

fn lookup(vm: &mut Vm<'_>, table: ObjId, point: u32) -> PyResult<Mapped> {
    let key = vm.heap().new_int(i64::from(point));
    let found = vm.get_item(table, key);
    let found = match release(vm, &[key], found) {
        Ok(found) => found,
        // IndexError and KeyError.
        Err(fault) if !vm.catch(Ty::LookupError) => return Err(fault),
        Err(_) => return Ok(Mapped::Same),
    };
    let heap = vm.heap();
    let mapped = if found == heap.none() {
        Ok(Mapped::Deleted)
    } else if let Some(text) = heap.as_str(found) {
        Ok(Mapped::Text(text.clone()))
    } else if let Some(number) = heap.as_int(found) {
        match number
            .to_i64()
            .and_then(|number| u32::try_from(number).ok())
        {
            Some(point) if point < 0x11_0000 => Ok(Mapped::Text(PyStr::from_point(point))),
            _ => value_error(vm, "character mapping must be in range(0x110000)"),
        }
    } else {
        type_error(vm, "character mapping must return integer, None or str")
    };
    release(vm, &[found], mapped)
}

fn translate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, table) = (args.values[0], args.values[1]);
    let text = text_of(vm, this);
    if text.is_empty() {
        return unchanged(vm, this);
    }
    // ASCII characters are looked up once each.
    let mut known: Vec<Option<Option<PyStr>>> = vec![None; 128];
    let mut out = StrBuilder::new();
    for point in text.code_points() {
        let ascii = (point as usize) < known.len() && text.is_ascii();
        if ascii && let Some(replacement) = &known[point as usize] {
            if let Some(replacement) = replacement {
                out.push_str(replacement);
            }
            continue;
        }
        let replacement = match lookup(vm, table, point)? {
            Mapped::Same => Some(PyStr::from_point(point)),
            Mapped::Deleted => None,
            Mapped::Text(text) => Some(text),
        };
        if let Some(replacement) = &replacement {
            out.push_str(replacement);
        }
        if ascii {
            known[point as usize] = Some(replacement);
        }
    }
    Ok(vm.heap().new_str(out.finish()))
}

/// Sets `dict[point] = value` (stolen).
fn set(vm: &mut Vm<'_>, dict: ObjId, key: ObjId, value: ObjId) -> PyResult<()> {
    let done = vm.dict_set(dict, key, value);
    release(vm, &[key, value], done)
}

fn point_object(vm: &mut Vm<'_>, point: u32) -> ObjId {
    vm.heap().new_int(i64::from(point))
}

/// Two texts of equal length, and perhaps one of characters to delete.
fn fill_from_texts(vm: &mut Vm<'_>, dict: ObjId, args: &[ObjId]) -> PyResult<()> {
    let Some(from) = vm.heap().as_str(args[0]).cloned() else {
        return type_error(
            vm,
            "first maketrans argument must be a string if there is a second argument",
        );
    };
    let to = text_of(vm, args[1]);
    if from.len() != to.len() {
        return value_error(
            vm,
            "the first two maketrans arguments must have equal length",
        );
    }
    for (from, to) in from.code_points().zip(to.code_points()) {
        let key = point_object(vm, from);
        let value = point_object(vm, to);
        set(vm, dict, key, value)?;
    }
    if let Some(&deleted) = args.get(2) {
        for point in text_of(vm, deleted).code_points() {
            let key = point_object(vm, point);
            let value = none(vm)?;
            set(vm, dict, key, value)?;
        }
    }
    Ok(())
}

/// A dict whose keys are characters or their numbers.
fn fill_from_dict(vm: &mut Vm<'_>, dict: ObjId, source: ObjId) -> PyResult<()> {
    if !vm.heap().is_exact(source, Ty::Dict) {
        return type_error(
            vm,
            "if you give only one argument to maketrans it must be a dict",
        );
    }
    let mut at = 0;
    while let Some((key, value, _)) = vm.heap().dict_entry_next(source, &mut at) {
        let heap = vm.heap();
        let key = match heap.as_str(key) {
            Some(text) if text.len() == 1 => {
                let point = text.at(0);
                point_object(vm, point)
            }
            Some(_) => {
                return value_error(vm, "string keys in translate table must be of length 1");
            }
            None if heap.as_int(key).is_some() => heap.new_ref(key),
            None => {
                return type_error(vm, "keys in translate table must be strings or integers");
            }
        };
        let value = vm.heap().new_ref(value);
        set(vm, dict, key, value)?;
    }
    Ok(())
}

/// `str.maketrans(x, y, z)`: a table for `translate`.
fn maketrans(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = args.pos();
    for (place, &argument) in ["argument 2", "argument 3"]
        .iter()
        .zip(given.iter().skip(1))
    {
        named_text(vm, "maketrans", place, argument)?;
    }
    let dict = vm.heap().new_dict();
    let filled = match given {
        [source] => fill_from_dict(vm, dict, *source),
        texts => fill_from_texts(vm, dict, texts),
    };
    match filled {
        Ok(()) => Ok(dict),
        Err(fault) => release(vm, &[dict], Err(fault)),
    }
}

/// The translating methods of `str`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "translate",
        Arity::One,
        translate,
        "With each character replaced as a table says.",
    ),
    NativeDef::static_method(
        "maketrans",
        Arity::Range { min: 1, max: 3 },
        maketrans,
        "A table for translate.",
    ),
];
