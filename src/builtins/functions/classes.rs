//! `isinstance` and `issubclass`, with their hooks and for objects that only look like classes
//! (`Objects/abstract.c`, `object_isinstance` and `object_issubclass`).

use crate::builtins::support::{boolean, type_error};
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::{Args, PyResult, Vm};

/// How deep tuples of classes and bases of class-like objects may nest before RecursionError is
/// due; CPython counts them as recursive calls.
const CHECK: &str = " in __instancecheck__";
const SUBCHECK: &str = " in __subclasscheck__";

pub(super) fn isinstance(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let answer = is_instance(vm, args.values[0], args.values[1])?;
    boolean(vm, answer)
}

pub(super) fn issubclass(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let answer = is_subclass(vm, args.values[0], args.values[1])?;
    boolean(vm, answer)
}

/// `PyObject_IsInstance`.
pub fn is_instance(vm: &mut Vm<'_>, object: ObjId, class: ObjId) -> PyResult<bool> {
    if vm.heap().type_of(object) == class {
        return Ok(true);
    }
    if vm.heap().is_exact(class, Ty::Type) {
        return real_is_instance(vm, object, class);
    }
    if let Some(items) = vm.heap().as_tuple(class) {
        let items = items.to_vec();
        return vm.guarded(CHECK, |vm| {
            for item in items {
                if is_instance(vm, object, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        });
    }
    match ask(vm, class, "__instancecheck__", CHECK, object)? {
        Some(answer) => Ok(answer),
        None => real_is_instance(vm, object, class),
    }
}

/// `PyObject_IsSubclass`.
pub fn is_subclass(vm: &mut Vm<'_>, derived: ObjId, class: ObjId) -> PyResult<bool> {
    if vm.heap().is_exact(class, Ty::Type) {
        return Ok(derived == class || real_is_subclass(vm, derived, class)?);
    }
    if let Some(items) = vm.heap().as_tuple(class) {
        let items = items.to_vec();
        return vm.guarded(SUBCHECK, |vm| {
            for item in items {
                if is_subclass(vm, derived, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        });
    }
    match ask(vm, class, "__subclasscheck__", SUBCHECK, derived)? {
        Some(answer) => Ok(answer),
        None => real_is_subclass(vm, derived, class),
    }
}

/// Asks a hook of the class; none if it has none.
fn ask(
    vm: &mut Vm<'_>,
    class: ObjId,
    hook: &str,
    place: &'static str,
    argument: ObjId,
) -> PyResult<Option<bool>> {
    let Some(checker) = vm.lookup_special(class, hook)? else {
        return Ok(None);
    };
    let result = vm.guarded(place, |vm| vm.call(checker, &[argument]));
    vm.heap().decref(checker);
    let result = result?;
    let answer = vm.is_true(result);
    vm.heap().decref(result);
    answer.map(Some)
}

/// `_PyObject_RealIsInstance`: the real type, then what `__class__` claims.
pub fn real_is_instance(vm: &mut Vm<'_>, object: ObjId, class: ObjId) -> PyResult<bool> {
    let is_type = vm.heap().as_type(class).is_some();
    if !is_type {
        check_class(
            vm,
            class,
            "isinstance() arg 2 must be a type or tuple of types",
        )?;
    }
    let ty = vm.heap().type_of(object);
    if is_type && vm.heap().is_subtype(ty, class) {
        return Ok(true);
    }
    let Some(claimed) = vm.lookup_attr(object, "__class__")? else {
        return Ok(false);
    };
    let answer = if !is_type {
        abstract_is_subclass(vm, claimed, class)
    } else {
        let other = claimed != ty && vm.heap().as_type(claimed).is_some();
        Ok(other && vm.heap().is_subtype(claimed, class))
    };
    vm.heap().decref(claimed);
    answer
}

/// `_PyObject_RealIsSubclass`.
pub fn real_is_subclass(vm: &mut Vm<'_>, derived: ObjId, class: ObjId) -> PyResult<bool> {
    if vm.heap().as_type(class).is_some() && vm.heap().as_type(derived).is_some() {
        return Ok(vm.heap().is_subtype(derived, class));
    }
    check_class(vm, derived, "issubclass() arg 1 must be a class")?;
    check_class(
        vm,
        class,
        "issubclass() arg 2 must be a class or tuple of classes",
    )?;
    abstract_is_subclass(vm, derived, class)
}

/// What is no type must at least have a tuple `__bases__`.
fn check_class(vm: &mut Vm<'_>, class: ObjId, message: &str) -> PyResult<()> {
    match bases_of(vm, class)? {
        Some(bases) => {
            vm.heap().decref(bases);
            Ok(())
        }
        None => type_error(vm, message),
    }
}

/// `__bases__` if it is a tuple (`abstract_get_bases`); a new reference.
fn bases_of(vm: &mut Vm<'_>, class: ObjId) -> PyResult<Option<ObjId>> {
    match vm.lookup_attr(class, "__bases__")? {
        Some(bases) if vm.heap().is_instance(bases, Ty::Tuple) => Ok(Some(bases)),
        other => {
            vm.heap().xdecref(other);
            Ok(None)
        }
    }
}

/// Searches the bases of class-like objects, the last one first met without recursion.
fn abstract_is_subclass(vm: &mut Vm<'_>, derived: ObjId, class: ObjId) -> PyResult<bool> {
    let derived = vm.heap().new_ref(derived);
    let mut open = vec![derived];
    let mut found = Ok(false);
    while let Some(next) = open.pop() {
        if next == class {
            found = Ok(true);
        } else {
            match bases_of(vm, next) {
                Ok(Some(bases)) => {
                    let items = vm.heap().as_tuple(bases).unwrap_or_default().to_vec();
                    for &item in items.iter().rev() {
                        vm.heap().incref(item);
                        open.push(item);
                    }
                    vm.heap().decref(bases);
                }
                Ok(None) => {}
                Err(fault) => found = Err(fault),
            }
        }
        vm.heap().decref(next);
        if found != Ok(false) {
            break;
        }
    }
    for rest in open {
        vm.heap().decref(rest);
    }
    found
}
