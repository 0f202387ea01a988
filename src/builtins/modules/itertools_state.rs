//! `__reduce__` and `__setstate__` of the iterators of `itertools`: what `copy` and `pickle` make a
//! second one from (`Modules/itertoolsmodule.c`).

use crate::builtins::modules::itertools::{numbers, set_numbers};
use crate::builtins::modules::itertools_select as select;
use crate::builtins::modules::{itertools_combine as combine, itertools_endless as endless};
use crate::builtins::modules::{itertools_group as group, itertools_join as join};
use crate::builtins::support::{none, type_error, value_error};
use crate::builtins::types::native_state::{number, part, set_number, set_part};
use crate::builtins::types::sequence;
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::{Args, PyResult, Vm};

/// `(type, arguments[, state])`; arguments and state are stolen.
fn reduced(vm: &mut Vm<'_>, this: ObjId, arguments: Vec<ObjId>, state: Option<ObjId>) -> PyResult {
    let class = vm.heap().type_of(this);
    let class = vm.heap().new_ref(class);
    let arguments = vm.heap().new_tuple(arguments);
    let mut parts = vec![class, arguments];
    parts.extend(state);
    Ok(vm.heap().new_tuple(parts))
}

/// A part of the iterator, or None; a new reference.
fn held(vm: &mut Vm<'_>, this: ObjId, at: usize) -> ObjId {
    let value = part(vm, this, at).unwrap_or(vm.heap().none());
    vm.heap().new_ref(value)
}

/// `filterfalse`, `compress` and `starmap`: the two things they were made of.
pub fn reduce_pair(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let arguments = vec![held(vm, this, 0), held(vm, this, 1)];
    reduced(vm, this, arguments, None)
}

/// `count`.
pub fn reduce_count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let small = number(vm, this, endless::COUNT_NUMBER);
    let arguments = if small == i64::MAX {
        vec![
            held(vm, this, endless::LONG_COUNT),
            held(vm, this, endless::LONG_STEP),
        ]
    } else {
        vec![vm.heap().new_int(small)]
    };
    reduced(vm, this, arguments, None)
}

/// `cycle`: what is left to read, what was read, and whether that holds everything already.
pub fn reduce_cycle(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let saved = held(vm, this, endless::SAVED);
    let (source, complete) = match part(vm, this, endless::ITERATOR) {
        Some(source) => {
            let complete = number(vm, this, endless::FIRSTPASS);
            (vm.heap().new_ref(source), complete)
        }
        None => {
            let source = vm.iter(saved)?;
            let index = number(vm, this, endless::INDEX);
            let index = vm.heap().new_int(index);
            let moved = vm.call_method(source, "__setstate__", &[index]);
            vm.heap().decref(index);
            let moved = moved?;
            vm.heap().decref(moved);
            (source, 1)
        }
    };
    let complete = vm.heap().new_int(complete);
    let state = vm.heap().new_tuple(vec![saved, complete]);
    reduced(vm, this, vec![source], Some(state))
}

/// The items of a state, which must be a tuple.
fn state_items(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<Vec<ObjId>> {
    match vm.heap().as_tuple(args.values[1]).map(<[ObjId]>::to_vec) {
        Some(items) => Ok(items),
        None => type_error(vm, "state is not a tuple"),
    }
}

/// `cycle.__setstate__((saved, complete))`.
pub fn set_cycle(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let items = state_items(vm, args)?;
    let [saved, complete] = items[..] else {
        let message = format!("function takes exactly 2 arguments ({} given)", items.len());
        return type_error(vm, message);
    };
    if !vm.heap().is_instance(saved, Ty::List) {
        let given = vm.heap().type_name(saved);
        return type_error(vm, format!("argument 1 must be list, not {given}"));
    }
    let complete = vm.as_c_int(complete)?;
    let saved = vm.heap().new_ref(saved);
    set_part(vm, this, endless::SAVED, Some(saved));
    set_number(vm, this, endless::INDEX, 0);
    set_number(vm, this, endless::FIRSTPASS, complete);
    none(vm)
}

/// `repeat`.
pub fn reduce_repeat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let times = number(vm, this, endless::TIMES);
    let mut arguments = vec![held(vm, this, endless::OBJECT)];
    if times >= 0 {
        arguments.push(vm.heap().new_int(times));
    }
    reduced(vm, this, arguments, None)
}

