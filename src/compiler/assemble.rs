//! The assembler (`Python/compile.c`: `assemble`, `stackdepth`, `assemble_jump_offsets`,
//! `assemble_lnotab`): instructions to bytes.
//!
//! CPython keeps a list of instructions for each basic block and puts the blocks in order at the
//! end (`dfs`). That order always is the chain in which control falls from block to block, so here
//! a unit has one list of instructions, and a block is a place in it.

use std::num::NonZeroU32;

use crate::code::op;
use crate::code::{fixed_stack_effect, stack_effect};

/// A basic block of its unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockId(NonZeroU32);

/// One instruction before its bytes are known (`struct instr`).
#[derive(Clone, Copy, Debug)]
pub struct Instr {
    /// The opcode.
    pub opcode: u8,
    /// The argument; for jumps filled in once offsets are known.
    pub oparg: u32,
    /// Where a jump goes.
    pub target: Option<BlockId>,
    /// The source line if this instruction begins a new entry of the line table, else 0.
    pub lineno: u32,
    /// The piece of source it came from, as byte offsets.
    pub range: (u32, u32),
}

/// The instructions of a unit, and where its blocks begin.
#[derive(Debug, Default)]
pub struct Instrs {
    list: Vec<Instr>,
    /// For each block the index of its first instruction.
    starts: Vec<u32>,
    /// The blocks that have begun, in that order.
    begun: Vec<BlockId>,
    /// Whether the block at the end contains a RETURN_VALUE (`b_return`).
    returns: bool,
}

impl Instrs {
    /// A block that begins nowhere yet.
    pub fn new_block(&mut self) -> BlockId {
        self.starts.push(0);
        let count = NonZeroU32::new(self.starts.len() as u32);
        BlockId(count.unwrap_or(NonZeroU32::MIN))
    }

    /// Lets a block begin here (`compiler_use_next_block`).
    pub fn use_next(&mut self, block: BlockId) {
        let here = self.list.len() as u32;
        if let Some(start) = self.starts.get_mut(block.index()) {
            *start = here;
        }
        self.begun.push(block);
        self.returns = false;
    }

    /// Adds an instruction.
    #[inline]
    pub fn push(&mut self, instr: Instr) {
        self.returns |= instr.opcode == op::RETURN_VALUE;
        self.list.push(instr);
    }

    /// Whether the block at the end returns.
    pub fn returns(&self) -> bool {
        self.returns
    }

    /// The first instruction.
    pub fn first(&self) -> Option<&Instr> {
        self.list.first()
    }

    /// A place to come back to.
    pub fn mark(&self) -> Mark {
        Mark {
            instr: self.list.len(),
            begun: self.begun.len(),
            returns: self.returns,
        }
    }

    /// Moves what was added between `from` and `to` behind everything that was added since: the
    /// body of a `finally`, which is compiled before the `try` that it follows.
    pub fn move_to_end(&mut self, from: Mark, to: Mark) {
        let Some(tail) = self.list.get_mut(from.instr..) else {
            return;
        };
        let moved = to.instr - from.instr;
        let passed = tail.len() - moved;
        tail.rotate_left(moved);
        for (index, block) in self.begun.iter().enumerate().skip(from.begun) {
            let start = &mut self.starts[block.index()];
            if index < to.begun {
                *start += passed as u32;
            } else {
                *start -= moved as u32;
            }
        }
        self.returns = to.returns;
    }

    /// Forgets everything; the room stays.
    pub fn clear(&mut self) {
        self.list.clear();
        self.starts.clear();
        self.begun.clear();
        self.returns = false;
    }

    fn start(&self, block: BlockId) -> usize {
        self.starts[block.index()] as usize
    }
}

impl BlockId {
    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A place among instructions.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    instr: usize,
    begun: usize,
    returns: bool,
}

/// Two bytes of code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodeUnit {
    /// The opcode, or EXTENDED_ARG.
    pub opcode: u8,
    /// Eight bits of the argument.
    pub arg: u8,
}

