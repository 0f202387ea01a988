//! Text to bytes and back (`PyUnicode_AsEncodedString`, `PyUnicode_Decode` and the codecs of
//! `Objects/unicodeobject.c`): UTF-8, UTF-16, UTF-32, Latin-1, ASCII, with every error handler
//! of `Python/codecs.c`.
//!
//! A codec says how one character is written and read, and what is wrong where; the two loops
//! here do the rest, the same for all: what can't be coded goes to the error handler.

mod error;
mod forms;

pub use error::{CodecError, CodecFailure};

use super::{PyStr, StrBuilder, Units};
use error::Handler;

/// An encoding that is built in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// `ascii`.
    Ascii,
    /// `latin-1`.
    Latin1,
    /// `utf-8`.
    Utf8,
    /// `utf-8-sig`: with a byte order mark before it.
    Utf8Sig,
    /// `utf-16`, written in the machine's order after a byte order mark, read in the mark's.
    Utf16,
    /// `utf-16-le`.
    Utf16Le,
    /// `utf-16-be`.
    Utf16Be,
    /// `utf-32`.
    Utf32,
    /// `utf-32-le`.
    Utf32Le,
    /// `utf-32-be`.
    Utf32Be,
}

impl Encoding {
    /// The encoding of that name or alias, as `encodings.aliases` has them. Case doesn't
    /// matter, and neither does which of `-`, `_` and space separates words.
    pub fn lookup(name: &str) -> Option<Encoding> {
        let lower = name.to_ascii_lowercase();
        let words: Vec<&str> = lower
            .split(['-', '_', ' '])
            .filter(|word| !word.is_empty())
            .collect();
        Some(match words.join("_").as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => {
                Encoding::Utf8
            }
            "utf_8_sig" => Encoding::Utf8Sig,
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859"
            | "8859" | "cp819" | "ibm819" | "csisolatin1" | "iso_ir_100" | "iso_8859_1_1987" => {
                Encoding::Latin1
            }
            "ascii" | "us_ascii" | "us" | "646" | "ansi_x3.4_1968" | "ansi_x3_4_1968"
            | "ansi_x3.4_1986" | "cp367" | "ibm367" | "csascii" | "iso646_us"
            | "iso_646.irv_1991" | "iso_ir_6" => Encoding::Ascii,
            "utf_16" | "utf16" | "u16" => Encoding::Utf16,
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Encoding::Utf16Le,
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Encoding::Utf16Be,
            "utf_32" | "utf32" | "u32" => Encoding::Utf32,
            "utf_32_le" | "utf_32le" => Encoding::Utf32Le,
            "utf_32_be" | "utf_32be" => Encoding::Utf32Be,
            _ => return None,
        })
    }

    /// The name that error messages use.
    pub const fn name(self) -> &'static str {
        match self {
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
            Encoding::Utf8 | Encoding::Utf8Sig => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf16Le => "utf-16-le",
            Encoding::Utf16Be => "utf-16-be",
            Encoding::Utf32 => "utf-32",
            Encoding::Utf32Le => "utf-32-le",
            Encoding::Utf32Be => "utf-32-be",
        }
    }

    /// Whether CPython finds the codec in its registry, which adds to what fails there beside
    /// single characters; the others have a short cut in C.
    pub const fn is_registered(self) -> bool {
        matches!(
            self,
            Encoding::Utf8Sig
                | Encoding::Utf16Le
                | Encoding::Utf16Be
                | Encoding::Utf32Le
                | Encoding::Utf32Be
        )
    }

    /// The byte order mark written before the text, if the encoding has one.
    const fn mark(self) -> &'static [u8] {
        match self {
            Encoding::Utf8Sig => b"\xef\xbb\xbf",
            Encoding::Utf16 => b"\xff\xfe",
            Encoding::Utf32 => b"\xff\xfe\0\0",
            _ => b"",
        }
    }

    /// The encoding for text that follows a byte order mark.
    pub const fn without_mark(self) -> Encoding {
        match self {
            Encoding::Utf8Sig => Encoding::Utf8,
            Encoding::Utf16 => Encoding::Utf16Le,
            Encoding::Utf32 => Encoding::Utf32Le,
            fixed => fixed,
        }
    }

    /// The encoding that the bytes' byte order mark names, and the mark's length.
    pub fn resolve_mark(self, bytes: &[u8]) -> (Encoding, usize) {
        match self {
            Encoding::Utf8Sig if bytes.starts_with(b"\xef\xbb\xbf") => (Encoding::Utf8, 3),
            Encoding::Utf8Sig => (Encoding::Utf8, 0),
            Encoding::Utf16 if bytes.starts_with(b"\xfe\xff") => (Encoding::Utf16Be, 2),
            Encoding::Utf16 if bytes.starts_with(b"\xff\xfe") => (Encoding::Utf16Le, 2),
            Encoding::Utf16 => (Encoding::Utf16Le, 0),
            Encoding::Utf32 if bytes.starts_with(b"\0\0\xfe\xff") => (Encoding::Utf32Be, 4),
            Encoding::Utf32 if bytes.starts_with(b"\xff\xfe\0\0") => (Encoding::Utf32Le, 4),
            Encoding::Utf32 => (Encoding::Utf32Le, 0),
            fixed => (fixed, 0),
        }
    }
}

