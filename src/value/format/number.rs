//! `format(value, spec)` for the built-in types (`Python/formatter_unicode.c`).
//!
//! An empty specification is the caller's: it means `str(value)`.

use super::layout::{Parts, margins};
use super::spec::{Align, FormatSpec, Grouping};
use crate::value::float::{FloatStyle, format_float};
use crate::value::{Complex, Fault, PyInt, PyStr, StrBuilder};

/// `INT_MAX`, the largest precision.
const MAX_PRECISION: usize = i32::MAX as usize;

/// `format(text, spec)` (`_PyUnicode_FormatAdvancedWriter`).
pub fn format_str(text: &PyStr, spec: &PyStr) -> Result<PyStr, Fault> {
    let spec = FormatSpec::parse(spec, Align::Left)?;
    spec.check_grouping('s')?;
    if spec.code_or('s') != Some('s') {
        return Err(spec.unknown_code('s', "str"));
    }
    let refuse =
        |what: &str| Fault::value(format!("{what} not allowed in string format specifier"));
    if spec.sign.is_some() {
        return Err(refuse("Sign"));
    }
    if spec.alternate {
        return Err(refuse("Alternate form (#)"));
    }
    if spec.align == Align::AfterSign {
        return Err(refuse("'=' alignment"));
    }
    let shown = match spec.precision {
        Some(precision) if precision < text.len() => text.slice(0, precision),
        _ => text.clone(),
    };
    Ok(fill(&shown, &spec))
}

/// Text with fill around it; itself if it is wide enough.
fn fill(text: &PyStr, spec: &FormatSpec) -> PyStr {
    let missing = spec.width.unwrap_or(0).saturating_sub(text.len());
    let (left, _, right) = margins(missing, spec.align);
    text.pad(left, right, spec.fill)
}

/// `format(value, spec)` of an int (`_PyLong_FormatAdvancedWriter`). `type_name` is for messages,
/// since bool has the same method; `max_str_digits` as for [`PyInt::to_decimal`].
pub fn format_int(
    value: &PyInt,
    spec: &PyStr,
    type_name: &str,
    max_str_digits: usize,
) -> Result<PyStr, Fault> {
    let spec = FormatSpec::parse(spec, Align::Right)?;
    spec.check_grouping('d')?;
    let code = match spec.code_or('d') {
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
            return lay_out_float(value.to_f64()?, &spec);
        }
        Some(code @ ('b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n')) => code,
        _ => return Err(spec.unknown_code('d', type_name)),
    };
    if spec.precision.is_some() {
        return Err(Fault::value(
            "Precision not allowed in integer format specifier",
        ));
    }
    if code == 'c' {
        return format_char(value, &spec);
    }
    let (base, prefix, group) = match code {
        'b' => (2, "0b", 4),
        'o' => (8, "0o", 4),
        'x' => (16, "0x", 4),
        'X' => (16, "0X", 4),
        _ => (10, "", 3),
    };
    let text = match base {
        10 => value.to_decimal(max_str_digits)?,
        _ => value.to_radix(base),
    };
    let digits = text.trim_start_matches('-');
    let digits = if code == 'X' {
        digits.to_ascii_uppercase()
    } else {
        digits.to_owned()
    };
    let parts = Parts {
        negative: value.is_negative(),
        prefix: if spec.alternate { prefix } else { "" },
        digits: PyStr::new(&digits),
        rest: String::new(),
        group: if spec.grouping.is_some() { group } else { 0 },
        separator: spec.grouping.map_or(',', Grouping::separator),
    };
    Ok(parts.lay_out(&spec))
}

