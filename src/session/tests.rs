//! The real session, asked as a front end asks.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::live::LiveSession;
use super::*;
use crate::inspect::view::RunState;

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Desk {
    session: LiveSession,
    updates: Receiver<Update>,
    shown: Snapshot,
}

impl Desk {
    fn open(program: Program) -> Desk {
        let (sender, updates) = channel();
        let session = LiveSession::start(
            Box::new(move |update| drop(sender.send(update))),
            Beginning::default(),
        );
        let mut desk = Desk {
            session,
            updates,
            shown: Snapshot::default(),
        };
        desk.ask(Command::Open(program));
        desk
    }

    fn sample(name: &str) -> Desk {
        Desk::open(Program::Sample(name.to_string()))
    }

    fn ask(&mut self, command: Command) {
        self.session.send(command);
        self.wait(|update| matches!(update, Update::Shown(_)));
    }

    /// Takes updates until one is what is waited for, and keeps the last moment shown.
    fn wait(&mut self, is_it: impl Fn(&Update) -> bool) {
        loop {
            let update = self.updates.recv_timeout(PATIENCE).expect("no answer");
            let found = is_it(&update);
            if let Update::Shown(snapshot) = update {
                self.shown = *snapshot;
            }
            if found {
                return;
            }
        }
    }

    fn step(&mut self, unit: Unit, direction: Direction) -> (u64, u32) {
        self.ask(Command::Step {
            unit,
            direction,
            count: 1,
        });
        self.place()
    }

    fn place(&self) -> (u64, u32) {
        (self.shown.moment.step, self.shown.moment.source.current)
    }

    fn lines(&mut self, unit: Unit, direction: Direction, count: usize) -> Vec<u32> {
        (0..count).map(|_| self.step(unit, direction).1).collect()
    }
}

use Direction::{Back, Forward};

fn script(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.py");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn lines_go_forward_and_back() {
    let mut desk = Desk::sample("list_growth");
    assert_eq!(desk.place(), (0, 1));
    assert_eq!(desk.lines(Unit::Line, Forward, 6), [2, 4, 5, 7, 8, 9]);
    assert_eq!(desk.lines(Unit::Line, Back, 6), [8, 7, 5, 4, 2, 1]);
    assert_eq!(desk.place().0, 0);
}

#[test]
fn loops_come_back_to_their_head() {
    let (_folder, path) = script("for i in range(2):\n    x = i\ny = 3\n");
    let mut desk = Desk::open(Program::File(path));
    assert_eq!(desk.lines(Unit::Line, Forward, 5), [2, 1, 2, 1, 3]);
}

#[test]
fn calls_are_entered_or_stepped_over() {
    let text = "def f(x):\n    y = x + 1\n    return y\n\na = f(1)\nb = f(2)\nc = 3\n";
    let (_folder, path) = script(text);
    let mut desk = Desk::open(Program::File(path));
    assert_eq!(desk.lines(Unit::LineOver, Forward, 3), [5, 6, 7]);
    assert_eq!(desk.lines(Unit::LineOver, Back, 2), [6, 5]);
    assert_eq!(desk.lines(Unit::Line, Forward, 3), [2, 3, 6]);
    assert_eq!(desk.lines(Unit::Line, Forward, 1), [2]);
    let inside = desk.place().0;
    assert_eq!(desk.step(Unit::Frame, Forward).1, 6);
    desk.ask(Command::GoTo(Place::Step(inside)));
    assert_eq!(desk.step(Unit::Frame, Back).1, 6);
    assert!(desk.place().0 < inside);
}

#[test]
fn every_step_back_shows_what_was_there() {
    let mut desk = Desk::sample("closures");
    let mut seen = vec![desk.shown.moment.clone()];
    for _ in 0..60 {
        desk.step(Unit::Instruction, Forward);
        seen.push(desk.shown.moment.clone());
    }
    for old in seen.iter().rev().skip(1) {
        desk.step(Unit::Instruction, Back);
        assert_eq!(&desk.shown.moment, old, "step {}", old.step);
    }
}

#[test]
fn continue_stops_at_breakpoints() {
    let (_folder, path) = script("for i in range(3):\n    x = i\nprint(x)\n");
    let mut desk = Desk::open(Program::File(path));
    desk.ask(Command::ToggleBreakpoint(2));
    assert_eq!(desk.shown.moment.source.breakpoints, [2]);
    for pass in 1..=3 {
        desk.ask(Command::Continue(Forward));
        assert_eq!(
            (desk.place().1, desk.shown.moment.source.pass),
            (2, Some(pass))
        );
    }
    desk.ask(Command::Continue(Forward));
    assert_eq!(desk.shown.moment.state, RunState::Ended(0));
    assert_eq!(desk.shown.moment.output[0].text, "2\n");
    desk.ask(Command::Continue(Back));
    assert_eq!(
        (desk.place().1, desk.shown.moment.source.pass),
        (2, Some(3))
    );
}

