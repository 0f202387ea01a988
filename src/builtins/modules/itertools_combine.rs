//! `product`, `permutations`, `combinations` and `combinations_with_replacement`: each keeps the
//! indices of the tuple it gave last and moves them on (`Modules/itertoolsmodule.c`).

use crate::builtins::modules::itertools::{give_tuple, numbers, set_numbers};
use crate::builtins::modules::itertools_state;
use crate::builtins::support::{
    Signature, exhausted, int, itself, release, type_error, value_error,
};
use crate::builtins::types::iterators::{REDUCE_DOC, SETSTATE_DOC};
use crate::builtins::types::list_methods::index_argument;
use crate::builtins::types::native_state::{make, number, part, set_number};
use crate::builtins::types::{sequence, tuple};
use crate::objects::{Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, Native, PyResult, Vm};

/// References: the pool (of `product`: a tuple of pools), the tuple given last.
pub(super) const POOL: usize = 0;
const RESULT: usize = 1;
/// Numbers: not begun, under way or over; length of the tuples; then the indices.
pub(super) const STAGE: usize = 0;
pub(super) const LENGTH: usize = 1;
pub(super) const INDICES: usize = 2;

const FRESH: i64 = 0;
pub(super) const RUNNING: i64 = 1;
pub(super) const OVER: i64 = 2;

/// Gives the tuple that `advance` has moved the indices to. `advance` gets the pool's size, the
/// tuples' length and the indices, and says whether there is a next tuple; it isn't asked for the
/// first one.
fn step(vm: &mut Vm<'_>, this: ObjId, advance: fn(usize, usize, &mut [i64]) -> bool) -> PyResult {
    let stage = number(vm, this, STAGE);
    let Some(pool) = part(vm, this, POOL) else {
        return exhausted();
    };
    if stage == OVER {
        return exhausted();
    }
    let pool = sequence::items(vm.heap(), pool).to_vec();
    let length = number(vm, this, LENGTH) as usize;
    let mut indices = numbers(vm, this, INDICES);
    if stage == RUNNING && !advance(pool.len(), length, &mut indices) {
        set_number(vm, this, STAGE, OVER);
        return exhausted();
    }
    set_number(vm, this, STAGE, RUNNING);
    set_numbers(vm, this, INDICES, &indices);
    let picked: Vec<ObjId> = indices
        .iter()
        .take(length)
        .filter_map(|&at| pool.get(at as usize).copied())
        .collect();
    let picked = sequence::copy_items(vm, &picked);
    Ok(give_tuple(vm, this, RESULT, picked))
}

/// The pool and `r` of `combinations(iterable, r)` and the like.
fn pool_and_length(vm: &mut Vm<'_>, args: Args<'_>, name: &'static str) -> PyResult<(ObjId, i64)> {
    let signature = Signature {
        name,
        parameters: &["iterable", "r"],
        positional: 2,
        required: 2,
    };
    let [iterable, r] = signature.bind(vm, args, 1)?;
    let none = vm.heap().none();
    let r = index_argument(vm, r.unwrap_or(none))?;
    let pool = tuple::of_iterable(vm, iterable.unwrap_or(none))?;
    if r < 0 {
        let fault = value_error(vm, "r must be non-negative");
        return release(vm, &[pool], fault);
    }
    Ok((pool, r))
}

/// An object that begins with these indices.
fn begin(
    vm: &mut Vm<'_>,
    class: ObjId,
    pool: ObjId,
    stage: i64,
    r: i64,
    indices: Vec<i64>,
) -> ObjId {
    let mut all = vec![stage, r];
    all.extend(indices);
    make(vm, class, vec![Some(pool), None], all)
}

fn stage_for(possible: bool) -> i64 {
    if possible { FRESH } else { OVER }
}

fn new_combinations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (pool, r) = pool_and_length(vm, args, "combinations")?;
    let n = sequence::items(vm.heap(), pool).len() as i64;
    let indices = (0..r.min(n)).collect();
    Ok(begin(
        vm,
        args.values[0],
        pool,
        stage_for(r <= n),
        r,
        indices,
    ))
}

