//! A short list of arguments that needs no allocation while it is short; the keywords that natives
//! know.

use std::ops::Deref;

use crate::value::ObjId;
use crate::vm::Vm;

/// Arguments kept in place.
const INLINE: usize = 6;

/// Arguments of one call, copied off the value stack.
#[derive(Debug)]
pub(super) struct ArgList {
    inline: [ObjId; INLINE],
    len: usize,
    spill: Vec<ObjId>,
}

impl ArgList {
    /// An empty list; `filler` only fills memory.
    #[inline]
    pub(super) fn new(filler: ObjId) -> ArgList {
        ArgList {
            inline: [filler; INLINE],
            len: 0,
            spill: Vec::new(),
        }
    }

    /// The values of stack slots; `filler` stands for a NULL.
    #[inline]
    pub(super) fn of_slots(slots: &[Option<ObjId>], filler: ObjId) -> ArgList {
        let mut list = ArgList::new(filler);
        if slots.len() > INLINE {
            list.spill = slots.iter().map(|slot| slot.unwrap_or(filler)).collect();
            return list;
        }
        for (place, slot) in list.inline.iter_mut().zip(slots) {
            *place = slot.unwrap_or(filler);
        }
        list.len = slots.len();
        list
    }

    /// Appends a value.
    #[inline]
    pub(super) fn push(&mut self, value: ObjId) {
        if self.spill.is_empty() {
            if let Some(slot) = self.inline.get_mut(self.len) {
                *slot = value;
                self.len += 1;
                return;
            }
            self.spill.extend_from_slice(&self.inline);
        }
        self.spill.push(value);
    }

    /// Appends values.
    #[inline]
    pub(super) fn extend(&mut self, values: &[ObjId]) {
        for &value in values {
            self.push(value);
        }
    }
}

impl Deref for ArgList {
    type Target = [ObjId];

    #[inline]
    fn deref(&self) -> &[ObjId] {
        if self.spill.is_empty() {
            &self.inline[..self.len]
        } else {
            &self.spill
        }
    }
}

impl Vm<'_> {
    /// A function of this name is given keywords: when that happens first, it makes a tuple of the names
    /// it knows (`parser_init` of `Python/getargs.c`), and keeps it for good.
    pub fn parser_used(&mut self, name: &'static str, parameters: &[&str]) {
        let heap = &mut self.state.heap;
        if heap.booting() || self.state.parsers.contains_key(name) {
            return;
        }
        let keywords = parameters.iter().filter(|parameter| !parameter.is_empty());
        let names = keywords.map(|text| heap.intern_str(text)).collect();
        let tuple = heap.new_tuple(names);
        self.state.parsers.insert(name, tuple);
    }
}
