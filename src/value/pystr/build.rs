//! Strings made from strings: concatenation, repetition, joining, padding, replacing
//! (`Objects/unicodeobject.c`).

use std::sync::Arc;

use super::{PyStr, Repr, SHORT, StrBuilder, Units};
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
        if let (Some(a), Some(b)) = (self.ascii_bytes(), other.ascii_bytes()) {
            if a.len() + b.len() <= SHORT {
                let mut bytes = [0; SHORT];
                bytes[..a.len()].copy_from_slice(a);
                bytes[a.len()..a.len() + b.len()].copy_from_slice(b);
                let len = (a.len() + b.len()) as u8;
                return PyStr(Repr::Short { len, bytes });
            }
            return PyStr(Repr::Ascii(Arc::new([a, b].concat())));
        }
        let mut joined = StrBuilder::new();
        joined.push_str(self);
        joined.push_str(other);
        joined.finish()
    }

    /// `a += b`: in place when nobody else holds the buffer and the characters fit its kind
    /// (`PyUnicode_Append`), else into a new one.
    pub fn append(&mut self, other: &PyStr) {
        match (&mut self.0, other.units()) {
            (Repr::Ascii(units), Units::Narrow(more)) if other.is_ascii() => {
                if let Some(units) = Arc::get_mut(units) {
                    units.extend_from_slice(more);
                    return;
                }
            }
            (Repr::Latin1(units), Units::Narrow(more)) => {
                if let Some(units) = Arc::get_mut(units) {
                    units.extend_from_slice(more);
                    return;
                }
            }
            (Repr::Ucs2(units), Units::Ucs2(more)) => {
                if let Some(units) = Arc::get_mut(units) {
                    units.extend_from_slice(more);
                    return;
                }
            }
            (Repr::Ucs4(units), Units::Ucs4(more)) => {
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
        with_units!(self, |units| PyStr::from(units.repeat(count)))
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

    /// `self.replace(old, new, max)`; without `max`, all. None if there was nothing to replace.
    pub fn replace(&self, old: &PyStr, new: &PyStr, max: Option<usize>) -> Option<PyStr> {
        // Whatever kind the new text has, the search runs in this string's kind.
        if self.kind() >= new.kind() {
            with_pair!(self, old, |units, old| {
                // `old` is at most as wide as `self`, and so is `new`: same unit type.
                let new = new.code_points().map(units::Unit::from_point).collect::<Vec<_>>();
                units::replace(units, old, &new, max).map(PyStr::from)
            }, else None)
        } else {
            let wide = |text: &PyStr| text.code_points().collect::<Vec<u32>>();
            units::replace(&wide(self), &wide(old), &wide(new), max)
                .map(|points| PyStr::from_code_points(&points))
        }
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
