"""MD5 (RFC 1321)."""

from _hashing import Hash
from math import floor, sin

_SINES = [floor(abs(sin(step)) * 2**32) for step in range(1, 65)]
_TURNS = [(7, 12, 17, 22), (5, 9, 14, 20), (4, 11, 16, 23), (6, 10, 15, 21)]


class MD5Type(Hash):
    __slots__ = ()
    name = "md5"
    digest_size, block_size, _word_size, _byteorder = 16, 64, 4, "little"

    def _start(self):
        return 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476

    @staticmethod
    def _block(state, block):
        words = [int.from_bytes(block[at:at + 4], "little") for at in range(0, 64, 4)]
        a, b, c, d = state
        for step in range(64):
            kind = step // 16
            if kind == 0:
                mixed, at = b & c | ~b & d, step
            elif kind == 1:
                mixed, at = d & b | ~d & c, (5 * step + 1) % 16
            elif kind == 2:
                mixed, at = b ^ c ^ d, (3 * step + 5) % 16
            else:
                mixed, at = c ^ (b | ~d & 0xFFFFFFFF), 7 * step % 16
            total = a + mixed + _SINES[step] + words[at] & 0xFFFFFFFF
            by = _TURNS[kind][step % 4]
            a, d, c, b = d, c, b, b + (total << by | total >> 32 - by) & 0xFFFFFFFF
        return tuple(x + y & 0xFFFFFFFF for x, y in zip(state, (a, b, c, d)))


def md5(string=b"", *, usedforsecurity=True):
    return MD5Type(string)
