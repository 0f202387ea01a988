//! What a compilation leaves in memory: its containers come and go as CPython's compiler makes and drops
//! them (`Python/compile.c`, `Python/symtable.c`), and the free lists and the collector's counts are
//! afterwards what they are there. The containers themselves are never looked at: they are memory only.

use std::collections::BTreeMap;

use crate::code::footprint::{Container, Step};
use crate::objects::dict_keys::{DICT_MINSIZE, keys_size};
use crate::objects::freelist::{Keep, TUPLE_MAXSAVESIZE};
use crate::objects::heap::Heap;
use crate::value::Addr;

/// Memory of containers that steps have made and not dropped.
#[derive(Clone, Debug, Default)]
pub struct Footprint {
    held: BTreeMap<Container, Vec<Addr>>,
}

impl Heap {
    /// Takes the steps of a compilation. A collection may become due on the way, as it would in
    /// CPython.
    pub fn compile_footprint(&mut self, steps: &[Step]) -> Footprint {
        let mut footprint = Footprint::default();
        for &step in steps {
            match step {
                Step::Made(container) => {
                    let addr = self.take_container(container);
                    footprint.held.entry(container).or_default().push(addr);
                }
                Step::Dropped(container) => {
                    let held = footprint.held.get_mut(&container);
                    if let Some(addr) = held.and_then(Vec::pop) {
                        self.drop_container(container, addr);
                    }
                }
            }
        }
        footprint
    }

    /// Gives back what is left: the tree's arena and what belongs to the code.
    pub fn drop_footprint(&mut self, footprint: Footprint) {
        for (container, held) in footprint.held {
            for addr in held {
                self.drop_container(container, addr);
            }
        }
    }

    fn take_container(&mut self, container: Container) -> Addr {
        let lists = &mut self.free_lists;
        let kept = match container {
            Container::List => lists.list.pop(),
            Container::Dict => lists.dict.pop(),
            Container::Keys => lists.dict_keys.pop(),
            Container::Tuple(len) if len < TUPLE_MAXSAVESIZE => lists.tuple[len].pop(),
            Container::Float => lists.float.pop(),
            _ => None,
        };
        kept.unwrap_or_else(|| match container {
            Container::Keys => self.block(keys_size(DICT_MINSIZE)),
            Container::Float => self.block(24),
            Container::List => self.gc_block(40),
            Container::Dict | Container::SetIterator => self.gc_block(48),
            Container::Tuple(len) => self.gc_block(24 + 8 * len),
            Container::Set => self.gc_block(200),
            Container::TupleIterator => self.gc_block(32),
        })
    }

    fn drop_container(&mut self, container: Container, addr: Addr) {
        let keep = match container {
            Container::List => Keep::List,
            Container::Dict => Keep::Dict,
            Container::Keys => return self.free_keys_block(addr, DICT_MINSIZE),
            Container::Tuple(len) if len < TUPLE_MAXSAVESIZE => Keep::Tuple(len as u8),
            Container::Float => Keep::Float,
            _ => Keep::Gc,
        };
        self.free_object(addr, keep);
    }
}
