//! What the machine can't do yet, each with a clear error that names it.

use crate::objects::Ty;
use crate::objects::frame::ModuleBody;
use crate::value::{ObjId, PyStr};
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

    /// The main module has ended: the exit status.
    pub(super) fn finish_main(&mut self, result: PyResult) -> i32 {
        if result.is_ok() {
            return 0;
        }
        let text = match self.take_exception() {
            Some(exception) => {
                let class = self.state.heap.type_name(exception);
                let message = self.str(exception).unwrap_or_default();
                format!("{class}: {message}")
            }
            None => "error without exception".to_owned(),
        };
        self.write(2, &PyStr::new(&format!("{text}\n")));
        self.state.uncaught = Some(text);
        1
    }

    pub(super) fn write_unraisable(&mut self, source: Option<ObjId>) {
        let _ = source;
        self.clear_exception();
        self.write(
            2,
            &PyStr::new("Exception ignored (its report is not part of this machine yet)\n"),
        );
    }
}
