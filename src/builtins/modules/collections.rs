//! `_collections`: `defaultdict`, `_count_elements` and `_tuplegetter`; `deque` lies in files of its
//! own (`Modules/_collectionsmodule.c`).

use crate::builtins::modules::{deque, deque_methods};
use crate::builtins::support::{check_positional, concat, none, release, type_error, type_name};
use crate::builtins::types::dict_views::for_each;
use crate::builtins::types::iterators::REDUCE_DOC;
use crate::builtins::types::native_state::{make, number, part};
use crate::builtins::types::{dict, sequence};
use crate::objects::ty::TyInfo;
use crate::objects::{Slot, Ty, type_id};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef, NativeModule, NativeType};
use crate::vm::{Args, BinaryOp, PyResult, Vm};

/// The factory of a `defaultdict` lies in its first slot; borrowed.
fn factory(vm: &Vm<'_>, dict: ObjId) -> Option<ObjId> {
    let slots = vm.state.heap.get(dict).slots.as_ref()?;
    slots.first().copied()?
}

/// Sets the factory (stolen).
fn set_factory(vm: &mut Vm<'_>, dict: ObjId, factory: Option<ObjId>) {
    let slots = &mut vm.heap().get_mut(dict).slots;
    let slots = slots.get_or_insert_with(|| Box::new(vec![None]));
    let old = match slots.first_mut() {
        Some(place) => std::mem::replace(place, factory),
        None => factory,
    };
    vm.heap().xdecref(old);
}

/// `defaultdict(factory, ...)`: the rest is as for `dict`.
fn init_defaultdict(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let none_object = vm.heap().none();
    let mut rest = args.values.to_vec();
    let mut new_factory = None;
    if args.pos().len() > 1 {
        let given = rest.remove(1);
        if given != none_object && !vm.is_callable(given) {
            return type_error(vm, "first argument must be callable or None");
        }
        if given != none_object {
            new_factory = Some(vm.heap().new_ref(given));
        }
    }
    set_factory(vm, this, new_factory);
    let rest = Args {
        values: &rest,
        names: args.names,
    };
    dict::update_from(vm, rest, "dict")
}

/// The value of a missing key: what the factory makes, which is stored.
fn missing(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, key) = (args.values[0], args.values[1]);
    let Some(factory) = factory(vm, this) else {
        return Err(vm.raise_key_error(key));
    };
    let value = vm.call(factory, &[])?;
    match vm.set_item(this, key, value) {
        Ok(()) => Ok(value),
        Err(fault) => release(vm, &[value], Err(fault)),
    }
}

fn repr_defaultdict(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let items_text = dict::text_of(vm, this)?;
    let items_text = vm.take_text(items_text);
    let factory_text = match factory(vm, this) {
        None => PyStr::new("None"),
        // A factory may show the dict again.
        Some(factory) => {
            if vm.repr_enter(factory) {
                let text = vm.repr(factory);
                vm.repr_leave(factory);
                text?
            } else {
                PyStr::new("...")
            }
        }
    };
    let name = vm.heap().type_name(this);
    let name = name.rsplit('.').next().unwrap_or_default();
    let text = concat(&[
        PyStr::new(&format!("{name}(")),
        factory_text,
        PyStr::new(", "),
        items_text,
        PyStr::new(")"),
    ]);
    Ok(vm.heap().new_str(text))
}

fn copy_defaultdict(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let class = vm.heap().type_of(this);
    let factory = match factory(vm, this) {
        Some(factory) => factory,
        None => vm.heap().none(),
    };
    vm.call(class, &[factory, this])
}

/// `(class, (factory,), None, None, items)`.
fn reduce_defaultdict(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let items = vm.call_method(this, "items", &[])?;
    let iterator = vm.iter(items);
    let iterator = release(vm, &[items], iterator)?;
    let arguments = match factory(vm, this) {
        Some(factory) => {
            let factory = vm.heap().new_ref(factory);
            vm.heap().new_tuple(vec![factory])
        }
        None => vm.heap().empty_tuple_ref(),
    };
    let heap = vm.heap();
    let class = heap.type_of(this);
    let parts = vec![
        heap.new_ref(class),
        arguments,
        heap.none_ref(),
        heap.none_ref(),
        iterator,
    ];
    Ok(heap.new_tuple(parts))
}

fn get_factory(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match factory(vm, args.values[0]) {
        Some(factory) => Ok(vm.heap().new_ref(factory)),
        None => none(vm),
    }
}

/// Assigning gives another factory, deleting or None takes it away.
fn put_factory(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let none_object = vm.heap().none();
    let given = args
        .values
        .get(1)
        .copied()
        .filter(|&given| given != none_object);
    let given = given.map(|given| vm.heap().new_ref(given));
    set_factory(vm, args.values[0], given);
    none(vm)
}

const DEFAULTDICT: NativeType = NativeType {
    module: "collections",
    info: TyInfo {
        name: "defaultdict",
        base: Ty::Dict,
        basicsize: 56,
        itemsize: 0,
        gc: true,
        basetype: true,
        dictoffset: 0,
        weaklistoffset: 0,
    },
    members: &[
        NativeDef::slot(Slot::Repr, repr_defaultdict),
        NativeDef::slot(Slot::Init, init_defaultdict),
        NativeDef::method(
            "__missing__",
            Arity::One,
            missing,
            "Makes, stores and gives the value of a missing key.",
        ),
        NativeDef::method(
            "copy",
            Arity::None,
            copy_defaultdict,
            "A new defaultdict of the same items.",
        ),
        NativeDef::method(
            "__copy__",
            Arity::None,
            copy_defaultdict,
            "A new defaultdict of the same items.",
        ),
        NativeDef::method("__reduce__", Arity::None, reduce_defaultdict, REDUCE_DOC),
        NativeDef::getter(
            "default_factory",
            get_factory,
            "What makes the values of missing keys.",
        ),
        NativeDef::setter("default_factory", put_factory),
    ],
};

