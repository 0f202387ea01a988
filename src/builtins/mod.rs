//! What Python code can reach that isn't written in Python: the built-in functions, types and
//! modules, one file each, and the table through which the machine calls them.
//!
//! A type's file exposes `LIST`, its members in CPython's order, and stands in [`TYPES`]. A
//! module's file exposes `MODULE` and stands in [`MODULES`]. A library module written in Python
//! lies in `assets/lib` and stands in [`LIBRARY`].

pub mod functions;
pub mod modules;
pub mod signatures;
pub mod support;
pub mod types;

use crate::objects::Ty;
use crate::objects::ty::ALL;
use crate::vm::NativeTable;
use crate::vm::native::{LibraryModule, NativeDef, NativeModule};

/// The members of the built-in types. The order fixes the ids of the natives.
const TYPES: &[(Ty, &[NativeDef])] = &[
    (Ty::Object, types::object::LIST),
    (Ty::Type, types::type_::LIST),
    (Ty::NoneType, types::singletons::NONE),
    (Ty::NotImplementedType, types::singletons::NOT_IMPLEMENTED),
    (Ty::Ellipsis, types::singletons::ELLIPSIS),
    (Ty::Int, types::int::LIST),
    (Ty::Int, types::int_methods::LIST),
    (Ty::Bool, types::bool::LIST),
    (Ty::Float, types::float::LIST),
    (Ty::Float, types::float_methods::LIST),
    (Ty::Complex, types::complex::LIST),
    (Ty::Str, types::str::LIST),
    (Ty::Str, types::str_methods::LIST),
    (Ty::Str, types::str_search::LIST),
    (Ty::Str, types::str_format::LIST),
    (Ty::Str, types::str_translate::LIST),
    (Ty::StrIterator, types::str_iterator::LIST),
    (Ty::Bytes, types::bytes::LIST),
    (Ty::Bytes, types::bytes_methods::LIST),
    (Ty::Bytes, types::bytes_search::LIST),
    (Ty::BytesIterator, types::str_iterator::LIST),
    (Ty::Bytearray, types::bytearray::LIST),
    (Ty::Bytearray, types::bytearray_methods::LIST),
    (Ty::Bytearray, types::bytes_methods::LIST),
    (Ty::Bytearray, types::bytes_search::LIST),
    (Ty::BytearrayIterator, types::str_iterator::LIST),
    (Ty::Memoryview, types::memoryview::LIST),
    (Ty::Memoryview, types::memoryview_methods::LIST),
    (Ty::Function, types::function::LIST),
    (Ty::Method, types::method::LIST),
    (Ty::BuiltinFunction, types::builtin_function::LIST),
    (Ty::MethodDescriptor, types::descriptors::METHOD),
    (Ty::ClassmethodDescriptor, types::descriptors::CLASSMETHOD),
    (Ty::WrapperDescriptor, types::descriptors::WRAPPER),
    (Ty::MethodWrapper, types::descriptors::METHOD_WRAPPER),
    (Ty::GetsetDescriptor, types::descriptors::GETSET),
    (Ty::MemberDescriptor, types::descriptors::MEMBER),
    (Ty::Property, types::property::LIST),
    (Ty::Classmethod, types::property::CLASSMETHOD),
    (Ty::Staticmethod, types::property::STATICMETHOD),
    (Ty::Super, types::super_::LIST),
    (Ty::Cell, types::cell::LIST),
    (Ty::Code, types::code::LIST),
    (Ty::Frame, types::frame::LIST),
    (Ty::Traceback, types::frame::TRACEBACK),
    (Ty::Generator, types::generator::GENERATOR),
    (Ty::Coroutine, types::generator::COROUTINE),
    (Ty::CoroutineWrapper, types::generator::COROUTINE_WRAPPER),
    (Ty::AsyncGenerator, types::async_generator::ASYNC_GENERATOR),
    (Ty::AsyncGeneratorAsend, types::async_generator::AWAITABLE),
    (Ty::AsyncGeneratorAthrow, types::async_generator::AWAITABLE),
    (Ty::Module, types::module::LIST),
    (Ty::Mappingproxy, types::mappingproxy::LIST),
    (Ty::SimpleNamespace, types::namespace::LIST),
    (Ty::Weakref, types::weakref::REF),
    (Ty::Weakproxy, types::weakref::PROXY),
    (Ty::Weakcallableproxy, types::weakref::CALLABLE_PROXY),
    (Ty::BaseException, types::exception::LIST),
    (Ty::StopIteration, types::exception_kinds::STOP_ITERATION),
    (Ty::SystemExit, types::exception_kinds::SYSTEM_EXIT),
    (Ty::ImportError, types::exception_kinds::IMPORT_ERROR),
    (Ty::KeyError, types::exception_kinds::KEY_ERROR),
    (Ty::SyntaxError, types::exception_kinds::SYNTAX_ERROR),
    (Ty::OSError, types::exception_os::LIST),
    (Ty::UnicodeEncodeError, types::exception_unicode::ENCODE),
    (Ty::UnicodeDecodeError, types::exception_unicode::DECODE),
    (
        Ty::UnicodeTranslateError,
        types::exception_unicode::TRANSLATE,
    ),
    (Ty::List, types::list::LIST),
    (Ty::List, types::list_methods::LIST),
    (Ty::List, types::list_sort::LIST),
    (Ty::ListIterator, types::iterators::LIST_ITERATOR),
    (
        Ty::ListReverseiterator,
        types::iterators::LIST_REVERSEITERATOR,
    ),
    (Ty::Tuple, types::tuple::LIST),
    (Ty::TupleIterator, types::iterators::TUPLE_ITERATOR),
    (Ty::Dict, types::dict::LIST),
    (Ty::Dict, types::dict_methods::LIST),
    (Ty::DictKeys, types::dict_views::KEYS),
    (Ty::DictValues, types::dict_views::VALUES),
    (Ty::DictItems, types::dict_views::KEYS),
    (Ty::DictKeyiterator, types::dict_iterators::LIST),
    (Ty::DictValueiterator, types::dict_iterators::LIST),
    (Ty::DictItemiterator, types::dict_iterators::LIST),
    (Ty::DictReversekeyiterator, types::dict_iterators::LIST),
    (Ty::DictReversevalueiterator, types::dict_iterators::LIST),
    (Ty::DictReverseitemiterator, types::dict_iterators::LIST),
    (Ty::Set, types::set::SET),
    (Ty::Set, types::set_methods::SET),
    (Ty::Frozenset, types::set::FROZENSET),
    (Ty::Frozenset, types::set_methods::FROZENSET),
    (Ty::SetIterator, types::set_methods::SET_ITERATOR),
    (Ty::Range, types::range::LIST),
    (Ty::RangeIterator, types::range_iterators::RANGE_ITERATOR),
    (
        Ty::LongrangeIterator,
        types::range_iterators::LONGRANGE_ITERATOR,
    ),
    (Ty::Slice, types::slice::LIST),
    (Ty::Iterator, types::iterators::ITERATOR),
    (Ty::CallableIterator, types::iterators::CALLABLE_ITERATOR),
    (Ty::Enumerate, types::enumerate::LIST),
    (Ty::Zip, types::zip::LIST),
    (Ty::Map, types::map::LIST),
    (Ty::Filter, types::filter::LIST),
    (Ty::Reversed, types::reversed::LIST),
];

