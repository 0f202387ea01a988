//! Which opcode an operator has (`binop`, `inplace_binop` in `Python/compile.c`).

use crate::code::op;
use crate::compiler::ast::Operator;

/// `binop`.
pub(super) fn binary(operator: Operator) -> u8 {
    match operator {
        Operator::Add => op::BINARY_ADD,
        Operator::Sub => op::BINARY_SUBTRACT,
        Operator::Mult => op::BINARY_MULTIPLY,
        Operator::MatMult => op::BINARY_MATRIX_MULTIPLY,
        Operator::Div => op::BINARY_TRUE_DIVIDE,
        Operator::Mod => op::BINARY_MODULO,
        Operator::Pow => op::BINARY_POWER,
        Operator::LShift => op::BINARY_LSHIFT,
        Operator::RShift => op::BINARY_RSHIFT,
        Operator::BitOr => op::BINARY_OR,
        Operator::BitXor => op::BINARY_XOR,
        Operator::BitAnd => op::BINARY_AND,
        Operator::FloorDiv => op::BINARY_FLOOR_DIVIDE,
    }
}

/// `inplace_binop`.
pub(super) fn inplace(operator: Operator) -> u8 {
    match operator {
        Operator::Add => op::INPLACE_ADD,
        Operator::Sub => op::INPLACE_SUBTRACT,
        Operator::Mult => op::INPLACE_MULTIPLY,
        Operator::MatMult => op::INPLACE_MATRIX_MULTIPLY,
        Operator::Div => op::INPLACE_TRUE_DIVIDE,
        Operator::Mod => op::INPLACE_MODULO,
        Operator::Pow => op::INPLACE_POWER,
        Operator::LShift => op::INPLACE_LSHIFT,
        Operator::RShift => op::INPLACE_RSHIFT,
        Operator::BitOr => op::INPLACE_OR,
        Operator::BitXor => op::INPLACE_XOR,
        Operator::BitAnd => op::INPLACE_AND,
        Operator::FloorDiv => op::INPLACE_FLOOR_DIVIDE,
    }
}
