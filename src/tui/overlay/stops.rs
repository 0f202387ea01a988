//! What a run stops at besides breakpoints: a list to tick.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{open_box, row_of};
use crate::session::StopOn;
use crate::tui::app::{App, Geometry};
use crate::tui::style::Role;

/// ```text
/// ╭ Stop when … ─────────────────────────────╮
/// │ ▶ 1 [x] a list, dict or set gets another │
/// │   2 [ ] the garbage collector runs       │
/// ╰──────────── Enter ticks, c runs there ───╯
/// ```
pub fn render(frame: &mut Frame, area: Rect, app: &App, cursor: usize, geometry: &mut Geometry) {
    let look = &app.look;
    let height = u16::try_from(StopOn::ALL.len()).unwrap_or(u16::MAX) + 2;
    let hint = "Enter ticks, c runs there, Esc closes";
    let inner = open_box(frame, area, app, "Stop when …", hint, (66, height));
    let ticked = app.shown.as_ref().map(|shown| shown.stops.as_slice());
    for (index, stop) in StopOn::ALL.into_iter().enumerate() {
        let Some(place) = row_of(inner, index) else {
            break;
        };
        let is_here = index == cursor;
        let sign = if is_here { look.signs.current } else { " " };
        let is_ticked = ticked.is_some_and(|stops| stops.contains(&stop));
        let role = if is_here { Role::Current } else { Role::Text };
        let line = Line::from(vec![
            Span::styled(format!("{sign} {} ", index + 1), look.style(Role::Key)),
            Span::styled(
                if is_ticked { "[x] " } else { "[ ] " },
                look.style(Role::Key),
            ),
            Span::styled(stop.sentence(), look.style(role)),
        ]);
        frame.render_widget(line, place);
        geometry.choices.push((place, index));
    }
}
