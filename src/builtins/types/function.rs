//! `function`: what `def` makes (`Objects/funcobject.c`).

use crate::builtins::support::{
    Signature, behind_self, new_text, none, optional, type_error, type_name,
};
use crate::objects::callable::Function;
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::NativeDef;
use crate::vm::{Args, PyResult, Vm};

/// Reads one field of the function; a new reference, None where it is empty.
fn field(vm: &mut Vm<'_>, args: Args<'_>, which: impl Fn(&Function) -> Option<ObjId>) -> PyResult {
    let value = vm.heap().as_function(args.values[0]).and_then(which);
    optional(vm, value)
}

/// Replaces one optional field; the old value is released last, as `Py_XSETREF` does.
fn replace(
    vm: &mut Vm<'_>,
    function: ObjId,
    value: Option<ObjId>,
    which: impl Fn(&mut Function) -> &mut Option<ObjId>,
) -> PyResult {
    if let Some(value) = value {
        vm.heap().incref(value);
    }
    let old = match vm.heap().as_function_mut(function) {
        Some(fields) => std::mem::replace(which(fields), value),
        None => value,
    };
    vm.heap().xdecref(old);
    none(vm)
}

/// The new value for a field that takes None or an instance of one type.
fn checked(vm: &mut Vm<'_>, args: Args<'_>, ty: Ty, message: &str) -> PyResult<Option<ObjId>> {
    let none = vm.heap().none();
    let value = args.values.get(1).copied().filter(|&value| value != none);
    if let Some(value) = value
        && !vm.heap().is_instance(value, ty)
    {
        return type_error(vm, message);
    }
    Ok(value)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let function = args.values[0];
    let addr = vm.heap().addr(function).0;
    let parts = vm.heap().as_function(function);
    let (begin, end) = match parts.is_some_and(|f| f.stands_for_c) {
        true => ("<built-in function ", ">".to_owned()),
        false => ("<function ", format!(" at {addr:#x}>")),
    };
    let name = parts.map(|f| f.qualname);
    let name = name.and_then(|name| vm.heap().as_str(name).cloned());
    let shown = PyStr::new(begin)
        .concat(&name.unwrap_or_default())
        .concat(&PyStr::new(&end));
    Ok(vm.heap().new_str(shown))
}

fn call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.call_kw(args.values[0], behind_self(args))
}

fn get(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[1];
    let none_object = vm.heap().none();
    let function = vm.heap().as_function(args.values[0]);
    if function.is_some_and(|f| f.stands_for_c) {
        return Ok(vm.heap().new_ref(args.values[0]));
    }
    if object == none_object {
        if args.values.get(2).is_none_or(|&ty| ty == none_object) {
            return type_error(vm, "__get__(None, None) is invalid");
        }
        return Ok(vm.heap().new_ref(args.values[0]));
    }
    Ok(vm.heap().new_bound_method(args.values[0], object))
}

/// `func_new_impl`: a function from its parts.
fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const FUNCTION: Signature = Signature {
        name: "function",
        parameters: &["code", "globals", "name", "argdefs", "closure"],
        positional: 5,
        required: 2,
    };
    let [code, globals, name, defaults, closure] = FUNCTION.bind(vm, args, 1)?;
    let none = vm.heap().none();
    let (code, globals) = (code.unwrap_or(none), globals.unwrap_or(none));
    let given = |object: Option<ObjId>| object.filter(|&object| object != none);
    let (name, defaults, closure) = (given(name), given(defaults), given(closure));
    let Some(freevars) = vm
        .heap()
        .as_code(code)
        .map(|code| code.code.co_freevars.len())
    else {
        let given = type_name(vm, code);
        return type_error(
            vm,
            format!("function() argument 'code' must be code, not {given}"),
        );
    };
    if !vm.heap().is_instance(globals, Ty::Dict) {
        let given = type_name(vm, globals);
        return type_error(
            vm,
            format!("function() argument 'globals' must be dict, not {given}"),
        );
    }
    let is = |vm: &mut Vm<'_>, object: Option<ObjId>, ty: Ty| {
        object.is_none_or(|object| vm.heap().is_instance(object, ty))
    };
    if !is(vm, name, Ty::Str) {
        return type_error(vm, "arg 3 (name) must be None or string");
    }
    if !is(vm, defaults, Ty::Tuple) {
        return type_error(vm, "arg 4 (defaults) must be None or tuple");
    }
    check_closure(vm, code, closure, freevars)?;
    let function = vm.heap().new_function(code, globals);
    if let Some(name) = name {
        vm.heap().incref(name);
        if let Some(fields) = vm.heap().as_function_mut(function) {
            let old = std::mem::replace(&mut fields.name, name);
            vm.heap().decref(old);
        }
    }
    for (value, which) in [(defaults, 0), (closure, 1)] {
        let Some(value) = value else { continue };
        vm.heap().incref(value);
        if let Some(fields) = vm.heap().as_function_mut(function) {
            let place = if which == 0 {
                &mut fields.defaults
            } else {
                &mut fields.closure
            };
            *place = Some(value);
        }
    }
    Ok(function)
}

/// As many cells as the code has free variables.
fn check_closure(
    vm: &mut Vm<'_>,
    code: ObjId,
    closure: Option<ObjId>,
    freevars: usize,
) -> PyResult<()> {
    let items = match closure {
        None if freevars == 0 => return Ok(()),
        None => return type_error(vm, "arg 5 (closure) must be tuple"),
        Some(closure) => match vm.heap().as_tuple(closure) {
            Some(items) => items.to_vec(),
            None if freevars > 0 => return type_error(vm, "arg 5 (closure) must be tuple"),
            None => return type_error(vm, "arg 5 (closure) must be None or tuple"),
        },
    };
    if items.len() != freevars {
        let name = vm
            .heap()
            .as_code(code)
            .map(|code| code.code.co_name.to_lossy())
            .unwrap_or_default();
        return Err(vm.raise(
            Ty::ValueError,
            format!(
                "{name} requires closure of length {freevars}, not {}",
                items.len()
            ),
        ));
    }
    for item in items {
        if vm.heap().as_cell(item).is_none() {
            let given = type_name(vm, item);
            return type_error(vm, format!("arg 5 (closure) expected cell, found {given}"));
        }
    }
    Ok(())
}

