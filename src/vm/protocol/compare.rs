//! Comparisons (`PyObject_RichCompare` of `Objects/object.c`).

use std::cmp::Ordering;

use crate::objects::payload::Payload;
use crate::objects::{Hashing, Slot, SlotImpl, Ty, type_id};
use crate::value::{ObjId, PyInt};
use crate::vm::attr::clip;
use crate::vm::{PyResult, Vm};

/// A comparison; the numbers are those of `COMPARE_OP` (`Include/object.h`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompareOp {
    /// `<`.
    Lt,
    /// `<=`.
    Le,
    /// `==`.
    Eq,
    /// `!=`.
    Ne,
    /// `>`.
    Gt,
    /// `>=`.
    Ge,
}

impl CompareOp {
    /// The comparison of that number.
    #[inline]
    pub fn from_arg(arg: u32) -> CompareOp {
        match arg {
            0 => CompareOp::Lt,
            1 => CompareOp::Le,
            2 => CompareOp::Eq,
            3 => CompareOp::Ne,
            4 => CompareOp::Gt,
            _ => CompareOp::Ge,
        }
    }

    /// The comparison with its operands exchanged.
    pub fn swapped(self) -> CompareOp {
        match self {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::Le => CompareOp::Ge,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::Ge => CompareOp::Le,
            same => same,
        }
    }

    /// The operator in messages.
    pub fn symbol(self) -> &'static str {
        match self {
            CompareOp::Lt => "<",
            CompareOp::Le => "<=",
            CompareOp::Eq => "==",
            CompareOp::Ne => "!=",
            CompareOp::Gt => ">",
            CompareOp::Ge => ">=",
        }
    }

    /// The slot that answers it.
    pub fn slot(self) -> Slot {
        match self {
            CompareOp::Lt => Slot::Lt,
            CompareOp::Le => Slot::Le,
            CompareOp::Eq => Slot::Eq,
            CompareOp::Ne => Slot::Ne,
            CompareOp::Gt => Slot::Gt,
            CompareOp::Ge => Slot::Ge,
        }
    }

    /// Whether it holds between two values.
    #[inline]
    pub(in crate::vm) fn between<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            CompareOp::Lt => left < right,
            CompareOp::Le => left <= right,
            CompareOp::Eq => left == right,
            CompareOp::Ne => left != right,
            CompareOp::Gt => left > right,
            CompareOp::Ge => left >= right,
        }
    }

    /// Whether it holds for operands in this order.
    #[inline]
    pub fn holds(self, order: Ordering) -> bool {
        /// One bit each for less, equal and greater, in the order of the comparisons.
        const HOLDS: [u8; 6] = [0b001, 0b011, 0b010, 0b101, 0b100, 0b110];
        HOLDS[self as usize] >> (order as i8 + 1) & 1 != 0
    }
}

