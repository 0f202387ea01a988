//! What a run begins with, as the user asks for it: `recorded`, `clean`, a start recorded for the script
//! itself (`tests/record/start_image.py`), or a log of a recorder of the real interpreter, whose first step
//! tells the start.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

use serde::Deserialize;
use serde_json::Value;

use crate::memory::{ImageError, MemoryImage};
use crate::vm::StartImage;
use crate::vm::start_image::{FreeListRecord, RecordedBlock, StartRecord, frame_slots_in};

/// Where a start comes from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Start {
    /// What CPython 3.8.18 has when a script of one line begins.
    #[default]
    Recorded,
    /// Nothing: all counts are zero.
    Clean,
    /// A recorded start, or the first step of a log.
    Log(PathBuf),
}

/// Why a log is no start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// It can't be read.
    #[error("can't read the start {path}: {reason}")]
    Unreadable {
        /// The log's path.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// A record that a start needs is missing.
    #[error("{0} has no record of the heap: record it with the option that dumps the heap")]
    Incomplete(String),
    /// The heap's record contradicts itself.
    #[error("{path}: {reason}")]
    Impossible {
        /// The log's path.
        path: String,
        /// What is wrong.
        reason: ImageError,
    },
}

impl FromStr for Start {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Start, Self::Err> {
        Ok(match text {
            "recorded" => Start::Recorded,
            "clean" => Start::Clean,
            path => Start::Log(PathBuf::from(path)),
        })
    }
}

impl Start {
    /// The image.
    ///
    /// # Errors
    /// When a log can't be read or holds no start.
    pub fn image(&self) -> Result<StartImage, StartError> {
        let path = match self {
            Start::Recorded => return Ok(StartImage::default()),
            Start::Clean => return Ok(StartImage::clean()),
            Start::Log(path) => path,
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| StartError::Unreadable {
            path: name.clone(),
            reason: error.to_string(),
        })?;
        if let Ok(record) = serde_json::from_str::<StartRecord>(&text) {
            return Start::loaded(&record, name);
        }
        let log = Log::read(&text).map_err(|error| StartError::Unreadable {
            path: name.clone(),
            reason: error.to_string(),
        })?;
        let record = log.start().ok_or(StartError::Incomplete(name.clone()))?;
        Start::loaded(&record, name)
    }

    fn loaded(record: &StartRecord, path: String) -> Result<StartImage, StartError> {
        let image = StartImage::from_record(record);
        let image = image.map_err(|reason| StartError::Impossible { path, reason })?;
        Ok(image.with_shared_objects_of(&StartImage::default()))
    }
}

/// What of a log tells about the start.
#[derive(Default)]
struct Log {
    heap: Option<Heap>,
    first: Option<FirstStep>,
    /// The objects of the first step.
    objects: BTreeMap<String, Value>,
    /// The numbers of each code object's constants.
    constants: Vec<Vec<u64>>,
    /// The blocks of constants, by number, from the first step that shows them.
    blocks: BTreeMap<u64, RecordedBlock>,
}

/// A `heap` record.
#[derive(Deserialize)]
struct Heap {
    #[serde(flatten)]
    memory: MemoryImage,
    freelists: FreeLists,
}

/// Its free lists: frames come without the number of their slots.
#[derive(Deserialize)]
struct FreeLists {
    #[serde(flatten)]
    lists: FreeListRecord,
    frame: Vec<Option<RecordedBlock>>,
}

/// What of the first `step` record is needed.
#[derive(Deserialize)]
struct FirstStep {
    gc: [u64; 3],
    gcst: Stats,
    fl: FreeListLengths,
    fr: FirstFrame,
    f_locals: u64,
}

#[derive(Deserialize)]
struct Stats {
    stats: [[u64; 3]; 3],
    long_lived: [u64; 2],
}

#[derive(Deserialize)]
struct FreeListLengths {
    slice: usize,
}

