//! `functools.lru_cache`: remembers results by arguments, and forgets the least recently used one
//! when there are too many (`Modules/_functoolsmodule.c`).
//!
//! CPython keeps the results in a dict and the order of use in a ring of links. Here the dict
//! itself keeps the order: it remembers insertion, and a result that is used again is taken out and
//! put back at the end.

use crate::builtins::support::{Signature, none, release, type_error};
use crate::builtins::types::namespace;
use crate::builtins::types::native_state::{make, number, part, set_number};
use crate::builtins::types::sequence;
use crate::objects::ty::TyInfo;
use crate::objects::{Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, PyResult, Vm};

/// References: the function, the results by key, the class of `cache_info`, the mark between
/// positional and keyword arguments in a key.
const FUNCTION: usize = 0;
const CACHE: usize = 1;
const INFO_CLASS: usize = 2;
const KEYWORD_MARK: usize = 3;
/// Numbers: the most results kept (-1: no limit), whether types count, hits, misses.
const MAXSIZE: usize = 0;
const TYPED: usize = 1;
const HITS: usize = 2;
const MISSES: usize = 3;

const SIGNATURE: Signature = Signature {
    name: "lru_cache",
    parameters: &["user_function", "maxsize", "typed", "cache_info_type"],
    positional: 4,
    required: 4,
};

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [function, maxsize, typed, info_class] = SIGNATURE.bind(vm, args, 1)?;
    let none_object = vm.heap().none();
    let (function, maxsize) = (
        function.unwrap_or(none_object),
        maxsize.unwrap_or(none_object),
    );
    if !vm.is_callable(function) {
        return type_error(vm, "the first argument must be callable");
    }
    let maxsize = if maxsize == none_object {
        -1
    } else if crate::builtins::support::is_index(vm, maxsize) {
        vm.index_i64(maxsize)?.max(0)
    } else {
        return type_error(vm, "maxsize should be integer or None");
    };
    let typed = match typed {
        Some(typed) => vm.is_true(typed)?,
        None => false,
    };
    for held in [Some(function), info_class].into_iter().flatten() {
        vm.heap().incref(held);
    }
    let cache = vm.heap().new_dict();
    let object = crate::objects::type_id(Ty::Object);
    let mark = vm.call(object, &[])?;
    let refs = vec![Some(function), Some(cache), info_class, Some(mark)];
    let numbers = vec![maxsize, i64::from(typed), 0, 0];
    Ok(make(vm, args.values[0], refs, numbers))
}

/// The key of a call's arguments (`lru_cache_make_key`): a single int or string is its own key,
/// else a tuple; a new reference.
fn make_key(vm: &mut Vm<'_>, this: ObjId, args: Args<'_>) -> ObjId {
    let positional = &args.pos()[1..];
    let typed = number(vm, this, TYPED) != 0;
    if let (&[only], false, true) = (positional, typed, args.names.is_empty())
        && (vm.heap().is_exact(only, Ty::Int) || vm.heap().is_exact(only, Ty::Str))
    {
        return vm.heap().new_ref(only);
    }
    let mut items = positional.to_vec();
    if !args.names.is_empty() {
        items.extend(part(vm, this, KEYWORD_MARK));
        items.extend(args.keywords().flat_map(|(name, value)| [name, value]));
    }
    if typed {
        for &value in &args.values[1..] {
            items.push(vm.heap().type_of(value));
        }
    }
    let items = sequence::copy_items(vm, &items);
    vm.heap().new_tuple(items)
}

fn count(vm: &mut Vm<'_>, this: ObjId, which: usize) {
    let value = number(vm, this, which);
    set_number(vm, this, which, value + 1);
}

fn call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (Some(function), Some(cache)) = (part(vm, this, FUNCTION), part(vm, this, CACHE)) else {
        return none(vm);
    };
    let passed = Args {
        values: &args.values[1..],
        names: args.names,
    };
    let maxsize = number(vm, this, MAXSIZE);
    if maxsize == 0 {
        count(vm, this, MISSES);
        return vm.call_kw(function, passed);
    }
    let key = make_key(vm, this, args);
    let result = cached_call(vm, this, key, cache, maxsize, |vm| {
        vm.call_kw(function, passed)
    });
    release(vm, &[key], result)
}

