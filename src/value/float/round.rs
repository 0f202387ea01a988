//! `round(float, ndigits)` (`float___round___impl` of `Objects/floatobject.c`): rounds the exact
//! decimal value, not a scaled float, so that every result is the float nearest to the truth.

use crate::value::{Fault, PyInt};

/// `NDIGITS_MAX`: every float is a whole multiple of 10^-323 as far as a float can tell.
const NDIGITS_MAX: i64 = 323;
/// `NDIGITS_MIN`: half of 10^309 is more than the largest float.
const NDIGITS_MIN: i64 = -308;

/// `round(value)`: the nearest integer, ties to even.
pub fn float_round_to_int(value: f64) -> Result<PyInt, Fault> {
    PyInt::from_f64(value.round_ties_even())
}

/// `round(value, ndigits)`: the float nearest to the value rounded to that many decimal places,
/// a tie of the exact value going to the even digit.
pub fn float_round(value: f64, ndigits: i64) -> Result<f64, Fault> {
    if !value.is_finite() || value == 0.0 || ndigits > NDIGITS_MAX {
        return Ok(value);
    }
    if ndigits < NDIGITS_MIN {
        return Ok(0.0_f64.copysign(value));
    }
    let text = if ndigits >= 0 {
        format!("{value:.places$}", places = ndigits as usize)
    } else {
        round_left_of_point(value, ndigits.unsigned_abs() as usize)
    };
    let rounded: f64 = text.parse().unwrap_or(value);
    if rounded.is_infinite() {
        return Err(Fault::overflow("rounded value too large to represent"));
    }
    Ok(rounded)
}

/// Rounds to a multiple of 10^`places`, as text.
fn round_left_of_point(value: f64, places: usize) -> String {
    let magnitude = value.abs();
    let whole = format!("{:.0}", magnitude.trunc());
    let has_fraction = magnitude.fract() != 0.0;
    let padded = format!("{whole:0>width$}", width = places + 1);
    let (kept, dropped) = padded.split_at(padded.len() - places);
    let (first, rest) = dropped.split_at(1);
    let beyond_half = has_fraction || rest.bytes().any(|digit| digit != b'0');
    let odd = kept.bytes().last().is_some_and(|digit| digit & 1 == 1);
    let up = match first.as_bytes() {
        [b'5'] => beyond_half || odd,
        digit => digit > b"5".as_slice(),
    };
    let mut digits: Vec<u8> = std::iter::once(b'0').chain(kept.bytes()).collect();
    if up {
        // The leading zero stops the carry.
        for digit in digits.iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                break;
            }
            *digit = b'0';
        }
    }
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}e{places}", String::from_utf8_lossy(&digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_places() {
        // python3.8 -c "print(round(2.675, 2), ...)"
        for (value, ndigits, rounded) in [
            (2.675, 2, 2.67),
            (0.5, 0, 0.0),
            (1.5, 0, 2.0),
            (-0.125, 2, -0.12),
            (15.0, -1, 20.0),
            (25.0, -1, 20.0),
            (25.000000000000004, -1, 30.0),
            (995.0, -1, 1000.0),
            (5.0, -1, 0.0),
            (1e308, -308, 1e308),
            (1234.5678, 400, 1234.5678),
            (4.0, -1, 0.0),
            (1e16 + 2.0, -1, 1e16),
        ] {
            assert_eq!(
                float_round(value, ndigits),
                Ok(rounded),
                "round({value}, {ndigits})"
            );
        }
        assert!(float_round(-5.0, -3).unwrap().is_sign_negative());
        assert!(float_round(1.7e308, -308).is_err());
        assert_eq!(float_round_to_int(2.5), Ok(PyInt::Small(2)));
        assert!(float_round_to_int(f64::NAN).is_err());
    }
}