#[derive(Deserialize)]
struct FirstFrame {
    blk: Option<RecordedBlock>,
}

impl Log {
    fn read(text: &str) -> Result<Log, serde_json::Error> {
        let mut log = Log::default();
        for line in text.lines() {
            let mut record: Value = serde_json::from_str(line)?;
            match record["k"].as_str() {
                Some("heap") => log.heap = Some(serde_json::from_value(record)?),
                // Those of modules that are imported later are no part of the start.
                Some("code") if log.first.is_none() => {
                    let numbers = serde_json::from_value(record["const_o"].take())?;
                    log.constants.push(numbers);
                }
                Some("step") => {
                    let objects = record["ob"].take();
                    log.see_objects(&objects);
                    if log.first.is_none() {
                        log.objects = serde_json::from_value(objects)?;
                        log.first = Some(serde_json::from_value(record)?);
                    }
                }
                _ => {}
            }
        }
        Ok(log)
    }

    /// Notes where the constants lie that a step shows for the first time.
    fn see_objects(&mut self, objects: &Value) {
        for (number, object) in objects.as_object().into_iter().flatten() {
            let Ok(number) = number.parse() else { continue };
            let is_constant = self
                .constants
                .iter()
                .flatten()
                .any(|&constant| constant == number);
            if is_constant && let Some(block) = block(&object["blk"]) {
                self.blocks.entry(number).or_insert(block);
            }
        }
    }

    /// The start; none if a record is missing.
    fn start(self) -> Option<StartRecord> {
        let (heap, first) = (self.heap?, self.first?);
        let namespace = self.objects.get(&first.f_locals.to_string());
        let main_dict = namespace.map_or([None; 2], |dict| {
            [block(&dict["blk"]), block(&dict["dk"]["blk"])]
        });
        let value_of = |name: &str| {
            let entries = namespace?["dk"]["ent"].as_array()?;
            let entry = entries.iter().find(|entry| entry[1] == name)?;
            self.objects.get(&entry[3].to_string())
        };
        let annotations = value_of("'__annotations__'").and_then(|dict| block(&dict["blk"]));
        let empty = self
            .objects
            .values()
            .find(|object| object["kind"] == "empty");
        let empty_keys = empty.and_then(|dict| dict["dk"]["rc"].as_i64());
        let mut free_lists = heap.freelists.lists;
        // The main module's frame came from the free list, and is taken from there again.
        let frames = std::iter::once(first.fr.blk).chain(heap.freelists.frame);
        free_lists.slices = first.fl.slice;
        free_lists.frames = frames.map(|block| (block, slots_in(block))).collect();
        let mut constants = Vec::new();
        for (code, numbers) in self.constants.iter().enumerate() {
            for (index, number) in numbers.iter().enumerate() {
                if let Some(&block) = self.blocks.get(number) {
                    constants.push((code, index, block));
                }
            }
        }
        Some(StartRecord {
            gc: first.gc,
            stats: first.gcst.stats,
            long_lived: first.gcst.long_lived,
            gc_sizes: [0; 3],
            refcounts: BTreeMap::new(),
            names: BTreeMap::new(),
            subclassed: Vec::new(),
            empty_keys: empty_keys.unwrap_or(0),
            method_cache: Vec::new(),
            version_tags: BTreeMap::new(),
            heap: heap.memory,
            free_lists,
            main_dict,
            annotations,
            other_consts: None,
            constants,
        })
    }
}

/// How many slots a dead frame has: a log gives its block only.
fn slots_in(block: Option<RecordedBlock>) -> usize {
    /// Of a block outside the pools, as many as the largest block inside them has not.
    const OUTSIDE: usize = 17;
    block.map_or(OUTSIDE, |(_, _, _, size, _)| frame_slots_in(size))
}

fn block(value: &Value) -> Option<RecordedBlock> {
    RecordedBlock::deserialize(value).ok()
}
