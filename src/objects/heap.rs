//! The heap: every object of the running program, reached by id. Nobody else names slotmap.
//!
//! A block of simulated memory belongs to each object; the two come and go together, so that
//! addresses, reuse and pool occupancy are what CPython's would be.

use std::hash::{Hash, Hasher};
use std::num::NonZeroU64;
use std::sync::Arc;

use siphasher::sip::SipHasher13;
use slotmap::{DefaultKey, Key, KeyData, SlotMap};

use crate::event::Event;
use crate::gc::Collector;
use crate::memory::Memory;
use crate::objects::alloc::BootRegion;
use crate::objects::cascade::{Cascades, Suspended};
use crate::objects::dict_split::SharedKeys;
use crate::objects::frame::Frame;
use crate::objects::freelist::FreeLists;
use crate::objects::intern::Interning;
use crate::objects::object::{GcHead, Object};
use crate::objects::payload::Payload;
use crate::objects::ty::Ty;
use crate::objects::weakref::WeakRefs;
use crate::value::{Addr, NativeId, ObjId};

impl std::hash::Hash for Heap {
    /// All of it but the buffers kept for speed and the events, which are no part of the state.
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        for (key, object) in &self.slots {
            key.data().as_ffi().hash(state);
            object.hash(state);
        }
        (&self.memory, &self.boot, self.frame_id, &self.frame).hash(state);
        (&self.shared_keys, self.next_no, &self.free_lists).hash(state);
        (&self.interning, &self.gc, &self.weakrefs, &self.cascades).hash(state);
        (&self.pending, self.dict_version, self.next_version_tag).hash(state);
        self.milestones.hash(state);
    }
}

/// All objects, their memory, the collector's lists and the type free lists: plain data.
#[derive(Clone, Debug)]
pub struct Heap {
    slots: SlotMap<DefaultKey, Object>,
    /// The simulated allocators.
    pub memory: Memory,
    /// Where objects lie that are made before the program starts.
    pub(crate) boot: BootRegion,
    /// The running frame: its id, and its payload while it runs (see [`Payload::Frame`]).
    pub frame_id: Option<ObjId>,
    /// See `frame_id`.
    pub frame: Box<Frame>,
    /// Key tables shared by the instance dicts of a class.
    pub shared_keys: SharedKeys,
    /// Objects that mustn't be freed now.
    pub(crate) pinned: Vec<ObjId>,
    /// `dk_refcnt` of the table that all empty dicts share (`empty_keys_struct`).
    pub empty_keys_refcnt: i64,
    /// The number that the object made last was given.
    next_no: u32,
    /// Memory of dead objects that their types keep.
    pub free_lists: FreeLists,
    /// The table of interned strings, and the one-character strings.
    pub(crate) interning: Interning,
    /// The collector's generations and counts.
    pub gc: Collector,
    /// Which objects are weakly referenced, and by what.
    pub(crate) weakrefs: WeakRefs,
    /// Deallocations at work.
    pub(crate) cascades: Cascades,
    /// What Python code must do before the deallocation that asked for it goes on.
    pub(crate) pending: Vec<Suspended>,
    /// The step at which the evaluation loop looks up from its work, 0 as soon as something is
    /// pending (`eval_breaker` of `Include/internal/pycore_pystate.h`); no part of the state.
    eval_breaker: u64,
    /// `pydict_global_version`: the version tag given out last.
    pub(crate) dict_version: u64,
    /// `next_version_tag` of `typeobject.c`: the type version given out next.
    pub next_version_tag: u32,
    /// What has happened so far that is worth going back to.
    pub milestones: Milestones,
    /// The names of the native functions, by their ids.
    pub native_names: Arc<Vec<&'static str>>,
    /// Whether somebody listens to events; no part of the state.
    listening: bool,
    /// The events of this step, while somebody listens; no part of the state.
    events: Vec<Event>,
    /// A copy to be made in the middle of this step; no part of the state.
    capture: Option<Box<Capture>>,
}

/// A copy of the heap as it stands when some of a step's events have happened.
#[derive(Clone, Debug)]
struct Capture {
    /// After how many events.
    after: usize,
    /// The copy, once it is made.
    heap: Option<Heap>,
}

