//! Opcode numbers of CPython 3.8 (`Include/opcode.h`).

/// Number of `POP_TOP`.
pub const POP_TOP: u8 = 1;
/// Number of `ROT_TWO`.
pub const ROT_TWO: u8 = 2;
/// Number of `ROT_THREE`.
pub const ROT_THREE: u8 = 3;
/// Number of `DUP_TOP`.
pub const DUP_TOP: u8 = 4;
/// Number of `DUP_TOP_TWO`.
pub const DUP_TOP_TWO: u8 = 5;
/// Number of `ROT_FOUR`.
pub const ROT_FOUR: u8 = 6;
/// Number of `NOP`.
pub const NOP: u8 = 9;
/// Number of `UNARY_POSITIVE`.
pub const UNARY_POSITIVE: u8 = 10;
/// Number of `UNARY_NEGATIVE`.
pub const UNARY_NEGATIVE: u8 = 11;
/// Number of `UNARY_NOT`.
pub const UNARY_NOT: u8 = 12;
/// Number of `UNARY_INVERT`.
pub const UNARY_INVERT: u8 = 15;
/// Number of `BINARY_MATRIX_MULTIPLY`.
pub const BINARY_MATRIX_MULTIPLY: u8 = 16;
/// Number of `INPLACE_MATRIX_MULTIPLY`.
pub const INPLACE_MATRIX_MULTIPLY: u8 = 17;
/// Number of `BINARY_POWER`.
pub const BINARY_POWER: u8 = 19;
/// Number of `BINARY_MULTIPLY`.
pub const BINARY_MULTIPLY: u8 = 20;
/// Number of `BINARY_MODULO`.
pub const BINARY_MODULO: u8 = 22;
/// Number of `BINARY_ADD`.
pub const BINARY_ADD: u8 = 23;
/// Number of `BINARY_SUBTRACT`.
pub const BINARY_SUBTRACT: u8 = 24;
/// Number of `BINARY_SUBSCR`.
pub const BINARY_SUBSCR: u8 = 25;
/// Number of `BINARY_FLOOR_DIVIDE`.
pub const BINARY_FLOOR_DIVIDE: u8 = 26;
/// Number of `BINARY_TRUE_DIVIDE`.
pub const BINARY_TRUE_DIVIDE: u8 = 27;
/// Number of `INPLACE_FLOOR_DIVIDE`.
pub const INPLACE_FLOOR_DIVIDE: u8 = 28;
/// Number of `INPLACE_TRUE_DIVIDE`.
pub const INPLACE_TRUE_DIVIDE: u8 = 29;
/// Number of `GET_AITER`.
pub const GET_AITER: u8 = 50;
/// Number of `GET_ANEXT`.
pub const GET_ANEXT: u8 = 51;
/// Number of `BEFORE_ASYNC_WITH`.
pub const BEFORE_ASYNC_WITH: u8 = 52;
/// Number of `BEGIN_FINALLY`.
pub const BEGIN_FINALLY: u8 = 53;
/// Number of `END_ASYNC_FOR`.
pub const END_ASYNC_FOR: u8 = 54;
/// Number of `INPLACE_ADD`.
pub const INPLACE_ADD: u8 = 55;
/// Number of `INPLACE_SUBTRACT`.
pub const INPLACE_SUBTRACT: u8 = 56;
/// Number of `INPLACE_MULTIPLY`.
pub const INPLACE_MULTIPLY: u8 = 57;
/// Number of `INPLACE_MODULO`.
pub const INPLACE_MODULO: u8 = 59;
/// Number of `STORE_SUBSCR`.
pub const STORE_SUBSCR: u8 = 60;
/// Number of `DELETE_SUBSCR`.
pub const DELETE_SUBSCR: u8 = 61;
/// Number of `BINARY_LSHIFT`.
pub const BINARY_LSHIFT: u8 = 62;
/// Number of `BINARY_RSHIFT`.
pub const BINARY_RSHIFT: u8 = 63;
/// Number of `BINARY_AND`.
pub const BINARY_AND: u8 = 64;
/// Number of `BINARY_XOR`.
pub const BINARY_XOR: u8 = 65;
/// Number of `BINARY_OR`.
pub const BINARY_OR: u8 = 66;
/// Number of `INPLACE_POWER`.
pub const INPLACE_POWER: u8 = 67;
/// Number of `GET_ITER`.
pub const GET_ITER: u8 = 68;
/// Number of `GET_YIELD_FROM_ITER`.
pub const GET_YIELD_FROM_ITER: u8 = 69;
/// Number of `PRINT_EXPR`.
pub const PRINT_EXPR: u8 = 70;
/// Number of `LOAD_BUILD_CLASS`.
pub const LOAD_BUILD_CLASS: u8 = 71;
/// Number of `YIELD_FROM`.
pub const YIELD_FROM: u8 = 72;
/// Number of `GET_AWAITABLE`.
pub const GET_AWAITABLE: u8 = 73;
/// Number of `INPLACE_LSHIFT`.
pub const INPLACE_LSHIFT: u8 = 75;
/// Number of `INPLACE_RSHIFT`.
pub const INPLACE_RSHIFT: u8 = 76;
/// Number of `INPLACE_AND`.
pub const INPLACE_AND: u8 = 77;
/// Number of `INPLACE_XOR`.
pub const INPLACE_XOR: u8 = 78;
/// Number of `INPLACE_OR`.
pub const INPLACE_OR: u8 = 79;
/// Number of `WITH_CLEANUP_START`.
pub const WITH_CLEANUP_START: u8 = 81;
/// Number of `WITH_CLEANUP_FINISH`.
pub const WITH_CLEANUP_FINISH: u8 = 82;
/// Number of `RETURN_VALUE`.
pub const RETURN_VALUE: u8 = 83;
/// Number of `IMPORT_STAR`.
pub const IMPORT_STAR: u8 = 84;
/// Number of `SETUP_ANNOTATIONS`.
pub const SETUP_ANNOTATIONS: u8 = 85;
/// Number of `YIELD_VALUE`.
pub const YIELD_VALUE: u8 = 86;
/// Number of `POP_BLOCK`.
pub const POP_BLOCK: u8 = 87;
/// Number of `END_FINALLY`.
pub const END_FINALLY: u8 = 88;
/// Number of `POP_EXCEPT`.
pub const POP_EXCEPT: u8 = 89;
/// Number of `STORE_NAME`.
pub const STORE_NAME: u8 = 90;
/// Number of `DELETE_NAME`.
pub const DELETE_NAME: u8 = 91;
/// Number of `UNPACK_SEQUENCE`.
pub const UNPACK_SEQUENCE: u8 = 92;
/// Number of `FOR_ITER`.
pub const FOR_ITER: u8 = 93;
/// Number of `UNPACK_EX`.
pub const UNPACK_EX: u8 = 94;
/// Number of `STORE_ATTR`.
pub const STORE_ATTR: u8 = 95;
/// Number of `DELETE_ATTR`.
pub const DELETE_ATTR: u8 = 96;
/// Number of `STORE_GLOBAL`.
pub const STORE_GLOBAL: u8 = 97;
/// Number of `DELETE_GLOBAL`.
pub const DELETE_GLOBAL: u8 = 98;
/// Number of `LOAD_CONST`.
pub const LOAD_CONST: u8 = 100;
/// Number of `LOAD_NAME`.
pub const LOAD_NAME: u8 = 101;
/// Number of `BUILD_TUPLE`.
pub const BUILD_TUPLE: u8 = 102;
/// Number of `BUILD_LIST`.
pub const BUILD_LIST: u8 = 103;
/// Number of `BUILD_SET`.
pub const BUILD_SET: u8 = 104;
/// Number of `BUILD_MAP`.
pub const BUILD_MAP: u8 = 105;
/// Number of `LOAD_ATTR`.
pub const LOAD_ATTR: u8 = 106;
/// Number of `COMPARE_OP`.
pub const COMPARE_OP: u8 = 107;
/// Number of `IMPORT_NAME`.
pub const IMPORT_NAME: u8 = 108;
/// Number of `IMPORT_FROM`.
pub const IMPORT_FROM: u8 = 109;
/// Number of `JUMP_FORWARD`.
pub const JUMP_FORWARD: u8 = 110;
/// Number of `JUMP_IF_FALSE_OR_POP`.
pub const JUMP_IF_FALSE_OR_POP: u8 = 111;
/// Number of `JUMP_IF_TRUE_OR_POP`.
pub const JUMP_IF_TRUE_OR_POP: u8 = 112;
/// Number of `JUMP_ABSOLUTE`.
pub const JUMP_ABSOLUTE: u8 = 113;
/// Number of `POP_JUMP_IF_FALSE`.
pub const POP_JUMP_IF_FALSE: u8 = 114;
/// Number of `POP_JUMP_IF_TRUE`.
pub const POP_JUMP_IF_TRUE: u8 = 115;
/// Number of `LOAD_GLOBAL`.
pub const LOAD_GLOBAL: u8 = 116;
/// Number of `SETUP_FINALLY`.
pub const SETUP_FINALLY: u8 = 122;
/// Number of `LOAD_FAST`.
pub const LOAD_FAST: u8 = 124;
/// Number of `STORE_FAST`.
pub const STORE_FAST: u8 = 125;
/// Number of `DELETE_FAST`.
pub const DELETE_FAST: u8 = 126;
/// Number of `RAISE_VARARGS`.
pub const RAISE_VARARGS: u8 = 130;
/// Number of `CALL_FUNCTION`.
pub const CALL_FUNCTION: u8 = 131;
/// Number of `MAKE_FUNCTION`.
pub const MAKE_FUNCTION: u8 = 132;
/// Number of `BUILD_SLICE`.
pub const BUILD_SLICE: u8 = 133;
/// Number of `LOAD_CLOSURE`.
pub const LOAD_CLOSURE: u8 = 135;
/// Number of `LOAD_DEREF`.
pub const LOAD_DEREF: u8 = 136;
/// Number of `STORE_DEREF`.
pub const STORE_DEREF: u8 = 137;
/// Number of `DELETE_DEREF`.
pub const DELETE_DEREF: u8 = 138;
/// Number of `CALL_FUNCTION_KW`.
pub const CALL_FUNCTION_KW: u8 = 141;
/// Number of `CALL_FUNCTION_EX`.
pub const CALL_FUNCTION_EX: u8 = 142;
/// Number of `SETUP_WITH`.
pub const SETUP_WITH: u8 = 143;
/// Number of `EXTENDED_ARG`.
pub const EXTENDED_ARG: u8 = 144;
/// Number of `LIST_APPEND`.
pub const LIST_APPEND: u8 = 145;
/// Number of `SET_ADD`.
pub const SET_ADD: u8 = 146;
/// Number of `MAP_ADD`.
pub const MAP_ADD: u8 = 147;
/// Number of `LOAD_CLASSDEREF`.
pub const LOAD_CLASSDEREF: u8 = 148;
/// Number of `BUILD_LIST_UNPACK`.
pub const BUILD_LIST_UNPACK: u8 = 149;
/// Number of `BUILD_MAP_UNPACK`.
pub const BUILD_MAP_UNPACK: u8 = 150;
/// Number of `BUILD_MAP_UNPACK_WITH_CALL`.
pub const BUILD_MAP_UNPACK_WITH_CALL: u8 = 151;
/// Number of `BUILD_TUPLE_UNPACK`.
pub const BUILD_TUPLE_UNPACK: u8 = 152;
/// Number of `BUILD_SET_UNPACK`.
pub const BUILD_SET_UNPACK: u8 = 153;
/// Number of `SETUP_ASYNC_WITH`.
pub const SETUP_ASYNC_WITH: u8 = 154;
/// Number of `FORMAT_VALUE`.
pub const FORMAT_VALUE: u8 = 155;
/// Number of `BUILD_CONST_KEY_MAP`.
pub const BUILD_CONST_KEY_MAP: u8 = 156;
/// Number of `BUILD_STRING`.
pub const BUILD_STRING: u8 = 157;
/// Number of `BUILD_TUPLE_UNPACK_WITH_CALL`.
pub const BUILD_TUPLE_UNPACK_WITH_CALL: u8 = 158;
/// Number of `LOAD_METHOD`.
pub const LOAD_METHOD: u8 = 160;
/// Number of `CALL_METHOD`.
pub const CALL_METHOD: u8 = 161;
/// Number of `CALL_FINALLY`.
pub const CALL_FINALLY: u8 = 162;
/// Number of `POP_FINALLY`.
pub const POP_FINALLY: u8 = 163;

/// Opcodes from this number on use their argument.
pub const HAVE_ARGUMENT: u8 = 90;
