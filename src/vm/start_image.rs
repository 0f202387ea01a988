//! What a program finds when it starts: memory, free lists, counts and reference counts that the
//! interpreter's own start has left behind.
//!
//! A real CPython has run thousands of lines of Python before a script's first instruction. What
//! that leaves is recorded once (`tests/record/start_image.py`) and kept as data: pools with their free
//! blocks, dead objects on the free lists, the collector's counts, the references to shared objects. The
//! objects themselves aren't there: nothing looks at them. Names that the interpreter had interned are
//! made when a program first asks for them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::code::footprint::Step;
use crate::memory::{
    ALIGNMENT, ArenaId, BlockName, FullPoolImage, ImageError, Memory, MemoryImage, NULL,
    SMALL_REQUEST_THRESHOLD,
};
use crate::objects::alloc::GC_HEAD_SIZE;
use crate::objects::container::{Interned, Keys};
use crate::objects::freelist::FreeLists;
use crate::objects::make_frame::frame_size;
use crate::objects::ty::ALL;
use crate::objects::{GcList, Heap, Payload, StartName, StartNames, type_id};
use crate::value::{Addr, ObjId, PyInt, PyStr};
use crate::vm::Vm;
use crate::vm::cached_names::CachedNames;
use crate::vm::state::World;

/// The recorded start of CPython 3.8.18.
const RECORDED: &str = include_str!("../../assets/start_image.json");

/// What a run begins with.
#[derive(Clone, Debug)]
pub struct StartImage {
    /// `gc.get_count()` when the script begins.
    pub gc_counts: [u64; 3],
    /// Statistics of earlier collections: collections, collected, uncollectable per generation.
    pub gc_stats: [[u64; 3]; 3],
    /// `long_lived_total` and `long_lived_pending`.
    pub long_lived: [u64; 2],
    /// How many objects each generation's list holds.
    pub gc_sizes: [u64; 3],
    /// Reference counts of shared objects by their repr (`None`, `0`, `()`, ...) or their type's name,
    /// without those from the script itself.
    pub refcounts: Arc<BTreeMap<String, i64>>,
    /// Names of the built-in types that have a dict of subclasses.
    pub subclassed: Arc<Vec<String>>,
    /// References to the one empty key table (`empty_keys_struct`).
    pub empty_keys: i64,
    /// What the method cache holds.
    pub cached_names: CachedNames,
    /// Version tags of the built-in types by name, and under the empty name the one given out next.
    pub version_tags: Arc<BTreeMap<String, u32>>,
    /// Strings that are interned, or shared because they are one character.
    pub names: StartNames,
    /// The allocators.
    pub memory: Memory,
    /// Dead objects whose memory their types keep.
    pub free_lists: FreeLists,
    /// The constants' tuple of the script that the start was recorded of, if it isn't the one that runs:
    /// then compiling that one is still to come.
    pub other_consts: Option<Addr>,
    /// Where objects lie that this machine makes itself before the script begins.
    pub places: Vec<(StartObject, Addr)>,
}

/// An object that exists when the script begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StartObject {
    /// The namespace of `__main__`.
    MainDict,
    /// Its table of keys.
    MainKeys,
    /// `__main__.__annotations__`.
    Annotations,
    /// A constant: of which code object (counted as they are found from the module's inwards), at which
    /// index.
    Const(usize, usize),
}

