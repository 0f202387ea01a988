//! What happens, in words: a fault, the lesson's words, and the sentence of the next instruction.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::inspect::view::RunState;
use crate::tui::app::{App, Overlay};
use crate::tui::panel::Scene;
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, wrap};

/// ```text
///  § The first append. list_resize asks for 1 slot and takes 4.   (the lesson)
///  ▶ CALL_METHOD calls list.append of #9 with #12: ob_size 0 -> 1. (this step)
///    Calls a method with positional arguments.   CALL_METHOD, Python/ceval.c
/// ```
/// The sentence comes first when there is little room.
pub fn render(frame: &mut Frame, area: Rect, app: &App, scene: &Scene) {
    let signs = scene.look.signs;
    let room = usize::from(area.width).saturating_sub(4);
    let mut height = usize::from(area.height);
    let mut rows = Vec::new();
    if let Some(banner) = &app.banner {
        rows.extend(block(scene, Role::Alarm, "!", banner, room, 2));
    }
    height = height.saturating_sub(rows.len());
    let told = told(scene, room, height);
    // What the lesson says of a line often holds the answer to its question.
    let asks = matches!(app.overlay, Overlay::Question { chosen: None, .. });
    if let Some(stop) = app.stop().filter(|s| !s.text.is_empty() && !asks) {
        let left = height.saturating_sub(told.len()).max(1);
        rows.extend(block(
            scene,
            Role::Lesson,
            signs.lesson,
            &stop.text,
            room,
            left,
        ));
    }
    rows.extend(told);
    let left = usize::from(area.height).saturating_sub(rows.len());
    if left > 0 {
        rows.extend(explanation(scene, room, left));
    }
    frame.render_widget(Paragraph::new(rows), area);
}

/// The sentence of this step, or of the micro-step one stands before.
fn told(scene: &Scene, room: usize, height: usize) -> Vec<Line<'static>> {
    let now = scene.now();
    let most = if height >= 4 { 2 } else { 1 };
    if now.micro > 0 {
        let all = now.events.len();
        let text = match now.events.get(now.micro - 1) {
            Some(event) => format!("{} of {all}: {}", now.micro, event.sentence),
            None => now.narration.sentence.clone(),
        };
        return block(
            scene,
            Role::Text,
            scene.look.signs.current,
            &text,
            room,
            most,
        );
    }
    let text = match &now.state {
        RunState::Running | RunState::Unwinding(_) => now.narration.sentence.clone(),
        RunState::Ended(_) => "The program has ended. Left goes back, g to the start.".to_string(),
        RunState::Raised(what) => format!("No handler was found: {what}"),
        RunState::Unsupported(what) => format!("Cutaway cannot go on here: {what}"),
    };
    let role = if matches!(now.state, RunState::Running) {
        Role::Text
    } else {
        Role::Alarm
    };
    let role = if now.state == RunState::Ended(0) {
        Role::Good
    } else {
        role
    };
    block(scene, role, scene.look.signs.current, &text, room, most)
}

/// What the opcode does in general, who does it in CPython, and what is simplified.
fn explanation(scene: &Scene, room: usize, left: usize) -> Vec<Line<'static>> {
    let now = scene.now();
    let mut text = now.code.explanation.clone();
    if !now.narration.by.is_empty() {
        text = format!("{text} [{}]", now.narration.by);
    }
    let mut rows = block(scene, Role::Dim, " ", text.trim(), room, left);
    if let Some(simplified) = now
        .narration
        .simplified
        .as_ref()
        .filter(|_| rows.len() < left)
    {
        rows.extend(block(
            scene,
            Role::Alarm,
            "~",
            &format!("Simplified: {simplified}"),
            room,
            left - rows.len(),
        ));
    }
    rows
}

/// Wrapped text with a sign before its first row, cut to `most` rows.
fn block(
    scene: &Scene,
    role: Role,
    sign: &str,
    text: &str,
    room: usize,
    most: usize,
) -> Vec<Line<'static>> {
    let mut lines = wrap(&clean(text), room);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last} …"), room);
            if !last.ends_with('…') {
                last.push('…');
            }
        }
    }
    let style = scene.look.style(role);
    let row = |(i, text): (usize, String)| {
        let sign = if i == 0 { sign } else { " " };
        Line::from(vec![
            Span::styled(format!(" {sign} "), style),
            Span::styled(text, style),
        ])
    };
    lines.into_iter().enumerate().map(row).collect()
}
