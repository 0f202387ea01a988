//! Arithmetic on constants while folding: what Python would compute, unless it raises or the
//! result would be too large to keep (`safe_multiply`, `safe_power`, `safe_lshift`, `safe_mod`
//! in `Python/ast_opt.c`).

use std::sync::Arc;

use crate::code::Const;
use crate::compiler::ast::{Operator, UnaryOp};
use crate::compiler::constants::is_true;
use crate::value::float::{self, Power};
use crate::value::pyint::Number;
use crate::value::{Complex, PyInt};

/// Bits a folded integer may have (`MAX_INT_SIZE`, `Python/ast_opt.c`).
const MAX_INT_SIZE: u64 = 128;
/// Items a folded tuple may have (`MAX_COLLECTION_SIZE`).
const MAX_COLLECTION_SIZE: usize = 256;
/// Characters a folded string may have (`MAX_STR_SIZE`).
const MAX_STR_SIZE: usize = 4096;
/// Items a folded tuple may have in all its levels together (`MAX_TOTAL_ITEMS`).
const MAX_TOTAL_ITEMS: i64 = 1024;

/// A number constant; a bool counts as an int.
enum Numeric {
    Int(PyInt),
    Float(f64),
    Complex(Complex),
}

fn numeric(constant: &Const) -> Option<Numeric> {
    Some(match constant {
        Const::Bool(value) => Numeric::Int(PyInt::from(i64::from(*value))),
        Const::Int(value) => Numeric::Int(value.clone()),
        Const::Float(bits) => Numeric::Float(f64::from_bits(*bits)),
        Const::Complex(real, imag) => {
            Numeric::Complex(Complex::new(f64::from_bits(*real), f64::from_bits(*imag)))
        }
        _ => return None,
    })
}

impl Numeric {
    fn to_f64(&self) -> Option<f64> {
        match self {
            Numeric::Int(value) => value.to_f64().ok(),
            Numeric::Float(value) => Some(*value),
            Numeric::Complex(_) => None,
        }
    }

    fn to_complex(&self) -> Option<Complex> {
        match self {
            Numeric::Complex(value) => Some(*value),
            other => Some(Complex::new(other.to_f64()?, 0.0)),
        }
    }
}

fn int(value: PyInt) -> Arc<Const> {
    Arc::new(Const::Int(value))
}

fn real(value: f64) -> Arc<Const> {
    Arc::new(Const::Float(value.to_bits()))
}

fn complex(value: Complex) -> Arc<Const> {
    Arc::new(Const::Complex(value.real.to_bits(), value.imag.to_bits()))
}

/// `op operand`, if that is worth a constant.
pub(super) fn unary(op: UnaryOp, operand: &Const) -> Option<Arc<Const>> {
    if op == UnaryOp::Not {
        return Some(Arc::new(Const::Bool(!is_true(operand))));
    }
    Some(match (op, numeric(operand)?) {
        (UnaryOp::Invert, Numeric::Int(value)) => int(value.invert()),
        (UnaryOp::UAdd, Numeric::Int(value)) => int(value),
        (UnaryOp::UAdd, Numeric::Float(value)) => real(value),
        (UnaryOp::UAdd, Numeric::Complex(value)) => complex(value),
        (UnaryOp::USub, Numeric::Int(value)) => int(value.neg()),
        (UnaryOp::USub, Numeric::Float(value)) => real(-value),
        (UnaryOp::USub, Numeric::Complex(value)) => complex(-value),
        _ => return None,
    })
}

/// `left op right`, if that is worth a constant.
pub(super) fn binary(left: &Const, op: Operator, right: &Const) -> Option<Arc<Const>> {
    if let (Const::Bool(a), Const::Bool(b)) = (left, right) {
        let value = match op {
            Operator::BitAnd => Some(a & b),
            Operator::BitOr => Some(a | b),
            Operator::BitXor => Some(a ^ b),
            _ => None,
        };
        if let Some(value) = value {
            return Some(Arc::new(Const::Bool(value)));
        }
    }
    match (numeric(left), numeric(right)) {
        (Some(left), Some(right)) => numbers(&left, op, &right),
        (Some(Numeric::Int(count)), None) if op == Operator::Mult => repeat(right, &count),
        (None, Some(Numeric::Int(count))) if op == Operator::Mult => repeat(left, &count),
        (None, None) => sequences(left, op, right),
        _ => None,
    }
}

fn numbers(left: &Numeric, op: Operator, right: &Numeric) -> Option<Arc<Const>> {
    match (left, right) {
        (Numeric::Int(a), Numeric::Int(b)) => ints(a, op, b),
        (Numeric::Complex(_), _) | (_, Numeric::Complex(_)) => {
            let (a, b) = (left.to_complex()?, right.to_complex()?);
            Some(complex(match op {
                Operator::Add => a + b,
                Operator::Sub => a - b,
                Operator::Mult => a * b,
                Operator::Div => a.divide(b).ok()?,
                Operator::Pow => a.pow(b).ok()?,
                _ => return None,
            }))
        }
        _ => {
            let (a, b) = (left.to_f64()?, right.to_f64()?);
            Some(real(match op {
                Operator::Add => a + b,
                Operator::Sub => a - b,
                Operator::Mult => a * b,
                Operator::Div => float::divide(a, b).ok()?,
                Operator::FloorDiv => float::floordiv(a, b).ok()?,
                Operator::Mod => float::modulo(a, b).ok()?,
                Operator::Pow => match float::pow(a, b).ok()? {
                    Power::Real(value) => value,
                    Power::Complex => {
                        let power = Complex::new(a, 0.0).pow(Complex::new(b, 0.0)).ok()?;
                        return Some(complex(power));
                    }
                },
                _ => return None,
            }))
        }
    }
}

