//! Module objects and the attributes that imports give them (`PyModule_NewObject` of
//! `Objects/moduleobject.c`, `_init_module_attrs` of `importlib._bootstrap`).

use crate::objects::{Ty, type_id};
use crate::value::{ObjId, PyStr};
use crate::vm::Vm;

/// Where a module written in Python comes from.
pub(super) enum Origin {
    /// A file.
    File {
        /// Its path.
        path: String,
        /// The directory of a package's submodules.
        package: Option<String>,
    },
    /// The library that comes with this program, whose frames are hidden.
    Library {
        /// The directory that stands for a package's submodules.
        package: Option<String>,
        /// Whether CPython has the module in C.
        built_in: bool,
    },
}

/// How the file names begin of Python code that stands for C code.
pub(super) const BUILT_IN_PREFIX: &str = "<built-in ";

/// Whether a module of ours that takes no file's place is written in Python in CPython as well: the
/// frozen ones and the rest of importlib.
fn is_python_in_cpython(name: &str) -> bool {
    let package = name.split('.').next();
    package == Some("importlib") || name.starts_with("_frozen_importlib") || name == "zipimport"
}

impl Origin {
    /// `co_filename` of the module's code.
    pub(super) fn filename(&self, name: &str) -> String {
        match self {
            Origin::File { path, .. } => path.clone(),
            Origin::Library { built_in, .. } if *built_in => format!("{BUILT_IN_PREFIX}{name}>"),
            Origin::Library { .. } => format!("<frozen {name}>"),
        }
    }

    /// The one directory in `__path__`; none if it is no package.
    fn package(&self) -> Option<&str> {
        match self {
            Origin::File { package, .. } | Origin::Library { package, .. } => package.as_deref(),
        }
    }
}

/// Where CPython would keep the compiled file (`cache_from_source`).
fn cached(path: &str) -> Option<String> {
    let (directory, file) = match path.rsplit_once('/') {
        Some((directory, file)) => (format!("{directory}/"), file),
        None => (String::new(), path),
    };
    let stem = file.strip_suffix(".py")?;
    Some(format!("{directory}__pycache__/{stem}.cpython-38.pyc"))
}