/// `chain`: everything is in the state.
pub fn reduce_chain(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let mut items = Vec::new();
    for at in [join::SOURCE, join::ACTIVE] {
        if let Some(value) = part(vm, this, at) {
            items.push(vm.heap().new_ref(value));
        }
    }
    let state = (!items.is_empty()).then(|| vm.heap().new_tuple(items));
    reduced(vm, this, Vec::new(), state)
}

/// `chain.__setstate__((source[, active]))`.
pub fn set_chain(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let items = state_items(vm, args)?;
    if items.is_empty() || items.len() > 2 {
        let word = if items.is_empty() {
            "at least 1 argument"
        } else {
            "at most 2 arguments"
        };
        return type_error(vm, format!("function takes {word} ({} given)", items.len()));
    }
    if !items.iter().all(|&item| vm.is_iterator(item)) {
        return type_error(vm, "Arguments must be iterators.");
    }
    for (at, item) in [join::SOURCE, join::ACTIVE].into_iter().zip(items) {
        let item = vm.heap().new_ref(item);
        set_part(vm, this, at, Some(item));
    }
    none(vm)
}

/// `islice`: its numbers as arguments, how far it has read as the state.
pub fn reduce_islice(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(source) = part(vm, this, select::SOURCE) else {
        let nothing = vm.heap().new_list(Vec::new());
        let source = vm.iter(nothing);
        vm.heap().decref(nothing);
        let (source, stop) = (source?, vm.heap().new_int(0));
        let state = vm.heap().new_int(0);
        return reduced(vm, this, vec![source, stop], Some(state));
    };
    let stop = match number(vm, this, select::STOP) {
        -1 => vm.heap().none_ref(),
        stop => vm.heap().new_int(stop),
    };
    let (wanted, step) = (
        number(vm, this, select::WANTED),
        number(vm, this, select::STEP),
    );
    let at = number(vm, this, select::AT);
    let heap = vm.heap();
    let arguments = vec![
        heap.new_ref(source),
        heap.new_int(wanted),
        stop,
        heap.new_int(step),
    ];
    let state = vm.heap().new_int(at);
    reduced(vm, this, arguments, Some(state))
}

/// `islice.__setstate__(read)`.
pub fn set_islice(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let at = vm.as_ssize_t(args.values[1])?;
    set_number(vm, args.values[0], select::AT, at);
    none(vm)
}

/// `takewhile` and `dropwhile`: whether the predicate has turned.
pub fn reduce_turned(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let turned = number(vm, this, select::TURNED);
    let arguments = vec![held(vm, this, 0), held(vm, this, 1)];
    let state = vm.heap().new_int(turned);
    reduced(vm, this, arguments, Some(state))
}

/// `__setstate__` of both.
pub fn set_turned(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let turned = vm.is_true(args.values[1])?;
    set_number(vm, args.values[0], select::TURNED, i64::from(turned));
    none(vm)
}

/// `accumulate`: the total is the state; an initial value not given yet goes before the rest.
pub fn reduce_accumulate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let source = held(vm, this, select::SUMMANDS);
    let operation = held(vm, this, select::OPERATION);
    let source = match part(vm, this, select::INITIAL) {
        Some(initial) => {
            let initial = vm.heap().new_ref(initial);
            let first = vm.heap().new_tuple(vec![initial]);
            let chain = crate::builtins::types::native_state::class(vm, "itertools.chain")?;
            let joined = vm.call(chain, &[first, source]);
            vm.heap().decref(first);
            vm.heap().decref(source);
            joined?
        }
        None => source,
    };
    let total = held(vm, this, select::TOTAL);
    reduced(vm, this, vec![source, operation], Some(total))
}

