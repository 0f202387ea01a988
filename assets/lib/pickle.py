"""Objects as bytes: a program for a small stack machine that makes them again."""

import codecs
import io
import sys
from copyreg import (
    _extension_cache, _extension_registry, _inverted_registry, dispatch_table,
)
from functools import partial
from struct import pack, unpack
from types import FunctionType

format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4

__all__ = [
    "PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps",
    "load", "loads", "PickleBuffer", "HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL",
]


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


for _kind in (PickleError, PicklingError, UnpicklingError):
    _kind.__module__ = "_pickle"
del _kind


class PickleBuffer:
    """A buffer that may travel beside the pickle."""

    def __init__(self, buffer):
        self._view = memoryview(buffer)

    def raw(self):
        return self._view

    def release(self):
        self._view.release()


# The machine's instructions.
_OPCODES = dict(
    MARK=b"(", STOP=b".", POP=b"0", POP_MARK=b"1", DUP=b"2", FLOAT=b"F", INT=b"I", BININT=b"J",
    BININT1=b"K", LONG=b"L", BININT2=b"M", NONE=b"N", PERSID=b"P", BINPERSID=b"Q", REDUCE=b"R",
    STRING=b"S", BINSTRING=b"T", SHORT_BINSTRING=b"U", UNICODE=b"V", BINUNICODE=b"X",
    APPEND=b"a", BUILD=b"b", GLOBAL=b"c", DICT=b"d", EMPTY_DICT=b"}", APPENDS=b"e", GET=b"g",
    BINGET=b"h", INST=b"i", LONG_BINGET=b"j", LIST=b"l", EMPTY_LIST=b"]", OBJ=b"o", PUT=b"p",
    BINPUT=b"q", LONG_BINPUT=b"r", SETITEM=b"s", TUPLE=b"t", EMPTY_TUPLE=b")", SETITEMS=b"u",
    BINFLOAT=b"G", PROTO=b"\x80", NEWOBJ=b"\x81", EXT1=b"\x82", EXT2=b"\x83", EXT4=b"\x84",
    TUPLE1=b"\x85", TUPLE2=b"\x86", TUPLE3=b"\x87", NEWTRUE=b"\x88", NEWFALSE=b"\x89",
    LONG1=b"\x8a", LONG4=b"\x8b", BINBYTES=b"B", SHORT_BINBYTES=b"C", SHORT_BINUNICODE=b"\x8c",
    BINUNICODE8=b"\x8d", BINBYTES8=b"\x8e", EMPTY_SET=b"\x8f", ADDITEMS=b"\x90",
    FROZENSET=b"\x91", NEWOBJ_EX=b"\x92", STACK_GLOBAL=b"\x93", MEMOIZE=b"\x94", FRAME=b"\x95",
    BYTEARRAY8=b"\x96", NEXT_BUFFER=b"\x97", READONLY_BUFFER=b"\x98",
)
globals().update(_OPCODES)
__all__ += list(_OPCODES)
_FRAME_SIZE_MIN = 4
_FRAME_SIZE_TARGET = 64 * 1024
_BATCH = 1000


def encode_long(x):
    if x == 0:
        return b""
    count = (x.bit_length() >> 3) + 1
    made = x.to_bytes(count, "little", signed=True)
    if x < 0 and count > 1 and made[-1] == 0xFF and made[-2] & 0x80:
        made = made[:-1]
    return made


def decode_long(data):
    return int.from_bytes(data, "little", signed=True)


def _getattribute(obj, name):
    """What a dotted name is, and in what."""
    for part in name.split("."):
        if part == "<locals>":
            raise AttributeError("Can't get local attribute {!r} on {!r}".format(name, obj))
        try:
            parent, obj = obj, getattr(obj, part)
        except AttributeError:
            raise AttributeError("Can't get attribute {!r} on {!r}".format(name, obj)) from None
    return obj, parent


def whichmodule(obj, name):
    """The module that an object is found in."""
    module = getattr(obj, "__module__", None)
    if module is not None:
        return module
    for module_name, module in sys.modules.copy().items():
        if module_name in ("__main__", "__mp_main__") or module is None:
            continue
        try:
            if _getattribute(module, name)[0] is obj:
                return module_name
        except AttributeError:
            pass
    return "__main__"


