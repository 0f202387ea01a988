//! The allocator below pymalloc: what `malloc`, `realloc` and `free` of the C library are to
//! CPython (`PyMem_RawMalloc` in `Objects/obmalloc.c`). It serves requests of more than 512 bytes, and of 0.
//!
//! **Simplified:** sizes are those of glibc's chunks, places are not. glibc chooses among thread caches,
//! bins and mapped regions, depending on everything the process did before; here one plain rule chooses,
//! the same in every run: *the smallest free chunk that fits, of several the lowest*. As in glibc:
//!
//! * A chunk has 16 bytes in front of what the caller sees, of which the last 8, its size, are its own: so a
//!   request of n bytes takes n + 8, rounded up to 16, at least 32. 600 bytes take a chunk of 608.
//! * A chunk that is too large is split, if what is left over can be a chunk.
//! * Neighbouring free chunks melt together at once; a free chunk at the very end goes back to
//!   the untouched rest (the "top").
//! * `realloc` stays in place when it shrinks, and when it grows and the next chunk is free or the top.

use std::collections::{BTreeMap, BTreeSet};

use crate::value::ids::Addr;

/// Where the first chunk lies: the place of the heap segment in a program loaded on Linux.
pub const RAW_REGION: Addr = Addr(0x5555_5580_0000);

/// Bytes from a chunk's start to the address that the caller gets.
const HEADER: u64 = 16;
/// Bytes of each chunk that the caller cannot use.
const SIZE_FIELD: u64 = 8;
/// The smallest chunk.
const MIN_CHUNK: u64 = 32;

/// The raw allocator: which stretches of its region are in use, and which are free again.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct RawAllocator {
    /// Start and size of each chunk in use.
    used: BTreeMap<u64, u64>,
    /// Start and size of each free chunk below `top`.
    free: BTreeMap<u64, u64>,
    /// The same as (size, start): its first entry from a size on is the chunk to take.
    free_by_size: BTreeSet<(u64, u64)>,
    /// Where the untouched rest of the region starts.
    top: u64,
    /// Bytes that the region may grow to.
    limit: u64,
}

impl RawAllocator {
    pub(super) fn new(limit: u64) -> RawAllocator {
        RawAllocator {
            used: BTreeMap::new(),
            free: BTreeMap::new(),
            free_by_size: BTreeSet::new(),
            top: RAW_REGION.0,
            limit,
        }
    }

    pub(super) fn set_limit(&mut self, limit: u64) {
        self.limit = limit;
    }

    /// Bytes of the chunk that serves a request; `None` if the request is absurd.
    fn chunk_size(nbytes: usize) -> Option<u64> {
        let with_size = (nbytes as u64).checked_add(SIZE_FIELD)?;
        Some(with_size.checked_next_multiple_of(16)?.max(MIN_CHUNK))
    }

    /// Finds room; `None` if there is none.
    pub(super) fn malloc(&mut self, nbytes: usize) -> Option<Addr> {
        let size = RawAllocator::chunk_size(nbytes)?;
        let fitting = self.free_by_size.range((size, 0)..).next().copied();
        let start = match fitting {
            Some((free_size, start)) => {
                self.remove_free(start, free_size);
                self.add_free(start + size, free_size - size);
                start
            }
            None => self.grow_top(size)?,
        };
        // A rest too small to be a chunk stays part of this one.
        let size = match fitting {
            Some((free_size, _)) if free_size - size < MIN_CHUNK => free_size,
            _ => size,
        };
        self.used.insert(start, size);
        Some(Addr(start + HEADER))
    }

    /// Gives a block back; an address that is none is ignored.
    pub(super) fn free(&mut self, addr: Addr) -> bool {
        let start = addr.0.wrapping_sub(HEADER);
        let Some(size) = self.used.remove(&start) else {
            return false;
        };
        self.melt(start, size);
        true
    }

    /// Changes the size of a block, in place if possible; returns where it lies now. `None` (and the
    /// block unchanged) if there is no room, or no such block.
    pub(super) fn realloc(&mut self, addr: Addr, nbytes: usize) -> Option<Addr> {
        let start = addr.0.wrapping_sub(HEADER);
        let old = *self.used.get(&start)?;
        let new = RawAllocator::chunk_size(nbytes)?;
        let available = self.grow_in_place(start, old, new);
        if available < new {
            let moved = self.malloc(nbytes)?;
            self.free(addr);
            return Some(moved);
        }
        let rest = available - new;
        if rest < MIN_CHUNK {
            self.used.insert(start, available);
        } else {
            self.used.insert(start, new);
            self.melt(start + new, rest);
        }
        Some(addr)
    }

