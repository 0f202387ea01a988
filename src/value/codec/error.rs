//! What happens to text or bytes that can't be coded (`Python/codecs.c`).

use super::{Encoding, forms};
use crate::value::repr::push_escape;
use crate::value::{PyStr, StrBuilder, unicode};

/// The attributes of a `UnicodeEncodeError` or `UnicodeDecodeError`, but for its object.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodecError {
    /// The codec's name.
    pub encoding: &'static str,
    /// Where the trouble begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is.
    pub reason: &'static str,
}

/// Why coding failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CodecFailure {
    /// Raise `UnicodeEncodeError` or `UnicodeDecodeError` with these attributes.
    Unicode(CodecError),
    /// Raise `LookupError`: no such error handler.
    UnknownHandler(String),
    /// Raise `TypeError`: that handler can't decode.
    WrongHandler,
}

impl CodecFailure {
    /// The message of the exception that encoding `object` raised.
    pub fn message_encoding(&self, object: &PyStr) -> String {
        let CodecFailure::Unicode(error) = self else {
            return self.other_message();
        };
        match error.end - error.start {
            1 if error.start < object.len() => {
                let mut shown = StrBuilder::new();
                push_escape(&mut shown, object.at(error.start));
                format!(
                    "'{}' codec can't encode character '{}' in position {}: {}",
                    error.encoding,
                    shown.finish(),
                    error.start,
                    error.reason
                )
            }
            _ => format!(
                "'{}' codec can't encode characters in position {}-{}: {}",
                error.encoding,
                error.start,
                error.end.saturating_sub(1),
                error.reason
            ),
        }
    }

    /// The message of the exception that decoding `object` raised.
    pub fn message_decoding(&self, object: &[u8]) -> String {
        let CodecFailure::Unicode(error) = self else {
            return self.other_message();
        };
        match (error.end - error.start, object.get(error.start)) {
            (1, Some(byte)) => format!(
                "'{}' codec can't decode byte {byte:#04x} in position {}: {}",
                error.encoding, error.start, error.reason
            ),
            _ => format!(
                "'{}' codec can't decode bytes in position {}-{}: {}",
                error.encoding,
                error.start,
                error.end.saturating_sub(1),
                error.reason
            ),
        }
    }

    /// The class and message of the exception for a failure that is no matter of a single
    /// character; `doing` is "encoding" or "decoding" and `name` the encoding's as it was given
    /// (`_PyErr_TrySetFromCause`).
    pub fn about_handler(&self, encoding: Encoding, doing: &str, name: &str) -> (&str, String) {
        let class = match self {
            CodecFailure::UnknownHandler(_) => "LookupError",
            CodecFailure::WrongHandler | CodecFailure::Unicode(_) => "TypeError",
        };
        let message = self.other_message();
        if encoding.is_registered() {
            let message = format!("{doing} with '{name}' codec failed ({class}: {message})");
            return (class, message);
        }
        (class, message)
    }

    fn other_message(&self) -> String {
        match self {
            CodecFailure::UnknownHandler(name) => format!("unknown error handler name '{name}'"),
            CodecFailure::WrongHandler | CodecFailure::Unicode(_) => {
                "don't know how to handle UnicodeDecodeError in error callback".to_owned()
            }
        }
    }
}

/// An error handler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Handler {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
    SurrogateEscape,
    SurrogatePass,
}

/// U+FFFD stands for what couldn't be decoded.
const REPLACEMENT_CHARACTER: u32 = 0xfffd;
/// `surrogateescape` maps byte 0x80 to U+DC80, and so on up to 0xFF.
const ESCAPE_BASE: u32 = 0xdc00;

impl Handler {
    /// The handler of that name. It is looked up only once an error occurs.
    pub fn lookup(name: &str) -> Result<Handler, CodecFailure> {
        Ok(match name {
            "strict" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::XmlCharRefReplace,
            "namereplace" => Handler::NameReplace,
            "surrogateescape" => Handler::SurrogateEscape,
            "surrogatepass" => Handler::SurrogatePass,
            _ => return Err(CodecFailure::UnknownHandler(name.to_owned())),
        })
    }

