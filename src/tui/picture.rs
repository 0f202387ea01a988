//! The screen as a file for slides and handouts: an SVG picture, or plain text.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::app::App;
use super::draw::draw;
use super::style::{Depth, Look, Theme};

/// Width and height of a cell, and the size of its letters, in the picture's units.
const CELL: (usize, usize, usize) = (9, 19, 15);

/// What the screen can be written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A vector picture.
    Svg,
    /// Its characters.
    Text,
}

impl Form {
    /// The end of the file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Form::Svg => "svg",
            Form::Text => "txt",
        }
    }
}

/// The screen as it would be drawn now, in all colours, as the text of a file.
pub fn of_screen(app: &mut App, form: Form) -> Option<String> {
    let look = app.look;
    if look.depth != Depth::Mono {
        app.look.depth = Depth::True;
    }
    let Rect { width, height, .. } = app.area;
    let mut terminal = Terminal::new(TestBackend::new(width, height)).ok()?;
    let drawn = terminal.draw(|frame| drop(draw(frame, app)));
    app.look = look;
    let buffer = drawn.ok()?.buffer.clone();
    Some(match form {
        Form::Svg => svg(&buffer, &look),
        Form::Text => text(&buffer),
    })
}

/// The rows of the buffer, without blanks at their ends.
fn text(buffer: &Buffer) -> String {
    let row = |cells: &[Cell]| {
        let mut row = String::new();
        let mut covered = 0;
        for cell in cells {
            // A wide character covers the cell after its own.
            if covered == 0 {
                row.push_str(cell.symbol());
                covered = super::text::width(cell.symbol()).saturating_sub(1);
            } else {
                covered -= 1;
            }
        }
        row.trim_end().to_owned() + "\n"
    };
    rows(buffer).map(row).collect()
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buffer.content.chunks(usize::from(buffer.area.width).max(1))
}

/// A run of cells of one row that look the same.
struct Run<'a> {
    column: usize,
    cells: usize,
    text: String,
    like: &'a Cell,
}

fn svg(buffer: &Buffer, look: &Look) -> String {
    let (paper, ink) = match look.theme {
        Theme::Dark => ("#1e1e1e", "#d4d4d4"),
        Theme::Light => ("#ffffff", "#1f2328"),
    };
    let (width, height, size) = CELL;
    let columns = usize::from(buffer.area.width) * width;
    let lines = usize::from(buffer.area.height) * height;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {columns} {lines}\" \
         font-family=\"'DejaVu Sans Mono', 'Menlo', 'Consolas', monospace\" font-size=\"{size}\" \
         xml:space=\"preserve\">\n\
         <rect width=\"{columns}\" height=\"{lines}\" fill=\"{paper}\"/>\n"
    );
    for (line, cells) in rows(buffer).enumerate() {
        for run in runs(cells) {
            let (x, y) = (run.column * width, line * height);
            let (mut front, mut back) = (hex(run.like.fg), hex(run.like.bg));
            let modifier = run.like.modifier;
            if modifier.contains(Modifier::REVERSED) {
                let inverse = (
                    Some(back.unwrap_or(paper.into())),
                    front.or(Some(ink.into())),
                );
                (front, back) = inverse;
            }
            let length = run.cells * width;
            if let Some(back) = back {
                out.push_str(&format!(
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{length}\" height=\"{height}\" fill=\"{back}\"/>\n"
                ));
            }
            if run.text.trim().is_empty() {
                continue;
            }
            let weight = match modifier.contains(Modifier::BOLD) {
                true => " font-weight=\"bold\"",
                false => "",
            };
            let line = match modifier.contains(Modifier::UNDERLINED) {
                true => " text-decoration=\"underline\"",
                false => "",
            };
            out.push_str(&format!(
                "<text x=\"{x}\" y=\"{}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" \
                 fill=\"{}\"{weight}{line}>{}</text>\n",
                y + size,
                front.unwrap_or(ink.to_owned()),
                escaped(&run.text)
            ));
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Takes a row apart where its look changes, and where blanks part two words, so that letters
/// stay in their columns whatever font shows them.
fn runs(cells: &[Cell]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut covered = 0;
    for (column, cell) in cells.iter().enumerate() {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let wide = super::text::width(cell.symbol()).max(1);
        covered = wide - 1;
        let same = |run: &&mut Run| {
            let look = |cell: &Cell| (cell.fg, cell.bg, cell.modifier);
            look(run.like) == look(cell)
                && run.text.trim().is_empty() == cell.symbol().trim().is_empty()
                && (cell.symbol().is_ascii() && run.text.is_ascii()
                    || run.text.chars().all(|c| cell.symbol().chars().eq([c])))
        };
        match runs.last_mut().filter(same) {
            Some(run) => {
                run.text.push_str(cell.symbol());
                run.cells += wide;
            }
            None => runs.push(Run {
                column,
                cells: wide,
                text: cell.symbol().to_owned(),
                like: cell,
            }),
        }
    }
    runs
}

/// A colour as SVG writes it; none for the terminal's own.
fn hex(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        // Nothing else is drawn in all colours.
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::style::UNICODE;
    use ratatui::style::Style;

    fn buffer() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 2));
        buffer.set_string(0, 0, "a < b", Style::new().fg(Color::Rgb(255, 0, 16)));
        buffer.set_string(0, 1, "日本 x", Style::new());
        buffer
    }

    #[test]
    fn text_has_each_character_once() {
        assert_eq!(text(&buffer()), "a < b\n日本 x\n");
    }

    #[test]
    fn a_picture_keeps_columns_and_colours() {
        let look = Look {
            theme: Theme::Dark,
            depth: Depth::True,
            signs: &UNICODE,
        };
        let svg = svg(&buffer(), &look);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert!(svg.contains(
            "<text x=\"18\" y=\"15\" textLength=\"9\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#ff0010\">&lt;</text>"
        ), "{svg}");
        assert!(
            svg.contains("<text x=\"18\" y=\"34\" textLength=\"18\""),
            "{svg}"
        );
        assert!(
            svg.contains("<text x=\"45\" y=\"34\" textLength=\"9\""),
            "{svg}"
        );
    }
}
