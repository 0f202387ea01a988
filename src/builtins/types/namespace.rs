//! `types.SimpleNamespace` (`Objects/namespaceobject.c`), and the `__dict__` attribute that it
//! shares with functions, modules and exceptions (`Objects/object.c`, `PyObject_GenericGetDict`).

use crate::builtins::support::{none, not_implemented, type_error, type_name};
use crate::builtins::types::sequence;
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyStr, StrBuilder};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// The object's dict, made on first use; borrowed.
pub fn instance_dict(vm: &mut Vm<'_>, object: ObjId) -> ObjId {
    match vm.heap().get(object).dict {
        Some(dict) => dict,
        None => {
            let dict = vm.heap().new_dict();
            vm.heap().get_mut(object).dict = Some(dict);
            dict
        }
    }
}

/// `PyObject_GenericGetDict`.
pub fn dict_of(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let dict = instance_dict(vm, args.values[0]);
    Ok(vm.heap().new_ref(dict))
}

/// `PyObject_GenericSetDict`.
pub fn set_dict_of(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [object, dict] = match *args.values {
        [object, dict] => [object, dict],
        _ => return type_error(vm, "cannot delete __dict__"),
    };
    if !vm.heap().is_instance(dict, Ty::Dict) {
        let given = type_name(vm, dict);
        return type_error(
            vm,
            format!("__dict__ must be set to a dictionary, not a '{given}'"),
        );
    }
    vm.heap().incref(dict);
    let old = vm.heap().get_mut(object).dict.replace(dict);
    vm.heap().xdecref(old);
    none(vm)
}

fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if args.pos().len() > 1 {
        return type_error(vm, "no positional arguments expected");
    }
    let dict = instance_dict(vm, args.values[0]);
    for (name, value) in args.keywords() {
        vm.dict_set(dict, name, value)?;
    }
    none(vm)
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = vm.heap().new_instance(args.values[0]);
    instance_dict(vm, object);
    Ok(object)
}

/// `namespace(a=1, b='x')`: the names sorted; a namespace inside itself shows as `...`.
fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let title = if vm.heap().is_exact(object, Ty::SimpleNamespace) {
        "namespace".to_owned()
    } else {
        type_name(vm, object)
    };
    if !vm.repr_enter(object) {
        return Ok(vm.heap().new_str(PyStr::new(&format!("{title}(...)"))));
    }
    let result = repr_items(vm, object, &title);
    vm.repr_leave(object);
    let text = result?;
    Ok(vm.heap().new_str(text))
}

fn repr_items(vm: &mut Vm<'_>, object: ObjId, title: &str) -> PyResult<PyStr> {
    let dict = instance_dict(vm, object);
    let mut position = 0;
    let mut names = Vec::new();
    while let Some((key, _, _)) = vm.heap().dict_entry_next(dict, &mut position) {
        if let Some(text) = vm.heap().as_str(key).cloned()
            && !text.is_empty()
        {
            names.push((text, key));
        }
    }
    names.sort_by_cached_key(|(text, _)| text.code_points().collect::<Vec<_>>());
    let mut shown = StrBuilder::new();
    shown.push_text(title);
    shown.push_text("(");
    for (index, (text, key)) in names.into_iter().enumerate() {
        if index > 0 {
            shown.push_text(", ");
        }
        let Some(value) = vm.dict_get(dict, key)? else {
            continue;
        };
        shown.push_str(&text);
        shown.push_text("=");
        let value = vm.repr(value)?;
        shown.push_str(&value);
    }
    shown.push_text(")");
    Ok(shown.finish())
}

/// Two namespaces compare as their dicts.
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let both = args.values[..2]
        .iter()
        .all(|&x| vm.heap().is_instance(x, Ty::SimpleNamespace));
    if !both {
        return not_implemented(vm);
    }
    let a = instance_dict(vm, args.values[0]);
    let b = instance_dict(vm, args.values[1]);
    vm.rich_compare(a, b, op)
}

sequence::comparisons!(compare);

/// The class, no arguments, and the names as state.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let ty = vm.heap().type_of(object);
    let dict = instance_dict(vm, object);
    let items = vec![
        vm.heap().new_ref(ty),
        vm.heap().empty_tuple_ref(),
        vm.heap().new_ref(dict),
    ];
    Ok(vm.heap().new_tuple(items))
}

/// The members of `types.SimpleNamespace`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
    NativeDef::method(
        "__reduce__",
        Arity::None,
        reduce,
        "How to make the namespace again.",
    ),
    NativeDef::getter("__dict__", dict_of, ""),
];
