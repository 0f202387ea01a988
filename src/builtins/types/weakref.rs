//! `weakref.ref`, and the proxies that behave as what they refer to (`Objects/weakrefobject.c`).

use crate::builtins::support::{
    behind_self, boolean, check_positional, int, none, not_implemented, optional, text, type_error,
};
use crate::objects::{Slot, SlotImpl, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// What a weak reference refers to while it lives; borrowed.
pub fn referent(vm: &mut Vm<'_>, reference: ObjId) -> Option<ObjId> {
    let heap = vm.heap();
    let object = heap.as_weakref(reference).and_then(|r| r.wr_object);
    // One that waits in the trashcan is dead already, though its weak references still stand.
    object.filter(|&object| heap.refcount(object) > 0)
}

/// Makes a reference or proxy of that type, if the object's type allows it; a new reference.
pub fn make(vm: &mut Vm<'_>, ty: ObjId, object: ObjId, callback: Option<ObjId>) -> PyResult {
    let heap = vm.heap();
    let allowed = heap
        .as_type(heap.type_of(object))
        .is_some_and(|ty| ty.has_weakrefs);
    if !allowed {
        let name = heap.type_name(object);
        return type_error(
            vm,
            format!("cannot create weak reference to '{name}' object"),
        );
    }
    let none_object = vm.heap().none();
    let callback = callback.filter(|&callback| callback != none_object);
    Ok(vm.heap().new_weakref(ty, object, callback))
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = &args.pos()[1..];
    check_positional(vm, "__new__", given.len(), 1, 2)?;
    make(vm, args.values[0], given[0], given.get(1).copied())
}

fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if !args.names.is_empty() {
        return type_error(vm, "ref() takes no keyword arguments");
    }
    check_positional(vm, "__init__", args.values.len() - 1, 1, 2)?;
    none(vm)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let addr = vm.heap().addr(this).0;
    let Some(object) = referent(vm, this) else {
        return text(vm, &format!("<weakref at {addr:#x}; dead>"));
    };
    let name = vm.lookup_attr(object, "__name__")?;
    let title = name.and_then(|name| vm.heap().as_str(name).map(PyStr::to_lossy));
    vm.heap().xdecref(name);
    let heap = vm.heap();
    let (ty, at) = (heap.type_name(object), heap.addr(object).0);
    let title = title.map(|title| format!(" ({title})")).unwrap_or_default();
    text(
        vm,
        &format!("<weakref at {addr:#x}; to '{ty}' at {at:#x}{title}>"),
    )
}

/// The object's hash, remembered for when it is dead.
fn hash(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let known = vm.heap().as_weakref(this).map_or(-1, |r| r.hash);
    if known != -1 {
        return int(vm, known);
    }
    let Some(object) = referent(vm, this) else {
        return type_error(vm, "weak object has gone away");
    };
    vm.heap().incref(object);
    let hash = vm.hash(object);
    vm.heap().decref(object);
    let hash = hash?;
    if let Some(fields) = vm.heap().as_weakref_mut(this) {
        fields.hash = hash;
    }
    int(vm, hash)
}

fn call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if !args.names.is_empty() {
        return type_error(vm, "__call__() takes no keyword arguments");
    }
    check_positional(vm, "__call__", args.values.len() - 1, 0, 0)?;
    let object = referent(vm, args.values[0]);
    optional(vm, object)
}

/// By the objects while both live, else by identity.
fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let [a, b] = [args.values[0], args.values[1]];
    let both = vm.heap().is_instance(a, Ty::Weakref) && vm.heap().is_instance(b, Ty::Weakref);
    if !both {
        return not_implemented(vm);
    }
    match (referent(vm, a), referent(vm, b)) {
        (Some(x), Some(y)) => {
            vm.heap().incref(x);
            vm.heap().incref(y);
            let result = vm.rich_compare(x, y, op);
            vm.heap().decref(x);
            vm.heap().decref(y);
            result
        }
        _ => boolean(vm, (a == b) == (op == CompareOp::Eq)),
    }
}

fn eq(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    compare(vm, args, CompareOp::Eq)
}

fn ne(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    compare(vm, args, CompareOp::Ne)
}

fn callback(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let callback = vm
        .heap()
        .as_weakref(args.values[0])
        .and_then(|r| r.wr_callback);
    optional(vm, callback)
}

/// The members of `weakref.ref`.
pub const REF: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash),
    NativeDef::slot(Slot::Call, call),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
    NativeDef::member("__callback__", callback, ""),
];

/// The object behind a proxy, or the object itself if it is no proxy; a new reference. A dead
/// proxy raises ReferenceError.
fn unwrap(vm: &mut Vm<'_>, object: ObjId) -> PyResult {
    let heap = vm.heap();
    let is_proxy =
        heap.is_exact(object, Ty::Weakproxy) || heap.is_exact(object, Ty::Weakcallableproxy);
    if !is_proxy {
        return Ok(heap.new_ref(object));
    }
    match referent(vm, object) {
        Some(object) => Ok(vm.heap().new_ref(object)),
        None => Err(vm.raise(
            Ty::ReferenceError,
            "weakly-referenced object no longer exists",
        )),
    }
}