/// `accumulate.__setstate__(total)`.
pub fn set_accumulate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let total = vm.heap().new_ref(args.values[1]);
    set_part(vm, args.values[0], select::TOTAL, Some(total));
    none(vm)
}

/// `zip_longest`: the iterators, `()` for those at their end; the fill value is the state.
pub fn reduce_zip_longest(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let nothing = vm.heap().none();
    let iterators = part(vm, this, join::ITERATORS);
    let iterators = iterators.map(|tuple| sequence::items(vm.heap(), tuple).to_vec());
    let mut arguments = Vec::new();
    for iterator in iterators.unwrap_or_default() {
        let shown = match iterator == nothing {
            true => vm.heap().empty_tuple(),
            false => iterator,
        };
        arguments.push(vm.heap().new_ref(shown));
    }
    let fill = held(vm, this, join::FILL);
    reduced(vm, this, arguments, Some(fill))
}

/// `zip_longest.__setstate__(fillvalue)`.
pub fn set_zip_longest(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let fill = vm.heap().new_ref(args.values[1]);
    set_part(vm, args.values[0], join::FILL, Some(fill));
    none(vm)
}

/// Numbers as a tuple of ints; a new reference.
fn int_tuple(vm: &mut Vm<'_>, values: &[i64]) -> ObjId {
    let items = values
        .iter()
        .map(|&value| vm.heap().new_int(value))
        .collect();
    vm.heap().new_tuple(items)
}

/// `product`: the pools, and the indices of the tuple given last.
pub fn reduce_product(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let stage = number(vm, this, combine::STAGE);
    if stage == combine::OVER {
        let nothing = vm.heap().empty_tuple();
        let nothing = vm.heap().new_ref(nothing);
        return reduced(vm, this, vec![nothing], None);
    }
    let pools = part(vm, this, combine::POOL);
    let pools = pools.map(|pools| sequence::items(vm.heap(), pools).to_vec());
    let arguments = sequence::copy_items(vm, &pools.unwrap_or_default());
    let state = (stage == combine::RUNNING).then(|| {
        let indices = numbers(vm, this, combine::INDICES);
        int_tuple(vm, &indices)
    });
    reduced(vm, this, arguments, state)
}

/// `combinations` and `combinations_with_replacement`.
pub fn reduce_combinations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    reduce_picked(vm, args, |vm, this| {
        let indices = numbers(vm, this, combine::INDICES);
        int_tuple(vm, &indices)
    })
}

/// `permutations`: indices and cycles.
pub fn reduce_permutations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    reduce_picked(vm, args, |vm, this| {
        let all = numbers(vm, this, combine::INDICES);
        let (indices, cycles) = all.split_at(pool_size(vm, this).min(all.len()));
        let pair = vec![int_tuple(vm, indices), int_tuple(vm, cycles)];
        vm.heap().new_tuple(pair)
    })
}

fn pool_size(vm: &mut Vm<'_>, this: ObjId) -> usize {
    let pool = part(vm, this, combine::POOL);
    pool.map_or(0, |pool| sequence::items(vm.heap(), pool).len())
}

