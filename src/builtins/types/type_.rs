//! `type`: what classes can do (`Objects/typeobject.c`, `PyType_Type`). Making classes and
//! calling them is the machine's work.

use crate::builtins::support::{boolean, none, sizeof, text, type_error, type_name};
use crate::builtins::types::type_struct::{
    basicsize, dictoffset, itemsize, type_flags, weakrefoffset,
};
use crate::objects::{Heap, Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::identifier::Identifier;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// A name of the type's own dict; borrowed.
fn own(vm: &mut Vm<'_>, ty: ObjId, name: &str) -> Option<ObjId> {
    let dict = vm.heap().as_type(ty)?.tp_dict;
    let name = vm.heap().intern_str(name);
    let value = vm.heap().dict_get_str(dict, name);
    vm.heap().decref(name);
    value
}

fn is_heap_type(heap: &Heap, ty: ObjId) -> bool {
    heap.as_type(ty).is_some_and(|ty| ty.heap_type)
}

/// Module and name of a static type: what stands before and behind the last dot of its `tp_name`.
fn static_names(heap: &Heap, ty: ObjId) -> (PyStr, PyStr) {
    let Some(object) = heap.as_type(ty) else {
        return Default::default();
    };
    if object.solid == Ty::SimpleNamespace && ty == heap.ty(Ty::SimpleNamespace) {
        return (PyStr::new("types"), object.name.clone());
    }
    let name = object.name.to_lossy();
    match name.rsplit_once('.') {
        Some((module, name)) => (PyStr::new(module), PyStr::new(name)),
        None => (PyStr::new("builtins"), object.name.clone()),
    }
}

/// `type_module`; a new reference.
fn module_of(vm: &mut Vm<'_>, ty: ObjId) -> PyResult {
    if !is_heap_type(vm.heap(), ty) {
        let (module, _) = static_names(vm.heap(), ty);
        return Ok(vm.heap().intern(&module));
    }
    match own(vm, ty, "__module__") {
        Some(module) => Ok(vm.heap().new_ref(module)),
        None => Err(vm.raise(Ty::AttributeError, "__module__")),
    }
}

/// `type_qualname` as text.
fn qualname_text(heap: &Heap, ty: ObjId) -> PyStr {
    let Some(object) = heap.as_type(ty) else {
        return PyStr::default();
    };
    object
        .ht_qualname
        .and_then(|name| heap.as_str(name).cloned())
        .unwrap_or_else(|| static_names(heap, ty).1)
}

/// Module and qualified name as reprs show them: built-in types without their module.
pub fn full_name(vm: &mut Vm<'_>, ty: ObjId) -> PyResult<PyStr> {
    let qualname = qualname_text(vm.heap(), ty);
    let module = match module_of(vm, ty) {
        Ok(module) => {
            let text = vm.heap().as_str(module).cloned();
            vm.heap().decref(module);
            text
        }
        Err(fault) => {
            if !vm.catch(Ty::AttributeError) {
                return Err(fault);
            }
            None
        }
    };
    if module.is_some() {
        vm.identifier(Identifier::ReprBuiltins);
    }
    Ok(match module {
        Some(module) if module != PyStr::new("builtins") => {
            module.concat(&PyStr::new(".")).concat(&qualname)
        }
        _ => qualname,
    })
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let name = full_name(vm, args.values[0])?;
    let shown = PyStr::new("<class '")
        .concat(&name)
        .concat(&PyStr::new("'>"));
    Ok(vm.heap().new_str(shown))
}

fn call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.type_call_native(args)
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.type_new(args)
}

/// `type_init`: only checks what it is given.
fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = args.pos().len() - 1;
    if given == 1 && !args.names.is_empty() {
        return type_error(vm, "type.__init__() takes no keyword arguments");
    }
    if given != 1 && given != 3 {
        return type_error(vm, "type.__init__() takes 1 or 3 arguments");
    }
    none(vm)
}

fn getattribute(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    super::object::check_name(vm, args.values[1])?;
    vm.type_getattr(args.values[0], args.values[1])
}

fn setattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    super::object::check_name(vm, args.values[1])?;
    vm.type_setattr(args.values[0], args.values[1], Some(args.values[2]))?;
    none(vm)
}

fn delattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    super::object::check_name(vm, args.values[1])?;
    vm.type_setattr(args.values[0], args.values[1], None)?;
    none(vm)
}

