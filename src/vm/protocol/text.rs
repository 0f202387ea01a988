//! `repr`, `str`, `ascii` and `format` (`Objects/object.c`, `PyObject_Format` of
//! `Objects/abstract.c`).

use crate::objects::unicode_writer::UnicodeWriter;
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::attr::clip;
use crate::vm::identifier::Identifier;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// `repr(object)` as a str object; a new reference.
    pub fn repr_object(&mut self, object: ObjId) -> PyResult {
        self.enter_recursive(" while getting the repr of an object")?;
        let result = self.repr_slot(object);
        self.leave_recursive();
        result
    }

    /// The same without counting a level of recursion: what `object.__str__` does.
    pub fn repr_slot(&mut self, object: ObjId) -> PyResult {
        match self.call_type_slot(object, Slot::Repr, &[])? {
            Some(text) => self.checked_text(text, "__repr__"),
            None => Ok(self.default_repr(object)),
        }
    }

    /// `<X object at 0x...>`.
    fn default_repr(&mut self, object: ObjId) -> ObjId {
        let name = self.state.heap.type_name(object);
        let address = self.state.heap.get(object).addr.0;
        let text = PyStr::new(&format!("<{name} object at {address:#x}>"));
        let format = "<%s object at %p>".len();
        UnicodeWriter::format(&mut self.state.heap, format, &[&text])
    }

    fn checked_text(&mut self, text: ObjId, method: &str) -> PyResult {
        if self.state.heap.is_instance(text, Ty::Str) {
            return Ok(text);
        }
        let given = self.state.heap.type_name(text);
        self.state.heap.decref(text);
        self.type_error(format!(
            "{method} returned non-string (type {})",
            clip(&given, 200)
        ))
    }

    /// `repr(object)`.
    pub fn repr(&mut self, object: ObjId) -> PyResult<PyStr> {
        let text = self.repr_object(object)?;
        Ok(self.take_text(text))
    }

    /// Writes the text of a str object (stolen).
    pub fn write_piece(&mut self, writer: &mut UnicodeWriter, piece: ObjId) {
        let text = self.state.heap.as_str(piece).cloned().unwrap_or_default();
        writer.write(&mut self.state.heap, &text);
        self.state.heap.decref(piece);
    }

    /// The text of a str object (stolen).
    pub fn take_text(&mut self, object: ObjId) -> PyStr {
        let text = self.state.heap.as_str(object).cloned().unwrap_or_default();
        self.state.heap.decref(object);
        text
    }

    /// `str(object)` as a str object; a new reference (`PyObject_Str`).
    pub fn str_object(&mut self, object: ObjId) -> PyResult {
        if self.state.heap.is_exact(object, Ty::Str) {
            self.state.heap.incref(object);
            return Ok(object);
        }
        if !self.has_slot(object, Slot::Str) {
            return self.repr_object(object);
        }
        self.enter_recursive(" while getting the str of an object")?;
        let result = self.call_type_slot(object, Slot::Str, &[]);
        self.leave_recursive();
        match result? {
            Some(text) => self.checked_text(text, "__str__"),
            None => self.repr_object(object),
        }
    }

    /// `str(object)`.
    pub fn str(&mut self, object: ObjId) -> PyResult<PyStr> {
        let text = self.str_object(object)?;
        Ok(self.take_text(text))
    }

    /// `ascii(object)`: `repr` with escapes for what isn't ASCII.
    pub fn ascii(&mut self, object: ObjId) -> PyResult<PyStr> {
        let text = self.repr(object)?;
        if text.is_ascii() {
            return Ok(text);
        }
        let mut escaped = String::new();
        for point in text.code_points() {
            match point {
                0..=0x7f => escaped.extend(char::from_u32(point)),
                0x80..=0xff => escaped.push_str(&format!("\\x{point:02x}")),
                0x100..=0xffff => escaped.push_str(&format!("\\u{point:04x}")),
                _ => escaped.push_str(&format!("\\U{point:08x}")),
            }
        }
        Ok(PyStr::new(&escaped))
    }

    /// `format(object, spec)`.
    pub fn format(&mut self, object: ObjId, spec: &PyStr) -> PyResult<PyStr> {
        let spec = self.state.heap.new_str(spec.clone());
        let result = self.format_object(object, Some(spec));
        self.state.heap.decref(spec);
        let text = result?;
        Ok(self.take_text(text))
    }

    /// The same with objects; a new reference (`PyObject_Format`).
    pub fn format_object(&mut self, object: ObjId, spec: Option<ObjId>) -> PyResult {
        let plain = spec
            .and_then(|spec| self.state.heap.as_str(spec))
            .is_none_or(PyStr::is_empty);
        if plain {
            if self.state.heap.is_exact(object, Ty::Str) {
                self.state.heap.incref(object);
                return Ok(object);
            }
            if self.state.heap.is_exact(object, Ty::Int) {
                return self.str_object(object);
            }
        }
        let empty = self.state.heap.new_str(PyStr::default());
        let name = self.identifier(Identifier::FormatFormat);
        let method = self.lookup_special_id(object, name);
        let result = match method {
            Ok(Some(method)) => {
                let result = self.call(method, &[spec.unwrap_or(empty)]);
                self.state.heap.decref(method);
                result
            }
            Ok(None) => {
                let given = self.state.heap.type_name(object);
                self.type_error(format!(
                    "Type {} doesn't define __format__",
                    clip(&given, 100)
                ))
            }
            Err(fault) => Err(fault),
        };
        self.state.heap.decref(empty);
        let text = result?;
        if self.state.heap.is_instance(text, Ty::Str) {
            return Ok(text);
        }
        let given = self.state.heap.type_name(text);
        self.state.heap.decref(text);
        self.type_error(format!("__format__ must return a str, not {given}"))
    }

    /// Begins the repr of a container; false if it is under way already (`Py_ReprEnter`).
    pub fn repr_enter(&mut self, object: ObjId) -> bool {
        let list = self.repr_list();
        let heap = &mut self.state.heap;
        let under_way = heap
            .as_list(list)
            .is_some_and(|list| list.items.contains(&object));
        if !under_way {
            heap.list_append(list, object);
        }
        !under_way
    }

    /// The list of the objects whose repr is under way, which CPython keeps in the thread's dict; made
    /// on first use; borrowed.
    fn repr_list(&mut self) -> ObjId {
        if let Some(list) = self.state.repr_list {
            return list;
        }
        let heap = &mut self.state.heap;
        let dict = heap.new_dict();
        let list = heap.new_list(Vec::new());
        let name = heap.intern_str("Py_Repr");
        heap.dict_set_str(dict, name, list);
        heap.decref(name);
        heap.decref(list);
        self.state.thread_dict = Some(dict);
        self.state.repr_list = Some(list);
        list
    }

    /// Ends it (`Py_ReprLeave`).
    pub fn repr_leave(&mut self, object: ObjId) {
        let list = self.repr_list();
        let heap = &mut self.state.heap;
        let place = heap
            .as_list(list)
            .and_then(|list| list.items.iter().rposition(|&item| item == object));
        if let Some(place) = place {
            heap.list_set_slice(list, place, place + 1, Vec::new());
        }
    }
}
