//! `operator.itemgetter`, `attrgetter` and `methodcaller` (`Modules/_operator.c`).

use crate::builtins::support::{check_positional, concat, no_keywords, release, type_error};
use crate::builtins::types::native_state::{make, part};
use crate::builtins::types::sequence;
use crate::objects::Slot;
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, PyResult, Vm};

/// Reference: the tuple of keys, of names, or of the method's name and arguments.
const ITEMS: usize = 0;
/// `methodcaller`: the keyword arguments' names and values as one tuple of each.
const NAMES: usize = 1;
const VALUES: usize = 2;

/// The one argument of a call of a getter.
fn operand(vm: &mut Vm<'_>, name: &str, args: Args<'_>) -> PyResult {
    no_keywords(vm, name, args)?;
    let given = &args.pos()[1..];
    check_positional(vm, name, given.len(), 1, 1)?;
    Ok(given[0])
}

/// What one key gives, or a tuple of what several give.
fn gather(vm: &mut Vm<'_>, this: ObjId, get: impl Fn(&mut Vm<'_>, ObjId) -> PyResult) -> PyResult {
    let keys = match part(vm, this, ITEMS) {
        Some(keys) => sequence::items(vm.heap(), keys).to_vec(),
        None => Vec::new(),
    };
    if let [key] = *keys {
        return get(vm, key);
    }
    let mut found = Vec::with_capacity(keys.len());
    for key in keys {
        match get(vm, key) {
            Ok(value) => found.push(value),
            Err(fault) => return release(vm, &found, Err(fault)),
        }
    }
    Ok(vm.heap().new_tuple(found))
}

/// At least one argument; the complaint speaks of one.
fn check_any(vm: &mut Vm<'_>, name: &str, given: usize) -> PyResult<()> {
    check_positional(vm, name, given.min(1), 1, 1)
}

/// A getter that keeps its arguments as a tuple.
fn keep_arguments(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let items = sequence::copy_items(vm, &args.pos()[1..]);
    let items = vm.heap().new_tuple(items);
    Ok(make(vm, args.values[0], vec![Some(items)], Vec::new()))
}

fn new_itemgetter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, "itemgetter", args)?;
    check_any(vm, "itemgetter", args.pos().len() - 1)?;
    keep_arguments(vm, args)
}

fn call_itemgetter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = operand(vm, "itemgetter", args)?;
    gather(vm, args.values[0], |vm, key| vm.get_item(object, key))
}

fn new_attrgetter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    no_keywords(vm, "attrgetter", args)?;
    let names = &args.pos()[1..];
    check_any(vm, "attrgetter", names.len())?;
    for &name in names {
        if vm.heap().as_str(name).is_none() {
            return type_error(vm, "attribute name must be a string");
        }
    }
    keep_arguments(vm, args)
}

fn call_attrgetter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = operand(vm, "attrgetter", args)?;
    gather(vm, args.values[0], |vm, name| {
        dotted_attribute(vm, object, name)
    })
}

/// The attribute at the end of a dotted name.
fn dotted_attribute(vm: &mut Vm<'_>, object: ObjId, name: ObjId) -> PyResult {
    let text = vm
        .heap()
        .as_str(name)
        .cloned()
        .unwrap_or_default()
        .to_lossy();
    if !text.contains('.') {
        return vm.getattr(object, name);
    }
    let mut current = vm.heap().new_ref(object);
    for piece in text.split('.') {
        let next = vm.getattr_str(current, piece);
        current = release(vm, &[current], next)?;
    }
    Ok(current)
}

fn new_methodcaller(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = &args.pos()[1..];
    let Some(&name) = given.first() else {
        return type_error(
            vm,
            "methodcaller needs at least one argument, the method name",
        );
    };
    if vm.heap().as_str(name).is_none() {
        return type_error(vm, "method name must be a string");
    }
    let items = sequence::copy_items(vm, given);
    let items = vm.heap().new_tuple(items);
    let names = sequence::copy_items(vm, args.names);
    let names = vm.heap().new_tuple(names);
    let values = sequence::copy_items(vm, &args.values[args.pos().len()..]);
    let values = vm.heap().new_tuple(values);
    let refs = vec![Some(items), Some(names), Some(values)];
    Ok(make(vm, args.values[0], refs, Vec::new()))
}

