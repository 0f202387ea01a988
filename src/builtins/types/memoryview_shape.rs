//! Memoryviews of several dimensions, which `cast` makes of flat ones: their items lie side by side,
//! the last index running fastest (`Objects/memoryobject.c`).

use crate::builtins::support::{index_error, is_index, type_error, value_error};
use crate::builtins::types::memoryview::{View, make};
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

/// `PyBUF_MAX_NDIM`: most dimensions.
const MAX_NDIM: usize = 64;
/// Numbers of a view's state before its shape: a view of one dimension has no more than these.
pub const FLAT_NUMBERS: usize = 4;

/// The shape of a view that isn't flat: the number of dimensions needn't be more than one.
pub fn shape_of(vm: &mut Vm<'_>, view: ObjId) -> Option<Vec<i64>> {
    let numbers = &vm.heap().as_native(view)?.numbers;
    // The first of these is the number of dimensions, lest none be taken for a flat view.
    let shape = numbers.get(FLAT_NUMBERS + 1..)?;
    Some(shape.to_vec())
}

/// A view with that shape; a new reference.
fn make_shaped(vm: &mut Vm<'_>, view: View, shape: &[i64]) -> ObjId {
    let object = make(vm, view);
    if let Some(native) = vm.heap().as_native_mut(object) {
        native.numbers.push(shape.len() as i64);
        native.numbers.extend_from_slice(shape);
    }
    object
}

/// The same view, or another one of the same bytes, with the shape of `like`; a new reference.
pub fn make_like(vm: &mut Vm<'_>, view: View, like: ObjId) -> ObjId {
    match shape_of(vm, like) {
        Some(shape) => make_shaped(vm, view, &shape),
        None => make(vm, view),
    }
}

/// Bytes from one item to the next in each dimension.
pub fn strides(view: &View, shape: &[i64]) -> Vec<i64> {
    let mut stride = view.format.size() as i64;
    let mut strides = Vec::with_capacity(shape.len());
    for &length in shape.iter().rev() {
        strides.push(stride);
        stride = stride.saturating_mul(length);
    }
    strides.reverse();
    strides
}

/// Whether the items also lie side by side with the first index running fastest.
pub fn f_contiguous(shape: &[i64]) -> bool {
    shape.iter().filter(|&&length| length > 1).count() <= 1
}

/// The second half of `cast(format, shape)`: gives a flat view a shape (`cast_to_ND`); a new
/// reference.
pub fn cast(vm: &mut Vm<'_>, view: View, given: ObjId, was_flat: bool) -> PyResult {
    let heap = vm.heap();
    let items = match (heap.as_list(given), heap.as_tuple(given)) {
        (Some(list), _) => list.items.clone(),
        (_, Some(items)) => items.to_vec(),
        _ => return type_error(vm, "shape must be a list or a tuple"),
    };
    if items.len() > MAX_NDIM {
        let message = "memoryview: number of dimensions must not exceed 64";
        return value_error(vm, message);
    }
    if !was_flat && items.len() != 1 {
        return type_error(vm, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
    let mut shape = Vec::with_capacity(items.len());
    let mut product = 1_i64;
    for item in items {
        if !vm.heap().is_instance(item, Ty::Int) {
            return type_error(vm, "memoryview.cast(): elements of shape must be integers");
        }
        let length = vm.as_ssize_t(item)?;
        if length <= 0 {
            return value_error(
                vm,
                "memoryview.cast(): elements of shape must be integers > 0",
            );
        }
        product = match product.checked_mul(length) {
            Some(product) => product,
            None => {
                return value_error(vm, "memoryview.cast(): product(shape) > SSIZE_MAX");
            }
        };
        shape.push(length);
    }
    if usize::try_from(product) != Ok(view.len) {
        return type_error(vm, "memoryview: product(shape) * itemsize != buffer size");
    }
    Ok(match shape.len() {
        1 => make(vm, view),
        _ => make_shaped(vm, view, &shape),
    })
}

/// What a key means for a view of this shape: the number of an item, or nothing when it is the whole
/// (`...` without dimensions).
pub fn item_number(
    vm: &mut Vm<'_>,
    shape: &[i64],
    key: ObjId,
    assigning: bool,
) -> PyResult<Option<usize>> {
    let indices = vm.heap().as_tuple(key).map(<[ObjId]>::to_vec);
    if shape.is_empty() {
        return match indices {
            Some(indices) if indices.is_empty() => Ok(Some(0)),
            _ if vm.heap().is_exact(key, Ty::Ellipsis) => Ok(assigning.then_some(0)),
            _ => type_error(vm, "invalid indexing of 0-dim memory"),
        };
    }
    let refuse = |vm: &mut Vm<'_>, message: &str| Err(vm.raise(Ty::NotImplementedError, message));
    if is_index(vm, key) && shape.len() > 1 {
        let message = match assigning {
            true => "sub-views are not implemented",
            false => "multi-dimensional sub-views are not implemented",
        };
        return refuse(vm, message);
    }
    let slices = vm.heap().is_exact(key, Ty::Slice)
        || indices.as_ref().is_some_and(|indices| {
            !indices.is_empty() && indices.iter().all(|&i| vm.heap().is_exact(i, Ty::Slice))
        });
    if slices {
        let message = match assigning {
            true => "memoryview slice assignments are currently restricted to ndim = 1",
            false => "multi-dimensional slicing is not implemented",
        };
        return refuse(vm, message);
    }
    let Some(indices) = indices.filter(|indices| indices.iter().all(|&i| is_index(vm, i))) else {
        return type_error(vm, "memoryview: invalid slice key");
    };
    if indices.len() < shape.len() {
        return refuse(vm, "sub-views are not implemented");
    }
    if indices.len() > shape.len() {
        let message = format!(
            "cannot index {}-dimension view with {}-element tuple",
            shape.len(),
            indices.len()
        );
        return type_error(vm, message);
    }
    let mut number = 0;
    for (dimension, (&index, &length)) in indices.iter().zip(shape).enumerate() {
        let index = vm.index_i64(index)?;
        let index = if index < 0 { index + length } else { index };
        if !(0..length).contains(&index) {
            let message = format!("index out of bounds on dimension {}", dimension + 1);
            return index_error(vm, &message);
        }
        number = number * length + index;
    }
    Ok(usize::try_from(number).ok())
}

/// Items as nested lists, or the one item of a view without dimensions; a new reference.
pub fn nested(vm: &mut Vm<'_>, view: &View, shape: &[i64], bytes: &[u8]) -> ObjId {
    let Some((&length, inner)) = shape.split_first() else {
        return view.format.unpack(vm, bytes);
    };
    let size = bytes.len() / usize::try_from(length).unwrap_or(1).max(1);
    let parts = bytes.chunks(size.max(1));
    let items = parts.map(|part| nested(vm, view, inner, part)).collect();
    vm.heap().new_list(items)
}
