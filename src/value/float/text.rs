//! Floats to text and from text (`Python/pystrtod.c`, `float_from_string` of
//! `Objects/floatobject.c`).
//!
//! The shortest digits that read back as the same float come from `zmij`, exact digits at a
//! precision from Rust's formatter; the layout, which is CPython's own, is here.

use crate::value::pyint::trim_ascii_space;

/// How digits become text: the format codes of `PyOS_double_to_string`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FloatStyle {
    /// `r`: the shortest digits, with an exponent below 1e-4 and from 1e16.
    Repr,
    /// `e`: always an exponent, so many digits after the point.
    Scientific(usize),
    /// `f`: never an exponent, so many digits after the point.
    Fixed(usize),
    /// `g`: so many significant digits, with an exponent below 1e-4 and from 10^digits,
    /// trailing zeros removed.
    General(usize),
    /// `g` for `format(x, '.3')`: at least one digit after the point, and an exponent from one
    /// digit earlier on, so that it isn't the zero after the point that uses up the last one.
    GeneralWithPoint(usize),
    /// `r` without the `.0` that makes a float recognisable: for the parts of a complex number.
    Shortest,
}

/// A float has at most this many digits after the point; all further ones are zeros.
const MAX_FRACTION_DIGITS: usize = 1074;

/// `repr(value)`: the shortest text that reads back as the same float, recognisable as a float.
pub fn repr_float(value: f64) -> String {
    format_float(value, FloatStyle::Repr, false)
}

/// Lays a float out in one of the styles, with a minus sign if it has one.
///
/// `alternate` is the `#` flag: the point always appears, and `General` keeps trailing zeros.
pub fn format_float(value: f64, style: FloatStyle, alternate: bool) -> String {
    let sign = if value.is_sign_negative() && !value.is_nan() {
        "-"
    } else {
        ""
    };
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return format!("{sign}inf");
    }
    let magnitude = value.abs();
    let unsigned = match style {
        FloatStyle::Repr => shortest(magnitude, alternate, true),
        FloatStyle::Shortest => shortest(magnitude, alternate, false),
        FloatStyle::Scientific(precision) => {
            let (digits, exponent) = scientific_digits(magnitude, precision);
            scientific(&digits, exponent, alternate)
        }
        FloatStyle::Fixed(precision) => fixed(magnitude, precision, alternate),
        FloatStyle::General(precision) => general(magnitude, precision.max(1), alternate, false),
        FloatStyle::GeneralWithPoint(precision) => {
            general(magnitude, precision.max(1), alternate, true)
        }
    };
    format!("{sign}{unsigned}")
}

/// The shortest digits, an exponent where it makes the text shorter to read.
fn shortest(magnitude: f64, alternate: bool, add_point_zero: bool) -> String {
    /// The exponents for which `repr` writes no exponent.
    const PLAIN: std::ops::Range<i32> = -4..16;
    let (digits, exponent) = shortest_digits(magnitude);
    if PLAIN.contains(&exponent) {
        with_point_zero(plain(&digits, exponent, alternate), add_point_zero)
    } else {
        scientific(&digits, exponent, alternate)
    }
}

/// Makes a whole number recognisable as a float, if wanted.
fn with_point_zero(text: String, wanted: bool) -> String {
    match text.strip_suffix('.') {
        _ if !wanted => text,
        Some(whole) => format!("{whole}.0"),
        None if text.contains('.') => text,
        None => text + ".0",
    }
}

/// `%g`: so many significant digits.
fn general(magnitude: f64, precision: usize, alternate: bool, add_point_zero: bool) -> String {
    let (mut digits, exponent) = scientific_digits(magnitude, precision - 1);
    if !alternate {
        digits.truncate(digits.trim_end_matches('0').len().max(1));
    }
    let largest = precision as i64 - i64::from(add_point_zero);
    if exponent < -4 || i64::from(exponent) >= largest {
        scientific(&digits, exponent, alternate)
    } else {
        with_point_zero(plain(&digits, exponent, alternate), add_point_zero)
    }
}

/// `%f`: so many digits after the point.
fn fixed(magnitude: f64, precision: usize, alternate: bool) -> String {
    let exact = precision.min(MAX_FRACTION_DIGITS);
    let mut text = format!("{magnitude:.exact$}");
    if precision == 0 && alternate {
        text.push('.');
    }
    text.extend(std::iter::repeat_n('0', precision - exact));
    text
}

/// Digits and decimal exponent of `d.ddd * 10^exponent`, with `precision` digits after the
/// point, correctly rounded.
fn scientific_digits(magnitude: f64, precision: usize) -> (String, i32) {
    let exact = precision.min(MAX_FRACTION_DIGITS);
    let text = format!("{magnitude:.exact$e}");
    let (mut digits, exponent) = split_exponent(&text);
    digits.extend(std::iter::repeat_n('0', precision - exact));
    (digits, exponent)
}

