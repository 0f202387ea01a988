//! One recorded run of one version of a program, and searching in it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crate::compiler::{SourceKind, source_text};
use crate::inspect::view::{Moment, ObjectNo, TimelineView};
use crate::inspect::{self, Look};
use crate::lesson::Lesson;
use crate::timeline::{Progress, Timeline};
use crate::value::{PyStr, Step};
use crate::vm::{StartImage, State, Vm};

use super::Direction;
use super::host::{self, Folder, Input};
use super::index::Index;
use super::script::Script;
use super::watch::Watch;

/// Steps looked at between two looks at what the user wants.
const SLICE: u64 = 200_000;

/// A run being recorded.
pub(super) struct Run {
    /// What the user calls it.
    pub title: String,
    /// Its notes.
    pub lesson: Option<Arc<Lesson>>,
    /// Lines begun and landmarks.
    pub index: Index,
    script: Script,
    timeline: Timeline,
    folder: Folder,
    /// Whether the program waits for a line of input.
    waits: bool,
    /// The lines it was given by the user; none for the end of input.
    given: Vec<Option<String>>,
    /// Source lines by file name, read once.
    sources: BTreeMap<String, Option<Arc<Vec<String>>>>,
}

/// Whether a search may go on.
pub(super) type GoOn<'a> = &'a mut dyn FnMut() -> bool;

impl Run {
    /// Sets a program up; nothing is recorded yet.
    pub fn new(
        title: String,
        script: Script,
        lesson: Option<Arc<Lesson>>,
        image: &StartImage,
    ) -> Run {
        let natives = Arc::new(crate::builtins::table());
        let world = script.world(&[], image.clone());
        let start = Vm::start(&world, &natives, &mut host::Setup).state;
        let input = Input::Queue {
            lines: Default::default(),
            open: true,
        };
        Run {
            title,
            lesson,
            index: Index::new(script.path.clone()),
            timeline: Timeline::new(start, natives, host::compile),
            folder: Folder::of(&script, input),
            waits: false,
            given: Vec::new(),
            script,
            sources: BTreeMap::new(),
        }
    }

    /// Steps recorded so far.
    pub fn recorded(&self) -> u64 {
        self.timeline.recorded().0
    }

    /// Whether all of it is recorded.
    pub fn is_complete(&self) -> bool {
        self.timeline.is_complete()
    }

    /// Records some more; whether there is still more to record now.
    pub fn record(&mut self, steps: u64) -> bool {
        let progress = self.timeline.advance(steps, &mut self.folder);
        self.waits = progress == Progress::Waiting;
        progress == Progress::Going
    }

    /// Whether the recording can't go on before the user gives a line of input.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// Gives the program a line of input; none ends its input. From now on it belongs to the run.
    pub fn give(&mut self, line: Option<String>) {
        let bytes = line.as_ref().map(|line| format!("{line}\n").into_bytes());
        self.folder.give(bytes);
        self.given.push(line);
        self.waits = false;
    }

    /// Gives it what another version of the program was given.
    pub fn give_again(&mut self, old: &Run) {
        for line in old.given.clone() {
            self.give(line);
        }
    }

    /// Records and indexes until that step is known, as far as the run goes and the user waits.
    pub fn reach(&mut self, step: u64, go_on: GoOn) {
        while self.recorded() <= step && !self.is_complete() && go_on() && self.record(SLICE) {}
    }

    /// Brings the index up to a step in slices.
    pub fn index_to(&mut self, step: u64, go_on: GoOn) {
        let goal = step.saturating_add(1).min(self.recorded());
        while self.index.end < goal && go_on() {
            let to = (self.index.end + SLICE).min(goal);
            self.index.extend(&mut self.timeline, to);
        }
    }

    /// What is to be shown of step n when the first `micro` of its events have happened.
    pub fn moment(
        &mut self,
        (n, micro): (u64, usize),
        breakpoints: &[u32],
        selected: Option<ObjectNo>,
    ) -> Moment {
        let moment = self.timeline.moment_midway(Step(n), micro);
        self.load_source(&moment.before);
        let sources = &self.sources;
        let look = Look {
            before: &moment.before,
            shown: moment.midway.as_ref().unwrap_or(&moment.before),
            micro: micro.min(moment.events.len()),
            after: &moment.after,
            events: &moment.events,
            sources: &|name: &PyStr| sources.get(&name.to_lossy()).cloned().flatten(),
            breakpoints,
            selected,
        };
        let mut view = inspect::moment(&look);
        view.source.pass = self.index.pass(n, view.source.current);
        view
    }

