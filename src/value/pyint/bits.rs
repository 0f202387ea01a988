//! Integers as bits and bytes (`Objects/longobject.c`): negative numbers behave as if written
//! in two's complement with infinitely many leading ones.

use num_bigint::{BigInt, Sign};

use super::{MAX_INT_BITS, PyInt};
use crate::value::Fault;

/// `PyLong_SHIFT` of `Include/longintrepr.h`: bits a digit of an int's array holds.
pub const PYLONG_SHIFT: u64 = 30;

/// The order of bytes in `to_bytes` and `from_bytes`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Endian {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

impl PyInt {
    /// `a & b`.
    #[inline]
    pub fn and(&self, other: &PyInt) -> PyInt {
        match (self, other) {
            (PyInt::Small(a), PyInt::Small(b)) => PyInt::Small(a & b),
            _ => PyInt::from_big(self.to_big() & &*other.as_big()),
        }
    }

    /// `a | b`.
    #[inline]
    pub fn or(&self, other: &PyInt) -> PyInt {
        match (self, other) {
            (PyInt::Small(a), PyInt::Small(b)) => PyInt::Small(a | b),
            _ => PyInt::from_big(self.to_big() | &*other.as_big()),
        }
    }

    /// `a ^ b`.
    #[inline]
    pub fn xor(&self, other: &PyInt) -> PyInt {
        match (self, other) {
            (PyInt::Small(a), PyInt::Small(b)) => PyInt::Small(a ^ b),
            _ => PyInt::from_big(self.to_big() ^ &*other.as_big()),
        }
    }

    /// `~a`, which is `-a - 1`.
    #[inline]
    pub fn invert(&self) -> PyInt {
        match self {
            PyInt::Small(a) => PyInt::Small(!a),
            PyInt::Big(a) => PyInt::from_big(!&**a),
        }
    }

    /// `a << b`.
    #[inline]
    pub fn lshift(&self, count: &PyInt) -> Result<PyInt, Fault> {
        if count.is_negative() {
            return Err(Fault::value("negative shift count"));
        }
        if self.is_zero() {
            return Ok(PyInt::ZERO);
        }
        let Some(count) = count.to_i64() else {
            return Err(Fault::overflow("too many digits in integer"));
        };
        if let PyInt::Small(a) = self
            && count < 64
            && (a << count) >> count == *a
        {
            return Ok(PyInt::Small(a << count));
        }
        if self.bit_length().saturating_add(count.unsigned_abs()) > MAX_INT_BITS {
            return Err(Fault::memory());
        }
        Ok(PyInt::from_big(self.to_big() << count.unsigned_abs()))
    }

    /// `a >> b`, rounded towards minus infinity.
    #[inline]
    pub fn rshift(&self, count: &PyInt) -> Result<PyInt, Fault> {
        if count.is_negative() {
            return Err(Fault::value("negative shift count"));
        }
        let exhausted = || PyInt::Small(if self.is_negative() { -1 } else { 0 });
        Ok(match (self, count) {
            (PyInt::Small(a), PyInt::Small(count)) => PyInt::Small(a >> (*count).min(63)),
            (PyInt::Big(a), PyInt::Small(count)) => PyInt::from_big(&**a >> count.unsigned_abs()),
            (_, PyInt::Big(_)) => exhausted(),
        })
    }

    /// `a.bit_length()`: bits of the absolute value; 0 for 0.
    #[inline]
    pub fn bit_length(&self) -> u64 {
        match self {
            PyInt::Small(a) => u64::from(64 - a.unsigned_abs().leading_zeros()),
            PyInt::Big(a) => a.bits(),
        }
    }

    /// `abs(Py_SIZE(a))`: how many 30-bit digits CPython stores; 0 for 0.
    #[inline]
    pub fn digit_count(&self) -> u64 {
        if let PyInt::Small(small) = self
            && small.unsigned_abs() >> PYLONG_SHIFT == 0
        {
            return u64::from(*small != 0);
        }
        self.bit_length().div_ceil(PYLONG_SHIFT)
    }

