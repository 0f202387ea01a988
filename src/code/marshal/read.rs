//! Reading (`r_object` in `Python/marshal.c`). Damaged data gives an error, whatever it holds.

use std::sync::Arc;

use num_bigint::{BigInt, Sign};

use super::{FLAG_REF, MAX_MARSHAL_STACK_DEPTH, MarshalError, PYLONG_MARSHAL_SHIFT, tag};
use crate::code::{Code, Const};
use crate::value::float::parse_float;
use crate::value::{PyInt, PyStr};

type Result<T> = std::result::Result<T, MarshalError>;

/// Reads a code object.
pub fn read(data: &[u8]) -> Result<Arc<Code>> {
    let mut reader = Reader {
        data,
        at: 0,
        refs: Vec::new(),
        depth: 0,
    };
    match &*reader.object()? {
        Const::Code(code) => Ok(Arc::clone(code)),
        _ => Err(MarshalError::Unexpected {
            at: 0,
            expected: "a code object",
        }),
    }
}

struct Reader<'d> {
    data: &'d [u8],
    at: usize,
    /// Objects that may be referred to; None while they are still being read.
    refs: Vec<Option<Arc<Const>>>,
    depth: u32,
}

impl<'d> Reader<'d> {
    fn take(&mut self, count: usize) -> Result<&'d [u8]> {
        let end = self
            .at
            .checked_add(count)
            .ok_or(MarshalError::CutShort(self.at))?;
        let bytes = self
            .data
            .get(self.at..end)
            .ok_or(MarshalError::CutShort(self.data.len()))?;
        self.at = end;
        Ok(bytes)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn long(&mut self) -> Result<i32> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    fn count(&mut self, expected: &'static str) -> Result<u32> {
        let at = self.at;
        u32::try_from(self.long()?).map_err(|_| MarshalError::Unexpected { at, expected })
    }

    fn size(&mut self) -> Result<usize> {
        Ok(self.count("a size")? as usize)
    }

    fn float(&mut self) -> Result<u64> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// The text form of older marshal versions, which version 4 still reads.
    fn float_text(&mut self) -> Result<u64> {
        let at = self.at;
        let length = usize::from(self.byte()?);
        let value = parse_float(self.take(length)?);
        value.map(f64::to_bits).ok_or(MarshalError::Unexpected {
            at,
            expected: "a float",
        })
    }

    fn object(&mut self) -> Result<Arc<Const>> {
        let at = self.at;
        let byte = self.byte()?;
        let tag = byte & !FLAG_REF;
        if tag == tag::REF {
            let number = self.size()?;
            let known = self.refs.get(number).cloned().flatten();
            return known.ok_or(MarshalError::BadReference(at));
        }
        // The number is taken before the object's parts are read.
        let number = (byte & FLAG_REF != 0).then(|| {
            self.refs.push(None);
            self.refs.len() - 1
        });
        if self.depth >= MAX_MARSHAL_STACK_DEPTH {
            return Err(MarshalError::TooDeep);
        }
        self.depth += 1;
        let object = Arc::new(self.payload(tag, at)?);
        self.depth -= 1;
        if let Some(slot) = number.and_then(|number| self.refs.get_mut(number)) {
            *slot = Some(Arc::clone(&object));
        }
        Ok(object)
    }

    fn payload(&mut self, tag: u8, at: usize) -> Result<Const> {
        Ok(match tag {
            tag::NONE => Const::None,
            tag::ELLIPSIS => Const::Ellipsis,
            tag::FALSE => Const::Bool(false),
            tag::TRUE => Const::Bool(true),
            tag::INT => Const::Int(PyInt::from(i64::from(self.long()?))),
            tag::LONG => Const::Int(self.big(at)?),
            tag::FLOAT => Const::Float(self.float_text()?),
            tag::BINARY_FLOAT => Const::Float(self.float()?),
            tag::COMPLEX => Const::Complex(self.float_text()?, self.float_text()?),
            tag::BINARY_COMPLEX => Const::Complex(self.float()?, self.float()?),
            tag::STRING => {
                let size = self.size()?;
                Const::Bytes(Arc::new(self.take(size)?.to_vec()))
            }
            tag::ASCII | tag::ASCII_INTERNED => {
                let size = self.size()?;
                Const::Str(PyStr::from_latin1(self.take(size)?.to_vec()))
            }
            tag::SHORT_ASCII | tag::SHORT_ASCII_INTERNED => {
                let size = usize::from(self.byte()?);
                Const::Str(PyStr::from_latin1(self.take(size)?.to_vec()))
            }
            tag::UNICODE | tag::INTERNED => {
                let size = self.size()?;
                let utf8 = self.take(size)?;
                Const::Str(
                    from_utf8_with_surrogates(utf8).ok_or(MarshalError::Unexpected {
                        at,
                        expected: "UTF-8 text",
                    })?,
                )
            }
            tag::SMALL_TUPLE => {
                let size = usize::from(self.byte()?);
                Const::Tuple(self.items(size)?)
            }
            tag::TUPLE => {
                let size = self.size()?;
                Const::Tuple(self.items(size)?)
            }
            tag::FROZENSET => {
                let size = self.size()?;
                Const::FrozenSet(self.items(size)?)
            }
            tag::CODE => Const::Code(Arc::new(self.code()?)),
            _ => return Err(MarshalError::UnknownType { tag, at }),
        })
    }

