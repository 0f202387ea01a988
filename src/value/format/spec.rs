//! The format specification: `[[fill]align][sign][#][0][width][grouping][.precision][type]`
//! (`parse_internal_render_format_spec` of `Python/formatter_unicode.c`).

use super::{MAX_WIDTH, read_integer, shown};
use crate::value::{Fault, PyStr};

/// Where the fill goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// `<`: behind the text.
    Left,
    /// `>`: before it.
    Right,
    /// `^`: around it.
    Center,
    /// `=`: between sign and digits.
    AfterSign,
}

impl Align {
    fn from_point(point: u32) -> Option<Align> {
        Some(match char::from_u32(point)? {
            '<' => Align::Left,
            '>' => Align::Right,
            '^' => Align::Center,
            '=' => Align::AfterSign,
            _ => return None,
        })
    }
}

/// What stands between groups of digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grouping {
    /// `,` after every three digits.
    Comma,
    /// `_` after every three digits, or four in bases other than ten.
    Underscore,
}

impl Grouping {
    /// The separator.
    pub const fn separator(self) -> char {
        match self {
            Grouping::Comma => ',',
            Grouping::Underscore => '_',
        }
    }
}

/// A parsed specification.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormatSpec {
    /// The character to fill with.
    pub fill: u32,
    /// Where to fill.
    pub align: Align,
    /// `+`, `-` or a space, if given.
    pub sign: Option<char>,
    /// `#`: the alternate form.
    pub alternate: bool,
    /// The least number of characters.
    pub width: Option<usize>,
    /// `,` or `_`.
    pub grouping: Option<Grouping>,
    /// What follows the point.
    pub precision: Option<usize>,
    /// The type's character; None if the specification has none.
    pub code: Option<u32>,
}

impl FormatSpec {
    /// Reads a specification. `align` is what holds for the type if none is given.
    pub fn parse(text: &PyStr, align: Align) -> Result<FormatSpec, Fault> {
        let mut spec = FormatSpec {
            fill: u32::from(' '),
            align,
            sign: None,
            alternate: false,
            width: None,
            grouping: None,
            precision: None,
            code: None,
        };
        let len = text.len();
        let peek = |at: usize| (at < len).then(|| text.at(at));
        let is = |at: usize, char: char| peek(at) == Some(char.into());
        let mut at = 0;
        let mut fill_given = false;
        let mut align_given = true;
        if let Some(align) = peek(1).and_then(Align::from_point) {
            (spec.fill, spec.align) = (text.at(0), align);
            fill_given = true;
            at = 2;
        } else if let Some(align) = peek(0).and_then(Align::from_point) {
            spec.align = align;
            at = 1;
        } else {
            align_given = false;
        }
        if let Some(sign) = [' ', '+', '-'].into_iter().find(|&sign| is(at, sign)) {
            spec.sign = Some(sign);
            at += 1;
        }
        if is(at, '#') {
            spec.alternate = true;
            at += 1;
        }
        // A zero before the width means: fill with zeros, behind the sign.
        if !fill_given && is(at, '0') {
            spec.fill = u32::from('0');
            if !align_given {
                spec.align = Align::AfterSign;
            }
            at += 1;
        }
        if let Some((width, end)) = read_integer(text, at)? {
            if width > MAX_WIDTH {
                return Err(Fault::memory());
            }
            spec.width = Some(width);
            at = end;
        }
        if is(at, ',') {
            spec.grouping = Some(Grouping::Comma);
            at += 1;
        }
        if is(at, '_') {
            if spec.grouping.is_some() {
                return Err(both_separators());
            }
            spec.grouping = Some(Grouping::Underscore);
            at += 1;
        }
        if is(at, ',') {
            return Err(both_separators());
        }
        if is(at, '.') {
            let Some((precision, end)) = read_integer(text, at + 1)? else {
                return Err(Fault::value("Format specifier missing precision"));
            };
            spec.precision = Some(precision);
            at = end;
        }
        if at + 1 < len {
            return Err(Fault::value("Invalid format specifier"));
        }
        spec.code = peek(at);
        Ok(spec)
    }

    /// The type's character if it is an ASCII one, or `default` if there is none.
    pub(super) fn code_or(&self, default: char) -> Option<char> {
        match self.code {
            None => Some(default),
            Some(point) => char::from_u32(point),
        }
    }

    /// Refuses a grouping that the type can't have. The parser of CPython does this at once; what
    /// an absent type means is known only here.
    pub(super) fn check_grouping(&self, default: char) -> Result<(), Fault> {
        let Some(grouping) = self.grouping else {
            return Ok(());
        };
        match (self.code_or(default), grouping) {
            (Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0'), _) => Ok(()),
            (Some('b' | 'o' | 'x' | 'X'), Grouping::Underscore) => Ok(()),
            _ => Err(Fault::value(format!(
                "Cannot specify '{}' with '{}'.",
                grouping.separator(),
                shown(self.code.unwrap_or(default.into()))
            ))),
        }
    }

    /// The error for a type that values of `type_name` don't know.
    pub(super) fn unknown_code(&self, default: char, type_name: &str) -> Fault {
        let code = shown(self.code.unwrap_or(default.into()));
        Fault::value(format!(
            "Unknown format code '{code}' for object of type '{type_name}'"
        ))
    }
}

fn both_separators() -> Fault {
    Fault::value("Cannot specify both ',' and '_'.")
}
