//! What several modules share: setting names of a module, and the named tuples that C code makes
//! (`Objects/structseq.c`).

use crate::builtins::support::type_error;
use crate::builtins::types::namespace;
use crate::objects::{Payload, Ty};
use crate::value::{ObjId, PyStr, StrBuilder};
use crate::vm::{Args, PyResult, Vm};

/// Sets a name of a module to a value (stolen).
pub fn set(vm: &mut Vm<'_>, module: ObjId, name: &str, value: ObjId) {
    let dict = namespace::instance_dict(vm, module);
    set_in(vm, dict, name, value);
}

/// Sets a name of a dict to a value (stolen).
pub fn set_in(vm: &mut Vm<'_>, dict: ObjId, name: &str, value: ObjId) {
    let name = vm.heap().intern_str(name);
    vm.heap().dict_set_str(dict, name, value);
    vm.heap().decref(name);
    vm.heap().decref(value);
}

/// Sets a name of a module to an int.
pub fn set_int(vm: &mut Vm<'_>, module: ObjId, name: &str, value: i64) {
    let value = vm.heap().new_int(value);
    set(vm, module, name, value);
}

/// Sets a name of a module to a float.
pub fn set_float(vm: &mut Vm<'_>, module: ObjId, name: &str, value: f64) {
    let value = vm.heap().new_float(value);
    set(vm, module, name, value);
}

/// Sets a name of a module to a string.
pub fn set_text(vm: &mut Vm<'_>, module: ObjId, name: &str, value: &str) {
    let value = vm.heap().new_str(PyStr::new(value));
    set(vm, module, name, value);
}

/// Sets a name of a module to a type that a native module brought.
pub fn set_type(vm: &mut Vm<'_>, module: ObjId, name: &str, full_name: &str) {
    if let Some(&class) = vm.state.native_types.get(full_name) {
        let class = vm.heap().new_ref(class);
        set(vm, module, name, class);
    }
}

/// A named tuple of a class of [`crate::vm::NativeType`] whose base is `tuple`; items are stolen.
pub fn new_struct(vm: &mut Vm<'_>, full_name: &str, items: Vec<ObjId>) -> ObjId {
    match vm.state.native_types.get(full_name).copied() {
        Some(class) => vm
            .heap()
            .alloc_object(class, Payload::Tuple(items.into_boxed_slice())),
        None => vm.heap().new_tuple(items),
    }
}

/// Getter of one field of a named tuple.
pub fn struct_item<const INDEX: usize>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let item = vm
        .heap()
        .as_tuple(args.values[0])
        .and_then(|items| items.get(INDEX).copied());
    crate::builtins::support::optional(vm, item)
}

/// `title(name=value, ...)`.
pub fn struct_repr(vm: &mut Vm<'_>, object: ObjId, title: &str, names: &[&str]) -> PyResult {
    let items = vm.heap().as_tuple(object).unwrap_or_default().to_vec();
    let mut shown = StrBuilder::new();
    shown.push_text(title);
    shown.push_text("(");
    for (index, (name, item)) in names.iter().zip(items).enumerate() {
        if index > 0 {
            shown.push_text(", ");
        }
        shown.push_text(name);
        shown.push_text("=");
        let value = vm.repr(item)?;
        shown.push_str(&value);
    }
    shown.push_text(")");
    let shown = shown.finish();
    Ok(vm.heap().new_str(shown))
}

/// Named tuples made by C code can't be made by calling their class.
pub fn struct_new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let name = vm.type_title(args.values[0]);
    type_error(vm, format!("cannot create '{name}' instances"))
}

/// A named tuple from a sequence of `least` to `most` items (`structseq_new`); fields that only go by
/// name aren't kept.
pub fn struct_from_sequence(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    least: usize,
    most: usize,
) -> PyResult {
    let class = args.values[0];
    let name = vm.type_title(class);
    let Some(&sequence) = args.values.get(1) else {
        let message = format!("{name}() missing required argument 'sequence' (pos 1)");
        return type_error(vm, message);
    };
    let mut items = match vm.collect(sequence) {
        Ok(items) => items,
        Err(_) if vm.catch(Ty::TypeError) => {
            return type_error(vm, "constructor requires a sequence");
        }
        Err(fault) => return Err(fault),
    };
    let given = items.len();
    if !(least..=most).contains(&given) {
        vm.heap().decref_all(items);
        let (word, bound) = if given < least {
            ("least", least)
        } else {
            ("most", most)
        };
        let message =
            format!("{name}() takes an at {word} {bound}-sequence ({given}-sequence given)");
        return type_error(vm, message);
    }
    let hidden = items.split_off(least);
    vm.heap().decref_all(hidden);
    Ok(vm
        .heap()
        .alloc_object(class, Payload::Tuple(items.into_boxed_slice())))
}

/// Declares a named tuple: its name, its C size, and its fields; `new` is what calling its class does.
macro_rules! struct_sequence {
    ($constant:ident, $module:literal, $name:literal, $fields:tt) => {
        $crate::builtins::modules::support::struct_sequence!(
            $constant, $module, $name,
            $crate::builtins::modules::support::struct_new, $fields
        );
    };
    ($constant:ident, $module:literal, $name:literal, $new:path, [$($index:literal $field:literal),* $(,)?]) => {
        const $constant: $crate::vm::NativeType = {
            const NAMES: &[&str] = &[$($field),*];
            fn repr(vm: &mut $crate::vm::Vm<'_>, args: $crate::vm::Args<'_>) -> $crate::vm::PyResult {
                $crate::builtins::modules::support::struct_repr(
                    vm, args.values[0], concat!($module, ".", $name), NAMES,
                )
            }
            $crate::vm::NativeType {
                module: $module,
                info: $crate::objects::ty::TyInfo {
                    name: $name,
                    base: $crate::objects::Ty::Tuple,
                    basicsize: 24,
                    itemsize: 8,
                    gc: true,
                    basetype: false,
                    dictoffset: 0,
                    weaklistoffset: 0,
                },
                members: &[
                    $crate::vm::native::NativeDef::slot($crate::objects::Slot::Repr, repr),
                    $crate::vm::native::NativeDef::slot($crate::objects::Slot::New, $new),
                    $($crate::vm::native::NativeDef::member(
                        $field, $crate::builtins::modules::support::struct_item::<$index>, "",
                    ),)*
                ],
            }
        };
    };
}
pub(crate) use struct_sequence;
