//! The end of a program: its modules are let go, and what only they kept alive dies
//! (`PyImport_Cleanup` of `Python/import.c`).

use crate::objects::Ty;
use crate::vm::{PyResult, Vm};

/// The oldest generation: all that is tracked.
const ALL_GENERATIONS: usize = 2;

impl Vm<'_> {
    /// Takes the program's modules out of `sys.modules`, in their order. What dies with them dies
    /// now; what a module's functions keep in a cycle with its namespace is left to a collection.
    /// The native modules stay: finalizers may still need them.
    pub(super) fn clear_modules(&mut self) -> PyResult<()> {
        let modules = self.state.modules;
        let mut names = Vec::new();
        let mut pos = 0;
        while let Some((name, module, _)) = self.state.heap.dict_entry_next(modules, &mut pos) {
            let heap = &self.state.heap;
            let native = heap
                .as_str(name)
                .and_then(|name| name.as_ascii())
                .and_then(|name| self.natives.module(name));
            if native.is_none() && heap.is_instance(module, Ty::Module) {
                names.push(name);
            }
        }
        let none = self.state.heap.none();
        for name in names {
            self.state.heap.dict_set_str(modules, name, none);
            self.run_pending()?;
        }
        self.collect_garbage(ALL_GENERATIONS)?;
        self.run_pending()
    }
}
