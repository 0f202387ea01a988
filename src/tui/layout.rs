//! Where the boxes lie, for every size of terminal.
//!
//! ```text
//!  80 x 24 and up            100 and up                  140 and up
//! ┌ header ────────────┐    ┌ header ─────────────┐    ┌ header ──────────────────────┐
//! │ source   │ stack   │    │ source   │ stack    │    │ source   │ stack  │ object   │
//! │          ├─────────┤    │          ├──────────┤    │          ├────────┤          │
//! ├──────────┤ lens    │    │          │ names *  │    ├──────────┤ names  ├──────────┤
//! │ bytecode │         │    ├──────────┼──────────┤    │ bytecode ├────────┤ lens     │
//! │          │         │    │ bytecode │ lens     │    │          │ frames ├──────────┤
//! │          │         │    │          │          │    │          │        │ output * │
//! ├ story ─────────────┤    ├ story ──────────────┤    ├ story ───────────────────────┤
//! ├ timeline ──────────┤    ├ timeline ───────────┤    ├ timeline ────────────────────┤
//! └ footer ────────────┘    └ footer ─────────────┘    └ footer ──────────────────────┘
//!                            * when it is high enough
//! ```
//!
//! The lens shows the panel chosen last among those that have no place of their own.

use ratatui::layout::{Constraint, Layout, Rect};

use super::panel::Panel;

/// The smallest terminal that can show anything useful.
pub const MINIMUM: (u16, u16) = (60, 16);

/// The user's choices about panels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrangement {
    /// The panel that keys go to.
    pub focus: Panel,
    /// The panel in the switchable place.
    pub lens: Panel,
    /// Whether the focused panel takes all the room.
    pub zoomed: bool,
}

impl Default for Arrangement {
    fn default() -> Arrangement {
        Arrangement {
            focus: Panel::Source,
            lens: Panel::Object,
            zoomed: false,
        }
    }
}

/// The rows of the screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Places {
    /// One row: program, place, model.
    pub header: Rect,
    /// The panels.
    pub panels: Vec<(Panel, Rect)>,
    /// The narration and the lesson.
    pub story: Rect,
    /// The track of the run.
    pub timeline: Rect,
    /// One row: hints.
    pub footer: Rect,
}

/// Whether the terminal is too small.
pub fn too_small(area: Rect) -> bool {
    area.width < MINIMUM.0 || area.height < MINIMUM.1
}

/// Computes the places of everything.
pub fn places(area: Rect, arrangement: &Arrangement) -> Places {
    let story = match area.height {
        0..24 => 3,
        24..36 => 4,
        _ => 5,
    };
    let timeline = if area.height >= 30 { 2 } else { 1 };
    let [header, middle, story, timeline, footer] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(story),
        Constraint::Length(timeline),
        Constraint::Length(1),
    ])
    .areas(area);
    let panels = if arrangement.zoomed {
        vec![(arrangement.focus, middle)]
    } else {
        columns(area, arrangement)
            .into_iter()
            .zip(split_columns(area, middle))
            .flat_map(|(panels, rect)| stacked(&panels, rect))
            .collect()
    };
    Places {
        header,
        panels,
        story,
        timeline,
        footer,
    }
}

/// Whether a panel has a place of its own at this size, so that choosing it leaves the lens alone.
pub fn is_fixed(area: Rect, panel: Panel) -> bool {
    fixed(area).iter().flatten().any(|&(p, _)| p == Some(panel))
}

/// Panels by column, with their share of the height; `None` is the lens.
type Columns = Vec<Vec<(Option<Panel>, u16)>>;

fn fixed(area: Rect) -> Columns {
    use Panel::{Bytecode, Frames, Names, Object, Output, Source, Stack};
    let code = vec![(Some(Source), 9), (Some(Bytecode), 10)];
    if area.width < 100 {
        vec![code, vec![(Some(Stack), 8), (None, 11)]]
    } else if area.width < 140 {
        let right = match area.height {
            0..32 => vec![(Some(Stack), 8), (None, 11)],
            _ => vec![(Some(Stack), 7), (Some(Names), 7), (None, 10)],
        };
        vec![code, right]
    } else {
        let right = match area.height {
            0..40 => vec![(Some(Object), 10), (None, 9)],
            _ => vec![(Some(Object), 10), (None, 7), (Some(Output), 4)],
        };
        vec![
            code,
            vec![(Some(Stack), 7), (Some(Names), 7), (Some(Frames), 6)],
            right,
        ]
    }
}

/// Fills the lens: with the chosen panel, or else with the first that has no other place.
fn columns(area: Rect, arrangement: &Arrangement) -> Vec<Vec<(Panel, u16)>> {
    let columns = fixed(area);
    let shown = |p: Panel| columns.iter().flatten().any(|&(q, _)| q == Some(p));
    let order = [arrangement.lens, Panel::Object, Panel::Memory];
    let lens = order
        .into_iter()
        .find(|&p| !shown(p))
        .unwrap_or(Panel::Memory);
    columns
        .iter()
        .map(|column| {
            column
                .iter()
                .map(|&(p, share)| (p.unwrap_or(lens), share))
                .collect()
        })
        .collect()
}

fn split_columns(area: Rect, middle: Rect) -> Vec<Rect> {
    let shares: &[u16] = match area.width {
        0..100 => &[23, 17],
        100..140 => &[1, 1],
        _ => &[10, 9, 10],
    };
    Layout::horizontal(shares.iter().map(|&s| Constraint::Fill(s)))
        .split(middle)
        .to_vec()
}

fn stacked(panels: &[(Panel, u16)], rect: Rect) -> Vec<(Panel, Rect)> {
    let rects =
        Layout::vertical(panels.iter().map(|&(_, share)| Constraint::Fill(share))).split(rect);
    panels
        .iter()
        .map(|&(panel, _)| panel)
        .zip(rects.iter().copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: u16, height: u16, lens: Panel) -> Vec<Panel> {
        let arrangement = Arrangement {
            lens,
            ..Arrangement::default()
        };
        places(Rect::new(0, 0, width, height), &arrangement)
            .panels
            .iter()
            .map(|p| p.0)
            .collect()
    }

    #[test]
    fn every_size_shows_code_and_stack_and_the_lens() {
        for (width, height) in [(80, 24), (100, 30), (120, 40), (140, 40), (200, 55)] {
            let panels = shown(width, height, Panel::Collector);
            for panel in [
                Panel::Source,
                Panel::Bytecode,
                Panel::Stack,
                Panel::Collector,
            ] {
                assert!(panels.contains(&panel), "{panel:?} at {width}x{height}");
            }
        }
    }

    #[test]
    fn no_panel_is_shown_twice() {
        for width in [60, 80, 100, 140, 200] {
            for lens in Panel::ALL {
                let mut panels = shown(width, 50, lens);
                let all = panels.len();
                panels.sort_by_key(|p| p.key());
                panels.dedup();
                assert_eq!(panels.len(), all, "{lens:?} at {width}");
            }
        }
    }

    #[test]
    fn a_zoomed_panel_is_alone() {
        let arrangement = Arrangement {
            zoomed: true,
            focus: Panel::Stack,
            lens: Panel::Names,
        };
        let places = places(Rect::new(0, 0, 80, 24), &arrangement);
        assert_eq!(places.panels, [(Panel::Stack, Rect::new(0, 1, 80, 17))]);
    }
}
