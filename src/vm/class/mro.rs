//! The method resolution order: the C3 merge (`mro_implementation` and `pmerge`).
//!
//! Each base brings its own order, and the bases' order as written is one more list. The next
//! class of the result is the first head of a list that stands in no other list's tail: nobody
//! then comes before one of its own subclasses.

use crate::objects::{Ty, type_id};
use crate::value::{Addr, ObjId};
use crate::vm::attr::clip;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// The tuple of the MRO: the metaclass's `mro()` if it has its own (`mro_invoke`).
    pub(super) fn class_mro(&mut self, class: ObjId) -> PyResult {
        let meta = self.state.heap.type_of(class);
        let name = self.state.names.mro;
        let custom = meta != type_id(Ty::Type)
            && self.find_in_mro(meta, name) != self.find_in_mro(type_id(Ty::Type), name);
        let items = if custom {
            let result = self.call_hook(class, name, &[])?;
            let items = self.collect(result);
            self.state.heap.decref(result);
            let items = items?;
            for &item in &items {
                if self.state.heap.as_type(item).is_none() {
                    let given = self.state.heap.type_name(item);
                    self.state.heap.decref_all(items);
                    return self.type_error(format!(
                        "mro() returned a non-class ('{}')",
                        clip(&given, 500)
                    ));
                }
                let (solid, own) = (self.solid_base(item), self.solid_base(class));
                if !self.state.heap.is_subtype(own, solid) {
                    let name = self.type_title(item);
                    self.state.heap.decref_all(items);
                    return self.type_error(format!(
                        "mro() returned base with unsuitable layout ('{}')",
                        clip(&name, 500)
                    ));
                }
            }
            items
        } else {
            self.compute_mro(class)?
        };
        let heap = &mut self.state.heap;
        let single = heap
            .as_type(class)
            .and_then(|class| heap.as_tuple(class.tp_bases))
            .is_some_and(|bases| bases.len() < 2);
        // With one base `mro_implementation` gives a tuple, which `type.mro`, called for every
        // other metaclass, turns into a list; several bases are merged into a list.
        let merged = match (custom, single, meta == type_id(Ty::Type)) {
            (true, ..) | (_, true, true) => None,
            (_, false, _) => Some(heap.new_list_from(&items)),
            (_, true, false) => {
                let tuple = heap.new_tuple_of(&items);
                let list = heap.new_list_from(&items);
                heap.decref(tuple);
                Some(list)
            }
        };
        let mro = heap.new_tuple(items);
        heap.xdecref(merged);
        Ok(mro)
    }

    /// The bases of a class as written (`tp_bases`); borrowed.
    pub(super) fn bases_of(&self, class: ObjId) -> Vec<ObjId> {
        let heap = &self.state.heap;
        let bases = heap.as_type(class).map(|class| class.tp_bases);
        let items = bases.and_then(|bases| heap.as_tuple(bases));
        items.unwrap_or_default().to_vec()
    }

    /// The MRO of a class as its bases give it; new references (`type.mro()`).
    pub fn compute_mro(&mut self, class: ObjId) -> PyResult<Vec<ObjId>> {
        let bases = self.bases_of(class);
        let mut lists: Vec<Vec<ObjId>> = bases
            .iter()
            .filter_map(|&base| self.state.heap.as_type(base))
            .map(|base| base.mro.clone())
            .collect();
        lists.push(bases.clone());
        for (index, base) in bases.iter().enumerate() {
            if bases[..index].contains(base) {
                let name = self.type_title(*base);
                return self.type_error(format!("duplicate base class {name}"));
            }
        }
        let scratch = self.merge_scratch(&lists);
        let merged = merge(lists.clone());
        for block in scratch {
            self.state.heap.free_block(block);
        }
        let Some(merged) = merged else {
            return self.mro_conflict(lists);
        };
        let mut mro = vec![class];
        mro.extend(merged);
        for &class in &mro {
            self.state.heap.incref(class);
        }
        Ok(mro)
    }

    /// Memory that the merge takes meanwhile: an array of the lists, the places reached in them, and the
    /// list that the result grows in. One base needs no merge.
    fn merge_scratch(&mut self, lists: &[Vec<ObjId>]) -> Vec<Addr> {
        if lists.len() <= 2 {
            return Vec::new();
        }
        let heap = &mut self.state.heap;
        let to_merge = heap.block(8 * lists.len());
        let result = heap.block(8);
        let remain = heap.block(4 * lists.len());
        let result = heap.realloc_block(result, 40);
        vec![remain, to_merge, result]
    }

    /// No order exists (`set_mro_error`): names the heads that block one another.
    fn mro_conflict(&mut self, lists: Vec<Vec<ObjId>>) -> PyResult<Vec<ObjId>> {
        let rest = merge_rest(lists);
        let mut heads: Vec<ObjId> = Vec::new();
        for head in rest.iter().filter_map(|list| list.first()) {
            if !heads.contains(head) {
                heads.push(*head);
            }
        }
        let names: Vec<String> = heads.iter().map(|&head| self.type_title(head)).collect();
        let message = format!(
            "Cannot create a consistent method resolution\norder (MRO) for bases {}",
            names.join(", ")
        );
        Err(self.raise(Ty::TypeError, message))
    }
}

/// The next head that stands in no tail.
fn next_head(lists: &[Vec<ObjId>]) -> Option<ObjId> {
    lists
        .iter()
        .filter_map(|list| list.first())
        .find(|head| {
            !lists
                .iter()
                .any(|list| list.iter().skip(1).any(|other| other == *head))
        })
        .copied()
}

/// Merges the lists; none where they contradict each other.
fn merge(mut lists: Vec<Vec<ObjId>>) -> Option<Vec<ObjId>> {
    let mut merged = Vec::new();
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return Some(merged);
        }
        let head = next_head(&lists)?;
        merged.push(head);
        for list in &mut lists {
            if list.first() == Some(&head) {
                list.remove(0);
            }
        }
    }
}

/// What is left of the lists when the merge gets stuck.
fn merge_rest(mut lists: Vec<Vec<ObjId>>) -> Vec<Vec<ObjId>> {
    loop {
        lists.retain(|list| !list.is_empty());
        let Some(head) = next_head(&lists) else {
            return lists;
        };
        for list in &mut lists {
            if list.first() == Some(&head) {
                list.remove(0);
            }
        }
    }
}
