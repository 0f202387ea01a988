//! `repr` of constants, as `dis` shows them.

use std::sync::Arc;

use super::frozen_set::iteration_order;
use super::{Code, Const};
use crate::value::Complex;
use crate::value::float::repr_float;
use crate::value::repr::{repr_bytes, repr_str};

/// The text of a constant. `address` tells where a code object lies, for its `repr`.
pub fn repr_const(constant: &Const, address: &dyn Fn(&Arc<Code>) -> u64) -> String {
    let list = |items: &[Arc<Const>]| {
        items
            .iter()
            .map(|item| repr_const(item, address))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match constant {
        Const::None => "None".to_owned(),
        Const::Ellipsis => "Ellipsis".to_owned(),
        Const::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Const::Int(value) => value.to_radix(10),
        Const::Float(bits) => repr_float(f64::from_bits(*bits)),
        Const::Complex(real, imag) => {
            Complex::new(f64::from_bits(*real), f64::from_bits(*imag)).repr()
        }
        Const::Str(text) => repr_str(text).to_lossy(),
        Const::Bytes(bytes) => repr_bytes(bytes),
        Const::Tuple(items) => match items.as_slice() {
            [only] => format!("({},)", repr_const(only, address)),
            items => format!("({})", list(items)),
        },
        Const::FrozenSet(items) if items.is_empty() => "frozenset()".to_owned(),
        Const::FrozenSet(items) => format!("frozenset({{{}}})", list(&iteration_order(items))),
        Const::Code(code) => repr_code(code, address(code)),
    }
}

/// `<code object name at 0x..., file "...", line n>` (`code_repr`, `Objects/codeobject.c`).
pub fn repr_code(code: &Code, address: u64) -> String {
    let line = match code.co_firstlineno {
        0 => "-1".to_owned(),
        line => line.to_string(),
    };
    format!(
        "<code object {} at {address:#x}, file \"{}\", line {line}>",
        code.co_name, code.co_filename
    )
}