/// Type `c`: the character with that number.
fn format_char(value: &PyInt, spec: &FormatSpec) -> Result<PyStr, Fault> {
    let refuse = |what: &str| {
        Fault::value(format!(
            "{what} not allowed with integer format specifier 'c'"
        ))
    };
    if spec.sign.is_some() {
        return Err(refuse("Sign"));
    }
    if spec.alternate {
        return Err(refuse("Alternate form (#)"));
    }
    let Some(number) = value.to_i64() else {
        return Err(Fault::overflow("Python int too large to convert to C long"));
    };
    let point = u32::try_from(number)
        .ok()
        .filter(|&point| point < 0x11_0000)
        .ok_or_else(|| Fault::overflow("%c arg not in range(0x110000)"))?;
    let parts = Parts {
        digits: PyStr::from_point(point),
        ..Parts::default()
    };
    Ok(parts.lay_out(spec))
}

/// `format(value, spec)` of a float (`_PyFloat_FormatAdvancedWriter`).
pub fn format_float_spec(value: f64, spec: &PyStr) -> Result<PyStr, Fault> {
    let spec = FormatSpec::parse(spec, Align::Right)?;
    spec.check_grouping('\0')?;
    match spec.code_or('\0') {
        Some('\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => lay_out_float(value, &spec),
        _ => Err(spec.unknown_code('\0', "float")),
    }
}

fn lay_out_float(value: f64, spec: &FormatSpec) -> Result<PyStr, Fault> {
    let code = spec.code_or('\0');
    let style = match (code, spec.precision) {
        (Some('\0'), None) => FloatStyle::Repr,
        (Some('\0'), Some(precision)) => FloatStyle::GeneralWithPoint(precision),
        (code, precision) => style_for(code, precision),
    };
    let (value, percent) = if code == Some('%') {
        (value * 100.0, "%")
    } else {
        (value, "")
    };
    Ok(float_parts(value, style, code, percent, spec)?.lay_out(spec))
}

/// The style of a type that isn't absent; six digits are the default.
fn style_for(code: Option<char>, precision: Option<usize>) -> FloatStyle {
    let precision = precision.unwrap_or(6);
    match code {
        Some('e' | 'E') => FloatStyle::Scientific(precision),
        Some('f' | 'F' | '%') => FloatStyle::Fixed(precision),
        _ => FloatStyle::General(precision),
    }
}

fn float_parts(
    value: f64,
    style: FloatStyle,
    code: Option<char>,
    percent: &str,
    spec: &FormatSpec,
) -> Result<Parts, Fault> {
    if spec
        .precision
        .is_some_and(|precision| precision > MAX_PRECISION)
    {
        return Err(Fault::value("precision too big"));
    }
    if spec
        .precision
        .is_some_and(|precision| precision > super::MAX_WIDTH)
    {
        return Err(Fault::memory());
    }
    let mut text = format_float(value, style, spec.alternate);
    if matches!(code, Some('E' | 'F' | 'G')) {
        text.make_ascii_uppercase();
    }
    text.push_str(percent);
    let mut parts = Parts::from_float_text(&text);
    if let Some(grouping) = spec.grouping {
        (parts.group, parts.separator) = (3, grouping.separator());
    }
    Ok(parts)
}

/// `format(value, spec)` of a complex (`_PyComplex_FormatAdvancedWriter`).
pub fn format_complex(value: Complex, spec: &PyStr) -> Result<PyStr, Fault> {
    let spec = FormatSpec::parse(spec, Align::Right)?;
    spec.check_grouping('\0')?;
    let code = spec.code_or('\0');
    if !matches!(code, Some('\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n')) {
        return Err(spec.unknown_code('\0', "complex"));
    }
    if spec.fill == u32::from('0') {
        return Err(Fault::value(
            "Zero padding is not allowed in complex format specifier",
        ));
    }
    if spec.align == Align::AfterSign {
        return Err(Fault::value(
            "'=' alignment flag is not allowed in complex format specifier",
        ));
    }
    // Without a type it looks as `str` shows it: parentheses, or only the imaginary part.
    let plain = code == Some('\0');
    let style = match spec.precision {
        None if plain => FloatStyle::Shortest,
        precision => style_for(code, precision),
    };
    let imag_only = plain && value.real == 0.0 && value.real.is_sign_positive();
    let mut bare = FormatSpec {
        width: None,
        align: Align::Left,
        ..spec.clone()
    };
    let mut out = StrBuilder::new();
    if plain && !imag_only {
        out.push_text("(");
    }
    if !imag_only {
        out.push_str(&float_parts(value.real, style, code, "", &spec)?.lay_out(&bare));
        bare.sign = Some('+');
    }
    out.push_str(&float_parts(value.imag, style, code, "", &spec)?.lay_out(&bare));
    out.push_text(if plain && !imag_only { "j)" } else { "j" });
    Ok(fill(&out.finish(), &spec))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::pyint::DEFAULT_MAX_STR_DIGITS;

    fn shown(result: Result<PyStr, Fault>) -> String {
        match result {
            Ok(text) => text.to_string(),
            Err(fault) => fault.to_string(),
        }
    }

    // python3.8 -c "print(format(value, spec))"

    #[test]
    fn ints() {
        for (value, spec, text) in [
            (-5, "010,", "-0,000,005"),
            (12345, "012,", "0,000,012,345"),
            (12345, "#012_b", "0b11_0000_0011_1001"),
            (-255, "#010X", "-0X00000FF"),
            (65, "05c", "0000A"),
            (1, "e", "1.000000e+00"),
            (7, "*^+6", "**+7**"),
            (3, "\u{665}d", "    3"),
            (1, ",x", "ValueError: Cannot specify ',' with 'x'."),
            (
                1,
                ".3",
                "ValueError: Precision not allowed in integer format specifier",
            ),
            (
                1,
                "\u{e9}",
                "ValueError: Unknown format code '\\xe9' for object of type 'int'",
            ),
            (-1, "c", "OverflowError: %c arg not in range(0x110000)"),
            (1, "d ", "ValueError: Invalid format specifier"),
        ] {
            let value = PyInt::Small(value);
            let result = format_int(&value, &PyStr::new(spec), "int", DEFAULT_MAX_STR_DIGITS);
            assert_eq!(shown(result), text, "{value} {spec}");
        }
    }

    #[test]
    fn floats() {
        for (value, spec, text) in [
            (1.0, ".3", "1.0"),
            (1e10, ".3", "1e+10"),
            (1234.0, ".4", "1.234e+03"),
            (1234567.891, "015,.1f", "0,001,234,567.9"),
            (0.25, "%", "25.000000%"),
            (f64::INFINITY, "010", "0000000inf"),
            (0.0, "#.0", "0.e+00"),
            (
                1.5,
                "x",
                "ValueError: Unknown format code 'x' for object of type 'float'",
            ),
            (1.5, ".9999999999", "ValueError: precision too big"),
        ] {
            assert_eq!(
                shown(format_float_spec(value, &PyStr::new(spec))),
                text,
                "{value} {spec}"
            );
        }
    }

    #[test]
    fn complexes() {
        for (value, spec, text) in [
            (Complex::new(1.0, 2.0), ",.3f", "1.000+2.000j"),
            (Complex::new(1.0, 2.0), "+", "(+1+2j)"),
            (Complex::new(0.0, 2.0), "10", "        2j"),
            (Complex::new(1.0, 2.0), "^20.2e", " 1.00e+00+2.00e+00j "),
            (
                Complex::new(1.0, 2.0),
                "05",
                "ValueError: Zero padding is not allowed in complex format specifier",
            ),
        ] {
            assert_eq!(
                shown(format_complex(value, &PyStr::new(spec))),
                text,
                "{spec}"
            );
        }
    }

    #[test]
    fn strings() {
        for (spec, text) in [
            ("*^9.3", "***hel***"),
            ("", "hello"),
            (
                "05",
                "ValueError: '=' alignment not allowed in string format specifier",
            ),
            (",", "ValueError: Cannot specify ',' with 's'."),
            (
                "d",
                "ValueError: Unknown format code 'd' for object of type 'str'",
            ),
        ] {
            assert_eq!(
                shown(format_str(&PyStr::new("hello"), &PyStr::new(spec))),
                text,
                "{spec}"
            );
        }
    }
}
