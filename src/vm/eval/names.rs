//! Names: of module and class bodies, globals, attributes, cells.

use crate::event::{Event, Scope};
use crate::objects::callable::CodeObject;
use crate::objects::payload::Payload;
use crate::objects::{Heap, Ty};
use crate::value::ObjId;
use crate::vm::attr::Method;
use crate::vm::identifier::Identifier;
use crate::vm::{Fault, PyResult, Vm};

impl Vm<'_> {
    /// Searches a namespace for a name and tells of it; borrowed.
    #[inline]
    fn search(&mut self, scope: Scope, dict: ObjId, name: ObjId) -> Option<ObjId> {
        let found = self.state.heap.dict_get_str(dict, name);
        if self.state.heap.listening() {
            self.state
                .heap
                .tell(|| Event::Lookup { scope, name, found });
        }
        found
    }

    /// Searches globals, then builtins; borrowed.
    #[inline]
    fn search_global(&mut self, name: ObjId) -> Option<ObjId> {
        let (globals, builtins) = {
            let frame = &self.state.heap.frame;
            (frame.f_globals, frame.f_builtins)
        };
        if self.state.heap.listening() {
            return self
                .search(Scope::Globals, globals, name)
                .or_else(|| self.search(Scope::Builtins, builtins, name));
        }
        let version = |dict: ObjId, heap: &Heap| heap.as_dict(dict).map(|dict| dict.ma_version_tag);
        let heap = &self.state.heap;
        let (first, second) = (version(globals, heap)?, version(builtins, heap)?);
        if let Some(found) = self.global_cache.get(name, first, second) {
            return Some(found);
        }
        let heap = &mut self.state.heap;
        let found = match heap.dict_get_str(globals, name) {
            Some(found) => Some(found),
            None => heap.dict_get_str(builtins, name),
        };
        if let Some(found) = found {
            self.global_cache.put(name, first, second, found);
        }
        found
    }

    #[inline(never)]
    pub(super) fn load_global(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        match self.search_global(name) {
            Some(value) => {
                self.push_new(value);
                Ok(())
            }
            None => Err(self.name_error(name)),
        }
    }

    #[cold]
    fn name_error(&mut self, name: ObjId) -> Fault {
        let name = self.name_text(name);
        self.raise(Ty::NameError, format!("name '{name}' is not defined"))
    }

    #[inline(never)]
    pub(super) fn load_name(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let globals = self.state.heap.frame.f_globals;
        let found = match self.state.heap.frame.f_locals {
            Some(locals) if locals == globals => None,
            Some(locals) if self.state.heap.is_exact(locals, Ty::Dict) => {
                self.search(Scope::Locals, locals, name)
            }
            Some(locals) => match self.get_item(locals, name) {
                Ok(value) => {
                    self.push(value);
                    return Ok(());
                }
                Err(fault) if !self.catch(Ty::KeyError) => return Err(fault),
                Err(_) => None,
            },
            None => {
                let name = self.name_text(name);
                return Err(self.raise(Ty::SystemError, format!("no locals when loading '{name}'")));
            }
        };
        let found = match found {
            Some(found) => Some(found),
            None => self.search_global(name),
        };
        match found {
            Some(value) => {
                self.push_new(value);
                Ok(())
            }
            None => Err(self.name_error(name)),
        }
    }

    /// Binds a name in a namespace and tells of it.
    fn bind_name(&mut self, scope: Scope, dict: ObjId, name: ObjId, value: ObjId) {
        if self.state.heap.listening() {
            let old = self.state.heap.dict_get_str(dict, name);
            self.state.heap.tell(|| Event::Bind {
                scope,
                index: None,
                name: Some(name),
                old,
                new: Some(value),
            });
        }
        self.state.heap.dict_set_str(dict, name, value);
    }

    #[inline(never)]
    pub(super) fn store_name(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let Some(locals) = self.state.heap.frame.f_locals else {
            let name = self.name_text(name);
            return Err(self.raise(
                Ty::SystemError,
                format!("no locals found when storing '{name}'"),
            ));
        };
        let value = self.pop();
        let result = if self.state.heap.is_exact(locals, Ty::Dict) {
            self.bind_name(Scope::Locals, locals, name, value);
            self.settle(&[name])
        } else {
            self.set_item(locals, name, value)
        };
        self.state.heap.decref(value);
        result
    }

    #[inline(never)]
    pub(super) fn delete_name(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let Some(locals) = self.state.heap.frame.f_locals else {
            return Err(self.name_error(name));
        };
        let removed = if self.state.heap.is_exact(locals, Ty::Dict) {
            self.state.heap.dict_del_str(locals, name)
        } else {
            self.del_item(locals, name)?;
            true
        };
        if removed {
            Ok(())
        } else {
            Err(self.name_error(name))
        }
    }

    #[inline(never)]
    pub(super) fn store_global(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let value = self.pop();
        let globals = self.state.heap.frame.f_globals;
        self.bind_name(Scope::Globals, globals, name, value);
        let settled = self.settle(&[name]);
        self.state.heap.decref(value);
        settled
    }

    #[inline(never)]
    pub(super) fn delete_global(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let globals = self.state.heap.frame.f_globals;
        if self.state.heap.dict_del_str(globals, name) {
            Ok(())
        } else {
            Err(self.name_error(name))
        }
    }

    #[inline(never)]
    pub(super) fn load_attr(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let object = self.peek(1);
        let value = self.getattr(object, name);
        // CPython replaces the top of the stack after the owner is released.
        let object = self.pop();
        self.state.heap.decref(object);
        self.push(value?);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn store_attr(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let object = self.pop();
        let value = self.pop();
        let result = self.setattr(object, name, value);
        let dropped = self.drop_now(value);
        self.state.heap.decref(object);
        result.and(dropped)
    }

    #[inline(never)]
    pub(super) fn delete_attr(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let object = self.pop();
        let result = self.delattr(object, name);
        self.state.heap.decref(object);
        result
    }

    /// Pushes the function and the object, or NULL and any other attribute.
    #[inline(never)]
    pub(super) fn load_method(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let name = self.name(code, index);
        let object = self.peek(1);
        match self.get_method(object, name)? {
            Method::Unbound(method) => {
                self.poke(1, Some(method));
                self.push(object);
            }
            Method::Attribute(value) => {
                self.poke(1, None);
                self.state.heap.decref(object);
                self.push(value);
            }
        }
        Ok(())
    }

    /// The cell number `index` of the running frame; borrowed.
    #[inline]
    fn cell(&self, index: u32) -> Option<ObjId> {
        let frame = &self.state.heap.frame;
        let slot = frame.code.code.co_nlocals as usize + index as usize;
        frame.f_localsplus.get(slot).copied().flatten()
    }

    fn cell_contents(&self, cell: Option<ObjId>) -> Option<ObjId> {
        match self.state.heap.get(cell?).payload {
            Payload::Cell(contents) => contents,
            _ => None,
        }
    }

    #[inline(never)]
    pub(super) fn load_deref(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        match self.cell_contents(self.cell(index)) {
            Some(value) => {
                self.push_new(value);
                Ok(())
            }
            None => Err(self.unbound_cell(index, code)),
        }
    }

    #[cold]
    fn unbound_cell(&mut self, index: u32, code: &CodeObject) -> Fault {
        let co = &code.code;
        let index = index as usize;
        match co.co_cellvars.get(index) {
            Some(name) => {
                let message = format!("local variable '{name}' referenced before assignment");
                self.raise(Ty::UnboundLocalError, message)
            }
            None => {
                let name = co
                    .co_freevars
                    .get(index - co.co_cellvars.len())
                    .map(|name| name.to_lossy())
                    .unwrap_or_default();
                let message = format!(
                    "free variable '{name}' referenced before assignment in enclosing scope"
                );
                self.raise(Ty::NameError, message)
            }
        }
    }

    #[inline(never)]
    pub(super) fn load_classderef(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        let co = &code.code;
        let text = (index as usize)
            .checked_sub(co.co_cellvars.len())
            .and_then(|index| co.co_freevars.get(index))
            .cloned()
            .unwrap_or_default();
        if let Some(locals) = self.state.heap.frame.f_locals {
            let name = self.state.heap.intern(&text);
            let found = if self.state.heap.is_exact(locals, Ty::Dict) {
                let found = self.search(Scope::Locals, locals, name);
                if let Some(found) = found {
                    self.state.heap.incref(found);
                }
                Ok(found)
            } else {
                match self.get_item(locals, name) {
                    Ok(value) => Ok(Some(value)),
                    Err(_) if self.catch(Ty::KeyError) => Ok(None),
                    Err(fault) => Err(fault),
                }
            };
            self.state.heap.decref(name);
            if let Some(value) = found? {
                self.push(value);
                return Ok(());
            }
        }
        self.load_deref(index, code)
    }

    /// Binds what a cell holds, then releases what it held.
    fn set_cell(&mut self, index: u32, value: Option<ObjId>) -> Option<ObjId> {
        let cell = self.cell(index)?;
        let old = match &mut self.state.heap.get_mut(cell).payload {
            Payload::Cell(contents) => std::mem::replace(contents, value),
            _ => None,
        };
        self.state.heap.tell(|| Event::Bind {
            scope: Scope::Deref,
            index: Some(index as usize),
            name: None,
            old,
            new: value,
        });
        old
    }

    #[inline(never)]
    pub(super) fn store_deref(&mut self, index: u32) {
        let value = self.pop_slot();
        let old = self.set_cell(index, value);
        self.state.heap.xdecref(old);
    }

    #[inline(never)]
    pub(super) fn delete_deref(&mut self, index: u32, code: &CodeObject) -> PyResult<()> {
        match self.set_cell(index, None) {
            Some(old) => {
                self.state.heap.decref(old);
                Ok(())
            }
            None => Err(self.unbound_cell(index, code)),
        }
    }

    #[inline(never)]
    pub(super) fn load_closure(&mut self, index: u32) {
        let cell = self.cell(index);
        if let Some(cell) = cell {
            self.state.heap.incref(cell);
        }
        self.push_slot(cell);
    }

    #[inline(never)]
    pub(super) fn load_build_class(&mut self) -> PyResult<()> {
        let builtins = self.state.heap.frame.f_builtins;
        let name = self.state.names.build_class;
        match self.state.heap.dict_get_str(builtins, name) {
            Some(function) => {
                self.state.heap.incref(function);
                self.push(function);
                Ok(())
            }
            None => Err(self.raise(Ty::NameError, "__build_class__ not found")),
        }
    }

    #[inline(never)]
    pub(super) fn setup_annotations(&mut self) -> PyResult<()> {
        let name = self.identifier(Identifier::SetupAnnotations);
        let Some(locals) = self.state.heap.frame.f_locals else {
            return Err(self.raise(
                Ty::SystemError,
                "no locals found when setting up annotations",
            ));
        };
        if self.state.heap.is_exact(locals, Ty::Dict) {
            if self.state.heap.dict_get_str(locals, name).is_none() {
                let annotations = self.state.heap.new_dict();
                self.state.heap.dict_set_str(locals, name, annotations);
                self.state.heap.decref(annotations);
            }
            return Ok(());
        }
        match self.get_item(locals, name) {
            Ok(value) => {
                self.state.heap.decref(value);
                Ok(())
            }
            Err(_) if self.catch(Ty::KeyError) => {
                let annotations = self.state.heap.new_dict();
                let result = self.set_item(locals, name, annotations);
                self.state.heap.decref(annotations);
                result
            }
            Err(fault) => Err(fault),
        }
    }
}