/// `_count_elements(mapping, iterable)`: what `Counter` counts with.
fn count_elements(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (mapping, iterable) = (args.values[0], args.values[1]);
    // A Counter's own `get` and `__setitem__` are dict's: then the table is used directly.
    let direct = vm.heap().as_dict(mapping).is_some() && plain_setitem(vm, mapping);
    for_each(vm, iterable, |vm, key| {
        let old = if direct {
            let hash = vm.hash(key)?;
            let old = vm.dict_get_hash(mapping, key, hash)?;
            match old {
                Some(old) => vm.heap().new_ref(old),
                None => vm.heap().new_int(0),
            }
        } else {
            let zero = vm.heap().new_int(0);
            let old = vm.call_method(mapping, "get", &[key, zero]);
            release(vm, &[zero], old)?
        };
        let one = vm.heap().new_int(1);
        let new = vm.binary_op(BinaryOp::Add, old, one);
        let new = release(vm, &[old, one], new)?;
        let stored = if direct {
            vm.dict_set(mapping, key, new)
        } else {
            vm.set_item(mapping, key, new)
        };
        release(vm, &[new], stored)?;
        Ok(true)
    })?;
    none(vm)
}

/// Whether the class sets items as `dict` does.
fn plain_setitem(vm: &mut Vm<'_>, mapping: ObjId) -> bool {
    let class = vm.heap().type_of(mapping);
    vm.type_slot(class, Slot::SetItem) == vm.type_slot(type_id(Ty::Dict), Slot::SetItem)
}

/// `_tuplegetter`: the doc string; the index.
const DOC: usize = 0;
const INDEX: usize = 0;

fn new_tuplegetter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = &args.pos()[1..];
    check_positional(vm, "_tuplegetter", given.len(), 2, 2)?;
    let index = vm.as_ssize_t(given[0])?;
    let doc = vm.heap().new_ref(given[1]);
    Ok(make(vm, args.values[0], vec![Some(doc)], vec![index]))
}

/// A field of a named tuple: the item at the index.
fn get_field(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, object) = (args.values[0], args.values[1]);
    if object == vm.heap().none() {
        return Ok(vm.heap().new_ref(this));
    }
    let index = number(vm, this, INDEX);
    if !vm.heap().is_instance(object, Ty::Tuple) {
        let name = type_name(vm, object);
        return type_error(
            vm,
            format!(
                "descriptor for index '{index}' for tuple subclasses doesn't apply to '{name}' object"
            ),
        );
    }
    let item = usize::try_from(index)
        .ok()
        .and_then(|index| sequence::item(vm, object, index));
    match item {
        Some(item) => Ok(item),
        None => Err(vm.raise(Ty::IndexError, "tuple index out of range")),
    }
}

fn refuse_set(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    Err(vm.raise(Ty::AttributeError, "can't set attribute"))
}

fn refuse_delete(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    Err(vm.raise(Ty::AttributeError, "can't delete attribute"))
}

fn field_doc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match part(vm, args.values[0], DOC) {
        Some(doc) => Ok(vm.heap().new_ref(doc)),
        None => none(vm),
    }
}

fn set_field_doc(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let doc = args.values.get(1).map(|&doc| vm.heap().new_ref(doc));
    let old = vm
        .heap()
        .as_native_mut(args.values[0])
        .and_then(|native| native.refs.get_mut(DOC))
        .and_then(|place| std::mem::replace(place, doc));
    vm.heap().xdecref(old);
    none(vm)
}

/// `(_tuplegetter, (index, doc))`.
fn reduce_tuplegetter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let index = number(vm, args.values[0], INDEX);
    let parts = vec![vm.heap().new_int(index), field_doc(vm, args)?];
    let heap = vm.heap();
    let parts = heap.new_tuple(parts);
    let class = heap.type_of(args.values[0]);
    let class = heap.new_ref(class);
    Ok(heap.new_tuple(vec![class, parts]))
}

const TUPLEGETTER: NativeType = NativeType::new(
    "_collections",
    "_tuplegetter",
    32,
    &[
        NativeDef::slot(Slot::DescrGet, get_field),
        NativeDef::slot(Slot::DescrSet, refuse_set),
        NativeDef::slot(Slot::DescrDelete, refuse_delete),
        NativeDef::slot(Slot::New, new_tuplegetter),
        NativeDef::method("__reduce__", Arity::None, reduce_tuplegetter, REDUCE_DOC),
        NativeDef::getter("__doc__", field_doc, ""),
        NativeDef::setter("__doc__", set_field_doc),
    ],
)
.closed();

/// Instances of `defaultdict`, and of classes derived from it, have one slot more than dicts.
fn fill(vm: &mut Vm<'_>, _: ObjId) -> PyResult<()> {
    let class = vm
        .state
        .native_types
        .get("collections.defaultdict")
        .copied();
    if let Some(class) = class.and_then(|class| vm.heap().as_type_mut(class)) {
        class.slot_count = 1;
    }
    Ok(())
}

/// The module `_collections`; `collections` takes it from here.
pub const MODULE: NativeModule = NativeModule {
    name: "_collections",
    doc: "Containers for special purposes.",
    functions: &[NativeDef::function(
        "_count_elements",
        Arity::Range { min: 2, max: 2 },
        count_elements,
        "Adds one to a mapping's value for each item of an iterable.",
    )],
    types: &[
        deque::DEQUE,
        DEFAULTDICT,
        deque_methods::ITERATOR,
        deque_methods::REVERSE_ITERATOR,
        TUPLEGETTER,
    ],
    fill,
};
