//! Union, intersection, difference and their kin over two sets, with the shortcuts that
//! CPython takes (`Objects/setobject.c`). The hashes that the tables hold are used again, so that
//! no element is hashed twice.

use crate::builtins::support::release;
use crate::builtins::types::dict_views::for_each;
use crate::builtins::types::set::{base_class, is_any_set, make};
use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

/// Calls `body` with each element of a set and its hash until it says false.
fn each_entry(
    vm: &mut Vm<'_>,
    set: ObjId,
    mut body: impl FnMut(&mut Vm<'_>, ObjId, i64) -> PyResult<bool>,
) -> PyResult<()> {
    let mut pos = 0;
    while let Some((key, hash)) = vm.heap().set_next(set, &mut pos) {
        // CPython only borrows the key from the table.
        vm.heap().pin(key);
        let go_on = body(vm, key, hash);
        vm.heap().unpin();
        if !go_on? {
            break;
        }
    }
    Ok(())
}

/// Gives a new set if filling it went well, else releases it.
fn filled(vm: &mut Vm<'_>, set: ObjId, result: PyResult<()>) -> PyResult {
    match result {
        Ok(()) => Ok(set),
        Err(fault) => release(vm, &[set], Err(fault)),
    }
}

/// An empty set of the base class of `set`.
fn empty_like(vm: &mut Vm<'_>, set: ObjId) -> PyResult {
    let class = base_class(vm, set);
    make(vm, class, None)
}

/// A set of the base class of `set` with the items of `source`.
fn copy_like(vm: &mut Vm<'_>, set: ObjId, source: ObjId) -> PyResult {
    let class = base_class(vm, set);
    make(vm, class, Some(source))
}

/// A copy of the set; of a subclass, one of the base class (`set_copy`).
pub fn copy(vm: &mut Vm<'_>, set: ObjId) -> PyResult {
    copy_like(vm, set, set)
}

/// An element that is itself a set can't be hashed: a frozen copy is looked for instead.
fn frozen_stand_in(vm: &mut Vm<'_>, key: ObjId) -> PyResult<Option<ObjId>> {
    if vm.heap().is_instance(key, Ty::Set) && vm.catch(Ty::TypeError) {
        return make(vm, type_id(Ty::Frozenset), Some(key)).map(Some);
    }
    Ok(None)
}

/// `key in set`.
pub fn contains_key(vm: &mut Vm<'_>, set: ObjId, key: ObjId) -> PyResult<bool> {
    match vm.set_contains(set, key) {
        Ok(found) => Ok(found),
        Err(fault) => match frozen_stand_in(vm, key)? {
            Some(frozen) => {
                let found = vm.set_contains(set, frozen);
                release(vm, &[frozen], found)
            }
            None => Err(fault),
        },
    }
}

/// Takes `key` out; whether it was there.
pub fn discard_key(vm: &mut Vm<'_>, set: ObjId, key: ObjId) -> PyResult<bool> {
    match vm.set_discard(set, key) {
        Ok(found) => Ok(found),
        Err(fault) => match frozen_stand_in(vm, key)? {
            Some(frozen) => {
                let found = vm.set_discard(set, frozen);
                release(vm, &[frozen], found)
            }
            None => Err(fault),
        },
    }
}

/// `a | b`.
pub fn union(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult {
    let result = copy(vm, a)?;
    if a == b {
        return Ok(result);
    }
    let updated = vm.set_update(result, b);
    filled(vm, result, updated)
}

/// `a & b`: of two sets, the smaller one is gone through.
pub fn intersection(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult {
    if a == b {
        return copy(vm, a);
    }
    let result = empty_like(vm, a)?;
    let done = if is_any_set(vm, b) {
        let (searched, walked) = if vm.heap().set_len(b) > vm.heap().set_len(a) {
            (b, a)
        } else {
            (a, b)
        };
        each_entry(vm, walked, |vm, key, hash| {
            if vm.set_contains_hash(searched, key, hash)? {
                vm.set_add_hash(result, key, hash)?;
            }
            Ok(true)
        })
    } else {
        for_each(vm, b, |vm, key| {
            let hash = vm.hash(key)?;
            if vm.set_contains_hash(a, key, hash)? {
                vm.set_add_hash(result, key, hash)?;
            }
            Ok(true)
        })
    };
    filled(vm, result, done)
}

/// `a &= b`: the table of the intersection is taken over.
pub fn intersection_update(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult<()> {
    let result = intersection(vm, a, b)?;
    vm.heap().set_swap(a, result);
    vm.heap().decref(result);
    Ok(())
}

/// `a - b`: a large set is copied and the few elements of `b` are taken out, else `a` is gone
/// through (`set_difference`).
pub fn difference(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult {
    let dict = vm.heap().is_exact(b, Ty::Dict);
    let others = if is_any_set(vm, b) {
        Some(vm.heap().set_len(b))
    } else if dict {
        Some(vm.heap().dict_len(b))
    } else {
        None
    };
    if others.is_none_or(|others| vm.heap().set_len(a) / 4 > others) {
        let result = copy(vm, a)?;
        let done = difference_update(vm, result, b);
        return filled(vm, result, done);
    }
    let result = empty_like(vm, a)?;
    let done = each_entry(vm, a, |vm, key, hash| {
        let found = if dict {
            vm.dict_get_hash(b, key, hash)?.is_some()
        } else {
            vm.set_contains_hash(b, key, hash)?
        };
        if !found {
            vm.set_add_hash(result, key, hash)?;
        }
        Ok(true)
    });
    filled(vm, result, done)
}

/// Takes the items of `b` out of `a`; a table with many dummies is rebuilt
/// (`set_difference_update_internal`).
pub fn difference_update(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult<()> {
    if a == b {
        vm.heap().set_clear(a);
        return Ok(());
    }
    if is_any_set(vm, b) {
        each_entry(vm, b, |vm, key, hash| {
            vm.set_discard_hash(a, key, hash)?;
            Ok(true)
        })?;
    } else {
        for_each(vm, b, |vm, key| {
            vm.set_discard(a, key)?;
            Ok(true)
        })?;
    }
    vm.heap().set_sweep_dummies(a);
    Ok(())
}

/// `a ^ b`: `b` is copied and `a` worked into the copy.
pub fn symmetric_difference(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult {
    let result = copy_like(vm, a, b)?;
    let done = symmetric_difference_update(vm, result, a);
    filled(vm, result, done)
}

/// Takes out of `a` what is in both, adds what only `b` has.
pub fn symmetric_difference_update(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult<()> {
    if a == b {
        vm.heap().set_clear(a);
        return Ok(());
    }
    if vm.heap().is_exact(b, Ty::Dict) {
        let mut pos = 0;
        while let Some((key, _, hash)) = vm.heap().dict_entry_next(b, &mut pos) {
            vm.heap().incref(key);
            let toggled = toggle(vm, a, key, hash);
            release(vm, &[key], toggled)?;
        }
        return Ok(());
    }
    let other = if is_any_set(vm, b) {
        vm.heap().new_ref(b)
    } else {
        copy_like(vm, a, b)?
    };
    let done = each_entry(vm, other, |vm, key, hash| {
        toggle(vm, a, key, hash)?;
        Ok(true)
    });
    release(vm, &[other], done)
}

/// Takes the key out, or adds it if it wasn't there.
fn toggle(vm: &mut Vm<'_>, set: ObjId, key: ObjId, hash: i64) -> PyResult<()> {
    if !vm.set_discard_hash(set, key, hash)? {
        vm.set_add_hash(set, key, hash)?;
    }
    Ok(())
}

/// Whether every element of `a` is in `b`; both are sets.
pub fn is_subset(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult<bool> {
    if vm.heap().set_len(a) > vm.heap().set_len(b) {
        return Ok(false);
    }
    let mut all = true;
    each_entry(vm, a, |vm, key, hash| {
        all = vm.set_contains_hash(b, key, hash)?;
        Ok(all)
    })?;
    Ok(all)
}

/// Whether there is no common element; of two sets, the smaller one is gone through.
pub fn is_disjoint(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult<bool> {
    if a == b {
        return Ok(vm.heap().set_len(a) == 0);
    }
    let mut disjoint = true;
    if vm.heap().is_exact(b, Ty::Set) || vm.heap().is_exact(b, Ty::Frozenset) {
        let (searched, walked) = if vm.heap().set_len(b) > vm.heap().set_len(a) {
            (b, a)
        } else {
            (a, b)
        };
        each_entry(vm, walked, |vm, key, hash| {
            disjoint = !vm.set_contains_hash(searched, key, hash)?;
            Ok(disjoint)
        })?;
    } else {
        for_each(vm, b, |vm, key| {
            let hash = vm.hash(key)?;
            disjoint = !vm.set_contains_hash(a, key, hash)?;
            Ok(disjoint)
        })?;
    }
    Ok(disjoint)
}
