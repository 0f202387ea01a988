//! The sizes that `sys.getsizeof` reports: each type's `__sizeof__`, and the GC head where there is
//! one (`Python/sysmodule.c`, `_PySys_GetSizeOf`).

use crate::objects::alloc::GC_HEAD_SIZE;
use crate::objects::container::{DictObject, Keys};
use crate::objects::dict_keys::keys_size;
use crate::objects::make::{int_size, str_size};
use crate::objects::{Heap, Payload, Ty};
use crate::value::ObjId;

/// `sizeof(PyTypeObject)`.
const SIZEOF_TYPE: usize = 416;
/// `sizeof(PyHeapTypeObject)`.
const SIZEOF_HEAP_TYPE: usize = 880;
/// `sizeof(setentry)`.
const SIZEOF_SET_ENTRY: usize = 16;
/// `sizeof(PyUnicodeObject)`.
const SIZEOF_UNICODE: usize = 80;
/// Shape, stride and suboffset of a memoryview's one dimension.
pub const MEMORYVIEW_ITEMS: usize = 3;
/// `sizeof(PyObject *)`.
const POINTER: usize = 8;

impl Heap {
    /// `sys.getsizeof` of an object whose class doesn't define a `__sizeof__` of its own, in bytes.
    pub fn getsizeof(&self, id: ObjId) -> usize {
        let has_head = match &self.get(id).payload {
            // type_is_gc: static types have no head.
            Payload::Type(ty) => ty.heap_type,
            _ => self.as_type(self.type_of(id)).is_some_and(|ty| ty.gc),
        };
        self.sizeof(id) + if has_head { GC_HEAD_SIZE } else { 0 }
    }

    /// What the type's `__sizeof__` gives, in bytes.
    pub fn sizeof(&self, id: ObjId) -> usize {
        let object = self.get(id);
        let (basic, item) = self.as_type(object.ob_type).map_or((0, 0), |ty| {
            (ty.tp_basicsize as usize, ty.tp_itemsize as usize)
        });
        match &object.payload {
            // Zero has no digit; malloc gives it room for one all the same.
            Payload::Int(value) => int_size(value.digit_count() as usize),
            Payload::Str(string) if self.is_exact(id, Ty::Str) => str_size(&string.text),
            // Instances of subclasses keep their characters in a block of their own.
            Payload::Str(string) => SIZEOF_UNICODE + string.text.kind() * (string.text.len() + 1),
            Payload::Bytes(bytes) => basic + bytes.len(),
            Payload::ByteArray(array) => basic + array.ob_alloc,
            Payload::Tuple(items) => basic + item * items.len(),
            Payload::List(list) => basic + POINTER * list.allocated,
            Payload::Dict(dict) => basic + self.dict_tables_size(dict),
            Payload::Set(set) if set.addr.0 != 0 => basic + SIZEOF_SET_ENTRY * (set.mask + 1),
            Payload::Type(ty) if !ty.heap_type => SIZEOF_TYPE,
            Payload::Type(ty) => {
                let cached = ty.ht_cached_keys;
                SIZEOF_HEAP_TYPE + cached.map_or(0, |keys| self.shared_keys_size(keys))
            }
            Payload::Frame(_) => match self.as_frame(id) {
                Some(frame) => {
                    // One slot less than it has: `extras` counts on from the one in the struct.
                    let extras =
                        frame.code.slots_before_stack() + frame.code.code.co_stacksize as usize;
                    basic + POINTER * extras.saturating_sub(1)
                }
                None => basic,
            },
            _ => basic,
        }
    }

    /// The tables that belong to one dict; those it shares count for nobody.
    fn dict_tables_size(&self, dict: &DictObject) -> usize {
        let values = dict
            .ma_values
            .as_ref()
            .map_or(0, |split| POINTER * split.values.len());
        let keys = match &dict.ma_keys {
            Keys::Empty => 0,
            Keys::Own(keys) => keys_size(keys.dk_size),
            Keys::Shared(id) => match self.shared_keys.get(*id) {
                Some(keys) if keys.dk_refcnt == 1 => keys_size(keys.dk_size),
                _ => 0,
            },
        };
        values + keys
    }
}

#[cfg(test)]
mod tests {
    use crate::memory::Memory;
    use crate::objects::Heap;
    use crate::value::PyStr;

    /// `sys.getsizeof` of the same objects in Python 3.8.18.
    #[test]
    fn sizes_are_cpythons() {
        let mut heap = Heap::new(Memory::new());
        let objects = [
            (heap.new_int(0_i64), 24),
            (heap.new_int(1_i64), 28),
            (heap.new_int(1_i64 << 30), 32),
            (heap.new_float(1.5), 24),
            (heap.new_str(PyStr::new("")), 49),
            (heap.new_str(PyStr::new("abc")), 52),
            (heap.new_str(PyStr::new("é")), 74),
            (heap.new_str(PyStr::new("€")), 76),
            (heap.new_bytes(Vec::new()), 33),
            (heap.new_tuple(Vec::new()), 40),
            (heap.new_list(Vec::new()), 56),
            (heap.new_dict(), 64),
            (heap.new_dict_presized(6), 360),
        ];
        for (id, size) in objects {
            assert_eq!(heap.getsizeof(id), size, "{}", heap.type_name(id));
        }
    }
}
