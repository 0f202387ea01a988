//! The whole screen: bars, panels, and what lies over them. Drawing reads the state and returns
//! where things are; it changes nothing.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::app::{App, Geometry, Overlay};
use super::layout::{MINIMUM, places, too_small};
use super::panel::frame::render;
use super::style::Role;
use super::text::{clean, cut, wrap};
use super::{bar, overlay};

/// Draws everything; see [`super::layout`] for the picture.
pub fn draw(frame: &mut Frame, app: &App) -> Geometry {
    let area = frame.area();
    if too_small(area) {
        draw_too_small(frame, area);
        return Geometry::default();
    }
    let places = places(area, &app.arrangement);
    let mut geometry = Geometry::default();
    if let Some(scene) = app.scene() {
        let shown: Vec<_> = places.panels.iter().map(|p| p.0).collect();
        for &(panel, rect) in &places.panels {
            // Where the focused panel has no place at this size, no border lights up.
            let focused = panel == app.arrangement.focus && shown.contains(&panel);
            geometry.panels.push(render(
                frame,
                rect,
                panel,
                &scene,
                &app.state(panel),
                focused,
            ));
        }
        bar::story::render(frame, places.story, app, &scene);
        geometry.track = bar::timeline::render(frame, places.timeline, &scene);
    } else if app.overlay == Overlay::None {
        draw_nothing_open(frame, area, app);
    }
    bar::header::render(frame, places.header, app);
    geometry.hints = bar::footer::render(frame, places.footer, app);
    overlay::render(frame, area, app, &mut geometry);
    if app.look.signs.ascii {
        spell_signs(frame.buffer_mut());
    }
    geometry
}

/// The signs in the views' own sentences, for a terminal without Unicode: cut text ends in a
/// tilde instead of an ellipsis.
fn spell_signs(buffer: &mut ratatui::buffer::Buffer) {
    for cell in &mut buffer.content {
        let plain = match cell.symbol() {
            "…" => "~",
            "·" => ",",
            "→" => ">",
            _ => continue,
        };
        cell.set_symbol(plain);
    }
}

/// Before the first moment: that it is coming, or why it does not.
fn draw_nothing_open(frame: &mut Frame, area: Rect, app: &App) {
    let width = usize::from(area.width.saturating_sub(8));
    let mut rows: Vec<Line> = Vec::new();
    match &app.banner {
        Some(fault) => {
            let text = fault
                .lines()
                .flat_map(|line| wrap_code(&clean(line), width));
            rows.extend(text.map(|text| Line::styled(text, app.look.style(Role::Alarm))));
            let hint = "It is tried again when the file is saved. o opens a sample, q leaves.";
            rows.push(Line::default());
            rows.push(Line::styled(hint, app.look.style(Role::Dim)));
        }
        None => rows.push(Line::styled("Opening ...", app.look.style(Role::Dim))),
    }
    let height = u16::try_from(rows.len())
        .unwrap_or(u16::MAX)
        .min(area.height.saturating_sub(2));
    let place = Rect {
        x: area.x + 4,
        y: area.y + 1 + (area.height - 2 - height) / 2,
        width: area.width - 8,
        height,
    };
    frame.render_widget(Paragraph::new(rows), place);
}

/// A line of a message: one that starts with blanks is source text and keeps them.
fn wrap_code(line: &str, width: usize) -> Vec<String> {
    if line.starts_with(' ') {
        vec![cut(line, width)]
    } else {
        wrap(line, width)
    }
}

fn draw_too_small(frame: &mut Frame, area: Rect) {
    let text = format!(
        "Too small: {}x{}, needs {}x{}",
        area.width, area.height, MINIMUM.0, MINIMUM.1
    );
    let rows = wrap(&text, usize::from(area.width));
    let height = u16::try_from(rows.len())
        .unwrap_or(area.height)
        .min(area.height);
    let place = Rect {
        y: area.y + (area.height - height) / 2,
        height,
        ..area
    };
    let rows: Vec<Line> = rows.into_iter().map(Line::from).collect();
    frame.render_widget(Paragraph::new(rows).centered(), place);
}