    /// A claimed size is not believed before the items are there.
    fn items(&mut self, size: usize) -> Result<Vec<Arc<Const>>> {
        let mut items = Vec::new();
        for _ in 0..size {
            items.push(self.object()?);
        }
        Ok(items)
    }

    fn big(&mut self, at: usize) -> Result<PyInt> {
        let count = self.long()?;
        let mut value = BigInt::default();
        let digits = self.take(count.unsigned_abs() as usize * 2)?;
        let mut bits: Vec<u8> = Vec::new();
        let (mut buffer, mut filled) = (0_u32, 0);
        for digit in digits.chunks_exact(2) {
            let digit = u32::from(digit[0]) | u32::from(digit[1]) << 8;
            if digit >> PYLONG_MARSHAL_SHIFT != 0 {
                return Err(MarshalError::Unexpected {
                    at,
                    expected: "an integer",
                });
            }
            buffer |= digit << filled;
            filled += PYLONG_MARSHAL_SHIFT;
            while filled >= 8 {
                bits.push(buffer as u8);
                buffer >>= 8;
                filled -= 8;
            }
        }
        bits.push(buffer as u8);
        let sign = if count < 0 { Sign::Minus } else { Sign::Plus };
        value += BigInt::from_bytes_le(sign, &bits);
        Ok(PyInt::from_big(value))
    }

    fn bytes(&mut self) -> Result<Vec<u8>> {
        let at = self.at;
        match &*self.object()? {
            Const::Bytes(bytes) => Ok(bytes.to_vec()),
            _ => Err(MarshalError::Unexpected {
                at,
                expected: "bytes",
            }),
        }
    }

    fn tuple(&mut self) -> Result<Vec<Arc<Const>>> {
        let at = self.at;
        match &*self.object()? {
            Const::Tuple(items) => Ok(items.clone()),
            _ => Err(MarshalError::Unexpected {
                at,
                expected: "a tuple",
            }),
        }
    }

    fn names(&mut self) -> Result<Vec<PyStr>> {
        let at = self.at;
        self.tuple()?
            .iter()
            .map(|item| match &**item {
                Const::Str(text) => Ok(text.clone()),
                _ => Err(MarshalError::Unexpected {
                    at,
                    expected: "a tuple of names",
                }),
            })
            .collect()
    }

    fn str(&mut self) -> Result<PyStr> {
        let at = self.at;
        match &*self.object()? {
            Const::Str(text) => Ok(text.clone()),
            _ => Err(MarshalError::Unexpected {
                at,
                expected: "a string",
            }),
        }
    }

    fn code(&mut self) -> Result<Code> {
        let number = "a number that is not negative";
        Ok(Code {
            co_argcount: self.count(number)?,
            co_posonlyargcount: self.count(number)?,
            co_kwonlyargcount: self.count(number)?,
            co_nlocals: self.count(number)?,
            co_stacksize: self.count(number)?,
            co_flags: self.count(number)?,
            co_code: self.bytes()?,
            co_consts: self.tuple()?,
            co_names: self.names()?,
            co_varnames: self.names()?,
            co_freevars: self.names()?,
            co_cellvars: self.names()?,
            co_filename: self.str()?,
            co_name: self.str()?,
            co_firstlineno: self.count(number)?,
            co_lnotab: self.bytes()?,
            positions: crate::code::Positions::default(),
            notes: None,
        })
    }
}

/// UTF-8 in which surrogates may occur. None if it is malformed.
fn from_utf8_with_surrogates(bytes: &[u8]) -> Option<PyStr> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(PyStr::new(text));
    }
    let mut points = Vec::new();
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        let (length, bits) = match first {
            0..=0x7f => (1, u32::from(first)),
            0xc2..=0xdf => (2, u32::from(first & 0x1f)),
            0xe0..=0xef => (3, u32::from(first & 0x0f)),
            0xf0..=0xf4 => (4, u32::from(first & 0x07)),
            _ => return None,
        };
        let point = rest.get(1..length)?.iter().try_fold(bits, |point, byte| {
            (byte & 0xc0 == 0x80).then(|| point << 6 | u32::from(byte & 0x3f))
        })?;
        if point > 0x10_ffff {
            return None;
        }
        points.push(point);
        rest = &rest[length..];
    }
    Some(PyStr::from_code_points(&points))
}
