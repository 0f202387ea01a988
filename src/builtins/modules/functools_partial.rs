//! `functools.partial`: a callable with some of its arguments (`Modules/_functoolsmodule.c`).

use crate::builtins::support::{concat, none, release, type_error};
use crate::builtins::types::namespace;
use crate::builtins::types::native_state::{class, make, part, set_part};
use crate::builtins::types::sequence;
use crate::objects::ty::TyInfo;
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, PyResult, Vm};

/// References: the callable, the tuple of positional arguments, the dict of keywords.
const FUNC: usize = 0;
const ARGS: usize = 1;
const KEYWORDS: usize = 2;

/// The three parts of a partial; borrowed.
fn parts(vm: &mut Vm<'_>, this: ObjId) -> PyResult<(ObjId, ObjId, ObjId)> {
    let found = (
        part(vm, this, FUNC),
        part(vm, this, ARGS),
        part(vm, this, KEYWORDS),
    );
    match found {
        (Some(func), Some(args), Some(keywords)) => Ok((func, args, keywords)),
        _ => type_error(vm, "invalid partial state"),
    }
}

/// `partial(func, *args, **keywords)`; of a plain partial, the inner callable is taken over.
fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some((&func, given)) = args.pos()[1..].split_first() else {
        return type_error(vm, "type 'partial' takes at least one argument");
    };
    if !vm.is_callable(func) {
        return type_error(vm, "the first argument must be callable");
    }
    let plain = class(vm, "functools.partial")?;
    let inner = if vm.heap().type_of(func) == plain
        && args.values[0] == plain
        && vm.heap().get(func).dict.is_none()
    {
        Some(parts(vm, func)?)
    } else {
        None
    };
    let (func, mut items, keywords) = match inner {
        Some((func, args, keywords)) => {
            let items = sequence::items(vm.heap(), args).to_vec();
            (func, items, vm.heap().dict_copy(keywords))
        }
        None => (func, Vec::new(), vm.heap().new_dict()),
    };
    items.extend_from_slice(given);
    for (name, value) in args.keywords() {
        if let Err(fault) = vm.dict_set(keywords, name, value) {
            return release(vm, &[keywords], Err(fault));
        }
    }
    let items = sequence::copy_items(vm, &items);
    let items = vm.heap().new_tuple(items);
    let func = vm.heap().new_ref(func);
    let refs = vec![Some(func), Some(items), Some(keywords)];
    Ok(make(vm, args.values[0], refs, Vec::new()))
}

/// Calls with the kept arguments first; a keyword of the call replaces a kept one.
fn call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (func, kept, keywords) = parts(vm, args.values[0])?;
    let mut values = sequence::items(vm.heap(), kept).to_vec();
    values.extend_from_slice(&args.pos()[1..]);
    let mut named = Vec::new();
    let mut pos = 0;
    while let Some((name, value, _)) = vm.heap().dict_entry_next(keywords, &mut pos) {
        named.push((name, value));
    }
    for (name, value) in args.keywords() {
        let text = vm.heap().as_str(name).cloned();
        let same = named
            .iter()
            .position(|&(kept, _)| vm.state.heap.as_str(kept).cloned() == text);
        match same {
            Some(at) => named[at].1 = value,
            None => named.push((name, value)),
        }
    }
    let names: Vec<ObjId> = named.iter().map(|&(name, _)| name).collect();
    values.extend(named.iter().map(|&(_, value)| value));
    vm.call_kw(
        func,
        Args {
            values: &values,
            names: &names,
        },
    )
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    if !vm.repr_enter(this) {
        return Ok(vm.heap().new_str(PyStr::new("...")));
    }
    let pieces = repr_pieces(vm, this);
    vm.repr_leave(this);
    let pieces = pieces?;
    Ok(vm.heap().new_str(concat(&pieces)))
}

fn repr_pieces(vm: &mut Vm<'_>, this: ObjId) -> PyResult<Vec<PyStr>> {
    let (func, args, keywords) = parts(vm, this)?;
    let mut pieces = vec![PyStr::new(&format!("{}(", vm.heap().type_name(this)))];
    pieces.push(vm.repr(func)?);
    let items = sequence::items(vm.heap(), args).to_vec();
    for item in items {
        pieces.push(PyStr::new(", "));
        pieces.push(vm.repr(item)?);
    }
    let mut pos = 0;
    while let Some((name, value, _)) = vm.heap().dict_entry_next(keywords, &mut pos) {
        // Making text of the one may remove the other.
        vm.heap().incref(name);
        vm.heap().incref(value);
        let shown = vm.str(name).and_then(|name| Ok((name, vm.repr(value)?)));
        vm.heap().decref_all([name, value]);
        let (name, value) = shown?;
        pieces.extend([PyStr::new(", "), name, PyStr::new("="), value]);
    }
    pieces.push(PyStr::new(")"));
    Ok(pieces)
}