/// Counts of happenings that mark places in a run, kept also while nobody listens: comparing two
/// states tells whether one lies between them.
#[derive(Clone, Copy, Hash, Debug, Default)]
pub struct Milestones {
    /// Arrays of lists, and tables of dicts and sets, that got another size.
    pub resizes: u64,
    /// The last of these.
    pub last_resize: Option<Resize>,
    /// Exceptions that reached a frame for the first time.
    pub raised: u64,
}

/// A container whose array or table got another size.
#[derive(Clone, Copy, Hash, Debug)]
pub struct Resize {
    /// The container.
    pub container: ObjId,
    /// Slots before.
    pub old: usize,
    /// Slots now.
    pub new: usize,
}

impl Milestones {
    /// The array or table of a container goes from `old` to `new` slots.
    #[inline]
    pub fn resized(&mut self, container: ObjId, old: usize, new: usize) {
        if old != new {
            self.resizes += 1;
            self.last_resize = Some(Resize {
                container,
                old,
                new,
            });
        }
    }
}

impl Heap {
    /// A heap without objects; [`Heap::new`] fills it.
    pub(crate) fn empty(memory: Memory) -> Heap {
        Heap {
            slots: SlotMap::new(),
            memory,
            boot: BootRegion::default(),
            frame_id: None,
            frame: Box::new(Frame::placeholder()),
            shared_keys: SharedKeys::default(),
            pinned: Vec::new(),
            empty_keys_refcnt: crate::objects::dict::OTHER_EMPTY_KEYS,
            next_no: 0,
            free_lists: FreeLists::default(),
            interning: Interning::default(),
            gc: Collector::default(),
            weakrefs: WeakRefs::default(),
            cascades: Cascades::default(),
            pending: Vec::new(),
            eval_breaker: 0,
            dict_version: 0,
            next_version_tag: 1,
            milestones: Milestones::default(),
            native_names: Arc::default(),
            listening: false,
            events: Vec::new(),
            capture: None,
        }
    }

    /// The object. An id of a freed object is a fault in the machine's own reference counting: it
    /// stops at once instead of showing something untrue.
    #[inline(always)]
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
    #[inline(always)]
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

