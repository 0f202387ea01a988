//! The heap: every object of the running program, reached by id. Nobody else names slotmap.
//!
//! A block of simulated memory belongs to each object; the two come and go together, so that
//! addresses, reuse and pool occupancy are what CPython's would be.

use std::num::NonZeroU64;

use slotmap::{DefaultKey, Key, KeyData, SlotMap};

use crate::event::Event;
use crate::memory::Memory;
use crate::objects::container::DictKeys;
use crate::objects::frame::Frame;
use crate::objects::object::{GcHead, Object};
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::value::{Addr, ObjId};

/// All objects, their memory, the collector's lists and the type free lists: plain data.
#[derive(Clone, Debug)]
pub struct Heap {
    slots: SlotMap<DefaultKey, Object>,
    /// The simulated allocators.
    pub memory: Memory,
    /// The running frame: its id, and its payload while it runs (see [`Payload::Frame`]).
    pub frame_id: Option<ObjId>,
    /// See `frame_id`.
    pub frame: Box<Frame>,
    /// Key tables shared by the instance dicts of a class; `None` where one has died.
    pub shared_keys: Vec<Option<DictKeys>>,
    /// The number that the object made last was given.
    next_no: u32,
    /// Ids of the static types, by [`Ty`].
    types: Vec<ObjId>,
    /// What Python code must do before the cascade that asked for it goes on.
    pub pending: Vec<Pending>,
    /// The events of this step, while somebody listens; no part of the state.
    events: Option<Vec<Event>>,
}

/// A request to the vm that came up while objects were being freed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Pending {
    /// Call the object's `__del__`; it is kept alive by one reference for the call.
    Finalize(ObjId),
    /// Call the weak reference's callback with it; it is kept alive by one reference.
    Callback(ObjId),
}

impl Heap {
    /// The object. An id of a freed object is a fault in the machine's own reference counting: it
    /// stops at once instead of showing something untrue.
    #[inline]
    #[allow(
        clippy::panic,
        reason = "a wrong reference count must be caught, not rendered"
    )]
    pub fn get(&self, id: ObjId) -> &Object {
        match self.slots.get(key(id)) {
            Some(object) => object,
            None => panic!("an object was used after its last reference was gone"),
        }
    }

    /// The object, to be changed.
    #[inline]
    #[allow(clippy::panic, reason = "see `get`")]
    pub fn get_mut(&mut self, id: ObjId) -> &mut Object {
        match self.slots.get_mut(key(id)) {
            Some(object) => object,
            None => panic!("an object was used after its last reference was gone"),
        }
    }

    /// Whether the object still lives.
    pub fn is_alive(&self, id: ObjId) -> bool {
        self.slots.contains_key(key(id))
    }

    /// All objects, in no meaningful order.
    pub fn iter(&self) -> impl Iterator<Item = (ObjId, &Object)> {
        self.slots.iter().map(|(key, object)| (id(key), object))
    }

    /// Number of objects.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are no objects.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Stores an object whose memory is already allocated, with one reference; a new reference.
    #[inline]
    pub fn insert(&mut self, ob_type: ObjId, addr: Addr, gc: GcHead, payload: Payload) -> ObjId {
        self.next_no = self.next_no.wrapping_add(1);
        id(self.slots.insert(Object {
            ob_refcnt: 1,
            ob_type,
            addr,
            no: self.next_no,
            gc,
            dict: None,
            slots: None,
            payload,
        }))
    }

    /// Takes a dead object out; its memory is given back by the caller.
    #[inline]
    pub fn remove(&mut self, id: ObjId) -> Option<Object> {
        self.slots.remove(key(id))
    }

    /// The id of a static type; borrowed.
    #[inline]
    pub fn ty(&self, ty: Ty) -> ObjId {
        self.types[ty as usize]
    }

    /// Adds a reference.
    #[inline]
    pub fn incref(&mut self, id: ObjId) {
        let object = self.get_mut(id);
        object.ob_refcnt += 1;
        if self.events.is_some() {
            self.tell_count(id, 1);
        }
    }

    /// Whether somebody listens to events.
    #[inline]
    pub fn listening(&self) -> bool {
        self.events.is_some()
    }

    /// Begins or ends listening; what was heard so far is returned.
    pub fn listen(&mut self, on: bool) -> Vec<Event> {
        let heard = self.events.take().unwrap_or_default();
        self.events = on.then(Vec::new);
        heard
    }

    /// Records an event; the closure runs only while somebody listens.
    #[inline]
    pub fn tell(&mut self, event: impl FnOnce() -> Event) {
        if let Some(events) = &mut self.events {
            events.push(event());
        }
    }

    #[cold]
    fn tell_count(&mut self, object: ObjId, change: i64) {
        let new = self.get(object).ob_refcnt;
        self.tell(|| Event::RefCount {
            object,
            old: new - change,
            new,
        });
    }
}

fn key(id: ObjId) -> DefaultKey {
    DefaultKey::from(KeyData::from_ffi(id.raw().get()))
}

fn id(key: DefaultKey) -> ObjId {
    // A key's version is odd, so its number is never zero.
    ObjId::from_raw(NonZeroU64::new(key.data().as_ffi()).unwrap_or(NonZeroU64::MIN))
}
