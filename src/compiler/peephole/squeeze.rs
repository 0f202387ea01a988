//! The end of the peephole pass (`PyCode_Optimize` in `Python/peephole.c`): NOPs are squeezed out,
//! and the line table, the jumps and the ranges of source mended.

use super::{Draft, Entry, find_op};
use crate::code::notes::ChangeKind;
use crate::code::op;
use crate::compiler::assemble::{Assembled, CodeUnit, Flow, flow, instr_size, write_op_arg};

/// Drops NOPs; its room is used for unit after unit.
#[derive(Default)]
pub struct Squeezer {
    /// Where each code unit, or what came after it, is now.
    new_index: Vec<u32>,
    /// The code without NOPs.
    out: Vec<CodeUnit>,
}

impl Squeezer {
    /// Finds the new places, mends the line table, and writes the code that is left. Tells
    /// whether every jump fits; if not, the code has to stay as it was.
    pub fn squeeze(&mut self, units: &[CodeUnit], lnotab: &mut [u8]) -> bool {
        self.new_index.clear();
        let mut new = 0;
        for unit in units {
            self.new_index.push(new);
            new += u32::from(unit.opcode != op::NOP);
        }
        self.lines(lnotab).is_some() && self.code(units).is_some()
    }

    /// Mends the line table.
    fn lines(&self, lnotab: &mut [u8]) -> Option<()> {
        let (mut original, mut last) = (0, 0);
        for pair in lnotab.chunks_exact_mut(2) {
            original += usize::from(pair[0]);
            let new = self.new_index.get(original / 2)? * 2;
            pair[0] = (new - last) as u8;
            last = new;
        }
        Some(())
    }

    /// Writes the code, jumps mended.
    fn code(&mut self, units: &[CodeUnit]) -> Option<()> {
        self.out.clear();
        let mut start = 0;
        while start < units.len() {
            let at = find_op(units, start);
            let unit = units.get(at)?;
            let first = std::mem::replace(&mut start, at + 1);
            if unit.opcode == op::NOP {
                continue;
            }
            let flow = flow(unit.opcode);
            if !matches!(flow, Flow::Absolute | Flow::Relative) {
                self.out.extend_from_slice(&units[first..=at]);
                continue;
            }
            let old = units[first..=at]
                .iter()
                .fold(0, |arg, unit| arg << 8 | u32::from(unit.arg));
            let arg = if flow == Flow::Absolute {
                self.new_index.get(old as usize / 2)? * 2
            } else {
                let target = *self.new_index.get(old as usize / 2 + at + 1)?;
                target.checked_sub(self.new_index[at] + 1)? * 2
            };
            let size = (at - first + 1) as u32;
            // A prefix that is no longer needed stays, as EXTENDED_ARG 0.
            if instr_size(arg) > size || size > 4 {
                return None;
            }
            write_op_arg(&mut self.out, unit.opcode, arg, size);
        }
        Some(())
    }

    /// Puts the squeezed code in place of the one it was made of, whose units are given.
    pub fn replace(&mut self, units: &[CodeUnit], code: &mut Assembled) {
        let mut kept = 0;
        let mut start = 0;
        while start < units.len() {
            let at = find_op(units, start);
            let size = at + 1 - start;
            start = at + 1;
            if units.get(at).is_none_or(|unit| unit.opcode == op::NOP) {
                continue;
            }
            let range = code.ranges[at];
            code.ranges[kept..kept + size].fill(range);
            kept += size;
        }
        code.ranges.truncate(kept);
        std::mem::swap(&mut code.units, &mut self.out);
    }

    /// A change in terms of the finished code, given the ranges before.
    pub fn entry(&self, draft: Draft, old_ranges: &[(u32, u32)]) -> Entry {
        let offset = |at: usize| {
            self.new_index
                .get(at)
                .map_or(0, |&index| index as usize * 2)
        };
        let mut kind = draft.kind;
        if let ChangeKind::JumpToJump { via, to } | ChangeKind::TestOfTest { via, to, .. } =
            &mut kind
        {
            (*via, *to) = (offset(*via), offset(*to));
        }
        Entry {
            range: old_ranges.get(draft.at).copied().unwrap_or_default(),
            offset: draft.remains.then(|| offset(draft.at)),
            kind,
        }
    }
}
