//! What can happen to pools and arenas while blocks are handed out and taken back.
//!
//! The allocator writes these into a log of its own, and only while somebody listens; whoever
//! called it drains the log afterwards. The log is no part of the machine's state: a run that is
//! listened to and a silent one have equal digests.

use std::hash::{Hash, Hasher};

use super::layout::{ArenaId, PoolId, SizeClass};

/// A change of state of a pool or an arena. CPython: `Objects/obmalloc.c`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PoolEvent {
    /// An arena of 256 KiB came from the operating system (`new_arena`).
    ArenaMade {
        /// The arena object that now has memory.
        arena: ArenaId,
    },
    /// All 64 pools of an arena were free: its memory went back to the operating system.
    ArenaReleased {
        /// The arena object that has no memory any more.
        arena: ArenaId,
    },
    /// No pool of the class had a free block, so another pool was taken for it. It is used now.
    PoolOpened {
        /// The pool, now the only one on its class's used list.
        pool: PoolId,
        /// The class that needed it.
        szidx: SizeClass,
        /// Where it came from.
        source: PoolSource,
    },
    /// The last free block of a pool was handed out: used becomes full, on no list.
    PoolFilled {
        /// The pool.
        pool: PoolId,
    },
    /// A full pool got a block back: it is used again, at the front of its class's list.
    PoolReused {
        /// The pool.
        pool: PoolId,
    },
    /// The last block in use came back: used becomes empty, first on its arena's `freepools`.
    PoolEmptied {
        /// The pool.
        pool: PoolId,
    },
}

/// Where a newly opened pool came from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PoolSource {
    /// Carved off the untouched part of an arena.
    Fresh,
    /// Off an arena's `freepools`; it last served another class and starts anew.
    OtherClass,
    /// Off an arena's `freepools`; it last served this class, so its old free-block list is good.
    SameClass,
}

/// The events since the log was last drained, if anybody listens.
#[derive(Clone, Debug, Default)]
pub(super) struct PoolLog {
    listening: bool,
    events: Vec<PoolEvent>,
}

impl PoolLog {
    /// Starts or stops listening; what was not drained is forgotten.
    pub(super) fn listen(&mut self, listening: bool) {
        *self = PoolLog {
            listening,
            events: Vec::new(),
        };
    }

    pub(super) fn push(&mut self, event: PoolEvent) {
        if self.listening {
            self.events.push(event);
        }
    }

    pub(super) fn drain(&mut self) -> std::vec::Drain<'_, PoolEvent> {
        self.events.drain(..)
    }
}

/// Listening does not change what the machine is.
impl Hash for PoolLog {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// Listening does not change what the machine is.
impl PartialEq for PoolLog {
    fn eq(&self, _: &PoolLog) -> bool {
        true
    }
}
