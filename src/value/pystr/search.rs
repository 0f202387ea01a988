//! `find`, `count`, `startswith` and their like (`Objects/unicodeobject.c`).
//!
//! `range` is the part of the string to look at, as [`crate::value::units::clamp_range`] makes
//! it from the method's `start` and `end`; None finds nothing.

use std::ops::Range;

use super::PyStr;
use crate::value::units;

impl PyStr {
    /// `self.find(needle, ...)`: where the needle first begins.
    #[inline]
    pub fn find(&self, needle: &PyStr, range: Option<Range<usize>>) -> Option<usize> {
        let range = range?;
        with_pair!(self, needle, |text, needle| {
            units::find(&text[range.clone()], needle).map(|at| at + range.start)
        }, else None)
    }

    /// `self.rfind(needle, ...)`: where the needle last begins.
    pub fn rfind(&self, needle: &PyStr, range: Option<Range<usize>>) -> Option<usize> {
        let range = range?;
        with_pair!(self, needle, |text, needle| {
            units::rfind(&text[range.clone()], needle).map(|at| at + range.start)
        }, else None)
    }

    /// `self.count(needle, ...)`: occurrences that don't overlap.
    pub fn count(&self, needle: &PyStr, range: Option<Range<usize>>) -> usize {
        let Some(range) = range else { return 0 };
        with_pair!(self, needle, |text, needle| units::count(&text[range], needle), else 0)
    }

    /// `self.startswith(prefix, ...)`.
    pub fn starts_with(&self, prefix: &PyStr, range: Option<Range<usize>>) -> bool {
        let Some(range) = range else { return false };
        with_pair!(self, prefix, |text, prefix| text[range].starts_with(prefix), else false)
    }

    /// `self.endswith(suffix, ...)`.
    pub fn ends_with(&self, suffix: &PyStr, range: Option<Range<usize>>) -> bool {
        let Some(range) = range else { return false };
        with_pair!(self, suffix, |text, suffix| text[range].ends_with(suffix), else false)
    }

    /// `needle in self`.
    #[inline]
    pub fn contains(&self, needle: &PyStr) -> bool {
        self.find(needle, Some(0..self.len())).is_some()
    }
}
