//! The state of the terminal and what messages do to it.
//!
//! Everything the screen shows is here and in the last [`Snapshot`]; drawing only reads it.
//! What touches the outside (the terminal, the highlighter) is asked for as an [`Effect`].

mod act;
mod cursor;
mod keys;
mod mouse;
mod overlay;

use std::collections::BTreeMap;

use ratatui::layout::Rect;

use crate::inspect::view::Moment;
use crate::lesson::{Question, Stop};
use crate::session::{Command, Direction, Program, Selection, Session, Snapshot, Update};

use super::command::Action;
use super::highlight::{Colours, Request, SourceKey};
use super::key::Key;
use super::keymap::Keymap;
use super::layout::Arrangement;
use super::panel::frame::{Drawn, Follow, PanelState};
use super::panel::{Panel, Representation, Scene};
use super::style::Look;

pub use mouse::Click;
pub use overlay::Overlay;

/// What can happen to the terminal front end.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Click),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size, or must be drawn anew.
    Resize(u16, u16),
    /// The session tells something.
    Update(Update),
    /// The highlighter has coloured a text.
    Colours(Colours),
    /// Fifty milliseconds have passed.
    Tick,
}

/// What the outside must do.
#[derive(Debug)]
pub enum Effect {
    /// Colour a text.
    Highlight(Request),
    /// Clear the screen and draw everything.
    Redraw,
    /// Take the mouse, or give it back to the terminal.
    Mouse(bool),
    /// Stop the process until the shell continues it.
    Suspend,
    /// End.
    Quit,
}

/// Keys that wait for more keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Pending {
    /// Nothing waits.
    #[default]
    Nothing,
    /// Digits were typed: a count, or after some ticks the panel of that digit.
    Count {
        /// The number so far.
        number: u64,
        /// Ticks since the last digit.
        ticks: u32,
    },
    /// The letter of a mark to set comes next.
    Mark,
    /// The letter of a mark to go to comes next.
    GoToMark,
}

/// Ticks after which a lone digit means its panel: 800 ms.
const COUNT_TICKS: u32 = 16;

/// Ticks between two steps when playing, from slow to fast.
const PACES: [u32; 6] = [40, 20, 10, 5, 2, 1];

/// Playing: stepping by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Play {
    /// Index into the paces.
    pub pace: usize,
    /// Ticks since the last step.
    ticks: u32,
    /// Whether the last step has not been answered yet.
    waiting: bool,
}

/// What was drawn last, to route the mouse and to scroll.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Geometry {
    /// The panels.
    pub panels: Vec<Drawn>,
    /// The track of the timeline.
    pub track: Rect,
    /// The hints of the footer and what they do.
    pub hints: Vec<(Rect, Action)>,
    /// The rows of the overlay's list and their numbers.
    pub choices: Vec<(Rect, usize)>,
    /// How many rows an overlay could not show; to limit its scrolling.
    pub hidden_rows: usize,
}

/// The terminal front end.
pub struct App {
    session: Box<dyn Session>,
    /// Colours and signs.
    pub look: Look,
    /// The size of the terminal.
    pub area: Rect,
    /// What is shown, once something is.
    pub shown: Option<Snapshot>,
    /// The moment shown before, of the same version.
    pub before: Option<Moment>,
    /// Panels and focus.
    pub arrangement: Arrangement,
    /// Cursor and scroll of each panel.
    states: BTreeMap<Panel, PanelState>,
    /// How the inspected object is shown.
    pub representation: Representation,
    /// What the inspector showed before, to go back to.
    trail: Vec<Selection>,
    /// Keys that wait for more.
    pub pending: Pending,
    /// What lies over the panels.
    pub overlay: Overlay,
    /// Told once, until the next key.
    pub notice: Option<String>,
    /// A fault that stays until it is mended.
    pub banner: Option<String>,
    /// What takes longer.
    pub busy: Option<String>,
    /// Stepping by itself.
    pub play: Option<Play>,
    /// The text searched for last.
    needle: String,
    /// The keys of the commands.
    pub keys: Keymap,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// Whether the mouse drags the timeline.
    dragging: bool,
    colours: Option<Colours>,
    asked_colours: Option<SourceKey>,
    /// The lesson's questions that were answered: line and pass, and the answer's number.
    pub answered: BTreeMap<(u32, Option<u32>), usize>,
    /// What was drawn last.
    pub drawn: Geometry,
    effects: Vec<Effect>,
}