/// Unwraps all arguments, acts, and releases them.
fn through(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    act: impl FnOnce(&mut Vm<'_>, &[ObjId]) -> PyResult,
) -> PyResult {
    let mut held = Vec::with_capacity(args.values.len());
    let mut fault = None;
    for &value in args.values {
        match unwrap(vm, value) {
            Ok(object) => held.push(object),
            Err(error) => {
                fault = Some(error);
                break;
            }
        }
    }
    let result = match fault {
        None => act(vm, &held),
        Some(fault) => Err(fault),
    };
    for object in held {
        vm.heap().decref(object);
    }
    result
}

/// The same, but only the proxy itself is unwrapped: what is stored or looked for may be a proxy.
fn on_object(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    act: impl FnOnce(&mut Vm<'_>, &[ObjId]) -> PyResult,
) -> PyResult {
    let object = unwrap(vm, args.values[0])?;
    let mut values = args.values.to_vec();
    values[0] = object;
    let result = act(vm, &values);
    vm.heap().decref(object);
    result
}

/// Runs one of the object's slots; a type error names what it can't do.
fn slot(vm: &mut Vm<'_>, args: Args<'_>, slot: Slot) -> PyResult {
    let act = |vm: &mut Vm<'_>, values: &[ObjId]| match vm.call_type_slot(
        values[0],
        slot,
        &values[1..],
    )? {
        Some(result) => Ok(result),
        None => {
            let name = vm.heap().type_name(values[0]);
            let method = slot.dunder();
            type_error(vm, format!("'{name}' object doesn't support {method}"))
        }
    };
    match slot {
        Slot::SetItem | Slot::Contains => on_object(vm, args, act),
        _ => through(vm, args, act),
    }
}

fn proxy_repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let addr = vm.heap().addr(this).0;
    let none_object = vm.heap().none();
    let object = referent(vm, this).unwrap_or(none_object);
    let heap = vm.heap();
    let (ty, at) = (heap.type_name(object), heap.addr(object).0);
    text(vm, &format!("<weakproxy at {addr:#x} to {ty} at {at:#x}>"))
}

fn proxy_getattribute(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    through(vm, args, |vm, values| vm.getattr(values[0], values[1]))
}

fn proxy_setattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    on_object(vm, args, |vm, values| {
        vm.setattr(values[0], values[1], values[2])?;
        none(vm)
    })
}

fn proxy_delattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    through(vm, args, |vm, values| {
        vm.delattr(values[0], values[1])?;
        none(vm)
    })
}

fn proxy_call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = unwrap(vm, args.values[0])?;
    let result = vm.call_kw(object, behind_self(args));
    vm.heap().decref(object);
    result
}

fn proxy_str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    through(vm, args, |vm, values| vm.str_object(values[0]))
}

fn proxy_bool(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    through(vm, args, |vm, values| {
        let truth = vm.is_true(values[0])?;
        boolean(vm, truth)
    })
}

fn proxy_bytes(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    through(vm, args, |vm, values| {
        vm.call_method(values[0], "__bytes__", &[])
    })
}

/// Slots that are simply passed on to the object.
macro_rules! passed_on {
    ($($slot:ident)*) => {
        [$(NativeDef::slot(Slot::$slot, |vm, args| slot(vm, args, Slot::$slot)),)*]
    };
}

const PASSED_ON: [NativeDef; 60] = passed_on!(
    Lt Le Eq Ne Gt Ge Iter Next Add RAdd Sub RSub Mul RMul Mod RMod DivMod RDivMod Pow RPow Neg
    Pos Abs Invert LShift RLShift RShift RRShift And RAnd Xor RXor Or ROr Int Float IAdd ISub IMul
    IMod IPow ILShift IRShift IAnd IXor IOr FloorDiv RFloorDiv TrueDiv RTrueDiv IFloorDiv ITrueDiv
    MatMul RMatMul IMatMul Index Len GetItem SetItem DelItem
);

/// The members that proxies of objects have that can't be called.
pub const PROXY: &[NativeDef] = &PROXY_MEMBERS;

/// The members of proxies of callables.
pub const CALLABLE_PROXY: &[NativeDef] = &{
    let mut all = [NativeDef::slot(Slot::Call, proxy_call); PROXY_LEN + 1];
    let mut at = 0;
    while at < PROXY_LEN {
        all[at] = PROXY_MEMBERS[at];
        at += 1;
    }
    all
};

const OWN: [NativeDef; 8] = [
    NativeDef::slot(Slot::Repr, proxy_repr),
    NativeDef::slot(Slot::Str, proxy_str),
    NativeDef::slot(Slot::GetAttribute, proxy_getattribute),
    NativeDef::slot(Slot::SetAttr, proxy_setattr),
    NativeDef::slot(Slot::DelAttr, proxy_delattr),
    NativeDef::slot(Slot::Bool, proxy_bool),
    NativeDef::slot(Slot::Contains, |vm, args| slot(vm, args, Slot::Contains)),
    NativeDef::method("__bytes__", Arity::None, proxy_bytes, ""),
];

const PROXY_LEN: usize = OWN.len() + PASSED_ON.len();

const PROXY_MEMBERS: [NativeDef; PROXY_LEN] = {
    let mut all = [OWN[0]; PROXY_LEN];
    let mut at = 0;
    while at < PROXY_LEN {
        all[at] = if at < OWN.len() {
            OWN[at]
        } else {
            PASSED_ON[at - OWN.len()]
        };
        at += 1;
    }
    all
};

/// Whether a type is callable decides which proxy its objects get.
pub fn proxy_type(vm: &mut Vm<'_>, object: ObjId) -> Ty {
    match vm.slot_of(object, Slot::Call) {
        SlotImpl::Empty => Ty::Weakproxy,
        _ => Ty::Weakcallableproxy,
    }
}