impl Vm<'_> {
    /// An empty module with its five first names; a new reference.
    pub fn new_module(&mut self, name: &str) -> ObjId {
        let module = self.state.heap.new_instance(type_id(Ty::Module));
        let name = self.state.heap.new_str(PyStr::new(name));
        let (none, names) = (self.state.heap.none(), &self.state.names);
        let first = [
            (names.name, name),
            (names.doc, none),
            (names.package, none),
            (names.loader, none),
            (names.spec, none),
        ];
        let dict = self.state.heap.instance_dict(module);
        for (key, value) in first {
            self.state.heap.dict_set_str(dict, key, value);
        }
        self.state.heap.decref(name);
        module
    }

    /// Binds a name in a module; the value is stolen.
    fn give(&mut self, module: ObjId, name: ObjId, value: ObjId) {
        let dict = self.state.heap.instance_dict(module);
        self.state.heap.dict_set_str(dict, name, value);
        self.state.heap.decref(value);
    }

    /// The same for a name known in Rust.
    fn give_str(&mut self, module: ObjId, name: &str, value: ObjId) {
        let name = self.state.heap.intern_str(name);
        self.give(module, name, value);
        self.state.heap.decref(name);
    }

    fn text(&mut self, text: &str) -> ObjId {
        self.state.heap.new_str(PyStr::new(text))
    }

    /// A module about to be initialised, with all that `import` sets before its body runs; a new
    /// reference.
    pub(super) fn new_source_module(&mut self, name: &str, origin: &Origin) -> ObjId {
        let module = self.new_module(name);
        let package = match origin.package() {
            Some(_) => name,
            None => name.rsplit_once('.').map_or("", |(parent, _)| parent),
        };
        let package = self.text(package);
        self.give(module, self.state.names.package, package);
        let spec = self.new_spec(name, &origin.filename(name), true);
        self.give(module, self.state.names.spec, spec);
        if let Some(directory) = origin.package() {
            let directory = self.text(directory);
            let path = self.state.heap.new_list(vec![directory]);
            self.give(module, self.state.names.path, path);
        }
        if let Origin::File { path, .. } = origin {
            let file = self.text(path);
            self.give(module, self.state.names.file, file);
            if let Some(cached) = cached(path) {
                let cached = self.text(&cached);
                self.give(module, self.state.names.cached, cached);
            }
        }
        module
    }

    /// A module that isn't written in Python, with what `import` sets; a new reference.
    pub(super) fn new_builtin_module(&mut self, name: &str) -> ObjId {
        let module = self.new_module(name);
        let package = self.text("");
        self.give(module, self.state.names.package, package);
        let spec = self.new_spec(name, "built-in", false);
        // The spec also stands for the loader, importlib's `BuiltinImporter`.
        self.state.heap.incref(spec);
        self.give(module, self.state.names.loader, spec);
        self.give(module, self.state.names.spec, spec);
        module
    }

    /// `__spec__`: a plain namespace stands for `ModuleSpec`, which is part of importlib.
    fn new_spec(&mut self, name: &str, origin: &str, initializing: bool) -> ObjId {
        let spec = self.state.heap.new_instance(type_id(Ty::SimpleNamespace));
        let none = self.state.heap.none_ref();
        let name_object = self.text(name);
        let origin = self.text(origin);
        let initializing = self.state.heap.new_bool(initializing);
        self.give_str(spec, "name", name_object);
        self.give_str(spec, "loader", none);
        self.give_str(spec, "origin", origin);
        self.give_str(spec, "_initializing", initializing);
        spec
    }

    /// Notes whether a module's body is running.
    pub(super) fn set_initializing(&mut self, module: ObjId, on: bool) {
        if let Some(spec) = self.module_spec(module) {
            let value = self.state.heap.new_bool(on);
            self.give_str(spec, "_initializing", value);
        }
    }

    /// The functions and classes of a module that CPython has in C get the manners of those in C, if
    /// the module is such a one.
    pub(super) fn make_contents_stand_for_c(&mut self, module: ObjId, name: ObjId) {
        let name = self.name_text(name);
        let library = self.natives.library(&name);
        if !library.is_some_and(|found| found.built_in) || is_python_in_cpython(&name) {
            return;
        }
        let (globals, mut pos) = (self.state.heap.instance_dict(module), 0);
        while let Some((_, value, _)) = self.state.heap.dict_entry_next(globals, &mut pos) {
            if let Some(function) = self.state.heap.as_function_mut(value)
                && function.globals == globals
            {
                function.stands_for_c = true;
            }
            self.make_class_stand_for_c(value, &name);
        }
    }

    /// A static type's `tp_name` begins with its module, be it the one that the public module takes
    /// its contents from (`_io`) or that one (`collections`). Exceptions are made at run time in C
    /// too (`PyErr_NewException`), and have plain names.
    fn make_class_stand_for_c(&mut self, class: ObjId, module: &str) {
        let Some(ty) = self.state.heap.as_type(class).filter(|ty| ty.heap_type) else {
            return;
        };
        let heap = &self.state.heap;
        let renamed_already = heap.stands_for_static(ty);
        if renamed_already || heap.is_subtype(class, type_id(Ty::BaseException)) {
            return;
        }
        let (dict, key) = (ty.tp_dict, self.state.names.module);
        let Some(own) = self.state.heap.dict_get_str(dict, key) else {
            return;
        };
        let own = self.name_text(own);
        if own.trim_start_matches('_') != module.trim_start_matches('_') {
            return;
        }
        if let Some(ty) = self.state.heap.as_type_mut(class) {
            ty.name = PyStr::new(&format!("{own}.{}", ty.name));
        }
    }

    /// Whether a module's body is running (`_PyModuleSpec_IsInitializing`).
    pub(super) fn module_is_initializing(&mut self, module: ObjId) -> bool {
        let Some(spec) = self.module_spec(module) else {
            return false;
        };
        let name = self.state.heap.intern_str("_initializing");
        let dict = self.state.heap.instance_dict(spec);
        let value = self.state.heap.dict_get_str(dict, name);
        self.state.heap.decref(name);
        value == Some(self.state.heap.bool_obj(true))
    }

    /// A module's `__spec__`, if it is one of ours; borrowed.
    fn module_spec(&mut self, module: ObjId) -> Option<ObjId> {
        let name = self.state.names.spec;
        let dict = self.state.heap.get(module).dict?;
        let spec = self.state.heap.dict_get_str(dict, name)?;
        self.state
            .heap
            .is_exact(spec, Ty::SimpleNamespace)
            .then_some(spec)
    }
}
