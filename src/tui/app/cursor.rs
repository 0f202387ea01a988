//! The cursor in the focused panel, and searching its rows.

use super::App;
use crate::tui::command::Move;
use crate::tui::panel::frame::{Follow, PanelState};
use crate::tui::panel::{Content, Panel, Row};

impl App {
    /// The rows of a panel as they would be drawn now.
    pub(super) fn content(&self, panel: Panel) -> Option<Content> {
        let width = self
            .drawn
            .panels
            .iter()
            .find(|d| d.panel == panel)
            .map_or(80, |d| usize::from(d.inner.width));
        Some(panel.content(&self.scene()?, width))
    }

    /// The row under the cursor; where the cursor was never moved, the row the panel keeps.
    pub(super) fn row_under_cursor(&self, panel: Panel) -> Option<Row> {
        let content = self.content(panel)?;
        let row = self.state(panel).cursor.or(content.keep)?;
        content.rows.into_iter().nth(row)
    }

    pub(super) fn move_cursor(&mut self, step: Move, times: u64) {
        let panel = self.arrangement.focus;
        let Some(content) = self.content(panel) else {
            return;
        };
        let Some(last) = content.rows.len().checked_sub(1) else {
            return;
        };
        let page = self
            .drawn
            .panels
            .iter()
            .find(|d| d.panel == panel)
            .map_or(10, |d| usize::from(d.inner.height));
        let times = usize::try_from(times).unwrap_or(usize::MAX);
        let state = self.state(panel);
        let row = match (state.cursor, content.keep) {
            (Some(row), _) => moved(row, step, times, page),
            (None, Some(row)) => moved(row, step, times, page),
            // The first key press only shows the cursor, on the first row in sight.
            (None, None) => state.offset,
        };
        let row = if step == Move::Last {
            last
        } else {
            row.min(last)
        };
        self.set_cursor(panel, row);
    }

    pub(super) fn set_cursor(&mut self, panel: Panel, row: usize) {
        let state = PanelState {
            cursor: Some(row),
            follow: Follow::Cursor,
            ..self.state(panel)
        };
        self.states.insert(panel, state);
    }

    /// Takes the cursor away; whether there was one.
    pub(super) fn clear_cursor(&mut self) -> bool {
        let panel = self.arrangement.focus;
        let state = self.state(panel);
        self.states.insert(
            panel,
            PanelState {
                cursor: None,
                follow: Follow::Content,
                ..state
            },
        );
        state.cursor.is_some()
    }

    /// Scrolls a panel by rows without moving its cursor.
    pub(super) fn scroll(&mut self, panel: Panel, rows: isize) {
        let Some(drawn) = self.drawn.panels.iter().find(|d| d.panel == panel) else {
            return;
        };
        let last = drawn.rows.saturating_sub(usize::from(drawn.inner.height));
        let offset = drawn.offset.saturating_add_signed(rows).min(last);
        let state = PanelState {
            offset,
            follow: Follow::Nothing,
            ..self.state(panel)
        };
        self.states.insert(panel, state);
    }

    /// Puts the cursor on the next row that has the text; an empty text repeats the last search.
    pub(super) fn search(&mut self, text: &str) {
        if !text.is_empty() {
            self.needle = text.to_lowercase();
        }
        let panel = self.arrangement.focus;
        let Some(content) = self.content(panel) else {
            return;
        };
        let start = self.state(panel).cursor.map_or(0, |row| row + 1);
        let has = |i: &usize| {
            content
                .rows
                .get(*i)
                .is_some_and(|row| row.text().to_lowercase().contains(&self.needle))
        };
        match (start..content.rows.len()).chain(0..start).find(has) {
            Some(row) => self.set_cursor(panel, row),
            None => self.notice = Some(format!("\"{}\" is not in {}.", self.needle, panel.title())),
        }
    }
}

fn moved(row: usize, step: Move, times: usize, page: usize) -> usize {
    match step {
        Move::Up => row.saturating_sub(times),
        Move::Down => row.saturating_add(times),
        Move::PageUp => row.saturating_sub(page.saturating_mul(times)),
        Move::PageDown => row.saturating_add(page.saturating_mul(times)),
        Move::First => 0,
        Move::Last => usize::MAX,
    }
}
