//! `memoryview`: looking at the bytes of another object without a copy
//! (`Objects/memoryobject.c`). Methods are in [`super::memoryview_methods`], the formats of items in
//! [`super::memoryview_item`], several dimensions in [`super::memoryview_shape`].
//!
//! CPython keeps a `managedbuffer` object between views and what they look at, which views of the
//! same buffer share; here each view holds the object itself.

use crate::builtins::support::{
    Signature, boolean, index_error, int, is_index, none, not_implemented, type_error, type_name,
    value_error,
};
use crate::builtins::types::memoryview_item::Format;
use crate::builtins::types::{bytes_buffer, memoryview_shape as shape, sequence, slice};
use crate::objects::payload::NativeObject;
use crate::objects::{Payload, Slot, Ty, VIEW, type_id};
use crate::value::{ObjId, PyStr, hash};
use crate::vm::native::NativeDef;
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// What a view looks at.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The object whose bytes these are.
    pub object: ObjId,
    /// The object that was asked for them: the same, but for an `array.array`, which keeps its
    /// bytes in a bytearray.
    pub exporter: ObjId,
    /// How items are read.
    pub format: Format,
    /// Byte at which the first item lies.
    pub start: i64,
    /// Number of items.
    pub len: usize,
    /// Bytes from one item to the next.
    pub stride: i64,
    /// Whether the bytes can't be changed.
    pub readonly: bool,
}

impl View {
    /// Where an item lies.
    pub fn offset(&self, at: usize) -> usize {
        (self.start + at as i64 * self.stride) as usize
    }

    /// Whether the items lie side by side.
    pub fn contiguous(&self) -> bool {
        self.len <= 1 || self.stride == self.format.size() as i64
    }

    /// The bytes of all items in order.
    pub fn bytes(&self, vm: &mut Vm<'_>) -> Vec<u8> {
        let all = bytes_buffer::contents(vm, self.object).unwrap_or_default();
        let size = self.format.size();
        let items = (0..self.len).filter_map(|at| all.get(self.offset(at)..self.offset(at) + size));
        items.flatten().copied().collect()
    }
}

/// The state of a memoryview; none if it was released or is none.
pub fn view(vm: &mut Vm<'_>, object: ObjId) -> Option<View> {
    let native = vm.heap().as_native(object)?;
    if native.kind != VIEW {
        return None;
    }
    let [Some(object), other] = *native.refs else {
        return None;
    };
    let [start, len, stride, readonly, ..] = *native.numbers else {
        return None;
    };
    Some(View {
        object,
        exporter: other.unwrap_or(object),
        format: Format::of(*native.bytes.first()?)?,
        start,
        len: usize::try_from(len).ok()?,
        stride,
        readonly: readonly != 0,
    })
}

/// The state of a memoryview that must not have been released.
pub fn required(vm: &mut Vm<'_>, object: ObjId) -> PyResult<View> {
    match view(vm, object) {
        Some(view) => Ok(view),
        None => value_error(vm, "operation forbidden on released memoryview object"),
    }
}

/// The bytes that a memoryview shows; none for anything else.
pub fn contents(vm: &mut Vm<'_>, object: ObjId) -> Option<Vec<u8>> {
    let view = view(vm, object)?;
    Some(view.bytes(vm))
}

