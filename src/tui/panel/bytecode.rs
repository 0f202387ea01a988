//! The instructions of the running code object, as `dis` lists them, with arguments in words.

use ratatui::text::Span;

use super::{Content, Row, Scene, Target};
use crate::inspect::view::InstrRow;
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, fit, width as cells, wrap};

/// From this width on, each row ends with its piece of source.
const PIECE_FROM: usize = 64;
/// The column at which pieces begin, if the instruction is not longer.
const PIECE_AT: usize = 46;

/// ```text
///   4 ▶  12 LOAD_FAST          0 (n)
///     »  14 POP_JUMP_IF_FALSE 24 (to 24)
/// ```
/// Line, current (or where a jump comes in), offset, name, argument and its meaning.
pub fn content(scene: &Scene, width: usize) -> Content {
    let code = &scene.now().code;
    if code.rows.is_empty() {
        let mut content = Content::default();
        let text = "No code runs any more: the last frame is gone.";
        content.paragraph(scene, Role::Dim, text, width);
        return content;
    }
    let mut content = Content {
        facts: format!("{}{}{}", code.name, scene.look.signs.dot, code.summary),
        keep: code.current,
        ..Content::default()
    };
    let landing = code
        .current
        .and_then(|i| code.rows.get(i))
        .and_then(|row| row.jumps_to);
    let mut line = None;
    for (index, row) in code.rows.iter().enumerate() {
        line = row.line.or(line);
        let is_current = code.current == Some(index);
        let spans = instruction(scene, row, is_current, landing == Some(row.offset), width);
        content.rows.push(Row::of(spans).to(line.map(Target::Line)));
    }
    if scene.zoomed {
        reasons(scene, &mut content, width);
    }
    content
}

/// Below the instructions, where there is room: why names live where they do, and what the
/// compiler did before anything ran.
fn reasons(scene: &Scene, content: &mut Content, width: usize) {
    let code = &scene.now().code;
    let mut section = |title: &str, entries: Vec<(String, &str)>| {
        if entries.is_empty() {
            return;
        }
        content.push(Vec::new());
        content.push(vec![scene.span(Role::Title, format!(" {title}"))]);
        let widest = entries.iter().map(|(head, _)| cells(head)).max();
        let widest = widest.unwrap_or(0).min(width / 3);
        for (head, text) in entries {
            let rows = wrap(text, width.saturating_sub(widest + 5).max(20));
            for (index, text) in rows.into_iter().enumerate() {
                let head = if index == 0 { head.as_str() } else { "" };
                content.push(vec![
                    scene.span(Role::Text, format!("   {}  ", fit(head, widest))),
                    scene.span(Role::Dim, text),
                ]);
            }
        }
    };
    let names = code.names.iter();
    let widest = names.clone().map(|name| cells(&name.name)).max();
    let widest = widest.unwrap_or(0).min(width / 5);
    section(
        "Where its names live, and why",
        names
            .map(|name| {
                let head = format!("{}  {}", fit(&name.name, widest), name.kind);
                (head, name.why.as_str())
            })
            .collect(),
    );
    let changes = code.changes.iter().map(|change| {
        let place = match change.offset {
            Some(offset) => format!("line {}, at {offset}", change.line),
            None => format!("line {}", change.line),
        };
        (place, change.sentence.as_str())
    });
    section("What the compiler did before it ran", changes.collect());
}

fn instruction(
    scene: &Scene,
    row: &InstrRow,
    is_current: bool,
    is_landing: bool,
    width: usize,
) -> Vec<Span<'static>> {
    let signs = scene.look.signs;
    let line = row.line.map_or(String::new(), |n| n.to_string());
    let mark = match (is_current, row.is_target) {
        (true, _) => scene.span(Role::Current, signs.current),
        (false, true) => scene.span(Role::Dim, if signs.ascii { ">" } else { "»" }),
        (false, false) => Span::raw(" "),
    };
    let role = if is_current {
        Role::Current
    } else {
        Role::Text
    };
    // The longest name of 3.8 has 28 letters; most have fewer than 18.
    let name_width = if width >= 56 { 20 } else { 17 };
    let name = if row.arg.is_some() {
        fit(&row.opname, name_width)
    } else {
        row.opname.clone()
    };
    let name = if row.opname.len() > name_width {
        row.opname.clone()
    } else {
        name
    };
    let mut spans = vec![
        scene.span(Role::Dim, format!("{line:>4} ")),
        mark,
        scene.span(Role::Dim, format!("{:>4} ", row.offset)),
        scene.span(role, name.clone()),
    ];
    if let Some(arg) = row.arg {
        let arg = format!(" {arg:>2}");
        let left = width.saturating_sub(11 + name.len() + arg.len() + 3);
        spans.push(scene.span(Role::Dim, arg));
        if !row.meaning.is_empty() {
            spans.push(scene.span(role, format!(" ({})", cut(&clean(&row.meaning), left))));
        }
    }
    // With room enough, the piece of source that the instruction comes from.
    let used: usize = spans.iter().map(|span| cells(&span.content)).sum();
    if width >= PIECE_FROM && !is_landing && !row.piece.is_empty() {
        let column = used.max(PIECE_AT) + 2;
        let gap = " ".repeat(column - used);
        let piece = cut(&clean(&row.piece), width.saturating_sub(column));
        spans.push(scene.span(Role::Dim, format!("{gap}{piece}")));
    }
    if is_landing {
        spans.push(scene.span(Role::Operand, format!(" {} jumps here", signs.landing)));
    }
    spans
}
