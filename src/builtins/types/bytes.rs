//! `bytes`: its constructor, operators and subscripts (`Objects/bytesobject.c`). Methods are
//! shared with `bytearray`: [`super::bytes_methods`] and the files around it.

use crate::builtins::support::{
    Signature, bad_argument, boolean, int, is_index, not_implemented, type_error, type_name,
    value_error,
};
use crate::builtins::types::sequence::{self, Subscript};
use crate::builtins::types::{bytes_buffer, bytes_new, bytes_percent, iterators, str_codec};
use crate::objects::{Payload, Slot, Ty, type_id};
use crate::value::repr::repr_bytes;
use crate::value::{ObjId, PyStr, hash};
use crate::vm::identifier::Identifier;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// A copy of the contents of a bytes or bytearray; empty for anything else, which no native gets
/// to see.
pub fn contents(vm: &mut Vm<'_>, object: ObjId) -> Vec<u8> {
    bytes_buffer::contents(vm, object).unwrap_or_default()
}

/// The arguments `source`, `encoding`, `errors` of `bytes` and `bytearray`.
pub fn bind_source(
    vm: &mut Vm<'_>,
    name: &'static str,
    args: Args<'_>,
) -> PyResult<[Option<ObjId>; 3]> {
    let signature = Signature {
        name,
        parameters: &["source", "encoding", "errors"],
        positional: 3,
        required: 0,
    };
    let bound = signature.bind::<3>(vm, args, 1)?;
    for (place, argument) in [("argument 2", bound[1]), ("argument 3", bound[2])] {
        let Some(argument) = argument else { continue };
        if vm.heap().as_str(argument).is_none() {
            return bad_argument(vm, name, place, "str", argument);
        }
    }
    Ok(bound)
}

/// What a source with or without encoding makes, if that needs no look at its type; else none.
pub fn of_text(
    vm: &mut Vm<'_>,
    source: Option<ObjId>,
    encoding: Option<ObjId>,
    errors: Option<ObjId>,
) -> PyResult<Option<Vec<u8>>> {
    let text = source.filter(|&source| vm.heap().as_str(source).is_some());
    match (text, encoding, errors) {
        (Some(text), Some(_), _) => str_codec::encoded(vm, text, encoding, errors).map(Some),
        (Some(_), None, _) => type_error(vm, "string argument without an encoding"),
        (None, Some(_), _) => type_error(vm, "encoding without a string argument"),
        (None, None, Some(_)) => type_error(vm, "errors without a string argument"),
        (None, None, None) => Ok(None),
    }
}

/// A count of zero bytes, if the object is an index.
pub fn count(vm: &mut Vm<'_>, object: ObjId) -> PyResult<Option<usize>> {
    if !is_index(vm, object) {
        return Ok(None);
    }
    let count = match vm.index_overflow(object) {
        Ok(count) => count,
        Err(fault) if !vm.catch(Ty::TypeError) => return Err(fault),
        Err(_) => return Ok(None),
    };
    match usize::try_from(count) {
        Err(_) => value_error(vm, "negative count"),
        Ok(count) if count > bytes_new::MAX_BYTES => Err(vm.raise_none(Ty::MemoryError)),
        Ok(count) => Ok(Some(count)),
    }
}

/// `bytes(source, encoding, errors)`; of a subclass, an instance of it with the same bytes.
fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    let [source, encoding, errors] = bind_source(vm, "bytes", args)?;
    // A `__bytes__`, also of a subclass of str, goes first where no encoding is given.
    let made = match (source, encoding, errors) {
        (Some(source), None, None) => by_method(vm, source)?,
        _ => None,
    };
    let bytes = match made {
        Some(bytes) => bytes,
        None => match (of_text(vm, source, encoding, errors)?, source) {
            (Some(bytes), _) => vm.heap().new_bytes(bytes),
            (None, None) => vm.heap().new_bytes(Vec::new()),
            (None, Some(source)) => of_source(vm, source)?,
        },
    };
    if class == type_id(Ty::Bytes) {
        return Ok(bytes);
    }
    let copy = Payload::Bytes(contents(vm, bytes).into_boxed_slice());
    let instance = vm.heap().alloc_object(class, copy);
    vm.heap().decref(bytes);
    Ok(instance)
}

/// What `__bytes__` returns, where there is one; a new reference.
fn by_method(vm: &mut Vm<'_>, source: ObjId) -> PyResult<Option<ObjId>> {
    let Some(method) = vm.lookup_special_name(source, Identifier::BytesNewBytes)? else {
        return Ok(None);
    };
    let result = vm.call(method, &[]);
    vm.heap().decref(method);
    let result = result?;
    if vm.heap().as_bytes(result).is_some() {
        return Ok(Some(result));
    }
    let name = type_name(vm, result);
    vm.heap().decref(result);
    type_error(vm, format!("__bytes__ returned non-bytes (type {name})"))
}

fn of_source(vm: &mut Vm<'_>, source: ObjId) -> PyResult {
    if let Some(count) = count(vm, source)? {
        return Ok(vm.heap().new_bytes(vec![0; count]));
    }
    if vm.heap().is_exact(source, Ty::Bytes) {
        return Ok(vm.heap().new_ref(source));
    }
    let bytes = bytes_new::of_object(vm, source)?;
    Ok(vm.heap().new_bytes(bytes))
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let text = repr_bytes(&contents(vm, args.values[0]));
    Ok(vm.heap().new_str(PyStr::new(&text)))
}

