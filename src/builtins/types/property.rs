//! `property` (`Objects/descrobject.c`), `classmethod` and `staticmethod` (`Objects/funcobject.c`).

use crate::builtins::support::{Signature, boolean, check_positional, no_keywords, none, optional};
use crate::objects::callable::Property;
use crate::objects::{Payload, Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// An instance of the class with an empty payload of its kind.
fn allocate(vm: &mut Vm<'_>, class: ObjId, payload: Payload) -> PyResult {
    Ok(vm.heap().generic_alloc(class, 0, payload))
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let empty = Property {
        fget: None,
        fset: None,
        fdel: None,
        doc: None,
        getter_doc: false,
    };
    allocate(vm, args.values[0], Payload::Property(Box::new(empty)))
}

/// Sets the functions; without a doc of its own, the property takes the getter's.
fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const PROPERTY: Signature = Signature {
        name: "property",
        parameters: &["fget", "fset", "fdel", "doc"],
        positional: 4,
        required: 0,
    };
    let this = args.values[0];
    let bound: [Option<ObjId>; 4] = PROPERTY.bind(vm, args, 1)?;
    let none_object = vm.heap().none();
    let [fget, fset, fdel, doc] = bound.map(|object| object.filter(|&o| o != none_object));
    for object in [fget, fset, fdel, doc].into_iter().flatten() {
        vm.heap().incref(object);
    }
    let fresh = Property {
        fget,
        fset,
        fdel,
        doc,
        getter_doc: false,
    };
    if let Some(property) = vm.heap().as_property_mut(this) {
        let old = std::mem::replace(property, fresh);
        for object in [old.fget, old.fset, old.fdel, old.doc]
            .into_iter()
            .flatten()
        {
            vm.heap().decref(object);
        }
    }
    if doc.is_none()
        && let Some(fget) = fget
        && let Some(doc) = vm.lookup_attr(fget, "__doc__")?
    {
        if !vm.heap().is_exact(this, Ty::Property) {
            // A subclass keeps it in its instance dict, where Python code can see it.
            let name = vm.heap().intern_str("__doc__");
            let result = vm.setattr(this, name, doc);
            vm.heap().decref(name);
            vm.heap().decref(doc);
            result?;
        } else if let Some(property) = vm.heap().as_property_mut(this) {
            let old = property.doc.replace(doc);
            vm.heap().xdecref(old);
        }
        if let Some(property) = vm.heap().as_property_mut(this) {
            property.getter_doc = true;
        }
    }
    none(vm)
}

fn parts(vm: &mut Vm<'_>, args: Args<'_>) -> Option<Property> {
    vm.heap().as_property(args.values[0]).cloned()
}

fn get(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[1];
    if object == vm.heap().none() {
        return Ok(vm.heap().new_ref(args.values[0]));
    }
    match parts(vm, args).and_then(|property| property.fget) {
        Some(fget) => vm.call(fget, &[object]),
        None => Err(vm.raise(Ty::AttributeError, "unreadable attribute")),
    }
}

fn set(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(fset) = parts(vm, args).and_then(|property| property.fset) else {
        return Err(vm.raise(Ty::AttributeError, "can't set attribute"));
    };
    let result = vm.call(fset, &[args.values[1], args.values[2]])?;
    vm.heap().decref(result);
    none(vm)
}

fn delete(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(fdel) = parts(vm, args).and_then(|property| property.fdel) else {
        return Err(vm.raise(Ty::AttributeError, "can't delete attribute"));
    };
    let result = vm.call(fdel, &[args.values[1]])?;
    vm.heap().decref(result);
    none(vm)
}

/// A copy with one function replaced (`property_copy`): what `@x.setter` does.
fn copy_with(vm: &mut Vm<'_>, args: Args<'_>, change: impl Fn(&mut Property, ObjId)) -> PyResult {
    let Some(mut property) = parts(vm, args) else {
        return none(vm);
    };
    change(&mut property, args.values[1]);
    let none_object = vm.heap().none();
    // A doc taken from the old getter is taken again from the new one.
    let doc = match property.getter_doc && property.fget.is_some() {
        true => none_object,
        false => property.doc.unwrap_or(none_object),
    };
    let functions = [property.fget, property.fset, property.fdel, Some(doc)];
    let given = functions.map(|function| function.unwrap_or(none_object));
    let class = vm.heap().type_of(args.values[0]);
    vm.call(class, &given)
}

fn getter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    copy_with(vm, args, |property, function| {
        property.fget = Some(function)
    })
}

fn setter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    copy_with(vm, args, |property, function| {
        property.fset = Some(function)
    })
}

fn deleter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    copy_with(vm, args, |property, function| {
        property.fdel = Some(function)
    })
}

fn field(vm: &mut Vm<'_>, args: Args<'_>, which: impl Fn(&Property) -> Option<ObjId>) -> PyResult {
    let value = parts(vm, args).as_ref().and_then(which);
    optional(vm, value)
}

