//! What each command does.

use super::{App, Effect, Overlay, PACES, Pending, Play};
use crate::session::{Command, Direction, Place, Selection, Unit};
use crate::tui::command::Action;
use crate::tui::layout::is_fixed;
use crate::tui::panel::{Panel, Target};
use crate::tui::picture::{self, Form};
use crate::tui::style::Theme;

/// Where the program's files are saved, seen from where Cutaway was started.
const SAVED_FILES: &str = "saved_files";

impl App {
    /// Does what an action says; `count` is the number typed before its key.
    pub(super) fn act(&mut self, action: Action, count: Option<u64>) {
        if action != Action::Play && !matches!(action, Action::Pace(_)) {
            self.play = None;
        }
        let times = count.unwrap_or(1).max(1);
        match action {
            Action::Step(unit, direction) => self.step(unit, direction, times),
            Action::Continue(direction) => self.send(Command::Continue(direction)),
            Action::RunToCursor(direction) => self.run_to_cursor(direction),
            Action::Start => self.go(count.map_or(Place::Start, Place::Step)),
            Action::End => self.go(count.map_or(Place::End, Place::Step)),
            Action::Percent => match count {
                Some(percent) => self.go(Place::Percent(
                    u8::try_from(percent.min(100)).unwrap_or(100),
                )),
                None => self.notice = Some("50% goes half way: type the number first.".to_string()),
            },
            Action::Landmark(direction) => self.go(Place::Landmark(direction, None)),
            Action::Change(direction) => self.go(Place::Change(direction)),
            Action::SetMark => self.wait_for(Pending::Mark, "Mark this place: type a letter."),
            Action::GoToMark => self.wait_for(Pending::GoToMark, "Go to a mark: type its letter."),
            Action::JumpBack => self.go(Place::Back),
            Action::Play => self.switch_play(),
            Action::Pace(change) => self.change_pace(change),
            Action::Breakpoint => self.breakpoint(),
            Action::Cursor(step) => self.move_cursor(step, times),
            Action::Follow => self.follow(),
            Action::Leave => self.leave(),
            Action::NextPanel(direction) => self.next_panel(direction),
            Action::Show(panel) => self.choose(panel),
            Action::Zoom => self.arrangement.zoomed = !self.arrangement.zoomed,
            Action::Representation => {
                self.representation = self.representation.next();
                self.choose(Panel::Object);
            }
            Action::StopWhen => self.overlay = Overlay::Stops { cursor: 0 },
            Action::Why => self.send(Command::Why),
            Action::Watch => self.watch(),
            Action::WatchNothing => self.send(Command::WatchNothing),
            Action::AutoSelect => self.select(Selection::Auto),
            Action::Predict => self.predict(),
            Action::Search => {
                self.overlay = Overlay::Search {
                    text: String::new(),
                }
            }
            Action::Palette => {
                self.overlay = Overlay::Palette {
                    text: String::new(),
                    cursor: 0,
                }
            }
            Action::Help => {
                self.overlay = Overlay::Help {
                    text: String::new(),
                    scroll: 0,
                }
            }
            Action::SwitchTheme => self.switch_theme(),
            Action::SwitchMouse => self.switch_mouse(),
            Action::Reload => self.send(Command::Reload),
            Action::SaveScreen(form) => self.save_screen(form),
            Action::SaveFiles => self.send(Command::SaveFiles(SAVED_FILES.into())),
            Action::Samples => self.pick(),
            Action::Redraw => self.effects.push(Effect::Redraw),
            Action::Cancel => self.cancel(),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Quit => self.effects.push(Effect::Quit),
        }
    }

    pub(super) fn step(&mut self, unit: Unit, direction: Direction, count: u64) {
        self.send(Command::Step {
            unit,
            direction,
            count,
        });
    }

    pub(super) fn go(&mut self, place: Place) {
        self.send(Command::GoTo(place));
    }

    fn wait_for(&mut self, pending: Pending, notice: &str) {
        self.pending = pending;
        self.notice = Some(notice.to_string());
    }

    /// The source line under the cursor of the source or bytecode, or else the current line.
    fn cursor_line(&self) -> Option<u32> {
        let panel = match self.arrangement.focus {
            Panel::Bytecode => Panel::Bytecode,
            _ => Panel::Source,
        };
        match self.row_under_cursor(panel).and_then(|row| row.target) {
            Some(Target::Line(line)) => Some(line),
            _ => self.shown.as_ref().map(|s| s.moment.source.current),
        }
    }

    fn run_to_cursor(&mut self, direction: Direction) {
        if let Some(line) = self.cursor_line() {
            self.go(Place::Line(direction, line));
        }
    }

    fn breakpoint(&mut self) {
        if let Some(line) = self.cursor_line() {
            self.toggle_breakpoint(line);
        }
    }

    pub(super) fn toggle_breakpoint(&mut self, line: u32) {
        let executable = self.shown.as_ref().map(|s| &s.moment.source.executable);
        if executable.is_some_and(|lines| !lines.is_empty() && !lines.contains(&line)) {
            self.notice = Some(format!("Line {line} has no instructions to stop at."));
            return;
        }
        self.send(Command::ToggleBreakpoint(line));
    }

