//! Ids as newtypes: every index in the program has a type that says what it counts.

use std::num::NonZeroU64;

/// Names one object of the Python heap. The id of a freed object never becomes valid again.
///
/// The number is opaque: only the heap makes and reads it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ObjId(NonZeroU64);

impl ObjId {
    /// Wraps the heap's own key.
    pub const fn from_raw(raw: NonZeroU64) -> ObjId {
        ObjId(raw)
    }

    /// The heap's own key.
    pub const fn raw(self) -> NonZeroU64 {
        self.0
    }
}

/// A simulated machine address, as `id(x)` shows it. Zero is the NULL pointer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Addr(pub u64);

/// Number of a dispatched instruction in a run, counted from 0 over all frames and threads,
/// hidden ones included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Step(pub u64);

/// Index of a native function in the table of `builtins`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NativeId(pub u16);
