//! The table of commands, from which keys, palette, hints and help are made.

use crate::session::{Direction, Unit};

use super::key::Key;
use super::panel::Panel;
use super::picture::Form;

/// What a command does to the program or to the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Steps; a count says how many.
    Step(Unit, Direction),
    /// Runs to the nearest stop.
    Continue(Direction),
    /// Runs to the line under the cursor.
    RunToCursor(Direction),
    /// Goes to the start, or with a count to that step.
    Start,
    /// Goes to the end, or with a count to that step.
    End,
    /// Goes to a part of the run in percent: the count before it.
    Percent,
    /// Goes to the nearest landmark.
    Landmark(Direction),
    /// Goes to the nearest change of the object in the inspector.
    Change(Direction),
    /// Marks the place under the letter typed next.
    SetMark,
    /// Goes to the mark of the letter typed next.
    GoToMark,
    /// Goes back to where the last jump came from.
    JumpBack,
    /// Steps by itself until stopped.
    Play,
    /// Changes the pace of playing.
    Pace(i8),
    /// Sets or removes a breakpoint on the line under the cursor.
    Breakpoint,
    /// Shows what a run stops at, to be changed.
    StopWhen,
    /// Moves the cursor in the focused panel.
    Cursor(Move),
    /// Follows what the cursor is on.
    Follow,
    /// Leaves the innermost thing that is open.
    Leave,
    /// Puts the focus on the next or previous panel.
    NextPanel(Direction),
    /// Shows a panel and puts the focus on it.
    Show(Panel),
    /// Gives the focused panel all the room, or takes it back.
    Zoom,
    /// Shows the inspected object in the next of its three ways.
    Representation,
    /// Tells why the inspected object is there.
    Why,
    /// Watches the name under the cursor, or shows what is watched.
    Watch,
    /// Watches nothing any more.
    WatchNothing,
    /// Lets the inspector choose its object again.
    AutoSelect,
    /// Asks the lesson's question of this line.
    Predict,
    /// Searches in the focused panel.
    Search,
    /// Opens the command line.
    Palette,
    /// Shows the help.
    Help,
    /// Changes between the dark and the light theme.
    SwitchTheme,
    /// Gives the mouse to the terminal, or takes it back.
    SwitchMouse,
    /// Compiles and records the program again.
    Reload,
    /// Saves the screen in that form.
    SaveScreen(Form),
    /// Save the files that the program has written.
    SaveFiles,
    /// Shows the samples.
    Samples,
    /// Draws everything anew.
    Redraw,
    /// Stops a search or a run.
    Cancel,
    /// Gives the terminal back to the shell for a while.
    Suspend,
    /// Ends the program.
    Quit,
}

/// Ways to move the cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// The chapters of the help.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Steps through time.
    Stepping,
    /// Jumps in time.
    Places,
    /// Panels and what is in them.
    Looking,
    /// The program itself.
    Program,
}

impl Group {
    /// The chapters in their order.
    pub const ALL: [Group; 4] = [
        Group::Stepping,
        Group::Places,
        Group::Looking,
        Group::Program,
    ];

    /// The chapter's title.
    pub const fn title(self) -> &'static str {
        match self {
            Group::Stepping => "Stepping",
            Group::Places => "Places in time",
            Group::Looking => "Looking",
            Group::Program => "Program",
        }
    }
}

/// One command.
#[derive(Clone, Copy, Debug)]
pub struct CommandSpec {
    /// Its name in the palette.
    pub name: &'static str,
    /// Its keys, the one to show first, where the settings say nothing else.
    pub keys: &'static [Key],
    /// What it does, as the help says it.
    pub sentence: &'static str,
    /// Its word in the footer; empty: not shown there.
    pub hint: &'static str,
    /// Its chapter.
    pub group: Group,
    /// What it does.
    pub action: Action,
}

