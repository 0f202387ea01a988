//! The terminal front end: key → message → update → draw.
//!
//! ```text
//!   terminal ──events──▶ Message ──▶ App::update ──Command──▶ session
//!   session ───Update──▶    │             │
//!                           └──────◀──────┴──▶ draw (reads App, writes cells)
//! ```
//! It knows views and sessions, and nothing of the machine.

pub mod app;
mod bar;
pub mod command;
mod detect;
mod draw;
mod highlight;
mod key;
mod keymap;
mod layout;
mod overlay;
mod panel;
mod picture;
mod settings;
mod style;
mod terminal;
#[cfg(test)]
mod tests;
mod text;

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::session::{Outbox, Program, Session};

use app::{App, Effect, Message};
use highlight::Request;
pub use settings::{Settings, example};
pub use style::Theme;
use terminal::Screen;

/// How the terminal front end starts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// What to open; `None` shows the samples.
    pub program: Option<Program>,
    /// Theme, signs, mouse and keys.
    pub settings: Settings,
}

/// Time between ticks, as long as somebody wants them.
const TICK: Duration = Duration::from_millis(50);

/// Runs until the user leaves.
///
/// # Errors
/// There is no terminal, or it fails.
pub fn run(options: Options, session: impl FnOnce(Outbox) -> Box<dyn Session>) -> io::Result<()> {
    let (sender, messages) = channel();
    let look = detect::look(
        |name| std::env::var(name).ok(),
        options.settings.theme,
        options.settings.ascii,
    );
    let mut screen = Screen::take()?;
    terminal::listen(sender.clone());
    let highlighter = start_highlighter(sender.clone());
    let session = session(Box::new(move |update| {
        drop(sender.send(Message::Update(update)))
    }));
    let mut app = App::new(session, look, screen.area()?);
    app.keys = options.settings.keys;
    if options.settings.no_mouse {
        app.leave_mouse();
    }
    match options.program {
        Some(program) => app.open(program),
        None => app.pick(),
    }
    main_loop(&mut app, &mut screen, &messages, &highlighter)
}

fn start_highlighter(sender: Sender<Message>) -> Sender<Request> {
    highlight::start(move |colours| drop(sender.send(Message::Colours(colours))))
}

fn main_loop(
    app: &mut App,
    screen: &mut Screen,
    messages: &Receiver<Message>,
    highlighter: &Sender<Request>,
) -> io::Result<()> {
    let mut last_tick = Instant::now();
    loop {
        screen.draw(app)?;
        match next_message(app, messages, &mut last_tick) {
            Some(message) => app.update(message),
            None => return Ok(()),
        }
        // What has come in the meantime is one picture.
        for message in messages.try_iter().take(256) {
            app.update(message);
        }
        for effect in app.take_effects() {
            match effect {
                Effect::Highlight(request) => drop(highlighter.send(request)),
                Effect::Redraw => screen.redraw()?,
                Effect::Mouse(on) => screen.set_mouse(on)?,
                Effect::Suspend => screen.suspend()?,
                Effect::Quit => return Ok(()),
            }
        }
    }
}

/// The next message, or a tick when one is due; `None` when nobody can send any more.
fn next_message(
    app: &App,
    messages: &Receiver<Message>,
    last_tick: &mut Instant,
) -> Option<Message> {
    if !app.wants_ticks() {
        *last_tick = Instant::now();
        return messages.recv().ok();
    }
    let wait = TICK.saturating_sub(last_tick.elapsed());
    match messages.recv_timeout(wait) {
        Ok(message) => Some(message),
        Err(RecvTimeoutError::Disconnected) => None,
        Err(RecvTimeoutError::Timeout) => {
            *last_tick = Instant::now();
            Some(Message::Tick)
        }
    }
}