/// The rightmost index that isn't at its last place moves on, those behind follow it.
fn advance_combination(n: usize, r: usize, indices: &mut [i64]) -> bool {
    let Some(at) = (0..r).rev().find(|&at| indices[at] != (at + n - r) as i64) else {
        return false;
    };
    indices[at] += 1;
    for next in at + 1..r {
        indices[next] = indices[next - 1] + 1;
    }
    true
}

fn next_combinations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    step(vm, args.values[0], advance_combination)
}

fn new_with_replacement(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (pool, r) = pool_and_length(vm, args, "combinations_with_replacement")?;
    let n = sequence::items(vm.heap(), pool).len();
    if r as usize > sequence::MAX_ITEMS {
        let fault = crate::builtins::support::memory_error(vm);
        return release(vm, &[pool], fault);
    }
    let possible = n > 0 || r == 0;
    let indices = vec![0; if possible { r as usize } else { 0 }];
    Ok(begin(
        vm,
        args.values[0],
        pool,
        stage_for(possible),
        r,
        indices,
    ))
}

/// The rightmost index that isn't the last moves on, those behind take its value.
fn advance_with_replacement(n: usize, r: usize, indices: &mut [i64]) -> bool {
    let Some(at) = (0..r).rev().find(|&at| indices[at] != n as i64 - 1) else {
        return false;
    };
    let value = indices[at] + 1;
    indices[at..].fill(value);
    true
}

fn next_with_replacement(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    step(vm, args.values[0], advance_with_replacement)
}

const PERMUTATIONS_SIGNATURE: Signature = Signature {
    name: "permutations",
    parameters: &["iterable", "r"],
    positional: 2,
    required: 1,
};

/// The numbers behind `LENGTH` are all `n` indices, then the `r` cycles.
fn new_permutations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [iterable, r] = PERMUTATIONS_SIGNATURE.bind(vm, args, 1)?;
    let none = vm.heap().none();
    let pool = tuple::of_iterable(vm, iterable.unwrap_or(none))?;
    let n = sequence::items(vm.heap(), pool).len() as i64;
    let r = match r.filter(|&r| r != none) {
        None => n,
        Some(r) if vm.heap().is_instance(r, Ty::Int) => match vm.as_ssize_t(r) {
            Ok(r) => r,
            Err(fault) => return release(vm, &[pool], Err(fault)),
        },
        Some(_) => {
            let fault = type_error(vm, "Expected int as r");
            return release(vm, &[pool], fault);
        }
    };
    if r < 0 {
        let fault = value_error(vm, "r must be non-negative");
        return release(vm, &[pool], fault);
    }
    let mut indices: Vec<i64> = (0..n).collect();
    indices.extend((0..r.min(n)).map(|at| n - at));
    Ok(begin(
        vm,
        args.values[0],
        pool,
        stage_for(r <= n),
        r,
        indices,
    ))
}

/// The rightmost cycle that hasn't run out swaps in another index; those that have run out turn
/// their part of the indices back.
fn advance_permutation(n: usize, r: usize, all: &mut [i64]) -> bool {
    let (indices, cycles) = all.split_at_mut(n);
    for at in (0..r).rev() {
        cycles[at] -= 1;
        if cycles[at] == 0 {
            indices[at..].rotate_left(1);
            cycles[at] = (n - at) as i64;
        } else {
            indices.swap(at, n - cycles[at] as usize);
            return true;
        }
    }
    false
}

fn next_permutations(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    step(vm, args.values[0], advance_permutation)
}