/// Assembled code, as the peephole pass takes it. Its room is used for unit after unit.
#[derive(Debug, Default)]
pub struct Assembled {
    /// The code.
    pub units: Vec<CodeUnit>,
    /// `co_lnotab`.
    pub lnotab: Vec<u8>,
    /// For each code unit its piece of source.
    pub ranges: Vec<(u32, u32)>,
    /// `co_stacksize`.
    pub stacksize: u32,
    /// For each instruction its offset in code units.
    offsets: Vec<u32>,
    /// For each instruction how deep the stack is before it; negative if that isn't known.
    depths: Vec<i32>,
    /// Instructions from which the depth is still to be followed.
    pending: Vec<usize>,
}

impl Assembled {
    /// Turns a unit's instructions into bytes.
    pub fn assemble(&mut self, instrs: &mut Instrs, firstlineno: u32) {
        self.stack_depth(instrs);
        self.jump_offsets(instrs);
        self.units.clear();
        self.lnotab.clear();
        self.ranges.clear();
        let mut last = (0, firstlineno);
        for (instr, &offset) in instrs.list.iter().zip(&self.offsets) {
            if instr.lineno != 0 {
                lnotab_entry(
                    &mut self.lnotab,
                    &mut last,
                    offset as usize * 2,
                    instr.lineno,
                );
            }
        }
        let short = self.offsets.last() == Some(&(instrs.list.len() as u32));
        if short {
            // The usual: every argument fits its byte.
            self.units.extend(instrs.list.iter().map(|instr| CodeUnit {
                opcode: instr.opcode,
                arg: instr.oparg as u8,
            }));
            self.ranges
                .extend(instrs.list.iter().map(|instr| instr.range));
            return;
        }
        for instr in &instrs.list {
            let size = instr_size(instr.oparg);
            write_op_arg(&mut self.units, instr.opcode, instr.oparg, size);
            let ranges = std::iter::repeat_n(instr.range, size as usize);
            self.ranges.extend(ranges);
        }
    }

    /// `co_code`.
    pub fn bytecode(&self) -> Vec<u8> {
        let mut bytes = vec![0; self.units.len() * 2];
        let (pairs, _) = bytes.as_chunks_mut();
        for (pair, unit) in pairs.iter_mut().zip(&self.units) {
            *pair = [unit.opcode, unit.arg];
        }
        bytes
    }

    /// `stackdepth`: the deepest the value stack can get. CPython gives up on a block that would
    /// begin deeper than 100 on a second visit; here the first visit decides.
    fn stack_depth(&mut self, instrs: &Instrs) {
        const UNKNOWN: i32 = -1;
        self.depths.clear();
        self.depths.resize(instrs.list.len() + 1, UNKNOWN);
        self.depths[0] = 0;
        self.pending.push(0);
        let mut deepest = 0;
        while let Some(from) = self.pending.pop() {
            let mut depth = self.depths[from];
            for (at, instr) in instrs.list.iter().enumerate().skip(from) {
                if at > from && self.depths[at] != UNKNOWN {
                    break;
                }
                self.depths[at] = depth;
                if let Some(target) = instr.target {
                    let at_target = depth + stack_effect(instr.opcode, instr.oparg, true);
                    deepest = deepest.max(at_target);
                    let target = instrs.start(target);
                    if instr.opcode != op::CALL_FINALLY && self.depths[target] == UNKNOWN {
                        self.depths[target] = at_target;
                        self.pending.push(target);
                    }
                }
                depth += fixed_stack_effect(instr.opcode)
                    .unwrap_or_else(|| stack_effect(instr.opcode, instr.oparg, false));
                deepest = deepest.max(depth);
                let goes = matches!(instr.opcode, op::JUMP_ABSOLUTE | op::JUMP_FORWARD);
                if goes || flow(instr.opcode) == Flow::Nowhere {
                    break;
                }
            }
        }
        self.stacksize = u32::try_from(deepest).unwrap_or(0);
    }

