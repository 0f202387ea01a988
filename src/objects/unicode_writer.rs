//! A string under construction with the memory it takes meanwhile (`_PyUnicodeWriter` of
//! `Objects/unicodeobject.c`).
//!
//! Who makes a text of pieces doesn't know its length before the end. So the writer asks for a buffer that
//! is a quarter larger than needed, grows it when it is full, and gives back what is left over: the buffer
//! itself becomes the string object.

use crate::memory::NULL;
use crate::objects::container::StrObject;
use crate::objects::heap::{Heap, type_id};
use crate::objects::object::GcHead;
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::pystr::StrBuilder;
use crate::value::{Addr, ObjId, PyStr};

/// `OVERALLOCATE_FACTOR`: a buffer gets one part in so many more than needed.
const OVERALLOCATE_FACTOR: usize = 4;

/// What is written so far, and its buffer.
#[derive(Debug, Default)]
pub struct UnicodeWriter {
    text: StrBuilder,
    /// The buffer; NULL before the first character.
    buffer: Addr,
    /// Characters that it has room for (`size`).
    size: usize,
    /// Bytes of each.
    width: Width,
    /// Whether it grows by more than needed.
    pub overallocate: bool,
    /// The least number of characters that a buffer gets.
    min_length: usize,
}

/// What the widest character so far asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
enum Width {
    #[default]
    Ascii,
    Latin1,
    Ucs2,
    Ucs4,
}

impl Width {
    fn of(text: &PyStr) -> Width {
        match text.kind() {
            1 if text.is_ascii() => Width::Ascii,
            1 => Width::Latin1,
            2 => Width::Ucs2,
            _ => Width::Ucs4,
        }
    }

    /// Bytes of a string object with so many characters.
    fn size(self, length: usize) -> usize {
        match self {
            Width::Ascii => 48 + (length + 1),
            Width::Latin1 => 72 + (length + 1),
            Width::Ucs2 => 72 + 2 * (length + 1),
            Width::Ucs4 => 72 + 4 * (length + 1),
        }
    }
}

impl UnicodeWriter {
    /// A writer that grows by more than needed, for at least `min_length` characters.
    pub fn new(min_length: usize) -> UnicodeWriter {
        UnicodeWriter {
            overallocate: true,
            min_length,
            ..UnicodeWriter::default()
        }
    }

    /// Appends Rust text.
    pub fn write_text(&mut self, heap: &mut Heap, text: &str) {
        self.write(heap, &PyStr::new(text));
    }

    /// Appends a string (`_PyUnicodeWriter_WriteStr`).
    pub fn write(&mut self, heap: &mut Heap, text: &PyStr) {
        if text.is_empty() {
            return;
        }
        self.prepare(heap, text.len(), Width::of(text));
        self.text.push_str(text);
    }

    /// Makes room for some more characters (`_PyUnicodeWriter_PrepareInternal`).
    fn prepare(&mut self, heap: &mut Heap, length: usize, width: Width) {
        let wanted = self.text.len() + length;
        let wider = width > self.width;
        if self.buffer != NULL && wanted <= self.size && !wider {
            return;
        }
        let old_size = self.size;
        if wanted > old_size {
            let extra = if self.overallocate {
                wanted / OVERALLOCATE_FACTOR
            } else {
                0
            };
            self.size = (wanted + extra).max(self.min_length);
        }
        self.width = self.width.max(width);
        let bytes = self.width.size(self.size);
        if self.buffer == NULL {
            self.buffer = heap.block(bytes);
        } else if wider {
            let old = std::mem::replace(&mut self.buffer, heap.block(bytes));
            heap.free_block(old);
        } else {
            self.buffer = heap.realloc_block(self.buffer, bytes);
        }
    }

    /// The string object; a new reference (`_PyUnicodeWriter_Finish`).
    pub fn finish(self, heap: &mut Heap) -> ObjId {
        let text = self.text.finish();
        let shared = text.is_empty() || (text.len() == 1 && text.at(0) < 0x100);
        if shared {
            heap.free_block(self.buffer);
            return heap.new_str(text);
        }
        let size = self.width.size(text.len());
        let addr = if text.len() == self.size {
            self.buffer
        } else {
            heap.realloc_block(self.buffer, size)
        };
        heap.str_at(addr, size, text)
    }

    /// A text of pieces as `PyUnicode_FromFormat` makes it from a format of so many characters; a new
    /// reference.
    pub fn format(heap: &mut Heap, format_length: usize, pieces: &[&PyStr]) -> ObjId {
        /// What it expects the pieces to take beyond the format's own length.
        const EXPECTED: usize = 100;
        let mut writer = UnicodeWriter::new(format_length + EXPECTED);
        for (at, piece) in pieces.iter().enumerate() {
            writer.overallocate = at + 1 < pieces.len();
            writer.write(heap, piece);
        }
        writer.finish(heap)
    }

    /// Gives the buffer back: an error came between.
    pub fn abandon(self, heap: &mut Heap) {
        heap.free_block(self.buffer);
    }
}

impl Heap {
    /// A string object in memory that is at hand; a new reference.
    fn str_at(&mut self, addr: Addr, size: usize, text: PyStr) -> ObjId {
        let payload = Payload::Str(StrObject::new(text));
        let object = self.insert(type_id(Ty::Str), addr, GcHead::NONE, payload);
        self.tell_new(object, addr, size, false);
        object
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Memory;

    #[test]
    fn the_buffer_grows_by_a_quarter_and_ends_exact() {
        let mut heap = Heap::new(Memory::new());
        heap.finish_boot();
        let mut writer = UnicodeWriter::new(0);
        writer.write_text(&mut heap, "12345678");
        assert_eq!((writer.size, writer.width), (10, Width::Ascii));
        writer.write_text(&mut heap, "\u{20ac}\u{20ac}\u{20ac}");
        assert_eq!((writer.size, writer.width), (13, Width::Ucs2));
        let text = writer.finish(&mut heap);
        assert_eq!(heap.as_str(text).map(PyStr::len), Some(11));
        assert_eq!(heap.memory.usable_size(heap.addr(text)), Some(112));
    }
}
