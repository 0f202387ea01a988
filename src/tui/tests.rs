//! Screens: keys in, screen out.

use std::sync::mpsc::{Receiver, channel};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::app::{App, Click, Effect, Message, Overlay};
use super::draw::draw;
use super::key::Key;
use super::style::{ASCII, Depth, Look, Signs, Theme, UNICODE};
use crate::session::Program;
use crate::session::fixture::FakeSession;

/// A front end on a made-up session and a terminal in memory.
struct Desk {
    app: App,
    updates: Receiver<crate::session::Update>,
    terminal: Terminal<TestBackend>,
}

impl Desk {
    fn new(width: u16, height: u16, signs: &'static Signs) -> Desk {
        let (sender, updates) = channel();
        let session = FakeSession::new(Box::new(move |u| drop(sender.send(u))));
        let look = Look {
            theme: Theme::Dark,
            depth: Depth::True,
            signs,
        };
        let app = App::new(Box::new(session), look, Rect::new(0, 0, width, height));
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        Desk {
            app,
            updates,
            terminal,
        }
    }

    /// The sample `list_growth`, its introduction closed.
    fn open(width: u16, height: u16) -> Desk {
        let mut desk = Desk::new(width, height, &UNICODE);
        desk.app.open(Program::Sample("list_growth".to_string()));
        desk.settle();
        desk.app.overlay = Overlay::None;
        desk.settle();
        desk
    }

    fn settle(&mut self) {
        while let Ok(update) = self.updates.try_recv() {
            self.app.update(Message::Update(update));
        }
        // The backend keeps what lay under the second half of a wide character; terminals do not.
        self.terminal.clear().unwrap();
        let mut geometry = None;
        self.terminal
            .draw(|frame| geometry = Some(draw(frame, &self.app)))
            .unwrap();
        self.app.drawn = geometry.unwrap();
    }

    /// Presses keys: words like `Tab`, or characters.
    fn keys(&mut self, keys: &str) {
        for word in keys.split_whitespace() {
            let key = match word {
                "→" => Key::Right,
                "←" => Key::Left,
                "↓" => Key::Down,
                "↑" => Key::Up,
                "Tab" => Key::Tab,
                "Enter" => Key::Enter,
                "Esc" => Key::Esc,
                "Wait" => {
                    (0..20).for_each(|_| self.app.update(Message::Tick));
                    self.settle();
                    continue;
                }
                one => Key::Char(one.chars().next().unwrap()),
            };
            self.app.update(Message::Key(key));
            self.settle();
        }
    }

    fn click(&mut self, x: u16, y: u16) {
        self.app.update(Message::Mouse(Click::Down(x, y)));
        self.app.update(Message::Mouse(Click::Up));
        self.settle();
    }

    fn screen(&self) -> String {
        self.terminal.backend().to_string()
    }

    fn step(&self) -> u64 {
        self.app.shown.as_ref().unwrap().moment.step
    }

    #[track_caller]
    fn sees(&self, text: &str) {
        assert!(
            self.screen().contains(text),
            "{text:?} is not on the screen:\n{}",
            self.screen()
        );
    }
}

/// Runs the terminal front end on the made-up session, to look at it:
/// `cargo test --lib tui::tests::look -- --ignored --nocapture`.
#[test]
#[ignore = "needs a terminal and a person"]
fn look() {
    let options = super::Options::default();
    super::run(options, |outbox| Box::new(FakeSession::new(outbox))).unwrap();
}

