//! The items of a memoryview: how their bytes are read and written in each native format
//! (`unpack_single` and `pack_single` of `Objects/memoryobject.c`).

use crate::builtins::support::{is_index, type_error, value_error};
use crate::objects::Heap;
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

/// A format of one character, in the machine's own byte order and sizes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Format {
    /// The character.
    pub code: u8,
}

/// An item's value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Item {
    /// A number without fraction.
    Int(i128),
    /// A float.
    Float(f64),
    /// A byte that stands for itself.
    Byte(u8),
    /// A truth value.
    Bool(bool),
}

impl Format {
    /// Unsigned bytes.
    pub const BYTES: Format = Format { code: b'B' };

    /// The format of that character, if there is one.
    pub fn of(code: u8) -> Option<Format> {
        b"cbB?hHiIlLqQnNPfd"
            .contains(&code)
            .then_some(Format { code })
    }

    /// The format that a string object names.
    pub fn of_text(heap: &Heap, text: ObjId) -> Option<Format> {
        Format::parse(&heap.as_str(text)?.to_lossy())
    }

    /// The format that a text such as `B` or `@B` names (`get_native_fmtchar`).
    pub fn parse(text: &str) -> Option<Format> {
        match *text.strip_prefix('@').unwrap_or(text).as_bytes() {
            [code] => Format::of(code),
            _ => None,
        }
    }

    /// Bytes of an item.
    pub fn size(self) -> usize {
        match self.code {
            b'c' | b'b' | b'B' | b'?' => 1,
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' => 4,
            _ => 8,
        }
    }

    /// Whether items are single bytes.
    pub fn is_byte(self) -> bool {
        matches!(self.code, b'c' | b'b' | b'B')
    }

    fn is_signed(self) -> bool {
        matches!(self.code, b'b' | b'h' | b'i' | b'l' | b'q' | b'n')
    }

    /// The value of one item.
    pub fn value(self, bytes: &[u8]) -> Item {
        let unsigned = bytes
            .iter()
            .rev()
            .fold(0_u64, |value, &byte| value << 8 | u64::from(byte));
        match self.code {
            b'c' => Item::Byte(unsigned as u8),
            b'?' => Item::Bool(unsigned != 0),
            b'f' => Item::Float(f64::from(f32::from_bits(unsigned as u32))),
            b'd' => Item::Float(f64::from_bits(unsigned)),
            _ if self.is_signed() => {
                let unused = 64 - 8 * self.size() as u32;
                Item::Int(i128::from((unsigned << unused).cast_signed() >> unused))
            }
            _ => Item::Int(i128::from(unsigned)),
        }
    }

    /// The values of all items.
    pub fn values(self, bytes: &[u8]) -> Vec<Item> {
        let items = bytes.chunks(self.size());
        items.map(|item| self.value(item)).collect()
    }

    /// One item as an object; a new reference.
    pub fn unpack(self, vm: &mut Vm<'_>, bytes: &[u8]) -> ObjId {
        let heap = vm.heap();
        match self.value(bytes) {
            Item::Int(value) => heap.new_int(value),
            Item::Float(value) => heap.new_float(value),
            Item::Byte(byte) => heap.new_bytes(vec![byte]),
            Item::Bool(value) => heap.new_bool(value),
        }
    }

    /// The bytes of an object as one item.
    pub fn pack(self, vm: &mut Vm<'_>, object: ObjId) -> PyResult<Vec<u8>> {
        match self.code {
            b'c' => match vm.heap().as_bytes(object) {
                Some(&[byte]) => Ok(vec![byte]),
                Some(_) => self.wrong_value(vm),
                None => self.wrong_type(vm),
            },
            b'?' => Ok(vec![u8::from(vm.is_true(object)?)]),
            b'f' | b'd' => {
                let is_number = vm.heap().as_float(object).is_some()
                    || vm.has_slot(object, crate::objects::Slot::Float)
                    || is_index(vm, object);
                if !is_number {
                    return self.wrong_type(vm);
                }
                let value = vm.to_float(object)?;
                Ok(if self.code == b'f' {
                    (value as f32).to_le_bytes().to_vec()
                } else {
                    value.to_le_bytes().to_vec()
                })
            }
            _ => {
                if !is_index(vm, object) {
                    return self.wrong_type(vm);
                }
                let bits = 8 * self.size() as u32;
                let range = if self.is_signed() {
                    -(1_i128 << (bits - 1))..1_i128 << (bits - 1)
                } else {
                    0..1_i128 << bits
                };
                let value = vm.index(object)?;
                let value = value.to_string().parse::<i128>().ok();
                match value.filter(|value| range.contains(value)) {
                    Some(value) => Ok(value.to_le_bytes()[..self.size()].to_vec()),
                    None => self.wrong_value(vm),
                }
            }
        }
    }

    fn wrong_type<T>(self, vm: &mut Vm<'_>) -> PyResult<T> {
        let code = char::from(self.code);
        type_error(vm, format!("memoryview: invalid type for format '{code}'"))
    }

    fn wrong_value<T>(self, vm: &mut Vm<'_>) -> PyResult<T> {
        let code = char::from(self.code);
        value_error(vm, format!("memoryview: invalid value for format '{code}'"))
    }
}
