"""Values as bytes, in the format of .pyc files (version 4)."""

import sys
from struct import pack as _pack, unpack_from as _unpack_from

version = 4
_FLAG_REF = 0x80
_MAX_DEPTH = 2000
_CODE_NUMBERS = (
    "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize",
    "co_flags",
)
_CODE_PARTS = (
    "co_code", "co_consts", "co_names", "co_varnames", "co_freevars", "co_cellvars",
    "co_filename", "co_name",
)
_CODE = type((lambda: 0).__code__)


class _Writer:
    def __init__(self, version):
        self.out = bytearray()
        self.version = version
        self.refs = {}
        self.kept = []
        self.depth = 0
        self.alone = _ALONE + 1

    def byte_size(self, tag, count):
        self.out += bytes([tag]) + _pack("<i", count)

    def write(self, value):
        """Writes a value. `_ALONE` is what getrefcount says here of one that one place alone refers
        to; the outermost value has a reference of `dumps` besides."""
        alone, self.alone = self.alone, _ALONE
        if self.depth > _MAX_DEPTH:
            raise ValueError("object too deeply nested to marshal")
        single = _SINGLES.get(value) if value is None or value is ... or value is StopIteration \
            or type(value) is bool else None
        if single is not None:
            self.out += single
            return
        flag = 0
        if self.version >= 3 and sys.getrefcount(value) > alone:
            number = self.refs.get(id(value))
            if number is not None:
                self.byte_size(0x72, number)
                return
            self.refs[id(value)] = len(self.refs)
            self.kept.append(value)
            flag = _FLAG_REF
        write = _WRITERS.get(type(value))
        if write is None:
            try:
                value = memoryview(value).tobytes()
            except TypeError:
                raise ValueError("unmarshallable object") from None
            write = _Writer.bytes
        self.depth += 1
        write(self, value, flag)
        self.depth -= 1

    def int(self, value, flag):
        if -0x80000000 <= value <= 0x7fffffff:
            self.byte_size(0x69 | flag, value)
            return
        digits = []
        rest = abs(value)
        while rest:
            digits.append(rest & 0x7fff)
            rest >>= 15
        self.byte_size(0x6c | flag, -len(digits) if value < 0 else len(digits))
        self.out += _pack("<%dH" % len(digits), *digits)

    def float(self, value, flag):
        if self.version > 1:
            self.out += _pack("<Bd", 0x67 | flag, value)
        else:
            self.out.append(0x66 | flag)
            self.text(value)

    def complex(self, value, flag):
        if self.version > 1:
            self.out += _pack("<Bdd", 0x79 | flag, value.real, value.imag)
        else:
            self.out.append(0x78 | flag)
            self.text(value.real)
            self.text(value.imag)

    def text(self, number):
        digits = format(number, ".17g").encode()
        self.out += bytes([len(digits)]) + digits

    def bytes(self, value, flag):
        self.byte_size(0x73 | flag, len(value))
        self.out += value

    def str(self, value, flag):
        interned = value.replace("_", "a").isalnum() and value.isascii() or value == ""
        if self.version >= 4 and value.isascii():
            if len(value) < 256:
                self.out += bytes([(0x5a if interned else 0x7a) | flag, len(value)])
            else:
                self.byte_size((0x41 if interned else 0x61) | flag, len(value))
            self.out += value.encode("ascii")
            return
        data = value.encode("utf-8", "surrogatepass")
        self.byte_size((0x74 if interned and self.version >= 3 else 0x75) | flag, len(data))
        self.out += data

    def tuple(self, value, flag):
        if self.version >= 4 and len(value) < 256:
            self.out += bytes([0x29 | flag, len(value)])
        else:
            self.byte_size(0x28 | flag, len(value))
        for item in value:
            self.write(item)

    def list(self, value, flag):
        self.byte_size(0x5b | flag, len(value))
        for item in value:
            self.write(item)

    def dict(self, value, flag):
        self.out.append(0x7b | flag)
        for key in value:
            self.write(key)
            item = value[key]
            self.write(item)
        self.out.append(0x30)

    def set(self, value, flag):
        self.byte_size((0x3e if type(value) is frozenset else 0x3c) | flag, len(value))
        for item in value:
            also = item
            self.write(item)

    def code(self, value, flag):
        self.out.append(0x63 | flag)
        for name in _CODE_NUMBERS:
            self.out += _pack("<i", getattr(value, name))
        for name in _CODE_PARTS:
            self.write(getattr(value, name))
        self.out += _pack("<i", value.co_firstlineno)
        self.write(value.co_lnotab)


_SINGLES = {None: b"N", True: b"T", False: b"F", ...: b".", StopIteration: b"S"}
_WRITERS = {
    int: _Writer.int, float: _Writer.float, complex: _Writer.complex, bytes: _Writer.bytes,
    str: _Writer.str, tuple: _Writer.tuple, list: _Writer.list, dict: _Writer.dict,
    set: _Writer.set, frozenset: _Writer.set, _CODE: _Writer.code,
}


