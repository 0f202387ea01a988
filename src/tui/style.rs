//! The one place for colours and signs.
//!
//! Panels ask for a [`Role`], never for a colour. A role has a colour per theme, reduced to what
//! the terminal can show, and modifiers that stay when there are no colours at all. Whatever a
//! role tells is also told by a sign or a word beside it.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

/// What a piece of text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// What matters less: addresses, units, hints.
    Dim,
    /// Titles of panels.
    Title,
    /// Border of the focused panel.
    Focus,
    /// Border of the others.
    Border,
    /// The current line and instruction.
    Current,
    /// What changed since the last moment shown.
    Changed,
    /// What the next instruction uses.
    Operand,
    /// The row the cursor is on.
    Selected,
    /// The name of an object, `#12`.
    Object,
    /// The name of a type.
    Type,
    /// A breakpoint, an error, a dead thing.
    Alarm,
    /// Something right.
    Good,
    /// A lesson's words.
    Lesson,
    /// Keys in hints.
    Key,
    /// Source: keyword.
    Keyword,
    /// Source: string.
    Str,
    /// Source: number or constant.
    Number,
    /// Source: comment.
    Comment,
    /// Source: name of a function or class being defined or called.
    Definition,
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    /// None: NO_COLOR or a dumb terminal.
    Mono,
    /// The 16 named colours, as the user's terminal defines them.
    Ansi16,
    /// The colour cube of 256.
    Indexed,
    /// 24 bits.
    True,
}

/// Light text on dark, or the other way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// For dark backgrounds.
    #[default]
    Dark,
    /// For light backgrounds.
    Light,
}

/// Signs, in Unicode or ASCII.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signs {
    /// Whether these are the ASCII signs.
    pub ascii: bool,
    /// Marks the current line or instruction.
    pub current: &'static str,
    /// Marks a breakpoint.
    pub breakpoint: &'static str,
    /// Marks what changed since the last moment shown.
    pub changed: &'static str,
    /// Marks a line the lesson speaks about.
    pub lesson: &'static str,
    /// Points from a name to its object.
    pub arrow: &'static str,
    /// Marks where the current instruction may jump to.
    pub landing: &'static str,
    /// A block in use, a track already run.
    pub full: &'static str,
    /// A block given back.
    pub freed: &'static str,
    /// A block never used, an empty slot.
    pub empty: &'static str,
    /// The track still to run.
    pub track: &'static str,
    /// The place shown on the track.
    pub here: &'static str,
    /// Separates facts in a line.
    pub dot: &'static str,
    /// The border of panels.
    pub border: border::Set<'static>,
    /// Lines of diagrams: horizontal, vertical, then the nine joints row by row.
    pub lines: [&'static str; 11],
}

/// The signs of terminals that know Unicode.
pub const UNICODE: Signs = Signs {
    ascii: false,
    current: "▶",
    breakpoint: "●",
    changed: "•",
    lesson: "§",
    arrow: "→",
    landing: "◀",
    full: "█",
    freed: "░",
    empty: "·",
    track: "─",
    here: "◆",
    dot: " · ",
    border: border::ROUNDED,
    lines: ["─", "│", "┌", "┬", "┐", "├", "┼", "┤", "└", "┴", "┘"],
};

/// The signs of all others.
pub const ASCII: Signs = Signs {
    ascii: true,
    current: ">",
    breakpoint: "B",
    changed: "*",
    lesson: "$",
    arrow: "->",
    landing: "<",
    full: "#",
    freed: "o",
    empty: ".",
    track: "-",
    here: "@",
    dot: ", ",
    border: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
    lines: ["-", "|", "+", "+", "+", "+", "+", "+", "+", "+", "+"],
};

/// Colours and signs together: how everything looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// The theme.
    pub theme: Theme,
    /// The colours there are.
    pub depth: Depth,
    /// The signs.
    pub signs: &'static Signs,
}

impl Look {
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        let style = Style::new().add_modifier(modifiers(role, self.depth));
        if self.depth == Depth::Mono {
            return style;
        }
        let style = match ink(role) {
            Some(ink) => style.fg(self.colour(ink)),
            None => style,
        };
        match paper(role, self.theme) {
            Some(rgb) if self.depth != Depth::Ansi16 => style.bg(self.reduce(rgb)),
            Some(_) => style.add_modifier(Modifier::REVERSED),
            None => style,
        }
    }

    fn colour(&self, ink: Ink) -> Color {
        match self.depth {
            Depth::Mono => Color::Reset,
            Depth::Ansi16 => ink.ansi(self.theme),
            Depth::Indexed | Depth::True => self.reduce(ink.rgb(self.theme)),
        }
    }

    fn reduce(&self, (r, g, b): Rgb) -> Color {
        match self.depth {
            Depth::True => Color::Rgb(r, g, b),
            // The 6x6x6 cube starts at 16, its levels are 0, 95, 135, 175, 215, 255.
            _ => {
                let level = |v: u8| {
                    if v < 48 {
                        0
                    } else if v < 115 {
                        1
                    } else {
                        (v - 35) / 40
                    }
                };
                Color::Indexed(16 + 36 * level(r) + 6 * level(g) + level(b))
            }
        }
    }
}

