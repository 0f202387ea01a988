//! The marshal format, version 4 (`Python/marshal.c`): how code objects lie in .pyc files.

mod read;
mod write;

pub use read::read;
pub use write::write;

use thiserror::Error;

/// Type bytes of the format; [`FLAG_REF`] may be added to each.
mod tag {
    pub const NONE: u8 = b'N';
    pub const FALSE: u8 = b'F';
    pub const TRUE: u8 = b'T';
    pub const ELLIPSIS: u8 = b'.';
    pub const INT: u8 = b'i';
    pub const LONG: u8 = b'l';
    pub const FLOAT: u8 = b'f';
    pub const BINARY_FLOAT: u8 = b'g';
    pub const COMPLEX: u8 = b'x';
    pub const BINARY_COMPLEX: u8 = b'y';
    pub const STRING: u8 = b's';
    pub const INTERNED: u8 = b't';
    pub const REF: u8 = b'r';
    pub const TUPLE: u8 = b'(';
    pub const SMALL_TUPLE: u8 = b')';
    pub const CODE: u8 = b'c';
    pub const UNICODE: u8 = b'u';
    pub const FROZENSET: u8 = b'>';
    pub const ASCII: u8 = b'a';
    pub const ASCII_INTERNED: u8 = b'A';
    pub const SHORT_ASCII: u8 = b'z';
    pub const SHORT_ASCII_INTERNED: u8 = b'Z';
}

/// Says that later references may name this object.
const FLAG_REF: u8 = 0x80;
/// How deeply objects may nest (`MAX_MARSHAL_STACK_DEPTH`).
const MAX_MARSHAL_STACK_DEPTH: u32 = 2000;
/// Bits of a digit of a long (`PyLong_MARSHAL_SHIFT`).
const PYLONG_MARSHAL_SHIFT: usize = 15;

/// Why marshal data cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum MarshalError {
    /// The data ends in the middle of an object.
    #[error("the data ends too early, at byte {0}")]
    CutShort(usize),
    /// A type byte that code objects never contain.
    #[error("unknown type byte 0x{tag:02x} at byte {at}")]
    UnknownType {
        /// The byte.
        tag: u8,
        /// Where it stands.
        at: usize,
    },
    /// A reference to an object that was not read yet.
    #[error("a reference at byte {0} names no object")]
    BadReference(usize),
    /// Something else than the format asks for, for example a name that is no string.
    #[error("the object at byte {at} is not {expected}")]
    Unexpected {
        /// Where it stands.
        at: usize,
        /// What should be there.
        expected: &'static str,
    },
    /// Objects nest too deeply.
    #[error("objects nest more than {MAX_MARSHAL_STACK_DEPTH} deep")]
    TooDeep,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::code::{Code, Const};
    use crate::value::PyStr;

    fn sample() -> Arc<Code> {
        let one = Arc::new(Const::Str(PyStr::new("shared text")));
        let deep = Const::Tuple(vec![
            Arc::new(Const::Float(1.5f64.to_bits())),
            Arc::new(Const::Complex(0, 2f64.to_bits())),
            Arc::clone(&one),
            Arc::clone(&one),
            Arc::new(Const::FrozenSet(vec![Arc::new(Const::Bytes(Arc::new(
                vec![0, 255],
            )))])),
            Arc::new(Const::Str(PyStr::from_code_points(&[0xd800, 0x1_f600]))),
            Arc::new(Const::Bool(true)),
            Arc::new(Const::Ellipsis),
        ]);
        let inner = Code {
            co_name: PyStr::new("inner"),
            ..Code::default()
        };
        Arc::new(Code {
            co_code: vec![100, 0, 83, 0],
            co_consts: vec![
                Arc::new(Const::None),
                Arc::new(deep),
                one,
                Arc::new(Const::Code(Arc::new(inner))),
            ],
            co_names: vec![PyStr::new("x"), PyStr::new("x")],
            co_lnotab: vec![2, 1],
            co_firstlineno: 7,
            ..Code::default()
        })
    }

    #[test]
    fn what_is_written_reads_back() {
        let code = sample();
        assert_eq!(read(&write(&code)), Ok(code));
    }

    #[test]
    fn shared_constants_stay_shared() {
        let back = read(&write(&sample())).unwrap();
        let Const::Tuple(items) = &*back.co_consts[1] else {
            panic!("no tuple")
        };
        assert!(Arc::ptr_eq(&items[2], &items[3]));
        assert!(Arc::ptr_eq(&items[2], &back.co_consts[2]));
    }

    #[test]
    fn every_cut_is_an_error() {
        let data = write(&sample());
        for end in 0..data.len() {
            assert!(read(&data[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn damage_never_panics() {
        let data = write(&sample());
        for at in 0..data.len() {
            for byte in [0, 1, 0x7f, 0x80, 0xff, b'(', b'c', b'r' | FLAG_REF] {
                let mut damaged = data.clone();
                damaged[at] = byte;
                let _ = read(&damaged);
            }
        }
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let data: Vec<u8> = std::iter::repeat_n([b')', 1], 100_000).flatten().collect();
        assert_eq!(read(&data), Err(MarshalError::TooDeep));
    }
}
