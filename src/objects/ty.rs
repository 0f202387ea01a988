//! The static types of CPython 3.8: their names, bases and C sizes (`tp_basicsize`, `tp_itemsize`).
//!
//! Methods are no part of this table; `builtins` installs them.

use crate::value::Addr;

/// What is fixed about a static type.
#[derive(Clone, Copy, Debug)]
pub struct TyInfo {
    /// `tp_name` without its module.
    pub name: &'static str,
    /// `tp_base`; `object` is its own entry's base.
    pub base: Ty,
    /// `tp_basicsize` in bytes.
    pub basicsize: u32,
    /// `tp_itemsize` in bytes.
    pub itemsize: u32,
    /// Whether instances carry a GC head (`Py_TPFLAGS_HAVE_GC`).
    pub gc: bool,
    /// Whether Python classes may inherit from it (`Py_TPFLAGS_BASETYPE`).
    pub basetype: bool,
    /// `tp_dictoffset`; 0 without a `__dict__`.
    pub dictoffset: u32,
    /// `tp_weaklistoffset`; 0 when instances cannot be weakly referenced.
    pub weaklistoffset: u32,
}

macro_rules! types {
    ($($variant:ident $name:literal $base:ident $basic:literal $item:literal $gc:literal $basetype:literal $dict:literal $weak:literal;)*) => {
        /// A static type of the interpreter.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u16)]
        pub enum Ty {
            $(#[doc = concat!("`", $name, "`.")] $variant,)*
        }

        /// One row per [`Ty`], in the same order.
        pub const TYPES: &[TyInfo] = &[
            $(TyInfo {
                name: $name, base: Ty::$base, basicsize: $basic, itemsize: $item,
                gc: $gc, basetype: $basetype, dictoffset: $dict, weaklistoffset: $weak,
            },)*
        ];

        /// Every [`Ty`], bases before derived types.
        pub const ALL: &[Ty] = &[$(Ty::$variant,)*];
    };
}

impl Ty {
    /// The fixed facts of this type.
    pub fn info(self) -> &'static TyInfo {
        &TYPES[self as usize]
    }

    /// Where the static type object lies. CPython's lie in its data segment; the order is ours.
    pub fn addr(self) -> Addr {
        Addr(STATIC_TYPES_BASE + 0x1a0 * self as u64)
    }
}

/// Address of the first static type object.
const STATIC_TYPES_BASE: u64 = 0x7fff_f7d8_0000;

