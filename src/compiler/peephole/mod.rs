//! The peephole optimiser (`Python/peephole.c`): small improvements on finished bytecode that
//! never change what it computes.
//!
//! It works on code units (an opcode byte and an argument byte), overwrites what it no longer
//! needs with NOP, and squeezes the NOPs out at the end, mending jumps and the line table.

mod squeeze;

use std::sync::Arc;

use super::assemble::{Assembled, CodeUnit, Flow, flow, instr_size};
use super::constants::is_true;
use crate::code::notes::ChangeKind;
use crate::code::{Const, op};
use squeeze::Squeezer;

/// A change that was made.
pub struct Entry {
    /// The piece of source, as byte offsets.
    pub range: (u32, u32),
    /// The offset of the instruction it left behind, in the finished code.
    pub offset: Option<usize>,
    /// What was done.
    pub kind: ChangeKind,
}

/// The optimiser, with room that is used for unit after unit.
#[derive(Default)]
pub struct Peephole {
    units: Vec<CodeUnit>,
    starts: Vec<bool>,
    squeezer: Squeezer,
}

impl Peephole {
    /// Optimises assembled code (`PyCode_Optimize`). Folded tuples are appended to the constants.
    /// What was changed is written to the log, if anybody wants to know.
    pub fn optimize(
        &mut self,
        code: &mut Assembled,
        consts: &mut Vec<Arc<Const>>,
        log: Option<&mut Vec<Entry>>,
    ) {
        // A line table with long gaps is left alone.
        if code.lnotab.chunks_exact(2).any(|pair| pair[0] == 255) {
            return;
        }
        if !code.units.iter().rev().skip(1).any(may_improve) {
            return;
        }
        self.units.clear();
        self.units.extend_from_slice(&code.units);
        mark_blocks(&self.units, &mut self.starts);
        let mut pass = Pass {
            units: &mut self.units,
            starts: &self.starts,
            consts,
            log: log.as_ref().map(|_| Vec::new()),
            changed: false,
        };
        pass.run();
        let drafts = pass.log;
        if !pass.changed || !self.squeezer.squeeze(&self.units, &mut code.lnotab) {
            return;
        }
        if let (Some(log), Some(drafts)) = (log, drafts) {
            let entries = drafts.into_iter();
            log.extend(entries.map(|draft| self.squeezer.entry(draft, &code.ranges)));
        }
        self.squeezer.replace(&self.units, code);
    }
}

const NOP: CodeUnit = CodeUnit {
    opcode: op::NOP,
    arg: 0,
};

/// Whether the pass ever does anything at an instruction that isn't the last.
fn may_improve(unit: &CodeUnit) -> bool {
    flow(unit.opcode) != Flow::On || unit.opcode == op::BUILD_TUPLE
}

/// The first index from `at` on that is not an EXTENDED_ARG.
fn find_op(units: &[CodeUnit], at: usize) -> usize {
    (at..units.len())
        .find(|&index| units[index].opcode != op::EXTENDED_ARG)
        .unwrap_or(units.len())
}

/// The whole argument of the instruction whose opcode is at `at`.
fn get_arg(units: &[CodeUnit], at: usize) -> u32 {
    let prefixes = units[..at]
        .iter()
        .rev()
        .take_while(|unit| unit.opcode == op::EXTENDED_ARG)
        .take(3)
        .count();
    units[at - prefixes..=at]
        .iter()
        .fold(0, |arg, unit| arg << 8 | u32::from(unit.arg))
}

fn is_conditional_jump(opcode: u8) -> bool {
    matches!(
        opcode,
        op::POP_JUMP_IF_FALSE
            | op::POP_JUMP_IF_TRUE
            | op::JUMP_IF_FALSE_OR_POP
            | op::JUMP_IF_TRUE_OR_POP
    )
}