/// The modules written in Rust.
const MODULES: &[&NativeModule] = &[
    &modules::builtins::MODULE,
    &modules::sitebuiltins::MODULE,
    &modules::stream::MODULE,
    &modules::errno::MODULE,
    &modules::files::MODULE,
    &modules::unicodedata::MODULE,
    &modules::sys::MODULE,
    &modules::gc::MODULE,
    &modules::math::MODULE,
    &modules::random::MODULE,
    &modules::time::MODULE,
    &modules::weakref::MODULE,
    &modules::opcode::MODULE,
    &modules::operator::MODULE,
    &modules::itertools::MODULE,
    &modules::functools::MODULE,
    &modules::heapq::MODULE,
    &modules::bisect::MODULE,
    &modules::collections::MODULE,
    &modules::sre::MODULE,
];

/// A module of `assets/lib`; the second name is its file's where that differs.
macro_rules! library {
    ($name:literal) => {
        library!($name, $name)
    };
    ($name:literal, $file:literal) => {
        LibraryModule {
            name: $name,
            source: include_str!(concat!("../../assets/lib/", $file, ".py")),
            built_in: false,
        }
    };
}

/// A module of `assets/native`: CPython has it in C, here it is written in Python.
macro_rules! stand_in {
    ($name:literal) => {
        stand_in!($name, $name)
    };
    ($name:literal, $file:literal) => {
        LibraryModule {
            name: $name,
            source: include_str!(concat!("../../assets/native/", $file, ".py")),
            built_in: true,
        }
    };
}

