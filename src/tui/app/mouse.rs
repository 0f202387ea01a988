//! The mouse: routed by what was drawn last.

use ratatui::layout::{Position, Rect};

use super::{App, Overlay};
use crate::session::Place;
use crate::tui::panel::frame::Drawn;
use crate::tui::panel::{Panel, Target};

/// What the mouse did, at column and row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Click {
    /// The left button went down.
    Down(u16, u16),
    /// The mouse moved with the left button down.
    Drag(u16, u16),
    /// The left button went up.
    Up,
    /// The wheel turned up.
    WheelUp(u16, u16),
    /// The wheel turned down.
    WheelDown(u16, u16),
}

/// Rows per turn of the wheel.
const WHEEL: isize = 3;

impl App {
    pub(super) fn click(&mut self, click: Click) {
        match click {
            Click::Down(x, y) => self.down(Position::new(x, y)),
            Click::Drag(x, _) if self.dragging => self.scrub(x),
            Click::Drag(..) => {}
            Click::Up => self.dragging = false,
            Click::WheelUp(x, y) => self.wheel(Position::new(x, y), -WHEEL),
            Click::WheelDown(x, y) => self.wheel(Position::new(x, y), WHEEL),
        }
    }

    fn down(&mut self, at: Position) {
        self.notice = None;
        if self.overlay != Overlay::None {
            let choice = self
                .drawn
                .choices
                .iter()
                .find(|(rect, _)| rect.contains(at))
                .map(|c| c.1);
            self.overlay_click(choice);
            return;
        }
        if self.drawn.track.contains(at) {
            self.dragging = true;
            self.play = None;
            self.scrub(at.x);
        } else if let Some((_, action)) =
            self.drawn.hints.iter().find(|(rect, _)| rect.contains(at))
        {
            self.run(*action);
        } else if let Some(&drawn) = self.drawn.panels.iter().find(|d| d.area.contains(at)) {
            self.click_panel(drawn, at);
        }
    }

    /// Goes to the step under the mouse on the track.
    fn scrub(&mut self, x: u16) {
        let Some(shown) = &self.shown else { return };
        let Rect { x: left, width, .. } = self.drawn.track;
        let cell = u64::from(x.clamp(left, left + width.saturating_sub(1)) - left);
        let step = shown.timeline.recorded * cell / u64::from(width.max(2) - 1);
        self.go(Place::Step(step));
    }

    /// A click gives the focus and sets the cursor; on a source line it switches the breakpoint,
    /// on the row of an object that already has the cursor it looks into the object.
    fn click_panel(&mut self, drawn: Drawn, at: Position) {
        let had_focus = self.arrangement.focus == drawn.panel;
        self.arrangement.focus = drawn.panel;
        if !drawn.inner.contains(at) {
            return;
        }
        let row = drawn.offset + usize::from(at.y - drawn.inner.y);
        if row >= drawn.rows {
            return;
        }
        let again = had_focus && self.state(drawn.panel).cursor == Some(row);
        self.set_cursor(drawn.panel, row);
        match self.row_under_cursor(drawn.panel).and_then(|r| r.target) {
            Some(Target::Line(line)) if drawn.panel == Panel::Source => {
                self.toggle_breakpoint(line)
            }
            Some(target @ Target::Object(_)) if again => self.follow_target(target),
            _ => {}
        }
    }

    fn wheel(&mut self, at: Position, rows: isize) {
        if self.overlay != Overlay::None {
            self.overlay_scroll(rows);
        } else if let Some(drawn) = self.drawn.panels.iter().find(|d| d.area.contains(at)) {
            self.scroll(drawn.panel, rows);
        }
    }
}
