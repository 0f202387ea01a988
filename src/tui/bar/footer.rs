//! The last row: what is told, what is typed, and the hints, which are buttons.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::{App, Overlay, Pending};
use crate::tui::command::{Action, COMMANDS, CommandSpec};
use crate::tui::style::Role;
use crate::tui::text::{cut, width};

/// ```text
///  → step  ← back  s line  n next  f finish  c run  b break  Tab panel  z zoom  ? help  q quit
/// ```
/// Returns where the hints are.
pub fn render(frame: &mut Frame, area: Rect, app: &App) -> Vec<(Rect, Action)> {
    let look = &app.look;
    if let Some((role, text)) = message(app) {
        let text = format!(" {}", cut(&text, usize::from(area.width).saturating_sub(2)));
        frame.render_widget(Line::styled(text, look.style(role)), area);
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut x = area.x + 1;
    for command in hints(app) {
        let Some(key) = app
            .keys
            .keys(command)
            .first()
            .map(|k| k.label(look.signs.ascii))
        else {
            continue;
        };
        let wide = u16::try_from(width(&key) + 1 + command.hint.len()).unwrap_or(u16::MAX);
        if x.saturating_add(wide) > area.right() {
            break;
        }
        let place = Rect {
            x,
            y: area.y,
            width: wide,
            height: 1,
        };
        let spans = vec![
            Span::styled(key, look.style(Role::Key)),
            Span::styled(format!(" {}", command.hint), look.style(Role::Dim)),
        ];
        frame.render_widget(Line::from(spans), place);
        places.push((place, command.action));
        x = x.saturating_add(wide + 2);
    }
    places
}

/// The commands worth a hint now; the help and the way out always have room.
fn hints(app: &App) -> impl Iterator<Item = &'static CommandSpec> {
    let asks = app.question().is_some();
    let first = move |c: &&CommandSpec| {
        matches!(c.action, Action::Help | Action::Quit) || (asks && c.action == Action::Predict)
    };
    // Without a program there is nothing to step through.
    let is_open = app.shown.is_some();
    let shown = move |c: &&CommandSpec| {
        is_open && !c.hint.is_empty() && (asks || c.action != Action::Predict)
    };
    COMMANDS
        .iter()
        .filter(first)
        .chain(COMMANDS.iter().filter(shown).filter(move |c| !first(c)))
}

fn message(app: &App) -> Option<(Role, String)> {
    if let Pending::Count { number, .. } = app.pending {
        return Some((
            Role::Key,
            format!("{number}: how many times? A command key follows; alone it is panel {number}."),
        ));
    }
    if let Overlay::Search { text } = &app.overlay {
        return Some((
            Role::Key,
            format!("/{text}_   Enter finds the next match, empty repeats, Esc leaves"),
        ));
    }
    if let Overlay::Input { text } = &app.overlay {
        return Some((
            Role::Key,
            format!("input: {text}_   Enter gives the program this line, Ctrl-D none, Esc leaves"),
        ));
    }
    if let Some(notice) = &app.notice {
        return Some((Role::Good, notice.clone()));
    }
    if let Some(play) = &app.play {
        return Some((
            Role::Key,
            format!(
                "Playing at pace {} of 6: Space stops, + and - change the pace.",
                play.pace + 1
            ),
        ));
    }
    app.busy
        .as_ref()
        .map(|text| (Role::Dim, format!("{text} (Ctrl-C stops it)")))
}
