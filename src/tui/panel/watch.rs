//! The watched names: a trace table of the values they took up to now.

use ratatui::text::{Line, Span};

use super::{Content, Row, Scene, Target};
use crate::inspect::view::{ObjectRef, WatchRow, WatchView, WatchedName};
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, fit, width as cells};

/// Cells of the columns for step and line.
const HEAD: usize = 15;
/// A column is at least this wide, so that long tables lose their last columns instead.
const NARROWEST: usize = 10;

/// ```text
///     step line  total            fact: n
///       12    3  #12 int 0        -
///       31    5                   #14 int 3
///  ▶    36    6  #16 int 3
/// ```
/// A row for each change, with the line that made it; what stayed the same is left out.
pub fn content(scene: &Scene, width: usize) -> Content {
    let watch = &scene.shown.watch;
    let mut content = Content {
        facts: facts(watch),
        ..Content::default()
    };
    if watch.names.is_empty() {
        let text = "Nothing is watched. Put the cursor on a name in Names (5) and press w: each value it takes becomes a row here.";
        content.paragraph(scene, Role::Dim, text, width);
        return content;
    }
    let most = (width.saturating_sub(HEAD) / NARROWEST).max(1);
    let shown = watch.names.len().min(most);
    let column = width.saturating_sub(HEAD) / shown;
    let mut head = vec![scene.span(Role::Dim, fit("     step line", HEAD))];
    for name in watch.names.iter().take(shown) {
        head.push(scene.span(Role::Title, fit(&title(name), column)));
    }
    content.head = Some(Line::from(head));
    if watch.rows.is_empty() {
        content.paragraph(scene, Role::Dim, "No value yet.", width);
    }
    let last = watch.rows.len().saturating_sub(1);
    for (index, row) in watch.rows.iter().enumerate() {
        let spans = line(scene, row, index == last, shown, column);
        let row = Row::of(spans).to(Some(Target::Step(row.step)));
        content.rows.push(row);
    }
    if watch.cut_short {
        let text = "Later changes are not kept.";
        content.paragraph(scene, Role::Dim, text, width);
    }
    content.keep = content.rows.len().checked_sub(1);
    content
}

fn facts(watch: &WatchView) -> String {
    match watch.rows.len() {
        0 => String::new(),
        1 => "1 change".to_owned(),
        changes => format!("{changes} changes"),
    }
}

/// A column's head: a local's function stands before it.
fn title(name: &WatchedName) -> String {
    match &name.function {
        Some(function) => format!("{function}: {}", name.name),
        None => name.name.clone(),
    }
}

fn line(
    scene: &Scene,
    row: &WatchRow,
    is_last: bool,
    columns: usize,
    width: usize,
) -> Vec<Span<'static>> {
    let mark = match is_last {
        true => scene.span(Role::Current, scene.look.signs.current),
        false => scene.span(Role::Text, " "),
    };
    let place = format!(" {:>6} {:>4}  ", row.step, row.line);
    let mut spans = vec![mark, scene.span(Role::Dim, fit(&place, HEAD - 1))];
    for (value, &changed) in row.values.iter().zip(&row.changed).take(columns) {
        spans.extend(cell(scene, value.as_ref(), changed, width));
    }
    spans
}

/// A value that is new here; one that stayed is left out.
fn cell(
    scene: &Scene,
    value: Option<&ObjectRef>,
    changed: bool,
    width: usize,
) -> Vec<Span<'static>> {
    let Some(value) = value.filter(|_| changed) else {
        let text = if changed { "not bound" } else { "" };
        return vec![scene.span(Role::Dim, fit(text, width))];
    };
    let number = format!("{} ", value.no);
    let room = width.saturating_sub(cells(&number) + 1);
    vec![
        scene.span(Role::Object, number),
        scene.span(
            Role::Text,
            format!("{} ", fit(&cut(&clean(&value.repr), room), room)),
        ),
    ]
}
