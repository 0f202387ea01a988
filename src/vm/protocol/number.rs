//! Operators and numbers (`binary_op1`, `PyNumber_*` of `Objects/abstract.c`, `SLOT1BINFULL` of
//! `Objects/typeobject.c`).

use crate::objects::payload::Payload;
use crate::objects::{Slot, SlotImpl, Ty, type_id};
use crate::value::{ObjId, PyInt};
use crate::vm::attr::clip;
use crate::vm::protocol::operator::{BinaryOp, UnaryOp};
use crate::vm::{Args, Fault, PyResult, Vm};

/// The one C slot behind a method and its reflection (`nb_add` for `__add__` and `__radd__`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Empty,
    Native(SlotImpl, SlotImpl),
    Hook,
}

impl Vm<'_> {
    fn side(&self, ty: ObjId, op: BinaryOp) -> Side {
        let (plain, reflected) = (
            self.type_slot(ty, op.slot()),
            self.type_slot(ty, op.reflected()),
        );
        if plain == SlotImpl::Hook || reflected == SlotImpl::Hook {
            Side::Hook
        } else if plain == SlotImpl::Empty && reflected == SlotImpl::Empty {
            Side::Empty
        } else {
            Side::Native(plain, reflected)
        }
    }

    /// `binary_op1`: the right operand goes first if its class derives from the left one's and
    /// has its own method. `NotImplemented` if neither knows; a new reference.
    fn binary_op1(&mut self, op: BinaryOp, left: ObjId, right: ObjId) -> PyResult {
        let (tl, tr) = (
            self.state.heap.type_of(left),
            self.state.heap.type_of(right),
        );
        let slotv = self.side(tl, op);
        let mut slotw = if tl == tr {
            Side::Empty
        } else {
            self.side(tr, op)
        };
        if slotw == slotv {
            slotw = Side::Empty;
        }
        let none = self.state.heap.not_implemented();
        if slotv != Side::Empty {
            if slotw != Side::Empty && self.state.heap.is_subtype(tr, tl) {
                let result = self.right_side(slotw, op, left, right)?;
                if result != none {
                    return Ok(result);
                }
                self.state.heap.decref(result);
                slotw = Side::Empty;
            }
            let result = self.left_side(slotv, op, left, right)?;
            if result != none {
                return Ok(result);
            }
            self.state.heap.decref(result);
        }
        if slotw != Side::Empty {
            return self.right_side(slotw, op, left, right);
        }
        Ok(self.state.heap.not_implemented_ref())
    }

    fn left_side(&mut self, side: Side, op: BinaryOp, left: ObjId, right: ObjId) -> PyResult {
        match side {
            Side::Native(plain, _) => self.call_side(plain, left, right),
            Side::Hook => self.hook_binary(op, left, right),
            Side::Empty => Ok(self.state.heap.not_implemented_ref()),
        }
    }

    fn right_side(&mut self, side: Side, op: BinaryOp, left: ObjId, right: ObjId) -> PyResult {
        match side {
            Side::Native(_, reflected) => self.call_side(reflected, right, left),
            Side::Hook => self.hook_binary(op, left, right),
            Side::Empty => Ok(self.state.heap.not_implemented_ref()),
        }
    }

    fn call_side(&mut self, slot: SlotImpl, this: ObjId, other: ObjId) -> PyResult {
        match slot {
            SlotImpl::Native(native) => self.call_slot(native, &[this, other]),
            _ => Ok(self.state.heap.not_implemented_ref()),
        }
    }

    /// `slot_nb_*`: serves both operands of a class written in Python.
    fn hook_binary(&mut self, op: BinaryOp, left: ObjId, right: ObjId) -> PyResult {
        let (tl, tr) = (
            self.state.heap.type_of(left),
            self.state.heap.type_of(right),
        );
        let none = self.state.heap.not_implemented();
        let mut do_other = tl != tr && self.side(tr, op) == Side::Hook;
        if self.side(tl, op) == Side::Hook {
            if do_other
                && self.state.heap.is_subtype(tr, tl)
                && self.is_overloaded(tl, tr, op.reflected())
            {
                let result = self.operand_method(right, op.reflected(), left)?;
                if result != none {
                    return Ok(result);
                }
                self.state.heap.decref(result);
                do_other = false;
            }
            let result = self.operand_method(left, op.slot(), right)?;
            if result != none || tl == tr {
                return Ok(result);
            }
            self.state.heap.decref(result);
        }
        if do_other {
            return self.operand_method(right, op.reflected(), left);
        }
        Ok(self.state.heap.not_implemented_ref())
    }

    /// Whether the right operand's class has another reflected method than the left one's
    /// (`method_is_overloaded`).
    fn is_overloaded(&mut self, left: ObjId, right: ObjId, slot: Slot) -> bool {
        let name = self.slot_name(slot);
        let theirs = self.type_lookup(right, name);
        theirs.is_some() && theirs != self.type_lookup(left, name)
    }

    /// Calls an operator's method if there is one (`vectorcall_maybe`).
    fn operand_method(&mut self, this: ObjId, slot: Slot, other: ObjId) -> PyResult {
        match self.call_type_slot(this, slot, &[other])? {
            Some(value) => Ok(value),
            None => Ok(self.state.heap.not_implemented_ref()),
        }
    }

    /// `left op right`; a new reference.
    pub fn binary_op(&mut self, op: BinaryOp, left: ObjId, right: ObjId) -> PyResult {
        let result = self.binary_op1(op, left, right)?;
        if result != self.state.heap.not_implemented() {
            return Ok(result);
        }
        self.state.heap.decref(result);
        let sequence = match op {
            BinaryOp::Add => self.call_type_slot(left, Slot::Concat, &[right])?,
            BinaryOp::Mul => self.sequence_repeat(left, right, Slot::Repeat)?,
            _ => None,
        };
        match sequence {
            Some(value) => Ok(value),
            None => Err(self.unsupported(op, op.symbol(), left, right)),
        }
    }

    /// `left op= right`; a new reference.
    pub fn inplace_op(&mut self, op: BinaryOp, left: ObjId, right: ObjId) -> PyResult {
        if op != BinaryOp::DivMod
            && let Some(result) = self.call_type_slot(left, op.inplace(), &[right])?
        {
            if result != self.state.heap.not_implemented() {
                return Ok(result);
            }
            self.state.heap.decref(result);
        }
        let result = self.binary_op1(op, left, right)?;
        if result != self.state.heap.not_implemented() {
            return Ok(result);
        }
        self.state.heap.decref(result);
        let sequence = match op {
            BinaryOp::Add => match self.call_type_slot(left, Slot::InPlaceConcat, &[right])? {
                Some(value) => Some(value),
                None => self.call_type_slot(left, Slot::Concat, &[right])?,
            },
            BinaryOp::Mul => {
                let slot = if self.has_slot(left, Slot::InPlaceRepeat) {
                    Slot::InPlaceRepeat
                } else {
                    Slot::Repeat
                };
                // A left operand with any sequence slots is not asked to be the count.
                if self.has_slot(left, slot) || !self.has_sequence_slots(left) {
                    self.sequence_repeat(left, right, slot)?
                } else {
                    None
                }
            }
            _ => None,
        };
        match sequence {
            Some(value) => Ok(value),
            None => {
                let symbol = match op {
                    BinaryOp::Pow => op.symbol().to_owned(),
                    op => format!("{}=", op.symbol()),
                };
                Err(self.unsupported(op, &symbol, left, right))
            }
        }
    }

    /// Whether the object's type has `tp_as_sequence` at all.
    pub(super) fn has_sequence_slots(&self, object: ObjId) -> bool {
        let ty = self.state.heap.type_of(object);
        self.state.heap.as_type(ty).is_some_and(|ty| ty.heap_type)
            || self.has_slot(object, Slot::Len)
            || self.has_slot(object, Slot::Contains)
    }

    /// `sequence * count` or `count * sequence` where neither is a number with `__mul__`.
    fn sequence_repeat(
        &mut self,
        left: ObjId,
        right: ObjId,
        slot: Slot,
    ) -> PyResult<Option<ObjId>> {
        let (sequence, count, slot) = if self.has_slot(left, slot) {
            (left, right, slot)
        } else if self.has_slot(right, Slot::Repeat) {
            (right, left, Slot::Repeat)
        } else {
            return Ok(None);
        };
        if !self.has_slot(count, Slot::Index) {
            let given = self.state.heap.type_name(count);
            return self.type_error(format!(
                "can't multiply sequence by non-int of type '{}'",
                clip(&given, 200)
            ));
        }
        self.call_type_slot(sequence, slot, &[count])
    }

    #[cold]
    fn unsupported(&mut self, op: BinaryOp, symbol: &str, left: ObjId, right: ObjId) -> Fault {
        let (a, b) = (
            self.state.heap.type_name(left),
            self.state.heap.type_name(right),
        );
        let mut message = format!(
            "unsupported operand type(s) for {symbol}: '{}' and '{}'",
            clip(&a, 100),
            clip(&b, 100)
        );
        // Python 2's `print >>file` is taken for a shift.
        if op == BinaryOp::RShift
            && let Payload::BuiltinFunction(function) = &self.state.heap.get(left).payload
            && self.natives.get(function.native).name == "print"
            && symbol == ">>"
        {
            message = format!(
                "unsupported operand type(s) for {symbol}: '{}' and '{}'. Did you mean \"print(<message>, file=<output_stream>)\"?",
                clip(&a, 100),
                clip(&b, 100)
            );
        }
        self.raise(Ty::TypeError, message)
    }

    /// `pow(base, exponent, modulus)` (`ternary_op`); a new reference.
    pub fn ternary_pow(&mut self, base: ObjId, exponent: ObjId, modulus: ObjId) -> PyResult {
        if let Some(result) = self.call_type_slot(base, Slot::Pow, &[exponent, modulus])? {
            if result != self.state.heap.not_implemented() {
                return Ok(result);
            }
            self.state.heap.decref(result);
        }
        // The other two are asked with the operands in the same order, if they are built in: a
        // method written in Python serves only the first.
        let ty = |vm: &Self, object| vm.state.heap.type_of(object);
        for other in [exponent, modulus] {
            if ty(self, other) == ty(self, base) {
                continue;
            }
            if let SlotImpl::Native(native) = self.slot_of(other, Slot::Pow) {
                let result = self.call_slot(native, &[base, exponent, modulus])?;
                if result != self.state.heap.not_implemented() {
                    return Ok(result);
                }
                self.state.heap.decref(result);
            }
        }
        let names = [base, exponent, modulus].map(|object| self.state.heap.type_name(object));
        let [a, b, c] = names;
        self.type_error(format!(
            "unsupported operand type(s) for pow(): '{a}', '{b}', '{c}'"
        ))
    }

    /// `op value`; a new reference.
    pub fn unary_op(&mut self, op: UnaryOp, value: ObjId) -> PyResult {
        match self.call_type_slot(value, op.slot(), &[])? {
            Some(result) => Ok(result),
            None => {
                let given = self.state.heap.type_name(value);
                self.type_error(format!(
                    "bad operand type for {}: '{}'",
                    op.symbol(),
                    clip(&given, 200)
                ))
            }
        }
    }

    /// Whether the value is true (`PyObject_IsTrue`).
    #[inline]
    pub fn is_true(&mut self, value: ObjId) -> PyResult<bool> {
        let heap = &self.state.heap;
        if value == heap.bool_obj(true) {
            return Ok(true);
        }
        if value == heap.bool_obj(false) || value == heap.none() {
            return Ok(false);
        }
        let object = heap.get(value);
        let is = |ty| object.ob_type == type_id(ty);
        match &object.payload {
            Payload::Int(x) if is(Ty::Int) => return Ok(!x.is_zero()),
            Payload::List(x) if is(Ty::List) => return Ok(!x.items.is_empty()),
            Payload::Str(x) if is(Ty::Str) => return Ok(!x.text.is_empty()),
            Payload::Float(x) if is(Ty::Float) => return Ok(*x != 0.0),
            _ => {}
        }
        if let Some(result) = self.call_type_slot(value, Slot::Bool, &[])? {
            let truth = self.state.heap.as_int(result).map(|x| !x.is_zero());
            let is_bool = self.state.heap.is_instance(result, Ty::Bool);
            let given = self.state.heap.type_name(result);
            self.state.heap.decref(result);
            return match truth {
                Some(truth) if is_bool => Ok(truth),
                _ => self.type_error(format!(
                    "__bool__ should return bool, returned {}",
                    clip(&given, 200)
                )),
            };
        }
        if self.has_slot(value, Slot::Len) {
            return Ok(self.len(value)? != 0);
        }
        Ok(true)
    }

    /// The value as an int by `__index__` (`PyNumber_Index`).
    pub fn index(&mut self, value: ObjId) -> PyResult<PyInt> {
        if let Some(int) = self.state.heap.as_int(value) {
            return Ok(int.clone());
        }
        let Some(result) = self.call_type_slot(value, Slot::Index, &[])? else {
            let given = self.state.heap.type_name(value);
            return self.type_error(format!(
                "'{}' object cannot be interpreted as an integer",
                clip(&given, 200)
            ));
        };
        let int = self.state.heap.as_int(result).cloned();
        let strict = self.state.heap.is_exact(result, Ty::Int);
        let given = self.state.heap.type_name(result);
        self.state.heap.decref(result);
        let complaint = format!("__index__ returned non-int (type {})", clip(&given, 200));
        match int {
            Some(int) => {
                if !strict {
                    self.warn_strict_subclass(&complaint, "int")?;
                }
                Ok(int)
            }
            None => self.type_error(complaint),
        }
    }

    /// The same as a machine number; an IndexError where it doesn't fit
    /// (`PyNumber_AsSsize_t(o, PyExc_IndexError)`).
    pub fn index_i64(&mut self, value: ObjId) -> PyResult<i64> {
        self.index_or(value, Ty::IndexError)
    }

    /// The same with an OverflowError (`PyNumber_AsSsize_t(o, PyExc_OverflowError)`).
    pub fn index_overflow(&mut self, value: ObjId) -> PyResult<i64> {
        self.index_or(value, Ty::OverflowError)
    }

    fn index_or(&mut self, value: ObjId, class: Ty) -> PyResult<i64> {
        match self.index(value)?.to_i64() {
            Some(index) => Ok(index),
            None => {
                let given = self.state.heap.type_name(value);
                Err(self.raise(
                    class,
                    format!(
                        "cannot fit '{}' into an index-sized integer",
                        clip(&given, 200)
                    ),
                ))
            }
        }
    }

    /// An int argument of a native (`PyLong_AsSsize_t` after `__index__`).
    pub fn as_ssize_t(&mut self, value: ObjId) -> PyResult<i64> {
        if self.state.heap.is_instance(value, Ty::Float) {
            return self.type_error("integer argument expected, got float".to_owned());
        }
        match self.index(value)?.to_i64() {
            Some(index) => Ok(index),
            None => Err(self.raise(
                Ty::OverflowError,
                "Python int too large to convert to C ssize_t",
            )),
        }
    }

    /// `__int__` stands in for `__index__`, with a warning (`_PyLong_FromNbIndexOrNbInt`).
    fn int_by_nb_int(&mut self, value: ObjId) -> PyResult<Option<i64>> {
        let given = self.state.heap.type_name(value);
        let required = format!("an integer is required (got type {given})");
        let Some(result) = self.call_type_slot(value, Slot::Int, &[])? else {
            return self.type_error(required);
        };
        let int = self.state.heap.as_int(result).map(|int| int.to_i64());
        let returned = self.state.heap.type_name(result);
        self.state.heap.decref(result);
        let Some(int) = int else {
            return self.type_error(format!("__int__ returned non-int (type {returned})"));
        };
        let message = format!(
            "{required}.  Implicit conversion to integers using __int__ is deprecated, \
             and may be removed in a future version of Python."
        );
        self.warn(Ty::DeprecationWarning, &message, 1)?;
        Ok(int)
    }

    /// An int argument of a native that is a C `int` (`_PyLong_AsInt`).
    pub fn as_c_int(&mut self, value: ObjId) -> PyResult<i64> {
        if self.state.heap.is_instance(value, Ty::Float) {
            return self.type_error("integer argument expected, got float".to_owned());
        }
        let int = match self.state.heap.as_int(value) {
            Some(int) => int.to_i64(),
            None if self.has_slot(value, Slot::Index) => self.index(value)?.to_i64(),
            None => self.int_by_nb_int(value)?,
        };
        match int.filter(|&int| i32::try_from(int).is_ok()) {
            Some(int) => Ok(int),
            None => Err(self.raise(
                Ty::OverflowError,
                "Python int too large to convert to C int",
            )),
        }
    }

    /// The value as a float (`PyFloat_AsDouble`).
    pub fn to_float(&mut self, value: ObjId) -> PyResult<f64> {
        if let Some(float) = self.state.heap.as_float(value) {
            return Ok(float);
        }
        if self.has_slot(value, Slot::Float) {
            if let Some(int) = self.state.heap.as_int(value)
                && self.state.heap.type_of(value) == type_id(Ty::Int)
            {
                return match int.to_f64() {
                    Ok(float) => Ok(float),
                    Err(fault) => Err(self.raise_fault(&fault)),
                };
            }
            if let Some(result) = self.call_type_slot(value, Slot::Float, &[])? {
                return self.float_returned(value, result);
            }
        }
        if self.has_slot(value, Slot::Index) || self.state.heap.as_int(value).is_some() {
            let int = self.index(value)?;
            return match int.to_f64() {
                Ok(float) => Ok(float),
                Err(fault) => Err(self.raise_fault(&fault)),
            };
        }
        let given = self.state.heap.type_name(value);
        self.type_error(format!("must be real number, not {}", clip(&given, 50)))
    }

    /// What `__float__` returned (stolen).
    pub fn float_returned(&mut self, value: ObjId, result: ObjId) -> PyResult<f64> {
        let float = self.state.heap.as_float(result);
        let strict = self.state.heap.is_exact(result, Ty::Float);
        let given = self.state.heap.type_name(result);
        let name = self.state.heap.type_name(value);
        self.state.heap.decref(result);
        let complaint = format!(
            "{}.__float__ returned non-float (type {})",
            clip(&name, 50),
            clip(&given, 50)
        );
        let Some(float) = float else {
            return self.type_error(complaint);
        };
        if !strict {
            self.warn_strict_subclass(&complaint, "float")?;
        }
        Ok(float)
    }

    /// The length (`PyObject_Size`).
    pub fn len(&mut self, object: ObjId) -> PyResult<usize> {
        match self.slot_of(object, Slot::Len) {
            SlotImpl::Empty => {
                let given = self.state.heap.type_name(object);
                self.type_error(format!(
                    "object of type '{}' has no len()",
                    clip(&given, 200)
                ))
            }
            SlotImpl::Native(native) => {
                let function = self.natives.get(native).function;
                let result = function(self, Args::positional(&[object]))?;
                let len = self.state.heap.as_int(result).and_then(|x| x.to_usize());
                self.state.heap.decref(result);
                Ok(len.unwrap_or(0))
            }
            SlotImpl::Hook => {
                let name = self.slot_name(Slot::Len);
                let result = self.call_hook(object, name, &[])?;
                let int = self.index(result);
                self.state.heap.decref(result);
                let int = int?;
                if int.is_negative() {
                    return Err(self.raise(Ty::ValueError, "__len__() should return >= 0"));
                }
                match int.to_usize().filter(|&len| i64::try_from(len).is_ok()) {
                    Some(len) => Ok(len),
                    None => Err(self.raise(
                        Ty::OverflowError,
                        "cannot fit 'int' into an index-sized integer",
                    )),
                }
            }
        }
    }

    /// How long an iterable says it will be (`PyObject_LengthHint`).
    pub fn length_hint(&mut self, object: ObjId, default: usize) -> PyResult<usize> {
        if self.has_slot(object, Slot::Len) {
            match self.len(object) {
                Ok(len) => return Ok(len),
                Err(fault) if !self.catch(Ty::TypeError) => return Err(fault),
                Err(_) => {}
            }
        }
        let name = self.state.names.length_hint;
        let Some(hint) = self.lookup_special_id(object, name)? else {
            return Ok(default);
        };
        let result = self.call(hint, &[]);
        self.state.heap.decref(hint);
        let result = match result {
            Ok(result) => result,
            Err(_) if self.catch(Ty::TypeError) => return Ok(default),
            Err(fault) => return Err(fault),
        };
        if result == self.state.heap.not_implemented() {
            self.state.heap.decref(result);
            return Ok(default);
        }
        let int = self.state.heap.as_int(result).cloned();
        let given = self.state.heap.type_name(result);
        self.state.heap.decref(result);
        let Some(int) = int else {
            return self.type_error(format!(
                "__length_hint__ must be an integer, not {}",
                clip(&given, 100)
            ));
        };
        if int.is_negative() {
            return Err(self.raise(Ty::ValueError, "__length_hint__() should return >= 0"));
        }
        Ok(int.to_usize().unwrap_or(default))
    }
}
