//! Rows of boxes: how arrays and hash tables are drawn.

use ratatui::text::Span;

use super::{Content, Scene};
use crate::tui::style::Role;
use crate::tui::text::{fit, width as cells};

/// One box of a row of boxes.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What stands above it: its index.
    pub above: String,
    /// What stands in it.
    pub text: String,
    /// How that is styled; `None`: ordinary text.
    pub role: Option<Role>,
    /// What stands below it: the number of a probe.
    pub below: String,
}

/// Draws boxes in as many rows as the width asks for; `cell` cells of text in each.
///
/// ```text
///   0     1     2
/// ┌─────┬─────┬─────┐
/// │ 'a' │ 'b' │ ··· │
/// └─────┴─────┴─────┘
///    1     2
/// ```
pub fn boxes(scene: &Scene, content: &mut Content, boxes: &[Cell], cell: usize, width: usize) {
    let cell = cell.clamp(1, width.saturating_sub(5).max(1));
    let per_row = (width.saturating_sub(2) / (cell + 3)).max(1);
    let [h, v, tl, t, tr, .., bl, b, br] = scene.look.signs.lines;
    let rule = |left: &str, middle: &str, right: &str, n: usize| {
        let bar = h.repeat(cell + 2);
        let inner: Vec<&str> = std::iter::repeat_n(bar.as_str(), n).collect();
        scene.span(
            Role::Border,
            format!(" {left}{}{right}", inner.join(middle)),
        )
    };
    for row in boxes.chunks(per_row) {
        if row.iter().any(|c| !c.above.is_empty()) {
            content.push(captions(scene, row, cell, Role::Dim, |c| &c.above));
        }
        content.push(vec![rule(tl, t, tr, row.len())]);
        let mut spans = vec![Span::raw(" ")];
        for c in row {
            spans.push(scene.span(Role::Border, format!("{v} ")));
            spans.push(scene.span(c.role.unwrap_or(Role::Text), fit(&c.text, cell)));
            spans.push(Span::raw(" "));
        }
        spans.push(scene.span(Role::Border, v));
        content.push(spans);
        content.push(vec![rule(bl, b, br, row.len())]);
        if row.iter().any(|c| !c.below.is_empty()) {
            content.push(captions(scene, row, cell, Role::Operand, |c| &c.below));
        }
    }
}

fn captions(
    scene: &Scene,
    row: &[Cell],
    cell: usize,
    role: Role,
    of: impl Fn(&Cell) -> &String,
) -> Vec<Span<'static>> {
    let mut text = String::from("   ");
    for c in row {
        text.push_str(&fit(of(c), cell + 3));
    }
    vec![scene.span(role, text)]
}

/// The width that shows most texts whole: between `least` and `most` cells.
pub fn cell_width<'a>(texts: impl Iterator<Item = &'a str>, least: usize, most: usize) -> usize {
    texts.map(cells).max().unwrap_or(0).clamp(least, most)
}
