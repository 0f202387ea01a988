//! In which order a frozenset constant keeps its items (`Objects/setobject.c`): the order of its
//! hash table, which the line of items in `dis` and the rebuilt set of the compiler follow.

use std::sync::Arc;

use super::Const;
use crate::value::hash::{
    hash_bytes, hash_complex, hash_float, hash_frozenset, hash_int, hash_pointer, hash_str,
    hash_tuple,
};
use crate::value::probe::SetProbe;

/// Slots of a new set (`PySet_MINSIZE`, `Include/setobject.h`).
const PYSET_MINSIZE: usize = 8;
/// Up to this many items a set grows fourfold, above twofold (`set_add_entry`).
const FAST_GROWTH: usize = 50_000;
/// Where None lies in its page; the page is another one in every process, which only matters to
/// sets of more than 256 slots.
const NONE_ADDRESS: u64 = 0x7f00_0013_2220;
/// Where Ellipsis lies in its page.
const ELLIPSIS_ADDRESS: u64 = 0x7f00_0013_4420;

/// `hash(constant)` with PYTHONHASHSEED=0. Code objects, which are never in a set, count as 0.
pub fn hash_const(constant: &Const) -> i64 {
    match constant {
        Const::None => hash_pointer(NONE_ADDRESS),
        Const::Ellipsis => hash_pointer(ELLIPSIS_ADDRESS),
        Const::Bool(value) => i64::from(*value),
        Const::Int(value) => hash_int(value),
        Const::Float(bits) => hash_float(f64::from_bits(*bits)),
        Const::Complex(real, imag) => hash_complex(f64::from_bits(*real), f64::from_bits(*imag)),
        Const::Str(text) => hash_str(text),
        Const::Bytes(bytes) => hash_bytes(bytes),
        Const::Tuple(items) => hash_tuple(items.iter().map(|item| hash_const(item))),
        Const::FrozenSet(items) => hash_frozenset(items.iter().map(|item| hash_const(item))),
        Const::Code(_) => 0,
    }
}

/// The order in which a set yields its items after they were added in this one. The items must
/// be distinct.
pub fn iteration_order(items: &[Arc<Const>]) -> Vec<Arc<Const>> {
    let hashes: Vec<i64> = items.iter().map(|item| hash_const(item)).collect();
    let mut table: Vec<Option<usize>> = vec![None; PYSET_MINSIZE];
    for index in 0..items.len() {
        place(&mut table, &hashes, index);
        let (used, mask) = (index + 1, table.len() - 1);
        if used * 5 >= mask * 3 {
            let wanted = if used > FAST_GROWTH {
                used * 2
            } else {
                used * 4
            };
            let mut size = PYSET_MINSIZE;
            while size <= wanted {
                size *= 2;
            }
            let old = std::mem::replace(&mut table, vec![None; size]);
            for index in old.into_iter().flatten() {
                place(&mut table, &hashes, index);
            }
        }
    }
    table
        .into_iter()
        .flatten()
        .map(|index| Arc::clone(&items[index]))
        .collect()
}

/// Puts an item into the first free slot of its probing sequence.
fn place(table: &mut [Option<usize>], hashes: &[i64], index: usize) {
    for slot in SetProbe::new(hashes[index], table.len() - 1) {
        if table[slot].is_none() {
            table[slot] = Some(index);
            return;
        }
    }
}
