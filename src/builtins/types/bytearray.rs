//! `bytearray`: its constructor, operators and subscripts (`Objects/bytearrayobject.c`). How its
//! buffer grows is in `objects::bytearray`.

use crate::builtins::support::{
    boolean, index_error, int, is_index, itself, none, not_implemented, type_error, type_name,
    value_error,
};
use crate::builtins::types::bytes::{self, bind_source, contents, len};
use crate::builtins::types::sequence::{self, Subscript};
use crate::builtins::types::{bytes_buffer, bytes_new, bytes_percent, iterators};
use crate::objects::{Slot, Ty};
use crate::value::repr::repr_bytearray;
use crate::value::{ObjId, PyStr};
use crate::vm::native::NativeDef;
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// Changes the length; `BufferError` while a memoryview looks at the buffer.
pub fn resize(vm: &mut Vm<'_>, this: ObjId, size: usize) -> PyResult<()> {
    match vm.heap().bytearray_resize(this, size) {
        true => Ok(()),
        false => looked_at(vm),
    }
}

fn looked_at(vm: &mut Vm<'_>) -> PyResult<()> {
    Err(vm.raise(
        Ty::BufferError,
        "Existing exports of data: object cannot be re-sized",
    ))
}

/// Replaces a piece; `BufferError` while a memoryview looks at the buffer and the length changes.
fn set_slice(
    vm: &mut Vm<'_>,
    this: ObjId,
    low: usize,
    high: usize,
    values: Vec<u8>,
) -> PyResult<()> {
    match vm.heap().bytearray_set_slice(this, low, high, values) {
        true => Ok(()),
        false => looked_at(vm),
    }
}

/// Replaces the contents.
pub fn store(vm: &mut Vm<'_>, this: ObjId, bytes: Vec<u8>) -> PyResult<()> {
    resize(vm, this, bytes.len())?;
    if let Some(array) = vm.heap().as_bytearray_mut(this) {
        array.bytes = bytes;
    }
    Ok(())
}

/// Appends bytes.
pub fn append_all(vm: &mut Vm<'_>, this: ObjId, bytes: &[u8]) -> PyResult<()> {
    let before = len(vm, this);
    resize(vm, this, before + bytes.len())?;
    if let Some(array) = vm.heap().as_bytearray_mut(this)
        && let Some(end) = array.bytes.get_mut(before..)
    {
        end.copy_from_slice(bytes);
    }
    Ok(())
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(vm.heap().new_bytearray_of(args.values[0]))
}

/// `bytearray.__init__(source, encoding, errors)`.
fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let [source, encoding, errors] = bind_source(vm, "bytearray", args)?;
    resize(vm, this, 0)?;
    if let Some(bytes) = bytes::of_text(vm, source, encoding, errors)? {
        append_all(vm, this, &bytes)?;
        return none(vm);
    }
    let Some(source) = source else {
        return none(vm);
    };
    if let Some(count) = bytes::count(vm, source)? {
        resize(vm, this, count)?;
        return none(vm);
    }
    if let Some(bytes) = bytes_buffer::contents(vm, source) {
        append_all(vm, this, &bytes)?;
        return none(vm);
    }
    let iterator = iterator(vm, source)?;
    let filled = fill(vm, this, iterator);
    vm.heap().decref(iterator);
    filled?;
    none(vm)
}

fn iterator(vm: &mut Vm<'_>, source: ObjId) -> PyResult {
    match vm.iter(source) {
        Err(_) if vm.catch(Ty::TypeError) => {
            let name = type_name(vm, source);
            type_error(vm, format!("cannot convert '{name}' object to bytearray"))
        }
        result => result,
    }
}

/// Appends what an iterator yields, byte by byte.
pub fn fill(vm: &mut Vm<'_>, this: ObjId, iterator: ObjId) -> PyResult<()> {
    while let Some(item) = vm.next(iterator)? {
        let byte = bytes_new::byte(vm, item, "byte");
        vm.heap().decref(item);
        append_all(vm, this, &[byte?])?;
    }
    Ok(())
}

/// `bytearray(b'...')`, with the name of the class.
fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let name = type_name(vm, args.values[0]);
    let text = repr_bytearray(&contents(vm, args.values[0]));
    let text = PyStr::new(&format!("{name}({text})"));
    Ok(vm.heap().new_str(text))
}

/// Compares with anything that has a buffer.
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let a = contents(vm, args.values[0]);
    match bytes_buffer::contents(vm, args.values[1]) {
        Some(b) => boolean(vm, op.holds(a.cmp(&b))),
        None => not_implemented(vm),
    }
}

sequence::comparisons!(compare);

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(iterators::over(
        vm,
        Ty::BytearrayIterator,
        args.values[0],
        0,
    ))
}

const OUT_OF_RANGE: &str = "bytearray index out of range";

fn subscript(vm: &mut Vm<'_>, this: ObjId, key: ObjId) -> PyResult<Subscript> {
    let length = |vm: &mut Vm<'_>| len(vm, this);
    sequence::subscript(vm, key, "bytearray", length, OUT_OF_RANGE)
}

fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    match subscript(vm, this, args.values[1])? {
        Subscript::At(at) => {
            let array = vm.heap().as_bytearray(this);
            match array.and_then(|array| array.bytes.get(at).copied()) {
                Some(byte) => int(vm, i64::from(byte)),
                None => index_error(vm, OUT_OF_RANGE),
            }
        }
        Subscript::Slice(unpacked) => {
            let bytes = contents(vm, this);
            let indices = unpacked.adjust(bytes.len());
            let picked = indices
                .iter()
                .filter_map(|at| bytes.get(at).copied())
                .collect();
            Ok(vm.heap().new_bytearray(picked))
        }
    }
}

