//! `super`: attributes as the classes behind one in an MRO have them (`Objects/typeobject.c`,
//! `PySuper_Type`). Looking up through it is the machine's work.

use crate::builtins::support::{
    check_positional, no_keywords, none, optional, type_error, type_name,
};
use crate::objects::callable::SuperObject;
use crate::objects::{Payload, Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::NativeDef;
use crate::vm::{Args, PyResult, Vm};

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let empty = SuperObject {
        this_class: None,
        obj: None,
        obj_type: None,
    };
    Ok(vm
        .heap()
        .generic_alloc(args.values[0], 0, Payload::Super(Box::new(empty))))
}

/// Without arguments: the class in the `__class__` cell and the first argument of the calling
/// function (`super_init`).
fn from_frame(vm: &mut Vm<'_>) -> PyResult<(ObjId, ObjId)> {
    let heap = vm.heap();
    if heap.frame_id.is_none() {
        return Err(vm.raise(Ty::RuntimeError, "super(): no current frame"));
    }
    let frame = &heap.frame;
    let code = &frame.code.code;
    if code.co_argcount == 0 {
        return Err(vm.raise(Ty::RuntimeError, "super(): no arguments"));
    }
    let cells_at = code.co_nlocals as usize;
    let mut object = frame.f_localsplus.first().copied().flatten();
    if object.is_none() {
        // The first argument may have moved into a cell.
        let cell = frame.code.cell2arg.iter().position(|&arg| arg == Some(0));
        object = cell
            .and_then(|cell| frame.f_localsplus.get(cells_at + cell).copied().flatten())
            .and_then(|cell| heap.as_cell(cell).copied().flatten());
    }
    let Some(object) = object else {
        return Err(vm.raise(Ty::RuntimeError, "super(): arg[0] deleted"));
    };
    let class_name = PyStr::new("__class__");
    let free = code.co_freevars.iter().position(|name| *name == class_name);
    let Some(free) = free else {
        return Err(vm.raise(Ty::RuntimeError, "super(): __class__ cell not found"));
    };
    let place = cells_at + code.co_cellvars.len() + free;
    let cell = frame.f_localsplus.get(place).copied().flatten();
    let class = cell.and_then(|cell| heap.as_cell(cell).copied().flatten());
    let Some(class) = class else {
        return Err(vm.raise(Ty::RuntimeError, "super(): empty __class__ cell"));
    };
    if heap.as_type(class).is_none() {
        let given = type_name(vm, class);
        return Err(vm.raise(
            Ty::RuntimeError,
            format!("super(): __class__ is not a type ({given})"),
        ));
    }
    Ok((class, object))
}

/// The class whose MRO is searched: the object itself if it is a subclass, else its class, else
/// what its `__class__` claims (`supercheck`); a new reference.
fn check(vm: &mut Vm<'_>, class: ObjId, object: ObjId) -> PyResult {
    let heap = vm.heap();
    if heap.as_type(object).is_some() && heap.is_subtype(object, class) {
        return Ok(heap.new_ref(object));
    }
    let ty = heap.type_of(object);
    if heap.is_subtype(ty, class) {
        return Ok(heap.new_ref(ty));
    }
    if let Some(claimed) = vm.lookup_attr(object, "__class__")? {
        let heap = vm.heap();
        let fits =
            heap.as_type(claimed).is_some() && claimed != ty && heap.is_subtype(claimed, class);
        if fits {
            return Ok(claimed);
        }
        heap.decref(claimed);
    }
    type_error(
        vm,
        "super(type, obj): obj must be an instance or subtype of type",
    )
}

fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, "super", args)?;
    let given = &args.values[1..];
    check_positional(vm, "super", given.len(), 0, 2)?;
    let none_object = vm.heap().none();
    let (class, object) = match *given {
        [] => {
            let (class, object) = from_frame(vm)?;
            (class, Some(object))
        }
        [class] => (class, None),
        [class, object, ..] => (class, Some(object)),
    };
    if vm.heap().as_type(class).is_none() {
        let given = type_name(vm, class);
        return type_error(vm, format!("super() argument 1 must be type, not {given}"));
    }
    let object = object.filter(|&object| object != none_object);
    let obj_type = match object {
        Some(object) => Some(check(vm, class, object)?),
        None => None,
    };
    vm.heap().incref(class);
    if let Some(object) = object {
        vm.heap().incref(object);
    }
    let fresh = SuperObject {
        this_class: Some(class),
        obj: object,
        obj_type,
    };
    if let Some(fields) = vm.heap().as_super_mut(args.values[0]) {
        let old = std::mem::replace(fields, fresh);
        for held in [old.this_class, old.obj, old.obj_type] {
            vm.heap().xdecref(held);
        }
    }
    none(vm)
}

fn parts(vm: &mut Vm<'_>, args: Args<'_>) -> Option<SuperObject> {
    vm.heap().as_super(args.values[0]).cloned()
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let parts = parts(vm, args);
    let class = parts.as_ref().and_then(|parts| parts.this_class);
    let obj_type = parts.as_ref().and_then(|parts| parts.obj_type);
    let class = class.map_or("NULL".to_owned(), |class| vm.type_title(class));
    let shown = match obj_type {
        Some(ty) => format!("<super: <class '{class}'>, <{} object>>", vm.type_title(ty)),
        None => format!("<super: <class '{class}'>, NULL>"),
    };
    crate::builtins::support::text(vm, &shown)
}

fn getattribute(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.native_getattr(args.values[0], args.values[1])
}

fn get(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let none_object = vm.heap().none();
    let object = Some(args.values[1]).filter(|&object| object != none_object);
    let ty = args.values.get(2).copied().unwrap_or(none_object);
    vm.descr_get(args.values[0], object, ty)
}

fn this_class(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = parts(vm, args).and_then(|parts| parts.this_class);
    optional(vm, value)
}

fn self_(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = parts(vm, args).and_then(|parts| parts.obj);
    optional(vm, value)
}

fn self_class(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = parts(vm, args).and_then(|parts| parts.obj_type);
    optional(vm, value)
}

/// The members of `super`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::GetAttribute, getattribute),
    NativeDef::slot(Slot::DescrGet, get),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
    NativeDef::member(
        "__thisclass__",
        this_class,
        "the class behind which the search begins",
    ),
    NativeDef::member(
        "__self__",
        self_,
        "the object that found attributes are bound to",
    ),
    NativeDef::member(
        "__self_class__",
        self_class,
        "the class whose MRO is searched",
    ),
];
