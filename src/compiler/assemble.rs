//! The assembler (`Python/compile.c`: `assemble`, `dfs`, `stackdepth`, `assemble_jump_offsets`,
//! `assemble_lnotab`): basic blocks to bytes.

use crate::code::op;
use crate::code::stack_effect;

/// Index of a basic block in its unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockId(pub u32);

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

/// A run of instructions entered only at its top (`basicblock`).
#[derive(Debug, Default)]
pub struct Block {
    /// Its instructions.
    pub instrs: Vec<Instr>,
    /// The block that control falls into.
    pub next: Option<BlockId>,
    /// Whether it contains a RETURN_VALUE.
    pub returns: bool,
}

/// What assembling gives.
pub struct Assembled {
    /// `co_code` before the peephole pass.
    pub bytecode: Vec<u8>,
    /// `co_lnotab` before the peephole pass.
    pub lnotab: Vec<u8>,
    /// For each code unit (two bytes) its piece of source.
    pub ranges: Vec<(u32, u32)>,
    /// `co_stacksize`.
    pub stacksize: u32,
}

/// Turns the blocks of a unit (the first is the entry) into bytes.
pub fn assemble(blocks: &mut [Block], firstlineno: u32) -> Assembled {
    let order = reverse_postorder(blocks);
    let stacksize = stack_depth(blocks);
    jump_offsets(blocks, &order);
    let instructions = blocks.iter().map(|block| block.instrs.len()).sum::<usize>();
    let mut out = Emitter {
        bytecode: Vec::with_capacity(2 * instructions),
        lnotab: Vec::new(),
        ranges: Vec::with_capacity(instructions),
        lineno: firstlineno,
        lineno_off: 0,
    };
    for &block in &order {
        for instr in &blocks[block].instrs {
            out.emit(instr);
        }
    }
    Assembled {
        bytecode: out.bytecode,
        lnotab: out.lnotab,
        ranges: out.ranges,
        stacksize,
    }
}

/// How many code units (two bytes each) an instruction takes (`instrsize`).
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
pub fn write_op_arg(out: &mut Vec<u8>, opcode: u8, oparg: u32, size: u32) {
    for prefix in (1..size).rev() {
        out.extend([op::EXTENDED_ARG, (oparg >> (8 * prefix)) as u8]);
    }
    out.extend([opcode, oparg as u8]);
}

/// Whether the argument counts from the next instruction.
fn is_relative(opcode: u8) -> bool {
    matches!(
        opcode,
        op::FOR_ITER
            | op::JUMP_FORWARD
            | op::SETUP_FINALLY
            | op::SETUP_WITH
            | op::SETUP_ASYNC_WITH
            | op::CALL_FINALLY
    )
}

/// `dfs`: the order in which blocks are emitted. Depth first along jumps, following each chain
/// of fall-through blocks as a whole; kept on an explicit stack instead of recursion.
fn reverse_postorder(blocks: &[Block]) -> Vec<usize> {
    /// A chain of fall-through blocks, whose last block is worked on first.
    struct Chain {
        blocks: Vec<usize>,
        instr: usize,
    }
    let mut seen = vec![false; blocks.len()];
    let follow = |from: usize, seen: &mut Vec<bool>| {
        let mut chain = Vec::new();
        let mut at = Some(from);
        while let Some(block) = at {
            if std::mem::replace(&mut seen[block], true) {
                break;
            }
            chain.push(block);
            at = blocks[block].next.map(|next| next.0 as usize);
        }
        Chain {
            blocks: chain,
            instr: 0,
        }
    };
    let mut postorder = Vec::with_capacity(blocks.len());
    let mut stack = vec![follow(0, &mut seen)];
    while let Some(chain) = stack.last_mut() {
        let Some(&block) = chain.blocks.last() else {
            stack.pop();
            continue;
        };
        let instrs = &blocks[block].instrs;
        let jump = (chain.instr..instrs.len()).find_map(|index| {
            instrs[index]
                .target
                .filter(|target| !seen[target.0 as usize])
                .map(|target| (index, target))
        });
        match jump {
            Some((index, target)) => {
                chain.instr = index + 1;
                stack.push(follow(target.0 as usize, &mut seen));
            }
            None => {
                chain.blocks.pop();
                chain.instr = 0;
                postorder.push(block);
            }
        }
    }
    postorder.reverse();
    postorder
}

