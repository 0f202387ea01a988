//! How much memory CPython takes for an integer's result before it knows it, and whether a small
//! result is replaced by the shared object (`Objects/longobject.c`: each operation's call of
//! `_PyLong_New`, and `maybe_small_long`).
//!
//! Leading zero digits are cut off afterwards by counting fewer, not by giving memory back: so
//! the block of `2**40 + 1` is one for three digits, and an equal int may lie in a smaller one.

use super::PyInt;

/// What `_PyLong_New` is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    /// As many digits as the result has, and the shared object for -5 to 256
    /// (`PyLong_FromLong`).
    Exact,
    /// This many digits at least, and the shared object for -5 to 256 (`maybe_small_long`).
    Shared(u64),
    /// This many digits at least, and never a shared object: so `(2**40 + 5) - 2**40 is not 5`.
    Own(u64),
}

fn single_digits(a: &PyInt, b: &PyInt) -> bool {
    a.digit_count() <= 1 && b.digit_count() <= 1
}

/// `x_add` for equal signs: one digit more than the longer one.
fn room_for_x_add(a: &PyInt, b: &PyInt) -> Room {
    Room::Own(a.digit_count().max(b.digit_count()) + 1)
}

/// `x_sub` for different signs: as long as the longer one; no room at all for equal ones.
fn room_for_x_sub(a: &PyInt, b: &PyInt) -> Room {
    if a == b || (a.is_negative() != b.is_negative() && a.abs() == b.abs()) {
        Room::Exact
    } else {
        Room::Own(a.digit_count().max(b.digit_count()))
    }
}

/// `a + b` (`long_add`).
pub fn room_for_add(a: &PyInt, b: &PyInt) -> Room {
    if single_digits(a, b) {
        Room::Exact
    } else if a.is_negative() == b.is_negative() {
        room_for_x_add(a, b)
    } else {
        room_for_x_sub(a, b)
    }
}

/// `a - b` (`long_sub`).
pub fn room_for_sub(a: &PyInt, b: &PyInt) -> Room {
    if single_digits(a, b) {
        Room::Exact
    } else if a.is_negative() == b.is_negative() {
        room_for_x_sub(a, b)
    } else {
        room_for_x_add(a, b)
    }
}

/// `a * b` (`long_mul`, `k_mul`).
pub fn room_for_mul(a: &PyInt, b: &PyInt) -> Room {
    if single_digits(a, b) || a.is_zero() || b.is_zero() {
        Room::Exact
    } else {
        Room::Own(a.digit_count() + b.digit_count())
    }
}

/// `a // b` (`long_divrem`): a divisor of one digit leaves room for as many digits as `a` has.
pub fn room_for_floordiv(a: &PyInt, b: &PyInt) -> Room {
    if b.digit_count() == 1 && a.digit_count() > 1 {
        Room::Shared(a.digit_count())
    } else {
        Room::Exact
    }
}

/// `a % b` (`l_mod`): the remainder by several digits has room for all of them.
pub fn room_for_modulo(a: &PyInt, b: &PyInt) -> Room {
    if b.digit_count() > 1 && a.digit_count() >= b.digit_count() {
        Room::Own(b.digit_count())
    } else {
        Room::Exact
    }
}

/// `a | b`, `a ^ b` (`long_bitwise`).
pub fn room_for_bits(a: &PyInt, b: &PyInt) -> Room {
    Room::Shared(a.digit_count().max(b.digit_count()))
}

/// `a & b`: no more digits than the shorter one, unless that is negative.
pub fn room_for_and(a: &PyInt, b: &PyInt) -> Room {
    let (long, short) = if a.digit_count() < b.digit_count() {
        (b, a)
    } else {
        (a, b)
    };
    Room::Shared(if short.is_negative() { long } else { short }.digit_count())
}
