//! Iterators that join several: `chain`, `zip_longest`; and `starmap`
//! (`Modules/itertoolsmodule.c`).

use crate::builtins::modules::itertools::{next_of, plain_keywords};
use crate::builtins::modules::itertools_state;
use crate::builtins::support::{check_positional, exhausted, itself, release, type_error};
use crate::builtins::types::iterators::{REDUCE_DOC, SETSTATE_DOC};
use crate::builtins::types::native_state::{
    begin_tuple_again, cancel_tuple_again, finish_tuple_again, iterators_of, make, number, part,
    set_number, set_part,
};
use crate::builtins::types::{sequence, tuple};
use crate::objects::{Payload, Slot};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, PyResult, Vm};

/// `chain`: the iterator over the iterables, the iterator over the present one.
pub(super) const SOURCE: usize = 0;
pub(super) const ACTIVE: usize = 1;

fn new_chain(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    plain_keywords(vm, "chain", args)?;
    let iterables = sequence::copy_items(vm, &args.pos()[1..]);
    let iterables = vm.heap().new_tuple(iterables);
    let source = vm.iter(iterables);
    let source = release(vm, &[iterables], source)?;
    Ok(make(
        vm,
        args.values[0],
        vec![Some(source), None],
        Vec::new(),
    ))
}

fn from_iterable(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let source = vm.iter(args.values[1])?;
    Ok(make(
        vm,
        args.values[0],
        vec![Some(source), None],
        Vec::new(),
    ))
}

fn next_chain(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    loop {
        let Some(source) = part(vm, this, SOURCE) else {
            return exhausted();
        };
        if part(vm, this, ACTIVE).is_none() {
            let next = vm.next(source);
            let Ok(Some(iterable)) = next else {
                set_part(vm, this, SOURCE, None);
                next?;
                return exhausted();
            };
            let active = vm.iter(iterable);
            match release(vm, &[iterable], active) {
                Ok(active) => set_part(vm, this, ACTIVE, Some(active)),
                Err(fault) => {
                    set_part(vm, this, SOURCE, None);
                    return Err(fault);
                }
            }
        }
        if let Some(active) = part(vm, this, ACTIVE)
            && let Some(item) = vm.next(active)?
        {
            return Ok(item);
        }
        set_part(vm, this, ACTIVE, None);
    }
}

/// `itertools.chain`.
pub const CHAIN: NativeType = NativeType::new(
    "itertools",
    "chain",
    32,
    &[
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_chain),
        NativeDef::slot(Slot::New, new_chain),
        NativeDef::method(
            "__reduce__",
            Arity::None,
            itertools_state::reduce_chain,
            REDUCE_DOC,
        ),
        NativeDef::method(
            "__setstate__",
            Arity::One,
            itertools_state::set_chain,
            SETSTATE_DOC,
        ),
        NativeDef::class_method(
            "from_iterable",
            Arity::One,
            from_iterable,
            "Chains the iterables that one iterable gives.",
        ),
    ],
);

/// `starmap`: the function, the iterator over argument lists.
const FUNCTION: usize = 0;
const ARGUMENTS: usize = 1;

fn new_starmap(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    plain_keywords(vm, "starmap", args)?;
    let given = &args.pos()[1..];
    check_positional(vm, "starmap", given.len(), 2, 2)?;
    let iterator = vm.iter(given[1])?;
    let function = vm.heap().new_ref(given[0]);
    Ok(make(
        vm,
        args.values[0],
        vec![Some(function), Some(iterator)],
        Vec::new(),
    ))
}

fn next_starmap(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(function) = part(vm, this, FUNCTION) else {
        return exhausted();
    };
    let arguments = next_of(vm, this, ARGUMENTS)?;
    let as_tuple = tuple::of_iterable(vm, arguments);
    let as_tuple = release(vm, &[arguments], as_tuple)?;
    let items = sequence::items(vm.heap(), as_tuple).to_vec();
    let result = vm.call(function, &items);
    release(vm, &[as_tuple], result)
}

