//! `module` (`Objects/moduleobject.c`).

use crate::builtins::support::{Signature, none, optional, type_error, type_name};
use crate::builtins::types::namespace;
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// What every module's namespace begins with, besides name and doc (`module_init_dict`).
const EMPTY_NAMES: [&str; 3] = ["__package__", "__loader__", "__spec__"];

fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const MODULE: Signature = Signature {
        name: "module",
        parameters: &["name", "doc"],
        positional: 2,
        required: 1,
    };
    let [name, doc] = MODULE.bind(vm, args, 1)?;
    let none_object = vm.heap().none();
    let name = name.unwrap_or(none_object);
    if !vm.heap().is_instance(name, Ty::Str) {
        let given = type_name(vm, name);
        return type_error(
            vm,
            format!("module() argument 'name' must be str, not {given}"),
        );
    }
    let dict = namespace::instance_dict(vm, args.values[0]);
    set(vm, dict, "__name__", name);
    set(vm, dict, "__doc__", doc.unwrap_or(none_object));
    for empty in EMPTY_NAMES {
        set(vm, dict, empty, none_object);
    }
    none(vm)
}

fn set(vm: &mut Vm<'_>, dict: ObjId, name: &str, value: ObjId) {
    let name = vm.heap().intern_str(name);
    vm.heap().dict_set_str(dict, name, value);
    vm.heap().decref(name);
}

/// `<module 'name' (built-in)>` or with the file it came from.
fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let dict = namespace::instance_dict(vm, args.values[0]);
    let [name, file, loader] = ["__name__", "__file__", "__loader__"].map(|name| {
        let name = vm.heap().intern_str(name);
        let value = vm.heap().dict_get_str(dict, name);
        vm.heap().decref(name);
        value
    });
    let name = match name {
        Some(name) => vm.repr(name)?,
        None => PyStr::new("'?'"),
    };
    let origin = match (file, loader) {
        (Some(file), _) => PyStr::new(" from ").concat(&vm.repr(file)?),
        (None, Some(loader)) if loader != vm.heap().none() => PyStr::new(" (built-in)"),
        _ => PyStr::default(),
    };
    let shown = PyStr::new("<module ")
        .concat(&name)
        .concat(&origin)
        .concat(&PyStr::new(">"));
    Ok(vm.heap().new_str(shown))
}

fn getattribute(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    super::object::check_name(vm, args.values[1])?;
    vm.module_getattr(args.values[0], args.values[1])
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let module = vm.heap().new_instance(args.values[0]);
    namespace::instance_dict(vm, module);
    Ok(module)
}

/// A `__dir__` in the module answers, else its names are listed.
fn dir(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let dict = namespace::instance_dict(vm, args.values[0]);
    let name = vm.heap().intern_str("__dir__");
    let hook = vm.heap().dict_get_str(dict, name);
    vm.heap().decref(name);
    if let Some(hook) = hook {
        return vm.call(hook, &[]);
    }
    let names = vm.collect(dict)?;
    Ok(vm.heap().new_list(names))
}

fn dict(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let dict = vm.heap().get(args.values[0]).dict;
    optional(vm, dict)
}

/// The members of `module`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::GetAttribute, getattribute),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("__dir__", Arity::None, dir, ""),
    NativeDef::member("__dict__", dict, ""),
];
