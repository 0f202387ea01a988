//! Operators and subscripts: the fast paths for exact built-in types; the rest goes through the
//! type slots (`vm::ops`).

use crate::code::op;
use crate::objects::callable::CodeObject;
use crate::objects::make::PYLONG_BASE;
use crate::objects::payload::Payload;
use crate::objects::{Heap, Ty, type_id};
use crate::value::pyint::room::{self, Room};
use crate::value::{ObjId, PyInt};
use crate::vm::protocol::operator::{BinaryOp, UnaryOp};
use crate::vm::{CompareOp, Fault, PyResult, Vm};

/// The binary operator of an opcode, plain or in place.
const fn operator_of(opcode: u8) -> BinaryOp {
    match opcode {
        op::BINARY_POWER | op::INPLACE_POWER => BinaryOp::Pow,
        op::BINARY_MULTIPLY | op::INPLACE_MULTIPLY => BinaryOp::Mul,
        op::BINARY_MATRIX_MULTIPLY | op::INPLACE_MATRIX_MULTIPLY => BinaryOp::MatMul,
        op::BINARY_MODULO | op::INPLACE_MODULO => BinaryOp::Mod,
        op::BINARY_ADD | op::INPLACE_ADD => BinaryOp::Add,
        op::BINARY_SUBTRACT | op::INPLACE_SUBTRACT => BinaryOp::Sub,
        op::BINARY_FLOOR_DIVIDE | op::INPLACE_FLOOR_DIVIDE => BinaryOp::FloorDiv,
        op::BINARY_TRUE_DIVIDE | op::INPLACE_TRUE_DIVIDE => BinaryOp::TrueDiv,
        op::BINARY_LSHIFT | op::INPLACE_LSHIFT => BinaryOp::LShift,
        op::BINARY_RSHIFT | op::INPLACE_RSHIFT => BinaryOp::RShift,
        op::BINARY_AND | op::INPLACE_AND => BinaryOp::And,
        op::BINARY_XOR | op::INPLACE_XOR => BinaryOp::Xor,
        _ => BinaryOp::Or,
    }
}

/// Whether the opcode is an augmented assignment's.
const fn is_inplace(opcode: u8) -> bool {
    matches!(
        opcode,
        op::INPLACE_POWER
            | op::INPLACE_MATRIX_MULTIPLY
            | op::INPLACE_ADD
            | op::INPLACE_SUBTRACT
            | op::INPLACE_MULTIPLY
            | op::INPLACE_MODULO
            | op::INPLACE_FLOOR_DIVIDE
            | op::INPLACE_TRUE_DIVIDE
            | op::INPLACE_LSHIFT
            | op::INPLACE_RSHIFT
            | op::INPLACE_AND
            | op::INPLACE_XOR
            | op::INPLACE_OR
    )
}

/// The memory of an operation's result where an operand has several digits.
fn room_for(op: BinaryOp, a: i64, b: i64) -> Room {
    let (a, b) = (&PyInt::Small(a), &PyInt::Small(b));
    match op {
        BinaryOp::Add => room::room_for_add(a, b),
        BinaryOp::Sub => room::room_for_sub(a, b),
        BinaryOp::Mul => room::room_for_mul(a, b),
        BinaryOp::Mod => room::room_for_modulo(a, b),
        BinaryOp::FloorDiv => room::room_for_floordiv(a, b),
        BinaryOp::And => room::room_for_and(a, b),
        BinaryOp::Or | BinaryOp::Xor => room::room_for_bits(a, b),
        _ => Room::Exact,
    }
}

/// The result of an operation with an operand of several digits; a new reference.
#[cold]
#[inline(never)]
fn new_wide_int(heap: &mut Heap, op: BinaryOp, a: i64, b: i64, value: i64) -> ObjId {
    heap.new_int_in(PyInt::Small(value), room_for(op, a, b))
}

/// The place that an index names in a sequence of this length; none outside.
#[inline]
fn place(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 {
        index + length as i64
    } else {
        index
    };
    usize::try_from(index).ok().filter(|&place| place < length)
}

