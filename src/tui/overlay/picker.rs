//! The samples to choose from, with what each one shows.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::{open_box, row_of};
use crate::lesson::samples::SAMPLES;
use crate::tui::app::{App, Geometry};
use crate::tui::bar::header::MODEL;
use crate::tui::style::Role;
use crate::tui::text::{fit, width, wrap};

/// ```text
/// ╭ Samples ───────────────────────────────────────╮
/// │ Python as CPython 3.8.18 runs it, cut open.     │
/// │ ▶ 1 A list grows by leaps          containers   │
/// │   2 How a dict finds a key         containers   │
/// │                                                 │
/// │ The array behind a list is longer than ...      │
/// ╰──────────────────────── Enter opens, q leaves ──╯
/// ```
pub fn render(frame: &mut Frame, area: Rect, app: &App, cursor: usize, geometry: &mut Geometry) {
    let look = &app.look;
    let lessons: Vec<_> = SAMPLES
        .iter()
        .map(|s| s.lesson().unwrap_or_default())
        .collect();
    let rows = u16::try_from(lessons.len()).unwrap_or(u16::MAX);
    let hint = "up and down choose, Enter opens, ? help, q leaves";
    let inner = open_box(frame, area, app, "Cutaway: samples", hint, (78, rows + 9));
    let cells = usize::from(inner.width);

    let mut top: Vec<Line> = wrap(
        &format!("Python as {MODEL} runs it, cut open: step through a program and see its bytecode, stack, objects and memory."),
        cells,
    )
    .into_iter()
    .map(|text| Line::styled(text, look.style(Role::Text)))
    .collect();
    top.push(Line::default());
    let start = top.len();
    frame.render_widget(Paragraph::new(top), inner);

    let list_height = usize::from(inner.height).saturating_sub(start + 4).max(1);
    let first = (cursor + 1).saturating_sub(list_height);
    for (index, lesson) in lessons.iter().enumerate().skip(first).take(list_height) {
        let Some(place) = row_of(inner, start + index - first) else {
            break;
        };
        let is_here = index == cursor;
        let sign = if is_here { look.signs.current } else { " " };
        let subject_width = 14;
        let title_width = cells.saturating_sub(subject_width + width(sign) + 5);
        let line = Line::from(vec![
            Span::styled(format!("{sign} {:>2} ", index + 1), look.style(Role::Key)),
            Span::styled(
                fit(&lesson.title, title_width),
                look.style(if is_here { Role::Current } else { Role::Text }),
            ),
            Span::styled(fit(&lesson.subject, subject_width), look.style(Role::Type)),
        ]);
        frame.render_widget(Paragraph::new(line), place);
        geometry.choices.push((place, index));
    }
    let below = start + lessons.len().min(list_height) + 1;
    if let Some(lesson) = lessons.get(cursor) {
        for (line, text) in wrap(&lesson.shows, cells).into_iter().enumerate() {
            let Some(place) = row_of(inner, below + line) else {
                break;
            };
            frame.render_widget(Line::styled(text, look.style(Role::Lesson)), place);
        }
    }
}
