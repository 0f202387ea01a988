//! Constants shared by identity over a whole unit (`merge_consts_recursive` in
//! `Python/compile.c`, `_PyCode_ConstantKey` in `Objects/codeobject.c`).

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::footprint::Footprint;
use super::index::{Index, QuickHasher};
use crate::code::frozen_set::iteration_order;
use crate::code::{Code, Const};

/// Whether two constants are one for `_PyCode_ConstantKey`: compared by type and value, where `0.0`
/// and `-0.0` differ, the order of a frozenset does not matter, and a code object counts by what it
/// does, not by its line table.
fn same(a: &Arc<Const>, b: &Arc<Const>) -> bool {
    if Arc::ptr_eq(a, b) {
        return true;
    }
    match (&**a, &**b) {
        (Const::None, Const::None) | (Const::Ellipsis, Const::Ellipsis) => true,
        (Const::Bool(a), Const::Bool(b)) => a == b,
        (Const::Int(a), Const::Int(b)) => a == b,
        // A NaN is equal only to itself.
        (Const::Float(a), Const::Float(b)) => a == b && !is_nan(*a),
        (Const::Complex(a, c), Const::Complex(b, d)) => {
            a == b && c == d && !is_nan(*a) && !is_nan(*c)
        }
        (Const::Str(a), Const::Str(b)) => a == b,
        (Const::Bytes(a), Const::Bytes(b)) => a == b,
        (Const::Tuple(a), Const::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Const::FrozenSet(a), Const::FrozenSet(b)) => {
            a.len() == b.len() && a.iter().all(|item| b.iter().any(|other| same(item, other)))
        }
        (Const::Code(a), Const::Code(b)) => same_code(a, b),
        _ => false,
    }
}

fn is_nan(bits: u64) -> bool {
    f64::from_bits(bits).is_nan()
}

/// `code_richcompare`. Constants of finished code have been merged: equal ones are identical.
fn same_code(a: &Code, b: &Code) -> bool {
    a.co_name == b.co_name
        && a.co_argcount == b.co_argcount
        && a.co_posonlyargcount == b.co_posonlyargcount
        && a.co_kwonlyargcount == b.co_kwonlyargcount
        && a.co_nlocals == b.co_nlocals
        && a.co_flags == b.co_flags
        && a.co_firstlineno == b.co_firstlineno
        && a.co_code == b.co_code
        && a.co_consts.len() == b.co_consts.len()
        && a.co_consts
            .iter()
            .zip(&b.co_consts)
            .all(|(a, b)| Arc::ptr_eq(a, b))
        && a.co_names == b.co_names
        && a.co_varnames == b.co_varnames
        && a.co_freevars == b.co_freevars
        && a.co_cellvars == b.co_cellvars
}

fn hash<H: Hasher>(constant: &Const, state: &mut H) {
    std::mem::discriminant(constant).hash(state);
    match constant {
        Const::None | Const::Ellipsis => {}
        Const::Bool(value) => value.hash(state),
        Const::Int(value) => value.hash(state),
        Const::Float(bits) => bits.hash(state),
        Const::Complex(real, imag) => (real, imag).hash(state),
        Const::Str(text) => text.hash(state),
        Const::Bytes(bytes) => bytes.hash(state),
        Const::Tuple(items) => items.iter().for_each(|item| hash(item, state)),
        // The order must not matter.
        Const::FrozenSet(items) => items.len().hash(state),
        Const::Code(code) => (&code.co_name, code.co_firstlineno).hash(state),
    }
}

/// A constant of one compilation, by the order in which they were first met.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ConstId(u32);

