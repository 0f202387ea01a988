//! Deallocation: what happens when the last reference is gone (`tp_dealloc` of every type).
//!
//! A dying container releases what it holds; some of that dies too, and so on. CPython does this by
//! recursion: each object's `tp_dealloc` returns when everything below it is done, and only then
//! is its own memory given back. Here the same order comes from an explicit stack of [`Work`], so
//! that no chain of objects is too long for the host.
//!
//! CPython protects its own stack by the *trashcan*: containers nested deeper than 50 are put
//! aside, and taken up again when the outermost deallocation is done. That changes the order in
//! which objects die, so it is done here just the same.
//!
//! A dying object may ask for Python code: its `__del__`, the callbacks of weak references to it,
//! the `finally` blocks of a suspended generator. Then the cascade stops as plain data, a
//! [`Suspended`], and the vm runs that code and goes on with [`Heap::resume`].

use crate::event::Event;
use crate::memory::NULL;
use crate::objects::cascade::{
    Children, Finish, Pending, Rest, Suspended, Work, next_element, next_of, next_of_entries,
};
use crate::objects::container::{Interned, SharedKeysId};
use crate::objects::dealloc_parts::Parts;
use crate::objects::freelist::Keep;
use crate::objects::heap::Heap;
use crate::objects::payload::Payload;
use crate::objects::slots::{Slot, SlotImpl};
use crate::objects::ty::Ty;
use crate::objects::{GcList, static_type, type_id};
use crate::value::{Addr, ObjId, PyInt};

/// `PyTrash_UNWIND_LEVEL` (`Include/object.h`): deeper containers are put aside.
pub(super) const TRASH_UNWIND_LEVEL: u32 = 50;

/// So many nested deallocations run as nested calls, which is faster than the explicit stack and
/// makes no other difference.
pub(super) const MAX_INLINE: u32 = 8;

impl Heap {
    /// What Python code must do now, in this order: each was asked for by a deallocation of the
    /// instruction that just ended. Each goes back by [`Heap::resume`].
    pub fn take_pending(&mut self) -> Vec<Suspended> {
        std::mem::take(&mut self.pending)
    }

    /// Whether a deallocation waits for Python.
    #[inline]
    pub fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Goes on with a deallocation or collection after Python has done what it asked for. An object that its
    /// finalizer made reachable again lives on. Returns the next request, if one comes up.
    pub fn resume(&mut self, suspended: Suspended) -> Option<Suspended> {
        let work = match suspended.rest {
            Rest::Collection(rest) => return self.resume_collection(rest, suspended.request),
            Rest::Deallocation(work) => work,
        };
        let base = self.cascades.work.len();
        self.cascades.work.extend(work);
        match suspended.request {
            Pending::Finalize(id) => self.after_finalizer(id),
            Pending::Report | Pending::Collection { .. } => {}
            Pending::Callback {
                reference,
                callback,
            } => {
                self.decref(callback);
                self.decref(reference);
            }
        }
        self.run(base)
    }

    /// An object's last reference is gone.
    #[inline(never)]
    pub(crate) fn dealloc(&mut self, id: ObjId) {
        let base = self.cascades.work.len();
        if self.begin_at_once(id)
            && let Some(suspended) = self.run(base)
        {
            self.suspend(suspended);
        }
    }

    /// Takes the last reference to a frame away.
    pub(crate) fn dealloc_frame(&mut self, frame: ObjId) {
        self.get_mut(frame).ob_refcnt = 0;
        self.tell_dealloc(frame);
        let base = self.cascades.work.len();
        if self.begin_container(frame)
            && let Some(suspended) = self.run(base)
        {
            self.suspend(suspended);
        }
    }

    #[inline]
    fn tell_dealloc(&mut self, object: ObjId) {
        if self.listening() {
            let (ob_type, by_gc) = (self.type_of(object), self.gc.collecting);
            self.tell(|| Event::Dealloc {
                object,
                ob_type,
                by_gc,
            });
        }
    }

    /// Releases many references, one after the other.
    pub fn decref_all(&mut self, objects: impl IntoIterator<Item = ObjId>) {
        for object in objects {
            self.decref(object);
        }
    }

    /// Releases a reference if there is one (`Py_XDECREF`).
    #[inline]
    pub fn xdecref(&mut self, object: Option<ObjId>) {
        if let Some(object) = object {
            self.decref(object);
        }
    }