/// A memoryview of that state; a new reference.
pub fn make(vm: &mut Vm<'_>, view: View) -> ObjId {
    /// A view holds shape, strides and suboffsets of its one dimension; one item is always there.
    const ITEMS: usize = 2;
    let heap = vm.heap();
    heap.incref(view.object);
    let other = Some(view.exporter).filter(|&exporter| exporter != view.object);
    if let Some(exporter) = other {
        heap.incref(exporter);
    }
    if let Some(array) = heap.as_bytearray_mut(view.object) {
        array.ob_exports += 1;
    }
    let native = NativeObject {
        kind: VIEW,
        refs: vec![Some(view.object), other],
        numbers: vec![
            view.start,
            view.len as i64,
            view.stride,
            i64::from(view.readonly),
        ],
        bytes: vec![view.format.code],
    };
    let payload = Payload::Native(Box::new(native));
    heap.generic_alloc(type_id(Ty::Memoryview), ITEMS, payload)
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "memoryview",
        parameters: &["object"],
        positional: 1,
        required: 1,
    };
    let [Some(object)] = SIGNATURE.bind::<1>(vm, args, 1)? else {
        return type_error(
            vm,
            "memoryview() missing required argument 'object' (pos 1)",
        );
    };
    if vm.heap().is_exact(object, Ty::Memoryview) {
        let view = required(vm, object)?;
        return Ok(shape::make_like(vm, view, object));
    }
    let heap = vm.heap();
    let (memory, format) = match bytes_buffer::exported(heap, object) {
        Some((memory, format)) => (memory, Format::of_text(heap, format)),
        None => (object, Some(Format::BYTES)),
    };
    let (size, readonly) = match &heap.get(memory).payload {
        Payload::Bytes(bytes) => (bytes.len(), true),
        Payload::ByteArray(array) => (array.bytes.len(), false),
        _ => {
            let name = type_name(vm, object);
            return type_error(
                vm,
                format!("memoryview: a bytes-like object is required, not '{name}'"),
            );
        }
    };
    let Some(format) = format else {
        return type_error(
            vm,
            "memoryview: the items of this object have no format that is known",
        );
    };
    let view = View {
        object: memory,
        exporter: object,
        format,
        start: 0,
        len: size / format.size(),
        stride: format.size() as i64,
        readonly,
    };
    Ok(make(vm, view))
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let addr = vm.heap().addr(this).0;
    let released = if view(vm, this).is_none() {
        "released "
    } else {
        ""
    };
    let text = PyStr::new(&format!("<{released}memory at {addr:#x}>"));
    Ok(vm.heap().new_str(text))
}

/// The hash of the bytes, if nobody can change them; computed anew each time.
fn hash_slot(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    if !view.readonly {
        return value_error(vm, "cannot hash writable memoryview object");
    }
    if !matches!(view.format.code, b'B' | b'b' | b'c') {
        return value_error(
            vm,
            "memoryview: hashing is restricted to formats 'B', 'b' or 'c'",
        );
    }
    let hash = hash::hash_bytes(&view.bytes(vm));
    int(vm, hash)
}

/// Equal or not, item by item; a released view equals only itself.
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let (this, other) = (args.values[0], args.values[1]);
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return not_implemented(vm);
    }
    let equal = match (view(vm, this), view(vm, other)) {
        (None, _) => this == other,
        (Some(_), None) if vm.heap().is_exact(other, Ty::Memoryview) => false,
        (Some(a), Some(b)) => {
            let bytes = (a.bytes(vm), b.bytes(vm));
            let shapes = (shape::shape_of(vm, this), shape::shape_of(vm, other));
            a.len == b.len
                && shapes.0 == shapes.1
                && a.format.values(&bytes.0) == b.format.values(&bytes.1)
        }
        (Some(a), None) => match bytes_buffer::contents(vm, other) {
            None => return not_implemented(vm),
            Some(bytes) => {
                let own = a.bytes(vm);
                let format = bytes_buffer::exported(vm.heap(), other)
                    .and_then(|(_, format)| Format::of_text(vm.heap(), format));
                let format = format.unwrap_or(Format::BYTES);
                shape::shape_of(vm, this).is_none()
                    && a.format.values(&own) == format.values(&bytes)
            }
        },
    };
    boolean(vm, equal == (op == CompareOp::Eq))
}

sequence::comparisons!(compare);

fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    match shape::shape_of(vm, args.values[0]) {
        Some(shape) => int(vm, shape.first().copied().unwrap_or(1)),
        None => int(vm, view.len),
    }
}

