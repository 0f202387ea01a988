//! The `%` operator of strings and bytes (`PyUnicode_Format` of `Objects/unicodeobject.c`).
//!
//! A [`PercentTemplate`] cuts the template into [`Piece`]s, one at a time: CPython fetches and
//! converts each argument before it looks at the next piece, and errors come in that order. The
//! caller fetches arguments (for a [`Size::Star`] too), turns them into text or a number, and
//! hands them to the piece's [`Conversion`] to be laid out.

use crate::value::float::{FloatStyle, format_float};
use crate::value::{Fault, PyInt, PyStr, StrBuilder};

/// A part of a template.
#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    /// Text as it stands; `%%` has become `%`.
    Literal(PyStr),
    /// A place for an argument.
    Conversion(Conversion),
}

/// A width or precision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// Not given.
    Absent,
    /// `*`: the next argument says it.
    Star,
    /// A number.
    Given(usize),
}

/// One `%` conversion.
#[derive(Clone, PartialEq, Debug)]
pub struct Conversion {
    /// The key in parentheses: the arguments are a mapping.
    pub key: Option<PyStr>,
    /// `-`: fill on the right.
    pub left: bool,
    /// `+`: always a sign.
    pub plus: bool,
    /// A space: a blank instead of a plus sign.
    pub blank: bool,
    /// `#`: the alternate form.
    pub alternate: bool,
    /// `0`: fill with zeros behind the sign.
    pub zero: bool,
    /// The least number of characters.
    pub width: Size,
    /// Digits, or the largest number of characters.
    pub precision: Size,
    /// The conversion character.
    pub code: u32,
    /// Where in the template that character stands.
    pub index: usize,
}

/// The pieces of a template, in order; nothing more after an error.
#[derive(Clone, Debug)]
pub struct PercentTemplate<'a> {
    text: &'a PyStr,
    at: usize,
    /// Whether the arguments are a mapping, so that keys are allowed.
    mapping: bool,
}