/// The modules written in Python.
const LIBRARY: &[LibraryModule] = &[
    stand_in!("array"),
    stand_in!("_abc"),
    stand_in!("_csv"),
    stand_in!("_frozen_importlib"),
    stand_in!("_frozen_importlib_external"),
    stand_in!("_queue"),
    stand_in!("_warnings"),
    stand_in!("fcntl"),
    stand_in!("grp"),
    stand_in!("marshal"),
    stand_in!("mmap"),
    stand_in!("pwd"),
    stand_in!("pyexpat"),
    stand_in!("resource"),
    stand_in!("termios"),
    stand_in!("site"),
    stand_in!("zipimport"),
    stand_in!("binascii"),
    stand_in!("_sha512"),
    stand_in!("_sha3"),
    stand_in!("_sha256"),
    stand_in!("_reduce"),
    stand_in!("_sha1"),
    stand_in!("_md5"),
    stand_in!("_hashing"),
    stand_in!("_blake2"),
    stand_in!("_codecs"),
    stand_in!("_utf_7"),
    stand_in!("_ast"),
    stand_in!("_contextvars"),
    stand_in!("_imp"),
    stand_in!("_io"),
    stand_in!("_json"),
    stand_in!("_locale"),
    stand_in!("_posixsubprocess"),
    stand_in!("_signal"),
    stand_in!("_socket"),
    stand_in!("_string"),
    stand_in!("_struct"),
    stand_in!("_thread"),
    stand_in!("_tracemalloc"),
    stand_in!("faulthandler"),
    stand_in!("importlib", "importlib/__init__"),
    stand_in!("importlib._bootstrap", "importlib/_bootstrap"),
    stand_in!(
        "importlib._bootstrap_external",
        "importlib/_bootstrap_external"
    ),
    stand_in!("importlib.abc", "importlib/abc"),
    stand_in!("importlib.machinery", "importlib/machinery"),
    stand_in!("importlib.util", "importlib/util"),
    stand_in!("posix"),
    stand_in!("select"),
    stand_in!("cmath"),
    library!("dis"),
    library!("opcode"),
    stand_in!("_ast_text"),
    library!("__future__"),
    library!("ast"),
    library!("_collections_abc"),
    stand_in!("_datetime"),
    stand_in!("_decimal"),
    stand_in!("_decimal_format"),
    library!("_strptime"),
    library!("_weakrefset"),
    library!("abc"),
    stand_in!("atexit"),
    library!("bisect"),
    library!("calendar"),
    library!("codecs"),
    library!("collections", "collections/__init__"),
    library!("collections.abc", "collections/abc"),
    library!("contextlib"),
    library!("copy"),
    library!("copyreg"),
    library!("dataclasses"),
    library!("datetime"),
    library!("decimal"),
    library!("encodings", "encodings/__init__"),
    library!("encodings.charmaps", "encodings/charmaps"),
    // Over a library folder too, whose own needs the database of Unicode 3.2.
    stand_in!("encodings.idna", "encodings/idna"),
    library!("encodings.punycode", "encodings/punycode"),
    library!("encodings.utf_7", "encodings/utf_7"),
    library!("enum"),
    library!("fractions"),
    library!("functools"),
    library!("genericpath"),
    library!("heapq"),
    library!("io"),
    library!("json", "json/__init__"),
    library!("json.decoder", "json/decoder"),
    library!("json.encoder", "json/encoder"),
    library!("keyword"),
    library!("numbers"),
    library!("operator"),
    library!("os"),
    library!("posixpath"),
    library!("pprint"),
    library!("random"),
    library!("re"),
    library!("reprlib"),
    library!("sre_compile"),
    library!("sre_constants"),
    library!("sre_parse"),
    library!("stat"),
    library!("statistics"),
    library!("string"),
    library!("textwrap"),
    library!("struct"),
    library!("traceback"),
    library!("types"),
    library!("typing"),
    library!("warnings"),
    library!("weakref"),
    library!("argparse"),
    library!("base64"),
    library!("colorsys"),
    library!("contextvars"),
    library!("csv"),
    library!("difflib"),
    library!("fnmatch"),
    library!("getpass"),
    library!("glob"),
    library!("hashlib"),
    library!("hmac"),
    library!("inspect"),
    library!("linecache"),
    library!("logging", "logging/__init__"),
    library!("logging.handlers", "logging/handlers"),
    library!("queue"),
    library!("secrets"),
    library!("shlex"),
    library!("shutil"),
    library!("tempfile"),
    library!("threading"),
    library!("timeit"),
    library!("token"),
    library!("tokenize"),
    library!("unittest", "unittest/__init__"),
    library!("unittest.async_case", "unittest/async_case"),
    library!("unittest.case", "unittest/case"),
    library!("unittest.loader", "unittest/loader"),
    library!("unittest.main", "unittest/main"),
    library!("unittest.mock", "unittest/mock"),
    library!("unittest.result", "unittest/result"),
    library!("unittest.runner", "unittest/runner"),
    library!("unittest.suite", "unittest/suite"),
    library!("asyncio", "asyncio/__init__"),
    library!("asyncio.base_events", "asyncio/base_events"),
    library!("asyncio.coroutines", "asyncio/coroutines"),
    library!("asyncio.events", "asyncio/events"),
    library!("asyncio.exceptions", "asyncio/exceptions"),
    library!("asyncio.futures", "asyncio/futures"),
    library!("asyncio.locks", "asyncio/locks"),
    library!("asyncio.queues", "asyncio/queues"),
    library!("asyncio.runners", "asyncio/runners"),
    library!("asyncio.tasks", "asyncio/tasks"),
    library!("configparser"),
    library!("html", "html/__init__"),
    library!("html.entities", "html/entities"),
    library!("html.parser", "html/parser"),
    library!("optparse"),
    library!("pathlib"),
    library!("pickle"),
    library!("urllib", "urllib/__init__"),
    library!("urllib.parse", "urllib/parse"),
    library!("uuid"),
    library!("xml", "xml/__init__"),
    library!("xml.etree", "xml/etree/__init__"),
    library!("xml.etree.ElementPath", "xml/etree/ElementPath"),
    library!("xml.etree.ElementTree", "xml/etree/ElementTree"),
    library!("cmd"),
    library!("concurrent", "concurrent/__init__"),
    library!("concurrent.futures", "concurrent/futures/__init__"),
    library!("doctest"),
    library!("getopt"),
    library!("gettext"),
    library!("gzip"),
    library!("locale"),
    library!("platform"),
    library!("sched"),
    library!("signal"),
    stand_in!("zlib"),
];

