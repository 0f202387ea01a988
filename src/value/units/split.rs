//! Cutting a text into parts (`Objects/stringlib/split.h`), and off its ends.

use std::ops::Range;

use super::{Ends, Unit, find, rfind};

/// The parts between runs of white space, none of them empty. After `max` cuts the rest stays as
/// it is, white space at its end included.
pub fn split_space<U: Unit>(
    units: &[U],
    max: usize,
    is_space: impl Fn(u32) -> bool,
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        at += units[at..]
            .iter()
            .take_while(|unit| is_space(unit.point()))
            .count();
        if at == units.len() {
            return parts;
        }
        if parts.len() == max {
            parts.push(at..units.len());
            return parts;
        }
        let start = at;
        at += units[at..]
            .iter()
            .take_while(|unit| !is_space(unit.point()))
            .count();
        parts.push(start..at);
    }
}

/// As [`split_space`], with the cuts made from the end.
pub fn rsplit_space<U: Unit>(
    units: &[U],
    max: usize,
    is_space: impl Fn(u32) -> bool,
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut end = units.len();
    loop {
        end -= units[..end]
            .iter()
            .rev()
            .take_while(|unit| is_space(unit.point()))
            .count();
        if end == 0 {
            break;
        }
        if parts.len() == max {
            parts.push(0..end);
            break;
        }
        let stop = end;
        end -= units[..end]
            .iter()
            .rev()
            .take_while(|unit| !is_space(unit.point()))
            .count();
        parts.push(end..stop);
    }
    parts.reverse();
    parts
}

/// The parts between separators, which must not be empty; at most `max` cuts.
pub fn split_on<U: Unit>(units: &[U], separator: &[U], max: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while parts.len() < max
        && let Some(step) = find(&units[start..], separator)
    {
        parts.push(start..start + step);
        start += step + separator.len();
    }
    parts.push(start..units.len());
    parts
}

/// As [`split_on`], with the cuts made from the end.
pub fn rsplit_on<U: Unit>(units: &[U], separator: &[U], max: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut end = units.len();
    while parts.len() < max
        && let Some(at) = rfind(&units[..end], separator)
    {
        parts.push(at + separator.len()..end);
        end = at;
    }
    parts.push(0..end);
    parts.reverse();
    parts
}

/// The lines; `\r\n` ends one line, not two. With `keep_ends` each keeps what ended it.
pub fn split_lines<U: Unit>(
    units: &[U],
    keep_ends: bool,
    is_line_break: impl Fn(u32) -> bool,
) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < units.len() {
        let length = units[start..]
            .iter()
            .take_while(|unit| !is_line_break(unit.point()))
            .count();
        let end = start + length;
        let next = match units[end..] {
            [] => end,
            [cr, lf, ..] if cr.point() == 0x0d && lf.point() == 0x0a => end + 2,
            _ => end + 1,
        };
        lines.push(start..if keep_ends { next } else { end });
        start = next;
    }
    lines
}

/// What remains when the units that `remove` names are taken off the ends that are asked for.
pub fn strip<U: Unit>(units: &[U], ends: Ends, remove: impl Fn(u32) -> bool) -> Range<usize> {
    let mut start = 0;
    let mut end = units.len();
    if ends != Ends::Right {
        start = units.iter().take_while(|unit| remove(unit.point())).count();
    }
    if ends != Ends::Left {
        end -= units[start..]
            .iter()
            .rev()
            .take_while(|unit| remove(unit.point()))
            .count();
    }
    start..end
}
