//! What the program printed so far.

use super::{Content, Scene};
use crate::inspect::view::Stream;
use crate::tui::style::Role;
use crate::tui::text::clean;

/// The text of stdout and stderr as it came; stderr is marked by `!`.
pub fn content(scene: &Scene, width: usize) -> Content {
    let chunks = &scene.now().output;
    let mut content = Content::default();
    if chunks.is_empty() {
        content.paragraph(scene, Role::Dim, "Nothing was printed yet.", width);
        return content;
    }
    let old: usize = scene
        .before
        .map_or(usize::MAX, |b| b.output.iter().map(|c| c.text.len()).sum());
    let mut seen = 0;
    // (text, stream, whether it is new) of the lines; a chunk may end in the middle of one.
    let mut lines: Vec<(String, Stream, bool)> = Vec::new();
    let mut open = false;
    for chunk in chunks {
        for piece in chunk.text.split_inclusive('\n') {
            seen += piece.len();
            let text = piece.trim_end_matches('\n');
            match lines.last_mut() {
                Some((line, stream, is_new)) if open && *stream == chunk.stream => {
                    line.push_str(text);
                    *is_new |= seen > old;
                }
                _ => lines.push((text.to_string(), chunk.stream, seen > old)),
            }
            open = !piece.ends_with('\n');
        }
    }
    content.facts = match lines.len() {
        1 => "1 line".to_owned(),
        lines => format!("{lines} lines"),
    };
    content.keep = lines.len().checked_sub(1);
    for (text, stream, is_new) in lines {
        let (sign, role) = match stream {
            Stream::Stdout => (" ", Role::Text),
            Stream::Stderr => ("!", Role::Alarm),
        };
        content.push(vec![
            scene.change_sign(is_new),
            scene.span(Role::Alarm, sign),
            scene.span(if is_new { Role::Changed } else { role }, clean(&text)),
        ]);
    }
    content
}
