//! The lesson's question: predict first, then see, and why each answer is right or wrong.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::open_box;
use crate::lesson::Question;
use crate::tui::app::{App, Geometry};
use crate::tui::style::Role;
use crate::tui::text::wrap;

/// ```text
/// ╭ What comes next? ─────────────────────╮
/// │ How many slots after this append?     │
/// │ ▶ 1  4                                │
/// │   2  1                                │
/// ╰───────────────────────────────────────╯
/// ```
/// After the answer each row says whether it is right, and why.
pub fn render(
    frame: &mut Frame,
    area: Rect,
    app: &App,
    cursor: usize,
    chosen: Option<usize>,
    geometry: &mut Geometry,
) {
    let Some((_, question)) = app.question() else {
        return;
    };
    let hint = match chosen {
        None => "1-9 or Enter answers, Esc leaves it open",
        Some(_) => "any key goes on",
    };
    let cells = usize::from(72.min(area.width.saturating_sub(6)));
    let rows = rows(app, question, cursor, chosen, cells);
    let height = u16::try_from(rows.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let inner = open_box(frame, area, app, "What comes next?", hint, (76, height));
    for (y, (row, choice)) in (inner.y..inner.bottom()).zip(rows) {
        let place = Rect {
            y,
            height: 1,
            ..inner
        };
        frame.render_widget(Paragraph::new(row), place);
        if let Some(index) = choice {
            geometry.choices.push((place, index));
        }
    }
}

/// The rows, each with the number of the answer it belongs to.
fn rows(
    app: &App,
    question: &Question,
    cursor: usize,
    chosen: Option<usize>,
    cells: usize,
) -> Vec<(Line<'static>, Option<usize>)> {
    let look = &app.look;
    let mut rows: Vec<(Line, Option<usize>)> = wrap(&question.text, cells)
        .into_iter()
        .map(|t| (Line::styled(t, look.style(Role::Title)), None))
        .collect();
    rows.push((Line::default(), None));
    for (index, answer) in question.answers.iter().enumerate() {
        let sign = if index == cursor {
            look.signs.current
        } else {
            " "
        };
        let role = match chosen {
            None if index == cursor => Role::Current,
            None => Role::Text,
            Some(_) if answer.right => Role::Good,
            Some(_) => Role::Alarm,
        };
        let verdict = match chosen {
            None => "",
            Some(_) if answer.right => "  right",
            Some(n) if n == index => "  wrong, your answer",
            Some(_) => "  wrong",
        };
        for (line, text) in wrap(&answer.text, cells.saturating_sub(22))
            .into_iter()
            .enumerate()
        {
            let head = if line == 0 {
                format!("{sign} {}  ", index + 1)
            } else {
                "     ".to_string()
            };
            let mut spans = vec![
                Span::styled(head, look.style(Role::Key)),
                Span::styled(text, look.style(role)),
            ];
            if line == 0 {
                spans.push(Span::styled(verdict, look.style(role)));
            }
            rows.push((Line::from(spans), Some(index)));
        }
        if chosen.is_some() {
            let why = wrap(&answer.why, cells.saturating_sub(5));
            rows.extend(why.into_iter().map(|t| {
                (
                    Line::styled(format!("     {t}"), look.style(Role::Dim)),
                    None,
                )
            }));
        }
    }
    rows
}