    /// Releases one reference inside a cascade. True if that began a deallocation that isn't done:
    /// its work lies on top of the stack.
    #[inline(always)]
    pub(super) fn release(&mut self, id: ObjId) -> bool {
        let object = self.get_mut(id);
        object.ob_refcnt -= 1;
        if object.ob_refcnt == 0 {
            return self.begin(id);
        }
        if self.listening() {
            self.tell_count(id, -1);
        }
        false
    }

    /// Works down to `base`.
    pub(super) fn run(&mut self, base: usize) -> Option<Suspended> {
        loop {
            if let Some(request) = self.cascades.request.take() {
                let work = self.cascades.work.split_off(base);
                return Some(Suspended {
                    request,
                    rest: Rest::Deallocation(work),
                });
            }
            if self.cascades.work.len() <= base {
                return None;
            }
            self.step();
        }
    }

    /// One step of the innermost work.
    fn step(&mut self) {
        match self.cascades.work.pop() {
            Some(Work::Release { children, finish }) => {
                self.release_children(children, finish);
            }
            Some(Work::Finalized { id, trash }) => {
                self.begin_weakrefs(id, trash);
            }
            Some(Work::Callbacks { id, mut due, trash }) => match due.pop() {
                Some((reference, callback)) => {
                    self.cascades.work.push(Work::Callbacks { id, due, trash });
                    self.cascades.request = Some(Pending::Callback {
                        reference,
                        callback,
                    });
                }
                None => {
                    self.after_weakrefs(id, trash);
                }
            },
            Some(Work::Trash) => match self.cascades.trash_delete_later.pop() {
                Some(id) => {
                    self.cascades.work.push(Work::Trash);
                    self.begin_container(id);
                }
                None => self.cascades.trash_delete_nesting -= 1,
            },
            None => {}
        }
    }

    /// Releases what a dead object held and gives its memory back. True if something can't be done
    /// at once: it is left on the stack.
    #[inline]
    fn release_children(&mut self, children: Children, finish: Finish) -> bool {
        let depth = self.cascades.work.len();
        /// Releases one after the other; what is left when a child's work comes first goes below
        /// that.
        macro_rules! release_all {
            ($next:expr, $rest:expr) => {
                while let Some(child) = $next {
                    if self.release(child) {
                        let children = $rest;
                        let ours = Work::Release { children, finish };
                        self.cascades.work.insert(depth, ours);
                        return true;
                    }
                }
            };
        }
        match children {
            Children::Few(items, mut next) => {
                release_all!(next_of(&items, &mut next), Children::Few(items, next));
            }
            Children::Backwards(mut items) => {
                release_all!(items.pop(), Children::Backwards(items));
            }
            Children::Forwards(items, mut next) => {
                release_all!(next_of(&items, &mut next), Children::Forwards(items, next));
            }
            Children::Entries(entries, mut next) => {
                release_all!(
                    next_of_entries(&entries, &mut next),
                    Children::Entries(entries, next)
                );
            }
            Children::Elements(slots, mut next) => {
                release_all!(
                    next_element(&slots, &mut next),
                    Children::Elements(slots, next)
                );
            }
            Children::Frame(frame, next) => {
                return self.release_frame_parts(frame, next, finish.addr, finish.trash);
            }
        }
        self.finish(finish)
    }

    /// Begins to deallocate an object. True if there is work left on the stack.
    #[inline(never)]
    fn begin(&mut self, id: ObjId) -> bool {
        self.begin_at_once(id)
    }

    /// The same, in the caller's code.
    #[inline(always)]
    fn begin_at_once(&mut self, id: ObjId) -> bool {
        if !self.pinned.is_empty() && self.pinned.contains(&id) {
            return false;
        }
        self.tell_dealloc(id);
        let object = self.get(id);
        match &object.payload {
            Payload::Float(_) if object.ob_type == type_id(Ty::Float) => {
                let addr = self.remove_bare(id);
                self.free_object(addr, Keep::Float);
                false
            }
            Payload::Int(PyInt::Small(_)) if object.ob_type == type_id(Ty::Int) => {
                let addr = self.remove_bare(id);
                self.free_object(addr, Keep::Plain);
                false
            }
            _ => self.begin_other(id),
        }
    }