impl App {
    /// A front end of a session; nothing is open yet.
    pub fn new(session: Box<dyn Session>, look: Look, area: Rect) -> App {
        App {
            session,
            look,
            area,
            shown: None,
            before: None,
            arrangement: Arrangement::default(),
            states: BTreeMap::new(),
            representation: Representation::default(),
            trail: Vec::new(),
            pending: Pending::Nothing,
            overlay: Overlay::None,
            notice: None,
            banner: None,
            busy: None,
            play: None,
            needle: String::new(),
            keys: Keymap::default(),
            mouse: true,
            dragging: false,
            colours: None,
            asked_colours: None,
            answered: BTreeMap::new(),
            drawn: Geometry::default(),
            effects: Vec::new(),
        }
    }

    /// Opens a program.
    pub fn open(&mut self, program: Program) {
        self.overlay = Overlay::None;
        self.send(Command::Open(program));
    }

    /// Shows the samples to choose from.
    pub fn pick(&mut self) {
        self.overlay = Overlay::Picker { cursor: 0 };
    }

    /// What the outside must do now.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Takes in a message.
    pub fn update(&mut self, message: Message) {
        match message {
            Message::Key(key) => self.key(key),
            Message::Mouse(click) => self.click(click),
            Message::Paste(text) => self.paste(&text),
            Message::Resize(width, height) => {
                self.area = Rect::new(0, 0, width, height);
                self.effects.push(Effect::Redraw);
            }
            Message::Update(update) => self.told(update),
            Message::Colours(colours) => self.colours = Some(colours),
            Message::Tick => self.tick(),
        }
    }

    /// Whether ticks are needed: something waits or plays.
    pub fn wants_ticks(&self) -> bool {
        matches!(self.pending, Pending::Count { .. }) || self.play.is_some()
    }

