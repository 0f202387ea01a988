//! What Python code can reach that isn't written in Python: the built-in functions, types and
//! modules, one file each, and the table through which the machine calls them.
//!
//! A type's file exposes `LIST`, its members in CPython's order, and stands in [`TYPES`]. A
//! module's file exposes `MODULE` and stands in [`MODULES`]. A library module written in Python
//! lies in `assets/lib` and stands in [`LIBRARY`].

pub mod modules;
pub mod types;

use crate::objects::Ty;
use crate::vm::NativeTable;
use crate::vm::native::{LibraryModule, NativeDef, NativeModule};

/// The members of the built-in types. The order fixes the ids of the natives.
const TYPES: &[(Ty, &[NativeDef])] = &[];

/// The modules written in Rust.
const MODULES: &[&NativeModule] = &[];

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