fn jumps_on_true(opcode: u8) -> bool {
    matches!(opcode, op::JUMP_IF_TRUE_OR_POP | op::POP_JUMP_IF_TRUE)
}

fn is_unconditional_jump(opcode: u8) -> bool {
    matches!(opcode, op::JUMP_ABSOLUTE | op::JUMP_FORWARD)
}

/// Where the jump at `at` goes, in code units (`GETJUMPTGT`).
fn jump_target(units: &[CodeUnit], at: usize) -> usize {
    let arg = get_arg(units, at) as usize / 2;
    if flow(units[at].opcode) == Flow::Absolute {
        arg
    } else {
        arg + at + 1
    }
}

/// Marks where basic blocks begin: the targets of jumps (`markblocks`).
fn mark_blocks(units: &[CodeUnit], starts: &mut Vec<bool>) {
    starts.clear();
    starts.resize(units.len(), false);
    let mut at = find_op(units, 0);
    while at < units.len() {
        let opcode = units[at].opcode;
        if matches!(flow(opcode), Flow::Absolute | Flow::Relative)
            && let Some(start) = starts.get_mut(jump_target(units, at))
        {
            *start = true;
        }
        at = find_op(units, at + 1);
    }
}

struct Pass<'a> {
    units: &'a mut [CodeUnit],
    starts: &'a [bool],
    consts: &'a mut Vec<Arc<Const>>,
    log: Option<Vec<Draft>>,
    /// Whether any code unit was written to.
    changed: bool,
}

/// A change as it is made: everything by indices of code units before the squeeze.
struct Draft {
    /// The instruction concerned.
    at: usize,
    /// Whether it still is there.
    remains: bool,
    /// What was done, jumps by indices.
    kind: ChangeKind,
}