fn set_doc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = args.values.get(1).copied();
    if let Some(value) = value {
        vm.heap().incref(value);
    }
    let old = match vm.heap().as_property_mut(args.values[0]) {
        Some(property) => std::mem::replace(&mut property.doc, value),
        None => value,
    };
    vm.heap().xdecref(old);
    none(vm)
}

/// Whether a callable says that it is abstract (`_PyObject_IsAbstract`).
fn is_abstract(vm: &mut Vm<'_>, callable: Option<ObjId>) -> PyResult<bool> {
    let Some(callable) = callable else {
        return Ok(false);
    };
    match vm.lookup_attr(callable, "__isabstractmethod__")? {
        Some(value) => {
            let truth = vm.is_true(value);
            vm.heap().decref(value);
            truth
        }
        None => Ok(false),
    }
}

fn isabstractmethod(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(property) = parts(vm, args) else {
        return boolean(vm, false);
    };
    for function in [property.fget, property.fset, property.fdel] {
        if is_abstract(vm, function)? {
            return boolean(vm, true);
        }
    }
    boolean(vm, false)
}

/// The members of `property`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::DescrGet, get),
    NativeDef::slot(Slot::DescrSet, set),
    NativeDef::slot(Slot::DescrDelete, delete),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
    NativeDef::method("getter", Arity::One, getter, "A copy with another getter."),
    NativeDef::method("setter", Arity::One, setter, "A copy with another setter."),
    NativeDef::method(
        "deleter",
        Arity::One,
        deleter,
        "A copy with another deleter.",
    ),
    NativeDef::member("fget", |vm, args| field(vm, args, |p| p.fget), ""),
    NativeDef::member("fset", |vm, args| field(vm, args, |p| p.fset), ""),
    NativeDef::member("fdel", |vm, args| field(vm, args, |p| p.fdel), ""),
    NativeDef::getter("__doc__", |vm, args| field(vm, args, |p| p.doc), ""),
    NativeDef::setter("__doc__", set_doc),
    NativeDef::getter("__isabstractmethod__", isabstractmethod, ""),
];

fn kind_new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    allocate(vm, args.values[0], Payload::MethodKind(None))
}

fn kind_init(vm: &mut Vm<'_>, args: Args<'_>, name: &str) -> PyResult {
    no_keywords(vm, name, args)?;
    check_positional(vm, name, args.values.len() - 1, 1, 1)?;
    let callable = args.values[1];
    vm.heap().incref(callable);
    let old = match vm.heap().as_method_kind_mut(args.values[0]) {
        Some(held) => held.replace(callable),
        None => Some(callable),
    };
    vm.heap().xdecref(old);
    none(vm)
}

fn classmethod_init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    kind_init(vm, args, "classmethod")
}

fn staticmethod_init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    kind_init(vm, args, "staticmethod")
}

fn held(vm: &mut Vm<'_>, args: Args<'_>) -> Option<ObjId> {
    vm.heap().as_method_kind(args.values[0]).copied().flatten()
}

fn func(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let callable = held(vm, args);
    optional(vm, callable)
}

fn kind_isabstract(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let callable = held(vm, args);
    let answer = is_abstract(vm, callable)?;
    boolean(vm, answer)
}

fn classmethod_get(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(callable) = held(vm, args) else {
        return Err(vm.raise(Ty::RuntimeError, "uninitialized classmethod object"));
    };
    let none_object = vm.heap().none();
    let class = match args.values.get(2) {
        Some(&class) if class != none_object => class,
        _ => vm.heap().type_of(args.values[1]),
    };
    Ok(vm.heap().new_bound_method(callable, class))
}

fn staticmethod_get(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match held(vm, args) {
        Some(callable) => Ok(vm.heap().new_ref(callable)),
        None => Err(vm.raise(Ty::RuntimeError, "uninitialized staticmethod object")),
    }
}

/// The members of `classmethod`.
pub const CLASSMETHOD: &[NativeDef] = &[
    NativeDef::slot(Slot::DescrGet, classmethod_get),
    NativeDef::slot(Slot::Init, classmethod_init),
    NativeDef::slot(Slot::New, kind_new),
    NativeDef::member("__func__", func, ""),
    NativeDef::getter("__isabstractmethod__", kind_isabstract, ""),
    NativeDef::getter("__dict__", super::namespace::dict_of, ""),
    NativeDef::setter("__dict__", super::namespace::set_dict_of),
];

/// The members of `staticmethod`.
pub const STATICMETHOD: &[NativeDef] = &[
    NativeDef::slot(Slot::DescrGet, staticmethod_get),
    NativeDef::slot(Slot::Init, staticmethod_init),
    NativeDef::slot(Slot::New, kind_new),
    NativeDef::member("__func__", func, ""),
    NativeDef::getter("__isabstractmethod__", kind_isabstract, ""),
    NativeDef::getter("__dict__", super::namespace::dict_of, ""),
    NativeDef::setter("__dict__", super::namespace::set_dict_of),
];
