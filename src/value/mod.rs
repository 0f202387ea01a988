//! What Python values are, apart from any heap: strings, integers, float text, hashes and probe
//! sequences, and the ids by which everything else names things.

pub mod ids;
pub mod pyint;
pub mod pystr;

pub use ids::ObjId;
pub use pyint::PyInt;
pub use pystr::PyStr;
