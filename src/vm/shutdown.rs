//! The end of a program (`Py_FinalizeEx` of `Python/pylifecycle.c`, `_PyImport_Cleanup` of
//! `Python/import.c`): modules are taken apart, and what dies then may still run Python code.
//!
//! Objects in global variables live as long as their module. At the end the modules leave
//! `sys.modules`, so most die, and with them what they hold. Functions refer to the globals of their
//! module and so keep these alive in a circle; that is the collector's work. What still lives then
//! loses its names one by one.

use crate::objects::{Payload, Slot, SlotImpl, Ty};
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

/// `sys_deletes`: names of `sys` behind which values of the program may hide.
const SYS_DELETES: [&str; 11] = [
    "path",
    "argv",
    "ps1",
    "ps2",
    "last_type",
    "last_value",
    "last_traceback",
    "path_hooks",
    "path_importer_cache",
    "meta_path",
    "__interactivehook__",
];
/// `sys_files`: names of `sys` that get back what they had when the program began.
const SYS_FILES: [(&str, &str); 3] = [
    ("stdin", "__stdin__"),
    ("stdout", "__stdout__"),
    ("stderr", "__stderr__"),
];
/// The oldest generation.
const OLDEST: usize = 2;

impl Vm<'_> {
    /// Ends the program after its main module. Where no object is left whose death would be
    /// noticed, all stays as it is, to be looked at.
    pub(super) fn shut_down(&mut self) {
        self.run_exit_functions();
        if self.death_would_show() {
            // A fault here can only be a wish to stop: the program is over anyway.
            let _ = self.take_modules_apart();
        }
    }

    /// What was registered by `atexit`.
    fn run_exit_functions(&mut self) {
        let name = self.state.heap.intern_str("atexit");
        let modules = self.state.modules;
        let module = self.state.heap.dict_get_str(modules, name);
        self.state.heap.decref(name);
        let Some(module) = module else { return };
        match self.call_method(module, "_run_exitfuncs", &[]) {
            Ok(none) => self.state.heap.decref(none),
            Err(_) => self.clear_exception(),
        }
    }

    /// Whether some object has a finalizer, a weak reference's callback or a suspended generator, or
    /// somebody is told of collections.
    fn death_would_show(&self) -> bool {
        let heap = &self.state.heap;
        heap.has_gc_callbacks()
            || heap.iter().any(|(id, object)| match &object.payload {
                Payload::WeakRef(reference) => reference.wr_callback.is_some(),
                Payload::Generator(generator) => generator.gi_frame.is_some(),
                Payload::Type(_) => false,
                _ => self.slot_of(id, Slot::Del) == SlotImpl::Hook,
            })
    }

    fn take_modules_apart(&mut self) -> PyResult<()> {
        self.forget_script_place()?;
        if self.state.heap.gc.enabled {
            self.collect_garbage(OLDEST)?;
        }
        // Of the collections that follow nobody is told (`_PyGC_CollectNoFail`).
        let callbacks = self.state.heap.gc.callbacks.take();
        self.state.heap.xdecref(callbacks);
        self.forget_special_names()?;
        let modules = self.clear_sys_modules()?;
        self.restore_builtins()?;
        self.collect_garbage(OLDEST)?;
        for module in modules.into_iter().rev() {
            if self.state.heap.is_alive(module)
                && let Some(dict) = self.state.heap.get(module).dict
            {
                self.clear_names(dict)?;
            }
        }
        self.clear_names(self.state.sysdict)?;
        self.clear_names(self.state.builtins)?;
        self.collect_garbage(OLDEST)?;
        Ok(())
    }

    /// The names that running a file has put into `__main__` go first (`PyRun_SimpleFileExFlags`).
    fn forget_script_place(&mut self) -> PyResult<()> {
        let modules = self.state.modules;
        let main = self.state.heap.dict_get_str(modules, self.state.names.main);
        let Some(dict) = main.and_then(|main| self.state.heap.get(main).dict) else {
            return Ok(());
        };
        for name in [self.state.names.file, self.state.names.cached] {
            self.state.heap.dict_del_str(dict, name);
        }
        self.run_pending()
    }

    fn forget_special_names(&mut self) -> PyResult<()> {
        let none = self.state.heap.none();
        self.bind_late(self.state.builtins, "_", none)?;
        let sysdict = self.state.sysdict;
        for name in SYS_DELETES {
            self.bind_late(sysdict, name, none)?;
        }
        for (name, original) in SYS_FILES {
            let original = self.state.heap.intern_str(original);
            let value = self.state.heap.dict_get_str(sysdict, original);
            self.state.heap.decref(original);
            self.bind_late(sysdict, name, value.unwrap_or(none))?;
        }
        Ok(())
    }

    /// Binds a name; what it meant may die of it.
    fn bind_late(&mut self, dict: ObjId, name: &str, value: ObjId) -> PyResult<()> {
        let name = self.state.heap.intern_str(name);
        self.state.heap.dict_set_str(dict, name, value);
        self.state.heap.decref(name);
        self.run_pending()
    }

    /// Takes all modules out of `sys.modules`; they are returned in the order in which they were
    /// imported, without a reference.
    fn clear_sys_modules(&mut self) -> PyResult<Vec<ObjId>> {
        let none = self.state.heap.none();
        let modules = self.state.modules;
        let mut found = Vec::new();
        let mut pos = 0;
        while let Some((name, module, _)) = self.state.heap.dict_entry_next(modules, &mut pos) {
            if self.state.heap.is_instance(module, Ty::Module) {
                found.push(module);
                self.dict_set(modules, name, none)?;
                self.run_pending()?;
            }
        }
        self.state.heap.dict_clear(modules);
        self.run_pending()?;
        Ok(found)
    }

    /// `builtins` holds again what it held when the program began.
    fn restore_builtins(&mut self) -> PyResult<()> {
        let (builtins, original) = (self.state.builtins, self.state.builtins_copy);
        let changed = self.state.heap.dict_copy(builtins);
        self.state.heap.dict_clear(builtins);
        self.dict_update(builtins, original)?;
        self.state.heap.decref(changed);
        self.run_pending()
    }

    /// Sets the names of a namespace to None: first those with one underscore, which are helpers,
    /// then the others (`_PyModule_ClearDict`).
    fn clear_names(&mut self, dict: ObjId) -> PyResult<()> {
        self.state.heap.incref(dict);
        let result = self.clear_held_names(dict);
        self.state.heap.decref(dict);
        result?;
        self.run_pending()
    }

    fn clear_held_names(&mut self, dict: ObjId) -> PyResult<()> {
        let none = self.state.heap.none();
        for helpers in [true, false] {
            let mut pos = 0;
            while let Some((name, value, _)) = self.state.heap.dict_entry_next(dict, &mut pos) {
                let text = self.name_text(name);
                let is_helper = text.starts_with('_') && !text.starts_with("__");
                let wanted = if helpers {
                    is_helper
                } else {
                    text != "__builtins__"
                };
                if wanted && value != none {
                    self.dict_set(dict, name, none)?;
                    self.run_pending()?;
                }
            }
        }
        Ok(())
    }
}
