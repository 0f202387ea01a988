//! Cutaway: a cutaway drawing of CPython 3.8 that moves.
//!
//! It compiles a Python script to the bytecode that CPython 3.8 would make, runs it in a machine
//! that behaves like CPython 3.8 inside as well as outside, and shows the machine in a terminal
//! while the user steps through it, forwards and backwards.
//!
//! ```text
//! script.py ─source─▶ compiler ─Code─▶ vm ─events─▶ timeline ─moment(n)─▶ inspect ─views─▶ tui, export
//! (.pyc)                               ▲  value, memory, objects, gc, builtins    (plain structs)
//!                                      └── state: plain data, Clone
//! ```
//!
//! # The map
//!
//! The modules below stand in reading order; each depends only on those before it.
//! `tests/architecture.rs` holds the code to that and to what is said here.
//!
//! - [`value`]: strings, ints, float text, hashes, probing sequences: values apart from any heap.
//! - [`code`]: code objects, the opcode table, instructions, line tables.
//! - [`compiler`]: source bytes to code objects. It doesn't know the machine.
//! - [`memory`]: pymalloc and what lies below it: sizes and addresses only.
//! - [`event`]: what happens inside one instruction, as plain data.
//! - [`objects`]: the heap of objects, one file per type, with their C layout and size. Only
//!   `objects::heap` knows how they are stored.
//! - [`gc`]: generations and the phases of a collection. `objects` may name it: allocating a
//!   container can start a collection.
//! - [`vm`]: the evaluation loop, frames, calls, unwinding, attributes, imports. It knows neither the
//!   compiler nor files: those answer through `vm::Host`.
//! - [`builtins`]: built-in functions, types and modules, reached through a table of ids.
//! - [`timeline`]: recording, copies of the state, replaying, searching. Everything that moves in
//!   time goes through `Timeline::moment`.
//! - [`inspect`]: a moment to views, in the learner's words.
//! - [`lesson`]: samples with their notes and questions.
//! - [`session`]: the one place that owns files, clocks and threads; commands in, views out.
//! - [`tui`]: terminal in, terminal out. It knows views only.
//! - [`export`] and [`cli`]: the forms a run can be written in, and the command line.
//!
//! # What holds everywhere
//!
//! - **A state is plain data**: ids instead of references, no interior mutability, no closures. It can be
//!   copied, compared by its digest, and sent to a thread.
//! - **A step is a pure function** of the start, the log of answers, and its number: replaying to
//!   step n gives the state first seen at n.
//! - **Reference counts are CPython's**, instruction by instruction, because they are shown. An id of a
//!   freed object never becomes valid again, so a wrong count is found at once.
//! - **The host's stack never decides**: Python calls push frames; what must nest is counted.
//! - **No input can stop the program**: errors are values; what isn't there yet says so by name.

pub mod value;

pub mod code;

pub mod compiler;

pub mod memory;

pub mod event;

pub mod objects;

pub mod gc;

pub mod vm;

pub mod builtins;

pub mod timeline;

pub mod inspect;

pub mod lesson;

pub mod session;

pub mod tui;

pub mod export;

pub mod cli;