#[test]
fn a_lesson_stops_where_it_speaks() {
    let mut desk = Desk::sample("list_growth");
    let mut stops = Vec::new();
    for _ in 0..5 {
        desk.ask(Command::Continue(Forward));
        stops.push((desk.place().1, desk.shown.moment.source.pass));
    }
    assert_eq!(
        stops,
        [
            (4, Some(1)),
            (9, Some(1)),
            (9, Some(2)),
            (9, Some(5)),
            (9, Some(9))
        ]
    );
}

#[test]
fn places_marks_and_the_way_back() {
    let mut desk = Desk::sample("list_growth");
    desk.ask(Command::GoTo(Place::Step(40)));
    desk.session.send(Command::SetMark('a'));
    desk.ask(Command::GoTo(Place::End));
    assert!(desk.shown.timeline.complete);
    let end = desk.place().0;
    assert_eq!(desk.shown.timeline.recorded, end);
    desk.ask(Command::GoTo(Place::Mark('a')));
    assert_eq!(desk.place().0, 40);
    desk.ask(Command::GoTo(Place::Back));
    assert_eq!(desk.place().0, end);
    desk.ask(Command::GoTo(Place::Percent(50)));
    assert_eq!(desk.place().0, end / 2);
}

#[test]
fn a_run_without_end_is_recorded_as_far_as_needed() {
    let (_folder, path) = script("n = 0\nwhile True:\n    n += 1\n");
    let mut desk = Desk::open(Program::File(path));
    desk.ask(Command::GoTo(Place::Step(300_000)));
    assert_eq!(desk.place().0, 300_000);
    desk.step(Unit::Instruction, Back);
    assert_eq!(desk.place().0, 299_999);
}

#[test]
fn a_saved_script_is_run_again_at_the_same_place() {
    let (_folder, path) = script("for i in range(5):\n    x = i\nprint('old')\n");
    let mut desk = Desk::open(Program::File(path.clone()));
    desk.ask(Command::ToggleBreakpoint(2));
    for _ in 0..3 {
        desk.ask(Command::Continue(Forward));
    }
    std::fs::write(&path, "for i in range(5):\n    x = i * 10\nprint('new')\n").unwrap();
    desk.wait(|update| matches!(update, Update::Shown(_)));
    assert_eq!(desk.shown.version, 1);
    assert_eq!(
        (desk.place().1, desk.shown.moment.source.pass),
        (2, Some(3))
    );
    assert!(desk.shown.moment.source.lines[1].contains("* 10"));

    // A broken text is told, and the run that there is stays.
    std::fs::write(&path, "for i in range(5)\n    x = i\n").unwrap();
    desk.wait(
        |update| matches!(update, Update::Banner(Some(text)) if text.contains("SyntaxError")),
    );
    desk.step(Unit::Instruction, Forward);
    assert_eq!(desk.shown.version, 1);
    assert!(desk.shown.moment.source.lines[1].contains("* 10"));
}

#[test]
fn an_object_is_followed_through_time() {
    let mut desk = Desk::sample("list_growth");
    desk.ask(Command::GoTo(Place::Line(Forward, 9)));
    let words = |desk: &Desk| {
        let rows = desk.shown.moment.scopes.iter().flat_map(|s| &s.rows);
        rows.clone()
            .find(|row| row.name == "words")
            .and_then(|row| row.object.clone())
            .unwrap()
    };
    let list = words(&desk).no;
    desk.ask(Command::Select(Selection::Object(list)));
    assert_eq!(
        desk.shown.moment.object.as_ref().map(|o| o.object.no),
        Some(list)
    );
    desk.ask(Command::GoTo(Place::Change(Forward)));
    let before = words(&desk).repr;
    desk.step(Unit::Instruction, Forward);
    assert_ne!(words(&desk).repr, before, "the step found changes the list");
    desk.ask(Command::GoTo(Place::Change(Back)));
    assert_eq!(words(&desk).repr, before);
}

