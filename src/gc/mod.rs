//! The cyclic garbage collector (`Modules/gcmodule.c`).
//!
//! Reference counting frees most objects at once, but not those that refer to each other in a
//! circle: each keeps the next one alive, though nobody outside can reach any of them. The
//! collector looks for such circles among the objects that can hold references, the containers. It
//! needs no list of roots. It asks: of all references to this object, how many come from the
//! objects I am looking at? If all do, nobody outside holds it.
//!
//! `generation` says which objects it watches and when it runs; `traverse` what an object
//! refers to; `collect` how a collection goes; `clear` how a circle is broken; `debug` what it says.

mod clear;
mod collect;
pub mod debug;
mod generation;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod tests;
mod traverse;

pub use collect::Collection;
pub use generation::{Collector, Generation, GenerationStats, NUM_GENERATIONS, THRESHOLDS};
