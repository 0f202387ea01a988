//! The Python heap: objects, their types and their C layout, one file per kind of object.
//!
//! Convention of references, as in CPython's C code: a function that returns an [`ObjId`] says in
//! its documentation whether it is a *new* reference (the caller owns it and must release or store
//! it) or a *borrowed* one. Arguments are borrowed unless the documentation says *stolen*.

pub mod callable;
pub mod container;
pub mod exception;
pub mod frame;
mod heap;
pub mod object;
pub mod payload;
pub mod slots;
pub mod ty;
pub mod typeobject;

pub use heap::{Heap, Pending};
pub use object::{GcHead, GcList, Object};
pub use payload::Payload;
pub use slots::{Slot, SlotImpl};
pub use ty::Ty;
