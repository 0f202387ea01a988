//! Normal forms of text (`nfd_nfkd`, `nfc_nfkc` of `Modules/unicodedata.c`), and the properties that
//! only the module `unicodedata` tells.
//!
//! A character such as `é` is also written as `e` and a combining accent. Decomposing takes
//! characters apart as far as they go and sorts the marks that follow a letter by their combining
//! class; composing then puts together again what may be.

use super::normal_tables::{
    BIDIRECTIONAL_RUNS, BIDIRECTIONAL_VALUES, COMBINING_RUNS, COMPOSED, DECOMPOSED,
    EAST_ASIAN_WIDTH_RUNS, EAST_ASIAN_WIDTH_VALUES, MIRRORED_RUNS, PARTS, TAGS,
};
use crate::value::PyStr;

/// The first Korean syllable, and the first of the three kinds of letters they are made of: these
/// are decomposed by calculation.
const S_BASE: u32 = 0xac00;
const L_BASE: u32 = 0x1100;
const V_BASE: u32 = 0x1161;
const T_BASE: u32 = 0x11a7;
/// How many letters of each kind there are, counting none as one of the last.
const L_COUNT: u32 = 19;
const V_COUNT: u32 = 21;
const T_COUNT: u32 = 28;
const S_COUNT: u32 = L_COUNT * V_COUNT * T_COUNT;

/// A normal form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Canonically decomposed.
    Nfd,
    /// Canonically decomposed and composed.
    Nfc,
    /// Decomposed by compatibility: `ﬁ` becomes `fi`.
    Nfkd,
    /// The same, composed.
    Nfkc,
}

impl Form {
    /// The form of that name.
    pub fn named(name: &str) -> Option<Form> {
        match name {
            "NFD" => Some(Form::Nfd),
            "NFC" => Some(Form::Nfc),
            "NFKD" => Some(Form::Nfkd),
            "NFKC" => Some(Form::Nfkc),
            _ => None,
        }
    }
}

/// The value of the run that a character lies in.
fn in_run(runs: &[u32], point: u32) -> u32 {
    let next = runs.partition_point(|run| run >> 8 <= point);
    runs.get(next.wrapping_sub(1)).map_or(0, |run| run & 0xff)
}

/// `unicodedata.combining`.
pub fn combining(point: u32) -> u32 {
    in_run(COMBINING_RUNS, point)
}

/// `unicodedata.mirrored`.
pub fn mirrored(point: u32) -> u32 {
    in_run(MIRRORED_RUNS, point)
}

/// `unicodedata.bidirectional`.
pub fn bidirectional(point: u32) -> &'static str {
    let index = in_run(BIDIRECTIONAL_RUNS, point) as usize;
    BIDIRECTIONAL_VALUES.get(index).copied().unwrap_or("")
}

/// `unicodedata.east_asian_width`.
pub fn east_asian_width(point: u32) -> &'static str {
    let index = in_run(EAST_ASIAN_WIDTH_RUNS, point) as usize;
    EAST_ASIAN_WIDTH_VALUES.get(index).copied().unwrap_or("")
}

/// The kind and the parts of a character that the tables decompose; the canonical kind is "".
pub fn decomposition(point: u32) -> Option<(&'static str, &'static [u32])> {
    let at = DECOMPOSED
        .binary_search_by_key(&point, |&(point, ..)| point)
        .ok()?;
    let &(_, tag, start) = DECOMPOSED.get(at)?;
    let end = DECOMPOSED
        .get(at + 1)
        .map_or(PARTS.len(), |&(.., end)| usize::from(end));
    let tag = TAGS.get(usize::from(tag)).copied()?;
    Some((tag, PARTS.get(usize::from(start)..end)?))
}

/// The text in a normal form.
pub fn normalize(text: &PyStr, form: Form) -> PyStr {
    let compatible = matches!(form, Form::Nfkd | Form::Nfkc);
    let mut points = Vec::with_capacity(text.len());
    for point in text.code_points() {
        decompose(point, compatible, &mut points);
    }
    sort_marks(&mut points);
    if matches!(form, Form::Nfc | Form::Nfkc) {
        compose(&mut points);
    }
    PyStr::from_code_points(&points)
}