    /// The state before step n.
    pub fn state(&mut self, n: u64) -> State {
        self.timeline.moment(Step(n)).before
    }

    /// Brings the table of watched names up to a step.
    pub fn watch_to(&mut self, watch: &mut Watch, step: u64, go_on: GoOn) {
        watch.extend(&mut self.timeline, &mut self.index, step, go_on);
    }

    /// Saves the files that the program has written by step n; how many.
    pub fn save_files(&mut self, n: u64, folder: &Path) -> std::io::Result<usize> {
        super::saved_files::save(&self.state(n), folder)
    }

    /// The object of the variable that the lesson watches, at step n.
    pub fn watched(&mut self, n: u64) -> Option<ObjectNo> {
        let name = self.lesson.as_ref()?.watch.clone()?;
        let moment = self.moment((n, 0), &[], None);
        let mut rows = moment.scopes.iter().flat_map(|scope| &scope.rows);
        rows.find(|row| row.name == name)?
            .object
            .as_ref()
            .map(|object| object.no)
    }

    /// The run around a step.
    pub fn timeline_view(&self, position: u64) -> TimelineView {
        TimelineView {
            recorded: self.recorded(),
            complete: self.is_complete(),
            position,
            landmarks: self.index.landmarks(),
        }
    }

    /// Makes the lines of the running code's file available.
    fn load_source(&mut self, state: &State) {
        let name = match state.heap.frame_id {
            Some(_) => state.heap.frame.code.code.co_filename.clone(),
            None => self.script.path.clone(),
        };
        let key = name.to_lossy();
        if self.sources.contains_key(&key) {
            return;
        }
        let is_main = name == self.script.path || name == self.script.code.co_filename;
        let bytes: Option<Arc<Vec<u8>>> = match &self.script.source {
            Some(source) if is_main => Some(Arc::clone(source)),
            // The source beside a .pyc that was made from another one would show wrong lines.
            None if is_main => None,
            _ => self.folder.file(&name),
        };
        let lines = bytes.map(|bytes| {
            let text = source_text(&bytes, SourceKind::File)
                .unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
            let lines: Vec<String> = text.lines().map(String::from).collect();
            // An empty file is one empty line.
            let no_line = lines.is_empty().then(String::new);
            Arc::new(lines.into_iter().chain(no_line).collect())
        });
        self.sources.insert(key, lines);
    }

    /// The nearest step in that direction from `from` (not itself) that has a property, given
    /// the state and the place just before it. Forwards it records as far as needed.
    pub fn search(
        &mut self,
        from: u64,
        direction: Direction,
        go_on: GoOn,
        mut is_it: impl FnMut(&mut Index, &State) -> bool,
    ) -> Option<u64> {
        match direction {
            Direction::Forward => self.search_forward(from + 1, go_on, &mut is_it),
            Direction::Back => self.search_back(from, go_on, &mut is_it),
        }
    }

    fn search_forward(
        &mut self,
        mut from: u64,
        go_on: GoOn,
        is_it: &mut dyn FnMut(&mut Index, &State) -> bool,
    ) -> Option<u64> {
        loop {
            self.reach(from, go_on);
            let to = (from + SLICE).min(self.recorded());
            if from >= to || !go_on() {
                return None;
            }
            let mut found = None;
            let index = &mut self.index;
            self.timeline
                .scan(Step(from), Step(to), |state| match is_it(index, state) {
                    true => {
                        found = Some(state.step.0);
                        ControlFlow::Break(())
                    }
                    false => ControlFlow::Continue(()),
                });
            if found.is_some() {
                return found;
            }
            from = to;
        }
    }

    /// Looks at pieces that lie further and further back and are longer and longer, each from its
    /// start, for the last step of a piece that fits.
    fn search_back(
        &mut self,
        before: u64,
        go_on: GoOn,
        is_it: &mut dyn FnMut(&mut Index, &State) -> bool,
    ) -> Option<u64> {
        let (mut to, mut length) = (before, 1_000);
        while to > 0 && go_on() {
            let from = to.saturating_sub(length);
            let mut found = None;
            let index = &mut self.index;
            // One step more, so that what is compared with the step before sees that step.
            self.timeline
                .scan(Step(from.saturating_sub(1)), Step(to), |state| {
                    if is_it(index, state) {
                        found = Some(state.step.0);
                    }
                    ControlFlow::Continue(())
                });
            if found.is_some() {
                return found;
            }
            to = from;
            length = (length * 4).min(SLICE);
        }
        None
    }
}
