//! The run as a track, with its landmarks and the place shown.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::inspect::view::{LandmarkKind, TimelineView};
use crate::tui::panel::Scene;
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, grouped};

/// ```text
///  step 120 of 345 ━━━c━━r━━◆──o────r───────o─────
///                  r resize  c call  o output       next: 4 -> 8 slots (step 131)
/// ```
/// A letter stands for the landmarks in its cell; the most seldom kind wins. Returns the track.
pub fn render(frame: &mut Frame, area: Rect, scene: &Scene) -> Rect {
    let timeline = &scene.shown.timeline;
    let more = if timeline.complete { "" } else { "+" };
    let label = format!(
        " step {} of {}{more} ",
        grouped(timeline.position),
        grouped(timeline.recorded)
    );
    let left = u16::try_from(label.chars().count())
        .unwrap_or(0)
        .max(18)
        .min(area.width / 2);
    let track = Rect {
        x: area.x + left,
        width: area.width.saturating_sub(left + 1),
        height: 1,
        ..area
    };
    let first = Rect { height: 1, ..area };
    frame.render_widget(Line::from(scene.span(Role::Title, label)), first);
    frame.render_widget(
        Paragraph::new(Line::from(cells(scene, timeline, usize::from(track.width)))),
        track,
    );
    if area.height > 1 {
        let row = Rect {
            y: area.y + 1,
            height: 1,
            ..area
        };
        frame.render_widget(
            Paragraph::new(legend(scene, timeline, usize::from(area.width))),
            row,
        );
    }
    track
}

/// The letter of a kind.
const fn letter(kind: LandmarkKind) -> &'static str {
    match kind {
        LandmarkKind::Resize => "r",
        LandmarkKind::Collection => "g",
        LandmarkKind::Pool => "p",
        LandmarkKind::Call => "c",
        LandmarkKind::Exception => "!",
        LandmarkKind::Output => "o",
        LandmarkKind::ThreadSwitch => "t",
    }
}

/// The cell of a step on a track of `width` cells.
fn cell_of(step: u64, recorded: u64, width: usize) -> usize {
    let last = width.saturating_sub(1) as u64;
    usize::try_from(step.min(recorded) * last / recorded.max(1)).unwrap_or(0)
}

fn cells(scene: &Scene, timeline: &TimelineView, width: usize) -> Vec<Span<'static>> {
    let signs = scene.look.signs;
    let here = cell_of(timeline.position, timeline.recorded, width);
    let run = if signs.ascii { "=" } else { "━" };
    let mut cells: Vec<(&str, Role)> = (0..width)
        .map(|i| {
            if i < here {
                (run, Role::Operand)
            } else {
                (signs.track, Role::Dim)
            }
        })
        .collect();
    // What is frequent is drawn first, so that what is rare stays to be seen.
    let count = |kind: &LandmarkKind| {
        timeline
            .landmarks
            .iter()
            .filter(|l| l.kind == *kind)
            .count()
    };
    let mut kinds = LandmarkKind::ALL;
    kinds.sort_by_key(|kind| std::cmp::Reverse(count(kind)));
    for kind in kinds {
        for landmark in timeline.landmarks.iter().filter(|l| l.kind == kind) {
            let cell = cell_of(landmark.step, timeline.recorded, width);
            if let Some(cell) = cells.get_mut(cell) {
                let role = if kind == LandmarkKind::Exception {
                    Role::Alarm
                } else {
                    Role::Type
                };
                *cell = (letter(kind), role);
            }
        }
    }
    if let Some(cell) = cells.get_mut(here) {
        *cell = (signs.here, Role::Current);
    }
    let mut spans: Vec<Span<'static>> = Vec::new();
    for (text, role) in cells {
        let style = scene.look.style(role);
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(text),
            _ => spans.push(Span::styled(text, style)),
        }
    }
    spans
}

fn legend(scene: &Scene, timeline: &TimelineView, width: usize) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    for kind in LandmarkKind::ALL {
        let count = timeline.landmarks.iter().filter(|l| l.kind == kind).count();
        if count > 0 {
            let text = format!(" {} ({count})  ", kind.word());
            used += text.len() + 1;
            spans.push(scene.span(Role::Type, letter(kind)));
            spans.push(scene.span(Role::Dim, text));
        }
    }
    let next = timeline
        .landmarks
        .iter()
        .find(|l| l.step > timeline.position);
    if let Some(next) = next {
        let text = format!(
            "}} goes to step {}: {}",
            grouped(next.step),
            clean(&next.label)
        );
        spans.push(scene.span(Role::Dim, cut(&text, width.saturating_sub(used + 1))));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_track_runs_from_the_first_cell_to_the_last() {
        assert_eq!(cell_of(0, 100, 60), 0);
        assert_eq!(cell_of(50, 100, 61), 30);
        assert_eq!(cell_of(100, 100, 60), 59);
        assert_eq!(cell_of(500, 100, 60), 59);
        assert_eq!(cell_of(0, 0, 60), 0);
    }
}