/// A start as it is recorded, with blocks by their names. The shape is that of the recorder's `heap`
/// records.
#[derive(Clone, Debug, Deserialize)]
pub struct StartRecord {
    /// See [`StartImage::gc_counts`].
    pub gc: [u64; 3],
    /// See [`StartImage::gc_stats`].
    pub stats: [[u64; 3]; 3],
    /// See [`StartImage::long_lived`].
    pub long_lived: [u64; 2],
    /// See [`StartImage::gc_sizes`].
    #[serde(default)]
    pub gc_sizes: [u64; 3],
    /// See [`StartImage::refcounts`].
    #[serde(default)]
    pub refcounts: BTreeMap<String, i64>,
    /// See [`StartImage::subclassed`].
    #[serde(default)]
    pub subclassed: Vec<String>,
    /// See [`StartImage::empty_keys`].
    #[serde(default)]
    pub empty_keys: i64,
    /// What the method cache holds: place, version tag, name.
    #[serde(default)]
    pub method_cache: Vec<(usize, u32, String)>,
    /// See [`StartImage::version_tags`].
    #[serde(default)]
    pub version_tags: BTreeMap<String, u32>,
    /// Reference count, state of interning and block of each interned or one-character string.
    #[serde(default)]
    pub names: BTreeMap<String, (i64, u8, Option<RecordedBlock>)>,
    /// pymalloc.
    pub heap: MemoryImage,
    /// The free lists.
    pub free_lists: FreeListRecord,
    /// The block of the main module's namespace and of its keys.
    #[serde(default)]
    pub main_dict: [Option<RecordedBlock>; 2],
    /// The block of its `__annotations__`.
    #[serde(default)]
    pub annotations: Option<RecordedBlock>,
    /// See [`StartImage::other_consts`].
    #[serde(default)]
    pub other_consts: Option<RecordedBlock>,
    /// Blocks of constants: code object, index, block.
    #[serde(default)]
    pub constants: Vec<(usize, usize, RecordedBlock)>,
}

/// Arena, pool, index, size of the block, bytes from its start.
pub type RecordedBlock = (u32, usize, usize, usize, usize);

/// The blocks on the free lists, the next to be handed out first; null for a block that isn't
/// pymalloc's.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct FreeListRecord {
    float: Vec<Option<RecordedBlock>>,
    tuple: Vec<Vec<Option<RecordedBlock>>>,
    list: Vec<Option<RecordedBlock>>,
    dict: Vec<Option<RecordedBlock>>,
    dictkeys: Vec<Option<RecordedBlock>>,
    /// With the number of slots that each has room for.
    #[serde(default)]
    pub frames: Vec<(Option<RecordedBlock>, usize)>,
    method: Vec<Option<RecordedBlock>>,
    cfunction: Vec<Option<RecordedBlock>>,
    /// The one slice that may be kept, and whether there is one: a log doesn't say where it lies.
    #[serde(default)]
    slice: Option<RecordedBlock>,
    /// See `slice`.
    #[serde(default)]
    pub slices: usize,
}

impl StartImage {
    /// Nothing happened before the script: all counts are zero and all lists empty. A teaching
    /// choice.
    pub fn clean() -> StartImage {
        StartImage {
            gc_counts: [0; 3],
            gc_stats: [[0; 3]; 3],
            long_lived: [0; 2],
            gc_sizes: [0; 3],
            refcounts: Arc::default(),
            subclassed: Arc::default(),
            empty_keys: 0,
            cached_names: CachedNames::default(),
            version_tags: Arc::default(),
            names: StartNames::default(),
            memory: Memory::new(),
            free_lists: FreeLists::default(),
            other_consts: None,
            places: Vec::new(),
        }
    }

    /// The image that a record describes.
    ///
    /// # Errors
    /// When the record contradicts itself.
    pub fn from_record(record: &StartRecord) -> Result<StartImage, ImageError> {
        let mut heap = record.heap.clone();
        let named = record.named_blocks();
        let known = named.iter().map(|&(_, block)| block);
        add_full_pools(&mut heap, known.chain(record.free_lists.blocks()));
        let mut memory = Memory::from_image(&heap)?;
        let free_lists = record.free_lists.loaded(&mut memory);
        let names = record
            .names
            .iter()
            .map(|(text, &(ob_refcnt, state, block))| {
                let interned = match state {
                    0 => Interned::No,
                    1 => Interned::Mortal,
                    _ => Interned::Immortal,
                };
                let addr = block.map_or(NULL, address);
                let name = StartName {
                    ob_refcnt,
                    interned,
                    addr,
                };
                (PyStr::new(text), name)
            });
        Ok(StartImage {
            gc_counts: record.gc,
            gc_stats: record.stats,
            long_lived: record.long_lived,
            gc_sizes: record.gc_sizes,
            refcounts: Arc::new(record.refcounts.clone()),
            subclassed: Arc::new(record.subclassed.clone()),
            empty_keys: record.empty_keys,
            cached_names: CachedNames::new(&record.method_cache, |name| {
                record.names.get(name).map_or(0, |&(refcount, ..)| refcount)
            }),
            version_tags: Arc::new(record.version_tags.clone()),
            names: names.collect(),
            memory,
            free_lists,
            other_consts: record.other_consts.map(address),
            places: named
                .into_iter()
                .map(|(object, block)| (object, address(block)))
                .collect(),
        })
    }

