//! A set: its table, with dummies, and the path of the last search (`Objects/setobject.c`).

use super::super::diagram::cell_width;
use super::super::{Content, Row, Scene, Target};
use super::probing::{self, Slots, probes};
use crate::inspect::view::{Payload, SetView, SlotState};
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, width as cells};

/// Slots drawn at most.
const MOST_SLOTS: usize = 128;

/// ```text
///  used 3 · fill 4 · mask 7 · resize when fill * 5 >= mask * 3
///   0      1      2 ...
/// ┌──────┬──────┬──────
/// │ 'a'  │      │ ✗
/// ```
pub fn picture(scene: &Scene, set: &SetView, content: &mut Content, width: usize) {
    let old = super::before(scene).and_then(|o| match &o.payload {
        Payload::Set(set) => Some(set),
        _ => None,
    });
    let dot = scene.look.signs.dot;
    let changed = old.is_some_and(|o| (o.used, o.fill, o.mask) != (set.used, set.fill, set.mask));
    content.push(vec![
        scene.change_sign(changed),
        ratatui::text::Span::styled(
            format!(
                "used {}{dot}fill {}{dot}mask {}",
                set.used, set.fill, set.mask
            ),
            scene.change_style(changed),
        ),
    ]);
    let rule = format!(
        "It grows when fill * 5 >= mask * 3: now {} and {}.",
        set.fill * 5,
        set.mask * 3
    );
    content.paragraph(scene, Role::Dim, &rule, width);
    table(scene, set, old, content, width);
    if let Some(lookup) = &set.lookup_path {
        let mask = usize::try_from(set.mask).unwrap_or(0);
        probes(scene, lookup, mask, content, width);
    }
    for (index, slot) in set.slots.iter().enumerate() {
        let Some(key) = &slot.key else { continue };
        let label = format!("{index:>3} hash …{:04x} ", slot.hash & 0xffff);
        let is_new = old.is_some_and(|o| o.slots.get(index) != Some(slot));
        let mut spans = vec![
            scene.change_sign(is_new),
            scene.span(Role::Dim, label.clone()),
        ];
        spans.extend(scene.object(key, width.saturating_sub(1 + cells(&label)), is_new));
        content
            .rows
            .push(Row::of(spans).to(Some(Target::Object(key.no))));
    }
}

fn table(scene: &Scene, set: &SetView, old: Option<&SetView>, content: &mut Content, width: usize) {
    let dummy = if scene.look.signs.ascii { "x" } else { "✗" };
    let text = |slot: &crate::inspect::view::SetSlotRow| match (slot.state, &slot.key) {
        (SlotState::Used, Some(key)) => cut(&clean(&key.repr), 9),
        (SlotState::Used, None) => "?".to_string(),
        (SlotState::Dummy, _) => dummy.to_string(),
        (SlotState::Empty, _) => String::new(),
    };
    let texts: Vec<String> = set.slots.iter().take(MOST_SLOTS).map(text).collect();
    let cell = cell_width(texts.iter().map(String::as_str), 3, 9);
    let table = Slots {
        texts,
        total: set.slots.len(),
        cell,
    };
    let changed = |slot: usize| {
        old.is_some_and(|o| o.mask == set.mask && o.slots.get(slot) != set.slots.get(slot))
    };
    probing::slots(
        scene,
        table,
        set.lookup_path.as_ref(),
        changed,
        content,
        width,
    );
}
