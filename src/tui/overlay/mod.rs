//! What lies over the panels: samples, help, command line, questions, notes.

mod help;
mod note;
mod palette;
mod picker;
mod question;
mod stops;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Padding};

use super::app::{App, Geometry, Overlay};
use super::style::Role;

/// Draws the overlay, if there is one, and tells where its choices are.
pub fn render(frame: &mut Frame, area: Rect, app: &App, geometry: &mut Geometry) {
    match &app.overlay {
        Overlay::None | Overlay::Search { .. } | Overlay::Input { .. } => {}
        Overlay::Picker { cursor } => picker::render(frame, area, app, *cursor, geometry),
        Overlay::Help { text, scroll } => help::render(frame, area, app, text, *scroll, geometry),
        Overlay::Palette { text, cursor } => {
            palette::render(frame, area, app, text, *cursor, geometry)
        }
        Overlay::Stops { cursor } => stops::render(frame, area, app, *cursor, geometry),
        Overlay::Question { cursor, chosen } => {
            question::render(frame, area, app, *cursor, *chosen, geometry)
        }
        Overlay::Note { title, paragraphs } => note::render(frame, area, app, title, paragraphs),
    }
}

/// Draws an empty box in the middle, at most so large, and returns its inside.
fn open_box(
    frame: &mut Frame,
    area: Rect,
    app: &App,
    title: &str,
    hint: &str,
    size: (u16, u16),
) -> Rect {
    let width = size.0.min(area.width.saturating_sub(2));
    let height = size.1.min(area.height.saturating_sub(2));
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    let look = &app.look;
    let block = Block::bordered()
        .border_set(look.signs.border)
        .border_style(look.style(Role::Focus))
        .padding(Padding::horizontal(1))
        .title(Span::styled(
            format!(" {title} "),
            look.style(Role::Current),
        ))
        .title_bottom(Line::styled(format!(" {hint} "), look.style(Role::Dim)).right_aligned());
    let inner = block.inner(place);
    frame.render_widget(Clear, place);
    frame.render_widget(block, place);
    inner
}

/// The rect of row `y` in a box; `None` below its end.
fn row_of(inner: Rect, y: usize) -> Option<Rect> {
    let y = u16::try_from(y).ok().filter(|&y| y < inner.height)?;
    Some(Rect {
        y: inner.y + y,
        height: 1,
        ..inner
    })
}
