//! How far each instruction moves the value stack (`stack_effect` in `Python/compile.c`).

use super::op::*;

/// The change of the stack's depth, in slots: of falling through, or of jumping if `jump`.
///
/// The numbers of exception handling are CPython's own bookkeeping: a handler may find six
/// values (traceback, value and type of the new exception and of the one handled before), so
/// BEGIN_FINALLY counts six though it pushes one, and END_FINALLY and POP_FINALLY take six away.
pub const fn stack_effect(opcode: u8, oparg: u32, jump: bool) -> i32 {
    let arg = oparg as i32;
    match opcode {
        NOP | ROT_TWO | ROT_THREE | ROT_FOUR => 0,
        POP_TOP => -1,
        DUP_TOP => 1,
        DUP_TOP_TWO => 2,
        UNARY_POSITIVE | UNARY_NEGATIVE | UNARY_NOT | UNARY_INVERT => 0,
        SET_ADD | LIST_APPEND => -1,
        MAP_ADD => -2,
        STORE_SUBSCR => -3,
        DELETE_SUBSCR => -2,
        BINARY_MATRIX_MULTIPLY..=BINARY_LSHIFT if !matches!(opcode, GET_AITER..=END_ASYNC_FOR) => {
            -1
        }
        BINARY_RSHIFT..=INPLACE_POWER | INPLACE_LSHIFT..=INPLACE_OR => -1,
        GET_ITER | GET_YIELD_FROM_ITER | GET_AITER | GET_AWAITABLE => 0,
        GET_ANEXT | BEFORE_ASYNC_WITH | LOAD_BUILD_CLASS => 1,
        PRINT_EXPR | RETURN_VALUE | IMPORT_STAR | YIELD_FROM => -1,
        SETUP_ANNOTATIONS | YIELD_VALUE | POP_BLOCK => 0,
        POP_EXCEPT => -3,
        BEGIN_FINALLY => 6,
        END_FINALLY | POP_FINALLY => -6,
        END_ASYNC_FOR => -7,
        WITH_CLEANUP_START => 2,
        WITH_CLEANUP_FINISH => -3,
        STORE_NAME | STORE_GLOBAL | STORE_FAST | STORE_DEREF => -1,
        DELETE_NAME | DELETE_GLOBAL | DELETE_FAST | DELETE_DEREF => 0,
        STORE_ATTR => -2,
        DELETE_ATTR => -1,
        LOAD_CONST | LOAD_NAME | LOAD_GLOBAL | LOAD_FAST | LOAD_CLOSURE | LOAD_DEREF
        | LOAD_CLASSDEREF | LOAD_METHOD => 1,
        LOAD_ATTR => 0,
        UNPACK_SEQUENCE => arg - 1,
        UNPACK_EX => (arg & 0xff) + (arg >> 8),
        BUILD_TUPLE
        | BUILD_LIST
        | BUILD_SET
        | BUILD_STRING
        | BUILD_LIST_UNPACK
        | BUILD_MAP_UNPACK
        | BUILD_MAP_UNPACK_WITH_CALL
        | BUILD_TUPLE_UNPACK
        | BUILD_SET_UNPACK
        | BUILD_TUPLE_UNPACK_WITH_CALL => 1 - arg,
        BUILD_MAP => 1 - 2 * arg,
        BUILD_CONST_KEY_MAP => -arg,
        BUILD_SLICE => {
            if arg == 3 {
                -2
            } else {
                -1
            }
        }
        COMPARE_OP | IMPORT_NAME => -1,
        IMPORT_FROM => 1,
        JUMP_FORWARD | JUMP_ABSOLUTE => 0,
        POP_JUMP_IF_FALSE | POP_JUMP_IF_TRUE => -1,
        JUMP_IF_FALSE_OR_POP | JUMP_IF_TRUE_OR_POP => {
            if jump {
                0
            } else {
                -1
            }
        }
        FOR_ITER => {
            if jump {
                -1
            } else {
                1
            }
        }
        SETUP_FINALLY if jump => 6,
        SETUP_WITH => {
            if jump {
                6
            } else {
                1
            }
        }
        SETUP_ASYNC_WITH if jump => 5,
        CALL_FINALLY if jump => 1,
        RAISE_VARARGS | CALL_FUNCTION => -arg,
        CALL_METHOD | CALL_FUNCTION_KW => -arg - 1,
        CALL_FUNCTION_EX => -1 - (arg & 1),
        MAKE_FUNCTION => -1 - (oparg & 0xf).count_ones() as i32,
        FORMAT_VALUE if arg & 4 == 4 => -1,
        _ => 0,
    }
}

/// The effect of falling through, if it doesn't depend on the argument.
#[inline]
pub fn fixed_stack_effect(opcode: u8) -> Option<i32> {
    let effect = FIXED[usize::from(opcode)];
    (effect != VARIES).then_some(effect as i32)
}

/// Stands in [`FIXED`] where the argument matters.
const VARIES: i8 = i8::MIN;

/// The effects that are the same for all arguments.
const FIXED: [i8; 256] = {
    let mut table = [VARIES; 256];
    let mut opcode = 0;
    while opcode < 256 {
        let effect = stack_effect(opcode as u8, 0, false);
        // Each bit that any argument is asked for lies in one of these.
        let same = effect == stack_effect(opcode as u8, 1, false)
            && effect == stack_effect(opcode as u8, 2, false)
            && effect == stack_effect(opcode as u8, 3, false)
            && effect == stack_effect(opcode as u8, 4, false);
        if same {
            table[opcode] = effect as i8;
        }
        opcode += 1;
    }
    table
};
