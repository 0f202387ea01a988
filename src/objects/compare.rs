//! Equality of built-in values without Python (`PyObject_RichCompare(a, b, Py_EQ)` where neither
//! operand is an instance of a Python class).

use std::cmp::Ordering;

use crate::objects::heap::Heap;
use crate::objects::payload::Payload;
use crate::objects::static_type;
use crate::objects::ty::Ty;
use crate::value::ObjId;

/// Whether two objects are equal, as far as it can be said without running Python code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Equality {
    /// They are.
    Equal,
    /// They aren't.
    Different,
    /// Only their `__eq__` can tell.
    AskPython,
}

impl From<bool> for Equality {
    fn from(equal: bool) -> Equality {
        if equal {
            Equality::Equal
        } else {
            Equality::Different
        }
    }
}

/// Nested tuples are compared to this depth here; the vm, which counts recursion, does the rest.
const DEPTH: u32 = 50;

impl Heap {
    /// Compares two objects for equality: numbers, strings, bytes, None and the like by value or
    /// identity, tuples of such item by item.
    #[inline]
    pub fn equal_builtins(&self, a: ObjId, b: ObjId) -> Equality {
        self.equal_nested(a, b, DEPTH)
    }

    fn equal_nested(&self, a: ObjId, b: ObjId, depth: u32) -> Equality {
        let (x, y) = (self.get(a), self.get(b));
        let (Some(ty_a), Some(ty_b)) = (static_type(x.ob_type), static_type(y.ob_type)) else {
            return Equality::AskPython;
        };
        match (&x.payload, &y.payload) {
            (Payload::Str(s), Payload::Str(t)) => (s.text == t.text).into(),
            (Payload::Int(i), Payload::Int(j)) => (i == j).into(),
            (Payload::Float(f), Payload::Float(g)) => (f == g).into(),
            (Payload::Int(i), Payload::Float(f)) | (Payload::Float(f), Payload::Int(i)) => {
                (i.partial_cmp_f64(*f) == Some(Ordering::Equal)).into()
            }
            (Payload::Complex(r, i), Payload::Complex(s, j)) => (r == s && i == j).into(),
            (Payload::Complex(r, i), Payload::Float(f))
            | (Payload::Float(f), Payload::Complex(r, i)) => (r == f && *i == 0.0).into(),
            (Payload::Complex(r, i), Payload::Int(n))
            | (Payload::Int(n), Payload::Complex(r, i)) => {
                (*i == 0.0 && n.partial_cmp_f64(*r) == Some(Ordering::Equal)).into()
            }
            (Payload::Bytes(s), Payload::Bytes(t)) => (s == t).into(),
            (Payload::Tuple(s), Payload::Tuple(t)) => self.equal_items(s, t, depth),
            _ if by_identity(ty_a) || by_identity(ty_b) => (a == b).into(),
            _ if is_scalar(ty_a) && is_scalar(ty_b) => Equality::Different,
            _ => Equality::AskPython,
        }
    }

    /// Tuples are equal if they are equally long and all items are; identical items count as
    /// equal without comparing.
    fn equal_items(&self, s: &[ObjId], t: &[ObjId], depth: u32) -> Equality {
        if depth == 0 {
            return Equality::AskPython;
        }
        for (&a, &b) in s.iter().zip(t) {
            if a == b {
                continue;
            }
            match self.equal_nested(a, b, depth - 1) {
                Equality::Equal => {}
                other => return other,
            }
        }
        (s.len() == t.len()).into()
    }
}

/// Types whose instances equal nothing but themselves.
fn by_identity(ty: Ty) -> bool {
    matches!(
        ty,
        Ty::NoneType
            | Ty::NotImplementedType
            | Ty::Ellipsis
            | Ty::Type
            | Ty::Function
            | Ty::Generator
            | Ty::Frame
            | Ty::Module
            | Ty::Object
    )
}

/// Types that compare by value among themselves and equal no other built-in type, the numbers
/// among one another excepted.
fn is_scalar(ty: Ty) -> bool {
    matches!(
        ty,
        Ty::Int | Ty::Bool | Ty::Float | Ty::Complex | Ty::Str | Ty::Bytes | Ty::Tuple
    )
}