class _Probe(_Writer):
    """Finds out what getrefcount says in `write` of an item that only its list refers to."""

    def __init__(self):
        self.out = bytearray()

    def write(self, value):
        self.seen = sys.getrefcount(value)


def _alone():
    probe = _Probe()
    probe.list([object()], 0)
    return probe.seen


_ALONE = _alone()


class _Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.refs = []
        self.depth = 0

    def take(self, count):
        piece = self.data[self.at:self.at + count]
        if len(piece) < count:
            raise EOFError("marshal data too short")
        self.at += count
        return piece

    def long(self):
        return _unpack_from("<i", self.take(4))[0]

    def size(self):
        size = self.long()
        if size < 0:
            raise ValueError("bad marshal data (size out of range)")
        return size

    def read(self):
        """A value; `_NULL` where a dict ends."""
        if self.at >= len(self.data):
            raise EOFError("EOF read where object expected")
        byte = self.take(1)[0]
        flag, tag = byte & _FLAG_REF, chr(byte & ~_FLAG_REF)
        if tag in _SIMPLE:
            return _SIMPLE[tag]
        if tag == "r":
            number = self.long()
            if not 0 <= number < len(self.refs) or self.refs[number] is _NULL:
                raise ValueError("bad marshal data (invalid reference)")
            return self.refs[number]
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise ValueError("recursion limit exceeded")
        number = None
        if flag:
            number = len(self.refs)
            self.refs.append(_NULL)
        value = self.payload(tag, number)
        if flag:
            self.refs[number] = value
        self.depth -= 1
        return value

    def payload(self, tag, number):
        if tag == "i":
            return self.long()
        if tag == "l":
            count = self.long()
            digits = _unpack_from("<%dH" % abs(count), self.take(2 * abs(count)))
            value = sum(digit << (15 * place) for place, digit in enumerate(digits))
            return -value if count < 0 else value
        if tag == "f":
            return self.text()
        if tag == "g":
            return _unpack_from("<d", self.take(8))[0]
        if tag == "x":
            return complex(self.text(), self.text())
        if tag == "y":
            return complex(*_unpack_from("<dd", self.take(16)))
        if tag == "s":
            return bytes(self.take(self.size()))
        if tag in "zZ":
            text = bytes(self.take(self.take(1)[0])).decode("latin-1")
            return sys.intern(text) if tag == "Z" else text
        if tag in "aA":
            text = bytes(self.take(self.size())).decode("latin-1")
            return sys.intern(text) if tag == "A" else text
        if tag in "tu":
            text = bytes(self.take(self.size())).decode("utf-8", "surrogatepass")
            return sys.intern(text) if tag == "t" else text
        if tag in "()":
            count = self.take(1)[0] if tag == ")" else self.size()
            return tuple([self.item("tuple") for _ in range(count)])
        if tag == "[":
            made = []
            self.keep(number, made)
            for _ in range(self.size()):
                made.append(self.item("list"))
            return made
        if tag == "{":
            made = {}
            self.keep(number, made)
            while True:
                key = self.read()
                if key is _NULL:
                    return made
                value = self.read()
                if value is _NULL:
                    return made
                made[key] = value
        if tag in "<>":
            count = self.size()
            if tag == ">":
                return frozenset([self.item("set") for _ in range(count)])
            made = set()
            self.keep(number, made)
            for _ in range(count):
                made.add(self.item("set"))
            return made
        if tag == "c":
            numbers = [self.long() for _ in _CODE_NUMBERS]
            code, consts, names, varnames, freevars, cellvars, filename, name = [
                self.item("code") for _ in _CODE_PARTS]
            line = self.long()
            return _CODE(
                *numbers, code, consts, names, varnames, filename, name, line, self.item("code"),
                freevars, cellvars)
        raise ValueError("bad marshal data (unknown type code)")

    def keep(self, number, value):
        if number is not None:
            self.refs[number] = value

    def item(self, kind):
        value = self.read()
        if value is _NULL:
            raise TypeError("NULL object in marshal data for %s" % kind)
        return value

    def text(self):
        return float(bytes(self.take(self.take(1)[0])))


_NULL = object()
_SIMPLE = {"0": _NULL, "N": None, "T": True, "F": False, ".": ..., "S": StopIteration}


def dumps(value, version=version):
    writer = _Writer(version)
    items = [value]
    del value
    writer.list(items, 0)
    return bytes(writer.out[5:])


def dump(value, file, version=version):
    file.write(dumps(value, version))


def loads(data):
    value = _Reader(memoryview(data)).read()
    if value is _NULL:
        raise TypeError("NULL object in marshal data for object")
    return value


def load(file):
    start = file.tell() if file.seekable() else None
    reader = _Reader(memoryview(file.read()))
    value = reader.read()
    if start is not None:
        file.seek(start + reader.at)
    return value
