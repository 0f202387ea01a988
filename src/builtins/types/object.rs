//! `object`: what every object can do (`Objects/typeobject.c`, `PyBaseObject_Type`).

use crate::builtins::support::{boolean, int, none, not_implemented, type_error, type_name};
use crate::builtins::types::type_;
use crate::objects::size::MEMORYVIEW_ITEMS;
use crate::objects::{Payload, Slot, Ty};
use crate::value::hash::hash_pointer;
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// `<module.Class object at 0x...>`; built-in classes show without a module.
fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let addr = vm.heap().addr(object).0;
    let ty = vm.heap().type_of(object);
    let title = type_::full_name(vm, ty)?;
    let text = PyStr::new("<")
        .concat(&title)
        .concat(&PyStr::new(&format!(" object at {addr:#x}>")));
    Ok(vm.heap().new_str(text))
}

fn str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.repr_slot(args.values[0])
}

fn hash(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let addr = vm.heap().addr(args.values[0]);
    int(vm, hash_pointer(addr.0))
}

/// `object_richcompare`: equal only to itself.
fn eq(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if args.values[0] == args.values[1] {
        return boolean(vm, true);
    }
    not_implemented(vm)
}

/// The contrary of what `__eq__` says, if it says anything.
fn ne(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [a, b] = [args.values[0], args.values[1]];
    let Some(result) = vm.call_type_slot(a, Slot::Eq, &[b])? else {
        return not_implemented(vm);
    };
    if result == vm.heap().not_implemented() {
        return Ok(result);
    }
    let truth = vm.is_true(result);
    vm.heap().decref(result);
    boolean(vm, !truth?)
}

fn unordered(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    not_implemented(vm)
}

/// Which of `__new__` and `__init__` a class has of its own, not from `object`.
fn overrides(vm: &mut Vm<'_>, class: ObjId, slot: Slot) -> bool {
    let base = vm.heap().ty(Ty::Object);
    vm.type_slot(class, slot) != vm.type_slot(base, slot)
}

/// Arguments are refused unless the other of `__new__` and `__init__` may want them
/// (`object_init`, `object_new`).
fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if args.values.len() > 1 {
        let class = vm.heap().type_of(args.values[0]);
        if overrides(vm, class, Slot::Init) {
            return type_error(
                vm,
                "object.__init__() takes exactly one argument (the instance to initialize)",
            );
        }
        if !overrides(vm, class, Slot::New) {
            let name = vm.type_title(class);
            return type_error(
                vm,
                format!(
                    "{name}.__init__() takes exactly one argument (the instance to initialize)"
                ),
            );
        }
    }
    none(vm)
}

fn takes_no_arguments<T>(vm: &mut Vm<'_>, class: ObjId) -> PyResult<T> {
    let name = vm.type_title(class);
    type_error(vm, format!("{name}() takes no arguments"))
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = args.values[0];
    if args.values.len() > 1 {
        if overrides(vm, class, Slot::New) {
            return type_error(
                vm,
                "object.__new__() takes exactly one argument (the type to instantiate)",
            );
        }
        if !overrides(vm, class, Slot::Init) {
            return takes_no_arguments(vm, class);
        }
    }
    if vm.heap().as_type(class).is_some_and(|ty| ty.is_abstract) {
        return refuse_abstract(vm, class);
    }
    Ok(vm.heap().new_instance(class))
}

/// Names what is still abstract, sorted.
fn refuse_abstract(vm: &mut Vm<'_>, class: ObjId) -> PyResult {
    let methods = vm.getattr_str(class, "__abstractmethods__")?;
    let names = vm.collect(methods);
    vm.heap().decref(methods);
    let names = names?;
    let mut texts: Vec<PyStr> = names
        .iter()
        .filter_map(|&name| vm.heap().as_str(name).cloned())
        .collect();
    for name in names {
        vm.heap().decref(name);
    }
    texts.sort_by_cached_key(|text| text.code_points().collect::<Vec<_>>());
    let listed = PyStr::new(", ").join(&texts).to_lossy();
    let class = vm.type_title(class);
    type_error(
        vm,
        format!("Can't instantiate abstract class {class} with abstract methods {listed}"),
    )
}

