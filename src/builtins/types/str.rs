//! `str`: its constructor, operators, comparisons and subscripts (`Objects/unicodeobject.c`).
//! What the methods do to text is `value::PyStr`'s.

use crate::builtins::support::{
    Signature, bad_argument, boolean, int, is_index, not_implemented, type_error, type_name,
};
use crate::builtins::types::{bytes_buffer, iterators, sequence, slice, str_codec, str_percent};
use crate::objects::container::StrObject;
use crate::objects::{Payload, Slot, Ty, type_id};
use crate::value::repr::repr_str;
use crate::value::{ObjId, PyStr};
use crate::vm::native::NativeDef;
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// The text of a str; it shares the object's buffer. Empty for anything else, which no native
/// gets to see.
#[inline]
pub fn text_of(vm: &mut Vm<'_>, object: ObjId) -> PyStr {
    vm.heap().as_str(object).cloned().unwrap_or_default()
}

/// A str as a method gives it back that had nothing to change: the object itself if it is exactly
/// a str, else a copy (`unicode_result_unchanged`).
pub fn unchanged(vm: &mut Vm<'_>, object: ObjId) -> PyResult {
    if vm.heap().is_exact(object, Ty::Str) {
        vm.heap().incref(object);
        return Ok(object);
    }
    let text = text_of(vm, object);
    fresh(vm, text)
}

/// What a method made of `this` by leaving parts out: itself if all of it is there.
pub fn derived(vm: &mut Vm<'_>, this: ObjId, text: PyStr) -> PyResult {
    if vm.heap().as_str(this) == Some(&text) {
        unchanged(vm, this)
    } else {
        Ok(vm.heap().new_str(text))
    }
}

/// A new object, also of a single character; only the empty string is always the shared one
/// (`PyUnicode_New`).
pub fn fresh(vm: &mut Vm<'_>, text: PyStr) -> PyResult {
    Ok(if text.is_empty() {
        vm.heap().new_str(text)
    } else {
        vm.heap().new_str_unshared(text)
    })
}

/// `str(object, encoding, errors)`; of a subclass, an instance of it with the same text
/// (`unicode_new`).
fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "str",
        parameters: &["object", "encoding", "errors"],
        positional: 3,
        required: 0,
    };
    let class = args.values[0];
    let [object, encoding, errors] = SIGNATURE.bind::<3>(vm, args, 1)?;
    for (place, argument) in [("argument 2", encoding), ("argument 3", errors)] {
        let Some(argument) = argument else { continue };
        if vm.heap().as_str(argument).is_none() {
            return bad_argument(vm, "str", place, "str", argument);
        }
    }
    let text = match object {
        None => vm.heap().new_str(PyStr::default()),
        Some(object) if encoding.is_none() && errors.is_none() => vm.str_object(object)?,
        Some(object) => of_encoded(vm, object, encoding, errors)?,
    };
    if class == type_id(Ty::Str) {
        return Ok(text);
    }
    let copy = Payload::Str(StrObject::new(text_of(vm, text)));
    let instance = vm.heap().alloc_object(class, copy);
    vm.heap().decref(text);
    Ok(instance)
}

/// The text that bytes stand for (`PyUnicode_FromEncodedObject`).
fn of_encoded(
    vm: &mut Vm<'_>,
    object: ObjId,
    encoding: Option<ObjId>,
    errors: Option<ObjId>,
) -> PyResult {
    if vm.heap().as_str(object).is_some() {
        return type_error(vm, "decoding str is not supported");
    }
    match bytes_buffer::contents(vm, object) {
        Some(bytes) => str_codec::decode(vm, &bytes, encoding, errors),
        None => {
            let name = type_name(vm, object);
            type_error(
                vm,
                format!("decoding to str: need a bytes-like object, {name} found"),
            )
        }
    }
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let text = repr_str(&text_of(vm, args.values[0]));
    Ok(vm.heap().new_str_unshared(text))
}

fn str_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    unchanged(vm, args.values[0])
}

/// The hash is computed once and kept in the object.
fn hash_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let hash = vm.heap().str_hash(args.values[0]);
    int(vm, hash)
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let heap = vm.heap();
    let (Some(a), Some(b)) = (heap.as_str(args.values[0]), heap.as_str(args.values[1])) else {
        return not_implemented(vm);
    };
    let holds = match op {
        CompareOp::Eq => a == b,
        CompareOp::Ne => a != b,
        _ => op.holds(a.cmp(b)),
    };
    boolean(vm, holds)
}

