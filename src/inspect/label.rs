//! Short texts for objects, made without running any Python code.

use crate::inspect::Look;
use crate::inspect::view::{ObjectNo, ObjectRef};
use crate::memory::BlockName;
use crate::objects::alloc::GC_HEAD_SIZE;
use crate::objects::callable::CodeObject;
use crate::objects::container::{SetEntry, SetObject};
use crate::objects::object::GcList;
use crate::objects::{Heap, Payload, Ty};
use crate::value::float::repr_float;
use crate::value::repr::{repr_bytes, repr_str};
use crate::value::{Addr, ObjId, PyInt};

/// Longest text of one object, in characters.
const LIMIT: usize = 60;
/// Containers are opened this deep.
const DEPTH: usize = 2;
/// Items shown of a container.
const ITEMS: usize = 8;

impl Look<'_> {
    /// The heap in which the object is alive: the one shown; for what the step has freed already
    /// the one before it, for what it makes the one after.
    pub(super) fn heap_of(&self, id: ObjId) -> Option<&Heap> {
        [&self.shown.heap, &self.before.heap, &self.after.heap]
            .into_iter()
            .find(|heap| heap.is_alive(id))
    }

    /// A reference to an object; one that lives only inside the step is a temporary.
    pub(super) fn object_ref(&self, id: ObjId) -> ObjectRef {
        match self.heap_of(id) {
            Some(heap) => object_ref(heap, id),
            None => ObjectRef {
                type_name: "temporary".into(),
                repr: "a temporary object".into(),
                ..ObjectRef::default()
            },
        }
    }

    /// The object's text, with its short name: `[1, 2] #12`.
    pub(super) fn label(&self, id: ObjId) -> String {
        match self.heap_of(id) {
            Some(heap) => short_repr(heap, id),
            None => "a temporary object".into(),
        }
    }
}

/// The short name of a living object.
pub fn object_no(heap: &Heap, id: ObjId) -> ObjectNo {
    ObjectNo(u64::from(heap.get(id).no))
}

/// A living object by its short name.
pub fn find_object(heap: &Heap, no: ObjectNo) -> Option<ObjId> {
    let mut all = heap.iter();
    all.find(|(_, object)| u64::from(object.no) == no.0)
        .map(|(id, _)| id)
}

/// A reference to a living object.
pub(super) fn object_ref(heap: &Heap, id: ObjId) -> ObjectRef {
    let object = heap.get(id);
    ObjectRef {
        no: object_no(heap, id),
        type_name: heap.type_name(id),
        repr: short_repr(heap, id),
        refcnt: object.ob_refcnt,
        address: object.addr.0,
    }
}

/// The `repr` of a living object in one short line. Instances of Python classes are shown by
/// their class, whatever their `__repr__` would say: a view never runs the program's code.
pub fn short_repr(heap: &Heap, id: ObjId) -> String {
    let mut out = String::new();
    write(heap, id, DEPTH, &mut out);
    cut(&out, LIMIT)
}

/// Cuts a text to `limit` characters, the last being an ellipsis.
pub(super) fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit - 1).chain(['…']).collect()
}

