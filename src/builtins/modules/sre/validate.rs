//! Checking a compiled pattern before it may run (`_validate` of `Modules/_sre.c`): every skip ends
//! where it should, groups exist, and nothing but opcodes stands where an opcode is due.

use super::opcodes::{INFO_CHARSET, INFO_PREFIX, MAXGROUPS, at, op};

/// `SRE_INFO_LITERAL`: the prefix is the whole pattern.
const INFO_LITERAL: i64 = 2;
/// Words of a bitmap of 256 characters.
const BITMAP: usize = 256 / 32;
/// Words of the table of a BIGCHARSET: 256 numbers of blocks, a byte each.
const BLOCK_TABLE: usize = 256 / 4;
/// `SRE_CATEGORY_UNI_NOT_LINEBREAK`, the greatest category.
const LAST_CATEGORY: i64 = 17;

/// Whether the engine can run this code with that many groups.
pub fn is_valid(code: &[i64], groups: i64) -> bool {
    match code.split_last() {
        Some((&op::SUCCESS, body)) if (0..=MAXGROUPS).contains(&groups) => {
            let mut words = Words { rest: body };
            words.pattern(groups).is_some()
        }
        _ => false,
    }
}

/// The words that are still to be checked; what is asked for and isn't right gives none.
#[derive(Clone, Copy)]
struct Words<'a> {
    rest: &'a [i64],
}

