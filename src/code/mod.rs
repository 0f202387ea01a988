//! Code objects and everything that only needs them: the opcode table, instructions, line
//! tables, `dis` text, marshal and .pyc.

pub mod caret;
mod code_object;
pub mod const_repr;
pub mod dis;
pub mod explain;
pub mod footprint;
pub mod frozen_set;
pub mod instruction;
pub mod marshal;
pub mod notes;
pub mod op;
pub mod opcode;
pub mod pyc;
mod stack_effect;

pub use code_object::{Code, Const, Positions, SourceRange, flags};
pub use stack_effect::{fixed_stack_effect, stack_effect};