    /// `a.to_bytes(length, byteorder, signed=...)` (`_PyLong_AsByteArray`).
    pub fn to_bytes(&self, length: usize, endian: Endian, signed: bool) -> Result<Vec<u8>, Fault> {
        let negative = self.is_negative();
        if negative && !signed {
            return Err(Fault::overflow("can't convert negative int to unsigned"));
        }
        let mut bytes = match self.as_big() {
            _ if self.is_zero() => Vec::new(),
            // All bits of -1 are its sign, which fits no bytes at all.
            _ if signed && length == 0 && *self == PyInt::Small(-1) => Vec::new(),
            big if signed => big.to_signed_bytes_le(),
            big => big.to_bytes_le().1,
        };
        if bytes.len() > length {
            return Err(Fault::overflow("int too big to convert"));
        }
        bytes.resize(length, if negative { 0xff } else { 0 });
        if endian == Endian::Big {
            bytes.reverse();
        }
        Ok(bytes)
    }

    /// `int.from_bytes(bytes, byteorder, signed=...)` (`_PyLong_FromByteArray`).
    pub fn from_bytes(bytes: &[u8], endian: Endian, signed: bool) -> PyInt {
        PyInt::from_big(match (endian, signed) {
            (Endian::Little, true) => BigInt::from_signed_bytes_le(bytes),
            (Endian::Little, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
            (Endian::Big, true) => BigInt::from_signed_bytes_be(bytes),
            (Endian::Big, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> PyInt {
        PyInt::from_big(text.parse().unwrap())
    }

    #[test]
    fn shifts() {
        let one = PyInt::ONE;
        assert_eq!(one.lshift(&PyInt::Small(62)), Ok(PyInt::Small(1 << 62)));
        assert_eq!(
            one.lshift(&PyInt::Small(63)),
            Ok(int("9223372036854775808"))
        );
        assert_eq!(
            PyInt::Small(-1).lshift(&PyInt::Small(63)),
            Ok(PyInt::Small(i64::MIN))
        );
        assert_eq!(
            int("9223372036854775808").rshift(&PyInt::Small(63)),
            Ok(one.clone())
        );
        assert_eq!(
            PyInt::Small(-5).rshift(&PyInt::Small(100)),
            Ok(PyInt::Small(-1))
        );
        assert_eq!(
            int("-36893488147419103233").rshift(&PyInt::Small(1)),
            Ok(int("-18446744073709551617"))
        );
        assert_eq!(
            one.lshift(&int("1180591620717411303424"))
                .unwrap_err()
                .message,
            "too many digits in integer"
        );
        assert_eq!(
            one.lshift(&PyInt::Small(-1)).unwrap_err().message,
            "negative shift count"
        );
        assert!(one.lshift(&PyInt::Small(1 << 62)).is_err());
    }

    #[test]
    fn digits_as_getsizeof_counts_them() {
        // (sys.getsizeof(n) - 24) / 4 for n in 0, 1, 2**30-1, 2**30, 2**60, -2**60
        for (value, digits) in [
            (0, 0),
            (1, 1),
            ((1 << 30) - 1, 1),
            (1 << 30, 2),
            (1 << 60, 3),
            (-(1 << 60), 3),
        ] {
            assert_eq!(PyInt::Small(value).digit_count(), digits);
        }
    }

    #[test]
    fn bytes_there_and_back() {
        // python3.8 -c "print((-129).to_bytes(2, 'big', signed=True), (255).to_bytes(1, 'little'))"
        let bytes = PyInt::Small(-129).to_bytes(2, Endian::Big, true);
        assert_eq!(bytes, Ok(vec![0xff, 0x7f]));
        assert_eq!(
            PyInt::from_bytes(&[0xff, 0x7f], Endian::Big, true),
            PyInt::Small(-129)
        );
        assert_eq!(
            PyInt::Small(255).to_bytes(1, Endian::Little, false),
            Ok(vec![255])
        );
        assert!(PyInt::Small(255).to_bytes(1, Endian::Little, true).is_err());
        assert!(PyInt::Small(-1).to_bytes(1, Endian::Little, false).is_err());
        assert_eq!(PyInt::ZERO.to_bytes(0, Endian::Little, false), Ok(vec![]));
        assert_eq!(PyInt::from_bytes(&[], Endian::Little, true), PyInt::ZERO);
    }
}