fn hash_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let hash = vm
        .heap()
        .as_bytes(args.values[0])
        .map_or(0, hash::hash_bytes);
    int(vm, hash)
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let heap = vm.heap();
    let (Some(a), Some(b)) = (heap.as_bytes(args.values[0]), heap.as_bytes(args.values[1])) else {
        return not_implemented(vm);
    };
    let holds = op.holds(a.cmp(b));
    boolean(vm, holds)
}

sequence::comparisons!(compare);

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(iterators::over(vm, Ty::BytesIterator, args.values[0], 0))
}

/// Number of bytes.
pub fn len(vm: &mut Vm<'_>, object: ObjId) -> usize {
    match &vm.heap().get(object).payload {
        Payload::Bytes(bytes) => bytes.len(),
        Payload::ByteArray(array) => array.bytes.len(),
        _ => 0,
    }
}

/// `len(a)` of bytes and bytearrays.
pub fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let length = len(vm, args.values[0]);
    int(vm, length)
}

fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let length = |vm: &mut Vm<'_>| len(vm, this);
    match sequence::subscript(vm, args.values[1], "byte", length, "index out of range")? {
        Subscript::At(at) => {
            let byte = vm
                .heap()
                .as_bytes(this)
                .and_then(|bytes| bytes.get(at).copied());
            int(vm, i64::from(byte.unwrap_or(0)))
        }
        Subscript::Slice(unpacked) => {
            let bytes = contents(vm, this);
            let indices = unpacked.adjust(bytes.len());
            let whole = indices.len == bytes.len() && indices.step == 1;
            if whole && vm.heap().is_exact(this, Ty::Bytes) {
                return Ok(vm.heap().new_ref(this));
            }
            let picked = indices
                .iter()
                .filter_map(|at| bytes.get(at).copied())
                .collect();
            Ok(vm.heap().new_bytes(picked))
        }
    }
}

/// `a + b`; an exact operand stands for the sum when the other one is empty (`bytes_concat`).
fn concatenate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    let Some(right) = bytes_buffer::contents(vm, b) else {
        let name = type_name(vm, b);
        return type_error(vm, format!("can't concat {name} to bytes"));
    };
    let mut bytes = contents(vm, a);
    if bytes.is_empty() && vm.heap().is_exact(b, Ty::Bytes) {
        return Ok(vm.heap().new_ref(b));
    }
    if right.is_empty() && vm.heap().is_exact(a, Ty::Bytes) {
        return Ok(vm.heap().new_ref(a));
    }
    bytes.extend_from_slice(&right);
    Ok(vm.heap().new_bytes(bytes))
}

/// The bytes `count` times over; `OverflowError` and `MemoryError` where that is too much.
pub fn repeated(vm: &mut Vm<'_>, object: ObjId, count: usize) -> PyResult<Vec<u8>> {
    let bytes = contents(vm, object);
    match bytes.len().checked_mul(count) {
        Some(length) if length <= bytes_new::MAX_BYTES => Ok(bytes.repeat(count)),
        Some(length) if length <= i64::MAX as usize => Err(vm.raise_none(Ty::MemoryError)),
        _ if vm.heap().as_bytes(object).is_none() => Err(vm.raise_none(Ty::MemoryError)),
        _ => Err(vm.raise(Ty::OverflowError, "repeated bytes are too long")),
    }
}

fn repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let count = sequence::repeat_count(vm, args.values[1])?;
    let unchanged = count == 1 || len(vm, this) == 0;
    if unchanged && vm.heap().is_exact(this, Ty::Bytes) {
        return Ok(vm.heap().new_ref(this));
    }
    let bytes = repeated(vm, this, count)?;
    Ok(vm.heap().new_bytes(bytes))
}

/// `x in a`: a byte as an int, or a run of bytes; of bytes and bytearrays.
pub fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, what) = (args.values[0], args.values[1]);
    let needle = if is_index(vm, what) {
        vec![bytes_new::byte(vm, what, "byte")?]
    } else {
        bytes_buffer::required(vm, what)?
    };
    let found = crate::value::units::find(&contents(vm, this), &needle).is_some();
    boolean(vm, found)
}

fn modulo(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    bytes_percent::format(vm, args.values[0], args.values[1])
}

fn rmodulo(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if vm.heap().as_bytes(args.values[1]).is_none() {
        return not_implemented(vm);
    }
    bytes_percent::format(vm, args.values[1], args.values[0])
}

fn getnewargs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let bytes = contents(vm, args.values[0]);
    let copy = vm.heap().new_bytes(bytes);
    Ok(vm.heap().new_tuple(vec![copy]))
}

/// `bytes.maketrans(from, to)`: a table of 256 bytes for `translate`.
pub fn maketrans(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let from = bytes_buffer::required(vm, args.values[0])?;
    let to = bytes_buffer::required(vm, args.values[1])?;
    if from.len() != to.len() {
        return value_error(vm, "maketrans arguments must have same length");
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (&from, to) in from.iter().zip(to) {
        if let Some(place) = table.get_mut(usize::from(from)) {
            *place = to;
        }
    }
    Ok(vm.heap().new_bytes(table))
}

/// The members of `bytes` that `bytearray` doesn't share.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash_slot),
    NativeDef::slot(Slot::Str, repr),
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
    NativeDef::method(
        "__getnewargs__",
        Arity::None,
        getnewargs,
        "Arguments for `__new__`.",
    ),
];
