//! Modules that come in another way than by a file: through finders that the program has put on
//! `sys.meta_path`, and packages that are only directories (`Lib/importlib/_bootstrap.py`,
//! `_bootstrap_external.py`). Our own `importlib._bootstrap` does the work.

use crate::value::{ObjId, PyStr};
use crate::vm::import::LOADED_AT_START;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// Asks the finders that the program has put on `sys.meta_path` for a module, unless it is
    /// built in or there from the start; whether one of them had it. Those finders come before this machine's own way.
    pub(super) fn load_by_finders(&mut self, name: &str) -> PyResult<bool> {
        let sysdict = self.state.sysdict;
        let finders = self.state.heap.intern_str("meta_path");
        let list = self.state.heap.dict_get_str(sysdict, finders);
        self.state.heap.decref(finders);
        let empty = list
            .and_then(|list| self.state.heap.as_list(list))
            .is_none_or(|list| list.items.is_empty());
        let built_in = self.natives.module(name).is_some()
            || self
                .natives
                .library(name)
                .is_some_and(|found| found.built_in);
        if empty || built_in || LOADED_AT_START.contains(&name) {
            return Ok(false);
        }
        let name = self.state.heap.new_str(PyStr::new(name));
        let loaded = self.call_importlib("_load_by_finders", &[name]);
        self.state.heap.decref(name);
        loaded
    }

    /// Makes a package without `__init__.py` of the directories of that name, if there are any
    /// (PEP 420).
    pub(super) fn load_namespace(&mut self, name: &str) -> PyResult<bool> {
        let Some((directories, tail)) = self.directories_for(name)? else {
            return Ok(false);
        };
        let mut portions = Vec::new();
        for directory in directories {
            let path = match directory.trim_end_matches('/') {
                "" => tail.to_owned(),
                directory => format!("{directory}/{tail}"),
            };
            let is_directory = self.file_stat(&path)?.is_ok_and(|stat| stat.is_directory());
            if is_directory {
                portions.push(self.state.heap.new_str(PyStr::new(&path)));
            }
        }
        if portions.is_empty() {
            return Ok(false);
        }
        let name = self.state.heap.new_str(PyStr::new(name));
        let portions = self.state.heap.new_list(portions);
        let loaded = self.call_importlib("_load_namespace", &[name, portions]);
        self.state.heap.decref_all([name, portions]);
        loaded
    }

    /// Calls a function of our importlib that says whether it loaded something; false while
    /// importlib itself is being loaded.
    fn call_importlib(&mut self, function: &str, args: &[ObjId]) -> PyResult<bool> {
        let importlib = self.import_by_name("importlib")?;
        self.state.heap.decref(importlib);
        let Some(module) = self.known_module("importlib._bootstrap")? else {
            let module = self.import_by_name("importlib._bootstrap")?;
            self.state.heap.decref(module);
            return self.call_importlib(function, args);
        };
        let Some(found) = self.lookup_attr(module, function)? else {
            return Ok(false);
        };
        let result = self.call(found, args);
        self.state.heap.decref(found);
        let value = result?;
        let loaded = self.is_true(value);
        self.state.heap.decref(value);
        loaded
    }
}