/// Whether a built-in type derives from `BaseException`.
fn is_exception(ty: Ty) -> bool {
    let base = ty.info().base;
    ty == Ty::BaseException || (base != ty && is_exception(base))
}

/// Whether a type is an exception that stands in no list, nor does any of its bases but
/// `BaseException`: it has `__init__` and `__new__` of its own, which do what those do.
fn is_simple_exception(ty: Ty) -> bool {
    let mut base = ty;
    while !TYPES.iter().any(|(listed, _)| *listed == base) {
        base = base.info().base;
    }
    base == Ty::BaseException && ty != base
}

/// All native functions, in the same order every time. Exceptions that add nothing to their base
/// stand in no list: all have the same two members.
pub fn table() -> NativeTable {
    let mut table = NativeTable::default();
    for (ty, members) in TYPES {
        table.add_type(*ty, members);
    }
    for &ty in ALL {
        if is_simple_exception(ty) {
            table.add_type(ty, types::exception::SIMPLE);
        }
    }
    for module in MODULES {
        table.add_module(module);
    }
    table.set_library(LIBRARY);
    table
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::vm::native::{NativeDef, NativeKind};

    /// Which functions CPython calls with a tuple, from its own method tables: recorded by
    /// `python3.8 tests/record/method_flags.py`.
    const FLAGS: &str = include_str!("../../tests/data/method_flags.txt");

    #[test]
    fn the_functions_that_take_a_tuple_are_cpythons() {
        let recorded: BTreeMap<&str, bool> = FLAGS
            .lines()
            .filter_map(|line| line.rsplit_once(' '))
            .map(|(name, flag)| (name, flag == "varargs"))
            .collect();
        let table = super::table();
        let mut wrong = Vec::new();
        let mut check = |owner: &str, def: &NativeDef| {
            let known = recorded.get(format!("{owner} {}", def.name).as_str());
            let plain = !matches!(
                def.kind,
                NativeKind::Function
                    | NativeKind::Method
                    | NativeKind::ClassMethod
                    | NativeKind::StaticMethod
            );
            if !plain && known.is_some_and(|&varargs| varargs != def.varargs) {
                wrong.push(format!("{owner} {}", def.name));
            }
        };
        for (ty, members) in table.types() {
            let owner = format!("builtins.{}", ty.info().name);
            for id in members.clone() {
                check(&owner, table.get(crate::value::NativeId(id)));
            }
        }
        for module in super::MODULES {
            for def in module.functions {
                check(module.name, def);
            }
            for ty in module.types {
                let owner = format!("{}.{}", ty.module, ty.info.name);
                for def in ty.members {
                    check(&owner, def);
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
