//! The modules written in Rust, one file each.

pub mod bisect;
pub mod builtins;
pub mod collections;
pub mod deque;
pub mod deque_methods;
pub mod functools;
pub mod functools_cache;
pub mod functools_partial;
pub mod gc;
pub mod heapq;
pub mod itertools;
pub mod itertools_combine;
pub mod itertools_endless;
pub mod itertools_group;
pub mod itertools_join;
pub mod itertools_select;
pub mod math;
pub mod operator;
pub mod operator_getters;
pub mod random;
pub mod sitebuiltins;
pub mod stream;
pub mod support;
pub mod sys;
pub mod time;
pub mod weakref;
