//! Strings, ints, and objects shown by their named parts.

use super::super::diagram::{Cell, boxes, cell_width};
use super::super::{Content, Row, Scene, Target};
use crate::inspect::view::{NameRow, Payload, TextView};
use crate::tui::style::Role;
use crate::tui::text::{fit, width as cells};

/// A str: its kind, and its characters as they lie in memory (`Objects/unicodeobject.c`).
pub fn text(scene: &Scene, text: &TextView, content: &mut Content, width: usize) {
    let dot = scene.look.signs.dot;
    let interned = if text.interned {
        "interned"
    } else {
        "not interned"
    };
    let hash = text.hash.map_or("hash not computed yet".to_string(), |h| {
        format!("hash {h:#018x}")
    });
    let unit = if text.width == 1 {
        "1 byte".to_string()
    } else {
        format!("{} bytes", text.width)
    };
    let characters = match text.length {
        1 => format!("character of {unit}"),
        _ => format!("characters of {unit} each"),
    };
    let line = format!(
        "{} {characters} ({}){dot}{interned}{dot}{hash}",
        text.length, text.kind
    );
    content.paragraph(scene, Role::Text, &line, width);
    let digits = usize::from(text.width) * 2;
    let cells: Vec<Cell> = text
        .units
        .iter()
        .map(|&unit| {
            let c = char::from_u32(unit)
                .filter(|c| !c.is_control())
                .unwrap_or('?');
            Cell {
                above: c.to_string(),
                text: format!("{unit:0digits$x}"),
                ..Cell::default()
            }
        })
        .collect();
    boxes(scene, content, &cells, digits, width);
    let left = text.length.saturating_sub(text.units.len() as u64);
    if left > 0 {
        content.push(vec![scene.span(Role::Dim, format!(" … {left} more"))]);
    }
}

/// An int: its digits to base 2**30 (`Include/longintrepr.h`).
pub fn int(
    scene: &Scene,
    negative: bool,
    digits: &[u32],
    small: bool,
    content: &mut Content,
    width: usize,
) {
    let sign = if negative { "-" } else { "" };
    content.paragraph(
        scene,
        Role::Text,
        &format!(
            "ob_size {sign}{}: that many digits to base 2**30, lowest first",
            digits.len()
        ),
        width,
    );
    let texts: Vec<String> = digits.iter().take(64).map(u32::to_string).collect();
    let cell = cell_width(texts.iter().map(String::as_str), 3, 10);
    let cells: Vec<Cell> = texts
        .into_iter()
        .enumerate()
        .map(|(i, text)| Cell {
            above: format!("[{i}]"),
            text,
            ..Cell::default()
        })
        .collect();
    boxes(scene, content, &cells, cell, width);
    if small {
        let text =
            "One of the small ints -5 to 256: made at start, one object for the whole program.";
        content.paragraph(scene, Role::Dim, text, width);
    }
}

/// Named parts, one row each.
pub fn parts(scene: &Scene, rows: &[NameRow], content: &mut Content, width: usize) {
    let old = super::before(scene).and_then(|o| match &o.payload {
        Payload::Parts(rows) => Some(rows),
        _ => None,
    });
    let label = rows
        .iter()
        .map(|r| cells(&r.name))
        .max()
        .unwrap_or(0)
        .min(20);
    for part in rows {
        let changed = old.is_some_and(|o| !o.contains(part));
        let mut spans = vec![
            scene.change_sign(changed),
            scene.span(Role::Text, format!("{} ", fit(&part.name, label))),
            scene.span(Role::Dim, format!("{} ", scene.look.signs.arrow)),
        ];
        match &part.object {
            Some(object) => {
                let used = label + 3 + cells(scene.look.signs.arrow);
                spans.extend(scene.object(object, width.saturating_sub(used), changed));
            }
            None => spans.push(scene.span(Role::Dim, "NULL")),
        }
        content
            .rows
            .push(Row::of(spans).to(part.object.as_ref().map(|o| Target::Object(o.no))));
    }
}
