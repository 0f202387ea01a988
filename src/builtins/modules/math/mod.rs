//! The module `math` (`Modules/mathmodule.c`).

mod error_function;
mod integer;
mod special;

use crate::builtins::modules::support::set_float;
use crate::builtins::support::{Signature, boolean, type_error, type_name, value_error};
use crate::objects::Ty;
use crate::value::{ObjId, PyInt};
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, Fault, PyResult, Vm};

/// `errno` after a C function: what its result means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Errno {
    Domain,
    Range,
}

fn domain_error(vm: &mut Vm<'_>) -> Fault {
    vm.raise(Ty::ValueError, "math domain error")
}

fn range_error(vm: &mut Vm<'_>) -> Fault {
    vm.raise(Ty::OverflowError, "math range error")
}

fn float(vm: &mut Vm<'_>, value: f64) -> PyResult {
    Ok(vm.heap().new_float(value))
}

/// A function of one float (`math_1`): NaN from a number is a domain error; infinity from a finite
/// number is a range error if the function can overflow, else a domain error (a pole).
fn math_1(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    function: impl Fn(f64) -> f64,
    can_overflow: bool,
) -> PyResult {
    let x = vm.to_float(args.values[0])?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() {
        return Err(domain_error(vm));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if can_overflow {
            range_error(vm)
        } else {
            domain_error(vm)
        });
    }
    float(vm, result)
}

/// A function of one float that tells its errors itself (`math_1a`).
fn math_1a(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    function: impl Fn(f64) -> Result<f64, Errno>,
) -> PyResult {
    let x = vm.to_float(args.values[0])?;
    match function(x) {
        Ok(result) => float(vm, result),
        Err(Errno::Domain) => Err(domain_error(vm)),
        Err(Errno::Range) => Err(range_error(vm)),
    }
}

