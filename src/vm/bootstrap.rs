//! Setting a machine up until the main script's first instruction is next (`Py_InitializeFromConfig`,
//! `pymain_run_file` of `Modules/main.c`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::memory::Memory;
use crate::objects::Heap;
use crate::value::pyint::DEFAULT_MAX_STR_DIGITS;
use crate::value::{ObjId, PyStr, Step};
use crate::vm::files::{Files, START_TIME};
use crate::vm::identifier::Identifiers;
use crate::vm::load::load_main;
use crate::vm::names::Names;
use crate::vm::native::NativeTable;
use crate::vm::state::{Host, State, Thread, World};
use crate::vm::{PyResult, Vm};

/// `Py_DEFAULT_RECURSION_LIMIT` (`Python/ceval.c`).
const DEFAULT_RECURSION_LIMIT: u32 = 1000;
/// Native modules that exist before the program starts, in the order of `sys.modules`. `sys` needs
/// the streams of `_stdio`.
const EARLY_MODULES: [&str; 3] = ["builtins", "_stdio", "sys"];

/// `DEFAULT_INTERVAL` of `Python/ceval_gil.h`, in microseconds.
const DEFAULT_SWITCH_INTERVAL: u64 = 5000;

impl State {
    /// A heap with nothing but the types and the names that the machine itself uses; no code can
    /// run in it yet.
    fn empty(memory: Memory) -> State {
        let mut heap = Heap::new(memory);
        let names = Names::new(&mut heap);
        // CPython has made functions long before a script begins.
        heap.dunder_name();
        State {
            names,
            identifiers: Identifiers::of_start(),
            step: Step(0),
            threads: vec![Thread {
                frame: None,
                recursion_depth: 0,
                overflowed: false,
                curexc: [None; 3],
                exc_info: vec![[None; 3]],
                async_gen_hooks: Default::default(),
                trace_function: None,
                profile_function: None,
                tracing: false,
                coroutine_origin_tracking_depth: 0,
            }],
            current: 0,
            output: Vec::new(),
            log_cursor: 0,
            modules: heap.new_dict(),
            builtins: heap.new_dict(),
            sysdict: heap.new_dict(),
            builtins_copy: heap.new_dict(),
            native_types: Default::default(),
            main_code: heap.none_ref(),
            import_function: None,
            extension_copies: Vec::new(),
            cached_names: Default::default(),
            parsers: BTreeMap::new(),
            thread_dict: None,
            repr_list: None,
            exit_status: None,
            uncaught: None,
            recursion_limit: DEFAULT_RECURSION_LIMIT,
            int_max_str_digits: DEFAULT_MAX_STR_DIGITS,
            switch_interval: DEFAULT_SWITCH_INTERVAL,
            library: None,
            files: Files::new("/", START_TIME),
            unread_input: Vec::new(),
            clock: 0,
            temporaries: Vec::new(),
            nested: 0,
            heap,
        }
    }
}

impl<'a> Vm<'a> {
    /// A machine whose next step is the first of the world's main script. If setting it up fails,
    /// which only a faulty native module can cause, the program has ended with the error's report.
    pub fn start(world: &World, natives: &'a NativeTable, host: &'a mut dyn Host) -> Vm<'a> {
        let mut vm = Vm::new(State::empty(Memory::new()), natives, host);
        vm.state.heap.native_names = Arc::new(natives.names());
        vm.ready_static_types();
        let ready = vm.early_modules().and_then(|()| vm.main_module(world));
        if let Err(fault) = ready {
            vm.state.heap.finish_boot();
            let status = vm.finish_main(Err(fault));
            vm.state.exit_status = Some(status);
        }
        for warning in &world.warnings {
            vm.write(2, warning);
        }
        vm
    }

    /// `builtins`, `sys` and the modules that these need.
    fn early_modules(&mut self) -> PyResult<()> {
        let natives = self.natives;
        for name in EARLY_MODULES {
            let module = match natives.module(name) {
                Some(entry) => self.create_native_module(entry.module)?,
                None => self.new_builtin_module(name),
            };
            let dict = self.state.heap.instance_dict(module);
            self.state.heap.incref(dict);
            let held = match name {
                "builtins" => Some(&mut self.state.builtins),
                "sys" => Some(&mut self.state.sysdict),
                _ => None,
            };
            let old = match held {
                Some(held) => std::mem::replace(held, dict),
                None => dict,
            };
            self.state.heap.decref(old);
            self.add_module(name, module);
        }
        let copy = self.state.heap.dict_copy(self.state.builtins);
        let empty = std::mem::replace(&mut self.state.builtins_copy, copy);
        self.state.heap.decref(empty);
        let import = self.state.names.import;
        self.state.import_function = self.state.heap.dict_get_str(self.state.builtins, import);
        Ok(())
    }

    /// Enters a module (stolen) into `sys.modules`.
    fn add_module(&mut self, name: &str, module: ObjId) {
        let name = self.state.heap.intern_str(name);
        let modules = self.state.modules;
        self.state.heap.dict_set_str(modules, name, module);
        self.state.heap.decref(name);
        self.state.heap.decref(module);
    }

    /// `sys.argv`, `sys.path`, the module `__main__`, and the frame of its body.
    fn main_module(&mut self, world: &World) -> PyResult<()> {
        self.state.library = world.library.clone();
        self.state.files = Files::new(&world.cwd.to_lossy(), START_TIME);
        self.set_sys_lists(world);
        let module = self.new_main_module(&world.main.co_filename);
        self.add_module("__main__", module);
        let namespace = self.state.heap.instance_dict(module);
        self.apply_shared_objects(&world.start);
        let code = load_main(&mut self.state.heap, world);
        let none = std::mem::replace(&mut self.state.main_code, code);
        self.state.heap.decref(none);
        self.apply_start_image(world, namespace);
        self.start_code(code, namespace, namespace, None)?;
        Ok(())
    }

    fn set_sys_lists(&mut self, world: &World) {
        let script = world.main.co_filename.to_lossy();
        let directory = script
            .rsplit_once('/')
            .map_or("", |(directory, _)| directory);
        let path = vec![PyStr::new(directory), PyStr::new(&self.library_place())];
        for (name, texts) in [("argv", &world.argv), ("path", &path)] {
            let heap = &mut self.state.heap;
            let items = texts.iter().map(|text| heap.new_str(text.clone()));
            let items = items.collect();
            let list = heap.new_list(items);
            let name = heap.intern_str(name);
            heap.dict_set_str(self.state.sysdict, name, list);
            heap.decref(name);
            heap.decref(list);
        }
    }

    /// `__main__` with the nine names that it has before its first instruction; a new reference.
    fn new_main_module(&mut self, filename: &PyStr) -> ObjId {
        let module = self.new_module("__main__");
        let names = &self.state.names;
        let (annotations, builtins) = (names.annotations, names.builtins);
        let (file, cached) = (names.file, names.cached);
        let builtins_name = self.state.heap.intern_str("builtins");
        let found = self
            .state
            .heap
            .dict_get_str(self.state.modules, builtins_name);
        self.state.heap.decref(builtins_name);
        let heap = &mut self.state.heap;
        let builtins_module = found.unwrap_or(heap.none());
        heap.incref(builtins_module);
        let rest = [
            (annotations, heap.new_dict()),
            (builtins, builtins_module),
            (file, heap.new_str(filename.clone())),
            (cached, heap.none_ref()),
        ];
        let dict = heap.instance_dict(module);
        for (name, value) in rest {
            heap.dict_set_str(dict, name, value);
            heap.decref(value);
        }
        module
    }
}
