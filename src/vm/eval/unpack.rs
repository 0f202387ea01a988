//! Unpacking assignments.

use crate::objects::payload::Payload;
use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// `a, b = x`: an exact tuple or list of the right length, else any iterable.
    #[inline(never)]
    pub(super) fn unpack_sequence(&mut self, count: u32) -> PyResult<()> {
        let count = count as usize;
        let sequence = self.pop();
        let result = if self.items_of(sequence).map(<[ObjId]>::len) == Some(count) {
            for index in (0..count).rev() {
                if let Some(&item) = self.items_of(sequence).and_then(|items| items.get(index)) {
                    self.push_new(item);
                }
            }
            Ok(())
        } else {
            self.unpack_iterable(sequence, count, None)
        };
        self.state.heap.decref(sequence);
        result
    }

    /// The items of an exact tuple or list.
    #[inline]
    fn items_of(&self, sequence: ObjId) -> Option<&[ObjId]> {
        let object = self.state.heap.get(sequence);
        match &object.payload {
            Payload::Tuple(items) if object.ob_type == type_id(Ty::Tuple) => Some(items),
            Payload::List(list) if object.ob_type == type_id(Ty::List) => Some(&list.items),
            _ => None,
        }
    }

    /// `a, *b, c = x`.
    #[inline(never)]
    pub(super) fn unpack_ex(&mut self, arg: u32) -> PyResult<()> {
        let (before, after) = ((arg & 0xff) as usize, (arg >> 8) as usize);
        let sequence = self.pop();
        let result = self.unpack_iterable(sequence, before, Some(after));
        self.state.heap.decref(sequence);
        result
    }

    /// `unpack_iterable`: pushes the values so that the first comes off first.
    fn unpack_iterable(
        &mut self,
        sequence: ObjId,
        before: usize,
        after: Option<usize>,
    ) -> PyResult<()> {
        let iterator = match self.iter(sequence) {
            Ok(iterator) => iterator,
            Err(fault) => {
                let cannot = self.pending_is(Ty::TypeError)
                    && !self.has_slot(sequence, crate::objects::Slot::Iter)
                    && !self.is_sequence(sequence);
                if cannot {
                    self.clear_exception();
                    let given = self.state.heap.type_name(sequence);
                    return self.type_error(format!("cannot unpack non-iterable {given} object"));
                }
                return Err(fault);
            }
        };
        let mut values = Vec::with_capacity(before + 1);
        let result = self.unpack_iterator(iterator, before, after, &mut values);
        self.state.heap.decref(iterator);
        match result {
            Ok(()) => {
                for value in values.into_iter().rev() {
                    self.push(value);
                }
                Ok(())
            }
            Err(fault) => {
                self.state.heap.decref_all(values.into_iter().rev());
                Err(fault)
            }
        }
    }

    fn unpack_iterator(
        &mut self,
        iterator: ObjId,
        before: usize,
        after: Option<usize>,
        values: &mut Vec<ObjId>,
    ) -> PyResult<()> {
        for got in 0..before {
            match self.next(iterator)? {
                Some(value) => values.push(value),
                None => {
                    let message = match after {
                        None => {
                            format!("not enough values to unpack (expected {before}, got {got})")
                        }
                        Some(after) => format!(
                            "not enough values to unpack (expected at least {}, got {got})",
                            before + after
                        ),
                    };
                    return Err(self.raise(Ty::ValueError, message));
                }
            }
        }
        let Some(after) = after else {
            if let Some(extra) = self.next(iterator)? {
                self.state.heap.decref(extra);
                return Err(self.raise(
                    Ty::ValueError,
                    format!("too many values to unpack (expected {before})"),
                ));
            }
            return Ok(());
        };
        let list = self.state.heap.new_list(Vec::new());
        if let Err(fault) = self.list_extend(list, iterator) {
            self.state.heap.decref(list);
            return Err(fault);
        }
        values.push(list);
        let len = self
            .state
            .heap
            .as_list(list)
            .map_or(0, |list| list.items.len());
        if len < after {
            return Err(self.raise(
                Ty::ValueError,
                format!(
                    "not enough values to unpack (expected at least {}, got {})",
                    before + after,
                    before + len
                ),
            ));
        }
        // The last values leave the list, which keeps its buffer.
        if let Some(list) = self.state.heap.as_list_mut(list) {
            values.extend(list.items.drain(len - after..));
        }
        Ok(())
    }
}
