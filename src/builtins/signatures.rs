//! `__text_signature__` of the methods of built-in types, which `inspect.signature` and `help` read
//! (`Objects/clinic/*.h`, `slotdefs` of `Objects/typeobject.c`). A function of a module has its own
//! in front of its documentation.

/// The signature of a special method that fills a slot.
pub fn of_slot(name: &str) -> &'static str {
    match name {
        "__call__" | "__init__" => "($self, /, *args, **kwargs)",
        "__delattr__" | "__getattribute__" => "($self, name, /)",
        "__setattr__" => "($self, name, value, /)",
        "__contains__" | "__delitem__" | "__getitem__" => "($self, key, /)",
        "__setitem__" => "($self, key, value, /)",
        "__get__" => "($self, instance, owner, /)",
        "__set__" => "($self, instance, value, /)",
        "__delete__" => "($self, instance, /)",
        "__pow__" | "__rpow__" => "($self, value, mod=None, /)",
        "__abs__" | "__aiter__" | "__anext__" | "__await__" | "__bool__" | "__del__"
        | "__float__" | "__hash__" | "__index__" | "__int__" | "__invert__" | "__iter__"
        | "__len__" | "__neg__" | "__next__" | "__pos__" | "__repr__" | "__str__" => "($self, /)",
        _ => "($self, value, /)",
    }
}

/// The signature of a method of a built-in type, where CPython knows it.
pub fn of_method(owner: &str, name: &str) -> Option<&'static str> {
    if name == "__new__" {
        return Some("($type, *args, **kwargs)");
    }
    let names = |(_, methods): &&(&str, &'static str)| {
        let mut methods = methods.split(' ');
        methods.any(|method| method.split_once('.') == Some((owner, name)))
    };
    METHODS.iter().find(names).map(|&(signature, _)| signature)
}

/// Signatures, and the methods that have them.
const METHODS: &[(&str, &str)] = &[
    (
        "($self, /)",
        "bytearray.__reduce__ bytearray.__sizeof__ bytearray.clear bytearray.copy bytearray.reverse dict.popitem dict.__reversed__ float.conjugate float.__trunc__ float.as_integer_ratio float.hex float.is_integer float.__getnewargs__ int.bit_length int.as_integer_ratio int.__getnewargs__ int.__sizeof__ list.__reversed__ list.__sizeof__ list.clear list.copy list.reverse memoryview.release memoryview.tolist memoryview.toreadonly object.__reduce__ object.__sizeof__ object.__dir__ str.capitalize str.casefold str.title str.lower str.swapcase str.upper str.isascii str.islower str.isupper str.istitle str.isspace str.isdecimal str.isdigit str.isnumeric str.isalpha str.isalnum str.isidentifier str.isprintable str.__sizeof__ tuple.__getnewargs__ type.mro type.__subclasses__ type.__dir__ type.__sizeof__",
    ),
    ("($self, proto=0, /)", "bytearray.__reduce_ex__"),
    ("($self, item, /)", "bytearray.append"),
    (
        "($self, width, fillchar=b' ', /)",
        "bytearray.center bytearray.ljust bytearray.rjust bytes.center bytes.ljust bytes.rjust",
    ),
    (
        "($self, /, encoding='utf-8', errors='strict')",
        "bytearray.decode bytes.decode str.encode",
    ),
    (
        "($self, /, tabsize=8)",
        "bytearray.expandtabs bytes.expandtabs str.expandtabs",
    ),
    ("($self, iterable_of_ints, /)", "bytearray.extend"),
    (
        "($type, string, /)",
        "bytearray.fromhex bytes.fromhex float.fromhex",
    ),
    (
        "($self, /, sep=<unrepresentable>, bytes_per_sep=1)",
        "bytearray.hex bytes.hex memoryview.hex",
    ),
    ("($self, index, item, /)", "bytearray.insert"),
    ("($self, iterable_of_bytes, /)", "bytearray.join bytes.join"),
    (
        "($self, bytes=None, /)",
        "bytearray.lstrip bytearray.rstrip bytearray.strip bytes.lstrip bytes.rstrip bytes.strip",
    ),
    ("(frm, to, /)", "bytearray.maketrans bytes.maketrans"),
    (
        "($self, sep, /)",
        "bytearray.partition bytearray.rpartition bytes.partition bytes.rpartition str.partition str.rpartition",
    ),
    ("($self, index=-1, /)", "bytearray.pop list.pop"),
    (
        "($self, value, /)",
        "bytearray.remove list.remove list.count tuple.count",
    ),
    (
        "($self, old, new, count=-1, /)",
        "bytearray.replace bytes.replace str.replace",
    ),
    (
        "($self, /, sep=None, maxsplit=-1)",
        "bytearray.rsplit bytearray.split bytes.rsplit bytes.split str.split str.rsplit",
    ),
    (
        "($self, /, keepends=False)",
        "bytearray.splitlines bytes.splitlines str.splitlines",
    ),
    (
        "($self, table, /, delete=b'')",
        "bytearray.translate bytes.translate",
    ),
    ("($self, width, /)", "bytearray.zfill bytes.zfill str.zfill"),
    ("($self, key, /)", "dict.__contains__"),
    ("($self, key, default=None, /)", "dict.get dict.setdefault"),
    ("($type, iterable, value=None, /)", "dict.fromkeys"),
    ("($self, ndigits=None, /)", "float.__round__"),
    ("($type, typestr, /)", "float.__getformat__"),
    ("($type, typestr, fmt, /)", "float.__set_format__"),
    (
        "($self, format_spec, /)",
        "float.__format__ int.__format__ object.__format__ str.__format__",
    ),
    (
        "($self, /, length, byteorder, *, signed=False)",
        "int.to_bytes",
    ),
    (
        "($type, /, bytes, byteorder, *, signed=False)",
        "int.from_bytes",
    ),
    ("($self, object, /)", "list.append"),
    ("($self, index, object, /)", "list.insert"),
    ("($self, iterable, /)", "list.extend str.join"),
    (
        "($self, value, start=0, stop=sys.maxsize, /)",
        "list.index tuple.index",
    ),
    ("($self, /, *, key=None, reverse=False)", "list.sort"),
    ("($self, /, order=None)", "memoryview.tobytes"),
    ("($self, /, format, *, shape)", "memoryview.cast"),
    ("($self, protocol, /)", "object.__reduce_ex__"),
    (
        "($self, width, fillchar=' ', /)",
        "str.center str.ljust str.rjust",
    ),
    ("($self, chars=None, /)", "str.lstrip str.rstrip str.strip"),
    ("($self, table, /)", "str.translate"),
    (
        "(x, y=<unrepresentable>, z=<unrepresentable>, /)",
        "str.maketrans",
    ),
    ("($self, instance, /)", "type.__instancecheck__"),
    ("($self, subclass, /)", "type.__subclasscheck__"),
    (
        "($self, /, *, co_argcount=-1, co_posonlyargcount=-1,\n        co_kwonlyargcount=-1, co_nlocals=-1, co_stacksize=-1,\n        co_flags=-1, co_firstlineno=-1, co_code=None, co_consts=None,\n        co_names=None, co_varnames=None, co_freevars=None,\n        co_cellvars=None, co_filename=None, co_name=None,\n        co_lnotab=None)",
        "code.replace",
    ),
];
