//! What the tables of dicts and sets have in common: slots, and the path that the last search took
//! through them.

use super::super::diagram::{Cell, boxes};
use super::super::{Content, Scene};
use crate::inspect::view::{LookupView, ProbeOutcome};
use crate::tui::style::Role;
use crate::tui::text::{clean, cut};

/// The slots of a table, as far as they are drawn.
pub struct Slots {
    /// What stands in each.
    pub texts: Vec<String>,
    /// How many the table has.
    pub total: usize,
    /// How wide each is drawn.
    pub cell: usize,
}

/// Draws a table's slots, with the number of the probe below each that the last search looked at.
pub fn slots(
    scene: &Scene,
    slots: Slots,
    lookup: Option<&LookupView>,
    changed: impl Fn(usize) -> bool,
    content: &mut Content,
    width: usize,
) {
    let left_out = slots.total - slots.texts.len();
    let boxed: Vec<Cell> = slots
        .texts
        .into_iter()
        .enumerate()
        .map(|(slot, text)| {
            let probe = lookup
                .iter()
                .flat_map(|lookup| &lookup.probes)
                .position(|probe| probe.slot == slot as u64);
            let role = match probe {
                _ if changed(slot) => Some(Role::Changed),
                Some(_) => Some(Role::Operand),
                None => None,
            };
            let below = probe.map(|n| format!("{}.", n + 1)).unwrap_or_default();
            Cell {
                above: slot.to_string(),
                text,
                role,
                below,
            }
        })
        .collect();
    boxes(scene, content, &boxed, slots.cell, width);
    if left_out > 0 {
        let text = format!(" … {left_out} more slots");
        content.push(vec![scene.span(Role::Dim, text)]);
    }
}

/// The probes of a lookup, one row each, with the arithmetic that led there.
pub fn probes(
    scene: &Scene,
    lookup: &LookupView,
    mask: usize,
    content: &mut Content,
    width: usize,
) {
    content.push(vec![
        scene.span(Role::Title, " last lookup"),
        scene.span(
            Role::Text,
            format!("  {}", cut(&clean(&lookup.key.repr), 20)),
        ),
        scene.span(Role::Dim, format!("  hash {:#018x}", lookup.hash)),
    ]);
    for (number, probe) in lookup.probes.iter().enumerate() {
        let found = match probe.outcome {
            ProbeOutcome::Empty => "empty: not in the table",
            ProbeOutcome::Dummy => "a dummy: go on",
            ProbeOutcome::OtherHash => "another hash: go on",
            ProbeOutcome::OtherKey => "same hash, other key: go on",
            ProbeOutcome::Found => "found",
        };
        let from = match number {
            0 => format!("hash & {mask}"),
            _ => format!("(5i + {:#x} + 1) & {mask}", probe.perturb),
        };
        let role = if probe.outcome == ProbeOutcome::Found {
            Role::Good
        } else {
            Role::Text
        };
        content.push(vec![
            scene.span(Role::Operand, format!(" {}. ", number + 1)),
            scene.span(Role::Text, format!("slot {} ", probe.slot)),
            scene.span(role, found),
            scene.span(Role::Dim, format!("   {from}")),
        ]);
    }
    content.paragraph(scene, Role::Text, &lookup.outcome, width);
}
