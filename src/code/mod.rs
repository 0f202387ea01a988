//! Code objects and everything that only needs them: the opcode table, instructions, line
//! tables, `dis` text, marshal and .pyc.

mod code_object;
pub mod instruction;
pub mod op;
pub mod opcode;
mod stack_effect;

pub use code_object::{Code, Const, SourceRange, flags};
pub use stack_effect::stack_effect;
