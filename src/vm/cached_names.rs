//! Which names CPython's method cache holds (`method_cache` of `Objects/typeobject.c`).
//!
//! The cache is a table of 4,096 places. A place holds a reference to the name that was looked up last
//! among those that belong there, and to None while there was none: so each first lookup of a name in a
//! type adds a reference to the name and takes one from None, and a name that shares its place with
//! another pushes that out. What a lookup finds is remembered elsewhere (`lookup.rs`); here is only
//! what can be seen of the cache, in the counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::value::{ObjId, PyStr};
use crate::vm::Vm;

/// `MCACHE_SIZE_EXP`: the cache has 2 to this power places.
pub(super) const MCACHE_SIZE_EXP: u32 = 12;
/// `MCACHE_MAX_ATTR_SIZE`: longer names aren't cached.
const MCACHE_MAX_ATTR_SIZE: usize = 100;

/// The places; none if the cache isn't followed.
#[derive(Clone, Hash, Debug, Default)]
pub struct CachedNames(Arc<Vec<CachedName>>);

/// One place.
#[derive(Clone, Hash, Debug)]
enum CachedName {
    /// None.
    Empty,
    /// A name that the interpreter's own start has looked up.
    Start {
        /// The version tag of the type it was looked up in.
        version: u32,
        name: PyStr,
        /// Whether the place's reference is among those that the name is made with. If not, the
        /// place holds another string with the same text.
        is_counted: bool,
    },
    /// A name that the program has looked up; owned.
    Object(u32, ObjId),
}

impl CachedNames {
    /// A cache with these names: place, version tag, name. `refcount` tells with how many references
    /// a name is made.
    pub fn new(used: &[(usize, u32, String)], refcount: impl Fn(&str) -> i64) -> CachedNames {
        let mut held: BTreeMap<&str, i64> = BTreeMap::new();
        for (_, _, name) in used {
            *held.entry(name).or_default() += 1;
        }
        let mut places = vec![CachedName::Empty; 1 << MCACHE_SIZE_EXP];
        for (index, version, name) in used {
            if let Some(place) = places.get_mut(*index) {
                *place = CachedName::Start {
                    version: *version,
                    name: PyStr::new(name),
                    is_counted: held.get(name.as_str()) <= Some(&refcount(name)),
                };
            }
        }
        CachedNames(Arc::new(places))
    }
}

impl Vm<'_> {
    /// A name was looked up in the type with that version tag: it takes its place in the cache.
    /// What it pushes out is returned: version tag and name.
    #[cold]
    pub(super) fn cache_name(&mut self, version: u32, name: ObjId) -> Option<(u32, ObjId)> {
        let heap = &mut self.state.heap;
        if self.state.cached_names.0.is_empty() || heap.booting() {
            return None;
        }
        // MCACHE_HASH
        let hash = heap.str_hash(name) as u32;
        let text = heap.as_str(name)?;
        if text.len() > MCACHE_MAX_ATTR_SIZE {
            return None;
        }
        let index = ((version ^ hash) & ((1 << MCACHE_SIZE_EXP) - 1)) as usize;
        let known = match self.state.cached_names.0.get(index)? {
            CachedName::Empty => false,
            CachedName::Start {
                version: tag,
                name: start,
                ..
            } => *tag == version && start == text,
            CachedName::Object(tag, object) => *tag == version && *object == name,
        };
        if known {
            return None;
        }
        heap.incref(name);
        let places = Arc::make_mut(&mut self.state.cached_names.0);
        let old = std::mem::replace(places.get_mut(index)?, CachedName::Object(version, name));
        match old {
            CachedName::Empty => {
                let none = heap.none();
                heap.decref(none);
                None
            }
            CachedName::Start {
                version,
                name,
                is_counted,
            } => {
                let object = heap.intern(&name);
                if is_counted {
                    heap.decref(object);
                }
                heap.decref(object);
                Some((version, object))
            }
            CachedName::Object(tag, object) => {
                heap.decref(object);
                Some((tag, object))
            }
        }
    }
}