    /// The same start, with what only the recorded one knows: counts of shared objects and names.
    #[must_use]
    pub fn with_shared_objects_of(mut self, other: &StartImage) -> StartImage {
        self.refcounts = Arc::clone(&other.refcounts);
        self.names = other.names.clone();
        self.subclassed = Arc::clone(&other.subclassed);
        self.cached_names = other.cached_names.clone();
        if self.empty_keys == 0 {
            self.empty_keys = other.empty_keys;
        }
        self.version_tags = Arc::clone(&other.version_tags);
        self.gc_sizes = other.gc_sizes;
        self
    }
}

impl Default for StartImage {
    /// What CPython 3.8.18 has when the one-line script `pass` begins.
    fn default() -> StartImage {
        static IMAGE: LazyLock<StartImage> = LazyLock::new(|| {
            let record = serde_json::from_str::<StartRecord>(RECORDED).ok();
            // A test makes sure that the recorded start can be read.
            let image = record.and_then(|record| StartImage::from_record(&record).ok());
            image.unwrap_or_else(StartImage::clean)
        });
        IMAGE.clone()
    }
}

impl StartRecord {
    /// The objects whose blocks are known.
    fn named_blocks(&self) -> Vec<(StartObject, RecordedBlock)> {
        let [dict, keys] = self.main_dict;
        let own = [
            (StartObject::MainDict, dict),
            (StartObject::MainKeys, keys),
            (StartObject::Annotations, self.annotations),
        ];
        let own = own
            .into_iter()
            .filter_map(|(object, block)| Some((object, block?)));
        let constants = self.constants.iter();
        let constants =
            constants.map(|&(code, index, block)| (StartObject::Const(code, index), block));
        own.chain(constants).collect()
    }
}

impl FreeListRecord {
    /// All blocks that lie in pools.
    fn blocks(&self) -> impl Iterator<Item = RecordedBlock> {
        let plain = [
            &self.float,
            &self.list,
            &self.dict,
            &self.dictkeys,
            &self.method,
        ];
        let lists = plain
            .into_iter()
            .chain([&self.cfunction])
            .chain(&self.tuple);
        let frames = self.frames.iter().map(|(block, _)| block);
        lists
            .flatten()
            .chain(frames)
            .copied()
            .flatten()
            .chain(self.slice)
    }

    /// The free lists with the blocks' addresses.
    fn loaded(&self, memory: &mut Memory) -> FreeLists {
        let mut place = |block: Option<RecordedBlock>, head: usize| match block {
            Some(block) => Addr(address(block).0 + head as u64),
            // Of a block outside the pools only that it is large is known.
            None => Addr(memory.malloc(SMALL_REQUEST_THRESHOLD + 1).0 + head as u64),
        };
        // The next to be handed out is recorded first, and stands last here.
        let slice = (self.slices > 0).then(|| place(self.slice, GC_HEAD_SIZE));
        let mut addresses = |blocks: &[Option<RecordedBlock>], head: usize| -> Vec<Addr> {
            let mut list: Vec<Addr> = blocks.iter().map(|&block| place(block, head)).collect();
            list.reverse();
            list
        };
        let mut lists = FreeLists {
            float: addresses(&self.float, 0),
            list: addresses(&self.list, GC_HEAD_SIZE),
            dict: addresses(&self.dict, GC_HEAD_SIZE),
            dict_keys: addresses(&self.dictkeys, 0),
            method: addresses(&self.method, GC_HEAD_SIZE),
            cfunction: addresses(&self.cfunction, GC_HEAD_SIZE),
            slice,
            ..FreeLists::default()
        };
        for (list, blocks) in lists.tuple.iter_mut().zip(&self.tuple).skip(1) {
            *list = addresses(blocks, GC_HEAD_SIZE);
        }
        let frames: Vec<_> = self.frames.iter().map(|&(block, _)| block).collect();
        let slots = self.frames.iter().rev().map(|&(_, slots)| slots);
        lists.frame = addresses(&frames, GC_HEAD_SIZE)
            .into_iter()
            .zip(slots)
            .collect();
        lists
    }
}

