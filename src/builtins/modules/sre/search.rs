//! Finding the first place of a text where a pattern matches (`SRE(search)` in
//! `Modules/sre_lib.h`).

use super::charset::{contains, size, word};
use super::engine::{Engine, Run, TooDeep, Unit};
use super::opcodes::{INFO_CHARSET, INFO_PREFIX, op};

/// What the information block says that helps to skip places.
enum Hint {
    /// Every match begins with the literal text whose words lie there.
    Prefix { at: usize, length: usize },
    /// The first character of every match is in the set that lies there.
    Set { at: usize },
    /// Nothing.
    Anything,
}

impl<U: Unit> Run<'_, U> {
    /// The first match that begins at `from` or later: where it begins and ends.
    pub fn search(
        &self,
        engine: &mut Engine,
        from: usize,
    ) -> Result<Option<(usize, usize)>, TooDeep> {
        let mut last = self.text.len();
        let (body, hint, least) = self.info();
        if from > last || last - from < least {
            return Ok(None);
        }
        last -= least;
        let mut start = from;
        loop {
            match self.next_start(&hint, start, last) {
                Some(next) => start = next,
                None => return Ok(None),
            }
            if let Some(end) = self.matches(engine, body, start)? {
                return Ok(Some((start, end)));
            }
            // Only a match at the very first place could be the last one's empty twin.
            engine.must_advance = false;
            if start >= last {
                return Ok(None);
            }
            start += 1;
        }
    }

    /// Where the pattern begins behind its information block, how to find its first character,
    /// and how many characters every match has at least.
    fn info(&self) -> (usize, Hint, usize) {
        let code = self.code;
        if word(code, 0) != op::INFO {
            return (0, Hint::Anything, 0);
        }
        let flags = word(code, 2);
        let hint = if flags & INFO_PREFIX != 0 {
            Hint::Prefix {
                at: 7,
                length: size(code, 5),
            }
        } else if flags & INFO_CHARSET != 0 {
            Hint::Set { at: 5 }
        } else {
            Hint::Anything
        };
        (1 + size(code, 1), hint, size(code, 3))
    }

    /// The first place from `start` to `last` where a match can begin.
    fn next_start(&self, hint: &Hint, start: usize, last: usize) -> Option<usize> {
        let (text, code) = (self.text, self.code);
        match *hint {
            Hint::Anything => Some(start),
            Hint::Set { at } => {
                let inside = |&unit: &U| contains(code, at, unit.into());
                let found = text.get(start..)?.iter().position(inside)?;
                Some(start + found).filter(|&found| found <= last)
            }
            Hint::Prefix { at, length } => {
                let prefix = code.get(at..at + length)?;
                let first = *prefix.first()?;
                let same = |(&unit, &wanted): (&U, &i64)| i64::from(unit.into()) == wanted;
                let mut start = start;
                loop {
                    let rest = text.get(start..)?;
                    let found = rest
                        .iter()
                        .position(|&unit| i64::from(unit.into()) == first)?;
                    start += found;
                    let here = text.get(start..start + length)?;
                    if here.iter().zip(prefix).all(same) {
                        return Some(start);
                    }
                    start += 1;
                }
            }
        }
    }
}