    /// Begins to deallocate anything but a plain number. True if there is work left on the stack.
    fn begin_other(&mut self, id: ObjId) -> bool {
        let object = self.get(id);
        match &object.payload {
            Payload::Int(_) if object.ob_type == type_id(Ty::Int) => {}
            Payload::Str(_) if object.ob_type == type_id(Ty::Str) => {}
            Payload::Bytes(_) if object.ob_type == type_id(Ty::Bytes) => {}
            _ => return self.begin_container(id),
        }
        let object = self.remove(id);
        if let Payload::Str(string) = &object.payload
            && string.interned != Interned::No
        {
            self.forget_interned(string);
        }
        self.free_object(object.addr, Keep::Plain);
        false
    }

    /// Begins to deallocate an object that may hold others, or be nested. True if there is work
    /// left on the stack.
    fn begin_container(&mut self, id: ObjId) -> bool {
        self.gc_untrack(id);
        let ob_type = self.type_of(id);
        let exact = static_type(ob_type);
        let trash = match exact {
            Some(ty) => matches!(
                ty,
                Ty::List
                    | Ty::Tuple
                    | Ty::Dict
                    | Ty::Set
                    | Ty::Frozenset
                    | Ty::Frame
                    | Ty::Traceback
            ),
            None => self
                .as_type(ob_type)
                .is_some_and(|ty| ty.gc && ty.heap_type),
        };
        if trash {
            if self.cascades.trash_delete_nesting >= TRASH_UNWIND_LEVEL {
                self.cascades.trash_delete_later.push(id);
                return false;
            }
            self.cascades.trash_delete_nesting += 1;
        }
        match exact {
            // Nobody is to be told.
            Some(ty) if ty.info().weaklistoffset == 0 => self.take_apart(id, trash),
            None if self.wants_del(id, ob_type) => self.ask_finalizer(id, trash),
            _ => self.begin_weakrefs(id, trash),
        }
    }

    /// Whether a class has a `__del__` that hasn't run yet.
    fn wants_del(&self, id: ObjId, ob_type: ObjId) -> bool {
        !self.get(id).gc.finalized
            && self
                .as_type(ob_type)
                .is_some_and(|ty| ty.slots[Slot::Del as usize] != SlotImpl::Empty)
    }

    /// Asks for an object's finalizer; the object lives again for the time of the call
    /// (`PyObject_CallFinalizerFromDealloc`).
    fn ask_finalizer(&mut self, id: ObjId, trash: bool) -> bool {
        let object = self.get_mut(id);
        object.ob_refcnt = 1;
        if object.gc.list != GcList::NoHead {
            object.gc.finalized = true;
            self.gc_track(id);
        }
        self.cascades.work.push(Work::Finalized { id, trash });
        self.cascades.request = Some(Pending::Finalize(id));
        true
    }

    /// The finalizer has run: does the object die, or does somebody hold it again?
    fn after_finalizer(&mut self, id: ObjId) {
        let object = self.get_mut(id);
        object.ob_refcnt -= 1;
        if object.ob_refcnt == 0 {
            self.gc_untrack(id);
            return;
        }
        if let Some(Work::Finalized { trash: true, .. }) = self.cascades.work.pop() {
            self.end_trash();
        }
    }

    /// Weak references to the object die first, and their callbacks are called. True if there is
    /// work left on the stack.
    fn begin_weakrefs(&mut self, id: ObjId, trash: bool) -> bool {
        if self.has_weakrefs(id) {
            let mut due = self.clear_weakrefs(id);
            due.reverse();
            self.cascades.work.push(Work::Callbacks { id, due, trash });
            true
        } else {
            self.after_weakrefs(id, trash)
        }
    }

    /// A suspended generator is closed; everything else is taken apart. True if there is work left
    /// on the stack.
    fn after_weakrefs(&mut self, id: ObjId, trash: bool) -> bool {
        if self.is_suspended_generator(id) && !self.get(id).gc.finalized {
            self.ask_finalizer(id, trash)
        } else {
            self.take_apart(id, trash)
        }
    }

    /// Whether a generator waits at a `yield`, or hasn't begun: closing it runs its frame.
    pub fn is_suspended_generator(&self, id: ObjId) -> bool {
        self.as_generator(id).is_some_and(|gen_object| {
            gen_object
                .gi_frame
                .and_then(|frame| self.as_frame(frame))
                .is_some_and(|frame| !frame.f_executing)
        })
    }