    /// The name of a native function.
    pub fn native_name(&self, native: NativeId) -> &'static str {
        self.native_names
            .get(usize::from(native.0))
            .copied()
            .unwrap_or("?")
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
    pub(crate) fn insert(
        &mut self,
        ob_type: ObjId,
        addr: Addr,
        gc: GcHead,
        payload: Payload,
    ) -> ObjId {
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
    #[allow(clippy::panic, reason = "see `get`")]
    pub(crate) fn remove(&mut self, id: ObjId) -> Object {
        match self.slots.remove(key(id)) {
            Some(object) => object,
            None => panic!("an object was freed twice"),
        }
    }

    /// Takes out a dead object that owns nothing but its slot: no Rust memory, no references. Its
    /// address.
    #[inline]
    pub(crate) fn remove_bare(&mut self, id: ObjId) -> Addr {
        let object = self.remove(id);
        let addr = object.addr;
        // There is nothing to drop; saying so spares the search for it.
        std::mem::forget(object);
        addr
    }

    /// The type object of a static type; borrowed.
    #[inline]
    pub fn ty(&self, ty: Ty) -> ObjId {
        type_id(ty)
    }

    /// Adds a reference.
    #[inline(always)]
    pub fn incref(&mut self, id: ObjId) {
        self.incref_heard(self.listening, id);
    }

    /// Holds an object that the caller owns for the time of a call, as C code does to be safe. Nothing
    /// is told of it: only Python code that runs below can see the count.
    #[inline]
    pub fn hold(&mut self, id: ObjId) {
        self.get_mut(id).ob_refcnt += 1;
    }

    /// The end of [`Heap::hold`].
    #[inline]
    pub fn unhold(&mut self, id: ObjId) {
        self.get_mut(id).ob_refcnt -= 1;
    }

    /// Keeps an object to which CPython's C code only has a borrowed reference from being freed under
    /// it: Python code that it calls may drop the last reference. (CPython would go on with freed
    /// memory.) Ended by [`Heap::unpin`], innermost first.
    pub fn pin(&mut self, id: ObjId) {
        self.pinned.push(id);
    }

    /// The end of [`Heap::pin`]: what lost its last reference meanwhile is freed now.
    pub fn unpin(&mut self) {
        if let Some(id) = self.pinned.pop()
            && self.get(id).ob_refcnt == 0
        {
            self.dealloc(id);
        }
    }

    /// Takes a reference away; frees the object if it was the last (`Py_DECREF`).
    #[inline(always)]
    pub fn decref(&mut self, id: ObjId) {
        self.decref_heard(self.listening, id);
    }

    /// As [`Heap::incref`], for callers that have asked [`Heap::listening`] already: an instruction
    /// asks once, not at each thing it does.
    #[inline(always)]
    pub(crate) fn incref_heard(&mut self, listening: bool, id: ObjId) {
        let object = self.get_mut(id);
        object.ob_refcnt += 1;
        if listening {
            self.tell_count(id, 1);
        }
    }

    /// As [`Heap::decref`]; see [`Heap::incref_heard`].
    #[inline(always)]
    pub(crate) fn decref_heard(&mut self, listening: bool, id: ObjId) {
        let object = self.get_mut(id);
        object.ob_refcnt -= 1;
        if object.ob_refcnt == 0 {
            self.dealloc(id);
        } else if listening {
            self.tell_count(id, -1);
        }
    }

    /// Whether somebody listens to events.
    #[inline(always)]
    pub fn listening(&self) -> bool {
        self.listening
    }

    /// The step at which the evaluation loop must look up from its work.
    #[inline(always)]
    pub(crate) fn eval_breaker(&self) -> u64 {
        self.eval_breaker
    }

    /// The loop is to look up at this step, or at once if something is pending.
    pub(crate) fn set_eval_breaker(&mut self, step: u64) {
        self.eval_breaker = if self.has_pending() { 0 } else { step };
    }

    /// Something waits for Python code: the loop looks up before the next instruction.
    pub(crate) fn suspend(&mut self, suspended: Suspended) {
        self.pending.push(suspended);
        self.eval_breaker = 0;
    }

    /// A number that tells whether two heaps are equal: equal runs give equal digests.
    pub fn digest(&self) -> u64 {
        let mut hasher = SipHasher13::new_with_keys(0, 0);
        self.hash(&mut hasher);
        hasher.finish()
    }

    /// Begins or ends listening; what was heard so far is returned.
    pub fn listen(&mut self, on: bool) -> Vec<Event> {
        self.listening = on;
        self.memory.listen(on);
        std::mem::take(&mut self.events)
    }

    /// Records an event; the closure runs only while somebody listens.
    #[inline]
    pub fn tell(&mut self, event: impl FnOnce() -> Event) {
        if self.listening {
            self.hear(event());
        }
    }

    #[cold]
    #[inline(never)]
    fn hear(&mut self, event: Event) {
        self.events.push(event);
        if self.capture.is_some() {
            self.capture_if_due();
        }
    }

    /// While listening: asks for a copy of the heap as it stands after the first `events` events.
    pub fn capture_after(&mut self, events: usize) {
        self.capture = Some(Box::new(Capture {
            after: events,
            heap: None,
        }));
    }

    /// The copy asked for; none when so many events never came.
    pub fn take_captured(&mut self) -> Option<Heap> {
        self.capture.take()?.heap
    }

    #[cold]
    fn capture_if_due(&mut self) {
        let heard = self.events.len();
        if let Some(capture) = self.capture.take_if(|capture| capture.after == heard) {
            let events = std::mem::take(&mut self.events);
            let mut copy = self.clone();
            copy.listen(false);
            self.events = events;
            self.capture = Some(Box::new(Capture {
                heap: Some(copy),
                ..*capture
            }));
        }
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn tell_count(&mut self, object: ObjId, change: i64) {
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

/// The type object of a static type. Known without looking, because the types are the first
/// objects of every heap.
#[inline]
pub const fn type_id(ty: Ty) -> ObjId {
    nth(ty as u64)
}

/// The id of the object that was inserted as number `n`, counted from 0, as long as nothing was
/// removed before: slotmap gives slots from 1 on and version 1 first.
pub(crate) const fn nth(n: u64) -> ObjId {
    match NonZeroU64::new((1 << 32) | (n + 1)) {
        Some(raw) => ObjId::from_raw(raw),
        None => ObjId::from_raw(NonZeroU64::MIN),
    }
}

/// The reverse of [`nth`]; none for objects of later versions.
pub(crate) const fn position(id: ObjId) -> Option<u64> {
    let raw = id.raw().get();
    if raw >> 32 == 1 {
        Some((raw & 0xffff_ffff) - 1)
    } else {
        None
    }
}
