"""Values as the bytes that C keeps them in."""

import math
import sys


class error(Exception):
    __module__ = "struct"


# Code: size by itself, size and alignment in C on this machine.
_INTS = {"b": (1, 1), "B": (1, 1), "h": (2, 2), "H": (2, 2), "i": (4, 4), "I": (4, 4),
         "l": (4, 8), "L": (4, 8), "q": (8, 8), "Q": (8, 8), "n": (None, 8), "N": (None, 8)}
_FLOATS = {"e": (2, 5, 10), "f": (4, 8, 23), "d": (8, 11, 52)}
_OTHERS = {"x": 1, "c": 1, "s": 1, "p": 1, "?": 1}
_TITLES = {"b": "byte", "B": "ubyte", "h": "short", "H": "ushort"}


class _Item:
    """A code of a format: where its values lie and how they are made."""

    __slots__ = ("code", "count", "size", "at")

    def __init__(self, code, count, size, at):
        self.code, self.count, self.size, self.at = code, count, size, at


def _parse(format):
    """The items of a format, its size, its byte order, and whether it is C's own."""
    order, native = sys.byteorder, True
    start = 0
    if format[:1] in ("@", "=", "<", ">", "!"):
        native = format[0] == "@"
        order = {"<": "little", ">": "big", "!": "big"}.get(format[0], sys.byteorder)
        start = 1
    items = []
    at = 0
    position = start
    while position < len(format):
        char = format[position]
        position += 1
        if char.isspace():
            continue
        count = 1
        if "0" <= char <= "9":
            begin = position - 1
            while position < len(format) and "0" <= format[position] <= "9":
                position += 1
            count = int(format[begin:position])
            if count > sys.maxsize:
                raise error("overflow in item count")
            if position == len(format):
                raise error("repeat count given without format specifier")
            char = format[position]
            position += 1
        size, align = _size(char, native)
        if native and align > 1:
            at = (at + align - 1) // align * align
        if char in "sp":
            items.append(_Item(char, 1, count, at))
        elif char == "x":
            pass
        elif count:
            items.append(_Item(char, count, size, at))
        at += size * count
        if at > sys.maxsize:
            raise error("total struct size too long")
    return items, at, order, native


def _size(char, native):
    if char in _INTS:
        plain, own = _INTS[char]
        if native:
            return own, own
        if plain is not None:
            return plain, 1
    elif char in _FLOATS:
        size = _FLOATS[char][0]
        return size, size
    elif char in _OTHERS:
        return 1, 1
    elif char == "P" and native:
        return 8, 8
    raise error("bad char in struct format")


def _pack_float(value, code, order):
    size, exponent_bits, fraction_bits = _FLOATS[code]
    bias = (1 << exponent_bits - 1) - 1
    sign = math.copysign(1.0, value) < 0
    top = (1 << exponent_bits) - 1
    if value != value:
        exponent, fraction = top, 1 << fraction_bits - 1
    elif math.isinf(value):
        exponent, fraction = top, 0
    elif not value:
        exponent = fraction = 0
    else:
        mantissa, power = math.frexp(abs(value))
        power -= 1
        if power < 1 - bias:
            # Below the smallest normal number the exponent stays.
            exponent, scaled = 0, math.ldexp(mantissa, power + 1 + bias - 1 + fraction_bits)
        else:
            exponent, scaled = power + bias, (mantissa * 2 - 1) * (1 << fraction_bits)
        fraction = round(scaled)
        if fraction == 1 << fraction_bits:
            exponent, fraction = exponent + 1, 0
        if exponent >= top:
            raise OverflowError("float too large to pack with %s format" % code)
    bits = sign << size * 8 - 1 | exponent << fraction_bits | fraction
    return bits.to_bytes(size, order)


def _unpack_float(data, code, order):
    size, exponent_bits, fraction_bits = _FLOATS[code]
    bias = (1 << exponent_bits - 1) - 1
    bits = int.from_bytes(data, order)
    sign = -1.0 if bits >> size * 8 - 1 else 1.0
    exponent = bits >> fraction_bits & (1 << exponent_bits) - 1
    fraction = bits & (1 << fraction_bits) - 1
    if exponent == (1 << exponent_bits) - 1:
        return math.copysign(math.nan if fraction else math.inf, sign)
    if not exponent:
        return math.copysign(math.ldexp(fraction, 1 - bias - fraction_bits), sign)
    return sign * math.ldexp((1 << fraction_bits) + fraction, exponent - bias - fraction_bits)