#[test]
fn what_cannot_be_opened_is_told() {
    let (_folder, path) = script("x = = 1\n");
    let (sender, updates) = channel();
    let mut session = LiveSession::start(
        Box::new(move |update| drop(sender.send(update))),
        Beginning::default(),
    );
    session.send(Command::Open(Program::File(path)));
    match updates.recv_timeout(PATIENCE).unwrap() {
        Update::Banner(Some(text)) => {
            assert!(text.contains("SyntaxError: invalid syntax"), "{text}")
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_story_of_an_object_names_who_made_it_and_who_keeps_it_alive() {
    let (_folder, path) =
        script("a = [1]\nb = {'k': a}\na.append(2)\ndef f(x):\n    return x\nf(a)\n");
    let mut desk = Desk::open(Program::File(path));
    desk.ask(Command::GoTo(Place::Line(Forward, 5)));
    let local = &desk.shown.moment.scopes[0].rows[0];
    let no = local.object.as_ref().unwrap().no;
    desk.ask(Command::Select(Selection::Object(no)));
    desk.session.send(Command::Why);
    let story = loop {
        let update = desk.updates.recv_timeout(PATIENCE).expect("no answer");
        if let Update::Explained(story) = update {
            break story.paragraphs;
        }
    };
    assert!(
        story[0].starts_with("Made at line 1, step 1. Last changed at line 3"),
        "{story:?}"
    );
    let told = |part: &str| story.iter().any(|line| line.contains(part));
    assert!(told("the local x of f, once"), "{story:?}");
    assert!(told("the global a, once"), "{story:?}");
    assert!(told("under 'k', once"), "{story:?}");
}

#[test]
fn a_run_stops_at_what_was_asked_for_in_both_directions() {
    let (_folder, path) = script(
        "a = []\nfor i in range(9):\n    a.append(i)\nprint(a)\ntry:\n    a[99]\nexcept IndexError:\n    pass\n",
    );
    let mut desk = Desk::open(Program::File(path));
    desk.ask(Command::ToggleStop(StopOn::Landmark(LandmarkKind::Resize)));
    let mut places = Vec::new();
    for _ in 0..4 {
        desk.ask(Command::Continue(Forward));
        places.push(desk.place());
    }
    // The name i makes the table of the globals too small; then the list grows to 4, 8 and 16.
    let lines: Vec<u32> = places.iter().map(|place| place.1).collect();
    assert_eq!(lines, [2, 3, 3, 3]);
    desk.ask(Command::Continue(Back));
    desk.ask(Command::Continue(Back));
    assert_eq!(desk.place(), places[1]);
    desk.ask(Command::ToggleStop(StopOn::Landmark(LandmarkKind::Resize)));
    desk.ask(Command::ToggleStop(StopOn::Landmark(
        LandmarkKind::Exception,
    )));
    desk.ask(Command::Continue(Forward));
    assert_eq!(desk.place().1, 6);
}

#[test]
fn a_program_is_asked_for_input_and_given_it() {
    let (_folder, path) = script("name = input('who? ')\nprint('Hello', name)\n");
    let mut desk = Desk::open(Program::File(path));
    desk.ask(Command::GoTo(Place::End));
    assert!(desk.shown.asks, "{:?}", desk.shown.moment.state);
    desk.ask(Command::Input(Some("Ada".to_string())));
    desk.ask(Command::GoTo(Place::End));
    assert!(!desk.shown.asks);
    let output: String = desk
        .shown
        .moment
        .output
        .iter()
        .map(|chunk| chunk.text.clone())
        .collect();
    assert_eq!(output, "who? Hello Ada\n");
}

#[test]
fn a_watched_name_gets_a_row_for_each_value_up_to_here() {
    let text = "total = 0\nfor n in [3, 5]:\n    total += n\n\ndef f(n):\n    return n\n\nf(9)\n";
    let (_folder, path) = script(text);
    let mut desk = Desk::open(Program::File(path));
    let watched = |name: &str, function: Option<&str>| {
        Command::ToggleWatch(WatchedName {
            name: name.to_string(),
            function: function.map(str::to_string),
        })
    };
    let table = |desk: &Desk| -> Vec<(u32, String)> {
        let text = |row: &crate::inspect::view::WatchRow| {
            let values = row.values.iter().map(|value| match value {
                Some(value) => value.repr.clone(),
                None => "-".to_string(),
            });
            values.collect::<Vec<_>>().join(" ")
        };
        let rows = desk.shown.watch.rows.iter();
        rows.map(|row| (row.line, text(row))).collect()
    };
    desk.ask(watched("total", None));
    desk.ask(watched("n", Some("f")));
    assert_eq!(table(&desk), []);
    desk.ask(Command::GoTo(Place::End));
    let all = [(1, "0 -"), (3, "3 -"), (3, "8 -"), (8, "8 9")].map(|(l, t)| (l, t.to_string()));
    assert_eq!(table(&desk), all);
    // What lies ahead is not told.
    let step = desk.shown.watch.rows[1].step;
    desk.ask(Command::GoTo(Place::Step(step)));
    assert_eq!(table(&desk), all[..2]);
    assert_eq!(desk.place().1, 3);
    desk.ask(watched("total", None));
    desk.ask(Command::WatchNothing);
    assert!(desk.shown.watch.names.is_empty());
}