/// The slots of the largest frame that fits a block of so many bytes.
pub fn frame_slots_in(block_size: usize) -> usize {
    block_size.saturating_sub(GC_HEAD_SIZE + frame_size(0)) / 8
}

fn address((arena, pool, index, size, offset): RecordedBlock) -> Addr {
    BlockName {
        arena: ArenaId(arena),
        pool,
        index,
        size,
        offset,
    }
    .address()
}

/// Full pools are on no list of CPython's: that one of them has blocks of a size is learnt from an
/// object that lies in it.
fn add_full_pools(heap: &mut MemoryImage, blocks: impl Iterator<Item = RecordedBlock>) {
    for (arena, pool, _, size, _) in blocks {
        let name = (arena, pool);
        let mut used = heap.classes.iter().flatten();
        let known =
            used.any(|used| used.pool == name) || heap.full.iter().any(|full| full.pool == name);
        if !known {
            heap.full.push(FullPoolImage {
                pool: name,
                szidx: (size / ALIGNMENT).saturating_sub(1),
            });
        }
    }
}

impl Vm<'_> {
    /// Before the script's code is loaded: shared objects have the counts that the interpreter's start
    /// has left, and names that it interned are known.
    pub(super) fn apply_shared_objects(&mut self, image: &StartImage) {
        for (name, &count) in &*image.refcounts {
            if let Some(object) = self.shared_object(name) {
                // What this machine itself holds is among the others.
                self.state.heap.get_mut(object).ob_refcnt = count;
            }
        }
        self.state.heap.know_start_names(&image.names);
        if !image.refcounts.is_empty() {
            // Somebody has read a list beyond its end before.
            self.state.heap.list_indexerr();
        }
        self.apply_method_cache(image);
        for name in &*image.subclassed {
            if let Some(class) = self.shared_object(name) {
                self.state.heap.begin_subclasses(class);
            }
        }
        self.age_objects(image);
        // Exceptions were handled during the start: since then there is a None where there was nothing.
        if image.refcounts.contains_key("None") {
            let none = self.state.heap.none();
            if let Some(handled) = self.thread_mut().exc_info.first_mut() {
                handled[0] = Some(none);
            }
        }
    }

    /// The types have the version tags that lookups during the start have given them, and the method
    /// cache holds the names.
    fn apply_method_cache(&mut self, image: &StartImage) {
        let Some(&next) = image.version_tags.get("") else {
            return;
        };
        let heap = &mut self.state.heap;
        let types = heap.iter().filter(|&(id, _)| heap.as_type(id).is_some());
        let types: Vec<ObjId> = types.map(|(id, _)| id).collect();
        for id in types {
            if let Some(class) = heap.as_type_mut(id) {
                class.tp_version_tag = 0;
            }
        }
        heap.next_version_tag = next;
        for (name, &tag) in &*image.version_tags {
            let class = self.shared_object(name);
            if let Some(class) = class.and_then(|id| self.state.heap.as_type_mut(id)) {
                class.tp_version_tag = tag;
            }
        }
        // What was remembered under the tags so far is void.
        self.forget_lookups();
        self.state.cached_names = image.cached_names.clone();
    }

    /// The script is loaded: from now on memory comes from pymalloc, and everything counts from what
    /// the image says.
    pub(super) fn apply_start_image(&mut self, world: &World, namespace: ObjId) {
        let image = &world.start;
        let heap = &mut self.state.heap;
        heap.finish_boot();
        heap.memory = image.memory.clone();
        heap.free_lists = image.free_lists.clone();
        for &(object, addr) in &image.places {
            self.place(object, addr, namespace);
        }
        self.count_as_recorded(image);
        let heap = &mut self.state.heap;
        if image.empty_keys > 0 {
            heap.empty_keys_refcnt = image.empty_keys;
        }
        if let Some(consts) = image.other_consts {
            self.compile_anew(consts, &world.tree.footprint);
        }
    }

    /// The start is that of another script, of one line. What compiling this one makes takes its place: the
    /// other's only container, but for the arena's list, is its tuple of constants.
    fn compile_anew(&mut self, consts: Addr, steps: &[Step]) {
        let heap = &mut self.state.heap;
        if let [_arena, steps @ ..] = steps {
            heap.free_lists.tuple[1].push(Addr(consts.0 + GC_HEAD_SIZE as u64));
            // What is left lives as long as the script.
            heap.compile_footprint(steps);
        }
    }

    /// The object of that repr, or the type of that name; borrowed.
    fn shared_object(&mut self, name: &str) -> Option<ObjId> {
        let heap = &mut self.state.heap;
        if let Ok(value) = name.parse::<i64>() {
            let object = heap.new_int(PyInt::from(value));
            heap.decref(object);
            return heap.is_alive(object).then_some(object);
        }
        match name {
            "None" => Some(heap.none()),
            "True" => Some(heap.bool_obj(true)),
            "False" => Some(heap.bool_obj(false)),
            "Ellipsis" => Some(heap.ellipsis()),
            "NotImplemented" => Some(heap.not_implemented()),
            "()" => Some(heap.empty_tuple()),
            _ => {
                let built_in = ALL.iter().find(|ty| ty.info().name == name);
                let built_in = built_in.map(|&ty| type_id(ty));
                let natives = self.state.native_types.iter();
                let mut natives = natives.filter(|(full, _)| full.rsplit('.').next() == Some(name));
                built_in.or_else(|| natives.next().map(|(_, &class)| class))
            }
        }
    }

    /// Moves what this machine made to where the interpreter has it.
    fn place(&mut self, object: StartObject, addr: Addr, namespace: ObjId) {
        let heap = &mut self.state.heap;
        let behind_head = Addr(addr.0 + GC_HEAD_SIZE as u64);
        match object {
            StartObject::MainDict => heap.get_mut(namespace).addr = behind_head,
            StartObject::MainKeys => {
                if let Payload::Dict(dict) = &mut heap.get_mut(namespace).payload
                    && let Keys::Own(keys) = &mut dict.ma_keys
                {
                    keys.addr = addr;
                }
            }
            StartObject::Annotations => {
                let found = heap.dict_get_str(namespace, self.state.names.annotations);
                if let Some(annotations) = found {
                    heap.get_mut(annotations).addr = behind_head;
                }
            }
            StartObject::Const(code, index) => {
                let codes = code_objects(heap, self.state.main_code);
                let code = codes.get(code).and_then(|&code| heap.as_code(code));
                if let Some(&constant) = code.and_then(|code| code.consts.get(index)) {
                    let object = heap.get_mut(constant);
                    object.addr = match object.gc.list {
                        GcList::NoHead => addr,
                        _ => behind_head,
                    };
                }
            }
        }
    }

    /// The objects made so far stand for those that have survived a collection, if there was one; the
    /// script's own are younger.
    fn age_objects(&mut self, image: &StartImage) {
        let heap = &mut self.state.heap;
        let age = (0..3).rev().find(|&older| image.gc_sizes[older] > 0);
        let age = age.unwrap_or(0).min(1);
        let old = heap.gc_objects(0);
        for &object in &old {
            heap.gc_untrack(object);
            heap.gc_append(object, GcList::Generation(age as u8));
        }
        heap.gc.opaque = image.gc_sizes;
        heap.gc.opaque[age] = heap.gc.opaque[age].saturating_sub(old.len() as u64);
    }

    /// The collector's counts.
    fn count_as_recorded(&mut self, image: &StartImage) {
        let heap = &mut self.state.heap;
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
        let [total, pending] = image.long_lived;
        (heap.gc.long_lived_total, heap.gc.long_lived_pending) = (total, pending);
    }
}

/// A code object and those inside it, in the order in which they are found.
fn code_objects(heap: &Heap, outer: ObjId) -> Vec<ObjId> {
    let mut found = vec![outer];
    if let Some(code) = heap.as_code(outer) {
        let inner = code.consts.iter().filter(|&&id| heap.as_code(id).is_some());
        found.extend(inner.flat_map(|&id| code_objects(heap, id)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recorded_start_can_be_read() {
        let record: StartRecord = serde_json::from_str(RECORDED).unwrap();
        let image = StartImage::from_record(&record).unwrap();
        assert_eq!(image.memory.image().classes, record.heap.classes);
        assert_eq!(image.free_lists.list.len(), record.free_lists.list.len());
        assert!(image.refcounts["None"] > 1000);
    }
}
