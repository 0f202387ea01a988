//! What a program finds when it starts: counts, free lists and reference counts that the
//! interpreter's own start has left behind.

use crate::objects::alloc::GC_HEAD_SIZE;
use crate::objects::freelist::TUPLE_MAXSAVESIZE;
use crate::objects::make_frame::frame_size;
use crate::objects::ty::ALL;
use crate::objects::{GcList, type_id};
use crate::value::{Addr, ObjId, PyInt, PyStr};
use crate::vm::Vm;
use crate::vm::state::StartImage;

/// Lengths of the free lists when a script begins, as recorded in CPython 3.8.18; tuples follow.
const FREE_LISTS: [(&str, usize); 8] = [
    ("float", 3),
    ("frame", 4),
    ("list", 6),
    ("dict", 9),
    ("dictkeys", 8),
    ("method", 8),
    ("cfunction", 3),
    ("slice", 1),
];
/// Of the free lists of tuples, by length.
const FREE_TUPLES: [usize; TUPLE_MAXSAVESIZE] =
    [0, 8, 5, 4, 1, 4, 3, 10, 6, 3, 1, 1, 2, 0, 3, 2, 0, 1, 2, 3];
/// References that the rest of the interpreter holds to shared objects, recorded likewise.
const SHARED_REFCOUNTS: [(&str, i64); 24] = [
    ("None", 4072),
    ("True", 107),
    ("False", 112),
    ("()", 1226),
    ("object", 583),
    ("type", 37),
    ("int", 67),
    ("str", 74),
    ("float", 50),
    ("bool", 13),
    ("bytes", 68),
    ("list", 39),
    ("tuple", 71),
    ("dict", 36),
    ("set", 49),
    ("frozenset", 36),
    ("range", 27),
    ("property", 22),
    ("classmethod", 14),
    ("staticmethod", 14),
    ("Exception", 93),
    ("BaseException", 94),
    ("''", 58),
    ("'__name__'", 104),
];
/// The same for the ints from 0 to 20.
const SMALL_INT_REFCOUNTS: [i64; 21] = [
    266, 124, 104, 43, 63, 32, 19, 18, 37, 14, 12, 15, 10, 8, 10, 9, 26, 10, 8, 8, 8,
];
/// Slots of the frames on the free list, the one freed last at the end: the main module's frame
/// takes it before the first instruction.
const FREE_FRAME_SLOTS: [usize; 4] = [6, 8, 13, 16];

impl StartImage {
    /// Nothing happened before the script: all counts are zero and all lists empty. A teaching
    /// choice.
    pub fn clean() -> StartImage {
        StartImage {
            gc_counts: [0; 3],
            gc_stats: [[0; 3]; 3],
            shared_refcounts: Default::default(),
            free_lists: Default::default(),
        }
    }
}

impl Default for StartImage {
    /// What CPython 3.8.18 has when the one-line script `pass` begins.
    fn default() -> StartImage {
        let tuples = FREE_TUPLES.iter().enumerate();
        let small_ints = SMALL_INT_REFCOUNTS.iter().enumerate();
        StartImage {
            gc_counts: [403, 9, 0],
            gc_stats: [[9, 0, 0], [0; 3], [0; 3]],
            shared_refcounts: SHARED_REFCOUNTS
                .iter()
                .map(|&(name, count)| (name.to_owned(), count))
                .chain(small_ints.map(|(value, &count)| (value.to_string(), count)))
                .collect(),
            free_lists: FREE_LISTS
                .iter()
                .map(|&(name, length)| (name.to_owned(), length))
                .chain(tuples.map(|(size, &length)| (format!("tuple{size}"), length)))
                .collect(),
        }
    }
}

