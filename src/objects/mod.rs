//! The Python heap: objects, their types and their C layout, one file per kind of object.
//!
//! Convention of references, as in CPython's C code: a function that returns an [`ObjId`] says in
//! its documentation whether it is a *new* reference (the caller owns it and must release or store
//! it) or a *borrowed* one. Arguments are borrowed unless the documentation says *stolen*.

mod access;
pub mod alloc;
mod bytearray;
pub mod callable;
mod cascade;
mod compare;
pub mod container;
mod dealloc;
mod dealloc_parts;
mod dealloc_quick;
#[cfg(test)]
mod deaths;
pub mod dict;
mod dict_copy;
pub mod dict_keys;
pub mod dict_search;
pub mod dict_split;
pub mod exception;
pub mod footprint;
pub mod frame;
pub mod freelist;
mod hash;
mod heap;
#[cfg(test)]
mod histories;
mod intern;
pub mod list;
pub mod make;
pub mod make_frame;
pub mod object;
pub mod payload;
pub mod set;
pub mod set_search;
pub mod singleton;
pub mod size;
pub mod slots;
pub mod sort;
mod startup;
mod str;
mod subclasses;
pub mod tuple;
pub mod ty;
pub mod typeobject;
pub mod unicode_writer;
mod weakref;

pub use access::static_type;
pub use bytearray::VIEW;
pub use cascade::{Pending, Suspended};
pub use compare::Equality;
pub use dict_search::{DictSearch, Found, Search};
pub use hash::Hashing;
pub use heap::{Heap, Milestones, Resize, type_id};
pub use intern::{LIST_INDEX_ERROR, StartName, StartNames};
pub use object::{GcHead, GcList, Object};
pub use payload::Payload;
pub use set_search::{SetSearch, SetStep};
pub use slots::{Slot, SlotImpl};
pub use sort::{SortStep, Timsort};
pub use ty::Ty;
