//! The real session: a thread that records the open program, answers commands, and sees to it
//! that a saved script is run again.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use crate::inspect::view::{Moment, ObjectNo, WatchedName};
use crate::lesson::samples;
use crate::value::PyStr;
use crate::vm::HOST_STACK;

use super::reload::Watcher;
use super::run::Run;
use super::script::Script;
use super::seek::{Seeker, Stops};
use super::wait::wait_for_command;
use super::watch::Watch;
use super::{
    Beginning, Command, Direction, Outbox, Place, Program, Selection, Session, Snapshot, StopOn,
    Unit, Update,
};

/// Steps recorded between two looks at the commands.
const SLICE: u64 = 50_000;
/// Steps recorded ahead of the place shown; a program that never ends waits there.
const AHEAD: u64 = 20_000_000;
/// Steps in which a reloaded program is searched for the place where the old one was.
const RELOAD_SEARCH: u64 = 5_000_000;
/// Jumps remembered.
const HISTORY: usize = 100;

/// The name of the session's thread.
pub const THREAD: &str = "session";

/// What arrives at the session's thread.
pub(super) enum Job {
    /// The front end asks.
    Command(Command),
    /// The script was saved.
    Saved,
}

/// The front end's end of a session; the thread ends when this is dropped.
pub struct LiveSession {
    jobs: Sender<Job>,
}

impl LiveSession {
    /// Starts the thread.
    pub fn start(outbox: Outbox, beginning: Beginning) -> LiveSession {
        let (jobs, receiver) = channel();
        let worker = Worker::new(outbox, beginning, receiver, jobs.clone());
        // Without a thread nothing is ever answered; the front end goes on and says so.
        let _ = std::thread::Builder::new()
            .name(THREAD.into())
            .stack_size(HOST_STACK)
            .spawn(move || worker.work());
        LiveSession { jobs }
    }
}

impl Session for LiveSession {
    fn send(&mut self, command: Command) {
        // A thread that is gone has nothing to say any more.
        let _ = self.jobs.send(Job::Command(command));
    }
}

/// The session's thread.
struct Worker {
    outbox: Outbox,
    /// What runs begin with.
    beginning: Beginning,
    receiver: Receiver<Job>,
    /// Jobs taken from the receiver while a search was under way.
    waiting: VecDeque<Job>,
    sender: Sender<Job>,
    program: Option<Program>,
    run: Option<Run>,
    watcher: Option<Watcher>,
    step: u64,
    micro: usize,
    version: u32,
    selection: Selection,
    breakpoints: BTreeSet<u32>,
    stops: Vec<StopOn>,
    marks: BTreeMap<char, u64>,
    history: Vec<u64>,
    watch: Watch,
    /// Whether something changed that is not shown yet.
    is_stale: bool,
}

impl Worker {
    fn new(
        outbox: Outbox,
        beginning: Beginning,
        receiver: Receiver<Job>,
        sender: Sender<Job>,
    ) -> Worker {
        Worker {
            outbox,
            beginning,
            receiver,
            waiting: VecDeque::new(),
            sender,
            program: None,
            run: None,
            watcher: None,
            step: 0,
            micro: 0,
            version: 0,
            selection: Selection::Auto,
            breakpoints: BTreeSet::new(),
            stops: Vec::new(),
            marks: BTreeMap::new(),
            history: Vec::new(),
            watch: Watch::default(),
            is_stale: false,
        }
    }

