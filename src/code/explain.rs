//! What `cutaway dis --explain FILE` prints: for each code object where its names live and why,
//! what the compiler computed or left out, and for each instruction the piece of source that it
//! comes from. It fits a terminal of 80 columns.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::dis::argument_text;
use super::instruction::{Meaning, instructions, line_starts};
use super::notes::{Notes, shorten};
use super::{Code, Const, SourceRange, op, opcode};

/// Columns of the terminal.
const WIDTH: usize = 80;
/// Columns of an instruction; its piece of source stands to the right.
const INSTRUCTION: usize = 48;
/// The column at which arguments begin, if the name is not longer.
const DETAILS: usize = 30;
/// Widest column of names.
const WIDEST_NAME: usize = 20;

/// The whole text, code objects inside after the one around. `source` is the decoded source.
pub fn explain(code: &Code, source: &str) -> String {
    let lines: Vec<&str> = source.split('\n').collect();
    let mut out = String::new();
    recurse(code, &lines, &mut out);
    out
}

fn recurse(code: &Code, lines: &[&str], out: &mut String) {
    let title = match code.kind() {
        "module" => format!("The module {}", code.co_filename),
        kind => format!("The {kind} {}, line {}", code.co_name, code.co_firstlineno),
    };
    let _ = writeln!(out, "{title}\n{}", "=".repeat(title.chars().count()));
    if let Some(notes) = &code.notes {
        names(notes, out);
        changes(notes, out);
    }
    rows(code, lines, out);
    for constant in &code.co_consts {
        if let Const::Code(inner) = &**constant {
            out.push_str("\n\n");
            recurse(inner, lines, out);
        }
    }
}

/// ```text
/// Names
///   total  local   assigned on line 3
///   print  global  ...
/// ```
fn names(notes: &Notes, out: &mut String) {
    if notes.names.is_empty() {
        return;
    }
    let width = |text: &str| text.chars().count();
    let longest = notes.names.iter().map(|note| note.name.len()).max();
    let name_width = longest.unwrap_or(0).min(WIDEST_NAME);
    let kinds = notes.names.iter().map(|note| width(note.kind())).max();
    let kind_width = kinds.unwrap_or(0);
    out.push_str("\nNames\n");
    for note in &notes.names {
        let head = format!(
            "  {:<name_width$}  {:<kind_width$}  ",
            note.name.to_lossy(),
            note.kind()
        );
        hanging(&head, 6 + name_width + kind_width, &note.why(), out);
    }
}

/// ```text
/// Before it runs
///   line 3   1 + 2 became the constant 3
///   at 12    jump to jump: ...
/// ```
fn changes(notes: &Notes, out: &mut String) {
    if notes.changes.is_empty() {
        return;
    }
    out.push_str("\nDone before it runs\n");
    for change in &notes.changes {
        let place = match change.offset {
            Some(offset) => format!("line {}, at {offset}", change.place.line),
            None => format!("line {}", change.place.line),
        };
        hanging(&format!("  {place:<16}"), 18, &change.sentence(), out);
    }
}

/// Text after a head, its further lines indented; a head that is too long has a line of its own.
fn hanging(head: &str, indent: usize, text: &str, out: &mut String) {
    let mut line = head.to_owned();
    let mut column = head.chars().count();
    if column > indent {
        out.push_str(head.trim_end());
        out.push('\n');
        line = " ".repeat(indent);
        column = indent;
    }
    let mut is_empty = true;
    for word in text.split(' ') {
        let length = word.chars().count();
        if !is_empty && column + 1 + length > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = " ".repeat(indent);
            (column, is_empty) = (indent, true);
        }
        if !is_empty {
            line.push(' ');
            column += 1;
        }
        line.push_str(word);
        column += length;
        is_empty = false;
    }
    out.push_str(&line);
    out.push('\n');
}

/// ```text
/// Instructions
///   3     0 LOAD_NAME           0 (a)          a
///         2 BINARY_ADD                         a + b
/// ```
fn rows(code: &Code, lines: &[&str], out: &mut String) {
    let starts: BTreeMap<usize, u32> = line_starts(code).into_iter().collect();
    let all: Vec<_> = instructions(&code.co_code).collect();
    let targets: Vec<usize> = all.iter().filter_map(|row| row.jumps_to()).collect();
    out.push_str("\nInstructions, and the source they come from\n");
    for (index, instruction) in all.iter().enumerate() {
        let line = starts.get(&instruction.offset);
        let line = line.map(u32::to_string).unwrap_or_default();
        let is_target = targets.contains(&instruction.offset);
        let mark = if is_target { ">>" } else { "  " };
        let name = opcode::name(instruction.opcode);
        let mut row = format!("{line:>4} {mark}{:>5} {name}", instruction.offset);
        if instruction.opcode >= op::HAVE_ARGUMENT {
            let details = match instruction.meaning(code) {
                Meaning::Const(Const::Code(inner)) => format!("<code {}>", inner.co_name),
                _ => argument_text(instruction, code, &|_| 0),
            };
            let details = match details.as_str() {
                "" => instruction.arg.to_string(),
                text => format!("{} ({text})", instruction.arg),
            };
            let used = row.chars().count().max(DETAILS);
            let room = INSTRUCTION.saturating_sub(used + 2);
            let _ = write!(row, "{:<1$} ", "", used - row.chars().count());
            row.push_str(&shorten(&details, room));
        }
        let piece =
            code.positions
                .get(index)
                .map_or(String::new(), |place| match place.text_in(lines) {
                    text if text.is_empty() => "(the end)".to_owned(),
                    text => shorten(&text, WIDTH - INSTRUCTION - 1),
                });
        let row = format!("{row:<INSTRUCTION$} {piece}");
        out.push_str(row.trim_end());
        out.push('\n');
    }
}

impl SourceRange {
    /// The piece of source, given its lines without their ends; lines joined by blanks.
    pub fn text_in(&self, lines: &[&str]) -> String {
        let (first, last) = (self.line as usize, self.end_line as usize);
        let mut text = String::new();
        for number in first..=last {
            let Some(line) = number.checked_sub(1).and_then(|index| lines.get(index)) else {
                continue;
            };
            let start = if number == first {
                self.column as usize
            } else {
                0
            };
            let end = if number == last {
                self.end_column as usize
            } else {
                line.len()
            };
            let piece = line.get(start..end).unwrap_or_default();
            text.push_str(piece.trim());
            text.push(' ');
        }
        text.trim().to_owned()
    }
}
