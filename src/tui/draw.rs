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
        let text = app
            .busy
            .clone()
            .unwrap_or_else(|| "Opening ...".to_string());
        let style = app.look.style(Role::Dim);
        frame.render_widget(
            Paragraph::new(Line::styled(text, style)).centered(),
            middle_row(area),
        );
    }
    bar::header::render(frame, places.header, app);
    geometry.hints = bar::footer::render(frame, places.footer, app);
    overlay::render(frame, area, app, &mut geometry);
    if app.look.signs.ascii {
        spell_ellipsis(frame.buffer_mut());
    }
    geometry
}

/// Cut text ends in an ellipsis; a terminal without Unicode gets a tilde instead.
fn spell_ellipsis(buffer: &mut ratatui::buffer::Buffer) {
    for cell in buffer.content.iter_mut().filter(|c| c.symbol() == "…") {
        cell.set_symbol("~");
    }
}

fn draw_too_small(frame: &mut Frame, area: Rect) {
    let text = format!(
        "Too small: {}x{}, needs {}x{}",
        area.width, area.height, MINIMUM.0, MINIMUM.1
    );
    frame.render_widget(Paragraph::new(text).centered(), middle_row(area));
}

fn middle_row(area: Rect) -> Rect {
    Rect {
        y: area.y + area.height / 2,
        height: area.height.min(1),
        ..area
    }
}
