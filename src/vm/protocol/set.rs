//! Sets with any elements: drives the heap's searches, which ask whenever comparing two elements
//! needs Python (`set_add_entry`, `set_contains_entry`, `set_discard_entry` of
//! `Objects/setobject.c`).

use crate::objects::set_search::{SetSearch, SetStep};
use crate::value::ObjId;
use crate::vm::protocol::compare::CompareOp;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// Searches an element whose hash is known, to find or to add.
    fn set_search(&mut self, set: ObjId, key: ObjId, hash: i64, adding: bool) -> PyResult<SetStep> {
        let mut search = SetSearch::new(set, key, hash, adding);
        let mut answer = false;
        loop {
            match search.step(&mut self.state.heap, answer) {
                SetStep::Compare { startkey, key } => {
                    match self.rich_compare_bool(startkey, key, CompareOp::Eq) {
                        Ok(equal) => answer = equal,
                        Err(fault) => {
                            search.cancel(&mut self.state.heap);
                            return Err(fault);
                        }
                    }
                }
                end => return Ok(end),
            }
        }
    }

    /// Adds an element, which the set counts.
    pub fn set_add(&mut self, set: ObjId, key: ObjId) -> PyResult<()> {
        let hash = self.hash(key)?;
        self.set_add_hash(set, key, hash)
    }

    /// The same with the element's hash.
    pub fn set_add_hash(&mut self, set: ObjId, key: ObjId, hash: i64) -> PyResult<()> {
        // CPython holds a reference while comparing; the one that is stored is the heap's.
        self.state.heap.incref(key);
        let found = self.set_search(set, key, hash, true);
        if let Ok(SetStep::Missing(slot)) = found {
            self.state.heap.set_store(set, slot, key, hash);
        }
        self.state.heap.decref(key);
        found.map(|_| ())
    }

    /// Whether the set has the element.
    pub fn set_contains(&mut self, set: ObjId, key: ObjId) -> PyResult<bool> {
        let hash = self.hash(key)?;
        self.set_contains_hash(set, key, hash)
    }

    /// The same with the element's hash.
    pub fn set_contains_hash(&mut self, set: ObjId, key: ObjId, hash: i64) -> PyResult<bool> {
        let found = self.set_search(set, key, hash, false)?;
        Ok(matches!(found, SetStep::Found(_)))
    }

    /// Removes an element; false if it isn't there.
    pub fn set_discard(&mut self, set: ObjId, key: ObjId) -> PyResult<bool> {
        let hash = self.hash(key)?;
        self.set_discard_hash(set, key, hash)
    }

    /// The same with the element's hash.
    pub fn set_discard_hash(&mut self, set: ObjId, key: ObjId, hash: i64) -> PyResult<bool> {
        match self.set_search(set, key, hash, false)? {
            SetStep::Found(slot) => {
                let old = self.state.heap.set_take(set, slot);
                self.state.heap.xdecref(old);
                Ok(old.is_some())
            }
            _ => Ok(false),
        }
    }
}
