//! A session: one open program, its recording, and the place in it that is shown.
//!
//! A front end sends [`Command`]s and gets [`Update`]s; it never waits. The session owns the
//! files, the clocks and the threads: the one that records the run, the one that looks up
//! moments, and the one that notices that the script was saved.
//!
//! ```text
//!   front end ──Command──▶ session ──▶ compiler, vm, timeline, lesson
//!       ▲                     │
//!       └──────Update─────────┘        (from the session's threads, through an `Outbox`)
//! ```

#[cfg(test)]
pub mod fixture;
mod glance;
pub mod host;
mod index;
pub mod library;
mod live;
pub mod parallel;
pub mod python;
mod reload;
mod run;
pub mod saved_files;
pub mod script;
mod seek;
mod spot;
pub mod start;
#[cfg(test)]
mod tests;
mod wait;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::inspect::view::{
    Explanation, LandmarkKind, Moment, ObjectNo, TimelineView, WatchView, WatchedName,
};
use crate::lesson::Lesson;
use crate::vm::{LibraryFolder, StartImage};

pub use live::THREAD;

/// Something that answers commands: the real session, or a made-up one in a test.
pub trait Session {
    /// Takes a command and returns at once; what comes of it arrives as [`Update`]s. A newer
    /// command for another place makes an unfinished older one void.
    fn send(&mut self, command: Command);
}

/// Where a session puts its updates; called from its threads.
pub type Outbox = Box<dyn Fn(Update) + Send>;

/// What can be opened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Program {
    /// An embedded sample, by its name.
    Sample(String),
    /// A script on disk.
    File(PathBuf),
}

/// Which way time goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Direction {
    /// Towards the end of the run.
    Forward,
    /// Towards its start.
    Back,
}

/// How far one step goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Unit {
    /// One event inside an instruction.
    Micro,
    /// One instruction, into calls.
    Instruction,
    /// One instruction, over calls: until the frame is back at this depth.
    InstructionOver,
    /// Instructions that do more than put a value on the stack (skips trivial loads).
    Telling,
    /// To the next line, into calls.
    Line,
    /// To the next line of this frame or its caller.
    LineOver,
    /// To the end of the running frame; back: to the call that made it.
    Frame,
}

/// A place in the run to go to. All but [`Place::Back`] are kept in the history of jumps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Place {
    /// Before the first instruction.
    Start,
    /// After the last; records to the end first if need be.
    End,
    /// A step by its number; beyond the recording: as far as it goes.
    Step(u64),
    /// A part of the recorded run, in percent.
    Percent(u8),
    /// The nearest landmark in that direction, of one kind or of any.
    Landmark(Direction, Option<LandmarkKind>),
    /// The nearest step that changes the object in the inspector.
    Change(Direction),
    /// The nearest step in that direction that runs this line.
    Line(Direction, u32),
    /// A place marked before.
    Mark(char),
    /// Where the last jump came from.
    Back,
}

/// Which object the inspector shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Selection {
    /// The most telling object of the next instruction.
    #[default]
    Auto,
    /// One object, until it dies.
    Object(ObjectNo),
}

/// Something in the run that can be stopped at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum StopOn {
    /// A happening of that kind.
    Landmark(LandmarkKind),
    /// The object in the inspector changes.
    Change,
    /// The object in the inspector dies.
    Death,
}

impl StopOn {
    /// All of them, in the order in which they are offered.
    pub const ALL: [StopOn; 8] = [
        StopOn::Landmark(LandmarkKind::Resize),
        StopOn::Landmark(LandmarkKind::Collection),
        StopOn::Landmark(LandmarkKind::Pool),
        StopOn::Landmark(LandmarkKind::Call),
        StopOn::Landmark(LandmarkKind::Exception),
        StopOn::Landmark(LandmarkKind::Output),
        StopOn::Change,
        StopOn::Death,
    ];

