//! The events inside this step, and how far one has gone into it.

use super::{Content, Row, Scene, Target};
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, fit};

/// ```text
///  1 incref  #12 int: 3 -> 4
///  2 probe   slot 3: another hash
/// ▶3 probe   slot 6: found
/// ```
pub fn content(scene: &Scene, width: usize) -> Content {
    let now = scene.now();
    let mut content = Content {
        facts: format!("{} of {} done", now.micro, now.events.len()),
        keep: Some(now.micro),
        ..Content::default()
    };
    if now.events.is_empty() {
        let text = "Nothing but the stack changes in this instruction.";
        content.paragraph(scene, Role::Dim, text, width);
    }
    for (index, event) in now.events.iter().enumerate() {
        let mark = match index == now.micro {
            true => scene.span(Role::Current, scene.look.signs.current),
            false => scene.span(Role::Text, " "),
        };
        let role = if index < now.micro {
            Role::Dim
        } else {
            Role::Text
        };
        let indent = "  ".repeat(event.depth as usize);
        let room = width.saturating_sub(14 + indent.len());
        content.rows.push(
            Row::of(vec![
                mark,
                scene.span(Role::Dim, format!("{:>2} ", index + 1)),
                scene.span(Role::Type, fit(&event.kind, 9)),
                scene.span(
                    role,
                    format!("{indent}{}", cut(&clean(&event.sentence), room)),
                ),
            ])
            .to(event.object.map(Target::Object)),
        );
    }
    content
}
