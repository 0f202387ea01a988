//! Adding, multiplying and raising of integers (`Objects/longobject.c`).

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::{MAX_INT_BITS, PyInt};
use crate::value::{Fault, float};

/// The result of an operation on integers that may leave them.
#[derive(Clone, PartialEq, Debug)]
pub enum Number {
    /// Still an integer.
    Int(PyInt),
    /// A float, as `2 ** -1`.
    Float(f64),
}

impl PyInt {
    /// `a + b`.
    #[inline]
    pub fn add(&self, other: &PyInt) -> PyInt {
        if let (PyInt::Small(a), PyInt::Small(b)) = (self, other)
            && let Some(sum) = a.checked_add(*b)
        {
            return PyInt::Small(sum);
        }
        PyInt::from_big(&*self.as_big() + &*other.as_big())
    }

    /// `a - b`.
    #[inline]
    pub fn sub(&self, other: &PyInt) -> PyInt {
        if let (PyInt::Small(a), PyInt::Small(b)) = (self, other)
            && let Some(difference) = a.checked_sub(*b)
        {
            return PyInt::Small(difference);
        }
        PyInt::from_big(&*self.as_big() - &*other.as_big())
    }

    /// `a * b`; `MemoryError` above [`MAX_INT_BITS`].
    #[inline]
    pub fn mul(&self, other: &PyInt) -> Result<PyInt, Fault> {
        if let (PyInt::Small(a), PyInt::Small(b)) = (self, other)
            && let Some(product) = a.checked_mul(*b)
        {
            return Ok(PyInt::Small(product));
        }
        if self.bit_length() + other.bit_length() > MAX_INT_BITS {
            return Err(Fault::memory());
        }
        Ok(PyInt::from_big(&*self.as_big() * &*other.as_big()))
    }

    /// `-a`.
    #[inline]
    pub fn neg(&self) -> PyInt {
        match self {
            PyInt::Small(a) if *a != i64::MIN => PyInt::Small(-a),
            _ => PyInt::from_big(-self.to_big()),
        }
    }

    /// `abs(a)`.
    #[inline]
    pub fn abs(&self) -> PyInt {
        if self.is_negative() {
            self.neg()
        } else {
            self.clone()
        }
    }

    /// `a ** b` (`long_pow` without a modulus): a float when `b` is negative.
    pub fn pow(&self, exponent: &PyInt) -> Result<Number, Fault> {
        if exponent.is_negative() {
            let (base, exponent) = (self.to_f64()?, exponent.to_f64()?);
            return match float::pow(base, exponent)? {
                float::Power::Real(value) => Ok(Number::Float(value)),
                // An integral exponent never leads into the complex plane.
                float::Power::Complex => Ok(Number::Float(f64::NAN)),
            };
        }
        let power = match (self, exponent) {
            (PyInt::Small(0 | 1), _) if !exponent.is_zero() => self.clone(),
            (PyInt::Small(-1), _) => match exponent.is_odd() {
                true => PyInt::Small(-1),
                false => PyInt::ONE,
            },
            (_, PyInt::Small(small)) => {
                let exponent = u32::try_from(*small).map_err(|_| Fault::memory())?;
                if let PyInt::Small(base) = self
                    && let Some(power) = base.checked_pow(exponent)
                {
                    return Ok(Number::Int(PyInt::Small(power)));
                }
                // |base| >= 2^(bits-1), so that many bits the result has at least.
                if (self.bit_length() - 1) * u64::from(exponent) > MAX_INT_BITS {
                    return Err(Fault::memory());
                }
                PyInt::from_big(self.to_big().pow(exponent))
            }
            (_, PyInt::Big(_)) => return Err(Fault::memory()),
        };
        Ok(Number::Int(power))
    }

    /// `pow(a, b, c)`: the power modulo `c`, with the sign of `c`. A negative exponent raises
    /// the inverse of `a` modulo `c` (new in 3.8).
    pub fn pow_mod(&self, exponent: &PyInt, modulus: &PyInt) -> Result<PyInt, Fault> {
        if modulus.is_zero() {
            return Err(Fault::value("pow() 3rd argument cannot be 0"));
        }
        let size = modulus.to_big().abs();
        if size.is_one() {
            return Ok(PyInt::ZERO);
        }
        let mut base = self.as_big().mod_floor(&size);
        let mut exponent = exponent.to_big();
        if exponent.is_negative() {
            base = inverse(&base, &size)
                .ok_or_else(|| Fault::value("base is not invertible for the given modulus"))?;
            exponent = -exponent;
        }
        let power = base.modpow(&exponent, &size);
        Ok(PyInt::from_big(
            if modulus.is_negative() && !power.is_zero() {
                power - size
            } else {
                power
            },
        ))
    }

