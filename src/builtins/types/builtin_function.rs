//! `builtin_function_or_method`: a native function (`Objects/methodobject.c`), and the text that
//! natives carry as their documentation.

use crate::builtins::signatures;
use crate::builtins::support::{behind_self, boolean, int, not_implemented, optional, text};
use crate::objects::callable::BuiltinFunction;
use crate::objects::{Slot, Ty};
use crate::value::hash::hash_pointer;
use crate::value::{NativeId, ObjId};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// The end of a signature in front of a documentation (`SIGNATURE_END_MARKER`).
const SIGNATURE_END: &str = ")\n--\n\n";

/// `__doc__` of a native: what follows its signature; None where there is nothing.
pub fn doc_of(vm: &mut Vm<'_>, native: NativeId) -> PyResult {
    let doc = vm.natives.get(native).doc;
    let doc = match doc.split_once(SIGNATURE_END) {
        Some((_, rest)) if doc.starts_with('(') => rest,
        _ => doc,
    };
    if doc.is_empty() {
        return optional(vm, None);
    }
    text(vm, doc)
}

/// `__text_signature__` of a native: the signature in front of its documentation.
pub fn signature_of(vm: &mut Vm<'_>, native: NativeId) -> PyResult {
    let doc = vm.natives.get(native).doc;
    match doc.split_once(SIGNATURE_END) {
        Some((signature, _)) if doc.starts_with('(') => text(vm, &format!("{signature})")),
        _ => optional(vm, None),
    }
}

fn parts(vm: &mut Vm<'_>, args: Args<'_>) -> Option<BuiltinFunction> {
    vm.heap().as_builtin(args.values[0]).cloned()
}

fn is_module(vm: &mut Vm<'_>, object: Option<ObjId>) -> bool {
    object.is_none_or(|object| vm.heap().is_instance(object, Ty::Module))
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(function) = parts(vm, args) else {
        return optional(vm, None);
    };
    let name = vm.natives.get(function.native).name;
    let shown = match function.m_self {
        Some(object) if !is_module(vm, Some(object)) => {
            let heap = vm.heap();
            let (ty, addr) = (heap.type_name(object), heap.addr(object).0);
            format!("<built-in method {name} of {ty} object at {addr:#x}>")
        }
        _ => format!("<built-in function {name}>"),
    };
    text(vm, &shown)
}

fn hash(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = parts(vm, args).and_then(|function| function.m_self);
    let own = object.map_or(0, |object| hash_pointer(vm.heap().addr(object).0));
    let native = parts(vm, args).map_or(0, |function| i64::from(function.native.0) << 4);
    let both = own ^ native;
    int(vm, if both == -1 { -2 } else { both })
}

/// The same native of the same object.
fn is_equal(vm: &mut Vm<'_>, args: Args<'_>) -> Option<bool> {
    let heap = vm.heap();
    let a = heap.as_builtin(args.values[0])?;
    let b = heap.as_builtin(args.values[1])?;
    Some(a.native == b.native && a.m_self == b.m_self)
}

fn eq(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match is_equal(vm, args) {
        Some(equal) => boolean(vm, equal),
        None => not_implemented(vm),
    }
}

fn ne(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match is_equal(vm, args) {
        Some(equal) => boolean(vm, !equal),
        None => not_implemented(vm),
    }
}

fn call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.call_kw(args.values[0], behind_self(args))
}

fn name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let name = parts(vm, args).map_or("", |function| vm.natives.get(function.native).name);
    text(vm, name)
}

/// `str.join` of `str` objects, `Class.method` of class methods, the name for functions.
fn qualname(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = parts(vm, args).and_then(|function| function.m_self);
    let Some(object) = object.filter(|&object| !is_module(vm, Some(object))) else {
        return name(vm, args);
    };
    let own = parts(vm, args).map_or("", |function| vm.natives.get(function.native).name);
    let ty = match vm.heap().as_type(object) {
        Some(_) => object,
        None => vm.heap().type_of(object),
    };
    let title = vm.getattr_str(ty, "__qualname__")?;
    let title_text = vm.heap().as_str(title).map(|title| title.to_lossy());
    vm.heap().decref(title);
    text(vm, &format!("{}.{own}", title_text.unwrap_or_default()))
}

fn self_(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = parts(vm, args).and_then(|function| function.m_self);
    optional(vm, object)
}

fn module(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let module = parts(vm, args).and_then(|function| function.m_module);
    optional(vm, module)
}

fn doc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match parts(vm, args) {
        Some(function) => doc_of(vm, function.native),
        None => optional(vm, None),
    }
}

/// That of a method is looked up by the class it comes from.
fn text_signature(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(function) = parts(vm, args) else {
        return optional(vm, None);
    };
    let Some(this) = function.m_self.filter(|&this| !is_module(vm, Some(this))) else {
        return signature_of(vm, function.native);
    };
    let heap = vm.heap();
    let class = match heap.as_type(this) {
        Some(_) => this,
        None => heap.type_of(this),
    };
    let mro = heap.as_type(class).map(|class| class.mro.clone());
    let name = vm.natives.get(function.native).name;
    let known = mro.unwrap_or_default().into_iter().find_map(|class| {
        let owner = &vm.heap().as_type(class)?.name;
        signatures::of_method(&owner.to_lossy(), name)
    });
    match known {
        Some(signature) => text(vm, signature),
        None => signature_of(vm, function.native),
    }
}

/// A function of a module is found again by its name.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = parts(vm, args).and_then(|function| function.m_self);
    let own_name = name(vm, args)?;
    let Some(object) = object.filter(|&object| !is_module(vm, Some(object))) else {
        return Ok(own_name);
    };
    let getattr = vm.builtin("getattr");
    let pair = vec![vm.heap().new_ref(object), own_name];
    let pair = vm.heap().new_tuple(pair);
    let getattr = optional(vm, getattr)?;
    Ok(vm.heap().new_tuple(vec![getattr, pair]))
}

/// The members of `builtin_function_or_method`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash),
    NativeDef::slot(Slot::Call, call),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::method("__reduce__", Arity::None, reduce, ""),
    NativeDef::member("__module__", module, ""),
    NativeDef::getter("__doc__", doc, ""),
    NativeDef::getter("__name__", name, ""),
    NativeDef::getter("__qualname__", qualname, ""),
    NativeDef::getter("__self__", self_, ""),
    NativeDef::getter("__text_signature__", text_signature, ""),
];
