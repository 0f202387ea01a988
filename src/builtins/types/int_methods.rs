//! The constructor and the methods of `int` (`Objects/longobject.c`, `PyNumber_Long` of
//! `Objects/abstract.c`).

use crate::builtins::support::{
    Signature, bad_argument, int, release, sizeof, type_error, type_name,
};
use crate::builtins::types::int::{exact, itself_exact, of_object, value_of};
use crate::builtins::types::operators::specification;
use crate::builtins::types::{bytes_buffer, bytes_new};
use crate::objects::{Payload, Ty, type_id};
use crate::value::format::format_int;
use crate::value::pyint::Endian;
use crate::value::pyint::room::Room;
use crate::value::read::{Source, read_int};
use crate::value::{ObjId, PyInt};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// `int(text, base)` of a str, bytes, bytearray or anything with a buffer; an exact int.
pub fn of_text(vm: &mut Vm<'_>, object: ObjId, base: u32) -> PyResult {
    let limit = vm.state.int_max_str_digits;
    let read = match vm.heap().as_str(object) {
        Some(text) => read_int(Source::Str(text), base, limit),
        None => match bytes_buffer::contents(vm, object) {
            Some(bytes) => read_int(Source::Bytes(&bytes), base, limit),
            None => {
                let name = type_name(vm, object);
                return type_error(
                    vm,
                    format!(
                        "int() argument must be a string, a bytes-like object or a number, not '{name}'"
                    ),
                );
            }
        },
    };
    match read {
        Ok(value) => Ok(vm.heap().new_int_read(value)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// `int(x, base)`; of a subclass, an instance of it with the same value (`long_new_impl`).
pub fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "int",
        parameters: &["", "base"],
        positional: 2,
        required: 0,
    };
    let class = args.values[0];
    let [object, base] = SIGNATURE.bind::<2>(vm, args, 1)?;
    let value = match (object, base) {
        (None, None) => int(vm, 0)?,
        (None, Some(_)) => return type_error(vm, "int() missing string argument"),
        (Some(object), None) => of_object(vm, object)?,
        (Some(object), Some(base)) => {
            let base = vm.index(base)?.clamp_i64();
            let Some(base) = u32::try_from(base)
                .ok()
                .filter(|base| *base != 1 && *base <= 36)
            else {
                return Err(vm.raise(Ty::ValueError, "int() base must be >= 2 and <= 36, or 0"));
            };
            let heap = vm.heap();
            let is_text = heap.as_str(object).is_some()
                || heap.as_bytes(object).is_some()
                || heap.as_bytearray(object).is_some();
            if !is_text {
                return type_error(vm, "int() can't convert non-string with explicit base");
            }
            of_text(vm, object, base)?
        }
    };
    if class == type_id(Ty::Int) {
        return Ok(value);
    }
    let copy = Payload::Int(value_of(vm, value));
    let instance = vm.heap().alloc_object(class, copy);
    vm.heap().decref(value);
    Ok(instance)
}

fn zero(vm: &mut Vm<'_>, _args: Args<'_>) -> PyResult {
    int(vm, 0)
}

fn one(vm: &mut Vm<'_>, _args: Args<'_>) -> PyResult {
    int(vm, 1)
}

fn bit_length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let bits = value_of(vm, args.values[0]).bit_length();
    int(vm, bits)
}

/// The `byteorder` argument.
fn endian(vm: &mut Vm<'_>, name: &str, order: ObjId) -> PyResult<Endian> {
    let Some(text) = vm.heap().as_str(order) else {
        return bad_argument(vm, name, "argument 'byteorder'", "str", order);
    };
    if *text == "little" {
        Ok(Endian::Little)
    } else if *text == "big" {
        Ok(Endian::Big)
    } else {
        Err(vm.raise(Ty::ValueError, "byteorder must be either 'little' or 'big'"))
    }
}

