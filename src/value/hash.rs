//! The hash functions of the built-in types (`Python/pyhash.c`, and the `tp_hash` of
//! `Objects/{long,float,complex,tuple,set,range}object.c`), under `PYTHONHASHSEED=0`.
//!
//! Two rules hold for all of them. Values that compare equal hash equally, across types: `1`,
//! `1.0`, `True` and `1+0j` share one hash, which is why numbers are all hashed modulo the same
//! prime. And no hash is ever -1, because in C that result announces an error; -2 stands in.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;
use siphasher::sip::SipHasher24;

use super::{PyInt, PyStr, Units};

/// `_PyHASH_BITS` of `Include/pyhash.h`.
pub const HASH_BITS: u32 = 61;
/// `_PyHASH_MODULUS`: the Mersenne prime 2^61 - 1. Numbers are hashed modulo it, because
/// doubling a number modulo such a prime is a mere rotation of its 61 bits.
pub const HASH_MODULUS: u64 = (1 << HASH_BITS) - 1;
/// `_PyHASH_INF`: hash of infinity (minus infinity has its negative).
pub const HASH_INF: i64 = 314_159;
/// `_PyHASH_NAN`: hash of every NaN in 3.8. Changed since 3.10: a NaN hashes by identity.
pub const HASH_NAN: i64 = 0;
/// `_PyHASH_IMAG`: multiplies the imaginary part's hash.
pub const HASH_IMAG: u64 = 1_000_003;

/// -1 means "error" in C, so the value -1 hashes to -2.
#[inline]
fn avoid_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// Hash of `bytes` (`_Py_HashBytes`): SipHash-2-4 with an all-zero key; empty is 0.
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    avoid_minus_one(SipHasher24::new_with_keys(0, 0).hash(bytes).cast_signed())
}

/// Hash of a `str`: of its storage, one, two or four little-endian bytes a character. This is
/// sound because equal strings always have equal storage.
pub fn hash_str(text: &PyStr) -> i64 {
    match text.units() {
        Units::Narrow(units) => hash_bytes(units),
        Units::Ucs2(units) => hash_bytes(
            &units
                .iter()
                .flat_map(|unit| unit.to_le_bytes())
                .collect::<Vec<u8>>(),
        ),
        Units::Ucs4(units) => hash_bytes(
            &units
                .iter()
                .flat_map(|unit| unit.to_le_bytes())
                .collect::<Vec<u8>>(),
        ),
    }
}

/// Hash of an `int` (`long_hash`): its absolute value modulo 2^61 - 1, with its sign.
#[inline]
pub fn hash_int(value: &PyInt) -> i64 {
    match value {
        PyInt::Small(small) => hash_i64(*small),
        PyInt::Big(big) => hash_big(big),
    }
}

/// Hash of an `int` that fits 64 bits.
#[inline]
pub fn hash_i64(value: i64) -> i64 {
    let remainder = (value.unsigned_abs() % HASH_MODULUS).cast_signed();
    avoid_minus_one(if value < 0 { -remainder } else { remainder })
}

fn hash_big(value: &BigInt) -> i64 {
    let remainder = (value.magnitude() % HASH_MODULUS).to_i64().unwrap_or(0);
    avoid_minus_one(if value.sign() == Sign::Minus {
        -remainder
    } else {
        remainder
    })
}

/// Hash of a `float` (`_Py_HashDouble`).
///
/// A finite float is an integer mantissa times a power of two; modulo 2^61 - 1 that power
/// rotates the mantissa's 61 bits to the left. An integral float therefore hashes as the `int`
/// it equals.
pub fn hash_float(value: f64) -> i64 {
    if value.is_nan() {
        return HASH_NAN;
    }
    if value.is_infinite() {
        return if value > 0.0 { HASH_INF } else { -HASH_INF };
    }
    let (mantissa, exponent) = super::float::decompose(value);
    let rotation = exponent.rem_euclid(HASH_BITS as i32) as u32;
    let rotated = ((mantissa << rotation) & HASH_MODULUS) | (mantissa >> (HASH_BITS - rotation));
    let hash = rotated.cast_signed();
    avoid_minus_one(if value < 0.0 { -hash } else { hash })
}

/// Hash of a `complex` (`complex_hash`).
pub fn hash_complex(real: f64, imag: f64) -> i64 {
    let real = hash_float(real).cast_unsigned();
    let imag = hash_float(imag).cast_unsigned();
    avoid_minus_one(
        real.wrapping_add(HASH_IMAG.wrapping_mul(imag))
            .cast_signed(),
    )
}

/// Hash of a pointer (`_Py_HashPointer`): objects lie 16 bytes apart or further, so the four
/// lowest bits say nothing and are rotated to the top.
#[inline]
pub fn hash_pointer(address: u64) -> i64 {
    avoid_minus_one(address.rotate_right(4).cast_signed())
}

/// `_PyHASH_XXPRIME_1` of `Objects/tupleobject.c`.
const XXPRIME_1: u64 = 11_400_714_785_074_694_791;
/// `_PyHASH_XXPRIME_2`.
const XXPRIME_2: u64 = 14_029_467_366_897_019_727;
/// `_PyHASH_XXPRIME_5`.
const XXPRIME_5: u64 = 2_870_177_450_012_600_261;