fn mro(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mro = vm.compute_mro(args.values[0])?;
    Ok(vm.heap().new_list(mro))
}

fn subclasses(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let classes = match vm.heap().as_type(args.values[0]) {
        Some(ty) => ty.tp_subclasses.clone(),
        None => Vec::new(),
    };
    let list = vm.heap().new_list(Vec::new());
    for class in classes {
        vm.heap().list_append(list, class);
    }
    Ok(list)
}

fn prepare(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    Ok(vm.heap().new_dict())
}

fn instancecheck(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let answer = vm.recursive_is_instance(args.values[1], args.values[0])?;
    boolean(vm, answer)
}

fn subclasscheck(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let answer = vm.recursive_is_subclass(args.values[1], args.values[0])?;
    boolean(vm, answer)
}

/// Adds the names of a class and of its bases (`merge_class_dict`).
pub(super) fn merge_class_dict(vm: &mut Vm<'_>, names: ObjId, class: ObjId) -> PyResult<()> {
    let mut open = vec![vm.heap().new_ref(class)];
    let mut result = Ok(());
    while let Some(class) = open.pop() {
        if result.is_ok() {
            result = merge_one(vm, names, class, &mut open);
        }
        vm.heap().decref(class);
    }
    result
}

/// The names of one class; its bases are left to do, in reverse so that the first comes first.
fn merge_one(vm: &mut Vm<'_>, names: ObjId, class: ObjId, open: &mut Vec<ObjId>) -> PyResult<()> {
    if let Some(dict) = vm.lookup_attr(class, "__dict__")? {
        let result = vm.call_method(names, "update", &[dict]);
        vm.heap().decref(dict);
        let none = result?;
        vm.heap().decref(none);
    }
    if let Some(bases) = vm.lookup_attr(class, "__bases__")? {
        let items = vm.heap().as_tuple(bases).unwrap_or_default().to_vec();
        for &base in items.iter().rev() {
            vm.heap().incref(base);
            open.push(base);
        }
        vm.heap().decref(bases);
    }
    Ok(())
}

fn dir(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let names = vm.heap().new_dict();
    let merged = merge_class_dict(vm, names, args.values[0]);
    let keys = merged.and_then(|()| vm.collect(names));
    vm.heap().decref(names);
    let keys = keys?;
    Ok(vm.heap().new_list(keys))
}

/// Size of the type object itself; a heap type also holds its key table.
fn name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let ty = args.values[0];
    match vm.heap().as_type(ty).and_then(|ty| ty.ht_name) {
        Some(name) => Ok(vm.heap().new_ref(name)),
        None => {
            let (_, name) = static_names(vm.heap(), ty);
            Ok(vm.heap().new_str_unshared(name))
        }
    }
}

fn qualname(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match vm
        .heap()
        .as_type(args.values[0])
        .and_then(|ty| ty.ht_qualname)
    {
        Some(name) => Ok(vm.heap().new_ref(name)),
        None => name(vm, args),
    }
}

/// Special attributes of built-in types can't be set, and none can be deleted
/// (`check_set_special_type_attr`); the value.
fn check_special(vm: &mut Vm<'_>, args: Args<'_>, attribute: &str) -> PyResult {
    let class = vm.type_title(args.values[0]);
    if !is_heap_type(vm.heap(), args.values[0]) {
        return type_error(vm, format!("can't set {class}.{attribute}"));
    }
    match args.values.get(1) {
        Some(&value) => Ok(value),
        None => type_error(vm, format!("can't delete {class}.{attribute}")),
    }
}

/// The same for those that must be strings.
fn check_special_text(vm: &mut Vm<'_>, args: Args<'_>, attribute: &str) -> PyResult {
    let value = check_special(vm, args, attribute)?;
    if vm.heap().is_instance(value, Ty::Str) {
        return Ok(value);
    }
    let class = vm.type_title(args.values[0]);
    let given = type_name(vm, value);
    type_error(
        vm,
        format!("can only assign string to {class}.{attribute}, not '{given}'"),
    )
}

fn set_name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = check_special_text(vm, args, "__name__")?;
    let Some(text) = vm.heap().as_str(value).cloned() else {
        return none(vm);
    };
    vm.check_type_name(&text)?;
    vm.heap().incref(value);
    let old = match vm.heap().as_type_mut(args.values[0]) {
        Some(ty) => {
            ty.name = text;
            ty.ht_name.replace(value)
        }
        None => Some(value),
    };
    vm.heap().xdecref(old);
    none(vm)
}