    /// Looks into what is under the cursor.
    fn follow(&mut self) {
        let target = self
            .row_under_cursor(self.arrangement.focus)
            .and_then(|row| row.target);
        match target {
            Some(target) => self.follow_target(target),
            None => {
                self.notice =
                    Some("Move the cursor to a row that leads somewhere: up and down.".to_string())
            }
        }
    }

    pub(super) fn follow_target(&mut self, target: Target) {
        match target {
            Target::Line(line) => self.go(Place::Line(Direction::Forward, line)),
            Target::Step(step) => self.go(Place::Step(step)),
            Target::Object(object) => {
                let now = self.shown.as_ref().map(|s| s.selection).unwrap_or_default();
                self.trail.push(now);
                self.send(Command::Select(Selection::Object(object)));
                self.choose(Panel::Object);
            }
        }
    }

    /// Watches the name under the cursor, or no more; anywhere else shows the table.
    fn watch(&mut self) {
        let name = match self.arrangement.focus {
            Panel::Names => self.row_under_cursor(Panel::Names).and_then(|row| row.name),
            _ => None,
        };
        match name {
            Some(name) => {
                self.send(Command::ToggleWatch(name));
                // Where both have room the focus stays, so that more names can be chosen.
                match is_fixed(self.area, Panel::Names) && !self.arrangement.zoomed {
                    true => self.arrangement.lens = Panel::Watch,
                    false => self.choose(Panel::Watch),
                }
            }
            None => self.choose(Panel::Watch),
        }
    }

    pub(super) fn select(&mut self, selection: Selection) {
        self.trail.clear();
        self.send(Command::Select(selection));
    }

    /// Goes one level out: the zoom, then the trail of objects, then the cursor.
    fn leave(&mut self) {
        if self.arrangement.zoomed {
            self.arrangement.zoomed = false;
        } else if let Some(selection) = self.trail.pop() {
            self.send(Command::Select(selection));
        } else if self.clear_cursor() {
        } else {
            self.notice = Some("Nothing is open here. q leaves Cutaway.".to_string());
        }
    }

    fn next_panel(&mut self, direction: Direction) {
        let panels: Vec<Panel> = self.drawn.panels.iter().map(|d| d.panel).collect();
        if self.arrangement.zoomed || panels.len() < 2 {
            self.arrangement.zoomed = false;
        }
        let at = panels
            .iter()
            .position(|&p| p == self.arrangement.focus)
            .unwrap_or(0);
        let next = match direction {
            Direction::Forward => at + 1,
            Direction::Back => at + panels.len().saturating_sub(1),
        };
        if let Some(&panel) = panels.get(next % panels.len().max(1)) {
            self.arrangement.focus = panel;
        }
    }

    fn switch_play(&mut self) {
        self.play = match self.play {
            Some(_) => None,
            None => Some(Play {
                pace: 2,
                ticks: 0,
                waiting: false,
            }),
        };
        let state = if self.play.is_some() {
            "Playing; Space stops, + and - change the pace."
        } else {
            "Stopped."
        };
        self.notice = Some(state.to_string());
    }

    fn change_pace(&mut self, change: i8) {
        if let Some(play) = &mut self.play {
            play.pace = play
                .pace
                .saturating_add_signed(change.into())
                .min(PACES.len() - 1);
        }
    }

    fn switch_theme(&mut self) {
        self.look.theme = match self.look.theme {
            Theme::Dark => Theme::Light,
            Theme::Light => Theme::Dark,
        };
    }

    /// Has the screen saved beside where Cutaway was started, under the program's name and step.
    fn save_screen(&mut self, form: Form) {
        let Some(shown) = &self.shown else { return };
        let (title, step) = (&shown.title, shown.moment.step);
        let name = title.rsplit('/').next().unwrap_or(title);
        let name = name.strip_suffix(".py").unwrap_or(name);
        let name: String = name
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '_' })
            .collect();
        let file = format!("{name}_step_{step}.{}", form.extension());
        match picture::of_screen(self, form) {
            Some(text) => self.send(Command::SaveText {
                file: file.into(),
                text,
            }),
            None => self.notice = Some("The screen can't be drawn into a file.".to_owned()),
        }
    }

    /// Gives the mouse to the terminal.
    pub fn leave_mouse(&mut self) {
        self.mouse = false;
        self.effects.push(Effect::Mouse(false));
    }

    fn switch_mouse(&mut self) {
        self.mouse = !self.mouse;
        self.effects.push(Effect::Mouse(self.mouse));
        let text = if self.mouse {
            "The mouse is Cutaway's."
        } else {
            "The mouse is the terminal's; the command `mouse` takes it back."
        };
        self.notice = Some(text.to_string());
    }

    fn cancel(&mut self) {
        self.send(Command::Cancel);
        self.busy = None;
        self.notice = Some("Stopped. q leaves Cutaway.".to_string());
    }

    /// Looks into an object by its number.
    #[cfg(test)]
    pub fn follow_for_test(&mut self, number: u64) {
        self.follow_target(Target::Object(crate::inspect::view::ObjectNo(number)));
    }
}
