//! Where objects get their memory: CPython's sizes, through the type free lists and pymalloc
//! (`Objects/object.c`, `Modules/gcmodule.c`: `_PyObject_GC_Alloc`, `PyObject_GC_Del`).

use crate::event::Event;
use crate::memory::NULL;
use crate::objects::heap::Heap;
use crate::objects::object::{GcHead, GcList};
use crate::objects::payload::Payload;
use crate::value::{Addr, ObjId};

/// Bytes of a `PyGC_Head`, which lies in front of every container.
pub const GC_HEAD_SIZE: usize = 16;
/// First address for what is made before the program starts.
const BOOT_BASE: u64 = 0x7fff_e000_0000;
/// Behind the last one.
const BOOT_END: u64 = 0x7fff_f000_0000;

/// Memory of the objects that exist before the program starts (types, `builtins`, ...).
///
/// In CPython they lie partly in its data segment, partly in pools, among much that this machine
/// does not have. Here they get a region of their own, so that the pools hold only what the start
/// image says and what the program makes.
#[derive(Clone, Hash, Debug)]
pub(crate) struct BootRegion {
    /// Next free address while booting.
    next: Option<u64>,
}

impl Default for BootRegion {
    fn default() -> BootRegion {
        BootRegion {
            next: Some(BOOT_BASE),
        }
    }
}

impl Heap {
    /// From now on memory comes from pymalloc, and the collector counts.
    pub fn finish_boot(&mut self) {
        self.boot.next = None;
        self.gc.begin();
    }

    /// Whether the objects made now exist before the program starts.
    pub fn booting(&self) -> bool {
        self.boot.next.is_some()
    }

    /// A block of memory (`PyObject_Malloc`, `PyMem_Malloc`).
    #[inline]
    pub fn block(&mut self, size: usize) -> Addr {
        let addr = match &mut self.boot.next {
            None => self.memory.malloc(size),
            Some(next) => {
                let addr = *next;
                *next += (size.max(1) as u64).next_multiple_of(16);
                Addr(addr)
            }
        };
        if self.listening() {
            self.tell_pools();
        }
        addr
    }

    /// Gives a block back (`PyObject_Free`); NULL is ignored.
    #[inline]
    pub fn free_block(&mut self, addr: Addr) {
        if addr != NULL && !(BOOT_BASE..BOOT_END).contains(&addr.0) {
            self.memory.free(addr);
            if self.listening() {
                self.tell_pools();
            }
        }
    }

    /// Changes a block's size (`PyMem_Realloc`); its address may change.
    pub fn realloc_block(&mut self, addr: Addr, size: usize) -> Addr {
        if self.booting() || (BOOT_BASE..BOOT_END).contains(&addr.0) {
            return self.block(size);
        }
        let moved = self.memory.realloc(addr, size);
        if self.listening() {
            self.tell_pools();
        }
        moved
    }

    /// Passes on what happened to pools and arenas.
    #[cold]
    fn tell_pools(&mut self) {
        let changes: Vec<_> = self.memory.drain_events().collect();
        for change in changes {
            self.tell(|| Event::Pool(change));
        }
    }

    /// Memory for a container of `size` bytes, with a GC head in front; the address behind that
    /// head. May run a collection first (`_PyObject_GC_Alloc`).
    #[inline]
    pub fn gc_block(&mut self, size: usize) -> Addr {
        let block = self.block(size + GC_HEAD_SIZE);
        if self.gc.count_allocation() {
            self.collect_generations();
        }
        Addr(block.0 + GC_HEAD_SIZE as u64)
    }

    /// Gives a container's memory back (`PyObject_GC_Del`).
    #[inline]
    pub fn free_gc_block(&mut self, addr: Addr) {
        self.gc.count_deallocation();
        self.free_block(Addr(addr.0 - GC_HEAD_SIZE as u64));
    }

    /// Stores an object without a GC head in new memory of `size` bytes; a new reference.
    #[inline]
    pub(crate) fn make(&mut self, ob_type: ObjId, size: usize, payload: Payload) -> ObjId {
        let addr = self.block(size);
        let object = self.insert(ob_type, addr, GcHead::NONE, payload);
        self.tell_new(object, addr, size, false);
        object
    }

    /// Stores a container, tracked, in new memory of `size` bytes without its GC head; a new
    /// reference.
    #[inline]
    pub(crate) fn make_gc(&mut self, ob_type: ObjId, size: usize, payload: Payload) -> ObjId {
        let addr = self.gc_block(size);
        self.make_gc_at(ob_type, addr, size, false, payload)
    }

    /// Stores a container, tracked, in memory that is at hand; a new reference.
    #[inline]
    pub(crate) fn make_gc_at(
        &mut self,
        ob_type: ObjId,
        addr: Addr,
        size: usize,
        from_free_list: bool,
        payload: Payload,
    ) -> ObjId {
        let object = self.insert(ob_type, addr, GcHead::UNTRACKED, payload);
        self.gc_track(object);
        self.tell_new(object, addr, size + GC_HEAD_SIZE, from_free_list);
        object
    }

    #[inline]
    pub(crate) fn tell_new(
        &mut self,
        object: ObjId,
        addr: Addr,
        size: usize,
        from_free_list: bool,
    ) {
        self.tell(|| Event::New {
            object,
            addr,
            size,
            from_free_list,
        });
    }

    /// Stores an object of any type as `PyType_GenericAlloc` does: memory for `nitems` and one
    /// item more, tracked if the type has GC, counted as a reference to a heap type; a new
    /// reference.
    pub fn generic_alloc(&mut self, ob_type: ObjId, nitems: usize, payload: Payload) -> ObjId {
        let Some(ty) = self.as_type(ob_type) else {
            return self.make(ob_type, 16, payload);
        };
        let (heap_type, gc, slot_count) = (ty.heap_type, ty.gc, ty.slot_count as usize);
        let items = if ty.tp_itemsize == 0 {
            0
        } else {
            ty.tp_itemsize as usize * (nitems + 1)
        };
        let size = (ty.tp_basicsize as usize + items).next_multiple_of(8);
        let object = if gc {
            self.make_gc(ob_type, size, payload)
        } else {
            self.make(ob_type, size, payload)
        };
        if slot_count > 0 {
            self.get_mut(object).slots = Some(Box::new(vec![None; slot_count]));
        }
        if heap_type {
            self.incref(ob_type);
        }
        object
    }

    /// As [`Heap::generic_alloc`], for as many items as the payload has.
    pub fn alloc_object(&mut self, ob_type: ObjId, payload: Payload) -> ObjId {
        let nitems = match &payload {
            Payload::Tuple(items) => items.len(),
            Payload::Bytes(bytes) => bytes.len(),
            Payload::Int(value) => value.digit_count() as usize,
            _ => 0,
        };
        self.generic_alloc(ob_type, nitems, payload)
    }

    /// Whether the collector watches the object.
    #[inline]
    pub fn is_tracked(&self, id: ObjId) -> bool {
        !matches!(self.get(id).gc.list, GcList::NoHead | GcList::Untracked)
    }
}