/// The kept arguments: positional ones (the method's name first), keyword names and values.
fn kept(vm: &mut Vm<'_>, this: ObjId) -> [Vec<ObjId>; 3] {
    [ITEMS, NAMES, VALUES].map(|at| match part(vm, this, at) {
        Some(tuple) => sequence::items(vm.heap(), tuple).to_vec(),
        None => Vec::new(),
    })
}

fn call_methodcaller(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = operand(vm, "methodcaller", args)?;
    let [items, names, keyword_values] = kept(vm, args.values[0]);
    let Some((&name, arguments)) = items.split_first() else {
        return type_error(
            vm,
            "methodcaller needs at least one argument, the method name",
        );
    };
    let method = vm.getattr(object, name)?;
    let values = [arguments, &keyword_values].concat();
    let result = vm.call_kw(
        method,
        Args {
            values: &values,
            names: &names,
        },
    );
    release(vm, &[method], result)
}

/// The class and the arguments that make the getter again.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let [items, ..] = kept(vm, this);
    let heap = vm.heap();
    let class = heap.new_ref(heap.type_of(this));
    let items = heap.new_tuple_of(&items);
    Ok(heap.new_tuple(vec![class, items]))
}

/// Keywords are kept by a `partial` of the class.
fn reduce_methodcaller(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let [items, names, keyword_values] = kept(vm, this);
    let (Some((&name, arguments)), false) = (items.split_first(), names.is_empty()) else {
        return reduce(vm, args);
    };
    let functools = vm.import_by_name("functools")?;
    let partial = vm.getattr_str(functools, "partial");
    let partial = release(vm, &[functools], partial)?;
    let class = vm.heap().type_of(this);
    let values = [&[class, name][..], &keyword_values].concat();
    let maker = vm.call_kw(
        partial,
        Args {
            values: &values,
            names: &names,
        },
    );
    let maker = release(vm, &[partial], maker)?;
    let arguments = vm.heap().new_tuple_of(arguments);
    Ok(vm.heap().new_tuple(vec![maker, arguments]))
}

/// `operator.itemgetter(1, 2)`.
fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let name = vm.heap().type_name(this);
    if !vm.repr_enter(this) {
        return Ok(vm.heap().new_str(PyStr::new(&format!("{name}(...)"))));
    }
    let text = repr_arguments(vm, this);
    vm.repr_leave(this);
    let mut pieces = text?;
    pieces.insert(0, PyStr::new(&format!("{name}(")));
    pieces.push(PyStr::new(")"));
    Ok(vm.heap().new_str(concat(&pieces)))
}

fn repr_arguments(vm: &mut Vm<'_>, this: ObjId) -> PyResult<Vec<PyStr>> {
    let [items, names, values] = kept(vm, this);
    let mut pieces = Vec::new();
    let positional = items.into_iter().map(|item| (None, item));
    let keywords = names.into_iter().map(Some).zip(values);
    for (name, value) in positional.chain(keywords) {
        if !pieces.is_empty() {
            pieces.push(PyStr::new(", "));
        }
        if let Some(name) = name {
            pieces.push(vm.heap().as_str(name).cloned().unwrap_or_default());
            pieces.push(PyStr::new("="));
        }
        pieces.push(vm.repr(value)?);
    }
    Ok(pieces)
}

/// The three types, with CPython's sizes.
pub const TYPES: &[NativeType] = &[
    NativeType::new(
        "operator",
        "itemgetter",
        40,
        &[
            NativeDef::slot(Slot::Repr, repr),
            NativeDef::slot(Slot::Call, call_itemgetter),
            NativeDef::slot(Slot::New, new_itemgetter),
            NativeDef::method("__reduce__", Arity::None, reduce, "How to make it again."),
        ],
    )
    .closed(),
    NativeType::new(
        "operator",
        "attrgetter",
        32,
        &[
            NativeDef::slot(Slot::Repr, repr),
            NativeDef::slot(Slot::Call, call_attrgetter),
            NativeDef::slot(Slot::New, new_attrgetter),
            NativeDef::method("__reduce__", Arity::None, reduce, "How to make it again."),
        ],
    )
    .closed(),
    NativeType::new(
        "operator",
        "methodcaller",
        40,
        &[
            NativeDef::slot(Slot::Repr, repr),
            NativeDef::slot(Slot::Call, call_methodcaller),
            NativeDef::slot(Slot::New, new_methodcaller),
            NativeDef::method(
                "__reduce__",
                Arity::None,
                reduce_methodcaller,
                "How to make it again.",
            ),
        ],
    )
    .closed(),
];
