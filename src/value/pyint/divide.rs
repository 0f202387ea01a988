//! Division of integers (`Objects/longobject.c`): floored, as Python's `//` and `%` are, and
//! the correctly rounded `/`.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use super::PyInt;
use crate::value::{Fault, float};

/// The message of `//`, `%` and `divmod` for a zero divisor.
const DIVISION_BY_ZERO: &str = "integer division or modulo by zero";

impl PyInt {
    /// `a // b`, rounded towards minus infinity.
    #[inline]
    pub fn floordiv(&self, other: &PyInt) -> Result<PyInt, Fault> {
        if let (PyInt::Small(a), PyInt::Small(b)) = (self, other)
            && let Some(quotient) = a.checked_div(*b)
        {
            let inexact = a % b != 0 && (*a < 0) != (*b < 0);
            return Ok(PyInt::Small(quotient - i64::from(inexact)));
        }
        Ok(self.big_divmod(other)?.0)
    }

    /// `a % b`, with the sign of `b`.
    #[inline]
    pub fn modulo(&self, other: &PyInt) -> Result<PyInt, Fault> {
        if let (PyInt::Small(a), PyInt::Small(b)) = (self, other)
            && let Some(remainder) = a.checked_rem(*b)
        {
            let opposite = remainder != 0 && (remainder < 0) != (*b < 0);
            return Ok(PyInt::Small(if opposite {
                remainder + b
            } else {
                remainder
            }));
        }
        Ok(self.big_divmod(other)?.1)
    }

    /// `divmod(a, b)`.
    pub fn divmod(&self, other: &PyInt) -> Result<(PyInt, PyInt), Fault> {
        Ok((self.floordiv(other)?, self.modulo(other)?))
    }

    fn big_divmod(&self, other: &PyInt) -> Result<(PyInt, PyInt), Fault> {
        if other.is_zero() {
            return Err(Fault::zero_division(DIVISION_BY_ZERO));
        }
        let (quotient, remainder) = self.as_big().div_mod_floor(&other.as_big());
        Ok((PyInt::from_big(quotient), PyInt::from_big(remainder)))
    }

    /// `a / b`: the float nearest to the true quotient, ties to even (`long_true_divide`).
    pub fn true_divide(&self, other: &PyInt) -> Result<f64, Fault> {
        /// Up to here every integer is a float, and one float division rounds just once.
        const EXACT: u64 = 1 << 53;
        match (self, other) {
            (_, PyInt::Small(0)) => Err(Fault::zero_division("division by zero")),
            (PyInt::Small(a), PyInt::Small(b))
                if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT =>
            {
                Ok(*a as f64 / *b as f64)
            }
            _ => {
                let quotient = true_divide_big(&self.as_big(), &other.as_big());
                if quotient.is_infinite() {
                    return Err(Fault::overflow(
                        "integer division result too large for a float",
                    ));
                }
                Ok(quotient)
            }
        }
    }
}

/// Scales the operands so that the integer quotient has a few bits more than a float keeps;
/// what the remainder tells is whether anything is left below them. Rounding then happens once.
fn true_divide_big(a: &BigInt, b: &BigInt) -> f64 {
    /// One float has 53 bits; two more decide the rounding.
    const QUOTIENT_BITS: i64 = 55;
    let negative = a.is_negative() != b.is_negative();
    let (a, b) = (a.abs(), b.abs());
    let shift = a.bits() as i64 - b.bits() as i64 - QUOTIENT_BITS;
    let (quotient, remainder) = if shift < 0 {
        (a << shift.unsigned_abs()).div_rem(&b)
    } else {
        a.div_rem(&(b << shift.unsigned_abs()))
    };
    let magnitude = float::compose(quotient.to_u64().unwrap_or(0), !remainder.is_zero(), shift);
    if negative { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> PyInt {
        PyInt::from_big(text.parse().unwrap())
    }

    #[test]
    fn floored_division_of_every_sign() {
        // python3.8 -c "print([divmod(a, b) for a in (7, -7) for b in (2, -2, 7)])"
        let pairs = [
            (7, 2, 3, 1),
            (7, -2, -4, -1),
            (7, 7, 1, 0),
            (-7, 2, -4, 1),
            (-7, -2, 3, -1),
        ];
        for (a, b, quotient, remainder) in pairs {
            assert_eq!(
                PyInt::Small(a).divmod(&PyInt::Small(b)),
                Ok((PyInt::Small(quotient), PyInt::Small(remainder)))
            );
        }
        let big = int("100000000000000000000");
        assert_eq!(
            big.neg().divmod(&PyInt::Small(7)),
            Ok((int("-14285714285714285715"), PyInt::Small(5)))
        );
        assert_eq!(
            PyInt::Small(i64::MIN).floordiv(&PyInt::Small(-1)),
            Ok(int("9223372036854775808"))
        );
        assert_eq!(
            PyInt::Small(i64::MIN).modulo(&PyInt::Small(-1)),
            Ok(PyInt::ZERO)
        );
        assert!(PyInt::ONE.modulo(&PyInt::ZERO).is_err());
    }

    #[test]
    fn true_division_rounds_once() {
        // python3.8 -c "print(9007199254740993/3, 10**400/10**399, 1/10**320, ...)"
        let ten = |n: u32| PyInt::from_big(BigInt::from(10).pow(n));
        for (a, b, quotient) in [
            (int("9007199254740993"), int("3"), 3002399751580331.0),
            (ten(400), ten(399), 10.0),
            (PyInt::ONE, ten(320), 1e-320),
            (PyInt::ONE, ten(400), 0.0),
            (
                int("-18446744073709551617"),
                int("2"),
                -9.223372036854776e18,
            ),
            (int("9223372036854775807"), int("9223372036854775806"), 1.0),
        ] {
            assert_eq!(a.true_divide(&b), Ok(quotient), "{a}/{b}");
        }
        assert!(ten(400).true_divide(&PyInt::ONE).is_err());
    }
}
