//! Short ways of dying (`Objects/frameobject.c`, `Objects/tupleobject.c`, `Objects/listobject.c`): the
//! objects that come and go most release what they hold where it lies, in the order that `dealloc`
//! keeps for all, and write down the rest as its [`Work`] as soon as something has to wait.

use crate::memory::NULL;
use crate::objects::cascade::{Children, Finish, Work};
use crate::objects::container::ListObject;
use crate::objects::dealloc::{MAX_INLINE, TRASH_UNWIND_LEVEL};
use crate::objects::dealloc_parts::{few_held, keep_of};
use crate::objects::frame::Frame;
use crate::objects::freelist::{Keep, TUPLE_MAXSAVESIZE};
use crate::objects::heap::Heap;
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::objects::{GcList, static_type, type_id};
use crate::value::{Addr, ObjId};

impl Heap {
    /// Takes the last reference to a frame away whose payload is at hand: nearly every frame ends
    /// here when its call returns.
    pub(crate) fn dealloc_left_frame(&mut self, frame: ObjId, payload: Box<Frame>) {
        let object = self.get_mut(frame);
        let special = object.gc.list != GcList::Untracked
            || self.cascades.trash_delete_nesting >= TRASH_UNWIND_LEVEL
            || self.cascades.inline >= MAX_INLINE;
        if special || self.listening() {
            if let Payload::Frame(place) = &mut self.get_mut(frame).payload {
                *place = Some(payload);
            }
            return self.dealloc_frame(frame);
        }
        let base = self.cascades.work.len();
        let addr = self.remove_bare(frame);
        self.cascades.trash_delete_nesting += 1;
        self.cascades.inline += 1;
        let nested = self.release_frame_parts(payload, 0, addr, true);
        self.cascades.inline -= 1;
        if nested && let Some(suspended) = self.run(base) {
            self.suspend(suspended);
        }
    }

    /// [`Heap::take_apart`] for the objects that come and go most; none for others.
    #[inline]
    pub(super) fn take_apart_quickly(&mut self, id: ObjId, trash: bool) -> Option<bool> {
        let object = self.get_mut(id);
        if object.ob_type == type_id(Ty::Frame)
            && let Payload::Frame(frame) = &mut object.payload
        {
            let frame = frame.take()?;
            let addr = self.remove_bare(id);
            self.cascades.inline += 1;
            let nested = self.release_frame_parts(frame, 0, addr, trash);
            self.cascades.inline -= 1;
            return Some(nested);
        }
        if object.ob_type == type_id(Ty::Tuple)
            && let Payload::Tuple(items) = &mut object.payload
        {
            let items = std::mem::take(items);
            let addr = self.remove_bare(id);
            self.cascades.inline += 1;
            let keep = match items.len() {
                len @ 0..TUPLE_MAXSAVESIZE => Keep::Tuple(len as u8),
                _ => Keep::Gc,
            };
            let nested = self.release_items(items.into_vec(), NULL, (addr, keep), trash);
            self.cascades.inline -= 1;
            return Some(nested);
        }
        if object.ob_type == type_id(Ty::List)
            && let Payload::List(list) = &mut object.payload
        {
            let ListObject { items, ob_item, .. } = std::mem::take(&mut **list);
            object.payload = Payload::Plain;
            let addr = self.remove_bare(id);
            self.cascades.inline += 1;
            let nested = self.release_items(items, ob_item, (addr, Keep::List), trash);
            self.cascades.inline -= 1;
            return Some(nested);
        }
        if object.slots.is_some() {
            return None;
        }
        let (ob_type, has_head) = (object.ob_type, object.gc.list != GcList::NoHead);
        let exact = static_type(ob_type);
        if exact.is_none() && !matches!(object.payload, Payload::Plain) {
            return None;
        }
        let children = few_held(&object.payload, object.dict)?;
        let keep = keep_of(&object.payload, exact, has_head);
        object.payload = Payload::Plain;
        let addr = self.remove_bare(id);
        let owned = exact.is_none() && self.as_type(ob_type).is_some_and(|ty| ty.heap_type);
        let mut finish = Finish::of(addr, keep);
        (finish.then, finish.trash) = (owned.then_some(ob_type), trash);
        self.cascades.inline += 1;
        let nested = self.release_few(children, finish);
        self.cascades.inline -= 1;
        Some(nested)
    }

    /// Releases a few references, then gives the object's memory back. True if something is left on
    /// the stack.
    #[inline]
    fn release_few(&mut self, children: [Option<ObjId>; 4], finish: Finish) -> bool {
        let depth = self.cascades.work.len();
        for (index, child) in children.into_iter().enumerate() {
            if let Some(child) = child
                && self.release(child)
            {
                let children = Children::Few(children, index + 1);
                let ours = Work::Release { children, finish };
                self.cascades.work.insert(depth, ours);
                return true;
            }
        }
        self.free_object(finish.addr, finish.keep);
        self.finish_owner(finish.then, finish.trash)
    }

    /// Releases the items of a dead tuple or list from the last to the first, and gives its buffer,
    /// if it has one, and its memory back. True if something is left on the stack.
    #[inline]
    fn release_items(
        &mut self,
        mut items: Vec<ObjId>,
        buffer: Addr,
        (addr, keep): (Addr, Keep),
        trash: bool,
    ) -> bool {
        let depth = self.cascades.work.len();
        while let Some(child) = items.pop() {
            if self.release(child) {
                let mut finish = Finish::of(addr, keep);
                (finish.buffer, finish.trash) = (buffer, trash);
                let children = Children::Backwards(items);
                let ours = Work::Release { children, finish };
                self.cascades.work.insert(depth, ours);
                return true;
            }
        }
        if buffer != NULL {
            self.free_block(buffer);
        }
        self.free_object(addr, keep);
        self.finish_owner(None, trash)
    }

    /// Releases what a dead frame held from number `next` on, and keeps its memory. True if
    /// something is left on the stack.
    #[inline]
    pub(super) fn release_frame_parts(
        &mut self,
        mut frame: Box<Frame>,
        mut next: usize,
        addr: Addr,
        trash: bool,
    ) -> bool {
        let depth = self.cascades.work.len();
        let slots = frame.stacktop;
        while next < slots {
            let slot = frame.f_localsplus.get_mut(next);
            next += 1;
            if let Some(child) = slot.and_then(Option::take)
                && self.release(child)
            {
                self.leave_frame_parts(frame, next, addr, trash, depth);
                return true;
            }
        }
        for (index, child) in frame.held_besides_slots().into_iter().enumerate() {
            if next <= slots + index
                && let Some(child) = child
                && self.release(child)
            {
                self.leave_frame_parts(frame, slots + index + 1, addr, trash, depth);
                return true;
            }
        }
        let code = frame.f_code;
        self.keep_frame(frame, addr);
        self.finish_owner(Some(code), trash)
    }

    /// Leaves what a dead frame still holds for later, below the work at `depth`.
    #[cold]
    fn leave_frame_parts(
        &mut self,
        frame: Box<Frame>,
        next: usize,
        addr: Addr,
        trash: bool,
        depth: usize,
    ) {
        let mut finish = Finish::of(addr, Keep::Plain);
        finish.trash = trash;
        let children = Children::Frame(frame, next);
        let ours = Work::Release { children, finish };
        self.cascades.work.insert(depth, ours);
    }
}
