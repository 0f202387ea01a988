//! `complex` (`Objects/complexobject.c`). The arithmetic is `value::Complex`'s.

use crate::builtins::support::{
    Signature, boolean, int, not_implemented, type_error, type_name, value_error,
};
use crate::builtins::types::operators::{operators, powers, specification};
use crate::builtins::types::sequence;
use crate::objects::{Payload, Slot, Ty, type_id};
use crate::value::format::format_complex;
use crate::value::read::read_complex;
use crate::value::{self, Complex, ObjId, PyInt, PyStr, hash};
use crate::vm::identifier::Identifier;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// The value of a complex; 0 for anything else, which no native gets to see.
fn value_of(vm: &mut Vm<'_>, object: ObjId) -> Complex {
    let (real, imag) = vm.heap().as_complex(object).unwrap_or_default();
    Complex::new(real, imag)
}

fn make(vm: &mut Vm<'_>, value: Complex) -> PyResult {
    Ok(vm.heap().new_complex(value.real, value.imag))
}

fn result(vm: &mut Vm<'_>, value: Result<Complex, value::Fault>) -> PyResult {
    match value {
        Ok(value) => make(vm, value),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// An operand as a complex: numbers are; none for others (`TO_COMPLEX`).
fn operand(vm: &mut Vm<'_>, object: ObjId) -> PyResult<Option<Complex>> {
    let heap = vm.heap();
    if let Some((real, imag)) = heap.as_complex(object) {
        return Ok(Some(Complex::new(real, imag)));
    }
    if let Some(real) = heap.as_float(object) {
        return Ok(Some(Complex::new(real, 0.0)));
    }
    match heap.as_int(object).map(PyInt::to_f64) {
        None => Ok(None),
        Some(Ok(real)) => Ok(Some(Complex::new(real, 0.0))),
        Some(Err(fault)) => Err(vm.raise_fault(&fault)),
    }
}

fn binary(
    vm: &mut Vm<'_>,
    left: ObjId,
    right: ObjId,
    compute: impl FnOnce(Complex, Complex) -> Result<Complex, value::Fault>,
) -> PyResult {
    let (Some(a), Some(b)) = (operand(vm, left)?, operand(vm, right)?) else {
        return not_implemented(vm);
    };
    result(vm, compute(a, b))
}

operators! {
    add radd binary(|a, b| Ok(a + b));
    sub rsub binary(|a, b| Ok(a - b));
    mul rmul binary(|a, b| Ok(a * b));
    truediv rtruediv binary(Complex::divide);
}

/// Defines operators that complex numbers don't have.
macro_rules! refusals {
    ($($name:ident $message:literal;)*) => {
        $(fn $name(vm: &mut Vm<'_>, _args: Args<'_>) -> PyResult {
            type_error(vm, $message)
        })*
    };
}

refusals! {
    modulo "can't mod complex numbers.";
    divmod "can't take floor or mod of complex number.";
    floordiv "can't take floor of complex number.";
    int_slot "can't convert complex to int";
    float_slot "can't convert complex to float";
}

fn power(vm: &mut Vm<'_>, base: ObjId, exponent: ObjId, modulus: Option<ObjId>) -> PyResult {
    let (Some(a), Some(b)) = (operand(vm, base)?, operand(vm, exponent)?) else {
        return not_implemented(vm);
    };
    if modulus.is_some_and(|modulus| modulus != vm.heap().none()) {
        return value_error(vm, "complex modulo");
    }
    result(vm, a.pow(b))
}

powers!(power);

fn neg(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = -value_of(vm, args.values[0]);
    make(vm, value)
}

/// `+a`: itself if exact.
fn pos(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    if vm.heap().is_exact(this, Ty::Complex) {
        return Ok(vm.heap().new_ref(this));
    }
    let value = value_of(vm, this);
    make(vm, value)
}

fn abs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match value_of(vm, args.values[0]).abs() {
        Ok(size) => Ok(vm.heap().new_float(size)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn bool_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    boolean(vm, value.real != 0.0 || value.imag != 0.0)
}

fn hash_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    int(vm, hash::hash_complex(value.real, value.imag))
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let text = value_of(vm, args.values[0]).repr();
    Ok(vm.heap().new_str(PyStr::new(&text)))
}

/// Equal or not; there is no order. An int isn't rounded for it.
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return not_implemented(vm);
    }
    let a = value_of(vm, args.values[0]);
    let heap = vm.heap();
    let equal = if let Some((real, imag)) = heap.as_complex(args.values[1]) {
        a == Complex::new(real, imag)
    } else if let Some(real) = heap.as_float(args.values[1]) {
        a == Complex::new(real, 0.0)
    } else if let Some(int) = heap.as_int(args.values[1]) {
        a.imag == 0.0
            && int
                .partial_cmp_f64(a.real)
                .is_some_and(std::cmp::Ordering::is_eq)
    } else {
        return not_implemented(vm);
    };
    boolean(vm, equal == (op == CompareOp::Eq))
}

sequence::comparisons!(compare);