const fn command(
    name: &'static str,
    keys: &'static [Key],
    hint: &'static str,
    sentence: &'static str,
    group: Group,
    action: Action,
) -> CommandSpec {
    CommandSpec {
        name,
        keys,
        sentence,
        hint,
        group,
        action,
    }
}

use Action as A;
use Direction::{Back, Forward};
use Group::{Looking, Places, Program, Stepping};
use Key::{
    BackTab, Backspace, Char, Ctrl, Down, Enter, Esc, F, Left, PageDown, PageUp, Right, Tab, Up,
};

/// All commands, in the order of help and hints.
#[rustfmt::skip]
pub const COMMANDS: &[CommandSpec] = &[
    command("step", &[Right], "step", "Go forward one instruction, into calls.", Stepping, A::Step(Unit::Instruction, Forward)),
    command("step-back", &[Left], "back", "Go back one instruction.", Stepping, A::Step(Unit::Instruction, Back)),
    command("line", &[Char('s'), F(7)], "line", "Go to the next line, into calls.", Stepping, A::Step(Unit::Line, Forward)),
    command("line-back", &[Char('S')], "", "Go to the previous line, into calls.", Stepping, A::Step(Unit::Line, Back)),
    command("next", &[Char('n'), F(8)], "next", "Go to the next line, over calls.", Stepping, A::Step(Unit::LineOver, Forward)),
    command("next-back", &[Char('N')], "", "Go to the previous line, over calls.", Stepping, A::Step(Unit::LineOver, Back)),
    command("over", &[Char('i')], "", "Go forward one instruction, over calls.", Stepping, A::Step(Unit::InstructionOver, Forward)),
    command("over-back", &[Char('I')], "", "Go back one instruction, over calls.", Stepping, A::Step(Unit::InstructionOver, Back)),
    command("telling", &[Char('l')], "", "Go forward to the next instruction that does more than load.", Stepping, A::Step(Unit::Telling, Forward)),
    command("telling-back", &[Char('L')], "", "Go back to the last instruction that did more than load.", Stepping, A::Step(Unit::Telling, Back)),
    command("micro", &[Char('.')], "", "Go forward one event inside the instruction.", Stepping, A::Step(Unit::Micro, Forward)),
    command("micro-back", &[Char(',')], "", "Go back one event inside the instruction.", Stepping, A::Step(Unit::Micro, Back)),
    command("finish", &[Char('f')], "finish", "Run to the end of this function.", Stepping, A::Step(Unit::Frame, Forward)),
    command("finish-back", &[Char('F')], "", "Go back to the call of this function.", Stepping, A::Step(Unit::Frame, Back)),
    command("continue", &[Char('c'), F(5)], "run", "Run to the next breakpoint or stop of the lesson, or to the end.", Stepping, A::Continue(Forward)),
    command("continue-back", &[Char('C')], "", "Run back to the previous breakpoint or stop, or to the start.", Stepping, A::Continue(Back)),
    command("run-to", &[Char('t')], "", "Run to the line under the cursor.", Stepping, A::RunToCursor(Forward)),
    command("run-to-back", &[Char('T')], "", "Run back to the line under the cursor.", Stepping, A::RunToCursor(Back)),
    command("play", &[Char(' ')], "", "Step by itself, until pressed again.", Stepping, A::Play),
    command("faster", &[Char('+'), Char('=')], "", "Play faster.", Stepping, A::Pace(1)),
    command("slower", &[Char('-')], "", "Play slower.", Stepping, A::Pace(-1)),

    command("start", &[Char('g')], "", "Go to the start; 500g goes to step 500.", Places, A::Start),
    command("end", &[Char('G')], "", "Go to the end; 500G goes to step 500.", Places, A::End),
    command("percent", &[Char('%')], "", "Go to a part of the run: 50% is half way.", Places, A::Percent),
    command("landmark", &[Char('}')], "", "Go to the next landmark: a resize, a call, output ...", Places, A::Landmark(Forward)),
    command("landmark-back", &[Char('{')], "", "Go to the previous landmark.", Places, A::Landmark(Back)),
    command("change", &[Char(']')], "", "Go to the next change of the inspected object.", Places, A::Change(Forward)),
    command("change-back", &[Char('[')], "", "Go to the previous change of the inspected object.", Places, A::Change(Back)),
    command("mark", &[Char('m')], "", "Mark this place: m and a letter.", Places, A::SetMark),
    command("go-mark", &[Char('\'')], "", "Go to a mark: ' and its letter.", Places, A::GoToMark),
    command("jump-back", &[Backspace], "", "Go back to where the last jump came from.", Places, A::JumpBack),
    command("breakpoint", &[Char('b'), F(9)], "break", "Set or remove a breakpoint on the line under the cursor.", Places, A::Breakpoint),
    command("stop-when", &[Char('e')], "", "Choose what a run stops at: a resize, a collection, an exception, output ...", Places, A::StopWhen),

    command("next-panel", &[Tab], "panel", "Put the focus on the next panel; a digit chooses one.", Looking, A::NextPanel(Forward)),
    command("previous-panel", &[BackTab], "", "Put the focus on the previous panel.", Looking, A::NextPanel(Back)),
    command("zoom", &[Char('z')], "zoom", "Give the panel all the room, or take it back.", Looking, A::Zoom),
    command("up", &[Up, Char('k')], "", "Move the cursor up.", Looking, A::Cursor(Move::Up)),
    command("down", &[Down, Char('j')], "", "Move the cursor down.", Looking, A::Cursor(Move::Down)),
    command("page-up", &[PageUp], "", "Move the cursor a page up.", Looking, A::Cursor(Move::PageUp)),
    command("page-down", &[PageDown], "", "Move the cursor a page down.", Looking, A::Cursor(Move::PageDown)),
    command("first", &[Key::Home], "", "Move the cursor to the first row.", Looking, A::Cursor(Move::First)),
    command("last", &[Key::End], "", "Move the cursor to the last row.", Looking, A::Cursor(Move::Last)),
    command("follow", &[Enter], "", "Look into the object under the cursor; run to the line; go to the step.", Looking, A::Follow),
    command("leave", &[Esc], "", "Leave what is open; back to the object looked at before.", Looking, A::Leave),
    command("as-struct", &[Char('~')], "", "Show the object as a picture, as its C struct, as bytes.", Looking, A::Representation),
    command("why", &[Char('y')], "", "Tell why the inspected object is there: who made it, who changed it, who keeps it alive.", Looking, A::Why),
    command("watch", &[Char('w')], "", "Watch the name under the cursor, or show the values that watched names took.", Looking, A::Watch),
    command("watch-nothing", &[Char('W')], "", "Watch nothing any more.", Looking, A::WatchNothing),
    command("auto", &[Char('a')], "", "Let the inspector choose the most telling object again.", Looking, A::AutoSelect),
    command("search", &[Char('/')], "", "Search in this panel; again goes to the next match.", Looking, A::Search),
    command("source", &[], "", "Show the source.", Looking, A::Show(Panel::Source)),
    command("bytecode", &[], "", "Show the bytecode.", Looking, A::Show(Panel::Bytecode)),
    command("stack", &[], "", "Show the value stack.", Looking, A::Show(Panel::Stack)),
    command("frames", &[], "", "Show the frames.", Looking, A::Show(Panel::Frames)),
    command("names", &[], "", "Show the names by scope.", Looking, A::Show(Panel::Names)),
    command("object", &[], "", "Show the inspected object.", Looking, A::Show(Panel::Object)),
    command("memory", &[], "", "Show arenas, pools, blocks and free lists.", Looking, A::Show(Panel::Memory)),
    command("collector", &[], "", "Show the garbage collector's generations.", Looking, A::Show(Panel::Collector)),
    command("output", &[], "", "Show what the program printed.", Looking, A::Show(Panel::Output)),
    command("events", &[], "", "Show the events inside this instruction.", Looking, A::Show(Panel::Events)),

    command("predict", &[Char('p')], "predict", "Answer the lesson's question about what comes next.", Program, A::Predict),
    command("palette", &[Char(':'), Ctrl('p')], "", "Run a command by its name, or go to a step by its number.", Program, A::Palette),
    command("help", &[Char('?'), F(1)], "help", "Show this help.", Program, A::Help),
    command("samples", &[Char('o')], "samples", "Open a sample.", Program, A::Samples),
    command("reload", &[Char('r')], "", "Compile and record the program again, and stay at this place.", Program, A::Reload),
    command("picture", &[Char('x')], "", "Save this screen as an SVG picture, for slides and handouts.", Program, A::SaveScreen(Form::Svg)),
    command("screen-text", &[], "", "Save this screen as plain text.", Program, A::SaveScreen(Form::Text)),
    command("save-files", &[], "", "Save the files that the program has written by here, in the folder saved_files.", Program, A::SaveFiles),
    command("theme", &[], "", "Change between dark and light.", Program, A::SwitchTheme),
    command("mouse", &[], "", "Give the mouse to the terminal (to copy text), or take it back.", Program, A::SwitchMouse),
    command("redraw", &[Ctrl('l')], "", "Draw everything anew.", Program, A::Redraw),
    command("cancel", &[Ctrl('c')], "", "Stop a search or a run.", Program, A::Cancel),
    command("suspend", &[Ctrl('z')], "", "Go to the shell; `fg` comes back.", Program, A::Suspend),
    command("quit", &[Char('q')], "quit", "Leave Cutaway.", Program, A::Quit),
];

