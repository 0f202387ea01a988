//! Unpacking assignments.

use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// `a, b = x`: an exact tuple or list of the right length, else any iterable.
    pub(super) fn unpack_sequence(&mut self, count: u32) -> PyResult<()> {
        let count = count as usize;
        let sequence = self.pop();
        let heap = &self.state.heap;
        let items = if heap.is_exact(sequence, Ty::Tuple) {
            heap.as_tuple(sequence)
        } else if heap.is_exact(sequence, Ty::List) {
            heap.as_list(sequence).map(|list| list.items.as_slice())
        } else {
            None
        };
        let items: Option<Vec<ObjId>> = items
            .filter(|items| items.len() == count)
            .map(<[ObjId]>::to_vec);
        let result = match items {
            Some(items) => {
                for &item in items.iter().rev() {
                    self.state.heap.incref(item);
                    self.push(item);
                }
                Ok(())
            }
            None => self.unpack_iterable(sequence, count, None),
        };
        self.state.heap.decref(sequence);
        result
    }

    /// `a, *b, c = x`.
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
