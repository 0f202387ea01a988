//! `float`: its operators, comparisons and conversions (`Objects/floatobject.c`). The arithmetic
//! is `value::float`'s.

use crate::builtins::support::{boolean, int, not_implemented, type_error, type_name};
use crate::builtins::types::operators::{operators, powers};
use crate::builtins::types::{bytes_buffer, float_methods, sequence};
use crate::objects::{Slot, Ty};
use crate::value::float::{self, Power, repr_float};
use crate::value::read::{Source, read_float};
use crate::value::{self, Complex, ObjId, PyInt, PyStr, hash};
use crate::vm::native::NativeDef;
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// The value of a float; 0 for anything else, which no native gets to see.
pub fn value_of(vm: &mut Vm<'_>, object: ObjId) -> f64 {
    vm.heap().as_float(object).unwrap_or(0.0)
}

/// A float as a new reference, or the error.
pub fn result(vm: &mut Vm<'_>, value: Result<f64, value::Fault>) -> PyResult {
    match value {
        Ok(value) => Ok(vm.heap().new_float(value)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// An operand as a float: floats and ints are; none for others (`CONVERT_TO_DOUBLE`).
#[inline]
fn operand(vm: &mut Vm<'_>, object: ObjId) -> PyResult<Option<f64>> {
    let heap = vm.heap();
    if let Some(value) = heap.as_float(object) {
        return Ok(Some(value));
    }
    match heap.as_int(object).map(PyInt::to_f64) {
        None => Ok(None),
        Some(Ok(value)) => Ok(Some(value)),
        Some(Err(fault)) => Err(vm.raise_fault(&fault)),
    }
}

/// Both operands as floats.
#[inline]
fn operands(vm: &mut Vm<'_>, left: ObjId, right: ObjId) -> PyResult<Option<(f64, f64)>> {
    let (Some(a), Some(b)) = (operand(vm, left)?, operand(vm, right)?) else {
        return Ok(None);
    };
    Ok(Some((a, b)))
}

/// `left op right` if both are floats or ints; else the other operand may know.
#[inline]
fn binary(
    vm: &mut Vm<'_>,
    left: ObjId,
    right: ObjId,
    compute: impl FnOnce(f64, f64) -> Result<f64, value::Fault>,
) -> PyResult {
    match operands(vm, left, right)? {
        Some((a, b)) => result(vm, compute(a, b)),
        None => not_implemented(vm),
    }
}

operators! {
    add radd binary(|a, b| Ok(a + b));
    sub rsub binary(|a, b| Ok(a - b));
    mul rmul binary(|a, b| Ok(a * b));
    truediv rtruediv binary(float::divide);
    floordiv rfloordiv binary(float::floordiv);
    modulo rmodulo binary(float::modulo);
    divmod rdivmod quotient_and_rest();
}

fn quotient_and_rest(vm: &mut Vm<'_>, left: ObjId, right: ObjId) -> PyResult {
    let Some((a, b)) = operands(vm, left, right)? else {
        return not_implemented(vm);
    };
    match float::divmod(a, b) {
        Ok((quotient, rest)) => {
            let heap = vm.heap();
            let items = vec![heap.new_float(quotient), heap.new_float(rest)];
            Ok(heap.new_tuple(items))
        }
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// `base ** exponent`; of a negative base, the power may be complex (`float_pow`).
fn power(vm: &mut Vm<'_>, base: ObjId, exponent: ObjId, modulus: Option<ObjId>) -> PyResult {
    if modulus.is_some_and(|modulus| modulus != vm.heap().none()) {
        return type_error(
            vm,
            "pow() 3rd argument not allowed unless all arguments are integers",
        );
    }
    let Some((a, b)) = operands(vm, base, exponent)? else {
        return not_implemented(vm);
    };
    match float::pow(a, b) {
        Ok(Power::Real(value)) => Ok(vm.heap().new_float(value)),
        Ok(Power::Complex) => match Complex::new(a, 0.0).pow(Complex::new(b, 0.0)) {
            Ok(value) => Ok(vm.heap().new_complex(value.real, value.imag)),
            Err(fault) => Err(vm.raise_fault(&fault)),
        },
        Err(fault) if fault.class == value::FaultClass::OverflowError => {
            let args = out_of_range(vm);
            Err(vm.raise_args(Ty::OverflowError, args))
        }
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// The arguments of the `OverflowError` for what C calls `ERANGE`; new references.
fn out_of_range(vm: &mut Vm<'_>) -> Vec<ObjId> {
    const ERANGE: i64 = 34;
    let heap = vm.heap();
    let number = heap.new_int(ERANGE);
    vec![
        number,
        heap.new_str(PyStr::new("Numerical result out of range")),
    ]
}

powers!(power);

fn neg(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = -value_of(vm, args.values[0]);
    Ok(vm.heap().new_float(value))
}

fn abs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]).abs();
    Ok(vm.heap().new_float(value))
}

/// `+a`, `float(a)`, `a.real`, `a.conjugate()`: itself if exact, else an exact float.
pub fn itself_exact(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    if vm.heap().is_exact(this, Ty::Float) {
        vm.heap().incref(this);
        return Ok(this);
    }
    let value = value_of(vm, this);
    Ok(vm.heap().new_float(value))
}

fn bool_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let truth = value_of(vm, args.values[0]) != 0.0;
    boolean(vm, truth)
}

/// `int(a)`: without what stands after the point.
pub fn truncate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match PyInt::from_f64(value_of(vm, args.values[0])) {
        Ok(value) => int(vm, value),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn hash_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let hash = hash::hash_float(value_of(vm, args.values[0]));
    int(vm, hash)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let text = repr_float(value_of(vm, args.values[0]));
    Ok(vm.heap().new_str(PyStr::new(&text)))
}

/// Compares with a float or an int, without rounding the int (`float_richcompare`).
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let heap = vm.heap();
    let a = heap.as_float(args.values[0]).unwrap_or(0.0);
    let order = if let Some(b) = heap.as_float(args.values[1]) {
        a.partial_cmp(&b)
    } else if let Some(b) = heap.as_int(args.values[1]) {
        b.partial_cmp_f64(a).map(std::cmp::Ordering::reverse)
    } else {
        return not_implemented(vm);
    };
    // NaN is unequal to everything and in no order.
    let holds = order.map_or(op == CompareOp::Ne, |order| op.holds(order));
    boolean(vm, holds)
}

sequence::comparisons!(compare);

/// `float(text)` of a str, bytes, bytearray or anything with a buffer (`PyFloat_FromString`).
pub fn of_text(vm: &mut Vm<'_>, object: ObjId) -> PyResult {
    let read = match vm.heap().as_str(object) {
        Some(text) => read_float(Source::Str(text)),
        None => match bytes_buffer::contents(vm, object) {
            Some(bytes) => read_float(Source::Bytes(&bytes)),
            None => {
                let name = type_name(vm, object);
                return type_error(
                    vm,
                    format!("float() argument must be a string or a number, not '{name}'"),
                );
            }
        },
    };
    result(vm, read)
}

/// The slots of `float`; its methods are in [`float_methods`].
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
    NativeDef::slot(Slot::Int, truncate),
    NativeDef::slot(Slot::Float, itself_exact),
    NativeDef::slot(Slot::FloorDiv, floordiv),
    NativeDef::slot(Slot::RFloorDiv, rfloordiv),
    NativeDef::slot(Slot::TrueDiv, truediv),
    NativeDef::slot(Slot::RTrueDiv, rtruediv),
    NativeDef::slot(Slot::New, float_methods::new),
];