fn set_qualname(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = check_special_text(vm, args, "__qualname__")?;
    vm.heap().incref(value);
    let old = match vm.heap().as_type_mut(args.values[0]) {
        Some(ty) => ty.ht_qualname.replace(value),
        None => Some(value),
    };
    vm.heap().xdecref(old);
    none(vm)
}

/// Stores a name in the type's own dict.
fn set_own(vm: &mut Vm<'_>, ty: ObjId, name: &str, value: ObjId) {
    let Some(dict) = vm.heap().as_type(ty).map(|ty| ty.tp_dict) else {
        return;
    };
    let name = vm.heap().intern_str(name);
    vm.heap().dict_set_str(dict, name, value);
    vm.heap().decref(name);
    vm.type_modified(ty);
}

fn module(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    module_of(vm, args.values[0])
}

fn set_module(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = check_special(vm, args, "__module__")?;
    set_own(vm, args.values[0], "__module__", value);
    none(vm)
}

fn bases(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match vm.heap().as_type(args.values[0]).map(|ty| ty.tp_bases) {
        Some(bases) => Ok(vm.heap().new_ref(bases)),
        None => none(vm),
    }
}

fn set_bases(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = vm.type_title(args.values[0]);
    let value = check_special(vm, args, "__bases__")?;
    if !vm.heap().is_instance(value, Ty::Tuple) {
        let given = type_name(vm, value);
        return type_error(
            vm,
            format!("can only assign tuple to {class}.__bases__, not {given}"),
        );
    }
    if vm.heap().as_tuple(value).is_some_and(<[ObjId]>::is_empty) {
        return type_error(
            vm,
            format!("can only assign non-empty tuple to {class}.__bases__, not ()"),
        );
    }
    let this = args.values[0];
    for base in vm.heap().as_tuple(value).unwrap_or_default().to_vec() {
        if vm.heap().as_type(base).is_none() {
            let given = type_name(vm, base);
            let message = format!("{class}.__bases__ must be tuple of classes, not '{given}'");
            return type_error(vm, message);
        }
        if vm.heap().is_subtype(base, this) {
            return type_error(vm, "a __bases__ item causes an inheritance cycle");
        }
    }
    vm.set_bases(this, value)?;
    none(vm)
}

fn type_base(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let base = vm.heap().as_type(args.values[0]).and_then(|ty| ty.tp_base);
    crate::builtins::support::optional(vm, base)
}

fn mro_tuple(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mro = vm.heap().as_type(args.values[0]).map(|ty| ty.tp_mro);
    crate::builtins::support::optional(vm, mro)
}

fn dict(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match vm.heap().as_type(args.values[0]).map(|ty| ty.tp_dict) {
        Some(dict) => Ok(super::mappingproxy::new_proxy(vm, dict)),
        None => none(vm),
    }
}

fn doc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let ty = args.values[0];
    // What `type` itself has under that name is this very descriptor.
    let is_type = ty == vm.heap().ty(Ty::Type);
    let Some(doc) = own(vm, ty, "__doc__").filter(|_| !is_type) else {
        return none(vm);
    };
    // A descriptor in `__doc__` is asked.
    if vm.has_slot(doc, Slot::DescrGet) {
        return vm.descr_get(doc, None, ty);
    }
    Ok(vm.heap().new_ref(doc))
}

fn set_doc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = check_special(vm, args, "__doc__")?;
    set_own(vm, args.values[0], "__doc__", value);
    none(vm)
}

fn abstractmethods(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let ty = args.values[0];
    // `type` itself has the descriptor under that name, which is no answer.
    let found = match ty == vm.heap().ty(Ty::Type) {
        true => None,
        false => own(vm, ty, "__abstractmethods__"),
    };
    match found {
        Some(methods) => Ok(vm.heap().new_ref(methods)),
        None => Err(vm.raise(Ty::AttributeError, "__abstractmethods__")),
    }
}

