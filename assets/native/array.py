"""Arrays: sequences of numbers of one C type (Modules/arraymodule.c). The items lie in a bytearray
as they would in C; a memoryview cast to their type reads and writes them."""

typecodes = 'bBuhHiIlLqQfd'
_SIZES = {'b': 1, 'B': 1, 'u': 4, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 8, 'L': 8, 'q': 8, 'Q': 8,
          'f': 4, 'd': 8}
_RANGE_NAMES = {'b': 'signed char', 'B': 'unsigned byte integer', 'h': 'signed short integer',
                'H': 'unsigned short', 'i': 'signed integer', 'I': 'unsigned int'}


_RESIZED = 'cannot resize an array that is exporting buffers'


def _reconstructor(cls, typecode, mformat_code, items):
    result = cls(typecode)
    result.frombytes(items)
    return result


def _deprecated(message):
    import warnings
    warnings.warn(message, DeprecationWarning, 3)


class array:
    """array(typecode[, initializer]): a compact array of numbers."""

    # What the buffer protocol finds: the memory and the format of an item.
    __slots__ = ('typecode', '_bf_memory', '_bf_format', '__weakref__')
    __hash__ = None

    def __new__(cls, typecode, initializer=(), /):
        if not isinstance(typecode, str) or len(typecode) != 1:
            given = type(typecode).__name__
            if isinstance(typecode, str):
                given = 'str'
            raise TypeError(f'array() argument 1 must be a unicode character, not {given}')
        if typecode not in _SIZES:
            raise ValueError('bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)')
        if isinstance(initializer, str) and typecode != 'u':
            raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
        self = object.__new__(cls)
        self.typecode = typecode
        self._bf_memory = bytearray()
        self._bf_format = 'w' if typecode == 'u' else typecode
        if isinstance(initializer, array):
            if initializer.typecode == 'u' != typecode:
                raise TypeError("cannot use a unicode array to initialize an array with "
                                f"typecode '{typecode}'")
            self._add(initializer)
        elif isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        else:
            self._add(initializer)
        return self

    def _view(self):
        """The items as numbers, to be read and written; letters by their code points."""
        return memoryview(self._bf_memory).cast('I' if self.typecode == 'u' else self.typecode)

    def _pack(self, items):
        """The bytes of items; letters by their code points."""
        one = array.__new__(array, self.typecode)
        one._bf_memory = bytearray(self.itemsize * len(items))
        view = one._view()
        for at, item in enumerate(items):
            view[at] = self._checked(item) if self.typecode != 'u' else ord(self._checked(item))
        return one._bf_memory

    def _add(self, items):
        for item in items:
            self.append(item)

    def _replace(self, start, stop, data):
        """Other bytes for those of the items from start to stop."""
        size = self.itemsize
        try:
            self._bf_memory[start * size:stop * size] = data
        except BufferError:
            raise BufferError(_RESIZED) from None

    def _at_end(self, data):
        self._replace(len(self), len(self), data)

    def _position(self, key, message):
        """The item that an index names, counted from the first."""
        if not hasattr(key, '__index__'):
            raise TypeError('array indices must be integers')
        try:
            return range(len(self))[key]
        except IndexError:
            raise IndexError(message) from None

    @property
    def itemsize(self):
        return _SIZES[self.typecode]

    def _checked(self, item):
        """The value as its C type holds it."""
        code = self.typecode
        if code == 'u':
            if not isinstance(item, str) or len(item) != 1:
                raise TypeError('array item must be unicode character')
            return item
        if code in 'fd':
            if isinstance(item, (str, bytes)) or not hasattr(item, '__float__'):
                raise TypeError(f'must be real number, not {type(item).__name__}')
            item = float(item)
            if code == 'f':
                import _struct
                item = _struct.unpack('f', _struct.pack('f', item))[0]
            return item
        if isinstance(item, float):
            raise TypeError('integer argument expected, got float')
        try:
            item = item.__index__()
        except AttributeError:
            raise TypeError(f'an integer is required (got type {type(item).__name__})') from None
        bits = 8 * self.itemsize
        low, high = (0, 1 << bits) if code.isupper() else (-1 << bits - 1, 1 << bits - 1)
        if low <= item < high:
            return item
        if code in _RANGE_NAMES and not (code == 'I' and item < 0):
            bound = 'greater than maximum' if item >= high else 'less than minimum'
            raise OverflowError(f'{_RANGE_NAMES[code]} is {bound}')
        if code in 'ILQ' and item < 0:
            raise OverflowError("can't convert negative value to unsigned int")
        raise OverflowError('Python int too large to convert to C long'
                            if code in 'lq' else 'int too big to convert')

    def append(self, v, /):
        self._at_end(self._pack([v]))

    def extend(self, bb, /):
        if isinstance(bb, array):
            if bb.typecode != self.typecode:
                raise TypeError('can only extend with array of same kind')
            self._at_end(bytes(bb._bf_memory))
        else:
            self._add(bb)

    def fromlist(self, list, /):
        if type(list) is not type([]):
            raise TypeError('arg must be list')
        self._at_end(self._pack(list))

    def insert(self, i, v, /):
        at = slice(i, None).indices(len(self))[0]
        self._replace(at, at, self._pack([v]))

    def pop(self, i=-1, /):
        if not len(self):
            raise IndexError('pop from empty array')
        at = self._position(i, 'pop index out of range')
        item = self[at]
        self._replace(at, at + 1, b'')
        return item

    def remove(self, v, /):
        try:
            at = self.tolist().index(v)
        except ValueError:
            raise ValueError('array.remove(x): x not in array') from None
        self._replace(at, at + 1, b'')

    def index(self, v, /):
        try:
            return self.tolist().index(v)
        except ValueError:
            raise ValueError('array.index(x): x not in array') from None

    def count(self, v, /):
        return self.tolist().count(v)

    def reverse(self):
        self._bf_memory[:] = bytes(self._view()[::-1])

    def tolist(self):
        items = self._view().tolist()
        return items if self.typecode != 'u' else [chr(item) for item in items]

    def tounicode(self):
        if self.typecode != 'u':
            raise ValueError('tounicode() may only be called on unicode type arrays')
        return ''.join(self.tolist())

    def fromunicode(self, ustr, /):
        if self.typecode != 'u':
            raise ValueError('fromunicode() may only be called on unicode type arrays')
        self._at_end(self._pack(ustr))

    def tobytes(self):
        """The items as they lie in memory."""
        return bytes(self._bf_memory)

    def tostring(self):
        _deprecated('tostring() is deprecated. Use tobytes() instead.')
        return self.tobytes()

    def frombytes(self, buffer, /):
        data = bytes(memoryview(buffer))
        if len(data) % self.itemsize:
            raise ValueError('bytes length not a multiple of item size')
        self._at_end(data)

    def fromstring(self, buffer, /):
        _deprecated('fromstring() is deprecated. Use frombytes() instead.')
        self.frombytes(buffer.encode() if isinstance(buffer, str) else buffer)

    def tofile(self, f, /):
        f.write(self.tobytes())

    def fromfile(self, f, n, /):
        data = f.read(n * self.itemsize)
        self.frombytes(data)
        if len(data) < n * self.itemsize:
            raise EOFError('read() didn\'t return enough bytes')

    def byteswap(self):
        size = self.itemsize
        data = self.tobytes()
        swapped = [data[at:at + size][::-1] for at in range(0, len(data), size)]
        self._bf_memory[:] = b''.join(swapped)

    def buffer_info(self):
        return id(self._bf_memory), len(self)

    def __len__(self):
        return len(self._bf_memory) // self.itemsize

    def __iter__(self):
        return arrayiterator(self)

    def __contains__(self, v):
        return v in self.tolist()

    def _like(self, data):
        result = array(self.typecode)
        result._bf_memory += data
        return result

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._like(bytes(self._view()[key]))
        item = self._view()[self._position(key, 'array index out of range')]
        return item if self.typecode != 'u' else chr(item)

    def __setitem__(self, key, value):
        if not isinstance(key, slice):
            at = self._position(key, 'array assignment index out of range')
            size = self.itemsize
            self._bf_memory[at * size:at * size + size] = self._pack([value])
            return
        if not isinstance(value, array):
            raise TypeError(f'can only assign array (not "{type(value).__name__}") to array slice')
        if value.typecode != self.typecode:
            raise TypeError('bad argument type for built-in operation')
        start, stop, step = key.indices(len(self))
        data = bytes(value._bf_memory)
        places = range(start, stop, step)
        if step == 1:
            self._replace(start, max(start, stop), data)
        elif len(places) == len(value):
            self._view()[key] = memoryview(data).cast(self._view().format)
        else:
            raise ValueError(f'attempt to assign array of size {len(value)} '
                             f'to extended slice of size {len(places)}')

    def __delitem__(self, key):
        if not isinstance(key, slice):
            at = self._position(key, 'array assignment index out of range')
            self._replace(at, at + 1, b'')
            return
        places = range(len(self))[key]
        size = self.itemsize
        data = self.tobytes()
        kept = [data[at * size:at * size + size] for at in range(len(self)) if at not in places]
        self._replace(0, len(self), b''.join(kept))

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        if other.typecode != self.typecode:
            raise TypeError('bad argument type for built-in operation')
        return self._like(self._bf_memory + other._bf_memory)

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend with array (not "{type(other).__name__}")')
        self.extend(other)
        return self

    def __mul__(self, count):
        if not hasattr(count, '__index__'):
            return NotImplemented
        return self._like(self._bf_memory * count)

    __rmul__ = __mul__

    def __imul__(self, count):
        self._replace(0, len(self), self._bf_memory * count)
        return self

    def _compared(self, other, name):
        if not isinstance(other, array):
            return NotImplemented
        return getattr(self.tolist(), name)(other.tolist())

    def __eq__(self, other):
        return self._compared(other, '__eq__')

    def __ne__(self, other):
        return self._compared(other, '__ne__')

    def __lt__(self, other):
        return self._compared(other, '__lt__')

    def __le__(self, other):
        return self._compared(other, '__le__')

    def __gt__(self, other):
        return self._compared(other, '__gt__')

    def __ge__(self, other):
        return self._compared(other, '__ge__')

    def __copy__(self):
        return self._like(self._bf_memory)

    def __deepcopy__(self, memo):
        return self._like(self._bf_memory)

    def __reduce_ex__(self, protocol):
        items = self.tolist() if self.typecode != 'u' else self.tounicode()
        return type(self), (self.typecode, items), getattr(self, '__dict__', None)

    def __sizeof__(self):
        return 64 + len(self._bf_memory)

    def __repr__(self):
        name = type(self).__name__
        if not len(self):
            return f"{name}('{self.typecode}')"
        items = repr(self.tounicode() if self.typecode == 'u' else self.tolist())
        return f"{name}('{self.typecode}', {items})"


class arrayiterator:
    """Goes through an array by counting, so that it sees what is changed meanwhile."""

    __slots__ = ('_array', '_next')
    __module__ = 'builtins'

    def __init__(self, array):
        self._array, self._next = array, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self._array is None or self._next >= len(self._array):
            self._array = None
            raise StopIteration
        item = self._array[self._next]
        self._next += 1
        return item


ArrayType = array
