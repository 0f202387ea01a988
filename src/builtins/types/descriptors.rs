//! The descriptors of native types: `method_descriptor`, `classmethod_descriptor`,
//! `wrapper_descriptor`, `method-wrapper`, `getset_descriptor`, `member_descriptor`
//! (`Objects/descrobject.c`). Binding and calling them is the machine's work.

use crate::builtins::signatures;
use crate::builtins::support::{
    behind_self, boolean, int, none, not_implemented, optional, text, type_error,
};
use crate::builtins::types::builtin_function::{doc_of, signature_of};
use crate::objects::callable::{MemberPlace, MethodWrapper};
use crate::objects::{Payload, Slot};
use crate::value::hash::hash_pointer;
use crate::value::{NativeId, ObjId};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// Name, owning type and native of a descriptor; borrowed.
fn parts(vm: &mut Vm<'_>, descr: ObjId) -> Option<(ObjId, ObjId, Option<NativeId>)> {
    Some(match &vm.heap().get(descr).payload {
        Payload::MethodDescr(d) => (d.d_name, d.d_type, Some(d.native)),
        Payload::WrapperDescr(d) => (d.d_name, d.d_type, Some(d.native)),
        Payload::GetSetDescr(d) => (d.d_name, d.d_type, d.get),
        Payload::MemberDescr(d) => {
            let native = match d.place {
                MemberPlace::Native(native) => Some(native),
                MemberPlace::Slot(_) => None,
            };
            (d.d_name, d.d_type, native)
        }
        _ => return None,
    })
}

/// Name of the descriptor and of its type as text.
fn names(vm: &mut Vm<'_>, descr: ObjId) -> (String, String) {
    let Some((name, owner, _)) = parts(vm, descr) else {
        return Default::default();
    };
    let name = vm.heap().as_str(name).map(|name| name.to_lossy());
    (name.unwrap_or_default(), vm.type_title(owner))
}

fn repr_as(vm: &mut Vm<'_>, args: Args<'_>, what: &str) -> PyResult {
    let (name, owner) = names(vm, args.values[0]);
    text(vm, &format!("<{what} '{name}' of '{owner}' objects>"))
}

fn name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let name = parts(vm, args.values[0]).map(|parts| parts.0);
    optional(vm, name)
}

fn objclass(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let owner = parts(vm, args.values[0]).map(|parts| parts.1);
    optional(vm, owner)
}

fn qualname(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (name, owner) = names(vm, args.values[0]);
    text(vm, &format!("{owner}.{name}"))
}

fn doc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match parts(vm, args.values[0]).and_then(|parts| parts.2) {
        Some(native) => doc_of(vm, native),
        None => none(vm),
    }
}

fn text_signature(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let is_slot = matches!(
        vm.heap().get(args.values[0]).payload,
        Payload::WrapperDescr(_)
    );
    let (name, owner) = names(vm, args.values[0]);
    let known = match is_slot {
        true => Some(signatures::of_slot(&name)),
        false => signatures::of_method(&owner, &name),
    };
    if let Some(signature) = known {
        return text(vm, signature);
    }
    match parts(vm, args.values[0]).and_then(|parts| parts.2) {
        Some(native) => signature_of(vm, native),
        None => none(vm),
    }
}

fn call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.call_kw(args.values[0], behind_self(args))
}

/// None stands for a missing object or type in `__get__`.
fn get(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let none_object = vm.heap().none();
    let given = |object: Option<&ObjId>| object.copied().filter(|&object| object != none_object);
    let (object, ty) = (given(args.values.get(1)), given(args.values.get(2)));
    if object.is_none() && ty.is_none() {
        return type_error(vm, "__get__(None, None) is invalid");
    }
    let ty = ty.or_else(|| object.map(|object| vm.heap().type_of(object)));
    vm.descr_get(args.values[0], object, ty.unwrap_or(none_object))
}

fn set(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.descr_set(args.values[0], args.values[1], Some(args.values[2]))?;
    none(vm)
}

fn delete(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.descr_set(args.values[0], args.values[1], None)?;
    none(vm)
}

/// The attribute of its class by which it is found again.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some((name, owner, _)) = parts(vm, args.values[0]) else {
        return none(vm);
    };
    let getattr = vm.builtin("getattr");
    let pair = vec![vm.heap().new_ref(owner), vm.heap().new_ref(name)];
    let pair = vm.heap().new_tuple(pair);
    let getattr = optional(vm, getattr)?;
    Ok(vm.heap().new_tuple(vec![getattr, pair]))
}

/// The members of `method_descriptor`.
pub const METHOD: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, |vm, args| repr_as(vm, args, "method")),
    NativeDef::slot(Slot::Call, call),
    NativeDef::slot(Slot::DescrGet, get),
    NativeDef::method("__reduce__", Arity::None, reduce, ""),
    NativeDef::member("__objclass__", objclass, ""),
    NativeDef::member("__name__", name, ""),
    NativeDef::getter("__doc__", doc, ""),
    NativeDef::getter("__qualname__", qualname, ""),
    NativeDef::getter("__text_signature__", text_signature, ""),
];

