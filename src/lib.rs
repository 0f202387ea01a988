//! Cutaway: a cutaway drawing of CPython 3.8 that moves.

pub mod code;
pub mod inspect;
pub mod lesson;
pub mod session;
pub mod tui;
pub mod value;