impl ConstId {
    /// Constants are numbered from 0.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// All constants of a unit.
#[derive(Default)]
pub struct ConstCache {
    index: Index,
    /// Each constant as it was first met, and what code refers to in its place.
    entries: Vec<(Arc<Const>, Arc<Const>)>,
}

impl ConstCache {
    /// The id of the constant that stands for all equal to this one; items of tuples and frozensets
    /// are shared likewise.
    pub fn id(&mut self, constant: &Arc<Const>, footprint: &mut Footprint) -> ConstId {
        let hash = hash_of(constant);
        let known = self.find(hash, constant);
        footprint.looked_up(constant, known.is_some());
        if let Some(place) = known {
            return ConstId(place as u32);
        }
        let merged = match &**constant {
            Const::Tuple(items) => Arc::new(Const::Tuple(self.merge_items(items, footprint))),
            // A new frozenset is filled from the old one, in the order of its table. One with
            // strings that look like names is filled once more when `PyCode_New` interns them.
            Const::FrozenSet(items) => {
                let mut items = iteration_order(items);
                if items.iter().any(|item| is_name_like(item)) {
                    items = iteration_order(&items);
                }
                footprint.begin_frozen_set(items.len());
                let items = self.merge_items(&items, footprint);
                footprint.end_frozen_set(items.len());
                Arc::new(Const::FrozenSet(items))
            }
            _ => Arc::clone(constant),
        };
        self.add(hash, Arc::clone(constant), merged)
    }

    fn add(&mut self, hash: u64, first: Arc<Const>, merged: Arc<Const>) -> ConstId {
        let place = self.entries.len();
        self.index.insert(hash, place);
        self.entries.push((first, merged));
        ConstId(place as u32)
    }

    /// Whether there is an equal constant.
    pub fn knows(&self, constant: &Arc<Const>) -> bool {
        self.find(hash_of(constant), constant).is_some()
    }

    /// A tuple of a code object's own (`merge_const_tuple`): shared if there is an equal one, its items
    /// as they are. Tells whether it is new.
    pub fn merge_tuple(&mut self, items: Vec<Arc<Const>>, footprint: &mut Footprint) -> bool {
        let tuple = Arc::new(Const::Tuple(items));
        let hash = hash_of(&tuple);
        let known = self.find(hash, &tuple).is_some();
        footprint.looked_up(&tuple, known);
        if !known {
            self.add(hash, Arc::clone(&tuple), tuple);
        }
        !known
    }

    /// The constant that code refers to.
    pub fn get(&self, id: ConstId) -> &Arc<Const> {
        &self.entries[id.0 as usize].1
    }

    /// What a constant of the tree became, if it was the first of all equal ones: in CPython it is
    /// then the very object that code refers to.
    pub fn first_of(&self, constant: &Arc<Const>) -> Option<Arc<Const>> {
        let (first, merged) = &self.entries[self.find(hash_of(constant), constant)?];
        let copied = matches!(**constant, Const::FrozenSet(_));
        (Arc::ptr_eq(first, constant) && !copied).then(|| Arc::clone(merged))
    }

    fn find(&self, hash: u64, constant: &Arc<Const>) -> Option<usize> {
        self.index
            .find(hash, |place| same(&self.entries[place].0, constant))
    }

    fn merge_items(&mut self, items: &[Arc<Const>], footprint: &mut Footprint) -> Vec<Arc<Const>> {
        let mut merged = Vec::with_capacity(items.len());
        for item in items {
            let id = self.id(item, footprint);
            merged.push(Arc::clone(self.get(id)));
        }
        merged
    }
}

fn hash_of(constant: &Const) -> u64 {
    let mut hasher = QuickHasher::default();
    hash(constant, &mut hasher);
    hasher.finish()
}

/// Whether Python interns a string constant (`all_name_chars`, `Objects/codeobject.c`).
pub fn is_name_like(constant: &Const) -> bool {
    match constant {
        Const::Str(text) => text.as_ascii().is_some_and(|text| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        }),
        _ => false,
    }
}

/// Whether a constant counts as true (`PyObject_IsTrue`).
pub fn is_true(constant: &Const) -> bool {
    match constant {
        Const::None => false,
        Const::Ellipsis | Const::Code(_) => true,
        Const::Bool(value) => *value,
        Const::Int(value) => *value != crate::value::PyInt::from(0_i64),
        Const::Float(bits) => f64::from_bits(*bits) != 0.0,
        Const::Complex(real, imag) => f64::from_bits(*real) != 0.0 || f64::from_bits(*imag) != 0.0,
        Const::Str(text) => !text.is_empty(),
        Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}