/// Two operands that are both exactly of one number type.
#[derive(Clone, Copy)]
enum Numbers {
    Ints(i64, i64),
    Floats(f64, f64),
}

impl Vm<'_> {
    /// Both operands as machine numbers, if they are exact ints that fit or exact floats.
    #[inline(always)]
    fn numbers(&self) -> Option<Numbers> {
        let heap = &self.state.heap;
        let (left, right) = self.operands();
        let (left, right) = (heap.get(left), heap.get(right));
        if left.ob_type != right.ob_type {
            return None;
        }
        if left.ob_type == type_id(Ty::Int) {
            if let Payload::Int(PyInt::Small(a)) = left.payload
                && let Payload::Int(PyInt::Small(b)) = right.payload
            {
                return Some(Numbers::Ints(a, b));
            }
        } else if left.ob_type == type_id(Ty::Float)
            && let Payload::Float(a) = left.payload
            && let Payload::Float(b) = right.payload
        {
            return Some(Numbers::Floats(a, b));
        }
        None
    }

    /// Compares two such numbers; none for other operands, and where comparing would be one level
    /// too deep.
    #[inline(always)]
    pub(super) fn compare_numbers(&self, op: CompareOp) -> Option<bool> {
        let truth = match self.numbers()? {
            Numbers::Ints(a, b) => op.holds(a.cmp(&b)),
            Numbers::Floats(a, b) => op.between(&a, &b),
        };
        let deepest = self.thread().recursion_depth >= self.state.recursion_limit;
        (!deepest).then_some(truth)
    }

    /// The result of a fast path for ints, in as much memory as CPython takes for it.
    #[inline(always)]
    fn finish_int(&mut self, op: BinaryOp, a: i64, b: i64, value: i64) {
        let heap = &mut self.state.heap;
        let value = if a.unsigned_abs() < PYLONG_BASE && b.unsigned_abs() < PYLONG_BASE {
            heap.new_int(value)
        } else {
            new_wide_int(heap, op, a, b, value)
        };
        self.replace_operands(value);
    }

    #[inline(always)]
    fn finish_float(&mut self, value: f64) {
        let value = self.state.heap.new_float(value);
        self.replace_operands(value);
    }

    /// `a OP b` or `a OP= b` of an opcode.
    #[inline(never)]
    pub(super) fn binary<const OPCODE: u8>(&mut self) -> PyResult<()> {
        match self.fast_number_op(operator_of(OPCODE)) {
            Some(()) => Ok(()),
            None => self.other_binary(operator_of(OPCODE), is_inplace(OPCODE)),
        }
    }

    /// `a OP b` or `a OP= b` beyond the fast paths.
    #[inline(never)]
    fn other_binary(&mut self, op: BinaryOp, inplace: bool) -> PyResult<()> {
        let (left, right) = (self.peek(2), self.peek(1));
        let result = if inplace {
            self.inplace_op(op, left, right)
        } else {
            self.binary_op(op, left, right)
        };
        // Of these two instructions CPython releases the operands the other way round.
        if !inplace && matches!(op, BinaryOp::Sub | BinaryOp::Mod) {
            return self.finish_operands_backwards(result);
        }
        self.finish_operands(result)
    }

    /// Operators on small ints and floats without a trip through the slots.
    #[inline(always)]
    fn fast_number_op(&mut self, op: BinaryOp) -> Option<()> {
        match self.numbers()? {
            Numbers::Ints(a, b) => {
                let value = match op {
                    BinaryOp::Add => a.checked_add(b)?,
                    BinaryOp::Sub => a.checked_sub(b)?,
                    BinaryOp::Mul => a.checked_mul(b)?,
                    BinaryOp::And => a & b,
                    BinaryOp::Or => a | b,
                    BinaryOp::Xor => a ^ b,
                    // Python rounds towards minus infinity, Rust towards zero.
                    BinaryOp::Mod if b > 0 => a.rem_euclid(b),
                    BinaryOp::FloorDiv if b > 0 => a.div_euclid(b),
                    BinaryOp::RShift if (0..64).contains(&b) => a >> b,
                    BinaryOp::LShift if (0..32).contains(&b) && i32::try_from(a).is_ok() => a << b,
                    _ => return None,
                };
                self.finish_int(op, a, b, value);
                Some(())
            }
            Numbers::Floats(a, b) => {
                let value = match op {
                    BinaryOp::Add => a + b,
                    BinaryOp::Sub => a - b,
                    BinaryOp::Mul => a * b,
                    BinaryOp::TrueDiv if b != 0.0 => a / b,
                    _ => return None,
                };
                self.finish_float(value);
                Some(())
            }
        }
    }

    /// `a + b`, or `a += b` if `INPLACE`; `next` is the instruction that follows.
    #[inline(never)]
    pub(super) fn add<const INPLACE: bool>(
        &mut self,
        next: Option<&[u8; 2]>,
        code: &CodeObject,
    ) -> PyResult<()> {
        if self.fast_number_op(BinaryOp::Add).is_some() {
            return Ok(());
        }
        match self.concatenate(next, code) {
            true => Ok(()),
            false => self.other_binary(BinaryOp::Add, INPLACE),
        }
    }

    /// `a + b` of two exact strings, both ways of writing it; false for other operands. A string
    /// that only the stack and the variable about to be stored hold grows in place
    /// (`unicode_concatenate`).
    #[inline(never)]
    fn concatenate(&mut self, next: Option<&[u8; 2]>, code: &CodeObject) -> bool {
        let (left, right) = (self.peek(2), self.peek(1));
        let heap = &self.state.heap;
        if !heap.is_exact(left, Ty::Str) || !heap.is_exact(right, Ty::Str) {
            return false;
        }
        self.release_variable(left, next, code);
        let right = self.pop();
        let left = self.pop();
        let sum = self.state.heap.str_append(left, right);
        self.state.heap.decref(right);
        self.push(sum);
        true
    }

    /// If the next instruction stores into the variable that holds `left` and nobody else does,
    /// empties that variable, so that the string may grow where it is.
    fn release_variable(&mut self, left: ObjId, next: Option<&[u8; 2]>, code: &CodeObject) {
        if self.state.heap.get(left).ob_refcnt != 2 {
            return;
        }
        let Some(&[next, arg]) = next else {
            return;
        };
        match next {
            op::STORE_FAST => {
                let slot = self.state.heap.frame.f_localsplus.get_mut(usize::from(arg));
                if let Some(slot) = slot.filter(|slot| **slot == Some(left)) {
                    *slot = None;
                    self.state.heap.decref(left);
                }
            }
            op::STORE_DEREF => {
                let index = code.code.co_nlocals as usize + usize::from(arg);
                let cell = self
                    .state
                    .heap
                    .frame
                    .f_localsplus
                    .get(index)
                    .copied()
                    .flatten();
                if let Some(cell) = cell
                    && let Payload::Cell(contents) = &mut self.state.heap.get_mut(cell).payload
                    && *contents == Some(left)
                {
                    *contents = None;
                    self.state.heap.decref(left);
                }
            }
            op::STORE_NAME => {
                let name = self.name(code, u32::from(arg));
                if let Some(locals) = self.state.heap.frame.f_locals
                    && self.state.heap.is_exact(locals, Ty::Dict)
                    && self.state.heap.dict_get_str(locals, name) == Some(left)
                {
                    self.state.heap.dict_del_str(locals, name);
                }
            }
            _ => {}
        }
    }

    #[inline(never)]
    pub(super) fn op_unary(&mut self, opcode: u8) -> PyResult<()> {
        let op = match opcode {
            op::UNARY_POSITIVE => UnaryOp::Pos,
            op::UNARY_NEGATIVE => UnaryOp::Neg,
            _ => UnaryOp::Invert,
        };
        let value = self.peek(1);
        let result = self.unary_op(op, value);
        let value = self.pop();
        self.state.heap.decref(value);
        self.push(result?);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn op_not(&mut self) -> PyResult<()> {
        let value = self.peek(1);
        let truth = self.is_true(value);
        let value = self.pop();
        self.state.heap.decref(value);
        let result = self.state.heap.new_bool(!truth?);
        self.push(result);
        Ok(())
    }

    /// `a[b]`: the container is released after the subscript.
    #[inline(never)]
    pub(super) fn binary_subscr(&mut self) -> PyResult<()> {
        let (container, key) = self.operands();
        let result = match self.list_item(container, key) {
            Some(value) => {
                self.state.heap.incref(value);
                Ok(value)
            }
            None => match self.character(container, key) {
                Some(point) => Ok(self.state.heap.new_char(point)),
                None => self.get_item(container, key),
            },
        };
        self.finish_operands(result)
    }

    /// An item of an exact list or tuple at an exact small int; borrowed.
    #[inline]
    fn list_item(&self, container: ObjId, key: ObjId) -> Option<ObjId> {
        let heap = &self.state.heap;
        let Payload::Int(PyInt::Small(index)) = heap.get(key).payload else {
            return None;
        };
        let object = heap.get(container);
        let items: &[ObjId] = match &object.payload {
            Payload::List(list) if object.ob_type == type_id(Ty::List) => &list.items,
            Payload::Tuple(items) if object.ob_type == type_id(Ty::Tuple) => items,
            _ => return None,
        };
        items.get(place(index, items.len())?).copied()
    }

    /// A character of an exact str at an exact small int.
    fn character(&self, container: ObjId, key: ObjId) -> Option<u32> {
        let heap = &self.state.heap;
        let Payload::Int(PyInt::Small(index)) = heap.get(key).payload else {
            return None;
        };
        let object = heap.get(container);
        match &object.payload {
            Payload::Str(string) if object.ob_type == type_id(Ty::Str) => {
                let place = place(index, string.text.len())?;
                Some(string.text.at(place))
            }
            _ => None,
        }
    }

    #[inline(never)]
    pub(super) fn store_subscr(&mut self) -> PyResult<()> {
        let listening = self.state.heap.listening();
        let key = self.pop();
        let container = self.pop();
        let value = self.pop();
        let result = match self.store_list_item(container, key, value) {
            Some(old) => {
                if listening {
                    self.state.heap.incref(value);
                    self.state.heap.decref(old);
                } else {
                    self.state.heap.decref_heard(listening, old);
                    if !self.state.heap.has_pending() {
                        // The list takes the stack's reference over.
                        let dropped = self.drop_now(container);
                        self.state.heap.decref_heard(listening, key);
                        return dropped;
                    }
                    self.state.heap.incref(value);
                }
                self.settle(&[])
            }
            None => self.set_item(container, key, value),
        };
        self.state.heap.decref(value);
        let dropped = self.drop_now(container);
        self.state.heap.decref(key);
        result.and(dropped)
    }

    /// Stores into an exact list at an exact small int within its length, without counting; what
    /// was there.
    #[inline]
    fn store_list_item(&mut self, container: ObjId, key: ObjId, value: ObjId) -> Option<ObjId> {
        let heap = &mut self.state.heap;
        let Payload::Int(PyInt::Small(index)) = heap.get(key).payload else {
            return None;
        };
        let object = heap.get_mut(container);
        let Payload::List(list) = &mut object.payload else {
            return None;
        };
        if object.ob_type != type_id(Ty::List) {
            return None;
        }
        let slot = place(index, list.items.len()).and_then(|index| list.items.get_mut(index))?;
        Some(std::mem::replace(slot, value))
    }

    #[inline(never)]
    pub(super) fn delete_subscr(&mut self) -> PyResult<()> {
        let key = self.pop();
        let container = self.pop();
        let result = self.del_item(container, key);
        let settled = self.settle(&[]);
        self.state.heap.decref(container);
        self.state.heap.decref(key);
        result.and(settled)
    }

    #[inline(never)]
    pub(super) fn get_iter(&mut self) -> PyResult<()> {
        let iterable = self.peek(1);
        let result = self.iter(iterable);
        let iterable = self.pop();
        self.state.heap.decref(iterable);
        self.push(result?);
        Ok(())
    }

    /// Makes sure that a fault of a native iterator is one of Python's.
    pub(super) fn is_exhaustion(&mut self, fault: Fault) -> bool {
        fault == Fault::Raised && (!self.exception_pending() || self.catch(Ty::StopIteration))
    }
}
