//! Writing (`w_object`, `w_code` in `Python/marshal.c`).

use std::collections::BTreeMap;
use std::sync::Arc;

use num_bigint::Sign;

use super::{FLAG_REF, PYLONG_MARSHAL_SHIFT, tag};
use crate::code::{Code, Const};
use crate::value::{PyInt, PyStr};

/// Writes a code object. Constants that are one object are written once, as are equal names.
pub fn write(code: &Arc<Code>) -> Vec<u8> {
    let mut writer = Writer {
        out: Vec::new(),
        consts: BTreeMap::new(),
        names: BTreeMap::new(),
        refs: 0,
    };
    writer.code(code);
    writer.out
}

struct Writer {
    out: Vec<u8>,
    /// Numbers of the constants written so far, by identity.
    consts: BTreeMap<*const Const, u32>,
    /// Numbers of the interned strings written so far.
    names: BTreeMap<PyStr, u32>,
    refs: u32,
}

impl Writer {
    /// A type byte of an object that gets the next reference number.
    fn tag(&mut self, tag: u8) -> u32 {
        self.out.push(tag | FLAG_REF);
        self.refs += 1;
        self.refs - 1
    }

    fn long(&mut self, value: u32) {
        self.out.extend(value.to_le_bytes());
    }

    fn size(&mut self, size: usize) {
        self.long(size as u32);
    }

    fn reference(&mut self, number: u32) {
        self.out.push(tag::REF);
        self.long(number);
    }

    fn constant(&mut self, constant: &Arc<Const>) {
        match &**constant {
            Const::None => return self.out.push(tag::NONE),
            Const::Ellipsis => return self.out.push(tag::ELLIPSIS),
            Const::Bool(value) => {
                return self.out.push(if *value { tag::TRUE } else { tag::FALSE });
            }
            Const::Str(text) if is_interned(text) => return self.name(text),
            _ => {}
        }
        if let Some(&number) = self.consts.get(&Arc::as_ptr(constant)) {
            return self.reference(number);
        }
        let number = self.refs;
        match &**constant {
            Const::Int(value) => self.int(value),
            Const::Float(bits) => {
                self.tag(tag::BINARY_FLOAT);
                self.out.extend(bits.to_le_bytes());
            }
            Const::Complex(real, imag) => {
                self.tag(tag::BINARY_COMPLEX);
                self.out.extend(real.to_le_bytes());
                self.out.extend(imag.to_le_bytes());
            }
            Const::Str(text) => self.str(text, false),
            Const::Bytes(bytes) => self.bytes(bytes),
            Const::Tuple(items) => self.tuple(items.len(), items, Self::constant),
            Const::FrozenSet(items) => {
                self.tag(tag::FROZENSET);
                self.size(items.len());
                items.iter().for_each(|item| self.constant(item));
            }
            Const::Code(code) => self.code(code),
            Const::None | Const::Ellipsis | Const::Bool(_) => {}
        }
        self.consts.insert(Arc::as_ptr(constant), number);
    }

    /// A string that Python keeps only once.
    fn name(&mut self, text: &PyStr) {
        if let Some(&number) = self.names.get(text) {
            return self.reference(number);
        }
        self.names.insert(text.clone(), self.refs);
        self.str(text, true);
    }

    fn str(&mut self, text: &PyStr, interned: bool) {
        if let Some(ascii) = text.as_ascii() {
            if let Ok(length) = u8::try_from(ascii.len()) {
                self.tag(if interned {
                    tag::SHORT_ASCII_INTERNED
                } else {
                    tag::SHORT_ASCII
                });
                self.out.push(length);
            } else {
                self.tag(if interned {
                    tag::ASCII_INTERNED
                } else {
                    tag::ASCII
                });
                self.size(ascii.len());
            }
            self.out.extend(ascii.as_bytes());
            return;
        }
        self.tag(if interned {
            tag::INTERNED
        } else {
            tag::UNICODE
        });
        let utf8 = utf8_with_surrogates(text);
        self.size(utf8.len());
        self.out.extend(utf8);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.tag(tag::STRING);
        self.size(bytes.len());
        self.out.extend(bytes);
    }

    /// Digits of fifteen bits, as many as needed; the sign is that of their number.
    fn int(&mut self, value: &PyInt) {
        if let Some(small) = value.to_i64().and_then(|small| i32::try_from(small).ok()) {
            self.tag(tag::INT);
            self.out.extend(small.to_le_bytes());
            return;
        }
        self.tag(tag::LONG);
        let (sign, bytes) = value.as_big().to_bytes_le();
        let bits = bytes.len() * 8;
        let bit = |index: usize| {
            u16::from(
                bytes
                    .get(index / 8)
                    .is_some_and(|byte| byte >> (index % 8) & 1 == 1),
            )
        };
        let mut digits: Vec<u16> = (0..bits)
            .step_by(PYLONG_MARSHAL_SHIFT)
            .map(|start| (0..PYLONG_MARSHAL_SHIFT).fold(0, |digit, i| digit | bit(start + i) << i))
            .collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let count = digits.len() as i32;
        let signed = if sign == Sign::Minus { -count } else { count };
        self.out.extend(signed.to_le_bytes());
        digits
            .iter()
            .for_each(|digit| self.out.extend(digit.to_le_bytes()));
    }

    fn tuple<T>(&mut self, len: usize, items: &[T], write: impl Fn(&mut Self, &T)) {
        if let Ok(len) = u8::try_from(len) {
            self.tag(tag::SMALL_TUPLE);
            self.out.push(len);
        } else {
            self.tag(tag::TUPLE);
            self.size(len);
        }
        items.iter().for_each(|item| write(self, item));
    }

    fn names(&mut self, names: &[PyStr]) {
        self.tuple(names.len(), names, Self::name);
    }

    fn code(&mut self, code: &Arc<Code>) {
        self.tag(tag::CODE);
        self.long(code.co_argcount);
        self.long(code.co_posonlyargcount);
        self.long(code.co_kwonlyargcount);
        self.long(code.co_nlocals);
        self.long(code.co_stacksize);
        self.long(code.co_flags);
        self.bytes(&code.co_code);
        self.tuple(code.co_consts.len(), &code.co_consts, Self::constant);
        self.names(&code.co_names);
        self.names(&code.co_varnames);
        self.names(&code.co_freevars);
        self.names(&code.co_cellvars);
        self.name(&code.co_filename);
        self.name(&code.co_name);
        self.long(code.co_firstlineno);
        self.bytes(&code.co_lnotab);
    }
}

/// Whether Python interns a string constant: those that look like identifiers
/// (`all_name_chars`, `Objects/codeobject.c`).
fn is_interned(text: &PyStr) -> bool {
    text.as_ascii().is_some_and(|text| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

/// UTF-8 in which surrogates are written like any other character (`surrogatepass`).
fn utf8_with_surrogates(text: &PyStr) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for point in text.code_points() {
        match char::from_u32(point) {
            Some(character) => {
                out.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            None => out.extend([
                0xe0 | (point >> 12) as u8,
                0x80 | (point >> 6 & 0x3f) as u8,
                0x80 | (point & 0x3f) as u8,
            ]),
        }
    }
    out
}
