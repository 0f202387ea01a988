//! Making frames and generators (`_PyFrame_New_NoTrack` of `Objects/frameobject.c`,
//! `PyGen_NewWithQualName` of `Objects/genobject.c`).
//!
//! Frames come and go with every call, so memory for them is looked for in three places. A code
//! object keeps the last of its dead frames, which fits exactly (`co_zombieframe`). Others are
//! on a free list; one of those that is too small is grown. Only then is memory asked for.

use std::sync::Arc;

use crate::objects::alloc::GC_HEAD_SIZE;
use crate::objects::callable::CodeObject;
use crate::objects::frame::{Frame, GenObject, ZombieFrame};
use crate::objects::freelist::Keep;
use crate::objects::heap::{Heap, type_id};
use crate::objects::object::GcHead;
use crate::objects::payload::{Iter, Payload};
use crate::objects::singleton::NONE;
use crate::objects::ty::Ty;
use crate::value::{Addr, ObjId};

/// Bytes of a frame with this many slots: `_PyObject_VAR_SIZE`.
pub fn frame_size(slots: usize) -> usize {
    368 + 8 * slots
}

impl Heap {
    /// A frame about to run `code`, not tracked: a new reference, and its payload, which the caller
    /// gives to the object or makes the running one. The arguments are counted by it. None if
    /// `code` is no code.
    pub(crate) fn new_frame(
        &mut self,
        code: ObjId,
        globals: ObjId,
        builtins: ObjId,
        locals: Option<ObjId>,
        back: Option<ObjId>,
    ) -> Option<(ObjId, Box<Frame>)> {
        let (addr, mut frame, kept) = self.frame_memory(code)?;
        self.incref(code);
        self.incref(globals);
        self.incref(builtins);
        for held in [locals, back].into_iter().flatten() {
            self.incref(held);
        }
        frame.f_code = code;
        frame.f_builtins = builtins;
        frame.f_globals = globals;
        frame.f_back = back;
        frame.f_locals = locals;
        let slots = frame.f_localsplus.len();
        let payload = Payload::Frame(None);
        let object = self.insert(type_id(Ty::Frame), addr, GcHead::UNTRACKED, payload);
        self.tell_new(object, addr, frame_size(slots) + GC_HEAD_SIZE, kept);
        Some((object, frame))
    }

    /// Memory for a frame of this code, its payload at rest, and whether it was kept from a dead
    /// one.
    fn frame_memory(&mut self, code: ObjId) -> Option<(Addr, Box<Frame>, bool)> {
        let Payload::Code {
            code: what,
            co_zombieframe,
        } = &mut self.get_mut(code).payload
        else {
            return None;
        };
        if let Some(zombie) = co_zombieframe.take() {
            return Some((zombie.addr, zombie.frame, true));
        }
        let what = Arc::clone(what);
        let extras = what.slots_before_stack() + what.code.co_stacksize as usize;
        let (addr, slots, kept) = match self.free_lists.frame.pop() {
            Some((addr, slots)) if slots >= extras => (addr, slots, true),
            Some((addr, _)) => {
                let head = GC_HEAD_SIZE as u64;
                let size = frame_size(extras) + GC_HEAD_SIZE;
                let moved = self.realloc_block(Addr(addr.0 - head), size);
                (Addr(moved.0 + head), extras, true)
            }
            None => (self.gc_block(frame_size(extras)), extras, false),
        };
        Some((addr, self.cascades.spare_frame(what, slots), kept))
    }

    /// Gives the memory of a frame that has released what it held to its code object, if that has
    /// none in reserve, else to the free list.
    pub(crate) fn keep_frame(&mut self, mut frame: Box<Frame>, addr: Addr) {
        frame.rest();
        match &mut self.get_mut(frame.f_code).payload {
            Payload::Code {
                co_zombieframe: zombie @ None,
                ..
            } => *zombie = Some(ZombieFrame { addr, frame }),
            _ => {
                let keep = Keep::Frame(frame.f_localsplus.len() as u32);
                self.cascades.keep_frame(frame);
                self.free_object(addr, keep);
            }
        }
    }