fn set_code(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let function = args.values[0];
    let code = args.values.get(1).copied();
    let wanted = code.and_then(|code| {
        let freevars = vm.heap().as_code(code)?.code.co_freevars.len();
        Some((code, freevars))
    });
    let Some((code, freevars)) = wanted else {
        return type_error(vm, "__code__ must be set to a code object");
    };
    let heap = vm.heap();
    let (name, closure) = match heap.as_function(function) {
        Some(f) => (f.name, f.closure),
        None => return none(vm),
    };
    let cells = closure
        .and_then(|closure| heap.as_tuple(closure))
        .map_or(0, <[ObjId]>::len);
    if cells != freevars {
        let name = heap.as_str(name).map(|n| n.to_lossy()).unwrap_or_default();
        return Err(vm.raise(
            Ty::ValueError,
            format!("{name}() requires a code object with {cells} free vars, not {freevars}"),
        ));
    }
    let heap = vm.heap();
    heap.incref(code);
    if let Some(fields) = heap.as_function_mut(function) {
        let old = std::mem::replace(&mut fields.code, code);
        heap.decref(old);
    }
    none(vm)
}

fn set_defaults(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = checked(
        vm,
        args,
        Ty::Tuple,
        "__defaults__ must be set to a tuple object",
    )?;
    replace(vm, args.values[0], value, |f| &mut f.defaults)
}

fn set_kwdefaults(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = checked(
        vm,
        args,
        Ty::Dict,
        "__kwdefaults__ must be set to a dict object",
    )?;
    replace(vm, args.values[0], value, |f| &mut f.kwdefaults)
}

fn set_annotations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = checked(
        vm,
        args,
        Ty::Dict,
        "__annotations__ must be set to a dict object",
    )?;
    replace(vm, args.values[0], value, |f| &mut f.annotations)
}

/// A dict is made when annotations are first asked for.
fn annotations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let function = args.values[0];
    if vm
        .heap()
        .as_function(function)
        .is_some_and(|f| f.annotations.is_none())
    {
        let dict = vm.heap().new_dict();
        if let Some(fields) = vm.heap().as_function_mut(function) {
            fields.annotations = Some(dict);
        }
    }
    field(vm, args, |f| f.annotations)
}

/// Sets one of the two names, which must be strings.
fn set_text(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    attribute: &str,
    which: impl Fn(&mut Function) -> &mut ObjId,
) -> PyResult {
    let value = new_text(vm, args, attribute)?;
    let heap = vm.heap();
    if let Some(fields) = heap.as_function_mut(args.values[0]) {
        let old = std::mem::replace(which(fields), value);
        heap.decref(old);
    }
    none(vm)
}

fn set_name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    set_text(vm, args, "__name__", |f| &mut f.name)
}

fn set_qualname(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    set_text(vm, args, "__qualname__", |f| &mut f.qualname)
}

fn set_doc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let none_object = vm.heap().none();
    let value = args.values.get(1).copied().unwrap_or(none_object);
    let heap = vm.heap();
    heap.incref(value);
    if let Some(fields) = heap.as_function_mut(args.values[0]) {
        let old = std::mem::replace(&mut fields.doc, value);
        heap.decref(old);
    }
    none(vm)
}

fn set_module(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = args.values.get(1).copied();
    replace(vm, args.values[0], value, |f| &mut f.module)
}

/// The members of `function`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Call, call),
    NativeDef::slot(Slot::DescrGet, get),
    NativeDef::slot(Slot::New, new),
    NativeDef::member("__closure__", |vm, args| field(vm, args, |f| f.closure), ""),
    NativeDef::getter("__doc__", |vm, args| field(vm, args, |f| Some(f.doc)), ""),
    NativeDef::setter("__doc__", set_doc),
    NativeDef::member(
        "__globals__",
        |vm, args| field(vm, args, |f| Some(f.globals)),
        "",
    ),
    NativeDef::getter("__module__", |vm, args| field(vm, args, |f| f.module), ""),
    NativeDef::setter("__module__", set_module),
    NativeDef::getter("__code__", |vm, args| field(vm, args, |f| Some(f.code)), ""),
    NativeDef::setter("__code__", set_code),
    NativeDef::getter(
        "__defaults__",
        |vm, args| field(vm, args, |f| f.defaults),
        "",
    ),
    NativeDef::setter("__defaults__", set_defaults),
    NativeDef::getter(
        "__kwdefaults__",
        |vm, args| field(vm, args, |f| f.kwdefaults),
        "",
    ),
    NativeDef::setter("__kwdefaults__", set_kwdefaults),
    NativeDef::getter("__annotations__", annotations, ""),
    NativeDef::setter("__annotations__", set_annotations),
    NativeDef::getter("__dict__", super::namespace::dict_of, ""),
    NativeDef::setter("__dict__", super::namespace::set_dict_of),
    NativeDef::getter("__name__", |vm, args| field(vm, args, |f| Some(f.name)), ""),
    NativeDef::setter("__name__", set_name),
    NativeDef::getter(
        "__qualname__",
        |vm, args| field(vm, args, |f| Some(f.qualname)),
        "",
    ),
    NativeDef::setter("__qualname__", set_qualname),
];
