//! What the machine can't do yet, each with a clear error that names it.

use crate::objects::Ty;
use crate::objects::frame::ModuleBody;
use crate::value::ObjId;
use crate::vm::outcome::Flow;
use crate::vm::{Fault, PyResult, Vm};

impl Vm<'_> {
    /// Imports a module.
    pub(super) fn import(
        &mut self,
        name: ObjId,
        globals: ObjId,
        fromlist: ObjId,
        level: usize,
    ) -> PyResult<Flow> {
        let _ = (globals, fromlist, level);
        let name = self.name_text(name);
        Err(self.raise(
            Ty::NotImplementedError,
            format!("import is not part of this machine yet (module '{name}')"),
        ))
    }

    pub(super) fn module_is_initializing(&mut self, module: ObjId) -> bool {
        let _ = module;
        false
    }

    pub(super) fn raise_import_error(
        &mut self,
        class: Ty,
        message: &str,
        name: Option<ObjId>,
        path: Option<ObjId>,
    ) -> Fault {
        let _ = (name, path);
        self.raise(class, message)
    }

    pub(super) fn module_body_done(
        &mut self,
        body: &ModuleBody,
        result: PyResult<Flow>,
    ) -> PyResult<Flow> {
        let _ = body;
        result
    }
}
