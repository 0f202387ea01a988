//! A panel's box: border, title, the visible part of its rows, and the cursor.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

use super::{Content, Panel, Scene};
use crate::tui::style::Role;
use crate::tui::text::{cut, width};

/// Which row a panel keeps in sight.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Follow {
    /// The one its content names.
    #[default]
    Content,
    /// The cursor's.
    Cursor,
    /// None: the user scrolled by hand.
    Nothing,
}

/// A panel's own state: it survives steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PanelState {
    /// The row of the cursor, once it was moved.
    pub cursor: Option<usize>,
    /// The first visible row.
    pub offset: usize,
    /// What is kept in sight.
    pub follow: Follow,
}

impl PanelState {
    /// The first row to show, so that what is followed is seen, moving as little as possible.
    pub fn offset_for(&self, content: &Content, height: usize) -> usize {
        let last = content.rows.len().saturating_sub(height);
        let wanted = match self.follow {
            Follow::Content => content.keep,
            Follow::Cursor => self.cursor,
            Follow::Nothing => None,
        };
        let Some(row) = wanted else {
            return self.offset.min(last);
        };
        // Some rows of context where there is room for them; after a jump, a third of the box.
        let is_near = (self.offset.saturating_sub(height)..self.offset + 2 * height).contains(&row);
        if !is_near {
            return row.saturating_sub(height / 3).min(last);
        }
        let margin = (height / 3).min(2);
        let lowest = row.saturating_add(margin + 1).saturating_sub(height);
        let highest = row.saturating_sub(margin);
        self.offset.clamp(lowest.min(highest), highest).min(last)
    }
}

/// What was drawn of a panel: where, and which rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Drawn {
    /// Which panel.
    pub panel: Panel,
    /// The whole box.
    pub area: Rect,
    /// The box without its border and its head.
    pub inner: Rect,
    /// The first visible row.
    pub offset: usize,
    /// How many rows there are.
    pub rows: usize,
}

/// Draws a panel and tells what was drawn.
///
/// ```text
/// ╭ 3 Value stack ───────── 2 of 4 slots ╮
/// │ ...                                  │
/// ╰───────────────────────────── 7 more ↓╯
/// ```
pub fn render(
    frame: &mut Frame,
    area: Rect,
    panel: Panel,
    scene: &Scene,
    state: &PanelState,
    focused: bool,
) -> Drawn {
    let inner_width = usize::from(area.width.saturating_sub(2));
    let content = panel.content(scene, inner_width);
    let signs = scene.look.signs;
    let border = scene
        .look
        .style(if focused { Role::Focus } else { Role::Border });
    let title = format!(" {} {} ", panel.key(), panel.title());
    let room = inner_width.saturating_sub(width(&title) + 3);
    let mut block = Block::bordered()
        .border_set(signs.border)
        .border_style(border)
        .title(Line::from(Span::styled(
            title,
            scene
                .look
                .style(if focused { Role::Focus } else { Role::Title }),
        )));
    if !content.facts.is_empty() && room > 4 {
        let facts = format!(" {} ", cut(&content.facts, room));
        block = block.title(Line::from(scene.span(Role::Dim, facts)).right_aligned());
    }
    let mut inner = block.inner(area);
    let head = content.head.clone().filter(|_| inner.height > 1);
    let head_place = Rect { height: 1, ..inner };
    if head.is_some() {
        inner.y += 1;
        inner.height -= 1;
    }
    let height = usize::from(inner.height);
    let offset = state.offset_for(&content, height);
    let below = content.rows.len().saturating_sub(offset + height);
    if below > 0 {
        let more = format!(" {below} more {} ", if signs.ascii { "below" } else { "↓" });
        block = block.title_bottom(Line::from(scene.span(Role::Dim, more)).right_aligned());
    }
    frame.render_widget(Clear, area);
    frame.render_widget(block, area);
    if let Some(head) = head {
        frame.render_widget(head, head_place);
    }

    let rows = content.rows.len();
    for (line, row) in content
        .rows
        .into_iter()
        .skip(offset)
        .take(height)
        .enumerate()
    {
        let y = inner.y + u16::try_from(line).unwrap_or(u16::MAX);
        let place = Rect {
            y,
            height: 1,
            ..inner
        };
        let row_width = row.line.width();
        let mut text = Paragraph::new(row.line);
        if focused && state.cursor == Some(offset + line) {
            text = text.style(scene.look.style(Role::Selected));
        }
        let is_cut = row_width > usize::from(place.width);
        frame.render_widget(text, place);
        if is_cut && place.width > 0 {
            let last = Rect {
                x: place.right() - 1,
                width: 1,
                ..place
            };
            frame.render_widget(scene.span(Role::Dim, "…"), last);
        }
    }
    Drawn {
        panel,
        area,
        inner,
        offset,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::panel::Row;

    fn content(rows: usize, keep: usize) -> Content {
        Content {
            rows: vec![Row::default(); rows],
            keep: Some(keep),
            ..Content::default()
        }
    }

    #[test]
    fn scrolls_no_more_than_needed() {
        let state = PanelState {
            offset: 10,
            ..PanelState::default()
        };
        assert_eq!(
            state.offset_for(&content(100, 15), 10),
            10,
            "already in sight"
        );
        assert_eq!(
            state.offset_for(&content(100, 18), 10),
            11,
            "two rows of context below"
        );
        assert_eq!(
            state.offset_for(&content(100, 5), 10),
            3,
            "two rows of context above"
        );
        assert_eq!(
            state.offset_for(&content(100, 99), 10),
            90,
            "never past the end"
        );
        assert_eq!(
            state.offset_for(&content(100, 60), 10),
            57,
            "a jump shows what is around"
        );
        assert_eq!(state.offset_for(&content(4, 3), 10), 0, "all of it fits");
    }

    #[test]
    fn scrolling_by_hand_is_kept() {
        let state = PanelState {
            offset: 40,
            follow: Follow::Nothing,
            cursor: None,
        };
        assert_eq!(state.offset_for(&content(100, 5), 10), 40);
    }
}