    /// Answers what has arrived, shows the outcome once, records while nobody asks.
    fn work(mut self) {
        loop {
            // A fault of the machine itself ends the run that brought it about, not the program.
            match catch_unwind(AssertUnwindSafe(|| self.turn())) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return,
                Err(panic) => self.give_up(panic.as_ref()),
            }
        }
    }

    /// Does what is most urgent; breaks off when the front end is gone.
    fn turn(&mut self) -> ControlFlow<()> {
        match self.next_job() {
            Ok(job) => self.do_job(job),
            Err(TryRecvError::Disconnected) => return ControlFlow::Break(()),
            Err(TryRecvError::Empty) if self.is_stale => self.show(),
            Err(TryRecvError::Empty) if self.records_on() => self.record(),
            Err(TryRecvError::Empty) => match self.receiver.recv() {
                Ok(job) => self.do_job(job),
                Err(_) => return ControlFlow::Break(()),
            },
        }
        ControlFlow::Continue(())
    }

    /// Drops a run in which the machine failed, and says so.
    fn give_up(&mut self, panic: &(dyn Any + Send)) {
        let reason = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no reason is known");
        self.run = None;
        self.is_stale = false;
        (self.outbox)(Update::Banner(Some(format!(
            "Cutaway itself failed here: {reason}. Open another sample (o) or script; please report this one."
        ))));
    }

    fn next_job(&mut self) -> Result<Job, TryRecvError> {
        match self.waiting.pop_front() {
            Some(job) => Ok(job),
            None => self.receiver.try_recv(),
        }
    }

    fn do_job(&mut self, job: Job) {
        match job {
            Job::Command(command) => self.obey(command),
            Job::Saved => self.reload(),
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Open(program) => self.open(program),
            Command::Step {
                unit: Unit::Micro,
                direction,
                count,
            } => self.micro_step(direction, count),
            Command::Step {
                unit,
                direction,
                count,
            } => self.go_step(unit, direction, count),
            Command::Continue(direction) => self.run_on(direction),
            Command::GoTo(place) => self.go(place),
            Command::ToggleBreakpoint(line) => {
                if !self.breakpoints.remove(&line) {
                    self.breakpoints.insert(line);
                }
                self.is_stale = true;
            }
            Command::ToggleStop(stop) => {
                match self.stops.iter().position(|&other| other == stop) {
                    Some(index) => drop(self.stops.remove(index)),
                    None => self.stops.push(stop),
                }
                self.is_stale = true;
            }
            Command::Select(selection) => {
                self.selection = selection;
                self.is_stale = true;
            }
            Command::ToggleWatch(name) => self.toggle_watch(name),
            Command::WatchNothing => {
                self.watch.clear();
                self.is_stale = true;
            }
            Command::Why => self.why(),
            Command::Input(line) => {
                if let Some(run) = &mut self.run {
                    run.give(line);
                    run.record(SLICE);
                }
                self.is_stale = true;
            }
            Command::SaveFiles(folder) => self.save_files(&folder),
            Command::SaveText { file, text } => {
                let told = match std::fs::write(&file, text) {
                    Ok(()) => format!("Saved in {}.", file.display()),
                    Err(error) => format!("{} can't be written: {error}", file.display()),
                };
                self.tell(&told);
            }
            Command::SetMark(letter) => drop(self.marks.insert(letter, self.step)),
            Command::Reload => self.reload(),
            Command::Cancel => {}
        }
    }

    fn toggle_watch(&mut self, name: WatchedName) {
        let text = format!("{} is watched", name.name);
        match self.watch.toggle(name) {
            true => self.tell(&format!("{text}; w in its row of Names again ends that.")),
            false => self.tell(&format!("{text} no more.")),
        }
        self.is_stale = true;
    }

    /// Saves what the program has written by the place shown.
    fn save_files(&mut self, folder: &Path) {
        let Some(run) = &mut self.run else { return };
        let told = match run.save_files(self.step, folder) {
            Ok(0) => "The program has written no files up to here.".to_owned(),
            Ok(count) => format!("{count} files saved in {}.", folder.display()),
            Err(error) => format!("The files can't be saved: {error}"),
        };
        self.tell(&told);
    }

    fn tell(&self, text: &str) {
        (self.outbox)(Update::Notice(text.to_string()));
    }

    /// Compiles and begins to record a program.
    fn open(&mut self, program: Program) {
        match load(&program, &self.beginning) {
            Ok(run) => {
                self.watcher = match &program {
                    Program::File(path) => self.watch(path.clone()),
                    Program::Sample(_) => None,
                };
                self.program = Some(program);
                self.run = Some(run);
                (self.step, self.micro, self.version) = (0, 0, 0);
                self.selection = Selection::Auto;
                self.breakpoints.clear();
                self.stops.clear();
                self.marks.clear();
                self.history.clear();
                self.watch.begin_anew();
                self.is_stale = true;
                (self.outbox)(Update::Banner(None));
            }
            Err(problem) => {
                // A broken script is watched too: mending it opens it.
                if let Program::File(path) = &program {
                    self.watcher = self.watch(path.clone());
                }
                self.program = Some(program);
                (self.outbox)(Update::Banner(Some(problem)));
            }
        }
    }

    fn watch(&self, path: PathBuf) -> Option<Watcher> {
        let sender = self.sender.clone();
        let watcher = Watcher::start(&path, move || drop(sender.send(Job::Saved)));
        watcher
            .inspect_err(|error| self.tell(&format!("The script is not watched: {error}")))
            .ok()
    }

    /// Runs the program's new text, and goes to the same line and pass in it.
    fn reload(&mut self) {
        let Some(program) = self.program.clone() else {
            return;
        };
        let mut run = match load(&program, &self.beginning) {
            Ok(run) => run,
            Err(problem) => return (self.outbox)(Update::Banner(Some(problem))),
        };
        (self.outbox)(Update::Banner(None));
        if let Some(old) = &self.run {
            run.give_again(old);
        }
        let place = self
            .run
            .as_ref()
            .and_then(|old| old.index.arrival(self.step));
        let was_at_end = self
            .run
            .as_ref()
            .is_some_and(|old| old.is_complete() && self.step >= old.recorded());
        {
            let mut go_on = wait_for_command(&self.receiver, &mut self.waiting, &self.outbox);
            run.reach(RELOAD_SEARCH, &mut go_on);
            run.index_to(run.recorded(), &mut go_on);
        }
        let found = place.and_then(|arrival| run.index.find(arrival.line, arrival.pass));
        self.step = match found {
            _ if was_at_end => run.recorded(),
            Some(step) => step,
            None => self.step.min(run.recorded()),
        };
        self.micro = 0;
        self.version += 1;
        self.history.clear();
        self.watch.begin_anew();
        self.marks.clear();
        self.run = Some(run);
        self.is_stale = true;
        self.tell("This is the script's new run, at the same place.");
    }

    fn go_step(&mut self, unit: Unit, direction: Direction, count: u64) {
        self.micro = 0;
        self.is_stale = true;
        let from = self.step;
        if unit == Unit::Instruction {
            let goal = match direction {
                Direction::Forward => from.saturating_add(count),
                Direction::Back => from.saturating_sub(count),
            };
            self.seek(|seeker, _| {
                seeker.run.reach(goal, seeker.go_on);
                Some(goal.min(seeker.run.recorded()))
            });
            return;
        }
        for _ in 0..count {
            let before = self.step;
            self.seek(|seeker, from| Some(seeker.step(from, unit, direction)));
            if self.step == before {
                break;
            }
        }
    }

    /// Goes through the events of the step; past the last one lies the next step.
    fn micro_step(&mut self, direction: Direction, count: u64) {
        for _ in 0..count.min(10_000) {
            let events =
                |worker: &mut Worker| worker.look().map_or(0, |moment| moment.events.len());
            match direction {
                Direction::Forward if self.micro < events(self) => self.micro += 1,
                Direction::Forward => self.go_step(Unit::Instruction, direction, 1),
                Direction::Back if self.micro > 0 => self.micro -= 1,
                Direction::Back if self.step > 0 => {
                    self.go_step(Unit::Instruction, direction, 1);
                    self.micro = events(self);
                }
                Direction::Back => {}
            }
        }
        self.is_stale = true;
    }

    fn go(&mut self, place: Place) {
        match place {
            Place::Start => self.jump(|_, _| Some(0)),
            Place::End => self.jump(|seeker, _| Some(seeker.end())),
            Place::Step(step) => self.jump(|seeker, _| {
                seeker.run.reach(step, seeker.go_on);
                Some(step.min(seeker.run.recorded()))
            }),
            Place::Percent(percent) => {
                self.jump(|seeker, _| Some(seeker.run.recorded() * u64::from(percent) / 100))
            }
            Place::Landmark(direction, kind) => {
                self.jump(|seeker, from| seeker.landmark(from, direction, kind))
            }
            Place::Line(direction, line) => {
                self.jump(|seeker, from| seeker.line(from, direction, &BTreeSet::from([line])))
            }
            Place::Change(direction) => self.change(direction),
            Place::Mark(letter) => match self.marks.get(&letter).copied() {
                Some(step) => self.jump(|_, _| Some(step)),
                None => self.tell(&format!(
                    "There is no mark {letter}; m and a letter set one."
                )),
            },
            Place::Back => match self.history.pop() {
                Some(step) => {
                    self.step = step;
                    self.micro = 0;
                    self.is_stale = true;
                }
                None => self.tell("There is no earlier jump."),
            },
        }
    }

    /// Runs to the nearest stop.
    fn run_on(&mut self, direction: Direction) {
        let (lines, on) = (self.breakpoints.clone(), self.stops.clone());
        let about_object = on.iter().any(|stop| !matches!(stop, StopOn::Landmark(_)));
        let object = about_object.then(|| self.inspected()).flatten();
        if let Some(object) = object {
            // What is followed is this object, not what each step finds most telling.
            self.selection = Selection::Object(object);
        }
        self.jump(|seeker, from| {
            let stops = Stops {
                lines: &lines,
                on: &on,
                object,
            };
            Some(seeker.stop(from, direction, &stops))
        });
    }

    /// The object in the inspector; says so when there is none.
    fn inspected(&mut self) -> Option<ObjectNo> {
        let view = self.look().and_then(|moment| moment.object);
        if view.is_none() {
            self.tell("No object is in the inspector.");
        }
        view.map(|view| view.object.no)
    }

    /// Looks up the past of the object in the inspector, and tells its story.
    fn why(&mut self) {
        let Some(object) = self.inspected() else {
            return;
        };
        let Some(run) = &mut self.run else { return };
        let story = {
            let mut go_on = wait_for_command(&self.receiver, &mut self.waiting, &self.outbox);
            let mut seeker = Seeker {
                run,
                go_on: &mut go_on,
            };
            seeker.why(self.step, object)
        };
        match story {
            Some(story) => (self.outbox)(Update::Explained(story)),
            None => {
                self.tell("This object lives only inside the step: go on or back by one event.")
            }
        }
    }

    /// Goes to the nearest step that changes the object in the inspector.
    fn change(&mut self, direction: Direction) {
        let Some(object) = self.inspected() else {
            return;
        };
        // What is followed from now on is this object, not what each step finds most telling.
        self.selection = Selection::Object(object);
        self.jump(|seeker, from| seeker.change(from, direction, object));
    }

    /// Goes to the step found, and keeps the place one came from.
    fn jump(&mut self, find: impl FnOnce(&mut Seeker, u64) -> Option<u64>) {
        let from = self.step;
        self.seek(find);
        if self.step != from {
            self.history.push(from);
            if self.history.len() > HISTORY {
                self.history.remove(0);
            }
        }
    }

    fn seek(&mut self, find: impl FnOnce(&mut Seeker, u64) -> Option<u64>) {
        let Some(run) = &mut self.run else { return };
        let found = {
            let mut go_on = wait_for_command(&self.receiver, &mut self.waiting, &self.outbox);
            let mut seeker = Seeker {
                run,
                go_on: &mut go_on,
            };
            find(&mut seeker, self.step)
        };
        match found {
            Some(step) => {
                self.step = step;
                self.micro = 0;
                self.is_stale = true;
            }
            None => self.tell("There is no such place in that direction."),
        }
    }

    fn records_on(&self) -> bool {
        let more = |run: &Run| {
            !run.is_complete() && !run.waits() && run.recorded() < self.step + AHEAD
                || run.index.end < run.recorded()
        };
        self.run.as_ref().is_some_and(more)
    }

    fn record(&mut self) {
        let Some(run) = &mut self.run else { return };
        if !run.is_complete() && !run.waits() && run.recorded() < self.step + AHEAD {
            run.record(SLICE);
        }
        run.index_to(run.index.end + SLICE, &mut || true);
        let view = run.timeline_view(self.step);
        (self.outbox)(Update::Recorded(view));
    }

    fn look(&mut self) -> Option<Moment> {
        let breakpoints: Vec<u32> = self.breakpoints.iter().copied().collect();
        let run = self.run.as_mut()?;
        run.reach(self.step, &mut || true);
        run.index_to(self.step, &mut || true);
        let selected = match self.selection {
            Selection::Auto => run.watched(self.step),
            Selection::Object(no) => Some(no),
        };
        Some(run.moment((self.step, self.micro), &breakpoints, selected))
    }

    fn show(&mut self) {
        self.is_stale = false;
        let Some(moment) = self.look() else { return };
        let Some(run) = &mut self.run else { return };
        let mut go_on = wait_for_command(&self.receiver, &mut self.waiting, &self.outbox);
        run.watch_to(&mut self.watch, self.step, &mut go_on);
        drop(go_on);
        let snapshot = Snapshot {
            title: run.title.clone(),
            version: self.version,
            timeline: run.timeline_view(self.step),
            stops: self.stops.clone(),
            watch: self.watch.view(self.step),
            selection: self.selection,
            lesson: run.lesson.clone(),
            asks: run.waits() && self.step >= run.recorded(),
            moment,
        };
        (self.outbox)(Update::Shown(Box::new(snapshot)));
    }
}

/// Reads and compiles a program; why it cannot be opened, in a sentence.
fn load(program: &Program, beginning: &Beginning) -> Result<Run, String> {
    match program {
        Program::File(path) => {
            let mut script = Script::open(path).map_err(|error| error.to_string())?;
            script.library = beginning.library.clone();
            Ok(Run::new(
                path.display().to_string(),
                script,
                None,
                &beginning.image,
            ))
        }
        Program::Sample(name) => {
            let sample =
                samples::find(name).ok_or_else(|| format!("There is no sample {name}."))?;
            let path = PyStr::new(&format!("{name}.py"));
            let script = Script::from_source(path, sample.source.as_bytes().to_vec())
                .map_err(|e| e.to_string())?;
            let lesson = sample.lesson().map_err(|error| error.to_string())?;
            let title = lesson.title.clone();
            Ok(Run::new(
                title,
                script,
                Some(lesson.into()),
                &beginning.image,
            ))
        }
    }
}
