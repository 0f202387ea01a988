//! `mappingproxy`: a mapping that can only be read, such as the `__dict__` of a class
//! (`Objects/descrobject.c`). Everything is passed on to the mapping.

use crate::builtins::support::{Signature, boolean, int, type_error, type_name};
use crate::builtins::types::sequence;
use crate::objects::{Payload, Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// `PyDictProxy_New`; a new reference.
pub fn new_proxy(vm: &mut Vm<'_>, mapping: ObjId) -> ObjId {
    vm.heap().incref(mapping);
    vm.heap()
        .new_object(Ty::Mappingproxy, Payload::MappingProxy(mapping))
}

/// The mapping behind the proxy; borrowed.
fn mapping(vm: &mut Vm<'_>, proxy: ObjId) -> ObjId {
    vm.heap().as_mappingproxy(proxy).copied().unwrap_or(proxy)
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const PROXY: Signature = Signature {
        name: "mappingproxy",
        parameters: &["mapping"],
        positional: 1,
        required: 1,
    };
    let [mapping] = PROXY.bind(vm, args, 1)?;
    let mapping = mapping.unwrap_or(vm.heap().none());
    let heap = vm.heap();
    let sequence = heap.is_instance(mapping, Ty::List) || heap.is_instance(mapping, Ty::Tuple);
    if sequence || !vm.has_slot(mapping, Slot::GetItem) {
        let given = type_name(vm, mapping);
        return type_error(
            vm,
            format!("mappingproxy() argument must be a mapping, not {given}"),
        );
    }
    Ok(new_proxy(vm, mapping))
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, args.values[0]);
    let shown = PyStr::new("mappingproxy(")
        .concat(&vm.repr(mapping)?)
        .concat(&PyStr::new(")"));
    Ok(vm.heap().new_str(shown))
}

fn str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, args.values[0]);
    vm.str_object(mapping)
}

fn len(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, args.values[0]);
    let len = vm.len(mapping)?;
    int(vm, len)
}

fn getitem(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, args.values[0]);
    vm.get_item(mapping, args.values[1])
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, args.values[0]);
    let answer = vm.contains(mapping, args.values[1])?;
    boolean(vm, answer)
}

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mapping = mapping(vm, args.values[0]);
    vm.iter(mapping)
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let mapping = mapping(vm, args.values[0]);
    vm.rich_compare(mapping, args.values[1], op)
}

sequence::comparisons!(compare);

fn forward(vm: &mut Vm<'_>, args: Args<'_>, method: &str) -> PyResult {
    let mapping = mapping(vm, args.values[0]);
    vm.call_method(mapping, method, &args.values[1..])
}

/// The members of `mappingproxy`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Str, str),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Iter, iter),
    NativeDef::slot(Slot::Len, len),
    NativeDef::slot(Slot::GetItem, getitem),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::slot(Slot::New, new),
    NativeDef::method(
        "get",
        Arity::Range { min: 1, max: 2 },
        |vm, args| forward(vm, args, "get"),
        "The value of a key, or a default.",
    )
    .varargs(),
    NativeDef::method(
        "keys",
        Arity::None,
        |vm, args| forward(vm, args, "keys"),
        "The mapping's keys.",
    ),
    NativeDef::method(
        "values",
        Arity::None,
        |vm, args| forward(vm, args, "values"),
        "The mapping's values.",
    ),
    NativeDef::method(
        "items",
        Arity::None,
        |vm, args| forward(vm, args, "items"),
        "The mapping's pairs.",
    ),
    NativeDef::method(
        "copy",
        Arity::None,
        |vm, args| forward(vm, args, "copy"),
        "A copy of the mapping.",
    ),
];
