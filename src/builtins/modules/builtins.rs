//! The module `builtins`: its functions, and the names of the built-in types
//! (`Python/bltinmodule.c`).

use crate::builtins::modules::sitebuiltins;
use crate::builtins::modules::support::set;
use crate::builtins::{functions, is_exception};
use crate::objects::Ty;
use crate::objects::ty::ALL;
use crate::value::ObjId;
use crate::vm::native::NativeModule;
use crate::vm::{PyResult, Vm};

/// Types that have a name of their own here, in CPython's order; exceptions follow.
const TYPES: [Ty; 26] = [
    Ty::Bool,
    Ty::Memoryview,
    Ty::Bytearray,
    Ty::Bytes,
    Ty::Classmethod,
    Ty::Complex,
    Ty::Dict,
    Ty::Enumerate,
    Ty::Filter,
    Ty::Float,
    Ty::Frozenset,
    Ty::Property,
    Ty::Int,
    Ty::List,
    Ty::Map,
    Ty::Object,
    Ty::Range,
    Ty::Reversed,
    Ty::Set,
    Ty::Slice,
    Ty::Staticmethod,
    Ty::Str,
    Ty::Super,
    Ty::Tuple,
    Ty::Type,
    Ty::Zip,
];

/// Old names of `OSError`.
const OS_ERROR_NAMES: [&str; 2] = ["EnvironmentError", "IOError"];

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "builtins",
    doc: "The names that every program can use without importing them.",
    functions: functions::LIST,
    types: &[],
    fill,
};

fn fill(vm: &mut Vm<'_>, module: ObjId) -> PyResult<()> {
    let heap = vm.heap();
    let constants = [
        ("None", heap.none_ref()),
        ("Ellipsis", heap.ellipsis_ref()),
        ("NotImplemented", heap.not_implemented_ref()),
        ("False", heap.new_bool(false)),
        ("True", heap.new_bool(true)),
    ];
    for (name, value) in constants {
        set(vm, module, name, value);
    }
    for ty in TYPES {
        set_type(vm, module, ty.info().name, ty);
    }
    let debug = vm.heap().new_bool(true);
    set(vm, module, "__debug__", debug);
    for &ty in ALL.iter().filter(|&&ty| is_exception(ty)) {
        set_type(vm, module, ty.info().name, ty);
        if ty == Ty::OSError {
            for name in OS_ERROR_NAMES {
                set_type(vm, module, name, ty);
            }
        }
    }
    move_open(vm, module);
    sitebuiltins::add_to(vm, module)
}

/// CPython adds `open` only when it makes the standard streams, after everything else.
fn move_open(vm: &mut Vm<'_>, module: ObjId) {
    let heap = vm.heap();
    let Some(dict) = heap.get(module).dict else {
        return;
    };
    let name = heap.intern_str("open");
    if let Some(open) = heap.dict_get_str(dict, name) {
        heap.incref(open);
        heap.dict_del_str(dict, name);
        heap.dict_set_str(dict, name, open);
        heap.decref(open);
        // The hole that it leaves goes when the table is rebuilt.
        let used = heap.dict_len(dict);
        heap.dict_resize(dict, used);
    }
    heap.decref(name);
}

fn set_type(vm: &mut Vm<'_>, module: ObjId, name: &str, ty: Ty) {
    let class = vm.heap().ty(ty);
    let class = vm.heap().new_ref(class);
    set(vm, module, name, class);
}
