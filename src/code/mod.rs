//! Code objects and everything that only needs them: the opcode table, instructions, line
//! tables, `dis` text, marshal and .pyc.

mod code_object;
pub mod instruction;
pub mod op;
pub mod opcode;

pub use code_object::{Code, Const, SourceRange, flags};