    /// Removes the object, releases what it held and gives its memory back. True if there is work
    /// left on the stack.
    fn take_apart(&mut self, id: ObjId, trash: bool) -> bool {
        if self.cascades.inline < MAX_INLINE
            && let Some(nested) = self.take_apart_quickly(id, trash)
        {
            return nested;
        }
        self.take_any_apart(id, trash)
    }

    /// The same for any object.
    fn take_any_apart(&mut self, id: ObjId, trash: bool) -> bool {
        if matches!(self.get(id).payload, Payload::WeakRef(_)) {
            self.unlink_weakref(id);
        }
        let Parts {
            first,
            children,
            mut finish,
        } = self.parts_of(id);
        finish.trash = trash;
        let first = first.map(|first| (first, Finish::of(NULL, Keep::Plain)));
        if self.cascades.inline >= MAX_INLINE {
            self.cascades.work.push(Work::Release { children, finish });
            if let Some((children, finish)) = first {
                self.cascades.work.push(Work::Release { children, finish });
            }
            return true;
        }
        self.cascades.inline += 1;
        let depth = self.cascades.work.len();
        let waits = first.is_some_and(|(first, nothing)| self.release_children(first, nothing));
        let nested = if waits {
            let ours = Work::Release { children, finish };
            self.cascades.work.insert(depth, ours);
            true
        } else {
            self.release_children(children, finish)
        };
        self.cascades.inline -= 1;
        nested
    }

    /// The children are released: gives back the memory. True if there is work left on the stack.
    #[inline]
    fn finish(&mut self, finish: Finish) -> bool {
        if finish.buffer != NULL {
            self.free_block(finish.buffer);
        }
        if let Some(shared) = finish.shared {
            self.release_shared_table(shared);
        }
        if finish.keys.0 != NULL {
            self.free_keys_block(finish.keys.0, finish.keys.1);
        }
        if finish.addr != NULL {
            self.free_object(finish.addr, finish.keep);
        }
        self.finish_owner(finish.then, finish.trash)
    }

    /// A dict's reference to a shared key table goes; the names in the table with the last one.
    fn release_shared_table(&mut self, shared: SharedKeysId) {
        if let Some(keys) = self.release_shared_keys(shared) {
            for name in keys.dk_entries.iter().filter_map(|entry| entry.me_key) {
                self.release(name);
            }
            self.free_keys_block(keys.addr, keys.dk_size);
        }
    }

    /// The heap type, or a frame's code, goes last, inside the trashcan's brackets. True if there
    /// is work left on the stack.
    #[inline]
    pub(super) fn finish_owner(&mut self, owner: Option<ObjId>, trash: bool) -> bool {
        let depth = self.cascades.work.len();
        let nested = owner.is_some_and(|owner| self.release(owner));
        if !trash {
            return nested;
        }
        if !nested {
            return self.end_trash();
        }
        let mut only_trash = Finish::of(NULL, Keep::Plain);
        only_trash.trash = true;
        let ours = Work::Release {
            children: Children::Backwards(Vec::new()),
            finish: only_trash,
        };
        self.cascades.work.insert(depth, ours);
        true
    }

    /// A nested container is done; the outermost one takes up what was put aside
    /// (`_PyTrash_thread_destroy_chain`). True if there is work left on the stack.
    #[inline]
    fn end_trash(&mut self) -> bool {
        self.cascades.trash_delete_nesting -= 1;
        let due =
            self.cascades.trash_delete_nesting == 0 && !self.cascades.trash_delete_later.is_empty();
        if due {
            self.cascades.trash_delete_nesting = 1;
            self.cascades.work.push(Work::Trash);
        }
        due
    }

    /// Gives an object's own memory back, to its type's free list or to pymalloc.
    #[inline]
    pub(crate) fn free_object(&mut self, addr: Addr, keep: Keep) {
        let to_free_list = self.free_lists.put(addr, keep);
        self.tell(|| Event::Free { addr, to_free_list });
        if !to_free_list {
            match keep {
                Keep::Plain | Keep::Float => self.free_block(addr),
                _ => self.free_gc_block(addr),
            }
        }
    }
}
