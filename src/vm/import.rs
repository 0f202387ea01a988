//! Finding and loading modules (`PyImport_ImportModuleLevelObject` of `Python/import.c`, and what
//! `importlib._bootstrap` does for it).
//!
//! A module's body runs as a frame of the loop. What is left to do then is kept in that frame as
//! plain data, so `import a.b.c` goes on where it was each time a body has ended.

use std::sync::Arc;

use crate::objects::frame::{After, ModuleBody};
use crate::objects::{Ty, type_id};
use crate::value::{ObjId, PyStr};
use crate::vm::compile::SourceUnit;
use crate::vm::module_object::Origin;
use crate::vm::native::{LibraryModule, NativeModule};
use crate::vm::outcome::Flow;
use crate::vm::{Answer, Fault, Need, PyResult, SourceOrigin, Vm};

/// Where the library that comes with this program pretends to lie.
const LIBRARY_PLACE: &str = "/usr/local/lib/python3.8";
/// Modules that CPython has loaded before the script begins: a file beside the script can't take
/// their place.
pub(super) const LOADED_AT_START: [&str; 10] = [
    "_collections_abc",
    "_sitebuiltins",
    "abc",
    "codecs",
    "genericpath",
    "io",
    "os",
    "posixpath",
    "site",
    "stat",
];

/// Where the code of a module was found.
enum Found {
    /// Among the modules written in Rust.
    Native(&'static NativeModule),
    /// In the library written in Python.
    Library(&'static LibraryModule),
    /// In a file.
    File(SourceFile),
}

/// A module's source file.
struct SourceFile {
    /// Its path.
    path: String,
    /// Its contents.
    source: Arc<Vec<u8>>,
    /// The directory of a package's submodules.
    package: Option<String>,
}

impl Vm<'_> {
    /// `import name`, or `from name import fromlist`; a new reference when it is done.
    pub(super) fn import(
        &mut self,
        name: ObjId,
        globals: ObjId,
        fromlist: ObjId,
        level: usize,
    ) -> PyResult<Flow> {
        let name = self.name_text(name);
        let wanted = if level > 0 {
            self.resolve_name(&name, globals, level)?
        } else if name.is_empty() {
            return Err(self.raise(Ty::ValueError, "Empty module name"));
        } else {
            name
        };
        let has_from = fromlist != self.state.heap.none() && self.is_true(fromlist)?;
        self.import_on(&wanted, has_from.then_some(fromlist))
    }

    /// `__import__` as a native function.
    pub fn import_module(
        &mut self,
        name: ObjId,
        globals: ObjId,
        fromlist: ObjId,
        level: i64,
    ) -> PyResult {
        let Ok(level) = usize::try_from(level) else {
            return Err(self.raise(Ty::ValueError, "level must be >= 0"));
        };
        match self.import(name, globals, fromlist, level)? {
            Flow::Value(module) => Ok(module),
            Flow::Entered => Err(Fault::Entered),
        }
    }

    /// Imports a module that a native function needs, and waits for it; a new reference.
    pub fn import_by_name(&mut self, name: &str) -> PyResult {
        let flow = self.import_on(name, None)?;
        self.wait(flow)
    }

    /// The absolute name of a relative one (`resolve_name`).
    fn resolve_name(&mut self, name: &str, globals: ObjId, level: usize) -> PyResult<String> {
        if self.state.heap.as_dict(globals).is_none() {
            return Err(self.raise(Ty::TypeError, "globals must be a dict"));
        }
        let none = self.state.heap.none();
        let heap = &mut self.state.heap;
        let names = &self.state.names;
        let package = heap.dict_get_str(globals, names.package);
        let package = match package.filter(|&package| package != none) {
            Some(package) => match heap.as_str(package) {
                Some(package) => package.to_lossy(),
                None => return Err(self.raise(Ty::TypeError, "package must be a string")),
            },
            None => {
                let is_package = heap.dict_get_str(globals, names.path).is_some();
                let Some(own) = heap.dict_get_str(globals, names.name) else {
                    return Err(self.raise(Ty::KeyError, "'__name__' not in globals"));
                };
                let own = self.name_text(own);
                match own.rsplit_once('.') {
                    _ if is_package => own,
                    Some((parent, _)) => parent.to_owned(),
                    None => String::new(),
                }
            }
        };
        if package.is_empty() {
            let message = "attempted relative import with no known parent package";
            return Err(self.raise(Ty::ImportError, message));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((parent, _)) => base = parent,
                None => {
                    let message = "attempted relative import beyond top-level package";
                    return Err(self.raise(Ty::ValueError, message));
                }
            }
        }
        Ok(if name.is_empty() {
            base.to_owned()
        } else {
            format!("{base}.{name}")
        })
    }

