//! Dicts and sets as their tables, with the path of the last search.

use crate::event::{Event, ProbeOutcome as Outcome};
use crate::inspect::Look;
use crate::inspect::view::{
    DictEntryRow, DictKind, DictView, LookupView, ProbeOutcome, ProbeRow, SetSlotRow, SetView,
    SlotState,
};
use crate::objects::Heap;
use crate::objects::container::{DictLookup, DictObject, Keys, SetEntry, SetObject};
use crate::value::ObjId;

/// A dict's tables.
pub(super) fn dict(look: &Look<'_>, heap: &Heap, id: ObjId, dict: &DictObject) -> DictView {
    let kind = match dict.ma_keys {
        Keys::Empty => DictKind::Empty,
        Keys::Own(_) => DictKind::Combined,
        Keys::Shared(_) => DictKind::Split,
    };
    let Some(keys) = heap.dict_keys(dict) else {
        return DictView {
            kind,
            lookup: "lookdict_split".into(),
            indices: vec![-1],
            ..DictView::default()
        };
    };
    let entry = |(index, entry): (usize, &crate::objects::container::DictEntry)| {
        let value = match &dict.ma_values {
            Some(split) => split.values.get(index).copied().flatten(),
            None => entry.me_value,
        };
        DictEntryRow {
            hash: entry.me_hash,
            key: entry.me_key.map(|key| look.object_ref(key)),
            value: value.map(|value| look.object_ref(value)),
        }
    };
    DictView {
        kind,
        used: dict.ma_used as u64,
        usable: i64::try_from(keys.dk_usable).unwrap_or(0),
        nentries: keys.dk_entries.len() as u64,
        lookup: lookup_name(keys.dk_lookup).into(),
        keys_refcnt: u64::try_from(keys.dk_refcnt).unwrap_or(0),
        version: Some(dict.ma_version_tag),
        indices: keys
            .dk_indices
            .iter()
            .map(|&index| i64::from(index))
            .collect(),
        entries: keys.dk_entries.iter().enumerate().map(entry).collect(),
        lookup_path: last_search(look, id),
    }
}

fn lookup_name(lookup: DictLookup) -> &'static str {
    match lookup {
        DictLookup::Split => "lookdict_split",
        DictLookup::UnicodeNoDummy => "lookdict_unicode_nodummy",
        DictLookup::Unicode => "lookdict_unicode",
        DictLookup::General => "lookdict",
    }
}

/// A set's table.
pub(super) fn set(look: &Look<'_>, id: ObjId, set: &SetObject) -> SetView {
    let slot = |entry: &SetEntry| match *entry {
        SetEntry::Empty => SetSlotRow::default(),
        SetEntry::Dummy => SetSlotRow {
            state: SlotState::Dummy,
            hash: -1,
            key: None,
        },
        SetEntry::Active { key, hash } => SetSlotRow {
            state: SlotState::Used,
            hash,
            key: Some(look.object_ref(key)),
        },
    };
    SetView {
        used: set.used as u64,
        fill: set.fill as u64,
        mask: set.mask as u64,
        slots: set.table.iter().map(slot).collect(),
        lookup_path: last_search(look, id),
    }
}

/// The last search of this step in that table.
fn last_search(look: &Look<'_>, table: ObjId) -> Option<LookupView> {
    let mut path: Option<LookupView> = None;
    let mut ended = true;
    for event in look.events {
        let &Event::Probe {
            table: probed,
            key,
            hash,
            slot,
            perturb,
            outcome,
        } = event
        else {
            continue;
        };
        if probed != table {
            continue;
        }
        if ended {
            path = Some(LookupView {
                key: look.object_ref(key),
                hash,
                ..LookupView::default()
            });
        }
        let path = path.get_or_insert_default();
        path.probes.push(ProbeRow {
            slot: slot as u64,
            perturb,
            outcome: probe_outcome(outcome),
        });
        ended = matches!(outcome, Outcome::Empty | Outcome::Found);
        path.outcome = sentence(path, outcome);
    }
    path
}

fn probe_outcome(outcome: Outcome) -> ProbeOutcome {
    match outcome {
        Outcome::Empty => ProbeOutcome::Empty,
        Outcome::Dummy => ProbeOutcome::Dummy,
        Outcome::OtherHash => ProbeOutcome::OtherHash,
        Outcome::SameHash => ProbeOutcome::OtherKey,
        Outcome::Found => ProbeOutcome::Found,
    }
}

fn sentence(path: &LookupView, outcome: Outcome) -> String {
    let count = path.probes.len();
    let probes = if count == 1 {
        "1 probe".to_owned()
    } else {
        format!("{count} probes")
    };
    match outcome {
        Outcome::Found => format!("{} found after {probes}", path.key.repr),
        Outcome::Empty => format!(
            "{} is not there: an unused slot after {probes}",
            path.key.repr
        ),
        _ => format!("searching for {}: {probes} so far", path.key.repr),
    }
}
