//! The program's text and its bytecode, with the place where the machine stands.

use std::collections::BTreeSet;

use crate::code::instruction::{Instruction, Meaning, instructions, line_starts};
use crate::code::notes::{Change, NameNote, Notes, shorten};
use crate::code::{Code, Const, SourceRange, op, opcode};
use crate::inspect::Look;
use crate::inspect::frames::next_line;
use crate::inspect::label::cut;
use crate::inspect::view::{CodeView, CompilerChange, InstrRow, NameReason, SourceView};
use crate::objects::frame::Frame;
use crate::value::PyInt;
use crate::value::float::repr_float;
use crate::value::repr::{repr_bytes, repr_str};

/// Longest text of a constant, in characters.
const CONSTANT: usize = 48;

/// Longest piece of source beside an instruction, in characters.
const PIECE: usize = 60;

/// The instruction that runs next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Current {
    /// Its byte offset.
    pub offset: usize,
    /// Its opcode.
    pub op: u8,
    /// Its whole argument.
    pub arg: u32,
}

/// The instruction that the running frame comes to next.
pub(super) fn current_instruction(look: &Look<'_>) -> Option<Current> {
    let (_, frame) = look.running()?;
    instruction_at(frame, frame.next_instr as usize).map(
        |Instruction {
             offset,
             opcode,
             arg,
         }| Current {
            offset,
            op: opcode,
            arg,
        },
    )
}

fn instruction_at(frame: &Frame, offset: usize) -> Option<Instruction> {
    // An argument may have begun up to three EXTENDED_ARGs earlier.
    let code = &frame.code.code.co_code;
    let mut start = offset;
    while start >= 2 && code.get(start - 2) == Some(&op::EXTENDED_ARG) {
        start -= 2;
    }
    let found = instructions(code.get(start..)?)
        .find(|instruction| instruction.offset == offset - start)?;
    Some(Instruction { offset, ..found })
}

/// The text being executed.
pub(super) fn source(look: &Look<'_>) -> SourceView {
    let Some((_, frame)) = look.running() else {
        return ended_source(look);
    };
    let code = &frame.code.code;
    let position = code.positions.get(frame.next_instr as usize / 2);
    let lines = (look.sources)(&code.co_filename).unwrap_or_default();
    let current = next_line(frame);
    let in_characters = |line: u32, bytes: u32| {
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        Some(columns_of(lines.get(index)?, bytes))
    };
    let piece = position.and_then(|range| {
        Some(SourceRange {
            column: in_characters(range.line, range.column)?,
            end_column: in_characters(range.end_line, range.end_column)?,
            ..range
        })
    });
    SourceView {
        path: code.co_filename.to_lossy(),
        lines: lines.to_vec(),
        current,
        pass: None,
        piece: piece
            .filter(|piece| (piece.line, piece.column) < (piece.end_line, piece.end_column)),
        breakpoints: look.breakpoints.to_vec(),
        executable: look.before.main_code().map(executable).unwrap_or_default(),
    }
}

/// After the end the main script stays in view.
fn ended_source(look: &Look<'_>) -> SourceView {
    let Some(main) = look.before.main_code() else {
        return SourceView::default();
    };
    SourceView {
        path: main.co_filename.to_lossy(),
        lines: (look.sources)(&main.co_filename)
            .unwrap_or_default()
            .to_vec(),
        breakpoints: look.breakpoints.to_vec(),
        executable: executable(main),
        ..SourceView::default()
    }
}

/// A column in characters from one in UTF-8 bytes.
fn columns_of(line: &str, bytes: u32) -> u32 {
    let bytes = bytes as usize;
    let before = line
        .char_indices()
        .take_while(|(at, _)| *at < bytes)
        .count();
    u32::try_from(before).unwrap_or(u32::MAX)
}

/// Lines that have instructions, in all code objects of the script.
fn executable(main: &Code) -> Vec<u32> {
    let mut lines = BTreeSet::new();
    let mut todo = vec![main];
    while let Some(code) = todo.pop() {
        lines.extend(line_starts(code).into_iter().map(|(_, line)| line));
        todo.extend(code.co_consts.iter().filter_map(|value| match &**value {
            Const::Code(inner) => Some(&**inner),
            _ => None,
        }));
    }
    lines.into_iter().collect()
}

