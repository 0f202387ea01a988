//! The outcome of a comparison as text: a table of fields, and the first difference of each
//! with both sides.

use std::fmt::Write;

use super::{Comparison, Difference, Field};

/// Width of the column of names.
const NAME: usize = 34;
/// Characters shown of a value.
const SHOWN: usize = 160;

/// The table and the first difference of each field. `source` gives the text of a line of the script.
pub fn report(comparison: &Comparison, source: &dyn Fn(u64) -> Option<String>) -> String {
    let mut text = String::new();
    for (field, tally) in &comparison.fields {
        let total = tally.agree + tally.differ;
        let verdict = match tally.differ {
            0 => format!("{total:>9} of {total} agree"),
            differ => format!("{:>9} of {total} agree, {differ} differ", tally.agree),
        };
        // Writing to a string can't fail.
        let _ = writeln!(text, "  {:NAME$}{verdict}", name(*field));
    }
    let mut firsts: Vec<(Field, &Difference)> = comparison
        .fields
        .iter()
        .filter_map(|(&field, tally)| Some((field, tally.first.as_ref()?)))
        .collect();
    firsts.sort_by_key(|(_, first)| first.step);
    for (index, (field, first)) in firsts.into_iter().enumerate() {
        let title = match index {
            0 => "The first difference",
            _ => "Then",
        };
        text.push_str(&told(title, field, first, source));
    }
    text
}

/// One difference with both sides and its line.
fn told(
    title: &str,
    field: Field,
    first: &Difference,
    source: &dyn Fn(u64) -> Option<String>,
) -> String {
    let mut text = format!("\n{title}: {}, {}\n", name(field), first.place);
    let _ = writeln!(
        text,
        "  before step {}, {} in {}",
        first.step, first.instruction, first.code
    );
    if let Some(line) = first.line {
        let source = source(line).unwrap_or_default();
        let _ = writeln!(text, "  line {line}: {}", source.trim());
    }
    let _ = writeln!(text, "  Cutaway: {}", shortened(&first.ours));
    let _ = writeln!(text, "  CPython: {}", shortened(&first.theirs));
    text
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What a field is called.
fn name(field: Field) -> &'static str {
    match field {
        Field::Instruction => "instructions",
        Field::Line => "lines",
        Field::Stack => "value stack",
        Field::Locals => "local variables",
        Field::Cells => "cells",
        Field::Blocks => "block stack",
        Field::Exceptions => "exceptions being handled",
        Field::Identity => "identity of objects",
        Field::RefCounts => "reference counts",
        Field::Lists => "lists: length, slots",
        Field::Dicts => "dicts: kind, size, room, search",
        Field::DictTables => "dicts: index tables, entries",
        Field::SharedKeys => "shared key tables: references",
        Field::Sets => "sets: fill, use, size, finger",
        Field::SetTables => "sets: tables",
        Field::Strings => "strings: kind, interning, hash",
        Field::Objects => "other objects",
        Field::Tracked => "watched by the collector",
        Field::Steps => "number of steps",
        Field::Stdout => "standard output",
        Field::Stderr => "standard error",
        Field::Exit => "exit status",
    }
}
