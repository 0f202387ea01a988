//! The instructions of the running code object, as `dis` lists them, with arguments in words.

use ratatui::text::Span;

use super::{Content, Row, Scene, Target};
use crate::inspect::view::InstrRow;
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, fit};

/// ```text
///   4 ▶  12 LOAD_FAST          0 (n)
///     »  14 POP_JUMP_IF_FALSE 24 (to 24)
/// ```
/// Line, current (or where a jump comes in), offset, name, argument and its meaning.
pub fn content(scene: &Scene, width: usize) -> Content {
    let code = &scene.now().code;
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
    content
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
    if is_landing {
        spans.push(scene.span(Role::Operand, format!(" {} jumps here", signs.landing)));
    }
    spans
}
