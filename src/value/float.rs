//! Floats: arithmetic with Python's rules (`Objects/floatobject.c`), and the exact taking apart
//! and putting together of a 64-bit float that hashing, division and reading build on.

mod hex;
mod round;
mod text;

pub use hex::{float_from_hex, float_hex};
pub use round::{float_round, float_round_to_int};
pub(crate) use text::remove_underscores;
pub use text::{FloatStyle, format_float, parse_float, repr_float};

use num_bigint::BigInt;

use super::{Fault, PyInt};

/// Bits of a float's mantissa, the implied leading one included (`DBL_MANT_DIG`).
const MANTISSA_BITS: i64 = 53;
/// The exponent of a float's smallest possible last place: 2^-1074 is the least positive float.
const MIN_EXPONENT: i64 = -1074;
/// The exponent of the last place of the largest floats.
const MAX_EXPONENT: i64 = 971;

/// A finite float's absolute value as `mantissa * 2^exponent`, exactly.
#[inline]
pub fn decompose(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) as i32 & 0x7ff {
        // Zero and subnormal floats have no implied one.
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, biased - 1075),
    }
}

/// The float nearest to `mantissa * 2^exponent`, ties to even; infinite if that is too large.
/// `sticky` says that the true value is a little more than that, by less than one unit.
pub fn compose(mantissa: u64, sticky: bool, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let bits = i64::from(64 - mantissa.leading_zeros());
    // Where the last of 53 bits falls; subnormal floats keep fewer.
    let last = (exponent + bits - MANTISSA_BITS).max(MIN_EXPONENT);
    let kept = match last - exponent {
        drop if drop <= 0 => mantissa << -drop,
        drop if drop > 64 => 0,
        drop => {
            let whole = u128::from(mantissa);
            let (kept, rest, half) = (whole >> drop, whole & ((1 << drop) - 1), 1 << (drop - 1));
            let up = rest > half || (rest == half && (sticky || kept & 1 == 1));
            kept as u64 + u64::from(up)
        }
    };
    if last > MAX_EXPONENT {
        return f64::INFINITY;
    }
    // Both factors and the product are exact.
    kept as f64 * power_of_two(last as i32)
}

/// 2^exponent, for -1074 to 1023.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(if exponent >= -1022 {
        ((exponent + 1023) as u64) << 52
    } else {
        1 << (exponent + 1074)
    })
}

/// `divmod(a, b)` (`float_divmod`). The remainder has the sign of `b`.
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64), Fault> {
    if b == 0.0 {
        return Err(Fault::zero_division("float divmod()"));
    }
    let mut remainder = a % b;
    // A multiple of b up to rounding: rounded again below.
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        remainder = 0.0_f64.copysign(b);
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    let floored = if quotient == 0.0 {
        0.0_f64.copysign(a / b)
    } else if quotient - quotient.floor() > 0.5 {
        quotient.floor() + 1.0
    } else {
        quotient.floor()
    };
    Ok((floored, remainder))
}

/// `a // b` (`float_floor_div`).
pub fn floordiv(a: f64, b: f64) -> Result<f64, Fault> {
    Ok(divmod(a, b)?.0)
}

/// `a % b` (`float_rem`).
pub fn modulo(a: f64, b: f64) -> Result<f64, Fault> {
    if b == 0.0 {
        return Err(Fault::zero_division("float modulo"));
    }
    Ok(divmod(a, b)?.1)
}

/// `a / b` (`float_div`).
#[inline]
pub fn divide(a: f64, b: f64) -> Result<f64, Fault> {
    if b == 0.0 {
        return Err(Fault::zero_division("float division by zero"));
    }
    Ok(a / b)
}

/// The result of raising a float to a power.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Power {
    /// A float.
    Real(f64),
    /// The base is negative and the exponent no whole number: the power is complex, and
    /// [`super::Complex::pow`] has it.
    Complex,
}

/// `a ** b` (`float_pow`).
pub fn pow(base: f64, exponent: f64) -> Result<Power, Fault> {
    let real = |value| Ok(Power::Real(value));
    // `powf` follows IEEE 754 as Python does; what Python refuses are finite numbers.
    if !base.is_finite() || !exponent.is_finite() {
        return real(base.powf(exponent));
    }
    if base == 0.0 && exponent < 0.0 {
        return Err(Fault::zero_division(
            "0.0 cannot be raised to a negative power",
        ));
    }
    if base < 0.0 && exponent.floor() != exponent {
        return Ok(Power::Complex);
    }
    let power = base.powf(exponent);
    if power.is_infinite() {
        return Err(out_of_range());
    }
    real(power)
}