    /// What is stopped at, to be read after "stop when".
    pub const fn sentence(self) -> &'static str {
        match self {
            StopOn::Landmark(LandmarkKind::Resize) => "a list, dict or set gets another table",
            StopOn::Landmark(LandmarkKind::Collection) => "the garbage collector runs",
            StopOn::Landmark(LandmarkKind::Pool) => "a pool is opened",
            StopOn::Landmark(LandmarkKind::Call) => "a Python function is called",
            StopOn::Landmark(LandmarkKind::Exception) => "an exception is raised",
            StopOn::Landmark(LandmarkKind::Output) => "something is printed",
            StopOn::Landmark(LandmarkKind::ThreadSwitch) => "another thread runs",
            StopOn::Change => "the object in the inspector changes",
            StopOn::Death => "the object in the inspector dies: its count reaches 0",
        }
    }
}

/// What a front end can ask for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Command {
    /// Compile, record and show a program.
    Open(Program),
    /// Go some steps.
    Step {
        /// What one step is.
        unit: Unit,
        /// Which way.
        direction: Direction,
        /// How many.
        count: u64,
    },
    /// Run to the nearest stop: a breakpoint, a lesson's stop, something that is stopped at, or the
    /// end of the run.
    Continue(Direction),
    /// Go to a place.
    GoTo(Place),
    /// Set or remove the breakpoint on a line of the source shown.
    ToggleBreakpoint(u32),
    /// Stop at something from now on, or no more.
    ToggleStop(StopOn),
    /// Show an object in the inspector.
    Select(Selection),
    /// Watch a name from now on, or no more.
    ToggleWatch(WatchedName),
    /// Watch nothing any more.
    WatchNothing,
    /// Tell the story of the object in the inspector: who made it, who keeps it alive.
    Why,
    /// Give the program a line of input without its end; none ends its input.
    Input(Option<String>),
    /// Save the files that the program has written by the place shown, into a folder.
    SaveFiles(PathBuf),
    /// Write a text into a file: the screen as it was drawn.
    SaveText {
        /// The file's name, from the current directory.
        file: PathBuf,
        /// What is in it.
        text: String,
    },
    /// Remember the place shown under a letter.
    SetMark(char),
    /// Compile and record the program again, and stay at the same line and pass.
    Reload,
    /// Give up a search or run that is under way.
    Cancel,
}

/// What a session tells its front end.
#[derive(Clone, PartialEq, Debug)]
pub enum Update {
    /// A new moment to show.
    Shown(Box<Snapshot>),
    /// The recording has grown, the place shown is the same.
    Recorded(TimelineView),
    /// The answer to [`Command::Why`].
    Explained(Explanation),
    /// Something to tell once: "Breakpoint on line 4."
    Notice(String),
    /// A fault that stays until it is mended (a syntax error in the saved script), or its mending.
    Banner(Option<String>),
    /// A search or run takes longer; in words.
    Busy(String),
}

/// A place in a program, ready to be drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Snapshot {
    /// The program's title: a sample's, or the file's name.
    pub title: String,
    /// Which version of the program it is: 0 when opened, one more for each reload.
    pub version: u32,
    /// The machine at this moment.
    pub moment: Moment,
    /// The run around it.
    pub timeline: TimelineView,
    /// What is stopped at.
    pub stops: Vec<StopOn>,
    /// The values that watched names took.
    pub watch: WatchView,
    /// Which object was asked for; the moment has none if it is dead or not yet born.
    pub selection: Selection,
    /// Whether the program asks for a line of input here.
    pub asks: bool,
    /// The notes that go with the program.
    pub lesson: Option<Arc<Lesson>>,
}

/// What the runs of a session begin with.
#[derive(Clone, Debug, Default)]
pub struct Beginning {
    /// Memory and counts.
    pub image: StartImage,
    /// The standard library folder that scripts may use.
    pub library: Option<LibraryFolder>,
}

/// Starts a session that tells `outbox`; nothing is open yet.
pub fn start(outbox: Outbox, beginning: Beginning) -> Box<dyn Session> {
    Box::new(live::LiveSession::start(outbox, beginning))
}