fn two_floats(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<(f64, f64)> {
    Ok((vm.to_float(args.values[0])?, vm.to_float(args.values[1])?))
}

/// A function of two floats (`math_2`).
fn math_2(vm: &mut Vm<'_>, args: Args<'_>, function: impl Fn(f64, f64) -> f64) -> PyResult {
    let (x, y) = two_floats(vm, args)?;
    let result = function(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(range_error(vm));
    }
    float(vm, result)
}

/// `loghelper`: ints of any size have a logarithm.
fn logarithm(vm: &mut Vm<'_>, value: ObjId, function: fn(f64) -> f64) -> PyResult<f64> {
    let integer = vm.heap().as_int(value).cloned();
    let Some(integer) = integer else {
        let x = vm.to_float(value)?;
        if x <= 0.0 {
            return Err(domain_error(vm));
        }
        return Ok(function(x));
    };
    if integer.is_negative() || integer.is_zero() {
        return Err(domain_error(vm));
    }
    if let Ok(x) = integer.to_f64() {
        return Ok(function(x));
    }
    // Too large for a float: the logarithm of a fraction and a power of two.
    let bits = integer.bit_length();
    let shift = PyInt::from(bits);
    let fraction = integer
        .true_divide(&PyInt::Small(1).lshift(&shift).unwrap_or(PyInt::Small(1)))
        .unwrap_or(0.5);
    Ok(function(fraction) + function(2.0) * bits as f64)
}

fn log(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (value, base) = match *args.values {
        [value] => (value, None),
        [value, base] => (value, Some(base)),
        _ => return type_error(vm, "math.log requires 1 to 2 arguments"),
    };
    let numerator = logarithm(vm, value, f64::ln)?;
    let Some(base) = base else {
        return float(vm, numerator);
    };
    let denominator = logarithm(vm, base, f64::ln)?;
    if denominator == 0.0 {
        return Err(vm.raise(Ty::ZeroDivisionError, "float division by zero"));
    }
    float(vm, numerator / denominator)
}

fn log2(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let result = logarithm(vm, args.values[0], f64::log2)?;
    float(vm, result)
}

fn log10(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let result = logarithm(vm, args.values[0], f64::log10)?;
    float(vm, result)
}

/// Rounds towards an integer: by the type's own method, or as a float.
fn round_by(vm: &mut Vm<'_>, args: Args<'_>, method: &str, function: fn(f64) -> f64) -> PyResult {
    let value = args.values[0];
    if !vm.heap().is_instance(value, Ty::Float)
        && let Some(method) = vm.lookup_special(value, method)?
    {
        let result = vm.call(method, &[]);
        vm.heap().decref(method);
        return result;
    }
    let x = vm.to_float(value)?;
    match PyInt::from_f64(function(x)) {
        Ok(result) => Ok(vm.heap().new_int(result)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

fn trunc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match vm.lookup_special(args.values[0], "__trunc__")? {
        Some(method) => {
            let result = vm.call(method, &[]);
            vm.heap().decref(method);
            result
        }
        None => {
            let name = type_name(vm, args.values[0]);
            type_error(vm, format!("type {name} doesn't define __trunc__ method"))
        }
    }
}

/// `math.pow`: the special cases of C99, checked by hand as CPython does.
fn pow(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (x, y) = two_floats(vm, args)?;
    let result = x.powf(y);
    if x == 0.0 && y == f64::NEG_INFINITY {
        return Err(domain_error(vm));
    }
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || (result.is_infinite() && x == 0.0) {
            return Err(domain_error(vm));
        }
        if result.is_infinite() {
            return Err(range_error(vm));
        }
    }
    float(vm, result)
}

fn fmod(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (x, y) = two_floats(vm, args)?;
    // Infinity as divisor leaves a finite number as it is.
    let result = if y.is_infinite() && x.is_finite() {
        x
    } else {
        x % y
    };
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    float(vm, result)
}

/// IEEE 754 remainder: the quotient is rounded to the nearest integer, ties to even.
fn remainder(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    math_2(vm, args, |x, y| {
        if y.is_infinite() && x.is_finite() {
            return x;
        }
        if !x.is_finite() || y == 0.0 || y.is_nan() {
            return f64::NAN;
        }
        let (dividend, divisor) = (x.abs(), y.abs());
        let m = dividend % divisor;
        let c = divisor - m;
        let r = if m < c {
            m
        } else if m > c {
            -c
        } else {
            m - 2.0 * ((0.5 * (dividend - m)) % divisor)
        };
        1f64.copysign(x) * r
    })
}

fn ldexp(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let x = vm.to_float(args.values[0])?;
    let exponent = match vm.heap().as_int(args.values[1]) {
        Some(exponent) => exponent.clamp_i64(),
        None => return type_error(vm, "Expected an int as second argument to ldexp."),
    };
    let result = special::ldexp(x, exponent);
    if result.is_infinite() && x.is_finite() {
        return Err(range_error(vm));
    }
    float(vm, result)
}

fn pair(vm: &mut Vm<'_>, first: ObjId, second: ObjId) -> PyResult {
    Ok(vm.heap().new_tuple(vec![first, second]))
}

fn frexp(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let x = vm.to_float(args.values[0])?;
    let (mantissa, exponent) = special::frexp(x);
    let mantissa = vm.heap().new_float(mantissa);
    let exponent = vm.heap().new_int(exponent);
    pair(vm, mantissa, exponent)
}

fn modf(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let x = vm.to_float(args.values[0])?;
    let whole = x.trunc();
    let fraction = if x.is_infinite() {
        0f64.copysign(x)
    } else {
        (x - whole).copysign(x)
    };
    let fraction = vm.heap().new_float(fraction);
    let whole = vm.heap().new_float(whole);
    pair(vm, fraction, whole)
}

fn hypot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut coordinates = Vec::with_capacity(args.values.len());
    for &value in args.values {
        coordinates.push(vm.to_float(value)?.abs());
    }
    let norm = special::vector_norm(&coordinates);
    float(vm, norm)
}

fn dist(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut points = [Vec::new(), Vec::new()];
    for (point, &given) in points.iter_mut().zip(args.values) {
        let items = vm.collect(given)?;
        for &item in &items {
            match vm.to_float(item) {
                Ok(x) => point.push(x),
                Err(fault) => {
                    vm.heap().decref_all(items);
                    return Err(fault);
                }
            }
        }
        vm.heap().decref_all(items);
    }
    let [p, q] = points;
    if p.len() != q.len() {
        return value_error(vm, "both points must have the same number of dimensions");
    }
    let differences: Vec<f64> = p.iter().zip(&q).map(|(p, q)| (p - q).abs()).collect();
    float(vm, special::vector_norm(&differences))
}

fn isclose(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const ISCLOSE: Signature = Signature {
        name: "isclose",
        parameters: &["a", "b", "rel_tol", "abs_tol"],
        positional: 2,
        required: 2,
    };
    let [a, b, rel_tol, abs_tol] = ISCLOSE.bind(vm, args, 0)?;
    let none_object = vm.heap().none();
    let a = vm.to_float(a.unwrap_or(none_object))?;
    let b = vm.to_float(b.unwrap_or(none_object))?;
    let rel_tol = rel_tol.map_or(Ok(1e-9), |value| vm.to_float(value))?;
    let abs_tol = abs_tol.map_or(Ok(0.0), |value| vm.to_float(value))?;
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return value_error(vm, "tolerances must be non-negative");
    }
    if a == b {
        return boolean(vm, true);
    }
    if a.is_infinite() || b.is_infinite() {
        return boolean(vm, false);
    }
    let difference = (b - a).abs();
    boolean(
        vm,
        difference <= (rel_tol * b).abs()
            || difference <= (rel_tol * a).abs()
            || difference <= abs_tol,
    )
}