#[test]
fn the_screen_at_80x24() {
    let mut desk = Desk::open(80, 24);
    desk.keys("→ → →");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_screen_at_120x40() {
    let mut desk = Desk::open(120, 40);
    desk.keys("→ → →");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_screen_at_200x55() {
    let mut desk = Desk::open(200, 55);
    desk.keys("→ → →");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_samples() {
    let mut desk = Desk::new(80, 24, &UNICODE);
    desk.app.pick();
    desk.settle();
    desk.sees("A list grows by leaps");
    desk.keys("Enter");
    desk.sees("any key goes on");
    desk.keys("→");
    assert_eq!(
        desk.step(),
        1,
        "the key that closes the introduction also steps"
    );
}

#[test]
fn ascii_signs_only() {
    let mut desk = Desk::new(80, 24, &ASCII);
    desk.app.open(Program::Sample("list_growth".to_string()));
    desk.settle();
    desk.keys("Esc → → →");
    // What the program itself shows may have any characters; the frame may not.
    let frame = desk
        .screen()
        .replace("你", "")
        .replace("好", "")
        .replace('…', "");
    assert_eq!(frame.chars().find(|c| !c.is_ascii()), None, "{frame}");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn steps_count_and_go_back() {
    let mut desk = Desk::open(80, 24);
    desk.keys("→ →");
    assert_eq!(desk.step(), 2);
    desk.keys("5 →");
    assert_eq!(desk.step(), 7);
    desk.keys("1 0 ←");
    assert_eq!(desk.step(), 0);
    desk.keys("4 2 G");
    assert_eq!(desk.step(), 42);
    desk.keys("5 0 %");
    assert_eq!(desk.step(), 50);
    desk.keys("G");
    assert_eq!(desk.step(), 100);
    desk.sees("ended");
    desk.keys("g");
    assert_eq!(desk.step(), 0);
}

#[test]
fn a_lone_digit_is_a_panel() {
    let mut desk = Desk::open(80, 24);
    desk.keys("8");
    desk.sees("how many times");
    desk.keys("Wait");
    desk.sees("8 Collector");
    desk.keys("7 Enter");
    desk.sees("7 Memory");
    desk.keys("1 Enter");
    desk.sees("7 Memory");
}

#[test]
fn zoom_gives_all_the_room_and_takes_it_back() {
    let mut desk = Desk::open(80, 24);
    desk.keys("6 Enter z");
    insta::assert_snapshot!(desk.screen());
    desk.keys("Esc");
    desk.sees("1 Source");
}

#[test]
fn names_lead_to_objects_and_back() {
    let mut desk = Desk::open(100, 30);
    desk.keys("5 Enter z ↓ ↓ Enter");
    desk.sees("8 characters of 1 byte each");
    desk.keys("Esc Esc");
    desk.sees("allocated");
}

#[test]
fn a_dict_is_drawn_with_its_probes() {
    let mut desk = Desk::open(100, 36);
    desk.app.follow_for_test(30);
    desk.settle();
    desk.keys("z");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn a_set_is_drawn_with_its_dummies() {
    let mut desk = Desk::open(80, 24);
    desk.app.follow_for_test(31);
    desk.settle();
    desk.keys("z");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_inspector_shows_the_struct() {
    let mut desk = Desk::open(80, 24);
    desk.keys("~ z");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn memory_and_collector() {
    let mut desk = Desk::open(100, 30);
    desk.keys("7 Enter z");
    insta::assert_snapshot!("memory", desk.screen());
    desk.keys("z 8 Enter z");
    insta::assert_snapshot!("collector", desk.screen());
}

#[test]
fn what_changed_is_marked() {
    let mut desk = Desk::open(80, 24);
    desk.keys("→ → → →");
    desk.sees("•ob_size 1");
    desk.keys("←");
    desk.sees("•ob_size 0");
}

#[test]
fn breakpoints_by_key_and_mouse() {
    let mut desk = Desk::open(80, 24);
    desk.keys("b");
    desk.sees("●▶ 9");
    desk.keys("b ↑ ↑ b");
    desk.sees("●  7");
    let drawn = desk.app.drawn.panels[0];
    let row = 8 - 1 - u16::try_from(drawn.offset).unwrap();
    desk.click(10, drawn.inner.y + row);
    desk.sees("●  8");
    desk.keys("↑ ↑ b");
    desk.sees("Line 6 has no instructions");
}

#[test]
fn the_mouse_scrubs_and_presses_hints() {
    let mut desk = Desk::open(80, 24);
    let track = desk.app.drawn.track;
    desk.click(track.right() - 1, track.y);
    assert_eq!(desk.step(), 100);
    desk.click(track.x, track.y);
    assert_eq!(desk.step(), 0);
    let (place, _) = desk
        .app
        .drawn
        .hints
        .iter()
        .find(|(_, a)| format!("{a:?}").contains("Help"))
        .unwrap();
    let place = *place;
    desk.click(place.x, place.y);
    desk.sees("Stepping");
}

#[test]
fn the_lesson_asks_and_explains() {
    let mut desk = Desk::open(80, 24);
    desk.keys("2 0 →");
    insta::assert_snapshot!("question", desk.screen());
    desk.keys("2");
    insta::assert_snapshot!("answered", desk.screen());
    desk.keys("Enter → ←");
    assert!(
        desk.app.overlay == Overlay::None,
        "a question is asked once"
    );
}

#[test]
fn help_is_made_from_the_table_and_searchable() {
    let mut desk = Desk::open(80, 24);
    desk.keys("?");
    insta::assert_snapshot!(desk.screen());
    desk.keys("p e r c e n t");
    desk.sees("50% is half way");
    desk.keys("Esc");
    desk.sees("1 Source");
}

#[test]
fn the_palette_runs_commands() {
    let mut desk = Desk::open(80, 24);
    desk.keys(": c o l l");
    desk.sees("▶ collector");
    desk.keys("Enter");
    desk.sees("8 Collector");
    desk.keys(": 7 7 Enter");
    assert_eq!(desk.step(), 77);
}

#[test]
fn micro_steps_are_told() {
    let mut desk = Desk::open(80, 24);
    desk.keys("→ → → . 0 Enter");
    desk.sees("1 of 4: list_resize: 0 -> 4 slots");
    desk.sees("0 Events");
}

#[test]
fn a_fault_in_the_saved_script_is_a_banner() {
    let mut desk = Desk::open(80, 24);
    desk.keys("r");
    desk.sees("! line 9: invalid syntax");
}

#[test]
fn a_script_that_cannot_be_compiled_says_so() {
    let mut desk = Desk::new(80, 24, &UNICODE);
    let fault = "  File \"story.py\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax";
    desk.app
        .update(Message::Update(crate::session::Update::Banner(Some(
            fault.to_string(),
        ))));
    desk.settle();
    desk.sees("    x = = 1");
    desk.sees("SyntaxError: invalid syntax");
    desk.keys("o");
    desk.sees("Names are references");
}

#[test]
fn playing_steps_by_itself_and_stops() {
    let mut desk = Desk::open(80, 24);
    desk.app.update(Message::Key(Key::Char(' ')));
    desk.keys("Wait");
    assert_eq!(desk.step(), 1);
    desk.app.update(Message::Key(Key::Char(' ')));
    desk.keys("Wait Wait");
    assert_eq!(desk.step(), 1);
}

#[test]
fn every_size_is_survived() {
    let mut desk = Desk::open(80, 24);
    desk.keys("→ → →");
    for (width, height) in [
        (1, 1),
        (20, 5),
        (59, 30),
        (60, 16),
        (99, 24),
        (100, 24),
        (139, 60),
        (140, 20),
        (300, 90),
    ] {
        desk.terminal.backend_mut().resize(width, height);
        desk.app.update(Message::Resize(width, height));
        for keys in ["8 Enter", "z", "?", "Esc", ":", "Esc", "p", "Esc", "z"] {
            desk.keys(keys);
        }
    }
    desk.terminal.backend_mut().resize(59, 24);
    desk.settle();
    desk.sees("Too small: 59x24, needs 60x16");
}

#[test]
fn pasted_text_never_runs_commands() {
    let mut desk = Desk::open(80, 24);
    desk.app.update(Message::Paste("q\nq".to_string()));
    assert!(
        !desk
            .app
            .take_effects()
            .iter()
            .any(|e| matches!(e, Effect::Quit))
    );
    desk.keys(":");
    desk.app.update(Message::Paste("zo".to_string()));
    desk.settle();
    desk.sees(":zo_");
}