fn getattribute(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_name(vm, args.values[1])?;
    vm.generic_getattr(args.values[0], args.values[1])
}

fn setattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    refuse_types(vm, args.values[0], "__setattr__")?;
    check_name(vm, args.values[1])?;
    vm.generic_setattr(args.values[0], args.values[1], Some(args.values[2]))?;
    none(vm)
}

fn delattr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    refuse_types(vm, args.values[0], "__delattr__")?;
    check_name(vm, args.values[1])?;
    vm.generic_setattr(args.values[0], args.values[1], None)?;
    none(vm)
}

/// `object.__setattr__` can't be used to go round what `type` forbids (`hackcheck`).
fn refuse_types(vm: &mut Vm<'_>, object: ObjId, method: &str) -> PyResult<()> {
    if vm.heap().as_type(object).is_none() {
        return Ok(());
    }
    let name = type_name(vm, object);
    type_error(vm, format!("can't apply this {method} to {name} object"))
}

/// Names of attributes are strings.
pub(super) fn check_name(vm: &mut Vm<'_>, name: ObjId) -> PyResult<()> {
    if vm.heap().is_instance(name, Ty::Str) {
        return Ok(());
    }
    let given = type_name(vm, name);
    type_error(vm, format!("attribute name must be string, not '{given}'"))
}

fn class(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let ty = vm.heap().type_of(args.values[0]);
    Ok(vm.heap().new_ref(ty))
}

/// `object_set_class`: only between Python classes whose instances look the same in memory.
fn set_class(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [object, class] = match *args.values {
        [object, class] => [object, class],
        _ => return type_error(vm, "can't delete __class__ attribute"),
    };
    if vm.heap().as_type(class).is_none() {
        let given = type_name(vm, class);
        return type_error(
            vm,
            format!("__class__ must be set to a class, not '{given}' object"),
        );
    }
    let old = vm.heap().type_of(object);
    let module = vm.heap().ty(Ty::Module);
    let heap = vm.heap();
    let both_modules = heap.is_subtype(old, module) && heap.is_subtype(class, module);
    let is_heap_type = |ty: ObjId| heap.as_type(ty).is_some_and(|ty| ty.heap_type);
    let both_heap = is_heap_type(old) && is_heap_type(class);
    if !both_modules && !both_heap {
        return type_error(
            vm,
            "__class__ assignment only supported for heap types or ModuleType subclasses",
        );
    }
    vm.check_assignable(old, class, "__class__")?;
    let heap = vm.heap();
    if is_heap(heap, class) {
        heap.incref(class);
    }
    heap.get_mut(object).ob_type = class;
    if is_heap(heap, old) {
        heap.decref(old);
    }
    none(vm)
}

fn is_heap(heap: &crate::objects::Heap, ty: ObjId) -> bool {
    heap.as_type(ty).is_some_and(|ty| ty.heap_type)
}

fn format(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [object, spec] = [args.values[0], args.values[1]];
    match vm.heap().as_str(spec) {
        Some(text) if text.is_empty() => vm.str_object(object),
        Some(_) => {
            let name = type_name(vm, object);
            type_error(
                vm,
                format!("unsupported format string passed to {name}.__format__"),
            )
        }
        None => {
            let name = match spec == vm.heap().none() {
                true => "None".to_owned(),
                false => type_name(vm, spec),
            };
            type_error(vm, format!("__format__() argument must be str, not {name}"))
        }
    }
}

/// `tp_basicsize`, and for objects of variable size so many items.
fn sizeof(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let heap = vm.heap();
    let (basic, item) = match heap.as_type(heap.type_of(object)) {
        Some(ty) => (u64::from(ty.tp_basicsize), u64::from(ty.tp_itemsize)),
        None => (0, 0),
    };
    let count = match &heap.get(object).payload {
        Payload::Tuple(items) => items.len() as u64,
        Payload::Bytes(bytes) => bytes.len() as u64,
        Payload::Int(value) => value.digit_count(),
        _ if heap.is_exact(object, Ty::Memoryview) => MEMORYVIEW_ITEMS as u64,
        _ => 0,
    };
    int(vm, basic + item * count)
}

fn init_subclass(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    none(vm)
}

fn subclasshook(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    not_implemented(vm)
}

