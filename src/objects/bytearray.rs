//! `bytearray`: bytes in a buffer that grows ahead of need (`Objects/bytearrayobject.c`).

use crate::memory::NULL;
use crate::objects::container::ByteArrayObject;
use crate::objects::heap::{Heap, type_id};
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::{NativeId, ObjId};

/// Marks the native object behind a `memoryview`, whose first reference is what it looks at.
pub const VIEW: NativeId = NativeId(u16::MAX);

impl Heap {
    /// A bytearray with room for these bytes and the NUL behind them, none for no bytes; a new
    /// reference (`PyByteArray_FromStringAndSize`).
    pub fn new_bytearray(&mut self, bytes: Vec<u8>) -> ObjId {
        let payload = Payload::ByteArray(Box::default());
        let object = self.new_object(Ty::Bytearray, payload);
        if !bytes.is_empty() {
            let ob_alloc = bytes.len() + 1;
            let ob_bytes = self.block(ob_alloc);
            if let Some(array) = self.as_bytearray_mut(object) {
                *array = ByteArrayObject {
                    bytes,
                    ob_alloc,
                    ob_bytes,
                    logical_offset: 0,
                    ob_exports: 0,
                };
            }
        }
        object
    }

    /// An empty bytearray of `bytearray` or a subclass, as `__new__` makes it; a new reference.
    pub fn new_bytearray_of(&mut self, class: ObjId) -> ObjId {
        if class == type_id(Ty::Bytearray) {
            return self.new_bytearray(Vec::new());
        }
        self.generic_alloc(class, 0, Payload::ByteArray(Box::default()))
    }

    /// A memoryview dies: what it looked at may be resized again.
    pub(crate) fn forget_view(&mut self, refs: &[Option<ObjId>]) {
        if let Some(&Some(object)) = refs.first()
            && let Some(array) = self.as_bytearray_mut(object)
        {
            array.ob_exports = array.ob_exports.saturating_sub(1);
        }
    }

    /// Makes a bytearray `size` bytes long, with zeros at the end (`PyByteArray_Resize`); false if
    /// somebody looks at its buffer, which therefore must not move.
    ///
    /// A buffer grows by about an eighth more than needed if it was nearly large enough, else to
    /// exactly what is needed; it shrinks when it is less than half full.
    pub fn bytearray_resize(&mut self, object: ObjId, size: usize) -> bool {
        let Some(array) = self.as_bytearray_mut(object) else {
            return false;
        };
        if size == array.bytes.len() {
            return true;
        }
        if array.ob_exports > 0 {
            return false;
        }
        array.bytes.resize(size, 0);
        self.bytearray_fit(object);
        true
    }

    /// Replaces the bytes from `low` up to, not including, `high` by others; false as above
    /// (`bytearray_setslice_linear`). Bytes deleted at the beginning stay in the buffer for the
    /// time being: the contents only begin later.
    pub fn bytearray_set_slice(
        &mut self,
        object: ObjId,
        low: usize,
        high: usize,
        values: Vec<u8>,
    ) -> bool {
        let Some(array) = self.as_bytearray_mut(object) else {
            return false;
        };
        let removed = high - low;
        if removed != values.len() && array.ob_exports > 0 {
            return false;
        }
        let added = values.len();
        array.bytes.splice(low..high, values);
        if low == 0 && added < removed {
            array.logical_offset += removed - added;
        }
        if added != removed {
            self.bytearray_fit(object);
        }
        true
    }

    /// Makes the buffer fit the contents.
    fn bytearray_fit(&mut self, object: ObjId) {
        let Some(array) = self.as_bytearray(object) else {
            return;
        };
        let (size, alloc, offset) = (array.bytes.len(), array.ob_alloc, array.logical_offset);
        let ob_alloc = if size + offset < alloc {
            if size >= alloc / 2 {
                return;
            }
            size + 1
        } else if size as f64 <= alloc as f64 * 1.125 {
            size + (size >> 3) + if size < 9 { 3 } else { 6 }
        } else {
            size + 1
        };
        let old = array.ob_bytes;
        let ob_bytes = if old == NULL || offset > 0 {
            let fresh = self.block(ob_alloc);
            self.free_block(old);
            fresh
        } else {
            self.realloc_block(old, ob_alloc)
        };
        if let Some(array) = self.as_bytearray_mut(object) {
            array.ob_alloc = ob_alloc;
            array.ob_bytes = ob_bytes;
            array.logical_offset = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::memory::Memory;
    use crate::objects::Heap;

    /// `b = bytearray(); for i in range(40): b.append(0); print(b.__alloc__())` in Python 3.8.18.
    #[test]
    fn growth_is_cpythons() {
        let mut heap = Heap::new(Memory::new());
        let array = heap.new_bytearray(Vec::new());
        let mut seen = Vec::new();
        for size in 1..=40 {
            heap.bytearray_resize(array, size);
            let alloc = heap.as_bytearray(array).map_or(0, |array| array.ob_alloc);
            if seen.last() != Some(&alloc) {
                seen.push(alloc);
            }
        }
        assert_eq!(seen, [2, 5, 8, 12, 19, 27, 36, 46]);
        heap.bytearray_resize(array, 3);
        assert_eq!(
            heap.as_bytearray(array).map(|array| array.ob_alloc),
            Some(4)
        );
    }
}
