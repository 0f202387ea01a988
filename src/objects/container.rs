//! Payloads of strings and containers. Their algorithms lie in one file per type.

use crate::value::{Addr, ObjId, PyStr};

/// `str` (`Objects/unicodeobject.c`).
#[derive(Clone, Hash, Debug)]
pub struct StrObject {
    /// The text.
    pub text: PyStr,
    /// `hash`: -1 until computed.
    pub hash: i64,
    /// `state.interned`.
    pub interned: Interned,
}

/// `SSTATE_*` of a string.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Interned {
    /// Not in the table of interned strings.
    No,
    /// In the table, which doesn't count as a reference; leaves it when it dies.
    Mortal,
    /// In the table for good.
    Immortal,
}

/// `list` (`Objects/listobject.c`).
#[derive(Clone, Hash, Debug, Default)]
pub struct ListObject {
    /// The items; `len` is `ob_size`.
    pub items: Vec<ObjId>,
    /// Slots the buffer has room for.
    pub allocated: usize,
    /// Address of the buffer; null as long as the list never had items.
    pub ob_item: Addr,
    /// Whether the buffer has got another number of slots. `list.sort` tells by it that the list,
    /// empty meanwhile, was changed (CPython sets `allocated` to -1 for that).
    pub resized: bool,
}

/// `bytearray` (`Objects/bytearrayobject.c`).
#[derive(Clone, Hash, Debug, Default)]
pub struct ByteArrayObject {
    /// The contents.
    pub bytes: Vec<u8>,
    /// `ob_alloc`: bytes the buffer has room for.
    pub ob_alloc: usize,
    /// Address of the buffer.
    pub ob_bytes: Addr,
    /// Bytes at the buffer's beginning that were deleted: the contents begin behind them
    /// (`ob_start - ob_bytes`).
    pub logical_offset: usize,
    /// Number of memoryviews that look at it; it can't be resized meanwhile.
    pub ob_exports: usize,
}

/// `dict` (`Objects/dictobject.c`).
#[derive(Clone, Hash, Debug)]
pub struct DictObject {
    /// Number of items.
    pub ma_used: usize,
    /// Changes with every change of the dict.
    pub ma_version_tag: u64,
    /// The keys: index table and entries.
    pub ma_keys: Keys,
    /// The values of a split table, one per entry of the shared keys.
    pub ma_values: Option<SplitValues>,
}

/// Whose keys a dict uses.
#[derive(Clone, Hash, Debug)]
pub enum Keys {
    /// The one empty table that all new `{}` share (`Py_EMPTY_KEYS`).
    Empty,
    /// A table of its own.
    Own(Box<DictKeys>),
    /// The table that the instances of one class share, by its place in `Heap::shared_keys`.
    Shared(SharedKeysId),
}

/// Place of a key table that several dicts share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SharedKeysId(pub u32);

/// The values array of a split table.
#[derive(Clone, Hash, Debug)]
pub struct SplitValues {
    /// One per usable entry of the keys.
    pub values: Vec<Option<ObjId>>,
    /// Address of the array.
    pub addr: Addr,
}

/// `PyDictKeysObject`: the index table and the entries (`Objects/dict-common.h`).
#[derive(Clone, Hash, Debug)]
pub struct DictKeys {
    /// Number of tables that use these keys.
    pub dk_refcnt: i64,
    /// Slots of the index table; a power of two.
    pub dk_size: usize,
    /// Which lookup function is in use.
    pub dk_lookup: DictLookup,
    /// Entries that may still be added before a resize.
    pub dk_usable: usize,
    /// `dk_indices`: an entry number, [`DKIX_EMPTY`] or [`DKIX_DUMMY`] per slot.
    pub dk_indices: Vec<i32>,
    /// `dk_entries`, as far as used (`dk_nentries` is the length).
    pub dk_entries: Vec<DictEntry>,
    /// Address of the block.
    pub addr: Addr,
}

/// An index slot that was never used.
pub const DKIX_EMPTY: i32 = -1;
/// An index slot whose entry was deleted.
pub const DKIX_DUMMY: i32 = -2;

/// `PyDictKeyEntry`.
#[derive(Clone, Copy, Hash, Debug)]
pub struct DictEntry {
    /// `me_hash`.
    pub me_hash: i64,
    /// `me_key`; none when deleted.
    pub me_key: Option<ObjId>,
    /// `me_value`; none when deleted or in a split table.
    pub me_value: Option<ObjId>,
}

/// The four lookup functions of a dict, from the most special to the most general.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DictLookup {
    /// Split table, only strings.
    Split,
    /// Only strings, nothing was deleted.
    UnicodeNoDummy,
    /// Only strings.
    Unicode,
    /// Any keys.
    General,
}

/// `set` and `frozenset` (`Objects/setobject.c`).
#[derive(Clone, Hash, Debug)]
pub struct SetObject {
    /// Active and dummy entries.
    pub fill: usize,
    /// Active entries.
    pub used: usize,
    /// Slots less one.
    pub mask: usize,
    /// The slots; 8 of them lie in the object itself (`smalltable`).
    pub table: Vec<SetEntry>,
    /// Hash of a frozenset, -1 until computed.
    pub hash: i64,
    /// Where `pop` goes on searching.
    pub finger: usize,
    /// Address of the table outside the object, null while the small one serves.
    pub addr: Addr,
}

/// One slot of a set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SetEntry {
    /// Never used.
    Empty,
    /// A deleted entry (`dummy`, hash -1).
    Dummy,
    /// An element.
    Active {
        /// The element.
        key: ObjId,
        /// Its hash.
        hash: i64,
    },
}

/// A view of a dict.
#[derive(Clone, Copy, Hash, Debug)]
pub struct DictView {
    /// The dict.
    pub dv_dict: ObjId,
    /// What is seen.
    pub kind: DictViewKind,
}

/// What a view or iterator of a dict yields.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DictViewKind {
    /// Keys.
    Keys,
    /// Values.
    Values,
    /// Pairs.
    Items,
}

/// An iterator over a dict.
#[derive(Clone, Hash, Debug)]
pub struct DictIter {
    /// The dict; dropped when exhausted.
    pub di_dict: Option<ObjId>,
    /// What it yields.
    pub kind: DictViewKind,
    /// Whether it runs backwards.
    pub reverse: bool,
    /// `ma_used` when it began; a change is an error.
    pub di_used: i64,
    /// Next entry.
    pub di_pos: i64,
    /// The pair that an items iterator reuses.
    pub di_result: Option<ObjId>,
    /// Items still to come.
    pub len: i64,
}

/// `range` (`Objects/rangeobject.c`); all four are int objects.
#[derive(Clone, Hash, Debug)]
pub struct RangeObject {
    /// First value.
    pub start: ObjId,
    /// Bound.
    pub stop: ObjId,
    /// Step.
    pub step: ObjId,
    /// Number of values.
    pub length: ObjId,
}

/// `slice`.
#[derive(Clone, Hash, Debug)]
pub struct SliceObject {
    /// Start or None.
    pub start: ObjId,
    /// Stop or None.
    pub stop: ObjId,
    /// Step or None.
    pub step: ObjId,
}

impl StrObject {
    /// A string that isn't interned and whose hash isn't known yet.
    pub fn new(text: PyStr) -> StrObject {
        StrObject {
            text,
            hash: -1,
            interned: Interned::No,
        }
    }
}
