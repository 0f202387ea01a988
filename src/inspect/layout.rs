//! Any object as its C struct: each field with its offset, size and value
//! (`Include/object.h`, `Include/cpython/*.h`, `Objects/*.c`).

use crate::inspect::label::{object_no, short_repr};
use crate::inspect::view::{FieldRow, ObjectNo, StructView};
use crate::objects::container::{Interned, Keys};
use crate::objects::object::GcList;
use crate::objects::{Heap, Object, Payload, Ty};
use crate::value::{ObjId, PyInt, PyStr};

/// Bytes of the GC head in front of an object.
const GC_HEAD: i32 = 16;

/// The object's C struct.
pub(super) fn layout(heap: &Heap, id: ObjId) -> StructView {
    let object = heap.get(id);
    let mut fields = Fields {
        heap,
        offset: 0,
        rows: Vec::new(),
    };
    if object.gc.list != GcList::NoHead {
        fields.offset = -GC_HEAD;
        fields.optional("_gc_next", "uintptr_t", object.gc.next);
        fields.optional("_gc_prev", "uintptr_t", object.gc.prev);
    }
    fields.number("ob_refcnt", "Py_ssize_t", object.ob_refcnt);
    fields.object("ob_type", "PyTypeObject *", object.ob_type);
    let name = fields.body(object);
    let is_plain = matches!(object.payload, Payload::Plain);
    if let Some(dict) = object.dict {
        fields.object("__dict__", "PyObject *", dict);
    } else if is_plain && heap.as_type(object.ob_type).is_some_and(|ty| ty.has_dict) {
        fields.text("__dict__", "PyObject *", 8, "NULL");
    }
    for value in object.slots.iter().flat_map(|slots| slots.iter()) {
        fields.optional("__slots__ member", "PyObject *", *value);
    }
    StructView {
        name: name.into(),
        fields: fields.rows,
        bytes: Vec::new(),
    }
}

/// Fields one behind the other.
struct Fields<'a> {
    heap: &'a Heap,
    offset: i32,
    rows: Vec<FieldRow>,
}

