//! Functions of floats that Rust's standard library doesn't have, or not as C's has them.

use super::Errno;
use std::f64::consts::{LN_2, PI};

/// 2 to the power 28, and its inverse: beyond them the hyperbolic functions are plain.
const HUGE: f64 = 268_435_456.0;
const TINY: f64 = 1.0 / HUGE;

/// Inverse hyperbolic cosine.
pub(super) fn acosh(x: f64) -> f64 {
    if x < 1.0 || x.is_nan() {
        f64::NAN
    } else if x >= HUGE {
        x.ln() + LN_2
    } else if x == 1.0 {
        0.0
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else {
        let t = x - 1.0;
        (t + (2.0 * t + t * t).sqrt()).ln_1p()
    }
}

/// Inverse hyperbolic sine.
pub(super) fn asinh(x: f64) -> f64 {
    let magnitude = x.abs();
    if !x.is_finite() || magnitude < TINY {
        return x;
    }
    let result = if magnitude > HUGE {
        magnitude.ln() + LN_2
    } else if magnitude > 2.0 {
        (2.0 * magnitude + 1.0 / ((x * x + 1.0).sqrt() + magnitude)).ln()
    } else {
        let t = x * x;
        (magnitude + t / (1.0 + (1.0 + t).sqrt())).ln_1p()
    };
    result.copysign(x)
}

/// Inverse hyperbolic tangent.
pub(super) fn atanh(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude < TINY {
        return x;
    }
    let t = magnitude + magnitude;
    let result = if magnitude < 0.5 {
        0.5 * (t + t * magnitude / (1.0 - magnitude)).ln_1p()
    } else {
        0.5 * (t / (1.0 - magnitude)).ln_1p()
    };
    result.copysign(x)
}

/// x times 2 to a power, rounded once.
pub(super) fn ldexp(x: f64, exponent: i64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (mantissa, own) = frexp(x);
    let total = own.saturating_add(exponent);
    if total > 1024 {
        return f64::INFINITY.copysign(x);
    }
    if total < -1080 {
        return 0f64.copysign(x);
    }
    // Two factors, so that only the last one may round.
    let half = (total / 2) as i32;
    let rest = total as i32 - half;
    mantissa * 2f64.powi(half) * 2f64.powi(rest)
}

/// Mantissa from 0.5 up to 1, and exponent.
pub(super) fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let bits = x.to_bits();
    let stored = (bits >> 52 & 0x7ff) as i64;
    if stored == 0 {
        let (mantissa, exponent) = frexp(x * 18_014_398_509_481_984.0);
        return (mantissa, exponent - 54);
    }
    let mantissa = f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52);
    (mantissa, stored - 1022)
}

/// The length of a vector of absolute values, scaled by the greatest and summed with compensation
/// (`vector_norm`).
pub(super) fn vector_norm(values: &[f64]) -> f64 {
    let greatest = values.iter().copied().fold(0.0, f64::max);
    if greatest.is_infinite() {
        return greatest;
    }
    if values.iter().any(|value| value.is_nan()) {
        return f64::NAN;
    }
    if greatest == 0.0 || values.len() <= 1 {
        return greatest;
    }
    let (mut sum, mut fraction) = (1.0, 0.0);
    for value in values {
        let scaled = value / greatest;
        let square = scaled * scaled;
        let before = sum;
        sum += square;
        fraction += (before - sum) + square;
    }
    greatest * (sum - 1.0 + fraction).sqrt()
}

/// A sum kept exactly, as floats that don't overlap, in ascending order (Shewchuk's algorithm).
#[derive(Debug, Default)]
pub(super) struct ExactSum {
    partials: Vec<f64>,
    infinite: f64,
    special: f64,
}

impl ExactSum {
    /// Adds a float; false if the sum of finite numbers became infinite on the way.
    pub(super) fn add(&mut self, value: f64) -> bool {
        let mut x = value;
        let mut kept = 0;
        for index in 0..self.partials.len() {
            let mut y = self.partials[index];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.partials.truncate(kept);
        if x == 0.0 {
            return true;
        }
        if x.is_finite() {
            self.partials.push(x);
            return true;
        }
        if value.is_finite() {
            return false;
        }
        if value.is_infinite() {
            self.infinite += value;
        }
        self.special += value;
        self.partials.clear();
        true
    }

    /// The sum, rounded half to even; none for infinities of both signs.
    pub(super) fn finish(mut self) -> Option<f64> {
        if self.special != 0.0 {
            return (!self.infinite.is_nan()).then_some(self.special);
        }
        let Some(mut high) = self.partials.pop() else {
            return Some(0.0);
        };
        let mut low = 0.0;
        while let Some(y) = self.partials.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // Halfway cases look at the next partial.
        if let Some(&next) = self.partials.last()
            && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
        {
            let y = low * 2.0;
            let x = high + y;
            if y == x - high {
                high = x;
            }
        }
        Some(high)
    }
}

/// Lanczos' approximation: its parameter less one half, numerator and denominator.
const LANCZOS_G: f64 = 6.024_680_040_776_73;
const LANCZOS_G_MINUS_HALF: f64 = LANCZOS_G - 0.5;
#[allow(clippy::excessive_precision, reason = "the digits as published")]
const LANCZOS_NUM: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];
const LANCZOS_DEN: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