/// The commands whose name or sentence has all words of `text`, names first.
pub fn matching(text: &str) -> Vec<&'static CommandSpec> {
    let words: Vec<String> = text
        .to_lowercase()
        .split_whitespace()
        .map(String::from)
        .collect();
    let has = |hay: &str| {
        words
            .iter()
            .all(|w| hay.to_lowercase().contains(w.as_str()))
    };
    let (mut named, told): (Vec<&CommandSpec>, Vec<&CommandSpec>) = COMMANDS
        .iter()
        .filter(|c| has(c.name) || has(&format!("{} {}", c.name, c.sentence)))
        .partition(|c| has(c.name));
    named.sort_by_key(|c| !c.name.starts_with(text));
    named.extend(told);
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_keys_are_given_once() {
        for (i, a) in COMMANDS.iter().enumerate() {
            for b in &COMMANDS[i + 1..] {
                assert_ne!(a.name, b.name);
                assert!(
                    a.keys.iter().all(|k| !b.keys.contains(k)),
                    "{} and {} share a key",
                    a.name,
                    b.name
                );
            }
        }
    }

    #[test]
    fn digits_are_left_for_counts_and_panels() {
        let mut keys = COMMANDS.iter().flat_map(|c| c.keys);
        assert!(!keys.any(|key| matches!(key, Key::Char('0'..='9'))));
    }

    #[test]
    fn going_back_is_the_same_letter_in_capitals() {
        let letter = |name: &str| {
            COMMANDS
                .iter()
                .find(|c| c.name == name)
                .and_then(|c| c.keys.first())
                .copied()
        };
        for name in [
            "line", "next", "over", "telling", "finish", "continue", "run-to",
        ] {
            let (Some(Key::Char(there)), Some(Key::Char(back))) =
                (letter(name), letter(&format!("{name}-back")))
            else {
                panic!("{name} lacks a key");
            };
            assert_eq!(there.to_ascii_uppercase(), back);
        }
    }

    #[test]
    fn the_palette_finds_names_first() {
        assert_eq!(matching("step")[0].name, "step");
        assert_eq!(matching("breakpoint line")[0].name, "breakpoint");
        assert!(matching("nothing like this").is_empty());
    }
}
