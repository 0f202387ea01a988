//! `method`: a function bound to its first argument (`Objects/classobject.c`).

use crate::builtins::support::{
    behind_self, boolean, check_positional, int, no_keywords, not_implemented, type_error,
    type_name,
};
use crate::objects::callable::BoundMethod;
use crate::objects::{Slot, Ty};
use crate::value::hash::hash_pointer;
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// The function and the object; both borrowed. None of both for anything that is no method.
fn parts(vm: &mut Vm<'_>, method: ObjId) -> BoundMethod {
    let none = vm.heap().none();
    vm.heap()
        .as_bound_method(method)
        .copied()
        .unwrap_or(BoundMethod {
            im_func: none,
            im_self: none,
        })
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, "method", args)?;
    let given = &args.pos()[1..];
    check_positional(vm, "method", given.len(), 2, 2)?;
    let [function, object] = [given[0], given[1]];
    if !vm.has_slot(function, Slot::Call) {
        return type_error(vm, "first argument must be callable");
    }
    if object == vm.heap().none() {
        return type_error(vm, "self must not be None");
    }
    Ok(vm.heap().new_bound_method(function, object))
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let BoundMethod { im_func, im_self } = parts(vm, args.values[0]);
    let mut name = None;
    for attribute in ["__qualname__", "__name__"] {
        if name.is_none()
            && let Some(value) = vm.lookup_attr(im_func, attribute)?
        {
            name = vm.heap().as_str(value).cloned();
            vm.heap().decref(value);
        }
    }
    let shown = PyStr::new("<bound method ")
        .concat(&name.unwrap_or_else(|| PyStr::new("?")))
        .concat(&PyStr::new(" of "))
        .concat(&vm.repr(im_self)?)
        .concat(&PyStr::new(">"));
    Ok(vm.heap().new_str(shown))
}

fn hash(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let BoundMethod { im_func, im_self } = parts(vm, args.values[0]);
    let own = hash_pointer(vm.heap().addr(im_self).0);
    let function = vm.hash(im_func)?;
    let both = own ^ function;
    int(vm, if both == -1 { -2 } else { both })
}

/// Equal functions bound to the same object.
fn is_equal(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<Option<bool>> {
    let [a, b] = [args.values[0], args.values[1]];
    if !vm.heap().is_instance(a, Ty::Method) || !vm.heap().is_instance(b, Ty::Method) {
        return Ok(None);
    }
    let (a, b) = (parts(vm, a), parts(vm, b));
    let equal = vm.rich_compare_bool(a.im_func, b.im_func, crate::vm::CompareOp::Eq)?;
    Ok(Some(equal && a.im_self == b.im_self))
}

fn eq(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match is_equal(vm, args)? {
        Some(equal) => boolean(vm, equal),
        None => not_implemented(vm),
    }
}

fn ne(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match is_equal(vm, args)? {
        Some(equal) => boolean(vm, !equal),
        None => not_implemented(vm),
    }
}

fn call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.call_kw(args.values[0], behind_self(args))
}

/// Attributes that a method doesn't have itself are its function's.
fn getattribute(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [method, name] = [args.values[0], args.values[1]];
    let ty = vm.heap().type_of(method);
    match vm.type_lookup(ty, name) {
        Some(_) => vm.generic_getattr(method, name),
        None => {
            let function = parts(vm, method).im_func;
            vm.getattr(function, name)
        }
    }
}

/// A method stays bound to what it is bound to.
fn get(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(vm.heap().new_ref(args.values[0]))
}

fn func(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let function = parts(vm, args.values[0]).im_func;
    Ok(vm.heap().new_ref(function))
}

fn self_(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = parts(vm, args.values[0]).im_self;
    Ok(vm.heap().new_ref(object))
}

fn doc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let function = parts(vm, args.values[0]).im_func;
    vm.getattr_str(function, "__doc__")
}

/// `getattr(self, name)` makes it again.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let BoundMethod { im_func, im_self } = parts(vm, args.values[0]);
    let name = vm.getattr_str(im_func, "__name__")?;
    let Some(getattr) = vm.builtin("getattr") else {
        vm.heap().decref(name);
        let given = type_name(vm, im_func);
        return type_error(vm, format!("can't pickle a method of {given}"));
    };
    vm.heap().incref(im_self);
    let pair = vm.heap().new_tuple(vec![im_self, name]);
    vm.heap().incref(getattr);
    Ok(vm.heap().new_tuple(vec![getattr, pair]))
}

/// The members of `method`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash),
    NativeDef::slot(Slot::Call, call),
    NativeDef::slot(Slot::GetAttribute, getattribute),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::DescrGet, get),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("__reduce__", Arity::None, reduce, ""),
    NativeDef::member("__func__", func, "the function behind the method"),
    NativeDef::member("__self__", self_, "the object the method is bound to"),
    NativeDef::getter("__doc__", doc, ""),
];