def _integer(value):
    if isinstance(value, int):
        return int(value)
    if hasattr(type(value), "__index__"):
        return type(value).__index__(value)
    raise error("required argument is not an integer")


def _pack_int(value, code, size, order, native):
    value = _integer(value)
    signed = code in "bhilqn"
    low, high = (-(1 << 8 * size - 1), (1 << 8 * size - 1) - 1) if signed else (
        0, (1 << 8 * size) - 1)
    if not low <= value <= high:
        if code in _TITLES and native:
            raise error("%s format requires %s <= number <= %s" % (
                (_TITLES[code],) + _limits(code, low, high)))
        if native and code in "qQnN":
            raise error("int too large to convert" if code in "qQ" else
                        "argument out of range")
        if native:
            raise error("argument out of range" if -(1 << 63) <= value < 1 << 64 else
                        "int too large to convert")
        if size == 8:
            raise error("int too large to convert")
        raise error("'%s' format requires %d <= number <= %d" % (code, low, high))
    return value.to_bytes(size, order, signed=signed)


def _limits(code, low, high):
    if code == "h":
        return "(-32767 -1)", "32767"
    if code == "H":
        return "0", "(32767 *2 +1)"
    return str(low), str(high)


class Struct:
    """A format taken apart once."""

    __module__ = 'builtins'

    def __init__(self, format):
        if isinstance(format, bytes):
            format = format.decode("ascii")
        elif not isinstance(format, str):
            raise TypeError("Struct() argument 1 must be a str or bytes object, not %s"
                            % type(format).__name__)
        else:
            format.encode("ascii")
        if "\0" in format:
            raise error("embedded null character")
        self._items, self._total, self._order, self._native = _parse(format)
        self._format = format
        self._count = sum(item.count for item in self._items)

    @property
    def format(self):
        return self._ready()._format

    @property
    def size(self):
        return self._ready()._total

    def _ready(self):
        if "_items" not in self.__dict__:
            raise RuntimeError("Struct object is not initialized")
        return self

    def __sizeof__(self):
        return 56 + 32 * (len(self._items) + 1)

    def _packed(self, values, function):
        if len(values) != self._count:
            raise error("%s expected %d items for packing (got %d)"
                        % (function, self._count, len(values)))
        made = bytearray(self._total)
        values = iter(values)
        for item in self._items:
            code, size, at = item.code, item.size, item.at
            for _ in range(item.count):
                made[at:at + size] = self._bytes(code, size, next(values))
                at += size
        return made

    def _bytes(self, code, size, value):
        if code in _INTS or code == "P":
            return _pack_int(value, code, size, self._order, self._native)
        if code in _FLOATS:
            try:
                value = float(value) if not isinstance(value, str) else value + 0
            except TypeError:
                raise error("required argument is not a float") from None
            return _pack_float(value, code, self._order)
        if code == "?":
            return b"\1" if value else b"\0"
        if code == "c":
            if not isinstance(value, bytes) or len(value) != 1:
                raise error("char format requires a bytes object of length 1")
            return value
        if not isinstance(value, (bytes, bytearray)):
            raise error("argument for '%s' must be a bytes object" % code)
        if code == "s":
            return bytes(value[:size]).ljust(size, b"\0")
        if not size:
            return b""
        value = bytes(value[:size - 1])
        return bytes((min(len(value), 255),)) + value.ljust(size - 1, b"\0")

    def pack(self, *v):
        return bytes(self._ready()._packed(v, "pack"))

    def pack_into(*args):
        self = args[0]._ready()
        if len(args) < 3 or len(args) - 3 != self._count:
            if len(args) == 1:
                raise error("pack_into expected buffer argument")
            if len(args) == 2:
                raise error("pack_into expected offset argument")
            raise error("pack_into expected %d items for packing (got %d)"
                        % (self._count, len(args) - 3))
        buffer, offset, *values = args[1:]
        view = memoryview(buffer)
        if view.readonly:
            raise TypeError("read-write bytes-like object expected")
        view = view.cast("B") if view.format != "B" or view.ndim != 1 else view
        if not hasattr(offset, "__index__"):
            raise TypeError("'%s' object cannot be interpreted as an integer"
                            % type(offset).__name__)
        place = offset
        if offset < 0:
            if offset + self._total > 0:
                raise error("no space to pack %d bytes at offset %d" % (self._total, offset))
            place = offset + len(view)
            if place < 0:
                raise error("offset %d out of range for %d-byte buffer" % (offset, len(view)))
        if len(view) - place < self._total:
            raise error("pack_into requires a buffer of at least %d bytes for packing %d bytes at "
                        "offset %d (actual buffer size is %d)"
                        % (place + self._total, self._total, place, len(view)))
        view[place:place + self._total] = self._packed(values, "pack_into")

    def _unpacked(self, data):
        made = []
        for item in self._items:
            code, size, at = item.code, item.size, item.at
            for _ in range(item.count):
                made.append(self._value(code, bytes(data[at:at + size])))
                at += size
        return tuple(made)

    def _value(self, code, piece):
        if code in _INTS or code == "P":
            return int.from_bytes(piece, self._order, signed=code in "bhilqn")
        if code in _FLOATS:
            return _unpack_float(piece, code, self._order)
        if code == "?":
            return piece != b"\0"
        if code == "p":
            return piece[1:1 + piece[0]] if piece else b""
        return piece

    def unpack(self, buffer):
        self._ready()
        view = _bytes(buffer)
        if len(view) != self._total:
            raise error("unpack requires a buffer of %d bytes" % self._total)
        return self._unpacked(view)

    def unpack_from(self, buffer, offset=0):
        self._ready()
        view = _bytes(buffer)
        place = offset
        if offset < 0:
            if offset + self._total > 0:
                raise error("not enough data to unpack %d bytes at offset %d"
                            % (self._total, offset))
            place = offset + len(view)
            if place < 0:
                raise error("offset %d out of range for %d-byte buffer" % (offset, len(view)))
        if len(view) - place < self._total:
            raise error("unpack_from requires a buffer of at least %d bytes for unpacking %d bytes "
                        "at offset %d (actual buffer size is %d)"
                        % (place + self._total, self._total, place, len(view)))
        return self._unpacked(view[place:place + self._total])

    def iter_unpack(self, buffer):
        self._ready()
        view = _bytes(buffer)
        if not self._total:
            raise error("cannot iteratively unpack with a struct of length 0")
        if len(view) % self._total:
            raise error("iterative unpacking requires a buffer of a multiple of %d bytes"
                        % self._total)
        return unpack_iterator(self, view)