    /// Goes on importing: loads what is missing, the parents first, until a module's body has to
    /// run or all is there. The result is the top-level package, or with a `fromlist` the module
    /// itself.
    fn import_on(&mut self, wanted: &str, fromlist: Option<ObjId>) -> PyResult<Flow> {
        let module = match self.known_module(wanted)? {
            Some(module) => module,
            None => {
                let ends = wanted.match_indices('.').map(|(end, _)| end);
                for end in ends.chain([wanted.len()]) {
                    let mut name = &wanted[..end];
                    if self.known_module(name)?.is_some() {
                        continue;
                    }
                    // It needs os, whose body needs it complete: CPython has begun with os.
                    if name == "genericpath" && self.known_module("os")?.is_none() {
                        name = "os";
                    }
                    if self.load_by_finders(name)? {
                        continue;
                    }
                    let Some(found) = self.find(name)? else {
                        if self.load_namespace(name)? {
                            continue;
                        }
                        return Err(self.no_module(name, ""));
                    };
                    if self.load(name, found, wanted, fromlist)? == Flow::Entered {
                        return Ok(Flow::Entered);
                    }
                }
                match self.known_module(wanted)? {
                    Some(module) => module,
                    None => return Err(self.no_module(wanted, "")),
                }
            }
        };
        let result = match fromlist {
            Some(names) => {
                if self.load_submodules(module, wanted, names)? == Flow::Entered {
                    return Ok(Flow::Entered);
                }
                module
            }
            None => {
                let top = wanted.split('.').next().unwrap_or(wanted);
                self.known_module(top)?.unwrap_or(module)
            }
        };
        self.state.heap.incref(result);
        Ok(Flow::Value(result))
    }

    /// `from package import names`: those that the package doesn't have may be submodules
    /// (`_handle_fromlist`).
    fn load_submodules(&mut self, module: ObjId, wanted: &str, names: ObjId) -> PyResult<Flow> {
        let none = self.state.heap.none();
        let done = Ok(Flow::Value(none));
        let Some(path) = self.lookup_attr_id(module, self.state.names.path)? else {
            return done;
        };
        self.state.heap.decref(path);
        let mut open = self.collect(names)?;
        open.reverse();
        let mut result = done;
        let mut listed_all = false;
        while let Some(name) = open.pop() {
            if matches!(result, Ok(Flow::Value(_))) {
                result = match self.state.heap.as_str(name).map(PyStr::to_lossy) {
                    Some(star) if star == "*" && !listed_all => {
                        listed_all = true;
                        self.open_all(module, &mut open)
                    }
                    Some(text) => self.load_submodule(module, wanted, name, &text, names),
                    None => {
                        let given = self.state.heap.type_name(name);
                        self.type_error(format!("Item in ``from list'' must be str, not {given}"))
                    }
                };
            }
            self.state.heap.decref(name);
        }
        result
    }

    /// `from package import *` asks for what `__all__` lists.
    fn open_all(&mut self, module: ObjId, open: &mut Vec<ObjId>) -> PyResult<Flow> {
        if let Some(all) = self.lookup_attr_id(module, self.state.names.all)? {
            let names = self.collect(all);
            self.state.heap.decref(all);
            open.extend(names?.into_iter().rev());
        }
        Ok(Flow::Value(self.state.heap.none()))
    }