fn reduce_picked(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    state: impl Fn(&mut Vm<'_>, ObjId) -> ObjId,
) -> PyResult {
    let this = args.values[0];
    let stage = number(vm, this, combine::STAGE);
    let length = number(vm, this, combine::LENGTH);
    let pool = match stage {
        combine::OVER => {
            let nothing = vm.heap().empty_tuple();
            vm.heap().new_ref(nothing)
        }
        _ => held(vm, this, combine::POOL),
    };
    let length = vm.heap().new_int(length);
    let state = (stage == combine::RUNNING).then(|| state(vm, this));
    reduced(vm, this, vec![pool, length], state)
}

/// A tuple of so many ints, each brought into its range.
fn indices_of(vm: &mut Vm<'_>, tuple: ObjId, most: &[i64]) -> PyResult<Vec<i64>> {
    let items = vm.heap().as_tuple(tuple).map(<[ObjId]>::to_vec);
    let Some(items) = items.filter(|items| items.len() == most.len()) else {
        return value_error(vm, "invalid arguments");
    };
    let mut indices = Vec::with_capacity(items.len());
    for (&item, &most) in items.iter().zip(most) {
        indices.push(vm.as_ssize_t(item)?.min(most).max(0));
    }
    Ok(indices)
}

/// `product.__setstate__(indices)`.
pub fn set_product(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let pools = part(vm, this, combine::POOL);
    let pools = pools.map(|pools| sequence::items(vm.heap(), pools).to_vec());
    let mut most = Vec::new();
    for pool in pools.unwrap_or_default() {
        most.push(sequence::items(vm.heap(), pool).len() as i64 - 1);
    }
    let indices = indices_of(vm, args.values[1], &most)?;
    let stage = match most.contains(&-1) {
        true => combine::OVER,
        false => combine::RUNNING,
    };
    set_numbers(vm, this, combine::INDICES, &indices);
    set_number(vm, this, combine::STAGE, stage);
    none(vm)
}

/// `combinations.__setstate__(indices)`: index i can be at most n - r + i.
pub fn set_combinations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (size, length) = (
        pool_size(vm, this) as i64,
        number(vm, this, combine::LENGTH),
    );
    let most: Vec<i64> = (0..length).map(|at| size - length + at).collect();
    set_indices(vm, args, &most)
}

/// `combinations_with_replacement.__setstate__(indices)`.
pub fn set_with_replacement(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let most = pool_size(vm, this) as i64 - 1;
    let length = number(vm, this, combine::LENGTH);
    set_indices(vm, args, &vec![most; usize::try_from(length).unwrap_or(0)])
}

fn set_indices(vm: &mut Vm<'_>, args: Args<'_>, most: &[i64]) -> PyResult {
    let indices = indices_of(vm, args.values[1], most)?;
    set_numbers(vm, args.values[0], combine::INDICES, &indices);
    set_number(vm, args.values[0], combine::STAGE, combine::RUNNING);
    none(vm)
}

/// `permutations.__setstate__((indices, cycles))`.
pub fn set_permutations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let items = vm.heap().as_tuple(args.values[1]).map(<[ObjId]>::to_vec);
    let Some([indices, cycles]) = items.as_deref() else {
        return value_error(vm, "invalid arguments");
    };
    let size = pool_size(vm, this) as i64;
    let length = number(vm, this, combine::LENGTH);
    let most = vec![size - 1; size as usize];
    let mut all = indices_of(vm, *indices, &most)?;
    let most: Vec<i64> = (0..length).map(|at| size - at).collect();
    let cycles = indices_of(vm, *cycles, &most)?;
    all.extend(cycles.into_iter().map(|cycle| cycle.max(1)));
    set_numbers(vm, this, combine::INDICES, &all);
    set_number(vm, this, combine::STAGE, combine::RUNNING);
    none(vm)
}

/// `groupby`: what was read beyond the present group is the state.
pub fn reduce_groupby(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let arguments = vec![
        held(vm, this, group::ITERATOR),
        held(vm, this, group::KEY_FUNCTION),
    ];
    let places = [group::CURRENT_VALUE, group::TARGET_KEY, group::CURRENT_KEY];
    let full = places.iter().all(|&at| part(vm, this, at).is_some());
    let state = full.then(|| {
        let items = places.map(|at| held(vm, this, at)).to_vec();
        vm.heap().new_tuple(items)
    });
    reduced(vm, this, arguments, state)
}

/// `groupby.__setstate__((value, target_key, key))`.
pub fn set_groupby(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let items = state_items(vm, args)?;
    let [value, target, key] = items[..] else {
        let message = format!("function takes exactly 3 arguments ({} given)", items.len());
        return type_error(vm, message);
    };
    for (at, item) in [
        (group::CURRENT_VALUE, value),
        (group::TARGET_KEY, target),
        (group::CURRENT_KEY, key),
    ] {
        let item = vm.heap().new_ref(item);
        set_part(vm, this, at, Some(item));
    }
    none(vm)
}
