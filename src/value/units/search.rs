//! Finding and counting a text inside another (`Objects/stringlib/fastsearch.h`).

use super::Unit;

/// Where `needle` first begins in `haystack`.
#[inline]
pub fn find<U: Unit>(haystack: &[U], needle: &[U]) -> Option<usize> {
    let [first, rest @ ..] = needle else {
        return Some(0);
    };
    let starts = (haystack.len() + 1).checked_sub(needle.len())?;
    let mut from = 0;
    while let Some(step) = haystack
        .get(from..starts)?
        .iter()
        .position(|unit| unit == first)
    {
        let at = from + step;
        // A mismatch most often shows in the last unit, in texts with many repetitions too.
        let candidate = &haystack[at + 1..at + needle.len()];
        if candidate.last() == rest.last() && candidate == rest {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Where `needle` last begins in `haystack`.
pub fn rfind<U: Unit>(haystack: &[U], needle: &[U]) -> Option<usize> {
    let last_start = haystack.len().checked_sub(needle.len())?;
    (0..=last_start)
        .rev()
        .find(|&at| matches_at(haystack, needle, at))
}

/// How often `needle` occurs without overlapping; an empty one occurs around every unit.
pub fn count<U: Unit>(haystack: &[U], needle: &[U]) -> usize {
    if needle.is_empty() {
        return haystack.len() + 1;
    }
    let mut rest = haystack;
    let mut count = 0;
    while let Some(at) = find(rest, needle) {
        rest = &rest[at + needle.len()..];
        count += 1;
    }
    count
}

/// Whether `needle` stands in `haystack` at `at`.
#[inline]
pub fn matches_at<U: Unit>(haystack: &[U], needle: &[U], at: usize) -> bool {
    haystack
        .get(at..)
        .is_some_and(|rest| rest.starts_with(needle))
}
