//! Formatting: the mini-language of `format()` and f-strings (`Python/formatter_unicode.c`), the
//! fields of `str.format` (`Objects/stringlib/unicode_format.h`), and the `%` operator
//! (`PyUnicode_Format` of `Objects/unicodeobject.c`).
//!
//! What needs Python code (an argument's `__format__`, its attributes, its `str`) is left to the
//! caller: templates are cut into pieces, values that are plain data are laid out.

mod fields;
mod layout;
mod number;
mod percent;
mod spec;

pub use fields::{AutoNumber, Field, FieldName, FieldPath, FieldStep, Markup, Template};
pub use number::{format_complex, format_float_spec, format_int, format_str};
pub use percent::{Conversion, PercentTemplate, Piece, Size};
pub use spec::{Align, FormatSpec, Grouping};

use super::{Fault, PyStr, unicode};

/// Widths above this are refused with a `MemoryError`: a script must not be able to exhaust the
/// host's memory with one small number.
const MAX_WIDTH: usize = 1 << 28;

/// Reads decimal digits (of any script) from `at` on: the value and where it ends, None if there
/// is no digit (`get_integer`).
fn read_integer(text: &PyStr, at: usize) -> Result<Option<(usize, usize)>, Fault> {
    let mut value: Option<i64> = None;
    let mut end = at;
    while end < text.len()
        && let Some(digit) = unicode::decimal_value(text.at(end))
    {
        let grown = value
            .unwrap_or(0)
            .checked_mul(10)
            .and_then(|v| v.checked_add(digit.into()));
        value =
            Some(grown.ok_or_else(|| Fault::value("Too many decimal digits in format string"))?);
        end += 1;
    }
    Ok(value.map(|value| (value as usize, end)))
}

/// A character as an error message shows it: itself if it is printable ASCII, else in
/// hexadecimal.
fn shown(point: u32) -> String {
    match point {
        0x21..=0x7f => (point as u8 as char).to_string(),
        _ => format!("\\x{point:x}"),
    }
}
