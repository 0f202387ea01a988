//! The terminal itself: taking it over, giving it back (also on a panic), and its events.

use std::io::{self, stdout};
use std::sync::mpsc::Sender;
use std::time::Duration;

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event,
    MouseButton, MouseEvent, MouseEventKind, poll, read,
};
use crossterm::execute;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, enable_raw_mode,
};
use ratatui::DefaultTerminal;
use ratatui::layout::Rect;

use super::app::{Click, Message};
use super::draw::draw;
use super::key::Key;

/// The terminal while it is ours; dropping it gives it back.
pub struct Screen {
    terminal: DefaultTerminal,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over: raw mode, other screen, mouse, bracketed paste.
    ///
    /// # Errors
    /// There is no terminal, or it refuses.
    pub fn take() -> io::Result<Screen> {
        let terminal = ratatui::try_init()?;
        restore_modes_on_panic();
        let screen = Screen {
            terminal,
            mouse: true,
        };
        screen.enter()?;
        Ok(screen)
    }

    /// The size in cells.
    ///
    /// # Errors
    /// The terminal does not tell.
    pub fn area(&self) -> io::Result<Rect> {
        let size = self.terminal.size()?;
        Ok(Rect::new(0, 0, size.width, size.height))
    }

    fn enter(&self) -> io::Result<()> {
        execute!(stdout(), EnableBracketedPaste)?;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)
        } else {
            Ok(())
        }
    }

    /// Draws the state, all at once where the terminal can do that.
    ///
    /// # Errors
    /// Writing fails.
    pub fn draw(&mut self, app: &mut super::app::App) -> io::Result<()> {
        execute!(stdout(), BeginSynchronizedUpdate)?;
        let mut geometry = None;
        self.terminal
            .draw(|frame| geometry = Some(draw(frame, app)))?;
        execute!(stdout(), EndSynchronizedUpdate)?;
        app.drawn = geometry.unwrap_or_default();
        Ok(())
    }

    /// Forgets what is on the screen, so that everything is drawn anew. (`Terminal::clear` would
    /// ask for the cursor's position, and the input thread would swallow the answer.)
    ///
    /// # Errors
    /// The terminal does not tell its size.
    pub fn redraw(&mut self) -> io::Result<()> {
        let area = self.area()?;
        self.terminal.resize(area)
    }

    /// Takes the mouse, or leaves it to the terminal.
    ///
    /// # Errors
    /// Writing fails.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on {
            execute!(stdout(), EnableMouseCapture)
        } else {
            execute!(stdout(), DisableMouseCapture)
        }
    }

    /// Gives the terminal to the shell until it continues this process.
    ///
    /// # Errors
    /// The terminal refuses to be taken over again.
    pub fn suspend(&mut self) -> io::Result<()> {
        leave_modes();
        ratatui::try_restore()?;
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen)?;
        self.enter()?;
        self.redraw()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave_modes();
        ratatui::restore();
    }
}

/// Leaves the modes that ratatui does not know of. A terminal that is gone cannot be mended.
fn leave_modes() {
    let _ = execute!(
        stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        EndSynchronizedUpdate
    );
}

fn restore_modes_on_panic() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // What fails there is said in a banner, and the terminal stays taken.
        if std::thread::current().name() == Some(crate::session::THREAD) {
            return;
        }
        leave_modes();
        before(info);
    }));
}

/// Reads the terminal's events on a thread of its own, which lives as long as the program.
pub fn listen(messages: Sender<Message>) {
    // The first look installs the handler of size changes; one that comes before is lost.
    let _ = poll(Duration::ZERO);
    std::thread::spawn(move || {
        while let Ok(event) = read() {
            if let Some(message) = message_of(event)
                && messages.send(message).is_err()
            {
                return;
            }
        }
    });
}

fn message_of(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) => Key::from_event(key).map(Message::Key),
        Event::Mouse(mouse) => click_of(mouse).map(Message::Mouse),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(width, height) => Some(Message::Resize(width, height)),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn click_of(event: MouseEvent) -> Option<Click> {
    let (x, y) = (event.column, event.row);
    Some(match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Click::Down(x, y),
        MouseEventKind::Drag(MouseButton::Left) => Click::Drag(x, y),
        MouseEventKind::Up(MouseButton::Left) => Click::Up,
        MouseEventKind::ScrollUp => Click::WheelUp(x, y),
        MouseEventKind::ScrollDown => Click::WheelDown(x, y),
        _ => return None,
    })
}
