//! The constructor and the methods of `float` (`Objects/floatobject.c`, `PyNumber_Float` of
//! `Objects/abstract.c`).

use crate::builtins::support::{
    bad_argument, boolean, check_positional, no_keywords, none, release, text, type_error,
    value_error,
};
use crate::builtins::types::float::{itself_exact, of_text, result, truncate, value_of};
use crate::builtins::types::operators::specification;
use crate::objects::{Payload, Slot, Ty, type_id};
use crate::value::float::{
    as_integer_ratio, float_from_hex, float_hex, float_round, float_round_to_int, is_integer,
};
use crate::value::format::format_float_spec;
use crate::value::pyint::room::Room;
use crate::value::{ObjId, PyInt};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// The float that any object stands for (`PyNumber_Float`).
pub fn of_object(vm: &mut Vm<'_>, object: ObjId) -> PyResult {
    if vm.heap().is_exact(object, Ty::Float) {
        vm.heap().incref(object);
        return Ok(object);
    }
    if let Some(given) = vm.call_type_slot(object, Slot::Float, &[])? {
        if vm.heap().is_exact(given, Ty::Float) {
            return Ok(given);
        }
        let value = vm.float_returned(object, given)?;
        return Ok(vm.heap().new_float(value));
    }
    if vm.has_slot(object, Slot::Index) {
        let value = vm.index(object)?.to_f64();
        return result(vm, value);
    }
    if let Some(value) = vm.heap().as_float(object) {
        return Ok(vm.heap().new_float(value));
    }
    of_text(vm, object)
}

/// `float(x)`; of a subclass, an instance of it with the same value (`float_new_impl`).
pub fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    if class == type_id(Ty::Float) {
        no_keywords(vm, "float", args)?;
    }
    let given = &args.pos()[1..];
    check_positional(vm, "float", given.len(), 0, 1)?;
    let value = match given.first() {
        None => vm.heap().new_float(0.0),
        Some(&text) if vm.heap().is_exact(text, Ty::Str) => of_text(vm, text)?,
        Some(&object) => of_object(vm, object)?,
    };
    if class == type_id(Ty::Float) {
        return Ok(value);
    }
    let copy = Payload::Float(value_of(vm, value));
    let instance = vm.heap().alloc_object(class, copy);
    vm.heap().decref(value);
    Ok(instance)
}

/// `a.__round__()` is an int, `a.__round__(ndigits)` a float.
fn round(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    match args.values.get(1) {
        Some(&ndigits) if ndigits != vm.heap().none() => {
            let ndigits = vm.index(ndigits)?.clamp_i64();
            result(vm, float_round(value, ndigits))
        }
        _ => match float_round_to_int(value) {
            Ok(rounded) => {
                let room = room_of_float(&rounded);
                Ok(vm.heap().new_int_in(rounded, room))
            }
            Err(fault) => Err(vm.raise_fault(&fault)),
        },
    }
}

/// The memory of an int made from a float: of its own but for 0 (`PyLong_FromDouble`).
fn room_of_float(value: &PyInt) -> Room {
    match value.digit_count() {
        0 => Room::Exact,
        digits => Room::Own(digits),
    }
}

fn ratio(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match as_integer_ratio(value_of(vm, args.values[0])) {
        Ok((numerator, denominator)) => {
            // An odd numerator comes straight from the float, an even one was shifted.
            let room = if numerator.is_odd() {
                room_of_float(&numerator)
            } else {
                Room::Exact
            };
            let heap = vm.heap();
            let numerator = heap.new_int_in(numerator, room);
            let items = vec![numerator, heap.new_int(denominator)];
            Ok(heap.new_tuple(items))
        }
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn fromhex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    let Some(hex) = vm.heap().as_str(args.values[1]).cloned() else {
        return type_error(vm, "bad argument type for built-in operation");
    };
    let value = result(vm, float_from_hex(hex.to_lossy().as_bytes()))?;
    if class == type_id(Ty::Float) {
        return Ok(value);
    }
    let made = vm.call(class, &[value]);
    release(vm, &[value], made)
}

fn hex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let hex = float_hex(value_of(vm, args.values[0]));
    text(vm, &hex)
}

