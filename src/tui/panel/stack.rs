//! The value stack, top first, with the operands of the next instruction by name; below it the
//! block stack.

use super::{Content, Row, Scene, Target};
use crate::inspect::view::StackRow;
use crate::tui::style::Role;
use crate::tui::text::{fit, width as cells};

/// ```text
///    right ▶ #45 int 4
///     left ▶ #12 int 3
///             #9 list [1, 2, 3]
///   ───── bottom
///   pushes: sum
/// ```
pub fn content(scene: &Scene, width: usize) -> Content {
    let now = scene.now();
    let stack = &now.stack;
    let mut content = Content {
        facts: format!("{} of {} slots", stack.rows.len(), stack.capacity),
        ..Content::default()
    };
    let names = stack
        .rows
        .iter()
        .filter_map(|r| r.operand.as_ref())
        .map(|o| cells(&o.name))
        .max();
    let label = names.unwrap_or(0).clamp(3, 12);
    let push = stack.will_push.join(", ");
    if !push.is_empty() {
        let text = format!(" {} + will push: {push}", " ".repeat(label));
        content.push(vec![scene.span(Role::Dim, text)]);
    }
    for (level, slot) in stack.rows.iter().enumerate().rev() {
        let changed = scene.before.is_some_and(|b| {
            was_other(
                b.stack.rows.get(level),
                slot,
                b.frames.len() == now.frames.len(),
            )
        });
        content.rows.push(row(scene, slot, changed, label, width));
    }
    let line = scene.look.signs.lines[0];
    let bottom = if stack.rows.is_empty() {
        "the stack is empty"
    } else {
        "bottom"
    };
    content.push(vec![scene.span(
        Role::Dim,
        format!(" {} {} {bottom}", " ".repeat(label), line.repeat(2)),
    )]);
    blocks(scene, &mut content);
    content
}

/// Whether the slot held something else before; in another frame nothing is comparable.
fn was_other(before: Option<&StackRow>, now: &StackRow, same_frame: bool) -> bool {
    let number = |row: &StackRow| row.object.as_ref().map(|o| o.no);
    same_frame && before.is_none_or(|b| number(b) != number(now))
}

fn row(scene: &Scene, slot: &StackRow, changed: bool, label: usize, width: usize) -> Row {
    let signs = scene.look.signs;
    let (name, mark) = match &slot.operand {
        Some(operand) => (
            operand.name.as_str(),
            if operand.popped { signs.current } else { "=" },
        ),
        None => ("", " "),
    };
    let pad = " ".repeat(label.saturating_sub(cells(name)));
    let mut spans = vec![
        scene.change_sign(changed),
        scene.span(
            Role::Operand,
            format!("{pad}{} {mark} ", fit(name, cells(name).min(label))),
        ),
    ];
    match &slot.object {
        Some(object) => {
            spans.extend(scene.object(object, width.saturating_sub(label + 4), changed))
        }
        None => spans.push(scene.span(Role::Dim, "NULL")),
    }
    Row::of(spans).to(slot.object.as_ref().map(|o| Target::Object(o.no)))
}

fn blocks(scene: &Scene, content: &mut Content) {
    let blocks = &scene.now().blocks;
    if blocks.is_empty() {
        return;
    }
    content.push(vec![scene.span(Role::Title, " Block stack")]);
    for block in blocks.iter().rev() {
        let changed = scene.before.is_some_and(|b| !b.blocks.contains(block));
        content.push(vec![
            scene.change_sign(changed),
            scene.span(Role::Text, block.kind.clone()),
            scene.span(
                Role::Dim,
                format!(" handler {}, level {}", block.handler, block.level),
            ),
        ]);
        if !block.meaning.is_empty() {
            content.push(vec![scene.span(Role::Dim, format!("   {}", block.meaning))]);
        }
    }
}