fn to_bytes(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "to_bytes",
        parameters: &["length", "byteorder", "signed"],
        positional: 2,
        required: 2,
    };
    let [Some(length), Some(order), signed] = SIGNATURE.bind::<3>(vm, args, 1)? else {
        return type_error(vm, "to_bytes() missing arguments");
    };
    let length = vm.as_ssize_t(length)?;
    let order_is_str = vm.heap().as_str(order).is_some();
    if !order_is_str {
        return bad_argument(vm, "to_bytes", "argument 'byteorder'", "str", order);
    }
    let signed = match signed {
        Some(signed) => vm.is_true(signed)?,
        None => false,
    };
    let endian = endian(vm, "to_bytes", order)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.raise(Ty::ValueError, "length argument must be non-negative"));
    };
    if length > bytes_new::MAX_BYTES {
        return Err(vm.raise_none(Ty::MemoryError));
    }
    match value_of(vm, args.values[0]).to_bytes(length, endian, signed) {
        Ok(bytes) => Ok(vm.heap().new_bytes(bytes)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn from_bytes(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "from_bytes",
        parameters: &["bytes", "byteorder", "signed"],
        positional: 2,
        required: 2,
    };
    let class = args.values[0];
    let [Some(source), Some(order), signed] = SIGNATURE.bind::<3>(vm, args, 1)? else {
        return type_error(vm, "from_bytes() missing arguments");
    };
    let order_is_str = vm.heap().as_str(order).is_some();
    if !order_is_str {
        return bad_argument(vm, "from_bytes", "argument 'byteorder'", "str", order);
    }
    let signed = match signed {
        Some(signed) => vm.is_true(signed)?,
        None => false,
    };
    let endian = endian(vm, "from_bytes", order)?;
    let bytes = bytes_new::of_object(vm, source)?;
    let value = PyInt::from_bytes(&bytes, endian, signed);
    let room = match bytes.len() {
        0 => Room::Exact,
        length => Room::Own((length as u64 * 8).div_ceil(30)),
    };
    let value = vm.heap().new_int_in(value, room);
    if class == type_id(Ty::Int) {
        return Ok(value);
    }
    let result = vm.call(class, &[value]);
    release(vm, &[value], result)
}

fn as_integer_ratio(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let numerator = exact(vm, args.values[0])?;
    let denominator = int(vm, 1)?;
    Ok(vm.heap().new_tuple(vec![numerator, denominator]))
}

/// `a.__round__(ndigits)`: to a multiple of a power of ten where `ndigits` is negative.
fn round(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let ndigits = match *args.values {
        [_] => return exact(vm, args.values[0]),
        [_, ndigits] => vm.index(ndigits)?,
        _ => {
            let given = args.values.len() - 1;
            return type_error(
                vm,
                format!("function takes at most 1 argument ({given} given)"),
            );
        }
    };
    if !ndigits.is_negative() {
        return exact(vm, args.values[0]);
    }
    match value_of(vm, args.values[0]).round_to(&ndigits) {
        Ok(rounded) => int(vm, rounded),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn getnewargs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    let room = Room::Own(value.digit_count());
    let copy = vm.heap().new_int_in(value, room);
    Ok(vm.heap().new_tuple(vec![copy]))
}

/// `format(a, spec)`; without a specification, `str(a)`.
fn format(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(spec) = specification(vm, args, "argument")? else {
        return vm.str_object(this);
    };
    let name = type_name(vm, this);
    match format_int(
        &value_of(vm, this),
        &spec,
        &name,
        vm.state.int_max_str_digits,
    ) {
        Ok(text) => Ok(vm.heap().new_str(text)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// The methods and attributes of `int`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "conjugate",
        Arity::None,
        itself_exact,
        "Returns self, the complex conjugate of any int.",
    ),
    NativeDef::method(
        "bit_length",
        Arity::None,
        bit_length,
        "Number of bits necessary to represent self in binary.",
    ),
    NativeDef::method(
        "to_bytes",
        Arity::Any,
        to_bytes,
        "The bytes that represent the integer.",
    ),
    NativeDef::class_method(
        "from_bytes",
        Arity::Any,
        from_bytes,
        "The integer that the bytes represent.",
    ),
    NativeDef::method(
        "as_integer_ratio",
        Arity::None,
        as_integer_ratio,
        "The pair of the integer and 1.",
    ),
    NativeDef::method(
        "__trunc__",
        Arity::None,
        itself_exact,
        "The integer itself.",
    ),
    NativeDef::method(
        "__floor__",
        Arity::None,
        itself_exact,
        "The integer itself.",
    ),
    NativeDef::method("__ceil__", Arity::None, itself_exact, "The integer itself."),
    NativeDef::method(
        "__round__",
        Arity::Range { min: 0, max: 255 },
        round,
        "Rounds to a multiple of a power of ten.",
    )
    .varargs(),
    NativeDef::method(
        "__getnewargs__",
        Arity::None,
        getnewargs,
        "Arguments for `__new__`.",
    ),
    NativeDef::method(
        "__format__",
        Arity::One,
        format,
        "The text that a specification asks for.",
    ),
    NativeDef::method("__sizeof__", Arity::None, sizeof, "Bytes in memory."),
    NativeDef::getter("real", itself_exact, "the real part of a complex number"),
    NativeDef::getter("imag", zero, "the imaginary part of a complex number"),
    NativeDef::getter(
        "numerator",
        itself_exact,
        "the numerator of a rational number in lowest terms",
    ),
    NativeDef::getter(
        "denominator",
        one,
        "the denominator of a rational number in lowest terms",
    ),
];
