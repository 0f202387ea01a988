//! `PyInt`: Python's unbounded integers (`Objects/longobject.c`), with a fast path for those
//! that fit 64 bits. The operations lie in the modules below; this file holds the type.

mod arith;
mod bits;
mod divide;
pub mod room;
mod text;

pub use arith::Number;
pub use bits::Endian;
pub(crate) use text::trim_ascii_space;
pub use text::{DEFAULT_MAX_STR_DIGITS, ParseIntError};

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive};

use super::Fault;
use super::float;

/// An integer of any size. Invariant: `Big` holds only what `Small` cannot.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum PyInt {
    /// Fits a signed 64-bit integer.
    Small(i64),
    /// Needs more than 64 bits.
    Big(Box<BigInt>),
}

/// Results above this many bits are refused with a `MemoryError`, as CPython does when the
/// machine has no memory left: a script must not be able to exhaust the host's.
pub const MAX_INT_BITS: u64 = 1 << 26;

impl PyInt {
    /// 0.
    pub const ZERO: PyInt = PyInt::Small(0);
    /// 1.
    pub const ONE: PyInt = PyInt::Small(1);

    /// Normalises: small where it fits.
    pub fn from_big(big: BigInt) -> PyInt {
        match big.to_i64() {
            Some(small) => PyInt::Small(small),
            None => PyInt::Big(Box::new(big)),
        }
    }

    /// As a big integer, whatever the size.
    pub fn to_big(&self) -> BigInt {
        self.as_big().into_owned()
    }

    /// As a big integer, without copying one that is big already.
    pub fn as_big(&self) -> Cow<'_, BigInt> {
        match self {
            PyInt::Small(small) => Cow::Owned(BigInt::from(*small)),
            PyInt::Big(big) => Cow::Borrowed(big),
        }
    }

    /// The value if it fits 64 bits.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            PyInt::Small(small) => Some(*small),
            PyInt::Big(_) => None,
        }
    }

    /// The value if it fits a `usize`.
    #[inline]
    pub fn to_usize(&self) -> Option<usize> {
        match self {
            PyInt::Small(small) => usize::try_from(*small).ok(),
            PyInt::Big(big) => big.to_usize(),
        }
    }

    /// The value cut to what fits 64 bits, as slicing does with its bounds.
    #[inline]
    pub fn clamp_i64(&self) -> i64 {
        match self {
            PyInt::Small(small) => *small,
            PyInt::Big(big) if big.is_negative() => i64::MIN,
            PyInt::Big(_) => i64::MAX,
        }
    }

    /// Whether this is 0.
    #[inline]
    pub fn is_zero(&self) -> bool {
        matches!(self, PyInt::Small(0))
    }

    /// Whether this is below 0.
    #[inline]
    pub fn is_negative(&self) -> bool {
        match self {
            PyInt::Small(small) => *small < 0,
            PyInt::Big(big) => big.is_negative(),
        }
    }

    /// The nearest float, ties to even (`PyLong_AsDouble`); `OverflowError` beyond its range.
    #[inline]
    pub fn to_f64(&self) -> Result<f64, Fault> {
        match self {
            PyInt::Small(small) => Ok(*small as f64),
            PyInt::Big(big) => match big.to_f64() {
                Some(value) if value.is_finite() => Ok(value),
                _ => Err(Fault::overflow("int too large to convert to float")),
            },
        }
    }

    /// The float without its fraction (`PyLong_FromDouble`); infinities and NaN have none.
    pub fn from_f64(value: f64) -> Result<PyInt, Fault> {
        // Both bounds are exact floats; 2^63 itself doesn't fit.
        if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&value) {
            return Ok(PyInt::Small(value as i64));
        }
        if value.is_nan() {
            return Err(Fault::value("cannot convert float NaN to integer"));
        }
        if value.is_infinite() {
            return Err(Fault::overflow("cannot convert float infinity to integer"));
        }
        let (mantissa, exponent) = float::decompose(value);
        let magnitude = BigInt::from(mantissa) << exponent.unsigned_abs();
        Ok(PyInt::from_big(if value < 0.0 {
            -magnitude
        } else {
            magnitude
        }))
    }

    /// Compares with a float exactly, without rounding the integer (`float_richcompare`).
    /// None if the float is NaN.
    pub fn partial_cmp_f64(&self, other: f64) -> Option<Ordering> {
        if other.is_nan() {
            return None;
        }
        if other.is_infinite() {
            return Some(if other > 0.0 {
                Ordering::Less
            } else {
                Ordering::Greater
            });
        }
        let whole = PyInt::from_f64(other).ok()?;
        let fraction = other - other.trunc();
        Some(
            self.cmp(&whole)
                .then_with(|| 0.0.partial_cmp(&fraction).unwrap_or(Ordering::Equal)),
        )
    }
}