    /// A generator, coroutine or async generator; a new reference. The frame is stolen, the names
    /// are counted.
    pub fn new_generator(&mut self, ty: Ty, frame: ObjId, name: ObjId, qualname: ObjId) -> ObjId {
        let gi_code = self
            .as_frame(frame)
            .map_or(self.none(), |frame| frame.f_code);
        let addr = self.gc_block(ty.info().basicsize as usize);
        for held in [gi_code, name, qualname] {
            self.incref(held);
        }
        let payload = Payload::Generator(Box::new(GenObject {
            gi_frame: Some(frame),
            gi_code,
            gi_name: name,
            gi_qualname: qualname,
            gi_running: false,
            gi_exc_state: [None; 3],
            extra: None,
            ag_state: 0,
        }));
        let size = ty.info().basicsize as usize;
        let object = self.make_gc_at(type_id(ty), addr, size, false, payload);
        if let Some(frame) = self.as_frame_mut(frame) {
            frame.f_gen = Some(object);
        }
        object
    }

    /// The awaitable of `asend(value)` or, without a value, of `__anext__()`; a new reference.
    pub fn new_async_gen_asend(&mut self, generator: ObjId, value: Option<ObjId>) -> ObjId {
        let kept = self.free_lists.ag_asend.pop();
        for held in value.into_iter().chain([generator]) {
            self.incref(held);
        }
        let iter = Iter {
            it_seq: Some(generator),
            second: value,
            it_index: 0,
            numbers: [0; 3],
        };
        self.make_async_part(Ty::AsyncGeneratorAsend, kept, iter)
    }

    /// The value of a `yield` in an asynchronous generator, wrapped; the value is stolen.
    pub fn new_async_value(&mut self, value: ObjId) -> ObjId {
        let kept = self.free_lists.ag_value.pop();
        let iter = Iter {
            it_seq: Some(value),
            second: None,
            it_index: 0,
            numbers: [0; 3],
        };
        self.make_async_part(Ty::AsyncGeneratorWrappedValue, kept, iter)
    }

    /// The line a frame is at.
    pub fn frame_line(&self, frame: ObjId) -> u32 {
        self.as_frame(frame).map_or(0, Frame::line)
    }

    fn make_async_part(&mut self, ty: Ty, kept: Option<Addr>, iter: Iter) -> ObjId {
        let size = ty.info().basicsize as usize;
        let addr = match kept {
            Some(addr) => addr,
            None => self.gc_block(size),
        };
        let payload = Payload::Iter(Box::new(iter));
        self.make_gc_at(type_id(ty), addr, size, kept.is_some(), payload)
    }

    /// What a wrapped value holds; borrowed. None for any other object.
    pub fn unwrap_async_value(&self, object: ObjId) -> Option<ObjId> {
        if !self.is_exact(object, Ty::AsyncGeneratorWrappedValue) {
            return None;
        }
        self.as_iter(object)?.it_seq
    }
}

/// Payloads of dead frames, to be used again: allocating them anew would cost more than the call. No
/// part of the state: they hold nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpareFrames {
    #[allow(clippy::vec_box, reason = "the boxes themselves are what is kept")]
    frames: Vec<Box<Frame>>,
}

impl std::hash::Hash for SpareFrames {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl SpareFrames {
    /// How many are kept.
    const MAX: usize = 64;

    /// Keeps a payload at rest.
    pub(crate) fn keep(&mut self, frame: Box<Frame>) {
        if self.frames.len() < SpareFrames::MAX {
            self.frames.push(frame);
        }
    }

    /// A payload at rest for frames of this code, with this many slots.
    pub(crate) fn take(&mut self, code: Arc<CodeObject>, slots: usize) -> Box<Frame> {
        let Some(mut frame) = self.frames.pop() else {
            return Box::new(Frame::new(NONE, code, NONE, NONE, slots));
        };
        if !Arc::ptr_eq(&frame.code, &code) {
            frame.code = code;
            frame.stacktop = frame.code.slots_before_stack();
        }
        frame.f_localsplus.resize(slots, None);
        frame
    }
}
