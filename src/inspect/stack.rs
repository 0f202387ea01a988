//! The value stack with the part that each value plays in the next instruction; the block stack.

use crate::code::opcode;
use crate::inspect::Look;
use crate::inspect::code::Current;
use crate::inspect::view::{BlockRow, Operand, StackRow, StackView};
use crate::objects::frame::{Block, BlockType};

/// The value stack of the running frame.
pub(super) fn stack(look: &Look<'_>, current: Option<&Current>) -> StackView {
    let Some((_, frame)) = look.innermost() else {
        return StackView::default();
    };
    let values = frame.stack();
    let effect = current.map(|current| opcode::operands(current.op, current.arg));
    let operands = effect
        .as_ref()
        .map(|effect| effect.before.as_slice())
        .unwrap_or_default();
    let first = values.len().saturating_sub(operands.len());
    let rows = values.iter().enumerate().map(|(index, value)| StackRow {
        object: value.map(|id| look.object_ref(id)),
        operand: index
            .checked_sub(first)
            .and_then(|place| operands.get(place))
            .map(|operand| Operand {
                name: operand.name.clone(),
                popped: operand.popped,
            }),
    });
    StackView {
        rows: rows.collect(),
        capacity: frame.code.code.co_stacksize,
        will_push: effect.map(|effect| effect.after).unwrap_or_default(),
    }
}

/// The block stack of the running frame, outermost first.
pub(super) fn blocks(look: &Look<'_>) -> Vec<BlockRow> {
    let Some((_, frame)) = look.innermost() else {
        return Vec::new();
    };
    frame.f_blockstack.iter().map(row).collect()
}

fn row(block: &Block) -> BlockRow {
    let (kind, meaning) = match block.b_type {
        BlockType::SetupFinally => (
            "SETUP_FINALLY",
            format!("an exception jumps to {}", block.b_handler),
        ),
        BlockType::ExceptHandler => ("EXCEPT_HANDLER", "an exception is being handled".to_owned()),
    };
    BlockRow {
        kind: kind.into(),
        handler: block.b_handler,
        level: u32::try_from(block.b_level).unwrap_or(u32::MAX),
        meaning,
    }
}
