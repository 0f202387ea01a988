//! Remembers what global names mean, by the versions of both namespaces
//! (`_PyDict_LoadGlobal` and the `LOAD_GLOBAL` cache of `Python/ceval.c`).

use crate::value::ObjId;

/// Entries of the cache; a power of two.
const SIZE: usize = 1 << 10;

/// Every change of a dict gives it a version that no dict had before. A name together with the
/// versions of globals and builtins can therefore mean one thing only, and an outdated entry can't
/// be found again. Derived data: no part of the state.
#[derive(Debug)]
pub(super) struct GlobalCache {
    entries: Vec<Option<Entry>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    name: ObjId,
    globals: u64,
    builtins: u64,
    value: ObjId,
}

impl Default for GlobalCache {
    fn default() -> GlobalCache {
        GlobalCache {
            entries: vec![None; SIZE],
        }
    }
}

impl GlobalCache {
    #[inline]
    fn index(name: ObjId) -> usize {
        name.raw().get() as usize & (SIZE - 1)
    }

    /// What the name means in these versions of globals and builtins; borrowed.
    #[inline]
    pub(super) fn get(&self, name: ObjId, globals: u64, builtins: u64) -> Option<ObjId> {
        let entry = self.entries.get(Self::index(name))?.as_ref()?;
        let same = entry.name == name && entry.globals == globals && entry.builtins == builtins;
        same.then_some(entry.value)
    }

    /// Remembers it.
    #[inline]
    pub(super) fn put(&mut self, name: ObjId, globals: u64, builtins: u64, value: ObjId) {
        if let Some(slot) = self.entries.get_mut(Self::index(name)) {
            *slot = Some(Entry {
                name,
                globals,
                builtins,
                value,
            });
        }
    }
}
