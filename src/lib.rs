//! Cutaway: a cutaway drawing of CPython 3.8 that moves.

// In reading order: each module depends only on those before it.
pub mod value;

pub mod code;

pub mod compiler;

pub mod event;

pub mod memory;

pub mod objects;

pub mod gc;

pub mod vm;

pub mod builtins;

pub mod inspect;

pub mod lesson;

pub mod session;

pub mod tui;

pub mod cli;