/// The exact sum, rounded once.
fn fsum(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let iterator = vm.iter(args.values[0])?;
    let mut sum = special::ExactSum::default();
    let result = loop {
        match vm.next(iterator) {
            Ok(Some(item)) => {
                let x = vm.to_float(item);
                vm.heap().decref(item);
                match x {
                    Ok(x) if sum.add(x) => {}
                    Ok(_) => {
                        break Err(vm.raise(Ty::OverflowError, "intermediate overflow in fsum"));
                    }
                    Err(fault) => break Err(fault),
                }
            }
            Ok(None) => break Ok(()),
            Err(fault) => break Err(fault),
        }
    };
    vm.heap().decref(iterator);
    result?;
    match sum.finish() {
        Some(total) => float(vm, total),
        None => value_error(vm, "-inf + inf in fsum"),
    }
}

fn test(vm: &mut Vm<'_>, args: Args<'_>, question: fn(f64) -> bool) -> PyResult {
    let x = vm.to_float(args.values[0])?;
    boolean(vm, question(x))
}

/// Degrees in a half turn over its radians.
const DEGREES: f64 = 180.0 / std::f64::consts::PI;
const RADIANS: f64 = std::f64::consts::PI / 180.0;

const TWO: Arity = Arity::Range { min: 2, max: 2 };
const ANY: Arity = Arity::Range {
    min: 0,
    max: u8::MAX,
};

