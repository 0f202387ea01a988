//! The methods and attributes of `memoryview` (`Objects/memoryobject.c`).

use crate::builtins::support::{
    Signature, boolean, int, itself, none, text, type_error, type_name, value_error,
};
use crate::builtins::types::bytes_methods::hex_of;
use crate::builtins::types::memoryview::{View, make, required, view};
use crate::builtins::types::memoryview_item::Format;
use crate::builtins::types::memoryview_shape as shape;
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// Lets go of the object; doing it again does nothing.
fn release(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if let Some(view) = view(vm, args.values[0]) {
        let heap = vm.heap();
        if let Some(array) = heap.as_bytearray_mut(view.object) {
            array.ob_exports = array.ob_exports.saturating_sub(1);
        }
        let held = heap.as_native_mut(args.values[0]);
        let held = held.map(|native| std::mem::take(&mut native.refs));
        heap.decref_all(held.into_iter().flatten().flatten());
    }
    none(vm)
}

/// The bytes; the order of dimensions doesn't matter where there is one.
fn tobytes(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "tobytes",
        parameters: &["order"],
        positional: 1,
        required: 0,
    };
    let [order] = SIGNATURE.bind::<1>(vm, args, 1)?;
    let none = vm.heap().none();
    if let Some(order) = order.filter(|&order| order != none) {
        let Some(order) = vm.heap().as_str(order).map(PyStr::to_lossy) else {
            let name = type_name(vm, order);
            return type_error(vm, format!("argument 1 must be str or None, not {name}"));
        };
        if !matches!(order.as_str(), "C" | "F" | "A") {
            return value_error(vm, "order must be 'C', 'F' or 'A'");
        }
    }
    let view = required(vm, args.values[0])?;
    let bytes = view.bytes(vm);
    Ok(vm.heap().new_bytes(bytes))
}

fn hex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    let bytes = view.bytes(vm);
    hex_of(vm, args, &bytes)
}

fn tolist(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    let bytes = view.bytes(vm);
    if let Some(shape) = shape::shape_of(vm, args.values[0]) {
        return Ok(shape::nested(vm, &view, &shape, &bytes));
    }
    let items = bytes.chunks(view.format.size());
    let items = items.map(|item| view.format.unpack(vm, item)).collect();
    Ok(vm.heap().new_list(items))
}

/// `view.cast(format)`: the same bytes as items of another format.
fn cast(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "cast",
        parameters: &["format", "shape"],
        positional: 2,
        required: 1,
    };
    let view = required(vm, args.values[0])?;
    let [Some(format), shape] = SIGNATURE.bind::<2>(vm, args, 1)? else {
        return type_error(vm, "cast() missing required argument 'format' (pos 1)");
    };
    let Some(format) = vm.heap().as_str(format).map(PyStr::to_lossy) else {
        return type_error(vm, "memoryview: format argument must be a string");
    };
    if !view.contiguous() {
        return type_error(vm, "memoryview: casts are restricted to C-contiguous views");
    }
    let was_flat = shape::shape_of(vm, args.values[0]).is_none();
    if (shape.is_some() || !was_flat) && view.len == 0 {
        let message = "memoryview: cannot cast view with zeros in shape or strides";
        return type_error(vm, message);
    }
    let Some(format) = Format::parse(&format) else {
        return value_error(
            vm,
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        );
    };
    if !view.format.is_byte() && !format.is_byte() {
        return type_error(vm, "memoryview: cannot cast between two non-byte formats");
    }
    let size = view.len * view.format.size();
    if size % format.size() != 0 {
        return type_error(vm, "memoryview: length is not a multiple of itemsize");
    }
    let cast = View {
        format,
        len: size / format.size(),
        stride: format.size() as i64,
        ..view
    };
    match shape {
        Some(shape) => shape::cast(vm, cast, shape, was_flat),
        None => Ok(make(vm, cast)),
    }
}

fn toreadonly(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    let readonly = View {
        readonly: true,
        ..view
    };
    Ok(shape::make_like(vm, readonly, args.values[0]))
}

fn enter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    required(vm, args.values[0])?;
    itself(vm, args)
}

fn obj(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    Ok(vm.heap().new_ref(view.exporter))
}

fn nbytes(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    int(vm, view.len * view.format.size())
}

fn readonly(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    boolean(vm, view.readonly)
}

fn itemsize(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    int(vm, view.format.size())
}

fn format(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    text(vm, &char::from(view.format.code).to_string())
}

/// The shape, flat views' included.
fn dimensions(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<(View, Vec<i64>)> {
    let view = required(vm, args.values[0])?;
    let shape = shape::shape_of(vm, args.values[0]);
    Ok((view, shape.unwrap_or_else(|| vec![view.len as i64])))
}

fn ndim(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (_, shape) = dimensions(vm, args)?;
    int(vm, shape.len())
}

fn numbers(vm: &mut Vm<'_>, numbers: &[i64]) -> PyResult {
    let items = numbers.iter().map(|&number| vm.heap().new_int(number));
    let items: Vec<ObjId> = items.collect();
    Ok(vm.heap().new_tuple(items))
}

fn shape(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (_, shape) = dimensions(vm, args)?;
    numbers(vm, &shape)
}

fn strides(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    match shape::shape_of(vm, args.values[0]) {
        Some(shape) => numbers(vm, &shape::strides(&view, &shape)),
        None => numbers(vm, &[view.stride]),
    }
}

fn suboffsets(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    required(vm, args.values[0])?;
    Ok(vm.heap().empty_tuple_ref())
}

fn contiguous(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let view = required(vm, args.values[0])?;
    boolean(vm, view.contiguous())
}

fn f_contiguous(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match shape::shape_of(vm, args.values[0]) {
        Some(shape) => boolean(vm, shape::f_contiguous(&shape)),
        None => contiguous(vm, args),
    }
}

/// The methods and attributes of `memoryview`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method("release", Arity::None, release, "Lets go of the object."),
    NativeDef::method("tobytes", Arity::Any, tobytes, "The bytes.").varargs(),
    NativeDef::method("hex", Arity::Any, hex, "The bytes as hexadecimal digits."),
    NativeDef::method("tolist", Arity::None, tolist, "The list of items."),
    NativeDef::method("cast", Arity::Any, cast, "As items of another format.").varargs(),
    NativeDef::method(
        "toreadonly",
        Arity::None,
        toreadonly,
        "The same, not to be changed.",
    ),
    NativeDef::method("__enter__", Arity::None, enter, "The view itself."),
    NativeDef::method(
        "__exit__",
        Arity::Range { min: 0, max: 255 },
        release,
        "Releases the view.",
    )
    .varargs(),
    NativeDef::getter("obj", obj, "The object that is looked at."),
    NativeDef::getter("nbytes", nbytes, "Number of bytes."),
    NativeDef::getter("readonly", readonly, "Whether the bytes can't be changed."),
    NativeDef::getter("itemsize", itemsize, "Bytes of an item."),
    NativeDef::getter("format", format, "The format of items."),
    NativeDef::getter("ndim", ndim, "Number of dimensions."),
    NativeDef::getter("shape", shape, "Items in each dimension."),
    NativeDef::getter("strides", strides, "Bytes between items of each dimension."),
    NativeDef::getter("suboffsets", suboffsets, "For arrays of pointers only."),
    NativeDef::getter(
        "c_contiguous",
        contiguous,
        "Whether items lie side by side.",
    ),
    NativeDef::getter(
        "f_contiguous",
        f_contiguous,
        "Whether items lie side by side.",
    ),
    NativeDef::getter("contiguous", contiguous, "Whether items lie side by side."),
];