    fn load_submodule(
        &mut self,
        module: ObjId,
        wanted: &str,
        name: ObjId,
        text: &str,
        fromlist: ObjId,
    ) -> PyResult<Flow> {
        let done = Ok(Flow::Value(self.state.heap.none()));
        if let Some(value) = self.lookup_attr_id(module, name)? {
            self.state.heap.decref(value);
            return done;
        }
        let full = format!("{wanted}.{text}");
        if self.known_module(&full)?.is_some() {
            return done;
        }
        if self.load_by_finders(&full)? {
            return done;
        }
        match self.find(&full)? {
            Some(found) => self.load(&full, found, wanted, Some(fromlist)),
            None => {
                self.load_namespace(&full)?;
                done
            }
        }
    }

    /// The module of that name in `sys.modules`; borrowed.
    pub(super) fn known_module(&mut self, name: &str) -> PyResult<Option<ObjId>> {
        let modules = self.state.modules;
        let name_object = self.state.heap.intern_str(name);
        let found = self.dict_get(modules, name_object);
        self.state.heap.decref(name_object);
        let found = found?;
        if found == Some(self.state.heap.none()) {
            let message = format!("import of {name} halted; None in sys.modules");
            return Err(self.module_not_found(&message, name));
        }
        Ok(found)
    }

    fn no_module(&mut self, name: &str, reason: &str) -> Fault {
        self.module_not_found(&format!("No module named '{name}'{reason}"), name)
    }

    fn module_not_found(&mut self, message: &str, name: &str) -> Fault {
        let name = self.state.heap.new_str(PyStr::new(name));
        let fault = self.raise_import_error(Ty::ModuleNotFoundError, message, Some(name), None);
        self.state.heap.decref(name);
        fault
    }

    /// `PyErr_SetImportErrorSubclass`: an ImportError with its attributes.
    pub(super) fn raise_import_error(
        &mut self,
        class: Ty,
        message: &str,
        name: Option<ObjId>,
        path: Option<ObjId>,
    ) -> Fault {
        let none = self.state.heap.none();
        let message = self.state.heap.new_str(PyStr::new(message));
        let names = [
            self.state.heap.intern_str("name"),
            self.state.heap.intern_str("path"),
        ];
        let args = crate::vm::Args {
            values: &[message, name.unwrap_or(none), path.unwrap_or(none)],
            names: &names,
        };
        let made = self.call_kw(type_id(class), args);
        self.state
            .heap
            .decref_all(names.into_iter().chain([message]));
        match made {
            Ok(exception) => {
                let fault = self.raise_object(exception);
                self.state.heap.decref(exception);
                fault
            }
            Err(fault) => fault,
        }
    }

