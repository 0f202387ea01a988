//! Integers from text and to text (`PyLong_FromString`, `long_to_decimal_string_internal`,
//! `long_format_binary` of `Objects/longobject.c`).

use std::fmt;

use num_bigint::BigInt;

use super::PyInt;
use crate::value::Fault;

/// `_PY_LONG_DEFAULT_MAX_STR_DIGITS`: decimal digits an int may have in a conversion from or to
/// text, unless `sys.set_int_max_str_digits` says otherwise; 0 means no limit.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// Why a text is no integer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ParseIntError {
    /// Not an integer of that base. CPython's message shows the whole argument:
    /// `invalid literal for int() with base 10: '1x'`.
    Invalid,
    /// More digits than the limit allows; the fault to raise.
    TooLong(Fault),
}

impl PyInt {
    /// Reads an integer as `int(text, base)` does. `base` is 2 to 36, or 0 to go by the prefix.
    ///
    /// Surrounding white space, a sign, the base's prefix and single underscores between digits
    /// are allowed. Characters other than ASCII must have been made ASCII before
    /// ([`crate::value::PyStr::to_ascii_digits`]). `max_str_digits` limits bases that aren't
    /// powers of two; 0 is no limit.
    pub fn parse(text: &[u8], base: u32, max_str_digits: usize) -> Result<PyInt, ParseIntError> {
        let text = trim_ascii_space(text);
        let (negative, text) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, text),
        };
        let (base, digits, only_zero) = split_prefix(text, base);
        let value = parse_digits(digits, base, max_str_digits)?;
        if only_zero && !value.is_zero() {
            return Err(ParseIntError::Invalid);
        }
        Ok(if negative { value.neg() } else { value })
    }

    /// The decimal digits, as `str(a)`; `ValueError` above `max_str_digits` digits (0: no limit).
    pub fn to_decimal(&self, max_str_digits: usize) -> Result<String, Fault> {
        let big = match self {
            PyInt::Small(small) => return Ok(small.to_string()),
            PyInt::Big(big) => big,
        };
        // A number of b bits has at least (b-1) * log10(2) digits; asking first spares a
        // conversion that may take minutes.
        let at_least = ((big.bits() - 1) as f64 * std::f64::consts::LOG10_2) as usize;
        if max_str_digits > 0 && at_least > max_str_digits {
            return Err(too_long(max_str_digits));
        }
        let text = big.to_string();
        let digits = text.len() - usize::from(text.starts_with('-'));
        if max_str_digits > 0 && digits > max_str_digits {
            return Err(too_long(max_str_digits));
        }
        Ok(text)
    }

    /// The digits in a base from 2 to 36, in lower case, with a minus sign if negative.
    pub fn to_radix(&self, base: u32) -> String {
        match (self, base) {
            (PyInt::Small(small), 10) => small.to_string(),
            (PyInt::Small(small), 16) if *small >= 0 => format!("{small:x}"),
            _ => self.as_big().to_str_radix(base),
        }
    }
}

/// Decimal, without a limit: for messages of our own.
impl fmt::Display for PyInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PyInt::Small(small) => write!(f, "{small}"),
            PyInt::Big(big) => write!(f, "{big}"),
        }
    }
}

fn too_long(limit: usize) -> Fault {
    Fault::value(format!(
        "Exceeds the limit ({limit}) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
    ))
}