/// The members of `classmethod_descriptor`.
pub const CLASSMETHOD: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, |vm, args| repr_as(vm, args, "method")),
    NativeDef::slot(Slot::Call, call),
    NativeDef::slot(Slot::DescrGet, get),
    NativeDef::member("__objclass__", objclass, ""),
    NativeDef::member("__name__", name, ""),
    NativeDef::getter("__doc__", doc, ""),
    NativeDef::getter("__qualname__", qualname, ""),
    NativeDef::getter("__text_signature__", text_signature, ""),
];

/// The members of `wrapper_descriptor`.
pub const WRAPPER: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, |vm, args| repr_as(vm, args, "slot wrapper")),
    NativeDef::slot(Slot::Call, call),
    NativeDef::slot(Slot::DescrGet, get),
    NativeDef::method("__reduce__", Arity::None, reduce, ""),
    NativeDef::member("__objclass__", objclass, ""),
    NativeDef::member("__name__", name, ""),
    NativeDef::getter("__doc__", doc, ""),
    NativeDef::getter("__qualname__", qualname, ""),
    NativeDef::getter("__text_signature__", text_signature, ""),
];

/// The members of `getset_descriptor`.
pub const GETSET: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, |vm, args| repr_as(vm, args, "attribute")),
    NativeDef::slot(Slot::DescrGet, get),
    NativeDef::slot(Slot::DescrSet, set),
    NativeDef::slot(Slot::DescrDelete, delete),
    NativeDef::member("__objclass__", objclass, ""),
    NativeDef::member("__name__", name, ""),
    NativeDef::getter("__doc__", doc, ""),
    NativeDef::getter("__qualname__", qualname, ""),
];

/// The members of `member_descriptor`.
pub const MEMBER: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, |vm, args| repr_as(vm, args, "member")),
    NativeDef::slot(Slot::DescrGet, get),
    NativeDef::slot(Slot::DescrSet, set),
    NativeDef::slot(Slot::DescrDelete, delete),
    NativeDef::method("__reduce__", Arity::None, reduce, ""),
    NativeDef::member("__objclass__", objclass, ""),
    NativeDef::member("__name__", name, ""),
    NativeDef::getter("__doc__", doc, ""),
    NativeDef::getter("__qualname__", qualname, ""),
];

/// Descriptor and object of a method-wrapper; borrowed.
fn wrapper(vm: &mut Vm<'_>, object: ObjId) -> Option<MethodWrapper> {
    vm.heap().as_method_wrapper(object).copied()
}

fn wrapper_repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(wrapper) = wrapper(vm, args.values[0]) else {
        return none(vm);
    };
    let (name, _) = names(vm, wrapper.descr);
    let heap = vm.heap();
    let (ty, addr) = (heap.type_name(wrapper.m_self), heap.addr(wrapper.m_self).0);
    text(
        vm,
        &format!("<method-wrapper '{name}' of {ty} object at {addr:#x}>"),
    )
}

fn wrapper_hash(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(wrapper) = wrapper(vm, args.values[0]) else {
        return int(vm, 0);
    };
    let heap = vm.heap();
    let object = hash_pointer(heap.addr(wrapper.m_self).0);
    let both = object ^ hash_pointer(heap.addr(wrapper.descr).0);
    int(vm, if both == -1 { -2 } else { both })
}

/// The same slot of the same object.
fn wrappers_equal(vm: &mut Vm<'_>, args: Args<'_>) -> Option<bool> {
    let a = wrapper(vm, args.values[0])?;
    let b = wrapper(vm, args.values[1])?;
    Some((a.descr, a.m_self) == (b.descr, b.m_self))
}

fn wrapper_eq(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match wrappers_equal(vm, args) {
        Some(equal) => boolean(vm, equal),
        None => not_implemented(vm),
    }
}

fn wrapper_ne(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match wrappers_equal(vm, args) {
        Some(equal) => boolean(vm, !equal),
        None => not_implemented(vm),
    }
}

/// Asks the descriptor instead of the wrapper.
fn of_descr(vm: &mut Vm<'_>, args: Args<'_>, get: crate::vm::Native) -> PyResult {
    match wrapper(vm, args.values[0]) {
        Some(wrapper) => get(vm, Args::positional(&[wrapper.descr])),
        None => none(vm),
    }
}

fn wrapper_self(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = wrapper(vm, args.values[0]).map(|wrapper| wrapper.m_self);
    optional(vm, object)
}

/// The members of `method-wrapper`.
pub const METHOD_WRAPPER: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, wrapper_repr),
    NativeDef::slot(Slot::Hash, wrapper_hash),
    NativeDef::slot(Slot::Call, call),
    NativeDef::slot(Slot::Eq, wrapper_eq),
    NativeDef::slot(Slot::Ne, wrapper_ne),
    NativeDef::member("__self__", wrapper_self, ""),
    NativeDef::getter("__objclass__", |vm, args| of_descr(vm, args, objclass), ""),
    NativeDef::getter("__name__", |vm, args| of_descr(vm, args, name), ""),
    NativeDef::getter("__qualname__", |vm, args| of_descr(vm, args, qualname), ""),
    NativeDef::getter("__doc__", |vm, args| of_descr(vm, args, doc), ""),
    NativeDef::getter(
        "__text_signature__",
        |vm, args| of_descr(vm, args, text_signature),
        "",
    ),
];
