//! The machine's own natives: attributes that every class made at run time gets
//! (`subtype_getsets_full` of `Objects/typeobject.c`). They are the first of every table.

use crate::objects::Ty;
use crate::value::NativeId;
use crate::vm::native::NativeDef;
use crate::vm::{Args, PyResult, Vm};

/// `subtype_dict`.
pub(super) const SUBTYPE_DICT: NativeId = NativeId(0);
/// `subtype_setdict`.
pub(super) const SUBTYPE_SETDICT: NativeId = NativeId(1);
/// `subtype_getweakref`.
pub(super) const SUBTYPE_GETWEAKREF: NativeId = NativeId(2);

/// In the order of their ids.
pub(super) const LIST: &[NativeDef] = &[
    NativeDef::getter(
        "__dict__",
        subtype_dict,
        "dictionary for instance variables (if defined)",
    ),
    NativeDef::setter("__dict__", subtype_setdict),
    NativeDef::getter(
        "__weakref__",
        subtype_getweakref,
        "list of weak references to the object (if defined)",
    ),
];

fn subtype_dict(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [object] = *args.values else {
        return vm.type_error("__dict__ takes an object".to_owned());
    };
    let dict = vm.state.heap.instance_dict(object);
    vm.state.heap.incref(dict);
    Ok(dict)
}

fn subtype_setdict(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (object, value) = match *args.values {
        [object, value] => (object, Some(value)),
        [object] => (object, None),
        _ => return vm.type_error("__dict__ takes an object".to_owned()),
    };
    if let Some(value) = value {
        if !vm.state.heap.is_instance(value, Ty::Dict) {
            let given = vm.state.heap.type_name(value);
            return vm.type_error(format!(
                "__dict__ must be set to a dictionary, not a '{given}'"
            ));
        }
        vm.state.heap.incref(value);
    }
    let old = std::mem::replace(&mut vm.state.heap.get_mut(object).dict, value);
    vm.state.heap.xdecref(old);
    Ok(vm.state.heap.none_ref())
}

fn subtype_getweakref(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let first = args
        .values
        .first()
        .and_then(|&object| vm.state.heap.weakrefs_of(object).first().copied());
    match first {
        Some(reference) => {
            vm.state.heap.incref(reference);
            Ok(reference)
        }
        None => Ok(vm.state.heap.none_ref()),
    }
}