    /// Bytes that a block at this address really offers (`malloc_usable_size`).
    pub(super) fn usable_size(&self, addr: Addr) -> Option<u64> {
        let size = self.used.get(&addr.0.wrapping_sub(HEADER))?;
        Some(size - SIZE_FIELD)
    }

    /// Bytes of all chunks in use.
    pub(super) fn bytes_in_use(&self) -> u64 {
        self.used.values().sum()
    }

    /// Absorbs the neighbour behind a chunk if that makes it large enough; returns its size then.
    fn grow_in_place(&mut self, start: u64, old: u64, new: u64) -> u64 {
        let end = start + old;
        if new <= old {
            return old;
        }
        if end == self.top {
            return if self.grow_top(new - old).is_some() {
                new
            } else {
                old
            };
        }
        match self.free.get(&end).copied() {
            Some(next) if old + next >= new => {
                self.remove_free(end, next);
                old + next
            }
            _ => old,
        }
    }

    /// Takes bytes off the untouched rest; returns where they start.
    fn grow_top(&mut self, size: u64) -> Option<u64> {
        let start = self.top;
        let end = start.checked_add(size)?;
        if end - RAW_REGION.0 > self.limit {
            return None;
        }
        self.top = end;
        Some(start)
    }

    /// Makes a stretch free, one with its free neighbours and with the top.
    fn melt(&mut self, mut start: u64, mut size: u64) {
        if let Some((&before, &before_size)) = self.free.range(..start).next_back()
            && before + before_size == start
        {
            self.remove_free(before, before_size);
            start = before;
            size += before_size;
        }
        if let Some(next_size) = self.free.get(&(start + size)).copied() {
            self.remove_free(start + size, next_size);
            size += next_size;
        }
        if start + size == self.top {
            self.top = start;
        } else {
            self.add_free(start, size);
        }
    }

    fn add_free(&mut self, start: u64, size: u64) {
        if size >= MIN_CHUNK {
            self.free.insert(start, size);
            self.free_by_size.insert((size, start));
        }
    }

    fn remove_free(&mut self, start: u64, size: u64) {
        self.free.remove(&start);
        self.free_by_size.remove(&(size, start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw() -> RawAllocator {
        RawAllocator::new(1 << 30)
    }

    #[test]
    fn sizes_are_those_of_glibc_chunks() {
        let mut raw = raw();
        let usable = |raw: &mut RawAllocator, n| {
            let addr = raw.malloc(n).unwrap();
            assert_eq!(addr.0 % 16, 0);
            raw.usable_size(addr).unwrap()
        };
        // Asked of glibc: ctypes.CDLL(None).malloc_usable_size of malloc(n).
        assert_eq!(usable(&mut raw, 0), 24);
        assert_eq!(usable(&mut raw, 24), 24);
        assert_eq!(usable(&mut raw, 25), 40);
        assert_eq!(usable(&mut raw, 600), 600);
        assert_eq!(usable(&mut raw, 601), 616);
    }

    #[test]
    fn neighbours_melt_and_the_smallest_fit_is_taken() {
        let mut raw = raw();
        let [a, b, c, d, e] = [1000, 600, 1000, 700, 1000].map(|n| raw.malloc(n).unwrap());
        raw.free(b);
        raw.free(d);
        assert_eq!(raw.malloc(650), Some(d), "the hole of 600 is too small");
        assert_eq!(raw.malloc(590), Some(b));
        raw.free(b);
        raw.free(c);
        assert_eq!(raw.malloc(1600), Some(b), "two neighbours became one");
        for addr in [a, b, d, e] {
            assert!(raw.free(addr));
        }
        assert_eq!(raw, RawAllocator::new(1 << 30), "nothing is left over");
    }

    #[test]
    fn realloc_stays_in_place_when_it_can() {
        let mut raw = raw();
        let a = raw.malloc(1000).unwrap();
        assert_eq!(raw.realloc(a, 5000), Some(a), "nothing lies behind it");
        assert_eq!(raw.realloc(a, 1000), Some(a));
        let b = raw.malloc(1000).unwrap();
        let moved = raw.realloc(a, 3000).unwrap();
        assert!(moved > b, "something lies behind it");
        assert_eq!(raw.realloc(a, 10), None, "it is no block any more");
    }

    #[test]
    fn a_request_beyond_the_limit_is_refused() {
        let mut raw = raw();
        assert_eq!(raw.malloc(usize::MAX), None);
        assert_eq!(raw.malloc(1 << 31), None);
        assert_eq!(raw, RawAllocator::new(1 << 30));
    }
}
