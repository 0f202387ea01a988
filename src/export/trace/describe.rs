//! Short stable texts of objects, made without running any Python code.

use serde_json::{Value, json};

use crate::inspect::find_text;
use crate::objects::callable::MemberPlace;
use crate::objects::typeobject::TypeObject;
use crate::objects::{Heap, Payload, Ty};
use crate::value::complex::Complex;
use crate::value::float::repr_float;
use crate::value::repr::{repr_bytes, repr_str};
use crate::value::{Addr, ObjId, PyInt, PyStr};

/// Characters shown of a text.
const HEAD: usize = 60;

/// The name of an object's type.
pub(super) fn type_name(heap: &Heap, id: ObjId) -> String {
    let ty = heap.type_of(id);
    heap.as_type(ty)
        .map_or_else(|| heap.type_name(id), |ty| class_name(heap, ty))
}

/// The name of a class: the qualified one, where CPython has one too.
pub(super) fn class_name(heap: &Heap, ty: &TypeObject) -> String {
    let stands_for_c = ty
        .ht_name
        .is_some_and(|name| heap.as_str(name) != Some(&ty.name));
    match ty.ht_qualname {
        Some(qualname) if !stands_for_c => text_of(heap, qualname),
        _ => ty.name.to_lossy(),
    }
}

/// The text of an object; none for kinds that have no stable one.
pub(super) fn short(heap: &Heap, id: ObjId) -> Option<String> {
    let object = heap.get(id);
    let text = match &object.payload {
        Payload::Plain => return plain(heap, id),
        Payload::Int(value) if heap.is_exact(id, Ty::Bool) => {
            if value.is_zero() {
                "False".into()
            } else {
                "True".into()
            }
        }
        Payload::Int(value) => int(value),
        Payload::Float(value) => repr_float(*value),
        Payload::Complex(real, imag) => Complex::new(*real, *imag).repr(),
        Payload::Str(string) => {
            with_length(repr_str(&head(&string.text)).to_lossy(), string.text.len())
        }
        Payload::Bytes(bytes) => {
            with_length(repr_bytes(&bytes[..bytes.len().min(HEAD)]), bytes.len())
        }
        Payload::Type(ty) => format!("<class {}>", class_name(heap, ty)),
        Payload::Function(function) => format!("<function {}>", text_of(heap, function.qualname)),
        Payload::Code { code, .. } => {
            format!("<code {}:{}>", code.code.co_name, code.code.co_firstlineno)
        }
        Payload::BuiltinFunction(builtin) => {
            format!("<builtin {}>", heap.native_name(builtin.native))
        }
        Payload::MethodDescr(descr) => member(heap, id, descr.d_type, descr.d_name),
        Payload::WrapperDescr(descr) => member(heap, id, descr.d_type, descr.d_name),
        Payload::MemberDescr(descr) => member(heap, id, descr.d_type, descr.d_name),
        Payload::GetSetDescr(descr) => member(heap, id, descr.d_type, descr.d_name),
        Payload::MethodWrapper(wrapper) => match &heap.get(wrapper.descr).payload {
            Payload::WrapperDescr(descr) => {
                format!("<method-wrapper {}>", text_of(heap, descr.d_name))
            }
            _ => return None,
        },
        Payload::Frame(_) => format!("<frame {}>", heap.as_frame(id)?.code.code.co_name),
        Payload::Generator(generator) => {
            format!(
                "<{} {}>",
                heap.type_name(id),
                text_of(heap, generator.gi_qualname)
            )
        }
        Payload::List(list) => format!("[{}]", list.items.len()),
        Payload::Tuple(items) => format!("({})", items.len()),
        Payload::Dict(dict) => format!("{{{}}}", dict.ma_used),
        Payload::Set(set) => format!("{{{}}}", set.used),
        _ => return None,
    };
    Some(text)
}

fn plain(heap: &Heap, id: ObjId) -> Option<String> {
    if id == heap.none() {
        Some("None".into())
    } else if id == heap.ellipsis() {
        Some("Ellipsis".into())
    } else if id == heap.not_implemented() {
        Some("NotImplemented".into())
    } else if heap.is_instance(id, Ty::Module) {
        let dict = heap.get(id).dict?;
        let name = find_text(heap, dict, "__name__").map_or("?".into(), |name| text_of(heap, name));
        Some(format!("<module {name}>"))
    } else {
        None
    }
}

/// The text of an object, or its type in angle brackets.
pub(super) fn short_or_type(heap: &Heap, id: ObjId) -> String {
    short(heap, id).unwrap_or_else(|| format!("<{}>", type_name(heap, id)))
}

/// The block at an address: arena, pool, index, size, offset; null outside of the arenas.
pub(super) fn block_at(heap: &Heap, addr: Addr) -> Value {
    match heap.memory.block_of(addr) {
        Some(block) => json!([
            block.arena.0,
            block.pool,
            block.index,
            block.size,
            block.offset
        ]),
        None => Value::Null,
    }
}

/// Names and places of a class's own `__slots__`, as its member descriptors have them.
pub(super) fn slot_members(heap: &Heap, class: ObjId, ty: &TypeObject) -> Vec<(String, usize)> {
    let Some(dict) = heap.as_dict(ty.tp_dict) else {
        return Vec::new();
    };
    let keys = heap.dict_keys(dict);
    let values = keys.iter().flat_map(|keys| &keys.dk_entries);
    let members = values.filter_map(|entry| match &heap.get(entry.me_value?).payload {
        Payload::MemberDescr(member) if member.d_type == class => match member.place {
            MemberPlace::Slot(index) => Some((text_of(heap, member.d_name), index as usize)),
            MemberPlace::Native(_) => None,
        },
        _ => None,
    });
    members.collect()
}

fn member(heap: &Heap, id: ObjId, owner: ObjId, name: ObjId) -> String {
    let owner = heap
        .as_type(owner)
        .map_or(String::new(), |ty| class_name(heap, ty));
    format!("<{} {owner}.{}>", heap.type_name(id), text_of(heap, name))
}

fn head(text: &PyStr) -> PyStr {
    text.slice(0, text.len().min(HEAD))
}

fn with_length(text: String, len: usize) -> String {
    if len > HEAD {
        format!("{text}...{len}")
    } else {
        text
    }
}

fn text_of(heap: &Heap, id: ObjId) -> String {
    heap.as_str(id).map_or(String::new(), PyStr::to_lossy)
}

/// An int in full below 1,000 bits, then in hexadecimal, then by its number of digits.
fn int(value: &PyInt) -> String {
    match value {
        PyInt::Small(small) => small.to_string(),
        PyInt::Big(big) if big.bits() < 1_000 => big.to_string(),
        PyInt::Big(big) if value.digit_count() <= 2_000 => {
            let sign = if value.is_negative() { "-" } else { "" };
            let hex = format!("{sign}0x{}", big.magnitude().to_str_radix(16));
            format!("{}...", &hex[..HEAD])
        }
        PyInt::Big(_) => format!("<int {} digits>", value.digit_count()),
    }
}
