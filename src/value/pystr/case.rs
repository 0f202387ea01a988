//! Changing case (`Objects/unicodeobject.c`): full Unicode mappings, by which one character may
//! become several, and the Greek sigma that looks different at the end of a word.

use super::PyStr;
use crate::value::unicode::{self, Mapped};

/// GREEK CAPITAL LETTER SIGMA, the one letter whose lower case depends on its neighbours.
const CAPITAL_SIGMA: u32 = 0x3a3;
/// Lower-case sigma at the end of a word.
const FINAL_SIGMA: u32 = 0x3c2;
/// Lower-case sigma anywhere else.
const SIGMA: u32 = 0x3c3;

impl PyStr {
    /// `self.upper()`.
    pub fn upper(&self) -> PyStr {
        match self.ascii_bytes() {
            Some(bytes) => PyStr::from_latin1(bytes.to_ascii_uppercase()),
            None => self.map_points(|text, at| unicode::to_upper(text[at])),
        }
    }

    /// `self.lower()`.
    pub fn lower(&self) -> PyStr {
        match self.ascii_bytes() {
            Some(bytes) => PyStr::from_latin1(bytes.to_ascii_lowercase()),
            None => self.map_points(lower_at),
        }
    }

    /// `self.casefold()`.
    pub fn casefold(&self) -> PyStr {
        match self.is_ascii() {
            true => self.lower(),
            false => self.map_points(|text, at| unicode::to_fold(text[at])),
        }
    }

    /// `self.swapcase()`.
    pub fn swapcase(&self) -> PyStr {
        self.map_points(|text, at| {
            let point = text[at];
            if unicode::is_upper(point) {
                lower_at(text, at)
            } else if unicode::is_lower(point) {
                unicode::to_upper(point)
            } else {
                Mapped::One(point)
            }
        })
    }

    /// `self.title()`: a word begins after anything that has no case.
    pub fn title(&self) -> PyStr {
        self.map_points(|text, at| {
            if at > 0 && unicode::is_cased(text[at - 1]) {
                lower_at(text, at)
            } else {
                unicode::to_title(text[at])
            }
        })
    }

    /// `self.capitalize()`. New in 3.8: the first character takes its title case.
    pub fn capitalize(&self) -> PyStr {
        self.map_points(|text, at| match at {
            0 => unicode::to_title(text[0]),
            _ => lower_at(text, at),
        })
    }

    fn map_points(&self, convert: impl Fn(&[u32], usize) -> Mapped) -> PyStr {
        let text: Vec<u32> = self.code_points().collect();
        let mut out = Vec::with_capacity(text.len());
        for at in 0..text.len() {
            convert(&text, at).push_to(&mut out);
        }
        PyStr::from(out)
    }
}

/// The lower case of the character at `at`.
fn lower_at(text: &[u32], at: usize) -> Mapped {
    match text[at] {
        CAPITAL_SIGMA => Mapped::One(if ends_word(text, at) {
            FINAL_SIGMA
        } else {
            SIGMA
        }),
        point => unicode::to_lower(point),
    }
}

/// Whether a cased character precedes and none follows, looking past ignorable ones
/// (`handle_capital_sigma`).
fn ends_word(text: &[u32], at: usize) -> bool {
    let nearest_is_cased = |mut points: Box<dyn Iterator<Item = &u32> + '_>| {
        points
            .find(|&&point| !unicode::is_case_ignorable(point))
            .is_some_and(|&point| unicode::is_cased(point))
    };
    nearest_is_cased(Box::new(text[..at].iter().rev()))
        && !nearest_is_cased(Box::new(text[at + 1..].iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changing_case() {
        // python3.8 -c "print(ascii('...'.title()))"
        let s = PyStr::new;
        assert_eq!(s("Stra\u{df}e \u{149}x").upper(), "STRASSE \u{2bc}NX");
        assert_eq!(s("they're bill's 3rd").title(), "They'Re Bill'S 3Rd");
        assert_eq!(s("\u{1c6}abC").capitalize(), "\u{1c5}abc");
        assert_eq!(s("\u{1c6}abC").swapcase(), "\u{1c4}ABc");
        assert_eq!(s("\u{130}").lower(), "i\u{307}");
        assert_eq!(s("\u{df}").casefold(), "ss");
        assert_eq!(s("hELLO").swapcase(), "Hello");
        assert_eq!(s("\u{2b0}a").title(), "\u{2b0}a");
    }

    #[test]
    fn the_final_sigma() {
        let s = PyStr::new;
        assert_eq!(
            s("\u{39f}\u{3a3} \u{3a3}A A\u{3a3}.").lower(),
            "\u{3bf}\u{3c2} \u{3c3}a a\u{3c2}."
        );
        assert_eq!(s("A\u{3a3}'B").lower(), "a\u{3c3}'b");
        assert_eq!(s("\u{3a3}").lower(), "\u{3c3}");
    }
}
