//! A deallocation under way, as plain data: what is still to be released and given back, and what
//! Python code must do before it goes on. `dealloc` does the work.

use std::sync::Arc;

use crate::gc::Collection;
use crate::memory::NULL;
use crate::objects::callable::CodeObject;
use crate::objects::container::{DictEntry, SetEntry, SharedKeysId};
use crate::objects::frame::Frame;
use crate::objects::freelist::Keep;
use crate::objects::make_frame::SpareFrames;
use crate::value::{Addr, ObjId};

/// The deallocations at work.
#[derive(Clone, Hash, Debug, Default)]
pub(crate) struct Cascades {
    /// What is still to be done, the innermost last.
    pub(super) work: Vec<Work>,
    /// Set by a step that needs Python.
    pub(super) request: Option<Pending>,
    /// Nested calls that release children now.
    pub(super) inline: u32,
    /// `trash_delete_nesting`: containers being deallocated inside one another.
    pub(super) trash_delete_nesting: u32,
    /// `trash_delete_later`: containers put aside, the one put aside last at the end.
    pub(super) trash_delete_later: Vec<ObjId>,
    /// Buffers of dead frames.
    spare: SpareFrames,
}

impl Cascades {
    /// The payload of a frame about to begin.
    pub(crate) fn spare_frame(&mut self, code: Arc<CodeObject>, slots: usize) -> Box<Frame> {
        self.spare.take(code, slots)
    }

    /// Keeps the payload of a dead frame.
    pub(crate) fn keep_frame(&mut self, frame: Box<Frame>) {
        self.spare.keep(frame);
    }
}

/// What Python code must do before a deallocation goes on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Pending {
    /// Call the object's `__del__`, or close the generator. The object is kept alive by one
    /// reference that belongs to the cascade.
    Finalize(ObjId),
    /// Call the callback with the weak reference. Both references belong to the cascade.
    Callback {
        /// The weak reference, which is dead already.
        reference: ObjId,
        /// Its callback.
        callback: ObjId,
    },
    /// Write what the collector has to say (`gc.set_debug`).
    Report,
    /// A collection begins or has ended: the functions in `gc.callbacks` are to be called
    /// (`invoke_gc_callback`).
    Collection {
        /// Which generation is collected.
        generation: usize,
        /// How many unreachable objects it has found; none when it begins.
        found: Option<u64>,
    },
}

/// A deallocation or a collection that waits for Python.
#[derive(Clone, Hash, Debug)]
pub struct Suspended {
    /// What is to be done first.
    pub request: Pending,
    pub(super) rest: Rest,
}

/// What goes on then.
#[derive(Clone, Hash, Debug)]
pub(super) enum Rest {
    Deallocation(Vec<Work>),
    Collection(Box<Collection>),
}

impl Suspended {
    /// A collection has something to say.
    pub(crate) fn report() -> Suspended {
        Suspended {
            request: Pending::Report,
            rest: Rest::Deallocation(Vec::new()),
        }
    }

    /// A collection that waits.
    pub(crate) fn collection(request: Pending, collection: Box<Collection>) -> Suspended {
        Suspended {
            request,
            rest: Rest::Collection(collection),
        }
    }
}

/// One step of a cascade that isn't finished.
#[derive(Clone, Hash, Debug)]
pub(super) enum Work {
    /// Release what a dead object held, then give its memory back.
    Release { children: Children, finish: Finish },
    /// The finalizer of the object has run.
    Finalized { id: ObjId, trash: bool },
    /// Callbacks of weak references to the object are due, the first one last.
    Callbacks {
        id: ObjId,
        due: Vec<(ObjId, ObjId)>,
        trash: bool,
    },
    /// Deallocate what the trashcan put aside.
    Trash,
}

/// References to be released, in the order of the type.
#[derive(Clone, Hash, Debug)]
pub(crate) enum Children {
    /// A few, from the first (the given index) to the last.
    Few([Option<ObjId>; 4], usize),
    /// From the last to the first: lists and tuples.
    Backwards(Vec<ObjId>),
    /// From the first (the given index) to the last.
    Forwards(Vec<Option<ObjId>>, usize),
    /// Key and value of each entry; the index counts both.
    Entries(Vec<DictEntry>, usize),
    /// The elements of a set, in the order of its table.
    Elements(Vec<SetEntry>, usize),
    /// What a frame holds; the index counts its slots, then the rest.
    Frame(Box<Frame>, usize),
}

/// The next reference of a list, from the given index.
#[inline]
pub(super) fn next_of(items: &[Option<ObjId>], next: &mut usize) -> Option<ObjId> {
    while let Some(item) = items.get(*next) {
        *next += 1;
        if item.is_some() {
            return *item;
        }
    }
    None
}

/// The next key or value.
#[inline]
pub(super) fn next_of_entries(entries: &[DictEntry], next: &mut usize) -> Option<ObjId> {
    while let Some(entry) = entries.get(*next / 2) {
        let value = *next % 2 == 1;
        *next += 1;
        let child = if value { entry.me_value } else { entry.me_key };
        if child.is_some() {
            return child;
        }
    }
    None
}

/// The next element.
#[inline]
pub(super) fn next_element(slots: &[SetEntry], next: &mut usize) -> Option<ObjId> {
    while let Some(slot) = slots.get(*next) {
        *next += 1;
        if let SetEntry::Active { key, .. } = slot {
            return Some(*key);
        }
    }
    None
}

/// What is given back when an object's children are released, in this order.
#[derive(Clone, Copy, Hash, Debug)]
pub(crate) struct Finish {
    /// A block besides the object: the buffer of a list, the values of a split table; or NULL.
    pub buffer: Addr,
    /// The key table of a dict or NULL, and its number of slots.
    pub keys: (Addr, usize),
    /// The key table that a split dict shares.
    pub shared: Option<SharedKeysId>,
    /// The object's own memory; NULL when there is nothing to give back.
    pub addr: Addr,
    /// Where that goes.
    pub keep: Keep,
    /// One more reference to release at last: the heap type, or a frame's code.
    pub then: Option<ObjId>,
    /// Whether the object counted as a nested container.
    pub trash: bool,
}

impl Finish {
    /// Nothing but the object itself.
    pub(crate) fn of(addr: Addr, keep: Keep) -> Finish {
        Finish {
            buffer: NULL,
            keys: (NULL, 0),
            shared: None,
            addr,
            keep,
            then: None,
            trash: false,
        }
    }
}
