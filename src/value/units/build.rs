//! Texts built from others: replaced, joined, padded (`Objects/stringlib/transmogrify.h`).

use super::{Unit, find};

/// Replaces occurrences of `old`, up to `max` if that is given. An empty `old` occurs before every
/// unit and at the end. None if nothing was replaced, for the result then is the same object.
pub fn replace<U: Unit>(units: &[U], old: &[U], new: &[U], max: Option<usize>) -> Option<Vec<U>> {
    // A quirk: with a count, nothing is replaced in an empty text. Changed since 3.9.
    if units.is_empty() && max.is_some() {
        return None;
    }
    let max = max.unwrap_or(usize::MAX);
    if old.is_empty() {
        return interleave(units, new, max);
    }
    let mut out = Vec::new();
    let mut rest = units;
    let mut done = 0;
    while done < max
        && let Some(at) = find(rest, old)
    {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(new);
        rest = &rest[at + old.len()..];
        done += 1;
    }
    out.extend_from_slice(rest);
    (done > 0).then_some(out)
}

fn interleave<U: Unit>(units: &[U], new: &[U], max: usize) -> Option<Vec<U>> {
    if max == 0 || new.is_empty() {
        return None;
    }
    let mut out = Vec::with_capacity(units.len() + new.len() * max.min(units.len() + 1));
    for (at, unit) in units.iter().enumerate() {
        if at < max {
            out.extend_from_slice(new);
        }
        out.push(*unit);
    }
    if units.len() < max {
        out.extend_from_slice(new);
    }
    Some(out)
}

/// All parts with `separator` between them.
pub fn join<'a, U: Unit>(separator: &[U], parts: impl IntoIterator<Item = &'a [U]>) -> Vec<U> {
    let mut out = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(separator);
        }
        out.extend_from_slice(part);
    }
    out
}

/// `left` and `right` times `fill` around the units.
pub fn pad<U: Unit>(units: &[U], left: usize, right: usize, fill: U) -> Vec<U> {
    let mut out = Vec::with_capacity(left + units.len() + right);
    out.extend(std::iter::repeat_n(fill, left));
    out.extend_from_slice(units);
    out.extend(std::iter::repeat_n(fill, right));
    out
}

/// How many fill characters `center` puts left and right. An odd one goes left if the width is
/// odd too.
pub fn center_margins(len: usize, width: usize) -> (usize, usize) {
    let missing = width.saturating_sub(len);
    let left = missing / 2 + (missing & width & 1);
    (left, missing - left)
}

/// `zfill`: zeros before the units, but behind a sign, up to `width`.
pub fn zfill<U: Unit>(units: &[U], width: usize) -> Vec<U> {
    let missing = width.saturating_sub(units.len());
    let mut out = pad(units, missing, 0, U::ascii(b'0'));
    if let Some(sign) = units.first()
        && (*sign == U::ascii(b'+') || *sign == U::ascii(b'-'))
    {
        out.swap(0, missing);
    }
    out
}

/// `expandtabs`: spaces up to the next multiple of `tab_size` for each tab; none if that is 0.
pub fn expand_tabs<U: Unit>(units: &[U], tab_size: usize) -> Vec<U> {
    let mut out = Vec::with_capacity(units.len());
    let mut column = 0;
    for &unit in units {
        if unit == U::ascii(b'\t') {
            if tab_size > 0 {
                let spaces = tab_size - column % tab_size;
                out.extend(std::iter::repeat_n(U::ascii(b' '), spaces));
                column += spaces;
            }
        } else {
            out.push(unit);
            column += 1;
            if unit == U::ascii(b'\n') || unit == U::ascii(b'\r') {
                column = 0;
            }
        }
    }
    out
}
