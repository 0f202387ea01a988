//! Strings made from strings: concatenation, repetition, joining, padding, replacing
//! (`Objects/unicodeobject.c`).

use std::sync::Arc;

use super::{PyStr, StrBuilder};
use crate::value::units;

impl PyStr {
    /// `a + b`.
    pub fn concat(&self, other: &PyStr) -> PyStr {
        if other.is_empty() {
            return self.clone();
        }
        if self.is_empty() {
            return other.clone();
        }
        if let (PyStr::Ascii(a), PyStr::Ascii(b)) = (self, other) {
            return PyStr::Ascii(Arc::new([a.as_slice(), b.as_slice()].concat()));
        }
        let mut joined = StrBuilder::new();
        joined.push_str(self);
        joined.push_str(other);
        joined.finish()
    }

    /// `a += b`: in place when nobody else holds the buffer and the characters fit its kind
    /// (`PyUnicode_Append`), else into a new one.
    pub fn append(&mut self, other: &PyStr) {
        match (&mut *self, other) {
            (PyStr::Ascii(units), PyStr::Ascii(more))
            | (PyStr::Latin1(units), PyStr::Ascii(more) | PyStr::Latin1(more)) => {
                if let Some(units) = Arc::get_mut(units) {
                    units.extend_from_slice(more);
                    return;
                }
            }
            (PyStr::Ucs2(units), PyStr::Ucs2(more)) => {
                if let Some(units) = Arc::get_mut(units) {
                    units.extend_from_slice(more);
                    return;
                }
            }
            (PyStr::Ucs4(units), PyStr::Ucs4(more)) => {
                if let Some(units) = Arc::get_mut(units) {
                    units.extend_from_slice(more);
                    return;
                }
            }
            _ => {}
        }
        *self = self.concat(other);
    }

    /// `a * count`.
    pub fn repeat(&self, count: usize) -> PyStr {
        match self {
            _ if count == 0 => PyStr::default(),
            PyStr::Ascii(units) => PyStr::Ascii(Arc::new(units.repeat(count))),
            PyStr::Latin1(units) => PyStr::Latin1(Arc::new(units.repeat(count))),
            PyStr::Ucs2(units) => PyStr::Ucs2(Arc::new(units.repeat(count))),
            PyStr::Ucs4(units) => PyStr::Ucs4(Arc::new(units.repeat(count))),
        }
    }

    /// `self.join(parts)`.
    pub fn join<'a>(&self, parts: impl IntoIterator<Item = &'a PyStr>) -> PyStr {
        let mut joined = StrBuilder::new();
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                joined.push_str(self);
            }
            joined.push_str(part);
        }
        joined.finish()
    }

    /// `self.replace(old, new, max)`; without `max`, all.
    pub fn replace(&self, old: &PyStr, new: &PyStr, max: Option<usize>) -> PyStr {
        // Whatever kind the new text has, the search runs in this string's kind.
        let replaced = if self.kind() >= new.kind() {
            with_pair!(self, old, |units, old| {
                // `old` is at most as wide as `self`, and so is `new`: same unit type.
                let new = new.code_points().map(units::Unit::from_point).collect::<Vec<_>>();
                units::replace(units, old, &new, max).map(PyStr::from)
            }, else None)
        } else {
            let wide = |text: &PyStr| text.code_points().collect::<Vec<u32>>();
            units::replace(&wide(self), &wide(old), &wide(new), max)
                .map(|points| PyStr::from_code_points(&points))
        };
        replaced.unwrap_or_else(|| self.clone())
    }

    /// The text with `left` and `right` times `fill` around it.
    pub fn pad(&self, left: usize, right: usize, fill: u32) -> PyStr {
        if left == 0 && right == 0 {
            return self.clone();
        }
        let mut padded = StrBuilder::new();
        padded.push_repeated(fill, left);
        padded.push_str(self);
        padded.push_repeated(fill, right);
        padded.finish()
    }

    /// `self.ljust(width, fill)`.
    pub fn ljust(&self, width: usize, fill: u32) -> PyStr {
        self.pad(0, width.saturating_sub(self.len()), fill)
    }

    /// `self.rjust(width, fill)`.
    pub fn rjust(&self, width: usize, fill: u32) -> PyStr {
        self.pad(width.saturating_sub(self.len()), 0, fill)
    }

    /// `self.zfill(width)`.
    pub fn zfill(&self, width: usize) -> PyStr {
        with_units!(self, |units| PyStr::from(units::zfill(units, width)))
    }

    /// `self.expandtabs(tab_size)`.
    pub fn expandtabs(&self, tab_size: usize) -> PyStr {
        with_units!(self, |units| PyStr::from(units::expand_tabs(
            units, tab_size
        )))
    }
}