/// The names of the instance, of its class and of all bases.
fn dir(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let names = match vm.lookup_attr(object, "__dict__")? {
        Some(dict) if vm.heap().as_dict(dict).is_some() => {
            let copy = vm.heap().dict_copy(dict);
            vm.heap().decref(dict);
            copy
        }
        other => {
            vm.heap().xdecref(other);
            vm.heap().new_dict()
        }
    };
    let merged = match vm.lookup_attr(object, "__class__") {
        Ok(Some(class)) => {
            let result = type_::merge_class_dict(vm, names, class);
            vm.heap().decref(class);
            result
        }
        Ok(None) => Ok(()),
        Err(fault) => Err(fault),
    };
    let keys = merged.and_then(|()| vm.collect(names));
    vm.heap().decref(names);
    let keys = keys?;
    Ok(vm.heap().new_list(keys))
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    reduce_by_protocol(vm, args.values[0], 0)
}

/// A `__reduce__` of the class goes first.
fn reduce_ex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let protocol = vm.as_c_int(args.values[1])?;
    let class = vm.heap().type_of(object);
    let base = vm.heap().ty(Ty::Object);
    let name = vm.heap().intern_str("__reduce__");
    let own = vm.type_lookup(class, name);
    let inherited = vm.type_lookup(base, name);
    vm.heap().decref(name);
    if own != inherited {
        return vm.call_method(object, "__reduce__", &[]);
    }
    reduce_by_protocol(vm, object, protocol)
}

/// How to make the object again is told in Python: by `copyreg` as in CPython, and from protocol 2
/// on by a module that stands for C code.
fn reduce_by_protocol(vm: &mut Vm<'_>, object: ObjId, protocol: i64) -> PyResult {
    let number = vm.heap().new_int(protocol);
    let (module, result) = if protocol >= 2 {
        // The dict as it is: one that isn't there yet isn't made for this.
        let dict = vm.heap().get(object).dict;
        let state = dict.unwrap_or_else(|| vm.heap().none());
        vm.heap().incref(state);
        let module = vm.import_by_name("_reduce")?;
        let result = vm.call_method(module, "newobj", &[object, number, state]);
        vm.heap().decref(state);
        (module, result)
    } else {
        let module = vm.import_by_name("copyreg")?;
        let result = vm.call_method(module, "_reduce_ex", &[object, number]);
        (module, result)
    };
    vm.heap().decref(number);
    vm.heap().decref(module);
    result
}

/// The members of `object`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Hash, hash),
    NativeDef::slot(Slot::Str, str),
    NativeDef::slot(Slot::GetAttribute, getattribute),
    NativeDef::slot(Slot::SetAttr, setattr),
    NativeDef::slot(Slot::DelAttr, delattr),
    NativeDef::slot(Slot::Lt, unordered),
    NativeDef::slot(Slot::Le, unordered),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, unordered),
    NativeDef::slot(Slot::Ge, unordered),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::New, new),
    NativeDef::method(
        "__reduce_ex__",
        Arity::One,
        reduce_ex,
        "($self, protocol, /)\n--\n\nHow to make the object again, for a pickle protocol.",
    ),
    NativeDef::method(
        "__reduce__",
        Arity::None,
        reduce,
        "($self, /)\n--\n\nHow to make the object again.",
    ),
    NativeDef::class_method(
        "__subclasshook__",
        Arity::Range {
            min: 0,
            max: u8::MAX,
        },
        subclasshook,
        "Lets an abstract class claim subclasses; NotImplemented leaves it to the usual rules.",
    )
    .varargs(),
    NativeDef::class_method(
        "__init_subclass__",
        Arity::None,
        init_subclass,
        "Called when a class is derived from this one.",
    ),
    NativeDef::method(
        "__format__",
        Arity::One,
        format,
        "($self, format_spec, /)\n--\n\nThe object as text in a format.",
    ),
    NativeDef::method(
        "__sizeof__",
        Arity::None,
        sizeof,
        "($self, /)\n--\n\nBytes of memory the object takes.",
    ),
    NativeDef::method(
        "__dir__",
        Arity::None,
        dir,
        "($self, /)\n--\n\nThe names that dir() lists.",
    ),
    NativeDef::getter("__class__", class, "the object's class"),
    NativeDef::setter("__class__", set_class),
];