    /// `assemble_jump_offsets`: a jump's argument may need more bytes, which moves what follows,
    /// which may make other arguments longer: repeat until nothing grows.
    fn jump_offsets(&mut self, instrs: &mut Instrs) {
        loop {
            self.offsets.clear();
            let mut total = 0;
            self.offsets.extend(instrs.list.iter().map(|instr| {
                let offset = total;
                total += instr_size(instr.oparg);
                offset
            }));
            self.offsets.push(total);
            if instrs.starts.is_empty() {
                // Without blocks there are no jumps.
                return;
            }
            let mut grew = false;
            for (at, instr) in instrs.list.iter_mut().enumerate() {
                let Some(target) = instr.target else { continue };
                let size = instr_size(instr.oparg);
                let target = self.offsets[instrs.starts[target.index()] as usize];
                let units = if flow(instr.opcode) == Flow::Relative {
                    target.saturating_sub(self.offsets[at + 1])
                } else {
                    target
                };
                instr.oparg = units * 2;
                grew |= instr_size(instr.oparg) != size;
            }
            if !grew {
                return;
            }
        }
    }
}

/// `assemble_lnotab`: adds a pair of byte increment and line increment since `last`, the offset and
/// line of the pair before. Increments that do not fit a byte are split.
fn lnotab_entry(lnotab: &mut Vec<u8>, last: &mut (usize, u32), offset: usize, lineno: u32) {
    let mut d_bytecode = offset - last.0;
    let mut d_lineno = i64::from(lineno) - i64::from(last.1);
    if d_bytecode == 0 && d_lineno == 0 {
        return;
    }
    while d_bytecode > 255 {
        lnotab.extend([255, 0]);
        d_bytecode -= 255;
    }
    if !(-128..=127).contains(&d_lineno) {
        // What is left after the whole steps gets a pair of its own, even if it is nothing.
        let step = if d_lineno < 0 { -128 } else { 127 };
        for _ in 0..d_lineno / step {
            lnotab.extend([d_bytecode as u8, step as i8 as u8]);
            d_bytecode = 0;
        }
        d_lineno %= step;
    }
    lnotab.extend([d_bytecode as u8, d_lineno as i8 as u8]);
    *last = (offset, lineno);
}

/// How many code units (two bytes each) an instruction takes (`instrsize`).
#[inline]
pub fn instr_size(oparg: u32) -> u32 {
    match oparg {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xff_ffff => 3,
        _ => 4,
    }
}

/// Appends an instruction with the EXTENDED_ARG prefixes that `size` code units ask for
/// (`write_op_arg`).
#[inline]
pub fn write_op_arg(out: &mut Vec<CodeUnit>, opcode: u8, oparg: u32, size: u32) {
    for prefix in (1..size).rev() {
        let (opcode, arg) = (op::EXTENDED_ARG, (oparg >> (8 * prefix)) as u8);
        out.push(CodeUnit { opcode, arg });
    }
    let arg = oparg as u8;
    out.push(CodeUnit { opcode, arg });
}

/// What an instruction means for the flow of control.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// It goes on with the next one.
    On,
    /// It may go elsewhere: the argument counts from the next instruction (`hasjrel`).
    Relative,
    /// The argument counts from the beginning (`hasjabs`).
    Absolute,
    /// It goes on nowhere.
    Nowhere,
}

/// What an opcode means for the flow of control.
#[inline]
pub fn flow(opcode: u8) -> Flow {
    FLOWS[usize::from(opcode)]
}

const FLOWS: [Flow; 256] = {
    let mut flows = [Flow::On; 256];
    let mut opcode = 0;
    while opcode < flows.len() {
        flows[opcode] = match opcode as u8 {
            op::FOR_ITER
            | op::JUMP_FORWARD
            | op::SETUP_FINALLY
            | op::SETUP_WITH
            | op::SETUP_ASYNC_WITH
            | op::CALL_FINALLY => Flow::Relative,
            op::JUMP_ABSOLUTE
            | op::POP_JUMP_IF_FALSE
            | op::POP_JUMP_IF_TRUE
            | op::JUMP_IF_FALSE_OR_POP
            | op::JUMP_IF_TRUE_OR_POP => Flow::Absolute,
            op::RETURN_VALUE | op::RAISE_VARARGS => Flow::Nowhere,
            _ => Flow::On,
        };
        opcode += 1;
    }
    flows
};