impl<'a> PercentTemplate<'a> {
    /// Begins at the front of `text`. A template of bytes is given as Latin-1 text.
    pub fn new(text: &'a PyStr, mapping: bool) -> PercentTemplate<'a> {
        PercentTemplate {
            text,
            at: 0,
            mapping,
        }
    }

    fn peek(&self) -> Option<u32> {
        (self.at < self.text.len()).then(|| self.text.at(self.at))
    }

    fn next_is(&self, char: char) -> bool {
        self.peek() == Some(char.into())
    }

    fn take(&mut self, char: char) -> bool {
        let taken = self.next_is(char);
        self.at += usize::from(taken);
        taken
    }

    fn literal(&mut self) -> Piece {
        let start = self.at;
        while self.peek().is_some_and(|point| point != u32::from('%')) {
            self.at += 1;
        }
        Piece::Literal(self.text.slice(start, self.at))
    }

    /// Reads what follows a `%` (`unicode_format_arg_parse`).
    fn conversion(&mut self) -> Result<Conversion, Fault> {
        let key = self.key()?;
        let mut conversion = Conversion {
            key,
            left: false,
            plus: false,
            blank: false,
            alternate: false,
            zero: false,
            width: Size::Absent,
            precision: Size::Absent,
            code: 0,
            index: 0,
        };
        while let Some(flag) = self.peek().and_then(char::from_u32) {
            match flag {
                '-' => conversion.left = true,
                '+' => conversion.plus = true,
                ' ' => conversion.blank = true,
                '#' => conversion.alternate = true,
                '0' => conversion.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        conversion.width = self.size(i64::MAX as u64, "width too big")?;
        if self.take('.') {
            conversion.precision = match self.size(i32::MAX as u64, "precision too big")? {
                Size::Absent => Size::Given(0),
                size => size,
            };
        }
        // C's length modifiers mean nothing here.
        let _ = self.take('h') || self.take('l') || self.take('L');
        let Some(code) = self.peek() else {
            return Err(Fault::value("incomplete format"));
        };
        (conversion.code, conversion.index) = (code, self.at);
        self.at += 1;
        Ok(conversion)
    }

    /// A key in parentheses, which may themselves be nested in it.
    fn key(&mut self) -> Result<Option<PyStr>, Fault> {
        if !self.next_is('(') {
            return Ok(None);
        }
        if !self.mapping {
            return Err(Fault::type_error("format requires a mapping"));
        }
        let start = self.at + 1;
        let mut depth = 0;
        while let Some(point) = self.peek() {
            self.at += 1;
            match char::from_u32(point) {
                Some('(') => depth += 1,
                Some(')') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(Some(self.text.slice(start, self.at - 1)));
            }
        }
        Err(Fault::value("incomplete format key"))
    }

    fn size(&mut self, max: u64, too_big: &'static str) -> Result<Size, Fault> {
        if self.take('*') {
            return Ok(Size::Star);
        }
        let mut size = Size::Absent;
        let mut value: u64 = 0;
        while let Some(digit) = self
            .peek()
            .and_then(char::from_u32)
            .and_then(|c| c.to_digit(10))
        {
            let digit = u64::from(digit);
            if value > (max - digit) / 10 {
                return Err(Fault::value(too_big));
            }
            value = value * 10 + digit;
            size = Size::Given(value as usize);
            self.at += 1;
        }
        Ok(size)
    }
}

impl Iterator for PercentTemplate<'_> {
    type Item = Result<Piece, Fault>;

    fn next(&mut self) -> Option<Result<Piece, Fault>> {
        self.peek()?;
        if !self.take('%') {
            return Some(Ok(self.literal()));
        }
        if self.take('%') {
            return Some(Ok(Piece::Literal(PyStr::new("%"))));
        }
        let conversion = self.conversion();
        if conversion.is_err() {
            self.at = self.text.len();
        }
        Some(conversion.map(Piece::Conversion))
    }
}

impl Conversion {
    /// The conversion character, if it is one of those the operator knows for strings.
    pub fn known_code(&self) -> Option<char> {
        char::from_u32(self.code).filter(|code| "sradiuoxXeEfFgGc".contains(*code))
    }

    /// The error for a conversion character that means nothing.
    pub fn unsupported(&self) -> Fault {
        let shown = match self.code {
            0x20..0x7f => self.code as u8 as char,
            _ => '?',
        };
        Fault::value(format!(
            "unsupported format character '{shown}' ({:#x}) at index {}",
            self.code, self.index
        ))
    }

    /// Takes the argument of a `*` width. A negative one means its absolute value and `-`.
    pub fn set_width(&mut self, width: &PyInt) -> Result<(), Fault> {
        let Some(width) = width.to_i64() else {
            return Err(Fault::overflow(
                "Python int too large to convert to C ssize_t",
            ));
        };
        self.left |= width < 0;
        self.width = Size::Given(width.unsigned_abs() as usize);
        Ok(())
    }

    /// Takes the argument of a `*` precision. A negative one means 0.
    pub fn set_precision(&mut self, precision: &PyInt) -> Result<(), Fault> {
        let precision = precision
            .to_i64()
            .and_then(|precision| i32::try_from(precision).ok())
            .ok_or_else(|| Fault::overflow("Python int too large to convert to C int"))?;
        self.precision = Size::Given(usize::try_from(precision).unwrap_or(0));
        Ok(())
    }

    fn precision(&self) -> Option<usize> {
        match self.precision {
            Size::Given(precision) => Some(precision),
            Size::Absent | Size::Star => None,
        }
    }

    fn width(&self) -> Result<usize, Fault> {
        match self.width {
            Size::Given(width) if width > super::MAX_WIDTH => Err(Fault::memory()),
            Size::Given(width) => Ok(width),
            Size::Absent | Size::Star => Ok(0),
        }
    }

    /// Lays out the text of a `%s`, `%r` or `%a`: no more characters than the precision.
    pub fn lay_out_text(&self, text: &PyStr) -> Result<PyStr, Fault> {
        match self.precision() {
            Some(precision) if precision < text.len() => self.fill(&text.slice(0, precision)),
            _ => self.fill(text),
        }
    }

    /// Lays out the character of a `%c`, given as text of length one.
    pub fn lay_out_char(&self, text: &PyStr) -> Result<PyStr, Fault> {
        self.fill(text)
    }

    /// The character of a `%c` whose argument is a number.
    pub fn char_from_int(value: &PyInt) -> Result<PyStr, Fault> {
        let Some(number) = value.to_i64() else {
            return Err(Fault::type_error("%c requires int or char"));
        };
        match u32::try_from(number) {
            Ok(point) if point < 0x11_0000 => Ok(PyStr::from_point(point)),
            _ => Err(Fault::overflow("%c arg not in range(0x110000)")),
        }
    }

    /// Lays out an integer: `%d`, `%i`, `%u`, `%o`, `%x`, `%X` (`_PyUnicode_FormatLong`). The
    /// precision is the least number of digits; `max_str_digits` as for [`PyInt::to_decimal`].
    pub fn lay_out_int(&self, value: &PyInt, max_str_digits: usize) -> Result<PyStr, Fault> {
        let (prefix, text) = match char::from_u32(self.code) {
            Some('x') => ("0x", value.to_radix(16)),
            Some('X') => ("0X", value.to_radix(16).to_ascii_uppercase()),
            Some('o') => ("0o", value.to_radix(8)),
            _ => ("", value.to_decimal(max_str_digits)?),
        };
        let digits = text.trim_start_matches('-');
        let least = self.precision().unwrap_or(0);
        if least > i32::MAX as usize - 3 {
            return Err(Fault::overflow("precision too large"));
        }
        if least > super::MAX_WIDTH {
            return Err(Fault::memory());
        }
        let prefix = if self.alternate { prefix } else { "" };
        self.lay_out_number(value.is_negative(), prefix, &format!("{digits:0>least$}"))
    }

    /// Lays out a float: `%e`, `%f`, `%g` and their capitals.
    pub fn lay_out_float(&self, value: f64) -> Result<PyStr, Fault> {
        let precision = self.precision().unwrap_or(6);
        if precision > super::MAX_WIDTH {
            return Err(Fault::memory());
        }
        let code = char::from_u32(self.code).unwrap_or('g');
        let style = match code {
            'e' | 'E' => FloatStyle::Scientific(precision),
            'f' | 'F' => FloatStyle::Fixed(precision),
            _ => FloatStyle::General(precision),
        };
        let mut text = format_float(value, style, self.alternate);
        if code.is_ascii_uppercase() {
            text.make_ascii_uppercase();
        }
        match text.strip_prefix('-') {
            Some(unsigned) => self.lay_out_number(true, "", unsigned),
            None => self.lay_out_number(false, "", &text),
        }
    }

    /// Sign, prefix and digits, with zeros behind the prefix or blanks outside
    /// (`unicode_format_arg_output`).
    fn lay_out_number(&self, negative: bool, prefix: &str, digits: &str) -> Result<PyStr, Fault> {
        let sign = match negative {
            true => "-",
            false if self.plus => "+",
            false if self.blank => " ",
            false => "",
        };
        let mut out = StrBuilder::new();
        out.push_text(sign);
        out.push_text(prefix);
        if self.zero && !self.left {
            let missing = self.width()?.saturating_sub(out.len() + digits.len());
            out.push_repeated(u32::from('0'), missing);
        }
        out.push_text(digits);
        self.fill(&out.finish())
    }

    fn fill(&self, text: &PyStr) -> Result<PyStr, Fault> {
        let width = self.width()?;
        let blank = u32::from(' ');
        Ok(if self.left {
            text.ljust(width, blank)
        } else {
            text.rjust(width, blank)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(template: &str) -> Result<Conversion, Fault> {
        match PercentTemplate::new(&PyStr::new(template), true).next() {
            Some(Ok(Piece::Conversion(conversion))) => Ok(conversion),
            Some(Err(fault)) => Err(fault),
            other => panic!("{other:?}"),
        }
    }

    fn int(template: &str, value: i64) -> String {
        only(template)
            .and_then(|c| c.lay_out_int(&value.into(), 0))
            .unwrap()
            .to_string()
    }

    #[test]
    fn numbers() {
        // python3.8 -c "print('%#010x' % -255)"
        for (template, value, text) in [
            ("%#010x", -255, "-0x00000ff"),
            ("%+.5d", 3, "+00003"),
            ("% +d", 3, "+3"),
            ("%-08d", 3, "3       "),
            ("%#.5o", 8, "0o00010"),
            ("%#X", 255, "0XFF"),
            ("%5.3d", 1, "  001"),
            ("%ld", 1, "1"),
        ] {
            assert_eq!(int(template, value), text, "{template}");
        }
        let float = |template, value| {
            only(template)
                .unwrap()
                .lay_out_float(value)
                .unwrap()
                .to_string()
        };
        assert_eq!(float("%05.1f", -2.5), "-02.5");
        assert_eq!(float("%05f", f64::INFINITY), "00inf");
        assert_eq!(float("%G", 1e-10), "1E-10");
        assert_eq!(float("%#.0g", 1.0), "1.");
    }

    #[test]
    fn texts() {
        let text = |template| {
            only(template)
                .unwrap()
                .lay_out_text(&PyStr::new("abcdef"))
                .unwrap()
                .to_string()
        };
        assert_eq!(text("%-9.3s"), "abc      ");
        assert_eq!(text("%09s"), "   abcdef");
        assert_eq!(only("%(a(b)c)s").unwrap().key.unwrap(), "a(b)c");
    }

    #[test]
    fn errors() {
        for (template, message) in [
            ("%", "incomplete format"),
            ("%.", "incomplete format"),
            ("%l", "incomplete format"),
            ("%(a", "incomplete format key"),
            ("%99999999999999999999d", "width too big"),
            ("%.99999999999d", "precision too big"),
        ] {
            assert_eq!(only(template).unwrap_err().message, message, "{template}");
        }
        let unsupported = |template| only(template).unwrap().unsupported().message;
        assert_eq!(
            unsupported("%5%"),
            "unsupported format character '%' (0x25) at index 2"
        );
        assert_eq!(
            unsupported("%\u{e9}"),
            "unsupported format character '?' (0xe9) at index 1"
        );
        let template = PyStr::new("%(a)s");
        let mut pieces = PercentTemplate::new(&template, false);
        assert_eq!(
            pieces.next(),
            Some(Err(Fault::type_error("format requires a mapping")))
        );
        assert_eq!(pieces.next(), None);
    }

    #[test]
    fn pieces() {
        let template = PyStr::new("a%%b%5d");
        let pieces: Vec<_> = PercentTemplate::new(&template, false)
            .map(Result::unwrap)
            .collect();
        assert_eq!(pieces.len(), 4);
        assert_eq!(pieces[1], Piece::Literal(PyStr::new("%")));
    }
}