fn whole(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let whole = is_integer(value_of(vm, args.values[0]));
    boolean(vm, whole)
}

fn zero(vm: &mut Vm<'_>, _args: Args<'_>) -> PyResult {
    Ok(vm.heap().new_float(0.0))
}

fn getnewargs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    let copy = vm.heap().new_float(value);
    Ok(vm.heap().new_tuple(vec![copy]))
}

/// How this machine stores floats.
const FORMAT: &str = "IEEE, little-endian";

/// The first argument of `__getformat__` and `__set_format__`.
fn check_kind(vm: &mut Vm<'_>, function: &str, argument: &str, kind: ObjId) -> PyResult<()> {
    let Some(text) = vm.heap().as_str(kind) else {
        return bad_argument(vm, function, argument, "str", kind);
    };
    if *text == "double" || *text == "float" {
        return Ok(());
    }
    // CPython's own name for the second function lacks an underscore here.
    let function = function.replace("__set_", "__set");
    value_error(
        vm,
        format!("{function}() argument 1 must be 'double' or 'float'"),
    )
}

fn getformat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_kind(vm, "__getformat__", "argument", args.values[1])?;
    text(vm, FORMAT)
}

fn set_format(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let format = args.values[2];
    check_kind(vm, "__set_format__", "argument 1", args.values[1])?;
    let Some(text) = vm.heap().as_str(format) else {
        return bad_argument(vm, "__set_format__", "argument 2", "str", format);
    };
    if *text == "unknown" || *text == FORMAT {
        return none(vm);
    }
    let message = if *text == "IEEE, big-endian" {
        "can only set double format to 'unknown' or the detected platform value"
    } else {
        "__setformat__() argument 2 must be 'unknown', 'IEEE, little-endian' or 'IEEE, big-endian'"
    };
    value_error(vm, message)
}

/// `format(a, spec)`; without a specification, `str(a)`.
fn format(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(spec) = specification(vm, args, "argument")? else {
        return vm.str_object(this);
    };
    match format_float_spec(value_of(vm, this), &spec) {
        Ok(text) => Ok(vm.heap().new_str(text)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// The methods and attributes of `float`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "conjugate",
        Arity::None,
        itself_exact,
        "Returns self, the complex conjugate of any float.",
    ),
    NativeDef::method(
        "__trunc__",
        Arity::None,
        truncate,
        "The integer towards zero.",
    ),
    NativeDef::method(
        "__round__",
        Arity::Range { min: 0, max: 1 },
        round,
        "Rounds to that many decimal places.",
    ),
    NativeDef::method(
        "as_integer_ratio",
        Arity::None,
        ratio,
        "The two integers of which the float is the exact ratio.",
    ),
    NativeDef::class_method(
        "fromhex",
        Arity::One,
        fromhex,
        "The float that a hexadecimal text stands for.",
    ),
    NativeDef::method("hex", Arity::None, hex, "The float as hexadecimal text."),
    NativeDef::method(
        "is_integer",
        Arity::None,
        whole,
        "Whether the float is a whole number.",
    ),
    NativeDef::method(
        "__getnewargs__",
        Arity::None,
        getnewargs,
        "Arguments for `__new__`.",
    ),
    NativeDef::class_method(
        "__getformat__",
        Arity::One,
        getformat,
        "How C stores floats here.",
    ),
    NativeDef::class_method(
        "__set_format__",
        Arity::Range { min: 2, max: 2 },
        set_format,
        "Says how C stores floats; for CPython's own tests.",
    ),
    NativeDef::method(
        "__format__",
        Arity::One,
        format,
        "The text that a specification asks for.",
    ),
    NativeDef::getter("real", itself_exact, "the real part of a complex number"),
    NativeDef::getter("imag", zero, "the imaginary part of a complex number"),
];