/// The bytes to be assigned to a slice.
fn values(vm: &mut Vm<'_>, values: ObjId) -> PyResult<Vec<u8>> {
    let heap = vm.heap();
    let refused = heap.as_str(values).is_some()
        || [Slot::Int, Slot::Float, Slot::Index]
            .iter()
            .any(|&slot| vm.has_slot(values, slot));
    if refused {
        return type_error(
            vm,
            "can assign only bytes, buffers, or iterables of ints in range(0, 256)",
        );
    }
    if let Some(bytes) = bytes_buffer::contents(vm, values) {
        return Ok(bytes);
    }
    let iterator = iterator(vm, values)?;
    let bytes = bytes_new::collect(vm, iterator, "byte");
    vm.heap().decref(iterator);
    bytes
}

fn set_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, value) = (args.values[0], args.values[2]);
    match subscript(vm, this, args.values[1])? {
        Subscript::At(at) => {
            let byte = bytes_new::byte(vm, value, "byte")?;
            let array = vm.heap().as_bytearray_mut(this);
            match array.and_then(|array| array.bytes.get_mut(at)) {
                Some(place) => *place = byte,
                None => return index_error(vm, OUT_OF_RANGE),
            }
        }
        Subscript::Slice(unpacked) => {
            let values = values(vm, value)?;
            let mut bytes = contents(vm, this);
            let indices = unpacked.adjust(bytes.len());
            // Nothing assigned to an extended slice deletes it, which a view of the buffer forbids.
            if values.is_empty() && indices.len > 0 && indices.step != 1 {
                return del_item(
                    vm,
                    Args {
                        values: &args.values[..2],
                        names: args.names,
                    },
                );
            }
            if indices.step == 1 {
                let start = indices.start as usize;
                set_slice(vm, this, start, start + indices.len, values)?;
                return none(vm);
            } else if values.len() == indices.len {
                for (at, value) in indices.iter().zip(values) {
                    if let Some(place) = bytes.get_mut(at) {
                        *place = value;
                    }
                }
            } else {
                let (given, wanted) = (values.len(), indices.len);
                return value_error(
                    vm,
                    format!(
                        "attempt to assign bytes of size {given} to extended slice of size {wanted}"
                    ),
                );
            }
            store(vm, this, bytes)?;
        }
    }
    none(vm)
}

fn del_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let subscript = subscript(vm, this, args.values[1])?;
    let mut bytes = contents(vm, this);
    match subscript {
        Subscript::At(at) => {
            set_slice(vm, this, at, at + 1, Vec::new())?;
            return none(vm);
        }
        Subscript::Slice(unpacked) => {
            let indices = unpacked.adjust(bytes.len());
            if indices.step == 1 {
                let start = indices.start as usize;
                set_slice(vm, this, start, start + indices.len, Vec::new())?;
                return none(vm);
            }
            let mut doomed: Vec<usize> = indices.iter().collect();
            doomed.sort_unstable();
            for at in doomed.into_iter().rev() {
                bytes.remove(at);
            }
        }
    }
    store(vm, this, bytes)?;
    none(vm)
}

/// The other operand of a concatenation.
fn other_bytes(vm: &mut Vm<'_>, this: ObjId, other: ObjId) -> PyResult<Vec<u8>> {
    match bytes_buffer::contents(vm, other) {
        Some(bytes) => Ok(bytes),
        None => {
            let (a, b) = (type_name(vm, this), type_name(vm, other));
            type_error(vm, format!("can't concat {b} to {a}"))
        }
    }
}

fn concatenate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let right = other_bytes(vm, args.values[0], args.values[1])?;
    let mut bytes = contents(vm, args.values[0]);
    bytes.extend_from_slice(&right);
    Ok(vm.heap().new_bytearray(bytes))
}

fn concatenate_in_place(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let right = other_bytes(vm, args.values[0], args.values[1])?;
    append_all(vm, args.values[0], &right)?;
    itself(vm, args)
}

fn repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let count = sequence::repeat_count(vm, args.values[1])?;
    let bytes = bytes::repeated(vm, args.values[0], count)?;
    Ok(vm.heap().new_bytearray(bytes))
}

fn repeat_in_place(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if !is_index(vm, args.values[1]) {
        let name = type_name(vm, args.values[1]);
        return type_error(
            vm,
            format!("'{name}' object cannot be interpreted as an integer"),
        );
    }
    let count = sequence::repeat_count(vm, args.values[1])?;
    let bytes = bytes::repeated(vm, args.values[0], count)?;
    store(vm, args.values[0], bytes)?;
    itself(vm, args)
}

fn modulo(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    bytes_percent::format(vm, args.values[0], args.values[1])
}

fn rmodulo(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if vm.heap().as_bytearray(args.values[1]).is_none() {
        return not_implemented(vm);
    }
    bytes_percent::format(vm, args.values[1], args.values[0])
}

/// The slots of `bytearray`; its methods are in [`super::bytearray_methods`] and
/// [`super::bytes_methods`].
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Str, repr),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Iter, iter),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::Mod, modulo),
    NativeDef::slot(Slot::RMod, rmodulo),
    NativeDef::slot(Slot::Len, bytes::length),
    NativeDef::slot(Slot::GetItem, get_item),
    NativeDef::slot(Slot::SetItem, set_item),
    NativeDef::slot(Slot::DelItem, del_item),
    NativeDef::slot(Slot::Concat, concatenate),
    NativeDef::slot(Slot::Repeat, repeat),
    NativeDef::slot(Slot::Contains, bytes::contains),
    NativeDef::slot(Slot::InPlaceConcat, concatenate_in_place),
    NativeDef::slot(Slot::InPlaceRepeat, repeat_in_place),
    NativeDef::slot(Slot::New, new),
];