type Rgb = (u8, u8, u8);

/// The inks: eight, told apart with red-green weakness too (blue, orange, teal, plum ...).
#[derive(Clone, Copy)]
enum Ink {
    Grey,
    Blue,
    Orange,
    Teal,
    Plum,
    Red,
    Gold,
    Green,
}

impl Ink {
    fn rgb(self, theme: Theme) -> Rgb {
        let (dark, light) = match self {
            Ink::Grey => ((0x8a, 0x91, 0x99), (0x6a, 0x70, 0x78)),
            Ink::Blue => ((0x6c, 0xb6, 0xff), (0x0b, 0x57, 0xb0)),
            Ink::Orange => ((0xff, 0xa6, 0x57), (0xa8, 0x4a, 0x00)),
            Ink::Teal => ((0x56, 0xd4, 0xc4), (0x00, 0x6d, 0x6a)),
            Ink::Plum => ((0xd2, 0xa8, 0xff), (0x79, 0x2e, 0xb0)),
            Ink::Red => ((0xff, 0x7b, 0x86), (0xb8, 0x1b, 0x2b)),
            Ink::Gold => ((0xf2, 0xcc, 0x60), (0x7d, 0x5a, 0x00)),
            Ink::Green => ((0x8d, 0xdb, 0x8c), (0x1a, 0x6b, 0x2a)),
        };
        match theme {
            Theme::Dark => dark,
            Theme::Light => light,
        }
    }

    fn ansi(self, theme: Theme) -> Color {
        match (self, theme) {
            (Ink::Grey, _) => Color::DarkGray,
            (Ink::Blue, Theme::Dark) => Color::LightBlue,
            (Ink::Blue, Theme::Light) => Color::Blue,
            (Ink::Orange, Theme::Dark) => Color::LightYellow,
            (Ink::Orange, Theme::Light) => Color::Red,
            (Ink::Teal, _) => Color::Cyan,
            (Ink::Plum, _) => Color::Magenta,
            (Ink::Red, Theme::Dark) => Color::LightRed,
            (Ink::Red, Theme::Light) => Color::Red,
            (Ink::Gold, Theme::Dark) => Color::Yellow,
            (Ink::Gold, Theme::Light) => Color::Magenta,
            (Ink::Green, _) => Color::Green,
        }
    }
}

fn ink(role: Role) -> Option<Ink> {
    Some(match role {
        Role::Text | Role::Selected => return None,
        Role::Dim | Role::Border | Role::Comment => Ink::Grey,
        Role::Title | Role::Focus | Role::Object | Role::Definition => Ink::Blue,
        Role::Current | Role::Key => Ink::Gold,
        Role::Changed => Ink::Orange,
        Role::Operand | Role::Number => Ink::Teal,
        Role::Type | Role::Keyword => Ink::Plum,
        Role::Alarm => Ink::Red,
        Role::Good | Role::Str | Role::Lesson => Ink::Green,
    })
}

fn paper(role: Role, theme: Theme) -> Option<Rgb> {
    match (role, theme) {
        (Role::Selected, Theme::Dark) => Some((0x30, 0x36, 0x3f)),
        (Role::Selected, Theme::Light) => Some((0xdd, 0xe5, 0xf0)),
        _ => None,
    }
}

fn modifiers(role: Role, depth: Depth) -> Modifier {
    match role {
        Role::Current | Role::Changed | Role::Title | Role::Key => Modifier::BOLD,
        Role::Focus => Modifier::BOLD,
        Role::Operand if depth == Depth::Mono => Modifier::UNDERLINED,
        Role::Selected if depth == Depth::Mono => Modifier::REVERSED,
        Role::Dim | Role::Comment | Role::Border if depth == Depth::Mono => Modifier::DIM,
        _ => Modifier::empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_colours_when_there_are_none() {
        let look = Look {
            theme: Theme::Dark,
            depth: Depth::Mono,
            signs: &ASCII,
        };
        for role in [Role::Changed, Role::Alarm, Role::Selected, Role::Operand] {
            assert_eq!(look.style(role).fg, None);
            assert_eq!(look.style(role).bg, None);
        }
    }

    #[test]
    fn colours_are_reduced_to_the_cube() {
        let look = Look {
            theme: Theme::Dark,
            depth: Depth::Indexed,
            signs: &UNICODE,
        };
        assert_eq!(look.reduce((0, 0, 0)), Color::Indexed(16));
        assert_eq!(look.reduce((255, 255, 255)), Color::Indexed(231));
    }
}