fn too_long_to_read(limit: usize, digits: usize) -> Fault {
    Fault::value(format!(
        "Exceeds the limit ({limit}) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// Without the white space that C's `isspace` knows at both ends.
pub(crate) fn trim_ascii_space(text: &[u8]) -> &[u8] {
    let is_space = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let start = text
        .iter()
        .position(|byte| !is_space(byte))
        .unwrap_or(text.len());
    let end = text
        .iter()
        .rposition(|byte| !is_space(byte))
        .map_or(start, |last| last + 1);
    &text[start..end]
}

/// The base meant, the digits after its prefix, and whether those may only say zero: in base 0
/// a leading 0 without a letter would be C's octal.
fn split_prefix(text: &[u8], base: u32) -> (u32, &[u8], bool) {
    let named = match text {
        [b'0', b'x' | b'X', ..] => Some(16),
        [b'0', b'o' | b'O', ..] => Some(8),
        [b'0', b'b' | b'B', ..] => Some(2),
        _ => None,
    };
    match named {
        Some(prefix) if base == 0 || base == prefix => {
            let digits = &text[2..];
            // One underscore may stand between the prefix and the digits.
            let digits = match digits {
                [b'_', rest @ ..] => rest,
                _ => digits,
            };
            (prefix, digits, false)
        }
        _ if base == 0 => (10, text, text.first() == Some(&b'0')),
        _ => (base, text, false),
    }
}

fn parse_digits(text: &[u8], base: u32, max_str_digits: usize) -> Result<PyInt, ParseIntError> {
    let digit = |byte: u8| (byte as char).to_digit(base);
    let mut small: Option<i64> = Some(0);
    let mut count = 0;
    let mut end = 0;
    let mut after_underscore = true;
    for &byte in text {
        if byte == b'_' {
            if after_underscore {
                return Err(ParseIntError::Invalid);
            }
            after_underscore = true;
        } else if let Some(value) = digit(byte) {
            small = small
                .and_then(|small| small.checked_mul(i64::from(base)))
                .and_then(|small| small.checked_add(i64::from(value)));
            count += 1;
            after_underscore = false;
        } else {
            break;
        }
        end += 1;
    }
    // Neither nothing nor an underscore may come last.
    if after_underscore {
        return Err(ParseIntError::Invalid);
    }
    // CPython counts the digits before it looks at what follows them.
    if max_str_digits > 0 && count > max_str_digits && !base.is_power_of_two() {
        return Err(ParseIntError::TooLong(too_long_to_read(
            max_str_digits,
            count,
        )));
    }
    if end < text.len() {
        return Err(ParseIntError::Invalid);
    }
    match small {
        Some(small) => Ok(PyInt::Small(small)),
        None => {
            let digits: Vec<u8> = text
                .iter()
                .filter_map(|&byte| digit(byte))
                .map(|value| value as u8)
                .collect();
            BigInt::from_radix_be(num_bigint::Sign::Plus, &digits, base)
                .map(PyInt::from_big)
                .ok_or(ParseIntError::Invalid)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, base: u32) -> Option<String> {
        PyInt::parse(text.as_bytes(), base, DEFAULT_MAX_STR_DIGITS)
            .ok()
            .map(|int| int.to_string())
    }

    #[test]
    fn what_int_accepts() {
        // python3.8 -c "print(int(' -0x_ff ', 0))", ...
        for (text, base, value) in [
            (" -0x_ff \n", 0, "-255"),
            ("0b1", 16, "177"),
            ("0b1", 2, "1"),
            ("1_000", 10, "1000"),
            ("0_0", 0, "0"),
            ("zz", 36, "1295"),
            ("-9223372036854775808", 10, "-9223372036854775808"),
            (
                "123456789012345678901234567890",
                10,
                "123456789012345678901234567890",
            ),
            ("+7", 8, "7"),
        ] {
            assert_eq!(parse(text, base).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn what_int_refuses() {
        for (text, base) in [
            ("", 10),
            ("_1", 10),
            ("1_", 10),
            ("1__0", 10),
            ("0x", 16),
            ("0x__f", 16),
            ("01", 0),
            ("0_1", 0),
            ("- 1", 10),
            ("12\0", 10),
            ("8", 8),
        ] {
            assert_eq!(parse(text, base), None, "{text:?}");
        }
    }

    #[test]
    fn the_digit_limit() {
        let digits = |n: usize| "1".repeat(n);
        let read = |text: String, base| PyInt::parse(text.as_bytes(), base, DEFAULT_MAX_STR_DIGITS);
        assert!(read(digits(4300), 10).is_ok());
        let Err(ParseIntError::TooLong(fault)) = read(digits(4301) + "z", 10) else {
            panic!()
        };
        assert_eq!(
            fault.message,
            "Exceeds the limit (4300) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit"
        );
        assert_eq!(read(digits(4301) + "_", 10), Err(ParseIntError::Invalid));
        assert!(read(digits(5000), 16).is_ok());
        let value = PyInt::from_big(BigInt::from(10).pow(4299));
        assert_eq!(value.to_decimal(4300).map(|text| text.len()), Ok(4300));
        assert_eq!(
            value.neg().to_decimal(4300).map(|text| text.len()),
            Ok(4301)
        );
        assert!(
            PyInt::from_big(BigInt::from(10).pow(4300))
                .to_decimal(4300)
                .is_err()
        );
        assert!(
            PyInt::from_big(BigInt::from(10).pow(4300))
                .to_decimal(0)
                .is_ok()
        );
    }

    #[test]
    fn other_bases() {
        assert_eq!(PyInt::Small(-255).to_radix(16), "-ff");
        assert_eq!(PyInt::Small(5).to_radix(2), "101");
        assert_eq!(
            PyInt::Small(i64::MIN).to_radix(8),
            "-1000000000000000000000"
        );
    }
}