/// A function of one number: its name, what computes it, whether it can overflow.
macro_rules! of_one {
    ($name:literal, $function:expr, $can_overflow:literal) => {
        NativeDef::function(
            $name,
            Arity::One,
            |vm, args| math_1(vm, args, $function, $can_overflow),
            concat!("($module, x, /)\n--\n\n", $name, " of x."),
        )
    };
}

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "math",
    doc: "Mathematical functions of floats, and some of ints.",
    functions: &[
        of_one!("acos", f64::acos, false),
        of_one!("acosh", special::acosh, false),
        of_one!("asin", f64::asin, false),
        of_one!("asinh", special::asinh, false),
        of_one!("atan", f64::atan, false),
        NativeDef::function(
            "atan2",
            TWO,
            |vm, args| math_2(vm, args, f64::atan2),
            "($module, y, x, /)\n--\n\nThe angle of a point.",
        ),
        of_one!("atanh", special::atanh, false),
        NativeDef::function(
            "ceil",
            Arity::One,
            |vm, args| round_by(vm, args, "__ceil__", f64::ceil),
            "($module, x, /)\n--\n\nThe least integer not below x.",
        ),
        NativeDef::function(
            "copysign",
            TWO,
            |vm, args| math_2(vm, args, f64::copysign),
            "($module, x, y, /)\n--\n\nx with the sign of y.",
        ),
        of_one!("cos", f64::cos, false),
        of_one!("cosh", f64::cosh, true),
        of_one!("degrees", |x| x * DEGREES, true),
        NativeDef::function(
            "dist",
            TWO,
            dist,
            "($module, p, q, /)\n--\n\nThe distance of two points.",
        ),
        NativeDef::function(
            "erf",
            Arity::One,
            |vm, args| math_1a(vm, args, |x| Ok(error_function::erf(x))),
            "($module, x, /)\n--\n\nThe error function.",
        ),
        NativeDef::function(
            "erfc",
            Arity::One,
            |vm, args| math_1a(vm, args, |x| Ok(error_function::erfc(x))),
            "($module, x, /)\n--\n\nOne less the error function.",
        ),
        of_one!("exp", f64::exp, true),
        of_one!("expm1", f64::exp_m1, true),
        of_one!("fabs", f64::abs, false),
        NativeDef::function(
            "factorial",
            Arity::One,
            integer::factorial,
            "($module, x, /)\n--\n\nThe product of all integers from 1 to x.",
        ),
        NativeDef::function(
            "floor",
            Arity::One,
            |vm, args| round_by(vm, args, "__floor__", f64::floor),
            "($module, x, /)\n--\n\nThe greatest integer not above x.",
        ),
        NativeDef::function(
            "fmod",
            TWO,
            fmod,
            "($module, x, y, /)\n--\n\nThe remainder with the sign of x.",
        ),
        NativeDef::function(
            "frexp",
            Arity::One,
            frexp,
            "($module, x, /)\n--\n\nMantissa and exponent.",
        ),
        NativeDef::function(
            "fsum",
            Arity::One,
            fsum,
            "($module, seq, /)\n--\n\nThe exact sum, rounded once.",
        ),
        NativeDef::function(
            "gamma",
            Arity::One,
            |vm, args| math_1a(vm, args, special::gamma),
            "($module, x, /)\n--\n\nThe gamma function.",
        ),
        NativeDef::function(
            "gcd",
            TWO,
            integer::gcd,
            "($module, x, y, /)\n--\n\nThe greatest common divisor.",
        ),
        NativeDef::function("hypot", ANY, hypot, "The length of a vector."),
        NativeDef::function(
            "isclose",
            Arity::Any,
            isclose,
            "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)\n--\n\nWhether two floats are nearly equal.",
        ),
        NativeDef::function(
            "isfinite",
            Arity::One,
            |vm, args| test(vm, args, f64::is_finite),
            "($module, x, /)\n--\n\nWhether x is neither infinite nor NaN.",
        ),
        NativeDef::function(
            "isinf",
            Arity::One,
            |vm, args| test(vm, args, f64::is_infinite),
            "($module, x, /)\n--\n\nWhether x is infinite.",
        ),
        NativeDef::function(
            "isnan",
            Arity::One,
            |vm, args| test(vm, args, f64::is_nan),
            "($module, x, /)\n--\n\nWhether x is no number.",
        ),
        NativeDef::function(
            "isqrt",
            Arity::One,
            integer::isqrt,
            "($module, n, /)\n--\n\nThe integer part of the square root.",
        ),
        NativeDef::function(
            "ldexp",
            TWO,
            ldexp,
            "($module, x, i, /)\n--\n\nx times 2 to the power i.",
        ),
        NativeDef::function(
            "lgamma",
            Arity::One,
            |vm, args| math_1a(vm, args, special::lgamma),
            "($module, x, /)\n--\n\nThe logarithm of the gamma function.",
        ),
        NativeDef::function("log", ANY, log, "The logarithm to a base, e unless given.").varargs(),
        of_one!("log1p", f64::ln_1p, false),
        NativeDef::function(
            "log10",
            Arity::One,
            log10,
            "($module, x, /)\n--\n\nThe logarithm to base 10.",
        ),
        NativeDef::function(
            "log2",
            Arity::One,
            log2,
            "($module, x, /)\n--\n\nThe logarithm to base 2.",
        ),
        NativeDef::function(
            "modf",
            Arity::One,
            modf,
            "($module, x, /)\n--\n\nFraction and integer part.",
        ),
        NativeDef::function(
            "pow",
            TWO,
            pow,
            "($module, x, y, /)\n--\n\nx to the power y.",
        ),
        of_one!("radians", |x| x * RADIANS, true),
        NativeDef::function(
            "remainder",
            TWO,
            remainder,
            "($module, x, y, /)\n--\n\nThe remainder of the nearest quotient.",
        ),
        of_one!("sin", f64::sin, false),
        of_one!("sinh", f64::sinh, true),
        of_one!("sqrt", f64::sqrt, false),
        of_one!("tan", f64::tan, false),
        of_one!("tanh", f64::tanh, false),
        NativeDef::function(
            "trunc",
            Arity::One,
            trunc,
            "($module, x, /)\n--\n\nThe number without its fraction.",
        ),
        NativeDef::function(
            "prod",
            Arity::Any,
            integer::prod,
            "($module, iterable, /, *, start=1)\n--\n\nThe product of a start value and all items.",
        ),
        NativeDef::function(
            "perm",
            Arity::Range { min: 1, max: 2 },
            integer::perm,
            "($module, n, k=None, /)\n--\n\nThe number of ways to choose k of n in order.",
        ),
        NativeDef::function(
            "comb",
            TWO,
            integer::comb,
            "($module, n, k, /)\n--\n\nThe number of ways to choose k of n.",
        ),
    ],
    types: &[],
    fill,
};

fn fill(vm: &mut Vm<'_>, module: ObjId) -> PyResult<()> {
    let constants = [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, value) in constants {
        set_float(vm, module, name, value);
    }
    Ok(())
}
