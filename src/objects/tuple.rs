//! Tuples, whole and under construction (`PyTuple_New`, `_PyTuple_Resize`, `Objects/tupleobject.c`).

use crate::objects::alloc::GC_HEAD_SIZE;
use crate::objects::freelist::TUPLE_MAXSAVESIZE;
use crate::objects::heap::Heap;
use crate::objects::payload::Payload;
use crate::objects::singleton::EMPTY_TUPLE;
use crate::objects::{Ty, type_id};
use crate::value::{Addr, ObjId};

/// Bytes of a tuple of so many items, without its GC head.
fn tuple_size(len: usize) -> usize {
    24 + 8 * len
}

/// The memory of a tuple that is still being filled. It must be finished or cancelled.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct TupleBlock {
    /// None for the empty tuple, which is shared.
    addr: Option<Addr>,
    len: usize,
    from_free_list: bool,
}

impl Heap {
    /// A `tuple`; the items are stolen.
    #[inline]
    pub fn new_tuple(&mut self, items: Vec<ObjId>) -> ObjId {
        let block = self.begin_tuple(items.len());
        self.finish_tuple(block, items)
    }

    /// Memory for a tuple of `len` items.
    #[inline]
    pub fn begin_tuple(&mut self, len: usize) -> TupleBlock {
        let kept = if len < TUPLE_MAXSAVESIZE {
            self.free_lists.tuple[len].pop()
        } else {
            None
        };
        let addr = match kept {
            _ if len == 0 => None,
            Some(addr) => Some(addr),
            None => Some(self.gc_block(tuple_size(len))),
        };
        TupleBlock {
            addr,
            len,
            from_free_list: kept.is_some(),
        }
    }

    /// The tuple of these items, which are stolen; a new reference. If they are more or fewer than
    /// expected, its memory is made to fit. Only a tuple that was begun as empty is the shared one.
    #[inline]
    pub fn finish_tuple(&mut self, block: TupleBlock, items: Vec<ObjId>) -> ObjId {
        let block = self.resize_tuple(block, items.len());
        let Some(addr) = block.addr else {
            return self.new_ref(EMPTY_TUPLE);
        };
        let size = tuple_size(block.len);
        let payload = Payload::Tuple(items.into_boxed_slice());
        self.make_gc_at(
            type_id(Ty::Tuple),
            addr,
            size,
            block.from_free_list,
            payload,
        )
    }

    /// `_PyTuple_Resize`.
    #[inline]
    pub fn resize_tuple(&mut self, block: TupleBlock, len: usize) -> TupleBlock {
        let addr = match block.addr {
            _ if len == block.len => return block,
            None => return self.begin_tuple(len),
            Some(addr) => Addr(addr.0 - GC_HEAD_SIZE as u64),
        };
        let addr = self.realloc_block(addr, GC_HEAD_SIZE + tuple_size(len));
        TupleBlock {
            addr: Some(Addr(addr.0 + GC_HEAD_SIZE as u64)),
            len,
            from_free_list: false,
        }
    }

    /// Gives up a tuple that was begun.
    pub fn cancel_tuple(&mut self, block: TupleBlock) {
        let none = self.none();
        let items = vec![none; block.len];
        for &item in &items {
            self.hold(item);
        }
        let tuple = self.finish_tuple(block, items);
        self.decref(tuple);
    }
}
