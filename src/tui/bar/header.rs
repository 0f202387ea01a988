//! The first row: the program, the place in it, and the model it is run on.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::inspect::view::{Moment, RunState};
use crate::tui::app::App;
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, width};

/// The model, named on every screen.
pub const MODEL: &str = "CPython 3.8.18";

/// ```text
///  Cutaway  A list grows by leaps · list_growth.py line 9, pass 3        CPython 3.8.18
/// ```
pub fn render(frame: &mut Frame, area: Rect, app: &App) {
    let look = &app.look;
    let room = usize::from(area.width).saturating_sub(width(MODEL) + 13);
    let mut spans = vec![ratatui::text::Span::styled(
        " Cutaway  ",
        look.style(Role::Current),
    )];
    if let Some(shown) = &app.shown {
        let place = cut(&place(&shown.moment), room * 2 / 3);
        let title_room = room.saturating_sub(width(&place) + 3);
        let title = cut(&clean(&shown.title), title_room);
        spans.push(ratatui::text::Span::styled(title, look.style(Role::Title)));
        spans.push(ratatui::text::Span::styled(
            look.signs.dot,
            look.style(Role::Dim),
        ));
        let role = match shown.moment.state {
            RunState::Running => Role::Text,
            RunState::Ended(0) => Role::Good,
            _ => Role::Alarm,
        };
        spans.push(ratatui::text::Span::styled(place, look.style(role)));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
    let model = Line::styled(format!("{MODEL} "), look.style(Role::Dim));
    let width = u16::try_from(model.width()).unwrap_or(0).min(area.width);
    frame.render_widget(
        model,
        Rect {
            x: area.right() - width,
            width,
            ..area
        },
    );
}

fn place(moment: &Moment) -> String {
    let source = &moment.source;
    let line = match source.pass {
        Some(pass) if pass > 1 => format!("line {}, pass {pass}", source.current),
        _ => format!("line {}", source.current),
    };
    match &moment.state {
        RunState::Running => line,
        RunState::Unwinding(what) => format!("{line}: {what} on its way to a handler"),
        RunState::Ended(status) => format!("ended, exit status {status}"),
        RunState::Raised(what) => format!("ended by {what}"),
        RunState::Unsupported(what) => format!("{line}: cannot go on: {what}"),
    }
}
