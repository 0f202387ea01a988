"""Arrays: sequences of numbers of one C type (Modules/arraymodule.c). The items are kept as a list;
what they take as bytes is worked out where it is asked for."""

typecodes = 'bBuhHiIlLqQfd'
_SIZES = {'b': 1, 'B': 1, 'u': 4, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 8, 'L': 8, 'q': 8, 'Q': 8,
          'f': 4, 'd': 8}
_RANGE_NAMES = {'b': 'signed char', 'B': 'unsigned byte integer', 'h': 'signed short integer',
                'H': 'unsigned short', 'i': 'signed integer', 'I': 'unsigned int'}


def _reconstructor(cls, typecode, mformat_code, items):
    result = cls(typecode)
    result.frombytes(items)
    return result


class array:
    """array(typecode[, initializer]): a compact array of numbers."""

    __slots__ = ('typecode', '_items', '__weakref__')
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
        self._items = []
        if isinstance(initializer, array):
            if initializer.typecode == 'u' != typecode:
                raise TypeError("cannot use a unicode array to initialize an array with "
                                f"typecode '{typecode}'")
            self._items = [self._checked(item) for item in initializer._items]
        elif isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        else:
            self._items = [self._checked(item) for item in initializer]
        return self

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
        self._items.append(self._checked(v))

    def extend(self, bb, /):
        if isinstance(bb, array):
            if bb.typecode != self.typecode:
                raise TypeError('can only extend with array of same kind')
            self._items += bb._items
        else:
            for item in bb:
                self.append(item)

    def fromlist(self, list, /):
        if type(list) is not type([]):
            raise TypeError('arg must be list')
        self._items += [self._checked(item) for item in list]

    def insert(self, i, v, /):
        self._items.insert(i, self._checked(v))

    def pop(self, i=-1, /):
        if not self._items:
            raise IndexError('pop from empty array')
        try:
            return self._items.pop(i)
        except IndexError:
            raise IndexError('pop index out of range') from None

    def remove(self, v, /):
        try:
            self._items.remove(v)
        except ValueError:
            raise ValueError('array.remove(x): x not in array') from None

    def index(self, v, /):
        try:
            return self._items.index(v)
        except ValueError:
            raise ValueError('array.index(x): x not in array') from None

    def count(self, v, /):
        return self._items.count(v)

    def reverse(self):
        self._items.reverse()

    def tolist(self):
        return self._items[:]

    def tounicode(self):
        if self.typecode != 'u':
            raise ValueError('tounicode() may only be called on unicode type arrays')
        return ''.join(self._items)

    def fromunicode(self, ustr, /):
        if self.typecode != 'u':
            raise ValueError('fromunicode() may only be called on unicode type arrays')
        self._items += ustr

    def tobytes(self):
        """The items as they would lie in memory."""
        code, size = self.typecode, self.itemsize
        if code == 'u':
            return ''.join(self._items).encode('utf-32-le')
        if code in 'fd':
            import _struct
            return _struct.pack(f'<{len(self._items)}{code}', *self._items)
        signed = code.islower()
        return b''.join(item.to_bytes(size, 'little', signed=signed) for item in self._items)

    def frombytes(self, buffer, /):
        code, size = self.typecode, self.itemsize
        data = bytes(memoryview(buffer))
        if len(data) % size:
            raise ValueError('bytes length not a multiple of item size')
        if code == 'u':
            self._items += data.decode('utf-32-le')
        elif code in 'fd':
            import _struct
            self._items += _struct.unpack(f'<{len(data) // size}{code}', data)
        else:
            signed = code.islower()
            self._items += [int.from_bytes(data[at:at + size], 'little', signed=signed)
                            for at in range(0, len(data), size)]

    __bytes__ = tobytes

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
        self._items = []
        self.frombytes(b''.join(data[at:at + size][::-1] for at in range(0, len(data), size)))

    def buffer_info(self):
        return id(self._items), len(self._items)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, v):
        return v in self._items

    def _like(self, items):
        result = array(self.typecode)
        result._items = items
        return result

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._like(self._items[key])
        return self._item(key, self._items.__getitem__)

    def _item(self, key, act, *value):
        if not hasattr(key, '__index__'):
            raise TypeError('array indices must be integers')
        try:
            return act(key, *value)
        except IndexError:
            word = 'assignment index' if value else 'index'
            raise IndexError(f'array {word} out of range') from None

    def __setitem__(self, key, value):
        if isinstance(key, slice):
            if not isinstance(value, array):
                raise TypeError(f'can only assign array (not "{type(value).__name__}") to array slice')
            if value.typecode != self.typecode:
                raise TypeError('bad argument type for built-in operation')
            self._items[key] = value._items
        else:
            self._item(key, self._items.__setitem__, self._checked(value))

    def __delitem__(self, key):
        if isinstance(key, slice):
            del self._items[key]
        else:
            self._item(key, self._items.__delitem__)

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        if other.typecode != self.typecode:
            raise TypeError('bad argument type for built-in operation')
        return self._like(self._items + other._items)

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend with array (not "{type(other).__name__}")')
        self.extend(other)
        return self

    def __mul__(self, count):
        if not hasattr(count, '__index__'):
            return NotImplemented
        return self._like(self._items * count)

    __rmul__ = __mul__

    def __imul__(self, count):
        self._items *= count
        return self

    def _compared(self, other, name):
        if not isinstance(other, array):
            return NotImplemented
        return getattr(self._items, name)(other._items)

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
        return self._like(self._items[:])

    def __deepcopy__(self, memo):
        return self._like(self._items[:])

    def __reduce_ex__(self, protocol):
        items = self._items[:] if self.typecode != 'u' else self.tounicode()
        return type(self), (self.typecode, items), getattr(self, '__dict__', None)

    def __sizeof__(self):
        return 64 + len(self._items) * self.itemsize

    def __repr__(self):
        name = type(self).__name__
        if not self._items:
            return f"{name}('{self.typecode}')"
        items = repr(self.tounicode()) if self.typecode == 'u' else repr(self._items)
        return f"{name}('{self.typecode}', {items})"


ArrayType = array