fn write(heap: &Heap, id: ObjId, depth: usize, out: &mut String) {
    // Inside a step, what holds a reference can be torn down after what it referred to.
    if !heap.is_alive(id) {
        out.push_str("<freed>");
        return;
    }
    let object = heap.get(id);
    match &object.payload {
        Payload::Int(value) => out.push_str(&int(heap, id, value)),
        Payload::Float(value) => out.push_str(&repr_float(*value)),
        Payload::Complex(real, imag) => {
            let sign = if imag.is_sign_negative() { "" } else { "+" };
            out.push_str(&format!(
                "({}{sign}{}j)",
                repr_float(*real),
                repr_float(*imag)
            ));
        }
        Payload::Str(text) => out.push_str(&repr_str(&head(&text.text)).to_lossy()),
        Payload::Bytes(bytes) => out.push_str(&repr_bytes(&bytes[..bytes.len().min(LIMIT)])),
        Payload::ByteArray(array) => {
            let bytes = &array.bytes[..array.bytes.len().min(LIMIT)];
            out.push_str(&format!("bytearray({})", repr_bytes(bytes)));
        }
        Payload::Tuple(items) => {
            let end = if items.len() == 1 { ",)" } else { ")" };
            sequence(heap, ("(", end), items.iter().copied(), depth, out);
        }
        Payload::List(list) => sequence(heap, ("[", "]"), list.items.iter().copied(), depth, out),
        Payload::Set(set) => {
            let keys = set_keys(set);
            let open = if heap.is_instance(id, Ty::Frozenset) {
                ("frozenset({", "})")
            } else {
                ("{", "}")
            };
            match set.used {
                0 => out.push_str(&format!("{}()", heap.type_name(id))),
                _ => sequence(heap, open, keys, depth, out),
            }
        }
        Payload::Dict(_) => mapping(heap, id, depth, out),
        Payload::Function(function) => {
            out.push_str(&format!("<function {}>", name(heap, function.qualname)))
        }
        Payload::BoundMethod(method) => {
            out.push_str("<bound method ");
            write(heap, method.im_func, 0, out);
            out.push('>');
        }
        Payload::BuiltinFunction(builtin) => {
            let name = heap.native_name(builtin.native);
            match builtin
                .m_self
                .filter(|&own| !heap.is_instance(own, Ty::Module))
            {
                Some(own) => out.push_str(&format!(
                    "<built-in method {name} of {}>",
                    heap.type_name(own)
                )),
                None => out.push_str(&format!("<built-in function {name}>")),
            }
        }
        Payload::MethodDescr(descr) => {
            let owner = heap
                .as_type(descr.d_type)
                .map_or(String::new(), |ty| ty.name.to_lossy());
            out.push_str(&format!(
                "<method '{}' of '{owner}'>",
                name(heap, descr.d_name)
            ));
        }
        Payload::Type(ty) => out.push_str(&format!("<class '{}'>", ty.name)),
        Payload::Code { code, .. } => out.push_str(&code_label(code)),
        Payload::Cell(content) => match content {
            Some(content) => {
                out.push_str("<cell: ");
                write(heap, *content, 0, out);
                out.push('>');
            }
            None => out.push_str("<cell: empty>"),
        },
        Payload::Exception(exception) => {
            out.push_str(&heap.type_name(id));
            write(heap, exception.args, depth, out);
        }
        Payload::Generator(generator) => {
            out.push_str(&format!(
                "<{} {}>",
                heap.type_name(id),
                name(heap, generator.gi_qualname)
            ));
        }
        Payload::Frame(_) => {
            let frame = heap.as_frame(id);
            out.push_str(&format!(
                "<frame of {}>",
                frame.map_or("?".into(), |f| f.code.code.co_name.to_lossy())
            ));
        }
        Payload::Range(range) => {
            out.push_str("range(");
            write(heap, range.start, 0, out);
            out.push_str(", ");
            write(heap, range.stop, 0, out);
            if heap.as_int(range.step) != Some(&PyInt::Small(1)) {
                out.push_str(", ");
                write(heap, range.step, 0, out);
            }
            out.push(')');
        }
        Payload::Slice(slice) => {
            sequence(
                heap,
                ("slice(", ")"),
                [slice.start, slice.stop, slice.step].into_iter(),
                1,
                out,
            );
        }
        Payload::Plain => out.push_str(&plain(heap, id)),
        _ => out.push_str(&format!("<{}>", heap.type_name(id))),
    }
}

/// The first characters of a text; no more are ever shown.
fn head(text: &crate::value::PyStr) -> crate::value::PyStr {
    text.slice(0, text.len().min(LIMIT))
}

fn int(heap: &Heap, id: ObjId, value: &PyInt) -> String {
    match value {
        _ if heap.is_exact(id, Ty::Bool) => if value.is_zero() { "False" } else { "True" }.into(),
        PyInt::Small(small) => small.to_string(),
        PyInt::Big(big) if big.bits() <= 200 => big.to_string(),
        PyInt::Big(big) => format!("<int of {} bits>", big.bits()),
    }
}

