//! `import` (`import_name`, `import_from` and `import_all_from` of `Python/ceval.c`).

use crate::objects::Ty;
use crate::objects::callable::CodeObject;
use crate::objects::frame::OnReturn;
use crate::value::ObjId;
use crate::vm::native::Args;
use crate::vm::outcome::Flow;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// `IMPORT_NAME`: level and names are on the stack, the module takes their place.
    #[inline(never)]
    pub(super) fn import_name(&mut self, index: u32, code: &CodeObject) -> PyResult<Flow> {
        let name = self.name(code, index);
        let fromlist = self.pop();
        let level = self.peek(1);
        let builtins = self.state.heap.frame.f_builtins;
        let import = self
            .state
            .heap
            .dict_get_str(builtins, self.state.names.import);
        let own = import.is_some_and(|import| Some(import) == self.state.import_function);
        let result = if import.is_none() {
            Err(self.raise(Ty::ImportError, "__import__ not found"))
        } else if own {
            let globals = self.state.heap.frame.f_globals;
            let level = self.state.heap.as_int(level).and_then(|x| x.to_usize());
            self.import(name, globals, fromlist, level.unwrap_or(0))
        } else {
            let none = self.state.heap.none();
            let frame = &self.state.heap.frame;
            let (globals, locals) = (frame.f_globals, frame.f_locals.unwrap_or(none));
            let import = import.unwrap_or(none);
            self.start_call(
                import,
                Args::positional(&[name, globals, locals, fromlist, level]),
            )
        };
        // CPython's `IMPORT_NAME` holds both until the call returns; the module replaces `level`.
        if result == Ok(Flow::Entered) {
            self.state
                .heap
                .frame
                .after
                .push(super::block::drop_one(fromlist));
            self.set_on_return(OnReturn::SetTop);
            return result;
        }
        self.state.heap.decref(fromlist);
        let level = self.pop();
        self.state.heap.decref(level);
        result
    }

    /// `IMPORT_FROM`: an attribute of the module on the stack, or the submodule of that name.
    #[inline(never)]
    pub(super) fn import_from(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let module = self.peek(1);
        if let Some(value) = self.lookup_attr_id(module, name)? {
            self.push(value);
            return Ok(());
        }
        let package = self.lookup_attr_id(module, self.state.names.name)?;
        if let Some(package) = package {
            let full = format!("{}.{}", self.name_text(package), self.name_text(name));
            let full = self.state.heap.intern_str(&full);
            let found = self.dict_get(self.state.modules, full);
            self.state.heap.decref(full);
            if let Some(found) = found? {
                self.state.heap.incref(found);
                self.state.heap.decref(package);
                self.push(found);
                return Ok(());
            }
        }
        let fault = self.cannot_import(module, name, package);
        self.state.heap.xdecref(package);
        Err(fault)
    }

    /// The TypeError of a name in `__all__` that is no string.
    fn bad_item_in_all(&mut self, module: ObjId, item: ObjId) -> crate::vm::Fault {
        let module_name = match self.lookup_attr_id(module, self.state.names.name) {
            Ok(name) => name,
            Err(fault) => return fault,
        };
        let shown = match module_name {
            Some(name) => self.name_text(name),
            None => "?".to_owned(),
        };
        self.state.heap.xdecref(module_name);
        let given = self.state.heap.type_name(item);
        let message = format!("Item in {shown}.__all__ must be str, not {given}");
        self.raise(Ty::TypeError, message)
    }

    /// The ImportError of a name that the module doesn't have.
    fn cannot_import(
        &mut self,
        module: ObjId,
        name: ObjId,
        package: Option<ObjId>,
    ) -> crate::vm::Fault {
        let path = match self.lookup_attr_id(module, self.state.names.file) {
            Ok(path) => path,
            Err(fault) => return fault,
        };
        let shown = match package {
            Some(package) => self.name_text(package),
            None => "<unknown module name>".to_owned(),
        };
        let name_text = self.name_text(name);
        let message = match path {
            None => format!("cannot import name '{name_text}' from '{shown}' (unknown location)"),
            Some(path) => {
                let circular = if self.module_is_initializing(module) {
                    "partially initialized module "
                } else {
                    ""
                };
                let reason = if circular.is_empty() {
                    ""
                } else {
                    "most likely due to a circular import) ("
                };
                format!(
                    "cannot import name '{name_text}' from {circular}'{shown}' ({reason}{})",
                    self.name_text(path)
                )
            }
        };
        let fault = self.raise_import_error(Ty::ImportError, &message, package, path);
        self.state.heap.xdecref(path);
        fault
    }

    /// `from x import *`.
    #[inline(never)]
    pub(super) fn import_star(&mut self) -> PyResult<()> {
        let module = self.pop();
        let result = self.import_all_from(module);
        self.state.heap.decref(module);
        result
    }

    fn import_all_from(&mut self, module: ObjId) -> PyResult<()> {
        let Some(locals) = self.state.heap.frame.f_locals else {
            return Err(self.raise(Ty::SystemError, "no locals found during 'import *'"));
        };
        let all = self.lookup_attr_id(module, self.state.names.all)?;
        let skip_underscores = all.is_none();
        let names = match all {
            Some(all) => {
                let names = self.collect(all);
                self.state.heap.decref(all);
                names?
            }
            None => {
                let Some(dict) = self.lookup_attr_id(module, self.state.names.dict)? else {
                    let message = "from-import-* object has no __dict__ and no __all__";
                    return Err(self.raise(Ty::ImportError, message));
                };
                let names = self.collect(dict);
                self.state.heap.decref(dict);
                names?
            }
        };
        let mut result = Ok(());
        for &name in &names {
            if result.is_err() {
                break;
            }
            let Some(text) = self.state.heap.as_str(name).cloned() else {
                result = Err(self.bad_item_in_all(module, name));
                break;
            };
            if skip_underscores && !text.is_empty() && text.at(0) == u32::from(b'_') {
                continue;
            }
            result = self.getattr(module, name).and_then(|value| {
                let stored = if self.state.heap.is_exact(locals, Ty::Dict) {
                    self.dict_set(locals, name, value)
                } else {
                    self.set_item(locals, name, value)
                };
                self.state.heap.decref(value);
                stored
            });
        }
        self.state.heap.decref_all(names);
        result
    }
}
