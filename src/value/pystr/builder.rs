//! `StrBuilder`: a string under construction, kept in the narrowest kind so far
//! (`_PyUnicodeWriter` of `Objects/unicodeobject.c`).

use std::sync::Arc;

use super::{PyStr, Repr, Units};

/// Collects characters; widens itself when one doesn't fit.
#[derive(Clone, Debug)]
pub enum StrBuilder {
    /// All characters so far are below U+0100.
    Narrow(Vec<u8>),
    /// All are below U+10000.
    Ucs2(Vec<u16>),
    /// Some are beyond.
    Ucs4(Vec<u32>),
}

impl Default for StrBuilder {
    fn default() -> StrBuilder {
        StrBuilder::Narrow(Vec::new())
    }
}

impl StrBuilder {
    /// Nothing yet.
    pub fn new() -> StrBuilder {
        StrBuilder::default()
    }

    /// Number of characters so far.
    pub fn len(&self) -> usize {
        match self {
            StrBuilder::Narrow(units) => units.len(),
            StrBuilder::Ucs2(units) => units.len(),
            StrBuilder::Ucs4(units) => units.len(),
        }
    }

    /// Whether nothing was pushed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room for characters up to `max`.
    fn widen_for(&mut self, max: u32) {
        match self {
            StrBuilder::Narrow(units) if max > 0xffff => {
                *self = StrBuilder::Ucs4(units.iter().map(|&unit| unit.into()).collect());
            }
            StrBuilder::Narrow(units) if max > 0xff => {
                *self = StrBuilder::Ucs2(units.iter().map(|&unit| unit.into()).collect());
            }
            StrBuilder::Ucs2(units) if max > 0xffff => {
                *self = StrBuilder::Ucs4(units.iter().map(|&unit| unit.into()).collect());
            }
            _ => {}
        }
    }

    /// Appends one character.
    pub fn push(&mut self, point: u32) {
        self.widen_for(point);
        match self {
            StrBuilder::Narrow(units) => units.push(point as u8),
            StrBuilder::Ucs2(units) => units.push(point as u16),
            StrBuilder::Ucs4(units) => units.push(point),
        }
    }

    /// Appends Rust text.
    pub fn push_text(&mut self, text: &str) {
        match self {
            StrBuilder::Narrow(units) if text.is_ascii() => units.extend(text.bytes()),
            _ => text.chars().for_each(|char| self.push(char.into())),
        }
    }

    /// Appends a string.
    pub fn push_str(&mut self, text: &PyStr) {
        match (&mut *self, text.units()) {
            (StrBuilder::Narrow(out), Units::Narrow(units)) => {
                out.extend_from_slice(units);
            }
            (StrBuilder::Ucs2(out), Units::Ucs2(units)) => out.extend_from_slice(units),
            (StrBuilder::Ucs4(out), Units::Ucs4(units)) => out.extend_from_slice(units),
            _ => text.code_points().for_each(|point| self.push(point)),
        }
    }

    /// Appends a character `count` times.
    pub fn push_repeated(&mut self, point: u32, count: usize) {
        if count == 0 {
            return;
        }
        self.widen_for(point);
        match self {
            StrBuilder::Narrow(units) => units.resize(units.len() + count, point as u8),
            StrBuilder::Ucs2(units) => units.resize(units.len() + count, point as u16),
            StrBuilder::Ucs4(units) => units.resize(units.len() + count, point),
        }
    }

    /// The finished string. It only ever widened for a character it holds, so the kind is the
    /// narrowest already.
    pub fn finish(self) -> PyStr {
        match self {
            StrBuilder::Narrow(units) => PyStr::from_latin1(units),
            StrBuilder::Ucs2(units) => PyStr(Repr::Ucs2(Arc::new(units))),
            StrBuilder::Ucs4(units) => PyStr(Repr::Ucs4(Arc::new(units))),
        }
    }
}