impl Vm<'_> {
    /// `left op right`; a new reference.
    pub fn rich_compare(&mut self, left: ObjId, right: ObjId, op: CompareOp) -> PyResult {
        self.enter_recursive(" in comparison")?;
        let result = self.do_richcompare(left, right, op);
        self.leave_recursive();
        result
    }

    /// `left < right` by the left operand's slot alone, as `list.sort` compares keys of one class
    /// (`unsafe_object_compare`).
    pub fn less_by_slot(&mut self, left: ObjId, right: ObjId) -> PyResult<bool> {
        let result = self.compare_side(left, right, CompareOp::Lt)?;
        if result == self.state.heap.not_implemented() {
            self.state.heap.decref(result);
            return self.rich_compare_bool(left, right, CompareOp::Lt);
        }
        let truth = self.is_true(result);
        self.state.heap.decref(result);
        truth
    }

    /// Whether the type has `tp_richcompare` at all.
    fn compares(&self, ty: ObjId) -> bool {
        const ROWS: [Slot; 6] = [Slot::Eq, Slot::Lt, Slot::Ne, Slot::Le, Slot::Gt, Slot::Ge];
        ROWS.iter()
            .any(|&row| self.type_slot(ty, row) != SlotImpl::Empty)
    }

    fn do_richcompare(&mut self, left: ObjId, right: ObjId, op: CompareOp) -> PyResult {
        let (tl, tr) = (
            self.state.heap.type_of(left),
            self.state.heap.type_of(right),
        );
        let not_implemented = self.state.heap.not_implemented();
        let mut reversed = false;
        if tl != tr && self.state.heap.is_subtype(tr, tl) && self.compares(tr) {
            reversed = true;
            let result = self.compare_side(right, left, op.swapped())?;
            if result != not_implemented {
                return Ok(result);
            }
            self.state.heap.decref(result);
        }
        let result = self.compare_side(left, right, op)?;
        if result != not_implemented {
            return Ok(result);
        }
        self.state.heap.decref(result);
        if !reversed {
            let result = self.compare_side(right, left, op.swapped())?;
            if result != not_implemented {
                return Ok(result);
            }
            self.state.heap.decref(result);
        }
        match op {
            CompareOp::Eq => Ok(self.state.heap.new_bool(left == right)),
            CompareOp::Ne => Ok(self.state.heap.new_bool(left != right)),
            _ => {
                let (a, b) = (
                    self.state.heap.type_name(left),
                    self.state.heap.type_name(right),
                );
                self.type_error(format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    op.symbol(),
                    clip(&a, 100),
                    clip(&b, 100)
                ))
            }
        }
    }

    fn compare_side(&mut self, this: ObjId, other: ObjId, op: CompareOp) -> PyResult {
        match self.call_type_slot(this, op.slot(), &[other])? {
            Some(value) => Ok(value),
            None => Ok(self.state.heap.not_implemented_ref()),
        }
    }

    /// Compares exact ints and floats, and exact strings for equality, without their slots; none
    /// for others, and where comparing would be one level too deep.
    #[inline]
    pub(in crate::vm) fn compare_exact(
        &self,
        left: ObjId,
        right: ObjId,
        op: CompareOp,
    ) -> Option<bool> {
        let heap = &self.state.heap;
        let (a, b) = (heap.get(left), heap.get(right));
        if a.ob_type != b.ob_type {
            return None;
        }
        let truth = if a.ob_type == type_id(Ty::Int) {
            match (&a.payload, &b.payload) {
                (Payload::Int(PyInt::Small(x)), Payload::Int(PyInt::Small(y))) => {
                    op.holds(x.cmp(y))
                }
                _ => return None,
            }
        } else if a.ob_type == type_id(Ty::Float) {
            match (&a.payload, &b.payload) {
                (Payload::Float(x), Payload::Float(y)) => op.between(x, y),
                _ => return None,
            }
        } else if a.ob_type == type_id(Ty::Str) && matches!(op, CompareOp::Eq | CompareOp::Ne) {
            match (&a.payload, &b.payload) {
                (Payload::Str(x), Payload::Str(y)) => {
                    (left == right || x.text == y.text) == (op == CompareOp::Eq)
                }
                _ => return None,
            }
        } else {
            return None;
        };
        let deepest = self.thread().recursion_depth >= self.state.recursion_limit;
        (!deepest).then_some(truth)
    }

    /// The same as a truth value; identical objects are equal (`PyObject_RichCompareBool`).
    pub fn rich_compare_bool(
        &mut self,
        left: ObjId,
        right: ObjId,
        op: CompareOp,
    ) -> PyResult<bool> {
        if left == right {
            match op {
                CompareOp::Eq => return Ok(true),
                CompareOp::Ne => return Ok(false),
                _ => {}
            }
        }
        if !self.state.heap.listening()
            && let Some(truth) = self.compare_exact(left, right, op)
        {
            return Ok(truth);
        }
        self.rich_compare_other(left, right, op)
    }

    /// Whether two objects are equal, if that is told by a glance and nobody listens.
    #[inline]
    pub fn equal_at_once(&self, left: ObjId, right: ObjId) -> Option<bool> {
        if self.state.heap.listening() {
            return None;
        }
        match left == right {
            true => Some(true),
            false => self.compare_exact(left, right, CompareOp::Eq),
        }
    }

    /// [`Vm::rich_compare_bool`] beyond the fast paths.
    #[inline(never)]
    fn rich_compare_other(&mut self, left: ObjId, right: ObjId, op: CompareOp) -> PyResult<bool> {
        let result = self.rich_compare(left, right, op)?;
        let truth = self.is_true(result);
        self.state.heap.decref(result);
        truth
    }

    /// `hash(object)` (`PyObject_Hash`).
    pub fn hash(&mut self, object: ObjId) -> PyResult<i64> {
        let header = self.state.heap.get(object);
        match &header.payload {
            Payload::Str(_) if header.ob_type == type_id(Ty::Str) => {
                return Ok(self.state.heap.str_hash(object));
            }
            Payload::Int(value) if header.ob_type == type_id(Ty::Int) => {
                return Ok(crate::value::hash::hash_int(value));
            }
            _ => {}
        }
        if let Hashing::Is(hash) = self.state.heap.hash_builtin(object) {
            return Ok(hash);
        }
        let slot = self.slot_of(object, Slot::Hash);
        let result = match slot {
            SlotImpl::Native(native) => match self.inherited_hash(object, slot) {
                Some(hash) => return Ok(hash),
                None => Some(self.call_slot(native, &[object])?),
            },
            SlotImpl::Empty => None,
            SlotImpl::Hook => {
                let name = self.slot_name(Slot::Hash);
                let ty = self.state.heap.type_of(object);
                match self.type_lookup(ty, name) {
                    Some(found) if found != self.state.heap.none() => {
                        Some(self.call_hook(object, name, &[])?)
                    }
                    _ => None,
                }
            }
        };
        let Some(result) = result else {
            let given = self.state.heap.type_name(object);
            return self.type_error(format!("unhashable type: '{}'", clip(&given, 200)));
        };
        let int = self.state.heap.as_int(result).cloned();
        self.state.heap.decref(result);
        match int {
            Some(int) => Ok(match int.to_i64() {
                Some(-1) => -2,
                Some(hash) => hash,
                None => crate::value::hash::hash_int(&int),
            }),
            None => self.type_error("__hash__ method should return an integer".to_owned()),
        }
    }

    /// The hash of an instance whose class inherits the slot of `object`, `str` or `int`: no int object is
    /// made for it.
    fn inherited_hash(&mut self, object: ObjId, slot: SlotImpl) -> Option<i64> {
        let of = |vm: &Self, ty: Ty| vm.type_slot(type_id(ty), Slot::Hash) == slot;
        match &self.state.heap.get(object).payload {
            Payload::Str(_) if of(self, Ty::Str) => Some(self.state.heap.str_hash(object)),
            Payload::Int(value) if of(self, Ty::Int) => Some(crate::value::hash::hash_int(value)),
            _ if of(self, Ty::Object) => Some(crate::value::hash::hash_pointer(
                self.state.heap.addr(object).0,
            )),
            _ => None,
        }
    }
}
