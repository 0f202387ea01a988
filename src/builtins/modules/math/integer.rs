//! The functions of `math` that are about ints.

use num_bigint::BigInt;

use crate::builtins::support::{Signature, value_error};
use crate::objects::Ty;
use crate::value::{ObjId, PyInt};
use crate::vm::{Args, BinaryOp, PyResult, Vm};

/// The greatest factorial that is worth beginning: its digits alone would fill memory.
const FACTORIAL_LIMIT: u64 = 1_000_000;

fn new_big(vm: &mut Vm<'_>, value: BigInt) -> PyResult {
    Ok(vm.heap().new_int(PyInt::from_big(value)))
}

/// The product of all integers from `low` to `high`, halved again and again so that factors of
/// like size meet.
fn product(low: u64, high: u64) -> BigInt {
    if low > high {
        return BigInt::from(1);
    }
    if high - low < 16 {
        return (low..=high).fold(BigInt::from(1), |product, factor| product * factor);
    }
    let middle = low + (high - low) / 2;
    product(low, middle) * product(middle + 1, high)
}

pub(super) fn factorial(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = args.values[0];
    let n = match vm.heap().as_float(value) {
        Some(x) if x.fract() != 0.0 || !x.is_finite() => {
            return value_error(vm, "factorial() only accepts integral values");
        }
        Some(x) => PyInt::from_f64(x).map_err(|fault| vm.raise_fault(&fault))?,
        None => vm.index(value)?,
    };
    if n.is_negative() {
        return value_error(vm, "factorial() not defined for negative values");
    }
    let Some(n) = n.to_i64() else {
        return Err(vm.raise(
            Ty::OverflowError,
            format!("factorial() argument should not exceed {}", i64::MAX),
        ));
    };
    match u64::try_from(n) {
        Ok(n) if n <= FACTORIAL_LIMIT => new_big(vm, product(1, n)),
        _ => Err(vm.raise_none(Ty::MemoryError)),
    }
}

pub(super) fn gcd(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let a = vm.index(args.values[0])?;
    let b = vm.index(args.values[1])?;
    Ok(vm.heap().new_int(a.gcd(&b)))
}

pub(super) fn isqrt(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let n = vm.index(args.values[0])?;
    match n.isqrt() {
        Ok(root) => Ok(vm.heap().new_int(root)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// The two non-negative arguments of `comb` and `perm`.
fn n_and_k(vm: &mut Vm<'_>, n: ObjId, k: ObjId) -> PyResult<(PyInt, PyInt)> {
    let n = vm.index(n)?;
    let k = vm.index(k)?;
    if n.is_negative() {
        return value_error(vm, "n must be a non-negative integer");
    }
    if k.is_negative() {
        return value_error(vm, "k must be a non-negative integer");
    }
    Ok((n, k))
}

/// n (n - 1) ... (n - k + 1), each product divided where that is asked for.
fn falling(vm: &mut Vm<'_>, n: &PyInt, k: &PyInt, divide: bool) -> PyResult {
    let Some(k) = k.to_i64() else {
        return Err(vm.raise(Ty::OverflowError, format!("k must not exceed {}", i64::MAX)));
    };
    let n = n.to_big();
    let mut result = BigInt::from(1);
    for step in 0..k {
        result *= &n - step;
        if divide {
            result /= step + 1;
        }
    }
    new_big(vm, result)
}

pub(super) fn comb(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (n, k) = n_and_k(vm, args.values[0], args.values[1])?;
    if k > n {
        return Ok(vm.heap().new_int(0));
    }
    let rest = n.sub(&k);
    falling(vm, &n, &k.min(rest), true)
}

pub(super) fn perm(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let none = vm.heap().none();
    let given = args.values.get(1).copied().filter(|&k| k != none);
    let Some(k) = given else {
        return factorial(vm, Args::positional(&args.values[..1]));
    };
    let (n, k) = n_and_k(vm, args.values[0], k)?;
    if k > n {
        return Ok(vm.heap().new_int(0));
    }
    falling(vm, &n, &k, false)
}

/// A product by the `*` operator.
pub(super) fn prod(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const PROD: Signature = Signature {
        name: "prod",
        parameters: &["", "start"],
        positional: 1,
        required: 1,
    };
    let [iterable, start] = PROD.bind(vm, args, 0)?;
    let none = vm.heap().none();
    let iterator = vm.iter(iterable.unwrap_or(none))?;
    let mut product = match start {
        Some(start) => vm.heap().new_ref(start),
        None => vm.heap().new_int(1),
    };
    let result = loop {
        match vm.next(iterator) {
            Ok(Some(item)) => {
                let next = vm.binary_op(BinaryOp::Mul, product, item);
                vm.heap().decref(product);
                vm.heap().decref(item);
                match next {
                    Ok(next) => product = next,
                    Err(fault) => break Err(fault),
                }
            }
            Ok(None) => break Ok(product),
            Err(fault) => {
                vm.heap().decref(product);
                break Err(fault);
            }
        }
    };
    vm.heap().decref(iterator);
    result
}
