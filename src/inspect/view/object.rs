//! Views of one object in the inspector: as a learner pictures it, and as CPython lays it out.

use serde::{Deserialize, Serialize};

use super::{NameRow, ObjectNo, ObjectRef};

/// One object, looked into.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ObjectView {
    /// The object itself.
    pub object: ObjectRef,
    /// `sys.getsizeof`.
    pub size: u64,
    /// The generation that tracks it (0 to 2); `None` when the collector does not.
    pub generation: Option<u8>,
    /// Where it came from: "small int, made at start", "block 3 of pool 17 (48 bytes)".
    pub origin: String,
    /// What of it is not as in CPython, if anything.
    pub simplified: Option<String>,
    /// Why it is in the inspector: "chosen", or its part in the next instruction.
    pub reason: String,
    /// What is inside, by kind.
    pub payload: Payload,
    /// The same as its C struct.
    pub layout: StructView,
    /// The objects that refer to it, as far as they are known.
    pub referrers: Vec<ObjectRef>,
}

/// A text about an object, to be read.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Explanation {
    /// Which object it is about.
    pub title: String,
    /// What there is to say, one thing each.
    pub paragraphs: Vec<String>,
}

/// What is inside an object.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Payload {
    /// Nothing but the header.
    #[default]
    Plain,
    /// A list, or another array with a fixed number of slots (tuple).
    List(ListView),
    /// A dict.
    Dict(DictView),
    /// A set or frozenset.
    Set(SetView),
    /// A str or bytes.
    Text(TextView),
    /// An int: its 30-bit digits (`ob_digit`), least significant first, and its sign.
    Int {
        /// Whether `ob_size` is negative.
        negative: bool,
        /// The digits.
        digits: Vec<u32>,
        /// Whether it is one of the shared ints -5 to 256.
        small: bool,
    },
    /// Anything else: its parts by name (a function's code and defaults, a class's bases and
    /// mro, an instance's attributes, a cell's content, a generator's frame ...).
    Parts(Vec<NameRow>),
}

/// The slots of a list or tuple.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ListView {
    /// The items, `ob_size` of them.
    pub items: Vec<ObjectRef>,
    /// How many slots the array has: `allocated` of a list, `ob_size` of a tuple.
    pub allocated: u64,
    /// Address of the array, `ob_item`; `None` when it lies in the object itself.
    pub array: Option<u64>,
    /// What the next growth would give: "append 9th: 8 + 1 + 6 -> 16"; empty for a tuple.
    pub growth: String,
}

/// How a dict keeps its keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum DictKind {
    /// `{}`: no table of its own yet.
    #[default]
    Empty,
    /// Its own table with keys and values.
    Combined,
    /// Keys shared with other instances, values apart.
    Split,
}

/// A dict: the index table, the entries, and the last lookup.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct DictView {
    /// How the keys are kept.
    pub kind: DictKind,
    /// `ma_used`: live entries.
    pub used: u64,
    /// `dk_usable`: how many entries can be added before a resize.
    pub usable: i64,
    /// `dk_nentries`: entries in use, dead ones included.
    pub nentries: u64,
    /// `dk_lookup` by name: "lookdict_unicode_nodummy".
    pub lookup: String,
    /// `dk_refcnt`: how many dicts share the keys.
    pub keys_refcnt: u64,
    /// `ma_version_tag`, where it is known.
    pub version: Option<u64>,
    /// `dk_indices`: -1 empty, -2 dummy, else an index into `entries`. Its length is `dk_size`.
    pub indices: Vec<i64>,
    /// `dk_entries`, in order of insertion.
    pub entries: Vec<DictEntryRow>,
    /// The last lookup in this dict, if it was in the step shown or just before.
    pub lookup_path: Option<LookupView>,
}

/// One entry of a dict.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct DictEntryRow {
    /// `me_hash`.
    pub hash: i64,
    /// `me_key`; `None` when the entry is dead or empty.
    pub key: Option<ObjectRef>,
    /// `me_value`; `None` when the entry is dead.
    pub value: Option<ObjectRef>,
}

/// One search through a hash table.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct LookupView {
    /// The key that was looked for.
    pub key: ObjectRef,
    /// Its hash.
    pub hash: i64,
    /// The slots tried, in order.
    pub probes: Vec<ProbeRow>,
    /// What the search was for and what came of it, in one sentence.
    pub outcome: String,
}

/// One slot tried by a search.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ProbeRow {
    /// The slot in the index table (dict) or in the table (set).
    pub slot: u64,
    /// `perturb` when this slot was computed.
    pub perturb: u64,
    /// What was found there.
    pub outcome: ProbeOutcome,
}

/// What a probe found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum ProbeOutcome {
    /// The slot was never used: the search ends.
    #[default]
    Empty,
    /// A deleted entry was here: the search goes on.
    Dummy,
    /// Another hash: the search goes on.
    OtherHash,
    /// The same hash, but another key: the search goes on.
    OtherKey,
    /// The very same object, or an equal key: found.
    Found,
}

/// A set's table.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SetView {
    /// `used`: live entries.
    pub used: u64,
    /// `fill`: live entries and dummies.
    pub fill: u64,
    /// `mask`: size of the table less one.
    pub mask: u64,
    /// The whole table.
    pub slots: Vec<SetSlotRow>,
    /// The last search in this set.
    pub lookup_path: Option<LookupView>,
}

/// What a slot of a set holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum SlotState {
    /// Never used.
    #[default]
    Empty,
    /// A deleted entry.
    Dummy,
    /// A live entry.
    Used,
}

/// One slot of a set (`setentry`).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SetSlotRow {
    /// What it holds.
    pub state: SlotState,
    /// The hash of the key.
    pub hash: i64,
    /// The key, if `state` is used.
    pub key: Option<ObjectRef>,
}

/// A str or bytes, as stored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TextView {
    /// "ASCII", "Latin-1", "UCS-2", "UCS-4" or "bytes".
    pub kind: String,
    /// Bytes per character.
    pub width: u8,
    /// Number of characters.
    pub length: u64,
    /// The cached hash; `None` when it has not been computed (-1 in the struct).
    pub hash: Option<i64>,
    /// Whether the string is interned.
    pub interned: bool,
    /// The first characters, one element each.
    pub units: Vec<u32>,
}

/// An object as its C struct.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct StructView {
    /// The struct's name in CPython: "PyListObject".
    pub name: String,
    /// Its fields by offset; the GC header has negative offsets.
    pub fields: Vec<FieldRow>,
    /// The raw memory, in rows of 8 bytes; empty where it is not modelled.
    pub bytes: Vec<ByteRow>,
}

/// A field of a C struct.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FieldRow {
    /// Its name: "ob_refcnt".
    pub name: String,
    /// Its C type: "Py_ssize_t".
    pub c_type: String,
    /// Offset from the object's address, in bytes.
    pub offset: i32,
    /// Size in bytes.
    pub size: u32,
    /// Its value as text.
    pub value: String,
    /// The object it points to, if it does.
    pub target: Option<ObjectNo>,
}

/// Eight bytes of memory.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ByteRow {
    /// Offset from the object's address.
    pub offset: i32,
    /// The bytes as they lie (little-endian machine).
    pub bytes: Vec<u8>,
    /// The field they belong to.
    pub field: String,
}