class Pickler:
    """Writes the program that makes an object again."""

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError("pickle protocol must be <= %d" % HIGHEST_PROTOCOL)
        try:
            self._file_write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute")
        self.memo = {}
        self.proto = int(protocol)
        self.bin = protocol >= 1
        self.fast = 0
        self.fix_imports = fix_imports and protocol < 3
        self._buffer_callback = buffer_callback
        self._frame = None

    def clear_memo(self):
        self.memo.clear()

    def write(self, data):
        if self._frame is not None:
            self._frame += data
            if len(self._frame) >= _FRAME_SIZE_TARGET:
                self._end_frame()
                self._frame = bytearray()
        else:
            self._file_write(data)

    def _end_frame(self):
        frame = self._frame
        if frame:
            if len(frame) >= _FRAME_SIZE_MIN:
                self._file_write(FRAME + pack("<Q", len(frame)))
            self._file_write(bytes(frame))

    def _write_large(self, header, payload):
        """Something large goes between frames."""
        if self._frame is not None and len(payload) >= _FRAME_SIZE_TARGET:
            self._end_frame()
            self._file_write(header)
            self._file_write(payload)
            self._frame = bytearray()
        else:
            self.write(header + payload)

    def dump(self, obj):
        if not hasattr(self, "_file_write"):
            raise PicklingError("Pickler.__init__() was not called by %s.__init__()"
                                % (self.__class__.__name__,))
        if self.proto >= 2:
            self._file_write(PROTO + pack("<B", self.proto))
        if self.proto >= 4:
            self._frame = bytearray()
        self.save(obj)
        self.write(STOP)
        if self._frame is not None:
            self._end_frame()
            self._frame = None

    def memoize(self, obj):
        if self.fast:
            return
        number = len(self.memo)
        self.write(self._put(number))
        self.memo[id(obj)] = number, obj

    def _put(self, number):
        if self.proto >= 4:
            return MEMOIZE
        if not self.bin:
            return PUT + repr(number).encode("ascii") + b"\n"
        return BINPUT + pack("<B", number) if number < 256 else LONG_BINPUT + pack("<I", number)

    def _get(self, number):
        if not self.bin:
            return GET + repr(number).encode("ascii") + b"\n"
        return BINGET + pack("<B", number) if number < 256 else LONG_BINGET + pack("<I", number)

    def persistent_id(self, obj):
        return None

    def save(self, obj, save_persistent_id=True):
        if save_persistent_id:
            pid = self.persistent_id(obj)
            if pid is not None:
                self.save_pers(pid)
                return
        known = self.memo.get(id(obj))
        if known is not None:
            self.write(self._get(known[0]))
            return
        kind = type(obj)
        simple = _SAVERS.get(kind)
        override = getattr(self, "reducer_override", None)
        reduced = NotImplemented
        if simple is not None and kind not in (type, FunctionType):
            simple(self, obj)
            return
        if override is not None:
            reduced = override(obj)
        if reduced is NotImplemented:
            if simple is not None:
                simple(self, obj)
                return
            reduce = getattr(self, "dispatch_table", dispatch_table).get(kind)
            if reduce is not None:
                reduced = reduce(obj)
            elif issubclass(kind, type):
                self.save_global(obj)
                return
            else:
                reduce = getattr(obj, "__reduce_ex__", None)
                if reduce is not None:
                    reduced = reduce(self.proto)
                else:
                    reduce = getattr(obj, "__reduce__", None)
                    if reduce is None:
                        raise PicklingError("can't pickle %s object: %r" % (kind.__name__, obj))
                    reduced = reduce()
        if isinstance(reduced, str):
            self.save_global(obj, reduced)
            return
        if not isinstance(reduced, tuple):
            raise PicklingError("%s must return string or tuple" % reduce)
        if not 2 <= len(reduced) <= 6:
            raise PicklingError("Tuple returned by %s must have two to six elements" % reduce)
        self.save_reduce(obj=obj, *reduced)

    def save_pers(self, pid):
        if self.bin:
            self.save(pid, save_persistent_id=False)
            self.write(BINPERSID)
        else:
            self.write(PERSID + str(pid).encode("ascii") + b"\n")

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None,
                    state_setter=None, obj=None):
        if not isinstance(args, tuple):
            raise PicklingError("args from save_reduce() must be a tuple")
        if not callable(func):
            raise PicklingError("func from save_reduce() must be callable")
        name = getattr(func, "__name__", "")
        if self.proto >= 2 and name == "__newobj_ex__":
            cls, args, kwargs = args
            if self.proto >= 4:
                self.save(cls)
                self.save(args)
                self.save(kwargs)
                self.write(NEWOBJ_EX)
            else:
                self.save(partial(cls.__new__, cls, *args, **kwargs))
                self.save(())
                self.write(REDUCE)
        elif self.proto >= 2 and name == "__newobj__":
            cls = args[0]
            if not hasattr(cls, "__new__"):
                raise PicklingError("args[0] from __newobj__ args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError("args[0] from __newobj__ args has the wrong class")
            self.save(cls)
            self.save(args[1:])
            self.write(NEWOBJ)
        else:
            self.save(func)
            self.save(args)
            self.write(REDUCE)
        if obj is not None:
            # It may have come up among its own arguments.
            if id(obj) in self.memo:
                self.write(POP + self._get(self.memo[id(obj)][0]))
            else:
                self.memoize(obj)
        if listitems is not None:
            self._batch(listitems, APPEND, APPENDS, 1)
        if dictitems is not None:
            self._batch(dictitems, SETITEM, SETITEMS, 2)
        if state is not None:
            if state_setter is None:
                self.save(state)
                self.write(BUILD)
            else:
                self.save(state_setter)
                self.save(obj)
                self.save(state)
                self.write(TUPLE2)
                self.write(REDUCE)
                self.write(POP)

    def _batch(self, items, one, many, width):
        """Puts items into a list or dict, a thousand at a time."""
        def save(item):
            if width == 2:
                self.save(item[0])
                self.save(item[1])
            else:
                self.save(item)
        if not self.bin:
            for item in items:
                save(item)
                self.write(one)
            return
        items = iter(items)
        while True:
            batch = []
            for item in items:
                batch.append(item)
                if len(batch) == _BATCH:
                    break
            if len(batch) > 1:
                self.write(MARK)
                for item in batch:
                    save(item)
                self.write(many)
            elif batch:
                save(batch[0])
                self.write(one)
            if len(batch) < _BATCH:
                return

    def _save_none(self, obj):
        self.write(NONE)

    def _save_bool(self, obj):
        if self.proto >= 2:
            self.write(NEWTRUE if obj else NEWFALSE)
        else:
            self.write(b"I01\n" if obj else b"I00\n")

    def _save_int(self, obj):
        if self.bin:
            if 0 <= obj <= 0xFF:
                self.write(BININT1 + pack("<B", obj))
                return
            if 0 <= obj <= 0xFFFF:
                self.write(BININT2 + pack("<H", obj))
                return
            if -0x80000000 <= obj <= 0x7FFFFFFF:
                self.write(BININT + pack("<i", obj))
                return
        if self.proto >= 2:
            data = encode_long(obj)
            if len(data) < 256:
                self.write(LONG1 + pack("<B", len(data)) + data)
            else:
                self.write(LONG4 + pack("<i", len(data)) + data)
        elif -0x80000000 <= obj <= 0x7FFFFFFF:
            self.write(INT + repr(obj).encode("ascii") + b"\n")
        else:
            self.write(LONG + repr(obj).encode("ascii") + b"L\n")

    def _save_float(self, obj):
        if self.bin:
            self.write(BINFLOAT + pack(">d", obj))
        else:
            self.write(FLOAT + repr(obj).encode("ascii") + b"\n")

    def _save_bytes(self, obj):
        if self.proto < 3:
            if not obj:
                self.save_reduce(bytes, (), obj=obj)
            else:
                self.save_reduce(codecs.encode, (str(obj, "latin1"), "latin1"), obj=obj)
            return
        count = len(obj)
        if count <= 0xFF:
            self.write(SHORT_BINBYTES + pack("<B", count) + obj)
        elif count > 0xFFFFFFFF and self.proto >= 4:
            self._write_large(BINBYTES8 + pack("<Q", count), obj)
        else:
            self._write_large(BINBYTES + pack("<I", count), obj)
        self.memoize(obj)

    def _save_bytearray(self, obj):
        if self.proto < 5:
            self.save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        self._write_large(BYTEARRAY8 + pack("<Q", len(obj)), obj)
        self.memoize(obj)

    def _save_buffer(self, obj):
        if self.proto < 5:
            raise PicklingError("PickleBuffer can only pickled with protocol >= 5")
        self.save(obj.raw().tobytes())

    def _save_str(self, obj):
        if self.bin:
            data = obj.encode("utf-8", "surrogatepass")
            count = len(data)
            if count <= 0xFF and self.proto >= 4:
                self.write(SHORT_BINUNICODE + pack("<B", count) + data)
            else:
                self._write_large(BINUNICODE + pack("<I", count), data)
        else:
            escaped = obj.replace("\\", "\\u005c")
            for char in "\0\n\r\x1a":
                escaped = escaped.replace(char, "\\u%04x" % ord(char))
            self.write(UNICODE + escaped.encode("raw-unicode-escape") + b"\n")
        self.memoize(obj)

    def _save_tuple(self, obj):
        if not obj:
            self.write(EMPTY_TUPLE if self.bin else MARK + TUPLE)
            return
        count = len(obj)
        memo = self.memo
        short = count <= 3 and self.proto >= 2
        if not short:
            self.write(MARK)
        for item in obj:
            self.save(item)
        if id(obj) in memo:
            # The tuple contains itself, and is there already.
            known = self._get(memo[id(obj)][0])
            if short:
                self.write(POP * count + known)
            else:
                self.write((POP_MARK if self.bin else POP * (count + 1)) + known)
            return
        self.write((TUPLE1, TUPLE2, TUPLE3)[count - 1] if short else TUPLE)
        self.memoize(obj)

    def _save_list(self, obj):
        self.write(EMPTY_LIST if self.bin else MARK + LIST)
        self.memoize(obj)
        self._batch(obj, APPEND, APPENDS, 1)

    def _save_dict(self, obj):
        self.write(EMPTY_DICT if self.bin else MARK + DICT)
        self.memoize(obj)
        self._batch(obj.items(), SETITEM, SETITEMS, 2)

    def _save_set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(EMPTY_SET)
        self.memoize(obj)
        items = list(obj)
        for at in range(0, len(items), _BATCH):
            self.write(MARK)
            for item in items[at:at + _BATCH]:
                self.save(item)
            self.write(ADDITEMS)

    def _save_frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        if id(obj) in self.memo:
            self.write(POP_MARK + self._get(self.memo[id(obj)][0]))
            return
        self.write(FROZENSET)
        self.memoize(obj)

    def save_global(self, obj, name=None):
        if name is None:
            name = getattr(obj, "__qualname__", None)
        if name is None:
            name = obj.__name__
        module_name = whichmodule(obj, name)
        try:
            __import__(module_name, level=0)
            module = sys.modules[module_name]
            found, parent = _getattribute(module, name)
        except (ImportError, KeyError, AttributeError) as error:
            if "<locals>" in name.split("."):
                # The attribute that can't be found is that of the function around it.
                raise AttributeError("Can't pickle local object %r" % name) from None
            if isinstance(error, AttributeError):
                raise PicklingError("Can't pickle %r: attribute lookup %s on %s failed"
                                    % (obj, name, module_name)) from None
            raise PicklingError("Can't pickle %r: import of module %r failed"
                                % (obj, module_name)) from None
        if found is not obj:
            raise PicklingError("Can't pickle %r: it's not the same object as %s.%s"
                                % (obj, module_name, name))
        if self.proto >= 2:
            code = _extension_registry.get((module_name, name))
            if code:
                if code <= 0xFF:
                    self.write(EXT1 + pack("<B", code))
                elif code <= 0xFFFF:
                    self.write(EXT2 + pack("<H", code))
                else:
                    self.write(EXT4 + pack("<i", code))
                return
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self.write(STACK_GLOBAL)
        elif "." in name:
            self.save_reduce(getattr, (parent, name.rpartition(".")[2]))
        else:
            if self.fix_imports:
                if module_name == "builtins":
                    name = _OLD_NAMES.get(name, name)
                module_name = _OLD_MODULES.get(module_name, module_name)
            self.write(GLOBAL + bytes(module_name, "utf-8") + b"\n" + bytes(name, "utf-8")
                       + b"\n")
        self.memoize(obj)

    def _save_type(self, obj):
        if obj is type(None):
            self.save_reduce(type, (None,), obj=obj)
        elif obj is type(NotImplemented):
            self.save_reduce(type, (NotImplemented,), obj=obj)
        elif obj is type(...):
            self.save_reduce(type, (...,), obj=obj)
        else:
            self.save_global(obj)


# What Python 2 called differently.
_OLD_NAMES = {"range": "xrange", "int": "long", "str": "unicode", "chr": "unichr"}
_NEW_NAMES = {old: new for new, old in _OLD_NAMES.items()}
_OLD_MODULES = {"builtins": "__builtin__", "copyreg": "copy_reg", "queue": "Queue"}
_NEW_MODULES = {"__builtin__": "builtins", "copy_reg": "copyreg", "Queue": "queue"}
_SAVERS = {
    type(None): Pickler._save_none, bool: Pickler._save_bool, int: Pickler._save_int,
    float: Pickler._save_float, bytes: Pickler._save_bytes, bytearray: Pickler._save_bytearray,
    str: Pickler._save_str, tuple: Pickler._save_tuple, list: Pickler._save_list,
    dict: Pickler._save_dict, set: Pickler._save_set, frozenset: Pickler._save_frozenset,
    FunctionType: Pickler.save_global, type: Pickler._save_type,
    PickleBuffer: Pickler._save_buffer,
}


class _Stop(Exception):
    def __init__(self, value):
        self.value = value


class Unpickler:
    """Runs the program."""

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict",
                 buffers=None):
        self._buffers = iter(buffers) if buffers is not None else None
        self._file_readline = file.readline
        self._file_read = file.read
        self.memo = {}
        self.encoding = encoding
        self.errors = errors
        self.proto = 0
        self.fix_imports = fix_imports

    def read(self, count):
        data = self._file_read(count)
        if len(data) < count:
            raise UnpicklingError("pickle data was truncated")
        return data

    def readline(self):
        line = self._file_readline()
        if not line.endswith(b"\n"):
            raise UnpicklingError("pickle data was truncated")
        return line[:-1]

    def load(self):
        if not hasattr(self, "_file_read"):
            raise UnpicklingError("Unpickler.__init__() was not called by %s.__init__()"
                                  % (self.__class__.__name__,))
        self.metastack = []
        self.stack = []
        try:
            while True:
                key = self._file_read(1)
                if not key:
                    raise EOFError("Ran out of input")
                act = _LOADERS.get(key)
                if act is None:
                    raise UnpicklingError("invalid load key, '%s'." % (
                        chr(key[0]) if 32 <= key[0] < 127 and key not in b"'\\"
                        else "\\x%02x" % key[0]))
                act(self)
        except _Stop as stop:
            return stop.value
        except IndexError:
            raise UnpicklingError("unpickling stack underflow") from None

    def pop_mark(self):
        items = self.stack
        if not self.metastack:
            raise UnpicklingError("could not find MARK")
        self.stack = self.metastack.pop()
        return items

    def persistent_load(self, pid):
        raise UnpicklingError("A load persistent id instruction was encountered,\n"
                              "but no persistent_load function was specified.")

    def find_class(self, module, name):
        if self.proto < 3 and self.fix_imports:
            if module == "__builtin__":
                name = _NEW_NAMES.get(name, name)
            module = _NEW_MODULES.get(module, module)
        __import__(module, level=0)
        if self.proto >= 4:
            return _getattribute(sys.modules[module], name)[0]
        return getattr(sys.modules[module], name)

    def _global(self):
        module = str(self.readline(), "utf-8")
        name = str(self.readline(), "utf-8")
        self.stack.append(self.find_class(module, name))

    def _stack_global(self):
        name = self.stack.pop()
        module = self.stack.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self.stack.append(self.find_class(module, name))

    def _extension(self, size):
        code = int.from_bytes(self.read(size), "little")
        if code in _extension_cache:
            self.stack.append(_extension_cache[code])
            return
        key = _inverted_registry.get(code)
        if not key:
            raise ValueError("unregistered extension code %d" % code)
        found = self.find_class(*key)
        _extension_cache[code] = found
        self.stack.append(found)

    def _text(self, data):
        if self.encoding == "bytes":
            return data
        return data.decode(self.encoding, self.errors)

    def _sized(self, size):
        return self.read(int.from_bytes(self.read(size), "little"))

    def _reduce(self):
        args = self.stack.pop()
        self.stack[-1] = self.stack[-1](*args)

    def _new(self):
        args = self.stack.pop()
        cls = self.stack.pop()
        self.stack.append(cls.__new__(cls, *args))

    def _new_ex(self):
        kwargs = self.stack.pop()
        args = self.stack.pop()
        cls = self.stack.pop()
        self.stack.append(cls.__new__(cls, *args, **kwargs))

    def _instance(self, cls, args):
        if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__"):
            self.stack.append(cls(*args))
        else:
            self.stack.append(cls.__new__(cls))

    def _inst(self):
        module = self.readline().decode("ascii")
        name = self.readline().decode("ascii")
        self._instance(self.find_class(module, name), self.pop_mark())

    def _obj(self):
        args = self.pop_mark()
        self._instance(args.pop(0), args)

    def _build(self):
        state = self.stack.pop()
        target = self.stack[-1]
        set_state = getattr(target, "__setstate__", None)
        if set_state is not None:
            set_state(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            space = target.__dict__
            for name, value in state.items():
                space[sys.intern(name) if type(name) is str else name] = value
        if slots:
            for name, value in slots.items():
                setattr(target, name, value)

    def _memoize(self, number):
        self.memo[number] = self.stack[-1]

    def _fetch(self, number):
        if number not in self.memo:
            raise UnpicklingError("Memo value not found at index %d" % number)
        self.stack.append(self.memo[number])

    def _appends(self, items):
        target = self.stack[-1]
        extend = getattr(target, "extend", None)
        if extend is not None:
            extend(items)
        else:
            for item in items:
                target.append(item)

    def _set_items(self, items):
        target = self.stack[-1]
        for at in range(0, len(items), 2):
            target[items[at]] = items[at + 1]

    def _add_items(self):
        items = self.pop_mark()
        target = self.stack[-1]
        if isinstance(target, set):
            target.update(items)
        else:
            for item in items:
                target.add(item)

    def _mark(self):
        self.metastack.append(self.stack)
        self.stack = []

    def _pop(self):
        if self.stack:
            del self.stack[-1]
        else:
            self.pop_mark()

    def _proto(self):
        self.proto = self.read(1)[0]
        if self.proto > HIGHEST_PROTOCOL:
            raise ValueError("unsupported pickle protocol: %d" % self.proto)

    def _int(self):
        data = self.readline()
        self.stack.append(data == b"01" if data in (b"00", b"01") else int(data, 0))

    def _long(self):
        data = self.readline()
        self.stack.append(int(data[:-1] if data[-1:] == b"L" else data, 0))

    def _string(self):
        data = self.readline()
        if len(data) < 2 or data[:1] != data[-1:] or data[:1] not in b"\"'":
            raise UnpicklingError("the STRING opcode argument must be quoted")
        self.stack.append(self._text(codecs.escape_decode(data[1:-1])[0]))

    def _buffer(self):
        if self._buffers is None:
            raise UnpicklingError("pickle stream refers to out-of-band data but no *buffers* "
                                  "argument was given")
        self.stack.append(next(self._buffers))

    def _stop(self):
        raise _Stop(self.stack.pop())


def _push(make):
    def load(self):
        # Making may change which stack is on top.
        value = make(self)
        self.stack.append(value)
    return load


def _number(size, signed=False):
    return lambda self: int.from_bytes(self.read(size), "little", signed=signed)


def _frozen(self):
    return frozenset(self.pop_mark())


def _pairs(self):
    items = self.pop_mark()
    return {items[at]: items[at + 1] for at in range(0, len(items), 2)}


def _last(count):
    def load(self):
        self.stack[-count:] = [tuple(self.stack[-count:])]
    return load


def _set_one(self):
    value = self.stack.pop()
    key = self.stack.pop()
    self.stack[-1][key] = value


def _append_marked(self):
    items = self.pop_mark()
    self._appends(items)


def _set_marked(self):
    items = self.pop_mark()
    self._set_items(items)


def _append_one(self):
    value = self.stack.pop()
    self._appends([value])


_LOADERS = {
    MARK: Unpickler._mark, STOP: Unpickler._stop, POP: Unpickler._pop,
    POP_MARK: lambda self: self.pop_mark(), DUP: _push(lambda self: self.stack[-1]),
    FLOAT: _push(lambda self: float(self.readline())), INT: Unpickler._int,
    BININT: _push(_number(4, True)), BININT1: _push(_number(1)), LONG: Unpickler._long,
    BININT2: _push(_number(2)), NONE: _push(lambda self: None),
    PERSID: _push(lambda self: self.persistent_load(self.readline().decode("ascii"))),
    BINPERSID: _push(lambda self: self.persistent_load(self.stack.pop())),
    REDUCE: Unpickler._reduce, STRING: Unpickler._string,
    BINSTRING: _push(lambda self: self._text(self._sized(4))),
    SHORT_BINSTRING: _push(lambda self: self._text(self._sized(1))),
    UNICODE: _push(lambda self: str(self.readline(), "raw-unicode-escape")),
    BINUNICODE: _push(lambda self: str(self._sized(4), "utf-8", "surrogatepass")),
    SHORT_BINUNICODE: _push(lambda self: str(self._sized(1), "utf-8", "surrogatepass")),
    BINUNICODE8: _push(lambda self: str(self._sized(8), "utf-8", "surrogatepass")),
    APPEND: _append_one, BUILD: Unpickler._build, GLOBAL: Unpickler._global,
    DICT: _push(_pairs), EMPTY_DICT: _push(lambda self: {}),
    APPENDS: _append_marked,
    GET: lambda self: self._fetch(int(self.readline())),
    BINGET: lambda self: self._fetch(self.read(1)[0]),
    LONG_BINGET: lambda self: self._fetch(_number(4)(self)), INST: Unpickler._inst,
    LIST: _push(lambda self: self.pop_mark()), EMPTY_LIST: _push(lambda self: []),
    OBJ: Unpickler._obj, PUT: lambda self: self._memoize(int(self.readline())),
    BINPUT: lambda self: self._memoize(self.read(1)[0]),
    LONG_BINPUT: lambda self: self._memoize(_number(4)(self)),
    MEMOIZE: lambda self: self._memoize(len(self.memo)), SETITEM: _set_one,
    SETITEMS: _set_marked,
    TUPLE: _push(lambda self: tuple(self.pop_mark())), EMPTY_TUPLE: _push(lambda self: ()),
    TUPLE1: _last(1), TUPLE2: _last(2), TUPLE3: _last(3),
    BINFLOAT: _push(lambda self: unpack(">d", self.read(8))[0]), PROTO: Unpickler._proto,
    NEWOBJ: Unpickler._new, NEWOBJ_EX: Unpickler._new_ex,
    EXT1: lambda self: self._extension(1), EXT2: lambda self: self._extension(2),
    EXT4: lambda self: self._extension(4), NEWTRUE: _push(lambda self: True),
    NEWFALSE: _push(lambda self: False),
    LONG1: _push(lambda self: decode_long(self._sized(1))),
    LONG4: _push(lambda self: decode_long(self._sized(4))),
    BINBYTES: _push(lambda self: bytes(self._sized(4))),
    SHORT_BINBYTES: _push(lambda self: bytes(self._sized(1))),
    BINBYTES8: _push(lambda self: bytes(self._sized(8))),
    BYTEARRAY8: _push(lambda self: bytearray(self._sized(8))),
    EMPTY_SET: _push(lambda self: set()), ADDITEMS: Unpickler._add_items,
    FROZENSET: _push(_frozen), STACK_GLOBAL: Unpickler._stack_global,
    FRAME: lambda self: self.read(8), NEXT_BUFFER: Unpickler._buffer,
    READONLY_BUFFER: lambda self: None,
}


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    file = io.BytesIO()
    dump(obj, file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback)
    return file.getvalue()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors,
                     buffers=buffers).load()


def loads(s, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    if isinstance(s, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return load(io.BytesIO(s), fix_imports=fix_imports, encoding=encoding, errors=errors,
                buffers=buffers)


_Pickler, _Unpickler = Pickler, Unpickler
_dump, _dumps, _load, _loads = dump, dumps, load, loads