fn ints(a: &PyInt, op: Operator, b: &PyInt) -> Option<Arc<Const>> {
    let zero = a.is_zero() || b.is_zero();
    Some(int(match op {
        Operator::Add => a.add(b),
        Operator::Sub => a.sub(b),
        Operator::Mult => {
            if !zero && a.bit_length() + b.bit_length() > MAX_INT_SIZE {
                return None;
            }
            a.mul(b).ok()?
        }
        Operator::Div => return a.true_divide(b).ok().map(real),
        Operator::FloorDiv => a.floordiv(b).ok()?,
        Operator::Mod => a.modulo(b).ok()?,
        Operator::Pow => {
            if !zero && !b.is_negative() {
                let exponent = b.to_i64()?.unsigned_abs();
                if a.bit_length() > MAX_INT_SIZE / exponent {
                    return None;
                }
            }
            match a.pow(b).ok()? {
                Number::Int(value) => value,
                Number::Float(value) => return Some(real(value)),
            }
        }
        Operator::LShift => {
            if !zero {
                let count = u64::try_from(b.to_i64()?).ok()?;
                if count > MAX_INT_SIZE || a.bit_length() > MAX_INT_SIZE - count {
                    return None;
                }
            }
            a.lshift(b).ok()?
        }
        Operator::RShift => a.rshift(b).ok()?,
        Operator::BitAnd => a.and(b),
        Operator::BitOr => a.or(b),
        Operator::BitXor => a.xor(b),
        Operator::MatMult => return None,
    }))
}

/// `sequence * count`, within limits.
fn repeat(sequence: &Const, count: &PyInt) -> Option<Arc<Const>> {
    let (size, limit) = match sequence {
        Const::Tuple(items) => (items.len(), MAX_COLLECTION_SIZE),
        Const::Str(text) => (text.len(), MAX_STR_SIZE),
        Const::Bytes(bytes) => (bytes.len(), MAX_STR_SIZE),
        _ => return None,
    };
    // Nothing, however often, is nothing.
    let count = match limit.checked_div(size) {
        None => 0,
        Some(most) => {
            let count = usize::try_from(count.to_i64()?)
                .ok()
                .filter(|&count| count <= most)?;
            let items = MAX_TOTAL_ITEMS.checked_div(count as i64);
            if items.is_some_and(|items| complexity_left(sequence, items) < 0) {
                return None;
            }
            count
        }
    };
    Some(Arc::new(match sequence {
        Const::Str(text) => Const::Str(text.repeat(count)),
        Const::Bytes(bytes) => Const::Bytes(Arc::new(bytes.repeat(count))),
        Const::Tuple(items) => Const::Tuple(
            (0..count)
                .flat_map(|_| items.iter().map(Arc::clone))
                .collect(),
        ),
        _ => return None,
    }))
}

/// What remains of `limit` after counting all items of nested tuples (`check_complexity`).
fn complexity_left(constant: &Const, limit: i64) -> i64 {
    match constant {
        Const::Tuple(items) | Const::FrozenSet(items) => {
            items.iter().fold(limit - items.len() as i64, |left, item| {
                if left < 0 {
                    left
                } else {
                    complexity_left(item, left)
                }
            })
        }
        _ => limit,
    }
}

fn sequences(left: &Const, op: Operator, right: &Const) -> Option<Arc<Const>> {
    if op != Operator::Add {
        return None;
    }
    Some(Arc::new(match (left, right) {
        (Const::Str(a), Const::Str(b)) => Const::Str(a.concat(b)),
        (Const::Bytes(a), Const::Bytes(b)) => Const::Bytes(Arc::new([&a[..], &b[..]].concat())),
        (Const::Tuple(a), Const::Tuple(b)) => {
            Const::Tuple(a.iter().chain(b).map(Arc::clone).collect())
        }
        _ => return None,
    }))
}

/// `value[index]`.
pub(super) fn subscript(value: &Const, index: &Const) -> Option<Arc<Const>> {
    let Numeric::Int(index) = numeric(index)? else {
        return None;
    };
    let index = index.to_i64()?;
    let at = |length: usize| {
        let index = if index < 0 {
            index + length as i64
        } else {
            index
        };
        usize::try_from(index).ok().filter(|&index| index < length)
    };
    match value {
        Const::Str(text) => {
            let index = at(text.len())?;
            Some(Arc::new(Const::Str(text.slice(index, index + 1))))
        }
        Const::Bytes(bytes) => Some(int(PyInt::from(i64::from(bytes[at(bytes.len())?])))),
        Const::Tuple(items) => items.get(at(items.len())?).map(Arc::clone),
        _ => None,
    }
}

/// The first of each set of equal constants, as a frozenset keeps them.
pub(super) fn distinct(items: Vec<Arc<Const>>) -> Vec<Arc<Const>> {
    let mut kept: Vec<Arc<Const>> = Vec::new();
    for item in items {
        if !kept.iter().any(|other| equal(other, &item)) {
            kept.push(item);
        }
    }
    kept
}

/// Python's `==` on constants: `1 == 1.0 == True`.
fn equal(a: &Const, b: &Const) -> bool {
    match (numeric(a), numeric(b)) {
        (Some(Numeric::Int(a)), Some(Numeric::Int(b))) => a == b,
        (Some(Numeric::Int(a)), Some(Numeric::Float(b)))
        | (Some(Numeric::Float(b)), Some(Numeric::Int(a))) => {
            a.partial_cmp_f64(b) == Some(std::cmp::Ordering::Equal)
        }
        (Some(a), Some(b)) => a.to_complex() == b.to_complex(),
        _ => match (a, b) {
            (Const::Tuple(a), Const::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
            }
            _ => a == b,
        },
    }
}