/// Hash of a `tuple` from its items' hashes, in order (`tuplehash`).
///
/// Since 3.8 this is xxHash's mixing step, one 64-bit lane per item; the older multiplication
/// scheme collided badly on nested tuples of small numbers.
pub fn hash_tuple(items: impl IntoIterator<Item = i64>) -> i64 {
    let mut acc = XXPRIME_5;
    let mut len: u64 = 0;
    for lane in items {
        acc = acc.wrapping_add(lane.cast_unsigned().wrapping_mul(XXPRIME_2));
        acc = acc.rotate_left(31).wrapping_mul(XXPRIME_1);
        len += 1;
    }
    acc = acc.wrapping_add(len ^ (XXPRIME_5 ^ 3_527_539));
    match acc.cast_signed() {
        -1 => 1_546_275_796,
        hash => hash,
    }
}

/// Hash of a `frozenset` from its elements' hashes, in any order (`frozenset_hash`).
///
/// Exclusive-or forgets the order; before it, each hash is shuffled so that nearby hashes,
/// as those of small ints, don't cancel each other out.
pub fn hash_frozenset(elements: impl IntoIterator<Item = i64>) -> i64 {
    let mut hash: u64 = 0;
    let mut used: u64 = 0;
    for element in elements {
        let bits = element.cast_unsigned();
        hash ^= ((bits ^ 89_869_747) ^ (bits << 16)).wrapping_mul(3_644_798_167);
        used += 1;
    }
    hash ^= used.wrapping_add(1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    match hash.cast_signed() {
        -1 => 590_923_713,
        hash => hash,
    }
}

/// Hash of a `range` (`range_hash`): ranges are equal when they yield the same numbers, so this
/// is the hash of the tuple `(length, start, step)` with None for what an empty range or a
/// range of one number makes irrelevant. `none` is the hash of None.
pub fn hash_range(length: &PyInt, start: &PyInt, step: &PyInt, none: i64) -> i64 {
    let (start, step) = match length {
        PyInt::Small(0) => (none, none),
        PyInt::Small(1) => (hash_int(start), none),
        _ => (hash_int(start), hash_int(step)),
    };
    hash_tuple([hash_int(length), start, step])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> PyInt {
        PyInt::from_big(text.parse().unwrap())
    }

    // PYTHONHASHSEED=0 python3.8 -c "print(hash('abc'))", and so on for every value below.

    #[test]
    fn strings_and_bytes() {
        for (text, hash) in [
            ("", 0),
            ("a", -7583489610679606711),
            ("abc", 4596069200710135518),
            ("hello world", 6266945022561323786),
            ("__main__", 92588464656126996),
            ("\u{e9}", 4954367630624915103),
            ("\u{20ac}", -7838577127164893040),
            ("\u{1f600}", 2694534307785527896),
            ("aaaaaaaaa", -6653317162745475162),
        ] {
            assert_eq!(hash_str(&PyStr::new(text)), hash, "{text:?}");
        }
        assert_eq!(hash_bytes(b"a"), -7583489610679606711);
        assert_eq!(hash_bytes(b""), 0);
    }

    #[test]
    fn integers() {
        for (value, hash) in [
            ("0", 0),
            ("-1", -2),
            ("-2", -2),
            ("2305843009213693950", 2305843009213693950),
            ("2305843009213693951", 0),
            ("2305843009213693952", 1),
            ("-2305843009213693952", -2),
            ("100000000000000000000", 848750603811160107),
            ("18446744073709551616", 8),
            ("-1000000000000000000000000000000", -465258685558744706),
        ] {
            assert_eq!(hash_int(&int(value)), hash, "{value}");
        }
    }

    #[test]
    fn floats() {
        for (value, hash) in [
            (0.0, 0),
            (-0.0, 0),
            (-1.0, -2),
            (0.5, 1152921504606846976),
            (1.5, 1152921504606846977),
            (0.1, 230584300921369408),
            (-0.5, -1152921504606846976),
            (-2.5, -1152921504606846978),
            (1e300, 1224995262755759164),
            (5e-324, 16777216),
            (f64::INFINITY, 314159),
            (f64::NEG_INFINITY, -314159),
            (f64::NAN, 0),
            (2.305843009213694e18, 1),
        ] {
            assert_eq!(hash_float(value), hash, "{value}");
        }
        assert_eq!(hash_complex(0.0, 1.0), 1000003);
        assert_eq!(hash_complex(1.0, 2.0), 2000007);
        assert_eq!(hash_complex(-0.0, -1.0), -2000006);
    }

    #[test]
    fn containers() {
        let a = hash_bytes(b"a");
        let b = hash_bytes(b"b");
        assert_eq!(hash_tuple([]), 5740354900026072187);
        assert_eq!(hash_tuple([1]), -6644214454873602895);
        assert_eq!(hash_tuple([1, 2, 3]), 529344067295497451);
        assert_eq!(hash_tuple([a, b]), -112675601284210612);
        assert_eq!(hash_tuple([-2, -2]), 960947337673586213);
        assert_eq!(hash_frozenset([]), 133146708735736);
        assert_eq!(hash_frozenset([2, 1]), -1826646154956904602);
        assert_eq!(hash_frozenset([a, b]), -2510718204010081591);
        let range = |len: i64, start: i64, step: i64| {
            hash_range(&len.into(), &start.into(), &step.into(), 0)
        };
        assert_eq!(range(3, 0, 1), -8338477496398685190);
        assert_eq!(range(5, 1, 2), -8580228179051518038);
    }
}