/// The offset of the item that an index names.
fn item_offset(vm: &mut Vm<'_>, view: &View, key: ObjId) -> PyResult<usize> {
    let index = vm.index_i64(key)?;
    let len = view.len as i64;
    let index = if index < 0 { index + len } else { index };
    if !(0..len).contains(&index) {
        return index_error(vm, "index out of bounds on dimension 1");
    }
    Ok(view.offset(index as usize))
}

/// The part that a slice names.
fn part(vm: &mut Vm<'_>, view: &View, key: ObjId) -> PyResult<View> {
    let indices = slice::unpack(vm, key)?.adjust(view.len);
    Ok(View {
        start: view.start + indices.start * view.stride,
        len: indices.len,
        stride: view.stride * indices.step,
        ..*view
    })
}

fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let key = args.values[1];
    let view = required(vm, args.values[0])?;
    let several = shape::shape_of(vm, args.values[0]);
    let flat = several.is_none();
    if flat && vm.heap().is_exact(key, Ty::Slice) {
        let part = part(vm, &view, key)?;
        return Ok(make(vm, part));
    }
    let offset = if flat && is_index(vm, key) {
        Some(item_offset(vm, &view, key)?)
    } else {
        let shape = several.unwrap_or_else(|| vec![view.len as i64]);
        let number = shape::item_number(vm, &shape, key, false)?;
        number.map(|number| view.offset(number))
    };
    if let Some(offset) = offset {
        let all = bytes_buffer::contents(vm, view.object).unwrap_or_default();
        let bytes = all.get(offset..offset + view.format.size()).unwrap_or(&[]);
        return Ok(view.format.unpack(vm, bytes));
    }
    Ok(vm.heap().new_ref(args.values[0]))
}

fn set_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (key, value) = (args.values[1], args.values[2]);
    let view = required(vm, args.values[0])?;
    if view.readonly {
        return type_error(vm, "cannot modify read-only memory");
    }
    let several = shape::shape_of(vm, args.values[0]);
    let flat = several.is_none();
    if !(flat && vm.heap().is_exact(key, Ty::Slice)) {
        let offset = if flat && is_index(vm, key) {
            item_offset(vm, &view, key)?
        } else {
            let shape = several.unwrap_or_else(|| vec![view.len as i64]);
            let number = shape::item_number(vm, &shape, key, true)?;
            view.offset(number.unwrap_or(0))
        };
        let bytes = view.format.pack(vm, value)?;
        write(vm, &view, offset, &bytes);
        return none(vm);
    }
    let part = part(vm, &view, key)?;
    let format = self::view(vm, value).map_or(Format::BYTES, |source| source.format);
    let source = bytes_buffer::required(vm, value)?;
    let size = part.format.size();
    if format.code != part.format.code || source.len() != part.len * size {
        return value_error(
            vm,
            "memoryview assignment: lvalue and rvalue have different structures",
        );
    }
    for (at, item) in source.chunks(size).enumerate() {
        write(vm, &part, part.offset(at), item);
    }
    none(vm)
}

fn write(vm: &mut Vm<'_>, view: &View, offset: usize, bytes: &[u8]) {
    if let Some(array) = vm.heap().as_bytearray_mut(view.object)
        && let Some(place) = array.bytes.get_mut(offset..offset + bytes.len())
    {
        place.copy_from_slice(bytes);
    }
}

fn del_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    if view.readonly {
        return type_error(vm, "cannot modify read-only memory");
    }
    type_error(vm, "cannot delete memory")
}

/// The slots of `memoryview`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash_slot),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Len, length),
    NativeDef::slot(Slot::GetItem, get_item),
    NativeDef::slot(Slot::SetItem, set_item),
    NativeDef::slot(Slot::DelItem, del_item),
    NativeDef::slot(Slot::New, new),
];
