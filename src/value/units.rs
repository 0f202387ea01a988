//! What `str` and `bytes` methods share (`Objects/stringlib/`): algorithms over a slice of units,
//! a unit being a byte or a stored character of one, two or four bytes. Parts of the input are
//! given back as ranges, so that nothing is copied before the caller knows what to make of it.

mod build;
mod search;
mod split;

pub use build::{center_margins, expand_tabs, join, pad, replace, zfill};
pub use search::{count, find, matches_at, rfind};
pub use split::{rsplit_on, rsplit_space, split_lines, split_on, split_space, strip};

use std::ops::Range;

/// A byte, or one stored character of a string.
pub trait Unit: Copy + Eq + 'static {
    /// The character's code point; a byte's value.
    fn point(self) -> u32;
    /// The unit of a code point, which must fit.
    fn from_point(point: u32) -> Self;
    /// The unit of an ASCII character.
    fn ascii(byte: u8) -> Self {
        Self::from_point(byte.into())
    }
}

impl Unit for u8 {
    #[inline]
    fn point(self) -> u32 {
        u32::from(self)
    }
    #[inline]
    fn from_point(point: u32) -> u8 {
        point as u8
    }
}

impl Unit for u16 {
    #[inline]
    fn point(self) -> u32 {
        u32::from(self)
    }
    #[inline]
    fn from_point(point: u32) -> u16 {
        point as u16
    }
}

impl Unit for u32 {
    #[inline]
    fn point(self) -> u32 {
        self
    }
    #[inline]
    fn from_point(point: u32) -> u32 {
        point
    }
}

/// Which ends of a text `strip`, `lstrip` and `rstrip` work on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ends {
    /// The beginning only.
    Left,
    /// The end only.
    Right,
    /// Both.
    Both,
}

/// The part that `find(sub, start, end)` and its like look at (`ADJUST_INDICES`): negative bounds
/// count from the end, bounds outside are moved to it. None if `start` lies behind `end`, where
/// not even an empty text is found.
#[inline]
pub fn clamp_range(start: Option<i64>, end: Option<i64>, len: usize) -> Option<Range<usize>> {
    let len = len as i64;
    let from_end = |index: i64| {
        if index < 0 {
            (index + len).max(0)
        } else {
            index
        }
    };
    let start = from_end(start.unwrap_or(0));
    let end = from_end(end.unwrap_or(len).min(len));
    (start <= end).then_some(start as usize..end as usize)
}
