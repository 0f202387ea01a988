//! What a compilation leaves behind, besides the code: the syntax tree's references, and memory.
//!
//! CPython's compiler keeps its tables in ordinary Python lists, dicts, tuples and sets. They are gone
//! when the code runs, but not without a trace: memory of dead ones waits on the free lists, and while
//! they lived the collector counted them. The compiler notes the steps; the machine takes them.

use std::sync::Arc;

use crate::code::Const;
use crate::value::PyStr;

/// What a syntax tree refers to, and what compiling it took. CPython keeps the tree of a main script, or of
/// a string that is executed, in an arena as long as its code runs.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Identifiers in the order of the source, each with how often it stands there.
    pub names: Vec<(PyStr, u32)>,
    /// Constants as they stand in the source, and those that folding made of them. Where code refers to
    /// one of several equal ones, that one is the code's own.
    pub constants: Vec<Arc<Const>>,
    /// The containers that CPython makes and drops on the way, if that was asked for. What is left
    /// belongs to the tree's arena and to the code.
    pub footprint: Vec<Step>,
    /// Tuples among the code's constants that aren't shared with equal ones, noted with the containers.
    pub unmerged: Vec<Arc<Const>>,
}

/// A container, or another object whose type keeps a free list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Container {
    /// `list`.
    List,
    /// `dict`, without its table of keys.
    Dict,
    /// A dict's table of 8 slots.
    Keys,
    /// `tuple` of so many items, at least one.
    Tuple(usize),
    /// `set` or `frozenset`.
    Set,
    /// `set_iterator`.
    SetIterator,
    /// `tuple_iterator`.
    TupleIterator,
    /// `float`.
    Float,
}

/// One step.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// One is made.
    Made(Container),
    /// One that was made is dropped.
    Dropped(Container),
}
