//! What Unicode 12.1 says about characters, as CPython 3.8 knows it (`Objects/unicodectype.c`,
//! `Modules/unicodedata.c`). The tables are generated; here is how to look things up in them.

pub mod normal;
mod normal_tables;
mod tables;

use tables::{
    CASE_IGNORABLE, CASED, CATEGORIES, IS_DECIMAL, IS_DIGIT, IS_LOWER, IS_NUMERIC, IS_SPACE,
    IS_UPPER, NUMERIC, RECORDS, RUNS, XID_CONTINUE, XID_START,
};

/// The records of the first 256 characters, for speed.
static LATIN1: [u16; 256] = latin1_records();

const fn latin1_records() -> [u16; 256] {
    let mut records = [0; 256];
    let mut run = 0;
    let mut point = 0;
    while point < 256 {
        while run + 1 < RUNS.len() && (RUNS[run + 1] >> 8) as usize <= point {
            run += 1;
        }
        records[point] = RECORDS[(RUNS[run] & 0xff) as usize];
        point += 1;
    }
    records
}

/// Category and flags of a character.
#[inline]
fn record(point: u32) -> u16 {
    match LATIN1.get(point as usize) {
        Some(record) => *record,
        None => {
            let run = RUNS.partition_point(|run| run >> 8 <= point);
            RECORDS[(RUNS[run - 1] & 0xff) as usize]
        }
    }
}

/// The general category, as `unicodedata.category`: `Lu`, `Nd`, ...
pub fn category(point: u32) -> &'static str {
    CATEGORIES[usize::from(record(point) & 0x1f)]
}

/// A letter: category L.
pub fn is_alpha(point: u32) -> bool {
    category(point).starts_with('L')
}

/// A letter or anything numeric.
pub fn is_alnum(point: u32) -> bool {
    record(point) & (IS_DECIMAL | IS_DIGIT | IS_NUMERIC) != 0 || is_alpha(point)
}

/// A digit of a decimal number in some script.
pub fn is_decimal(point: u32) -> bool {
    record(point) & IS_DECIMAL != 0
}

/// A decimal digit or a digit in disguise, as a superscript.
pub fn is_digit(point: u32) -> bool {
    record(point) & IS_DIGIT != 0
}

/// Anything that stands for a number, fractions included.
pub fn is_numeric(point: u32) -> bool {
    record(point) & IS_NUMERIC != 0
}

/// White space, as `str.split()` sees it.
#[inline]
pub fn is_space(point: u32) -> bool {
    record(point) & IS_SPACE != 0
}

/// A lower-case character.
pub fn is_lower(point: u32) -> bool {
    record(point) & IS_LOWER != 0
}

/// An upper-case character.
pub fn is_upper(point: u32) -> bool {
    record(point) & IS_UPPER != 0
}

/// A title-case character: category Lt.
pub fn is_title(point: u32) -> bool {
    category(point) == "Lt"
}

/// A character that has case, as all letters of scripts with capitals.
pub fn is_cased(point: u32) -> bool {
    record(point) & CASED != 0
}

/// A character that the final-sigma rule looks past.
pub fn is_case_ignorable(point: u32) -> bool {
    record(point) & CASE_IGNORABLE != 0
}

/// May begin an identifier (the underscore too).
pub fn is_identifier_start(point: u32) -> bool {
    record(point) & XID_START != 0
}

/// May stand inside an identifier.
pub fn is_identifier_continue(point: u32) -> bool {
    record(point) & XID_CONTINUE != 0
}

/// Shown as itself by `repr`: neither control, unassigned nor white space, but the space.
#[inline]
pub fn is_printable(point: u32) -> bool {
    match category(point).as_bytes()[0] {
        b'C' => false,
        b'Z' => point == 0x20,
        _ => true,
    }
}

