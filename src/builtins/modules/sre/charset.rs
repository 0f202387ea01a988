//! Which characters a set, a category or an ignored case stands for (`SRE(charset)`,
//! `sre_category` in `Modules/_sre.c` and `Modules/sre_lib.h`).

use super::opcodes::op;
use crate::value::unicode::{self, Mapped};

/// A word of a compiled pattern; behind its end there is only `FAILURE`.
#[inline]
pub fn word(code: &[i64], at: usize) -> i64 {
    code.get(at).copied().unwrap_or(op::FAILURE)
}

/// A word that is a number of characters or words.
#[inline]
pub fn size(code: &[i64], at: usize) -> usize {
    word(code, at) as usize
}

fn first(mapped: Mapped) -> u32 {
    match mapped {
        Mapped::One(point) => point,
        Mapped::Several(points) => points.first().copied().unwrap_or(0),
    }
}

/// `sre_lower_unicode`: the first character of the lower-case form.
pub fn lower_unicode(point: u32) -> u32 {
    first(unicode::to_lower(point))
}

/// `sre_upper_unicode`.
pub fn upper_unicode(point: u32) -> u32 {
    first(unicode::to_upper(point))
}

/// `sre_lower_ascii`; also that of the locale, which is C's.
#[inline]
pub fn lower_ascii(point: u32) -> u32 {
    if (65..=90).contains(&point) {
        point + 32
    } else {
        point
    }
}

/// `sre_upper_locale`, of the C locale.
#[inline]
pub fn upper_ascii(point: u32) -> u32 {
    if (97..=122).contains(&point) {
        point - 32
    } else {
        point
    }
}

/// A character without its case.
pub type Lower = fn(u32) -> u32;

fn byte(point: u32) -> Option<u8> {
    u8::try_from(point).ok().filter(u8::is_ascii)
}

/// `SRE_IS_WORD`.
#[inline]
pub fn is_word(point: u32) -> bool {
    byte(point).is_some_and(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}

/// `SRE_UNI_IS_WORD`.
#[inline]
pub fn is_word_unicode(point: u32) -> bool {
    match byte(point) {
        Some(byte) => byte == b'_' || byte.is_ascii_alphanumeric(),
        None => unicode::is_alnum(point),
    }
}

fn is_space(point: u32) -> bool {
    matches!(point, 9..=13 | 32)
}

fn is_digit(point: u32) -> bool {
    (48..=57).contains(&point)
}

/// Whether a character is in a category. The even ones of each kind are the category itself, the
/// odd ones its complement; the locale is C's, so its letters are ASCII's.
fn in_category(category: i64, point: u32) -> bool {
    let within = match category & !1 {
        0 => is_digit(point),
        2 => is_space(point),
        4 | 8 => is_word(point),
        6 => point == 10,
        10 => unicode::is_decimal(point),
        12 => unicode::is_space(point),
        14 => is_word_unicode(point),
        16 => unicode::is_line_break(point),
        _ => return false,
    };
    within != (category & 1 == 1)
}

/// Whether bit number `point` of a row of words is set.
fn has_bit(code: &[i64], at: usize, point: u32) -> bool {
    word(code, at + (point >> 5) as usize) >> (point & 31) & 1 == 1
}

/// Whether a character is in the set that begins at `at`.
pub fn contains(code: &[i64], mut at: usize, point: u32) -> bool {
    // What being found in one of the set's parts means: `NEGATE` turns it.
    let mut found = true;
    let wide = i64::from(point);
    loop {
        let hit = match word(code, at) {
            op::LITERAL => {
                at += 2;
                word(code, at - 1) == wide
            }
            op::RANGE => {
                at += 3;
                (word(code, at - 2)..=word(code, at - 1)).contains(&wide)
            }
            op::CHARSET => {
                at += 9;
                point < 256 && has_bit(code, at - 8, point)
            }
            op::CATEGORY => {
                at += 2;
                in_category(word(code, at - 1), point)
            }
            op::NEGATE => {
                at += 1;
                found = !found;
                false
            }
            op::BIGCHARSET => {
                let blocks = size(code, at + 1);
                let index = at + 2;
                at = index + 64 + blocks * 8;
                // The index has one byte for each block of 256 characters, four to a word.
                point < 0x1_0000 && {
                    let high = point >> 8;
                    let four = word(code, index + (high >> 2) as usize);
                    let block = (four >> (8 * (high & 3)) & 0xFF) as usize;
                    has_bit(code, index + 64 + block * 8, point & 0xFF)
                }
            }
            op::RANGE_UNI_IGNORE => {
                at += 3;
                let range = word(code, at - 2)..=word(code, at - 1);
                range.contains(&wide) || range.contains(&i64::from(upper_unicode(point)))
            }
            _ => return !found,
        };
        if hit {
            return found;
        }
    }
}

/// The same for `IN_LOC_IGNORE`: the character's lower or upper form.
pub fn contains_either_case(code: &[i64], at: usize, point: u32) -> bool {
    contains(code, at, lower_ascii(point)) || contains(code, at, upper_ascii(point))
}

/// `char_loc_ignore`: whether a character is the wanted one in either case.
pub fn is_either_case(wanted: i64, point: u32) -> bool {
    [point, lower_ascii(point), upper_ascii(point)]
        .iter()
        .any(|&form| i64::from(form) == wanted)
}
