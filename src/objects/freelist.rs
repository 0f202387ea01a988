//! Free lists: memory of dead objects that a type keeps for its next ones.
//!
//! Making and dropping a float, a list or a call's frame is so frequent that CPython skips even
//! pymalloc: a dead object of such a type goes on a short list, and the next one takes it from
//! there. All lists are last in, first out, so a dead object's address comes back at once.

use crate::value::Addr;

/// `PyFloat_MAXFREELIST` (`Objects/floatobject.c`).
pub const FLOAT_MAXFREELIST: usize = 100;
/// `PyTuple_MAXSAVESIZE` (`Objects/tupleobject.c`): longer tuples aren't kept.
pub const TUPLE_MAXSAVESIZE: usize = 20;
/// `PyTuple_MAXFREELIST`: for each length.
pub const TUPLE_MAXFREELIST: usize = 2000;
/// `PyList_MAXFREELIST` (`Objects/listobject.c`).
pub const LIST_MAXFREELIST: usize = 80;
/// `PyDict_MAXFREELIST` (`Objects/dictobject.c`): dicts, and key tables of 8 slots.
pub const DICT_MAXFREELIST: usize = 80;
/// `PyFrame_MAXFREELIST` (`Objects/frameobject.c`).
pub const FRAME_MAXFREELIST: usize = 200;
/// `PyMethod_MAXFREELIST` (`Objects/classobject.c`).
pub const METHOD_MAXFREELIST: usize = 256;
/// `PyCFunction_MAXFREELIST` (`Objects/methodobject.c`).
pub const CFUNCTION_MAXFREELIST: usize = 256;
/// `_PyAsyncGen_MAXFREELIST` (`Objects/genobject.c`).
pub const ASYNC_GEN_MAXFREELIST: usize = 80;
/// `CONTEXT_FREELIST_MAXLEN` (`Python/context.c`).
pub const CONTEXT_MAXFREELIST: usize = 255;

/// The addresses of dead objects, the one freed last at the end.
#[derive(Clone, Hash, Debug, Default)]
pub struct FreeLists {
    /// `float`.
    pub float: Vec<Addr>,
    /// `tuple` by length; the list of length 0 stays empty, for `()` never dies.
    pub tuple: [Vec<Addr>; TUPLE_MAXSAVESIZE],
    /// `list`, without their buffers.
    pub list: Vec<Addr>,
    /// `dict`, without their tables.
    pub dict: Vec<Addr>,
    /// Key tables of 8 slots.
    pub dict_keys: Vec<Addr>,
    /// `frame`, with the number of slots that each has room for.
    pub frame: Vec<(Addr, usize)>,
    /// `method`.
    pub method: Vec<Addr>,
    /// `builtin_function_or_method`.
    pub cfunction: Vec<Addr>,
    /// `slice`: at most one (`slice_cache`).
    pub slice: Option<Addr>,
    /// `Context`.
    pub context: Vec<Addr>,
    /// `async_generator_asend`.
    pub ag_asend: Vec<Addr>,
    /// `async_generator_wrapped_value`.
    pub ag_value: Vec<Addr>,
}

/// How the memory of a dead object is given back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Keep {
    /// To pymalloc; the object has no GC head.
    Plain,
    /// To pymalloc; the object has a GC head.
    Gc,
    /// To the free list of floats, if there is room.
    Float,
    /// To the free list of tuples of this length.
    Tuple(u8),
    /// To the free list of lists.
    List,
    /// To the free list of dicts.
    Dict,
    /// To the free list of frames; it has room for this many slots.
    Frame(u32),
    /// To the free list of bound methods.
    Method,
    /// To the free list of built-in functions.
    Cfunction,
    /// To the place for one slice.
    Slice,
    /// To the free list of the awaitables of `asend`.
    AgAsend,
    /// To the free list of the wrapped values of asynchronous generators.
    AgValue,
}

impl FreeLists {
    /// Puts a dead object's address on its type's list; false if that has no room for it.
    #[inline]
    pub(crate) fn put(&mut self, addr: Addr, keep: Keep) -> bool {
        let (list, max) = match keep {
            Keep::Plain | Keep::Gc => return false,
            Keep::Float => (&mut self.float, FLOAT_MAXFREELIST),
            Keep::Tuple(len) => (&mut self.tuple[usize::from(len)], TUPLE_MAXFREELIST),
            Keep::List => (&mut self.list, LIST_MAXFREELIST),
            Keep::Dict => (&mut self.dict, DICT_MAXFREELIST),
            Keep::Method => (&mut self.method, METHOD_MAXFREELIST),
            Keep::Cfunction => (&mut self.cfunction, CFUNCTION_MAXFREELIST),
            Keep::AgAsend => (&mut self.ag_asend, ASYNC_GEN_MAXFREELIST),
            Keep::AgValue => (&mut self.ag_value, ASYNC_GEN_MAXFREELIST),
            Keep::Frame(slots) => {
                let room = self.frame.len() < FRAME_MAXFREELIST;
                if room {
                    self.frame.push((addr, slots as usize));
                }
                return room;
            }
            Keep::Slice => {
                let room = self.slice.is_none();
                if room {
                    self.slice = Some(addr);
                }
                return room;
            }
        };
        let room = list.len() < max;
        if room {
            list.push(addr);
        }
        room
    }
}