/// The shortest digits that identify the float, and the decimal exponent of the first.
fn shortest_digits(magnitude: f64) -> (String, i32) {
    if magnitude == 0.0 {
        return ("0".to_owned(), 0);
    }
    let mut buffer = zmij::Buffer::new();
    let (mut digits, mut exponent) = split_exponent(buffer.format_finite(magnitude));
    let leading = digits.len() - digits.trim_start_matches('0').len();
    digits.drain(..leading);
    exponent -= leading as i32;
    digits.truncate(digits.trim_end_matches('0').len());
    (digits, exponent)
}

/// Takes `ddd.ddde-x` apart: all digits, and the exponent of the first one.
fn split_exponent(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let whole = mantissa.find('.').unwrap_or(mantissa.len());
    let digits = mantissa.chars().filter(char::is_ascii_digit).collect();
    (digits, exponent.parse().unwrap_or(0) + whole as i32 - 1)
}

/// `d.ddde+xx`, the exponent with two digits at least.
fn scientific(digits: &str, exponent: i32, alternate: bool) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if alternate || !rest.is_empty() {
        "."
    } else {
        ""
    };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{first}{point}{rest}e{sign}{:02}", exponent.unsigned_abs())
}

/// The digits with a decimal point in its place and zeros where digits are missing.
fn plain(digits: &str, exponent: i32, alternate: bool) -> String {
    if exponent < 0 {
        let zeros = "0".repeat(exponent.unsigned_abs() as usize - 1);
        return format!("0.{zeros}{digits}");
    }
    let whole = exponent as usize + 1;
    if digits.len() > whole {
        let (left, right) = digits.split_at(whole);
        return format!("{left}.{right}");
    }
    let point = if alternate { "." } else { "" };
    format!("{digits:0<whole$}{point}")
}

/// Reads a float as `float(text)` does: None if it is none.
///
/// White space around it and single underscores between digits are allowed. Characters other
/// than ASCII must have been made ASCII before ([`crate::value::PyStr::to_ascii_digits`]).
pub fn parse_float(text: &[u8]) -> Option<f64> {
    let plain = remove_underscores(trim_ascii_space(text))?;
    // Rust reads the same grammar and rounds correctly; too large is infinite in both.
    std::str::from_utf8(&plain).ok()?.parse().ok()
}

/// The text without underscores, each of which must stand between two digits; None if one
/// doesn't (`_Py_string_to_number_with_underscores`).
pub(crate) fn remove_underscores(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let misplaced =
        |(at, &byte): (usize, &u8)| byte == b'_' && !(at > 0 && digit(at - 1) && digit(at + 1));
    if text.iter().enumerate().any(misplaced) {
        return None;
    }
    Some(text.iter().copied().filter(|&byte| byte != b'_').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr() {
        // python3.8 -c "print(repr(x))"
        for (value, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e16, "1.5e+16"),
            (9999999999999998.0, "9999999999999998.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (123456.789, "123456.789"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (-1_961_506_606_882_301.2, "-1961506606882301.2"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(repr_float(value), text);
        }
    }

    #[test]
    fn styles() {
        use FloatStyle::{Fixed, General, Scientific, Shortest};
        for (value, style, alternate, text) in [
            (1234.5, Scientific(2), false, "1.23e+03"),
            (0.0, Scientific(0), false, "0e+00"),
            (0.0, Scientific(0), true, "0.e+00"),
            (0.5, Fixed(0), false, "0"),
            (1.5, Fixed(0), true, "2."),
            (1e22, Fixed(1), false, "10000000000000000000000.0"),
            (100000.0, General(6), false, "100000"),
            (1000000.0, General(6), false, "1e+06"),
            (0.0001, General(6), false, "0.0001"),
            (0.00001, General(0), false, "1e-05"),
            (3.0, General(4), true, "3.000"),
            (1.0, Shortest, false, "1"),
            (-2.5, Shortest, false, "-2.5"),
        ] {
            assert_eq!(
                format_float(value, style, alternate),
                text,
                "{value} {style:?}"
            );
        }
        assert_eq!(format_float(1.0, Fixed(70_000), false).len(), 70_002);
        assert_eq!(format_float(1.0, Scientific(70_000), false).len(), 70_006);
    }

    #[test]
    fn reading() {
        for (text, value) in [
            (" 1_0.5_0e1_0\n", 105000000000.0),
            ("-.5", -0.5),
            ("5.", 5.0),
            ("1e400", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
            ("1e-999999999999999999999", 0.0),
        ] {
            assert_eq!(parse_float(text.as_bytes()), Some(value), "{text}");
        }
        assert!(parse_float(b"+nAn").is_some_and(f64::is_nan));
        for text in [
            "", ".", "1__0", "_1", "1_", "1_e5", "1e_5", "1._5", "in_f", "1e", "0x1", "1 2",
            "1\x002",
        ] {
            assert_eq!(parse_float(text.as_bytes()), None, "{text:?}");
        }
    }
}
