"""What the modules of hash functions share: the objects, and how messages are padded."""


class Hash:
    """A hash under way. Subclasses say name, sizes, and how a block changes the state."""

    __slots__ = ("_state", "_rest", "_length")
    name = None
    digest_size = block_size = 0
    _byteorder = "big"
    _length_size = 8

    def __init__(self, data=b""):
        self._state = self._start()
        self._rest = b""
        self._length = 0
        if data:
            self.update(data)

    def update(self, data):
        if isinstance(data, str):
            raise TypeError("Unicode-objects must be encoded before hashing")
        data = bytes(memoryview(data))
        self._length += len(data)
        data = self._rest + data
        size = self.block_size
        whole = len(data) - len(data) % size
        state = self._state
        for at in range(0, whole, size):
            state = self._block(state, data[at:at + size])
        self._state = state
        self._rest = data[whole:]

    def digest(self):
        size = self.block_size
        bits = (self._length * 8).to_bytes(self._length_size, self._byteorder)
        zeros = -(self._length + 1 + len(bits)) % size
        tail = self._rest + b"\x80" + b"\0" * zeros + bits
        state = self._state
        for at in range(0, len(tail), size):
            state = self._block(state, tail[at:at + size])
        width = self._word_size
        made = b"".join(word.to_bytes(width, self._byteorder) for word in state)
        return made[:self.digest_size]

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        other = object.__new__(type(self))
        other._state, other._rest, other._length = self._state, self._rest, self._length
        return other

    def __repr__(self):
        return "<%s %s object @ 0x%x>" % (self.name, "_hash", id(self))


def primes(count):
    """The first prime numbers."""
    found = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


def root(number, degree, bits):
    """The first bits behind the point of a root."""
    scaled = number << degree * bits
    low, high = 0, 1 << (bits + 10)
    while low < high:
        middle = (low + high + 1) // 2
        if middle ** degree <= scaled:
            low = middle
        else:
            high = middle - 1
    return low & (1 << bits) - 1


def sha2_block(state, block, width, constants, rotations):
    """One block of SHA-2."""
    bits = width * 8
    mask = (1 << bits) - 1

    def rotate(x, by):
        return (x >> by | x << bits - by) & mask

    (a0, a1, a2), (e0, e1, e2), (s0, s1, s2), (t0, t1, t2) = rotations
    words = [int.from_bytes(block[at:at + width], "big") for at in range(0, len(block), width)]
    for at in range(16, len(constants)):
        x, y = words[at - 15], words[at - 2]
        words.append(words[at - 16] + (rotate(x, s0) ^ rotate(x, s1) ^ x >> s2) + words[at - 7]
                     + (rotate(y, t0) ^ rotate(y, t1) ^ y >> t2) & mask)
    a, b, c, d, e, f, g, h = state
    for constant, word in zip(constants, words):
        first = (h + (rotate(e, e0) ^ rotate(e, e1) ^ rotate(e, e2)) + (e & f ^ ~e & g)
                 + constant + word)
        second = (rotate(a, a0) ^ rotate(a, a1) ^ rotate(a, a2)) + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = first + second & mask, a, b, c, d + first & mask, e, f, g
    return tuple(x + y & mask for x, y in zip(state, (a, b, c, d, e, f, g, h)))
