//! The form in which recordings are kept: text whose repetitions are references to what came
//! before. `tests/record/conformance.py` writes it.
//!
//! A file is a row of pairs: a number of bytes and these bytes as they are, then the length of a
//! repetition and how far back it begins. Numbers are little-endian groups of seven bits; the
//! eighth says that more follow.

/// Unpacks a recording.
///
/// # Panics
/// When the data isn't in that form.
pub fn unpack(packed: &[u8]) -> String {
    let mut rest = packed;
    let mut out: Vec<u8> = Vec::with_capacity(packed.len() * 16);
    while !rest.is_empty() {
        let plain = number(&mut rest);
        let (bytes, behind) = rest.split_at(plain);
        out.extend_from_slice(bytes);
        rest = behind;
        let length = number(&mut rest);
        let distance = number(&mut rest);
        // A repetition may overlap itself, so it is copied piece by piece.
        let mut missing = length;
        while missing > 0 {
            let begin = out.len() - distance;
            let piece = missing.min(distance);
            out.extend_from_within(begin..begin + piece);
            missing -= piece;
        }
    }
    String::from_utf8(out).unwrap()
}

fn number(rest: &mut &[u8]) -> usize {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let (&byte, behind) = rest.split_first().unwrap();
        *rest = behind;
        value |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    value
}

#[test]
fn repetitions_are_unpacked() {
    // "ab", then five bytes from two back; "c", then nothing.
    assert_eq!(unpack(&[2, b'a', b'b', 5, 2, 1, b'c', 0, 0]), "abababac");
}