    /// Searches a module's code: among the native modules, in the library, then in the
    /// directories of `sys.path`, or of its package's `__path__`.
    fn find(&mut self, name: &str) -> PyResult<Option<Found>> {
        let natives = self.natives;
        if let Some(entry) = natives.module(name) {
            return Ok(Some(Found::Native(entry.module)));
        }
        if let Some(module) = natives.library(name)
            && (module.built_in || LOADED_AT_START.contains(&name) && self.state.library.is_none())
        {
            return Ok(Some(Found::Library(module)));
        }
        let Some((directories, tail)) = self.directories_for(name)? else {
            return Ok(None);
        };
        for directory in directories {
            if let Some(found) = self.find_in(&directory, name, tail)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The directories in which a module may lie, and its name there; none if its package isn't
    /// loaded.
    pub(super) fn directories_for<'n>(
        &mut self,
        name: &'n str,
    ) -> PyResult<Option<(Vec<String>, &'n str)>> {
        Ok(Some(match name.rsplit_once('.') {
            None => (self.search_path()?, name),
            Some((parent, tail)) => {
                let Some(package) = self.known_module(parent)? else {
                    return Ok(None);
                };
                let Some(path) = self.lookup_attr_id(package, self.state.names.path)? else {
                    let reason = format!("; '{parent}' is not a package");
                    return Err(self.no_module(name, &reason));
                };
                let directories = self.directories(path);
                self.state.heap.decref(path);
                (directories?, tail)
            }
        }))
    }

    /// The entry of `sys.path` that the standard library is found at.
    pub(super) fn library_place(&self) -> String {
        match &self.state.library {
            Some(library) => library.path.to_lossy(),
            None => LIBRARY_PLACE.to_owned(),
        }
    }

    /// Searches one directory. Our own library stands at the place of the standard library's
    /// folder, behind it where there is one.
    fn find_in(&mut self, directory: &str, name: &str, tail: &str) -> PyResult<Option<Found>> {
        let place = self.library_place();
        let in_library = directory
            .strip_prefix(&place)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let own = match self.natives.library(name) {
            Some(module) if in_library => Some(Found::Library(module)),
            _ => None,
        };
        if in_library && self.state.library.is_none() {
            return Ok(own);
        }
        let base = if directory.is_empty() {
            tail.to_owned()
        } else {
            format!("{}/{tail}", directory.trim_end_matches('/'))
        };
        let candidates = [
            (format!("{base}/__init__.py"), Some(base.clone())),
            (format!("{base}.py"), None),
        ];
        for (path, package) in candidates {
            if let Some(source) = self.read_file(&path)? {
                return Ok(Some(Found::File(SourceFile {
                    path,
                    source,
                    package,
                })));
            }
        }
        Ok(own)
    }

    /// The directories of `sys.path`.
    fn search_path(&mut self) -> PyResult<Vec<String>> {
        let name = self.state.names.sys_path;
        match self.state.heap.dict_get_str(self.state.sysdict, name) {
            Some(path) => self.directories(path),
            None => Ok(Vec::new()),
        }
    }

    fn directories(&mut self, path: ObjId) -> PyResult<Vec<String>> {
        let items = self.collect(path)?;
        let texts = items
            .iter()
            .filter_map(|&item| self.state.heap.as_str(item))
            .map(PyStr::to_lossy);
        let texts = texts.collect();
        self.state.heap.decref_all(items);
        Ok(texts)
    }

    /// The contents of a file, if the host has it.
    pub(super) fn read_file(&mut self, path: &str) -> PyResult<Option<Arc<Vec<u8>>>> {
        match self.ask(&Need::File(PyStr::new(path)))? {
            Answer::File(contents) => Ok(contents),
            _ => Ok(None),
        }
    }

    /// Makes a module and begins to run its body. `wanted` and `fromlist` say what the import
    /// that needs it asked for.
    fn load(
        &mut self,
        name: &str,
        found: Found,
        wanted: &str,
        fromlist: Option<ObjId>,
    ) -> PyResult<Flow> {
        let (origin, source) = match found {
            Found::Native(native) => return self.load_native(name, native),
            Found::Library(library) => (
                Origin::Library {
                    package: self
                        .natives
                        .has_library_below(name)
                        .then(|| format!("{}/{}", self.library_place(), name.replace('.', "/"))),
                    built_in: library.built_in,
                },
                Arc::new(library.source.as_bytes().to_vec()),
            ),
            Found::File(file) => (
                Origin::File {
                    path: file.path,
                    package: file.package,
                },
                file.source,
            ),
        };
        let module = self.new_source_module(name, &origin);
        let name_object = self.state.heap.intern_str(name);
        let modules = self.state.modules;
        if let Err(fault) = self.dict_set(modules, name_object, module) {
            self.state.heap.decref_all([name_object, module]);
            return Err(fault);
        }
        if let Some(names) = fromlist {
            self.state.heap.incref(names);
        }
        let body = ModuleBody {
            module,
            name: name_object,
            wanted: self.state.heap.intern_str(wanted),
            fromlist,
        };
        let filename = PyStr::new(&origin.filename(name));
        match self.start_module(&filename, &source, module) {
            Ok(Flow::Entered) => {
                self.state
                    .heap
                    .frame
                    .after
                    .push(After::Module(Box::new(body)));
                Ok(Flow::Entered)
            }
            result => self.module_body_done(&body, result),
        }
    }

    /// Compiles a module's source and pushes the frame of its body.
    fn start_module(&mut self, filename: &PyStr, source: &[u8], module: ObjId) -> PyResult<Flow> {
        let unit = SourceUnit {
            source,
            origin: SourceOrigin::File,
            filename,
            mode: "exec",
            flags: 0,
            optimize: 0,
        };
        let code = self.compile_source(&unit)?.code;
        let code = self.new_code(code);
        let namespace = self.state.heap.instance_dict(module);
        let (name, builtins) = (self.state.names.builtins, self.state.builtins);
        self.state.heap.dict_set_str(namespace, name, builtins);
        let result = self.start_code(code, namespace, namespace, None);
        self.state.heap.decref(code);
        result
    }

    /// A module written in Rust: it is there at once.
    fn load_native(&mut self, name: &str, native: &'static NativeModule) -> PyResult<Flow> {
        let module = self.create_native_module(native)?;
        let name_object = self.state.heap.intern_str(name);
        let modules = self.state.modules;
        let stored = self.dict_set(modules, name_object, module);
        self.state.heap.decref(name_object);
        self.state.heap.decref(module);
        stored?;
        self.bind_in_parent(name)?;
        Ok(Flow::Value(self.state.heap.none()))
    }

    /// A module's body has ended; goes on with the import that wanted it. What `body` holds is
    /// released.
    pub(super) fn module_body_done(
        &mut self,
        body: &ModuleBody,
        result: PyResult<Flow>,
    ) -> PyResult<Flow> {
        let result = match result {
            Ok(Flow::Entered) => return Ok(Flow::Entered),
            Ok(Flow::Value(value)) => {
                self.state.heap.decref(value);
                self.module_loaded(body)
            }
            Err(Fault::Raised) => {
                self.forget_module(body.name);
                Err(Fault::Raised)
            }
            Err(fault) => Err(fault),
        };
        let heap = &mut self.state.heap;
        heap.decref_all([body.module, body.name, body.wanted]);
        heap.xdecref(body.fromlist);
        result
    }

    fn module_loaded(&mut self, body: &ModuleBody) -> PyResult<Flow> {
        self.set_initializing(body.module, false);
        self.make_contents_stand_for_c(body.module, body.name);
        // The module may have replaced itself; either way it moves to the end of `sys.modules`.
        let modules = self.state.modules;
        let Some(module) = self.dict_pop(modules, body.name)? else {
            return Err(self.raise_key_error(body.name));
        };
        let stored = self.dict_set(modules, body.name, module);
        self.state.heap.decref(module);
        stored?;
        let name = self.name_text(body.name);
        self.bind_in_parent(&name)?;
        let wanted = self.name_text(body.wanted);
        self.import_on(&wanted, body.fromlist)
    }

    /// A loaded submodule becomes an attribute of its package.
    fn bind_in_parent(&mut self, name: &str) -> PyResult<()> {
        let Some((parent, tail)) = name.rsplit_once('.') else {
            return Ok(());
        };
        let (Some(package), Some(module)) = (self.known_module(parent)?, self.known_module(name)?)
        else {
            return Ok(());
        };
        let tail = self.state.heap.intern_str(tail);
        let result = self.setattr(package, tail, module);
        self.state.heap.decref(tail);
        result
    }

    /// A module whose body failed leaves `sys.modules`; the exception stays pending.
    fn forget_module(&mut self, name: ObjId) {
        let pending = self.fetch_exception();
        let modules = self.state.modules;
        if self.dict_del(modules, name).is_err() {
            self.clear_exception();
        }
        self.restore_exception(pending);
    }
}
