//! Instructions out of bytecode, and where source lines begin (`Lib/dis.py`).

use crate::code::op;
use crate::code::opcode::{ArgKind, info};
use crate::code::{Code, Const};
use crate::value::PyStr;

/// One instruction.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Instruction {
    /// Byte offset in `co_code`.
    pub offset: usize,
    /// Its opcode.
    pub opcode: u8,
    /// Its whole argument, what `EXTENDED_ARG`s before it hold included.
    pub arg: u32,
}

/// What an argument refers to.
#[derive(Clone, PartialEq, Debug)]
pub enum Meaning<'a> {
    /// Nothing, or a number that stands for itself.
    Number,
    /// A constant.
    Const(&'a Const),
    /// A name.
    Name(&'a PyStr),
    /// An offset that may be jumped to.
    Jump(usize),
    /// A comparison.
    Compare(&'static str),
    /// An index beyond its table: the bytecode is damaged.
    Damaged,
}

impl Instruction {
    /// What the argument refers to in the code object.
    pub fn meaning<'a>(&self, code: &'a Code) -> Meaning<'a> {
        let index = self.arg as usize;
        let name = |name: Option<&'a PyStr>| name.map_or(Meaning::Damaged, Meaning::Name);
        match info(self.opcode).map_or(ArgKind::None, |info| info.arg) {
            ArgKind::None | ArgKind::Number => Meaning::Number,
            ArgKind::Const => code
                .co_consts
                .get(index)
                .map_or(Meaning::Damaged, |value| Meaning::Const(value)),
            ArgKind::Name => name(code.co_names.get(index)),
            ArgKind::Local => name(code.co_varnames.get(index)),
            ArgKind::Free => {
                let free = || {
                    code.co_freevars
                        .get(index.checked_sub(code.co_cellvars.len())?)
                };
                name(code.co_cellvars.get(index).or_else(free))
            }
            ArgKind::JumpRelative => Meaning::Jump(self.offset + 2 + index),
            ArgKind::JumpAbsolute => Meaning::Jump(index),
            ArgKind::Compare => {
                let word = crate::code::opcode::CMP_OP.get(index);
                word.map_or(Meaning::Damaged, |word| Meaning::Compare(word))
            }
        }
    }

    /// Whether its argument counts from the next instruction.
    pub fn opcode_is_relative(&self) -> bool {
        info(self.opcode).is_some_and(|info| info.arg == ArgKind::JumpRelative)
    }

    /// The offset that this instruction may jump to.
    pub fn jumps_to(&self) -> Option<usize> {
        match info(self.opcode)?.arg {
            ArgKind::JumpRelative => Some(self.offset + 2 + self.arg as usize),
            ArgKind::JumpAbsolute => Some(self.arg as usize),
            _ => None,
        }
    }
}

/// All instructions in order, each `EXTENDED_ARG` being one of its own (`dis._unpack_opargs`).
pub fn instructions(co_code: &[u8]) -> impl Iterator<Item = Instruction> + '_ {
    let mut extended = 0_u32;
    co_code
        .chunks_exact(2)
        .enumerate()
        .map(move |(index, pair)| {
            let (opcode, byte) = (pair[0], u32::from(pair[1]));
            let arg = if opcode >= op::HAVE_ARGUMENT {
                extended | byte
            } else {
                0
            };
            extended = if opcode == op::EXTENDED_ARG {
                arg << 8
            } else {
                0
            };
            Instruction {
                offset: index * 2,
                opcode,
                arg,
            }
        })
}

/// The offsets at which a source line begins, with the line (`dis.findlinestarts`).
pub fn line_starts(code: &Code) -> Vec<(usize, u32)> {
    let mut starts = Vec::new();
    let mut last = None;
    let (mut offset, mut line) = (0, i64::from(code.co_firstlineno));
    for pair in code.co_lnotab.chunks_exact(2) {
        let (bytes, lines) = (usize::from(pair[0]), i64::from(pair[1] as i8));
        if bytes > 0 {
            if last != Some(line) {
                starts.push((offset, u32::try_from(line).unwrap_or(0)));
                last = Some(line);
            }
            offset += bytes;
            if offset >= code.co_code.len() {
                // The rest of the table is for instructions that peephole took away.
                return starts;
            }
        }
        line += lines;
    }
    if last != Some(line) {
        starts.push((offset, u32::try_from(line).unwrap_or(0)));
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_args_are_folded_in() {
        let code = [op::EXTENDED_ARG, 1, op::LOAD_CONST, 2, op::POP_TOP, 0];
        let found: Vec<_> = instructions(&code).map(|i| (i.offset, i.arg)).collect();
        assert_eq!(found, [(0, 1), (2, 258), (4, 0)]);
    }

    /// `list(dis.findlinestarts(compile("x = 1\n\n\ny = 2\nz = 3\n", "", "exec")))`
    #[test]
    fn lines_begin_where_dis_says() {
        let code = Code {
            co_firstlineno: 1,
            co_code: vec![0; 16],
            co_lnotab: vec![4, 3, 4, 1],
            ..Code::default()
        };
        assert_eq!(line_starts(&code), [(0, 1), (4, 4), (8, 5)]);
    }
}
