"""BLAKE2 (RFC 7693)."""

from _hashing import primes, root

_ORDERS = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
]
_COLUMNS = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
            (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]


class _Blake2:
    """A hash under way; it takes a key, a salt and the parameters of a tree."""

    def __init__(self, data=b"", *, digest_size=None, key=b"", salt=b"", person=b"", fanout=1,
                 depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0,
                 last_node=False, usedforsecurity=True):
        most = self.MAX_DIGEST_SIZE
        digest_size = most if digest_size is None else digest_size
        if not 1 <= digest_size <= most:
            raise ValueError("digest_size must be between 1 and %d bytes" % most)
        if len(key) > self.MAX_KEY_SIZE:
            raise ValueError("maximum key length is %d bytes" % self.MAX_KEY_SIZE)
        if len(salt) > self.SALT_SIZE:
            raise ValueError("maximum salt length is %d bytes" % self.SALT_SIZE)
        if len(person) > self.PERSON_SIZE:
            raise ValueError("maximum person length is %d bytes" % self.PERSON_SIZE)
        self.digest_size = digest_size
        word = self._word
        parameters = bytes((digest_size, len(key), fanout, depth)) + leaf_size.to_bytes(4, "little")
        parameters += node_offset.to_bytes(word if word == 8 else 6, "little")
        parameters += bytes((node_depth, inner_size)) + bytes(14 if word == 8 else 0)
        parameters += bytes(salt).ljust(self.SALT_SIZE, b"\0")
        parameters += bytes(person).ljust(self.PERSON_SIZE, b"\0")
        self._start = [root(prime, 2, 8 * word) for prime in primes(8)]
        self._state = [start ^ int.from_bytes(parameters[at * word:(at + 1) * word], "little")
                       for at, start in enumerate(self._start)]
        self._last_node = last_node
        self._count = 0
        self._rest = b""
        if key:
            self._rest = bytes(key).ljust(self.block_size, b"\0")
        if data:
            self.update(data)

    def update(self, data):
        if isinstance(data, str):
            raise TypeError("Unicode-objects must be encoded before hashing")
        self._rest += bytes(memoryview(data))
        # The last block waits, because it is treated otherwise.
        while len(self._rest) > self.block_size:
            block, self._rest = self._rest[:self.block_size], self._rest[self.block_size:]
            self._count += self.block_size
            self._state = self._block(block, False)

    def _block(self, block, last):
        word, bits = self._word, 8 * self._word
        mask = (1 << bits) - 1
        words = [int.from_bytes(block[at:at + word], "little")
                 for at in range(0, self.block_size, word)]
        v = self._state + self._start
        v[12] ^= self._count & mask
        v[13] ^= self._count >> bits & mask
        if last:
            v[14] ^= mask
            if self._last_node:
                v[15] ^= mask
        turn_a, turn_b, turn_c, turn_d = self._turns
        for number in range(self._rounds):
            order = _ORDERS[number % 10]
            for place, (a, b, c, d) in enumerate(_COLUMNS):
                for extra, first, second in ((order[2 * place], turn_a, turn_b),
                                             (order[2 * place + 1], turn_c, turn_d)):
                    v[a] = v[a] + v[b] + words[extra] & mask
                    x = v[d] ^ v[a]
                    v[d] = (x >> first | x << bits - first) & mask
                    v[c] = v[c] + v[d] & mask
                    x = v[b] ^ v[c]
                    v[b] = (x >> second | x << bits - second) & mask
        return [old ^ v[at] ^ v[at + 8] for at, old in enumerate(self._state)]

    def digest(self):
        other = self.copy()
        other._count += len(other._rest)
        state = other._block(other._rest.ljust(self.block_size, b"\0"), True)
        return b"".join(x.to_bytes(self._word, "little") for x in state)[:self.digest_size]

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other


class blake2b(_Blake2):
    name = "blake2b"
    block_size, MAX_DIGEST_SIZE, MAX_KEY_SIZE, SALT_SIZE, PERSON_SIZE = 128, 64, 64, 16, 16
    _word, _rounds, _turns = 8, 12, (32, 24, 16, 63)


class blake2s(_Blake2):
    name = "blake2s"
    block_size, MAX_DIGEST_SIZE, MAX_KEY_SIZE, SALT_SIZE, PERSON_SIZE = 64, 32, 32, 8, 8
    _word, _rounds, _turns = 4, 10, (16, 12, 8, 7)
