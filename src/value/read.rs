//! Numbers from text, as the constructors `int`, `float` and `complex` read them, with their
//! error messages (`Objects/longobject.c`, `Objects/floatobject.c`, `Objects/complexobject.c`).

use std::borrow::Cow;

use super::complex::ParseComplexError;
use super::float::parse_float;
use super::pyint::{ParseIntError, trim_ascii_space};
use super::repr::{repr_bytes, repr_str};
use super::{Complex, Fault, PyInt, PyStr};

/// The argument of a constructor, which appears in its messages.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// A string.
    Str(&'a PyStr),
    /// Bytes or a bytearray.
    Bytes(&'a [u8]),
}

impl Source<'_> {
    fn ascii(&self) -> Cow<'_, [u8]> {
        match self {
            Source::Str(text) => text.to_ascii_digits(),
            Source::Bytes(bytes) => Cow::Borrowed(bytes),
        }
    }

    fn repr(&self) -> PyStr {
        match self {
            Source::Str(text) => repr_str(text),
            Source::Bytes(bytes) => PyStr::new(&repr_bytes(bytes)),
        }
    }
}

/// `int(source, base)`; `base` is 0 or 2 to 36, `max_str_digits` as for [`PyInt::parse`].
pub fn read_int(source: Source<'_>, base: u32, max_str_digits: usize) -> Result<PyInt, Fault> {
    /// The message shows that much of the argument.
    const SHOWN: usize = 200;
    PyInt::parse(&source.ascii(), base, max_str_digits).map_err(|error| match error {
        ParseIntError::TooLong(fault) => fault,
        ParseIntError::Invalid => {
            let repr = source.repr();
            let shown = repr.slice(0, repr.len().min(SHOWN));
            Fault::value(format!(
                "invalid literal for int() with base {base}: {shown}"
            ))
        }
    })
}

/// `float(source)`.
pub fn read_float(source: Source<'_>) -> Result<f64, Fault> {
    let ascii = source.ascii();
    parse_float(&ascii).ok_or_else(|| {
        // A quirk: of white space alone, nothing is shown.
        let shown = match trim_ascii_space(&ascii) {
            b"" => repr_str(&PyStr::default()),
            _ => source.repr(),
        };
        Fault::value(format!("could not convert string to float: {shown}"))
    })
}

/// `complex(text)`.
pub fn read_complex(text: &PyStr) -> Result<Complex, Fault> {
    Complex::parse(&text.to_ascii_digits()).map_err(|error| match error {
        ParseComplexError::Malformed => Fault::value("complex() arg is a malformed string"),
        ParseComplexError::Underscore => {
            let shown = repr_str(text);
            Fault::value(format!("could not convert string to complex: {shown}"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::pyint::DEFAULT_MAX_STR_DIGITS;

    #[test]
    fn messages() {
        let int = |text: &str, base| {
            read_int(Source::Str(&PyStr::new(text)), base, DEFAULT_MAX_STR_DIGITS)
        };
        assert_eq!(int("\u{661}2", 10), Ok(PyInt::Small(12)));
        assert_eq!(
            int("1\0", 10).unwrap_err().message,
            "invalid literal for int() with base 10: '1\\x00'"
        );
        let long = int(&"x".repeat(500), 10).unwrap_err().message;
        assert_eq!(
            long.len(),
            "invalid literal for int() with base 10: ".len() + 200
        );
        assert_eq!(
            read_float(Source::Bytes(b"1x")).unwrap_err().message,
            "could not convert string to float: b'1x'"
        );
        assert_eq!(
            read_float(Source::Str(&PyStr::new("  ")))
                .unwrap_err()
                .message,
            "could not convert string to float: ''"
        );
        assert_eq!(
            read_complex(&PyStr::new("1__0")).unwrap_err().message,
            "could not convert string to complex: '1__0'"
        );
    }
}
