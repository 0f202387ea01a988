//! The command line: what was typed, and the commands that match.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::{open_box, row_of};
use crate::tui::app::{App, Geometry};
use crate::tui::command::matching;
use crate::tui::style::Role;
use crate::tui::text::{cut, fit};

/// ```text
/// ╭ Command ─────────────────────────────╮
/// │ :fin_                                │
/// │ ▶ finish       f  Run to the end ... │
/// ╰──────────────────────────────────────╯
/// ```
pub fn render(
    frame: &mut Frame,
    area: Rect,
    app: &App,
    text: &str,
    cursor: usize,
    geometry: &mut Geometry,
) {
    let look = &app.look;
    let hint = "Enter runs, Tab completes; a number goes to that step, 50% half way";
    let inner = open_box(frame, area, app, "Command", hint, (76, 16));
    let input = Line::from(vec![
        Span::styled(":", look.style(Role::Key)),
        Span::raw(text.to_string()),
        Span::styled("_", look.style(Role::Key)),
    ]);
    frame.render_widget(Paragraph::new(input), inner);
    let found = matching(text.trim());
    let room = usize::from(inner.height).saturating_sub(1).max(1);
    let first = (cursor + 1).saturating_sub(room);
    for (index, command) in found.iter().enumerate().skip(first) {
        let Some(place) = row_of(inner, 1 + index - first) else {
            break;
        };
        let is_here = index == cursor;
        let sign = if is_here { look.signs.current } else { " " };
        let key = app
            .keys
            .keys(command)
            .first()
            .map(|k| k.label(look.signs.ascii))
            .unwrap_or_default();
        let sentence = cut(
            command.sentence,
            usize::from(inner.width).saturating_sub(29),
        );
        let line = Line::from(vec![
            Span::styled(format!("{sign} "), look.style(Role::Current)),
            Span::styled(
                fit(command.name, 16),
                look.style(if is_here { Role::Current } else { Role::Text }),
            ),
            Span::styled(fit(&key, 11), look.style(Role::Key)),
            Span::styled(sentence, look.style(Role::Dim)),
        ]);
        frame.render_widget(Paragraph::new(line), place);
        geometry.choices.push((place, index));
    }
    if found.is_empty()
        && let Some(place) = row_of(inner, 1)
    {
        frame.render_widget(
            Line::styled("  no command has these words", look.style(Role::Dim)),
            place,
        );
    }
}
