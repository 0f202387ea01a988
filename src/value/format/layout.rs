//! Putting a number's parts together: sign, prefix, grouped digits, fill
//! (`calc_number_widths`, `fill_number` of `Python/formatter_unicode.c`).

use super::spec::{Align, FormatSpec};
use crate::value::{PyStr, StrBuilder};

/// A number before it is laid out.
#[derive(Clone, Default, Debug)]
pub(super) struct Parts {
    /// Whether it is below zero.
    pub negative: bool,
    /// `0x` and its like.
    pub prefix: &'static str,
    /// What may be grouped and preceded by zeros.
    pub digits: PyStr,
    /// Point, fraction, exponent, percent sign; or `inf`.
    pub rest: String,
    /// How many digits make a group, 0 for no grouping, and what separates groups.
    pub group: usize,
    /// The separator between groups.
    pub separator: char,
}

impl Parts {
    /// Takes digits apart from what follows them.
    pub fn from_float_text(text: &str) -> Parts {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text),
        };
        let whole = unsigned
            .find(|char: char| !char.is_ascii_digit())
            .unwrap_or(unsigned.len());
        let (digits, rest) = unsigned.split_at(whole);
        Parts {
            negative,
            digits: PyStr::new(digits),
            rest: rest.to_owned(),
            ..Parts::default()
        }
    }

    /// Lays the number out as the specification wants it.
    pub fn lay_out(&self, spec: &FormatSpec) -> PyStr {
        let sign = match (self.negative, spec.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            (false, _) => "",
        };
        let width = spec.width.unwrap_or(0);
        let fixed = sign.len() + self.prefix.len() + self.rest.len();
        // Zeros behind the sign are digits like the others, and grouped like them.
        let zeros = spec.fill == u32::from('0') && spec.align == Align::AfterSign;
        let digits = self.grouped(if zeros {
            width.saturating_sub(fixed)
        } else {
            0
        });
        let missing = width.saturating_sub(fixed + digits.len());
        let (left, inner, right) = margins(missing, spec.align);
        let mut out = StrBuilder::new();
        out.push_repeated(spec.fill, left);
        out.push_text(sign);
        out.push_text(self.prefix);
        out.push_repeated(spec.fill, inner);
        out.push_str(&digits);
        out.push_text(&self.rest);
        out.push_repeated(spec.fill, right);
        out.finish()
    }

    /// The digits with separators, and with zeros before them up to `min_width` characters. A
    /// separator never comes first, so that one zero too many may be needed.
    fn grouped(&self, min_width: usize) -> PyStr {
        if self.digits.is_empty() {
            return PyStr::default();
        }
        if self.group == 0 {
            return self.digits.zfill(min_width);
        }
        let digits: Vec<u32> = self.digits.code_points().collect();
        let mut reversed = Vec::with_capacity(min_width.max(digits.len() * 4 / 3 + 1));
        let mut count = 0;
        while count < digits.len() || reversed.len() < min_width {
            if count > 0 && count % self.group == 0 {
                reversed.push(u32::from(self.separator));
            }
            let digit = digits.len().checked_sub(count + 1).map(|at| digits[at]);
            reversed.push(digit.unwrap_or(u32::from('0')));
            count += 1;
        }
        reversed.reverse();
        PyStr::from(reversed)
    }
}

/// How the missing characters are shared: before everything, behind the sign, after everything.
pub(super) fn margins(missing: usize, align: Align) -> (usize, usize, usize) {
    match align {
        Align::Left => (0, 0, missing),
        Align::Right => (missing, 0, 0),
        Align::Center => (missing / 2, 0, missing - missing / 2),
        Align::AfterSign => (0, missing, 0),
    }
}
