//! How each encoding writes and reads one character, and what it calls what it can't
//! (`Objects/stringlib/codecs.h`, `Objects/unicodeobject.c`).

use super::Encoding;

/// Whether a code point is half of a surrogate pair, and no character.
pub(super) fn is_surrogate(point: u32) -> bool {
    (0xd800..0xe000).contains(&point)
}

/// Appends the character's bytes; false if the encoding has none for it.
pub(super) fn encode_point(encoding: Encoding, point: u32, out: &mut Vec<u8>) -> bool {
    match encoding {
        Encoding::Ascii if point >= 0x80 => return false,
        Encoding::Latin1 if point >= 0x100 => return false,
        Encoding::Ascii | Encoding::Latin1 => out.push(point as u8),
        _ if is_surrogate(point) => return false,
        _ => encode_any(encoding, point, out),
    }
    true
}

/// Appends the bytes of any code point, surrogates included, in one of the Unicode encodings.
pub(super) fn encode_any(encoding: Encoding, point: u32, out: &mut Vec<u8>) {
    let trail = |shift: u32| (0x80 | (point >> shift & 0x3f)) as u8;
    match encoding {
        Encoding::Utf16 | Encoding::Utf16Le => {
            utf16_units(point)
                .iter()
                .for_each(|unit| out.extend(unit.to_le_bytes()));
        }
        Encoding::Utf16Be => {
            utf16_units(point)
                .iter()
                .for_each(|unit| out.extend(unit.to_be_bytes()));
        }
        Encoding::Utf32 | Encoding::Utf32Le => out.extend(point.to_le_bytes()),
        Encoding::Utf32Be => out.extend(point.to_be_bytes()),
        Encoding::Ascii | Encoding::Latin1 | Encoding::Utf8 | Encoding::Utf8Sig => match point {
            0..0x80 => out.push(point as u8),
            0x80..0x800 => out.extend([(0xc0 | point >> 6) as u8, trail(0)]),
            0x800..0x1_0000 => out.extend([(0xe0 | point >> 12) as u8, trail(6), trail(0)]),
            _ => out.extend([(0xf0 | point >> 18) as u8, trail(12), trail(6), trail(0)]),
        },
    }
}

/// One unit, or a surrogate pair for what lies beyond U+FFFF.
fn utf16_units(point: u32) -> Vec<u16> {
    match point.checked_sub(0x1_0000) {
        None => vec![point as u16],
        Some(rest) => vec![(0xd800 | rest >> 10) as u16, (0xdc00 | rest & 0x3ff) as u16],
    }
}

/// How many characters at the front the encoding can't write; the narrow codecs and UTF-8
/// report a whole run at once, the wide ones each by itself.
pub(super) fn unencodable_run(encoding: Encoding, points: &[u32]) -> usize {
    let mut scratch = Vec::new();
    match encoding {
        Encoding::Ascii | Encoding::Latin1 | Encoding::Utf8 | Encoding::Utf8Sig => points
            .iter()
            .take_while(|&&point| !encode_point(encoding, point, &mut scratch))
            .count(),
        _ => 1,
    }
}

/// Why a character can't be written.
pub(super) fn encode_reason(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Ascii => "ordinal not in range(128)",
        Encoding::Latin1 => "ordinal not in range(256)",
        _ => "surrogates not allowed",
    }
}

/// What reading one character yields: the character and its length in bytes, or where the
/// malformed part ends and what is wrong with it.
pub(super) type Decoded = Result<(u32, usize), (usize, &'static str)>;

/// Reads the character at `at`, which is below the length.
pub(super) fn decode_at(encoding: Encoding, bytes: &[u8], at: usize) -> Decoded {
    match encoding {
        Encoding::Ascii if bytes[at] >= 0x80 => Err((at + 1, "ordinal not in range(128)")),
        Encoding::Ascii | Encoding::Latin1 => Ok((bytes[at].into(), 1)),
        Encoding::Utf8 | Encoding::Utf8Sig => decode_utf8(bytes, at),
        Encoding::Utf16 | Encoding::Utf16Le => decode_utf16(bytes, at, u16::from_le_bytes),
        Encoding::Utf16Be => decode_utf16(bytes, at, u16::from_be_bytes),
        Encoding::Utf32 | Encoding::Utf32Le => decode_utf32(bytes, at, u32::from_le_bytes),
        Encoding::Utf32Be => decode_utf32(bytes, at, u32::from_be_bytes),
    }
}

/// The first byte says how many follow; the second one's range keeps out overlong forms,
/// surrogates, and what is too large.
fn decode_utf8(bytes: &[u8], at: usize) -> Decoded {
    let first = bytes[at];
    let (length, second) = match first {
        0..0x80 => return Ok((first.into(), 1)),
        0xc2..=0xdf => (2, 0x80..=0xbf),
        0xe0 => (3, 0xa0..=0xbf),
        0xed => (3, 0x80..=0x9f),
        0xe1..=0xef => (3, 0x80..=0xbf),
        0xf0 => (4, 0x90..=0xbf),
        0xf1..=0xf3 => (4, 0x80..=0xbf),
        0xf4 => (4, 0x80..=0x8f),
        _ => return Err((at + 1, "invalid start byte")),
    };
    // The first byte of n has 7 - n bits of the character, each further one six.
    let mut point = u32::from(first) & (0x7f >> length);
    for offset in 1..length {
        let Some(&byte) = bytes.get(at + offset) else {
            return Err((bytes.len(), "unexpected end of data"));
        };
        let range = if offset == 1 {
            second.clone()
        } else {
            0x80..=0xbf
        };
        if !range.contains(&byte) {
            return Err((at + offset, "invalid continuation byte"));
        }
        point = point << 6 | u32::from(byte & 0x3f);
    }
    Ok((point, length))
}

fn decode_utf16(bytes: &[u8], at: usize, join: fn([u8; 2]) -> u16) -> Decoded {
    let unit = |at: usize| match bytes.get(at..at + 2) {
        Some(&[a, b]) => Some(u32::from(join([a, b]))),
        _ => None,
    };
    let Some(high) = unit(at) else {
        return Err((bytes.len(), "truncated data"));
    };
    match high {
        0xdc00..0xe000 => Err((at + 2, "illegal encoding")),
        0xd800..0xdc00 => match unit(at + 2) {
            None => Err((bytes.len(), "unexpected end of data")),
            Some(low @ 0xdc00..0xe000) => Ok((0x1_0000 + ((high & 0x3ff) << 10 | low & 0x3ff), 4)),
            Some(_) => Err((at + 2, "illegal UTF-16 surrogate")),
        },
        point => Ok((point, 2)),
    }
}

fn decode_utf32(bytes: &[u8], at: usize, join: fn([u8; 4]) -> u32) -> Decoded {
    let Some(&[a, b, c, d]) = bytes.get(at..at + 4) else {
        return Err((bytes.len(), "truncated data"));
    };
    match join([a, b, c, d]) {
        point if is_surrogate(point) => Err((
            at + 4,
            "code point in surrogate code point range(0xd800, 0xe000)",
        )),
        point if point >= 0x11_0000 => Err((at + 4, "code point not in range(0x110000)")),
        point => Ok((point, 4)),
    }
}
