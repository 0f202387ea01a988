//! The source, with the current line, breakpoints, and the lines that the lesson speaks about.

use ratatui::style::Modifier;
use ratatui::text::Span;

use super::{Content, Row, Scene, Target};
use crate::tui::style::Role;
use crate::tui::text::clean;

/// ```text
/// ●▶  4§ for n in range(3):
/// ```
/// Breakpoint, current line, number, note of the lesson, text.
pub fn content(scene: &Scene, width: usize) -> Content {
    let source = &scene.now().source;
    let mut content = Content {
        facts: source
            .path
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_string(),
        keep: (source.current as usize).checked_sub(1),
        ..Content::default()
    };
    if source.lines.is_empty() {
        let text = "The source of this code is not at hand.";
        content.paragraph(scene, Role::Dim, text, width);
        return content;
    }
    let digits = source.lines.len().to_string().len().max(2);
    for (number, text) in (1u32..).zip(&source.lines) {
        let row = Row::of(line(scene, number, text, digits)).to(Some(Target::Line(number)));
        content.rows.push(row);
    }
    content
}

fn line(scene: &Scene, number: u32, text: &str, digits: usize) -> Vec<Span<'static>> {
    let source = &scene.now().source;
    let signs = scene.look.signs;
    let is_current = number == source.current;
    let has_breakpoint = source.breakpoints.contains(&number);
    let has_note = scene
        .shown
        .lesson
        .as_ref()
        .is_some_and(|l| l.stops.iter().any(|s| s.line == number));
    let pick = |condition: bool, role: Role, sign: &'static str| match condition {
        true => scene.span(role, sign),
        false => Span::raw(" "),
    };
    let mut spans = vec![
        pick(has_breakpoint, Role::Alarm, signs.breakpoint),
        pick(is_current, Role::Current, signs.current),
        scene.span(
            if is_current { Role::Current } else { Role::Dim },
            format!("{number:>digits$}"),
        ),
        pick(has_note, Role::Lesson, signs.lesson),
        Span::raw(" "),
    ];
    let columns = source.piece.and_then(|piece| {
        let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
        let from = match number == piece.line {
            true => piece.column,
            false => u32::try_from(blanks).unwrap_or(0),
        };
        let to = match number == piece.end_line {
            true => piece.end_column,
            false => u32::MAX,
        };
        (piece.line..=piece.end_line)
            .contains(&number)
            .then_some((from, to))
    });
    spans.extend(coloured(scene, number, text, columns, is_current));
    spans
}

/// The text in its colours, with the expression being evaluated underlined.
fn coloured(
    scene: &Scene,
    number: u32,
    text: &str,
    columns: Option<(u32, u32)>,
    is_current: bool,
) -> Vec<Span<'static>> {
    let roles = scene.colours.and_then(|c| c.line(number));
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut run = String::new();
    let mut run_style = scene.look.style(Role::Text);
    for (column, c) in (0u32..).zip(text.chars()) {
        let role = roles
            .and_then(|r| r.get(column as usize))
            .copied()
            .unwrap_or(Role::Text);
        let mut style = scene.look.style(role);
        if is_current {
            style = style.add_modifier(Modifier::BOLD);
        }
        if columns.is_some_and(|(from, to)| (from..to).contains(&column)) {
            style = style.add_modifier(Modifier::UNDERLINED);
        }
        if style != run_style && !run.is_empty() {
            spans.push(Span::styled(clean(&std::mem::take(&mut run)), run_style));
        }
        run_style = style;
        run.push(c);
    }
    spans.push(Span::styled(clean(&run), run_style));
    spans
}
