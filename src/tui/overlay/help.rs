//! The help: this panel first, then all commands with their keys, and what the signs mean.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::open_box;
use crate::tui::app::{App, Geometry};
use crate::tui::command::{COMMANDS, Group};
use crate::tui::panel::Panel;
use crate::tui::style::{Look, Role};
use crate::tui::text::{fit, wrap};

/// A table of keys and sentences; typing reduces it.
pub fn render(
    frame: &mut Frame,
    area: Rect,
    app: &App,
    text: &str,
    scroll: usize,
    geometry: &mut Geometry,
) {
    let title = if text.is_empty() {
        "Help".to_string()
    } else {
        format!("Help: {text}")
    };
    let hint = "type to search, up and down scroll, Esc closes";
    let inner = open_box(
        frame,
        area,
        app,
        &title,
        hint,
        (90, area.height.saturating_sub(2)),
    );
    let rows = rows(app, text, usize::from(inner.width));
    geometry.hidden_rows = rows.len().saturating_sub(usize::from(inner.height));
    let scroll = u16::try_from(scroll.min(geometry.hidden_rows)).unwrap_or(u16::MAX);
    frame.render_widget(Paragraph::new(rows).scroll((scroll, 0)), inner);
}

fn rows(app: &App, text: &str, width: usize) -> Vec<Line<'static>> {
    let look = &app.look;
    let needle = text.to_lowercase();
    let mut rows = Vec::new();
    if needle.is_empty() {
        let panel = app.arrangement.focus;
        rows.push(Line::styled(
            format!("{} {}", panel.key(), panel.title()),
            look.style(Role::Title),
        ));
        rows.extend(
            wrap(about(panel), width)
                .into_iter()
                .map(|t| Line::styled(t, look.style(Role::Text))),
        );
        rows.push(Line::default());
        rows.extend(signs(look, width));
    }
    for group in Group::ALL {
        let commands: Vec<_> = COMMANDS
            .iter()
            .filter(|c| c.group == group)
            .filter(|c| {
                needle.is_empty()
                    || format!("{} {}", c.name, c.sentence)
                        .to_lowercase()
                        .contains(&needle)
            })
            .collect();
        if commands.is_empty() {
            continue;
        }
        rows.push(Line::styled(group.title(), look.style(Role::Title)));
        for command in commands {
            let keys: Vec<String> = app
                .keys
                .keys(command)
                .iter()
                .map(|k| k.label(look.signs.ascii))
                .collect();
            let keys = if keys.is_empty() {
                ":".to_string()
            } else {
                keys.join(" ")
            };
            let mut sentences = wrap(command.sentence, width.saturating_sub(29)).into_iter();
            rows.push(Line::from(vec![
                Span::styled(fit(&format!("  {keys}"), 13), look.style(Role::Key)),
                Span::styled(fit(command.name, 16), look.style(Role::Dim)),
                Span::styled(sentences.next().unwrap_or_default(), look.style(Role::Text)),
            ]));
            rows.extend(
                sentences.map(|t| {
                    Line::styled(format!("{}{t}", " ".repeat(29)), look.style(Role::Text))
                }),
            );
        }
        rows.push(Line::default());
    }
    if needle.is_empty() {
        let text = "Digits before a command are a count: 5 and an arrow make five steps. A digit alone shows that panel. \
                    Capitals go back. With the mouse: click a source line for a breakpoint, click or drag the timeline, \
                    turn the wheel; hold Shift to select text in the terminal.";
        rows.extend(
            wrap(text, width)
                .into_iter()
                .map(|t| Line::styled(t, look.style(Role::Dim))),
        );
    }
    if rows.is_empty() {
        rows.push(Line::styled(
            format!("No command has \"{text}\"."),
            look.style(Role::Dim),
        ));
    }
    rows
}

fn signs(look: &Look, width: usize) -> Vec<Line<'static>> {
    let s = look.signs;
    let text = format!(
        "Signs: {} runs next  {} changed since the last moment shown  {} breakpoint  {} the lesson speaks about this line  {} empty",
        s.current, s.changed, s.breakpoint, s.lesson, s.empty
    );
    let mut rows: Vec<_> = wrap(&text, width)
        .into_iter()
        .map(|t| Line::styled(t, look.style(Role::Dim)))
        .collect();
    rows.push(Line::default());
    rows
}

/// What a panel shows and what can be done in it.
const fn about(panel: Panel) -> &'static str {
    match panel {
        Panel::Source => {
            "The text of the running code. b sets a breakpoint on the line under the cursor, t runs to it, T runs back to it."
        }
        Panel::Bytecode => {
            "The instructions of the running code object: line, offset, name, argument and what it means. The marked one runs next."
        }
        Panel::Stack => {
            "The value stack of the running frame, top first. Beside a slot stands what the next instruction takes it for. Below: the block stack."
        }
        Panel::Frames => {
            "The frames of all calls that have not returned, the running one first. lasti is the offset of the last instruction begun."
        }
        Panel::Names => {
            "All names the running code can see, by scope, in the order in which they are searched. Enter looks into an object."
        }
        Panel::Object => {
            "One object from inside. ~ changes between picture, C struct and bytes. Enter follows a reference, Esc comes back, a chooses by itself."
        }
        Panel::Memory => {
            "Where objects live: arenas of 256 KiB, pools of 4 KiB for one size of block, and the types' lists of freed objects."
        }
        Panel::Collector => {
            "The cyclic garbage collector: what each generation holds, when it is collected next, and what the last collection did."
        }
        Panel::Output => "What the program printed so far. ! marks stderr.",
        Panel::Watch => {
            "A row for each value that a watched name took, up to here, and the line that gave it. Enter goes to that step. w on a name in Names watches it, or no more; W watches nothing."
        }
        Panel::Events => {
            "What happens inside the next instruction, one event after the other. The full stop key goes one event on, the comma one back."
        }
    }
}
