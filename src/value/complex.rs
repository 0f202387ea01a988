//! Complex numbers (`Objects/complexobject.c`): arithmetic, text, and reading from text.

use std::ops::{Add, Mul, Neg, Sub};

use super::Fault;
use super::float::{FloatStyle, format_float, parse_float, remove_underscores};
use super::pyint::trim_ascii_space;

/// A complex number: real part, imaginary part.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Complex {
    /// The real part.
    pub real: f64,
    /// The imaginary part.
    pub imag: f64,
}

impl Complex {
    /// From its parts.
    pub const fn new(real: f64, imag: f64) -> Complex {
        Complex { real, imag }
    }

    /// `a / b`, by Smith's method: the divisor's larger part is divided out first, so that its
    /// square can't overflow.
    pub fn divide(self, other: Complex) -> Result<Complex, Fault> {
        if other.real == 0.0 && other.imag == 0.0 {
            return Err(Fault::zero_division("complex division by zero"));
        }
        Ok(self.quotient(other))
    }

    fn quotient(self, other: Complex) -> Complex {
        if other.real.abs() >= other.imag.abs() {
            let ratio = other.imag / other.real;
            let scale = other.real + other.imag * ratio;
            Complex::new(
                (self.real + self.imag * ratio) / scale,
                (self.imag - self.real * ratio) / scale,
            )
        } else if other.imag.abs() >= other.real.abs() {
            let ratio = other.real / other.imag;
            let scale = other.real * ratio + other.imag;
            Complex::new(
                (self.real * ratio + self.imag) / scale,
                (self.imag * ratio - self.real) / scale,
            )
        } else {
            // A part of the divisor is NaN.
            Complex::new(f64::NAN, f64::NAN)
        }
    }

    /// `abs(a)`.
    pub fn abs(self) -> Result<f64, Fault> {
        let size = self.real.hypot(self.imag);
        if size.is_infinite() && self.real.is_finite() && self.imag.is_finite() {
            return Err(Fault::overflow("absolute value too large"));
        }
        Ok(size)
    }

    /// `a ** b`: by repeated multiplication for whole exponents up to a hundred, else by angle
    /// and length (`complex_pow`).
    pub fn pow(self, exponent: Complex) -> Result<Complex, Fault> {
        let whole = exponent.imag == 0.0 && exponent.real == exponent.real.trunc();
        let power = if whole && exponent.real.abs() <= 100.0 {
            self.powi(exponent.real as i32)?
        } else {
            self.powc(exponent)?
        };
        if power.real.is_infinite() || power.imag.is_infinite() {
            return Err(Fault::overflow("complex exponentiation"));
        }
        Ok(power)
    }

    fn powi(self, exponent: i32) -> Result<Complex, Fault> {
        if exponent > 0 {
            return Ok(self.powu(exponent.unsigned_abs()));
        }
        let power = self.powu(exponent.unsigned_abs());
        if power.real == 0.0 && power.imag == 0.0 {
            return Err(zero_power());
        }
        Ok(Complex::new(1.0, 0.0).quotient(power))
    }

    /// Square and multiply, from the lowest bit of the exponent.
    fn powu(self, exponent: u32) -> Complex {
        let mut power = Complex::new(1.0, 0.0);
        let mut square = self;
        let mut rest = exponent;
        while rest > 0 {
            if rest & 1 == 1 {
                power = power * square;
            }
            rest >>= 1;
            square = square * square;
        }
        power
    }

    fn powc(self, exponent: Complex) -> Result<Complex, Fault> {
        if exponent.real == 0.0 && exponent.imag == 0.0 {
            return Ok(Complex::new(1.0, 0.0));
        }
        if self.real == 0.0 && self.imag == 0.0 {
            if exponent.imag != 0.0 || exponent.real < 0.0 {
                return Err(zero_power());
            }
            return Ok(Complex::default());
        }
        let size = self.real.hypot(self.imag);
        let angle = self.imag.atan2(self.real);
        let mut length = size.powf(exponent.real);
        let mut phase = angle * exponent.real;
        if exponent.imag != 0.0 {
            length /= (angle * exponent.imag).exp();
            phase += exponent.imag * size.ln();
        }
        Ok(Complex::new(length * phase.cos(), length * phase.sin()))
    }

    /// `repr(a)`: the imaginary part alone if the real one is +0, else both in parentheses.
    pub fn repr(self) -> String {
        let imag = format_float(self.imag, FloatStyle::Shortest, false);
        if self.real == 0.0 && self.real.is_sign_positive() {
            return format!("{imag}j");
        }
        let real = format_float(self.real, FloatStyle::Shortest, false);
        let plus = if imag.starts_with('-') { "" } else { "+" };
        format!("({real}{plus}{imag}j)")
    }

    /// Reads what `complex(text)` accepts, made ASCII before as for `float`: `a`, `bj` or `a±bj`,
    /// perhaps in parentheses; `b` may be missing for 1.
    pub fn parse(text: &[u8]) -> Result<Complex, ParseComplexError> {
        let plain = remove_underscores(text).ok_or(ParseComplexError::Underscore)?;
        Complex::parse_plain(&plain).ok_or(ParseComplexError::Malformed)
    }