/// The running code object.
pub(super) fn code(look: &Look<'_>) -> CodeView {
    let Some((_, frame)) = look.running() else {
        return CodeView::default();
    };
    let code = &frame.code.code;
    let starts = line_starts(code);
    let all: Vec<_> = instructions(&code.co_code).collect();
    let targets: BTreeSet<_> = all.iter().filter_map(Instruction::jumps_to).collect();
    let lines = (look.sources)(&code.co_filename).unwrap_or_default();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let piece = |index: usize| {
        let place = code.positions.get(index);
        place.map_or(String::new(), |place| {
            shorten(&place.text_in(&lines), PIECE)
        })
    };
    let rows = all.iter().enumerate().map(|(index, instruction)| InstrRow {
        offset: u32::try_from(instruction.offset).unwrap_or(u32::MAX),
        opname: opcode::name(instruction.opcode),
        arg: (instruction.opcode >= op::HAVE_ARGUMENT).then_some(instruction.arg),
        meaning: meaning(instruction, code),
        line: starts
            .iter()
            .find(|(offset, _)| *offset == instruction.offset)
            .map(|(_, line)| *line),
        is_target: targets.contains(&instruction.offset),
        jumps_to: instruction
            .jumps_to()
            .and_then(|offset| u32::try_from(offset).ok()),
        piece: piece(index),
    });
    let current = all
        .iter()
        .position(|instruction| instruction.offset == frame.next_instr as usize);
    let nothing = Notes::default();
    let notes = code.notes.as_deref().unwrap_or(&nothing);
    CodeView {
        name: code.co_name.to_lossy(),
        summary: summary(code),
        rows: rows.collect(),
        current,
        explanation: current
            .and_then(|index| all.get(index))
            .map_or(String::new(), |instruction| explanation(instruction, notes)),
        names: notes.names.iter().map(name_reason).collect(),
        changes: notes.changes.iter().map(compiler_change).collect(),
    }
}

/// What an instruction does, and what the compiler did to it.
fn explanation(instruction: &Instruction, notes: &Notes) -> String {
    let does = opcode::info(instruction.opcode).map_or("", |info| info.does);
    let mut text = does.to_owned();
    for change in &notes.changes {
        if change.offset == Some(instruction.offset) {
            text.push_str(&format!(" Compiler: {}.", change.sentence()));
        }
    }
    text
}

fn name_reason(note: &NameNote) -> NameReason {
    NameReason {
        name: note.name.to_lossy(),
        kind: note.kind().to_owned(),
        why: note.why(),
    }
}

fn compiler_change(change: &Change) -> CompilerChange {
    CompilerChange {
        line: change.place.line,
        offset: change.offset.and_then(|offset| u32::try_from(offset).ok()),
        sentence: change.sentence(),
    }
}

fn summary(code: &Code) -> String {
    let locals = match code.co_nlocals {
        1 => "1 local".to_owned(),
        count => format!("{count} locals"),
    };
    format!("{} · {locals} · stack {}", code.kind(), code.co_stacksize)
}

/// What an argument means, as `dis` puts it in parentheses.
fn meaning(instruction: &Instruction, code: &Code) -> String {
    match instruction.meaning(code) {
        Meaning::Number => String::new(),
        Meaning::Const(value) => cut(&constant(value, 2), CONSTANT),
        Meaning::Name(name) => name.to_lossy(),
        Meaning::Jump(offset) => format!("to {offset}"),
        Meaning::Compare(word) => word.to_owned(),
        Meaning::Damaged => "damaged".to_owned(),
    }
}

/// A constant's `repr`, nested ones only so deep.
fn constant(value: &Const, depth: usize) -> String {
    let items = |items: &[std::sync::Arc<Const>]| -> String {
        match depth {
            0 => "…".to_owned(),
            _ => items
                .iter()
                .map(|item| constant(item, depth - 1))
                .collect::<Vec<_>>()
                .join(", "),
        }
    };
    match value {
        Const::None => "None".into(),
        Const::Ellipsis => "Ellipsis".into(),
        Const::Bool(value) => if *value { "True" } else { "False" }.into(),
        Const::Int(PyInt::Small(small)) => small.to_string(),
        Const::Int(PyInt::Big(big)) if big.bits() > 400 => format!("<int of {} bits>", big.bits()),
        Const::Int(PyInt::Big(big)) => big.to_string(),
        Const::Float(bits) => repr_float(f64::from_bits(*bits)),
        Const::Complex(real, imag) => {
            format!(
                "({}+{}j)",
                repr_float(f64::from_bits(*real)),
                repr_float(f64::from_bits(*imag))
            )
        }
        Const::Str(text) => repr_str(&text.slice(0, text.len().min(CONSTANT))).to_lossy(),
        Const::Bytes(bytes) => repr_bytes(&bytes[..bytes.len().min(CONSTANT)]),
        Const::Tuple(values) if values.len() == 1 => format!("({},)", items(values)),
        Const::Tuple(values) => format!("({})", items(values)),
        Const::FrozenSet(values) => format!("frozenset({{{}}})", items(values)),
        Const::Code(code) => format!("<code object {}>", code.co_name),
    }
}
