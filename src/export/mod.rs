//! What a run can be written out as, and how two such writings are compared.

pub mod trace;
pub mod verify;
