//! What Python values are, apart from any heap: strings, integers, float text, hashes and probe
//! sequences, and the ids by which everything else names things.

pub mod codec;
pub mod complex;
pub mod fault;
pub mod float;
pub mod format;
pub mod hash;
pub mod ids;
pub mod probe;
pub mod pybytes;
pub mod pyint;
pub mod pystr;
pub mod read;
pub mod repr;
pub mod unicode;
pub mod units;

pub use complex::Complex;
pub use fault::{Fault, FaultClass};
pub use ids::{Addr, NativeId, ObjId, Step};
pub use pyint::PyInt;
pub use pystr::{PyStr, StrBuilder, Units};