impl Ord for PyInt {
    #[inline]
    fn cmp(&self, other: &PyInt) -> Ordering {
        match (self, other) {
            (PyInt::Small(a), PyInt::Small(b)) => a.cmp(b),
            (PyInt::Big(a), PyInt::Big(b)) => a.cmp(b),
            (PyInt::Small(_), PyInt::Big(b)) => match b.sign() {
                Sign::Minus => Ordering::Greater,
                _ => Ordering::Less,
            },
            (PyInt::Big(_), PyInt::Small(_)) => other.cmp(self).reverse(),
        }
    }
}

impl PartialOrd for PyInt {
    #[inline]
    fn partial_cmp(&self, other: &PyInt) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i32> for PyInt {
    fn from(value: i32) -> PyInt {
        PyInt::Small(i64::from(value))
    }
}

impl From<i64> for PyInt {
    #[inline]
    fn from(value: i64) -> PyInt {
        PyInt::Small(value)
    }
}

impl From<u64> for PyInt {
    #[inline]
    fn from(value: u64) -> PyInt {
        match i64::try_from(value) {
            Ok(small) => PyInt::Small(small),
            Err(_) => PyInt::Big(Box::new(BigInt::from(value))),
        }
    }
}

impl From<usize> for PyInt {
    #[inline]
    fn from(value: usize) -> PyInt {
        PyInt::from(value as u64)
    }
}

impl From<i128> for PyInt {
    #[inline]
    fn from(value: i128) -> PyInt {
        match i64::try_from(value) {
            Ok(small) => PyInt::Small(small),
            Err(_) => PyInt::Big(Box::new(BigInt::from(value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_convert_exactly() {
        assert_eq!(
            PyInt::from_f64(1e20).unwrap().to_string(),
            "100000000000000000000"
        );
        assert_eq!(PyInt::from_f64(-2.9).unwrap(), PyInt::Small(-2));
        assert_eq!(
            PyInt::from_f64(-9223372036854775808.0).unwrap(),
            PyInt::Small(i64::MIN)
        );
        assert_eq!(
            PyInt::from_f64(f64::NAN).unwrap_err().message,
            "cannot convert float NaN to integer"
        );
        // float(2**63 - 1), float(10**400)
        assert_eq!(PyInt::Small(i64::MAX).to_f64(), Ok(9.223372036854776e18));
        let huge = PyInt::from_big(BigInt::from(10).pow(400));
        assert!(huge.to_f64().is_err());
    }

    #[test]
    fn comparing_with_a_float_never_rounds() {
        let value = PyInt::Small(9007199254740993);
        assert_eq!(
            value.partial_cmp_f64(9007199254740992.0),
            Some(Ordering::Greater)
        );
        assert_eq!(PyInt::Small(1).partial_cmp_f64(1.5), Some(Ordering::Less));
        assert_eq!(
            PyInt::Small(-1).partial_cmp_f64(-1.5),
            Some(Ordering::Greater)
        );
        assert_eq!(PyInt::Small(1).partial_cmp_f64(f64::NAN), None);
    }
}