impl Vm<'_> {
    /// The interpreter is set up: from now on memory comes from pymalloc, and everything counts
    /// from what the image says.
    pub(super) fn apply_start_image(&mut self, image: &StartImage) {
        self.raise_shared_refcounts(image);
        self.state.heap.finish_boot();
        self.fill_free_lists(image);
        self.age_objects(image);
    }

    /// Adds what the rest of the interpreter holds to the counts of shared objects.
    fn raise_shared_refcounts(&mut self, image: &StartImage) {
        for (name, count) in &image.shared_refcounts {
            if let Some(object) = self.shared_object(name) {
                self.state.heap.get_mut(object).ob_refcnt += count;
            }
        }
    }

    /// The object of that repr; borrowed.
    fn shared_object(&mut self, name: &str) -> Option<ObjId> {
        let heap = &mut self.state.heap;
        if let Ok(value) = name.parse::<i64>() {
            let object = heap.new_int(PyInt::from(value));
            heap.decref(object);
            return heap.is_alive(object).then_some(object);
        }
        if let Some(text) = name
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('\''))
        {
            let object = heap.new_str(PyStr::new(text));
            let object = heap.intern_in_place(object);
            heap.decref(object);
            return heap.is_alive(object).then_some(object);
        }
        match name {
            "None" => Some(heap.none()),
            "True" => Some(heap.bool_obj(true)),
            "False" => Some(heap.bool_obj(false)),
            "()" => Some(heap.empty_tuple()),
            _ => ALL
                .iter()
                .find(|ty| ty.info().name == name)
                .map(|&ty| type_id(ty)),
        }
    }

    /// Puts memory of objects that died during the start on the free lists.
    fn fill_free_lists(&mut self, image: &StartImage) {
        let heap = &mut self.state.heap;
        for (name, &length) in &image.free_lists {
            for index in 0..length {
                let mut gc_block = |size| {
                    let block = heap.memory.malloc(size + GC_HEAD_SIZE);
                    Addr(block.0 + GC_HEAD_SIZE as u64)
                };
                match name.as_str() {
                    "float" => {
                        let block = heap.memory.malloc(24);
                        heap.free_lists.float.push(block);
                    }
                    "dictkeys" => {
                        let block = heap.memory.malloc(168);
                        heap.free_lists.dict_keys.push(block);
                    }
                    "list" => heap.free_lists.list.push(gc_block(40)),
                    "dict" => heap.free_lists.dict.push(gc_block(48)),
                    "method" => heap.free_lists.method.push(gc_block(48)),
                    "cfunction" => heap.free_lists.cfunction.push(gc_block(56)),
                    "slice" => heap.free_lists.slice = Some(gc_block(40)),
                    "frame" => {
                        let slots = FREE_FRAME_SLOTS.get(index).copied().unwrap_or_default();
                        let block = gc_block(frame_size(slots));
                        heap.free_lists.frame.push((block, slots));
                    }
                    tuple => {
                        let size = tuple.strip_prefix("tuple").and_then(|n| n.parse().ok());
                        let size: usize = size.unwrap_or_default();
                        if size > 0
                            && let Some(list) = heap.free_lists.tuple.get_mut(size)
                        {
                            let block = heap.memory.malloc(24 + 8 * size + GC_HEAD_SIZE);
                            list.push(Addr(block.0 + GC_HEAD_SIZE as u64));
                        }
                    }
                }
            }
        }
    }

    /// The objects made so far are as old as the image's counts say: those of the last generation-0
    /// span are young still; the others have survived.
    fn age_objects(&mut self, image: &StartImage) {
        let heap = &mut self.state.heap;
        let survivors = if image.gc_counts[1] > 0 { 1 } else { 2 };
        let mut old = heap.gc_objects(0);
        let young = usize::try_from(image.gc_counts[0]).unwrap_or(0);
        old.truncate(old.len().saturating_sub(young));
        for object in old {
            heap.gc_untrack(object);
            heap.gc_append(object, GcList::Generation(survivors));
        }
        for (generation, &count) in heap.gc.generations.iter_mut().zip(&image.gc_counts) {
            generation.count = count;
        }
        for (stats, &[collections, collected, uncollectable]) in
            heap.gc.stats.iter_mut().zip(&image.gc_stats)
        {
            stats.collections = collections;
            stats.collected = collected;
            stats.uncollectable = uncollectable;
        }
    }
}