/// Takes a character apart, and its parts again. No chain of the tables is long.
fn decompose(point: u32, compatible: bool, out: &mut Vec<u32>) {
    let syllable = point.wrapping_sub(S_BASE);
    if syllable < S_COUNT {
        let (vowel, last) = (syllable / T_COUNT, syllable % T_COUNT);
        out.extend([L_BASE + vowel / V_COUNT, V_BASE + vowel % V_COUNT]);
        if last != 0 {
            out.push(T_BASE + last);
        }
        return;
    }
    match decomposition(point) {
        Some((tag, parts)) if compatible || tag.is_empty() => {
            for &part in parts {
                decompose(part, compatible, out);
            }
        }
        _ => out.push(point),
    }
}

/// Marks that follow each other stand in the order of their classes; a class of 0 is no mark.
fn sort_marks(points: &mut [u32]) {
    for marks in points.split_mut(|&point| combining(point) == 0) {
        marks.sort_by_key(|&point| combining(point));
    }
}

/// Puts letters and marks together where nothing between them stands in the way.
fn compose(points: &mut Vec<u32>) {
    let mut out: Vec<u32> = Vec::with_capacity(points.len());
    // The letter that marks are put together with, and the class of the last mark left over.
    let mut starter: Option<usize> = None;
    let mut last_class = 0;
    for &point in points.iter() {
        let class = combining(point);
        if let Some(at) = starter
            && (at + 1 == out.len() || last_class < class && last_class != 0)
            && let Some(both) = composed(out[at], point)
        {
            out[at] = both;
            continue;
        }
        if class == 0 {
            starter = Some(out.len());
        }
        last_class = class;
        out.push(point);
    }
    *points = out;
}

/// What two characters become together.
fn composed(first: u32, second: u32) -> Option<u32> {
    let (l, v) = (first.wrapping_sub(L_BASE), second.wrapping_sub(V_BASE));
    if l < L_COUNT && v < V_COUNT {
        return Some(S_BASE + (l * V_COUNT + v) * T_COUNT);
    }
    let (syllable, t) = (first.wrapping_sub(S_BASE), second.wrapping_sub(T_BASE));
    if syllable < S_COUNT && syllable.is_multiple_of(T_COUNT) && (1..T_COUNT).contains(&t) {
        return Some(first + t);
    }
    let at = COMPOSED
        .binary_search_by_key(&(first, second), |&(first, second, _)| (first, second))
        .ok()?;
    COMPOSED.get(at).map(|&(.., both)| both)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values from CPython 3.8's `unicodedata.normalize`.
    #[test]
    fn normal_forms_are_cpythons() {
        let forms = [
            ("é", "e\u{301}", "é", "e\u{301}", "é"),
            ("ﬁ²", "ﬁ²", "ﬁ²", "fi2", "fi2"),
            (
                "각",
                "\u{1100}\u{1161}\u{11a8}",
                "각",
                "\u{1100}\u{1161}\u{11a8}",
                "각",
            ),
            (
                "a\u{301}\u{323}",
                "a\u{323}\u{301}",
                "ạ\u{301}",
                "a\u{323}\u{301}",
                "ạ\u{301}",
            ),
            ("Å", "A\u{30a}", "Å", "A\u{30a}", "Å"),
        ];
        for (text, nfd, nfc, nfkd, nfkc) in forms {
            let text = PyStr::new(text);
            for (form, wanted) in [
                (Form::Nfd, nfd),
                (Form::Nfc, nfc),
                (Form::Nfkd, nfkd),
                (Form::Nfkc, nfkc),
            ] {
                assert_eq!(
                    normalize(&text, form),
                    PyStr::new(wanted),
                    "{form:?} of {text:?}"
                );
            }
        }
    }
}