/// What C's `ERANGE` becomes in Python; `args` are the two items of the tuple.
pub(crate) fn out_of_range() -> Fault {
    Fault::overflow("(34, 'Numerical result out of range')")
}

/// `a.is_integer()`.
pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value.floor() == value
}

/// `a.as_integer_ratio()`: numerator and denominator without a common divisor.
pub fn as_integer_ratio(value: f64) -> Result<(PyInt, PyInt), Fault> {
    if value.is_nan() {
        return Err(Fault::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(Fault::overflow("cannot convert Infinity to integer ratio"));
    }
    let (mut mantissa, mut exponent) = decompose(value);
    if mantissa == 0 {
        return Ok((PyInt::ZERO, PyInt::ONE));
    }
    // Powers of two are the only divisors the two can share.
    let common = mantissa
        .trailing_zeros()
        .min(exponent.min(0).unsigned_abs());
    mantissa >>= common;
    exponent += common as i32;
    let scale = BigInt::from(1) << exponent.unsigned_abs();
    let signed = BigInt::from(mantissa) * if value < 0.0 { -1 } else { 1 };
    Ok(if exponent >= 0 {
        (PyInt::from_big(signed * scale), PyInt::ONE)
    } else {
        (PyInt::from_big(signed), PyInt::from_big(scale))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_apart_and_putting_together() {
        for value in [1.0, 0.1, 5e-324, 2.2250738585072014e-308, f64::MAX, 1e22] {
            let (mantissa, exponent) = decompose(value);
            assert_eq!(compose(mantissa, false, exponent.into()), value);
        }
        // Halfway between two floats: to the even one, unless something sticks out.
        assert_eq!(compose((1 << 54) + 2, false, 0), 18014398509481984.0);
        assert_eq!(compose((1 << 54) + 2, true, 0), 18014398509481988.0);
        assert_eq!(compose(1, false, -1075), 0.0);
        assert_eq!(compose(1, true, -1075), 5e-324);
        assert_eq!(compose(1, false, 1024), f64::INFINITY);
    }

    #[test]
    fn floored_division() {
        // python3.8 -c "print(divmod(7.5, -2), divmod(-7.5, 2), divmod(-1e-20, 1), divmod(0.3, 0.1))"
        assert_eq!(divmod(7.5, -2.0), Ok((-4.0, -0.5)));
        assert_eq!(divmod(-7.5, 2.0), Ok((-4.0, 0.5)));
        assert_eq!(divmod(-1e-20, 1.0), Ok((-1.0, 1.0)));
        assert_eq!(divmod(0.3, 0.1), Ok((2.0, 0.09999999999999998)));
        assert!(modulo(1.0, 0.0).is_err());
        assert!(floordiv(-0.0, 5.0).unwrap().is_sign_negative());
    }

    #[test]
    fn powers() {
        assert_eq!(pow(2.0, 10.0), Ok(Power::Real(1024.0)));
        assert_eq!(pow(-8.0, 1.0 / 3.0), Ok(Power::Complex));
        assert_eq!(pow(-1.0, f64::INFINITY), Ok(Power::Real(1.0)));
        assert_eq!(pow(1.0, f64::NAN), Ok(Power::Real(1.0)));
        assert_eq!(
            pow(f64::NEG_INFINITY, 3.0),
            Ok(Power::Real(f64::NEG_INFINITY))
        );
        assert_eq!(pow(f64::NEG_INFINITY, 0.5), Ok(Power::Real(f64::INFINITY)));
        assert!(pow(0.0, -1.0).is_err());
        assert_eq!(pow(0.0, f64::NEG_INFINITY), Ok(Power::Real(f64::INFINITY)));
        assert!(pow(10.0, 400.0).is_err());
    }

    #[test]
    fn ratios() {
        let ratio = |value| as_integer_ratio(value).map(|(a, b)| format!("{a}/{b}"));
        assert_eq!(ratio(0.1).unwrap(), "3602879701896397/36028797018963968");
        assert_eq!(ratio(-2.5).unwrap(), "-5/2");
        assert_eq!(ratio(1e23).unwrap(), "99999999999999991611392/1");
        assert_eq!(ratio(-0.0).unwrap(), "0/1");
        assert!(ratio(f64::NAN).is_err());
    }
}