fn cached_call(
    vm: &mut Vm<'_>,
    this: ObjId,
    key: ObjId,
    cache: ObjId,
    maxsize: i64,
    compute: impl FnOnce(&mut Vm<'_>) -> PyResult,
) -> PyResult {
    let hash = vm.hash(key)?;
    if let Some(found) = vm.dict_get_hash(cache, key, hash)? {
        let found = vm.heap().new_ref(found);
        count(vm, this, HITS);
        if maxsize > 0
            && let Some(kept) = vm.dict_pop(cache, key)?
        {
            let back = vm.dict_set_hash(cache, key, hash, kept);
            release(vm, &[kept], back)?;
        }
        return Ok(found);
    }
    count(vm, this, MISSES);
    let result = compute(vm)?;
    // The call may have stored the key already, deeper in a recursion.
    let known = match vm.dict_get_hash(cache, key, hash) {
        Ok(known) => known.is_some(),
        Err(fault) => return release(vm, &[result], Err(fault)),
    };
    if known && maxsize > 0 {
        return Ok(result);
    }
    if maxsize > 0 && vm.heap().dict_len(cache) as i64 >= maxsize {
        forget_oldest(vm, cache)?;
    }
    match vm.dict_set_hash(cache, key, hash, result) {
        Ok(()) => Ok(result),
        Err(fault) => release(vm, &[result], Err(fault)),
    }
}

/// Takes out the result that has not been used for the longest time: the dict's first.
fn forget_oldest(vm: &mut Vm<'_>, cache: ObjId) -> PyResult<()> {
    let mut pos = 0;
    if let Some((key, ..)) = vm.heap().dict_entry_next(cache, &mut pos) {
        let key = vm.heap().new_ref(key);
        let deleted = vm.dict_del(cache, key);
        release(vm, &[key], deleted)?;
    }
    Ok(())
}

/// As a method: bound to the instance.
fn bind(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, object) = (args.values[0], args.values[1]);
    if object == vm.heap().none() {
        return Ok(vm.heap().new_ref(this));
    }
    Ok(vm.heap().new_bound_method(this, object))
}

fn cache_info(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (Some(cache), Some(class)) = (part(vm, this, CACHE), part(vm, this, INFO_CLASS)) else {
        return none(vm);
    };
    let maxsize = number(vm, this, MAXSIZE);
    let (hits, misses) = (number(vm, this, HITS), number(vm, this, MISSES));
    let size = vm.heap().dict_len(cache);
    let values = [
        vm.heap().new_int(hits),
        vm.heap().new_int(misses),
        if maxsize < 0 {
            vm.heap().none_ref()
        } else {
            vm.heap().new_int(maxsize)
        },
        vm.heap().new_int(size),
    ];
    let info = vm.call(class, &values);
    release(vm, &values, info)
}

fn cache_clear(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    set_number(vm, this, HITS, 0);
    set_number(vm, this, MISSES, 0);
    if let Some(cache) = part(vm, this, CACHE) {
        vm.heap().dict_clear(cache);
    }
    none(vm)
}

fn copy(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(vm.heap().new_ref(args.values[0]))
}

fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.getattr_str(args.values[0], "__qualname__")
}

/// The type, with CPython's size.
pub const LRU_CACHE_WRAPPER: NativeType = NativeType {
    module: "functools",
    info: TyInfo {
        name: "_lru_cache_wrapper",
        base: Ty::Object,
        basicsize: 128,
        itemsize: 0,
        gc: true,
        basetype: true,
        dictoffset: 120,
        weaklistoffset: 0,
    },
    members: &[
        NativeDef::slot(Slot::Call, call),
        NativeDef::slot(Slot::DescrGet, bind),
        NativeDef::slot(Slot::New, new),
        NativeDef::getter("__dict__", namespace::dict_of, ""),
        NativeDef::method(
            "cache_info",
            Arity::None,
            cache_info,
            "Hits, misses, limit and present size.",
        ),
        NativeDef::method(
            "cache_clear",
            Arity::None,
            cache_clear,
            "Forgets all results and counts.",
        ),
        NativeDef::method(
            "__reduce__",
            Arity::None,
            reduce,
            "The name it is found by.",
        ),
        NativeDef::method("__copy__", Arity::None, copy, "Itself.").varargs(),
        NativeDef::method("__deepcopy__", Arity::One, copy, "Itself.").varargs(),
    ],
};