/// `product(*iterables, repeat=1)`.
fn new_product(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut repeat = 1;
    for (name, value) in args.keywords() {
        let text = vm.heap().as_str(name).cloned().unwrap_or_default();
        if text != "repeat" {
            return type_error(
                vm,
                format!("'{text}' is an invalid keyword argument for product()"),
            );
        }
        repeat = index_argument(vm, value)?;
    }
    if repeat < 0 {
        return value_error(vm, "repeat argument cannot be negative");
    }
    let iterables = if repeat == 0 {
        &[][..]
    } else {
        &args.pos()[1..]
    };
    let mut pools = Vec::with_capacity(iterables.len());
    for &iterable in iterables {
        match tuple::of_iterable(vm, iterable) {
            Ok(pool) => pools.push(pool),
            Err(fault) => return release(vm, &pools, Err(fault)),
        }
    }
    let once = vm.heap().new_tuple(pools);
    let repeated = sequence::repeat(vm, once, repeat as usize);
    vm.heap().decref(once);
    let Some(pools) = repeated else {
        return crate::builtins::support::memory_error(vm);
    };
    let possible = pools
        .iter()
        .all(|&pool| !sequence::items(&vm.state.heap, pool).is_empty());
    let indices = vec![0; pools.len()];
    let count = pools.len() as i64;
    let pools = vm.heap().new_tuple(pools);
    Ok(begin(
        vm,
        args.values[0],
        pools,
        stage_for(possible),
        count,
        indices,
    ))
}

/// The indices count like an odometer: the last one fastest.
fn next_product(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let stage = number(vm, this, STAGE);
    let Some(pools) = part(vm, this, POOL) else {
        return exhausted();
    };
    if stage == OVER {
        return exhausted();
    }
    let pools = sequence::items(vm.heap(), pools).to_vec();
    let mut indices = numbers(vm, this, INDICES);
    if stage == RUNNING {
        let moved = (0..pools.len()).rev().any(|at| {
            indices[at] += 1;
            if indices[at] < sequence::items(&vm.state.heap, pools[at]).len() as i64 {
                return true;
            }
            indices[at] = 0;
            false
        });
        if !moved {
            set_number(vm, this, STAGE, OVER);
            return exhausted();
        }
    }
    set_number(vm, this, STAGE, RUNNING);
    set_numbers(vm, this, INDICES, &indices);
    let picked: Vec<ObjId> = pools
        .iter()
        .zip(&indices)
        .filter_map(|(&pool, &at)| {
            sequence::items(&vm.state.heap, pool)
                .get(at as usize)
                .copied()
        })
        .collect();
    let picked = sequence::copy_items(vm, &picked);
    Ok(give_tuple(vm, this, RESULT, picked))
}

/// The struct, an index for each place of the result, and for permutations one for each item of the
/// pool.
fn sizeof(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const INDEX: usize = 8;
    let this = args.values[0];
    let indices = match vm.heap().as_native(this) {
        Some(native) => native.numbers.len().saturating_sub(INDICES),
        None => 0,
    };
    let size = vm.heap().sizeof(this) + INDEX * indices;
    int(vm, size as i64)
}

macro_rules! combinatoric {
    ($name:literal $size:literal $new:ident $next:ident $reduce:ident $setstate:ident) => {
        NativeType::new(
            "itertools",
            $name,
            $size,
            &[
                NativeDef::slot(Slot::Iter, itself as Native),
                NativeDef::slot(Slot::Next, $next),
                NativeDef::slot(Slot::New, $new),
                NativeDef::method(
                    "__reduce__",
                    Arity::None,
                    itertools_state::$reduce,
                    REDUCE_DOC,
                ),
                NativeDef::method(
                    "__setstate__",
                    Arity::One,
                    itertools_state::$setstate,
                    SETSTATE_DOC,
                ),
                NativeDef::method("__sizeof__", Arity::None, sizeof, "Bytes in memory."),
            ],
        )
    };
}

/// `itertools.combinations`.
pub const COMBINATIONS: NativeType = combinatoric!("combinations" 56 new_combinations next_combinations reduce_combinations set_combinations);
/// `itertools.combinations_with_replacement`.
pub const COMBINATIONS_WITH_REPLACEMENT: NativeType = combinatoric!("combinations_with_replacement" 56 new_with_replacement next_with_replacement reduce_combinations set_with_replacement);
/// `itertools.permutations`.
pub const PERMUTATIONS: NativeType = combinatoric!("permutations" 64 new_permutations next_permutations reduce_permutations set_permutations);
/// `itertools.product`.
pub const PRODUCT: NativeType =
    combinatoric!("product" 48 new_product next_product reduce_product set_product);
