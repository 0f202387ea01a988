//! Built-in functions about names and attributes: `getattr`, `dir`, `vars`, `globals`, `id`, ...

use crate::builtins::support::{boolean, int, none, type_error, type_name};
use crate::builtins::types::sequence;
use crate::objects::{Slot, Ty};
use crate::value::ObjId;
use crate::vm::identifier::Identifier;
use crate::vm::{Args, PyResult, Vm};

pub(super) fn callable(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let callable = vm.has_slot(args.values[0], Slot::Call);
    boolean(vm, callable)
}

pub(super) fn id(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let addr = vm.heap().addr(args.values[0]);
    int(vm, addr.0)
}

pub(super) fn hash(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let hash = vm.hash(args.values[0])?;
    int(vm, hash)
}

pub(super) fn getattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [object, name] = [args.values[0], args.values[1]];
    if !vm.heap().is_instance(name, Ty::Str) {
        return type_error(vm, "getattr(): attribute name must be string");
    }
    let name = plain_name(vm, name);
    let result = getattr_plain(vm, object, name, args.values.get(2).copied());
    vm.heap().decref(name);
    result
}

/// Namespaces are searched by plain strings: one of a subclass stands for the plain one with the
/// same text; a new reference.
fn plain_name(vm: &mut Vm<'_>, name: ObjId) -> ObjId {
    match vm.heap().as_str(name).cloned() {
        Some(text) if !vm.heap().is_exact(name, Ty::Str) => vm.heap().intern(&text),
        _ => vm.heap().new_ref(name),
    }
}

fn getattr_plain(vm: &mut Vm<'_>, object: ObjId, name: ObjId, default: Option<ObjId>) -> PyResult {
    let Some(default) = default else {
        return vm.getattr(object, name);
    };
    match vm.lookup_attr_id(object, name)? {
        Some(value) => Ok(value),
        None => Ok(vm.heap().new_ref(default)),
    }
}

pub(super) fn hasattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [object, name] = [args.values[0], args.values[1]];
    if !vm.heap().is_instance(name, Ty::Str) {
        return type_error(vm, "hasattr(): attribute name must be string");
    }
    let found = vm.lookup_attr_id(object, name)?;
    vm.heap().xdecref(found);
    boolean(vm, found.is_some())
}

/// `PyObject_SetAttr` asks for a string before anything else.
fn check_name(vm: &mut Vm<'_>, name: ObjId) -> PyResult<()> {
    if vm.heap().is_instance(name, Ty::Str) {
        return Ok(());
    }
    let given = type_name(vm, name);
    type_error(vm, format!("attribute name must be string, not '{given}'"))
}

pub(super) fn setattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_name(vm, args.values[1])?;
    vm.setattr(args.values[0], args.values[1], args.values[2])?;
    none(vm)
}

pub(super) fn delattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_name(vm, args.values[1])?;
    vm.delattr(args.values[0], args.values[1])?;
    none(vm)
}

pub(super) fn globals(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let globals = vm.current_globals();
    Ok(vm.heap().new_ref(globals))
}

pub(super) fn locals(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let locals = vm.current_locals()?;
    Ok(vm.heap().new_ref(locals))
}

pub(super) fn vars(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(&object) = args.values.first() else {
        return locals(vm, args);
    };
    let name = vm.identifier(Identifier::VarsDict);
    match vm.lookup_attr_id(object, name)? {
        Some(dict) => Ok(dict),
        None => type_error(vm, "vars() argument must have __dict__ attribute"),
    }
}

/// Without an argument the names of the current scope, else what `__dir__` gives, sorted.
pub(super) fn dir(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let names = match args.values.first() {
        None => {
            let locals = vm.current_locals()?;
            vm.call_method(locals, "keys", &[])?
        }
        Some(&object) => match vm.lookup_special(object, "__dir__")? {
            Some(method) => {
                let names = vm.call(method, &[]);
                vm.heap().decref(method);
                names?
            }
            None => return type_error(vm, "object does not provide __dir__"),
        },
    };
    let list = sequence::list_of(vm, names);
    vm.heap().decref(names);
    let list = list?;
    match vm.call_method(list, "sort", &[]) {
        Ok(result) => {
            vm.heap().decref(result);
            Ok(list)
        }
        Err(fault) => {
            vm.heap().decref(list);
            Err(fault)
        }
    }
}

pub(super) fn isinstance(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let answer = vm.is_instance(args.values[0], args.values[1])?;
    boolean(vm, answer)
}

pub(super) fn issubclass(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let answer = vm.is_subclass(args.values[0], args.values[1])?;
    boolean(vm, answer)
}
