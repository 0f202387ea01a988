//! What lies over the panels, and the keys it takes.

use super::App;
use crate::lesson::samples::SAMPLES;
use crate::session::{Command, Direction, Place, Program, Snapshot, StopOn};
use crate::tui::command::{Action, matching};
use crate::tui::key::Key;

/// What lies over the panels: at most one thing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The samples to choose from.
    Picker {
        /// The chosen row.
        cursor: usize,
    },
    /// The help, reduced to what has `text`.
    Help {
        /// The words looked for.
        text: String,
        /// The first row shown.
        scroll: usize,
    },
    /// The command line with the commands that match.
    Palette {
        /// What was typed.
        text: String,
        /// The chosen row.
        cursor: usize,
    },
    /// The text to search for.
    Search {
        /// What was typed.
        text: String,
    },
    /// The line of input that the program asks for.
    Input {
        /// What was typed.
        text: String,
    },
    /// The lesson's question of the current line.
    Question {
        /// The row the cursor is on.
        cursor: usize,
        /// The answer given.
        chosen: Option<usize>,
    },
    /// What a run stops at.
    Stops {
        /// The row the cursor is on.
        cursor: usize,
    },
    /// A text to read.
    Note {
        /// Its title.
        title: String,
        /// Its paragraphs.
        paragraphs: Vec<String>,
    },
}

impl Overlay {
    /// The text field, if there is one.
    pub fn text_mut(&mut self) -> Option<&mut String> {
        match self {
            Overlay::Help { text, .. }
            | Overlay::Palette { text, .. }
            | Overlay::Search { text }
            | Overlay::Input { text } => Some(text),
            _ => None,
        }
    }
}

/// What is said when a program with a lesson is opened.
pub(super) fn introduction(snapshot: &Snapshot) -> Overlay {
    match &snapshot.lesson {
        Some(lesson) => Overlay::Note {
            title: lesson.title.clone(),
            paragraphs: vec![lesson.shows.clone(), lesson.note.clone()],
        },
        None => Overlay::None,
    }
}

impl App {
    /// Gives a key to the overlay; whether it took it.
    pub(super) fn overlay_key(&mut self, key: Key) -> bool {
        if self.overlay == Overlay::None || matches!(key, Key::Ctrl('z' | 'l')) {
            return false;
        }
        if key == Key::Esc || key == Key::Ctrl('c') {
            self.close_overlay();
            return true;
        }
        let mut overlay = std::mem::take(&mut self.overlay);
        let stays = match &mut overlay {
            Overlay::None => false,
            Overlay::Picker { cursor } => self.picker_key(key, cursor),
            Overlay::Help { text, scroll } => self.help_key(key, text, scroll),
            Overlay::Palette { text, cursor } => self.palette_key(key, text, cursor),
            Overlay::Search { text } => self.search_key(key, text),
            Overlay::Input { text } => self.input_key(key, text),
            Overlay::Question { cursor, chosen } => self.question_key(key, cursor, chosen),
            Overlay::Stops { cursor } => self.stops_key(key, cursor),
            Overlay::Note { .. } => return self.note_key(key),
        };
        if stays && self.overlay == Overlay::None {
            self.overlay = overlay;
        }
        true
    }

    /// Any key closes a note; keys that step also step.
    fn note_key(&mut self, key: Key) -> bool {
        self.overlay = Overlay::None;
        matches!(key, Key::Enter | Key::Char(' ' | 'q'))
    }

    fn close_overlay(&mut self) {
        // Without a program there is nothing behind the samples.
        if self.shown.is_some() || !matches!(self.overlay, Overlay::Picker { .. }) {
            self.overlay = Overlay::None;
        }
        if self.shown.is_none() && self.overlay == Overlay::None {
            self.pick();
        }
    }

    fn picker_key(&mut self, key: Key, cursor: &mut usize) -> bool {
        match key {
            Key::Enter | Key::Right => {
                self.open_sample(*cursor);
                return false;
            }
            Key::Char('q') if self.shown.is_none() => {
                self.effects.push(super::Effect::Quit);
                return true;
            }
            Key::Char('q') => return false,
            Key::Char('?') => {
                self.overlay = Overlay::Help {
                    text: String::new(),
                    scroll: 0,
                };
                return false;
            }
            Key::Char(c @ '1'..='9') => *cursor = c.to_digit(10).unwrap_or(1) as usize - 1,
            Key::Char('0') => *cursor = 9,
            _ => list_key(key, cursor),
        }
        *cursor = (*cursor).min(SAMPLES.len().saturating_sub(1));
        true
    }

    fn open_sample(&mut self, index: usize) {
        if let Some(sample) = SAMPLES.get(index) {
            self.open(Program::Sample(sample.name.to_string()));
        }
    }

    fn help_key(&mut self, key: Key, text: &mut String, scroll: &mut usize) -> bool {
        match key {
            Key::Up => *scroll = scroll.saturating_sub(1),
            Key::Down => *scroll += 1,
            Key::PageUp => *scroll = scroll.saturating_sub(10),
            Key::PageDown => *scroll += 10,
            Key::Enter => return false,
            Key::Char('q' | '?') if text.is_empty() => return false,
            _ => {
                edit(key, text);
                *scroll = 0;
            }
        }
        *scroll = (*scroll).min(self.drawn.hidden_rows);
        true
    }

