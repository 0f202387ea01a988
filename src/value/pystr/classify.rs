//! The `isX` family (`Objects/unicodeobject.c`).

use super::PyStr;
use crate::value::unicode;

impl PyStr {
    /// Whether there are characters and all pass the test.
    fn all_points(&self, test: fn(u32) -> bool) -> bool {
        !self.is_empty() && self.code_points().all(test)
    }

    /// `self.isalpha()`.
    pub fn isalpha(&self) -> bool {
        self.all_points(unicode::is_alpha)
    }

    /// `self.isalnum()`.
    pub fn isalnum(&self) -> bool {
        self.all_points(unicode::is_alnum)
    }

    /// `self.isdecimal()`.
    pub fn isdecimal(&self) -> bool {
        self.all_points(unicode::is_decimal)
    }

    /// `self.isdigit()`.
    pub fn isdigit(&self) -> bool {
        self.all_points(unicode::is_digit)
    }

    /// `self.isnumeric()`.
    pub fn isnumeric(&self) -> bool {
        self.all_points(unicode::is_numeric)
    }

    /// `self.isspace()`.
    pub fn isspace(&self) -> bool {
        self.all_points(unicode::is_space)
    }

    /// `self.isprintable()`; so is the empty string.
    pub fn isprintable(&self) -> bool {
        self.code_points().all(unicode::is_printable)
    }

    /// `self.islower()`: some lower-case characters and none of another case.
    pub fn islower(&self) -> bool {
        let other = |point| unicode::is_upper(point) || unicode::is_title(point);
        !self.code_points().any(other) && self.code_points().any(unicode::is_lower)
    }

    /// `self.isupper()`: some upper-case characters and none of another case.
    pub fn isupper(&self) -> bool {
        let other = |point| unicode::is_lower(point) || unicode::is_title(point);
        !self.code_points().any(other) && self.code_points().any(unicode::is_upper)
    }

    /// `self.istitle()`: capitals begin words, and only they do.
    pub fn istitle(&self) -> bool {
        let mut in_word = false;
        let mut any = false;
        for point in self.code_points() {
            let capital = unicode::is_upper(point) || unicode::is_title(point);
            let cased = capital || unicode::is_lower(point);
            if cased && capital == in_word {
                return false;
            }
            any |= cased;
            in_word = cased;
        }
        any
    }

    /// `self.isidentifier()`. Keywords are identifiers here.
    pub fn isidentifier(&self) -> bool {
        let mut points = self.code_points();
        points.next().is_some_and(unicode::is_identifier_start)
            && points.all(unicode::is_identifier_continue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_titles() {
        let s = PyStr::new;
        assert!(s("Hello World 3Rd").istitle());
        assert!(!s("Hello world").istitle() && !s("HELLO").istitle() && !s("1").istitle());
        assert!(s("abc1").islower() && !s("abC").islower() && !s("1").islower());
        assert!(s("ABC 1").isupper() && !s("\u{1c5}").isupper() && !s("\u{1c5}").islower());
        assert!(s("_a1").isidentifier() && !s("1a").isidentifier() && !s("").isidentifier());
        assert!(s("").isprintable() && !s("").isspace() && !s("\u{a0}").isprintable());
        assert!(s("\u{661}").isdecimal() && s("\u{b2}").isdigit() && s("\u{bd}").isnumeric());
    }
}
