//! `float.hex` and `float.fromhex` (`Objects/floatobject.c`): a float in base 16, without loss.

use super::{compose, decompose, repr_float};
use crate::value::Fault;
use crate::value::pyint::trim_ascii_space;

/// `value.hex()`: always thirteen digits after the point.
pub fn float_hex(value: f64) -> String {
    if !value.is_finite() {
        return repr_float(value);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = decompose(value);
    let (lead, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    format!("{sign}0x{lead}.{fraction:013x}p{:+}", exponent + 52)
}

/// `float.fromhex(text)`: `[sign] ["0x"] digits ["." digits] ["p" exponent]`, correctly rounded.
pub fn float_from_hex(text: &[u8]) -> Result<f64, Fault> {
    let text = trim_ascii_space(text);
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let lower = text.to_ascii_lowercase();
    let magnitude = match lower.as_slice() {
        b"inf" | b"infinity" => f64::INFINITY,
        b"nan" => f64::NAN,
        [b'0', b'x', rest @ ..] => parse_hex(rest)?,
        rest => parse_hex(rest)?,
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn invalid() -> Fault {
    Fault::value("invalid hexadecimal floating-point string")
}

/// Reads digits, point and exponent up to the end of the text.
fn parse_hex(text: &[u8]) -> Result<f64, Fault> {
    // Sixteen significant digits fill the mantissa; what comes after only decides ties.
    let mut mantissa: u64 = 0;
    let mut sticky = false;
    let mut scale: i64 = 0;
    let mut count = 0;
    let mut after_point = false;
    let mut end = 0;
    for &byte in text {
        if let Some(digit) = (byte as char).to_digit(16) {
            count += 1;
            if mantissa >> 60 == 0 {
                mantissa = mantissa << 4 | u64::from(digit);
                scale -= if after_point { 4 } else { 0 };
            } else {
                sticky |= digit != 0;
                scale += if after_point { 0 } else { 4 };
            }
        } else if byte == b'.' && !after_point {
            after_point = true;
        } else {
            break;
        }
        end += 1;
    }
    if count == 0 {
        return Err(invalid());
    }
    let (exponent, rest) = match &text[end..] {
        [b'p', rest @ ..] => parse_exponent(rest)?,
        rest => (0, rest),
    };
    let value = compose(mantissa, sticky, exponent.saturating_add(scale));
    // CPython notices what follows the number only after this.
    if value.is_infinite() {
        return Err(Fault::overflow(
            "hexadecimal value too large to represent as a float",
        ));
    }
    if rest.is_empty() {
        Ok(value)
    } else {
        Err(invalid())
    }
}

/// A decimal exponent and what follows it; one that is too large for any float stays large.
fn parse_exponent(text: &[u8]) -> Result<(i64, &[u8]), Fault> {
    /// Beyond this, no number of digits that fits a machine brings the value back into range.
    const FAR: i64 = 1 << 60;
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let end = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() {
        return Err(invalid());
    }
    let magnitude = digits.iter().fold(0, |sum: i64, digit| {
        sum.saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
            .min(FAR)
    });
    Ok((if negative { -magnitude } else { magnitude }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        // python3.8 -c "print((0.1).hex(), (5e-324).hex(), (-0.0).hex(), (1e300).hex())"
        for (value, text) in [
            (0.1, "0x1.999999999999ap-4"),
            (5e-324, "0x0.0000000000001p-1022"),
            (-0.0, "-0x0.0p+0"),
            (1e300, "0x1.7e43c8800759cp+996"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(float_hex(value), text);
            assert_eq!(
                float_from_hex(text.as_bytes()).unwrap().to_bits(),
                value.to_bits()
            );
        }
    }

    #[test]
    fn reading() {
        for (text, value) in [
            (" 1p4 ", 16.0),
            ("0x.8", 0.5),
            ("A.", 10.0),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.000000000000080000000001p0", 1.0000000000000002),
            (
                "0x10000000000000000000000",
                309_485_009_821_345_070_000_000_000.0,
            ),
            ("0x0p99999999999999999999", 0.0),
            ("0x1p-99999999999999999999", 0.0),
        ] {
            assert_eq!(float_from_hex(text.as_bytes()), Ok(value), "{text}");
        }
        for text in ["", "0x", ".", "1p", "zz", "1 2", "0x1.2.3", "--1", "0x1p+"] {
            assert_eq!(float_from_hex(text.as_bytes()), Err(invalid()), "{text}");
        }
        assert_eq!(
            float_from_hex(b"0x1p1024").unwrap_err().message,
            "hexadecimal value too large to represent as a float"
        );
    }
}
