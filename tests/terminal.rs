//! The real binary in a pseudo-terminal: it draws, takes keys and mouse, follows the size, stops
//! and comes back, and leaves the terminal as it found it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a test waits for something to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program in a terminal of its own.
struct Term {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Term {
    /// Starts Cutaway with these arguments.
    fn cutaway(rows: u16, cols: u16, args: &[&str], env: &[(&str, &str)]) -> Term {
        Term::start(rows, cols, env!("CARGO_BIN_EXE_cutaway"), args, env)
    }

    fn start(rows: u16, cols: u16, program: &str, args: &[&str], env: &[(&str, &str)]) -> Term {
        let pair = native_pty_system().openpty(size(rows, cols)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env("RUST_BACKTRACE", "0");
        command.env_remove("NO_COLOR");
        command.env_remove("COLORTERM");
        // Not the settings of whoever runs the tests.
        command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        // As long as somebody holds the other end, the end of output never arrives.
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(rows), cells(cols), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let (to_screen, to_raw) = (Arc::clone(&screen), Arc::clone(&raw));
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 {
                    break;
                }
                to_screen.lock().unwrap().process(&buffer[..count]);
                to_raw.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        Term {
            master: pair.master,
            keyboard,
            child,
            screen,
            raw,
        }
    }

    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    #[track_caller]
    fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        while !holds(self.screen.lock().unwrap().screen()) {
            assert!(
                start.elapsed() < PATIENCE,
                "waited in vain for {what}; the screen:\n{}",
                self.text()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    fn sees(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    fn resize(&mut self, rows: u16, cols: u16) {
        self.screen
            .lock()
            .unwrap()
            .screen_mut()
            .set_size(cells(rows), cells(cols));
        self.master.resize(size(rows, cols)).unwrap();
    }

    /// Waits for the end of the program and checks that the terminal is as before.
    #[track_caller]
    fn ends_well(&mut self) {
        assert!(self.child.wait().unwrap().success());
        self.wait_until("the main screen", |screen| {
            !screen.alternate_screen()
                && !screen.bracketed_paste()
                && !screen.hide_cursor()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        // Ended already, or to be ended: both are fine.
        let _ = self.child.kill();
    }
}

/// A script in a folder of its own, removed with it.
fn script(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.py");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn a_sample_is_stepped_forwards_and_backwards() {
    let mut term = Term::cutaway(40, 120, &[], &[]);
    term.sees("A list grows by leaps");
    term.press("3\r");
    term.sees("any key goes on");
    term.press("\r");
    term.sees("step 0 of");
    // To the first stop of the lesson, then to the question at the first append.
    term.press("c");
    term.sees("An empty list has no array at all");
    term.press("c");
    term.sees("How many slots will the array have after this append?");
    term.press("1");
    term.sees("4  right");
    term.press("\r");
    term.press("sssss");
    term.sees("allocated 4");
    term.press("g");
    term.sees("step 0 of");
    term.press("G");
    term.sees("ended, exit status 0");
    term.press("\x1b[D");
    term.sees("RETURN_VALUE");
    term.press("q");
    term.ends_well();
}

#[test]
fn a_script_is_run_again_when_it_is_saved() {
    let (_folder, path) = script("x = 1\nprint('first', x)\n");
    let mut term = Term::cutaway(40, 120, &[path.to_str().unwrap()], &[]);
    term.sees("step 0 of");
    term.press("9\rG");
    term.sees("first 1");
    // As editors save: a new file is put in the old one's place.
    let new = path.with_extension("new");
    std::fs::write(&new, "x = 2\nprint('second', x)\n").unwrap();
    std::fs::rename(&new, &path).unwrap();
    term.sees("second 2");
    std::fs::write(&path, "x = = 2\n").unwrap();
    term.sees("SyntaxError: invalid syntax");
    std::fs::write(&path, "x = 3\nprint('third', x)\n").unwrap();
    term.sees("third 3");
    term.press("q");
    term.ends_well();
}

#[test]
fn the_mouse_sets_breakpoints_and_scrubs() {
    let (_folder, path) = script("x = 1\ny = 2\nz = 3\n");
    let mut term = Term::cutaway(24, 80, &[path.to_str().unwrap()], &[]);
    term.sees("step 0 of 8");
    // A click on the third line of the source, then run.
    term.press("\x1b[<0;20;5M\x1b[<0;20;5m");
    term.sees("●");
    term.press("c");
    term.sees("step 4 of 8");
    // A click on the right end of the timeline.
    term.press("\x1b[<0;79;23M\x1b[<0;79;23m");
    term.sees("ended, exit status 0");
    term.press("q");
    term.ends_well();
}

#[test]
fn it_opens_on_its_samples_and_leaves_the_terminal_as_it_was() {
    let mut term = Term::cutaway(24, 80, &[], &[]);
    term.sees("A list grows by leaps");
    term.wait_until("the modes", |screen| {
        screen.alternate_screen()
            && screen.bracketed_paste()
            && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Sgr
    });
    term.press("q");
    term.ends_well();
}

#[test]
fn it_follows_the_size_of_the_terminal() {
    let mut term = Term::cutaway(24, 80, &[], &[]);
    term.sees("Names are references");
    term.resize(10, 40);
    term.sees("Too small: 40x10, needs 60x16");
    term.resize(55, 200);
    term.sees("Names are references");
    term.press("q");
    term.ends_well();
}

#[test]
fn without_colours_there_are_none() {
    let mut term = Term::cutaway(24, 80, &[], &[("NO_COLOR", "1")]);
    term.sees("Names are references");
    term.press("q");
    term.ends_well();
    let raw = term.raw.lock().unwrap();
    let text = String::from_utf8_lossy(&raw);
    assert!(
        !text.contains("\x1b[38;") && !text.contains("\x1b[48;"),
        "colours under NO_COLOR"
    );
}

/// It must be a job of a shell: the kernel drops the stop signal of a process that no shell owns.
#[test]
fn the_shell_can_stop_it_and_bring_it_back() {
    if !std::path::Path::new("/bin/bash").exists() {
        return;
    }
    let mut term = Term::start(
        24,
        80,
        "/bin/bash",
        &["--norc", "-i"],
        &[("PS1", "READY> ")],
    );
    term.sees("READY>");
    term.press(&format!("'{}'\n", env!("CARGO_BIN_EXE_cutaway")));
    term.sees("Names are references");
    term.press("\x1a");
    term.sees("Stopped");
    term.wait_until("the main screen", |screen| !screen.alternate_screen());
    term.press("fg\n");
    term.wait_until("the other screen", |screen| screen.alternate_screen());
    term.sees("Names are references");
    term.press("q");
    term.wait_until("the main screen", |screen| !screen.alternate_screen());
    term.press("exit\n");
    term.child.wait().unwrap();
}

#[test]
fn a_file_that_is_not_there_is_told_in_one_line() {
    let mut term = Term::cutaway(24, 80, &["no/such/story.py"], &[]);
    term.sees("no/such/story.py");
    assert!(!term.child.wait().unwrap().success());
}

#[test]
fn keys_can_be_changed_and_the_screen_be_saved() {
    let (folder, _path) = script("x = 1\ny = 2\n");
    let config = folder.path().join("cutaway");
    std::fs::create_dir(&config).unwrap();
    let text = "[keys]\nstep = \"d\"\npicture = [\"F6\"]\n";
    std::fs::write(config.join("config.toml"), text).unwrap();
    let start = format!(
        "cd '{}' && exec '{}' story.py",
        folder.path().display(),
        env!("CARGO_BIN_EXE_cutaway")
    );
    let home = [("XDG_CONFIG_HOME", folder.path().to_str().unwrap())];
    let mut term = Term::start(24, 80, "sh", &["-c", &start], &home);
    term.sees("step 0 of 6");
    term.press("dd");
    term.sees("step 2 of 6");
    term.press("\x1b[17~");
    term.sees("Saved in story_step_2.svg.");
    let picture = std::fs::read_to_string(folder.path().join("story_step_2.svg")).unwrap();
    assert!(picture.contains(">STORE_NAME</text>") && picture.ends_with("</svg>\n"));
    term.press("q");
    term.ends_well();
}