    /// Writes what stands for the characters in the error's range, and returns where to go on.
    pub fn encode(
        self,
        encoding: Encoding,
        points: &[u32],
        error: CodecError,
        out: &mut Vec<u8>,
    ) -> Result<usize, CodecFailure> {
        let run = &points[error.start..error.end];
        match self {
            Handler::Strict => return Err(CodecFailure::Unicode(error)),
            Handler::Ignore => {}
            Handler::SurrogatePass => {
                let unicode = !matches!(encoding, Encoding::Ascii | Encoding::Latin1);
                if !unicode || !run.iter().all(|&point| forms::is_surrogate(point)) {
                    return Err(CodecFailure::Unicode(error));
                }
                run.iter()
                    .for_each(|&point| forms::encode_any(encoding, point, out));
            }
            Handler::SurrogateEscape => {
                for (at, &point) in run.iter().enumerate() {
                    let byte = point.wrapping_sub(ESCAPE_BASE);
                    // A single byte is no unit of the wide encodings.
                    let narrow = forms::encode_reason(encoding) != "surrogates not allowed"
                        || matches!(encoding, Encoding::Utf8 | Encoding::Utf8Sig);
                    if !narrow || !(0x80..=0xff).contains(&byte) {
                        let start = error.start + at;
                        return Err(CodecFailure::Unicode(CodecError { start, ..error }));
                    }
                    out.push(byte as u8);
                }
            }
            Handler::Replace
            | Handler::BackslashReplace
            | Handler::XmlCharRefReplace
            | Handler::NameReplace => {
                for &point in run {
                    for char in self.stand_in(point).code_points() {
                        forms::encode_point(encoding, char, out);
                    }
                }
            }
        }
        Ok(error.end)
    }

    /// The ASCII text that stands for a character.
    fn stand_in(self, point: u32) -> PyStr {
        let mut out = StrBuilder::new();
        match self {
            Handler::XmlCharRefReplace => out.push_text(&format!("&#{point};")),
            Handler::BackslashReplace => push_escape(&mut out, point),
            Handler::NameReplace => match character_name(point) {
                Some(name) => out.push_text(&format!("\\N{{{name}}}")),
                None => push_escape(&mut out, point),
            },
            _ => out.push_text("?"),
        }
        out.finish()
    }

    /// Writes what stands for the bytes in the error's range, and returns where to go on.
    pub fn decode(
        self,
        encoding: Encoding,
        bytes: &[u8],
        error: CodecError,
        out: &mut StrBuilder,
    ) -> Result<usize, CodecFailure> {
        let run = &bytes[error.start..error.end];
        match self {
            Handler::Strict => return Err(CodecFailure::Unicode(error)),
            Handler::XmlCharRefReplace | Handler::NameReplace => {
                return Err(CodecFailure::WrongHandler);
            }
            Handler::Ignore => {}
            Handler::Replace => out.push(REPLACEMENT_CHARACTER),
            Handler::BackslashReplace => {
                run.iter().for_each(|&byte| push_escape(out, byte.into()));
            }
            Handler::SurrogateEscape => {
                // ASCII bytes are never escaped; decoding goes on with the first one.
                let high = run.iter().take_while(|&&byte| byte >= 0x80).count();
                if high == 0 {
                    return Err(CodecFailure::Unicode(error));
                }
                run[..high]
                    .iter()
                    .for_each(|&byte| out.push(ESCAPE_BASE + u32::from(byte)));
                return Ok(error.start + high);
            }
            Handler::SurrogatePass => {
                let Some((point, length)) = encoded_surrogate(encoding, &bytes[error.start..])
                else {
                    return Err(CodecFailure::Unicode(error));
                };
                out.push(point);
                return Ok(error.start + length);
            }
        }
        Ok(error.end)
    }
}

/// The surrogate that the bytes begin with, if they do, and its length.
fn encoded_surrogate(encoding: Encoding, bytes: &[u8]) -> Option<(u32, usize)> {
    let (point, length) = match (encoding, bytes) {
        (Encoding::Utf8 | Encoding::Utf8Sig, &[0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf, ..]) => {
            (0xd000 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f), 3)
        }
        (Encoding::Utf16 | Encoding::Utf16Le, &[a, b, ..]) => {
            (u16::from_le_bytes([a, b]).into(), 2)
        }
        (Encoding::Utf16Be, &[a, b, ..]) => (u16::from_be_bytes([a, b]).into(), 2),
        (Encoding::Utf32 | Encoding::Utf32Le, &[a, b, c, d, ..]) => {
            (u32::from_le_bytes([a, b, c, d]), 4)
        }
        (Encoding::Utf32Be, &[a, b, c, d, ..]) => (u32::from_be_bytes([a, b, c, d]), 4),
        _ => return None,
    };
    forms::is_surrogate(point).then_some((point, length))
}

/// The character's name in Unicode 12.1; later characters have none.
fn character_name(point: u32) -> Option<String> {
    if unicode::category(point) == "Cn" {
        return None;
    }
    unicode_names2::name(char::from_u32(point)?).map(|name| name.to_string())
}