/// The instance's `__dict__`, or None while it has none; a new reference.
fn dict_or_none(vm: &mut Vm<'_>, this: ObjId) -> ObjId {
    let heap = vm.heap();
    let dict = heap.get(this).dict.unwrap_or(heap.none());
    heap.new_ref(dict)
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (func, items, keywords) = parts(vm, this)?;
    let heap = vm.heap();
    let func_again = heap.new_ref(func);
    let arguments = heap.new_tuple(vec![func_again]);
    let state = vec![
        heap.new_ref(func),
        heap.new_ref(items),
        heap.new_ref(keywords),
        dict_or_none(vm, this),
    ];
    let heap = vm.heap();
    let state = heap.new_tuple(state);
    let class = heap.type_of(this);
    let class = heap.new_ref(class);
    Ok(heap.new_tuple(vec![class, arguments, state]))
}

fn set_state(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let state = match vm.heap().as_tuple(args.values[1]) {
        Some(&[func, items, keywords, dict]) => Some((func, items, keywords, dict)),
        _ => None,
    };
    let Some((func, items, keywords, dict)) = state else {
        return type_error(vm, "invalid partial state");
    };
    let none_object = vm.heap().none();
    let valid = vm.is_callable(func)
        && vm.heap().is_instance(items, Ty::Tuple)
        && (keywords == none_object || vm.heap().is_instance(keywords, Ty::Dict));
    if !valid {
        return type_error(vm, "invalid partial state");
    }
    // Instances of subclasses are copied into plain ones.
    let keywords = if keywords == none_object {
        vm.heap().new_dict()
    } else if vm.heap().is_exact(keywords, Ty::Dict) {
        vm.heap().new_ref(keywords)
    } else {
        vm.dict_copy(keywords)?
    };
    let items = if vm.heap().is_exact(items, Ty::Tuple) {
        vm.heap().new_ref(items)
    } else {
        let items = vm.collect(items)?;
        vm.heap().new_tuple(items)
    };
    let func = vm.heap().new_ref(func);
    if dict != none_object {
        namespace::set_dict_of(vm, Args::positional(&[this, dict]))?;
    }
    set_part(vm, this, FUNC, Some(func));
    set_part(vm, this, ARGS, Some(items));
    set_part(vm, this, KEYWORDS, Some(keywords));
    none(vm)
}

fn member(vm: &mut Vm<'_>, args: Args<'_>, at: usize) -> PyResult {
    match part(vm, args.values[0], at) {
        Some(value) => Ok(vm.heap().new_ref(value)),
        None => none(vm),
    }
}

fn func(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    member(vm, args, FUNC)
}

fn arguments(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    member(vm, args, ARGS)
}

fn keywords(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    member(vm, args, KEYWORDS)
}

/// The type, with CPython's size.
pub const PARTIAL: NativeType = NativeType {
    module: "functools",
    info: TyInfo {
        name: "partial",
        base: Ty::Object,
        basicsize: 64,
        itemsize: 0,
        gc: true,
        basetype: true,
        dictoffset: 40,
        weaklistoffset: 48,
    },
    members: &[
        NativeDef::slot(Slot::Repr, repr),
        NativeDef::slot(Slot::Call, call),
        NativeDef::slot(Slot::New, new),
        NativeDef::method("__reduce__", Arity::None, reduce, "State for pickling."),
        NativeDef::method(
            "__setstate__",
            Arity::One,
            set_state,
            "Restores the state of an unpickled object.",
        ),
        NativeDef::member("func", func, "The callable."),
        NativeDef::member("args", arguments, "The positional arguments kept."),
        NativeDef::member("keywords", keywords, "The keyword arguments kept."),
        NativeDef::getter("__dict__", namespace::dict_of, ""),
        NativeDef::setter("__dict__", namespace::set_dict_of),
    ],
};
