//! The simulated allocators: sizes and addresses only.

/// pymalloc and the raw allocator (to be written).
#[derive(Clone, Debug, Hash)]
pub struct Memory;
