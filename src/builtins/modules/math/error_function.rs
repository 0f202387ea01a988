//! The error function (`erf`, `erfc` of the C library, which `Modules/mathmodule.c` calls): quotients of
//! polynomials, one pair for each range of the argument, as Sun's C library has them.

/// A polynomial's value; the constant coefficient first. Two coefficients at a time, then the pairs, in
/// glibc's order: another one would round otherwise.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let powers = [1.0, x2, x4, x4 * x2, x4 * x4];
    let pairs = coefficients.chunks(2).map(|pair| match *pair {
        [low, high] => low + x * high,
        [low, ..] => low,
        [] => 0.0,
    });
    let terms = pairs.zip(powers).map(|(pair, power)| pair * power);
    terms.fold(0.0, |sum, term| sum + term)
}

/// Two polynomials, of which the first is divided by the second.
struct Quotient(&'static [f64], &'static [f64]);

impl Quotient {
    fn at(&self, x: f64) -> f64 {
        polynomial(x, self.0) / polynomial(x, self.1)
    }
}

/// `2/sqrt(pi) - 1`, for arguments so small that the function is a line.
const SLOPE: f64 = 1.283_791_670_955_126e-1;
/// Of x², for |x| < 0.84375: `erf(x) = x + x * NEAR_ZERO`.
const NEAR_ZERO: Quotient = Quotient(
    &[
        1.283_791_670_955_125_6e-1,
        -3.250_421_072_470_015e-1,
        -2.848_174_957_559_851e-2,
        -5.770_270_296_489_442e-3,
        -2.376_301_665_665_016_3e-5,
    ],
    &[
        1.0,
        3.979_172_239_591_553_5e-1,
        6.502_224_998_876_73e-2,
        5.081_306_281_875_766e-3,
        1.324_947_380_043_216_4e-4,
        -3.960_228_278_775_368e-6,
    ],
);
/// `erf(1)`, to the digits of a single-precision number.
const ERX: f64 = 8.450_629_115_104_675e-1;
/// Of |x| - 1, for |x| < 1.25: `erf(x) = ERX + NEAR_ONE`.
const NEAR_ONE: Quotient = Quotient(
    &[
        -2.362_118_560_752_659_4e-3,
        4.148_561_186_837_483_3e-1,
        -3.722_078_760_357_013e-1,
        3.183_466_199_011_617_5e-1,
        -1.108_946_942_823_966_8e-1,
        3.547_830_432_561_823_6e-2,
        -2.166_375_594_868_791e-3,
    ],
    &[
        1.0,
        1.064_208_804_008_442_3e-1,
        5.403_979_177_021_71e-1,
        7.182_865_441_419_627e-2,
        1.261_712_198_087_616_4e-1,
        1.363_708_391_202_905e-2,
        1.198_449_984_679_910_7e-2,
    ],
);
/// Of 1/x², for |x| < 1/0.35.
const MIDDLE: Quotient = Quotient(
    &[
        -9.864_944_034_847_148e-3,
        -6.938_585_727_071_818e-1,
        -1.055_862_622_532_329_1e1,
        -6.237_533_245_032_600_6e1,
        -1.623_966_694_625_734_7e2,
        -1.846_050_929_067_110_4e2,
        -8.128_743_550_630_66e1,
        -9.814_329_344_169_145,
    ],
    &[
        1.0,
        1.965_127_166_743_925_7e1,
        1.376_577_541_435_190_4e2,
        4.345_658_774_752_292_3e2,
        6.453_872_717_332_679e2,
        4.290_081_400_275_678_3e2,
        1.086_350_055_417_794_4e2,
        6.570_249_770_319_282,
        -6.042_441_521_485_81e-2,
    ],
);
/// Of 1/x², beyond.
const FAR: Quotient = Quotient(
    &[
        -9.864_942_924_700_1e-3,
        -7.992_832_376_805_23e-1,
        -1.775_795_491_775_475_2e1,
        -1.606_363_848_558_219_2e2,
        -6.375_664_433_683_896e2,
        -1.025_095_131_611_077_2e3,
        -4.835_191_916_086_514e2,
    ],
    &[
        1.0,
        3.033_806_074_348_246e1,
        3.257_925_129_965_739e2,
        1.536_729_586_084_437e3,
        3.199_858_219_508_595_5e3,
        2.553_050_406_433_164_4e3,
        4.745_285_412_069_553_7e2,
        -2.244_095_244_658_582e1,
    ],
);

/// `erfc` of an argument of at least 1.25. The square in the exponent is taken of a number cut to half
/// its digits, where it is exact; what was cut off comes in a second exponent.
fn tail(x: f64) -> f64 {
    let square = 1.0 / (x * x);
    let quotient = if x < 1.0 / 0.35 { MIDDLE } else { FAR };
    let cut = f64::from_bits(x.to_bits() & 0xFFFF_FFFF_0000_0000);
    let rest = (cut - x) * (cut + x) + quotient.at(square);
    (-cut * cut - 0.5625).exp() * rest.exp() / x
}

/// The error function.
pub(super) fn erf(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude.is_nan() {
        x
    } else if magnitude < 0.84375 {
        if magnitude < 3.725_290_298_461_914e-9 {
            return x + SLOPE * x;
        }
        x + x * NEAR_ZERO.at(x * x)
    } else if magnitude < 1.25 {
        (ERX + NEAR_ONE.at(magnitude - 1.0)).copysign(x)
    } else if magnitude >= 6.0 {
        1.0_f64.copysign(x)
    } else {
        (1.0 - tail(magnitude)).copysign(x)
    }
}

/// One less the error function, without losing digits where that is small.
pub(super) fn erfc(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude.is_nan() {
        return x;
    }
    if magnitude < 0.84375 {
        let y = NEAR_ZERO.at(x * x);
        return if x < 0.25 {
            1.0 - (x + x * y)
        } else {
            0.5 - (x - 0.5 + x * y)
        };
    }
    if magnitude < 1.25 {
        let near = NEAR_ONE.at(magnitude - 1.0);
        return if x > 0.0 {
            1.0 - ERX - near
        } else {
            1.0 + (ERX + near)
        };
    }
    match x > 0.0 {
        true if magnitude >= 28.0 => 0.0,
        true => tail(magnitude),
        false if magnitude >= 6.0 => 2.0,
        false => 2.0 - tail(magnitude),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3.8 -c "import math; print([(math.erf(x), math.erfc(x)) for x in (0.3, 1, 2, 5)])"`.
    #[test]
    fn results_are_the_c_librarys() {
        assert_eq!(erf(0.3), 0.3286267594591274);
        assert_eq!(erfc(0.3), 0.6713732405408726);
        assert_eq!(erf(1.0), 0.8427007929497149);
        assert_eq!(erfc(1.0), 0.15729920705028513);
        assert_eq!(erf(-2.0), -0.9953222650189527);
        assert_eq!(erfc(5.0), 1.5374597944280351e-12);
    }
}
