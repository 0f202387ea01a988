//! What Python code can reach that isn't written in Python: the built-in functions, types and
//! modules, one file each, and the table through which the machine calls them.
//!
//! A type's file exposes `LIST`, its members in CPython's order, and stands in [`TYPES`]. A
//! module's file exposes `MODULE` and stands in [`MODULES`]. A library module written in Python
//! lies in `assets/lib` and stands in [`LIBRARY`].

pub mod modules;
pub mod support;
pub mod types;

use crate::objects::Ty;
use crate::vm::NativeTable;
use crate::vm::native::{LibraryModule, NativeDef, NativeModule};

/// The members of the built-in types. The order fixes the ids of the natives.
const TYPES: &[(Ty, &[NativeDef])] = &[
    (Ty::List, types::list::LIST),
    (Ty::List, types::list_methods::LIST),
    (Ty::List, types::list_sort::LIST),
    (Ty::ListIterator, types::iterators::LIST_ITERATOR),
    (
        Ty::ListReverseiterator,
        types::iterators::LIST_REVERSEITERATOR,
    ),
    (Ty::Tuple, types::tuple::LIST),
    (Ty::TupleIterator, types::iterators::TUPLE_ITERATOR),
    (Ty::Dict, types::dict::LIST),
    (Ty::Dict, types::dict_methods::LIST),
    (Ty::DictKeys, types::dict_views::KEYS),
    (Ty::DictValues, types::dict_views::VALUES),
    (Ty::DictItems, types::dict_views::KEYS),
    (Ty::DictKeyiterator, types::dict_iterators::LIST),
    (Ty::DictValueiterator, types::dict_iterators::LIST),
    (Ty::DictItemiterator, types::dict_iterators::LIST),
    (Ty::DictReversekeyiterator, types::dict_iterators::LIST),
    (Ty::DictReversevalueiterator, types::dict_iterators::LIST),
    (Ty::DictReverseitemiterator, types::dict_iterators::LIST),
    (Ty::Set, types::set::SET),
    (Ty::Set, types::set_methods::SET),
    (Ty::Frozenset, types::set::FROZENSET),
    (Ty::Frozenset, types::set_methods::FROZENSET),
    (Ty::SetIterator, types::set_methods::SET_ITERATOR),
    (Ty::Range, types::range::LIST),
    (Ty::RangeIterator, types::range_iterators::RANGE_ITERATOR),
    (
        Ty::LongrangeIterator,
        types::range_iterators::LONGRANGE_ITERATOR,
    ),
    (Ty::Slice, types::slice::LIST),
    (Ty::Iterator, types::iterators::ITERATOR),
    (Ty::CallableIterator, types::iterators::CALLABLE_ITERATOR),
    (Ty::Enumerate, types::enumerate::LIST),
    (Ty::Zip, types::zip::LIST),
    (Ty::Map, types::map::LIST),
    (Ty::Filter, types::filter::LIST),
    (Ty::Reversed, types::reversed::LIST),
];

/// The modules written in Rust.
const MODULES: &[&NativeModule] = &[
    &modules::operator::MODULE,
    &modules::itertools::MODULE,
    &modules::functools::MODULE,
    &modules::heapq::MODULE,
    &modules::bisect::MODULE,
];

/// The modules written in Python.
const LIBRARY: &[LibraryModule] = &[];

/// All native functions, in the same order every time.
pub fn table() -> NativeTable {
    let mut table = NativeTable::default();
    for (ty, members) in TYPES {
        table.add_type(*ty, members);
    }
    for module in MODULES {
        table.add_module(module);
    }
    table.set_library(LIBRARY);
    table
}
