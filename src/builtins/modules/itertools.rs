//! `itertools`: the module; its iterators lie in the files beside, sorted by what they do
//! (`Modules/itertoolsmodule.c`).

use crate::builtins::modules::{
    itertools_combine, itertools_endless, itertools_group, itertools_join, itertools_select,
};
use crate::builtins::support::{exhausted, no_keywords};
use crate::builtins::types::native_state::{part, set_part};
use crate::objects::Payload;
use crate::value::ObjId;
use crate::vm::native::NativeModule;
use crate::vm::{Args, PyResult, Vm};

/// Keywords are refused for the type itself only; a subclass may take them.
pub fn plain_keywords(vm: &mut Vm<'_>, name: &str, args: Args<'_>) -> PyResult<()> {
    let class = args.values[0];
    let subclass = vm.heap().as_type(class).is_some_and(|ty| ty.heap_type);
    if subclass {
        return Ok(());
    }
    no_keywords(vm, name, args)
}

/// The next item of the iterator that is the reference `at`; the end of it is the end.
pub fn next_of(vm: &mut Vm<'_>, this: ObjId, at: usize) -> PyResult {
    let Some(iterator) = part(vm, this, at) else {
        return exhausted();
    };
    match vm.next(iterator)? {
        Some(item) => Ok(item),
        None => exhausted(),
    }
}

/// Gives a tuple of these items (stolen) and keeps it as reference `at`: the tuple given last, if
/// nobody else has it any more, else a new one.
pub fn give_tuple(vm: &mut Vm<'_>, this: ObjId, at: usize, items: Vec<ObjId>) -> ObjId {
    let Some(kept) = part(vm, this, at) else {
        let tuple = vm.heap().new_tuple(items);
        let again = vm.heap().new_ref(tuple);
        set_part(vm, this, at, Some(again));
        return tuple;
    };
    if vm.heap().refcount(kept) == 1 && !items.is_empty() {
        return crate::builtins::types::native_state::reuse_tuple(vm, kept, items);
    }
    let tuple = vm.heap().new_tuple(items);
    let again = vm.heap().new_ref(tuple);
    set_part(vm, this, at, Some(again));
    tuple
}

/// Sets the numbers behind the first `skip` ones.
pub fn set_numbers(vm: &mut Vm<'_>, this: ObjId, skip: usize, values: &[i64]) {
    if let Payload::Native(native) = &mut vm.heap().get_mut(this).payload {
        native.numbers.truncate(skip);
        native.numbers.extend_from_slice(values);
    }
}

/// The numbers behind the first `skip` ones.
pub fn numbers(vm: &Vm<'_>, this: ObjId, skip: usize) -> Vec<i64> {
    match vm.state.heap.as_native(this) {
        Some(native) => native.numbers.get(skip..).unwrap_or(&[]).to_vec(),
        None => Vec::new(),
    }
}

/// The module `itertools`.
pub const MODULE: NativeModule = NativeModule {
    name: "itertools",
    doc: "Iterators made of iterators.",
    functions: &[itertools_group::TEE],
    types: &[
        itertools_select::ACCUMULATE,
        itertools_combine::COMBINATIONS,
        itertools_combine::COMBINATIONS_WITH_REPLACEMENT,
        itertools_endless::CYCLE,
        itertools_select::DROPWHILE,
        itertools_select::TAKEWHILE,
        itertools_select::ISLICE,
        itertools_join::STARMAP,
        itertools_join::CHAIN,
        itertools_select::COMPRESS,
        itertools_select::FILTERFALSE,
        itertools_endless::COUNT,
        itertools_join::ZIP_LONGEST,
        itertools_combine::PERMUTATIONS,
        itertools_combine::PRODUCT,
        itertools_endless::REPEAT,
        itertools_group::GROUPBY,
        itertools_group::GROUPER,
        itertools_group::TEE_ITERATOR,
        itertools_group::TEE_DATA,
    ],
    fill: |_, _| Ok(()),
};