    /// What the panels make their rows from; `None` before the first snapshot.
    pub fn scene(&self) -> Option<Scene<'_>> {
        let shown = self.shown.as_ref()?;
        let key = source_key(shown);
        Some(Scene {
            shown,
            before: self.before.as_ref(),
            look: &self.look,
            representation: self.representation,
            zoomed: self.arrangement.zoomed,
            colours: self.colours.as_ref().filter(|c| c.is_for(&key)),
        })
    }

    /// Cursor and scroll of a panel, starting from what was drawn last.
    pub fn state(&self, panel: Panel) -> PanelState {
        let state = self.states.get(&panel).copied().unwrap_or_default();
        let drawn = self.drawn.panels.iter().find(|d| d.panel == panel);
        match (state.follow, drawn) {
            (Follow::Nothing, _) | (_, None) => state,
            (_, Some(drawn)) => PanelState {
                offset: drawn.offset,
                ..state
            },
        }
    }

    /// The lesson's stop at the line that is about to run.
    pub fn stop(&self) -> Option<&Stop> {
        let shown = self.shown.as_ref()?;
        let source = &shown.moment.source;
        shown.lesson.as_ref()?.stop_at(source.current, source.pass)
    }

    /// The lesson's question here, with the key under which its answer is kept.
    pub fn question(&self) -> Option<((u32, Option<u32>), &Question)> {
        let stop = self.stop()?;
        Some(((stop.line, stop.pass), stop.question.as_ref()?))
    }

    fn send(&mut self, command: Command) {
        self.session.send(command);
    }

    fn told(&mut self, update: Update) {
        match update {
            Update::Shown(snapshot) => self.show(*snapshot),
            Update::Recorded(timeline) => {
                if let Some(shown) = &mut self.shown {
                    shown.timeline = timeline;
                }
            }
            Update::Explained(story) => {
                self.overlay = Overlay::Note {
                    title: story.title,
                    paragraphs: story.paragraphs,
                }
            }
            Update::Notice(text) => self.notice = Some(text),
            Update::Banner(text) => self.banner = text,
            Update::Busy(text) => self.busy = Some(text),
        }
    }

    fn show(&mut self, snapshot: Snapshot) {
        self.busy = None;
        let place = |s: &Snapshot| (s.version, s.moment.step, s.moment.micro);
        let old = self.shown.take();
        let same_program = old.as_ref().is_some_and(|o| o.title == snapshot.title);
        let moved = old.as_ref().is_none_or(|o| place(o) != place(&snapshot));
        let forward = old
            .as_ref()
            .is_some_and(|o| o.version == snapshot.version && o.moment.step < snapshot.moment.step);
        if !same_program {
            self.states.clear();
            self.answered.clear();
            self.trail.clear();
            self.banner = None;
            self.overlay = overlay::introduction(&snapshot);
        }
        if moved {
            self.before = old
                .filter(|o| same_program && o.version == snapshot.version)
                .map(|o| o.moment);
            self.follow_content();
        }
        self.ask_colours(&snapshot);
        if snapshot.asks && self.overlay == Overlay::None {
            self.overlay = Overlay::Input {
                text: String::new(),
            };
        }
        self.shown = Some(snapshot);
        if let Some(play) = &mut self.play {
            play.waiting = false;
        }
        if same_program && forward {
            self.ask_question();
        }
        self.stop_playing_at_end();
    }

    /// After a move the code panels follow the current line again.
    fn follow_content(&mut self) {
        for panel in [
            Panel::Source,
            Panel::Bytecode,
            Panel::Output,
            Panel::Frames,
            Panel::Events,
        ] {
            if let Some(state) = self.states.get_mut(&panel) {
                state.follow = Follow::Content;
            }
        }
    }

    fn ask_colours(&mut self, snapshot: &Snapshot) {
        let key = source_key(snapshot);
        if self.asked_colours.as_ref() == Some(&key) || snapshot.moment.source.lines.is_empty() {
            return;
        }
        let lines = snapshot.moment.source.lines.clone();
        self.asked_colours = Some(key.clone());
        self.effects.push(Effect::Highlight(Request { key, lines }));
    }

    /// Asks the lesson's question when its line is reached for the first time.
    fn ask_question(&mut self) {
        let Some((key, _)) = self.question() else {
            return;
        };
        let at_start = self.shown.as_ref().is_some_and(|s| {
            let code = &s.moment.code;
            code.current
                .and_then(|i| code.rows.get(i))
                .is_some_and(|row| row.line.is_some())
        });
        if at_start && !self.answered.contains_key(&key) && self.overlay == Overlay::None {
            self.play = None;
            self.overlay = Overlay::Question {
                cursor: 0,
                chosen: None,
            };
        }
    }

    fn tick(&mut self) {
        if let Pending::Count { number, ticks } = self.pending {
            match ticks + 1 >= COUNT_TICKS {
                true => self.choose_by_digit(number),
                false => {
                    self.pending = Pending::Count {
                        number,
                        ticks: ticks + 1,
                    }
                }
            }
        }
        let Some(play) = &mut self.play else { return };
        play.ticks += 1;
        if play.ticks >= PACES.get(play.pace).copied().unwrap_or(1) && !play.waiting {
            play.ticks = 0;
            play.waiting = true;
            self.step(crate::session::Unit::Instruction, Direction::Forward, 1);
        }
    }

    fn stop_playing_at_end(&mut self) {
        let at_end = self
            .shown
            .as_ref()
            .is_some_and(|s| s.timeline.complete && s.timeline.position >= s.timeline.recorded);
        if at_end {
            self.play = None;
        }
    }
}

fn source_key(snapshot: &Snapshot) -> SourceKey {
    (
        format!("{}\0{}", snapshot.title, snapshot.moment.source.path),
        snapshot.version,
    )
}