/// The text of a string object, or a question mark for anything else.
pub(super) fn name(heap: &Heap, id: ObjId) -> String {
    heap.as_str(id).map_or("?".into(), |text| text.to_lossy())
}

/// The text of a string object wherever it is alive.
pub(super) fn name_of(look: &Look<'_>, id: ObjId) -> String {
    look.heap_of(id).map_or("?".into(), |heap| name(heap, id))
}

/// How a code object is written in short.
fn code_label(code: &CodeObject) -> String {
    format!("<code {}>", code.code.co_name)
}

fn plain(heap: &Heap, id: ObjId) -> String {
    if id == heap.none() {
        return "None".into();
    }
    if id == heap.not_implemented() {
        return "NotImplemented".into();
    }
    if id == heap.ellipsis() {
        return "Ellipsis".into();
    }
    if heap.is_instance(id, Ty::Module) {
        let dict = heap.get(id).dict;
        let own = dict.and_then(|dict| find_text(heap, dict, "__name__"));
        return format!(
            "<module '{}'>",
            own.map_or("?".into(), |own| name(heap, own))
        );
    }
    format!("<{} object>", heap.type_name(id))
}

fn sequence(
    heap: &Heap,
    (open, close): (&str, &str),
    items: impl Iterator<Item = ObjId>,
    depth: usize,
    out: &mut String,
) {
    out.push_str(open);
    let mut items = items.peekable();
    if depth == 0 && items.peek().is_some() {
        out.push('…');
    } else {
        for (index, item) in items.enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            if index == ITEMS || out.len() > 2 * LIMIT {
                out.push('…');
                break;
            }
            write(heap, item, depth - 1, out);
        }
    }
    out.push_str(close);
}

fn mapping(heap: &Heap, id: ObjId, depth: usize, out: &mut String) {
    out.push('{');
    let mut pos = 0;
    let mut count = 0;
    while let Some((key, value, _)) = heap.dict_entry_next(id, &mut pos) {
        if count > 0 {
            out.push_str(", ");
        }
        if depth == 0 || count == ITEMS || out.len() > 2 * LIMIT {
            out.push('…');
            break;
        }
        write(heap, key, depth - 1, out);
        out.push_str(": ");
        write(heap, value, depth - 1, out);
        count += 1;
    }
    out.push('}');
}

/// The elements of a set, in the order of its table.
pub fn set_keys(set: &SetObject) -> impl Iterator<Item = ObjId> + '_ {
    set.table.iter().filter_map(|slot| match *slot {
        SetEntry::Active { key, .. } => Some(key),
        SetEntry::Empty | SetEntry::Dummy => None,
    })
}

/// The value of a name in a namespace, by the name's string object; interned names suffice.
pub(super) fn find_name(heap: &Heap, dict: ObjId, name: ObjId) -> Option<ObjId> {
    let mut pos = 0;
    while let Some((key, value, _)) = heap.dict_entry_next(dict, &mut pos) {
        if key == name {
            return Some(value);
        }
    }
    None
}

/// The value of a name in a namespace, by its text.
pub fn find_text(heap: &Heap, dict: ObjId, name: &str) -> Option<ObjId> {
    let mut pos = 0;
    while let Some((key, value, _)) = heap.dict_entry_next(dict, &mut pos) {
        if heap.as_str(key).is_some_and(|text| *text == name) {
            return Some(value);
        }
    }
    None
}

/// The block of pymalloc that an object lies in, the GC head in front of it included.
pub fn block_of(heap: &Heap, id: ObjId) -> Option<BlockName> {
    let object = heap.get(id);
    let head = if object.gc.list == GcList::NoHead {
        0
    } else {
        GC_HEAD_SIZE as u64
    };
    heap.memory.block_of(Addr(object.addr.0 - head))
}