types! {
    Object "object" Object 16 0 false true 0 0;
    Type "type" Object 880 40 true true 264 368;
    Int "int" Object 24 4 false true 0 0;
    Bool "bool" Int 32 4 false false 0 0;
    Float "float" Object 24 0 false true 0 0;
    Complex "complex" Object 32 0 false true 0 0;
    Str "str" Object 80 0 false true 0 0;
    Bytes "bytes" Object 33 1 false true 0 0;
    Bytearray "bytearray" Object 56 0 false true 0 0;
    Memoryview "memoryview" Object 144 8 true false 0 136;
    List "list" Object 40 0 true true 0 0;
    Tuple "tuple" Object 24 8 true true 0 0;
    Dict "dict" Object 48 0 true true 0 0;
    Set "set" Object 200 0 true true 0 192;
    Frozenset "frozenset" Object 200 0 true true 0 192;
    Range "range" Object 48 0 false false 0 0;
    Slice "slice" Object 40 0 true false 0 0;
    Property "property" Object 56 0 true true 0 0;
    Classmethod "classmethod" Object 32 0 true true 24 0;
    Staticmethod "staticmethod" Object 32 0 true true 24 0;
    Super "super" Object 40 0 true true 0 0;
    Enumerate "enumerate" Object 48 0 true true 0 0;
    Zip "zip" Object 40 0 true true 0 0;
    Map "map" Object 32 0 true true 0 0;
    Filter "filter" Object 32 0 true true 0 0;
    Reversed "reversed" Object 32 0 true true 0 0;
    NoneType "NoneType" Object 16 0 false false 0 0;
    NotImplementedType "NotImplementedType" Object 16 0 false false 0 0;
    Ellipsis "ellipsis" Object 16 0 false false 0 0;
    Function "function" Object 120 0 true false 72 80;
    Code "code" Object 176 0 false false 0 136;
    Frame "frame" Object 368 8 true false 0 0;
    Traceback "traceback" Object 40 0 true false 0 0;
    Generator "generator" Object 96 0 true false 0 40;
    Coroutine "coroutine" Object 104 0 true false 0 40;
    AsyncGenerator "async_generator" Object 120 0 true false 0 40;
    Method "method" Object 48 0 true false 0 32;
    BuiltinFunction "builtin_function_or_method" Object 56 0 true false 0 40;
    Module "module" Object 56 0 true true 16 40;
    Mappingproxy "mappingproxy" Object 24 0 true false 0 0;
    SimpleNamespace "SimpleNamespace" Object 24 0 true true 16 0;
    Cell "cell" Object 24 0 true false 0 0;
    MethodDescriptor "method_descriptor" Object 56 0 true false 0 0;
    WrapperDescriptor "wrapper_descriptor" Object 56 0 true false 0 0;
    MethodWrapper "method-wrapper" Object 32 0 true false 0 0;
    ClassmethodDescriptor "classmethod_descriptor" Object 56 0 true false 0 0;
    GetsetDescriptor "getset_descriptor" Object 48 0 true false 0 0;
    MemberDescriptor "member_descriptor" Object 48 0 true false 0 0;
    ListIterator "list_iterator" Object 32 0 true false 0 0;
    ListReverseiterator "list_reverseiterator" Object 32 0 true false 0 0;
    TupleIterator "tuple_iterator" Object 32 0 true false 0 0;
    RangeIterator "range_iterator" Object 48 0 false false 0 0;
    LongrangeIterator "longrange_iterator" Object 48 0 false false 0 0;
    StrIterator "str_iterator" Object 32 0 true false 0 0;
    BytesIterator "bytes_iterator" Object 32 0 true false 0 0;
    BytearrayIterator "bytearray_iterator" Object 32 0 true false 0 0;
    DictKeys "dict_keys" Object 24 0 true false 0 0;
    DictValues "dict_values" Object 24 0 true false 0 0;
    DictItems "dict_items" Object 24 0 true false 0 0;
    DictKeyiterator "dict_keyiterator" Object 56 0 true false 0 0;
    DictValueiterator "dict_valueiterator" Object 56 0 true false 0 0;
    DictItemiterator "dict_itemiterator" Object 56 0 true false 0 0;
    DictReversekeyiterator "dict_reversekeyiterator" Object 56 0 true false 0 0;
    DictReversevalueiterator "dict_reversevalueiterator" Object 56 0 true false 0 0;
    DictReverseitemiterator "dict_reverseitemiterator" Object 56 0 true false 0 0;
    SetIterator "set_iterator" Object 48 0 true false 0 0;
    CallableIterator "callable_iterator" Object 32 0 true false 0 0;
    Iterator "iterator" Object 32 0 true false 0 0;
    Weakref "weakref" Object 56 0 true true 0 0;
    Weakproxy "weakproxy" Object 56 0 true false 0 0;
    Weakcallableproxy "weakcallableproxy" Object 56 0 true false 0 0;
    CoroutineWrapper "coroutine_wrapper" Object 24 0 true false 0 0;
    AsyncGeneratorAsend "async_generator_asend" Object 40 0 true false 0 0;
    AsyncGeneratorAthrow "async_generator_athrow" Object 40 0 true false 0 0;
    BaseException "BaseException" Object 64 0 true true 16 0;
    Exception "Exception" BaseException 64 0 true true 16 0;
    TypeError "TypeError" Exception 64 0 true true 16 0;
    StopAsyncIteration "StopAsyncIteration" Exception 64 0 true true 16 0;
    StopIteration "StopIteration" Exception 72 0 true true 16 0;
    GeneratorExit "GeneratorExit" BaseException 64 0 true true 16 0;
    SystemExit "SystemExit" BaseException 72 0 true true 16 0;
    KeyboardInterrupt "KeyboardInterrupt" BaseException 64 0 true true 16 0;
    ImportError "ImportError" Exception 88 0 true true 16 0;
    ModuleNotFoundError "ModuleNotFoundError" ImportError 88 0 true true 16 0;
    OSError "OSError" Exception 104 0 true true 16 0;
    EOFError "EOFError" Exception 64 0 true true 16 0;
    RuntimeError "RuntimeError" Exception 64 0 true true 16 0;
    RecursionError "RecursionError" RuntimeError 64 0 true true 16 0;
    NotImplementedError "NotImplementedError" RuntimeError 64 0 true true 16 0;
    NameError "NameError" Exception 64 0 true true 16 0;
    UnboundLocalError "UnboundLocalError" NameError 64 0 true true 16 0;
    AttributeError "AttributeError" Exception 64 0 true true 16 0;
    SyntaxError "SyntaxError" Exception 112 0 true true 16 0;
    IndentationError "IndentationError" SyntaxError 112 0 true true 16 0;
    TabError "TabError" IndentationError 112 0 true true 16 0;
    LookupError "LookupError" Exception 64 0 true true 16 0;
    IndexError "IndexError" LookupError 64 0 true true 16 0;
    KeyError "KeyError" LookupError 64 0 true true 16 0;
    ValueError "ValueError" Exception 64 0 true true 16 0;
    UnicodeError "UnicodeError" ValueError 64 0 true true 16 0;
    UnicodeEncodeError "UnicodeEncodeError" UnicodeError 104 0 true true 16 0;
    UnicodeDecodeError "UnicodeDecodeError" UnicodeError 104 0 true true 16 0;
    UnicodeTranslateError "UnicodeTranslateError" UnicodeError 104 0 true true 16 0;
    AssertionError "AssertionError" Exception 64 0 true true 16 0;
    ArithmeticError "ArithmeticError" Exception 64 0 true true 16 0;
    FloatingPointError "FloatingPointError" ArithmeticError 64 0 true true 16 0;
    OverflowError "OverflowError" ArithmeticError 64 0 true true 16 0;
    ZeroDivisionError "ZeroDivisionError" ArithmeticError 64 0 true true 16 0;
    SystemError "SystemError" Exception 64 0 true true 16 0;
    ReferenceError "ReferenceError" Exception 64 0 true true 16 0;
    MemoryError "MemoryError" Exception 64 0 true true 16 0;
    BufferError "BufferError" Exception 64 0 true true 16 0;
    Warning "Warning" Exception 64 0 true true 16 0;
    UserWarning "UserWarning" Warning 64 0 true true 16 0;
    DeprecationWarning "DeprecationWarning" Warning 64 0 true true 16 0;
    PendingDeprecationWarning "PendingDeprecationWarning" Warning 64 0 true true 16 0;
    SyntaxWarning "SyntaxWarning" Warning 64 0 true true 16 0;
    RuntimeWarning "RuntimeWarning" Warning 64 0 true true 16 0;
    FutureWarning "FutureWarning" Warning 64 0 true true 16 0;
    ImportWarning "ImportWarning" Warning 64 0 true true 16 0;
    UnicodeWarning "UnicodeWarning" Warning 64 0 true true 16 0;
    BytesWarning "BytesWarning" Warning 64 0 true true 16 0;
    ResourceWarning "ResourceWarning" Warning 64 0 true true 16 0;
    ConnectionError "ConnectionError" OSError 104 0 true true 16 0;
    BlockingIOError "BlockingIOError" OSError 104 0 true true 16 0;
    BrokenPipeError "BrokenPipeError" ConnectionError 104 0 true true 16 0;
    ChildProcessError "ChildProcessError" OSError 104 0 true true 16 0;
    ConnectionAbortedError "ConnectionAbortedError" ConnectionError 104 0 true true 16 0;
    ConnectionRefusedError "ConnectionRefusedError" ConnectionError 104 0 true true 16 0;
    ConnectionResetError "ConnectionResetError" ConnectionError 104 0 true true 16 0;
    FileExistsError "FileExistsError" OSError 104 0 true true 16 0;
    FileNotFoundError "FileNotFoundError" OSError 104 0 true true 16 0;
    IsADirectoryError "IsADirectoryError" OSError 104 0 true true 16 0;
    NotADirectoryError "NotADirectoryError" OSError 104 0 true true 16 0;
    InterruptedError "InterruptedError" OSError 104 0 true true 16 0;
    PermissionError "PermissionError" OSError 104 0 true true 16 0;
    ProcessLookupError "ProcessLookupError" OSError 104 0 true true 16 0;
    TimeoutError "TimeoutError" OSError 104 0 true true 16 0;
    AsyncGeneratorWrappedValue "async_generator_wrapped_value" Object 24 0 true false 0 0;
}
