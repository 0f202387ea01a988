"""SHA-3 and SHAKE (FIPS 202)."""

from _hashing import Hash

_MASK = (1 << 64) - 1


def _round_constants():
    """The constants come out of a shift register of eight bits."""
    constants = []
    register = 1
    for _ in range(24):
        constant = 0
        for power in range(7):
            if register & 1:
                constant |= 1 << (1 << power) - 1
            register <<= 1
            if register & 0x100:
                register ^= 0x171
        constants.append(constant)
    return constants


_CONSTANTS = _round_constants()


def _permute(lanes):
    for constant in _CONSTANTS:
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20]
                   for x in range(5)]
        for x in range(5):
            after = columns[(x + 1) % 5]
            change = columns[x - 1] ^ (after << 1 | after >> 63) & _MASK
            for y in range(0, 25, 5):
                lanes[x + y] ^= change
        x, y, current = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            by = (step + 1) * (step + 2) // 2 % 64
            current, lanes[x + 5 * y] = (
                lanes[x + 5 * y], (current << by | current >> 64 - by) & _MASK)
        for y in range(0, 25, 5):
            row = lanes[y:y + 5]
            for x in range(5):
                lanes[x + y] = row[x] ^ ~row[(x + 1) % 5] & row[(x + 2) % 5] & _MASK
        lanes[0] ^= constant
    return lanes


class _Sponge(Hash):
    __slots__ = ()
    _suffix = 0x06

    def _start(self):
        return (0,) * 25

    @staticmethod
    def _block(state, block):
        lanes = list(state)
        for index in range(len(block) // 8):
            lanes[index] ^= int.from_bytes(block[8 * index:8 * index + 8], "little")
        return tuple(_permute(lanes))

    def _squeeze(self, size):
        block = bytearray(self._rest) + bytes(self.block_size - len(self._rest))
        block[len(self._rest)] ^= self._suffix
        block[-1] ^= 0x80
        state = self._block(self._state, bytes(block))
        made = b""
        while True:
            made += b"".join(lane.to_bytes(8, "little") for lane in state)[:self.block_size]
            if len(made) >= size:
                return made[:size]
            state = tuple(_permute(list(state)))

    def digest(self):
        return self._squeeze(self.digest_size)


class _Shake(_Sponge):
    __slots__ = ()
    _suffix = 0x1F
    digest_size = 0

    def digest(self, length):
        return self._squeeze(length)

    def hexdigest(self, length):
        return self._squeeze(length).hex()


def _make(title, base, digest_size, capacity):
    members = {"__slots__": (), "name": title, "digest_size": digest_size,
               "block_size": 200 - capacity, "_rate_bits": 1600 - 8 * capacity,
               "_capacity_bits": 8 * capacity}
    return type(title, (base,), members)


sha3_224 = _make("sha3_224", _Sponge, 28, 56)
sha3_256 = _make("sha3_256", _Sponge, 32, 64)
sha3_384 = _make("sha3_384", _Sponge, 48, 96)
sha3_512 = _make("sha3_512", _Sponge, 64, 128)
shake_128 = _make("shake_128", _Shake, 0, 32)
shake_256 = _make("shake_256", _Shake, 0, 64)
