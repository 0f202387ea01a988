//! What the collector says of its work when it is asked to (`gc.set_debug`; `show_stats_each_generations`
//! and `debug_cycle` of `Modules/gcmodule.c`). The lines go to stderr as soon as the collection is over.

use crate::gc::NUM_GENERATIONS;
use crate::objects::Heap;
use crate::value::ObjId;

/// `DEBUG_STATS`: sizes and results of each collection.
pub const DEBUG_STATS: u32 = 1;
/// `DEBUG_COLLECTABLE`: each unreachable object.
pub const DEBUG_COLLECTABLE: u32 = 2;
/// `DEBUG_UNCOLLECTABLE`: each object that can't be freed; there are none any more.
pub const DEBUG_UNCOLLECTABLE: u32 = 4;
/// `DEBUG_SAVEALL`: keep the garbage in `gc.garbage` instead of freeing it.
pub const DEBUG_SAVEALL: u32 = 32;

impl Heap {
    /// Whether one of these debug flags is set.
    pub(crate) fn gc_debugs(&self, flags: u32) -> bool {
        self.gc.debug & flags != 0
    }

    /// A collection begins.
    pub(crate) fn say_collecting(&mut self, generation: usize) {
        if !self.gc_debugs(DEBUG_STATS) {
            return;
        }
        let sizes = (0..NUM_GENERATIONS).map(|number| {
            let opaque = self.gc.opaque.get(number).copied().unwrap_or(0);
            self.gc_objects(number).len() as u64 + opaque
        });
        let sizes: String = sizes.map(|size| format!(" {size}")).collect();
        let permanent = self.gc_permanent_count();
        self.gc.report.push_str(&format!(
            "gc: collecting generation {generation}...\ngc: objects in each generation:{sizes}\n\
             gc: objects in permanent generation: {permanent}\n"
        ));
    }

    /// These objects were found to be unreachable.
    pub(crate) fn say_collectable(&mut self, unreachable: &[ObjId]) {
        if !self.gc_debugs(DEBUG_COLLECTABLE) {
            return;
        }
        for &id in unreachable {
            let (name, address) = (self.type_name(id), self.addr(id).0);
            let line = format!("gc: collectable <{name} {address:#x}>\n");
            self.gc.report.push_str(&line);
        }
    }

    /// A collection is over. No time passes here meanwhile.
    pub(crate) fn say_done(&mut self, unreachable: u64) {
        if self.gc_debugs(DEBUG_STATS) {
            self.gc.report.push_str(&format!(
                "gc: done, {unreachable} unreachable, 0 uncollectable, 0.0000s elapsed\n"
            ));
        }
    }

    /// How many objects `gc.freeze` has set aside.
    pub fn gc_permanent_count(&self) -> usize {
        let mut count = 0;
        let mut next = self.gc.permanent_generation.first;
        while let Some(id) = next {
            count += 1;
            next = self.get(id).gc.next;
        }
        count
    }
}
