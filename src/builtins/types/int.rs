//! `int`: its operators, comparisons and conversions (`Objects/longobject.c`). The arithmetic is
//! `value::PyInt`'s.

use crate::builtins::support::{boolean, int, not_implemented, type_name};
use crate::builtins::types::operators::{operators, powers};
use crate::builtins::types::{int_methods, sequence};
use crate::objects::{Slot, Ty};
use crate::value::pyint::Number;
use crate::value::pyint::room::{self, Room};
use crate::value::{self, ObjId, PyInt, PyStr, hash};
use crate::vm::identifier::Identifier;
use crate::vm::native::NativeDef;
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// The value of an int or bool; 0 for anything else, which no native gets to see.
pub fn value_of(vm: &mut Vm<'_>, object: ObjId) -> PyInt {
    vm.heap().as_int(object).cloned().unwrap_or(PyInt::ZERO)
}

/// The object itself if it is exactly an int, else an exact int of the same value
/// (`long_long`).
pub fn exact(vm: &mut Vm<'_>, object: ObjId) -> PyResult {
    if vm.heap().is_exact(object, Ty::Int) {
        vm.heap().incref(object);
        return Ok(object);
    }
    let value = value_of(vm, object);
    int(vm, value)
}

/// `left op right` if both are ints; else the other operand may know.
#[inline]
fn binary(
    vm: &mut Vm<'_>,
    left: ObjId,
    right: ObjId,
    compute: impl FnOnce(&PyInt, &PyInt) -> Result<PyInt, value::Fault>,
    room: impl FnOnce(&PyInt, &PyInt) -> Room,
) -> PyResult {
    let heap = vm.heap();
    let (Some(a), Some(b)) = (heap.as_int(left), heap.as_int(right)) else {
        return not_implemented(vm);
    };
    match compute(a, b) {
        Ok(result) => {
            let room = room(a, b);
            Ok(heap.new_int_in(result, room))
        }
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

operators! {
    add radd binary(|a, b| Ok(a.add(b)), room::room_for_add);
    sub rsub binary(|a, b| Ok(a.sub(b)), room::room_for_sub);
    mul rmul binary(PyInt::mul, room::room_for_mul);
    truediv rtruediv divide();
    floordiv rfloordiv binary(PyInt::floordiv, room::room_for_floordiv);
    modulo rmodulo binary(PyInt::modulo, room::room_for_modulo);
    divmod rdivmod quotient_and_rest();
    lshift rlshift binary(PyInt::lshift, |_, _| Room::Exact);
    rshift rrshift binary(PyInt::rshift, |_, _| Room::Exact);
    and rand binary(|a, b| Ok(a.and(b)), room::room_for_and);
    or ror binary(|a, b| Ok(a.or(b)), room::room_for_bits);
    xor rxor binary(|a, b| Ok(a.xor(b)), room::room_for_bits);
}

fn divide(vm: &mut Vm<'_>, left: ObjId, right: ObjId) -> PyResult {
    let heap = vm.heap();
    let (Some(a), Some(b)) = (heap.as_int(left), heap.as_int(right)) else {
        return not_implemented(vm);
    };
    match a.true_divide(b) {
        Ok(quotient) => Ok(heap.new_float(quotient)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn quotient_and_rest(vm: &mut Vm<'_>, left: ObjId, right: ObjId) -> PyResult {
    let heap = vm.heap();
    let (Some(a), Some(b)) = (heap.as_int(left), heap.as_int(right)) else {
        return not_implemented(vm);
    };
    match a.divmod(b) {
        Ok((quotient, rest)) => {
            let rooms = (room::room_for_floordiv(a, b), room::room_for_modulo(a, b));
            let quotient = heap.new_int_in(quotient, rooms.0);
            let rest = heap.new_int_in(rest, rooms.1);
            Ok(heap.new_tuple(vec![quotient, rest]))
        }
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// Powers of fewer bits are worked out as CPython does it, one object after the other.
const MAX_SHOWN_POWER: u64 = 4096;

/// `base ** exponent`, or modulo a third operand (`long_pow`).
fn power(vm: &mut Vm<'_>, base: ObjId, exponent: ObjId, modulus: Option<ObjId>) -> PyResult {
    let heap = vm.heap();
    let modulus = modulus.filter(|&modulus| modulus != heap.none());
    let (Some(a), Some(b)) = (heap.as_int(base), heap.as_int(exponent)) else {
        return not_implemented(vm);
    };
    if modulus.is_none()
        && let Some(exponent) = b.to_i64().filter(|b| (1..1 << 30).contains(b))
        && a.bit_length() * (exponent as u64) < MAX_SHOWN_POWER
    {
        let a = a.clone();
        return power_by_squaring(vm, &a, exponent);
    }
    let result = match modulus {
        None => a.pow(b),
        Some(modulus) => match heap.as_int(modulus) {
            Some(modulus) => a.pow_mod(b, modulus).map(Number::Int),
            None => return not_implemented(vm),
        },
    };
    match result {
        Ok(Number::Int(result)) => int(vm, result),
        Ok(Number::Float(result)) => Ok(vm.heap().new_float(result)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// The bits of a short exponent from the left: the result is squared for each, and multiplied by
/// the base where the bit is set (`long_pow`). Each product is an object.
fn power_by_squaring(vm: &mut Vm<'_>, base: &PyInt, exponent: i64) -> PyResult {
    let mut value = PyInt::ONE;
    let mut product = vm.heap().new_int(value.clone());
    for bit in (0..64 - exponent.leading_zeros()).rev() {
        (value, product) = multiplied(vm, &value, product, &value.clone())?;
        if exponent >> bit & 1 == 1 {
            (value, product) = multiplied(vm, &value, product, base)?;
        }
    }
    Ok(product)
}

/// A product as a number and as an object, which takes the place of the one before.
fn multiplied(
    vm: &mut Vm<'_>,
    value: &PyInt,
    object: ObjId,
    factor: &PyInt,
) -> PyResult<(PyInt, ObjId)> {
    let room = room::room_for_mul(value, factor);
    let product = value.mul(factor).map_err(|fault| vm.raise_fault(&fault))?;
    let heap = vm.heap();
    let next = heap.new_int_in(product.clone(), room);
    heap.decref(object);
    Ok((product, next))
}

powers!(power);

fn neg(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let result = value_of(vm, args.values[0]).neg();
    int(vm, result)
}

/// `abs(a)`: of a number that isn't negative, itself.
fn abs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    if value.is_negative() {
        return int(vm, value.neg());
    }
    exact(vm, args.values[0])
}

/// `~a`: `-(a + 1)`, and that is how CPython computes it.
fn invert(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    let room = room::room_for_add(&value, &PyInt::ONE);
    Ok(vm.heap().new_int_in(value.invert(), room))
}

/// `+a`, `int(a)`, `a.__index__()`, `a.real`, `a.numerator`, `a.conjugate()` and its like.
pub fn itself_exact(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    exact(vm, args.values[0])
}

fn bool_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let truth = vm
        .heap()
        .as_int(args.values[0])
        .is_some_and(|value| !value.is_zero());
    boolean(vm, truth)
}

fn float_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match value_of(vm, args.values[0]).to_f64() {
        Ok(value) => Ok(vm.heap().new_float(value)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn hash_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let hash = vm.heap().as_int(args.values[0]).map_or(0, hash::hash_int);
    int(vm, hash)
}

/// The decimal digits, written as `_PyLong_FormatWriter` writes them: into a text that grows, not
/// into an object.
pub fn decimal_text(vm: &mut Vm<'_>, value: &PyInt) -> PyResult<PyStr> {
    let text = value.to_decimal(vm.state.int_max_str_digits);
    let text = text.map_err(|fault| vm.raise_fault(&fault))?;
    let scratch = vm.heap().new_decimal_scratch(value.digit_count() as usize);
    vm.heap().decref(scratch);
    Ok(PyStr::new(&text))
}

/// The text is an object of its own, never the shared one of a single character.
fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    match value.to_decimal(vm.state.int_max_str_digits) {
        Ok(text) => {
            let heap = vm.heap();
            let scratch = heap.new_decimal_scratch(value.digit_count() as usize);
            let object = heap.new_str_unshared(PyStr::new(&text));
            heap.decref(scratch);
            Ok(object)
        }
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let heap = vm.heap();
    let (Some(a), Some(b)) = (heap.as_int(args.values[0]), heap.as_int(args.values[1])) else {
        return not_implemented(vm);
    };
    let holds = op.holds(a.cmp(b));
    boolean(vm, holds)
}

sequence::comparisons!(compare);

/// The number that any object stands for, as `int(object)` finds it (`PyNumber_Long`).
pub fn of_object(vm: &mut Vm<'_>, object: ObjId) -> PyResult {
    if vm.heap().is_exact(object, Ty::Int) {
        vm.heap().incref(object);
        return Ok(object);
    }
    if let Some(result) = vm.call_type_slot(object, Slot::Int, &[])? {
        return checked(vm, result, "__int__ returned non-int");
    }
    if let Some(result) = vm.call_type_slot(object, Slot::Index, &[])? {
        return checked(vm, result, "__index__ returned non-int");
    }
    if let Some(method) = vm.lookup_special_name(object, Identifier::NumberTrunc)? {
        let result = vm.call(method, &[]);
        vm.heap().decref(method);
        return truncated(vm, result?);
    }
    int_methods::of_text(vm, object, 10)
}

/// What a conversion method returned (stolen), as an exact int.
fn checked(vm: &mut Vm<'_>, result: ObjId, complaint: &str) -> PyResult {
    if vm.heap().is_exact(result, Ty::Int) {
        return Ok(result);
    }
    let fit = vm.heap().as_int(result).is_some();
    let name = type_name(vm, result);
    let copy = exact(vm, result);
    vm.heap().decref(result);
    let complaint = format!("{complaint} (type {name})");
    if fit {
        let copy = copy?;
        return match vm.warn_strict_subclass(&complaint, "int") {
            Ok(()) => Ok(copy),
            Err(fault) => {
                vm.heap().decref(copy);
                Err(fault)
            }
        };
    }
    if let Ok(copy) = copy {
        vm.heap().decref(copy);
    }
    Err(vm.raise(Ty::TypeError, complaint))
}

/// What `__trunc__` returned (stolen), as an exact int.
fn truncated(vm: &mut Vm<'_>, result: ObjId) -> PyResult {
    if vm.heap().is_exact(result, Ty::Int) {
        return Ok(result);
    }
    let whole = if vm.has_slot(result, Slot::Index) {
        vm.index(result)
    } else {
        let name = type_name(vm, result);
        let message = format!("__trunc__ returned non-Integral (type {name})");
        Err(vm.raise(Ty::TypeError, message))
    };
    vm.heap().decref(result);
    int(vm, whole?)
}

/// The slots of `int`; its methods are in [`super::int_methods`].
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash_slot),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Add, add),
    NativeDef::slot(Slot::RAdd, radd),
    NativeDef::slot(Slot::Sub, sub),
    NativeDef::slot(Slot::RSub, rsub),
    NativeDef::slot(Slot::Mul, mul),
    NativeDef::slot(Slot::RMul, rmul),
    NativeDef::slot(Slot::Mod, modulo),
    NativeDef::slot(Slot::RMod, rmodulo),
    NativeDef::slot(Slot::DivMod, divmod),
    NativeDef::slot(Slot::RDivMod, rdivmod),
    NativeDef::slot(Slot::Pow, pow),
    NativeDef::slot(Slot::RPow, rpow),
    NativeDef::slot(Slot::Neg, neg),
    NativeDef::slot(Slot::Pos, itself_exact),
    NativeDef::slot(Slot::Abs, abs),
    NativeDef::slot(Slot::Bool, bool_slot),
    NativeDef::slot(Slot::Invert, invert),
    NativeDef::slot(Slot::LShift, lshift),
    NativeDef::slot(Slot::RLShift, rlshift),
    NativeDef::slot(Slot::RShift, rshift),
    NativeDef::slot(Slot::RRShift, rrshift),
    NativeDef::slot(Slot::And, and),
    NativeDef::slot(Slot::RAnd, rand),
    NativeDef::slot(Slot::Xor, xor),
    NativeDef::slot(Slot::RXor, rxor),
    NativeDef::slot(Slot::Or, or),
    NativeDef::slot(Slot::ROr, ror),
    NativeDef::slot(Slot::Int, itself_exact),
    NativeDef::slot(Slot::Float, float_slot),
    NativeDef::slot(Slot::FloorDiv, floordiv),
    NativeDef::slot(Slot::RFloorDiv, rfloordiv),
    NativeDef::slot(Slot::TrueDiv, truediv),
    NativeDef::slot(Slot::RTrueDiv, rtruediv),
    NativeDef::slot(Slot::Index, itself_exact),
    NativeDef::slot(Slot::New, int_methods::new),
];