fn set_abstractmethods(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let ty = args.values[0];
    let is_abstract = match args.values.get(1) {
        Some(&value) => {
            let truth = vm.is_true(value)?;
            set_own(vm, ty, "__abstractmethods__", value);
            truth
        }
        None => {
            let name = vm.heap().intern_str("__abstractmethods__");
            let dict = vm.heap().as_type(ty).map(|ty| ty.tp_dict);
            let known = dict.is_some_and(|dict| vm.heap().dict_del_str(dict, name));
            vm.heap().decref(name);
            if !known {
                return Err(vm.raise(Ty::AttributeError, "__abstractmethods__"));
            }
            vm.type_modified(ty);
            false
        }
    };
    if let Some(ty) = vm.heap().as_type_mut(ty) {
        ty.is_abstract = is_abstract;
    }
    none(vm)
}

/// The signatures that the built-in types' own documentation begins with.
const SIGNATURES: [(Ty, &str); 12] = [
    (Ty::Object, "()"),
    (Ty::Cell, "([contents])"),
    (Ty::Complex, "(real=0, imag=0)"),
    (Ty::Enumerate, "(iterable, start=0)"),
    (Ty::Float, "(x=0, /)"),
    (
        Ty::Function,
        "(code, globals, name=None, argdefs=None, closure=None)",
    ),
    (Ty::List, "(iterable=(), /)"),
    (Ty::Memoryview, "(object)"),
    (Ty::Module, "(name, doc=None)"),
    (Ty::Property, "(fget=None, fset=None, fdel=None, doc=None)"),
    (Ty::Reversed, "(sequence, /)"),
    (Ty::Tuple, "(iterable=(), /)"),
];

fn text_signature(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let known = SIGNATURES
        .iter()
        .find(|(ty, _)| vm.state.heap.ty(*ty) == args.values[0]);
    match known {
        Some((_, signature)) => text(vm, signature),
        None => none(vm),
    }
}

/// The members of `type`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Call, call),
    NativeDef::slot(Slot::GetAttribute, getattribute),
    NativeDef::slot(Slot::SetAttr, setattr),
    NativeDef::slot(Slot::DelAttr, delattr),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
    NativeDef::method(
        "mro",
        Arity::None,
        mro,
        "($self, /)\n--\n\nThe classes in which attributes are looked up, in order.",
    ),
    NativeDef::method(
        "__subclasses__",
        Arity::None,
        subclasses,
        "($self, /)\n--\n\nThe classes derived directly from this one.",
    ),
    NativeDef::class_method(
        "__prepare__",
        Arity::Any,
        prepare,
        "The namespace for a class body.",
    ),
    NativeDef::method(
        "__instancecheck__",
        Arity::One,
        instancecheck,
        "($self, instance, /)\n--\n\nWhether the object is an instance.",
    ),
    NativeDef::method(
        "__subclasscheck__",
        Arity::One,
        subclasscheck,
        "($self, subclass, /)\n--\n\nWhether the class is derived from this one.",
    ),
    NativeDef::method(
        "__dir__",
        Arity::None,
        dir,
        "($self, /)\n--\n\nThe names that dir() lists for a class.",
    ),
    NativeDef::method(
        "__sizeof__",
        Arity::None,
        sizeof,
        "($self, /)\n--\n\nBytes of memory the type object takes.",
    ),
    NativeDef::member("__basicsize__", basicsize, ""),
    NativeDef::member("__itemsize__", itemsize, ""),
    NativeDef::member("__flags__", type_flags, ""),
    NativeDef::member("__weakrefoffset__", weakrefoffset, ""),
    NativeDef::member("__base__", type_base, ""),
    NativeDef::member("__dictoffset__", dictoffset, ""),
    NativeDef::member("__mro__", mro_tuple, ""),
    NativeDef::getter("__name__", name, ""),
    NativeDef::setter("__name__", set_name),
    NativeDef::getter("__qualname__", qualname, ""),
    NativeDef::setter("__qualname__", set_qualname),
    NativeDef::getter("__bases__", bases, ""),
    NativeDef::setter("__bases__", set_bases),
    NativeDef::getter("__module__", module, ""),
    NativeDef::setter("__module__", set_module),
    NativeDef::getter("__abstractmethods__", abstractmethods, ""),
    NativeDef::setter("__abstractmethods__", set_abstractmethods),
    NativeDef::getter("__dict__", dict, ""),
    NativeDef::getter("__doc__", doc, ""),
    NativeDef::setter("__doc__", set_doc),
    NativeDef::getter("__text_signature__", text_signature, ""),
];