    /// Whether the lowest bit is set.
    #[inline]
    pub fn is_odd(&self) -> bool {
        match self {
            PyInt::Small(a) => a & 1 == 1,
            PyInt::Big(a) => a.is_odd(),
        }
    }

    /// The greatest common divisor (`math.gcd`), never negative.
    pub fn gcd(&self, other: &PyInt) -> PyInt {
        PyInt::from_big(self.as_big().gcd(&other.as_big()))
    }

    /// The integer part of the square root (`math.isqrt`).
    pub fn isqrt(&self) -> Result<PyInt, Fault> {
        if self.is_negative() {
            return Err(Fault::value("isqrt() argument must be nonnegative"));
        }
        Ok(PyInt::from_big(self.as_big().sqrt()))
    }

    /// `round(a, ndigits)` for a negative `ndigits` (`long___round__`): to the nearest multiple of
    /// 10^-ndigits, ties to the even multiple.
    pub fn round_to(&self, ndigits: &PyInt) -> Result<PyInt, Fault> {
        if !ndigits.is_negative() {
            return Ok(self.clone());
        }
        let Number::Int(unit) = PyInt::Small(10).pow(&ndigits.neg())? else {
            return Ok(self.clone());
        };
        let (unit, value) = (unit.to_big(), self.as_big());
        let (mut quotient, remainder) = value.div_mod_floor(&unit);
        let twice = remainder * 2;
        if twice > unit || (twice == unit && quotient.is_odd()) {
            quotient += 1;
        }
        Ok(PyInt::from_big(quotient * unit))
    }
}

/// The number that times `value` is 1 modulo `modulus`, if there is one.
fn inverse(value: &BigInt, modulus: &BigInt) -> Option<BigInt> {
    let extended = value.extended_gcd(modulus);
    extended.gcd.is_one().then(|| extended.x.mod_floor(modulus))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> PyInt {
        PyInt::from_big(text.parse().unwrap())
    }

    #[test]
    fn sums_and_products_leave_64_bits_and_come_back() {
        let max = PyInt::Small(i64::MAX);
        let more = max.add(&PyInt::ONE);
        assert_eq!(more, int("9223372036854775808"));
        assert_eq!(more.sub(&PyInt::ONE), max);
        assert_eq!(PyInt::Small(i64::MIN).neg(), more);
        assert_eq!(PyInt::Small(i64::MIN).abs(), more);
        assert_eq!(
            max.mul(&max).unwrap(),
            int("85070591730234615847396907784232501249")
        );
    }

    #[test]
    fn powers() {
        // python3.8 -c "print(3**50, (-2)**63, 2**-1, (-1)**(10**30), 0**0)"
        let pow = |a: &str, b: &str| int(a).pow(&int(b)).unwrap();
        assert_eq!(pow("3", "50"), Number::Int(int("717897987691852588770249")));
        assert_eq!(pow("-2", "63"), Number::Int(PyInt::Small(i64::MIN)));
        assert_eq!(pow("2", "-1"), Number::Float(0.5));
        assert_eq!(
            pow("-1", "1000000000000000000000000000000"),
            Number::Int(PyInt::ONE)
        );
        assert_eq!(pow("0", "0"), Number::Int(PyInt::ONE));
        assert_eq!(
            pow("1", "1000000000000000000000000000000"),
            Number::Int(PyInt::ONE)
        );
        assert!(int("2").pow(&int("1000000000000")).is_err());
        assert_eq!(
            PyInt::ZERO.pow(&PyInt::Small(-1)).unwrap_err().message,
            "0.0 cannot be raised to a negative power"
        );
    }

    #[test]
    fn powers_modulo() {
        // python3.8 -c "print(pow(2,-1,5), pow(7,100,-13), pow(-3,3,5), pow(3,2,1))"
        let pow = |a: i64, b: i64, c: i64| PyInt::from(a).pow_mod(&b.into(), &c.into());
        assert_eq!(pow(2, -1, 5), Ok(PyInt::Small(3)));
        assert_eq!(pow(7, 100, -13), Ok(PyInt::Small(-4)));
        assert_eq!(pow(-3, 3, 5), Ok(PyInt::Small(3)));
        assert_eq!(pow(2, -1, 1), Ok(PyInt::ZERO));
        assert!(pow(2, -1, 4).is_err());
        assert!(pow(2, 5, 0).is_err());
    }

    #[test]
    fn rounding_to_tens() {
        // python3.8 -c "print([round(n, -1) for n in (15, 25, 26, -15, -25, 5, 4)])"
        let rounded: Vec<i64> = [15, 25, 26, -15, -25, 5, 4]
            .iter()
            .map(|&n: &i64| {
                PyInt::from(n)
                    .round_to(&PyInt::Small(-1))
                    .unwrap()
                    .to_i64()
                    .unwrap()
            })
            .collect();
        assert_eq!(rounded, [20, 20, 30, -20, -20, 0, 0]);
    }
}
