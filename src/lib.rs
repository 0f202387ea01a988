//! Cutaway: a cutaway drawing of CPython 3.8 that moves.

pub mod code;
pub mod value;
