//! `str`: growing in place (`PyUnicode_Append`, `resize_compact` of `Objects/unicodeobject.c`).
//!
//! A string never changes. But one that nobody else can see may: with a single reference, not
//! interned, and never hashed, it is as good as fresh. So building a text with `s += x` needn't copy
//! it each time; its block is only made larger, and often not even moved.

use crate::event::Event;
use crate::objects::container::Interned;
use crate::objects::heap::Heap;
use crate::objects::make::str_size;
use crate::value::ObjId;

impl Heap {
    /// `left + right` of two exact strings; the reference to `left` is stolen, the result is a new
    /// one.
    pub fn str_append(&mut self, left: ObjId, right: ObjId) -> ObjId {
        let (Some(text), Some(more)) = (self.as_str(left), self.as_str(right).cloned()) else {
            return left;
        };
        if text.is_empty() {
            self.decref(left);
            return self.new_ref(right);
        }
        if more.is_empty() {
            return left;
        }
        if !self.str_may_grow(left, right) {
            let sum = text.concat(&more);
            let sum = self.new_str_unshared(sum);
            self.decref(left);
            return sum;
        }
        let (old_len, new_len) = (text.len(), text.len() + more.len());
        if let Some(string) = self.as_str_object_mut(left) {
            string.text.append(&more);
        }
        let old = self.get(left).addr;
        let size = self.as_str(left).map_or(0, str_size);
        let addr = self.realloc_block(old, size);
        self.get_mut(left).addr = addr;
        self.tell(|| Event::StrGrow {
            string: left,
            old_len,
            new_len,
            moved: addr != old,
        });
        left
    }

    /// Whether a string's characters may be added behind another's, in its own memory: nobody else
    /// sees that one (`unicode_modifiable`), and the added ones are no wider.
    fn str_may_grow(&self, left: ObjId, right: ObjId) -> bool {
        let (Some(string), Some(more)) = (self.as_str_object(left), self.as_str(right)) else {
            return false;
        };
        let modifiable =
            self.get(left).ob_refcnt == 1 && string.hash == -1 && string.interned == Interned::No;
        // The characters of ASCII strings lie closer behind the struct.
        let fits =
            more.kind() <= string.text.kind() && (more.is_ascii() || !string.text.is_ascii());
        modifiable && fits
    }
}

#[cfg(test)]
mod tests {
    use crate::memory::Memory;
    use crate::objects::Heap;
    use crate::value::PyStr;

    #[test]
    fn only_an_unseen_string_grows_and_only_by_characters_that_fit() {
        let mut heap = Heap::new(Memory::new());
        let cases = [
            ("abc", "de", true),
            ("abc", "é", false),
            ("éa", "b", true),
            ("éa", "€", false),
            ("€a", "é", true),
        ];
        for (left, right, grows) in cases {
            let text = PyStr::new(&format!("{left}{right}"));
            let (left, right) = (
                heap.new_str(PyStr::new(left)),
                heap.new_str(PyStr::new(right)),
            );
            let sum = heap.str_append(left, right);
            assert_eq!(sum == left, grows, "{text}");
            assert_eq!(heap.as_str(sum), Some(&text));
        }
    }

    #[test]
    fn a_string_that_was_hashed_stays_as_it_is() {
        let mut heap = Heap::new(Memory::new());
        let (left, right) = (
            heap.new_str(PyStr::new("abc")),
            heap.new_str(PyStr::new("de")),
        );
        heap.str_hash(left);
        assert_ne!(heap.str_append(left, right), left);
    }
}