    fn palette_key(&mut self, key: Key, text: &mut String, cursor: &mut usize) -> bool {
        match key {
            Key::Enter => {
                self.run_line(text.trim(), *cursor);
                return false;
            }
            Key::Tab => {
                if let Some(command) = matching(text.trim()).get(*cursor) {
                    *text = command.name.to_string();
                    *cursor = 0;
                }
            }
            Key::Up | Key::Down => list_key(key, cursor),
            Key::Backspace if text.is_empty() => return false,
            _ => {
                edit(key, text);
                *cursor = 0;
            }
        }
        *cursor = (*cursor).min(matching(text.trim()).len().saturating_sub(1));
        true
    }

    /// A number goes to that step, `50%` half way, anything else is a command's name.
    fn run_line(&mut self, line: &str, cursor: usize) {
        if let Ok(step) = line.parse() {
            self.go(Place::Step(step));
        } else if let Some(Ok(percent)) = line.strip_suffix('%').map(str::parse::<u8>) {
            self.go(Place::Percent(percent.min(100)));
        } else if let Some(command) = matching(line).get(cursor) {
            self.run(command.action);
        } else {
            self.notice = Some(format!("There is no command \"{line}\"; ? lists them."));
        }
    }

    fn search_key(&mut self, key: Key, text: &mut String) -> bool {
        match key {
            Key::Enter => {
                self.search(text);
                return false;
            }
            Key::Backspace if text.is_empty() => return false,
            _ => edit(key, text),
        }
        true
    }

    /// A line for the program; it becomes part of the recording.
    fn input_key(&mut self, key: Key, text: &mut String) -> bool {
        match key {
            Key::Enter => self.send(Command::Input(Some(std::mem::take(text)))),
            Key::Ctrl('d') => self.send(Command::Input(None)),
            _ => {
                edit(key, text);
                return true;
            }
        }
        false
    }

    fn question_key(&mut self, key: Key, cursor: &mut usize, chosen: &mut Option<usize>) -> bool {
        let Some((at, question)) = self.question() else {
            return false;
        };
        let answers = question.answers.len();
        if chosen.is_some() {
            return false;
        }
        match key {
            Key::Enter => *chosen = Some(*cursor),
            Key::Char(c @ '1'..='9') => {
                let number = c.to_digit(10).unwrap_or(1) as usize - 1;
                if number < answers {
                    *cursor = number;
                    *chosen = Some(number);
                }
            }
            Key::Char('q') => return false,
            _ => list_key(key, cursor),
        }
        *cursor = (*cursor).min(answers.saturating_sub(1));
        if let Some(answer) = *chosen {
            self.answered.insert(at, answer);
        }
        true
    }

    fn stops_key(&mut self, key: Key, cursor: &mut usize) -> bool {
        match key {
            Key::Enter | Key::Char(' ') => self.tick_stop(*cursor),
            Key::Char(c @ '1'..='9') => {
                *cursor = c.to_digit(10).unwrap_or(1) as usize - 1;
                self.tick_stop(*cursor);
            }
            Key::Char('c') => {
                self.run(Action::Continue(Direction::Forward));
                return false;
            }
            Key::Char('q' | 'e') => return false,
            _ => list_key(key, cursor),
        }
        *cursor = (*cursor).min(StopOn::ALL.len() - 1);
        true
    }

    fn tick_stop(&mut self, index: usize) {
        if let Some(&stop) = StopOn::ALL.get(index) {
            self.send(Command::ToggleStop(stop));
        }
    }

    /// Asks the question of this line again, or shows the lesson's words when it has none.
    pub(super) fn predict(&mut self) {
        self.overlay = match (self.question(), self.stop(), self.shown.as_ref()) {
            (Some(_), ..) => Overlay::Question {
                cursor: 0,
                chosen: None,
            },
            (None, Some(stop), _) => Overlay::Note {
                title: format!("Line {}", stop.line),
                paragraphs: vec![stop.text.clone()],
            },
            (None, None, Some(shown)) if shown.lesson.is_some() => introduction(shown),
            _ => {
                self.notice = Some("This program has no lesson; samples (o) have one.".to_string());
                return;
            }
        };
    }

    /// A click on a row of a list chooses it, anywhere else it closes the overlay.
    pub(super) fn overlay_click(&mut self, choice: Option<usize>) {
        match (&mut self.overlay, choice) {
            (Overlay::Picker { .. }, Some(row)) => {
                self.overlay = Overlay::None;
                self.open_sample(row);
            }
            (
                Overlay::Question {
                    cursor,
                    chosen: None,
                },
                Some(row),
            ) => {
                *cursor = row;
                self.overlay_key(Key::Enter);
            }
            (Overlay::Stops { cursor } | Overlay::Palette { cursor, .. }, Some(row)) => {
                *cursor = row;
                self.overlay_key(Key::Enter);
            }
            _ => self.close_overlay(),
        }
    }

    pub(super) fn overlay_scroll(&mut self, rows: isize) {
        let key = if rows < 0 { Key::Up } else { Key::Down };
        self.overlay_key(key);
    }
}

fn list_key(key: Key, cursor: &mut usize) {
    match key {
        Key::Up | Key::Char('k') => *cursor = cursor.saturating_sub(1),
        Key::Down | Key::Char('j') | Key::Tab => *cursor += 1,
        Key::Home | Key::Char('g') => *cursor = 0,
        Key::End | Key::Char('G') => *cursor = usize::MAX,
        _ => {}
    }
}

fn edit(key: Key, text: &mut String) {
    match key {
        Key::Char(c) => text.push(c),
        Key::Backspace => drop(text.pop()),
        Key::Ctrl('u') => text.clear(),
        Key::Ctrl('w') => {
            let end = text.trim_end().rfind(' ').map_or(0, |i| i + 1);
            text.truncate(end);
        }
        _ => {}
    }
}