fn lanczos_sum(x: f64) -> f64 {
    let (mut num, mut den) = (0.0, 0.0);
    let terms = LANCZOS_NUM.iter().zip(LANCZOS_DEN);
    if x < 5.0 {
        for (n, d) in terms.rev() {
            num = num * x + n;
            den = den * x + d;
        }
    } else {
        for (n, d) in terms {
            num = num / x + n;
            den = den / x + d;
        }
    }
    num / den
}

/// sin(pi x), exact at multiples of one half.
fn sinpi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let r = match (2.0 * y).round() as i64 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * r
}

/// The gamma function (`m_tgamma`).
pub(super) fn gamma(x: f64) -> Result<f64, Errno> {
    /// Up to this integer the factorials are exact floats.
    const EXACT: f64 = 23.0;
    if !x.is_finite() {
        return if x.is_nan() || x > 0.0 {
            Ok(x)
        } else {
            Err(Errno::Domain)
        };
    }
    if x == 0.0 {
        return Err(Errno::Domain);
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(Errno::Domain);
        }
        if x <= EXACT {
            return Ok((1..x as u64).map(|factor| factor as f64).product());
        }
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        let r = 1.0 / x;
        return if r.is_infinite() {
            Err(Errno::Range)
        } else {
            Ok(r)
        };
    }
    if magnitude > 200.0 {
        return if x < 0.0 {
            Ok(0.0 / sinpi(x))
        } else {
            Err(Errno::Range)
        };
    }
    let y = magnitude + LANCZOS_G_MINUS_HALF;
    // What the addition above lost.
    let z = if magnitude > LANCZOS_G_MINUS_HALF {
        (y - magnitude) - LANCZOS_G_MINUS_HALF
    } else {
        (y - LANCZOS_G_MINUS_HALF) - magnitude
    } * LANCZOS_G
        / y;
    let r = if x < 0.0 {
        let mut r = -PI / sinpi(magnitude) / magnitude * y.exp() / lanczos_sum(magnitude);
        r -= z * r;
        if magnitude < 140.0 {
            r / y.powf(magnitude - 0.5)
        } else {
            let root = y.powf(magnitude / 2.0 - 0.25);
            r / root / root
        }
    } else {
        let mut r = lanczos_sum(magnitude) / y.exp();
        r += z * r;
        if magnitude < 140.0 {
            r * y.powf(magnitude - 0.5)
        } else {
            let root = y.powf(magnitude / 2.0 - 0.25);
            r * root * root
        }
    };
    if r.is_infinite() {
        Err(Errno::Range)
    } else {
        Ok(r)
    }
}

/// The logarithm of the absolute value of the gamma function (`m_lgamma`).
pub(super) fn lgamma(x: f64) -> Result<f64, Errno> {
    const LOG_PI: f64 = 1.144_729_885_849_400_2;
    if !x.is_finite() {
        return Ok(x.abs());
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 {
            Err(Errno::Domain)
        } else {
            Ok(0.0)
        };
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        return Ok(-magnitude.ln());
    }
    let mut r = lanczos_sum(magnitude).ln() - LANCZOS_G;
    r += (magnitude - 0.5) * ((magnitude + LANCZOS_G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = LOG_PI - sinpi(magnitude).abs().ln() - magnitude.ln() - r;
    }
    if r.is_infinite() {
        Err(Errno::Range)
    } else {
        Ok(r)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3.8 -c "import math; print(math.gamma(0.5), math.lgamma(100), math.acosh(1.5), ...)"`.
    #[test]
    fn results_are_cpythons() {
        assert_eq!(gamma(0.5), Ok(1.7724538509055159));
        assert_eq!(gamma(171.5), Ok(9.483367566824801e+307));
        assert_eq!(gamma(172.0), Err(Errno::Range));
        assert_eq!(lgamma(100.0), Ok(359.1342053695754));
        assert_eq!(acosh(1.5), 0.9624236501192069);
        assert_eq!(asinh(1.5), 1.1947632172871094);
        assert_eq!(atanh(0.3), 0.30951960420311175);
        assert_eq!(vector_norm(&[1.0, 2.0, 3.0]), 3.741657386773941);
        assert_eq!((frexp(8.5), ldexp(1.5, 3)), ((0.53125, 4), 12.0));
        assert_eq!(ldexp(1.0, -1074), 5e-324);
    }

    #[test]
    fn a_sum_is_exact() {
        let mut sum = ExactSum::default();
        assert!((0..10).all(|_| sum.add(0.1)));
        assert_eq!(sum.finish(), Some(1.0));
    }
}