class unpack_iterator:
    """Piece after piece of a buffer."""

    __module__ = "_struct"

    def __init__(self, struct, view):
        self._struct, self._view, self._at = struct, view, 0

    def __iter__(self):
        return self

    def __length_hint__(self):
        return (len(self._view) - self._at) // self._struct.size if self._view is not None else 0

    def __next__(self):
        if self._view is None or self._at >= len(self._view):
            self._view = None
            raise StopIteration
        piece = self._view[self._at:self._at + self._struct.size]
        self._at += self._struct.size
        return self._struct._unpacked(piece)


def _bytes(buffer):
    try:
        view = memoryview(buffer)
    except TypeError:
        raise TypeError("a bytes-like object is required, not '%s'"
                        % type(buffer).__name__) from None
    return view.cast("B") if view.format != "B" or view.ndim != 1 else view


_cache = {}


def _struct(format):
    found = _cache.get(format) if isinstance(format, (str, bytes)) else None
    if found is None:
        found = Struct(format)
        if len(_cache) >= 100:
            _cache.clear()
        _cache[format] = found
    return found


def _clearcache():
    _cache.clear()


def calcsize(format):
    return _struct(format).size


def pack(*args):
    if not args:
        raise TypeError("missing format argument")
    return _struct(args[0]).pack(*args[1:])


def pack_into(format, *args):
    _struct(format).pack_into(*args)


def unpack(format, buffer):
    return _struct(format).unpack(buffer)


def unpack_from(format, buffer, offset=0):
    return _struct(format).unpack_from(buffer, offset)


def iter_unpack(format, buffer):
    return _struct(format).iter_unpack(buffer)
