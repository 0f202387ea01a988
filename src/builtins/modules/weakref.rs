//! The module `_weakref`: what `weakref` builds on (`Modules/_weakref.c`).

use crate::builtins::modules::support::set;
use crate::builtins::support::{int, none};
use crate::builtins::types::weakref;
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, PyResult, Vm};

fn getweakrefcount(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let count = vm.heap().weakrefs_of(args.values[0]).len();
    int(vm, count)
}

fn getweakrefs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let references = vm.heap().weakrefs_of(args.values[0]).to_vec();
    for &reference in &references {
        vm.heap().incref(reference);
    }
    Ok(vm.heap().new_list(references))
}

fn proxy(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let ty = weakref::proxy_type(vm, object);
    let ty = vm.heap().ty(ty);
    weakref::make(vm, ty, object, args.values.get(1).copied())
}

/// Takes a key out of a dict if its value is a dead reference.
fn remove_dead_weakref(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [dict, key] = [args.values[0], args.values[1]];
    if let Some(value) = vm.dict_get(dict, key)?
        && weakref::referent(vm, value).is_none()
    {
        vm.dict_del(dict, key)?;
    }
    none(vm)
}

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_weakref",
    doc: "What the module weakref builds on.",
    functions: &[
        NativeDef::function(
            "getweakrefcount",
            Arity::One,
            getweakrefcount,
            "($module, object, /)\n--\n\nThe number of weak references to an object.",
        ),
        NativeDef::function(
            "getweakrefs",
            Arity::One,
            getweakrefs,
            "The weak references to an object.",
        ),
        NativeDef::function(
            "proxy",
            Arity::Range { min: 1, max: 2 },
            proxy,
            "A proxy that behaves as the object while it lives.",
        )
        .varargs(),
        NativeDef::function(
            "_remove_dead_weakref",
            Arity::Range { min: 2, max: 2 },
            remove_dead_weakref,
            "Takes a key out of a dict if its value is a dead reference.",
        ),
    ],
    types: &[],
    fill,
};

fn fill(vm: &mut Vm<'_>, module: ObjId) -> PyResult<()> {
    let names = [
        ("ref", Ty::Weakref),
        ("ReferenceType", Ty::Weakref),
        ("ProxyType", Ty::Weakproxy),
        ("CallableProxyType", Ty::Weakcallableproxy),
    ];
    for (name, ty) in names {
        let class = vm.heap().ty(ty);
        let class = vm.heap().new_ref(class);
        set(vm, module, name, class);
    }
    Ok(())
}
