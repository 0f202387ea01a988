//! What is said about exceptions that nobody catches: the report at the end of a program and the
//! remarks about errors in finalizers (`Python/pythonrun.c`, `Python/traceback.c`,
//! `Python/errors.c`).

use std::collections::BTreeSet;

use crate::code::caret::caret_lines;
use crate::objects::{Payload, Ty};
use crate::value::{ObjId, PyInt, PyStr};
use crate::vm::state::Uncaught;
use crate::vm::{Answer, Fault, Need, PyResult, Vm};

/// The exit status of a program that SIGINT ends, as a shell gives it.
const INTERRUPTED: i32 = 128 + 2;

/// `PyTraceBack_LIMIT`: entries printed of one traceback, the innermost ones.
const TRACEBACK_LIMIT: usize = 1000;
/// `TB_RECURSIVE_CUTOFF`: equal entries printed before the rest is only counted.
const RECURSIVE_CUTOFF: usize = 3;
/// What introduces the exception that `raise ... from` names.
const CAUSE_MESSAGE: &str =
    "\nThe above exception was the direct cause of the following exception:\n\n";
/// What introduces the exception that was being handled.
const CONTEXT_MESSAGE: &str =
    "\nDuring handling of the above exception, another exception occurred:\n\n";

impl Vm<'_> {
    /// Ends the program with the main module's result: the exit status.
    pub(super) fn finish_main(&mut self, result: PyResult) -> i32 {
        let status = match result {
            Ok(value) => {
                self.state.heap.decref(value);
                0
            }
            Err(Fault::Raised) => self.report_uncaught(),
            Err(Fault::Stop | Fault::Entered) => 0,
        };
        self.shut_down();
        status
    }

    /// Reports the pending exception as the end of the program; the exit status
    /// (`PyErr_PrintEx`, `_Py_HandleSystemExit`).
    fn report_uncaught(&mut self) -> i32 {
        if self.pending_is(Ty::SystemExit) {
            return self.exit_requested();
        }
        let Some(exception) = self.take_exception() else {
            return 1;
        };
        let interrupt = self
            .state
            .heap
            .is_instance(exception, Ty::KeyboardInterrupt);
        self.state.uncaught = Some(Uncaught {
            last_line: self.last_line(exception).to_lossy().trim_end().to_owned(),
            is_interrupt: interrupt,
        });
        self.set_last(exception);
        self.call_excepthook(exception);
        self.state.heap.decref(exception);
        if interrupt { INTERRUPTED } else { 1 }
    }

    /// `sys.last_type`, `sys.last_value` and `sys.last_traceback`.
    fn set_last(&mut self, exception: ObjId) {
        let class = self.state.heap.type_of(exception);
        let none = self.state.heap.none();
        let traceback = self.exception_part(exception, Part::Traceback);
        let names = &self.state.names;
        let last = [
            (names.last_type, class),
            (names.last_value, exception),
            (names.last_traceback, traceback.unwrap_or(none)),
        ];
        for (name, value) in last {
            let sysdict = self.state.sysdict;
            self.state.heap.dict_set_str(sysdict, name, value);
        }
    }

    /// What `SystemExit` asks for: a status, or a text on stderr and status 1.
    fn exit_requested(&mut self) -> i32 {
        let Some(exception) = self.take_exception() else {
            return 0;
        };
        let code = match &self.state.heap.get(exception).payload {
            Payload::Exception(exception) => exception.fields.first().copied().flatten(),
            _ => None,
        };
        let status = match code {
            None => 0,
            Some(code) if code == self.state.heap.none() => 0,
            Some(code) => match self.state.heap.as_int(code) {
                // As a C long cut to an int.
                Some(PyInt::Small(status)) => *status as i32,
                Some(PyInt::Big(_)) => -1,
                None => {
                    let text = self.str(code).unwrap_or_default();
                    self.write_stderr(&text);
                    self.write_stderr(&PyStr::new("\n"));
                    1
                }
            },
        };
        self.clear_exception();
        self.state.heap.decref(exception);
        status
    }

    /// Calls `sys.excepthook`, if the program has put its own there; else reports.
    fn call_excepthook(&mut self, exception: ObjId) {
        let Some(hook) = self.sys_attribute("excepthook") else {
            self.write_stderr(&PyStr::new("sys.excepthook is missing\n"));
            self.display_exception(exception);
            return;
        };
        if self.sys_attribute("__excepthook__") == Some(hook) {
            self.display_exception(exception);
            return;
        }
        let class = self.state.heap.type_of(exception);
        let none = self.state.heap.none();
        let traceback = self
            .exception_part(exception, Part::Traceback)
            .unwrap_or(none);
        match self.call(hook, &[class, exception, traceback]) {
            Ok(value) => self.state.heap.decref(value),
            Err(_) => {
                let second = self.take_exception();
                self.write_stderr(&PyStr::new("Error in sys.excepthook:\n"));
                if let Some(second) = second {
                    self.display_exception(second);
                    self.state.heap.decref(second);
                }
                self.write_stderr(&PyStr::new("\nOriginal exception was:\n"));
                self.display_exception(exception);
            }
        }
    }

    /// `sys.excepthook(type, value, traceback)`.
    pub fn report_exception(
        &mut self,
        class: ObjId,
        value: ObjId,
        traceback: ObjId,
    ) -> PyResult<()> {
        let _ = (class, traceback);
        if !self.is_exception_instance(value) {
            let given = self.state.heap.type_name(value);
            self.write_stderr(&PyStr::new(&format!(
                "TypeError: print_exception(): Exception expected for value, {given} found\n"
            )));
            return Ok(());
        }
        self.display_exception(value);
        Ok(())
    }

    /// Writes the report of an exception on stderr: what led to it first (`PyErr_Display`).
    pub fn display_exception(&mut self, exception: ObjId) {
        let mut text = Vec::new();
        let mut seen = BTreeSet::new();
        self.write_chain(exception, &mut seen, &mut text);
        for piece in text {
            self.write_stderr(&piece);
        }
    }

    /// `print_exception_recursive`, without recursion: the chain is followed first.
    fn write_chain(&mut self, exception: ObjId, seen: &mut BTreeSet<ObjId>, out: &mut Vec<PyStr>) {
        let mut chain = vec![(exception, "")];
        seen.insert(exception);
        while let Some(&(last, _)) = chain.last() {
            let none = self.state.heap.none();
            let cause = self
                .exception_part(last, Part::Cause)
                .filter(|&cause| cause != none);
            let context = self
                .exception_part(last, Part::Context)
                .filter(|_| !self.suppresses_context(last));
            let (next, message) = match (cause, context) {
                (Some(cause), _) => (cause, CAUSE_MESSAGE),
                (None, Some(context)) => (context, CONTEXT_MESSAGE),
                (None, None) => break,
            };
            if !seen.insert(next) {
                break;
            }
            chain.push((next, message));
        }
        for (exception, message) in chain.into_iter().rev() {
            self.write_exception(exception, out);
            if !message.is_empty() {
                out.push(PyStr::new(message));
            }
        }
    }

    /// One exception without its chain (`print_exception`).
    fn write_exception(&mut self, exception: ObjId, out: &mut Vec<PyStr>) {
        let limit = self.traceback_limit();
        if let Some(traceback) = self.exception_part(exception, Part::Traceback)
            && limit > 0
        {
            out.push(PyStr::new("Traceback (most recent call last):\n"));
            self.write_traceback(traceback, limit, out);
        }
        if let Some(place) = self.syntax_error_place(exception) {
            out.push(place);
        }
        out.push(self.last_line(exception));
    }

    /// `  File ...` and the marked line of a SyntaxError.
    fn syntax_error_place(&mut self, exception: ObjId) -> Option<PyStr> {
        if !self.state.heap.is_instance(exception, Ty::SyntaxError) {
            return None;
        }
        let mut part = |name: &str| -> Option<ObjId> {
            let found = self.lookup_attr(exception, name).ok().flatten();
            self.clear_exception();
            found
        };
        let (filename, lineno, offset, text) = (
            part("filename"),
            part("lineno"),
            part("offset"),
            part("text"),
        );
        let heap = &self.state.heap;
        let number = |id: Option<ObjId>| id.and_then(|id| heap.as_int(id)).and_then(PyInt::to_i64);
        let shown = number(lineno).map(|line| {
            let file = filename
                .and_then(|id| heap.as_str(id))
                .map_or("<string>".to_owned(), PyStr::to_lossy);
            let mut shown = format!("  File \"{file}\", line {line}\n");
            if let Some(text) = text.and_then(|id| heap.as_str(id)) {
                let offset = number(offset).and_then(|offset| u32::try_from(offset).ok());
                shown.push_str(&caret_lines(&text.to_lossy(), offset));
            }
            PyStr::new(&shown)
        });
        for part in [filename, lineno, offset, text].into_iter().flatten() {
            self.state.heap.decref(part);
        }
        shown
    }

    /// `Class: message` and a line end.
    fn last_line(&mut self, exception: ObjId) -> PyStr {
        let class = self.state.heap.type_of(exception);
        let mut line = PyStr::new(&self.class_title(class));
        let message = if self.syntax_error_has_place(exception) {
            self.syntax_error_message(exception)
        } else {
            self.str(exception)
        };
        match message {
            Ok(text) if text.is_empty() => {}
            Ok(text) => line = line.concat(&PyStr::new(": ")).concat(&text),
            Err(_) => {
                self.clear_exception();
                line = line.concat(&PyStr::new(": <exception str() failed>"));
            }
        }
        line.concat(&PyStr::new("\n"))
    }

    fn syntax_error_has_place(&self, exception: ObjId) -> bool {
        let Payload::Exception(payload) = &self.state.heap.get(exception).payload else {
            return false;
        };
        // msg, filename, lineno, ...
        let lineno = payload.fields.get(2).copied().flatten();
        self.state.heap.is_instance(exception, Ty::SyntaxError)
            && lineno.is_some_and(|line| self.state.heap.as_int(line).is_some())
    }

    fn syntax_error_message(&mut self, exception: ObjId) -> PyResult<PyStr> {
        let message = self.getattr_str(exception, "msg")?;
        let text = self.str(message);
        self.state.heap.decref(message);
        text
    }

    /// A class's name with its module, unless that is builtins.
    fn class_title(&mut self, class: ObjId) -> String {
        let name = self
            .state
            .heap
            .as_type(class)
            .map_or("?".to_owned(), |ty| ty.name.to_lossy());
        let name = name.rsplit('.').next().unwrap_or_default().to_owned();
        let module = self.lookup_attr(class, "__module__");
        let module = match module {
            Ok(Some(module)) => {
                let text = self.state.heap.as_str(module).map(PyStr::to_lossy);
                self.state.heap.decref(module);
                text
            }
            Ok(None) => None,
            Err(_) => {
                self.clear_exception();
                None
            }
        };
        match module {
            Some(module) if module == "builtins" => name,
            Some(module) => format!("{module}.{name}"),
            None => format!("<unknown>{name}"),
        }
    }

    /// The entries of a traceback, the innermost last; equal ones in a row are counted
    /// (`tb_printinternal`).
    fn write_traceback(&mut self, traceback: ObjId, limit: usize, out: &mut Vec<PyStr>) {
        let entries = self.traceback_entries(traceback);
        let skipped = entries.len().saturating_sub(limit);
        let mut last: Option<&Entry> = None;
        let mut repeated = 0;
        for entry in &entries[skipped..] {
            if last != Some(entry) {
                out.extend(folded(repeated));
                repeated = 0;
            }
            last = Some(entry);
            repeated += 1;
            if repeated <= RECURSIVE_CUTOFF {
                let place = format!(
                    "  File \"{}\", line {}, in {}\n",
                    entry.file, entry.line, entry.name
                );
                out.push(PyStr::new(&place));
                if let Some(line) = self.source_line(&entry.file, entry.line) {
                    out.push(PyStr::new(&format!("    {line}\n")));
                }
            }
        }
        out.extend(folded(repeated));
    }

    /// `sys.tracebacklimit` where the program has set it.
    fn traceback_limit(&mut self) -> usize {
        let wish = self.sys_attribute("tracebacklimit");
        match wish.and_then(|wish| self.state.heap.as_int(wish)) {
            Some(limit) => match limit.to_i64() {
                Some(limit) => usize::try_from(limit).unwrap_or(0),
                None => usize::MAX,
            },
            None => TRACEBACK_LIMIT,
        }
    }

    fn traceback_entries(&self, traceback: ObjId) -> Vec<Entry> {
        let heap = &self.state.heap;
        let mut entries = Vec::new();
        let mut next = Some(traceback);
        while let Some(id) = next {
            let Payload::Traceback(entry) = &heap.get(id).payload else {
                break;
            };
            if let Some(frame) = heap.as_frame(entry.tb_frame) {
                entries.push(Entry {
                    file: frame.code.code.co_filename.clone(),
                    line: entry.tb_lineno,
                    name: frame.code.code.co_name.clone(),
                });
            }
            next = entry.tb_next;
        }
        entries
    }

    /// A line of a source file without its indentation; none where the file isn't at hand
    /// (`_Py_DisplaySourceLine`).
    pub fn source_line(&mut self, file: &PyStr, line: u32) -> Option<String> {
        // CPython reads it with the module `io`, which is gone when the modules are.
        if self.state.heap.dict_len(self.state.modules) == 0 {
            return None;
        }
        let Ok(Answer::File(Some(bytes))) = self.ask(&Need::File(file.clone())) else {
            return None;
        };
        let text = String::from_utf8_lossy(&bytes);
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let line = text
            .lines()
            .nth(index)?
            .trim_start_matches([' ', '\t', '\x0c']);
        (!line.is_empty()).then(|| line.to_owned())
    }

    /// Remarks on an exception that nobody can be given: in a finalizer or a callback
    /// (`PyErr_WriteUnraisable`).
    pub(super) fn write_unraisable(&mut self, place: Option<ObjId>) {
        let Some(exception) = self.take_exception() else {
            return;
        };
        let hook = self.sys_attribute("unraisablehook").filter(|&hook| {
            !matches!(
                self.state.heap.get(hook).payload,
                Payload::BuiltinFunction(_)
            )
        });
        match hook {
            Some(hook) => self.call_unraisablehook(hook, exception, place),
            None => self.display_unraisable(exception, None, place),
        }
        self.state.heap.decref(exception);
    }

    /// Lets the program's own `sys.unraisablehook` tell of it.
    fn call_unraisablehook(&mut self, hook: ObjId, exception: ObjId, place: Option<ObjId>) {
        let none = self.state.heap.none();
        let class = self.state.heap.type_of(exception);
        let traceback = self.exception_part(exception, Part::Traceback);
        let parts = [
            class,
            exception,
            traceback.unwrap_or(none),
            none,
            place.unwrap_or(none),
        ];
        for part in parts {
            self.state.heap.incref(part);
        }
        let items = Payload::Tuple(Box::new(parts));
        let args = match self.state.native_types.get("sys.UnraisableHookArgs") {
            Some(&class) => self.state.heap.alloc_object(class, items),
            None => self.state.heap.new_tuple(parts.to_vec()),
        };
        self.state.heap.incref(hook);
        let result = self.call(hook, &[args]);
        self.state.heap.decref(args);
        match result {
            Ok(value) => self.state.heap.decref(value),
            Err(_) => {
                if let Some(second) = self.take_exception() {
                    let message = PyStr::new("Exception ignored in sys.unraisablehook");
                    self.display_unraisable(second, Some(message), Some(hook));
                    self.state.heap.decref(second);
                }
            }
        }
        self.state.heap.decref(hook);
    }

    /// What `sys.unraisablehook` writes by itself.
    pub fn display_unraisable(
        &mut self,
        exception: ObjId,
        message: Option<PyStr>,
        place: Option<ObjId>,
    ) {
        let mut text = Vec::new();
        if place.is_some() || message.is_some() {
            let mut first = message.unwrap_or_else(|| PyStr::new("Exception ignored in"));
            if let Some(place) = place {
                let shown = self
                    .repr(place)
                    .unwrap_or_else(|_| PyStr::new("<object repr() failed>"));
                self.clear_exception();
                first = first.concat(&PyStr::new(": ")).concat(&shown);
            } else {
                first = first.concat(&PyStr::new(":"));
            }
            text.push(first.concat(&PyStr::new("\n")));
        }
        if let Some(traceback) = self.exception_part(exception, Part::Traceback) {
            text.push(PyStr::new("Traceback (most recent call last):\n"));
            self.write_traceback(traceback, TRACEBACK_LIMIT, &mut text);
        }
        text.push(self.last_line(exception));
        for piece in text {
            self.write_stderr(&piece);
        }
    }

    /// Writes on `sys.stderr`, whatever the program has put there; failing that, nowhere.
    fn write_stderr(&mut self, text: &PyStr) {
        let Some(stream) = self
            .sys_attribute("stderr")
            .filter(|&stream| stream != self.state.heap.none())
        else {
            return;
        };
        self.state.heap.incref(stream);
        let piece = self.state.heap.new_str(text.clone());
        match self.call_method(stream, "write", &[piece]) {
            Ok(value) => self.state.heap.decref(value),
            Err(_) => self.clear_exception(),
        }
        self.state.heap.decref(piece);
        self.state.heap.decref(stream);
    }

    /// An entry of `sys.__dict__`; borrowed.
    fn sys_attribute(&mut self, name: &str) -> Option<ObjId> {
        let name = self.state.heap.intern_str(name);
        let found = self.state.heap.dict_get_str(self.state.sysdict, name);
        self.state.heap.decref(name);
        found
    }

    fn exception_part(&self, exception: ObjId, part: Part) -> Option<ObjId> {
        let Payload::Exception(payload) = &self.state.heap.get(exception).payload else {
            return None;
        };
        match part {
            Part::Traceback => payload.traceback,
            Part::Cause => payload.cause,
            Part::Context => payload.context,
        }
    }

    fn suppresses_context(&self, exception: ObjId) -> bool {
        match &self.state.heap.get(exception).payload {
            Payload::Exception(payload) => payload.suppress_context,
            _ => true,
        }
    }
}

/// A part of an exception object.
#[derive(Clone, Copy)]
enum Part {
    Traceback,
    Cause,
    Context,
}

/// One line of a traceback.
#[derive(Clone, PartialEq, Eq)]
struct Entry {
    file: PyStr,
    line: u32,
    name: PyStr,
}

/// The remark in place of entries that repeat the one before.
fn folded(repeated: usize) -> Option<PyStr> {
    let more = repeated
        .checked_sub(RECURSIVE_CUTOFF)
        .filter(|&more| more > 0)?;
    let times = if more == 1 { "time" } else { "times" };
    Some(PyStr::new(&format!(
        "  [Previous line repeated {more} more {times}]\n"
    )))
}