impl<'a> Words<'a> {
    fn next(&mut self) -> Option<i64> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    /// The next `count` words.
    fn take(&mut self, count: usize) -> Option<Words<'a>> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(Words { rest: taken })
    }

    /// The words up to where a skip goes that was counted from `before` words ago, without the last
    /// `without`.
    fn up_to(&mut self, skip: i64, before: usize, without: usize) -> Option<Words<'a>> {
        let count = usize::try_from(skip).ok()?;
        self.take(count.checked_sub(before + without)?)
    }

    fn expect(&mut self, words: &[i64]) -> Option<()> {
        let word = self.next()?;
        words.contains(&word).then_some(())
    }

    /// A row of opcodes that ends with the words (`_validate_inner`).
    fn pattern(&mut self, groups: i64) -> Option<()> {
        while let Some(opcode) = self.next() {
            self.opcode(opcode, groups)?;
        }
        Some(())
    }

    fn opcode(&mut self, opcode: i64, groups: i64) -> Option<()> {
        match opcode {
            op::SUCCESS | op::FAILURE | op::ANY | op::ANY_ALL => Some(()),
            op::MARK => (self.next()? <= 2 * groups + 1).then_some(()),
            op::LITERAL
            | op::NOT_LITERAL
            | op::LITERAL_IGNORE
            | op::NOT_LITERAL_IGNORE
            | op::LITERAL_UNI_IGNORE
            | op::NOT_LITERAL_UNI_IGNORE
            | op::LITERAL_LOC_IGNORE
            | op::NOT_LITERAL_LOC_IGNORE => self.next().map(|_| ()),
            op::AT => (self.next()? <= at::UNI_NON_BOUNDARY).then_some(()),
            op::IN | op::IN_IGNORE | op::IN_UNI_IGNORE | op::IN_LOC_IGNORE => {
                let skip = self.next()?;
                self.up_to(skip, 1, 1)?.set()?;
                self.expect(&[op::FAILURE])
            }
            op::INFO => {
                let skip = self.next()?;
                self.up_to(skip, 1, 0)?.info()
            }
            op::BRANCH => self.branch(groups),
            op::REPEAT_ONE | op::MIN_REPEAT_ONE => {
                self.repeated(groups, 1)?;
                self.expect(&[op::SUCCESS])
            }
            op::REPEAT => {
                self.repeated(groups, 0)?;
                self.expect(&[op::MAX_UNTIL, op::MIN_UNTIL])
            }
            op::GROUPREF
            | op::GROUPREF_IGNORE
            | op::GROUPREF_UNI_IGNORE
            | op::GROUPREF_LOC_IGNORE => (self.next()? < groups).then_some(()),
            op::GROUPREF_EXISTS => self.condition(groups),
            op::ASSERT | op::ASSERT_NOT => {
                let (skip, back) = (self.next()?, self.next()?);
                if back > i64::from(i32::MAX) {
                    return None;
                }
                self.up_to(skip, 2, 1)?.pattern(groups)?;
                self.expect(&[op::SUCCESS])
            }
            _ => None,
        }
    }

    /// skip, least, greatest and the body, without the `end` words that it has beside the opcode
    /// that the skip leads to.
    fn repeated(&mut self, groups: i64, end: usize) -> Option<()> {
        let (skip, least, greatest) = (self.next()?, self.next()?, self.next()?);
        if least > greatest {
            return None;
        }
        self.up_to(skip, 3, end)?.pattern(groups)
    }

    /// Alternatives, each with a jump behind them all.
    fn branch(&mut self, groups: i64) -> Option<()> {
        let mut target = None;
        loop {
            let skip = self.next()?;
            if skip == 0 {
                return Some(());
            }
            self.up_to(skip, 1, 2)?.pattern(groups)?;
            self.expect(&[op::JUMP])?;
            // How many words are left where the jump ends tells the places apart.
            let left = self.rest.len() as i64 - self.next()?;
            if left < 0 || *target.get_or_insert(left) != left {
                return None;
            }
        }
    }

    /// group, skip, what holds if it matched, and perhaps a jump over what holds if not.
    fn condition(&mut self, groups: i64) -> Option<()> {
        let (group, skip) = (self.next()?, self.next()?);
        if group >= groups {
            return None;
        }
        // This skip is counted from the group on.
        let mut yes = self.up_to(skip, 2, 0)?;
        let [body @ .., op::JUMP, skip] = yes.rest else {
            return yes.pattern(groups);
        };
        Words { rest: body }.pattern(groups)?;
        self.up_to(*skip, 1, 0)?.pattern(groups)
    }

    /// A set without the FAILURE at its end (`_validate_charset`).
    fn set(&mut self) -> Option<()> {
        while let Some(opcode) = self.next() {
            match opcode {
                op::NEGATE => {}
                op::LITERAL => {
                    self.next()?;
                }
                op::RANGE | op::RANGE_UNI_IGNORE => {
                    self.take(2)?;
                }
                op::CHARSET => {
                    self.take(BITMAP)?;
                }
                op::BIGCHARSET => {
                    let count = self.next()?;
                    let table = self.take(BLOCK_TABLE)?;
                    let mut blocks = table
                        .rest
                        .iter()
                        .flat_map(|&four| (four as u32).to_le_bytes());
                    if blocks.any(|block| i64::from(block) >= count) {
                        return None;
                    }
                    self.take(usize::try_from(count).ok()?.checked_mul(BITMAP)?)?;
                }
                op::CATEGORY => {
                    if self.next()? > LAST_CATEGORY {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// flags, least and greatest width, then what the flags say.
    fn info(&mut self) -> Option<()> {
        let flags = self.next()?;
        self.take(2)?;
        let (prefix, charset) = (flags & INFO_PREFIX != 0, flags & INFO_CHARSET != 0);
        let known = flags & !(INFO_PREFIX | INFO_LITERAL | INFO_CHARSET) == 0;
        if !known || (prefix && charset) || (flags & INFO_LITERAL != 0 && !prefix) {
            return None;
        }
        if prefix {
            let length = self.next()?;
            self.next()?;
            let count = usize::try_from(length).ok()?;
            self.take(count)?;
            let overlaps = self.take(count)?;
            if overlaps.rest.iter().any(|&overlap| overlap >= length) {
                return None;
            }
        }
        if charset {
            let count = self.rest.len().checked_sub(1)?;
            self.take(count)?.set()?;
            self.expect(&[op::FAILURE])?;
        }
        self.rest.is_empty().then_some(())
    }
}
