//! A dict: the index table, the entries it points into, and the path of the last lookup
//! (`Objects/dictobject.c`).

use ratatui::text::Span;

use super::super::diagram::cell_width;
use super::super::{Content, Row, Scene, Target};
use super::probing::{self, Slots, probes};
use crate::inspect::view::{DictEntryRow, DictKind, DictView, Payload};
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, width as cells};

/// Slots of the index table drawn at most.
const MOST_SLOTS: usize = 256;
/// Entries listed at most.
const MOST_ENTRIES: usize = 500;

/// ```text
///  ma_used 2 · dk_size 8 · dk_usable 2 · dk_nentries 3
///  dk_indices: where to find the entry of a hash
///   0   1   2   3   4   5   6   7
/// ┌───┬───┬───┬───┬───┬───┬───┬───┐
/// │   │ 0 │ ✗ │   │   │ 2 │   │   │
/// └───┴───┴───┴───┴───┴───┴───┴───┘
///           1.          2.             probes of the last lookup
///  dk_entries: in order of insertion
///  0 …3e01 'a' → #3 int 1
///  1 deleted
/// ```
pub fn picture(scene: &Scene, dict: &DictView, content: &mut Content, width: usize) {
    let old = super::before(scene).and_then(|o| match &o.payload {
        Payload::Dict(dict) => Some(dict),
        _ => None,
    });
    summary(scene, dict, old, content, width);
    if dict.kind == DictKind::Empty {
        let text = "It has no table of its own yet: all empty dicts share one (Py_EMPTY_KEYS). The first insertion makes 8 slots.";
        content.paragraph(scene, Role::Dim, text, width);
        return;
    }
    index_table(scene, dict, old, content, width);
    kind(scene, dict, content, width);
    if let Some(lookup) = &dict.lookup_path {
        let mask = dict.indices.len().saturating_sub(1);
        probes(scene, lookup, mask, content, width);
    }
    content.push(vec![
        scene.span(Role::Title, " dk_entries"),
        scene.span(Role::Dim, "  in order of insertion"),
    ]);
    for (index, entry) in dict.entries.iter().enumerate().take(MOST_ENTRIES) {
        let changed = old.is_some_and(|o| o.entries.get(index) != Some(entry));
        content
            .rows
            .push(entry_row(scene, index, entry, changed, width));
    }
    if dict.entries.len() > MOST_ENTRIES {
        let text = format!(" … {} more entries", dict.entries.len() - MOST_ENTRIES);
        content.push(vec![scene.span(Role::Dim, text)]);
    }
}

fn summary(
    scene: &Scene,
    dict: &DictView,
    old: Option<&DictView>,
    content: &mut Content,
    width: usize,
) {
    let dot = scene.look.signs.dot;
    let facts = [
        (
            format!("ma_used {}", dict.used),
            old.is_some_and(|o| o.used != dict.used),
        ),
        (
            format!("dk_size {}", dict.indices.len()),
            old.is_some_and(|o| o.indices.len() != dict.indices.len()),
        ),
        (
            format!("dk_usable {}", dict.usable),
            old.is_some_and(|o| o.usable != dict.usable),
        ),
        (
            format!("dk_nentries {}", dict.nentries),
            old.is_some_and(|o| o.nentries != dict.nentries),
        ),
    ];
    let mut spans = vec![Span::raw(" ")];
    let mut used = 0;
    for (fact, changed) in facts {
        let sign = if changed {
            scene.look.signs.changed
        } else {
            ""
        };
        let fact = format!("{sign}{fact}");
        if used > 0 && 1 + used + cells(dot) + cells(&fact) > width {
            content.push(std::mem::replace(&mut spans, vec![Span::raw(" ")]));
            used = 0;
        }
        if used > 0 {
            spans.push(scene.span(Role::Dim, dot));
            used += cells(dot);
        }
        used += cells(&fact);
        spans.push(Span::styled(fact, scene.change_style(changed)));
    }
    content.push(spans);
}

/// How the keys are kept, and which of the lookup functions searches them.
fn kind(scene: &Scene, dict: &DictView, content: &mut Content, width: usize) {
    let kind = match dict.kind {
        DictKind::Empty => "empty",
        DictKind::Combined => "combined table",
        DictKind::Split => "split table: keys shared between instances",
    };
    let dot = scene.look.signs.dot;
    let shared = match dict.keys_refcnt {
        0 | 1 => String::new(),
        n => format!("{dot}dk_refcnt {n}"),
    };
    content.paragraph(
        scene,
        Role::Dim,
        &format!("{kind}{dot}{}{shared}", dict.lookup),
        width,
    );
}

fn index_table(
    scene: &Scene,
    dict: &DictView,
    old: Option<&DictView>,
    content: &mut Content,
    width: usize,
) {
    content.push(vec![
        scene.span(Role::Title, " dk_indices"),
        scene.span(
            Role::Dim,
            format!(
                "  slot = hash & {} gives the entry's number",
                dict.indices.len().saturating_sub(1)
            ),
        ),
    ]);
    let dummy = if scene.look.signs.ascii { "x" } else { "✗" };
    let texts: Vec<String> = dict
        .indices
        .iter()
        .take(MOST_SLOTS)
        .map(|&index| match index {
            -1 => String::new(),
            -2 => dummy.to_string(),
            n => n.to_string(),
        })
        .collect();
    let numbers: Vec<String> = (0..texts.len()).map(|i| i.to_string()).collect();
    let cell = cell_width(numbers.iter().chain(&texts).map(String::as_str), 1, 4);
    let table = Slots {
        texts,
        total: dict.indices.len(),
        cell,
    };
    let changed = |slot: usize| {
        old.is_some_and(|o| {
            o.indices.len() == dict.indices.len() && o.indices.get(slot) != dict.indices.get(slot)
        })
    };
    probing::slots(
        scene,
        table,
        dict.lookup_path.as_ref(),
        changed,
        content,
        width,
    );
    if dict.indices.contains(&-2) {
        let text = format!("{dummy} is a dummy: its entry was deleted, searches go on past it.");
        content.paragraph(scene, Role::Dim, &text, width);
    }
}

fn entry_row(
    scene: &Scene,
    index: usize,
    entry: &DictEntryRow,
    changed: bool,
    width: usize,
) -> Row {
    // The low bits choose the slot: the last four hexadecimal digits show them.
    let hash = format!("…{:04x}", entry.hash & 0xffff);
    let mut spans = vec![
        scene.change_sign(changed),
        scene.span(Role::Dim, format!("{index:>2} {hash} ")),
    ];
    let Some(key) = &entry.key else {
        spans.push(scene.span(Role::Dim, "deleted"));
        return Row::of(spans);
    };
    let key_text = cut(&clean(&key.repr), 18);
    let room = width.saturating_sub(13 + cells(&key_text));
    spans.push(Span::styled(key_text, scene.change_style(changed)));
    spans.push(scene.span(Role::Dim, format!(" {} ", scene.look.signs.arrow)));
    match &entry.value {
        Some(value) => spans.extend(scene.object(value, room, changed)),
        None => spans.push(scene.span(Role::Dim, "no value in this instance")),
    }
    Row::of(spans).to(entry.value.as_ref().map(|v| Target::Object(v.no)))
}