impl Fields<'_> {
    fn push(
        &mut self,
        name: &str,
        c_type: &str,
        size: u32,
        value: String,
        target: Option<ObjectNo>,
    ) {
        self.rows.push(FieldRow {
            name: name.into(),
            c_type: c_type.into(),
            offset: self.offset,
            size,
            value,
            target,
        });
        self.offset += i32::try_from(size).unwrap_or(i32::MAX);
    }

    fn text(&mut self, name: &str, c_type: &str, size: u32, value: impl Into<String>) {
        self.push(name, c_type, size, value.into(), None);
    }

    fn number(&mut self, name: &str, c_type: &str, value: impl std::fmt::Display) {
        self.text(name, c_type, 8, value.to_string());
    }

    fn pointer(&mut self, name: &str, c_type: &str, address: u64) {
        let text = if address == 0 {
            "NULL".into()
        } else {
            format!("{address:#x}")
        };
        self.text(name, c_type, 8, text);
    }

    fn object(&mut self, name: &str, c_type: &str, id: ObjId) {
        // Inside a step, what it refers to may be freed already.
        let (value, no) = match self.heap.is_alive(id) {
            true => (
                format!(
                    "{:#x} → {}",
                    self.heap.get(id).addr.0,
                    short_repr(self.heap, id)
                ),
                Some(object_no(self.heap, id)),
            ),
            false => ("→ freed".to_owned(), None),
        };
        self.push(name, c_type, 8, value, no);
    }

    fn optional(&mut self, name: &str, c_type: &str, id: Option<ObjId>) {
        match id {
            Some(id) => self.object(name, c_type, id),
            None => self.text(name, c_type, 8, "NULL"),
        }
    }

    fn py(&mut self, name: &str, id: ObjId) {
        self.object(name, "PyObject *", id);
    }

    fn py_optional(&mut self, name: &str, id: Option<ObjId>) {
        self.optional(name, "PyObject *", id);
    }

    /// What follows the two fields of `PyObject`; the name of the struct.
    fn body(&mut self, object: &Object) -> &'static str {
        match &object.payload {
            Payload::Int(value) => self.int(value),
            Payload::Float(value) => {
                self.text(
                    "ob_fval",
                    "double",
                    8,
                    crate::value::float::repr_float(*value),
                );
                "PyFloatObject"
            }
            Payload::Complex(real, imag) => {
                self.number("cval.real", "double", real);
                self.number("cval.imag", "double", imag);
                "PyComplexObject"
            }
            Payload::Str(string) => {
                self.str_head(&string.text, string.hash, string.interned);
                "PyASCIIObject / PyCompactUnicodeObject"
            }
            Payload::Bytes(bytes) => {
                self.number("ob_size", "Py_ssize_t", bytes.len());
                self.text("ob_shash", "Py_hash_t", 8, "cached hash");
                let size = u32::try_from(bytes.len() + 1).unwrap_or(u32::MAX);
                self.text("ob_sval", "char[]", size, "the bytes, and a NUL");
                "PyBytesObject"
            }
            Payload::ByteArray(array) => {
                self.number("ob_size", "Py_ssize_t", array.bytes.len());
                self.number("ob_alloc", "Py_ssize_t", array.ob_alloc);
                self.pointer("ob_bytes", "char *", array.ob_bytes.0);
                self.pointer("ob_start", "char *", array.ob_bytes.0);
                self.number("ob_exports", "Py_ssize_t", array.ob_exports);
                "PyByteArrayObject"
            }
            Payload::Tuple(items) => {
                self.number("ob_size", "Py_ssize_t", items.len());
                for (index, &item) in items.iter().enumerate() {
                    self.py(&format!("ob_item[{index}]"), item);
                }
                "PyTupleObject"
            }
            Payload::List(list) => {
                self.number("ob_size", "Py_ssize_t", list.items.len());
                self.pointer("ob_item", "PyObject **", list.ob_item.0);
                self.number("allocated", "Py_ssize_t", list.allocated);
                "PyListObject"
            }
            Payload::Dict(dict) => {
                self.number("ma_used", "Py_ssize_t", dict.ma_used);
                self.number("ma_version_tag", "uint64_t", dict.ma_version_tag);
                let keys = match &dict.ma_keys {
                    Keys::Empty => "the shared empty keys".to_owned(),
                    Keys::Own(keys) => format!("{:#x}, own", keys.addr.0),
                    Keys::Shared(_) => "shared with other instances of the class".to_owned(),
                };
                self.text("ma_keys", "PyDictKeysObject *", 8, keys);
                self.pointer(
                    "ma_values",
                    "PyObject **",
                    dict.ma_values.as_ref().map_or(0, |v| v.addr.0),
                );
                "PyDictObject"
            }
            Payload::Set(set) => {
                self.number("fill", "Py_ssize_t", set.fill);
                self.number("used", "Py_ssize_t", set.used);
                self.number("mask", "Py_ssize_t", set.mask);
                let table = if set.addr.0 == 0 {
                    "smalltable".into()
                } else {
                    format!("{:#x}", set.addr.0)
                };
                self.text("table", "setentry *", 8, table);
                self.number("hash", "Py_hash_t", set.hash);
                self.number("finger", "Py_ssize_t", set.finger);
                self.text("smalltable", "setentry[8]", 128, "8 slots of 16 bytes");
                self.text(
                    "weakreflist",
                    "PyObject *",
                    8,
                    "weak references to this set",
                );
                "PySetObject"
            }
            Payload::Range(range) => {
                self.py("start", range.start);
                self.py("stop", range.stop);
                self.py("step", range.step);
                self.py("length", range.length);
                "rangeobject"
            }
            Payload::Slice(slice) => {
                self.py("start", slice.start);
                self.py("stop", slice.stop);
                self.py("step", slice.step);
                "PySliceObject"
            }
            Payload::Function(function) => {
                self.py("func_code", function.code);
                self.py("func_globals", function.globals);
                self.py_optional("func_defaults", function.defaults);
                self.py_optional("func_kwdefaults", function.kwdefaults);
                self.py_optional("func_closure", function.closure);
                self.py("func_doc", function.doc);
                self.py("func_name", function.name);
                self.py_optional("func_dict", object.dict);
                self.text("func_weakreflist", "PyObject *", 8, "weak references to it");
                self.py_optional("func_module", function.module);
                self.py_optional("func_annotations", function.annotations);
                self.py("func_qualname", function.qualname);
                self.text("vectorcall", "vectorcallfunc", 8, "_PyFunction_Vectorcall");
                "PyFunctionObject"
            }
            Payload::Code { code, .. } => {
                let own = &code.code;
                for (name, value) in [
                    ("co_argcount", own.co_argcount),
                    ("co_posonlyargcount", own.co_posonlyargcount),
                    ("co_kwonlyargcount", own.co_kwonlyargcount),
                    ("co_nlocals", own.co_nlocals),
                    ("co_stacksize", own.co_stacksize),
                    ("co_flags", own.co_flags),
                    ("co_firstlineno", own.co_firstlineno),
                ] {
                    self.text(name, "int", 4, value.to_string());
                }
                self.text("(padding)", "", 4, "");
                self.py("co_code", code.co_code);
                self.py("co_consts", code.co_consts);
                self.py("co_names", code.co_names);
                self.py("co_varnames", code.co_varnames);
                self.py("co_freevars", code.co_freevars);
                self.py("co_cellvars", code.co_cellvars);
                "PyCodeObject"
            }
            Payload::Cell(content) => {
                self.py_optional("ob_ref", *content);
                "PyCellObject"
            }
            Payload::BoundMethod(method) => {
                self.py("im_func", method.im_func);
                self.py("im_self", method.im_self);
                self.text("im_weakreflist", "PyObject *", 8, "weak references to it");
                self.text("vectorcall", "vectorcallfunc", 8, "method_vectorcall");
                "PyMethodObject"
            }
            Payload::Generator(generator) => {
                self.optional("gi_frame", "PyFrameObject *", generator.gi_frame);
                self.text(
                    "gi_running",
                    "char",
                    8,
                    u8::from(generator.gi_running).to_string(),
                );
                self.py("gi_code", generator.gi_code);
                self.text("gi_weakreflist", "PyObject *", 8, "weak references to it");
                self.py("gi_name", generator.gi_name);
                self.py("gi_qualname", generator.gi_qualname);
                for (name, value) in ["exc_type", "exc_value", "exc_traceback"]
                    .iter()
                    .zip(generator.gi_exc_state)
                {
                    self.py_optional(&format!("gi_exc_state.{name}"), value);
                }
                "PyGenObject"
            }
            Payload::Exception(exception) => {
                self.py_optional("dict", object.dict);
                self.py("args", exception.args);
                self.py_optional("traceback", exception.traceback);
                self.py_optional("context", exception.context);
                self.py_optional("cause", exception.cause);
                self.text(
                    "suppress_context",
                    "char",
                    8,
                    u8::from(exception.suppress_context).to_string(),
                );
                for (index, &field) in exception.fields.iter().enumerate() {
                    self.py_optional(&format!("field {index}"), field);
                }
                "PyBaseExceptionObject"
            }
            Payload::Frame(_) => "PyFrameObject",
            Payload::Type(_) => "PyTypeObject",
            _ => "PyObject",
        }
    }

    fn int(&mut self, value: &PyInt) -> &'static str {
        let digits = digits(value);
        let sign = if value.is_negative() { "-" } else { "" };
        self.number("ob_size", "Py_ssize_t", format!("{sign}{}", digits.len()));
        for (index, digit) in digits.iter().enumerate() {
            self.text(&format!("ob_digit[{index}]"), "digit", 4, digit.to_string());
        }
        "PyLongObject"
    }

    fn str_head(&mut self, text: &PyStr, hash: i64, interned: Interned) {
        self.number("length", "Py_ssize_t", text.len());
        self.text(
            "hash",
            "Py_hash_t",
            8,
            if hash == -1 {
                "-1, not computed yet".into()
            } else {
                hash.to_string()
            },
        );
        let interned = match interned {
            Interned::No => "not interned",
            Interned::Mortal => "interned",
            Interned::Immortal => "interned for good",
        };
        let ascii = if text.is_ascii() { ", ascii" } else { "" };
        self.text(
            "state",
            "struct",
            4,
            format!("{interned}, kind {}{ascii}", text.kind()),
        );
        self.text("(padding)", "", 4, "");
        self.text("wstr", "wchar_t *", 8, "NULL");
        if !text.is_ascii() {
            self.number("utf8_length", "Py_ssize_t", 0);
            self.text("utf8", "char *", 8, "NULL");
            self.number("wstr_length", "Py_ssize_t", 0);
        }
        let size = u32::try_from((text.len() + 1) * text.kind()).unwrap_or(u32::MAX);
        self.text("data", "Py_UCS[]", size, "the characters, and a NUL");
    }
}

/// The 30-bit digits of an int, least significant first; zero has none.
pub(super) fn digits(value: &PyInt) -> Vec<u32> {
    const PYLONG_SHIFT: u32 = 30;
    let mut rest = value.abs().to_big();
    let mut digits = Vec::new();
    let zero = PyInt::Small(0).to_big();
    let mask = (1u32 << PYLONG_SHIFT) - 1;
    while rest != zero && digits.len() < 64 {
        let low = (&rest & num_bigint::BigInt::from(mask)).to_u32_digits().1;
        digits.push(low.first().copied().unwrap_or(0));
        rest >>= PYLONG_SHIFT;
    }
    digits
}

/// Whether the object is one of the shared small ints.
pub(super) fn is_small_int(heap: &Heap, id: ObjId, value: &PyInt) -> bool {
    heap.is_exact(id, Ty::Int) && matches!(value, PyInt::Small(-5..=256))
}