impl Pass<'_> {
    fn note(&mut self, at: usize, remains: bool, kind: ChangeKind) {
        if let Some(log) = &mut self.log {
            log.push(Draft { at, remains, kind });
        }
    }

    /// Whether no jump goes between two units.
    fn same_block(&self, start: usize, end: usize) -> bool {
        let between = self.starts.get(start + 1..=end);
        between.is_some_and(|starts| !starts.contains(&true))
    }

    fn fill_nops(&mut self, start: usize, end: usize) {
        let end = end.min(self.units.len());
        self.changed = true;
        self.units[start..end].fill(NOP);
    }

    fn run(&mut self) {
        // How many LOAD_CONST directly precede.
        let mut consts_before;
        let mut consts_so_far = 0;
        let mut at = find_op(self.units, 0);
        while at < self.units.len() {
            let opcode = self.units[at].opcode;
            let op_start = at
                - self.units[..at]
                    .iter()
                    .rev()
                    .take_while(|unit| unit.opcode == op::EXTENDED_ARG)
                    .count();
            let mut next = find_op(self.units, at + 1);
            let next_opcode = self.units.get(next).map_or(op::NOP, |unit| unit.opcode);
            consts_before = consts_so_far;
            consts_so_far = 0;
            match opcode {
                // A test of a true constant is no test.
                op::LOAD_CONST => {
                    consts_so_far = consts_before + 1;
                    let index = get_arg(self.units, at) as usize;
                    if next_opcode == op::POP_JUMP_IF_FALSE
                        && self.same_block(op_start, at + 1)
                        && self
                            .consts
                            .get(index)
                            .is_some_and(|constant| is_true(constant))
                    {
                        self.fill_nops(op_start, next + 1);
                        self.note(next, false, ChangeKind::TrueConstantTested);
                        consts_so_far = 0;
                    }
                }
                op::BUILD_TUPLE => self.build_tuple(op_start, at, next, next_opcode, consts_before),
                op::JUMP_IF_FALSE_OR_POP | op::JUMP_IF_TRUE_OR_POP => {
                    match self.conditional_to_conditional(at, opcode) {
                        Some(again) => next = again,
                        None => self.thread_jump(op_start, at, opcode),
                    }
                }
                op::POP_JUMP_IF_FALSE
                | op::POP_JUMP_IF_TRUE
                | op::JUMP_FORWARD
                | op::JUMP_ABSOLUTE => self.thread_jump(op_start, at, opcode),
                op::RETURN_VALUE => next = self.after_return(at, next),
                _ => {}
            }
            at = next;
        }
    }

    /// A tuple of constants is a constant; packing right before unpacking is a rotation.
    fn build_tuple(
        &mut self,
        op_start: usize,
        at: usize,
        next: usize,
        next_opcode: u8,
        consts_before: u32,
    ) {
        let count = get_arg(self.units, at);
        if count > 0 && consts_before >= count {
            let start = self.consts_start(op_start, count);
            if self.same_block(start, op_start) {
                self.fold_tuple(start, at + 1, count);
                return;
            }
        }
        if next_opcode != op::UNPACK_SEQUENCE
            || !self.same_block(op_start, at + 1)
            || count != get_arg(self.units, next)
        {
            return;
        }
        let rotation: &[u8] = match count {
            0 | 1 => &[],
            2 => &[op::ROT_TWO],
            3 => &[op::ROT_THREE, op::ROT_TWO],
            _ => return,
        };
        self.fill_nops(op_start, next + 1);
        for (index, &opcode) in rotation.iter().enumerate() {
            self.units[op_start + index] = CodeUnit { opcode, arg: 0 };
        }
        self.note(op_start, count > 1, ChangeKind::Rotation { count });
    }

    /// Where the last `count` LOAD_CONST before `at` begin (`lastn_const_start`).
    fn consts_start(&self, at: usize, mut count: u32) -> usize {
        let mut index = at;
        while index > 0 && count > 0 {
            index -= 1;
            if self.units[index].opcode == op::LOAD_CONST {
                count -= 1;
            }
        }
        while index > 0 && self.units[index - 1].opcode == op::EXTENDED_ARG {
            index -= 1;
        }
        index
    }

    /// `fold_tuple_on_constants`: the folded tuple is appended to the constants.
    fn fold_tuple(&mut self, start: usize, end: usize, count: u32) {
        let mut items = Vec::new();
        let mut at = start;
        for _ in 0..count {
            at = find_op(self.units, at);
            while at < end && self.units[at].opcode == op::NOP {
                at = find_op(self.units, at + 1);
            }
            let Some(item) = self.consts.get(get_arg(self.units, at) as usize) else {
                return;
            };
            items.push(Arc::clone(item));
            at += 1;
        }
        let index = self.consts.len() as u32;
        let value = Arc::new(Const::Tuple(items));
        self.consts.push(Arc::clone(&value));
        if self.copy_op_arg(start, op::LOAD_CONST, index, end) {
            self.note(end - 1, true, ChangeKind::TupleOfConstants { value });
        }
    }

    /// `a and b or c`: a conditional jump to a conditional jump. If the second tests the same
    /// way, go straight where it goes; if the other way, go past it. Gives the instruction to
    /// look at again.
    fn conditional_to_conditional(&mut self, at: usize, opcode: u8) -> Option<usize> {
        let target = find_op(self.units, get_arg(self.units, at) as usize / 2);
        let second = self.units.get(target)?.opcode;
        if !is_conditional_jump(second) {
            return None;
        }
        let same = jumps_on_true(second) == jumps_on_true(opcode);
        let (replacement, arg) = if same {
            (second, get_arg(self.units, target))
        } else if opcode == op::JUMP_IF_TRUE_OR_POP {
            (op::POP_JUMP_IF_TRUE, (target as u32 + 1) * 2)
        } else {
            (op::POP_JUMP_IF_FALSE, (target as u32 + 1) * 2)
        };
        let again = self.set_arg(at, arg)?;
        self.units[again].opcode = replacement;
        self.changed = true;
        let to = arg as usize / 2;
        let via = target;
        self.note(again, true, ChangeKind::TestOfTest { via, to, same });
        Some(again)
    }

    /// A jump to a jump goes straight to the end; a jump to a return returns.
    fn thread_jump(&mut self, op_start: usize, at: usize, mut opcode: u8) {
        let target = find_op(self.units, jump_target(self.units, at));
        let Some(unit) = self.units.get(target) else {
            return;
        };
        if is_unconditional_jump(opcode) && unit.opcode == op::RETURN_VALUE {
            self.units[op_start] = CodeUnit {
                opcode: op::RETURN_VALUE,
                arg: 0,
            };
            self.fill_nops(op_start + 1, at + 1);
            self.note(op_start, true, ChangeKind::JumpToReturn);
        } else if is_unconditional_jump(unit.opcode) {
            let to = jump_target(self.units, target);
            let mut destination = to;
            if opcode == op::JUMP_FORWARD {
                // An absolute jump can also go backwards.
                opcode = op::JUMP_ABSOLUTE;
            } else if flow(opcode) == Flow::Relative {
                if destination < at + 1 {
                    return;
                }
                destination -= at + 1;
            }
            if self.copy_op_arg(op_start, opcode, destination as u32 * 2, at + 1) {
                self.note(at, true, ChangeKind::JumpToJump { via: target, to });
            }
        }
    }

    /// Removes what cannot be reached after a return. END_FINALLY stays because it marks the end
    /// of a `finally` for the debugger, SETUP_FINALLY to keep blocks balanced.
    fn after_return(&mut self, at: usize, next: usize) -> usize {
        let mut end = at + 1;
        while end < self.units.len()
            && !self.starts[end]
            && self.units[end].opcode != op::END_FINALLY
        {
            if self.units[end].opcode == op::SETUP_FINALLY {
                while end > at + 1 && self.units[end - 1].opcode == op::EXTENDED_ARG {
                    end -= 1;
                }
                break;
            }
            end += 1;
        }
        if end > at + 1 {
            let is_instruction =
                |unit: &&CodeUnit| !matches!(unit.opcode, op::NOP | op::EXTENDED_ARG);
            let count = self.units[at + 1..end]
                .iter()
                .filter(is_instruction)
                .count();
            self.fill_nops(at + 1, end);
            if count > 0 {
                self.note(at, true, ChangeKind::Unreachable { count });
            }
            return find_op(self.units, end);
        }
        next
    }

    /// Changes an argument in place; nothing happens if the new one needs more room. Gives the
    /// index of the opcode.
    fn set_arg(&mut self, at: usize, arg: u32) -> Option<usize> {
        let current = get_arg(self.units, at);
        if current == arg {
            return Some(at);
        }
        let (old_size, new_size) = (instr_size(current) as usize, instr_size(arg) as usize);
        if old_size < new_size {
            return None;
        }
        let start = at + 1 - old_size;
        let opcode = self.units[at].opcode;
        self.write(start, opcode, arg, new_size);
        self.fill_nops(start + new_size, at + 1);
        Some(at + new_size - old_size)
    }

    /// Writes an instruction at the end of a region and NOPs before it. Tells whether it fits.
    fn copy_op_arg(&mut self, start: usize, opcode: u8, arg: u32, end: usize) -> bool {
        let size = instr_size(arg) as usize;
        if start + size > end {
            return false;
        }
        self.write(end - size, opcode, arg, size);
        self.fill_nops(start, end - size);
        true
    }

    fn write(&mut self, at: usize, opcode: u8, arg: u32, size: usize) {
        self.changed = true;
        for index in 0..size {
            let shift = 8 * (size - 1 - index);
            let opcode = if shift == 0 { opcode } else { op::EXTENDED_ARG };
            self.units[at + index] = CodeUnit {
                opcode,
                arg: (arg >> shift) as u8,
            };
        }
    }
}
