//! `split`, `strip`, `partition` and their like (`Objects/unicodeobject.c`).

use std::ops::Range;

use super::PyStr;
use crate::value::unicode;
use crate::value::units::{self, Ends};

impl PyStr {
    /// `self.split(separator, max)`: None separates at runs of white space. The separator must
    /// not be empty.
    pub fn split(&self, separator: Option<&PyStr>, max: Option<usize>) -> Vec<PyStr> {
        let max = max.unwrap_or(usize::MAX);
        let parts = match separator {
            None => with_units!(self, |text| units::split_space(
                text,
                max,
                unicode::is_space
            )),
            Some(separator) => with_pair!(self, separator, |text, separator| {
                units::split_on(text, separator, max)
            }, else vec![0..self.len()]),
        };
        self.parts(parts)
    }

    /// `self.rsplit(separator, max)`: as `split`, with the cuts made from the end.
    pub fn rsplit(&self, separator: Option<&PyStr>, max: Option<usize>) -> Vec<PyStr> {
        let max = max.unwrap_or(usize::MAX);
        let parts = match separator {
            None => with_units!(self, |text| units::rsplit_space(
                text,
                max,
                unicode::is_space
            )),
            Some(separator) => with_pair!(self, separator, |text, separator| {
                units::rsplit_on(text, separator, max)
            }, else vec![0..self.len()]),
        };
        self.parts(parts)
    }

    /// `self.splitlines(keep_ends)`.
    pub fn splitlines(&self, keep_ends: bool) -> Vec<PyStr> {
        self.parts(with_units!(self, |text| {
            units::split_lines(text, keep_ends, unicode::is_line_break)
        }))
    }

    /// `self.partition(separator)`: what stands before it, it, and what stands after it; the whole
    /// text and twice nothing if it doesn't occur.
    pub fn partition(&self, separator: &PyStr) -> [PyStr; 3] {
        match self.find(separator, Some(0..self.len())) {
            Some(at) => self.cut_around(at, separator),
            None => [self.clone(), PyStr::default(), PyStr::default()],
        }
    }

    /// `self.rpartition(separator)`: at its last occurrence; twice nothing and the whole text if
    /// it doesn't occur.
    pub fn rpartition(&self, separator: &PyStr) -> [PyStr; 3] {
        match self.rfind(separator, Some(0..self.len())) {
            Some(at) => self.cut_around(at, separator),
            None => [PyStr::default(), PyStr::default(), self.clone()],
        }
    }

    /// `self.strip(chars)` and its one-sided forms; None takes off white space.
    pub fn strip(&self, chars: Option<&PyStr>, ends: Ends) -> PyStr {
        let kept = match chars {
            None => with_units!(self, |text| units::strip(text, ends, unicode::is_space)),
            Some(chars) => {
                let chars: Vec<u32> = chars.code_points().collect();
                with_units!(self, |text| units::strip(text, ends, |point| chars
                    .contains(&point)))
            }
        };
        self.part(kept)
    }

    fn cut_around(&self, at: usize, separator: &PyStr) -> [PyStr; 3] {
        let after = at + separator.len();
        [
            self.part(0..at),
            separator.clone(),
            self.part(after..self.len()),
        ]
    }

    fn parts(&self, ranges: Vec<Range<usize>>) -> Vec<PyStr> {
        ranges.into_iter().map(|range| self.part(range)).collect()
    }

    /// A slice; the whole string is itself, not a copy.
    fn part(&self, range: Range<usize>) -> PyStr {
        if range == (0..self.len()) {
            self.clone()
        } else {
            self.slice(range.start, range.end)
        }
    }
}
