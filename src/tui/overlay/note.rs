//! A text to read, closed by any key.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::open_box;
use crate::tui::app::App;
use crate::tui::style::Role;
use crate::tui::text::wrap;

/// Title and paragraphs.
pub fn render(frame: &mut Frame, area: Rect, app: &App, title: &str, paragraphs: &[String]) {
    let cells = usize::from(66.min(area.width.saturating_sub(6)));
    let mut rows: Vec<Line> = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate().filter(|(_, p)| !p.is_empty()) {
        let role = if index == 0 { Role::Lesson } else { Role::Text };
        rows.push(Line::default());
        rows.extend(
            wrap(paragraph, cells)
                .into_iter()
                .map(|t| Line::styled(t, app.look.style(role))),
        );
    }
    rows.push(Line::default());
    let height = u16::try_from(rows.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let inner = open_box(frame, area, app, title, "any key goes on", (70, height));
    frame.render_widget(Paragraph::new(rows), inner);
}