/// `text.encode(encoding, errors)`.
pub fn encode(text: &PyStr, encoding: Encoding, errors: &str) -> Result<Vec<u8>, CodecFailure> {
    use Encoding::{Ascii, Latin1, Utf8};
    if let Units::Narrow(units) = text.units()
        && (encoding == Latin1 || (text.is_ascii() && matches!(encoding, Ascii | Utf8)))
    {
        return Ok(units.to_vec());
    }
    let points: Vec<u32> = text.code_points().collect();
    let mut out = encoding.mark().to_vec();
    let mut at = 0;
    while let Some(&point) = points.get(at) {
        if forms::encode_point(encoding, point, &mut out) {
            at += 1;
            continue;
        }
        let error = CodecError {
            encoding: encoding.name(),
            start: at,
            end: at + forms::unencodable_run(encoding, &points[at..]),
            reason: forms::encode_reason(encoding),
        };
        at = Handler::lookup(errors)?.encode(encoding, &points, error, &mut out)?;
    }
    Ok(out)
}

/// `bytes.decode(encoding, errors)`.
///
/// Positions in errors count from behind the byte order mark for `utf-8-sig`, from the beginning
/// for all others, as in CPython.
pub fn decode(bytes: &[u8], encoding: Encoding, errors: &str) -> Result<PyStr, CodecFailure> {
    let (encoding, mark) = match (encoding, encoding.resolve_mark(bytes)) {
        (Encoding::Utf8Sig, (resolved, mark)) => return decode(&bytes[mark..], resolved, errors),
        (_, resolved) => resolved,
    };
    if encoding == Encoding::Latin1 {
        return Ok(PyStr::from_latin1(bytes.to_vec()));
    }
    if encoding == Encoding::Utf8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(PyStr::new(text));
    }
    let mut out = StrBuilder::new();
    let mut at = mark;
    while at < bytes.len() {
        match forms::decode_at(encoding, bytes, at) {
            Ok((point, length)) => {
                out.push(point);
                at += length;
            }
            Err((end, reason)) => {
                let error = CodecError {
                    encoding: encoding.name(),
                    start: at,
                    end,
                    reason,
                };
                at = Handler::lookup(errors)?.decode(encoding, bytes, error, &mut out)?;
            }
        }
    }
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &[u32], name: &str, errors: &str) -> Result<Vec<u8>, String> {
        let text = PyStr::from_code_points(text);
        let encoding = Encoding::lookup(name).unwrap();
        encode(&text, encoding, errors).map_err(|failure| failure.message_encoding(&text))
    }

    fn decoded(bytes: &[u8], name: &str, errors: &str) -> Result<Vec<u32>, String> {
        let encoding = Encoding::lookup(name).unwrap();
        decode(bytes, encoding, errors)
            .map(|text| text.code_points().collect())
            .map_err(|failure| failure.message_decoding(bytes))
    }

    // python3.8 -c "print('...'.encode(encoding, errors))"

    #[test]
    fn encoding() {
        let euro = [0x61, 0x20ac];
        for (errors, bytes) in [
            ("replace", b"a?".as_slice()),
            ("ignore", b"a"),
            ("backslashreplace", b"a\\u20ac"),
            ("xmlcharrefreplace", b"a&#8364;"),
            ("namereplace", b"a\\N{EURO SIGN}"),
        ] {
            assert_eq!(
                encoded(&euro, "latin-1", errors),
                Ok(bytes.to_vec()),
                "{errors}"
            );
        }
        assert_eq!(
            encoded(&[0x1f600], "utf-16", "strict"),
            Ok(b"\xff\xfe=\xd8\x00\xde".to_vec())
        );
        assert_eq!(
            encoded(&[0x1f600], "u8", "strict"),
            Ok(b"\xf0\x9f\x98\x80".to_vec())
        );
        assert_eq!(
            encoded(&[0xd800], "utf-8", "surrogatepass"),
            Ok(b"\xed\xa0\x80".to_vec())
        );
        assert_eq!(
            encoded(&[0xdcff], "ascii", "surrogateescape"),
            Ok(b"\xff".to_vec())
        );
        for (text, name, errors, message) in [
            (
                &euro[..],
                "ASCII",
                "strict",
                "'ascii' codec can't encode character '\\u20ac' in position 1: ordinal not in range(128)",
            ),
            (
                &[0xd800, 0xdc80],
                "UTF 8",
                "strict",
                "'utf-8' codec can't encode characters in position 0-1: surrogates not allowed",
            ),
            (
                &[0xdc80, 0xe9],
                "ascii",
                "surrogateescape",
                "'ascii' codec can't encode character '\\xe9' in position 1: ordinal not in range(128)",
            ),
            (&euro, "ascii", "nope", "unknown error handler name 'nope'"),
        ] {
            assert_eq!(encoded(text, name, errors), Err(message.to_owned()));
        }
    }

    #[test]
    fn decoding() {
        for (bytes, name, errors, points) in [
            (
                b"\xed\xa0\x80".as_slice(),
                "utf-8",
                "replace",
                &[0xfffd, 0xfffd, 0xfffd][..],
            ),
            (b"\xed\xa0\x80", "utf-8", "surrogatepass", &[0xd800]),
            (b"\xf0\x9f\x98z", "utf-8", "replace", &[0xfffd, 0x7a]),
            (b"\xff", "utf-8", "surrogateescape", &[0xdcff]),
            (b"\xfe\xff\xd8\x3d\xde\x00", "utf-16", "strict", &[0x1f600]),
            (b"\xef\xbb\xbfa", "utf-8-sig", "strict", &[0x61]),
            (b"\0\0\xfe\xff\0\x01\xf6\0", "utf-32", "strict", &[0x1f600]),
        ] {
            assert_eq!(
                decoded(bytes, name, errors),
                Ok(points.to_vec()),
                "{bytes:?} {errors}"
            );
        }
        for (bytes, name, message) in [
            (
                b"\xe2\x82".as_slice(),
                "utf-8",
                "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data",
            ),
            (
                b"a\xff",
                "ascii",
                "'ascii' codec can't decode byte 0xff in position 1: ordinal not in range(128)",
            ),
            (
                b"\x00\xd8a\x00",
                "utf-16",
                "'utf-16-le' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate",
            ),
        ] {
            assert_eq!(decoded(bytes, name, "strict"), Err(message.to_owned()));
        }
    }
}
