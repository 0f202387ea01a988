//! What a run can be written out as.

pub mod trace;