    fn parse_plain(text: &[u8]) -> Option<Complex> {
        let text = trim_ascii_space(text);
        let text = match text {
            [b'(', inner @ .., b')'] => trim_ascii_space(inner),
            _ => text,
        };
        let Some((b'j' | b'J', parts)) = text.split_last() else {
            return Some(Complex::new(parse_part(text)?, 0.0));
        };
        // The imaginary part begins at the last sign that belongs to no exponent.
        let starts =
            |at: &usize| matches!(parts[*at], b'+' | b'-') && !matches!(parts[at - 1], b'e' | b'E');
        let split = (1..parts.len()).rev().find(starts).unwrap_or(0);
        let (real, imag) = parts.split_at(split);
        let real = if real.is_empty() {
            0.0
        } else {
            parse_part(real)?
        };
        let imag = match imag {
            b"" | b"+" => 1.0,
            b"-" => -1.0,
            _ => parse_part(imag)?,
        };
        Some(Complex::new(real, imag))
    }
}

impl Add for Complex {
    type Output = Complex;
    fn add(self, other: Complex) -> Complex {
        Complex::new(self.real + other.real, self.imag + other.imag)
    }
}

impl Sub for Complex {
    type Output = Complex;
    fn sub(self, other: Complex) -> Complex {
        Complex::new(self.real - other.real, self.imag - other.imag)
    }
}

impl Neg for Complex {
    type Output = Complex;
    fn neg(self) -> Complex {
        Complex::new(-self.real, -self.imag)
    }
}

impl Mul for Complex {
    type Output = Complex;
    fn mul(self, other: Complex) -> Complex {
        Complex::new(
            self.real * other.real - self.imag * other.imag,
            self.real * other.imag + self.imag * other.real,
        )
    }
}

/// Why a text is no complex number; CPython's messages differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParseComplexError {
    /// `complex() arg is a malformed string`.
    Malformed,
    /// `could not convert string to complex: '1__0'`, with the whole argument: an underscore
    /// doesn't stand between digits.
    Underscore,
}

fn zero_power() -> Fault {
    Fault::zero_division("0.0 to a negative or complex power")
}

/// A float without white space around it.
fn parse_part(text: &[u8]) -> Option<f64> {
    if text.len() != trim_ascii_space(text).len() {
        return None;
    }
    parse_float(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr() {
        // python3.8 -c "print(repr(complex(a, b)))"
        for (real, imag, text) in [
            (0.0, 1.0, "1j"),
            (-0.0, 1.0, "(-0+1j)"),
            (1.5, -2.0, "(1.5-2j)"),
            (1e16, 0.0, "(1e+16+0j)"),
            (f64::NAN, f64::NEG_INFINITY, "(nan-infj)"),
            (0.0, -0.0, "-0j"),
        ] {
            assert_eq!(Complex::new(real, imag).repr(), text);
        }
    }

    #[test]
    fn arithmetic() {
        // python3.8 -c "print((1+2j)/(3-4j), (1+2j)**3, (1+2j)**(0.5+1j), (-8)**(1/3))"
        let a = Complex::new(1.0, 2.0);
        assert_eq!(
            a.divide(Complex::new(3.0, -4.0)),
            Ok(Complex::new(-0.2, 0.4))
        );
        assert_eq!(a.pow(Complex::new(3.0, 0.0)), Ok(Complex::new(-11.0, -2.0)));
        assert_eq!(
            Complex::new(-8.0, 0.0).pow(Complex::new(1.0 / 3.0, 0.0)),
            Ok(Complex::new(1.0000000000000002, 1.7320508075688772))
        );
        assert!(Complex::default().pow(Complex::new(0.0, 1.0)).is_err());
        assert!(Complex::default().pow(Complex::new(-1.0, 0.0)).is_err());
        assert!(a.divide(Complex::default()).is_err());
    }

    #[test]
    fn reading() {
        for (text, real, imag) in [
            ("1+2j", 1.0, 2.0),
            (" ( -1e-5-J ) ", -1e-5, -1.0),
            ("j", 0.0, 1.0),
            ("1e5", 1e5, 0.0),
            ("1_0+2_0e1J", 10.0, 200.0),
            ("+infj", 0.0, f64::INFINITY),
        ] {
            assert_eq!(
                Complex::parse(text.as_bytes()),
                Ok(Complex::new(real, imag)),
                "{text}"
            );
        }
        for text in ["", "1+", "1 + 2j", "1j+2", "(1", "()", "1+2", "jj", "--1j"] {
            assert_eq!(
                Complex::parse(text.as_bytes()),
                Err(ParseComplexError::Malformed),
                "{text}"
            );
        }
        assert_eq!(Complex::parse(b"1__0"), Err(ParseComplexError::Underscore));
    }
}
