//! `PyInt`: Python's unbounded integers, with a fast path for those that fit 64 bits.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// An integer of any size. Invariant: `Big` holds only what `Small` cannot.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum PyInt {
    /// Fits a signed 64-bit integer.
    Small(i64),
    /// Needs more than 64 bits.
    Big(Box<BigInt>),
}

impl PyInt {
    /// Normalises: small where it fits.
    pub fn from_big(big: BigInt) -> PyInt {
        match big.to_i64() {
            Some(small) => PyInt::Small(small),
            None => PyInt::Big(Box::new(big)),
        }
    }

    /// As a big integer, whatever the size.
    pub fn to_big(&self) -> BigInt {
        match self {
            PyInt::Small(small) => BigInt::from(*small),
            PyInt::Big(big) => (**big).clone(),
        }
    }
}

impl From<i64> for PyInt {
    fn from(value: i64) -> PyInt {
        PyInt::Small(value)
    }
}