sequence::comparisons!(compare);

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(iterators::over(vm, Ty::StrIterator, args.values[0], 0))
}

/// Number of characters.
pub fn len(vm: &mut Vm<'_>, object: ObjId) -> usize {
    vm.heap().as_str(object).map_or(0, PyStr::len)
}

fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let length = len(vm, args.values[0]);
    int(vm, length)
}

fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, key) = (args.values[0], args.values[1]);
    if is_index(vm, key) {
        let index = vm.index_i64(key)?;
        let length = len(vm, this) as i64;
        let index = if index < 0 { index + length } else { index };
        if !(0..length).contains(&index) {
            return Err(vm.raise(Ty::IndexError, "string index out of range"));
        }
        let point = vm.heap().as_str(this).map(|text| text.at(index as usize));
        return Ok(vm.heap().new_char(point.unwrap_or_default()));
    }
    if !vm.heap().is_exact(key, Ty::Slice) {
        return type_error(vm, "string indices must be integers");
    }
    let indices = slice::unpack(vm, key)?.adjust(len(vm, this));
    let text = text_of(vm, this);
    if indices.len == 0 {
        return Ok(vm.heap().new_str(PyStr::default()));
    }
    if indices.step == 1 {
        if indices.len == text.len() {
            return unchanged(vm, this);
        }
        let start = indices.start as usize;
        return Ok(vm.heap().new_str(text.slice(start, start + indices.len)));
    }
    let points: Vec<u32> = indices.iter().map(|at| text.at(at)).collect();
    fresh(vm, PyStr::from_code_points(&points))
}

/// `a + b`; where one of them is empty, the other one (`PyUnicode_Concat`).
fn concatenate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    let heap = vm.heap();
    let (Some(left), Some(right)) = (heap.as_str(a), heap.as_str(b)) else {
        let name = type_name(vm, b);
        return type_error(
            vm,
            format!("can only concatenate str (not \"{name}\") to str"),
        );
    };
    if left.is_empty() {
        return unchanged(vm, b);
    }
    if right.is_empty() {
        return unchanged(vm, a);
    }
    let text = left.concat(right);
    Ok(heap.new_str_unshared(text))
}

/// Bytes above which a repeated string or bytes object is refused as if memory had run out: a
/// script must not be able to exhaust the host's.
pub const MAX_SIZE: usize = 1 << 30;

fn repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let count = sequence::repeat_count(vm, args.values[1])?;
    let text = text_of(vm, this);
    if count == 0 || text.is_empty() {
        return Ok(vm.heap().new_str(PyStr::default()));
    }
    if count == 1 {
        return unchanged(vm, this);
    }
    match text.len().checked_mul(count) {
        Some(length) if length <= i64::MAX as usize => {
            if length * text.kind() > MAX_SIZE {
                return Err(vm.raise_none(Ty::MemoryError));
            }
            Ok(vm.heap().new_str_unshared(text.repeat(count)))
        }
        _ => Err(vm.raise(Ty::OverflowError, "repeated string is too long")),
    }
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let heap = vm.heap();
    let found = match (heap.as_str(args.values[0]), heap.as_str(args.values[1])) {
        (Some(text), Some(needle)) => text.contains(needle),
        _ => {
            let name = type_name(vm, args.values[1]);
            return type_error(
                vm,
                format!("'in <string>' requires string as left operand, not {name}"),
            );
        }
    };
    boolean(vm, found)
}

fn modulo(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    str_percent::format(vm, args.values[0], args.values[1])
}

fn rmodulo(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if vm.heap().as_str(args.values[1]).is_none() {
        return not_implemented(vm);
    }
    str_percent::format(vm, args.values[1], args.values[0])
}

/// The slots of `str`; its methods are in [`super::str_methods`] and the files around it.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash_slot),
    NativeDef::slot(Slot::Str, str_slot),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Iter, iter),
    NativeDef::slot(Slot::Mod, modulo),
    NativeDef::slot(Slot::RMod, rmodulo),
    NativeDef::slot(Slot::Len, length),
    NativeDef::slot(Slot::GetItem, get_item),
    NativeDef::slot(Slot::Concat, concatenate),
    NativeDef::slot(Slot::Repeat, repeat),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::slot(Slot::New, new),
];