/// `itertools.starmap`.
pub const STARMAP: NativeType = NativeType::new(
    "itertools",
    "starmap",
    32,
    &[
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_starmap),
        NativeDef::slot(Slot::New, new_starmap),
        NativeDef::method(
            "__reduce__",
            Arity::None,
            itertools_state::reduce_pair,
            REDUCE_DOC,
        ),
    ],
);

/// `zip_longest`: the tuple of iterators (None in place of an exhausted one), the tuple given
/// last, the value for what is missing; how many iterators still run.
pub(super) const ITERATORS: usize = 0;
const RESULT: usize = 1;
pub(super) const FILL: usize = 2;
const ACTIVE_COUNT: usize = 0;

fn new_zip_longest(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut fill = vm.heap().none();
    for (name, value) in args.keywords() {
        if vm
            .heap()
            .as_str(name)
            .is_none_or(|name| *name != "fillvalue")
        {
            return type_error(vm, "zip_longest() got an unexpected keyword argument");
        }
        fill = value;
    }
    let iterables = &args.pos()[1..];
    let iterators = iterators_of(vm, iterables)?;
    let nones: Vec<ObjId> = iterables.iter().map(|_| vm.heap().none_ref()).collect();
    let result = vm.heap().new_tuple(nones);
    let fill = vm.heap().new_ref(fill);
    let refs = vec![Some(iterators), Some(result), Some(fill)];
    Ok(make(vm, args.values[0], refs, vec![iterables.len() as i64]))
}

fn next_zip_longest(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let parts = (
        part(vm, this, ITERATORS),
        part(vm, this, RESULT),
        part(vm, this, FILL),
    );
    let ((Some(iterators), Some(result), Some(fill)), 1..) =
        (parts, number(vm, this, ACTIVE_COUNT))
    else {
        return exhausted();
    };
    let count = sequence::items(vm.heap(), iterators).len();
    let none = vm.heap().none();
    let room = begin_tuple_again(vm, result);
    let mut items = Vec::with_capacity(count);
    for at in 0..count {
        let iterator = sequence::items(vm.heap(), iterators).get(at).copied();
        let next = match iterator.filter(|&iterator| iterator != none) {
            Some(iterator) => vm.next(iterator),
            None => {
                items.push(vm.heap().new_ref(fill));
                continue;
            }
        };
        match next {
            Ok(Some(item)) => items.push(item),
            Ok(None) => {
                let active = number(vm, this, ACTIVE_COUNT) - 1;
                set_number(vm, this, ACTIVE_COUNT, active);
                if active == 0 {
                    vm.heap().decref_all(items);
                    cancel_tuple_again(vm, room);
                    return exhausted();
                }
                items.push(vm.heap().new_ref(fill));
                drop_iterator(vm, iterators, at);
            }
            Err(fault) => {
                set_number(vm, this, ACTIVE_COUNT, 0);
                cancel_tuple_again(vm, room);
                return release(vm, &items, Err(fault));
            }
        }
    }
    Ok(finish_tuple_again(vm, result, room, items))
}

/// Puts None in the place of an exhausted iterator.
fn drop_iterator(vm: &mut Vm<'_>, iterators: ObjId, at: usize) {
    let none = vm.heap().none_ref();
    let mut released = none;
    if let Payload::Tuple(items) = &mut vm.heap().get_mut(iterators).payload
        && let Some(place) = items.get_mut(at)
    {
        released = std::mem::replace(place, none);
    }
    vm.heap().decref(released);
}

/// `itertools.zip_longest`.
pub const ZIP_LONGEST: NativeType = NativeType::new(
    "itertools",
    "zip_longest",
    56,
    &[
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_zip_longest),
        NativeDef::slot(Slot::New, new_zip_longest),
        NativeDef::method(
            "__reduce__",
            Arity::None,
            itertools_state::reduce_zip_longest,
            REDUCE_DOC,
        ),
        NativeDef::method(
            "__setstate__",
            Arity::One,
            itertools_state::set_zip_longest,
            SETSTATE_DOC,
        ),
    ],
);
