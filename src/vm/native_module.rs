//! Modules written in Rust become module objects (`PyModule_Create2` of
//! `Objects/moduleobject.c`).

use crate::value::{ObjId, PyStr};
use crate::vm::native::NativeModule;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// Makes a native module with its functions and types; a new reference.
    pub fn create_native_module(&mut self, native: &'static NativeModule) -> PyResult {
        let module = self.new_builtin_module(native.name);
        if !native.doc.is_empty() {
            let doc = self.state.heap.new_str(PyStr::new(native.doc));
            let name = self.state.names.doc;
            let dict = self.state.heap.instance_dict(module);
            self.state.heap.dict_set_str(dict, name, doc);
            self.state.heap.decref(doc);
        }
        self.add_module_members(module, native);
        match (native.fill)(self, module) {
            Ok(()) => {
                // `_PyImport_FixupExtensionObject` keeps a copy of what the module holds now.
                let dict = self.state.heap.instance_dict(module);
                let copy = self.state.heap.dict_copy(dict);
                self.state.extension_copies.push(copy);
                Ok(module)
            }
            Err(fault) => {
                self.state.heap.decref(module);
                Err(fault)
            }
        }
    }

    fn add_module_members(&mut self, module: ObjId, native: &'static NativeModule) {
        let natives = self.natives;
        let Some(entry) = natives.module(native.name) else {
            return;
        };
        let dict = self.state.heap.instance_dict(module);
        let module_name = self.state.heap.intern_str(native.name);
        for id in entry.functions.clone() {
            let id = crate::value::NativeId(id);
            let heap = &mut self.state.heap;
            let function = heap.new_builtin(id, Some(module), Some(module_name));
            let name = heap.intern_str(natives.get(id).name);
            heap.dict_set_str(dict, name, function);
            heap.decref(name);
            heap.decref(function);
        }
        self.state.heap.decref(module_name);
        for (native, members) in native.types.iter().zip(&entry.types) {
            let full_name = format!("{}.{}", native.module, native.info.name);
            if !self.state.native_types.contains_key(&full_name) {
                let class = self.new_native_type(native, members.clone());
                self.state.native_types.insert(full_name.clone(), class);
            }
            if let Some(&class) = self.state.native_types.get(&full_name) {
                let heap = &mut self.state.heap;
                let name = heap.intern_str(native.info.name);
                heap.dict_set_str(dict, name, class);
                heap.decref(name);
            }
        }
    }
}
