//! Views of time: the events inside a step, and the whole run with its landmarks.

use serde::{Deserialize, Serialize};

use super::{ObjectNo, ObjectRef};

/// One thing that happens inside a step: a micro-step.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct EventRow {
    /// What happens, with old and new values, in one line.
    pub sentence: String,
    /// A word for its kind: "incref", "probe", "resize", "alloc", "free".
    pub kind: String,
    /// How deep it lies in what caused it (a deallocation cascade), from 0.
    pub depth: u32,
    /// The object it happens to.
    pub object: Option<ObjectNo>,
}

/// Kinds of landmarks on the timeline.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub enum LandmarkKind {
    /// A list, dict or set got another table.
    #[default]
    Resize,
    /// A collection ran.
    Collection,
    /// A pool was opened or an arena was taken or given back.
    Pool,
    /// A Python function was called.
    Call,
    /// An exception was raised.
    Exception,
    /// Something was printed.
    Output,
    /// Another thread took the GIL.
    ThreadSwitch,
}

impl LandmarkKind {
    /// All kinds, in the order of the legend.
    pub const ALL: [LandmarkKind; 7] = [
        LandmarkKind::Resize,
        LandmarkKind::Collection,
        LandmarkKind::Pool,
        LandmarkKind::Call,
        LandmarkKind::Exception,
        LandmarkKind::Output,
        LandmarkKind::ThreadSwitch,
    ];

    /// The kind in one word.
    pub const fn word(self) -> &'static str {
        match self {
            LandmarkKind::Resize => "resize",
            LandmarkKind::Collection => "collection",
            LandmarkKind::Pool => "pool",
            LandmarkKind::Call => "call",
            LandmarkKind::Exception => "exception",
            LandmarkKind::Output => "output",
            LandmarkKind::ThreadSwitch => "thread switch",
        }
    }
}

/// A moment worth going to.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Landmark {
    /// The step in which it happens.
    pub step: u64,
    /// Its kind.
    pub kind: LandmarkKind,
    /// What happens there, in a few words.
    pub label: String,
}

/// The whole run so far.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TimelineView {
    /// How many steps are recorded; the last shown position is `recorded` itself (the end).
    pub recorded: u64,
    /// Whether the recording has reached the program's end.
    pub complete: bool,
    /// The step shown.
    pub position: u64,
    /// The landmarks, ascending; thinned where they would be too many to show.
    pub landmarks: Vec<Landmark>,
}

/// A name whose values are followed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct WatchedName {
    /// The name.
    pub name: String,
    /// The function or class whose local it is, by `co_name`; none for a global of the script.
    pub function: Option<String>,
}

/// The values that watched names took, up to the moment shown.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct WatchView {
    /// What is watched: a column each.
    pub names: Vec<WatchedName>,
    /// The changes, ascending by step.
    pub rows: Vec<WatchRow>,
    /// Whether there were more changes than are kept.
    pub cut_short: bool,
}

/// A change of a watched name.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct WatchRow {
    /// The step before which it can be seen.
    pub step: u64,
    /// The line that made it.
    pub line: u32,
    /// What each name refers to now; none: nothing.
    pub values: Vec<Option<ObjectRef>>,
    /// For each name, whether this is what changed.
    pub changed: Vec<bool>,
}
