//! Keys: counts before commands, marks, and keys that an open overlay takes first.

use super::{App, Pending};
use crate::session::{Command, Place};
use crate::tui::command::Action;
use crate::tui::key::Key;
use crate::tui::layout::is_fixed;
use crate::tui::panel::Panel;

/// Counts beyond this are cut: more steps than any recording has.
const LARGEST_COUNT: u64 = 1_000_000_000_000;

impl App {
    pub(super) fn key(&mut self, key: Key) {
        self.notice = None;
        if self.overlay_key(key) {
            return;
        }
        match (self.pending, key) {
            (Pending::Mark, Key::Char(letter)) => self.mark(letter),
            (Pending::GoToMark, Key::Char(letter)) => self.go_to_mark(letter),
            (Pending::Mark | Pending::GoToMark, _) => self.pending = Pending::Nothing,
            (Pending::Count { number, .. }, Key::Enter) => self.choose_by_digit(number),
            (Pending::Count { .. }, Key::Esc) => self.pending = Pending::Nothing,
            (Pending::Count { number, .. }, Key::Char(c @ '0'..='9')) => self.count(number, c),
            (_, Key::Char(c @ '0'..='9')) => self.count(0, c),
            (_, Key::Alt(c @ '0'..='9')) => {
                self.choose_by_digit(u64::from(c.to_digit(10).unwrap_or(0)))
            }
            _ => self.command_key(key),
        }
    }

    fn command_key(&mut self, key: Key) {
        let count = match std::mem::take(&mut self.pending) {
            Pending::Count { number, .. } => Some(number),
            _ => None,
        };
        match self.keys.command(key) {
            Some(command) => self.act(command.action, count),
            None => {
                let label = key.label(self.look.signs.ascii);
                self.notice = Some(format!("{label} does nothing here; ? shows the keys."));
            }
        }
    }

    fn count(&mut self, number: u64, digit: char) {
        let digit = u64::from(digit.to_digit(10).unwrap_or(0));
        let number = number
            .saturating_mul(10)
            .saturating_add(digit)
            .min(LARGEST_COUNT);
        self.pending = Pending::Count { number, ticks: 0 };
    }

    /// A number that no command followed is the digit of a panel.
    pub(super) fn choose_by_digit(&mut self, number: u64) {
        self.pending = Pending::Nothing;
        match Panel::of_digit(number) {
            Some(panel) => self.choose(panel),
            None => {
                self.notice = Some(format!(
                    "{number}G goes to step {number}; panels have one digit."
                ))
            }
        }
    }

    /// Shows a panel and puts the focus on it.
    pub(super) fn choose(&mut self, panel: Panel) {
        if !is_fixed(self.area, panel) {
            self.arrangement.lens = panel;
        }
        self.arrangement.focus = panel;
    }

    fn mark(&mut self, letter: char) {
        self.pending = Pending::Nothing;
        self.send(Command::SetMark(letter));
        self.notice = Some(format!("Marked; ' and {letter} come back here."));
    }

    fn go_to_mark(&mut self, letter: char) {
        self.pending = Pending::Nothing;
        self.send(Command::GoTo(Place::Mark(letter)));
    }

    pub(super) fn paste(&mut self, text: &str) {
        let line = text.lines().next().unwrap_or_default();
        match self.overlay.text_mut() {
            Some(field) => field.push_str(line),
            // Pasted text never runs commands.
            None => self.notice = Some("Pasted text is not taken as keys.".to_string()),
        }
    }

    /// Runs what a command of the palette or of a hint says.
    pub(super) fn run(&mut self, action: Action) {
        self.pending = Pending::Nothing;
        self.act(action, None);
    }
}
