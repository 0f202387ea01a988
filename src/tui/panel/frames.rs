//! The chain of frames, the running one first, each with its variables.

use ratatui::text::Span;

use super::{Content, Row, Scene, Target};
use crate::inspect::view::FrameRow;
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, width as cells};

/// ```text
/// ▶ fact        line 3   lasti 12   stack 2   #40
///     n = 3
///   fact        line 5   lasti 24   stack 2   #38
/// ```
pub fn content(scene: &Scene, width: usize) -> Content {
    let frames = &scene.now().frames;
    let facts = match frames.len() {
        1 => "1 frame".to_string(),
        n => format!("{n} deep, running first"),
    };
    let mut content = Content {
        facts,
        keep: Some(0),
        ..Content::default()
    };
    for (depth, frame) in frames.iter().enumerate() {
        let is_new = scene
            .before
            .is_some_and(|b| !b.frames.iter().any(|f| f.frame.no == frame.frame.no));
        content.rows.push(head(scene, frame, depth == 0, is_new));
        if let Some(spans) = variables(scene, frame, width) {
            content.push(spans);
        }
    }
    content
}

fn head(scene: &Scene, frame: &FrameRow, is_running: bool, is_new: bool) -> Row {
    let mark = match is_running {
        true => scene.span(Role::Current, scene.look.signs.current),
        false => Span::raw(" "),
    };
    let name_role = if is_running {
        Role::Current
    } else {
        Role::Text
    };
    let mut spans = vec![
        scene.change_sign(is_new),
        mark,
        scene.span(name_role, format!(" {}", frame.function)),
        scene.span(
            Role::Dim,
            format!(
                "  line {}  lasti {}  stack {}  ",
                frame.line, frame.lasti, frame.stack_depth
            ),
        ),
        scene.span(Role::Object, frame.frame.no.to_string()),
    ];
    if !frame.note.is_empty() {
        spans.push(scene.span(Role::Type, format!(" {}", frame.note)));
    }
    Row::of(spans).to(Some(Target::Object(frame.frame.no)))
}

/// The variables in one row, as many as fit.
fn variables(scene: &Scene, frame: &FrameRow, width: usize) -> Option<Vec<Span<'static>>> {
    let old = scene
        .before
        .and_then(|b| b.frames.iter().find(|f| f.frame.no == frame.frame.no));
    let mut spans = vec![Span::raw("    ")];
    let mut left = width.saturating_sub(4);
    for variable in &frame.locals {
        let Some(object) = &variable.object else {
            continue;
        };
        let changed = old.is_some_and(|f| {
            let before = f.locals.iter().find(|v| v.name == variable.name);
            before
                .and_then(|v| v.object.as_ref())
                .map(|o| (o.no, &o.repr))
                != Some((object.no, &object.repr))
        });
        let text = format!(
            "{} = {}  ",
            variable.name,
            cut(
                &clean(&object.repr),
                24.min(left.saturating_sub(variable.name.len() + 5))
            )
        );
        if cells(&text) > left {
            spans.push(scene.span(Role::Dim, "…"));
            break;
        }
        left -= cells(&text);
        spans.push(Span::styled(text, scene.change_style(changed)));
    }
    (spans.len() > 1).then_some(spans)
}
