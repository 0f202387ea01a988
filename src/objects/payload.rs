//! The closed set of what an object can hold besides its header.
//!
//! Payloads above 32 bytes are boxed: most objects are small, and copying the heap for a
//! checkpoint copies every slot.

use crate::objects::callable::{
    BoundMethod, BuiltinFunction, CodeObject, Function, GetSetDescr, MemberDescr, MethodDescr,
    MethodWrapper, Property, SuperObject, WrapperDescr,
};
use crate::objects::container::{
    DictIter, DictObject, DictView, ListObject, RangeObject, SetObject, SliceObject, StrObject,
};
use crate::objects::exception::{ExceptionObject, Traceback};
use crate::objects::frame::{Frame, GenObject, ZombieFrame};
use crate::objects::typeobject::TypeObject;
use crate::value::{NativeId, ObjId, PyInt};

/// What an object holds besides its header. Owned references are counted.
#[derive(Clone, Debug)]
pub enum Payload {
    /// Nothing but the header: singletons, `object()`, instances of Python classes, modules.
    Plain,
    /// `int` and `bool`.
    Int(PyInt),
    /// `float`.
    Float(f64),
    /// `complex`: real and imaginary part.
    Complex(f64, f64),
    /// `str`.
    Str(StrObject),
    /// `bytes`.
    Bytes(Box<[u8]>),
    /// `bytearray`: contents, and the buffer's address and size in bytes.
    ByteArray(Box<crate::objects::container::ByteArrayObject>),
    /// `tuple`.
    Tuple(Box<[ObjId]>),
    /// `list`.
    List(Box<ListObject>),
    /// `dict`.
    Dict(Box<DictObject>),
    /// `set` and `frozenset`.
    Set(Box<SetObject>),
    /// `dict_keys`, `dict_values`, `dict_items`: the dict.
    DictView(DictView),
    /// Forward and reverse iterators over a dict.
    DictIter(Box<DictIter>),
    /// `range`.
    Range(Box<RangeObject>),
    /// `slice`.
    Slice(SliceObject),
    /// The simple iterators: what they run over and how far they are.
    Iter(Box<Iter>),
    /// `function`.
    Function(Box<Function>),
    /// `code`.
    Code {
        /// What never changes.
        code: std::sync::Arc<CodeObject>,
        /// One dead frame, kept for the next call.
        co_zombieframe: Option<ZombieFrame>,
    },
    /// `frame`; empty while this frame is the running one, which lies in `Heap::frame`.
    Frame(Option<Box<Frame>>),
    /// `generator`, `coroutine`, `async_generator`.
    Generator(Box<GenObject>),
    /// `cell`: its contents.
    Cell(Option<ObjId>),
    /// `method`.
    BoundMethod(BoundMethod),
    /// `builtin_function_or_method`.
    BuiltinFunction(Box<BuiltinFunction>),
    /// `method_descriptor`, `classmethod_descriptor`.
    MethodDescr(Box<MethodDescr>),
    /// `wrapper_descriptor`.
    WrapperDescr(Box<WrapperDescr>),
    /// `method-wrapper`.
    MethodWrapper(MethodWrapper),
    /// `getset_descriptor`.
    GetSetDescr(Box<GetSetDescr>),
    /// `member_descriptor`.
    MemberDescr(Box<MemberDescr>),
    /// `property`.
    Property(Box<Property>),
    /// `classmethod`, `staticmethod`: the callable.
    MethodKind(Option<ObjId>),
    /// `super`.
    Super(Box<SuperObject>),
    /// `type` and metaclass instances.
    Type(Box<TypeObject>),
    /// `mappingproxy`: the mapping.
    MappingProxy(ObjId),
    /// Exceptions.
    Exception(Box<ExceptionObject>),
    /// `traceback`.
    Traceback(Traceback),
    /// `weakref`, `weakproxy`.
    WeakRef(Box<WeakRef>),
    /// State of a native type that a module brings (`itertools.count`, `deque`, ...): the module's
    /// own plain data and counted references.
    Native(Box<NativeObject>),
}

/// An iterator with a position.
#[derive(Clone, Hash, Debug)]
pub struct Iter {
    /// What is iterated; dropped when exhausted.
    pub it_seq: Option<ObjId>,
    /// A second object: the sentinel of `iter(f, x)`.
    pub second: Option<ObjId>,
    /// Next position; for reversed iterators counting down.
    pub it_index: i64,
    /// Further numbers: `range_iterator` keeps start, step, len; `set_iterator` used and len.
    pub numbers: [i64; 3],
}

/// A weak reference; not counted.
#[derive(Clone, Hash, Debug)]
pub struct WeakRef {
    /// The referent while it lives.
    pub wr_object: Option<ObjId>,
    /// Called when the referent dies.
    pub wr_callback: Option<ObjId>,
    /// The referent's hash, once computed.
    pub hash: i64,
}

/// State of a type that a native module defines.
#[derive(Clone, Hash, Debug)]
pub struct NativeObject {
    /// Which kind of native object, named by the module that made it.
    pub kind: NativeId,
    /// Counted references.
    pub refs: Vec<Option<ObjId>>,
    /// Plain numbers.
    pub numbers: Vec<i64>,
    /// Plain bytes.
    pub bytes: Vec<u8>,
}

impl std::hash::Hash for Payload {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Payload::Plain => {}
            Payload::Int(x) => x.hash(state),
            Payload::Float(x) => x.to_bits().hash(state),
            Payload::Complex(x, y) => (x.to_bits(), y.to_bits()).hash(state),
            Payload::Str(x) => x.hash(state),
            Payload::Bytes(x) => x.hash(state),
            Payload::ByteArray(x) => x.hash(state),
            Payload::Tuple(x) => x.hash(state),
            Payload::List(x) => x.hash(state),
            Payload::Dict(x) => x.hash(state),
            Payload::Set(x) => x.hash(state),
            Payload::DictView(x) => x.hash(state),
            Payload::DictIter(x) => x.hash(state),
            Payload::Range(x) => x.hash(state),
            Payload::Slice(x) => x.hash(state),
            Payload::Iter(x) => x.hash(state),
            Payload::Function(x) => x.hash(state),
            Payload::Code {
                code,
                co_zombieframe,
            } => (code, co_zombieframe).hash(state),
            Payload::Frame(x) => x.hash(state),
            Payload::Generator(x) => x.hash(state),
            Payload::Cell(x) => x.hash(state),
            Payload::BoundMethod(x) => x.hash(state),
            Payload::BuiltinFunction(x) => x.hash(state),
            Payload::MethodDescr(x) => x.hash(state),
            Payload::WrapperDescr(x) => x.hash(state),
            Payload::MethodWrapper(x) => x.hash(state),
            Payload::GetSetDescr(x) => x.hash(state),
            Payload::MemberDescr(x) => x.hash(state),
            Payload::Property(x) => x.hash(state),
            Payload::MethodKind(x) => x.hash(state),
            Payload::Super(x) => x.hash(state),
            Payload::Type(x) => x.hash(state),
            Payload::MappingProxy(x) => x.hash(state),
            Payload::Exception(x) => x.hash(state),
            Payload::Traceback(x) => x.hash(state),
            Payload::WeakRef(x) => x.hash(state),
            Payload::Native(x) => x.hash(state),
        }
    }
}
