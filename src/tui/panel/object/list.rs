//! A list or tuple: its slots, used and reserved (`Objects/listobject.c`).

use super::super::diagram::{Cell, boxes, cell_width};
use super::super::{Content, Row, Scene, Target};
use crate::inspect::view::{ListView, Payload};
use crate::tui::style::Role;
use crate::tui::text::{clean, cut};

/// Slots drawn as boxes at most; the rows below list the items themselves.
const MOST_BOXES: usize = 120;
/// Items listed at most.
const MOST_ITEMS: usize = 500;

/// ```text
///  ob_size 3, allocated 4            next: 5 + (5 >> 3) + 3 -> 8 slots
///   0     1     2     3
/// ┌─────┬─────┬─────┬─────┐
/// │ 10  │ 20  │ 30  │ ··· │
/// └─────┴─────┴─────┴─────┘
///  [0] → #12 int 10
/// ```
pub fn picture(scene: &Scene, list: &ListView, content: &mut Content, width: usize) {
    let old = super::before(scene).and_then(|o| match &o.payload {
        Payload::List(list) => Some(list),
        _ => None,
    });
    let allocated = usize::try_from(list.allocated).unwrap_or(usize::MAX);
    let grown = old.is_some_and(|o| o.allocated != list.allocated);
    let resized = old.is_some_and(|o| o.items.len() != list.items.len());
    let mut spans = vec![
        scene.change_sign(resized || grown),
        ratatui::text::Span::styled(
            format!("ob_size {}", list.items.len()),
            scene.change_style(resized),
        ),
    ];
    if list.array.is_some() || !list.growth.is_empty() {
        let text = format!("{}allocated {}", scene.look.signs.dot, list.allocated);
        spans.push(ratatui::text::Span::styled(text, scene.change_style(grown)));
        let array = list
            .array
            .map_or("ob_item NULL".to_string(), |a| format!("ob_item {a:#x}"));
        spans.push(scene.span(Role::Dim, format!("{}{array}", scene.look.signs.dot)));
    }
    content.push(spans);

    let changed = |i: usize| {
        let before = old.map(|o| o.items.get(i).map(|r| (r.no, &r.repr)));
        before.is_some_and(|b| b != list.items.get(i).map(|r| (r.no, &r.repr)))
    };
    let shown = allocated.min(MOST_BOXES);
    let texts: Vec<String> = (0..shown)
        .map(|i| {
            list.items
                .get(i)
                .map(|o| clean(&o.repr))
                .unwrap_or_default()
        })
        .collect();
    let cell = cell_width(texts.iter().map(String::as_str), 3, 10);
    let cells: Vec<Cell> = texts
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let sign = if changed(i) {
                scene.look.signs.changed
            } else {
                ""
            };
            let (text, role) = match i < list.items.len() {
                true if changed(i) => (text.clone(), Some(Role::Changed)),
                true => (text.clone(), None),
                false => (scene.look.signs.empty.repeat(cell), Some(Role::Dim)),
            };
            Cell {
                above: format!("{i}{sign}"),
                text,
                role,
                below: String::new(),
            }
        })
        .collect();
    boxes(scene, content, &cells, cell, width);
    if !list.growth.is_empty() {
        content.paragraph(scene, Role::Dim, &list.growth, width);
    }
    if allocated > shown {
        content.push(vec![
            scene.span(Role::Dim, format!(" … {} more slots", allocated - shown)),
        ]);
    }

    for (i, item) in list.items.iter().enumerate().take(MOST_ITEMS) {
        let label = format!("[{i}] {} ", scene.look.signs.arrow);
        let mut spans = vec![
            scene.change_sign(changed(i)),
            scene.span(Role::Dim, label.clone()),
        ];
        spans.extend(scene.object(
            item,
            width.saturating_sub(1 + label.chars().count()),
            changed(i),
        ));
        content
            .rows
            .push(Row::of(spans).to(Some(Target::Object(item.no))));
    }
    if list.items.len() > MOST_ITEMS {
        let text = format!(" … {} more items", list.items.len() - MOST_ITEMS);
        content.push(vec![scene.span(Role::Dim, cut(&text, width))]);
    }
}
