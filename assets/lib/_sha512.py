"""The digest SHA-512, from which random.seed() makes a number of a text."""

_MASK = (1 << 64) - 1


def _primes(count):
    found = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return found


def _root(number, degree):
    """The integer part of the root of 2 ** (64 * degree) * number."""
    wanted = number << 64 * degree
    low, high = 0, 1 << 80
    while low < high - 1:
        middle = (low + high) // 2
        if middle ** degree <= wanted:
            low = middle
        else:
            high = middle
    return low


# The first 64 bits behind the point of the roots of the first primes.
_CONSTANTS = [_root(prime, 3) & _MASK for prime in _primes(80)]
_START = [_root(prime, 2) & _MASK for prime in _primes(8)]


def _rotated(x, count):
    return (x >> count | x << (64 - count)) & _MASK


def _compress(state, block):
    words = [int.from_bytes(block[i:i + 8], "big") for i in range(0, 128, 8)]
    for i in range(16, 80):
        x, y = words[i - 15], words[i - 2]
        low = _rotated(x, 1) ^ _rotated(x, 8) ^ x >> 7
        high = _rotated(y, 19) ^ _rotated(y, 61) ^ y >> 6
        words.append(words[i - 16] + low + words[i - 7] + high & _MASK)
    a, b, c, d, e, f, g, h = state
    for constant, word in zip(_CONSTANTS, words):
        mixed = _rotated(e, 14) ^ _rotated(e, 18) ^ _rotated(e, 41)
        first = h + mixed + (e & f ^ ~e & g) + constant + word
        mixed = _rotated(a, 28) ^ _rotated(a, 34) ^ _rotated(a, 39)
        second = mixed + (a & b ^ a & c ^ b & c)
        h, g, f, e = g, f, e, d + first & _MASK
        d, c, b, a = c, b, a, first + second & _MASK
    return [x + y & _MASK for x, y in zip(state, (a, b, c, d, e, f, g, h))]


def digest(data):
    """The 64 bytes of the digest."""
    length = len(data)
    data += b"\x80" + bytes((111 - length) % 128) + (length * 8).to_bytes(16, "big")
    state = _START
    for start in range(0, len(data), 128):
        state = _compress(state, data[start:start + 128])
    return b"".join([word.to_bytes(8, "big") for word in state])
