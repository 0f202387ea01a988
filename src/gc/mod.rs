//! The cyclic garbage collector: which objects it watches, and when it runs
//! (`Modules/gcmodule.c`).
//!
//! Reference counting frees most objects at once, but not those that refer to each other in a circle.
//! So every object that can hold references carries a GC head, by which it hangs in the list of
//! one of three generations. A new one starts in generation 0; what survives a collection moves on.

mod generation;

pub use generation::{Collector, Generation, GenerationStats};
