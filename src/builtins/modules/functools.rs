//! `_functools`: `reduce` and `cmp_to_key`; `partial` and `lru_cache` lie in files of their own
//! (`Modules/_functoolsmodule.c`).

use crate::builtins::modules::{functools_cache, functools_partial};
use crate::builtins::support::{Signature, release, type_error};
use crate::builtins::types::dict_views::for_each;
use crate::builtins::types::native_state::{class, make, part};
use crate::builtins::types::sequence;
use crate::objects::{Slot, Ty};
use crate::vm::native::{Arity, NativeDef, NativeModule, NativeType};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// `reduce(function, iterable[, initial])`: the function of what came before and the next item,
/// again and again.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (function, iterable) = (args.values[0], args.values[1]);
    let mut result = args.values.get(2).copied();
    if let Some(initial) = result {
        vm.heap().incref(initial);
    }
    let iterator = match vm.iter(iterable) {
        Ok(iterator) => iterator,
        Err(fault) => {
            vm.heap().xdecref(result);
            if vm.catch(Ty::TypeError) {
                return type_error(vm, "reduce() arg 2 must support iteration");
            }
            return Err(fault);
        }
    };
    let done = for_each(vm, iterator, |vm, item| {
        let next = match result {
            Some(so_far) => {
                let next = vm.call(function, &[so_far, item])?;
                vm.heap().decref(so_far);
                next
            }
            None => vm.heap().new_ref(item),
        };
        result = Some(next);
        Ok(true)
    });
    vm.heap().decref(iterator);
    match (done, result) {
        (Ok(()), Some(result)) => Ok(result),
        (Ok(()), None) => type_error(vm, "reduce() of empty sequence with no initial value"),
        (Err(fault), result) => {
            vm.heap().xdecref(result);
            Err(fault)
        }
    }
}

/// References of a key made by `cmp_to_key`: the comparison function, the object.
const COMPARE: usize = 0;
const OBJECT: usize = 1;

const CMP_TO_KEY: Signature = Signature {
    name: "cmp_to_key",
    parameters: &["mycmp"],
    positional: 1,
    required: 1,
};

const KEY_CALL: Signature = Signature {
    name: "K",
    parameters: &["obj"],
    positional: 1,
    required: 1,
};

fn key_class(vm: &mut Vm<'_>) -> PyResult {
    class(vm, "functools.KeyWrapper")
}

fn cmp_to_key(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [compare] = CMP_TO_KEY.bind(vm, args, 0)?;
    let class = key_class(vm)?;
    if let Some(compare) = compare {
        vm.heap().incref(compare);
    }
    Ok(make(vm, class, vec![compare, None], Vec::new()))
}

/// Calling the key function wraps an object.
fn call_key(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [object] = KEY_CALL.bind(vm, args, 1)?;
    let compare = part(vm, args.values[0], COMPARE);
    for held in [compare, object].into_iter().flatten() {
        vm.heap().incref(held);
    }
    let class = key_class(vm)?;
    Ok(make(vm, class, vec![compare, object], Vec::new()))
}

/// Two wrapped objects compare as the function's result compares with 0.
fn compare_keys(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let (this, other) = (args.values[0], args.values[1]);
    if vm.heap().type_of(this) != vm.heap().type_of(other) {
        return type_error(vm, "other argument must be K instance");
    }
    let parts = (
        part(vm, this, COMPARE),
        part(vm, this, OBJECT),
        part(vm, other, OBJECT),
    );
    let (Some(compare), Some(x), Some(y)) = parts else {
        return Err(vm.raise(Ty::AttributeError, "object"));
    };
    let result = vm.call(compare, &[x, y])?;
    let zero = vm.heap().new_int(0);
    let answer = vm.rich_compare(result, zero, op);
    release(vm, &[zero, result], answer)
}

sequence::comparisons!(compare_keys);

fn key_object(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match part(vm, args.values[0], OBJECT) {
        Some(object) => Ok(vm.heap().new_ref(object)),
        None => Err(vm.raise(Ty::AttributeError, "obj")),
    }
}

const KEY_WRAPPER: NativeType = NativeType::new(
    "functools",
    "KeyWrapper",
    32,
    &[
        NativeDef::slot(Slot::Call, call_key),
        NativeDef::slot(Slot::Lt, lt),
        NativeDef::slot(Slot::Le, le),
        NativeDef::slot(Slot::Eq, eq),
        NativeDef::slot(Slot::Ne, ne),
        NativeDef::slot(Slot::Gt, gt),
        NativeDef::slot(Slot::Ge, ge),
        NativeDef::member("obj", key_object, "The wrapped object."),
    ],
)
.closed()
.without_gc();

/// The module `_functools`; `functools` takes everything from it.
pub const MODULE: NativeModule = NativeModule {
    name: "_functools",
    doc: "Functions that work on functions.",
    functions: &[
        NativeDef::function(
            "reduce",
            Arity::Range { min: 2, max: 3 },
            reduce,
            "Combines all items of an iterable, from the first to the last.",
        )
        .varargs(),
        NativeDef::function(
            "cmp_to_key",
            Arity::Any,
            cmp_to_key,
            "A sort key made of a function that says which of two objects is less.",
        )
        .varargs(),
    ],
    types: &[
        functools_partial::PARTIAL,
        functools_cache::LRU_CACHE_WRAPPER,
        KEY_WRAPPER,
    ],
    fill: |_, _| Ok(()),
};