/// Ends a line for `str.splitlines`.
pub fn is_line_break(point: u32) -> bool {
    matches!(point, 0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
}

/// The value of a decimal digit, 0 to 9.
pub fn decimal_value(point: u32) -> Option<u32> {
    if let Some(digit) = char::from_u32(point).and_then(|char| char.to_digit(10)) {
        return Some(digit);
    }
    if !is_decimal(point) {
        return None;
    }
    numeric_value(point).and_then(|(numerator, _)| u32::try_from(numerator).ok())
}

/// The value of a numeric character as numerator and denominator.
pub fn numeric_value(point: u32) -> Option<(i64, i64)> {
    if !is_numeric(point) {
        return None;
    }
    NUMERIC
        .iter()
        .find_map(|&(first, last, step, numerator, denominator)| {
            let inside = (first..=last).contains(&point) && (point - first).is_multiple_of(step);
            inside.then(|| (numerator + i64::from(point - first), denominator))
        })
}

/// What one character becomes when its case changes: one character or several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mapped {
    /// One character, perhaps the same.
    One(u32),
    /// Several, as the two of an upper-case `ß`.
    Several(&'static [u32]),
}

impl Mapped {
    /// Appends the characters.
    #[inline]
    pub fn push_to(self, out: &mut Vec<u32>) {
        match self {
            Mapped::One(point) => out.push(point),
            Mapped::Several(points) => out.extend_from_slice(points),
        }
    }
}

/// The upper-case form.
pub fn to_upper(point: u32) -> Mapped {
    if point < 0x80 {
        return Mapped::One(u32::from((point as u8).to_ascii_uppercase()));
    }
    map(point, tables::TO_UPPER, tables::TO_UPPER_SEVERAL)
}

/// The lower-case form, whatever surrounds it.
pub fn to_lower(point: u32) -> Mapped {
    if point < 0x80 {
        return Mapped::One(u32::from((point as u8).to_ascii_lowercase()));
    }
    map(point, tables::TO_LOWER, tables::TO_LOWER_SEVERAL)
}

/// The form at the beginning of a title's word.
pub fn to_title(point: u32) -> Mapped {
    if point < 0x80 {
        return Mapped::One(u32::from((point as u8).to_ascii_uppercase()));
    }
    map(point, tables::TO_TITLE, tables::TO_TITLE_SEVERAL)
}

/// The form that is equal for texts that differ in case only.
pub fn to_fold(point: u32) -> Mapped {
    if point < 0x80 {
        return Mapped::One(u32::from((point as u8).to_ascii_lowercase()));
    }
    map(point, tables::TO_FOLD, tables::TO_FOLD_SEVERAL)
}

fn map(
    point: u32,
    single: &'static [(u32, u32, u32, i32)],
    several: &'static [(u32, &'static [u32])],
) -> Mapped {
    if let Ok(at) = several.binary_search_by_key(&point, |&(from, _)| from) {
        return Mapped::Several(several[at].1);
    }
    let run = single.partition_point(|&(first, ..)| first <= point);
    match single[..run].last() {
        Some(&(first, last, step, difference))
            if point <= last && (point - first).is_multiple_of(step) =>
        {
            Mapped::One(point.wrapping_add_signed(difference))
        }
        _ => Mapped::One(point),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums over all characters, to compare whole tables:
    /// python3.8 -c "print(sum(c * len(m) + sum(map(ord, m)) for c in range(0x110000) for m in [chr(c).upper()]))"
    fn sum(convert: fn(u32) -> Mapped) -> u64 {
        (0..0x11_0000)
            .map(|point| {
                let mut out = Vec::new();
                convert(point).push_to(&mut out);
                u64::from(point) * out.len() as u64
                    + out.iter().copied().map(u64::from).sum::<u64>()
            })
            .sum()
    }

    fn count(test: fn(u32) -> bool) -> usize {
        (0..0x11_0000).filter(|&point| test(point)).count()
    }

    #[test]
    fn whole_tables() {
        // python3.8 -c "print(sum(map(str.isalpha, map(chr, range(0x110000)))))"
        for (name, test, expected) in [
            ("isalpha", is_alpha as fn(u32) -> bool, 125643),
            ("isalnum", is_alnum, 127397),
            ("isdecimal", is_decimal, 630),
            ("isdigit", is_digit, 758),
            ("isnumeric", is_numeric, 1835),
            ("isspace", is_space, 29),
            ("islower", is_lower, 2340),
            ("isupper", is_upper, 1908),
            ("isprintable", is_printable, 137750),
            ("isidentifier", is_identifier_start, 125862),
            ("splitlines", is_line_break, 10),
        ] {
            assert_eq!(count(test), expected, "{name}");
        }
        assert_eq!(sum(to_upper), 1241242460018);
        assert_eq!(sum(to_lower), 1241247125951);
        assert_eq!(sum(to_title), 1241241882933);
        assert_eq!(sum(to_fold), 1241241668527);
    }

    #[test]
    fn single_characters() {
        assert_eq!(category(0x20ac), "Sc");
        assert_eq!(decimal_value(0x0665), Some(5));
        assert_eq!(decimal_value(0xb2), None);
        assert_eq!(numeric_value(0xbd), Some((1, 2)));
        assert_eq!(numeric_value(0x4e07), Some((10000, 1)));
        assert_eq!(to_upper(0xdf), Mapped::Several(&[0x53, 0x53]));
        assert_eq!(to_lower(0x130), Mapped::Several(&[0x69, 0x307]));
        assert_eq!(to_title(0x1c6), Mapped::One(0x1c5));
    }
}
