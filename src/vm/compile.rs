//! Having source compiled for a running program: errors become exceptions, warnings go through
//! the program's filters (`builtin_compile_impl` in `Python/bltinmodule.c`, `compiler_warn` in
//! `Python/compile.c`, `PyErr_WarnExplicitObject` in `Python/_warnings.c`).

use crate::objects::ty::ALL;
use crate::objects::{Ty, type_id};
use crate::value::{ObjId, PyStr};
use crate::vm::{
    CompileAnswer, CompileFault, CompileRequest, Fault, PyResult, SourceOrigin, SourceWarning, Vm,
};

/// What 3.8's parser prints when its stack is full (`s_push`, `Parser/parser.c`).
const S_PUSH: &str = "s_push: parser stack overflow\n";

/// A source that is to be compiled.
pub struct SourceUnit<'a> {
    /// The source; a `str` as UTF-8.
    pub source: &'a [u8],
    /// Where it comes from.
    pub origin: SourceOrigin,
    /// The file name for tracebacks.
    pub filename: &'a PyStr,
    /// `exec`, `eval` or `single`.
    pub mode: &'a str,
    /// Flags, given or inherited.
    pub flags: u32,
    /// `-O` level.
    pub optimize: u8,
}

impl Vm<'_> {
    /// Compiles a source.
    ///
    /// # Errors
    /// The exception that CPython's `compile` raises, or a warning that a filter makes an error.
    pub fn compile_source(&mut self, unit: &SourceUnit<'_>) -> PyResult<CompileAnswer> {
        let request = CompileRequest {
            source: unit.source,
            origin: unit.origin,
            filename: unit.filename,
            mode: unit.mode,
            flags: unit.flags,
            optimize: unit.optimize,
            recursion_depth: self.recursion_depth(),
            recursion_limit: self.state.recursion_limit,
        };
        let answer = match self.host.compile(&request) {
            Ok(answer) => answer,
            Err(fault) => return Err(self.raise_compile_fault(&fault)),
        };
        for warning in &answer.warnings {
            self.warn_of_source(unit, warning)?;
        }
        let heap = &mut self.state.heap;
        let footprint = heap.compile_footprint(&answer.tree.footprint);
        heap.drop_footprint(footprint);
        Ok(answer)
    }

    /// Raises what the compiler found wrong.
    fn raise_compile_fault(&mut self, fault: &CompileFault) -> Fault {
        let class = class_named(&fault.class).unwrap_or(Ty::SyntaxError);
        if class == Ty::MemoryError {
            self.write(2, &PyStr::new(S_PUSH));
        }
        let heap = &mut self.state.heap;
        let Some((line, offset, text)) = &fault.place else {
            if fault.msg.is_empty() {
                return self.raise_none(class);
            }
            return self.raise(class, &fault.msg);
        };
        let text = match text {
            Some(text) => heap.new_str(text.clone()),
            None => heap.none_ref(),
        };
        let place = [
            ("filename", heap.new_str(fault.filename.clone())),
            ("lineno", heap.new_int(i64::from(*line))),
            ("offset", heap.new_int(i64::from(*offset))),
            ("text", text),
        ];
        if !fault.place_in_args {
            return self.raise_beside(class, &fault.msg, place);
        }
        let message = heap.new_str(PyStr::new(&fault.msg));
        let place = heap.new_tuple(place.map(|(_, value)| value).to_vec());
        self.raise_args(class, vec![message, place])
    }

    /// Raises an error whose place (stolen) is only told by attributes
    /// (`PyErr_SyntaxLocationObject`).
    fn raise_beside(&mut self, class: Ty, msg: &str, place: [(&str, ObjId); 4]) -> Fault {
        let fault = self.raise(class, msg);
        let mut triple = self.fetch_exception();
        self.normalize(&mut triple);
        for (name, value) in place {
            let name = self.state.heap.intern_str(name);
            if let Some(exception) = triple[1]
                && self.setattr(exception, name, value).is_err()
            {
                self.clear_exception();
            }
            self.state.heap.decref(name);
            self.state.heap.decref(value);
        }
        self.restore_exception(triple);
        fault
    }

    /// Gives one warning: through the module `warnings` if the program has imported it, else as
    /// the default filters say.
    fn warn_of_source(&mut self, unit: &SourceUnit<'_>, warning: &SourceWarning) -> PyResult<()> {
        let Some(class) = class_named(&warning.class) else {
            return Ok(());
        };
        if !self.has_imported("warnings") {
            // Only SyntaxWarning is shown by default: the module that a warning about a source
            // belongs to is never `__main__`.
            if class == Ty::SyntaxWarning {
                let line = match unit.origin {
                    SourceOrigin::File => warning_line(unit.source, warning.lineno),
                    SourceOrigin::Str | SourceOrigin::Bytes => None,
                };
                let text = warning_text(unit.filename, warning, line.as_deref());
                self.write(2, &text);
            }
            return Ok(());
        }
        let heap = &mut self.state.heap;
        let args = [
            heap.new_str(PyStr::new(&warning.msg)),
            type_id(class),
            heap.new_str(unit.filename.clone()),
            heap.new_int(i64::from(warning.lineno)),
        ];
        let result = self.call_warnings("_warnings", "warn_explicit", &args);
        let [message, _, filename, lineno] = args;
        for object in [message, filename, lineno] {
            self.state.heap.decref(object);
        }
        match result {
            // As an error it is a SyntaxError, for a better report.
            Err(Fault::Raised) if self.catch(class) => {
                Err(self.raise_compile_fault(&CompileFault {
                    class: "SyntaxError".to_owned(),
                    msg: warning.msg.clone(),
                    filename: unit.filename.clone(),
                    place: Some((warning.lineno, warning.offset, None)),
                    place_in_args: true,
                }))
            }
            result => result,
        }
    }

    /// Whether a module is in `sys.modules`.
    pub fn has_imported(&mut self, name: &str) -> bool {
        let modules = self.state.modules;
        let name = self.state.heap.intern_str(name);
        let found = self.state.heap.dict_get_str(modules, name).is_some();
        self.state.heap.decref(name);
        found
    }
}

/// The exception class of a name.
fn class_named(name: &str) -> Option<Ty> {
    ALL.iter().copied().find(|ty| ty.info().name == name)
}

/// The source line that a warning is about, without its blanks.
pub fn warning_line(source: &[u8], lineno: u32) -> Option<String> {
    let text = String::from_utf8_lossy(source);
    let index = (lineno as usize).checked_sub(1)?;
    text.lines().nth(index).map(|line| line.trim().to_owned())
}

/// A warning as it is printed: place, class, message, source line (`show_warning`).
pub fn warning_text(filename: &PyStr, warning: &SourceWarning, line: Option<&str>) -> PyStr {
    let line = line.map_or(String::new(), |line| format!("  {line}\n"));
    PyStr::new(&format!(
        "{filename}:{}: {}: {}\n{line}",
        warning.lineno, warning.class, warning.msg
    ))
}