/// What the argument's `__complex__` gives, if it has one (`try_complex_special_method`).
fn special(vm: &mut Vm<'_>, object: ObjId) -> PyResult<Option<Complex>> {
    let Some(method) = vm.lookup_special_name(object, Identifier::ComplexComplex)? else {
        return Ok(None);
    };
    let given = vm.call(method, &[]);
    vm.heap().decref(method);
    let given = given?;
    let value = vm.heap().as_complex(given);
    let strict = vm.heap().is_exact(given, Ty::Complex);
    let name = type_name(vm, given);
    vm.heap().decref(given);
    let complaint = format!("__complex__ returned non-complex (type {name})");
    match value {
        Some((real, imag)) => {
            if !strict {
                vm.warn_strict_subclass(&complaint, "complex")?;
            }
            Ok(Some(Complex::new(real, imag)))
        }
        None => type_error(vm, complaint),
    }
}

/// A number that isn't complex; `which` says which argument it is and `kinds` what it may be.
fn real_number(vm: &mut Vm<'_>, object: ObjId, which: &str, kinds: &str) -> PyResult<Complex> {
    if let Some((real, imag)) = vm.heap().as_complex(object) {
        return Ok(Complex::new(real, imag));
    }
    if vm.has_slot(object, Slot::Float) || vm.has_slot(object, Slot::Index) {
        return Ok(Complex::new(vm.to_float(object)?, 0.0));
    }
    let name = type_name(vm, object);
    type_error(
        vm,
        format!("complex() {which} argument must be {kinds}, not '{name}'"),
    )
}

/// `complex(real, imag)`; each may itself be complex (`complex_new_impl`).
fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "complex",
        parameters: &["real", "imag"],
        positional: 2,
        required: 0,
    };
    let class = args.values[0];
    let [real, imag] = SIGNATURE.bind::<2>(vm, args, 1)?;
    if let (Some(real), None) = (real, imag)
        && class == type_id(Ty::Complex)
        && vm.heap().is_exact(real, Ty::Complex)
    {
        return Ok(vm.heap().new_ref(real));
    }
    let text = real.and_then(|real| vm.heap().as_str(real).cloned());
    let value = if let Some(text) = text {
        if imag.is_some() {
            return type_error(vm, "complex() can't take second arg if first is a string");
        }
        read_complex(&text).map_err(|fault| vm.raise_fault(&fault))?
    } else {
        if imag.is_some_and(|imag| vm.heap().as_str(imag).is_some()) {
            return type_error(vm, "complex() second arg can't be a string");
        }
        of_numbers(vm, real, imag)?
    };
    if class == type_id(Ty::Complex) {
        return make(vm, value);
    }
    let payload = Payload::Complex(value.real, value.imag);
    Ok(vm.heap().alloc_object(class, payload))
}

/// `real + imag * 1j`, where what is missing is not added at all: it could turn -0 into 0.
fn of_numbers(vm: &mut Vm<'_>, real: Option<ObjId>, imag: Option<ObjId>) -> PyResult<Complex> {
    let (mut value, mut has_imag) = (Complex::default(), false);
    if let Some(real) = real {
        let special = special(vm, real)?;
        has_imag = special.is_some() || vm.heap().as_complex(real).is_some();
        value = match special {
            Some(value) => value,
            None => real_number(vm, real, "first", "a string or a number")?,
        };
    }
    let Some(imag) = imag else {
        return Ok(value);
    };
    let factor = real_number(vm, imag, "second", "a number")?;
    let is_complex = vm.heap().as_complex(imag).is_some();
    let imag = if has_imag {
        factor.real + value.imag
    } else {
        factor.real
    };
    let real = if is_complex {
        value.real - factor.imag
    } else {
        value.real
    };
    Ok(Complex::new(real, imag))
}

fn conjugate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    make(vm, Complex::new(value.real, -value.imag))
}

fn getnewargs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    let heap = vm.heap();
    let parts = vec![heap.new_float(value.real), heap.new_float(value.imag)];
    Ok(heap.new_tuple(parts))
}

/// `format(a, spec)`; without a specification, `str(a)`.
fn format(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(spec) = specification(vm, args, "argument 1")? else {
        return vm.str_object(this);
    };
    match format_complex(value_of(vm, this), &spec) {
        Ok(text) => Ok(vm.heap().new_str(text)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn real(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    Ok(vm.heap().new_float(value.real))
}

fn imag(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = value_of(vm, args.values[0]);
    Ok(vm.heap().new_float(value.imag))
}

/// The members of `complex`.
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
    NativeDef::slot(Slot::RMod, modulo),
    NativeDef::slot(Slot::DivMod, divmod),
    NativeDef::slot(Slot::RDivMod, divmod),
    NativeDef::slot(Slot::Pow, pow),
    NativeDef::slot(Slot::RPow, rpow),
    NativeDef::slot(Slot::Neg, neg),
    NativeDef::slot(Slot::Pos, pos),
    NativeDef::slot(Slot::Abs, abs),
    NativeDef::slot(Slot::Bool, bool_slot),
    NativeDef::slot(Slot::Int, int_slot),
    NativeDef::slot(Slot::Float, float_slot),
    NativeDef::slot(Slot::FloorDiv, floordiv),
    NativeDef::slot(Slot::RFloorDiv, floordiv),
    NativeDef::slot(Slot::TrueDiv, truediv),
    NativeDef::slot(Slot::RTrueDiv, rtruediv),
    NativeDef::slot(Slot::New, new),
    NativeDef::method(
        "conjugate",
        Arity::None,
        conjugate,
        "With the imaginary part's sign changed.",
    ),
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
    )
    .varargs(),
    NativeDef::member("real", real, "the real part of a complex number"),
    NativeDef::member("imag", imag, "the imaginary part of a complex number"),
];
