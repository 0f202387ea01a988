//! The built-in types, one file each: what their slots, methods and attributes do.

pub mod dict;
pub mod dict_iterators;
pub mod dict_methods;
pub mod dict_views;
pub mod enumerate;
pub mod filter;
pub mod iterators;
pub mod list;
pub mod list_methods;
pub mod list_sort;
pub mod map;
pub mod native_state;
pub mod range;
pub mod range_iterators;
pub mod reversed;
pub mod sequence;
pub mod set;
pub mod set_algebra;
pub mod set_methods;
pub mod slice;
pub mod tuple;
pub mod zip;
