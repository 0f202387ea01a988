//! The panels: what each shows, as rows of styled text, and how rows become a box.
//!
//! A panel's file has one function from a [`Scene`] to a [`Content`]. It neither knows where it
//! will be drawn, nor how far it is scrolled; that is [`frame`]'s.

mod bytecode;
mod collector;
mod diagram;
mod events;
pub mod frame;
mod frames;
mod memory;
mod names;
mod object;
mod output;
mod source;
mod stack;
mod watch;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::inspect::view::{Moment, ObjectNo, ObjectRef, WatchedName};
use crate::session::Snapshot;

use super::highlight::Colours;
use super::style::{Look, Role};
use super::text::{clean, cut};

/// The panels, in the order of their digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Panel {
    /// The source text.
    Source,
    /// The instructions.
    Bytecode,
    /// The value stack and the block stack.
    Stack,
    /// The chain of frames.
    Frames,
    /// Names by scope.
    Names,
    /// One object.
    Object,
    /// Pools and free lists.
    Memory,
    /// The garbage collector.
    Collector,
    /// What the program printed.
    Output,
    /// The events inside this step.
    Events,
    /// The values of watched names.
    Watch,
}

impl Panel {
    /// All panels: 1 to 9, then 0, then w.
    pub const ALL: [Panel; 11] = [
        Panel::Source,
        Panel::Bytecode,
        Panel::Stack,
        Panel::Frames,
        Panel::Names,
        Panel::Object,
        Panel::Memory,
        Panel::Collector,
        Panel::Output,
        Panel::Events,
        Panel::Watch,
    ];

    /// The key that chooses it: a digit, or the letter of what it is about.
    pub const fn key(self) -> char {
        match self {
            Panel::Source => '1',
            Panel::Bytecode => '2',
            Panel::Stack => '3',
            Panel::Frames => '4',
            Panel::Names => '5',
            Panel::Object => '6',
            Panel::Memory => '7',
            Panel::Collector => '8',
            Panel::Output => '9',
            Panel::Events => '0',
            Panel::Watch => 'w',
        }
    }

    /// The panel of a digit.
    pub fn of_digit(digit: u64) -> Option<Panel> {
        Panel::ALL
            .into_iter()
            .find(|panel| panel.key().to_digit(10).map(u64::from) == Some(digit))
    }

    /// Its title.
    pub const fn title(self) -> &'static str {
        match self {
            Panel::Source => "Source",
            Panel::Bytecode => "Bytecode",
            Panel::Stack => "Value stack",
            Panel::Frames => "Frames",
            Panel::Names => "Names",
            Panel::Object => "Object",
            Panel::Memory => "Memory",
            Panel::Collector => "Collector",
            Panel::Output => "Output",
            Panel::Events => "Events",
            Panel::Watch => "Watch",
        }
    }

    /// Makes its rows, for a box with `width` cells inside.
    pub fn content(self, scene: &Scene, width: usize) -> Content {
        match self {
            Panel::Source => source::content(scene, width),
            Panel::Bytecode => bytecode::content(scene, width),
            Panel::Stack => stack::content(scene, width),
            Panel::Frames => frames::content(scene, width),
            Panel::Names => names::content(scene, width),
            Panel::Object => object::content(scene, width),
            Panel::Memory => memory::content(scene, width),
            Panel::Collector => collector::content(scene, width),
            Panel::Output => output::content(scene, width),
            Panel::Events => events::content(scene, width),
            Panel::Watch => watch::content(scene, width),
        }
    }
}

/// How the inspected object is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Representation {
    /// As a learner pictures it.
    #[default]
    Picture,
    /// As its C struct.
    Struct,
    /// As raw memory.
    Bytes,
}

impl Representation {
    /// The next of the three.
    pub const fn next(self) -> Representation {
        match self {
            Representation::Picture => Representation::Struct,
            Representation::Struct => Representation::Bytes,
            Representation::Bytes => Representation::Picture,
        }
    }
}

/// What a panel makes its rows from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What is shown.
    pub shown: &'a Snapshot,
    /// The moment shown before, of the same version of the program, to mark what changed.
    pub before: Option<&'a Moment>,
    /// Colours and signs.
    pub look: &'a Look,
    /// How to show the inspected object.
    pub representation: Representation,
    /// Whether the panel has all the room, so that nothing need be left out.
    pub zoomed: bool,
    /// The colours of the source, if they have been found yet.
    pub colours: Option<&'a Colours>,
}

impl<'a> Scene<'a> {
    /// The moment shown.
    pub fn now(&self) -> &'a Moment {
        &self.shown.moment
    }

    /// A styled piece of text.
    pub fn span(&self, role: Role, text: impl Into<String>) -> Span<'static> {
        Span::styled(text.into(), self.look.style(role))
    }

    /// The sign before what changed, as wide as the blank before what did not.
    pub fn change_sign(&self, changed: bool) -> Span<'static> {
        if changed {
            self.span(Role::Changed, self.look.signs.changed)
        } else {
            Span::raw(" ")
        }
    }

    /// The style of a value that changed or did not.
    pub fn change_style(&self, changed: bool) -> Style {
        self.look
            .style(if changed { Role::Changed } else { Role::Text })
    }

    /// An object in a line: number, type, `repr` cut to what is left of `width` cells.
    pub fn object(&self, object: &ObjectRef, width: usize, changed: bool) -> Vec<Span<'static>> {
        let head = [format!("{} ", object.no), format!("{} ", object.type_name)];
        let left = width.saturating_sub(head[0].len() + head[1].len());
        let [number, type_name] = head;
        vec![
            self.span(Role::Object, number),
            self.span(Role::Type, type_name),
            Span::styled(cut(&clean(&object.repr), left), self.change_style(changed)),
        ]
    }
}

/// What a row leads to when it is followed or clicked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A source line.
    Line(u32),
    /// An object.
    Object(ObjectNo),
    /// A step.
    Step(u64),
}

/// One row of a panel.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The text.
    pub line: Line<'static>,
    /// What it leads to.
    pub target: Option<Target>,
    /// The name it tells of, which can be watched.
    pub name: Option<WatchedName>,
}

impl Row {
    /// A row of spans that leads nowhere.
    pub fn of(spans: Vec<Span<'static>>) -> Row {
        Row {
            line: Line::from(spans),
            ..Row::default()
        }
    }

    /// The same row, leading somewhere.
    pub fn to(self, target: Option<Target>) -> Row {
        Row { target, ..self }
    }

    /// The row as plain text.
    pub fn text(&self) -> String {
        self.line.spans.iter().map(|s| s.content.as_ref()).collect()
    }
}

/// What a panel shows.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// A few facts beside the title.
    pub facts: String,
    /// A row that stays above the others, however far they are scrolled.
    pub head: Option<Line<'static>>,
    /// All rows; the box shows a part of them.
    pub rows: Vec<Row>,
    /// The row that must be seen: the current line, the newest output.
    pub keep: Option<usize>,
}

impl Content {
    /// Adds a row of spans.
    pub fn push(&mut self, spans: Vec<Span<'static>>) {
        self.rows.push(Row::of(spans));
    }

    /// Adds rows of wrapped text, one cell in: the first column is for the sign of change.
    pub fn paragraph(&mut self, scene: &Scene, role: Role, text: &str, width: usize) {
        for line in super::text::wrap(text, width.saturating_sub(1)) {
            self.push(vec![scene.span(role, format!(" {line}"))]);
        }
    }
}
