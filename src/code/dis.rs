//! What `python3.8 -m dis FILE` prints (`Lib/dis.py`): the instructions of a code object and of
//! those inside it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use super::const_repr::{repr_code, repr_const};
use super::instruction::{Instruction, Meaning, instructions, line_starts};
use super::{Code, Const, op, opcode};

/// Width of the column of opcode names (`_OPNAME_WIDTH`).
const OPNAME_WIDTH: usize = 20;
/// Width of the column of arguments (`_OPARG_WIDTH`).
const OPARG_WIDTH: usize = 5;
/// Where `dis` says the first code object lies if nobody knows better.
const FIRST_ADDRESS: u64 = 0x7f00_0000_0000;
/// From one code object to the next: their size, rounded to sixteen bytes.
const ADDRESS_STEP: u64 = 176;

/// The whole text. Addresses of code objects are made up: they differ from run to run in CPython.
pub fn disassemble(code: &Arc<Code>) -> String {
    let mut addresses = BTreeMap::new();
    number(code, &mut addresses);
    let address = |code: &Arc<Code>| {
        addresses
            .get(&Arc::as_ptr(code))
            .copied()
            .unwrap_or(FIRST_ADDRESS)
    };
    let mut out = String::new();
    recurse(code, &address, &mut out);
    out
}

/// Gives every code object an address of its own.
fn number(code: &Arc<Code>, addresses: &mut BTreeMap<*const Code, u64>) {
    let next = FIRST_ADDRESS + ADDRESS_STEP * addresses.len() as u64;
    addresses.entry(Arc::as_ptr(code)).or_insert(next);
    for constant in &code.co_consts {
        if let Const::Code(inner) = &**constant {
            number(inner, addresses);
        }
    }
}

/// `_disassemble_recursive`.
fn recurse(code: &Code, address: &dyn Fn(&Arc<Code>) -> u64, out: &mut String) {
    disassemble_one(code, address, out);
    for constant in &code.co_consts {
        if let Const::Code(inner) = &**constant {
            let _ = writeln!(
                out,
                "\nDisassembly of {}:",
                repr_code(inner, address(inner))
            );
            recurse(inner, address, out);
        }
    }
}

/// The instructions of one code object, a line each; a blank line before each new source line.
pub fn disassemble_one(code: &Code, address: &dyn Fn(&Arc<Code>) -> u64, out: &mut String) {
    // Where a line begins twice at one offset, the later entry counts.
    let starts: BTreeMap<usize, u32> = line_starts(code).into_iter().collect();
    let last_line = starts.values().copied().max().unwrap_or(0);
    let line_width = if last_line >= 1000 {
        digits(last_line as usize)
    } else {
        3
    };
    let last_offset = code.co_code.len().saturating_sub(2);
    let offset_width = if last_offset >= 10_000 {
        digits(last_offset)
    } else {
        4
    };
    let targets: Vec<usize> = instructions(&code.co_code)
        .filter_map(|instruction| instruction.jumps_to())
        .collect();
    let targets = std::collections::BTreeSet::from_iter(targets);
    for instruction in instructions(&code.co_code) {
        let start = starts.get(&instruction.offset);
        if start.is_some() && instruction.offset > 0 {
            out.push('\n');
        }
        let line = start.map(u32::to_string).unwrap_or_default();
        let mark = if targets.contains(&instruction.offset) {
            ">>"
        } else {
            "  "
        };
        let mut row = format!(
            "{line:>line_width$}     {mark} {:>offset_width$} {:<OPNAME_WIDTH$}",
            instruction.offset,
            opcode::name(instruction.opcode),
        );
        if instruction.opcode >= op::HAVE_ARGUMENT {
            let _ = write!(row, " {:>OPARG_WIDTH$}", instruction.arg);
            let details = argument_text(&instruction, code, address);
            if !details.is_empty() {
                let _ = write!(row, " ({details})");
            }
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

/// What `dis` writes in parentheses after an argument (`argrepr`).
pub fn argument_text(
    instruction: &Instruction,
    code: &Code,
    address: &dyn Fn(&Arc<Code>) -> u64,
) -> String {
    const CONVERSIONS: [&str; 4] = ["", "str", "repr", "ascii"];
    const FUNCTION_PARTS: [&str; 4] = ["defaults", "kwdefaults", "annotations", "closure"];
    let arg = instruction.arg;
    match instruction.meaning(code) {
        Meaning::Const(constant) => repr_const(constant, address),
        Meaning::Name(name) => name.to_lossy(),
        Meaning::Jump(target) if instruction.opcode_is_relative() => format!("to {target}"),
        Meaning::Jump(_) => String::new(),
        Meaning::Compare(word) => word.to_owned(),
        Meaning::Damaged => "damaged".to_owned(),
        Meaning::Number => match instruction.opcode {
            op::FORMAT_VALUE => {
                let conversion = CONVERSIONS[(arg & 3) as usize];
                match (conversion, arg & 4 != 0) {
                    ("", true) => "with format".to_owned(),
                    (_, true) => format!("{conversion}, with format"),
                    (_, false) => conversion.to_owned(),
                }
            }
            op::MAKE_FUNCTION => FUNCTION_PARTS
                .iter()
                .enumerate()
                .filter(|(bit, _)| arg & (1 << bit) != 0)
                .map(|(_, &part)| part)
                .collect::<Vec<_>>()
                .join(", "),
            _ => String::new(),
        },
    }
}