/// `stackdepth`: the deepest the value stack can get.
fn stack_depth(blocks: &[Block]) -> u32 {
    let mut start_depth: Vec<Option<i32>> = vec![None; blocks.len()];
    let mut stack = Vec::new();
    let mut deepest = 0;
    let mut push = |stack: &mut Vec<(usize, i32)>, block: usize, depth: i32| {
        // CPython gives up on a block that would begin deeper than 100 on a second visit; the
        // first visit decides.
        if start_depth[block].is_none() {
            start_depth[block] = Some(depth);
            stack.push((block, depth));
        }
    };
    push(&mut stack, 0, 0);
    while let Some((block, mut depth)) = stack.pop() {
        let mut next = blocks[block].next;
        for instr in &blocks[block].instrs {
            let after = depth + stack_effect(instr.opcode, instr.oparg, false);
            deepest = deepest.max(after);
            if let Some(target) = instr.target {
                let at_target = depth + stack_effect(instr.opcode, instr.oparg, true);
                deepest = deepest.max(at_target);
                if instr.opcode != op::CALL_FINALLY {
                    push(&mut stack, target.0 as usize, at_target);
                }
            }
            depth = after;
            if matches!(
                instr.opcode,
                op::JUMP_ABSOLUTE | op::JUMP_FORWARD | op::RETURN_VALUE | op::RAISE_VARARGS
            ) {
                next = None;
                break;
            }
        }
        if let Some(next) = next {
            push(&mut stack, next.0 as usize, depth);
        }
    }
    u32::try_from(deepest).unwrap_or(0)
}

/// `assemble_jump_offsets`: a jump's argument may need more bytes, which moves what follows,
/// which may make other arguments longer: repeat until nothing grows.
fn jump_offsets(blocks: &mut [Block], order: &[usize]) {
    let mut offsets = vec![0; blocks.len()];
    loop {
        let mut total = 0;
        for &block in order {
            offsets[block] = total;
            total += blocks[block]
                .instrs
                .iter()
                .map(|instr| instr_size(instr.oparg))
                .sum::<u32>();
        }
        let mut grew = false;
        for &block in order {
            let mut offset = offsets[block];
            for instr in &mut blocks[block].instrs {
                let size = instr_size(instr.oparg);
                offset += size;
                let Some(target) = instr.target else { continue };
                let target = offsets[target.0 as usize];
                let units = if is_relative(instr.opcode) {
                    target.saturating_sub(offset)
                } else {
                    target
                };
                instr.oparg = units * 2;
                grew |= instr_size(instr.oparg) != size;
            }
        }
        if !grew {
            return;
        }
    }
}

/// Bytes as they come.
struct Emitter {
    bytecode: Vec<u8>,
    lnotab: Vec<u8>,
    ranges: Vec<(u32, u32)>,
    lineno: u32,
    lineno_off: usize,
}

impl Emitter {
    /// `assemble_emit`.
    fn emit(&mut self, instr: &Instr) {
        if instr.lineno != 0 {
            self.line(instr.lineno);
        }
        let size = instr_size(instr.oparg);
        write_op_arg(&mut self.bytecode, instr.opcode, instr.oparg, size);
        self.ranges
            .extend(std::iter::repeat_n(instr.range, size as usize));
    }

    /// `assemble_lnotab`: adds a pair of byte increment and line increment. Increments that do
    /// not fit a byte are split.
    fn line(&mut self, lineno: u32) {
        let offset = self.bytecode.len();
        let mut d_bytecode = offset - self.lineno_off;
        let mut d_lineno = i64::from(lineno) - i64::from(self.lineno);
        if d_bytecode == 0 && d_lineno == 0 {
            return;
        }
        while d_bytecode > 255 {
            self.lnotab.extend([255, 0]);
            d_bytecode -= 255;
        }
        if !(-128..=127).contains(&d_lineno) {
            // What is left after the whole steps gets a pair of its own, even if it is nothing.
            let step = if d_lineno < 0 { -128 } else { 127 };
            for _ in 0..d_lineno / step {
                self.lnotab.extend([d_bytecode as u8, step as i8 as u8]);
                d_bytecode = 0;
            }
            d_lineno %= step;
        }
        self.lnotab.extend([d_bytecode as u8, d_lineno as i8 as u8]);
        self.lineno = lineno;
        self.lineno_off = offset;
    }
}
